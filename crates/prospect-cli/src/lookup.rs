//! Shipped data as the questions ask for it.

use prospect_lexicon::knowledge::{self, Joining};
use prospect_market::{Knowledge, Lookup};
use prospect_model::{LabelSet, Month, SkillKind};
use std::borrow::Cow;

/// Rates and names from the lexicon.
pub(crate) struct Shipped;

impl Lookup for Shipped {
    fn usd_rate(&self, currency: &str, month: Month) -> Option<f64> {
        prospect_lexicon::money::usd_rate(currency, month)
    }

    fn skill_name(&self, id: &str) -> Option<Cow<'static, str>> {
        prospect_lexicon::skills::by_id(id).map(|skill| Cow::Borrowed(skill.name))
    }

    fn skill_kind(&self, id: &str) -> Option<SkillKind> {
        prospect_lexicon::skills::by_id(id).map(|skill| skill.kind)
    }

    fn region_name(&self, code: &str) -> Option<Cow<'static, str>> {
        prospect_lexicon::place_names::region_name(code).map(Cow::Borrowed)
    }

    fn country_name(&self, code: &str) -> Option<Cow<'static, str>> {
        prospect_lexicon::places::country(code).map(|place| Cow::Borrowed(place.name))
    }

    fn labels(&self, source: &str) -> Option<&'static LabelSet> {
        prospect_lexicon::accuracy::labels_of(source)
    }
}

/// The records of adopters, projects and claims, and which employer is which organisation.
pub(crate) fn shipped_knowledge() -> Knowledge<'static> {
    Knowledge {
        documents: knowledge::documents(),
        organisations: knowledge::organisations(),
        projects: knowledge::projects(),
        claims: knowledge::claims(),
        organisation_of: &|employer| match knowledge::join(employer) {
            Joining::Joined(id, _) => Some(id),
            Joining::Refused(..) | Joining::Unknown => None,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_skill_of_the_role_profile_is_in_the_lexicon() {
        for id in prospect_market::profile_skills() {
            assert!(Shipped.skill_name(id).is_some(), "{id}");
        }
    }
}
