//! Distributions that intervals and tests need: normal, Student's t, beta.
//!
//! Input and output are plain numbers. Every transcendental function is `libm`'s, so that the figures are
//! the same on every target. Quantiles are found by halving an interval in which the distribution rises:
//! slower than a series, exact to the last digits, and without a case in which it fails.

/// The 97.5 % quantile of the standard normal distribution, to double precision.
pub(crate) const Z_97_5: f64 = 1.959_963_984_540_054;

/// Halvings after which two doubles of `[0, 1]` are neighbours or equal.
const N_HALVINGS: usize = 1_100;

/// The probability that a standard normal number is at most `z`.
#[must_use]
pub fn normal_cdf(z: f64) -> f64 {
    0.5 * libm::erfc(-z * std::f64::consts::FRAC_1_SQRT_2)
}

/// The quantile `p` (0 to 1, both excluded) of the standard normal distribution; `None` outside of that.
#[must_use]
pub fn normal_quantile(p: f64) -> Option<f64> {
    (p > 0.0 && p < 1.0).then(|| {
        // Solved in the lower tail, where the distribution function keeps its digits.
        let tail = p.min(1.0 - p);
        let z = halve(-39.0, 0.0, |z| normal_cdf(z) < tail);
        if p < 0.5 { z } else { -z }
    })
}

/// The probability of a standard normal number at least as far from 0 as `z`.
#[must_use]
pub fn normal_two_sided(z: f64) -> f64 {
    libm::erfc(z.abs() * std::f64::consts::FRAC_1_SQRT_2)
}

/// The regularised incomplete beta function, which is the distribution function of beta(`a`, `b`) at `x`.
/// NaN unless `a` and `b` are positive and finite.
///
/// Source: continued fraction 8.17.22 of the NIST Digital Library of Mathematical Functions,
/// <https://dlmf.nist.gov/8.17>, evaluated by the modified method of Lentz.
#[must_use]
pub fn beta_cdf(x: f64, a: f64, b: f64) -> f64 {
    if !(a > 0.0 && b > 0.0 && a.is_finite() && b.is_finite()) || x.is_nan() {
        return f64::NAN;
    }
    if x <= 0.0 {
        return 0.0;
    }
    if x >= 1.0 {
        return 1.0;
    }
    let ln_front = libm::lgamma(a + b) - libm::lgamma(a) - libm::lgamma(b) + a * libm::log(x) + b * libm::log1p(-x);
    // The fraction converges fast on this side of the mean; the other side is its mirror image.
    if x < (a + 1.0) / (a + b + 2.0) {
        libm::exp(ln_front) * beta_fraction(x, a, b) / a
    } else {
        1.0 - libm::exp(ln_front) * beta_fraction(1.0 - x, b, a) / b
    }
}

fn beta_fraction(x: f64, a: f64, b: f64) -> f64 {
    /// Stands for a 0 that would be divided by.
    const TINY: f64 = 1e-300;
    let keep = |value: f64| if value.abs() < TINY { TINY } else { value };
    let mut c = 1.0;
    let mut d = 1.0 / keep(1.0 - (a + b) * x / (a + 1.0));
    let mut fraction = d;
    // About the square root of the larger parameter is needed; this is enough for a million things.
    for m in 1..5_000 {
        let m = f64::from(m);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        d = 1.0 / keep(1.0 + even * d);
        c = keep(1.0 + even / c);
        fraction *= d * c;
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        d = 1.0 / keep(1.0 + odd * d);
        c = keep(1.0 + odd / c);
        fraction *= d * c;
        if (d * c - 1.0).abs() < 1e-15 {
            break;
        }
    }
    fraction
}

/// The quantile `p` (clamped to 0 to 1) of beta(`a`, `b`); `None` unless `a` and `b` are positive and finite.
#[must_use]
pub fn beta_quantile(p: f64, a: f64, b: f64) -> Option<f64> {
    let can_be = a > 0.0 && b > 0.0 && a.is_finite() && b.is_finite() && !p.is_nan();
    can_be.then(|| match p {
        p if p <= 0.0 => 0.0,
        p if p >= 1.0 => 1.0,
        p => halve(0.0, 1.0, |x| beta_cdf(x, a, b) < p),
    })
}

/// The probability of a number of Student's t distribution at least as far from 0 as `t`, with `df` degrees
/// of freedom (positive). NaN for other `df`.
#[must_use]
pub fn student_two_sided(t: f64, df: f64) -> f64 {
    let square = t * t;
    if square < df {
        1.0 - beta_cdf(square / (df + square), 0.5, df / 2.0)
    } else {
        beta_cdf(df / (df + square), df / 2.0, 0.5)
    }
}

/// The quantile `p` (0 to 1, both excluded) of Student's t distribution with `df` degrees of freedom
/// (positive, finite); `None` outside of that.
#[must_use]
pub fn student_quantile(p: f64, df: f64) -> Option<f64> {
    if !(p > 0.0 && p < 1.0) {
        return None;
    }
    // t²/(df + t²) is beta(1/2, df/2), and the rest to 1 is beta(df/2, 1/2). A number near 1 loses digits: far
    // out that is the probability of the first, with many degrees of freedom the quantile of the second.
    let tail = 2.0 * p.min(1.0 - p);
    let part = beta_quantile(1.0 - tail, 0.5, df / 2.0)?;
    let odds = if part < tail {
        part / (1.0 - part)
    } else {
        let rest = beta_quantile(tail, df / 2.0, 0.5)?;
        (1.0 - rest) / rest
    };
    let size = (df * odds).sqrt();
    Some(if p < 0.5 { -size } else { size })
}

/// The place in `[low, high]` where `is_below` turns from true to false.
fn halve(mut low: f64, mut high: f64, is_below: impl Fn(f64) -> bool) -> f64 {
    for _ in 0..N_HALVINGS {
        let middle = low + (high - low) / 2.0;
        if middle <= low || middle >= high {
            break;
        }
        if is_below(middle) { low = middle } else { high = middle }
    }
    high
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(actual: Option<f64>, expected: f64) {
        let actual = actual.unwrap();
        assert!((actual - expected).abs() <= 1e-10 * expected.abs().max(1e-3), "{actual} is not {expected}");
    }

    #[test]
    fn quantiles_are_the_tabulated_ones() {
        // Source: SciPy, `norm.ppf`, `t.ppf`, `beta.ppf`.
        check(normal_quantile(0.975), Z_97_5);
        check(normal_quantile(1e-10), -6.361_340_902_404_057);
        check(student_quantile(0.975, 1.0), 12.706_204_736_174_698);
        check(student_quantile(0.975, 39.0), 2.022_690_920_036_761);
        check(student_quantile(0.975, 1e6), 1.959_966_356_814_107);
        check(beta_quantile(0.025, 3.0, 98.0), 0.006_229_971_538_306_375);
    }

    #[test]
    fn quantile_undoes_the_distribution() {
        for (a, b) in [(0.5, 0.5), (1.0, 7.0), (40.0, 2.5), (3_000.0, 70_000.0)] {
            for p in [0.001, 0.025, 0.5, 0.9, 0.999] {
                check(beta_quantile(p, a, b).map(|x| beta_cdf(x, a, b)), p);
            }
        }
    }

    #[test]
    fn what_has_no_answer_has_none() {
        assert_eq!(normal_quantile(0.0), None);
        assert_eq!(student_quantile(0.975, 0.0), None);
        assert_eq!(beta_quantile(0.5, f64::NAN, 1.0), None);
        assert!(beta_cdf(0.5, -1.0, 1.0).is_nan());
        assert_eq!((beta_cdf(-1.0, 2.0, 2.0), beta_cdf(2.0, 2.0, 2.0)), (0.0, 1.0));
    }
}
