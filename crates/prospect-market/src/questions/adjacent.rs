//! Which skills stand beside Rust more than elsewhere, and which rise beside it?
//!
//! Association over the openings of the window: NPMI, log-odds with a prior, a bound on false discoveries, and
//! rank intervals. What rises compares the window with the one before it.

use super::anatomy::skill_name;
use super::{Question, QuestionInfo, need_of_share, too_few};
use crate::breakdown::{self, BreakdownRow, Groups, Shape, breakdown, column, figure};
use crate::number;
use crate::panel::{Opening, Panel};
use crate::report::{Cell, Chart, ColumnKind, Figure, Mark, Point, RangeRow, Row, Table, Unit};
use prospect_model::{Month, SkillNeed};
use prospect_stats::{
    Counts, Dependence, LogOdds, Pair, Replicated, Sum, adjusted_p_values, difference, log_odds, normal_two_sided,
    npmi, rank_intervals,
};

pub(super) const QUESTION: Question = Question {
    info: QuestionInfo {
        id: "adjacent-skills",
        title: "Adjacent and emerging skills",
        asks: "Which skills stand beside Rust more often than chance would have it, and which rise beside it?",
    },
    answer: |panel| vec![beside(panel), rising(panel)],
};

/// Most skills shown.
const N_SKILLS: usize = 30;
/// Most skills in the chart.
const N_CHARTED: usize = 20;
/// Most skills tested: the false-discovery bound covers all of them, not only those shown.
const N_TESTED: usize = 150;
/// Weight of the prior in mentions: as much as a hundred openings say. What a skill is named in fewer openings
/// than that says little.
const PRIOR_WEIGHT: f64 = 500.0;
/// Part of the listed findings that may be chance.
const FALSE_DISCOVERY_MAX: f64 = 0.05;

/// The skills of openings: the number of each opening's skill, never one that is only mentioned, never Rust.
fn skills_of(panel: &Panel<'_>, opening: &Opening, rust: Option<usize>) -> Vec<usize> {
    let named = panel.skills_of(opening).filter(|row| row.need != SkillNeed::Mentioned).map(|row| row.skill as usize);
    let mut found: Vec<usize> = named.filter(|skill| Some(*skill) != rust).collect();
    found.sort_unstable();
    found.dedup();
    found
}

fn beside(panel: &Panel<'_>) -> Figure {
    let groups = Groups::rust_beside_all(panel, panel.recent_openings());
    let mut figure = figure(panel, "skills-beside", "Skills that stand beside Rust", &groups);
    figure.definition = format!(
        "Openings first seen in the window that name Rust and the skill, divided by all that name Rust; both as required, \
         preferred or used. NPMI is −1 where both never stand together, 0 where they do as chance would have it, 1 where \
         always. Log-odds compare openings that name Rust with all others (informative Dirichlet prior of {PRIOR_WEIGHT} \
         mentions); the adjusted p bounds the part of false findings among the {N_TESTED} skills tested. Rank by share, \
         with the ranks that it may have.",
    );
    figure.need = need_of_share(0.1, 0.03, figure.n);
    let rust = panel.dataset.skills.iter().position(|id| id == "rust");
    let of = |opening: &Opening| skills_of(panel, opening, rust);
    let shape = Shape { is_exclusive: false, by_count: true, n_rows_max: Some(N_TESTED) };
    let rows = breakdown(panel, &groups, panel.dataset.skills.len(), of, shape);
    let label = |row: &BreakdownRow<'_>| skill_name(panel, row.category);
    let odds = odds(panel, &groups, &rows);
    let p_values: Vec<f64> = odds.iter().map(|it| it.as_ref().map_or(f64::NAN, |it| it.p_value)).collect();
    let adjusted = adjusted_p_values(&p_values, Dependence::Positive);
    let replicated: Vec<Replicated> =
        rows.iter().take(N_SKILLS).filter_map(|row| Replicated::share(&row.sum, &groups.focus_sum)).collect();
    let ranks = rank_intervals(&replicated);

    let mut columns = breakdown::columns("Skill");
    columns.extend([
        column("rank", "Rank (95%)", ColumnKind::Text),
        column("npmi", "NPMI", ColumnKind::Estimate(Unit::Index)),
        column("odds_ratio", "Odds against others", ColumnKind::Estimate(Unit::Times)),
        column("p_adjusted", "Adjusted p", ColumnKind::Number(Unit::Index)),
        column("required", "Required", ColumnKind::Number(Unit::Share)),
        column("preferred", "Preferred", ColumnKind::Number(Unit::Share)),
        column("stack", "Used", ColumnKind::Number(Unit::Share)),
    ]);
    let associated = |row: &BreakdownRow<'_>| {
        let pair = Pair { both: &row.sum, first: &groups.focus_sum, second: &row.beside_sum, all: &groups.beside_sum };
        npmi(&pair).map_or(Cell::Empty, |npmi| Cell::Estimate(npmi.into()))
    };
    let mut table_rows = Vec::new();
    for (at, row) in rows.iter().enumerate().take(N_SKILLS) {
        let mut cells = breakdown::cells(row, &label(row));
        cells.push(
            ranks.get(at).map_or(Cell::Empty, |it| Cell::Text(format!("{} ({} to {})", it.rank, it.low, it.high))),
        );
        cells.push(associated(row));
        let ratio = odds.get(at).and_then(Option::as_ref).map(odds_ratio);
        cells.push(ratio.map_or(Cell::Empty, Cell::Estimate));
        cells.push(adjusted.get(at).map_or(Cell::Empty, |p| Cell::Number(*p)));
        cells.extend(need_split(panel, row).map(Cell::Number));
        table_rows.push(breakdown::table_row(panel, row, cells));
    }
    // The strongest associations that are no chance findings, whatever their share.
    let mut strong: Vec<(usize, &BreakdownRow<'_>, &LogOdds)> = rows
        .iter()
        .enumerate()
        .zip(&odds)
        .filter_map(|((at, row), odds)| Some((at, row, odds.as_ref()?)))
        .filter(|(at, _, odds)| {
            odds.estimate.value > 0.0 && adjusted.get(*at).is_some_and(|p| *p <= FALSE_DISCOVERY_MAX)
        })
        .collect();
    strong.sort_by(|a, b| b.2.estimate.value.total_cmp(&a.2.estimate.value).then(a.0.cmp(&b.0)));
    let told: Vec<String> = strong
        .iter()
        .take(5)
        .map(|(_, row, odds)| {
            let ratio = odds_ratio(odds);
            format!(
                "{} ({}; {})",
                label(row),
                number::value(ratio.value, Unit::Times),
                number::interval(ratio, Unit::Times)
            )
        })
        .collect();
    figure.finding = if told.is_empty() {
        too_few(
            figure.n,
            figure.n_clusters,
            "openings that name Rust in the window, in which no skill surely stands out",
        )
    } else {
        format!(
            "Of {} skills tested in {} openings that name Rust ({} employers), {} stand beside it more than beside others \
             (false discoveries at most 5%); by odds: {}.",
            rows.len(),
            number::count(figure.n),
            number::count(figure.n_clusters),
            strong.len(),
            told.join(", ")
        )
    };
    let labelled: Vec<(String, &BreakdownRow<'_>)> = rows.iter().take(N_CHARTED).map(|row| (label(row), row)).collect();
    figure.charts.push(breakdown::chart("Share of openings that name each skill, with 95% intervals", &labelled));
    figure.tables.push(Table {
        id: "skills".to_owned(),
        caption: format!("The {} skills named most beside Rust", table_rows.len()),
        is_open: false,
        columns,
        rows: table_rows,
    });
    let strong_row = |(at, row, odds): &(usize, &BreakdownRow<'_>, &LogOdds)| Row {
        cells: vec![
            Cell::Text(label(row)),
            Cell::Estimate(odds_ratio(odds)),
            associated(row),
            adjusted.get(*at).map_or(Cell::Empty, |p| Cell::Number(*p)),
            Cell::Count(row.sum.total),
            Cell::Count(row.n_clusters as u64),
        ],
        ids: Vec::new(),
    };
    figure.tables.push(Table {
        id: "associated".to_owned(),
        caption: "Skills that stand beside Rust more than beside others".to_owned(),
        is_open: false,
        columns: vec![
            column("skill", "Skill", ColumnKind::Text),
            column("odds_ratio", "Odds against others", ColumnKind::Estimate(Unit::Times)),
            column("npmi", "NPMI", ColumnKind::Estimate(Unit::Index)),
            column("p_adjusted", "Adjusted p", ColumnKind::Number(Unit::Index)),
            column("n", "Rust openings", ColumnKind::Count),
            column("n_employers", "Employers", ColumnKind::Count),
        ],
        rows: strong.iter().take(N_SKILLS).map(strong_row).collect(),
    });
    figure.notes.push(
        "The interval of a share holds for its skill alone; the rank says how sure the order is. Skills with fewer than \
         10 openings or 5 employers are not tested."
            .to_owned(),
    );
    figure
}

/// The log-odds of each row's skill, openings that name Rust against all others.
fn odds(panel: &Panel<'_>, groups: &Groups<'_>, rows: &[BreakdownRow<'_>]) -> Vec<Option<LogOdds>> {
    let first: Vec<Sum> = rows.iter().map(|row| row.sum.clone()).collect();
    let rust = panel.dataset.skills.iter().position(|id| id == "rust");
    let wanted: std::collections::BTreeMap<usize, usize> =
        rows.iter().enumerate().map(|(at, row)| (row.category, at)).collect();
    let mut clusters: Vec<Vec<u32>> = vec![Vec::new(); rows.len()];
    for &opening in groups.beside.iter().filter(|opening| !opening.is_rust()) {
        for skill in skills_of(panel, opening, rust) {
            if let Some(list) = wanted.get(&skill).and_then(|at| clusters.get_mut(*at)) {
                list.push(opening.cluster);
            }
        }
    }
    let counts: Vec<Counts> = clusters.into_iter().map(Counts::of).collect();
    let second = panel.replicates.sums(&counts);
    let prior: Vec<u64> = rows.iter().map(|row| row.beside_sum.total).collect();
    log_odds(&first, &second, &prior, PRIOR_WEIGHT)
}

fn odds_ratio(odds: &LogOdds) -> Point {
    let it = odds.estimate;
    Point { value: libm::exp(it.value), low: libm::exp(it.low), high: libm::exp(it.high) }
}

/// Skills whose share among Rust openings changed from the window before.
fn rising(panel: &Panel<'_>) -> Figure {
    let groups = Groups::rust_beside_all(panel, panel.recent_openings());
    let mut figure = figure(panel, "skills-rising", "Skills that rise and fall beside Rust", &groups);
    let n_months = i32::try_from(panel.options.n_recent_months.max(1)).unwrap_or(i32::MAX);
    let earlier = panel.recent.and_then(|recent| {
        let last = Month::from_index(recent.first.index().saturating_sub(1))?;
        let first = Month::from_index(recent.first.index().saturating_sub(n_months))?;
        panel.window.filter(|window| window.first <= first).map(|_| (first, last))
    });
    figure.definition = format!(
        "The share of openings that name Rust and the skill in the window, minus that in the {n_months} months before; \
         tested skills have 10 openings or more in the window. The adjusted p bounds the part of false findings."
    );
    let before: Vec<&Opening> = panel
        .openings
        .iter()
        .filter(|it| it.is_rust() && earlier.is_some_and(|(first, last)| (first..=last).contains(&it.month)))
        .collect();
    figure.need = need_of_share(0.1, 0.03, figure.n.min(before.len() as u64));
    let whole_before = panel.sum(before.iter().copied());
    let rust = panel.dataset.skills.iter().position(|id| id == "rust");
    let of = |opening: &Opening| skills_of(panel, opening, rust);
    let shape = Shape { is_exclusive: false, by_count: true, n_rows_max: Some(N_TESTED) };
    let rows = breakdown(panel, &groups, panel.dataset.skills.len(), of, shape);
    let mut clusters: std::collections::BTreeMap<usize, Vec<u32>> = std::collections::BTreeMap::new();
    for &opening in &before {
        for skill in skills_of(panel, opening, rust) {
            clusters.entry(skill).or_default().push(opening.cluster);
        }
    }
    let counts: Vec<Counts> =
        rows.iter().map(|row| Counts::of(clusters.get(&row.category).into_iter().flatten().copied())).collect();
    let sums_before = panel.replicates.sums(&counts);
    let mut changes = Vec::new();
    for (row, part_before) in rows.iter().zip(&sums_before) {
        let change = difference((&row.sum, &groups.focus_sum), (part_before, &whole_before));
        let spread = Replicated::share(&row.sum, &groups.focus_sum)
            .zip(Replicated::share(part_before, &whole_before))
            .and_then(|(now, before)| now.join(&before, |now, before| now - before)?.standard_error());
        let p = match (change, spread) {
            (Some(change), Some(spread)) if spread > 0.0 => normal_two_sided(change.value / spread),
            _ => f64::NAN,
        };
        changes.push((row, part_before, change, p));
    }
    let adjusted = adjusted_p_values(&changes.iter().map(|it| it.3).collect::<Vec<_>>(), Dependence::Positive);
    let mut listed: Vec<_> = changes
        .iter()
        .zip(&adjusted)
        .filter_map(|((row, before, change, _), p)| Some((*row, *before, (*change)?, *p)))
        .collect();
    listed.sort_by(|a, b| b.2.value.total_cmp(&a.2.value).then(a.0.category.cmp(&b.0.category)));
    let sure: Vec<_> = listed.iter().filter(|it| it.3 <= FALSE_DISCOVERY_MAX).collect();
    let told = |it: &&(&BreakdownRow<'_>, &Sum, prospect_stats::Estimate, f64)| {
        let change = it.2;
        format!(
            "{} {} ({} to {})",
            skill_name(panel, it.0.category),
            number::points(change.value),
            number::signed(change.low),
            number::signed(change.high)
        )
    };
    let n_before = before.len() as u64;
    figure.finding = if rows.is_empty() || earlier.is_none() || whole_before.total < panel.options.cell_rule.n_min {
        too_few(figure.n.min(n_before), figure.n_clusters, "openings that name Rust in one of the two windows")
    } else if sure.is_empty() {
        format!(
            "Of {} skills tested over {} openings that name Rust and {} before, the change of none can be told from chance \
             (false discoveries at most 5%).",
            rows.len(),
            number::count(figure.n),
            number::count(n_before)
        )
    } else {
        format!(
            "Of {} skills tested over {} openings that name Rust and {} before, {} changed for sure (false discoveries at \
             most 5%): {}.",
            rows.len(),
            number::count(figure.n),
            number::count(n_before),
            sure.len(),
            sure.iter().take(6).map(told).collect::<Vec<_>>().join(", ")
        )
    };
    let n = listed.len();
    let ends: Vec<_> = listed.iter().enumerate().filter(|(at, _)| *at < 10 || at + 10 >= n).map(|(_, it)| it).collect();
    let chart_row = |it: &&(&BreakdownRow<'_>, &Sum, prospect_stats::Estimate, f64)| RangeRow {
        label: skill_name(panel, it.0.category),
        marks: vec![Mark {
            series: if it.3 <= FALSE_DISCOVERY_MAX { "sure".to_owned() } else { "perhaps".to_owned() },
            is_focus: it.3 <= FALSE_DISCOVERY_MAX,
            point: Some(Point::from(it.2)),
            outer: None,
        }],
    };
    figure.charts.push(Chart::Ranges {
        title: "Change of the share among Rust openings in points, with 95% intervals".to_owned(),
        unit: Unit::Difference,
        rows: ends.iter().map(chart_row).collect(),
    });
    let table_row = |it: &(&BreakdownRow<'_>, &Sum, prospect_stats::Estimate, f64)| Row {
        cells: vec![
            Cell::Text(skill_name(panel, it.0.category)),
            Cell::Estimate(it.2.into()),
            Cell::Number(it.3),
            breakdown::share_cell(&it.0.focus),
            Cell::Count(it.0.sum.total),
            Cell::Count(it.1.total),
        ],
        ids: Vec::new(),
    };
    figure.tables.push(Table {
        id: "changes".to_owned(),
        caption: "Skills beside Rust by the change of their share".to_owned(),
        is_open: false,
        columns: vec![
            column("skill", "Skill", ColumnKind::Text),
            column("change", "Change of share", ColumnKind::Estimate(Unit::Difference)),
            column("p_adjusted", "Adjusted p", ColumnKind::Number(Unit::Index)),
            column("share", "Share now", ColumnKind::Estimate(Unit::Share)),
            column("n", "Openings now", ColumnKind::Count),
            column("n_before", "Openings before", ColumnKind::Count),
        ],
        rows: listed.iter().map(table_row).collect(),
    });
    figure
}

/// Shares of the openings of a row whose strongest need is required, preferred, used.
fn need_split(panel: &Panel<'_>, row: &BreakdownRow<'_>) -> [f64; 3] {
    let mut n = [0_u32; 3];
    for opening in &row.openings {
        let strongest =
            panel.skills_of(opening).filter(|skill| skill.skill as usize == row.category).map(|skill| skill.need).min();
        let at = match strongest {
            Some(SkillNeed::Required) => 0,
            Some(SkillNeed::Preferred) => 1,
            Some(SkillNeed::Stack) => 2,
            Some(SkillNeed::Mentioned) | None => continue,
        };
        n[at] += 1;
    }
    let total = f64::from(n.iter().sum::<u32>()).max(1.0);
    n.map(|n| f64::from(n) / total)
}
