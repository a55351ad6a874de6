//! Builds `data/history/hn.parquet` from the archive of the hiring threads, by the commands that users run.

use crate::call;
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::{Path, PathBuf};

/// The archive, beside the project.
const CORPUS: &str = "../shared/corpus/hn-who-is-hiring-2011-2026.jsonl.gz";

/// Imports the archive into a fresh home, builds it, and writes the facts-only table.
///
/// # Errors
/// A missing archive, or a command that fails.
pub(crate) fn run(root: &Path, corpus: Option<PathBuf>) -> Result<()> {
    let corpus = corpus.unwrap_or_else(|| root.join(CORPUS));
    if !corpus.exists() {
        bail!("no archive at `{}`\nhint: give its path", corpus.display());
    }
    let corpus = corpus.to_str().context("the archive's path is UTF-8")?;
    let home = root.join("target/history");
    let _ = fs::remove_dir_all(&home);
    let home = home.to_str().context("the workspace's path is UTF-8")?;
    // The binary embeds the table that it is about to replace, so it is built twice: once to write, once by whoever uses it.
    let prospect = |args: &[&str]| {
        let args: Vec<_> =
            ["run", "--release", "--quiet", "--package", "prospect-cli", "--"].iter().chain(args).copied().collect();
        call(root, "cargo", &args)
    };
    prospect(&["import", "--home", home, corpus])?;
    prospect(&["build", "--home", home])?;
    fs::create_dir_all(root.join("data/history"))?;
    prospect(&["history", "--home", home, "--write", "data/history/hn.parquet"])
}
