//! Follows a volume over time while sources come and go: the matched-source chain index.
//!
//! Input are, for each period, the sums of the sources that were observed fully in it; output is an index with
//! its 95 % interval and, beside each year's change, the direct comparison that a chain may drift away from.
//!
//! From one period to the next only the sources observed in both count, so that a source that joins is no
//! growth: `I_t = I_(t-1) * sum c_(s,t) / sum c_(s,t-1)` over the sources `s` of both periods.
//! Source: International Labour Office et al., "Consumer Price Index Manual: Concepts and Methods", 2020,
//! chapters 7 (matched models) and 9 (chain drift).

use crate::Sum;
use crate::replicated::{Replicated, divide};
use crate::share::Estimate;

/// A chained change that is further than this from the direct one is not published: two percentage points.
pub const DRIFT_MAX: f64 = 0.02;

/// One period of the index.
#[derive(Clone, Debug, PartialEq)]
pub struct IndexPoint {
    /// The index, 100 in the first period; `None` after a period to which no source leads.
    pub index: Option<Estimate>,
    /// Sources observed in this period and the one before; all of the first period.
    pub n_matched: usize,
    /// The part of the period's count that comes from them, 0 to 1; 1 in the first, `None` in an empty one.
    pub coverage: Option<f64>,
}

/// A change over several periods, both ways.
#[derive(Clone, Debug, PartialEq)]
pub struct Drift {
    /// The later index divided by the earlier.
    pub chained: Estimate,
    /// The count of the sources observed in both ends divided by their earlier count.
    pub direct: Estimate,
    /// `chained - direct`, 0.01 for one percentage point of change.
    pub drift: f64,
    /// Sources observed at both ends.
    pub n_matched: usize,
}

impl Drift {
    /// Whether the chain has drifted further than [`DRIFT_MAX`].
    #[must_use]
    pub fn is_too_large(&self) -> bool {
        self.drift.abs() > DRIFT_MAX
    }

    /// The change to publish: the chained one, which more sources are behind, unless it has drifted.
    #[must_use]
    pub fn published(&self) -> Estimate {
        if self.is_too_large() { self.direct } else { self.chained }
    }
}

/// A chain index over periods.
#[derive(Clone, Debug, PartialEq)]
pub struct ChainIndex {
    /// One for each period.
    pub points: Vec<IndexPoint>,
    /// For each period, its change from `lag` periods before beside the direct one; `None` where either does
    /// not exist.
    pub drifts: Vec<Option<Drift>>,
}

/// The index of `periods`, each a list of sources in one order, `None` where a source was not observed fully
/// or was read in another way than in the period before. `lag` is the number of periods in a year.
///
/// The sums of all sources must be over replicates that may be added up: see
/// [`within_sources`](crate::change_within_sources).
#[must_use]
pub fn chain_index(periods: &[Vec<Option<&Sum>>], lag: usize) -> ChainIndex {
    let mut chain: Vec<Option<Replicated>> = Vec::with_capacity(periods.len());
    let mut points = Vec::with_capacity(periods.len());
    for (at, period) in periods.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|before| periods.get(before));
        let link = before.map(|before| Matched::of(before, period));
        let value = match (&link, at.checked_sub(1).and_then(|before| chain.get(before))) {
            (None, _) => Some(start(period)),
            (Some(link), Some(Some(index))) => {
                link.ratio().and_then(|ratio| index.join(&ratio, |index, ratio| index * ratio))
            }
            _ => None,
        };
        let observed: f64 = period.iter().flatten().map(|sum| sum.total as f64).sum();
        points.push(IndexPoint {
            index: value.as_ref().and_then(Replicated::estimate),
            n_matched: link.as_ref().map_or_else(|| period.iter().flatten().count(), |link| link.n),
            coverage: divide(link.as_ref().map_or(observed, |link| link.now.value), observed),
        });
        chain.push(value);
    }
    let drift = |at: usize| {
        let before = at.checked_sub(lag.max(1))?;
        let chained = chain.get(at)?.as_ref()?.join(chain.get(before)?.as_ref()?, |now, then| now / then)?;
        let matched = Matched::of(periods.get(before)?, periods.get(at)?);
        let (chained, direct) = (chained.estimate()?, matched.ratio()?.estimate()?);
        Some(Drift { chained, direct, drift: chained.value - direct.value, n_matched: matched.n })
    };
    let drifts = (0..periods.len()).map(drift).collect();
    ChainIndex { points, drifts }
}

/// 100 in the sample and in every replicate.
fn start(period: &[Option<&Sum>]) -> Replicated {
    let n_replicates = period.iter().flatten().map(|sum| sum.replicates.len()).max().unwrap_or(0);
    Replicated { value: 100.0, replicates: vec![100.0; n_replicates] }
}

/// The sources observed in two periods.
struct Matched {
    now: Replicated,
    before: Replicated,
    n: usize,
}

impl Matched {
    fn of(before: &[Option<&Sum>], now: &[Option<&Sum>]) -> Self {
        let both = || before.iter().zip(now).filter_map(|(before, now)| before.zip(*now));
        Self {
            now: add_up(both().map(|(_, now)| now)),
            before: add_up(both().map(|(before, _)| before)),
            n: both().count(),
        }
    }

    fn ratio(&self) -> Option<Replicated> {
        self.now.join(&self.before, |now, before| now / before)
    }
}

fn add_up<'a>(sums: impl Iterator<Item = &'a Sum>) -> Replicated {
    let mut total = Replicated::default();
    for sum in sums {
        let sum = Replicated::sum(sum);
        total = if total.replicates.is_empty() { sum } else { total.join(&sum, |a, b| a + b).unwrap_or(total) };
    }
    total
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Counts, Replicates};

    fn sum(n: u32) -> Sum {
        Replicates::draw(40, 100, 9).sum(&Counts::of((0..n).map(|thing| thing % 40)))
    }

    #[test]
    fn source_that_joins_is_no_growth() {
        let (small, large, twice) = (sum(100), sum(5_000), sum(200));
        let periods =
            vec![vec![Some(&small), None], vec![Some(&small), Some(&large)], vec![Some(&twice), Some(&large)]];
        let index = chain_index(&periods, 2);
        let values: Vec<f64> = index.points.iter().filter_map(|point| Some(point.index?.value)).collect();
        assert_eq!(values, [100.0, 100.0, 100.0 * 5_200.0 / 5_100.0]);
        assert_eq!(index.points.iter().map(|point| point.n_matched).collect::<Vec<_>>(), [1, 1, 2]);
        assert!((index.points[1].coverage.unwrap() - 100.0 / 5_100.0).abs() < 1e-12);
        // The one source that was there at both ends has doubled; the chain says 2 %: it has drifted.
        let drift = index.drifts[2].as_ref().unwrap();
        assert_eq!((drift.direct.value, drift.is_too_large(), drift.published().value), (2.0, true, 2.0));
    }

    #[test]
    fn steady_sources_do_not_drift() {
        let (a, b, c) = (sum(100), sum(130), sum(90));
        let periods = vec![vec![Some(&a)], vec![Some(&b)], vec![Some(&c)]];
        let drift = chain_index(&periods, 2).drifts[2].clone().unwrap();
        assert!(drift.drift.abs() < 1e-12 && !drift.is_too_large());
        assert_eq!(drift.published(), drift.chained);
    }

    #[test]
    fn chain_that_breaks_stays_broken() {
        let (a, none) = (sum(10), sum(0));
        let periods = vec![vec![Some(&a), None], vec![None, Some(&a)], vec![None, Some(&a)]];
        assert!(chain_index(&periods, 1).points[1..].iter().all(|point| point.index.is_none()));
        let periods = vec![vec![Some(&none)], vec![Some(&a)]];
        assert_eq!(chain_index(&periods, 1).points[1].index, None);
        assert_eq!(chain_index(&[], 0), ChainIndex { points: vec![], drifts: vec![] });
    }
}
