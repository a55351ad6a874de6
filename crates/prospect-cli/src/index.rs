//! The full-text index of what a home or the shipped history holds: opened, and made where it is missing.
//!
//! A snapshot's index lies in the home beside it, made by `build` under the writer's lock. The history's lies in the
//! cache folder, made on first use.

use crate::dataset::{HISTORY, Origin};
use crate::home::HomeArgs;
use crate::screen::Progress;
use anyhow::{Context as _, Result};
use prospect_model::{Dataset, Sha256};
use prospect_search::{FORMAT, SearchIndex};
use prospect_store::{Home, Snapshot, Wait, WriterLock, history};
use sha2::Digest as _;
use std::path::PathBuf;
use std::time::Duration;

/// Opens the index of the home's current snapshot, or of the shipped history where there is none or where it is asked
/// for; makes it where it is missing or cannot be read.
pub(crate) fn open(home_args: &HomeArgs, wants_history: bool, n_threads: usize) -> Result<(SearchIndex, Origin)> {
    if wants_history {
        return Ok((open_history(n_threads)?, Origin::History));
    }
    let Some(snapshot) = home_args.snapshot()? else { return Ok((open_history(n_threads)?, Origin::History)) };
    let home = home_args.home()?;
    if let Some(index) = whole(&home, &snapshot)? {
        return Ok((index, Origin::Snapshot));
    }
    let lock = home.lock(Wait::Until(Duration::from_secs(10)))?;
    // Another process may have made it while this one waited.
    if let Some(index) = whole(&home, &snapshot)? {
        return Ok((index, Origin::Snapshot));
    }
    Ok((write(&home, &lock, &snapshot, n_threads)?, Origin::Snapshot))
}

/// Whether the snapshot has an index that this program reads.
pub(crate) fn is_there(home: &Home, snapshot: &Snapshot) -> Result<bool> {
    Ok(whole(home, snapshot)?.is_some())
}

/// The index of a snapshot; none where it is missing, damaged or of another layout, because it can be made anew.
fn whole(home: &Home, snapshot: &Snapshot) -> Result<Option<SearchIndex>> {
    let folder = home.index_folder(snapshot.id())?;
    Ok(SearchIndex::open(&folder).ok().flatten().filter(|index| index.snapshot_id() == snapshot.id()))
}

/// Makes the index of a snapshot. The lock keeps other writers, and `gc`, from the home meanwhile.
pub(crate) fn write(home: &Home, _lock: &WriterLock, snapshot: &Snapshot, n_threads: usize) -> Result<SearchIndex> {
    let _step = Progress::step("making the full-text index");
    let dataset = snapshot.dataset().with_context(|| format!("failed to read snapshot `{}`", snapshot.id()))?;
    let folder = home.index_folder(snapshot.id())?;
    let mut texts = |take: &mut dyn FnMut(u32, &str)| Ok(snapshot.for_each_text(take)?);
    SearchIndex::create(&folder, &dataset, Some(&mut texts), n_threads).context("failed to make the full-text index")
}

fn open_history(n_threads: usize) -> Result<SearchIndex> {
    let folder = history_folder();
    if let Some(index) = folder.as_ref().and_then(|folder| SearchIndex::open(folder).ok().flatten()) {
        return Ok(index);
    }
    let _step = Progress::step("making the index of the shipped history (once)");
    let dataset: Dataset = history::read(HISTORY).context("failed to read the shipped history")?;
    // Where nothing can be kept, it is made for this once.
    let kept = folder.and_then(|folder| SearchIndex::create(&folder, &dataset, None, n_threads).ok());
    match kept {
        Some(index) => Ok(index),
        None => SearchIndex::in_memory(&dataset, n_threads).context("failed to make the index of the shipped history"),
    }
}

/// Where the index of this program's history is kept; none on a machine without a cache folder.
fn history_folder() -> Option<PathBuf> {
    let named = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let cache = named("XDG_CACHE_HOME").or_else(|| named("HOME").map(|home| home.join(".cache")))?;
    // The end of the table names the size and bounds of every part of it, so it stands for the whole.
    let end = HISTORY.get(HISTORY.len().saturating_sub(64 << 10)..)?;
    let digest = Sha256(sha2::Sha256::digest(end).into()).to_string();
    let version = env!("CARGO_PKG_VERSION");
    Some(cache.join("prospect/index").join(format!("history-{version}-{FORMAT}-{}", digest.get(..16)?)))
}
