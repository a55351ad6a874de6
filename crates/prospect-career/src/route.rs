//! Ways into Rust for one person: openings that say they accept what the person has, who accepts what instead of
//! Rust, steps of learning, the domains that are nearest, pay and chances of entry.
//!
//! In: a view, a profile, a starting point. Out: figures of one source with n and interval, postings by id and
//! public link, steps with where they come from. The strongest evidence of a way in is a posting that says so;
//! nothing here is inferred from what others did.

use crate::demand::missing;
use crate::figures::{Frame, MedianPay, ShareFigure};
use crate::filters::{Filter, FilterCounts, verdicts};
use crate::match_postings::held;
use crate::openings::{Group, Opening, PostingRef, View};
use crate::profile::Profile;
use prospect_lexicon::knowledge::{StepFilter, steps_for};
use prospect_model::Verdict;
use prospect_model::{Audience, Domain, Month, Seniority, StartingPoint, Step};
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// The skill that all routes lead to.
const RUST: &str = "rust";
/// Postings named as examples of a line.
const N_EXAMPLES: usize = 3;

/// An opening that says it accepts what the person has instead of Rust, or that it teaches Rust.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Accepted {
    /// The posting.
    #[serde(flatten)]
    pub posting: PostingRef,
    /// Ids of skills of which the posting says that one is enough; empty where it only says that it teaches.
    pub any_of: Vec<String>,
    /// Which of them the person has.
    pub has: Vec<String>,
    /// Whether it says that it teaches Rust.
    pub trains: bool,
    /// Ids of other required skills that the person does not cover.
    pub lacks: Vec<String>,
    /// What the filters that the person set found.
    pub filters: Vec<(Filter, Verdict)>,
    /// Index into the dataset's postings.
    #[serde(skip)]
    pub posting_idx: u32,
}

/// A skill that openings accept instead of Rust.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Alternative {
    /// Its id.
    pub skill: String,
    /// Its name.
    pub name: String,
    /// Whether the person has it.
    pub has: bool,
    /// Openings that accept it, and their share of those that name Rust.
    #[serde(flatten)]
    pub accepted: ShareFigure,
    /// Some of the postings, newest first.
    pub examples: Vec<PostingRef>,
}

/// A domain of openings that name Rust.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DomainLine {
    /// The domain.
    pub domain: Domain,
    /// Openings that name Rust.
    pub n_openings: u64,
    /// Of those that require skills by name: the share whose required skills the person would cover with Rust.
    pub within_reach: ShareFigure,
    /// Median pay of the domain's openings that name Rust.
    pub pay: MedianPay,
}

/// How openings that name Rust take people in.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Entry {
    /// They name a junior level or an internship.
    pub junior: ShareFigure,
    /// Of those that state years: they ask for no more than the person has. `None` when the person did not say.
    pub years: Option<ShareFigure>,
    /// They accept another language instead.
    pub accepts: ShareFigure,
    /// They say that they teach Rust.
    pub teaches: ShareFigure,
}

/// A step of learning.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RouteStep {
    /// The step with its sources.
    #[serde(flatten)]
    pub step: &'static Step,
    /// Which of its skills the person has.
    pub has: Vec<&'static str>,
}

/// The answer of `route`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Route {
    /// Where the person starts; `None` when not said.
    pub from: Option<StartingPoint>,
    /// Id of the source that figures are about.
    pub source: String,
    /// What the source's postings are.
    pub frame: String,
    /// First month looked at.
    pub first: Month,
    /// Last month looked at.
    pub last: Month,
    /// Openings of the source that name Rust.
    pub n_openings: u64,
    /// Employers behind them.
    pub n_employers: usize,
    /// Openings of all sources that accept what the person has, and what the filters took of them.
    pub filtered: FilterCounts,
    /// The postings of those that are left: newest first, then fewest other gaps.
    pub accepted: Vec<Accepted>,
    /// Who accepts what instead of Rust, the most accepted first.
    pub alternatives: Vec<Alternative>,
    /// Domains, those within reach first.
    pub domains: Vec<DomainLine>,
    /// Median pay of the openings that name Rust.
    pub pay: MedianPay,
    /// Chances of entry.
    pub entry: Entry,
    /// Steps in their order.
    pub steps: Vec<RouteStep>,
}

/// The routes of a person into Rust, over the last `n_months` months of a view.
#[must_use]
pub fn route(view: &View<'_>, profile: &Profile, from: Option<StartingPoint>, n_months: u32) -> Route {
    let rust = view.skill(RUST);
    let names_rust = |opening: &Opening| rust.is_some_and(|rust| opening.names(rust));
    // Whoever has Rust already needs no substitute for it.
    let without_rust: BTreeSet<u32> = held(view, profile).into_iter().filter(|skill| Some(*skill) != rust).collect();
    let source = view.main_source();
    let recent = view.last_months(n_months).filter(|opening| names_rust(opening));
    let frame = Frame::new(view, recent.clone().filter(|opening| Some(opening.source) == source).collect());

    let mut filtered = FilterCounts::default();
    let mut accepted: Vec<Accepted> = recent
        .filter_map(|opening| accepted(view, profile, opening, rust?, &without_rust))
        .filter(|accepted| filtered.count(&accepted.filters))
        .collect();
    accepted.sort_by_key(|it| (Reverse(it.posting.month), it.lacks.len(), it.posting.id.clone()));
    // What is accepted is said for a posting as a whole: one line for all of its roles.
    let mut seen = BTreeSet::new();
    accepted.retain(|it| seen.insert(it.posting_idx));

    let row = source.and_then(|source| view.dataset.sources.get(source as usize));
    let first = view.last.index().saturating_sub(i32::try_from(n_months.max(1) - 1).unwrap_or(i32::MAX));
    Route {
        from,
        source: row.map_or_else(String::new, |row| row.id.clone()),
        frame: row.map_or_else(String::new, |row| row.frame.clone()),
        first: Month::from_index(first).unwrap_or(view.first).max(view.first),
        last: view.last,
        n_openings: frame.openings.len() as u64,
        n_employers: frame.n_employers(),
        filtered,
        accepted,
        alternatives: rust.map(|rust| alternatives(view, &frame, rust, &without_rust)).unwrap_or_default(),
        domains: rust.map(|rust| domains(view, &frame, rust, &without_rust)).unwrap_or_default(),
        pay: frame.median_pay(frame.openings.iter().copied()),
        entry: entry(view, &frame, rust, profile),
        steps: steps(profile, from),
    }
}

/// What an opening accepts of what the person has, instead of Rust; `None` when it does not say that it does.
fn accepted(
    view: &View<'_>,
    profile: &Profile,
    opening: &Opening,
    rust: u32,
    held: &BTreeSet<u32>,
) -> Option<Accepted> {
    let trains = opening.groups_with(rust).any(|group| group.trains);
    let group = opening.groups_with(rust).find(|group| group.any_of.iter().any(|skill| held.contains(skill)));
    if group.is_none() && !trains {
        return None;
    }
    let id = |skill: &u32| view.skill_id(*skill).to_owned();
    let any_of: &[u32] = group.map_or(&[], |group| &group.any_of);
    Some(Accepted {
        posting: view.posting_ref(opening)?,
        any_of: any_of.iter().map(id).collect(),
        has: any_of.iter().filter(|skill| held.contains(skill)).map(id).collect(),
        trains,
        lacks: missing(opening, held).iter().filter(|skill| **skill != rust).map(id).collect(),
        filters: verdicts(view, profile, opening),
        posting_idx: opening.posting,
    })
}

/// The skills accepted instead of Rust.
fn alternatives(view: &View<'_>, frame: &Frame<'_, '_>, rust: u32, held: &BTreeSet<u32>) -> Vec<Alternative> {
    let accepts = |opening: &Opening, skill: u32| opening.groups_with(rust).any(|group| group.any_of.contains(&skill));
    let mut n_accepting: BTreeMap<u32, u64> = BTreeMap::new();
    for opening in &frame.openings {
        let others: BTreeSet<u32> = opening.groups_with(rust).flat_map(|group| &group.any_of).copied().collect();
        for skill in others.into_iter().filter(|skill| *skill != rust) {
            *n_accepting.entry(skill).or_default() += 1;
        }
    }
    let mut skills: Vec<(u32, u64)> = n_accepting.into_iter().collect();
    skills.sort_by(|(a, a_n), (b, b_n)| b_n.cmp(a_n).then(view.skill_id(*a).cmp(view.skill_id(*b))));
    let line = |(skill, _): (u32, u64)| Alternative {
        skill: view.skill_id(skill).to_owned(),
        name: view.skill_name(skill).to_owned(),
        has: held.contains(&skill),
        accepted: frame.share(|opening| accepts(opening, skill)),
        examples: view.newest(frame.openings.iter().copied().filter(|it| accepts(it, skill)), N_EXAMPLES),
    };
    skills.into_iter().map(line).collect()
}

/// The domains, those with the surest share within reach first, those without a share behind them by size.
fn domains(view: &View<'_>, frame: &Frame<'_, '_>, rust: u32, held: &BTreeSet<u32>) -> Vec<DomainLine> {
    let mut with_rust = held.clone();
    with_rust.insert(rust);
    let mut lines: Vec<DomainLine> = Domain::ALL
        .iter()
        .map(|domain| {
            let is_in = |opening: &Opening| view.domains(opening).first() == Some(domain);
            let is_known = |opening: &Opening| is_in(opening) && opening.required().next().is_some();
            DomainLine {
                domain: *domain,
                n_openings: frame.openings.iter().filter(|opening| is_in(opening)).count() as u64,
                within_reach: frame.share_within(is_known, |opening| missing(opening, &with_rust).is_empty()),
                pay: frame.median_pay(frame.openings.iter().copied().filter(|opening| is_in(opening))),
            }
        })
        .filter(|line| line.n_openings > 0)
        .collect();
    let low = |line: &DomainLine| line.within_reach.interval.map_or(-1.0, |[low, _]| low);
    lines.sort_by(|a, b| {
        low(b).total_cmp(&low(a)).then(b.n_openings.cmp(&a.n_openings)).then(a.domain.as_str().cmp(b.domain.as_str()))
    });
    lines
}

fn entry(view: &View<'_>, frame: &Frame<'_, '_>, rust: Option<u32>, profile: &Profile) -> Entry {
    let posting = |opening: &Opening| view.posting(opening);
    let is_junior = |opening: &Opening| {
        posting(opening).is_some_and(|posting| {
            posting.seniority_of(opening.role).any(|level| matches!(level, Seniority::Junior | Seniority::Intern))
        })
    };
    let years_of = |opening: &Opening| {
        let years = posting(opening).into_iter().flat_map(|posting| &posting.years).filter_map(|years| years.min);
        years.fold(None, |most: Option<f32>, min| Some(most.map_or(min, |most| most.max(min))))
    };
    let says =
        |opening: &Opening, what: fn(&Group) -> bool| rust.is_some_and(|rust| opening.groups_with(rust).any(what));
    Entry {
        junior: frame.share(is_junior),
        years: profile.years.map(|have| {
            frame.share_within(
                |opening| years_of(opening).is_some(),
                |opening| years_of(opening).is_some_and(|asked| asked <= have),
            )
        }),
        accepts: frame.share(|opening| says(opening, |group| group.any_of.len() > 1)),
        teaches: frame.share(|opening| says(opening, |group| group.trains)),
    }
}

fn steps(profile: &Profile, from: Option<StartingPoint>) -> Vec<RouteStep> {
    let filter = StepFilter { from, audience: Some(Audience::Developer), ..StepFilter::default() };
    // Without a starting point: the steps that fit all of them.
    let fits = |step: &&'static Step| from.is_some() || step.from.is_empty();
    let has = |step: &'static Step| step.skills.iter().copied().filter(|id| profile.held(id).is_some()).collect();
    steps_for(filter).filter(fits).map(|step| RouteStep { step, has: has(step) }).collect()
}
