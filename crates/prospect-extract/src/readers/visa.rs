//! Reads `visa`: whether the employer sponsors work permits.
//!
//! VISA in a header segment is an offer. In prose the words for a visa need, in their own sentence, words
//! of offer or of refusal; phrases that ask for a right to work are refusals by themselves.
//!
//! Not here: help with moving (says nothing about permits), security clearance.

use super::SENTENCE_TOKENS_MAX;

use super::word_set::words;
use crate::scan::zones::within;
use crate::scan::{Hit, Owner, Part, Phrases, Scan, Section, TokenKind};
use prospect_model::{Facts, Visa};
use std::ops::Range;

/// A word for a permit or its sponsorship.
const PERMIT: u32 = 0;
/// Says by itself that permits are sponsored.
const OFFERED: u32 = 1;
/// Says by itself that they are not.
const REFUSED: u32 = 2;
/// Makes a refusal of a permit word in the same sentence.
const NOT: u32 = 3;
/// Makes an offer of one.
const YES: u32 = 4;
/// Makes a wish of a demand.
const WISH: u32 = 5;
/// Only looks like it.
const OTHER: u32 = 6;
/// Holds a word of refusal without refusing.
const NO_REFUSAL: u32 = 7;

/// Tokens before and behind a permit word within which a word of refusal is about it: in a header, where
/// each item stands for itself, and in a sentence.
const REACH_ZONE: (u32, u32) = (4, 3);
const REACH_PROSE: (u32, u32) = (14, 5);

pub(super) fn phrases(phrases: &mut Phrases) {
    let mut add = |value: u32, texts: &[&str]| phrases.add_all(Owner::Visa, value, texts);
    add(
        PERMIT,
        &[
            "visa",
            "visas",
            "visa sponsorship",
            "visa sponsoring",
            "visa sponsor",
            "sponsorship",
            "sponsor a visa",
            "work permit",
            "work permits",
            "h1b",
            "h-1b",
            "h1bs",
            "h1-b",
            "h1b visa",
            "tn visa",
            "work visa",
            "work visas",
            "immigration sponsorship",
            "green card",
            "visum",
            "visa support",
            "visa assistance",
            "visa transfer",
            "sponsor visas",
            "sponsor visa",
            "sponsor work",
            "sponsor h1b",
            "blue card",
            "sponsor candidates",
            "sponsor applicants",
            "visumsprozess",
            "visado",
            "visados",
            "wizy",
            "wizą",
            "arbeitsvisum",
            "employment sponsorship",
            "visa process",
            "immigration support",
            "immigration assistance",
        ],
    );
    add(
        OFFERED,
        &[
            "will sponsor visas",
            "can sponsor visas",
            "we sponsor visas",
            "we sponsor visa",
            "can sponsor visa",
            "will sponsor visa",
            "happy to sponsor",
            "able to sponsor",
            "willing to sponsor",
            "we will sponsor",
            "we can sponsor",
            "we do sponsor",
            "visa sponsorship available",
            "visa sponsorship offered",
            "visa sponsorship provided",
            "visa ok",
            "visa welcome",
            "visa possible",
            "visa sponsored",
            "visas sponsored",
            "sponsor your visa",
            "help with visa",
            "help with visas",
            "help with your visa",
            "h1b ok",
            "h1b transfer",
            "h1b transfers",
            "h1b welcome",
            "visa help",
            "visa friendly",
            "need a visa",
            "get you a visa",
            "help you get a visa",
            "assist with visa",
            "handle your visa",
            "including visa",
            "visa application support",
            "visa and relocation",
            "visa & relocation",
            "relocation and visa",
            "visumsunterstützung",
            "unterstützung beim visum",
            "sponsoring visa",
            "sponsorisation de visa",
            "prise en charge du visa",
            "patrocinio de visa",
            "patrocinio de visado",
            "ayuda con el visado",
            "wsparcie wizowe",
            "relocation & visa",
        ],
    );
    add(
        REFUSED,
        &[
            "no visa",
            "no visas",
            "no visa sponsorship",
            "no sponsorship",
            "no h1b",
            "no h1bs",
            "visa no",
            "cannot sponsor",
            "can't sponsor",
            "can not sponsor",
            "unable to sponsor",
            "not able to sponsor",
            "not sponsor",
            "don't sponsor",
            "won't sponsor",
            "do not sponsor",
            "doesn't sponsor",
            "does not sponsor",
            "not offer visa",
            "not provide visa",
            "not offering visa",
            "without sponsorship",
            "without visa sponsorship",
            "without the need for visa sponsorship",
            "without requiring sponsorship",
            "without the need for sponsorship",
            "must be authorized to work",
            "must be authorised to work",
            "must be legally authorized",
            "must be legally authorised",
            "must be eligible to work",
            "must be legally eligible",
            "must be able to work legally",
            "must be able to legally work",
            "authorized to work in",
            "authorised to work in",
            "authorization to work in",
            "eligible to work in",
            "legally eligible to work",
            "legally able to work",
            "legal to work in",
            "able to legally work",
            "legally work in",
            "legally permitted to work",
            "right to work in",
            "right to live and work",
            "right to live & work",
            "right to work legally",
            "allowed to work in",
            "already have the right to work",
            "have the right to work",
            "full right to work",
            "permission to work in",
            "permit to work in",
            "work authorization required",
            "work authorization in",
            "valid work permit",
            "existing work permit",
            "valid work visa",
            "valid visa",
            "have a work permit",
            "have a valid work",
            "citizens only",
            "citizen only",
            "citizens or permanent residents only",
            "must be a us citizen",
            "must be a u.s. citizen",
            "must be us citizen",
            "must be us citizens",
            "must be u.s. citizens",
            "must be u.s. citizen",
            "us citizenship required",
            "us citizenship is required",
            "u.s. citizenship required",
            "u.s. citizenship is required",
            "us citizen required",
            "must be american citizen",
            "must be an american citizen",
            "must be an eu citizen",
            "must be eu citizen",
            "us citizens or permanent residents",
            "us citizens and permanent residents",
            "us citizens and green card holders",
            "us citizen or permanent resident",
            "us citizens only",
            "us citizen only",
            "us citizens/gc",
            "us citizens or green card",
            "requires us citizenship",
            "requires u.s. citizenship",
            "us work authorization",
            "us work permit",
            "eu work permit",
            "eu citizenship required",
            "eu work permit required",
            "legally allowed to work",
            "legal right to work",
            "us persons only",
            "u.s. persons only",
            "must be a u.s. person",
            "eligibility to work in",
            "citizenship required",
            "citizenship is required",
            "entitled to work in",
            "us citizens",
            "proof of right to work",
            "u.s. citizen or national",
            "us citizen or national",
            "u.s. citizen, lawful permanent resident",
            "u.s. lawful permanent resident",
            "us citizen or green card",
            "u.s. citizen or green card",
            "citizens or green card holders",
            "eu passport",
            "european passport",
            "gültige arbeitserlaubnis",
            "gültigen arbeitserlaubnis",
            "arbeitserlaubnis erforderlich",
            "arbeitserlaubnis für",
            "arbeitserlaubnis in",
            "kein visa-sponsoring",
            "kein visasponsoring",
            "autorisé à travailler en",
            "autorisée à travailler en",
            "autorisation de travail en",
            "autorisation de travailler en",
            "titre de séjour valide",
            "permis de travail valide",
            "permiso de trabajo en",
            "permiso de trabajo vigente",
            "autorización para trabajar en",
            "pozwolenie na pracę w",
            "prawo do pracy w",
        ],
    );
    add(
        NOT,
        &[
            "no",
            "not",
            "cannot",
            "can't",
            "unable",
            "unfortunately",
            "without",
            "don't",
            "doesn't",
            "won't",
            "isn't",
            "aren't",
            "neither",
            "nor",
            "kein",
            "keine",
            "nicht",
            "pas",
            "never",
        ],
    );
    add(
        YES,
        &[
            "offer",
            "offers",
            "offered",
            "offering",
            "provide",
            "provides",
            "provided",
            "available",
            "will",
            "can",
            "help",
            "helps",
            "support",
            "supported",
            "assist",
            "assistance",
            "handle",
            "cover",
            "covered",
            "possible",
            "ok",
            "okay",
            "welcome",
            "sponsor",
            "happy",
            "willing",
            "yes",
            "sponsored",
            "open to",
            "able",
            "take care",
            "eligible for",
            "package",
            "get you",
            "considered",
            "exceptional cases",
            "case by case",
            "unterstützen",
            "helfen",
            "übernehmen",
            "charge",
            "aidons",
            "ayudamos",
            "pomagamy",
        ],
    );
    add(
        NO_REFUSAL,
        &[
            "if not",
            "if you don't",
            "if you are not",
            "if you're not",
            "not required",
            "not a problem",
            "no problem",
            "whether or not",
            "not only",
            "don't hesitate",
            "if you do not",
            "no issue",
            "not an issue",
            "don't worry",
        ],
    );
    add(WISH, &["prefer", "preferred", "preference", "preferably", "ideally", "priority", "plus", "bonus"]);
    add(
        OTHER,
        &[
            "visa inc",
            "export license",
            "secure and maintain",
            "no visa required",
            "no visa needed",
            "visa not required",
            "visa not needed",
            "no need for a visa",
            "visa mastercard",
            "visa cards",
            "executive sponsorship",
            "software for visa",
            "visa application software",
            "visa and mastercard",
            "visa/mastercard",
            "visa card",
            "mastercard",
            "visa direct",
            "sponsor pycon",
            "sponsorship of",
            "sponsorships",
        ],
    );
}

pub(super) fn read(scan: &Scan, facts: &mut Facts) {
    let part = &scan.body;
    let all = part.hits(Owner::Visa);
    if !all.iter().any(|hit| matches!(hit.value, PERMIT | OFFERED | REFUSED)) {
        return;
    }
    let mut best: Option<(Visa, Hit, &'static str)> = None;
    for (idx, hit) in all.iter().enumerate() {
        let zone = part.zone_at(hit.first as usize);
        let sentence = zone.map_or_else(|| sentence(part, hit.first as usize), |zone| zone.tokens.clone());
        let Some((visa, rule)) = says(part, all, idx, &sentence, zone.is_some()) else { continue };
        // A refusal in so many words beats a header's mark; the first statement stands otherwise.
        let is_better = match &best {
            None => true,
            Some((Visa::Offered, ..)) => {
                visa == Visa::NotOffered
                    && rule == "visa-refused"
                    && hit.value == REFUSED
                    && zone.is_none()
                    && names_permit(part, hit)
            }
            Some(_) => false,
        };
        if is_better {
            best = Some((visa, *hit, rule));
        }
    }
    if let Some((visa, hit, rule)) = best {
        facts.visa = visa;
        facts.evidence.entry("visa".into()).or_default().push(part.evidence(hit.tokens(), rule));
    }
}

/// Whether a refusal names visas or sponsorship itself.
fn names_permit(part: &Part, hit: &Hit) -> bool {
    let text = part.text_of(hit.tokens()).to_ascii_lowercase();
    ["visa", "sponsor", "immigration"].iter().any(|word| text.contains(word))
}

/// What a hit says, given the hits of its sentence.
fn says(
    part: &Part,
    all: &[Hit],
    idx: usize,
    sentence: &Range<usize>,
    is_in_zone: bool,
) -> Option<(Visa, &'static str)> {
    let hit = all.get(idx)?;
    let around = within(all, sentence);
    let has = |value: u32| around.iter().any(|other| other.value == value);
    let line = part.line_of(hit.first as usize)?;
    if has(OTHER) || hit.value == PERMIT && is_asked(part, sentence) {
        return None;
    }
    match hit.value {
        REFUSED => {
            // "Given to US citizens" as a preference, "all US citizens" as users.
            let is_wish = has(WISH) && !names_permit(part, hit);
            let is_bare = part.text_of(hit.tokens()).eq_ignore_ascii_case("us citizens");
            let is_demand = !is_wish && (is_in_zone || !is_bare);
            is_demand.then_some((Visa::NotOffered, "visa-refused"))
        }
        OFFERED => {
            let is_negated =
                around.iter().any(|other| other.value == NOT && other.end <= hit.first && hit.first - other.end <= 6);
            Some(if is_negated { (Visa::NotOffered, "visa-refused") } else { (Visa::Offered, "visa-offered") })
        }
        PERMIT => {
            let next = part.token_text(hit.end as usize);
            let is_yes = next.eq_ignore_ascii_case("yes")
                || next == ":" && part.token_text(hit.end as usize + 1).eq_ignore_ascii_case("yes");
            let (n_before, n_after) = if is_in_zone { REACH_ZONE } else { REACH_PROSE };
            let is_refusal = |other: &Hit| {
                let is_before = other.end <= hit.first && hit.first - other.end <= n_before;
                let is_after = other.first >= hit.end && other.first - hit.end <= n_after;
                other.value == NOT && (is_before || is_after)
            };
            if !is_yes && around.iter().any(is_refusal) {
                return Some((Visa::NotOffered, "visa-refused"));
            }
            let is_short = sentence.len() <= 12;
            let is_mark = is_in_zone
                || line.tokens.start == 0
                || part.text_of(hit.tokens()) == "VISA"
                || is_short && names_permit(part, hit);
            (is_mark || has(YES)).then_some((Visa::Offered, "visa-offered")).filter(|_| line.section != Section::Legal)
        }
        _ => None,
    }
}

/// "Will you now or in the future require sponsorship?": a form's question says nothing.
fn is_asked(part: &Part, sentence: &Range<usize>) -> bool {
    part.token(sentence.end).is_some_and(|token| token.is_mark(b'?'))
        && words!["will", "do", "would", "are"].has(part, sentence.start)
}

/// The sentence around a token, within its line.
pub(super) fn sentence(part: &Part, at: usize) -> Range<usize> {
    let line = part.line_of(at).map_or(at..at + 1, crate::scan::Line::token_range);
    let ends = |at: &usize| {
        let is_end = part.token(*at).is_some_and(|t| {
            t.kind == TokenKind::Punct && matches!(u8::try_from(t.word), Ok(b'.' | b'!' | b'?' | b';'))
        });
        is_end && part.token(*at + 1).is_none_or(crate::scan::Token::has_space_before)
    };
    let line = line.start.max(at.saturating_sub(SENTENCE_TOKENS_MAX))..line.end.min(at + SENTENCE_TOKENS_MAX);
    let start = (line.start..at).rev().find(ends).map_or(line.start, |at| at + 1);
    let end = (at..line.end).find(ends).unwrap_or(line.end);
    start..end
}
