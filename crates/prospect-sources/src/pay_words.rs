//! Pay that a service states as numbers, in words that the pay reader knows.

/// "120000-150000 USD per year"; `None` without any amount. A unit is a word for one period ("year", "hour") or
/// what a service writes in its place ("per-year-salary", "1 YEAR", "YEARLY").
pub(crate) fn pay_words(
    min: Option<&str>,
    max: Option<&str>,
    currency: Option<&str>,
    unit: Option<&str>,
) -> Option<String> {
    let mut words = match (min, max) {
        (Some(min), Some(max)) if min != max => format!("{min}-{max}"),
        (Some(min), Some(_)) => min.to_owned(),
        (Some(min), None) => format!("from {min}"),
        (None, Some(max)) => format!("up to {max}"),
        (None, None) => return None,
    };
    if let Some(currency) = currency {
        words.push(' ');
        words.push_str(currency);
    }
    if let Some(unit) = unit {
        words.push_str(" per ");
        words.push_str(&period(unit));
    }
    Some(words)
}

/// The period that a service's word means; the word itself where we do not know it.
fn period(unit: &str) -> String {
    let lower = unit.to_lowercase();
    const PERIODS: [(&str, &str); 12] = [
        ("year", "year"),
        ("annual", "year"),
        ("annum", "year"),
        ("month", "month"),
        ("week", "week"),
        ("daily", "day"),
        ("day", "day"),
        ("hour", "hour"),
        ("yr", "year"),
        ("hr", "hour"),
        ("mo", "month"),
        ("wk", "week"),
    ];
    PERIODS.iter().find(|(sign, _)| lower.contains(sign)).map_or(lower.clone(), |(_, period)| (*period).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_currency_and_period_become_words() {
        let words = |min, max, unit| pay_words(min, max, Some("EUR"), unit);
        assert_eq!(words(Some("60000"), Some("75000"), Some("year")).as_deref(), Some("60000-75000 EUR per year"));
        assert_eq!(words(Some("60"), Some("60"), Some("per-hour-wage")).as_deref(), Some("60 EUR per hour"));
        assert_eq!(words(Some("4500"), None, Some("1 MONTH")).as_deref(), Some("from 4500 EUR per month"));
        assert_eq!(words(None, Some("9000"), None).as_deref(), Some("up to 9000 EUR"));
        assert_eq!(words(None, None, Some("year")), None);
    }
}
