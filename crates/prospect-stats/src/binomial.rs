//! Intervals of a share from counts alone, for shares that resampling says nothing about.
//!
//! Input is a numerator, a denominator and a design effect; output is the share with its 95 % interval. With
//! no or few positives a bootstrap has nothing to draw: its interval of 0 of 100 is 0 to 0. These intervals
//! ask what could have given the count. A design effect makes of `n` things of clusters the `n / effect`
//! independent ones that would know as much.
//!
//! Source of the use of `n / effect`: Korn, Graubard, "Confidence intervals for proportions with small
//! expected number of positive counts estimated from survey data", Survey Methodology 24, 1998, section 2.

use crate::share::Estimate;
use crate::special::{Z_97_5, beta_quantile};

/// The 95 % score interval of a share whose things are independent of each other (each cluster has one).
/// `None` when `denominator` is 0. A numerator above the denominator counts as the denominator.
///
/// Source: Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22, 1927.
#[must_use]
pub fn wilson(numerator: u64, denominator: u64) -> Option<Estimate> {
    wilson_clustered(numerator, denominator, 1.0)
}

/// The score interval with a design effect: that of `denominator / design_effect` independent things.
///
/// `None` when `denominator` is 0 or the effect is not a number. An effect below 1 counts as 1: clusters that
/// are seen to help are seen so by chance.
#[must_use]
pub fn wilson_clustered(numerator: u64, denominator: u64, design_effect: f64) -> Option<Estimate> {
    let (value, n) = effective(numerator, denominator, design_effect)?;
    let z2 = Z_97_5 * Z_97_5;
    let center = (value + z2 / (2.0 * n)) / (1.0 + z2 / n);
    let half = Z_97_5 / (1.0 + z2 / n) * (value * (1.0 - value) / n + z2 / (4.0 * n * n)).sqrt();
    let low = if numerator == 0 { 0.0 } else { (center - half).max(0.0) };
    let high = if numerator >= denominator { 1.0 } else { (center + half).min(1.0) };
    Some(Estimate { value, low, high })
}

/// The 95 % exact interval of a share with a design effect (1 for independent things): it covers at least as
/// often as it says, also without any positive.
///
/// `None` when `denominator` is 0 or the effect is not a number. An effect below 1 counts as 1.
///
/// Source: Clopper, Pearson, "The use of confidence or fiducial limits illustrated in the case of the
/// binomial", Biometrika 26, 1934, by quantiles of the beta distribution.
#[must_use]
pub fn clopper_pearson(numerator: u64, denominator: u64, design_effect: f64) -> Option<Estimate> {
    let (value, n) = effective(numerator, denominator, design_effect)?;
    let positives = value * n;
    let negatives = n - positives;
    let low = if numerator == 0 { 0.0 } else { beta_quantile(0.025, positives, negatives + 1.0)? };
    let high = if numerator >= denominator { 1.0 } else { beta_quantile(0.975, positives + 1.0, negatives)? };
    Some(Estimate { value, low, high })
}

/// The share and the number of independent things that it is worth.
fn effective(numerator: u64, denominator: u64, design_effect: f64) -> Option<(f64, f64)> {
    if denominator == 0 || !design_effect.is_finite() {
        return None;
    }
    let n = denominator as f64;
    Some((numerator.min(denominator) as f64 / n, n / design_effect.max(1.0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(estimate: Option<Estimate>, expected: &str) {
        let Estimate { value, low, high } = estimate.unwrap();
        assert_eq!(format!("{value:.4} {low:.4} {high:.4}"), expected);
    }

    #[test]
    fn intervals_are_the_known_ones() {
        // 194 of 6,618 by the formula at full precision: 2.93 % [2.55, 3.37].
        check(wilson(194, 6_618), "0.0293 0.0255 0.0337");
        // Source: statsmodels, `proportion_confint(3, 100, method="beta")` and `(0, 30)`.
        check(clopper_pearson(3, 100, 1.0), "0.0300 0.0062 0.0852");
        check(clopper_pearson(0, 30, 1.0), "0.0000 0.0000 0.1157");
        check(clopper_pearson(30, 30, 1.0), "1.0000 0.8843 1.0000");
    }

    #[test]
    fn design_effect_is_that_of_fewer_things() {
        assert_eq!(clopper_pearson(12, 400, 4.0), clopper_pearson(3, 100, 1.0));
        assert_eq!(wilson_clustered(12, 400, 4.0), wilson(3, 100));
        assert_eq!(wilson_clustered(12, 400, 0.2), wilson(12, 400));
    }

    #[test]
    fn nothing_has_no_interval() {
        assert_eq!(wilson(0, 0), None);
        assert_eq!(clopper_pearson(1, 10, f64::NAN), None);
        assert_eq!(wilson(0, 10).map(|x| x.low), Some(0.0));
        assert_eq!(wilson(11, 10).map(|x| (x.value, x.high)), Some((1.0, 1.0)));
    }
}
