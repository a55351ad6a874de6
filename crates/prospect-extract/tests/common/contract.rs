//! What holds of the facts of any posting, checked on the JSON that users get.
//!
//! In: a posting's plain text and its facts. Out: nothing, or a panic that names what is broken.

use serde_json::Value;

/// Facts that carry their own words.
const WORDED: [&str; 5] = ["skills", "pay", "years", "places", "accepts_instead"];

/// Facts that are there exactly when `evidence` says why.
const PROVEN: [&str; 14] = [
    "offer",
    "employer",
    "titles",
    "seniority",
    "role_family",
    "equity",
    "work_modes",
    "remote_scope",
    "employment",
    "education",
    "soft_skills",
    "domain",
    "domain_paths",
    "language",
];

/// Checks facts against the text that they were read from.
///
/// # Panics
/// Where a value has no words or evidence, a range is not that of its words, or a role points at nothing.
pub(crate) fn check(text: &str, facts: &Value) {
    for fact in WORDED {
        for value in items(facts, fact) {
            check_words(text, value, fact);
        }
    }
    let evidence = facts["evidence"].as_object().expect("evidence is an object");
    for (fact, all) in evidence {
        let all = all.as_array().expect("evidence is a list");
        assert!(!all.is_empty(), "`{fact}` has an empty list of evidence");
        for one in all {
            check_evidence(text, one, fact);
        }
    }
    for fact in PROVEN {
        let is_there = match &facts[fact] {
            Value::Null => false,
            Value::Array(values) => !values.is_empty(),
            _ => true,
        };
        assert_eq!(is_there, evidence.contains_key(fact), "`{fact}` and its evidence go together");
    }
    assert_eq!(facts["visa"] != "unstated", evidence.contains_key("visa"), "`visa` and its evidence go together");
    check_titles_and_roles(text, facts);
    check_skills(facts);
    check_numbers(facts);
}

fn items<'a>(facts: &'a Value, fact: &str) -> &'a [Value] {
    facts[fact].as_array().map_or(&[], Vec::as_slice)
}

/// The words of a byte range.
fn at<'a>(text: &'a str, range: &Value, what: &str) -> &'a str {
    let end_of = |key: &str| range[key].as_u64().and_then(|at| usize::try_from(at).ok());
    let (Some(start), Some(end)) = (end_of("start"), end_of("end")) else { panic!("{what}: no range in {range}") };
    assert!(start < end, "{what}: empty range in {range}");
    text.get(start..end).unwrap_or_else(|| panic!("{what}: {start}..{end} is not within the text's characters"))
}

fn check_words(text: &str, value: &Value, fact: &str) {
    let words = value["text"].as_str().unwrap_or_default();
    assert!(!words.is_empty(), "`{fact}` without words: {value}");
    assert!(value["rule"].as_str().is_some_and(|rule| !rule.is_empty()), "`{fact}` without a rule: {value}");
    if value["field"].is_null() {
        assert_eq!(at(text, value, fact), words, "`{fact}`");
    }
}

fn check_evidence(text: &str, one: &Value, fact: &str) {
    match one["in"].as_str() {
        Some("text") => _ = at(text, one, fact),
        Some("field") => assert!(one["path"].as_str().is_some_and(|path| !path.is_empty()), "`{fact}`: {one}"),
        Some("rule") => assert!(one["of"].is_array(), "`{fact}`: {one}"),
        _ => panic!("`{fact}`: evidence of no kind: {one}"),
    }
}

fn check_titles_and_roles(text: &str, facts: &Value) {
    let titles = items(facts, "titles");
    let proofs = items(&facts["evidence"], "titles");
    assert_eq!(titles.len(), proofs.len(), "each title has its evidence");
    for (title, proof) in titles.iter().zip(proofs) {
        if proof["in"] == "text" {
            assert_eq!(Some(at(text, proof, "titles")), title.as_str(), "a title is its words");
        }
    }
    for role in items(facts, "roles") {
        for fact in ["pay", "places", "skills"] {
            let n_values = items(facts, fact).len() as u64;
            let is_sound = items(role, fact).iter().all(|idx| idx.as_u64().is_some_and(|idx| idx < n_values));
            assert!(is_sound, "a role points at `{fact}` that are not there: {role}");
        }
    }
}

fn check_skills(facts: &Value) {
    let mut ids: Vec<&str> = items(facts, "skills").iter().filter_map(|skill| skill["id"].as_str()).collect();
    let n_skills = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), n_skills, "each skill stands once");
    for other in items(facts, "accepts_instead") {
        assert!(other["trains"] == true || !items(other, "any_of").is_empty(), "an alternative of nothing: {other}");
    }
}

fn check_numbers(facts: &Value) {
    for fact in ["pay", "years"] {
        for value in items(facts, fact) {
            let (min, max) = (value["min"].as_f64(), value["max"].as_f64());
            assert!(min.is_some() || max.is_some(), "`{fact}` without a number: {value}");
            assert!(min.zip(max).is_none_or(|(min, max)| min <= max), "`{fact}` upside down: {value}");
        }
    }
    for years in items(facts, "years") {
        assert!(years["min"].as_f64().is_none_or(|min| (0.0..=50.0).contains(&min)), "{years}");
    }
}
