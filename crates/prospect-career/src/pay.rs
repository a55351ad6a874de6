//! Yearly base pay of an opening in US dollars, by the rules of the report (`prospect_model::annual_pay`), at the
//! rates of the lexicon.

use prospect_lexicon::money::usd_rate;
use prospect_model::{Month, PayRow, annual_pay, most_a_year};

/// The log-midpoint of the base pay, US dollars a year; the geometric mean of several. `None` without base pay that
/// has two ends, a known rate and a usual size.
pub(crate) fn midpoint<'a>(pays: impl Iterator<Item = &'a PayRow>, month: Month) -> Option<f64> {
    annual_pay(pays, month, usd_rate).usd
}

/// The most that an opening says it pays, US dollars a year. `None` when it does not say.
pub(crate) fn most<'a>(pays: impl Iterator<Item = &'a PayRow>, month: Month) -> Option<f64> {
    most_a_year(pays, month, usd_rate)
}
