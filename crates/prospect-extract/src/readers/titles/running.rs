//! Titles in running text: "we are looking for a senior backend engineer and two designers".

use super::grammar::{Grammar, Style};
use super::words::Class;
use super::{Found, TITLES_MAX};
use crate::readers::word_set::WordSet;
use crate::scan::{Owner, Section};
use std::ops::Range;

/// Most tokens between the words that announce a title and its head.
const REACH_TOKENS: usize = 12;

/// Most tokens of one announcement.
const ZONE_TOKENS_MAX: usize = 40;

/// Words that end an announcement.
#[rustfmt::skip]
static ENDS: WordSet = WordSet::new(&[
    "who", "that", "whose", "where", "with", "because", "by", "interested", "like", "willing", "about",
]);

/// Words that part an announcement, or a title, from what stands behind.
#[rustfmt::skip]
static CUTS: WordSet = WordSet::new(&[
    "to", "on", "for", "in", "of", "at", "from", "as", "is", "are", "you", "we", "our", "the", "his", "their",
    "not", "no", "without", "than",
]);

/// Words of announcements that add to what was said before.
#[rustfmt::skip]
static MORE: WordSet = WordSet::new(&[
    "also", "additionally", "other", "roles", "positions", "openings",
]);

/// The titles that running text announces, surest kind of announcement first. Beside titles that are known
/// from elsewhere only those count that the text adds ("we are also hiring", "roles including").
pub(super) fn titles(grammar: &Grammar<'_>, is_known: bool) -> Vec<Found> {
    let part = grammar.part;
    let mut sure: Vec<Found> = Vec::new();
    let mut weak: Vec<Found> = Vec::new();
    for hit in part.hits(Owner::Title) {
        if sure.len() + weak.len() >= TITLES_MAX {
            break;
        }
        let mut at = hit.end as usize;
        match Class::of(hit.value) {
            Class::Cue => {}
            // "Position: Senior Rust Engineer" within a line.
            Class::Label if part.token(at).is_some_and(|token| token.is_mark(b':')) => at += 1,
            _ => continue,
        }
        let is_closed = part
            .line_of(at.saturating_sub(1))
            .is_some_and(|line| matches!(line.section, Section::Legal | Section::Benefits));
        if is_closed {
            continue;
        }
        if is_known && !adds(grammar, hit.tokens()) {
            continue;
        }
        let is_as = part.token_text(hit.first as usize).eq_ignore_ascii_case("as");
        let found = announced(grammar, at);
        let list = if is_as { &mut weak } else { &mut sure };
        list.extend(found.into_iter().map(|tokens| Found::new(tokens, "announced-title")));
    }
    let mut found = if sure.is_empty() { weak } else { sure };
    // "engineers" says nothing beside "senior backend engineers".
    let says_less = |title: &Found| {
        found.iter().any(|other| {
            let (own, other) = (title.key(part), other.key(part));
            own != other && own.is_within(other)
        })
    };
    if found.len() > 1 {
        let mut less = found.iter().map(says_less).collect::<Vec<_>>().into_iter();
        found.retain(|_| less.next() == Some(false));
    }
    found
}

/// Whether an announcement adds to what was said before.
fn adds(grammar: &Grammar<'_>, cue: Range<usize>) -> bool {
    let part = grammar.part;
    (cue.start.saturating_sub(4)..cue.end).any(|at| MORE.holds(part.token_text(at)))
}

/// The titles behind an announcement that ends at token `at`.
fn announced(grammar: &Grammar<'_>, at: usize) -> Vec<Range<usize>> {
    let part = grammar.part;
    let high = part.tokens.len().min(at + ZONE_TOKENS_MAX);
    let mut end = at;
    while end < high {
        let Some(token) = part.token(end) else { break };
        // The point of "Sr." ends nothing.
        let is_within_phrase = || grammar.phrase_at(end).is_some_and(|(_, phrase)| phrase.start < end);
        let ends_sentence = [b'.', b'!', b'?', b';'].iter().any(|mark| token.is_mark(*mark))
            && part.token(end + 1).is_none_or(|next| next.has_space_before())
            && !is_within_phrase();
        if ends_sentence || (end > at && token.is_paragraph_start()) {
            break;
        }
        if ENDS.holds(part.token_text(end)) {
            break;
        }
        end += 1;
    }
    let titles = grammar.titles_in(at..end, Style::Running);
    let mut kept: Vec<Range<usize>> = Vec::new();
    let mut last_end = at;
    for title in titles {
        // Between the announcement and its title, or two titles, only a few words stand.
        if title.start.saturating_sub(last_end) > REACH_TOKENS / if kept.is_empty() { 1 } else { 2 } {
            break;
        }
        let is_cut = (last_end..title.start)
            .any(|between| CUTS.holds(part.token_text(between)) && !(kept.is_empty() && between <= at + 1));
        if is_cut {
            break;
        }
        last_end = title.end;
        kept.push(title);
    }
    kept
}

/// Most tokens between an announcement and a level that it offers.
const LEVEL_REACH_TOKENS: usize = 14;

/// Whether a token stands in a title that running text announces.
pub(super) fn is_announced_at(grammar: &Grammar<'_>, at: usize) -> bool {
    let part = grammar.part;
    (at.saturating_sub(LEVEL_REACH_TOKENS)..at).any(|before| {
        grammar.phrase_at(before).is_some_and(|(class, phrase)| {
            class == Class::Cue
                && phrase.start == before
                && !part.token_text(before).eq_ignore_ascii_case("as")
                && !part.token_text(before).eq_ignore_ascii_case("including")
                && announced(grammar, phrase.end).iter().any(|title| title.contains(&at))
        })
    })
}
