//! Which skill to learn next: in greedy order, how many more openings each one opens.
//!
//! An opening is open when every skill that it requires is covered. Greedy means: the skill that opens most now,
//! then the one that opens most after it, and so on. That is not always the best set of three, but it is the order
//! in which a person learns, and each step counts on its own.

use crate::demand::missing;
use crate::figures::{Frame, MedianPay};
use crate::openings::{Opening, PostingRef, View};
use crate::related::{Nearest, Related};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Openings named as examples of a step.
const N_EXAMPLES: usize = 3;

/// One skill to learn.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Unlocked {
    /// Its id.
    pub skill: String,
    /// Its name.
    pub name: String,
    /// Openings that it opens, with the skills above it learnt.
    pub n_more: u64,
    /// Employers behind them.
    pub n_employers: usize,
    /// Openings open after it.
    pub n_open: u64,
    /// Median pay of the openings that it opens.
    pub pay: MedianPay,
    /// The id of the skill that is nearest to it among those that the person has.
    pub nearest: Option<String>,
    /// Proximity to that skill, 0 to 1.
    pub proximity: Option<f64>,
    /// Openings that name both.
    pub n_together: Option<u32>,
    /// Some of the openings, newest first.
    pub examples: Vec<PostingRef>,
}

/// What is open, and what opens more.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Unlock {
    /// Openings looked at: those of the target that no filter took and that require a skill by name.
    pub n_openings: u64,
    /// Openings of the target that require no skill by name: nothing is known of them, so they count nowhere.
    pub n_without_required: u64,
    /// Openings whose required skills are all covered now.
    pub n_open_now: u64,
    /// Skills in greedy order, until one opens nothing more or the wanted number is reached.
    pub skills: Vec<Unlocked>,
}

/// The next `n_max` skills for a person over the openings of a frame.
pub(crate) fn unlock(
    view: &View<'_>,
    frame: &Frame<'_, '_>,
    related: &Related,
    held: &BTreeSet<u32>,
    n_max: usize,
) -> Unlock {
    let (known, unknown): (Vec<&Opening>, Vec<&Opening>) =
        frame.openings.iter().copied().partition(|opening| opening.required().next().is_some());
    let mut held = held.clone();
    let mut closed: Vec<&Opening> = known.iter().copied().filter(|it| !missing(it, &held).is_empty()).collect();
    let mut answer = Unlock {
        n_openings: known.len() as u64,
        n_without_required: unknown.len() as u64,
        n_open_now: (known.len() - closed.len()) as u64,
        skills: Vec::new(),
    };
    while answer.skills.len() < n_max {
        let Some(skill) = best(view, related, &closed, &held) else { break };
        held.insert(skill);
        let (opened, still): (Vec<&Opening>, Vec<&Opening>) =
            closed.iter().copied().partition(|opening| missing(opening, &held).is_empty());
        if opened.is_empty() {
            break;
        }
        closed = still;
        let nearest = related.nearest(skill);
        answer.skills.push(Unlocked {
            skill: view.skill_id(skill).to_owned(),
            name: view.skill_name(skill).to_owned(),
            n_more: opened.len() as u64,
            n_employers: opened.iter().map(|opening| opening.cluster).collect::<BTreeSet<_>>().len(),
            n_open: (known.len() - closed.len()) as u64,
            pay: frame.median_pay(opened.iter().copied()),
            nearest: nearest.map(|near| view.skill_id(near.held).to_owned()),
            proximity: nearest.map(|near| near.proximity),
            n_together: nearest.map(|near| near.n_together),
            examples: view.newest(opened.iter().copied(), N_EXAMPLES),
        });
    }
    answer
}

/// The skill that opens most; among equals the one that brings most openings nearest, then the one nearest to what
/// the person knows, then the first by id.
fn best(view: &View<'_>, related: &Related, closed: &[&Opening], held: &BTreeSet<u32>) -> Option<u32> {
    let mut opens: BTreeMap<u32, (u64, f64)> = BTreeMap::new();
    for opening in closed {
        let missing = missing(opening, held);
        // One of a group covers all of it, so its other members open as much.
        let mut ways: BTreeSet<u32> = missing.iter().copied().collect();
        for group in opening.groups.iter().filter(|group| group.any_of.iter().any(|skill| missing.contains(skill))) {
            ways.extend(&group.any_of);
        }
        for way in ways {
            let n_left = missing.iter().filter(|skill| !covers(opening, way, **skill)).count();
            let (n_opened, progress) = opens.entry(way).or_default();
            *n_opened += u64::from(n_left == 0);
            *progress += 1.0 / missing.len() as f64;
        }
    }
    let proximity = |skill: u32| related.nearest(skill).as_ref().map_or(0.0, |near: &Nearest| near.proximity);
    opens
        .into_iter()
        .max_by(|(a, (a_n, a_progress)), (b, (b_n, b_progress))| {
            a_n.cmp(b_n)
                .then(a_progress.total_cmp(b_progress))
                .then(proximity(*a).total_cmp(&proximity(*b)))
                .then(view.skill_id(*b).cmp(view.skill_id(*a)))
        })
        .map(|(skill, _)| skill)
}

/// Whether learning one skill covers another that an opening requires.
fn covers(opening: &Opening, learnt: u32, required: u32) -> bool {
    learnt == required
        || opening
            .groups
            .iter()
            .any(|group| group.any_of.binary_search(&required).is_ok() && group.any_of.binary_search(&learnt).is_ok())
}
