//! Runs `cases/years.toml`.

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
    expect: Vec<String>,
}

#[test]
fn years_are_read_as_the_cases_say() {
    let cases: Cases = toml::from_str(include_str!("../cases/years.toml")).expect("the case file is valid");
    assert!(cases.case.len() >= 30);
    let extractor = Extractor::new();
    let mut scratch = Scratch::default();
    let mut wrong = String::new();
    for case in &cases.case {
        let posting = common::posting(&case.text, Fields::default());
        let facts = extractor.read(&posting, &mut scratch);
        let number = |value: Option<f32>| value.map_or_else(|| "-".to_owned(), |value| value.to_string());
        let actual: Vec<String> = facts
            .years
            .iter()
            .map(|years| {
                let (start, end) = (years.words.start.unwrap() as usize, years.words.end.unwrap() as usize);
                assert_eq!(case.text.get(start..end), Some(years.words.text.as_str()));
                format!("{} {} {}", number(years.min), number(years.max), years.of.as_deref().unwrap_or("-"))
            })
            .collect();
        if actual != case.expect {
            wrong += &format!("{:?}\n  expected {:?}\n  read     {actual:?}\n", case.text, case.expect);
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
