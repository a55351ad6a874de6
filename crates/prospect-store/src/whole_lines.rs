//! Append-only files of JSON lines, as a crash may leave them.
//!
//! A line counts once its line feed is on disk. A last line without one is what a crash left: readers pass over it,
//! the next writer cuts it off.

use crate::StoreError;
use crate::disk::Disk;
use crate::home::missing_is_none;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fs;
use std::io::Write as _;
use std::path::Path;

/// How much of a file is whole lines.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Whole {
    /// Bytes of the whole lines.
    pub(crate) n_bytes_whole: u64,
    /// All bytes.
    pub(crate) n_bytes: u64,
}

/// Takes each whole line with its number, counted from 1; a file that is not there has none.
pub(crate) fn read_whole<T: DeserializeOwned>(
    path: &Path,
    mut take: impl FnMut(usize, T) -> Result<(), StoreError>,
) -> Result<Whole, StoreError> {
    let bytes = missing_is_none(fs::read(path)).map_err(|e| StoreError::io("read", path, e))?.unwrap_or_default();
    let n_whole = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |last| last + 1);
    let whole = bytes.get(..n_whole).unwrap_or_default();
    for (number, line) in (1..).zip(whole.split(|byte| *byte == b'\n')) {
        if !line.is_empty() {
            let failed = |source| StoreError::Log { path: path.to_owned(), line: number, source };
            take(number, serde_json::from_slice(line).map_err(failed)?)?;
        }
    }
    let length = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
    Ok(Whole { n_bytes_whole: length(n_whole), n_bytes: length(bytes.len()) })
}

/// Writes one line and makes it last. The file must end with a whole line.
pub(crate) fn append_whole(disk: &Disk, path: &Path, line: &impl Serialize) -> Result<(), StoreError> {
    let failed = |source| StoreError::Log { path: path.to_owned(), line: 0, source };
    let mut text = serde_json::to_vec(line).map_err(failed)?;
    text.push(b'\n');
    let is_first = !path.exists();
    let mut file = disk.append(path)?;
    file.write_all(&text).map_err(|source| StoreError::io("write to", path, source))?;
    file.sync()?;
    match path.parent() {
        Some(folder) if is_first => disk.sync_folder(folder),
        _ => Ok(()),
    }
}

/// Cuts off what a crash left of a last line.
pub(crate) fn repair(disk: &Disk, path: &Path) -> Result<(), StoreError> {
    let whole = read_whole(path, |_, _: serde::de::IgnoredAny| Ok(()))?;
    if whole.n_bytes_whole < whole.n_bytes { disk.truncate(path, whole.n_bytes_whole) } else { Ok(()) }
}
