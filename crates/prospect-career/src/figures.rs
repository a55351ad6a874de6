//! Figures over a set of openings: shares and median pay, with n, employers and intervals, or the reason why not.
//!
//! The resampling is that of the report: employers, not openings, are drawn.

use crate::openings::{Opening, View};
use crate::pay;
use prospect_stats::{CellRule, Counts, MedianRule, Replicates, Sum, Values, quartiles, share};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Replicates of the bootstrap; as in the report.
const N_REPLICATES: usize = 2_000;
/// Seed of the bootstrap; as in the report.
const SEED: u64 = 20_260_101;

/// A share of openings.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ShareFigure {
    /// Openings that have the property.
    pub n: u64,
    /// Openings that could have it.
    pub of: u64,
    /// Employers behind `n`.
    pub n_employers: usize,
    /// The share, 0 to 1; `None` when it may not be shown.
    pub share: Option<f64>,
    /// Its 95 % interval.
    pub interval: Option<[f64; 2]>,
    /// Why it may not be shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hidden: Option<&'static str>,
}

/// Median pay of openings.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MedianPay {
    /// US dollars a year; `None` when it may not be shown.
    pub usd: Option<f64>,
    /// Its 95 % interval.
    pub interval: Option<[f64; 2]>,
    /// Openings with an amount.
    pub n: usize,
    /// Employers behind them.
    pub n_employers: usize,
    /// Why it may not be shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hidden: Option<&'static str>,
}

/// A set of openings that figures are about.
pub(crate) struct Frame<'v, 'a> {
    view: &'v View<'a>,
    pub(crate) openings: Vec<&'v Opening>,
    clusters: BTreeMap<u32, u32>,
    replicates: Replicates,
    whole: Sum,
}

impl<'v, 'a> Frame<'v, 'a> {
    pub(crate) fn new(view: &'v View<'a>, openings: Vec<&'v Opening>) -> Self {
        let found: BTreeSet<u32> = openings.iter().map(|opening| opening.cluster).collect();
        let clusters: BTreeMap<u32, u32> = found.into_iter().zip(0..).collect();
        let n_clusters = u32::try_from(clusters.len()).unwrap_or(u32::MAX);
        let replicates = Replicates::draw(n_clusters, N_REPLICATES, SEED);
        let whole = replicates.sum(&Counts::of(openings.iter().filter_map(|it| clusters.get(&it.cluster).copied())));
        Self { view, openings, clusters, replicates, whole }
    }

    /// Number of employers.
    pub(crate) fn n_employers(&self) -> usize {
        self.clusters.len()
    }

    /// The share of the frame's openings that have a property.
    pub(crate) fn share(&self, has: impl Fn(&Opening) -> bool) -> ShareFigure {
        let part = self.sum(self.openings.iter().copied().filter(|opening| has(opening)));
        self.share_of(&part, &self.whole)
    }

    /// The share of those that have a property among those of a part of the frame.
    pub(crate) fn share_within(&self, whole: impl Fn(&Opening) -> bool, has: impl Fn(&Opening) -> bool) -> ShareFigure {
        let inside = || self.openings.iter().copied().filter(|opening| whole(opening));
        let part = self.sum(inside().filter(|opening| has(opening)));
        self.share_of(&part, &self.sum(inside()))
    }

    fn share_of(&self, part: &Sum, whole: &Sum) -> ShareFigure {
        let hidden = CellRule::default().hides_share(part, whole);
        let shown = share(part, whole).filter(|_| hidden.is_none()).map(|share| share.estimate);
        ShareFigure {
            n: part.total,
            of: whole.total,
            n_employers: part.n_clusters,
            share: shown.map(|estimate| estimate.value),
            interval: shown.map(|estimate| [estimate.low, estimate.high]),
            hidden: hidden.map(prospect_stats::Hidden::as_str),
        }
    }

    /// Median pay of some of the frame's openings.
    pub(crate) fn median_pay<'b>(&self, openings: impl Iterator<Item = &'b Opening>) -> MedianPay {
        let values = Values::of(openings.filter_map(|opening| {
            let posting = self.view.posting(opening)?;
            let usd = pay::midpoint(posting.pay_of(opening.role), opening.month)?;
            Some((usd, *self.clusters.get(&opening.cluster)?))
        }));
        let hidden = MedianRule::default().hides(&values);
        let shown = quartiles(&self.replicates, &values).filter(|_| hidden.is_none()).map(|it| it.median);
        MedianPay {
            usd: shown.map(|median| median.value),
            interval: shown.map(|median| [median.low, median.high]),
            n: values.n(),
            n_employers: values.clusters().0,
            hidden: hidden.map(prospect_stats::Hidden::as_str),
        }
    }

    fn sum<'b>(&self, openings: impl Iterator<Item = &'b Opening>) -> Sum {
        self.replicates.sum(&Counts::of(openings.filter_map(|it| self.clusters.get(&it.cluster).copied())))
    }
}
