//! Pay under that of comparable openings.

use crate::{Draft, Finding, Level, Place};

declare_rule! {
    /// ## What it does
    /// Flags pay that is lower than that of three quarters of comparable openings.
    ///
    /// ## Why it matters
    /// People compare; a posting in the lowest quarter waits longer or finds people who leave.
    ///
    /// ## Flagged
    /// ```text
    /// pay-percentile: 0.08
    /// n: 64
    /// Acme | Senior Rust Engineer | Berlin | 40,000-45,000 EUR a year
    /// ```
    /// ## Accepted
    /// ```text
    /// pay-percentile: 0.55
    /// n: 64
    /// Acme | Senior Rust Engineer | Berlin | 85,000-95,000 EUR a year
    /// ```
    /// ```text
    /// pay-percentile: 0.08
    /// n: 12
    /// Acme | Senior Rust Engineer | Berlin | 40,000-45,000 EUR a year
    /// ```
    /// ## Sources
    /// Measured on the user's own snapshot or the shipped history; silent under 30 comparable openings.
    "pay-below-market", Field, check
}

/// Fewest comparable openings that a percentile is told from.
const N_MIN: u64 = 30;
/// The share of comparable openings that pay less under which pay is called low.
const LOW: f64 = 0.25;

fn check(draft: &Draft<'_>, report: &mut dyn FnMut(Finding)) {
    let Some(market) = draft.market else { return };
    let Some(percentile) = market.pay_percentile.filter(|found| found.n >= N_MIN && found.value < LOW) else { return };
    let Some(pay) = draft.facts.pay.first() else { return };
    let place = Draft::place(&pay.words);
    debug_assert!(place != Place::Whole {}, "pay has words");
    report(Finding::new(
        Level::Field,
        place,
        format!("`{}` is more than {:.0} % of comparable openings pay", pay.words.text, percentile.value * 100.0),
        format!("Compared with {}, n = {}.", market.comparable, percentile.n),
        "Raise it, or say what makes up for it: equity, fewer hours, training.".to_owned(),
    ));
}
