//! Pages that carry schema.org JobPosting as JSON-LD in `script` elements, and how they are found on a site.

mod sitemap;

pub(super) use sitemap::{is_off_limits, web_address};

use crate::{Connector, ConnectorInfo, Context, Format, Live, Parse, Parsed, Terms, jsonld};
use prospect_model::{Locator, Problem};

pub(super) const CONNECTOR: Connector = Connector {
    info: ConnectorInfo {
        id: "page",
        also: &["pages", "jsonld", "json-ld", "html", "sitemap"],
        title: "pages with JobPosting JSON-LD, and sitemaps that lead to them",
        frame: "job pages that you saved or follow",
        is_denominator: true,
        media_type: "text/html",
        terms: Terms {
            summary: "those of the site; robots.txt is obeyed, and sites whose terms bar reading by programs are refused",
            ..Terms::OWN_FILES
        },
    },
    formats: &[
        Format { is: sitemap::is_sitemap, parse: Parse::Document(sitemap::parse) },
        Format {
            is: |head| head.starts_with("<") || head.contains("application/ld+json"),
            parse: Parse::Document(parse),
        },
    ],
    live: Some(&Live {
        recognise: sitemap::recognise,
        page: |board| board.to_owned(),
        item: None,
        first: sitemap::first,
        next: sitemap::next,
        lists_all_open: false,
        pause_ms: 1_000,
        rest_hours: 0,
        obeys_robots: true,
    }),
};

fn parse(bytes: &[u8], context: Context<'_>) -> Parsed {
    let mut parsed = Parsed::default();
    let mut n_scripts = 0;
    let mut at = 0;
    while let Some((script, end)) = next_script(bytes, at) {
        at = end;
        // A page may carry scripts about other things: only one that should be a JobPosting can be broken.
        let mut found = Parsed::default();
        jsonld::collect(script, CONNECTOR.info.id, context, &|pointer| Locator::Script(n_scripts, pointer), &mut found);
        n_scripts += 1;
        let mentions_job = memchr::memmem::find(script, b"JobPosting").is_some();
        if mentions_job || !found.postings.is_empty() {
            parsed.postings.append(&mut found.postings);
            parsed.problems.append(&mut found.problems);
        }
    }
    // A careers page that was fetched does its work by leading to pages of jobs.
    if parsed.postings.is_empty() && parsed.problems.is_empty() && !sitemap::leads_on(bytes, context) {
        parsed.problems.push(Problem::new("no-job-posting", "the page holds no JobPosting as JSON-LD"));
    }
    parsed
}

/// The next JSON-LD script's content and the byte after it.
pub(crate) fn next_script(bytes: &[u8], from: usize) -> Option<(&[u8], usize)> {
    let mut at = from;
    loop {
        let open = at + find_any_case(bytes.get(at..)?, b"<script")?;
        let tag_end = open + memchr::memchr(b'>', &bytes[open..])?;
        let content = tag_end + 1;
        let close = find_any_case(&bytes[content..], b"</script").map_or(bytes.len(), |found| content + found);
        if find_any_case(&bytes[open..tag_end], b"application/ld+json").is_some() {
            return Some((&bytes[content..close], close));
        }
        at = close.max(content);
    }
}

fn find_any_case(bytes: &[u8], lower: &[u8]) -> Option<usize> {
    let first = *lower.first()?;
    let mut at = 0;
    while let Some(found) = memchr::memchr2(first, first.to_ascii_uppercase(), bytes.get(at..)?) {
        let start = at + found;
        if bytes.get(start..start + lower.len())?.eq_ignore_ascii_case(lower) {
            return Some(start);
        }
        at = start + 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use prospect_model::Sha256;

    const CONTEXT: Context<'_> =
        Context { document: Sha256([1; 32]), url: Some("https://acme.example/jobs/1"), employer: None };

    #[test]
    fn postings_in_scripts_are_found_and_other_scripts_left_alone() {
        let page = br#"<html><SCRIPT type='application/ld+json'>{"@type":"Organization"}</SCRIPT><script>var JobPosting;</script>
            <script type="application/ld+json">{"@type":"JobPosting","title":"Engineer","description":"We use Rust.",}</script>"#;
        let parsed = parse(page, CONTEXT);
        assert_eq!(
            parsed.problems,
            [Problem::new("repaired-json", "the JSON was mended: stray commas or raw line breaks")
                .at("script 1 pointer ")]
        );
        assert_eq!(parsed.postings[0].0.to_string(), "script 1 pointer ");
        assert_eq!(parsed.postings[0].1.id, "https://acme.example/jobs/1");
    }

    #[test]
    fn a_page_without_postings_says_so() {
        assert_eq!(parse(b"<p>Careers", CONTEXT).problems[0].code, "no-job-posting");
        assert_eq!(parse(b"<script type=application/ld+json>{JobPosting", CONTEXT).problems[0].code, "malformed-json");
    }
}
