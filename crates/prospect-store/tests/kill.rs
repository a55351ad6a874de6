//! Kills real writers at any moment, 50 of an import and 50 of a build: nothing that was said to be stored is lost,
//! no half snapshot is ever current, and the next run carries on.
//!
//! Its own `main`, because a test runs its own program again as the writer that is killed.

#![expect(clippy::unwrap_used, reason = "a test; clippy tells that only from a test harness")]

use prospect_model::{Body, Facts, Locator, Posting, Record, Sha256};
use prospect_store::{BuiltPosting, DocumentMeta, Home, ManifestParts, Wait};
use sha2::Digest as _;
use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

const N_KILLS: u64 = 50;

fn main() {
    let arguments: Vec<_> = std::env::args().collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [_, "import", home, run] => import(&Home::at(home), run.parse().unwrap()),
        [_, "build", home, run] => build(&Home::at(home), run.parse().unwrap()),
        // `cargo test -- <filter>` and its like: other tests are meant.
        [_, filter] if !filter.starts_with('-') && !"kill".contains(filter) => {}
        [_, "--list", ..] => {}
        _ => {
            kill_imports();
            kill_builds();
        }
    }
}

fn document(run: u64, number: u64) -> Vec<u8> {
    let line = format!("document {number} of run {run}\n");
    line.repeat(1 + usize::try_from(number * 997 % 30_000).unwrap()).into_bytes()
}

/// The writer that is killed: says each document that is stored, after it is.
fn import(home: &Home, run: u64) {
    let lock = home.lock(Wait::Until(Duration::from_secs(10))).unwrap();
    for number in 0.. {
        let meta =
            DocumentMeta { source: "acme".to_owned(), media_type: "text/plain".to_owned(), ..DocumentMeta::default() };
        let added = home.add_document(&lock, meta, document(run, number).as_slice()).unwrap();
        say(&added.entry.sha256.to_string());
    }
}

fn postings(n: u64) -> Vec<BuiltPosting> {
    let posting = |number: u64| {
        let (id, text) = (number.to_string(), format!("Acme | Rust Engineer {number}").repeat(20));
        BuiltPosting {
            posting: Posting {
                id: id.clone(),
                source: "acme".to_owned(),
                posted: None,
                month: None,
                url: None,
                poster: None,
                body: Body::Text(text.clone()),
                fields: prospect_model::Fields::default(),
            },
            record: Record { document: Sha256([1; 32]), locator: Locator::Line(number) },
            facts: Facts { id, titles: vec!["Rust Engineer".to_owned()], ..Facts::default() },
            text_sha256: Sha256(sha2::Sha256::digest(&text).into()),
            text,
        }
    };
    (0..n).map(posting).collect()
}

/// The writer that is killed: says each snapshot that is current, after it is.
fn build(home: &Home, run: u64) {
    let lock = home.lock(Wait::Until(Duration::from_secs(10))).unwrap();
    for number in 0.. {
        let id = format!("s{run}-{number}");
        let built = postings(200 + number % 7);
        let writer = home.snapshot_writer(&lock, &id).unwrap();
        let (mut first, mut second, mut third) =
            (writer.postings().unwrap(), writer.facts().unwrap(), writer.skills().unwrap());
        first.append(&built).unwrap();
        second.append(&built).unwrap();
        third.append(&built).unwrap();
        first.finish().unwrap();
        second.finish().unwrap();
        third.finish().unwrap();
        let source = prospect_model::SourceRow { id: "acme".to_owned(), ..prospect_model::SourceRow::default() };
        writer.finish(ManifestParts { sources: vec![source], ..ManifestParts::default() }).unwrap();
        say(&id);
        home.gc(&lock, 2).unwrap();
    }
}

fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}").unwrap();
    out.flush().unwrap();
}

fn start(what: &str, home: &Path, run: u64) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args([what.as_ref(), home.as_os_str(), run.to_string().as_ref()])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

/// Kills a writer soon after it said some lines; returns all whole lines that it said.
fn kill(mut child: Child, run: u64) -> Vec<String> {
    let mut out = BufReader::new(child.stdout.take().unwrap());
    let mut said = String::new();
    for _ in 0..run % 4 {
        out.read_line(&mut said).unwrap();
    }
    // Any moment will do; the checks hold at each. Spread over the time that one step takes.
    std::thread::sleep(Duration::from_micros(run * 7_919 % 23_000));
    child.kill().unwrap();
    child.wait().unwrap();
    out.read_to_string(&mut said).unwrap();
    let n_whole = said.rfind('\n').map_or(0, |last| last + 1);
    said[..n_whole].lines().map(str::to_owned).collect()
}

fn kill_imports() {
    let folder = tempfile::tempdir().unwrap();
    let home = Home::at(folder.path());
    let mut promised = BTreeSet::new();
    for run in 0..N_KILLS {
        promised.extend(kill(start("import", folder.path(), run), run));
        let documents = home.documents().unwrap();
        let found: BTreeSet<_> = documents.iter().map(|it| it.sha256.to_string()).collect();
        assert!(promised.is_subset(&found), "run {run}: {} of {} are there", found.len(), promised.len());
        for entry in &documents {
            let mut bytes = Vec::new();
            home.open_document(entry).unwrap().read_to_end(&mut bytes).unwrap();
            assert_eq!(Sha256(sha2::Sha256::digest(&bytes).into()), entry.sha256, "run {run}");
        }
    }
    assert!(promised.len() > 20, "only {} documents were stored", promised.len());
    println!("kill: {N_KILLS} imports killed, {} documents kept", promised.len());
}

fn kill_builds() {
    let folder = tempfile::tempdir().unwrap();
    let home = Home::at(folder.path());
    let mut n_promised = 0;
    for run in 0..N_KILLS {
        let said = kill(start("build", folder.path(), run), run);
        n_promised += said.len();
        let current = home.current().unwrap();
        if let Some(last) = said.last() {
            // The next one may have become current before it could be said.
            let id = current.as_ref().unwrap().id();
            let next =
                last.rsplit_once('-').map(|(run, n)| format!("{run}-{}", n.parse::<u64>().unwrap() + 1)).unwrap();
            assert!(id == last || id == next, "run {run}: `{id}` is current after `{last}`");
        }
        for id in home.snapshots().unwrap() {
            home.snapshot(&id).unwrap().unwrap().verify().unwrap();
        }
        if let Some(current) = current {
            current.verify().unwrap();
            assert!(current.dataset().unwrap().postings.len() >= 200, "run {run}");
        }
    }
    assert!(n_promised > 20, "only {n_promised} snapshots were built");
    let lock = home.lock(Wait::No).unwrap();
    home.gc(&lock, 1).unwrap();
    // A kill between the appearance of a snapshot and its becoming current leaves a newest one beside the current.
    let kept = home.snapshots().unwrap();
    let current = home.current().unwrap().unwrap();
    assert!(kept.len() == 1 + usize::from(kept[0] != current.id()), "{kept:?}, {} is current", current.id());
    assert!(kept.iter().any(|id| id == current.id()));
    println!("kill: {N_KILLS} builds killed, {n_promised} snapshots were current");
}
