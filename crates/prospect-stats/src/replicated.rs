//! A value together with what it is in every replicate: what intervals, ranks and tests are made of.
//!
//! Input are [`Sum`]s; output is a [`Replicated`] number. Combining two of them combines them replicate by
//! replicate, so that what they share (the same employers) cancels as it should.

use crate::Sum;
use crate::share::{Estimate, percentile_interval};

/// A value in the sample and in every replicate; NaN in a replicate in which it does not exist.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Replicated {
    /// The value in the sample.
    pub value: f64,
    /// The value in each replicate.
    pub replicates: Vec<f64>,
}

impl Replicated {
    /// The share of `part` in `whole`; `None` when `whole` is empty.
    #[must_use]
    pub fn share(part: &Sum, whole: &Sum) -> Option<Self> {
        let value = divide(part.total as f64, whole.total as f64)?;
        let pairs = part.replicates.iter().zip(&whole.replicates);
        let in_one = |(&part, &whole): (&u32, &u32)| divide(f64::from(part), f64::from(whole)).unwrap_or(f64::NAN);
        Some(Self { value, replicates: pairs.map(in_one).collect() })
    }

    /// A sum as a number.
    #[must_use]
    pub fn sum(sum: &Sum) -> Self {
        Self { value: sum.total as f64, replicates: sum.replicates.iter().copied().map(f64::from).collect() }
    }

    /// What `join` makes of both, in the sample and in each replicate; `None` where it gives nothing finite in
    /// the sample. Replicates beyond the shorter are left out.
    #[must_use]
    pub fn join(&self, other: &Self, join: impl Fn(f64, f64) -> f64) -> Option<Self> {
        let value = Some(join(self.value, other.value)).filter(|value| value.is_finite())?;
        let pairs = self.replicates.iter().zip(&other.replicates);
        Some(Self { value, replicates: pairs.map(|(&a, &b)| join(a, b)).collect() })
    }

    /// The value with the 2.5 % and 97.5 % quantiles of its replicates, without those that are not finite;
    /// `None` when none is.
    #[must_use]
    pub fn estimate(&self) -> Option<Estimate> {
        let mut values: Vec<f64> = self.replicates.iter().copied().filter(|value| value.is_finite()).collect();
        percentile_interval(self.value, &mut values)
    }

    /// The standard deviation of the finite replicates; `None` with fewer than two of them.
    #[must_use]
    pub fn standard_error(&self) -> Option<f64> {
        standard_deviation(self.replicates.iter().copied().filter(|value| value.is_finite()))
    }
}

/// `a / b`, unless `b` is 0.
pub(crate) fn divide(a: f64, b: f64) -> Option<f64> {
    (b != 0.0).then(|| a / b)
}

/// The standard deviation with the divisor n - 1, from two passes; `None` with fewer than two values.
pub(crate) fn standard_deviation(values: impl Iterator<Item = f64> + Clone) -> Option<f64> {
    let (n, sum) = values.clone().fold((0_u32, 0.0), |(n, sum), value| (n.saturating_add(1), sum + value));
    if n < 2 {
        return None;
    }
    let mean = sum / f64::from(n);
    let squares: f64 = values.map(|value| (value - mean) * (value - mean)).sum();
    Some((squares / f64::from(n - 1)).sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Counts, Replicates, share};

    #[test]
    fn share_is_the_share() {
        let replicates = Replicates::draw(60, 300, 5);
        let (part, whole) = (replicates.sum(&Counts::of(0..20)), replicates.sum(&Counts::of(0..60)));
        let replicated = Replicated::share(&part, &whole).unwrap();
        assert_eq!(replicated.estimate(), share(&part, &whole).map(|share| share.estimate));
    }

    #[test]
    fn replicates_without_a_value_are_left_out() {
        let odd = Replicated { value: 1.0, replicates: vec![f64::NAN, 1.0, 3.0] };
        assert_eq!(odd.standard_error(), Some(std::f64::consts::SQRT_2));
        assert_eq!(odd.join(&odd, |a, b| a / (b - b)), None);
        assert_eq!(Replicated { value: 1.0, replicates: vec![f64::NAN] }.estimate(), None);
        assert_eq!(Replicated::share(&Sum::default(), &Sum::default()), None);
    }
}
