//! `prospect report`: the questions over a snapshot or the shipped history, as a page, a text or tables.

use crate::asked::{self, AskedArgs};
use crate::dataset;
use crate::lookup::Shipped;
use crate::screen::{Outcome, counted};
use anyhow::{Context as _, Result, bail};
use prospect_market::{Options, Stamp, differences, render};
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
  prospect report --question growth --question pay --country DE --since 2020
  prospect report --since 2025 --compare 2019..2020 --output then-and-now.html
  prospect report --verify report.html       make it again, say same or where it differs

Without a snapshot in the home folder the shipped history is used: public Hacker News hiring threads,
2011 to 2026, read by this program. --history uses it in any case.")]
pub(crate) struct Args {
    /// File to write (folder for csv), `-` for standard output [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Format [default: by the name of the output, else md]
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// Print JSON, the same as --format json
    #[arg(long, conflicts_with = "format")]
    json: bool,
    /// Only this question, by its id (see `prospect ask --list`); may be given several times
    #[arg(long, value_name = "ID")]
    question: Vec<String>,
    /// Make a written report again from the snapshot that it names, and say where it differs
    #[arg(long, value_name = "FILE", conflicts_with_all = ["output", "format", "json", "question"])]
    verify: Option<PathBuf>,
    #[command(flatten)]
    asked: AskedArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    Html,
    Md,
    Csv,
    Json,
}

pub(crate) fn run(args: &Args) -> Result<Outcome> {
    if let Some(file) = &args.verify {
        return verify(file, &args.asked);
    }
    let format = format(args)?;
    let mut name = "report".to_owned();
    args.question.iter().for_each(|id| name.push_str(&format!(" --question {id}")));
    let report = args.asked.report(&name, &args.question)?;
    match (format, output(args)) {
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
        (Format::Html, output) => put(output, &render::html(&report))?,
        (Format::Md, output) => put(output, &render::markdown(&report))?,
        (Format::Json, output) => put(output, &render::json(&report))?,
    }
    Ok(Outcome::Fine)
}

/// Most differences that are printed.
const N_DIFFERENCES: usize = 20;

/// Makes a written report again and compares it line by line.
fn verify(file: &Path, asked: &AskedArgs) -> Result<Outcome> {
    let written = fs::read_to_string(file).with_context(|| format!("failed to read `{}`", file.display()))?;
    let (form, stamp) = Stamp::find(&written).with_context(|| {
        format!("`{}` carries no stamp\nhint: give a report as HTML, Markdown or JSON", file.display())
    })?;
    let dataset = dataset::load_id(&asked.home, &stamp.snapshot_id)?;
    let lookup = Shipped;
    let base = Options { n_threads: asked.n_threads(), ..Options::new(&lookup) };
    let again = asked::answer(&dataset, &stamp.options(base));
    let differences = differences(&written, form, &again);
    if differences.is_empty() {
        print(&format!("same: `{}` is what snapshot {} gives, to the byte\n", file.display(), stamp.snapshot_id))?;
        return Ok(Outcome::Fine);
    }
    let mut text = format!(
        "differs: {} of `{}` from what snapshot {} gives\n",
        counted(differences.len() as u64, "line"),
        file.display(),
        stamp.snapshot_id
    );
    for it in differences.iter().take(N_DIFFERENCES) {
        let figure = if it.figure.is_empty() { "before the figures" } else { &it.figure };
        text.push_str(&format!("line {} ({figure})\n", it.line));
        let line = |line: &Option<String>| line.as_deref().map_or("nothing".to_owned(), |line| clip(line.trim()));
        text.push_str(&format!("  written: {}\n  found:   {}\n", line(&it.written), line(&it.found)));
    }
    if differences.len() > N_DIFFERENCES {
        text.push_str(&format!("and {} more\n", differences.len() - N_DIFFERENCES));
    }
    if stamp.report_version != again.about.report_version {
        text.push_str(&format!(
            "the report was made by version {}, this is {}\n",
            stamp.report_version, again.about.report_version
        ));
    }
    print(&text)?;
    Ok(Outcome::Findings)
}

/// A line short enough to be read.
fn clip(line: &str) -> String {
    const N_CHARS: usize = 160;
    if line.chars().count() <= N_CHARS {
        line.to_owned()
    } else {
        line.chars().take(N_CHARS).collect::<String>() + "…"
    }
}

/// The file or folder to write, `None` for standard output.
fn output(args: &Args) -> Option<&Path> {
    args.output.as_deref().filter(|path| *path != Path::new("-"))
}

fn format(args: &Args) -> Result<Format> {
    if args.json {
        return Ok(Format::Json);
    }
    if let Some(format) = args.format {
        return Ok(format);
    }
    let Some(output) = output(args) else { return Ok(Format::Md) };
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
