//! Shipped data as the questions ask for it.

use prospect_lexicon::places::{PlaceKind, places};
use prospect_market::Lookup;
use prospect_model::Month;
use std::borrow::Cow;

/// Rates and names from the lexicon.
pub(crate) struct Shipped;

impl Lookup for Shipped {
    fn usd_rate(&self, currency: &str, month: Month) -> Option<f64> {
        prospect_lexicon::money::usd_rate(currency, month)
    }

    fn skill_name(&self, id: &str) -> Option<Cow<'static, str>> {
        prospect_lexicon::skills::by_id(id).map(|skill| Cow::Borrowed(skill.name))
    }

    fn country_name(&self, code: &str) -> Option<Cow<'static, str>> {
        places()
            .iter()
            .find(|place| place.kind == PlaceKind::Country && place.country == Some(code))
            .map(|place| Cow::Borrowed(place.name))
    }
}
