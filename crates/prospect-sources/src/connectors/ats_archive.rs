//! Postings of career sites as an archive: JSON Lines with full text, one posting a line.
//!
//! Keys: `job_key`, `ats` (the service), `company`, `title`, `location`, `url`, `published_at`,
//! `description` (plain text), `employment_type`, `salary`.

use crate::json;
use crate::{Connector, ConnectorInfo, Context, Format, Parse, Terms};
use prospect_model::{Date, Fields, Locator, Posting, Problem};
use serde::Deserialize;
use std::borrow::Cow;

pub(super) const CONNECTOR: Connector = Connector {
    info: ConnectorInfo {
        id: "ats",
        also: &[],
        title: "career sites with full text (archive lines)",
        frame: "postings on the listed career sites",
        is_denominator: true,
        media_type: "application/x-ndjson",
        terms: Terms::OWN_FILES,
    },
    formats: &[Format { is: |head| head.line_has(&["job_key", "ats"]), parse: Parse::Lines(parse) }],
    live: None,
};

#[derive(Deserialize)]
struct Job<'a> {
    #[serde(default)]
    job_key: Option<json::Id>,
    #[serde(default, borrow)]
    description: Option<Cow<'a, str>>,
    #[serde(default)]
    company: Option<String>,
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    location: Option<String>,
    #[serde(default)]
    url: Option<String>,
    #[serde(default)]
    published_at: Option<Cow<'a, str>>,
    #[serde(default)]
    first_seen: Option<Cow<'a, str>>,
    #[serde(default)]
    employment_type: Option<String>,
    #[serde(default)]
    salary: Option<String>,
}

fn parse(
    line: &[u8],
    locator: &Locator,
    _context: Context<'_>,
    problems: &mut Vec<Problem>,
) -> Result<Option<Posting>, Problem> {
    let Some(job) = json::line::<Job<'_>>(line, locator)? else { return Ok(None) };
    let id = json::required_id(job.job_key, locator)?;
    let text = job
        .description
        .ok_or_else(|| Problem::new("missing-text", "the job has no `description`").at(locator.to_string()))?;
    let stated = |value: Option<String>| value.filter(|text| !text.trim().is_empty());
    Ok(Some(Posting {
        id,
        source: CONNECTOR.info.id.to_owned(),
        posted: json::stated(job.published_at.as_deref(), Date::parse, "published_at", locator, problems)
            .or_else(|| json::stated(job.first_seen.as_deref(), Date::parse, "first_seen", locator, problems)),
        month: None,
        url: stated(job.url),
        poster: None,
        body: json::body(text.into_owned()),
        fields: Fields {
            title: stated(job.title),
            employer: stated(job.company),
            location: stated(job.location),
            pay: stated(job.salary),
            employment: stated(job.employment_type),
            ..Fields::default()
        },
    }))
}
