//! What a posting asks and offers, as far as comparable openings are looked for and compared.

use crate::Lookup;
use crate::annual_pay::{AnnualPay, annual_pay};
use prospect_model::{
    Domain, Facts, Month, OwnFacts, PayRow, PlaceRow, PostingRow, Role, RoleFamily, RoleRow, Seniority, SkillKind,
    SkillNeed, SkillRow, WorkMode,
};
use serde::Serialize;

/// One role of a posting, as it is compared. An empty list or `None` means: not stated.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Asked {
    /// Its title; empty when it has none.
    pub title: String,
    /// Skill id of the language that the work is done in.
    pub language: Option<String>,
    /// Countries of its work places, else those that remote workers must be in; ISO 3166-1 alpha-2.
    pub countries: Vec<String>,
    /// Levels that it names.
    pub seniority: Vec<Seniority>,
    /// Kinds of work.
    pub role_family: Vec<RoleFamily>,
    /// What is built.
    pub domain: Option<Domain>,
    /// Work modes that it allows.
    pub work_modes: Vec<WorkMode>,
    /// Technologies that it requires.
    pub n_required_technologies: u32,
    /// Least years of experience that satisfy it; the largest where it asks for several.
    pub years: Option<f32>,
    /// Ids of skills that it accepts in place of its language.
    pub accepts: Vec<String>,
    /// Whether it says that it teaches its language.
    pub trains: bool,
    /// Month of publication; `None` for a draft.
    pub month: Option<Month>,
    /// Base pay in US dollars a year.
    #[serde(skip)]
    pub(crate) pay: AnnualPay,
}

/// Languages that work is rarely done in alone: they stand beside another in most postings.
const NEVER_ALONE: [&str; 10] =
    ["sql", "html", "css", "sass", "bash", "shell", "powershell", "graphql", "plsql", "regular-expressions"];

impl Asked {
    /// The role of that number (from 0) of a posting; a number out of range gives what holds for all roles.
    ///
    /// Pay counts with the rate of `month`, else of `last_month`, the last that the market knows.
    #[must_use]
    pub fn of(facts: &Facts, role: usize, month: Option<Month>, last_month: Month, lookup: &dyn Lookup) -> Self {
        let posting = rows(facts);
        let title = facts.roles.get(role).map_or_else(String::new, |role| role.title.clone());
        let skill = |row: &SkillRow| facts.skills.get(row.skill as usize);
        let skills: Vec<_> = posting.skills_of(role).filter_map(skill).collect();
        let language = {
            let languages = || {
                skills.iter().filter(|skill| {
                    skill.kind == SkillKind::Language
                        && skill.need != SkillNeed::Mentioned
                        && !NEVER_ALONE.contains(&skill.id.as_ref())
                })
            };
            let of_title = languages().find(|skill| names(&title, &skill.name) || names(&title, &skill.words.text));
            let strongest = || languages().min_by_key(|skill| (skill.need, skill.id != "rust"));
            of_title.or_else(strongest).map(|skill| skill.id.to_string())
        };
        let mut countries: Vec<String> = posting.places_of(role).filter_map(|place| place.country.clone()).collect();
        if countries.is_empty() {
            // Scopes that are countries have two letters; `EU` is none of them.
            let is_country = |scope: &&String| scope.len() == 2 && *scope != "EU" && *scope != "TZ";
            countries = facts.remote_scope.iter().filter(is_country).cloned().collect();
        }
        countries.sort_unstable();
        countries.dedup();
        let of_language = |any_of: &[String]| match &language {
            Some(language) => any_of.is_empty() || any_of.contains(language),
            None => any_of.is_empty(),
        };
        let alternatives = || facts.accepts_instead.iter().filter(|it| of_language(&it.any_of));
        let mut accepts: Vec<String> =
            alternatives().flat_map(|it| &it.any_of).filter(|id| language.as_ref() != Some(id)).cloned().collect();
        accepts.sort_unstable();
        accepts.dedup();
        let pays: Vec<&PayRow> = posting.pay_of(role).collect();
        let mut pay = annual_pay(pays.iter().copied(), month.unwrap_or(last_month), lookup);
        if pay.usd.is_none() && pay.bounds.is_none() {
            // A month past the last rates: the last known rate is nearer than none.
            pay = annual_pay(pays.iter().copied(), last_month, lookup);
        }
        let is_required =
            |skill: &&&prospect_model::Skill| skill.need == SkillNeed::Required && skill.kind.is_technology();
        let trains = alternatives().any(|it| it.trains);
        let mut seniority: Vec<Seniority> = posting.seniority_of(role).collect();
        seniority.sort_unstable();
        seniority.dedup();
        let mut role_family: Vec<RoleFamily> = posting.role_family_of(role).collect();
        role_family.sort_unstable();
        role_family.dedup();
        Self {
            n_required_technologies: u32::try_from(skills.iter().filter(is_required).count()).unwrap_or(u32::MAX),
            title,
            language,
            countries,
            seniority,
            role_family,
            domain: facts.domain.first().copied(),
            work_modes: facts.work_modes.clone(),
            years: facts.years.iter().filter_map(|years| years.min).filter(|n| n.is_finite()).reduce(f32::max),
            accepts,
            trains,
            month,
            pay,
        }
    }
}

/// Whether a title names it as a word of its own: "C++ Engineer", not "Goal" for Go.
fn names(title: &str, name: &str) -> bool {
    let is_word = |letter: Option<char>| letter.is_some_and(|letter| letter.is_alphanumeric() || letter == '+');
    let (title, name) = (title.to_ascii_lowercase(), name.to_ascii_lowercase());
    !name.is_empty()
        && title.match_indices(&name).any(|(at, _)| {
            let before = title.get(..at).and_then(|text| text.chars().next_back());
            let after = title.get(at.saturating_add(name.len())..).and_then(|text| text.chars().next());
            !is_word(before) && !is_word(after)
        })
}

/// The facts as a row of a dataset whose skills are the posting's own: what belongs to which role is decided once,
/// by the model, for a draft as for what it is compared with.
fn rows(facts: &Facts) -> PostingRow {
    let role = |role: &Role| {
        let own = OwnFacts {
            seniority: role.seniority.clone(),
            role_family: role.role_family.clone(),
            pay: role.pay.clone(),
            places: role.places.clone(),
            skills: role.skills.clone(),
        };
        RoleRow { title: role.title.clone(), opening: None, own: (!own.is_empty()).then(|| Box::new(own)) }
    };
    let pay = |pay: &prospect_model::Pay| PayRow {
        min: pay.min,
        max: pay.max,
        currency: pay.currency.clone(),
        period: pay.period,
        kind: pay.kind,
        is_currency_inferred: pay.flags.iter().any(|flag| flag == "currency_inferred"),
        is_period_inferred: pay.flags.iter().any(|flag| flag == "period_inferred"),
    };
    let place = |place: &prospect_model::Place| PlaceRow {
        city: place.city.as_deref().map(str::to_owned),
        country: place.country.as_deref().map(str::to_owned),
        region: place.region.as_deref().map(str::to_owned),
    };
    PostingRow {
        roles: facts.roles.iter().map(role).collect(),
        seniority: facts.seniority.clone(),
        role_family: facts.role_family.clone(),
        pay: facts.pay.iter().map(pay).collect(),
        places: facts.places.iter().map(place).collect(),
        skills: facts.skills.iter().zip(0..).map(|(it, skill)| SkillRow { skill, need: it.need }).collect(),
        ..PostingRow::default()
    }
}
