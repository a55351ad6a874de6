//! A home: the folder that holds everything of one person.

use crate::disk::Disk;
use crate::{Snapshot, StoreError};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The folder that holds one person's documents and snapshots. Opening it touches nothing.
#[derive(Clone, Debug)]
pub struct Home {
    path: PathBuf,
    pub(crate) disk: Disk,
}

impl Home {
    /// The home at a path, which need not exist yet.
    pub fn at(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into(), disk: Disk::default() }
    }

    /// A home whose changes on disk fail as planned.
    #[cfg(test)]
    pub(crate) fn with_faults(path: &Path, faults: std::sync::Arc<crate::tests::faults::Faults>) -> Self {
        Self { path: path.to_owned(), disk: Disk { faults: Some(faults) } }
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    pub(crate) fn raw(&self) -> PathBuf {
        self.path.join("raw")
    }

    pub(crate) fn log(&self) -> PathBuf {
        self.raw().join("log.jsonl")
    }

    pub(crate) fn looks_file(&self) -> PathBuf {
        self.raw().join("listings.jsonl")
    }

    pub(crate) fn raw_tmp(&self) -> PathBuf {
        self.raw().join("tmp")
    }

    pub(crate) fn snapshots_folder(&self) -> PathBuf {
        self.path.join("snapshots")
    }

    pub(crate) fn indexes_folder(&self) -> PathBuf {
        self.path.join("index")
    }

    /// Where the full-text index of a snapshot lies, if there is one. This crate does not make it, and removes it with
    /// its snapshot.
    ///
    /// # Errors
    /// Fails for an id that no snapshot can have.
    pub fn index_folder(&self, id: &str) -> Result<PathBuf, StoreError> {
        check_name("snapshot", id)?;
        Ok(self.indexes_folder().join(id))
    }

    pub(crate) fn current_file(&self) -> PathBuf {
        self.snapshots_folder().join("current")
    }

    /// The newest whole snapshot; `None` before the first build.
    ///
    /// # Errors
    /// Fails when a file cannot be read, or when the snapshot is damaged or of a newer format.
    pub fn current(&self) -> Result<Option<Snapshot>, StoreError> {
        match self.current_id()? {
            Some(id) => {
                let folder = self.snapshots_folder().join(&id);
                let found = self.snapshot(&id)?;
                found.map(Some).ok_or_else(|| StoreError::damaged(&folder, "it is current, but not there"))
            }
            None => Ok(None),
        }
    }

    /// The id that `snapshots/current` names.
    pub(crate) fn current_id(&self) -> Result<Option<String>, StoreError> {
        let path = self.current_file();
        let Some(text) = missing_is_none(fs::read_to_string(&path)).map_err(|e| StoreError::io("read", &path, e))?
        else {
            return Ok(None);
        };
        let id = text.trim_end();
        check_name("snapshot", id)?;
        Ok(Some(id.to_owned()))
    }

    /// The snapshot of an id; `None` when there is none.
    ///
    /// # Errors
    /// Fails when its manifest cannot be read, or when it is of a newer format.
    pub fn snapshot(&self, id: &str) -> Result<Option<Snapshot>, StoreError> {
        check_name("snapshot", id)?;
        let folder = self.snapshots_folder().join(id);
        if !folder.join("manifest.json").exists() {
            return Ok(None);
        }
        Snapshot::open(&folder).map(Some)
    }

    /// Ids of the snapshots that are there, newest first.
    ///
    /// # Errors
    /// Fails when the folder cannot be read.
    pub fn snapshots(&self) -> Result<Vec<String>, StoreError> {
        let folder = self.snapshots_folder();
        let mut found = Vec::new();
        for name in entries(&folder)? {
            let manifest = folder.join(&name).join("manifest.json");
            if name.starts_with('.') || check_name("snapshot", &name).is_err() {
                continue;
            }
            // A snapshot holds no wall-clock time, so the file system's is what orders them.
            if let Ok(written) = fs::metadata(&manifest).and_then(|it| it.modified()) {
                found.push((std::cmp::Reverse(written), name));
            }
        }
        found.sort();
        Ok(found.into_iter().map(|(_, name)| name).collect())
    }
}

/// Names in a folder in the order of their bytes; none when the folder is not there.
pub(crate) fn entries(folder: &Path) -> Result<Vec<String>, StoreError> {
    let failed = |source| StoreError::io("list", folder, source);
    let Some(list) = missing_is_none(fs::read_dir(folder)).map_err(failed)? else {
        return Ok(Vec::new());
    };
    let mut names = Vec::new();
    for entry in list {
        if let Ok(name) = entry.map_err(failed)?.file_name().into_string() {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

pub(crate) fn missing_is_none<T>(result: io::Result<T>) -> io::Result<Option<T>> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Refuses a name that would leave its folder or hide in it.
pub(crate) fn check_name(what: &'static str, name: &str) -> Result<(), StoreError> {
    let is_fine = !name.is_empty()
        && name.len() <= 128
        && !name.starts_with('.')
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte));
    // Names that already mean something beside sources and snapshots.
    if is_fine && !["tmp", "log.jsonl", "listings.jsonl", "current", "current.new"].contains(&name) {
        return Ok(());
    }
    Err(StoreError::BadName { what, name: name.to_owned() })
}
