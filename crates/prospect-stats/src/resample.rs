//! Resamples whole clusters, once for every statistic of a report.
//!
//! Input is the number of clusters and a seed; output are [`Replicates`]: how often each replicate drew
//! each cluster. A statistic is a [`Sum`] of counts over clusters, and its value in every replicate is the
//! same sum weighted by these numbers, so that one drawing serves all statistics and statistics can be
//! compared replicate by replicate.
//!
//! Method: cluster bootstrap, drawing as many clusters as there are, with replacement (multinomial).
//! Source: Davison, Hinkley, "Bootstrap Methods and their Application", Cambridge 1997, section 3.8.

use crate::SplitMix64;
use std::ops::Range;

/// Replicates that are drawn together: as many as keep the numbers of 20,000 clusters within 512 KiB, the
/// usual size of a core's own cache.
pub const LANES: usize = 16;

/// Sixteen replicates: for each cluster, how often each of them drew it.
#[derive(Clone, Debug)]
pub struct Block {
    weights: Vec<[u8; LANES]>,
}

impl Block {
    /// Draws the replicates `block * 16` to `block * 16 + 15` of a seed, each from a stream of its own.
    #[must_use]
    pub fn draw(n_clusters: u32, seed: u64, block: usize) -> Self {
        let mut weights = vec![[0_u8; LANES]; n_clusters as usize];
        for lane in 0..LANES {
            let replicate = (block * LANES + lane) as u64;
            let mut rng = SplitMix64::stream(seed, replicate);
            let mut hit = |cluster: u32| {
                if let Some(weight) = weights.get_mut(cluster as usize).and_then(|row| row.get_mut(lane)) {
                    // 255 hits of one cluster have a probability below 1e-500.
                    *weight = weight.saturating_add(1);
                }
            };
            for _ in 0..n_clusters / 2 {
                let (first, second) = rng.two_below(n_clusters);
                hit(first);
                hit(second);
            }
            if !n_clusters.is_multiple_of(2) {
                hit(rng.below(n_clusters));
            }
        }
        Self { weights }
    }
}

/// How often each replicate drew each cluster.
#[derive(Clone, Debug)]
pub struct Replicates {
    n_clusters: u32,
    n_replicates: usize,
    seed: u64,
    /// One row for each cluster, a number for each replicate: a sum reads few rows, each from end to end.
    weights: Vec<u8>,
    /// Length of a row.
    n_lanes: usize,
}

impl Replicates {
    /// Draws `n_replicates` resamples of `n_clusters` clusters.
    #[must_use]
    pub fn draw(n_clusters: u32, n_replicates: usize, seed: u64) -> Self {
        let blocks = Self::block_numbers(n_replicates).map(|block| Block::draw(n_clusters, seed, block)).collect();
        Self::from_blocks(n_clusters, n_replicates, seed, blocks)
    }

    /// The numbers of the blocks to draw for that many replicates, for callers that draw them in threads.
    #[must_use]
    pub fn block_numbers(n_replicates: usize) -> Range<usize> {
        0..n_replicates.div_ceil(LANES)
    }

    /// Puts together blocks drawn by [`Block::draw`], in the order of their numbers.
    #[must_use]
    pub fn from_blocks(n_clusters: u32, n_replicates: usize, seed: u64, blocks: Vec<Block>) -> Self {
        let n_lanes = blocks.len() * LANES;
        let mut weights = Vec::with_capacity((n_clusters as usize).saturating_mul(n_lanes));
        for cluster in 0..n_clusters as usize {
            for block in &blocks {
                weights.extend_from_slice(block.weights.get(cluster).unwrap_or(&[0; LANES]));
            }
        }
        Self { n_clusters, n_replicates: n_replicates.min(n_lanes), seed, weights, n_lanes }
    }

    /// Number of replicates, B.
    #[must_use]
    pub fn n_replicates(&self) -> usize {
        self.n_replicates
    }

    /// Number of clusters that were resampled.
    #[must_use]
    pub fn n_clusters(&self) -> u32 {
        self.n_clusters
    }

    /// The seed that the replicates were drawn with.
    #[must_use]
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// How often each replicate drew a cluster; nothing for a number out of range. May be longer than the
    /// number of replicates by up to 15.
    pub(crate) fn weights(&self, cluster: u32) -> &[u8] {
        let start = (cluster as usize).saturating_mul(self.n_lanes);
        self.weights.get(start..start.saturating_add(self.n_lanes)).unwrap_or_default()
    }

    /// The sum of counts, in the sample and in every replicate. Counts of clusters that were never
    /// resampled (numbers out of range) stay in the total and have no weight.
    #[must_use]
    pub fn sum(&self, counts: &Counts) -> Sum {
        let mut accumulator = Accumulator::new(self.n_lanes);
        for &(cluster, count) in &counts.by_cluster {
            accumulator.add(self.weights(cluster), count);
        }
        self.finish(counts, accumulator)
    }

    /// The sums of several counts: the same as one [`sum`](Self::sum) after the other, and faster where they
    /// share clusters, because each cluster's row is read once for many of them.
    #[must_use]
    pub fn sums(&self, counts: &[Counts]) -> Vec<Sum> {
        /// As many sums as fit into a core's own cache beside the rows.
        const N_AT_ONCE: usize = 24;
        let mut sums = Vec::with_capacity(counts.len());
        for counts in counts.chunks(N_AT_ONCE) {
            let mut entries: Vec<(u32, usize, u32)> = Vec::new();
            for (which, counts) in counts.iter().enumerate() {
                entries.extend(counts.by_cluster.iter().map(|&(cluster, count)| (cluster, which, count)));
            }
            entries.sort_unstable();
            let mut accumulators: Vec<Accumulator> = counts.iter().map(|_| Accumulator::new(self.n_lanes)).collect();
            for (cluster, which, count) in entries {
                if let Some(accumulator) = accumulators.get_mut(which) {
                    accumulator.add(self.weights(cluster), count);
                }
            }
            sums.extend(counts.iter().zip(accumulators).map(|(counts, accumulator)| self.finish(counts, accumulator)));
        }
        sums
    }

    fn finish(&self, counts: &Counts, accumulator: Accumulator) -> Sum {
        let mut replicates = accumulator.into_sums();
        replicates.truncate(self.n_replicates);
        Sum {
            total: counts.total(),
            n_clusters: counts.by_cluster.len(),
            largest_cluster: counts.by_cluster.iter().map(|&(_, count)| u64::from(count)).max().unwrap_or(0),
            replicates,
        }
    }
}

/// The sum that grows: 16-bit sums hold twice as many lanes in a register as 32-bit ones, and are emptied
/// into these before they can overflow.
struct Accumulator {
    sums: Vec<u32>,
    small: Vec<u16>,
    /// Counts that may still be added to `small`.
    room: u32,
}

impl Accumulator {
    /// 257 times the largest weight is just below 2^16.
    const ROOM: u32 = 257;

    fn new(n_lanes: usize) -> Self {
        Self { sums: vec![0; n_lanes], small: vec![0; n_lanes], room: Self::ROOM }
    }

    fn add(&mut self, weights: &[u8], count: u32) {
        if count > Self::ROOM {
            for (sum, &weight) in self.sums.iter_mut().zip(weights) {
                *sum = sum.wrapping_add(count.wrapping_mul(u32::from(weight)));
            }
            return;
        }
        if count > self.room {
            self.empty();
        }
        self.room -= count;
        for (small, &weight) in self.small.iter_mut().zip(weights) {
            *small = small.wrapping_add((count as u16).wrapping_mul(u16::from(weight)));
        }
    }

    fn empty(&mut self) {
        for (sum, small) in self.sums.iter_mut().zip(&mut self.small) {
            *sum = sum.wrapping_add(u32::from(std::mem::take(small)));
        }
        self.room = Self::ROOM;
    }

    fn into_sums(mut self) -> Vec<u32> {
        self.empty();
        self.sums
    }
}

/// How many things each cluster has: sparse, each cluster once, in the order of their numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    by_cluster: Vec<(u32, u32)>,
}

impl Counts {
    /// Counts one thing for each cluster number given.
    #[must_use]
    pub fn of(clusters: impl IntoIterator<Item = u32>) -> Self {
        let mut clusters: Vec<u32> = clusters.into_iter().collect();
        clusters.sort_unstable();
        let by_cluster =
            clusters.chunk_by(|a, b| a == b).filter_map(|run| Some((*run.first()?, u32::try_from(run.len()).ok()?)));
        Self { by_cluster: by_cluster.collect() }
    }

    /// All of several counts together: months rolled up to a year.
    #[must_use]
    pub fn merged<'a>(counts: impl IntoIterator<Item = &'a Self>) -> Self {
        let mut entries: Vec<(u32, u32)> = counts.into_iter().flat_map(Self::by_cluster).collect();
        entries.sort_unstable();
        let runs = entries.chunk_by(|a, b| a.0 == b.0);
        let sum = |run: &[(u32, u32)]| run.iter().fold(0_u32, |sum, &(_, count)| sum.saturating_add(count));
        Self { by_cluster: runs.filter_map(|run| Some((run.first()?.0, sum(run)))).collect() }
    }

    /// Each cluster that has any, by number, and how many.
    pub fn by_cluster(&self) -> impl Iterator<Item = (u32, u32)> + '_ {
        self.by_cluster.iter().copied()
    }

    /// The number of things.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.by_cluster.iter().map(|&(_, count)| u64::from(count)).sum()
    }
}

/// A sum over clusters: in the sample and in every replicate.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sum {
    /// The sum in the sample.
    pub total: u64,
    /// Clusters that contribute.
    pub n_clusters: usize,
    /// The part of the cluster that contributes most.
    pub largest_cluster: u64,
    /// The sum in each replicate.
    pub replicates: Vec<u32>,
}

impl Sum {
    /// The part of the largest cluster, 0 to 1; 0 for an empty sum.
    #[must_use]
    pub fn largest_share(&self) -> f64 {
        if self.total == 0 { 0.0 } else { self.largest_cluster as f64 / self.total as f64 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_replicate_draws_as_many_clusters_as_there_are() {
        let replicates = Replicates::draw(37, 50, 7);
        let sum = replicates.sum(&Counts::of(0..37));
        assert_eq!(sum.replicates, vec![37; 50]);
        assert_eq!((sum.total, sum.n_clusters, sum.largest_cluster), (37, 37, 1));
    }

    #[test]
    fn blocks_drawn_alone_are_the_same() {
        let whole = Replicates::draw(100, 100, 3);
        let blocks = Replicates::block_numbers(100).rev().map(|block| Block::draw(100, 3, block));
        let mut blocks: Vec<Block> = blocks.collect();
        blocks.reverse();
        let parts = Replicates::from_blocks(100, 100, 3, blocks);
        let counts = Counts::of([1, 5, 5, 5, 99]);
        assert_eq!(whole.sum(&counts), parts.sum(&counts));
        assert_ne!(whole.sum(&counts), Replicates::draw(100, 100, 4).sum(&counts));
    }

    #[test]
    fn resampled_sums_have_the_mean_and_variance_of_theory() {
        // 400 clusters, 100 of them with one thing: the sum is binomial(400, 1/4) in each replicate.
        let sum = Replicates::draw(400, 2_000, 11).sum(&Counts::of(0..100));
        let mean = sum.replicates.iter().map(|&x| f64::from(x)).sum::<f64>() / 2_000.0;
        let variance = sum.replicates.iter().map(|&x| (f64::from(x) - mean).powi(2)).sum::<f64>() / 2_000.0;
        assert!((mean - 100.0).abs() < 1.0, "{mean}");
        assert!((variance - 75.0).abs() < 8.0, "{variance}");
    }

    #[test]
    fn merged_counts_are_those_of_all_things() {
        let (a, b) = (Counts::of([1, 1, 7]), Counts::of([7, 3, 1]));
        assert_eq!(Counts::merged([&a, &b]), Counts::of([1, 1, 1, 3, 7, 7]));
        assert_eq!(Counts::merged([]), Counts::default());
    }

    #[test]
    fn large_counts_are_summed_exactly() {
        let clusters = (0..40).flat_map(|cluster| std::iter::repeat_n(cluster, 20 * cluster as usize));
        let (replicates, counts) = (Replicates::draw(40, 70, 8), Counts::of(clusters));
        let of_lane = |lane| (0..40).map(|c| 20 * c * u32::from(replicates.weights(c)[lane])).sum::<u32>();
        let slow: Vec<u32> = (0..70).map(of_lane).collect();
        assert_eq!(replicates.sum(&counts).replicates, slow);
        let several: Vec<Counts> = (0..30).map(|n| Counts::of((n..40).chain(0..n * n))).collect();
        let one_by_one: Vec<Sum> = several.iter().map(|counts| replicates.sum(counts)).collect();
        assert_eq!(replicates.sums(&several), one_by_one);
    }

    #[test]
    fn nothing_to_draw_from_is_no_panic() {
        let replicates = Replicates::draw(0, 20, 1);
        assert_eq!(replicates.sum(&Counts::of([3])).replicates, vec![0; 20]);
        assert_eq!(Replicates::draw(5, 0, 1).sum(&Counts::of([3])).replicates, Vec::<u32>::new());
    }
}
