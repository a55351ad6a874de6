//! Pay under that of comparable openings.

use crate::{Draft, Finding, Level};
use prospect_model::PayKind;

declare_rule! {
    /// ## What it does
    /// Flags pay that is surely lower than that of three quarters of comparable openings.
    ///
    /// ## Why it matters
    /// People compare; a posting in the lowest quarter waits longer or finds people who leave.
    ///
    /// ## Flagged
    /// ```text
    /// paying-more: 0.92 0.85 0.97
    /// Acme | Senior Rust Engineer | Berlin | 40,000-45,000 EUR a year
    /// ```
    /// ## Accepted
    /// ```text
    /// paying-more: 0.45 0.33 0.57
    /// Acme | Senior Rust Engineer | Berlin | 85,000-95,000 EUR a year
    /// ```
    /// ```text
    /// paying-more: 0.83 0.70 0.94
    /// Acme | Senior Rust Engineer | Berlin | 40,000-45,000 EUR a year
    /// ```
    /// ## Sources
    /// Measured on the user's own snapshot or the shipped history, by the rule of `docs/lint.md`: who is compared, what is
    /// given up where they are few, and that 30 openings of 8 employers are the least. The interval must lie in the
    /// lowest quarter as a whole.
    "pay-below-market", Field, check
}

/// The share of comparable openings that pay more above which pay is called low, for sure: at the lower end of the
/// interval.
const LOW: f64 = 0.75;

fn check(draft: &Draft<'_>, report: &mut dyn FnMut(Finding)) {
    let (Some(market), Some(pay)) = (draft.market, draft.facts.pay.first()) else { return };
    // Of several roles or levels each has its own pay and its own market.
    if draft.facts.roles.len() > 1 || draft.facts.pay.len() > 1 || pay.kind != PayKind::Base {
        return;
    }
    let Some(more) = market.share_paying_more().filter(|more| more.low > LOW) else { return };
    report(Finding::new(
        Level::Field,
        Draft::place(&pay.words),
        format!("{:.0} % of comparable openings pay more than `{}`", more.value * 100.0, pay.words.text),
        format!(
            "Compared with {} that state pay, n = {}; 95 % interval {:.0} to {:.0} %.",
            more.comparable,
            more.n,
            more.low * 100.0,
            more.high * 100.0
        ),
        "Raise it, or say what makes up for it: equity, fewer hours, training.".to_owned(),
    ));
}
