//! Counts of values among the hits.
//!
//! Codes are counted while rows are looked at, values are made of them at the end: a row adds one to one counter for
//! each facet, whatever its value is.

use crate::QueryError;
use crate::facts::{Column, Facts, Names, Place, country_name};
use crate::near::named;
use prospect_model::{Domain, Month, Seniority, Visa, WorkMode};
use serde::Serialize;
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

/// What can be counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Facet {
    /// Skills that are asked for, wished or used.
    Skill,
    /// Employers.
    Employer,
    /// Countries of work places.
    Country,
    /// First-level regions of work places.
    Region,
    /// Cities of work places.
    City,
    /// Work modes.
    WorkMode,
    /// Where remote workers must be.
    RemoteScope,
    /// Levels.
    Seniority,
    /// What is built, the surest.
    Domain,
    /// Work permits.
    Visa,
    /// Sources.
    Source,
    /// Years of the newest posting.
    Year,
}

impl Facet {
    /// Every facet.
    pub const ALL: [Self; 12] = [
        Self::Skill,
        Self::Employer,
        Self::Country,
        Self::Region,
        Self::City,
        Self::WorkMode,
        Self::RemoteScope,
        Self::Seniority,
        Self::Domain,
        Self::Visa,
        Self::Source,
        Self::Year,
    ];

    /// The name that the command line uses.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Skill => "skill",
            Self::Employer => "employer",
            Self::Country => "country",
            Self::Region => "region",
            Self::City => "city",
            Self::WorkMode => "work-mode",
            Self::RemoteScope => "remote-scope",
            Self::Seniority => "seniority",
            Self::Domain => "domain",
            Self::Visa => "visa",
            Self::Source => "source",
            Self::Year => "year",
        }
    }

    /// The facet of a name.
    ///
    /// # Errors
    /// A name that no facet has.
    pub fn named(name: &str) -> Result<Self, QueryError> {
        named("facet", name, &Self::ALL, Self::as_str)
    }

    /// The column whose codes are counted; none for skills, which are several a row.
    fn column(self) -> Option<Column> {
        Some(match self {
            Self::Skill => return None,
            Self::Employer => Column::Employer,
            Self::Country | Self::Region | Self::City => Column::Places,
            Self::RemoteScope => Column::Scopes,
            Self::WorkMode => Column::Modes,
            Self::Seniority => Column::Seniority,
            Self::Domain => Column::Domain,
            Self::Visa => Column::Visa,
            Self::Source => Column::Source,
            Self::Year => Column::Month,
        })
    }

    fn n_codes(self, facts: &Facts, names: &Names) -> usize {
        match self {
            Self::Skill => names.skills.len(),
            Self::Employer => names.employers.len() + 1,
            Self::Country | Self::Region | Self::City => names.places.len(),
            Self::RemoteScope => names.scopes.len(),
            Self::WorkMode => 1 << WorkMode::ALL.len(),
            Self::Seniority => 1 << Seniority::ALL.len(),
            Self::Domain => Domain::ALL.len() + 1,
            Self::Visa => Visa::ALL.len(),
            Self::Source => names.sources.len(),
            // A month beyond is of a damaged index, and is not counted.
            Self::Year => (facts.range(Column::Month).1 as usize + 1).min(1 << 20),
        }
    }
}

/// A value of a facet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FacetValue {
    /// The value as filters take it: a code, an id or a name.
    pub value: String,
    /// Its usual name.
    pub name: String,
    /// Hits that have it; a hit may have several values.
    pub n: u64,
}

/// The counts of a facet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FacetCounts {
    /// What was counted.
    pub facet: Facet,
    /// The values with most hits first; of equally many, in the order of values.
    pub values: Vec<FacetValue>,
    /// Values that any hit has, shown or not.
    pub n_values: usize,
    /// Hits that state none.
    pub n_unstated: u64,
}

/// Counters of codes.
pub(crate) struct Counters {
    counters: Vec<(Facet, Vec<u32>)>,
    n_without_skill: u32,
}

impl Counters {
    pub(crate) fn new(facets: &[Facet], facts: &Facts, names: &Names) -> Self {
        let mut once: Vec<Facet> = Vec::new();
        for facet in facets {
            if !once.contains(facet) {
                once.push(*facet);
            }
        }
        let counters = once.into_iter().map(|facet| (facet, vec![0; facet.n_codes(facts, names)])).collect();
        Self { counters, n_without_skill: 0 }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.counters.is_empty()
    }

    /// Counts rows.
    pub(crate) fn count(&mut self, facts: &Facts, rows: &[u32]) {
        for (facet, counters) in &mut self.counters {
            let mut add = |code: u32| {
                if let Some(counter) = counters.get_mut(code as usize) {
                    *counter += 1;
                }
            };
            if let Some(column) = facet.column() {
                let column = facts.column(column);
                rows.iter().filter_map(|row| column.get(*row as usize)).for_each(|code| add(*code));
            } else {
                for row in rows {
                    let skills = facts.skills_of(*row as usize);
                    self.n_without_skill += u32::from(skills.is_empty());
                    skills.iter().for_each(|skill| add(*skill));
                }
            }
        }
    }

    /// Adds what another counted.
    pub(crate) fn add(&mut self, other: &Self) {
        for ((_, counters), (_, others)) in self.counters.iter_mut().zip(&other.counters) {
            for (counter, other) in counters.iter_mut().zip(others) {
                *counter += other;
            }
        }
        self.n_without_skill += other.n_without_skill;
    }

    /// Makes values of codes.
    pub(crate) fn values(&self, names: &Names, n_max: usize) -> Vec<FacetCounts> {
        self.counters.iter().map(|(facet, counters)| self.values_of(*facet, counters, names, n_max)).collect()
    }

    fn values_of(&self, facet: Facet, counters: &[u32], names: &Names, n_max: usize) -> FacetCounts {
        let n_unstated = if facet == Facet::Skill { u64::from(self.n_without_skill) } else { 0 };
        let mut sums = Sums { n_unstated, ..Sums::default() };
        let scopes: Vec<Option<&str>> = names.scope.iter().map(|code| Some(code.as_str())).collect();
        let part = |part: fn(&Place) -> &Option<String>| {
            names.place.iter().map(|place| part(place).as_deref()).collect::<Vec<_>>()
        };
        match facet {
            Facet::Skill => sums.add_names(counters, &names.skills),
            Facet::Source => sums.add_names(counters, &names.sources),
            Facet::Employer => {
                // Code 0 says that none was read.
                let (unstated, counters) = counters.split_first().unwrap_or((&0, &[]));
                sums.n_unstated += u64::from(*unstated);
                sums.add_names(counters, &names.employers);
            }
            Facet::Country => sums.add_lists(counters, &names.places, &part(|(_, country, _)| country)),
            Facet::Region => sums.add_lists(counters, &names.places, &part(|(.., region)| region)),
            Facet::City => sums.add_lists(counters, &names.places, &part(|(city, ..)| city)),
            Facet::RemoteScope => sums.add_lists(counters, &names.scopes, &scopes),
            Facet::WorkMode => sums.add_codes(counters, |code| of_bits(code, WorkMode::ALL, WorkMode::as_str)),
            Facet::Seniority => sums.add_codes(counters, |code| of_bits(code, Seniority::ALL, Seniority::as_str)),
            Facet::Domain => sums.add_codes(counters, |code| {
                let domain = code.checked_sub(1).and_then(|at| Domain::ALL.get(at));
                domain.map(|it| it.as_str().into()).into_iter().collect()
            }),
            Facet::Visa => sums.add_codes(counters, |code| {
                let stated = Visa::ALL.get(code).filter(|it| **it != Visa::Unstated);
                stated.map(|it| it.as_str().into()).into_iter().collect()
            }),
            Facet::Year => sums.add_codes(counters, |code| {
                let month = code.checked_sub(1).and_then(|index| Month::from_index(i32::try_from(index).ok()?));
                month.map(|month| month.year.to_string().into()).into_iter().collect()
            }),
        }
        let Sums { mut values, n_unstated } = sums;
        let n_values = values.len();
        let order = |a: &(Cow<'_, str>, u64), b: &(Cow<'_, str>, u64)| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0));
        if n_max > 0 && n_values > n_max {
            values.select_nth_unstable_by(n_max - 1, order);
        }
        values.truncate(n_max);
        values.sort_unstable_by(order);
        let value = |(value, n): (Cow<'_, str>, u64)| FacetValue {
            name: usual_name(facet, &value),
            value: value.into_owned(),
            n,
        };
        FacetCounts { facet, values: values.into_iter().map(value).collect(), n_values, n_unstated }
    }
}

/// Values with their hits, and the hits without a value.
#[derive(Default)]
struct Sums<'a> {
    values: Vec<(Cow<'a, str>, u64)>,
    n_unstated: u64,
}

impl<'a> Sums<'a> {
    /// A code is a name.
    fn add_names(&mut self, counters: &[u32], names: &'a [String]) {
        let seen = names.iter().zip(counters).filter(|(_, n)| **n > 0);
        self.values.extend(seen.map(|(name, n)| (Cow::Borrowed(name.as_str()), u64::from(*n))));
    }

    /// A code is a list of things, each of which has a value or none. A hit counts once for each of its values.
    fn add_lists(&mut self, counters: &[u32], lists: &[Vec<u32>], value_of: &[Option<&'a str>]) {
        let mut number_of: HashMap<&str, usize> = HashMap::new();
        let mut sums: Vec<(Cow<'a, str>, u64)> = Vec::new();
        let numbers: Vec<Option<usize>> = value_of
            .iter()
            .map(|value| {
                let value = (*value)?;
                Some(*number_of.entry(value).or_insert_with(|| {
                    sums.push((Cow::Borrowed(value), 0));
                    sums.len() - 1
                }))
            })
            .collect();
        let mut own: Vec<usize> = Vec::new();
        for (list, n) in lists.iter().zip(counters).filter(|(_, n)| **n > 0) {
            own.clear();
            own.extend(list.iter().filter_map(|at| numbers.get(*at as usize).copied().flatten()));
            own.sort_unstable();
            own.dedup();
            for number in &own {
                if let Some((_, sum)) = sums.get_mut(*number) {
                    *sum += u64::from(*n);
                }
            }
            self.n_unstated += if own.is_empty() { u64::from(*n) } else { 0 };
        }
        self.values.extend(sums.into_iter().filter(|(_, n)| *n > 0));
    }

    /// A code has a few values, found by a function.
    fn add_codes(&mut self, counters: &[u32], values_of: impl Fn(usize) -> Vec<Cow<'static, str>>) {
        let mut sums: BTreeMap<Cow<'static, str>, u64> = BTreeMap::new();
        for (code, n) in counters.iter().enumerate().filter(|(_, n)| **n > 0) {
            let values = values_of(code);
            self.n_unstated += if values.is_empty() { u64::from(*n) } else { 0 };
            for value in values {
                *sums.entry(value).or_insert(0) += u64::from(*n);
            }
        }
        self.values.extend(sums);
    }
}

/// The names whose bits are set.
fn of_bits<T: Copy>(code: usize, all: &[T], name: fn(T) -> &'static str) -> Vec<Cow<'static, str>> {
    let is_set = |bit: &usize| code >> bit & 1 == 1;
    all.iter().enumerate().filter(|(bit, _)| is_set(bit)).map(|(_, it)| name(*it).into()).collect()
}

/// What people call a value.
fn usual_name(facet: Facet, value: &str) -> String {
    let name = match facet {
        Facet::Skill => prospect_lexicon::skills::by_id(value).map(|skill| skill.name),
        Facet::Country => Some(country_name(value)),
        Facet::Region => prospect_lexicon::place_names::region_name(value),
        _ => None,
    };
    name.unwrap_or(value).to_owned()
}
