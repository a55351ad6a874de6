//! How strongly a posting asks for a skill: required, preferred, stack, mentioned.
//!
//! A title and a role beside the name ask; else the nearest cue of the sentence decides, else the section.

use super::cues::{ASKS, DEMANDED, LEANS, LEVEL, NEGATED, NEGATES, PASSES, ROLE, SEEKS, STATES, USES, WISHED, WISHES};
use super::mentions::{Link, State};
use super::spread::Sentence;
use crate::readers::word_set::words;
use crate::scan::{Part, Section, TokenKind};
use prospect_model::SkillNeed;

/// Order of strength; the strongest mention counts.
pub(super) fn strength(need: SkillNeed) -> u8 {
    match need {
        SkillNeed::Required => 3,
        SkillNeed::Preferred => 2,
        SkillNeed::Stack => 1,
        SkillNeed::Mentioned => 0,
    }
}

/// Sets the need of each mention of a sentence that counts.
pub(super) fn judge(sentence: &mut Sentence<'_>) {
    let part = sentence.part;
    let by_section = section_need(sentence.line.section);
    let is_title = is_title_line(sentence);
    if !sentence.has(TELLING) {
        let need = if is_title { SkillNeed::Required } else { by_section };
        sentence.mentions.iter_mut().filter(|mention| mention.state == State::In).for_each(|it| it.need = need);
        return;
    }
    for mention_idx in 0..sentence.mentions.len() {
        let Some(mention) = sentence.mentions.get(mention_idx).copied() else { return };
        if mention.state != State::In {
            continue;
        }
        let (first, end) = (mention.first as usize, mention.end as usize);
        let is_negated = sentence.has(NEGATES)
            && sentence.cues.iter().any(|cue| {
                let cue_end = cue.end as usize;
                cue.value & NEGATES != 0 && cue_end <= first && first - cue_end <= 1 && is_bare(part, cue_end..first)
            })
            || (mention.link == Link::List
                && mention_idx
                    .checked_sub(1)
                    .and_then(|idx| sentence.mentions.get(idx))
                    .is_some_and(|it| it.is_negated));
        let need = if is_negated {
            SkillNeed::Mentioned
        } else if is_title
            || is_role_next(sentence, end)
            || is_in_role_bracket(sentence, first)
            || is_behind_level(sentence, first)
        {
            SkillNeed::Required
        } else {
            by_cues(sentence, first, end, by_section)
        };
        if let Some(mention) = sentence.mentions.get_mut(mention_idx) {
            mention.need = need;
            mention.is_negated = is_negated;
        }
    }
}

/// Cues that tell how strongly something is asked.
const TELLING: u32 =
    ASKS | DEMANDED | LEVEL | NEGATED | NEGATES | PASSES | ROLE | SEEKS | STATES | USES | WISHED | WISHES;

fn section_need(section: Section) -> SkillNeed {
    match section {
        Section::Requirements | Section::Roles => SkillNeed::Required,
        Section::Preferred => SkillNeed::Preferred,
        _ => SkillNeed::Stack,
    }
}

/// The header of a posting, or a line that is a role's title: short, with a role, without a full stop.
fn is_title_line(sentence: &Sentence<'_>) -> bool {
    if sentence.line_idx == 0 && sentence.part.header.len() >= 2 {
        return true;
    }
    if !sentence.has(ROLE) || sentence.has(STATES | WISHES | WISHED) {
        return false;
    }
    let line = sentence.line.token_range();
    let n_words = line
        .clone()
        .filter(|at| sentence.part.token(*at).is_some_and(|token| token.kind != TokenKind::Punct))
        .take(TITLE_WORDS_MAX + 1)
        .count();
    let ends_sentence =
        line.end.checked_sub(1).and_then(|at| sentence.part.token(at)).is_some_and(|token| token.is_mark(b'.'));
    n_words <= TITLE_WORDS_MAX
        && !ends_sentence
        && sentence.cues.iter().any(|cue| {
            cue.value & ROLE != 0 && sentence.part.token(cue.first as usize).is_some_and(|token| token.is_capitalised())
        })
}

/// Most words of a line that is a title.
const TITLE_WORDS_MAX: usize = 14;

/// Whether a role follows the name or its list: "Rust engineers", "C++/Rust Software Developer".
fn is_role_next(sentence: &Sentence<'_>, end: usize) -> bool {
    if !sentence.has(ROLE) {
        return false;
    }
    // The role's own words may hold the name ("iOS developer").
    let is_within =
        sentence.cues.iter().any(|cue| cue.value & ROLE != 0 && (cue.first as usize) < end && cue.end as usize > end);
    if is_within {
        return true;
    }
    let mut end = end;
    for _ in 0..4 {
        let role = sentence
            .cues
            .iter()
            .find(|cue| cue.value & ROLE != 0 && cue.first as usize >= end && cue.first as usize - end <= 2);
        if role.is_some_and(|role| is_bare(sentence.part, end..role.first as usize)) {
            return true;
        }
        // Over the next item of the list.
        match sentence
            .mentions
            .iter()
            .find(|next| next.first as usize >= end && next.link == Link::List && next.first as usize - end <= 2)
        {
            Some(next) => end = next.end as usize,
            None => return false,
        }
    }
    false
}

/// Whether a level stands right before the name, as in a title: "Senior Rust".
fn is_behind_level(sentence: &Sentence<'_>, first: usize) -> bool {
    sentence.has(LEVEL)
        && sentence.cues.iter().any(|cue| {
            cue.value & LEVEL != 0
                && cue.end as usize == first
                && sentence.part.token(cue.first as usize).is_some_and(|token| token.is_capitalised())
                && sentence.part.token(first).is_some_and(|token| token.is_capitalised())
        })
}

/// Whether the sentence is the description of a role that its line names: "Build engineer: Bazel, Nix".
fn is_behind_role_label(sentence: &Sentence<'_>, first: usize) -> bool {
    let start = sentence.line.tokens.start as usize;
    sentence.has(ROLE)
        && sentence.cues.iter().any(|cue| {
            let end = cue.end as usize;
            cue.value & ROLE != 0
                && end <= first
                && end - start <= LABEL_TOKENS_MAX
                && sentence.part.token(end).is_some_and(|token| token.is_mark(b':'))
        })
}

/// Most tokens of a role's name before its colon.
const LABEL_TOKENS_MAX: usize = 9;

/// Whether the name stands in a bracket right behind a role: "engineer (Rust, C++)".
fn is_in_role_bracket(sentence: &Sentence<'_>, first: usize) -> bool {
    sentence.has(ROLE)
        && sentence.cues.iter().filter(|cue| cue.value & ROLE != 0 && (cue.end as usize) < first).any(|cue| {
            let open = cue.end as usize;
            sentence.part.token(open).is_some_and(|token| token.is_mark(b'('))
                && !is_parted(sentence.part, open + 1..first)
                && !sentence.cues.iter().any(|cue| {
                    cue.value & (USES | STATES) != 0 && cue.first as usize > open && cue.end as usize <= first
                })
        })
}

fn by_cues(sentence: &Sentence<'_>, first: usize, end: usize, by_section: SkillNeed) -> SkillNeed {
    let part = sentence.part;
    // What stands behind wins: "Rust is a plus", "Java not required".
    let behind = if sentence.has(NEGATED | DEMANDED | WISHED) { sentence.cues } else { &[] };
    for cue in behind.iter().filter(|cue| cue.first as usize >= end) {
        if cue.value & NEGATED != 0 && cue.first as usize - end <= 2 {
            return SkillNeed::Mentioned;
        }
        if cue.value & DEMANDED != 0 && cue.first as usize - end <= 2 && is_bare(part, end..cue.first as usize) {
            return SkillNeed::Required;
        }
        if cue.value & WISHED != 0 && reaches_back(sentence, end, cue.tokens()) {
            return SkillNeed::Preferred;
        }
    }
    let mut need = None;
    let mut is_stated = false;
    let mut wish_end = 0;
    for cue in
        sentence.cues.iter().take_while(|cue| (cue.first as usize) < first).filter(|cue| cue.end as usize <= first)
    {
        let is_wish = need == Some(SkillNeed::Preferred);
        if cue.value & WISHES != 0 && reaches_on(part, cue.end as usize, first) {
            // "Ideally" leans on what follows at once; "Bonus:" holds for all.
            need = Some(SkillNeed::Preferred);
            wish_end = if cue.value & LEANS != 0 { cue.end as usize } else { usize::MAX };
        } else if cue.value & STATES != 0 {
            need = Some(SkillNeed::Stack);
            is_stated = true;
        } else if cue.value & ASKS != 0 || (cue.value & SEEKS != 0 && !is_task(part, cue.end as usize..first)) {
            let is_overridden = is_wish && (cue.first as usize) < wish_end.saturating_add(WISH_TOKENS);
            if !is_overridden {
                need = Some(SkillNeed::Required);
                is_stated = false;
            }
        } else if cue.value & USES != 0 && need.is_none() {
            need = Some(SkillNeed::Stack);
        }
    }
    if need.is_none() && is_behind_role_label(sentence, first) {
        return SkillNeed::Required;
    }
    let is_in_passing = by_section == SkillNeed::Stack
        && matches!(need, None | Some(SkillNeed::Stack))
        && !is_stated
        && sentence.has(PASSES);
    if is_in_passing {
        return SkillNeed::Mentioned;
    }
    match (need, by_section) {
        (_, SkillNeed::Preferred) => SkillNeed::Preferred,
        (Some(SkillNeed::Stack), SkillNeed::Required) if !is_stated => SkillNeed::Required,
        (Some(need), _) => need,
        (None, by_section) => by_section,
    }
}

/// Whether what follows "looking for an engineer" is a task: "to build", "who will run".
fn is_task(part: &Part, gap: std::ops::Range<usize>) -> bool {
    gap.into_iter().any(|at| words!["to", "will", "you", "whose", "our"].has_exactly(part, at))
}

/// A demand that starts within this many tokens of "ideally" is part of the wish: "ideally you have".
const WISH_TOKENS: usize = 4;

/// Whether a wish before a mention holds for it: not when it stood in a bracket that closed, unless a colon
/// follows ("Certifications (desirable): ...").
fn reaches_on(part: &Part, cue_end: usize, first: usize) -> bool {
    let is_label = part.token(cue_end).is_some_and(|token| token.is_mark(b')'))
        && part.token(cue_end + 1).is_some_and(|token| token.is_mark(b':'));
    is_label || !is_parted(part, cue_end..first)
}

/// Whether a wish behind ("a plus") reaches back to the mention that ends at `end`.
fn reaches_back(sentence: &Sentence<'_>, end: usize, cue: std::ops::Range<usize>) -> bool {
    let part = sentence.part;
    let (cue_first, cue_end) = (cue.start, cue.end);
    // A demand between the two keeps the wish for itself.
    let is_taken = sentence.cues.iter().any(|cue| {
        cue.value & ASKS != 0
            && cue.first as usize >= end
            && (cue.end as usize) <= cue_first
            && sentence.mentions.iter().any(|mention| mention.first >= cue.end && (mention.end as usize) <= cue_first)
    });
    if is_taken {
        return false;
    }
    // "Python, Rust a plus": without a verb the wish is for the last item alone.
    let verbs = words!["is", "are", "would", "be", "will", "being", "as", "strongly", "highly"];
    let has_verb = (end..cue_end).any(|at| verbs.has(part, at));
    let is_last = !(end..cue_first).any(|at| {
        part.token(at).is_some_and(|token| token.is_mark(b','))
            && sentence
                .mentions
                .iter()
                .any(|mention| mention.first as usize > at && (mention.end as usize) <= cue_first)
    });
    // "compilers or static analysis (a plus)" is a wish for all, "Java (Spring a plus)" is none for Java.
    let is_bracketed =
        cue_first.checked_sub(1).is_some_and(|at| part.token(at).is_some_and(|token| token.is_mark(b'(')));
    is_bracketed || ((has_verb || is_last) && !opens_bracket(part, end..cue_first))
}

/// Whether a bracket opens within a gap and stays open.
fn opens_bracket(part: &Part, gap: std::ops::Range<usize>) -> bool {
    let mut n_open = 0_u32;
    for at in gap {
        let Some(token) = part.token(at) else { continue };
        if token.is_mark(b'(') {
            n_open += 1;
        } else if token.is_mark(b')') {
            n_open = n_open.saturating_sub(1);
        }
    }
    n_open > 0
}

/// Whether a bracket closes within a gap that did not open in it.
fn is_parted(part: &Part, gap: std::ops::Range<usize>) -> bool {
    let mut n_open = 0_u32;
    for at in gap {
        let Some(token) = part.token(at) else { continue };
        if token.is_mark(b'(') {
            n_open += 1;
        } else if token.is_mark(b')') {
            let Some(fewer) = n_open.checked_sub(1) else { return true };
            n_open = fewer;
        }
    }
    false
}

/// Whether a gap holds words only, or marks that bind.
fn is_bare(part: &Part, gap: std::ops::Range<usize>) -> bool {
    gap.into_iter().all(|at| {
        part.token(at).is_some_and(|token| {
            token.kind == TokenKind::Word
                || token.is_mark(b'-')
                || token.is_mark(b'/')
                || token.is_mark(b'+')
                || token.is_mark(b')')
        })
    })
}
