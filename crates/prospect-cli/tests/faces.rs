//! What a person meets first: help, exit codes, the report without any set-up.

mod common;

use common::{expect, run};

const COMMANDS: [&str; 8] = ["extract", "import", "build", "report", "openings", "show", "doctor", "gc"];

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
    let openings = expect(&home, 0, &["openings", "--json", "--skill", "rust"]);
    assert!(openings.lines().count() > 1_000);
    assert!(!home.exists(), "reading makes no folder");
}

#[test]
fn a_file_that_cannot_be_told_apart_is_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let output = run(folder.path(), &["report", "--output", "report.xyz"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("hint: give --format"));
}
