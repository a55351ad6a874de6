//! Reads a least pay as people type it: `90k EUR`.

use crate::money::currency;
use prospect_model::PayFloor;

/// Why a least pay could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PayFloorError {
    /// It is not a number with a currency.
    #[error("`{0}` is no yearly pay; expected an amount and a currency, for example `90k EUR`")]
    Pay(String),
    /// A currency without a rate.
    #[error("no currency `{0}`; expected an ISO 4217 code, for example `EUR`")]
    Currency(String),
}

/// Reads yearly pay as an amount and a currency in either order: `90k EUR`, `USD 120000`, `85,000 gbp`.
///
/// # Errors
/// Text that is not that; a currency that has no rate.
pub fn pay_floor(text: &str) -> Result<PayFloor, PayFloorError> {
    let wrong = || PayFloorError::Pay(text.to_owned());
    let is_of_amount = |c: char| c.is_ascii_digit() || matches!(c, ',' | '.' | '_');
    let start = text.find(|c: char| c.is_ascii_digit()).ok_or_else(wrong)?;
    let (before, rest) = text.split_at_checked(start).ok_or_else(wrong)?;
    let (amount, after) =
        rest.split_at_checked(rest.find(|c| !is_of_amount(c)).unwrap_or(rest.len())).ok_or_else(wrong)?;
    let (thousands, after) = match after.strip_prefix(['k', 'K']) {
        Some(after) => (1_000, after),
        None => (1, after),
    };
    let amount: u64 = amount.replace([',', '_'], "").parse().map_err(|_| wrong())?;
    let code = match (before.trim(), after.trim()) {
        (code, "") | ("", code) if !code.is_empty() => code.to_uppercase(),
        _ => return Err(wrong()),
    };
    if code != "USD" && currency(&code).is_none() {
        return Err(PayFloorError::Currency(code));
    }
    let per_year = amount.checked_mul(thousands).filter(|amount| *amount > 0).ok_or_else(wrong)?;
    Ok(PayFloor { per_year, currency: code })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_pay(text: &str, expected: Option<(u64, &str)>) {
        let actual = pay_floor(text).ok();
        assert_eq!(actual.as_ref().map(|floor| (floor.per_year, floor.currency.as_str())), expected, "{text}");
    }

    #[test]
    fn pay_is_an_amount_and_a_currency() {
        check_pay("90k EUR", Some((90_000, "EUR")));
        check_pay("USD 120000", Some((120_000, "USD")));
        check_pay("85,000 gbp", Some((85_000, "GBP")));
        check_pay("90k", None);
        check_pay("90k bananas", None);
        check_pay("EUR", None);
        check_pay("0 EUR", None);
        check_pay("EUR 90k USD", None);
        check_pay("99999999999999999999999 EUR", None);
    }
}
