//! Reads `domain`: what the employer or the role builds, one or two classes, the surest first.
//!
//! Cue phrases of each class are weighed by how telling they are and by where they stand: the header and
//! the first sentences say what an employer builds, requirements and benefits hardly do. Skills that
//! belong to one domain count too. The class with the most weight comes first; a second one counts when
//! it is nearly as strong.
//!
//! Not here: the skills themselves (`skills`).

mod words;

use crate::scan::{Hit, Owner, Part, Phrases, Scan, Section};
use prospect_model::{Domain, DomainPath, Evidence, Facts, SkillNeed};
use std::ops::Range;

/// Share of the first class's weight that a second one needs.
const SECOND_SHARE: f32 = 0.7;

/// Least weight of a class that is read.
const LEAST: f32 = 1.0;

/// Tokens behind the header that open a posting, and those in which it says what its employer does.
const OPENING_TOKENS: u32 = 45;
const TOP_TOKENS: u32 = 110;

/// Tokens behind "we build" that say what.
const DEFINED_TOKENS: u32 = 24;

/// What a phrase counts by where it stands. Chosen by hand; a conditional logit that was fitted to 351
/// judged postings found the same order and nothing that held on other postings (docs/accuracy.md).
mod place {
    pub(super) const TITLE: f32 = 2.5;
    pub(super) const HEADER: f32 = 1.2;
    pub(super) const DEFINED_AT_TOP: f32 = 1.6;
    pub(super) const DEFINED_LATER: f32 = 0.9;
    pub(super) const OPENING: f32 = 1.4;
    pub(super) const TOP: f32 = 1.0;
    pub(super) const BODY: f32 = 0.7;
    pub(super) const REQUIREMENTS: f32 = 0.4;
    pub(super) const TERMS: f32 = 0.15;
}

/// Most that one phrase adds, however often it is repeated, as a multiple of its first weight.
const REPEAT_MAX: f32 = 2.0;

pub(super) fn phrases(phrases: &mut Phrases) {
    words::add(phrases);
}

/// Least weight of a phrase that names a narrower field: less is said in passing.
const PATH_LEAST: f32 = 1.0;

/// Weight of one phrase, summed over its mentions.
struct Mention {
    value: u32,
    word: u32,
    first_weight: f32,
    weight: f32,
    tokens: Range<usize>,
    strongest: f32,
}

/// Where the strongest sign of a class stands.
#[derive(Clone)]
enum Source<'a> {
    Cue(&'a Part, Range<usize>),
    /// Index into the posting's skills.
    Skill(usize),
}

/// What speaks for one class.
#[derive(Clone, Default)]
struct Class<'a> {
    by_strength: [f32; words::N_STRENGTHS],
    score: f32,
    strongest: Option<(f32, Source<'a>)>,
}

impl<'a> Class<'a> {
    fn note(&mut self, weight: f32, source: Source<'a>) {
        if self.strongest.as_ref().is_none_or(|(strongest, _)| weight > *strongest) {
            self.strongest = Some((weight, source));
        }
    }
}

pub(super) fn read(scan: &Scan, facts: &mut Facts) {
    let mut classes: [Class<'_>; Domain::ALL.len()] = Default::default();
    let mut paths: [Option<(&Part, Range<usize>)>; DomainPath::ALL.len()] = Default::default();
    for part in [scan.field("title"), Some(&scan.body)].into_iter().flatten() {
        for mention in mentions(part, facts) {
            let Some((domain_idx, _)) = words::decode(mention.value) else { continue };
            let Some(class) = classes.get_mut(domain_idx) else { continue };
            let Some(sum) = class.by_strength.get_mut(words::strength_of(mention.value)) else { continue };
            let weight = mention.weight.min(mention.first_weight.max(mention.strongest) * REPEAT_MAX);
            *sum += weight;
            if let Some(path) = words::path_of(mention.value).filter(|_| mention.strongest >= PATH_LEAST) {
                paths.get_mut(path as usize).map(|place| place.get_or_insert((part, mention.tokens.clone())));
            }
            class.note(weight, Source::Cue(part, mention.tokens));
        }
    }
    for class in &mut classes {
        // However many words lean to a class, they do not outweigh those that name another.
        class.score = class.by_strength.iter().zip(words::SUM_MAX).map(|(sum, most)| sum.min(most)).sum();
    }
    for (skill_idx, skill) in facts.skills.iter().enumerate() {
        let Some((domain, weight)) = words::skill_weight(&skill.id) else { continue };
        let weight = if skill.need == SkillNeed::Mentioned { weight * 0.5 } else { weight };
        if let Some(class) = classes.get_mut(domain as usize) {
            class.score += weight;
            class.note(weight, Source::Skill(skill_idx));
        }
    }
    // The first of equals wins.
    let best_but = |other: Option<Domain>| {
        let ranked =
            classes.iter().zip(Domain::ALL).filter(|(class, domain)| class.score >= LEAST && Some(**domain) != other);
        ranked.reduce(|best, next| if next.0.score.total_cmp(&best.0.score).is_gt() { next } else { best })
    };
    let Some((first, domain)) = best_but(None) else { return };
    let second = best_but(Some(*domain)).filter(|(second, _)| second.score >= first.score * SECOND_SHARE);
    let mut evidence = Vec::with_capacity(2);
    for (class, domain) in std::iter::once((first, domain)).chain(second) {
        evidence.push(match &class.strongest {
            Some((_, Source::Cue(part, tokens))) => part.evidence(tokens.clone(), "domain-cue"),
            Some((_, Source::Skill(skill_idx))) => {
                let of = facts.skills.get(*skill_idx).map(|skill| skill.id.clone().into_owned()).into_iter().collect();
                Evidence::Rule { of, rule: "domain-skill".into() }
            }
            None => continue,
        });
        facts.domain.push(*domain);
    }
    if evidence.is_empty() {
        return;
    }
    facts.evidence.insert("domain".into(), evidence);
    for (path, place) in DomainPath::ALL.iter().zip(paths) {
        let Some((part, tokens)) = place else { continue };
        facts.domain_paths.push(*path);
        facts.evidence.entry("domain_paths".into()).or_default().push(part.evidence(tokens, "domain-cue"));
    }
}

/// A sentence that says what an employer does: "We build", "Acme is a".
#[derive(Default)]
struct Defining {
    /// The token behind the last such words, and how far their sentence is known to go on.
    open: Option<Range<u32>>,
    /// The token behind such words that may reach over the next hit.
    next: Option<u32>,
}

impl Defining {
    /// Goes on to a hit.
    fn pass(&mut self, hit: &Hit) {
        if let Some(at) = self.next.take_if(|at| *at <= hit.first) {
            self.open = Some(at..at);
        }
        if hit.value == words::DEFINES {
            self.next = Some(hit.end);
        }
    }

    /// Whether a token stands in the sentence.
    fn defines(&mut self, part: &Part, at: u32) -> bool {
        let Some(open) = &mut self.open else { return false };
        if at - open.start > DEFINED_TOKENS {
            return false;
        }
        while open.end < at && !ends_sentence(part, open.end as usize) {
            open.end += 1;
        }
        open.end >= at
    }
}

fn ends_sentence(part: &Part, at: usize) -> bool {
    part.token(at).is_some_and(|token| {
        token.is_paragraph_start()
            || (token.is_mark(b'.') || token.is_mark(b'!') || token.is_mark(b'?'))
                && part.token(at + 1).is_none_or(|next| next.has_space_before())
    })
}

/// The tokens of the posting's title, when it has one only.
fn only_title(part: &Part, facts: &Facts) -> Option<Range<u32>> {
    let [Evidence::Text { start, end, .. }] = facts.evidence.get("titles")?.as_slice() else { return None };
    let at = |byte: u32| part.tokens.partition_point(|token| token.start < byte) as u32;
    (part.path.is_none()).then(|| at(*start)..at(*end))
}

fn mentions(part: &Part, facts: &Facts) -> Vec<Mention> {
    let title = only_title(part, facts);
    let hits = part.hits(Owner::Domain);
    let mut mentions: Vec<Mention> = Vec::with_capacity(hits.len());
    let header_end = part.header.iter().map(|segment| segment.end).max().unwrap_or(0);
    let mut seen = 0_u64;
    let mut sentence = Defining::default();
    for hit in hits {
        sentence.pass(hit);
        let Some((_, strength)) = words::decode(hit.value) else { continue };
        let Some(line) = part.line_of(hit.first as usize) else { continue };
        let is_defined = sentence.defines(part, hit.first);
        let is_title = part.path.is_some() || title.as_ref().is_some_and(|title| title.contains(&hit.first));
        let from_header = hit.first.saturating_sub(header_end);
        let place = if is_title {
            place::TITLE
        } else if hit.first < header_end {
            place::HEADER
        } else {
            match line.section {
                Section::Legal | Section::Benefits | Section::Apply => place::TERMS,
                Section::Requirements | Section::Preferred | Section::Stack => place::REQUIREMENTS,
                _ if is_defined && from_header < TOP_TOKENS => place::DEFINED_AT_TOP,
                _ if is_defined => place::DEFINED_LATER,
                _ if from_header < OPENING_TOKENS => place::OPENING,
                _ if from_header < TOP_TOKENS => place::TOP,
                _ => place::BODY,
            }
        };
        let weight = strength * place;
        let word = part.token(hit.end as usize - 1).map_or(0, |token| token.word);
        // Most phrases come once, and their bit says so.
        let bit = 1_u64 << ((hit.value.wrapping_mul(5) ^ word) % u64::BITS);
        let is_new = seen & bit == 0;
        seen |= bit;
        let known = if is_new { &mut [][..] } else { &mut mentions[..] };
        match known.iter_mut().find(|mention| mention.value == hit.value && mention.word == word) {
            Some(mention) => {
                mention.weight += weight * 0.5;
                mention.strongest = mention.strongest.max(weight);
            }
            None => mentions.push(Mention {
                value: hit.value,
                word,
                first_weight: weight,
                weight,
                tokens: hit.tokens(),
                strongest: weight,
            }),
        }
    }
    mentions
}
