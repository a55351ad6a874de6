//! Skills: every technology and concept that postings name, with its spellings.
//!
//! In: an id. Out: the record. The records stand under `data/skills`, one file per area.
//!
//! Not here: finding a skill in text and judging whether a name that is also a word counts (`prospect-extract`).

#[rustfmt::skip]
#[path = "generated/skills.rs"]
mod generated;

use prospect_model::SkillKind;

/// Whether a skill's own name is also something else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ambiguity {
    /// It stands for the skill in any case.
    None,
    /// It is also an ordinary word or name ("Go") and counts only where its surroundings say so.
    Word,
    /// It counts only in exactly the case of the record ("REST").
    Case,
}

/// One skill.
#[derive(Debug)]
pub struct SkillEntry {
    /// Stable id, kebab-case.
    pub id: &'static str,
    /// Canonical name; a spelling of its own, under `ambiguity`.
    pub name: &'static str,
    /// What sort of skill it is.
    pub kind: SkillKind,
    /// Whether the name is also something else.
    pub ambiguity: Ambiguity,
    /// Further spellings that count in any case.
    pub aliases: &'static [&'static str],
    /// Further spellings that count only where their surroundings say so.
    pub licensed: &'static [&'static str],
    /// Further spellings that count only in exactly this case.
    pub cased: &'static [&'static str],
    /// Ids of broader skills.
    pub parents: &'static [&'static str],
    /// Ids of skills that go with it.
    pub related: &'static [&'static str],
    /// Its ESCO concept.
    pub esco: Option<&'static str>,
    /// Its O*NET technology or commodity.
    pub onet: Option<&'static str>,
    /// Address of its own site.
    pub home: Option<&'static str>,
    /// When the public could first see it: year, year-month or day (ISO 8601).
    pub first_public: Option<&'static str>,
    /// When its first stable release came: year, year-month or day (ISO 8601).
    pub first_stable: Option<&'static str>,
}

/// All skills, sorted by id.
#[must_use]
pub fn skills() -> &'static [SkillEntry] {
    generated::SKILLS
}

/// The skill of this id.
#[must_use]
pub fn by_id(id: &str) -> Option<&'static SkillEntry> {
    let skill_idx = skills().binary_search_by(|entry| entry.id.cmp(id)).ok()?;
    skills().get(skill_idx)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_skill_is_found_by_its_id() {
        assert!(!skills().is_empty());
        for entry in skills() {
            assert_eq!(by_id(entry.id).map(|found| found.name), Some(entry.name), "{}", entry.id);
        }
        assert!(by_id("no such skill").is_none());
    }

    #[test]
    fn every_parent_is_a_skill() {
        for entry in skills() {
            for parent in entry.parents.iter().chain(entry.related) {
                assert!(by_id(parent).is_some(), "{}: {parent}", entry.id);
            }
        }
    }
}
