//! `prospect build`: everything in `raw/` becomes a snapshot: facts, openings, reasons of merges; then its full-text index.
//!
//! `read` turns pieces of documents into postings with facts, on all threads; `gather` keeps what is needed of them until
//! all are known; `openings` writes what they became.

mod gather;
mod openings;
mod read;

use self::openings::write_openings;
use crate::home::HomeArgs;
use crate::index;
use crate::pipeline;
use crate::screen::{Outcome, Progress, counted, grouped};
use crate::sightings;
use anyhow::{Context as _, Result, bail};
use prospect_dedupe::Options;
use prospect_model::Sha256;
use prospect_store::{DocumentEntry, Home, Look, LookOutcome, ManifestParts, Wait, WriterLock};
use sha2::Digest as _;
use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};
/// Turn what was imported into a snapshot: facts, openings, merges
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  prospect build
  prospect build --json
  duckdb -c \"select title, n_postings from '~/.local/share/prospect/snapshots/*/openings.parquet' limit 9\"

The snapshot appears whole or not at all; the one before stays until then. Same input, same bytes.")]
pub(crate) struct Args {
    /// Build again even when nothing changed
    #[arg(long)]
    force: bool,
    /// Print the outcome as JSON
    #[arg(long)]
    json: bool,
    /// Threads [default: as many as the machine has]
    #[arg(long, value_name = "N")]
    threads: Option<usize>,
    /// Seconds to wait for another writer
    #[arg(long, default_value_t = 10, value_name = "SECONDS")]
    wait: u64,
    #[command(flatten)]
    home: HomeArgs,
}

/// What a build is to do beside its input.
#[derive(Default)]
pub(crate) struct Choice {
    /// Build again even when nothing changed.
    pub(crate) is_forced: bool,
    /// Threads; as many as the machine has where `None`.
    pub(crate) n_threads: Option<usize>,
    /// How long to wait for another writer.
    pub(crate) wait: Duration,
}

/// A snapshot that is current now.
pub(crate) struct Built {
    /// Its id.
    pub(crate) id: String,
    /// What was built; `None` where the snapshot was there.
    outcome: Option<BuildOutcome>,
    seconds: f64,
}

impl Built {
    /// One line for people.
    pub(crate) fn words(&self) -> String {
        let Some(outcome) = &self.outcome else { return format!("snapshot {} is up to date", self.id) };
        format!(
            "snapshot {}: {}, {}, {} of {}, {} ({:.1} s)",
            self.id,
            counted(outcome.n_postings, "posting"),
            counted(outcome.n_offers, "offer"),
            counted(outcome.n_openings, "opening"),
            counted(outcome.n_employers, "employer"),
            counted(outcome.n_merges, "merge"),
            self.seconds,
        )
    }
}

pub(crate) fn run(args: &Args) -> Result<Outcome> {
    let wait = Duration::from_secs(args.wait);
    let built = build(&args.home.home()?, &Choice { is_forced: args.force, n_threads: args.threads, wait })?;
    if args.json {
        let id = &built.id;
        let told = match &built.outcome {
            Some(outcome) => serde_json::json!({
                "snapshot": id, "built": true, "postings": outcome.n_postings, "offers": outcome.n_offers,
                "openings": outcome.n_openings, "employers": outcome.n_employers, "merges": outcome.n_merges,
                "problems": outcome.problems,
            }),
            None => serde_json::json!({"snapshot": id, "built": false}),
        };
        println!("{told}");
        return Ok(Outcome::Fine);
    }
    println!("{}", built.words());
    for (code, n) in built.outcome.iter().flat_map(|outcome| &outcome.problems) {
        println!("problems: {} {code}", grouped(*n));
    }
    Ok(Outcome::Fine)
}

/// Makes the snapshot of what is in `raw/`, where it is not there.
pub(crate) fn build(home: &Home, choice: &Choice) -> Result<Built> {
    let started = Instant::now();
    let mut documents = if home.path().exists() { home.documents()? } else { Vec::new() };
    if documents.is_empty() {
        bail!(
            "nothing was imported into `{}`\nhint: run `prospect import FILE` or `prospect sync` first",
            home.path().display()
        );
    }
    sightings::order(&mut documents);
    let looks = home.looks()?;
    let id = snapshot_id(&documents, &looks)?;
    let n_threads = choice.n_threads.unwrap_or_else(pipeline::default_threads);
    if !choice.is_forced
        && let Some(current) = home.current()?.filter(|current| current.id() == id)
    {
        if !index::is_there(home, &current)? {
            let lock = home.lock(Wait::Until(choice.wait))?;
            index::write(home, &lock, &current, n_threads)?;
        }
        return Ok(Built { id, outcome: None, seconds: 0.0 });
    }
    let lock = home.lock(Wait::Until(choice.wait))?;
    let build = Build { home, documents: &documents, looks: &looks, n_threads };
    let outcome = build.run(&lock, &id)?;
    let snapshot = home.snapshot(&id)?.with_context(|| format!("snapshot `{id}` is gone after it was built"))?;
    index::write(home, &lock, &snapshot, n_threads)?;
    Ok(Built { id, outcome: Some(outcome), seconds: started.elapsed().as_secs_f64() })
}

/// Version of the readers as manifests and the history name it.
pub(crate) const READER_VERSION: &str = env!("CARGO_PKG_VERSION");

/// The id says what went in: the documents, when looks at boards showed them, and the program that read them.
fn snapshot_id(documents: &[DocumentEntry], looks: &[Look]) -> Result<String> {
    let mut hash = sha2::Sha256::new();
    hash.update(READER_VERSION);
    // Readers and data are in the program, so its own bytes are their version.
    let program = std::env::current_exe().and_then(std::fs::read);
    hash.update(program.context("failed to read this program to name its version")?);
    for document in documents {
        hash.update(&document.source);
        hash.update(document.sha256.0);
        for (seen, look) in document.seen.iter().filter_map(|seen| Some((seen, seen.look.as_ref()?))) {
            let employer = look.employer.as_deref().unwrap_or_default();
            hash.update(format!("\0{}\0{employer}\0{}\0{}", look.board, seen.unix, look.began_unix));
        }
    }
    for look in looks {
        let is_whole = look.outcome == LookOutcome::Complete && look.lists_all_open;
        hash.update(format!("\0{}\0{}\0{}\0{is_whole}", look.source, look.board, look.began_unix));
    }
    let digest = Sha256(hash.finalize().into()).to_string();
    Ok(digest.get(..16).unwrap_or_default().to_owned())
}

struct BuildOutcome {
    n_postings: u64,
    n_offers: u64,
    n_openings: u64,
    n_employers: u64,
    n_merges: u64,
    problems: BTreeMap<String, u64>,
}

struct Build<'a> {
    home: &'a Home,
    /// As [`sightings::order`] has them.
    documents: &'a [DocumentEntry],
    looks: &'a [Look],
    n_threads: usize,
}

impl Build<'_> {
    fn run(&self, lock: &WriterLock, id: &str) -> Result<BuildOutcome> {
        let mut writer = self.home.snapshot_writer(lock, id)?;
        let mut gathered = self.read_all(&writer)?;
        let step = Progress::step("finding openings");
        self.read_days(&mut gathered)?;
        self.follow(&mut gathered);
        let clusters = prospect_dedupe::cluster(&gathered.sketches, &Options::default());
        drop(step);
        let step = Progress::step("writing openings");
        write_openings(&mut writer, &gathered, &clusters)?;
        writer.write_versions(&gathered.versions)?;
        writer.write_watched(&gathered.watched)?;
        writer.write_problems(&gathered.problems)?;
        let mut problems = BTreeMap::new();
        for problem in &gathered.problems {
            *problems.entry(problem.code.clone()).or_insert(0) += 1;
        }
        let outcome = BuildOutcome {
            n_postings: gathered.kept.len() as u64,
            n_offers: gathered.n_offers,
            n_openings: clusters.openings.len() as u64,
            // Who only looks for work, or only asks, has no opening.
            n_employers: clusters.openings.iter().filter_map(|it| it.employer).collect::<BTreeSet<_>>().len() as u64,
            n_merges: clusters.merges.len() as u64,
            problems,
        };
        let parts = ManifestParts {
            reader_version: READER_VERSION.to_owned(),
            data_version: READER_VERSION.to_owned(),
            sources: gathered.sources,
            documents: self.documents.iter().map(|document| document.sha256).collect(),
        };
        writer.finish(parts)?;
        drop(step);
        Ok(outcome)
    }
}
