//! What a build makes of looks at boards: spells, versions, closings; the same at any number of threads.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::expect;
use prospect_store::{DocumentMeta, Home, InLook, Look, LookOutcome, LookRequest, Snapshot, Wait};
use std::path::Path;

/// Noon of a day of May 2026, Unix time in seconds.
fn noon(day: i64) -> i64 {
    1_777_593_600 + (day - 1) * 86_400 + 43_200
}

/// A posting of a made-up board.
fn job(id: u32, title: &str, text: &str) -> String {
    format!(
        "{{\"id\":{id},\"internal_job_id\":{id}9,\"title\":\"{title}\",\"absolute_url\":\"https://acme.example/{id}\",\
         \"location\":{{\"name\":\"Berlin\"}},\"company_name\":\"Acme\",\"first_published\":\"2026-04-20T10:00:00Z\",\
         \"content\":\"{text}\"}}"
    )
}

/// Stores a look at the board: its one answer, and how it ended.
fn look(home: &Home, day: i64, jobs: &[String], outcome: LookOutcome) {
    let lock = home.lock(Wait::No).unwrap();
    let url = "https://boards-api.greenhouse.io/v1/boards/acme/jobs?content=true".to_owned();
    let meta = DocumentMeta {
        source: "greenhouse".to_owned(),
        media_type: "application/json".to_owned(),
        url: Some(url.clone()),
        name: None,
        seen_unix: noon(day) + 3,
        look: Some(InLook {
            board: "acme".to_owned(),
            began_unix: noon(day),
            is_listing: true,
            status: 200,
            ..InLook::default()
        }),
    };
    let answer = format!("{{\"jobs\":[{}],\"meta\":{{\"total\":{}}}}}", jobs.join(","), jobs.len());
    let added = home.add_document(&lock, meta, answer.as_bytes()).unwrap();
    let request = LookRequest { url, status: Some(200), sha256: Some(added.entry.sha256) };
    let look = Look {
        source: "greenhouse".to_owned(),
        board: "acme".to_owned(),
        began_unix: noon(day),
        ended_unix: noon(day) + 5,
        outcome,
        lists_all_open: true,
        requests: vec![request],
        n_postings: jobs.len() as u64,
        problems: Vec::new(),
    };
    home.add_look(&lock, &look).unwrap();
}

fn build(path: &Path, threads: &str) -> Snapshot {
    expect(path, 0, &["build", "--force", "--threads", threads]);
    Home::at(path).current().unwrap().unwrap()
}

#[test]
fn looks_become_spells_versions_and_closings() {
    use LookOutcome::{Complete, Failed, Partial};
    let folder = tempfile::tempdir().unwrap();
    let home = Home::at(folder.path());
    let rust = "Senior Rust Engineer";
    let (old, new) = ("We build with Rust. $100k - $120k a year.", "We build with Rust. $120k - $140k a year.");
    look(&home, 1, &[job(1, rust, old), job(2, "Go Engineer", "Go.")], Complete);
    // The same bytes again.
    look(&home, 2, &[job(1, rust, old), job(2, "Go Engineer", "Go.")], Complete);
    look(&home, 3, &[job(1, rust, new), job(3, "Data Engineer", "Python.")], Partial);
    look(&home, 4, &[job(1, rust, new), job(3, "Data Engineer", "Python.")], Complete);
    look(&home, 5, &[], Failed);
    // As on the first days: what was seen last counts, not what came first.
    look(&home, 6, &[job(1, rust, old), job(2, "Go Engineer", "Go.")], Complete);
    let snapshot = build(folder.path(), "1");
    let day = |day: Option<prospect_model::Date>| day.map_or("-".to_owned(), |day| day.day.to_string());
    let spells: Vec<String> = snapshot
        .watched()
        .unwrap()
        .iter()
        .map(|it| {
            format!(
                "{} {} {}: {}..{} seen {} missed {} start {} closed {}",
                it.posting_id,
                it.employer.as_deref().unwrap_or("-"),
                it.title.as_deref().unwrap_or("-"),
                it.first_seen.day,
                it.last_seen.day,
                it.n_looks,
                it.n_missed,
                it.is_start_seen,
                day(it.closed),
            )
        })
        .collect();
    assert_eq!(
        spells,
        [
            "1 Acme Senior Rust Engineer: 1..6 seen 5 missed 0 start false closed -",
            "2 Acme Go Engineer: 1..6 seen 3 missed 1 start false closed -",
            "3 Acme Data Engineer: 3..4 seen 2 missed 0 start true closed 6",
        ]
    );
    let versions: Vec<String> = snapshot
        .versions()
        .unwrap()
        .iter()
        .map(|it| {
            let pay = it.pay.as_deref().unwrap_or("-");
            format!("{} v{} day {} {:?} {pay}", it.posting_id, it.version, day(it.seen), it.changed)
        })
        .collect();
    assert_eq!(
        versions,
        [
            "1 v0 day 1 [] $100k - $120k a year",
            "1 v1 day 3 [\"pay\", \"text\"] $120k - $140k a year",
            "1 v2 day 6 [\"pay\", \"text\"] $100k - $120k a year",
        ]
    );
    let posting = snapshot.posting(Some("greenhouse"), "1").unwrap().unwrap();
    assert!(posting.text.contains("$100k"), "the newest words are the posting: {}", posting.text);
    let openings = snapshot.openings().unwrap();
    let closed: Vec<String> = openings.iter().map(|it| format!("{} {}", it.title, day(it.closed))).collect();
    assert_eq!(closed, ["Senior Rust Engineer -", "Go Engineer -", "Data Engineer 6"]);
    assert!(openings.iter().all(|it| it.first_seen.map(|day| day.month) == Some(4)), "published in April");
    assert_eq!(openings[0].last_seen.map(|day| (day.month, day.day)), Some((5, 6)));
    let dataset = snapshot.dataset().unwrap();
    assert_eq!(dataset.watched.unwrap().rows.len(), 3);
}

#[test]
fn the_order_in_which_answers_of_two_boards_came_does_not_matter() {
    // Times apart, two homes have the same answers, in another order of arrival.
    let home_of = |offset: i64, is_reversed: bool| {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::at(folder.path());
        let lock = home.lock(Wait::No).unwrap();
        let mut answers: Vec<(&str, u32)> = vec![("acme", 0), ("acme", 1), ("globex", 0), ("globex", 1)];
        if is_reversed {
            answers.reverse();
        }
        for (at, (board, page)) in (0..).zip(answers) {
            let id = page + if board == "acme" { 10 } else { 20 };
            let meta = DocumentMeta {
                source: "greenhouse".to_owned(),
                media_type: "application/json".to_owned(),
                url: Some(format!("https://boards-api.greenhouse.io/v1/boards/{board}/jobs?page={page}")),
                name: None,
                seen_unix: noon(1) + offset + at,
                look: Some(InLook {
                    board: board.to_owned(),
                    began_unix: noon(1) + offset,
                    request: page,
                    is_listing: true,
                    status: 200,
                    ..InLook::default()
                }),
            };
            let answer = format!("{{\"jobs\":[{},{}]}}", job(id, "Rust Engineer", "Rust."), job(99, board, "Go."));
            home.add_document(&lock, meta, answer.as_bytes()).unwrap();
        }
        folder
    };
    let (one, other) = (home_of(0, false), home_of(1_000, true));
    let files = |path: &Path, threads: &str| {
        let snapshot = build(path, threads);
        let tables = snapshot.manifest().tables.clone();
        tables.into_iter().map(|(name, file)| (name, file.sha256)).collect::<Vec<_>>()
    };
    let first = files(one.path(), "1");
    assert_eq!(first, files(other.path(), "8"));
    assert_eq!(first.len(), 10);
}
