//! Columns in memory: filled row by row for writing, looked at by name for reading.

use crate::schema::{Column, ELEMENT, Kind, Table};
use arrow_array::builder::{
    BooleanBuilder, Date32Builder, FixedSizeBinaryBuilder, Float32Builder, Float64Builder, ListBuilder, StringBuilder,
    UInt32Builder,
};
use arrow_array::cast::AsArray as _;
use arrow_array::types::{Date32Type, Float32Type, Float64Type, Int32Type, UInt32Type};
use arrow_array::{Array, ArrayRef, ArrowPrimitiveType, DictionaryArray, PrimitiveArray, RecordBatch, StringArray};
use arrow_schema::{ArrowError, DataType, Field};
use parquet::errors::ParquetError;
use prospect_model::{Date, Sha256};
use std::collections::HashMap;
use std::sync::Arc;

enum Builder {
    Number(UInt32Builder),
    Amount(Float64Builder),
    Ratio(Float32Builder),
    Flag(BooleanBuilder),
    Day(Date32Builder),
    Text(StringBuilder),
    Words(ListBuilder<StringBuilder>),
    Numbers(ListBuilder<UInt32Builder>),
    Digest(FixedSizeBinaryBuilder),
}

/// Rows of one table, being filled.
pub(crate) struct Rows {
    table: Table,
    builders: Vec<Builder>,
    n_rows: usize,
}

/// One row being filled, column by column in the order of the schema.
///
/// A value that does not fit its column is left out; the rows are then refused as a whole by [`Rows::take`], since
/// the columns differ in length.
pub(crate) struct Row<'a> {
    builders: std::slice::IterMut<'a, Builder>,
}

impl Rows {
    pub(crate) fn new(table: Table) -> Self {
        let builder = |column: &Column| match column.kind {
            Kind::Number | Kind::Position => Builder::Number(UInt32Builder::new()),
            Kind::Amount => Builder::Amount(Float64Builder::new()),
            Kind::Ratio => Builder::Ratio(Float32Builder::new()),
            Kind::Flag => Builder::Flag(BooleanBuilder::new()),
            Kind::Day => Builder::Day(Date32Builder::new()),
            Kind::Text | Kind::LongText | Kind::Word => Builder::Text(StringBuilder::new()),
            Kind::Words => {
                let element = Arc::new(Field::new(ELEMENT, DataType::Utf8, false));
                Builder::Words(ListBuilder::new(StringBuilder::new()).with_field(element))
            }
            Kind::Numbers => {
                let element = Arc::new(Field::new(ELEMENT, DataType::UInt32, false));
                Builder::Numbers(ListBuilder::new(UInt32Builder::new()).with_field(element))
            }
            Kind::Digest => Builder::Digest(FixedSizeBinaryBuilder::new(32)),
        };
        Self { table, builders: table.columns().iter().map(builder).collect(), n_rows: 0 }
    }

    pub(crate) fn n_rows(&self) -> usize {
        self.n_rows
    }

    pub(crate) fn row(&mut self) -> Row<'_> {
        self.n_rows += 1;
        Row { builders: self.builders.iter_mut() }
    }

    /// The rows so far as a batch; empties itself.
    pub(crate) fn take(&mut self) -> Result<RecordBatch, ArrowError> {
        self.n_rows = 0;
        let finish = |builder: &mut Builder| -> ArrayRef {
            match builder {
                Builder::Number(it) => Arc::new(it.finish()),
                Builder::Amount(it) => Arc::new(it.finish()),
                Builder::Ratio(it) => Arc::new(it.finish()),
                Builder::Flag(it) => Arc::new(it.finish()),
                Builder::Day(it) => Arc::new(it.finish()),
                Builder::Text(it) => Arc::new(it.finish()),
                Builder::Words(it) => Arc::new(it.finish()),
                Builder::Numbers(it) => Arc::new(it.finish()),
                Builder::Digest(it) => Arc::new(it.finish()),
            }
        };
        RecordBatch::try_new(self.table.write_schema(), self.builders.iter_mut().map(finish).collect())
    }
}

impl Row<'_> {
    pub(crate) fn number(&mut self, value: impl Into<Option<u32>>) -> &mut Self {
        if let Some(Builder::Number(it)) = self.builders.next() {
            it.append_option(value.into());
        }
        self
    }

    pub(crate) fn amount(&mut self, value: Option<f64>) -> &mut Self {
        if let Some(Builder::Amount(it)) = self.builders.next() {
            it.append_option(value);
        }
        self
    }

    pub(crate) fn ratio(&mut self, value: Option<f32>) -> &mut Self {
        if let Some(Builder::Ratio(it)) = self.builders.next() {
            it.append_option(value);
        }
        self
    }

    pub(crate) fn flag(&mut self, value: impl Into<Option<bool>>) -> &mut Self {
        if let Some(Builder::Flag(it)) = self.builders.next() {
            it.append_option(value.into());
        }
        self
    }

    pub(crate) fn day(&mut self, value: Option<Date>) -> &mut Self {
        if let Some(Builder::Day(it)) = self.builders.next() {
            it.append_option(value.map(Date::days));
        }
        self
    }

    pub(crate) fn text<'t>(&mut self, value: impl Into<Option<&'t str>>) -> &mut Self {
        if let Some(Builder::Text(it)) = self.builders.next() {
            it.append_option(value.into());
        }
        self
    }

    pub(crate) fn words<T: AsRef<str>>(&mut self, values: impl IntoIterator<Item = T>) -> &mut Self {
        if let Some(Builder::Words(it)) = self.builders.next() {
            for value in values {
                it.values().append_value(value);
            }
            it.append(true);
        }
        self
    }

    pub(crate) fn numbers(&mut self, values: impl IntoIterator<Item = u32>) -> &mut Self {
        if let Some(Builder::Numbers(it)) = self.builders.next() {
            values.into_iter().for_each(|value| it.values().append_value(value));
            it.append(true);
        }
        self
    }

    pub(crate) fn digest(&mut self, value: impl Into<Option<Sha256>>) -> &mut Self {
        if let Some(Builder::Digest(it)) = self.builders.next() {
            match value.into() {
                // The length is that of the column by type; if it were not, `take` would refuse the rows.
                Some(digest) => drop(it.append_value(digest.0)),
                None => it.append_null(),
            }
        }
        self
    }
}

/// Columns of a batch that was read, by name.
pub(crate) struct Batch<'a>(pub(crate) &'a RecordBatch);

/// Texts of few different values: a number a row, and the texts by number.
pub(crate) struct WordColumn<'a> {
    keys: &'a DictionaryArray<Int32Type>,
    values: &'a StringArray,
}

/// Lists of such texts.
pub(crate) struct WordsColumn<'a> {
    offsets: &'a [i32],
    items: WordColumn<'a>,
}

/// Lists of numbers, of which some may be missing.
pub(crate) struct ListColumn<'a, T: ArrowPrimitiveType> {
    offsets: &'a [i32],
    items: &'a PrimitiveArray<T>,
}

/// Lists of texts that are rarely the same twice, of which some may be missing.
pub(crate) struct TextsColumn<'a> {
    offsets: &'a [i32],
    items: &'a StringArray,
}

fn range(offsets: &[i32], row: usize) -> std::ops::Range<usize> {
    let at = |row: usize| offsets.get(row).and_then(|offset| usize::try_from(*offset).ok()).unwrap_or(0);
    at(row)..at(row + 1)
}

impl<'a, T: ArrowPrimitiveType> ListColumn<'a, T> {
    pub(crate) fn get(&self, row: usize) -> impl Iterator<Item = Option<T::Native>> {
        range(self.offsets, row).map(|item| at(self.items, item))
    }
}

impl<'a> TextsColumn<'a> {
    pub(crate) fn get(&self, row: usize) -> impl Iterator<Item = Option<&'a str>> {
        range(self.offsets, row).map(|item| at(self.items, item))
    }
}

fn wrong(name: &str) -> ParquetError {
    ParquetError::General(format!("column `{name}` is missing or of another type"))
}

impl<'a> Batch<'a> {
    /// The column where the file has it: one of an older format may not.
    pub(crate) fn since<T>(
        &self,
        name: &str,
        column: impl FnOnce(&Self, &str) -> Result<T, ParquetError>,
    ) -> Result<Option<T>, ParquetError> {
        self.0.column_by_name(name).map(|_| column(self, name)).transpose()
    }

    fn column(&self, name: &str) -> Result<&'a ArrayRef, ParquetError> {
        self.0.column_by_name(name).ok_or_else(|| wrong(name))
    }

    pub(crate) fn primitive<T: ArrowPrimitiveType>(&self, name: &str) -> Result<&'a PrimitiveArray<T>, ParquetError> {
        self.column(name)?.as_primitive_opt::<T>().ok_or_else(|| wrong(name))
    }

    pub(crate) fn list<T: ArrowPrimitiveType>(&self, name: &str) -> Result<ListColumn<'a, T>, ParquetError> {
        let list = self.column(name)?.as_list_opt::<i32>().ok_or_else(|| wrong(name))?;
        let items = list.values().as_primitive_opt::<T>().ok_or_else(|| wrong(name))?;
        Ok(ListColumn { offsets: list.value_offsets(), items })
    }

    pub(crate) fn text_lists(&self, name: &str) -> Result<TextsColumn<'a>, ParquetError> {
        let list = self.column(name)?.as_list_opt::<i32>().ok_or_else(|| wrong(name))?;
        let items = list.values().as_string_opt::<i32>().ok_or_else(|| wrong(name))?;
        Ok(TextsColumn { offsets: list.value_offsets(), items })
    }

    pub(crate) fn numbers(&self, name: &str) -> Result<&'a arrow_array::UInt32Array, ParquetError> {
        self.column(name)?.as_primitive_opt::<UInt32Type>().ok_or_else(|| wrong(name))
    }

    pub(crate) fn amounts(&self, name: &str) -> Result<&'a arrow_array::Float64Array, ParquetError> {
        self.column(name)?.as_primitive_opt::<Float64Type>().ok_or_else(|| wrong(name))
    }

    pub(crate) fn ratios(&self, name: &str) -> Result<&'a arrow_array::Float32Array, ParquetError> {
        self.column(name)?.as_primitive_opt::<Float32Type>().ok_or_else(|| wrong(name))
    }

    pub(crate) fn flags(&self, name: &str) -> Result<&'a arrow_array::BooleanArray, ParquetError> {
        self.column(name)?.as_boolean_opt().ok_or_else(|| wrong(name))
    }

    pub(crate) fn days(&self, name: &str) -> Result<&'a arrow_array::Date32Array, ParquetError> {
        self.column(name)?.as_primitive_opt::<Date32Type>().ok_or_else(|| wrong(name))
    }

    pub(crate) fn texts(&self, name: &str) -> Result<&'a StringArray, ParquetError> {
        self.column(name)?.as_string_opt::<i32>().ok_or_else(|| wrong(name))
    }

    pub(crate) fn digests(&self, name: &str) -> Result<&'a arrow_array::FixedSizeBinaryArray, ParquetError> {
        self.column(name)?.as_fixed_size_binary_opt().ok_or_else(|| wrong(name))
    }

    pub(crate) fn word(&self, name: &str) -> Result<WordColumn<'a>, ParquetError> {
        WordColumn::of(self.column(name)?).ok_or_else(|| wrong(name))
    }

    pub(crate) fn words(&self, name: &str) -> Result<WordsColumn<'a>, ParquetError> {
        let list = self.column(name)?.as_list_opt::<i32>().ok_or_else(|| wrong(name))?;
        let items = WordColumn::of(list.values()).ok_or_else(|| wrong(name))?;
        Ok(WordsColumn { offsets: list.value_offsets(), items })
    }
}

impl<'a> WordColumn<'a> {
    fn of(array: &'a ArrayRef) -> Option<Self> {
        let keys = array.as_dictionary_opt::<Int32Type>()?;
        Some(Self { keys, values: keys.values().as_string_opt::<i32>()? })
    }

    /// Number of a row's text; `None` where there is none.
    pub(crate) fn key(&self, row: usize) -> Option<usize> {
        self.keys.key(row)
    }

    pub(crate) fn get(&self, row: usize) -> Option<&'a str> {
        let key = self.key(row)?;
        (key < self.values.len()).then(|| self.values.value(key))
    }

    pub(crate) fn owned(&self, row: usize) -> Option<String> {
        self.get(row).map(str::to_owned)
    }

    /// What each text means, worked out once for each different text.
    pub(crate) fn meanings<T>(&self, mean: impl FnMut(&'a str) -> T) -> Vec<T> {
        self.values.iter().map(Option::unwrap_or_default).map(mean).collect()
    }
}

impl<'a> WordsColumn<'a> {
    /// The texts of all rows, one after the other.
    pub(crate) fn items(&self) -> &WordColumn<'a> {
        &self.items
    }

    /// The texts of a row, where items may have none.
    pub(crate) fn items_of(&self, row: usize) -> impl Iterator<Item = Option<&'a str>> {
        self.range(row).map(|item| self.items.get(item))
    }

    /// Places of a row's texts among those of all rows.
    pub(crate) fn range(&self, row: usize) -> std::ops::Range<usize> {
        range(self.offsets, row)
    }

    pub(crate) fn get(&self, row: usize) -> impl Iterator<Item = &'a str> {
        self.range(row).filter_map(|item| self.items.get(item))
    }

    pub(crate) fn owned(&self, row: usize) -> Vec<String> {
        self.get(row).map(str::to_owned).collect()
    }

    /// What the texts of a row mean, by [`WordColumn::meanings`] of all; texts that mean nothing are left out.
    pub(crate) fn meant<T: Copy>(&self, row: usize, meanings: &[Option<T>]) -> Vec<T> {
        let meaning = |item| self.items.key(item).and_then(|key| meanings.get(key).copied().flatten());
        self.range(row).filter_map(meaning).collect()
    }

    pub(crate) fn meanings<T>(&self, mean: impl FnMut(&'a str) -> T) -> Vec<T> {
        self.items.meanings(mean)
    }
}

/// The value of a row, where there is one.
pub(crate) fn at<A: arrow_array::ArrayAccessor>(array: A, row: usize) -> Option<A::Item> {
    (row < array.len() && array.is_valid(row)).then(|| array.value(row))
}

/// The day of a row, where there is one.
pub(crate) fn day_at(array: &arrow_array::Date32Array, row: usize) -> Option<Date> {
    at(array, row).and_then(Date::from_days)
}

/// The digest of a row, where there is one.
pub(crate) fn digest_at(array: &arrow_array::FixedSizeBinaryArray, row: usize) -> Option<Sha256> {
    at(array, row).and_then(|bytes| bytes.try_into().ok()).map(Sha256)
}

/// Names numbered by first appearance.
#[derive(Default)]
pub(crate) struct Numbers {
    by_name: HashMap<String, u32>,
}

impl Numbers {
    pub(crate) fn of(&mut self, name: &str) -> u32 {
        if let Some(found) = self.by_name.get(name) {
            return *found;
        }
        let next = u32::try_from(self.by_name.len()).unwrap_or(u32::MAX);
        self.by_name.insert(name.to_owned(), next);
        next
    }

    pub(crate) fn into_names(self) -> Vec<String> {
        let mut names: Vec<_> = self.by_name.into_iter().collect();
        names.sort_by_key(|(_, number)| *number);
        names.into_iter().map(|(name, _)| name).collect()
    }
}

/// Numbers of a batch's dictionary, given in the order of rows rather than of the dictionary.
pub(crate) struct Renumbered<'n> {
    numbers: &'n mut Numbers,
    by_key: Vec<Option<u32>>,
}

impl<'n> Renumbered<'n> {
    pub(crate) fn new(numbers: &'n mut Numbers, column: &WordColumn<'_>) -> Self {
        Self { numbers, by_key: column.meanings(|_| None) }
    }

    pub(crate) fn get(&mut self, column: &WordColumn<'_>, row: usize) -> Option<u32> {
        let slot = self.by_key.get_mut(column.key(row)?)?;
        if slot.is_none() {
            *slot = Some(self.numbers.of(column.get(row)?));
        }
        *slot
    }

    /// The number of a name that is not in the batch.
    pub(crate) fn number(&mut self, name: &str) -> u32 {
        self.numbers.of(name)
    }
}
