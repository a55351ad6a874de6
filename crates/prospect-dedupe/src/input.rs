//! What is known of a posting when its openings are looked for.

use prospect_model::{Month, RoleFamily, Seniority};

/// A posting and what was read from it. Borrowed: [`crate::sketch`] copies what it needs.
#[derive(Clone, Copy, Debug, Default)]
pub struct Input<'a> {
    /// The source's own id of the posting, unique within `source`.
    pub id: &'a str,
    /// Id of the source.
    pub source: &'a str,
    /// Plain text of the posting.
    pub text: &'a str,
    /// The hiring organisation as written; `None` when the posting does not name it.
    pub employer: Option<&'a str>,
    /// Opaque key of the account that published it.
    pub poster: Option<&'a str>,
    /// Day of publication, days since 1970-01-01.
    pub day: Option<i32>,
    /// Month that it counts for; its first day stands in where `day` is `None`.
    pub month: Option<Month>,
    /// The offered roles in the posting's order. None at all means one role without a title.
    pub roles: &'a [RoleInput<'a>],
    /// Work places of the posting.
    pub places: &'a [PlaceInput<'a>],
    /// Whether it offers a job; one that does not has no opening.
    pub is_offer: bool,
    /// Public address of the posting.
    pub url: Option<&'a str>,
}

/// One role that a posting offers.
#[derive(Clone, Copy, Debug, Default)]
pub struct RoleInput<'a> {
    /// Title as written; empty when none is named.
    pub title: &'a str,
    /// Levels in the title.
    pub seniority: &'a [Seniority],
    /// Kinds of work in the title.
    pub role_family: &'a [RoleFamily],
}

/// One work place of a posting.
#[derive(Clone, Copy, Debug, Default)]
pub struct PlaceInput<'a> {
    /// City by its usual full name.
    pub city: Option<&'a str>,
    /// ISO 3166-1 alpha-2 code.
    pub country: Option<&'a str>,
}
