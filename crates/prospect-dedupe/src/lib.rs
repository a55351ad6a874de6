//! Decides which roles of which postings are one opening, and why.
//!
//! In: postings with what was read from them ([`Input`]), one at a time. [`sketch`] keeps of each what the
//! decision needs, in about a kilobyte; [`cluster`] takes all sketches and returns [`Clusters`]: openings with
//! their spells, the reason of each merge, employers with their spellings, and near-copies across employers.
//!
//! **An opening** is one role of one employer over time. Its observations are postings of it: copies in several
//! sources, reposts in later months, edited or not. A repost with one role more and one less shares the other
//! openings. Observations at most [`Options::spell_gap_days`] apart belong to one **spell**; a role that is
//! advertised again after a longer silence stays the same opening and starts its next spell. Questions that count
//! vacancies count spells; questions about what an employer keeps looking for count openings. So the choice of the
//! gap changes how spells are cut, never what an opening or its id is. Where a board was looked at again and again,
//! [`seen_spells`] says when one posting was there, and [`Sketch::watched`] lets its opening know.
//!
//! **The id** of an opening is source, posting id and role number of its earliest observation. Postings are taken
//! in order of time, and a decision looks back only, so later postings never change an earlier opening, with one
//! exception that is meant: later evidence that two spellings are one employer.
//!
//! Not here: reading titles, employers and places (`prospect-extract`), files, threads.

mod addresses;
mod cluster;
mod compare;
mod decide;
mod employer;
mod input;
mod keys;
mod lsh;
mod shingles;
mod sketch;
mod spells;
mod timeline;
mod title;
mod words;

pub use cluster::{Clusters, Link, Member, Merge, Opening, Options, cluster};
pub use decide::Reason;
pub use employer::Employer;
pub use input::{Input, PlaceInput, RoleInput};
pub use sketch::{Sketch, sketch};
pub use spells::{LookDay, SeenSpell, seen_spells};
