//! Rolls months up to years, and compares a year with the one before.
//!
//! Input are the counts of each month; output are counts of years and the ratio of a share to that of a year
//! before. A year is compared over the months that both years have: a year that is half over is set beside
//! the same half, and a missing month is missing on both sides.

use crate::replicated::Replicated;
use crate::share::Estimate;
use crate::{Counts, Replicates};
use prospect_model::Month;

/// One month: what has a property, and what could have it.
#[derive(Clone, Debug, PartialEq)]
pub struct MonthCounts {
    /// The month.
    pub month: Month,
    /// Things that have the property.
    pub part: Counts,
    /// Things that could have it.
    pub whole: Counts,
}

/// The months of one year together.
#[derive(Clone, Debug, PartialEq)]
pub struct YearCounts {
    /// The calendar year.
    pub year: u16,
    /// Months that are in it, 1 to 12; below 12 the year is not whole.
    pub n_months: usize,
    /// Things that have the property.
    pub part: Counts,
    /// Things that could have it.
    pub whole: Counts,
}

/// Adds up the months of each year; years in order. A month that is given twice is added twice and counted
/// once.
#[must_use]
pub fn by_year(months: &[MonthCounts]) -> Vec<YearCounts> {
    let mut order: Vec<&MonthCounts> = months.iter().collect();
    order.sort_by_key(|month| month.month);
    let years = order.chunk_by(|a, b| a.month.year == b.month.year);
    years.filter_map(|months| Some(roll_up(months.first()?.month.year, months))).collect()
}

fn roll_up(year: u16, months: &[&MonthCounts]) -> YearCounts {
    YearCounts {
        year,
        n_months: months.chunk_by(|a, b| a.month == b.month).count(),
        part: Counts::merged(months.iter().map(|month| &month.part)),
        whole: Counts::merged(months.iter().map(|month| &month.whole)),
    }
}

/// A year beside the one before, over the months that both have.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct YearOverYear {
    /// The share of the year divided by that of the year before; `None` when the earlier one is 0.
    pub ratio: Option<Estimate>,
    /// The share of the year minus that of the year before, 0.01 for one percentage point.
    pub difference: Estimate,
    /// Months that both years have, 1 to 12.
    pub n_months: usize,
}

/// Compares a year with the one before; `None` when no month with anything in it is in both.
///
/// The same employers are behind both years, so the interval is that of the ratio in each replicate.
#[must_use]
pub fn year_over_year(replicates: &Replicates, months: &[MonthCounts], year: u16) -> Option<YearOverYear> {
    let before = year.checked_sub(1)?;
    let has = |year: u16, month: u8| months.iter().any(|m| m.month.year == year && m.month.month == month);
    let side = |of: u16, other: u16| {
        let mut side: Vec<&MonthCounts> =
            months.iter().filter(|m| m.month.year == of && has(other, m.month.month)).collect();
        side.sort_by_key(|month| month.month);
        roll_up(of, &side)
    };
    let (now, then) = (side(year, before), side(before, year));
    let share = |side: &YearCounts| Replicated::share(&replicates.sum(&side.part), &replicates.sum(&side.whole));
    let (share_now, share_then) = (share(&now)?, share(&then)?);
    Some(YearOverYear {
        ratio: share_now.join(&share_then, |a, b| a / b).and_then(|ratio| ratio.estimate()),
        difference: share_now.join(&share_then, |a, b| a - b)?.estimate()?,
        n_months: now.n_months,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn month(year: u16, month: u8, part: u32, whole: u32) -> MonthCounts {
        MonthCounts { month: Month { year, month }, part: Counts::of(0..part), whole: Counts::of(0..whole) }
    }

    #[test]
    fn year_is_the_sum_of_its_months() {
        let years = by_year(&[month(2020, 2, 1, 4), month(2019, 12, 2, 5), month(2020, 1, 3, 9), month(2020, 2, 1, 1)]);
        let told: Vec<_> = years.iter().map(|y| (y.year, y.n_months, y.part.total(), y.whole.total())).collect();
        assert_eq!(told, [(2019, 1, 2, 5), (2020, 2, 5, 14)]);
    }

    #[test]
    fn half_a_year_is_set_beside_the_same_half() {
        let months = [month(2019, 1, 10, 50), month(2019, 7, 40, 50), month(2020, 1, 15, 50)];
        let replicates = Replicates::draw(50, 400, 3);
        let change = year_over_year(&replicates, &months, 2020).unwrap();
        assert_eq!(change.n_months, 1);
        assert!((change.ratio.unwrap().value - 1.5).abs() < 1e-12);
        assert!((change.difference.value - 0.1).abs() < 1e-12);
        assert_eq!(year_over_year(&replicates, &months, 2019), None);
        assert_eq!(year_over_year(&replicates, &months, 0), None);
    }

    #[test]
    fn growth_from_nothing_has_no_ratio() {
        let months = [month(2019, 1, 0, 50), month(2020, 1, 15, 50)];
        assert_eq!(year_over_year(&Replicates::draw(50, 100, 3), &months, 2020).unwrap().ratio, None);
    }
}
