//! How much a person's skills speak for a kind of work: in which kinds openings ask for them more than in others.
//!
//! A skill that `P(kind | skill) / P(kind)` = r times the usual share of a kind's openings ask for speaks for that kind
//! by the attributable fraction 1 - 1/r, and for no kind that asks for it less than others do. Skills add up as
//! independent hints would, each at half its worth because a person's skills mostly go together: 1 - Π(1 - ½(1 - 1/r)).
//! So another skill can only speak for more. Source of the fraction: Levin, "The occurrence of lung cancer in man",
//! 1953.
//!
//! Small counts are drawn to the usual share: it enters as [`N_PRIOR`] openings.

use crate::openings::{Opening, View};
use prospect_model::RoleFamily;
use std::collections::{BTreeMap, BTreeSet};

/// Openings that the usual share is worth in the share of a skill.
const N_PRIOR: f64 = 10.0;
/// What one skill's hint is worth beside others of the same person; 0.3 to 1 ranked about equally well (`docs/career.md`).
const HINT_WEIGHT: f64 = 0.5;
/// What is left of a score where no skill speaks for the kind of work; 0.5 and 0.8 ranked worse (`docs/career.md`).
const FLOOR: f64 = 0.7;

/// How much a person's skills speak for each kind of work, 0 to below 1.
pub(crate) struct Kinds {
    fit: BTreeMap<RoleFamily, f64>,
}

impl Kinds {
    /// Counts over every opening of the view that has a kind.
    pub(crate) fn new(view: &View<'_>, held: &BTreeSet<u32>) -> Self {
        let mut n_openings = 0.0;
        let mut n_of: BTreeMap<RoleFamily, f64> = BTreeMap::new();
        let mut n_with: BTreeMap<u32, f64> = BTreeMap::new();
        let mut n_both: BTreeMap<(RoleFamily, u32), f64> = BTreeMap::new();
        for opening in &view.openings {
            let kinds = kinds_of(view, opening);
            if kinds.is_empty() {
                continue;
            }
            n_openings += 1.0;
            let named = opening.asks.iter().map(|asked| asked.skill).filter(|skill| held.contains(skill));
            for skill in named {
                *n_with.entry(skill).or_default() += 1.0;
                for kind in &kinds {
                    *n_both.entry((*kind, skill)).or_default() += 1.0;
                }
            }
            for kind in kinds {
                *n_of.entry(kind).or_default() += 1.0;
            }
        }
        let hint = |kind: RoleFamily, usual: f64, skill: u32| {
            let number = n_both.get(&(kind, skill)).copied().unwrap_or(0.0);
            let with = n_with.get(&skill).copied().unwrap_or(0.0);
            let share = (number + N_PRIOR * usual) / (with + N_PRIOR);
            (1.0 - usual / share).max(0.0)
        };
        let fit = n_of.iter().map(|(kind, n)| {
            let usual = n / n_openings;
            let against: f64 = held.iter().map(|skill| 1.0 - HINT_WEIGHT * hint(*kind, usual, *skill)).product();
            (*kind, 1.0 - against)
        });
        Self { fit: fit.collect() }
    }

    /// The factor of every term of an opening's score: 0.7 to 1 by the kind that the skills speak for most, 1 where
    /// the opening names no kind.
    pub(crate) fn factor(&self, view: &View<'_>, opening: &Opening) -> f64 {
        let fits = kinds_of(view, opening).into_iter().filter_map(|kind| self.fit.get(&kind).copied());
        fits.reduce(f64::max).map_or(1.0, |fit| FLOOR + (1.0 - FLOOR) * fit)
    }
}

/// The kinds of work of an opening, each once.
fn kinds_of(view: &View<'_>, opening: &Opening) -> BTreeSet<RoleFamily> {
    view.posting(opening).into_iter().flat_map(|posting| posting.role_family_of(opening.role)).collect()
}
