//! Remote and not remote.

use crate::phrases::{Phrases, place};
use crate::{Draft, Finding, Level};
use std::sync::LazyLock;

declare_rule! {
    /// ## What it does
    /// Flags a posting that calls one job fully remote and also says that it is done at the office.
    ///
    /// ## Why it matters
    /// People who need the one do not apply for fear of the other, and people who apply find out late.
    ///
    /// ## Flagged
    /// ```text
    /// Acme | Rust Engineer | Fully remote
    /// You will be in our Berlin office five days a week.
    /// Work on site, 5 days a week in the office.
    /// ```
    /// ## Accepted
    /// ```text
    /// Acme | Rust Engineer | Fully remote
    /// You can visit our Berlin office when you like.
    /// ```
    /// ## Sources
    /// Plain consistency. Postings of several roles are left alone: each role may differ.
    "contradictory-mode", Heuristic, check
}

static REMOTE: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::new(&["fully remote", "100% remote", "remote only", "remote-only", "completely remote", "full remote"])
});
static ONSITE: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::new(&[
        "no remote",
        "not remote",
        "onsite only",
        "on-site only",
        "on site only",
        "in-office only",
        "5 days a week in the office",
        "five days a week in the office",
        "5 days per week in the office",
        "5 days a week on site",
        "5 days in the office",
        "5 days in office",
        "5 days onsite",
        "5 days on-site",
        "in the office 5 days a week",
        "in the office five days a week",
        "office five days a week",
        "office 5 days a week",
        "no remote work",
        "remote work is not possible",
        "must work onsite",
        "must work on-site",
    ])
});

fn check(draft: &Draft<'_>, report: &mut dyn FnMut(Finding)) {
    if draft.facts.roles.len() > 1 {
        return;
    }
    let Some((remote_start, remote_end, _)) = REMOTE.find(draft.text).next() else { return };
    let Some((start, end, _)) = ONSITE.find(draft.text).next() else { return };
    let words = |start, end| draft.text.get(start..end).unwrap_or_default();
    report(Finding::new(
        Level::Heuristic,
        place(start, end),
        format!("`{}` here, `{}` elsewhere", words(start, end), words(remote_start, remote_end)),
        "Both cannot hold for one job.",
        "Say how many days at the office, and whether a person may live elsewhere.".to_owned(),
    ));
}
