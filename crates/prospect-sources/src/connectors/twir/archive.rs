//! Job lines of This Week in Rust as an archive: JSON Lines, one line of an issue's job section each.
//!
//! Keys: `issue_date` (`YYYY-MM-DD`), `raw` (the line as Markdown), `company`, `title`, `location`, `url`. A
//! panel of Rust jobs only: nothing can be a share of it.

use super::CONNECTOR;
use crate::Context;
use crate::json;
use prospect_model::{Body, Date, Fields, Locator, Posting, Problem};
use serde::Deserialize;
use std::borrow::Cow;

#[derive(Deserialize)]
struct JobLine<'a> {
    #[serde(default, borrow)]
    issue_date: Option<Cow<'a, str>>,
    #[serde(default, borrow)]
    raw: Option<Cow<'a, str>>,
    #[serde(default)]
    company: Option<String>,
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    location: Option<String>,
    #[serde(default)]
    url: Option<String>,
}

pub(super) fn parse(
    line: &[u8],
    locator: &Locator,
    _context: Context<'_>,
    problems: &mut Vec<Problem>,
) -> Result<Option<Posting>, Problem> {
    let Some(job) = json::line::<JobLine<'_>>(line, locator)? else { return Ok(None) };
    let text = job.raw.ok_or_else(|| Problem::new("missing-text", "the line has no `raw`").at(locator.to_string()))?;
    // An address may stand in several issues, and in one issue for several titles: together they are the id.
    let parts = [job.issue_date.as_deref(), job.url.as_deref(), job.title.as_deref()];
    let id = parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let id = json::required_id((!id.is_empty()).then_some(json::Id(id)), locator)?;
    Ok(Some(Posting {
        id,
        source: CONNECTOR.info.id.to_owned(),
        posted: json::stated(job.issue_date.as_deref(), Date::parse, "issue_date", locator, problems),
        month: None,
        url: job.url,
        poster: None,
        body: Body::Text(text.into_owned()),
        fields: Fields { title: job.title, employer: job.company, location: job.location, ..Fields::default() },
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use prospect_model::Sha256;

    #[test]
    fn a_line_becomes_a_posting_with_what_the_archive_knows() {
        let line = br#"{"issue_date":"2021-02-03","company":"Acme","title":"Rust engineer","location":null,"url":"https://acme.example/1","raw":"* [Rust engineer at Acme](https://acme.example/1)"}"#;
        let context = Context { document: Sha256([0; 32]), url: None, employer: None };
        let posting = parse(line, &Locator::Line(1), context, &mut Vec::new()).unwrap().unwrap();
        assert_eq!(posting.id, "2021-02-03 https://acme.example/1 Rust engineer");
        assert_eq!(posting.fields.employer.as_deref(), Some("Acme"));
        assert_eq!(posting.posted, Date::parse("2021-02-03"));
    }
}
