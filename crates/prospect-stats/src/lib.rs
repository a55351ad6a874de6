//! Estimators and their intervals: shares, differences and ratios of shares, quantiles.
//!
//! Input are counts or values that carry the number of the cluster (the employer, else the poster) they
//! come from; output are estimates with a 95 % interval. Postings of one employer resemble each other, so
//! every interval comes from resampling whole clusters: simple binomial intervals are too narrow by about
//! two on hiring threads (design effect 4 to 5, measured on the Hacker News threads of 2017 to 2019).
//!
//! Everything is a function of its arguments: the seed is one of them. Sums are sums of integers, the
//! rest is `+ - * /` and `sqrt`, which IEEE 754 rounds the same on every target, and functions of `libm`.
//!
//! Not here: what is counted and in which words it is told (`prospect-market`), threads, files, a clock.

mod association;
mod binomial;
mod cells;
mod chain_index;
mod concentration;
mod false_discovery;
mod interval_censored;
mod misreading;
mod periods;
mod power;
mod protected_table;
mod quantile;
mod ranks;
mod regression;
mod replicated;
mod resample;
mod rng;
mod share;
mod special;
mod survival;
mod within_sources;

pub use association::{LogOdds, Pair, log_odds, npmi};
pub use binomial::{clopper_pearson, wilson, wilson_clustered};
pub use cells::{CellRule, Hidden, MedianRule, hide_complements};
pub use chain_index::{ChainIndex, DRIFT_MAX, Drift, IndexPoint, chain_index};
pub use concentration::{Concentration, concentration};
pub use false_discovery::{Dependence, adjusted_p_values};
pub use interval_censored::{Bounded, MedianBounds, TurnbullMedian, median_bounds, turnbull_median};
pub use misreading::{
    Corrected, Drawn, Labelled, Tuning, prediction_powered, prediction_powered_by_strata, rogan_gladen,
};
pub use periods::{MonthCounts, YearCounts, YearOverYear, by_year, year_over_year};
pub use power::{Power, n_for_premium, n_for_share, n_for_two_shares, power};
pub use protected_table::Table;
pub use quantile::{Quartiles, Values, order_statistic_interval, quantile_sorted, quartiles};
pub use ranks::{Rank, rank_intervals};
pub use regression::{Fit, INTERCEPT, Regression, RegressionError, Regressor, Term, regress};
pub use replicated::Replicated;
pub use resample::{Block, Counts, LANES, Replicates, Sum};
pub use rng::SplitMix64;
pub use share::{Estimate, Share, difference, ratio_of_shares, share};
pub use special::{
    beta_cdf, beta_quantile, normal_cdf, normal_quantile, normal_two_sided, student_quantile, student_two_sided,
};
pub use survival::{MedianDays, Spell, SurvivalCurve, SurvivalPoint, kaplan_meier};
pub use within_sources::{SourceChange, WithinSources, change_within_sources, standardised_share};
