//! How the threads are found and asked for, through the Algolia interface.
//!
//! The board `whoishiring` is the account that opens the threads: its newest stories are listed, and each hiring
//! thread among them is asked for with all its comments. A number is one thread.

use super::{is_hiring_thread, page_of};
use crate::address::Address;
use crate::cut::{Elements, Entries};
use crate::{Listing, Request};
use prospect_model::Date;
use serde_json::Value;

/// The board that is all threads.
const ACCOUNT: &str = "whoishiring";

const INTERFACE: &str = "https://hn.algolia.com/api/v1/";

/// Stories that are listed the first time: the account opens three threads a month, so the newest two months.
const STORIES_FIRST: u32 = 6;

/// Stories that are listed later on, at most: years of them.
const STORIES_MAX: u32 = 200;

/// Days before the last visit from which threads are asked for again: a thread takes comments for a month or so.
const DAYS_BACK: i32 = 45;

pub(super) fn recognise(address: &str) -> Option<String> {
    let address = Address::new(address);
    let number = |text: Option<String>| text.filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()));
    match address.host.as_str() {
        "news.ycombinator.com" => match address.segment(0).as_deref() {
            Some("item") => number(address.parameter("id")),
            Some("user" | "submitted" | "threads") => address.parameter("id").filter(|id| id == ACCOUNT),
            _ => None,
        },
        "hn.algolia.com" if address.starts_with(&["api", "v1", "items"]) => number(address.segment(3)),
        "hn.algolia.com" if address.starts_with(&["api", "v1"]) => Some(ACCOUNT.to_owned()),
        "hacker-news.firebaseio.com" if address.starts_with(&["v0", "item"]) => {
            number(address.segment(2).and_then(|name| Some(name.strip_suffix(".json")?.to_owned())))
        }
        _ => None,
    }
}

/// Address of one item at the interface of Firebase.
pub(super) fn item(id: &str) -> String {
    format!("https://hacker-news.firebaseio.com/v0/item/{id}.json")
}

pub(super) fn page(board: &str) -> String {
    match thread(board) {
        Some(id) => page_of(id),
        None => format!("https://news.ycombinator.com/submitted?id={ACCOUNT}"),
    }
}

pub(super) fn first(listing: &Listing<'_>) -> Vec<Request> {
    if let Some(id) = thread(listing.board) {
        return vec![items(id)];
    }
    let since = listing.since.and_then(|since| Date::from_days(since.days().saturating_sub(DAYS_BACK)));
    let url = match since {
        Some(since) => {
            let seconds = i64::from(since.days()) * 86_400;
            format!(
                "{INTERFACE}search_by_date?tags=story,author_{ACCOUNT}&hitsPerPage={STORIES_MAX}\
                 &numericFilters=created_at_i%3E={seconds}"
            )
        }
        None => format!("{INTERFACE}search_by_date?tags=story,author_{ACCOUNT}&hitsPerPage={STORIES_FIRST}"),
    };
    vec![Request { url, accept: "application/json", is_listing: true }]
}

/// The threads that a search found.
pub(super) fn next(request: &Request, answer: &[u8]) -> Vec<Request> {
    if !request.url.contains("search_by_date") {
        return Vec::new();
    }
    let answer = answer.trim_ascii_start();
    let hits = answer.starts_with(b"{").then(|| Entries::new(answer)).into_iter().flatten();
    let hits = hits.filter(|(key, part)| *key == b"hits" && part.bytes.starts_with(b"["));
    let mut requests: Vec<Request> = Vec::new();
    for hit in hits.flat_map(|(_, part)| Elements::new(part.bytes)) {
        let Ok(hit) = serde_json::from_slice::<Value>(hit.bytes) else { continue };
        let is_thread = hit.get("title").and_then(Value::as_str).is_some_and(is_hiring_thread);
        let id = hit.get("objectID").and_then(Value::as_str).filter(|id| thread(id).is_some());
        if let Some(request) = id.filter(|_| is_thread).map(items)
            && !requests.contains(&request)
            && requests.len() < STORIES_MAX as usize
        {
            requests.push(request);
        }
    }
    requests
}

fn items(id: &str) -> Request {
    Request { url: format!("{INTERFACE}items/{id}"), accept: "application/json", is_listing: true }
}

/// The number of the one thread that a board is.
fn thread(board: &str) -> Option<&str> {
    let board = board.trim();
    (!board.is_empty() && board.bytes().all(|byte| byte.is_ascii_digit())).then_some(board)
}
