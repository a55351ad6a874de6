//! How lists, threads, feeds and sites are recognised and asked: services without a board for each employer.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use prospect_model::Date;
use prospect_sources::{Listing, Request, by_id, recognise};
use std::collections::BTreeSet;

#[track_caller]
fn check(url: &str, expected: Option<(&str, &str)>) {
    let found = recognise(url).map(|(connector, board)| (connector.info.id, board));
    assert_eq!(found.as_ref().map(|(id, board)| (*id, board.as_str())), expected, "{url}");
}

fn first(source: &str, board: &str, since: Option<&str>) -> Vec<String> {
    let live = by_id(source).unwrap().live.unwrap();
    let date = |text: &str| Date::parse(text).unwrap();
    let listing = Listing { board, since: since.map(date), today: date("2026-11-21") };
    (live.first)(&listing).into_iter().map(|request| request.url).collect()
}

#[test]
fn addresses_lead_to_lists_threads_and_feeds() {
    check("https://news.ycombinator.com/item?id=41425910", Some(("hn", "41425910")));
    check("https://news.ycombinator.com/submitted?id=whoishiring", Some(("hn", "whoishiring")));
    check("https://hn.algolia.com/api/v1/items/41425910", Some(("hn", "41425910")));
    check("https://hacker-news.firebaseio.com/v0/item/41425910.json?print=pretty", Some(("hn", "41425910")));
    check("https://jobstream.api.jobtechdev.se/snapshot", Some(("jobtech", "all")));
    check("https://arbetsformedlingen.se/platsbanken/annonser/1", Some(("jobtech", "all")));
    check("HTTPS://RemoteOK.com/remote-rust-jobs", Some(("remoteok", "rust")));
    check("https://remoteok.com/api?tag=rust", Some(("remoteok", "rust")));
    check("https://remoteok.com/", Some(("remoteok", "all")));
    check("https://remotive.com/remote-jobs/software-dev", Some(("remotive", "software-dev")));
    check("https://remotive.com/api/remote-jobs?category=software-dev", Some(("remotive", "software-dev")));
    check("https://www.arbeitnow.com/api/job-board-api?page=3", Some(("arbeitnow", "all")));
    check("weworkremotely.com/remote-jobs.rss", Some(("feed", "https://weworkremotely.com/remote-jobs.rss")));
    check("https://acme.example/careers/", Some(("page", "https://acme.example/careers/")));
    check("https://acme.example/sitemap.xml", Some(("page", "https://acme.example/sitemap.xml")));
}

#[test]
fn addresses_of_others_and_of_people_lead_nowhere() {
    for url in [
        "https://news.ycombinator.com/user?id=somebody",
        "https://news.ycombinator.com/item?id=x1",
        "https://news.ycombinator.com/newest",
        "https://notjobtechdev.se/jobs.se",
        "https://remoteok.com.evil.example/api",
        "https://www.reddit.com/r/rust/comments/abc123/hiring/",
        "https://www.linkedin.com/jobs/view/1",
        "https://de.indeed.com/jobs?q=rust",
        "https://www.glassdoor.co.uk/Job/jobs.htm",
        "https://www.ziprecruiter.com/jobs",
        "https://www.stepstone.de/stellenangebote/1",
        "https://www.adzuna.de/jobs/1",
        "https://weworkremotely.com/remote-jobs/acme-dev",
        "https://www.arbeitsagentur.de/jobs/1",
        "https://acme.wd5.myworkdayjobs.com/careers",
    ] {
        check(url, None);
    }
}

#[test]
fn the_plan_starts_where_the_last_visit_ended() {
    assert_eq!(first("jobtech", "all", None), ["https://jobstream.api.jobtechdev.se/snapshot"]);
    let stream = "https://jobstream.api.jobtechdev.se/stream?date=2026-11-20T00:00:00";
    assert_eq!(first("jobtech", "all", Some("2026-11-20")), [stream]);
    assert_eq!(first("hn", "41425910", None), ["https://hn.algolia.com/api/v1/items/41425910"]);
    let newest = "https://hn.algolia.com/api/v1/search_by_date?tags=story,author_whoishiring&hitsPerPage=6";
    assert_eq!(first("hn", "whoishiring", None), [newest]);
    // 45 days before: a thread of the month before last may still get comments.
    let later = first("hn", "whoishiring", Some("2026-11-20")).remove(0);
    assert!(later.ends_with("&numericFilters=created_at_i%3E=1791244800"), "{later}");
    assert_eq!(first("remotive", "all", None), ["https://remotive.com/api/remote-jobs"]);
    assert_eq!(first("remoteok", "c++", None), ["https://remoteok.com/api?tag=c%2B%2B"]);
}

/// Follows a plan against a server that gives the same answer to everything, never asking an address twice.
fn n_requests(source: &str, board: &str, answer: &str) -> usize {
    let live = by_id(source).unwrap().live.unwrap();
    let listing = Listing { board, since: None, today: Date::parse("2026-11-21").unwrap() };
    let mut waiting: Vec<Request> = (live.first)(&listing);
    let mut asked = BTreeSet::new();
    while let Some(request) = waiting.pop() {
        if asked.insert(request.url.clone()) {
            waiting.extend((live.next)(&request, answer.as_bytes()));
        }
        assert!(asked.len() < 2_000, "{source} asks on and on");
    }
    asked.len()
}

#[test]
fn plans_end_whatever_the_answers_are() {
    assert_eq!(n_requests("arbeitnow", "all", r#"{"data":[{"slug":"a"}],"links":{"next":"x"}}"#), 100);
    assert_eq!(n_requests("arbeitnow", "all", r#"{"data":[]}"#), 1);
    let hits = r#"{"hits":[{"objectID":"1","title":"Ask HN: Who is hiring? (May 2026)"},{"objectID":"../x","title":"Who is hiring?"},{"objectID":"2","title":"Ask HN: Who wants to be hired? (May 2026)"}]}"#;
    assert_eq!(n_requests("hn", "whoishiring", hits), 2);
    let index =
        "<sitemapindex><loc>https://acme.example/a.xml</loc><loc>https://acme.example/b.xml</loc></sitemapindex>";
    assert_eq!(n_requests("page", "https://acme.example/sitemap.xml", index), 3);
    let many: String = (0..3_000).map(|n| format!("<loc>https://acme.example/jobs/{n}</loc>")).collect();
    assert_eq!(n_requests("page", "https://acme.example/sitemap.xml", &format!("<urlset>{many}</urlset>")), 501);
    let links: String = (0..3_000).map(|n| format!("<a href=/jobs/{n}>x</a>")).collect();
    assert_eq!(n_requests("page", "https://acme.example/careers", &links), 501);
}
