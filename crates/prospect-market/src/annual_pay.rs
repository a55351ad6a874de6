//! Yearly base pay of a posting by the model's rule, at the rates that the caller brings.

use crate::Lookup;
use prospect_model::{Month, PayRow};

pub(crate) use prospect_model::AnnualPay;

/// Reads the base pay of a posting of that month.
pub(crate) fn annual_pay<'a>(
    pays: impl IntoIterator<Item = &'a PayRow>,
    month: Month,
    lookup: &dyn Lookup,
) -> AnnualPay {
    prospect_model::annual_pay(pays, month, |currency, month| lookup.usd_rate(currency, month))
}
