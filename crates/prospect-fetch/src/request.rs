//! What is asked for.

use std::time::Duration;

/// One address to get, with what is known of it already.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// Absolute address, `http` or `https`, without user name or password. A fragment is not sent.
    pub url: &'a str,
    /// Value of the `Accept` header.
    pub accept: &'a str,
    /// `ETag` of the answer that the caller has; asks for changes only.
    pub etag: Option<&'a str>,
    /// `Last-Modified` of the answer that the caller has; asks for changes only.
    pub last_modified: Option<&'a str>,
    /// Least time since the start of the last request to the host; the options' pace when `None`.
    pub min_interval: Option<Duration>,
    /// Whether `robots.txt` of every host on the way is asked and obeyed. `false` is for documented public interfaces,
    /// whose hosts often bar crawlers from everything.
    pub obey_robots: bool,
}

impl<'a> Request<'a> {
    /// Anything at `url`, at the usual pace, `robots.txt` obeyed.
    #[must_use]
    pub fn new(url: &'a str) -> Self {
        Self { url, accept: "*/*", etag: None, last_modified: None, min_interval: None, obey_robots: true }
    }
}
