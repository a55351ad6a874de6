//! One table's file: written in chunks of fixed size, hashed on the way, and read by column.
//!
//! The bytes depend on the rows alone, not on how the caller cuts them into calls.

use crate::StoreError;
use crate::columns::{Row, Rows};
use crate::disk::{Disk, DiskFile};
use crate::manifest::TableFile;
use crate::schema::{Kind, Table};
use arrow_array::RecordBatch;
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder, RowSelection,
};
use parquet::arrow::arrow_writer::{ArrowWriter, ArrowWriterOptions};
use parquet::basic::{Compression, Encoding, ZstdLevel};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::schema::types::ColumnPath;
use prospect_model::Sha256;
use sha2::Digest as _;
use std::fs::File;
use std::io::{self, Write};
use std::panic::AssertUnwindSafe;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// Rows of a row group: bounds what a writer holds in memory, and is what a reader can skip.
pub(crate) const ROW_GROUP: usize = 32_768;

/// Rows gathered before they are encoded. Divides [`ROW_GROUP`].
const CHUNK: usize = 4_096;

/// Writes one table.
pub(crate) struct TableWriter {
    path: PathBuf,
    rows: Rows,
    writer: ArrowWriter<Hashed>,
    /// What the file system refused first; Parquet hands it on in words only, or not at all.
    refused: Arc<Mutex<Option<io::Error>>>,
    n_rows: u64,
}

impl TableWriter {
    pub(crate) fn create(disk: &Disk, folder: &Path, table: Table) -> Result<Self, StoreError> {
        let path = folder.join(table.file_name());
        let refused = Arc::default();
        let file = disk.create(&path)?;
        let file = Hashed { file, hash: sha2::Sha256::new(), n_bytes: 0, refused: Arc::clone(&refused) };
        let options = ArrowWriterOptions::new().with_properties(properties(table)).with_skip_arrow_metadata(true);
        let writer = ArrowWriter::try_new_with_options(file, table.write_schema(), options)
            .map_err(|source| StoreError::table(&path, source))?;
        Ok(Self { path, rows: Rows::new(table), writer, refused, n_rows: 0 })
    }

    /// A new row, to be filled in the order of the table's columns.
    pub(crate) fn row(&mut self) -> Result<Row<'_>, StoreError> {
        if self.rows.n_rows() == CHUNK {
            self.flush()?;
        }
        self.n_rows += 1;
        Ok(self.rows.row())
    }

    fn flush(&mut self) -> Result<(), StoreError> {
        if self.rows.n_rows() == 0 {
            return Ok(());
        }
        let batch = self.rows.take().map_err(|source| StoreError::table(&self.path, source.into()))?;
        self.writer.write(&batch).map_err(|source| failed(&self.path, &self.refused, source))
    }

    /// Writes what is left and makes the file last.
    pub(crate) fn finish(mut self) -> Result<TableFile, StoreError> {
        self.flush()?;
        let mut hashed = self.writer.into_inner().map_err(|source| failed(&self.path, &self.refused, source))?;
        hashed.file.sync()?;
        let sha256 = Sha256(hashed.hash.finalize().into()).to_string();
        Ok(TableFile { n_rows: self.n_rows, n_bytes: hashed.n_bytes, sha256 })
    }
}

/// The error of a writer: what the file system refused, where it was that.
fn failed(path: &Path, refused: &Mutex<Option<io::Error>>, source: ParquetError) -> StoreError {
    match refused.lock().unwrap_or_else(PoisonError::into_inner).take() {
        Some(refused) => StoreError::io("write to", path, refused),
        None => StoreError::table(path, source),
    }
}

/// A file whose digest is known when it is written.
struct Hashed {
    file: DiskFile,
    hash: sha2::Sha256,
    n_bytes: u64,
    refused: Arc<Mutex<Option<io::Error>>>,
}

impl Hashed {
    fn refuse(&self, error: io::Error) -> io::Error {
        let kind = error.kind();
        self.refused.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error);
        kind.into()
    }
}

impl Write for Hashed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let n = self.file.write(bytes).map_err(|error| self.refuse(error))?;
        self.hash.update(bytes.get(..n).unwrap_or_default());
        self.n_bytes += u64::try_from(n).unwrap_or(0);
        Ok(n)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush().map_err(|error| self.refuse(error))
    }
}

/// zstd at a level; levels out of range fall back to the library's own default.
pub(crate) fn zstd_level(level: i32) -> Compression {
    Compression::ZSTD(ZstdLevel::try_new(level).unwrap_or_default())
}

fn properties(table: Table) -> WriterProperties {
    let mut properties = WriterProperties::builder()
        // The default names the library's version: the same rows would give other bytes after an update.
        .set_created_by("prospect".to_owned())
        .set_max_row_group_row_count(Some(ROW_GROUP))
        .set_compression(zstd_level(3));
    for column in table.columns() {
        let path = ColumnPath::from(column.name);
        properties = match column.kind {
            Kind::Position => properties
                .set_column_dictionary_enabled(path.clone(), false)
                .set_column_encoding(path, Encoding::DELTA_BINARY_PACKED),
            Kind::Text => properties.set_column_dictionary_enabled(path, false),
            Kind::LongText => properties
                .set_column_dictionary_enabled(path.clone(), false)
                .set_column_compression(path, zstd_level(1)),
            Kind::Digest => properties
                .set_column_dictionary_enabled(path.clone(), false)
                .set_column_compression(path, Compression::UNCOMPRESSED),
            _ => properties,
        };
    }
    properties.build()
}

/// Runs what reads Parquet. Its library panics on some damaged files; a reader of files must not.
pub(crate) fn guarded<T>(path: &Path, read: impl FnOnce() -> Result<T, StoreError>) -> Result<T, StoreError> {
    std::panic::catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|panic| {
        let text = panic.downcast_ref::<String>().map(String::as_str).or(panic.downcast_ref::<&str>().copied());
        Err(StoreError::damaged(path, text.unwrap_or("it cannot be read")))
    })
}

/// Reads one table.
pub(crate) struct TableReader {
    path: PathBuf,
    file: File,
    metadata: ArrowReaderMetadata,
}

impl TableReader {
    pub(crate) fn open(folder: &Path, table: Table) -> Result<Self, StoreError> {
        let path = folder.join(table.file_name());
        let file = File::open(&path).map_err(|source| StoreError::io("open", &path, source))?;
        let failed = |source| StoreError::table(&path, source);
        let plain = ArrowReaderMetadata::load(&file, ArrowReaderOptions::new()).map_err(failed)?;
        let schema = table.read_schema(|name| plain.schema().column_with_name(name).is_some());
        let options = ArrowReaderOptions::new().with_schema(schema);
        let metadata = ArrowReaderMetadata::try_new(plain.metadata().clone(), options).map_err(failed)?;
        Ok(Self { path, file, metadata })
    }

    /// Attaches the file's name to what went wrong inside it.
    pub(crate) fn failed(&self, source: ParquetError) -> StoreError {
        StoreError::table(&self.path, source)
    }

    /// The file that is read.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Rows of each row group.
    pub(crate) fn row_groups(&self) -> Vec<usize> {
        let groups = self.metadata.metadata().row_groups();
        groups.iter().map(|group| usize::try_from(group.num_rows()).unwrap_or(0)).collect()
    }

    /// Lowest and highest value of a column in each row group, where the file says so.
    pub(crate) fn bounds(&self, column: &str) -> Vec<Option<(u32, u32)>> {
        use parquet::file::statistics::Statistics;
        let groups = self.metadata.metadata().row_groups();
        let bounds = |group: &parquet::file::metadata::RowGroupMetaData| {
            let chunk = group.columns().iter().find(|chunk| chunk.column_path().string() == column)?;
            let Some(Statistics::Int32(it)) = chunk.statistics() else { return None };
            // Unsigned numbers are stored in the bits of signed ones.
            Some((it.min_opt()?.cast_unsigned(), it.max_opt()?.cast_unsigned()))
        };
        groups.iter().map(bounds).collect()
    }

    fn builder(&self, columns: Option<&[&str]>) -> Result<ParquetRecordBatchReaderBuilder<File>, StoreError> {
        let file = self.file.try_clone().map_err(|source| StoreError::io("open", &self.path, source))?;
        // Batches as long as row groups: each then has one dictionary, and none has to be merged.
        let builder =
            ParquetRecordBatchReaderBuilder::new_with_metadata(file, self.metadata.clone()).with_batch_size(ROW_GROUP);
        Ok(match columns {
            Some(columns) => {
                let mask = ProjectionMask::columns(builder.parquet_schema(), columns.iter().copied());
                builder.with_projection(mask)
            }
            None => builder,
        })
    }

    /// Every row, some columns.
    pub(crate) fn read(&self, columns: &[&str]) -> Result<Batches<'_>, StoreError> {
        let reader = self.builder(Some(columns))?.build().map_err(|source| self.failed(source))?;
        Ok(Batches { table: self, reader })
    }

    /// Every row, every column.
    pub(crate) fn read_all(&self) -> Result<Batches<'_>, StoreError> {
        let reader = self.builder(None)?.build().map_err(|source| self.failed(source))?;
        Ok(Batches { table: self, reader })
    }

    /// Some columns (all: `None`) of one row group.
    pub(crate) fn read_group(&self, group: usize, columns: Option<&[&str]>) -> Result<Batches<'_>, StoreError> {
        let builder = self.builder(columns)?.with_row_groups(vec![group]);
        Ok(Batches { table: self, reader: builder.build().map_err(|source| self.failed(source))? })
    }

    /// Every column of some rows of one row group.
    pub(crate) fn read_rows(&self, group: usize, rows: std::ops::Range<usize>) -> Result<Batches<'_>, StoreError> {
        let n_rows = self.row_groups().get(group).copied().unwrap_or(0);
        let selection = RowSelection::from_consecutive_ranges(std::iter::once(rows), n_rows);
        let builder = self.builder(None)?.with_row_groups(vec![group]).with_row_selection(selection);
        Ok(Batches { table: self, reader: builder.build().map_err(|source| self.failed(source))? })
    }
}

/// Batches of a table, one after the other.
pub(crate) struct Batches<'a> {
    table: &'a TableReader,
    reader: ParquetRecordBatchReader,
}

impl Iterator for Batches<'_> {
    type Item = Result<RecordBatch, StoreError>;

    fn next(&mut self) -> Option<Self::Item> {
        Some(self.reader.next()?.map_err(|source| self.table.failed(source.into())))
    }
}
