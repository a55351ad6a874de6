//! Openings ranked for one person: hard filters first, then an additive score that explains itself.
//!
//! In: a view, a profile. Out: the openings that no filter took and that ask for something the person has, best
//! first; how many each filter took; how many ask for nothing that the person has. What a posting does not say is
//! never held against it, and finding nothing is said as such.

use crate::filters::{Filter, FilterCounts, verdicts};
use crate::kinds::Kinds;
use crate::openings::{PostingRef, View};
use crate::profile::Profile;
use crate::related::Related;
use crate::terms::{Term, Weights, score};
use prospect_model::Verdict;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// One opening for one person.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Match {
    /// The posting.
    #[serde(flatten)]
    pub posting: PostingRef,
    /// Titles of other roles of the posting that would stand lower.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub other_roles: Vec<String>,
    /// Index into the dataset's openings.
    #[serde(skip)]
    pub opening: u32,
    /// Index into the dataset's postings.
    #[serde(skip)]
    pub posting_idx: u32,
    /// 0 to below 1: the sum of what the terms add.
    pub score: f64,
    /// Part of the years asked that the person has, as a factor of every term: 0.5 to 1.
    pub years_factor: f64,
    /// How much the person's skills speak for the kind of work, as a factor of every term: 0.7 to 1.
    pub kind_factor: f64,
    /// What the filters that the person set found.
    pub filters: Vec<(Filter, Verdict)>,
    /// The summands of the score, what adds most first.
    pub terms: Vec<Term>,
}

/// The answer of `match`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Matches {
    /// What the filters took.
    pub filtered: FilterCounts,
    /// Openings that are left and name no skill at all: nothing is known of them, neither good nor bad.
    pub n_without_skills: u64,
    /// Openings that are left and ask for nothing that the person has.
    pub n_without_overlap: u64,
    /// The postings of the others, each with its best role, best first.
    pub matches: Vec<Match>,
}

/// Ranks the openings of the last `n_months` months of a view.
///
/// The view may reach further back: how near skills are and how much they tell is counted over all of it. Openings
/// of one score stand in order of time, newest first, then in the order of the dataset.
#[must_use]
pub fn match_postings(view: &View<'_>, profile: &Profile, n_months: u32) -> Matches {
    let held = held(view, profile);
    let related = Related::new(view, &held);
    let kinds = Kinds::new(view, &held);
    let weights = Weights::new(view);
    let mut answer =
        Matches { filtered: FilterCounts::default(), n_without_skills: 0, n_without_overlap: 0, matches: Vec::new() };
    for opening in view.last_months(n_months) {
        let filters = verdicts(view, profile, opening);
        if !answer.filtered.count(&filters) {
            continue;
        }
        if opening.asks.is_empty() {
            answer.n_without_skills += 1;
            continue;
        }
        let scored = score(view, &weights, &related, &kinds, profile, opening);
        let Some(posting) = view.posting_ref(opening).filter(|_| scored.has_any && scored.score > 0.0) else {
            answer.n_without_overlap += 1;
            continue;
        };
        answer.matches.push(Match {
            posting,
            other_roles: Vec::new(),
            opening: opening.opening,
            posting_idx: opening.posting,
            score: scored.score,
            years_factor: scored.years_factor,
            kind_factor: scored.kind_factor,
            filters,
            terms: scored.terms,
        });
    }
    answer.matches.sort_by(|a, b| {
        b.score.total_cmp(&a.score).then(b.posting.month.cmp(&a.posting.month)).then(a.opening.cmp(&b.opening))
    });
    answer.matches = one_a_posting(answer.matches);
    answer
}

/// Keeps the first match of each posting, with the titles of its others: a posting is read and answered once.
fn one_a_posting(matches: Vec<Match>) -> Vec<Match> {
    let mut at: BTreeMap<u32, usize> = BTreeMap::new();
    let mut kept: Vec<Match> = Vec::new();
    for found in matches {
        match at.get(&found.posting_idx).and_then(|at| kept.get_mut(*at)) {
            Some(first) => first.other_roles.extend(found.posting.title),
            None => {
                at.insert(found.posting_idx, kept.len());
                kept.push(found);
            }
        }
    }
    kept
}

/// The numbers of a person's skills; those that no opening names have none.
pub(crate) fn held(view: &View<'_>, profile: &Profile) -> BTreeSet<u32> {
    profile.skills.iter().filter_map(|held| view.skill(held.id)).collect()
}
