//! The readers, one file per fact, on top of the shared pass.
//!
//! A reader gives the dictionary its phrases (each under its own [`Owner`](crate::scan::Owner), with a
//! number that it gets back with every hit), then reads hits, tokens and lines of a
//! [`Scan`] and writes its fields of [`Facts`], with evidence. It may use what readers
//! before it wrote. Adding one: a file here, a line in [`ALL`], a case file in `cases/` and its form in
//! `cases/lines.toml`.

mod accepts_instead;
mod conflicts;
mod domain;
mod education;
mod employer;
mod employment;
mod equity;
mod language;
mod offer;
mod pay;
mod places;
mod remote_scope;
mod role_family;
mod roles;
mod seniority;
mod skills;
mod soft_skills;
mod titles;
mod visa;
mod word_set;
mod work_modes;
mod years;

use crate::scan::{Phrases, Scan};
use prospect_model::Facts;

/// Most tokens of a sentence on either side of what is read in it. No sentence of the hiring threads is nearly
/// as long; readers compare what stands in one sentence, so text without an end would cost its square.
const SENTENCE_TOKENS_MAX: usize = 160;

/// One reader.
pub struct Reader {
    /// Name of the fact, as the contract calls it.
    pub name: &'static str,
    /// Adds its phrases to the dictionary.
    pub phrases: fn(&mut Phrases),
    /// Reads its fact.
    pub read: fn(&Scan, &mut Facts),
}

/// Every reader, in the order in which they run: places tell an employer's name from a place's, and the
/// employer's own name is no skill.
pub const ALL: &[Reader] = &[
    Reader { name: "language", phrases: language::phrases, read: language::read },
    Reader { name: "places", phrases: places::phrases, read: places::read },
    Reader { name: "employer", phrases: employer::phrases, read: employer::read },
    Reader { name: "skills", phrases: skills::phrases, read: skills::read },
    Reader { name: "accepts_instead", phrases: accepts_instead::phrases, read: accepts_instead::read },
    Reader { name: "years", phrases: years::phrases, read: years::read },
    Reader { name: "work_modes", phrases: work_modes::phrases, read: work_modes::read },
    Reader { name: "remote_scope", phrases: remote_scope::phrases, read: remote_scope::read },
    Reader { name: "visa", phrases: visa::phrases, read: visa::read },
    Reader { name: "employment", phrases: employment::phrases, read: employment::read },
    Reader { name: "pay", phrases: pay::phrases, read: pay::read },
    Reader { name: "equity", phrases: equity::phrases, read: equity::read },
    Reader { name: "titles", phrases: titles::phrases, read: titles::read },
    Reader { name: "seniority", phrases: seniority::phrases, read: seniority::read },
    Reader { name: "role_family", phrases: role_family::phrases, read: role_family::read },
    Reader { name: "offer", phrases: offer::phrases, read: offer::read },
    Reader { name: "domain", phrases: domain::phrases, read: domain::read },
    Reader { name: "education", phrases: education::phrases, read: education::read },
    Reader { name: "soft_skills", phrases: soft_skills::phrases, read: soft_skills::read },
    Reader { name: "roles", phrases: roles::phrases, read: roles::read },
    Reader { name: "conflicts", phrases: conflicts::phrases, read: conflicts::read },
];
