//! Tells whether a text names a place anywhere, for rules that say that a place is missing.
//!
//! Readers take a name for the work place only where the text shows that it is; a rule that says "no place" must not
//! speak where one stands in plain prose. So any name counts here, but for those that are ordinary words or names of
//! people too, in any role: the office, the customers, the founders.

use crate::phrases::Phrases;
use prospect_lexicon::places::{Ambiguity, places, scopes};
use std::sync::LazyLock;

/// Shortest full name that is looked for, in bytes: shorter ones are words of some language.
const NAME_BYTES_MIN: usize = 4;

struct Names {
    search: Phrases,
    /// Abbreviations count as written only: `UK`, not `uk`.
    exact: Vec<Option<&'static str>>,
}

static NAMES: LazyLock<Names> = LazyLock::new(|| {
    let mut found: Vec<(&'static str, bool)> = Vec::new();
    for place in places() {
        if matches!(place.ambiguity, Ambiguity::Clear | Ambiguity::OtherPlace) {
            found.extend([place.name].iter().chain(place.aliases).map(|name| (*name, false)));
        }
        found.extend(place.codes.iter().map(|code| (*code, true)));
    }
    for scope in scopes() {
        found.extend([scope.name].iter().chain(scope.aliases).map(|name| (*name, false)));
        found.extend(scope.codes.iter().map(|code| (*code, true)));
    }
    found.retain(|(name, is_code)| *is_code || name.len() >= NAME_BYTES_MIN);
    found.sort_unstable();
    found.dedup_by_key(|(name, _)| *name);
    Names {
        search: Phrases::new(&found.iter().map(|(name, _)| *name).collect::<Vec<_>>()),
        exact: found.into_iter().map(|(name, is_code)| is_code.then_some(name)).collect(),
    }
});

/// Where the first name of a place begins, in bytes.
pub(crate) fn first_place(text: &str) -> Option<usize> {
    let names = &*NAMES;
    names.search.find(text).find_map(|(start, end, phrase_idx)| {
        let words = text.get(start..end)?;
        let is_written_so = match names.exact.get(phrase_idx).copied().flatten() {
            Some(code) => words == code,
            // "downtown Toronto" is a name too.
            None => words.contains(char::is_uppercase),
        };
        is_written_so.then_some(start)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_count_in_any_role_and_ordinary_words_do_not() {
        for (text, expected) in [
            ("Fulltime in Austin, TX.", Some(12)),
            ("Our office is near London", Some(19)),
            ("We hire across North America", Some(15)),
            ("in downtown Toronto", Some(3)),
            ("a nice reading of mobile, and us and it", None),
            ("austin powers the build", None),
            ("", None),
        ] {
            assert_eq!(first_place(text), expected, "{text}");
        }
    }
}
