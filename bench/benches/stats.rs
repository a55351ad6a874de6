//! How fast estimates are: the cluster bootstrap of a report, and the regression of premiums.

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use prospect_stats::{
    Counts, Regression, Regressor, Replicates, SplitMix64, Sum, Values, quartiles, ratio_of_shares, regress, share,
};

/// Openings and employers of the shipped history, about.
const N_OPENINGS: u32 = 80_000;
const N_CLUSTERS: u32 = 20_000;
/// Replicates of a report.
const N_REPLICATES: usize = 2_000;

fn main() {
    divan::main();
}

/// The employer of each opening: the square of an even number, so that few have many.
fn clusters(n: u32, seed: u64) -> Vec<u32> {
    let mut rng = SplitMix64::new(seed);
    (0..n).map(|_| (rng.next_f64() * rng.next_f64() * f64::from(N_CLUSTERS)) as u32).collect()
}

#[divan::bench(sample_count = 5)]
fn draw_replicates(bencher: Bencher<'_, '_>) {
    bencher
        .counter(ItemsCount::new(u64::from(N_CLUSTERS) * N_REPLICATES as u64))
        .bench(|| black_box(Replicates::draw(N_CLUSTERS, N_REPLICATES, 1)));
}

/// A year of six languages in each of sixteen years: 96 shares, and the year-over-year ratio of each.
#[divan::bench(sample_count = 5)]
fn shares_and_ratios(bencher: Bencher<'_, '_>) {
    let replicates = Replicates::draw(N_CLUSTERS, N_REPLICATES, 1);
    let whole: Vec<Counts> = (0..16).map(|year| Counts::of(clusters(N_OPENINGS / 16, year))).collect();
    let parts: Vec<Counts> = (0..96).map(|cell| Counts::of(clusters(N_OPENINGS / 160, 100 + cell))).collect();
    bencher.counter(ItemsCount::new(96_u64)).bench(|| {
        let (wholes, parts) = (replicates.sums(&whole), replicates.sums(&parts));
        let pairs: Vec<(&Sum, &Sum)> =
            parts.chunks(6).zip(&wholes).flat_map(|(p, w)| p.iter().map(move |p| (p, w))).collect();
        for &(part, whole) in &pairs {
            black_box(share(part, whole));
        }
        for (before, now) in pairs.iter().zip(pairs.iter().skip(6)) {
            black_box(ratio_of_shares(*now, *before));
        }
    });
}

#[divan::bench(sample_count = 5)]
fn median_of_8_000(bencher: Bencher<'_, '_>) {
    let replicates = Replicates::draw(N_CLUSTERS, N_REPLICATES, 1);
    let mut rng = SplitMix64::new(5);
    let values = Values::of(clusters(8_000, 3).into_iter().map(|cluster| (rng.next_f64(), cluster)));
    bencher.counter(ItemsCount::new(8_000_u64)).bench(|| black_box(quartiles(&replicates, &values)));
}

/// Pay of 8,000 openings on 60 columns, within employers.
#[divan::bench(sample_count = 5, args = [false, true])]
fn regression_of_8_000_on_60(bencher: Bencher<'_, '_>, is_within: bool) {
    let mut rng = SplitMix64::new(5);
    let clusters = clusters(8_000, 3);
    let columns: Vec<Vec<f64>> =
        (0..60).map(|_| clusters.iter().map(|_| f64::from(u8::from(rng.below(10) == 0))).collect()).collect();
    let outcome: Vec<f64> = clusters.iter().map(|_| 11.0 + rng.next_f64()).collect();
    let regressors: Vec<Regressor<'_>> = columns.iter().map(|values| Regressor { name: "a", values }).collect();
    let groups = is_within.then_some(clusters.as_slice());
    let regression = Regression { outcome: &outcome, regressors: &regressors, clusters: &clusters, groups };
    bencher.counter(ItemsCount::new(8_000_u64)).bench(|| black_box(regress(&regression).is_ok()));
}
