//! Writes a report as one self-contained HTML page: charts as SVG, a table under each, no scripts.
//!
//! Everything that is not ours to trust (titles, employers, frames, addresses) is escaped; links lead to
//! http and https addresses only.

use super::svg::{Width, svg};
use crate::number;
use crate::report::{Cell, Column, ColumnKind, Figure, Panel, QuartileCell, Report, Table, Unit};
use crate::verify::{HTML_MARK, Stamp};
use std::fmt::Write as _;

/// Rows from which a table stays closed on paper.
const N_ROWS_PRINTED_MAX: usize = 60;

/// The report as an HTML page.
#[must_use]
pub fn html(report: &Report) -> String {
    let mut out = String::with_capacity(256 * 1024);
    push(
        &mut out,
        format_args!(
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"color-scheme\" content=\"light dark\">\n{}<title>{}</title>\n<style>\n{}</style>\n</head>\n<body>\n\
             <header>\n<h1>{}</h1>\n",
            stamp(report),
            escape(&report.title),
            include_str!("style.css"),
            escape(&report.title),
        ),
    );
    push_glance(&mut out, report);
    super::sections::push_contents(&mut out, report);
    out.push_str("</header>\n<main>\n");
    for panel in &report.panels {
        push_panel(&mut out, panel);
    }
    super::sections::push_html(&mut out, report);
    push_method(&mut out, report);
    push_sources(&mut out, report);
    push_reproduce(&mut out, report);
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

/// What the report is made from, for `prospect report --verify`.
fn stamp(report: &Report) -> String {
    format!("{HTML_MARK}{}\">\n", escape(&Stamp::of(report).text()))
}

/// What the report is about, the key findings, and the contents.
fn push_glance(out: &mut String, report: &Report) {
    if report.panels.is_empty() {
        out.push_str("<p class=\"finding\">There is nothing to report: no source that shares may be computed within has an opening.</p>\n");
        return;
    }
    let frames: Vec<String> = report.panels.iter().map(|panel| escape(&panel.frame)).collect();
    push(
        out,
        format_args!(
            "<p class=\"sub\">What openings in {} say about Rust. They describe these postings, not the labour market: \
             see <a href=\"#method\">method</a>.</p>\n",
            frames.join(", and in ")
        ),
    );
    for (at, panel) in report.panels.iter().enumerate() {
        push(
            out,
            format_args!(
                "<section>\n<h2 id=\"key-{at}\">Key findings{}</h2>\n<ul class=\"key\">\n",
                of_panel(report, panel)
            ),
        );
        for (title, figure) in key_figures(panel) {
            push(
                out,
                format_args!(
                    "<li><a href=\"#{}\">{}</a>: {}</li>\n",
                    escape(&figure.id),
                    escape(title),
                    escape(&figure.finding)
                ),
            );
        }
        out.push_str("</ul>\n</section>\n");
    }
    out.push_str("<nav aria-label=\"Contents\">\n<h2>Contents</h2>\n");
    for panel in &report.panels {
        let (frame, filter) = (escape(&capital(&panel.frame)), filter_of(panel));
        push(out, format_args!("<p class=\"meta\">{frame}{filter}</p>\n<ul class=\"glance\">\n"));
        for figure in &panel.figures {
            push(out, format_args!("<li><a href=\"#{}\">{}</a></li>\n", escape(&figure.id), escape(&figure.title)));
        }
        out.push_str("</ul>\n");
    }
    out.push_str("<p class=\"meta\">About this report</p>\n<ul class=\"glance\">\n");
    for (id, title) in [("method", "Method and limits"), ("sources", "Sources"), ("reproduce", "Reproduce")] {
        push(out, format_args!("<li><a href=\"#{id}\">{title}</a></li>\n"));
    }
    out.push_str("</ul>\n</nav>\n");
}

/// What tells a panel from the others of the report, after a heading; empty where there is one.
fn of_panel(report: &Report, panel: &Panel) -> String {
    if report.panels.len() < 2 {
        return String::new();
    }
    format!(": {}{}", escape(&panel.frame), filter_of(panel))
}

/// Which openings of the source a panel counts, in brackets; empty for all.
fn filter_of(panel: &Panel) -> String {
    if panel.filter.is_empty() { String::new() } else { format!(" ({})", escape(&panel.filter)) }
}

/// The first figure of each question, with the question's title.
fn key_figures(panel: &Panel) -> Vec<(&'static str, &Figure)> {
    let first = |id: &str| panel.figures.iter().find(|figure| figure.question == id);
    crate::questions().filter_map(|question| Some((question.title, first(question.id)?))).collect()
}

fn push_panel(out: &mut String, panel: &Panel) {
    push(
        out,
        format_args!(
            "<section>\n<h2>{}</h2>\n<p class=\"meta\">{}{} openings from {} employers or posters{}.{}</p>\n",
            escape(&capital(&panel.frame)),
            if panel.filter.is_empty() { String::new() } else { format!("Only {}: ", escape(&panel.filter)) },
            number::count(panel.n_openings),
            number::count(panel.n_clusters),
            panel.window.map_or(String::new(), |window| format!(", first seen {}", number::window(window))),
            if panel.n_undated > 0 {
                format!(" {} openings without a date are left out.", number::count(panel.n_undated))
            } else {
                String::new()
            },
        ),
    );
    let mut question = "";
    for figure in &panel.figures {
        if figure.question != question {
            question = &figure.question;
            if let Some(info) = crate::questions().find(|it| it.id == question) {
                push(
                    out,
                    format_args!(
                        "<h3>{}</h3>\n<p class=\"asks\">{} <code>prospect ask {}</code></p>\n",
                        escape(info.title),
                        escape(info.asks),
                        escape(info.id)
                    ),
                );
            }
        }
        push_figure(out, figure);
    }
    out.push_str("</section>\n");
}

fn push_figure(out: &mut String, figure: &Figure) {
    let id = escape(&figure.id);
    push(
        out,
        format_args!(
            "<section aria-labelledby=\"{id}\">\n<h4 id=\"{id}\">{}</h4>\n<p class=\"finding\">{}</p>\n",
            escape(&figure.title),
            escape(&figure.finding)
        ),
    );
    for (index, chart) in figure.charts.iter().enumerate() {
        if chart.is_empty() {
            continue;
        }
        let chart_id = format!("{}-chart-{index}", figure.id);
        push(
            out,
            format_args!(
                "<figure>\n{}{}<figcaption class=\"meta\">{}</figcaption>\n</figure>\n",
                svg(chart, &chart_id, Width::Wide),
                svg(chart, &chart_id, Width::Narrow),
                escape(chart.title()),
            ),
        );
    }
    for table in &figure.tables {
        push_table(out, table);
        push_csv(out, figure, table);
    }
    for note in &figure.notes {
        push(out, format_args!("<p class=\"notes\">{}</p>\n", escape(note)));
    }
    push(
        out,
        format_args!(
            "<details><summary>How this is counted, and the postings behind it</summary>\n<p class=\"def\">{}</p>\n\
             <p class=\"meta\">{} Frame: {}. n = {} openings from {} employers{}. Intervals: 95%, B = {}, seed {}. \
             Figure <code>{id}</code> in the JSON form lists {} postings.</p>\n",
            escape(&figure.definition),
            figure.need.as_ref().map_or(String::new(), |need| escape(&need.sentence())),
            escape(&figure.frame),
            number::count(figure.n),
            number::count(figure.n_clusters),
            figure.window.map_or(String::new(), |window| format!(", first seen {}", number::window(window))),
            number::count(figure.n_replicates as u64),
            figure.seed,
            number::count(figure.ids.len() as u64),
        ),
    );
    if !figure.samples.is_empty() {
        out.push_str("<p class=\"meta\">Some of them:</p>\n<ul class=\"samples meta\">\n");
        for sample in &figure.samples {
            push(out, format_args!("<li>{}</li>\n", link(&sample.url, &format!("{}: {}", sample.id.0, sample.label))));
        }
        out.push_str("</ul>\n");
    }
    out.push_str("</details>\n</section>\n");
}

/// The table as a file inside the page: no server, no script.
fn push_csv(out: &mut String, figure: &Figure, table: &Table) {
    if table.rows.is_empty() {
        return;
    }
    let name = super::csv::table_file_name(figure, table);
    let text = super::csv::table_file(figure, table);
    let mut data = String::with_capacity(text.len() * 3 / 2);
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b',' | b':' => data.push(char::from(byte)),
            byte => push(&mut data, format_args!("%{byte:02X}")),
        }
    }
    push(
        out,
        format_args!(
            "<p class=\"csv meta\"><a download=\"{name}\" href=\"data:text/csv;charset=utf-8,{data}\">{name}</a></p>\n",
            name = escape(&name)
        ),
    );
}

pub(super) fn push_table(out: &mut String, table: &Table) {
    if table.rows.is_empty() {
        return;
    }
    let open = if table.is_open { " open" } else { "" };
    let long = if table.rows.len() > N_ROWS_PRINTED_MAX { " class=\"long\"" } else { "" };
    push(
        out,
        format_args!(
            "<details{long}{open}><summary>Table: {}</summary>\n<table role=\"table\">\n<thead role=\"rowgroup\"><tr role=\"row\">",
            escape(&table.caption)
        ),
    );
    for column in &table.columns {
        push(
            out,
            format_args!("<th role=\"columnheader\" scope=\"col\"{}>{}</th>", class_of(column), escape(&column.label)),
        );
    }
    out.push_str("</tr></thead>\n<tbody role=\"rowgroup\">\n");
    for row in &table.rows {
        out.push_str("<tr role=\"row\">");
        for (index, (column, cell)) in table.columns.iter().zip(&row.cells).enumerate() {
            if index == 0 {
                push(out, format_args!("<th role=\"rowheader\" scope=\"row\">{}</th>", cell_html(cell, column.kind)));
            } else {
                push(
                    out,
                    format_args!(
                        "<td role=\"cell\"{} data-label=\"{}\">{}</td>",
                        class_of(column),
                        escape(&column.label),
                        cell_html(cell, column.kind)
                    ),
                );
            }
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table>\n</details>\n");
}

fn class_of(column: &Column) -> &'static str {
    match column.kind {
        ColumnKind::Text => " class=\"words\"",
        _ => " class=\"num\"",
    }
}

fn cell_html(cell: &Cell, kind: ColumnKind) -> String {
    let unit = match kind {
        ColumnKind::Number(unit) | ColumnKind::Estimate(unit) | ColumnKind::Quartiles(unit) => unit,
        ColumnKind::Text | ColumnKind::Count => Unit::Times,
    };
    match cell {
        Cell::Empty => "–".to_owned(),
        Cell::Text(text) => escape(text),
        Cell::Count(n) => number::count(*n),
        Cell::Number(value) => escape(&number::value(*value, unit)),
        Cell::Estimate(point) => format!(
            "{} <span class=\"ci\">{}</span>",
            escape(&number::value(point.value, unit)),
            escape(&number::interval_short(*point, unit))
        ),
        Cell::Quartiles(QuartileCell { p25, median, p75, n, n_clusters }) => format!(
            "<span class=\"whole\">{} – <b>{}</b> – {}</span> <span class=\"ci own\">median 95% {}</span> \
             <span class=\"ci own\">n = {}, {} employers</span>",
            number::short(*p25, unit),
            number::short(median.value, unit),
            number::short(*p75, unit),
            number::interval_short(*median, unit),
            number::count(*n),
            number::count(*n_clusters),
        ),
        Cell::Sources(citations) => super::sections::citations_html(citations),
        Cell::Hidden(hidden) => format!("<span class=\"why\">{}</span>", super::hidden_text(*hidden)),
    }
}

fn push_method(out: &mut String, report: &Report) {
    out.push_str("<section>\n<h2 id=\"method\">Method and limits</h2>\n<dl>\n");
    for note in &report.method {
        push(out, format_args!("<dt>{}</dt>\n<dd>{}</dd>\n", escape(&note.title), escape(&note.text)));
    }
    out.push_str("</dl>\n</section>\n");
}

fn push_sources(out: &mut String, report: &Report) {
    out.push_str("<section>\n<h2 id=\"sources\">Sources</h2>\n<table role=\"table\">\n<thead role=\"rowgroup\"><tr role=\"row\">");
    let heads = ["Source", "What it is", "Months", "Records", "Postings", "Offers", "Problems", "In shares"];
    for (index, head) in heads.iter().enumerate() {
        let class = if (3..7).contains(&index) { " class=\"num\"" } else { "" };
        push(out, format_args!("<th role=\"columnheader\" scope=\"col\"{class}>{head}</th>"));
    }
    out.push_str("</tr></thead>\n<tbody role=\"rowgroup\">\n");
    for source in &report.sources {
        let cells = [
            escape(&source.frame),
            source.window.map_or("–".to_owned(), number::window),
            number::count(source.n_records),
            number::count(source.n_postings),
            number::count(source.n_offers),
            number::count(source.n_problems),
            if source.is_denominator { "yes" } else { "no" }.to_owned(),
        ];
        push(out, format_args!("<tr role=\"row\"><th role=\"rowheader\" scope=\"row\">{}</th>", escape(&source.id)));
        for (index, (cell, head)) in cells.iter().zip(heads.iter().skip(1)).enumerate() {
            let class = if (2..6).contains(&index) { " class=\"num\"" } else { "" };
            push(out, format_args!("<td role=\"cell\"{class} data-label=\"{head}\">{cell}</td>"));
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table>\n</section>\n");
}

fn push_reproduce(out: &mut String, report: &Report) {
    let about = &report.about;
    push(
        out,
        format_args!(
            "<section>\n<h2 id=\"reproduce\">Reproduce</h2>\n<p>The same snapshot, version and seed give the same bytes; <code>prospect report --verify FILE</code> makes this report again and says where it differs.</p>\n\
             <pre>{}\n\nsnapshot   {}\nreaders    {}\nquestions  {}\nresamples  {}\nseed       {}\npostings   {}\nopenings   {}\nemployers  {}</pre>\n</section>\n",
            escape(&about.command),
            escape(&about.snapshot_id),
            escape(&about.reader_version),
            escape(&about.report_version),
            number::count(about.n_replicates as u64),
            about.seed,
            number::count(about.n_postings),
            number::count(about.n_openings),
            number::count(about.n_employers),
        ),
    );
}

/// A link where the address is one of the web, else its words alone.
pub(super) fn link(url: &str, words: &str) -> String {
    if url.starts_with("https://") || url.starts_with("http://") {
        format!("<a href=\"{}\">{}</a>", escape(url), escape(words))
    } else {
        escape(words)
    }
}

/// Text that is no markup, in an element and in a quoted attribute. Control characters that no document may
/// hold become spaces.
pub(super) fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            c if c.is_control() && c != '\n' => safe.push(' '),
            c => safe.push(c),
        }
    }
    safe
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}

fn push(out: &mut String, what: std::fmt::Arguments<'_>) {
    // Writing to a string cannot fail.
    let _ = out.write_fmt(what);
}
