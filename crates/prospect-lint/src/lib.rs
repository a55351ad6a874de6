//! Lints a job posting: says what is wrong with it, where, why, and what to write instead.
//!
//! Input is a [`Draft`]: a posting, its plain text, and the facts that were read from it; output is a list of
//! [`Finding`]s in the order of the text. A rule is one file in `rules/` and one line in [`ALL`]; its doc comment
//! is its public page, and the examples there run as tests. Rules judge facts, so they see what the readers saw.
//!
//! Not here: reading facts (`prospect-extract`), measuring the market (`prospect-market`), printing findings.

mod draft;
mod finding;

mod phrases;
mod place_names;
#[macro_use]
mod rule;
mod rules;

pub use draft::{Draft, Market, Measured};
pub use finding::{Finding, Level, Place};

pub use rule::Rule;
pub use rules::ALL;

/// The rule with this id.
#[must_use]
pub fn by_id(id: &str) -> Option<&'static Rule> {
    ALL.iter().copied().find(|rule| rule.id == id)
}

/// Lints one posting by the given rules: findings in the order of the text, those of the whole posting last.
#[must_use]
pub fn lint(draft: &Draft<'_>, rules: &[&'static Rule]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for rule in rules {
        (rule.check)(draft, &mut |mut finding: Finding| {
            finding.rule = rule.id;
            findings.push(finding);
        });
    }
    findings.sort_by(|a, b| a.place.cmp(&b.place).then_with(|| a.rule.cmp(b.rule)));
    findings
}
