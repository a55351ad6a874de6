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
    let mut words = Vec::new();
    let mut word = String::new();
    let mut from = 0;
    while let Some(range) = next_word(text, from, &mut word) {
        from = range.end;
        words.push(word.clone());
    }
    words
}

/// Finds the next word from a byte on; writes it as the index holds it.
fn next_word(text: &str, from: usize, word: &mut String) -> Option<Range<usize>> {
    word.clear();
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
    if last.is_alphabetic() {
        let behind = text.get(end..).unwrap_or_default();
        if behind.starts_with("++") {
            word.push_str("++");
            end += 2;
        } else if behind.starts_with('#') && !behind.chars().nth(1).is_some_and(char::is_alphanumeric) {
            word.push('#');
            end += 1;
        }
    }
    Some(start..end)
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
        WordStream { text, from: 0, token: &mut self.token }
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
        fn any_text_has_words_that_are_words_again(text in "\\PC{0,60}") {
            for word in words_of(&text) {
                proptest::prop_assert!(word.len() <= N_BYTES_MAX + 8);
                proptest::prop_assert!(!word.is_empty());
            }
        }
    }
}
