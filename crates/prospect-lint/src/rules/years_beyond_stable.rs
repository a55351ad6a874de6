//! More years of a technology than it has been stable.

use super::impossible_years::{oldest, years_between};
use crate::{Draft, Finding, Level};

declare_rule! {
    /// ## What it does
    /// Flags years of a technology that reach back before its first stable release.
    ///
    /// ## Why it matters
    /// Only the few who used it before it was finished can say yes; most of those who know it well cannot.
    ///
    /// ## Flagged
    /// ```text
    /// posted: 2017-05-01
    /// Acme | Senior Rust Engineer | Berlin
    /// You have 4+ years of Rust experience.
    /// ```
    /// ## Accepted
    /// ```text
    /// posted: 2021-05-01
    /// Acme | Senior Rust Engineer | Berlin
    /// You have 4+ years of Rust experience.
    /// ```
    /// ## Sources
    /// First stable release of each technology: `data/skills`.
    "years-beyond-stable", Heuristic, check
}

fn check(draft: &Draft<'_>, report: &mut dyn FnMut(Finding)) {
    let Some(day) = draft.day else { return };
    for years in &draft.facts.years {
        let Some(min) = years.min else { continue };
        let skills = draft.skills_of(years);
        let Some((skill, stable)) = oldest(&skills, |skill| skill.first_stable) else { continue };
        // What was not even public is the other rule's.
        let is_impossible = oldest(&skills, |skill| skill.first_public)
            .is_some_and(|(_, first)| f64::from(min) > years_between(first, day));
        let age = years_between(stable, day);
        if is_impossible || f64::from(min) <= age {
            continue;
        }
        report(Finding::new(
            Level::Heuristic,
            Draft::place(&years.words),
            format!("{min} years of {} asked on {day}; its first stable release came on {stable}", skill.name),
            "Only those who used it before it was stable can say yes.",
            format!("Ask for at most {:.0} years, or for years of comparable work.", (age / 2.0).floor().max(1.0)),
        ));
    }
}
