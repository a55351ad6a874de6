//! Full text and facts in one query, over the openings of a snapshot or of the shipped history.
//!
//! In: a dataset and the texts of its postings ([`SearchIndex::create`]); a query as people type it ([`Query::parse`],
//! [`Filters::add`]). Out: openings with what is known of them, counts of facets, and how many say nothing to a filter
//! ([`SearchIndex::search`]). A filter or value that nobody knows is an error, never ignored.
//!
//! A row is an opening as its newest posting describes it. Words are looked up in an inverted index; facts are columns
//! of numbers in memory, and a filter is a table with a verdict for each number. Both ways end in the same rows, and
//! there is one way only: the history has an index too, without texts.
//!
//! The only crate that knows tantivy. It writes below the folder that it is given, and has threads of its own; their
//! number is an argument and changes no answer.
//!
//! Not here: where indexes lie and when they are made or removed, what a screen shows (`prospect-cli`).

mod best;
mod columns;
mod error;
mod facets;
mod facts;
mod filters;
mod find;
mod index;
mod matching;
mod near;
mod query;
mod shard;
mod shown;
mod skill_terms;
mod verdicts;
mod words;

pub use error::{QueryError, SearchError};
pub use facets::{Facet, FacetCounts, FacetValue};
pub use facts::OPEN_DAYS;
pub use filters::{Filter, Filters, When, currency_code};
pub use index::{ASIDE, Answer, FORMAT, Hit, SearchIndex, Texts, Unknown};
pub use query::{Clause, Phrase, Query, Sort};
pub use shown::{Shown, ShownPay, ShownPlace, ShownSkill};
pub use skill_terms::SkillTerm;
