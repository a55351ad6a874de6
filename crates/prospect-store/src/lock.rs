//! One writer at a time on a home: a lock that the operating system lets go of when its holder dies.

use crate::home::Home;
use crate::log::LogIndex;
use crate::whole_lines::{append_whole, repair};
use crate::{StoreError, disk::Disk};
use std::collections::BTreeSet;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// How long to wait for another writer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wait {
    /// Not at all.
    No,
    /// At most so long.
    Until(Duration),
}

/// How often a waiting writer looks again: short for a person, long for a processor.
const POLL: Duration = Duration::from_millis(50);

/// The right to write to one home, until it and every writer made with it are dropped.
#[derive(Clone, Debug)]
pub struct WriterLock {
    held: Arc<Held>,
}

#[derive(Debug)]
struct Held {
    home: PathBuf,
    /// Holds the lock; the operating system lets go of it when the file is closed, also by a crash.
    _file: File,
    /// The log as this writer knows it; read at the first need.
    log: Mutex<Option<LogIndex>>,
    /// Other append-only files that are known to end with a whole line. Held while one of them is written.
    whole: Mutex<BTreeSet<PathBuf>>,
    /// Folders and files of work in progress, which are not left-overs.
    in_use: Mutex<BTreeSet<PathBuf>>,
}

impl Home {
    /// Takes the right to write; makes the home where it is missing.
    ///
    /// # Errors
    /// Fails with [`StoreError::Locked`] when another process writes for longer than `wait`, and when the file
    /// system refuses.
    pub fn lock(&self, wait: Wait) -> Result<WriterLock, StoreError> {
        self.disk.create_folders(self.path())?;
        let path = self.path().join("lock");
        let failed = |source| StoreError::io("lock", &path, source);
        let mut file =
            OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path).map_err(failed)?;
        let started = Instant::now();
        loop {
            match file.try_lock() {
                Ok(()) => break,
                Err(TryLockError::Error(source)) => return Err(failed(source)),
                Err(TryLockError::WouldBlock) => {}
            }
            match wait {
                Wait::Until(limit) if started.elapsed() < limit => {
                    std::thread::sleep(POLL.min(limit.saturating_sub(started.elapsed())));
                }
                _ => return Err(StoreError::Locked { path: self.path().to_owned(), pid: read_pid(&mut file) }),
            }
        }
        // Only for the message that another writer shows; the lock does not depend on it.
        let pid = std::process::id().to_string();
        let _ = file.set_len(0).and_then(|()| file.rewind()).and_then(|()| file.write_all(pid.as_bytes()));
        let held = Held {
            home: self.path().to_owned(),
            _file: file,
            log: Mutex::default(),
            whole: Mutex::default(),
            in_use: Mutex::default(),
        };
        Ok(WriterLock { held: Arc::new(held) })
    }
}

fn read_pid(file: &mut File) -> Option<u32> {
    let mut text = String::new();
    file.rewind().ok()?;
    file.take(16).read_to_string(&mut text).ok()?;
    text.trim().parse().ok()
}

impl WriterLock {
    /// Refuses a lock of another home.
    pub(crate) fn check(&self, home: &Home) -> Result<(), StoreError> {
        if self.held.home == home.path() {
            return Ok(());
        }
        Err(StoreError::WrongLock { lock: self.held.home.clone(), home: home.path().to_owned() })
    }

    /// Runs with the log as this writer knows it, read (and repaired) first if need be.
    pub(crate) fn with_log<T>(
        &self,
        disk: &Disk,
        path: &Path,
        run: impl FnOnce(&mut LogIndex) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let mut slot = self.held.log.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let mut log = match slot.take() {
            Some(log) => log,
            None => LogIndex::open(disk, path)?,
        };
        let result = run(&mut log);
        // After a failed write nobody knows how much of the line is there: the next writer reads anew.
        if result.is_ok() {
            *slot = Some(log);
        }
        result
    }

    /// Appends one line to a file of lines, which is repaired first if need be.
    pub(crate) fn append(&self, disk: &Disk, path: &Path, line: &impl serde::Serialize) -> Result<(), StoreError> {
        let mut whole = self.held.whole.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        // After a failed write nobody knows how much of the line is there: it is not put back then.
        if !whole.remove(path) {
            repair(disk, path)?;
        }
        append_whole(disk, path, line)?;
        whole.insert(path.to_owned());
        Ok(())
    }

    pub(crate) fn use_path(&self, path: &Path) {
        self.in_use().insert(path.to_owned());
    }

    pub(crate) fn release_path(&self, path: &Path) {
        self.in_use().remove(path);
    }

    pub(crate) fn uses_path(&self, path: &Path) -> bool {
        self.in_use().contains(path)
    }

    fn in_use(&self) -> std::sync::MutexGuard<'_, BTreeSet<PathBuf>> {
        self.held.in_use.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}
