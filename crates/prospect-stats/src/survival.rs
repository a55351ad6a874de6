//! Estimates how long openings stay, from spells of which some had begun before they were watched and some
//! have not ended: Kaplan-Meier with delayed entry.
//!
//! Input are [`Spell`]s in days; output is a curve with 95 % intervals and its median. A spell that was open
//! at the first look is at risk only from then on: without this, long spells would be seen more often than
//! they are. A spell that is open at the last look has no end yet: without this, none would be longer than
//! the watch.
//!
//! An end is when an opening was no longer shown, not when somebody was hired. Where looks are days apart the
//! end is known to lie between two of them: estimating once with the last day seen and once with the first day
//! gone gives the two sides.
//!
//! Sources: Kaplan, Meier, "Nonparametric estimation from incomplete observations", JASA 53, 1958; delayed
//! entry, Greenwood's variance and log-log intervals as in Klein, Moeschberger, "Survival Analysis", 2nd
//! edition, Springer 2003, sections 4.2 to 4.6; median interval by Brookmeyer, Crowley, Biometrics 38, 1982;
//! variance by clusters as in Williams, "Product-limit survival functions with correlated survival times",
//! Lifetime Data Analysis 1, 1995.

use crate::special::Z_97_5;

/// One opening as it was watched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spell {
    /// Its age in days when it was first watched: 0 when its beginning was seen.
    pub entry_days: u32,
    /// Its age in days when it was last watched or ended; a spell not older than at its entry says nothing.
    pub exit_days: u32,
    /// Whether it was seen to end.
    pub has_ended: bool,
    /// Its employer, else its poster.
    pub cluster: u32,
}

/// The curve after one age at which spells ended.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SurvivalPoint {
    /// Age in days.
    pub days: u32,
    /// Spells that were watched just before this age.
    pub n_at_risk: u64,
    /// Those of them that ended at it.
    pub n_ended: u64,
    /// The part of all spells that stays longer, 0 to 1.
    pub survival: f64,
    /// Lower and upper end of the 95 % interval for independent spells; `None` where the curve is 0 or 1.
    pub interval: Option<(f64, f64)>,
    /// The same for spells of one cluster resembling each other.
    pub clustered_interval: Option<(f64, f64)>,
}

/// A median duration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MedianDays {
    /// The first age at which the curve is at or below one half; `None` when it never is.
    pub days: Option<u32>,
    /// Lower end of the 95 % interval, by clusters; `None` when even the lower curve never falls so far.
    pub low: Option<u32>,
    /// Upper end; `None` when it is open.
    pub high: Option<u32>,
}

/// A survival curve.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SurvivalCurve {
    /// One for each age at which a spell ended, in order.
    pub points: Vec<SurvivalPoint>,
    /// Spells that were watched for a while after the starting age.
    pub n: u64,
    /// Those of them that were seen to end.
    pub n_ended: u64,
    /// Their clusters.
    pub n_clusters: usize,
    /// Fewest spells at risk at any end: where this is small early on, the whole curve hangs on few spells.
    pub n_at_risk_min: Option<u64>,
}

/// The survival curve of spells that reach the age `from_days`: 0 for all.
///
/// With delayed entry few spells may be watched at young ages, and one early end of the only one watched
/// would set the curve to 0 for good. A larger `from_days` begins where enough are watched; the curve then
/// says how much longer spells stay that have reached this age.
#[must_use]
pub fn kaplan_meier(spells: &[Spell], from_days: u32) -> SurvivalCurve {
    let mut watched: Vec<Spell> = spells
        .iter()
        .map(|spell| Spell { entry_days: spell.entry_days.max(from_days), ..*spell })
        .filter(|spell| spell.exit_days > spell.entry_days)
        .collect();
    watched.sort_unstable_by_key(|spell| (spell.cluster, spell.exit_days, spell.entry_days));
    let steps = steps(&watched);
    let variances = clustered_variances(&watched, &steps);
    let mut curve = SurvivalCurve {
        n: watched.len() as u64,
        n_ended: watched.iter().filter(|spell| spell.has_ended).count() as u64,
        n_clusters: watched.chunk_by(|a, b| a.cluster == b.cluster).count(),
        n_at_risk_min: steps.iter().map(|step| step.n_at_risk).min(),
        ..SurvivalCurve::default()
    };
    let (mut survival, mut greenwood) = (1.0, 0.0);
    for (step, variance) in steps.iter().zip(variances) {
        let (at_risk, ended) = (step.n_at_risk as f64, step.n_ended as f64);
        survival *= (at_risk - ended) / at_risk;
        greenwood += ended / (at_risk * (at_risk - ended));
        curve.points.push(SurvivalPoint {
            days: step.days,
            n_at_risk: step.n_at_risk,
            n_ended: step.n_ended,
            survival,
            interval: log_log_interval(survival, greenwood),
            clustered_interval: variance.and_then(|variance| log_log_interval(survival, variance)),
        });
    }
    curve
}

impl SurvivalCurve {
    /// The part of spells that stays longer than `days`, 0 to 1.
    #[must_use]
    pub fn survival_at(&self, days: u32) -> f64 {
        let after = self.points.partition_point(|point| point.days <= days);
        after.checked_sub(1).and_then(|last| self.points.get(last)).map_or(1.0, |point| point.survival)
    }

    /// The median with the ages at which the interval of the curve holds one half.
    #[must_use]
    pub fn median(&self) -> MedianDays {
        let first = |is_past: &dyn Fn(&SurvivalPoint) -> bool| self.points.iter().find(|p| is_past(p)).map(|p| p.days);
        // The curve's own interval is not told where it has reached 0, which is past one half.
        let low = |p: &SurvivalPoint| p.clustered_interval.map_or(p.survival <= 0.0, |(low, _)| low <= 0.5);
        let high = |p: &SurvivalPoint| p.clustered_interval.is_some_and(|(_, high)| high <= 0.5);
        MedianDays { days: first(&|p| p.survival <= 0.5), low: first(&low), high: first(&high) }
    }
}

/// The interval of a survival probability from the variance of its logarithm, on the scale of log(-log).
fn log_log_interval(survival: f64, variance_of_log: f64) -> Option<(f64, f64)> {
    if !(survival > 0.0 && survival < 1.0 && variance_of_log.is_finite()) {
        return None;
    }
    let log = libm::log(survival);
    let width = libm::exp(Z_97_5 * variance_of_log.sqrt() / -log);
    Some((libm::exp(log * width), libm::exp(log / width)))
}

/// An age at which spells ended.
struct Step {
    days: u32,
    n_at_risk: u64,
    n_ended: u64,
}

fn steps(spells: &[Spell]) -> Vec<Step> {
    let mut entries: Vec<u32> = spells.iter().map(|spell| spell.entry_days).collect();
    let mut exits: Vec<u32> = spells.iter().map(|spell| spell.exit_days).collect();
    let mut ends: Vec<u32> = spells.iter().filter(|spell| spell.has_ended).map(|spell| spell.exit_days).collect();
    entries.sort_unstable();
    exits.sort_unstable();
    ends.sort_unstable();
    let step = |run: &[u32]| {
        let days = *run.first()?;
        // Watched at this age: entered before it, and not gone before it.
        let n_entered = entries.partition_point(|&entry| entry < days);
        let n_gone = exits.partition_point(|&exit| exit < days);
        Some(Step { days, n_at_risk: n_entered.saturating_sub(n_gone) as u64, n_ended: run.len() as u64 })
    };
    ends.chunk_by(|a, b| a == b).filter_map(step).collect()
}

/// For each step the variance of the logarithm of the curve, from the sums of each cluster's influence on it;
/// `None` from the step on at which all at risk ended. `spells` are sorted by cluster.
fn clustered_variances(spells: &[Spell], steps: &[Step]) -> Vec<Option<f64>> {
    // A spell adds -1 / (Y - d) at its end, and d / (Y (Y - d)) at each step that it is at risk at.
    let mut per_end = Vec::with_capacity(steps.len());
    let mut per_step = Vec::with_capacity(steps.len());
    for step in steps.iter().take_while(|step| step.n_at_risk > step.n_ended) {
        let left = (step.n_at_risk - step.n_ended) as f64;
        per_end.push(1.0 / left);
        per_step.push(step.n_ended as f64 / (step.n_at_risk as f64 * left));
    }
    let mut squares = vec![0.0; per_end.len()];
    // What a cluster adds to the steps: changes of the number at risk, and ends.
    let mut at_risk_changes = vec![0_i64; per_end.len() + 1];
    let mut ends = vec![0_u32; per_end.len()];
    let place = |days: u32| steps.partition_point(|step| step.days < days).min(per_end.len());
    for cluster in spells.chunk_by(|a, b| a.cluster == b.cluster) {
        let mut first = per_end.len();
        for spell in cluster {
            // At risk at the steps in (entry, exit].
            let from = steps.partition_point(|step| step.days <= spell.entry_days).min(per_end.len());
            let to = steps.partition_point(|step| step.days <= spell.exit_days).min(per_end.len());
            first = first.min(from);
            if let Some(change) = at_risk_changes.get_mut(from) {
                *change += 1;
            }
            if let Some(change) = at_risk_changes.get_mut(to) {
                *change -= 1;
            }
            if let Some(end) = ends.get_mut(place(spell.exit_days)).filter(|_| spell.has_ended) {
                *end += 1;
            }
        }
        let (mut influence, mut n_at_risk) = (0.0, 0_i64);
        let terms = per_end.iter().zip(&per_step).zip(at_risk_changes.iter_mut().zip(ends.iter_mut()));
        for (((per_end, per_step), (change, end)), square) in terms.zip(&mut squares).skip(first) {
            n_at_risk += std::mem::take(change);
            influence += n_at_risk as f64 * per_step - f64::from(std::mem::take(end)) * per_end;
            *square += influence * influence;
        }
        if let Some(last) = at_risk_changes.last_mut() {
            *last = 0;
        }
    }
    squares.into_iter().map(Some).chain(std::iter::repeat(None)).take(steps.len()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spell(entry_days: u32, exit_days: u32, has_ended: bool, cluster: u32) -> Spell {
        Spell { entry_days, exit_days, has_ended, cluster }
    }

    #[track_caller]
    fn check(spells: &[Spell], expected: &[(u32, u64, u64, f64)]) {
        let curve = kaplan_meier(spells, 0);
        let told: Vec<_> = curve.points.iter().map(|p| (p.days, p.n_at_risk, p.n_ended, p.survival)).collect();
        assert_eq!(told, expected);
    }

    #[test]
    fn spells_count_only_while_they_are_watched() {
        let spells = [spell(0, 2, true, 0), spell(0, 4, true, 1), spell(3, 6, true, 2), spell(0, 5, false, 3)];
        check(&spells, &[(2, 3, 1, 2.0 / 3.0), (4, 3, 1, 4.0 / 9.0), (6, 1, 1, 0.0)]);
        check(&[], &[]);
        check(&[spell(5, 5, true, 0), spell(9, 3, true, 0)], &[]);
    }

    #[test]
    fn curve_from_an_age_on_leaves_younger_ends_out() {
        let spells = [spell(0, 1, true, 0), spell(2, 8, true, 1), spell(2, 9, true, 2)];
        assert_eq!(kaplan_meier(&spells, 0).survival_at(100), 0.0);
        assert_eq!(kaplan_meier(&spells, 0).survival_at(1), 0.0);
        let later = kaplan_meier(&spells, 2);
        assert_eq!((later.n, later.survival_at(1), later.survival_at(8)), (2, 1.0, 0.5));
    }

    #[test]
    fn interval_by_clusters_of_one_is_greenwoods() {
        let spells: Vec<Spell> = (0..200_u32).map(|i| spell(i % 4, 5 + i * 7 % 90, i % 5 != 0, i)).collect();
        for point in kaplan_meier(&spells, 0).points.iter().filter(|point| point.n_at_risk > point.n_ended) {
            let ((low, high), (low_c, high_c)) = (point.interval.unwrap(), point.clustered_interval.unwrap());
            assert!((low - low_c).abs() < 1e-9 && (high - high_c).abs() < 1e-9, "{point:?}");
        }
    }

    #[test]
    fn spells_that_come_in_fours_know_half_as_much() {
        let alone: Vec<Spell> = (0..100_u32).map(|i| spell(0, 5 + i * 7 % 90, true, i)).collect();
        let fours: Vec<Spell> = alone.iter().flat_map(|spell| [*spell; 4]).collect();
        let (alone, fours) = (kaplan_meier(&alone, 0), kaplan_meier(&fours, 0));
        for (a, b) in alone.points.iter().zip(&fours.points).filter(|(a, _)| a.clustered_interval.is_some()) {
            let ((low_a, high_a), (low_b, high_b)) = (a.clustered_interval.unwrap(), b.clustered_interval.unwrap());
            assert!((low_a - low_b).abs() < 1e-9 && (high_a - high_b).abs() < 1e-9);
            assert!(b.interval.unwrap().0 > low_b);
        }
        assert_eq!(alone.median(), fours.median());
    }

    #[test]
    fn median_is_open_where_the_curve_does_not_fall() {
        let spells: Vec<Spell> = (0..100).map(|i| spell(0, 10, i < 20, i)).collect();
        assert_eq!(kaplan_meier(&spells, 0).median(), MedianDays { days: None, low: None, high: None });
        let spells: Vec<Spell> = (0..9).map(|i| spell(0, i + 1, true, i)).collect();
        assert_eq!(kaplan_meier(&spells, 0).median().days, Some(5));
    }
}
