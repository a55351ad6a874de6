//! Tests that look at more than one file of this crate, or inside it.

mod crash;
mod documents;
pub(crate) mod faults;
mod formats;
mod history;
mod round_trip;
mod sample;
mod snapshots;
mod unpacking;
