//! One file per command.

pub(crate) mod adopters;
pub(crate) mod ask;
pub(crate) mod audit;
pub(crate) mod build;
pub(crate) mod career;
pub(crate) mod changes;
pub(crate) mod doctor;
pub(crate) mod employers;
pub(crate) mod extract;
pub(crate) mod gc;
pub(crate) mod history;
pub(crate) mod import;
pub(crate) mod label;
pub(crate) mod learn;
pub(crate) mod lint;
pub(crate) mod openings;
pub(crate) mod report;
pub(crate) mod search;
pub(crate) mod show;
pub(crate) mod sources;
pub(crate) mod sync;
pub(crate) mod watch;
