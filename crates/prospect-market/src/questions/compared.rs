//! Two windows side by side: what changed between them, over the same resamples of employers.

use super::growth::{language_name, shown};
use super::too_few;
use crate::breakdown::{Groups, column, figure, share_cell};
use crate::number;
use crate::panel::{LANGUAGES, Opening, Panel};
use crate::report::{Cell, ColumnKind, Figure, Row, Table, Unit, Window};
use prospect_stats::difference;

/// The shares that name each language in both windows of a panel that holds them both, and their differences.
pub(crate) fn compared(panel: &Panel<'_>, later: Window, earlier: Window) -> Figure {
    let within = |window: Window| -> Vec<&Opening> {
        panel.openings.iter().filter(|opening| (window.first..=window.last).contains(&opening.month)).collect()
    };
    let (now, before) = (within(later), within(earlier));
    let groups = Groups::rust_beside_all(panel, now.clone());
    let mut figure = figure(panel, "compared", "Two windows compared", &groups);
    figure.question = "growth".to_owned();
    figure.n = (now.len() + before.len()) as u64;
    figure.n_clusters = u64::from(panel.n_clusters);
    figure.definition = format!(
        "The share of openings first seen in {} that name the language, minus that of {}. Employers who posted in both \
         are resampled together.",
        number::window(later),
        number::window(earlier)
    );
    let (whole_now, whole_before) = (panel.sum(now.iter().copied()), panel.sum(before.iter().copied()));
    let mut rows = Vec::new();
    let mut finding = None;
    for (bit, id) in LANGUAGES.iter().enumerate() {
        let names_it = |opening: &&Opening| opening.languages & (1 << bit) != 0;
        let part = panel.sum(now.iter().copied().filter(names_it));
        let part_before = panel.sum(before.iter().copied().filter(names_it));
        let (share_now, share_before) = (shown(panel, &part, &whole_now), shown(panel, &part_before, &whole_before));
        let change = (share_now.is_ok() && share_before.is_ok())
            .then(|| difference((&part, &whole_now), (&part_before, &whole_before)))
            .flatten();
        if let (0, Some(change), Ok(now), Ok(before)) = (bit, change, &share_now, &share_before) {
            let is_clear = change.low > 0.0 || change.high < 0.0;
            finding = Some(format!(
                "{} of {} openings in {} name Rust, against {} of {} in {}: {} (95% interval {} to {}){}.",
                number::percent(now.estimate.value),
                number::count(now.denominator),
                number::window(later),
                number::percent(before.estimate.value),
                number::count(before.denominator),
                number::window(earlier),
                number::points(change.value),
                number::signed(change.low),
                number::signed(change.high),
                if is_clear { "" } else { ", not distinguishable from no change" },
            ));
        }
        rows.push(Row {
            cells: vec![
                Cell::Text(language_name(panel, id)),
                share_cell(&share_now),
                share_cell(&share_before),
                change.map_or(Cell::Empty, |change| Cell::Estimate(change.into())),
            ],
            ids: Vec::new(),
        });
    }
    figure.finding = finding.unwrap_or_else(|| {
        too_few(groups.focus_sum.total, groups.focus_sum.n_clusters as u64, "openings that name Rust in both windows")
    });
    let kind = ColumnKind::Estimate(Unit::Share);
    figure.tables.push(Table {
        id: "languages".to_owned(),
        caption: "Share of openings that name each language in both windows".to_owned(),
        is_open: true,
        columns: vec![
            column("language", "Language", ColumnKind::Text),
            column("share", &number::window(later), kind),
            column("share_compared", &number::window(earlier), kind),
            column("difference", "Difference", kind),
        ],
        rows,
    });
    figure
}
