//! `prospect label`: draws openings at random, to be labelled by hand.
//!
//! Labels say how far the readers can be trusted only where they were drawn at random from what the report counts, and
//! only where nobody looked at the readings while labelling: so this draws from the openings of the report, and prints
//! texts without what was read in them.

use crate::asked;
use crate::home::HomeArgs;
use crate::lookup::Shipped;
use crate::screen::{Outcome, grouped};
use anyhow::{Context as _, Result, bail};
use prospect_market::{Filter, FrameOpening, Options, frame};
use sha2::Digest as _;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;

/// Draw openings at random, to be labelled by hand: their texts, without what was read in them
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  prospect label --since 2024-06 --until 2026-05 --each 150 > openings.jsonl

Openings are drawn from three strata: those read as naming Rust (named), those whose texts hold the word and are not
read so (word), and the others (none); of each the ones whose keys hash lowest. Label without looking at the
readings; data/README.md says how labels are written.")]
pub(crate) struct Args {
    /// Source
    #[arg(long, default_value = "hn", value_name = "ID")]
    source: String,
    /// First month: YYYY-MM, or a year
    #[arg(long, value_name = "MONTH")]
    since: String,
    /// Last month: YYYY-MM, or a year
    #[arg(long, value_name = "MONTH")]
    until: String,
    /// Openings to draw of each stratum
    #[arg(long, default_value_t = 150, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=10_000))]
    each: u32,
    /// Another number is another sample
    #[arg(long, default_value_t = 1, value_name = "NUMBER")]
    seed: u64,
    #[command(flatten)]
    home: HomeArgs,
}

/// Strata in the order of the output.
const STRATA: [&str; 3] = ["named", "word", "none"];

pub(crate) fn run(args: &Args) -> Result<Outcome> {
    let snapshot = args.home.snapshot()?.context("there is no snapshot, and the history has no texts")?;
    let dataset = snapshot.dataset().with_context(|| format!("failed to read snapshot `{}`", snapshot.id()))?;
    let filter = Filter {
        since: Some(asked::month(&args.since, false)?),
        until: Some(asked::month(&args.until, true)?),
        ..Filter::default()
    };
    let lookup = Shipped;
    let openings = frame(&dataset, &args.source, &filter, &Options::new(&lookup));
    if openings.is_empty() {
        bail!("source `{}` has no opening in these months", args.source);
    }
    let postings: BTreeSet<u32> = openings.iter().flat_map(|it| &it.sightings).map(|(posting, _)| *posting).collect();
    let mut texts: BTreeMap<u32, String> = BTreeMap::new();
    snapshot.for_each_posting::<anyhow::Error>(|at, built| {
        if postings.contains(&at) {
            texts.insert(at, built.text);
        }
        Ok(())
    })?;
    let is_counted = |row: &prospect_model::PostingRow| {
        let month = row.month.or(row.posted.map(prospect_model::Date::to_month));
        let source = dataset.sources.get(row.source as usize).map(|source| source.id.as_str());
        row.is_offer && source == Some(args.source.as_str()) && month >= filter.since && month <= filter.until
    };
    let n_offers = dataset.postings.iter().filter(|row| is_counted(row)).count();
    eprintln!("{} openings in {} postings", grouped(openings.len() as u64), grouped(n_offers as u64));
    let text = |posting: &u32| texts.get(posting).map_or("", String::as_str);
    let stratum = |opening: &FrameOpening| -> usize {
        let has_word = || opening.sightings.iter().any(|(posting, _)| has_word(text(posting)));
        if opening.names_rust { 0 } else { 2 - usize::from(has_word()) }
    };
    let mut drawn: [Vec<([u8; 32], &FrameOpening)>; 3] = Default::default();
    for opening in &openings {
        if let (Some(list), Some(key)) = (drawn.get_mut(stratum(opening)), key(args.seed, &dataset, opening)) {
            list.push((key, opening));
        }
    }
    let mut out = std::io::stdout().lock();
    for (name, mut list) in STRATA.iter().zip(drawn) {
        let n_frame = list.len();
        list.sort_unstable_by_key(|(key, _)| *key);
        list.truncate(args.each as usize);
        eprintln!("{name}: {} of {}", grouped(list.len() as u64), grouped(n_frame as u64));
        for (_, opening) in list {
            let Some(&(first, role)) = opening.sightings.first() else { continue };
            let Some(row) = dataset.postings.get(first as usize) else { continue };
            let mut seen: Vec<&str> = opening.sightings.iter().map(|(posting, _)| text(posting)).collect();
            seen.dedup();
            let line = serde_json::json!({
                "posting": row.id, "role": role, "stratum": name,
                "title": row.roles.get(role as usize).map(|role| &role.title), "roles": row.roles.len(),
                "texts": seen,
            });
            writeln!(out, "{line}").context("failed to write to standard output")?;
        }
    }
    Ok(Outcome::Fine)
}

/// The hash that an opening is drawn by: of the seed, its first posting and the role of it.
fn key(seed: u64, dataset: &prospect_model::Dataset, opening: &FrameOpening) -> Option<[u8; 32]> {
    let (posting, role) = opening.sightings.first()?;
    let mut hash = sha2::Sha256::new();
    hash.update(seed.to_le_bytes());
    hash.update(role.to_le_bytes());
    hash.update(&dataset.postings.get(*posting as usize)?.id);
    Some(hash.finalize().into())
}

/// Whether "rust" stands in a text as a word, in whatever case.
fn has_word(text: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric()).any(|word| word.eq_ignore_ascii_case("rust"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rust_is_a_word_of_its_own() {
        for (text, expected) in [("RUST/C++", true), ("we trust you", false), ("rusty", false), ("in Rust.", true)] {
            assert_eq!(has_word(text), expected, "{text}");
        }
    }
}
