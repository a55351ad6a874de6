//! What fetching costs: small answers by several threads, then one large answer, plain and packed, over the loopback.
//!
//! `cargo run --release -p prospect-fetch --example speed [https]`

#![expect(clippy::unwrap_used, reason = "a measurement ends when something is wrong")]

use std::io::Write;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use flate2::Compression;
use flate2::write::GzEncoder;
use prospect_fetch::{Answer, Fetcher, Options, Request, Stop};
use prospect_replay::{Reply, Routes, Server};

const N_REQUESTS: usize = 10_000;
const N_THREADS: usize = 4;

fn main() {
    let is_https = std::env::args().nth(1).as_deref() == Some("https");
    let posting =
        r#"{"id": 1, "title": "Rust engineer", "content": "Acme seeks somebody who likes the borrow checker."}, "#;
    let large = posting.repeat((200 << 20) / posting.len());
    let mut packer = GzEncoder::new(Vec::new(), Compression::fast());
    // Numbers between the postings keep the ratio near what boards have.
    for (n, part) in large.as_bytes().chunks(97).enumerate() {
        packer.write_all(part).unwrap();
        write!(packer, "{}", n.wrapping_mul(2_654_435_761)).unwrap();
    }
    let server = Server::start(
        Routes::new()
            .on("/small", Reply::json(posting.repeat(40)))
            .on("/large", Reply::json(large))
            .on("/packed", Reply::json(packer.finish().unwrap()).gzipped()),
    );
    let fetcher = Fetcher::new(Options {
        allow_private: true,
        min_interval: Duration::ZERO,
        per_host_concurrency: N_THREADS,
        body_bytes_max: 1 << 30,
        roots_pem: Some(server.root_pem()),
        ..Options::new("https://prospect.example/contact")
    })
    .unwrap();
    let url = |path: &str| if is_https { server.https_url(path) } else { server.url(path) };

    let start = Instant::now();
    let n_begun = AtomicUsize::new(0);
    thread::scope(|scope| {
        for _ in 0..N_THREADS {
            scope.spawn(|| {
                while n_begun.fetch_add(1, Ordering::Relaxed) < N_REQUESTS {
                    fetcher.get(&Request::new(&url("/small")), &Stop::new()).unwrap();
                }
            });
        }
    });
    let rate = N_REQUESTS as f64 / start.elapsed().as_secs_f64();
    println!("small: {N_REQUESTS} answers, {rate:.0} a second, {} connections", server.n_connections());

    for path in ["/large", "/packed"] {
        let start = Instant::now();
        let url = url(path);
        let Answer::Fresh(fresh) = fetcher.get(&Request::new(&url), &Stop::new()).unwrap() else { return };
        let (n_wire, n_bytes) = (fresh.n_wire_bytes >> 20, fresh.body.n_bytes() >> 20);
        let rate = n_bytes as f64 / start.elapsed().as_secs_f64();
        println!("{path}: {n_wire} MB as they came, {n_bytes} MB unpacked, {rate:.0} MB of them a second");
    }
}
