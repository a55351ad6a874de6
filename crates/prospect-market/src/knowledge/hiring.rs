//! The openings of one employer, or of all names of one organisation, as they were seen over time.

use super::Knowledge;
use crate::annual_pay::annual_pay;
use crate::panel::month_of;
use crate::{Lookup, Window};
use prospect_model::{Dataset, Domain, Month, OpeningRow, PostingRow, SkillNeed};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Titles and addresses shown of the openings that name Rust.
const N_SAMPLES: usize = 6;

/// What the postings of an employer say. Counts of openings seen, not estimates: an employer has more openings
/// than it posts in these sources.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Hiring {
    /// Openings seen.
    pub n_openings: u64,
    /// Those that name Rust as required, preferred or used.
    pub n_rust: u64,
    /// Months of the first and the last posting.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub window: Option<Window>,
    /// Months of the first and the last posting that names Rust.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub window_rust: Option<Window>,
    /// By year; an opening that is posted in two years is in both.
    pub years: Vec<YearCount>,
    /// Domains and the openings in each, the most frequent first.
    pub domains: Vec<(Domain, u64)>,
    /// Openings with an annual base pay in US dollars.
    pub n_pay: u64,
    /// Lowest and highest of these amounts, US dollars a year (log-midpoints of stated ranges).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pay_usd: Option<(u64, u64)>,
    /// Openings that name Rust, the newest first: month, title, public address.
    pub samples: Vec<HiringSample>,
    /// Ids of the sources that have its postings.
    pub sources: Vec<String>,
}

/// Openings of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct YearCount {
    /// Calendar year.
    pub year: u16,
    /// Openings posted in it.
    pub n: u64,
    /// Those of which a posting of the year names Rust.
    pub n_rust: u64,
}

/// An opening to look at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HiringSample {
    /// Month of the first posting that names Rust.
    pub month: Month,
    /// Title; empty where none is named.
    pub title: String,
    /// Public address of that posting.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// Sums up the openings of these employers (indexes into the dataset's employers).
#[must_use]
pub fn hiring(dataset: &Dataset, employers: &[u32], lookup: &dyn Lookup) -> Hiring {
    let mut hiring = Hiring::default();
    let mut years: BTreeMap<u16, (u64, u64)> = BTreeMap::new();
    let mut domains: BTreeMap<Domain, u64> = BTreeMap::new();
    let mut sources: Vec<u32> = Vec::new();
    let rust = rust_of(dataset);
    let of_employers = |(_, row): &(u32, &OpeningRow)| row.employer.is_some_and(|at| employers.contains(&at));
    for (index, opening) in (0..).zip(&dataset.openings).filter(of_employers) {
        let seen = || sightings(dataset, index, opening);
        let postings = || seen().map(|(posting, _)| posting);
        let Some(first) = postings().find_map(month_of) else { continue };
        let last = postings().filter_map(month_of).max().unwrap_or(first);
        hiring.n_openings += 1;
        hiring.window = Some(widen(hiring.window, first, last));
        sources.extend(postings().map(|posting| posting.source));
        let posted: BTreeSet<u16> = postings().filter_map(month_of).map(|month| month.year).collect();
        posted.into_iter().for_each(|year| years.entry(year).or_default().0 += 1);
        if let Some(domain) = postings().find_map(|posting| posting.domain.first().copied()) {
            *domains.entry(domain).or_default() += 1;
        }
        let pay = seen().find_map(|(posting, role)| annual_pay(posting.pay_of(role), month_of(posting)?, lookup).usd);
        if let Some(usd) = pay.map(|usd| usd.round() as u64) {
            hiring.n_pay += 1;
            let (low, high) = hiring.pay_usd.unwrap_or((usd, usd));
            hiring.pay_usd = Some((low.min(usd), high.max(usd)));
        }
        let naming = || seen().filter(|(posting, role)| names(posting, *role, rust)).map(|(posting, _)| posting);
        if let Some((posting, month)) = naming().find_map(|posting| Some((posting, month_of(posting)?))) {
            let named: BTreeSet<u16> = naming().filter_map(month_of).map(|month| month.year).collect();
            named.into_iter().for_each(|year| years.entry(year).or_default().1 += 1);
            hiring.n_rust += 1;
            let last = naming().filter_map(month_of).max().unwrap_or(month);
            hiring.window_rust = Some(widen(hiring.window_rust, month, last));
            hiring.samples.push(HiringSample { month, title: opening.title.clone(), url: posting.url.clone() });
        }
    }
    hiring.years = years.into_iter().map(|(year, (n, n_rust))| YearCount { year, n, n_rust }).collect();
    hiring.domains = domains.into_iter().collect();
    hiring.domains.sort_by_key(|(domain, n)| (std::cmp::Reverse(*n), *domain));
    hiring.samples.sort_by(|a, b| b.month.cmp(&a.month).then_with(|| a.title.cmp(&b.title)));
    hiring.samples.truncate(N_SAMPLES);
    sources.sort_unstable();
    sources.dedup();
    let id = |at: u32| dataset.sources.get(at as usize).map(|source| source.id.clone());
    hiring.sources = sources.into_iter().filter_map(id).collect();
    hiring
}

/// Openings of one organisation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Count {
    /// All.
    pub(crate) n: u64,
    /// Those that name Rust.
    pub(crate) n_rust: u64,
}

/// The openings of every organisation, in the order of the records: one pass over the dataset.
pub(crate) fn counts(dataset: &Dataset, knowledge: Knowledge<'_>) -> Vec<Count> {
    let organisations = knowledge.organisations;
    let position = |name: &String| {
        let id = (knowledge.organisation_of)(name)?;
        organisations.binary_search_by(|record| record.id.cmp(id)).ok()
    };
    let organisation_of: Vec<Option<usize>> = dataset.employers.iter().map(position).collect();
    let mut counts = vec![Count::default(); organisations.len()];
    let rust = rust_of(dataset);
    for (index, opening) in (0..).zip(&dataset.openings) {
        let at = opening.employer.and_then(|at| organisation_of.get(at as usize).copied().flatten());
        let Some(count) = at.and_then(|at| counts.get_mut(at)) else { continue };
        let seen = || sightings(dataset, index, opening);
        if seen().any(|(posting, _)| month_of(posting).is_some()) {
            count.n += 1;
            count.n_rust += u64::from(seen().any(|(posting, role)| names(posting, role, rust)));
        }
    }
    counts
}

/// The postings of an opening that offer a job, in order of time, each with its role that is this opening.
fn sightings<'a>(
    dataset: &'a Dataset,
    index: u32,
    opening: &'a OpeningRow,
) -> impl Iterator<Item = (&'a PostingRow, usize)> {
    let postings = opening.postings.iter().filter_map(|&at| dataset.postings.get(at as usize));
    postings.filter(|posting| posting.is_offer).flat_map(move |posting| {
        let roles = posting.roles.iter().enumerate().filter(move |(_, role)| role.opening == Some(index));
        roles.map(move |(role, _)| (posting, role))
    })
}

/// The index of the skill `rust`, where any posting names it.
fn rust_of(dataset: &Dataset) -> Option<u32> {
    dataset.skills.iter().position(|id| id == "rust").and_then(|at| u32::try_from(at).ok())
}

fn names(posting: &PostingRow, role: usize, rust: Option<u32>) -> bool {
    posting.skills_of(role).any(|skill| Some(skill.skill) == rust && skill.need != SkillNeed::Mentioned)
}

fn widen(window: Option<Window>, first: Month, last: Month) -> Window {
    let window = window.unwrap_or(Window { first, last });
    Window { first: window.first.min(first), last: window.last.max(last) }
}
