//! Runs the case files of the readers of headers, titles, employers and of what follows from them, and
//! holds their output to the contract on any input.

use proptest::prelude::*;
use prospect_extract::{Extractor, Scratch};
use prospect_model::{Body, Evidence, Facts, Fields, Posting};
use serde::Deserialize;
use std::sync::OnceLock;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    text: String,
    title: Option<String>,
    employer: Option<String>,
    location: Option<String>,
    expect: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cases {
    case: Vec<Case>,
}

fn read(body: Body, title: Option<String>, employer: Option<String>, location: Option<String>) -> Facts {
    static EXTRACTOR: OnceLock<Extractor> = OnceLock::new();
    let posting = Posting {
        id: "1".to_owned(),
        source: "test".to_owned(),
        posted: None,
        month: None,
        url: None,
        poster: None,
        body,
        fields: Fields { title, employer, location, ..Fields::default() },
    };
    EXTRACTOR.get_or_init(Extractor::new).read(&posting, &mut Scratch::default())
}

/// Each case of a file gives what it expects.
#[track_caller]
fn check(file: &str, value: impl Fn(&Facts) -> Vec<String>) {
    let cases: Cases = toml::from_str(file).expect("the case file is TOML");
    let mut wrong = String::new();
    for case in cases.case {
        let facts = read(Body::Text(case.text.clone()), case.title, case.employer, case.location);
        let actual = value(&facts);
        if actual != case.expect {
            wrong += &format!("{:?}\n  expected {:?}\n  read     {actual:?}\n", case.text, case.expect);
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

fn names<T: serde::Serialize>(values: &[T]) -> Vec<String> {
    values
        .iter()
        .map(|value| serde_json::to_value(value).expect("names serialise").as_str().unwrap_or_default().to_owned())
        .collect()
}

#[test]
fn titles_are_read_as_written() {
    check(include_str!("../cases/titles.toml"), |facts| facts.titles.clone());
}

#[test]
fn employers_are_read_as_written() {
    check(include_str!("../cases/employer.toml"), |facts| facts.employer.iter().cloned().collect());
}

#[test]
fn levels_are_those_of_offered_roles() {
    check(include_str!("../cases/seniority.toml"), |facts| names(&facts.seniority));
}

#[test]
fn offers_are_told_from_talk() {
    check(include_str!("../cases/offer.toml"), |facts| facts.offer.iter().map(bool::to_string).collect());
}

#[test]
fn first_domain_is_what_is_built() {
    check(include_str!("../cases/domain.toml"), |facts| names(&facts.domain).into_iter().take(1).collect());
}

#[test]
fn role_families_come_from_titles() {
    check(include_str!("../cases/role_family.toml"), |facts| names(&facts.role_family));
}

#[test]
fn language_is_told_by_function_words() {
    check(include_str!("../cases/language.toml"), |facts| facts.language.iter().cloned().collect());
}

#[test]
fn education_is_what_is_asked() {
    check(include_str!("../cases/education.toml"), |facts| names(&facts.education));
}

#[test]
fn soft_skills_have_canonical_names() {
    check(include_str!("../cases/soft_skills.toml"), |facts| facts.soft_skills.clone());
}

#[test]
fn each_title_is_a_role() {
    check(include_str!("../cases/roles.toml"), |facts| {
        facts
            .roles
            .iter()
            .map(|role| {
                format!(
                    "{}: {}; {}",
                    role.title,
                    names(&role.seniority).join(", "),
                    names(&role.role_family).join(", ")
                )
            })
            .collect()
    });
}

/// Every value has its evidence, every span lies on character boundaries, and titles and employers are the
/// words of their spans.
fn holds_contract(text: &str) {
    let facts = read(Body::Text(text.to_owned()), None, None, None);
    let spans = |field: &str| -> Vec<&str> {
        let Some(all) = facts.evidence.get(field) else { return Vec::new() };
        all.iter()
            .filter_map(|evidence| match evidence {
                Evidence::Text { start, end, .. } => {
                    Some(text.get(*start as usize..*end as usize).expect("a span lies on character boundaries"))
                }
                _ => None,
            })
            .collect()
    };
    for field in facts.evidence.keys() {
        assert!(!spans(field).iter().any(|words| words.is_empty()), "empty span in {field}");
    }
    assert_eq!(spans("titles"), facts.titles);
    assert_eq!(spans("employer").first().copied(), facts.employer.as_deref());
    assert_eq!(spans("seniority").len(), facts.seniority.len());
    assert_eq!(spans("education").len(), facts.education.len());
    assert_eq!(spans("soft_skills").len(), facts.soft_skills.len());
    assert_eq!(facts.offer.is_some(), facts.evidence.contains_key("offer"));
    assert_eq!(facts.domain.is_empty(), !facts.evidence.contains_key("domain"));
    assert_eq!(facts.role_family.is_empty(), !facts.evidence.contains_key("role_family"));
    for role in &facts.roles {
        assert!(role.pay.iter().all(|pay_idx| (*pay_idx as usize) < facts.pay.len()));
        assert!(role.places.iter().all(|place_idx| (*place_idx as usize) < facts.places.len()));
        assert!(role.skills.iter().all(|skill_idx| (*skill_idx as usize) < facts.skills.len()));
    }
}

/// Pieces that headers are made of, in any order.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(vec![
            "Acme",
            "Senior",
            "Engineer",
            "Engineers",
            "Rust",
            " | ",
            " - ",
            " – ",
            ", ",
            "/",
            " & ",
            " and ",
            "(",
            ")",
            "[",
            "\n",
            "\n\n",
            ": ",
            ". ",
            "! ",
            "? ",
            " ",
            "  ",
            "\t",
            "Berlin",
            "Remote",
            "https://acme.example/a",
            "jobs@acme.example",
            "we are hiring",
            "At ",
            "is hiring",
            "Lead",
            "Manager",
            "of",
            "Head of",
            "C++",
            ".NET",
            "•",
            "✨",
            "é",
            "Zürich",
            "1.",
            "-",
            "--",
            "$100k",
            "Company:",
            "Position:",
            "ＡＢ",
            "\u{200b}",
            "Team",
            "PhD",
            "we build",
            "blockchain",
            "II",
            "at",
        ])
        .prop_map(str::to_owned),
        "\\PC{0,6}",
    ]
}

proptest! {
    #[test]
    fn any_text_holds_the_contract(text in "\\PC{0,200}") {
        holds_contract(&text);
    }

    #[test]
    fn any_header_holds_the_contract(pieces in prop::collection::vec(piece(), 0..40)) {
        holds_contract(&pieces.concat());
    }
}
