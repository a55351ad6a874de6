//! The registry: one file and one line here per connector.

mod arbeitnow;
mod ashby;
mod ats_archive;
mod ats_daily;
mod everything;
mod feed;
mod greenhouse;
mod hn;
mod jobtech;
mod jsonl;
mod lever;
mod page;
mod personio;
mod recruitee;
mod reddit;
mod remoteok;
mod remotive;
mod schema_org;
mod smartrecruiters;
mod teamtailor;
mod twir;
mod workable;

use crate::Connector;

/// Every connector.
pub const ALL: &[&Connector] = &[
    &hn::CONNECTOR,
    &ats_archive::CONNECTOR,
    &ats_daily::CONNECTOR,
    &twir::CONNECTOR,
    &reddit::CONNECTOR,
    &greenhouse::CONNECTOR,
    &lever::CONNECTOR,
    &ashby::CONNECTOR,
    &workable::CONNECTOR,
    &smartrecruiters::CONNECTOR,
    &recruitee::CONNECTOR,
    &personio::CONNECTOR,
    &teamtailor::CONNECTOR,
    &jobtech::CONNECTOR,
    &remoteok::CONNECTOR,
    &remotive::CONNECTOR,
    &arbeitnow::CONNECTOR,
    &feed::CONNECTOR,
    &jsonl::CONNECTOR,
    &schema_org::CONNECTOR,
    &page::CONNECTOR,
];

/// The connector of this id, or of another spelling of it; letters may be large.
#[must_use]
pub fn by_id(id: &str) -> Option<&'static Connector> {
    let is = |name: &&str| name.eq_ignore_ascii_case(id);
    ALL.iter().copied().find(|connector| is(&connector.info.id) || connector.info.also.iter().any(is))
}

pub(crate) use page::next_script;
pub(crate) use schema_org::{fields as schema_org_fields, posting as schema_org_posting};
