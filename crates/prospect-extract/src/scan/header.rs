//! The head of a posting, cut into the segments that its writer set apart:
//! "Acme | Senior Rust Engineer | Berlin or Remote (EU) | €80-100k | Full-time".
//!
//! Bars part segments in three of four hiring-thread comments of 2011 to 2026 (in nine of ten since 2017,
//! in none before 2012), dashes in one of eight (in half of those of 2013 and 2014), and about one in ten
//! has no marks. Career sites give title, employer and place a line each. Marks inside parentheses part
//! nothing. A second or third line that goes on with bars belongs to the head too.
//!
//! Not here: what a segment says. Readers look at its tokens and hits.

use super::lines::Line;
use super::tokens::{Token, TokenKind};
use std::ops::Range;

/// Most lines of a head of one segment a line.
const HEAD_LINES_MAX: usize = 4;

/// Most tokens of a parenthesis that keeps its marks to itself.
const PARENTHESIS_TOKENS_MAX: usize = 100;

/// Most lines below the first that go on with its marks.
const MORE_LINES_MAX: usize = 8;

/// Most tokens of a line that is a segment by itself; longer lines are sentences.
const LINE_SEGMENT_TOKENS_MAX: usize = 16;

/// What parts the segments of a line. The first of these that a line has counts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Bar,
    Bullet,
    Dash,
    Slashes,
    Semicolon,
    Gap,
}

/// Cuts the head; no segments when it has none of the marks that set segments apart.
pub(super) fn segments(text: &str, tokens: &[Token], lines: &[Line], segments: &mut Vec<Range<u32>>) {
    segments.clear();
    // An ornament or a bare address may stand above the head.
    let n_skipped = lines
        .iter()
        .take(2)
        .take_while(|line| {
            let line = tokens.get(line.token_range()).unwrap_or_default();
            line.iter().all(|token| matches!(token.kind, TokenKind::Punct | TokenKind::Url))
        })
        .count();
    let Some(rest) = lines.get(n_skipped..).filter(|rest| !rest.is_empty()) else { return };
    let Some(first) = rest.first() else { return };
    match mark_of(text, tokens, first.token_range()) {
        Some(mark) => {
            cut(text, tokens, first.token_range(), mark, segments);
            for line in rest.iter().skip(1).take(MORE_LINES_MAX) {
                let goes_on = match mark {
                    Mark::Bar => has_bar(tokens, line.token_range()),
                    // Dashes part sentences too; two of them on each line are a form.
                    _ => line.token_range().filter(|at| is_cut(text, tokens, *at, mark)).count() >= 2,
                };
                if line.is_paragraph_start || !goes_on {
                    break;
                }
                cut(text, tokens, line.token_range(), mark, segments);
            }
        }
        None => stack(tokens, rest, segments),
    }
}

/// Short lines one below the other, as career sites set title, employer and place.
fn stack(tokens: &[Token], lines: &[Line], segments: &mut Vec<Range<u32>>) {
    for line in lines.iter().take(HEAD_LINES_MAX) {
        let range = line.token_range();
        let words = tokens.get(range.clone()).unwrap_or_default();
        let ends_sentence = words.last().is_some_and(|token| token.is_mark(b'!') || token.is_mark(b':'));
        let is_sentence = words.len() > 6 && words.last().is_some_and(|token| token.is_mark(b'.'));
        if words.len() > LINE_SEGMENT_TOKENS_MAX || ends_sentence || is_sentence || line.is_item {
            break;
        }
        segments.push(range.start as u32..range.end as u32);
    }
    if segments.len() < 2 {
        segments.clear();
    }
}

fn has_bar(tokens: &[Token], range: Range<usize>) -> bool {
    tokens.get(range).unwrap_or_default().iter().any(|token| token.is_mark(b'|'))
}

/// The mark that parts this line's segments.
fn mark_of(text: &str, tokens: &[Token], range: Range<usize>) -> Option<Mark> {
    let mut n_gaps = 0;
    let mut n_semicolons = 0;
    let mut found: Option<Mark> = None;
    let mut note = |mark: Mark| {
        if found.is_none_or(|other| (mark as u8) < other as u8) {
            found = Some(mark);
        }
    };
    for at in range.clone() {
        if is_cut(text, tokens, at, Mark::Bar) {
            note(Mark::Bar);
            break;
        }
        for mark in [Mark::Bullet, Mark::Dash, Mark::Slashes] {
            if at > range.start && is_cut(text, tokens, at, mark) {
                note(mark);
            }
        }
        n_semicolons += usize::from(is_cut(text, tokens, at, Mark::Semicolon));
        n_gaps += usize::from(at > range.start && is_cut(text, tokens, at, Mark::Gap));
    }
    // One semicolon or gap may be a slip; a list of segments has more.
    found.or((n_semicolons >= 2).then_some(Mark::Semicolon)).or((n_gaps >= 2).then_some(Mark::Gap))
}

/// Whether this token parts segments. A gap lies before its token, which stays.
fn is_cut(text: &str, tokens: &[Token], at: usize, mark: Mark) -> bool {
    let Some(token) = tokens.get(at) else { return false };
    match mark {
        Mark::Bar => token.is_mark(b'|'),
        Mark::Bullet => {
            token.kind == TokenKind::Punct
                && token.word == 0
                && matches!(
                    text.get(token.start as usize..token.end as usize),
                    Some("•" | "·" | "‣" | "▪" | "◆" | "●" | "∙")
                )
        }
        Mark::Dash => {
            let parts = |next: &Token| next.has_space_before() || next.is_mark(b'-');
            token.is_mark(b'-') && token.has_space_before() && tokens.get(at + 1).is_none_or(parts)
        }
        Mark::Slashes => {
            token.is_mark(b'/') && tokens.get(at + 1).is_some_and(|next| next.is_mark(b'/') && !next.has_space_before())
        }
        Mark::Semicolon => token.is_mark(b';'),
        Mark::Gap => at
            .checked_sub(1)
            .and_then(|before| tokens.get(before))
            .and_then(|before| text.get(before.end as usize..token.start as usize))
            .is_some_and(|gap| gap.contains('\t') || gap.contains("  ")),
    }
}

fn cut(text: &str, tokens: &[Token], range: Range<usize>, mark: Mark, segments: &mut Vec<Range<u32>>) {
    let mut first = range.start;
    let mut closing: Option<usize> = None;
    for at in range.clone() {
        let Some(token) = tokens.get(at) else { break };
        if closing.is_some_and(|end| at < end) {
            continue;
        }
        if token.is_mark(b'(') || token.is_mark(b'[') {
            // Only a parenthesis that closes on the same line keeps its marks to itself.
            closing = closing_of(tokens, at, range.end);
            continue;
        }
        if !is_cut(text, tokens, at, mark) {
            continue;
        }
        push_segment(tokens, first..at, segments);
        first = if mark == Mark::Gap { at } else { at + 1 };
    }
    push_segment(tokens, first..range.end, segments);
}

/// Index of the mark that closes the parenthesis at `open`, before `end`.
fn closing_of(tokens: &[Token], open: usize, end: usize) -> Option<usize> {
    let mut depth = 0_u32;
    for at in open..end.min(open + PARENTHESIS_TOKENS_MAX) {
        let token = tokens.get(at)?;
        if token.is_mark(b'(') || token.is_mark(b'[') {
            depth += 1;
        } else if token.is_mark(b')') || token.is_mark(b']') {
            depth -= 1;
            if depth == 0 {
                return Some(at);
            }
        }
    }
    None
}

/// Adds a segment without the marks that only decorate its ends.
fn push_segment(tokens: &[Token], mut range: Range<usize>, segments: &mut Vec<Range<u32>>) {
    let is_blank = |at: usize| {
        tokens.get(at).is_none_or(|token| {
            [b'|', b'-', b'/', b';', b',', b'*', b'~', b'_', b'>', b'='].iter().any(|mark| token.is_mark(*mark))
        })
    };
    while range.start < range.end && is_blank(range.start) {
        range.start += 1;
    }
    while range.start < range.end && is_blank(range.end - 1) {
        range.end -= 1;
    }
    if range.start < range.end {
        segments.push(range.start as u32..range.end as u32);
    }
}
