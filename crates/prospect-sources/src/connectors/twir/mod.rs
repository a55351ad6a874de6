//! This Week in Rust, the newsletter: the job lines of its issues, as Markdown files of its repository or as archive
//! lines.
//!
//! A closed panel of Rust jobs from 2017 to June 2022: nothing can be a share of it, and an issue after that only
//! links the hiring thread on r/rust.

mod archive;
mod issue;

use crate::{Connector, ConnectorInfo, Format, Parse, Terms};

pub(super) const CONNECTOR: Connector = Connector {
    info: ConnectorInfo {
        id: "twir",
        also: &["this-week-in-rust", "thisweekinrust"],
        title: "This Week in Rust, job lines of its issues",
        frame: "job lines of This Week in Rust",
        is_denominator: false,
        media_type: "text/markdown",
        terms: Terms {
            summary: "texts under CC BY-SA 4.0: what is passed on of them stays under it; figures do not",
            url: Some("https://github.com/rust-lang/this-week-in-rust"),
            licence: Some("CC-BY-SA-4.0"),
            attribution: Some("name This Week in Rust and its licence"),
            allows_statistics: true,
        },
    },
    formats: &[
        Format { is: |head| head.line_has(&["issue_date", "raw"]), parse: Parse::Lines(archive::parse) },
        Format {
            is: |head| head.starts_with("Title:") && head.contains("This Week in Rust") && head.contains("\nDate:"),
            parse: Parse::Document(issue::parse),
        },
    ],
    live: None,
};
