//! Chores of this repository. `cargo xtask <chore>`; without a chore it lists them.

mod codegen;

use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};

fn main() -> Result<()> {
    let mut args = std::env::args().skip(1);
    match args.next().as_deref() {
        Some("codegen") => codegen::run(&root()?, args.next().as_deref() == Some("--check")),
        Some(other) => bail!("no chore `{other}`; there is: codegen"),
        None => bail!("name a chore: codegen [--check]"),
    }
}

/// The workspace's root folder.
fn root() -> Result<PathBuf> {
    let manifest = std::env::var_os("CARGO_MANIFEST_DIR").context("run through `cargo xtask`")?;
    Path::new(&manifest).parent().map(Path::to_path_buf).context("xtask lies in the workspace")
}
