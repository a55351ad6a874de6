//! What to ask of a live service, as requests that somebody else sends.
//!
//! A *board* is what a service lists at once: an employer's openings, a feed, a thread. It is named by a short
//! text whose meaning is the service's (`acme` on `boards.greenhouse.io/acme`). In: a board, what came so far.
//! Out: requests. Not here: sockets, waiting, storage.

use crate::address::without_scheme;
use crate::{ALL, Connector};
use prospect_model::Date;

/// How many openings of one board are asked for at most, so that a service whose pages never end is left in the end. No
/// board that we know of has a tenth of it.
pub(crate) const BOARD_OPENINGS_MAX: usize = 50_000;

/// A request for one answer (always GET).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Absolute address.
    pub url: String,
    /// Value of the `Accept` header.
    pub accept: &'static str,
    /// Whether the answer belongs to the list of what is open, or is one item's detail that the list lacks.
    pub is_listing: bool,
}

/// What a board is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Listing<'a> {
    /// The board's name at its service.
    pub board: &'a str,
    /// Day of the last complete answer; `None` the first time. Services with a stream of changes start there.
    pub since: Option<Date>,
    /// Today.
    pub today: Date,
}

/// How a live service is asked.
pub struct Live {
    /// The board's name in an address of the service's careers pages or of its interface; `None` for the address of
    /// something else. Takes the address without its scheme.
    pub recognise: fn(&str) -> Option<String>,
    /// Address of the board's page for people.
    pub page: fn(&str) -> String,
    /// Address of one posting by the source's id of it, read by the same connector; `None` where only lists are given.
    pub item: Option<fn(&str) -> String>,
    /// The first requests.
    pub first: fn(&Listing<'_>) -> Vec<Request>,
    /// What is asked next after an answer: further pages, details. Empty at the end.
    pub next: fn(&Request, &[u8]) -> Vec<Request>,
    /// Whether a listing without errors shows everything that is open, so that what it lacks is closed.
    pub lists_all_open: bool,
    /// Least time between two requests to one host, in milliseconds: what the service asks for, else 1,000.
    pub pause_ms: u32,
    /// Least time between two listings of one board, in hours: what the service asks for; 0 where it asks for none.
    pub rest_hours: u32,
    /// Whether `robots.txt` is asked and obeyed. Not for interfaces that their owner documents as public: there it
    /// speaks of crawlers of pages.
    pub obeys_robots: bool,
}

/// The service and the board that an address belongs to: `(greenhouse, acme)` for `https://boards.greenhouse.io/acme/jobs/1`.
#[must_use]
pub fn recognise(url: &str) -> Option<(&'static Connector, String)> {
    let rest = without_scheme(url);
    ALL.iter().copied().find_map(|connector| Some((connector, (connector.live?.recognise)(rest)?)))
}
