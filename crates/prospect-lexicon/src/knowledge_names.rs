//! Finds records by the names that people type.

use super::{organisations, projects};
use prospect_model::{Organisation, Project, employer_key};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// The organisation that a person means: by id, name, alias or ambiguous name, without regard to case, accents,
/// punctuation and legal form.
#[must_use]
pub fn organisation_named(name: &str) -> Option<&'static Organisation> {
    static INDEX: OnceLock<BTreeMap<String, usize>> = OnceLock::new();
    let index = INDEX.get_or_init(|| {
        index(organisations().iter().map(|record| {
            let names = [record.id, record.name].into_iter();
            names.chain(record.aliases.iter().copied()).chain(record.ambiguous_names.iter().copied())
        }))
    });
    organisations().get(find(index, name)?)
}

/// The project that a person means: by id, name or alias, compared like organisations.
#[must_use]
pub fn project_named(name: &str) -> Option<&'static Project> {
    static INDEX: OnceLock<BTreeMap<String, usize>> = OnceLock::new();
    let index = INDEX.get_or_init(|| {
        index(
            projects().iter().map(|record| [record.id, record.name].into_iter().chain(record.aliases.iter().copied())),
        )
    });
    projects().get(find(index, name)?)
}

/// Spellings as written and as employers are compared; the first record that has one keeps it.
fn index<I: Iterator<Item = &'static str>>(records: impl Iterator<Item = I>) -> BTreeMap<String, usize> {
    let mut index = BTreeMap::new();
    for (number, names) in records.enumerate() {
        for name in names {
            for key in [name.to_lowercase(), employer_key(name)] {
                if !key.is_empty() {
                    index.entry(key).or_insert(number);
                }
            }
        }
    }
    index
}

fn find(index: &BTreeMap<String, usize>, name: &str) -> Option<usize> {
    let name = name.trim();
    index.get(&name.to_lowercase()).or_else(|| index.get(&employer_key(name))).copied()
}

#[cfg(test)]
mod tests {
    use super::super::*;

    #[test]
    fn every_record_is_found_by_each_of_its_names() {
        for record in organisations() {
            for name in std::iter::once(&record.name).chain(record.aliases).chain(record.ambiguous_names) {
                assert_eq!(organisation_named(name).map(|found| found.id), Some(record.id), "{name}");
                assert_eq!(organisation_named(&name.to_uppercase()).map(|found| found.id), Some(record.id), "{name}");
            }
            assert_eq!(organisation(record.id).map(|found| found.id), Some(record.id));
        }
        for record in projects() {
            for name in std::iter::once(&record.name).chain(record.aliases) {
                assert_eq!(project_named(name).map(|found| found.id), Some(record.id), "{name}");
            }
            assert_eq!(project(record.id).map(|found| found.id), Some(record.id));
        }
        assert!(organisation_named("no such organisation").is_none());
        assert!(organisation_named("").is_none());
        assert!(project_named("()").is_none());
    }

    #[test]
    fn links_lead_to_records() {
        for record in organisations() {
            assert!(record.part_of.is_none_or(|id| organisation(id).is_some()), "{}", record.id);
            for it in record.uses {
                assert!(it.project.is_none_or(|id| project(id).is_some()), "{}", record.id);
                for skill in it.replaced {
                    assert!(crate::skills::by_id(skill).is_some(), "{}: {skill}", record.id);
                }
            }
        }
        for record in projects() {
            assert!(record.organisation.is_none_or(|id| organisation(id).is_some()), "{}", record.id);
        }
        for step in steps() {
            for skill in step.skills {
                assert!(crate::skills::by_id(skill).is_some(), "{}: {skill}", step.id);
            }
        }
    }
}
