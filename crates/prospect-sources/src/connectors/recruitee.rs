//! Recruitee careers sites: one JSON answer with all offers of a site and their texts, no key until 10 February
//! 2027 (see its terms).
//!
//! The body is `description`, then `requirements`. `careers_url` may be on the employer's own domain. The day is
//! `published_at`.

use crate::address::{Address, host_labels};
use crate::answer::{Item, Outer, Shape, filled, joined, text_at};
use crate::html::sections;
use crate::pay_words::pay_words;
use crate::{Connector, ConnectorInfo, Context, Format, Live, Parse, Request, Terms};
use prospect_model::{Fields, Posting};

pub(super) const CONNECTOR: Connector = Connector {
    info: ConnectorInfo {
        id: "recruitee",
        also: &["recruitee.com", "tellent"],
        title: "Recruitee careers sites",
        frame: "openings on the Recruitee sites that you follow",
        is_denominator: true,
        media_type: "application/json",
        terms: Terms {
            summary: "the provider documents the interface of a site's offers for showing them elsewhere; no stated \
                      limit. Its documentation of August 2026 says that from 10 February 2027 on a token of the site \
                      is needed: without one, requests are refused then (read in a copy, not verified by us)",
            url: Some("https://docs.recruitee.com/reference/intro-to-careers-site-api"),
            licence: None,
            attribution: None,
            allows_statistics: true,
        },
    },
    formats: &[Format {
        is: |head| head.starts_with("{") && head.contains("\"offers\"") && head.contains("\"careers_url\""),
        parse: Parse::Document(|bytes, context| SHAPE.parse(bytes, context)),
    }],
    live: Some(&Live {
        recognise: |address| {
            Address::new(address).below("recruitee.com", OWN_HOSTS).and_then(|name| host_labels(&name))
        },
        page: |board| format!("https://{}.recruitee.com/", host_labels(board).unwrap_or_default()),
        item: None,
        first: |listing| {
            let board = host_labels(listing.board);
            let request = board.map(|board| Request {
                url: format!("https://{board}.recruitee.com/api/offers/"),
                accept: "application/json",
                is_listing: true,
            });
            request.into_iter().collect()
        },
        next: |_, _| Vec::new(),
        lists_all_open: true,
        pause_ms: 1000,
        rest_hours: 0,
        obeys_robots: false,
    }),
};

const SHAPE: Shape = Shape { list: "offers", signs: &["id", "title", "careers_url"], notice: None, posting };

/// Hosts below the domain that are no careers site.
const OWN_HOSTS: &[&str] =
    &["www", "api", "app", "auth", "docs", "support", "help", "status", "blog", "go", "jobs-widget", "careers"];

fn posting(item: &mut Item<'_>, _outer: &Outer<'_>, context: Context<'_>) -> Option<Posting> {
    let modes = [("remote", "remote"), ("hybrid", "hybrid"), ("on_site", "on-site")];
    let modes: Vec<String> =
        modes.into_iter().filter(|(key, _)| item.flag(key) == Some(true)).map(|(_, mode)| mode.to_owned()).collect();
    Some(Posting {
        id: item.id("id"),
        source: CONNECTOR.info.id.to_owned(),
        posted: item.day("published_at").or_else(|| item.day("created_at")),
        month: None,
        url: item.text("careers_url"),
        poster: None,
        body: {
            let parts = [item.take_text("description"), item.take_text("requirements")];
            item.body(sections(parts.into_iter().flatten().map(|part| (None, part))))
        },
        fields: Fields {
            title: item.text("title"),
            employer: item.text("company_name").or_else(|| context.employer.and_then(filled)),
            location: location(item),
            pay: pay(item),
            employment: item.text("employment_type_code").map(|code| code.replace('_', ", ")),
            work_mode: joined(modes),
            remote_scope: None,
        },
    })
}

/// Every place of the list; else the offer's own city, state and country, else its line of words.
fn location(item: &mut Item<'_>) -> Option<String> {
    let listed = item.take_list("locations");
    let parts = |texts: [Option<String>; 3]| {
        let parts: Vec<String> = texts.into_iter().flatten().collect();
        (!parts.is_empty()).then(|| parts.join(", "))
    };
    let places = listed.iter().filter_map(|place| {
        parts(["city", "state", "country"].map(|key| text_at(place, key))).or_else(|| text_at(place, "name"))
    });
    joined(places)
        .or_else(|| parts(["city", "state_name", "country"].map(|key| item.text(key))))
        .or_else(|| item.text("location"))
}

fn pay(item: &mut Item<'_>) -> Option<String> {
    item.value("salary")?;
    let text = |key: &str| item.text(&format!("salary/{key}"));
    let [min, max, currency, period] = ["min", "max", "currency", "period"].map(text);
    pay_words(min.as_deref(), max.as_deref(), currency.as_deref(), period.as_deref())
}
