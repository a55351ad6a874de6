//! Careers boards of employers that name Rust. The records stand in `data/boards/`.
//!
//! Whether a board answers today is not known here: each record says where its address was seen, and
//! `is_verified_live` whether somebody has looked since.
//!
//! Not here: how a board is asked and read, and which service an address belongs to (`prospect-sources`).

#[rustfmt::skip]
#[path = "generated/boards.rs"]
mod generated;

use prospect_model::{Date, Month};

/// The services that boards are at, in the order of [`boards`].
pub const SERVICES: [&str; 8] =
    ["ashby", "greenhouse", "lever", "personio", "recruitee", "smartrecruiters", "teamtailor", "workable"];

/// One employer's board at one service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Board {
    /// The employer as it names itself.
    pub employer: &'static str,
    /// One of [`SERVICES`].
    pub service: &'static str,
    /// What the service calls the board in its addresses, in the case in which it was seen.
    pub slug: &'static str,
    /// The page of the board: `https`, the host that was seen, the slug.
    pub url: &'static str,
    /// Where the employer names Rust: items, issues, postings, then adopters, the newest of each first. Never empty.
    pub evidence: &'static [Trace],
    /// Where the board's address was seen.
    pub slug_source: Trace,
    /// Month of the newest evidence that has one.
    pub last_named: Option<Month>,
    /// Whether somebody has asked the board and got an answer.
    pub is_verified_live: bool,
}

/// Where something was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trace {
    /// Comment of a Hacker News hiring thread, by its item id; in the shipped history.
    Item(u64),
    /// Job line in the issue of This Week in Rust of that day.
    Issue(Date),
    /// Ad of a careers site.
    Posting {
        /// A day on which it was seen.
        seen: Date,
        /// Its address.
        url: &'static str,
    },
    /// Record of an organisation, by its id in `data/adopters/`.
    Adopter(&'static str),
    /// Table of boards that others collected, by its name in `data/ATTRIBUTION.md`.
    Table(&'static str),
}

/// Every board, by service, then slug.
#[must_use]
pub fn boards() -> &'static [Board] {
    generated::BOARDS
}

/// The boards at one service; none for an id that is not in [`SERVICES`].
#[must_use]
pub fn boards_of(service: &str) -> &'static [Board] {
    let start = boards().partition_point(|board| board.service < service);
    let end = boards().partition_point(|board| board.service <= service);
    boards().get(start..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_board_is_at_a_service_and_found_under_it() {
        assert!(SERVICES.is_sorted());
        let n_found: usize = SERVICES.iter().map(|service| boards_of(service).len()).sum();
        assert_eq!(n_found, boards().len());
        for service in SERVICES {
            assert!(!boards_of(service).is_empty(), "{service}");
            assert!(boards_of(service).iter().all(|board| board.service == service), "{service}");
        }
        assert!(boards_of("acme").is_empty());
    }

    #[test]
    fn at_least_150_employers_have_a_board_and_evidence() {
        let employers: std::collections::BTreeSet<_> = boards().iter().map(|board| board.employer).collect();
        assert!(employers.len() >= 150, "{}", employers.len());
        assert!(boards().iter().all(|board| !board.evidence.is_empty()));
    }
}
