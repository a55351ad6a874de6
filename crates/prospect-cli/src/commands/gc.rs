//! `prospect gc`: removes old snapshots by a stated rule, never anything from `raw/`.

use crate::home::HomeArgs;
use crate::screen::Outcome;
use anyhow::Result;
use prospect_store::{DEFAULT_SNAPSHOTS_KEPT, Wait};
use std::time::Duration;

/// Remove old snapshots and what crashed runs left; raw documents stay
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  prospect gc            keep the newest three snapshots
  prospect gc --keep 1")]
pub(crate) struct Args {
    /// Snapshots to keep, the current one being one of them
    #[arg(long, default_value_t = DEFAULT_SNAPSHOTS_KEPT, value_name = "N")]
    keep: usize,
    /// Print what was removed as JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    home: HomeArgs,
}

pub(crate) fn run(args: &Args) -> Result<Outcome> {
    let home = args.home.home()?;
    if !home.path().exists() {
        println!("{}", if args.json { "[]" } else { "nothing to remove" });
        return Ok(Outcome::Fine);
    }
    let lock = home.lock(Wait::Until(Duration::from_secs(10)))?;
    let removed = home.gc(&lock, args.keep)?;
    if args.json {
        println!("{}", serde_json::to_string(&removed.snapshots)?);
    } else if removed.snapshots.is_empty() {
        println!("nothing to remove");
    } else {
        for id in &removed.snapshots {
            println!("removed snapshot {id}");
        }
    }
    Ok(Outcome::Fine)
}
