//! "Did you mean": the known names or ids nearest to a word that nobody has.

use std::collections::BTreeSet;

/// Names that are offered at most.
const N_MAX: usize = 3;
/// Letters from which on a name that goes on from what was typed is as good as a typo in it.
const PREFIX_LETTERS_MIN: usize = 4;
/// Letters of a word that are looked at: nobody mistypes more, and the work grows with their square.
const LETTERS_MAX: usize = 60;

/// The nearest names, the nearest first: at most one edit in three letters away, or going on from the word. Of equally
/// near ones the shortest, then the first in byte order; spellings that differ in case only count once.
pub(crate) fn nearest<'n>(word: &str, names: impl Iterator<Item = &'n str>) -> Vec<&'n str> {
    let word: String = word.trim().to_lowercase().chars().take(LETTERS_MAX).collect();
    let n_letters = word.chars().count();
    if n_letters < 2 {
        return Vec::new();
    }
    let n_edits_max = (n_letters / 3).max(1);
    let n_edits = |name: &str| {
        let name: String = name.to_lowercase().chars().take(LETTERS_MAX).collect();
        if n_letters >= PREFIX_LETTERS_MIN && name.starts_with(&word) { 0 } else { strsim::osa_distance(&word, &name) }
    };
    let mut near: Vec<(usize, &str)> =
        names.map(|name| (n_edits(name), name)).filter(|(n, _)| *n <= n_edits_max).collect();
    near.sort_by_key(|(n, name)| (*n, name.len(), *name));
    let mut seen = BTreeSet::new();
    near.into_iter().map(|(_, name)| name).filter(|name| seen.insert(name.to_lowercase())).take(N_MAX).collect()
}

/// A line for an error: `hint: did you mean …?`, or `otherwise` where nothing is near; empty where that is empty.
pub(crate) fn hint(names: &[&str], otherwise: &str) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match names.as_slice() {
        [] if otherwise.is_empty() => String::new(),
        [] => format!("\nhint: {otherwise}"),
        names => format!("\nhint: did you mean {}?", names.join(" or ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `word` → the names offered for it, with spaces between.
    #[track_caller]
    fn check(word: &str, names: &[&str], expected: &str) {
        assert_eq!(nearest(word, names.iter().copied()).join(" "), expected, "{word}");
    }

    #[test]
    fn typos_find_their_name_and_strangers_find_none() {
        let names = ["Cloudflare", "Datadog", "Figma", "Figma", "Acme Robotics"];
        check("cloudfare", &names, "Cloudflare");
        check("Fimga", &names, "Figma");
        check("acme", &names, "Acme Robotics");
        check("umbrella", &names, "");
        check("", &names, "");
        check(&"x".repeat(100_000), &names, "");
    }

    #[test]
    fn ids_are_found_like_names() {
        let ids = ["growth", "domains", "premium", "careers"];
        check("growht", &ids, "growth");
        check("domain", &ids, "domains");
        check("wages", &ids, "");
        check("hm", &["hn", "ats"], "hn");
        check("x", &["c", "r"], "");
    }

    #[test]
    fn one_name_in_two_spellings_is_offered_once() {
        check("rsut", &["rust", "Rust", "Ruby"], "Rust");
    }

    #[test]
    fn a_hint_is_a_line_or_nothing() {
        assert_eq!(hint(&["a", "b"], "say c"), "\nhint: did you mean `a` or `b`?");
        assert_eq!(hint(&[], "say c"), "\nhint: say c");
        assert_eq!(hint(&[], ""), "");
    }
}
