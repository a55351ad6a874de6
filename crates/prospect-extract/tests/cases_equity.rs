//! Runs `cases/equity.toml`.

mod common;

use prospect_extract::{Extractor, Scratch};
use prospect_model::Fields;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cases {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    text: String,
    expect: String,
}

#[test]
fn equity_is_read_as_the_cases_say() {
    let cases: Cases = toml::from_str(include_str!("../cases/equity.toml")).expect("the case file is valid");
    assert!(cases.case.len() >= 20);
    let extractor = Extractor::new();
    let mut scratch = Scratch::default();
    let mut wrong = String::new();
    for case in &cases.case {
        let posting = common::posting(&case.text, Fields::default());
        let facts = extractor.read(&posting, &mut scratch);
        assert_eq!(facts.equity.is_some(), facts.evidence.contains_key("equity"), "{}", case.text);
        let actual = facts.equity.map_or_else(|| "-".to_owned(), |value| value.to_string());
        if actual != case.expect {
            wrong += &format!("{:?}: expected {}, read {actual}\n", case.text, case.expect);
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
