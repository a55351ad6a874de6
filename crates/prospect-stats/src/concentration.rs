//! Measures how much of the openings is in few hands.
//!
//! Input are counts by cluster (employer); output are the Herfindahl-Hirschman index and the part of the
//! largest, each with a 95 % cluster-bootstrap interval. The interval asks how these would have been with
//! other employers drawn from the same kind: a cluster that is drawn twice counts as two employers.

use crate::replicated::{Replicated, divide};
use crate::share::Estimate;
use crate::{Counts, Replicates};

/// How concentrated counts are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Concentration {
    /// Sum of squared shares, from 1 / `n_clusters` (all equal) to 1 (one has all).
    ///
    /// Source: Hirschman, "The paternity of an index", American Economic Review 54, 1964.
    pub hhi: Estimate,
    /// 1 / HHI: so many equal employers would be as concentrated.
    pub n_effective: f64,
    /// The part of the `k` largest, 0 to 1.
    pub top_share: Estimate,
    /// How many the largest are.
    pub k: usize,
    /// Number of things.
    pub n: u64,
    /// Number of clusters with any.
    pub n_clusters: usize,
}

/// The concentration of counts, with the share of the `k` largest; `None` without things or replicates.
#[must_use]
pub fn concentration(replicates: &Replicates, counts: &Counts, k: usize) -> Option<Concentration> {
    let mut falling: Vec<(u32, u32)> = counts.by_cluster().collect();
    falling.sort_unstable_by_key(|&(cluster, count)| (std::cmp::Reverse(count), cluster));
    let n_replicates = replicates.n_replicates();
    let (mut sums, mut squares) = (vec![0_u64; n_replicates], vec![0_u64; n_replicates]);
    let (mut tops, mut places) = (vec![0_u64; n_replicates], vec![k as u64; n_replicates]);
    let mut drawn = vec![0_u32; n_replicates];
    // Clusters of one size are drawn together: most have a thing or two, and which of them is drawn changes nothing.
    for equal in falling.chunk_by(|a, b| a.1 == b.1) {
        drawn.fill(0);
        for &(cluster, _) in equal {
            for (n, weight) in drawn.iter_mut().zip(replicates.weights(cluster)) {
                *n += u32::from(*weight);
            }
        }
        let count = equal.first().map_or(0, |&(_, count)| u64::from(count));
        let lanes = sums.iter_mut().zip(&mut squares).zip(tops.iter_mut().zip(&mut places));
        for (((sum, square), (top, places)), n) in lanes.zip(&drawn) {
            let n = u64::from(*n);
            *sum += n * count;
            *square = square.saturating_add(n.saturating_mul(count.saturating_mul(count)));
            let taken = n.min(*places);
            *top += taken * count;
            *places -= taken;
        }
    }
    let total = counts.total() as f64;
    let square = falling.iter().map(|&(_, count)| f64::from(count) * f64::from(count)).sum::<f64>();
    let top = falling.iter().take(k).map(|&(_, count)| f64::from(count)).sum::<f64>();
    let ratio = |a: u64, b: f64| divide(a as f64, b).unwrap_or(f64::NAN);
    let hhi = Replicated {
        value: divide(square, total * total)?,
        replicates: squares.iter().zip(&sums).map(|(&square, &sum)| ratio(square, sum as f64 * sum as f64)).collect(),
    };
    let top = Replicated {
        value: top / total,
        replicates: tops.iter().zip(&sums).map(|(&top, &sum)| ratio(top, sum as f64)).collect(),
    };
    Some(Concentration {
        hhi: hhi.estimate()?,
        n_effective: 1.0 / hhi.value,
        top_share: top.estimate()?,
        k,
        n: counts.total(),
        n_clusters: falling.len(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_employers_are_not_concentrated() {
        let counts = Counts::of((0..100).map(|thing| thing % 20));
        let found = concentration(&Replicates::draw(20, 200, 4), &counts, 5).unwrap();
        assert!((found.hhi.value - 0.05).abs() < 1e-12 && (found.n_effective - 20.0).abs() < 1e-9);
        assert!((found.top_share.value - 0.25).abs() < 1e-12);
        assert_eq!((found.n, found.n_clusters), (100, 20));
    }

    #[test]
    fn one_employer_has_all() {
        let found = concentration(&Replicates::draw(1, 50, 4), &Counts::of([0, 0, 0]), 3).unwrap();
        assert_eq!((found.hhi.value, found.top_share.value, found.hhi.high), (1.0, 1.0, 1.0));
        assert_eq!(concentration(&Replicates::draw(1, 50, 4), &Counts::default(), 3), None);
    }

    #[test]
    fn largest_are_the_largest_in_each_replicate() {
        // Clusters of 1 to 30 things: the slow way sorts what each replicate drew.
        let counts = Counts::of((0..30).flat_map(|cluster| std::iter::repeat_n(cluster, cluster as usize + 1)));
        let replicates = Replicates::draw(30, 64, 4);
        let slow = |b: usize| {
            let drawn = (0..30).flat_map(|c| std::iter::repeat_n(c + 1, usize::from(replicates.weights(c)[b])));
            let mut drawn: Vec<u32> = drawn.collect();
            drawn.sort_unstable_by_key(|&count| std::cmp::Reverse(count));
            f64::from(drawn.iter().take(4).sum::<u32>()) / f64::from(drawn.iter().sum::<u32>())
        };
        let top = Replicated { value: (30 + 29 + 28 + 27) as f64 / 465.0, replicates: (0..64).map(slow).collect() };
        assert_eq!(Some(concentration(&replicates, &counts, 4).unwrap().top_share), top.estimate());
    }
}
