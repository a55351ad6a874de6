//! Hacker News hiring threads as an archive: JSON Lines, one top-level comment a line.
//!
//! Keys: `id` (item id), `html`, `time` (Unix seconds), `month` (the thread's month, `YYYY-MM`), `poster`,
//! `thread`. Comments that offer no job are postings too; the offer reader tells them apart.

use super::{CONNECTOR, page_of};
use crate::Context;
use crate::json;
use prospect_model::{Body, Date, Fields, Locator, Month, Posting, Problem};
use serde::Deserialize;
use std::borrow::Cow;

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

pub(super) fn parse(
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
        url: Some(page_of(&id)),
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
