//! Labels of openings that were drawn at random: what a share of readings is corrected by.
//!
//! Records of `data/accuracy/`: what the openings say, not what the readers make of them, so that they hold for every
//! version of the readers.

use crate::{Date, Domain, Month, Visa, WorkMode};

/// Labelled openings of one source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LabelSet {
    /// Id of the source.
    pub source: &'static str,
    /// First month that openings were drawn from, by their first posting.
    pub first: Month,
    /// Last month, included.
    pub last: Month,
    /// Postings of these months that offered a job when they were drawn.
    pub n_postings: u32,
    /// Command that drew them.
    pub drawn_by: &'static str,
    /// Day of the last label.
    pub labelled: Date,
    /// How they were labelled, for a sentence.
    pub how: &'static str,
    /// What openings were drawn from, each part at random.
    pub strata: &'static [LabelStratum],
    /// The openings, sorted by posting and role.
    pub openings: &'static [LabelledOpening],
}

/// A part of the openings, of which some were drawn at random.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LabelStratum {
    /// Name.
    pub name: &'static str,
    /// What is in it, for a sentence.
    pub what: &'static str,
    /// Openings that could be drawn.
    pub n_frame: u32,
    /// Openings that were.
    pub n_drawn: u32,
    /// Whether no text of it has the word Rust: then none names it, looked at or not.
    pub has_no_rust: bool,
}

/// What the first posting of an opening says of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LabelledOpening {
    /// Id of the posting in its source.
    pub posting: &'static str,
    /// Its role in the posting, from 0.
    pub role: u32,
    /// Index into the strata.
    pub stratum: u32,
    /// Languages that it asks for, wishes or uses, by skill id; of C++, Go, Java, Python, Rust and TypeScript only.
    pub languages: &'static [&'static str],
    /// Work modes that the posting allows.
    pub work_modes: &'static [WorkMode],
    /// Whether base pay is stated for it.
    pub states_pay: bool,
    /// What the posting says of work permits.
    pub visa: Visa,
    /// Whether it names an entry level.
    pub is_entry_level: bool,
    /// Whether it names the level senior.
    pub is_senior: bool,
    /// Countries of its work places; of GB and US only.
    pub countries: &'static [&'static str],
    /// What is built, the likeliest first; any of them is right. Empty for what offers no job.
    pub domains: &'static [Domain],
}
