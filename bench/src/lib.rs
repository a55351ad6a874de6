//! Texts that the benches run on: real postings where the corpus lies beside the project, else made-up ones.

use prospect_model::{Body, Date, Fields, Locator, Posting, Sha256};
use prospect_sources::{Context, Parse, by_id};
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// The allocator of the command, so that the figures are the command's.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The archive of the hiring threads, beside the project.
const CORPUS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/corpus/hn-who-is-hiring-2011-2026.jsonl.gz");

/// Every n-th posting of the archive, or as many made-up ones when there is none; says which on standard error.
#[must_use]
pub fn postings(n_wanted: usize) -> Vec<Posting> {
    let found = from_corpus(n_wanted);
    if found.is_empty() {
        eprintln!("no corpus beside the project: made-up postings");
        return (0..n_wanted).map(made_up).collect();
    }
    eprintln!("{} postings of the hiring threads", found.len());
    found
}

fn from_corpus(n_wanted: usize) -> Vec<Posting> {
    let Ok(file) = File::open(Path::new(CORPUS)) else { return Vec::new() };
    let mut bytes = Vec::new();
    if prospect_store::unpack(file).read_to_end(&mut bytes).is_err() {
        return Vec::new();
    }
    let Some(connector) = by_id("hn") else { return Vec::new() };
    let Parse::Lines(parse) = connector.parse_of(&bytes) else { return Vec::new() };
    let context = Context { document: Sha256([0; 32]), url: None, employer: None };
    let lines: Vec<&[u8]> = bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).collect();
    let step = (lines.len() / n_wanted.max(1)).max(1);
    lines
        .into_iter()
        .step_by(step)
        .enumerate()
        .filter_map(|(line_idx, line)| {
            parse(line, &Locator::Line(line_idx as u64 + 1), context, &mut Vec::new()).ok().flatten()
        })
        .collect()
}

fn made_up(number: usize) -> Posting {
    const TITLES: [&str; 4] =
        ["Senior Rust Engineer", "Backend Developer (Go)", "Embedded Software Engineer", "Data Engineer"];
    const PLACES: [&str; 4] = ["Berlin", "Remote (EU)", "New York City or REMOTE (US)", "Zürich, hybrid"];
    const STACKS: [&str; 4] = [
        "Rust, tokio, PostgreSQL and Kafka",
        "Go, gRPC, Kubernetes",
        "C, C++ and Rust on Zephyr",
        "Python, Spark, Airflow",
    ];
    let pick = |list: [&'static str; 4], salt: usize| list[(number / salt) % 4];
    let text = format!(
        "Acme {} | {} | {} | ${}k-${}k | Full-time\n\nWe build tools that people rely on every day. Our stack is {}.\n\nRequirements:\n- {}+ years of experience with {}\n- You write clear documentation\n\nNice to have: Terraform, AWS.\n\nApply at jobs@acme.example",
        number % 997,
        pick(TITLES, 1),
        pick(PLACES, 3),
        100 + number % 50,
        150 + number % 70,
        pick(STACKS, 2),
        1 + number % 9,
        pick(STACKS, 5),
    );
    Posting {
        id: number.to_string(),
        source: "jsonl".to_owned(),
        posted: Date::parse("2026-01-15"),
        month: None,
        url: None,
        poster: None,
        body: Body::Text(text),
        fields: Fields::default(),
    }
}

/// The plain text of a posting.
#[must_use]
pub fn plain_text(posting: &Posting) -> String {
    match &posting.body {
        Body::Text(text) => text.clone(),
        Body::Html(html) => prospect_extract::html::to_text(html).text,
    }
}

/// Writes facts as a line of the contract.
pub fn write_json(facts: &prospect_model::Facts, out: &mut Vec<u8>) {
    // Writing to memory does not fail.
    let _ = serde_json::to_writer(out, facts);
}
