//! Finds the openings that a posting is compared with.

use super::Asked;
use crate::annual_pay::AnnualPay;
use crate::panel::{Opening, Panel};
use crate::report::{PostingId, Window};
use crate::{Filter, Options, number};
use prospect_model::{Dataset, Domain, Month, RoleFamily, Seniority, SkillKind, SkillNeed, WorkMode};
use prospect_stats::{Counts, Replicates, Sum};
use serde::Serialize;
use std::collections::BTreeMap;

/// Fewest openings that a standing is told from.
pub const N_MIN: u64 = 30;
/// Fewest employers that a standing is told from, as for medians of the report.
pub const N_EMPLOYERS_MIN: u64 = 8;
/// Largest part of the openings that one employer may have, 0 to 1, included.
const LARGEST_SHARE_MAX: f64 = 0.5;
/// Months looked at first: two years, as in the report.
const N_MONTHS: i32 = 24;
/// Months looked at where two years have too few.
const N_MONTHS_WIDE: i32 = 48;

/// What a posting and an opening may share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Trait {
    /// A work mode.
    WorkMode,
    /// What is built.
    Domain,
    /// A kind of work.
    RoleFamily,
    /// The last 24 months; without it, 48.
    Recent,
    /// The language of the work.
    Language,
    /// A level.
    Level,
    /// A country.
    Country,
}

/// What is given up where openings are too few, the first first. Of pay, place and level explain most: on threads of
/// 2015 to 2019, San Francisco +24.5 % and senior +10.4 %, languages at most 9 % (methods of this project, 6.3).
pub const WIDENING: [Trait; 7] =
    [Trait::WorkMode, Trait::Domain, Trait::RoleFamily, Trait::Recent, Trait::Language, Trait::Level, Trait::Country];

/// Too few comparable openings, however wide the search.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Silent {
    /// Openings that were found in the widest search.
    pub n: u64,
    /// Their employers.
    pub n_employers: u64,
}

/// The openings behind a standing.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Comparable {
    /// Who they are, for a sentence: "openings that name Rust, level senior, country DE, 2024-07 to 2026-06, …".
    pub words: String,
    /// The source that they come from.
    pub source: String,
    /// The filter that keeps them.
    pub filter: Filter,
    /// What the posting states and had to be given up.
    pub given_up: Vec<Trait>,
    /// First and last month of those that are counted.
    pub window: Window,
    /// Openings that the filter keeps.
    pub n_openings: u64,
    /// Those of them that carry the fact and are counted.
    pub n: u64,
    /// Employers (else posters) of the counted.
    pub n_employers: u64,
    /// Their postings.
    pub ids: Vec<PostingId>,
}

/// One opening with what is compared.
pub(super) struct Row {
    opening: usize,
    cluster: u32,
    month: Month,
    /// Bits of [`WorkMode::ALL`], [`RoleFamily::ALL`], [`Seniority::ALL`].
    work_modes: u32,
    families: u32,
    levels: u32,
    domain: Option<Domain>,
    /// Languages that it asks for, wishes or uses: indexes into the dataset's skills.
    languages: Vec<u32>,
    countries: Vec<[u8; 2]>,
    /// Technologies that it requires.
    pub(super) n_required: u32,
    /// Least years that satisfy it.
    pub(super) years: Option<f32>,
    pub(super) pay: AnnualPay,
}

/// The openings of a dataset, made ready to be compared with.
pub struct Comparables<'a> {
    dataset: &'a Dataset,
    source_id: &'a str,
    frame: &'a str,
    lookup: &'a dyn crate::Lookup,
    openings: Vec<Opening>,
    /// By month, then in the order of the dataset.
    rows: Vec<Row>,
    last: Month,
    seed: u64,
}

/// Openings that were found.
pub(super) struct Found<'c> {
    pub(super) rows: Vec<&'c Row>,
    pub(super) comparable: Comparable,
    replicates: Replicates,
    /// Number of each cluster among the replicates.
    clusters: BTreeMap<u32, u32>,
}

impl Found<'_> {
    /// Counts the rows that a test accepts, in the sample and in every replicate.
    pub(super) fn sum(&self, accepts: impl Fn(&Row) -> bool) -> Sum {
        let accepted = self.rows.iter().filter(|row| accepts(row));
        self.replicates.sum(&Counts::of(accepted.filter_map(|row| self.clusters.get(&row.cluster).copied())))
    }
}

impl<'a> Comparables<'a> {
    /// Prepares the source with the most openings, of those that shares may be computed within (or that `options`
    /// name); `None` when there is no opening with a date.
    #[must_use]
    pub fn new(dataset: &'a Dataset, options: &Options<'a>) -> Option<Self> {
        // Clusters are resampled for each standing: drawing all of them here would be most of the work.
        let options_of_panel = Options { n_replicates: 0, ..options.clone() };
        let everything = Filter::default();
        let mut best: Option<(Vec<Opening>, u32)> = None;
        for (source, index) in dataset.sources.iter().zip(0..) {
            if !source.is_denominator || !(options.sources.is_empty() || options.sources.contains(&source.id)) {
                continue;
            }
            let panel = Panel::new(dataset, index, &everything, &options_of_panel);
            if best.as_ref().is_none_or(|(openings, _)| panel.openings.len() > openings.len()) {
                best = Some((panel.openings, index));
            }
        }
        let (openings, source) = best?;
        let source = dataset.sources.get(source as usize)?;
        let last = openings.iter().map(|opening| opening.month).max()?;
        let kinds: Vec<Option<SkillKind>> = dataset.skills.iter().map(|id| options.lookup.skill_kind(id)).collect();
        let mut rows: Vec<Row> =
            openings.iter().enumerate().map(|(at, opening)| row(dataset, &kinds, at, opening)).collect();
        rows.sort_by_key(|row| row.month);
        Some(Self {
            dataset,
            source_id: &source.id,
            frame: &source.frame,
            lookup: options.lookup,
            openings,
            rows,
            last,
            seed: options.seed,
        })
    }

    /// The last month that has an opening.
    #[must_use]
    pub fn last_month(&self) -> Month {
        self.last
    }

    /// Comparable openings that carry a fact; `kept` is never given up. Replicates are for intervals.
    pub(super) fn find(
        &self,
        asked: &Asked,
        kept: &[Trait],
        n_replicates: usize,
        carries: impl Fn(&Row) -> bool,
    ) -> Result<Found<'_>, Silent> {
        let wanted = Wanted::of(asked, self);
        let (from, to) = (wanted.months(N_MONTHS_WIDE).first, wanted.last);
        let start = self.rows.partition_point(|row| row.month < from);
        let end = self.rows.partition_point(|row| row.month <= to);
        let kept: u32 = kept.iter().fold(0, |bits, kept| bits | bit(*kept));
        // The number of steps that it takes to reach an opening: past the last thing that sets it apart.
        let candidates: Vec<(u32, &Row)> = self
            .rows
            .get(start..end)
            .unwrap_or_default()
            .iter()
            .filter_map(|row| {
                let apart = wanted.apart(row);
                (apart & kept == 0).then(|| (u32::BITS - apart.leading_zeros(), row))
            })
            .collect();
        let mut widest = Silent { n: 0, n_employers: 0 };
        for n_given_up in 0..=WIDENING.len() {
            let is_in = |step: &u32| *step as usize <= n_given_up;
            let rows: Vec<&Row> =
                candidates.iter().filter(|(step, row)| is_in(step) && carries(row)).map(|(_, row)| *row).collect();
            let mut clusters: BTreeMap<u32, (u32, u64)> = BTreeMap::new();
            for row in &rows {
                let next = u32::try_from(clusters.len()).unwrap_or(u32::MAX);
                clusters.entry(row.cluster).or_insert((next, 0)).1 += 1;
            }
            let (n, n_employers) = (rows.len() as u64, clusters.len() as u64);
            let largest = clusters.values().map(|(_, n)| *n).max().unwrap_or(0);
            widest = Silent { n, n_employers };
            if n < N_MIN || n_employers < N_EMPLOYERS_MIN || largest as f64 > LARGEST_SHARE_MAX * n as f64 {
                continue;
            }
            let n_openings = candidates.iter().filter(|(step, _)| is_in(step)).count() as u64;
            let clusters: BTreeMap<u32, u32> = clusters.into_iter().map(|(key, (at, _))| (key, at)).collect();
            let n_clusters = u32::try_from(clusters.len()).unwrap_or(u32::MAX);
            return Ok(Found {
                comparable: self.comparable(
                    &wanted,
                    WIDENING.get(..n_given_up).unwrap_or_default(),
                    kept,
                    &rows,
                    n_openings,
                    n_employers,
                ),
                replicates: Replicates::draw(n_clusters, n_replicates.max(1), self.seed),
                clusters,
                rows,
            });
        }
        Err(widest)
    }

    fn comparable(
        &self,
        wanted: &Wanted<'_>,
        given_up: &[Trait],
        kept: u32,
        rows: &[&Row],
        n_openings: u64,
        n_employers: u64,
    ) -> Comparable {
        let is_kept = |it: Trait| kept & bit(it) != 0 || !given_up.contains(&it);
        let asked = wanted.asked;
        let mut filter = Filter { until: Some(wanted.last), ..Filter::default() };
        filter.since = Some(wanted.months(if is_kept(Trait::Recent) { N_MONTHS } else { N_MONTHS_WIDE }).first);
        let mut words = "openings".to_owned();
        if let Some(language) = asked.language.as_ref().filter(|_| is_kept(Trait::Language)) {
            filter.skills = vec![language.clone()];
            let name = self.lookup.skill_name(language);
            words.push_str(&format!(" that name {}", name.as_deref().unwrap_or(language)));
        }
        if is_kept(Trait::WorkMode) {
            filter.work_modes.clone_from(&asked.work_modes);
        }
        if is_kept(Trait::RoleFamily) {
            filter.role_families.clone_from(&asked.role_family);
        }
        if is_kept(Trait::Domain) {
            filter.domains = asked.domain.into_iter().collect();
        }
        if is_kept(Trait::Level) {
            filter.seniority.clone_from(&asked.seniority);
        }
        if is_kept(Trait::Country) {
            filter.countries.clone_from(&asked.countries);
        }
        let others = Filter { skills: Vec::new(), ..filter.clone() }.words();
        words.push_str(&format!(", {others}, {}", self.frame));
        let months = || rows.iter().map(|row| row.month);
        Comparable {
            words,
            source: self.source_id.to_owned(),
            given_up: given_up.iter().copied().filter(|it| kept & bit(*it) == 0 && wanted.states(*it)).collect(),
            window: Window {
                first: months().min().unwrap_or(wanted.last),
                last: months().max().unwrap_or(wanted.last),
            },
            filter,
            n_openings,
            n: rows.len() as u64,
            n_employers,
            ids: rows.iter().filter_map(|row| self.posting_id(row)).collect(),
        }
    }

    /// The public id of the posting that stands for a row.
    pub(super) fn posting_id(&self, row: &Row) -> Option<PostingId> {
        let posting = self.dataset.postings.get(self.opening(row)?.evidence()? as usize)?;
        Some(PostingId(format!("{}:{}", self.source_id, posting.id)))
    }

    /// What postings of a row accept in place of a language, and whether they say that they teach it.
    pub(super) fn accepts(&self, row: &Row, language: &str) -> (Vec<&'a str>, bool) {
        let (mut accepts, mut trains) = (Vec::new(), false);
        for (posting, _) in self.opening(row).into_iter().flat_map(|opening| opening.rows(self.dataset)) {
            for it in &posting.accepts_instead {
                let is_of_it = it.any_of.iter().any(|id| id == language);
                if is_of_it {
                    accepts.extend(it.any_of.iter().map(String::as_str).filter(|id| *id != language));
                }
                trains |= it.trains && (it.any_of.is_empty() || is_of_it);
            }
        }
        (accepts, trains)
    }

    fn opening(&self, row: &Row) -> Option<&Opening> {
        self.openings.get(row.opening)
    }
}

/// The bit of a trait, by its place in [`WIDENING`].
fn bit(it: Trait) -> u32 {
    WIDENING.iter().position(|other| *other == it).map_or(0, |at| 1 << at)
}

/// The bits of values in the list of all.
fn bits<T: Copy + PartialEq>(all: &[T], values: impl IntoIterator<Item = T>) -> u32 {
    values.into_iter().filter_map(|value| all.iter().position(|it| *it == value)).fold(0, |bits, at| bits | 1 << at)
}

fn country(code: &str) -> Option<[u8; 2]> {
    code.as_bytes().try_into().ok()
}

fn row(dataset: &Dataset, kinds: &[Option<SkillKind>], at: usize, opening: &Opening) -> Row {
    let kind = |skill: u32| kinds.get(skill as usize).copied().flatten();
    let skills = || opening.skills(dataset);
    let distinct = |mut ids: Vec<u32>| {
        ids.sort_unstable();
        ids.dedup();
        ids
    };
    let is_language = |skill: u32| kind(skill) == Some(SkillKind::Language);
    let named = skills().filter(|row| row.need != SkillNeed::Mentioned && is_language(row.skill));
    let required = skills().filter(|row| row.need == SkillNeed::Required);
    let required = required.filter(|row| kind(row.skill).is_some_and(SkillKind::is_technology));
    let years = opening.rows(dataset).flat_map(|(posting, _)| &posting.years).filter_map(|years| years.min);
    let mut countries: Vec<[u8; 2]> =
        opening.places(dataset).filter_map(|place| country(place.country.as_deref()?)).collect();
    countries.sort_unstable();
    countries.dedup();
    Row {
        opening: at,
        cluster: opening.cluster,
        month: opening.month,
        work_modes: bits(WorkMode::ALL, opening.rows(dataset).flat_map(|(row, _)| row.work_modes.iter().copied())),
        families: bits(RoleFamily::ALL, opening.role_family(dataset)),
        levels: bits(Seniority::ALL, opening.seniority(dataset)),
        domain: opening.domain(dataset),
        languages: distinct(named.map(|row| row.skill).collect()),
        countries,
        n_required: u32::try_from(distinct(required.map(|row| row.skill).collect()).len()).unwrap_or(u32::MAX),
        years: years.filter(|years| years.is_finite()).reduce(f32::max),
        pay: opening.pay,
    }
}

/// What a posting asks, in the numbers of the dataset.
struct Wanted<'q> {
    asked: &'q Asked,
    last: Month,
    recent_from: Month,
    work_modes: u32,
    families: u32,
    levels: u32,
    /// `Some(None)` is a language that no opening names.
    language: Option<Option<u32>>,
    countries: Vec<[u8; 2]>,
}

impl<'q> Wanted<'q> {
    fn of(asked: &'q Asked, among: &Comparables<'_>) -> Self {
        let last = asked.month.map_or(among.last, |month| month.min(among.last));
        let number =
            |id: &String| among.dataset.skills.iter().position(|it| it == id).and_then(|at| u32::try_from(at).ok());
        let mut wanted = Self {
            asked,
            last,
            recent_from: last,
            work_modes: bits(WorkMode::ALL, asked.work_modes.iter().copied()),
            families: bits(RoleFamily::ALL, asked.role_family.iter().copied()),
            levels: bits(Seniority::ALL, asked.seniority.iter().copied()),
            language: asked.language.as_ref().map(number),
            countries: asked.countries.iter().filter_map(|code| country(code)).collect(),
        };
        wanted.recent_from = wanted.months(N_MONTHS).first;
        wanted
    }

    /// That many months, the last included.
    fn months(&self, n: i32) -> Window {
        let first = Month::from_index(self.last.index().saturating_sub(n - 1)).unwrap_or(self.last);
        Window { first, last: self.last }
    }

    fn states(&self, it: Trait) -> bool {
        match it {
            Trait::WorkMode => self.work_modes != 0,
            Trait::Domain => self.asked.domain.is_some(),
            Trait::RoleFamily => self.families != 0,
            Trait::Recent => true,
            Trait::Language => self.language.is_some(),
            Trait::Level => self.levels != 0,
            Trait::Country => !self.countries.is_empty(),
        }
    }

    /// What sets an opening apart, as bits of [`WIDENING`].
    fn apart(&self, row: &Row) -> u32 {
        let shares = |it: Trait| match it {
            Trait::WorkMode => row.work_modes & self.work_modes != 0,
            Trait::Domain => row.domain == self.asked.domain,
            Trait::RoleFamily => row.families & self.families != 0,
            Trait::Recent => row.month >= self.recent_from,
            Trait::Language => self.language.flatten().is_some_and(|language| row.languages.contains(&language)),
            Trait::Level => row.levels & self.levels != 0,
            Trait::Country => row.countries.iter().any(|code| self.countries.contains(code)),
        };
        WIDENING.iter().filter(|it| self.states(**it) && !shares(**it)).map(|it| bit(*it)).sum()
    }
}

/// Months and counts for a sentence: `n = 214 of 96 employers`.
impl std::fmt::Display for Comparable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (n, n_employers) = (number::count(self.n), number::count(self.n_employers));
        write!(f, "{}, n = {n} from {n_employers} employers", self.words)
    }
}
