//! The words of a text, as the index holds them and as a query asks for them.
//!
//! A word is a run of letters and digits, in lower case and without accents; `++` and `#` right behind a letter belong
//! to it, so that `C++`, `C#` and `C` are three words. Everything else parts words: `Node.js` is two.
//!
//! Not here: what a query means (`query`), names of skills (`skill_terms`).

use std::ops::Range;
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// Longest word in bytes; what follows is cut off, in texts and queries alike. No word that people write is longer.
const N_BYTES_MAX: usize = 64;

/// The words of a query.
pub(crate) fn words_of(text: &str) -> Vec<String> {
    let text = &text.to_ascii_lowercase();
    let mut words = Vec::new();
    let mut word = String::new();
    let mut from = 0;
    while let Some(range) = next_word(text, from, &mut word) {
        from = range.end;
        words.push(word.clone());
    }
    words
}

/// Finds the next word from a byte on, in a text whose letters of ASCII are small; writes it as the index holds it.
fn next_word(text: &str, from: usize, word: &mut String) -> Option<Range<usize>> {
    word.clear();
    let rest = text.as_bytes().get(from..)?;
    let start = from + rest.iter().position(|byte| CLASSES[usize::from(*byte)] != Class::Other)?;
    let behind = text.as_bytes().get(start..)?;
    let n = behind.iter().position(|byte| CLASSES[usize::from(*byte)] != Class::Word).unwrap_or(behind.len());
    if n == 0 || behind.get(n).is_some_and(|byte| !byte.is_ascii()) {
        return next_word_of_any_script(text, start, word);
    }
    // Nearly all words of postings are of ASCII alone, which goes by bytes.
    word.push_str(text.get(start..start + n.min(N_BYTES_MAX))?);
    let last = behind.get(n - 1).map_or(' ', |byte| char::from(*byte));
    Some(start..with_signs(text, start + n, last, word))
}

/// What a byte is to words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    /// Parts words.
    Other,
    /// A letter or digit of ASCII.
    Word,
    /// A part of a character of another script, which may be either.
    Beyond,
}

/// The class of each byte.
const CLASSES: [Class; 256] = {
    let mut classes = [Class::Other; 256];
    let mut byte = 0;
    while byte < 256 {
        if byte >= 128 {
            classes[byte] = Class::Beyond;
        } else if (byte as u8).is_ascii_alphanumeric() {
            classes[byte] = Class::Word;
        }
        byte += 1;
    }
    classes
};

/// [`next_word`] for words with characters beyond ASCII, or that such characters stand before.
#[cold]
fn next_word_of_any_script(text: &str, from: usize, word: &mut String) -> Option<Range<usize>> {
    let rest = text.get(from..)?;
    let skipped = rest.find(char::is_alphanumeric)?;
    let start = from + skipped;
    let mut end = start;
    let mut last = ' ';
    for (at, c) in rest.get(skipped..)?.char_indices() {
        if !c.is_alphanumeric() {
            break;
        }
        end = start + at + c.len_utf8();
        last = c;
        if word.len() < N_BYTES_MAX {
            push_plain(c, word);
        }
    }
    Some(start..with_signs(text, end, last, word))
}

/// Adds the signs that belong to a word which ends at a byte, behind its last character; where the word ends with them.
fn with_signs(text: &str, end: usize, last: char, word: &mut String) -> usize {
    let behind = text.as_bytes().get(end..).unwrap_or_default();
    match behind {
        [b'+', b'+', ..] if last.is_alphabetic() => {
            word.push_str("++");
            end + 2
        }
        [b'#', ..] if last.is_alphabetic() => {
            let is_within = text.get(end + 1..).and_then(|rest| rest.chars().next()).is_some_and(char::is_alphanumeric);
            if is_within {
                return end;
            }
            word.push('#');
            end + 1
        }
        _ => end,
    }
}

/// Lower case without accents.
fn push_plain(c: char, word: &mut String) {
    if c.is_ascii() {
        word.push(c.to_ascii_lowercase());
        return;
    }
    for c in c.to_lowercase() {
        match c {
            'á' | 'à' | 'â' | 'ä' | 'ã' | 'å' | 'ā' | 'ą' | 'ă' => word.push('a'),
            'é' | 'è' | 'ê' | 'ë' | 'ē' | 'ę' | 'ě' => word.push('e'),
            'í' | 'ì' | 'î' | 'ï' | 'ī' | 'ı' => word.push('i'),
            'ó' | 'ò' | 'ô' | 'ö' | 'õ' | 'ø' | 'ō' | 'ő' => word.push('o'),
            'ú' | 'ù' | 'û' | 'ü' | 'ū' | 'ů' | 'ű' => word.push('u'),
            'ý' | 'ÿ' => word.push('y'),
            'ç' | 'ć' | 'č' => word.push('c'),
            'ñ' | 'ń' | 'ň' => word.push('n'),
            'š' | 'ś' | 'ş' | 'ș' => word.push('s'),
            'ž' | 'ź' | 'ż' => word.push('z'),
            'ř' => word.push('r'),
            'ł' => word.push('l'),
            'ğ' => word.push('g'),
            'ť' | 'ţ' | 'ț' => word.push('t'),
            'ď' | 'đ' => word.push('d'),
            'ß' => word.push_str("ss"),
            // A combining accent, which lower case may split off.
            '\u{300}'..='\u{36f}' => {}
            c => word.push(c),
        }
    }
}

/// Splits texts into words for the index.
#[derive(Clone, Default)]
pub(crate) struct WordTokenizer {
    token: Token,
    /// The text with small letters: all at once costs less than word by word.
    lower: String,
}

/// The words of one text.
pub(crate) struct WordStream<'a> {
    text: &'a str,
    from: usize,
    token: &'a mut Token,
}

impl Tokenizer for WordTokenizer {
    type TokenStream<'a> = WordStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> WordStream<'a> {
        self.token.reset();
        self.lower.clear();
        self.lower.push_str(text);
        self.lower.make_ascii_lowercase();
        WordStream { text: &self.lower, from: 0, token: &mut self.token }
    }
}

impl TokenStream for WordStream<'_> {
    fn advance(&mut self) -> bool {
        let Some(range) = next_word(self.text, self.from, &mut self.token.text) else { return false };
        self.from = range.end;
        self.token.offset_from = range.start;
        self.token.offset_to = range.end;
        // A token that was reset stands before the first position.
        self.token.position = self.token.position.wrapping_add(1);
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        assert_eq!(words_of(text), expected, "{text}");
        let mut tokenizer = WordTokenizer::default();
        let mut stream = tokenizer.token_stream(text);
        let mut seen = Vec::new();
        while stream.advance() {
            assert_eq!(stream.token().position, seen.len());
            seen.push(stream.token().text.clone());
        }
        assert_eq!(seen, expected, "{text}");
    }

    #[test]
    fn words_are_plain_and_names_of_languages_keep_their_signs() {
        check("Senior Rust-Engineer (Zürich)", &["senior", "rust", "engineer", "zurich"]);
        check("C/C++/C#, g++ and Node.js", &["c", "c++", "c#", "g++", "and", "node", "js"]);
        check("5+ years, Rust+Go, #rust, C#7", &["5", "years", "rust", "go", "rust", "c", "7"]);
        check("Łódź Straße Cafe\u{301}", &["lodz", "strasse", "cafe"]);
        check("東京 ++ ## ''", &["東京"]);
        check("", &[]);
    }

    #[test]
    fn long_words_are_cut_off_and_not_in_a_letter() {
        let long = "ж".repeat(200);
        assert_eq!(words_of(&long), ["ж".repeat(32)]);
    }

    proptest::proptest! {
        #[test]
        fn words_of_ascii_are_those_that_any_script_gives(text in "([a-z0-9]{1,70}|[+#]{1,3}|ß|Ä|·|\\PC| ){0,30}") {
            let text = text.to_ascii_lowercase();
            let (mut fast, mut slow) = (String::new(), String::new());
            let mut from = 0;
            loop {
                let range = next_word(&text, from, &mut fast);
                proptest::prop_assert_eq!(&range, &{ slow.clear(); next_word_of_any_script(&text, from, &mut slow) });
                let Some(range) = range else { break };
                proptest::prop_assert_eq!(&fast, &slow);
                from = range.end;
            }
        }

        #[test]
        fn any_text_has_words_that_are_words_again(text in "\\PC{0,60}") {
            for word in words_of(&text) {
                proptest::prop_assert!(word.len() <= N_BYTES_MAX + 8);
                proptest::prop_assert!(!word.is_empty());
            }
        }
    }
}
