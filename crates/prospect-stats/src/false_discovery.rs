//! Bounds the part of chance findings in a list of findings.
//!
//! Input are p-values; output are adjusted ones, in the same order: keeping those at or below 0.05 keeps a
//! list of which at most 5 % are expected to be chance.

/// How p-values of one list depend on each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dependence {
    /// Independent, or rising together: what one list of skills over the same openings mostly does.
    ///
    /// Source: Benjamini, Hochberg, "Controlling the false discovery rate", JRSS B 57, 1995.
    Positive,
    /// Any: stricter by the factor 1 + 1/2 + ... + 1/n. For parts of a whole, where one's gain is another's loss.
    ///
    /// Source: Benjamini, Yekutieli, "The control of the false discovery rate in multiple testing under
    /// dependency", Annals of Statistics 29, 2001.
    Any,
}

/// The adjusted p-values, 0 to 1, in the order given. A p-value that is not a number counts as 1.
#[must_use]
pub fn adjusted_p_values(p_values: &[f64], dependence: Dependence) -> Vec<f64> {
    let n = p_values.len();
    let factor = match dependence {
        Dependence::Positive => 1.0,
        Dependence::Any => (1..=n).map(|rank| 1.0 / rank as f64).sum(),
    };
    let clean = |p: f64| if p.is_nan() { 1.0 } else { p.clamp(0.0, 1.0) };
    let mut falling: Vec<(f64, usize)> = p_values.iter().enumerate().map(|(at, &p)| (clean(p), at)).collect();
    falling.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)));
    let mut adjusted = vec![1.0; n];
    let mut least = 1.0_f64;
    for (&(p, at), rank) in falling.iter().zip((1..=n).rev()) {
        // The factor first: it is at least 1 also after rounding, and the last p-value stays as it is.
        least = least.min(p * (factor * (n as f64 / rank as f64)));
        if let Some(place) = adjusted.get_mut(at) {
            *place = least;
        }
    }
    adjusted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(p_values: &[f64], dependence: Dependence, expected: &str) {
        let adjusted = adjusted_p_values(p_values, dependence);
        let told: Vec<String> = adjusted.iter().map(|p| format!("{p:.4}")).collect();
        assert_eq!(told.join(" "), expected);
    }

    #[test]
    fn adjusted_values_are_those_of_the_procedure() {
        let p_values = [0.03, 0.01, 0.02, 0.9];
        check(&p_values, Dependence::Positive, "0.0400 0.0400 0.0400 0.9000");
        check(&p_values, Dependence::Any, "0.0833 0.0833 0.0833 1.0000");
        check(&[0.04], Dependence::Any, "0.0400");
        check(&[f64::NAN, -1.0], Dependence::Positive, "1.0000 0.0000");
        check(&[], Dependence::Any, "");
    }
}
