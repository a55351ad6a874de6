//! Finds places by the names that people type: countries, regions and groups of countries, cities, and what was meant
//! by a typo.
//!
//! Not here: finding names in running text (`prospect-extract`), where most of these names need more care.

use crate::places::{PlaceEntry, PlaceKind, Scope, places, scopes};
use crate::spelling::edits;

/// What a person means by a region.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Region {
    /// A group of countries: the EU, Latin America.
    Group(&'static Scope),
    /// A first-level region of a country, by its ISO 3166-2 code: `US-CA`.
    First(&'static str),
}

/// The ISO 3166-1 alpha-2 code of a country, by its code, name or alias in any case.
#[must_use]
pub fn country_named(word: &str) -> Option<&'static str> {
    let is_it = |text: &str| is_same(text, word);
    let by_code = of_kind(PlaceKind::Country).find(|place| place.country.is_some_and(is_it));
    let by_name = || of_kind(PlaceKind::Country).find(|place| has_name(place, word));
    by_code.or_else(by_name).and_then(|place| place.country)
}

/// The region of a code or name in any case. A group of countries goes before a first-level region of its name; of
/// namesakes, the first in the order of names and countries.
#[must_use]
pub fn region_named(word: &str) -> Option<Region> {
    let is_it = |text: &str| is_same(text, word);
    let group = scopes().iter().find(|scope| {
        is_it(scope.code) || is_it(scope.name) || scope.aliases.iter().chain(scope.codes).any(|name| is_it(name))
    });
    let first = || of_kind(PlaceKind::Region).find(|place| place.region.is_some_and(is_it) || has_name(place, word));
    group.map(Region::Group).or_else(|| first().and_then(|place| place.region).map(Region::First))
}

/// The English name of a first-level region by its ISO 3166-2 code.
#[must_use]
pub fn region_name(code: &str) -> Option<&'static str> {
    of_kind(PlaceKind::Region).find(|place| place.region == Some(code)).map(|place| place.name)
}

/// The usual name of a city, by its name or an alias in any case; of namesakes with other usual names, the most
/// often named in postings.
#[must_use]
pub fn city_named(word: &str) -> Option<&'static str> {
    let by_name = of_kind(PlaceKind::City).find(|place| is_same(place.name, word));
    let by_alias = || {
        let named = of_kind(PlaceKind::City).filter(|place| has_name(place, word));
        named.max_by_key(|place| (place.mentions, place.population))
    };
    by_name.or_else(by_alias).map(|place| place.name)
}

/// Names of countries that are spelt like `word`, the nearest first, at most `n_max`.
#[must_use]
pub fn countries_spelt_like(word: &str, n_max: usize) -> Vec<&'static str> {
    spelt_like(word, n_max, of_kind(PlaceKind::Country).map(|place| place.name))
}

/// Names of regions and groups of countries that are spelt like `word`, the nearest first, at most `n_max`.
#[must_use]
pub fn regions_spelt_like(word: &str, n_max: usize) -> Vec<&'static str> {
    let groups = scopes().iter().flat_map(|scope| [scope.code, scope.name]);
    spelt_like(word, n_max, groups.chain(of_kind(PlaceKind::Region).map(|place| place.name)))
}

/// Names of cities that are spelt like `word`, the nearest first, at most `n_max`.
#[must_use]
pub fn cities_spelt_like(word: &str, n_max: usize) -> Vec<&'static str> {
    spelt_like(word, n_max, of_kind(PlaceKind::City).map(|place| place.name))
}

fn of_kind(kind: PlaceKind) -> impl Iterator<Item = &'static PlaceEntry> {
    places().iter().filter(move |place| place.kind == kind)
}

fn has_name(place: &PlaceEntry, word: &str) -> bool {
    is_same(place.name, word) || place.aliases.iter().chain(place.codes).any(|name| is_same(name, word))
}

fn is_same(name: &str, word: &str) -> bool {
    name.eq_ignore_ascii_case(word) || (!name.is_ascii() && name.to_lowercase() == word.to_lowercase())
}

/// Up to one edit for each three letters typed.
fn spelt_like(word: &str, n_max: usize, names: impl Iterator<Item = &'static str>) -> Vec<&'static str> {
    let typed: Vec<char> = word.trim().to_lowercase().chars().take(60).collect();
    let n_edits_max = (typed.len() / 3).max(1);
    let near = |name: &'static str| {
        let spelling: Vec<char> = name.to_lowercase().chars().collect();
        let is_as_long = !typed.is_empty() && spelling.len().abs_diff(typed.len()) <= n_edits_max;
        let n_edits = if is_as_long { edits(&typed, &spelling) } else { usize::MAX };
        (n_edits <= n_edits_max).then_some((n_edits, name))
    };
    let mut found: Vec<_> = names.filter_map(near).collect();
    found.sort_unstable();
    found.dedup();
    found.into_iter().take(n_max).map(|(_, name)| name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_codes_and_aliases_find_their_place() {
        for (word, code) in
            [("DE", Some("DE")), ("germany", Some("DE")), ("uk", Some("GB")), ("Nowhere", None), ("", None)]
        {
            assert_eq!(country_named(word), code, "{word}");
        }
        assert_eq!(region_named("us-ca"), Some(Region::First("US-CA")));
        assert_eq!(region_named("California"), Some(Region::First("US-CA")));
        assert!(matches!(region_named("eu"), Some(Region::Group(scope)) if scope.code == "EU"));
        assert_eq!(region_named("Middle-earth"), None);
        assert_eq!((city_named("berlin"), city_named("NYC")), (Some("Berlin"), Some("New York")));
        assert_eq!(city_named("Minas Tirith"), None);
    }

    #[test]
    fn every_country_is_found_by_its_name() {
        for place in of_kind(PlaceKind::Country) {
            assert_eq!(country_named(place.name), place.country, "{}", place.name);
        }
    }

    #[test]
    fn typos_lead_to_what_was_meant() {
        assert_eq!(countries_spelt_like("Germny", 3).first(), Some(&"Germany"));
        assert_eq!(regions_spelt_like("Califronia", 3).first(), Some(&"California"));
        assert_eq!(cities_spelt_like("Berln", 3).first(), Some(&"Berlin"));
        assert!(cities_spelt_like("", 3).is_empty());
    }
}
