//! Connectors: turn the answers of places that publish postings into postings and problems.
//!
//! A connector plans what to ask ([`Live`]) and parses what came; it never fetches and knows no file. Line-based
//! formats are parsed record by record, so that an archive of any size streams; other formats document by document.
//! One broken record never loses its neighbours: it becomes a [`Problem`].
//!
//! Not here: decompression and storage (`prospect-store`), reading facts (`prospect-extract`).

mod account;
mod address;
mod answer;
mod array;
mod connectors;
mod cut;
mod days;
mod html;
mod json;
mod jsonld;
mod markdown;
mod pay_words;
mod plan;
mod sniff;
mod terms;
mod xml;

pub use array::{ArraySplitter, End};
pub use connectors::{ALL, by_id};
pub use jsonld::job_posting;
pub use plan::{Listing, Live, Request, recognise};
pub use sniff::{Head, SNIFF_BYTES, sniff};
pub use terms::Terms;

use prospect_model::{Locator, Posting, Problem, Sha256};

/// What a connector is, for listings and for the frame of a statistic.
#[derive(Debug)]
pub struct ConnectorInfo {
    /// Id, the word after `--source` and the `source` of its postings.
    pub id: &'static str,
    /// Other spellings that people type for it.
    pub also: &'static [&'static str],
    /// What it reads, for people.
    pub title: &'static str,
    /// What its postings are, for a sentence about a figure: "comments in the Hacker News hiring threads".
    pub frame: &'static str,
    /// Whether shares may be computed within it: its postings are not chosen by technology.
    pub is_denominator: bool,
    /// Media type of its documents, unpacked.
    pub media_type: &'static str,
    /// What the source allows and asks for.
    pub terms: Terms,
}

/// What a connector needs to know of the document at hand.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// Digest of the document's bytes as they came.
    pub document: Sha256,
    /// Address that the document came from, when it came from one.
    pub url: Option<&'a str>,
    /// Name of the employer whose board the document is, from a table of boards: what postings get where the service
    /// does not name their employer. Never a guess from the board's address.
    pub employer: Option<&'a str>,
}

/// Parses one line: `Ok(None)` for a line that holds no record (an empty one), `Err` for a record that is
/// lost, and a pushed problem for a record that goes in with something missing.
pub type ParseLine = fn(&[u8], &Locator, Context<'_>, &mut Vec<Problem>) -> Result<Option<Posting>, Problem>;

/// Parses one item of a document that is a JSON array; what it holds is added to the outcome.
pub type ParseItem = fn(&[u8], &Locator, Context<'_>, &mut Parsed);

/// How a document is parsed.
#[derive(Clone, Copy)]
pub enum Parse {
    /// One record a line.
    Lines(ParseLine),
    /// One record an item of the array that the whole document is: arrays too large to be parsed at once.
    Items(ParseItem),
    /// A whole document at once.
    Document(fn(&[u8], Context<'_>) -> Parsed),
}

/// One shape in which a source gives its postings.
pub struct Format {
    /// Whether a document that starts so has this shape.
    pub is: fn(&Head<'_>) -> bool,
    /// How it is parsed.
    pub parse: Parse,
}

/// A connector: what it is, the shapes that it parses, and how it is asked where it can be.
pub struct Connector {
    /// What it is.
    pub info: ConnectorInfo,
    /// Its shapes, the strictest first; the last one is taken for what none of them knows.
    pub formats: &'static [Format],
    /// How the live service is asked; `None` for what comes from files only.
    pub live: Option<&'static Live>,
}

impl Connector {
    /// Whether its documents are tables of the openings that were there on a day: they hold no postings, and
    /// `prospect-store` reads them.
    #[must_use]
    pub fn is_of_days(&self) -> bool {
        self.info.media_type == "application/vnd.apache.parquet"
    }

    /// How the document that starts with these (unpacked) bytes is parsed.
    #[must_use]
    pub fn parse_of(&self, head: &[u8]) -> Parse {
        let head = Head::new(head);
        let format = self.formats.iter().find(|format| (format.is)(&head)).or(self.formats.last());
        format.map_or(Parse::Document(|_, _| Parsed::default()), |format| format.parse)
    }
}

/// What a document held.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Parsed {
    /// Postings with their places in the document.
    pub postings: Vec<(Locator, Posting)>,
    /// Ids of postings that the source says are gone, with the place where it says so.
    pub removed: Vec<(Locator, String)>,
    /// What could not be used, each with its place.
    pub problems: Vec<Problem>,
}
