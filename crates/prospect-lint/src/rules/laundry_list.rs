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
    /// Tools such as:
    /// - Docker
    /// - Kubernetes
    /// - Terraform
    /// - Git
    /// - Linux
    /// - Kafka
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
        "one or many",
        "one or more",
        "at least one",
        "we use",
        "we work with",
        "our stack",
        "tech stack",
        "technology stack",
        "helpful",
        "familiarity with some",
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
    // Surely more than nine in ten: past the upper end of what the percentile may be.
    let n_max = measured.as_ref().map_or(N_MAX, |p90| p90.high.max(N_FINE));
    if n_demands as f64 <= n_max {
        return;
    }
    let (Some(first), Some(last)) = (required.first(), required.last()) else { return };
    let why = match measured {
        Some(p90) => format!(
            "Nine in ten of {} that require any require at most {:.0} (n = {}; 95 % interval {:.0} to {:.0}).",
            p90.comparable, p90.value, p90.n, p90.low, p90.high
        ),
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

/// How many demands the skills make: those between which a sentence or the head of a list offers a choice, and those of
/// one bracket, are one.
fn n_demands(text: &str, required: &[&Skill]) -> usize {
    let mut groups: Vec<usize> = Vec::new();
    let mut n = 0;
    for skill in required {
        match skill.words.start.zip(skill.words.end).and_then(|(start, end)| group(text, start as usize, end as usize))
        {
            Some(group) if groups.contains(&group) => {}
            Some(group) => {
                groups.push(group);
                n += 1;
            }
            None => n += 1,
        }
    }
    n
}

/// Where the group of examples or choices begins in which words stand; `None` when they stand for themselves.
fn group(text: &str, start: usize, end: usize) -> Option<usize> {
    let (from, sentence) = sentence(text, start, end);
    let before = text.get(from..start)?;
    let bracket = before.rfind('(').filter(|open| !before.get(*open..).is_some_and(|inner| inner.contains(')')));
    if let Some(open) = bracket {
        return Some(from + open);
    }
    if CHOICE.is_in(sentence) || sentence.contains('/') {
        return Some(from);
    }
    let (head_from, head) = head_of_list(text, from)?;
    CHOICE.is_in(head).then_some(head_from)
}

/// Lines of a list that are looked at above an entry for its head.
const N_LINES_ABOVE: usize = 12;

/// The line that opens the list in which a line stands ("Tools such as:"), and where it begins.
fn head_of_list(text: &str, from: usize) -> Option<(usize, &str)> {
    let mut end = from.checked_sub(1)?;
    for _ in 0..N_LINES_ABOVE {
        let above = text.get(..end)?;
        let start = above.rfind('\n').map_or(0, |at| at + 1);
        let line = above.get(start..)?.trim();
        if line.ends_with(':') || line.contains("the following") {
            return Some((start, line));
        }
        end = start.checked_sub(1)?;
    }
    None
}

/// The sentence or line around words, and where it begins.
fn sentence(text: &str, start: usize, end: usize) -> (usize, &str) {
    let before = text.get(..start).unwrap_or_default();
    let from = [". ", "; ", "\n"].iter().filter_map(|end| Some(before.rfind(end)? + end.len())).max().unwrap_or(0);
    let after = text.get(end..).unwrap_or_default();
    let length = [". ", "; ", "\n"].iter().filter_map(|end| after.find(end)).min().unwrap_or(after.len());
    (from, text.get(from..end.saturating_add(length)).unwrap_or_default())
}
