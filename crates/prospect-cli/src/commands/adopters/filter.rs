//! Which organisations are wanted. Unknown values are errors that name the nearest known one.

use crate::suggest;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use prospect_lexicon::places::{PlaceKind, places};
use prospect_model::{Adoption, Driver, Organisation, OrganisationRole, Ownership, Sector};

/// The filters of `prospect adopters`; each that is given has to hold.
#[derive(clap::Args, Debug, Default)]
pub(super) struct Filter {
    /// Only this sector
    #[arg(long, value_name = "SECTOR", value_parser = values(Sector::ALL, Sector::as_str))]
    sector: Option<Sector>,
    /// Only this country: a code such as DE, or an English name
    #[arg(long, value_name = "COUNTRY", value_parser = country)]
    country: Option<String>,
    /// Only those with a use for this reason
    #[arg(long, value_name = "DRIVER", value_parser = values(Driver::ALL, Driver::as_str))]
    driver: Option<Driver>,
    /// Only those with a use that has come this far
    #[arg(long, value_name = "STATE", value_parser = values(Adoption::ALL, Adoption::as_str))]
    adoption: Option<Adoption>,
    /// Only this role
    #[arg(long, value_name = "ROLE", value_parser = values(OrganisationRole::ALL, OrganisationRole::as_str))]
    role: Option<OrganisationRole>,
    /// Only this ownership
    #[arg(long, value_name = "OWNERSHIP", value_parser = values(Ownership::ALL, Ownership::as_str))]
    ownership: Option<Ownership>,
}

impl Filter {
    /// Whether an organisation is wanted. Reason and state have to hold for one and the same use.
    pub(super) fn keeps(&self, record: &Organisation) -> bool {
        let of_use = self.driver.is_some() || self.adoption.is_some();
        let has_use = record.uses.iter().any(|it| {
            self.driver.is_none_or(|driver| it.driver == driver)
                && self.adoption.is_none_or(|adoption| it.adoption == adoption)
        });
        self.sector.is_none_or(|sector| record.sectors.contains(&sector))
            && self.country.as_deref().is_none_or(|country| record.country == Some(country))
            && self.ownership.is_none_or(|ownership| record.ownership == ownership)
            && self.role.map_or(!record.uses.is_empty(), |role| record.roles.contains(&role))
            && (!of_use || has_use)
    }
}

/// A parser of closed names: clap lists them and offers the nearest.
pub(in crate::commands) fn values<T: Copy + Send + Sync + 'static>(
    all: &'static [T],
    name: fn(T) -> &'static str,
) -> impl TypedValueParser<Value = T> {
    PossibleValuesParser::new(all.iter().map(|value| name(*value)))
        .try_map(move |text| all.iter().copied().find(|value| name(*value) == text).ok_or("no such value"))
}

/// The ISO code of a country by its code or name.
pub(super) fn country(text: &str) -> Result<String, String> {
    let countries = || places().iter().filter(|place| place.kind == PlaceKind::Country);
    let found = countries().find(|place| {
        place.country.is_some_and(|code| code.eq_ignore_ascii_case(text)) || place.name.eq_ignore_ascii_case(text)
    });
    match found.and_then(|place| place.country) {
        Some(code) => Ok(code.to_owned()),
        None => {
            let near = suggest::nearest(text, countries().map(|place| place.name));
            Err(format!("no country has this code or name{}", suggest::hint(&near, "")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_are_known_by_code_and_name() {
        assert_eq!(country("de").as_deref(), Ok("DE"));
        assert_eq!(country("germany").as_deref(), Ok("DE"));
        assert!(country("Germny").is_err_and(|error| error.contains("did you mean `Germany`")));
        assert!(country("").is_err());
    }
}
