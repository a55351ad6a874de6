//! Finds skills by the names that people type into a list: names, ids and aliases, and what was meant by a typo.
//!
//! Not here: finding names in running text (`prospect-extract`), where most of these names need more care.

use crate::skills::{SkillEntry, skills};
use crate::spelling::edits;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// The skill that a person means: by name, id or alias, without regard to case, spaces and punctuation other than
/// `+` and `#`.
///
/// In a list of skills a name that is also a word ("Go", "Swift", "agents") means the skill.
#[must_use]
pub fn skill_named(name: &str) -> Option<&'static SkillEntry> {
    let spaced = key(name);
    let found = index().get(&spaced).or_else(|| index().get(&spaced.replace(' ', "")))?;
    skills().get(*found)
}

/// Names of skills that are spelt like `name`, the nearest first, at most `n_max`.
///
/// Near is up to one edit (a letter added, left out, changed, or two swapped) for each three letters typed.
#[must_use]
pub fn skills_spelt_like(name: &str, n_max: usize) -> Vec<&'static str> {
    let typed: Vec<char> = key(name).chars().collect();
    let n_edits_max = (typed.len() / 3).max(1);
    let mut best: BTreeMap<&'static str, usize> = BTreeMap::new();
    for (spelling, at) in index() {
        let spelling: Vec<char> = spelling.chars().collect();
        if typed.is_empty() || spelling.len().abs_diff(typed.len()) > n_edits_max {
            continue;
        }
        let n_edits = edits(&typed, &spelling);
        if n_edits <= n_edits_max
            && let Some(entry) = skills().get(*at)
        {
            let least = best.entry(entry.name).or_insert(n_edits);
            *least = n_edits.min(*least);
        }
    }
    let mut found: Vec<_> = best.into_iter().map(|(name, n_edits)| (n_edits, name)).collect();
    found.sort_unstable();
    found.into_iter().take(n_max).map(|(_, name)| name).collect()
}

/// Every spelling, with and without spaces, and the skill that it means: a name goes before another's alias.
fn index() -> &'static BTreeMap<String, usize> {
    static INDEX: OnceLock<BTreeMap<String, usize>> = OnceLock::new();
    INDEX.get_or_init(|| {
        let mut index = BTreeMap::new();
        let ranks: [fn(&'static SkillEntry) -> Vec<&'static str>; 3] = [
            |entry| vec![entry.name, entry.id],
            |entry| [entry.aliases, entry.cased].concat(),
            |entry| entry.licensed.to_vec(),
        ];
        // A spelling without its spaces last: it must not take the name of another.
        let spellings: [fn(&str) -> String; 2] = [key, |name| key(name).replace(' ', "")];
        for spelling in spellings {
            for names in ranks {
                for (at, entry) in skills().iter().enumerate() {
                    for name in names(entry).into_iter().map(spelling).filter(|name| !name.is_empty()) {
                        index.entry(name).or_insert(at);
                    }
                }
            }
        }
        index
    })
}

/// Lower case, with one space for what is neither a letter, a digit, `+` nor `#`.
fn key(name: &str) -> String {
    let is_kept = |c: char| c.is_alphanumeric() || matches!(c, '+' | '#');
    let lower = name.to_lowercase();
    lower.split(|c| !is_kept(c)).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, expected: Option<&str>) {
        assert_eq!(skill_named(name).map(|entry| entry.id), expected, "{name}");
    }

    #[test]
    fn names_ids_and_aliases_find_their_skill() {
        check("C++", Some("cpp"));
        check("cpp", Some("cpp"));
        check("C", Some("c"));
        check("c#", Some("csharp"));
        check("golang", Some("go"));
        check("Go", Some("go"));
        check(" RUST ", Some("rust"));
        check("postgres", Some("postgresql"));
        check("NodeJS", skill_named("Node.js").map(|entry| entry.id));
        check("basket weaving", None);
        check("", None);
        check("()", None);
    }

    #[test]
    fn every_skill_is_found_by_its_name_and_some_skill_by_every_alias() {
        for entry in skills() {
            let found = skill_named(entry.name).expect("a name finds a skill");
            assert!(found.id == entry.id || key(found.name) == key(entry.name), "{} finds {}", entry.name, found.id);
            for alias in entry.aliases.iter().chain(entry.cased).chain(entry.licensed) {
                assert!(skill_named(alias).is_some(), "{alias}");
            }
        }
    }

    #[test]
    fn typos_lead_to_what_was_meant() {
        let first = |name| skills_spelt_like(name, 3).first().copied();
        assert_eq!(first("Kuberntes"), Some("Kubernetes"));
        assert_eq!(first("Pyhton"), Some("Python"));
        assert_eq!(first("Rsut"), Some("Rust"));
        assert_eq!(first(""), None);
        assert_eq!(first("something nobody ever typed before"), None);
        assert!(skills_spelt_like("java", 2).len() <= 2);
    }
}
