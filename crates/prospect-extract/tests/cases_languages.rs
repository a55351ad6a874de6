//! Runs `cases/languages/*.toml`: what is read of postings in German, French, Spanish and Polish. A case
//! names the facts that it is about, in the notation of their own case files.

mod common;

use prospect_extract::{Extractor, Scratch};
use prospect_model::{Facts, Fields, Pay};
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
    pay: Option<Vec<String>>,
    years: Option<Vec<String>>,
    work_modes: Option<Vec<String>>,
    remote_scope: Option<Vec<String>>,
    employment: Option<Vec<String>>,
    seniority: Option<Vec<String>>,
    visa: Option<String>,
    equity: Option<String>,
    accepts_instead: Option<Vec<String>>,
    /// Skills that must be there with this need; others may.
    need: Option<Vec<String>>,
}

/// Fewest cases of a language.
const CASES_MIN: usize = 40;

fn pay_line(pay: &Pay, expected: Option<&String>) -> String {
    let number = |value: Option<u64>| value.map_or_else(|| "-".to_owned(), |value| value.to_string());
    let mut line = format!(
        "{} {} {} {} {}",
        number(pay.min),
        number(pay.max),
        pay.currency.as_deref().unwrap_or("-"),
        pay.period.map_or("-", |period| period.as_str()),
        pay.kind.as_str()
    );
    for flag in expected.iter().flat_map(|expected| expected.split(" +").skip(1)) {
        if pay.flags.iter().any(|known| known == flag) {
            line += &format!(" +{flag}");
        }
    }
    line
}

fn years_lines(facts: &Facts) -> Vec<String> {
    let number = |value: Option<f32>| value.map_or_else(|| "-".to_owned(), |value| value.to_string());
    let line = |years: &prospect_model::Years| {
        format!("{} {} {}", number(years.min), number(years.max), years.of.as_deref().unwrap_or("-"))
    };
    facts.years.iter().map(line).collect()
}

fn alternative_lines(facts: &Facts) -> Vec<String> {
    let line = |alternative: &prospect_model::Alternative| {
        alternative.any_of.join(" ") + if alternative.trains { " trains" } else { "" }
    };
    facts.accepts_instead.iter().map(line).collect()
}

fn names<T: ToString>(values: &[T]) -> Vec<String> {
    values.iter().map(ToString::to_string).collect()
}

#[track_caller]
fn check(language: &str, file: &str) {
    let cases: Cases = toml::from_str(file).expect("the case file is valid");
    assert!(cases.case.len() >= CASES_MIN, "{language}: {} cases", cases.case.len());
    let extractor = Extractor::new();
    let mut scratch = Scratch::default();
    let mut wrong = String::new();
    for case in &cases.case {
        let fields = Fields { location: case.location.clone(), ..Fields::default() };
        let facts = extractor.read(&common::posting(&case.text, fields), &mut scratch);
        let mut compare = |fact: &str, expected: &Option<Vec<String>>, actual: Vec<String>| {
            if let Some(expected) = expected.as_ref().filter(|expected| **expected != actual) {
                wrong += &format!("{fact} of {:?}\n  expected {expected:?}\n  read     {actual:?}\n", case.text);
            }
        };
        let expected_pay = case.pay.as_deref().unwrap_or_default();
        let pay = facts.pay.iter().enumerate().map(|(at, pay)| pay_line(pay, expected_pay.get(at))).collect();
        compare("pay", &case.pay, pay);
        compare("years", &case.years, years_lines(&facts));
        compare("work_modes", &case.work_modes, names(&facts.work_modes));
        compare("remote_scope", &case.remote_scope, facts.remote_scope.clone());
        compare("employment", &case.employment, names(&facts.employment));
        compare("seniority", &case.seniority, names(&facts.seniority));
        compare("accepts_instead", &case.accepts_instead, alternative_lines(&facts));
        compare("visa", &case.visa.clone().map(|visa| vec![visa]), vec![facts.visa.to_string()]);
        let equity = facts.equity.map_or_else(|| "-".to_owned(), |equity| equity.to_string());
        compare("equity", &case.equity.clone().map(|expected| vec![expected]), vec![equity]);
        let needs: Vec<String> = facts
            .skills
            .iter()
            .map(|skill| format!("{}: {}", skill.name, skill.need.as_str()))
            .filter(|need| case.need.iter().flatten().any(|expected| expected == need))
            .collect();
        compare("need", &case.need, needs);
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn german_postings_are_read() {
    check("de", include_str!("../cases/languages/de.toml"));
}

#[test]
fn french_postings_are_read() {
    check("fr", include_str!("../cases/languages/fr.toml"));
}

#[test]
fn spanish_postings_are_read() {
    check("es", include_str!("../cases/languages/es.toml"));
}

#[test]
fn polish_postings_are_read() {
    check("pl", include_str!("../cases/languages/pl.toml"));
}
