//! How a posting stands among comparable openings.
//!
//! Every share carries the 95 % interval of resampling employers.

use super::comparable::{Found, Row};
use super::{Asked, Comparable, Comparables, Silent, Trait};
use crate::report::{Point, PostingId};
use prospect_model::WorkMode;
use prospect_stats::{Estimate, Sum, clopper_pearson, share};
use serde::Serialize;

/// Whether pay is stated whole, or by one end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PayEnds {
    /// Both ends: the middle √(min·max) is compared.
    Both,
    /// "from 100k": the posting pays at least what is compared.
    AtLeast,
    /// "up to 100k": the posting pays at most what is compared.
    AtMost,
}

/// Where the posting's pay lies.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PayStanding {
    /// Its base pay in US dollars a year, at the rate of its month.
    pub usd: f64,
    /// Which ends of its pay are stated.
    pub ends: PayEnds,
    /// Share of comparable openings that pay less. Openings that state one end count where that end decides it; the
    /// interval holds whatever the others pay.
    pub pay_less: Point,
    /// Share that pay more, by the same rule.
    pub pay_more: Point,
    /// Openings whose one end does not decide it: they are in the intervals, not in the values.
    pub n_undecided: u64,
    /// Openings with pay, and who they are.
    pub comparable: Comparable,
}

/// The share of comparable openings that state pay.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ShareStanding {
    /// The share, 0 to 1.
    pub share: Point,
    /// Whether this posting does.
    pub is_stated: bool,
    /// Who is compared.
    pub comparable: Comparable,
}

/// Where a number lies: required technologies, years.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct NumberStanding {
    /// The posting's own number; `None` when it states none.
    pub own: Option<f64>,
    /// Half of the comparable openings have at most this.
    pub median: Point,
    /// Nine in ten have at most this.
    pub p90: Point,
    /// Share that has less than the posting; `None` when it states none.
    pub have_less: Option<Point>,
    /// Those that have the number at all, and who they are.
    pub comparable: Comparable,
}

/// Openings that accept people who know another language.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ReachFrom {
    /// Skill id of what they know.
    pub skill: String,
    /// Openings that say that it is enough.
    pub n: u64,
    /// Employers of them.
    pub n_employers: u64,
    /// Their share with its interval; `None` where fewer than five openings say so.
    pub share: Option<Point>,
    /// Whether this posting says so.
    pub is_accepted: bool,
    /// Their postings.
    pub ids: Vec<PostingId>,
}

/// Who else could do the work: what comparable openings accept in place of the language.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Reach {
    /// Skill id of the language.
    pub language: String,
    /// By what people know.
    pub from: Vec<ReachFrom>,
    /// Openings that say that they teach the language; `skill` is the language.
    pub teach: ReachFrom,
    /// Who is compared.
    pub comparable: Comparable,
}

/// Everything that a posting is compared in. `None`: the posting gives nothing to compare.
#[derive(Clone, Debug, Serialize)]
pub struct Benchmark {
    /// What was compared.
    pub asked: Asked,
    /// Its pay.
    pub pay: Option<Result<PayStanding, Silent>>,
    /// How many state pay.
    pub stating_pay: Result<ShareStanding, Silent>,
    /// Required technologies, among openings that require any.
    pub required_technologies: Result<NumberStanding, Silent>,
    /// Years of experience, among openings that ask for any.
    pub years: Result<NumberStanding, Silent>,
    /// Who else could do it.
    pub reach: Option<Result<Reach, Silent>>,
}

/// Languages whose people learn Rust most often: `data/learning`, `hire-systems-engineers`.
const REACHED_FROM: [&str; 2] = ["cpp", "go"];
/// Least numerator of a share, as in the report.
const NUMERATOR_MIN: u64 = 5;

impl Comparables<'_> {
    /// Compares a posting in everything.
    #[must_use]
    pub fn benchmark(&self, asked: &Asked, n_replicates: usize) -> Benchmark {
        Benchmark {
            pay: self.pay(asked, &[], n_replicates),
            stating_pay: self.stating_pay(asked, n_replicates),
            required_technologies: self.required_technologies(asked, n_replicates),
            years: self.years(asked, n_replicates),
            reach: self.reach(asked, n_replicates),
            asked: asked.clone(),
        }
    }

    /// Where its pay lies; `None` when it states none that can be compared, or neither a country nor remote work.
    /// What is in `kept` is not given up.
    ///
    /// # Errors
    /// Says how many openings there were when they are too few.
    pub fn pay(&self, asked: &Asked, kept: &[Trait], n_replicates: usize) -> Option<Result<PayStanding, Silent>> {
        let (usd, ends) = match (asked.pay.usd, asked.pay.bounds) {
            (Some(usd), _) => (usd, PayEnds::Both),
            (None, Some((Some(low), _))) => (low, PayEnds::AtLeast),
            (None, Some((None, Some(high)))) => (high, PayEnds::AtMost),
            _ => return None,
        };
        // Pay depends on the place more than on all else.
        let place = match (asked.countries.is_empty(), asked.work_modes.contains(&WorkMode::Remote)) {
            (false, _) => Trait::Country,
            (true, true) => Trait::WorkMode,
            (true, false) => return None,
        };
        let has_pay = |row: &Row| row.pay.usd.is_some() || row.pay.bounds.is_some();
        let kept: Vec<Trait> = kept.iter().copied().chain([place]).collect();
        Some(self.find(asked, &kept, n_replicates, has_pay).map(|found| {
            let is_less = |row: &Row| match (row.pay.usd, row.pay.bounds) {
                (Some(other), _) => other < usd,
                (None, Some((_, Some(high)))) => high < usd,
                _ => false,
            };
            let is_more = |row: &Row| match (row.pay.usd, row.pay.bounds) {
                (Some(other), _) => other > usd,
                (None, Some((Some(low), _))) => low > usd,
                _ => false,
            };
            let is_undecided = |row: &Row| row.pay.usd.is_none() && !is_less(row) && !is_more(row);
            let whole = found.sum(|_| true);
            let decided = found.sum(|row| !is_undecided(row));
            // Undecided ones count against the share at its lower end, for it at its upper end.
            let point = |is_it: &dyn Fn(&Row) -> bool| {
                let value = estimate(&found.sum(is_it), &decided).value;
                let low = estimate(&found.sum(is_it), &whole).low;
                let high = estimate(&found.sum(|row| is_it(row) || is_undecided(row)), &whole).high;
                Point { value, low: low.min(value), high: high.max(value) }
            };
            PayStanding {
                usd,
                ends,
                pay_less: point(&is_less),
                pay_more: point(&is_more),
                n_undecided: whole.total - decided.total,
                comparable: found.comparable,
            }
        }))
    }

    /// How many comparable openings state pay.
    ///
    /// # Errors
    /// Says how many openings there were when they are too few.
    pub fn stating_pay(&self, asked: &Asked, n_replicates: usize) -> Result<ShareStanding, Silent> {
        // Laws on pay in adverts hold by place.
        let found = self.find(asked, &[Trait::Country], n_replicates, |_| true)?;
        let share = share_of(&found, |row| row.pay.is_stated);
        Ok(ShareStanding { share, is_stated: asked.pay.is_stated, comparable: found.comparable })
    }

    /// How many technologies comparable openings require, of those that require any.
    ///
    /// # Errors
    /// Says how many openings there were when they are too few.
    pub fn required_technologies(&self, asked: &Asked, n_replicates: usize) -> Result<NumberStanding, Silent> {
        let number = |row: &Row| (row.n_required > 0).then(|| f64::from(row.n_required));
        let own = Some(f64::from(asked.n_required_technologies)).filter(|n| *n > 0.0);
        self.number(asked, n_replicates, own, number)
    }

    /// How many years comparable openings ask for, of those that ask for any.
    ///
    /// # Errors
    /// Says how many openings there were when they are too few.
    pub fn years(&self, asked: &Asked, n_replicates: usize) -> Result<NumberStanding, Silent> {
        self.number(asked, n_replicates, asked.years.map(f64::from), |row| row.years.map(f64::from))
    }

    fn number(
        &self,
        asked: &Asked,
        n_replicates: usize,
        own: Option<f64>,
        number: impl Fn(&Row) -> Option<f64>,
    ) -> Result<NumberStanding, Silent> {
        let found = self.find(asked, &[], n_replicates, |row| number(row).is_some())?;
        let mut values: Vec<f64> = found.rows.iter().filter_map(|row| number(row)).collect();
        values.sort_unstable_by(f64::total_cmp);
        values.dedup();
        // Numbers are few and small: how many openings have at most each of them tells every quantile.
        let at_most: Vec<(f64, Sum)> =
            values.iter().map(|value| (*value, found.sum(|row| number(row).is_some_and(|n| n <= *value)))).collect();
        let whole = found.sum(|_| true);
        let have_less = own.map(|own| share_of(&found, |row| number(row).is_some_and(|n| n < own)));
        Ok(NumberStanding {
            own,
            median: quantile(&at_most, &whole, 0.5),
            p90: quantile(&at_most, &whole, 0.9),
            have_less,
            comparable: found.comparable,
        })
    }

    /// What openings accept in place of the language; `None` when the posting has no language. All openings that name
    /// the language are compared, wherever they are: few say what else is enough.
    ///
    /// # Errors
    /// Says how many openings there were when they are too few.
    pub fn reach(&self, asked: &Asked, n_replicates: usize) -> Option<Result<Reach, Silent>> {
        let language = asked.language.clone()?;
        let any = Asked { language: Some(language.clone()), month: asked.month, ..Asked::default() };
        Some(self.find(&any, &[Trait::Language], n_replicates, |_| true).map(|found| {
            let from = |skill: &str, is_accepted: bool, says: &dyn Fn(&Row) -> bool| {
                let part = found.sum(says);
                ReachFrom {
                    skill: skill.to_owned(),
                    n: part.total,
                    n_employers: part.n_clusters as u64,
                    share: (part.total >= NUMERATOR_MIN).then(|| share_of(&found, says)),
                    is_accepted,
                    ids: found.rows.iter().filter(|row| says(row)).filter_map(|row| self.posting_id(row)).collect(),
                }
            };
            let others = REACHED_FROM.iter().filter(|skill| **skill != language);
            Reach {
                from: others
                    .map(|skill| {
                        let accepts = |row: &Row| self.accepts(row, &language).0.contains(skill);
                        from(skill, asked.accepts.iter().any(|it| it == skill), &accepts)
                    })
                    .collect(),
                teach: from(&language, asked.trains, &|row| self.accepts(row, &language).1),
                language: language.clone(),
                comparable: found.comparable.clone(),
            }
        }))
    }
}

fn share_of(found: &Found<'_>, is_it: impl Fn(&Row) -> bool) -> Point {
    estimate(&found.sum(is_it), &found.sum(|_| true)).into()
}

/// A share with the interval of resampling; where nearly none or nearly all have it, resamples hardly differ, and the
/// interval is that of Clopper and Pearson for as many independent openings as there are employers.
fn estimate(part: &Sum, whole: &Sum) -> Estimate {
    let n_others = whole.total.saturating_sub(part.total);
    let resampled = share(part, whole).map(|share| share.estimate);
    if part.total >= NUMERATOR_MIN && n_others >= NUMERATOR_MIN {
        return resampled.unwrap_or_default();
    }
    let design_effect = whole.total as f64 / (whole.n_clusters as f64).max(1.0);
    clopper_pearson(part.total, whole.total, design_effect).or(resampled).unwrap_or_default()
}

/// The smallest value that at least the part `p` is at or below, with its percentile interval.
fn quantile(at_most: &[(f64, Sum)], whole: &Sum, p: f64) -> Point {
    let reaches = |part: u64, whole: u64| part as f64 >= p * whole as f64;
    let value = at_most.iter().find(|(_, part)| reaches(part.total, whole.total)).map_or(0.0, |(value, _)| *value);
    let in_replicate = |(at, whole): (usize, &u32)| {
        let part = |sum: &Sum| sum.replicates.get(at).copied().map_or(0, u64::from);
        (*whole > 0).then(|| at_most.iter().find(|(_, sum)| reaches(part(sum), u64::from(*whole))).map(|it| it.0))?
    };
    let mut values: Vec<f64> = whole.replicates.iter().enumerate().filter_map(in_replicate).collect();
    values.sort_unstable_by(f64::total_cmp);
    let last = values.len().saturating_sub(1) as f64;
    let at = |rank: f64| values.get(rank as usize).copied().unwrap_or(value);
    Point { value, low: at((0.025 * last).floor()).min(value), high: at((0.975 * last).ceil()).max(value) }
}
