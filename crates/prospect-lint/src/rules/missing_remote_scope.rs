//! Remote, but from where?

use crate::{Draft, Finding, Level, Place};
use prospect_model::{Evidence, WorkMode};

declare_rule! {
    /// ## What it does
    /// Flags remote work that does not say in which countries or time zones a person may be.
    ///
    /// ## Why it matters
    /// "Remote" means "within one country" in some postings and "anywhere" in others; a reader abroad must ask or
    /// skip, and Google's listing of jobs asks for the countries of remote work.
    ///
    /// ## Flagged
    /// ```text
    /// Acme | Senior Rust Engineer | Remote
    /// Apply at jobs@acme.example.
    /// ```
    /// ## Accepted
    /// ```text
    /// Acme | Senior Rust Engineer | Remote (EU)
    /// Apply at jobs@acme.example.
    /// ```
    /// ```text
    /// Acme | Senior Rust Engineer | Remote, worldwide
    /// Apply at jobs@acme.example.
    /// ```
    /// ## Sources
    /// Google Search Central, structured data for job postings: `applicantLocationRequirements`.
    "missing-remote-scope", Heuristic, check
}

fn check(draft: &Draft<'_>, report: &mut dyn FnMut(Finding)) {
    let facts = draft.facts;
    if !facts.work_modes.contains(&WorkMode::Remote) || !facts.remote_scope.is_empty() || facts.offer == Some(false) {
        return;
    }
    let place = facts.evidence.get("work_modes").into_iter().flatten().find_map(|evidence| match evidence {
        Evidence::Text { start, end, .. } => {
            let words = draft.text.get(*start as usize..*end as usize)?;
            words.to_ascii_lowercase().contains("remote").then_some(Place::Text { start: *start, end: *end })
        }
        Evidence::Field { path, .. } => Some(Place::Field { path: path.to_string() }),
        Evidence::Rule { .. } => None,
    });
    report(Finding::new(
        Level::Heuristic,
        place.unwrap_or(Place::Whole {}),
        "remote, but it does not say where a person may be".to_owned(),
        "A reader in another country or time zone cannot tell whether to apply.",
        "Name the countries or the hours of overlap: \"Remote (EU)\", \"Remote, 4 hours of overlap with CET\", \"Remote, worldwide\".".to_owned(),
    ));
}
