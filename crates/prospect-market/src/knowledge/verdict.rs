//! How a claim fares beside a measured figure: by rule, from the figure and its interval.

use super::measures::{Measured, Missing};
use crate::number;
use crate::report::Unit;
use prospect_model::{Amount, Claim, ClaimFrame, ClaimKind, Comparator, Quantity};

/// Hours in a full-time year, as `annual_pay` counts them.
const HOURS_PER_YEAR: f64 = 2_080.0;
/// How far "about" reaches on either side of a number: a tenth, because such numbers are rounded to their first
/// digit or two.
const ABOUT: f64 = 0.1;

/// What becomes of a claim.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Verdict {
    /// The claimed amount and the measured interval overlap.
    Agrees,
    /// They do not; the text says by how much.
    Differs(String),
    /// The claim was counted among something else; the text says what, and how far the numbers lie apart.
    DifferentFrame(String),
    /// These sources cannot test it.
    Untestable {
        /// Why not.
        why: String,
        /// What would test it.
        would: String,
    },
}

impl Verdict {
    /// The name that tables show.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Agrees => "agrees",
            Self::Differs(_) => "differs",
            Self::DifferentFrame(_) => "different frame",
            Self::Untestable { .. } => "cannot be tested",
        }
    }

    /// By how much, or why.
    pub(super) fn reason(&self) -> &str {
        match self {
            Self::Agrees => "the claimed amount and the 95% interval overlap",
            Self::Differs(reason) | Self::DifferentFrame(reason) | Self::Untestable { why: reason, .. } => reason,
        }
    }
}

/// Sets a claim beside what is measured.
pub(super) fn verdict(claim: &Claim, measured: &Result<Measured, Missing>) -> Verdict {
    let untestable = |why: String| {
        let would = claim.would.unwrap_or_else(|| would_test(claim)).trim_end_matches('.').to_owned();
        Verdict::Untestable { why, would }
    };
    let measured = match measured {
        Ok(measured) => measured,
        Err(Missing::NotMeasured) => return untestable(not_measured(claim).to_owned()),
        Err(Missing::NotAnswered) => return untestable("no question of this report answers it".to_owned()),
        Err(Missing::NotShown) => {
            return untestable("it is not among the rows that the report shows".to_owned());
        }
        Err(Missing::Hidden(hidden)) => {
            return untestable(format!("the figure is hidden in this report: {}", hidden.as_str()));
        }
    };
    let frame = other_frame(claim.frame, measured);
    let range = match (claim.amount, claim.quantity) {
        (Some(amount), _) => range(amount, measured.unit)
            .ok_or_else(|| format!("its unit ({}) is not the one measured here", amount.unit)),
        (None, Some(quantity)) => {
            share_of(quantity, measured).ok_or_else(|| format!("`{quantity}` is not said of what is measured here"))
        }
        (None, None) => match frame {
            // What the work is like is told by no share; the share tells how often openings name it.
            Some(frame) => return Verdict::DifferentFrame(format!("claimed of {frame}, without a number")),
            None => Err("it names no number to set beside the measured one".to_owned()),
        },
    };
    let (low, high) = match range {
        Ok(range) => range,
        Err(why) => return untestable(why),
    };
    let gap = gap(low, high, measured);
    // An interval that holds the claim and no change alike speaks for neither.
    if gap.is_none() && measured.is_change && measured.point.low <= 0.0 && measured.point.high >= 0.0 {
        return untestable("measured too coarsely: the interval holds the claim and no change alike".to_owned());
    }
    // A quantity in words has one end that counts: an interval on both sides of it speaks for neither.
    let is_inside = low <= measured.point.low && measured.point.high <= high;
    let is_coarse = gap.is_none() && claim.quantity.is_some() && claim.amount.is_none() && !is_inside;
    if is_coarse && frame.is_none() {
        return untestable(
            "measured too coarsely: the interval lies on both sides of what the words are taken for".to_owned(),
        );
    }
    match (frame, gap) {
        (Some(frame), Some(gap)) => {
            Verdict::DifferentFrame(format!("claimed of {frame}; the measured figure is {gap}"))
        }
        (Some(frame), None) if is_coarse => Verdict::DifferentFrame(format!(
            "claimed of {frame}; the measured interval lies on both sides of what the words are taken for"
        )),
        (Some(frame), None) => Verdict::DifferentFrame(format!("claimed of {frame}; the numbers overlap")),
        (None, Some(gap)) => Verdict::Differs(format!("measured: {gap}")),
        (None, None) => Verdict::Agrees,
    }
}

/// What a claim was counted among, where that is not what is measured.
fn other_frame(frame: ClaimFrame, measured: &Measured) -> Option<&'static str> {
    match frame {
        ClaimFrame::Market => None,
        ClaimFrame::HackersPosts if measured.figure.starts_with("hn-") => None,
        ClaimFrame::HackersPosts => Some("the hiring threads of Hacker News"),
        ClaimFrame::RustJobBoards => Some("boards for Rust jobs"),
        ClaimFrame::JobBoards => Some("job boards"),
        ClaimFrame::SalarySite => Some("a site that collects salaries"),
        ClaimFrame::Survey => Some("people who were asked"),
        ClaimFrame::OneEmployer => Some("one employer or posting"),
        ClaimFrame::Work => Some("the work, and openings leave out what goes without saying"),
    }
}

/// The part that a quantity in words is taken for, from end to end; `None` where it is said of no share or change.
fn share_of(quantity: Quantity, measured: &Measured) -> Option<(f64, f64)> {
    if !is_part(measured.unit) {
        return None;
    }
    Some(match quantity {
        Quantity::NearlyAll => (0.8, 1.0),
        Quantity::Most => (0.5, 1.0),
        Quantity::Often => (0.2, 1.0),
        Quantity::Some => (0.05, 1.0),
        Quantity::Rare => (0.0, 0.05),
        Quantity::More => (0.0, f64::INFINITY),
        Quantity::Less => (f64::NEG_INFINITY, 0.0),
    })
}

/// What a quantity in words is taken for, for a table.
pub(super) fn quantity_words(quantity: Quantity) -> &'static str {
    match quantity {
        Quantity::NearlyAll => "nearly all (taken for 80% or more)",
        Quantity::Most => "most (taken for 50% or more)",
        Quantity::Often => "often (taken for 20% or more)",
        Quantity::Some => "some (taken for 5% or more)",
        Quantity::Rare => "rare (taken for 5% or less)",
        Quantity::More => "more",
        Quantity::Less => "less",
    }
}

/// Whether a unit is a part of something, which a claim states in per cent.
fn is_part(unit: Unit) -> bool {
    matches!(unit, Unit::Share | Unit::Difference)
}

/// The ends of the claimed amount in the measured unit; open ends are infinite.
fn range(amount: Amount, unit: Unit) -> Option<(f64, f64)> {
    let scale = match (amount.unit, unit) {
        ("%", unit) if is_part(unit) => 0.01,
        ("USD/year", Unit::UsdPerYear) | ("years", Unit::Years) | ("x", Unit::Times) | ("rank", Unit::Count) => 1.0,
        ("USD/month", Unit::UsdPerYear) => 12.0,
        ("USD/hour", Unit::UsdPerYear) => HOURS_PER_YEAR,
        _ => return None,
    };
    let (low, high) = (amount.value * scale, amount.value_max.unwrap_or(amount.value) * scale);
    Some(match amount.comparator {
        Comparator::Exactly => (low, high),
        Comparator::About => (low - low.abs() * ABOUT, high + high.abs() * ABOUT),
        Comparator::AtLeast => (low, f64::INFINITY),
        Comparator::AtMost | Comparator::UpTo => (f64::NEG_INFINITY, high),
    })
}

/// How far the measured value lies from the nearer end of the claim; `None` where interval and claim overlap.
fn gap(low: f64, high: f64, measured: &Measured) -> Option<String> {
    let point = measured.point;
    // Of a bound the upper end alone is known: the gap is at least from there.
    let value = if measured.is_bound { point.high } else { point.value };
    let least = if measured.is_bound { "at least " } else { "" };
    let (end, word) = if point.high < low {
        (low, "lower")
    } else if point.low > high {
        (high, "higher")
    } else {
        return None;
    };
    Some(match measured.unit {
        Unit::Count => format!("{:.0} against {end:.0}", point.value),
        unit if is_part(unit) => {
            let points = number::points((value - end).abs());
            format!("{least}{} {word} than the nearer end of the claim", points.trim_start_matches('+'))
        }
        _ if end != 0.0 => {
            let percent = (point.value / end - 1.0).abs() * 100.0;
            format!("{percent:.0}% {word} than the nearer end of the claim")
        }
        unit => format!("{} against {}", number::value(point.value, unit), number::value(end, unit)),
    })
}

fn not_measured(claim: &Claim) -> &'static str {
    match claim.kind {
        ClaimKind::Advice => "advice is no statement about postings",
        ClaimKind::Obstacle | ClaimKind::Setback => "postings do not tell what stands in the way",
        ClaimKind::Outcome => "postings do not tell what came of it",
        ClaimKind::Figure => "postings do not carry this figure",
    }
}

fn would_test(claim: &Claim) -> &'static str {
    match claim.kind {
        ClaimKind::Advice => "following people who took it and people who did not",
        ClaimKind::Obstacle => "asking teams that chose and teams that left Rust",
        ClaimKind::Setback | ClaimKind::Outcome => "the organisation's own measurements, published",
        ClaimKind::Figure => "a source that lists all of this population, so that there is a denominator",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Point;
    use prospect_model::{Measure, Theme};
    use prospect_stats::Hidden;

    const CLAIM: Claim = Claim {
        id: "a",
        kind: ClaimKind::Figure,
        theme: Theme::Domains,
        statement: "Somewhere are so many.",
        amount: None,
        quantity: None,
        population: Some("openings"),
        frame: ClaimFrame::Market,
        measure: Measure::RemoteShare,
        group: None,
        would: None,
        event: None,
        published: None,
        seen: None,
        provenance: &[],
    };

    fn claim(value: f64, value_max: Option<f64>, comparator: Comparator, unit: &'static str) -> Claim {
        Claim { amount: Some(Amount { value, value_max, comparator, unit }), ..CLAIM }
    }

    fn share(value: f64, low: f64, high: f64, unit: Unit) -> Result<Measured, Missing> {
        let (what, figure) = ("openings".to_owned(), "hn-x".to_owned());
        Ok(Measured { point: Point { value, low, high }, unit, what, n: 40, figure, is_change: false, is_bound: false })
    }

    #[track_caller]
    fn check(claim: &Claim, measured: &Result<Measured, Missing>, name: &str, reason: &str) {
        let verdict = verdict(claim, measured);
        assert_eq!(verdict.name(), name, "{verdict:?}");
        assert!(verdict.reason().contains(reason), "{verdict:?}");
    }

    #[test]
    fn overlap_agrees_and_a_gap_differs_by_so_much() {
        let remote = share(0.65, 0.55, 0.74, Unit::Share);
        check(&claim(60.0, None, Comparator::Exactly, "%"), &remote, "agrees", "overlap");
        check(&claim(40.0, Some(50.0), Comparator::Exactly, "%"), &remote, "differs", "15.0 points higher");
        check(&claim(80.0, None, Comparator::AtLeast, "%"), &remote, "differs", "15.0 points lower");
        check(&claim(50.0, None, Comparator::AtLeast, "%"), &remote, "agrees", "");
        check(&claim(50.0, None, Comparator::UpTo, "%"), &remote, "differs", "15.0 points higher");
        check(&claim(50.5, None, Comparator::About, "%"), &remote, "agrees", "");
        check(&claim(48.0, None, Comparator::About, "%"), &remote, "differs", "");
    }

    #[test]
    fn pay_is_compared_by_the_year() {
        let pay = share(165_000.0, 150_000.0, 180_000.0, Unit::UsdPerYear);
        check(&claim(75.0, None, Comparator::Exactly, "USD/hour"), &pay, "agrees", "");
        check(&claim(100_000.0, Some(110_000.0), Comparator::Exactly, "USD/year"), &pay, "differs", "50% higher");
        check(&claim(12.0, None, Comparator::Exactly, "%"), &pay, "cannot be tested", "unit (%)");
    }

    #[test]
    fn a_change_that_may_be_none_does_not_agree() {
        let change = |low, high| share(0.3, low, high, Unit::Share).map(|it| Measured { is_change: true, ..it });
        let claim = claim(35.0, None, Comparator::About, "%");
        check(&claim, &change(-0.2, 0.9), "cannot be tested", "no change alike");
        check(&claim, &change(0.1, 0.5), "agrees", "");
        check(&claim, &change(-0.2, 0.2), "differs", "1.5 points lower");
    }

    #[test]
    fn another_frame_is_never_a_difference() {
        let small = share(0.03, 0.01, 0.06, Unit::Share);
        let boards = Claim { frame: ClaimFrame::JobBoards, ..claim(35.0, Some(45.0), Comparator::Exactly, "%") };
        check(&boards, &small, "different frame", "claimed of job boards; the measured figure is 32.0 points lower");
        let threads = Claim { frame: ClaimFrame::HackersPosts, ..boards };
        check(&threads, &small, "differs", "32.0 points lower");
    }

    #[test]
    fn words_for_a_quantity_are_held_to_their_end() {
        let words = |quantity| Claim { quantity: Some(quantity), ..CLAIM };
        let remote = share(0.63, 0.55, 0.72, Unit::Share);
        check(&words(Quantity::Most), &remote, "agrees", "");
        check(&words(Quantity::NearlyAll), &remote, "differs", "17.0 points lower");
        check(&words(Quantity::Rare), &remote, "differs", "58.0 points higher");
        check(&words(Quantity::Most), &share(0.5, 0.4, 0.6, Unit::Share), "cannot be tested", "both sides");
        check(&words(Quantity::Some), &share(0.01, 0.0, 0.03, Unit::Share), "differs", "lower");
        check(&words(Quantity::More), &share(40.0, 30.0, 50.0, Unit::Years), "cannot be tested", "not said of");
        let change = share(0.02, 0.01, 0.03, Unit::Share).map(|it| Measured { is_change: true, ..it });
        check(&words(Quantity::More), &change, "agrees", "");
        check(&words(Quantity::Less), &change, "differs", "higher");
        let boards = Claim { frame: ClaimFrame::JobBoards, ..words(Quantity::NearlyAll) };
        check(&boards, &remote, "different frame", "claimed of job boards; the measured figure is 17.0 points lower");
    }

    #[test]
    fn what_the_work_is_like_is_no_statement_about_openings() {
        let work = Claim { frame: ClaimFrame::Work, ..CLAIM };
        check(&work, &share(0.02, 0.01, 0.03, Unit::Share), "different frame", "claimed of the work");
    }

    #[test]
    fn a_rank_is_compared_with_its_interval() {
        let rank = share(4.0, 2.0, 7.0, Unit::Count);
        check(&claim(1.0, None, Comparator::Exactly, "rank"), &rank, "differs", "4 against 1");
        check(&claim(2.0, None, Comparator::Exactly, "rank"), &rank, "agrees", "");
    }

    #[test]
    fn what_cannot_be_tested_says_why_and_what_would() {
        check(&CLAIM, &Err(Missing::NotMeasured), "cannot be tested", "postings do not carry this figure");
        check(&CLAIM, &Err(Missing::Hidden(Hidden::TooFew)), "cannot be tested", "hidden in this report: too few");
        check(&CLAIM, &share(0.5, 0.4, 0.6, Unit::Share), "cannot be tested", "names no number");
        let advice = Claim { kind: ClaimKind::Advice, would: Some("a trial."), ..CLAIM };
        let (why, would) = ("advice is no statement about postings".to_owned(), "a trial".to_owned());
        assert_eq!(verdict(&advice, &Err(Missing::NotMeasured)), Verdict::Untestable { why, would });
    }
}
