//! Arbeitnow: JSON pages of its current jobs, mostly in Germany, newest first, no key.
//!
//! Its `links.next` is not followed: pages are counted instead, until one is empty. No pay.

use super::everything::ALL_OF_IT;
use crate::address::Address;
use crate::answer::{Item, Outer, Shape, joined};
use crate::cut::{Elements, Entries};
use crate::{Connector, ConnectorInfo, Context, Format, Live, Parse, Request, Terms};
use prospect_model::{Fields, Posting};

/// Most pages that are asked for. A page holds a hundred jobs or more, so it lies far above what there is.
const PAGES_MAX: u32 = 100;

const PAGE: &str = "https://www.arbeitnow.com/api/job-board-api?page=";

pub(super) const CONNECTOR: Connector = Connector {
    info: ConnectorInfo {
        id: "arbeitnow",
        also: &["arbeitnow.com"],
        title: "Arbeitnow's job board",
        frame: "jobs on Arbeitnow",
        is_denominator: true,
        media_type: "application/json",
        terms: Terms {
            summary: "free to read; it asks for a link back (not verified by us)",
            url: Some("https://www.arbeitnow.com/blog/job-board-api"),
            licence: None,
            attribution: Some("link to the job's page on Arbeitnow"),
            allows_statistics: true,
        },
    },
    formats: &[Format {
        is: |head| head.contains("\"company_name\"") && head.contains("\"job_types\"") && head.contains("\"slug\""),
        parse: Parse::Document(|bytes, context| SHAPE.parse(bytes, context)),
    }],
    live: Some(&Live {
        recognise: |address| {
            let host = Address::new(address).host;
            matches!(host.as_str(), "arbeitnow.com" | "www.arbeitnow.com").then(|| ALL_OF_IT.to_owned())
        },
        page: |_| "https://www.arbeitnow.com".to_owned(),
        item: None,
        first: |_| vec![page(1)],
        next,
        lists_all_open: false,
        pause_ms: 1_000,
        rest_hours: 0,
        obeys_robots: false,
    }),
};

const SHAPE: Shape = Shape { list: "data", signs: &["slug", "title", "company_name"], notice: None, posting };

fn page(number: u32) -> Request {
    Request { url: format!("{PAGE}{number}"), accept: "application/json", is_listing: true }
}

fn next(request: &Request, answer: &[u8]) -> Vec<Request> {
    let number = request.url.rsplit_once("page=").and_then(|(_, number)| number.parse::<u32>().ok());
    let answer = answer.trim_ascii_start();
    let has_items = answer.starts_with(b"{")
        && Entries::new(answer).any(|(key, part)| {
            key == b"data" && part.bytes.starts_with(b"[") && Elements::new(part.bytes).next().is_some()
        });
    match number {
        Some(number) if has_items && number < PAGES_MAX => vec![page(number + 1)],
        _ => Vec::new(),
    }
}

fn posting(item: &mut Item<'_>, _outer: &Outer<'_>, _context: Context<'_>) -> Option<Posting> {
    let description = item.take_text("description");
    let job_types = item.texts("job_types", &[]);
    Some(Posting {
        id: item.id("slug"),
        source: CONNECTOR.info.id.to_owned(),
        posted: item.day("created_at"),
        month: None,
        url: item.text("url"),
        poster: None,
        body: item.body(description),
        fields: Fields {
            title: item.text("title"),
            employer: item.text("company_name"),
            location: item.text("location"),
            pay: None,
            employment: joined(job_types),
            work_mode: item.flag("remote").filter(|is_remote| *is_remote).map(|_| "remote".to_owned()),
            remote_scope: None,
        },
    })
}
