//! The one pass over a posting's words that every reader shares.
//!
//! In: plain text and the source's fields. Out: a [`Scan`] with one [`Part`] for the body and one for
//! each field, each holding tokens, lines with their sections, and dictionary hits sorted by reader.
//!
//! Not here: what any of it means. That is for the readers.

mod dictionary;
mod header;
mod lines;
mod tokens;
pub(crate) mod zones;

pub use dictionary::{Case, Dictionary, Hit, Owner, Phrases};
pub use lines::{Line, Section, section_phrases};
pub use tokens::{Token, TokenKind, WordId};

use prospect_model::{Date, Evidence, Month, Posting, Words};
use std::borrow::Cow;
use std::ops::Range;

/// A posting after the shared pass.
#[derive(Default)]
pub struct Scan {
    /// The posting's words.
    pub body: Part,
    /// What the source states in fields, in the order of [`FIELD_PATHS`]; unstated ones have no tokens.
    fields: Vec<Part>,
    /// Day of publication.
    pub posted: Option<Date>,
    /// Month that the posting counts for.
    pub month: Option<Month>,
    /// Id of the source.
    pub source: String,
    /// Public address of the posting.
    pub url: Option<String>,
}

/// Paths of the source's fields, as evidence names them.
pub const FIELD_PATHS: [&str; 7] = ["title", "employer", "location", "pay", "employment", "work_mode", "remote_scope"];

/// Bytes of a field that are read. The longest list of places in 2026 from career sites has 261 bytes; readers
/// compare all that a field names, so that a text put there by mistake would cost its square.
const FIELD_BYTES_MAX: usize = 4_096;

/// The first bytes of a text, at most `n_bytes_max`, up to the end of a character.
fn start_of(text: &str, n_bytes_max: usize) -> &str {
    let end = (0..=n_bytes_max.min(text.len())).rev().find(|end| text.is_char_boundary(*end));
    text.get(..end.unwrap_or(0)).unwrap_or_default()
}

/// One text with its tokens, lines and hits.
#[derive(Default)]
pub struct Part {
    /// The words.
    pub text: String,
    /// Path of the field that this is, `None` for the body.
    pub path: Option<&'static str>,
    /// Words, numbers, punctuation, in order.
    pub tokens: Vec<Token>,
    /// Lines that hold at least one token, in order.
    pub lines: Vec<Line>,
    /// Index into `lines` by token.
    line_of: Vec<u32>,
    /// Segments of the posting's head, when its writer set them apart; else empty.
    pub header: Vec<Range<u32>>,
    /// The stretches that name facts in short.
    zones: Vec<zones::Zone>,
    hits: dictionary::Hits,
    /// Tokens that the pass itself comes back to.
    marks: tokens::Marks,
}

impl Scan {
    /// Scans a posting, reusing the buffers of the one before.
    pub fn fill(&mut self, dictionary: &Dictionary, text: &str, posting: &Posting) {
        self.posted = posting.posted;
        self.month = posting.month.or(posting.posted.map(Date::to_month));
        self.source.clone_from(&posting.source);
        self.url.clone_from(&posting.url);
        self.body.fill(dictionary, text);
        self.fields.resize_with(FIELD_PATHS.len(), Part::default);
        let fields = &posting.fields;
        let values = [
            &fields.title,
            &fields.employer,
            &fields.location,
            &fields.pay,
            &fields.employment,
            &fields.work_mode,
            &fields.remote_scope,
        ];
        for ((part, path), value) in self.fields.iter_mut().zip(FIELD_PATHS).zip(values) {
            part.path = Some(path);
            part.fill(dictionary, start_of(value.as_deref().unwrap_or_default(), FIELD_BYTES_MAX));
        }
    }

    /// The field of this path, `None` when the source does not state it.
    #[must_use]
    pub fn field(&self, path: &str) -> Option<&Part> {
        self.fields.iter().find(|part| part.path == Some(path) && !part.tokens.is_empty())
    }
}

impl Part {
    fn fill(&mut self, dictionary: &Dictionary, text: &str) {
        // Most fields are unstated in most postings, and were in the one before.
        if text.is_empty() && self.text.is_empty() && self.tokens.is_empty() {
            return;
        }
        self.text.clear();
        self.text.push_str(text);
        tokens::tokenize(text, dictionary, &mut self.tokens, &mut self.marks);
        dictionary.find(text, &self.tokens, &mut self.hits);
        lines::split(text, &self.tokens, &self.marks.line_starts, self.hits.of(Owner::Section), &mut self.lines);
        self.line_of.clear();
        for (line_idx, line) in self.lines.iter().enumerate() {
            self.line_of.resize(line.tokens.end as usize, line_idx as u32);
        }
        header::segments(text, &self.tokens, &self.lines, &mut self.header);
        let mut found = std::mem::take(&mut self.zones);
        zones::find(self, &self.marks.bars, &mut found);
        self.zones = found;
    }

    /// The hits of one reader's phrases, in order of their first token.
    #[must_use]
    #[inline]
    pub fn hits(&self, owner: Owner) -> &[Hit] {
        self.hits.of(owner)
    }

    /// The stretches that name place, mode and terms in short, in order.
    #[must_use]
    pub(crate) fn zones(&self) -> &[zones::Zone] {
        &self.zones
    }

    /// The zone that holds a token.
    #[must_use]
    pub(crate) fn zone_at(&self, token_idx: usize) -> Option<&zones::Zone> {
        zones::holding(&self.zones, token_idx)
    }

    /// The text of a token.
    #[must_use]
    #[inline]
    pub fn token_text(&self, token_idx: usize) -> &str {
        self.tokens.get(token_idx).map_or("", |token| self.slice(token.start..token.end))
    }

    /// The text of a range of tokens, from the first byte of the first to the last byte of the last.
    #[must_use]
    pub fn text_of(&self, tokens: Range<usize>) -> &str {
        self.slice(self.bytes_of(tokens))
    }

    /// The bytes of a range of tokens; an empty range where there are none.
    #[must_use]
    pub fn bytes_of(&self, tokens: Range<usize>) -> Range<u32> {
        match (self.tokens.get(tokens.start), tokens.end.checked_sub(1).and_then(|last| self.tokens.get(last))) {
            (Some(first), Some(last)) if last.end >= first.start => first.start..last.end,
            _ => 0..0,
        }
    }

    /// The text of a range of bytes, empty where the range is none of this text.
    #[must_use]
    #[inline]
    pub fn slice(&self, bytes: Range<u32>) -> &str {
        self.text.get(bytes.start as usize..bytes.end as usize).unwrap_or_default()
    }

    /// The token at an index; `None` past the end.
    #[must_use]
    #[inline]
    pub fn token(&self, token_idx: usize) -> Option<&Token> {
        self.tokens.get(token_idx)
    }

    /// Index into `lines` of the line that holds a token; the last one past the end.
    #[must_use]
    #[inline]
    pub fn line_idx_of(&self, token_idx: usize) -> usize {
        self.line_of.get(token_idx).map_or(self.lines.len().saturating_sub(1), |line_idx| *line_idx as usize)
    }

    /// The line that holds a token.
    #[must_use]
    #[inline]
    pub fn line_of(&self, token_idx: usize) -> Option<&Line> {
        self.lines.get(self.line_idx_of(token_idx))
    }

    /// Evidence for a value that a range of tokens states.
    #[must_use]
    pub fn words(&self, tokens: Range<usize>, rule: &'static str) -> Words {
        self.words_at(self.bytes_of(tokens), rule)
    }

    /// Evidence for a value that a range of bytes states.
    #[must_use]
    pub fn words_at(&self, bytes: Range<u32>, rule: &'static str) -> Words {
        let text = self.slice(bytes.clone()).to_owned();
        let rule = Cow::Borrowed(rule);
        match self.path {
            Some(path) => Words { text, start: None, end: None, field: Some(Cow::Borrowed(path)), rule },
            None => Words { text, start: Some(bytes.start), end: Some(bytes.end), field: None, rule },
        }
    }

    /// Evidence for a value without words of its own.
    #[must_use]
    pub fn evidence(&self, tokens: Range<usize>, rule: &'static str) -> Evidence {
        let rule = Cow::Borrowed(rule);
        match self.path {
            Some(path) => Evidence::Field { path: Cow::Borrowed(path), rule },
            None => {
                let bytes = self.bytes_of(tokens);
                Evidence::Text { start: bytes.start, end: bytes.end, rule }
            }
        }
    }
}
