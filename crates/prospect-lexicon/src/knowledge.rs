//! Who uses Rust, for what and with which result; what is claimed about the market; steps of learning.
//!
//! In: an id, a name, an employer of postings. Out: the record, or that there is none. The records stand under
//! `data/adopters`, `data/projects`, `data/claims`, `data/learning` and `data/documents.toml`, each with where it
//! comes from.
//!
//! Not here: what is measured from postings, and setting claims beside it (`prospect-market`).

#[rustfmt::skip]
#[path = "generated/knowledge.rs"]
mod generated;
#[path = "knowledge_join.rs"]
mod join;
#[path = "knowledge_learning.rs"]
mod learning;
#[path = "knowledge_names.rs"]
mod names;

pub use join::{JoinReason, Joining, NoJoin, join};
pub use learning::{StepFilter, steps_for};
pub use names::{organisation_named, project_named};

use prospect_model::{Claim, Document, Organisation, Project, Step};

/// The documents that records cite, sorted by id.
#[must_use]
pub fn documents() -> &'static [Document] {
    generated::DOCUMENTS
}

/// All organisations, sorted by id.
#[must_use]
pub fn organisations() -> &'static [Organisation] {
    generated::ORGANISATIONS
}

/// All projects, sorted by id.
#[must_use]
pub fn projects() -> &'static [Project] {
    generated::PROJECTS
}

/// All claims, sorted by id.
#[must_use]
pub fn claims() -> &'static [Claim] {
    generated::CLAIMS
}

/// All steps of learning, sorted by their place on a route, then by id.
#[must_use]
pub fn steps() -> &'static [Step] {
    generated::STEPS
}

/// The organisation of this id.
#[must_use]
pub fn organisation(id: &str) -> Option<&'static Organisation> {
    let index = organisations().binary_search_by(|record| record.id.cmp(id)).ok()?;
    organisations().get(index)
}

/// The project of this id.
#[must_use]
pub fn project(id: &str) -> Option<&'static Project> {
    let index = projects().binary_search_by(|record| record.id.cmp(id)).ok()?;
    projects().get(index)
}

/// The document of this id.
#[must_use]
pub fn document(id: &str) -> Option<&'static Document> {
    documents().iter().find(|record| record.id == id)
}

/// The projects of an organisation, sorted by id.
pub fn projects_of(organisation: &str) -> impl Iterator<Item = &'static Project> {
    projects().iter().filter(move |record| record.organisation == Some(organisation))
}

/// The parts of an organisation that have records of their own, sorted by id.
pub fn parts_of(organisation: &str) -> impl Iterator<Item = &'static Organisation> {
    organisations().iter().filter(move |record| record.part_of == Some(organisation))
}
