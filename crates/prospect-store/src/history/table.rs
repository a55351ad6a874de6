//! The columns of the history, and how each is packed.

use crate::schema::ELEMENT;
use crate::table::zstd_level;
use arrow_schema::{DataType, Field, Schema};
use parquet::basic::{Compression, Encoding};
use parquet::file::metadata::KeyValue;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::schema::types::ColumnPath;
use std::sync::Arc;

/// zstd's strongest level: the file is written once a release and shipped to everybody.
const LEVEL: i32 = 22;

/// Larger than any history: one row group and long pages pack best, and all of it is read anyway.
const ROWS: usize = 1 << 24;
const PAGE: usize = 1 << 25;

/// What a column holds, and how it is packed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// 64-bit number, stored as differences.
    Rising,
    /// Day, stored as differences.
    Day,
    /// Number, each byte of it with its likes.
    Number,
    /// Number of few different values.
    Few,
    /// 32-bit number with fraction.
    Ratio,
    /// Yes or no.
    Flag,
    /// Text; the same text twice costs little.
    Word,
    /// Text that is rarely the same twice.
    Text,
    /// SHA-256: cannot be packed.
    Digest,
}

pub(super) struct Column {
    pub name: &'static str,
    pub kind: Kind,
    pub is_list: bool,
}

const fn one(name: &'static str, kind: Kind) -> Column {
    Column { name, kind, is_list: false }
}

const fn list(name: &'static str, kind: Kind) -> Column {
    Column { name, kind, is_list: true }
}

/// Every column, in the order of the file.
pub(super) const COLUMNS: &[Column] = &[
    one("source", Kind::Word),
    // An id that is a number (no leading zero) is in the first, any other in the second.
    one("id_number", Kind::Rising),
    one("id_text", Kind::Text),
    one("text_sha256", Kind::Digest),
    one("posted", Kind::Day),
    one("month", Kind::Day),
    one("url", Kind::Text),
    one("poster", Kind::Number),
    one("employer", Kind::Word),
    one("is_offer", Kind::Flag),
    list("role_title", Kind::Word),
    list("role_repeat", Kind::Number),
    list("own_role", Kind::Few),
    // skill, pay, place, seniority, role_family.
    list("own_sort", Kind::Word),
    list("own_item", Kind::Few),
    list("own_name", Kind::Word),
    list("opening_id", Kind::Text),
    list("opening_title", Kind::Text),
    list("opening_employer", Kind::Text),
    list("opening_first_seen", Kind::Day),
    list("opening_last_seen", Kind::Day),
    list("seniority", Kind::Word),
    list("role_family", Kind::Word),
    list("years_min", Kind::Ratio),
    list("years_max", Kind::Ratio),
    list("years_of", Kind::Word),
    list("years_start", Kind::Number),
    list("years_length", Kind::Number),
    list("pay_min", Kind::Rising),
    list("pay_max", Kind::Rising),
    list("pay_currency", Kind::Word),
    list("pay_period", Kind::Word),
    list("pay_kind", Kind::Word),
    // 1: the currency was inferred; 2: the period was; 3: both.
    list("pay_inferred", Kind::Few),
    list("pay_start", Kind::Number),
    list("pay_length", Kind::Number),
    one("equity", Kind::Flag),
    list("place_city", Kind::Word),
    list("place_country", Kind::Word),
    list("place_region", Kind::Word),
    list("place_start", Kind::Number),
    list("place_length", Kind::Number),
    list("work_modes", Kind::Word),
    list("remote_scope", Kind::Word),
    list("employment", Kind::Word),
    one("visa", Kind::Word),
    list("skill", Kind::Word),
    list("skill_need", Kind::Word),
    list("skill_start", Kind::Number),
    list("skill_length", Kind::Number),
    // Of each alternative: whether it is taught, and how many of the following skills are its own.
    list("accept_trains", Kind::Few),
    list("accept_n_skills", Kind::Few),
    list("accept_skill", Kind::Word),
    list("education", Kind::Word),
    list("soft_skills", Kind::Word),
    list("domain", Kind::Word),
    one("language", Kind::Word),
];

impl Column {
    fn data_type(&self, word: &DataType) -> DataType {
        let kind = match self.kind {
            Kind::Rising => DataType::UInt64,
            Kind::Day => DataType::Date32,
            Kind::Number | Kind::Few => DataType::UInt32,
            Kind::Ratio => DataType::Float32,
            Kind::Flag => DataType::Boolean,
            Kind::Word => word.clone(),
            Kind::Text => DataType::Utf8,
            Kind::Digest => DataType::FixedSizeBinary(32),
        };
        if self.is_list { DataType::List(Arc::new(Field::new(ELEMENT, kind, true))) } else { kind }
    }

    fn path(&self) -> ColumnPath {
        let parts: &[&str] = if self.is_list { &[self.name, "list", ELEMENT] } else { &[self.name] };
        ColumnPath::new(parts.iter().map(|part| (*part).to_owned()).collect())
    }
}

fn schema(word: &DataType, has: impl Fn(&str) -> bool) -> Arc<Schema> {
    // Every value may be missing, each list is there: simplest to write, and a level of zeros packs to nothing.
    let field = |column: &Column| Field::new(column.name, column.data_type(word), !column.is_list);
    Arc::new(Schema::new(COLUMNS.iter().filter(|it| has(it.name)).map(field).collect::<Vec<_>>()))
}

pub(super) fn write_schema() -> Arc<Schema> {
    schema(&DataType::Utf8, |_| true)
}

/// A file of an older format lacks some columns; `has` says which it holds.
pub(super) fn read_schema(has: impl Fn(&str) -> bool) -> Arc<Schema> {
    schema(&DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8)), has)
}

pub(super) fn properties(metadata: KeyValue) -> WriterProperties {
    let mut properties = WriterProperties::builder()
        .set_created_by("prospect".to_owned())
        .set_key_value_metadata(Some(vec![metadata]))
        .set_statistics_enabled(EnabledStatistics::None)
        .set_offset_index_disabled(true)
        .set_max_row_group_row_count(Some(ROWS))
        .set_data_page_row_count_limit(ROWS)
        .set_data_page_size_limit(PAGE)
        .set_dictionary_page_size_limit(PAGE)
        .set_compression(zstd_level(LEVEL));
    for column in COLUMNS {
        let path = column.path();
        let plain = |encoding, properties: parquet::file::properties::WriterPropertiesBuilder| {
            properties.set_column_dictionary_enabled(column.path(), false).set_column_encoding(column.path(), encoding)
        };
        properties = match column.kind {
            // Amounts of pay repeat; ids rise.
            Kind::Rising if column.is_list => properties,
            Kind::Rising | Kind::Day => plain(Encoding::DELTA_BINARY_PACKED, properties),
            Kind::Number => plain(Encoding::BYTE_STREAM_SPLIT, properties),
            Kind::Text => plain(Encoding::PLAIN, properties),
            Kind::Digest => plain(Encoding::PLAIN, properties).set_column_compression(path, Compression::UNCOMPRESSED),
            Kind::Few | Kind::Ratio | Kind::Flag | Kind::Word => properties,
        };
    }
    properties.build()
}
