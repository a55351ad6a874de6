//! Removes old snapshots, and what crashed runs left. Never a document.

use crate::home::{Home, entries};
use crate::writer::ASIDE;
use crate::{StoreError, WriterLock};

/// Snapshots that are kept when the caller does not say otherwise: the current one, and two to compare it with.
pub const DEFAULT_SNAPSHOTS_KEPT: usize = 3;

/// What was removed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Removed {
    /// Ids of snapshots, newest first.
    pub snapshots: Vec<String>,
    /// Left-overs of crashed runs: paths below the home, with `/`.
    pub left_overs: Vec<String>,
}

impl Home {
    /// Keeps the newest `n_kept` snapshots and the current one; removes the others and what crashed runs left.
    ///
    /// # Errors
    /// Fails when the file system refuses; a snapshot is there whole or not at all also then.
    pub fn gc(&self, lock: &WriterLock, n_kept: usize) -> Result<Removed, StoreError> {
        lock.check(self)?;
        let mut removed = Removed::default();
        let parent = self.snapshots_folder();
        for name in entries(&parent)? {
            let path = parent.join(&name);
            if !lock.uses_path(&path) && (name.starts_with(ASIDE) || name == "current.new") {
                if path.is_dir() {
                    self.disk.remove_folder(&path)?;
                } else {
                    self.disk.remove_file(&path)?;
                }
                removed.left_overs.push(format!("snapshots/{name}"));
            }
        }
        for name in entries(&self.raw_tmp())? {
            let path = self.raw_tmp().join(&name);
            if !lock.uses_path(&path) {
                self.disk.remove_file(&path)?;
                removed.left_overs.push(format!("raw/tmp/{name}"));
            }
        }
        let current = self.current_id()?;
        for id in self.snapshots()?.into_iter().skip(n_kept) {
            if current.as_deref() == Some(id.as_str()) {
                continue;
            }
            // Under another name first: a crash while its files go must not leave half of it under its own.
            let aside = parent.join(format!("{ASIDE}gc-{id}-{}", std::process::id()));
            self.disk.remove_folder(&aside)?;
            self.disk.rename(&parent.join(&id), &aside)?;
            self.disk.remove_folder(&aside)?;
            removed.snapshots.push(id);
        }
        self.gc_indexes(&mut removed)?;
        Ok(removed)
    }

    /// Removes indexes of snapshots that are gone, and those that were not finished: whoever writes one holds the lock.
    fn gc_indexes(&self, removed: &mut Removed) -> Result<(), StoreError> {
        let kept = self.snapshots()?;
        let parent = self.indexes_folder();
        for name in entries(&parent)? {
            if kept.contains(&name) {
                continue;
            }
            let path = parent.join(&name);
            if name.starts_with(ASIDE) {
                self.disk.remove_folder(&path)?;
                removed.left_overs.push(format!("index/{name}"));
                continue;
            }
            let aside = parent.join(format!("{ASIDE}gc-{name}-{}", std::process::id()));
            self.disk.remove_folder(&aside)?;
            self.disk.rename(&path, &aside)?;
            self.disk.remove_folder(&aside)?;
        }
        Ok(())
    }
}
