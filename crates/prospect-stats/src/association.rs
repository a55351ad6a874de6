//! Measures what stands together more often than chance: skills beside Rust.
//!
//! Input are sums of openings over [`Replicates`](crate::Replicates); output are NPMI and log-odds with a
//! prior, each with a 95 % cluster-bootstrap interval, and the p-value that a list of them is cut by (see
//! [`adjusted_p_values`](crate::adjusted_p_values)).

use crate::Sum;
use crate::replicated::Replicated;
use crate::share::Estimate;
use crate::special::normal_two_sided;

/// The counts behind one pair: openings with both, with each, and all of the frame.
#[derive(Clone, Copy, Debug)]
pub struct Pair<'a> {
    /// Openings with both.
    pub both: &'a Sum,
    /// Openings with the first.
    pub first: &'a Sum,
    /// Openings with the second.
    pub second: &'a Sum,
    /// All openings.
    pub all: &'a Sum,
}

/// Normalised pointwise mutual information: -1 never together, 0 as chance would have it, 1 always together.
/// `None` when any of the counts is 0 or all openings have both: nothing can be told then.
///
/// Source: Bouma, "Normalized (pointwise) mutual information in collocation extraction", GSCL 2009.
#[must_use]
pub fn npmi(pair: &Pair<'_>) -> Option<Estimate> {
    let of = |both: f64, first: f64, second: f64, all: f64| {
        if both > 0.0 && both < all {
            libm::log(both * all / (first * second)) / -libm::log(both / all)
        } else {
            f64::NAN
        }
    };
    let [both, first, second, all] = [pair.both, pair.first, pair.second, pair.all];
    let value = of(both.total as f64, first.total as f64, second.total as f64, all.total as f64);
    let rows = both.replicates.iter().zip(&first.replicates).zip(second.replicates.iter().zip(&all.replicates));
    let in_one = |((&both, &first), (&second, &all)): ((&u32, &u32), (&u32, &u32))| {
        of(f64::from(both), f64::from(first), f64::from(second), f64::from(all))
    };
    value.is_finite().then(|| Replicated { value, replicates: rows.map(in_one).collect() })?.estimate()
}

/// How much more often a skill is named in one group than in another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LogOdds {
    /// Logarithm of the ratio of the odds, with the prior in both; its interval from the clusters.
    pub estimate: Estimate,
    /// The same divided by the standard error of independent mentions, as published: for comparison only.
    pub z_independent: f64,
    /// The same divided by its standard error over the replicates, or that of independent mentions where it is larger.
    pub z: f64,
    /// The probability of such a `z` or one further from 0 by chance.
    pub p_value: f64,
}

/// The log-odds ratio of every word of two groups, with an informative Dirichlet prior.
///
/// `first` and `second` are the mentions of each word in each group, in one order; `prior` the mentions of each
/// word where nothing is compared (all postings of the frame), scaled to `prior_weight` mentions in total: what
/// is rare everywhere has to be named often to count. A word is `None` when it is never named in either group,
/// has no prior, or its error cannot be told.
///
/// Source: Monroe, Colaresi, Quinn, "Fightin' words: lexical feature selection and evaluation for identifying
/// the content of political conflict", Political Analysis 16, 2008, equations 16, 18, 20 and 22. The standard
/// error over clusters in place of equation 20 is ours: mentions of one employer are not independent.
#[must_use]
pub fn log_odds(first: &[Sum], second: &[Sum], prior: &[u64], prior_weight: f64) -> Vec<Option<LogOdds>> {
    let prior_total: f64 = prior.iter().map(|&n| n as f64).sum();
    let n_words = first.len().min(second.len()).min(prior.len());
    if !(prior_weight > 0.0 && prior_weight.is_finite() && prior_total > 0.0) {
        return vec![None; n_words];
    }
    let (all_first, all_second) = (Totals::of(first.iter().take(n_words)), Totals::of(second.iter().take(n_words)));
    let word = |((first, second), &prior): ((&Sum, &Sum), &u64)| {
        let prior = prior as f64 / prior_total * prior_weight;
        if prior <= 0.0 || (first.total == 0 && second.total == 0) {
            return None;
        }
        let odds = |named: f64, all: f64| libm::log((named + prior) / (all + prior_weight - named - prior));
        let value = odds(first.total as f64, all_first.sample) - odds(second.total as f64, all_second.sample);
        let rows = first.replicates.iter().zip(&all_first.replicates);
        let rows = rows.zip(second.replicates.iter().zip(&all_second.replicates));
        let replicates = rows.map(|((&a, &all_a), (&b, &all_b))| odds(f64::from(a), all_a) - odds(f64::from(b), all_b));
        let replicated = Replicated { value, replicates: replicates.collect() };
        let independent = (1.0 / (first.total as f64 + prior) + 1.0 / (second.total as f64 + prior)).sqrt();
        // A word that one group never names does not vary there over the replicates, though it could have been.
        let z = value / replicated.standard_error()?.max(independent);
        let estimate = replicated.estimate()?;
        value.is_finite().then(|| LogOdds {
            estimate,
            z_independent: value / independent,
            z,
            p_value: normal_two_sided(z),
        })
    };
    first.iter().zip(second).zip(prior).map(word).collect()
}

/// The mentions of all words together.
struct Totals {
    sample: f64,
    replicates: Vec<f64>,
}

impl Totals {
    fn of<'a>(sums: impl Iterator<Item = &'a Sum>) -> Self {
        let mut totals = Self { sample: 0.0, replicates: Vec::new() };
        for sum in sums {
            totals.sample += sum.total as f64;
            totals.replicates.resize(totals.replicates.len().max(sum.replicates.len()), 0.0);
            for (total, &count) in totals.replicates.iter_mut().zip(&sum.replicates) {
                *total += f64::from(count);
            }
        }
        totals
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Counts, Replicates};

    fn sums(parts: &[std::ops::Range<u32>]) -> Vec<Sum> {
        let replicates = Replicates::draw(400, 400, 2);
        parts.iter().map(|part| replicates.sum(&Counts::of(part.clone()))).collect()
    }

    #[test]
    fn npmi_knows_chance_and_certainty() {
        let told = |both: std::ops::Range<u32>, first: std::ops::Range<u32>, second: std::ops::Range<u32>| {
            let sums = sums(&[both, first, second, 0..400]);
            npmi(&Pair { both: &sums[0], first: &sums[1], second: &sums[2], all: &sums[3] }).map(|x| x.value)
        };
        assert!(told(100..200, 0..200, 100..300).unwrap().abs() < 1e-12, "independent");
        assert!((told(0..50, 0..50, 0..50).unwrap() - 1.0).abs() < 1e-12, "always together");
        assert_eq!(told(0..0, 0..50, 50..90), None);
        assert_eq!(told(0..400, 0..400, 0..400), None);
    }

    #[test]
    fn prior_holds_back_what_is_rare() {
        // The second word is named 3 times to 0, the first 90 times to 30: the first is the surer finding.
        let first = sums(&[0..90, 100..103, 110..330]);
        let second = sums(&[0..30, 0..0, 110..330]);
        let found = log_odds(&first, &second, &[120, 3, 440], 100.0);
        let z: Vec<f64> = found.iter().map(|word| word.unwrap().z_independent).collect();
        assert!(z[0] > 4.0 && z[1] < 2.0 && z[1] > 0.0 && z[2] < 0.0, "{z:?}");
    }

    #[test]
    fn words_that_nobody_names_have_no_odds() {
        let sums = sums(&[0..10, 0..0]);
        let found = log_odds(&sums, &sums, &[5, 5], 10.0);
        assert_eq!((found[0].map(|word| (word.estimate.value, word.p_value)), found[1]), (Some((0.0, 1.0)), None));
        assert_eq!(log_odds(&sums, &sums, &[0, 0], 10.0), [None, None]);
        assert_eq!(log_odds(&sums, &sums, &[1, 1], f64::NAN), [None, None]);
    }
}
