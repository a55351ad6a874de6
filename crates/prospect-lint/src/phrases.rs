//! Finds whole phrases of a rule in a text, in any case.

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

/// Most phrases that a table of all steps is made for.
const N_PHRASES_OF_TABLE: usize = 200;

/// A compiled list of phrases.
pub(crate) struct Phrases {
    search: AhoCorasick,
}

impl Phrases {
    /// Compiles phrases of ASCII letters; the longest phrase wins where two begin together.
    pub(crate) fn new(phrases: &[&str]) -> Self {
        // A table of all steps is twice as fast to walk; for thousands of phrases it would take tens of megabytes.
        let kind =
            if phrases.len() <= N_PHRASES_OF_TABLE { AhoCorasickKind::DFA } else { AhoCorasickKind::ContiguousNFA };
        let search = AhoCorasick::builder()
            .kind(Some(kind))
            .ascii_case_insensitive(true)
            .match_kind(MatchKind::LeftmostLongest)
            .build(phrases)
            .expect("a short list of phrases compiles");
        Self { search }
    }

    /// Byte ranges of whole-word matches, each with the number of its phrase.
    pub(crate) fn find<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (usize, usize, usize)> + 't {
        self.search.find_iter(text).filter_map(move |hit| {
            let before = text.get(..hit.start())?.chars().next_back();
            let after = text.get(hit.end()..)?.chars().next();
            let is_word = |letter: Option<char>| letter.is_some_and(|letter| letter.is_alphanumeric() || letter == '_');
            // "$50K/yr": a phrase that begins with a mark may follow a word.
            let begins = text.get(hit.start()..)?.chars().next();
            let is_inside = is_word(after) || is_word(before) && is_word(begins);
            (!is_inside).then(|| (hit.start(), hit.end(), hit.pattern().as_usize()))
        })
    }

    /// Whether any phrase is there.
    pub(crate) fn is_in(&self, text: &str) -> bool {
        self.find(text).next().is_some()
    }
}

/// The range as a place.
pub(crate) fn place(start: usize, end: usize) -> crate::Place {
    crate::Place::Text { start: u32::try_from(start).unwrap_or(u32::MAX), end: u32::try_from(end).unwrap_or(u32::MAX) }
}

/// Whether the words right before `at` say no: "we are not looking for rockstars".
pub(crate) fn is_negated(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    let sentence = before.rsplit(['.', '!', '?', '\n', ';']).next().unwrap_or_default();
    let words: Vec<_> = sentence.split_whitespace().rev().take(5).collect();
    let is_no = |word: &&str| {
        ["no", "not", "don't", "dont", "never", "without", "aren't", "isn't", "nor", "than"].iter().any(|no| {
            word.trim_matches(|letter: char| !letter.is_alphanumeric() && letter != '\'')
                .replace('’', "'")
                .eq_ignore_ascii_case(no)
        })
    };
    words.iter().any(is_no)
}
