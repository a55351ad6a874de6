//! Remotive: one JSON answer with its current remote jobs, or those of one category, no key.
//!
//! `candidate_required_location` is where workers may be, so it is the remote scope and no work place. Boards are
//! `all` or a category (`software-dev`).

use super::everything::{ALL_OF_IT, category};
use crate::address::{Address, escaped};
use crate::answer::{Item, Outer, Shape};
use crate::{Connector, ConnectorInfo, Context, Format, Listing, Live, Parse, Request, Terms};
use prospect_model::{Fields, Posting};

pub(super) const CONNECTOR: Connector = Connector {
    info: ConnectorInfo {
        id: "remotive",
        also: &["remotive.com", "remotive.io"],
        title: "Remotive's remote jobs",
        frame: "remote jobs on Remotive",
        is_denominator: true,
        media_type: "application/json",
        terms: Terms {
            summary: "free to read with attribution, not to be passed on to other job boards; at most four times a day; jobs \
                      appear a day later than on its pages",
            url: Some("https://remotive.com/api-documentation"),
            licence: None,
            attribution: Some("name Remotive and link to the job's page there"),
            allows_statistics: true,
        },
    },
    formats: &[Format {
        is: |head| head.contains("\"candidate_required_location\"") && head.contains("\"publication_date\""),
        parse: Parse::Document(|bytes, context| SHAPE.parse(bytes, context)),
    }],
    live: Some(&Live {
        recognise,
        page: |board| match category(board) {
            Some(category) => format!("https://remotive.com/remote-jobs/{}", escaped(category)),
            None => "https://remotive.com/remote-jobs".to_owned(),
        },
        item: None,
        first,
        next: |_, _| Vec::new(),
        lists_all_open: false,
        pause_ms: 1_000,
        rest_hours: 6,
        obeys_robots: false,
    }),
};

const SHAPE: Shape = Shape { list: "jobs", signs: &["id", "title", "company_name"], notice: None, posting };

fn recognise(address: &str) -> Option<String> {
    let address = Address::new(address);
    if !matches!(address.host.as_str(), "remotive.com" | "www.remotive.com" | "remotive.io" | "www.remotive.io") {
        return None;
    }
    let category = if address.starts_with(&["api", "remote-jobs"]) {
        address.parameter("category")
    } else if address.starts_with(&["remote-jobs"]) {
        address.segment(1)
    } else {
        None
    };
    Some(category.unwrap_or_else(|| ALL_OF_IT.to_owned()))
}

fn first(listing: &Listing<'_>) -> Vec<Request> {
    let query = category(listing.board).map(|category| format!("?category={}", escaped(category)));
    vec![Request {
        url: format!("https://remotive.com/api/remote-jobs{}", query.unwrap_or_default()),
        accept: "application/json",
        is_listing: true,
    }]
}

fn posting(item: &mut Item<'_>, _outer: &Outer<'_>, _context: Context<'_>) -> Option<Posting> {
    let description = item.take_text("description");
    Some(Posting {
        id: item.id("id"),
        source: CONNECTOR.info.id.to_owned(),
        posted: item.day("publication_date"),
        month: None,
        url: item.text("url"),
        poster: None,
        body: item.body(description),
        fields: Fields {
            title: item.text("title"),
            employer: item.text("company_name"),
            location: None,
            pay: item.text("salary"),
            employment: item.text("job_type"),
            // The service lists nothing else; the addresses of its jobs say so.
            work_mode: Some("remote".to_owned()),
            remote_scope: item.text("candidate_required_location"),
        },
    })
}
