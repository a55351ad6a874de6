//! Estimates shares, their differences and their ratios, each with a 95 % interval.
//!
//! Input are [`Sum`]s over the same [`Replicates`](crate::Replicates); output is the value in the sample
//! and the 2.5 % and 97.5 % quantiles of its values over the replicates (percentile interval).
//! Source: Efron, Tibshirani, "An Introduction to the Bootstrap", Chapman & Hall 1993, chapter 13.

use crate::{Sum, quantile_sorted};

/// Lower end of a two-sided 95 % interval.
const LOW: f64 = 0.025;
/// Upper end of a two-sided 95 % interval.
const HIGH: f64 = 0.975;

/// A value with its 95 % interval, in one unit.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Estimate {
    /// The value in the sample.
    pub value: f64,
    /// Lower end of the interval.
    pub low: f64,
    /// Upper end of the interval.
    pub high: f64,
}

/// A share with what is needed to judge it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Share {
    /// The share, 0 to 1, with its cluster-bootstrap interval.
    pub estimate: Estimate,
    /// Things that have the property.
    pub numerator: u64,
    /// Things that could have it.
    pub denominator: u64,
    /// Clusters behind the denominator.
    pub n_clusters: usize,
    /// Variance over the replicates divided by the variance of as many independent draws: how much the
    /// clusters cost. `None` where the share is 0 or 1.
    pub design_effect: Option<f64>,
}

/// The share of `part` in `whole`, where everything in `part` is also in `whole`; `None` when `whole` is
/// empty or was never drawn.
#[must_use]
pub fn share(part: &Sum, whole: &Sum) -> Option<Share> {
    if whole.total == 0 {
        return None;
    }
    let value = part.total as f64 / whole.total as f64;
    let mut values = ratios(part, whole).flatten().collect::<Vec<f64>>();
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let variance = values.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / (n - 1.0);
    let independent = value * (1.0 - value) / whole.total as f64;
    Some(Share {
        estimate: percentile_interval(value, &mut values)?,
        numerator: part.total,
        denominator: whole.total,
        n_clusters: whole.n_clusters,
        design_effect: (independent > 0.0 && n > 1.0).then(|| variance / independent),
    })
}

/// The first share minus the second, with the interval of the difference: replicate by replicate, because
/// the same employers may be behind both. Each share is `(part, whole)`.
#[must_use]
pub fn difference(first: (&Sum, &Sum), second: (&Sum, &Sum)) -> Option<Estimate> {
    paired(first, second, |a, b| Some(a - b))
}

/// The first share divided by the second, with its interval, replicate by replicate. `None` when the second
/// is 0; replicates in which it is 0 are left out.
#[must_use]
pub fn ratio_of_shares(first: (&Sum, &Sum), second: (&Sum, &Sum)) -> Option<Estimate> {
    paired(first, second, |a, b| (b > 0.0).then(|| a / b))
}

fn paired(first: (&Sum, &Sum), second: (&Sum, &Sum), join: impl Fn(f64, f64) -> Option<f64>) -> Option<Estimate> {
    if first.1.total == 0 || second.1.total == 0 {
        return None;
    }
    let value = join(first.0.total as f64 / first.1.total as f64, second.0.total as f64 / second.1.total as f64)?;
    let pairs = ratios(first.0, first.1).zip(ratios(second.0, second.1));
    let mut values: Vec<f64> = pairs.filter_map(|(a, b)| join(a?, b?)).collect();
    percentile_interval(value, &mut values)
}

/// The share in each replicate; `None` in a replicate that drew nothing of the whole.
fn ratios<'a>(part: &'a Sum, whole: &'a Sum) -> impl Iterator<Item = Option<f64>> + 'a {
    let pairs = part.replicates.iter().zip(&whole.replicates);
    pairs.map(|(&part, &whole)| (whole > 0).then(|| f64::from(part) / f64::from(whole)))
}

/// `value` with the 2.5 % and 97.5 % quantiles of `values`; `None` without values.
pub(crate) fn percentile_interval(value: f64, values: &mut [f64]) -> Option<Estimate> {
    values.sort_unstable_by(f64::total_cmp);
    Some(Estimate { value, low: quantile_sorted(values, LOW)?, high: quantile_sorted(values, HIGH)? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Counts, Replicates, SplitMix64, wilson};

    #[test]
    fn share_of_singletons_agrees_with_wilson() {
        let replicates = Replicates::draw(1_000, 2_000, 5);
        let (part, whole) = (replicates.sum(&Counts::of(0..300)), replicates.sum(&Counts::of(0..1_000)));
        let share = share(&part, &whole).unwrap();
        let wilson = wilson(300, 1_000).unwrap();
        assert!((share.estimate.low - wilson.low).abs() < 0.004, "{share:?} {wilson:?}");
        assert!((share.estimate.high - wilson.high).abs() < 0.004, "{share:?} {wilson:?}");
        assert!((share.design_effect.unwrap() - 1.0).abs() < 0.1, "{share:?}");
    }

    #[test]
    fn clusters_that_agree_within_widen_the_interval() {
        // 100 clusters of 10 that have the property all or none: the design effect is 10.
        let replicates = Replicates::draw(100, 2_000, 5);
        let of = |clusters: std::ops::Range<u32>| replicates.sum(&Counts::of(clusters.flat_map(|c| [c; 10])));
        let share = share(&of(0..30), &of(0..100)).unwrap();
        assert!((share.design_effect.unwrap() - 10.0).abs() < 1.0, "{share:?}");
    }

    #[test]
    fn difference_of_a_share_with_itself_is_zero() {
        let replicates = Replicates::draw(50, 200, 5);
        let (part, whole) = (replicates.sum(&Counts::of(0..20)), replicates.sum(&Counts::of(0..50)));
        assert_eq!(difference((&part, &whole), (&part, &whole)), Some(Estimate::default()));
        let one = Estimate { value: 1.0, low: 1.0, high: 1.0 };
        assert_eq!(ratio_of_shares((&part, &whole), (&part, &whole)), Some(one));
    }

    #[test]
    fn nothing_has_no_share() {
        let replicates = Replicates::draw(3, 100, 1);
        let empty = replicates.sum(&Counts::default());
        let whole = replicates.sum(&Counts::of([0, 1, 2]));
        assert_eq!(share(&empty, &empty), None);
        assert_eq!(ratio_of_shares((&whole, &whole), (&empty, &whole)), None);
        assert_eq!(share(&empty, &whole).map(|x| (x.numerator, x.design_effect)), Some((0, None)));
    }

    #[test]
    fn intervals_cover_the_truth_about_as_often_as_they_say() {
        // 150 employers with 1 to 8 openings each and a share of their own around 20 %.
        let mut rng = SplitMix64::new(2026);
        let (n_draws, mut n_covered) = (400, 0);
        for draw in 0..n_draws {
            let (mut part, mut whole) = (Vec::new(), Vec::new());
            for cluster in 0..150 {
                let own = if rng.next_f64() < 0.25 { 0.5 } else { 0.1 };
                for _ in 0..=rng.below(8) {
                    whole.push(cluster);
                    if rng.next_f64() < own {
                        part.push(cluster);
                    }
                }
            }
            let replicates = Replicates::draw(150, 400, draw);
            let share = share(&replicates.sum(&Counts::of(part)), &replicates.sum(&Counts::of(whole))).unwrap();
            n_covered += u32::from((share.estimate.low..=share.estimate.high).contains(&0.2));
        }
        let coverage = f64::from(n_covered) / n_draws as f64;
        assert!((0.91..=0.985).contains(&coverage), "{coverage}");
    }
}
