//! Writes a report as HTML, Markdown, CSV and JSON. Each renderer reads a [`Report`](crate::Report) and
//! nothing else, and cannot fail.

#[cfg(test)]
mod contrast;
mod csv;
mod html;
mod json;
mod markdown;
mod sections;
mod svg;

pub use csv::csv;
pub use html::html;
pub use json::json;
pub use markdown::{answers, markdown};

use crate::number;
use crate::report::{Cell, ColumnKind, QuartileCell, Unit};
use prospect_stats::Hidden;

/// Words for a cell, where one line of text has to do.
fn plain(cell: &Cell, kind: ColumnKind) -> String {
    let unit = match kind {
        ColumnKind::Number(unit) | ColumnKind::Estimate(unit) | ColumnKind::Quartiles(unit) => unit,
        ColumnKind::Text | ColumnKind::Count => Unit::Times,
    };
    match cell {
        Cell::Empty => "–".to_owned(),
        Cell::Text(text) => text.clone(),
        Cell::Count(n) => number::count(*n),
        Cell::Number(value) => number::value(*value, unit),
        Cell::Estimate(point) => format!("{} ({})", number::value(point.value, unit), number::interval(*point, unit)),
        Cell::Quartiles(QuartileCell { p25, median, p75, n, n_clusters }) => format!(
            "{} ({}); quartiles {} and {}; n = {} from {}",
            number::value(median.value, unit),
            number::interval(*median, unit),
            number::value(*p25, unit),
            number::value(*p75, unit),
            number::count(*n),
            number::count(*n_clusters),
        ),
        Cell::Sources(citations) => citations.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "),
        Cell::Hidden(hidden) => hidden_text(*hidden).to_owned(),
    }
}

/// The reason of a hidden cell as people read it; which count was too small is in the data forms.
fn hidden_text(hidden: Hidden) -> &'static str {
    match hidden {
        Hidden::TooFew | Hidden::SmallNumerator => "too few",
        Hidden::TooFewClusters | Hidden::OneDominates => hidden.as_str(),
        Hidden::Complement => "hidden",
    }
}
