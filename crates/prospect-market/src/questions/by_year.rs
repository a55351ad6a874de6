//! The share of openings that have a property, by year, for Rust and for all: one figure, used by many questions.

use super::growth::shown;
use super::too_few;
use crate::breakdown::{Groups, column, figure, share_cell};
use crate::number;
use crate::panel::{Opening, Panel};
use crate::report::{Cell, Chart, ColumnKind, Figure, LineSeries, Point, Row, Table, Unit};
use prospect_stats::{Hidden, Share, Sum};

/// What a figure by year is about.
pub(super) struct ByYear<'a> {
    /// Id without the source.
    pub(super) id: &'a str,
    /// Heading.
    pub(super) title: &'a str,
    /// What is counted.
    pub(super) definition: &'a str,
    /// What openings with the property do, after "openings that name Rust": "allow remote work".
    pub(super) verb: &'a str,
}

/// The figure: openings that have the property, among those that name Rust and among all.
pub(super) fn shares_by_year(panel: &Panel<'_>, what: &ByYear<'_>, has: impl Fn(&Opening) -> bool) -> Figure {
    let groups = Groups::rust_beside_all(panel, panel.openings.iter().collect());
    let mut figure = figure(panel, what.id, what.title, &groups);
    figure.definition = what.definition.to_owned();
    let years = panel.years();
    let rust_wholes = panel.sums(years.iter().map(|year| year.openings(panel).filter(|it| it.is_rust())));
    let rust_parts = panel.sums(years.iter().map(|year| year.openings(panel).filter(|it| it.is_rust() && has(it))));
    let all_parts = panel.sums(years.iter().map(|year| year.openings(panel).filter(|it| has(it))));
    let point = |answer: &Result<Share, Hidden>| answer.as_ref().ok().map(|share| Point::from(share.estimate));
    let (mut rows, mut rust_points, mut all_points, mut last) = (Vec::new(), Vec::new(), Vec::new(), None);
    for ((year, all_part), (rust_part, rust_whole)) in
        years.iter().zip(&all_parts).zip(rust_parts.iter().zip(&rust_wholes))
    {
        let (rust, all) = (shown(panel, rust_part, rust_whole), shown(panel, all_part, &year.whole));
        rust_points.push(point(&rust));
        all_points.push(point(&all));
        let n_rust = match panel.options.cell_rule.hides(rust_whole) {
            Some(hidden) => Cell::Hidden(hidden),
            None => Cell::Count(rust_whole.total),
        };
        rows.push(Row {
            cells: vec![
                Cell::Text(year.label.clone()),
                share_cell(&rust),
                n_rust,
                share_cell(&all),
                Cell::Count(year.whole.total),
            ],
            ids: Vec::new(),
        });
        if let (Ok(rust), Ok(all)) = (rust, all) {
            last = Some((year.label.clone(), rust, all));
        }
    }
    figure.finding = match last {
        None => too_few(figure.n, figure.n_clusters, "openings that name Rust"),
        Some((label, rust, all)) => format!(
            "In {label}, {} of {} openings that name Rust {} (95% interval {}; {} employers), against {} of all {} \
             (interval {}).",
            number::percent(rust.estimate.value),
            number::count(rust.denominator),
            what.verb,
            number::interval(rust.estimate.into(), Unit::Share),
            number::count(rust.n_clusters as u64),
            number::percent(all.estimate.value),
            number::count(all.denominator),
            number::interval(all.estimate.into(), Unit::Share),
        ),
    };
    figure.tables.push(Table {
        id: "years".to_owned(),
        caption: format!("Share of openings that {}, by year of first posting", what.verb),
        is_open: false,
        columns: vec![
            column("year", "Year", ColumnKind::Text),
            column("share_rust", "Rust openings", ColumnKind::Estimate(Unit::Share)),
            column("n_rust", "Number of Rust openings", ColumnKind::Count),
            column("share_all", "All openings", ColumnKind::Estimate(Unit::Share)),
            column("n_all", "Number of all openings", ColumnKind::Count),
        ],
        rows,
    });
    let series = |name: &str, is_focus, points| LineSeries { name: name.to_owned(), is_focus, points };
    figure.charts.push(Chart::Lines {
        title: format!("Share of openings that {}, by year, with 95% intervals", what.verb),
        unit: Unit::Share,
        times: years.iter().map(|year| year.label.clone()).collect(),
        series: vec![series("Rust openings", true, rust_points), series("all openings", false, all_points)],
    });
    figure
}

/// How many openings of a list have the property, as a sum.
pub(super) fn sum_where(panel: &Panel<'_>, openings: &[&Opening], has: impl Fn(&Opening) -> bool) -> Sum {
    panel.sum(openings.iter().copied().filter(|opening| has(opening)))
}
