//! Runs `cases/pay.toml`.

mod common;

use prospect_extract::{Extractor, Scratch};
use prospect_model::{Fields, Pay};
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
    location: Option<String>,
    expect: Vec<String>,
}

/// "min max currency period kind", then the expected flags that are there.
fn line(pay: &Pay, expected: Option<&String>) -> String {
    let number = |value: Option<u64>| value.map_or_else(|| "-".to_owned(), |value| value.to_string());
    let period = pay.period.map_or("-", |period| period.as_str());
    let mut line = format!(
        "{} {} {} {period} {}",
        number(pay.min),
        number(pay.max),
        pay.currency.as_deref().unwrap_or("-"),
        pay.kind.as_str()
    );
    for flag in expected.iter().flat_map(|expected| expected.split(" +").skip(1)) {
        if pay.flags.iter().any(|known| known == flag) {
            line += &format!(" +{flag}");
        }
    }
    line
}

#[test]
fn pay_is_read_as_the_cases_say() {
    let cases: Cases = toml::from_str(include_str!("../cases/pay.toml")).expect("the case file is valid");
    assert!(cases.case.len() >= 80);
    let extractor = Extractor::new();
    let mut scratch = Scratch::default();
    let mut wrong = String::new();
    for case in &cases.case {
        let posting = common::posting(&case.text, Fields { location: case.location.clone(), ..Fields::default() });
        let facts = extractor.read(&posting, &mut scratch);
        for pay in &facts.pay {
            let (start, end) = (pay.words.start.unwrap() as usize, pay.words.end.unwrap() as usize);
            assert_eq!(case.text.get(start..end), Some(pay.words.text.as_str()));
        }
        let actual: Vec<String> =
            facts.pay.iter().enumerate().map(|(at, pay)| line(pay, case.expect.get(at))).collect();
        if actual != case.expect {
            wrong += &format!("{:?}\n  expected {:?}\n  read     {actual:?}\n", case.text, case.expect);
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn the_field_is_read_first_and_a_conflict_is_said() {
    let extractor = Extractor::new();
    let read = |field: &str, text: &str| {
        let posting = common::posting(text, Fields { pay: Some(field.to_owned()), ..Fields::default() });
        extractor.read(&posting, &mut Scratch::default())
    };
    let same = read("USD 100000 - 150000 per year", "We pay $100k-$150k USD.");
    assert_eq!(same.pay.len(), 1);
    assert_eq!(same.pay[0].words.field.as_deref(), Some("pay"));
    assert_eq!((same.pay[0].min, same.pay[0].max), (Some(100_000), Some(150_000)));
    assert!(same.problems.is_empty());
    let other = read("USD 100000 - 150000 per year", "We pay $120k-$160k USD.");
    assert_eq!(other.pay.len(), 2);
    assert_eq!(other.problems.len(), 1);
    assert_eq!(other.problems[0].code, "pay-conflict");
}
