//! Runs `cases/skills.toml`, `cases/need.toml` and `cases/accepts_instead.toml`: one table, one check each.

mod common;

use prospect_extract::{Extractor, Scratch};
use prospect_model::{Facts, Fields};
use serde::Deserialize;

#[derive(Deserialize)]
struct Table {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    text: String,
    title: Option<String>,
    expect: Vec<String>,
}

fn read(extractor: &Extractor, case: &Case) -> Facts {
    let posting = common::posting(&case.text, Fields { title: case.title.clone(), ..Fields::default() });
    extractor.read(&posting, &mut Scratch::default())
}

/// Compares what `show` makes of the facts with what each case expects, and names all that differ.
fn check(table: &str, show: impl Fn(&Facts) -> Vec<String>) {
    let extractor = Extractor::new();
    let table: Table = toml::from_str(table).expect("the table of cases is TOML");
    let differences: Vec<String> = table
        .case
        .iter()
        .filter_map(|case| {
            let actual = show(&read(&extractor, case));
            (actual != case.expect)
                .then(|| format!("{:?}\n  expected {:?}\n  actual   {actual:?}", case.text, case.expect))
        })
        .collect();
    assert!(differences.is_empty(), "{} of {} differ\n{}", differences.len(), table.case.len(), differences.join("\n"));
}

#[test]
fn technologies_are_read_and_words_are_not() {
    check(include_str!("../cases/skills.toml"), |facts| {
        facts.skills.iter().filter(|skill| skill.kind.is_technology()).map(|skill| skill.id.clone()).collect()
    });
}

#[test]
fn need_follows_section_and_cue() {
    check(include_str!("../cases/need.toml"), |facts| {
        facts
            .skills
            .iter()
            .filter(|skill| skill.kind.is_technology())
            .map(|skill| format!("{} {}", skill.id, skill.need))
            .collect()
    });
}

#[test]
fn alternatives_and_training_are_read() {
    check(include_str!("../cases/accepts_instead.toml"), |facts| {
        facts
            .accepts_instead
            .iter()
            .map(|other| {
                let mut line = other.any_of.join(" ");
                if other.trains {
                    line.push_str(" trains");
                }
                line
            })
            .collect()
    });
}
