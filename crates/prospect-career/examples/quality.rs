//! Compares `match` with BM25, TF-IDF and Jaccard: makes the pools to judge, and scores judged rankings.
//!
//! `quality HISTORY pool|score [--texts FILE]`; see `crates/prospect-career/eval/README.md`.

#![expect(clippy::unwrap_used, reason = "a tool of developers, not of users")]

#[path = "../eval/ranking.rs"]
mod ranking;

use prospect_career::View;
use ranking::{
    Corpus, DEPTH, N_MONTHS_VIEW, judgements, mean_interval, ndcg, people, rankings, skill_documents, words,
};
use std::collections::{BTreeMap, BTreeSet};
use std::io::BufRead;

/// A file of `eval/`, read when the tool runs, so that new judgements need no new build.
fn eval(name: &str) -> String {
    std::fs::read_to_string(format!("{}/eval/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [history, task, rest @ ..] = args.as_slice() else { panic!("quality HISTORY pool|score [--texts FILE]") };
    let bytes: &'static [u8] = Box::leak(std::fs::read(history).unwrap().into_boxed_slice());
    let dataset = prospect_store::history::read(bytes).unwrap();
    let view = View::new(&dataset, N_MONTHS_VIEW);
    let mut corpora = BTreeMap::from([("skills", skill_documents(&view))]);
    if let [flag, path] = rest {
        assert_eq!(flag, "--texts");
        let lines = std::io::BufReader::new(std::fs::File::open(path).unwrap()).lines();
        let document = |line: std::io::Result<String>| {
            let row: serde_json::Value = serde_json::from_str(&line.unwrap()).unwrap();
            (row["id"].as_str().unwrap().to_owned(), words(row["text"].as_str().unwrap()))
        };
        corpora.insert("text", Corpus::new(lines.map(document)));
    }
    let people = people(&eval("profiles.toml"));
    let judged = judgements(&eval("judgements.tsv"));
    let mut by_system: BTreeMap<String, Vec<(&str, f64)>> = BTreeMap::new();
    let mut n_unjudged: BTreeMap<String, usize> = BTreeMap::new();
    for person in &people {
        let rankings = rankings(&view, &corpora, person);
        if task == "pool" {
            let pooled: BTreeSet<&String> = rankings.values().flat_map(|ranking| ranking.iter().take(DEPTH)).collect();
            println!("# {}: {}; {}", person.id, person.about, person.have);
            for id in pooled {
                println!("{}\t{id}", person.id);
            }
            continue;
        }
        let Some(grades) = judged.get(&person.id) else { continue };
        for (system, ranking) in &rankings {
            if let Some(value) = ndcg(ranking, grades) {
                by_system.entry(system.clone()).or_default().push((&person.half, value));
            }
            let unjudged = ranking.iter().take(DEPTH).filter(|id| !grades.contains_key(*id)).count();
            *n_unjudged.entry(system.clone()).or_default() += unjudged;
        }
    }
    let own = by_system.get("match").cloned().unwrap_or_default();
    for half in ["dev", "test", "all"] {
        let of_half = |values: &[(&str, f64)]| -> Vec<f64> {
            values.iter().filter(|(of, _)| half == "all" || *of == half).map(|(_, value)| *value).collect()
        };
        for (system, values) in &by_system {
            let values = of_half(values);
            let (mean, low, high) = mean_interval(&values);
            let ahead: Vec<f64> = of_half(&own).iter().zip(&values).map(|(own, value)| own - value).collect();
            let (more, more_low, more_high) = mean_interval(&ahead);
            println!(
                "{half:4} {system:18} nDCG@{DEPTH} {mean:.3} [{low:.3}, {high:.3}]  match is ahead by {more:+.3} \
                 [{more_low:+.3}, {more_high:+.3}]  {} profiles, {} unjudged",
                values.len(),
                n_unjudged.get(system).copied().unwrap_or(0)
            );
        }
    }
}
