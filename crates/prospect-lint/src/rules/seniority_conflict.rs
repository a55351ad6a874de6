//! A level and years that do not go together.

use crate::{Draft, Finding, Level};
use prospect_model::Seniority;

declare_rule! {
    /// ## What it does
    /// Flags a junior or intern title with years that only a senior person has.
    ///
    /// ## Why it matters
    /// Beginners do not apply for fear of the years, and experienced people not for fear of the title and its pay.
    ///
    /// ## Flagged
    /// ```text
    /// Acme | Junior Rust Engineer | Berlin
    /// Requirements: at least 5 years of professional experience.
    /// ```
    /// ## Accepted
    /// ```text
    /// Acme | Junior Rust Engineer | Berlin
    /// Requirements: 1 year of professional experience.
    /// ```
    /// ```text
    /// Acme | Junior and Senior Rust Engineers | Berlin
    /// Requirements for seniors: at least 5 years of professional experience.
    /// ```
    /// ```text
    /// Acme | Rust Engineer | Berlin | Full-time, INTERNS
    /// Requirements: preferably 5+ years of professional experience.
    /// ```
    /// ## Sources
    /// Plain consistency; five years is where most employers begin to say senior.
    "seniority-conflict", Heuristic, check
}

fn check(draft: &Draft<'_>, report: &mut dyn FnMut(Finding)) {
    let (levels, n_years, words) = match draft.facts.seniority[..] {
        [Seniority::Junior] => ("junior", 5.0, &["junior", "jr", "graduate", "grad", "entry", "trainee"][..]),
        [Seniority::Intern] => ("an internship", 3.0, &["intern", "internship", "student", "trainee"][..]),
        _ => return,
    };
    // The level must be the job's own: "INTERNS" in a headline is one more way in.
    let is_titled = draft.facts.titles.iter().any(|title| {
        let title = title.to_ascii_lowercase();
        words.iter().any(|word| title.split(|letter: char| !letter.is_alphanumeric()).any(|it| it == *word))
    });
    if draft.facts.roles.len() > 1 || !is_titled {
        return;
    }
    // The least that is asked counts: "2 years, ideally 5" is no conflict.
    let least = draft.facts.years.iter().filter_map(|years| Some((years.min?, years)));
    let Some((min, years)) = least.min_by(|a, b| a.0.total_cmp(&b.0)).filter(|(min, _)| *min >= n_years) else {
        return;
    };
    report(Finding::new(
        Level::Heuristic,
        Draft::place(&years.words),
        format!("the job is {levels}, and {min} years are asked"),
        "The title and the years speak to different people.",
        "Drop the years, or name the level that they stand for.".to_owned(),
    ));
}
