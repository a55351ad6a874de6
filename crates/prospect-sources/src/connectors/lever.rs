//! Lever job sites: a JSON list with the openings of a site and their texts, in pages, no key.
//!
//! The body is put together as the page shows it: opening, description, each list under its heading, what follows,
//! what is said about pay. The day is `createdAt`, the only one that the interface gives (milliseconds). The interface
//! never names the employer. Sites in Lever's EU region are boards of the name `eu:<site>`.

use crate::address::{Address, escaped};
use crate::answer::{Item, Outer, Shape, filled, joined, text_at};
use crate::cut::Elements;
use crate::html::sections;
use crate::pay_words::pay_words;
use crate::plan::BOARD_OPENINGS_MAX;
use crate::{Connector, ConnectorInfo, Context, Format, Listing, Live, Parse, Request, Terms};
use prospect_model::{Fields, Posting};

pub(super) const CONNECTOR: Connector = Connector {
    info: ConnectorInfo {
        id: "lever",
        also: &["lever.co"],
        title: "Lever job sites",
        frame: "openings on the Lever sites that you follow",
        is_denominator: true,
        media_type: "application/json",
        terms: Terms {
            summary: "the provider's documentation says that published jobs are public and that third parties may take \
                      them over; no key, only sending applications is limited",
            url: Some("https://github.com/lever/postings-api"),
            licence: None,
            attribution: None,
            allows_statistics: true,
        },
    },
    formats: &[Format {
        is: |head| {
            (head.starts_with("[") || head.starts_with("{"))
                && head.contains("\"hostedUrl\"")
                && head.contains("\"categories\"")
        },
        parse: Parse::Document(|bytes, context| SHAPE.parse(bytes, context)),
    }],
    live: Some(&Live {
        recognise,
        page: |board| {
            let (region, site) = region(board);
            format!("https://jobs{region}.lever.co/{}", escaped(site))
        },
        item: None,
        first: |listing: &Listing<'_>| {
            let (region, site) = region(listing.board);
            vec![page(&format!("https://api{region}.lever.co/v0/postings/{}", escaped(site)), 0)]
        },
        next,
        lists_all_open: true,
        pause_ms: 1000,
        rest_hours: 0,
        obeys_robots: false,
    }),
};

const SHAPE: Shape = Shape { list: "", signs: &["id", "text", "hostedUrl"], notice: None, posting };

/// Openings asked for at once.
const PAGE_LIMIT: usize = 100;

/// Host part of the region, and the site's name.
fn region(board: &str) -> (&'static str, &str) {
    board.strip_prefix("eu:").map_or(("", board), |site| (".eu", site))
}

fn recognise(address: &str) -> Option<String> {
    let address = Address::new(address);
    match address.host.as_str() {
        "jobs.lever.co" => address.segment(0),
        "jobs.eu.lever.co" => address.segment(0).map(|site| format!("eu:{site}")),
        "api.lever.co" => address.starts_with(&["v0", "postings"]).then(|| address.segment(2)).flatten(),
        "api.eu.lever.co" => {
            let site = address.starts_with(&["v0", "postings"]).then(|| address.segment(2)).flatten();
            site.map(|site| format!("eu:{site}"))
        }
        _ => None,
    }
}

fn page(address: &str, n_skipped: usize) -> Request {
    Request {
        url: format!("{address}?mode=json&skip={n_skipped}&limit={PAGE_LIMIT}"),
        accept: "application/json",
        is_listing: true,
    }
}

/// A page as full as was asked for may have a next one. A longer one shows that the limit was not heard: all is there.
fn next(request: &Request, answer: &[u8]) -> Vec<Request> {
    let answer = answer.trim_ascii_start();
    let address = Address::new(&request.url);
    let asked = address.parameter("skip").and_then(|skip| skip.parse::<usize>().ok());
    let (Some(n_skipped), true) = (asked, answer.starts_with(b"[")) else { return Vec::new() };
    if Elements::new(answer).take(PAGE_LIMIT + 1).count() != PAGE_LIMIT {
        return Vec::new();
    }
    let base = request.url.split('?').next().unwrap_or_default();
    let n_seen = n_skipped.saturating_add(PAGE_LIMIT);
    if n_seen < BOARD_OPENINGS_MAX { vec![page(base, n_seen)] } else { Vec::new() }
}

fn posting(item: &mut Item<'_>, _outer: &Outer<'_>, context: Context<'_>) -> Option<Posting> {
    let location = item.text("categories/location");
    let all_locations = item.texts("categories/allLocations", &["name"]);
    let country = item.text("country");
    Some(Posting {
        id: item.id("id"),
        source: CONNECTOR.info.id.to_owned(),
        posted: item.day("createdAt"),
        month: None,
        url: item.text("hostedUrl").or_else(|| item.text("applyUrl")),
        poster: None,
        body: {
            let html = body(item);
            item.body(html)
        },
        fields: Fields {
            title: item.text("text"),
            employer: context.employer.and_then(filled),
            // The country's code stands in where no place is named.
            location: joined(location.into_iter().chain(all_locations)).or(country),
            pay: pay(item),
            employment: item.text("categories/commitment"),
            work_mode: item.text("workplaceType").filter(|mode| mode != "unspecified"),
            remote_scope: None,
        },
    })
}

/// The parts of the page in its order. `description` holds `opening` and `descriptionBody` in one.
fn body(item: &mut Item<'_>) -> Option<String> {
    let mut either = |html: &str, plain: &str| {
        item.take_text(html).or_else(|| item.take_text(plain).map(|text| crate::html::from_text(&text)))
    };
    let mut parts: Vec<(Option<String>, String)> = Vec::new();
    match either("description", "descriptionPlain") {
        Some(description) => parts.push((None, description)),
        None => {
            let opening = either("opening", "openingPlain");
            let rest = either("descriptionBody", "descriptionBodyPlain");
            parts.extend(opening.into_iter().chain(rest).map(|part| (None, part)));
        }
    }
    let after = [
        either("additional", "additionalPlain").map(|part| (None, part)),
        either("salaryDescription", "salaryDescriptionPlain").map(|part| (None, part)),
    ];
    for list in item.take_list("lists") {
        if let Some(content) = text_at(&list, "content") {
            let is_bare = content.starts_with("<li");
            let content = if is_bare { format!("<ul>{content}</ul>") } else { content };
            parts.push((text_at(&list, "text"), content));
        }
    }
    parts.extend(after.into_iter().flatten());
    sections(parts)
}

fn pay(item: &mut Item<'_>) -> Option<String> {
    let min = item.text("salaryRange/min");
    let max = item.text("salaryRange/max");
    let currency = item.text("salaryRange/currency");
    let interval = item.text("salaryRange/interval");
    pay_words(min.as_deref(), max.as_deref(), currency.as_deref(), interval.as_deref())
}
