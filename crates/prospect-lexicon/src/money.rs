//! Currencies, and what they were worth.
//!
//! In: ISO 4217 codes, ISO 3166-1 alpha-2 codes, months. Out: names and signs of currencies, the usual
//! currency of a country, US dollars for one unit in a month. From `data/money/`.
//!
//! Not here: amounts in text (`prospect-extract`), what to convert (`prospect-market`).

use prospect_model::Month;

#[path = "generated/money.rs"]
#[rustfmt::skip]
mod generated;

/// A currency as `data/money/currencies.toml` records it.
#[derive(Debug, PartialEq)]
pub struct Currency {
    /// ISO 4217 code.
    pub code: &'static str,
    /// English name.
    pub name: &'static str,
    /// Digits after the point in the smallest unit, 0 to 4.
    pub minor_units: u8,
    /// ISO 3166-1 alpha-2 codes of the countries that use it, sorted.
    pub countries: &'static [&'static str],
    /// Signs of this currency alone ("€", "A$"), as written.
    pub signs: &'static [&'static str],
    /// Signs that other currencies have too ("$", "kr"): a country has to decide.
    pub shared_signs: &'static [&'static str],
    /// Words for it, in any case ("euros").
    pub words: &'static [&'static str],
    /// Whether the bare code is read in text.
    pub is_read: bool,
    /// The other currency of a fixed rate, and the units of this one for one unit of that.
    pub peg: Option<(&'static str, f64)>,
}

/// Monthly rates of one currency, in units for one US dollar.
struct Series {
    code: &'static str,
    /// [`Month::index`] of the first rate.
    first: i32,
    /// Averages of successive months; 0 where a month is missing.
    months: &'static [f64],
    /// Averages of years.
    years: &'static [(u16, f64)],
}

/// How many months back a rate may lie to stand for a month without one.
///
/// Two years: the currencies of the table moved by 7 % in the median over 24 months since 2010, and by less
/// than 23 % in nine of ten cases; a usual pay range is wider than the former.
pub const RATE_AGE_MAX_MONTHS: i32 = 24;

/// Every currency, sorted by code.
#[must_use]
pub fn currencies() -> &'static [Currency] {
    generated::CURRENCIES
}

/// The currency of an ISO 4217 code; `None` for an unknown one.
#[must_use]
pub fn currency(code: &str) -> Option<&'static Currency> {
    let at = generated::CURRENCIES.binary_search_by(|currency| currency.code.cmp(code)).ok()?;
    generated::CURRENCIES.get(at)
}

/// The ISO 4217 code of a country's usual currency, by ISO 3166-1 alpha-2 code in capitals.
#[must_use]
pub fn currency_of_country(iso2: &str) -> Option<&'static str> {
    let at = generated::BY_COUNTRY.binary_search_by(|(country, _)| (*country).cmp(iso2)).ok()?;
    generated::BY_COUNTRY.get(at).map(|(_, code)| *code)
}

/// US dollars for one unit of a currency in a month.
///
/// The average of the month; where the table has none, of that year; else of the nearest earlier month or
/// year that ended at most [`RATE_AGE_MAX_MONTHS`] before. A pegged currency goes by its peg. `None` for a
/// currency or a time outside the table: nothing is guessed.
#[must_use]
pub fn usd_rate(currency_code: &str, month: Month) -> Option<f64> {
    if currency_code == "USD" {
        return Some(1.0);
    }
    if let Some((other, units)) = currency(currency_code).and_then(|currency| currency.peg) {
        // One step only: pegs lead to the dollar or the euro.
        let dollars = if other == "USD" { 1.0 } else { usd_rate_of_series(other, month)? };
        return Some(dollars / units);
    }
    usd_rate_of_series(currency_code, month)
}

fn usd_rate_of_series(currency_code: &str, month: Month) -> Option<f64> {
    let at = generated::SERIES.binary_search_by(|series| series.code.cmp(currency_code)).ok()?;
    let series = generated::SERIES.get(at)?;
    (0..=RATE_AGE_MAX_MONTHS)
        .find_map(|age_months| {
            let index = month.index() - age_months;
            let of_month = usize::try_from(index - series.first).ok().and_then(|at| series.months.get(at)).copied();
            let of_year = || {
                let then = Month::from_index(index)?;
                let is_usable = age_months == 0 || then.month == 12;
                series.years.iter().find(|(year, _)| is_usable && *year == then.year).map(|(_, units)| *units)
            };
            of_month.filter(|units| *units > 0.0).or_else(of_year)
        })
        .map(|units| 1.0 / units)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn month(text: &str) -> Month {
        Month::parse(text).expect("a month")
    }

    #[track_caller]
    fn check(code: &str, text: &str, expected: Option<&str>) {
        let rate = usd_rate(code, month(text)).map(|rate| format!("{rate:.4}"));
        assert_eq!(rate.as_deref(), expected, "{code} {text}");
    }

    #[test]
    fn a_month_in_the_table_has_its_own_rate() {
        check("USD", "2011-01", Some("1.0000"));
        check("EUR", "2026-06", Some("1.1515"));
        check("GBP", "2026-06", Some("1.3339"));
        check("JPY", "2026-06", Some("0.0062"));
    }

    #[test]
    fn a_later_month_takes_the_newest_rate_for_two_years() {
        check("EUR", "2028-06", Some("1.1515"));
        check("EUR", "2028-07", None);
    }

    #[test]
    fn nothing_is_guessed_outside_the_table() {
        check("EUR", "2009-12", None);
        check("PLN", "2020-01", None);
        check("eur", "2020-01", None);
        check("", "2020-01", None);
    }

    #[test]
    fn pegs_lead_to_the_dollar() {
        check("AED", "2015-05", Some("0.2723"));
        let (lev, euro) = (usd_rate("BGN", month("2019-03")), usd_rate("EUR", month("2019-03")));
        assert!((euro.unwrap() / lev.unwrap() - 1.95583).abs() < 1e-9);
    }

    #[test]
    fn countries_and_codes_lead_to_each_other() {
        for (country, code) in [("DE", "EUR"), ("CH", "CHF"), ("US", "USD"), ("GB", "GBP"), ("IN", "INR")] {
            assert_eq!(currency_of_country(country), Some(code));
        }
        assert_eq!(currency_of_country("ZZ"), None);
        for currency in currencies() {
            for country in currency.countries {
                assert_eq!(currency_of_country(country), Some(currency.code));
            }
            assert_eq!(super::currency(currency.code), Some(currency));
        }
    }

    #[test]
    fn every_series_is_a_known_currency_with_plausible_steps() {
        for series in generated::SERIES {
            assert!(currency(series.code).is_some());
            for pair in series.months.windows(2) {
                assert!((0.5..2.0).contains(&(pair[1] / pair[0])), "{}: {pair:?}", series.code);
            }
        }
    }
}
