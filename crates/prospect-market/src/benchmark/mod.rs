//! Sets one posting beside comparable openings: pay, demands, years, and who else could do the work.
//!
//! Input are a dataset, prepared once as [`Comparables`], and what a posting asks, as [`Asked`]; output are standings,
//! each with the openings that it rests on: how many, of how many employers, in which months, kept by which
//! [`Filter`](crate::Filter), with their ids. The filter makes the same openings again in every other question.
//!
//! **Who is compared.** Openings of the source with most of them, first seen in the 24 months that end with the
//! posting's (or with the source's last). They share what the posting states: language, country, level, kind of work,
//! domain, work mode. Where fewer than [`N_MIN`] openings carry the fact that is asked about, or fewer than
//! [`N_EMPLOYERS_MIN`] employers, or one employer has more than half of them, what matters least to the answer is given
//! up first, in the order of [`WIDENING`], until there are enough; a standing that never has enough is [`Silent`].
//! Pay never gives up the country: where none is known, remote work is compared with remote work, and a posting
//! that is neither placed nor remote is not compared.
//!
//! Not here: what a posting should do about it (`prospect-lint`), reading a posting (`prospect-extract`).

mod asked;
mod comparable;
mod standing;

pub use asked::Asked;
pub use comparable::{Comparable, Comparables, N_EMPLOYERS_MIN, N_MIN, Silent, Trait, WIDENING};
pub use standing::{Benchmark, NumberStanding, PayEnds, PayStanding, Reach, ReachFrom, ShareStanding};
