//! Writes a report as Markdown: the findings, the tables, the method.

use super::plain;
use crate::Report;
use crate::number;
use crate::report::{Figure, Panel, Table};
use crate::verify::{MARKDOWN_MARK, Stamp};
use std::fmt::Write as _;

/// The report as GitHub-flavoured Markdown.
#[must_use]
pub fn markdown(report: &Report) -> String {
    let mut text = format!("# {}\n\n", inline(&report.title));
    for panel in &report.panels {
        push_panel(&mut text, panel);
    }
    if report.panels.is_empty() {
        text.push_str("There is nothing to report: no source that shares may be computed within has an opening.\n\n");
    }
    super::sections::push_markdown(&mut text, report);
    text.push_str("## Method\n\n");
    for note in &report.method {
        push(&mut text, format_args!("**{}.** {}\n\n", inline(&note.title), inline(&note.text)));
    }
    text.push_str(
        "## Sources\n\n| Source | What it is | Months | Records | Postings | Offers | Problems | In shares |\n",
    );
    text.push_str("|---|---|---|--:|--:|--:|--:|---|\n");
    for source in &report.sources {
        push(
            &mut text,
            format_args!(
                "| {} | {} | {} | {} | {} | {} | {} | {} |\n",
                inline(&source.id),
                inline(&source.frame),
                source.window.map_or("–".to_owned(), number::window),
                number::count(source.n_records),
                number::count(source.n_postings),
                number::count(source.n_offers),
                number::count(source.n_problems),
                if source.is_denominator { "yes" } else { "no" },
            ),
        );
    }
    let about = &report.about;
    push(
        &mut text,
        format_args!(
            "\n## Reproduce\n\nSnapshot `{}`, readers {}, questions {}, B = {}, seed {}:\n\n```text\n{}\n```\n\n{MARKDOWN_MARK}{} -->\n",
            code(&about.snapshot_id),
            inline(&about.reader_version),
            inline(&about.report_version),
            about.n_replicates,
            about.seed,
            about.command.replace("```", ""),
            Stamp::of(report).text(),
        ),
    );
    text
}

/// The figures alone, for a screen: findings, tables, notes, and what each rests on.
#[must_use]
pub fn answers(report: &Report) -> String {
    let mut text = String::new();
    for panel in &report.panels {
        push_panel(&mut text, panel);
    }
    if report.panels.is_empty() {
        text.push_str("There is nothing to answer from: no opening that is asked for.\n");
    }
    text
}

fn push_panel(text: &mut String, panel: &Panel) {
    push(
        text,
        format_args!(
            "## {}\n\n{} openings from {} employers or posters{}.\n\n",
            inline(&capital(&panel.frame)),
            number::count(panel.n_openings),
            number::count(panel.n_clusters),
            panel.window.map_or(String::new(), |window| format!(", first seen {}", number::window(window))),
        ),
    );
    for figure in &panel.figures {
        push_figure(text, figure);
    }
}

fn push_figure(text: &mut String, figure: &Figure) {
    push(text, format_args!("### {}\n\n{}\n\n", inline(&figure.title), inline(&figure.finding)));
    for table in &figure.tables {
        push_table(text, table);
    }
    for note in &figure.notes {
        push(text, format_args!("{}\n\n", inline(note)));
    }
    push(
        text,
        format_args!(
            "*{}* Frame: {}; n = {} openings from {} employers{}. B = {}, seed {}. {} postings behind it.",
            inline(&figure.definition),
            inline(&figure.frame),
            number::count(figure.n),
            number::count(figure.n_clusters),
            figure.window.map_or(String::new(), |window| format!(", {}", number::window(window))),
            number::count(figure.n_replicates as u64),
            figure.seed,
            number::count(figure.ids.len() as u64),
        ),
    );
    if !figure.samples.is_empty() {
        let links = figure.samples.iter().map(|sample| match address(&sample.url) {
            Some(url) => format!("[{}]({url})", inline(&sample.id.0)),
            None => inline(&sample.id.0),
        });
        push(text, format_args!(" Some of them: {}.", links.collect::<Vec<_>>().join(", ")));
    }
    text.push_str("\n\n");
    if let Some(need) = &figure.need {
        push(text, format_args!("{}\n\n", inline(&need.sentence())));
    }
}

pub(super) fn push_table(text: &mut String, table: &Table) {
    if table.rows.is_empty() {
        return;
    }
    let heads: Vec<String> = table.columns.iter().map(|column| inline(&column.label)).collect();
    push(text, format_args!("| {} |\n|{}\n", heads.join(" | "), "---|".repeat(heads.len())));
    for row in &table.rows {
        let cells: Vec<String> =
            table.columns.iter().zip(&row.cells).map(|(column, cell)| inline(&plain(cell, column.kind))).collect();
        push(text, format_args!("| {} |\n", cells.join(" | ")));
    }
    text.push('\n');
}

fn push(text: &mut String, what: std::fmt::Arguments<'_>) {
    // Writing to a string cannot fail.
    let _ = text.write_fmt(what);
}

/// Text on one line in which nothing is markup.
pub(super) fn inline(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '~' => {
                safe.push('\\');
                safe.push(c);
            }
            '&' => safe.push_str("&amp;"),
            '\n' | '\r' | '\t' => safe.push(' '),
            c => safe.push(c),
        }
    }
    safe
}

fn code(text: &str) -> String {
    text.replace(['`', '\n', '\r'], " ")
}

/// An address that a link may lead to: http or https, without characters that would end it.
pub(super) fn address(url: &str) -> Option<&str> {
    let is_web = url.starts_with("https://") || url.starts_with("http://");
    (is_web && !url.contains(['(', ')', '<', '>', ' ', '\n', '\r', '\\'])).then_some(url)
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}
