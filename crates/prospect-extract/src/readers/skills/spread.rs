//! Spreads mentions and cues over the sentences that hold them.

use super::mentions::{Link, Mention};
use crate::readers::SENTENCE_TOKENS_MAX;
use crate::readers::word_set::{WordSet, words};
use crate::scan::{Hit, Line, Owner, Part, Token, TokenKind};
use std::ops::Range;

/// One sentence with at least one mention.
pub(super) struct Sentence<'a> {
    pub part: &'a Part,
    /// Its line's index.
    pub line_idx: usize,
    /// Its line.
    pub line: &'a Line,
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Hits of cues that start in it.
    pub cues: &'a [Hit],
    /// The bits of all its cues.
    pub cue_bits: u32,
    /// Its mentions.
    pub mentions: &'a mut [Mention],
}

impl Sentence<'_> {
    /// Whether any of its cues has any of these bits.
    #[inline]
    pub(super) fn has(&self, bits: u32) -> bool {
        self.cue_bits & bits != 0
    }
}

/// Calls `judge` for each sentence that holds mentions, in order, with links between neighbours set.
pub(super) fn over_sentences(part: &Part, mentions: &mut [Mention], mut judge: impl FnMut(&mut Sentence<'_>)) {
    let mut cues = part.hits(Owner::SkillCue);
    let mut rest = mentions;
    let mut line_idx = 0;
    while let Some(mention) = rest.first() {
        let at = mention.first as usize;
        while part.lines.get(line_idx).is_some_and(|line| line.tokens.end as usize <= at) {
            line_idx += 1;
        }
        let Some(line) = part.lines.get(line_idx) else { return };
        let tokens = sentence_around(part, line, at);
        let n_mentions = rest.iter().take_while(|mention| (mention.first as usize) < tokens.end).count().max(1);
        let (here, later) = std::mem::take(&mut rest).split_at_mut(n_mentions);
        rest = later;
        let n_before = cues.iter().take_while(|cue| (cue.first as usize) < tokens.start).count();
        cues = cues.get(n_before..).unwrap_or_default();
        let (mut n_cues, mut cue_bits) = (0, 0);
        for cue in cues.iter().take_while(|cue| (cue.first as usize) < tokens.end) {
            n_cues += 1;
            cue_bits |= cue.value;
        }
        let cues_here = cues.get(..n_cues).unwrap_or_default();
        set_links(part, here);
        judge(&mut Sentence { part, line_idx, line, tokens, cues: cues_here, cue_bits, mentions: here });
    }
}

/// The sentence around a token, within its line.
fn sentence_around(part: &Part, line: &Line, at: usize) -> Range<usize> {
    let line = line.token_range();
    let range = line.start.max(at.saturating_sub(SENTENCE_TOKENS_MAX))..line.end.min(at + SENTENCE_TOKENS_MAX);
    let ends = |at: usize, token: &Token| may_end_sentence(token) && mark_ends_sentence(part, at, token);
    let before = part.tokens.get(range.start..at).unwrap_or_default();
    let start = before.iter().enumerate().rev().find(|(idx, token)| ends(range.start + idx, token));
    let behind = part.tokens.get(at..range.end).unwrap_or_default();
    let end = behind.iter().enumerate().find(|(idx, token)| ends(at + idx, token));
    start.map_or(range.start, |(idx, _)| range.start + idx + 1)..end.map_or(range.end, |(idx, _)| at + idx + 1)
}

/// Whether it is worth a look whether a sentence ends with this token.
#[inline]
fn may_end_sentence(token: &Token) -> bool {
    token.kind == TokenKind::Punct
        && (matches!(u8::try_from(token.word), Ok(0 | b'.' | b'!' | b'?' | b';' | b'-')) || token.word >= 128)
}

/// Whether a sentence ends with this mark.
fn mark_ends_sentence(part: &Part, at: usize, token: &Token) -> bool {
    let next_has_space = part.token(at + 1).is_none_or(|next| next.has_space_before());
    if token.is_mark(b'.') {
        // "e.g." ends nothing.
        let is_letter = |at: usize| part.token(at).is_some_and(|token| token.n_bytes() == 1 && !token.is_capitalised());
        let is_short = at >= 2 && is_letter(at - 1) && part.token(at - 2).is_some_and(|token| token.is_mark(b'.'));
        let is_abbreviation = at
            .checked_sub(1)
            .is_some_and(|before| words!["incl", "esp", "etc", "vs", "ex", "resp", "eg", "ie"].has(part, before));
        let next_is_capital = part.token(at + 1).is_some_and(|next| next.is_capitalised());
        let goes_on = is_short || (is_abbreviation && !next_is_capital);
        return next_has_space && !goes_on;
    }
    if token.is_mark(b'!') || token.is_mark(b'?') || token.is_mark(b';') {
        return next_has_space;
    }
    // A dash or a bullet in the line, with a capital behind it, starts another item.
    let is_dash = token.is_mark(b'-') && token.has_space_before() && next_has_space;
    let is_bullet = || token.n_bytes() > 1 && matches!(part.token_text(at), "•" | "·");
    (is_dash || is_bullet())
        && part.token(at + 1).is_some_and(|next| next.is_capitalised())
        && at.checked_sub(1).and_then(|before| part.token(before)).is_some_and(|before| before.kind == TokenKind::Punct)
}

fn set_links(part: &Part, mentions: &mut [Mention]) {
    let mut before_end = None;
    for here in mentions {
        if let Some(before_end) = before_end {
            here.link = link_between(part, before_end as usize..here.first as usize);
        }
        before_end = Some(here.end);
    }
}

/// Most tokens between two items of a list.
pub(in crate::readers) const GAP_TOKENS_MAX: usize = 5;

/// Words that join the items of a list, in the languages of the postings.
static JOINERS: WordSet = WordSet::new(&[
    "and", "or", "und", "oder", "et", "ou", "y", "o", "e", "i", "oraz", "lub", "plus", "nor", "en", "of",
]);

/// Words that may stand before an item.
static FILLERS: WordSet = WordSet::new(&[
    "a",
    "little",
    "bit",
    "of",
    "some",
    "our",
    "maybe",
    "possibly",
    "also",
    "sometimes",
    "modern",
    "plain",
    "even",
    "especially",
    "mostly",
    "either",
    "the",
]);

/// Words that bind two technologies in a sentence.
static BINDERS: WordSet = WordSet::new(&[
    "with", "on", "in", "via", "using", "to", "for", "over", "into", "mit", "avec", "con", "from", "w", "atop", "by",
    "as",
]);

/// How two items hang together across a gap.
pub(in crate::readers) fn link_between(part: &Part, gap: Range<usize>) -> Link {
    if gap.len() > GAP_TOKENS_MAX {
        return Link::None;
    }
    let mut link = Link::List;
    let mut has_joint = gap.is_empty();
    for at in gap {
        let Some(token) = part.token(at) else { return Link::None };
        match token.kind {
            TokenKind::Punct => match u8::try_from(token.word) {
                Ok(b',' | b'/' | b'&' | b'+' | b'|' | b'\\' | b'-' | b'*') => has_joint = true,
                Ok(b'(' | b')' | b'[' | b']' | b':' | b'"' | b'\'' | b'#' | b'`' | b';' | b'.') => has_joint = true,
                Ok(0) => has_joint = true,
                _ => return Link::None,
            },
            TokenKind::Number => {
                // A version: "Java 17, Kotlin".
                if token.n_bytes() > 2 {
                    return Link::None;
                }
            }
            TokenKind::Word => {
                if JOINERS.has(part, at) {
                    has_joint = true;
                } else if BINDERS.has(part, at) {
                    link = Link::Soft;
                    has_joint = true;
                } else if !(has_joint && FILLERS.has(part, at)) {
                    return Link::None;
                }
            }
            TokenKind::Url | TokenKind::Email => return Link::None,
        }
    }
    if has_joint { link } else { Link::Soft }
}
