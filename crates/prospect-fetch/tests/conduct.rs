//! Manners: pace, robots, patience, and where a fetcher does not go.

mod common;

use std::collections::BTreeMap;
use std::thread;
use std::time::{Duration, Instant};

use common::{check, fetch, fetcher, options};
use prospect_fetch::{Answer, FetchError, Fetcher, Options, OptionsError, Request, Stop, Timeouts};
use prospect_replay::{Reply, Routes, Server};

const MS: Duration = Duration::from_millis(1);

fn get(fetcher: &Fetcher, url: &str) -> Result<Answer, FetchError> {
    fetcher.get(&Request::new(url), &Stop::new())
}

fn kind(result: &Result<Answer, FetchError>) -> &'static str {
    result.as_ref().map_or_else(FetchError::kind, |_| "fresh")
}

/// A request that does not ask for `robots.txt`, so that the log has nothing else.
fn direct(url: &str) -> Request<'_> {
    Request { obey_robots: false, ..Request::new(url) }
}

#[test]
fn requests_to_one_host_keep_their_distance_whoever_sends_them() {
    let server = Server::start(Routes::new().on("/", Reply::json("[]")));
    let fetcher = Fetcher::new(Options { min_interval: 100 * MS, per_host_concurrency: 4, ..options() }).unwrap();
    let url = server.url("/");
    let start = Instant::now();
    thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| {
                for _ in 0..2 {
                    fetcher.get(&direct(&url), &Stop::new()).unwrap();
                }
            });
        }
    });
    assert!(start.elapsed() >= 500 * MS, "six requests took {:?}", start.elapsed());
    assert_eq!(server.n_hits("/"), 6);

    let start = Instant::now();
    fetcher.get(&Request { min_interval: Some(300 * MS), ..direct(&url) }, &Stop::new()).unwrap();
    fetcher.get(&Request { min_interval: Some(300 * MS), ..direct(&url) }, &Stop::new()).unwrap();
    assert!(start.elapsed() >= 300 * MS, "a request's own pace was not kept: {:?}", start.elapsed());
}

#[test]
fn hosts_do_not_wait_for_each_other() {
    let servers: Vec<_> = (0..8).map(|_| Server::start(Routes::new().on("/", Reply::json("[]")))).collect();
    let fetcher = Fetcher::new(Options { min_interval: Duration::from_secs(60), ..options() }).unwrap();
    let start = Instant::now();
    for server in &servers {
        fetcher.get(&direct(&server.url("/")), &Stop::new()).unwrap();
    }
    assert!(start.elapsed() < Duration::from_secs(30), "took {:?}", start.elapsed());
}

#[test]
fn no_more_requests_at_once_than_agreed() {
    for agreed in [1, 3] {
        let server = Server::start(Routes::new().on("/", Reply::json("[]").after(40 * MS)));
        let fetcher = Fetcher::new(Options { per_host_concurrency: agreed, ..options() }).unwrap();
        let url = server.url("/");
        thread::scope(|scope| {
            for _ in 0..12 {
                scope.spawn(|| fetcher.get(&direct(&url), &Stop::new()).unwrap());
            }
        });
        assert_eq!(server.n_hits("/"), 12);
        assert_eq!(server.n_at_once_max(), agreed);
    }
}

#[test]
fn what_passes_is_tried_again() {
    let server = Server::start(
        Routes::new()
            .script("/500", vec![Reply::status(500), Reply::status(502), Reply::json("[]")])
            .script("/cut", vec![Reply::json("[1, 2]").cut_at(3), Reply::json("[1, 2]")])
            .script("/lost", vec![Reply::raw(""), Reply::json("[1, 2]")])
            .on("/always", Reply::status(500)),
    );
    for (path, n_attempts) in [("/500", 3), ("/cut", 2), ("/lost", 2)] {
        let Ok(Answer::Fresh(fresh)) = fetch(&server.url(path)) else { panic!("{path}") };
        assert_eq!(fresh.n_attempts, n_attempts, "{path}");
    }
    assert!(matches!(fetch(&server.url("/always")), Err(FetchError::HttpStatus { status: 500 })));
    assert_eq!(server.n_hits("/always"), 3, "one attempt and two retries");
}

#[test]
fn retry_after_is_waited_for() {
    let server = Server::start(
        Routes::new()
            .script("/429", vec![Reply::status(429).retry_after("1"), Reply::json("[]")])
            .script("/503", vec![Reply::status(503).retry_after("1"), Reply::json("[]")])
            .script("/past", vec![Reply::status(429).retry_after("Sun, 06 Nov 1994 08:49:37 GMT"), Reply::json("[]")]),
    );
    for (path, at_least) in [("/429", 1_000 * MS), ("/503", 1_000 * MS), ("/past", Duration::ZERO)] {
        let start = Instant::now();
        let Ok(Answer::Fresh(fresh)) = fetch(&server.url(path)) else { panic!("{path}") };
        assert_eq!(fresh.n_attempts, 2, "{path}");
        assert!(start.elapsed() >= at_least, "{path} was asked again after {:?}", start.elapsed());
    }
}

#[test]
fn everybody_waits_when_one_is_limited() {
    let server = Server::start(
        Routes::new()
            .script("/limited", vec![Reply::status(429).retry_after("1"), Reply::json("[]")])
            .on("/other", Reply::json("[]")),
    );
    let fetcher = Fetcher::new(Options { per_host_concurrency: 4, ..options() }).unwrap();
    thread::scope(|scope| {
        scope.spawn(|| fetcher.get(&direct(&server.url("/limited")), &Stop::new()).unwrap());
        while server.n_hits("/limited") == 0 {
            thread::sleep(MS);
        }
        // The answer is on its way; it is short.
        thread::sleep(200 * MS);
        fetcher.get(&direct(&server.url("/other")), &Stop::new()).unwrap();
    });
    let at = |path: &str| server.log().iter().find(|hit| hit.request.path() == path).unwrap().at;
    assert!(at("/other") >= at("/limited") + 900 * MS, "{:?} after {:?}", at("/other"), at("/limited"));
}

#[test]
fn long_waits_are_clamped_and_not_repeated() {
    let server = Server::start(
        Routes::new()
            .on("/hours", Reply::status(429).retry_after("3600"))
            .script("/once", vec![Reply::status(429).retry_after("9999999999999999999999"), Reply::json("[]")])
            .on("/always", Reply::status(429)),
    );
    let fetcher = Fetcher::new(Options { retry_after_max: 100 * MS, retries_max: 5, ..options() }).unwrap();
    let start = Instant::now();
    let error = fetcher.get(&direct(&server.url("/hours")), &Stop::new()).unwrap_err();
    let FetchError::RateLimited { status: 429, n_attempts: 2, retry_after } = error else { panic!("{error}") };
    assert_eq!(retry_after, Some(Duration::from_secs(3600)));
    assert!(start.elapsed() < Duration::from_secs(10));
    assert_eq!(server.n_hits("/hours"), 2);

    // The host wants to be left alone: nothing else of it is asked for either.
    let error = fetcher.get(&direct(&server.url("/once")), &Stop::new()).unwrap_err();
    let FetchError::RateLimited { status: 429, n_attempts: 0, retry_after: Some(left) } = error else {
        panic!("{error}")
    };
    assert!(left > Duration::from_secs(3500), "{left:?}");
    assert_eq!(server.n_hits("/once"), 0);

    let fetcher = Fetcher::new(Options { retry_after_max: 100 * MS, retries_max: 5, ..options() }).unwrap();
    assert!(fetcher.get(&direct(&server.url("/once")), &Stop::new()).is_ok());
    let error = fetcher.get(&direct(&server.url("/always")), &Stop::new()).unwrap_err();
    assert!(matches!(error, FetchError::RateLimited { n_attempts: 6, retry_after: None, .. }), "{error}");
}

#[test]
fn redirects_are_followed_within_bounds() {
    let other = Server::start(Routes::new().on("/there", Reply::json("[]")));
    let server = Server::start(
        Routes::new()
            .handle("/down", |request| match request.param("n").and_then(|it| it.parse::<u32>().ok()) {
                Some(0) | None => Reply::json("[]"),
                Some(n) => Reply::redirect(&format!("?n={}", n - 1)),
            })
            .on("/loop", Reply::redirect("/loop").with_status(307))
            .on("/over", Reply::redirect(&other.url("/there")).with_status(301))
            .on("/nowhere", Reply::status(302))
            .on("/broken", Reply::redirect("http://[::1"))
            .on("/file", Reply::redirect("file:///etc/passwd"))
            .on("/user", Reply::redirect("http://user:secret@127.0.0.1/"))
            .on(
                "/binary",
                Reply::raw(b"HTTP/1.1 302 No\r\nLocation: http://\xff\xfe/\r\nContent-Length: 0\r\n\r\n".to_vec()),
            ),
    );
    let Ok(Answer::Fresh(fresh)) = fetch(&server.url("/down?n=5")) else { panic!("five redirects are fine") };
    assert_eq!(fresh.final_url, server.url("/down?n=0"));
    check(&server.url("/down?n=6"), "too-many-redirects");
    check(&server.url("/loop"), "too-many-redirects");
    let Ok(Answer::Fresh(fresh)) = fetch(&server.url("/over")) else { panic!("over") };
    assert_eq!(fresh.final_url, other.url("/there"));
    for path in ["/nowhere", "/broken", "/file", "/user", "/binary"] {
        check(&server.url(path), "bad-redirect");
    }
}

#[test]
fn robots_are_asked_once_and_obeyed() {
    let robots = "User-agent: *\nDisallow: /private\n\nUser-agent: acme\nDisallow: /\n";
    let server = Server::start(
        Routes::new()
            .on("/robots.txt", Reply::ok("text/plain", robots))
            .on("/jobs", Reply::json("[]"))
            .on("/private", Reply::json("[]"))
            .on("/to-private", Reply::redirect("/private")),
    );
    let fetcher = fetcher();
    thread::scope(|scope| {
        for _ in 0..6 {
            scope.spawn(|| assert_eq!(kind(&get(&fetcher, &server.url("/jobs"))), "fresh"));
        }
    });
    assert_eq!(kind(&get(&fetcher, &server.url("/private"))), "robots");
    assert_eq!(kind(&get(&fetcher, &server.url("/to-private"))), "robots", "a redirect is no way around");
    assert_eq!(server.n_hits("/private"), 0);
    assert_eq!(server.n_hits("/robots.txt"), 1);
    assert!(fetcher.get(&direct(&server.url("/private")), &Stop::new()).is_ok(), "the caller says so");
}

#[test]
fn robots_that_are_missing_bar_nothing_and_broken_ones_everything() {
    for (reply, expected) in [
        (Reply::status(404), "fresh"),
        (Reply::status(403), "fresh"),
        (Reply::ok("text/html", "<!doctype html><title>Acme</title>"), "fresh"),
        (Reply::ok("text/html", vec![b'x'; 1 << 20]), "fresh"),
        (Reply::status(500), "robots-unreachable"),
        (Reply::status(429), "robots-unreachable"),
        (Reply::raw(""), "robots-unreachable"),
        (Reply::ok("text/plain", "User-agent: *\nDisallow:").cut_at(3), "robots-unreachable"),
        (Reply::redirect("/robots.txt"), "robots-unreachable"),
    ] {
        let server = Server::start(Routes::new().on("/robots.txt", reply.clone()).on("/jobs", Reply::json("[]")));
        let fetcher = fetcher();
        for _ in 0..2 {
            assert_eq!(kind(&get(&fetcher, &server.url("/jobs"))), expected, "{reply:?}");
        }
        assert!(server.n_hits("/jobs") == if expected == "fresh" { 2 } else { 0 });
    }
}

#[test]
fn a_crawl_delay_is_kept() {
    let robots = Reply::ok("text/plain", "User-agent: prospect\nCrawl-delay: 0.3\n");
    let server = Server::start(Routes::new().on("/robots.txt", robots).on("/jobs", Reply::json("[]")));
    let fetcher = fetcher();
    let start = Instant::now();
    get(&fetcher, &server.url("/jobs")).unwrap();
    get(&fetcher, &server.url("/jobs")).unwrap();
    assert!(start.elapsed() >= 600 * MS, "{:?}", start.elapsed());
}

#[test]
fn private_places_are_refused_unless_told() {
    let server = Server::start(Routes::new().on("/", Reply::json("[]")));
    let port = server.address().port();
    let fetcher = Fetcher::new(Options { allow_private: false, ..options() }).unwrap();
    for host in [
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f.1",
        "0177.0.0.1",
        "0.0.0.0",
        "[::1]",
        "[::]",
        "[::ffff:127.0.0.1]",
        "[64:ff9b::127.0.0.1]",
        "[::127.0.0.1]",
        "localhost",
        "LOCALHOST.",
        "jobs.localhost",
        "printer.local",
        "127.0.0.1.",
        "%31%32%37.0.0.1",
        "１２７.0.0.1",
    ] {
        let url = format!("http://{host}:{port}/");
        let result = get(&fetcher, &url);
        assert_eq!(kind(&result), "refused-private-address", "{url}");
    }
    assert_eq!(server.n_connections(), 0);
    assert_eq!(kind(&fetch(&server.url("/"))), "fresh");
}

#[test]
fn only_plain_addresses_of_the_web_are_fetched() {
    for url in
        ["", "jobs.example", "/jobs", "ftp://jobs.example/", "file:///etc/passwd", "http://", "https:///", "data:,x"]
    {
        assert_eq!(kind(&fetch(url)), "bad-url", "{url}");
    }
    let error = fetch("https://user:secret@jobs.example/").unwrap_err();
    assert_eq!(error.kind(), "bad-url");
    assert!(!error.to_string().contains("secret"), "{error}");
}

#[test]
fn a_proxy_is_used_and_private_targets_are_refused_by_name() {
    let server = Server::start(
        Routes::new()
            .on("//jobs.example/jobs", Reply::json("[1]"))
            .on("//jobs.example/down", Reply::redirect("http://jobs.example/jobs"))
            .on("//jobs.example/in", Reply::redirect("http://10.0.0.1/jobs"))
            .on("//jobs.example/metadata", Reply::redirect("//169.254.169.254/latest/meta-data"))
            .on("//jobs.example/home", Reply::redirect("https://localhost:8443/")),
    );
    let options =
        Options { allow_private: false, proxy: Some(server.proxy()), roots_pem: Some(server.root_pem()), ..options() };
    let fetcher = Fetcher::new(options).unwrap();
    for url in ["http://jobs.example/jobs", "https://jobs.example/jobs"] {
        let Ok(Answer::Fresh(fresh)) = get(&fetcher, url) else { panic!("{url}") };
        assert_eq!(fresh.final_url, url);
        assert_eq!(fresh.body.into_bytes().unwrap(), b"[1]");
    }
    assert_eq!(kind(&get(&fetcher, "https://jobs.example/down")), "bad-redirect", "from https to http");
    for path in ["in", "metadata", "home"] {
        assert_eq!(kind(&get(&fetcher, &format!("https://jobs.example/{path}"))), "refused-private-address", "{path}");
    }
    assert_eq!(kind(&get(&fetcher, "http://127.0.0.1/")), "refused-private-address");
}

#[test]
fn a_proxy_that_refuses_or_is_not_there_is_named() {
    let server = Server::start(Routes::new());
    let gone = server.proxy();
    drop(server);
    let fetcher = Fetcher::new(Options { proxy: Some(gone), retries_max: 0, ..options() }).unwrap();
    assert_eq!(kind(&fetcher.get(&direct("http://jobs.example/"), &Stop::new())), "connect");
}

#[test]
fn certificates_are_checked() {
    let server = Server::start(Routes::new().on("/jobs", Reply::json("[]")));
    let other = Server::start(Routes::new());
    let with_roots = |roots_pem| Fetcher::new(Options { roots_pem, ..options() }).unwrap();
    let url = server.https_url("/jobs");
    assert_eq!(kind(&with_roots(Some(server.root_pem())).get(&direct(&url), &Stop::new())), "fresh");
    assert_eq!(kind(&with_roots(Some(other.root_pem())).get(&direct(&url), &Stop::new())), "tls");
    assert_eq!(kind(&with_roots(None).get(&direct(&url), &Stop::new())), "tls");
    assert_eq!(server.n_hits("/jobs"), 1);
    let plain = Server::start(Routes::new().otherwise(|_| Reply::json("[]")));
    let wrong = format!("https://localhost:{}/", plain.address().port());
    assert_eq!(kind(&with_roots(None).get(&direct(&wrong), &Stop::new())), "tls");
}

#[test]
fn errors_keep_their_names_under_tls() {
    let server = Server::start(
        Routes::new()
            .on("/cut", Reply::json("[1, 2, 3]").cut_at(3))
            .on("/cut-chunks", Reply::json("[1, 2, 3]").chunked().cut_at(3))
            .on("/nothing", Reply::raw(""))
            .on("/noise", Reply::raw("hello"))
            .on("/late", Reply::json("[]").after(Duration::from_secs(20)))
            .on("/drips", Reply::json(vec![b' '; 10_000]).dripping(1, 50 * MS))
            .on("/large", Reply::json(vec![b' '; 200_000]).chunked())
            .on("/down", Reply::redirect("http://127.0.0.1:9/")),
    );
    let timeouts = Timeouts { connect: 5_000 * MS, first_byte: 300 * MS, whole: 900 * MS };
    let options =
        Options { roots_pem: Some(server.root_pem()), timeouts, retries_max: 0, body_bytes_max: 100_000, ..options() };
    let fetcher = Fetcher::new(options).unwrap();
    for (path, expected) in [
        ("/cut", "truncated"),
        ("/cut-chunks", "truncated"),
        ("/nothing", "connection-lost"),
        ("/noise", "bad-http"),
        ("/late", "timeout-first-byte"),
        ("/drips", "timeout-whole"),
        ("/large", "too-large"),
        ("/down", "bad-redirect"),
    ] {
        let result = fetcher.get(&direct(&server.https_url(path)), &Stop::new());
        assert_eq!(kind(&result), expected, "{path}: {result:?}");
    }
    let stop = Stop::new();
    thread::scope(|scope| {
        let waiting = scope.spawn(|| fetcher.get(&direct(&server.https_url("/drips")), &stop));
        thread::sleep(200 * MS);
        stop.set();
        assert_eq!(kind(&waiting.join().unwrap()), "stopped");
    });
}

#[test]
fn connections_that_nobody_takes_are_errors() {
    let server = Server::start(Routes::new());
    let url = server.url("/");
    drop(server);
    assert_eq!(kind(&fetcher().get(&direct(&url), &Stop::new())), "connect");
    // The name is reserved never to exist (RFC 6761).
    let missing = fetcher().get(&direct("http://jobs.invalid/"), &Stop::new());
    assert!(matches!(kind(&missing), "dns" | "timeout-connect"), "{missing:?}");
}

#[test]
fn a_stop_ends_every_wait_at_once() {
    let server = Server::start(
        Routes::new()
            .on("/fine", Reply::json("[]"))
            .on("/late", Reply::json("[]").after(Duration::from_secs(20)))
            .on("/drips", Reply::json(vec![b' '; 10_000]).dripping(1, 20 * MS))
            .on("/limited", Reply::status(429).retry_after("30"))
            .on("/fails", Reply::status(500)),
    );
    let slow = || Options { min_interval: Duration::from_secs(30), backoff: Duration::from_secs(30), ..options() };
    for (what, path, is_paced) in [
        ("an answer", "/late", false),
        ("a body", "/drips", false),
        ("a limit", "/limited", false),
        ("a retry", "/fails", false),
        ("its turn", "/fine", true),
    ] {
        let fetcher = Fetcher::new(slow()).unwrap();
        let stop = Stop::new();
        if is_paced {
            fetcher.get(&direct(&server.url(path)), &stop).unwrap();
        }
        let (result, took) = thread::scope(|scope| {
            let waiting = scope.spawn(|| fetcher.get(&direct(&server.url(path)), &stop));
            thread::sleep(300 * MS);
            assert!(!waiting.is_finished(), "waiting for {what}");
            let start = Instant::now();
            stop.set();
            (waiting.join().unwrap(), start.elapsed())
        });
        assert_eq!(kind(&result), "stopped", "waiting for {what}");
        // 40 ms by design; the rest is for a busy machine.
        assert!(took < 100 * MS, "waiting for {what} took {took:?}");
        assert_eq!(kind(&fetcher.get(&direct(&server.url("/fine")), &stop)), "stopped", "a stop is for good");
    }
}

#[test]
fn the_largest_and_the_smallest_options_work() {
    let server = Server::start(Routes::new().on("/", Reply::json("[]")));
    let longest = Duration::MAX;
    let options = Options {
        timeouts: Timeouts { connect: longest, first_byte: longest, whole: longest },
        body_bytes_max: u64::MAX,
        unpacked_bytes_max: u64::MAX,
        redirects_max: u32::MAX,
        retries_max: u32::MAX,
        backoff: longest,
        retry_after_max: longest,
        per_host_concurrency: usize::MAX,
        ..options()
    };
    assert_eq!(kind(&get(&Fetcher::new(options).unwrap(), &server.url("/"))), "fresh");
    let none = Duration::ZERO;
    let options = Options {
        timeouts: Timeouts { connect: none, first_byte: none, whole: none },
        body_bytes_max: 0,
        unpacked_bytes_max: 0,
        redirects_max: 0,
        retries_max: 0,
        backoff: none,
        retry_after_max: none,
        per_host_concurrency: 0,
        ..common::options()
    };
    let error = Fetcher::new(options).unwrap().get(&direct(&server.url("/")), &Stop::new()).unwrap_err();
    assert!(error.kind().starts_with("timeout"), "{error}");
}

#[test]
fn unusable_options_are_refused() {
    let make = |options: Options| Fetcher::new(options).map(drop);
    assert!(matches!(make(Options::new("")), Err(OptionsError::UserAgent { .. })));
    assert!(matches!(make(Options::new("a\r\nX: y")), Err(OptionsError::UserAgent { .. })));
    assert!(matches!(make(Options { user_agent: String::new(), ..options() }), Err(OptionsError::UserAgent { .. })));
    for proxy in ["socks5://127.0.0.1:1080", "", "ftp://127.0.0.1", "http://"] {
        assert!(
            matches!(make(Options { proxy: Some(proxy.to_owned()), ..options() }), Err(OptionsError::Proxy)),
            "{proxy}"
        );
    }
    for roots in ["", "-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----\n"] {
        let options = Options { roots_pem: Some(roots.to_owned()), ..options() };
        assert!(matches!(make(options), Err(OptionsError::Roots)), "{roots}");
    }
    assert!(make(Options { pacing: BTreeMap::from([(".jobs.example".to_owned(), MS)]), ..options() }).is_ok());
}
