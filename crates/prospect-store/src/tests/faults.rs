//! Lets the n-th change on disk fail, or stops the world there.

use std::collections::BTreeMap;
use std::fs::{self, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

/// What happens at the n-th change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// It fails with this error, nothing after it does.
    Fails(io::ErrorKind),
    /// It and everything after it does not happen, and bytes that were not fsynced are lost.
    Crash,
}

/// Counts the changes on disk, and breaks one of them.
#[derive(Debug)]
pub(crate) struct Faults {
    fault: Fault,
    at: usize,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    n_changes: usize,
    /// Files written since, and how many of their bytes would survive a crash.
    n_bytes_safe: BTreeMap<PathBuf, u64>,
}

impl Faults {
    /// Breaks change number `at`, counted from 0.
    pub(crate) fn new(fault: Fault, at: usize) -> Arc<Self> {
        Arc::new(Self { fault, at, state: Mutex::default() })
    }

    pub(crate) fn was_reached(&self) -> bool {
        self.state.lock().unwrap().n_changes > self.at
    }

    pub(crate) fn may(&self) -> io::Result<()> {
        let mut state = self.state.lock().unwrap();
        let number = state.n_changes;
        state.n_changes += 1;
        match self.fault {
            _ if number < self.at => Ok(()),
            Fault::Fails(kind) if number == self.at => Err(kind.into()),
            Fault::Fails(_) => Ok(()),
            Fault::Crash => {
                for (path, n_bytes) in std::mem::take(&mut state.n_bytes_safe) {
                    // Half of what was not fsynced: neither all nor nothing is what a crash leaves.
                    if let Ok(found) = fs::metadata(&path) {
                        let kept = n_bytes + (found.len() - n_bytes) / 2;
                        OpenOptions::new().write(true).open(&path)?.set_len(kept)?;
                    }
                }
                Err(io::Error::other("crashed"))
            }
        }
    }

    pub(crate) fn created(&self, path: &Path) {
        self.state.lock().unwrap().n_bytes_safe.insert(path.to_owned(), 0);
    }

    pub(crate) fn opened(&self, path: &Path) {
        self.synced(path);
    }

    pub(crate) fn synced(&self, path: &Path) {
        let n_bytes = fs::metadata(path).unwrap().len();
        self.state.lock().unwrap().n_bytes_safe.insert(path.to_owned(), n_bytes);
    }

    pub(crate) fn renamed(&self, from: &Path, to: &Path) {
        let mut state = self.state.lock().unwrap();
        let moved = |path: PathBuf| match path.strip_prefix(from) {
            Ok(rest) if rest.as_os_str().is_empty() => to.to_owned(),
            Ok(rest) => to.join(rest),
            Err(_) => path,
        };
        state.n_bytes_safe = std::mem::take(&mut state.n_bytes_safe).into_iter().map(|(p, n)| (moved(p), n)).collect();
    }
}
