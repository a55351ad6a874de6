//! Prepares one source's openings for the questions: when each was first seen, whose it is, and what it names.
//!
//! Input is the dataset and the index of a source; output is a [`Panel`]. An opening belongs to the panel
//! when the source has a posting of it that offers a job; only the postings of this source are looked at.

use crate::annual_pay::{AnnualPay, annual_pay};
use crate::labelled::Labels;
use crate::report::{PostingId, Sample, Window};
use crate::{Filter, Lookup, Options};
use prospect_model::{Dataset, Date, Domain, Month, PlaceRow, PostingRow, RoleFamily, Seniority, SkillNeed, SkillRow};
use prospect_stats::{Block, Counts, Replicates, Sum};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// Languages that Rust is set beside, by skill id; Rust is the first.
pub(crate) const LANGUAGES: [&str; 7] = ["rust", "cpp", "go", "python", "java", "typescript", "zig"];

/// How many sample postings a figure links to.
const N_SAMPLES: usize = 6;

/// One source's openings.
pub(crate) struct Panel<'a> {
    /// Everything.
    pub(crate) dataset: &'a Dataset,
    /// Id of the source.
    pub(crate) source_id: &'a str,
    /// What its postings are, for a sentence.
    pub(crate) frame: &'a str,
    /// Openings with a date, in the order of the dataset.
    pub(crate) openings: Vec<Opening>,
    /// Openings of the source without a date.
    pub(crate) n_undated: u64,
    /// Number of clusters.
    pub(crate) n_clusters: u32,
    /// First and last month; `None` without openings.
    pub(crate) window: Option<Window>,
    /// The recent window; `None` without openings.
    pub(crate) recent: Option<Window>,
    /// The resamples of the clusters.
    pub(crate) replicates: Replicates,
    /// See [`Panel::years`].
    years: OnceLock<Vec<Year>>,
    /// See [`Panel::labelled`].
    labelled: OnceLock<Option<Result<Labels, String>>>,
    /// Which openings are counted.
    pub(crate) filter: &'a Filter,
    /// The caller's choices.
    pub(crate) options: &'a Options<'a>,
}

/// A calendar year of the panel.
pub(crate) struct Year {
    /// `2019`, or `2026 (to 08)` where the source begins or ends within the year.
    pub(crate) label: String,
    /// The year.
    pub(crate) year: u16,
    /// Indexes into the panel's openings, in their order.
    openings: Vec<usize>,
    /// Sum of them.
    pub(crate) whole: Sum,
}

impl Year {
    /// The openings first seen in the year.
    pub(crate) fn openings<'p>(&'p self, panel: &'p Panel<'_>) -> impl Iterator<Item = &'p Opening> + Clone {
        self.openings.iter().filter_map(|&at| panel.openings.get(at))
    }
}

/// Where this source shows an opening: the roles of its postings that are it.
fn sightings(dataset: &Dataset, source: u32, opening: u32, postings: &[u32]) -> Vec<Sighting> {
    let mut found = Vec::with_capacity(postings.len());
    for &posting in postings {
        let Some(row) = dataset.postings.get(posting as usize) else { continue };
        if row.source != source || !row.is_offer {
            continue;
        }
        let roles = row.roles.iter().zip(0..).filter(|(role, _)| role.opening == Some(opening));
        found.extend(roles.map(|(_, role)| Sighting { posting, role }));
    }
    found
}

/// Cuts an opening's postings where nothing was seen of it for longer than the gap: each piece is a spell.
fn spells<'p>(dataset: &'p Dataset, seen: &'p [Sighting], gap_days: i32) -> impl Iterator<Item = &'p [Sighting]> {
    let row = move |seen: &Sighting| dataset.postings.get(seen.posting as usize);
    let first = move |seen: &Sighting| {
        let row = row(seen)?;
        row.posted.or(row.month.map(Month::first_day)).map(Date::days)
    };
    // A posting that was watched was there until it was last seen, however long ago it was published.
    let last = move |seen: &Sighting| first(seen).max(row(seen)?.last_seen.map(Date::days));
    seen.chunk_by(move |earlier, later| match (last(earlier), first(later)) {
        (Some(earlier), Some(later)) => later.saturating_sub(earlier) <= gap_days,
        _ => true,
    })
}

/// A role of a posting: where an opening was seen.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sighting {
    /// Index into the dataset's postings.
    pub(crate) posting: u32,
    /// Role of that posting, from 0.
    pub(crate) role: u32,
}

/// One spell of an opening as this source shows it: the vacancy that questions count.
pub(crate) struct Opening {
    /// Index into the dataset's openings.
    pub(crate) index: u32,
    /// Its postings of this source that offer a job, in order of time, each with its role that is this opening.
    pub(crate) sightings: Vec<Sighting>,
    /// Month of the first of them.
    pub(crate) month: Month,
    /// Its employer, else its poster, else itself.
    pub(crate) cluster: u32,
    /// Languages of [`LANGUAGES`] that it asks for, wishes or uses, as bits.
    pub(crate) languages: u8,
    /// The first posting that names Rust so.
    pub(crate) rust_posting: Option<u32>,
    /// Whether Rust occurs in whatever way.
    pub(crate) is_rust_mentioned: bool,
    /// Base pay of the first posting that has an amount, else of the first that states any.
    pub(crate) pay: AnnualPay,
}

impl Opening {
    /// An opening of which only its postings are known yet.
    pub(crate) fn seen_in(index: u32, sightings: Vec<Sighting>, month: Month) -> Self {
        Self {
            index,
            sightings,
            month,
            cluster: 0,
            languages: 0,
            rust_posting: None,
            is_rust_mentioned: false,
            pay: AnnualPay::default(),
        }
    }

    /// Whether it names Rust as required, preferred or used.
    pub(crate) fn is_rust(&self) -> bool {
        self.rust_posting.is_some()
    }

    /// Its postings, each with the role that is it, in order of time.
    pub(crate) fn rows<'d>(&self, dataset: &'d Dataset) -> impl Iterator<Item = (&'d PostingRow, usize)> {
        let rows = self.sightings.iter();
        rows.filter_map(|seen| Some((dataset.postings.get(seen.posting as usize)?, seen.role as usize)))
    }

    /// The skills of its roles.
    pub(crate) fn skills<'d>(&self, dataset: &'d Dataset) -> impl Iterator<Item = &'d SkillRow> {
        self.rows(dataset).flat_map(|(posting, role)| posting.skills_of(role))
    }

    /// The levels of its roles.
    pub(crate) fn seniority(&self, dataset: &Dataset) -> impl Iterator<Item = Seniority> {
        self.rows(dataset).flat_map(|(posting, role)| posting.seniority_of(role))
    }

    /// The kinds of work of its roles.
    pub(crate) fn role_family(&self, dataset: &Dataset) -> impl Iterator<Item = RoleFamily> {
        self.rows(dataset).flat_map(|(posting, role)| posting.role_family_of(role))
    }

    /// The places of its roles.
    pub(crate) fn places<'d>(&self, dataset: &'d Dataset) -> impl Iterator<Item = &'d PlaceRow> {
        self.rows(dataset).flat_map(|(posting, role)| posting.places_of(role))
    }

    /// The surest domain of the first posting that tells one.
    pub(crate) fn domain(&self, dataset: &Dataset) -> Option<Domain> {
        self.rows(dataset).find_map(|(posting, _)| posting.domain.first().copied())
    }

    /// The posting that stands for it among those that name Rust, else its first.
    pub(crate) fn evidence(&self) -> Option<u32> {
        self.rust_posting.or_else(|| self.sightings.first().map(|seen| seen.posting))
    }
}

impl<'a> Panel<'a> {
    /// Prepares the openings of a source that a filter keeps.
    pub(crate) fn new(dataset: &'a Dataset, source: u32, filter: &'a Filter, options: &'a Options<'a>) -> Self {
        let (source_id, frame) =
            dataset.sources.get(source as usize).map_or(("", ""), |row| (row.id.as_str(), row.frame.as_str()));
        let language_bits = language_bits(dataset);
        let mut clusters = Clusters::default();
        let mut n_undated = 0;
        let mut openings = Vec::new();
        for (index, row) in dataset.openings.iter().enumerate() {
            let index = u32::try_from(index).unwrap_or(u32::MAX);
            let sightings = sightings(dataset, source, index, &row.postings);
            for spell in spells(dataset, &sightings, options.spell_gap_days) {
                let Some(first) = spell.first().and_then(|seen| dataset.postings.get(seen.posting as usize)) else {
                    continue;
                };
                let Some(month) = month_of(first) else {
                    n_undated += 1;
                    continue;
                };
                let mut opening = Opening::seen_in(index, spell.to_vec(), month);
                if !filter.keeps(dataset, &opening) {
                    continue;
                }
                opening.cluster = clusters.number(row.employer.or(first.employer), first.poster);
                read_postings(&mut opening, dataset, &language_bits, options.lookup);
                openings.push(opening);
            }
        }
        let months = || openings.iter().map(|opening| opening.month);
        let window = months().min().zip(months().max()).map(|(first, last)| Window { first, last });
        let recent = window.map(|window| {
            let back = i32::try_from(options.n_recent_months.max(1) - 1).unwrap_or(i32::MAX);
            let first = Month::from_index(window.last.index().saturating_sub(back)).unwrap_or(window.first);
            Window { first: first.max(window.first), last: window.last }
        });
        let replicates = draw(clusters.n, options);
        Self {
            dataset,
            source_id,
            frame,
            openings,
            n_undated,
            n_clusters: clusters.n,
            window,
            recent,
            replicates,
            years: OnceLock::new(),
            labelled: OnceLock::new(),
            filter,
            options,
        }
    }

    /// Every calendar year from the first month to the last: made once, because most questions need it.
    pub(crate) fn years(&self) -> &[Year] {
        self.years.get_or_init(|| {
            let Some(window) = self.window else { return Vec::new() };
            let first = window.first.year;
            let mut members: Vec<Vec<usize>> = vec![Vec::new(); usize::from(window.last.year - first) + 1];
            for (at, opening) in self.openings.iter().enumerate() {
                if let Some(list) = members.get_mut(usize::from(opening.month.year - first)) {
                    list.push(at);
                }
            }
            let wholes = self.sums(members.iter().map(|list| list.iter().filter_map(|&at| self.openings.get(at))));
            let year = |((year, openings), whole): ((u16, Vec<usize>), Sum)| Year {
                year,
                label: year_label(year, window),
                openings,
                whole,
            };
            (first..=window.last.year).zip(members).zip(wholes).map(year).collect()
        })
    }

    /// The openings that were drawn at random and labelled by hand, or why they do not speak for this dataset; `None`
    /// where the source has no labels.
    pub(crate) fn labelled(&self) -> Option<&Result<Labels, String>> {
        self.labelled.get_or_init(|| Labels::of(self)).as_ref()
    }

    /// Openings as one posting of theirs alone shows them: the index of each, and where it was seen.
    pub(crate) fn as_seen_in(&self, seen: impl Iterator<Item = (usize, Sighting)>) -> Vec<Opening> {
        let language_bits = language_bits(self.dataset);
        let of = |(at, seen): (usize, Sighting)| {
            let whole = self.openings.get(at)?;
            let mut opening = Opening {
                index: whole.index,
                sightings: vec![seen],
                month: whole.month,
                cluster: whole.cluster,
                languages: 0,
                rust_posting: None,
                is_rust_mentioned: false,
                pay: AnnualPay::default(),
            };
            read_postings(&mut opening, self.dataset, &language_bits, self.options.lookup);
            Some(opening)
        };
        seen.filter_map(of).collect()
    }

    /// A posting by its index.
    pub(crate) fn posting(&self, index: u32) -> Option<&'a PostingRow> {
        self.dataset.postings.get(index as usize)
    }

    /// The postings of an opening, in order of time. For what holds for a whole posting; what a role may have to
    /// itself is asked of the methods below.
    pub(crate) fn postings_of<'b>(&'b self, opening: &'b Opening) -> impl Iterator<Item = &'a PostingRow> + 'b {
        opening.rows(self.dataset).map(|(posting, _)| posting)
    }

    /// The skills of an opening's roles.
    pub(crate) fn skills_of<'b>(&'b self, opening: &'b Opening) -> impl Iterator<Item = &'a SkillRow> + 'b {
        opening.skills(self.dataset)
    }

    /// The levels of an opening's roles.
    pub(crate) fn seniority_of<'b>(&'b self, opening: &'b Opening) -> impl Iterator<Item = Seniority> + 'b {
        opening.seniority(self.dataset)
    }

    /// The places of an opening's roles.
    pub(crate) fn places_of<'b>(&'b self, opening: &'b Opening) -> impl Iterator<Item = &'a PlaceRow> + 'b {
        opening.places(self.dataset)
    }

    /// The openings first seen in the recent window.
    pub(crate) fn recent_openings(&self) -> Vec<&Opening> {
        let is_recent = |opening: &&Opening| self.recent.is_some_and(|w| (w.first..=w.last).contains(&opening.month));
        self.openings.iter().filter(is_recent).collect()
    }

    /// Counts openings over clusters, in the sample and in every replicate.
    pub(crate) fn sum<'b>(&self, openings: impl IntoIterator<Item = &'b Opening>) -> Sum {
        self.replicates.sum(&Counts::of(openings.into_iter().map(|opening| opening.cluster)))
    }

    /// The same for several lists of openings, faster than one after the other.
    pub(crate) fn sums<'b, I: IntoIterator<Item = &'b Opening>>(&self, lists: impl IntoIterator<Item = I>) -> Vec<Sum> {
        let counts = lists.into_iter().map(|list| Counts::of(list.into_iter().map(|opening| opening.cluster)));
        self.replicates.sums(&counts.collect::<Vec<_>>())
    }

    /// The public id of a posting.
    pub(crate) fn posting_id(&self, index: u32) -> Option<PostingId> {
        self.posting(index).map(|posting| PostingId(format!("{}:{}", self.source_id, posting.id)))
    }

    /// The posting behind each opening: the first that names Rust, else the first.
    pub(crate) fn ids<'b>(&self, openings: impl IntoIterator<Item = &'b Opening>) -> Vec<PostingId> {
        openings.into_iter().filter_map(|opening| self.posting_id(opening.evidence()?)).collect()
    }

    /// A few of the openings with their public addresses, newest first, spread evenly over the given ones.
    pub(crate) fn samples(&self, openings: &[&Opening]) -> Vec<Sample> {
        let mut shown: Vec<&Opening> = openings
            .iter()
            .copied()
            .filter(|opening| opening.evidence().and_then(|at| self.posting(at)).is_some_and(|p| p.url.is_some()))
            .collect();
        shown.sort_by_key(|opening| (std::cmp::Reverse(opening.month), opening.index));
        let n = shown.len();
        let picks = (0..N_SAMPLES.min(n)).filter_map(|pick| shown.get(pick * n / N_SAMPLES.min(n)).copied());
        let sample = |opening: &Opening| {
            let posting = opening.evidence()?;
            let title = self.dataset.openings.get(opening.index as usize).map_or("", |row| row.title.as_str());
            let title = if title.is_empty() { "no title" } else { title };
            Some(Sample {
                id: self.posting_id(posting)?,
                url: self.posting(posting)?.url.clone()?,
                label: format!("{}, {}", self.posting(posting).and_then(month_of)?, shorten(title, 60)),
            })
        };
        picks.filter_map(sample).collect()
    }
}

/// Text cut to that many chars, with an ellipsis where something was cut.
pub(crate) fn shorten(text: &str, n_chars_max: usize) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() <= n_chars_max {
        return text;
    }
    let mut short: String = text.chars().take(n_chars_max.saturating_sub(1)).collect();
    short.truncate(short.trim_end().len());
    short + "…"
}

/// The month that a posting counts for.
pub(crate) fn month_of(posting: &PostingRow) -> Option<Month> {
    posting.month.or_else(|| posting.posted.map(prospect_model::Date::to_month))
}

/// `2019`, or `2026 (to 08)` where the source ends or begins within the year.
fn year_label(year: u16, window: Window) -> String {
    let from = if year == window.first.year { window.first.month } else { 1 };
    let to = if year == window.last.year { window.last.month } else { 12 };
    match (from, to) {
        (1, 12) => year.to_string(),
        (1, to) => format!("{year} (to {to:02})"),
        (from, 12) => format!("{year} (from {from:02})"),
        (from, to) => format!("{year} ({from:02} to {to:02})"),
    }
}

/// The bit of each skill of the dataset that is one of [`LANGUAGES`], else 0.
fn language_bits(dataset: &Dataset) -> Vec<u8> {
    let bit = |id: &String| LANGUAGES.iter().position(|language| language == id).map_or(0, |at| 1 << at);
    dataset.skills.iter().map(bit).collect()
}

fn read_postings(opening: &mut Opening, dataset: &Dataset, language_bits: &[u8], lookup: &dyn Lookup) {
    for &Sighting { posting: at, role } in &opening.sightings {
        let Some(posting) = dataset.postings.get(at as usize) else { continue };
        let role = role as usize;
        for skill in posting.skills_of(role) {
            let bit = language_bits.get(skill.skill as usize).copied().unwrap_or(0);
            let is_named = skill.need != SkillNeed::Mentioned;
            opening.is_rust_mentioned |= bit == 1;
            if is_named {
                opening.languages |= bit;
            }
            if bit == 1 && is_named && opening.rust_posting.is_none() {
                opening.rust_posting = Some(at);
            }
        }
        if opening.pay.usd.is_none() && !posting.pay.is_empty() {
            let pay = annual_pay(posting.pay_of(role), month_of(posting).unwrap_or(opening.month), lookup);
            if pay.usd.is_some() || !opening.pay.is_stated {
                opening.pay = pay;
            }
        }
    }
}

/// Draws the replicates, in threads where the caller allows. Blocks are drawn alone and put together in
/// order, so the number of threads cannot be seen in them.
fn draw(n_clusters: u32, options: &Options<'_>) -> Replicates {
    let blocks = Replicates::block_numbers(options.n_replicates);
    let seed = options.seed;
    let n_threads = options.n_threads.clamp(1, blocks.len().max(1));
    let n_each = blocks.len().div_ceil(n_threads).max(1);
    let drawn: Vec<Block> = std::thread::scope(|scope| {
        let starts = blocks.clone().step_by(n_each).skip(1);
        let range = |start: usize| start..(start + n_each).min(blocks.end);
        let draw_range = move |range: std::ops::Range<usize>| -> Vec<Block> {
            range.map(|block| Block::draw(n_clusters, seed, block)).collect()
        };
        let workers: Vec<_> = starts.map(|start| (start, scope.spawn(move || draw_range(range(start))))).collect();
        let mut drawn = draw_range(range(0));
        for (start, worker) in workers {
            // A worker that failed is done again here: the answer must not depend on threads.
            drawn.extend(worker.join().unwrap_or_else(|_| draw_range(range(start))));
        }
        drawn
    });
    Replicates::from_blocks(n_clusters, options.n_replicates, seed, drawn)
}

/// Numbers clusters in the order in which they are met.
#[derive(Default)]
struct Clusters {
    by_key: BTreeMap<(u8, u32), u32>,
    n: u32,
}

impl Clusters {
    fn number(&mut self, employer: Option<u32>, poster: Option<u32>) -> u32 {
        let key = employer.map(|employer| (0, employer)).or(poster.map(|poster| (1, poster)));
        let next = self.n;
        let number = key.map_or(next, |key| *self.by_key.entry(key).or_insert(next));
        self.n += u32::from(number == next);
        number
    }
}
