//! How near skills are to the skills that a person has: how often the same openings ask for both.
//!
//! An opening uses a skill effectively when the skill's part of what the opening asks for is above its part of what
//! all openings ask for (revealed comparative advantage above 1). The proximity of two skills is the number of
//! openings that use both over the larger number that use one: the smaller of the two conditional shares.
//! Source: Alabdulkareem and others, "Unpacking the polarization of workplace skills", Science Advances 4, 2018.
//!
//! Small counts are drawn towards independence: the proximity that chance would give enters as [`N_PRIOR`]
//! openings (a Dirichlet prior). Pairs below [`N_TOGETHER_MIN`] openings or [`N_EMPLOYERS_MIN`] employers have none.

use crate::openings::View;
use prospect_lexicon::skills::by_id;
use std::collections::BTreeSet;

/// Openings that the prior is worth: as many as a pair needs at least.
const N_PRIOR: f64 = 10.0;
/// Least openings that ask for both; the gate of the report for pairs of skills.
const N_TOGETHER_MIN: u32 = 10;
/// Least employers behind them; the gate of the report.
const N_EMPLOYERS_MIN: usize = 5;

/// Least proximity that is worth anything; the threshold of the methods that this follows.
const PROXIMITY_MIN: f64 = 0.3;
/// What proximity counts for beside having the skill. Low: in the measured rankings (`docs/career.md`) more of it
/// put postings too high that ask for what the person lacks.
const PROXIMITY_WEIGHT: f64 = 0.25;
/// What a skill is worth where the broader one is asked that the lexicon puts above it; low for the same reason.
const KIN_CREDIT: f64 = 0.15;

/// A skill that a person has, next to one that they lack.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Nearest {
    /// Number of the skill that the person has.
    pub held: u32,
    /// Proximity, 0 to 1.
    pub proximity: f64,
    /// Openings that use both.
    pub n_together: u32,
    /// Whether the lexicon says that the one is part of the other.
    pub is_kin: bool,
}

impl Nearest {
    /// What knowing the one is worth where the other is asked, 0 to 1; 0 for skills that are not near.
    #[must_use]
    pub fn credit(&self) -> f64 {
        let kin = if self.is_kin { KIN_CREDIT } else { 0.0 };
        if self.proximity >= PROXIMITY_MIN { kin.max(self.proximity * PROXIMITY_WEIGHT) } else { kin }
    }
}

/// The proximity of every skill to those that a person has.
#[derive(Clone, Debug)]
pub struct Related {
    held: BTreeSet<u32>,
    nearest: Vec<Option<Nearest>>,
}

impl Related {
    /// Counts over every opening of the view.
    #[must_use]
    pub fn new(view: &View<'_>, held: &BTreeSet<u32>) -> Self {
        let n_skills = view.n_skills();
        let mut named = vec![0_u32; n_skills];
        let mut n_pairs = 0.0;
        for asked in view.openings.iter().flat_map(|opening| &opening.asks) {
            n_pairs += 1.0;
            if let Some(n) = named.get_mut(asked.skill as usize) {
                *n += 1;
            }
        }
        let is_used = |skill: u32, n_asked: usize| {
            named.get(skill as usize).is_some_and(|n| f64::from(*n) * (n_asked as f64) < n_pairs)
        };
        let mut used = vec![0_u32; n_skills];
        let mut together = vec![vec![(0_u32, Employers::default()); n_skills]; held.len()];
        for opening in &view.openings {
            let skills: Vec<u32> = opening
                .asks
                .iter()
                .map(|asked| asked.skill)
                .filter(|skill| is_used(*skill, opening.asks.len()))
                .collect();
            for skill in &skills {
                if let Some(n) = used.get_mut(*skill as usize) {
                    *n += 1;
                }
            }
            for (own, row) in held.iter().zip(&mut together) {
                if skills.contains(own) {
                    for skill in &skills {
                        if let Some((n, employers)) = row.get_mut(*skill as usize) {
                            *n += 1;
                            employers.add(opening.cluster);
                        }
                    }
                }
            }
        }
        let n_openings = view.openings.len() as f64;
        let number = |skill: u32| f64::from(used.get(skill as usize).copied().unwrap_or(0));
        let nearest = (0_u32..).take(n_skills).map(|skill| {
            let others = held.iter().zip(&together).filter(|(own, _)| **own != skill);
            let near = others.map(|(own, row)| {
                let (n_together, n_employers) =
                    row.get(skill as usize).map_or((0, 0), |(n, employers)| (*n, employers.n()));
                let (fewer, more) = (number(skill).min(number(*own)), number(skill).max(number(*own)));
                let is_supported = n_together >= N_TOGETHER_MIN && n_employers >= N_EMPLOYERS_MIN;
                let by_chance = fewer / n_openings;
                let proximity = (f64::from(n_together) + N_PRIOR * by_chance) / (more + N_PRIOR);
                Nearest {
                    held: *own,
                    proximity: if is_supported { proximity } else { 0.0 },
                    n_together,
                    is_kin: are_kin(view.skill_id(*own), view.skill_id(skill)),
                }
            });
            // The first of equals, so that the answer does not hang on how numbers compare.
            near.filter(|near| near.proximity > 0.0 || near.is_kin).reduce(|best, near| {
                let rank = |near: &Nearest| (near.credit(), near.proximity);
                if rank(&near) > rank(&best) { near } else { best }
            })
        });
        let nearest = nearest.collect();
        Self { held: held.clone(), nearest }
    }

    /// Whether the person has the skill.
    #[must_use]
    pub fn has(&self, skill: u32) -> bool {
        self.held.contains(&skill)
    }

    /// The skill of the person's that is nearest to one that they lack: worth most, then closest. `None` for a
    /// skill that they have, and where too few openings tell.
    #[must_use]
    pub fn nearest(&self, skill: u32) -> Option<Nearest> {
        self.nearest_other(skill).filter(|_| !self.has(skill))
    }

    /// The same for any skill: the nearest of the person's other skills.
    pub(crate) fn nearest_other(&self, skill: u32) -> Option<Nearest> {
        self.nearest.get(skill as usize).copied().flatten()
    }
}

/// Whether the lexicon has one skill above the other: knowing React, one knows JavaScript.
fn are_kin(own: &str, other: &str) -> bool {
    by_id(own).is_some_and(|entry| entry.parents.contains(&other))
}

/// Distinct employers, counted up to the gate: no more is asked.
#[derive(Clone, Copy, Debug, Default)]
struct Employers {
    seen: [Option<u32>; N_EMPLOYERS_MIN],
}

impl Employers {
    fn add(&mut self, employer: u32) {
        for slot in &mut self.seen {
            match slot {
                Some(seen) if *seen == employer => return,
                Some(_) => {}
                None => {
                    *slot = Some(employer);
                    return;
                }
            }
        }
    }

    fn n(&self) -> usize {
        self.seen.iter().flatten().count()
    }
}
