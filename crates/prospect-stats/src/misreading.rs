//! Corrects a share for what the reader gets wrong, and lets the interval know of it.
//!
//! Input are a raw share as the reader reads it with its interval, and a random sample of the same things that
//! was labelled by hand; output is the share raw and corrected. A share of readings is no share of things: a
//! reader that misses one in ten finds a tenth too few, however many openings there are.
//!
//! The sample must be drawn at random from the things that the share is about; a sample of hard cases says
//! nothing here. Labels are taken to be right.

use crate::share::Estimate;
use crate::special::Z_97_5;
use std::collections::BTreeMap;

/// One labelled thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Labelled {
    /// Whether it has the property.
    pub truth: bool,
    /// Whether the reader says so.
    pub reading: bool,
    /// Its employer, else its poster.
    pub cluster: u32,
}

/// A share as read and as it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Corrected {
    /// As read, with the interval given.
    pub raw: Estimate,
    /// As it is, with a 95 % interval that includes the misreading; within 0 to 1.
    pub corrected: Estimate,
    /// How far the readings were used, 0 (labels alone) to 1 (readings corrected by labels).
    pub lambda: f64,
    /// Labelled things.
    pub n_labelled: usize,
    /// Those that the reader calls so and are not.
    pub n_false_positive: usize,
    /// Those that the reader misses.
    pub n_false_negative: usize,
}

/// How the readings are used.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Tuning {
    /// Fully: readings of all things, plus the mean error in the sample.
    ///
    /// Source: Angelopoulos, Bates, Fannjiang, Jordan, Zrnic, "Prediction-powered inference", Science 382, 2023.
    Full,
    /// As far as they narrow the interval: not at all where the reader is no better than chance.
    ///
    /// Source: Angelopoulos, Duchi, Zrnic, "PPI++: Efficient prediction-powered inference", 2023,
    /// arXiv:2311.01453, example 6.1.
    BestWeight,
}

/// The share corrected by prediction-powered inference; `None` with fewer than two labelled things or a raw
/// share that is not one.
///
/// `raw` is the share of readings among the `n` things that are not labelled, or among all where the labelled
/// are few. Its interval gives the spread of that part (by clusters, where it comes from a bootstrap). The
/// spread of the sample's part counts clusters too, and is never taken for less than that of one misreading
/// more on each side, so that a sample without a mistake is no proof of a perfect reader: half a thing is
/// added to each of the four cells, after Agresti, Min, "Simple improved confidence intervals for comparing
/// matched proportions", Statistics in Medicine 24, 2005.
#[must_use]
pub fn prediction_powered(raw: Estimate, n: u64, labelled: &[Labelled], tuning: Tuning) -> Option<Corrected> {
    let m = labelled.len() as f64;
    if labelled.len() < 2 || !is_share(raw) {
        return None;
    }
    let table = Table::of(labelled);
    let raw_variance = half_width(raw) * half_width(raw) / (Z_97_5 * Z_97_5);
    let lambda = match tuning {
        Tuning::Full => 1.0,
        // The covariance over the variance of the reading, less the part that the readings' own spread takes.
        Tuning::BestWeight => match table.reading_variance(raw.value, n) {
            variance if variance > 0.0 && n > 0 => {
                (table.covariance() / (variance * (1.0 + m / n as f64))).clamp(0.0, 1.0)
            }
            _ => 0.0,
        },
    };
    let of = |labelled: &Labelled| f64::from(u8::from(labelled.truth)) - lambda * f64::from(u8::from(labelled.reading));
    let rectifier = labelled.iter().map(of).sum::<f64>() / m;
    let clustered = clustered_variance_of_mean(labelled.iter().map(|thing| (of(thing), thing.cluster)));
    let variance = clustered.max(table.smoothed_variance(lambda));
    let value = lambda * raw.value + rectifier;
    let error = (lambda * lambda * raw_variance + variance).sqrt();
    Some(Corrected {
        raw,
        corrected: Estimate {
            value: value.clamp(0.0, 1.0),
            low: (value - Z_97_5 * error).clamp(0.0, 1.0),
            high: (value + Z_97_5 * error).clamp(0.0, 1.0),
        },
        lambda,
        n_labelled: labelled.len(),
        n_false_positive: table.false_positive as usize,
        n_false_negative: table.false_negative as usize,
    })
}

/// One labelled thing of a sample that was drawn from strata, from each at random.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Drawn {
    /// Its label, its reading, its cluster.
    pub labelled: Labelled,
    /// Number of its stratum.
    pub stratum: u32,
    /// Things of the stratum that it stands for: those that could be drawn, divided by those that were. Above 0.
    pub weight: f64,
    /// Whether label and reading of everything in the stratum are known without looking (the word is not in the text,
    /// so nobody can find it): the stratum adds no doubt.
    pub is_certain: bool,
}

/// The share corrected by prediction-powered inference with a stratified sample; `None` with fewer than two labelled
/// things, a weight that is not above 0, or a raw share that is not one.
///
/// As [`prediction_powered`] with full readings, where the mean error is that of the strata by their weights (Hajek's
/// estimator: Sarndal, Swensson, Wretman, "Model Assisted Survey Sampling", Springer 1992, section 5.7). The sample may
/// be a part of the one drawn, where the share is about a part of what it was drawn from. The spread is that of the
/// errors about the means of their strata, by clusters across strata, and never less than with half a thing more in
/// each cell of each stratum, so that a sample without a mistake is no proof of a perfect reader.
#[must_use]
pub fn prediction_powered_by_strata(raw: Estimate, drawn: &[Drawn]) -> Option<Corrected> {
    let is_weight = |weight: f64| weight.is_finite() && weight > 0.0;
    if drawn.len() < 2 || !is_share(raw) || !drawn.iter().all(|it| is_weight(it.weight)) {
        return None;
    }
    let error = |it: &Drawn| f64::from(u8::from(it.labelled.truth)) - f64::from(u8::from(it.labelled.reading));
    let total: f64 = drawn.iter().map(|it| it.weight).sum();
    let rectifier = drawn.iter().map(|it| it.weight * error(it)).sum::<f64>() / total;
    let mut strata: BTreeMap<u32, Vec<&Drawn>> = BTreeMap::new();
    for it in drawn {
        strata.entry(it.stratum).or_default().push(it);
    }
    let mut by_cluster: BTreeMap<u32, f64> = BTreeMap::new();
    let (mut independent, mut smoothed) = (0.0, 0.0);
    for things in strata.values().filter(|things| things.iter().any(|it| !it.is_certain)) {
        let n = things.len() as f64;
        let weight: f64 = things.iter().map(|it| it.weight).sum();
        let mean = things.iter().map(|it| it.weight * error(it)).sum::<f64>() / weight;
        // With one thing there is no spread to see: the smoothed variance speaks for it.
        let correction = if n > 1.0 { n / (n - 1.0) } else { 1.0 };
        for it in things {
            let part = it.weight * (error(it) - mean) / total;
            *by_cluster.entry(it.labelled.cluster).or_default() += part;
            independent += part * part * correction;
        }
        let labelled: Vec<Labelled> = things.iter().map(|it| it.labelled).collect();
        smoothed += Table::of(&labelled).smoothed_variance(1.0) * (weight / total) * (weight / total);
    }
    let g = by_cluster.len() as f64;
    let correction = if g > 1.0 { g / (g - 1.0) } else { 1.0 };
    let clustered = by_cluster.values().map(|part| part * part).sum::<f64>() * correction;
    let variance = clustered.max(independent).max(smoothed);
    let raw_variance = half_width(raw) * half_width(raw) / (Z_97_5 * Z_97_5);
    let value = raw.value + rectifier;
    let half = Z_97_5 * (raw_variance + variance).sqrt();
    let labelled: Vec<Labelled> = drawn.iter().map(|it| it.labelled).collect();
    let table = Table::of(&labelled);
    Some(Corrected {
        raw,
        corrected: Estimate {
            value: value.clamp(0.0, 1.0),
            low: (value - half).clamp(0.0, 1.0),
            high: (value + half).clamp(0.0, 1.0),
        },
        lambda: 1.0,
        n_labelled: drawn.len(),
        n_false_positive: table.false_positive as usize,
        n_false_negative: table.false_negative as usize,
    })
}

/// The share corrected by the reader's sensitivity and specificity: `(raw + specificity - 1) / (sensitivity +
/// specificity - 1)`. For a sample in which the property is as rare or as common as one likes, for example one
/// drawn from positives and negatives apart; where it is drawn at random, [`prediction_powered`] needs less.
///
/// `None` when the sample has no positives or no negatives, the reader is no better than chance, or the raw
/// share is not one.
///
/// Source: Rogan, Gladen, "Estimating prevalence from the results of a screening test", American Journal of
/// Epidemiology 107, 1978; the interval is that of Lang, Reiczigel, "Confidence limits for prevalence of
/// disease adjusted for estimated sensitivity and specificity", Preventive Veterinary Medicine 113, 2014, with
/// the raw share's spread from its own interval.
#[must_use]
pub fn rogan_gladen(raw: Estimate, labelled: &[Labelled]) -> Option<Corrected> {
    let table = Table::of(labelled);
    let (positives, negatives) =
        (table.true_positive + table.false_negative, table.true_negative + table.false_positive);
    let (sensitivity, specificity) = (table.true_positive / positives, table.true_negative / negatives);
    let youden = sensitivity + specificity - 1.0;
    if !(youden > 0.0 && is_share(raw)) {
        return None;
    }
    // One is added to each of both kinds of right and wrong, and the raw share's variance is taken as it is.
    let adjusted = |right: f64, all: f64| ((right + 1.0) / (all + 2.0), all + 2.0);
    let ((sensitivity_2, n_positive), (specificity_2, n_negative)) =
        (adjusted(table.true_positive, positives), adjusted(table.true_negative, negatives));
    let youden_2 = sensitivity_2 + specificity_2 - 1.0;
    if youden_2 <= 0.0 {
        return None;
    }
    let raw_variance = half_width(raw) * half_width(raw) / (Z_97_5 * Z_97_5);
    let prevalence = ((raw.value + specificity_2 - 1.0) / youden_2).clamp(0.0, 1.0);
    let of_sensitivity = sensitivity_2 * (1.0 - sensitivity_2) / n_positive;
    let of_specificity = specificity_2 * (1.0 - specificity_2) / n_negative;
    let rest = 1.0 - prevalence;
    let variance = raw_variance + prevalence * prevalence * of_sensitivity + rest * rest * of_specificity;
    let error = variance.sqrt() / youden_2;
    let shift = 2.0 * Z_97_5 * Z_97_5 * (prevalence * of_sensitivity - rest * of_specificity);
    let value = (raw.value + specificity - 1.0) / youden;
    let low = (prevalence + shift - Z_97_5 * error).clamp(0.0, 1.0);
    let high = (prevalence + shift + Z_97_5 * error).clamp(0.0, 1.0);
    let value = value.clamp(0.0, 1.0);
    Some(Corrected {
        raw,
        corrected: Estimate { value, low: low.min(value), high: high.max(value) },
        lambda: 1.0,
        n_labelled: labelled.len(),
        n_false_positive: table.false_positive as usize,
        n_false_negative: table.false_negative as usize,
    })
}

/// Whether the value and the ends are parts of a whole.
fn is_share(estimate: Estimate) -> bool {
    [estimate.value, estimate.low, estimate.high].iter().all(|end| (0.0..=1.0).contains(end))
}

/// Half of an interval, which is the larger of its sides where the two differ.
fn half_width(estimate: Estimate) -> f64 {
    (estimate.high - estimate.value).max(estimate.value - estimate.low).max(0.0)
}

/// The variance of a mean when things of one cluster resemble each other; that of independent things where
/// that is larger, as happens by chance with few clusters.
fn clustered_variance_of_mean(values: impl Iterator<Item = (f64, u32)> + Clone) -> f64 {
    let (n, sum) = values.clone().fold((0.0, 0.0), |(n, sum), (value, _)| (n + 1.0, sum + value));
    if n < 2.0 {
        return 0.0;
    }
    let mean: f64 = sum / n;
    let mut by_cluster: BTreeMap<u32, f64> = BTreeMap::new();
    let mut independent = 0.0;
    for (value, cluster) in values {
        *by_cluster.entry(cluster).or_default() += value - mean;
        independent += (value - mean) * (value - mean);
    }
    let g = by_cluster.len() as f64;
    let clustered = by_cluster.values().map(|sum| sum * sum).sum::<f64>() * if g > 1.0 { g / (g - 1.0) } else { 1.0 };
    clustered.max(independent * n / (n - 1.0)) / (n * n)
}

/// Labels against readings.
struct Table {
    true_positive: f64,
    false_positive: f64,
    false_negative: f64,
    true_negative: f64,
}

impl Table {
    fn of(labelled: &[Labelled]) -> Self {
        let count = |truth: bool, reading: bool| {
            labelled.iter().filter(|thing| thing.truth == truth && thing.reading == reading).count() as f64
        };
        Self {
            true_positive: count(true, true),
            false_positive: count(false, true),
            false_negative: count(true, false),
            true_negative: count(false, false),
        }
    }

    fn n(&self) -> f64 {
        self.true_positive + self.false_positive + self.false_negative + self.true_negative
    }

    /// The variance of a reading, from all of them: those of the sample and `n` others of which `raw` are positive.
    fn reading_variance(&self, raw: f64, n: u64) -> f64 {
        let n = n as f64;
        let share = (self.true_positive + self.false_positive + raw * n) / (self.n() + n);
        share * (1.0 - share)
    }

    fn covariance(&self) -> f64 {
        let (readings, truths) = (self.true_positive + self.false_positive, self.true_positive + self.false_negative);
        self.true_positive / self.n() - readings / self.n() * (truths / self.n())
    }

    /// The variance of the mean of `truth - lambda * reading` with half a thing more in each cell.
    fn smoothed_variance(&self, lambda: f64) -> f64 {
        let n = self.n() + 2.0;
        let cells = [
            (self.true_positive, 1.0 - lambda),
            (self.false_positive, -lambda),
            (self.false_negative, 1.0),
            (self.true_negative, 0.0),
        ];
        let mean: f64 = cells.iter().map(|(count, value)| (count + 0.5) * value / n).sum();
        let square: f64 = cells.iter().map(|(count, value)| (count + 0.5) * value * value / n).sum();
        (square - mean * mean).max(0.0) / n
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// So many of each: found, wrongly found, missed, rightly not found; each a cluster of its own.
    fn sample(counts: [u32; 4]) -> Vec<Labelled> {
        let kinds = [(true, true), (false, true), (true, false), (false, false)];
        let things = kinds.iter().zip(counts).flat_map(|(kind, count)| std::iter::repeat_n(*kind, count as usize));
        things.zip(0..).map(|((truth, reading), cluster)| Labelled { truth, reading, cluster }).collect()
    }

    const RAW: Estimate = Estimate { value: 0.10, low: 0.09, high: 0.11 };

    #[test]
    fn what_is_missed_is_added() {
        // 40 of 1,000 are missed and 10 wrongly found: 3 percentage points more than read.
        let labelled = sample([90, 10, 40, 860]);
        let found = prediction_powered(RAW, 50_000, &labelled, Tuning::Full).unwrap();
        assert!((found.corrected.value - 0.13).abs() < 1e-12, "{found:?}");
        assert!(found.corrected.high - found.corrected.low > RAW.high - RAW.low);
        assert_eq!((found.n_false_positive, found.n_false_negative), (10, 40));
    }

    #[test]
    fn perfect_sample_is_no_proof() {
        let found = prediction_powered(RAW, 50_000, &sample([10, 0, 0, 90]), Tuning::Full).unwrap();
        assert_eq!(found.corrected.value, 0.1);
        assert!(found.corrected.high - found.corrected.low > 2.0 * 0.01, "{found:?}");
    }

    #[test]
    fn useless_reader_is_not_used() {
        let found = prediction_powered(RAW, 50_000, &sample([20, 20, 80, 80]), Tuning::BestWeight).unwrap();
        assert!(found.lambda.abs() < 1e-12 && (found.corrected.value - 0.5).abs() < 1e-12, "{found:?}");
        let good = prediction_powered(RAW, 50_000, &sample([95, 5, 5, 895]), Tuning::BestWeight).unwrap();
        assert!(good.lambda > 0.8, "{good:?}");
    }

    #[test]
    fn sample_of_few_employers_knows_less() {
        let alone = sample([90, 10, 40, 860]);
        let mut grouped = alone.clone();
        grouped.iter_mut().for_each(|thing| thing.cluster /= 20);
        let width = |labelled: &[Labelled]| {
            let found = prediction_powered(RAW, 50_000, labelled, Tuning::Full).unwrap().corrected;
            found.high - found.low
        };
        assert!(width(&grouped) > 1.5 * width(&alone));
    }

    #[test]
    fn sensitivity_and_specificity_correct_too() {
        // Half of the positives are missed, no negative is found: twice as many as read.
        let found = rogan_gladen(RAW, &sample([200, 0, 200, 4_000])).unwrap();
        assert!((found.corrected.value - 0.2).abs() < 1e-12, "{found:?}");
        assert!(found.corrected.low < 0.19 && found.corrected.high > 0.21);
        assert_eq!(rogan_gladen(RAW, &sample([50, 50, 50, 50])), None);
        assert_eq!(rogan_gladen(RAW, &sample([0, 1, 0, 50])), None);
    }

    fn drawn(counts: [u32; 4], stratum: u32, weight: f64) -> Vec<Drawn> {
        let of = |labelled: Labelled| Drawn {
            labelled: Labelled { cluster: labelled.cluster + 10_000 * stratum, ..labelled },
            stratum,
            weight,
            is_certain: false,
        };
        sample(counts).into_iter().map(of).collect()
    }

    #[test]
    fn one_stratum_is_the_plain_estimate() {
        let plain = prediction_powered(RAW, 50_000, &sample([90, 10, 40, 860]), Tuning::Full).unwrap();
        let found = prediction_powered_by_strata(RAW, &drawn([90, 10, 40, 860], 0, 50.0)).unwrap();
        assert!((found.corrected.value - plain.corrected.value).abs() < 1e-12);
        assert!((found.corrected.high - plain.corrected.high).abs() < 1e-4, "{found:?} {plain:?}");
    }

    #[test]
    fn strata_count_by_their_weights() {
        // Of 1,000 read as such a tenth is not; of 9,000 others one in fifty is missed.
        let mut things = drawn([90, 10, 0, 0], 0, 10.0);
        things.extend(drawn([0, 0, 2, 98], 1, 90.0));
        let found = prediction_powered_by_strata(RAW, &things).unwrap();
        assert!((found.corrected.value - (0.1 - 0.01 + 0.018)).abs() < 1e-12, "{found:?}");
        let wide = found.corrected.high - found.corrected.low;
        things.iter_mut().filter(|it| it.stratum == 1).for_each(|it| {
            it.is_certain = true;
            it.labelled.truth = false;
        });
        let sure = prediction_powered_by_strata(RAW, &things).unwrap().corrected;
        assert!((sure.value - 0.09).abs() < 1e-12 && sure.high - sure.low < wide, "{sure:?}");
        things[0].weight = 0.0;
        assert_eq!(prediction_powered_by_strata(RAW, &things), None);
    }

    #[test]
    fn what_cannot_be_corrected_is_not() {
        assert_eq!(prediction_powered(RAW, 10, &sample([1, 0, 0, 0]), Tuning::Full), None);
        let odd = Estimate { value: f64::NAN, ..RAW };
        assert_eq!(prediction_powered(odd, 10, &sample([5, 1, 1, 5]), Tuning::Full), None);
        assert_eq!(rogan_gladen(RAW, &[]), None);
    }
}
