//! Hard filters: what a person said they cannot or will not take. Apart from the score, and unknown never fails.
//!
//! In: a profile and an opening. Out: for each filter that the person set, whether the posting passes, fails, or
//! does not say.

use crate::openings::{Opening, View};
use crate::pay;
use crate::profile::Profile;
use prospect_lexicon::money::usd_rate;
use prospect_lexicon::places::scope;
use prospect_model::{PostingRow, Visa, WorkMode};
use serde::Serialize;

/// What a filter looks at, in the order in which they are asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Filter {
    /// Only remote work will do.
    Mode,
    /// The person can work in one country.
    Place,
    /// The person needs a work permit.
    Visa,
    /// The person takes no less.
    Pay,
}

impl Filter {
    /// Every filter.
    pub const ALL: [Self; 4] = [Self::Mode, Self::Place, Self::Visa, Self::Pay];

    /// The name that files and screens show.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Mode => "mode",
            Self::Place => "place",
            Self::Visa => "visa",
            Self::Pay => "pay",
        }
    }
}

/// What a posting says to a filter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// It states what the person needs.
    Passes,
    /// It does not say, so it is not held against it.
    Unknown,
    /// It states otherwise.
    Fails,
}

/// How many openings each filter took away; an opening counts at the first that it fails.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct FilterCounts {
    /// Openings before.
    pub n: u64,
    /// Openings that the work mode took.
    pub mode: u64,
    /// Openings that the place took.
    pub place: u64,
    /// Openings that the permit took.
    pub visa: u64,
    /// Openings that the pay took.
    pub pay: u64,
}

impl FilterCounts {
    /// Openings that are left.
    #[must_use]
    pub fn n_left(&self) -> u64 {
        self.n.saturating_sub(self.mode + self.place + self.visa + self.pay)
    }

    /// Counts an opening; whether it is left.
    pub(crate) fn count(&mut self, verdicts: &[(Filter, Verdict)]) -> bool {
        self.n += 1;
        let failed = verdicts.iter().find(|(_, verdict)| *verdict == Verdict::Fails);
        match failed.map(|(filter, _)| filter) {
            None => return true,
            Some(Filter::Mode) => self.mode += 1,
            Some(Filter::Place) => self.place += 1,
            Some(Filter::Visa) => self.visa += 1,
            Some(Filter::Pay) => self.pay += 1,
        }
        false
    }
}

/// What an opening says to each filter that the person set; empty when none is set.
#[must_use]
pub fn verdicts(view: &View<'_>, profile: &Profile, opening: &Opening) -> Vec<(Filter, Verdict)> {
    let Some(posting) = view.posting(opening) else { return Vec::new() };
    let mut verdicts = Vec::new();
    if profile.is_remote_only {
        verdicts.push((Filter::Mode, mode(posting)));
    }
    if let Some(country) = &profile.country {
        verdicts.push((Filter::Place, place(posting, opening.role, country, profile.is_remote_only)));
    }
    if profile.needs_visa {
        let verdict = match posting.visa {
            Visa::Offered => Verdict::Passes,
            Visa::NotOffered => Verdict::Fails,
            Visa::Unstated => Verdict::Unknown,
        };
        verdicts.push((Filter::Visa, verdict));
    }
    if let Some(floor) = &profile.pay_min {
        let floor = usd_rate(&floor.currency, opening.month).map(|rate| floor.per_year as f64 * rate);
        let verdict = match (floor, pay::most(posting.pay_of(opening.role), opening.month)) {
            (Some(floor), Some(most)) if most >= floor => Verdict::Passes,
            (Some(_), Some(_)) => Verdict::Fails,
            _ => Verdict::Unknown,
        };
        verdicts.push((Filter::Pay, verdict));
    }
    verdicts
}

fn mode(posting: &PostingRow) -> Verdict {
    match posting.work_modes.as_slice() {
        // A scope of remote work without a mode is one.
        [] if posting.remote_scope.is_empty() => Verdict::Unknown,
        [] => Verdict::Passes,
        modes if modes.contains(&WorkMode::Remote) => Verdict::Passes,
        _ => Verdict::Fails,
    }
}

/// Whether a person of that country can take the job: remotely, or at one of its places.
fn place(posting: &PostingRow, role: usize, country: &str, is_remote_only: bool) -> Verdict {
    let may_be_remote = posting.work_modes.contains(&WorkMode::Remote) || !posting.remote_scope.is_empty();
    let remote = if may_be_remote { remotely(&posting.remote_scope, country) } else { Verdict::Fails };
    let is_onsite_stated = posting.work_modes.iter().any(|mode| *mode != WorkMode::Remote);
    let is_onsite_possible = !is_remote_only && (is_onsite_stated || posting.work_modes.is_empty());
    let onsite = if is_onsite_possible { at_place(posting, role, country) } else { Verdict::Fails };
    match (remote, onsite) {
        (Verdict::Passes, _) | (_, Verdict::Passes) => Verdict::Passes,
        (Verdict::Unknown, _) | (_, Verdict::Unknown) => Verdict::Unknown,
        _ if is_remote_only && !may_be_remote && posting.work_modes.is_empty() => Verdict::Unknown,
        _ => Verdict::Fails,
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

fn at_place(posting: &PostingRow, role: usize, country: &str) -> Verdict {
    let mut is_any_known = false;
    for place in posting.places_of(role) {
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
    use prospect_model::PlaceRow;

    fn posting(modes: &[WorkMode], scopes: &[&str], countries: &[Option<&str>]) -> PostingRow {
        let place = |country: &Option<&str>| PlaceRow { city: None, country: country.map(str::to_owned), region: None };
        PostingRow {
            work_modes: modes.to_vec(),
            remote_scope: scopes.iter().map(|code| (*code).to_owned()).collect(),
            places: countries.iter().map(place).collect(),
            ..PostingRow::default()
        }
    }

    /// For a person in Germany who takes any mode, and for one who takes remote work only.
    #[track_caller]
    fn check(modes: &[WorkMode], scopes: &[&str], countries: &[Option<&str>], expected: [Verdict; 2]) {
        let posting = posting(modes, scopes, countries);
        assert_eq!([false, true].map(|is_remote_only| place(&posting, 0, "DE", is_remote_only)), expected);
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

    #[test]
    fn remote_only_asks_for_a_stated_mode() {
        assert_eq!(mode(&posting(&[WorkMode::Onsite], &[], &[])), Verdict::Fails);
        assert_eq!(mode(&posting(&[WorkMode::Remote, WorkMode::Hybrid], &[], &[])), Verdict::Passes);
        assert_eq!(mode(&posting(&[], &[], &[])), Verdict::Unknown);
    }
}
