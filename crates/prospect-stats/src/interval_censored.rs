//! Estimates a median where some values are known only to lie between bounds: "from 100k", "up to 150k".
//!
//! Input are [`Bounded`] values with their cluster; output are two answers. [`median_bounds`] assumes nothing:
//! the median lies between that of the lower and that of the upper bounds. [`turnbull_median`] assumes that
//! whether a value is stated whole or by one end has nothing to do with its size beyond that bound, and gives
//! the median of the distribution that makes the sample likeliest. The first says what is known, the second
//! what is likely.
//!
//! A bound is no value: "up to 150k" taken as 150k would raise every median, dropped it would move it too.

use crate::share::{Estimate, percentile_interval};
use crate::{Counts, Replicates};

/// A value that lies between two bounds, both included.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounded {
    /// It is at least this; `None` where only an upper end is known.
    pub low: Option<f64>,
    /// It is at most this; `None` where only a lower end is known. A value known exactly has both ends equal.
    pub high: Option<f64>,
    /// Its employer, else its poster.
    pub cluster: u32,
}

impl Bounded {
    /// A value that is known exactly.
    #[must_use]
    pub const fn exact(value: f64, cluster: u32) -> Self {
        Self { low: Some(value), high: Some(value), cluster }
    }

    /// Both ends as numbers, infinite where unknown; `None` when they contradict each other, are not finite or
    /// both unknown.
    fn ends(&self) -> Option<(f64, f64)> {
        let is_finite = |end: Option<f64>| end.is_none_or(f64::is_finite);
        let ends = (self.low.unwrap_or(f64::NEG_INFINITY), self.high.unwrap_or(f64::INFINITY));
        let is_known = self.low.is_some() || self.high.is_some();
        (is_known && is_finite(self.low) && is_finite(self.high) && ends.0 <= ends.1).then_some(ends)
    }
}

/// Where a median lies when nothing is assumed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MedianBounds {
    /// The smallest it can be; `None` when it is unbounded: half of the values have no lower bound.
    pub low: Option<f64>,
    /// The largest it can be; `None` when half of the values have no upper bound.
    pub high: Option<f64>,
    /// The 2.5 % quantile of the smallest over the replicates.
    pub low_95: Option<f64>,
    /// The 97.5 % quantile of the largest over the replicates.
    pub high_95: Option<f64>,
    /// Values.
    pub n: usize,
    /// Those of them with one bound.
    pub n_one_sided: usize,
}

/// The bounds of the median; `None` without values. Values whose bounds contradict each other are left out.
///
/// From the lower to the upper 95 % end lies the true median in at least 95 % of samples, whatever the values
/// behind the bounds are.
/// Source: Manski, "Partial Identification of Probability Distributions", Springer 2003, chapter 1; the
/// interval is that of Horowitz, Manski, "Nonparametric analysis of randomized experiments with missing
/// covariate and outcome data", JASA 95, 2000.
#[must_use]
pub fn median_bounds(replicates: &Replicates, values: &[Bounded]) -> Option<MedianBounds> {
    let known: Vec<((f64, f64), u32)> = values.iter().filter_map(|v| Some((v.ends()?, v.cluster))).collect();
    let lows: Vec<(f64, u32)> = known.iter().map(|&((low, _), cluster)| (low, cluster)).collect();
    let highs: Vec<(f64, u32)> = known.iter().map(|&((_, high), cluster)| (high, cluster)).collect();
    let (low, low_95) = weighted_median(replicates, lows, 0.025)?;
    let (high, high_95) = weighted_median(replicates, highs, 0.975)?;
    let finite = |end: f64| end.is_finite().then_some(end);
    Some(MedianBounds {
        low: finite(low),
        high: finite(high),
        low_95: finite(low_95),
        high_95: finite(high_95),
        n: known.len(),
        n_one_sided: known.iter().filter(|((low, high), _)| low.is_infinite() || high.is_infinite()).count(),
    })
}

/// The median of values that may be infinite, and the quantile `p` of its replicates: no interpolation of
/// quantiles, which infinity has none of.
fn weighted_median(replicates: &Replicates, mut values: Vec<(f64, u32)>, p: f64) -> Option<(f64, f64)> {
    values.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let middle = |low: f64, high: f64| if low == high { low } else { (low + high) / 2.0 };
    let at = |rank: usize| values.get(rank).map(|&(value, _)| value);
    let value = middle(at(values.len().checked_sub(1)? / 2)?, at(values.len() / 2)?);
    let totals = replicates.sum(&Counts::of(values.iter().map(|&(_, cluster)| cluster))).replicates;
    let in_replicate = |(b, &total): (usize, &u32)| {
        let (mut count, mut low) = (0, None);
        for &(value, cluster) in &values {
            count += u32::from(replicates.weights(cluster).get(b).copied().unwrap_or(0));
            if low.is_none() && count > total.saturating_sub(1) / 2 {
                low = Some(value);
            }
            if count > total / 2 {
                return Some(middle(low?, value));
            }
        }
        None
    };
    let mut medians: Vec<f64> = totals.iter().enumerate().filter_map(in_replicate).collect();
    medians.sort_unstable_by(f64::total_cmp);
    let last = medians.len().checked_sub(1)? as f64;
    let rank = if p < 0.5 { (p * last).floor() } else { (p * last).ceil() };
    Some((value, *medians.get(rank as usize)?))
}

/// The median of the likeliest distribution.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TurnbullMedian {
    /// The median with its 95 % cluster-bootstrap interval. Where the likelihood leaves a stretch open, the
    /// middle of it.
    pub median: Estimate,
    /// The stretch in which the likelihood cannot tell where the median is; both ends equal where it can.
    pub stretch: (f64, f64),
    /// Values.
    pub n: usize,
    /// Those of them with one bound.
    pub n_one_sided: usize,
    /// Replicates that have a median between finite bounds; with less than 95 % of all, the interval is not to be
    /// trusted, because the median is often at an open end.
    pub n_replicates: usize,
}

/// The median under the nonparametric maximum likelihood; `None` without values, or when the median is at an
/// open end.
///
/// Source: Turnbull, "The empirical distribution function with arbitrarily grouped, censored and truncated
/// data", JRSS B 38, 1976, by its self-consistency algorithm; closed intervals as in Gentleman, Geyer,
/// "Maximum likelihood for interval censored data", Biometrika 81, 1994.
#[must_use]
pub fn turnbull_median(replicates: &Replicates, values: &[Bounded]) -> Option<TurnbullMedian> {
    let known: Vec<((f64, f64), u32)> = values.iter().filter_map(|v| Some((v.ends()?, v.cluster))).collect();
    let likelihood = Likelihood::of(&known);
    let weights: Vec<f64> = vec![1.0; likelihood.n_values];
    let mass = likelihood.maximise(&weights, None, 1e-9, 20_000);
    let stretch = likelihood.median(&mass)?;
    let in_replicate = |b: usize| {
        let weight = |cluster: u32| f64::from(replicates.weights(cluster).get(b).copied().unwrap_or(0));
        let weights: Vec<f64> = likelihood.clusters.iter().map(|&cluster| weight(cluster)).collect();
        // From the solution of the sample the way is short; a thousandth of a per cent is no step of pay.
        let mass = likelihood.maximise(&weights, Some(&mass), 1e-5, 500);
        likelihood.median(&mass).map(|(low, high)| (low + high) / 2.0)
    };
    let mut medians: Vec<f64> = (0..replicates.n_replicates()).filter_map(in_replicate).collect();
    let n_replicates = medians.len();
    Some(TurnbullMedian {
        median: percentile_interval((stretch.0 + stretch.1) / 2.0, &mut medians)?,
        stretch,
        n: known.len(),
        n_one_sided: known.iter().filter(|((low, high), _)| low.is_infinite() || high.is_infinite()).count(),
        n_replicates,
    })
}

/// The stretches that can have mass, and which of them each value can lie in.
struct Likelihood {
    /// Innermost intervals, rising: from a lower bound to the next bound, which is an upper one.
    stretches: Vec<(f64, f64)>,
    /// For each value the first stretch within its bounds and the one behind the last.
    places: Vec<(usize, usize)>,
    clusters: Vec<u32>,
    n_values: usize,
}

impl Likelihood {
    fn of(values: &[((f64, f64), u32)]) -> Self {
        // At equal numbers lower bounds come first: bounds are included, so an exact value is a stretch.
        let mut bounds: Vec<(f64, bool)> =
            values.iter().flat_map(|&((low, high), _)| [(low, false), (high, true)]).collect();
        bounds.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        bounds.dedup();
        let stretch = |pair: &[(f64, bool)]| match pair {
            [(low, false), (high, true)] => Some((*low, *high)),
            _ => None,
        };
        let stretches: Vec<(f64, f64)> = bounds.windows(2).filter_map(stretch).collect();
        let place = |&((low, high), _): &((f64, f64), u32)| {
            let first = stretches.partition_point(|stretch| stretch.0 < low);
            (first, stretches.partition_point(|stretch| stretch.1 <= high))
        };
        let places = values.iter().map(place).collect();
        let clusters = values.iter().map(|&(_, cluster)| cluster).collect();
        Self { stretches, places, clusters, n_values: values.len() }
    }

    /// The mass of each stretch by self-consistency: each value is spread over its stretches as their mass is,
    /// until no mass changes by more than `step`. All 0 when all weights are.
    fn maximise(&self, weights: &[f64], start: Option<&[f64]>, step: f64, n_steps_max: usize) -> Vec<f64> {
        let n = self.stretches.len();
        let total: f64 = weights.iter().sum();
        if n == 0 || total <= 0.0 {
            return vec![0.0; n];
        }
        // Mass that is 0 stays 0: the start has to reach every stretch.
        let even = 1.0 / n as f64;
        let mut mass: Vec<f64> = match start {
            Some(start) => start.iter().map(|mass| 0.99 * mass + 0.01 * even).collect(),
            None => vec![even; n],
        };
        let mut cumulated = vec![0.0; n + 1];
        let mut factors = vec![0.0; n + 1];
        for _ in 0..n_steps_max {
            let mut sum = 0.0;
            for (place, mass) in cumulated.iter_mut().skip(1).zip(&mass) {
                sum += mass;
                *place = sum;
            }
            factors.fill(0.0);
            for (&(first, end), weight) in self.places.iter().zip(weights) {
                let within = cumulated.get(end).zip(cumulated.get(first)).map_or(0.0, |(end, first)| end - first);
                if within > 0.0 && *weight > 0.0 {
                    let factor = weight / within;
                    if let Some(change) = factors.get_mut(first) {
                        *change += factor;
                    }
                    if let Some(change) = factors.get_mut(end) {
                        *change -= factor;
                    }
                }
            }
            let (mut factor, mut largest) = (0.0, 0.0_f64);
            for (mass, change) in mass.iter_mut().zip(&factors) {
                factor += change;
                let next = (*mass * factor / total).max(0.0);
                largest = largest.max((next - *mass).abs());
                *mass = next;
            }
            if largest <= step {
                break;
            }
        }
        mass
    }

    /// The stretch in which half of the mass is reached, up to the end of the next one where it is reached
    /// exactly; `None` when it is open to one side.
    fn median(&self, mass: &[f64]) -> Option<(f64, f64)> {
        /// What the steps and rounding may leave, as a part of all mass.
        const SLACK: f64 = 1e-6;
        let total: f64 = mass.iter().sum();
        let (mut sum, mut first) = (0.0, None);
        for (stretch, mass) in self.stretches.iter().zip(mass) {
            sum += mass / total;
            if first.is_none() && sum >= 0.5 - SLACK {
                first = Some(stretch.0);
            }
            if let Some(first) = first.filter(|_| sum > 0.5 + SLACK) {
                return (first.is_finite() && stretch.1.is_finite()).then_some((first, stretch.1));
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{SplitMix64, Values, quartiles};

    fn from(value: f64, cluster: u32) -> Bounded {
        Bounded { low: Some(value), high: None, cluster }
    }

    fn up_to(value: f64, cluster: u32) -> Bounded {
        Bounded { low: None, high: Some(value), cluster }
    }

    #[test]
    fn exact_values_have_their_median() {
        let mut rng = SplitMix64::new(4);
        let plain: Vec<(f64, u32)> = (0..61).map(|i| (f64::from(rng.below(1_000)), i % 20)).collect();
        let values: Vec<Bounded> = plain.iter().map(|&(value, cluster)| Bounded::exact(value, cluster)).collect();
        let replicates = Replicates::draw(20, 200, 1);
        let median = quartiles(&replicates, &Values::of(plain)).unwrap().median;
        let bounds = median_bounds(&replicates, &values).unwrap();
        assert_eq!((bounds.low, bounds.high, bounds.n_one_sided), (Some(median.value), Some(median.value), 0));
        let turnbull = turnbull_median(&replicates, &values).unwrap();
        assert_eq!((turnbull.median.value, turnbull.stretch), (median.value, (median.value, median.value)));
        assert!((turnbull.median.low - median.low).abs() < 60.0 && (turnbull.median.high - median.high).abs() < 60.0);
    }

    #[test]
    fn right_censored_values_are_kaplan_meiers() {
        // Ends 1, 3, 4 and still open at 2 and 5: the curve is 4/5, 8/15, 4/15, so the median is 4.
        let values: Vec<Bounded> =
            vec![Bounded::exact(1.0, 0), from(2.0, 1), Bounded::exact(3.0, 2), Bounded::exact(4.0, 3), from(5.0, 4)];
        let known: Vec<_> = values.iter().map(|value| (value.ends().unwrap(), value.cluster)).collect();
        let likelihood = Likelihood::of(&known);
        let mass = likelihood.maximise(&[1.0; 5], None, 1e-12, 100_000);
        let told: Vec<String> = mass.iter().map(|mass| format!("{mass:.4}")).collect();
        assert_eq!(told.join(" "), "0.2000 0.2667 0.2667 0.2667");
        assert_eq!(turnbull_median(&Replicates::draw(5, 50, 1), &values).unwrap().median.value, 4.0);
    }

    #[test]
    fn bounds_hold_whatever_the_values_are() {
        let replicates = Replicates::draw(40, 200, 3);
        let mut rng = SplitMix64::new(12);
        for _ in 0..200 {
            let truth: Vec<f64> = (0..40).map(|_| 50.0 + f64::from(rng.below(100))).collect();
            let values: Vec<Bounded> = (0..)
                .zip(&truth)
                .map(|(cluster, &value)| match rng.below(5) {
                    0 => from(value - f64::from(rng.below(30)), cluster),
                    1 => up_to(value + f64::from(rng.below(30)), cluster),
                    _ => Bounded::exact(value, cluster),
                })
                .collect();
            let mut sorted = truth.clone();
            sorted.sort_unstable_by(f64::total_cmp);
            let median = (sorted[19] + sorted[20]) / 2.0;
            let bounds = median_bounds(&replicates, &values).unwrap();
            let (low, high) = (bounds.low.unwrap(), bounds.high.unwrap());
            assert!(low <= median && median <= high, "{low} {median} {high}");
            assert!(
                bounds.low_95.unwrap_or(f64::NEG_INFINITY) <= low && bounds.high_95.unwrap_or(f64::INFINITY) >= high
            );
        }
    }

    #[test]
    fn what_has_no_end_is_left_open() {
        let replicates = Replicates::draw(3, 50, 1);
        let values = [from(100.0, 0), from(120.0, 1), Bounded::exact(90.0, 2)];
        let bounds = median_bounds(&replicates, &values).unwrap();
        assert_eq!((bounds.low, bounds.high, bounds.n_one_sided), (Some(100.0), None, 2));
        assert_eq!(turnbull_median(&replicates, &[from(100.0, 0), from(120.0, 1)]), None);
        let odd = [Bounded { low: Some(5.0), high: Some(1.0), cluster: 0 }, from(f64::NAN, 1)];
        assert_eq!(median_bounds(&replicates, &odd), None);
        assert_eq!(turnbull_median(&replicates, &odd), None);
        assert_eq!(median_bounds(&replicates, &[Bounded { low: None, high: None, cluster: 1 }]), None);
    }
}
