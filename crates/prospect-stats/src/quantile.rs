//! Estimates quantiles and the interval of a median.
//!
//! Input are values that carry their cluster; output are quartiles and a 95 % interval of the median from
//! resampled clusters, or from order statistics where no two values share a cluster.

use crate::share::percentile_interval;
use crate::{Counts, Estimate, Replicates};

/// The quantile `p` (0 to 1) of sorted values, interpolated between neighbours; `None` without values.
///
/// Type 7 of Hyndman, Fan, "Sample quantiles in statistical packages", The American Statistician 50, 1996:
/// the default of R, NumPy and Excel.
#[must_use]
pub fn quantile_sorted(sorted: &[f64], p: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let at = p.clamp(0.0, 1.0) * last as f64;
    let below = sorted.get(at.floor() as usize)?;
    let above = sorted.get(at.ceil() as usize)?;
    Some(below + (above - below) * (at - at.floor()))
}

/// Values with their clusters, sorted by value.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Values {
    sorted: Vec<(f64, u32)>,
}

impl Values {
    /// Sorts `(value, cluster)`; values that are not finite are left out.
    #[must_use]
    pub fn of(values: impl IntoIterator<Item = (f64, u32)>) -> Self {
        let mut sorted: Vec<(f64, u32)> = values.into_iter().filter(|(value, _)| value.is_finite()).collect();
        sorted.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        Self { sorted }
    }

    /// Number of values.
    #[must_use]
    pub fn n(&self) -> usize {
        self.sorted.len()
    }

    /// Number of clusters that have a value, and the number of values of the one that has most.
    #[must_use]
    pub fn clusters(&self) -> (usize, usize) {
        let mut clusters: Vec<u32> = self.sorted.iter().map(|&(_, cluster)| cluster).collect();
        clusters.sort_unstable();
        clusters.chunk_by(|a, b| a == b).fold((0, 0), |(n, most), run| (n + 1, most.max(run.len())))
    }
}

/// The quartiles of values, and how sure the middle one is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quartiles {
    /// A quarter of the values is below.
    pub p25: f64,
    /// Half of the values is below, with its 95 % cluster-bootstrap interval.
    pub median: Estimate,
    /// Three quarters of the values are below.
    pub p75: f64,
    /// Number of values.
    pub n: usize,
    /// Clusters that the values come from.
    pub n_clusters: usize,
}

/// The quartiles, with the percentile interval of the median over the replicates; `None` without values.
#[must_use]
pub fn quartiles(replicates: &Replicates, values: &Values) -> Option<Quartiles> {
    let plain: Vec<f64> = values.sorted.iter().map(|&(value, _)| value).collect();
    let mut medians = resampled_medians(replicates, values, &plain);
    Some(Quartiles {
        p25: quantile_sorted(&plain, 0.25)?,
        median: percentile_interval(quantile_sorted(&plain, 0.5)?, &mut medians)?,
        p75: quantile_sorted(&plain, 0.75)?,
        n: values.n(),
        n_clusters: values.clusters().0,
    })
}

/// The median of each replicate that drew any value.
fn resampled_medians(replicates: &Replicates, values: &Values, plain: &[f64]) -> Vec<f64> {
    let totals = replicates.sum(&Counts::of(values.sorted.iter().map(|&(_, cluster)| cluster))).replicates;
    // In a sample of n values, sorted, the median lies between the ranks (n-1)/2 and n/2, from 0. The value
    // at a rank is the first whose running count passes it: counting the values before it needs no branch,
    // so that many lanes move together.
    let low_ranks: Vec<u32> = totals.iter().map(|&n| n.saturating_sub(1) / 2).collect();
    let high_ranks: Vec<u32> = totals.iter().map(|&n| n / 2).collect();
    let (mut counts, mut low, mut high) = (vec![0_u32; totals.len()], vec![0_u32; totals.len()], vec![0; totals.len()]);
    for &(_, cluster) in &values.sorted {
        let ranks = low_ranks.iter().zip(&high_ranks);
        let places = counts.iter_mut().zip(low.iter_mut().zip(high.iter_mut()));
        for (((count, (low, high)), (low_rank, high_rank)), weight) in
            places.zip(ranks).zip(replicates.weights(cluster))
        {
            *count = count.wrapping_add(u32::from(*weight));
            *low += u32::from(*count <= *low_rank);
            *high += u32::from(*count <= *high_rank);
        }
    }
    let drawn = low.iter().zip(&high).zip(totals).filter(|(_, n)| *n > 0);
    let median = |low: u32, high: u32| Some((plain.get(low as usize)? + plain.get(high as usize)?) / 2.0);
    drawn.filter_map(|((&low, &high), _)| median(low, high)).collect()
}

/// A 95 % interval of the quantile `p` for independent values, from the binomial distribution of ranks:
/// the ends are values of the sample. `None` when the sample is too small for one, or over 2,000 values.
///
/// Source: David, Nagaraja, "Order Statistics", 3rd edition, Wiley 2003, section 7.1.
#[must_use]
pub fn order_statistic_interval(sorted: &[f64], p: f64) -> Option<(f64, f64)> {
    let n = sorted.len();
    if n == 0 || n > 2_000 || !(0.0..1.0).contains(&p) || p == 0.0 {
        return None;
    }
    // Binomial probabilities by the recurrence over k, from a start of 1 and normalised at the end, which
    // stays exact where (1-p)^n would underflow.
    let odds = p / (1.0 - p);
    let mut terms = Vec::with_capacity(n + 1);
    let mut term = 1.0_f64;
    for k in 0..=n {
        terms.push(term);
        term *= (n - k) as f64 / (k + 1) as f64 * odds;
        if term > 1e250 {
            terms.iter_mut().for_each(|earlier| *earlier *= 1e-250);
            term *= 1e-250;
        }
    }
    let total: f64 = terms.iter().sum();
    let (mut cumulative, mut low, mut high) = (0.0, None, None);
    for (k, term) in terms.iter().enumerate() {
        // `cumulative` is P(fewer than k values lie below the quantile).
        if cumulative <= 0.025 {
            low = k.checked_sub(1);
        }
        cumulative += term / total;
        if cumulative >= 0.975 && high.is_none() {
            high = Some(k);
        }
    }
    Some((*sorted.get(low?)?, *sorted.get(high?)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SplitMix64;

    #[test]
    fn quantiles_are_those_of_type_7() {
        let sorted = [1.0, 2.0, 3.0, 4.0];
        // Source: R, `quantile(1:4)`.
        let quartiles: Vec<f64> =
            [0.0, 0.25, 0.5, 0.75, 1.0].iter().filter_map(|&p| quantile_sorted(&sorted, p)).collect();
        assert_eq!(quartiles, [1.0, 1.75, 2.5, 3.25, 4.0]);
        assert_eq!(quantile_sorted(&[], 0.5), None);
    }

    #[test]
    fn resampled_medians_are_medians_of_the_drawn_values() {
        let mut rng = SplitMix64::new(9);
        let values = Values::of((0..40).map(|i| (f64::from(rng.below(1_000)), i % 13)));
        let replicates = Replicates::draw(13, 40, 2);
        let plain: Vec<f64> = values.sorted.iter().map(|x| x.0).collect();
        let fast = resampled_medians(&replicates, &values, &plain);
        let of_lane = |lane: usize| {
            let drawn = values.sorted.iter().flat_map(|&(value, cluster)| {
                std::iter::repeat_n(value, usize::from(replicates.weights(cluster)[lane]))
            });
            quantile_sorted(&drawn.collect::<Vec<f64>>(), 0.5)
        };
        let slow: Vec<f64> = (0..40).filter_map(of_lane).collect();
        assert_eq!(fast, slow);
    }

    #[test]
    fn median_interval_covers_the_truth_about_as_often_as_it_says() {
        let mut rng = SplitMix64::new(4);
        let (n_draws, mut n_covered) = (300, 0);
        for draw in 0..n_draws {
            let mut values = Vec::new();
            for cluster in 0..80_u32 {
                let own = rng.next_f64() - 0.5;
                values.extend((0..=rng.below(4)).map(|_| (own + rng.next_f64() - 0.5, cluster)));
            }
            let median = quartiles(&Replicates::draw(80, 400, draw), &Values::of(values)).unwrap().median;
            n_covered += u32::from((median.low..=median.high).contains(&0.0));
        }
        let coverage = f64::from(n_covered) / n_draws as f64;
        assert!((0.91..=0.985).contains(&coverage), "{coverage}");
    }

    #[test]
    fn order_statistics_are_the_tabulated_ranks() {
        // Source: ranks 6 and 15 of 20 for a median, coverage 95.9 %, David & Nagaraja, table 7.1.
        let sorted: Vec<f64> = (1..=20).map(f64::from).collect();
        assert_eq!(order_statistic_interval(&sorted, 0.5), Some((6.0, 15.0)));
        assert_eq!(order_statistic_interval(&sorted[..5], 0.5), None);
        let many: Vec<f64> = (1..=2_000).map(f64::from).collect();
        assert_eq!(order_statistic_interval(&many, 0.5), Some((956.0, 1_045.0)));
    }

    #[test]
    fn odd_values_are_no_panic() {
        let replicates = Replicates::draw(2, 20, 1);
        assert_eq!(quartiles(&replicates, &Values::default()), None);
        assert_eq!(quartiles(&replicates, &Values::of([(f64::NAN, 0), (f64::INFINITY, 1)])), None);
        assert_eq!(quartiles(&replicates, &Values::of([(5.0, 77)])), None);
    }
}
