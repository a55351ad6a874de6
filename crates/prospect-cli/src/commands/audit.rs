//! `prospect audit`: takes a sample of what is stored back to its texts.
//!
//! The texts come from the public items themselves, or without network from an archive of the source: how many are the
//! same, edited or gone, by their SHA-256, and whether the stored facts are what the reader reads now.

use crate::boards::BoardFile;
use crate::commands::sync::NetworkArgs;
use crate::dataset::{self, HISTORY, Origin};
use crate::home::HomeArgs;
use crate::records;
use crate::screen::{Outcome, Progress, counted, grouped};
use crate::sync::stop_on_ctrl_c;
use anyhow::{Context as _, Result, bail};
use prospect_extract::{Extractor, Scratch};
use prospect_fetch::{Answer, FetchError, Request, Stop};
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
  prospect audit --sample 50                                          the public items, one a second
  prospect audit --sample 500 --archive hn-threads.jsonl.gz           no network
  prospect audit --history --sample 200 --archive hn-threads.jsonl.gz --json

A text is the same when its SHA-256 is. Facts are compared one by one with what this program reads in the
text now. Exit code 1 when a text was edited or is gone, or a fact is another; 4 when some item could not
be had. E-mail addresses were replaced in the archive of the shipped history: their texts differ from the
public items.")]
pub(crate) struct Args {
    /// Archive of the source, as `prospect import` takes it [default: the public items, over the network]
    #[arg(long, value_name = "FILE")]
    archive: Option<PathBuf>,
    /// Postings to check
    #[arg(long, default_value_t = 200, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=100_000))]
    sample: u32,
    /// Another number is another sample
    #[arg(long, default_value_t = 1, value_name = "NUMBER")]
    seed: u64,
    /// Source [default: that of the archive by its first bytes, else hn]
    #[arg(long, value_name = "ID")]
    source: Option<String>,
    /// Check the shipped history even where a snapshot exists
    #[arg(long)]
    history: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    network: NetworkArgs,
    #[command(flatten)]
    home: HomeArgs,
}

/// What was found of the sample.
#[derive(Default)]
struct Tally {
    n_same: u64,
    edited: Vec<String>,
    gone: Vec<String>,
    /// Ids whose item could not be had, with the reason.
    unheard: Vec<(String, String)>,
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
    let reader = Reader { extractor: Extractor::new(), scratch: Scratch::default() };
    let mut audit = Audit { dataset: &dataset, wanted, tally: Tally::default(), reader };
    match &args.archive {
        Some(archive) => audit.read_archive(archive, connector)?,
        None => audit.ask_items(args, connector)?,
    }
    let tally = audit.tally;
    print(args, connector, &tally, sampled.len(), n_stored);
    let is_fine = tally.edited.is_empty() && tally.gone.is_empty() && tally.facts_other.is_empty();
    Ok(match (tally.unheard.is_empty(), is_fine) {
        (false, _) => Outcome::Part,
        (true, false) => Outcome::Findings,
        (true, true) => Outcome::Fine,
    })
}

fn connector(args: &Args) -> Result<&'static Connector> {
    if let Some(id) = &args.source {
        return by_id(id).with_context(|| format!("no source `{id}`"));
    }
    let Some(archive) = &args.archive else { return by_id("hn").context("the threads are a source") };
    let mut head = Vec::new();
    let read = unpack(open(archive)?).take(SNIFF_BYTES as u64).read_to_end(&mut head);
    read.with_context(|| format!("failed to read `{}`", archive.display()))?;
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

/// Reads texts again.
struct Reader {
    extractor: Extractor,
    scratch: Scratch,
}

impl Reader {
    fn read(&mut self, posting: Posting) -> (Facts, Sha256) {
        let mut facts = self.extractor.read(&posting, &mut self.scratch);
        let text = match (facts.text.take(), posting.body) {
            (Some(text), _) => text,
            (None, Body::Text(text) | Body::Html(text)) => text,
        };
        (facts, Sha256(sha2::Sha256::digest(text.as_bytes()).into()))
    }
}

/// The sample on its way back to its texts.
struct Audit<'a> {
    dataset: &'a Dataset,
    /// By id: the number of the posting and the stored digest of its text.
    wanted: HashMap<&'a str, (u32, Sha256)>,
    tally: Tally,
    reader: Reader,
}

impl Audit<'_> {
    /// Holds a posting against what is stored of it, when it is one of the sample.
    fn hold(&mut self, posting: Posting) {
        let Some((at, stored)) = self.wanted.remove(posting.id.as_str()) else { return };
        let Some(row) = self.dataset.postings.get(at as usize) else { return };
        let (facts, text_sha256) = self.reader.read(posting);
        if text_sha256 != stored {
            self.tally.edited.push(row.id.clone());
            return;
        }
        self.tally.n_same += 1;
        let others = others(self.dataset, row, &facts);
        self.tally.n_facts_same += u64::from(others.is_empty());
        for field in others {
            self.tally.facts_other.entry(field).or_default().push(row.id.clone());
        }
    }

    /// Reads the archive until the sample is found; what it lacks is gone.
    fn read_archive(&mut self, archive: &Path, connector: &'static Connector) -> Result<()> {
        let context = Context { document: Sha256([0; 32]), url: None, employer: None };
        let mut broken = None;
        records::chunks(connector, unpack(open(archive)?), &mut |mut chunk| {
            let batch = records::parse(&mut chunk, context);
            broken = broken.take().or(batch.problems.into_iter().find(|problem| problem.code == "broken-stream"));
            batch.postings.into_iter().for_each(|(_, posting)| self.hold(posting));
            !self.wanted.is_empty()
        });
        // What a torn archive does not hold is not gone.
        if let (Some(problem), false) = (&broken, self.wanted.is_empty()) {
            bail!("`{}`: {}", archive.display(), problem.message);
        }
        self.tally.gone = std::mem::take(&mut self.wanted).into_keys().map(str::to_owned).collect();
        self.tally.gone.sort();
        Ok(())
    }

    /// Asks for each public item of the sample, one after the other at the source's pace.
    fn ask_items(&mut self, args: &Args, connector: &'static Connector) -> Result<()> {
        let (live, item) = connector.live.and_then(|live| Some((live, live.item?))).with_context(|| {
            let id = connector.info.id;
            format!("items of `{id}` cannot be asked for one by one\nhint: give an archive of it (--archive FILE)")
        })?;
        let fetcher = args.network.fetcher(&BoardFile::read(&args.home.home()?)?)?;
        let stop = Stop::new();
        stop_on_ctrl_c(&stop)?;
        let progress = Progress::count_of("asking", self.wanted.len() as u64);
        let mut ids: Vec<&str> = self.wanted.keys().copied().collect();
        ids.sort_unstable();
        for (n_asked, id) in (0..).zip(ids) {
            progress.add(1);
            let url = item(id);
            let request = Request {
                accept: "application/json",
                min_interval: Some(args.network.pause(live)),
                obey_robots: live.obeys_robots,
                ..Request::new(&url)
            };
            let bytes = match fetcher.get(&request, &stop) {
                Ok(Answer::Fresh(fresh)) => fresh.body.into_bytes().context("failed to read an answer")?,
                Err(FetchError::Stopped) => bail!("stopped after {}", counted(n_asked, "item")),
                // An item that is not there any more, as one that answers without a posting.
                Err(FetchError::HttpStatus { status: 404 | 410 }) | Ok(Answer::NotModified) => Vec::new(),
                Err(error) => {
                    self.wanted.remove(id);
                    self.tally.unheard.push((id.to_owned(), error.to_string()));
                    continue;
                }
            };
            let context = Context { document: Sha256([0; 32]), url: Some(&url), employer: None };
            let mut problems = Vec::new();
            records::chunks(connector, bytes.as_slice(), &mut |mut chunk| {
                let batch = records::parse(&mut chunk, context);
                batch.postings.into_iter().for_each(|(_, posting)| self.hold(posting));
                problems.extend(batch.problems);
                true
            });
            if self.wanted.remove(id).is_none() {
                continue;
            }
            // Deleted: nothing, `null`, or an item that says so. An answer of another kind says nothing of the item.
            let is_nothing = matches!(bytes.trim_ascii(), b"" | b"null");
            match problems.into_iter().find(|problem| !is_nothing && problem.code != "not-an-opening") {
                Some(problem) => self.tally.unheard.push((id.to_owned(), problem.message)),
                None => self.tally.gone.push(id.to_owned()),
            }
        }
        Ok(())
    }
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
        let unheard: Vec<_> =
            tally.unheard.iter().map(|(id, why)| serde_json::json!({ "id": id, "why": why })).collect();
        let outcome = serde_json::json!({
            "source": connector.info.id, "stored": n_stored, "sample": n_sampled, "seed": args.seed,
            "texts": { "same": tally.n_same, "edited": tally.edited, "gone": tally.gone, "unheard": unheard },
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
        "texts: {} same, {} edited, {} gone from {}",
        grouped(tally.n_same),
        grouped(tally.edited.len() as u64),
        grouped(tally.gone.len() as u64),
        if args.archive.is_some() { "the archive" } else { "their source" }
    );
    for (id, why) in &tally.unheard {
        eprintln!("problem: {id}: {why}");
    }
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
