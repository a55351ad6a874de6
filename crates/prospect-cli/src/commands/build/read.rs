//! Pieces of documents become postings with facts.

use super::Build;
use crate::records::{self, Chunk};
use crate::screen::Progress;
use crate::sightings::{State, print_of};
use anyhow::{Context as _, Result};
use prospect_dedupe::{Input, PlaceInput, RoleInput, Sketch};
use prospect_extract::{Extractor, Scratch};
use prospect_model::{Body, Date, Facts, Locator, Posting, Problem, Record, Role, Sha256};
use prospect_sources::{Connector, Context, Parsed, by_id};
use prospect_store::{BuiltPosting, DocumentEntry, StoreError, unpack};
use sha2::Digest as _;
use std::collections::HashMap;
use std::io::Read;
use std::sync::{Mutex, PoisonError};
/// One posting after reading.
pub(super) struct Read1 {
    pub(super) built: BuiltPosting,
    pub(super) sketch: Sketch,
    pub(super) state: State,
    /// What would make another copy read the same; `None` where no other is expected.
    pub(super) print: Option<Sha256>,
}

/// One posting of a document.
pub(super) enum Item {
    /// It was read.
    Read(Box<Read1>),
    /// A copy of it in the same state was read before.
    Same { id: String, locator: Locator, state: u32 },
}

/// A piece of a document on its way.
pub(super) struct Piece {
    pub(super) document: u32,
    pub(super) chunk: Result<Chunk, StoreError>,
}

/// What a piece held.
pub(super) struct PieceRead {
    pub(super) document: u32,
    pub(super) items: Vec<Item>,
    pub(super) removed: Vec<String>,
    pub(super) problems: Vec<Problem>,
}

/// States of postings that were read, by what makes a copy read the same.
pub(super) type Prints = Mutex<HashMap<Sha256, u32>>;

impl Build<'_> {
    /// Cuts the documents into pieces, the newest document first: where a posting came twice, its newest words are
    /// the posting.
    pub(super) fn send_pieces(
        &self,
        connectors: &[&'static Connector],
        progress: &Progress,
        send: &mut dyn FnMut(Piece) -> bool,
    ) {
        let mut is_wanted = true;
        for (at, (document, connector)) in self.documents.iter().zip(connectors).enumerate().rev() {
            // Tables of days hold no postings.
            if connector.is_of_days() {
                continue;
            }
            let number = at as u32;
            match self.home.open_document(document) {
                Ok(stream) => {
                    let stream = Counted { stream, progress };
                    records::chunks(connector, unpack(stream), &mut |chunk| {
                        is_wanted = send(Piece { document: number, chunk: Ok(chunk) });
                        is_wanted
                    });
                }
                Err(error) => is_wanted = send(Piece { document: number, chunk: Err(error) }),
            }
            if !is_wanted {
                return;
            }
        }
    }
}

/// The connector that a document is for.
pub(super) fn connector_of(document: &DocumentEntry) -> Result<&'static Connector> {
    by_id(&document.source).with_context(|| {
        format!("document {} is of source `{}`, which this build does not know", document.sha256, document.source)
    })
}

/// Whether the posting is taken for an offer: it is unless the reader says that it is none.
pub(super) fn is_offer(facts: &Facts) -> bool {
    facts.offer != Some(false)
}

pub(super) fn read_chunk(
    extractor: &Extractor,
    (number, document): (u32, &DocumentEntry),
    prints: Option<&Prints>,
    scratch: &mut Scratch,
    chunk: &mut Chunk,
) -> PieceRead {
    let newest = document.seen.iter().max_by_key(|seen| seen.unix);
    let employer = newest.and_then(|seen| seen.look.as_ref()?.employer.as_deref());
    let url = newest.and_then(|seen| seen.url.as_deref());
    let context = Context { document: document.sha256, url, employer };
    let Parsed { postings, removed, problems } = records::parse(chunk, context);
    let item = |(locator, posting): (Locator, Posting)| {
        let print = prints.map(|_| print_of(&posting));
        let known = prints
            .zip(print)
            .and_then(|(prints, print)| prints.lock().unwrap_or_else(PoisonError::into_inner).get(&print).copied());
        match known {
            Some(state) => Item::Same { id: posting.id, locator, state },
            None => Item::Read(Box::new(read_posting(extractor, context, scratch, locator, posting, print))),
        }
    };
    let items = postings.into_iter().map(item).collect();
    PieceRead { document: number, items, removed: removed.into_iter().map(|(_, id)| id).collect(), problems }
}

fn read_posting(
    extractor: &Extractor,
    context: Context<'_>,
    scratch: &mut Scratch,
    locator: Locator,
    mut posting: Posting,
    print: Option<Sha256>,
) -> Read1 {
    let mut facts = extractor.read(&posting, scratch);
    let text = match (facts.text.take(), &mut posting.body) {
        (Some(text), _) => text,
        (None, Body::Text(text) | Body::Html(text)) => std::mem::take(text),
    };
    // The tables hold plain text; the source's own bytes stay in raw.
    posting.body = Body::Html(String::new());
    let sketch = prospect_dedupe::sketch(&Input {
        id: &posting.id,
        source: &posting.source,
        text: &text,
        employer: facts.employer.as_deref(),
        poster: posting.poster.as_deref(),
        day: posting.posted.map(Date::days),
        month: posting.month,
        roles: &facts.roles.iter().map(role_input).collect::<Vec<_>>(),
        places: &facts
            .places
            .iter()
            .map(|place| PlaceInput { city: place.city.as_deref(), country: place.country.as_deref() })
            .collect::<Vec<_>>(),
        is_offer: is_offer(&facts),
        url: posting.url.as_deref(),
    });
    let text_sha256 = Sha256(sha2::Sha256::digest(text.as_bytes()).into());
    let record = Record { document: context.document, locator };
    let state = State {
        text_sha256,
        title: posting.fields.title.clone().or_else(|| facts.titles.first().cloned()),
        pay: (!facts.pay.is_empty())
            .then(|| facts.pay.iter().map(|pay| pay.words.text.as_str()).collect::<Vec<_>>().join("; ")),
        has_text: !text.trim().is_empty(),
    };
    Read1 { built: BuiltPosting { posting, record, facts, text, text_sha256 }, sketch, state, print }
}

fn role_input(role: &Role) -> RoleInput<'_> {
    RoleInput { title: &role.title, seniority: &role.seniority, role_family: &role.role_family }
}

/// A stream that tells the progress bar how far it is.
struct Counted<'a, R> {
    stream: R,
    progress: &'a Progress,
}

impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let n = self.stream.read(buffer)?;
        self.progress.add(n as u64);
        Ok(n)
    }
}
