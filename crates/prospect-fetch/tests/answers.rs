//! What a fetcher makes of good and bad answers, over real sockets.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::io::Write;
use std::time::{Duration, Instant};

use common::{check, fetch, fetcher, options};
use flate2::Compression;
use flate2::write::GzEncoder;
use prospect_fetch::{Answer, FetchError, Fetcher, Request, Stop, Timeouts};
use prospect_replay::{Reply, Routes, Server};

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn a_whole_answer_comes_with_what_is_known_of_it() {
    let reply = Reply::ok("Application/JSON; Charset=\"UTF-8\"", r#"{"jobs": []}"#)
        .etag("\"a\"")
        .last_modified("Sun, 06 Nov 1994 08:49:37 GMT");
    let server = Server::start(Routes::new().on("/jobs", reply));
    let Answer::Fresh(fresh) = fetch(&server.url("/jobs#top")).unwrap() else { panic!("not fresh") };
    assert_eq!(fresh.final_url, server.url("/jobs"));
    assert_eq!((fresh.status, fresh.n_attempts, fresh.is_complete, fresh.n_wire_bytes), (200, 1, true, 12));
    assert_eq!(fresh.media_type.as_deref(), Some("application/json"));
    assert_eq!(fresh.charset.as_deref(), Some("utf-8"));
    assert_eq!(fresh.etag.as_deref(), Some("\"a\""));
    assert_eq!(fresh.last_modified.as_deref(), Some("Sun, 06 Nov 1994 08:49:37 GMT"));
    assert_eq!(fresh.body.into_bytes().unwrap(), br#"{"jobs": []}"#);
}

#[test]
fn the_request_says_who_asks_and_for_what() {
    let server = Server::start(Routes::new().on("/jobs", Reply::json("{}")));
    let url = server.url("/jobs?page=2");
    let request = Request { accept: "application/json", obey_robots: false, ..Request::new(&url) };
    fetcher().get(&request, &Stop::new()).unwrap();
    let hit = &server.log()[0].request;
    assert_eq!((hit.method.as_str(), hit.target.as_str()), ("GET", "/jobs?page=2"));
    let agent = format!("prospect/{} (+https://prospect.example/contact)", env!("CARGO_PKG_VERSION"));
    assert_eq!(hit.header("user-agent"), Some(agent.as_str()));
    assert_eq!(hit.header("accept"), Some("application/json"));
    assert_eq!(hit.header("accept-encoding"), Some("gzip"));
    assert_eq!(hit.header("cookie"), None);
}

#[test]
fn what_the_caller_has_is_not_sent_again() {
    let server = Server::start(
        Routes::new()
            .on("/tag", Reply::json("[1]").etag("W/\"7\""))
            .on("/date", Reply::json("[1]").last_modified("Sun, 06 Nov 1994 08:49:37 GMT"))
            .on("/liar", Reply::status(304)),
    );
    let get = |path: &str, etag, last_modified| {
        let url = server.url(path);
        let request = Request { etag, last_modified, ..Request::new(&url) };
        fetcher().get(&request, &Stop::new())
    };
    assert!(matches!(get("/tag", Some("W/\"7\""), None), Ok(Answer::NotModified)));
    assert!(matches!(get("/tag", Some("W/\"6\""), None), Ok(Answer::Fresh(_))));
    assert!(matches!(get("/date", None, Some("Sun, 06 Nov 1994 08:49:37 GMT")), Ok(Answer::NotModified)));
    assert!(matches!(get("/liar", None, None), Err(FetchError::HttpStatus { status: 304 })));
    assert!(matches!(get("/tag", Some("a\r\nX: y"), None), Err(FetchError::BadHeader { name: "If-None-Match" })));
}

#[test]
fn bodies_come_whole_however_they_are_framed_and_packed() {
    let text = "Acme seeks a Rust engineer. ".repeat(5_000);
    let packed = gzip(text.as_bytes());
    let two_members = [gzip(b"Acme "), gzip(b"seeks")].concat();
    let json = || Reply::json(text.clone());
    let server = Server::start(
        Routes::new()
            .on("/length", json())
            .on("/chunks", json().chunked())
            .on("/close", json().until_close())
            .on("/gzip", Reply::json(packed.clone()).gzipped())
            .on("/gzip-chunks", Reply::json(packed.clone()).gzipped().chunked())
            .on("/gzip-close", Reply::json(packed.clone()).gzipped().until_close())
            .on("/gzip-dripping", Reply::json(packed.clone()).gzipped().dripping(97, Duration::from_millis(1)))
            .on("/members", Reply::json(two_members).gzipped())
            .on("/empty", Reply::json("").gzipped())
            .on("/none", Reply::status(204)),
    );
    let get = |path: &str| {
        let Ok(Answer::Fresh(fresh)) = fetch(&server.url(path)) else { panic!("{path} is not fresh") };
        let (is_complete, n_wire_bytes) = (fresh.is_complete, fresh.n_wire_bytes);
        (String::from_utf8(fresh.body.into_bytes().unwrap()).unwrap(), is_complete, n_wire_bytes)
    };
    let (n_text, n_packed) = (text.len() as u64, packed.len() as u64);
    assert_eq!(get("/length"), (text.clone(), true, n_text));
    assert_eq!(get("/chunks"), (text.clone(), true, n_text));
    assert_eq!(get("/close"), (text.clone(), false, n_text), "nobody said where it ends");
    assert_eq!(get("/gzip"), (text.clone(), true, n_packed));
    assert_eq!(get("/gzip-chunks"), (text.clone(), true, n_packed));
    assert_eq!(get("/gzip-close"), (text.clone(), true, n_packed), "its checksum says where it ends");
    assert_eq!(get("/gzip-dripping"), (text, true, n_packed));
    assert_eq!(get("/members").0, "Acme seeks");
    assert_eq!(get("/empty"), (String::new(), true, 0));
    assert_eq!(get("/none").0, "");
}

#[test]
fn large_bodies_are_kept_on_disk_and_read_as_others() {
    let body: Vec<u8> = (0..20_000_000_u32).map(|n| (n % 251) as u8).collect();
    let server = Server::start(Routes::new().on("/", Reply::json(body.clone())));
    let Ok(Answer::Fresh(mut fresh)) = fetch(&server.url("/")) else { panic!("not fresh") };
    assert_eq!(fresh.body.n_bytes(), 20_000_000);
    for _ in 0..2 {
        let mut read = Vec::new();
        std::io::Read::read_to_end(&mut fresh.body.reader().unwrap(), &mut read).unwrap();
        assert!(read == body);
    }
    assert!(fresh.body.into_bytes().unwrap() == body);
}

#[test]
fn cut_bodies_are_errors() {
    let packed = gzip("Acme ".repeat(1_000).as_bytes());
    let half = packed.len() / 2;
    let server = Server::start(
        Routes::new()
            .on("/length", Reply::json("[1, 2, 3]").cut_at(4))
            .on("/chunks", Reply::json("[1, 2, 3]").chunked().cut_at(4))
            .on("/in-chunk", Reply::raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\n[1, 2"))
            .on("/gzip", Reply::json(packed.clone()).gzipped().cut_at(half))
            .on("/gzip-close", Reply::json(packed[..half].to_vec()).gzipped().until_close())
            .on("/gzip-length", Reply::json(packed[..half].to_vec()).gzipped())
            .on("/nothing", Reply::raw(""))
            .on("/head", Reply::raw("HTTP/1.1 200 OK\r\nContent-Le")),
    );
    for path in ["/length", "/chunks", "/in-chunk", "/gzip", "/gzip-close", "/gzip-length"] {
        check(&server.url(path), "truncated");
    }
    check(&server.url("/nothing"), "connection-lost");
    check(&server.url("/head"), "connection-lost");
}

#[test]
fn broken_and_unknown_packing_is_an_error() {
    let mut flipped = gzip("Acme ".repeat(1_000).as_bytes());
    let checksum = flipped.len() - 8;
    flipped[checksum] ^= 1;
    let trailing = [gzip(b"Acme"), b"and what is no gzip".to_vec()].concat();
    let server = Server::start(
        Routes::new()
            .on("/plain", Reply::json("[1, 2, 3, 4, 5, 6]").gzipped())
            .on("/flipped", Reply::json(flipped).gzipped())
            .on("/trailing", Reply::json(trailing).gzipped())
            .on("/br", Reply::json("[]").header("Content-Encoding", "br"))
            .on("/twice", Reply::json("[]").header("Content-Encoding", "gzip, gzip"))
            .on("/transfer", Reply::raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n")),
    );
    for path in ["/plain", "/flipped", "/trailing", "/br", "/twice", "/transfer"] {
        check(&server.url(path), "bad-encoding");
    }
}

#[test]
fn bodies_over_the_limits_are_given_up() {
    let options = prospect_fetch::Options { body_bytes_max: 100_000, unpacked_bytes_max: 1_000_000, ..options() };
    let fetcher = Fetcher::new(options).unwrap();
    let zeros = vec![b' '; 100 << 20];
    let spaces = |n: usize| gzip(&zeros[..n]);
    let server = Server::start(
        Routes::new()
            .on("/fits", Reply::json(vec![b' '; 100_000]))
            .on("/declared", Reply::json(vec![b' '; 100_001]))
            .on("/chunked", Reply::json(vec![b' '; 100_001]).chunked())
            .on("/close", Reply::json(vec![b' '; 100_001]).until_close())
            .on("/promised", Reply::raw("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n"))
            .on("/unpacks", Reply::json(spaces(1_000_000)).gzipped())
            .on("/bomb", Reply::json(spaces(1_000_001)).gzipped())
            .on("/big-bomb", Reply::json(spaces(90 << 20)).gzipped())
            .handle("/endless-head", |_| Reply::raw([b"HTTP/1.1 200 OK\r\nX: ".to_vec(), vec![b'x'; 4 << 20]].concat()))
            .handle("/endless-chunk-head", |_| {
                let head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;".to_vec();
                Reply::raw([head, vec![b'x'; 4 << 20]].concat())
            })
            .handle("/endless-trailer", |_| {
                let head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n".to_vec();
                Reply::raw([head, b"x: y\r\n".repeat(1 << 20)].concat())
            }),
    );
    let kind = |path: &str| match fetcher.get(&Request::new(&server.url(path)), &Stop::new()) {
        Ok(_) => "fresh",
        Err(error) => error.kind(),
    };
    assert_eq!(kind("/fits"), "fresh");
    for path in ["/declared", "/chunked", "/close", "/promised"] {
        assert_eq!(kind(path), "too-large", "{path}");
    }
    assert_eq!(kind("/unpacks"), "fresh");
    assert_eq!(kind("/bomb"), "unpack-bomb");
    assert_eq!(kind("/big-bomb"), "unpack-bomb");
    assert_eq!(kind("/endless-head"), "bad-http");
    assert_ne!(kind("/endless-chunk-head"), "fresh");
    assert_ne!(kind("/endless-trailer"), "fresh");

    // Far below the limit of unpacked bytes, the ratio gives a bomb away.
    let loose = Fetcher::new(common::options()).unwrap();
    let Err(FetchError::UnpackBomb { n_unpacked_bytes, .. }) =
        loose.get(&Request::new(&server.url("/big-bomb")), &Stop::new())
    else {
        panic!("no bomb")
    };
    assert!(n_unpacked_bytes < 16 << 20, "noticed after {n_unpacked_bytes} bytes");
}

#[test]
fn slow_servers_are_given_up_in_time() {
    let timeouts = Timeouts {
        connect: Duration::from_millis(300),
        first_byte: Duration::from_millis(300),
        whole: Duration::from_millis(900),
    };
    let fetcher = Fetcher::new(prospect_fetch::Options { timeouts, retries_max: 0, ..options() }).unwrap();
    let body = vec![b' '; 10_000];
    let server = Server::start(
        Routes::new()
            .on("/late", Reply::json("[]").after(Duration::from_secs(3)))
            .on("/stalls", Reply::json(body.clone()).dripping(10, Duration::from_secs(3)))
            .on("/drips", Reply::json(body).dripping(10, Duration::from_millis(50)))
            .on(
                "/drips-head",
                Reply::raw("HTTP/1.1 200 OK\r\nX: ".to_owned() + &"x".repeat(999))
                    .dripping(1, Duration::from_millis(50)),
            )
            .on("/fine", Reply::json(vec![b' '; 100]).dripping(10, Duration::from_millis(50))),
    );
    let timed = |path: &str| {
        let start = Instant::now();
        let request = server.url(path);
        let request = Request { obey_robots: false, ..Request::new(&request) };
        let kind = fetcher.get(&request, &Stop::new()).map_or_else(|error| error.kind(), |_| "fresh");
        (kind, start.elapsed())
    };
    for (path, expected, at_most_ms) in [
        ("/late", "timeout-first-byte", 1_000),
        ("/stalls", "timeout-first-byte", 1_000),
        ("/drips", "timeout-whole", 2_000),
        ("/drips-head", "timeout-first-byte", 1_000),
        ("/fine", "fresh", 5_000),
    ] {
        let (kind, took) = timed(path);
        assert_eq!(kind, expected, "{path} after {took:?}");
        assert!(took < Duration::from_millis(at_most_ms), "{path} took {took:?}");
    }
}

#[test]
fn statuses_without_a_document_are_errors() {
    let server = Server::start(Routes::new().handle("/status", |request| {
        let status = request.param("of").and_then(|it| it.parse().ok()).unwrap_or(500);
        Reply::json("{}").with_status(status)
    }));
    for status in [206, 300, 400, 401, 403, 404, 410, 501, 505] {
        let error = fetch(&server.url(&format!("/status?of={status}"))).unwrap_err();
        assert!(matches!(error, FetchError::HttpStatus { status: it } if it == status), "{status}: {error}");
        assert!(!error.is_transient());
    }
    assert_eq!(server.n_hits("/status"), 9, "none is asked for twice");
}

#[test]
fn a_connection_is_used_again() {
    let server = Server::start(Routes::new().on("/", Reply::json("[]")).on("/chunks", Reply::json("[]").chunked()));
    let fetcher = fetcher();
    for path in ["/", "/chunks", "/", "/chunks"] {
        fetcher.get(&Request::new(&server.url(path)), &Stop::new()).unwrap();
    }
    // One for all; the 404 of robots.txt has a body of no bytes and keeps it too.
    assert_eq!(server.n_connections(), 1);
}
