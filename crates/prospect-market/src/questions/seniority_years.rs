//! Which levels and how many years of experience do openings that name Rust ask for?

use super::too_few;
use crate::breakdown::{self, BreakdownRow, Groups, Shape, breakdown, figure};
use crate::number;
use crate::panel::{Opening, Panel};
use crate::report::{Chart, Figure, Table, Unit};
use prospect_model::{Seniority, YearsRow};
use prospect_stats::{Values, quartiles};

/// Classes of least years, upper end excluded.
const CLASSES: [(&str, f32, f32); 6] = [
    ("under 2 years", 0.0, 2.0),
    ("2 years", 2.0, 3.0),
    ("3 or 4 years", 3.0, 5.0),
    ("5 or 6 years", 5.0, 7.0),
    ("7 to 9 years", 7.0, 10.0),
    ("10 years and more", 10.0, f32::INFINITY),
];

/// The tables of levels and years.
pub(super) fn answer(panel: &Panel<'_>) -> Vec<Figure> {
    let groups = Groups::rust_beside_all(panel, panel.recent_openings());
    vec![
        levels(panel, &groups),
        years(panel, &groups, "years-asked", "Years of experience asked", true, |_| true),
        // Only openings that name Rust ask for years of it: there is nothing to set beside them.
        years(panel, &groups, "rust-years-asked", "Years of Rust asked", false, |years| {
            years.of.as_deref().is_some_and(names_rust)
        }),
    ]
}

fn levels(panel: &Panel<'_>, groups: &Groups<'_>) -> Figure {
    let mut figure = figure(panel, "levels", "Levels", groups);
    figure.definition =
        "Openings first seen in the window whose postings name the level; an opening may name several. \
                         A posting with several roles names its levels for all of them."
            .to_owned();
    let n_levels = Seniority::ALL.len();
    let of = |opening: &Opening| {
        let named = panel.seniority_of(opening);
        let mut levels: Vec<usize> =
            named.filter_map(|level| Seniority::ALL.iter().position(|x| *x == level)).collect();
        if levels.is_empty() {
            levels.push(n_levels);
        }
        levels
    };
    let shape = Shape { is_exclusive: false, by_count: false, n_rows_max: None };
    let rows = breakdown(panel, groups, n_levels + 1, of, shape);
    let label = |row: &BreakdownRow<'_>| Seniority::ALL.get(row.category).map_or("none named", |level| level.as_str());
    let largest = rows
        .iter()
        .filter(|row| row.category < n_levels)
        .filter_map(|row| row.focus.as_ref().ok().map(|share| (label(row), share)))
        .max_by(|a, b| a.1.estimate.value.total_cmp(&b.1.estimate.value));
    figure.finding = match largest {
        None => too_few(figure.n, figure.n_clusters, "openings that name Rust in the window"),
        Some((label, share)) => format!(
            "The level named most is {label}: {} of {} openings that name Rust, from {} employers (95% interval {}).",
            number::percent(share.estimate.value),
            number::count(figure.n),
            number::count(figure.n_clusters),
            number::interval(share.estimate.into(), Unit::Share),
        ),
    };
    finish(panel, figure, "Level", &rows, true, label)
}

fn years(
    panel: &Panel<'_>,
    groups: &Groups<'_>,
    id: &str,
    title: &str,
    has_beside: bool,
    counts: impl Fn(&YearsRow) -> bool,
) -> Figure {
    let least = |opening: &Opening| -> Option<f32> {
        let rows = panel.postings_of(opening).flat_map(|posting| &posting.years);
        let asked = rows.filter(|years| counts(years)).filter_map(|years| years.min);
        asked.filter(|years| years.is_finite()).reduce(f32::max)
    };
    let asking = groups.retain(panel, |opening| least(opening).is_some());
    let mut figure = figure(panel, id, title, &asking);
    figure.definition = "Openings first seen in the window that ask for years, by the least number that satisfies the \
                         posting; where it asks for several, the largest of them. Shares are among the openings that \
                         ask for years."
        .to_owned();
    let of = |opening: &Opening| {
        let class = least(opening).and_then(|n| CLASSES.iter().position(|(_, from, to)| (*from..*to).contains(&n)));
        class.into_iter().collect()
    };
    let shape = Shape { is_exclusive: true, by_count: false, n_rows_max: None };
    let rows = breakdown(panel, &asking, CLASSES.len(), of, shape);
    let values = Values::of(asking.focus.iter().filter_map(|o| Some((f64::from(least(o)?), o.cluster))));
    let middle = match panel.options.median_rule.hides(&values) {
        Some(_) => None,
        None => quartiles(&panel.replicates, &values),
    };
    figure.finding = match middle {
        None => too_few(figure.n, figure.n_clusters, "openings that name Rust and ask for such years"),
        Some(middle) => format!(
            "{} of {} openings that name Rust ask for such years ({} employers); the median is {:.1} years (95% \
             interval {:.1} to {:.1}).",
            number::count(figure.n),
            number::count(groups.focus_sum.total),
            number::count(figure.n_clusters),
            middle.median.value,
            middle.median.low,
            middle.median.high,
        ),
    };
    finish(panel, figure, "Least years", &rows, has_beside, |row| CLASSES.get(row.category).map_or("", |class| class.0))
}

fn finish<'a>(
    panel: &Panel<'_>,
    mut figure: Figure,
    what: &str,
    rows: &[BreakdownRow<'_>],
    has_beside: bool,
    label: impl Fn(&BreakdownRow<'_>) -> &'a str,
) -> Figure {
    let labelled: Vec<(String, &BreakdownRow<'_>)> = rows
        .iter()
        .filter(|row| row.focus.is_ok() || row.beside.is_ok())
        .map(|row| (label(row).to_owned(), row))
        .collect();
    let title = format!("{}: share of openings with 95% intervals", figure.title);
    let mut chart = breakdown::chart(&title, &labelled);
    let table_row = |row: &BreakdownRow<'_>| breakdown::table_row(panel, row, breakdown::cells(row, label(row)));
    let mut table = Table {
        id: "rows".to_owned(),
        caption: figure.title.clone(),
        is_open: false,
        columns: breakdown::columns(what),
        rows: rows.iter().map(table_row).collect(),
    };
    if !has_beside {
        if let Chart::Ranges { rows, .. } = &mut chart {
            rows.iter_mut().for_each(|row| row.marks.retain(|mark| mark.is_focus));
        }
        table.columns.pop();
        table.rows.iter_mut().for_each(|row| {
            row.cells.pop();
        });
    }
    figure.charts.push(chart);
    figure.tables.push(table);
    figure
}

/// Whether "Rust" is one of the words.
fn names_rust(words: &str) -> bool {
    words.split(|c: char| !c.is_alphanumeric()).any(|word| word.eq_ignore_ascii_case("rust"))
}
