//! Hacker News hiring threads as an archive: JSON Lines, one top-level comment a line.
//!
//! Keys: `id` (item id), `html`, `time` (Unix seconds), `month` (the thread's month, `YYYY-MM`), `poster`,
//! `thread`. Comments that offer no job are postings too; the offer reader tells them apart.

use crate::json;
use crate::{Connector, ConnectorInfo, Context, Format, Parse, Terms};
use prospect_model::{Body, Date, Fields, Locator, Month, Posting, Problem};
use serde::Deserialize;
use std::borrow::Cow;

pub(super) const CONNECTOR: Connector = Connector {
    info: ConnectorInfo {
        id: "hn",
        also: &["hackernews", "hacker-news"],
        title: "Hacker News hiring threads (archive lines)",
        frame: "comments in the Hacker News hiring threads",
        is_denominator: true,
        media_type: "application/x-ndjson",
        terms: Terms::OWN_FILES,
    },
    formats: &[Format { is: |head| head.line_has(&["thread", "html"]), parse: Parse::Lines(parse) }],
    live: None,
};

#[derive(Deserialize)]
struct Comment<'a> {
    #[serde(default)]
    id: Option<json::Id>,
    #[serde(default, borrow)]
    html: Option<Cow<'a, str>>,
    #[serde(default)]
    time: Option<i64>,
    #[serde(default)]
    month: Option<Cow<'a, str>>,
    #[serde(default)]
    poster: Option<Cow<'a, str>>,
}

fn parse(
    line: &[u8],
    locator: &Locator,
    _context: Context<'_>,
    problems: &mut Vec<Problem>,
) -> Result<Option<Posting>, Problem> {
    let Some(comment) = json::line::<Comment<'_>>(line, locator)? else { return Ok(None) };
    let id = json::required_id(comment.id, locator)?;
    let html = comment
        .html
        .ok_or_else(|| Problem::new("missing-text", "the comment has no `html`").at(locator.to_string()))?;
    let month = json::stated(comment.month.as_deref(), Month::parse, "month", locator, problems);
    Ok(Some(Posting {
        url: Some(format!("https://news.ycombinator.com/item?id={id}")),
        id,
        source: CONNECTOR.info.id.to_owned(),
        posted: json::stated(comment.time, unix_day, "time", locator, problems),
        month,
        poster: comment.poster.map(Cow::into_owned),
        body: Body::Html(html.into_owned()),
        fields: Fields::default(),
    }))
}

/// The day of a comment; `None` before the site existed.
fn unix_day(seconds: i64) -> Option<Date> {
    Date::from_unix(seconds).filter(|date| date.year >= 2006)
}
