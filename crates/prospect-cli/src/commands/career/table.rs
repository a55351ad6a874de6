//! How the answers look on a screen: words for figures, one line a posting.

use prospect_career::{Filter, FilterCounts, MedianPay, PostingRef, Profile, ShareFigure, Verdict};
use prospect_lexicon::skills::by_id;
use std::fmt::Write as _;

use crate::screen::{counted, grouped};

/// The usual name of a skill id.
pub(super) fn name(id: &str) -> &str {
    by_id(id).map_or(id, |entry| entry.name)
}

/// Names of skills, parted by commas; a dash for none.
pub(super) fn names<'a>(ids: impl IntoIterator<Item = &'a str>) -> String {
    let names: Vec<&str> = ids.into_iter().map(name).collect();
    if names.is_empty() { "-".to_owned() } else { names.join(", ") }
}

/// `23% [18, 29] (n 41 of 178)`, or why there is no share.
pub(super) fn share(figure: &ShareFigure) -> String {
    let of = format!("n {} of {}", grouped(figure.n), grouped(figure.of));
    match (figure.share, figure.interval, figure.hidden) {
        (Some(share), Some([low, high]), _) => {
            format!("{:.0}% [{:.0}, {:.0}] ({of})", share * 100.0, low * 100.0, high * 100.0)
        }
        (_, _, Some(hidden)) => format!("{hidden} ({of})"),
        _ => format!("none ({of})"),
    }
}

/// `$150k [140, 165] (n 31)`, or why there is no median.
pub(super) fn pay(figure: &MedianPay) -> String {
    let thousands = |usd: f64| (usd / 1_000.0).round();
    match (figure.usd, figure.interval) {
        (Some(usd), Some([low, high])) => {
            format!("${:.0}k [{:.0}, {:.0}] (n {})", thousands(usd), thousands(low), thousands(high), figure.n)
        }
        _ => format!("{} (n {})", figure.hidden.unwrap_or("none stated"), figure.n),
    }
}

/// `2026-05 Acme: Rust Engineer  https://…`.
pub(super) fn posting(posting: &PostingRef) -> String {
    let mut line = format!("{} {}", posting.month, posting.employer.as_deref().unwrap_or("unnamed employer"));
    if let Some(title) = &posting.title {
        let _ = write!(line, ": {}", shortened(title));
    }
    let _ = write!(line, "  {}", posting.url.as_deref().unwrap_or(&posting.id));
    line
}

/// A title in one line of at most 70 chars.
fn shortened(title: &str) -> String {
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    if title.chars().count() <= 70 {
        return title;
    }
    title.chars().take(69).chain(['…']).collect()
}

/// The person, as the command understood them.
pub(super) fn person(profile: &Profile) -> String {
    let skill = |held: &prospect_career::Held| match held.years {
        Some(years) => format!("{} {years}y", name(held.id)),
        None => name(held.id).to_owned(),
    };
    let mut line = profile.skills.iter().map(skill).collect::<Vec<_>>().join(", ");
    if let Some(country) = &profile.country {
        let _ = write!(line, " | {country}");
    }
    if profile.is_remote_only {
        line.push_str(" | remote only");
    }
    if profile.needs_visa {
        line.push_str(" | needs a work permit");
    }
    if let Some(floor) = &profile.pay_min {
        let _ = write!(line, " | at least {} {} a year", grouped(floor.per_year), floor.currency);
    }
    if let Some(years) = profile.years {
        let _ = write!(line, " | {years} years");
    }
    line
}

/// What the filters took; nothing where none took any.
pub(super) fn filtered(counts: &FilterCounts) -> String {
    let taken = [(counts.mode, "mode"), (counts.place, "place"), (counts.visa, "visa"), (counts.pay, "pay")];
    let taken: Vec<String> =
        taken.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{what} {}", grouped(*n))).collect();
    let left = counted(counts.n_left(), "opening");
    if taken.is_empty() {
        left
    } else {
        format!("{left} of {}; your filters took: {}", grouped(counts.n), taken.join(", "))
    }
}

/// What the filters could not tell of a posting: ` (place, pay not stated)`.
pub(super) fn unknowns(filters: &[(Filter, Verdict)]) -> String {
    let unknown: Vec<&str> =
        filters.iter().filter(|(_, verdict)| *verdict == Verdict::Unknown).map(|(filter, _)| filter.as_str()).collect();
    if unknown.is_empty() { String::new() } else { format!(" ({} not stated)", unknown.join(", ")) }
}
