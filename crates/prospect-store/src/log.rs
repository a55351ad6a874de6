//! `raw/log.jsonl`: one line for each time a document was seen.
//!
//! What a crash may leave of the last line: `whole_lines.rs`.

use crate::StoreError;
use crate::disk::Disk;
use crate::documents::{DocumentEntry, InLook, Seen};
use crate::whole_lines::{append_whole, read_whole};
use prospect_model::Sha256;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// One line: one document, seen once.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct LogLine {
    /// Digest of the bytes as they came, 64 hexadecimal digits.
    pub sha256: String,
    /// Source that it is of.
    pub source: String,
    /// Media type as the source or the caller names it.
    pub media_type: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Unix time in seconds.
    pub seen_unix: i64,
    /// Bytes as they came.
    pub n_bytes: u64,
    /// Path of the stored file below `raw/`, with `/`.
    pub path: String,
    /// Whether the store compressed it (zstd); else it lies there as it came.
    pub packed: bool,
    /// Which look at which board it belongs to; older lines have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub look: Option<InLook>,
}

/// What the log says, by document.
#[derive(Debug, Default)]
pub(crate) struct LogIndex {
    path: PathBuf,
    entries: HashMap<(Sha256, String), DocumentEntry>,
}

impl LogIndex {
    /// Reads the log to write on: cuts off a torn last line.
    pub(crate) fn open(disk: &Disk, path: &Path) -> Result<Self, StoreError> {
        let (log, n_bytes_whole, n_bytes) = Self::load(path)?;
        if n_bytes_whole < n_bytes {
            disk.truncate(path, n_bytes_whole)?;
        }
        Ok(log)
    }

    /// Reads the log, changing nothing.
    pub(crate) fn read(path: &Path) -> Result<Self, StoreError> {
        Self::load(path).map(|(log, ..)| log)
    }

    /// The log, the bytes of its whole lines, and all its bytes.
    fn load(path: &Path) -> Result<(Self, u64, u64), StoreError> {
        let mut log = Self { path: path.to_owned(), entries: HashMap::new() };
        let whole = read_whole(path, |number, line: LogLine| {
            let failed = |source| StoreError::Log { path: path.to_owned(), line: number, source };
            let Some(sha256) = Sha256::parse(&line.sha256) else {
                return Err(failed(serde::de::Error::custom(format!("`{}` is no SHA-256", line.sha256))));
            };
            // A log that somebody edited must not lead outside the home.
            if line.path.split('/').any(|part| part.is_empty() || part == "..") {
                return Err(failed(serde::de::Error::custom(format!("`{}` is no path below raw", line.path))));
            }
            log.add(sha256, line);
            Ok(())
        })?;
        Ok((log, whole.n_bytes_whole, whole.n_bytes))
    }

    /// The document of these bytes from this source.
    pub(crate) fn find(&self, sha256: Sha256, source: &str) -> Option<&DocumentEntry> {
        self.entries.get(&(sha256, source.to_owned()))
    }

    /// Writes one line and makes it last, then knows it.
    pub(crate) fn append(&mut self, disk: &Disk, sha256: Sha256, line: LogLine) -> Result<DocumentEntry, StoreError> {
        append_whole(disk, &self.path, &line)?;
        Ok(self.add(sha256, line).clone())
    }

    fn add(&mut self, sha256: Sha256, line: LogLine) -> &DocumentEntry {
        let seen = Seen { unix: line.seen_unix, url: line.url, name: line.name, look: line.look };
        let entry = self.entries.entry((sha256, line.source)).or_insert_with_key(|(sha256, source)| DocumentEntry {
            source: source.clone(),
            sha256: *sha256,
            media_type: line.media_type,
            n_bytes: line.n_bytes,
            seen: Vec::new(),
            path: line.path.clone(),
            is_packed: line.packed,
        });
        // A later line may name another file: the one that was stored again after the first was lost.
        entry.path = line.path;
        entry.is_packed = line.packed;
        entry.seen.push(seen);
        entry
    }

    /// Every document: by source, then the time it was first seen, then digest.
    pub(crate) fn into_entries(self) -> Vec<DocumentEntry> {
        let mut entries: Vec<_> = self.entries.into_values().collect();
        entries.sort_by(|a, b| {
            (&a.source, a.first_seen_unix(), a.sha256).cmp(&(&b.source, b.first_seen_unix(), b.sha256))
        });
        entries
    }
}
