//! Which skills do openings that name Rust name beside it, and how strongly are they asked?

use super::too_few;
use crate::breakdown::{self, BreakdownRow, Groups, Shape, breakdown, column, figure};
use crate::number;
use crate::panel::{Opening, Panel};
use crate::report::{Cell, ColumnKind, Figure, Table, Unit};
use prospect_model::SkillNeed;
use prospect_stats::ratio_of_shares;

/// Most skills shown.
const N_SKILLS: usize = 30;
/// Most skills in the chart.
const N_CHARTED: usize = 20;

/// The table of skills.
pub(super) fn answer(panel: &Panel<'_>) -> Vec<Figure> {
    let groups = Groups::rust_beside_all(panel, panel.recent_openings());
    let mut figure = figure(panel, "skills-beside", "Skills named beside Rust", &groups);
    figure.definition = "Openings first seen in the window that name Rust and the skill, divided by all that name \
                         Rust; both as required, preferred or used. The split counts the strongest need of any \
                         posting. \"Times as often\" divides the share by that among all openings of the window."
        .to_owned();
    let rust = panel.dataset.skills.iter().position(|id| id == "rust");
    let of = |opening: &Opening| {
        let skills = panel.skills_of(opening);
        let named = skills.filter(|row| row.need != SkillNeed::Mentioned).map(|row| row.skill as usize);
        named.filter(|skill| Some(*skill) != rust).collect()
    };
    let shape = Shape { is_exclusive: false, by_count: true, n_rows_max: Some(N_SKILLS) };
    let rows = breakdown(panel, &groups, panel.dataset.skills.len(), of, shape);
    let label = |row: &BreakdownRow<'_>| skill_name(panel, row.category);

    let mut columns = breakdown::columns("Skill");
    columns.extend([
        column("times_as_often", "Times as often as in all", ColumnKind::Estimate(Unit::Times)),
        column("required", "Required", ColumnKind::Number(Unit::Share)),
        column("preferred", "Preferred", ColumnKind::Number(Unit::Share)),
        column("stack", "Used", ColumnKind::Number(Unit::Share)),
    ]);
    let mut table_rows = Vec::new();
    for row in &rows {
        let mut cells = breakdown::cells(row, &label(row));
        let times = ratio_of_shares((&row.sum, &groups.focus_sum), (&row.beside_sum, &groups.beside_sum));
        cells.push(times.map_or(Cell::Empty, |times| Cell::Estimate(times.into())));
        cells.extend(need_split(panel, row).map(Cell::Number));
        table_rows.push(breakdown::table_row(panel, row, cells));
    }
    let top: Vec<String> = rows
        .iter()
        .take(3)
        .filter_map(|row| row.focus.as_ref().ok().map(|share| (label(row), share)))
        .map(|(label, share)| {
            let ends = number::interval(share.estimate.into(), Unit::Share);
            format!("{label} {} ({ends})", number::percent(share.estimate.value))
        })
        .collect();
    figure.finding = if top.is_empty() {
        too_few(figure.n, figure.n_clusters, "openings that name Rust in the window")
    } else {
        format!(
            "Of {} openings that name Rust, from {} employers, most name beside it: {}.",
            number::count(figure.n),
            number::count(figure.n_clusters),
            top.join(", ")
        )
    };
    let labelled: Vec<(String, &BreakdownRow<'_>)> = rows.iter().take(N_CHARTED).map(|row| (label(row), row)).collect();
    figure.charts.push(breakdown::chart("Share of openings that name each skill, with 95% intervals", &labelled));
    figure.tables.push(Table {
        id: "skills".to_owned(),
        caption: format!("The {} skills named most beside Rust", rows.len()),
        is_open: false,
        columns,
        rows: table_rows,
    });
    figure.notes.push(
        "The intervals hold for each skill alone; the order of skills whose intervals overlap is not certain. Skills \
         with fewer than 10 openings or 5 employers are not listed."
            .to_owned(),
    );
    vec![figure]
}

/// Shares of the openings of a row whose strongest need is required, preferred, used.
fn need_split(panel: &Panel<'_>, row: &BreakdownRow<'_>) -> [f64; 3] {
    let mut n = [0_u32; 3];
    for opening in &row.openings {
        let skills = panel.skills_of(opening);
        let strongest = skills.filter(|skill| skill.skill as usize == row.category).map(|skill| skill.need).min();
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

fn skill_name(panel: &Panel<'_>, skill: usize) -> String {
    let id = panel.dataset.skills.get(skill).map_or("", String::as_str);
    panel.options.lookup.skill_name(id).map_or_else(|| id.to_owned(), std::borrow::Cow::into_owned)
}
