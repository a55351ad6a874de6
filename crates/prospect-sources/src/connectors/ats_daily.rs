//! Openings of career sites by day, as an archive of Parquet files: which were there, not what they say.
//!
//! A file with the column `snapshot_date` lists what was open on a day, one without lists openings with their titles as
//! they were first seen. There is no text, so there are no postings: the files tell how long openings stay.
//!
//! Not here: reading them (`prospect-store`, the only crate that knows Parquet).

use crate::{Connector, ConnectorInfo, Format, Parse, Parsed, Terms};

pub(super) const CONNECTOR: Connector = Connector {
    info: ConnectorInfo {
        id: "ats-daily",
        also: &[],
        title: "openings of career sites by day (Parquet files, no texts)",
        frame: "openings on career sites that were looked at from day to day",
        is_denominator: false,
        media_type: "application/vnd.apache.parquet",
        terms: Terms::OWN_FILES,
    },
    formats: &[Format { is: |head| head.starts_with("PAR1"), parse: Parse::Document(|_, _| Parsed::default()) }],
    live: None,
};
