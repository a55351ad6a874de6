//! Mentions: hits of skill spellings whose edges are those of a name.

use super::names::{self, Class, Traits};
use crate::scan::{Owner, Part, TokenKind};
use prospect_model::SkillNeed;

/// Whether a mention counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// Its surroundings have to say.
    Open,
    /// It counts.
    In,
    /// It does not.
    Out,
}

/// One hit of a skill's spelling.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mention {
    /// Index of the skill in the lexicon.
    pub skill_idx: u16,
    /// First token.
    pub first: u32,
    /// Token after the last.
    pub end: u32,
    /// What the spelling is besides.
    pub class: Class,
    /// What its skill is.
    pub own: Traits,
    /// Whether it counts.
    pub state: State,
    /// How strongly it is asked.
    pub need: SkillNeed,
    /// Whether it was negated; the rest of its list is then, too.
    pub is_negated: bool,
    /// How it hangs together with the mention before.
    pub link: Link,
    /// The rule that let it count.
    pub rule: &'static str,
}

/// How two neighbouring mentions hang together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::readers) enum Link {
    /// Not at all.
    None,
    /// By a word such as "with" or "on".
    Soft,
    /// As items of one list.
    List,
}

impl Mention {
    fn new(skill_idx: u16, first: u32, end: u32, class: Class) -> Self {
        Self {
            skill_idx,
            first,
            end,
            class,
            own: names::traits(skill_idx),
            state: if class == Class::Sure { State::In } else { State::Open },
            need: SkillNeed::Stack,
            is_negated: false,
            link: Link::None,
            rule: "skill-name",
        }
    }

    pub(super) fn tokens(&self) -> std::ops::Range<usize> {
        self.first as usize..self.end as usize
    }
}

/// The mentions of a part, in order.
pub(super) fn collect(part: &Part) -> Vec<Mention> {
    let hits = part.hits(Owner::Skill);
    let mut mentions: Vec<Mention> = Vec::with_capacity(hits.len());
    let mut hits = hits.iter().peekable();
    while let Some(hit) = hits.next() {
        let Some((skill_idx, is_guarded)) = names::decode(hit.value) else {
            // A decoy of just this length hides the skill on either side of it.
            while hits.next_if(|next| next.first == hit.first).is_some() {}
            if mentions.last().is_some_and(|last| last.first == hit.first) {
                mentions.pop();
            }
            continue;
        };
        let (first, end) = (hit.first as usize, hit.end as usize);
        let class = if is_guarded { names::class_of(skill_idx, part.text_of(first..end)) } else { Class::Sure };
        if !is_whole(part, first, end, class) {
            continue;
        }
        // Two skills may share a guarded spelling; the first record keeps the place.
        if mentions.last().is_some_and(|last| last.first == hit.first && (is_guarded || last.class == Class::Sure)) {
            continue;
        }
        if mentions.last().is_some_and(|last| last.first == hit.first) {
            mentions.pop();
        }
        let mention = Mention::new(skill_idx, hit.first, hit.end, class);
        if mention.own.is_compound {
            let of_word = |at: u32| {
                let (skill_idx, class) = names::named(part.token_text(at as usize))?;
                Some(Mention::new(skill_idx, at, at + 1, class))
            };
            if !part.token(first + 1).is_some_and(|token| token.is_mark(b'-')) {
                // "Rust for Linux and Windows" names no crate.
                mentions.extend((hit.first..hit.end).filter_map(of_word));
                continue;
            }
            // "rust-analyzer" says Rust, too.
            let head = of_word(hit.first);
            mentions.extend(head.map(|head| Mention { state: State::In, rule: "named-in-compound", ..head }));
        }
        mentions.push(mention);
    }
    mentions
}

/// Whether the marks that touch a hit leave it a name: "main.rs", "Rust-Oleum", "R&D", "I'd" do not.
fn is_whole(part: &Part, first: usize, end: usize, class: Class) -> bool {
    let (Some(start), Some(last)) = (part.token(first), end.checked_sub(1).and_then(|at| part.token(at))) else {
        return false;
    };
    let is_letter = class == Class::Letter;
    let is_joined_before = !start.has_space_before();
    if is_joined_before && let Some(before) = first.checked_sub(1).and_then(|at| part.token(at)) {
        let is_word_behind = first >= 2 && before.kind == TokenKind::Punct && !before.has_space_before();
        match before.kind {
            TokenKind::Word | TokenKind::Number => return false,
            TokenKind::Url | TokenKind::Email => {}
            TokenKind::Punct => {
                if before.is_mark(b'_') || before.is_mark(b'@') || before.is_mark(b'$') || before.is_mark(b'\\') {
                    return false;
                }
                if before.is_mark(b'.') && is_word_behind && (!start.is_capitalised() || start.n_bytes() <= 3) {
                    return false;
                }
                if before.is_mark(b'\'')
                    && is_word_behind
                    && part.token(first - 2).is_some_and(|token| token.kind == TokenKind::Word)
                {
                    return false;
                }
                if is_letter && (before.is_mark(b'-') || before.is_mark(b'&')) {
                    return false;
                }
            }
        }
    }
    let Some(next) = part.token(end) else { return true };
    if next.has_space_before() {
        // "R & D", but "C & Rust".
        let is_pair = next.is_mark(b'&') && part.token(end + 1).is_some_and(|behind| behind.n_bytes() == 1);
        return !(is_letter && is_pair);
    }
    let behind = part.token(end + 1).filter(|behind| !behind.has_space_before());
    match next.kind {
        TokenKind::Word | TokenKind::Number | TokenKind::Url | TokenKind::Email => false,
        TokenKind::Punct => {
            if next.is_mark(b'_') || next.is_mark(b'@') {
                return false;
            }
            if next.is_mark(b'.') && behind.is_some_and(|behind| behind.kind == TokenKind::Word) {
                // "go.mod"; but "Ember.js" keeps the name, and "Go.We" lost its space.
                let is_js = part.token_text(end + 1).eq_ignore_ascii_case("js");
                return is_js || (class == Class::Sure && behind.is_some_and(|behind| behind.is_capitalised()));
            }
            if is_letter {
                let is_initial = next.is_mark(b'.')
                    && part.token(end + 1).is_some_and(|behind| behind.is_capitalised())
                    && first.checked_sub(1).and_then(|at| part.token(at)).is_some_and(|before| {
                        before.is_capitalised() && !before.is_line_start() && !last.is_line_start()
                    });
                let is_bound = [b'-', b'&', b'\'', b'+', b'#', b'*'].iter().any(|mark| next.is_mark(*mark));
                return !(is_initial || is_bound && behind.is_some());
            }
            true
        }
    }
}
