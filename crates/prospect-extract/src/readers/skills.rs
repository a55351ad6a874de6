//! Reads `skills`: each distinct technology and concept once, at its strongest mention.
//!
//! In: hits of the lexicon's spellings and of the words around them. A name that is also an ordinary word
//! counts where [`licence`] finds a reason in its surroundings; how strongly it is asked is for [`need`].
//! The title comes first, then the body; what stands in addresses is never read.
//!
//! Not here: spellings and kinds (`prospect_lexicon`), years of experience, alternatives.

pub(super) mod cues;
mod decoys;
mod licence;
pub(super) mod mentions;
mod names;
mod need;
pub(super) mod spread;

use crate::scan::{Part, Phrases, Scan};
use mentions::{Mention, State};
use prospect_lexicon::skills::skills;
use prospect_model::{Facts, Skill, SkillNeed};
use std::borrow::Cow;

pub(super) use names::skill_idx_of;

/// Adds every spelling of the lexicon, the phrases that hide one, and the words around skills.
pub(super) fn phrases(phrases: &mut Phrases) {
    names::phrases(phrases);
    decoys::phrases(phrases);
    cues::phrases(phrases);
}

/// Writes `facts.skills`, in the order of first mention.
pub(super) fn read(scan: &Scan, facts: &mut Facts) {
    let title = scan.field("title");
    let mut in_title = title.map(mentions::collect).unwrap_or_default();
    let mut in_body = mentions::collect(&scan.body);
    if in_title.is_empty() && in_body.is_empty() {
        return;
    }
    let setting = licence::Setting::of(scan, facts.employer.as_deref(), &in_title, &in_body);
    let mut found: Vec<Found> = Vec::with_capacity(in_title.len() + in_body.len());
    if let Some(part) = title {
        spread::over_sentences(part, &mut in_title, |sentence| {
            licence::judge(&setting, sentence);
        });
        for mention in &in_title {
            add(part, mention, SkillNeed::Required, &mut found);
        }
    }
    spread::over_sentences(&scan.body, &mut in_body, |sentence| {
        licence::judge(&setting, sentence);
        if sentence.mentions.iter().any(|mention| mention.state == State::In) {
            need::judge(sentence);
        }
    });
    for mention in &in_body {
        add(&scan.body, mention, mention.need, &mut found);
    }
    facts.skills.reserve_exact(found.len());
    facts.skills.extend(found.iter().filter_map(|Found { part, mention, need }| {
        let entry = skills().get(usize::from(mention.skill_idx))?;
        Some(Skill {
            words: part.words(mention.tokens(), mention.rule),
            name: Cow::Borrowed(entry.name),
            id: Cow::Borrowed(entry.id),
            kind: entry.kind,
            need: *need,
        })
    }));
}

/// A skill's strongest mention.
struct Found<'a> {
    part: &'a Part,
    mention: &'a Mention,
    need: SkillNeed,
}

/// Adds a mention that counts, or puts it in the place of a weaker one of the same skill.
fn add<'a>(part: &'a Part, mention: &'a Mention, need: SkillNeed, found: &mut Vec<Found<'a>>) {
    if mention.state != State::In {
        return;
    }
    match found.iter_mut().find(|known| known.mention.skill_idx == mention.skill_idx) {
        Some(known) if need::strength(need) > need::strength(known.need) => *known = Found { part, mention, need },
        Some(_) => {}
        None => found.push(Found { part, mention, need }),
    }
}
