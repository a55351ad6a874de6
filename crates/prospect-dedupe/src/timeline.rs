//! Postings in order of time: each role goes to the opening that it continues or starts a new one.

use crate::cluster::Merge;
use crate::compare::{Between, compare};
use crate::decide::{Reason, decide};
use crate::keys::{Key, KeyHashing, keys_of, shared_keys};
use crate::shingles::Table;
use crate::sketch::{Sketch, shares};
use crate::title::{Levels, Relation, TitleKey};
use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

/// Openings of one employer, account or text that a posting is compared with: the ones seen last.
///
/// A bound on the work for names that many share; beyond it a role would have to match one out of sight for long.
const CANDIDATES_MAX: usize = 256;
/// Observations of an opening that a posting is compared with: the last ones, as ads drift from month to month.
const OBSERVATIONS_COMPARED: usize = 3;
/// Earlier roles that one role is compared with by words, closest titles first.
const COMPARISONS_MAX: usize = 48;
/// Distinct titles kept of an opening, for the guard against chains.
const TITLES_KEPT: usize = 8;

/// An opening in the making.
#[derive(Debug, Default)]
pub(crate) struct Draft {
    /// Posting and role of each observation, in order of time.
    pub(crate) members: Vec<(u32, u32)>,
    /// One observation for each distinct title.
    titles: Vec<(u32, u32)>,
}

/// Openings as they are after the postings taken so far.
pub(crate) struct Timeline<'a> {
    sketches: &'a [Sketch],
    employer_of: &'a [Option<u32>],
    pub(crate) openings: Vec<Draft>,
    pub(crate) merges: Vec<Merge>,
    /// Openings by what brings postings to them, in order of their start.
    by_key: HashMap<Key, Vec<u32>, KeyHashing>,
    shared_keys: HashSet<Key, KeyHashing>,
    /// Openings of each posting taken so far.
    openings_of: Vec<Vec<u32>>,
    /// By earlier posting: which posting it was last compared with, and where the result is.
    compared: Vec<(u32, u32)>,
    /// Shingles of the posting that is being taken.
    table: Table,
    /// By posting: its place in the order of time.
    turns: Vec<u32>,
}

/// One way to continue an opening.
struct Choice {
    score: f32,
    role: u32,
    opening: u32,
    earlier: (u32, u32),
    reason: Reason,
    similarity: f32,
}

/// One observation that a role may continue.
struct Observation<'a> {
    opening: u32,
    /// Posting and role.
    at: (u32, u32),
    sketch: &'a Sketch,
    title: &'a TitleKey,
}

impl<'a> Timeline<'a> {
    pub(crate) fn new(sketches: &'a [Sketch], employer_of: &'a [Option<u32>], order: &[u32]) -> Self {
        let mut turns = vec![0; sketches.len()];
        for (turn, &posting) in (0..).zip(order) {
            if let Some(slot) = turns.get_mut(posting as usize) {
                *slot = turn;
            }
        }
        Self {
            sketches,
            employer_of,
            turns,
            table: Table::default(),
            openings: Vec::new(),
            merges: Vec::new(),
            by_key: HashMap::default(),
            shared_keys: shared_keys(sketches, employer_of),
            openings_of: vec![Vec::new(); sketches.len()],
            compared: vec![(u32::MAX, 0); sketches.len()],
        }
    }

    /// Takes in the next posting. `copies` are earlier postings that are near-copies of it.
    pub(crate) fn take(&mut self, posting: u32, copies: &[u32]) {
        let sketches = self.sketches;
        let Some(sketch) = sketches.get(posting as usize).filter(|sketch| sketch.is_offer) else { return };
        let keys: Vec<Key> =
            keys_of(self.employer_of, posting, sketch).filter(|key| self.shared_keys.contains(key)).collect();
        let is_named = self.employer_of.get(posting as usize).is_some_and(Option::is_some);
        let mut candidates: Vec<u32> = Vec::new();
        // Sites add nothing to a name that is known.
        for key in keys.iter().filter(|key| !is_named || !key.is_site) {
            let list = self.by_key.get(key).map(Vec::as_slice).unwrap_or_default();
            candidates.extend(list.iter().rev().take(CANDIDATES_MAX));
        }
        candidates.extend(copies.iter().filter_map(|&at| self.openings_of.get(at as usize)).flatten());
        candidates.sort_unstable();
        candidates.dedup();
        let choices = self.choices(posting, sketch, &candidates);
        let opening_of_role = self.assign(posting, sketch, choices);
        let mut touched = opening_of_role;
        touched.sort_unstable();
        touched.dedup();
        for &opening in &touched {
            for key in &keys {
                let list = self.by_key.entry(*key).or_default();
                move_to_end(list, opening);
            }
        }
        if let Some(slot) = self.openings_of.get_mut(posting as usize) {
            *slot = touched;
        }
    }

    /// Every acceptable way to continue one of `candidates` with a role of this posting, the surest first.
    fn choices(&mut self, posting: u32, sketch: &Sketch, candidates: &[u32]) -> Vec<Choice> {
        let mut recent: Vec<Observation<'a>> = Vec::with_capacity(candidates.len() * 2);
        for &opening in candidates {
            let members = self.openings.get(opening as usize).map(|draft| draft.members.as_slice()).unwrap_or_default();
            recent.extend(members.iter().rev().take(OBSERVATIONS_COMPARED).filter_map(|&at| {
                let sketch = self.sketches.get(at.0 as usize)?;
                Some(Observation { opening, at, sketch, title: sketch.roles.get(at.1 as usize)? })
            }));
        }
        recent.sort_unstable_by_key(|earlier| (Reverse(self.turn_of(earlier.at.0)), earlier.opening, earlier.at.1));
        let mut found: Vec<Option<Between>> = Vec::new();
        let mut choices = Vec::new();
        let mut related: Vec<(Relation, u32)> = Vec::new();
        for (role, title) in (0_u32..).zip(&sketch.roles) {
            if earlier_twin(sketch, role as usize).is_some() {
                continue;
            }
            related.clear();
            for (number, earlier) in (0_u32..).zip(&recent) {
                let relation = title.relation(earlier.title);
                // Different work is one opening only by a link, so the words need not be compared without one.
                if relation != Relation::Different || shares(&sketch.job_links, &earlier.sketch.job_links) {
                    related.push((relation, number));
                }
            }
            // Closest titles first and of those the latest: once one is sure, the words of the others do not matter.
            related.sort_unstable();
            for &(relation, number) in related.iter().take(COMPARISONS_MAX) {
                let Some(earlier) = recent.get(number as usize) else { continue };
                let Some(slot) = self.compared.get_mut(earlier.at.0 as usize) else { continue };
                if slot.0 != posting {
                    *slot = (posting, found.len() as u32);
                    if found.is_empty() {
                        self.table.fill(&sketch.shingles);
                    }
                    let earlier = (earlier.at.0, earlier.sketch);
                    found.push(compare(self.employer_of, &self.table, (posting, sketch), earlier));
                }
                let Some(Some(between)) = found.get(slot.1 as usize) else { continue };
                let levels = title.compare_levels(earlier.title);
                let is_sure = relation <= Relation::SameGeneral && levels == Levels::Same;
                let Some((score, reason)) = decide(&between.evidence(relation, levels)) else { continue };
                if !between.shares_job_link && self.has_stranger(earlier.opening, title) {
                    continue;
                }
                choices.push(Choice {
                    score,
                    role,
                    opening: earlier.opening,
                    earlier: earlier.at,
                    reason,
                    similarity: between.similarity.jaccard,
                });
                if is_sure {
                    break;
                }
            }
        }
        choices.sort_by(|a, b| {
            let key = |choice: &Choice| (choice.role, choice.opening, choice.earlier);
            b.score.total_cmp(&a.score).then_with(|| key(a).cmp(&key(b)))
        });
        choices
    }

    /// The guard against chains: "Engineer" must not bring "Backend Engineer" to "Mobile Engineer".
    fn has_stranger(&self, opening: u32, title: &TitleKey) -> bool {
        let titles = self.openings.get(opening as usize).map(|draft| draft.titles.as_slice()).unwrap_or_default();
        titles.iter().any(|&at| self.title(at).is_none_or(|known| title.relation(known) == Relation::Different))
    }

    /// Gives each role one opening and each opening one role of the posting: two roles of one posting are two
    /// openings, whatever their titles have in common with a third.
    fn assign(&mut self, posting: u32, sketch: &Sketch, choices: Vec<Choice>) -> Vec<u32> {
        let n_roles = sketch.roles.len();
        let mut opening_of_role: Vec<Option<u32>> = vec![None; n_roles];
        for choice in choices {
            let is_used = opening_of_role.contains(&Some(choice.opening));
            let Some(slot) = opening_of_role.get_mut(choice.role as usize).filter(|slot| slot.is_none()) else {
                continue;
            };
            if is_used {
                continue;
            }
            *slot = Some(choice.opening);
            let b = (posting, choice.role);
            self.merges.push(Merge { a: choice.earlier, b, reason: choice.reason, similarity: choice.similarity });
        }
        for role in 0..n_roles {
            if opening_of_role.get(role).copied().flatten().is_some() {
                continue;
            }
            let twin = earlier_twin(sketch, role);
            let opening = match twin.and_then(|twin| Some((twin, opening_of_role.get(twin).copied().flatten()?))) {
                Some((twin, opening)) => {
                    let (a, b) = ((posting, twin as u32), (posting, role as u32));
                    self.merges.push(Merge { a, b, reason: Reason::SamePosting, similarity: 1.0 });
                    opening
                }
                None => {
                    self.openings.push(Draft::default());
                    (self.openings.len() - 1) as u32
                }
            };
            if let Some(slot) = opening_of_role.get_mut(role) {
                *slot = Some(opening);
            }
        }
        let opening_of_role: Vec<u32> = opening_of_role.into_iter().flatten().collect();
        for (role, &opening) in (0_u32..).zip(&opening_of_role) {
            let known = self.openings.get(opening as usize).map(|draft| draft.titles.as_slice()).unwrap_or_default();
            let title = sketch.roles.get(role as usize);
            let is_new = known.len() < TITLES_KEPT && !known.iter().any(|&other| self.title(other) == title);
            if let Some(draft) = self.openings.get_mut(opening as usize) {
                draft.members.push((posting, role));
                if is_new {
                    draft.titles.push((posting, role));
                }
            }
        }
        opening_of_role
    }

    fn turn_of(&self, posting: u32) -> u32 {
        self.turns.get(posting as usize).copied().unwrap_or(0)
    }

    fn title(&self, (posting, role): (u32, u32)) -> Option<&'a TitleKey> {
        self.sketches.get(posting as usize)?.roles.get(role as usize)
    }
}

/// Keeps the openings seen last at the end, and no more than twice what is looked at.
fn move_to_end(list: &mut Vec<u32>, opening: u32) {
    let from = list.len().saturating_sub(CANDIDATES_MAX);
    match list.iter().skip(from).rposition(|&at| at == opening) {
        Some(at) => list.get_mut(from + at..).unwrap_or_default().rotate_left(1),
        None => list.push(opening),
    }
    if list.len() > 2 * CANDIDATES_MAX {
        list.drain(..CANDIDATES_MAX);
    }
}

/// The first earlier role of the posting with the very same title key.
fn earlier_twin(sketch: &Sketch, role: usize) -> Option<usize> {
    let title = sketch.roles.get(role)?;
    sketch.roles.iter().take(role).position(|earlier| earlier == title)
}
