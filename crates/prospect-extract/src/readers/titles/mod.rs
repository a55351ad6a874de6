//! Reads `titles`: each role that a posting offers, as written.
//!
//! In the order of trust: the source's field, the title line of a career site, the header's segments, the
//! lines of the body that are titles, and running text ("we are looking for a senior backend engineer").
//! Running text counts only where nothing else names a role, because it repeats the header in other
//! words. Lists of skills, places and modes are cut off; a short qualifier stays.
//!
//! Not here: levels (`seniority`), kinds of work (`role_family`).

pub(in crate::readers) mod cursor;
mod grammar;
pub(in crate::readers) mod key;
mod running;
#[cfg(test)]
mod tests;
mod words;

use super::word_set::WordSet;
use crate::scan::{Part, Phrases, Scan, Section, TokenKind};
pub(in crate::readers) use grammar::Grammar;
use grammar::Style;
use key::Key;
use prospect_model::Facts;
use std::cell::OnceCell;
use std::ops::Range;
use words::Class;

/// A title and the rule that read it.
struct Found {
    tokens: Range<usize>,
    rule: &'static str,
    /// Its words, once they are asked for.
    key: OnceCell<Key>,
}

impl Found {
    fn new(tokens: Range<usize>, rule: &'static str) -> Self {
        Self { tokens, rule, key: OnceCell::new() }
    }

    fn key(&self, part: &Part) -> &Key {
        self.key.get_or_init(|| Key::of(part.text_of(self.tokens.clone())))
    }
}

/// Most titles of one posting; a longer list is a directory.
const TITLES_MAX: usize = 40;

pub(super) fn phrases(phrases: &mut Phrases) {
    words::add(phrases);
}

pub(super) fn read(scan: &Scan, facts: &mut Facts) {
    if let Some(field) = scan.field("title") {
        let range = without_notes(&Grammar::new(field), 0..field.tokens.len());
        push(field, &Found::new(range, "title-field"), facts);
        return;
    }
    let body = &scan.body;
    let grammar = Grammar::new(body);
    if let Some(line) = career_site_title(body) {
        let range = without_notes(&grammar, line);
        push(body, &Found::new(range, "title-line"), facts);
        return;
    }
    let mut found = header(&grammar);
    let listed = lines(&grammar);
    // "Engineers" in the header stands for the roles that the list below names in full.
    found.retain(|title| {
        !listed.iter().any(|other| {
            let (own, other) = (title.key(body), other.key(body));
            own.is_within(other) && other.adds_to(own)
        })
    });
    found.extend(listed);
    if found.is_empty() && body.header.is_empty() {
        found = opening(&grammar);
    }
    let mut announced = running::titles(&grammar, !found.is_empty());
    announced.retain(|title| {
        !found.iter().any(|other| {
            let (own, other) = (title.key(body), other.key(body));
            own.is_within(other) || other.is_within(own)
        })
    });
    found.extend(announced);
    if found.is_empty() {
        let segments = body.header.iter().map(|segment| segment.start as usize..segment.end as usize);
        found = kinds(&grammar, segments, 1);
    }
    if found.is_empty() {
        // "Mid/Senior Backend" on a line of its own: a level tells it from a heading.
        found = kinds(&grammar, body.lines.iter().map(crate::scan::Line::token_range), 2);
    }
    for (title_idx, title) in found.iter().enumerate() {
        if facts.titles.len() >= TITLES_MAX {
            break;
        }
        let is_seen = found.iter().take(title_idx).any(|before| before.key(body) == title.key(body));
        if !is_seen {
            push(body, title, facts);
        }
    }
}

fn push(part: &Part, title: &Found, facts: &mut Facts) {
    let text = part.text_of(title.tokens.clone());
    if text.is_empty() {
        return;
    }
    facts.titles.push(text.to_owned());
    facts.evidence.entry("titles".into()).or_default().push(part.evidence(title.tokens.clone(), title.rule));
}

pub(in crate::readers) use words::is_function_word;

/// A title that the text states outright, where the field's title is none of those that it states: in a
/// career site's first line, in the header, or on a line with a label.
pub(super) fn other_title(field: &Part, body: &Part) -> Option<Range<usize>> {
    let own = Key::of(field.text_of(without_notes(&Grammar::new(field), 0..field.tokens.len())));
    let grammar = Grammar::new(body);
    let stated: Vec<Range<usize>> = match career_site_title(body) {
        Some(line) => vec![without_notes(&grammar, line)],
        None => header(&grammar).into_iter().map(|found| found.tokens).chain(labelled(&grammar)).collect(),
    };
    let is_same = |title: &Range<usize>| {
        !Key::of(body.text_of(title.clone())).is_other_than(&own) || is_written_out(body, title.clone(), field)
    };
    if stated.iter().any(is_same) {
        return None;
    }
    // "therapists" among the segments is no title of a field's kind.
    stated.into_iter().find(|title| body.token(title.start).is_some_and(|token| token.is_capitalised()))
}

/// Whether a title is an abbreviation of the other text written out: "Site Reliability Engineer" for "SRE".
fn is_written_out(body: &Part, title: Range<usize>, other: &Part) -> bool {
    let words = title.filter(|at| body.token(*at).is_some_and(|token| token.kind == TokenKind::Word));
    let initials: String = words.filter_map(|at| body.token_text(at).chars().next()).collect();
    initials.len() > 1 && (0..other.tokens.len()).any(|at| other.token_text(at).eq_ignore_ascii_case(&initials))
}

/// Lines at the top of the body that are searched for a label.
const LABEL_LINES_MAX: usize = 12;

/// "Position: Senior Rust Engineer" on a line near the top.
fn labelled(grammar: &Grammar<'_>) -> Vec<Range<usize>> {
    let lines = grammar.part.lines.iter().take(LABEL_LINES_MAX).map(crate::scan::Line::token_range);
    lines
        .filter(|line| {
            grammar.phrase_at(line.start).is_some_and(|(class, phrase)| {
                class == Class::Label && grammar.part.token(phrase.end).is_some_and(|token| token.is_mark(b':'))
            })
        })
        .filter_map(|line| title_zone(grammar, line, false, false))
        .flatten()
        .collect()
}

/// The employer's line of a career site's posting.
pub(super) fn career_site_employer(body: &Part) -> Option<Range<usize>> {
    career_site_title(body)?;
    body.lines.get(1).map(crate::scan::Line::token_range)
}

/// Whether running text offers a role that this token qualifies: an announcement stands before it, a head
/// behind it.
pub(super) fn is_announced_at(body: &Part, at: usize) -> bool {
    running::is_announced_at(&Grammar::new(body), at)
}

/// Whether a token is part of a head: "engineers".
pub(super) fn is_head_at(body: &Part, at: usize) -> bool {
    Grammar::new(body).phrase_at(at).is_some_and(|(class, _)| class.is_head())
}

/// Whether a token stands in a parenthesis right behind a head: "Engineer (mid-level to staff)".
pub(super) fn is_behind_head(body: &Part, at: usize) -> bool {
    let grammar = Grammar::new(body);
    let Some(open) =
        (at.saturating_sub(6)..at).rev().find(|before| body.token(*before).is_some_and(|token| token.is_mark(b'(')))
    else {
        return false;
    };
    let is_inside = !(open..at).any(|before| body.token(before).is_some_and(|token| token.is_mark(b')')));
    is_inside
        && open.checked_sub(1).and_then(|before| grammar.phrase_at(before)).is_some_and(|(class, _)| class.is_head())
}

/// Words that no title holds, but that employers' names may start with.
static NAME_OPENERS: WordSet =
    WordSet::new(&["local", "join", "company", "startup", "equity", "based", "contact", "anywhere"]);

/// Words that alone are no name.
#[rustfmt::skip]
static NO_NAMES: WordSet = WordSet::new(&[
    "multiple", "various", "engineering", "software", "engineers", "developers", "design", "product",
]);

impl Grammar<'_> {
    /// Whether a stretch of a header starts with a title.
    pub(in crate::readers) fn starts_with_title(&self, zone: Range<usize>) -> bool {
        self.has_sure_head(zone.clone()) && self.opens_with_title(zone)
    }

    /// Whether every word of a stretch is one that goes with titles: "Rust", "Machine Learning".
    pub(in crate::readers) fn is_known(&self, mut zone: Range<usize>) -> bool {
        zone.all(|at| self.phrase_at(at).is_some())
    }

    /// Whether a stretch is about a mode, a form of engagement, or work of some kind, rather than a name.
    pub(in crate::readers) fn is_mode_or_role(&self, zone: Range<usize>) -> bool {
        let text = |at: usize| self.part.token_text(at);
        let class = |at: usize| self.phrase_at(at).map(|(class, _)| class);
        if class(zone.start) == Some(Class::Never) && !NAME_OPENERS.holds(text(zone.start)) {
            return true;
        }
        if zone.len() == 1 && NO_NAMES.holds(text(zone.start)) {
            return true;
        }
        // Whether all words are of the kinds that stand in headers beside titles, and whether all may stand
        // in titles.
        let (mut is_beside, mut is_title) = (true, zone.len() > 1);
        for at in zone.clone() {
            let is_glue = || {
                self.part.token(at).is_some_and(|token| token.kind == TokenKind::Punct)
                    || matches!(text(at), "and" | "or")
            };
            match class(at) {
                Some(Class::Kind | Class::Level | Class::Praise | Class::Label | Class::Cue) => {}
                Some(Class::Never) => is_title &= is_glue(),
                Some(_) => is_beside &= is_glue(),
                None if is_glue() => {}
                None => (is_beside, is_title) = (false, false),
            }
            if !is_beside && !is_title {
                break;
            }
        }
        is_beside || is_title || self.starts_with_title(zone)
    }
}

/// The first line of a career site's posting: title, employer, place, one line each.
fn career_site_title(body: &Part) -> Option<Range<usize>> {
    let [title, employer, place, rest @ ..] = body.lines.as_slice() else { return None };
    let is_stack = !employer.is_paragraph_start
        && !place.is_paragraph_start
        && !title.is_item
        && rest.first().is_none_or(|line| line.is_paragraph_start)
        && employer.token_range().len() <= 8
        && title.token_range().len() <= 24;
    if !is_stack {
        return None;
    }
    let is_plain = [title, employer].iter().all(|line| {
        body.tokens
            .get(line.token_range())
            .unwrap_or_default()
            .iter()
            .all(|token| !matches!(token.kind, TokenKind::Url | TokenKind::Email))
            && !body
                .tokens
                .get(line.tokens.end as usize - 1)
                .is_some_and(|token| [b'.', b':', b'!', b'?'].iter().any(|mark| token.is_mark(*mark)))
    });
    let grammar = Grammar::new(body);
    (is_plain && grammar.has_sure_head(title.token_range()) && !grammar.has_sure_head(employer.token_range()))
        .then(|| title.token_range())
}

/// A title that fills its field, without what is said about mode, place or gender behind it.
fn without_notes(grammar: &Grammar<'_>, range: Range<usize>) -> Range<usize> {
    let part = grammar.part;
    let mut end = range.end;
    let is_never = |at: usize| grammar.phrase_at(at).is_some_and(|(class, _)| class == Class::Never);
    let is_gender = |at: usize| {
        ["m", "f", "w", "d", "x", "h", "gn", "all", "genders"]
            .iter()
            .any(|word| word.eq_ignore_ascii_case(part.token_text(at)))
    };
    // At most a few notes stand one behind the other.
    for _ in 0..4 {
        let mut open = None;
        if part.token(end.wrapping_sub(1)).is_some_and(|token| token.is_mark(b')') || token.is_mark(b']')) {
            open = (range.start..end)
                .rev()
                .find(|at| part.token(*at).is_some_and(|token| token.is_mark(b'(') || token.is_mark(b'[')));
        }
        if open.is_none() {
            open = (range.start..end).rev().find(|at| {
                part.token(*at).is_some_and(|token| {
                    token.is_mark(b'|') || (token.is_mark(b'-') && token.has_space_before()) || token.is_mark(b',')
                })
            });
        }
        let Some(open) = open.filter(|open| *open > range.start) else { break };
        let inner: Vec<usize> =
            (open + 1..end).filter(|at| part.token(*at).is_some_and(|token| token.kind != TokenKind::Punct)).collect();
        let is_note = inner.iter().any(|at| is_never(*at))
            || (!inner.is_empty() && inner.iter().all(|at| is_gender(*at)))
            || (!inner.is_empty() && inner.iter().all(|at| super::employer::is_place_at(part, *at)));
        if !is_note {
            break;
        }
        end = open;
    }
    range.start..end
}

/// Titles in the segments of the header.
fn header(grammar: &Grammar<'_>) -> Vec<Found> {
    let part = grammar.part;
    let mut found = Vec::new();
    for (segment_idx, segment) in part.header.iter().enumerate() {
        let zone = segment.start as usize..segment.end as usize;
        if found.len() >= TITLES_MAX {
            break;
        }
        // "Acme Partners" at the front is a name.
        let is_name = segment_idx == 0 && !grammar.has_sure_head(zone.clone());
        if is_name || !grammar.has_head(zone.clone()) || is_sentence(part, zone.clone()) {
            continue;
        }
        let titles = grammar.titles_in(zone, Style::Listed);
        if welcomes_interns(part, &titles) {
            continue;
        }
        found.extend(titles.into_iter().map(|tokens| Found::new(tokens, "header-title")));
    }
    found
}

/// "INTERNS" among the modes says that interns are welcome, and is no title.
fn welcomes_interns(part: &Part, titles: &[Range<usize>]) -> bool {
    matches!(titles, [only] if only.len() == 1
        && ["intern", "interns"].iter().any(|word| word.eq_ignore_ascii_case(part.token_text(only.start))))
}

/// Titles in a first line without segments: "Acme, NYC, Platform Engineer, Product Designer".
fn opening(grammar: &Grammar<'_>) -> Vec<Found> {
    let part = grammar.part;
    let Some(line) = part.lines.first().map(crate::scan::Line::token_range) else { return Vec::new() };
    let words = part.tokens.get(line.clone()).unwrap_or_default();
    let n_words = words.iter().filter(|token| token.kind == TokenKind::Word).count();
    let n_small = words.iter().filter(|token| token.kind == TokenKind::Word && !token.is_capitalised()).count();
    if n_small * 3 > n_words || n_words > 30 {
        return Vec::new();
    }
    grammar.titles_in(line, Style::Listed).into_iter().map(|tokens| Found::new(tokens, "opening-title")).collect()
}

/// A segment of running text: long, or with a full stop inside.
fn is_sentence(part: &Part, zone: Range<usize>) -> bool {
    let tokens = part.tokens.get(zone).unwrap_or_default();
    let n_small = tokens.iter().filter(|token| token.kind == TokenKind::Word && !token.is_capitalised()).count();
    tokens.len() > 14 && n_small * 2 > tokens.len()
}

/// "Acme | Full-stack | Berlin": a kind of work where a title is due.
fn kinds(grammar: &Grammar<'_>, zones: impl Iterator<Item = Range<usize>>, n_phrases_min: usize) -> Vec<Found> {
    let part = grammar.part;
    let mut found = Vec::new();
    for mut zone in zones {
        let is_mark = |at: usize| part.token(at).is_some_and(|token| token.kind == TokenKind::Punct);
        while zone.start < zone.end && is_mark(zone.start) {
            zone.start += 1;
        }
        while zone.start < zone.end && is_mark(zone.end - 1) {
            zone.end -= 1;
        }
        let mut at = zone.start;
        let mut has_kind = false;
        let mut n_phrases = 0;
        while at < zone.end {
            match grammar.phrase_at(at) {
                Some((class @ (Class::Kind | Class::Level), phrase)) => {
                    has_kind |= class == Class::Kind;
                    n_phrases += 1;
                    at = phrase.end;
                }
                _ if at > zone.start
                    && part.token(at).is_some_and(|token| token.is_mark(b'/') || token.is_mark(b'-')) =>
                {
                    at += 1
                }
                _ => break,
            }
        }
        if has_kind && at == zone.end && n_phrases >= n_phrases_min {
            found.push(Found::new(zone, "kind-as-title"));
        }
    }
    found
}

/// Most tokens of a line before the mark that ends its title.
const LINE_TITLE_TOKENS_MAX: usize = 22;

/// Lines of the body that start with a title.
fn lines(grammar: &Grammar<'_>) -> Vec<Found> {
    let part = grammar.part;
    let after_header = part.header.iter().map(|segment| segment.end).max().unwrap_or(0);
    let mut found = Vec::new();
    for line in &part.lines {
        let range = line.token_range();
        if found.len() >= TITLES_MAX {
            break;
        }
        if line.tokens.start < after_header
            || !grammar.has_head(range.start..range.end.min(range.start + LINE_TITLE_TOKENS_MAX))
        {
            continue;
        }
        let is_closed = matches!(
            line.section,
            Section::Requirements | Section::Preferred | Section::Benefits | Section::Legal | Section::Stack
        );
        // "Acme | Sysadmin | London" further down is one more header.
        let piped = piped_titles(grammar, range.clone());
        if !piped.is_empty() {
            found.extend(piped.into_iter().map(|tokens| Found::new(tokens, "header-title")));
        } else if let Some(zone) = title_zone(grammar, range.clone(), is_closed && !line.is_heading, line.is_item) {
            found.extend(zone.into_iter().map(|tokens| Found::new(tokens, "title-line")));
        }
    }
    found
}

/// Most words in small letters of a note that is set off behind a title.
const SET_OFF_NOTE_WORDS_MAX: usize = 16;

/// Most tokens of a line that is looked at as a header, and most of its segments.
const PIPED_TOKENS_MAX: usize = 60;
const PIPED_SEGMENTS_MAX: usize = 10;

/// Titles in a line of segments with bars between them, of which the first is none.
fn piped_titles(grammar: &Grammar<'_>, line: Range<usize>) -> Vec<Range<usize>> {
    let part = grammar.part;
    if line.len() > PIPED_TOKENS_MAX {
        return Vec::new();
    }
    let is_bar = |at: &usize| part.token(*at).is_some_and(|token| token.is_mark(b'|') && token.has_space_before());
    if line.clone().filter(is_bar).count() < 2 {
        return Vec::new();
    }
    let mut start = line.start;
    let mut titles = Vec::new();
    for _ in 0..PIPED_SEGMENTS_MAX {
        let end = (start..line.end).find(is_bar).unwrap_or(line.end);
        let zone = start..end;
        if start == line.start && grammar.starts_with_title(zone.clone()) {
            return Vec::new();
        }
        if start > line.start && grammar.has_sure_head(zone.clone()) && !is_sentence(part, zone.clone()) {
            let in_segment = grammar.titles_in(zone, Style::Listed);
            if !welcomes_interns(part, &in_segment) {
                titles.extend(in_segment);
            }
        }
        if end >= line.end {
            break;
        }
        start = end + 1;
    }
    titles
}

/// The titles that a line starts with, when it is a line of titles.
fn title_zone(grammar: &Grammar<'_>, line: Range<usize>, is_closed: bool, is_item: bool) -> Option<Vec<Range<usize>>> {
    let part = grammar.part;
    let mut first = line.start;
    // Bullets and numbers: "1.", "2)", "-".
    while first < line.end
        && part.token(first).is_some_and(|token| match token.kind {
            TokenKind::Punct => {
                !token.is_mark(b'(') && !token.is_mark(b'"') && !token.is_mark(b'.') && !token.is_mark(b'\'')
                    || first > line.start
                        && token.is_mark(b'.')
                        && part.token(first + 1).is_some_and(|next| next.has_space_before())
            }
            TokenKind::Number => {
                part.token(first + 1).is_some_and(|next| next.kind == TokenKind::Punct && !next.is_mark(b'-'))
            }
            _ => false,
        })
    {
        first += 1;
    }
    // "(Senior) Rust Engineer": the level in front is part of the title.
    let level_note = grammar.level_note(first..line.end);
    first = level_note.as_ref().map_or(first, |note| note.end);
    // "Position: Senior Rust Engineer".
    let mut has_label = false;
    if let Some((class, phrase)) = grammar.phrase_at(first) {
        let colon = phrase.end;
        let is_colon = part.token(colon).is_some_and(|token| token.is_mark(b':'));
        if is_colon && colon + 1 < line.end && !class.is_head() {
            has_label = matches!(class, Class::Label | Class::Cue);
            if has_label || class == Class::Qualifier {
                first = colon + 1;
            }
        }
    }
    let mut end = first;
    let mut has_address = false;
    let mut stop = None;
    while end < line.end {
        let token = part.token(end)?;
        let is_stop = matches!(token.kind, TokenKind::Url | TokenKind::Email)
            || token.is_mark(b'|')
            || (token.is_mark(b':') && part.token(end + 1).is_none_or(|next| next.has_space_before()))
            || (token.is_mark(b'.')
                && part.token(end + 1).is_none_or(|next| next.has_space_before())
                && end > first + 1
                && grammar.phrase_at(end).is_none_or(|(_, phrase)| phrase.start == end))
            || (token.is_mark(b'>') || token.is_mark(b'='));
        if is_stop {
            has_address = token.kind == TokenKind::Url;
            stop = Some(end);
            break;
        }
        end += 1;
    }
    if end == first || end - first > LINE_TITLE_TOKENS_MAX {
        return None;
    }
    // "- a senior engineer" among a list of roles.
    if is_item && ["a", "an", "one", "two"].iter().any(|word| word.eq_ignore_ascii_case(part.token_text(first))) {
        first += 1;
    }
    // Most lines are sentences: "We", "You", "Our" start no title.
    if !grammar.may_start(first) {
        return None;
    }
    if !grammar.leads_to_title(first..end) {
        return None;
    }
    if !grammar.opens_with_title(first..end) {
        return None;
    }
    let mut titles = grammar.titles_in(first..end, Style::Listed);
    let opening = titles.first_mut()?;
    if let Some(note) = level_note.filter(|note| note.end == opening.start) {
        opening.start = note.start;
    }
    let opening = opening.clone();
    // What is asked of people seldom reads like a title.
    let is_named = opening.len() > 1
        && part.token(opening.start).is_some_and(|token| token.is_capitalised() || token.is_mark(b'('));
    if is_closed && !has_address && !has_label && !is_named {
        return None;
    }
    // The words behind the last title must be a note, not a sentence.
    let last = titles.last()?;
    let rest = last.end..end;
    let n_rest_small = rest
        .clone()
        .filter(|at| part.token(*at).is_some_and(|token| token.kind == TokenKind::Word && !token.is_capitalised()))
        .count();
    let is_note = rest.is_empty()
        || part.token(rest.start).is_some_and(|token| token.kind == TokenKind::Punct && !token.is_mark(b'\''))
        || grammar.phrase_at(rest.start).is_some_and(|(class, _)| class == Class::Never)
        || ["in", "at", "for", "to", "based", "and", "or"]
            .iter()
            .any(|word| word.eq_ignore_ascii_case(part.token_text(rest.start)))
        || has_address && part.token_text(rest.start).eq_ignore_ascii_case("with");
    // "Staff Engineer - 7+ years of experience, a degree or ...": a note set off from a title that is
    // written as one may be long.
    let is_set_off = is_named
        && !is_closed
        && part
            .token(rest.start)
            .is_some_and(|token| token.is_mark(b'(') || token.is_mark(b'-') && token.has_space_before());
    let is_long = n_rest_small > if is_set_off { SET_OFF_NOTE_WORDS_MAX } else { 6 };
    let opening_is_plain = opening.len() == 1 && !has_label && !is_item && !has_address;
    let ends_sentence = stop.is_some_and(|at| part.token(at).is_some_and(|token| token.is_mark(b'.')));
    if !is_note || is_long || (ends_sentence && !is_set_off && n_rest_small > 2) {
        return None;
    }
    // One word on a line of its own may be a signature.
    if opening_is_plain && (rest.is_empty() || part.token(rest.start).is_some_and(|token| token.is_mark(b','))) {
        return None;
    }
    // "Co-founders: Ada and Charles" introduces people.
    let is_people = titles.len() == 1
        && !has_address
        && !is_item
        && ["cto", "ceo", "founder", "founders", "co-founder", "co-founders", "cofounder", "cofounders", "coo"]
            .iter()
            .any(|word| word.eq_ignore_ascii_case(part.text_of(opening.clone())));
    (!is_people).then_some(titles)
}
