//! `<home>/boards.toml`: the boards that this person follows.
//!
//! One `[[board]]` each with `source` (id of the connector), `board` (its name at the service), and, where it is known,
//! `employer`. `prospect sources add` and `remove` keep it; a person may edit it.

use anyhow::{Context as _, Result, bail};
use prospect_model::Date;
use prospect_sources::{Connector, Live, by_id, recognise};
use prospect_store::{Home, WriterLock};
use serde::{Deserialize, Serialize};

/// Name of the file in the home.
const FILE: &str = "boards.toml";

/// A board that is followed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Board {
    /// Id of the source.
    pub(crate) source: String,
    /// The board's name at its service.
    pub(crate) board: String,
    /// Name of the employer whose board it is, where it is one employer's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) employer: Option<String>,
    /// Day that it was added.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) added: Option<Date>,
}

/// What the file holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct BoardFile {
    /// Where operators of services reach this person: a page or a `mailto:` address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) contact: Option<String>,
    /// The boards, in the order in which they were added.
    #[serde(default, rename = "board", skip_serializing_if = "Vec::is_empty")]
    pub(crate) boards: Vec<Board>,
}

impl BoardFile {
    /// Reads the file; an empty one where there is none.
    pub(crate) fn read(home: &Home) -> Result<Self> {
        let Some(text) = home.setting(FILE)? else { return Ok(Self::default()) };
        let file: Self = toml::from_str(&text)
            .with_context(|| format!("`{}` is not readable", home.setting_path(FILE).display()))?;
        for board in &file.boards {
            live_of(&board.source).with_context(|| format!("in `{}`", home.setting_path(FILE).display()))?;
        }
        Ok(file)
    }

    /// Writes the file whole.
    pub(crate) fn write(&self, home: &Home, lock: &WriterLock) -> Result<()> {
        let text = toml::to_string(self).context("boards are written as TOML")?;
        Ok(home.set_setting(lock, FILE, &text)?)
    }

    /// The place of a board in the file.
    pub(crate) fn position(&self, source: &str, board: &str) -> Option<usize> {
        self.boards.iter().position(|it| it.source == source && it.board == board)
    }
}

/// The connector of a source that can be asked.
pub(crate) fn live_of(source: &str) -> Result<(&'static Connector, &'static Live)> {
    let connector = by_id(source);
    if let Some(found) = connector.and_then(|connector| Some((connector, connector.live?))) {
        return Ok(found);
    }
    let known: Vec<&str> = live_ids();
    match connector {
        Some(connector) => bail!(
            "source `{}` reads files only and cannot be asked\nhint: give its file to `prospect import`",
            connector.info.id
        ),
        None => bail!("no source `{source}`\nhint: one of {}", known.join(", ")),
    }
}

/// Ids of the sources that can be asked.
pub(crate) fn live_ids() -> Vec<&'static str> {
    let live = prospect_sources::ALL.iter().filter(|connector| connector.live.is_some());
    live.map(|connector| connector.info.id).collect()
}

/// The board that somebody means: an address of its pages, `service:name`, or the id of a source that is one board.
pub(crate) fn parse(text: &str) -> Result<Board> {
    let board = |source: &str, board: &str| Board {
        source: source.to_owned(),
        board: board.to_owned(),
        employer: shipped_employer(source, board),
        added: None,
    };
    if let Some((source, name)) = text.split_once(':').filter(|(_, name)| !name.starts_with("//")) {
        let (connector, _) = live_of(source)?;
        if name.trim().is_empty() {
            bail!("`{text}` names no board\nhint: write it as {}:name", connector.info.id);
        }
        return Ok(board(connector.info.id, name.trim()));
    }
    if let Some((connector, name)) = recognise(text) {
        return Ok(board(connector.info.id, &name));
    }
    if text.contains('.') || text.contains('/') {
        bail!(
            "no service that Prospect knows is at `{text}`\nhint: give the address of the careers page itself (often in \
             the frame of an employer's page), or service:name with one of {}",
            live_ids().join(", ")
        );
    }
    let (connector, _) = live_of(text)?;
    match only_board(connector) {
        Some(name) => Ok(board(connector.info.id, &name)),
        None => bail!("`{text}` has many boards\nhint: write it as {text}:name, or give the board's address"),
    }
}

/// The name of the board of a source that is one board as a whole.
pub(crate) fn only_board(connector: &Connector) -> Option<String> {
    let live = connector.live?;
    let addresses = connector.info.also.iter().filter(|name| name.contains('.'));
    addresses.filter_map(|address| (live.recognise)(address)).next()
}

/// The employer of a board that the shipped table knows.
fn shipped_employer(source: &str, board: &str) -> Option<String> {
    let of_service = prospect_lexicon::boards::boards_of(source);
    of_service.iter().find(|it| it.slug.eq_ignore_ascii_case(board)).map(|it| it.employer.to_owned())
}

/// Every board that ships with the program and that this build can ask.
pub(crate) fn shipped() -> Vec<Board> {
    let boards = prospect_lexicon::boards::boards().iter();
    boards
        .filter(|it| live_of(it.service).is_ok())
        .map(|it| Board {
            source: it.service.to_owned(),
            board: it.slug.to_owned(),
            employer: Some(it.employer.to_owned()),
            added: None,
        })
        .collect()
}
