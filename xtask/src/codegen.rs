//! Turns the records under `data/` into the generated tables of `prospect-lexicon`.
//!
//! Each part checks its records first and names file and line of what is wrong.

mod accuracy;
mod boards;
mod file;
mod knowledge;
mod laws;
mod money;
mod places;
mod skills;

use anyhow::{Context, Result, bail};
use std::fs;
use std::path::{Path, PathBuf};

/// A generated file: its path from the workspace's root, and its text before formatting.
pub(crate) struct Generated {
    /// Path from the workspace's root.
    pub(crate) path: PathBuf,
    /// Rust source.
    pub(crate) text: String,
}

/// Writes every generated table, or with `is_check` says which are stale.
///
/// # Errors
/// A record that breaks a rule, a file that cannot be read or written, or (checking) a stale table.
pub(crate) fn run(root: &Path, is_check: bool) -> Result<()> {
    let parts = [
        accuracy::generate(root)?,
        boards::generate(root)?,
        knowledge::generate(root)?,
        laws::generate(root)?,
        money::generate(root)?,
        places::generate(root)?,
        skills::generate(root)?,
    ];
    let mut stale = Vec::new();
    for generated in parts.into_iter().flatten() {
        let path = root.join(&generated.path);
        let current = fs::read_to_string(&path).unwrap_or_default();
        if current == generated.text {
            continue;
        }
        if is_check {
            stale.push(generated.path.display().to_string());
        } else {
            fs::write(&path, &generated.text).with_context(|| format!("failed to write `{}`", path.display()))?;
            println!("wrote {}", generated.path.display());
        }
    }
    if !stale.is_empty() {
        bail!("stale: {}\nhint: run `cargo xtask codegen`", stale.join(", "));
    }
    Ok(())
}
