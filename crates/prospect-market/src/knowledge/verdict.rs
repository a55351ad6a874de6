//! How a claim fares beside a measured figure: by rule, from the figure and its interval.

use super::measures::{Measured, Missing};
use crate::number;
use crate::report::Unit;
use prospect_model::{Amount, Claim, ClaimFrame, ClaimKind, Comparator};

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
    let Some(amount) = claim.amount else {
        return untestable("it names no number to set beside the measured one".to_owned());
    };
    let Some((low, high)) = range(amount, measured.unit) else {
        return untestable(format!("its unit ({}) is not the one measured here", amount.unit));
    };
    let gap = gap(low, high, measured);
    // An interval that holds the claim and no change alike speaks for neither.
    if gap.is_none() && measured.is_change && measured.point.low <= 0.0 && measured.point.high >= 0.0 {
        return untestable("measured too coarsely: the interval holds the claim and no change alike".to_owned());
    }
    let frame = match claim.frame {
        ClaimFrame::Market => None,
        ClaimFrame::HackersPosts if measured.figure.starts_with("hn-") => None,
        ClaimFrame::HackersPosts => Some("the hiring threads of Hacker News"),
        ClaimFrame::RustJobBoards => Some("boards for Rust jobs"),
        ClaimFrame::JobBoards => Some("job boards"),
        ClaimFrame::SalarySite => Some("a site that collects salaries"),
        ClaimFrame::Survey => Some("people who were asked"),
        ClaimFrame::OneEmployer => Some("one employer or posting"),
    };
    match (frame, gap) {
        (Some(frame), Some(gap)) => {
            Verdict::DifferentFrame(format!("claimed of {frame}; the measured figure is {gap}"))
        }
        (Some(frame), None) => Verdict::DifferentFrame(format!("claimed of {frame}; the numbers overlap")),
        (None, Some(gap)) => Verdict::Differs(format!("measured: {gap}")),
        (None, None) => Verdict::Agrees,
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
        ("USD/year", Unit::UsdPerYear) | ("years", Unit::Years) | ("x", Unit::Times) => 1.0,
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
    let (end, word) = if point.high < low {
        (low, "lower")
    } else if point.low > high {
        (high, "higher")
    } else {
        return None;
    };
    Some(match measured.unit {
        unit if is_part(unit) => {
            let points = number::points((point.value - end).abs());
            format!("{} {word} than the nearer end of the claim", points.trim_start_matches('+'))
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
        Ok(Measured { point: Point { value, low, high }, unit, what, n: 40, figure, is_change: false })
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
    fn what_cannot_be_tested_says_why_and_what_would() {
        check(&CLAIM, &Err(Missing::NotMeasured), "cannot be tested", "postings do not carry this figure");
        check(&CLAIM, &Err(Missing::Hidden(Hidden::TooFew)), "cannot be tested", "hidden in this report: too few");
        check(&CLAIM, &share(0.5, 0.4, 0.6, Unit::Share), "cannot be tested", "names no number");
        let advice = Claim { kind: ClaimKind::Advice, would: Some("a trial."), ..CLAIM };
        let (why, would) = ("advice is no statement about postings".to_owned(), "a trial".to_owned());
        assert_eq!(verdict(&advice, &Err(Missing::NotMeasured)), Verdict::Untestable { why, would });
    }
}
