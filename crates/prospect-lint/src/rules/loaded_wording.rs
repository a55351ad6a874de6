//! Words that name a gender, an age or an origin.

use crate::phrases::{Phrases, is_negated, place};
use crate::{Draft, Finding, Level};
use std::sync::LazyLock;

declare_rule! {
    /// ## What it does
    /// Flags words that say or suggest that a gender, an age or an origin is wanted.
    ///
    /// ## Why it matters
    /// Laws on equal treatment forbid such demands in most countries, and people who are not meant do not apply.
    ///
    /// ## Flagged
    /// ```text
    /// Acme | Rust Engineer | Berlin
    /// We are a young team of great guys. He will be a native English speaker.
    /// ```
    /// ## Accepted
    /// ```text
    /// Acme | Rust Engineer | Berlin
    /// We are a team of eight. You speak fluent English.
    /// ```
    /// ```text
    /// Acme | Rust Engineer | Berlin
    /// People learn Portuguese with our app by talking to a native speaker.
    /// ```
    /// ## Sources
    /// Explicit terms only. Counts of "masculine" and "feminine" words are not used: a study of their effect at
    /// scale found none (NBER working paper 31314).
    "loaded-wording", Heuristic, check
}

const ORIGIN: &str = "an origin";

/// What each phrase suggests, and what to write instead.
const WORDS: &[(&[&str], &str, &str)] = &[
    (&["guys", "you guys", "the guys"], "men", "people, team, everyone"),
    (
        &[
            "he will be",
            "he will have",
            "he must have",
            "he must be",
            "he should have",
            "he should be",
            "his responsibilities",
            "his duties",
        ],
        "a man",
        "you, they",
    ),
    (&["manpower", "man-power"], "men", "staff, people"),
    (
        &[
            "young team",
            "young and dynamic",
            "young, dynamic",
            "young dynamic",
            "young and motivated",
            "youthful team",
            "young people only",
        ],
        "an age",
        "say how large the team is and how it works",
    ),
    (&["digital native", "digital natives"], "an age", "name the tools that a person should know"),
    (&["recent graduates only", "recent graduate only"], "an age", "entry level"),
    (
        &[
            "native english",
            "native speaker",
            "native speakers",
            "native-level english",
            "native german",
            "native french",
            "mother tongue",
            "english native",
        ],
        ORIGIN,
        "fluent, or a level such as C1",
    ),
    (&["girls", "salesman", "salesmen", "chairman", "foreman"], "a gender", "a word for any person"),
];

/// "Learn with a native speaker", "checked by native speakers": what the product is about, not what is asked.
fn is_of_product(text: &str, start: usize) -> bool {
    let before = text.get(..start).unwrap_or_default();
    let words = before.split_whitespace().rev().take(2);
    words.into_iter().any(|word| ["with", "by", "to", "from", "between", "of", "our"].contains(&word))
}

static SEARCH: LazyLock<(Phrases, Vec<usize>)> = LazyLock::new(|| {
    let mut phrases = Vec::new();
    let mut groups = Vec::new();
    for (group_idx, (words, _, _)) in WORDS.iter().enumerate() {
        for phrase in *words {
            phrases.push(*phrase);
            groups.push(group_idx);
        }
    }
    (Phrases::new(&phrases), groups)
});

fn check(draft: &Draft<'_>, report: &mut dyn FnMut(Finding)) {
    let (search, groups) = &*SEARCH;
    for (start, end, phrase_idx) in search.find(draft.text) {
        let group = groups.get(phrase_idx).and_then(|group_idx| WORDS.get(*group_idx));
        let (Some((_, suggests, instead)), Some(words)) = (group, draft.text.get(start..end)) else { continue };
        if is_negated(draft.text, start) || (*suggests == ORIGIN && is_of_product(draft.text, start)) {
            continue;
        }
        report(Finding::new(
            Level::Heuristic,
            place(start, end),
            format!("`{words}` suggests {suggests}"),
            "People who are not meant do not apply, and laws on equal treatment may forbid it.",
            format!("Write instead: {instead}."),
        ));
    }
}
