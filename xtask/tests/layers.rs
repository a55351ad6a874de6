//! Holds the table of crates in ARCHITECTURE.md against what cargo says, and pure crates against their word.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_path_buf()
}

struct Crate {
    tier: String,
    may_use: BTreeSet<String>,
}

/// Rows `| pure | model | … | – |` of the table under "## Crates".
fn table() -> BTreeMap<String, Crate> {
    let text = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let section = text.split("## Crates").nth(1).expect("ARCHITECTURE.md has a section `Crates`");
    let section = section.split("\n## ").next().unwrap();
    let mut crates = BTreeMap::new();
    for line in section.lines().filter(|line| line.starts_with("| ")).skip(1) {
        let cells: Vec<_> = line.trim_matches('|').split('|').map(str::trim).collect();
        let [tier, name, _, may_use] = cells[..] else { panic!("row with other than four cells: {line}") };
        if tier.starts_with('-') {
            continue;
        }
        let may_use =
            may_use.split([',', ' ']).filter(|word| !word.is_empty() && *word != "–").map(str::to_owned).collect();
        crates.insert(name.trim_matches('`').to_owned(), Crate { tier: tier.to_owned(), may_use });
    }
    crates
}

fn packages() -> Vec<serde_json::Value> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--format-version", "1"])
        .current_dir(root())
        .output()
        .unwrap();
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    metadata["packages"].as_array().unwrap().clone()
}

#[test]
fn crates_use_only_what_the_table_allows() {
    let table = table();
    let mut seen = BTreeSet::new();
    for package in packages() {
        let Some(name) = package["name"].as_str().unwrap().strip_prefix("prospect-") else { continue };
        let row = table.get(name).unwrap_or_else(|| panic!("`{name}` is not in the table of ARCHITECTURE.md"));
        seen.insert(name.to_owned());
        let uses: BTreeSet<_> = package["dependencies"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|dependency| dependency["kind"].is_null())
            .filter_map(|dependency| dependency["name"].as_str()?.strip_prefix("prospect-").map(str::to_owned))
            .collect();
        let extra: Vec<_> = uses.difference(&row.may_use).collect();
        assert!(extra.is_empty(), "`{name}` uses {extra:?}, which the table of ARCHITECTURE.md does not allow");
    }
    let rows: BTreeSet<_> = table.into_keys().collect();
    assert_eq!(seen, rows, "crates and rows of the table differ");
}

/// All Rust files below a folder.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut folders = vec![folder.to_path_buf()];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it == "rs") {
                files.push(path);
            }
        }
    }
    files
}

/// What a pure crate must not name: files, sockets, clocks, environment, threads, random seeds.
const IMPURE: [&str; 12] = [
    "std::fs",
    "std::net",
    "std::env",
    "std::thread",
    "std::process",
    "std::time",
    "SystemTime",
    "Instant::now",
    "RandomState",
    "thread_rng",
    "getrandom",
    "rayon::",
];

#[test]
fn pure_crates_know_no_world() {
    for (name, row) in table() {
        if row.tier != "pure" {
            continue;
        }
        let files = sources(&root().join(format!("crates/prospect-{name}/src")));
        for path in &files {
            let text = fs::read_to_string(path).unwrap();
            for word in IMPURE {
                assert!(!text.contains(word), "`{}` names `{word}`, but `{name}` is pure", path.display());
            }
        }
        assert!(!files.is_empty(), "`{name}` has no source");
    }
}

/// What a crate must not name unless it is there to connect.
const NETWORK: [&str; 4] = ["std::net", "TcpStream", "UdpSocket", "ureq::"];

#[test]
fn only_fetch_connects() {
    for (name, row) in table() {
        if name == "fetch" || row.tier == "test" {
            continue;
        }
        for path in sources(&root().join(format!("crates/prospect-{name}/src"))) {
            let text = fs::read_to_string(&path).unwrap();
            for word in NETWORK {
                assert!(!text.contains(word), "`{}` names `{word}`, but only `fetch` connects", path.display());
            }
        }
    }
    for package in packages() {
        let name = package["name"].as_str().unwrap();
        let uses_replay =
            package["dependencies"].as_array().unwrap().iter().any(|dependency| {
                dependency["kind"].is_null() && dependency["name"].as_str() == Some("prospect-replay")
            });
        assert!(!uses_replay, "`{name}` uses the replay server outside its tests");
    }
}
