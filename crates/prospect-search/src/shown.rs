//! What is shown of a hit: kept beside the words, so that showing needs no other table.

use crate::facts::{RowKey, day_of, month_of};
use prospect_lexicon::money::usd_rate;
use prospect_model::{
    Dataset, Date, Domain, Month, PayKind, Period, PostingRow, Seniority, SkillNeed, Visa, WorkMode, annual_pay,
    most_a_year,
};
use serde::{Deserialize, Serialize};

/// An opening, as its newest posting describes it. Unknown is `None` or empty, never a guess.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Shown {
    /// Id of the opening.
    pub id: String,
    /// `source/id` of the posting, as `prospect show` takes it.
    pub posting: String,
    /// Public address of the posting.
    pub url: Option<String>,
    /// Who hires.
    pub employer: Option<String>,
    /// Title of the role as written.
    pub title: Option<String>,
    /// Id of the source.
    pub source: String,
    /// Day of the posting; the first of its month where only that is known.
    pub posted: Option<Date>,
    /// Month that it counts for.
    pub month: Option<Month>,
    /// First day on which the opening was seen.
    pub first_seen: Option<Date>,
    /// Last day on which the opening was seen.
    pub last_seen: Option<Date>,
    /// Postings of the opening, copies and reposts.
    pub n_postings: u32,
    /// Pay as stated.
    pub pay: Vec<ShownPay>,
    /// Yearly base pay in US dollars, the middle of the range, by the rule of the report.
    pub pay_usd: Option<u64>,
    /// The most that it pays a year, in US dollars.
    pub pay_most_usd: Option<u64>,
    /// Work places.
    pub places: Vec<ShownPlace>,
    /// Work modes that are possible.
    pub work_modes: Vec<WorkMode>,
    /// Where remote workers must be.
    pub remote_scope: Vec<String>,
    /// Levels.
    pub seniority: Vec<Seniority>,
    /// The most years that it asks for at least.
    pub years_min: Option<f32>,
    /// What is built, the surest first.
    pub domain: Vec<Domain>,
    /// Work permits.
    pub visa: Visa,
    /// Skills that it asks for, wishes or uses, in the order of the posting.
    pub skills: Vec<ShownSkill>,
}

/// Pay as a posting states it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownPay {
    /// Lowest amount, whole units.
    pub min: Option<u64>,
    /// Highest amount, whole units.
    pub max: Option<u64>,
    /// ISO 4217 code.
    pub currency: Option<String>,
    /// What one payment covers.
    pub period: Option<Period>,
    /// What the amount is.
    pub kind: PayKind,
}

/// A work place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownPlace {
    /// City by its usual full name.
    pub city: Option<String>,
    /// ISO 3166-1 alpha-2 code.
    pub country: Option<String>,
    /// ISO 3166-2 code.
    pub region: Option<String>,
}

/// A skill.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownSkill {
    /// Id in the lexicon.
    pub id: String,
    /// How strongly it is asked for.
    pub need: SkillNeed,
}

/// What is shown of a row.
pub(crate) fn shown(dataset: &Dataset, key: RowKey, posting: &PostingRow) -> Shown {
    let role = key.role as usize;
    let opening = dataset.openings.get(key.opening as usize);
    let employer = opening.and_then(|it| it.employer).or(posting.employer);
    let title = posting.roles.get(role).map(|role| role.title.as_str()).filter(|title| !title.is_empty());
    let title = title.or(opening.map(|it| it.title.as_str())).filter(|title| !title.is_empty());
    let source = dataset.sources.get(posting.source as usize).map_or("", |source| source.id.as_str());
    let month = month_of(posting);
    let pay_month = month.unwrap_or(Month { year: 1970, month: 1 });
    let whole = |usd: Option<f64>| usd.map(|usd| usd.round() as u64);
    let mut years = posting.years.iter().map(|years| years.min.unwrap_or(0.0));
    let years_min = years.next().map(|first| years.fold(first, f32::max));
    let pay = posting.pay_of(role).map(|pay| ShownPay {
        min: pay.min,
        max: pay.max,
        currency: pay.currency.clone(),
        period: pay.period,
        kind: pay.kind,
    });
    let places = posting.places_of(role).map(|place| ShownPlace {
        city: place.city.clone(),
        country: place.country.clone(),
        region: place.region.clone(),
    });
    let skills = posting.skills_of(role).filter(|row| row.need != SkillNeed::Mentioned);
    let skills = skills
        .filter_map(|row| Some(ShownSkill { id: dataset.skills.get(row.skill as usize)?.clone(), need: row.need }));
    Shown {
        id: opening.map(|it| it.id.clone()).unwrap_or_default(),
        posting: format!("{source}/{}", posting.id),
        url: posting.url.clone(),
        employer: employer.and_then(|at| dataset.employers.get(at as usize)).cloned(),
        title: title.map(str::to_owned),
        source: source.to_owned(),
        posted: day_of(posting),
        month,
        first_seen: opening.and_then(|it| it.first_seen),
        last_seen: opening.and_then(|it| it.last_seen),
        n_postings: opening.map_or(1, |it| u32::try_from(it.postings.len()).unwrap_or(u32::MAX)),
        pay: pay.collect(),
        pay_usd: whole(annual_pay(posting.pay_of(role), pay_month, usd_rate).usd),
        pay_most_usd: whole(most_a_year(posting.pay_of(role), pay_month, usd_rate)),
        places: places.collect(),
        work_modes: posting.work_modes.clone(),
        remote_scope: posting.remote_scope.clone(),
        seniority: posting.seniority_of(role).collect(),
        years_min,
        domain: posting.domain.clone(),
        visa: posting.visa,
        skills: skills.collect(),
    }
}
