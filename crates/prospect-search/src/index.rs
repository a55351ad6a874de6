//! An index: made of a dataset and the texts of its postings, opened, searched.
//!
//! A folder holds it whole or not at all: it is written aside, fsynced and renamed. What it holds depends on the rows
//! and texts alone, not on the threads that write it (but for names of files, which the engine draws).
//!
//! Not here: where the folder is, and when an index is made or removed: its caller knows.

use crate::facets::FacetCounts;
use crate::facts::{self, Column, Facts, Names, RowKey};
use crate::filters::Filter;
use crate::find::{Search, guarded};
use crate::query::{Query, Sort};
use crate::shard::{RowText, Shard, ShardWriter};
use crate::shown::{Shown, shown};
use crate::{SearchError, columns};
use prospect_model::{Dataset, PostingRow, SkillNeed};
use serde::{Deserialize, Serialize};
use std::fs::{self, File};
use std::io::Write as _;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;

/// Counts the layouts of an index; an index of another is made anew.
pub const FORMAT: u32 = 1;

/// Shards that a small index is parted into, so that threads share the work.
const N_SHARDS_MIN: usize = 8;
/// Rows of a shard: fewer would cost a query more in beginning a shard than in going through it, more would make
/// threads wait for the last.
const SHARD_ROWS: Range<usize> = 4_096..65_536;
/// Bytes of text of a shard, so that memory while writing has a bound: a shard for each thread, one in the making
/// and one that waits.
const SHARD_BYTES_MAX: usize = 96 << 20;

/// Names that folders in the making begin with; what a crash leaves of them may be removed.
pub const ASIDE: &str = ".tmp-";

/// Gives the texts of postings, in the order of their numbers, to a function.
pub type Texts<'a> = dyn FnMut(&mut dyn FnMut(u32, &str)) -> Result<(), Box<dyn std::error::Error + Send + Sync>> + 'a;

/// What the file `about.json` says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct About {
    format: u32,
    /// Id of the snapshot that it was made of.
    snapshot: String,
    n_rows: usize,
    n_shards: usize,
}

/// An index that is open.
pub struct SearchIndex {
    about: About,
    facts: Facts,
    names: Names,
    shards: Vec<Shard>,
}

/// An opening that meets a query.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Hit {
    /// What is known of it.
    #[serde(flatten)]
    pub shown: Shown,
    /// Whether it was seen in the last days of its source; `None` without dates.
    pub is_open: Option<bool>,
    /// How well it fits the words; `None` where another order was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub score: Option<f32>,
    /// Filters that it says nothing to.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unknown: Vec<Filter>,
}

/// How many openings say nothing to a filter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Unknown {
    /// The filter.
    pub filter: Filter,
    /// Openings that fail no filter and say nothing to this one.
    pub n: u64,
    /// Whether they are among the hits (where no other filter drops them), or left out.
    pub is_kept: bool,
}

/// The answer to a query.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Answer {
    /// Id of the snapshot.
    pub snapshot: String,
    /// Openings in the index.
    pub n_openings: u64,
    /// Openings that meet the query.
    pub n: u64,
    /// The order of the hits.
    pub sort: Sort,
    /// The first of them.
    pub hits: Vec<Hit>,
    /// Counts among all of them.
    pub facets: Vec<FacetCounts>,
    /// For each filter that some openings say nothing to: how many.
    pub unknown: Vec<Unknown>,
}

impl SearchIndex {
    /// Opens the index in a folder; `None` where there is none, or one of another layout.
    ///
    /// # Errors
    /// Fails when it cannot be read, or is damaged.
    pub fn open(folder: &Path) -> Result<Option<Self>, SearchError> {
        let path = folder.join("about.json");
        let about = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(source) => return Err(SearchError::io("read", &path, source)),
        };
        let format = serde_json::from_slice::<serde_json::Value>(&about).ok();
        if format.as_ref().and_then(|about| about.get("format")).and_then(serde_json::Value::as_u64)
            != Some(u64::from(FORMAT))
        {
            return Ok(None);
        }
        let about: About = json(&path, &about)?;
        let read = |name: &str| {
            let path = folder.join(name);
            let bytes = fs::read(&path).map_err(|source| SearchError::io("read", &path, source))?;
            Ok::<_, SearchError>((path, bytes))
        };
        let facts = columns::read(&read("facts.bin")?.1)?;
        let (path, names) = read("names.json")?;
        let names: Names = json(&path, &names)?;
        let mut shards = Vec::new();
        let mut first_row = 0_u32;
        for number in 0..about.n_shards {
            let shard = Shard::open(&shard_folder(folder, number), first_row)?;
            first_row = first_row.saturating_add(shard.n_rows);
            shards.push(shard);
        }
        Self::of(about, facts, names, shards).map(Some)
    }

    fn of(about: About, facts: Facts, names: Names, shards: Vec<Shard>) -> Result<Self, SearchError> {
        let n_rows: usize = shards.iter().map(|shard| shard.n_rows as usize).sum();
        if facts.n_rows != about.n_rows || n_rows != about.n_rows {
            return Err(SearchError::damaged("its parts have different numbers of rows"));
        }
        Ok(Self { about, facts, names, shards })
    }

    /// Makes the index of a dataset in a folder, which appears whole or not at all; what was there is replaced.
    ///
    /// Without texts the index holds the words of titles, employers and facts. `n_threads` threads at most write it,
    /// beside the one that reads the texts.
    ///
    /// # Errors
    /// Fails when the texts cannot be read or the index cannot be written; the folder is then as it was.
    pub fn create(
        folder: &Path,
        dataset: &Dataset,
        texts: Option<&mut Texts<'_>>,
        n_threads: usize,
    ) -> Result<Self, SearchError> {
        let parent = folder.parent().unwrap_or(Path::new("."));
        let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        fs::create_dir_all(parent).map_err(|source| SearchError::io("create", parent, source))?;
        let aside = parent.join(format!("{ASIDE}{name}-{}", std::process::id()));
        let made = create_aside(&aside, dataset, texts, n_threads).and_then(|()| put_in_place(&aside, folder));
        if made.is_err() {
            // What could not be removed is left for the next `gc`; the first error is the one that counts.
            let _ = fs::remove_dir_all(&aside);
        }
        made?;
        Self::open(folder)?.ok_or_else(|| SearchError::damaged("it is gone after it was written"))
    }

    /// Makes the index of a dataset without texts in memory.
    ///
    /// # Errors
    /// Fails when the engine does.
    pub fn in_memory(dataset: &Dataset, n_threads: usize) -> Result<Self, SearchError> {
        let rows = facts::rows(dataset);
        let (facts, names) = facts::facts(dataset, &rows);
        let shards = write_shards(None, dataset, &rows, None, n_threads)?;
        let about =
            About { format: FORMAT, snapshot: dataset.snapshot_id.clone(), n_rows: rows.len(), n_shards: shards.len() };
        Self::of(about, facts, names, shards)
    }

    /// Id of the snapshot that it was made of.
    #[must_use]
    pub fn snapshot_id(&self) -> &str {
        &self.about.snapshot
    }

    /// Openings in it.
    #[must_use]
    pub fn n_openings(&self) -> usize {
        self.about.n_rows
    }

    /// Answers a query on at most `n_threads` threads; their number does not change the answer.
    ///
    /// # Errors
    /// An employer or source that the index does not have, filters that contradict each other, a damaged index.
    pub fn search(&self, query: &Query, n_threads: usize) -> Result<Answer, SearchError> {
        let search = Search::new(query, &self.shards, &self.facts, &self.names)?;
        let found = search.run(n_threads)?;
        let is_scored = query.order() == Sort::Relevance;
        let hit = |(key, row): &(u64, u32)| {
            let state = search.state(*row);
            Ok(Hit {
                shown: self.shown(*row)?,
                is_open: match self.facts.column(Column::Open).get(*row as usize) {
                    Some(1) => Some(false),
                    Some(2) => Some(true),
                    _ => None,
                },
                score: is_scored.then(|| f32::from_bits(u32::try_from(*key).unwrap_or(0))),
                unknown: Filter::ALL.into_iter().filter(|filter| state & filter.bit() != 0).collect(),
            })
        };
        let unknown = Filter::ALL.into_iter().zip(found.n_unknown).filter(|(_, n)| *n > 0);
        let is_kept = |filter| query.unknown_kept.contains(&filter);
        Ok(Answer {
            snapshot: self.about.snapshot.clone(),
            n_openings: self.about.n_rows as u64,
            n: found.n,
            sort: query.order(),
            hits: found.rows.iter().map(hit).collect::<Result<_, SearchError>>()?,
            facets: found.counters.values(&self.names, query.n_facet_values),
            unknown: unknown.map(|(filter, n)| Unknown { filter, n, is_kept: is_kept(filter) }).collect(),
        })
    }

    fn shown(&self, row: u32) -> Result<Shown, SearchError> {
        let after = self.shards.partition_point(|shard| shard.first_row <= row);
        let shard = after.checked_sub(1).and_then(|at| self.shards.get(at));
        let shard = shard.ok_or_else(|| SearchError::damaged("a row is in no shard"))?;
        let shown = shard.shown(row - shard.first_row)?;
        serde_json::from_slice(&shown)
            .map_err(|error| SearchError::damaged(format!("row {row} is not readable: {error}")))
    }
}

fn as_json(error: serde_json::Error) -> SearchError {
    SearchError::damaged(error.to_string())
}

fn json<T: serde::de::DeserializeOwned>(path: &Path, bytes: &[u8]) -> Result<T, SearchError> {
    serde_json::from_slice(bytes)
        .map_err(|error| SearchError::damaged(format!("`{}` is not readable: {error}", path.display())))
}

fn shard_folder(folder: &Path, number: usize) -> PathBuf {
    folder.join(format!("words-{number}"))
}

/// Writes all files of an index, each fsynced.
fn create_aside(
    aside: &Path,
    dataset: &Dataset,
    texts: Option<&mut Texts<'_>>,
    n_threads: usize,
) -> Result<(), SearchError> {
    remove(aside)?;
    fs::create_dir(aside).map_err(|source| SearchError::io("create", aside, source))?;
    let rows = facts::rows(dataset);
    let write_facts = || {
        let (facts, names) = facts::facts(dataset, &rows);
        write_file(&aside.join("facts.bin"), &columns::write(&facts))?;
        write_file(&aside.join("names.json"), &serde_json::to_vec(&names).map_err(as_json)?)
    };
    let (shards, written) = thread::scope(|scope| {
        let facts = scope.spawn(write_facts);
        let shards = write_shards(Some(aside), dataset, &rows, texts, n_threads);
        (shards, facts.join().unwrap_or_else(|_| Err(SearchError::damaged("its facts could not be written"))))
    });
    written?;
    let shards = shards?;
    let about =
        About { format: FORMAT, snapshot: dataset.snapshot_id.clone(), n_rows: rows.len(), n_shards: shards.len() };
    write_file(&aside.join("about.json"), &serde_json::to_vec(&about).map_err(as_json)?)?;
    sync_folder(aside)
}

fn put_in_place(aside: &Path, folder: &Path) -> Result<(), SearchError> {
    if folder.exists() {
        // Out of the way under another name first: what stands under its own name is whole at any time.
        let mut old = aside.as_os_str().to_owned();
        old.push("-old");
        let old = PathBuf::from(old);
        remove(&old)?;
        fs::rename(folder, &old).map_err(|source| SearchError::io("rename", folder, source))?;
        remove(&old)?;
    }
    fs::rename(aside, folder).map_err(|source| SearchError::io("rename", aside, source))?;
    sync_folder(folder.parent().unwrap_or(Path::new(".")))
}

fn remove(folder: &Path) -> Result<(), SearchError> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(SearchError::io("remove", folder, error)),
        _ => Ok(()),
    }
}

fn write_file(path: &Path, bytes: &[u8]) -> Result<(), SearchError> {
    let write = || {
        let mut file = File::create(path)?;
        file.write_all(bytes)?;
        file.sync_all()
    };
    write().map_err(|source| SearchError::io("write", path, source))
}

fn sync_folder(folder: &Path) -> Result<(), SearchError> {
    // Only Unix can open a folder; elsewhere the file system orders renames itself.
    let sync = || if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) };
    sync().map_err(|source| SearchError::io("sync", folder, source))
}

/// Rows of a shard with the texts of their postings.
struct Batch {
    number: usize,
    rows: Range<usize>,
    texts: BatchTexts,
}

/// Texts of postings, in the order of their numbers; none at all where there are none.
#[derive(Default)]
struct BatchTexts {
    /// One behind the other: a block of memory for each would cost more than copying it.
    text: String,
    /// Number of each posting and where its text ends.
    ends: Vec<(u32, usize)>,
}

impl BatchTexts {
    fn push(&mut self, posting: u32, text: &str) {
        self.text.push_str(text);
        self.ends.push((posting, self.text.len()));
    }

    /// The text of a posting; empty where there is none.
    fn of(&self, posting: u32) -> &str {
        let Ok(at) = self.ends.binary_search_by_key(&posting, |(posting, _)| *posting) else { return "" };
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |(_, end)| *end);
        self.ends.get(at).and_then(|(_, end)| self.text.get(start..*end)).unwrap_or_default()
    }
}

/// Writes the shards of all rows, several at a time.
fn write_shards(
    folder: Option<&Path>,
    dataset: &Dataset,
    rows: &[RowKey],
    texts: Option<&mut Texts<'_>>,
    n_threads: usize,
) -> Result<Vec<Shard>, SearchError> {
    let (sender, receiver) = sync_channel::<Batch>(1);
    let receiver = Mutex::new(receiver);
    let skill_names = facts::skill_names(dataset);
    let write = || -> Result<Vec<(usize, usize, tantivy::Index)>, SearchError> {
        let mut done = Vec::new();
        while let Some(batch) = next(&receiver) {
            match guarded(|| write_shard(folder, dataset, &skill_names, rows, &batch)) {
                Ok(index) => done.push((batch.number, batch.rows.start, index)),
                Err(error) => {
                    // Takes what is still sent, so that the one that reads the texts does not wait for ever.
                    while next(&receiver).is_some() {}
                    return Err(error);
                }
            }
        }
        Ok(done)
    };
    let mut done = thread::scope(|scope| -> Result<Vec<_>, SearchError> {
        let workers: Vec<_> = (0..n_threads.max(1)).map(|_| scope.spawn(write)).collect();
        let batched = batch_rows(rows, texts, &mut |batch| sender.send(batch).is_ok());
        drop(sender);
        let mut done = Vec::new();
        for worker in workers {
            let failed = || Err(SearchError::damaged("the full-text engine could not write it"));
            done.extend(worker.join().unwrap_or_else(|_| failed())?);
        }
        batched?;
        Ok(done)
    })?;
    done.sort_unstable_by_key(|(number, ..)| *number);
    let first = |row: usize| u32::try_from(row).unwrap_or(u32::MAX);
    done.iter().map(|(_, row, index)| Shard::of(index, first(*row))).collect()
}

/// The next batch; none where all are done, or where another thread panicked while it waited.
fn next(receiver: &Mutex<Receiver<Batch>>) -> Option<Batch> {
    receiver.lock().ok()?.recv().ok()
}

/// Cuts the rows into shards. Where it cuts depends on rows and texts alone.
fn batch_rows(
    rows: &[RowKey],
    texts: Option<&mut Texts<'_>>,
    send: &mut dyn FnMut(Batch) -> bool,
) -> Result<(), SearchError> {
    let n_rows_max = (rows.len() / N_SHARDS_MIN).clamp(SHARD_ROWS.start, SHARD_ROWS.end);
    let mut number = 0;
    let mut start = 0;
    let mut end = 0;
    let mut is_wanted = true;
    let mut own = BatchTexts::default();
    let mut flush = |rows: Range<usize>, texts: BatchTexts| {
        if !rows.is_empty() && is_wanted {
            is_wanted = send(Batch { number, rows, texts });
            number += 1;
        }
    };
    if let Some(texts) = texts {
        texts(&mut |posting, text| {
            let n_own = rows.get(end..).unwrap_or_default().iter().take_while(|row| row.posting <= posting).count();
            if n_own == 0 {
                return;
            }
            if end > start && (end + n_own - start > n_rows_max || own.text.len() + text.len() > SHARD_BYTES_MAX) {
                flush(start..end, std::mem::take(&mut own));
                start = end;
            }
            end += n_own;
            own.push(posting, text);
        })
        .map_err(SearchError::Texts)?;
    }
    // Rows whose postings gave no text: all of them where there are no texts.
    while rows.len() - start > n_rows_max {
        flush(start..start + n_rows_max, std::mem::take(&mut own));
        start += n_rows_max;
    }
    flush(start..rows.len(), own);
    Ok(())
}

fn write_shard(
    folder: Option<&Path>,
    dataset: &Dataset,
    skill_names: &[&str],
    rows: &[RowKey],
    batch: &Batch,
) -> Result<tantivy::Index, SearchError> {
    let folder = folder.map(|folder| shard_folder(folder, batch.number));
    if let Some(folder) = &folder {
        fs::create_dir(folder).map_err(|source| SearchError::io("create", folder, source))?;
    }
    let mut writer = ShardWriter::new(folder.as_deref())?;
    let empty = PostingRow::default();
    let mut skills: Vec<(&str, bool)> = Vec::new();
    let mut words = String::new();
    let mut shown_bytes = Vec::new();
    for key in rows.get(batch.rows.clone()).unwrap_or_default() {
        let posting = dataset.postings.get(key.posting as usize).unwrap_or(&empty);
        let shown = shown(dataset, *key, posting);
        skills.clear();
        for row in posting.skills_of(key.role as usize).filter(|row| row.need != SkillNeed::Mentioned) {
            if let Some(id) = dataset.skills.get(row.skill as usize) {
                skills.push((id, row.need == SkillNeed::Required));
            }
        }
        shown_bytes.clear();
        serde_json::to_writer(&mut shown_bytes, &shown).map_err(as_json)?;
        facts::write_words(skill_names, posting, key.role as usize, &mut words);
        writer.add(&RowText {
            title: shown.title.as_deref().unwrap_or_default(),
            employer: shown.employer.as_deref().unwrap_or_default(),
            facts: &words,
            text: batch.texts.of(key.posting),
            skills: &skills,
            shown: &shown_bytes,
        })?;
    }
    writer.finish()
}
