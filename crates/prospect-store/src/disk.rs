//! Every change that this crate makes on disk, one function each.
//!
//! All of them go through a [`Disk`], so that tests can let the n-th one fail, or stop the world there as a crash
//! does (what was not fsynced is then lost), and look at what is left.
//!
//! Not here: reading. A reader changes nothing and so has no boundary to test.

use crate::StoreError;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Handle to the file system.
#[derive(Clone, Debug, Default)]
pub(crate) struct Disk {
    #[cfg(test)]
    pub(crate) faults: Option<std::sync::Arc<crate::tests::faults::Faults>>,
}

/// A file being written.
#[derive(Debug)]
pub(crate) struct DiskFile {
    file: File,
    path: PathBuf,
    disk: Disk,
}

impl Disk {
    /// Asks whether the next change may happen; always, outside tests.
    #[cfg(not(test))]
    #[expect(clippy::unused_self, clippy::unnecessary_wraps, reason = "tests answer differently")]
    fn may(&self) -> io::Result<()> {
        Ok(())
    }

    #[cfg(test)]
    fn may(&self) -> io::Result<()> {
        self.faults.as_ref().map_or(Ok(()), |faults| faults.may())
    }

    fn run<T>(
        &self,
        action: &'static str,
        path: &Path,
        change: impl FnOnce() -> io::Result<T>,
    ) -> Result<T, StoreError> {
        self.may().and_then(|()| change()).map_err(|source| StoreError::io(action, path, source))
    }

    /// Creates an empty file, or empties the one that is there.
    pub(crate) fn create(&self, path: &Path) -> Result<DiskFile, StoreError> {
        let file = self.run("create", path, || File::create(path))?;
        #[cfg(test)]
        self.note(|faults| faults.created(path));
        Ok(DiskFile { file, path: path.to_owned(), disk: self.clone() })
    }

    /// Opens a file so that writes go to its end; creates it where it is missing.
    pub(crate) fn append(&self, path: &Path) -> Result<DiskFile, StoreError> {
        let file = self.run("open", path, || OpenOptions::new().append(true).create(true).open(path))?;
        #[cfg(test)]
        self.note(|faults| faults.opened(path));
        Ok(DiskFile { file, path: path.to_owned(), disk: self.clone() })
    }

    /// Makes a folder and its parents, and makes each new one last.
    pub(crate) fn create_folders(&self, path: &Path) -> Result<(), StoreError> {
        if path.is_dir() {
            return Ok(());
        }
        if let Some(parent) = path.parent().filter(|parent| !parent.as_os_str().is_empty()) {
            self.create_folders(parent)?;
            self.run("create", path, || or_exists(fs::create_dir(path)))?;
            return self.sync_folder(parent);
        }
        self.run("create", path, || or_exists(fs::create_dir(path)))
    }

    /// Gives a file or folder another name in one step, replacing a file of that name.
    pub(crate) fn rename(&self, from: &Path, to: &Path) -> Result<(), StoreError> {
        self.run("rename", from, || fs::rename(from, to))?;
        #[cfg(test)]
        self.note(|faults| faults.renamed(from, to));
        Ok(())
    }

    /// Makes renames and new names in a folder last.
    pub(crate) fn sync_folder(&self, path: &Path) -> Result<(), StoreError> {
        // Only Unix can open a folder; elsewhere the file system orders renames itself.
        self.run("sync", path, || if cfg!(unix) { File::open(path)?.sync_all() } else { Ok(()) })
    }

    /// Removes a file; one that is not there is fine.
    pub(crate) fn remove_file(&self, path: &Path) -> Result<(), StoreError> {
        self.run("remove", path, || or_missing(fs::remove_file(path)))
    }

    /// Removes a folder with all in it; one that is not there is fine.
    pub(crate) fn remove_folder(&self, path: &Path) -> Result<(), StoreError> {
        self.run("remove", path, || or_missing(fs::remove_dir_all(path)))
    }

    /// Cuts a file to a length and makes that last.
    pub(crate) fn truncate(&self, path: &Path, n_bytes: u64) -> Result<(), StoreError> {
        self.run("truncate", path, || {
            let file = OpenOptions::new().write(true).open(path)?;
            file.set_len(n_bytes)?;
            file.sync_all()
        })
    }

    /// Writes a small file whole: aside, fsync, rename over the old one, fsync the folder.
    pub(crate) fn replace(&self, path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
        let folder = path.parent().unwrap_or(Path::new("."));
        let mut aside = path.as_os_str().to_owned();
        aside.push(".new");
        let aside = PathBuf::from(aside);
        let mut file = self.create(&aside)?;
        file.write_all(bytes).map_err(|source| StoreError::io("write to", &aside, source))?;
        file.sync()?;
        self.rename(&aside, path)?;
        self.sync_folder(folder)
    }

    #[cfg(test)]
    fn note(&self, note: impl FnOnce(&crate::tests::faults::Faults)) {
        if let Some(faults) = &self.faults {
            note(faults);
        }
    }
}

impl DiskFile {
    /// Makes everything written so far last.
    pub(crate) fn sync(&mut self) -> Result<(), StoreError> {
        self.disk.run("sync", &self.path, || self.file.sync_all())?;
        #[cfg(test)]
        self.disk.note(|faults| faults.synced(&self.path));
        Ok(())
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }
}

impl Write for DiskFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.disk.may()?;
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

fn or_exists(result: io::Result<()>) -> io::Result<()> {
    result.or_else(|error| if error.kind() == io::ErrorKind::AlreadyExists { Ok(()) } else { Err(error) })
}

fn or_missing(result: io::Result<()>) -> io::Result<()> {
    result.or_else(|error| if error.kind() == io::ErrorKind::NotFound { Ok(()) } else { Err(error) })
}
