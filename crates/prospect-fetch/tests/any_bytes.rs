//! Whatever a server sends, there is an answer or an error, and no panic. `PROSPECT_CASES` sets how many are tried.

mod common;

use std::cell::Cell;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use proptest::collection::vec;
use proptest::prelude::*;
use prospect_fetch::{Answer, Fetcher, Options, Request, Stop, Timeouts};
use prospect_replay::{Reply, Routes, Server};

/// Pieces of answers: near enough to right ones to get past the first line.
fn piece() -> impl Strategy<Value = Vec<u8>> {
    let words: Vec<&[u8]> = vec![
        b"HTTP/1.1 200 OK\r\n",
        b"HTTP/1.0 200\r\n",
        b"HTTP/1.1 100 Continue\r\n\r\n",
        b"HTTP/1.1 103 Early\r\nLink: x\r\n\r\n",
        b"HTTP/1.1 000 None\r\n",
        b"HTTP/1.1 999 Much\r\n",
        b"HTTP/1.1 301 Moved\r\n",
        b"HTTP/1.1 204 None\r\n",
        b"HTTP/1.1 304 Same\r\n",
        b"HTTP/1.1 429 Slow\r\nRetry-After: 0\r\n",
        b"HTTP/2 200\r\n",
        b"Location: /\r\n",
        b"Location: //\r\n",
        b"Location: \xc3\xbc\r\n",
        b"Content-Length: 5\r\n",
        b"Content-Length: 6\r\n",
        b"Content-Length: -1\r\n",
        b"Content-Length: 18446744073709551616\r\n",
        b"Transfer-Encoding: chunked\r\n",
        b"Content-Encoding: gzip\r\n",
        b"Content-Type: ;;charset=\xff\r\n",
        b"ETag:\r\n",
        b"Connection: keep-alive\r\n",
        b"X: y\r\n",
        b" folded\r\n",
        b"\r\n",
        b"\n",
        b"hello",
        b"5\r\nhello\r\n",
        b"0\r\n\r\n",
        b"ffffffffffffffff\r\n",
        b"fffffffffffffffff\r\n",
        b"5;x=y\r\n",
        b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03",
        b"\x03\x00\x00\x00\x00\x00\x00\x00\x00\x00",
    ];
    prop_oneof![
        8 => proptest::sample::select(words).prop_map(<[u8]>::to_vec),
        1 => vec(any::<u8>(), 0..20),
    ]
}

#[test]
fn any_bytes_are_an_answer_or_an_error() {
    let next = Arc::new(Mutex::new(Vec::new()));
    let replies = Arc::clone(&next);
    let server = Server::start(
        Routes::new().otherwise(move |_| Reply::raw(replies.lock().unwrap_or_else(PoisonError::into_inner).clone())),
    );
    let second = Duration::from_secs(1);
    let timeouts = Timeouts { connect: 5 * second, first_byte: 5 * second, whole: 10 * second };
    let options = Options { timeouts, retries_max: 0, retry_after_max: Duration::ZERO, ..common::options() };
    let fetcher = Fetcher::new(options).expect("options are fine");
    let url = server.url("/");
    let n_cases = std::env::var("PROSPECT_CASES").ok().and_then(|it| it.parse().ok()).unwrap_or(2_000);
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig::with_cases(n_cases));
    let (n_fresh, n_errors) = (Cell::new(0), Cell::new(0));
    let answers = (prop_oneof![3 => Just(b"HTTP/1.1 200 OK\r\n".to_vec()), 1 => Just(Vec::new())], vec(piece(), 0..10));
    let outcome = runner.run(&answers, |(start, pieces)| {
        let bytes = [start, pieces.concat()].concat();
        next.lock().unwrap_or_else(PoisonError::into_inner).clone_from(&bytes);
        let request = Request { obey_robots: false, etag: Some("\"x\""), ..Request::new(&url) };
        match fetcher.get(&request, &Stop::new()) {
            Ok(Answer::Fresh(fresh)) => {
                n_fresh.set(n_fresh.get() + 1);
                prop_assert!(fresh.body.n_bytes() <= 1 << 20);
                prop_assert!(fresh.n_wire_bytes <= bytes.len() as u64);
            }
            Ok(Answer::NotModified) => {}
            Err(error) => {
                n_errors.set(n_errors.get() + 1);
                prop_assert!(!error.kind().is_empty() && !error.to_string().is_empty());
                prop_assert!(!error.kind().starts_with("timeout"), "a server that closes is no time-out");
            }
        }
        Ok(())
    });
    if let Err(error) = outcome {
        panic!("{error}");
    }
    let (n_fresh, n_errors) = (n_fresh.get(), n_errors.get());
    assert!(n_fresh > 20 && n_errors > 200, "the bytes are too much alike: {n_fresh} answers, {n_errors} errors");
}
