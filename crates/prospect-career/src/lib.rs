//! Routes, gaps and matches: what is open to one person, and which skill opens more.
//!
//! In: the rows of a dataset, and a [`Profile`] of skills that a person confirmed. Out: figures with n and
//! interval, openings with the reasons for their place in a list, steps of learning with their sources.
//!
//! It stays on the candidate's side, by design: it ranks postings for one person, never people for a posting.
//! There is one profile at a time and no score about a person; a profile holds skills, years, place and wishes,
//! and nothing else of a resume is looked at.
//!
//! Not here: files and printing (`prospect-cli`), full text (`search`), the market as a whole (`prospect-market`),
//! skills read out of a person's code (`portfolio`).

mod demand;
mod figures;
mod filters;
mod gap;
mod have;
mod kinds;
mod match_postings;
mod openings;
mod pay;
mod profile;
mod related;
mod resume;
mod route;
mod terms;
mod unlock;

pub use figures::{MedianPay, ShareFigure};
pub use filters::{Filter, FilterCounts, verdicts};
pub use gap::{Gap, GapError, SkillLine, Standing, Target, gap};
pub use have::have;
pub use match_postings::{Match, Matches, match_postings};
pub use openings::{Asked, Group, Opening, PostingRef, View};
pub use profile::{Held, Profile, ProfileError, Unknown};
pub use prospect_lexicon::pay_floor::pay_floor;
pub use prospect_model::{PayFloor, Verdict};
pub use related::{Nearest, Related};
pub use resume::{Resume, resume};
pub use route::{Accepted, Alternative, DomainLine, Entry, Route, RouteStep, route};
pub use terms::{Credit, Term};
pub use unlock::{Unlock, Unlocked};
