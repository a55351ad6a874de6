//! Opens every table of a fresh snapshot in DuckDB and Polars: the files are for other engines too.

use crate::call;
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};

const POSTINGS: &str = r#"{"id":"1","posted":"2026-03-01","text":"Acme | Senior Rust Engineer | Berlin or Remote (EU) | 80-100k EUR | Full-time\n\n5+ years of Rust, C++ a plus."}
{"id":"2","posted":"2026-04-01","text":"Acme | Senior Rust Engineer | Berlin or Remote (EU) | 80-100k EUR | Full-time\n\n5+ years of Rust, C++ is a plus."}
{"id":"broken"}
"#;

const READ_ALL: &str = r#"
import glob, sys
import duckdb, polars
files = sorted(glob.glob(sys.argv[1] + "/snapshots/*/*.parquet")) + sorted(glob.glob("data/history/*.parquet"))
assert len(files) >= 9, files
for path in files:
    n = duckdb.sql(f"select count(*) from '{path}'").fetchall()[0][0]
    rows = duckdb.sql(f"select * from '{path}'").fetchall()
    frame = polars.read_parquet(path)
    assert n == len(rows) == frame.height, (path, n, len(rows), frame.height)
    print(f"{path.split('/')[-1]:24} {n:8} rows {frame.width:4} columns")
"#;

/// Builds a small snapshot and reads every table with both engines.
///
/// # Errors
/// pip that cannot install them, or a table that one of them cannot read.
pub(crate) fn run(root: &Path) -> Result<()> {
    let folder = root.join("target/check-parquet");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder)?;
    let path = |name: &str| folder.join(name).to_str().map(str::to_owned).context("the workspace's path is UTF-8");
    fs::write(folder.join("postings.jsonl"), POSTINGS)?;
    fs::write(folder.join("read_all.py"), READ_ALL)?;
    let (home, postings, script, venv) = (path("home")?, path("postings.jsonl")?, path("read_all.py")?, path("venv")?);
    call(root, "cargo", &["build", "--release", "--package", "prospect-cli"])?;
    // Exit code 4 is expected: one of the postings is broken on purpose.
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    let binary = target.join("release/prospect");
    let binary = binary.to_str().context("the workspace's path is UTF-8")?;
    call(root, "sh", &["-c", &format!("'{binary}' import --home '{home}' '{postings}'; test $? -eq 4")])?;
    call(root, binary, &["build", "--home", &home])?;
    call(root, "python3", &["-m", "venv", &venv])?;
    let python = format!("{venv}/bin/python");
    call(root, &python, &["-m", "pip", "install", "--quiet", "duckdb", "polars"])?;
    call(root, &python, &[&script, &home])
}
