//! `prospect sync`: asks boards for what is open, stores what comes, says what is new, changed and gone; then builds.

use crate::boards::{self, Board, BoardFile};
use crate::commands::build;
use crate::home::HomeArgs;
use crate::screen::{Outcome, counted, grouped};
use crate::sync::{self, Bars, Known, LookReport, Looker, Plan, now_unix};
use anyhow::{Context as _, Result, bail};
use prospect_fetch::{Fetcher, Options, Stop};
use prospect_model::Date;
use prospect_sources::Live;
use prospect_store::{Home, LookOutcome, Wait};
use std::path::PathBuf;
use std::time::Duration;

/// Bring in postings from the boards that you follow, politely and resumably
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  prospect sources add https://boards.greenhouse.io/acme
  prospect sync                        every board that you follow, then build
  prospect sync greenhouse             those at one service
  prospect sync lever:acme --no-build  one board, followed or not
  prospect sync --shipped --dry-run    what asking the shipped list of Rust employers would ask

One request a second at most to a service; what did not change is not sent again. A sync that was cut off carries on
within a day. Exit code 4: something could not be had (each is named); what came is stored.")]
pub(crate) struct Args {
    /// Sources, boards as service:name, or addresses of careers pages [default: every board that you follow]
    targets: Vec<String>,
    /// Also the shipped boards of employers that name Rust: some hundred requests
    #[arg(long)]
    shipped: bool,
    /// Print what would be asked, and ask nothing
    #[arg(long)]
    dry_run: bool,
    /// Begin anew: neither carry on a sync that was cut off, nor wait where a service asks to be left alone for a while
    #[arg(long)]
    fresh: bool,
    /// Do not build afterwards
    #[arg(long)]
    no_build: bool,
    /// Ask services with a stream of changes for what changed since this day [default: the last complete list]
    #[arg(long, value_name = "YYYY-MM-DD")]
    since: Option<String>,
    /// Most pages of one board's list
    #[arg(long, default_value_t = 200, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    max_pages: u32,
    #[command(flatten)]
    pub(crate) network: NetworkArgs,
    /// Print the outcome as JSON
    #[arg(long)]
    json: bool,
    /// Seconds to wait for another writer
    #[arg(long, default_value_t = 10, value_name = "SECONDS")]
    wait: u64,
    #[command(flatten)]
    home: HomeArgs,
}

/// How the network is used.
#[derive(clap::Args)]
pub(crate) struct NetworkArgs {
    /// Where services can reach you: a page or mailto:… [default: PROSPECT_CONTACT, else `contact` in boards.toml]
    #[arg(long, value_name = "ADDRESS")]
    contact: Option<String>,
    /// Proxy [default: HTTPS_PROXY]
    #[arg(long, value_name = "URL")]
    proxy: Option<String>,
    /// Trust these certificates (PEM) and no others
    #[arg(long, value_name = "FILE")]
    ca_file: Option<PathBuf>,
    /// Seconds that one answer may take as a whole
    #[arg(long, default_value_t = 300, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..=86_400))]
    timeout: u64,
    /// Seconds that a connection may take
    #[arg(long, default_value_t = 10, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..=3_600))]
    connect_timeout: u64,
    /// Times that a request which may pass is tried again
    #[arg(long, default_value_t = 3, value_name = "N", value_parser = clap::value_parser!(u32).range(0..=10))]
    retries: u32,
    /// Connect to private addresses too; for tests
    #[arg(long)]
    allow_private: bool,
    /// Keep no pauses; for tests, only with --allow-private
    #[arg(long, requires = "allow_private")]
    no_pauses: bool,
}

impl NetworkArgs {
    /// Least time between two requests to one host of a service.
    pub(crate) fn pause(&self, live: &Live) -> Duration {
        if self.no_pauses { Duration::ZERO } else { Duration::from_millis(live.pause_ms.into()) }
    }

    /// The client that these arguments ask for.
    pub(crate) fn fetcher(&self, boards: &BoardFile) -> Result<Fetcher> {
        let named = |name: &str| std::env::var(name).ok().filter(|value| !value.trim().is_empty());
        let contact = self.contact.clone().or_else(|| named("PROSPECT_CONTACT")).or_else(|| boards.contact.clone());
        let contact = contact.unwrap_or_else(|| {
            eprintln!(
                "no contact is set: services cannot reach you when something of yours troubles them\n\
                 hint: give --contact, set PROSPECT_CONTACT, or put contact = \"mailto:…\" first into boards.toml"
            );
            "no contact given".to_owned()
        });
        let mut options = Options::new(contact);
        options.timeouts.whole = Duration::from_secs(self.timeout);
        options.timeouts.connect = Duration::from_secs(self.connect_timeout);
        options.timeouts.first_byte = options.timeouts.first_byte.min(options.timeouts.whole);
        options.retries_max = self.retries;
        options.allow_private = self.allow_private;
        options.proxy = self.proxy.clone().or_else(|| named("HTTPS_PROXY")).or_else(|| named("https_proxy"));
        options.jitter_seed = u64::from(std::process::id());
        if self.no_pauses {
            options.min_interval = Duration::ZERO;
            options.backoff = Duration::from_millis(10);
        }
        if let Some(file) = &self.ca_file {
            let pem = std::fs::read_to_string(file);
            options.roots_pem = Some(pem.with_context(|| format!("failed to read `{}`", file.display()))?);
        }
        Ok(Fetcher::new(options)?)
    }
}

pub(crate) fn run(args: &Args) -> Result<Outcome> {
    let home = args.home.home()?;
    let file = BoardFile::read(&home)?;
    let boards = targets(args, &file)?;
    let since = args.since.as_deref().map(day).transpose()?;
    let now = now_unix();
    let today = Date::from_unix(now).context("the clock stands before 1970")?;
    if args.dry_run {
        let known = Known::read(&home, now)?;
        let plans = plans(boards, &known, today, since, args.fresh)?;
        return dry_run(args, &plans, &known, now);
    }
    let fetcher = args.network.fetcher(&file)?;
    let stop = Stop::new();
    sync::stop_on_ctrl_c(&stop)?;
    let lock = home.lock(Wait::Until(Duration::from_secs(args.wait)))?;
    let known = Known::read(&home, now)?;
    let plans = plans(boards, &known, today, since, args.fresh)?;
    let (plans, resting): (Vec<Plan>, Vec<Plan>) =
        plans.into_iter().partition(|plan| args.fresh || plan.rests(&known, now).is_none());
    for plan in &resting {
        let hours = plan.rests(&known, now).unwrap_or_default();
        eprintln!(
            "{}: its service asks to be asked again in {} at the earliest",
            plan.name(),
            counted(hours as u64, "hour")
        );
    }
    let bars = Bars::new(&plans);
    let looker = Looker {
        home: &home,
        lock: &lock,
        fetcher: &fetcher,
        known: &known,
        stop: &stop,
        pages_max: args.max_pages as usize,
        is_paced: !args.network.no_pauses,
        heard: &|source, n_bytes, n_postings| bars.heard(source, n_bytes, n_postings),
    };
    let reports = sync::run(&looker, &plans, &bars)?;
    drop(bars);
    drop(lock);
    let built = if args.no_build || stop.is_set() || home.documents()?.is_empty() {
        None
    } else {
        Some(build::build(&home, &build::Choice { wait: Duration::from_secs(args.wait), ..build::Choice::default() })?)
    };
    let n_not_begun = plans.len() - reports.len();
    print(args, &reports, n_not_begun, built.as_ref())?;
    let is_whole = n_not_begun == 0
        && reports
            .iter()
            .all(|it| it.outcome == Some(LookOutcome::Complete) && it.problems.iter().all(sync::is_harmless));
    Ok(if is_whole { Outcome::Fine } else { Outcome::Part })
}

fn day(text: &str) -> Result<Date> {
    Date::parse(text).with_context(|| format!("`{text}` is no day\nhint: write it as 2026-05-31"))
}

/// The boards that are meant, each once.
fn targets(args: &Args, file: &BoardFile) -> Result<Vec<Board>> {
    let mut wanted: Vec<Board> = Vec::new();
    if args.targets.is_empty() && !args.shipped {
        if file.boards.is_empty() {
            bail!(
                "no board is followed\nhint: `prospect sources add <address of a careers page>`, or \
                 `prospect sync --shipped` for the shipped list of employers that name Rust"
            );
        }
        wanted.extend(file.boards.iter().cloned());
    }
    if args.shipped {
        wanted.extend(boards::shipped());
    }
    for target in &args.targets {
        let of_source: Vec<&Board> = match prospect_sources::by_id(target) {
            Some(connector) => file.boards.iter().filter(|board| board.source == connector.info.id).collect(),
            None => Vec::new(),
        };
        if of_source.is_empty() {
            let board = boards::parse(target)?;
            let followed = file.position(&board.source, &board.board).and_then(|at| file.boards.get(at)).cloned();
            wanted.push(followed.unwrap_or(board));
        } else {
            wanted.extend(of_source.into_iter().cloned());
        }
    }
    let mut seen = std::collections::HashSet::new();
    wanted.retain(|board| seen.insert((board.source.clone(), board.board.clone())));
    Ok(wanted)
}

fn plans(boards: Vec<Board>, known: &Known, today: Date, since: Option<Date>, is_fresh: bool) -> Result<Vec<Plan>> {
    boards.into_iter().map(|board| Plan::new(board, known, today, since, is_fresh)).collect()
}

fn dry_run(args: &Args, plans: &[Plan], known: &Known, now: i64) -> Result<Outcome> {
    for plan in plans {
        let rests = plan.rests(known, now).filter(|_| !args.fresh);
        let last = |url: &str| known.last(&plan.board.source, url);
        if args.json {
            let requests: Vec<_> = plan
                .first
                .iter()
                .map(|request| {
                    let is_conditional =
                        last(&request.url).is_some_and(|it| it.look.etag.is_some() || it.look.last_modified.is_some());
                    serde_json::json!({"url": request.url, "conditional": is_conditional})
                })
                .collect();
            let line = serde_json::json!({
                "source": plan.board.source, "board": plan.board.board, "employer": plan.board.employer,
                "requests": requests, "resumes": plan.resumes.is_some(), "rests_hours": rests,
                "pause_ms": plan.live.pause_ms, "obeys_robots": plan.live.obeys_robots,
            });
            println!("{line}");
            continue;
        }
        println!("{}{}", plan.name(), if plan.resumes.is_some() { " (carries on)" } else { "" });
        if let Some(hours) = rests {
            println!("  not now: its service asks for a rest of {}", counted(hours as u64, "hour"));
        }
        for request in &plan.first {
            println!("  GET {}", request.url);
        }
    }
    if !args.json {
        println!("{}; further pages follow from the answers", counted(plans.len() as u64, "board"));
    }
    Ok(Outcome::Fine)
}

/// How many problems of all boards are printed one by one; the rest is counted.
const PROBLEMS_SHOWN_MAX: usize = 20;

fn outcome_word(outcome: Option<LookOutcome>) -> &'static str {
    match outcome {
        Some(LookOutcome::Complete) => "complete",
        Some(LookOutcome::Partial) => "partial",
        Some(LookOutcome::Failed) => "failed",
        None => "stopped",
    }
}

fn print(args: &Args, reports: &[LookReport], n_not_begun: usize, built: Option<&build::Built>) -> Result<()> {
    let sum = |of: fn(&LookReport) -> u64| reports.iter().map(of).sum::<u64>();
    let n_problems = sum(|it| it.problems.len() as u64);
    if args.json {
        let boards: Vec<_> = reports
            .iter()
            .map(|it| {
                serde_json::json!({
                    "board": it.name, "outcome": outcome_word(it.outcome), "requests": it.n_requests,
                    "resumed": it.n_resumed, "not_modified": it.n_not_modified, "kept_details": it.n_kept_details,
                    "bytes": it.n_bytes, "postings": it.n_postings, "new": it.n_new, "changed": it.n_changed,
                    "unchanged": it.n_unchanged, "gone": it.n_gone, "problems": it.problems,
                })
            })
            .collect();
        let outcome = serde_json::json!({
            "boards": boards, "not_begun": n_not_begun, "requests": sum(|it| it.n_requests),
            "postings": sum(|it| it.n_postings), "new": sum(|it| it.n_new), "changed": sum(|it| it.n_changed),
            "unchanged": sum(|it| it.n_unchanged), "gone": sum(|it| it.n_gone), "problems": n_problems,
            "snapshot": built.map(|built| &built.id),
        });
        println!("{}", serde_json::to_string(&outcome)?);
        return Ok(());
    }
    for it in reports {
        let kept = if it.n_kept_details > 0 { format!(", {} kept", grouped(it.n_kept_details)) } else { String::new() };
        println!(
            "{:32} {:8} {} new, {} changed, {} unchanged, {} gone ({}, {} as before{kept})",
            it.name,
            outcome_word(it.outcome),
            grouped(it.n_new),
            grouped(it.n_changed),
            grouped(it.n_unchanged),
            grouped(it.n_gone),
            counted(it.n_requests, "request"),
            grouped(it.n_not_modified),
        );
    }
    let problems = reports.iter().flat_map(|it| it.problems.iter().map(move |problem| (&it.name, problem)));
    for (name, problem) in problems.take(PROBLEMS_SHOWN_MAX) {
        eprintln!("problem: {name}: {} ({}) {}", problem.message, problem.code, problem.at);
    }
    if let Some(n_more) = n_problems.checked_sub(PROBLEMS_SHOWN_MAX as u64).filter(|n| *n > 0) {
        eprintln!("and {} more problems; `prospect sources --json` has them", grouped(n_more));
    }
    println!(
        "{}: {}, {} new, {} changed, {} unchanged, {} gone, {}",
        counted(reports.len() as u64, "board"),
        counted(sum(|it| it.n_postings), "posting"),
        grouped(sum(|it| it.n_new)),
        grouped(sum(|it| it.n_changed)),
        grouped(sum(|it| it.n_unchanged)),
        grouped(sum(|it| it.n_gone)),
        counted(n_problems, "problem"),
    );
    if n_not_begun > 0 {
        println!("stopped before {}; the next sync carries on", counted(n_not_begun as u64, "board"));
    }
    if let Some(built) = built {
        println!("{}", built.words());
    }
    Ok(())
}

/// Looks at boards without a build, for `prospect sources check --live`: the first pages only.
pub(crate) fn look_once(home: &Home, network: &NetworkArgs, boards: Vec<Board>) -> Result<Vec<LookReport>> {
    let fetcher = network.fetcher(&BoardFile::read(home)?)?;
    let stop = Stop::new();
    sync::stop_on_ctrl_c(&stop)?;
    let lock = home.lock(Wait::Until(Duration::from_secs(10)))?;
    let now = now_unix();
    let known = Known::read(home, now)?;
    let today = Date::from_unix(now).context("the clock stands before 1970")?;
    let plans = plans(boards, &known, today, None, true)?;
    let bars = Bars::new(&plans);
    let looker = Looker {
        home,
        lock: &lock,
        fetcher: &fetcher,
        known: &known,
        stop: &stop,
        pages_max: 1,
        is_paced: !network.no_pauses,
        heard: &|source, n_bytes, n_postings| bars.heard(source, n_bytes, n_postings),
    };
    sync::run(&looker, &plans, &bars)
}
