//! `prospect import`: documents go to `raw/` as they came; what they hold is counted.

use crate::home::HomeArgs;
use crate::pipeline;
use crate::records::{self, Chunk};
use crate::screen::{Outcome, Progress, counted, grouped};
use anyhow::{Context as _, Result, bail};
use prospect_model::Problem;
use prospect_sources::{Connector, Context, SNIFF_BYTES, by_id, sniff};
use prospect_store::watched::Days;
use prospect_store::{DocumentEntry, DocumentMeta, Home, Wait, WriterLock, unpack};
use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Take postings in from files, folders or standard input
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  prospect import hn-archive.jsonl.gz
  prospect import saved-pages/ --source page
  prospect import daily-snapshots/           Parquet files of days: how long openings stay
  prospect import this-week-in-rust/content/ --source twir
  curl -s https://acme.example/jobs.json | prospect import - --source schema-org

Formats are told apart by their content; --source says it instead. Plain, gzip or zstd.
Exit code 4: some records were refused (each is named); what was good went in.")]
pub(crate) struct Args {
    /// Files or folders, `-` for standard input
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// What the documents are: a source by its id, such as hn, greenhouse, feed, jsonl (docs/sources.md lists them)
    #[arg(long)]
    source: Option<String>,
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

/// How many problems are printed one by one; the rest is counted.
const PROBLEMS_SHOWN_MAX: usize = 20;

#[derive(Default)]
struct Tally {
    n_documents: u64,
    n_new_documents: u64,
    n_postings: u64,
    /// Postings that a source says are gone.
    n_removed: u64,
    /// Rows of archives of days.
    n_seen: u64,
    problems: Vec<(String, Problem)>,
}

pub(crate) fn run(args: &Args) -> Result<Outcome> {
    let connector = match &args.source {
        Some(id) => {
            let known: Vec<_> = prospect_sources::ALL.iter().map(|connector| connector.info.id).collect();
            Some(by_id(id).with_context(|| format!("no source `{id}`; there is: {}", known.join(", ")))?)
        }
        None => None,
    };
    let files = files(&args.paths)?;
    let home = args.home.home()?;
    let lock = home.lock(Wait::Until(Duration::from_secs(args.wait)))?;
    let n_total = files.iter().filter_map(|path| fs::metadata(path).ok()).map(|metadata| metadata.len()).sum();
    let progress = Progress::bytes_of("importing", n_total);
    let mut tally = Tally::default();
    for path in &files {
        let name = path.display().to_string();
        let importer = Importer {
            home: &home,
            lock: &lock,
            connector,
            threads: args.threads.unwrap_or_else(pipeline::default_threads),
        };
        match importer.import(path, &progress, &mut tally) {
            Ok(()) => {}
            // One unreadable file must not lose the others; a home that cannot be written ends it all.
            Err(error) if error.downcast_ref::<Unreadable>().is_some() => {
                tally.problems.push((name, Problem::new("unreadable", format!("{error:#}"))));
            }
            Err(error) => return Err(error.context(format!("failed to import `{name}`"))),
        }
    }
    drop(progress);
    print(args, &tally)?;
    Ok(match (tally.problems.is_empty(), tally.n_documents) {
        (true, _) => Outcome::Fine,
        (false, 0) => bail!("nothing could be imported"),
        (false, _) => Outcome::Part,
    })
}

/// An input that could not be read, as opposed to a home that could not be written.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct Unreadable(String);

struct Importer<'a> {
    home: &'a Home,
    lock: &'a WriterLock,
    connector: Option<&'static Connector>,
    threads: usize,
}

impl Importer<'_> {
    fn import(&self, path: &Path, progress: &Progress, tally: &mut Tally) -> Result<()> {
        let name = path.display().to_string();
        let mut stream: Box<dyn Read> = if path == Path::new("-") {
            Box::new(std::io::stdin())
        } else {
            let unreadable = |error: std::io::Error| Unreadable(error.to_string());
            Box::new(File::open(path).map_err(unreadable)?)
        };
        let mut head = Vec::new();
        stream
            .by_ref()
            .take(SNIFF_BYTES as u64)
            .read_to_end(&mut head)
            .map_err(|error| Unreadable(error.to_string()))?;
        let connector = match self.connector {
            Some(connector) => connector,
            None => {
                let mut unpacked = Vec::new();
                // A head that is cut off in the middle of a compressed block still gives what decodes.
                let _ = unpack(Cursor::new(&head)).take(SNIFF_BYTES as u64).read_to_end(&mut unpacked);
                match sniff(&unpacked) {
                    Some(connector) => connector,
                    None => {
                        let message = "no connector knows this format\nhint: name it with --source";
                        return Err(Unreadable(message.to_owned()).into());
                    }
                }
            }
        };
        let seen = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
        let meta = DocumentMeta {
            source: connector.info.id.to_owned(),
            media_type: connector.info.media_type.to_owned(),
            url: None,
            name: path.file_name().map(|name| name.to_string_lossy().into_owned()),
            seen_unix: i64::try_from(seen).unwrap_or(i64::MAX),
            look: None,
        };
        let added = self.home.add_document(self.lock, meta, Cursor::new(head).chain(stream))?;
        tally.n_documents += 1;
        tally.n_new_documents += u64::from(added.is_new);
        self.count(connector, &added.entry, &name, tally)?;
        progress.add(added.n_bytes);
        Ok(())
    }

    /// Parses the stored document, so that the importer learns now what `build` will find.
    fn count(&self, connector: &'static Connector, entry: &DocumentEntry, name: &str, tally: &mut Tally) -> Result<()> {
        let stream = self.home.open_document(entry)?;
        if connector.is_of_days() {
            let add = |bytes| Days::default().add(Path::new(name), bytes);
            match records::table(unpack(stream)).map(add) {
                Ok(Ok(n_rows)) => tally.n_seen += n_rows,
                Ok(Err(error)) => {
                    tally.problems.push((name.to_owned(), Problem::new("broken-table", error.to_string())));
                }
                Err(problem) => tally.problems.push((name.to_owned(), problem)),
            }
            return Ok(());
        }
        let context = Context { document: entry.sha256, url: None, employer: None };
        let mut ids = HashSet::new();
        pipeline::ordered(
            self.threads,
            |send| records::chunks(connector, unpack(stream), send),
            || (),
            |(), mut chunk: Chunk| {
                let batch = records::parse(&mut chunk, context);
                let ids: Vec<_> = batch.postings.into_iter().map(|(locator, posting)| (posting.id, locator)).collect();
                (ids, batch.removed.len() as u64, batch.problems)
            },
            |(postings, n_removed, problems)| -> Result<()> {
                tally.n_removed += n_removed;
                for (id, locator) in postings {
                    tally.n_postings += 1;
                    if let Some(id) = ids.replace(id) {
                        let problem = Problem::new("duplicate-id", format!("id `{id}` stands twice in the document"));
                        tally.problems.push((name.to_owned(), problem.at(locator.to_string())));
                    }
                }
                tally.problems.extend(problems.into_iter().map(|problem| (name.to_owned(), problem)));
                Ok(())
            },
        )
    }
}

/// Every file under the paths, folders in the order of their names.
fn files(paths: &[PathBuf]) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            let mut inner = fs::read_dir(path)
                .and_then(|entries| entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>())
                .with_context(|| format!("failed to read folder `{}`", path.display()))?;
            inner.retain(|path| !path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.')));
            inner.sort();
            files.extend(self::files(&inner)?);
        } else {
            if path != Path::new("-") && !path.exists() {
                bail!("`{}` does not exist", path.display());
            }
            files.push(path.clone());
        }
    }
    Ok(files)
}

fn print(args: &Args, tally: &Tally) -> Result<()> {
    if args.json {
        let problems: Vec<_> = tally
            .problems
            .iter()
            .map(|(file, problem)| {
                serde_json::json!({"file": file, "code": problem.code, "message": problem.message, "at": problem.at})
            })
            .collect();
        let outcome = serde_json::json!({
            "documents": tally.n_documents,
            "new_documents": tally.n_new_documents,
            "postings": tally.n_postings,
            "removed": tally.n_removed,
            "seen": tally.n_seen,
            "problems": problems,
        });
        println!("{}", serde_json::to_string(&outcome)?);
        return Ok(());
    }
    for (file, problem) in tally.problems.iter().take(PROBLEMS_SHOWN_MAX) {
        let at = if problem.at.is_empty() { String::new() } else { format!(" {}:", problem.at) };
        eprintln!("problem: {file}:{at} {} ({})", problem.message, problem.code);
    }
    if let Some(n_more) = tally.problems.len().checked_sub(PROBLEMS_SHOWN_MAX).filter(|n_more| *n_more > 0) {
        eprintln!("and {} more problems", grouped(n_more as u64));
    }
    let removed = if tally.n_removed > 0 { format!(", {} removed", grouped(tally.n_removed)) } else { String::new() };
    let seen = if tally.n_seen == 0 {
        String::new()
    } else {
        format!(", {} of openings by day", counted(tally.n_seen, "row"))
    };
    println!(
        "{} ({} new), {}{removed}{seen}, {}",
        counted(tally.n_documents, "document"),
        grouped(tally.n_new_documents),
        counted(tally.n_postings, "posting"),
        counted(tally.problems.len() as u64, "problem")
    );
    Ok(())
}
