//! Times a report over a synthetic dataset of the size of the shipped history, and writes it out.
//!
//! `cargo run --release -p prospect-market --example time_report -- 60000 2 report-out`

#[path = "../tests/synthetic/mod.rs"]
mod synthetic;

use prospect_market::{NoLookup, Options, render, report};
use std::time::Instant;

fn main() -> std::io::Result<()> {
    let mut args = std::env::args().skip(1);
    let n_openings = args.next().and_then(|arg| arg.parse().ok()).unwrap_or(60_000);
    let n_threads = args.next().and_then(|arg| arg.parse().ok()).unwrap_or(1);
    let folder = args.next();
    let dataset = synthetic::dataset(n_openings, 1);
    println!("{} postings, {} openings, {n_threads} threads", dataset.postings.len(), dataset.openings.len());
    let options = Options { n_threads, ..Options::new(&NoLookup) };
    let start = Instant::now();
    let report = report(&dataset, &options);
    println!("report {} ms", start.elapsed().as_millis());
    let start = Instant::now();
    let mut files = render::csv(&report);
    files.push(("report.json".to_owned(), render::json(&report)));
    files.push(("report.md".to_owned(), render::markdown(&report)));
    files.push(("report.html".to_owned(), render::html(&report)));
    println!("render {} ms", start.elapsed().as_millis());
    for (name, text) in files {
        if let Some(folder) = &folder {
            std::fs::create_dir_all(folder)?;
            std::fs::write(std::path::Path::new(folder).join(&name), &text)?;
        }
        println!("{:9} bytes  {name}", text.len());
    }
    Ok(())
}
