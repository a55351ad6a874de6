//! How large is the share of openings that name Rust, by month and by year, and beside other languages?

use super::corrected::{Among, Property, corrected, corrected_share};
use super::{Question, QuestionInfo, need_of_share, too_few};
use crate::breakdown::{Groups, column, figure, share_cell};
use crate::number;
use crate::panel::{LANGUAGES, Opening, Panel};
use crate::report::{Cell, Chart, ColumnKind, Figure, LineSeries, Point, Row, Table, Unit, Window};
use prospect_model::Month;
use prospect_stats::{Counts, Hidden, MonthCounts, Share, Sum, difference, hide_complements, ratio_of_shares, share};
use std::collections::BTreeMap;

pub(super) const QUESTION: Question = Question {
    info: QuestionInfo {
        id: "growth",
        title: "Growth",
        asks: "How large is the share of openings that name Rust, how does it change, and how does it stand beside \
               other languages?",
    },
    answer: |panel| {
        let mut figures = vec![by_year(panel), year_over_year(panel), by_month(panel), beside_other_languages(panel)];
        let groups = Groups::rust_beside_all(panel, panel.recent_openings());
        let languages: Vec<Property> = (0..LANGUAGES.len()).map(Property::Language).collect();
        let what = ("languages", "Languages");
        figures.extend(corrected(panel, &groups, what, Among::All, &languages));
        figures
    },
};

/// The share and the precision that the question plans for: a change of a point on a share of some 5 %.
const PLANNED_SHARE: f64 = 0.05;
const PLANNED_HALF_WIDTH: f64 = 0.01;

/// Openings that name Rust from which a year can be the base of the index: with fewer its own error is most of what
/// the index shows.
const N_BASE_MIN: u64 = 100;

/// One month's openings and what was found in them. The sums are dropped once the share is known: a wrong
/// date would otherwise hold the replicates of thousands of months.
struct Span<'a> {
    month: Month,
    openings: Vec<&'a Opening>,
    n_clusters: u64,
    n_rust: u64,
    answer: Result<Share, Hidden>,
}

/// The share by calendar year.
fn by_year(panel: &Panel<'_>) -> Figure {
    let groups = Groups::rust_beside_all(panel, panel.openings.iter().collect());
    let mut figure = figure(panel, "rust-by-year", "Openings that name Rust, by year", &groups);
    figure.n = groups.beside_sum.total;
    figure.n_clusters = groups.beside_sum.n_clusters as u64;
    figure.definition = "Openings first seen in a calendar year that name Rust, divided by all openings first seen in \
                         it. The change compares the last twelve months with the twelve before them."
        .to_owned();
    let spans = panel.years();
    let mut rows = Vec::new();
    let mut points = Vec::new();
    for span in spans {
        let rust: Vec<&Opening> = span.openings(panel).filter(|opening| opening.is_rust()).collect();
        let part = panel.sum(rust.iter().copied());
        let answer = shown(panel, &part, &span.whole);
        let mentioned = panel.sum(span.openings(panel).filter(|opening| opening.is_rust_mentioned));
        let with_mentioned = shown(panel, &mentioned, &span.whole);
        points.push(answer.as_ref().ok().map(|share| Point::from(share.estimate)));
        let deff = answer.as_ref().ok().and_then(|share| share.design_effect);
        let cells = vec![
            Cell::Text(span.label.clone()),
            share_cell(&answer),
            part_cell(&answer),
            Cell::Count(span.whole.total),
            Cell::Count(span.whole.n_clusters as u64),
            deff.map_or(Cell::Empty, Cell::Number),
            share_cell(&with_mentioned),
        ];
        let ids = if answer.is_ok() { panel.ids(rust) } else { Vec::new() };
        rows.push(Row { cells, ids });
    }
    figure.finding = change_finding(panel);
    let n_year = twelve_months(panel).map_or(0, |(last, _)| within(panel, last).len() as u64);
    figure.need = need_of_share(PLANNED_SHARE, PLANNED_HALF_WIDTH, n_year);
    let share_kind = ColumnKind::Estimate(Unit::Share);
    figure.tables.push(Table {
        id: "years".to_owned(),
        caption: "Share of openings that name Rust, by year of first posting".to_owned(),
        is_open: false,
        columns: vec![
            column("year", "Year", ColumnKind::Text),
            column("share", "Names Rust", share_kind),
            column("n_rust", "Rust openings", ColumnKind::Count),
            column("n", "All openings", ColumnKind::Count),
            column("n_employers", "Employers", ColumnKind::Count),
            column("design_effect", "Design effect", ColumnKind::Number(Unit::Times)),
            column("share_mentioned", "Mentions Rust at all", share_kind),
        ],
        rows,
    });
    figure.charts.push(Chart::Lines {
        title: "Share of openings that name Rust, by year, with 95% intervals".to_owned(),
        unit: Unit::Share,
        times: spans.iter().map(|span| span.label.clone()).collect(),
        series: vec![LineSeries { name: "Rust".to_owned(), is_focus: true, points }],
    });
    figure
}

/// Each year beside the one before, and all beside the first: Rust and the other languages.
fn year_over_year(panel: &Panel<'_>) -> Figure {
    let groups = Groups::rust_beside_all(panel, panel.openings.iter().collect());
    let mut figure = figure(panel, "growth-index", "Growth from year to year", &groups);
    figure.n = groups.beside_sum.total;
    figure.n_clusters = groups.beside_sum.n_clusters as u64;
    figure.definition =
        "The share of a year divided by that of the year before, over the months that both years have; \
                         and the share divided by that of the first year in which 100 openings name Rust (index, 1 \
                         in that year). A ratio of shares within one source: how many openings the source has does \
                         not enter."
            .to_owned();
    figure.need = need_of_share(PLANNED_SHARE, PLANNED_HALF_WIDTH, {
        let n_years = panel.years().len().max(1) as u64;
        groups.beside_sum.total / n_years
    });
    let months = month_counts(panel);
    let spans = panel.years();
    let parts: Vec<Vec<Sum>> = (0..LANGUAGES.len()).map(|bit| language_sums(panel, bit)).collect();
    // One base for all languages: the first year in which Rust is no longer a handful of openings.
    let base = parts.first().and_then(|rust| rust.iter().position(|part| part.total >= N_BASE_MIN));
    let index_of = |parts: &[Sum]| -> Vec<Option<Point>> {
        let is_shown = |at: usize| {
            parts.get(at).zip(spans.get(at)).is_some_and(|(part, span)| shown(panel, part, &span.whole).is_ok())
        };
        let base = base.filter(|&at| is_shown(at));
        let point = |at: usize| {
            let (base, now) = (base.filter(|&base| at >= base && is_shown(at))?, parts.get(at)?);
            let (first, base_span, span) = (parts.get(base)?, spans.get(base)?, spans.get(at)?);
            ratio_of_shares((now, &span.whole), (first, &base_span.whole)).map(Point::from)
        };
        (0..spans.len()).map(point).collect()
    };
    let indexes: Vec<Vec<Option<Point>>> = parts.iter().map(|parts| index_of(parts)).collect();
    let mut rows = Vec::new();
    let mut latest = None;
    for (at, span) in spans.iter().enumerate() {
        let part = parts.first().and_then(|parts| parts.get(at));
        let answer = part.map_or(Err(Hidden::TooFew), |part| shown(panel, part, &span.whole));
        let before = at.checked_sub(1).and_then(|at| Some((parts.first()?.get(at)?, spans.get(at)?)));
        let is_before_shown = before.is_some_and(|(part, span)| shown(panel, part, &span.whole).is_ok());
        let change = (answer.is_ok() && is_before_shown)
            .then(|| prospect_stats::year_over_year(&panel.replicates, &months, span.year))
            .flatten();
        let ratio = change.and_then(|change| change.ratio);
        if let (Some(change), Some(ratio)) = (change, ratio) {
            latest = Some((span.label.clone(), change, ratio));
        }
        let estimate = |point: Option<Point>| point.map_or(Cell::Empty, Cell::Estimate);
        let index = indexes.first().and_then(|index| index.get(at)).copied().flatten();
        rows.push(Row {
            cells: vec![
                Cell::Text(span.label.clone()),
                share_cell(&answer),
                estimate(ratio.map(Point::from)),
                change.map_or(Cell::Empty, |change| Cell::Count(change.n_months as u64)),
                estimate(index),
            ],
            ids: Vec::new(),
        });
    }
    figure.finding = match latest {
        None => too_few(groups.focus_sum.total, groups.focus_sum.n_clusters as u64, "openings that name Rust"),
        Some((label, change, ratio)) => {
            let is_clear = ratio.low > 1.0 || ratio.high < 1.0;
            format!(
                "In {label} the share that names Rust was {} times that of the year before over the {} months that \
                 both have (95% interval {}){}.",
                number::factor(ratio.value),
                change.n_months,
                number::interval(ratio.into(), Unit::Times),
                if is_clear { "" } else { ": not distinguishable from no change" },
            )
        }
    };
    let times_kind = ColumnKind::Estimate(Unit::Times);
    figure.tables.push(Table {
        id: "years".to_owned(),
        caption: "Share that names Rust, its change from the year before, and its index".to_owned(),
        is_open: false,
        columns: vec![
            column("year", "Year", ColumnKind::Text),
            column("share", "Names Rust", ColumnKind::Estimate(Unit::Share)),
            column("year_over_year", "Times the year before", times_kind),
            column("n_months", "Months compared", ColumnKind::Count),
            column("index", "Index", times_kind),
        ],
        rows,
    });
    let series = indexes.into_iter().enumerate().map(|(bit, points)| LineSeries {
        name: LANGUAGES.get(bit).map_or_else(String::new, |id| language_name(panel, id)),
        is_focus: bit == 0,
        points,
    });
    figure.charts.push(Chart::Lines {
        title: "Share of openings that name each language, as a multiple of its share in the base year".to_owned(),
        unit: Unit::Times,
        times: spans.iter().map(|span| span.label.clone()).collect(),
        series: series.collect(),
    });
    figure.notes.push(format!(
        "The base year is {}. A language that was rare in it has more room to multiply.",
        base.and_then(|at| spans.get(at)).map_or("none", |span| span.label.as_str())
    ));
    figure
}

/// Openings of each year that name a language.
fn language_sums(panel: &Panel<'_>, bit: usize) -> Vec<Sum> {
    let names_it = |opening: &&Opening| opening.languages & (1 << bit) != 0;
    panel.sums(panel.years().iter().map(|span| span.openings(panel).filter(names_it)))
}

/// What names Rust and all, by month.
fn month_counts(panel: &Panel<'_>) -> Vec<MonthCounts> {
    let mut by_month: BTreeMap<Month, (Vec<u32>, Vec<u32>)> = BTreeMap::new();
    for opening in &panel.openings {
        let (part, whole) = by_month.entry(opening.month).or_default();
        whole.push(opening.cluster);
        if opening.is_rust() {
            part.push(opening.cluster);
        }
    }
    let counts = |(month, (part, whole))| MonthCounts { month, part: Counts::of(part), whole: Counts::of(whole) };
    by_month.into_iter().map(counts).collect()
}

/// The share by month.
fn by_month(panel: &Panel<'_>) -> Figure {
    let groups = Groups::rust_beside_all(panel, panel.openings.iter().collect());
    let mut figure = figure(panel, "rust-by-month", "Openings that name Rust, by month", &groups);
    figure.n = groups.beside_sum.total;
    figure.n_clusters = groups.beside_sum.n_clusters as u64;
    figure.definition =
        "Openings first seen in a month that name Rust, divided by all openings first seen in it.".to_owned();
    let mut spans = months(panel);
    protect_within_years(panel, &mut spans);
    let point = |span: &Span<'_>| span.answer.as_ref().ok().map(|share| Point::from(share.estimate));
    let points: Vec<Option<Point>> = spans.iter().map(point).collect();
    let n_shown = points.iter().flatten().count();
    let last = spans.iter().rev().find_map(|span| Some((span.month, *span.answer.as_ref().ok()?)));
    figure.finding = match last {
        None => too_few(groups.focus_sum.total, groups.focus_sum.n_clusters as u64, "openings that name Rust"),
        Some((month, share)) => format!(
            "In {month}, {} of {} openings named Rust (95% interval {}; {} employers); {n_shown} of {} months have \
             enough openings to show a share.",
            number::percent(share.estimate.value),
            number::count(share.denominator),
            number::interval(share.estimate.into(), Unit::Share),
            number::count(share.n_clusters as u64),
            spans.len(),
        ),
    };
    let row = |span: &Span<'_>| Row {
        cells: vec![
            Cell::Text(span.month.to_string()),
            share_cell(&span.answer),
            part_cell(&span.answer),
            Cell::Count(span.openings.len() as u64),
            Cell::Count(span.n_clusters),
        ],
        ids: if span.answer.is_ok() {
            panel.ids(span.openings.iter().copied().filter(|opening| opening.is_rust()))
        } else {
            Vec::new()
        },
    };
    figure.tables.push(Table {
        id: "months".to_owned(),
        caption: "Share of openings that name Rust, by month of first posting".to_owned(),
        is_open: false,
        columns: vec![
            column("month", "Month", ColumnKind::Text),
            column("share", "Names Rust", ColumnKind::Estimate(Unit::Share)),
            column("n_rust", "Rust openings", ColumnKind::Count),
            column("n", "All openings", ColumnKind::Count),
            column("n_employers", "Employers", ColumnKind::Count),
        ],
        rows: spans.iter().map(row).collect(),
    });
    figure.charts.push(Chart::Lines {
        title: "Share of openings that name Rust, by month, with 95% intervals".to_owned(),
        unit: Unit::Share,
        times: spans.iter().map(|span| span.month.to_string()).collect(),
        series: vec![LineSeries { name: "Rust".to_owned(), is_focus: true, points }],
    });
    figure.notes.push("Single months are noisy: read the years for the trend.".to_owned());
    figure
}

/// The share by year beside that of other languages.
fn beside_other_languages(panel: &Panel<'_>) -> Figure {
    let groups = Groups::rust_beside_all(panel, panel.openings.iter().collect());
    let mut figure = figure(panel, "languages-by-year", "Rust beside other languages, by year", &groups);
    figure.n = groups.beside_sum.total;
    figure.n_clusters = groups.beside_sum.n_clusters as u64;
    figure.definition = "Openings first seen in a year that name the language as required, preferred or used, divided \
                         by all openings first seen in it. An opening may name several."
        .to_owned();
    let spans = panel.years();
    let names: Vec<String> = LANGUAGES.iter().map(|id| language_name(panel, id)).collect();
    let mut answers: Vec<Vec<Result<Share, Hidden>>> = Vec::new();
    for bit in 0..LANGUAGES.len() {
        let parts = language_sums(panel, bit);
        answers.push(parts.iter().zip(spans).map(|(part, span)| shown(panel, part, &span.whole)).collect());
    }
    let mut columns = vec![column("year", "Year", ColumnKind::Text), column("n", "All openings", ColumnKind::Count)];
    for (id, name) in LANGUAGES.iter().zip(&names) {
        columns.push(column(id, name, ColumnKind::Estimate(Unit::Share)));
    }
    let mut rows = Vec::new();
    for (index, span) in spans.iter().enumerate() {
        let mut cells = vec![Cell::Text(span.label.clone()), Cell::Count(span.whole.total)];
        cells.extend(answers.iter().filter_map(|series| series.get(index)).map(share_cell));
        rows.push(Row { cells, ids: Vec::new() });
    }
    figure.tables.push(Table {
        id: "years".to_owned(),
        caption: "Share of openings that name each language, by year of first posting".to_owned(),
        is_open: false,
        columns,
        rows,
    });
    figure.finding = languages_finding(panel, &names);
    let series = names.iter().zip(&answers).enumerate().map(|(index, (name, answers))| LineSeries {
        name: name.clone(),
        is_focus: index == 0,
        points: answers.iter().map(|answer| answer.as_ref().ok().map(|share| Point::from(share.estimate))).collect(),
    });
    figure.charts.push(Chart::Lines {
        title: "Share of openings that name Rust and other languages, by year".to_owned(),
        unit: Unit::Share,
        times: spans.iter().map(|span| span.label.clone()).collect(),
        series: series.collect(),
    });
    figure
}

/// The last twelve months, and the twelve before them where the source is that old.
fn twelve_months(panel: &Panel<'_>) -> Option<(Window, Option<Window>)> {
    let window = panel.window?;
    let back = |n: i32| Month::from_index(window.last.index().saturating_sub(n));
    let last = Window { first: back(11)?.max(window.first), last: window.last };
    let before = back(23).filter(|first| *first >= window.first).zip(back(12));
    Some((last, before.map(|(first, last)| Window { first, last })))
}

fn within<'a>(panel: &'a Panel<'_>, window: Window) -> Vec<&'a Opening> {
    panel.openings.iter().filter(|opening| (window.first..=window.last).contains(&opening.month)).collect()
}

fn change_finding(panel: &Panel<'_>) -> String {
    let Some((last, before)) = twelve_months(panel) else { return too_few(0, 0, "openings") };
    let sums = |window: Window| {
        let openings = within(panel, window);
        (panel.sum(openings.iter().copied().filter(|opening| opening.is_rust())), panel.sum(openings.iter().copied()))
    };
    let (part, whole) = sums(last);
    let now = match shown(panel, &part, &whole) {
        Ok(now) => now,
        Err(_) => {
            return too_few(part.total, part.n_clusters as u64, "openings that name Rust in the last twelve months");
        }
    };
    let span = number::window(last);
    let mut text = format!(
        "{} of the openings first seen in {span} name Rust (95% interval {}; {} of {} openings, {} employers)",
        number::percent(now.estimate.value),
        number::interval(now.estimate.into(), Unit::Share),
        number::count(now.numerator),
        number::count(now.denominator),
        number::count(now.n_clusters as u64),
    );
    if let Some(found) = corrected_share(panel, Property::Language(0), now.estimate, &within(panel, last)) {
        text.push_str(&format!(
            ", corrected for misreading {} ({})",
            number::percent(found.corrected.value),
            number::interval(found.corrected.into(), Unit::Share)
        ));
    }
    let earlier = before.map(|window| (window, sums(window)));
    let earlier = earlier.filter(|(_, (part, whole))| shown(panel, part, whole).is_ok());
    let change = earlier.and_then(|(window, (part_before, whole_before))| {
        let change = difference((&part, &whole), (&part_before, &whole_before))?;
        Some((window, change, part_before.total as f64 / whole_before.total as f64))
    });
    match change {
        None => text.push_str("; there is nothing earlier to compare it with."),
        Some((window, change, share_before)) => {
            let ends = format!("{} to {}", number::signed(change.low), number::signed(change.high));
            text.push_str(&format!(
                ", against {} in {}: {} (interval {ends})",
                number::percent(share_before),
                number::window(window),
                number::points(change.value),
            ));
            let is_clear = change.low > 0.0 || change.high < 0.0;
            text.push_str(if is_clear { "." } else { ", not distinguishable from no change." });
        }
    }
    text
}

fn languages_finding(panel: &Panel<'_>, names: &[String]) -> String {
    let Some((last, _)) = twelve_months(panel) else { return too_few(0, 0, "openings") };
    let openings = within(panel, last);
    let whole = panel.sum(openings.iter().copied());
    let mut shares: Vec<(f64, String)> = Vec::new();
    for (bit, name) in names.iter().enumerate() {
        let part = panel.sum(openings.iter().copied().filter(|opening| opening.languages & (1 << bit) != 0));
        if let Ok(share) = shown(panel, &part, &whole) {
            let value = share.estimate.value;
            let text =
                format!("{name} {} ({})", number::percent(value), number::interval(share.estimate.into(), Unit::Share));
            shares.push((value, text));
        }
    }
    if shares.is_empty() {
        return too_few(whole.total, whole.n_clusters as u64, "openings in the last twelve months");
    }
    shares.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    let list: Vec<String> = shares.into_iter().map(|(_, text)| text).collect();
    format!(
        "Of {} openings first seen in {} by {} employers, these shares name each language: {}.",
        number::count(whole.total),
        number::window(last),
        number::count(whole.n_clusters as u64),
        list.join(", ")
    )
}

/// Every month of the panel, also those without openings.
fn months<'a>(panel: &'a Panel<'_>) -> Vec<Span<'a>> {
    let Some(window) = panel.window else { return Vec::new() };
    let first = window.first.index();
    let n_months = usize::try_from(window.last.index().saturating_sub(first)).unwrap_or(0) + 1;
    let mut by_month: Vec<Vec<&Opening>> = vec![Vec::new(); n_months];
    for opening in &panel.openings {
        let at = usize::try_from(opening.month.index().saturating_sub(first)).unwrap_or(0);
        if let Some(list) = by_month.get_mut(at) {
            list.push(opening);
        }
    }
    let span = |(at, openings): (usize, Vec<&'a Opening>)| {
        let month = Month::from_index(first.saturating_add(i32::try_from(at).ok()?))?;
        if openings.is_empty() {
            return Some(Span { month, openings, n_clusters: 0, n_rust: 0, answer: Err(Hidden::TooFew) });
        }
        let whole = panel.sum(openings.iter().copied());
        let part = panel.sum(openings.iter().copied().filter(|opening| opening.is_rust()));
        let answer = shown(panel, &part, &whole);
        Some(Span { month, openings, n_clusters: whole.n_clusters as u64, n_rust: part.total, answer })
    };
    by_month.into_iter().enumerate().filter_map(span).collect()
}

/// The years are shown beside the months: no hidden month may be found by subtracting the others of its year.
fn protect_within_years(panel: &Panel<'_>, spans: &mut [Span<'_>]) {
    for year in spans.chunk_by_mut(|a, b| a.month.year == b.month.year) {
        let counts: Vec<u64> = year.iter().map(|span| span.n_rust).collect();
        let mut hidden: Vec<Option<Hidden>> = year.iter().map(|span| span.answer.as_ref().err().copied()).collect();
        hide_complements(&counts, &mut hidden, panel.options.cell_rule.numerator_min);
        for (span, hidden) in year.iter_mut().zip(hidden) {
            if let Some(hidden) = hidden {
                span.answer = Err(hidden);
            }
        }
    }
}

pub(super) fn shown(panel: &Panel<'_>, part: &Sum, whole: &Sum) -> Result<Share, Hidden> {
    match panel.options.cell_rule.hides_share(part, whole) {
        Some(hidden) => Err(hidden),
        None => share(part, whole).ok_or(Hidden::TooFew),
    }
}

fn part_cell(answer: &Result<Share, Hidden>) -> Cell {
    match answer {
        Ok(share) => Cell::Count(share.numerator),
        Err(hidden) => Cell::Hidden(*hidden),
    }
}

pub(super) fn language_name(panel: &Panel<'_>, id: &str) -> String {
    let fallback = match id {
        "cpp" => "C++",
        "go" => "Go",
        "java" => "Java",
        "python" => "Python",
        "rust" => "Rust",
        "typescript" => "TypeScript",
        "zig" => "Zig",
        other => other,
    };
    panel.options.lookup.skill_name(id).map_or_else(|| fallback.to_owned(), std::borrow::Cow::into_owned)
}
