//! `prospect report`: the questions over a snapshot or the shipped history, as a page, a text or tables.

use crate::dataset::{self, Origin};
use crate::home::HomeArgs;
use crate::lookup::Shipped;
use crate::pipeline;
use crate::screen::Outcome;
use anyhow::{Context as _, Result, bail};
use prospect_market::{Options, render, report};
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// Answer the market questions: shares, domains, skills, pay, each with its n and interval
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  prospect report --output report.html       one self-contained page
  prospect report                            Markdown on standard output
  prospect report --format json | jq -r '.panels[].figures[].finding'
  prospect report --format csv --output tables/

Without a snapshot in the home folder the shipped history is used: public Hacker News hiring threads,
2011 to 2026, read by this program. --history uses it in any case.")]
pub(crate) struct Args {
    /// File to write (folder for csv) [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Format [default: by the name of the output, else md]
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// Print JSON, the same as --format json
    #[arg(long, conflicts_with = "format")]
    json: bool,
    /// Use the shipped history even where a snapshot exists
    #[arg(long)]
    history: bool,
    /// Replicates of the bootstrap
    #[arg(long, default_value_t = 2_000, value_name = "B", value_parser = clap::value_parser!(u32).range(200..=100_000))]
    replicates: u32,
    /// Threads [default: as many as the machine has]
    #[arg(long, value_name = "N")]
    threads: Option<usize>,
    #[command(flatten)]
    home: HomeArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    Html,
    Md,
    Csv,
    Json,
}

pub(crate) fn run(args: &Args) -> Result<Outcome> {
    let format = format(args)?;
    let (dataset, origin) = dataset::load(&args.home, args.history)?;
    let lookup = Shipped;
    let options = Options {
        n_replicates: args.replicates as usize,
        n_threads: args.threads.unwrap_or_else(pipeline::default_threads),
        command: match origin {
            Origin::History => "prospect report --history".to_owned(),
            Origin::Snapshot => "prospect report".to_owned(),
        },
        ..Options::new(&lookup)
    };
    let report = report(&dataset, &options);
    match (format, &args.output) {
        (Format::Csv, Some(folder)) => {
            fs::create_dir_all(folder).with_context(|| format!("failed to make folder `{}`", folder.display()))?;
            for (name, text) in render::csv(&report) {
                write(&folder.join(name), &text)?;
            }
        }
        (Format::Csv, None) => {
            for (_, text) in render::csv(&report) {
                print(&text)?;
            }
        }
        (Format::Html, output) => put(output.as_deref(), &render::html(&report))?,
        (Format::Md, output) => put(output.as_deref(), &render::markdown(&report))?,
        (Format::Json, output) => put(output.as_deref(), &render::json(&report))?,
    }
    Ok(Outcome::Fine)
}

fn format(args: &Args) -> Result<Format> {
    if args.json {
        return Ok(Format::Json);
    }
    if let Some(format) = args.format {
        return Ok(format);
    }
    let Some(output) = &args.output else { return Ok(Format::Md) };
    match output.extension().and_then(|extension| extension.to_str()) {
        Some("html" | "htm") => Ok(Format::Html),
        Some("md") => Ok(Format::Md),
        Some("json") => Ok(Format::Json),
        Some("csv") => bail!("csv is several files: name a folder and give --format csv"),
        _ => bail!("cannot tell a format from `{}`\nhint: give --format html, md, csv or json", output.display()),
    }
}

fn put(output: Option<&Path>, text: &str) -> Result<()> {
    match output {
        Some(path) => write(path, text),
        None => print(text),
    }
}

fn write(path: &Path, text: &str) -> Result<()> {
    fs::write(path, text).with_context(|| format!("failed to write `{}`", path.display()))
}

fn print(text: &str) -> Result<()> {
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).context("failed to write to standard output")
}
