//! Why something in a home could not be read or written.

use parquet::errors::ParquetError;
use std::io;
use std::path::{Path, PathBuf};

/// Why something in a home could not be read or written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The file system refused an operation.
    #[error("failed to {action} `{}`", path.display())]
    Io {
        /// What was tried, as a verb phrase: "create", "write to", ….
        action: &'static str,
        /// What it was tried on.
        path: PathBuf,
        /// What the file system said.
        source: io::Error,
    },
    /// The disk (or the quota) is full. Nothing that was stored before is touched.
    #[error("no space left on the disk for `{}`", path.display())]
    DiskFull {
        /// The file that did not fit.
        path: PathBuf,
    },
    /// Another process writes to this home.
    #[error("`{}` is being written by {}", path.display(), holder(*pid))]
    Locked {
        /// The home.
        path: PathBuf,
        /// Number of the process that holds the lock; `None` when it has not written it yet.
        pid: Option<u32>,
    },
    /// The lock that was given is of another home.
    #[error("the lock is of `{}`, not of `{}`", lock.display(), home.display())]
    WrongLock {
        /// The home that the lock is of.
        lock: PathBuf,
        /// The home that was to be written.
        home: PathBuf,
    },
    /// A name that would become a file's or folder's name has characters beyond letters, digits, `-`, `_` and `.`.
    #[error("`{name}` cannot be the name of a {what}; expected ASCII letters, digits, `-`, `_` and `.`")]
    BadName {
        /// What was to be named: source, snapshot.
        what: &'static str,
        /// The name.
        name: String,
    },
    /// The bytes of a document could not be read from where they come from.
    #[error("failed to read the incoming document")]
    Input {
        /// What the reader said.
        source: io::Error,
    },
    /// A line of the documents' log is not one that this build or an older one writes.
    #[error("line {line} of `{}` is not readable", path.display())]
    Log {
        /// The log.
        path: PathBuf,
        /// Line, counted from 1.
        line: usize,
        /// What was wrong.
        source: serde_json::Error,
    },
    /// A manifest is not readable.
    #[error("manifest `{}` is not readable", path.display())]
    Manifest {
        /// The manifest.
        path: PathBuf,
        /// What was wrong.
        source: serde_json::Error,
    },
    /// A file was written by a newer build.
    #[error("`{}` has format {found}; this build reads up to {newest}", path.display())]
    TooNew {
        /// The snapshot or file.
        path: PathBuf,
        /// Its format.
        found: u32,
        /// The newest format that this build reads.
        newest: u32,
    },
    /// A table could not be written or read.
    #[error("failed to use table `{}`", path.display())]
    Table {
        /// The table's file.
        path: PathBuf,
        /// What was wrong.
        source: ParquetError,
    },
    /// A file does not hold what it must.
    #[error("`{}` is damaged: {what}", path.display())]
    Damaged {
        /// The file or folder.
        path: PathBuf,
        /// What does not hold.
        what: String,
    },
    /// What was to be written contradicts itself.
    #[error("cannot store {what}")]
    Inconsistent {
        /// What contradicts what.
        what: String,
    },
}

impl StoreError {
    pub(crate) fn io(action: &'static str, path: &Path, source: io::Error) -> Self {
        match source.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::DiskFull { path: path.to_owned() },
            _ => Self::Io { action, path: path.to_owned(), source },
        }
    }

    pub(crate) fn table(path: &Path, source: ParquetError) -> Self {
        Self::Table { path: path.to_owned(), source }
    }

    pub(crate) fn damaged(path: &Path, what: impl Into<String>) -> Self {
        Self::Damaged { path: path.to_owned(), what: what.into() }
    }

    pub(crate) fn inconsistent(what: impl Into<String>) -> Self {
        Self::Inconsistent { what: what.into() }
    }
}

fn holder(pid: Option<u32>) -> String {
    match pid {
        Some(pid) => format!("process {pid}"),
        None => "another process".to_owned(),
    }
}
