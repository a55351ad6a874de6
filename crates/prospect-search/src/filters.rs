//! What an opening must be: filters by name, with values that are known.
//!
//! In: a filter's name and a value as people type it. Out: [`Filters`]; a name or value that nobody knows is an error
//! with what is near it, because a filter that is ignored is a wrong answer.
//!
//! Several values of one filter: one is enough. Several filters: each must be met.
//!
//! Not here: what an opening says to them (`verdicts`); values that only an index knows, employers and sources, are
//! looked at there.

use crate::QueryError;
use crate::near::{named, near};
use crate::skill_terms::SkillTerm;
use prospect_lexicon::money::currency;
use prospect_lexicon::pay_floor::pay_floor;
use prospect_lexicon::place_names::{
    Region, cities_spelt_like, city_named, countries_spelt_like, country_named, region_named, regions_spelt_like,
};
use prospect_model::{Date, Domain, Month, PayFloor, Seniority, Visa, WorkMode};
use serde::Serialize;

/// A filter, by the name of its option.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Filter {
    /// Skills that it asks for, wishes or uses.
    Skill,
    /// Employers whose name holds a text.
    Employer,
    /// Countries of its work places.
    Country,
    /// Regions of its work places.
    Region,
    /// Cities of its work places.
    City,
    /// Work modes that it allows.
    WorkMode,
    /// Countries from which it can be taken.
    Takes,
    /// Least yearly pay.
    PayMin,
    /// Levels that it names.
    Seniority,
    /// Most years of experience that it asks for.
    YearsMax,
    /// What is built.
    Domain,
    /// Work permits.
    Visa,
    /// Where it was published.
    Source,
    /// First day or month of its newest posting.
    Since,
    /// Last day or month of its newest posting.
    Until,
    /// Seen in the last days of its source.
    OpenOnly,
}

impl Filter {
    /// Every filter, in the order of help and answers.
    pub const ALL: [Self; 16] = [
        Self::Skill,
        Self::Employer,
        Self::Country,
        Self::Region,
        Self::City,
        Self::WorkMode,
        Self::Takes,
        Self::PayMin,
        Self::Seniority,
        Self::YearsMax,
        Self::Domain,
        Self::Visa,
        Self::Source,
        Self::Since,
        Self::Until,
        Self::OpenOnly,
    ];

    /// The name of its option.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Skill => "skill",
            Self::Employer => "employer",
            Self::Country => "country",
            Self::Region => "region",
            Self::City => "city",
            Self::WorkMode => "work-mode",
            Self::Takes => "takes",
            Self::PayMin => "pay-min",
            Self::Seniority => "seniority",
            Self::YearsMax => "years-max",
            Self::Domain => "domain",
            Self::Visa => "visa",
            Self::Source => "source",
            Self::Since => "since",
            Self::Until => "until",
            Self::OpenOnly => "open-only",
        }
    }

    /// The filter of a name.
    ///
    /// # Errors
    /// A name that no filter has, with those that are near.
    pub fn named(name: &str) -> Result<Self, QueryError> {
        let found = Self::ALL.into_iter().find(|filter| filter.as_str() == name);
        found.ok_or_else(|| QueryError::UnknownFilter {
            name: name.to_owned(),
            near: near(name, Self::ALL.iter().map(|filter| filter.as_str())),
        })
    }

    /// Whether a posting may say nothing to it. What a posting does not name, it does not ask for; and every posting
    /// has a source.
    #[must_use]
    pub const fn may_be_unknown(self) -> bool {
        !matches!(self, Self::Skill | Self::Source)
    }

    /// Its bit in a state of a row.
    pub(crate) const fn bit(self) -> u32 {
        1 << (self as u32)
    }
}

/// A day, or a whole month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// A day, compared with the day of the posting.
    Day(Date),
    /// A month, compared with the month that the posting counts for, as reports do.
    Month(Month),
}

/// What an opening must be. An empty list keeps all.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filters {
    /// Skills: one of the expressions must hold.
    pub skills: Vec<SkillTerm>,
    /// Whether only skills count that are required.
    pub is_required_only: bool,
    /// Parts of employers' names, in lower case.
    pub employers: Vec<String>,
    /// ISO 3166-1 alpha-2 codes.
    pub countries: Vec<&'static str>,
    /// First-level regions, and groups of countries.
    pub regions: Vec<Region>,
    /// Usual names of cities.
    pub cities: Vec<&'static str>,
    /// Work modes.
    pub work_modes: Vec<WorkMode>,
    /// ISO 3166-1 alpha-2 codes of countries from which it can be taken.
    pub takes: Vec<&'static str>,
    /// Least yearly pay.
    pub pay_min: Option<PayFloor>,
    /// Levels.
    pub seniority: Vec<Seniority>,
    /// Most years of experience that it may ask for.
    pub years_max: Option<f32>,
    /// Domains, by the surest that the posting tells.
    pub domains: Vec<Domain>,
    /// What it says about permits; `Unstated` is no value to ask for.
    pub visa: Vec<Visa>,
    /// Ids of sources.
    pub sources: Vec<String>,
    /// First day or month, included.
    pub since: Option<When>,
    /// Last day or month, included.
    pub until: Option<When>,
    /// Whether only openings count that were seen in the last days of their source.
    pub is_open_only: bool,
}

impl Filters {
    /// Adds a value to a filter; where a filter has one value only, the last one counts.
    ///
    /// # Errors
    /// A value that is not known, with what is near it, or that is not of the filter's form.
    pub fn add(&mut self, filter: Filter, value: &str) -> Result<(), QueryError> {
        let value = value.trim();
        match filter {
            Filter::Skill => self.skills.push(SkillTerm::parse(value)?),
            Filter::Employer if value.is_empty() => {
                return Err(malformed("employer", value, "a part of its name"));
            }
            Filter::Employer => self.employers.push(value.to_lowercase()),
            Filter::Country => self.countries.push(country(value)?),
            Filter::Takes => self.takes.push(country(value)?),
            Filter::Region => {
                let unknown = || unknown("region", value, regions_spelt_like(value, 3));
                self.regions.push(region_named(value).ok_or_else(unknown)?);
            }
            Filter::City => {
                let unknown = || unknown("city", value, cities_spelt_like(value, 3));
                self.cities.push(city_named(value).ok_or_else(unknown)?);
            }
            Filter::WorkMode => self.work_modes.push(named("work mode", value, WorkMode::ALL, WorkMode::as_str)?),
            Filter::PayMin => {
                let pay = pay_floor(value).map_err(|error| QueryError::Syntax(error.to_string()))?;
                self.pay_min = Some(pay);
            }
            Filter::Seniority => self.seniority.push(named("level", value, Seniority::ALL, Seniority::as_str)?),
            Filter::YearsMax => {
                let years = value.parse().ok().filter(|years| (0.0..=80.0).contains(years));
                self.years_max = Some(years.ok_or_else(|| malformed("number of years", value, "0 to 80"))?);
            }
            Filter::Domain => self.domains.push(named("domain", value, Domain::ALL, Domain::as_str)?),
            Filter::Visa => {
                let stated = [Visa::Offered, Visa::NotOffered];
                self.visa.push(named("statement about visas", &value.replace('-', "_"), &stated, Visa::as_str)?);
            }
            Filter::Source if value.is_empty() => return Err(malformed("source", value, "its id")),
            Filter::Source => self.sources.push(value.to_owned()),
            Filter::Since => self.since = Some(when(value, false)?),
            Filter::Until => self.until = Some(when(value, true)?),
            Filter::OpenOnly => {
                self.is_open_only = match value {
                    "yes" => true,
                    "no" => false,
                    _ => return Err(malformed("answer", value, "yes or no")),
                }
            }
        }
        Ok(())
    }

    /// Refuses what no opening could meet by the words alone.
    ///
    /// # Errors
    /// Says which values contradict each other.
    pub fn check(&self) -> Result<(), QueryError> {
        if self.skills.len() > 1 && self.skills.iter().any(SkillTerm::is_only_not) {
            let why = "of several skills one is enough, so that a `not` among them would keep nearly all\n\
                       hint: write one expression, such as `rust and not java`";
            return Err(QueryError::Syntax(why.to_owned()));
        }
        let day = |when: When, is_last: bool| match when {
            When::Day(day) => day.days(),
            When::Month(month) if is_last => last_day(month),
            When::Month(month) => month.first_day().days(),
        };
        if let (Some(since), Some(until)) = (self.since, self.until)
            && day(since, false) > day(until, true)
        {
            return Err(QueryError::Syntax("`since` is after `until`".to_owned()));
        }
        Ok(())
    }
}

/// The last day of a month, as days since 1970.
fn last_day(month: Month) -> i32 {
    Month::from_index(month.index().saturating_add(1)).map_or(i32::MAX, |next| next.first_day().days() - 1)
}

fn country(value: &str) -> Result<&'static str, QueryError> {
    country_named(value).ok_or_else(|| unknown("country", value, countries_spelt_like(value, 3)))
}

/// A currency to show pay in, by its ISO 4217 code in any case.
///
/// # Errors
/// A code that no currency has.
pub fn currency_code(value: &str) -> Result<String, QueryError> {
    let code = value.trim().to_uppercase();
    if code == "USD" || currency(&code).is_some() {
        return Ok(code);
    }
    Err(malformed("currency", value, "an ISO 4217 code, for example EUR"))
}

/// `2024-05-01`, `2024-05`, or `2024` for its first or last month.
fn when(value: &str, is_last: bool) -> Result<When, QueryError> {
    let whole_year = if is_last { format!("{value}-12") } else { format!("{value}-01") };
    let month = || Month::parse(value).or_else(|| Month::parse(&whole_year)).map(When::Month);
    let found = Date::parse(value).map(When::Day).or_else(month);
    found.ok_or_else(|| malformed("date", value, "2024-05-01, 2024-05 or 2024"))
}

fn unknown(what: &'static str, value: &str, near: Vec<&'static str>) -> QueryError {
    let near = near.into_iter().map(str::to_owned).collect();
    QueryError::UnknownValue { what, value: value.to_owned(), near }
}

fn malformed(what: &'static str, value: &str, expected: &'static str) -> QueryError {
    QueryError::Malformed { what, value: value.to_owned(), expected }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn refused(name: &str, value: &str, expected: &str) {
        let added = Filter::named(name).and_then(|filter| Filters::default().add(filter, value));
        assert_eq!(added.unwrap_err().to_string(), expected);
    }

    #[test]
    fn every_filter_has_its_own_name_and_bit() {
        let mut bits = 0;
        for filter in Filter::ALL {
            assert_eq!(Filter::named(filter.as_str()).unwrap(), filter);
            assert_eq!(bits & filter.bit(), 0);
            bits |= filter.bit();
            assert_eq!(serde_json::to_value(filter).unwrap(), filter.as_str());
        }
        assert_eq!(bits & crate::verdicts::FAILS, 0);
    }

    #[test]
    fn what_nobody_knows_is_refused_with_what_is_near() {
        refused("contry", "DE", "no filter `contry`\nhint: did you mean `country`?");
        refused("salary", "1", "no filter `salary`");
        refused("skill", "Rsut", "no skill `Rsut`\nhint: did you mean `Rust`?");
        refused("country", "Germny", "no country `Germny`\nhint: did you mean `Germany`?");
        refused("takes", "Portgual", "no country `Portgual`\nhint: did you mean `Portugal`?");
        refused("city", "Berln", "no city `Berln`\nhint: did you mean `Berlin` or `Bern`?");
        refused("region", "Califronia", "no region `Califronia`\nhint: did you mean `California`?");
        refused("work-mode", "remte", "no work mode `remte`\nhint: did you mean `remote`?");
        refused("seniority", "snior", "no level `snior`\nhint: did you mean `senior`?");
        refused("domain", "web4", "no domain `web4`\nhint: did you mean `web3`?");
        refused("visa", "maybe", "no statement about visas `maybe`\nhint: did you mean `offered` or `not_offered`?");
        refused("years-max", "many", "`many` is no number of years; expected 0 to 80");
        refused("years-max", "NaN", "`NaN` is no number of years; expected 0 to 80");
        refused("since", "yesterday", "`yesterday` is no date; expected 2024-05-01, 2024-05 or 2024");
        refused("open-only", "perhaps", "`perhaps` is no answer; expected yes or no");
        refused(
            "pay-min",
            "a lot",
            "`a lot` is no yearly pay; expected an amount and a currency, for example `90k EUR`",
        );
        refused("employer", " ", "`` is no employer; expected a part of its name");
    }

    #[test]
    fn values_that_contradict_each_other_are_refused() {
        let mut filters = Filters::default();
        filters.add(Filter::Since, "2024-05").unwrap();
        filters.add(Filter::Until, "2024-05-03").unwrap();
        assert!(filters.check().is_ok());
        filters.add(Filter::Until, "2023").unwrap();
        assert!(filters.check().is_err());
        let mut filters = Filters::default();
        filters.add(Filter::Skill, "rust").unwrap();
        filters.add(Filter::Skill, "not java").unwrap();
        assert!(filters.check().unwrap_err().to_string().contains("rust and not java"));
    }

    proptest::proptest! {
        #[test]
        fn any_value_is_taken_or_refused(at in 0_usize..16, value in "\\PC{0,30}") {
            if let Some(filter) = Filter::ALL.get(at) {
                let _ = Filters::default().add(*filter, &value);
            }
        }
    }
}
