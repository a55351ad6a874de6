//! More years of a technology than the public could have used it.

use crate::{Draft, Finding, Level};
use prospect_lexicon::skills::SkillEntry;
use prospect_model::Date;

declare_rule! {
    /// ## What it does
    /// Flags years of a technology that nobody can have, because it has not been public for so long.
    ///
    /// ## Why it matters
    /// People who know the technology see at once that nobody who knows it wrote the advert, and honest people
    /// do not apply.
    ///
    /// ## Flagged
    /// ```text
    /// posted: 2017-05-01
    /// Acme | Senior Rust Engineer | Berlin
    /// You have 10+ years of Rust experience.
    /// ```
    /// ## Accepted
    /// ```text
    /// posted: 2024-05-01
    /// Acme | Senior Rust Engineer | Berlin
    /// You have 10+ years of experience in C++ or Rust.
    /// ```
    /// ```text
    /// posted: 2024-05-01
    /// Acme | Senior Rust Engineer | Berlin
    /// You have 5+ years of Rust experience.
    /// ```
    /// ## Sources
    /// First public release of each technology: `data/skills`. A date known to the year counts from its first day,
    /// and of several technologies joined in one demand the oldest counts.
    "impossible-years", Law, check
}

fn check(draft: &Draft<'_>, report: &mut dyn FnMut(Finding)) {
    let Some(day) = draft.day else { return };
    for years in &draft.facts.years {
        let Some(min) = years.min else { continue };
        let skills = draft.skills_of(years);
        let Some((skill, first)) = oldest(&skills, |skill| skill.first_public) else { continue };
        let age = years_between(first, day);
        if f64::from(min) <= age {
            continue;
        }
        report(Finding::new(
            Level::Law,
            Draft::place(&years.words),
            format!("{min} years of {} asked on {day}; it was first public on {first}", skill.name),
            format!("Nobody had used {} for more than {age:.1} years then.", skill.name),
            format!("Ask for at most {:.0} years, or name what the years are for.", (age / 2.0).floor().max(1.0)),
        ));
    }
}

/// The oldest of the skills; `None` when one has no known date, for then nothing is certain.
pub(super) fn oldest(
    skills: &[&'static SkillEntry],
    date: impl Fn(&SkillEntry) -> Option<&'static str>,
) -> Option<(&'static SkillEntry, Date)> {
    let dated: Option<Vec<_>> = skills.iter().map(|skill| Some((*skill, first_day(date(skill)?)?))).collect();
    dated?.into_iter().min_by_key(|(_, day)| *day)
}

/// The first day of a year, a month or a day (ISO 8601).
fn first_day(text: &str) -> Option<Date> {
    match text.len() {
        4 => Date::parse(&format!("{text}-01-01")),
        7 => Date::parse(&format!("{text}-01")),
        _ => Date::parse(text),
    }
}

/// Years of 365.25 days from one day to another, negative when the first is later.
pub(super) fn years_between(first: Date, last: Date) -> f64 {
    f64::from(last.days() - first.days()) / 365.25
}
