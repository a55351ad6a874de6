//! Works cited: each document, and each address that a document prints, gets one number.

use crate::report::Cell;
use prospect_model::{Document, Provenance};
use serde::Serialize;
use std::collections::BTreeMap;

/// A place in a work, beside a statement.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Citation {
    /// Number of the work.
    pub work: usize,
    /// Where in the work: a table, a section.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
}

impl std::fmt::Display for Citation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.place {
            Some(place) => write!(f, "[{}] {place}", self.work),
            None => write!(f, "[{}]", self.work),
        }
    }
}

/// A work that statements rest on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Work {
    /// Its number in this report.
    pub number: usize,
    /// What it is.
    pub label: String,
    /// Its address, where a document prints one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// When it was published, where that is printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    /// When it was seen: by the citing document's author, or by us for a document.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seen: Option<String>,
}

/// Numbers works in the order in which they are cited.
#[derive(Debug)]
pub struct Works<'a> {
    documents: &'a [Document],
    numbers: BTreeMap<&'static str, usize>,
    works: Vec<Work>,
}

impl<'a> Works<'a> {
    /// No work cited yet; `documents` are those that provenance names.
    #[must_use]
    pub fn new(documents: &'a [Document]) -> Self {
        Self { documents, numbers: BTreeMap::new(), works: Vec::new() }
    }

    /// The cell of a statement's sources.
    pub(super) fn cell(&mut self, sources: &[Provenance]) -> Cell {
        let citations = self.cite_all(sources);
        if citations.is_empty() { Cell::Empty } else { Cell::Sources(citations) }
    }

    /// The citations of a statement, each once, in the order of the works.
    pub fn cite_all(&mut self, sources: &[Provenance]) -> Vec<Citation> {
        let mut citations: Vec<Citation> = sources.iter().map(|source| self.cite(source)).collect();
        citations.sort();
        citations.dedup();
        citations
    }

    fn cite(&mut self, source: &Provenance) -> Citation {
        // An address is a work of its own; its place in the citing document would say nothing about it.
        let place = source.place.filter(|_| source.url.is_none()).map(str::to_owned);
        Citation { work: self.number(source), place }
    }

    fn number(&mut self, source: &Provenance) -> usize {
        let key = source.url.unwrap_or(source.document);
        if let Some(number) = self.numbers.get(key) {
            return *number;
        }
        let document = self.documents.iter().find(|document| document.id == source.document);
        let number = self.works.len() + 1;
        self.numbers.insert(key, number);
        let title = document.map_or(source.document, |document| document.title);
        self.works.push(match source.url {
            Some(url) => Work {
                number,
                label: format!("{}, cited by \u{201c}{title}\u{201d}", site(url)),
                url: Some(url.to_owned()),
                published: source.published.map(str::to_owned),
                seen: source.seen.map(str::to_owned),
            },
            None => Work {
                number,
                label: match document.and_then(|document| document.author) {
                    Some(author) => format!("{author}: {title}"),
                    None => title.to_owned(),
                },
                url: None,
                published: document.and_then(|document| document.published).map(str::to_owned),
                seen: document.and_then(|document| document.seen).map(str::to_owned),
            },
        });
        number
    }

    /// The works cited so far, by number.
    #[must_use]
    pub fn list(self) -> Vec<Work> {
        self.works
    }
}

/// The host of an address, without `www.`.
fn site(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    host.strip_prefix("www.").unwrap_or(host)
}
