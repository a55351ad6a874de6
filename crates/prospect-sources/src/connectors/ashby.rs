//! Ashby job boards: one JSON answer with all openings of a board, their texts and pay, no key.
//!
//! `workplaceType` is the work mode; `isRemote` is true for hybrid openings too and only stands in for it. Items that
//! are not listed (`isListed` false) can be had by their link alone: they are named and left out. Pay is the salary
//! range of the first components; equity and bonuses stay in the summary's words. The interface never names the
//! employer.

use crate::address::{Address, escaped};
use crate::answer::{Item, Outer, Shape, filled, joined, text_at};
use crate::pay_words::pay_words;
use crate::{Connector, ConnectorInfo, Context, Format, Live, Parse, Request, Terms};
use prospect_model::{Fields, Posting};
use serde_json::Value;

pub(super) const CONNECTOR: Connector = Connector {
    info: ConnectorInfo {
        id: "ashby",
        also: &["ashbyhq", "ashbyhq.com"],
        title: "Ashby job boards",
        frame: "openings on the Ashby boards that you follow",
        is_denominator: true,
        media_type: "application/json",
        terms: Terms {
            summary: "the provider documents the interface as public; no key. Others report refusals below about ten \
                      seconds between requests (not verified by us)",
            url: Some("https://developers.ashbyhq.com/docs/public-job-posting-api"),
            licence: None,
            attribution: None,
            allows_statistics: true,
        },
    },
    formats: &[Format {
        is: |head| {
            head.starts_with("{")
                && (head.contains("\"descriptionHtml\"")
                    || head.contains("\"isListed\"")
                    || head.contains("\"apiVersion\""))
                && head.contains("\"jobs\"")
        },
        parse: Parse::Document(|bytes, context| SHAPE.parse(bytes, context)),
    }],
    live: Some(&Live {
        recognise,
        page: |board| format!("https://jobs.ashbyhq.com/{}", escaped(board)),
        item: None,
        first: |listing| {
            let board = escaped(listing.board);
            vec![Request {
                url: format!("https://api.ashbyhq.com/posting-api/job-board/{board}?includeCompensation=true"),
                accept: "application/json",
                is_listing: true,
            }]
        },
        next: |_, _| Vec::new(),
        lists_all_open: true,
        pause_ms: 10_000,
        rest_hours: 0,
        obeys_robots: false,
    }),
};

const SHAPE: Shape = Shape { list: "jobs", signs: &["id", "title", "jobUrl"], notice: None, posting };

fn recognise(address: &str) -> Option<String> {
    let address = Address::new(address);
    match address.host.as_str() {
        "jobs.ashbyhq.com" => {
            let is_own = ["api", "_next", "embed"].iter().any(|own| address.starts_with(&[own]));
            if is_own { None } else { address.segment(0) }
        }
        "api.ashbyhq.com" => address.starts_with(&["posting-api", "job-board"]).then(|| address.segment(2)).flatten(),
        _ => None,
    }
}

fn posting(item: &mut Item<'_>, _outer: &Outer<'_>, context: Context<'_>) -> Option<Posting> {
    let title = item.text("title");
    if item.flag("isListed") == Some(false) {
        let title = title.unwrap_or_default();
        item.problem("not-listed", format!("`{title}` is not listed on its board"));
        return None;
    }
    let mode = item.text("workplaceType");
    let is_remote = item.flag("isRemote");
    let mode = mode.or_else(|| (is_remote == Some(true)).then(|| "Remote".to_owned()));
    let location = item.text("location").or_else(|| address(item));
    let secondary = item.texts("secondaryLocations", &["location", "locationName"]);
    Some(Posting {
        id: item.id("id"),
        source: CONNECTOR.info.id.to_owned(),
        posted: item.day("publishedAt"),
        month: None,
        url: item.text("jobUrl").or_else(|| item.text("applyUrl")),
        poster: None,
        body: {
            let html = item.take_text("descriptionHtml");
            let html = html.or_else(|| item.take_text("descriptionPlain").map(|text| crate::html::from_text(&text)));
            item.body(html)
        },
        fields: Fields {
            title,
            employer: context.employer.and_then(filled),
            location: joined(location.into_iter().chain(secondary)),
            pay: pay(item),
            employment: item.text("employmentType"),
            work_mode: mode,
            remote_scope: None,
        },
    })
}

/// The postal address, for items whose `location` is empty.
fn address(item: &mut Item<'_>) -> Option<String> {
    let parts = ["addressLocality", "addressRegion", "addressCountry"];
    let parts: Vec<String> =
        parts.iter().filter_map(|key| item.text(&format!("address/postalAddress/{key}"))).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// The salary of the summary, else of each tier, else the words that stand for them.
fn pay(item: &mut Item<'_>) -> Option<String> {
    let components = item.take_list("compensation/summaryComponents");
    let tiers = item.take_list("compensation/compensationTiers");
    let of_tiers = tiers.iter().flat_map(|tier| tier.get("components").and_then(Value::as_array).into_iter().flatten());
    joined(components.iter().filter_map(salary))
        .or_else(|| joined(of_tiers.filter_map(salary)))
        .or_else(|| item.text("compensation/scrapeableCompensationSalarySummary"))
        .or_else(|| item.text("compensation/compensationTierSummary"))
}

/// A component that is salary, as words.
fn salary(component: &Value) -> Option<String> {
    if text_at(component, "compensationType")? != "Salary" {
        return None;
    }
    let text = |key: &str| text_at(component, key);
    let (min, max, currency) = (text("minValue"), text("maxValue"), text("currencyCode"));
    pay_words(min.as_deref(), max.as_deref(), currency.as_deref(), text("interval").as_deref())
}
