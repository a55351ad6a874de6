//! `prospect build`: everything in `raw/` becomes a snapshot: facts, openings, reasons of merges.

use crate::home::HomeArgs;
use crate::pipeline;
use crate::records::{self, Chunk};
use crate::screen::{Outcome, Progress, counted, grouped};
use anyhow::{Context as _, Result, bail};
use prospect_dedupe::{Clusters, Input, Options, PlaceInput, RoleInput, Sketch};
use prospect_extract::{Extractor, Scratch};
use prospect_model::{
    Body, Date, Facts, Locator, Month, Posting, Problem, Record, Role, RoleFamily, Seniority, Sha256, SourceRow,
};
use prospect_sources::{Connector, Context, by_id};
use prospect_store::{
    BuiltPosting, DocumentEntry, EmployerRecord, Home, ManifestParts, MergeRecord, ObservationRecord, OpeningRecord,
    ProblemRecord, SnapshotWriter, StoreError, VersionRecord, Wait, WriterLock, unpack,
};
use sha2::Digest as _;
use std::collections::{BTreeMap, HashMap};
use std::io::Read;
use std::sync::Arc;
use std::sync::mpsc::sync_channel;
use std::thread;
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

pub(crate) fn run(args: &Args) -> Result<Outcome> {
    let started = Instant::now();
    let home = args.home.home()?;
    let documents = if home.path().exists() { home.documents()? } else { Vec::new() };
    if documents.is_empty() {
        bail!("nothing was imported into `{}`\nhint: run `prospect import FILE` first", home.path().display());
    }
    let id = snapshot_id(&documents)?;
    if !args.force && home.current()?.is_some_and(|current| current.id() == id) {
        println!(
            "{}",
            if args.json {
                format!("{{\"snapshot\":\"{id}\",\"built\":false}}")
            } else {
                format!("snapshot {id} is up to date")
            }
        );
        return Ok(Outcome::Fine);
    }
    let lock = home.lock(Wait::Until(Duration::from_secs(args.wait)))?;
    let build =
        Build { home: &home, documents: &documents, n_threads: args.threads.unwrap_or_else(pipeline::default_threads) };
    let outcome = build.run(&lock, &id)?;
    let seconds = started.elapsed().as_secs_f64();
    if args.json {
        println!(
            "{}",
            serde_json::json!({
                "snapshot": id, "built": true, "postings": outcome.n_postings, "offers": outcome.n_offers,
                "openings": outcome.n_openings, "employers": outcome.n_employers, "merges": outcome.n_merges,
                "problems": outcome.problems,
            })
        );
    } else {
        println!(
            "snapshot {id}: {}, {}, {} of {}, {} ({seconds:.1} s)",
            counted(outcome.n_postings, "posting"),
            counted(outcome.n_offers, "offer"),
            counted(outcome.n_openings, "opening"),
            counted(outcome.n_employers, "employer"),
            counted(outcome.n_merges, "merge"),
        );
        for (code, n) in &outcome.problems {
            println!("problems: {} {code}", grouped(*n));
        }
    }
    Ok(Outcome::Fine)
}

/// Version of the readers as manifests and the history name it.
pub(crate) const READER_VERSION: &str = env!("CARGO_PKG_VERSION");

/// The id says what went in: the documents, and the program that read them.
fn snapshot_id(documents: &[DocumentEntry]) -> Result<String> {
    let mut hash = sha2::Sha256::new();
    hash.update(READER_VERSION);
    // Readers and data are in the program, so its own bytes are their version.
    let program = std::env::current_exe().and_then(std::fs::read);
    hash.update(program.context("failed to read this program to name its version")?);
    for document in documents {
        hash.update(&document.source);
        hash.update(document.sha256.0);
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
    documents: &'a [DocumentEntry],
    n_threads: usize,
}

/// What stays in memory of a posting until its openings are known.
struct Kept {
    id: String,
    source: u32,
    posted: Option<Date>,
    month: Option<Month>,
    text_sha256: Sha256,
    document: u32,
    roles: Vec<(String, Vec<Seniority>, Vec<RoleFamily>)>,
}

/// What was gathered while postings streamed by.
#[derive(Default)]
struct Gathered {
    kept: Vec<Kept>,
    sketches: Vec<Sketch>,
    versions: Vec<VersionRecord>,
    problems: Vec<ProblemRecord>,
    /// In the order in which documents named them.
    sources: Vec<SourceRow>,
    n_offers: u64,
}

/// One posting after reading.
struct Read1 {
    built: BuiltPosting,
    sketch: Sketch,
}

impl Build<'_> {
    fn run(&self, lock: &WriterLock, id: &str) -> Result<BuildOutcome> {
        let mut writer = self.home.snapshot_writer(lock, id)?;
        let gathered = self.read_all(&writer)?;
        let step = Progress::step("finding openings");
        let clusters = prospect_dedupe::cluster(&gathered.sketches, &Options::default());
        drop(step);
        let step = Progress::step("writing openings");
        write_openings(&mut writer, &gathered, &clusters)?;
        writer.write_versions(&gathered.versions)?;
        writer.write_problems(&gathered.problems)?;
        let mut problems = BTreeMap::new();
        for problem in &gathered.problems {
            *problems.entry(problem.code.clone()).or_insert(0) += 1;
        }
        let outcome = BuildOutcome {
            n_postings: gathered.kept.len() as u64,
            n_offers: gathered.n_offers,
            n_openings: clusters.openings.len() as u64,
            n_employers: clusters.employers.len() as u64,
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

    /// Reads every document; the three large tables are written on threads of their own meanwhile.
    fn read_all(&self, writer: &SnapshotWriter) -> Result<Gathered> {
        let extractor = Extractor::new();
        let n_total = self.documents.iter().map(|document| document.n_bytes).sum();
        let progress = Progress::bytes_of("reading", n_total);
        let (mut postings, mut facts, mut skills) = (writer.postings()?, writer.facts()?, writer.skills()?);
        let mut gathered = Gathered::default();
        thread::scope(|scope| -> Result<()> {
            let mut senders = Vec::new();
            let mut writers = Vec::new();
            macro_rules! spawn {
                ($table:ident) => {
                    let (sender, receiver) = sync_channel::<Arc<Vec<BuiltPosting>>>(2);
                    senders.push(sender);
                    writers.push(scope.spawn(move || -> Result<(), StoreError> {
                        for batch in receiver {
                            $table.append(&batch)?;
                        }
                        $table.finish()
                    }));
                };
            }
            spawn!(postings);
            spawn!(facts);
            spawn!(skills);
            let outcome = self.read_documents(&extractor, &progress, &mut gathered, &mut |batch| {
                let batch = Arc::new(batch);
                // A writer that failed has hung up; its own error is told below.
                senders.iter().all(|sender| sender.send(Arc::clone(&batch)).is_ok())
            });
            drop(senders);
            for writer in writers {
                match writer.join() {
                    Ok(result) => result?,
                    Err(panic) => std::panic::resume_unwind(panic),
                }
            }
            outcome
        })?;
        Ok(gathered)
    }

    fn read_documents(
        &self,
        extractor: &Extractor,
        progress: &Progress,
        gathered: &mut Gathered,
        write: &mut dyn FnMut(Vec<BuiltPosting>) -> bool,
    ) -> Result<()> {
        // By source and id, the index of the posting.
        let mut known: HashMap<(u32, String), u32> = HashMap::new();
        // The newest document first: where a posting came twice, its newest words are the posting.
        for (document_idx, document) in self.documents.iter().enumerate().rev() {
            let connector = by_id(&document.source).with_context(|| {
                format!(
                    "document {} is of source `{}`, which this build does not know",
                    document.sha256, document.source
                )
            })?;
            let source_idx = source_idx(&mut gathered.sources, connector);
            let url = document.seen.first().and_then(|seen| seen.url.as_deref());
            let context = Context { document: document.sha256, url, employer: None };
            let seen_day = Date::from_unix(document.first_seen_unix());
            let stream = self.home.open_document(document)?;
            let stream = Counted { stream, progress };
            pipeline::ordered(
                self.n_threads,
                |send| records::chunks(connector, unpack(stream), send),
                Scratch::default,
                |scratch, mut chunk: Chunk| read_chunk(extractor, context, scratch, &mut chunk),
                |(read, problems): (Vec<Read1>, Vec<Problem>)| -> Result<()> {
                    let source = &mut gathered.sources[source_idx];
                    source.n_records += read.len() as u64;
                    source.n_problems += problems.len() as u64;
                    gathered.problems.extend(problems.into_iter().map(|problem| problem_of(document, None, problem)));
                    let mut batch = Vec::with_capacity(read.len());
                    for Read1 { built, sketch } in read {
                        let key = (source_idx as u32, built.posting.id.clone());
                        if let Some(&earlier) = known.get(&key) {
                            let Some(current) = gathered.kept.get(earlier as usize) else { continue };
                            if current.document == document_idx as u32 {
                                let message =
                                    format!("id `{}` stands twice in the document; the first counts", built.posting.id);
                                let problem =
                                    Problem::new("duplicate-id", message).at(built.record.locator.to_string());
                                source.n_problems += 1;
                                gathered.problems.push(problem_of(document, Some(&built.posting.id), problem));
                            } else if current.text_sha256 != built.text_sha256 {
                                gathered.versions.push(VersionRecord {
                                    source: built.posting.source,
                                    posting_id: built.posting.id,
                                    document_sha256: document.sha256,
                                    locator: built.record.locator,
                                    text_sha256: built.text_sha256,
                                    seen: seen_day,
                                });
                            }
                            continue;
                        }
                        known.insert(key, gathered.kept.len() as u32);
                        source.n_problems += built.facts.problems.len() as u64;
                        for problem in &built.facts.problems {
                            gathered.problems.push(problem_of(document, Some(&built.posting.id), problem.clone()));
                        }
                        gathered.n_offers += u64::from(is_offer(&built.facts));
                        gathered.kept.push(kept(&built, source_idx as u32, document_idx as u32));
                        gathered.sketches.push(sketch);
                        batch.push(built);
                    }
                    if !batch.is_empty() && !write(batch) {
                        bail!("a table could not be written");
                    }
                    Ok(())
                },
            )?;
        }
        Ok(())
    }
}

/// Index of the connector's row, which is made when it is the first document of its kind.
fn source_idx(sources: &mut Vec<SourceRow>, connector: &Connector) -> usize {
    sources.iter().position(|source| source.id == connector.info.id).unwrap_or_else(|| {
        sources.push(SourceRow {
            id: connector.info.id.to_owned(),
            frame: connector.info.frame.to_owned(),
            is_denominator: connector.info.is_denominator,
            ..SourceRow::default()
        });
        sources.len() - 1
    })
}

/// Whether the posting is taken for an offer: it is unless the reader says that it is none.
fn is_offer(facts: &Facts) -> bool {
    facts.offer != Some(false)
}

fn read_chunk(
    extractor: &Extractor,
    context: Context<'_>,
    scratch: &mut Scratch,
    chunk: &mut Chunk,
) -> (Vec<Read1>, Vec<Problem>) {
    let batch = records::parse(chunk, context);
    let read = batch
        .postings
        .into_iter()
        .map(|(locator, posting)| read_posting(extractor, context, scratch, locator, posting));
    (read.collect(), batch.problems)
}

fn read_posting(
    extractor: &Extractor,
    context: Context<'_>,
    scratch: &mut Scratch,
    locator: Locator,
    mut posting: Posting,
) -> Read1 {
    let mut facts = extractor.read(&posting, scratch);
    let text = match (facts.text.take(), &mut posting.body) {
        (Some(text), _) => text,
        (None, Body::Text(text) | Body::Html(text)) => std::mem::take(text),
    };
    // The tables hold plain text; the source's own bytes stay in raw.
    posting.body = Body::Html(String::new());
    let sketch = prospect_dedupe::sketch(&Input {
        id: &posting.id,
        source: &posting.source,
        text: &text,
        employer: facts.employer.as_deref(),
        poster: posting.poster.as_deref(),
        day: posting.posted.map(Date::days),
        month: posting.month,
        roles: &facts.roles.iter().map(role_input).collect::<Vec<_>>(),
        places: &facts
            .places
            .iter()
            .map(|place| PlaceInput { city: place.city.as_deref(), country: place.country.as_deref() })
            .collect::<Vec<_>>(),
        is_offer: is_offer(&facts),
        url: posting.url.as_deref(),
    });
    let text_sha256 = Sha256(sha2::Sha256::digest(text.as_bytes()).into());
    let record = Record { document: context.document, locator };
    Read1 { built: BuiltPosting { posting, record, facts, text, text_sha256 }, sketch }
}

fn role_input(role: &Role) -> RoleInput<'_> {
    RoleInput { title: &role.title, seniority: &role.seniority, role_family: &role.role_family }
}

fn kept(built: &BuiltPosting, source: u32, document: u32) -> Kept {
    Kept {
        id: built.posting.id.clone(),
        source,
        posted: built.posting.posted,
        month: built.posting.month.or(built.posting.posted.map(Date::to_month)),
        text_sha256: built.text_sha256,
        document,
        roles: built
            .facts
            .roles
            .iter()
            .map(|role| (role.title.clone(), role.seniority.clone(), role.role_family.clone()))
            .collect(),
    }
}

fn problem_of(document: &DocumentEntry, posting_id: Option<&str>, problem: Problem) -> ProblemRecord {
    ProblemRecord {
        source: document.source.clone(),
        document_sha256: Some(document.sha256),
        locator: None,
        posting_id: posting_id.map(str::to_owned),
        code: problem.code,
        message: problem.message,
        at: problem.at,
    }
}

fn write_openings(writer: &mut SnapshotWriter, gathered: &Gathered, clusters: &Clusters) -> Result<()> {
    let mut n_openings = vec![0_u32; clusters.employers.len()];
    let mut n_postings = vec![0_u32; clusters.employers.len()];
    for employer in clusters.employer_of.iter().flatten() {
        n_postings[*employer as usize] += 1;
    }
    let mut opening_of: HashMap<(u32, u32), usize> = HashMap::new();
    for (opening_idx, opening) in clusters.openings.iter().enumerate() {
        let members: Vec<&Kept> =
            opening.members.iter().filter_map(|member| gathered.kept.get(member.posting as usize)).collect();
        let day = |kept: &&Kept| kept.posted.or(kept.month.map(Month::first_day));
        let roles: Vec<_> = opening
            .members
            .iter()
            .filter_map(|member| gathered.kept.get(member.posting as usize)?.roles.get(member.role as usize))
            .collect();
        let named = roles.iter().find(|role| !role.0.is_empty()).or(roles.first());
        let mut postings: Vec<u32> = opening.members.iter().map(|member| member.posting).collect();
        postings.dedup();
        if let Some(employer) = opening.employer {
            n_openings[employer as usize] += 1;
        }
        writer.write_openings(&[OpeningRecord {
            opening_id: opening.id.clone(),
            employer_id: opening.employer,
            title: named.map(|role| role.0.clone()).unwrap_or_default(),
            seniority: named.map(|role| role.1.clone()).unwrap_or_default(),
            role_family: named.map(|role| role.2.clone()).unwrap_or_default(),
            first_seen: members.iter().filter_map(day).min(),
            last_seen: members.iter().filter_map(day).max(),
            n_postings: postings.len() as u32,
        }])?;
        for member in &opening.members {
            opening_of.insert((member.posting, member.role), opening_idx);
            let Some(kept) = gathered.kept.get(member.posting as usize) else { continue };
            writer.write_observations(&[ObservationRecord {
                opening_id: opening.id.clone(),
                posting_idx: member.posting,
                posting_id: kept.id.clone(),
                source: gathered.sources.get(kept.source as usize).map(|source| source.id.clone()).unwrap_or_default(),
                role_idx: member.role,
                spell: member.spell,
                posted: kept.posted,
                month: kept.month,
            }])?;
        }
    }
    for merge in &clusters.merges {
        let opening = opening_of.get(&merge.b).and_then(|opening_idx| clusters.openings.get(*opening_idx));
        writer.write_merges(&[MergeRecord {
            opening_id: opening.map(|opening| opening.id.clone()).unwrap_or_default(),
            posting_a: merge.a.0,
            role_a: merge.a.1,
            posting_b: merge.b.0,
            role_b: merge.b.1,
            reason: merge.reason.to_string(),
            similarity: Some(merge.similarity),
        }])?;
    }
    for (employer_idx, employer) in clusters.employers.iter().enumerate() {
        writer.write_employers(&[EmployerRecord {
            employer_id: employer_idx as u32,
            name: employer.name.clone(),
            aliases: employer.aliases.clone(),
            n_postings: n_postings[employer_idx],
            n_openings: n_openings[employer_idx],
        }])?;
    }
    Ok(())
}

/// A stream that tells the progress bar how far it is.
struct Counted<'a, R> {
    stream: R,
    progress: &'a Progress,
}

impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let n = self.stream.read(buffer)?;
        self.progress.add(n as u64);
        Ok(n)
    }
}
