//! Teamtailor careers sites: an RSS feed with a site's openings and their texts, or the same as JSON Feed, no key.
//!
//! RSS: places are `tt:location` elements, the work mode is `remoteStatus`, the employer is the channel's title. JSON
//! Feed: each item carries a schema.org JobPosting under `_jobposting`. The RSS feed comes in pages (said by others, not
//! verified by us), so an opening that it lacks is not taken for closed. The day is `pubDate` or `date_published`.

use crate::address::{Address, host_labels};
use crate::answer::{Item, Outer, Shape, filled, id_of_place, joined};
use crate::connectors::schema_org_fields;
use crate::plan::BOARD_OPENINGS_MAX;
use crate::xml::{self, Element};
use crate::{Connector, ConnectorInfo, Context, Format, Live, Parse, Parsed, Request, Terms, days, json};
use prospect_model::{Body, Fields, Locator, Posting, Problem};

pub(super) const CONNECTOR: Connector = Connector {
    info: ConnectorInfo {
        id: "teamtailor",
        also: &["teamtailor.com"],
        title: "Teamtailor careers sites",
        frame: "openings in the feeds of the Teamtailor sites that you follow",
        is_denominator: true,
        media_type: "application/rss+xml",
        terms: Terms {
            summary: "a public feed of each careers site, made for showing its openings elsewhere; no key. Terms of \
                      its reuse not verified by us",
            url: None,
            licence: None,
            attribution: None,
            allows_statistics: true,
        },
    },
    formats: &[
        Format { is: |head| head.starts_with("{") && head.contains("\"_jobposting\""), parse: Parse::Document(parse) },
        Format {
            is: |head| {
                head.starts_with("<")
                    && head.contains("<rss")
                    && (head.contains("teamtailor.com/locations") || head.contains("<remoteStatus"))
            },
            parse: Parse::Document(parse),
        },
    ],
    live: Some(&Live {
        recognise: |address| {
            Address::new(address).below("teamtailor.com", OWN_HOSTS).and_then(|name| host_labels(&name))
        },
        page: |board| format!("https://{}.teamtailor.com/jobs", host_labels(board).unwrap_or_default()),
        item: None,
        first: |listing| {
            let feed = host_labels(listing.board).map(|board| format!("https://{board}.teamtailor.com/jobs.rss"));
            feed.map(|feed| page(&feed, 0)).into_iter().collect()
        },
        next,
        lists_all_open: false,
        pause_ms: 1000,
        rest_hours: 0,
        obeys_robots: true,
    }),
};

/// Hosts below the domain that are no careers site.
const OWN_HOSTS: &[&str] =
    &["www", "api", "app", "docs", "support", "status", "id", "scripts", "images", "get", "blog"];

/// Openings asked for at once, which is what the feed gives unasked.
const PAGE_LIMIT: usize = 100;

fn page(feed: &str, offset: usize) -> Request {
    Request {
        url: format!("{feed}?per_page={PAGE_LIMIT}&offset={offset}"),
        accept: "application/rss+xml, application/xml",
        is_listing: true,
    }
}

/// A page as full as was asked for may have a next one. A longer one shows that the limit was not heard: all is there.
fn next(request: &Request, answer: &[u8]) -> Vec<Request> {
    let asked = Address::new(&request.url).parameter("offset").and_then(|offset| offset.parse::<usize>().ok());
    let n_items = memchr::memmem::find_iter(answer, b"<item>").count();
    let offset = asked.filter(|_| n_items == PAGE_LIMIT).map(|offset| offset.saturating_add(PAGE_LIMIT));
    let offset = offset.filter(|offset| *offset < BOARD_OPENINGS_MAX);
    let feed = request.url.split('?').next().unwrap_or_default();
    offset.map(|offset| page(feed, offset)).into_iter().collect()
}

const FEED: Shape =
    Shape { list: "items", signs: &["id", "title", "_jobposting"], notice: None, posting: feed_posting };

fn feed_posting(item: &mut Item<'_>, outer: &Outer<'_>, context: Context<'_>) -> Option<Posting> {
    let job = match item.value("_jobposting") {
        Some(job) if job.is_object() => job.take(),
        Some(_) => {
            item.problem("unusable-field", "`_jobposting` is no object");
            serde_json::Value::Null
        }
        None => serde_json::Value::Null,
    };
    let stated = schema_org_fields(&job);
    let description = crate::answer::text_at(&job, "description");
    let job_posted = crate::answer::text_at(&job, "datePosted");
    Some(Posting {
        id: item.id("id"),
        source: CONNECTOR.info.id.to_owned(),
        posted: item.day("date_published").or_else(|| days::day(&job_posted?)),
        month: None,
        url: item.text("url"),
        poster: None,
        body: {
            let html = item.take_text("content_html").or(description);
            let html = html.or_else(|| item.take_text("content_text").map(|text| crate::html::from_text(&text)));
            item.body(html)
        },
        fields: Fields {
            title: item.text("title").or(stated.title),
            employer: stated.employer.or_else(|| employer(outer.text("title"), context)),
            ..stated
        },
    })
}

/// Whichever feed it is: one that neither sign above fits is told by its first byte.
fn parse(bytes: &[u8], context: Context<'_>) -> Parsed {
    let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    if start.starts_with(b"<") { parse_rss(bytes, context) } else { FEED.parse(bytes, context) }
}

fn parse_rss(bytes: &[u8], context: Context<'_>) -> Parsed {
    let mut parsed = Parsed::default();
    let mut found = Vec::new();
    let before = xml::items(bytes, &["rss"], "item", &mut parsed, &mut |item, place, parsed| {
        found.push((rss_posting(item, &place, context, &mut parsed.problems), place));
    });
    let channel = xml::text_before_items(&before, "title");
    for (posting, place) in found {
        match posting {
            Some(mut posting) => {
                posting.fields.employer = employer(channel.clone(), context);
                parsed.postings.push((place, posting));
            }
            None => {
                let message = "the item has neither a title nor an address";
                parsed.problems.push(Problem::new("unusable-item", message).at(place.to_string()));
            }
        }
    }
    parsed
}

/// The feed's title, which is the employer's name.
fn employer(title: Option<String>, context: Context<'_>) -> Option<String> {
    context.employer.and_then(filled).or(title)
}

fn rss_posting(
    item: &Element<'_>,
    place: &Locator,
    context: Context<'_>,
    problems: &mut Vec<Problem>,
) -> Option<Posting> {
    let mut problem = |code: &str, message: &str| problems.push(Problem::new(code, message).at(place.to_string()));
    let title = item.text("title");
    let url = item.text("link");
    let id = match (item.text("guid"), &url, &title) {
        (Some(id), ..) => id,
        (None, Some(url), _) => url.clone(),
        (None, None, None) => return None,
        (None, None, Some(_)) => {
            problem("missing-id", "the item has neither `guid` nor `link`; its place in the document names it");
            id_of_place(context.document, place)
        }
    };
    let body = item.html("description").or_else(|| item.html("content:encoded")).map_or_else(
        || {
            problem("no-text", "the item has no description");
            Body::Text(String::new())
        },
        json::body,
    );
    let posted = json::stated(item.text("pubDate").as_deref(), days::day, "pubDate", place, problems);
    let locations = item.find("tt:locations").into_iter().flat_map(|list| list.all("tt:location"));
    let places = locations.filter_map(|place| {
        let parts: Vec<String> = ["tt:city", "tt:country"].iter().filter_map(|key| place.text(key)).collect();
        if parts.is_empty() { place.text("tt:name").or_else(|| place.words()) } else { Some(parts.join(", ")) }
    });
    Some(Posting {
        id,
        source: CONNECTOR.info.id.to_owned(),
        posted,
        month: None,
        url,
        poster: None,
        body,
        fields: Fields {
            title,
            location: joined(places),
            work_mode: item.text("remoteStatus").and_then(|status| work_mode(&status)),
            ..Fields::default()
        },
    })
}

/// The feed's word in words that say the same without the field's name. `none` says nothing that a reader could use.
fn work_mode(status: &str) -> Option<String> {
    match status {
        "fully" | "fully_remote" => Some("fully remote".to_owned()),
        "temporary" => Some("temporary remote".to_owned()),
        "none" => None,
        other => Some(other.to_owned()),
    }
}
