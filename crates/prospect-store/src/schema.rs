//! The tables of a snapshot: every column with its type and meaning, in one place.
//!
//! Files hold plain Parquet types without Arrow's own schema, so that every engine sees the same table. Months are
//! the first day of the month. A digest is 32 bytes. A locator is `line 12`, `pointer /jobs/0` or
//! `script 0 pointer /`.
//!
//! A change of this file changes the format of snapshots: see [`crate::FORMAT`].

use arrow_schema::{DataType, Field, Schema};
use std::fmt::Write as _;
use std::sync::Arc;

/// A table of a snapshot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Table {
    /// One row a posting.
    Postings,
    /// One row for each value with words of its own, each piece of evidence, each problem of a posting.
    Facts,
    /// One row for each skill that a posting names.
    Skills,
    /// One row an opening.
    Openings,
    /// One row for each role of a posting that belongs to an opening.
    Observations,
    /// One row for each version of a posting that changed.
    Versions,
    /// One row for each spell of a posting whose board was looked at again and again.
    Watched,
    /// One row for each pair of roles that was merged.
    Merges,
    /// One row an employer.
    Employers,
    /// One row for each thing noticed and not usable.
    Problems,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Whole number from 0 to 2³²−1.
    Number,
    /// Whole number that never falls from row to row: stored as differences.
    Position,
    /// Number with fraction, 64 bits.
    Amount,
    /// Number with fraction, 32 bits.
    Ratio,
    /// Yes or no.
    Flag,
    /// Day, UTC.
    Day,
    /// Text that is rarely the same twice.
    Text,
    /// Long text, compressed fast.
    LongText,
    /// Text of few different values.
    Word,
    /// List of such texts.
    Words,
    /// List of whole numbers from 0 to 2³²−1.
    Numbers,
    /// SHA-256.
    Digest,
}

/// A column of a table.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Name in the file.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Whether a row may have no value. A list is empty instead.
    pub is_nullable: bool,
    /// What it means.
    pub doc: &'static str,
}

const fn column(name: &'static str, kind: Kind, doc: &'static str) -> Column {
    Column { name, kind, is_nullable: false, doc }
}

const fn maybe(name: &'static str, kind: Kind, doc: &'static str) -> Column {
    Column { name, kind, is_nullable: true, doc }
}

const POSTINGS: &[Column] = &[
    column("posting_idx", Kind::Position, "number of the posting in this snapshot, from 0, by source, time and id"),
    column("source", Kind::Word, "id of the source"),
    column("posting_id", Kind::Text, "the source's own id, unique within the source"),
    column("document_sha256", Kind::Digest, "document that holds it, as it came"),
    column("locator", Kind::Text, "place inside the document"),
    maybe("posted", Kind::Day, "day of publication"),
    maybe("month", Kind::Day, "month that it counts for"),
    maybe("url", Kind::Text, "public address"),
    maybe("poster", Kind::Word, "opaque key of the account that published it"),
    maybe("employer", Kind::Word, "hiring organisation as written"),
    maybe("is_offer", Kind::Flag, "whether it offers at least one job"),
    column("titles", Kind::Words, "titles as written"),
    column("role_titles", Kind::Words, "title of each offered role, empty where it has none"),
    column("role_seniority", Kind::Words, "levels in each role's title, joined by a space; empty for none"),
    column("role_role_family", Kind::Words, "kinds of work in each role's title, joined by a space; empty for none"),
    column("seniority", Kind::Words, "levels named"),
    column("role_family", Kind::Words, "kinds of work"),
    column("work_modes", Kind::Words, "work modes that are possible"),
    column("remote_scope", Kind::Words, "where remote workers must be"),
    maybe("remote_scope_text", Kind::Text, "the words of the scope"),
    column("employment", Kind::Words, "forms of engagement"),
    column("education", Kind::Words, "education asked"),
    column("soft_skills", Kind::Words, "soft skills asked"),
    column("domain", Kind::Words, "what is built, the surest first"),
    column("domain_paths", Kind::Words, "narrower fields within domains that the words name"),
    column("visa", Kind::Word, "work permit sponsorship"),
    maybe("equity", Kind::Flag, "whether equity is offered"),
    maybe("language", Kind::Word, "ISO 639-1 code of its language"),
    maybe("field_title", Kind::Text, "title that the source states in a field"),
    maybe("field_employer", Kind::Word, "employer that the source states in a field"),
    maybe("field_location", Kind::Word, "work place that the source states in a field"),
    maybe("field_pay", Kind::Text, "pay that the source states in a field"),
    maybe("field_employment", Kind::Word, "employment type that the source states in a field"),
    maybe("field_work_mode", Kind::Word, "work mode that the source states in a field"),
    maybe("field_remote_scope", Kind::Word, "remote scope that the source states in a field"),
    column("facts_schema", Kind::Number, "number of the readers' output contract"),
    column("is_html", Kind::Flag, "whether the body came as HTML, of which `text` is the plain text"),
    column("text_sha256", Kind::Digest, "digest of the plain text"),
    maybe("text", Kind::LongText, "plain text, which byte ranges refer to; none when it may not be kept"),
];

const FACTS: &[Column] = &[
    column("posting_idx", Kind::Position, "posting that it was read from"),
    column("row", Kind::Word, "`item`: a value with words of its own; `evidence`: why a field holds; `problem`"),
    column("field", Kind::Word, "fact: `pay`, `years`, `places`, `roles`, `accepts_instead`, `employer`, …"),
    column("item", Kind::Number, "place in the list of that field, from 0"),
    maybe("value", Kind::Word, "the value as text: JSON of an item or a list, a plain word else, a problem's message"),
    maybe("text", Kind::Word, "the words of an item as written"),
    maybe("in", Kind::Word, "where it was read: `text`, `field`, `rule`"),
    maybe("start", Kind::Number, "first byte in the posting's text"),
    maybe("end", Kind::Number, "byte after the last"),
    maybe("path", Kind::Word, "path of the source's field; place of a problem"),
    maybe("rule", Kind::Word, "rule that read it; code of a problem"),
    column("based_on", Kind::Words, "facts that a rule concluded from"),
    maybe("min", Kind::Amount, "least pay or years"),
    maybe("max", Kind::Amount, "most pay or years"),
    maybe("currency", Kind::Word, "ISO 4217 code of pay"),
    maybe("period", Kind::Word, "what one payment covers"),
    maybe("kind", Kind::Word, "what the amount of pay is"),
    maybe("city", Kind::Word, "city of a place"),
    maybe("country", Kind::Word, "ISO 3166-1 alpha-2 code of a place"),
    maybe("region", Kind::Word, "ISO 3166-2 code of a place's first-level region"),
    maybe("of", Kind::Word, "what years are of, as written"),
    column("flags", Kind::Words, "what was assumed or noticed about pay"),
    column("any_of", Kind::Words, "ids of skills of which one is enough, of what is accepted instead"),
    maybe("trains", Kind::Flag, "whether the posting teaches what is missing, of what is accepted instead"),
    column("roles", Kind::Numbers, "roles of the posting, from 0, that have it to themselves; empty: it is all roles'"),
];

const SKILLS: &[Column] = &[
    column("posting_idx", Kind::Position, "posting that names it"),
    column("skill_id", Kind::Word, "id in the lexicon"),
    column("name", Kind::Word, "canonical name"),
    column("kind", Kind::Word, "what sort of skill it is"),
    column("need", Kind::Word, "strongest need that the posting gives"),
    column("text", Kind::Word, "the words as written"),
    maybe("start", Kind::Number, "first byte in the posting's text"),
    maybe("end", Kind::Number, "byte after the last"),
    maybe("path", Kind::Word, "path of the source's field where it was read from one"),
    maybe("rule", Kind::Word, "rule that read it"),
    column("roles", Kind::Numbers, "roles of the posting, from 0, that have it to themselves; empty: it is all roles'"),
];

const OPENINGS: &[Column] = &[
    column("opening_id", Kind::Text, "id from its earliest posting"),
    maybe("employer_id", Kind::Number, "its employer"),
    column("title", Kind::Word, "title of its earliest posting that names one"),
    column("seniority", Kind::Words, "levels named"),
    column("role_family", Kind::Words, "kinds of work"),
    maybe("first_seen", Kind::Day, "first day seen"),
    maybe("last_seen", Kind::Day, "last day seen"),
    column("n_postings", Kind::Number, "number of its postings"),
    maybe("closed", Kind::Day, "day on which all of its watched postings were gone; none: not gone, or not watched"),
];

const OBSERVATIONS: &[Column] = &[
    column("opening_id", Kind::Text, "opening that was seen"),
    column("posting_idx", Kind::Number, "posting that shows it"),
    column("posting_id", Kind::Text, "the source's own id of that posting"),
    column("source", Kind::Word, "its source"),
    column("role_idx", Kind::Number, "role of that posting, from 0"),
    column("spell", Kind::Number, "number of the spell inside the opening, from 0: a long gap begins a new one"),
    maybe("posted", Kind::Day, "day of publication"),
    maybe("month", Kind::Day, "month that it counts for"),
];

const VERSIONS: &[Column] = &[
    column("source", Kind::Word, "id of the source"),
    column("posting_id", Kind::Text, "the source's own id"),
    column("document_sha256", Kind::Digest, "document that held it"),
    column("locator", Kind::Text, "place inside the document"),
    column("text_sha256", Kind::Digest, "digest of its plain text there"),
    maybe("seen", Kind::Day, "day that this version was first seen"),
    column("version", Kind::Number, "number of the version, from 0, in order of time; only postings of two or more"),
    column("changed", Kind::Words, "what is not as in the version before: `title`, `pay`, `text`; empty for the first"),
    maybe("title", Kind::Text, "title in this version"),
    maybe("pay", Kind::Text, "words of the pay in this version, joined by `; `"),
];

const WATCHED: &[Column] = &[
    column("source", Kind::Word, "id of the source"),
    maybe("board", Kind::Word, "the board's name at its service"),
    column("posting_id", Kind::Text, "the source's own id"),
    column("spell", Kind::Number, "number of the spell of this posting, from 0: over 60 days unseen begin a new one"),
    maybe("employer", Kind::Word, "hiring organisation as written"),
    maybe("title", Kind::Text, "title as written"),
    maybe("published", Kind::Day, "day of publication as the source states it"),
    column("first_seen", Kind::Day, "day of the first look that showed it"),
    column("last_seen", Kind::Day, "day of the last look that showed it"),
    column("n_looks", Kind::Number, "looks that showed it"),
    column("n_missed", Kind::Number, "whole looks between these two days that did not show it"),
    column(
        "is_start_seen",
        Kind::Flag,
        "whether a whole look before it did not show it, so that its beginning was seen",
    ),
    maybe(
        "closed",
        Kind::Day,
        "day of the first whole look after the last that showed it, or of its removal as told; \
                                none: there at the last whole look, or nobody knows",
    ),
];

const MERGES: &[Column] = &[
    column("opening_id", Kind::Text, "opening that both roles became"),
    column("posting_a", Kind::Number, "earlier posting"),
    column("role_a", Kind::Number, "its role, from 0"),
    column("posting_b", Kind::Number, "later posting"),
    column("role_b", Kind::Number, "its role, from 0"),
    column("reason", Kind::Word, "why they are the same"),
    maybe("similarity", Kind::Ratio, "similarity of the words, 0 to 1, where it was computed"),
];

const EMPLOYERS: &[Column] = &[
    column("employer_id", Kind::Number, "number of the employer in this snapshot"),
    column("name", Kind::Text, "canonical name"),
    column("aliases", Kind::Words, "other spellings"),
    column("n_postings", Kind::Number, "number of its postings"),
    column("n_openings", Kind::Number, "number of its openings"),
];

const PROBLEMS: &[Column] = &[
    column("source", Kind::Word, "id of the source"),
    maybe("document_sha256", Kind::Digest, "document that it was noticed in"),
    maybe("locator", Kind::Text, "place inside the document"),
    maybe("posting_id", Kind::Text, "posting that it was noticed in"),
    column("code", Kind::Word, "what kind of problem it is"),
    column("message", Kind::Text, "what was wrong"),
    maybe("at", Kind::Text, "where in the record"),
];

impl Table {
    /// Every table, in the order of the documentation.
    pub const ALL: &'static [Self] = &[
        Self::Postings,
        Self::Facts,
        Self::Skills,
        Self::Openings,
        Self::Observations,
        Self::Versions,
        Self::Watched,
        Self::Merges,
        Self::Employers,
        Self::Problems,
    ];

    /// Its name; the file is called so, with `.parquet`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Postings => "postings",
            Self::Facts => "facts",
            Self::Skills => "skills",
            Self::Openings => "openings",
            Self::Observations => "observations",
            Self::Versions => "versions",
            Self::Watched => "watched",
            Self::Merges => "merges",
            Self::Employers => "employers",
            Self::Problems => "problems",
        }
    }

    /// Its columns, in the order of the file.
    #[must_use]
    pub const fn columns(self) -> &'static [Column] {
        match self {
            Self::Postings => POSTINGS,
            Self::Facts => FACTS,
            Self::Skills => SKILLS,
            Self::Openings => OPENINGS,
            Self::Observations => OBSERVATIONS,
            Self::Versions => VERSIONS,
            Self::Watched => WATCHED,
            Self::Merges => MERGES,
            Self::Employers => EMPLOYERS,
            Self::Problems => PROBLEMS,
        }
    }

    /// The first format of snapshots that has it.
    #[must_use]
    pub const fn since(self) -> u32 {
        match self {
            Self::Watched => 3,
            _ => 1,
        }
    }

    /// Name of its file in a snapshot's folder.
    #[must_use]
    pub fn file_name(self) -> String {
        format!("{}.parquet", self.name())
    }

    /// The schema that files are written with.
    pub(crate) fn write_schema(self) -> Arc<Schema> {
        self.schema(&DataType::Utf8, |_| true)
    }

    /// The schema that files are read with: few different values stay numbers into a dictionary. A file of an older
    /// format lacks some columns; `has` says which it holds.
    pub(crate) fn read_schema(self, has: impl Fn(&str) -> bool) -> Arc<Schema> {
        self.schema(&DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8)), has)
    }

    fn schema(self, word: &DataType, has: impl Fn(&str) -> bool) -> Arc<Schema> {
        let field = |column: &Column| {
            let kind = match column.kind {
                Kind::Number | Kind::Position => DataType::UInt32,
                Kind::Amount => DataType::Float64,
                Kind::Ratio => DataType::Float32,
                Kind::Flag => DataType::Boolean,
                Kind::Day => DataType::Date32,
                Kind::Text | Kind::LongText => DataType::Utf8,
                Kind::Word => word.clone(),
                Kind::Words => DataType::List(Arc::new(Field::new(ELEMENT, word.clone(), false))),
                Kind::Numbers => DataType::List(Arc::new(Field::new(ELEMENT, DataType::UInt32, false))),
                Kind::Digest => DataType::FixedSizeBinary(32),
            };
            Field::new(column.name, kind, column.is_nullable)
        };
        Arc::new(Schema::new(self.columns().iter().filter(|it| has(it.name)).map(field).collect::<Vec<_>>()))
    }
}

/// Name of a list's items in the file, as the Parquet specification has it.
pub(crate) const ELEMENT: &str = "element";

/// Every table as text, one line a column; what the documentation shows.
#[must_use]
pub fn describe() -> String {
    let mut text = String::new();
    for table in Table::ALL {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{}", table.file_name());
        for column in table.columns() {
            let kind = match column.kind {
                Kind::Number | Kind::Position => "uint32",
                Kind::Amount => "double",
                Kind::Ratio => "float",
                Kind::Flag => "boolean",
                Kind::Day => "date",
                Kind::Text | Kind::LongText | Kind::Word => "string",
                Kind::Words => "list<string>",
                Kind::Numbers => "list<uint32>",
                Kind::Digest => "fixed(32)",
            };
            let null = if column.is_nullable { "?" } else { "" };
            let _ = writeln!(text, "  {}: {kind}{null} - {}", column.name, column.doc);
        }
    }
    text
}
