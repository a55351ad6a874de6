//! The questions: one file each, and one line in [`ALL`].
//!
//! A question reads a panel and returns figures. It never fails and never leaves a figure out: one that
//! the data cannot carry says so. Before looking, it says how many openings a useful answer takes.

mod adjacent;
mod anatomy;
mod by_year;
mod careers;
mod compared;
mod corrected;
mod domains;
mod employers;
mod growth;
mod lifecycle;
mod pay;
mod places;
mod premium;

pub use anatomy::profile_skills;
pub(crate) use compared::compared;
pub(crate) use lifecycle::watched_panels;

pub(crate) use domains::name as domain_name;

use crate::panel::Panel;
use crate::report::{Figure, Need};

/// What a question is, for lists and help.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuestionInfo {
    /// The word after `ask`, in kebab-case.
    pub id: &'static str,
    /// A heading.
    pub title: &'static str,
    /// The question itself, in one sentence.
    pub asks: &'static str,
}

/// A question over the openings of one source.
pub(crate) struct Question {
    pub(crate) info: QuestionInfo,
    pub(crate) answer: fn(&Panel<'_>) -> Vec<Figure>,
}

/// Every question, in the order of the report.
pub(crate) const ALL: &[Question] = &[
    growth::QUESTION,
    domains::QUESTION,
    pay::QUESTION,
    premium::QUESTION,
    careers::QUESTION,
    employers::QUESTION,
    places::QUESTION,
    anatomy::QUESTION,
    adjacent::QUESTION,
    lifecycle::QUESTION,
];

/// Every question, in the order of the report.
pub fn questions() -> impl Iterator<Item = QuestionInfo> {
    ALL.iter().map(|question| question.info)
}

/// The design effect that plans assume before looking: on the hiring threads of 2017 to 2019 the variance of
/// the share that names Rust was 4.0 to 4.8 times that of unrelated openings (measured when the method was
/// chosen).
const PLANNED_DESIGN_EFFECT: f64 = 4.0;

/// What a share takes to be known to within `half_width` on either side, when it is about `share`.
fn need_of_share(share: f64, half_width: f64, n_there: u64) -> Option<Need> {
    Some(Need {
        what: format!(
            "a share of about {:.0}% to within {:.0} point{} either way",
            share * 100.0,
            half_width * 100.0,
            if half_width > 0.01 { "s" } else { "" },
        ),
        of: "openings".to_owned(),
        n_needed: prospect_stats::n_for_share(share, half_width, PLANNED_DESIGN_EFFECT)?,
        n_there,
    })
}

/// The sentence of a figure that the data cannot carry.
fn too_few(n: u64, n_clusters: u64, what: &str) -> String {
    format!(
        "The data cannot carry a figure: {} {what} from {} employers.",
        crate::number::count(n),
        crate::number::count(n_clusters)
    )
}
