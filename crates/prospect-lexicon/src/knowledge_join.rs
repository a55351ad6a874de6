//! Which known organisation an employer of postings is.
//!
//! A wrong join is worse than none: the whole name has to be the name or an alias of one record, compared without
//! case, accents, punctuation, brackets, legal form and site ending. Never its beginning ("Acme" is not "Acme
//! Labs"), never a spelling that is also a word or the name of strangers. Brackets may confirm, and may contradict.

use super::organisations;
use prospect_model::{Organisation, employer_key};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// What proves a join.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JoinReason {
    /// The employer's name is the record's name.
    Name,
    /// It is this alias of the record: another spelling, or a name before or after a renaming.
    Alias(&'static str),
    /// The name alone proves nothing, but its brackets have this name or alias of the same record.
    Brackets(&'static str),
}

/// What stands against a join that a person might expect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoJoin {
    /// The name is a word or the name of strangers too.
    Ambiguous,
    /// The brackets name another organisation.
    BracketsDiffer,
    /// Only the brackets name the organisation: it may be a client, an owner or a product.
    BracketsOnly,
}

/// What is known about an employer's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Joining {
    /// It is this organisation.
    Joined(&'static str, JoinReason),
    /// It may be this organisation, which is not enough.
    Refused(&'static str, NoJoin),
    /// No record has the name.
    Unknown,
}

/// A spelling of a record.
#[derive(Clone, Copy)]
struct Spelling {
    record: &'static Organisation,
    /// The alias; `None` for the record's own name.
    alias: Option<&'static str>,
    is_ambiguous: bool,
}

/// Looks an employer up by the name that postings give it. The joined record is named by its id.
#[must_use]
pub fn join(employer: &str) -> Joining {
    let inner = brackets(employer).and_then(|inner| find(inner).filter(|spelling| !spelling.is_ambiguous));
    match (find(employer), inner) {
        (None, None) => Joining::Unknown,
        (None, Some(inner)) => Joining::Refused(inner.record.id, NoJoin::BracketsOnly),
        (Some(outer), Some(inner)) if is_part_of(outer.record, inner.record) => {
            if outer.is_ambiguous {
                let name = inner.alias.unwrap_or(inner.record.name);
                return Joining::Joined(outer.record.id, JoinReason::Brackets(name));
            }
            joined(outer)
        }
        (Some(outer), Some(_)) => Joining::Refused(outer.record.id, NoJoin::BracketsDiffer),
        (Some(outer), None) if outer.is_ambiguous => Joining::Refused(outer.record.id, NoJoin::Ambiguous),
        (Some(outer), None) => joined(outer),
    }
}

fn joined(spelling: Spelling) -> Joining {
    Joining::Joined(spelling.record.id, spelling.alias.map_or(JoinReason::Name, JoinReason::Alias))
}

/// Whether one record is the other or belongs to it.
fn is_part_of(part: &'static Organisation, whole: &'static Organisation) -> bool {
    let mut at = Some(part);
    // Owners of owners are few; a circle, which codegen refuses, would end here too.
    for _ in 0..organisations().len() {
        match at {
            Some(record) if record.id == whole.id => return true,
            Some(record) => at = record.part_of.and_then(super::organisation),
            None => return false,
        }
    }
    false
}

/// What stands in the first round brackets.
fn brackets(name: &str) -> Option<&str> {
    let (_, rest) = name.split_once('(')?;
    rest.split_once(')').map(|(inner, _)| inner)
}

fn find(name: &str) -> Option<Spelling> {
    static INDEX: OnceLock<BTreeMap<String, Spelling>> = OnceLock::new();
    let index = INDEX.get_or_init(|| {
        let mut index = BTreeMap::new();
        for record in organisations() {
            let ambiguous: Vec<String> = record.ambiguous_names.iter().map(|name| employer_key(name)).collect();
            let names = std::iter::once((record.name, None));
            let aliases = record.aliases.iter().chain(record.ambiguous_names).map(|alias| (*alias, Some(*alias)));
            for (name, alias) in names.chain(aliases) {
                let key = employer_key(name);
                if !key.is_empty() {
                    let is_ambiguous = ambiguous.contains(&key);
                    index.entry(key).or_insert(Spelling { record, alias, is_ambiguous });
                }
            }
        }
        index
    });
    index.get(&employer_key(name)).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(employer: &str, expected: Joining) {
        assert_eq!(join(employer), expected, "{employer}");
    }

    #[test]
    fn spellings_of_a_name_are_joined() {
        for employer in ["Cloudflare", "cloudflare, Inc.", "CLOUDFLARE", "Cloudflare (NYSE: NET)", "cloudflare.com"] {
            check(employer, Joining::Joined("cloudflare", JoinReason::Name));
        }
        check("Amazon Web Services (AWS)", Joining::Joined("amazon-web-services", JoinReason::Name));
        check("AWS", Joining::Joined("amazon-web-services", JoinReason::Alias("AWS")));
    }

    #[test]
    fn what_is_not_the_whole_name_is_not_joined() {
        for employer in ["Cloudflare Labs", "Ex-Cloudflare", "Cloud flare partner", "", "()", "(Cloudflare", "\u{0}"] {
            check(employer, Joining::Unknown);
        }
        check("Acme Staffing (Cloudflare)", Joining::Refused("cloudflare", NoJoin::BracketsOnly));
        check("Cloudflare (Datadog)", Joining::Refused("cloudflare", NoJoin::BracketsDiffer));
    }

    #[test]
    fn ambiguous_spellings_are_refused_and_never_joined() {
        let mut n = 0;
        for record in organisations() {
            for name in record.ambiguous_names {
                check(name, Joining::Refused(record.id, NoJoin::Ambiguous));
                n += 1;
            }
        }
        assert!(n > 0, "no record has an ambiguous name");
    }

    #[test]
    fn every_other_spelling_leads_to_its_record() {
        for record in organisations() {
            for name in std::iter::once(&record.name).chain(record.aliases) {
                match join(name) {
                    Joining::Joined(id, _) | Joining::Refused(id, NoJoin::Ambiguous) => {
                        assert_eq!(id, record.id, "{name}")
                    }
                    other => panic!("{name}: {other:?}"),
                }
            }
        }
    }
}
