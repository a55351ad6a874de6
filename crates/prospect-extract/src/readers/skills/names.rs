//! Spellings of skills as phrases, and what each skill's name is besides.

use crate::readers::word_set::WordSet;
use crate::scan::{Case, Owner, Phrases};
use prospect_lexicon::skills::{Ambiguity, SkillEntry, by_id, skills};
use prospect_model::SkillKind;
use std::sync::LazyLock;

/// What a spelling is besides a skill, and so which reasons it needs to count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// Nothing else.
    Sure,
    /// An ordinary word.
    Word,
    /// A person, a place, a brand: a capital alone says nothing.
    Name,
    /// One letter.
    Letter,
    /// A capitalised word in exactly its case ("Sentry").
    Capital,
    /// A lower-case word in exactly its case ("bytes").
    Lower,
    /// A concept's word that is also a word of everyday ("cloud").
    Concept,
}

/// Value of a phrase that hides a skill's name and stands for nothing.
pub(super) const DECOY: u32 = u32::MAX;

/// Bit of a hit's value that says: the spelling needs a licence.
const GUARDED: u32 = 1 << 16;

/// Skills whose names are first names, surnames, places or brands as often.
static NAMES: WordSet = WordSet::new(&[
    "Ada",
    "Anchor",
    "Apollo",
    "Aurora",
    "Athena",
    "Avalanche",
    "Cairo",
    "Chef",
    "Cisco",
    "Claude",
    "Cypress",
    "Elm",
    "Express",
    "Gatsby",
    "Gemini",
    "Intercom",
    "Isabelle",
    "Jackson",
    "Java",
    "Jersey",
    "Julia",
    "Juniper",
    "Linear",
    "Marathon",
    "Mercury",
    "Mina",
    "Neptune",
    "Notion",
    "Odin",
    "Optimism",
    "Oracle",
    "Pascal",
    "Phoenix",
    "Polygon",
    "Rocket",
    "Ruby",
    "Rust",
    "Salt",
    "Segment",
    "Stan",
    "Stripe",
    "Temporal",
    "Unity",
    "Vega",
]);

/// What the reader needs to know of a skill beside its record.
#[derive(Clone, Copy, Debug)]
pub(super) struct Traits {
    /// The class of spellings that need a licence.
    pub guarded: Class,
    /// Whether it is a language.
    pub is_language: bool,
    /// Whether it is a technology rather than a concept.
    pub is_technology: bool,
    /// Whether it is a language whose name can open a sentence as a verb or an adjective.
    pub is_verb: bool,
    /// Whether a capital inside a sentence is enough where no other name is near.
    pub is_plain: bool,
    /// Whether even its capitalised name seldom stands for the skill.
    pub is_weak: bool,
    /// Whether it is a program of any office, asked for without other technologies around.
    pub is_office: bool,
    /// Whether it is a concept that every software job involves.
    pub is_everyday: bool,
    /// Whether it is a site where people have profiles, or a form that they send.
    pub is_profile: bool,
    /// Whether its name is a language's with more behind a hyphen ("rust-analyzer").
    pub is_compound: bool,
}

/// Languages whose names can open a sentence otherwise: "Move from Python", "Go with".
static VERBS: WordSet = WordSet::new(&["Go", "Move", "Swift", "Hack", "Lean", "Scratch"]);

/// Languages whose name, with a capital inside a sentence and alone, is hardly ever anything else: a place or
/// a person has another name beside it.
static PLAIN: WordSet = WordSet::new(&["Python", "Rust"]);

/// Names that are employers, customers or features far more often than something to work with: in the hiring
/// threads fewer than one in ten stood in a list beside a technology. A capital alone does not do.
static WEAK: WordSet = WordSet::new(&[
    "Ably",
    "Aeron",
    "Anchor",
    "Avalanche",
    "Braze",
    "Chroma",
    "Cisco",
    "Codex",
    "Cosmos",
    "CrowdStrike",
    "Discord",
    "Gecko",
    "Google Docs",
    "GPS",
    "Grin",
    "Hail",
    "Haystack",
    "Homebrew",
    "Hyper",
    "Intercom",
    "IRC",
    "Juniper",
    "Linear",
    "Llama",
    "Mistral",
    "Oculus",
    "Palo Alto Networks",
    "PayPal",
    "PDF",
    "Plaid",
    "PLC",
    "PostScript",
    "Propel",
    "Pusher",
    "Quill",
    "Radar",
    "Radix",
    "RSA",
    "SDR",
    "Slack",
    "SMS",
    "Snap",
    "SOAR",
    "Solace",
    "Squarespace",
    "Stripe",
    "Synopsys",
    "Teleport",
    "TPM",
    "Vanta",
    "VAST",
    "Wiz",
    "Workday",
    "Zed",
]);

/// Programs of any office.
static OFFICE: WordSet =
    WordSet::new(&["Access", "Excel", "Microsoft Excel", "Outlook", "PowerPoint", "Microsoft Word"]);

/// Concepts that postings name in passing, as part of any work.
static EVERYDAY: WordSet = WordSet::new(&[
    "Open source",
    "Web development",
    "Mobile development",
    "Desktop development",
    "UI design",
    "Computer science fundamentals",
    "Technical writing",
    "Build systems",
]);

/// Sites and forms of an application: "send your CV and GitHub".
static PROFILES: WordSet = WordSet::new(&[
    "GitHub",
    "GitLab",
    "Discord",
    "Slack",
    "PDF",
    "Bitbucket",
    "Google Docs",
    "Notion",
    "Computer vision",
    "Stack Overflow",
    "LinkedIn",
    "Twitter",
    "Zoom",
    "YouTube",
]);

static TRAITS: LazyLock<Vec<Traits>> = LazyLock::new(|| skills().iter().map(traits_of).collect());

fn traits_of(entry: &'static SkillEntry) -> Traits {
    let is_technology = entry.kind.is_technology();
    let guarded = if !is_technology {
        Class::Concept
    } else if entry.name.len() == 1 {
        Class::Letter
    } else if NAMES.holds_exactly(entry.name) {
        Class::Name
    } else {
        Class::Word
    };
    Traits {
        guarded,
        is_language: entry.kind == SkillKind::Language,
        is_technology,
        is_verb: VERBS.holds_exactly(entry.name),
        is_plain: PLAIN.holds_exactly(entry.name),
        is_weak: WEAK.holds_exactly(entry.name),
        is_office: OFFICE.holds_exactly(entry.name),
        is_everyday: EVERYDAY.holds_exactly(entry.name),
        is_profile: PROFILES.holds_exactly(entry.name),
        is_compound: head_of(entry).is_some(),
    }
}

/// The language whose name a compound opens with.
fn head_of(entry: &SkillEntry) -> Option<&'static SkillEntry> {
    let (head, _) = entry.name.split_once('-')?;
    entry
        .parents
        .iter()
        .filter_map(|parent| by_id(parent))
        .find(|parent| parent.kind == SkillKind::Language && parent.name.eq_ignore_ascii_case(head))
}

/// The skill whose name this word is, if its name is one word.
pub(super) fn named(word: &str) -> Option<(u16, Class)> {
    let skill_idx = skills().iter().position(|entry| entry.name.eq_ignore_ascii_case(word))?;
    let class = if skills().get(skill_idx)?.ambiguity == Ambiguity::None {
        Class::Sure
    } else {
        class_of(u16::try_from(skill_idx).ok()?, word)
    };
    Some((u16::try_from(skill_idx).ok()?, class))
}

/// Whether a text is a skill's name, letter by letter.
pub(super) fn is_name(skill_idx: u16, text: &str) -> bool {
    skills().get(usize::from(skill_idx)).is_some_and(|entry| entry.name == text)
}

/// Per skill, the technologies among its parents.
static PARENTS: LazyLock<Vec<Vec<u16>>> = LazyLock::new(|| {
    let technology = |id: &&str| {
        let skill_idx = skills().binary_search_by(|entry| entry.id.cmp(id)).ok()?;
        skills().get(skill_idx)?.kind.is_technology().then(|| u16::try_from(skill_idx).ok())?
    };
    skills().iter().map(|entry| entry.parents.iter().filter_map(technology).collect()).collect()
});

/// Whether one of two skills is a technology that the other belongs to, such as a language and its framework.
pub(super) fn are_kin(one: u16, other: u16) -> bool {
    let belongs =
        |child: u16, parent: u16| PARENTS.get(usize::from(child)).is_some_and(|parents| parents.contains(&parent));
    belongs(one, other) || belongs(other, one)
}

/// Traits of a skill by its index in the lexicon.
pub(super) fn traits(skill_idx: u16) -> Traits {
    TRAITS.get(usize::from(skill_idx)).copied().unwrap_or(Traits {
        guarded: Class::Word,
        is_language: false,
        is_technology: false,
        is_verb: false,
        is_plain: false,
        is_weak: false,
        is_office: false,
        is_everyday: false,
        is_profile: false,
        is_compound: false,
    })
}

/// What a hit's value says: the skill's index, and whether the spelling needs a licence.
pub(super) fn decode(value: u32) -> Option<(u16, bool)> {
    (value != DECOY).then_some((value as u16, value & GUARDED != 0))
}

/// The index of a skill that a hit stands for; `None` for phrases that only hide one.
pub(in crate::readers) fn skill_idx_of(value: u32) -> Option<u16> {
    decode(value).map(|(skill_idx, _)| skill_idx)
}

/// Class of a spelling that counts in its exact case only.
fn exact_class(spelling: &str) -> Class {
    let mut letters = spelling.chars().filter(|letter| letter.is_alphabetic());
    let first_is_upper = letters.next().is_some_and(char::is_uppercase);
    let has_inner_mark = spelling.chars().any(|letter| !letter.is_alphabetic() && letter != ' ');
    let rest_is_lower = letters.all(char::is_lowercase);
    match (first_is_upper, rest_is_lower) {
        _ if has_inner_mark => Class::Sure,
        (true, true) => Class::Capital,
        (false, true) => Class::Lower,
        _ => Class::Sure,
    }
}

/// Adds every spelling.
pub(super) fn phrases(phrases: &mut Phrases) {
    for (skill_idx, entry) in skills().iter().enumerate() {
        let plain = skill_idx as u32;
        let exact = |phrases: &mut Phrases, spelling: &str| {
            let value = if exact_class(spelling) == Class::Sure { plain } else { plain | GUARDED };
            phrases.add(Owner::Skill, spelling, value, Case::Exact);
        };
        match entry.ambiguity {
            Ambiguity::None => phrases.add(Owner::Skill, entry.name, plain, Case::Any),
            Ambiguity::Word => phrases.add(Owner::Skill, entry.name, plain | GUARDED, Case::Any),
            Ambiguity::Case => exact(phrases, entry.name),
        }
        for alias in entry.aliases {
            phrases.add(Owner::Skill, alias, plain, Case::Any);
        }
        for alias in entry.licensed {
            phrases.add(Owner::Skill, alias, plain | GUARDED, Case::Any);
        }
        for alias in entry.cased {
            exact(phrases, alias);
        }
    }
}

/// The class of a guarded spelling as it stands in a text.
pub(super) fn class_of(skill_idx: u16, text: &str) -> Class {
    let traits = traits(skill_idx);
    let Some(entry) = skills().get(usize::from(skill_idx)) else { return Class::Word };
    if traits.is_technology && (entry.ambiguity == Ambiguity::Case && entry.name == text || entry.cased.contains(&text))
    {
        let class = exact_class(text);
        if class == Class::Capital && NAMES.holds_exactly(entry.name) { Class::Name } else { class }
    } else {
        traits.guarded
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exact_spellings_fall_into_classes() {
        assert_eq!(exact_class("Sentry"), Class::Capital);
        assert_eq!(exact_class("bytes"), Class::Lower);
        assert_eq!(exact_class("REST"), Class::Sure);
        assert_eq!(exact_class("k6"), Class::Sure);
    }
}
