//! Breaks openings down by something that they name: level, work mode, country, domain, skill.
//!
//! Input are openings, categories and which of them each opening is in; output are rows with shares and
//! intervals, small ones hidden, beside the same shares among other openings.

use crate::panel::{Opening, Panel};
use crate::report::{Cell, Chart, Column, ColumnKind, Figure, Mark, Point, RangeRow, Row, Unit};
use prospect_stats::{Hidden, Share, Sum, hide_complements, share};

/// One category's row.
pub(crate) struct BreakdownRow<'a> {
    /// Which category.
    pub(crate) category: usize,
    /// Its share among the openings in focus, or why it is hidden.
    pub(crate) focus: Result<Share, Hidden>,
    /// Its share among the openings beside them.
    pub(crate) beside: Result<Share, Hidden>,
    /// Clusters behind the numerator in focus.
    pub(crate) n_clusters: usize,
    /// The openings in focus that are in the category.
    pub(crate) openings: Vec<&'a Opening>,
    /// Sum of them.
    pub(crate) sum: Sum,
    /// Sum of those beside.
    pub(crate) beside_sum: Sum,
}

/// Openings in focus, and those to set beside them.
pub(crate) struct Groups<'a> {
    /// Openings that the figure is about.
    pub(crate) focus: Vec<&'a Opening>,
    /// Sum of them.
    pub(crate) focus_sum: Sum,
    /// All openings of the same months.
    pub(crate) beside: Vec<&'a Opening>,
    /// Sum of them.
    pub(crate) beside_sum: Sum,
}

impl<'a> Groups<'a> {
    /// The openings that name Rust, beside all.
    pub(crate) fn rust_beside_all(panel: &Panel<'_>, all: Vec<&'a Opening>) -> Self {
        let focus: Vec<&Opening> = all.iter().copied().filter(|opening| opening.is_rust()).collect();
        Self {
            focus_sum: panel.sum(focus.iter().copied()),
            beside_sum: panel.sum(all.iter().copied()),
            focus,
            beside: all,
        }
    }

    /// Only the openings that a test accepts, in both groups.
    pub(crate) fn retain(&self, panel: &Panel<'_>, keep: impl Fn(&Opening) -> bool) -> Self {
        let kept = |openings: &[&'a Opening]| openings.iter().copied().filter(|o| keep(o)).collect::<Vec<_>>();
        let (focus, beside) = (kept(&self.focus), kept(&self.beside));
        Self {
            focus_sum: panel.sum(focus.iter().copied()),
            beside_sum: panel.sum(beside.iter().copied()),
            focus,
            beside,
        }
    }
}

/// How categories relate and how many are shown.
#[derive(Clone, Copy)]
pub(crate) struct Shape {
    /// Whether each opening is in one category at most, so that a hidden row could be found by subtraction.
    pub(crate) is_exclusive: bool,
    /// Rows by falling count in focus rather than in the order given.
    pub(crate) by_count: bool,
    /// Most rows to keep, the hidden ones of open-ended lists not at all; `None` keeps every category.
    pub(crate) n_rows_max: Option<usize>,
}

/// The rows of a breakdown over `n_categories`; `of` gives the categories of an opening.
pub(crate) fn breakdown<'a>(
    panel: &Panel<'_>,
    groups: &Groups<'a>,
    n_categories: usize,
    of: impl Fn(&Opening) -> Vec<usize>,
    shape: Shape,
) -> Vec<BreakdownRow<'a>> {
    let focus_members = members(&groups.focus, n_categories, &of);
    let beside_members = members(&groups.beside, n_categories, &of);
    let rule = panel.options.cell_rule;
    let mut order: Vec<usize> = (0..n_categories).collect();
    let n_of = |category: usize| focus_members.get(category).map_or(0, Vec::len);
    if shape.by_count {
        order.sort_by_key(|&category| (std::cmp::Reverse(n_of(category)), category));
    }
    if shape.n_rows_max.is_some() {
        order.retain(|&category| n_of(category) as u64 >= rule.n_min);
    } else {
        let n_beside = |category: usize| beside_members.get(category).map_or(0, Vec::len);
        order.retain(|&category| n_of(category) + n_beside(category) > 0);
    }
    // A few more than are shown: the small-cell rule may take some away.
    order.truncate(shape.n_rows_max.map_or(usize::MAX, |n| n.saturating_mul(2)));

    let mut rows: Vec<BreakdownRow<'a>> = Vec::with_capacity(order.len());
    let sums_of = |members: &[Vec<&'a Opening>]| {
        panel.sums(order.iter().map(|&category| members.get(category).into_iter().flatten().copied()))
    };
    let sums = sums_of(&focus_members).into_iter().zip(sums_of(&beside_members));
    for (&category, (sum, beside_sum)) in order.iter().zip(sums) {
        let openings = focus_members.get(category).cloned().unwrap_or_default();
        let show = |part: &Sum, whole: &Sum| match rule.hides(part).or(rule.hides_share(part, whole)) {
            Some(hidden) => Err(hidden),
            None => share(part, whole).ok_or(Hidden::TooFew),
        };
        let focus = show(&sum, &groups.focus_sum);
        let beside = show(&beside_sum, &groups.beside_sum);
        rows.push(BreakdownRow { category, focus, beside, n_clusters: sum.n_clusters, openings, sum, beside_sum });
    }
    if shape.is_exclusive {
        protect(&mut rows, rule.n_min, |row| row.sum.total, |row| &mut row.focus);
        protect(&mut rows, rule.n_min, |row| row.beside_sum.total, |row| &mut row.beside);
    }
    if let Some(n_rows_max) = shape.n_rows_max {
        rows.retain(|row| row.focus.is_ok());
        rows.truncate(n_rows_max);
    }
    rows
}

fn members<'a>(
    openings: &[&'a Opening],
    n_categories: usize,
    of: &impl Fn(&Opening) -> Vec<usize>,
) -> Vec<Vec<&'a Opening>> {
    let mut members: Vec<Vec<&Opening>> = vec![Vec::new(); n_categories];
    for &opening in openings {
        let mut categories = of(opening);
        categories.sort_unstable();
        categories.dedup();
        for category in categories {
            if let Some(list) = members.get_mut(category) {
                list.push(opening);
            }
        }
    }
    members
}

fn protect<'a>(
    rows: &mut [BreakdownRow<'a>],
    sum_min: u64,
    count: impl Fn(&BreakdownRow<'a>) -> u64,
    cell: impl for<'b> Fn(&'b mut BreakdownRow<'a>) -> &'b mut Result<Share, Hidden>,
) {
    let counts: Vec<u64> = rows.iter().map(&count).collect();
    let mut hidden: Vec<Option<Hidden>> = rows.iter_mut().map(|row| cell(row).as_ref().err().copied()).collect();
    hide_complements(&counts, &mut hidden, sum_min);
    for (row, hidden) in rows.iter_mut().zip(hidden) {
        if let Some(hidden) = hidden {
            *cell(row) = Err(hidden);
        }
    }
}

/// The columns that every breakdown begins with.
pub(crate) fn columns(what: &str) -> Vec<Column> {
    vec![
        column(&key_of(what), what, ColumnKind::Text),
        column("share", "Share of Rust openings", ColumnKind::Estimate(Unit::Share)),
        column("n", "Rust openings", ColumnKind::Count),
        column("n_employers", "Employers", ColumnKind::Count),
        column("share_all", "Share of all openings", ColumnKind::Estimate(Unit::Share)),
    ]
}

/// The cells that every breakdown begins with.
pub(crate) fn cells(row: &BreakdownRow<'_>, label: &str) -> Vec<Cell> {
    let mut cells = vec![Cell::Text(label.to_owned()), share_cell(&row.focus)];
    match &row.focus {
        Ok(share) => cells.extend([Cell::Count(share.numerator), Cell::Count(row.n_clusters as u64)]),
        Err(hidden) => cells.extend([Cell::Hidden(*hidden), Cell::Hidden(*hidden)]),
    }
    cells.push(share_cell(&row.beside));
    cells
}

/// A table row: nothing that would tell what is hidden.
pub(crate) fn table_row(panel: &Panel<'_>, row: &BreakdownRow<'_>, cells: Vec<Cell>) -> Row {
    let ids = if row.focus.is_ok() { panel.ids(row.openings.iter().copied()) } else { Vec::new() };
    Row { cells, ids }
}

/// The chart of a breakdown: Rust openings beside all.
pub(crate) fn chart(title: &str, rows: &[(String, &BreakdownRow<'_>)]) -> Chart {
    let point = |share: &Result<Share, Hidden>| share.as_ref().ok().map(|share| Point::from(share.estimate));
    let mark = |series: &str, is_focus, share: &Result<Share, Hidden>| Mark {
        series: series.to_owned(),
        is_focus,
        point: point(share),
        outer: None,
    };
    let range_row = |(label, row): &(String, &BreakdownRow<'_>)| RangeRow {
        label: label.clone(),
        marks: vec![mark("Rust", true, &row.focus), mark("all", false, &row.beside)],
    };
    Chart::Ranges { title: title.to_owned(), unit: Unit::Share, rows: rows.iter().map(range_row).collect() }
}

/// A column.
pub(crate) fn column(key: &str, label: &str, kind: ColumnKind) -> Column {
    Column { key: key.to_owned(), label: label.to_owned(), kind }
}

fn key_of(label: &str) -> String {
    label.to_lowercase().replace(' ', "_")
}

/// A share or the reason why there is none.
pub(crate) fn share_cell(share: &Result<Share, Hidden>) -> Cell {
    match share {
        Ok(share) => Cell::Estimate(share.estimate.into()),
        Err(hidden) => Cell::Hidden(*hidden),
    }
}

/// A figure about the groups, filled with all that does not depend on the question.
pub(crate) fn figure(panel: &Panel<'_>, id: &str, title: &str, groups: &Groups<'_>) -> Figure {
    let months = || groups.beside.iter().map(|opening| opening.month);
    Figure {
        id: format!("{}-{id}", panel.source_id),
        title: title.to_owned(),
        frame: panel.frame.to_owned(),
        n: groups.focus_sum.total,
        n_clusters: groups.focus_sum.n_clusters as u64,
        window: months().min().zip(months().max()).map(|(first, last)| crate::report::Window { first, last }),
        n_replicates: panel.options.n_replicates,
        seed: panel.options.seed,
        ids: panel.ids(groups.focus.iter().copied()),
        samples: panel.samples(&groups.focus),
        ..Figure::default()
    }
}
