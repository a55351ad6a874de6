//! Rows of the seven smaller tables, as they are written and read.

use crate::StoreError;
use crate::built::parse_locator;
use crate::columns::{Batch, at, day_at, digest_at};
use crate::schema::Table;
use crate::table::TableWriter;
use arrow_array::RecordBatch;
use parquet::errors::ParquetError;
use prospect_model::{Date, Locator, Month, RoleFamily, Seniority, Sha256};

/// One role of one employer over time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OpeningRecord {
    /// Id from its earliest posting.
    pub opening_id: String,
    /// Its employer's number in table `employers`.
    pub employer_id: Option<u32>,
    /// Title of its earliest posting that names one; empty where none does.
    pub title: String,
    /// Levels named.
    pub seniority: Vec<Seniority>,
    /// Kinds of work.
    pub role_family: Vec<RoleFamily>,
    /// First day seen.
    pub first_seen: Option<Date>,
    /// Last day seen.
    pub last_seen: Option<Date>,
    /// Number of its postings.
    pub n_postings: u32,
    /// Day on which all of its watched postings were gone.
    pub closed: Option<Date>,
}

/// One role of a posting that shows an opening.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ObservationRecord {
    /// The opening.
    pub opening_id: String,
    /// The posting's number in table `postings`.
    pub posting_idx: u32,
    /// The source's own id of that posting.
    pub posting_id: String,
    /// Its source.
    pub source: String,
    /// Its role, from 0.
    pub role_idx: u32,
    /// Number of the spell inside its opening, from 0: a long gap begins a new one.
    pub spell: u32,
    /// Day of publication.
    pub posted: Option<Date>,
    /// Month that it counts for.
    pub month: Option<Month>,
}

/// Why two roles are one opening.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MergeRecord {
    /// The opening that both became.
    pub opening_id: String,
    /// Earlier posting's number in table `postings`.
    pub posting_a: u32,
    /// Its role, from 0.
    pub role_a: u32,
    /// Later posting's number.
    pub posting_b: u32,
    /// Its role, from 0.
    pub role_b: u32,
    /// Reason by its name.
    pub reason: String,
    /// Similarity of the words, 0 to 1, where it was computed.
    pub similarity: Option<f32>,
}

/// One version of a posting that changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionRecord {
    /// Id of the source.
    pub source: String,
    /// The source's own id.
    pub posting_id: String,
    /// Digest of the document.
    pub document_sha256: Sha256,
    /// Place inside the document.
    pub locator: Locator,
    /// Digest of the plain text there.
    pub text_sha256: Sha256,
    /// Day that this version was first seen.
    pub seen: Option<Date>,
    /// Number of the version, from 0, in order of time.
    pub version: u32,
    /// What is not as in the version before: `title`, `pay`, `text`.
    pub changed: Vec<String>,
    /// Title in this version.
    pub title: Option<String>,
    /// Words of the pay in this version, joined by "; ".
    pub pay: Option<String>,
}

/// One spell of a posting whose board was looked at again and again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WatchedRecord {
    /// Id of the source.
    pub source: String,
    /// The board's name at its service.
    pub board: Option<String>,
    /// The source's own id.
    pub posting_id: String,
    /// Number of the spell of this posting, from 0.
    pub spell: u32,
    /// Hiring organisation as written.
    pub employer: Option<String>,
    /// Title as written.
    pub title: Option<String>,
    /// Day of publication as the source states it.
    pub published: Option<Date>,
    /// Day of the first look that showed it.
    pub first_seen: Date,
    /// Day of the last look that showed it.
    pub last_seen: Date,
    /// Looks that showed it.
    pub n_looks: u32,
    /// Whole looks between these two days that did not show it.
    pub n_missed: u32,
    /// Whether a whole look before it did not show it.
    pub is_start_seen: bool,
    /// Day of the first whole look after the last that showed it, or of its removal as told.
    pub closed: Option<Date>,
}

/// An employer with its spellings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EmployerRecord {
    /// Number in this snapshot.
    pub employer_id: u32,
    /// Canonical name.
    pub name: String,
    /// Other spellings.
    pub aliases: Vec<String>,
    /// Number of its postings.
    pub n_postings: u32,
    /// Number of its openings.
    pub n_openings: u32,
}

/// Something noticed and not usable, with the place it was noticed at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProblemRecord {
    /// Id of the source.
    pub source: String,
    /// Digest of the document.
    pub document_sha256: Option<Sha256>,
    /// Place inside the document.
    pub locator: Option<Locator>,
    /// The posting, where it is one's.
    pub posting_id: Option<String>,
    /// What kind of problem it is.
    pub code: String,
    /// What was wrong.
    pub message: String,
    /// Where in the record; empty when the whole record is meant.
    pub at: String,
}

/// A row of one of the smaller tables.
pub(crate) trait TableRow: Sized {
    const TABLE: Table;
    fn write(&self, table: &mut TableWriter) -> Result<(), StoreError>;
    fn read(batch: &RecordBatch) -> Result<Vec<Self>, ParquetError>;
}

fn unknown(what: &str) -> ParquetError {
    ParquetError::General(format!("a row's {what} is missing or no value of its column"))
}

impl TableRow for OpeningRecord {
    const TABLE: Table = Table::Openings;

    fn write(&self, table: &mut TableWriter) -> Result<(), StoreError> {
        let Self { opening_id, employer_id, title, seniority, role_family, first_seen, last_seen, n_postings, closed } =
            self;
        table
            .row()?
            .text(opening_id.as_str())
            .number(*employer_id)
            .text(title.as_str())
            .words(seniority.iter().map(|it| it.as_str()))
            .words(role_family.iter().map(|it| it.as_str()))
            .day(*first_seen)
            .day(*last_seen)
            .number(*n_postings)
            .day(*closed);
        Ok(())
    }

    fn read(batch: &RecordBatch) -> Result<Vec<Self>, ParquetError> {
        let batch = Batch(batch);
        let (id, employer, title) = (batch.texts("opening_id")?, batch.numbers("employer_id")?, batch.word("title")?);
        let (levels, families) = (batch.words("seniority")?, batch.words("role_family")?);
        let (level_of, family_of) = (levels.meanings(Seniority::from_name), families.meanings(RoleFamily::from_name));
        let (first, last, n) = (batch.days("first_seen")?, batch.days("last_seen")?, batch.numbers("n_postings")?);
        let closed = batch.since("closed", Batch::days)?;
        let row = |row| Self {
            opening_id: at(id, row).unwrap_or_default().to_owned(),
            employer_id: at(employer, row),
            title: title.owned(row).unwrap_or_default(),
            seniority: levels.meant(row, &level_of),
            role_family: families.meant(row, &family_of),
            first_seen: day_at(first, row),
            last_seen: day_at(last, row),
            n_postings: at(n, row).unwrap_or_default(),
            closed: closed.and_then(|closed| day_at(closed, row)),
        };
        Ok((0..batch.0.num_rows()).map(row).collect())
    }
}

impl TableRow for ObservationRecord {
    const TABLE: Table = Table::Observations;

    fn write(&self, table: &mut TableWriter) -> Result<(), StoreError> {
        let Self { opening_id, posting_idx, posting_id, source, role_idx, spell, posted, month } = self;
        table
            .row()?
            .text(opening_id.as_str())
            .number(*posting_idx)
            .text(posting_id.as_str())
            .text(source.as_str())
            .number(*role_idx)
            .number(*spell)
            .day(*posted)
            .day(month.map(Month::first_day));
        Ok(())
    }

    fn read(batch: &RecordBatch) -> Result<Vec<Self>, ParquetError> {
        let batch = Batch(batch);
        let (id, idx) = (batch.texts("opening_id")?, batch.numbers("posting_idx")?);
        let (posting, source, role) = (batch.texts("posting_id")?, batch.word("source")?, batch.numbers("role_idx")?);
        let (spell, posted, month) = (batch.numbers("spell")?, batch.days("posted")?, batch.days("month")?);
        let row = |row| Self {
            opening_id: at(id, row).unwrap_or_default().to_owned(),
            posting_idx: at(idx, row).unwrap_or_default(),
            posting_id: at(posting, row).unwrap_or_default().to_owned(),
            source: source.owned(row).unwrap_or_default(),
            role_idx: at(role, row).unwrap_or_default(),
            spell: at(spell, row).unwrap_or_default(),
            posted: day_at(posted, row),
            month: day_at(month, row).map(Date::to_month),
        };
        Ok((0..batch.0.num_rows()).map(row).collect())
    }
}

impl TableRow for MergeRecord {
    const TABLE: Table = Table::Merges;

    fn write(&self, table: &mut TableWriter) -> Result<(), StoreError> {
        let Self { opening_id, posting_a, role_a, posting_b, role_b, reason, similarity } = self;
        table
            .row()?
            .text(opening_id.as_str())
            .number(*posting_a)
            .number(*role_a)
            .number(*posting_b)
            .number(*role_b)
            .text(reason.as_str())
            .ratio(*similarity);
        Ok(())
    }

    fn read(batch: &RecordBatch) -> Result<Vec<Self>, ParquetError> {
        let batch = Batch(batch);
        let (id, reason) = (batch.texts("opening_id")?, batch.word("reason")?);
        let (posting_a, role_a) = (batch.numbers("posting_a")?, batch.numbers("role_a")?);
        let (posting_b, role_b) = (batch.numbers("posting_b")?, batch.numbers("role_b")?);
        let similarity = batch.ratios("similarity")?;
        let row = |row| Self {
            opening_id: at(id, row).unwrap_or_default().to_owned(),
            posting_a: at(posting_a, row).unwrap_or_default(),
            role_a: at(role_a, row).unwrap_or_default(),
            posting_b: at(posting_b, row).unwrap_or_default(),
            role_b: at(role_b, row).unwrap_or_default(),
            reason: reason.owned(row).unwrap_or_default(),
            similarity: at(similarity, row),
        };
        Ok((0..batch.0.num_rows()).map(row).collect())
    }
}

impl TableRow for VersionRecord {
    const TABLE: Table = Table::Versions;

    fn write(&self, table: &mut TableWriter) -> Result<(), StoreError> {
        let Self { source, posting_id, document_sha256, locator, text_sha256, seen, version, changed, title, pay } =
            self;
        table
            .row()?
            .text(source.as_str())
            .text(posting_id.as_str())
            .digest(*document_sha256)
            .text(locator.to_string().as_str())
            .digest(*text_sha256)
            .day(*seen)
            .number(*version)
            .words(changed)
            .text(title.as_deref())
            .text(pay.as_deref());
        Ok(())
    }

    fn read(batch: &RecordBatch) -> Result<Vec<Self>, ParquetError> {
        let batch = Batch(batch);
        let (source, posting) = (batch.word("source")?, batch.texts("posting_id")?);
        let (document, text) = (batch.digests("document_sha256")?, batch.digests("text_sha256")?);
        let (locator, seen) = (batch.texts("locator")?, batch.days("seen")?);
        let (version, changed) = (batch.since("version", Batch::numbers)?, batch.since("changed", Batch::words)?);
        let (title, pay) = (batch.since("title", Batch::texts)?, batch.since("pay", Batch::texts)?);
        let row = |row| {
            Ok(Self {
                source: source.owned(row).unwrap_or_default(),
                posting_id: at(posting, row).unwrap_or_default().to_owned(),
                document_sha256: digest_at(document, row).ok_or_else(|| unknown("document"))?,
                locator: at(locator, row).and_then(parse_locator).ok_or_else(|| unknown("locator"))?,
                text_sha256: digest_at(text, row).ok_or_else(|| unknown("text's digest"))?,
                seen: day_at(seen, row),
                version: version.and_then(|it| at(it, row)).unwrap_or_default(),
                changed: changed.as_ref().map(|it| it.owned(row)).unwrap_or_default(),
                title: title.and_then(|it| at(it, row)).map(str::to_owned),
                pay: pay.and_then(|it| at(it, row)).map(str::to_owned),
            })
        };
        (0..batch.0.num_rows()).map(row).collect()
    }
}

impl TableRow for WatchedRecord {
    const TABLE: Table = Table::Watched;

    fn write(&self, table: &mut TableWriter) -> Result<(), StoreError> {
        let Self {
            source,
            board,
            posting_id,
            spell,
            employer,
            title,
            published,
            first_seen,
            last_seen,
            n_looks,
            n_missed,
            is_start_seen,
            closed,
        } = self;
        table
            .row()?
            .text(source.as_str())
            .text(board.as_deref())
            .text(posting_id.as_str())
            .number(*spell)
            .text(employer.as_deref())
            .text(title.as_deref())
            .day(*published)
            .day(Some(*first_seen))
            .day(Some(*last_seen))
            .number(*n_looks)
            .number(*n_missed)
            .flag(*is_start_seen)
            .day(*closed);
        Ok(())
    }

    fn read(batch: &RecordBatch) -> Result<Vec<Self>, ParquetError> {
        let batch = Batch(batch);
        let (source, board, posting) = (batch.word("source")?, batch.word("board")?, batch.texts("posting_id")?);
        let (spell, employer, title) = (batch.numbers("spell")?, batch.word("employer")?, batch.texts("title")?);
        let (published, closed) = (batch.days("published")?, batch.days("closed")?);
        let (first, last) = (batch.days("first_seen")?, batch.days("last_seen")?);
        let (n_looks, n_missed) = (batch.numbers("n_looks")?, batch.numbers("n_missed")?);
        let is_start_seen = batch.flags("is_start_seen")?;
        let row = |row| {
            Ok(Self {
                source: source.owned(row).unwrap_or_default(),
                board: board.owned(row),
                posting_id: at(posting, row).unwrap_or_default().to_owned(),
                spell: at(spell, row).unwrap_or_default(),
                employer: employer.owned(row),
                title: at(title, row).map(str::to_owned),
                published: day_at(published, row),
                first_seen: day_at(first, row).ok_or_else(|| unknown("first day"))?,
                last_seen: day_at(last, row).ok_or_else(|| unknown("last day"))?,
                n_looks: at(n_looks, row).unwrap_or_default(),
                n_missed: at(n_missed, row).unwrap_or_default(),
                is_start_seen: at(is_start_seen, row).unwrap_or_default(),
                closed: day_at(closed, row),
            })
        };
        (0..batch.0.num_rows()).map(row).collect()
    }
}

impl TableRow for EmployerRecord {
    const TABLE: Table = Table::Employers;

    fn write(&self, table: &mut TableWriter) -> Result<(), StoreError> {
        let Self { employer_id, name, aliases, n_postings, n_openings } = self;
        let mut row = table.row()?;
        row.number(*employer_id).text(name.as_str()).words(aliases).number(*n_postings).number(*n_openings);
        Ok(())
    }

    fn read(batch: &RecordBatch) -> Result<Vec<Self>, ParquetError> {
        let batch = Batch(batch);
        let (id, name, aliases) = (batch.numbers("employer_id")?, batch.texts("name")?, batch.words("aliases")?);
        let (n_postings, n_openings) = (batch.numbers("n_postings")?, batch.numbers("n_openings")?);
        let row = |row| Self {
            employer_id: at(id, row).unwrap_or_default(),
            name: at(name, row).unwrap_or_default().to_owned(),
            aliases: aliases.owned(row),
            n_postings: at(n_postings, row).unwrap_or_default(),
            n_openings: at(n_openings, row).unwrap_or_default(),
        };
        Ok((0..batch.0.num_rows()).map(row).collect())
    }
}

impl TableRow for ProblemRecord {
    const TABLE: Table = Table::Problems;

    fn write(&self, table: &mut TableWriter) -> Result<(), StoreError> {
        let Self { source, document_sha256, locator, posting_id, code, message, at } = self;
        let locator = locator.as_ref().map(Locator::to_string);
        table
            .row()?
            .text(source.as_str())
            .digest(*document_sha256)
            .text(locator.as_deref())
            .text(posting_id.as_deref())
            .text(code.as_str())
            .text(message.as_str())
            .text((!at.is_empty()).then_some(at.as_str()));
        Ok(())
    }

    fn read(batch: &RecordBatch) -> Result<Vec<Self>, ParquetError> {
        let batch = Batch(batch);
        let (source, code) = (batch.word("source")?, batch.word("code")?);
        let (document, locator) = (batch.digests("document_sha256")?, batch.texts("locator")?);
        let (posting, message, place) = (batch.texts("posting_id")?, batch.texts("message")?, batch.texts("at")?);
        let row = |row| Self {
            source: source.owned(row).unwrap_or_default(),
            document_sha256: digest_at(document, row),
            locator: at(locator, row).and_then(parse_locator),
            posting_id: at(posting, row).map(str::to_owned),
            code: code.owned(row).unwrap_or_default(),
            message: at(message, row).unwrap_or_default().to_owned(),
            at: at(place, row).unwrap_or_default().to_owned(),
        };
        Ok((0..batch.0.num_rows()).map(row).collect())
    }
}
