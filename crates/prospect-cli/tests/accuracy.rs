//! Floors of accuracy on the labelled postings, where those lie beside the project; else it says so.

mod common;

use common::expect;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Least F1 by field: what the project promises for its first version.
const FLOORS: [(&str, f64); 10] = [
    ("rust", 0.99),
    ("skills_tech", 0.95),
    ("need", 0.85),
    ("pay", 0.95),
    ("years", 0.95),
    ("seniority", 0.90),
    ("titles", 0.85),
    ("employer", 0.95),
    ("places", 0.90),
    ("work_modes", 0.95),
];

fn labelled() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/eval");
    folder.join("labels-dev.jsonl").exists().then_some(folder)
}

#[test]
fn readers_stay_above_their_floors_on_labelled_postings() {
    let Some(eval) = labelled() else {
        eprintln!("skipped: no labelled postings beside the project");
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let facts = expect(folder.path(), 0, &["extract", eval.join("postings-dev.jsonl").to_str().unwrap()]);
    let facts_file = folder.path().join("facts.jsonl");
    fs::write(&facts_file, facts).unwrap();
    let output = Command::new("python3")
        .args([&eval.join("score.py"), &eval.join("labels-dev.jsonl"), &facts_file])
        .arg("--json")
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let score: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(score["unsupported_spans"], 0);
    assert_eq!(score["no_evidence"], 0);
    for (field, floor) in FLOORS {
        let f1 = score["fields"][field]["f1"].as_f64().unwrap();
        assert!(f1 >= floor, "{field}: {f1} is under {floor}");
    }
}
