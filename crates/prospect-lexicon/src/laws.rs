//! Laws that make an employer state pay in the advert. The records stand in `data/laws/pay.toml`.
//!
//! Not here: whether a posting breaks one (`prospect-lint`). Not legal advice.

#[rustfmt::skip]
#[path = "generated/laws.rs"]
mod generated;

use prospect_model::Date;

/// A law that asks for pay in the advert.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PayLaw {
    /// ISO 3166-2 code of the region.
    pub place: &'static str,
    /// Usual name of the region.
    pub name: &'static str,
    /// Smallest number of employees that it binds; `None` where that is not known here.
    pub employees_min: Option<u32>,
    /// First day in force.
    pub in_force: Date,
    /// Whether its start was held against a public source.
    pub is_verified: bool,
}

/// Every law, sorted by place.
#[must_use]
pub fn pay_laws() -> &'static [PayLaw] {
    generated::PAY_LAWS
}

/// The law of a region (ISO 3166-2) that is in force on the day.
#[must_use]
pub fn pay_law(region: &str, day: Date) -> Option<&'static PayLaw> {
    let law_idx = pay_laws().binary_search_by(|law| law.place.cmp(region)).ok()?;
    pay_laws().get(law_idx).filter(|law| law.in_force <= day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_law_holds_from_its_first_day() {
        let day = |text| Date::parse(text).unwrap();
        assert!(pay_law("US-CO", day("2020-12-31")).is_none());
        assert!(pay_law("US-CO", day("2021-01-01")).is_some_and(|law| law.is_verified));
        assert!(pay_law("US-TX", day("2026-01-01")).is_none());
    }
}
