//! The rows that questions read: the home's snapshot, else the history that ships with the program.

use crate::home::HomeArgs;
use anyhow::{Context as _, Result};
use prospect_model::Dataset;
use prospect_store::history;

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
