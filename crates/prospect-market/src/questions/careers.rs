//! How open are openings that name Rust to people who are new: levels, years asked, what is accepted instead of
//! Rust, who trains, and what each step pays?

use super::by_year::{ByYear, shares_by_year};
use super::corrected::{Among, Property, corrected};
use super::growth::shown;
use super::{Question, QuestionInfo, domains, need_of_share, too_few};
use crate::breakdown::{self, BreakdownRow, Groups, Shape, breakdown, figure, share_cell};
use crate::number;
use crate::panel::{Opening, Panel};
use crate::report::{Cell, Chart, ColumnKind, Figure, Mark, Point, QuartileCell, RangeRow, Row, Table, Unit};
use prospect_model::{Seniority, YearsRow};
use prospect_stats::{Hidden, Share, Values, quartiles};

pub(super) const QUESTION: Question = Question {
    info: QuestionInfo {
        id: "careers",
        title: "Careers",
        asks: "How open is Rust to people who are new: entry level, years asked, alternatives accepted, employers that \
               train?",
    },
    answer,
};

/// Most languages shown that are accepted in place of Rust.
const N_LANGUAGES: usize = 12;

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
fn answer(panel: &Panel<'_>) -> Vec<Figure> {
    let groups = Groups::rust_beside_all(panel, panel.recent_openings());
    let mut figures = vec![
        entry_level(panel),
        levels(panel, &groups),
        years(panel, &groups, "years-asked", "Years of experience asked", true, |_| true),
        // Only openings that name Rust ask for years of it: there is nothing to set beside them.
        years(panel, &groups, "rust-years-asked", "Years of Rust asked", false, |years| {
            years.of.as_deref().is_some_and(names_rust)
        }),
        alternatives(panel, &groups),
    ];
    let what = ("levels", "Levels");
    figures.extend(corrected(panel, &groups, what, Among::Both, &[Property::Entry, Property::Senior]));
    figures
}

/// The share of openings that name an entry level, by year.
fn entry_level(panel: &Panel<'_>) -> Figure {
    let is_entry = |opening: &Opening| {
        panel.seniority_of(opening).any(|level| matches!(level, Seniority::Intern | Seniority::Junior))
    };
    let mut figure = shares_by_year(
        panel,
        &ByYear {
            id: "entry-level",
            title: "Openings for beginners, by year",
            definition: "Openings first seen in a year whose role names an entry level (intern, working student, \
                         junior, graduate), among those that name Rust and among all. Most openings name no level.",
            verb: "name an entry level",
        },
        is_entry,
    );
    figure.need = need_of_share(0.05, 0.02, panel.recent_openings().iter().filter(|it| it.is_rust()).count() as u64);
    figure
}

/// What openings that name Rust accept in its place, and who trains.
fn alternatives(panel: &Panel<'_>, groups: &Groups<'_>) -> Figure {
    let mut figure = figure(panel, "accepted-instead", "What is accepted in place of Rust", groups);
    figure.definition =
        "Openings first seen in the window that name Rust and say in the posting that another skill is \
                         enough in its place (\"Rust, C++ or Go\"), or that they teach it (\"willing to learn Rust\"). \
                         Shares are among all openings of the window that name Rust."
            .to_owned();
    let other_than_rust = |opening: &Opening| -> Vec<&str> {
        let alternatives = panel.postings_of(opening).flat_map(|posting| &posting.accepts_instead);
        let of_rust = alternatives.filter(|it| it.any_of.iter().any(|id| id == "rust"));
        let mut ids: Vec<&str> =
            of_rust.flat_map(|it| &it.any_of).map(String::as_str).filter(|id| *id != "rust").collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    };
    let trains = |opening: &Opening| {
        panel
            .postings_of(opening)
            .flat_map(|posting| &posting.accepts_instead)
            .any(|it| it.trains && (it.any_of.is_empty() || it.any_of.iter().any(|id| id == "rust")))
    };
    let accepting: Vec<&Opening> = groups.focus.iter().copied().filter(|it| !other_than_rust(it).is_empty()).collect();
    let training: Vec<&Opening> = groups.focus.iter().copied().filter(|it| trains(it)).collect();
    let either = groups.focus.iter().copied().filter(|it| trains(it) || !other_than_rust(it).is_empty());
    let sums = [panel.sum(accepting.iter().copied()), panel.sum(training.iter().copied()), panel.sum(either)];
    let answers = sums.each_ref().map(|sum| shown(panel, sum, &groups.focus_sum));
    let mut languages: std::collections::BTreeMap<&str, Vec<&Opening>> = std::collections::BTreeMap::new();
    for &opening in &accepting {
        for id in other_than_rust(opening) {
            languages.entry(id).or_default().push(opening);
        }
    }
    let mut ranked: Vec<(&str, Vec<&Opening>)> = languages.into_iter().collect();
    ranked.sort_by_key(|(id, openings)| (std::cmp::Reverse(openings.len()), *id));
    ranked.truncate(N_LANGUAGES);
    let labels = ["accepts another skill in place of Rust", "teaches it", "either"];
    let mut rows: Vec<Row> = labels
        .iter()
        .zip(&answers)
        .map(|(label, answer)| Row {
            cells: vec![Cell::Text((*label).to_owned()), share_cell(answer), part_cell(answer)],
            ids: Vec::new(),
        })
        .collect();
    let mut range_rows: Vec<RangeRow> =
        labels.iter().zip(&answers).map(|(label, answer)| mark_row(label, answer)).collect();
    for (id, openings) in &ranked {
        let sum = panel.sum(openings.iter().copied());
        let answer = shown(panel, &sum, &groups.focus_sum);
        if answer.is_err() {
            continue;
        }
        let name = panel.options.lookup.skill_name(id).map_or_else(|| (*id).to_owned(), std::borrow::Cow::into_owned);
        let label = format!("accepts {name}");
        range_rows.push(mark_row(&label, &answer));
        rows.push(Row {
            cells: vec![Cell::Text(label), share_cell(&answer), part_cell(&answer)],
            ids: panel.ids(openings.iter().copied()),
        });
    }
    figure.finding = match &answers[0] {
        Err(_) => {
            too_few(sums[0].total, sums[0].n_clusters as u64, "openings that accept another skill in place of Rust")
        }
        Ok(share) => format!(
            "{} of {} openings that name Rust accept another skill in its place (95% interval {}; {} employers); {}.",
            number::percent(share.estimate.value),
            number::count(share.denominator),
            number::interval(share.estimate.into(), Unit::Share),
            number::count(sums[0].n_clusters as u64),
            match &answers[1] {
                Ok(share) => format!(
                    "{} say that they teach it ({})",
                    number::percent(share.estimate.value),
                    number::interval(share.estimate.into(), Unit::Share)
                ),
                Err(_) => format!(
                    "those that say that they teach it are too few for a share ({} from {} employers)",
                    number::count(sums[1].total),
                    number::count(sums[1].n_clusters as u64)
                ),
            }
        ),
    };
    figure.notes.push(format!(
        "Employers with openings that name Rust and say that they teach it: {}.",
        domains::key_employers(panel, &training)
    ));
    figure.charts.push(Chart::Ranges {
        title: "Share of openings that name Rust, with 95% intervals".to_owned(),
        unit: Unit::Share,
        rows: range_rows,
    });
    figure.tables.push(Table {
        id: "alternatives".to_owned(),
        caption: figure.title.clone(),
        is_open: false,
        columns: vec![
            breakdown::column("what", "What", ColumnKind::Text),
            breakdown::column("share", "Share of Rust openings", ColumnKind::Estimate(Unit::Share)),
            breakdown::column("n", "Rust openings", ColumnKind::Count),
        ],
        rows,
    });
    figure
}

fn mark_row(label: &str, answer: &Result<Share, Hidden>) -> RangeRow {
    let point = answer.as_ref().ok().map(|share| Point::from(share.estimate));
    RangeRow {
        label: label.to_owned(),
        marks: vec![Mark { series: "Rust".to_owned(), is_focus: true, point, outer: None }],
    }
}

fn part_cell(answer: &Result<Share, Hidden>) -> Cell {
    match answer {
        Ok(share) => Cell::Count(share.numerator),
        Err(hidden) => Cell::Hidden(*hidden),
    }
}

fn levels(panel: &Panel<'_>, groups: &Groups<'_>) -> Figure {
    let mut figure = figure(panel, "levels", "Levels", groups);
    figure.definition =
        "Openings first seen in the window whose postings name the level; an opening may name several. \
                         Of a posting with several roles each has the levels of its own title, else those that no \
                         other title has."
            .to_owned();
    let n_levels = Seniority::ALL.len();
    let of = |opening: &Opening| {
        let named = panel.seniority_of(opening);
        let mut levels: Vec<usize> =
            named.filter_map(|level| Seniority::ALL.iter().position(|x| *x == level)).collect();
        if levels.iter().any(|level| Seniority::ALL.get(*level).is_some_and(is_senior_or_above)) {
            levels.push(n_levels + 1);
        }
        if levels.is_empty() {
            levels.push(n_levels);
        }
        levels
    };
    let shape = Shape { is_exclusive: false, by_count: false, n_rows_max: None };
    let rows = breakdown(panel, groups, n_levels + 2, of, shape);
    let label = |row: &BreakdownRow<'_>| match Seniority::ALL.get(row.category) {
        Some(level) => level.as_str(),
        None if row.category == n_levels => "none named",
        None => "senior and above",
    };
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

/// Whether a level is senior, staff or principal: what documents mean by "senior and above".
fn is_senior_or_above(level: &Seniority) -> bool {
    matches!(level, Seniority::Senior | Seniority::Staff | Seniority::Principal)
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
    let hidden = panel.options.median_rule.hides(&values);
    let middle = if hidden.is_some() { None } else { quartiles(&panel.replicates, &values) };
    let median = match (hidden, &middle) {
        (Some(hidden), _) => Cell::Hidden(hidden),
        (None, Some(it)) => Cell::Quartiles(QuartileCell {
            p25: it.p25,
            median: it.median.into(),
            p75: it.p75,
            n: it.n as u64,
            n_clusters: it.n_clusters as u64,
        }),
        (None, None) => Cell::Empty,
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
    let label = |row: &BreakdownRow<'_>| CLASSES.get(row.category).map_or("", |class| class.0);
    let mut figure = finish(panel, figure, "Least years", &rows, has_beside, label);
    figure.tables.push(Table {
        id: "median".to_owned(),
        caption: format!("{title} of openings that name Rust: quartiles"),
        is_open: false,
        columns: vec![
            breakdown::column("what", "What", ColumnKind::Text),
            breakdown::column("median", "Quartiles", ColumnKind::Quartiles(Unit::Years)),
        ],
        rows: vec![Row { cells: vec![Cell::Text("least years".to_owned()), median], ids: Vec::new() }],
    });
    figure
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
