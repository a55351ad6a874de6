//! What a person meets first: help, exit codes, the report without any set-up.

mod common;

use common::{expect, run};

const COMMANDS: [&str; 22] = [
    "sync",
    "sources",
    "changes",
    "watch",
    "extract",
    "import",
    "build",
    "report",
    "ask",
    "search",
    "openings",
    "employers",
    "adopters",
    "learn",
    "show",
    "audit",
    "doctor",
    "gc",
    "route",
    "gap",
    "match",
    "lint",
];

#[test]
fn every_command_has_help_with_examples() {
    let folder = tempfile::tempdir().unwrap();
    for command in COMMANDS {
        let help = expect(folder.path(), 0, &[command, "--help"]);
        assert!(help.contains("Examples:"), "{command}");
        assert!(help.contains(&format!("prospect {command}")), "{command}");
    }
    assert_eq!(run(folder.path(), &["no-such-command"]).status.code(), Some(2));
    assert_eq!(run(folder.path(), &["report", "--no-such-flag"]).status.code(), Some(2));
}

#[test]
fn the_shipped_history_answers_without_a_home() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("never-made");
    let report = expect(&home, 0, &["report", "--replicates", "200"]);
    assert!(report.contains("Hacker News hiring threads"));
    let json: serde_json::Value =
        serde_json::from_str(&expect(&home, 0, &["report", "--json", "--replicates", "200"])).unwrap();
    assert!(json["panels"][0]["figures"].as_array().is_some_and(|figures| figures.len() >= 6));
    let page = expect(
        &home,
        0,
        &["report", "--format", "html", "--output", "-", "--question", "places", "--replicates", "200"],
    );
    assert!(page.starts_with("<!DOCTYPE html>"), "a dash is standard output");
    let openings = expect(&home, 0, &["openings", "--json", "--skill", "rust"]);
    assert!(openings.lines().count() > 1_000);
    assert!(!home.exists(), "reading makes no folder");
}

#[test]
fn a_question_is_answered_and_an_unknown_word_is_refused_with_the_nearest() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("never-made");
    let list = expect(&home, 0, &["ask", "--list"]);
    assert_eq!(list.lines().count(), 10, "{list}");
    let answer = expect(&home, 0, &["ask", "growth", "--replicates", "200", "--country", "germany", "--since", "2015"]);
    assert!(answer.contains("name Rust") && answer.contains("Before looking"), "{answer}");
    for (args, hint) in [
        (["ask", "growht", "--json"], "did you mean `growth`?"),
        (["ask", "growth", "--domain=web4"], "did you mean `web3`?"),
        (["ask", "growth", "--seniority=seniors"], "did you mean `senior`?"),
        (["ask", "growth", "--skill=rsut"], "did you mean"),
        (["ask", "growth", "--country=Germny"], "did you mean `Germany`?"),
        (["ask", "growth", "--source=hm"], "did you mean `hn`?"),
        (["ask", "growth", "--since=soon"], "is no month"),
        (["report", "--question", "wages"], "hint:"),
    ] {
        let output = run(&home, &args);
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{args:?}: {told}");
        assert!(told.contains(hint), "{args:?}: {told}");
    }
}

#[test]
fn a_report_is_verified_and_a_changed_figure_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("never-made");
    let file = folder.path().join("report.html");
    let name = file.to_str().unwrap();
    expect(&home, 0, &["report", "--output", name, "--question", "places", "--since", "2024", "--replicates", "200"]);
    assert!(expect(&home, 0, &["report", "--verify", name]).starts_with("same:"));
    let page = std::fs::read_to_string(&file).unwrap();
    let at = page.find("<p class=\"finding\">Of ").unwrap() + "<p class=\"finding\">Of ".len();
    let digit = if page[at..].starts_with('9') { "8" } else { "9" };
    std::fs::write(&file, [&page[..at], digit, &page[at + 1..]].concat()).unwrap();
    let told = expect(&home, 1, &["report", "--verify", name]);
    assert!(told.starts_with("differs: 1 line") && told.contains("hn-"), "{told}");
    std::fs::write(&file, "no report").unwrap();
    assert_eq!(run(&home, &["report", "--verify", name]).status.code(), Some(2));
}

#[test]
fn an_audit_finds_what_was_edited_and_what_is_gone() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("home");
    let archive = folder.path().join("postings.jsonl");
    let name = archive.to_str().unwrap();
    let text = common::postings(60);
    std::fs::write(&archive, &text).unwrap();
    expect(&home, 0, &["import", name]);
    expect(&home, 0, &["build"]);
    let told = expect(&home, 0, &["audit", "--sample", "60", "--archive", name]);
    assert!(told.contains("60 same, 0 edited, 0 gone") && told.contains("60 as stored, 0 others"), "{told}");
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    lines[7] = lines[7].replace("tool number", "tool no.");
    lines.remove(3);
    std::fs::write(&archive, lines.join("\n")).unwrap();
    let told = expect(&home, 1, &["audit", "--sample", "60", "--archive", name]);
    assert!(told.contains("58 same, 1 edited, 1 gone"), "{told}");
}

#[test]
fn a_reader_that_closed_the_pipe_is_no_fault() {
    let folder = tempfile::tempdir().unwrap();
    for args in [&["sources"][..], &["openings"], &["ask", "--list"], &["search", "rust"], &["learn"]] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_prospect"));
        let command = command.args(args).env("PROSPECT_HOME", folder.path()).stdout(writer);
        let output = command.stderr(std::process::Stdio::piped()).output().unwrap();
        let told = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{args:?}: {told}");
        assert!(!told.contains("panicked"), "{args:?}: {told}");
    }
}

#[test]
fn a_file_that_cannot_be_told_apart_is_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let output = run(folder.path(), &["report", "--output", "report.xyz"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("hint: give --format"));
}
