//! Chores of this repository. `cargo xtask <chore>`; without a chore it lists them.

mod check_parquet;
mod ci;
mod codegen;
mod history;

use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;

fn main() -> Result<()> {
    let mut args = std::env::args().skip(1);
    match args.next().as_deref() {
        Some("ci") => ci::run(&root()?),
        Some("codegen") => codegen::run(&root()?, args.next().as_deref() == Some("--check")),
        Some("history") => history::run(&root()?, args.next().map(PathBuf::from)),
        Some("check-parquet") => check_parquet::run(&root()?),
        Some(other) => bail!("no chore `{other}`\n{CHORES}"),
        None => {
            println!("{CHORES}");
            Ok(())
        }
    }
}

const CHORES: &str = "\
cargo xtask ci                what CI runs: formatting, lints, generated tables, docs, tests
cargo xtask codegen [--check] turn data/ into generated tables; --check only says which are stale
cargo xtask history [CORPUS]  build data/history from the archive of the hiring threads
cargo xtask check-parquet     open every table of a fresh snapshot in DuckDB and Polars (installs them with pip)";

/// Runs a command in a folder and fails with its name when it fails.
fn call(folder: &Path, program: &str, args: &[&str]) -> Result<()> {
    eprintln!("+ {program} {}", args.join(" "));
    let status = Command::new(program).args(args).current_dir(folder).status();
    let status = status.with_context(|| format!("failed to start `{program}`"))?;
    if !status.success() {
        bail!("`{program} {}` failed: {status}", args.join(" "));
    }
    Ok(())
}

/// The workspace's root folder.
fn root() -> Result<PathBuf> {
    let manifest = std::env::var_os("CARGO_MANIFEST_DIR").context("run through `cargo xtask`")?;
    Path::new(&manifest).parent().map(Path::to_path_buf).context("xtask lies in the workspace")
}
