//! A fetcher for the loopback, without waits.

#![allow(dead_code, unreachable_pub, clippy::unwrap_used, reason = "each test file uses its part of it")]

use std::time::Duration;

use prospect_fetch::{Answer, FetchError, Fetcher, Options, Request, Stop};

pub fn options() -> Options {
    Options {
        allow_private: true,
        min_interval: Duration::ZERO,
        backoff: Duration::from_millis(1),
        retries_max: 2,
        ..Options::new("https://prospect.example/contact")
    }
}

pub fn fetcher() -> Fetcher {
    Fetcher::new(options()).unwrap()
}

pub fn fetch(url: &str) -> Result<Answer, FetchError> {
    fetcher().get(&Request::new(url), &Stop::new())
}

/// Asserts the kind of the error that an address leads to.
#[track_caller]
pub fn check(url: &str, kind: &str) {
    match fetch(url) {
        Ok(answer) => panic!("`{url}` is {answer:?}, not {kind}"),
        Err(error) => assert_eq!(error.kind(), kind, "`{url}`: {error}"),
    }
}
