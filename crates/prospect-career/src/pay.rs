//! Yearly base pay of an opening in US dollars, by the rules of the report (its note "Pay").
//!
//! Hours count 2,080 to the year, weeks 52, months 12; day rates and fees have no yearly amount.

use prospect_lexicon::money::usd_rate;
use prospect_model::{Month, PayKind, PayRow, Period};

/// Ranges wider than this (max over min) say too little about what is paid; as in the report.
const RANGE_RATIO_MAX: f64 = 3.0;
/// Amounts outside are misread or not for full-time work: 5,000 to 2,000,000 US dollars a year; as in the report.
const USD_PER_YEAR: std::ops::RangeInclusive<f64> = 5_000.0..=2_000_000.0;

/// US dollars a year for one unit of a pay's currency per period; `None` where no rate or no period is known.
fn usd_per_unit(pay: &PayRow, month: Month) -> Option<f64> {
    let per_year = match pay.period? {
        Period::Year => 1.0,
        Period::Month => 12.0,
        Period::Week => 52.0,
        Period::Hour => 2_080.0,
        Period::Day | Period::Total => return None,
    };
    let rate = usd_rate(pay.currency.as_deref()?, month)?;
    (rate.is_finite() && rate > 0.0).then_some(rate * per_year)
}

/// The log-midpoint of the base pay, US dollars a year; the geometric mean of several. `None` without base pay that
/// has two ends, a known rate and a usual size.
pub(crate) fn midpoint<'a>(pays: impl Iterator<Item = &'a PayRow>, month: Month) -> Option<f64> {
    let (mut log_sum, mut n) = (0.0, 0_u32);
    for pay in pays.filter(|pay| pay.kind == PayKind::Base) {
        let (Some(min), Some(max), Some(unit)) = (pay.min, pay.max, usd_per_unit(pay, month)) else { continue };
        let (min, max) = (min.min(max) as f64, min.max(max) as f64);
        let usd = (min * max).sqrt() * unit;
        if min > 0.0 && max / min <= RANGE_RATIO_MAX && USD_PER_YEAR.contains(&usd) {
            log_sum += libm::log(usd);
            n += 1;
        }
    }
    (n > 0).then(|| libm::exp(log_sum / f64::from(n)))
}

/// The most that an opening says it pays, US dollars a year. `None` when it does not say: no pay, an open upper
/// end, or no known rate.
pub(crate) fn most<'a>(pays: impl Iterator<Item = &'a PayRow>, month: Month) -> Option<f64> {
    let mut most: Option<f64> = None;
    for pay in pays.filter(|pay| matches!(pay.kind, PayKind::Base | PayKind::Contract)) {
        let usd = pay.max? as f64 * usd_per_unit(pay, month)?;
        most = Some(most.map_or(usd, |most| most.max(usd)));
    }
    most.filter(|usd| USD_PER_YEAR.contains(usd))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pay(min: Option<u64>, max: Option<u64>, period: Period) -> PayRow {
        PayRow {
            min,
            max,
            currency: Some("USD".to_owned()),
            period: Some(period),
            kind: PayKind::Base,
            is_currency_inferred: false,
            is_period_inferred: false,
        }
    }

    #[test]
    fn pay_has_a_midpoint_and_a_most() {
        let month = Month { year: 2024, month: 5 };
        let rows = [pay(Some(90_000), Some(160_000), Period::Year)];
        assert_eq!(midpoint(rows.iter(), month).map(f64::round), Some(120_000.0));
        assert_eq!(most(rows.iter(), month), Some(160_000.0));
        let open = [pay(Some(90_000), None, Period::Year)];
        assert_eq!((midpoint(open.iter(), month), most(open.iter(), month)), (None, None));
        let odd = [pay(Some(u64::MAX), Some(u64::MAX), Period::Hour)];
        assert_eq!((midpoint(odd.iter(), month), most(odd.iter(), month)), (None, None));
        assert_eq!(most([pay(None, Some(50), Period::Hour)].iter(), month), Some(104_000.0));
    }
}
