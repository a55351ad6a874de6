//! No place and no word on remote work.

use crate::phrases::Phrases;
use crate::place_names::first_place;
use crate::{Draft, Finding, Level, Place};
use std::sync::LazyLock;

declare_rule! {
    /// ## What it does
    /// Flags a posting that names no place anywhere and does not say that the work is remote.
    ///
    /// ## Why it matters
    /// Where the work is done is the first thing that most people need to know; Google's listing of jobs refuses
    /// postings without it.
    ///
    /// ## Flagged
    /// ```text
    /// Acme is looking for a Rust Engineer.
    /// You write firmware. Apply at jobs@acme.example.
    /// ```
    /// ## Accepted
    /// ```text
    /// Acme is looking for a Rust Engineer in Berlin.
    /// You write firmware. Apply at jobs@acme.example.
    /// ```
    /// ```text
    /// Acme is looking for a Rust Engineer.
    /// You write firmware. Our workshop is in the middle of Hamburg, with a view of the harbour.
    /// ```
    /// ## Sources
    /// Google Search Central, structured data for job postings: `jobLocation`, `jobLocationType`.
    "missing-place", Heuristic, check
}

/// Words on where, other than names.
static WHERE: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::new(&[
        "remote",
        "remotely",
        "telecommute",
        "telecommuting",
        "telework",
        "work from home",
        "working from home",
        "wfh",
        "home office",
        "homeoffice",
        "distributed team",
        "distributed company",
        "from anywhere",
        "anywhere in",
        "work anywhere",
        "on-site",
        "onsite",
        "on site",
    ])
});

fn check(draft: &Draft<'_>, report: &mut dyn FnMut(Finding)) {
    let facts = draft.facts;
    let has_place = !facts.places.is_empty()
        || !facts.work_modes.is_empty()
        || !facts.remote_scope.is_empty()
        || draft.posting.fields.location.as_deref().is_some_and(|location| !location.trim().is_empty());
    // What the readers could not place is still there for a person to read.
    if !has_place && facts.offer != Some(false) && !WHERE.is_in(draft.text) && first_place(draft.text).is_none() {
        report(Finding::new(
            Level::Heuristic,
            Place::Whole {},
            "no work place, and no word on remote work".to_owned(),
            "Where the work is done is the first thing that most people need to know.",
            "Name the city and the country, or \"Remote\" with the countries.".to_owned(),
        ));
    }
}
