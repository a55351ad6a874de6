//! Reads postings (JSON Lines in the extract contract) from a file, prints facts, and says how fast.
//!
//! A developer's shortcut that builds without the tables; users run `prospect extract`.

use prospect_extract::{Extractor, Scratch};
use prospect_model::{Body, Date, Fields, Posting};
use std::io::{BufRead, BufReader, BufWriter, Write};

/// The allocator of the command, so that the figures are the command's.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("name a file of postings")?;
    let n_repeats: usize = std::env::args().nth(2).map_or(Ok(0), |n| n.parse())?;
    let started = std::time::Instant::now();
    let extractor = Extractor::new();
    eprintln!("dictionary: {} phrases in {:?}", extractor.dictionary().n_phrases(), started.elapsed());
    let mut scratch = Scratch::default();
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut postings = Vec::new();
    for line in BufReader::new(std::fs::File::open(path)?).lines() {
        let value: serde_json::Value = serde_json::from_str(&line?)?;
        let field = |name: &str| value[name].as_str().map(str::to_owned);
        postings.push(Posting {
            id: field("id").unwrap_or_default(),
            source: "jsonl".to_owned(),
            posted: field("posted").and_then(|text| Date::parse(&text)),
            month: None,
            url: field("url"),
            poster: None,
            body: field("html").map_or_else(|| Body::Text(field("text").unwrap_or_default()), Body::Html),
            fields: Fields {
                title: field("title"),
                employer: field("employer"),
                location: field("location"),
                pay: field("pay"),
                ..Fields::default()
            },
        });
    }
    for posting in &postings {
        serde_json::to_writer(&mut out, &extractor.read(posting, &mut scratch))?;
        out.write_all(b"\n")?;
    }
    if n_repeats > 0 {
        let n_bytes: usize = postings
            .iter()
            .map(|p| match &p.body {
                Body::Text(t) | Body::Html(t) => t.len(),
            })
            .sum();
        let started = std::time::Instant::now();
        let mut n_skills = 0;
        for _ in 0..n_repeats {
            for posting in &postings {
                n_skills += extractor.read(posting, &mut scratch).skills.len();
            }
        }
        let seconds = started.elapsed().as_secs_f64();
        eprintln!("{:.1} MB/s ({n_skills} skills)", (n_bytes * n_repeats) as f64 / seconds / 1e6);
    }
    Ok(())
}
