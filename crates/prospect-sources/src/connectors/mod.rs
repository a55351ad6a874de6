//! The registry: one file and one line here per connector.

mod ats_archive;
mod hn_archive;
mod jsonl;
mod page;
mod schema_org;
mod twir_archive;

use crate::Connector;

/// Every connector.
pub const ALL: &[&Connector] = &[
    &hn_archive::CONNECTOR,
    &ats_archive::CONNECTOR,
    &twir_archive::CONNECTOR,
    &jsonl::CONNECTOR,
    &schema_org::CONNECTOR,
    &page::CONNECTOR,
];

/// The connector of this id.
#[must_use]
pub fn by_id(id: &str) -> Option<&'static Connector> {
    ALL.iter().copied().find(|connector| connector.info.id == id)
}

pub(crate) use page::next_script;
pub(crate) use schema_org::posting as schema_org_posting;
