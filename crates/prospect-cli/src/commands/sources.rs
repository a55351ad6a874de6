//! `prospect sources`: where postings come from, which boards are followed, and how their last looks ended.

use crate::boards::{self, Board, BoardFile};
use crate::commands::sync::{NetworkArgs, look_once};
use crate::home::HomeArgs;
use crate::records;
use crate::screen::{Outcome, counted, grouped};
use crate::sync::{Known, now_unix};
use anyhow::{Result, bail};
use prospect_model::Date;
use prospect_sources::{Connector, Context};
use prospect_store::{Home, Look, LookOutcome, Wait, unpack};
use std::time::Duration;

/// List sources and boards, their terms and state; add, remove and check boards
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  prospect sources                                     what there is, what you follow, how it went
  prospect sources add https://boards.greenhouse.io/acme lever:globex
  prospect sources add --all-rust                      the shipped list of employers that name Rust
  prospect sources remove greenhouse:acme
  prospect sources check                               what is stored is readable
  prospect sources check --live                        asks the first page of each board once")]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Option<Command>,
    /// Print as JSON
    #[arg(long, global = true)]
    json: bool,
    #[command(flatten)]
    home: HomeArgs,
}

#[derive(clap::Subcommand)]
enum Command {
    /// Follow boards: addresses of careers pages, or service:name
    Add(AddArgs),
    /// Follow boards no longer; what came of them stays
    Remove(RemoveArgs),
    /// Check the list of boards and what is stored of them
    Check(CheckArgs),
}

#[derive(clap::Args)]
struct AddArgs {
    /// Addresses of careers pages, or service:name
    #[arg(required_unless_present = "all_rust")]
    boards: Vec<String>,
    /// The shipped boards of employers that name Rust
    #[arg(long)]
    all_rust: bool,
    /// The employer whose board it is, where there is one board
    #[arg(long, value_name = "NAME")]
    employer: Option<String>,
}

#[derive(clap::Args)]
struct RemoveArgs {
    /// Addresses of careers pages, or service:name
    #[arg(required = true)]
    boards: Vec<String>,
}

#[derive(clap::Args)]
struct CheckArgs {
    /// Ask the first page of each board once
    #[arg(long)]
    live: bool,
    #[command(flatten)]
    network: NetworkArgs,
}

pub(crate) fn run(args: &Args) -> Result<Outcome> {
    let home = args.home.home()?;
    match &args.command {
        None => list(args, &home),
        Some(Command::Add(add)) => self::add(&home, add),
        Some(Command::Remove(remove)) => self::remove(&home, remove),
        Some(Command::Check(check)) if check.live => check_live(args, &home, check),
        Some(Command::Check(_)) => check_stored(args, &home),
    }
}

fn add(home: &Home, args: &AddArgs) -> Result<Outcome> {
    let mut wanted = args.boards.iter().map(|text| boards::parse(text)).collect::<Result<Vec<_>>>()?;
    match (&args.employer, wanted.as_mut_slice()) {
        (Some(employer), [board]) => board.employer = Some(employer.clone()),
        (Some(_), _) => bail!("--employer names the employer of one board\nhint: add the boards one by one"),
        (None, _) => {}
    }
    if args.all_rust {
        wanted.extend(boards::shipped());
    }
    let lock = home.lock(Wait::Until(Duration::from_secs(10)))?;
    let mut file = BoardFile::read(home)?;
    let mut n_new = 0;
    for board in wanted {
        let name = format!("{}:{}", board.source, board.board);
        if file.position(&board.source, &board.board).is_some() {
            if !args.all_rust {
                println!("{name} is followed already");
            }
            continue;
        }
        if !args.all_rust {
            let employer = board.employer.as_deref().map(|name| format!(" ({name})")).unwrap_or_default();
            println!("following {name}{employer}");
        }
        file.boards.push(Board { added: Date::from_unix(now_unix()), ..board });
        n_new += 1;
    }
    if n_new > 0 {
        file.write(home, &lock)?;
    }
    println!("{} new, {} followed", grouped(n_new), counted(file.boards.len() as u64, "board"));
    Ok(Outcome::Fine)
}

fn remove(home: &Home, args: &RemoveArgs) -> Result<Outcome> {
    let lock = home.lock(Wait::Until(Duration::from_secs(10)))?;
    let mut file = BoardFile::read(home)?;
    for text in &args.boards {
        let board = boards::parse(text)?;
        let Some(at) = file.position(&board.source, &board.board) else {
            bail!("{}:{} is not followed\nhint: `prospect sources` shows what is", board.source, board.board);
        };
        file.boards.remove(at);
        println!("removed {}:{}; what came of it stays", board.source, board.board);
    }
    file.write(home, &lock)?;
    Ok(Outcome::Fine)
}

/// The last look of a board, and the last that came whole.
fn last_looks<'k>(known: &'k Known, source: &str, board: &str) -> (Option<&'k Look>, Option<&'k Look>) {
    let looks = known.ended(source, board);
    (looks.last(), looks.iter().rev().find(|look| look.outcome == LookOutcome::Complete))
}

fn day(look: &Look) -> Option<Date> {
    Date::from_unix(look.ended_unix)
}

fn outcome(look: &Look) -> &'static str {
    match look.outcome {
        LookOutcome::Complete => "complete",
        LookOutcome::Partial => "partial",
        LookOutcome::Failed => "failed",
    }
}

fn list(args: &Args, home: &Home) -> Result<Outcome> {
    let file = BoardFile::read(home)?;
    let known = if home.path().exists() { Known::read(home, now_unix())? } else { Known::default() };
    // The newest look at any board of a source that brought an answer that could be read.
    let verified = |connector: &Connector| {
        let looks = known.boards().filter(|(source, ..)| *source == connector.info.id);
        looks.flat_map(|(_, _, looks)| looks).filter(|look| look.outcome != LookOutcome::Failed).filter_map(day).max()
    };
    if args.json {
        let sources: Vec<_> =
            prospect_sources::ALL.iter().map(|connector| source_json(connector, verified(connector))).collect();
        let boards: Vec<_> = file.boards.iter().map(|board| board_json(board, &known)).collect();
        println!("{}", serde_json::to_string(&serde_json::json!({"sources": sources, "boards": boards}))?);
        return Ok(Outcome::Fine);
    }
    for connector in prospect_sources::ALL {
        let info = &connector.info;
        let n_boards = file.boards.iter().filter(|board| board.source == info.id).count();
        let state = match (connector.live, verified(connector)) {
            (None, _) => "from files".to_owned(),
            (Some(_), None) => "not asked yet".to_owned(),
            (Some(_), Some(day)) => format!("answered {day}"),
        };
        println!("{:16} {:44.44} {state}, {}", info.id, info.title, counted(n_boards as u64, "board"));
        if connector.live.is_some() {
            println!("{:16} {}", "", info.terms.summary);
        }
    }
    println!();
    for board in &file.boards {
        let (last, whole) = last_looks(&known, &board.source, &board.board);
        let name = format!("{}:{}", board.source, board.board);
        let state = match last {
            None => "not asked yet".to_owned(),
            Some(look) => {
                let whole = whole.and_then(day).map_or("never".to_owned(), |day| day.to_string());
                let (n, n_problems) = (look.n_postings, look.problems.len() as u64);
                format!(
                    "{}, whole {whole}, {}, {}",
                    outcome(look),
                    counted(n, "posting"),
                    counted(n_problems, "problem")
                )
            }
        };
        println!("{name:32} {:24.24} {state}", board.employer.as_deref().unwrap_or("-"));
    }
    println!("{} followed", counted(file.boards.len() as u64, "board"));
    Ok(Outcome::Fine)
}

fn source_json(connector: &Connector, verified: Option<Date>) -> serde_json::Value {
    let (info, live) = (&connector.info, connector.live);
    serde_json::json!({
        "id": info.id, "title": info.title, "frame": info.frame, "is_denominator": info.is_denominator,
        "is_live": live.is_some(),
        "terms": {
            "summary": info.terms.summary, "url": info.terms.url, "licence": info.terms.licence,
            "attribution": info.terms.attribution, "allows_statistics": info.terms.allows_statistics,
        },
        "pause_ms": live.map(|live| live.pause_ms), "rest_hours": live.map(|live| live.rest_hours),
        "lists_all_open": live.map(|live| live.lists_all_open), "obeys_robots": live.map(|live| live.obeys_robots),
        "last_verified_live": verified,
    })
}

fn board_json(board: &Board, known: &Known) -> serde_json::Value {
    let (last, whole) = last_looks(known, &board.source, &board.board);
    let page = boards::live_of(&board.source).ok().map(|(_, live)| (live.page)(&board.board));
    serde_json::json!({
        "source": board.source, "board": board.board, "employer": board.employer, "added": board.added, "page": page,
        "last_look": last.and_then(day), "outcome": last.map(outcome), "last_whole": whole.and_then(day),
        "postings": last.map(|look| look.n_postings), "problems": last.map(|look| &look.problems),
    })
}

/// Parses what is stored of the last look at each board that is followed.
fn check_stored(args: &Args, home: &Home) -> Result<Outcome> {
    let file = BoardFile::read(home)?;
    let known = if home.path().exists() { Known::read(home, now_unix())? } else { Known::default() };
    let mut is_fine = true;
    for board in &file.boards {
        let (connector, _) = boards::live_of(&board.source)?;
        let Some(look) = last_looks(&known, &board.source, &board.board).0 else { continue };
        let (mut n_postings, mut problems, mut n_lost) = (0_u64, Vec::new(), 0_u64);
        for request in &look.requests {
            let Some(sha256) = request.sha256 else { continue };
            let Some(document) = known.document(connector.info.id, sha256) else {
                n_lost += 1;
                continue;
            };
            let context = Context { document: sha256, url: Some(&request.url), employer: board.employer.as_deref() };
            records::chunks(connector, unpack(home.open_document(document)?), &mut |mut chunk| {
                let parsed = records::parse(&mut chunk, context);
                n_postings += parsed.postings.len() as u64;
                problems.extend(parsed.problems);
                true
            });
        }
        is_fine &= n_lost == 0;
        let name = format!("{}:{}", board.source, board.board);
        if args.json {
            let line = serde_json::json!({
                "board": name, "postings": n_postings, "problems": problems, "lost_documents": n_lost,
            });
            println!("{line}");
        } else {
            let n_problems = counted(problems.len() as u64, "problem");
            println!(
                "{name:32} {}, {n_problems}, {} lost",
                counted(n_postings, "posting"),
                counted(n_lost, "document")
            );
        }
    }
    if !args.json {
        println!("{} followed", counted(file.boards.len() as u64, "board"));
    }
    Ok(if is_fine { Outcome::Fine } else { Outcome::Part })
}

/// Asks the first page of each board that is followed; the look is noted like any other.
fn check_live(args: &Args, home: &Home, check: &CheckArgs) -> Result<Outcome> {
    let boards = BoardFile::read(home)?.boards;
    if boards.is_empty() {
        bail!("no board is followed\nhint: `prospect sources add <address of a careers page>`");
    }
    let n_boards = boards.len();
    let reports = look_once(home, &check.network, boards)?;
    let mut n_failed = n_boards - reports.len();
    for report in &reports {
        let answers = report.outcome.is_some_and(|outcome| outcome != LookOutcome::Failed);
        n_failed += usize::from(!answers);
        let problem = report.problems.iter().find(|problem| problem.code != "too-many-pages");
        let problem = problem.map(|problem| format!(": {} ({})", problem.message, problem.code)).unwrap_or_default();
        if args.json {
            let line = serde_json::json!({
                "board": report.name, "answers": answers, "postings": report.n_postings, "problems": report.problems,
            });
            println!("{line}");
        } else {
            let state = if answers { "answers" } else { "does not answer" };
            println!("{:32} {state}, {}{problem}", report.name, counted(report.n_postings, "posting"));
        }
    }
    Ok(if n_failed == 0 { Outcome::Fine } else { Outcome::Part })
}
