//! Documents of services go in whole: folders of a clone, arrays that stream, ids that a source says are gone.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::expect;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

fn import(home: &Path, code: i32, path: &Path, source: &str) -> Value {
    let args = ["import", "--json", "--source", source, path.to_str().unwrap()];
    serde_json::from_str(&expect(home, code, &args)).unwrap()
}

fn codes(outcome: &Value) -> Vec<&str> {
    outcome["problems"].as_array().unwrap().iter().map(|problem| problem["code"].as_str().unwrap()).collect()
}

#[test]
fn a_clone_of_the_newsletter_goes_in_and_says_which_issues_have_no_jobs() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("home");
    let content = folder.path().join("content");
    fs::create_dir_all(content.join("2018")).unwrap();
    let issue = |date: &str, jobs: &str| {
        format!(
            "Title: This Week in Rust 1\nDate: {date}\nCategory: This Week in Rust\n\n# Rust Jobs\n\n{jobs}\n\n# Quote of the Week\n"
        )
    };
    let write = |name: &str, text: String| fs::write(content.join(name), text).unwrap();
    write(
        "2018/2018-03-06-this-week-in-rust.md",
        issue(
            "2018-03-06",
            "* [Rust dev at Acme, Graz, AT](https://acme.example/1).\n* [Embedded dev at Beta](https://beta.example)",
        ),
    );
    write(
        "2021-06-02-this-week-in-rust.md",
        issue("2021-06-02", "**Acme**\n\n* [Rust dev (Remote)](https://acme.example/2)"),
    );
    write(
        "2022-09-07-this-week-in-rust.md",
        issue(
            "2022-09-07",
            "Please see the latest [Who's Hiring thread on r/rust](https://www.reddit.com/r/rust/comments/x/)",
        ),
    );
    let outcome = import(&home, 4, &content, "twir");
    assert_eq!((&outcome["documents"], &outcome["postings"]), (&json!(3), &json!(3)));
    assert_eq!(codes(&outcome), ["no-job-lines"]);
    assert!(outcome["problems"][0]["message"].as_str().unwrap().contains("reddit.com"), "{outcome}");
    let built: Value = serde_json::from_str(&expect(&home, 0, &["build", "--json"])).unwrap();
    assert_eq!(built["postings"], 3);
}

#[test]
fn a_large_array_streams_and_says_what_is_gone() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("home");
    let ad = |id: u32| {
        json!({"id": id.to_string(), "headline": "Rust developer", "description": {"text": format!("We use Rust. {}", "Text. ".repeat(400))},
            "employer": {"name": "Acme AB"}, "workplace_address": {"municipality": "Uppsala"}, "publication_date": "2026-10-02T08:00:00", "removed": false})
    };
    let mut ads: Vec<Value> = (0..2_000).map(ad).collect();
    ads.push(json!({"id": "7", "removed": true, "removed_date": "2026-10-03T10:00:00"}));
    ads.push(json!("no ad"));
    let file = folder.path().join("stream.json");
    let text = serde_json::to_string(&ads).unwrap();
    fs::write(&file, &text).unwrap();
    let outcome = import(&home, 4, &file, "jobtech");
    assert_eq!((&outcome["postings"], &outcome["removed"]), (&json!(2_000), &json!(1)));
    assert_eq!(codes(&outcome), ["unusable-item"]);
    assert_eq!(outcome["problems"][0]["at"], "pointer /2001");

    let torn = folder.path().join("torn.json");
    fs::write(&torn, text.get(..text.len() / 2).unwrap()).unwrap();
    let outcome = import(&folder.path().join("other"), 4, &torn, "jobtech");
    assert!((900..1_100).contains(&outcome["postings"].as_u64().unwrap()), "{outcome}");
    assert_eq!(codes(&outcome), ["cut-off"]);
    expect(&home, 0, &["build", "--json"]);
    assert!(expect(&home, 0, &["show", "1999"]).contains("Rust"));
}

#[test]
fn an_answer_of_another_kind_says_what_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("home");
    let file = folder.path().join("answer.json");
    fs::write(&file, r#"{"message":"Too many requests"}"#).unwrap();
    for source in ["remotive", "arbeitnow", "remoteok", "jobtech", "reddit", "hn"] {
        let outcome = import(&home, 4, &file, source);
        assert_eq!(outcome["postings"], 0, "{source}");
        assert_eq!(outcome["problems"].as_array().unwrap().len(), 1, "{source}: {outcome}");
        let message = outcome["problems"][0]["message"].as_str().unwrap();
        assert!(message.contains("Too many requests"), "{source}: {message}");
    }
}
