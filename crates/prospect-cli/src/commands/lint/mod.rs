//! `prospect lint`: says what a posting does badly, where, why, and what to write instead.

mod benchmark;
mod market;
mod print;

use crate::home::HomeArgs;
use crate::records;
use crate::screen::{Outcome, has_colour};
use anyhow::{Context as _, Result, bail};
use clap::ValueEnum;
use prospect_extract::{Extractor, Scratch};
use prospect_lint::{Draft, Finding, Level, Market, Rule, by_id, lint};
use prospect_market::benchmark::Benchmark;
use prospect_model::{Body, Date, Fields, Posting, Problem, Sha256};
use prospect_sources::{Context, Parse, Parsed, job_posting, sniff};
use prospect_store::unpack;
use std::fs::File;
use std::io::{BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

/// Say what a posting does badly: where, why, and what to write instead
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  prospect lint posting.txt
  curl -s https://acme.example/jobs/1 | prospect lint -          a page with JobPosting JSON-LD
  prospect lint postings.jsonl --format json | jq .findings
  prospect lint job.json --level law                             laws and specifications only
  prospect lint posting.md --format github                       notes on a pull request
  prospect lint posting.md --benchmark                           how it stands in the market
  prospect lint --list
  prospect lint --explain impossible-years

Reads plain text, HTML, JobPosting JSON, pages with JSON-LD, and JSON Lines in the extract contract; plain, gzip
or zstd. Rules that compare read the snapshot of the home, else the shipped history, once one of them has a posting
to compare; --no-market leaves that out. Exit codes: 0 nothing found, 1 findings, 2 usage or input error, 4 some records could not be read.")]
pub(crate) struct Args {
    /// Files, `-` for standard input
    #[arg(default_value = "-")]
    files: Vec<PathBuf>,
    /// Weakest ground that is reported
    #[arg(long, value_enum, default_value_t = LevelArg::Heuristic)]
    level: LevelArg,
    /// How findings are printed
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Leave a rule out; repeatable
    #[arg(long, value_name = "RULE")]
    allow: Vec<String>,
    /// Use only this rule; repeatable
    #[arg(long, value_name = "RULE")]
    only: Vec<String>,
    /// Day that laws and releases are held against where a posting has none [default: today]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    date: Option<Date>,
    /// Show how each posting stands in the market: pay, demands, years, who else could do it
    #[arg(long, conflicts_with = "no_market")]
    benchmark: bool,
    /// Compare with nothing: no snapshot and no history is read
    #[arg(long)]
    no_market: bool,
    /// Compare with the shipped history even where a snapshot exists
    #[arg(long)]
    history: bool,
    /// List the rules
    #[arg(long)]
    list: bool,
    /// Print a rule's page
    #[arg(long, value_name = "RULE")]
    explain: Option<String>,
    #[command(flatten)]
    home: HomeArgs,
}

#[derive(Clone, Copy, ValueEnum)]
enum LevelArg {
    /// Plain sense and practice
    Heuristic,
    /// Experiments with readers
    Lab,
    /// Field experiments and measured figures
    Field,
    /// Laws and specifications
    Law,
}

impl LevelArg {
    fn level(self) -> Level {
        match self {
            Self::Heuristic => Level::Heuristic,
            Self::Lab => Level::Lab,
            Self::Field => Level::Field,
            Self::Law => Level::Law,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people: the words underlined
    Text,
    /// One object a posting, one a line
    Json,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Workflow commands of GitHub Actions
    Github,
}

fn day(text: &str) -> Result<Date, String> {
    Date::parse(text).ok_or_else(|| format!("`{text}` is no day; write YYYY-MM-DD"))
}

/// A posting that was linted.
struct Linted {
    file: String,
    id: String,
    /// Its plain text.
    text: String,
    /// Whether `text` is the file as it is, so that lines of the text are lines of the file.
    is_file_text: bool,
    findings: Vec<Finding>,
    /// How its roles stand in the market, where that was asked for.
    benchmarks: Vec<Benchmark>,
}

pub(crate) fn run(args: &Args) -> Result<Outcome> {
    if args.list {
        return print::list(&mut std::io::stdout().lock());
    }
    if let Some(id) = &args.explain {
        print!("{}", print::page(rule(id)?));
        return Ok(Outcome::Fine);
    }
    if args.benchmark && !matches!(args.format, Format::Text | Format::Json) {
        bail!("--benchmark has no place in this format\nhint: use --format text or --format json");
    }
    let rules = chosen(args)?;
    let rows = market::Rows::new(&args.home, args.history);
    let openings = market::Openings::new(&rows);
    let extractor = Extractor::new();
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut printer = print::Printer::new(args.format, has_colour());
    let mut scratch = Scratch::default();
    let mut n_findings = 0_usize;
    let mut n_postings = 0_u64;
    let mut n_problems = 0_usize;
    let today = args.date.or_else(today);
    for file in &args.files {
        let name = if file == Path::new("-") { "standard input".to_owned() } else { file.display().to_string() };
        let document = read(file)?;
        for found in postings(&name, &document, &mut |problem| {
            n_problems += 1;
            eprintln!("problem: {name}: {}: {} ({})", problem.at, problem.message, problem.code);
        }) {
            n_postings += 1;
            let facts = extractor.read(&found.posting, &mut scratch);
            let text = match &found.posting.body {
                Body::Text(text) => text.clone(),
                Body::Html(_) => facts.text.clone().unwrap_or_default(),
            };
            // A day that was only assumed is no month to look back from: a draft is compared with the latest.
            let month = found.posting.month.or(found.posting.posted.map(Date::to_month));
            let of_posting = market::OfPosting::new(&openings, &facts, month);
            let draft = Draft {
                posting: &found.posting,
                text: &text,
                facts: &facts,
                day: found.posting.posted.or(today),
                job_posting: found.job_posting.as_ref(),
                market: (!args.no_market).then_some(&of_posting as &dyn Market),
            };
            let mut findings = lint(&draft, &rules);
            findings.retain(|finding| finding.level >= args.level.level());
            n_findings += findings.len();
            let benchmarks = if args.benchmark { openings.benchmarks(&facts, month) } else { Vec::new() };
            openings.check()?;
            let linted = Linted {
                file: name.clone(),
                id: found.posting.id.clone(),
                text,
                is_file_text: found.is_file_text,
                findings,
                benchmarks,
            };
            let origin = if linted.benchmarks.is_empty() { None } else { openings.origin() };
            printer.posting(&linted, origin, &mut out).context("failed to write findings")?;
        }
    }
    printer.end(n_postings, &mut out).and_then(|()| out.flush()).context("failed to write findings")?;
    Ok(match (n_problems, n_findings) {
        (0, 0) => Outcome::Fine,
        (0, _) => Outcome::Findings,
        _ => Outcome::Part,
    })
}

fn rule(id: &str) -> Result<&'static Rule> {
    by_id(id).with_context(|| format!("no rule `{id}`\nhint: run `prospect lint --list`"))
}

fn chosen(args: &Args) -> Result<Vec<&'static Rule>> {
    let mut rules = prospect_lint::ALL.to_vec();
    if !args.only.is_empty() {
        rules = args.only.iter().map(|id| rule(id)).collect::<Result<_>>()?;
    }
    for id in &args.allow {
        let allowed = rule(id)?;
        rules.retain(|rule| rule.id != allowed.id);
    }
    Ok(rules)
}

fn today() -> Option<Date> {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).ok()?.as_secs();
    Date::from_unix(i64::try_from(seconds).ok()?)
}

/// Largest document that is linted, in bytes (unpacked).
const DOCUMENT_BYTES_MAX: u64 = 256 << 20;

fn read(file: &Path) -> Result<Vec<u8>> {
    let stream: Box<dyn Read + Send> = if file == Path::new("-") {
        Box::new(std::io::stdin())
    } else {
        Box::new(File::open(file).with_context(|| format!("failed to open `{}`", file.display()))?)
    };
    let mut bytes = Vec::new();
    unpack(stream)
        .take(DOCUMENT_BYTES_MAX + 1)
        .read_to_end(&mut bytes)
        .with_context(|| format!("failed to read `{}`", file.display()))?;
    if bytes.len() as u64 > DOCUMENT_BYTES_MAX {
        bail!("`{}` has over {DOCUMENT_BYTES_MAX} bytes", file.display());
    }
    Ok(bytes)
}

struct Found {
    posting: Posting,
    job_posting: Option<serde_json::Value>,
    is_file_text: bool,
}

/// The postings of a document: those that a connector finds, else the document as one posting.
fn postings<'a>(
    name: &'a str,
    document: &'a [u8],
    refuse: &mut dyn FnMut(Problem),
) -> Box<dyn Iterator<Item = Found> + 'a> {
    let context = Context { document: Sha256([0; 32]), url: None, employer: None };
    if let Some(connector) = sniff(document) {
        let mut batch = Parsed::default();
        records::chunks(connector, document, &mut |mut chunk| {
            let mut more = records::parse(&mut chunk, context);
            batch.postings.append(&mut more.postings);
            batch.problems.append(&mut more.problems);
            true
        });
        // A page without JSON-LD is a posting in HTML; anything else without a posting is broken.
        let is_plain_page = connector.info.id == "page"
            && batch.postings.is_empty()
            && batch.problems.iter().all(|problem| problem.code == "no-job-posting");
        if !is_plain_page {
            batch.problems.into_iter().for_each(refuse);
            let is_lines = matches!(connector.parse_of(document), Parse::Lines(_));
            let lines: Vec<&[u8]> = if is_lines { document.split(|byte| *byte == b'\n').collect() } else { Vec::new() };
            return Box::new(batch.postings.into_iter().map(move |(locator, posting)| {
                // A line is looked up by its number; counting to it from the start each time would be quadratic.
                let job_posting = match &locator {
                    prospect_model::Locator::Line(line) => usize::try_from(*line)
                        .ok()
                        .and_then(|line| lines.get(line.checked_sub(1)?))
                        .and_then(|line| job_posting(line, &prospect_model::Locator::Line(1))),
                    locator => job_posting(document, locator),
                };
                Found { posting, job_posting, is_file_text: false }
            }));
        }
    }
    let text = String::from_utf8_lossy(document).into_owned();
    let is_html = document.trim_ascii_start().starts_with(b"<");
    let is_file_text = !is_html && text.len() == document.len();
    let posting = Posting {
        id: name.to_owned(),
        source: "jsonl".to_owned(),
        posted: None,
        month: None,
        url: None,
        poster: None,
        body: if is_html { Body::Html(text) } else { Body::Text(text) },
        fields: Fields::default(),
    };
    Box::new(std::iter::once(Found { posting, job_posting: None, is_file_text }))
}
