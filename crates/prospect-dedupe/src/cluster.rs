//! From sketches to openings: the order of time, employers, near-copies, spells and ids.
//!
//! Not here: which opening a role continues (`timeline.rs`).

use crate::decide::Reason;
use crate::employer::{Employer, resolve};
use crate::lsh::near_copies;
use crate::sketch::Sketch;
use crate::timeline::{Draft, Timeline};

/// What can be chosen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Options {
    /// Days without an observation after which a new spell starts, 0 or more.
    ///
    /// 60 by default: threads are monthly, so one missed month does not end a spell. Source: Lightcast's job
    /// postings methodology joins copies within 60 days (methods, section 5).
    pub spell_gap_days: i32,
    /// Least Jaccard similarity of near-copies across employers, 0 to 1; 0.8 by default (methods, section 5).
    pub near_copy_jaccard_min: f32,
}

impl Default for Options {
    fn default() -> Self {
        Self { spell_gap_days: 60, near_copy_jaccard_min: 0.8 }
    }
}

/// What [`cluster`] found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Clusters {
    /// In order of time of their first observation.
    pub openings: Vec<Opening>,
    /// One for each observation but the first of an opening, in order of time.
    pub merges: Vec<Merge>,
    /// Near-copies across employers, which are not merged: agencies and templates.
    pub links: Vec<Link>,
    /// In order of their first posting.
    pub employers: Vec<Employer>,
    /// Index into `employers` by posting; `None` where no employer is named.
    pub employer_of: Vec<Option<u32>>,
}

/// One role of one employer over time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    /// `<source>/<posting id>/<role number from 1>` of its earliest observation.
    pub id: String,
    /// Index into [`Clusters::employers`].
    pub employer: Option<u32>,
    /// Its observations in order of time, at least one. A posting occurs twice only if it names a role twice.
    pub members: Vec<Member>,
}

/// One observation of an opening.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Member {
    /// Index into the sketches.
    pub posting: u32,
    /// Index into the posting's roles; 0 for a posting that names none.
    pub role: u32,
    /// Number of the spell inside its opening, from 0.
    pub spell: u32,
}

/// Why an observation continues an opening.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Merge {
    /// Posting and role of the earlier observation.
    pub a: (u32, u32),
    /// Posting and role of the later observation.
    pub b: (u32, u32),
    /// Why.
    pub reason: Reason,
    /// Jaccard similarity of the two texts' 3-word shingles, 0 to 1.
    pub similarity: f32,
}

/// Two postings that are near-copies for different employers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Link {
    /// Index of the earlier posting.
    pub a: u32,
    /// Index of the later posting.
    pub b: u32,
    /// Jaccard similarity of their 3-word shingles, 0 to 1.
    pub similarity: f32,
}

/// Finds the openings of all postings.
///
/// The result does not depend on the order of `sketches` (indexes aside): postings are taken by day, then source,
/// then id. Two sketches with the same source and id are two observations.
#[must_use]
pub fn cluster(sketches: &[Sketch], options: &Options) -> Clusters {
    let mut order: Vec<u32> = (0..sketches.len() as u32).collect();
    order.sort_unstable_by(|&a, &b| {
        let key = |at: u32| sketches.get(at as usize).map(time_key);
        key(a).cmp(&key(b)).then(a.cmp(&b))
    });
    let resolved = resolve(sketches, &order);
    let is_known = |a: u32, b: u32| {
        let employer = |at: u32| resolved.employer_of.get(at as usize).copied().flatten();
        let poster = |at: u32| sketches.get(at as usize).and_then(|sketch| sketch.poster);
        (employer(a).is_some() && employer(a) == employer(b)) || (poster(a).is_some() && poster(a) == poster(b))
    };
    let pairs = near_copies(sketches, &order, options.near_copy_jaccard_min, is_known);
    let mut timeline = Timeline::new(sketches, &resolved.employer_of, &order);
    let mut links = Vec::new();
    let mut pairs = pairs.into_iter().peekable();
    for &posting in &order {
        let mut copies = Vec::new();
        while let Some(pair) = pairs.next_if(|pair| pair.later == posting) {
            let is_named = |at: u32| resolved.employer_of.get(at as usize).is_some_and(Option::is_some);
            if is_named(pair.earlier) && is_named(pair.later) {
                links.push(Link { a: pair.earlier, b: pair.later, similarity: pair.jaccard });
            } else {
                copies.push(pair.earlier);
            }
        }
        timeline.take(posting, &copies);
    }
    let mut openings: Vec<Opening> = timeline
        .openings
        .into_iter()
        .map(|draft| finish(sketches, &resolved.employer_of, draft, options.spell_gap_days))
        .collect();
    openings.retain(|opening| !opening.members.is_empty());
    let merges = timeline.merges;
    Clusters { openings, merges, links, employers: resolved.employers, employer_of: resolved.employer_of }
}

/// Postings without a date come last: nothing is known to follow them.
fn time_key(sketch: &Sketch) -> (i32, &str, usize, &str, u64) {
    // Numbers as ids order by length first, so that 999 comes before 1000.
    (sketch.day.unwrap_or(i32::MAX), &sketch.source, sketch.id.len(), &sketch.id, sketch.text_hash)
}

fn finish(sketches: &[Sketch], employer_of: &[Option<u32>], draft: Draft, spell_gap_days: i32) -> Opening {
    let mut spell = 0;
    let mut last_day = None;
    let mut members = Vec::with_capacity(draft.members.len());
    for &(posting, role) in &draft.members {
        let sketch = sketches.get(posting as usize);
        let day = sketch.and_then(|sketch| sketch.day);
        if let (Some(last), Some(day)) = (last_day, day)
            && i32::saturating_sub(day, last) > spell_gap_days
        {
            spell += 1;
        }
        // What was posted earlier may have been there longer.
        last_day = last_day.max(day.max(sketch.and_then(|sketch| sketch.last_day)));
        members.push(Member { posting, role, spell });
    }
    let id = draft.members.first().and_then(|&(posting, role)| {
        let sketch = sketches.get(posting as usize)?;
        Some(format!("{}/{}/{}", sketch.source, sketch.id, role + 1))
    });
    let employer = draft.members.iter().find_map(|&(posting, _)| employer_of.get(posting as usize).copied().flatten());
    Opening { id: id.unwrap_or_default(), employer, members }
}
