//! Reads archives of career sites that were looked at from day to day: which openings were open on which day.
//!
//! In: Parquet files, each of one day. A file with the column `snapshot_date` lists what was open then (`job_uid`,
//! `company`, `published_at`); one without lists openings as they were first seen (`job_uid`, `title`). Out: one row
//! an opening with the first and last day that it was seen. Texts are in neither.
//!
//! Not here: what is made of them (`prospect-market`).

use crate::StoreError;
use crate::table::guarded;
use arrow_array::{Array as _, RecordBatch, StringArray, cast::AsArray as _};
use bytes::Bytes;
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReaderBuilder};
use parquet::errors::ParquetError;
use prospect_model::{Date, Watched, WatchedRow};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// What is known of an opening while files are read.
#[derive(Default)]
struct Seen {
    employer: String,
    title: String,
    published: Option<Date>,
    days: BTreeSet<Date>,
}

/// Reads the files of an archive, in any order.
///
/// # Errors
/// Fails when a file is no Parquet, is damaged, or has neither set of columns; the error names it.
pub fn read<'f>(files: impl IntoIterator<Item = (&'f Path, Vec<u8>)>) -> Result<Watched, StoreError> {
    let mut openings: BTreeMap<String, Seen> = BTreeMap::new();
    let mut looks = BTreeSet::new();
    for (path, bytes) in files {
        guarded(path, || {
            add_file(Bytes::from(bytes), &mut openings, &mut looks).map_err(|source| StoreError::table(path, source))
        })?;
    }
    let row = |(id, seen): (String, Seen)| {
        let (first, last) = (*seen.days.first()?, *seen.days.last()?);
        let n_looks = looks.range(first..=last).count();
        Some(WatchedRow {
            source: String::new(),
            board: None,
            id,
            employer: seen.employer,
            title: seen.title,
            published: seen.published,
            first_seen: first,
            last_seen: last,
            n_missed: u32::try_from(n_looks - seen.days.len()).unwrap_or(u32::MAX),
            is_start_seen: looks.first().is_some_and(|look| *look < first),
            closed: looks.iter().copied().find(|look| *look > last),
        })
    };
    let rows = openings.into_iter().filter_map(row).collect();
    Ok(Watched { looks: looks.into_iter().collect(), rows })
}

fn add_file(
    bytes: Bytes,
    openings: &mut BTreeMap<String, Seen>,
    looks: &mut BTreeSet<Date>,
) -> Result<(), ParquetError> {
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
    for batch in builder.with_projection(mask).build()? {
        let batch = batch?;
        let id = text(&batch, "job_uid")?;
        for row in 0..batch.num_rows() {
            let Some(id) = at(id, row).filter(|id| !id.is_empty()) else { continue };
            let seen = openings.entry(id.to_owned()).or_default();
            if is_day {
                let Some(day) = at(text(&batch, "snapshot_date")?, row).and_then(Date::parse) else { continue };
                looks.insert(day);
                seen.days.insert(day);
                let published = at(text(&batch, "published_at")?, row).and_then(Date::parse);
                seen.published = seen.published.or(published).min(published.or(seen.published));
                if let Some(employer) = at(text(&batch, "company")?, row).filter(|_| seen.employer.is_empty()) {
                    employer.clone_into(&mut seen.employer);
                }
            } else if let Some(title) = at(text(&batch, "title")?, row).filter(|_| seen.title.is_empty()) {
                title.clone_into(&mut seen.title);
            }
        }
    }
    Ok(())
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
            file(&DAY, &[&["a", "2026-07-01", "Acme", "2026-06-01T10:00:00Z"], &["b", "2026-07-01", "Acme", ""]]),
            file(&["job_uid", "title"], &[&["a", "Rust Engineer"], &["never open", "x"]]),
            file(&DAY, &[&["b", "2026-07-02", "Acme", "2026-06-30"]]),
            file(&DAY, &[&["a", "2026-07-03", "Acme", "2026-06-01"], &["b", "2026-07-03", "Acme", "2026-06-30"]]),
        ];
        let watched = read(files.into_iter().map(|bytes| (Path::new("day"), bytes))).unwrap();
        let day = |text| Date::parse(text).unwrap();
        assert_eq!(watched.looks, [day("2026-07-01"), day("2026-07-02"), day("2026-07-03")]);
        let told: Vec<String> = watched
            .rows
            .iter()
            .map(|it| {
                let published = it.published.map_or("-".to_owned(), |day| day.to_string());
                format!("{} {} {} {} {} {}", it.id, it.title, published, it.first_seen, it.last_seen, it.n_missed)
            })
            .collect();
        assert_eq!(
            told,
            ["a Rust Engineer 2026-06-01 2026-07-01 2026-07-03 1", "b  2026-06-30 2026-07-01 2026-07-03 0"]
        );
    }

    #[test]
    fn other_files_are_clear_errors() {
        for bytes in [b"PAR1".to_vec(), Vec::new(), file(&["x"], &[&["1"]])] {
            let error = read([(Path::new("other.parquet"), bytes)]).unwrap_err();
            assert!(error.to_string().contains("other.parquet"), "{error}");
        }
    }
}
