//! What is known from outside, beside what is measured: adopters, outcomes, setbacks, services, claims.
//!
//! In: the records, the dataset and the report of the questions. Out: [`Section`]s of tables, with the works that
//! they cite. Records are what documents chose to tell: they are listed and counted, never turned into shares
//! with intervals. A claim gets its verdict from the measured figure, by rule.
//!
//! Not here: the records (`prospect-lexicon`), the questions (`questions`).

mod citations;
mod claims;
mod drivers;
mod hiring;
mod limits;
mod measures;
mod outcomes;
mod sectors;
mod services;
mod setbacks;
mod verdict;

pub use citations::{Citation, Work, Works};
pub use hiring::{Hiring, HiringSample, YearCount, hiring};

use crate::report::{Cell, Column, ColumnKind, Row, Table};
use crate::{Options, Report};
use prospect_model::{Claim, Dataset, Document, Organisation, Project};
use serde::Serialize;

/// The records, and which organisation an employer of postings is.
#[derive(Clone, Copy)]
pub struct Knowledge<'a> {
    /// Documents that the records cite.
    pub documents: &'a [Document],
    /// Organisations, sorted by id.
    pub organisations: &'a [Organisation],
    /// Projects, sorted by id.
    pub projects: &'a [Project],
    /// Claims, sorted by id.
    pub claims: &'a [Claim],
    /// The id of the organisation that an employer's name stands for; `None` where that is not sure.
    pub organisation_of: &'a (dyn Fn(&str) -> Option<&'static str> + Sync),
}

/// A part of the report that rests on records.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Section {
    /// Unique in the report, in kebab-case.
    pub id: String,
    /// Title.
    pub title: String,
    /// What the records say, in one or two plain sentences.
    pub finding: String,
    /// Tables.
    pub tables: Vec<Table>,
    /// Limits and cautions.
    pub notes: Vec<String>,
}

/// What sections read.
pub(crate) struct Material<'a> {
    pub(crate) knowledge: Knowledge<'a>,
    pub(crate) report: &'a Report,
    pub(crate) options: &'a Options<'a>,
    /// Openings of each organisation, in the order of the organisations.
    pub(crate) hired: Vec<hiring::Count>,
}

impl Material<'_> {
    fn organisation(&self, id: &str) -> Option<&Organisation> {
        let organisations = self.knowledge.organisations;
        organisations.binary_search_by(|record| record.id.cmp(id)).ok().and_then(|at| organisations.get(at))
    }
}

impl Report {
    /// Adds the sections that rest on records, after the questions that they stand beside, and the works cited.
    ///
    /// Never fails: where there are no records there are no sections. Same input, same report.
    #[must_use]
    pub fn with_knowledge(mut self, dataset: &Dataset, knowledge: Knowledge<'_>, options: &Options<'_>) -> Self {
        let (sections, works) = sections(dataset, knowledge, &self, options);
        self.sections = sections;
        self.works = works;
        self
    }
}

fn sections(
    dataset: &Dataset,
    knowledge: Knowledge<'_>,
    report: &Report,
    options: &Options<'_>,
) -> (Vec<Section>, Vec<Work>) {
    let material = Material { knowledge, report, options, hired: hiring::counts(dataset, knowledge) };
    let mut works = Works::new(knowledge.documents);
    let parts: [fn(&Material<'_>, &mut Works<'_>) -> Section; 7] = [
        claims::section,
        sectors::section,
        drivers::section,
        outcomes::section,
        services::section,
        setbacks::section,
        limits::section,
    ];
    let sections = parts.iter().map(|part| part(&material, &mut works));
    let sections = sections.filter(|section| section.tables.iter().any(|table| !table.rows.is_empty())).collect();
    (sections, works.list())
}

/// A column of words.
fn words(key: &str, label: &str) -> Column {
    Column { key: key.to_owned(), label: label.to_owned(), kind: ColumnKind::Text }
}

/// A column of whole numbers.
fn counts(key: &str, label: &str) -> Column {
    Column { key: key.to_owned(), label: label.to_owned(), kind: ColumnKind::Count }
}

/// A row without postings behind it.
fn row(cells: Vec<Cell>) -> Row {
    Row { cells, ids: Vec::new() }
}

/// Words, or nothing.
fn text(words: impl Into<String>) -> Cell {
    let words = words.into();
    if words.is_empty() { Cell::Empty } else { Cell::Text(words) }
}

/// `cloud-hosting` as `Cloud hosting`.
fn heading(name: &str) -> String {
    let plain = name.replace('-', " ");
    let mut chars = plain.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}

/// 1 and `use` as `1 use`, 2 as `2 uses`.
fn counted(n: usize, noun: &str) -> String {
    format!("{} {noun}{}", crate::number::count(n as u64), if n == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests;
