//! Reads a snapshot: its manifest, single postings, the smaller tables. The whole of it: [`Snapshot::dataset`].

use crate::columns::{Batch, at};
use crate::manifest::{Manifest, TableFile};
use crate::records::{
    EmployerRecord, MergeRecord, ObservationRecord, OpeningRecord, ProblemRecord, TableRow, VersionRecord,
    WatchedRecord,
};
use crate::schema::Table;
use crate::table::{TableReader, guarded};
use crate::{BuiltPosting, StoreError, facts, postings, skills};
use prospect_model::{Facts, Sha256};
use sha2::Digest as _;
use std::fs::{self, File};
use std::io::Read as _;
use std::path::{Path, PathBuf};

/// An immutable build of all tables.
#[derive(Clone, Debug)]
pub struct Snapshot {
    folder: PathBuf,
    manifest: Manifest,
}

impl Snapshot {
    /// Opens the snapshot in a folder, wherever it lies.
    ///
    /// # Errors
    /// Fails when its manifest cannot be read, lacks a table, or is of a newer format.
    pub fn open(folder: &Path) -> Result<Self, StoreError> {
        let path = folder.join("manifest.json");
        let manifest = Manifest::read(&path)?;
        for table in Table::ALL {
            if manifest.format >= table.since() && !manifest.tables.contains_key(table.name()) {
                return Err(StoreError::damaged(&path, format!("it does not name table `{}`", table.name())));
            }
        }
        Ok(Self { folder: folder.to_owned(), manifest })
    }

    /// Its id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.manifest.id
    }

    /// Its folder, where other engines find the tables.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// What it says of itself.
    #[must_use]
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    pub(crate) fn table(&self, table: Table) -> Result<TableReader, StoreError> {
        TableReader::open(&self.folder, table)
    }

    fn files(&self) -> impl Iterator<Item = (PathBuf, &TableFile)> {
        let file = |table: &Table| Some((self.folder.join(table.file_name()), self.manifest.tables.get(table.name())?));
        Table::ALL.iter().filter_map(file)
    }

    /// Compares each file's size with the manifest's.
    pub(crate) fn check_sizes(&self) -> Result<(), StoreError> {
        for (path, file) in self.files() {
            let n_bytes = fs::metadata(&path).map_err(|source| StoreError::io("read", &path, source))?.len();
            if n_bytes != file.n_bytes {
                let what = format!("it has {n_bytes} bytes, the manifest says {}", file.n_bytes);
                return Err(StoreError::damaged(&path, what));
            }
        }
        Ok(())
    }

    /// Computes each file's digest anew and compares it with the manifest's.
    ///
    /// # Errors
    /// Fails with [`StoreError::Damaged`] at the first file that differs, and when one cannot be read.
    pub fn verify(&self) -> Result<(), StoreError> {
        for (path, file) in self.files() {
            let failed = |source| StoreError::io("read", &path, source);
            let mut reader = File::open(&path).map_err(failed)?;
            let mut hash = sha2::Sha256::new();
            let mut chunk = vec![0; 256 * 1024];
            loop {
                let n = reader.read(&mut chunk).map_err(failed)?;
                if n == 0 {
                    break;
                }
                hash.update(chunk.get(..n).unwrap_or_default());
            }
            let found = Sha256(hash.finalize().into()).to_string();
            if found != file.sha256 {
                let what = format!("its SHA-256 is {found}, the manifest says {}", file.sha256);
                return Err(StoreError::damaged(&path, what));
            }
        }
        Ok(())
    }

    /// The posting of an id, of one source or of whichever has it first.
    ///
    /// # Errors
    /// Fails when a table cannot be read.
    pub fn posting(&self, source: Option<&str>, id: &str) -> Result<Option<BuiltPosting>, StoreError> {
        guarded(&self.folder, || self.find_posting(source, id))
    }

    fn find_posting(&self, source: Option<&str>, id: &str) -> Result<Option<BuiltPosting>, StoreError> {
        let table = self.table(Table::Postings)?;
        let mut posting_idx = 0;
        for (group, n_rows) in table.row_groups().into_iter().enumerate() {
            // Batches are as long as row groups, so the place in the batch is the place in the group.
            for batch in table.read_group(group, Some(&["source", "posting_id"]))? {
                let batch = batch?;
                if let Some(row) = find(&batch, source, id).map_err(|e| table.failed(e))? {
                    return self.read_posting(&table, group, row, posting_idx + row).map(Some);
                }
            }
            posting_idx += n_rows;
        }
        Ok(None)
    }

    /// The posting of a number, from 0; `None` beyond the last.
    ///
    /// # Errors
    /// Fails when a table cannot be read.
    pub fn posting_at(&self, posting_idx: u32) -> Result<Option<BuiltPosting>, StoreError> {
        guarded(&self.folder, || self.find_posting_at(posting_idx))
    }

    fn find_posting_at(&self, posting_idx: u32) -> Result<Option<BuiltPosting>, StoreError> {
        let table = self.table(Table::Postings)?;
        let idx = usize::try_from(posting_idx).unwrap_or(usize::MAX);
        let mut before = 0;
        for (group, n_rows) in table.row_groups().into_iter().enumerate() {
            if idx - before < n_rows {
                return self.read_posting(&table, group, idx - before, idx).map(Some);
            }
            before += n_rows;
        }
        Ok(None)
    }

    fn read_posting(
        &self,
        table: &TableReader,
        group: usize,
        row: usize,
        posting_idx: usize,
    ) -> Result<BuiltPosting, StoreError> {
        let mut found = None;
        for batch in table.read_rows(group, row..row + 1)? {
            let batch = batch?;
            if batch.num_rows() > 0 {
                found = Some(postings::read(&batch, 0).map_err(|source| table.failed(source))?);
            }
        }
        let mut built =
            found.ok_or_else(|| StoreError::damaged(table.path(), format!("row {posting_idx} is not there")))?;
        let idx = u32::try_from(posting_idx).unwrap_or(u32::MAX);
        self.add_rows(Table::Facts, idx, &mut built.facts, facts::read)?;
        self.add_rows(Table::Skills, idx, &mut built.facts, skills::read)?;
        Ok(built)
    }

    /// Reads the rows of one posting out of a table that is in the order of postings.
    fn add_rows(
        &self,
        table: Table,
        posting_idx: u32,
        facts: &mut Facts,
        read: impl Fn(&arrow_array::RecordBatch, u32, &mut Facts) -> Result<(), parquet::errors::ParquetError>,
    ) -> Result<(), StoreError> {
        let table = self.table(table)?;
        for (group, bounds) in table.bounds("posting_idx").into_iter().enumerate() {
            if bounds.is_some_and(|(low, high)| !(low..=high).contains(&posting_idx)) {
                continue;
            }
            let mut rows = 0..0;
            for batch in table.read_group(group, Some(&["posting_idx"]))? {
                let batch = batch?;
                let idx = Batch(&batch).numbers("posting_idx").map_err(|e| table.failed(e))?.values();
                rows = idx.partition_point(|it| *it < posting_idx)..idx.partition_point(|it| *it <= posting_idx);
            }
            if rows.is_empty() {
                continue;
            }
            for batch in table.read_rows(group, rows)? {
                read(&batch?, posting_idx, facts).map_err(|source| table.failed(source))?;
            }
        }
        Ok(())
    }

    /// Every posting, in order, in the whole; for what needs all texts (an index, a rebuild). Holds one row group
    /// of postings at a time.
    ///
    /// # Errors
    /// Fails when a table cannot be read, or with the error of `take`.
    pub fn for_each_posting<E: From<StoreError>>(
        &self,
        mut take: impl FnMut(u32, BuiltPosting) -> Result<(), E>,
    ) -> Result<(), E> {
        let table = guarded(&self.folder, || self.table(Table::Postings))?;
        let mut fact_rows = guarded(&self.folder, || self.table(Table::Facts).map(Rows::new))?;
        let mut skill_rows = guarded(&self.folder, || self.table(Table::Skills).map(Rows::new))?;
        let mut batches = guarded(&self.folder, || table.read_all())?;
        let mut posting_idx = 0;
        while let Some(batch) = guarded(&self.folder, || batches.next().transpose())? {
            for row in 0..batch.num_rows() {
                // Not around `take`: a panic of the caller's is the caller's.
                let built = guarded(&self.folder, || {
                    let mut built = postings::read(&batch, row).map_err(|source| table.failed(source))?;
                    fact_rows.add(posting_idx, &mut built.facts, facts::read)?;
                    skill_rows.add(posting_idx, &mut built.facts, skills::read)?;
                    Ok(built)
                })?;
                take(posting_idx, built)?;
                posting_idx = posting_idx.saturating_add(1);
            }
        }
        Ok(())
    }

    /// The plain text of every posting, in order, and nothing else of it; for a full-text index.
    ///
    /// # Errors
    /// Fails when the table cannot be read.
    pub fn for_each_text(&self, mut take: impl FnMut(u32, &str)) -> Result<(), StoreError> {
        let table = guarded(&self.folder, || self.table(Table::Postings))?;
        let mut batches = guarded(&self.folder, || table.read(&["text"]))?;
        let mut posting_idx = 0_u32;
        while let Some(batch) = guarded(&self.folder, || batches.next().transpose())? {
            let batch = Batch(&batch);
            let texts = batch.texts("text").map_err(|source| table.failed(source))?;
            for row in 0..batch.0.num_rows() {
                take(posting_idx, at(texts, row).unwrap_or_default());
                posting_idx = posting_idx.saturating_add(1);
            }
        }
        Ok(())
    }

    fn rows<T: TableRow>(&self) -> Result<Vec<T>, StoreError> {
        guarded(&self.folder, || {
            let table = self.table(T::TABLE)?;
            let mut rows = Vec::new();
            for batch in table.read_all()? {
                rows.extend(T::read(&batch?).map_err(|source| table.failed(source))?);
            }
            Ok(rows)
        })
    }

    /// Table `openings`.
    ///
    /// # Errors
    /// Fails when the table cannot be read.
    pub fn openings(&self) -> Result<Vec<OpeningRecord>, StoreError> {
        self.rows()
    }

    /// Table `observations`.
    ///
    /// # Errors
    /// Fails when the table cannot be read.
    pub fn observations(&self) -> Result<Vec<ObservationRecord>, StoreError> {
        self.rows()
    }

    /// Table `merges`.
    ///
    /// # Errors
    /// Fails when the table cannot be read.
    pub fn merges(&self) -> Result<Vec<MergeRecord>, StoreError> {
        self.rows()
    }

    /// Table `versions`.
    ///
    /// # Errors
    /// Fails when the table cannot be read.
    pub fn versions(&self) -> Result<Vec<VersionRecord>, StoreError> {
        self.rows()
    }

    /// Table `watched`; empty for a snapshot of a format that had none.
    ///
    /// # Errors
    /// Fails when the table cannot be read.
    pub fn watched(&self) -> Result<Vec<WatchedRecord>, StoreError> {
        if self.manifest.format < Table::Watched.since() { Ok(Vec::new()) } else { self.rows() }
    }

    /// Table `employers`.
    ///
    /// # Errors
    /// Fails when the table cannot be read.
    pub fn employers(&self) -> Result<Vec<EmployerRecord>, StoreError> {
        self.rows()
    }

    /// Table `problems`.
    ///
    /// # Errors
    /// Fails when the table cannot be read.
    pub fn problems(&self) -> Result<Vec<ProblemRecord>, StoreError> {
        self.rows()
    }
}

/// Row of the posting of an id.
fn find(
    batch: &arrow_array::RecordBatch,
    source: Option<&str>,
    id: &str,
) -> Result<Option<usize>, parquet::errors::ParquetError> {
    let batch = Batch(batch);
    let (sources, ids) = (batch.word("source")?, batch.texts("posting_id")?);
    let is_it = |row: &usize| at(ids, *row) == Some(id) && source.is_none_or(|it| sources.get(*row) == Some(it));
    Ok((0..batch.0.num_rows()).find(is_it))
}

/// Rows of a table in the order of postings, taken posting by posting.
struct Rows {
    table: TableReader,
    /// Row group to read next.
    next_group: usize,
    batch: Option<arrow_array::RecordBatch>,
    row: usize,
}

impl Rows {
    fn new(table: TableReader) -> Self {
        Self { table, next_group: 0, batch: None, row: 0 }
    }

    /// Adds the rows of a posting; postings have to be asked for in order.
    fn add(
        &mut self,
        posting_idx: u32,
        facts: &mut Facts,
        read: impl Fn(&arrow_array::RecordBatch, u32, &mut Facts) -> Result<(), parquet::errors::ParquetError>,
    ) -> Result<(), StoreError> {
        loop {
            if let Some(batch) = &self.batch {
                let idx = Batch(batch).numbers("posting_idx").map_err(|e| self.table.failed(e))?.values();
                let rest = idx.get(self.row..).unwrap_or_default();
                let n_rows = rest.iter().take_while(|it| **it <= posting_idx).count();
                read(&batch.slice(self.row, n_rows), posting_idx, facts).map_err(|e| self.table.failed(e))?;
                self.row += n_rows;
                if self.row < batch.num_rows() {
                    return Ok(());
                }
            }
            if self.next_group >= self.table.row_groups().len() {
                return Ok(());
            }
            self.batch = self.table.read_group(self.next_group, None)?.next().transpose()?;
            (self.next_group, self.row) = (self.next_group + 1, 0);
        }
    }
}
