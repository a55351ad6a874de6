//! The score of an opening for a person as a sum of terms: what is asked, what it weighs, what the person covers.
//!
//! A term is a skill, or a group of which the posting says that one is enough. Its weight is the need's
//! ([`need_weight`]) times how much the skill tells ([`Weights::of_skill`]); its credit is 1 for a skill of
//! the person's trade (two years or more), 2/3 for another that they have, less for one that is near or taught. The score is Σ weight × credit over (Σ weight + a constant): the
//! constant keeps a posting that names one skill from standing above one whose eight of nine are covered. Two factors
//! stand before the sum: the years asked, and how much the person's skills speak for the kind of work ([`Kinds`]).
//!
//! Weights are the posting's alone and credits grow with what a person has, so another skill never lowers a score.

use crate::kinds::Kinds;
use crate::openings::{Opening, View};
use crate::profile::Profile;
use crate::related::Related;
use prospect_lexicon::skill_names::skill_named;
use prospect_lexicon::skills::by_id;
use prospect_model::{PostingRow, SkillKind, SkillNeed};
use serde::Serialize;

/// What a skill that the posting teaches is worth to a person who lacks it.
const TAUGHT_CREDIT: f64 = 0.5;
/// What a skill in the title weighs more: the title names what the job is about.
const TITLE_WEIGHT: f64 = 1.5;
/// What a practice or a field weighs beside a technology: it is named loosely and asked of nearly everybody.
const CONCEPT_WEIGHT: f64 = 0.5;
/// Added below the line of the score, in terms of the mean weight of a required skill.
const N_TERMS_PRIOR: f64 = 6.0;
/// Years from which on a skill is one of the person's own: what they would call their trade.
const MAIN_YEARS_MIN: f32 = 2.0;
/// What another skill that the person has is worth: their trade counts half as much again.
const OTHER_CREDIT: f64 = 2.0 / 3.0;
/// What is left of the score of a person with none of the years asked; all of it from the years asked on.
const YEARS_FLOOR: f64 = 0.5;

/// How a term was covered.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "how", rename_all = "kebab-case")]
pub enum Credit {
    /// The person has the skill.
    Has {
        /// Its id.
        skill: String,
    },
    /// The person has a skill near to it.
    Near {
        /// The id of the skill that the person has.
        skill: String,
        /// Proximity of the two, 0 to 1.
        proximity: f64,
        /// Openings that name both.
        n_together: u32,
    },
    /// The posting says that it teaches it.
    Taught,
    /// Not covered.
    None,
}

/// One summand of a score.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Term {
    /// Ids of skills of which one is enough; mostly one.
    pub skills: Vec<String>,
    /// How strongly it is asked.
    pub need: SkillNeed,
    /// How it was covered.
    #[serde(flatten)]
    pub credit: Credit,
    /// What it weighs.
    pub weight: f64,
    /// What it adds to the score; the terms of a posting add up to its score.
    pub adds: f64,
}

/// How much a skill tells: the rarer, the more.
pub(crate) struct Weights {
    of_skill: Vec<f64>,
    /// Added below the line.
    prior: f64,
}

/// What a need weighs. What the employer uses weighs almost as much as what it asks for, because short postings
/// name a stack and no requirements; with 0.2 the measured rankings were worse (`docs/career.md`).
pub(crate) const fn need_weight(need: SkillNeed) -> f64 {
    match need {
        SkillNeed::Required => 1.0,
        SkillNeed::Preferred => 0.4,
        SkillNeed::Stack => 0.8,
        SkillNeed::Mentioned => 0.0,
    }
}

impl Weights {
    /// Counts over every opening of the view.
    ///
    /// A skill of `n` in `N` openings weighs ln(1 + (N - n + 0.5) / (n + 0.5)): never negative, and 0 for a skill
    /// that everybody names. Source: Robertson, Zaragoza, "The probabilistic relevance framework: BM25 and beyond",
    /// 2009, with the 1 that Lucene adds.
    pub(crate) fn new(view: &View<'_>) -> Self {
        let mut named = vec![0_u32; view.n_skills()];
        for asked in view.openings.iter().flat_map(|opening| &opening.asks) {
            if let Some(n) = named.get_mut(asked.skill as usize) {
                *n += 1;
            }
        }
        let n_openings = view.openings.len() as f64;
        let weight = |(skill, n): (u32, &u32)| {
            let n = f64::from(*n);
            let kind = by_id(view.skill_id(skill)).map_or(1.0, |entry| kind_weight(entry.kind));
            libm::log(1.0 + (n_openings - n + 0.5) / (n + 0.5)) * kind
        };
        let of_skill: Vec<f64> = (0..).zip(&named).map(weight).collect();
        let (sum, n) = of_skill
            .iter()
            .zip(&named)
            .fold((0.0, 0.0), |(sum, all), (weight, n)| (sum + weight * f64::from(*n), all + f64::from(*n)));
        Self { of_skill, prior: if n > 0.0 { N_TERMS_PRIOR * sum / n } else { 1.0 } }
    }

    fn of_skill(&self, skill: u32) -> f64 {
        self.of_skill.get(skill as usize).copied().unwrap_or(0.0)
    }
}

fn kind_weight(kind: SkillKind) -> f64 {
    if kind.is_technology() { 1.0 } else { CONCEPT_WEIGHT }
}

/// An opening's score for a person and what it is made of.
pub(crate) struct Scored {
    /// 0 to below 1.
    pub(crate) score: f64,
    /// The summands, what adds most first.
    pub(crate) terms: Vec<Term>,
    /// How much of the years asked the person has, as a factor of every term: 0.5 to 1.
    pub(crate) years_factor: f64,
    /// How much the person's skills speak for the kind of work, as a factor of every term: 0.7 to 1.
    pub(crate) kind_factor: f64,
    /// Whether the person has any skill that the opening asks for.
    pub(crate) has_any: bool,
}

/// What one term is before it is told in words.
struct Part {
    members: Vec<u32>,
    need: SkillNeed,
    weight: f64,
    trains: bool,
}

/// Scores an opening.
pub(crate) fn score(
    view: &View<'_>,
    weights: &Weights,
    related: &Related,
    kinds: &Kinds,
    profile: &Profile,
    opening: &Opening,
) -> Scored {
    let posting = view.posting(opening);
    let title = posting.and_then(|posting| posting.roles.get(opening.role)).map_or("", |role| role.title.as_str());
    let parts = parts(view, weights, opening, title);
    let total: f64 = parts.iter().map(|part| part.weight).sum::<f64>() + weights.prior;
    let years_factor = posting.map_or(1.0, |posting| years_factor(profile, posting));
    let kind_factor = kinds.factor(view, opening);
    let mut terms: Vec<Term> = parts
        .iter()
        .map(|part| {
            let (worth, credit) =
                credit(view, related, profile, part, skill_years_factor(profile, posting, view, part));
            Term {
                skills: part.members.iter().map(|skill| view.skill_id(*skill).to_owned()).collect(),
                need: part.need,
                credit,
                weight: part.weight,
                adds: part.weight * worth * years_factor * kind_factor / total,
            }
        })
        .collect();
    terms.sort_by(|a, b| b.adds.total_cmp(&a.adds).then(b.weight.total_cmp(&a.weight)));
    Scored {
        score: terms.iter().map(|term| term.adds).sum(),
        has_any: terms.iter().any(|term| matches!(term.credit, Credit::Has { .. })),
        terms,
        years_factor,
        kind_factor,
    }
}

/// The terms of an opening: its groups, then the skills that are in none.
fn parts(view: &View<'_>, weights: &Weights, opening: &Opening, title: &str) -> Vec<Part> {
    let title = Words::of(title);
    let weight = |skill: u32, need: SkillNeed| {
        let in_title = if title.name(view.skill_id(skill)) { TITLE_WEIGHT } else { 1.0 };
        need_weight(need) * weights.of_skill(skill) * in_title
    };
    let mut is_grouped = vec![false; opening.asks.len()];
    let mut parts = Vec::new();
    for group in &opening.groups {
        let mut best: Option<(f64, SkillNeed)> = None;
        for (asked, is_grouped) in opening.asks.iter().zip(&mut is_grouped) {
            if !*is_grouped && group.any_of.binary_search(&asked.skill).is_ok() {
                *is_grouped = true;
                let this = (weight(asked.skill, asked.need), asked.need);
                best = Some(best.map_or(this, |best| if this.0 > best.0 { this } else { best }));
            }
        }
        if let Some((weight, need)) = best {
            parts.push(Part { members: group.any_of.clone(), need, weight, trains: group.trains });
        }
    }
    let alone = opening.asks.iter().zip(&is_grouped).filter(|(_, is_grouped)| !**is_grouped);
    parts.extend(alone.map(|(asked, _)| Part {
        members: vec![asked.skill],
        need: asked.need,
        weight: weight(asked.skill, asked.need),
        trains: false,
    }));
    parts
}

/// What a term is worth, 0 to 1, and why. `of_years` is the part of the years asked of the skill that the person has.
fn credit(view: &View<'_>, related: &Related, profile: &Profile, part: &Part, of_years: f64) -> (f64, Credit) {
    let near = part.members.iter().filter_map(|skill| related.nearest_other(*skill));
    let near = near.reduce(|best, near| if near.credit() > best.credit() { near } else { best });
    let near_credit = near.map_or(0.0, |near| near.credit());
    let without = near_credit.max(if part.trains { TAUGHT_CREDIT } else { 0.0 });
    if let Some(skill) = part.members.iter().find(|skill| related.has(**skill)) {
        let is_main = part.members.iter().any(|skill| {
            let years = profile.held(view.skill_id(*skill)).and_then(|held| held.years);
            years.is_some_and(|years| years >= MAIN_YEARS_MIN)
        });
        let worth = of_years * if is_main { 1.0 } else { OTHER_CREDIT };
        // Few years of a skill are never worth less than none of it.
        return (worth.max(without), Credit::Has { skill: view.skill_id(*skill).to_owned() });
    }
    match near {
        Some(near) if near_credit > 0.0 && near_credit >= without => {
            let skill = view.skill_id(near.held).to_owned();
            (near_credit, Credit::Near { skill, proximity: near.proximity, n_together: near.n_together })
        }
        _ if part.trains => (TAUGHT_CREDIT, Credit::Taught),
        _ => (0.0, Credit::None),
    }
}

/// A soft ramp: all of it for the years asked, less the fewer, and all of it where either side does not say.
fn ramp(have: Option<f32>, asked: Option<f32>) -> f64 {
    match (have, asked) {
        (Some(have), Some(asked)) if asked > 0.0 && have < asked => {
            YEARS_FLOOR + (1.0 - YEARS_FLOOR) * f64::from((have / asked).max(0.0))
        }
        _ => 1.0,
    }
}

/// The factor for years of work in the trade: the fewest that the posting asks of no skill in particular.
fn years_factor(profile: &Profile, posting: &PostingRow) -> f64 {
    let of_none = posting.years.iter().filter(|years| years.of.as_deref().is_none_or(|of| skill_named(of).is_none()));
    let asked = of_none
        .filter_map(|years| years.min)
        .fold(None, |least: Option<f32>, min| Some(least.map_or(min, |least| least.min(min))));
    ramp(profile.years, asked)
}

/// The factor for years of one skill.
fn skill_years_factor(profile: &Profile, posting: Option<&PostingRow>, view: &View<'_>, part: &Part) -> f64 {
    let [skill] = part.members.as_slice() else { return 1.0 };
    let id = view.skill_id(*skill);
    let Some(have) = profile.held(id).and_then(|held| held.years) else { return 1.0 };
    let of_it = posting
        .into_iter()
        .flat_map(|posting| &posting.years)
        .filter(|years| years.of.as_deref().and_then(skill_named).is_some_and(|entry| entry.id == id));
    let asked = of_it
        .filter_map(|years| years.min)
        .fold(None, |least: Option<f32>, min| Some(least.map_or(min, |least| least.min(min))));
    ramp(Some(have), asked)
}

/// A title as words between spaces, so that a name is found as whole words only.
struct Words(String);

impl Words {
    fn of(title: &str) -> Self {
        let is_kept = |c: char| c.is_alphanumeric() || matches!(c, '+' | '#');
        let lower = title.to_lowercase();
        let mut words = String::from(" ");
        for word in lower.split(|c| !is_kept(c)).filter(|word| !word.is_empty()) {
            words.push_str(word);
            words.push(' ');
        }
        Self(words)
    }

    fn name(&self, skill: &str) -> bool {
        if self.0.len() < 3 {
            return false;
        }
        by_id(skill).is_some_and(|entry| {
            [entry.name].iter().chain(entry.aliases).any(|name| self.0.contains(&Self::of(name).0))
        })
    }
}
