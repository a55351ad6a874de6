//! What a snapshot says of itself. Holds no wall-clock time: the same input gives the same bytes.

use crate::StoreError;
use prospect_model::{Sha256, SourceRow};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Format of snapshots that this build writes, and the newest that it reads. Counts every change of the tables.
///
/// 1: the first. 2: roles' own facts, regions of places, what is accepted instead as columns. 3: spells of
/// what was watched, what changed from version to version, openings that were seen to close.
pub const FORMAT: u32 = 3;

/// What a snapshot says of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Format of the folder: [`FORMAT`] when it was written.
    pub format: u32,
    /// Id of the snapshot.
    pub id: String,
    /// Version of the readers that made it.
    pub reader_version: String,
    /// Version of the shipped data that they used.
    pub data_version: String,
    /// Sources, in the order that the dataset numbers them.
    pub sources: Vec<SourceCounts>,
    /// SHA-256 of every document that went in, in order of digest.
    pub documents: Vec<String>,
    /// Files by name of the table.
    pub tables: BTreeMap<String, TableFile>,
}

/// What the caller says of a snapshot.
#[derive(Clone, Debug, Default)]
pub struct ManifestParts {
    /// Version of the readers.
    pub reader_version: String,
    /// Version of the shipped data.
    pub data_version: String,
    /// Sources, in the order that the dataset is to number them.
    pub sources: Vec<SourceRow>,
    /// Documents that went in; any order, any may repeat.
    pub documents: Vec<Sha256>,
}

/// A source and what came from it; see [`SourceRow`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceCounts {
    /// Id of the source.
    pub id: String,
    /// What its postings are, for a sentence.
    pub frame: String,
    /// Whether shares may be computed within it.
    pub is_denominator: bool,
    /// Records that came in, offers or not.
    pub n_records: u64,
    /// Problems counted.
    pub n_problems: u64,
}

/// One table's file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableFile {
    /// Number of rows.
    pub n_rows: u64,
    /// Number of bytes.
    pub n_bytes: u64,
    /// SHA-256 of the bytes, 64 hexadecimal digits.
    pub sha256: String,
}

impl From<&SourceRow> for SourceCounts {
    fn from(row: &SourceRow) -> Self {
        Self {
            id: row.id.clone(),
            frame: row.frame.clone(),
            is_denominator: row.is_denominator,
            n_records: row.n_records,
            n_problems: row.n_problems,
        }
    }
}

impl From<&SourceCounts> for SourceRow {
    fn from(counts: &SourceCounts) -> Self {
        Self {
            id: counts.id.clone(),
            frame: counts.frame.clone(),
            is_denominator: counts.is_denominator,
            n_records: counts.n_records,
            n_problems: counts.n_problems,
        }
    }
}

impl Manifest {
    pub(crate) fn new(id: &str, parts: ManifestParts, tables: BTreeMap<String, TableFile>) -> Self {
        let mut documents: Vec<_> = parts.documents.iter().map(Sha256::to_string).collect();
        documents.sort();
        documents.dedup();
        Self {
            format: FORMAT,
            id: id.to_owned(),
            reader_version: parts.reader_version,
            data_version: parts.data_version,
            sources: parts.sources.iter().map(SourceCounts::from).collect(),
            documents,
            tables,
        }
    }

    pub(crate) fn to_bytes(&self, path: &Path) -> Result<Vec<u8>, StoreError> {
        let failed = |source| StoreError::Manifest { path: path.to_owned(), source };
        let mut bytes = serde_json::to_vec_pretty(self).map_err(failed)?;
        bytes.push(b'\n');
        Ok(bytes)
    }

    /// Reads `manifest.json`; looks at the format before anything that a newer one may have changed.
    pub(crate) fn read(path: &Path) -> Result<Self, StoreError> {
        #[derive(Deserialize)]
        struct FormatOnly {
            format: u32,
        }
        let bytes = fs::read(path).map_err(|source| StoreError::io("read", path, source))?;
        let failed = |source| StoreError::Manifest { path: path.to_owned(), source };
        let FormatOnly { format } = serde_json::from_slice(&bytes).map_err(failed)?;
        if format > FORMAT {
            let path = path.parent().unwrap_or(path).to_owned();
            return Err(StoreError::TooNew { path, found: format, newest: FORMAT });
        }
        serde_json::from_slice(&bytes).map_err(failed)
    }
}
