//! `prospect ask`: one market question, answered on the screen.

use crate::asked::{self, AskedArgs};
use crate::screen::Outcome;
use anyhow::{Result, bail};
use prospect_market::{questions, render};
use std::io::Write as _;

/// Answer one market question with its interval, and what it rests on
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  prospect ask --list
  prospect ask growth
  prospect ask pay --country US --since 2024
  prospect ask premium --json | jq -r '.panels[].figures[].finding'
  prospect ask domains --since 2025 --compare 2019..2020

Within one kind of filter any value is enough; filters of different kinds must all be met.")]
pub(crate) struct Args {
    /// The question, by its id
    #[arg(value_name = "QUESTION", required_unless_present = "list")]
    question: Option<String>,
    /// List the questions
    #[arg(long)]
    list: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    asked: AskedArgs,
}

pub(crate) fn run(args: &Args) -> Result<Outcome> {
    let mut out = std::io::stdout().lock();
    if args.list {
        for question in questions() {
            if args.json {
                let line = serde_json::json!({ "id": question.id, "title": question.title, "asks": question.asks });
                writeln!(out, "{line}")?;
            } else {
                writeln!(out, "{:16} {}", question.id, question.asks)?;
            }
        }
        return Ok(Outcome::Fine);
    }
    let Some(question) = &args.question else { bail!("no question\nhint: run `prospect ask --list`") };
    let id = asked::question(question)?;
    let report = args.asked.report(&format!("ask {id}"), &[id])?;
    let text = if args.json { render::json(&report) } else { render::answers(&report) };
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(Outcome::Fine)
}
