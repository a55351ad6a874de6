//! `prospect learn`: steps of starting, moving and hiring, with where they come from.

use super::adopters::values;
use crate::screen::Outcome;
use anyhow::Result;
use prospect_lexicon::knowledge::{self, StepFilter, steps_for};
use prospect_market::Works;
use prospect_model::{Audience, StartingPoint, StepKind};
use std::io::{BufWriter, Write};

/// List steps of learning Rust, moving to it and hiring for it, in the order of a route
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  prospect learn --from cpp
  prospect learn --from python --kind bring-into-company
  prospect learn --audience employer --json | jq -r .title")]
pub(crate) struct Args {
    /// Only steps that fit this starting point
    #[arg(long, value_name = "START", value_parser = values(StartingPoint::ALL, StartingPoint::as_str))]
    from: Option<StartingPoint>,
    /// Only steps of this kind
    #[arg(long, value_name = "KIND", value_parser = values(StepKind::ALL, StepKind::as_str))]
    kind: Option<StepKind>,
    /// Only steps that teach or need this skill id
    #[arg(long, value_name = "ID")]
    skill: Option<String>,
    /// Only steps for these readers; both has all
    #[arg(long, default_value = "developer", value_parser = values(Audience::ALL, Audience::as_str))]
    audience: Audience,
    /// Print one JSON object a line
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args) -> Result<Outcome> {
    let filter =
        StepFilter { from: args.from, kind: args.kind, skill: args.skill.as_deref(), audience: Some(args.audience) };
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut works = Works::new(knowledge::documents());
    for step in steps_for(filter) {
        if args.json {
            serde_json::to_writer(&mut out, step)?;
            out.write_all(b"\n")?;
            continue;
        }
        let cited: Vec<String> = works.cite_all(step.provenance).iter().map(ToString::to_string).collect();
        writeln!(out, "{} ({})", step.title, step.kind)?;
        writeln!(out, "    {}", step.what)?;
        writeln!(out, "    {}\n", cited.join("; "))?;
    }
    let works = works.list();
    for work in &works {
        writeln!(out, "[{}] {}", work.number, super::employers::work_text(work))?;
    }
    out.flush()?;
    Ok(Outcome::Fine)
}
