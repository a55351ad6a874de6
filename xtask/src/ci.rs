//! What CI runs, in the order of cheapness.

use crate::{call, codegen};
use anyhow::Result;
use std::path::Path;

/// Runs every check; the first failure ends it.
///
/// # Errors
/// The check that failed.
pub(crate) fn run(root: &Path) -> Result<()> {
    call(root, "cargo", &["fmt", "--all", "--check"])?;
    codegen::run(root, true)?;
    call(root, "cargo", &["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"])?;
    call(root, "cargo", &["doc", "--workspace", "--no-deps", "--quiet"])?;
    call(root, "cargo", &["test", "--workspace"])
}
