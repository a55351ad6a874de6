//! The shipped history: one Parquet file of facts without text, small enough to lie inside the program.
//!
//! In: the rows that questions read, and where in the texts their facts were read. Out: one file of one row a
//! posting, and the same rows again. Written once a release, so it may take its time; read at every start.
//!
//! What can be told from the rest is left out and found again on reading:
//! - an opening is named where it is first seen (`role_repeat` 0); later observations say how many openings ago
//!   that was. Its id is `<source>/<posting id>/<role number from 1>` of that posting, its title the first that is
//!   not empty, its employer the posting's, its days the first and last of its postings; where the dataset says
//!   otherwise, the columns `opening_*` of the first posting hold what it says.
//! - an address that is a fixed beginning and then the id is an empty text (the beginning is in the metadata).
//! - a span is its start as the distance from the end of the span before it in the same list (a negative distance
//!   `d` as `-2d-1`, any other as `2d`), and its length, both in bytes. A value without words in the text has none.
//! - what a role of several has to itself is one entry in the lists `own_*`: the role, the sort of fact, and its
//!   place in the posting's list of that sort, or its name where it stands in the role's title.
//!
//! Employers and skills are numbered anew on reading, by first appearance; what they are called stays.

mod read;
mod table;
mod write;

use prospect_model::{PostingRow, Sha256};

pub use read::{extras, posting, read};
pub use write::write;

/// Format of the history that this build writes, and the newest that it reads.
///
/// 1: the first. 2: roles' own facts, regions of places, what is accepted instead, soft skills.
pub const FORMAT: u32 = 2;

/// Bytes of a posting's text, from `start` up to, not including, `end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// Byte after the last; not before `start`.
    pub end: u32,
}

/// What the history says of a posting beyond its [`PostingRow`]: how to check it against the public text.
///
/// Each list is parallel to the row's list of the same name; `None` for what was read from a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HistoryExtra {
    /// Digest of the plain text.
    pub text_sha256: Sha256,
    /// Where each skill was read.
    pub skills: Vec<Option<Span>>,
    /// Where each pay was read.
    pub pay: Vec<Option<Span>>,
    /// Where the years were read.
    pub years: Vec<Option<Span>>,
    /// Where each place was read.
    pub places: Vec<Option<Span>>,
}

impl HistoryExtra {
    /// The spans of a posting's facts, as its readers gave them.
    #[must_use]
    pub fn of(built: &crate::BuiltPosting) -> Self {
        let span = |words: &prospect_model::Words| Some(Span { start: words.start?, end: words.end? });
        let facts = &built.facts;
        Self {
            text_sha256: built.text_sha256,
            skills: facts.skills.iter().map(|it| span(&it.words)).collect(),
            pay: facts.pay.iter().map(|it| span(&it.words)).collect(),
            years: facts.years.iter().map(|it| span(&it.words)).collect(),
            places: facts.places.iter().map(|it| span(&it.words)).collect(),
        }
    }

    /// Whether every list is as long as the row's.
    fn fits(&self, row: &PostingRow) -> bool {
        self.skills.len() == row.skills.len()
            && self.pay.len() == row.pay.len()
            && self.years.len() == row.years.len()
            && self.places.len() == row.places.len()
    }
}

/// What the file says of itself, in the footer, as JSON under [`METADATA_KEY`].
#[derive(Clone, Debug, Default, serde::Serialize, serde::Deserialize)]
struct Metadata {
    format: u32,
    snapshot_id: String,
    reader_version: String,
    sources: Vec<crate::SourceCounts>,
    /// Beginning of addresses, by source; empty where there is no common one.
    url_beginnings: Vec<String>,
    n_openings: u64,
}

/// Key of the file's metadata.
const METADATA_KEY: &str = "prospect.history";

/// Sorts of facts that a role has to itself, as column `own_sort` names them.
const OWN_SENIORITY: &str = "seniority";
const OWN_FAMILY: &str = "role_family";
const OWN_PAY: &str = "pay";
const OWN_PLACE: &str = "place";
const OWN_SKILL: &str = "skill";
