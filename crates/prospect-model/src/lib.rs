//! The nouns of Prospect, one type each: what a source published, what was read from it, with which
//! words as evidence, and the rows that tables hold.
//!
//! Not here: reading, files, statistics. This crate has no logic beyond names and conversions.

#[macro_use]
mod names;

mod annual_pay;
mod dataset;
mod date;
mod employer_key;
mod evidence_map;
mod facts;
mod knowledge;
mod labels;
mod posting;
mod problem;
mod wish;

pub use annual_pay::{AnnualPay, annual_pay, most_a_year};
pub use dataset::{
    AlternativeRow, Dataset, OpeningRow, OwnFacts, PayRow, PlaceRow, PostingRow, RoleRow, SkillRow, SourceRow, Watched,
    WatchedRow, YearsRow,
};
pub use date::{Date, Month};
pub use employer_key::employer_key;
pub use evidence_map::{EvidenceEntry, EvidenceMap};
pub use facts::{
    Alternative, Domain, DomainPath, Education, Employment, Evidence, Facts, Pay, PayKind, Period, Place, Role,
    RoleFamily, SCHEMA, Seniority, Skill, SkillKind, SkillNeed, Visa, Words, WorkMode, Years,
};
pub use knowledge::{
    Adoption, Amount, Audience, Claim, ClaimFrame, ClaimKind, Comparator, Direction, Document, Driver, Measure,
    Organisation, OrganisationRole, Outcome, Ownership, Project, ProjectKind, Provenance, ProvenanceKind, Quantity,
    Sector, Setback, SetbackKind, StartingPoint, Step, StepKind, Theme, Use,
};
pub use labels::{LabelSet, LabelStratum, LabelledOpening};
pub use posting::{Body, Fields, Locator, Posting, Record, Sha256};
pub use problem::Problem;
pub use wish::{PayFloor, Verdict};
