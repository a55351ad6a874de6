//! `prospect history`: writes the facts-only table of the current snapshot, the form in which history ships.

use crate::home::HomeArgs;
use crate::screen::{Outcome, grouped};
use anyhow::{Context as _, Result};
use prospect_store::StoreError;
use prospect_store::history::{self, HistoryExtra};
use std::fs::{self, File};
use std::io::{BufWriter, Write as _};
use std::path::PathBuf;

/// Write the current snapshot as one facts-only Parquet file: no texts
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  prospect history --write hn.parquet

Facts only: ids, digests of texts, months, employers, titles, skills with byte ranges, pay, places, domains.
Each row leads to its public posting, where anybody can check it.")]
pub(crate) struct Args {
    /// File to write
    #[arg(long, value_name = "FILE")]
    write: PathBuf,
    #[command(flatten)]
    home: HomeArgs,
}

pub(crate) fn run(args: &Args) -> Result<Outcome> {
    let snapshot = args.home.snapshot()?.context("no snapshot\nhint: run `prospect build` first")?;
    let dataset = snapshot.dataset()?;
    let mut extras = Vec::with_capacity(dataset.postings.len());
    snapshot.for_each_posting(|_, built| -> Result<(), StoreError> {
        extras.push(HistoryExtra::of(&built));
        Ok(())
    })?;
    // Written aside and renamed, so that a crash leaves the file that was there.
    let aside = args.write.with_extension("part");
    let failed = || format!("failed to write `{}`", aside.display());
    let file = File::create(&aside).with_context(failed)?;
    let mut out = BufWriter::new(file);
    history::write(&dataset, &extras, &mut out)?;
    out.flush().with_context(failed)?;
    out.get_ref().sync_all().with_context(failed)?;
    let n_bytes = fs::metadata(&aside).with_context(failed)?.len();
    fs::rename(&aside, &args.write).with_context(|| format!("failed to replace `{}`", args.write.display()))?;
    println!(
        "{}: {} postings, {} openings, {} bytes",
        args.write.display(),
        grouped(dataset.postings.len() as u64),
        grouped(dataset.openings.len() as u64),
        grouped(n_bytes)
    );
    Ok(Outcome::Fine)
}
