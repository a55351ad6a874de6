//! Workable boards: one JSON answer with an account's openings, with texts where details are asked for, no key.
//!
//! The account's `name` is the employer. An opening in several places may stand in the answer once for each: the
//! places that come later are postings of their own, whose ids carry the place. The day is `published_on`. The items of
//! the interface behind the careers page itself (`results`, with `published`, `remote` and `workplace`) are read too; it
//! is not asked.

use crate::address::{Address, escaped, host_labels};
use crate::answer::{Item, Outer, Shape, filled, joined, text_at};
use crate::html::sections;
use crate::{Connector, ConnectorInfo, Context, Format, Live, Parse, Parsed, Request, Terms};
use prospect_model::{Fields, Posting};
use serde_json::Value;
use std::collections::BTreeSet;

pub(super) const CONNECTOR: Connector = Connector {
    info: ConnectorInfo {
        id: "workable",
        also: &["workable.com"],
        title: "Workable boards",
        frame: "openings on the Workable boards that you follow",
        is_denominator: true,
        media_type: "application/json",
        terms: Terms {
            summary: "the interface behind the provider's public widget for careers pages; no key. It asks those who \
                      come too often to wait for long, and then it is left alone. Terms of its reuse not verified by us",
            url: None,
            licence: None,
            attribution: None,
            allows_statistics: true,
        },
    },
    formats: &[Format {
        is: |head| head.starts_with("{") && head.contains("\"shortcode\"") && head.contains("\"jobs\""),
        parse: Parse::Document(parse),
    }],
    live: Some(&Live {
        recognise,
        page: |board| format!("https://apply.workable.com/{}/", escaped(board)),
        item: None,
        first: |listing| {
            let board = escaped(listing.board);
            vec![Request {
                url: format!("https://apply.workable.com/api/v1/widget/accounts/{board}?details=true"),
                accept: "application/json",
                is_listing: true,
            }]
        },
        next: |_, _| Vec::new(),
        lists_all_open: true,
        pause_ms: 2000,
        rest_hours: 0,
        obeys_robots: false,
    }),
};

const SHAPE: Shape = Shape { list: "jobs", signs: &["shortcode", "title"], notice: None, posting };

/// Hosts below the domain that are no account's.
const OWN_HOSTS: &[&str] =
    &["www", "apply", "jobs", "help", "resources", "api", "app", "id", "status", "careers-api", "get", "blog"];

fn recognise(address: &str) -> Option<String> {
    let address = Address::new(address);
    match address.host.as_str() {
        "apply.workable.com" => {
            if address.starts_with(&["api"]) {
                let accounts_idx = address.path.iter().position(|segment| segment.eq_ignore_ascii_case("accounts"))?;
                return address.segment(accounts_idx + 1);
            }
            // `/j/<shortcode>` is an opening of an account that the address does not name.
            if address.starts_with(&["j"]) { None } else { address.segment(0) }
        }
        "www.workable.com" | "workable.com" => {
            address.starts_with(&["api", "accounts"]).then(|| address.segment(2)).flatten()
        }
        _ => address.below("workable.com", OWN_HOSTS).and_then(|name| host_labels(&name)),
    }
}

fn parse(bytes: &[u8], context: Context<'_>) -> Parsed {
    let mut parsed = SHAPE.parse(bytes, context);
    // One shortcode for several places: the first keeps it, so that an opening in one place has the service's id.
    let mut seen = BTreeSet::new();
    for (_, posting) in &mut parsed.postings {
        if !seen.insert(posting.id.clone())
            && let Some(place) = &posting.fields.location
        {
            posting.id = format!("{} {place}", posting.id);
            seen.insert(posting.id.clone());
        }
    }
    parsed
}

fn posting(item: &mut Item<'_>, outer: &Outer<'_>, context: Context<'_>) -> Option<Posting> {
    let is_remote = item.flag("telecommuting").or_else(|| item.flag("remote"));
    let workplace = item.text("workplace_type").or_else(|| item.text("workplace"));
    let pay = pay(item);
    Some(Posting {
        id: item.id("shortcode"),
        source: CONNECTOR.info.id.to_owned(),
        posted: item.day("published_on").or_else(|| item.day("published")).or_else(|| item.day("created_at")),
        month: None,
        url: item.text("url").or_else(|| item.text("shortlink")),
        poster: None,
        body: {
            let parts = [
                (None, item.take_text("description")),
                (Some("Requirements".to_owned()), item.take_text("requirements")),
                (Some("Benefits".to_owned()), item.take_text("benefits")),
            ];
            item.body(sections(parts.into_iter().filter_map(|(heading, part)| Some((heading, part?)))))
        },
        fields: Fields {
            title: item.text("title"),
            employer: item.text("company").or_else(|| outer.text("name")).or_else(|| context.employer.and_then(filled)),
            location: location(item),
            pay,
            employment: item.text("employment_type").or_else(|| item.text("type")),
            work_mode: workplace.or_else(|| (is_remote == Some(true)).then(|| "Remote".to_owned())),
            remote_scope: None,
        },
    })
}

/// Every place of the list; the item's own city, state and country where the list is missing.
fn location(item: &mut Item<'_>) -> Option<String> {
    let listed = item.take_list("locations");
    let places = listed.iter().filter_map(|place| {
        if place.get("hidden").and_then(Value::as_bool) == Some(true) {
            return None;
        }
        parts(|key| text_at(place, key), ["city", "region", "country"])
    });
    joined(places).or_else(|| {
        let found = parts(|key| item.text(key), ["city", "state", "country"]);
        found
            .or_else(|| item.text("location/location_str"))
            .or_else(|| parts(|key| item.text(key), ["location/city", "location/region", "location/country"]))
    })
}

fn parts(mut text: impl FnMut(&str) -> Option<String>, keys: [&str; 3]) -> Option<String> {
    let parts: Vec<String> = keys.iter().filter_map(|key| text(key)).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

fn pay(item: &mut Item<'_>) -> Option<String> {
    let min = item.text("salary/salary_from");
    let max = item.text("salary/salary_to");
    let currency = item.text("salary/salary_currency").map(|currency| currency.to_uppercase());
    crate::pay_words::pay_words(min.as_deref(), max.as_deref(), currency.as_deref(), None)
}
