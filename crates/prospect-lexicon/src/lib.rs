//! Answers from shipped data: which skill is this name, which place, which currency, which rate of a month, which
//! law on adverts, what labelled openings say, who uses Rust, what is claimed about its market, which employers name
//! it and where their boards are.
//!
//! The tables under `data/` are turned into `src/generated/*.rs` by `cargo xtask codegen`; a test there
//! fails when they are stale. Everything here is a constant: nothing is read at run time.
//!
//! Not here: finding names in text (`prospect-extract`).

pub mod accuracy;
pub mod boards;
pub mod knowledge;
pub mod laws;
pub mod money;
pub mod pay_floor;
pub mod place_names;
pub mod places;
pub mod skill_names;
pub mod skills;
mod spelling;
pub mod whereabouts;
