//! Plain JSON Lines in the contract of `prospect extract`, a schema.org JobPosting object being one too.
//!
//! Keys: `id`, `text` or `html`; optional `title`, `employer`, `location`, `posted` (`YYYY-MM-DD`), `url`,
//! `poster`, `pay`, `employment`, `work_mode`, `remote_scope`.

use crate::json;
use crate::{Connector, ConnectorInfo, Context, Format, Parse, Terms};
use prospect_model::{Body, Date, Fields, Locator, Posting, Problem};
use serde::Deserialize;
use std::borrow::Cow;

pub(super) const CONNECTOR: Connector = Connector {
    info: ConnectorInfo {
        id: "jsonl",
        also: &["json-lines", "ndjson"],
        title: "plain JSON Lines in the extract contract",
        frame: "postings in files that you imported",
        is_denominator: true,
        media_type: "application/x-ndjson",
        terms: Terms::OWN_FILES,
    },
    formats: &[Format {
        is: |head| {
            head.line_has(&["text"]) || head.line_has(&["html"]) || (head.line_has(&["@type"]) && head.has_more_lines)
        },
        parse: Parse::Lines(parse),
    }],
    live: None,
};

#[derive(Deserialize)]
struct Line<'a> {
    #[serde(default)]
    id: Option<json::Id>,
    #[serde(default, borrow)]
    text: Option<Cow<'a, str>>,
    #[serde(default, borrow)]
    html: Option<Cow<'a, str>>,
    #[serde(default)]
    posted: Option<Cow<'a, str>>,
    #[serde(default)]
    url: Option<String>,
    #[serde(default)]
    poster: Option<String>,
    #[serde(flatten)]
    fields: FieldsOf,
}

/// The source's fields, under the names of [`Fields`].
#[derive(Deserialize)]
struct FieldsOf {
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    employer: Option<String>,
    #[serde(default)]
    location: Option<String>,
    #[serde(default)]
    pay: Option<String>,
    #[serde(default)]
    employment: Option<String>,
    #[serde(default)]
    work_mode: Option<String>,
    #[serde(default)]
    remote_scope: Option<String>,
}

fn parse(
    line: &[u8],
    locator: &Locator,
    context: Context<'_>,
    problems: &mut Vec<Problem>,
) -> Result<Option<Posting>, Problem> {
    if memchr::memmem::find(line, b"\"@type\"").is_some()
        && let Some(value) = json::line::<serde_json::Value>(line, locator)?
        && value.get("text").is_none()
        && value.get("html").is_none()
    {
        return super::schema_org_posting(&value, CONNECTOR.info.id, locator, context, problems).map(Some);
    }
    let Some(found) = json::line::<Line<'_>>(line, locator)? else { return Ok(None) };
    let id = json::required_id(found.id, locator)?;
    let body = match (found.text, found.html) {
        (Some(text), _) => Body::Text(text.into_owned()),
        (None, Some(html)) => Body::Html(html.into_owned()),
        (None, None) => {
            return Err(
                Problem::new("missing-text", "the record has neither `text` nor `html`").at(locator.to_string())
            );
        }
    };
    let posted = json::stated(found.posted.as_deref(), Date::parse, "posted", locator, problems);
    let fields = found.fields;
    Ok(Some(Posting {
        id,
        source: CONNECTOR.info.id.to_owned(),
        posted,
        month: None,
        url: found.url,
        poster: found.poster,
        body,
        fields: Fields {
            title: fields.title,
            employer: fields.employer,
            location: fields.location,
            pay: fields.pay,
            employment: fields.employment,
            work_mode: fields.work_mode,
            remote_scope: fields.remote_scope,
        },
    }))
}
