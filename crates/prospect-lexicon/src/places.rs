//! Places that job postings name: cities, first-level regions, countries, parts of countries, and the
//! groups of countries in which remote workers may have to be.
//!
//! The records stand in `data/places/*.csv`, which say what each column means and where it comes from.
//! City names, ids and populations: GeoNames, CC BY 4.0, <https://www.geonames.org>.
//!
//! Not here: finding a name in text, and telling namesakes apart (`prospect-extract`).

#[rustfmt::skip]
#[path = "generated/places.rs"]
mod generated;

/// What a place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PlaceKind {
    /// City, town or borough.
    City,
    /// First-level region of a country: state, province, nation.
    Region,
    /// Country or territory with an ISO 3166-1 code.
    Country,
    /// Part of one country that is neither: "Bay Area", "Silicon Valley".
    Area,
}

/// What else a name may be. Anything but `Clear` counts only where the text says that a place is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ambiguity {
    /// Means the place.
    Clear,
    /// An ordinary word too: Reading, Mobile, Nice.
    Word,
    /// A person, company or product too: Jackson, Phoenix.
    Name,
    /// Another place is meant as often: Georgia, Washington.
    OtherPlace,
}

/// One place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlaceEntry {
    /// Usual English name.
    pub name: &'static str,
    /// What it is.
    pub kind: PlaceKind,
    /// ISO 3166-1 alpha-2 code of its country.
    pub country: Option<&'static str>,
    /// ISO 3166-2 code of its first-level region (a region's own code); `None` where the tables do not tell.
    pub region: Option<&'static str>,
    /// Inhabitants about 2012: a magnitude for telling namesakes apart, not a statistic; 0 when unknown.
    pub population: u32,
    /// How often the hiring comments of 2011-2026 name the city with its region or country behind: a prior
    /// for namesakes; 0 for everything that is not a city.
    pub mentions: u32,
    /// What else its name may be.
    pub ambiguity: Ambiguity,
    /// Other full names and languages, matched without regard to case.
    pub aliases: &'static [&'static str],
    /// Abbreviations that stand alone (`NYC`, `UK`), matched as written.
    pub codes: &'static [&'static str],
    /// Abbreviations that are other words or places too (`CA`, `IN`), to be read only beside another place.
    pub shorts: &'static [&'static str],
}

/// A group of countries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scope {
    /// Name of the group in facts: `EU`, `LATAM`, `NORTH-AMERICA`.
    pub code: &'static str,
    /// Usual English name.
    pub name: &'static str,
    /// Other full names, matched without regard to case.
    pub aliases: &'static [&'static str],
    /// Abbreviations that stand alone, matched as written.
    pub codes: &'static [&'static str],
    /// Abbreviations that are other words too.
    pub shorts: &'static [&'static str],
    /// ISO 3166-1 alpha-2 codes of its countries, sorted.
    pub members: &'static [&'static str],
}

/// Every place, sorted by kind, name, country and region.
#[must_use]
pub fn places() -> &'static [PlaceEntry] {
    generated::PLACES
}

/// Every group of countries, sorted by code.
#[must_use]
pub fn scopes() -> &'static [Scope] {
    generated::SCOPES
}

/// The group of countries with a code, for example `EU`.
#[must_use]
pub fn scope(code: &str) -> Option<&'static Scope> {
    let at = generated::SCOPES.binary_search_by(|scope| scope.code.cmp(code)).ok()?;
    generated::SCOPES.get(at)
}

/// The country with an ISO 3166-1 alpha-2 code in capitals.
#[must_use]
pub fn country(code: &str) -> Option<&'static PlaceEntry> {
    let (_, idx) =
        generated::COUNTRIES.get(generated::COUNTRIES.binary_search_by(|(key, _)| (*key).cmp(code)).ok()?)?;
    generated::PLACES.get(usize::from(*idx))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_country_of_a_place_and_of_a_scope_is_in_the_table() {
        for place in places() {
            assert!(place.country.is_some_and(|code| country(code).is_some()), "{place:?}");
            assert!(
                place
                    .region
                    .is_none_or(|region| Some(region) > place.country && region.as_bytes().get(2) == Some(&b'-')),
                "{place:?}"
            );
        }
        for scope in scopes() {
            assert!(!scope.members.is_empty() && scope.members.is_sorted(), "{}", scope.code);
            assert!(scope.members.iter().all(|code| country(code).is_some()), "{}", scope.code);
        }
    }

    #[test]
    fn the_table_is_sorted_and_no_place_stands_twice() {
        let key = |place: &PlaceEntry| (place.kind, place.name, place.country, place.region);
        assert!(places().windows(2).all(|pair| key(&pair[0]) < key(&pair[1])));
    }

    #[test]
    fn every_region_of_a_city_that_has_a_table_of_regions_is_named_there_or_is_the_city_itself() {
        let regions: BTreeSet<_> =
            places().iter().filter(|place| place.kind == PlaceKind::Region).filter_map(|place| place.region).collect();
        let us = places().iter().filter(|place| place.kind == PlaceKind::City && place.country == Some("US"));
        for city in us {
            assert!(city.region.is_some_and(|region| regions.contains(region)), "{city:?}");
        }
    }

    #[test]
    fn known_places_are_found_by_code() {
        assert_eq!(country("DE").map(|place| place.name), Some("Germany"));
        assert_eq!(country("ZZ"), None);
        assert_eq!(scope("EU").map(|scope| scope.members.len()), Some(27));
        assert_eq!(scope("eu"), None);
    }
}
