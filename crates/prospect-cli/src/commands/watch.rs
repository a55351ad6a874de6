//! `prospect watch`: saved searches; prints what is new since each last ran.

use crate::changes::{Kind, change};
use crate::commands::changes::{FeedArgs, print};
use crate::home::HomeArgs;
use crate::screen::{Outcome, counted};
use crate::sync::now_unix;
use crate::wanted::{Wanted, WantedArgs};
use anyhow::{Context as _, Result, bail};
use prospect_model::{Dataset, Date};
use prospect_store::{Home, Wait};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::time::Duration;

/// Save searches, and print what is new since each last ran
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  prospect watch add berlin-rust --skill rust --country DE
  prospect sync && prospect watch run
  prospect watch run berlin-rust --feed json berlin-rust.json
  prospect watch list
  prospect watch remove berlin-rust")]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand)]
enum Command {
    /// Save a search; what is there now counts as told
    Add(AddArgs),
    /// List the saved searches
    List(ListArgs),
    /// Forget a saved search
    Remove(RemoveArgs),
    /// Print what is new since the last run
    Run(RunArgs),
}

#[derive(clap::Args)]
struct AddArgs {
    /// Its name: letters, digits, `-`, `_`
    name: String,
    #[command(flatten)]
    wanted: WantedArgs,
    /// Tell of what is there now, too, at the first run
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    home: HomeArgs,
}

#[derive(clap::Args)]
struct ListArgs {
    /// Print as JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    home: HomeArgs,
}

#[derive(clap::Args)]
struct RemoveArgs {
    /// Its name
    name: String,
    #[command(flatten)]
    home: HomeArgs,
}

#[derive(clap::Args)]
struct RunArgs {
    /// Names of saved searches [default: all]
    names: Vec<String>,
    /// Print one JSON object a line
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    feeds: FeedArgs,
    /// Tell it again the next time
    #[arg(long)]
    keep: bool,
    #[command(flatten)]
    home: HomeArgs,
}

/// A saved search.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Watch {
    wanted: Wanted,
    added: Option<Date>,
    last_run: Option<Date>,
    /// Ids of the openings that were told, or there before.
    told: BTreeSet<String>,
}

const FOLDER: &str = "watches";

impl Watch {
    fn setting(name: &str) -> String {
        format!("{FOLDER}/{name}.json")
    }

    fn read(home: &Home, name: &str) -> Result<Self> {
        let text = home.setting(&Self::setting(name))?;
        let text = text.with_context(|| format!("no watch `{name}`\nhint: `prospect watch list` shows them"))?;
        serde_json::from_str(&text).with_context(|| format!("watch `{name}` is not readable"))
    }

    fn write(&self, home: &Home, name: &str) -> Result<()> {
        let lock = home.lock(Wait::Until(Duration::from_secs(10)))?;
        Ok(home.set_setting(&lock, &Self::setting(name), &serde_json::to_string_pretty(self)?)?)
    }
}

/// Names of the saved searches.
fn names(home: &Home) -> Result<Vec<String>> {
    let files = home.settings_in(FOLDER)?;
    Ok(files.iter().filter_map(|file| file.strip_suffix(".json")).map(str::to_owned).collect())
}

pub(crate) fn run(args: &Args) -> Result<Outcome> {
    match &args.command {
        Command::Add(args) => add(args),
        Command::List(args) => list(args),
        Command::Remove(args) => remove(args),
        Command::Run(args) => run_watches(args),
    }
}

fn today() -> Option<Date> {
    Date::from_unix(now_unix())
}

/// The snapshot's rows; none where nothing was built. The shipped history is not what a person watches.
fn dataset(home: &HomeArgs) -> Result<Option<Dataset>> {
    Ok(home.snapshot()?.map(|snapshot| snapshot.dataset()).transpose()?)
}

fn add(args: &AddArgs) -> Result<Outcome> {
    let home = args.home.home()?;
    if home.setting(&Watch::setting(&args.name))?.is_some() {
        bail!("watch `{}` is there already\nhint: `prospect watch remove {}` first", args.name, args.name);
    }
    let wanted = args.wanted.wanted()?;
    let dataset = if args.all { None } else { dataset(&args.home)? };
    let told: BTreeSet<String> = dataset.iter().flat_map(|dataset| kept(dataset, &wanted)).map(|(_, id)| id).collect();
    let n_told = told.len() as u64;
    let words = wanted.words();
    Watch { wanted, added: today(), last_run: None, told }.write(&home, &args.name)?;
    println!("watching {words}; {} there now", counted(n_told, "opening"));
    Ok(Outcome::Fine)
}

/// Openings that a search keeps and that are not closed: index and id.
fn kept<'d>(dataset: &'d Dataset, wanted: &'d Wanted) -> impl Iterator<Item = (u32, String)> + 'd {
    let openings = (0..).zip(&dataset.openings).filter(|(_, opening)| opening.closed.is_none());
    openings.filter(|(index, _)| wanted.keeps(dataset, *index)).map(|(index, opening)| (index, opening.id.clone()))
}

fn list(args: &ListArgs) -> Result<Outcome> {
    let home = args.home.home()?;
    for name in names(&home)? {
        let watch = Watch::read(&home, &name)?;
        if args.json {
            let (added, last_run) = (watch.added, watch.last_run);
            let line = serde_json::json!({"name": name, "wanted": watch.wanted, "added": added, "last_run": last_run});
            println!("{line}");
        } else {
            let last = watch.last_run.map_or("never".to_owned(), |day| day.to_string());
            println!("{name:20} {}  (last run: {last})", watch.wanted.words());
        }
    }
    Ok(Outcome::Fine)
}

fn remove(args: &RemoveArgs) -> Result<Outcome> {
    let home = args.home.home()?;
    Watch::read(&home, &args.name)?;
    let lock = home.lock(Wait::Until(Duration::from_secs(10)))?;
    home.remove_setting(&lock, &Watch::setting(&args.name))?;
    println!("removed watch {}", args.name);
    Ok(Outcome::Fine)
}

fn run_watches(args: &RunArgs) -> Result<Outcome> {
    let home = args.home.home()?;
    let names = if args.names.is_empty() { names(&home)? } else { args.names.clone() };
    if names.is_empty() {
        bail!("no watch is saved\nhint: `prospect watch add NAME --skill rust`");
    }
    let dataset = dataset(&args.home)?.context("there is no snapshot\nhint: run `prospect sync` first")?;
    let today = today().context("the clock stands before 1970")?;
    let mut all = Vec::new();
    for name in &names {
        let mut watch = Watch::read(&home, name)?;
        let new: Vec<(u32, String)> =
            kept(&dataset, &watch.wanted).filter(|(_, id)| !watch.told.contains(id)).collect();
        let day = |index: u32| dataset.openings.get(index as usize).and_then(|opening| opening.first_seen);
        let found: Vec<_> =
            new.iter().map(|(index, _)| change(&dataset, *index, Kind::New, day(*index).unwrap_or(today))).collect();
        if !args.json {
            println!("{name}: {} new", found.len());
        }
        print(&found, args.json)?;
        all.extend(found);
        if !args.keep {
            watch.told.extend(new.into_iter().map(|(_, id)| id));
            watch.last_run = Some(today);
            watch.write(&home, name)?;
        }
    }
    all.sort_by(|a, b| (a.day, &a.opening).cmp(&(b.day, &b.opening)));
    all.dedup();
    let title = format!("Prospect: new for {}", names.join(", "));
    args.feeds.write(&title, &format!("watch {}", names.join(" ")), &all, today)?;
    Ok(Outcome::Fine)
}
