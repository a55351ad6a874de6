//! Any feed of jobs: RSS 2.0, RSS 1.0 (RDF) or Atom.
//!
//! Feeds have no fields for jobs of their own, so mostly title, words, day and address are known. What else some
//! feeds carry is read under its name: `region`, `country`, `state`, `type` (We Work Remotely), `job_listing:company`,
//! `job_listing:location`, `job_listing:job_type` (a common plug-in of WordPress), `dc:creator` is an author and no
//! employer. A title of the form "Company: Role" is parted only where the feed is one of We Work Remotely.

use super::page::{is_off_limits, web_address};
use crate::address::Address;
use crate::answer::{filled, joined};
use crate::xml::{self, Element};
use crate::{Connector, ConnectorInfo, Context, Format, Live, Parse, Parsed, Request, Terms, days, json};
use memchr::memmem;
use prospect_model::{Body, Date, Fields, Locator, Posting, Problem};

pub(super) const CONNECTOR: Connector = Connector {
    info: ConnectorInfo {
        id: "feed",
        also: &["rss", "atom", "rdf", "xml-feed", "wwr", "weworkremotely"],
        title: "RSS and Atom feeds of jobs",
        frame: "items of the feeds that you follow",
        is_denominator: false,
        media_type: "application/rss+xml",
        terms: Terms {
            summary: "those of the feed's owner; We Work Remotely offers its feeds with attribution and bars its pages",
            url: None,
            licence: None,
            attribution: Some("name the feed's owner and link to the item"),
            allows_statistics: true,
        },
    },
    formats: &[Format {
        is: |head| {
            let is_xml = ["<?xml", "<rss", "<feed", "<rdf:RDF", "<!--"].iter().any(|sign| head.starts_with(sign));
            is_xml && ["<rss", "<feed ", "<feed>", "<rdf:RDF"].iter().any(|sign| head.contains(sign))
        },
        parse: Parse::Document(parse),
    }],
    live: Some(&Live {
        recognise,
        page: |board| board.to_owned(),
        item: None,
        first: |listing| {
            let accept = "application/rss+xml, application/atom+xml, application/xml;q=0.9";
            vec![Request { url: listing.board.to_owned(), accept, is_listing: true }]
        },
        next: |_, _| Vec::new(),
        // A feed shows its newest items only.
        lists_all_open: false,
        pause_ms: 1_000,
        // What We Work Remotely asks for in its `ttl`; other feeds are not asked more often either.
        rest_hours: 1,
        obeys_robots: true,
    }),
};

fn recognise(address: &str) -> Option<String> {
    let parts = Address::new(address);
    let last = parts.path.last()?.to_lowercase();
    let ends = [".rss", ".atom", ".rdf", "feed.xml", "rss.xml", "atom.xml", "jobs.xml"];
    let is_feed = ends.iter().any(|end| last.ends_with(end)) || matches!(last.as_str(), "rss" | "feed" | "atom");
    let host = parts.host.strip_prefix("www.").unwrap_or(&parts.host);
    (is_feed && (host == "weworkremotely.com" || !is_off_limits(host))).then(|| web_address(address)).flatten()
}

fn parse(bytes: &[u8], context: Context<'_>) -> Parsed {
    let mut parsed = Parsed::default();
    let is_atom = memmem::find(bytes, b"<feed").is_some() && memmem::find(bytes, b"<rss").is_none();
    let (roots, name): (&[&str], _) = if is_atom { (&["feed"], "entry") } else { (&["rss", "rdf:RDF", "RDF"], "item") };
    let is_wwr = memmem::find(bytes.get(..2_000).unwrap_or(bytes), b"weworkremotely.com").is_some();
    xml::items(bytes, roots, name, &mut parsed, &mut |item, locator, parsed| {
        let mut problems = Vec::new();
        let posting = posting(item, &locator, is_wwr, context, &mut problems);
        parsed.problems.append(&mut problems);
        parsed.postings.push((locator, posting));
    });
    parsed
}

fn posting(
    item: &Element,
    locator: &Locator,
    is_wwr: bool,
    context: Context<'_>,
    problems: &mut Vec<Problem>,
) -> Posting {
    let first = |paths: &[&str]| paths.iter().find_map(|path| item.text(path));
    let title = item.html("title").map(|title| htmlize::unescape(title).into_owned());
    let (company, title) = match title.as_deref().and_then(|title| title.split_once(": ")).filter(|_| is_wwr) {
        Some((company, role)) => (filled(company), filled(role)),
        None => (None, title),
    };
    let html = ["content:encoded", "content", "description", "summary"].iter().find_map(|path| item.html(path));
    let body = match html {
        Some(html) => json::body(html),
        None => {
            problems.push(Problem::new("no-text", "the item has no description").at(locator.to_string()));
            Body::Text(String::new())
        }
    };
    let url = link(item);
    let id = first(&["guid", "id"])
        .or_else(|| item.attribute("rdf:about").and_then(filled))
        .or_else(|| url.clone())
        .unwrap_or_else(|| {
            let message = "the item has neither `guid` nor link; its place in the document names it";
            problems.push(Problem::new("missing-id", message).at(locator.to_string()));
            let digest = context.document.to_string();
            format!("{}-{}", digest.get(..12).unwrap_or_default(), locator.to_string().replace([' ', '/'], "-"))
        });
    let place = |names: &[&str]| joined(names.iter().filter_map(|name| item.text(name)));
    Posting {
        id,
        source: CONNECTOR.info.id.to_owned(),
        posted: posted(item, locator, problems),
        month: None,
        url,
        poster: None,
        body,
        fields: Fields {
            title,
            employer: company
                .or_else(|| first(&["job_listing:company", "company", "hiringOrganization"]))
                .or_else(|| context.employer.and_then(filled)),
            location: if is_wwr {
                place(&["state", "country"])
            } else {
                place(&["job_listing:location", "location", "jobLocation", "city", "state", "region", "country"])
            },
            pay: first(&["salary", "job_listing:salary", "baseSalary"]),
            employment: first(&["job_listing:job_type", "type", "jobtype", "employmentType"]),
            // The service lists nothing else, and its region is where one may work from.
            work_mode: is_wwr.then(|| "remote".to_owned()),
            remote_scope: item.text("region").filter(|_| is_wwr),
        },
    }
}

/// The item's address: the words of `link`, or in Atom the one that leads to the page.
fn link(item: &Element) -> Option<String> {
    let of_kind = |kind: &str| item.all("link").find(|link| link.attribute("rel").unwrap_or("alternate") == kind);
    item.text("link").or_else(|| of_kind("alternate").or_else(|| item.find("link"))?.attribute("href").and_then(filled))
}

/// The day of publication; that of the last change only where no other is given.
fn posted(item: &Element, locator: &Locator, problems: &mut Vec<Problem>) -> Option<Date> {
    let paths = ["pubDate", "published", "dc:date", "issued", "updated"];
    let (path, text) = paths.iter().find_map(|path| Some((path, item.text(path)?)))?;
    json::stated(Some(text.as_str()), days::day, path, locator, problems)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn feeds_are_recognised_and_pages_are_not() {
        let check = |address: &str, expected: Option<&str>| {
            assert_eq!(recognise(address).as_deref(), expected, "{address}");
        };
        check("acme.example/jobs.rss?team=1", Some("https://acme.example/jobs.rss?team=1"));
        check("Acme.example/careers/feed/", Some("https://Acme.example/careers/feed/"));
        check("weworkremotely.com/remote-jobs.rss", Some("https://weworkremotely.com/remote-jobs.rss"));
        check("weworkremotely.com/remote-jobs/acme-dev", None);
        check("www.indeed.com/jobs.rss", None);
        check("acme.example/careers", None);
        check("acme.example/feedback", None);
    }
}
