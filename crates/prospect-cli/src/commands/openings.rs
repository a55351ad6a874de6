//! `prospect openings`: one opening a line, with the postings that are its copies and reposts.

use crate::dataset;
use crate::home::HomeArgs;
use crate::screen::Outcome;
use anyhow::Result;
use prospect_model::{Dataset, OpeningRow};
use std::io::{BufWriter, Write};

/// List openings: one role of one employer over time, with its postings
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  prospect openings --json | jq -s 'sort_by(-.n_postings) | .[:10]'
  prospect openings --employer acme
  prospect openings --skill rust --json | wc -l")]
pub(crate) struct Args {
    /// Print one JSON object a line
    #[arg(long)]
    json: bool,
    /// Only employers whose name holds this
    #[arg(long, value_name = "WORDS")]
    employer: Option<String>,
    /// Only openings that name this skill id
    #[arg(long, value_name = "ID")]
    skill: Option<String>,
    /// Use the shipped history even where a snapshot exists
    #[arg(long)]
    history: bool,
    #[command(flatten)]
    home: HomeArgs,
}

pub(crate) fn run(args: &Args) -> Result<Outcome> {
    let (dataset, _) = dataset::load(&args.home, args.history)?;
    let skill = match &args.skill {
        Some(id) => match dataset.skills.iter().position(|skill| skill == id) {
            Some(found) => Some(found as u32),
            None => anyhow::bail!("no posting names skill `{id}`"),
        },
        None => None,
    };
    let wanted = args.employer.as_deref().map(str::to_lowercase);
    let mut out = BufWriter::new(std::io::stdout().lock());
    for opening in &dataset.openings {
        let employer =
            opening.employer.and_then(|employer| dataset.employers.get(employer as usize)).map(String::as_str);
        if wanted.as_deref().is_some_and(|wanted| !employer.is_some_and(|name| name.to_lowercase().contains(wanted))) {
            continue;
        }
        if skill.is_some_and(|skill| !names_skill(&dataset, opening, skill)) {
            continue;
        }
        if args.json {
            serde_json::to_writer(&mut out, &line(&dataset, opening, employer))?;
            out.write_all(b"\n")?;
        } else {
            let day = |date: Option<prospect_model::Date>| date.map_or("?".to_owned(), |date| date.to_string());
            writeln!(
                out,
                "{:10} {:10} {:4} {:28.28} {}",
                day(opening.first_seen),
                day(opening.last_seen),
                opening.postings.len(),
                employer.unwrap_or("-"),
                if opening.title.is_empty() { "-" } else { &opening.title }
            )?;
        }
    }
    out.flush()?;
    Ok(Outcome::Fine)
}

fn names_skill(dataset: &Dataset, opening: &OpeningRow, skill: u32) -> bool {
    opening
        .postings
        .iter()
        .filter_map(|posting| dataset.postings.get(*posting as usize))
        .any(|posting| posting.skills.iter().any(|row| row.skill == skill))
}

fn line(dataset: &Dataset, opening: &OpeningRow, employer: Option<&str>) -> serde_json::Value {
    let postings: Vec<_> =
        opening.postings.iter().filter_map(|posting| dataset.postings.get(*posting as usize)).collect();
    let mut sources: Vec<_> = postings
        .iter()
        .filter_map(|posting| dataset.sources.get(posting.source as usize))
        .map(|source| source.id.as_str())
        .collect();
    sources.sort_unstable();
    sources.dedup();
    serde_json::json!({
        "id": opening.id,
        "employer": employer,
        "title": (!opening.title.is_empty()).then_some(&opening.title),
        "first_seen": opening.first_seen,
        "last_seen": opening.last_seen,
        "n_postings": postings.len(),
        "sources": sources,
        "posting_ids": postings.iter().map(|posting| posting.id.as_str()).collect::<Vec<_>>(),
    })
}
