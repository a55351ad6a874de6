//! Connectors: turn the answers of places that publish postings into postings and problems.
//!
//! A connector parses; it never fetches and knows no file. Line-based formats are parsed record by record,
//! so that an archive of any size streams; other formats document by document. One broken record never
//! loses its neighbours: it becomes a [`Problem`].
//!
//! Not here: decompression and storage (`prospect-store`), reading facts (`prospect-extract`).

mod connectors;
mod json;
mod jsonld;
mod sniff;

pub use connectors::{ALL, by_id};
pub use jsonld::job_posting;
pub use sniff::{SNIFF_BYTES, sniff};

use prospect_model::{Locator, Posting, Problem, Sha256};

/// What a connector is, for listings and for the frame of a statistic.
#[derive(Debug)]
pub struct ConnectorInfo {
    /// Id, the word after `--source` and the `source` of its postings.
    pub id: &'static str,
    /// What it reads, for people.
    pub title: &'static str,
    /// What its postings are, for a sentence about a figure: "comments in the Hacker News hiring threads".
    pub frame: &'static str,
    /// Whether shares may be computed within it: its postings are not chosen by technology.
    pub is_denominator: bool,
    /// Media type of its documents, unpacked.
    pub media_type: &'static str,
}

/// What a connector needs to know of the document at hand.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// Digest of the document's bytes as they came.
    pub document: Sha256,
    /// Address that the document came from, when it came from one.
    pub url: Option<&'a str>,
}

/// Parses one line: `Ok(None)` for a line that holds no record (an empty one), `Err` for a record that is
/// lost, and a pushed problem for a record that goes in with something missing.
pub type ParseLine = fn(&[u8], &Locator, Context<'_>, &mut Vec<Problem>) -> Result<Option<Posting>, Problem>;

/// How a connector parses.
pub enum Parse {
    /// One record a line.
    Lines(ParseLine),
    /// A whole document at once.
    Document(fn(&[u8], Context<'_>) -> Parsed),
}

/// A connector: what it is and how it parses.
pub struct Connector {
    /// What it is.
    pub info: ConnectorInfo,
    /// How it parses.
    pub parse: Parse,
}

/// What a document held.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Parsed {
    /// Postings with their places in the document.
    pub postings: Vec<(Locator, Posting)>,
    /// What could not be used, each with its place.
    pub problems: Vec<Problem>,
}
