//! Reads `employer`: the hiring organisation as written.
//!
//! In the order of trust: the source's field, the second line of a career site's posting, the first
//! header segment that is neither a place nor a role nor a mode nor an address, and names in running text
//! that hire ("Acme is hiring"), are described ("Acme is a ...") or are worked at ("At Acme, we ...").
//! A name that stands only in an address is none.
//!
//! Not here: aliases and canonical names (`prospect-dedupe`).

mod running;
mod words;

use super::titles::cursor::Cursor;
use super::titles::{self, Grammar};
use crate::readers::word_set::WordSet;
use crate::scan::{Owner, Part, Phrases, Scan, TokenKind};
use prospect_model::Facts;
use std::ops::{Deref, Range};
use words::Cue;

/// A name and the rule that read it.
struct Found {
    tokens: Range<usize>,
    rule: &'static str,
}

/// A text with the words around employers' names and titles in it.
struct Text<'a> {
    part: &'a Part,
    cues: Cursor<'a>,
    grammar: Grammar<'a>,
}

impl<'a> Text<'a> {
    fn new(part: &'a Part) -> Self {
        Self { part, cues: Cursor::new(part.hits(Owner::Employer)), grammar: Grammar::new(part) }
    }

    /// The cue phrase that covers a token.
    fn cue_at(&self, at: usize) -> Option<(Cue, Range<usize>)> {
        let hit = self.cues.covering(at)?;
        Cue::of(hit.value).map(|cue| (cue, hit.tokens()))
    }

    /// Whether a token is part of a place's name.
    fn is_place_at(&self, at: usize) -> bool {
        matches!(self.cue_at(at), Some((Cue::Place | Cue::PlaceTail, _)))
    }
}

impl Deref for Text<'_> {
    type Target = Part;

    fn deref(&self) -> &Part {
        self.part
    }
}

pub(super) fn phrases(phrases: &mut Phrases) {
    words::add(phrases);
}

pub(super) fn read(scan: &Scan, facts: &mut Facts) {
    if let Some(field) = scan.field("employer") {
        push(field, &Found { tokens: 0..field.tokens.len(), rule: "employer-field" }, facts);
        return;
    }
    let body = &scan.body;
    if let Some(line) = titles::career_site_employer(body) {
        push(body, &Found { tokens: line, rule: "employer-line" }, facts);
        return;
    }
    let text = Text::new(body);
    let header = header(&text, facts);
    if let [only] = header.as_slice() {
        push(body, only, facts);
        return;
    }
    let named = running::names(&text);
    // A name that the text goes on about beats one that only stands in the header.
    let same = |found: &&Found| {
        named.iter().any(|name| is_same(body.text_of(name.tokens.clone()), body.text_of(found.tokens.clone())))
    };
    let best = header.iter().find(same).or(header.first()).or(named.first());
    if let Some(found) = best {
        push(body, found, facts);
    }
}

/// A name that the text says hires, where the field's name stands nowhere in the text.
pub(super) fn other_name(field: &Part, body: &Part) -> Option<Range<usize>> {
    let text = Text::new(body);
    let other = titles::career_site_employer(body).or_else(|| Some(running::hiring_name(&text)?.tokens))?;
    let own = field.tokens.first().filter(|token| token.kind == TokenKind::Word)?;
    let first_word = field.slice(own.start..own.end).to_lowercase();
    let is_mentioned = || {
        body.tokens.iter().enumerate().any(|(at, token)| {
            token.kind != TokenKind::Punct && body.token_text(at).to_lowercase().contains(&first_word)
        })
    };
    let is_other = !is_same(body.text_of(other.clone()), field.text_of(0..field.tokens.len())) && !is_mentioned();
    is_other.then_some(other)
}

fn push(part: &Part, found: &Found, facts: &mut Facts) {
    let text = part.text_of(found.tokens.clone());
    if text.is_empty() {
        return;
    }
    facts.employer = Some(text.to_owned());
    facts.evidence.entry("employer".into()).or_default().push(part.evidence(found.tokens.clone(), found.rule));
}

/// Whether one name starts with the other, but for case and marks.
fn is_same(a: &str, b: &str) -> bool {
    fn starts<T: PartialEq>(mut a: impl Iterator<Item = T>, mut b: impl Iterator<Item = T>) -> bool {
        let mut n_same = 0;
        loop {
            match (a.next(), b.next()) {
                (Some(a), Some(b)) if a == b => n_same += 1,
                (Some(_), Some(_)) => return false,
                _ => return n_same > 0,
            }
        }
    }
    if a.is_ascii() && b.is_ascii() {
        fn plain(text: &str) -> impl Iterator<Item = u8> {
            text.bytes().filter(u8::is_ascii_alphanumeric).map(|byte| byte.to_ascii_lowercase())
        }
        starts(plain(a), plain(b))
    } else {
        fn plain(text: &str) -> impl Iterator<Item = char> {
            text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase)
        }
        starts(plain(a), plain(b))
    }
}

/// Whether a token is part of a place's name.
pub(super) fn is_place_at(part: &Part, at: usize) -> bool {
    Text::new(part).is_place_at(at)
}

/// Names in the segments of the header, in order.
fn header(body: &Text<'_>, facts: &Facts) -> Vec<Found> {
    let mut found = Vec::new();
    for segment in body.header.iter().take(8) {
        let zone = segment.start as usize..segment.end as usize;
        if let Some(tokens) = name_in(body, before_place(body, zone), facts) {
            found.push(Found { tokens, rule: "header-employer" });
            // The name stands near the front; later segments are described by it, not the reverse.
            if found.len() >= HEADER_NAMES_MAX {
                break;
            }
        }
    }
    if found.is_empty()
        && let Some(tokens) =
            body.header.first().and_then(|segment| taken_up(body, segment.start as usize..segment.end as usize))
    {
        found.push(Found { tokens, rule: "header-employer" });
    }
    // "Berlin, Germany" above, "Acme (https://acme.example)" below.
    for line in body.lines.iter().take(4) {
        let range = line.token_range();
        // Most lines have no link, and need no look for a name.
        let has_link =
            (range.start + 2..range.end + 4).map_while(|at| body.token(at)).any(|token| token.kind == TokenKind::Url);
        if has_link
            && let Some(tokens) = name_in(body, range, facts)
            && (1..=3).any(|ahead| body.token(tokens.end + ahead).is_some_and(|token| token.kind == TokenKind::Url))
            && body.token(tokens.end).is_some_and(|token| token.is_mark(b'(') || token.is_mark(b'-'))
            && tokens.len() <= 4
        {
            found.push(Found { tokens, rule: "linked-employer" });
        }
    }
    if let Some(line) = body.lines.first().filter(|_| body.header.is_empty())
        && let Some(tokens) = name_in(body, before_place(body, line.token_range()), facts)
        && is_set_off(body, &tokens, line.token_range().end)
    {
        found.push(Found { tokens, rule: "opening-employer" });
    }
    found
}

/// Most tokens of a name that is made of words as titles have them.
const TAKEN_UP_TOKENS_MAX: usize = 5;

/// A first segment of words that titles and modes are made of ("Digital Onboarding", "Flow Traders"), where
/// the text goes on about it as about an employer: "Flow Traders is a", "At Flow Traders".
fn taken_up(body: &Text<'_>, segment: Range<usize>) -> Option<Range<usize>> {
    let is_end = |at: &usize| {
        body.token(*at).is_some_and(|token| {
            token.is_mark(b'(') || token.is_mark(b',') || matches!(token.kind, TokenKind::Url | TokenKind::Email)
        })
    };
    let name = segment.start..segment.clone().find(is_end).unwrap_or(segment.end);
    let is_capitalised = body.token(name.start).is_some_and(|token| token.is_capitalised());
    if !is_capitalised || name.len() > TAKEN_UP_TOKENS_MAX || name.clone().all(|at| body.is_place_at(at)) {
        return None;
    }
    let text = body.text_of(name.clone());
    let is_again = body.hits(Owner::Employer).iter().any(|hit| {
        let phrase = hit.tokens();
        let other = match Cue::of(hit.value) {
            Some(Cue::Is | Cue::Hires) => phrase.start.saturating_sub(name.len())..phrase.start,
            Some(Cue::At) => phrase.end..phrase.end.saturating_add(name.len()).min(body.tokens.len()),
            _ => return false,
        };
        other.start >= segment.end && other.len() == name.len() && body.text_of(other) == text
    });
    is_again.then_some(name)
}

/// A short line up to the place that it names: "Acme Berlin ONSITE".
fn before_place(body: &Text<'_>, line: Range<usize>) -> Range<usize> {
    if line.len() > 8 {
        return line;
    }
    let place = (line.start + 1..line.end)
        .find(|at| matches!(body.cue_at(*at), Some((Cue::Place, phrase)) if phrase.start == *at))
        .filter(|place| {
            let is_mode = |at: usize| body.grammar.is_mode_or_role(at..at + 1);
            (*place..line.end).all(|at| body.is_place_at(at) || is_mode(at)) && (*place..line.end).any(is_mode)
        });
    line.start..place.unwrap_or(line.end)
}

/// Whether a name at the start of a line without segments is set off as one: "Acme (Berlin) ...",
/// "Acme: Berlin", "Acme, Berlin".
fn is_set_off(body: &Text<'_>, name: &Range<usize>, line_end: usize) -> bool {
    let is_capitalised = name
        .clone()
        .all(|at| body.token(at).is_some_and(|token| token.kind != TokenKind::Word || token.is_capitalised()));
    let Some(next) = body.token(name.end).filter(|_| name.end < line_end) else {
        // A line of its own at the top.
        return is_capitalised && name.len() <= 3;
    };
    is_capitalised
        && name.len() <= 5
        && (matches!(body.cue_at(name.end), Some((Cue::Place, _)))
            || next.is_mark(b'(')
            || next.is_mark(b':')
            || next.is_mark(b'/')
            || next.is_mark(b'-')
            || next.kind == TokenKind::Url
            || (next.is_mark(b',') && (name.end + 1..name.end + 4).any(|at| body.is_place_at(at))))
}

/// Most names that are taken from a header.
const HEADER_NAMES_MAX: usize = 2;

/// Most tokens of a name.
const NAME_TOKENS_MAX: usize = 10;

/// The name that a segment is, without what is said about it.
fn name_in(body: &Text<'_>, zone: Range<usize>, facts: &Facts) -> Option<Range<usize>> {
    let mut first = zone.start;
    // "Hey HN — Acme is hiring", "Company: Acme".
    while let Some((Cue::Greeting | Cue::Label, phrase)) =
        body.cue_at(first).filter(|(_, phrase)| phrase.end < zone.end)
    {
        let behind = body.token(phrase.end)?;
        if behind.kind != TokenKind::Punct || behind.is_mark(b'.') || behind.is_mark(b'(') {
            break;
        }
        first = phrase.end + 1;
    }
    while first < zone.end
        && body.token(first).is_some_and(|token| token.kind == TokenKind::Punct && !token.is_mark(b'.'))
    {
        first += 1;
    }
    // "Senior Engineer @ Acme", "Senior Engineer at Acme".
    let is_role = body.grammar.starts_with_title(first..zone.end);
    if is_role {
        let at = (first..zone.end).find(|at| {
            body.token(*at).is_some_and(|token| token.is_mark(b'@')) || body.token_text(*at).eq_ignore_ascii_case("at")
        })?;
        first = at + 1;
    }
    let mut end = first;
    while end < zone.end && end - first <= NAME_TOKENS_MAX {
        let token = body.token(end)?;
        let is_space_behind = body.token(end + 1).is_none_or(|next| next.has_space_before());
        let ends = match token.kind {
            TokenKind::Url | TokenKind::Email => true,
            TokenKind::Punct => {
                let is_spaced = token.has_space_before() || is_space_behind;
                match u8::try_from(token.word).unwrap_or_default() {
                    b'(' | b'[' | b'@' | b'|' | b'*' => true,
                    b',' => !matches!(body.cue_at(end + 1), Some((Cue::Form, _))),
                    b':' | b';' | b'!' | b'?' => is_space_behind,
                    b'/' => is_spaced,
                    b'-' => is_spaced || matches!(body.cue_at(end + 1), Some((Cue::Place, _))),
                    b'.' => is_space_behind && end + 1 < zone.end && !matches!(body.cue_at(end), Some((Cue::Form, _))),
                    _ => false,
                }
            }
            _ => {
                let may_end = end > first && !token.is_capitalised();
                may_end
                    && (is_lower_link(body, end)
                        || matches!(body.cue_at(end), Some((Cue::Hires | Cue::Is, phrase)) if phrase.start == end))
            }
        };
        if ends {
            break;
        }
        end += 1;
    }
    while end > first
        && body
            .token(end - 1)
            .is_some_and(|token| token.kind == TokenKind::Punct && !token.is_mark(b'!') && !token.is_mark(b')'))
    {
        if body.token(end - 1).is_some_and(|token| token.is_mark(b'.'))
            && matches!(body.cue_at(end - 1), Some((Cue::Form, _)))
        {
            break;
        }
        end -= 1;
    }
    let name = first..end;
    (is_name(body, name.clone(), zone, facts)).then_some(name)
}

/// Small words that lead on from a name: "Acme in Berlin", "Acme from the makers of".
fn is_lower_link(body: &Text<'_>, at: usize) -> bool {
    matches!(body.token_text(at), "in" | "is" | "are" | "from" | "with" | "we" | "has")
}

/// Words that start sentences, not names of several words.
#[rustfmt::skip]
static SENTENCE_OPENERS: WordSet = WordSet::new(&[
    "we", "we're", "our", "no", "i", "i'm", "a", "an", "my", "this", "are", "do", "want", "looking", "come", "if",
    "you", "help", "it",
]);

/// Small words between places.
static PLACE_LINKS: WordSet = WordSet::new(&["or", "and", "in", "the", "greater", "of"]);

/// Whether a stretch may be a name: words, and neither a place, a role, a mode nor a phrase.
fn is_name(body: &Text<'_>, name: Range<usize>, zone: Range<usize>, facts: &Facts) -> bool {
    if name.is_empty() || name.len() > NAME_TOKENS_MAX {
        return false;
    }
    let tokens = body.tokens.get(name.clone()).unwrap_or_default();
    let Some(first) = tokens.first() else { return false };
    if !tokens.iter().any(|token| token.kind == TokenKind::Word) {
        return false;
    }
    let has_money = tokens.iter().any(|token| token.is_mark(b'$') || token.is_mark(b'%'));
    let is_number = first.kind == TokenKind::Number
        && tokens.get(1).is_none_or(|next| next.has_space_before() || next.kind == TokenKind::Punct)
        && !tokens.iter().any(|token| token.is_capitalised());
    if has_money || is_number {
        return false;
    }
    let is_anonymous = || name.clone().any(|at| matches!(body.cue_at(at), Some((Cue::Anonymous, _))));
    let is_phrase = name.len() > 5
        && tokens.iter().filter(|token| token.kind == TokenKind::Word && !token.is_capitalised()).count() * 2
            > tokens.len();
    // Pronouns and announcements start sentences, not names.
    let starts_sentence = matches!(body.cue_at(name.start), Some((Cue::Hires | Cue::Greeting, phrase)) if phrase.end >= name.end || !first.is_capitalised())
        || (name.len() > 1 && SENTENCE_OPENERS.holds(body.token_text(name.start)));
    // A name in small letters stands first or not at all.
    let is_small =
        tokens.len() > 1 && !tokens.iter().any(|token| token.is_capitalised() || token.kind == TokenKind::Number);
    let is_first = body.header.first().is_none_or(|segment| segment.start as usize == zone.start);
    !is_phrase
        && (is_first || !is_small)
        && !starts_sentence
        && !is_anonymous()
        && !is_place(body, name.clone(), &zone, facts)
        && !body.grammar.is_mode_or_role(name)
}

/// Whether a stretch is a place: it starts with one that ends where a place may end.
fn is_place(body: &Text<'_>, name: Range<usize>, zone: &Range<usize>, facts: &Facts) -> bool {
    let bytes = body.bytes_of(name.clone());
    // What the places reader is sure of.
    let is_read = facts.places.iter().any(|place| {
        matches!((place.words.start, place.words.end), (Some(start), Some(end)) if start <= bytes.start && end >= bytes.end)
    });
    if is_read {
        return true;
    }
    let mut at = name.start;
    let mut n_places = 0;
    while at < name.end {
        match body.cue_at(at) {
            Some((Cue::Place, phrase)) => {
                n_places += 1;
                at = phrase.end;
            }
            Some((Cue::PlaceTail, phrase)) if n_places > 0 => at = phrase.end,
            _ => {
                let Some(token) = body.token(at) else { break };
                let is_link = token.kind == TokenKind::Punct || PLACE_LINKS.holds(body.token_text(at));
                if !is_link {
                    break;
                }
                at += 1;
            }
        }
    }
    if n_places > 0 && at >= name.end {
        return true;
    }
    // "Springfield, IL": a town that we do not know before a state that we do.
    let comma = name.end;
    comma < zone.end
        && body.token(comma).is_some_and(|token| token.is_mark(b','))
        && matches!(body.cue_at(comma + 1), Some((Cue::Place | Cue::PlaceTail, phrase)) if phrase.end >= zone.end
            || body.token(phrase.end).is_some_and(|token| token.kind == TokenKind::Punct))
        && name.len() <= 3
        && (body.header.first().is_some_and(|segment| segment.start as usize != zone.start)
            || matches!(body.cue_at(comma + 1), Some((Cue::PlaceTail, _))))
}
