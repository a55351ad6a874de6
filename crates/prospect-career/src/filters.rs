//! Hard filters: what a person said they cannot or will not take. Apart from the score, and unknown never fails.
//!
//! In: a profile and an opening. Out: for each filter that the person set, whether the posting passes, fails, or
//! does not say.

use crate::openings::{Opening, View};
use crate::pay;
use crate::profile::Profile;
use prospect_lexicon::money::usd_rate;
use prospect_lexicon::whereabouts::taken_from;
use prospect_model::{PostingRow, Verdict, Visa, WorkMode};
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

fn place(posting: &PostingRow, role: usize, country: &str, is_remote_only: bool) -> Verdict {
    taken_from(country, is_remote_only, &posting.work_modes, &posting.remote_scope, posting.places_of(role))
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

    #[test]
    fn remote_only_asks_for_a_stated_mode() {
        assert_eq!(mode(&posting(&[WorkMode::Onsite], &[], &[])), Verdict::Fails);
        assert_eq!(mode(&posting(&[WorkMode::Remote, WorkMode::Hybrid], &[], &[])), Verdict::Passes);
        assert_eq!(mode(&posting(&[], &[], &[])), Verdict::Unknown);
    }
}
