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
        let mut folders = vec![root().join(format!("crates/prospect-{name}/src"))];
        let mut n_files = 0;
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(&folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                    continue;
                }
                n_files += 1;
                let text = fs::read_to_string(&path).unwrap();
                for word in IMPURE {
                    assert!(!text.contains(word), "`{}` names `{word}`, but `{name}` is pure", path.display());
                }
            }
        }
        assert!(n_files > 0, "`{name}` has no source");
    }
}
