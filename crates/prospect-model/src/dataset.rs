//! The rows that questions read: a whole snapshot, or the shipped history, in memory.
//!
//! Facts only, no text. Ids that lead back to postings are kept, so that each figure can be traced.

use crate::{
    Date, Domain, Education, Employment, Month, PayKind, Period, RoleFamily, Seniority, SkillNeed, Visa, WorkMode,
};

/// Everything that a question may ask about.
#[derive(Clone, Debug, Default)]
pub struct Dataset {
    /// Id of the snapshot, or `history-<version>` for the shipped history.
    pub snapshot_id: String,
    /// Version of the readers that made it.
    pub reader_version: String,
    /// Sources, by index.
    pub sources: Vec<SourceRow>,
    /// Canonical employer names, by index.
    pub employers: Vec<String>,
    /// Skill ids, by index.
    pub skills: Vec<String>,
    /// Postings in the order of the snapshot: by source, then time, then id.
    pub postings: Vec<PostingRow>,
    /// Openings in the order of their ids.
    pub openings: Vec<OpeningRow>,
}

/// A source and what came from it.
#[derive(Clone, Debug, Default)]
pub struct SourceRow {
    /// Id: `hn`, `ats`, ….
    pub id: String,
    /// What the source's postings are, for a sentence: "comments in the Hacker News hiring threads".
    pub frame: String,
    /// Whether shares may be computed within it (it is not restricted to one technology).
    pub is_denominator: bool,
    /// Records that came in, offers or not.
    pub n_records: u64,
    /// Problems counted while importing, parsing and reading.
    pub n_problems: u64,
}

/// One posting's facts.
#[derive(Clone, Debug, Default)]
pub struct PostingRow {
    /// The source's own id.
    pub id: String,
    /// Index into `sources`.
    pub source: u32,
    /// Day of publication.
    pub posted: Option<Date>,
    /// Month that it counts for.
    pub month: Option<Month>,
    /// Public address.
    pub url: Option<String>,
    /// Number of the account that published it (a grouping key); `None` where there is none.
    pub poster: Option<u32>,
    /// Index into `employers`.
    pub employer: Option<u32>,
    /// Whether it offers a job.
    pub is_offer: bool,
    /// Offered roles; one row with an empty title when the posting names none.
    pub roles: Vec<RoleRow>,
    /// Levels named.
    pub seniority: Vec<Seniority>,
    /// Kinds of work.
    pub role_family: Vec<RoleFamily>,
    /// Years asked.
    pub years: Vec<YearsRow>,
    /// Pay stated.
    pub pay: Vec<PayRow>,
    /// Whether equity is offered.
    pub equity: Option<bool>,
    /// Work places.
    pub places: Vec<PlaceRow>,
    /// Work modes possible.
    pub work_modes: Vec<WorkMode>,
    /// Where remote workers must be.
    pub remote_scope: Vec<String>,
    /// Forms of engagement.
    pub employment: Vec<Employment>,
    /// Work permits.
    pub visa: Visa,
    /// Skills named.
    pub skills: Vec<SkillRow>,
    /// Education asked.
    pub education: Vec<Education>,
    /// What is built, the surest first.
    pub domain: Vec<Domain>,
    /// ISO 639-1 code.
    pub language: Option<String>,
}

/// One role of a posting.
#[derive(Clone, Debug, Default)]
pub struct RoleRow {
    /// Title as written, empty when none is named.
    pub title: String,
    /// Index into `openings`; `None` for a posting that offers no job.
    pub opening: Option<u32>,
}

/// A skill that a posting names.
#[derive(Clone, Copy, Debug)]
pub struct SkillRow {
    /// Index into `skills` of the dataset.
    pub skill: u32,
    /// How strongly it is asked.
    pub need: SkillNeed,
}

/// Pay that a posting states.
#[derive(Clone, Debug)]
pub struct PayRow {
    /// Lowest amount, whole units.
    pub min: Option<u64>,
    /// Highest amount, whole units.
    pub max: Option<u64>,
    /// ISO 4217 code.
    pub currency: Option<String>,
    /// What one payment covers.
    pub period: Option<Period>,
    /// What the amount is.
    pub kind: PayKind,
    /// Whether the currency was inferred from place or custom.
    pub is_currency_inferred: bool,
    /// Whether the period was inferred from the amount.
    pub is_period_inferred: bool,
}

/// A work place that a posting names.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PlaceRow {
    /// City by its usual full name.
    pub city: Option<String>,
    /// ISO 3166-1 alpha-2 code.
    pub country: Option<String>,
}

/// Years of experience that a posting asks.
#[derive(Clone, Debug)]
pub struct YearsRow {
    /// Least years.
    pub min: Option<f32>,
    /// Most years.
    pub max: Option<f32>,
    /// Of what, as written.
    pub of: Option<String>,
}

/// One role of one employer over time.
#[derive(Clone, Debug, Default)]
pub struct OpeningRow {
    /// Id from its earliest posting: survives rebuilds.
    pub id: String,
    /// Index into `employers`.
    pub employer: Option<u32>,
    /// Title of its earliest posting that names one.
    pub title: String,
    /// Indexes into `postings`, in order of time.
    pub postings: Vec<u32>,
    /// First day seen.
    pub first_seen: Option<Date>,
    /// Last day seen.
    pub last_seen: Option<Date>,
}
