//! When each posting was seen, and what of it changed: from documents, looks at boards, and what they held.
//!
//! In: the stored documents with each time they were seen, the looks that ended, and which posting in which state each
//! document held. Out: for each posting its versions and its spells. The same input gives the same output however the
//! answers of several boards were mixed in time: a board's answers are ordered by look and request.
//!
//! Not here: reading documents (`commands/build.rs`), the rule of spells (`prospect-dedupe`).

use prospect_dedupe::{LookDay, SeenSpell, seen_spells};
use prospect_model::{Body, Date, Locator, Posting, Sha256};
use prospect_store::{DocumentEntry, InLook, Look, LookOutcome, Seen, VersionRecord};
use sha2::Digest as _;
use std::collections::BTreeMap;

/// What tells the versions of a posting apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct State {
    /// Digest of its plain text.
    pub(crate) text_sha256: Sha256,
    /// Its title.
    pub(crate) title: Option<String>,
    /// The words of its pay, joined by "; ".
    pub(crate) pay: Option<String>,
    /// Whether it has any text: an entry of a list without one says nothing about text and pay.
    pub(crate) has_text: bool,
}

/// Digest of all that a posting's facts and state are read from.
pub(crate) fn print_of(posting: &Posting) -> Sha256 {
    let mut hash = sha2::Sha256::new();
    let (kind, text) = match &posting.body {
        Body::Text(text) => ("text", text),
        Body::Html(text) => ("html", text),
    };
    hash.update(text);
    // The rest is short; its debug form keeps fields apart.
    let Posting { id, source, posted, month, url, poster, body: _, fields } = posting;
    hash.update(format!("{:?}", (kind, text.len(), id, source, posted, month, url, poster, fields)));
    Sha256(hash.finalize().into())
}

/// Where in time a document was seen: imported (0) or fetched (1), board, second, request.
type Place = (u8, String, i64, u32);

fn place_of(seen: &Seen) -> Place {
    match &seen.look {
        Some(look) => (1, look.board.clone(), look.began_unix, look.request),
        None => (0, String::new(), seen.unix, 0),
    }
}

/// Orders documents by source, board, look and request: newest last. What was imported comes before what was fetched.
pub(crate) fn order(documents: &mut [DocumentEntry]) {
    documents.sort_by_cached_key(|document| {
        (document.source.clone(), document.seen.iter().map(place_of).max(), document.sha256)
    });
}

/// Each look that a document was seen in, oldest first.
fn looks_of(document: &DocumentEntry) -> impl Iterator<Item = &InLook> {
    document.seen.iter().filter_map(|seen| seen.look.as_ref())
}

/// Whether a document is the detail of an item, as opposed to a list or a file.
pub(crate) fn is_detail(document: &DocumentEntry) -> bool {
    looks_of(document).any(|look| !look.is_listing)
}

/// The looks at one board, in order of time.
#[derive(Default)]
struct Board {
    board: String,
    /// By the time when they began.
    looks: BTreeMap<i64, bool>,
    days: Vec<LookDay>,
}

/// Every board that was looked at.
pub(crate) struct Boards {
    boards: Vec<Board>,
    /// By document: board, index of the look, number of the request; in order.
    seen_in: Vec<Vec<(usize, usize, u32)>>,
}

impl Boards {
    /// Puts documents (as [`order`] has them) and looks together.
    pub(crate) fn new(documents: &[DocumentEntry], looks: &[Look]) -> Self {
        let mut by_name: BTreeMap<(&str, &str), BTreeMap<i64, bool>> = BTreeMap::new();
        for document in documents {
            for look in looks_of(document) {
                let of_board = by_name.entry((&document.source, &look.board)).or_default();
                of_board.entry(look.began_unix).or_insert(false);
            }
        }
        for look in looks {
            let is_whole = look.outcome == LookOutcome::Complete && look.lists_all_open;
            by_name.entry((&look.source, &look.board)).or_default().insert(look.began_unix, is_whole);
        }
        let day = |unix: i64| Date::from_unix(unix).map_or(0, Date::days);
        let boards: Vec<Board> = by_name
            .iter()
            .map(|((_, board), looks)| Board {
                board: (*board).to_owned(),
                days: looks.iter().map(|(unix, is_whole)| LookDay { day: day(*unix), is_whole: *is_whole }).collect(),
                looks: looks.clone(),
            })
            .collect();
        let number: BTreeMap<(&str, &str), usize> = by_name.keys().copied().zip(0..).collect();
        let seen_in = documents.iter().map(|document| {
            let place = |look: &InLook| {
                let board = *number.get(&(document.source.as_str(), look.board.as_str()))?;
                let at = boards.get(board)?.looks.keys().position(|unix| *unix == look.began_unix)?;
                Some((board, at, look.request))
            };
            let mut places: Vec<_> = looks_of(document).filter_map(place).collect();
            places.sort_unstable();
            places.dedup();
            places
        });
        let seen_in = seen_in.collect();
        Self { boards, seen_in }
    }
}

/// A posting in a document.
struct Held {
    document: u32,
    locator: Locator,
    state: u32,
}

/// Which postings stood in which documents, in which state.
#[derive(Default)]
pub(crate) struct Sightings {
    states: Vec<State>,
    held: BTreeMap<u32, Vec<Held>>,
    /// By posting: documents that tell that it is gone.
    removed: BTreeMap<u32, Vec<u32>>,
}

/// What became of a posting over time.
#[derive(Default)]
pub(crate) struct PostingHistory {
    /// Its spells with their board: source, name, spell.
    pub(crate) spells: Vec<(Option<String>, SeenSpell)>,
    /// Its versions, none where there is one only.
    pub(crate) versions: Vec<VersionRecord>,
}

impl Sightings {
    /// Adds a state; its number.
    pub(crate) fn add_state(&mut self, state: State) -> u32 {
        self.states.push(state);
        u32::try_from(self.states.len() - 1).unwrap_or(u32::MAX)
    }

    /// Notes that a document holds a posting (by its number) in a state.
    pub(crate) fn add(&mut self, posting: u32, document: u32, locator: Locator, state: u32) {
        self.held.entry(posting).or_default().push(Held { document, locator, state });
    }

    /// Notes that a document tells that a posting is gone.
    pub(crate) fn add_removed(&mut self, posting: u32, document: u32) {
        self.removed.entry(posting).or_default().push(document);
    }

    /// What became of a posting.
    pub(crate) fn history(
        &self,
        (posting, id): (u32, &str),
        documents: &[DocumentEntry],
        boards: &Boards,
        gap_days: i32,
    ) -> PostingHistory {
        let Some(held) = self.held.get(&posting) else { return PostingHistory::default() };
        let mut seen: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for held in held {
            for (board, look, _) in boards.seen_in.get(held.document as usize).into_iter().flatten() {
                seen.entry(*board).or_default().push(*look);
            }
        }
        let removed: Vec<(usize, i32)> = self
            .removed
            .get(&posting)
            .into_iter()
            .flatten()
            .flat_map(|document| boards.seen_in.get(*document as usize).into_iter().flatten())
            .filter_map(|(board, look, _)| Some((*board, boards.boards.get(*board)?.days.get(*look)?.day)))
            .collect();
        let mut spells = Vec::new();
        for (number, mut looks) in seen {
            let Some(board) = boards.boards.get(number) else { continue };
            looks.sort_unstable();
            looks.dedup();
            let mut removed: Vec<i32> = removed.iter().filter(|(at, _)| *at == number).map(|(_, day)| *day).collect();
            removed.sort_unstable();
            let found = seen_spells(&board.days, &looks, &removed, gap_days);
            spells.extend(found.into_iter().map(|spell| (Some(board.board.clone()), spell)));
        }
        PostingHistory { spells, versions: self.versions(held, id, documents) }
    }

    /// Each change of text, title or pay, in order of time.
    fn versions(&self, held: &[Held], id: &str, documents: &[DocumentEntry]) -> Vec<VersionRecord> {
        let state = |held: &Held| self.states.get(held.state as usize);
        let detail = |held: &Held| documents.get(held.document as usize).is_some_and(is_detail);
        let has_details = held.iter().any(detail);
        let mut times: Vec<(Place, &Held)> = Vec::new();
        for held in held.iter().filter(|held| detail(held) == has_details) {
            if state(held).is_some_and(|state| state.has_text) {
                let seen = documents.get(held.document as usize).map(|it| it.seen.as_slice()).unwrap_or_default();
                times.extend(seen.iter().map(|seen| (place_of(seen), held)));
            }
        }
        times.sort_by(|a, b| (&a.0, a.1.document).cmp(&(&b.0, b.1.document)));
        let mut versions: Vec<VersionRecord> = Vec::new();
        let mut before: Option<&State> = None;
        for ((_, _, unix, _), held) in times {
            let (Some(state), Some(document)) = (state(held), documents.get(held.document as usize)) else { continue };
            let changed = before.map(|before| changes(before, state)).unwrap_or_default();
            if before.is_some() && changed.is_empty() {
                continue;
            }
            versions.push(VersionRecord {
                source: document.source.clone(),
                posting_id: id.to_owned(),
                document_sha256: document.sha256,
                locator: held.locator.clone(),
                text_sha256: state.text_sha256,
                seen: Date::from_unix(unix),
                version: u32::try_from(versions.len()).unwrap_or(u32::MAX),
                changed: changed.iter().map(|it| (*it).to_owned()).collect(),
                title: state.title.clone(),
                pay: state.pay.clone(),
            });
            before = Some(state);
        }
        if versions.len() > 1 { versions } else { Vec::new() }
    }
}

/// What of a posting is not as before.
fn changes(before: &State, after: &State) -> Vec<&'static str> {
    let mut changed = Vec::new();
    if before.title != after.title {
        changed.push("title");
    }
    if before.pay != after.pay {
        changed.push("pay");
    }
    if before.text_sha256 != after.text_sha256 {
        changed.push("text");
    }
    changed
}
