//! Limits and manners of a [`Fetcher`](crate::Fetcher), with their defaults.

use std::collections::BTreeMap;
use std::time::Duration;

/// How long one attempt may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timeouts {
    /// From the look-up of the name to the end of the TLS handshake.
    pub connect: Duration,
    /// Longest silence: from the request to the end of the answer's headers, and between two reads of its body.
    pub first_byte: Duration,
    /// The whole attempt with its redirects and body; waits for the pace of a host do not count.
    pub whole: Duration,
}

impl Default for Timeouts {
    /// 10 s, 30 s and 5 min: the last lets a body of [`Options::body_bytes_max`] through a line of 2 Mbit/s or so.
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            first_byte: Duration::from_secs(30),
            whole: Duration::from_secs(5 * 60),
        }
    }
}

/// Limits and manners. The defaults are the conduct that `docs/fetch.md` promises; tests relax them.
#[derive(Clone, Debug)]
pub struct Options {
    /// Product and version, the first half of the `User-Agent` header: `prospect/0.1.0`. The part before `/` is the
    /// name that groups of `robots.txt` are matched against.
    pub user_agent: String,
    /// Where the operator of a server reaches a person: a page or a `mailto:` address. Must not be empty.
    pub contact: String,
    /// How long an attempt may take.
    pub timeouts: Timeouts,
    /// Most bytes of a body as it comes over the wire, packed or not.
    pub body_bytes_max: u64,
    /// Most bytes of a body once unpacked.
    pub unpacked_bytes_max: u64,
    /// Most redirects that one request follows.
    pub redirects_max: u32,
    /// Most times that a request is tried again after the first attempt.
    pub retries_max: u32,
    /// First wait before a retry where the server names none; doubles each time up to `retry_after_max`, with jitter.
    pub backoff: Duration,
    /// Longest wait that a server's `Retry-After` (or a `Crawl-delay`) can ask for.
    pub retry_after_max: Duration,
    /// Least time between the starts of two requests to one host.
    pub min_interval: Duration,
    /// Other intervals for some hosts. A key `jobs.example` is that host; a key `.jobs.example` is all hosts under it,
    /// which then share one pace, as one service with a name for each customer should be treated.
    pub pacing: BTreeMap<String, Duration>,
    /// Most requests to one host at a time, at least 1.
    pub per_host_concurrency: usize,
    /// Whether private, loopback, link-local and other addresses that are not public may be connected to.
    pub allow_private: bool,
    /// A proxy for everything: `http://[user:password@]host[:port]` or `https://…`. The environment is not read.
    pub proxy: Option<String>,
    /// Certificates in PEM that are trusted instead of the ones that come with the program (Mozilla's list): for
    /// networks with an authority of their own.
    pub roots_pem: Option<String>,
    /// Seed of the jitter of waits.
    pub jitter_seed: u64,
}

impl Options {
    /// The defaults, with a contact: a page or a `mailto:` address.
    #[must_use]
    pub fn new(contact: impl Into<String>) -> Self {
        Self {
            user_agent: concat!("prospect/", env!("CARGO_PKG_VERSION")).to_owned(),
            contact: contact.into(),
            timeouts: Timeouts::default(),
            body_bytes_max: 64 << 20,
            unpacked_bytes_max: 512 << 20,
            redirects_max: 5,
            retries_max: 3,
            backoff: Duration::from_millis(500),
            retry_after_max: Duration::from_secs(60),
            min_interval: Duration::from_secs(1),
            pacing: BTreeMap::new(),
            per_host_concurrency: 1,
            allow_private: false,
            proxy: None,
            roots_pem: None,
            jitter_seed: 0,
        }
    }
}
