//! Which openings somebody wants to hear of: the filters of `changes` and `watch`, and how they are kept in a file.

use crate::asked::{country, known, named, skill};
use anyhow::Result;
use prospect_market::Filter;
use prospect_model::{Dataset, Domain, Seniority, WorkMode};
use serde::{Deserialize, Serialize};

/// Which openings are wanted.
#[derive(clap::Args)]
pub(crate) struct WantedArgs {
    /// Only this source; may be given several times: any of them
    #[arg(long, value_name = "ID")]
    source: Vec<String>,
    /// Only employers whose name holds this; any of several
    #[arg(long, value_name = "WORDS")]
    employer: Vec<String>,
    /// Only titles that hold this; any of several
    #[arg(long, value_name = "WORDS")]
    title: Vec<String>,
    /// Only this domain, such as web3; any of several
    #[arg(long, value_name = "DOMAIN")]
    domain: Vec<String>,
    /// Only openings with a place in this country, by code or name; any of several
    #[arg(long, value_name = "COUNTRY")]
    country: Vec<String>,
    /// Only openings that allow this work mode: onsite, hybrid, remote; any of several
    #[arg(long, value_name = "MODE")]
    work_mode: Vec<String>,
    /// Only openings that name this level, such as senior; any of several
    #[arg(long, value_name = "LEVEL")]
    seniority: Vec<String>,
    /// Only openings that name this skill, by id or name; any of several
    #[arg(long, value_name = "SKILL")]
    skill: Vec<String>,
}

/// Which openings are wanted; of each list one is enough, and every list must be met.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Wanted {
    /// Ids of sources.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    sources: Vec<String>,
    /// Parts of employers' names, in lower case.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    employers: Vec<String>,
    /// Parts of titles, in lower case.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    titles: Vec<String>,
    /// What their facts must be.
    #[serde(default)]
    filter: Filter,
}

impl WantedArgs {
    /// The wish in a form that can be kept.
    pub(crate) fn wanted(&self) -> Result<Wanted> {
        let ids: Vec<&str> = prospect_sources::ALL.iter().map(|connector| connector.info.id).collect();
        for id in &self.source {
            known("source", id, &ids)?;
        }
        let lower = |words: &[String]| words.iter().map(|word| word.to_lowercase()).collect();
        Ok(Wanted {
            sources: self.source.clone(),
            employers: lower(&self.employer),
            titles: lower(&self.title),
            filter: Filter {
                domains: named("domain", &self.domain, Domain::ALL, Domain::as_str)?,
                work_modes: named("work mode", &self.work_mode, WorkMode::ALL, WorkMode::as_str)?,
                seniority: named("level", &self.seniority, Seniority::ALL, Seniority::as_str)?,
                countries: self.country.iter().map(|word| country(word)).collect::<Result<_>>()?,
                skills: self.skill.iter().map(|word| skill(word)).collect::<Result<_>>()?,
                ..Filter::default()
            },
        })
    }
}

impl Wanted {
    /// Whether an opening is wanted.
    pub(crate) fn keeps(&self, dataset: &Dataset, index: u32) -> bool {
        let Some(opening) = dataset.openings.get(index as usize) else { return false };
        let employer =
            opening.employer.and_then(|at| dataset.employers.get(at as usize)).map(|name| name.to_lowercase());
        let holds = |parts: &[String], text: &str| parts.is_empty() || parts.iter().any(|part| text.contains(part));
        let is_of = |posting: &u32| {
            let source = dataset.postings.get(*posting as usize).and_then(|it| dataset.sources.get(it.source as usize));
            source.is_some_and(|source| self.sources.contains(&source.id))
        };
        holds(&self.employers, &employer.unwrap_or_default())
            && holds(&self.titles, &opening.title.to_lowercase())
            && (self.sources.is_empty() || opening.postings.iter().any(is_of))
            && self.filter.keeps_opening(dataset, index)
    }

    /// The wish in words; "all openings" when it keeps all.
    pub(crate) fn words(&self) -> String {
        let mut parts = Vec::new();
        let lists = [("source", &self.sources), ("employer", &self.employers), ("title", &self.titles)];
        for (what, values) in lists {
            if !values.is_empty() {
                parts.push(format!("{what} {}", values.join(" or ")));
            }
        }
        parts.extend(Some(self.filter.words()).filter(|words| !words.is_empty()));
        if parts.is_empty() { "all openings".to_owned() } else { parts.join(", ") }
    }
}
