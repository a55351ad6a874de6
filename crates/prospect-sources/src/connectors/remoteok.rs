//! Remote OK: one JSON list of its newest hundred or so jobs, no key.
//!
//! The list's first element is a notice about its terms. Pay of 0 is none; the amounts come without currency and
//! period, and neither is added. Not every job in it is remote, so nothing is stated about that.

use super::everything::{ALL_OF_IT, category};
use crate::address::{Address, escaped};
use crate::answer::{Item, Outer, Shape};
use crate::pay_words::pay_words;
use crate::{Connector, ConnectorInfo, Context, Format, Listing, Live, Parse, Request, Terms};
use prospect_model::{Fields, Posting};

pub(super) const CONNECTOR: Connector = Connector {
    info: ConnectorInfo {
        id: "remoteok",
        also: &["remote-ok", "remoteok.com", "remoteok.io"],
        title: "Remote OK's newest jobs",
        frame: "the newest jobs on Remote OK",
        is_denominator: true,
        media_type: "application/json",
        terms: Terms {
            summary: "free to read on condition of naming and linking the source; its logo may not be used",
            url: Some("https://remoteok.com/api"),
            licence: None,
            attribution: Some(
                "name Remote OK and link to the job's page there, with a link that search engines follow",
            ),
            allows_statistics: true,
        },
    },
    formats: &[Format {
        is: |head| {
            let is_notice = head.starts_with("[") && head.contains("\"legal\"") && head.contains("\"last_updated\"");
            let is_job = ["\"position\"", "\"company\"", "\"salary_min\""].iter().all(|key| head.contains(key));
            is_notice || is_job
        },
        parse: Parse::Document(|bytes, context| SHAPE.parse(bytes, context)),
    }],
    live: Some(&Live {
        recognise,
        page: |board| match category(board) {
            Some(tag) => format!("https://remoteok.com/remote-{}-jobs", escaped(tag)),
            None => "https://remoteok.com".to_owned(),
        },
        item: None,
        first,
        next: |_, _| Vec::new(),
        lists_all_open: false,
        pause_ms: 1_000,
        rest_hours: 0,
        obeys_robots: false,
    }),
};

const SHAPE: Shape = Shape { list: "jobs", signs: &["id", "position", "company"], notice: Some("legal"), posting };

fn recognise(address: &str) -> Option<String> {
    let address = Address::new(address);
    if !matches!(address.host.as_str(), "remoteok.com" | "www.remoteok.com" | "remoteok.io" | "www.remoteok.io") {
        return None;
    }
    let tag = address.segment(0).and_then(|segment| {
        Some(segment.strip_prefix("remote-")?.strip_suffix("-jobs")?.to_owned()).filter(|tag| !tag.is_empty())
    });
    Some(tag.or_else(|| address.parameter("tag")).unwrap_or_else(|| ALL_OF_IT.to_owned()))
}

fn first(listing: &Listing<'_>) -> Vec<Request> {
    let query = category(listing.board).map(|tag| format!("?tag={}", escaped(tag)));
    vec![Request {
        url: format!("https://remoteok.com/api{}", query.unwrap_or_default()),
        accept: "application/json",
        is_listing: true,
    }]
}

fn posting(item: &mut Item<'_>, _outer: &Outer<'_>, _context: Context<'_>) -> Option<Posting> {
    let description = item.take_text("description");
    let mut amount = |path: &str| item.text(path).filter(|amount| amount.parse().is_ok_and(|amount: f64| amount > 0.0));
    let (min, max) = (amount("salary_min"), amount("salary_max"));
    // A place without its country ends in a comma.
    let location = item.text("location").map(|place| place.trim_end_matches([',', ' ']).to_owned());
    Some(Posting {
        id: item.id("id"),
        source: CONNECTOR.info.id.to_owned(),
        posted: item.day("date").or_else(|| item.day("epoch")),
        month: None,
        url: item.text("url"),
        poster: None,
        body: item.body(description),
        fields: Fields {
            title: item.text("position"),
            employer: item.text("company"),
            location: location.filter(|place| !place.is_empty()),
            pay: pay_words(min.as_deref(), max.as_deref(), None, None),
            employment: None,
            work_mode: None,
            remote_scope: None,
        },
    })
}
