//! Reads a list of skills and a least pay as people type them: `C++ 8y, Linux, CMake` and `90k EUR`.

use crate::profile::{PayFloor, Profile, ProfileError, Unknown};
use prospect_lexicon::money::currency;
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

/// Reads yearly pay as an amount and a currency in either order: `90k EUR`, `USD 120000`, `85,000 gbp`.
///
/// # Errors
/// Text that is not that; a currency that has no rate.
pub fn pay_floor(text: &str) -> Result<PayFloor, ProfileError> {
    let wrong = || ProfileError::Pay(text.to_owned());
    let is_of_amount = |c: char| c.is_ascii_digit() || matches!(c, ',' | '.' | '_');
    let start = text.find(|c: char| c.is_ascii_digit()).ok_or_else(wrong)?;
    let (before, rest) = text.split_at_checked(start).ok_or_else(wrong)?;
    let (amount, after) =
        rest.split_at_checked(rest.find(|c| !is_of_amount(c)).unwrap_or(rest.len())).ok_or_else(wrong)?;
    let (thousands, after) = match after.strip_prefix(['k', 'K']) {
        Some(after) => (1_000, after),
        None => (1, after),
    };
    let amount: u64 = amount.replace([',', '_'], "").parse().map_err(|_| wrong())?;
    let code = match (before.trim(), after.trim()) {
        (code, "") | ("", code) if !code.is_empty() => code.to_uppercase(),
        _ => return Err(wrong()),
    };
    if code != "USD" && currency(&code).is_none() {
        return Err(ProfileError::Currency(code));
    }
    let per_year = amount.checked_mul(thousands).filter(|amount| *amount > 0).ok_or_else(wrong)?;
    Ok(PayFloor { per_year, currency: code })
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

    #[track_caller]
    fn check_pay(text: &str, expected: Option<(u64, &str)>) {
        let actual = pay_floor(text).ok();
        assert_eq!(actual.as_ref().map(|floor| (floor.per_year, floor.currency.as_str())), expected, "{text}");
    }

    #[test]
    fn pay_is_an_amount_and_a_currency() {
        check_pay("90k EUR", Some((90_000, "EUR")));
        check_pay("USD 120000", Some((120_000, "USD")));
        check_pay("85,000 gbp", Some((85_000, "GBP")));
        check_pay("90k", None);
        check_pay("90k bananas", None);
        check_pay("EUR", None);
        check_pay("0 EUR", None);
        check_pay("EUR 90k USD", None);
        check_pay("99999999999999999999999 EUR", None);
    }
}
