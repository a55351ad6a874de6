//! No way to apply.

use crate::phrases::Phrases;
use crate::{Draft, Finding, Level, Place};
use std::sync::LazyLock;

declare_rule! {
    /// ## What it does
    /// Flags a posting that names no address, no link and no other way to apply.
    ///
    /// ## Why it matters
    /// Who wants the job cannot say so.
    ///
    /// ## Flagged
    /// ```text
    /// Acme | Rust Engineer | Berlin
    /// We build tools for farms.
    /// ```
    /// ## Accepted
    /// ```text
    /// Acme | Rust Engineer | Berlin
    /// We build tools for farms. Write to jobs at acme dot example.
    /// ```
    /// ## Sources
    /// Google Search Central, structured data for job postings: `directApply` and the posting's page.
    "missing-apply-route", Heuristic, check
}

static ROUTES: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::new(&[
        "apply",
        "applying",
        "applications",
        "application",
        "email",
        "e-mail",
        "mail",
        "mailto",
        "http",
        "https",
        "www",
        "contact",
        "reach out",
        "reach me",
        "get in touch",
        "in touch",
        "resume",
        "resumes",
        "cv",
        "cover letter",
        "dm",
        "message me",
        "write to",
        "write us",
        "write me",
        "ping me",
        "ping us",
        "profile",
        "bewerben",
        "bewerbung",
        "linkedin",
        "twitter",
        "github",
        "say hi",
        "say hello",
        "talk to us",
        "call us",
        "jobs page",
        "careers page",
        "careers",
        "let me know",
        "find me",
        "find us",
        "send",
        "postuler",
        "candidature",
        "solicitud",
        "aplikuj",
        "respond",
        "reply",
        "comment below",
    ])
});

fn check(draft: &Draft<'_>, report: &mut dyn FnMut(Finding)) {
    // A thread's own address is where the posting stands, not where one applies.
    let has_page = draft.posting.url.as_deref().is_some_and(|url| !url.contains("news.ycombinator.com"));
    let text = draft.text;
    let has_route = has_page
        || draft.facts.offer == Some(false)
        || text.contains('@')
        || ROUTES.is_in(text)
        || has_domain(text)
        || [" dot ", "(dot)", "[dot]", "(at)", "[at]", " at)"].iter().any(|spelled| text.contains(spelled));
    if !has_route {
        report(Finding::new(
            Level::Heuristic,
            Place::Whole {},
            "no link, address or other way to apply".to_owned(),
            "Who wants the job cannot say so.",
            "End with one line: where to apply, and what to send.".to_owned(),
        ));
    }
}

/// Whether a word looks like the address of a site: `acme.example`, `jobs.acme.io/rust`.
fn has_domain(text: &str) -> bool {
    // Dot by dot: most words have none.
    text.match_indices('.').any(|(dot, _)| {
        let behind = text.get(dot + 1..).unwrap_or_default();
        let n_letters = behind.bytes().take_while(u8::is_ascii_lowercase).take(7).count();
        let is_closed = !behind.get(n_letters..).is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
        let before = text.get(..dot).unwrap_or_default().bytes().rev().take_while(u8::is_ascii_alphanumeric).take(2);
        (2..=6).contains(&n_letters) && is_closed && before.count() == 2
    })
}
