//! A small made-up market.

use prospect_model::{
    AlternativeRow, Dataset, Date, Domain, Month, OpeningRow, PayKind, PayRow, Period, PlaceRow, PostingRow,
    RoleFamily, RoleRow, SkillNeed, SkillRow, SourceRow, Visa, WorkMode,
};

/// Skills that the market names; ids of the lexicon.
pub(crate) const SKILLS: [&str; 10] =
    ["rust", "cpp", "go", "linux", "postgresql", "kubernetes", "python", "react", "typescript", "javascript"];

/// What one posting says.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ad {
    /// Skill of [`SKILLS`] and need.
    pub(crate) skills: Vec<(usize, SkillNeed)>,
    /// Skills of which one is enough, and whether they are taught.
    pub(crate) any_of: Option<(Vec<usize>, bool)>,
    /// Country of its place.
    pub(crate) country: Option<&'static str>,
    /// Modes.
    pub(crate) modes: Vec<WorkMode>,
    /// Scope of remote work.
    pub(crate) scope: Vec<&'static str>,
    /// Years asked.
    pub(crate) years: Option<f32>,
    /// US dollars a year.
    pub(crate) pay: Option<(u64, u64)>,
    /// Permit.
    pub(crate) visa: Visa,
    /// Employer number.
    pub(crate) employer: u32,
    /// Title.
    pub(crate) title: &'static str,
    /// Kind of work.
    pub(crate) kind: Option<RoleFamily>,
    /// Domain.
    pub(crate) domain: Option<Domain>,
    /// Months before the last.
    pub(crate) months_ago: i32,
}

/// An ad that requires these skills.
#[allow(dead_code, reason = "each test file uses what it needs")]
pub(crate) fn requires(skills: &[usize]) -> Ad {
    Ad { skills: skills.iter().map(|skill| (*skill, SkillNeed::Required)).collect(), ..Ad::default() }
}

/// The market of these ads: one opening a posting, in the month 2026-05 or before.
pub(crate) fn market(ads: &[Ad]) -> Dataset {
    let last = Month { year: 2026, month: 5 };
    let posting = |(at, ad): (u32, &Ad)| {
        let month = Month::from_index(last.index() - ad.months_ago).unwrap();
        PostingRow {
            id: at.to_string(),
            url: Some(format!("https://jobs.example/{at}")),
            month: Some(month),
            posted: Some(Date { year: month.year, month: month.month, day: 1 }),
            employer: Some(ad.employer),
            is_offer: true,
            roles: vec![RoleRow { title: ad.title.to_owned(), opening: Some(at), own: None }],
            skills: ad.skills.iter().map(|(skill, need)| SkillRow { skill: *skill as u32, need: *need }).collect(),
            accepts_instead: ad
                .any_of
                .iter()
                .map(|(skills, trains)| AlternativeRow {
                    any_of: skills.iter().map(|skill| SKILLS[*skill].to_owned()).collect(),
                    trains: *trains,
                })
                .collect(),
            places: ad
                .country
                .iter()
                .map(|country| PlaceRow { city: None, country: Some((*country).to_owned()), region: None })
                .collect(),
            work_modes: ad.modes.clone(),
            remote_scope: ad.scope.iter().map(|scope| (*scope).to_owned()).collect(),
            years: ad
                .years
                .iter()
                .map(|min| prospect_model::YearsRow { min: Some(*min), max: None, of: None })
                .collect(),
            pay: ad
                .pay
                .iter()
                .map(|(min, max)| PayRow {
                    min: Some(*min),
                    max: Some(*max),
                    currency: Some("USD".to_owned()),
                    period: Some(Period::Year),
                    kind: PayKind::Base,
                    is_currency_inferred: false,
                    is_period_inferred: false,
                })
                .collect(),
            visa: ad.visa,
            role_family: ad.kind.into_iter().collect(),
            domain: ad.domain.into_iter().collect(),
            ..PostingRow::default()
        }
    };
    let opening = |(at, ad): (u32, &Ad)| OpeningRow {
        id: format!("hn/{at}/1"),
        employer: Some(ad.employer),
        title: ad.title.to_owned(),
        postings: vec![at],
        ..OpeningRow::default()
    };
    let n_employers = ads.iter().map(|ad| ad.employer + 1).max().unwrap_or(0);
    Dataset {
        snapshot_id: "made-up".to_owned(),
        sources: vec![SourceRow { id: "hn".to_owned(), is_denominator: true, ..SourceRow::default() }],
        employers: (0..n_employers).map(|at| format!("Acme {at}")).collect(),
        skills: SKILLS.iter().map(|id| (*id).to_owned()).collect(),
        postings: (0..).zip(ads).map(posting).collect(),
        openings: (0..).zip(ads).map(opening).collect(),
        ..Dataset::default()
    }
}
