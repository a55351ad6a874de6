//! Greenhouse job boards: one JSON answer with all openings of a board and their texts, no key.
//!
//! `content` is HTML that was escaped once more. An item whose `internal_job_id` is null collects applications
//! without an opening (a "prospect post"): it is named and left out. The day is `first_published`; older answers know
//! only `updated_at`. Pay (`pay_input_ranges`) comes where the employer shows it and pay transparency is asked for. Boards
//! of the EU region are asked at the same host (said by others, not verified by us).

use crate::address::{Address, escaped};
use crate::answer::{Item, Outer, Shape, filled, joined, text_at};
use crate::html::{sections, unescaped_once};
use crate::pay_words::pay_words;
use crate::{Connector, ConnectorInfo, Context, Format, Listing, Live, Parse, Request, Terms};
use prospect_model::{Fields, Posting};
use serde_json::Value;

pub(super) const CONNECTOR: Connector = Connector {
    info: ConnectorInfo {
        id: "greenhouse",
        also: &["greenhouse.io", "gh"],
        title: "Greenhouse job boards",
        frame: "openings on the Greenhouse boards that you follow",
        is_denominator: true,
        media_type: "application/json",
        terms: Terms {
            summary: "the provider's documentation calls the data of its job boards publicly available; no key, no stated limit",
            url: Some("https://developers.greenhouse.io/job-board.html"),
            licence: None,
            attribution: None,
            allows_statistics: true,
        },
    },
    formats: &[Format {
        is: |head| head.starts_with("{") && head.contains("\"absolute_url\"") && head.contains("\"internal_job_id\""),
        parse: Parse::Document(|bytes, context| SHAPE.parse(bytes, context)),
    }],
    live: Some(&Live {
        recognise,
        page: |board| format!("https://job-boards.greenhouse.io/{}", escaped(board)),
        item: None,
        first,
        next: |_, _| Vec::new(),
        lists_all_open: true,
        pause_ms: 1000,
        rest_hours: 0,
        obeys_robots: false,
    }),
};

const SHAPE: Shape = Shape { list: "jobs", signs: &["id", "title", "absolute_url"], notice: None, posting };

fn recognise(address: &str) -> Option<String> {
    let address = Address::new(address);
    match address.host.as_str() {
        "boards.greenhouse.io"
        | "job-boards.greenhouse.io"
        | "boards.eu.greenhouse.io"
        | "job-boards.eu.greenhouse.io" => {
            if address.starts_with(&["embed"]) {
                return address.parameter("for");
            }
            address.segment(0)
        }
        "boards-api.greenhouse.io" | "boards-api.eu.greenhouse.io" | "api.greenhouse.io" => {
            address.starts_with(&["v1", "boards"]).then(|| address.segment(2)).flatten()
        }
        _ => None,
    }
}

fn first(listing: &Listing<'_>) -> Vec<Request> {
    let board = escaped(listing.board);
    vec![Request {
        url: format!("https://boards-api.greenhouse.io/v1/boards/{board}/jobs?content=true&pay_transparency=true"),
        accept: "application/json",
        is_listing: true,
    }]
}

fn posting(item: &mut Item<'_>, _outer: &Outer<'_>, context: Context<'_>) -> Option<Posting> {
    let title = item.text("title");
    if item.is_null("internal_job_id") {
        let title = title.unwrap_or_default();
        item.problem("not-an-opening", format!("`{title}` collects applications and is no opening"));
        return None;
    }
    let location = item.text("location/name");
    let offices = item.texts("offices", &["location", "location/name", "name"]);
    let metadata = item.take_list("metadata");
    let content = item.take_text("content").map(unescaped_once);
    Some(Posting {
        id: item.id("id"),
        source: CONNECTOR.info.id.to_owned(),
        posted: item.day("first_published").or_else(|| item.day("updated_at")),
        month: None,
        url: item.text("absolute_url"),
        poster: None,
        body: item.body(sections(content.map(|content| (None, content)))),
        fields: Fields {
            title,
            employer: item.text("company_name").or_else(|| context.employer.and_then(filled)),
            location: joined(location.into_iter().chain(offices)),
            pay: pay(item),
            employment: custom(&metadata, &["employment type", "time type", "commitment"]),
            work_mode: custom(&metadata, &["workplace type", "location type", "work mode"]),
            remote_scope: None,
        },
    })
}

/// The value of a custom field that an employer gave one of these names.
fn custom(metadata: &[Value], names: &[&str]) -> Option<String> {
    let is_named = |field: &&Value| {
        text_at(field, "name").is_some_and(|name| names.iter().any(|wanted| name.eq_ignore_ascii_case(wanted)))
    };
    metadata.iter().filter(is_named).find_map(|field| match field.get("value")? {
        Value::Array(values) => joined(values.iter().filter_map(Value::as_str).filter_map(filled)),
        Value::String(text) => filled(text),
        _ => None,
    })
}

/// The ranges that pay transparency shows, amounts in cents.
fn pay(item: &mut Item<'_>) -> Option<String> {
    let ranges = item.take_list("pay_input_ranges");
    let words = ranges.iter().filter_map(|range| {
        let amount = |key: &str| range.get(key).and_then(Value::as_i64).map(whole_units);
        let (min, max) = (amount("min_cents"), amount("max_cents"));
        let currency = text_at(range, "currency_type");
        let is_hourly = text_at(range, "title").is_some_and(|title| title.to_lowercase().contains("hour"));
        pay_words(min.as_deref(), max.as_deref(), currency.as_deref(), is_hourly.then_some("hour"))
    });
    joined(words)
}

/// Cents as whole units, with the cents where there are some.
fn whole_units(cents: i64) -> String {
    match cents.rem_euclid(100) {
        0 => (cents / 100).to_string(),
        rest => format!("{}.{rest:02}", cents.div_euclid(100)),
    }
}
