//! Decides which cells of a table are too small to be shown.
//!
//! Input are counts of a cell; output is the reason to hide it, or nothing. Cells are hidden because a
//! figure that rests on a few postings or on one employer says nothing about the others.
//!
//! The limits are ours; their form is that of official statistics: a minimum count, a dominance rule, and
//! complementary suppression.

use crate::{Sum, Values};

/// Why a cell shows no figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hidden {
    /// Fewer things than the rule asks for.
    TooFew,
    /// Fewer clusters (employers or posters) than the rule asks for.
    TooFewClusters,
    /// One cluster has more than the rule allows.
    OneDominates,
    /// The share's numerator is below the rule's.
    SmallNumerator,
    /// Large enough itself, but another hidden cell could be found by subtracting it from the total.
    Complement,
}

impl Hidden {
    /// The reason in a few words.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::TooFew => "too few",
            Self::TooFewClusters => "too few employers",
            Self::OneDominates => "one employer dominates",
            Self::SmallNumerator => "too few that have it",
            Self::Complement => "hidden to protect another cell",
        }
    }
}

/// What a cell needs to be shown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CellRule {
    /// Least number of openings.
    pub n_min: u64,
    /// Least number of clusters.
    pub n_clusters_min: usize,
    /// The largest part that one cluster may have, 0 to 1, included.
    pub largest_share_max: f64,
    /// Least numerator of a share.
    pub numerator_min: u64,
}

impl Default for CellRule {
    fn default() -> Self {
        Self { n_min: 10, n_clusters_min: 5, largest_share_max: 0.5, numerator_min: 5 }
    }
}

impl CellRule {
    /// Why a count may not stand alone: a row of a breakdown.
    #[must_use]
    pub fn hides(&self, cell: &Sum) -> Option<Hidden> {
        if cell.total < self.n_min {
            Some(Hidden::TooFew)
        } else if cell.n_clusters < self.n_clusters_min {
            Some(Hidden::TooFewClusters)
        } else if cell.largest_share() > self.largest_share_max {
            Some(Hidden::OneDominates)
        } else {
            None
        }
    }

    /// Why a share may not be shown: its whole is a cell that may not, or its part is too small.
    #[must_use]
    pub fn hides_share(&self, part: &Sum, whole: &Sum) -> Option<Hidden> {
        self.hides(whole).or((part.total < self.numerator_min).then_some(Hidden::SmallNumerator))
    }
}

/// What a median needs to be shown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MedianRule {
    /// Least number of values.
    pub n_min: usize,
    /// Least number of clusters.
    pub n_clusters_min: usize,
    /// The largest part that one cluster may have, 0 to 1, included.
    pub largest_share_max: f64,
}

impl Default for MedianRule {
    fn default() -> Self {
        Self { n_min: 20, n_clusters_min: 8, largest_share_max: 0.5 }
    }
}

impl MedianRule {
    /// Why the median of these values may not be shown.
    #[must_use]
    pub fn hides(&self, values: &Values) -> Option<Hidden> {
        let (n_clusters, largest) = values.clusters();
        if values.n() < self.n_min {
            Some(Hidden::TooFew)
        } else if n_clusters < self.n_clusters_min {
            Some(Hidden::TooFewClusters)
        } else if largest as f64 > self.largest_share_max * values.n() as f64 {
            Some(Hidden::OneDominates)
        } else {
            None
        }
    }
}

/// Hides more cells until no hidden one can be found by subtracting the others from a shown total.
///
/// `counts` are the cells of one total, each thing in one cell; `hidden` says which are hidden already, and
/// why. A lone hidden cell, or hidden cells that add up to less than `sum_min`, take the smallest shown one
/// with them (the first of equals). Cells beyond the shorter of the two slices are left alone.
pub fn hide_complements(counts: &[u64], hidden: &mut [Option<Hidden>], sum_min: u64) {
    loop {
        let cells = || counts.iter().zip(hidden.iter());
        let n_hidden = cells().filter(|(_, hidden)| hidden.is_some()).count();
        let sum = cells().filter(|(_, hidden)| hidden.is_some()).fold(0_u64, |sum, (n, _)| sum.saturating_add(*n));
        if n_hidden == 0 || (n_hidden > 1 && sum >= sum_min) {
            return;
        }
        let smallest = cells().enumerate().filter(|(_, (_, hidden))| hidden.is_none()).min_by_key(|(_, (n, _))| **n);
        let Some(cell) = smallest.map(|(index, _)| index).and_then(|index| hidden.get_mut(index)) else { return };
        *cell = Some(Hidden::Complement);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Counts, Replicates, SplitMix64};

    #[track_caller]
    fn check(clusters: &[u32], expected: Option<Hidden>) {
        let sum = Replicates::draw(20, 1, 1).sum(&Counts::of(clusters.iter().copied()));
        assert_eq!(CellRule::default().hides(&sum), expected);
    }

    #[test]
    fn small_cells_are_hidden_for_the_first_reason() {
        check(&[0, 1, 2, 3, 4, 5, 6, 7, 8], Some(Hidden::TooFew));
        check(&[0, 0, 0, 1, 1, 1, 2, 2, 2, 3], Some(Hidden::TooFewClusters));
        check(&[0, 0, 0, 0, 0, 0, 1, 2, 3, 4], Some(Hidden::OneDominates));
        check(&[0, 0, 0, 0, 0, 1, 1, 2, 3, 4], None);
    }

    #[test]
    fn share_with_a_small_numerator_is_hidden() {
        let replicates = Replicates::draw(20, 1, 1);
        let whole = replicates.sum(&Counts::of(0..20));
        let rule = CellRule::default();
        assert_eq!(rule.hides_share(&replicates.sum(&Counts::of(0..4)), &whole), Some(Hidden::SmallNumerator));
        assert_eq!(rule.hides_share(&replicates.sum(&Counts::of(0..5)), &whole), None);
    }

    #[test]
    fn medians_need_twenty_values_of_eight_clusters() {
        let rule = MedianRule::default();
        let values = |n: u32, n_clusters: u32| Values::of((0..n).map(|i| (1.0, i % n_clusters)));
        assert_eq!(rule.hides(&values(19, 19)), Some(Hidden::TooFew));
        assert_eq!(rule.hides(&values(20, 7)), Some(Hidden::TooFewClusters));
        assert_eq!(rule.hides(&values(20, 8)), None);
        let lopsided = Values::of((0..20).map(|i| (1.0, if i < 11 { 0 } else { i })));
        assert_eq!(rule.hides(&lopsided), Some(Hidden::OneDominates));
    }

    #[test]
    fn no_cell_is_left_that_subtraction_finds() {
        let mut rng = SplitMix64::new(6);
        for _ in 0..2_000 {
            let counts: Vec<u64> = (0..2 + rng.below(8)).map(|_| u64::from(rng.below(20))).collect();
            let mut hidden: Vec<Option<Hidden>> = counts.iter().map(|&n| (n < 5).then_some(Hidden::TooFew)).collect();
            let before = hidden.clone();
            hide_complements(&counts, &mut hidden, 5);
            let parts: Vec<u64> = counts.iter().zip(&hidden).filter(|(_, h)| h.is_some()).map(|(n, _)| *n).collect();
            let all_hidden = parts.len() == counts.len();
            assert!(parts.is_empty() || all_hidden || (parts.len() > 1 && parts.iter().sum::<u64>() >= 5));
            assert!(before.iter().zip(&hidden).all(|(before, after)| before.is_none() || before == after));
            assert_eq!(parts.is_empty(), before.iter().all(Option::is_none), "nothing is hidden without cause");
        }
    }
}
