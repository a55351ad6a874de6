//! The rows that questions read: the home's snapshot, else the history that ships with the program.

use crate::home::HomeArgs;
use anyhow::{Context as _, Result, bail};
use prospect_model::{Dataset, Sha256, Watched};
use prospect_store::history;
use sha2::Digest as _;
use std::fs;
use std::path::{Path, PathBuf};

/// The shipped history: facts of fifteen years of hiring threads, without texts.
pub(crate) static HISTORY: &[u8] =
    include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/history/hn.parquet"));

/// Reads the snapshot of an id out of the home, or the shipped history where that is it.
pub(crate) fn load_id(home: &HomeArgs, id: &str) -> Result<Dataset> {
    let shipped = history::read(HISTORY).context("failed to read the shipped history")?;
    if shipped.snapshot_id == id {
        return Ok(shipped);
    }
    let home = home.home()?;
    // An id that no folder could have is not there either.
    let snapshot = if home.path().exists() { home.snapshot(id).ok().flatten() } else { None };
    let snapshot = snapshot.with_context(|| {
        format!("snapshot `{id}` is not in `{}`, nor the shipped history\nhint: give --home", home.path().display())
    })?;
    snapshot.dataset().with_context(|| format!("failed to read snapshot `{id}`"))
}

/// Reads every Parquet file below a folder as days of an archive; with the digest of the files in their order.
pub(crate) fn watched(folder: &Path) -> Result<(Watched, String)> {
    let mut files = Vec::new();
    collect(folder, &mut files)?;
    files.sort();
    if files.is_empty() {
        bail!("no Parquet file in `{}`", folder.display());
    }
    let mut hash = sha2::Sha256::new();
    let mut contents = Vec::with_capacity(files.len());
    for file in &files {
        let bytes = fs::read(file).with_context(|| format!("failed to read `{}`", file.display()))?;
        hash.update((bytes.len() as u64).to_le_bytes());
        hash.update(&bytes);
        contents.push(bytes);
    }
    let watched = prospect_store::watched::read(files.iter().map(PathBuf::as_path).zip(contents))?;
    Ok((watched, Sha256(hash.finalize().into()).to_string()))
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    let failed = || format!("failed to read folder `{}`", folder.display());
    for entry in fs::read_dir(folder).with_context(failed)? {
        let path = entry.with_context(failed)?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "parquet") {
            files.push(path);
        }
    }
    Ok(())
}

/// Where a dataset came from, for messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// The home's current snapshot.
    Snapshot,
    /// The shipped history.
    History,
}

/// Reads the home's snapshot, or the shipped history where there is none or where it is asked for.
pub(crate) fn load(home: &HomeArgs, wants_history: bool) -> Result<(Dataset, Origin)> {
    if !wants_history && let Some(snapshot) = home.snapshot()? {
        let dataset = snapshot.dataset().with_context(|| format!("failed to read snapshot `{}`", snapshot.id()))?;
        return Ok((dataset, Origin::Snapshot));
    }
    let dataset = history::read(HISTORY).context("failed to read the shipped history")?;
    Ok((dataset, Origin::History))
}
