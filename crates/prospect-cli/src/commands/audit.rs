//! `prospect audit`: takes a sample of what is stored back to its texts.
//!
//! The texts come from an archive of the source (no network): how many are the same, edited or gone, by their SHA-256,
//! and whether the stored facts are what the reader reads now.

use crate::dataset::{self, HISTORY, Origin};
use crate::home::HomeArgs;
use crate::records;
use crate::screen::{Outcome, grouped};
use anyhow::{Context as _, Result, bail};
use prospect_extract::{Extractor, Scratch};
use prospect_model::{Body, Dataset, Facts, Posting, PostingRow, Sha256};
use prospect_sources::{Connector, Context, SNIFF_BYTES, by_id, sniff};
use prospect_store::{history, unpack};
use sha2::Digest as _;
use std::collections::{BTreeMap, HashMap};
use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

/// Check a sample of stored postings against their texts: same, edited or gone, and whether facts still hold
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  prospect audit --sample 500 --archive hn-threads.jsonl.gz
  prospect audit --history --sample 200 --archive hn-threads.jsonl.gz --json

A text is the same when its SHA-256 is. Facts are compared one by one with what this program reads in the
text now. Exit code 1 when a text was edited or is gone, or a fact is another.")]
pub(crate) struct Args {
    /// Archive of the source, as `prospect import` takes it
    #[arg(long, value_name = "FILE")]
    archive: PathBuf,
    /// Postings to check
    #[arg(long, default_value_t = 200, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=100_000))]
    sample: u32,
    /// Another number is another sample
    #[arg(long, default_value_t = 1, value_name = "NUMBER")]
    seed: u64,
    /// Source of the archive [default: by its first bytes]
    #[arg(long, value_name = "ID")]
    source: Option<String>,
    /// Check the shipped history even where a snapshot exists
    #[arg(long)]
    history: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    home: HomeArgs,
}

/// What was found of the sample.
#[derive(Default)]
struct Tally {
    n_same: u64,
    edited: Vec<String>,
    gone: Vec<String>,
    /// Of the texts that are the same.
    n_facts_same: u64,
    /// Ids by the fact that is another.
    facts_other: BTreeMap<&'static str, Vec<String>>,
}

pub(crate) fn run(args: &Args) -> Result<Outcome> {
    let connector = connector(args)?;
    let (dataset, origin) = dataset::load(&args.home, args.history)?;
    let source = dataset.sources.iter().position(|source| source.id == connector.info.id);
    let source = source.with_context(|| format!("nothing stored is of source `{}`", connector.info.id))?;
    let mut sampled = sample(&dataset, source as u32, args);
    let n_stored = dataset.postings.iter().filter(|posting| posting.source == source as u32).count();
    sampled.sort_unstable();
    let digests = digests(args, origin, &sampled)?;
    let mut wanted: HashMap<&str, (u32, Sha256)> = HashMap::new();
    for (&at, digest) in sampled.iter().zip(digests) {
        if let Some(posting) = dataset.postings.get(at as usize) {
            wanted.insert(&posting.id, (at, digest));
        }
    }
    let tally = compare(args, connector, &dataset, wanted)?;
    print(args, connector, &tally, sampled.len(), n_stored);
    let is_fine = tally.edited.is_empty() && tally.gone.is_empty() && tally.facts_other.is_empty();
    Ok(if is_fine { Outcome::Fine } else { Outcome::Findings })
}

fn connector(args: &Args) -> Result<&'static Connector> {
    if let Some(id) = &args.source {
        return by_id(id).with_context(|| format!("no source `{id}`"));
    }
    let mut head = Vec::new();
    let read = unpack(open(&args.archive)?).take(SNIFF_BYTES as u64).read_to_end(&mut head);
    read.with_context(|| format!("failed to read `{}`", args.archive.display()))?;
    sniff(&head).context("no connector knows this format\nhint: name it with --source")
}

fn open(path: &Path) -> Result<File> {
    File::open(path).with_context(|| format!("failed to open `{}`", path.display()))
}

/// The postings of the source whose ids hash lowest with the seed: the same sample on every machine.
fn sample(dataset: &Dataset, source: u32, args: &Args) -> Vec<u32> {
    let mut hashed: Vec<([u8; 32], u32)> = dataset
        .postings
        .iter()
        .zip(0..)
        .filter(|(posting, _)| posting.source == source)
        .map(|(posting, at)| {
            let mut hash = sha2::Sha256::new();
            hash.update(args.seed.to_le_bytes());
            hash.update(&posting.id);
            (hash.finalize().into(), at)
        })
        .collect();
    hashed.sort_unstable();
    hashed.truncate(args.sample as usize);
    hashed.into_iter().map(|(_, at)| at).collect()
}

/// The stored digests of the texts, in the order of the numbers.
fn digests(args: &Args, origin: Origin, sampled: &[u32]) -> Result<Vec<Sha256>> {
    match origin {
        Origin::History => {
            let extras = history::extras(HISTORY, sampled).context("failed to read the shipped history")?;
            Ok(extras.into_iter().map(|extra| extra.text_sha256).collect())
        }
        Origin::Snapshot => {
            let snapshot = args.home.snapshot()?.context("the snapshot is gone")?;
            let digest = |at: &u32| -> Result<Sha256> {
                let built = snapshot.posting_at(*at)?.with_context(|| format!("posting {at} is not there"))?;
                Ok(built.text_sha256)
            };
            sampled.iter().map(digest).collect()
        }
    }
}

fn compare(
    args: &Args,
    connector: &'static Connector,
    dataset: &Dataset,
    mut wanted: HashMap<&str, (u32, Sha256)>,
) -> Result<Tally> {
    let mut tally = Tally::default();
    let context = Context { document: Sha256([0; 32]), url: None, employer: None };
    let (extractor, mut scratch) = (Extractor::new(), Scratch::default());
    let mut broken = None;
    records::chunks(connector, unpack(open(&args.archive)?), &mut |mut chunk| {
        let batch = records::parse(&mut chunk, context);
        broken = broken.take().or(batch.problems.into_iter().find(|problem| problem.code == "broken-stream"));
        for (_, posting) in batch.postings {
            let Some((at, stored)) = wanted.remove(posting.id.as_str()) else { continue };
            let Some(row) = dataset.postings.get(at as usize) else { continue };
            let (facts, text_sha256) = read(&extractor, &mut scratch, posting);
            if text_sha256 != stored {
                tally.edited.push(row.id.clone());
                continue;
            }
            tally.n_same += 1;
            let others = others(dataset, row, &facts);
            tally.n_facts_same += u64::from(others.is_empty());
            for field in others {
                tally.facts_other.entry(field).or_default().push(row.id.clone());
            }
        }
        !wanted.is_empty()
    });
    // What a torn archive does not hold is not gone.
    if let (Some(problem), false) = (&broken, wanted.is_empty()) {
        bail!("`{}`: {}", args.archive.display(), problem.message);
    }
    tally.gone = wanted.into_keys().map(str::to_owned).collect();
    tally.gone.sort();
    Ok(tally)
}

fn read(extractor: &Extractor, scratch: &mut Scratch, posting: Posting) -> (Facts, Sha256) {
    let mut facts = extractor.read(&posting, scratch);
    let text = match (facts.text.take(), posting.body) {
        (Some(text), _) => text,
        (None, Body::Text(text) | Body::Html(text)) => text,
    };
    (facts, Sha256(sha2::Sha256::digest(text.as_bytes()).into()))
}

/// The facts that are others than stored, by field.
fn others(dataset: &Dataset, row: &PostingRow, facts: &Facts) -> Vec<&'static str> {
    let skill = |id: u32| dataset.skills.get(id as usize).map_or("", String::as_str);
    let has = |flags: &[String], flag: &str| flags.iter().any(|it| it == flag);
    let mut titles: Vec<&str> = facts.roles.iter().map(|role| role.title.as_str()).collect();
    if titles.is_empty() && row.roles.len() == 1 {
        // A posting without a role has one without a title in the dataset.
        titles.push("");
    }
    let checks: [(&'static str, bool); 14] = [
        ("offer", row.is_offer == (facts.offer == Some(true))),
        ("titles", row.roles.iter().map(|role| role.title.as_str()).eq(titles)),
        ("seniority", row.seniority == facts.seniority),
        ("role_family", row.role_family == facts.role_family),
        (
            "years",
            row.years
                .iter()
                .map(|it| (it.min, it.max, it.of.as_deref()))
                .eq(facts.years.iter().map(|it| (it.min, it.max, it.of.as_deref()))),
        ),
        (
            "pay",
            row.pay
                .iter()
                .map(|it| {
                    let inferred = (it.is_currency_inferred, it.is_period_inferred);
                    (it.min, it.max, it.currency.as_deref(), it.period, it.kind, inferred)
                })
                .eq(facts.pay.iter().map(|it| {
                    let inferred = (has(&it.flags, "currency_inferred"), has(&it.flags, "period_inferred"));
                    (it.min, it.max, it.currency.as_deref(), it.period, it.kind, inferred)
                })),
        ),
        (
            "places",
            row.places
                .iter()
                .map(|it| (it.city.as_deref(), it.country.as_deref()))
                .eq(facts.places.iter().map(|it| (it.city.as_deref(), it.country.as_deref()))),
        ),
        ("work_modes", row.work_modes == facts.work_modes),
        ("remote_scope", row.remote_scope == facts.remote_scope),
        ("employment", row.employment == facts.employment),
        ("visa", row.visa == facts.visa && row.equity == facts.equity),
        (
            "skills",
            row.skills
                .iter()
                .map(|it| (skill(it.skill), it.need))
                .eq(facts.skills.iter().map(|it| (it.id.as_ref(), it.need))),
        ),
        ("education", row.education == facts.education),
        ("domain", row.domain == facts.domain && row.language.as_deref() == facts.language.as_deref()),
    ];
    checks.into_iter().filter(|(_, is_same)| !is_same).map(|(field, _)| field).collect()
}

fn print(args: &Args, connector: &Connector, tally: &Tally, n_sampled: usize, n_stored: usize) {
    if args.json {
        let outcome = serde_json::json!({
            "source": connector.info.id, "stored": n_stored, "sample": n_sampled, "seed": args.seed,
            "texts": { "same": tally.n_same, "edited": tally.edited, "gone": tally.gone },
            "facts": { "same": tally.n_facts_same, "other": tally.facts_other },
        });
        println!("{outcome}");
        return;
    }
    println!(
        "sample of {} of {} postings of {} (seed {})",
        grouped(n_sampled as u64),
        grouped(n_stored as u64),
        connector.info.id,
        args.seed
    );
    println!(
        "texts: {} same, {} edited, {} gone from the archive",
        grouped(tally.n_same),
        grouped(tally.edited.len() as u64),
        grouped(tally.gone.len() as u64)
    );
    println!(
        "facts of the texts that are the same: {} as stored, {} others",
        grouped(tally.n_facts_same),
        grouped(tally.n_same - tally.n_facts_same)
    );
    let shown = |ids: &[String]| ids.iter().take(5).cloned().collect::<Vec<_>>().join(", ");
    for (field, ids) in &tally.facts_other {
        println!("  {field}: {} ({})", grouped(ids.len() as u64), shown(ids));
    }
    for (what, ids) in [("edited", &tally.edited), ("gone", &tally.gone)] {
        if !ids.is_empty() {
            println!("{what}: {}", shown(ids));
        }
    }
}
