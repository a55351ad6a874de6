//! `prospect changes`: what is new, what changed, what closed.

use crate::changes::{Change, Since, changes};
use crate::feed::{Form, feed};
use crate::home::HomeArgs;
use crate::screen::{Outcome, counted};
use crate::wanted::WantedArgs;
use anyhow::{Context as _, Result, bail};
use prospect_model::Date;
use std::io::{BufWriter, Write};
use std::path::PathBuf;

/// Show what is new, what changed and what closed since a day or a snapshot
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  prospect changes --since 2026-11-14
  prospect changes --since 2026-11-14 --skill rust --country DE --json
  prospect changes --since 2026-11-14 --skill rust --feed atom rust.atom
  prospect changes --since 3f2a9c0d11e4b7aa            what an earlier snapshot does not show

New: its beginning was seen, else it was published since. Changed: title, pay or text of a posting. Closed: gone from a
whole list of its board; a list that failed or came in part closes nothing.")]
pub(crate) struct Args {
    /// A day (YYYY-MM-DD), or the id of an earlier snapshot
    #[arg(long, value_name = "DAY|SNAPSHOT")]
    since: String,
    #[command(flatten)]
    wanted: WantedArgs,
    #[command(flatten)]
    feeds: FeedArgs,
    /// Print one JSON object a line
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    home: HomeArgs,
}

/// Feeds that are written beside what is printed.
#[derive(clap::Args)]
pub(crate) struct FeedArgs {
    /// Also write a feed: `atom` or `json`, and its file; may be given twice
    #[arg(long, num_args = 2, value_names = ["FORM", "FILE"], action = clap::ArgAction::Append)]
    feed: Vec<String>,
}

impl FeedArgs {
    /// Writes the feeds that are asked for.
    pub(crate) fn write(&self, title: &str, name: &str, changes: &[Change], empty_day: Date) -> Result<()> {
        for pair in self.feed.chunks(2) {
            let [form, file] = pair else { continue };
            let form = match form.as_str() {
                "atom" => Form::Atom,
                "json" => Form::Json,
                other => bail!("no feed `{other}`\nhint: atom or json"),
            };
            let path = PathBuf::from(file);
            let text = feed(form, title, name, changes, empty_day);
            std::fs::write(&path, text).with_context(|| format!("failed to write `{}`", path.display()))?;
        }
        Ok(())
    }
}

pub(crate) fn run(args: &Args) -> Result<Outcome> {
    let wanted = args.wanted.wanted()?;
    let snapshot =
        args.home.snapshot()?.context("there is no snapshot\nhint: run `prospect sync` or `prospect build` first")?;
    let dataset = snapshot.dataset().with_context(|| format!("failed to read snapshot `{}`", snapshot.id()))?;
    let old = match Date::parse(&args.since) {
        Some(_) => None,
        None => {
            let home = args.home.home()?;
            let old = home.snapshot(&args.since).ok().flatten().with_context(|| {
                format!("`{}` is neither a day nor a snapshot\nhint: write a day as 2026-11-14", args.since)
            })?;
            Some((old.dataset()?, old.versions()?))
        }
    };
    let since = match (&old, Date::parse(&args.since)) {
        (Some((dataset, versions)), _) => Since::Snapshot(dataset, versions),
        (None, Some(day)) => Since::Day(day),
        (None, None) => bail!("`{}` is no day", args.since),
    };
    let found = changes(&snapshot, &dataset, &since, &|index| wanted.keeps(&dataset, index))?;
    let newest = dataset.openings.iter().filter_map(|opening| opening.last_seen).max();
    let empty_day = Date::parse(&args.since).or(newest).unwrap_or(Date { year: 1970, month: 1, day: 1 });
    let title = format!("Prospect: changes since {}, {}", args.since, wanted.words());
    args.feeds.write(&title, &format!("changes of {}", wanted.words()), &found, empty_day)?;
    print(&found, args.json)
}

/// Prints changes: a line each.
pub(crate) fn print(changes: &[Change], is_json: bool) -> Result<Outcome> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    for change in changes {
        if is_json {
            serde_json::to_writer(&mut out, change)?;
            out.write_all(b"\n")?;
            continue;
        }
        let what = if change.what.is_empty() { String::new() } else { format!("  ({})", change.what.join("; ")) };
        writeln!(
            out,
            "{:7} {} {:24.24} {}{what}  {}",
            change.kind.as_str(),
            change.day,
            change.employer.as_deref().unwrap_or("-"),
            if change.title.is_empty() { "-" } else { &change.title },
            change.url.as_deref().unwrap_or(""),
        )?;
    }
    if !is_json {
        writeln!(out, "{}", counted(changes.len() as u64, "change"))?;
    }
    out.flush()?;
    Ok(Outcome::Fine)
}
