//! Who can take a job: whether a person of one country may do it, remotely or at one of its places.
//!
//! In: where a posting says that people may work, and a country. Out: passes, fails, or it does not say.
//!
//! Not here: permits (a posting's `visa`), and what else a person wants.

use crate::places::scope;
use prospect_model::{PlaceRow, Verdict, WorkMode};

/// Whether a person of that country (ISO 3166-1 alpha-2) can take a job with these work modes, scope of remote work
/// and work places: remotely, or at one of the places.
pub fn taken_from<'a>(
    country: &str,
    is_remote_only: bool,
    work_modes: &[WorkMode],
    remote_scope: &[String],
    places: impl Iterator<Item = &'a PlaceRow>,
) -> Verdict {
    let remotely = remotely(remote_scope.iter().map(String::as_str), country);
    // One place that is theirs is enough; without a place nothing is said. The order is: passes, unknown, fails.
    let at_place = places.map(|place| at_place(place.country.as_deref(), country)).min().unwrap_or(Verdict::Unknown);
    together(work_modes, !remote_scope.is_empty(), remotely, at_place, is_remote_only)
}

/// What the two ways of working say together: remotely from the country of a person, and at a place there.
#[must_use]
pub fn together(
    work_modes: &[WorkMode],
    has_scope: bool,
    remotely: Verdict,
    at_place: Verdict,
    is_remote_only: bool,
) -> Verdict {
    let may_be_remote = work_modes.contains(&WorkMode::Remote) || has_scope;
    let remote = if may_be_remote { remotely } else { Verdict::Fails };
    let is_onsite_stated = work_modes.iter().any(|mode| *mode != WorkMode::Remote);
    let is_onsite_possible = !is_remote_only && (is_onsite_stated || work_modes.is_empty());
    let onsite = if is_onsite_possible { at_place } else { Verdict::Fails };
    match (remote, onsite) {
        (Verdict::Passes, _) | (_, Verdict::Passes) => Verdict::Passes,
        (Verdict::Unknown, _) | (_, Verdict::Unknown) => Verdict::Unknown,
        _ if is_remote_only && !may_be_remote && work_modes.is_empty() => Verdict::Unknown,
        _ => Verdict::Fails,
    }
}

/// Whether remote work with these scopes (ISO countries, or `EU`, `WORLD`, `TZ`, …) can be done from a country.
pub fn remotely<'a>(scopes: impl Iterator<Item = &'a str>, country: &str) -> Verdict {
    let mut verdict = None;
    for code in scopes {
        let holds = || scope(code).is_some_and(|scope| scope.members.binary_search(&country).is_ok());
        if code == "WORLD" || code == country || holds() {
            return Verdict::Passes;
        }
        // A time zone may hold the country or not.
        let says = if code == "TZ" { Verdict::Unknown } else { Verdict::Fails };
        verdict = Some(verdict.map_or(says, |verdict: Verdict| verdict.min(says)));
    }
    verdict.unwrap_or(Verdict::Unknown)
}

/// Whether a place in a country, where that is known, is in the country of a person.
#[must_use]
pub fn at_place(place: Option<&str>, country: &str) -> Verdict {
    match place {
        Some(code) if code == country => Verdict::Passes,
        Some(_) => Verdict::Fails,
        None => Verdict::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// For a person in Germany who takes any mode, and for one who takes remote work only.
    #[track_caller]
    fn check(modes: &[WorkMode], scopes: &[&str], countries: &[Option<&str>], expected: [Verdict; 2]) {
        let place = |country: &Option<&str>| PlaceRow { city: None, country: country.map(str::to_owned), region: None };
        let places: Vec<PlaceRow> = countries.iter().map(place).collect();
        let scopes: Vec<String> = scopes.iter().map(|code| (*code).to_owned()).collect();
        let says = |is_remote_only| taken_from("DE", is_remote_only, modes, &scopes, places.iter());
        assert_eq!([false, true].map(says), expected);
    }

    #[test]
    fn a_person_can_work_where_they_are_or_from_there() {
        use Verdict::{Fails, Passes, Unknown};
        use WorkMode::{Onsite, Remote};
        check(&[Onsite], &[], &[Some("DE")], [Passes, Fails]);
        check(&[Onsite], &[], &[Some("US")], [Fails, Fails]);
        check(&[Onsite], &[], &[None], [Unknown, Fails]);
        check(&[Onsite], &[], &[None, Some("DE")], [Passes, Fails]);
        check(&[Onsite], &[], &[], [Unknown, Fails]);
        check(&[Remote], &["EU"], &[Some("US")], [Passes, Passes]);
        check(&[Remote], &["US"], &[Some("DE")], [Fails, Fails]);
        check(&[Remote], &["TZ"], &[], [Unknown, Unknown]);
        check(&[Remote], &[], &[Some("US")], [Unknown, Unknown]);
        check(&[Remote, Onsite], &["US"], &[Some("DE")], [Passes, Fails]);
        check(&[], &[], &[Some("US")], [Fails, Unknown]);
        check(&[], &[], &[], [Unknown, Unknown]);
        check(&[], &["WORLD"], &[], [Passes, Passes]);
    }
}
