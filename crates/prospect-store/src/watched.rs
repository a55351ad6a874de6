//! Reads archives of career sites that were looked at from day to day: which openings were open on which day.
//!
//! In: Parquet files, each of one day. A file with the column `snapshot_date` lists what was open then (`job_uid`,
//! `company`, `published_at`); one without lists openings as they were first seen (`job_uid`, `title`). Out: one row
//! an opening with the first and last day that it was seen. Texts are in neither.
//!
//! Not here: what is made of them (`prospect-market`).

use crate::table::guarded;
use crate::{StoreError, WatchedRecord};
use arrow_array::{Array as _, RecordBatch, StringArray, cast::AsArray as _};
use bytes::Bytes;
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReaderBuilder};
use parquet::errors::ParquetError;
use prospect_model::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;
use std::path::Path;

/// What is known of an opening while files are read.
#[derive(Default)]
struct Seen {
    employer: String,
    title: String,
    published: Option<Date>,
    days: BTreeSet<Date>,
}

/// Puts the days of an archive together, file by file, in any order.
#[derive(Default)]
pub struct Days {
    openings: BTreeMap<String, Seen>,
    looks: BTreeSet<Date>,
}

impl Days {
    /// Adds a file; the number of its rows. A file that fails adds nothing.
    ///
    /// # Errors
    /// Fails when the file is no Parquet, is damaged, or has neither set of columns; the error names it.
    pub fn add(&mut self, name: &Path, bytes: Vec<u8>) -> Result<u64, StoreError> {
        let rows = guarded(name, || read_file(Bytes::from(bytes)).map_err(|source| StoreError::table(name, source)))?;
        let n_rows = rows.len() as u64;
        for row in rows {
            let seen = self.openings.entry(row.id).or_default();
            if let Some(day) = row.day {
                self.looks.insert(day);
                seen.days.insert(day);
            }
            seen.published = seen.published.or(row.published).min(row.published.or(seen.published));
            if seen.employer.is_empty() {
                seen.employer = row.employer;
            }
            if seen.title.is_empty() {
                seen.title = row.title;
            }
        }
        Ok(n_rows)
    }

    /// The openings that were seen on some day, in the order of their ids.
    #[must_use]
    pub fn finish(self, source: &str) -> Vec<WatchedRecord> {
        let looks = self.looks;
        let record = |(id, seen): (String, Seen)| {
            let (first, last) = (*seen.days.first()?, *seen.days.last()?);
            let n_looks = looks.range(first..=last).count();
            let named = |text: String| Some(text).filter(|text| !text.is_empty());
            Some(WatchedRecord {
                source: source.to_owned(),
                board: named(seen.employer.clone()),
                posting_id: id,
                spell: 0,
                employer: named(seen.employer),
                title: named(seen.title),
                published: seen.published,
                first_seen: first,
                last_seen: last,
                n_looks: u32::try_from(seen.days.len()).unwrap_or(u32::MAX),
                n_missed: u32::try_from(n_looks - seen.days.len()).unwrap_or(u32::MAX),
                is_start_seen: looks.first().is_some_and(|look| *look < first),
                closed: looks.range((Bound::Excluded(last), Bound::Unbounded)).next().copied(),
            })
        };
        self.openings.into_iter().filter_map(record).collect()
    }
}

/// One row of a file.
struct FileRow {
    id: String,
    day: Option<Date>,
    employer: String,
    title: String,
    published: Option<Date>,
}

fn read_file(bytes: Bytes) -> Result<Vec<FileRow>, ParquetError> {
    // The writer's own types are left aside: the plain ones are the same whoever wrote the file.
    let options = ArrowReaderOptions::new().with_skip_arrow_metadata(true);
    let metadata = ArrowReaderMetadata::load(&bytes, options)?;
    let has = |name: &str| metadata.schema().column_with_name(name).is_some();
    let is_day = has("snapshot_date");
    let columns: &[&str] =
        if is_day { &["job_uid", "snapshot_date", "company", "published_at"] } else { &["job_uid", "title"] };
    if let Some(missing) = columns.iter().find(|name| !has(name)) {
        return Err(ParquetError::General(format!("it has no column `{missing}`")));
    }
    let builder = ParquetRecordBatchReaderBuilder::new_with_metadata(bytes, metadata);
    let mask = ProjectionMask::columns(builder.parquet_schema(), columns.iter().copied());
    let mut rows = Vec::new();
    for batch in builder.with_projection(mask).build()? {
        let batch = batch?;
        let id = text(&batch, "job_uid")?;
        for row in 0..batch.num_rows() {
            let Some(id) = at(id, row).filter(|id| !id.is_empty()) else { continue };
            let (mut day, mut employer, mut title, mut published) = (None, String::new(), String::new(), None);
            if is_day {
                day = at(text(&batch, "snapshot_date")?, row).and_then(Date::parse);
                if day.is_none() {
                    continue;
                }
                published = at(text(&batch, "published_at")?, row).and_then(Date::parse);
                at(text(&batch, "company")?, row).unwrap_or_default().clone_into(&mut employer);
            } else {
                at(text(&batch, "title")?, row).unwrap_or_default().clone_into(&mut title);
            }
            rows.push(FileRow { id: id.to_owned(), day, employer, title, published });
        }
    }
    Ok(rows)
}

fn text<'b>(batch: &'b RecordBatch, name: &str) -> Result<&'b StringArray, ParquetError> {
    let column = batch.column_by_name(name).and_then(|column| column.as_string_opt::<i32>());
    column.ok_or_else(|| ParquetError::General(format!("column `{name}` holds no text")))
}

fn at(column: &StringArray, row: usize) -> Option<&str> {
    (row < column.len() && column.is_valid(row)).then(|| column.value(row))
}

#[cfg(test)]
mod tests {
    use super::*;
    use arrow_array::ArrayRef;
    use arrow_schema::{DataType, Field, Schema};
    use parquet::arrow::ArrowWriter;
    use std::sync::Arc;

    fn file(names: &[&str], rows: &[&[&str]]) -> Vec<u8> {
        let fields: Vec<Field> = names.iter().map(|name| Field::new(*name, DataType::Utf8, true)).collect();
        let column = |at: usize| -> ArrayRef {
            Arc::new(StringArray::from(
                rows.iter().map(|row| Some(row[at]).filter(|it| !it.is_empty())).collect::<Vec<_>>(),
            ))
        };
        let schema = Arc::new(Schema::new(fields));
        let batch = RecordBatch::try_new(schema.clone(), (0..names.len()).map(column).collect()).unwrap();
        let mut bytes = Vec::new();
        let mut writer = ArrowWriter::try_new(&mut bytes, schema, None).unwrap();
        writer.write(&batch).unwrap();
        writer.close().unwrap();
        bytes
    }

    const DAY: [&str; 4] = ["job_uid", "snapshot_date", "company", "published_at"];

    #[test]
    fn openings_have_the_days_that_they_were_seen() {
        let files = [
            file(
                &DAY,
                &[
                    &["a", "2026-07-01", "Acme", "2026-06-01T10:00:00Z"],
                    &["b", "2026-07-01", "Acme", ""],
                    &["c", "2026-07-01", "Acme", ""],
                ],
            ),
            file(&["job_uid", "title"], &[&["a", "Rust Engineer"], &["never open", "x"]]),
            file(&DAY, &[&["b", "2026-07-02", "Acme", "2026-06-30"]]),
            file(&DAY, &[&["a", "2026-07-03", "Acme", "2026-06-01"], &["b", "2026-07-03", "Acme", "2026-06-30"]]),
        ];
        let mut days = Days::default();
        let n_rows: Vec<u64> = files.into_iter().map(|bytes| days.add(Path::new("day"), bytes).unwrap()).collect();
        assert_eq!(n_rows, [3, 2, 1, 2]);
        let watched = days.finish("ats-daily");
        let told: Vec<String> = watched
            .iter()
            .map(|it| {
                let published = it.published.map_or("-".to_owned(), |day| day.to_string());
                let closed = it.closed.map_or("open".to_owned(), |day| day.to_string());
                let days = format!("{} {} {} {closed}", it.first_seen, it.last_seen, it.n_missed);
                let title = it.title.as_deref().unwrap_or("-");
                format!("{} {title} {published} {days}", it.posting_id)
            })
            .collect();
        assert_eq!(
            told,
            [
                "a Rust Engineer 2026-06-01 2026-07-01 2026-07-03 1 open",
                "b - 2026-06-30 2026-07-01 2026-07-03 0 open",
                "c - - 2026-07-01 2026-07-01 0 2026-07-02"
            ]
        );
    }

    #[test]
    fn other_files_are_clear_errors() {
        for bytes in [b"PAR1".to_vec(), Vec::new(), file(&["x"], &[&["1"]])] {
            let mut days = Days::default();
            let error = days.add(Path::new("other.parquet"), bytes).unwrap_err();
            assert!(error.to_string().contains("other.parquet"), "{error}");
            assert_eq!(days.finish("ats-daily"), []);
        }
    }
}
