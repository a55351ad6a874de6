//! Ninjas and rock stars.

use crate::phrases::{Phrases, is_negated, place};
use crate::{Draft, Finding, Level};
use std::sync::LazyLock;

declare_rule! {
    /// ## What it does
    /// Flags names for people that say nothing about the work, and slogans that people read as overtime.
    ///
    /// ## Why it matters
    /// They describe no skill, and many good people read them as a warning.
    ///
    /// ## Flagged
    /// ```text
    /// Acme | Rust Ninja | Berlin
    /// We work hard and play hard, and you wear many hats.
    /// ```
    /// ## Accepted
    /// ```text
    /// Acme | Rust Engineer | Berlin
    /// We are not looking for rockstars. You would rather teach than be the rock star. You know ninja and CMake.
    /// ```
    /// ## Sources
    /// Practice of the field: the word lists of linters for job adverts agree on these.
    "hype", Heuristic, check
}

static WORDS: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::new(&[
        "ninja",
        "ninjas",
        "rockstar",
        "rockstars",
        "rock star",
        "rock stars",
        "rock-star",
        "rock-stars",
        "guru",
        "gurus",
        "code wizard",
        "code wizards",
        "coding wizard",
        "coding wizards",
        "superstar",
        "superstars",
        "10x engineer",
        "10x engineers",
        "10x developer",
        "10x developers",
        "work hard play hard",
        "work hard, play hard",
        "work hard and play hard",
        "like a family",
        "we are a family",
        "we're a family",
        "code monkey",
        "code monkeys",
        "hacker extraordinaire",
        "unicorn developer",
        "unicorn engineer",
    ])
});

/// Words after which the phrase is a name: a game studio, a build tool, a van.
const NAMES: [&str; 10] = ["games", "van", "one", "build", "energy", "lab", "labs", "inc", "north", "kiwi"];

fn check(draft: &Draft<'_>, report: &mut dyn FnMut(Finding)) {
    for (start, end, _) in WORDS.find(draft.text) {
        let Some(words) = draft.text.get(start..end) else { continue };
        let after = draft.text.get(end..).unwrap_or_default();
        let next = after.split_whitespace().next().unwrap_or_default();
        let next = next.trim_matches(|letter: char| !letter.is_alphanumeric()).to_ascii_lowercase();
        let is_name = NAMES.contains(&next.as_str())
            || draft.facts.employer.as_deref().is_some_and(|employer| {
                employer.to_ascii_lowercase().contains(&words.to_ascii_lowercase())
            })
            // Addresses and handles: ninja.example, @rockstar.
            || after.starts_with('.') && after.get(1..).is_some_and(|rest| rest.starts_with(char::is_alphanumeric))
            || draft.text.get(..start).is_some_and(|before| before.ends_with(['.', '/', '@', '-']))
            || is_build_tool(draft.text, start, words);
        if is_name || is_negated(draft.text, start) {
            continue;
        }
        report(Finding::new(
            Level::Heuristic,
            place(start, end),
            format!("`{words}` says nothing about the work"),
            "It describes no skill, and many read it as a warning.",
            "Name the level and what the person will do.".to_owned(),
        ));
    }
}

/// `ninja` beside other build tools, or the disassembler "Binary Ninja".
fn is_build_tool(text: &str, start: usize, words: &str) -> bool {
    let around_start =
        text.get(..start).map_or(0, |before| before.char_indices().rev().nth(40).map_or(0, |(at, _)| at));
    let around: String = text.get(around_start..).unwrap_or_default().chars().take(100).collect();
    words.eq_ignore_ascii_case("ninja")
        && ["binary", "cmake", "meson", "make", "bazel", "gn"].iter().any(|tool| {
            around.split(|letter: char| !letter.is_alphanumeric()).any(|word| word.eq_ignore_ascii_case(tool))
        })
}
