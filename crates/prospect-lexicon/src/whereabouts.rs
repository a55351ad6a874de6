//! Who can take a job: whether a person of one country may do it, remotely or at one of its places.
//!
//! In: where a posting says that people may work, and a country. Out: passes, fails, or it does not say.
//!
//! Not here: permits (a posting's `visa`), and what else a person wants.

use crate::places::scope;
use prospect_model::{PlaceRow, Verdict, WorkMode};

/// Where the people of one role may work, as its posting says.
#[derive(Clone, Debug)]
pub struct Whereabouts<'a, P> {
    /// Work modes that are possible.
    pub work_modes: &'a [WorkMode],
    /// Where remote workers must be: ISO countries or the scopes of the contract (`EU`, `WORLD`, `TZ`, …).
    pub remote_scope: &'a [String],
    /// Work places of the role.
    pub places: P,
}

impl<'a, P: Iterator<Item = &'a PlaceRow>> Whereabouts<'a, P> {
    /// Whether a person of that country (ISO 3166-1 alpha-2) can take the job: remotely, or at one of its places.
    #[must_use]
    pub fn taken_from(self, country: &str, is_remote_only: bool) -> Verdict {
        let modes = self.work_modes;
        let may_be_remote = modes.contains(&WorkMode::Remote) || !self.remote_scope.is_empty();
        let remote = if may_be_remote { remotely(self.remote_scope, country) } else { Verdict::Fails };
        let is_onsite_stated = modes.iter().any(|mode| *mode != WorkMode::Remote);
        let is_onsite_possible = !is_remote_only && (is_onsite_stated || modes.is_empty());
        let onsite = if is_onsite_possible { at_place(self.places, country) } else { Verdict::Fails };
        match (remote, onsite) {
            (Verdict::Passes, _) | (_, Verdict::Passes) => Verdict::Passes,
            (Verdict::Unknown, _) | (_, Verdict::Unknown) => Verdict::Unknown,
            _ if is_remote_only && !may_be_remote && modes.is_empty() => Verdict::Unknown,
            _ => Verdict::Fails,
        }
    }
}

fn remotely(scopes: &[String], country: &str) -> Verdict {
    let holds = |code: &String| {
        code == country || scope(code).is_some_and(|scope| scope.members.binary_search(&country).is_ok())
    };
    if scopes.iter().any(|code| code == "WORLD" || holds(code)) {
        Verdict::Passes
    } else if scopes.is_empty() || scopes.iter().any(|code| code == "TZ") {
        Verdict::Unknown
    } else {
        Verdict::Fails
    }
}

fn at_place<'a>(places: impl Iterator<Item = &'a PlaceRow>, country: &str) -> Verdict {
    let mut is_any_known = false;
    for place in places {
        match place.country.as_deref() {
            Some(code) if code == country => return Verdict::Passes,
            Some(_) => is_any_known = true,
            None => return Verdict::Unknown,
        }
    }
    if is_any_known { Verdict::Fails } else { Verdict::Unknown }
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
        let whereabouts = Whereabouts { work_modes: modes, remote_scope: &scopes, places: places.iter() };
        assert_eq!([false, true].map(|is_remote_only| whereabouts.clone().taken_from("DE", is_remote_only)), expected);
    }

    #[test]
    fn a_person_can_work_where_they_are_or_from_there() {
        use Verdict::{Fails, Passes, Unknown};
        use WorkMode::{Onsite, Remote};
        check(&[Onsite], &[], &[Some("DE")], [Passes, Fails]);
        check(&[Onsite], &[], &[Some("US")], [Fails, Fails]);
        check(&[Onsite], &[], &[None], [Unknown, Fails]);
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
