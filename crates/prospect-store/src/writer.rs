//! Writes a snapshot: into a folder of its own, which gets its name when it is whole.
//!
//! The three large tables have writers of their own, which may be moved to other threads; each numbers the postings
//! it is given from 0, so all three must be given the same postings in the same order.

use crate::disk::Disk;
use crate::home::{Home, check_name, entries};
use crate::manifest::{Manifest, ManifestParts, TableFile};
use crate::records::{
    EmployerRecord, MergeRecord, ObservationRecord, OpeningRecord, ProblemRecord, TableRow, VersionRecord,
    WatchedRecord,
};
use crate::schema::Table;
use crate::table::TableWriter;
use crate::{BuiltPosting, Snapshot, StoreError, WriterLock, facts, postings, skills};
use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Tables written through the snapshot's writer itself.
const SMALL: &[Table] = &[
    Table::Openings,
    Table::Observations,
    Table::Versions,
    Table::Watched,
    Table::Merges,
    Table::Employers,
    Table::Problems,
];

/// Begin of the name of a folder that is no snapshot (yet, or any more).
pub(crate) const ASIDE: &str = ".tmp-";

/// Writes one snapshot. Dropped before [`SnapshotWriter::finish`], it leaves nothing.
pub struct SnapshotWriter {
    home: Home,
    id: String,
    work: Arc<Work>,
    small: BTreeMap<Table, TableWriter>,
}

/// The folder that is being filled; removed with its last user unless it became a snapshot.
struct Work {
    folder: PathBuf,
    disk: Disk,
    lock: WriterLock,
    progress: Mutex<Progress>,
}

#[derive(Default)]
struct Progress {
    /// Tables handed out or opened.
    begun: Vec<Table>,
    /// Files that are whole and on disk to stay.
    done: BTreeMap<Table, TableFile>,
    /// Postings that each of the three large tables was given.
    n_postings: BTreeMap<Table, u32>,
    is_kept: bool,
}

impl Work {
    fn progress(&self) -> MutexGuard<'_, Progress> {
        self.progress.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn begin(&self, table: Table) -> Result<TableWriter, StoreError> {
        let mut progress = self.progress();
        if progress.begun.contains(&table) {
            return Err(StoreError::inconsistent(format!("table `{}` twice", table.name())));
        }
        progress.begun.push(table);
        TableWriter::create(&self.disk, &self.folder, table)
    }
}

impl Drop for Work {
    fn drop(&mut self) {
        if !self.progress().is_kept {
            // Where this fails, `gc` removes it.
            let _ = self.disk.remove_folder(&self.folder);
        }
        self.lock.release_path(&self.folder);
    }
}

impl Home {
    /// Begins a snapshot.
    ///
    /// # Errors
    /// Fails when the id cannot be a folder's name, and when the file system refuses.
    pub fn snapshot_writer(&self, lock: &WriterLock, id: &str) -> Result<SnapshotWriter, StoreError> {
        lock.check(self)?;
        check_name("snapshot", id)?;
        let parent = self.snapshots_folder();
        self.disk.create_folders(&parent)?;
        // What a crashed run left of the same snapshot, under whatever process number.
        for name in entries(&parent)? {
            let folder = parent.join(&name);
            if name.strip_prefix(ASIDE).is_some_and(|rest| rest.starts_with(id)) && !lock.uses_path(&folder) {
                self.disk.remove_folder(&folder)?;
            }
        }
        let folder = parent.join(format!("{ASIDE}{id}-{}", std::process::id()));
        if lock.uses_path(&folder) {
            return Err(StoreError::inconsistent(format!("snapshot `{id}` twice at once")));
        }
        self.disk.create_folders(&folder)?;
        lock.use_path(&folder);
        let work = Work { folder, disk: self.disk.clone(), lock: lock.clone(), progress: Mutex::default() };
        Ok(SnapshotWriter { home: self.clone(), id: id.to_owned(), work: Arc::new(work), small: BTreeMap::new() })
    }

    /// Makes a whole snapshot the current one.
    ///
    /// # Errors
    /// Fails when the file system refuses; the old one stays current then.
    pub fn set_current(&self, lock: &WriterLock, snapshot: &Snapshot) -> Result<(), StoreError> {
        lock.check(self)?;
        let id = snapshot.id();
        if self.current_id()?.as_deref() == Some(id) {
            return Ok(());
        }
        self.disk.replace(&self.current_file(), format!("{id}\n").as_bytes())
    }
}

/// One of the three large tables.
struct Large {
    table: Table,
    writer: TableWriter,
    work: Arc<Work>,
    n_postings: u32,
}

impl Large {
    fn append(
        &mut self,
        built: &[BuiltPosting],
        write: impl Fn(&mut TableWriter, u32, &BuiltPosting) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        for posting in built {
            write(&mut self.writer, self.n_postings, posting)?;
            let next = self.n_postings.checked_add(1);
            self.n_postings = next.ok_or_else(|| StoreError::inconsistent("more than 2³² postings in a snapshot"))?;
        }
        Ok(())
    }

    fn finish(self) -> Result<(), StoreError> {
        let file = self.writer.finish()?;
        let mut progress = self.work.progress();
        progress.n_postings.insert(self.table, self.n_postings);
        progress.done.insert(self.table, file);
        Ok(())
    }
}

/// Writes table `postings`.
pub struct PostingsWriter(Large);

/// Writes table `facts`.
pub struct FactsWriter(Large);

/// Writes table `skills`.
pub struct SkillsWriter(Large);

macro_rules! large_writer {
    ($writer:ident, $write:expr) => {
        impl $writer {
            /// Appends postings, which are numbered in the order they come.
            ///
            /// # Errors
            /// Fails when a posting contradicts itself, and when the file system refuses.
            pub fn append(&mut self, built: &[BuiltPosting]) -> Result<(), StoreError> {
                self.0.append(built, $write)
            }

            /// Makes the table last.
            ///
            /// # Errors
            /// Fails when the file system refuses.
            pub fn finish(self) -> Result<(), StoreError> {
                self.0.finish()
            }
        }
    };
}
large_writer!(PostingsWriter, postings::write);
large_writer!(FactsWriter, |table, idx, built| facts::write(table, idx, &built.facts));
large_writer!(SkillsWriter, |table, idx, built| skills::write(table, idx, &built.facts));

impl SnapshotWriter {
    /// Id of the snapshot.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    fn large(&self, table: Table) -> Result<Large, StoreError> {
        Ok(Large { table, writer: self.work.begin(table)?, work: Arc::clone(&self.work), n_postings: 0 })
    }

    /// The writer of table `postings`; to be had once.
    ///
    /// # Errors
    /// Fails when asked twice, and when the file system refuses.
    pub fn postings(&self) -> Result<PostingsWriter, StoreError> {
        self.large(Table::Postings).map(PostingsWriter)
    }

    /// The writer of table `facts`; to be had once.
    ///
    /// # Errors
    /// Fails when asked twice, and when the file system refuses.
    pub fn facts(&self) -> Result<FactsWriter, StoreError> {
        self.large(Table::Facts).map(FactsWriter)
    }

    /// The writer of table `skills`; to be had once.
    ///
    /// # Errors
    /// Fails when asked twice, and when the file system refuses.
    pub fn skills(&self) -> Result<SkillsWriter, StoreError> {
        self.large(Table::Skills).map(SkillsWriter)
    }

    fn small(&mut self, table: Table) -> Result<&mut TableWriter, StoreError> {
        match self.small.entry(table) {
            std::collections::btree_map::Entry::Occupied(entry) => Ok(entry.into_mut()),
            std::collections::btree_map::Entry::Vacant(entry) => Ok(entry.insert(self.work.begin(table)?)),
        }
    }

    fn write<T: TableRow>(&mut self, rows: &[T]) -> Result<(), StoreError> {
        let table = self.small(T::TABLE)?;
        rows.iter().try_for_each(|row| row.write(table))
    }

    /// Appends openings.
    ///
    /// # Errors
    /// Fails when the file system refuses.
    pub fn write_openings(&mut self, rows: &[OpeningRecord]) -> Result<(), StoreError> {
        self.write(rows)
    }

    /// Appends observations of openings.
    ///
    /// # Errors
    /// Fails when the file system refuses.
    pub fn write_observations(&mut self, rows: &[ObservationRecord]) -> Result<(), StoreError> {
        self.write(rows)
    }

    /// Appends reasons of merges.
    ///
    /// # Errors
    /// Fails when the file system refuses.
    pub fn write_merges(&mut self, rows: &[MergeRecord]) -> Result<(), StoreError> {
        self.write(rows)
    }

    /// Appends versions of postings.
    ///
    /// # Errors
    /// Fails when the file system refuses.
    pub fn write_versions(&mut self, rows: &[VersionRecord]) -> Result<(), StoreError> {
        self.write(rows)
    }

    /// Appends spells of what was watched.
    ///
    /// # Errors
    /// Fails when the file system refuses.
    pub fn write_watched(&mut self, rows: &[WatchedRecord]) -> Result<(), StoreError> {
        self.write(rows)
    }

    /// Appends employers.
    ///
    /// # Errors
    /// Fails when the file system refuses.
    pub fn write_employers(&mut self, rows: &[EmployerRecord]) -> Result<(), StoreError> {
        self.write(rows)
    }

    /// Appends problems.
    ///
    /// # Errors
    /// Fails when the file system refuses.
    pub fn write_problems(&mut self, rows: &[ProblemRecord]) -> Result<(), StoreError> {
        self.write(rows)
    }

    /// Makes the snapshot whole, gives it its name and makes it the current one.
    ///
    /// A whole snapshot of the same id is kept as it is: the same id means the same input.
    ///
    /// # Errors
    /// Fails when one of the three large tables is not finished or was given other postings than its sisters, and
    /// when the file system refuses. What was current before is current still then.
    pub fn finish(mut self, parts: ManifestParts) -> Result<Snapshot, StoreError> {
        for table in SMALL {
            self.small(*table)?;
        }
        for (table, writer) in std::mem::take(&mut self.small) {
            let file = writer.finish()?;
            self.work.progress().done.insert(table, file);
        }
        let manifest = Manifest::new(&self.id, parts, self.finished_tables()?);
        let path = self.work.folder.join("manifest.json");
        let disk = &self.home.disk;
        let mut file = disk.create(&path)?;
        file.write_all(&manifest.to_bytes(&path)?).map_err(|source| StoreError::io("write to", file.path(), source))?;
        file.sync()?;
        disk.sync_folder(&self.work.folder)?;
        let folder = self.home.snapshots_folder().join(&self.id);
        if !is_whole(&folder) {
            self.publish(&folder)?;
        }
        let snapshot = Snapshot::open(&folder)?;
        self.home.set_current(&self.work.lock, &snapshot)?;
        Ok(snapshot)
    }

    fn finished_tables(&self) -> Result<BTreeMap<String, TableFile>, StoreError> {
        let progress = self.work.progress();
        if let Some(table) = Table::ALL.iter().find(|table| !progress.done.contains_key(table)) {
            return Err(StoreError::inconsistent(format!("a snapshot whose table `{}` is not finished", table.name())));
        }
        let mut counts = progress.n_postings.values();
        let first = counts.next();
        if counts.any(|count| Some(count) != first) {
            let counts = &progress.n_postings;
            return Err(StoreError::inconsistent(format!("tables of different numbers of postings: {counts:?}")));
        }
        Ok(progress.done.iter().map(|(table, file)| (table.name().to_owned(), file.clone())).collect())
    }

    fn publish(&self, folder: &Path) -> Result<(), StoreError> {
        let disk = &self.home.disk;
        let parent = self.home.snapshots_folder();
        if folder.exists() {
            // Damaged from outside, since a rename leaves no half: out of the way first, then away.
            let aside = parent.join(format!("{ASIDE}damaged-{}-{}", self.id, std::process::id()));
            disk.remove_folder(&aside)?;
            disk.rename(folder, &aside)?;
            disk.remove_folder(&aside)?;
        }
        disk.rename(&self.work.folder, folder)?;
        self.work.progress().is_kept = true;
        disk.sync_folder(&parent)
    }
}

/// Whether a snapshot's folder holds what its manifest says, by sizes.
fn is_whole(folder: &Path) -> bool {
    Snapshot::open(folder).is_ok_and(|snapshot| snapshot.check_sizes().is_ok())
}
