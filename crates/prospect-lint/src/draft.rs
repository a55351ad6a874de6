//! What rules look at: a posting, what was read from it, and what the market says.

use crate::Place;
use prospect_lexicon::skills::{SkillEntry, by_id};
use prospect_model::{Date, Facts, Posting, Words, Years};

/// A posting to be linted.
#[derive(Clone, Copy, Debug)]
pub struct Draft<'a> {
    /// The posting as it came.
    pub posting: &'a Posting,
    /// Its plain text, which the byte ranges of `facts` refer to.
    pub text: &'a str,
    /// What was read from it.
    pub facts: &'a Facts,
    /// The day that laws and releases are held against: the day of publication, else one that the caller chose.
    /// `None` skips rules that need a day.
    pub day: Option<Date>,
    /// The JobPosting JSON that it came from, when it came from one.
    pub job_posting: Option<&'a serde_json::Value>,
    /// What comparable postings say; `None` skips rules that need it.
    pub market: Option<&'a dyn Market>,
}

/// A measured number and what it rests on.
#[derive(Clone, Debug, PartialEq)]
pub struct Measured {
    /// The number.
    pub value: f64,
    /// Lower end of its 95 % interval.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// Openings behind it.
    pub n: u64,
    /// Who is compared, for a sentence: "openings that name Rust, country DE, 2024-07 to 2026-06, hiring threads".
    pub comparable: String,
}

/// What comparable openings say of one posting. A rule asks only for what it needs, so that nothing is measured, or
/// even loaded, for a posting that no rule of the market is about. `None` where there are too few to tell.
pub trait Market: std::fmt::Debug {
    /// Share that states pay, 0 to 1.
    fn share_stating_pay(&self) -> Option<Measured>;

    /// 90th percentile of the number of required technologies.
    fn required_technologies_p90(&self) -> Option<Measured>;

    /// Share that pays more than the posting, 0 to 1. Where the posting states an upper end only, more than that end;
    /// `None` where it states a lower end only.
    fn share_paying_more(&self) -> Option<Measured>;
}

impl<'a> Draft<'a> {
    /// Where a value was read: its words, or its field.
    pub(crate) fn place(words: &Words) -> Place {
        match (words.start, words.end, &words.field) {
            (Some(start), Some(end), _) => Place::Text { start, end },
            (_, _, Some(path)) => Place::Field { path: path.to_string() },
            _ => Place::Whole {},
        }
    }

    /// The title's words in the text or field; `None` when no title is known.
    pub(crate) fn title_place(&self) -> Option<Place> {
        use prospect_model::Evidence;
        match self.facts.evidence.get("titles")?.first()? {
            Evidence::Text { start, end, .. } => Some(Place::Text { start: *start, end: *end }),
            Evidence::Field { path, .. } => Some(Place::Field { path: path.to_string() }),
            Evidence::Rule { .. } => None,
        }
    }

    /// Ids of the skills that years are asked of: each part of "Rust or Go" if every part is a skill that the
    /// posting names. An unknown part ("or a similar language") gives none: then nothing is certain.
    pub(crate) fn skills_of(&self, years: &Years) -> Vec<&'static SkillEntry> {
        let Some(of) = &years.of else { return Vec::new() };
        let mut entries = Vec::new();
        for part in of.split([',', '/']).flat_map(|part| part.split(" or ")).flat_map(|part| part.split(" and ")) {
            let part = bare(part);
            if part.is_empty() {
                continue;
            }
            let named = self.facts.skills.iter().find_map(|skill| {
                let entry = by_id(&skill.id)?;
                let is_named = entry.name.eq_ignore_ascii_case(&part)
                    || skill.words.text.eq_ignore_ascii_case(&part)
                    || entry.aliases.iter().any(|alias| alias.eq_ignore_ascii_case(&part));
                is_named.then_some(entry)
            });
            match named {
                Some(entry) => entries.push(entry),
                None => return Vec::new(),
            }
        }
        entries
    }
}

/// Words around the name of a technology that do not change what the years are of.
const FILLERS: [&str; 22] = [
    "experience",
    "professional",
    "production",
    "programming",
    "development",
    "developing",
    "coding",
    "writing",
    "engineering",
    "commercial",
    "hands-on",
    "recent",
    "solid",
    "strong",
    "deep",
    "in",
    "with",
    "using",
    "of",
    "the",
    "working",
    "language",
];

fn bare(part: &str) -> String {
    let words = part.split_whitespace().map(|word| word.trim_matches(['(', ')', '.', ';', ':']));
    words.filter(|word| !FILLERS.iter().any(|filler| filler.eq_ignore_ascii_case(word))).collect::<Vec<_>>().join(" ")
}
