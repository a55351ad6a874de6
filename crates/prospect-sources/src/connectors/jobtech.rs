//! JobTech, the ads of the Swedish public employment service: all that are open (`snapshot`) and what changed since
//! a day (`stream`), each one JSON array of ads; also answers of its search, and ads as JSON Lines.
//!
//! An ad with `removed: true` says that it is gone and holds nothing else of use. The words of types and places are
//! Swedish and stay so. Free text about pay is taken where it has figures. In JSON Lines an ad that is gone is named
//! as a problem, since a line gives a posting or nothing.

use super::everything::ALL_OF_IT;
use crate::address::Address;
use crate::answer::{self, Item, Outer, Shape, joined, text_at};
use crate::{Connector, ConnectorInfo, Context, Format, Head, Listing, Live, Parse, Parsed, Request, Terms};
use prospect_model::{Fields, Locator, Posting, Problem};
use serde_json::Value;

pub(super) const CONNECTOR: Connector = Connector {
    info: ConnectorInfo {
        id: "jobtech",
        also: &["jobtechdev", "jobstream", "arbetsformedlingen", "platsbanken"],
        title: "JobTech, the open ads of the Swedish public employment service",
        frame: "ads of the Swedish public employment service",
        is_denominator: true,
        media_type: "application/json",
        terms: Terms {
            summary: "open data, CC0 as others who reuse it state (not verified by us); at most one request a minute",
            url: Some("https://jobtechdev.se"),
            licence: Some("CC0-1.0"),
            attribution: None,
            allows_statistics: true,
        },
    },
    formats: &[
        Format { is: |head| head.starts_with("[") && is_ad(head), parse: Parse::Items(item) },
        Format {
            is: |head| head.line_has(&["id", "headline"]) || head.line_has(&["id", "removed"]),
            parse: Parse::Lines(line),
        },
        Format {
            is: |head| head.starts_with("{") && is_ad(head),
            parse: Parse::Document(|bytes, context| SHAPE.parse(bytes, context)),
        },
    ],
    live: Some(&Live {
        recognise: |address| {
            let host = Address::new(address).host;
            let is_ours = ["jobtechdev.se", "arbetsformedlingen.se"]
                .iter()
                .any(|domain| host.strip_suffix(domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.')));
            is_ours.then(|| ALL_OF_IT.to_owned())
        },
        page: |_| "https://arbetsformedlingen.se/platsbanken".to_owned(),
        item: None,
        first,
        next: |_, _| Vec::new(),
        // A stream lists changes. Which ads are gone it says itself.
        lists_all_open: false,
        pause_ms: 60_000,
        rest_hours: 0,
        obeys_robots: false,
    }),
};

const SHAPE: Shape = Shape { list: "hits", signs: &["id", "headline"], notice: None, posting };

fn is_ad(head: &Head<'_>) -> bool {
    (head.contains("\"headline\"") && head.contains("\"workplace_address\"")) || head.contains("\"removed_date\"")
}

fn first(listing: &Listing<'_>) -> Vec<Request> {
    let path = listing.since.map_or("snapshot".to_owned(), |since| format!("stream?date={since}T00:00:00"));
    vec![Request {
        url: format!("https://jobstream.api.jobtechdev.se/{path}"),
        accept: "application/json",
        is_listing: true,
    }]
}

/// One ad of a snapshot or a stream.
fn item(bytes: &[u8], locator: &Locator, context: Context<'_>, parsed: &mut Parsed) {
    let Some(value) = answer::value(bytes, locator, &mut parsed.problems) else { return };
    if value.get("removed") != Some(&Value::Bool(true)) {
        SHAPE.read_item(value, locator.clone(), &Outer::none(), context, parsed);
        return;
    }
    match text_at(&value, "id") {
        Some(id) => parsed.removed.push((locator.clone(), id)),
        None => {
            let problem = Problem::new("missing-id", "a removed ad has no `id`, so it is not known which one is gone");
            parsed.problems.push(problem.at(locator.to_string()));
        }
    }
}

fn line(
    bytes: &[u8],
    locator: &Locator,
    context: Context<'_>,
    problems: &mut Vec<Problem>,
) -> Result<Option<Posting>, Problem> {
    let bytes = bytes.trim_ascii();
    if bytes.is_empty() {
        return Ok(None);
    }
    let mut parsed = Parsed::default();
    item(bytes, locator, context, &mut parsed);
    problems.append(&mut parsed.problems);
    if let Some((_, id)) = parsed.removed.pop() {
        return Err(Problem::new("removed", format!("the ad `{id}` is gone")).at(locator.to_string()));
    }
    Ok(parsed.postings.pop().map(|(_, posting)| posting))
}

fn posting(item: &mut Item<'_>, _outer: &Outer<'_>, _context: Context<'_>) -> Option<Posting> {
    let formatted = item.take_text("description/text_formatted");
    let text = formatted.or_else(|| item.take_text("description/text"));
    let municipality = item.text("workplace_address/municipality").or_else(|| item.text("workplace_address/city"));
    let place: Vec<String> =
        [municipality, item.text("workplace_address/region"), item.text("workplace_address/country")]
            .into_iter()
            .flatten()
            .collect();
    let kinds =
        [item.text("employment_type/label"), item.text("working_hours_type/label"), item.text("duration/label")];
    let has_figures = |text: &String| text.bytes().any(|byte| byte.is_ascii_digit());
    Some(Posting {
        id: item.id("id"),
        source: CONNECTOR.info.id.to_owned(),
        posted: item.day("publication_date"),
        month: None,
        url: item.text("webpage_url"),
        poster: None,
        body: item.body(text),
        fields: Fields {
            title: item.text("headline"),
            employer: item.text("employer/name").or_else(|| item.text("employer/workplace")),
            location: (!place.is_empty()).then(|| place.join(", ")),
            pay: item.text("salary_description").filter(has_figures),
            employment: joined(kinds.into_iter().flatten()),
            work_mode: None,
            remote_scope: None,
        },
    })
}
