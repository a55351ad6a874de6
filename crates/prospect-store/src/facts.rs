//! Table `facts`: everything of a posting's facts that has words, evidence or parts of its own.
//!
//! Together with the tables `postings` and `skills` it holds a posting's [`Facts`] exactly.

use crate::StoreError;
use crate::columns::{Batch, at};
use crate::table::TableWriter;
use arrow_array::RecordBatch;
use parquet::errors::ParquetError;
use prospect_model::{Alternative, Evidence, Facts, Pay, Place, Problem, Role, Words, Years};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::borrow::Cow;

pub(crate) const ITEM: &str = "item";
const EVIDENCE: &str = "evidence";
const PROBLEM: &str = "problem";

const IN_TEXT: &str = "text";
const IN_FIELD: &str = "field";
const IN_RULE: &str = "rule";

pub(crate) const YEARS: &str = "years";
pub(crate) const PAY: &str = "pay";
pub(crate) const PLACES: &str = "places";
const ROLES: &str = "roles";
pub(crate) const ACCEPTS_INSTEAD: &str = "accepts_instead";

/// A row of the table, columns in its order.
#[derive(Default)]
struct FactRow<'a> {
    row: &'static str,
    field: &'a str,
    item: usize,
    value: Option<&'a str>,
    text: Option<&'a str>,
    place: Option<&'static str>,
    start: Option<u32>,
    end: Option<u32>,
    path: Option<&'a str>,
    rule: Option<&'a str>,
    based_on: &'a [String],
    min: Option<f64>,
    max: Option<f64>,
    currency: Option<&'a str>,
    period: Option<&'a str>,
    kind: Option<&'a str>,
    city: Option<&'a str>,
    country: Option<&'a str>,
    region: Option<&'a str>,
    of: Option<&'a str>,
    flags: &'a [String],
    any_of: &'a [String],
    trains: Option<bool>,
    roles: Vec<u32>,
}

impl<'a> FactRow<'a> {
    fn item(field: &'static str, item: usize, value: &'a str) -> Self {
        Self { row: ITEM, field, item, value: Some(value), ..Self::default() }
    }

    fn words(mut self, words: &'a Words) -> Self {
        let Words { text, start, end, field, rule } = words;
        self.text = Some(text);
        self.place = Some(if field.is_some() { IN_FIELD } else { IN_TEXT });
        (self.start, self.end, self.path) = (*start, *end, field.as_deref());
        self.rule = some(rule);
        self
    }

    fn write(self, table: &mut TableWriter, posting_idx: u32) -> Result<(), StoreError> {
        table
            .row()?
            .number(posting_idx)
            .text(self.row)
            .text(self.field)
            .number(number(self.item))
            .text(self.value)
            .text(self.text)
            .text(self.place)
            .number(self.start)
            .number(self.end)
            .text(self.path)
            .text(self.rule)
            .words(self.based_on)
            .amount(self.min)
            .amount(self.max)
            .text(self.currency)
            .text(self.period)
            .text(self.kind)
            .text(self.city)
            .text(self.country)
            .text(self.region)
            .text(self.of)
            .words(self.flags)
            .words(self.any_of)
            .flag(self.trains)
            .numbers(self.roles);
        Ok(())
    }
}

/// The roles that have an item of one of their lists to themselves.
pub(crate) fn owners(facts: &Facts, item: u32, list: impl Fn(&Role) -> &Vec<u32>) -> Vec<u32> {
    facts.roles.iter().zip(0..).filter(|(role, _)| list(role).contains(&item)).map(|(_, at)| at).collect()
}

fn number(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

fn some(rule: &str) -> Option<&str> {
    (!rule.is_empty()).then_some(rule)
}

/// An item without its words, as column `value` shows it.
#[derive(Serialize)]
struct YearsValue<'a> {
    min: Option<f32>,
    max: Option<f32>,
    of: &'a Option<String>,
}

#[derive(Serialize)]
struct PayValue<'a> {
    min: Option<u64>,
    max: Option<u64>,
    currency: &'a Option<String>,
    period: Option<prospect_model::Period>,
    kind: prospect_model::PayKind,
    flags: &'a [String],
}

#[derive(Serialize)]
struct PlaceValue<'a> {
    city: &'a Option<Cow<'static, str>>,
    country: &'a Option<Cow<'static, str>>,
    region: &'a Option<Cow<'static, str>>,
}

#[derive(Serialize)]
struct AlternativeValue<'a> {
    any_of: &'a [String],
    trains: bool,
}

/// JSON in a buffer that is used again.
#[derive(Default)]
struct Json {
    bytes: Vec<u8>,
}

impl Json {
    fn of(&mut self, value: &impl Serialize) -> Result<&str, StoreError> {
        self.bytes.clear();
        let failed = |what: String| StoreError::inconsistent(format!("a fact as JSON: {what}"));
        serde_json::to_writer(&mut self.bytes, value).map_err(|error| failed(error.to_string()))?;
        std::str::from_utf8(&self.bytes).map_err(|error| failed(error.to_string()))
    }
}

/// Amounts of pay are far below 2⁵³, up to which every whole number has its own `f64`; column `value` is exact.
#[expect(clippy::cast_precision_loss, reason = "see above")]
fn amount(whole: u64) -> f64 {
    whole as f64
}

/// Appends the rows of one posting.
pub(crate) fn write(table: &mut TableWriter, posting_idx: u32, facts: &Facts) -> Result<(), StoreError> {
    let mut json = Json::default();
    for (item, Years { words, min, max, of }) in facts.years.iter().enumerate() {
        let value = json.of(&YearsValue { min: *min, max: *max, of })?;
        let mut row = FactRow::item(YEARS, item, value).words(words);
        (row.min, row.max, row.of) = (min.map(f64::from), max.map(f64::from), of.as_deref());
        row.write(table, posting_idx)?;
    }
    for (item, Pay { words, min, max, currency, period, kind, flags }) in facts.pay.iter().enumerate() {
        let value = PayValue { min: *min, max: *max, currency, period: *period, kind: *kind, flags };
        let mut row = FactRow::item(PAY, item, json.of(&value)?).words(words);
        (row.min, row.max, row.currency) = (min.map(amount), max.map(amount), currency.as_deref());
        (row.period, row.kind, row.flags) = (period.map(|it| it.as_str()), Some(kind.as_str()), flags);
        row.roles = owners(facts, number(item), |role| &role.pay);
        row.write(table, posting_idx)?;
    }
    for (item, Place { words, city, country, region }) in facts.places.iter().enumerate() {
        let value = json.of(&PlaceValue { city, country, region })?;
        let mut row = FactRow::item(PLACES, item, value).words(words);
        (row.city, row.country, row.region) = (city.as_deref(), country.as_deref(), region.as_deref());
        row.roles = owners(facts, number(item), |role| &role.places);
        row.write(table, posting_idx)?;
    }
    for (item, role) in facts.roles.iter().enumerate() {
        FactRow::item(ROLES, item, json.of(role)?).write(table, posting_idx)?;
    }
    for (item, Alternative { words, any_of, trains }) in facts.accepts_instead.iter().enumerate() {
        let value = json.of(&AlternativeValue { any_of, trains: *trains })?;
        let mut row = FactRow::item(ACCEPTS_INSTEAD, item, value).words(words);
        (row.any_of, row.trains) = (any_of, Some(*trains));
        row.write(table, posting_idx)?;
    }
    for (field, evidence) in &facts.evidence {
        write_evidence(table, posting_idx, facts, field, evidence, &mut json)?;
    }
    for (item, Problem { code, message, at }) in facts.problems.iter().enumerate() {
        let row = FactRow { row: PROBLEM, field: "problems", item, value: Some(message), ..FactRow::default() };
        FactRow { path: some(at), rule: Some(code), ..row }.write(table, posting_idx)?;
    }
    Ok(())
}

fn write_evidence(
    table: &mut TableWriter,
    posting_idx: u32,
    facts: &Facts,
    field: &str,
    evidence: &[Evidence],
    json: &mut Json,
) -> Result<(), StoreError> {
    let value = value_of(facts, field, json)?;
    let row = |item| FactRow { row: EVIDENCE, field, item, value: value.as_deref(), ..FactRow::default() };
    if evidence.is_empty() {
        return row(0).write(table, posting_idx);
    }
    for (item, piece) in evidence.iter().enumerate() {
        let mut row = row(item);
        match piece {
            Evidence::Text { start, end, rule } => {
                row.place = Some(IN_TEXT);
                (row.start, row.end, row.rule) = (Some(*start), Some(*end), some(rule));
            }
            Evidence::Field { path, rule } => {
                row.place = Some(IN_FIELD);
                (row.path, row.rule) = (Some(path.as_ref()), some(rule));
            }
            Evidence::Rule { of, rule } => {
                row.place = Some(IN_RULE);
                (row.based_on, row.rule) = (of, some(rule));
            }
        }
        row.write(table, posting_idx)?;
    }
    Ok(())
}

/// The value of a field as text: a plain word, or JSON of a list. `None` for what is no field with evidence.
fn value_of<'a>(facts: &'a Facts, field: &str, json: &'a mut Json) -> Result<Option<Cow<'a, str>>, StoreError> {
    let flag = |value: Option<bool>| value.map(|it| Cow::Borrowed(if it { "true" } else { "false" }));
    let word = |value: &'a Option<String>| value.as_deref().map(Cow::Borrowed);
    let list = match field {
        "offer" => return Ok(flag(facts.offer)),
        "equity" => return Ok(flag(facts.equity)),
        "employer" => return Ok(word(&facts.employer)),
        "remote_scope_text" => return Ok(word(&facts.remote_scope_text)),
        "language" => return Ok(facts.language.as_deref().map(Cow::Borrowed)),
        "visa" => return Ok(Some(Cow::Borrowed(facts.visa.as_str()))),
        "titles" => json.of(&facts.titles),
        "seniority" => json.of(&facts.seniority),
        "role_family" => json.of(&facts.role_family),
        "work_modes" => json.of(&facts.work_modes),
        "remote_scope" => json.of(&facts.remote_scope),
        "employment" => json.of(&facts.employment),
        "education" => json.of(&facts.education),
        "soft_skills" => json.of(&facts.soft_skills),
        "domain" => json.of(&facts.domain),
        "domain_paths" => json.of(&facts.domain_paths),
        _ => return Ok(None),
    };
    list.map(|text| Some(Cow::Borrowed(text)))
}

/// Adds to `facts` what the rows of `posting_idx` say.
pub(crate) fn read(batch: &RecordBatch, posting_idx: u32, facts: &mut Facts) -> Result<(), ParquetError> {
    let batch = Batch(batch);
    let posting = batch.numbers("posting_idx")?;
    let (row, field, value) = (batch.word("row")?, batch.word("field")?, batch.word("value")?);
    for at_row in 0..batch.0.num_rows() {
        if at(posting, at_row) != Some(posting_idx) {
            continue;
        }
        let (field, value) = (field.get(at_row).unwrap_or_default(), value.get(at_row).unwrap_or_default());
        match row.get(at_row).unwrap_or_default() {
            ITEM => match field {
                YEARS => facts.years.push(item(&batch, at_row, value)?),
                PAY => facts.pay.push(item(&batch, at_row, value)?),
                PLACES => facts.places.push(item(&batch, at_row, value)?),
                ROLES => facts.roles.push(serde_json::from_str(value).map_err(|e| unreadable(field, &e))?),
                ACCEPTS_INSTEAD => facts.accepts_instead.push(item(&batch, at_row, value)?),
                _ => return Err(ParquetError::General(format!("`{field}` is no fact with items"))),
            },
            EVIDENCE => {
                let pieces = facts.evidence.entry(Cow::Owned(field.to_owned())).or_default();
                pieces.extend(evidence(&batch, at_row)?);
            }
            PROBLEM => {
                let text = |name: &str| Ok::<_, ParquetError>(batch.word(name)?.owned(at_row).unwrap_or_default());
                facts.problems.push(Problem { code: text("rule")?, message: value.to_owned(), at: text("path")? });
            }
            other => return Err(ParquetError::General(format!("`{other}` is no sort of row"))),
        }
    }
    Ok(())
}

fn unreadable(field: &str, error: &serde_json::Error) -> ParquetError {
    ParquetError::General(format!("an item of `{field}` is not readable: {error}"))
}

fn item<T: DeserializeOwned>(batch: &Batch<'_>, row: usize, value: &str) -> Result<T, ParquetError> {
    let failed = |error: serde_json::Error| unreadable("facts", &error);
    let mut object: serde_json::Map<String, serde_json::Value> = serde_json::from_str(value).map_err(failed)?;
    let words = serde_json::to_value(read_words(batch, row)?).map_err(failed)?;
    if let serde_json::Value::Object(words) = words {
        object.extend(words);
    }
    serde_json::from_value(serde_json::Value::Object(object)).map_err(failed)
}

/// The words of a row of `facts` or `skills`.
pub(crate) fn read_words(batch: &Batch<'_>, row: usize) -> Result<Words, ParquetError> {
    Ok(Words {
        text: batch.word("text")?.owned(row).unwrap_or_default(),
        start: at(batch.numbers("start")?, row),
        end: at(batch.numbers("end")?, row),
        field: batch.word("path")?.owned(row).map(Cow::Owned),
        rule: Cow::Owned(batch.word("rule")?.owned(row).unwrap_or_default()),
    })
}

fn evidence(batch: &Batch<'_>, row: usize) -> Result<Option<Evidence>, ParquetError> {
    let rule = Cow::Owned(batch.word("rule")?.owned(row).unwrap_or_default());
    let number = |name: &str| Ok::<_, ParquetError>(at(batch.numbers(name)?, row).unwrap_or_default());
    Ok(match batch.word("in")?.get(row) {
        None => None,
        Some(IN_TEXT) => Some(Evidence::Text { start: number("start")?, end: number("end")?, rule }),
        Some(IN_FIELD) => {
            let path = Cow::Owned(batch.word("path")?.owned(row).unwrap_or_default());
            Some(Evidence::Field { path, rule })
        }
        Some(IN_RULE) => Some(Evidence::Rule { of: batch.words("based_on")?.owned(row), rule }),
        Some(other) => return Err(ParquetError::General(format!("`{other}` is no place of evidence"))),
    })
}
