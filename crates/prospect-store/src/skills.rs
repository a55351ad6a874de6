//! Table `skills`: one row for each skill that a posting names.

use crate::StoreError;
use crate::columns::{Batch, at};
use crate::facts::{owners, read_words};
use crate::table::TableWriter;
use arrow_array::RecordBatch;
use parquet::errors::ParquetError;
use prospect_model::{Facts, Skill, SkillKind, SkillNeed, Words};

/// Appends the rows of one posting.
pub(crate) fn write(table: &mut TableWriter, posting_idx: u32, facts: &Facts) -> Result<(), StoreError> {
    for (Skill { words, name, id, kind, need }, item) in facts.skills.iter().zip(0..) {
        let Words { text, start, end, field, rule } = words;
        table
            .row()?
            .number(posting_idx)
            .text(id.as_ref())
            .text(name.as_ref())
            .text(kind.as_str())
            .text(need.as_str())
            .text(text.as_str())
            .number(*start)
            .number(*end)
            .text(field.as_deref())
            .text((!rule.is_empty()).then_some(rule.as_ref()))
            .numbers(owners(facts, item, |role| &role.skills));
    }
    Ok(())
}

/// Adds to `facts` what the rows of `posting_idx` say.
pub(crate) fn read(batch: &RecordBatch, posting_idx: u32, facts: &mut Facts) -> Result<(), ParquetError> {
    let batch = Batch(batch);
    let posting = batch.numbers("posting_idx")?;
    let (id, name, kind, need) =
        (batch.word("skill_id")?, batch.word("name")?, batch.word("kind")?, batch.word("need")?);
    let unknown = |column: &str| ParquetError::General(format!("a skill's {column} is no value of its column"));
    for row in 0..batch.0.num_rows() {
        if at(posting, row) != Some(posting_idx) {
            continue;
        }
        facts.skills.push(Skill {
            words: read_words(&batch, row)?,
            name: name.owned(row).unwrap_or_default().into(),
            id: id.owned(row).unwrap_or_default().into(),
            kind: kind.get(row).and_then(SkillKind::from_name).ok_or_else(|| unknown("kind"))?,
            need: need.get(row).and_then(SkillNeed::from_name).ok_or_else(|| unknown("need"))?,
        });
    }
    Ok(())
}
