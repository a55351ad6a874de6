//! Lines of a text, and the section that each belongs to.
//!
//! A heading is a short line that starts with one of the phrases of `sections` and either ends there, ends in a
//! colon, or is set off by capitals or marks. It holds until the next heading. A phrase with a colon and
//! more words behind it ("Requirements: 5 years of C++") holds for its own line, and for the list below it.

mod sections;

pub use sections::section_phrases;

use super::dictionary::Hit;
use super::tokens::{Token, TokenKind};
use std::ops::Range;

/// What a stretch of a posting is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// Before any heading.
    Intro,
    /// The employer.
    About,
    /// The work.
    Duties,
    /// What is asked.
    Requirements,
    /// What is wished.
    Preferred,
    /// What is used.
    Stack,
    /// What is given: pay, equity, leave.
    Benefits,
    /// The list of open roles.
    Roles,
    /// How to apply, and the process after.
    Apply,
    /// Equal opportunity and legal text.
    Legal,
}

/// One line that holds at least one token.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its tokens.
    pub tokens: Range<u32>,
    /// What it is about.
    pub section: Section,
    /// Whether it starts with a mark of a list.
    pub is_item: bool,
    /// Whether it is a heading by itself.
    pub is_heading: bool,
    /// Whether an empty line stands before it, or it is the first.
    pub is_paragraph_start: bool,
}

impl Line {
    /// Its tokens as indexes.
    #[must_use]
    pub fn token_range(&self) -> Range<usize> {
        self.tokens.start as usize..self.tokens.end as usize
    }
}

const SECTIONS: [Section; 10] = [
    Section::Intro,
    Section::About,
    Section::Duties,
    Section::Requirements,
    Section::Preferred,
    Section::Stack,
    Section::Benefits,
    Section::Roles,
    Section::Apply,
    Section::Legal,
];

/// Splits tokens into lines, given where each starts, and gives each its section; `lines` is cleared first.
pub(super) fn split(text: &str, tokens: &[Token], starts: &[u32], hits: &[Hit], lines: &mut Vec<Line>) {
    lines.clear();
    let mut section = Section::Intro;
    // A heading with words behind it holds for the list below, then the section before it goes on.
    let mut list_section = None;
    let mut hits = hits.iter().peekable();
    let ends = starts.iter().skip(1).map(|end| *end as usize).chain([tokens.len()]);
    for (first, end) in starts.iter().map(|first| *first as usize).zip(ends) {
        let Some(start) = tokens.get(first) else { break };
        while hits.next_if(|hit| (hit.first as usize) < first).is_some() {}
        let mut line = Line {
            tokens: first as u32..end as u32,
            section,
            is_item: false,
            is_heading: false,
            is_paragraph_start: start.is_paragraph_start(),
        };
        let mut content = first;
        while content < end && is_ornament(text, &tokens[content]) {
            content += 1;
        }
        line.is_item = content > first && content < end && is_bullet(text, &tokens[first]);
        while hits.next_if(|hit| (hit.first as usize) < content).is_some() {}
        let opener = hits.peek().filter(|hit| hit.first as usize == content).copied();
        if let Some(hit) = opener {
            let named = SECTIONS.get(hit.value as usize).copied().unwrap_or(Section::Intro);
            match heading_form(text, &tokens[first..end], hit.end as usize - first) {
                HeadingForm::Whole => {
                    line.is_heading = true;
                    section = named;
                    list_section = None;
                    line.section = named;
                }
                HeadingForm::Inline => {
                    line.section = named;
                    list_section = Some(named);
                }
                HeadingForm::No => {
                    line.section = continued(&mut list_section, section, &line);
                }
            }
        } else if looks_like_other_heading(text, &tokens[first..end]) {
            line.is_heading = true;
            line.section = section;
            list_section = None;
        } else {
            line.section = continued(&mut list_section, section, &line);
        }
        lines.push(line);
    }
}

/// The section of a line without a heading of its own.
fn continued(list_section: &mut Option<Section>, section: Section, line: &Line) -> Section {
    match *list_section {
        Some(named) if line.is_item || !line.is_paragraph_start => named,
        _ => {
            *list_section = None;
            section
        }
    }
}

enum HeadingForm {
    Whole,
    Inline,
    No,
}

/// Most tokens that a heading may have beside its phrase.
const HEADING_TOKENS_MAX: usize = 8;

fn heading_form(text: &str, line: &[Token], after_phrase: usize) -> HeadingForm {
    let mut rest = line.get(after_phrase..).unwrap_or_default();
    while let Some((first, others)) = rest.split_first().filter(|(first, _)| is_ornament(text, first)) {
        let _ = first;
        rest = others;
    }
    let Some(next) = rest.first() else { return HeadingForm::Whole };
    let ends_in_colon =
        line.iter().rev().find(|token| !is_ornament(text, token)).is_some_and(|token| token.is_mark(b':'));
    let n_words = line.iter().filter(|token| token.kind != TokenKind::Punct).count();
    let is_left_open = line.last().is_some_and(|token| text.get(token.start as usize..token.end as usize) == Some("…"))
        || line.iter().rev().take(3).filter(|token| token.is_mark(b'.')).count() == 3;
    if (ends_in_colon || is_left_open) && n_words <= HEADING_TOKENS_MAX {
        return HeadingForm::Whole;
    }
    if next.is_mark(b':') || (next.is_mark(b'-') && next.has_space_before()) || next.is_mark(b')') {
        return HeadingForm::Inline;
    }
    if next.is_mark(b'?') && rest.len() == 1 {
        return HeadingForm::Whole;
    }
    // Title case or capitals without a full stop: a heading that names more ("Requirements & Skills").
    let is_short = n_words <= 5;
    let is_set_off =
        line.iter().all(|token| token.kind != TokenKind::Word || token.is_capitalised() || token.n_bytes() <= 3);
    let ends_sentence = line.last().is_some_and(|token| token.is_mark(b'.') || token.is_mark(b','));
    if is_short && is_set_off && !ends_sentence { HeadingForm::Whole } else { HeadingForm::No }
}

/// A short line that ends in a colon opens something, even when its words are none of the phrases.
fn looks_like_other_heading(text: &str, line: &[Token]) -> bool {
    // Few lines end in a colon: the words are counted last.
    line.iter().rev().find(|token| !is_ornament(text, token)).is_some_and(|token| token.is_mark(b':'))
        && (1..=5).contains(&line.iter().filter(|token| token.kind != TokenKind::Punct).count())
}

/// Marks that only decorate a line: bullets, hashes, stars.
fn is_ornament(text: &str, token: &Token) -> bool {
    if token.kind != TokenKind::Punct {
        return false;
    }
    match u8::try_from(token.word) {
        Ok(0) => !matches!(
            text.get(token.start as usize..token.end as usize),
            Some("€" | "£" | "¥" | "₹" | "₩" | "₽" | "₴" | "₿" | "§" | "°")
        ),
        Ok(mark) => matches!(mark, b'-' | b'*' | b'#' | b'=' | b'~' | b'>' | b'_' | b'+' | b'[' | b']'),
        Err(_) => false,
    }
}

fn is_bullet(text: &str, token: &Token) -> bool {
    is_ornament(text, token) && !token.is_mark(b'#') && !token.is_mark(b'[')
}
