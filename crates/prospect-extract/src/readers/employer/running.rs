//! Names in running text: "Acme is hiring", "At Acme, we build", "Join Acme".

use super::words::Cue;
use super::{Found, NAME_TOKENS_MAX, Text};
use crate::readers::titles;
use crate::readers::titles::key::hash_word;
use crate::readers::word_set::WordSet;
use crate::scan::{Owner, Section, TokenKind};
use std::collections::BTreeMap;
use std::ops::Range;

/// Most tokens of an insertion between a name and its verb.
const INSERTION_TOKENS_MAX: usize = 40;

/// Weight of a name that is said to hire, or is said to be somebody twice, at the top.
const SURE_WEIGHT: u32 = 9;

/// Names of likely employers, the likeliest first.
pub(super) fn names(body: &Text<'_>) -> Vec<Found> {
    weighed(body).into_iter().map(|(_, tokens)| Found { tokens, rule: "named-in-text" }).collect()
}

/// The likeliest name, where the text is sure of it.
pub(super) fn hiring_name(body: &Text<'_>) -> Option<Found> {
    let (_, tokens) = weighed(body).into_iter().next().filter(|(weight, _)| *weight >= SURE_WEIGHT)?;
    Some(Found { tokens, rule: "named-in-text" })
}

/// Names with their weights, the heaviest first.
fn weighed(body: &Text<'_>) -> Vec<(u32, Range<usize>)> {
    // Name in small letters, hashed → (weight, order of first mention, its tokens).
    let mut names: BTreeMap<u64, (u32, usize, Range<usize>)> = BTreeMap::new();
    for hit in body.hits(Owner::Employer) {
        let Some(cue) = Cue::of(hit.value) else { continue };
        let phrase = hit.tokens();
        // "is" alone says something only before "building", "streamlining", ….
        if cue == Cue::Is
            && phrase.len() == 1
            && body.token_text(phrase.start).eq_ignore_ascii_case("is")
            && !body.token_text(phrase.end).ends_with("ing")
        {
            continue;
        }
        let found = match cue {
            Cue::Hires => before(body, phrase.start).map(|name| (name, 6)),
            // "Python is a", "at Unity": technologies are described and used, not only employers.
            Cue::Is => {
                before(body, phrase.start).filter(|name| !body.grammar.is_known(name.clone())).map(|name| (name, 3))
            }
            Cue::At => behind(body, phrase).filter(|name| !body.grammar.is_known(name.clone())).map(|name| (name, 3)),
            Cue::Label => labelled(body, phrase).map(|name| (name, 9)),
            _ => None,
        };
        let Some((name, weight)) = found else { continue };
        let line_idx = body.line_idx_of(name.start);
        // Employers introduce themselves at the top.
        let weight = weight + if line_idx < 2 { 3 } else { 0 };
        let key = hash_word(body.text_of(name.clone()));
        let order = names.len();
        names.entry(key).or_insert((0, order, name)).0 += weight;
    }
    let mut names: Vec<_> = names.into_values().filter(|(weight, ..)| *weight >= 3).collect();
    names.sort_by_key(|(weight, order, _)| (std::cmp::Reverse(*weight), *order));
    names.into_iter().map(|(weight, _, tokens)| (weight, tokens)).collect()
}

/// Whether a token may be part of a name in running text.
fn is_name_token(body: &Text<'_>, at: usize) -> bool {
    let Some(token) = body.token(at) else { return false };
    match token.kind {
        TokenKind::Word => {
            (token.is_capitalised() || token.is_in_domain())
                && !titles::is_function_word(body.token_text(at))
                && !matches!(body.cue_at(at), Some((Cue::Greeting | Cue::Label | Cue::Anonymous | Cue::Hires, _)))
        }
        TokenKind::Number => true,
        TokenKind::Punct => {
            (!token.has_space_before()
                && [b'.', b'\'', b'-'].iter().any(|mark| token.is_mark(*mark))
                && body.token(at + 1).is_some_and(|next| !next.has_space_before()))
                || token.is_mark(b'&')
                || (token.is_mark(b',') && matches!(body.cue_at(at + 1), Some((Cue::Form, _))))
        }
        _ => false,
    }
}

/// The name that ends before a verb, over a parenthesis or an insertion between commas.
fn before(body: &Text<'_>, verb: usize) -> Option<Range<usize>> {
    let mut end = verb;
    // Far enough for a parenthesis, near enough for texts without line breaks.
    let low = body.line_of(verb)?.token_range().start.max(verb.saturating_sub(INSERTION_TOKENS_MAX));
    let closing = body.token(end.checked_sub(1)?)?;
    if closing.is_mark(b')') {
        end = (low..end - 1).rev().find(|at| body.token(*at).is_some_and(|token| token.is_mark(b'(')))?;
    } else if closing.is_mark(b',') {
        end = (low.max(end.saturating_sub(16))..end - 1)
            .rev()
            .find(|at| body.token(*at).is_some_and(|token| token.is_mark(b',')))?;
    }
    let mut start = end;
    while start > low && end - start < NAME_TOKENS_MAX && is_name_token(body, start - 1) {
        start -= 1;
    }
    let is_top = body.line_idx_of(verb) < 2;
    if start == end
        && is_top
        && start == low + 1
        && body.token(low).is_some_and(|token| token.kind == TokenKind::Word && token.word == 0)
    {
        // A name in small letters opens the text: "acme is hiring".
        start = low;
    }
    checked(body, start..end)
}

/// Words that go on behind a name.
static BEHIND_NAMES: WordSet = WordSet::new(&["we", "you", "our", "is", "and", "as", "to", "are", "the"]);

/// Words in which an employer speaks.
static WE: WordSet = WordSet::new(&["we", "you", "our"]);

/// The name behind a preposition, where it ends as a name ends.
fn behind(body: &Text<'_>, cue: Range<usize>) -> Option<Range<usize>> {
    let start = cue.end;
    let first = body.token(start)?;
    let is_at = body.token_text(cue.start).eq_ignore_ascii_case("at") && cue.len() == 1;
    let line = body.line_of(cue.start)?;
    if matches!(line.section, Section::Legal | Section::Benefits) || first.is_line_start() {
        return None;
    }
    let mut end = start;
    while end - start < NAME_TOKENS_MAX
        && is_name_token(body, end)
        && (end == start || !body.token(end)?.is_line_start())
    {
        end += 1;
    }
    let next = body.token(end);
    let is_end = next.is_none_or(|token| token.is_line_start() || token.is_mark(b','))
        || BEHIND_NAMES.holds(body.token_text(end));
    // "at Google" may be anybody's past; "At Acme, we" is not.
    let is_sure = if is_at {
        body.token(cue.start)?.is_capitalised() || (end..end + 3).any(|at| WE.holds(body.token_text(at)))
    } else {
        is_end || next.is_some_and(|token| token.kind == TokenKind::Punct)
    };
    if !is_sure {
        return None;
    }
    checked(body, start..end)
}

/// "Company: Acme".
fn labelled(body: &Text<'_>, label: Range<usize>) -> Option<Range<usize>> {
    let is_line = body.token(label.start)?.is_line_start();
    let colon = body.token(label.end)?;
    if !is_line || !colon.is_mark(b':') {
        return None;
    }
    let start = label.end + 1;
    let mut end = start;
    while end - start < NAME_TOKENS_MAX && is_name_token(body, end) && !body.token(end)?.is_line_start() {
        end += 1;
    }
    checked(body, start..end)
}

fn checked(body: &Text<'_>, mut name: Range<usize>) -> Option<Range<usize>> {
    let is_edge = |at: usize| body.token(at).is_some_and(|token| token.kind == TokenKind::Punct);
    while name.start < name.end && is_edge(name.start) {
        name.start += 1;
    }
    while name.start < name.end && is_edge(name.end - 1) {
        name.end -= 1;
    }
    let has_word = name.clone().any(|at| body.token(at).is_some_and(|token| token.kind == TokenKind::Word));
    let is_single_common = || name.len() == 1 && body.cue_at(name.start).is_some();
    let is_place = || name.clone().all(|at| body.is_place_at(at));
    let is_name = has_word && !is_single_common() && !is_place() && !body.grammar.is_mode_or_role(name.clone());
    is_name.then_some(name)
}
