//! Says before looking how much a sample can tell: the smallest effect it would detect, and how many things an
//! effect would take.
//!
//! Input are sizes, spreads and design effects; output are numbers of things or effects. All are for a
//! two-sided test at 5 % that is to succeed with a probability of 80 %, the usual convention (Cohen,
//! "Statistical Power Analysis for the Behavioral Sciences", 2nd edition, Erlbaum 1988).
//!
//! The normal approximation is used throughout: a plan needs no more.

use crate::special::Z_97_5;

/// The 80 % quantile of the standard normal distribution, to double precision.
const Z_80: f64 = 0.841_621_233_572_914_2;

/// The number of things for a share's 95 % interval of `half_width` on either side (0.01 for one percentage
/// point), when the share is about `share` and clusters cost `design_effect`.
///
/// `None` unless the share lies between 0 and 1, the width is positive and the effect a positive number.
///
/// Source: Cochran, "Sampling Techniques", 3rd edition, Wiley 1977, section 4.4.
#[must_use]
pub fn n_for_share(share: f64, half_width: f64, design_effect: f64) -> Option<u64> {
    let is_possible = share > 0.0 && share < 1.0 && half_width > 0.0;
    is_possible
        .then(|| Z_97_5 * Z_97_5 * share * (1.0 - share) / (half_width * half_width))
        .and_then(|n| whole(n, design_effect))
}

/// The number of things in each of two groups to tell their shares apart.
///
/// `None` unless both lie between 0 and 1 and differ, and the effect is a positive number.
///
/// Source: Fleiss, Levin, Paik, "Statistical Methods for Rates and Proportions", 3rd edition, Wiley 2003,
/// formula 4.14, without continuity correction.
#[must_use]
pub fn n_for_two_shares(first: f64, second: f64, design_effect: f64) -> Option<u64> {
    let is_inside = |share: f64| (0.0..=1.0).contains(&share);
    if !is_inside(first) || !is_inside(second) || first == second {
        return None;
    }
    let mean = (first + second) / 2.0;
    let apart = (first * (1.0 - first) + second * (1.0 - second)).sqrt();
    let root = Z_97_5 * (2.0 * mean * (1.0 - mean)).sqrt() + Z_80 * apart;
    whole(root * root / ((first - second) * (first - second)), design_effect)
}

/// The number of things to detect that their mean logarithm is `ln(1 + premium)` above that of many others,
/// when the logarithms spread by `residual_sd` after controls: 0.05 for a premium of 5 %.
///
/// `None` unless the premium is above -1 and not 0, the spread positive and the effect a positive number.
#[must_use]
pub fn n_for_premium(premium: f64, residual_sd: f64, design_effect: f64) -> Option<u64> {
    let effect = libm::log1p(premium);
    if !(premium > -1.0 && effect != 0.0 && residual_sd > 0.0) {
        return None;
    }
    let ratio = (Z_97_5 + Z_80) * residual_sd / effect;
    whole(ratio * ratio, design_effect)
}

fn whole(n: f64, design_effect: f64) -> Option<u64> {
    let n = n * design_effect;
    (design_effect > 0.0 && n.is_finite() && n < 1e18).then(|| n.ceil().max(1.0) as u64)
}

/// What an estimate could have found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Power {
    /// The smallest effect of either sign that would be found in 80 % of samples like this one, in the unit of
    /// the standard error.
    pub detectable: f64,
    /// Things of the smaller group that would do for the effect asked for; `None` when they cannot be told.
    pub n_would_do: Option<u64>,
    /// Whether the sample would do.
    pub is_enough: bool,
}

/// What a sample of `n` whose estimate has `standard_error` (clusters counted in) can tell about an effect.
///
/// The error is taken to fall with the square root of `n`, as with more clusters of the same kind. `None`
/// unless the error is positive and the effect is not 0.
///
/// Source: Bloom, "Minimum detectable effects", Evaluation Review 19, 1995.
#[must_use]
pub fn power(n: u64, standard_error: f64, effect: f64) -> Option<Power> {
    if !(standard_error > 0.0 && standard_error.is_finite() && effect != 0.0 && effect.is_finite()) {
        return None;
    }
    let detectable = (Z_97_5 + Z_80) * standard_error;
    let ratio = detectable / effect;
    let n_would_do = whole(n as f64 * ratio * ratio, 1.0).filter(|_| n > 0);
    Some(Power { detectable, n_would_do, is_enough: detectable <= effect.abs() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_those_of_the_formulas() {
        // 1.96² · 0.03 · 0.97 / 0.01² = 1,118, four times that with a design effect of 4.
        assert_eq!(n_for_share(0.03, 0.01, 1.0), Some(1_118));
        assert_eq!(n_for_share(0.03, 0.01, 4.0), Some(4_472));
        // (1.96 + 0.84)² · 0.257² / ln(1.05)² = 217.8, and 57.1 for ln(1.10).
        assert_eq!(n_for_premium(0.05, 0.257, 1.0), Some(218));
        assert_eq!(n_for_premium(0.10, 0.257, 1.0), Some(58));
        // Source: R, `power.prop.test(p1 = .1, p2 = .2, power = .8)`: n = 198.96.
        assert_eq!(n_for_two_shares(0.1, 0.2, 1.0), Some(199));
    }

    #[test]
    fn what_would_do_would_do() {
        let small = power(18, 0.09, 0.1).unwrap();
        assert!(!small.is_enough);
        let n = small.n_would_do.unwrap();
        let scaled = |n: u64| 0.09 * (18.0 / n as f64).sqrt();
        assert!(power(n, scaled(n), 0.1).unwrap().is_enough);
        assert!(!power(n - 1, scaled(n - 1), 0.1).unwrap().is_enough);
    }

    #[test]
    fn what_cannot_be_planned_has_no_number() {
        assert_eq!(n_for_share(0.0, 0.01, 1.0), None);
        assert_eq!(n_for_share(0.5, 0.01, f64::NAN), None);
        assert_eq!(n_for_premium(-1.0, 0.2, 1.0), None);
        assert_eq!(n_for_premium(0.0, 0.2, 1.0), None);
        assert_eq!(n_for_two_shares(0.2, 0.2, 1.0), None);
        assert_eq!(power(10, 0.0, 0.1), None);
        assert_eq!(power(0, 0.1, 0.1).unwrap().n_would_do, None);
    }
}
