//! The decision: are these two roles of two postings the same opening?
//!
//! Titles decide, words confirm. Similarity of whole texts alone decides badly: employers rewrite ads for the same
//! role and paste the same description of themselves above different ones. So the closer two titles are, the fewer
//! words need to agree, and different work is never merged for its words.
//!
//! The thresholds are read off hand-read pairs (methods, section 5, and the pairs of the evaluation): of pairs with a
//! Jaccard similarity under .1 a fifth offer the same roles, of pairs between .5 and .7 half share only some. A floor
//! for the similarity of any two observations, as in near-duplicate search, would therefore cut real reposts; chains
//! are guarded against by titles and by giving each opening one role of a posting.

use crate::shingles::Similarity;
use crate::title::{Levels, Relation};

/// Why two roles were merged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// One posting names the role twice.
    SamePosting,
    /// The same words in the same order, addresses aside, and the same role in them.
    SameText,
    /// Both link to the same job ad.
    SameJobLink,
    /// Same employer, same title.
    SameTitle,
    /// Same employer, titles of which one says more, and enough of the same words.
    SimilarTitle,
    /// Same employer, one title says only "engineer", and enough of the same words.
    GeneralTitle,
    /// Same employer, a role without a title, and enough of the same words.
    SimilarText,
    /// Nearly the same words where at least one of two postings names no employer, and the same role in them.
    NearCopy,
}

impl Reason {
    /// Every reason, in the order of declaration.
    pub const ALL: &'static [Self] = &[
        Self::SamePosting,
        Self::SameText,
        Self::SameJobLink,
        Self::SameTitle,
        Self::SimilarTitle,
        Self::GeneralTitle,
        Self::SimilarText,
        Self::NearCopy,
    ];

    /// The name that tables and screens show.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SamePosting => "same-posting",
            Self::SameText => "same-text",
            Self::SameJobLink => "same-job-link",
            Self::SameTitle => "same-title",
            Self::SimilarTitle => "similar-title",
            Self::GeneralTitle => "general-title",
            Self::SimilarText => "similar-text",
            Self::NearCopy => "near-copy",
        }
    }
}

impl std::fmt::Display for Reason {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.as_str())
    }
}

/// How the work places of two postings relate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Places {
    /// They share a place, or one names none.
    Compatible,
    /// Both name places and share none.
    Apart,
}

/// Everything that the decision looks at.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Evidence {
    pub(crate) relation: Relation,
    pub(crate) levels: Levels,
    pub(crate) places: Places,
    pub(crate) similarity: Similarity,
    pub(crate) is_same_text: bool,
    pub(crate) is_same_employer: bool,
    pub(crate) shares_job_link: bool,
    /// Whether one account published both.
    pub(crate) is_same_poster: bool,
    /// Postings of the two that offer one role only, 0 to 2.
    pub(crate) n_single: u8,
    /// Days from the one to the other; `None` when a date is missing.
    pub(crate) gap_days: Option<i32>,
}

/// Days after which a title alone no longer makes the same opening: the next year's hiring is another decision.
const TITLE_ALONE_DAYS_MAX: i32 = 370;
/// Days within which two ads stand side by side. Under the four weeks between two monthly threads, so that it never
/// parts an ad from its repost.
const AT_ONCE_DAYS: i32 = 14;
/// Days within which the same general title, or a title that says more than the other, is enough when one account
/// published both. Half a year: ads for a role that stays open are rewritten. Large employers have many accounts and
/// many "Software Engineers", so between accounts some words must agree.
const LIKE_TITLE_ALONE_DAYS_MAX: i32 = 190;

/// The reason to merge and how sure it is (only for choosing between candidates), or `None`.
pub(crate) fn decide(evidence: &Evidence) -> Option<(f32, Reason)> {
    let words = evidence.similarity.jaccard.max(evidence.similarity.containment * 0.7);
    let is_recent = evidence.gap_days.is_none_or(|days| days <= TITLE_ALONE_DAYS_MAX);
    let is_close = evidence.is_same_poster && evidence.gap_days.is_some_and(|days| days <= LIKE_TITLE_ALONE_DAYS_MAX);
    let base = match evidence.relation {
        Relation::Same => 4.0,
        Relation::SameGeneral => 3.6,
        Relation::Narrower => 3.0,
        Relation::Near => 2.0,
        Relation::General => 1.5,
        Relation::Unnamed => 1.0,
        Relation::Different => 0.0,
    };
    let level_cost = match evidence.levels {
        Levels::Same => 0.0,
        Levels::Compatible => 0.2,
        Levels::Different => 0.9,
    };
    let score = base + words - level_cost;
    if evidence.shares_job_link && (evidence.n_single == 2 || evidence.relation != Relation::Different) {
        return Some((score + 2.0, Reason::SameJobLink));
    }
    // One ad for each city, at once: as many openings as cities, however alike the ads.
    let is_at_once = evidence.gap_days.is_some_and(|days| days < AT_ONCE_DAYS);
    if evidence.places == Places::Apart && is_at_once {
        return None;
    }
    let is_same_title = matches!(evidence.relation, Relation::Same | Relation::SameGeneral);
    if evidence.is_same_text && is_same_title && evidence.levels == Levels::Same {
        return Some((score + 1.0, Reason::SameText));
    }
    // The place stands against the merge unless nearly all words agree; the level unless most do.
    let words_for_place = if evidence.places == Places::Apart { 0.4 } else { 0.0 };
    let words_for_level = if evidence.levels == Levels::Different { 0.5 } else { 0.0 };
    let (words_min, reason) = match evidence.relation {
        Relation::Same if is_recent => (0.0, Reason::SameTitle),
        Relation::Same => (0.15, Reason::SameTitle),
        Relation::SameGeneral if is_close && evidence.levels == Levels::Same => (0.0, Reason::SameTitle),
        Relation::SameGeneral if is_recent => (0.04, Reason::SameTitle),
        Relation::SameGeneral => (0.25, Reason::SameTitle),
        Relation::Narrower if is_close && evidence.levels != Levels::Different => (0.0, Reason::SimilarTitle),
        Relation::Narrower => (0.2, Reason::SimilarTitle),
        Relation::Near => (0.3, Reason::SimilarTitle),
        // Of two lists of roles, the general one in the one need not be any of those in the other.
        Relation::General if evidence.n_single > 0 && evidence.is_same_employer && is_recent => {
            (if is_close { 0.35 } else { 0.5 }, Reason::GeneralTitle)
        }
        Relation::Unnamed if evidence.is_same_text => (0.0, Reason::SameText),
        Relation::Unnamed if is_close => (0.2, Reason::SimilarText),
        Relation::Unnamed => (0.3, Reason::SimilarText),
        Relation::General | Relation::Different => return None,
    };
    let reason = if evidence.is_same_employer { reason } else { Reason::NearCopy };
    (words >= f32::max(words_min, f32::max(words_for_place, words_for_level))).then_some((score, reason))
}
