//! Bad input is counted and named with its line; the rest goes in.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::{expect, run};
use std::fs;
use std::path::Path;

fn import_json(home: &Path, code: i32, args: &[&str]) -> serde_json::Value {
    let args: Vec<_> = ["import", "--json"].iter().chain(args).copied().collect();
    serde_json::from_str(&expect(home, code, &args)).unwrap()
}

fn codes(outcome: &serde_json::Value) -> Vec<String> {
    let problems = outcome["problems"].as_array().unwrap();
    problems.iter().map(|it| format!("{} {}", it["at"].as_str().unwrap(), it["code"].as_str().unwrap())).collect()
}

#[test]
fn each_kind_of_bad_line_is_named_and_its_neighbours_go_in() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("home");
    let file = folder.path().join("postings.jsonl");
    let mut bytes =
        b"{\"id\":\"a\",\"text\":\"Acme | Rust Engineer | Berlin\"}\n{\"id\":\"b\",\"te\n{\"text\":\"no id\"}\n"
            .to_vec();
    bytes.extend(b"{\"id\":\"c\",\"text\":\"x\",\"posted\":\"2021-13-45\"}\n{\"id\":\"a\",\"text\":\"again\"}\n{\"id\":\"d\",\"text\":\"\xff\xfe\"}\n");
    bytes.extend(b"{\"id\":\"e\",\"text\":\"nul \\u0000 inside\"}\n\0\0\0\n");
    bytes.extend(format!("{{\"id\":\"deep\",\"html\":\"{}Senior Rust Engineer\"}}\n", "<div>".repeat(50_000)).bytes());
    bytes.extend(format!("{{\"id\":\"nested\",\"text\":{}1{}}}\n", "[".repeat(9_000), "]".repeat(9_000)).bytes());
    bytes.extend(format!("{{\"id\":\"big\",\"text\":\"{}\"}}\n", "x".repeat(17 << 20)).bytes());
    bytes.extend(b"{\"id\":\"last\",\"text\":\"Acme | Go Developer | Remote\"}\n");
    fs::write(&file, bytes).unwrap();
    let outcome = import_json(&home, 4, &[file.to_str().unwrap()]);
    let mut found = codes(&outcome);
    found.sort();
    let expected = [
        "line 10 malformed-json",
        "line 11 record-too-large",
        "line 2 malformed-json",
        "line 3 missing-id",
        "line 4 impossible-date",
        "line 5 duplicate-id",
        "line 6 invalid-utf8",
        "line 8 malformed-json",
    ];
    assert_eq!(found, expected);
    assert_eq!(outcome["postings"], 6);
    let built: serde_json::Value = serde_json::from_str(&expect(&home, 0, &["build", "--json"])).unwrap();
    assert_eq!(built["postings"], 5, "the second posting of one id is a problem, not a posting");
    assert_eq!(built["problems"]["duplicate-id"], 1);
    assert!(expect(&home, 0, &["show", "last"]).contains("Go"));
    assert!(expect(&home, 0, &["show", "deep", "--json"]).contains("\"rust\""));
}

#[test]
fn truncated_and_corrupt_compression_gives_what_decodes() {
    let folder = tempfile::tempdir().unwrap();
    let text = common::postings(4_000);
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut gzip, text.as_bytes()).unwrap();
    let whole = gzip.finish().unwrap();
    let mut corrupt = whole.clone();
    let middle = corrupt.len() / 2;
    corrupt[middle..middle + 64].fill(0xff);
    for (name, bytes) in [("truncated", &whole[..whole.len() * 2 / 3]), ("corrupt", &corrupt[..])] {
        let home = folder.path().join(name);
        let file = folder.path().join(format!("{name}.jsonl.gz"));
        fs::write(&file, bytes).unwrap();
        let outcome = import_json(&home, 4, &[file.to_str().unwrap()]);
        let n_postings = outcome["postings"].as_u64().unwrap();
        assert!((1_000..4_000).contains(&n_postings), "{name}: {n_postings}");
        assert!(codes(&outcome).iter().any(|code| code.ends_with("broken-stream")), "{name}: {outcome}");
        let built: serde_json::Value = serde_json::from_str(&expect(&home, 0, &["build", "--json"])).unwrap();
        // Damage may make a record carry the id of another: those are named, not lost in silence.
        let n_twice = built["problems"]["duplicate-id"].as_u64().unwrap_or(0);
        assert_eq!(built["postings"].as_u64(), Some(n_postings - n_twice));
    }
}

#[test]
fn what_cannot_be_imported_at_all_is_a_clear_error() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("home");
    let file = folder.path().join("notes.txt");
    fs::write(&file, "hello").unwrap();
    let output = run(&home, &["import", file.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("no connector knows this format"));
    let output = run(&home, &["import", "missing.jsonl"]);
    assert_eq!(output.status.code(), Some(2));
    let output = run(&home, &["build"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        String::from_utf8_lossy(&output.stderr).contains("hint: run `prospect import FILE` or `prospect sync` first")
    );
    let output = run(&home, &["show", "nobody-has-this-id"]);
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn extract_keeps_order_names_bad_lines_and_reads_standard_input() {
    use std::io::Write;
    let folder = tempfile::tempdir().unwrap();
    let mut child = common::prospect(folder.path())
        .args(["extract", "-"])
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let mut text = common::postings(2_000);
    text.insert_str(0, "{\"id\":\"first\",\"text\":\"Rust\"}\nbroken\n");
    let mut stdin = child.stdin.take().unwrap();
    std::thread::spawn(move || stdin.write_all(text.as_bytes()));
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(4));
    assert!(String::from_utf8_lossy(&output.stderr).contains("problem: line 2:"));
    let ids: Vec<String> = String::from_utf8(output.stdout)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["id"].as_str().unwrap().to_owned())
        .collect();
    let expected: Vec<String> = std::iter::once("first".to_owned()).chain((0..2_000).map(|n| n.to_string())).collect();
    assert_eq!(ids, expected);
}
