//! Which openings a report looks at.
//!
//! Input is an opening with the facts of its roles; output is whether it is counted. A filter changes the
//! numerator and the denominator alike: shares are among the openings that it keeps.

use crate::panel::{Opening, Sighting, month_of};
use prospect_model::{Dataset, Domain, Month, RoleFamily, Seniority, SkillNeed, WorkMode};
use serde::{Deserialize, Serialize};

/// What to keep. An empty list keeps all; of a list one value is enough; every list must be met.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Filter {
    /// First month, included.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<Month>,
    /// Last month, included.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<Month>,
    /// What the employer or the role builds, by the surest domain of the first posting that tells one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub domains: Vec<Domain>,
    /// Countries of its work places, ISO 3166-1 alpha-2.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub countries: Vec<String>,
    /// Work modes that it allows.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub work_modes: Vec<WorkMode>,
    /// Levels that it names.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub seniority: Vec<Seniority>,
    /// Kinds of work of its role.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub role_families: Vec<RoleFamily>,
    /// Ids of skills that it asks for, wishes or uses.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub skills: Vec<String>,
}

impl Filter {
    /// Whether an opening is counted.
    pub(crate) fn keeps(&self, dataset: &Dataset, opening: &Opening) -> bool {
        let any = |list_is_empty: bool, found: bool| list_is_empty || found;
        self.since.is_none_or(|first| opening.month >= first)
            && self.until.is_none_or(|last| opening.month <= last)
            && any(
                self.domains.is_empty(),
                opening.domain(dataset).is_some_and(|domain| self.domains.contains(&domain)),
            )
            && any(
                self.countries.is_empty(),
                opening
                    .places(dataset)
                    .any(|place| place.country.as_ref().is_some_and(|code| self.countries.contains(code))),
            )
            && any(
                self.work_modes.is_empty(),
                opening.rows(dataset).any(|(row, _)| row.work_modes.iter().any(|mode| self.work_modes.contains(mode))),
            )
            && any(self.seniority.is_empty(), opening.seniority(dataset).any(|level| self.seniority.contains(&level)))
            && any(
                self.role_families.is_empty(),
                opening.role_family(dataset).any(|family| self.role_families.contains(&family)),
            )
            && any(
                self.skills.is_empty(),
                opening
                    .skills(dataset)
                    .filter(|row| row.need != SkillNeed::Mentioned)
                    .any(|row| dataset.skills.get(row.skill as usize).is_some_and(|id| self.skills.contains(id))),
            )
    }

    /// Whether an opening is kept, by its postings of all sources that offer a job; one that has none is not.
    #[must_use]
    pub fn keeps_opening(&self, dataset: &Dataset, index: u32) -> bool {
        let Some(row) = dataset.openings.get(index as usize) else { return false };
        let roles = |&posting: &u32| {
            let roles =
                dataset.postings.get(posting as usize).filter(|row| row.is_offer).map(|row| row.roles.as_slice());
            let own = roles.unwrap_or_default().iter().zip(0..).filter(|(role, _)| role.opening == Some(index));
            own.map(move |(_, role)| Sighting { posting, role }).collect::<Vec<_>>()
        };
        let sightings: Vec<Sighting> = row.postings.iter().flat_map(roles).collect();
        let months = sightings.iter().filter_map(|seen| month_of(dataset.postings.get(seen.posting as usize)?));
        let month = months.min().or(row.first_seen.map(prospect_model::Date::to_month));
        // Without a month nothing says that it lies in a window; without a window nothing has to.
        let has_window = self.since.is_some() || self.until.is_some();
        let Some(month) = month.or((!has_window).then_some(Month { year: 1970, month: 1 })) else { return false };
        !sightings.is_empty() && self.keeps(dataset, &Opening::seen_in(index, sightings, month))
    }

    /// The filter in words, empty when it keeps all: "in the United States, remote".
    #[must_use]
    pub fn words(&self) -> String {
        let mut parts = Vec::new();
        let mut add = |what: &str, values: Vec<&str>| {
            if !values.is_empty() {
                parts.push(format!("{what} {}", values.join(" or ")));
            }
        };
        add("domain", self.domains.iter().map(|it| it.as_str()).collect());
        add("country", self.countries.iter().map(String::as_str).collect());
        add("work mode", self.work_modes.iter().map(|it| it.as_str()).collect());
        add("level", self.seniority.iter().map(|it| it.as_str()).collect());
        add("role family", self.role_families.iter().map(|it| it.as_str()).collect());
        add("skill", self.skills.iter().map(String::as_str).collect());
        match (self.since, self.until) {
            (Some(first), Some(last)) => parts.push(format!("{first} to {last}")),
            (Some(first), None) => parts.push(format!("since {first}")),
            (None, Some(last)) => parts.push(format!("until {last}")),
            (None, None) => {}
        }
        parts.join(", ")
    }
}
