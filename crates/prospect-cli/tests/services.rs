//! Every service over a real socket, with the answers of its fixtures: refused for a moment, read, then unchanged.
//!
//! The server stands for every host: it is the proxy of the command, which trusts its certificate.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::prospect;
use prospect_model::Date;
use prospect_replay::{Reply, Routes, Server};
use prospect_sources::{ALL, Listing, recognise};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// An address of each service's pages, the answer to its first request, and how many postings it leads to.
const SERVICES: [(&str, &str, u64); 15] = [
    ("https://news.ycombinator.com/user?id=whoishiring", "hn/search.json", 4),
    ("https://boards.greenhouse.io/acmelabs", "greenhouse/board.json", 3),
    ("https://jobs.lever.co/acme", "lever/site.json", 3),
    ("https://jobs.ashbyhq.com/acme", "ashby/board.json", 3),
    ("https://apply.workable.com/acme/", "workable/account.json", 4),
    ("https://careers.smartrecruiters.com/AcmeAutomation1", "smartrecruiters/list.json", 3),
    ("https://acme.recruitee.com/", "recruitee/offers.json", 3),
    ("https://acme.jobs.personio.com/", "personio/site.xml", 3),
    ("https://acmegames.teamtailor.com/jobs", "teamtailor/feed.rss", 3),
    ("https://jobstream.api.jobtechdev.se/snapshot", "jobtech/snapshot.json", 5),
    ("https://remoteok.com/", "remoteok/api.json", 3),
    ("https://remotive.com/remote-jobs", "remotive/jobs.json", 3),
    ("https://www.arbeitnow.com/", "arbeitnow/page-1.json", 3),
    ("https://acme.example/jobs.atom", "feed/atom.xml", 2),
    ("https://acme.example/jobs/rust-engineer", "page/job.html", 1),
];

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../prospect-sources/fixtures")
}

/// `//host/path?query`, as routes name it.
fn target(url: &str) -> String {
    format!("//{}", url.split_once("://").unwrap().1)
}

fn reply(file: &Path) -> Reply {
    let media_type = match file.extension().and_then(|it| it.to_str()) {
        Some("json") => "application/json",
        Some("html") => "text/html; charset=utf-8",
        _ => "application/xml",
    };
    Reply::ok(media_type, fs::read(file).unwrap()).etag("\"1\"")
}

/// Further answers of the service: those fixtures that say which address they came from.
fn further(mut routes: Routes, folder: &Path, first: &str) -> Routes {
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    for file in files.iter().filter(|file| file.extension().is_some_and(|it| it == "url")) {
        let url = fs::read_to_string(file).unwrap().trim().to_owned();
        if url != first {
            routes = routes.on(&target(&url), reply(&file.with_extension("")));
        }
    }
    routes
}

#[test]
fn every_service_is_asked_read_and_found_unchanged() {
    let live: BTreeSet<&str> = ALL.iter().filter(|it| it.live.is_some()).map(|it| it.info.id).collect();
    let mut tried = BTreeSet::new();
    let (mut found, mut expected, mut n_whole) = (Vec::new(), Vec::new(), 0);
    for (address, answer, n_postings) in SERVICES {
        let (connector, board) = recognise(address).unwrap_or_else(|| panic!("{address}"));
        let id = connector.info.id;
        tried.insert(id);
        let today = Date::parse("2026-11-21").unwrap();
        let first = (connector.live.unwrap().first)(&Listing { board: &board, since: None, today }).remove(0);
        let answer = fixtures().join(answer);
        let refused = Reply::status(429).retry_after("0");
        let routes = Routes::new().script(&target(&first.url), vec![refused, reply(&answer)]);
        let server = Server::start(further(routes, answer.parent().unwrap(), &first.url));
        let folder = tempfile::tempdir().unwrap();
        let home = folder.path().join("home");
        let pem = folder.path().join("root.pem");
        fs::write(&pem, server.root_pem()).unwrap();
        let sync = || -> Value {
            let mut command = prospect(&home);
            command.args(["sync", &format!("{id}:{board}"), "--no-build", "--fresh", "--json", "--allow-private"]);
            command.args(["--proxy", &server.proxy(), "--ca-file", pem.to_str().unwrap(), "--no-pauses"]);
            let output = command.args(["--contact", "mailto:ada@acme.example"]).output().unwrap();
            let told = String::from_utf8_lossy(&output.stderr);
            assert!(matches!(output.status.code(), Some(0 | 4)), "{id}: {told}");
            serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{id}: {error}: {told}"))
        };
        let told = sync();
        found.push((id, told["new"].as_u64().unwrap()));
        expected.push((id, n_postings));
        let again = sync();
        assert_eq!(
            (&again["new"], &again["changed"], &again["gone"]),
            (&0.into(), &0.into(), &0.into()),
            "{id}: {again}"
        );
        // An answer of which something was lost is asked for whole again.
        let is_whole = told["boards"][0]["outcome"] == "complete";
        n_whole += usize::from(is_whole);
        assert!(!is_whole || again["boards"][0]["not_modified"].as_u64() > Some(0), "{id}: {again}");
    }
    assert_eq!(found, expected, "postings of each service");
    assert!(n_whole > 0, "some fixtures have nothing broken in them");
    assert_eq!(tried, live, "every service that can be asked");
}
