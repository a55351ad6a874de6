//! Opens a link in the browser: what `BROWSER` names, else what the system opens links with.

use anyhow::{Context as _, Result, bail};
use std::process::{Command, Stdio};

/// Opens a public address; refuses anything else, because postings come from outside.
pub(super) fn open(url: &str) -> Result<()> {
    let is_public = url.starts_with("https://") || url.starts_with("http://");
    if !is_public || url.chars().any(|c| c.is_control() || c.is_whitespace()) {
        bail!("`{url}` is no public address");
    }
    let named = std::env::var("BROWSER").ok().filter(|name| !name.is_empty());
    let (program, before): (&str, &[&str]) = match &named {
        Some(name) => (name, &[]),
        None if cfg!(target_os = "macos") => ("open", &[]),
        // `start` would give the address to a shell; this does not.
        None if cfg!(windows) => ("rundll32", &["url.dll,FileProtocolHandler"]),
        None => ("xdg-open", &[]),
    };
    let mut command = Command::new(program);
    command.args(before).arg(url).stdin(Stdio::null()).stdout(Stdio::null());
    let hint = "hint: name a browser in BROWSER";
    let status = command.status().with_context(|| format!("failed to run `{program}`\n{hint}"))?;
    if !status.success() {
        bail!("`{program}` could not open `{url}`\n{hint}");
    }
    Ok(())
}
