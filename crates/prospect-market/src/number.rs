//! Writes numbers for people: no more digits than the data carry.

use crate::report::{Point, Unit, Window};

/// A whole number with commas: `94,440`.
pub(crate) fn count(n: u64) -> String {
    let digits = n.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A share in per cent: one decimal, two below 1 %.
pub(crate) fn percent(share: f64) -> String {
    let percent = share * 100.0;
    if percent != 0.0 && percent.abs() < 0.995 { format!("{percent:.2}%") } else { format!("{percent:.1}%") }
}

/// US dollars to three significant digits: `$165,000`.
pub(crate) fn usd(amount: f64) -> String {
    format!("${}", count(three_digits(amount)))
}

/// US dollars in thousands, for the marks of a chart: `$165k`.
pub(crate) fn usd_short(amount: f64) -> String {
    let amount = three_digits(amount);
    if amount.is_multiple_of(1_000) {
        format!("${}k", count(amount / 1_000))
    } else {
        format!("${:.1}k", amount as f64 / 1e3)
    }
}

fn three_digits(amount: f64) -> u64 {
    let amount = amount.max(0.0).round() as u64;
    let mut step = 1_u64;
    while amount / step >= 1_000 {
        step = step.saturating_mul(10);
    }
    // Half up; saturating, because the amount may come from an odd posting.
    (amount.saturating_add(step / 2) / step).saturating_mul(step)
}

/// How many times, to two decimals: `1.24`.
pub(crate) fn factor(times: f64) -> String {
    format!("{times:.2}")
}

/// A value in its unit.
pub(crate) fn value(value: f64, unit: Unit) -> String {
    match unit {
        Unit::Share => percent(value),
        Unit::Difference => format!("{}%", signed(value)),
        Unit::UsdPerYear => usd(value),
        Unit::Times => format!("{}×", if value < 9.95 { factor(value) } else { format!("{value:.1}") }),
        Unit::Index => format!("{value:.3}"),
        Unit::Days => format!("{value:.0} days"),
        Unit::Count => count(value.max(0.0).round() as u64),
        Unit::Years => format!("{value:.1}"),
    }
}

/// A value in its unit, short, for the marks of a chart.
pub(crate) fn short(value: f64, unit: Unit) -> String {
    match unit {
        Unit::UsdPerYear => usd_short(value),
        _ => self::value(value, unit),
    }
}

/// The ends of an interval in its unit: `2.1% to 3.8%`.
pub(crate) fn interval(point: Point, unit: Unit) -> String {
    format!("{} to {}", value(point.low, unit), value(point.high, unit))
}

/// The ends of an interval for the cell of a table: `2.1–3.8%`, `$121k–$160k`.
pub(crate) fn interval_short(point: Point, unit: Unit) -> String {
    let (low, high) = (short(point.low, unit), short(point.high, unit));
    let low = if unit == Unit::UsdPerYear { low.as_str() } else { low.trim_end_matches(['%', '×']) };
    format!("{low}–{high}")
}

/// A difference of shares in points: `+1.2 points`.
pub(crate) fn points(difference: f64) -> String {
    format!("{} points", signed(difference))
}

/// The same without the unit; a true minus sign, and no sign on what rounds to zero.
pub(crate) fn signed(difference: f64) -> String {
    let text = format!("{:.1}", (difference * 100.0).abs());
    match (text.as_str(), difference < 0.0) {
        ("0.0", _) => text,
        (_, true) => format!("−{text}"),
        (_, false) => format!("+{text}"),
    }
}

/// Months, both included: `2024-09 to 2026-08`, or one.
pub(crate) fn window(window: Window) -> String {
    if window.first == window.last { window.first.to_string() } else { format!("{} to {}", window.first, window.last) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_carry_three_digits() {
        assert_eq!(count(94_440), "94,440");
        assert_eq!(count(7), "7");
        assert_eq!(usd(165_432.4), "$165,000");
        assert_eq!(usd(98_760.0), "$98,800");
        assert_eq!(usd(999_999.0), "$1,000,000");
        assert_eq!(usd_short(98_760.0), "$98.8k");
        assert_eq!(usd_short(165_432.0), "$165k");
        assert_eq!(usd(f64::MAX), usd(1e300), "odd input saturates");
        assert_eq!(
            (percent(0.0312), percent(0.0031), percent(0.0), percent(1.0)),
            ("3.1%".into(), "0.31%".into(), "0.0%".into(), "100.0%".into())
        );
        assert_eq!(points(-0.0004), "0.0 points");
        assert_eq!(points(-0.012), "−1.2 points");
    }
}
