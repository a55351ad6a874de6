//! Says how sure a ranking is: an interval for the rank of each of several things.
//!
//! Input are values with their replicates; output is, for each, its rank and the ranks it may have. The
//! quantiles of bootstrapped ranks would be the obvious interval, and are wrong where neighbours are nearly
//! equal, which is where one asks. Instead each thing is compared with all others at once: it may have every
//! rank that is left after those surely above and those surely below it.
//!
//! Source: Mogstad, Romano, Shaikh, Wilhelm, "Inference for ranks with applications to mobility across
//! neighbourhoods and academic achievement across countries", Review of Economic Studies 91, 2024, section 3,
//! with the bootstrap's critical values. An interval covers the true rank of its thing in at least 95 %.

use crate::quantile_sorted;
use crate::replicated::{Replicated, standard_deviation};

/// The rank of one of several things, 1 for the largest value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rank {
    /// Rank in the sample; equal values share the best of their ranks.
    pub rank: usize,
    /// The best rank it may have.
    pub low: usize,
    /// The worst rank it may have.
    pub high: usize,
}

/// The ranks of values by falling size with their 95 % intervals, in the order given.
///
/// All must have replicates of one drawing. A value whose replicates are too few or not finite may have any
/// rank. Work and time grow with the square of the number of values.
#[must_use]
pub fn rank_intervals(values: &[Replicated]) -> Vec<Rank> {
    let interval = |(at, own): (usize, &Replicated)| {
        let others: Vec<Comparison<'_>> = values
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != at)
            .map(|(_, other)| Comparison::of(own, other))
            .collect();
        let critical = critical_value(&others);
        let is_sure = |lead: f64, comparison: &Comparison<'_>| match (critical, comparison.standard_error) {
            (Some(critical), Some(error)) => lead > critical * error,
            _ => false,
        };
        let n_above = others.iter().filter(|other| is_sure(other.lead, other)).count();
        let n_below = others.iter().filter(|other| is_sure(-other.lead, other)).count();
        Rank {
            rank: 1 + others.iter().filter(|other| other.lead > 0.0).count(),
            low: 1 + n_above,
            high: values.len() - n_below,
        }
    };
    values.iter().enumerate().map(interval).collect()
}

/// Another value beside a thing's own.
struct Comparison<'a> {
    /// The other's value minus the own.
    lead: f64,
    /// Standard error of the lead; `None` where it cannot be told.
    standard_error: Option<f64>,
    own: &'a [f64],
    other: &'a [f64],
}

impl<'a> Comparison<'a> {
    fn of(own: &'a Replicated, other: &'a Replicated) -> Self {
        let pairs = own.replicates.iter().zip(&other.replicates);
        let leads = pairs.map(|(own, other)| other - own).filter(|lead| lead.is_finite());
        Self {
            lead: other.value - own.value,
            standard_error: standard_deviation(leads),
            own: &own.replicates,
            other: &other.replicates,
        }
    }
}

/// The 95 % quantile of the largest standardised error of any lead; `None` when no lead has an error.
fn critical_value(comparisons: &[Comparison<'_>]) -> Option<f64> {
    let n_replicates = comparisons.iter().map(|comparison| comparison.own.len()).max()?;
    let mut largest = vec![0.0_f64; n_replicates];
    let mut n_compared = 0;
    for comparison in comparisons {
        let Some(error) = comparison.standard_error.filter(|error| *error > 0.0) else { continue };
        n_compared += 1;
        for (largest, (own, other)) in largest.iter_mut().zip(comparison.own.iter().zip(comparison.other)) {
            let deviation = ((other - own) - comparison.lead).abs() / error;
            // A comparison with NaN is false, which leaves out replicates without a value.
            if deviation > *largest {
                *largest = deviation;
            }
        }
    }
    largest.sort_unstable_by(f64::total_cmp);
    if n_compared == 0 { comparisons.first().map(|_| 0.0) } else { quantile_sorted(&largest, 0.95) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SplitMix64;

    fn item(rng: &mut SplitMix64, value: f64) -> Replicated {
        let replicates = (0..500).map(|_| value + rng.next_f64() + rng.next_f64() - 1.0).collect();
        Replicated { value, replicates }
    }

    #[track_caller]
    fn check(values: &[f64], expected: &[(usize, usize, usize)]) {
        let mut rng = SplitMix64::new(3);
        let items: Vec<Replicated> = values.iter().map(|&value| item(&mut rng, value)).collect();
        let ranks: Vec<_> = rank_intervals(&items).iter().map(|rank| (rank.rank, rank.low, rank.high)).collect();
        assert_eq!(ranks, expected);
    }

    #[test]
    fn those_far_apart_have_one_rank_and_neighbours_share() {
        check(&[10.0, 50.0, 10.1, -40.0], &[(3, 2, 3), (1, 1, 1), (2, 2, 3), (4, 4, 4)]);
        check(&[1.0], &[(1, 1, 1)]);
        check(&[], &[]);
    }

    #[test]
    fn value_without_replicates_may_have_any_rank() {
        let mut rng = SplitMix64::new(3);
        let items = [item(&mut rng, 5.0), Replicated { value: 90.0, replicates: vec![f64::NAN; 500] }];
        let ranks: Vec<_> = rank_intervals(&items).iter().map(|rank| (rank.rank, rank.low, rank.high)).collect();
        assert_eq!(ranks, [(2, 1, 2), (1, 1, 2)]);
    }
}
