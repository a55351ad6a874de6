//! `prospect doctor`: what is where, and what is wrong.

use crate::dataset::HISTORY;
use crate::home::HomeArgs;
use crate::screen::{Outcome, grouped};
use anyhow::Result;
use prospect_extract::Extractor;
use prospect_store::{Home, Wait, history};
use std::collections::BTreeMap;

/// Say what is where and what is wrong
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  prospect doctor
  prospect doctor --json

Exit code 1: something is wrong.")]
pub(crate) struct Args {
    /// Print as JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    home: HomeArgs,
}

#[derive(Default)]
struct Findings {
    told: Vec<(&'static str, String)>,
    wrong: Vec<String>,
}

pub(crate) fn run(args: &Args) -> Result<Outcome> {
    let home = args.home.home()?;
    let mut findings = Findings::default();
    findings.told.push(("version", env!("CARGO_PKG_VERSION").to_owned()));
    match history::read(HISTORY) {
        Ok(dataset) => {
            let told = format!(
                "{} ({} postings, {} openings)",
                dataset.snapshot_id,
                grouped(dataset.postings.len() as u64),
                grouped(dataset.openings.len() as u64)
            );
            findings.told.push(("history", told));
        }
        Err(error) => findings.wrong.push(format!("the shipped history cannot be read: {error}")),
    }
    findings
        .told
        .push(("dictionary", format!("{} phrases", grouped(Extractor::new().dictionary().n_phrases() as u64))));
    findings.told.push(("home", home.path().display().to_string()));
    if home.path().exists() {
        look_at_home(&home, &mut findings);
    } else {
        findings.told.push(("raw", "nothing imported yet".to_owned()));
    }
    if args.json {
        let told: serde_json::Map<_, _> =
            findings.told.iter().map(|(name, value)| ((*name).to_owned(), value.clone().into())).collect();
        println!("{}", serde_json::json!({"facts": told, "wrong": findings.wrong}));
    } else {
        for (name, value) in &findings.told {
            println!("{name:11} {value}");
        }
        for wrong in &findings.wrong {
            println!("wrong       {wrong}");
        }
    }
    Ok(if findings.wrong.is_empty() { Outcome::Fine } else { Outcome::Findings })
}

fn look_at_home(home: &Home, findings: &mut Findings) {
    match home.lock(Wait::No) {
        Ok(_) => findings.told.push(("lock", "free".to_owned())),
        Err(error) => findings.told.push(("lock", error.to_string())),
    }
    match home.documents() {
        Ok(documents) => {
            let n_bytes = documents.iter().map(|document| document.n_bytes).sum();
            findings
                .told
                .push(("raw", format!("{} documents, {} bytes", grouped(documents.len() as u64), grouped(n_bytes))));
            for document in &documents {
                if let Err(error) = home.open_document(document) {
                    findings.wrong.push(format!("document {}: {error}", document.sha256));
                }
            }
        }
        Err(error) => findings.wrong.push(error.to_string()),
    }
    match home.snapshots() {
        Ok(snapshots) => findings
            .told
            .push(("snapshots", if snapshots.is_empty() { "none".to_owned() } else { snapshots.join(", ") })),
        Err(error) => findings.wrong.push(error.to_string()),
    }
    match home.current() {
        Ok(Some(snapshot)) => {
            let n_rows = snapshot.manifest().tables.get("postings").map_or(0, |table| table.n_rows);
            findings.told.push(("current", format!("{} ({} postings)", snapshot.id(), grouped(n_rows))));
            if let Err(error) = snapshot.verify() {
                findings.wrong.push(error.to_string());
            }
            let mut by_code = BTreeMap::new();
            for problem in snapshot.problems().unwrap_or_default() {
                *by_code.entry(problem.code).or_insert(0_u64) += 1;
            }
            if !by_code.is_empty() {
                let told: Vec<_> = by_code.iter().map(|(code, n)| format!("{} {code}", grouped(*n))).collect();
                findings.told.push(("problems", told.join(", ")));
            }
        }
        Ok(None) => findings.told.push(("current", "none; run `prospect build`".to_owned())),
        Err(error) => findings.wrong.push(error.to_string()),
    }
}
