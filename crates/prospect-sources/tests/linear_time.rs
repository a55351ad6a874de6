//! Answers that were made to be slow are read in time in proportion to their size.

mod common;

use prospect_sources::by_id;
use std::time::{Duration, Instant};

/// The least time of three readings.
fn time(service: &str, answer: &str) -> Duration {
    let Some(connector) = by_id(service) else { panic!("{service}") };
    let once = || {
        let start = Instant::now();
        common::parse(connector, answer.as_bytes(), common::context(None));
        start.elapsed()
    };
    (0..3).map(|_| once()).min().unwrap_or_default()
}

/// Four times the answer may take four times as long, and three times that on a machine that others use; in proportion
/// to the square it would be sixteen times. What is too fast to be timed passes.
#[track_caller]
fn check(name: &str, service: &str, answer: impl Fn(usize) -> String) {
    const N: usize = 3_000;
    let (small, large) = (time(service, &answer(N)), time(service, &answer(4 * N)));
    let allowed = small.max(Duration::from_millis(20)) * 12;
    assert!(large < allowed, "{name}: {small:?}, then {large:?}");
}

#[test]
fn no_answer_takes_more_than_in_proportion() {
    let jobs = |items: String| format!("{{\"jobs\":[{items}]}}");
    let good = "{\"id\":1,\"internal_job_id\":1,\"title\":\"x\",\"absolute_url\":\"x\"}";
    check("braces that are missing", "greenhouse", |n| jobs(format!("{{\"id\":2,\"title\":\"x\",{good},").repeat(n)));
    check("quotes that are missing", "greenhouse", |n| jobs(format!("{{\"id\":2,\"title\":\"x}},{good},").repeat(n)));
    check("open objects", "greenhouse", |n| jobs(",{".repeat(n * 10)));
    check("open lists", "greenhouse", |n| jobs("[".repeat(n * 10)));
    check("closed lists", "greenhouse", |n| jobs("]".repeat(n * 10)));
    check("strings", "greenhouse", |n| jobs("\"".repeat(n * 10)));
    check("many places", "lever", |n| {
        let places: Vec<String> = (0..n * 5).map(|place| format!("\"Place {place}\"")).collect();
        let places = places.join(",");
        format!("[{{\"id\":\"a\",\"text\":\"x\",\"hostedUrl\":\"x\",\"categories\":{{\"allLocations\":[{places}]}}}}]")
    });
    check("the same place", "lever", |n| {
        let places = vec!["\"Berlin\""; n * 5].join(",");
        format!("[{{\"id\":\"a\",\"text\":\"x\",\"hostedUrl\":\"x\",\"categories\":{{\"allLocations\":[{places}]}}}}]")
    });
    check("escapes", "greenhouse", |n| {
        jobs(format!("{{\"id\":1,\"title\":\"x\",\"content\":\"{}\"}}", "&lt;&amp;".repeat(n * 10)))
    });
    let feed = |items: String| format!("<workzag-jobs>{items}</workzag-jobs>");
    check("items without an end", "personio", |n| feed("<position><id>1</id>".repeat(n)));
    check("open comments", "personio", |n| feed("<position><id>1</id><!--".repeat(n)));
    check("open CDATA", "personio", |n| feed("<position><id>1</id><![CDATA[".repeat(n)));
    check("ends without a start", "personio", |n| feed(format!("<position><id>1{}</position>", "</b>".repeat(n))));
    check("signs that are no tags", "personio", |n| {
        feed(format!("<position><id>1{}</id></position>", "< ".repeat(n * 5)))
    });
    check("many children", "personio", |n| feed(format!("<position>{}</position>", "<office>x</office>".repeat(n))));
    check("many ampersands", "teamtailor", |n| {
        format!("<rss><item><title>{}</title></item></rss>", "&".repeat(n * 10))
    });
}
