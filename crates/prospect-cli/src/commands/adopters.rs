//! `prospect adopters`: the organisations that documents name, who of them is hiring, and records for new ones.

mod filter;
mod joins;
mod propose;

use crate::dataset;
use crate::home::HomeArgs;
use crate::lookup::Shipped;
use crate::screen::Outcome;
use anyhow::Result;
use filter::Filter;
pub(super) use filter::values;
pub(super) use joins::why_not;
use prospect_lexicon::knowledge::{self, Joining};
use prospect_market::{Hiring, hiring};
use prospect_model::{Dataset, Date, Organisation, PostingRow};
use std::io::{BufWriter, Write};

/// List organisations that use Rust: what for, why, how far, and who of them is hiring
#[derive(clap::Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "\
Examples:
  prospect adopters                                    everybody with a described use
  prospect adopters --sector automotive --country DE
  prospect adopters --driver fortification --json | jq -r .name
  prospect adopters --hiring                           with openings that name Rust, newest first
  prospect adopters --role training                    who teaches
  prospect adopters joins                              which employers of postings are which organisation, and why
  prospect adopters propose https://acme.example/blog/rust --name Acme

Without --role, organisations with a described use are listed; with it, all of that role. `prospect employers
NAME` shows one of them in full."
)]
pub(crate) struct Args {
    #[command(subcommand)]
    action: Option<Action>,
    #[command(flatten)]
    filter: Filter,
    /// Only those with openings that name Rust in the last 24 months of the data
    #[arg(long)]
    hiring: bool,
    /// Print one JSON object a line
    #[arg(long)]
    json: bool,
    /// Use the shipped history even where a snapshot exists
    #[arg(long)]
    history: bool,
    #[command(flatten)]
    home: HomeArgs,
}

#[derive(clap::Subcommand)]
enum Action {
    Joins(joins::Args),
    Propose(Box<propose::Args>),
}

/// Months before the end of the data in which an opening counts as hiring now.
const N_RECENT_MONTHS: i32 = 24;

pub(crate) fn run(args: &Args) -> Result<Outcome> {
    match &args.action {
        Some(Action::Joins(action)) => return joins::run(action, &args.home),
        Some(Action::Propose(action)) => return propose::run(action),
        None => {}
    }
    let mut listed: Vec<(&Organisation, Option<Hiring>)> =
        knowledge::organisations().iter().filter(|record| args.filter.keeps(record)).map(|it| (it, None)).collect();
    if args.hiring {
        let (dataset, _) = dataset::load(&args.home, args.history)?;
        listed = hiring_now(&dataset, listed);
    }
    let mut out = BufWriter::new(std::io::stdout().lock());
    for (record, hiring) in &listed {
        if args.json {
            let mut line = serde_json::to_value(record)?;
            if let (Some(object), Some(hiring)) = (line.as_object_mut(), hiring) {
                object.insert("hiring".to_owned(), serde_json::to_value(hiring)?);
            }
            serde_json::to_writer(&mut out, &line)?;
            out.write_all(b"\n")?;
        } else {
            writeln!(out, "{}", line(record, hiring.as_ref()))?;
        }
    }
    out.flush()?;
    Ok(Outcome::Fine)
}

/// Those with a recent opening that names Rust, the newest first.
fn hiring_now<'a>(
    dataset: &Dataset,
    listed: Vec<(&'a Organisation, Option<Hiring>)>,
) -> Vec<(&'a Organisation, Option<Hiring>)> {
    let month = |posting: &PostingRow| posting.month.or_else(|| posting.posted.map(Date::to_month));
    let newest = dataset.postings.iter().filter_map(month).max();
    let joins: Vec<Option<&str>> = dataset.employers.iter().map(|employer| joined(employer)).collect();
    let mut kept: Vec<_> = listed
        .into_iter()
        .filter_map(|(record, _)| {
            let employers = employers_of(&joins, record.id);
            let hiring = hiring(dataset, &employers, &Shipped);
            let last = hiring.window_rust?.last;
            (newest?.index().saturating_sub(last.index()) < N_RECENT_MONTHS).then_some((last, record, hiring))
        })
        .collect();
    kept.sort_by_key(|(last, record, _)| (std::cmp::Reverse(*last), record.id));
    kept.into_iter().map(|(_, record, hiring)| (record, Some(hiring))).collect()
}

/// The id of the organisation that an employer's name stands for.
pub(super) fn joined(employer: &str) -> Option<&'static str> {
    match knowledge::join(employer) {
        Joining::Joined(id, _) => Some(id),
        Joining::Refused(..) | Joining::Unknown => None,
    }
}

/// The employers that are this organisation.
pub(super) fn employers_of(joins: &[Option<&str>], id: &str) -> Vec<u32> {
    let numbered = joins.iter().enumerate().filter(|(_, joined)| **joined == Some(id));
    numbered.filter_map(|(at, _)| u32::try_from(at).ok()).collect()
}

fn line(record: &Organisation, hiring: Option<&Hiring>) -> String {
    let n_uses = record.uses.len();
    let mut adoption: Vec<&str> = record.uses.iter().map(|it| it.adoption.as_str()).collect();
    adoption.sort_unstable();
    adoption.dedup();
    adoption.retain(|it| *it != "unstated");
    let sectors: Vec<&str> = record.sectors.iter().map(|it| it.as_str()).collect();
    let hiring = hiring.map_or(String::new(), |hiring| {
        let last = hiring.window_rust.map_or(String::new(), |window| window.last.to_string());
        format!("{last:8} {:>4} of {:<5}", hiring.n_rust, hiring.n_openings)
    });
    format!(
        "{hiring}{:28.28} {:11.11} {:2} {n_uses:2} {:28.28} {}",
        record.name,
        record.ownership.as_str(),
        record.country.unwrap_or("-"),
        if adoption.is_empty() { "-".to_owned() } else { adoption.join(", ") },
        sectors.join(", ")
    )
    .trim_end()
    .to_owned()
}
