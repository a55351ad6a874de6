//! Reads confirmed skills out of a JSON Resume file (<https://jsonresume.org/schema>).
//!
//! Only `skills[].name` and `skills[].keywords` are looked at. Everything else of the file (name, address, dates,
//! schools, work) cannot change an answer, because it is not read.

use crate::profile::{Profile, ProfileError, Unknown};
use prospect_lexicon::skill_names::skill_named;
use serde_json::Value;

/// What a resume gave.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Resume {
    /// A profile with the skills.
    pub profile: Profile,
    /// Keywords, and names without keywords, that no skill has, in the order of the file.
    pub unknown: Vec<Unknown>,
    /// Names above keywords that no skill has: headings, such as "Web development".
    pub headings: Vec<String>,
}

/// Reads the skills of a JSON Resume.
///
/// # Errors
/// Text that is no JSON object, or `skills` that is no list of objects.
pub fn resume(json: &str) -> Result<Resume, ProfileError> {
    let wrong = |what: &str| ProfileError::Resume(what.to_owned());
    let file: Value = serde_json::from_str(json).map_err(|error| ProfileError::Resume(error.to_string()))?;
    let file = file.as_object().ok_or_else(|| wrong("expected an object"))?;
    let mut read = Resume::default();
    let Some(skills) = file.get("skills") else { return Ok(read) };
    for entry in skills.as_array().ok_or_else(|| wrong("`skills` is no list"))? {
        let entry = entry.as_object().ok_or_else(|| wrong("an entry of `skills` is no object"))?;
        let words = |value: Option<&Value>| value.and_then(Value::as_str).map(|word| word.trim().to_owned());
        let keywords: Vec<String> = entry
            .get("keywords")
            .and_then(Value::as_array)
            .map(|list| list.iter().filter_map(|word| words(Some(word))).filter(|word| !word.is_empty()).collect())
            .unwrap_or_default();
        if let Some(name) = words(entry.get("name")).filter(|name| !name.is_empty()) {
            match skill_named(&name) {
                Some(skill) => read.profile.add(skill, None),
                None if keywords.is_empty() => read.unknown.push(Unknown::of(&name)),
                None => read.headings.push(name),
            }
        }
        for keyword in keywords {
            match skill_named(&keyword) {
                Some(skill) => read.profile.add(skill, None),
                None => read.unknown.push(Unknown::of(&keyword)),
            }
        }
    }
    Ok(read)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_keywords_are_skills_and_names_above_keywords_may_be_headings() {
        let json = r#"{
            "basics": {"name": "Ada", "location": {"countryCode": "DE"}},
            "skills": [
                {"name": "What I like most", "level": "Master", "keywords": ["TypeScript", "Pyhton"]},
                {"name": "Rust"},
                {"name": "Underwater basket weaving"}
            ]
        }"#;
        let read = resume(json).unwrap();
        let ids: Vec<_> = read.profile.skills.iter().map(|held| held.id).collect();
        let unknown: Vec<_> = read.unknown.iter().map(|unknown| unknown.name.as_str()).collect();
        assert_eq!(ids, ["rust", "typescript"]);
        assert_eq!(unknown, ["Pyhton", "Underwater basket weaving"]);
        assert_eq!(read.unknown[0].did_you_mean.first(), Some(&"Python"));
        assert_eq!(read.headings, ["What I like most"]);
        assert_eq!(read.profile.country, None, "a place is taken from the person, not from the file");
    }

    #[test]
    fn other_files_are_errors_and_empty_ones_are_empty() {
        for wrong in ["", "[]", "{\"skills\": 3}", "{\"skills\": [3]}", "not json"] {
            assert!(resume(wrong).is_err(), "{wrong}");
        }
        assert_eq!(resume("{}").unwrap(), Resume::default());
        assert_eq!(resume(r#"{"skills": [{"name": 3, "keywords": [null, ""]}]}"#).unwrap(), Resume::default());
    }
}
