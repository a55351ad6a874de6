//! Where Prospect keeps things on this machine.

use anyhow::{Context as _, Result};
use prospect_store::{Home, Snapshot};
use std::path::PathBuf;

/// Which home folder a command works on.
#[derive(clap::Args)]
pub(crate) struct HomeArgs {
    /// Home folder [default: PROSPECT_HOME, else the XDG data folder]
    #[arg(long, value_name = "DIR", global = true)]
    home: Option<PathBuf>,
}

impl HomeArgs {
    /// The home folder; it need not exist.
    pub(crate) fn home(&self) -> Result<Home> {
        let named = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
        let path = self
            .home
            .clone()
            .or_else(|| named("PROSPECT_HOME"))
            .or_else(|| named("XDG_DATA_HOME").map(|path| path.join("prospect")))
            .or_else(|| named("HOME").map(|path| path.join(".local/share/prospect")))
            .context("no home folder: set PROSPECT_HOME or give --home")?;
        Ok(Home::at(path))
    }

    /// The newest whole snapshot, `None` where nothing was built yet.
    pub(crate) fn snapshot(&self) -> Result<Option<Snapshot>> {
        let home = self.home()?;
        if !home.path().exists() {
            return Ok(None);
        }
        home.current().context("failed to open the current snapshot")
    }
}
