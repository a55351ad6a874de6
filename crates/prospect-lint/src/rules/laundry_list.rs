//! Too many demands.

use crate::phrases::Phrases;
use crate::{Draft, Finding, Level};
use prospect_model::{Skill, SkillNeed};
use std::sync::LazyLock;

declare_rule! {
    /// ## What it does
    /// Flags a posting that makes more demands for technologies than nine in ten comparable postings do.
    ///
    /// ## Why it matters
    /// Nobody has them all; those who take lists at their word do not apply.
    ///
    /// ## Flagged
    /// ```text
    /// Acme | Rust Engineer | Berlin
    /// Requirements:
    /// - Rust, C++, Python, Java, TypeScript, PHP and Ruby
    /// - PostgreSQL, MongoDB, Redis, Kafka
    /// - Docker, Kubernetes, Terraform, AWS
    /// ```
    /// ## Accepted
    /// ```text
    /// Acme | Rust Engineer | Berlin
    /// Requirements:
    /// - Rust
    /// - PostgreSQL
    /// Nice to have: Docker, Kubernetes, Terraform, AWS, C++, Python, Java, Redis, Kafka, PHP, Ruby, MongoDB.
    /// ```
    /// ```text
    /// Acme | Rust Engineer | Berlin
    /// Requirements:
    /// - A systems language such as Rust, C++, C, Zig, Ada or Go
    /// - A store, for example PostgreSQL, MySQL, SQLite, MongoDB, Redis
    /// - AWS, Azure or Google Cloud
    /// ```
    /// ## Sources
    /// The 90th percentile of comparable openings where it is known, else 12. Technologies between which a sentence
    /// offers a choice, or that it gives as examples, are one demand; up to eight are never too many.
    "laundry-list", Heuristic, check
}

/// Required technologies that are too many where the market is not known.
const N_MAX: f64 = 12.0;
/// However little comparable openings require, so many are no list.
const N_FINE: f64 = 8.0;

/// Words of a sentence that make what it names examples or choices: one demand, however many names.
static CHOICE: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::new(&[
        "or",
        "and/or",
        "such as",
        "like",
        "e.g",
        "eg",
        "i.e",
        "for example",
        "for instance",
        "including",
        "include",
        "includes",
        "similar",
        "etc",
        "one of",
        "any of",
        "some of",
        "at least one",
        "bonus",
        "a plus",
        "nice to have",
        "ideally",
        "preferably",
        "preferred",
    ])
});
/// Words that take a list back.
static NOT_ALL: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::new(&[
        "not looking for expertise in all",
        "don't need to know all",
        "don't need to know everything",
        "no need to know all",
        "not expected to know all",
        "don't expect you to know",
        "do not expect you to know",
        "don't expect you to have",
        "do not expect you to have",
        "some or all of",
        "some of the following",
        "any of the following",
        "one or more of the following",
        "at least one of the following",
    ])
});

fn check(draft: &Draft<'_>, report: &mut dyn FnMut(Finding)) {
    let facts = draft.facts;
    let required: Vec<&Skill> =
        facts.skills.iter().filter(|skill| skill.need == SkillNeed::Required && skill.kind.is_technology()).collect();
    if required.len() as f64 <= N_FINE || facts.roles.len() > 1 || NOT_ALL.is_in(draft.text) {
        return;
    }
    let n_demands = n_demands(draft.text, &required);
    if n_demands as f64 <= N_FINE {
        return;
    }
    let measured = draft.market.and_then(|market| market.required_technologies_p90());
    let n_max = measured.as_ref().map_or(N_MAX, |p90| p90.value.max(N_FINE));
    if n_demands as f64 <= n_max {
        return;
    }
    let (Some(first), Some(last)) = (required.first(), required.last()) else { return };
    let why = match measured {
        Some(p90) => format!("Nine in ten of {} require at most {:.0} (n = {}).", p90.comparable, p90.value, p90.n),
        None => "Those who take lists at their word do not apply.".to_owned(),
    };
    report(Finding::new(
        Level::Heuristic,
        Draft::place(&first.words),
        format!("{n_demands} demands for technologies, from {} to {}", first.name, last.name),
        why,
        "Keep what a person needs on the first day; move the rest to \"nice to have\".".to_owned(),
    ));
}

/// How many demands the skills make: those of a sentence that offers a choice or gives examples are one.
fn n_demands(text: &str, required: &[&Skill]) -> usize {
    let mut choices: Vec<usize> = Vec::new();
    let mut n = 0;
    for skill in required {
        let Some((start, end)) = skill.words.start.zip(skill.words.end) else {
            n += 1;
            continue;
        };
        let (from, sentence) = sentence(text, start as usize, end as usize);
        if !CHOICE.is_in(sentence) && !sentence.contains('/') {
            n += 1;
        } else if !choices.contains(&from) {
            choices.push(from);
            n += 1;
        }
    }
    n
}

/// The sentence or line around words, and where it begins.
fn sentence(text: &str, start: usize, end: usize) -> (usize, &str) {
    let before = text.get(..start).unwrap_or_default();
    let from = [". ", "; ", "\n"].iter().filter_map(|end| Some(before.rfind(end)? + end.len())).max().unwrap_or(0);
    let after = text.get(end..).unwrap_or_default();
    let length = [". ", "; ", "\n"].iter().filter_map(|end| after.find(end)).min().unwrap_or(after.len());
    (from, text.get(from..end.saturating_add(length)).unwrap_or_default())
}
