//! Routes, gaps and matches from the command line, on the shipped history.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::{expect, run};
use std::path::Path;

fn json(home: &Path, args: &[&str]) -> serde_json::Value {
    let args = [args, &["--json", "--history"]].concat();
    serde_json::from_str(&expect(home, 0, &args)).unwrap()
}

/// What the command says on standard error when it ends with 2.
#[track_caller]
fn refused(home: &Path, args: &[&str]) -> String {
    let output = run(home, args);
    assert_eq!(output.status.code(), Some(2), "{args:?}");
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn help_says_what_it_is_for() {
    let folder = tempfile::tempdir().unwrap();
    for command in ["route", "gap", "match"] {
        let help = expect(folder.path(), 0, &[command, "--help"]).split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(help.contains("It ranks postings, never people: one profile at a time"), "{command}");
    }
}

#[test]
fn a_person_gets_postings_with_reasons_that_add_up() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("never-made");
    let answer = json(&home, &["match", "--have", "Rust 4y, PostgreSQL, Linux", "--country", "de", "--limit", "5"]);
    assert_eq!(answer["profile"]["country"], "DE");
    let matches = answer["answer"]["matches"].as_array().unwrap();
    assert_eq!(matches.len(), 5);
    for found in matches {
        let terms = found["terms"].as_array().unwrap();
        let sum: f64 = terms.iter().map(|term| term["adds"].as_f64().unwrap()).sum();
        assert!((sum - found["score"].as_f64().unwrap()).abs() < 1e-9);
        assert!(found["filters"][0][1] != "fails");
        assert!(found["url"].is_string());
    }
    let page = expect(&home, 0, &["match", "--have", "Rust", "--why", "--limit", "2", "--history"]);
    assert!(page.contains("Rust: you have it"), "{page}");
    assert!(!home.exists(), "reading makes no folder");
}

#[test]
fn a_gap_counts_what_opens_more() {
    let folder = tempfile::tempdir().unwrap();
    let answer = json(folder.path(), &["gap", "--have", "C++ 8y, Linux"]);
    let gap = &answer["answer"];
    assert!(gap["n_openings"].as_u64().unwrap() > 100);
    assert_eq!(gap["required"][0]["skill"], "rust");
    let unlock = gap["unlock"]["skills"].as_array().unwrap();
    assert_eq!(unlock[0]["skill"], "rust");
    let mut n_open = gap["unlock"]["n_open_now"].as_u64().unwrap();
    for step in unlock {
        n_open += step["n_more"].as_u64().unwrap();
        assert_eq!(step["n_open"].as_u64(), Some(n_open));
    }
    let page = expect(folder.path(), 0, &["gap", "--have", "C++", "--domain", "fintech", "--history"]);
    assert!(page.contains("openings in fintech"), "{page}");
}

#[test]
fn a_route_has_steps_from_where_one_starts() {
    let folder = tempfile::tempdir().unwrap();
    for from in ["cpp", "infrastructure-go", "web", "python", "new"] {
        let answer = json(folder.path(), &["route", "--from", from]);
        let steps = answer["answer"]["steps"].as_array().unwrap();
        assert!(steps.len() > 5, "{from}");
        let is_own = |step: &serde_json::Value| step["from"].as_array().is_some_and(|list| list.contains(&from.into()));
        assert!(steps.iter().any(is_own), "{from}");
    }
    let page = expect(folder.path(), 0, &["route", "--have", "C++, Linux", "--from", "cpp", "--history"]);
    assert!(page.contains("Steps from cpp"), "{page}");
}

#[test]
fn a_resume_is_read_for_its_skills_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("resume.json");
    let skills = r#""skills": [{"name": "Systems", "keywords": ["Rust", "Linux"]}]"#;
    std::fs::write(&path, format!("{{{skills}}}")).unwrap();
    let path = path.to_str().unwrap();
    let plain = json(folder.path(), &["match", "--resume", path]);
    let told =
        r#""basics": {"name": "Ada", "location": {"countryCode": "JP"}}, "education": [{"institution": "Acme"}]"#;
    std::fs::write(path, format!("{{{told}, {skills}}}")).unwrap();
    assert_eq!(json(folder.path(), &["match", "--resume", path]), plain);

    std::fs::write(path, r#"{"skills": [{"name": "Systems", "keywords": ["Rsut", "Linux"]}]}"#).unwrap();
    assert!(refused(folder.path(), &["match", "--resume", path]).contains("did you mean Rust?"));
    let answer = json(folder.path(), &["match", "--resume", path, "--skip-unknown"]);
    assert_eq!(answer["profile"]["skills"], serde_json::json!([{"id": "linux"}]));
}

#[test]
fn what_is_not_understood_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path();
    assert!(refused(home, &["match"]).contains("no skills given"));
    assert!(refused(home, &["match", "--have", "Kuberntes"]).contains("did you mean Kubernetes"));
    assert!(refused(home, &["match", "--have", "Rust", "--country", "XX"]).contains("no country `XX`"));
    assert!(refused(home, &["match", "--have", "Rust", "--pay-min", "90k"]).contains("an amount and a currency"));
    assert!(refused(home, &["gap", "--have", "Rust", "--domain", "crypto"]).contains("expected one of web3"));
    assert!(refused(home, &["gap", "--have", "Rust", "--skill", "Pyhton"]).contains("did you mean Python"));
    assert!(refused(home, &["gap", "--have", "Rust", "--posting", "hn/none", "--history"]).contains("hn/none"));
    assert!(refused(home, &["route", "--from", "cobol"]).contains("expected one of cpp"));
    assert!(refused(home, &["route"]).contains("nothing to start from"));
}
