//! What stays of postings while documents stream by, from the newest to the oldest: which copy is kept, which documents
//! showed it, what of it changed.

use super::Build;
use super::read::{Item, Piece, PieceRead, Prints, Read1, connector_of, is_offer, read_chunk};
use crate::pipeline;
use crate::records;
use crate::screen::Progress;
use crate::sightings::{self, Boards, Sightings};
use anyhow::{Context as _, Result, bail};
use prospect_dedupe::{Options, Sketch};
use prospect_extract::{Extractor, Scratch};
use prospect_model::{Date, Month, Problem, RoleFamily, Seniority, SourceRow};
use prospect_sources::Connector;
use prospect_store::watched::Days;
use prospect_store::{
    BuiltPosting, DocumentEntry, ProblemRecord, SnapshotWriter, StoreError, VersionRecord, WatchedRecord, unpack,
};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;
use std::sync::mpsc::sync_channel;
use std::sync::{Arc, PoisonError};
use std::thread;
/// What stays in memory of a posting until its openings are known.
pub(super) struct Kept {
    /// See [`Gathered::numbers`].
    pub(super) number: u32,
    pub(super) id: String,
    pub(super) source: u32,
    pub(super) posted: Option<Date>,
    pub(super) month: Option<Month>,
    pub(super) roles: Vec<(String, Vec<Seniority>, Vec<RoleFamily>)>,
    /// Employer as written, of a posting whose board was looked at.
    pub(super) employer: Option<String>,
    /// Title as written, of such a posting.
    pub(super) title: Option<String>,
    /// What looks at its board told.
    pub(super) watched: Option<Watched>,
}

/// When looks at its boards showed a posting.
#[derive(Clone, Copy)]
pub(super) struct Watched {
    pub(super) first: Date,
    pub(super) last: Date,
    /// When it was gone from all of them.
    pub(super) closed: Option<Date>,
}

impl Kept {
    /// The day that it was posted, or first of its month, or first seen.
    pub(super) fn first_day(&self) -> Option<Date> {
        let posted = self.posted.or(self.month.map(Month::first_day));
        posted.into_iter().chain(self.watched.map(|watched| watched.first)).min()
    }

    /// The last day that anything shows it.
    pub(super) fn last_day(&self) -> Option<Date> {
        self.posted.or(self.month.map(Month::first_day)).max(self.watched.map(|watched| watched.last))
    }
}

/// What was gathered while postings streamed by.
#[derive(Default)]
pub(super) struct Gathered {
    /// By source and id, the number of the posting; numbers count in the order of the first meeting.
    numbers: HashMap<(u32, String), u32>,
    /// By number: where the posting is kept, and the last document that held it.
    met: Vec<Met>,
    pub(super) kept: Vec<Kept>,
    pub(super) sketches: Vec<Sketch>,
    pub(super) sightings: Sightings,
    pub(super) versions: Vec<VersionRecord>,
    pub(super) watched: Vec<WatchedRecord>,
    pub(super) problems: Vec<ProblemRecord>,
    /// In the order in which documents named them.
    pub(super) sources: Vec<SourceRow>,
    pub(super) n_offers: u64,
}

/// A posting that was met.
struct Met {
    document: u32,
    is_kept: bool,
    /// The newest copy and its document, while a fuller one may come: an entry of a list never shadows the copy with a
    /// text.
    waiting: Option<(u32, Box<Read1>)>,
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

impl Build<'_> {
    /// Reads every document; the three large tables are written on threads of their own meanwhile.
    pub(super) fn read_all(&self, writer: &SnapshotWriter) -> Result<Gathered> {
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

    /// Reads the tables of openings by day: what they show has no text, so it is watched and no posting.
    pub(super) fn read_days(&self, gathered: &mut Gathered) -> Result<()> {
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
    pub(super) fn follow(&self, gathered: &mut Gathered) {
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
