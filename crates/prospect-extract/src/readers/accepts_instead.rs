//! Reads `accepts_instead`: skills of which one is enough ("Rust, C++ or Go", "Rust or similar"), and skills
//! that the employer teaches ("willing to learn Rust", "no Rust experience needed").
//!
//! In: the hits of skills and of the words around them, and `facts.skills`, which says which names count.
//! A doubtful list is left out: "and/or", negations, kinds that do not replace each other.
//!
//! Not here: how strongly a skill is asked (`skills`).

use super::skills::cues::{ASKS, HINTS_NEXT, LEARNED, LEARNS, LEARNS_LAST, NEGATES, ONE_OF, SIMILAR, TRAINS, WISHES};
use super::skills::mentions::Link;
use super::skills::skill_idx_of;
use super::skills::spread::{GAP_TOKENS_MAX, link_between};
use super::word_set::{WordSet, words};
use crate::scan::{Hit, Owner, Part, Phrases, Scan, TokenKind};
use prospect_lexicon::skills::{SkillEntry, skills};
use prospect_model::{Alternative, Facts, Skill, SkillKind, SkillNeed};
use std::ops::Range;

/// Most items of one list.
const ITEMS_MAX: usize = 16;

/// Most tokens between "one of" and the list that it announces: "one of the following languages:".
const ANNOUNCED_TOKENS_MAX: usize = 5;

/// Most tokens between "willing to learn" and a skill.
const LEARNED_TOKENS_MAX: usize = 3;

/// The phrases are those of `skills`.
pub(super) fn phrases(_phrases: &mut Phrases) {}

/// Writes `facts.accepts_instead`, in the order of the text.
pub(super) fn read(scan: &Scan, facts: &mut Facts) {
    if facts.skills.is_empty() {
        return;
    }
    let part = &scan.body;
    let hits = part.hits(Owner::Skill);
    let cues = part.hits(Owner::SkillCue);
    let mut found: Vec<(u32, Alternative)> = Vec::new();
    let cue_bits = cues.iter().fold(0, |bits, cue| bits | cue.value);
    // One item alone offers nothing without such a cue.
    let n_least = if cue_bits & (SIMILAR | ONE_OF) == 0 { 2 } else { 1 };
    let mut hit_idx = 0;
    let mut n_cues_before = 0;
    while let Some(first) = hits.get(hit_idx) {
        let n_items = list_length(part, hits, hit_idx);
        if n_items >= n_least
            && let Some(items) = hits.get(hit_idx..hit_idx + n_items)
        {
            n_cues_before += count_before(cues.get(n_cues_before..).unwrap_or_default(), first.first);
            let (before, behind) = cues.split_at_checked(n_cues_before).unwrap_or_default();
            // Most postings announce no list.
            let announcing = if cue_bits & ONE_OF == 0 { &[] } else { before };
            found.extend(alternative(part, Cues { announcing, before, behind }, items, &facts.skills));
        }
        hit_idx += n_items;
    }
    const LESSONS: u32 = LEARNS | LEARNED | LEARNS_LAST;
    let lessons = if cue_bits & LESSONS == 0 { &[] } else { cues };
    for cue in lessons.iter().filter(|cue| cue.value & LESSONS != 0) {
        found.extend(trained(part, cues, hits, cue, &facts.skills));
    }
    found.sort_by_key(|(first, _)| *first);
    for (_, alternative) in found {
        let is_known = facts
            .accepts_instead
            .iter()
            .any(|other| other.any_of == alternative.any_of && other.trains == alternative.trains);
        if !is_known {
            facts.accepts_instead.push(alternative);
        }
    }
}

/// Number of hits, from one on, that stand in one list; at least 1.
fn list_length(part: &Part, hits: &[Hit], from: usize) -> usize {
    let mut items = hits.get(from..).unwrap_or_default().iter();
    let Some(mut before) = items.next() else { return 1 };
    let mut n_items = 1;
    for next in items.take(ITEMS_MAX - 1) {
        // Two spellings of one name hit the same words.
        if next.first == before.first {
            n_items += 1;
            continue;
        }
        let gap = before.end as usize..next.first as usize;
        let is_list = gap.start < gap.end
            && gap.len() <= GAP_TOKENS_MAX
            && link_between(part, gap.clone()) == Link::List
            && !part.token(gap.end).is_some_and(|token| token.is_line_start())
            && !gap.clone().any(|at| part.token(at).is_some_and(|token| token.is_line_start() || ends(part, at)));
        if !is_list {
            break;
        }
        n_items += 1;
        before = next;
    }
    n_items
}

/// Whether a mark ends a sentence.
fn ends(part: &Part, at: usize) -> bool {
    let Some(token) = part.token(at) else { return true };
    let is_end =
        token.kind == TokenKind::Punct && matches!(u8::try_from(token.word), Ok(b'.' | b';' | b'!' | b'?' | b'|'));
    is_end && part.token(at + 1).is_none_or(|next| next.has_space_before())
}

/// The skill of a hit, when the posting's skills hold it and it is a technology.
fn technology(hit: &Hit, known: &[Skill]) -> Option<&'static SkillEntry> {
    let entry = skills().get(usize::from(skill_idx_of(hit.value)?))?;
    (entry.kind.is_technology() && known.iter().any(|skill| skill.id == entry.id)).then_some(entry)
}

/// Words that offer a choice between two items.
static CHOICES: WordSet = WordSet::new(&["or", "oder", "ou", "o", "lub", "albo"]);

/// What the gap before an item says.
#[derive(Clone, Copy, Default)]
struct Gap {
    /// It offers a choice; "and/or" offers none.
    is_choice: bool,
    /// It joins the item to the ones before as a further demand.
    is_addition: bool,
    /// It is a comma, which goes on with a list of anything; a slash keeps to the choice.
    is_comma: bool,
}

impl Gap {
    fn of(part: &Part, before: &Hit, next: &Hit) -> Self {
        let (mut has_choice, mut has_and, mut has_more, mut has_comma) = (false, false, false, false);
        for at in before.end as usize..next.first as usize {
            if part.token(at).is_some_and(|token| token.is_mark(b',')) {
                has_comma = true;
                continue;
            }
            has_choice |= CHOICES.has(part, at);
            has_and |= words!["and", "und", "et", "y", "i"].has(part, at);
            has_more |= words!["oraz", "plus", "with", "&", "+"].has(part, at);
        }
        let is_choice = has_choice && !has_and;
        Self { is_choice, is_addition: has_and || has_more, is_comma: has_comma && !has_choice }
    }
}

/// The cues around a list.
struct Cues<'a> {
    /// Those before it when any cue of the posting announces a list.
    announcing: &'a [Hit],
    /// Those that start before it.
    before: &'a [Hit],
    /// The others.
    behind: &'a [Hit],
}

/// The choice that a list offers, if it does.
fn alternative(part: &Part, cues: Cues<'_>, items: &[Hit], known: &[Skill]) -> Option<(u32, Alternative)> {
    let (first, last) = (items.first()?, items.last()?);
    let is_similar = cue_behind(cues.behind, last.end as usize, SIMILAR);
    let announced = cues.announcing.iter().rev().take(NEAR_CUES).find(|cue| {
        cue.value & ONE_OF != 0
            && is_within(cue, first.first as usize, ANNOUNCED_TOKENS_MAX)
            && announces(part, cue.end as usize..first.first as usize)
    });
    let mut gaps = [Gap::default(); ITEMS_MAX];
    let mut before = first;
    let mut rest = items.get(1..).unwrap_or_default();
    for gap in &mut gaps {
        let Some((next, others)) = rest.split_first() else { break };
        *gap = Gap::of(part, before, next);
        (before, rest) = (next, others);
    }
    let gaps = gaps.get(..items.len().saturating_sub(1)).unwrap_or_default();
    let has_choice = gaps.iter().any(|gap| gap.is_choice);
    if !(has_choice || is_similar.is_some() || announced.is_some()) {
        return None;
    }
    let is_negated = last_of(cues.before, first.first as usize, 1)
        .any(|cue| cue.value & NEGATES != 0 && cue.value & (ASKS | HINTS_NEXT) == 0);
    if is_negated {
        return None;
    }
    // "Python and Rust or Go" offers Rust or Go; "one of" holds for all.
    let mut from = 0;
    let mut to = items.len();
    if announced.is_none() {
        let mut is_after_choice = false;
        for (gap_idx, gap) in gaps.iter().enumerate() {
            if gap.is_addition && !gap.is_choice {
                if is_after_choice && is_similar.is_none() {
                    to = gap_idx + 1;
                    break;
                }
                from = gap_idx + 1;
            }
            is_after_choice |= gap.is_choice;
        }
        // "TypeScript, Rust or Go, Bash": a list that goes on behind a choice offers only what the choice joins.
        let run = gaps.get(from..to.saturating_sub(1)).unwrap_or_default();
        let goes_on = run.last().is_some_and(|gap| gap.is_comma) && is_similar.is_none();
        if goes_on && let Some(first) = run.iter().position(|gap| gap.is_choice) {
            let n_choices = run.iter().skip(first).take_while(|gap| !gap.is_comma).count();
            let n_before = run.iter().take(first).rev().take_while(|gap| !gap.is_comma).count();
            (from, to) = (from + first - n_before, from + first + n_choices + 1);
        }
    }
    // "A systems language (C, C++ or Rust)" names the field first.
    while from < to && items.get(from).is_some_and(|hit| technology(hit, known).is_none()) {
        from += 1;
    }
    let items = items.get(from..to)?;
    let mut buffer = [None; ITEMS_MAX];
    let mut n_entries = 0;
    for hit in items {
        let entry = technology(hit, known)?;
        if !buffer.iter().take(n_entries).flatten().any(|other: &&SkillEntry| other.id == entry.id) {
            *buffer.get_mut(n_entries)? = Some(entry);
            n_entries += 1;
        }
    }
    let entries = || buffer.iter().flatten().copied();
    let kind = entries().next()?.kind;
    let is_exchangeable = entries().all(|entry| can_replace(entry.kind, kind));
    let n_least = if is_similar.is_some() { 1 } else { 2 };
    let still_offers = announced.is_some()
        || is_similar.is_some()
        || gaps.get(from..to.saturating_sub(1)).unwrap_or_default().iter().any(|gap| gap.is_choice);
    if !is_exchangeable || n_entries < n_least || !still_offers {
        return None;
    }
    // What the employer merely uses leaves nothing to choose.
    let is_asked = announced.is_some()
        || is_similar.is_some()
        || entries().any(|entry| {
            known
                .iter()
                .any(|skill| skill.id == entry.id && matches!(skill.need, SkillNeed::Required | SkillNeed::Preferred))
        });
    if !is_asked {
        return None;
    }
    let start = announced.map_or(items.first()?.first, |cue| cue.first);
    let end = is_similar.map_or(items.last()?.end, |cue| cue.end);
    let rule = if announced.is_some() {
        "one-of-list"
    } else if is_similar.is_some() {
        "or-similar"
    } else {
        "or-list"
    };
    let words = part.words(start as usize..end as usize, rule);
    let any_of = entries().map(|entry| entry.id.to_owned()).collect();
    Some((start, Alternative { words, any_of, trains: false }))
}

/// Kinds of which one item can stand for another.
fn can_replace(one: SkillKind, other: SkillKind) -> bool {
    let group = |kind| match kind {
        SkillKind::Framework | SkillKind::Tool => 1,
        SkillKind::Database => 2,
        SkillKind::Cloud => 3,
        SkillKind::Protocol => 4,
        SkillKind::Hardware => 5,
        _ => 0,
    };
    group(one) == group(other)
}

/// The skills that a cue of learning is about, if any stand there.
fn trained(part: &Part, cues: &[Hit], hits: &[Hit], cue: &Hit, known: &[Skill]) -> Option<(u32, Alternative)> {
    let has = |bits: u32| cue.value & bits != 0;
    let (items, start, end) = has(LEARNS)
        .then(|| taught_behind(part, hits, cue))
        .flatten()
        .or_else(|| has(LEARNS_LAST).then(|| taught_before(part, hits, cue)).flatten())
        .or_else(|| has(LEARNED).then(|| not_needed(part, cues, hits, cue)).flatten())?;
    let any_of: Vec<String> =
        items.iter().filter_map(|hit| technology(hit, known)).map(|entry| entry.id.to_owned()).collect();
    if any_of.is_empty() {
        return None;
    }
    let words = part.words(start as usize..end as usize, "taught-on-the-job");
    Some((start, Alternative { words, any_of, trains: true }))
}

/// Skills, and the tokens that say so.
type Taught<'a> = (&'a [Hit], u32, u32);

/// "Willing to learn Rust or Go", "we will train you in Rust".
fn taught_behind<'a>(part: &Part, hits: &'a [Hit], cue: &Hit) -> Option<Taught<'a>> {
    let at = hits.partition_point(|hit| hit.first < cue.end);
    let gap = cue.end as usize..hits.get(at)?.first as usize;
    if gap.len() > LEARNED_TOKENS_MAX || !is_unbroken(part, gap) {
        return None;
    }
    let items = hits.get(at..at + list_length(part, hits, at))?;
    Some((items, cue.first, items.last()?.end))
}

/// "Experience with Rust or a desire to learn it".
fn taught_before<'a>(part: &Part, hits: &'a [Hit], cue: &Hit) -> Option<Taught<'a>> {
    let at = hits.partition_point(|hit| hit.end <= cue.first).checked_sub(1)?;
    let last = hits.get(at)?;
    let gap = last.end as usize..cue.first as usize;
    let is_near = gap.len() <= LEARNED_TOKENS_MAX
        && !gap.clone().any(|at| ends(part, at) || part.token(at).is_some_and(|token| token.is_line_start()));
    is_near.then(|| (std::slice::from_ref(last), last.first, cue.end))
}

/// "No Rust experience needed", "Rust knowledge is not required", "no Rust, we will teach you".
fn not_needed<'a>(part: &Part, cues: &[Hit], hits: &'a [Hit], cue: &Hit) -> Option<Taught<'a>> {
    let (cue_first, cue_end) = (cue.first as usize, cue.end as usize);
    let at = hits.partition_point(|hit| hit.end as usize <= cue_first).checked_sub(1)?;
    let last = hits.get(at)?;
    let gap = last.end as usize..cue_first;
    // "SQL (a 100% match is not necessary)" is about the match.
    let is_broken = |at: usize| {
        ends(part, at) || part.token(at).is_some_and(|token| token.kind == TokenKind::Number || token.is_line_start())
    };
    if gap.len() > LEARNED_TOKENS_MAX + 1
        || gap.clone().any(is_broken)
        || part.token(cue_first).is_some_and(|token| token.is_line_start())
    {
        return None;
    }
    let negation_before =
        |hit: &Hit| cues_before(cues, hit.first as usize, 2).find(|cue| cue.value & (NEGATES | LEARNS) != 0);
    // "No Rust/WASM expertise necessary": what is denied may be a list.
    let mut from = at;
    while from > 0 && at - from < ITEMS_MAX && list_length(part, hits, from - 1) >= 2 {
        from -= 1;
    }
    let list = hits.get(from..=at)?;
    let denied = (0..list.len()).find_map(|skip| {
        let items = list.get(skip..)?;
        negation_before(items.first()?).map(|negation| (items, Some(negation)))
    });
    let (items, negation) = denied.unwrap_or((std::slice::from_ref(last), None));
    let says_not = (cue_first..cue_end).any(|at| words!["not", "n't", "t"].has_exactly(part, at));
    let teaches = cue.value & TRAINS != 0 && !says_not;
    let is_wish = cues_before(cues, cue_first, gap.len()).any(|cue| cue.value & WISHES != 0 && cue.first >= last.end);
    if (!says_not && negation.is_none()) || (teaches && negation.is_none()) || is_wish {
        return None;
    }
    Some((items, negation.map_or(last.first, |cue| cue.first), cue.end))
}

/// The cues that end within a number of tokens before a token.
fn cues_before(cues: &[Hit], first: usize, n_tokens: usize) -> impl Iterator<Item = &Hit> {
    let until = cues.partition_point(|cue| (cue.first as usize) < first);
    last_of(cues.get(..until).unwrap_or_default(), first, n_tokens)
}

/// The last of the cues before a token that end within a number of tokens before it.
fn last_of(cues: &[Hit], first: usize, n_tokens: usize) -> impl Iterator<Item = &Hit> {
    cues.iter().rev().take(NEAR_CUES).filter(move |cue| is_within(cue, first, n_tokens))
}

/// Most cues before a token that are looked at.
const NEAR_CUES: usize = 8;

/// Whether a cue ends within a number of tokens before a token.
#[inline]
fn is_within(cue: &Hit, first: usize, n_tokens: usize) -> bool {
    (cue.end as usize) <= first && first - cue.end as usize <= n_tokens
}

/// Number of cues at the start of a list of them that start before a token.
fn count_before(cues: &[Hit], first: u32) -> usize {
    cues.iter().take_while(|cue| cue.first < first).count()
}

/// The cue of these bits that starts at a token, or behind a comma there.
fn cue_behind(cues: &[Hit], end: usize, bits: u32) -> Option<Hit> {
    let mut behind = cues.iter().skip_while(|cue| (cue.first as usize) < end).take(3);
    behind.find(|cue| cue.value & bits != 0 && cue.first as usize - end <= 1).copied()
}

/// Words between "one of" and the list that it announces.
static ANNOUNCING: WordSet = WordSet::new(&[
    "the",
    "following",
    "these",
    "those",
    "of",
    "programming",
    "language",
    "languages",
    "technology",
    "technologies",
    "framework",
    "frameworks",
    "database",
    "databases",
    "managers",
    "major",
    "modern",
    "cloud",
    "provider",
    "providers",
    "platform",
    "platforms",
    "tools",
    "tool",
    "systems",
    "functional",
    "scripting",
    "web",
    "backend",
    "such",
    "as",
    "like",
    "eg",
    "e",
    "g",
    "core",
]);

/// Whether a gap only says what the list is of: "one of the following languages:".
fn announces(part: &Part, gap: Range<usize>) -> bool {
    gap.into_iter().all(|at| {
        part.token(at).is_some_and(|token| match token.kind {
            TokenKind::Punct => !ends(part, at) && !token.is_mark(b')'),
            _ => ANNOUNCING.has(part, at),
        })
    })
}

/// Whether a gap holds words only, on one line.
fn is_unbroken(part: &Part, gap: Range<usize>) -> bool {
    gap.into_iter().all(|at| {
        part.token(at).is_some_and(|token| {
            !token.is_line_start()
                && (token.kind == TokenKind::Word || [b'"', b'\'', b')'].iter().any(|mark| token.is_mark(*mark)))
        })
    })
}
