//! The questions over a snapshot, and their report.
//!
//! Input is a [`Dataset`](prospect_model::Dataset) and [`Options`]; output is a [`Report`]: a plain tree of
//! figures, each with its finding in words, its definition, its counts, its intervals and the ids of the
//! postings behind it. [`render`] turns a report, and nothing else, into HTML, Markdown, CSV and JSON.
//!
//! A question is one file in `questions/` and one line in its registry. The same dataset and options give
//! the same bytes at any number of threads.
//!
//! Not here: reading files (`prospect-store`), estimators (`prospect-stats`), the command line.

mod annual_pay;
pub mod benchmark;
mod breakdown;
mod build;
mod filter;
mod frame;
mod knowledge;
mod labelled;
mod number;
mod options;
mod panel;
mod questions;
pub mod render;
mod report;
mod verify;

pub use build::report;
pub use filter::Filter;
pub use frame::{FrameOpening, frame};
pub use knowledge::{Citation, Hiring, HiringSample, Knowledge, Section, Work, Works, YearCount, hiring};
pub use options::{Lookup, NoLookup, Options};
pub use questions::{QuestionInfo, profile_skills, questions};
pub use report::{
    About, Cell, Chart, Column, ColumnKind, Figure, LineSeries, Mark, Need, Note, Panel, Point, PostingId,
    QuartileCell, RangeRow, Report, Request, Row, SCHEMA, Sample, SourceLine, Table, Unit, Window,
};
pub use verify::{Difference, Form, Stamp, differences};
