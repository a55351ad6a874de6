//! `prospect adopters`, `employers` and `learn`: every record renders, filters hold, a proposal is a record.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::{expect, postings, run};
use serde_json::Value;
use std::fs;
use std::path::Path;

fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// No field that a record leaves out may turn up as an empty one.
#[track_caller]
fn assert_full(value: &Value, path: &str) {
    match value {
        Value::Null => panic!("{path} is null"),
        Value::String(text) => assert!(!text.trim().is_empty(), "{path} is empty"),
        Value::Array(items) => {
            assert!(!items.is_empty(), "{path} is empty");
            items.iter().enumerate().for_each(|(at, item)| assert_full(item, &format!("{path}[{at}]")));
        }
        Value::Object(fields) => {
            assert!(!fields.is_empty(), "{path} is empty");
            fields.iter().for_each(|(key, field)| assert_full(field, &format!("{path}.{key}")));
        }
        Value::Bool(_) | Value::Number(_) => {}
    }
}

#[test]
fn every_adopter_renders_as_text_and_json() {
    let folder = tempfile::tempdir().unwrap();
    let text = expect(folder.path(), 0, &["adopters"]);
    let records = lines(&expect(folder.path(), 0, &["adopters", "--json"]));
    assert_eq!(text.lines().count(), records.len());
    assert!(records.len() > 30);
    for record in &records {
        assert_full(record, record["id"].as_str().unwrap());
        let name: String = record["name"].as_str().unwrap().chars().take(28).collect();
        assert!(text.lines().any(|line| line.starts_with(&name)), "{name}");
    }
}

#[test]
fn every_record_has_a_page_that_tells_all_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("postings.jsonl");
    fs::write(&file, postings(20)).unwrap();
    let home = folder.path().join("home");
    // A small snapshot, because a page reads all openings.
    expect(&home, 0, &["import", file.to_str().unwrap()]);
    expect(&home, 0, &["build"]);
    for record in prospect_lexicon::knowledge::organisations() {
        let page = expect(&home, 0, &["employers", record.name]);
        for told in record.uses.iter().map(|it| it.what).chain(record.outcomes.iter().map(|it| it.statement)) {
            assert!(page.contains(told), "{}: {told}", record.id);
        }
        for setback in record.setbacks {
            assert!(page.contains(setback.statement), "{}", record.id);
        }
        assert!(page.contains("Sources\n  [1] "), "{}", record.id);
        assert!(!page.contains("· ·") && !page.contains("  \n"), "{}:\n{page}", record.id);
    }
}

#[test]
fn filters_hold_and_unknown_values_are_errors_with_the_nearest() {
    let folder = tempfile::tempdir().unwrap();
    for (flag, value, field) in
        [("--sector", "automotive", "sectors"), ("--ownership", "public", "ownership"), ("--role", "training", "roles")]
    {
        let records = lines(&expect(folder.path(), 0, &["adopters", flag, value, "--json"]));
        assert!(!records.is_empty(), "{flag}");
        assert!(records.iter().all(|record| record[field].to_string().contains(value)), "{flag}");
    }
    let both = lines(&expect(
        folder.path(),
        0,
        &["adopters", "--driver", "fortification", "--adoption", "in-production", "--json"],
    ));
    let is_both = |it: &Value| it["driver"] == "fortification" && it["adoption"] == "in-production";
    assert!(both.iter().all(|record| record["uses"].as_array().unwrap().iter().any(is_both)));
    let told = |args: &[&str]| {
        let output = run(folder.path(), args);
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        String::from_utf8(output.stderr).unwrap()
    };
    assert!(told(&["adopters", "--sector", "autmotive"]).contains("'automotive'"));
    assert!(told(&["adopters", "--country", "Germny"]).contains("did you mean `Germany`?"));
    assert!(told(&["employers", "cloudfare"]).contains("did you mean `Cloudflare`"));
    assert!(told(&["learn", "--from", "cp"]).contains("'cpp'"));
}

#[test]
fn an_adopter_in_the_postings_shows_its_openings_and_a_stranger_says_that_it_has_no_record() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("postings.jsonl");
    let text = |employer: &str, stack: &str| {
        format!("{employer} | Senior Engineer | Berlin | $100k-$120k | Full-time\\n\\nOur stack is {stack}.")
    };
    let line = |id: u32, employer: &str, stack: &str| {
        format!(
            "{{\"id\":\"{id}\",\"posted\":\"2024-0{id}-01\",\"employer\":\"{employer}\",\"text\":\"{}\"}}\n",
            text(employer, stack)
        )
    };
    let all =
        line(1, "Cloudflare, Inc.", "Rust") + &line(2, "Umbrella Pumps", "Go") + &line(3, "Cloudflare Labs", "Rust");
    fs::write(&file, all).unwrap();
    let home = folder.path().join("home");
    expect(&home, 0, &["import", file.to_str().unwrap()]);
    expect(&home, 0, &["build"]);
    let known: Value = serde_json::from_str(&expect(&home, 0, &["employers", "cloudflare", "--json"])).unwrap();
    assert_eq!(known["is_known_adopter"], true);
    assert_eq!(known["employers"], serde_json::json!(["Cloudflare, Inc."]));
    assert_eq!((&known["hiring"]["n_openings"], &known["hiring"]["n_rust"]), (&1.into(), &1.into()));
    let stranger = expect(&home, 0, &["employers", "umbrella pumps"]);
    assert!(stranger.contains("no record") && stranger.contains("none names Rust"), "{stranger}");
    let joins = expect(&home, 0, &["adopters", "joins"]);
    assert!(joins.contains("Cloudflare, Inc.") && !joins.contains("Labs") && joins.ends_with("its name\n"), "{joins}");
    let hiring = lines(&expect(&home, 0, &["adopters", "--hiring", "--json"]));
    assert_eq!(hiring.len(), 1);
    assert_eq!(hiring[0]["hiring"]["samples"][0]["month"], "2024-01");
}

/// What `propose` prints is kept, and `cargo xtask codegen` checks the kept record in its own tests.
#[test]
fn a_proposal_is_a_whole_record() {
    let folder = tempfile::tempdir().unwrap();
    let args = [
        "adopters",
        "propose",
        "https://acme.example/blog/rust",
        "--name",
        "Acme \"Pumps\" & Söhne",
        "--what",
        "Steers its arms by a controller in Rust.",
        "--component",
        "Arm controller",
        "--ownership",
        "private",
        "--sector",
        "robotics",
        "--country",
        "Germany",
        "--driver",
        "fortification",
        "--adoption",
        "in-production",
        "--event",
        "2024",
        "--published",
        "2025-03",
        "--seen",
        "2026-11-01",
    ];
    let printed = expect(folder.path(), 0, &args);
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/proposed.toml");
    if std::env::var_os("UPDATE_FIXTURES").is_some() {
        fs::write(&kept, &printed).unwrap();
    }
    assert_eq!(printed, fs::read_to_string(&kept).unwrap());
    // An organisation that has a record gets one more use.
    let mut known = args;
    known[4] = "cloudflare";
    let more = run(folder.path(), &known);
    assert!(String::from_utf8(more.stdout).unwrap().starts_with("[[use]]\nid = \"arm-controller\""));
    assert!(String::from_utf8(more.stderr).unwrap().contains("append this to data/adopters/cloudflare.toml"));
    // Without a terminal a missing answer is an error that names its flag.
    let short = run(folder.path(), &["adopters", "propose", "https://acme.example", "--name", "Acme"]);
    assert_eq!(short.status.code(), Some(2));
    assert!(String::from_utf8(short.stderr).unwrap().contains("hint: give --what"));
    let future = run(folder.path(), &["adopters", "propose", "https://acme.example", "--event", "2999"]);
    assert_eq!(future.status.code(), Some(2));
}

#[test]
fn every_step_of_learning_has_its_source() {
    let folder = tempfile::tempdir().unwrap();
    let steps = lines(&expect(folder.path(), 0, &["learn", "--audience", "both", "--json"]));
    assert!(!steps.is_empty());
    for step in &steps {
        assert_full(step, step["id"].as_str().unwrap());
    }
    let of_python = lines(&expect(folder.path(), 0, &["learn", "--from", "python", "--json"]));
    let fits = |step: &Value| step.get("from").is_none_or(|from| from.to_string().contains("python"));
    assert!(!of_python.is_empty() && of_python.len() < steps.len() && of_python.iter().all(fits));
    let text = expect(folder.path(), 0, &["learn", "--from", "new"]);
    assert!(text.contains("\n[1] "));
}
