//! Compares shares within sources, so that a change of which sources there are changes nothing.
//!
//! Input are, for each source, sums of a part and its whole; output is one figure over all sources with its
//! 95 % interval. Adding up two boards of which one names Rust often makes a share that moves when that board
//! posts more. Here each source is compared with itself, and only then is an average taken.
//!
//! The interval goes replicate by replicate, which asks for sources that were resampled together, or apart
//! with different seeds: the same seed for two sources would draw them alike.

use crate::Sum;
use crate::share::{Estimate, percentile_interval};

/// One source in two periods. A source that is seen in only one of them says nothing about the change.
#[derive(Clone, Copy, Debug)]
pub struct SourceChange<'a> {
    /// Part and whole of the later period.
    pub now: (&'a Sum, &'a Sum),
    /// Part and whole of the earlier period.
    pub before: (&'a Sum, &'a Sum),
}

/// How a share changed within sources.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WithinSources {
    /// Later share divided by earlier share; `None` when the earlier one is 0 everywhere.
    pub ratio: Option<Estimate>,
    /// Later share minus earlier share, 0.01 for one percentage point.
    pub difference: Estimate,
    /// Sources with things in both periods.
    pub n_sources: usize,
}

/// Parts and wholes of a source, now and before, as numbers.
type Four = [f64; 4];

/// The change of a share within sources; `None` when no source has things in both periods.
///
/// Sources are weighted as by Mantel and Haenszel: by `n_now * n_before / (n_now + n_before)`, which gives the
/// most to those that say most about the change.
/// Source: Greenland, Robins, "Estimation of a common effect parameter from sparse follow-up data",
/// Biometrics 41, 1985, equations for risk ratio and risk difference.
#[must_use]
pub fn change_within_sources(sources: &[SourceChange<'_>]) -> Option<WithinSources> {
    let sums =
        |source: &SourceChange<'_>| [source.now.0, source.now.1, source.before.0, source.before.1].map(Sum::clone);
    let sums: Vec<[Sum; 4]> = sources.iter().map(sums).collect();
    let total =
        |sums: &[Sum; 4]| -> Four { [0, 1, 2, 3].map(|at: usize| sums.get(at).map_or(0.0, |s| s.total as f64)) };
    let in_sample: Vec<Four> = sums.iter().map(total).collect();
    let n_replicates = sums.iter().flatten().map(|sum| sum.replicates.len()).min().unwrap_or(0);
    let in_replicate = |b: usize| {
        let value = |sum: &Sum| sum.replicates.get(b).map_or(0.0, |&count| f64::from(count));
        sums.iter().map(|[a, n, c, m]| [value(a), value(n), value(c), value(m)]).collect::<Vec<Four>>()
    };
    let replicated: Vec<(Option<f64>, Option<f64>)> = (0..n_replicates).map(|b| pooled(&in_replicate(b))).collect();
    let (ratio, difference) = pooled(&in_sample);
    let mut ratios: Vec<f64> = replicated.iter().filter_map(|(ratio, _)| *ratio).collect();
    let mut differences: Vec<f64> = replicated.iter().filter_map(|(_, difference)| *difference).collect();
    Some(WithinSources {
        ratio: ratio.and_then(|ratio| percentile_interval(ratio, &mut ratios)),
        difference: percentile_interval(difference?, &mut differences)?,
        n_sources: in_sample.iter().filter(|[_, n, _, m]| *n > 0.0 && *m > 0.0).count(),
    })
}

/// Ratio and difference of the shares over all sources.
fn pooled(sources: &[Four]) -> (Option<f64>, Option<f64>) {
    let (mut now, mut before, mut weight) = (0.0, 0.0, 0.0);
    for [part_now, whole_now, part_before, whole_before] in sources {
        let both = whole_now + whole_before;
        if *whole_now > 0.0 && *whole_before > 0.0 {
            now += part_now * whole_before / both;
            before += part_before * whole_now / both;
            weight += whole_now * whole_before / both;
        }
    }
    ((before > 0.0).then(|| now / before), (weight > 0.0).then(|| (now - before) / weight))
}

/// The share over all sources with fixed weights, so that their volume does not move it: direct
/// standardisation. `weights` need not add up to 1. `None` when they add up to nothing, are negative or not
/// finite, are not as many as sources, or a weighted source is empty.
///
/// Source: Fleiss, Levin, Paik, "Statistical Methods for Rates and Proportions", 3rd edition, Wiley 2003,
/// chapter 19.
#[must_use]
pub fn standardised_share(sources: &[(&Sum, &Sum)], weights: &[f64]) -> Option<Estimate> {
    let total: f64 = weights.iter().sum();
    if sources.len() != weights.len() || total <= 0.0 || weights.iter().any(|w| !w.is_finite() || *w < 0.0) {
        return None;
    }
    let weighted = |shares: &mut dyn Iterator<Item = (f64, f64)>| -> Option<f64> {
        let mut sum = 0.0;
        for ((part, whole), weight) in shares.zip(weights) {
            if *weight > 0.0 {
                sum += weight / total * (whole > 0.0).then(|| part / whole)?;
            }
        }
        Some(sum)
    };
    let value = weighted(&mut sources.iter().map(|(part, whole)| (part.total as f64, whole.total as f64)))?;
    let n_replicates = sources.iter().map(|(part, whole)| part.replicates.len().min(whole.replicates.len())).min()?;
    let of = |sum: &Sum, b: usize| sum.replicates.get(b).map_or(0.0, |&count| f64::from(count));
    let in_replicate = |b: usize| weighted(&mut sources.iter().map(|(part, whole)| (of(part, b), of(whole, b))));
    percentile_interval(value, &mut (0..n_replicates).filter_map(in_replicate).collect::<Vec<f64>>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Counts, Replicates};

    /// 300 clusters with as many things as asked for, the first of them with the property.
    fn sums(part: u32, whole: u32) -> (Sum, Sum) {
        let replicates = Replicates::draw(300, 200, 5);
        let of = |n: u32| replicates.sum(&Counts::of((0..n).map(|thing| thing.wrapping_mul(7) % 300)));
        (of(part), of(whole))
    }

    #[test]
    fn source_that_grows_moves_nothing() {
        // Both boards name it as often as before, but the one that names it more posts ten times as much.
        let sources = [(sums(10, 1_000), sums(10, 1_000)), (sums(500, 1_000), sums(50, 100))];
        let changes: Vec<SourceChange<'_>> = sources
            .iter()
            .map(|(now, before)| SourceChange { now: (&now.0, &now.1), before: (&before.0, &before.1) })
            .collect();
        let change = change_within_sources(&changes).unwrap();
        assert!((change.ratio.unwrap().value - 1.0).abs() < 1e-12, "{change:?}");
        assert!(change.difference.value.abs() < 1e-12);
        assert_eq!(change.n_sources, 2);
    }

    #[test]
    fn standardised_share_is_the_weighted_mean() {
        let (a, b) = (sums(10, 100), sums(150, 300));
        let sources = [(&a.0, &a.1), (&b.0, &b.1)];
        assert!((standardised_share(&sources, &[3.0, 1.0]).unwrap().value - 0.2).abs() < 1e-12);
        assert_eq!(standardised_share(&sources, &[1.0]), None);
        assert_eq!(standardised_share(&sources, &[0.0, 0.0]), None);
        assert_eq!(standardised_share(&sources, &[-1.0, 2.0]), None);
    }

    #[test]
    fn nothing_in_both_periods_is_no_change() {
        let (some, none) = (sums(1, 5), sums(0, 0));
        assert_eq!(
            change_within_sources(&[SourceChange { now: (&some.0, &some.1), before: (&none.0, &none.1) }]),
            None
        );
        assert_eq!(change_within_sources(&[]), None);
    }
}
