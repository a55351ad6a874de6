//! Documents and snapshots on disk: what came in is kept byte for byte, what was derived appears whole or not at all.
//!
//! In: bytes of sources ([`Home::add_document`]), and postings with their facts ([`Home::snapshot_writer`]).
//! Out: the documents again ([`Home::open_document`], [`unpack`]), tables that every engine reads ([`schema`]), the
//! rows that questions read ([`Snapshot::dataset`]), single postings ([`Snapshot::posting`]), and the one-file
//! facts-only history that ships with the program ([`history`]).
//!
//! One writer at a time ([`Home::lock`]); readers never wait. Every change on disk is: write aside, fsync, rename,
//! fsync the folder. This is the only crate that knows Parquet. Synchronous, and without threads of its own.
//!
//! Not here: fetching, parsing documents, reading facts, merging openings, answering questions.

mod built;
mod columns;
mod dataset;
mod disk;
mod documents;
mod error;
mod facts;
mod gc;
mod gzip;
pub mod history;
mod home;
mod lock;
mod log;
mod looks;
mod manifest;
mod postings;
mod records;
pub mod schema;
mod settings;
mod skills;
mod snapshot;
mod table;
mod unpack;
pub mod watched;
mod whole_lines;
mod writer;
mod zst;

#[cfg(test)]
mod tests;

pub use built::BuiltPosting;
pub use documents::{Added, DocumentEntry, DocumentMeta, InLook, Seen};
pub use error::StoreError;
pub use gc::{DEFAULT_SNAPSHOTS_KEPT, Removed};
pub use home::Home;
pub use lock::{Wait, WriterLock};
pub use looks::{Look, LookOutcome, LookRequest};
pub use manifest::{FORMAT, Manifest, ManifestParts, SourceCounts, TableFile};
pub use records::{
    EmployerRecord, MergeRecord, ObservationRecord, OpeningRecord, ProblemRecord, VersionRecord, WatchedRecord,
};
pub use snapshot::Snapshot;
pub use unpack::{Packing, Unpacked, unpack};
pub use writer::{FactsWriter, PostingsWriter, SkillsWriter, SnapshotWriter};
