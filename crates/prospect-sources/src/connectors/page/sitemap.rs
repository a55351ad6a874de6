//! From a careers page or a sitemap to the pages of single jobs on the same site.
//!
//! A board is the address of a careers page or of a sitemap. From a careers page its links to pages below "jobs",
//! "careers" and the like are followed, from a sitemap such addresses, from an index of sitemaps each of its
//! sitemaps first. Only the board's own host counts, and no more than [`PAGES_MAX`] pages a document. Pages of single
//! jobs lead nowhere, so the plan ends.

use crate::address::Address;
use crate::answer::filled;
use crate::{Context, Head, Listing, Parsed, Request};
use prospect_model::Problem;

/// Most pages that one document leads to.
const PAGES_MAX: usize = 500;

/// Most sitemaps that an index leads to.
const SITEMAPS_MAX: usize = 50;

/// Path segments under which sites keep their jobs.
const JOB_WORDS: [&str; 20] = [
    "job",
    "jobs",
    "career",
    "careers",
    "vacancy",
    "vacancies",
    "position",
    "positions",
    "opening",
    "openings",
    "open-positions",
    "join-us",
    "work-with-us",
    "stelle",
    "stellen",
    "stellenangebote",
    "karriere",
    "emploi",
    "emplois",
    "empleo",
];

/// Sites whose terms bar what we do, or whose pages are barred while another way is offered; with their subdomains.
const OFF_LIMITS: [&str; 4] = ["weworkremotely.com", "reddit.com", "arbeitsagentur.de", "myworkdayjobs.com"];

/// Such firms with a site in each country: `de.indeed.com`, `glassdoor.co.uk`.
const OFF_LIMITS_ANYWHERE: [&str; 6] = ["linkedin", "indeed", "glassdoor", "ziprecruiter", "stepstone", "adzuna"];

/// Whether a host belongs to a site that is not asked.
pub(in crate::connectors) fn is_off_limits(host: &str) -> bool {
    let is_of = |domain: &str| host == domain || host.strip_suffix(domain).is_some_and(|rest| rest.ends_with('.'));
    OFF_LIMITS.iter().any(|domain| is_of(domain)) || host.split('.').any(|label| OFF_LIMITS_ANYWHERE.contains(&label))
}

/// An address without scheme, user and fragment as one of the web.
pub(in crate::connectors) fn web_address(address: &str) -> Option<String> {
    let address = address.trim();
    let address = address.split_once("://").map_or(address, |(_, rest)| rest);
    let address = address.split('#').next()?;
    let host = Address::new(address).host;
    let is_usable = host.contains('.') && !address.contains('@') && !address.contains(char::is_whitespace);
    is_usable.then(|| format!("https://{address}"))
}

pub(super) fn recognise(address: &str) -> Option<String> {
    let parts = Address::new(address);
    if is_off_limits(&parts.host) {
        return None;
    }
    let is_sitemap = parts.path.last().is_some_and(|last| {
        let last = last.to_lowercase();
        last.contains("sitemap") && (last.ends_with(".xml") || last.ends_with(".xml.gz"))
    });
    let first_label = parts.host.split('.').next().unwrap_or_default();
    (is_sitemap || JOB_WORDS.contains(&first_label) || is_job_path(&parts)).then(|| web_address(address)).flatten()
}

fn is_job_path(address: &Address) -> bool {
    address.path.iter().any(|segment| JOB_WORDS.iter().any(|word| segment.eq_ignore_ascii_case(word)))
}

pub(super) fn first(listing: &Listing<'_>) -> Vec<Request> {
    vec![request(listing.board.to_owned(), true)]
}

fn request(url: String, is_listing: bool) -> Request {
    let accept = if is_xml(&url) { "application/xml" } else { "text/html" };
    Request { url, accept, is_listing }
}

fn is_xml(url: &str) -> bool {
    Address::new(url).path.last().is_some_and(|last| {
        let last = last.to_lowercase();
        last.ends_with(".xml") || last.ends_with(".xml.gz")
    })
}

pub(super) fn next(asked: &Request, answer: &[u8]) -> Vec<Request> {
    let answer = String::from_utf8_lossy(answer);
    let board = Address::new(&asked.url);
    let is_index = answer.contains("<sitemapindex");
    let urls: Vec<String> = if is_index || answer.contains("<urlset") {
        // An index counts only as what was asked first, and what it leads to only as a sitemap: two steps, no more.
        let is_expected = asked.is_listing || (!is_index && is_xml(&asked.url));
        if !is_expected {
            return Vec::new();
        }
        locations(&answer).filter_map(|location| own(&location, &board)).collect()
    } else if asked.is_listing {
        links(&answer).filter_map(|link| own(&absolute(link, &asked.url)?, &board)).collect()
    } else {
        return Vec::new();
    };
    let mut requests: Vec<Request> = Vec::new();
    let n_max = if is_index { SITEMAPS_MAX } else { PAGES_MAX };
    let board_path = board.path.len();
    let is_site_map = is_xml(&asked.url);
    for url in urls {
        let parts = Address::new(&url);
        let is_wanted = if is_index {
            is_xml(&url)
        } else {
            // A page below the careers page, or below "jobs" and the like, and no such page itself.
            let is_list = parts.path.last().is_none_or(|last| JOB_WORDS.contains(&last.to_lowercase().as_str()));
            !is_xml(&url)
                && !is_list
                && (is_job_path(&parts) || first_label_is_job(&parts))
                && (is_site_map || parts.path.len() >= board_path)
        };
        let request = request(url, false);
        if is_wanted && request.url != asked.url && !requests.contains(&request) {
            requests.push(request);
        }
        if requests.len() == n_max {
            break;
        }
    }
    requests
}

/// Whether a page that came from an address leads to pages of jobs.
pub(super) fn leads_on(page: &[u8], context: Context<'_>) -> bool {
    context.url.is_some_and(|url| !next(&request(url.to_owned(), true), page).is_empty())
}

fn first_label_is_job(address: &Address) -> bool {
    JOB_WORDS.contains(&address.host.split('.').next().unwrap_or_default())
}

/// The address, if it is one of the same host.
fn own(address: &str, board: &Address) -> Option<String> {
    (Address::new(address).host == board.host).then(|| web_address(address)).flatten()
}

/// The addresses that a sitemap lists.
fn locations(text: &str) -> impl Iterator<Item = String> + '_ {
    values(text, "<loc>", |rest| {
        let words = rest.split_once("</loc>")?.0;
        let n_bytes = words.len();
        let words = words.trim();
        let words = words.strip_prefix("<![CDATA[").and_then(|words| words.strip_suffix("]]>")).unwrap_or(words);
        Some((words, n_bytes))
    })
}

/// What stands behind each of these signs, unescaped. `value` gives it and how many bytes it takes, after which the
/// next sign is looked for.
fn values<'a>(
    text: &'a str,
    sign: &'a str,
    value: fn(&str) -> Option<(&str, usize)>,
) -> impl Iterator<Item = String> + 'a {
    let mut rest = text;
    std::iter::from_fn(move || {
        loop {
            let (_, behind) = rest.split_once(sign)?;
            let start = start_of(behind);
            let (found, n_bytes) = value(start).unwrap_or(("", start.len()));
            rest = behind.get(n_bytes..).unwrap_or_default();
            if let Some(found) = filled(&htmlize::unescape(found)) {
                return Some(found);
            }
        }
    })
}

/// As much of a text as an address may have.
fn start_of(text: &str) -> &str {
    const ADDRESS_BYTES_MAX: usize = 4_000;
    let end = (0..=ADDRESS_BYTES_MAX.min(text.len())).rev().find(|end| text.is_char_boundary(*end));
    text.get(..end.unwrap_or_default()).unwrap_or_default()
}

/// The values of `href` in a page.
fn links(text: &str) -> impl Iterator<Item = String> + '_ {
    values(text, "href=", |rest| {
        let value = match rest.chars().next()? {
            quote @ ('"' | '\'') => rest.get(1..)?.split(quote).next()?,
            _ => rest.split(|letter: char| letter.is_whitespace() || letter == '>').next()?,
        };
        Some((value, value.len()))
    })
}

/// A link as it stands in a page, as an absolute address.
fn absolute(link: String, page: &str) -> Option<String> {
    let lower = link.to_lowercase();
    if lower.starts_with("https://") || lower.starts_with("http://") {
        return Some(link);
    }
    if let Some(rest) = link.strip_prefix("//") {
        return Some(format!("https://{rest}"));
    }
    // Other schemes: mail, telephone, scripts.
    if link.starts_with('#') || link.split(['/', '?']).next()?.contains(':') {
        return None;
    }
    let rest = page.split_once("://").map_or(page, |(_, rest)| rest);
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    if link.starts_with('/') {
        return Some(format!("https://{host}{link}"));
    }
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let slash = if folder.is_empty() { "" } else { "/" };
    Some(format!("https://{host}/{folder}{slash}{}", link.trim_start_matches("./")))
}

pub(super) fn is_sitemap(head: &Head<'_>) -> bool {
    head.starts_with("<") && (head.contains("<urlset") || head.contains("<sitemapindex"))
}

/// A sitemap holds no postings; it leads to them.
pub(super) fn parse(bytes: &[u8], _context: Context<'_>) -> Parsed {
    let mut parsed = Parsed::default();
    let text = String::from_utf8_lossy(bytes);
    if locations(&text).next().is_none() {
        parsed.problems.push(Problem::new("no-items", "the sitemap lists no addresses"));
    }
    parsed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn next_urls(url: &str, is_listing: bool, answer: &str) -> Vec<String> {
        let asked = request(url.to_owned(), is_listing);
        next(&asked, answer.as_bytes()).into_iter().map(|request| request.url).collect()
    }

    #[test]
    fn careers_pages_and_sitemaps_are_recognised() {
        let check = |address: &str, expected: Option<&str>| {
            assert_eq!(recognise(address).as_deref(), expected, "{address}");
        };
        check("acme.example/careers#open", Some("https://acme.example/careers"));
        check("jobs.acme.example", Some("https://jobs.acme.example"));
        check("acme.example/sitemap.xml", Some("https://acme.example/sitemap.xml"));
        check("acme.example/blog", None);
        check("acme.example/jobs.lever.co", None);
        check("www.linkedin.com/jobs/view/1", None);
        check("de.indeed.com/jobs?q=rust", None);
        check("acme.wd1.myworkdayjobs.com/careers", None);
        check("me@acme.example/jobs", None);
    }

    #[test]
    fn a_careers_page_leads_to_the_jobs_of_its_own_site() {
        let page = r#"<a href="/jobs/1">x</a><a href='jobs/2?a=1&amp;b=2'>x</a><a href=/jobs/1#apply>x</a>
            <a href="https://other.example/jobs/3">x</a><a href="/about">x</a><a href="mailto:a@acme.example">x</a>
            <a href="/jobs">x</a>"#;
        assert_eq!(
            next_urls("https://acme.example/careers", true, page),
            ["https://acme.example/jobs/1", "https://acme.example/jobs/2?a=1&b=2"]
        );
        assert!(next_urls("https://acme.example/jobs/1", false, page).is_empty());
    }

    #[test]
    fn an_index_leads_to_sitemaps_and_those_to_pages() {
        let index = "<sitemapindex><sitemap><loc>https://acme.example/a.xml</loc></sitemap><loc>https://acme.example/b</loc></sitemapindex>";
        let map = "<urlset><url><loc> https://acme.example/jobs/1 </loc></url><loc>https://acme.example/blog/2</loc><loc>https://acme.example/c.xml</loc></urlset>";
        assert_eq!(next_urls("https://acme.example/sitemap.xml", true, index), ["https://acme.example/a.xml"]);
        assert_eq!(next_urls("https://acme.example/a.xml", false, map), ["https://acme.example/jobs/1"]);
        assert_eq!(next_urls("https://acme.example/sitemap.xml", true, map), ["https://acme.example/jobs/1"]);
        assert!(next_urls("https://acme.example/a.xml", false, index).is_empty(), "no index below an index");
        assert!(next_urls("https://acme.example/jobs/1", false, map).is_empty(), "pages lead nowhere");
    }
}
