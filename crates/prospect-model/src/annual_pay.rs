//! Turns the pay that a posting states into one annual amount in US dollars.
//!
//! Input are pay rows and the month of the posting; output is the amount, or the reason why there is none.
//! Only base pay counts. The value of a range is its log-midpoint √(min·max); several ranges of one posting
//! (levels, zones) count with their geometric mean.
//!
//! Not here: reading pay out of text (`prospect-extract`), rates (`prospect-lexicon`): a function of the caller tells
//! what a currency was worth.

use crate::{Month, PayKind, PayRow, Period};

/// Hours in a full-time year: 52 weeks of 40 hours, the US convention.
///
/// Source: US Office of Personnel Management, "Computing hourly rates of pay" (2,087 hours since 1984 for
/// federal staff; surveys of wages, such as the OEWS of the Bureau of Labor Statistics, use 2,080).
const HOURS_PER_YEAR: f64 = 2_080.0;
/// Payments a year where a posting states pay by the month. A 13th payment counts only where stated.
const MONTHS_PER_YEAR: f64 = 12.0;
/// Weeks in a year.
const WEEKS_PER_YEAR: f64 = 52.0;
/// Ranges wider than this (max over min) say too little about what is paid.
const RANGE_RATIO_MAX: f64 = 3.0;
/// Amounts outside are misread or not for full-time work: 5,000 to 2,000,000 US dollars a year, included.
const USD_PER_YEAR: std::ops::RangeInclusive<f64> = 5_000.0..=2_000_000.0;

/// What a posting says about base pay.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct AnnualPay {
    /// Whether base pay is stated at all, in whatever form.
    pub is_stated: bool,
    /// Annual base pay in US dollars; `None` when no stated pay has two ends, a known rate and a usual size.
    pub usd: Option<f64>,
    /// Whether a currency or a period behind `usd` was inferred.
    pub is_inferred: bool,
    /// Whether `usd` comes from an hourly rate.
    pub is_hourly: bool,
    /// Whether pay with one end only was left out.
    pub is_one_sided: bool,
    /// Annual base pay in US dollars where one end alone is stated: at least the first, at most the second.
    pub bounds: Option<(Option<f64>, Option<f64>)>,
    /// Whether a range too wide was left out.
    pub is_wide: bool,
}

/// Reads the base pay of a posting of that month; `usd_rate` tells the US dollars that one unit of a currency (ISO
/// 4217) was worth in a month.
pub fn annual_pay<'a>(
    pays: impl IntoIterator<Item = &'a PayRow>,
    month: Month,
    usd_rate: impl Fn(&str, Month) -> Option<f64>,
) -> AnnualPay {
    let mut answer = AnnualPay::default();
    let (mut log_sum, mut n) = (0.0, 0_u32);
    for pay in pays.into_iter().filter(|pay| pay.kind == PayKind::Base && (pay.min.is_some() || pay.max.is_some())) {
        answer.is_stated = true;
        let (Some(min), Some(max)) = (pay.min, pay.max) else {
            answer.is_one_sided = true;
            let end = |amount: Option<u64>| {
                let usd = amount? as f64 * usd_per_year(pay, month, &usd_rate)?;
                Some(usd).filter(|usd| USD_PER_YEAR.contains(usd))
            };
            let ends = (end(pay.min), end(pay.max));
            answer.bounds = answer.bounds.or(Some(ends).filter(|(low, high)| low.is_some() || high.is_some()));
            continue;
        };
        let (min, max) = (min.min(max) as f64, min.max(max) as f64);
        if min <= 0.0 {
            continue;
        }
        if max / min > RANGE_RATIO_MAX {
            answer.is_wide = true;
            continue;
        }
        let Some(usd_per_year) = usd_per_year(pay, month, &usd_rate) else { continue };
        let usd = (min * max).sqrt() * usd_per_year;
        if !USD_PER_YEAR.contains(&usd) {
            continue;
        }
        log_sum += libm::log(usd);
        n += 1;
        answer.is_inferred |= pay.is_currency_inferred || pay.is_period_inferred;
        answer.is_hourly |= pay.period == Some(Period::Hour);
    }
    answer.usd = (n > 0).then(|| libm::exp(log_sum / f64::from(n)));
    answer
}

/// The most that an opening says it pays, employees or contractors, in US dollars a year. `None` when it does not say:
/// no pay, an open upper end, no known rate, or an amount of no usual size.
pub fn most_a_year<'a>(
    pays: impl IntoIterator<Item = &'a PayRow>,
    month: Month,
    usd_rate: impl Fn(&str, Month) -> Option<f64>,
) -> Option<f64> {
    let mut most: Option<f64> = None;
    for pay in pays.into_iter().filter(|pay| matches!(pay.kind, PayKind::Base | PayKind::Contract)) {
        let usd = pay.max? as f64 * usd_per_year(pay, month, &usd_rate)?;
        most = Some(most.map_or(usd, |most| most.max(usd)));
    }
    most.filter(|usd| USD_PER_YEAR.contains(usd))
}

/// US dollars a year that one unit of the pay is worth; `None` where its period or rate is not known.
fn usd_per_year(pay: &PayRow, month: Month, usd_rate: &impl Fn(&str, Month) -> Option<f64>) -> Option<f64> {
    let per_year = match pay.period {
        Some(Period::Year) => 1.0,
        Some(Period::Month) => MONTHS_PER_YEAR,
        Some(Period::Week) => WEEKS_PER_YEAR,
        Some(Period::Hour) => HOURS_PER_YEAR,
        // Day rates and fees are contracts in all but name: no number of paid days is known.
        Some(Period::Day | Period::Total) | None => return None,
    };
    let rate = usd_rate(pay.currency.as_deref()?, month)?;
    (rate.is_finite() && rate > 0.0).then_some(per_year * rate)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Knows US dollars only.
    fn dollars(currency: &str, _month: Month) -> Option<f64> {
        (currency == "USD").then_some(1.0)
    }

    fn pay(min: Option<u64>, max: Option<u64>, period: Option<Period>) -> PayRow {
        let currency = Some("USD".to_owned());
        let kind = PayKind::Base;
        PayRow { min, max, currency, period, kind, is_currency_inferred: false, is_period_inferred: false }
    }

    #[track_caller]
    fn check(pays: &[PayRow], expected: Option<u64>) {
        let month = Month { year: 2024, month: 5 };
        assert_eq!(annual_pay(pays, month, dollars).usd.map(|usd| usd.round() as u64), expected);
    }

    #[test]
    fn periods_are_annualised_and_day_rates_are_not() {
        check(&[pay(Some(90_000), Some(160_000), Some(Period::Year))], Some(120_000));
        check(&[pay(Some(50), Some(50), Some(Period::Hour))], Some(104_000));
        check(&[pay(Some(5_000), Some(5_000), Some(Period::Month))], Some(60_000));
        check(&[pay(Some(2_000), Some(2_000), Some(Period::Week))], Some(104_000));
        check(&[pay(Some(600), Some(700), Some(Period::Day))], None);
        check(&[pay(Some(60_000), Some(70_000), None)], None);
    }

    #[test]
    fn one_sided_wide_and_odd_pay_has_no_amount() {
        check(&[pay(None, Some(200_000), Some(Period::Year))], None);
        check(&[pay(Some(200_000), None, Some(Period::Year))], None);
        check(&[pay(Some(50_000), Some(151_000), Some(Period::Year))], None);
        check(&[pay(Some(0), Some(0), Some(Period::Year))], None);
        check(&[pay(Some(u64::MAX), Some(u64::MAX), Some(Period::Hour))], None);
        check(
            &[PayRow { currency: Some("DOGE".to_owned()), ..pay(Some(90_000), Some(90_000), Some(Period::Year)) }],
            None,
        );
        check(&[PayRow { kind: PayKind::Ote, ..pay(Some(90_000), Some(90_000), Some(Period::Year)) }], None);
    }

    #[test]
    fn one_end_bounds_the_amount() {
        let bounds = |min, max| {
            let month = Month { year: 2024, month: 5 };
            annual_pay(&[pay(min, max, Some(Period::Month))], month, dollars).bounds
        };
        assert_eq!(bounds(Some(10_000), None), Some((Some(120_000.0), None)));
        assert_eq!(bounds(None, Some(5_000)), Some((None, Some(60_000.0))));
        assert_eq!(bounds(Some(5_000), Some(6_000)), None);
        assert_eq!(bounds(None, Some(u64::MAX)), None);
    }

    #[test]
    fn several_ranges_count_with_their_geometric_mean() {
        let year = Some(Period::Year);
        check(&[pay(Some(80_000), Some(80_000), year), pay(Some(180_000), Some(180_000), year)], Some(120_000));
    }

    #[test]
    fn the_most_needs_an_upper_end_of_all_pay() {
        let most = |pays: &[PayRow]| most_a_year(pays, Month { year: 2024, month: 5 }, dollars);
        assert_eq!(most(&[pay(Some(90_000), Some(160_000), Some(Period::Year))]), Some(160_000.0));
        assert_eq!(most(&[pay(None, Some(50), Some(Period::Hour))]), Some(104_000.0));
        assert_eq!(most(&[pay(Some(90_000), None, Some(Period::Year))]), None);
        assert_eq!(most(&[pay(Some(u64::MAX), Some(u64::MAX), Some(Period::Hour))]), None);
        assert_eq!(most(&[]), None);
    }
}
