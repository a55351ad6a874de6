//! SmartRecruiters: a JSON list of a company's openings in pages, and a JSON answer with the text of each, no key.
//!
//! An item of the list has no text: it is a posting with its fields and the problem `no-text`, and its detail is
//! asked for. A detail is a posting of its own with the same id. The day is `releasedDate`.

use crate::address::{Address, escaped};
use crate::answer::{Item, Outer, Shape, filled, joined};
use crate::cut::{self, Elements, Entries};
use crate::html::sections;
use crate::pay_words::pay_words;
use crate::plan::BOARD_OPENINGS_MAX;
use crate::{Connector, ConnectorInfo, Context, Format, Live, Parse, Request, Terms};
use prospect_model::{Fields, Posting};
use serde_json::Value;

pub(super) const CONNECTOR: Connector = Connector {
    info: ConnectorInfo {
        id: "smartrecruiters",
        also: &["smart-recruiters", "smartrecruiters.com"],
        title: "SmartRecruiters companies",
        frame: "openings of the SmartRecruiters companies that you follow",
        is_denominator: true,
        media_type: "application/json",
        terms: Terms {
            summary: "the provider documents the interface of postings as public; no key. Ten requests a second are \
                      said to be allowed; we send one. The robots.txt of its host is said to bar all programs, which \
                      speaks against that documentation. None of it verified by us",
            url: Some("https://developers.smartrecruiters.com/docs/posting-api"),
            licence: None,
            attribution: None,
            allows_statistics: true,
        },
    },
    formats: &[
        Format {
            is: |head| head.starts_with("{") && head.contains("\"jobAd\"") && !head.contains("\"totalFound\""),
            parse: Parse::Document(|bytes, context| DETAIL.parse(bytes, context)),
        },
        Format {
            is: |head| head.starts_with("{") && head.contains("\"totalFound\"") && head.contains("\"content\""),
            parse: Parse::Document(|bytes, context| LIST.parse(bytes, context)),
        },
    ],
    live: Some(&Live {
        recognise,
        page: |board| format!("https://careers.smartrecruiters.com/{}", escaped(board)),
        item: None,
        first: |listing| vec![page(&postings_of(listing.board), 0)],
        next,
        lists_all_open: true,
        pause_ms: 1000,
        rest_hours: 0,
        obeys_robots: false,
    }),
};

const LIST: Shape = Shape { list: "content", signs: &["id", "name", "jobAd"], notice: None, posting };
const DETAIL: Shape = Shape { list: "content", signs: &["jobAd"], notice: None, posting };

/// Openings asked for at once, the most that the interface gives.
const PAGE_LIMIT: usize = 100;

fn recognise(address: &str) -> Option<String> {
    let address = Address::new(address);
    match address.host.as_str() {
        "careers.smartrecruiters.com" | "jobs.smartrecruiters.com" | "www.smartrecruiters.com" => {
            if address.starts_with(&["oneclick-ui", "company"]) {
                return address.segment(2);
            }
            // Pages of openings; the provider's own pages have one segment on the `www` host.
            let is_posting =
                address.path.get(1).is_some_and(|segment| segment.starts_with(|c: char| c.is_ascii_digit()));
            let is_own_host = address.host.starts_with("www.");
            (!is_own_host || is_posting).then(|| address.segment(0)).flatten()
        }
        "api.smartrecruiters.com" => address.starts_with(&["v1", "companies"]).then(|| address.segment(2)).flatten(),
        _ => None,
    }
}

fn postings_of(board: &str) -> String {
    format!("https://api.smartrecruiters.com/v1/companies/{}/postings", escaped(board))
}

fn page(postings: &str, offset: usize) -> Request {
    Request {
        url: format!("{postings}?limit={PAGE_LIMIT}&offset={offset}"),
        accept: "application/json",
        is_listing: true,
    }
}

/// The details of a page's items, then the next page as long as the answer says that there is more.
fn next(request: &Request, answer: &[u8]) -> Vec<Request> {
    let answer = answer.trim_ascii_start();
    let postings = request.url.split('?').next().unwrap_or_default();
    if !request.is_listing || !answer.starts_with(b"{") {
        return Vec::new();
    }
    let mut requests = Vec::new();
    let mut n_items = 0_usize;
    let mut n_found = 0_usize;
    for (key, part) in Entries::new(answer) {
        match key {
            b"totalFound" => n_found = serde_json::from_slice(part.bytes).unwrap_or(0),
            b"content" if part.bytes.starts_with(b"[") => {
                for item in Elements::new(part.bytes).filter(|item| item.is_whole) {
                    n_items += 1;
                    requests.extend(item_id(&item).map(|id| Request {
                        url: format!("{postings}/{}", escaped(&id)),
                        accept: "application/json",
                        is_listing: false,
                    }));
                }
            }
            _ => {}
        }
    }
    let asked = Address::new(&request.url).parameter("offset").and_then(|offset| offset.parse::<usize>().ok());
    let offset = asked.unwrap_or(0).saturating_add(n_items);
    if n_items > 0 && offset < n_found.min(BOARD_OPENINGS_MAX) {
        requests.push(page(postings, offset));
    }
    requests
}

fn item_id(item: &cut::Part<'_>) -> Option<String> {
    let value: Value = serde_json::from_slice(item.bytes).ok()?;
    crate::answer::text_at(&value, "id")
}

fn posting(item: &mut Item<'_>, _outer: &Outer<'_>, context: Context<'_>) -> Option<Posting> {
    let id = item.text("id").or_else(|| id_in(context.url?)).unwrap_or_else(|| item.id("id"));
    let company = item.text("company/identifier");
    let public =
        company.map(|company| format!("https://jobs.smartrecruiters.com/{}/{}", escaped(&company), escaped(&id)));
    let modes = [(item.flag("location/remote"), "Remote"), (item.flag("location/hybrid"), "Hybrid")];
    Some(Posting {
        source: CONNECTOR.info.id.to_owned(),
        posted: item.day("releasedDate"),
        month: None,
        url: item.text("postingUrl").or(public),
        poster: None,
        body: {
            let html = body(item);
            item.body(html)
        },
        fields: Fields {
            title: item.text("name"),
            employer: item.text("company/name").or_else(|| context.employer.and_then(filled)),
            location: location(item),
            pay: pay(item),
            employment: item.text("typeOfEmployment/label"),
            work_mode: joined(modes.into_iter().filter(|(is, _)| *is == Some(true)).map(|(_, mode)| mode.to_owned())),
            remote_scope: None,
        },
        id,
    })
}

/// The id in a detail's address: `…/postings/<id>`.
fn id_in(url: &str) -> Option<String> {
    let address = Address::new(url);
    let postings_idx = address.path.iter().position(|segment| segment == "postings")?;
    address.segment(postings_idx + 1)
}

/// The sections in the order of the page, each under its title.
fn body(item: &mut Item<'_>) -> Option<String> {
    item.value("jobAd/sections")?;
    let names = ["companyDescription", "jobDescription", "qualifications", "additionalInformation"];
    let parts: Vec<_> = names
        .iter()
        .filter_map(|name| {
            let title = item.text(&format!("jobAd/sections/{name}/title"));
            Some((title, item.take_text(&format!("jobAd/sections/{name}/text"))?))
        })
        .collect();
    sections(parts)
}

fn location(item: &mut Item<'_>) -> Option<String> {
    item.text("location/fullLocation").or_else(|| {
        let keys = ["location/city", "location/region", "location/country"];
        let parts: Vec<String> = keys.iter().filter_map(|key| item.text(key)).collect();
        (!parts.is_empty()).then(|| parts.join(", "))
    })
}

fn pay(item: &mut Item<'_>) -> Option<String> {
    item.value("compensation")?;
    let text = |key: &str| item.text(&format!("compensation/{key}"));
    let [min, max, currency, period] = ["min", "max", "currency", "period"].map(text);
    pay_words(min.as_deref(), max.as_deref(), currency.as_deref(), period.as_deref())
}
