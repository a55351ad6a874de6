//! Writes the history.

use super::table::{COLUMNS, Kind, properties, write_schema};
use super::{
    FORMAT, HistoryExtra, METADATA_KEY, Metadata, OWN_FAMILY, OWN_PAY, OWN_PLACE, OWN_SENIORITY, OWN_SKILL, Span,
};
use crate::schema::ELEMENT;
use crate::{SourceCounts, StoreError};
use arrow_array::builder::{
    BooleanBuilder, Date32Builder, FixedSizeBinaryBuilder, Float32Builder, ListBuilder, StringBuilder, UInt32Builder,
    UInt64Builder,
};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{DataType, Field};
use parquet::arrow::arrow_writer::{ArrowWriter, ArrowWriterOptions};
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use prospect_model::{Dataset, Date, Month, OpeningRow, PostingRow, RoleRow, Sha256};
use std::io::Write;
use std::path::Path;
use std::sync::Arc;

/// Writes a dataset as one file.
///
/// `extras` is parallel to the dataset's postings. The same input gives the same bytes.
///
/// # Errors
/// Fails when `extras` does not fit the dataset, when an opening is in none of its postings' roles, and when the
/// sink does.
pub fn write(dataset: &Dataset, extras: &[HistoryExtra], sink: impl Write + Send) -> Result<(), StoreError> {
    if extras.len() != dataset.postings.len() {
        return Err(StoreError::inconsistent("a history of which not every posting has its spans"));
    }
    let url_beginnings = url_beginnings(dataset);
    let mut columns = Columns::new();
    let mut openings = Openings::new(dataset)?;
    for (posting, extra) in dataset.postings.iter().zip(extras) {
        if !extra.fits(posting) {
            let what = format!("posting `{}` with other numbers of spans than of facts", posting.id);
            return Err(StoreError::inconsistent(what));
        }
        columns.add(dataset, posting, extra, &url_beginnings, &mut openings)?;
    }
    if openings.n_seen != dataset.openings.len() {
        return Err(StoreError::inconsistent("an opening that no role of a posting belongs to"));
    }
    let metadata = Metadata {
        format: FORMAT,
        snapshot_id: dataset.snapshot_id.clone(),
        reader_version: dataset.reader_version.clone(),
        sources: dataset.sources.iter().map(SourceCounts::from).collect(),
        url_beginnings,
        n_openings: u64::try_from(dataset.openings.len()).unwrap_or(u64::MAX),
    };
    columns.write(&metadata, sink).map_err(|source| StoreError::table(Path::new("history"), source))
}

/// Beginning of the first posting's address in each source, before its id; empty where it does not end so.
fn url_beginnings(dataset: &Dataset) -> Vec<String> {
    let beginning = |(number, _)| {
        let is_of = |posting: &&PostingRow| usize::try_from(posting.source) == Ok(number) && posting.url.is_some();
        let posting = dataset.postings.iter().find(is_of)?;
        posting.url.as_deref()?.strip_suffix(posting.id.as_str()).map(str::to_owned)
    };
    dataset.sources.iter().enumerate().map(|source| beginning(source).unwrap_or_default()).collect()
}

/// Openings in the order they are first seen.
struct Openings<'d> {
    dataset: &'d Dataset,
    /// By opening: its place in the order of first sight.
    seen: Vec<Option<u32>>,
    n_seen: usize,
    /// By opening: what the reader will find without being told.
    derived: Vec<OpeningRow>,
}

impl<'d> Openings<'d> {
    fn new(dataset: &'d Dataset) -> Result<Self, StoreError> {
        let mut derived = vec![OpeningRow::default(); dataset.openings.len()];
        for posting in &dataset.postings {
            for (role_idx, role) in posting.roles.iter().enumerate() {
                let Some(opening) = role.opening else { continue };
                let missing =
                    || StoreError::inconsistent(format!("posting `{}` in an opening that is not", posting.id));
                let opening = usize::try_from(opening).ok().and_then(|it| derived.get_mut(it)).ok_or_else(missing)?;
                derive(opening, dataset, posting, role_idx, role);
            }
        }
        Ok(Self { dataset, seen: vec![None; dataset.openings.len()], n_seen: 0, derived })
    }

    /// How many openings ago this one was first seen, and, if that is now, its row and what a reader would find.
    fn see(&mut self, opening: u32) -> Option<(u32, Option<(&'d OpeningRow, &OpeningRow)>)> {
        let idx = usize::try_from(opening).ok()?;
        let slot = self.seen.get_mut(idx)?;
        let n_seen = u32::try_from(self.n_seen).ok()?;
        if let Some(place) = *slot {
            return Some((n_seen - place, None));
        }
        *slot = Some(n_seen);
        self.n_seen += 1;
        Some((0, Some((self.dataset.openings.get(idx)?, self.derived.get(idx)?))))
    }
}

/// The id that an opening has by its first posting.
pub(super) fn opening_id(dataset: &Dataset, posting: &PostingRow, role_idx: usize) -> String {
    let source = usize::try_from(posting.source).ok().and_then(|it| dataset.sources.get(it));
    format!("{}/{}/{}", source.map_or("", |it| it.id.as_str()), posting.id, role_idx + 1)
}

/// Adds one observation to what is known of an opening, in the order of postings and roles.
pub(super) fn derive(
    opening: &mut OpeningRow,
    dataset: &Dataset,
    posting: &PostingRow,
    role_idx: usize,
    role: &RoleRow,
) {
    if opening.id.is_empty() {
        opening.id = opening_id(dataset, posting, role_idx);
        opening.employer = posting.employer;
    }
    if opening.title.is_empty() {
        opening.title.clone_from(&role.title);
    }
    let day = posting.posted.or(posting.month.map(Month::first_day));
    if let Some(day) = day {
        opening.first_seen = Some(opening.first_seen.map_or(day, |it| it.min(day)));
        opening.last_seen = Some(opening.last_seen.map_or(day, |it| it.max(day)));
    }
}

enum Builder {
    Rising(UInt64Builder),
    RisingList(ListBuilder<UInt64Builder>),
    Day(Date32Builder),
    DayList(ListBuilder<Date32Builder>),
    Number(UInt32Builder),
    NumberList(ListBuilder<UInt32Builder>),
    RatioList(ListBuilder<Float32Builder>),
    Flag(BooleanBuilder),
    Text(StringBuilder),
    TextList(ListBuilder<StringBuilder>),
    Digest(FixedSizeBinaryBuilder),
}

/// The whole file in memory: some tens of megabytes for a hundred thousand postings.
struct Columns {
    builders: Vec<Builder>,
}

/// One row being filled, in the order of the columns. A value of another kind than its column's is left out, and
/// the columns, of different lengths then, are refused as a whole.
struct Row<'a> {
    builders: std::slice::IterMut<'a, Builder>,
}

impl Columns {
    fn new() -> Self {
        let field = |kind| Arc::new(Field::new(ELEMENT, kind, true));
        let builder = |column: &super::table::Column| match (column.kind, column.is_list) {
            (Kind::Rising, false) => Builder::Rising(UInt64Builder::new()),
            (Kind::Rising, true) => {
                Builder::RisingList(ListBuilder::new(UInt64Builder::new()).with_field(field(DataType::UInt64)))
            }
            (Kind::Day, false) => Builder::Day(Date32Builder::new()),
            (Kind::Day, true) => {
                Builder::DayList(ListBuilder::new(Date32Builder::new()).with_field(field(DataType::Date32)))
            }
            (Kind::Number | Kind::Few, false) => Builder::Number(UInt32Builder::new()),
            (Kind::Number | Kind::Few, true) => {
                Builder::NumberList(ListBuilder::new(UInt32Builder::new()).with_field(field(DataType::UInt32)))
            }
            (Kind::Ratio, _) => {
                Builder::RatioList(ListBuilder::new(Float32Builder::new()).with_field(field(DataType::Float32)))
            }
            (Kind::Flag, _) => Builder::Flag(BooleanBuilder::new()),
            (Kind::Word | Kind::Text, false) => Builder::Text(StringBuilder::new()),
            (Kind::Word | Kind::Text, true) => {
                Builder::TextList(ListBuilder::new(StringBuilder::new()).with_field(field(DataType::Utf8)))
            }
            (Kind::Digest, _) => Builder::Digest(FixedSizeBinaryBuilder::new(32)),
        };
        Self { builders: COLUMNS.iter().map(builder).collect() }
    }

    fn add(
        &mut self,
        dataset: &Dataset,
        posting: &PostingRow,
        extra: &HistoryExtra,
        url_beginnings: &[String],
        openings: &mut Openings<'_>,
    ) -> Result<(), StoreError> {
        let missing =
            |what: &str| StoreError::inconsistent(format!("posting `{}` of a {what} that is not", posting.id));
        let source = usize::try_from(posting.source).map_err(|_| missing("source"))?;
        let source_id = &dataset.sources.get(source).ok_or_else(|| missing("source"))?.id;
        let name = |names: &'_ [String], idx: u32| {
            usize::try_from(idx).ok().and_then(|idx| names.get(idx)).map(String::as_str).map(str::to_owned)
        };
        let employer = match posting.employer {
            Some(idx) => Some(name(&dataset.employers, idx).ok_or_else(|| missing("employer"))?),
            None => None,
        };
        let id_number = posting.id.parse::<u64>().ok().filter(|number| number.to_string() == posting.id);
        let beginning = url_beginnings.get(source).map_or("", String::as_str);
        let is_usual =
            |url: &&str| !beginning.is_empty() && url.strip_prefix(beginning).is_some_and(|rest| rest == posting.id);
        let url = posting.url.as_deref().map(|url| if is_usual(&url) { "" } else { url });
        let mut repeats = Vec::new();
        let mut firsts = Vec::new();
        for role in &posting.roles {
            let seen = role.opening.and_then(|opening| openings.see(opening));
            repeats.push(seen.as_ref().map(|(ago, _)| *ago));
            if let Some((_, Some((row, derived)))) = seen {
                firsts.push(Override::new(dataset, row, derived));
            }
        }
        let skills = posting.skills.iter().map(|it| name(&dataset.skills, it.skill));
        let skills: Option<Vec<_>> = skills.collect();
        let skills = skills.ok_or_else(|| missing("skill"))?;
        let own = OwnColumns::new(posting);
        let (years_start, years_length) = pack(&extra.years);
        let (pay_start, pay_length) = pack(&extra.pay);
        let (place_start, place_length) = pack(&extra.places);
        let (skill_start, skill_length) = pack(&extra.skills);
        Row { builders: self.builders.iter_mut() }
            .text(Some(source_id))
            .rising(id_number)
            .text(id_number.is_none().then_some(&posting.id))
            .digest(extra.text_sha256)
            .day(posting.posted)
            .day(posting.month.map(Month::first_day))
            .text(url)
            .number(posting.poster)
            .text(employer)
            .flag(Some(posting.is_offer))
            .texts(posting.roles.iter().map(|it| Some(&it.title)))
            .numbers(repeats)
            .numbers(own.roles)
            .texts(own.sorts)
            .numbers(own.items)
            .texts(own.names)
            .texts(firsts.iter().map(|it| it.id.as_ref()))
            .texts(firsts.iter().map(|it| it.title.as_ref()))
            .texts(firsts.iter().map(|it| it.employer.as_ref()))
            .days(firsts.iter().map(|it| it.first_seen))
            .days(firsts.iter().map(|it| it.last_seen))
            .texts(posting.seniority.iter().map(|it| Some(it.as_str())))
            .texts(posting.role_family.iter().map(|it| Some(it.as_str())))
            .ratios(posting.years.iter().map(|it| it.min))
            .ratios(posting.years.iter().map(|it| it.max))
            .texts(posting.years.iter().map(|it| it.of.as_ref()))
            .numbers(years_start)
            .numbers(years_length)
            .rises(posting.pay.iter().map(|it| it.min))
            .rises(posting.pay.iter().map(|it| it.max))
            .texts(posting.pay.iter().map(|it| it.currency.as_ref()))
            .texts(posting.pay.iter().map(|it| it.period.map(|it| it.as_str())))
            .texts(posting.pay.iter().map(|it| Some(it.kind.as_str())))
            .numbers(
                posting
                    .pay
                    .iter()
                    .map(|it| Some(u32::from(it.is_currency_inferred) + 2 * u32::from(it.is_period_inferred))),
            )
            .numbers(pay_start)
            .numbers(pay_length)
            .flag(posting.equity)
            .texts(posting.places.iter().map(|it| it.city.as_ref()))
            .texts(posting.places.iter().map(|it| it.country.as_ref()))
            .texts(posting.places.iter().map(|it| it.region.as_ref()))
            .numbers(place_start)
            .numbers(place_length)
            .texts(posting.work_modes.iter().map(|it| Some(it.as_str())))
            .texts(posting.remote_scope.iter().map(Some))
            .texts(posting.employment.iter().map(|it| Some(it.as_str())))
            .text(Some(posting.visa.as_str()))
            .texts(skills.iter().map(Some))
            .texts(posting.skills.iter().map(|it| Some(it.need.as_str())))
            .numbers(skill_start)
            .numbers(skill_length)
            .numbers(posting.accepts_instead.iter().map(|it| Some(u32::from(it.trains))))
            .numbers(posting.accepts_instead.iter().map(|it| u32::try_from(it.any_of.len()).ok()))
            .texts(posting.accepts_instead.iter().flat_map(|it| &it.any_of).map(Some))
            .texts(posting.education.iter().map(|it| Some(it.as_str())))
            .texts(posting.soft_skills.iter().map(Some))
            .texts(posting.domain.iter().map(|it| Some(it.as_str())))
            .text(posting.language.as_ref());
        Ok(())
    }

    fn write(mut self, metadata: &Metadata, sink: impl Write + Send) -> Result<(), ParquetError> {
        let finish = |builder: &mut Builder| -> ArrayRef {
            match builder {
                Builder::Rising(it) => Arc::new(it.finish()),
                Builder::RisingList(it) => Arc::new(it.finish()),
                Builder::Day(it) => Arc::new(it.finish()),
                Builder::DayList(it) => Arc::new(it.finish()),
                Builder::Number(it) => Arc::new(it.finish()),
                Builder::NumberList(it) => Arc::new(it.finish()),
                Builder::RatioList(it) => Arc::new(it.finish()),
                Builder::Flag(it) => Arc::new(it.finish()),
                Builder::Text(it) => Arc::new(it.finish()),
                Builder::TextList(it) => Arc::new(it.finish()),
                Builder::Digest(it) => Arc::new(it.finish()),
            }
        };
        let batch = RecordBatch::try_new(write_schema(), self.builders.iter_mut().map(finish).collect())?;
        let json = serde_json::to_string(metadata).map_err(|error| ParquetError::General(error.to_string()))?;
        let properties = properties(KeyValue::new(METADATA_KEY.to_owned(), json));
        let options = ArrowWriterOptions::new().with_properties(properties).with_skip_arrow_metadata(true);
        let mut writer = ArrowWriter::try_new_with_options(sink, write_schema(), options)?;
        writer.write(&batch)?;
        writer.close().map(drop)
    }
}

/// What the roles of a posting have to themselves, one entry a fact.
#[derive(Default)]
struct OwnColumns {
    roles: Vec<Option<u32>>,
    sorts: Vec<Option<&'static str>>,
    items: Vec<Option<u32>>,
    names: Vec<Option<&'static str>>,
}

impl OwnColumns {
    fn new(posting: &PostingRow) -> Self {
        let mut columns = Self::default();
        for (role, at) in posting.roles.iter().zip(0..) {
            let Some(own) = &role.own else { continue };
            for level in &own.seniority {
                columns.add(at, OWN_SENIORITY, None, Some(level.as_str()));
            }
            for family in &own.role_family {
                columns.add(at, OWN_FAMILY, None, Some(family.as_str()));
            }
            for (sort, items) in [(OWN_PAY, &own.pay), (OWN_PLACE, &own.places), (OWN_SKILL, &own.skills)] {
                items.iter().for_each(|item| columns.add(at, sort, Some(*item), None));
            }
        }
        columns
    }

    fn add(&mut self, role: u32, sort: &'static str, item: Option<u32>, name: Option<&'static str>) {
        self.roles.push(Some(role));
        self.sorts.push(Some(sort));
        self.items.push(item);
        self.names.push(name);
    }
}

/// What the dataset says of an opening and a reader would not find.
struct Override {
    id: Option<String>,
    title: Option<String>,
    /// Empty for an opening without an employer.
    employer: Option<String>,
    first_seen: Option<Date>,
    last_seen: Option<Date>,
}

impl Override {
    fn new(dataset: &Dataset, row: &OpeningRow, derived: &OpeningRow) -> Self {
        let name = |idx: u32| usize::try_from(idx).ok().and_then(|idx| dataset.employers.get(idx)).cloned();
        Self {
            id: (row.id != derived.id).then(|| row.id.clone()),
            title: (row.title != derived.title).then(|| row.title.clone()),
            employer: (row.employer != derived.employer).then(|| row.employer.and_then(name).unwrap_or_default()),
            first_seen: row.first_seen.filter(|_| row.first_seen != derived.first_seen),
            last_seen: row.last_seen.filter(|_| row.last_seen != derived.last_seen),
        }
    }
}

/// Starts and lengths of spans, as the file holds them.
fn pack(spans: &[Option<Span>]) -> (Vec<Option<u32>>, Vec<Option<u32>>) {
    let mut end: u32 = 0;
    let mut start = |span: &Span| {
        let distance = span.start.wrapping_sub(end).cast_signed();
        end = span.end;
        ((distance << 1) ^ (distance >> 31)).cast_unsigned()
    };
    let starts = spans.iter().map(|span| span.as_ref().map(&mut start)).collect();
    let lengths = spans.iter().map(|span| span.map(|it| it.end.wrapping_sub(it.start))).collect();
    (starts, lengths)
}

impl Row<'_> {
    fn rising(mut self, value: Option<u64>) -> Self {
        if let Some(Builder::Rising(it)) = self.builders.next() {
            it.append_option(value);
        }
        self
    }

    fn rises(mut self, values: impl IntoIterator<Item = Option<u64>>) -> Self {
        if let Some(Builder::RisingList(it)) = self.builders.next() {
            values.into_iter().for_each(|value| it.values().append_option(value));
            it.append(true);
        }
        self
    }

    fn day(mut self, value: Option<Date>) -> Self {
        if let Some(Builder::Day(it)) = self.builders.next() {
            it.append_option(value.map(Date::days));
        }
        self
    }

    fn days(mut self, values: impl IntoIterator<Item = Option<Date>>) -> Self {
        if let Some(Builder::DayList(it)) = self.builders.next() {
            values.into_iter().for_each(|value| it.values().append_option(value.map(Date::days)));
            it.append(true);
        }
        self
    }

    fn number(mut self, value: Option<u32>) -> Self {
        if let Some(Builder::Number(it)) = self.builders.next() {
            it.append_option(value);
        }
        self
    }

    fn numbers(mut self, values: impl IntoIterator<Item = Option<u32>>) -> Self {
        if let Some(Builder::NumberList(it)) = self.builders.next() {
            values.into_iter().for_each(|value| it.values().append_option(value));
            it.append(true);
        }
        self
    }

    fn ratios(mut self, values: impl IntoIterator<Item = Option<f32>>) -> Self {
        if let Some(Builder::RatioList(it)) = self.builders.next() {
            values.into_iter().for_each(|value| it.values().append_option(value));
            it.append(true);
        }
        self
    }

    fn flag(mut self, value: Option<bool>) -> Self {
        if let Some(Builder::Flag(it)) = self.builders.next() {
            it.append_option(value);
        }
        self
    }

    fn text(mut self, value: Option<impl AsRef<str>>) -> Self {
        if let Some(Builder::Text(it)) = self.builders.next() {
            it.append_option(value);
        }
        self
    }

    fn texts<T: AsRef<str>>(mut self, values: impl IntoIterator<Item = Option<T>>) -> Self {
        if let Some(Builder::TextList(it)) = self.builders.next() {
            values.into_iter().for_each(|value| it.values().append_option(value));
            it.append(true);
        }
        self
    }

    fn digest(mut self, value: Sha256) -> Self {
        if let Some(Builder::Digest(it)) = self.builders.next() {
            // The length is that of the column by type.
            drop(it.append_value(value.0));
        }
        self
    }
}
