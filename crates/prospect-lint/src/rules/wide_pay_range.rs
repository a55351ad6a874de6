//! A pay range that tells nothing.

use crate::{Draft, Finding, Level};
use prospect_model::PayKind;

declare_rule! {
    /// ## What it does
    /// Flags a range of base pay whose upper end is more than twice its lower end, and an upper end without a lower one.
    ///
    /// ## Why it matters
    /// Such a range covers several levels, so nobody can tell where an offer would lie; laws on pay in adverts ask
    /// for a range in good faith.
    ///
    /// ## Flagged
    /// ```text
    /// Acme | Rust Engineer | Berlin
    /// Salary: 60,000 - 180,000 EUR per year.
    /// ```
    /// ## Accepted
    /// ```text
    /// Acme | Rust Engineer | Berlin
    /// Salary: 80,000 - 110,000 EUR per year.
    /// ```
    /// ## Sources
    /// The factor of two is the practice of reviewers of postings, not a law.
    "wide-pay-range", Heuristic, check
}

/// Largest upper end over lower end that still says something.
const RATIO_MAX: u64 = 2;

fn check(draft: &Draft<'_>, report: &mut dyn FnMut(Finding)) {
    // One entry only: a table by level or place explains its width itself, and one range for several roles is
    // as wide as the roles.
    let bases: Vec<_> = draft.facts.pay.iter().filter(|pay| pay.kind == PayKind::Base).collect();
    let ([pay], true) = (&bases[..], draft.facts.roles.len() <= 1) else { return };
    let what = match (pay.min, pay.max) {
        (Some(min), Some(max)) if min > 0 && max / min >= RATIO_MAX && max > min.saturating_mul(RATIO_MAX) => {
            format!("`{}` spans a factor of {:.1}", pay.words.text, max as f64 / min as f64)
        }
        (None, Some(_)) => format!("`{}` has no lower end", pay.words.text),
        _ => return,
    };
    report(Finding::new(
        Level::Heuristic,
        Draft::place(&pay.words),
        what,
        "Nobody can tell from it where an offer would lie.",
        "Give the range for this level; give each level its own range if there are several.".to_owned(),
    ));
}
