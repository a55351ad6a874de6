//! Hacker News hiring threads: each comment of the first level is a posting, of the month that the thread's title
//! names.
//!
//! Shapes: archive lines, a saved thread page, items of the Firebase interface, items and searches of the Algolia
//! interface. Who wrote a comment is kept as an opaque key only; keys of archives are theirs. Deleted and dead
//! comments are named and left out. Comments that offer no job are postings too: the offer reader tells them apart.

mod answers;
mod archive;
mod page;
mod threads;

use crate::account::account_key;
use crate::{Connector, ConnectorInfo, Format, Live, Parse, Terms};
use prospect_model::{Body, Date, Fields, Month, Posting};

pub(super) const CONNECTOR: Connector = Connector {
    info: ConnectorInfo {
        id: "hn",
        also: &["hackernews", "hacker-news", "ycombinator"],
        title: "Hacker News, threads \"Who is hiring?\"",
        frame: "comments in the Hacker News hiring threads",
        is_denominator: true,
        media_type: "application/json",
        terms: Terms {
            summary: "both interfaces are public and need no key, the one of Firebase without a limit at present, that of \
                      Algolia about 10,000 requests an hour (not verified by us); comments are their authors' \
                      copyright: facts, short evidence and the link are kept, texts are not passed on",
            url: Some("https://github.com/HackerNews/API"),
            licence: None,
            attribution: Some("link to the comment"),
            allows_statistics: true,
        },
    },
    formats: &[
        Format { is: |head| head.line_has(&["thread", "html"]), parse: Parse::Lines(archive::parse) },
        Format {
            is: |head| head.starts_with("<") && head.contains("comtr") && head.contains("hnuser"),
            parse: Parse::Document(page::parse),
        },
        Format { is: answers::is_answer, parse: Parse::Document(answers::parse) },
    ],
    live: Some(&Live {
        recognise: threads::recognise,
        page: threads::page,
        item: Some(threads::item),
        first: threads::first,
        next: threads::next,
        // A comment that is gone was deleted; when a job was filled nobody says.
        lists_all_open: false,
        pause_ms: 1_000,
        rest_hours: 0,
        obeys_robots: false,
    }),
};

/// Address of an item's page.
fn page_of(id: &str) -> String {
    format!("https://news.ycombinator.com/item?id={id}")
}

/// The month that a thread's title names: "Ask HN: Who is hiring? (September 2024)".
fn month_of(title: &str) -> Option<Month> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let lower = title.to_lowercase();
    let mut words = lower.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).peekable();
    while let Some(word) = words.next() {
        let found = MONTHS.iter().position(|month| *month == word || (word.len() == 3 && month.starts_with(word)));
        if let (Some(month_idx), Some(year)) = (found, words.peek()) {
            return Month::parse(&format!("{year}-{:02}", month_idx + 1));
        }
    }
    None
}

/// Whether a title is that of a hiring thread, and of none of its siblings.
fn is_hiring_thread(title: &str) -> bool {
    let lower = title.to_lowercase();
    (lower.contains("who is hiring") || lower.contains("who's hiring") || lower.contains("who\u{2019}s hiring"))
        && !lower.contains("freelancer")
}

/// The posting that a comment is.
fn posting(id: String, author: Option<String>, posted: Option<Date>, month: Option<Month>, body: Body) -> Posting {
    Posting {
        url: Some(page_of(&id)),
        id,
        source: CONNECTOR.info.id.to_owned(),
        posted,
        month,
        poster: author.map(|author| account_key(CONNECTOR.info.id, &author)),
        body,
        fields: Fields::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_tells_month_and_kind() {
        let title = "Ask HN: Who is hiring? (September 2024)";
        assert_eq!(month_of(title), Month::parse("2024-09"));
        assert!(is_hiring_thread(title));
        assert!(is_hiring_thread("Ask HN: Who's Hiring? (May 2011)"));
        assert!(!is_hiring_thread("Ask HN: Who wants to be hired? (September 2024)"));
        assert!(!is_hiring_thread("Ask HN: Freelancer? Seeking freelancer? (September 2024)"));
        assert_eq!(month_of("Ask HN: Who is hiring?"), None);
        assert_eq!(month_of("May we hire?"), None);
    }
}
