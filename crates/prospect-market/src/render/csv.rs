//! Writes a report as CSV: one file of figures, one of sources, one for each table.
//!
//! An estimate is three columns (`share`, `share_low`, `share_high`), quartiles are seven. A hidden cell is
//! empty, and a last column `hidden` names the columns that are hidden and why. Shares are 0 to 1, unrounded
//! to six decimals.

use crate::Report;
use crate::report::{Cell, Column, ColumnKind, Figure, Table};

/// The files: name and content, in the order of the report. RFC 4180, lines end with CR LF, the first line
/// names the columns.
#[must_use]
pub fn csv(report: &Report) -> Vec<(String, String)> {
    let mut files = vec![("figures.csv".to_owned(), figures(report)), ("sources.csv".to_owned(), sources(report))];
    for figure in report.panels.iter().flat_map(|panel| &panel.figures) {
        for table in &figure.tables {
            files.push((table_file_name(figure, table), table_file(figure, table)));
        }
    }
    super::sections::push_csv(&mut files, report);
    files
}

fn figures(report: &Report) -> String {
    let mut text = String::new();
    let head = [
        "figure",
        "question",
        "title",
        "finding",
        "definition",
        "frame",
        "n",
        "n_employers",
        "n_needed",
        "n_there",
        "first_month",
        "last_month",
        "n_replicates",
        "seed",
        "snapshot",
        "reader_version",
        "report_version",
    ];
    line(&mut text, head.map(str::to_owned));
    for figure in report.panels.iter().flat_map(|panel| &panel.figures) {
        let fields = [
            safe(&figure.id),
            safe(&figure.question),
            safe(&figure.title),
            safe(&figure.finding),
            safe(&figure.definition),
            safe(&figure.frame),
            figure.n.to_string(),
            figure.n_clusters.to_string(),
            figure.need.as_ref().map_or(String::new(), |need| need.n_needed.to_string()),
            figure.need.as_ref().map_or(String::new(), |need| need.n_there.to_string()),
            figure.window.map_or(String::new(), |window| window.first.to_string()),
            figure.window.map_or(String::new(), |window| window.last.to_string()),
            figure.n_replicates.to_string(),
            figure.seed.to_string(),
            safe(&report.about.snapshot_id),
            safe(&report.about.reader_version),
            safe(&report.about.report_version),
        ];
        line(&mut text, fields);
    }
    text
}

fn sources(report: &Report) -> String {
    let mut text = String::new();
    let head = [
        "source",
        "frame",
        "is_denominator",
        "n_records",
        "n_problems",
        "n_postings",
        "n_offers",
        "first_month",
        "last_month",
    ];
    line(&mut text, head.map(str::to_owned));
    for source in &report.sources {
        let fields = [
            safe(&source.id),
            safe(&source.frame),
            source.is_denominator.to_string(),
            source.n_records.to_string(),
            source.n_problems.to_string(),
            source.n_postings.to_string(),
            source.n_offers.to_string(),
            source.window.map_or(String::new(), |window| window.first.to_string()),
            source.window.map_or(String::new(), |window| window.last.to_string()),
        ];
        line(&mut text, fields);
    }
    text
}

pub(super) fn table_file(figure: &Figure, table: &Table) -> String {
    table_text("figure", &figure.id, table)
}

/// Name of a table's file.
pub(super) fn table_file_name(figure: &Figure, table: &Table) -> String {
    format!("{}-{}.csv", file_name(&figure.id), file_name(&table.id))
}

/// A table whose first column says which figure or section it is of.
pub(super) fn table_text(owner: &str, id: &str, table: &Table) -> String {
    let mut text = String::new();
    let mut head = vec![owner.to_owned()];
    head.extend(table.columns.iter().flat_map(names));
    head.push("hidden".to_owned());
    line(&mut text, head);
    for row in &table.rows {
        let mut fields = vec![safe(id)];
        let mut hidden = Vec::new();
        for (column, cell) in table.columns.iter().zip(&row.cells) {
            if let Cell::Hidden(reason) = cell {
                hidden.push(format!("{}: {}", column.key, reason.as_str()));
            }
            fields.extend(values(cell, column.kind));
        }
        fields.push(safe(&hidden.join("; ")));
        line(&mut text, fields);
    }
    text
}

/// The names of the CSV columns of a column.
fn names(column: &Column) -> Vec<String> {
    let key = &column.key;
    let parts: &[&str] = match column.kind {
        ColumnKind::Text | ColumnKind::Count | ColumnKind::Number(_) => &[""],
        ColumnKind::Estimate(_) => &["", "_low", "_high"],
        ColumnKind::Quartiles(_) => &["_p25", "_median", "_median_low", "_median_high", "_p75", "_n", "_n_employers"],
    };
    parts.iter().map(|part| format!("{key}{part}")).collect()
}

fn values(cell: &Cell, kind: ColumnKind) -> Vec<String> {
    let number = |value: f64| ((value * 1e6).round() / 1e6).to_string();
    match cell {
        Cell::Text(text) => vec![safe(text)],
        Cell::Sources(_) => vec![safe(&super::plain(cell, kind))],
        Cell::Count(n) => vec![n.to_string()],
        Cell::Number(value) => vec![number(*value)],
        Cell::Estimate(point) => vec![number(point.value), number(point.low), number(point.high)],
        Cell::Quartiles(cell) => vec![
            number(cell.p25),
            number(cell.median.value),
            number(cell.median.low),
            number(cell.median.high),
            number(cell.p75),
            cell.n.to_string(),
            cell.n_clusters.to_string(),
        ],
        Cell::Empty | Cell::Hidden(_) => {
            let n = match kind {
                ColumnKind::Text | ColumnKind::Count | ColumnKind::Number(_) => 1,
                ColumnKind::Estimate(_) => 3,
                ColumnKind::Quartiles(_) => 7,
            };
            vec![String::new(); n]
        }
    }
}

/// Text that a spreadsheet does not run as a formula: a leading `=`, `+`, `-`, `@`, tab or line break gets
/// an apostrophe in front.
/// Source: OWASP, "CSV Injection", <https://owasp.org/www-community/attacks/CSV_Injection>.
pub(super) fn safe(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) { format!("'{text}") } else { text.to_owned() }
}

pub(super) fn line(text: &mut String, fields: impl IntoIterator<Item = String>) {
    for (index, field) in fields.into_iter().enumerate() {
        if index > 0 {
            text.push(',');
        }
        if field.contains([',', '"', '\n', '\r']) {
            text.push('"');
            text.push_str(&field.replace('"', "\"\""));
            text.push('"');
        } else {
            text.push_str(&field);
        }
    }
    text.push_str("\r\n");
}

/// Letters, digits and dashes: a file name on every system.
pub(super) fn file_name(id: &str) -> String {
    id.chars().map(|c| if c.is_ascii_alphanumeric() || c == '-' { c.to_ascii_lowercase() } else { '-' }).collect()
}
