//! `prospect build`: everything in `raw/` becomes a snapshot: facts, openings, reasons of merges; then its full-text index.

use crate::home::HomeArgs;
use crate::index;
use crate::pipeline;
use crate::records::{self, Chunk};
use crate::screen::{Outcome, Progress, counted, grouped};
use crate::sightings::{self, Boards, Sightings, State, print_of};
use anyhow::{Context as _, Result, bail};
use prospect_dedupe::{Clusters, Input, Options, PlaceInput, RoleInput, Sketch};
use prospect_extract::{Extractor, Scratch};
use prospect_model::{
    Body, Date, Facts, Locator, Month, Posting, Problem, Record, Role, RoleFamily, Seniority, Sha256, SourceRow,
};
use prospect_sources::{Connector, Context, Parsed, by_id};
use prospect_store::watched::Days;
use prospect_store::{
    BuiltPosting, DocumentEntry, EmployerRecord, Home, Look, LookOutcome, ManifestParts, MergeRecord,
    ObservationRecord, OpeningRecord, ProblemRecord, SnapshotWriter, StoreError, VersionRecord, Wait, WatchedRecord,
    WriterLock, unpack,
};
use sha2::Digest as _;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io::Read;
use std::path::Path;
use std::sync::mpsc::sync_channel;
use std::sync::{Arc, Mutex, PoisonError};
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

/// What stays in memory of a posting until its openings are known.
struct Kept {
    /// See [`Gathered::numbers`].
    number: u32,
    id: String,
    source: u32,
    posted: Option<Date>,
    month: Option<Month>,
    roles: Vec<(String, Vec<Seniority>, Vec<RoleFamily>)>,
    /// Employer as written, of a posting whose board was looked at.
    employer: Option<String>,
    /// Title as written, of such a posting.
    title: Option<String>,
    /// What looks at its board told.
    watched: Option<Watched>,
}

/// When looks at its boards showed a posting.
#[derive(Clone, Copy)]
struct Watched {
    first: Date,
    last: Date,
    /// When it was gone from all of them.
    closed: Option<Date>,
}

impl Kept {
    /// The day that it was posted, or first of its month, or first seen.
    fn first_day(&self) -> Option<Date> {
        let posted = self.posted.or(self.month.map(Month::first_day));
        posted.into_iter().chain(self.watched.map(|watched| watched.first)).min()
    }

    /// The last day that anything shows it.
    fn last_day(&self) -> Option<Date> {
        self.posted.or(self.month.map(Month::first_day)).max(self.watched.map(|watched| watched.last))
    }
}

/// What was gathered while postings streamed by.
#[derive(Default)]
struct Gathered {
    /// By source and id, the number of the posting; numbers count in the order of the first meeting.
    numbers: HashMap<(u32, String), u32>,
    /// By number: where the posting is kept, and the last document that held it.
    met: Vec<Met>,
    kept: Vec<Kept>,
    sketches: Vec<Sketch>,
    sightings: Sightings,
    versions: Vec<VersionRecord>,
    watched: Vec<WatchedRecord>,
    problems: Vec<ProblemRecord>,
    /// In the order in which documents named them.
    sources: Vec<SourceRow>,
    n_offers: u64,
}

/// A posting that was met.
struct Met {
    document: u32,
    is_kept: bool,
    /// The newest copy and its document, while a fuller one may come: an entry of a list never shadows the copy with a
    /// text.
    waiting: Option<(u32, Box<Read1>)>,
}

/// One posting after reading.
struct Read1 {
    built: BuiltPosting,
    sketch: Sketch,
    state: State,
    /// What would make another copy read the same; `None` where no other is expected.
    print: Option<Sha256>,
}

/// One posting of a document.
enum Item {
    /// It was read.
    Read(Box<Read1>),
    /// A copy of it in the same state was read before.
    Same { id: String, locator: Locator, state: u32 },
}

/// A piece of a document on its way.
struct Piece {
    document: u32,
    chunk: Result<Chunk, StoreError>,
}

/// Where a copy of a posting stands.
struct Standing<'a> {
    /// Index of its source.
    source: usize,
    document: &'a DocumentEntry,
    document_idx: u32,
    /// Whether it is an entry of a list whose items have details of their own.
    is_list: bool,
    /// Whether another document may hold the posting too, or a look tell of it.
    is_followed: bool,
}

/// What a piece held.
struct PieceRead {
    document: u32,
    items: Vec<Item>,
    removed: Vec<String>,
    problems: Vec<Problem>,
}

/// States of postings that were read, by what makes a copy read the same.
type Prints = Mutex<HashMap<Sha256, u32>>;

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
        let prints = Prints::default();
        let several = self.sources_of_several_documents();
        let has_details: BTreeSet<&str> =
            self.documents.iter().filter(|it| sightings::is_detail(it)).map(|it| it.source.as_str()).collect();
        let connectors = self.documents.iter().map(connector_of).collect::<Result<Vec<_>>>()?;
        pipeline::ordered(
            self.n_threads,
            |send| self.send_pieces(&connectors, progress, send),
            Scratch::default,
            |scratch, piece: Piece| -> Result<PieceRead> {
                let mut chunk = piece.chunk?;
                let document = self.document(piece.document)?;
                let prints = several.contains(document.source.as_str()).then_some(&prints);
                Ok(read_chunk(extractor, (piece.document, document), prints, scratch, &mut chunk))
            },
            |read: Result<PieceRead>| -> Result<()> {
                let read = read?;
                let document = self.document(read.document)?;
                let is_list = has_details.contains(document.source.as_str()) && !sightings::is_detail(document);
                let connector = connectors.get(read.document as usize).context("each document has a connector")?;
                let source_idx = source_idx(&mut gathered.sources, connector);
                if let Some(source) = gathered.sources.get_mut(source_idx) {
                    source.n_records += read.items.len() as u64;
                    source.n_problems += read.problems.len() as u64;
                }
                let problems = read.problems.into_iter().map(|problem| problem_of(document, None, problem));
                gathered.problems.extend(problems);
                for id in read.removed {
                    let number = gathered.number(source_idx as u32, &id);
                    gathered.sightings.add_removed(number, read.document);
                }
                let is_followed =
                    several.contains(document.source.as_str()) || document.seen.iter().any(|seen| seen.look.is_some());
                let copy = Standing { source: source_idx, document, document_idx: read.document, is_list, is_followed };
                let mut batch = Vec::with_capacity(read.items.len());
                for item in read.items {
                    let wanted = gathered.take(&copy, item, &prints);
                    batch.extend(wanted.map(|read| gathered.keep(*read, source_idx, document)));
                }
                if !batch.is_empty() && !write(batch) {
                    bail!("a table could not be written");
                }
                Ok(())
            },
        )?;
        // What nothing fuller came for.
        let mut batch = Vec::new();
        for number in 0..gathered.met.len() {
            let Some(met) = gathered.met.get_mut(number).filter(|met| !met.is_kept) else { continue };
            let Some((document, read)) = met.waiting.take() else { continue };
            met.is_kept = true;
            let document = self.document(document)?;
            let found = gathered.sources.iter().position(|source| source.id == document.source);
            batch.push(gathered.keep(*read, found.unwrap_or_default(), document));
        }
        if !batch.is_empty() && !write(batch) {
            bail!("a table could not be written");
        }
        Ok(())
    }

    fn document(&self, number: u32) -> Result<&DocumentEntry> {
        self.documents.get(number as usize).context("a piece is of a document")
    }

    /// Sources of which a posting may stand in several documents, so that it pays to know what was read before.
    fn sources_of_several_documents(&self) -> BTreeSet<&str> {
        let pairs = self.documents.iter().zip(self.documents.iter().skip(1));
        pairs.filter(|(a, b)| a.source == b.source).map(|(a, _)| a.source.as_str()).collect()
    }

    /// Cuts the documents into pieces, the newest document first: where a posting came twice, its newest words are
    /// the posting.
    fn send_pieces(&self, connectors: &[&'static Connector], progress: &Progress, send: &mut dyn FnMut(Piece) -> bool) {
        let mut is_wanted = true;
        for (at, (document, connector)) in self.documents.iter().zip(connectors).enumerate().rev() {
            // Tables of days hold no postings.
            if connector.is_of_days() {
                continue;
            }
            let number = at as u32;
            match self.home.open_document(document) {
                Ok(stream) => {
                    let stream = Counted { stream, progress };
                    records::chunks(connector, unpack(stream), &mut |chunk| {
                        is_wanted = send(Piece { document: number, chunk: Ok(chunk) });
                        is_wanted
                    });
                }
                Err(error) => is_wanted = send(Piece { document: number, chunk: Err(error) }),
            }
            if !is_wanted {
                return;
            }
        }
    }

    /// Reads the tables of openings by day: what they show has no text, so it is watched and no posting.
    fn read_days(&self, gathered: &mut Gathered) -> Result<()> {
        let mut by_source: BTreeMap<&str, Days> = BTreeMap::new();
        for document in self.documents {
            let connector = connector_of(document)?;
            if !connector.is_of_days() {
                continue;
            }
            let source_idx = source_idx(&mut gathered.sources, connector);
            let days = by_source.entry(&document.source).or_default();
            let name = document.sha256.to_string();
            let outcome = records::table(unpack(self.home.open_document(document)?)).and_then(|bytes| {
                let added = days.add(Path::new(&name), bytes);
                added.map_err(|error| Problem::new("broken-table", error.to_string()))
            });
            let Some(source) = gathered.sources.get_mut(source_idx) else { continue };
            match outcome {
                Ok(n_rows) => source.n_records += n_rows,
                Err(problem) => {
                    source.n_problems += 1;
                    gathered.problems.push(problem_of(document, None, problem));
                }
            }
        }
        gathered.watched.extend(by_source.into_iter().flat_map(|(source, days)| days.finish(source)));
        Ok(())
    }

    /// Says of each posting when it was there and what of it changed, as looks at its boards tell.
    fn follow(&self, gathered: &mut Gathered) {
        let boards = Boards::new(self.documents, self.looks);
        let gap_days = Options::default().spell_gap_days;
        let Gathered { kept, sketches, sightings, versions, watched, sources, .. } = gathered;
        for (kept, sketch) in kept.iter_mut().zip(sketches) {
            let history = sightings.history((kept.number, &kept.id), self.documents, &boards, gap_days);
            versions.extend(history.versions);
            let source = sources.get(kept.source as usize).map(|source| source.id.as_str()).unwrap_or_default();
            let rows = watched_rows(kept, source, &history.spells);
            let (Some(first), Some(last)) =
                (rows.iter().map(|row| row.first_seen).min(), rows.iter().map(|row| row.last_seen).max())
            else {
                continue;
            };
            sketch.watched(first.days(), last.days());
            // Open while any board has it: the last spell on each board is what counts.
            let newest =
                |row: &&WatchedRecord| !rows.iter().any(|other| other.board == row.board && other.spell > row.spell);
            let ends: Option<Vec<Date>> = rows.iter().filter(newest).map(|row| row.closed).collect();
            let closed = ends.and_then(|ends| ends.into_iter().max());
            kept.watched = Some(Watched { first, last, closed });
            watched.extend(rows);
        }
        watched.sort_by(|a, b| {
            (&a.source, &a.board, &a.posting_id, a.spell).cmp(&(&b.source, &b.board, &b.posting_id, b.spell))
        });
        versions.sort_by(|a, b| (&a.source, &a.posting_id, a.version).cmp(&(&b.source, &b.posting_id, b.version)));
    }
}

impl Gathered {
    /// The number of a posting, which it gets when it is first met.
    fn number(&mut self, source: u32, id: &str) -> u32 {
        let next = self.met.len() as u32;
        let number = *self.numbers.entry((source, id.to_owned())).or_insert(next);
        if number == next {
            self.met.push(Met { document: u32::MAX, is_kept: false, waiting: None });
        }
        number
    }

    /// Notes that a document holds a posting; gives it back when it is the copy to keep.
    fn take(&mut self, copy: &Standing<'_>, item: Item, prints: &Prints) -> Option<Box<Read1>> {
        let (id, locator) = match &item {
            Item::Read(read) => (read.built.posting.id.clone(), read.built.record.locator.clone()),
            Item::Same { id, locator, .. } => (id.clone(), locator.clone()),
        };
        let number = self.number(copy.source as u32, &id);
        let met = self.met.get_mut(number as usize)?;
        if met.document == copy.document_idx {
            let message = format!("id `{id}` stands twice in the document; the first counts");
            let problem = Problem::new("duplicate-id", message).at(locator.to_string());
            self.problems.push(problem_of(copy.document, Some(&id), problem));
            if let Some(source) = self.sources.get_mut(copy.source) {
                source.n_problems += 1;
            }
            return None;
        }
        met.document = copy.document_idx;
        let (read, state) = match item {
            Item::Same { state, .. } => (None, state),
            // Nothing can be told of what stands in one document only, and an archive may be large.
            Item::Read(read) if !copy.is_followed => {
                met.is_kept = true;
                return Some(read);
            }
            Item::Read(read) => {
                let state = self.sightings.add_state(read.state.clone());
                if let Some(print) = read.print {
                    prints.lock().unwrap_or_else(PoisonError::into_inner).insert(print, state);
                }
                (Some(read), state)
            }
        };
        self.sightings.add(number, copy.document_idx, locator, state);
        let read = read?;
        if met.is_kept {
            return None;
        }
        if copy.is_list || !read.state.has_text {
            met.waiting.get_or_insert((copy.document_idx, read));
            return None;
        }
        met.is_kept = true;
        met.waiting = None;
        Some(read)
    }

    /// Keeps what is needed of a posting later; what the tables need goes on.
    fn keep(&mut self, read: Read1, source: usize, document: &DocumentEntry) -> BuiltPosting {
        let Read1 { built, sketch, state, .. } = read;
        if let Some(source) = self.sources.get_mut(source) {
            source.n_problems += built.facts.problems.len() as u64;
        }
        for problem in &built.facts.problems {
            self.problems.push(problem_of(document, Some(&built.posting.id), problem.clone()));
        }
        self.n_offers += u64::from(is_offer(&built.facts));
        let number = self.number(source as u32, &built.posting.id);
        let mut kept = kept(&built, source as u32, number);
        if document.seen.iter().any(|seen| seen.look.is_some()) {
            kept.employer.clone_from(&built.facts.employer);
            kept.title = state.title;
        }
        self.kept.push(kept);
        self.sketches.push(sketch);
        built
    }
}

/// The connector that a document is for.
fn connector_of(document: &DocumentEntry) -> Result<&'static Connector> {
    by_id(&document.source).with_context(|| {
        format!("document {} is of source `{}`, which this build does not know", document.sha256, document.source)
    })
}

/// The spells of a posting as rows; numbers count through the spells of one board.
fn watched_rows(
    kept: &Kept,
    source: &str,
    spells: &[(Option<String>, prospect_dedupe::SeenSpell)],
) -> Vec<WatchedRecord> {
    let mut numbers: BTreeMap<&Option<String>, u32> = BTreeMap::new();
    let row = |(board, spell): &(Option<String>, prospect_dedupe::SeenSpell), number: u32| {
        Some(WatchedRecord {
            source: source.to_owned(),
            board: board.clone(),
            posting_id: kept.id.clone(),
            spell: number,
            employer: kept.employer.clone(),
            title: kept.title.clone(),
            published: kept.posted,
            first_seen: Date::from_days(spell.first)?,
            last_seen: Date::from_days(spell.last)?,
            n_looks: spell.n_looks,
            n_missed: spell.n_missed,
            is_start_seen: spell.is_start_seen,
            closed: spell.closed.and_then(Date::from_days),
        })
    };
    let mut rows = Vec::with_capacity(spells.len());
    for it in spells {
        let number = numbers.entry(&it.0).or_insert(0);
        rows.extend(row(it, *number));
        *number += 1;
    }
    rows
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
    (number, document): (u32, &DocumentEntry),
    prints: Option<&Prints>,
    scratch: &mut Scratch,
    chunk: &mut Chunk,
) -> PieceRead {
    let newest = document.seen.iter().max_by_key(|seen| seen.unix);
    let employer = newest.and_then(|seen| seen.look.as_ref()?.employer.as_deref());
    let url = newest.and_then(|seen| seen.url.as_deref());
    let context = Context { document: document.sha256, url, employer };
    let Parsed { postings, removed, problems } = records::parse(chunk, context);
    let item = |(locator, posting): (Locator, Posting)| {
        let print = prints.map(|_| print_of(&posting));
        let known = prints
            .zip(print)
            .and_then(|(prints, print)| prints.lock().unwrap_or_else(PoisonError::into_inner).get(&print).copied());
        match known {
            Some(state) => Item::Same { id: posting.id, locator, state },
            None => Item::Read(Box::new(read_posting(extractor, context, scratch, locator, posting, print))),
        }
    };
    let items = postings.into_iter().map(item).collect();
    PieceRead { document: number, items, removed: removed.into_iter().map(|(_, id)| id).collect(), problems }
}

fn read_posting(
    extractor: &Extractor,
    context: Context<'_>,
    scratch: &mut Scratch,
    locator: Locator,
    mut posting: Posting,
    print: Option<Sha256>,
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
    let state = State {
        text_sha256,
        title: posting.fields.title.clone().or_else(|| facts.titles.first().cloned()),
        pay: (!facts.pay.is_empty())
            .then(|| facts.pay.iter().map(|pay| pay.words.text.as_str()).collect::<Vec<_>>().join("; ")),
        has_text: !text.trim().is_empty(),
    };
    Read1 { built: BuiltPosting { posting, record, facts, text, text_sha256 }, sketch, state, print }
}

fn role_input(role: &Role) -> RoleInput<'_> {
    RoleInput { title: &role.title, seniority: &role.seniority, role_family: &role.role_family }
}

fn kept(built: &BuiltPosting, source: u32, number: u32) -> Kept {
    Kept {
        number,
        id: built.posting.id.clone(),
        source,
        posted: built.posting.posted,
        month: built.posting.month.or(built.posting.posted.map(Date::to_month)),
        employer: None,
        title: None,
        watched: None,
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

/// The day on which the last of an opening's watched postings was gone; `None` while one is there, and where
/// something shows the opening later.
fn closed_day(members: &[&Kept]) -> Option<Date> {
    let ends: Option<Vec<Date>> =
        members.iter().filter_map(|kept| kept.watched).map(|watched| watched.closed).collect();
    let closed = ends?.into_iter().max()?;
    let is_shown_later = members.iter().filter_map(|kept| kept.last_day()).any(|day| day > closed);
    (!is_shown_later).then_some(closed)
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
            first_seen: members.iter().filter_map(|kept| kept.first_day()).min(),
            last_seen: members.iter().filter_map(|kept| kept.last_day()).max(),
            n_postings: postings.len() as u32,
            closed: closed_day(&members),
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
