//! Writes the sections that rest on records, and the works cited, in each form.

use super::html::{escape, link};
use super::{csv, html, markdown};
use crate::report::Report;
use crate::{Citation, Section, Work};
use std::fmt::Write as _;

/// Links to the sections, for the head of a page.
pub(super) fn push_contents(out: &mut String, report: &Report) {
    if report.sections.is_empty() {
        return;
    }
    out.push_str("<p class=\"sub\">Beside them, what is known from outside:</p>\n<ul class=\"glance\">\n");
    for section in &report.sections {
        push(out, format_args!("<li><a href=\"#{}\">{}</a></li>\n", escape(&section.id), escape(&section.title)));
    }
    out.push_str("</ul>\n");
}

/// The sections as HTML, each with its heading, and the list of works.
pub(super) fn push_html(out: &mut String, report: &Report) {
    for section in &report.sections {
        push_html_section(out, section);
    }
    if report.works.is_empty() {
        return;
    }
    out.push_str("<section>\n<h2 id=\"works\">Works cited</h2>\n<ol class=\"works\">\n");
    for work in &report.works {
        let label = match &work.url {
            Some(url) => link(url, &work.label),
            None => escape(&work.label),
        };
        push(out, format_args!("<li id=\"work-{}\">{label}{}</li>\n", work.number, escape(&dates(work))));
    }
    out.push_str("</ol>\n</section>\n");
}

fn push_html_section(out: &mut String, section: &Section) {
    let id = escape(&section.id);
    push(
        out,
        format_args!(
            "<section class=\"records\" aria-labelledby=\"{id}\">\n<h2 id=\"{id}\">{}</h2>\n<p class=\"finding\">{}</p>\n",
            escape(&section.title),
            escape(&section.finding)
        ),
    );
    for table in &section.tables {
        html::push_table(out, table);
    }
    for note in &section.notes {
        push(out, format_args!("<p class=\"notes\">{}</p>\n", escape(note)));
    }
    out.push_str("</section>\n");
}

/// The numbers of works, each a link into the list, with the places in them.
pub(super) fn citations_html(citations: &[Citation]) -> String {
    let one = |citation: &Citation| {
        let place = citation.place.as_deref().map_or(String::new(), |place| format!(" {}", escape(place)));
        format!("<a href=\"#work-{0}\">[{0}]</a>{place}", citation.work)
    };
    citations.iter().map(one).collect::<Vec<_>>().join("; ")
}

/// The sections as Markdown, and the list of works.
pub(super) fn push_markdown(text: &mut String, report: &Report) {
    let inline = markdown::inline;
    for section in &report.sections {
        push(text, format_args!("## {}\n\n{}\n\n", inline(&section.title), inline(&section.finding)));
        for table in section.tables.iter().filter(|table| !table.rows.is_empty()) {
            push(text, format_args!("**{}**\n\n", inline(&table.caption)));
            markdown::push_table(text, table);
        }
        for note in &section.notes {
            push(text, format_args!("{}\n\n", inline(note)));
        }
    }
    if report.works.is_empty() {
        return;
    }
    text.push_str("## Works cited\n\n");
    for work in &report.works {
        let label = match work.url.as_deref().and_then(markdown::address) {
            Some(url) => format!("[{}]({url})", inline(&work.label)),
            None => inline(&work.label),
        };
        push(text, format_args!("{}. {label}{}\n", work.number, inline(&dates(work))));
    }
    text.push('\n');
}

/// One file for each table of a section, and one of the works.
pub(super) fn push_csv(files: &mut Vec<(String, String)>, report: &Report) {
    for section in &report.sections {
        for table in section.tables.iter().filter(|table| !table.rows.is_empty()) {
            let name = format!("{}-{}.csv", csv::file_name(&section.id), csv::file_name(&table.id));
            files.push((name, csv::table_text("section", &section.id, table)));
        }
    }
    if report.works.is_empty() {
        return;
    }
    let mut text = String::new();
    csv::line(&mut text, ["number", "work", "url", "published", "seen"].map(str::to_owned));
    for work in &report.works {
        let safe = |value: &Option<String>| csv::safe(value.as_deref().unwrap_or_default());
        let fields =
            [work.number.to_string(), csv::safe(&work.label), safe(&work.url), safe(&work.published), safe(&work.seen)];
        csv::line(&mut text, fields);
    }
    files.push(("works.csv".to_owned(), text));
}

fn dates(work: &Work) -> String {
    let published = work.published.as_deref().map(|date| format!("published {date}"));
    let seen = work.seen.as_deref().map(|date| format!("seen {date}"));
    let dates: Vec<String> = published.into_iter().chain(seen).collect();
    if dates.is_empty() { String::new() } else { format!(", {}", dates.join(", ")) }
}

fn push(out: &mut String, what: std::fmt::Arguments<'_>) {
    // Writing to a string cannot fail.
    let _ = out.write_fmt(what);
}
