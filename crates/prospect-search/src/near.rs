//! "Did you mean": of names, those that are spelt like a word.

use crate::QueryError;

/// Names offered at most.
const N_MAX: usize = 3;

/// The names nearest to a word, the nearest first: up to one edit for each three letters typed.
pub(crate) fn near<'n>(word: &str, names: impl Iterator<Item = &'n str>) -> Vec<String> {
    let word: String = word.trim().to_lowercase().chars().take(60).collect();
    let n_letters = word.chars().count();
    let n_edits_max = (n_letters / 3).max(1);
    let edits = |name: &'n str| {
        let name_lower: String = name.to_lowercase().chars().take(120).collect();
        let is_as_long = n_letters > 0 && name_lower.chars().count().abs_diff(n_letters) <= n_edits_max;
        let n_edits = if is_as_long { strsim::osa_distance(&word, &name_lower) } else { usize::MAX };
        (n_edits <= n_edits_max).then_some((n_edits, name))
    };
    let mut found: Vec<_> = names.filter_map(edits).collect();
    found.sort_unstable();
    found.dedup();
    found.into_iter().take(N_MAX).map(|(_, name)| name.to_owned()).collect()
}

/// The value of a name in any case, of a short list.
///
/// # Errors
/// A name that is none of them, with what is near, or else with all.
pub(crate) fn named<T: Copy>(
    what: &'static str,
    value: &str,
    all: &[T],
    name: fn(T) -> &'static str,
) -> Result<T, QueryError> {
    let found = all.iter().copied().find(|it| name(*it).eq_ignore_ascii_case(value));
    found.ok_or_else(|| {
        let near = near(value, all.iter().map(|it| name(*it)));
        // Of a short list, all is what helps.
        let near = if near.is_empty() { all.iter().map(|it| name(*it).to_owned()).collect() } else { near };
        QueryError::UnknownValue { what, value: value.to_owned(), near }
    })
}
