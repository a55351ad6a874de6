//! Personio careers sites: one XML feed with all positions of a site and their texts, no key; some sites switch it
//! off.
//!
//! The body is each job description under its name. `office` and `additionalOffices` are the places; `subcompany`
//! names the employer where it is filled. The day is `createdAt`, the only one that the feed gives. A site
//! answers on a `.de` and a `.com` host (said by others, not verified by us): one board, asked on `.de`.

use crate::address::{Address, host_labels};
use crate::answer::{filled, joined};
use crate::html::{from_text, sections};
use crate::xml::{self, Element};
use crate::{Connector, ConnectorInfo, Context, Format, Live, Parse, Parsed, Request, Terms, days, json};
use prospect_model::{Body, Fields, Locator, Posting, Problem};

pub(super) const CONNECTOR: Connector = Connector {
    info: ConnectorInfo {
        id: "personio",
        also: &["personio.de", "personio.com"],
        title: "Personio careers sites",
        frame: "openings on the Personio sites that you follow",
        is_denominator: true,
        media_type: "text/xml",
        terms: Terms {
            summary: "the provider documents the feed as the public way to show a site's positions elsewhere; no key, \
                      no stated limit",
            url: Some("https://developer.personio.de/docs/retrieving-open-job-positions"),
            licence: None,
            attribution: None,
            allows_statistics: true,
        },
    },
    formats: &[Format {
        is: |head| head.starts_with("<") && head.contains("<workzag-jobs"),
        parse: Parse::Document(parse),
    }],
    live: Some(&Live {
        recognise,
        page: |board| site(board).unwrap_or_default(),
        item: None,
        first: |listing| {
            let request = site(listing.board).map(|site| Request {
                url: format!("{site}xml?language=en"),
                accept: "application/xml, text/xml",
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

/// Hosts without `jobs` are where an employer's own people sign in.
fn recognise(address: &str) -> Option<String> {
    let address = Address::new(address);
    let name = ["jobs.personio.de", "jobs.personio.com"].iter().find_map(|domain| address.below(domain, &["www"]))?;
    site(&name).is_some().then_some(name)
}

/// The site's address, with the final slash.
fn site(board: &str) -> Option<String> {
    let name = host_labels(board).filter(|name| !name.contains('.'))?;
    Some(format!("https://{name}.jobs.personio.de/"))
}

fn parse(bytes: &[u8], context: Context<'_>) -> Parsed {
    let mut parsed = Parsed::default();
    let mut read = |position: &Element<'_>, place: Locator, parsed: &mut Parsed| {
        let posting = posting(position, &place, context, &mut parsed.problems);
        match posting {
            Some(posting) => parsed.postings.push((place, posting)),
            None => {
                let message = "the position has neither an id nor a name";
                parsed.problems.push(Problem::new("unusable-item", message).at(place.to_string()));
            }
        }
    };
    xml::items(bytes, &["workzag-jobs"], "position", &mut parsed, &mut read);
    parsed
}

fn posting(
    position: &Element<'_>,
    place: &Locator,
    context: Context<'_>,
    problems: &mut Vec<Problem>,
) -> Option<Posting> {
    let mut problem = |code: &str, message: &str| problems.push(Problem::new(code, message).at(place.to_string()));
    let title = position.text("name");
    let id = position.text("id");
    let site = context.url.and_then(recognise).and_then(|board| site(&board));
    let url = site.zip(id.as_ref()).map(|(site, id)| format!("{site}job/{id}"));
    let id = match (id, &title) {
        (Some(id), _) => id,
        (None, None) => return None,
        (None, Some(_)) => {
            problem("missing-id", "the position has no `id`; its place in the document names it");
            crate::answer::id_of_place(context.document, place)
        }
    };
    let descriptions = position.find("jobDescriptions").into_iter().flat_map(|list| list.all("jobDescription"));
    let body = sections(descriptions.filter_map(|part| {
        let value = part.html("value")?;
        // Words without any tag have their lines.
        let value = if value.contains('<') { value } else { from_text(&value) };
        Some((part.text("name"), value))
    }));
    let body = body.map_or_else(
        || {
            problem("no-text", "the position has no description");
            Body::Text(String::new())
        },
        Body::Html,
    );
    let posted = json::stated(position.text("createdAt").as_deref(), days::day, "createdAt", place, problems);
    let more_offices = position.find("additionalOffices").into_iter().flat_map(|list| list.all("office"));
    let offices = position.text("office").into_iter().chain(more_offices.filter_map(Element::words));
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
            employer: position.text("subcompany").or_else(|| context.employer.and_then(filled)),
            location: joined(offices),
            pay: None,
            employment: joined([position.text("employmentType"), position.text("schedule")].into_iter().flatten()),
            work_mode: None,
            remote_scope: None,
        },
    })
}
