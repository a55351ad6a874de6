//! Asks boards for what is open, and stores each answer the moment it is whole.
//!
//! In: boards, and what `raw/` knows of them. Out: documents in `raw/`, a line for each look that ended, and a
//! [`LookReport`] each. Services are asked side by side, one service at its own pace; within a service, board after
//! board. A look that was cut off is carried on within a day: what came is not asked for again.
//!
//! Not here: how answers are asked for (`prospect-fetch`), what they mean (`prospect-sources`), what is made of them
//! (`commands/build/`).

mod known;
mod look;
mod pool;

pub(crate) use known::Known;
pub(crate) use look::{LookReport, Looker, Plan, is_harmless, now_unix};
pub(crate) use pool::{Bars, run, stop_on_ctrl_c};
