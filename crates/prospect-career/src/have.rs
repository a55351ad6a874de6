//! Reads a list of skills as people type it: `C++ 8y, Linux, CMake`.

use crate::profile::{Profile, ProfileError, Unknown};
use prospect_lexicon::skill_names::skill_named;

/// Years that a person may have of something.
const YEARS: std::ops::RangeInclusive<f32> = 0.0..=80.0;

/// Adds the skills of a list to a profile: names parted by commas, semicolons or line breaks, each with years
/// behind it where the person says them (`C++ 8y`, `Go 3 years`).
///
/// # Errors
/// Every name that no skill has, with what it may mean; years outside 0 to 80. The profile is then as it was.
pub fn have(profile: &mut Profile, list: &str) -> Result<(), ProfileError> {
    let mut found = Vec::new();
    let mut unknown = Vec::new();
    for item in list.split([',', ';', '\n']).map(str::trim).filter(|item| !item.is_empty()) {
        // A name may end like years do, so the whole is tried first.
        let (name, years) = if skill_named(item).is_some() { (item, None) } else { split_years(item) };
        if years.is_some_and(|years| !YEARS.contains(&years)) {
            return Err(ProfileError::Years(item.to_owned()));
        }
        match skill_named(name) {
            Some(skill) => found.push((skill, years)),
            None => unknown.push(Unknown::of(name)),
        }
    }
    if !unknown.is_empty() {
        return Err(ProfileError::UnknownSkills(unknown));
    }
    for (skill, years) in found {
        profile.add(skill, years);
    }
    Ok(())
}

/// `C++ 8y` as the name and 8; a name without years as it is.
fn split_years(item: &str) -> (&str, Option<f32>) {
    let without_unit = ["years", "year", "yrs", "yr", "y"]
        .iter()
        .find_map(|unit| item.strip_suffix(unit))
        .map(|rest| rest.trim_end().trim_end_matches('+'));
    let Some(rest) = without_unit else { return (item, None) };
    let name = rest.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
    let is_apart = name.ends_with(char::is_whitespace);
    match rest.get(name.len()..).and_then(|digits| digits.parse().ok()) {
        Some(years) if is_apart => (name.trim(), Some(years)),
        _ => (item, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The list → `id years` each, or the error.
    #[track_caller]
    fn check(list: &str, expected: &str) {
        let mut profile = Profile::default();
        let actual = match have(&mut profile, list) {
            Ok(()) => {
                let one =
                    |held: &crate::Held| held.years.map_or(held.id.to_owned(), |years| format!("{} {years}", held.id));
                profile.skills.iter().map(one).collect::<Vec<_>>().join(", ")
            }
            Err(error) => error.to_string(),
        };
        assert_eq!(actual, expected);
    }

    #[test]
    fn names_may_have_years() {
        check("C++ 8y, Linux, CMake", "cmake, cpp 8, linux");
        check("golang 3 years; Rust 1.5 yrs\nC", "c, go 3, rust 1.5");
        check("Python 10+ years", "python 10");
        check("", "");
    }

    #[test]
    fn unknown_names_are_errors_with_what_was_meant() {
        check("Rsut", "no skill is called `Rsut` (did you mean Rust?)");
        check("C++, basket weaving 3y", "no skill is called `basket weaving`");
        check("Rust 99y", "`Rust 99y` has years outside 0 to 80");
    }
}
