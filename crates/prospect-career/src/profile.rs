//! What one person brings, as the person said it.
//!
//! Skills are ids of the lexicon, each once. What nobody said is `None` and never held against anybody.

use prospect_lexicon::pay_floor::PayFloorError;
use prospect_lexicon::skills::SkillEntry;
use prospect_model::PayFloor;
use serde::Serialize;

/// A skill that a person has.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Held {
    /// Id in the lexicon.
    pub id: &'static str,
    /// Years of it, 0 to 80; `None` when not said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub years: Option<f32>,
}

/// What one person brings and wants. Nothing here says who the person is.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Profile {
    /// Confirmed skills, each id once, in the order of their ids.
    pub skills: Vec<Held>,
    /// Years of work in the trade; `None` when not said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub years: Option<f32>,
    /// ISO 3166-1 alpha-2 code of the country that the person can work in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// Whether only remote work will do.
    pub is_remote_only: bool,
    /// Whether the person needs a work permit from the employer.
    pub needs_visa: bool,
    /// Least pay.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pay_min: Option<PayFloor>,
}

impl Profile {
    /// Adds a skill. One that is there already keeps its place, and the years that are said for it last.
    pub fn add(&mut self, skill: &'static SkillEntry, years: Option<f32>) {
        match self.skills.binary_search_by(|held| held.id.cmp(skill.id)) {
            Ok(at) => {
                if let Some(held) = self.skills.get_mut(at) {
                    held.years = years.or(held.years);
                }
            }
            Err(at) => self.skills.insert(at, Held { id: skill.id, years }),
        }
    }

    /// The skill of this id, if the person has it.
    #[must_use]
    pub fn held(&self, id: &str) -> Option<&Held> {
        let at = self.skills.binary_search_by(|held| held.id.cmp(id)).ok()?;
        self.skills.get(at)
    }
}

/// A name that no skill has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Unknown {
    /// The name as typed.
    pub name: String,
    /// Names that are spelt like it, the nearest first.
    pub did_you_mean: Vec<&'static str>,
}

impl Unknown {
    pub(crate) fn of(name: &str) -> Self {
        let did_you_mean = prospect_lexicon::skill_names::skills_spelt_like(name, 3);
        Self { name: name.to_owned(), did_you_mean }
    }
}

impl std::fmt::Display for Unknown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "`{}`", self.name)?;
        match self.did_you_mean.as_slice() {
            [] => Ok(()),
            names => write!(f, " (did you mean {}?)", names.join(", ")),
        }
    }
}

/// Why a profile could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProfileError {
    /// Names that no skill has.
    #[error("no skill is called {}", list(.0))]
    UnknownSkills(Vec<Unknown>),
    /// Years that nobody has.
    #[error("`{0}` has years outside 0 to 80")]
    Years(String),
    /// Pay that is not a number with a currency.
    #[error(transparent)]
    Pay(#[from] PayFloorError),
    /// A file that is not a JSON Resume.
    #[error("not a JSON Resume: {0}")]
    Resume(String),
}

fn list(unknown: &[Unknown]) -> String {
    unknown.iter().map(Unknown::to_string).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use prospect_lexicon::skills::by_id;

    #[test]
    fn skills_are_held_once_in_the_order_of_their_ids() {
        let mut profile = Profile::default();
        for (id, years) in [("rust", None), ("cpp", Some(8.0)), ("rust", Some(1.0)), ("cpp", None)] {
            profile.add(by_id(id).unwrap(), years);
        }
        let expected = [Held { id: "cpp", years: Some(8.0) }, Held { id: "rust", years: Some(1.0) }];
        assert_eq!(profile.skills, expected);
        assert!(profile.held("cpp").is_some());
        assert!(profile.held("go").is_none());
    }
}
