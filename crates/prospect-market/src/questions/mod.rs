//! The questions: one file each, and one line in [`ALL`].
//!
//! A question reads a panel and returns figures. It never fails and never leaves a figure out: one that
//! the data cannot carry says so.

mod domains;
mod growth;
mod pay;
mod places_modes;
mod seniority_years;
mod skills_beside;

use crate::panel::Panel;
use crate::report::Figure;

/// A question over the openings of one source.
pub(crate) type Question = fn(&Panel<'_>) -> Vec<Figure>;

/// Every question, in the order of the report.
pub(crate) const ALL: &[Question] = &[
    growth::by_year,
    growth::by_month,
    growth::beside_other_languages,
    domains::answer,
    skills_beside::answer,
    seniority_years::answer,
    places_modes::answer,
    pay::stated_by_year,
    pay::by_year,
    pay::by_level_and_country,
];

/// The sentence of a figure that the data cannot carry.
fn too_few(n: u64, n_clusters: u64, what: &str) -> String {
    format!(
        "The data cannot carry a figure: {} {what} from {} employers.",
        crate::number::count(n),
        crate::number::count(n_clusters)
    )
}
