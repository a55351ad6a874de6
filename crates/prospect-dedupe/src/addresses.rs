//! Reads web and mail addresses: whose site it is, and whether it leads to one job ad.
//!
//! In: one chunk of text without white space. Out: sites and keys of job ads, added to [`Words`]. Not here: whether a
//! site is the employer's own, which takes the employer's name (`employer.rs`).

use crate::words::{Words, hash_bytes, hash_lower, mix};

/// A site that may be an employer's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Site {
    /// Hash of the registrable domain, or of the employer's part of an address on a careers service.
    pub(crate) key: u64,
    /// Hash of its first label, letters and digits only: what may be the employer's name.
    pub(crate) label: u64,
    /// Whether it is a domain.
    pub(crate) is_domain: bool,
}

/// The longest chunk that is looked at as an address, bytes. Longer ones are no address that people write.
const ADDRESS_BYTES_MAX: usize = 2_048;

/// Reads one chunk without white space as a web or mail address; `false` when it is none.
pub(crate) fn read_address(chunk: &str, words: &mut Words) -> bool {
    if chunk.len() < 4 || chunk.len() > ADDRESS_BYTES_MAX || !chunk.as_bytes().contains(&b'.') {
        return false;
    }
    if let Some(at) = chunk.find("://") {
        let rest = chunk.get(at + 3..).unwrap_or_default();
        read_url(rest, words);
        return true;
    }
    let trimmed = chunk.trim_matches(|c: char| !c.is_ascii_alphanumeric());
    if let Some((_, domain)) = trimmed.split_once('@') {
        if let Some(site) = registrable(domain) {
            push_site(&site, words);
        }
        return true;
    }
    let host = trimmed.split(['/', '?', ':']).next().unwrap_or_default();
    let Some((_, top)) = host.rsplit_once('.') else { return false };
    // A missing blank after a full stop looks like a host too: only well-known endings count without a scheme.
    if !is_bare_top_level(top) || !host.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'.')
    {
        return false;
    }
    read_url(trimmed, words);
    true
}

/// Top-level domains that are read without `https://` before them.
fn is_bare_top_level(top: &str) -> bool {
    const KNOWN: &[&str] =
        &["com", "io", "co", "ai", "org", "net", "dev", "app", "tech", "de", "uk", "eu", "xyz", "so"];
    KNOWN.iter().any(|known| known.eq_ignore_ascii_case(top))
}

/// Reads an address without its scheme.
fn read_url(url: &str, words: &mut Words) {
    let end = url.find([')', ']', '>', '"', '\'', '|', ',', '<', '[', '(']).unwrap_or(url.len());
    let url = url.get(..end).unwrap_or_default().trim_end_matches(['.', '/', ';', ':', '!', '…']);
    let host_end = url.find(['/', '?', '#', ':']).unwrap_or(url.len());
    let (host, path) = url.split_at(host_end);
    let host = host.strip_prefix("www.").unwrap_or(host);
    match slug_of_board(host, path) {
        Some(slug) => push_site(&slug, words),
        None => {
            if let Some(site) = registrable(host) {
                push_site(&site, words);
            }
        }
    }
    if let Some(key) = job_link(host, path)
        && !words.job_links.contains(&key)
    {
        words.job_links.push(key);
    }
}

/// The most sites and job links kept of a posting: enough for every real posting, a bound for lists of links.
const ADDRESSES_MAX: usize = 16;

fn push_site(site: &str, words: &mut Words) {
    let is_domain = !site.starts_with("slug@");
    let site = Site { key: hash_bytes(site.as_bytes()), label: hash_label(site), is_domain };
    if words.sites.len() < ADDRESSES_MAX && !words.sites.contains(&site) {
        words.sites.push(site);
    }
}

/// Sites where many employers publish: they say nothing about which employer it is.
///
/// Careers services, news, social networks and shorteners. Origin: the sites to which postings of ten or more
/// differently named employers link in the Hacker News hiring threads of 2011-2026 (counted in November 2026),
/// employers' own sites aside, and a few places of the same kinds that fewer link to.
const SHARED_SITES: &[&str] = &[
    "a16z.com",
    "adp.com",
    "airtable.com",
    "aka.ms",
    "amazonaws.com",
    "angel.co",
    "apple.com",
    "applicantpro.com",
    "applytojob.com",
    "arxiv.org",
    "ashbyhq.com",
    "bamboohr.co.uk",
    "bamboohr.com",
    "bit.ly",
    "bitbucket.org",
    "bitly.com",
    "bloomberg.com",
    "brassring.com",
    "breezy.hr",
    "builtinchicago.org",
    "businessinsider.com",
    "businesswire.com",
    "calendly.com",
    "cnbc.com",
    "coindesk.com",
    "craigslist.org",
    "crunchbase.com",
    "devitjobs.uk",
    "discord.gg",
    "docsend.com",
    "dover.com",
    "dover.io",
    "dropbox.com",
    "facebook.com",
    "fastcompany.com",
    "forbes.com",
    "forms.gle",
    "fortune.com",
    "freshteam.com",
    "geekwire.com",
    "gem.com",
    "github.com",
    "github.io",
    "gitlab.com",
    "glassdoor.com",
    "goo.gl",
    "google.com",
    "greenhouse.io",
    "grnh.se",
    "gusto.com",
    "homerun.co",
    "hrmdirect.com",
    "icims.com",
    "imgur.com",
    "inc.com",
    "indeed.com",
    "indeedjobs.com",
    "instagram.com",
    "jobsco.re",
    "jobscore.com",
    "jobvite.com",
    "jobylon.com",
    "join.com",
    "jsco.re",
    "keyvalues.com",
    "lever.co",
    "linkedin.com",
    "lnkd.in",
    "mashable.com",
    "medium.com",
    "meetup.com",
    "myworkdayjobs.com",
    "nordictechjobs.com",
    "notion.site",
    "notion.so",
    "nyti.ms",
    "nytimes.com",
    "oraclecloud.com",
    "otta.com",
    "pastebin.com",
    "paylocity.com",
    "personio.com",
    "personio.de",
    "pinpointhq.com",
    "polymer.co",
    "prnewswire.com",
    "producthunt.com",
    "recruitee.com",
    "recruiterbox.com",
    "reddit.com",
    "rfer.us",
    "rippling-ats.com",
    "rippling.com",
    "rolp.co",
    "seek.com.au",
    "selectminds.com",
    "silkroad.com",
    "slack.com",
    "smartrecruiters.com",
    "smrtr.io",
    "stackoverflow.com",
    "stackshare.io",
    "substack.com",
    "t.co",
    "taleo.net",
    "tally.so",
    "tcrn.ch",
    "teamtailor.com",
    "techcrunch.com",
    "technologyreview.com",
    "thehub.io",
    "themuse.com",
    "theresumator.com",
    "thesourcery.com",
    "theverge.com",
    "tinyurl.com",
    "trinethire.com",
    "tumblr.com",
    "twitter.com",
    "typeform.com",
    "ultipro.com",
    "venturebeat.com",
    "vimeo.com",
    "welcomekit.co",
    "welcometothejungle.com",
    "wellfound.com",
    "weworkremotely.com",
    "wikipedia.org",
    "wired.com",
    "withgoogle.com",
    "wordpress.com",
    "workable.com",
    "workatastartup.com",
    "workinstartups.com",
    "wrkbl.ink",
    "wrkhq.com",
    "wsj.com",
    "x.com",
    "ycombinator.com",
    "youtu.be",
    "youtube.com",
    "ziprecruiter.com",
];

/// Hosts of personal mail.
const MAIL_SITES: &[&str] = &[
    "gmail.com",
    "googlemail.com",
    "hotmail.com",
    "icloud.com",
    "mac.com",
    "mail.com",
    "me.com",
    "outlook.com",
    "pm.me",
    "proton.me",
    "protonmail.com",
    "yahoo.com",
    "zoho.com",
];

/// Technologies whose names look like hosts.
const TECHNOLOGIES: &[&str] = &["asp.net", "next.js", "node.js", "socket.io", "vb.net"];

/// The registrable part of a host, lower-case; `None` for shared sites and for what is no host.
fn registrable(host: &str) -> Option<String> {
    let host = host.trim_end_matches('.');
    if !host.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'.') {
        return None;
    }
    let labels: Vec<&str> = host.rsplit('.').collect();
    let (top, second) = (*labels.first()?, *labels.get(1)?);
    if top.len() < 2 || second.is_empty() || !top.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return None;
    }
    let is_second_level = top.len() == 2 && ["co", "com", "org", "ac", "gov", "net", "edu"].contains(&second);
    let site = match labels.get(2) {
        Some(third) if is_second_level => format!("{third}.{second}.{top}"),
        _ => format!("{second}.{top}"),
    };
    let site = site.to_ascii_lowercase();
    let is_shared =
        [SHARED_SITES, MAIL_SITES, TECHNOLOGIES].iter().any(|list| list.binary_search(&site.as_str()).is_ok());
    (!is_shared).then_some(site)
}

/// The employer's own part of an address on a careers service, as `slug@` with the employer's name.
///
/// Written so that it equals no domain, and its label can be compared with a name.
fn slug_of_board(host: &str, path: &str) -> Option<String> {
    const BY_PATH: &[&str] = &[
        "boards.greenhouse.io",
        "job-boards.greenhouse.io",
        "jobs.lever.co",
        "jobs.eu.lever.co",
        "jobs.ashbyhq.com",
        "apply.workable.com",
        "jobs.smartrecruiters.com",
        "careers.smartrecruiters.com",
        "angel.co/company",
        "ats.rippling.com",
        "jobs.gem.com",
        "wellfound.com/company",
    ];
    const BY_HOST: &[&str] = &[
        "workable.com",
        "breezy.hr",
        "recruitee.com",
        "bamboohr.com",
        "teamtailor.com",
        "personio.de",
        "personio.com",
        "homerun.co",
        "applytojob.com",
        "theresumator.com",
        "recruiterbox.com",
        "pinpointhq.com",
        "jobscore.com",
    ];
    let mut segments = path.split(['/', '?', '#']).filter(|segment| !segment.is_empty());
    if BY_PATH.iter().any(|board| board.eq_ignore_ascii_case(host)) {
        let slug = segments.next()?;
        let is_name = slug.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
        return (is_name && slug != "embed" && slug != "j").then(|| format!("slug@{}", slug.to_ascii_lowercase()));
    }
    let (slug, board) = host.split_once('.')?;
    let is_own = BY_HOST.iter().any(|known| known.eq_ignore_ascii_case(board));
    (is_own && !["apply", "www", "jobs", "app"].contains(&slug)).then(|| format!("slug@{}", slug.to_ascii_lowercase()))
}

/// Words in an address that lead to job ads, on an employer's site or a careers service.
const JOB_ADDRESS_WORDS: &[&str] = &[
    "job",
    "career",
    "position",
    "opening",
    "vacanc",
    "apply",
    "lever.co",
    "greenhouse.io",
    "workable.com",
    "ashbyhq.com",
    "recruit",
    "hiring",
    "role",
    "breezy.hr",
    "smartrecruiters.com",
    "gh_jid",
];

/// The key of the one job ad that an address leads to: host and the part that identifies it.
///
/// An identifying part has a number of five digits or more, or is long and hexadecimal. Articles, videos and apps
/// have such parts too, so the address must speak of jobs.
fn job_link(host: &str, path: &str) -> Option<u64> {
    let path = path.split('#').next().unwrap_or_default();
    let segment = path.split(['/', '?', '&', '=']).find(|segment| is_identifying(segment))?;
    let speaks_of_jobs = |part: &str| {
        let part = part.to_ascii_lowercase();
        JOB_ADDRESS_WORDS.iter().any(|word| part.contains(word))
    };
    (speaks_of_jobs(host) || speaks_of_jobs(path)).then(|| mix(hash_lower(host) ^ hash_lower(segment).rotate_left(1)))
}

fn is_identifying(segment: &str) -> bool {
    let mut run = 0;
    let mut longest = 0;
    for byte in segment.bytes() {
        run = if byte.is_ascii_digit() { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    let is_hex = segment.len() >= 16 && segment.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-');
    longest >= 5 || is_hex
}

/// Hash of the part of a site that may be the employer's name.
fn hash_label(site: &str) -> u64 {
    let name = site.strip_prefix("slug@").unwrap_or_else(|| site.split('.').next().unwrap_or_default());
    let letters: Vec<u8> = name.bytes().filter(u8::is_ascii_alphanumeric).collect();
    hash_bytes(&letters)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::scan;

    #[track_caller]
    fn site(address: &str) -> Option<String> {
        let words = scan(address);
        let known = ["acme.com", "acme.co.uk", "slug@acme", "acme.io"];
        let site = words.sites.first()?;
        let name = known.iter().find(|known| hash_bytes(known.as_bytes()) == site.key);
        Some((*name.unwrap_or(&"another")).to_owned())
    }

    #[test]
    fn sites_are_read_from_web_and_mail_addresses() {
        let cases = [
            ("see https://www.Acme.com/jobs?utm=1", Some("acme.com")),
            ("(acme.com)", Some("acme.com")),
            ("jobs@acme.com.", Some("acme.com")),
            ("https://careers.acme.co.uk/", Some("acme.co.uk")),
            ("https://boards.greenhouse.io/acme/jobs/1234567", Some("slug@acme")),
            ("https://acme.workable.com/j/1", Some("slug@acme")),
            ("http://acme.io,http://other.io", Some("acme.io")),
            ("https://github.com/acme", None),
            ("ada@gmail.com", None),
            ("end of sentence.Next one", None),
            ("Node.js and ASP.NET", None),
            ("https://", None),
            ("http://../..", None),
        ];
        for (text, expected) in cases {
            assert_eq!(site(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn addresses_are_no_words() {
        assert_eq!(scan("Mail us: jobs@acme.com or https://acme.com/?a=b").hashes, scan("mail US or").hashes);
    }

    #[test]
    fn job_links_are_equal_whatever_the_tracking() {
        let links = |text: &str| scan(text).job_links;
        let link = links("https://boards.greenhouse.io/acme/jobs/1234567");
        assert_eq!(link.len(), 1);
        assert_eq!(links("https://boards.greenhouse.io/acme/jobs/1234567?gh_src=abc"), link);
        assert_ne!(links("https://boards.greenhouse.io/acme/jobs/1234568"), link);
        assert_eq!(links("https://acme.com/careers?gh_jid=1234567").len(), 1);
        assert_eq!(links("https://acme.com/blog/1234567"), []);
    }

    #[test]
    fn lists_are_sorted_for_binary_search() {
        for list in [SHARED_SITES, MAIL_SITES, TECHNOLOGIES] {
            assert!(list.is_sorted());
        }
    }
}
