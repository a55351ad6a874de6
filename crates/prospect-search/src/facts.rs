//! The facts of every opening as columns of numbers, so that a filter is one look into a table for each row.
//!
//! In: a dataset. Out: [`Facts`], where each column holds a code for each row, and [`Names`], which says what the codes
//! mean. A row is an opening with its newest posting that offers it; rows stand in the order of postings, then roles.
//! Code 0 is "not stated" in every column that can be so.
//!
//! Not here: what a query makes of a code (`verdicts`, `facets`), files (`columns`).

use prospect_lexicon::money::usd_rate;
use prospect_model::{Dataset, Date, Domain, Month, PlaceRow, PostingRow, Visa, annual_pay, most_a_year};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::sync::OnceLock;

/// An opening counts as open when no look at its board missed it and it was seen within this many days before the last
/// of its source: threads are monthly, and nobody tells when one of their jobs is taken.
pub const OPEN_DAYS: i32 = 31;

/// A column of codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Column {
    /// Index into the dataset's openings, which stand in the order of their ids: what breaks ties.
    Opening,
    /// Index into `employers`, plus 1.
    Employer,
    /// Index into `places`.
    Places,
    /// Index into `scopes`.
    Scopes,
    /// A bit for each work mode.
    Modes,
    /// A bit for each level.
    Seniority,
    /// Index into `Domain::ALL`, plus 1, of the surest.
    Domain,
    /// Index into `Visa::ALL`.
    Visa,
    /// Twice the most years that it asks for at least, plus 1.
    Years,
    /// Index into `sources`.
    Source,
    /// Months since year 0, plus 1.
    Month,
    /// Days since 1970, plus 1; days before are not stated.
    Day,
    /// 1 for no, 2 for yes.
    Open,
    /// Bits of the most that it pays, US dollars a year; floats above 0 are ordered as their bits are.
    PayMost,
    /// Bits of the middle of its pay, US dollars a year.
    PayMiddle,
}

impl Column {
    /// Every column, in the order of the file.
    pub(crate) const ALL: [Self; 15] = [
        Self::Opening,
        Self::Employer,
        Self::Places,
        Self::Scopes,
        Self::Modes,
        Self::Seniority,
        Self::Domain,
        Self::Visa,
        Self::Years,
        Self::Source,
        Self::Month,
        Self::Day,
        Self::Open,
        Self::PayMost,
        Self::PayMiddle,
    ];
}

/// The facts of every row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Facts {
    pub(crate) n_rows: usize,
    /// Each of [`Column::ALL`], each as long as there are rows.
    pub(crate) columns: Vec<Vec<u32>>,
    /// Where the skills of each row begin in `skills`, and the end of the last.
    pub(crate) skill_starts: Vec<u32>,
    /// Indexes into the names of skills.
    pub(crate) skills: Vec<u32>,
    /// By column: the lowest code above 0 and the highest, looked for when they are first asked for.
    ranges: [OnceLock<(u32, u32)>; Column::ALL.len()],
}

impl Facts {
    pub(crate) fn new(n_rows: usize, columns: Vec<Vec<u32>>, skill_starts: Vec<u32>, skills: Vec<u32>) -> Self {
        Self { n_rows, columns, skill_starts, skills, ranges: Default::default() }
    }

    /// The lowest code above 0 of a column, and the highest; 0 where no row states any.
    pub(crate) fn range(&self, column: Column) -> (u32, u32) {
        let look = || {
            let codes = self.column(column);
            // One below 0 is the highest number, so that what is not stated is never the lowest.
            let lowest = codes.iter().map(|code| code.wrapping_sub(1)).min().map_or(0, |code| code.wrapping_add(1));
            (lowest, codes.iter().copied().max().unwrap_or(0))
        };
        self.ranges.get(column as usize).map_or_else(look, |range| *range.get_or_init(look))
    }

    pub(crate) fn column(&self, column: Column) -> &[u32] {
        self.columns.get(column as usize).map_or(&[], Vec::as_slice)
    }

    /// The skills of a row that are asked for, wished or used.
    pub(crate) fn skills_of(&self, row: usize) -> &[u32] {
        let bound = |row: usize| self.skill_starts.get(row).map_or(0, |at| *at as usize);
        self.skills.get(bound(row)..bound(row + 1)).unwrap_or_default()
    }
}

/// City, country, region; as in the dataset.
pub(crate) type Place = (Option<String>, Option<String>, Option<String>);

/// What the codes mean.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Names {
    pub(crate) sources: Vec<String>,
    pub(crate) employers: Vec<String>,
    pub(crate) skills: Vec<String>,
    pub(crate) place: Vec<Place>,
    /// Distinct lists of places, by indexes into `place`; the first is empty.
    pub(crate) places: Vec<Vec<u32>>,
    pub(crate) scope: Vec<String>,
    /// Distinct scopes of remote work, by indexes into `scope`; the first is empty.
    pub(crate) scopes: Vec<Vec<u32>>,
    /// `employers` in lower case, made when they are first asked for.
    #[serde(skip)]
    lower_employers: OnceLock<Vec<String>>,
}

impl Names {
    /// The employers in lower case.
    pub(crate) fn lower_employers(&self) -> &[String] {
        self.lower_employers.get_or_init(|| self.employers.iter().map(|name| name.to_lowercase()).collect())
    }
}

/// Which posting and role describe an opening.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct RowKey {
    pub(crate) posting: u32,
    pub(crate) role: u32,
    pub(crate) opening: u32,
}

/// The rows of a dataset: each opening, as its newest posting that offers it describes it.
pub(crate) fn rows(dataset: &Dataset) -> Vec<RowKey> {
    let mut rows = Vec::with_capacity(dataset.openings.len());
    for (opening, row) in (0_u32..).zip(&dataset.openings) {
        let offered = row.postings.iter().rev().find_map(|&posting| {
            let it = dataset.postings.get(posting as usize).filter(|it| it.is_offer)?;
            let role = it.roles.iter().position(|role| role.opening == Some(opening))?;
            Some(RowKey { posting, role: u32::try_from(role).ok()?, opening })
        });
        rows.extend(offered);
    }
    rows.sort_unstable();
    rows
}

/// The month that a posting counts for.
pub(crate) fn month_of(posting: &PostingRow) -> Option<Month> {
    posting.month.or_else(|| posting.posted.map(Date::to_month))
}

/// The day of a posting; where only its month is known, the first of it.
pub(crate) fn day_of(posting: &PostingRow) -> Option<Date> {
    posting.posted.or_else(|| posting.month.map(Month::first_day))
}

/// A code for a number that may be missing: 0, or the number plus 1.
fn code(number: Option<i32>) -> u32 {
    number.and_then(|number| u32::try_from(number).ok()).map_or(0, |number| number.saturating_add(1))
}

/// Gives each distinct value a number, in the order of first sight.
struct Numbers<T>(HashMap<T, u32>, Vec<T>);

impl<T: Clone + Eq + std::hash::Hash> Numbers<T> {
    fn number(&mut self, value: T) -> u32 {
        if let Some(&number) = self.0.get(&value) {
            return number;
        }
        let number = u32::try_from(self.1.len()).unwrap_or(u32::MAX);
        self.1.push(value.clone());
        self.0.insert(value, number);
        number
    }
}

/// Makes the columns of some rows of a dataset.
pub(crate) fn facts(dataset: &Dataset, rows: &[RowKey]) -> (Facts, Names) {
    let columns = vec![Vec::with_capacity(rows.len()); Column::ALL.len()];
    let mut facts = Facts::new(rows.len(), columns, vec![0], Vec::new());
    let mut places = Numbers(HashMap::new(), Vec::new());
    let mut place = Numbers(HashMap::new(), Vec::new());
    let mut scopes = Numbers(HashMap::new(), Vec::new());
    let mut scope = Numbers(HashMap::new(), Vec::new());
    places.number(Vec::new());
    scopes.number(Vec::new());
    let last_days = last_days(dataset);
    let empty = PostingRow::default();
    let mut own: Vec<u32> = Vec::new();
    for key in rows {
        let posting = dataset.postings.get(key.posting as usize).unwrap_or(&empty);
        let opening = dataset.openings.get(key.opening as usize);
        let role = key.role as usize;
        let parts = |it: &PlaceRow| (it.city.clone(), it.country.clone(), it.region.clone());
        let places_code = places.number(posting.places_of(role).map(|it| place.number(parts(it))).collect());
        let scopes_code = scopes.number(posting.remote_scope.iter().map(|code| scope.number(code.clone())).collect());
        let modes = bits(posting.work_modes.iter().map(|mode| *mode as u32));
        let month = month_of(posting);
        let pay_month = month.unwrap_or(Month { year: 1970, month: 1 });
        let usd = |usd: Option<f64>| usd.map_or(0, |usd| (usd as f32).to_bits());
        let last_seen = opening.and_then(|opening| opening.last_seen).or_else(|| day_of(posting));
        let is_closed = opening.is_some_and(|opening| opening.closed.is_some());
        let open = match (last_seen, last_days.get(posting.source as usize).copied().flatten()) {
            // A look at the whole list of its board missed it.
            _ if is_closed => 1,
            (Some(seen), Some(last)) => 1 + u32::from(seen.days().saturating_add(OPEN_DAYS) >= last),
            _ => 0,
        };
        let years = posting
            .years
            .iter()
            .map(|years| years.min.unwrap_or(0.0))
            .fold(None, |most: Option<f32>, years| Some(most.map_or(years, |most| most.max(years))));
        let codes = [
            key.opening,
            opening.and_then(|it| it.employer).or(posting.employer).map_or(0, |employer| employer.saturating_add(1)),
            places_code,
            scopes_code,
            modes,
            bits(posting.seniority_of(role).map(|level| level as u32)),
            posting.domain.first().map_or(0, |domain| *domain as u32 + 1),
            posting.visa as u32,
            // Half a year is the finest that postings say; 80 years the most that makes sense.
            years.map_or(0, |years| (years.clamp(0.0, 80.0) * 2.0).ceil() as u32 + 1),
            posting.source,
            code(month.map(Month::index)),
            code(day_of(posting).map(Date::days)),
            open,
            usd(most_a_year(posting.pay_of(role), pay_month, usd_rate)),
            usd(annual_pay(posting.pay_of(role), pay_month, usd_rate).usd),
        ];
        for (column, code) in facts.columns.iter_mut().zip(codes) {
            column.push(code);
        }
        let asked = posting.skills_of(role).filter(|row| row.need != prospect_model::SkillNeed::Mentioned);
        own.clear();
        own.extend(asked.map(|row| row.skill));
        own.sort_unstable();
        own.dedup();
        facts.skills.extend_from_slice(&own);
        facts.skill_starts.push(u32::try_from(facts.skills.len()).unwrap_or(u32::MAX));
    }
    let names = Names {
        sources: dataset.sources.iter().map(|source| source.id.clone()).collect(),
        employers: dataset.employers.clone(),
        skills: dataset.skills.clone(),
        place: place.1,
        places: places.1,
        scope: scope.1,
        scopes: scopes.1,
        lower_employers: OnceLock::new(),
    };
    (facts, names)
}

fn bits(values: impl Iterator<Item = u32>) -> u32 {
    values.fold(0, |bits, value| bits | 1_u32.checked_shl(value).unwrap_or(0))
}

/// The last day of each source, by its postings and by when their openings were last seen.
fn last_days(dataset: &Dataset) -> Vec<Option<i32>> {
    let mut last = vec![None; dataset.sources.len()];
    for opening in &dataset.openings {
        let newest = opening.postings.last().and_then(|at| dataset.postings.get(*at as usize));
        if let (Some(last), Some(day)) = (newest.and_then(|it| last.get_mut(it.source as usize)), opening.last_seen) {
            *last = (*last).max(Some(day.days()));
        }
    }
    for posting in &dataset.postings {
        if let (Some(last), Some(day)) = (last.get_mut(posting.source as usize), day_of(posting)) {
            *last = (*last).max(Some(day.days()));
        }
    }
    last
}

/// The names of a dataset's skills, by their index; the id where the lexicon has none.
pub(crate) fn skill_names(dataset: &Dataset) -> Vec<&str> {
    let name = |id: &'_ String| prospect_lexicon::skills::by_id(id).map(|entry| entry.name);
    dataset.skills.iter().map(|id| name(id).unwrap_or(id)).collect()
}

/// Writes what a row says in words, for the index: names of its skills, places, level, work modes, domain.
pub(crate) fn write_words(skill_names: &[&str], posting: &PostingRow, role: usize, words: &mut String) {
    words.clear();
    let mut add = |word: &str| {
        words.push_str(word);
        words.push_str(" , ");
    };
    for row in posting.skills_of(role).filter(|row| row.need != prospect_model::SkillNeed::Mentioned) {
        add(skill_names.get(row.skill as usize).copied().unwrap_or_default());
    }
    for place in posting.places_of(role) {
        add(place.city.as_deref().unwrap_or_default());
        add(place.country.as_deref().map_or("", country_name));
    }
    posting.seniority_of(role).for_each(|level| add(level.as_str()));
    posting.role_family_of(role).for_each(|family| add(family.as_str()));
    posting.work_modes.iter().for_each(|mode| add(mode.as_str()));
    posting.employment.iter().for_each(|it| add(it.as_str()));
    posting.domain.iter().for_each(|it| add(it.as_str()));
}

/// The English name of a country, its code where it has none.
pub(crate) fn country_name(code: &str) -> &str {
    prospect_lexicon::places::country(code).map_or(code, |place| place.name)
}

/// Lists of the model whose order codes depend on: as long as bits and codes take them.
const _: () = assert!(Domain::ALL.len() < 32 && Visa::ALL.len() < 32 && prospect_model::Seniority::ALL.len() < 32);
