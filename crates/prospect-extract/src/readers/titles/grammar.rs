//! Finds the titles in a stretch of tokens that is known to hold some.
//!
//! The stretch is cut into items at commas, slashes and "and"; an item with a head noun is a title, items
//! of qualifiers before it share its noun ("Frontend and Backend Engineers" is one title), and a short
//! qualifier behind it stays ("Software Engineer, Data Platform").

use super::cursor::Cursor;
use super::words::{Class, is_function_word};
use crate::readers::word_set::WordSet;
use crate::scan::{Owner, Part, TokenKind};
use std::ops::Range;

/// How a stretch is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// Headers and lists: an unknown word with a capital may be part of a title.
    Listed,
    /// Running text: only known words are.
    Running,
}

/// What stands before an item.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Joint {
    Start,
    Comma,
    Slash,
    /// A slash without spaces.
    TightSlash,
    And,
    Dash,
    Other,
}

struct Item {
    tokens: Range<usize>,
    joint: Joint,
    /// A parenthesis that ends the item.
    note: Option<Range<usize>>,
}

impl Item {
    /// Whether it may share its head with the item before it.
    fn is_joined(&self) -> bool {
        matches!(self.joint, Joint::Comma | Joint::Slash | Joint::TightSlash | Joint::And)
    }
}

/// Words that join items.
static ANDS: WordSet = WordSet::new(&["and", "or", "und", "oder", "et", "ou", "oraz", "lub", "plus", "to"]);

/// Most items that are looked at in one stretch; longer ones are prose.
const ITEMS_MAX: usize = 40;

/// Most tokens inside a parenthesis that stays with its title.
const NOTE_TOKENS_MAX: usize = 5;

/// The titles' words of a text.
pub(in crate::readers) struct Grammar<'a> {
    pub(super) part: &'a Part,
    hits: Cursor<'a>,
}

impl<'a> Grammar<'a> {
    pub(in crate::readers) fn new(part: &'a Part) -> Self {
        Self { part, hits: Cursor::new(part.hits(Owner::Title)) }
    }

    /// The phrase that covers a token.
    pub(super) fn phrase_at(&self, at: usize) -> Option<(Class, Range<usize>)> {
        self.hits.covering(at).map(|hit| (Class::of(hit.value), hit.tokens()))
    }

    /// Whether a range of tokens holds a head noun.
    pub(super) fn has_head(&self, range: Range<usize>) -> bool {
        self.hits
            .from(range.start)
            .iter()
            .take_while(|hit| (hit.first as usize) < range.end)
            .any(|hit| Class::of(hit.value).is_head())
    }

    /// Whether a range of tokens holds a head noun that names a job by itself.
    pub(super) fn has_sure_head(&self, range: Range<usize>) -> bool {
        self.hits
            .from(range.start)
            .iter()
            .take_while(|hit| (hit.first as usize) < range.end)
            .any(|hit| matches!(Class::of(hit.value), Class::Head | Class::Sole))
    }

    fn is_mark(&self, at: usize, mark: u8) -> bool {
        self.part.token(at).is_some_and(|token| token.is_mark(mark))
    }

    fn is_spaced(&self, at: usize) -> bool {
        self.part.token(at).is_none_or(|token| token.has_space_before())
    }

    fn is_word(&self, at: usize, words: &[&str]) -> bool {
        let text = self.part.token_text(at);
        words.iter().any(|word| word.eq_ignore_ascii_case(text))
    }

    /// The index of the closing parenthesis.
    fn closing(&self, open: usize, end: usize) -> Option<usize> {
        let mut depth = 0_u32;
        for at in open..end {
            if self.is_mark(at, b'(') || self.is_mark(at, b'[') {
                depth += 1;
            } else if self.is_mark(at, b')') || self.is_mark(at, b']') {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Some(at);
                }
            }
        }
        None
    }

    fn joint_at(&self, at: usize, style: Style) -> Option<Joint> {
        let token = self.part.token(at)?;
        if token.kind == TokenKind::Word {
            let text = self.part.token_text(at);
            let is_and = ANDS.holds(text) || matches!(text, "y" | "e" | "i");
            return is_and.then_some(Joint::And);
        }
        if token.kind != TokenKind::Punct {
            return matches!(token.kind, TokenKind::Url | TokenKind::Email).then_some(Joint::Other);
        }
        let has_space_behind = self.is_spaced(at + 1);
        Some(match u8::try_from(token.word).unwrap_or(0) {
            b',' => Joint::Comma,
            b';' => Joint::Comma,
            b'/' if token.has_space_before() || has_space_behind => Joint::Slash,
            b'/' => Joint::TightSlash,
            b'&' => Joint::And,
            b'+' if token.has_space_before() => Joint::And,
            b'-' if token.has_space_before() && has_space_behind => Joint::Dash,
            b'-' if has_space_behind && style == Style::Listed => Joint::Dash,
            b'.' if !has_space_behind => return None,
            b'|' | b':' | b'!' | b'?' | b'.' | b'"' | b'@' | b'*' | b'=' | b'>' | b'<' => Joint::Other,
            0 => Joint::Other,
            _ => return None,
        })
    }

    fn items(&self, zone: Range<usize>, style: Style) -> Items<'_, 'a> {
        Items { grammar: self, at: zone.start, first: zone.start, zone, style, joint: Joint::Start, n_items: 0 }
    }

    /// Whether a token may stand in a title before its head.
    fn can_qualify(&self, at: usize, style: Style) -> bool {
        if let Some((class, _)) = self.phrase_at(at) {
            return class.can_qualify();
        }
        let Some(token) = self.part.token(at) else { return false };
        match token.kind {
            TokenKind::Word => {
                style == Style::Listed && token.is_capitalised() && !is_function_word(self.part.token_text(at))
            }
            TokenKind::Number => token.n_bytes() == 1 && !self.is_spaced(at + 1),
            TokenKind::Punct => {
                // Glue within a word: "C++", "Node.js", "front-end".
                [b'-', b'.', b'+', b'#', b'\''].iter().any(|mark| token.is_mark(*mark)) && !token.has_space_before()
            }
            _ => false,
        }
    }

    /// Whether a title may start with this token.
    pub(super) fn may_start(&self, at: usize) -> bool {
        self.is_mark(at, b'.') || self.can_qualify(at, Style::Listed)
    }

    /// A parenthesis that opens a stretch and holds levels only: "(Senior)", "(Junior/Senior)".
    pub(super) fn level_note(&self, zone: Range<usize>) -> Option<Range<usize>> {
        if !self.is_mark(zone.start, b'(') {
            return None;
        }
        let close = self.closing(zone.start, zone.end.min(zone.start + NOTE_TOKENS_MAX))?;
        let is_level = |at: usize| self.phrase_at(at).is_some_and(|(class, _)| class == Class::Level);
        let mut inner = zone.start + 1..close;
        let has_level = inner.clone().any(is_level);
        let is_plain =
            inner.all(|at| is_level(at) || self.part.token(at).is_some_and(|token| token.kind == TokenKind::Punct));
        (has_level && is_plain).then_some(zone.start..close + 1)
    }

    /// Whether nothing but qualifiers and joints stands between a token and the first head behind it.
    pub(super) fn leads_to_title(&self, zone: Range<usize>) -> bool {
        let Some((_, head)) = self.head_in(zone.clone()) else { return false };
        (zone.start..head.start).all(|at| {
            self.part.token(at).is_some_and(|token| token.kind != TokenKind::Word)
                || self.can_qualify(at, Style::Listed)
                || self.joint_at(at, Style::Listed).is_some()
        })
    }

    /// Walks left from a head over what may qualify it.
    fn start_of(&self, head: usize, low: usize, style: Style) -> usize {
        let mut start = head;
        while start > low {
            if self.can_qualify(start - 1, style) {
                start = self.phrase_at(start - 1).map_or(start - 1, |(_, phrase)| phrase.start).max(low);
            } else if let Some(open) = self.inner_note(start, low, style) {
                start = open;
            } else {
                break;
            }
        }
        while start < head
            && self.part.token(start).is_some_and(|token| token.kind == TokenKind::Punct && !self.is_mark(start, b'.'))
        {
            start += 1;
        }
        start
    }

    /// Where a parenthesis opens that ends before a token and only qualifies: "Systems (Rust) Developer".
    fn inner_note(&self, end: usize, low: usize, style: Style) -> Option<usize> {
        let close = end.checked_sub(1)?;
        if style != Style::Listed || !self.is_mark(close, b')') {
            return None;
        }
        let open = (low.max(close.saturating_sub(NOTE_TOKENS_MAX))..close).rev().find(|at| self.is_mark(*at, b'('))?;
        let is_qualified = open > low && self.can_qualify(open - 1, style);
        let is_known =
            (open + 1..close).all(|at| self.phrase_at(at).is_some_and(|(class, _)| class == Class::Qualifier));
        (is_qualified && is_known && open + 1 < close).then_some(open)
    }

    /// Whether the parenthesis from `open` to `close` stands within a title: a head follows at once.
    fn is_inner_note(&self, open: usize, close: usize, style: Style) -> bool {
        self.phrase_at(close + 1).is_some_and(|(class, _)| class == Class::Head)
            && self.inner_note(close + 1, open.saturating_sub(1), style).is_some()
    }

    /// Walks right from a head over what still belongs to the title.
    fn end_of(&self, head_end: usize, high: usize, style: Style) -> usize {
        let mut end = head_end;
        let mut at = head_end;
        while at < high {
            if let Some((class, phrase)) = self.phrase_at(at) {
                let may_follow = style == Style::Listed
                    || (at == head_end && self.takes_qualifier_behind(head_end.saturating_sub(1)));
                if class.is_head() || (may_follow && class.can_qualify()) {
                    end = phrase.end.min(high);
                } else if !class.can_qualify() {
                    break;
                }
                at = phrase.end;
                continue;
            }
            let Some(token) = self.part.token(at) else { break };
            let text = self.part.token_text(at);
            if self.is_word(at, &["of"]) && at == end {
                // "Head of Growth", "Director of Product Engineering".
                let mut last = at + 1;
                while last < high
                    && (self.phrase_at(last).is_some_and(|(class, _)| class.can_qualify()) || self.is_name_word(last))
                {
                    last = self.phrase_at(last).map_or(last + 1, |(_, phrase)| phrase.end).min(high);
                }
                if last == at + 1 {
                    break;
                }
                end = last;
                at = last;
            } else if matches!(text, "I" | "II" | "III" | "IV" | "V" | "1" | "2" | "3" | "L3" | "L4" | "L5" | "L6") {
                at += 1;
                end = at;
            } else if token.kind == TokenKind::Punct
                && token.is_mark(b'-')
                && !token.has_space_before()
                && !self.is_spaced(at + 1)
            {
                at += 1;
            } else {
                break;
            }
        }
        end
    }

    /// Whether a head is of a language that puts what qualifies it behind: "développeur Rust".
    fn takes_qualifier_behind(&self, head: usize) -> bool {
        let text = self.part.token_text(head);
        ["eur", "euse", "dor", "dora", "iero", "iera", "ista", "iste", "tore", "tecto"]
            .iter()
            .any(|ending| text.ends_with(ending))
    }

    fn is_name_word(&self, at: usize) -> bool {
        self.phrase_at(at).is_none()
            && self.part.token(at).is_some_and(|token| token.kind == TokenKind::Word && token.is_capitalised())
            && !is_function_word(self.part.token_text(at))
    }

    /// The first head within a range: its phrase.
    fn head_in(&self, range: Range<usize>) -> Option<(Class, Range<usize>)> {
        self.hits
            .from(range.start)
            .iter()
            .take_while(|hit| (hit.end as usize) <= range.end)
            .map(|hit| (Class::of(hit.value), hit.tokens()))
            .find(|(class, tokens)| match class {
                // "Agent Platform", "Lead Generation": not every weak head is one here.
                Class::WeakHead => !self
                    .phrase_at(tokens.end)
                    .is_some_and(|(next, phrase)| phrase.start < range.end && next.can_qualify() && !next.is_head()),
                _ => class.is_head(),
            })
    }

    /// Whether every token of an item may qualify a head, and at least one is known to.
    fn is_qualifier(&self, range: Range<usize>, style: Style) -> bool {
        let mut is_known = false;
        let mut at = range.start;
        while at < range.end {
            match self.phrase_at(at) {
                Some((class, phrase)) if class.can_qualify() => {
                    is_known = true;
                    at = phrase.end;
                }
                Some(_) => return false,
                None if self.can_qualify(at, style) => at += 1,
                None => return false,
            }
        }
        is_known
    }

    /// Whether a parenthesis behind a title stays: a short qualifier, not a list, a mode or an address.
    fn keeps_note(&self, note: &Range<usize>) -> bool {
        let inner = note.start + 1..note.end.saturating_sub(1);
        inner.len() <= NOTE_TOKENS_MAX
            && !inner.clone().any(|at| self.is_mark(at, b',') || self.is_mark(at, b'$'))
            && inner.clone().all(|at| {
                self.joint_at(at, Style::Listed).is_some_and(|joint| joint != Joint::Other)
                    || self.can_qualify(at, Style::Listed)
            })
            && (inner.clone().any(|at| self.phrase_at(at).is_some_and(|(class, _)| class.can_qualify()))
                || self.part.hits(Owner::Skill).iter().any(|hit| inner.contains(&(hit.first as usize))))
    }

    /// The titles of a stretch, each a range of tokens.
    pub(super) fn titles_in(&self, zone: Range<usize>, style: Style) -> Vec<Range<usize>> {
        if !self.has_head(zone.clone()) {
            return Vec::new();
        }
        let items: Vec<Item> = self.items(zone, style).collect();
        let mut titles: Vec<Range<usize>> = Vec::new();
        let mut pending: Option<usize> = None;
        // Whether the item before ended in a title without words behind it.
        let mut is_open = false;
        for (item_idx, item) in items.iter().enumerate() {
            let range = item.tokens.clone();
            if !item.is_joined() {
                pending = None;
            }
            if let Some((class, head)) = self.head_in(range.clone()) {
                let own_start = self.start_of(head.start, range.start, style);
                let end = self.end_of(head.end, range.end, style);
                // After a comma alone only a plural shares its noun: "Backend, Mobile Engineers".
                let may_share = own_start == range.start
                    && (item.joint != Joint::Comma || self.is_plural(own_start..end) && class != Class::Sole);
                let shared = pending.take().filter(|_| may_share);
                // "DevOps & Security Engineer" is one title, "CTO & Engineer" are two.
                if class == Class::Sole
                    && head == range
                    && item.note.is_none()
                    && self.qualifies_next(item, items.get(item_idx + 1))
                {
                    pending = shared.or(Some(range.start));
                    is_open = false;
                    continue;
                }
                let is_bare = own_start == head.start && end == head.end && shared.is_none();
                let last = titles.last_mut().filter(|_| is_open && own_start == range.start);
                if let (Joint::TightSlash, true, Some(last)) = (item.joint, is_bare && head.len() == 1, last) {
                    last.end = end;
                    continue;
                }
                let is_none = self.is_of_employer(class, end)
                    || (shared.is_none() && self.is_bare_weak_head(class, &head, own_start..end));
                if is_none {
                    is_open = false;
                    continue;
                }
                let mut title = shared.unwrap_or(own_start)..end;
                is_open = end == range.end;
                if let Some(note) = item.note.as_ref().filter(|note| note.start == end && self.keeps_note(note)) {
                    title.end = note.end;
                }
                titles.push(title);
            } else if self.is_qualifier(range.clone(), style) {
                // Before the first title there is nothing to go behind.
                let shares_next = !titles.is_empty() && self.leads_to_head(&items, item_idx, style);
                let is_singular = titles.last().is_some_and(|title| !self.is_plural(title.clone()));
                let behind = match item.joint {
                    Joint::Dash => style == Style::Listed,
                    Joint::Comma => {
                        let is_second = self.goes_on(&items, item_idx, &titles);
                        let is_sole = titles.last().is_some_and(|title| {
                            self.phrase_at(title.end.saturating_sub(1)).is_some_and(|(class, _)| class == Class::Sole)
                        });
                        let may_follow = !shares_next && !is_second && !is_sole;
                        style == Style::Listed && may_follow && (is_singular || titles.len() == 1)
                    }
                    // "Product Engineer - Web & UI" goes on.
                    Joint::And | Joint::TightSlash => {
                        style == Style::Listed && !shares_next && is_singular && self.goes_on(&items, item_idx, &titles)
                    }
                    _ => false,
                };
                match titles.last_mut() {
                    Some(title) if is_open && behind => title.end = range.end,
                    _ => {
                        is_open = false;
                        pending.get_or_insert(range.start);
                    }
                }
            } else {
                // "We need both backend and frontend engineers": the run of qualifiers at the end counts.
                let run = self.start_of(range.end, range.start, style);
                pending = (style == Style::Running && run < range.end && self.is_qualifier(run..range.end, style))
                    .then_some(run);
                let is_note = item.joint == Joint::Dash
                    && style == Style::Listed
                    && range.len() <= 4
                    && range.clone().all(|at| self.is_name_word(at))
                    && range.clone().any(|at| self.is_word(at, &["division", "squad", "tribe", "unit"]));
                match titles.last_mut() {
                    Some(title) if is_open && is_note => title.end = range.end,
                    _ => is_open = false,
                }
            }
        }
        titles
    }

    /// Whether the first title of a listed stretch starts where the stretch does: what
    /// [`titles_in`](Self::titles_in) finds first, without the rest.
    pub(super) fn opens_with_title(&self, zone: Range<usize>) -> bool {
        let style = Style::Listed;
        if !self.has_head(zone.clone()) {
            return false;
        }
        let mut items = self.items(zone.clone(), style).peekable();
        // Whether all items so far only qualify a head to come.
        let mut is_pending = false;
        while let Some(item) = items.next() {
            let range = item.tokens.clone();
            if range.start != zone.start && !(is_pending && item.is_joined()) {
                return false;
            }
            let Some((class, head)) = self.head_in(range.clone()) else {
                is_pending = self.is_qualifier(range, style);
                if !is_pending {
                    return false;
                }
                continue;
            };
            let own_start = self.start_of(head.start, range.start, style);
            let end = self.end_of(head.end, range.end, style);
            let may_share = own_start == range.start
                && (item.joint != Joint::Comma || self.is_plural(own_start..end) && class != Class::Sole);
            let is_shared = is_pending && may_share;
            if !is_shared && own_start != zone.start {
                return false;
            }
            if class == Class::Sole && head == range && item.note.is_none() && self.qualifies_next(&item, items.peek())
            {
                is_pending = true;
                continue;
            }
            return !self.is_of_employer(class, end)
                && (is_shared || !self.is_bare_weak_head(class, &head, own_start..end));
        }
        false
    }

    /// "AI/MLOps Company" says what the employer is.
    fn is_of_employer(&self, class: Class, end: usize) -> bool {
        class == Class::Sole && self.is_word(end, &["company", "startup", "platform", "team", "consultancy"])
    }

    /// A weak head alone names no job: "lead", "partner", "support".
    fn is_bare_weak_head(&self, class: Class, head: &Range<usize>, title: Range<usize>) -> bool {
        class == Class::WeakHead && (title.len() < 2 || title == *head)
    }

    /// Whether a field that may stand for a title ("DevOps") shares the head of the next item.
    fn qualifies_next(&self, item: &Item, next: Option<&Item>) -> bool {
        let Some(next) = next else { return false };
        let is_field = ["devops", "sre", "qa", "devsecops", "mlops", "sysops", "sysadmin"]
            .iter()
            .any(|word| word.eq_ignore_ascii_case(self.part.text_of(item.tokens.clone())));
        is_field
            && matches!(next.joint, Joint::And | Joint::TightSlash)
            && next.tokens.len() > 1 - usize::from(next.joint == Joint::TightSlash)
            && self.phrase_at(next.tokens.start).is_some_and(|(class, _)| class != Class::Level)
            && self.head_in(next.tokens.clone()).is_some_and(|(class, head)| {
                class == Class::Head
                    && self.start_of(head.start, next.tokens.start, Style::Running) == next.tokens.start
            })
    }

    /// Whether the item before this one was taken as a qualifier behind the last title.
    fn goes_on(&self, items: &[Item], item_idx: usize, titles: &[Range<usize>]) -> bool {
        let Some(before) = item_idx.checked_sub(1).and_then(|before| items.get(before)) else { return false };
        titles
            .last()
            .is_some_and(|title| title.end == before.tokens.end && self.head_in(before.tokens.clone()).is_none())
    }

    /// Whether qualifiers from this item on share the head of a later one.
    fn leads_to_head(&self, items: &[Item], item_idx: usize, style: Style) -> bool {
        for item in items.iter().skip(item_idx + 1) {
            if !item.is_joined() {
                return false;
            }
            if let Some((_, head)) = self.head_in(item.tokens.clone()) {
                // After a comma alone the next title starts anew.
                return item.joint != Joint::Comma
                    && self.start_of(head.start, item.tokens.start, style) == item.tokens.start;
            }
            if !self.is_qualifier(item.tokens.clone(), style) {
                return false;
            }
        }
        false
    }

    fn is_plural(&self, title: Range<usize>) -> bool {
        let mut last_head = None;
        let mut at = title.start;
        while at < title.end {
            if let Some((class, phrase)) = self.phrase_at(at) {
                if class.is_head() {
                    last_head = Some(phrase.end - 1);
                }
                at = phrase.end.max(at + 1);
            } else {
                at += 1;
            }
        }
        last_head.is_some_and(|at| self.part.token_text(at).ends_with('s'))
    }
}

/// Cuts a stretch into items at its joints, one at a time.
struct Items<'g, 'a> {
    grammar: &'g Grammar<'a>,
    zone: Range<usize>,
    style: Style,
    /// The next token to look at.
    at: usize,
    /// The first token of the next item.
    first: usize,
    joint: Joint,
    n_items: usize,
}

impl Iterator for Items<'_, '_> {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        let grammar = self.grammar;
        let end_of_zone = self.zone.end;
        let mut note: Option<Range<usize>> = None;
        while self.at <= end_of_zone && self.n_items < ITEMS_MAX {
            let at = self.at;
            if at < end_of_zone {
                if let Some((_, phrase)) =
                    grammar.phrase_at(at).filter(|(_, phrase)| phrase.start == at && phrase.len() > 1)
                {
                    self.at = phrase.end;
                    continue;
                }
                if grammar.is_mark(at, b'(') || grammar.is_mark(at, b'[') {
                    let close = grammar.closing(at, end_of_zone).unwrap_or(end_of_zone.saturating_sub(1));
                    if grammar.is_inner_note(at, close, self.style) {
                        self.at = close + 1;
                        continue;
                    }
                    note.get_or_insert(at..(close + 1).min(end_of_zone));
                    self.at = close + 1;
                    continue;
                }
            }
            self.at += 1;
            let found = if at >= end_of_zone { Some(Joint::Other) } else { grammar.joint_at(at, self.style) };
            let Some(next) = found else { continue };
            let first = std::mem::replace(&mut self.first, at + 1);
            let end = note.as_ref().map_or(at, |note| note.start).min(at);
            let note = note.take();
            if end > first {
                let joint = std::mem::replace(&mut self.joint, next);
                self.n_items += 1;
                return Some(Item { tokens: first..end, joint, note });
            }
            if self.joint == Joint::Comma && next == Joint::And {
                self.joint = Joint::And;
            } else if self.n_items == 0 || next == Joint::Other {
                self.joint = next;
            }
        }
        None
    }
}
