//! Sets of words that are compared with the few tokens near a hit.
//!
//! In: words known at compile time. Tables of first and last letters by length answer "no" for nearly every
//! token without a comparison of strings.
//!
//! Not here: phrases, which belong in the dictionary.

use crate::scan::Part;

/// Lengths are told apart up to this number of bytes; longer words share its place.
const LENGTHS: usize = 16;

/// Words known at compile time.
pub(super) struct WordSet {
    words: &'static [&'static str],
    /// By length in bytes: a bit for the lower five bits of each first byte, which are the same in both cases.
    firsts: [u32; LENGTHS],
    /// The same of last bytes.
    lasts: [u32; LENGTHS],
}

impl WordSet {
    /// Indexes words; an empty word is never found.
    pub(super) const fn new(words: &'static [&'static str]) -> Self {
        let mut firsts = [0; LENGTHS];
        let mut lasts = [0; LENGTHS];
        let mut at = 0;
        while at < words.len() {
            let bytes = words[at].as_bytes();
            if !bytes.is_empty() {
                firsts[place_of(bytes.len())] |= bit_of(bytes[0]);
                lasts[place_of(bytes.len())] |= bit_of(bytes[bytes.len() - 1]);
            }
            at += 1;
        }
        Self { words, firsts, lasts }
    }

    /// Whether it holds this word in any ASCII case.
    #[inline]
    pub(super) fn holds(&self, word: &str) -> bool {
        self.may_hold(word.len(), word.as_bytes().first()) && self.compare(word)
    }

    /// Whether it holds this word as it is written.
    #[inline]
    pub(super) fn holds_exactly(&self, word: &str) -> bool {
        self.may_hold(word.len(), word.as_bytes().first()) && self.words.contains(&word)
    }

    /// Whether it holds a token in any ASCII case; false past the end.
    #[inline]
    pub(super) fn has(&self, part: &Part, token_idx: usize) -> bool {
        self.may_have(part, token_idx) && self.compare(part.token_text(token_idx))
    }

    /// Whether it holds a token as it is written; false past the end.
    #[inline]
    pub(super) fn has_exactly(&self, part: &Part, token_idx: usize) -> bool {
        self.may_have(part, token_idx) && self.words.contains(&part.token_text(token_idx))
    }

    #[inline(never)]
    fn compare(&self, word: &str) -> bool {
        let may_be = word.as_bytes().last().is_some_and(|last| self.lasts[place_of(word.len())] & bit_of(*last) != 0);
        may_be && self.words.iter().any(|known| known.eq_ignore_ascii_case(word))
    }

    #[inline]
    fn may_hold(&self, n_bytes: usize, first: Option<&u8>) -> bool {
        first.is_some_and(|first| self.firsts[place_of(n_bytes)] & bit_of(*first) != 0)
    }

    #[inline]
    fn may_have(&self, part: &Part, token_idx: usize) -> bool {
        part.token(token_idx)
            .is_some_and(|token| self.may_hold(token.n_bytes(), part.text.as_bytes().get(token.start as usize)))
    }
}

const fn place_of(n_bytes: usize) -> usize {
    if n_bytes < LENGTHS { n_bytes } else { LENGTHS - 1 }
}

const fn bit_of(byte: u8) -> u32 {
    1 << (byte & 31)
}

/// A [`WordSet`] of words written in place.
macro_rules! words {
    ($($word:literal),+ $(,)?) => {
        const { &$crate::readers::word_set::WordSet::new(&[$($word),+]) }
    };
}
pub(super) use words;

#[cfg(test)]
mod tests {
    use crate::scan::{Dictionary, Phrases, Scan};
    use prospect_model::{Body, Fields, Posting};

    #[test]
    fn words_are_found_as_written() {
        let set = words!["and", "Über", "internationally bound"];
        assert!(set.holds_exactly("and") && set.holds_exactly("Über") && set.holds_exactly("internationally bound"));
        assert!(!set.holds_exactly("And") && !set.holds_exactly("an") && !set.holds_exactly(""));
    }

    #[test]
    fn tokens_are_found_in_any_ascii_case() {
        let mut scan = Scan::default();
        let posting = Posting {
            id: String::new(),
            source: String::new(),
            posted: None,
            month: None,
            url: None,
            poster: None,
            body: Body::Text(String::new()),
            fields: Fields { title: Some("AND über any".to_owned()), ..Fields::default() },
        };
        scan.fill(&Dictionary::compile(Phrases::default()), "", &posting);
        let part = scan.field("title").expect("the title was given");
        let set = words!["and", "über"];
        assert_eq!((0..4).map(|at| set.has(part, at)).collect::<Vec<_>>(), [true, true, false, false]);
        assert_eq!((0..4).map(|at| set.has_exactly(part, at)).collect::<Vec<_>>(), [false, true, false, false]);
    }
}
