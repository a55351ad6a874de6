//! Cuts text into tokens: words, numbers, punctuation marks, addresses.
//!
//! A word is a run of letters and digits that starts with a letter ("k8s"), a number a run of digits
//! ("120k" is a number and a word without space between). White space makes no token but marks the next
//! one. Each word is looked up in the dictionary's vocabulary at once.

use super::Dictionary;

/// Number of a word in the dictionary's vocabulary. 0 is a word that no phrase holds; an ASCII mark of
/// punctuation is its own byte; typographic dashes and quotes are their ASCII siblings.
pub type WordId = u32;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters, or letters and digits.
    Word,
    /// ASCII digits only.
    Number,
    /// One mark of punctuation or one symbol.
    Punct,
    /// A web address with its path.
    Url,
    /// An e-mail address.
    Email,
}

/// One token of a text.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// First byte.
    pub start: u32,
    /// Byte after the last.
    pub end: u32,
    /// The word's number in the vocabulary, 0 when no phrase holds it.
    pub word: WordId,
    /// What it is.
    pub kind: TokenKind,
    flags: u8,
}

/// Most bytes of a text whose positions fit a token's.
const TEXT_BYTES_MAX: usize = u32::MAX as usize;

const SPACE_BEFORE: u8 = 1;
const LINE_START: u8 = 2;
const PARAGRAPH_START: u8 = 4;
const UPPER_FIRST: u8 = 8;
const HAS_LOWER: u8 = 16;
const IN_DOMAIN: u8 = 32;
const DOMAIN_START: u8 = 64;

impl Token {
    /// A token of a text of [`TEXT_BYTES_MAX`] bytes at most.
    #[inline]
    fn new(start: usize, end: usize, word: WordId, kind: TokenKind, flags: u8) -> Self {
        Self { start: start as u32, end: end as u32, word, kind, flags }
    }

    /// Whether white space stands before it (also at the start of the text).
    #[must_use]
    #[inline]
    pub fn has_space_before(&self) -> bool {
        self.flags & SPACE_BEFORE != 0
    }

    /// Whether it is the first of its line.
    #[must_use]
    #[inline]
    pub fn is_line_start(&self) -> bool {
        self.flags & LINE_START != 0
    }

    /// Whether it is the first after an empty line, or of the text.
    #[must_use]
    #[inline]
    pub fn is_paragraph_start(&self) -> bool {
        self.flags & PARAGRAPH_START != 0
    }

    /// Whether its first letter is a capital.
    #[must_use]
    #[inline]
    pub fn is_capitalised(&self) -> bool {
        self.flags & UPPER_FIRST != 0
    }

    /// Whether it has capitals only ("REMOTE", "IoT" not).
    #[must_use]
    #[inline]
    pub fn is_all_caps(&self) -> bool {
        self.flags & (UPPER_FIRST | HAS_LOWER) == UPPER_FIRST
    }

    /// Whether it is part of a bare host name ("acme.io").
    #[must_use]
    #[inline]
    pub fn is_in_domain(&self) -> bool {
        self.flags & IN_DOMAIN != 0
    }

    /// Whether it is the first token of a bare host name.
    #[must_use]
    #[inline]
    pub fn is_domain_start(&self) -> bool {
        self.flags & DOMAIN_START != 0
    }

    /// Whether it is part of a bare host name, and not its start.
    #[must_use]
    #[inline]
    pub fn is_inside_domain(&self) -> bool {
        self.flags & (IN_DOMAIN | DOMAIN_START) == IN_DOMAIN
    }

    /// Whether it is this ASCII mark of punctuation.
    #[must_use]
    #[inline]
    pub fn is_mark(&self, mark: u8) -> bool {
        // Numbers below 128 are of marks only, whatever the token's kind.
        self.word == u32::from(mark)
    }

    /// Length in bytes.
    #[must_use]
    #[inline]
    pub fn n_bytes(&self) -> usize {
        (self.end - self.start) as usize
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Space,
    Newline,
    Letter,
    Digit,
    Punct,
    Wide,
}

const CLASSES: [Class; 256] = {
    let mut classes = [Class::Space; 256];
    let mut byte = 0;
    while byte < 256 {
        let value = byte as u8;
        classes[byte] = if value == b'\n' {
            Class::Newline
        } else if value.is_ascii_alphabetic() {
            Class::Letter
        } else if value.is_ascii_digit() {
            Class::Digit
        } else if value.is_ascii_punctuation() {
            Class::Punct
        } else if value >= 128 {
            Class::Wide
        } else {
            Class::Space
        };
        byte += 1;
    }
    classes
};

/// Ends of host names that make "word.word" an address. Not `js`, `net` in capitals, `rs`: those are names
/// of technologies as often.
const TOP_LEVEL: [&str; 40] = [
    "com", "org", "io", "co", "ai", "dev", "app", "tech", "xyz", "us", "uk", "de", "eu", "fr", "nl", "ca", "ch", "at",
    "se", "no", "dk", "fi", "pl", "es", "it", "in", "jp", "au", "me", "gg", "so", "jobs", "network", "finance",
    "careers", "cloud", "health", "gov", "edu", "net",
];

/// Bytes of the longest of them.
const TOP_LEVEL_BYTES_MAX: usize = 7;

/// Start and multiplier of the hash of words: the golden ratio in 64 bits, as Fibonacci hashing has it.
/// Source: Knuth, The Art of Computer Programming 3, section 6.4.
const HASH_START: u64 = 0x2545_f491_4f6c_dd1d;
const HASH_FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;

/// Takes eight more bytes of a word into its hash.
fn mix(hash: u64, eight: u64) -> u64 {
    let mixed = (hash ^ eight).wrapping_mul(HASH_FACTOR);
    mixed ^ (mixed >> 32)
}

/// Hash of a word as the vocabulary keeps it, over its lower-case bytes, eight at a time.
pub(super) fn hash_word(lower: &str) -> u64 {
    lower.as_bytes().chunks(8).fold(HASH_START, |hash, part| mix(hash, eight(part, 0)))
}

/// The ASCII sibling of a typographic mark.
fn plain_mark(mark: char) -> Option<u8> {
    Some(match mark {
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe63}' | '\u{ff0d}' => b'-',
        '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{2032}' | '\u{00b4}' => b'\'',
        '\u{201c}'..='\u{201f}' | '\u{2033}' | '\u{00ab}' | '\u{00bb}' => b'"',
        '\u{2044}' | '\u{ff0f}' => b'/',
        '\u{ff0c}' | '\u{3001}' => b',',
        '\u{ff1a}' => b':',
        '\u{ff08}' => b'(',
        '\u{ff09}' => b')',
        '\u{2502}' | '\u{ff5c}' => b'|',
        '\u{301c}' | '\u{ff5e}' => b'~',
        _ => return None,
    })
}

/// Where tokens of some kinds are, so that nobody has to look for them.
#[derive(Default)]
pub(super) struct Marks {
    /// Indexes of the first tokens of lines.
    pub(super) line_starts: Vec<u32>,
    /// Indexes of the bars ("|").
    pub(super) bars: Vec<u32>,
}

impl Marks {
    /// Notes that the next token starts a line; lines without tokens leave no trace.
    fn start_line(&mut self, n_tokens: usize) {
        if self.line_starts.last() != Some(&(n_tokens as u32)) {
            self.line_starts.push(n_tokens as u32);
        }
    }
}

/// Cuts `text` into `tokens` (cleared first). A text of 4 GiB or more is cut short at 4 GiB.
pub(super) fn tokenize(text: &str, dictionary: &Dictionary, tokens: &mut Vec<Token>, marks: &mut Marks) {
    tokens.clear();
    marks.bars.clear();
    marks.line_starts.clear();
    marks.line_starts.push(0);
    let bytes = text.as_bytes().get(..TEXT_BYTES_MAX).unwrap_or(text.as_bytes());
    let mut at = 0;
    let mut pending = SPACE_BEFORE | LINE_START | PARAGRAPH_START;
    while let Some(&byte) = bytes.get(at) {
        let start = at;
        match CLASSES[usize::from(byte)] {
            Class::Letter => {
                at = match plain_word(bytes, start, byte, pending, dictionary, tokens) {
                    Some(end) => end,
                    None => word(text, start, pending, dictionary, tokens),
                };
            }
            Class::Newline => {
                if pending & LINE_START != 0 {
                    pending |= PARAGRAPH_START;
                }
                pending |= SPACE_BEFORE | LINE_START;
                marks.start_line(tokens.len());
                at += 1;
                continue;
            }
            Class::Space => {
                pending |= SPACE_BEFORE;
                at += 1;
                continue;
            }
            Class::Digit => {
                while bytes.get(at).is_some_and(u8::is_ascii_digit) {
                    at += 1;
                }
                let hash = match at - start {
                    n_bytes @ 1..8 => mix(HASH_START, eight(bytes, start) & low_bytes(n_bytes as u32)),
                    _ => hash_word(text.get(start..at).unwrap_or_default()),
                };
                let word = dictionary.word(hash);
                tokens.push(Token::new(start, at, word, TokenKind::Number, pending));
            }
            Class::Punct => {
                at += 1;
                match byte {
                    b':' if pending == 0 && bytes.get(at..at + 2) == Some(b"//") => at = url(bytes, at, tokens),
                    b'@' if pending == 0 && bytes.get(at).is_some_and(u8::is_ascii_alphanumeric) => {
                        at = email(bytes, at, tokens);
                    }
                    b'/' if pending == 0 && tokens.last().is_some_and(Token::is_in_domain) => {
                        at = url(bytes, at, tokens);
                    }
                    _ => {
                        if byte == b'|' {
                            marks.bars.push(tokens.len() as u32);
                        }
                        tokens.push(Token::new(start, at, u32::from(byte), TokenKind::Punct, pending));
                    }
                }
            }
            Class::Wide => {
                let Some(mark) = text.get(at..).and_then(|rest| rest.chars().next()) else {
                    at += 1;
                    continue;
                };
                let end = at + mark.len_utf8();
                if mark.is_alphabetic() {
                    at = word(text, start, pending, dictionary, tokens);
                } else if mark.is_whitespace()
                    || matches!(mark, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{2060}' | '\u{fe0f}')
                {
                    if matches!(mark, '\u{2028}' | '\u{2029}' | '\u{85}') {
                        pending |= LINE_START;
                        marks.start_line(tokens.len());
                    }
                    // Zero-width characters part nothing, other spaces do.
                    if mark.is_whitespace() {
                        pending |= SPACE_BEFORE;
                    }
                    at = end;
                    continue;
                } else {
                    let word = plain_mark(mark)
                        .inspect(|mark| {
                            if *mark == b'|' {
                                marks.bars.push(tokens.len() as u32);
                            }
                        })
                        .map_or_else(|| dictionary.word_of(text.get(start..end).unwrap_or_default()), u32::from);
                    tokens.push(Token::new(start, end, word, TokenKind::Punct, pending));
                    at = end;
                }
            }
        }
        // Most tokens have one space behind them: it is passed here, without a turn of its own.
        let is_space = bytes.get(at) == Some(&b' ');
        at += usize::from(is_space);
        pending = if is_space { SPACE_BEFORE } else { 0 };
    }
    if marks.line_starts.last() == Some(&(tokens.len() as u32)) {
        marks.line_starts.pop();
    }
}

/// Pushes the word of ASCII letters that starts at `start` and returns the byte after it; `None` when it
/// has digits or other letters, or may end a host name.
#[inline]
fn plain_word(
    bytes: &[u8],
    start: usize,
    first: u8,
    pending: u8,
    dictionary: &Dictionary,
    tokens: &mut Vec<Token>,
) -> Option<usize> {
    if pending == 0 && start.checked_sub(1).and_then(|before| bytes.get(before)) == Some(&b'.') {
        return None;
    }
    let mut hash = HASH_START;
    let mut has_lower = 0;
    let mut end = start;
    // Behind the text stand zeros, which end a word as a space does.
    let next = loop {
        let eight = eight(bytes, end);
        let letters = letters(eight);
        // The bits of the first byte that is none.
        let n_bits = (letters.is_letter ^ HIGHS).trailing_zeros() & !7;
        if n_bits >= 64 {
            hash = mix(hash, letters.lower);
            has_lower |= eight & (letters.is_letter >> 2);
            end += 8;
            continue;
        }
        if n_bits > 0 {
            let mask = (1 << n_bits) - 1;
            hash = mix(hash, letters.lower & mask);
            has_lower |= eight & (letters.is_letter >> 2) & mask;
            end += n_bits as usize / 8;
        }
        break (eight >> n_bits) as u8;
    };
    if matches!(CLASSES[usize::from(next)], Class::Digit | Class::Wide) {
        return None;
    }
    let mut flags = pending;
    flags |= if has_lower == 0 { 0 } else { HAS_LOWER };
    flags |= if first & 0x20 == 0 { UPPER_FIRST } else { 0 };
    let word = dictionary.word(hash);
    tokens.push(Token::new(start, end, word, TokenKind::Word, flags));
    Some(end)
}

/// Which of eight bytes are ASCII letters.
struct Letters {
    /// The letters in lower case; bytes that are none hold anything.
    lower: u64,
    /// High bit of each byte that is a letter.
    is_letter: u64,
}

/// Looks for letters in eight bytes at once.
#[inline]
fn letters(bytes: u64) -> Letters {
    // Sets the bit that tells cases apart.
    let lower = bytes & !HIGHS | (ONES * 0x20);
    Letters { lower, is_letter: at_least(lower, b'a') & !at_least(lower, b'z' + 1) & !bytes }
}

/// A mask of the lowest bytes, 1 to 8 of them.
#[inline]
pub(super) fn low_bytes(n_bytes: u32) -> u64 {
    u64::MAX >> ((64_u32.wrapping_sub(8 * n_bytes)) & 63)
}

/// What eight bytes from the start of a (part of a) word hold.
struct Chunk {
    /// The word's bytes in lower case, the first in the lowest byte, zero behind the word's end.
    lower: u64,
    /// How many of the eight belong to the word.
    n_bytes: u32,
    /// Whether one of them is a lower-case letter.
    has_lower: bool,
}

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGHS: u64 = 0x8080_8080_8080_8080;

/// High bit of each byte that is at least `least`; bytes must be below 128.
const fn at_least(bytes: u64, least: u8) -> u64 {
    (bytes + ONES * (0x80 - least as u64)) & HIGHS
}

/// Looks at eight bytes at once: letters and digits of ASCII, in lower case, up to the first other byte.
#[inline]
fn chunk(bytes: u64) -> Chunk {
    let plain = bytes & !HIGHS;
    // Sets the bit that tells cases apart; digits have it anyway.
    let lower = plain | (ONES * 0x20);
    let is_letter = at_least(lower, b'a') & !at_least(lower, b'z' + 1);
    let is_digit = at_least(plain, b'0') & !at_least(plain, b'9' + 1);
    let is_other = !((is_letter | is_digit) & !bytes) & HIGHS;
    let n_bits = is_other.trailing_zeros() & !7;
    let mask = if n_bits >= 64 { u64::MAX } else { (1 << n_bits) - 1 };
    Chunk { lower: lower & mask, n_bytes: n_bits / 8, has_lower: bytes & (is_letter >> 2) & mask != 0 }
}

/// The eight bytes from `at`, zeros behind the end of the text.
#[inline]
pub(super) fn eight(bytes: &[u8], at: usize) -> u64 {
    let rest = bytes.get(at..).unwrap_or_default();
    match rest.first_chunk() {
        Some(eight) => u64::from_le_bytes(*eight),
        None => last_bytes(rest),
    }
}

/// Fewer than eight bytes, zeros behind them.
#[cold]
fn last_bytes(rest: &[u8]) -> u64 {
    let mut eight = [0; 8];
    eight.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
    u64::from_le_bytes(eight)
}

/// Pushes the word that starts at `start`, returns the byte after it.
fn word(text: &str, start: usize, pending: u8, dictionary: &Dictionary, tokens: &mut Vec<Token>) -> usize {
    let bytes = text.as_bytes();
    let mut hash = HASH_START;
    let mut has_lower = false;
    let mut at = start;
    loop {
        let chunk = chunk(eight(bytes, at));
        if chunk.n_bytes > 0 {
            hash = mix(hash, chunk.lower);
            has_lower |= chunk.has_lower;
            at += chunk.n_bytes as usize;
        }
        if chunk.n_bytes < 8 {
            break;
        }
    }
    let mut flags = pending | if has_lower { HAS_LOWER } else { 0 };
    if bytes[start].is_ascii_uppercase() {
        flags |= UPPER_FIRST;
    }
    if at - start > 3 && bytes[start + 3].is_ascii_digit() && CURRENCIES.contains(&&bytes[start..start + 3]) {
        // "USD120k" is a word and a number.
        at = start + 3;
        hash = hash_word(&text.get(start..at).unwrap_or_default().to_ascii_lowercase());
    }
    let plain_end = at;
    if bytes.get(at).is_some_and(|byte| *byte >= 128) {
        at = wide_word(text, start, at, &mut flags);
    }
    let word = if at == plain_end {
        dictionary.word(hash)
    } else {
        dictionary.word_of(&text.get(start..at).unwrap_or_default().to_lowercase())
    };
    tokens.push(Token { start: start as u32, end: at as u32, word, kind: TokenKind::Word, flags });
    if pending == 0 && at - start <= TOP_LEVEL_BYTES_MAX {
        mark_domain(text, start..at, tokens);
    }
    at
}

/// Goes on with a word that has letters outside ASCII; returns the byte after it.
fn wide_word(text: &str, start: usize, from: usize, flags: &mut u8) -> usize {
    let mut at = from;
    let mut last = ' ';
    for letter in text.get(from..).unwrap_or_default().chars() {
        // "年収600" is a word and a number: from U+2E80 on, scripts write without spaces.
        if !(letter.is_alphabetic() || (letter.is_ascii_digit() && last < '\u{2e80}')) {
            break;
        }
        last = letter;
        if letter.is_lowercase() {
            *flags |= HAS_LOWER;
        } else if at == start && letter.is_uppercase() {
            *flags |= UPPER_FIRST;
        }
        at += letter.len_utf8();
    }
    at
}

/// Codes of currencies that are written right before an amount.
const CURRENCIES: [&[u8]; 10] = [b"USD", b"EUR", b"GBP", b"CHF", b"CAD", b"AUD", b"PLN", b"INR", b"SEK", b"SGD"];

/// Most tokens of a host name: its labels, dots and hyphens. Longer runs are no hosts, and going back over them
/// from each of their ends would cost their square.
const HOST_TOKENS_MAX: usize = 40;

/// Marks "word.word" as a host name when it ends as one.
fn mark_domain(text: &str, last: std::ops::Range<usize>, tokens: &mut [Token]) {
    let n = tokens.len();
    let Some(ending) = text.get(last.clone()) else { return };
    let [.., name, dot, _] = &tokens[..] else { return };
    if !dot.is_mark(b'.') || dot.has_space_before() || name.kind == TokenKind::Punct || !TOP_LEVEL.contains(&ending) {
        return;
    }
    // A capital or a letter behind would make it the start of a sentence, not a host.
    let mut first = n - 3;
    while first >= 1
        && n - first < HOST_TOKENS_MAX
        && !tokens[first].has_space_before()
        && (tokens[first - 1].kind != TokenKind::Punct
            || tokens[first - 1].is_mark(b'.')
            || tokens[first - 1].is_mark(b'-'))
    {
        first -= 1;
    }
    while first < n - 1 && tokens[first].kind == TokenKind::Punct {
        first += 1;
    }
    for token in &mut tokens[first..] {
        token.flags |= IN_DOMAIN;
    }
    if let Some(token) = tokens.get_mut(first) {
        token.flags |= DOMAIN_START;
    }
}

/// Bytes that end an address.
fn ends_address(byte: u8) -> bool {
    byte <= b' ' || matches!(byte, b'<' | b'>' | b'"' | b'|' | b'`' | b'{' | b'}')
}

/// Byte after an address whose inner part goes on at `at`; marks that close a sentence stay out.
fn address_end(bytes: &[u8], at: usize) -> usize {
    let mut end = at;
    let mut open = 0_u32;
    while let Some(&byte) = bytes.get(end) {
        if ends_address(byte) {
            break;
        }
        match byte {
            b'(' => open += 1,
            b')' if open == 0 => break,
            b')' => open -= 1,
            _ => {}
        }
        end += 1;
    }
    while end > at && matches!(bytes[end - 1], b'.' | b',' | b';' | b':' | b'!' | b'?' | b'\'' | b'*' | b']') {
        end -= 1;
    }
    // A non-ASCII character is taken whole or not at all.
    while end < bytes.len() && bytes[end] & 0xc0 == 0x80 {
        end += 1;
    }
    end
}

/// Joins the tokens of the address so far with what follows, returns the byte after it.
fn join(bytes: &[u8], first: usize, end: usize, kind: TokenKind, tokens: &mut Vec<Token>) -> usize {
    let Some(token) = tokens.get(first).copied() else { return end };
    tokens.truncate(first);
    debug_assert!(end <= bytes.len());
    tokens.push(Token {
        start: token.start,
        end: end as u32,
        word: 0,
        kind,
        flags: token.flags & (SPACE_BEFORE | LINE_START | PARAGRAPH_START),
    });
    end
}

fn url(bytes: &[u8], at: usize, tokens: &mut Vec<Token>) -> usize {
    let first = if tokens.last().is_some_and(Token::is_in_domain) {
        tokens.iter().rposition(Token::is_domain_start).unwrap_or(tokens.len().saturating_sub(1))
    } else {
        tokens.len().saturating_sub(1)
    };
    join(bytes, first, address_end(bytes, at), TokenKind::Url, tokens)
}

fn email(bytes: &[u8], at: usize, tokens: &mut Vec<Token>) -> usize {
    let mut first = tokens.len();
    while first > 0 {
        let token = &tokens[first - 1];
        let is_part =
            token.kind != TokenKind::Punct || [b'.', b'-', b'_', b'+'].iter().any(|mark| token.is_mark(*mark));
        if !is_part {
            break;
        }
        first -= 1;
        if token.has_space_before() {
            break;
        }
    }
    if first == tokens.len() {
        return at;
    }
    let mut end = at;
    while bytes.get(end).is_some_and(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_')) {
        end += 1;
    }
    while end > at && matches!(bytes[end - 1], b'.' | b'-') {
        end -= 1;
    }
    join(bytes, first, end, TokenKind::Email, tokens)
}
