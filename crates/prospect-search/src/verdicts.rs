//! What the rows say to the filters: one table for each filter, one look into it for each row.
//!
//! In: filters, the names behind the codes. Out: [`Tests`], which give each row a state: a bit for each filter that the
//! row says nothing to, and [`FAILS`] where it says otherwise.
//!
//! Not here: skills and words (`shard`), which the full-text engine knows.

use crate::QueryError;
use crate::facts::{Column, Facts, Names, Place};
use crate::filters::{Filter, Filters, When};
use crate::near::near;
use memchr::memmem;
use prospect_lexicon::money::usd_rate;
use prospect_lexicon::place_names::Region;
use prospect_lexicon::whereabouts;
use prospect_model::{Domain, Month, Seniority, Verdict, Visa, WorkMode};

/// The bit of a state that says that a filter is not met.
pub(crate) const FAILS: u32 = 1 << 31;

/// Rows looked at together when there are no words: their states stay in the nearest cache.
pub(crate) const N_BLOCK: usize = 1_024;

/// What the filters of a query ask of each row.
pub(crate) struct Tests<'a> {
    /// Columns, each with what to add to the state for each of its codes.
    tables: Vec<(&'a [u32], Vec<u32>)>,
    pay: Option<PayTest<'a>>,
    takes: Option<TakesTest<'a>>,
}

/// Who can take a job depends on three facts together.
struct TakesTest<'a> {
    modes: &'a [u32],
    scopes: &'a [u32],
    places: &'a [u32],
    /// What to look up for each scope: what it says to working remotely, and whether there is one.
    of_scopes: Vec<u8>,
    /// What to look up for each list of places.
    of_places: Vec<u8>,
    /// By mode, scope and places.
    states: Vec<u32>,
}

/// Kinds of scopes and of lists of places: three verdicts, with and without a scope.
const N_SCOPE_KINDS: usize = 6;
const N_PLACE_KINDS: usize = 3;

impl<'a> TakesTest<'a> {
    fn new(countries: &[&str], is_remote_only: bool, facts: &'a Facts, names: &Names) -> Self {
        // Of several countries, the one that says most; scopes and places are asked for each.
        let scope = |scopes: &Vec<u32>| {
            let codes = || scopes.iter().filter_map(|at| names.scope.get(*at as usize)).map(String::as_str);
            let says = best(countries.iter().map(|country| whereabouts::remotely(codes(), country)));
            says as u8 + if scopes.is_empty() { 0 } else { 3 }
        };
        let of_place =
            |place: &Place| best(countries.iter().map(|country| whereabouts::at_place(place.1.as_deref(), country)));
        let of_places = of_lists(names, of_place).into_iter().map(|says| says as u8).collect();
        let mut states = Vec::with_capacity(8 * N_SCOPE_KINDS * N_PLACE_KINDS);
        for modes in 0..1_u32 << WorkMode::ALL.len() {
            let is_possible = |mode: &WorkMode| modes & bits([*mode as u32].into_iter()) != 0;
            let modes: Vec<WorkMode> = WorkMode::ALL.iter().copied().filter(is_possible).collect();
            for has_scope in [false, true] {
                for remotely in Verdict::ALL {
                    for at_place in Verdict::ALL {
                        let says = whereabouts::together(&modes, has_scope, *remotely, *at_place, is_remote_only);
                        states.push(state_of(Filter::Takes, says));
                    }
                }
            }
        }
        Self {
            modes: facts.column(Column::Modes),
            scopes: facts.column(Column::Scopes),
            places: facts.column(Column::Places),
            of_scopes: names.scopes.iter().map(scope).collect(),
            of_places,
            states,
        }
    }

    fn state(&self, row: usize) -> u32 {
        let code = |column: &[u32]| column.get(row).map_or(usize::MAX, |code| *code as usize);
        let scope = self.of_scopes.get(code(self.scopes)).copied().map_or(N_SCOPE_KINDS, usize::from);
        let places = self.of_places.get(code(self.places)).copied().map_or(N_PLACE_KINDS, usize::from);
        let at = code(self.modes).saturating_mul(N_SCOPE_KINDS).saturating_add(scope);
        let at = at.saturating_mul(N_PLACE_KINDS).saturating_add(places);
        self.states.get(at).copied().unwrap_or(FAILS)
    }
}

/// What a row's state says of a filter.
fn state_of(filter: Filter, says: Verdict) -> u32 {
    match says {
        Verdict::Passes => 0,
        Verdict::Unknown => filter.bit(),
        Verdict::Fails => FAILS,
    }
}

/// By list of places: what its best place says; each distinct place is asked once.
fn of_lists(names: &Names, rule: impl Fn(&Place) -> Verdict) -> Vec<Verdict> {
    let of_place: Vec<Verdict> = names.place.iter().map(rule).collect();
    let of_list = |list: &Vec<u32>| best(list.iter().filter_map(|at| of_place.get(*at as usize).copied()));
    names.places.iter().map(of_list).collect()
}

/// Pay is no code: it is compared with a floor that depends on the month of the posting.
struct PayTest<'a> {
    most: &'a [u32],
    month: &'a [u32],
    /// Bits of the floor in US dollars a year, by code of the month; 0 where no rate is known.
    floors: Vec<u32>,
}

impl PayTest<'_> {
    fn state(&self, row: usize) -> u32 {
        let most = self.most.get(row).copied().unwrap_or(0);
        let month = self.month.get(row).copied().unwrap_or(0);
        let floor = self.floors.get(month as usize).copied().unwrap_or(0);
        // Floats above 0 are ordered as their bits are.
        match (most, floor) {
            (0, _) | (_, 0) => Filter::PayMin.bit(),
            (most, floor) if most >= floor => 0,
            _ => FAILS,
        }
    }
}

impl<'a> Tests<'a> {
    /// # Errors
    /// An employer or source that the index does not have.
    pub(crate) fn new(filters: &Filters, facts: &'a Facts, names: &Names) -> Result<Self, QueryError> {
        let mut tables = Vec::new();
        let mut add = |filter: Filter, column: Column, n_codes: usize, says: &dyn Fn(u32) -> Verdict| {
            let state = |code| state_of(filter, says(code));
            let n_codes = u32::try_from(n_codes).unwrap_or(u32::MAX);
            tables.push((facts.column(column), (0..n_codes).map(state).collect()));
        };
        let or_unknown = |code: u32, holds: bool| if code == 0 { Verdict::Unknown } else { passes(holds) };
        if !filters.employers.is_empty() {
            let is_meant = employers(&filters.employers, names)?;
            let says = |code: u32| or_unknown(code, is_meant.get(code as usize).copied().unwrap_or(false));
            add(Filter::Employer, Column::Employer, names.employers.len() + 1, &says);
        }
        let place_filters: [(Filter, bool, &PlaceRule<'_>); 3] = [
            (Filter::Country, !filters.countries.is_empty(), &|place| country_says(&filters.countries, place)),
            (Filter::Region, !filters.regions.is_empty(), &|place| region_says(&filters.regions, place)),
            (Filter::City, !filters.cities.is_empty(), &|place| city_says(&filters.cities, place)),
        ];
        for (filter, is_asked, rule) in place_filters {
            if is_asked {
                let of_lists = of_lists(names, rule);
                let says = |code: u32| of_lists.get(code as usize).copied().unwrap_or(Verdict::Fails);
                add(filter, Column::Places, names.places.len(), &says);
            }
        }
        if !filters.work_modes.is_empty() {
            let wanted = bits(filters.work_modes.iter().map(|mode| *mode as u32));
            let says = |code: u32| or_unknown(code, code & wanted != 0);
            add(Filter::WorkMode, Column::Modes, 1 << WorkMode::ALL.len(), &says);
        }
        if !filters.seniority.is_empty() {
            let wanted = bits(filters.seniority.iter().map(|level| *level as u32));
            let says = |code: u32| or_unknown(code, code & wanted != 0);
            add(Filter::Seniority, Column::Seniority, 1 << Seniority::ALL.len(), &says);
        }
        if let Some(most) = filters.years_max {
            let says = |code: u32| or_unknown(code, (code.saturating_sub(1)) as f32 <= most * 2.0);
            add(Filter::YearsMax, Column::Years, 162, &says);
        }
        if !filters.domains.is_empty() {
            let says = |code: u32| or_unknown(code, filters.domains.iter().any(|domain| *domain as u32 + 1 == code));
            add(Filter::Domain, Column::Domain, Domain::ALL.len() + 1, &says);
        }
        if !filters.visa.is_empty() {
            let says = |code: u32| {
                let is_unstated = code == Visa::Unstated as u32;
                let is_it = filters.visa.iter().any(|visa| *visa as u32 == code);
                if is_unstated { Verdict::Unknown } else { passes(is_it) }
            };
            add(Filter::Visa, Column::Visa, Visa::ALL.len(), &says);
        }
        if !filters.sources.is_empty() {
            let wanted = sources(&filters.sources, &names.sources)?;
            let says = |code: u32| passes(wanted.contains(&(code as usize)));
            add(Filter::Source, Column::Source, names.sources.len(), &says);
        }
        type Holds = fn(i32, i32) -> bool;
        let (from, to): (Holds, Holds) = (|it, first| it >= first, |it, last| it <= last);
        for (filter, when, holds) in [(Filter::Since, filters.since, from), (Filter::Until, filters.until, to)] {
            let Some(when) = when else { continue };
            let (column, bound) = match when {
                When::Day(day) => (Column::Day, day.days()),
                When::Month(month) => (Column::Month, month.index()),
            };
            let number = |code: u32| i32::try_from(code).unwrap_or(i32::MAX) - 1;
            let says = |code: u32| or_unknown(code, holds(number(code), bound));
            let n_codes = facts.range(column).1 as usize + 1;
            // A day or month beyond the tables is of a damaged index, and fails.
            add(filter, column, n_codes.min(1 << 20), &says);
        }
        if filters.is_open_only {
            add(Filter::OpenOnly, Column::Open, 3, &|code| or_unknown(code, code == 2));
        }
        let pay = filters.pay_min.as_ref().map(|floor| {
            let month = facts.column(Column::Month);
            let (first, last) = facts.range(Column::Month);
            let of_month = |code: u32| {
                let month = Month::from_index(i32::try_from(code).ok()?.checked_sub(1)?)?;
                let usd = floor.per_year as f64 * usd_rate(&floor.currency, month)?;
                Some((usd as f32).to_bits())
            };
            // A month beyond the table is of a damaged index, and has no rate.
            let last = last.min(1 << 20);
            // Rates are looked up for the months that there are: a search through tables for each.
            let floor = |code| if code < first { 0 } else { of_month(code).unwrap_or(0) };
            let floors = (0..=last).map(floor).collect();
            PayTest { most: facts.column(Column::PayMost), month, floors }
        });
        // Who asks for remote work alone cannot take a job at a place, wherever it is.
        let is_remote_only = filters.work_modes == [WorkMode::Remote];
        let takes = (!filters.takes.is_empty()).then(|| TakesTest::new(&filters.takes, is_remote_only, facts, names));
        Ok(Self { tables, pay, takes })
    }

    /// The state of one row.
    pub(crate) fn state(&self, row: usize) -> u32 {
        let mut state = 0;
        for (column, table) in &self.tables {
            let code = column.get(row).copied().unwrap_or(u32::MAX);
            state |= table.get(code as usize).copied().unwrap_or(FAILS);
        }
        state |= self.pay.as_ref().map_or(0, |pay| pay.state(row));
        state | self.takes.as_ref().map_or(0, |takes| takes.state(row))
    }

    /// Adds to the states of rows that follow one another from `first` on.
    pub(crate) fn add_states(&self, first: usize, states: &mut [u32]) {
        for (column, table) in &self.tables {
            let codes = column.get(first..).unwrap_or_default();
            for (state, code) in states.iter_mut().zip(codes) {
                *state |= table.get(*code as usize).copied().unwrap_or(FAILS);
            }
        }
        if let Some(pay) = &self.pay {
            for (row, state) in (first..).zip(states.iter_mut()) {
                *state |= pay.state(row);
            }
        }
        if let Some(takes) = &self.takes {
            for (row, state) in (first..).zip(states.iter_mut()) {
                *state |= takes.state(row);
            }
        }
    }
}

type PlaceRule<'a> = dyn Fn(&Place) -> Verdict + 'a;

fn passes(holds: bool) -> Verdict {
    if holds { Verdict::Passes } else { Verdict::Fails }
}

fn bits(values: impl Iterator<Item = u32>) -> u32 {
    values.fold(0, |bits, value| bits | 1_u32.checked_shl(value).unwrap_or(0))
}

/// One place that fits is enough; without a place nothing is said.
fn best(verdicts: impl Iterator<Item = Verdict>) -> Verdict {
    // The order of the model is: passes, unknown, fails.
    verdicts.min().unwrap_or(Verdict::Unknown)
}

fn country_says(wanted: &[&str], (_, country, _): &Place) -> Verdict {
    match country.as_deref() {
        Some(country) => passes(wanted.contains(&country)),
        None => Verdict::Unknown,
    }
}

fn region_says(wanted: &[Region], (_, country, region): &Place) -> Verdict {
    best(wanted.iter().map(|wanted| match (wanted, country.as_deref(), region.as_deref()) {
        (_, None, _) => Verdict::Unknown,
        (Region::Group(group), Some(country), _) => passes(group.members.binary_search(&country).is_ok()),
        (Region::First(code), _, Some(region)) => passes(*code == region),
        // In the same country, but nobody says where.
        (Region::First(code), Some(country), None) if code.starts_with(country) => Verdict::Unknown,
        (Region::First(_), ..) => Verdict::Fails,
    }))
}

fn city_says(wanted: &[&str], (city, ..): &Place) -> Verdict {
    match city.as_deref() {
        Some(city) => passes(wanted.contains(&city)),
        None => Verdict::Unknown,
    }
}

/// By code of the employer, whether its name holds one of the texts.
fn employers(wanted: &[String], names: &Names) -> Result<Vec<bool>, QueryError> {
    let mut is_meant = vec![false; names.employers.len() + 1];
    for wanted in wanted {
        let finder = memmem::Finder::new(wanted);
        let mut is_any = false;
        for (meant, name) in is_meant.iter_mut().skip(1).zip(names.lower_employers()) {
            if finder.find(name.as_bytes()).is_some() {
                (*meant, is_any) = (true, true);
            }
        }
        if !is_any {
            let near = near(wanted, names.employers.iter().map(String::as_str));
            return Err(QueryError::UnknownValue { what: "employer", value: wanted.clone(), near });
        }
    }
    Ok(is_meant)
}

fn sources(wanted: &[String], names: &[String]) -> Result<Vec<usize>, QueryError> {
    let known = |wanted: &String| {
        names.iter().position(|name| name == wanted).ok_or_else(|| {
            let near_names = near(wanted, names.iter().map(String::as_str));
            let near = if near_names.is_empty() { names.to_vec() } else { near_names };
            QueryError::UnknownValue { what: "source", value: wanted.clone(), near }
        })
    };
    wanted.iter().map(known).collect()
}
