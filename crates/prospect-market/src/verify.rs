//! Says whether a written report is what its snapshot gives now, and where it differs.
//!
//! Input is the text of a report and the report made again; output are the lines that differ, each with the figure
//! that it stands in. HTML, Markdown and JSON reports carry a [`Stamp`]: what to make again, and from which snapshot.
//!
//! Not here: finding the snapshot, reading files (the command line).

use crate::report::{Report, Request};
use crate::{Options, render};
use serde::{Deserialize, Serialize};

/// What a report carries so that it can be made again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// Id of the snapshot.
    pub snapshot_id: String,
    /// Version of the readers that made the snapshot.
    pub reader_version: String,
    /// Version of the questions that made the report.
    pub report_version: String,
    /// Seed of the bootstrap.
    pub seed: u64,
    /// The command.
    pub command: String,
    /// What was asked for.
    pub request: Request,
}

/// The form that a report is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A page.
    Html,
    /// GitHub-flavoured Markdown.
    Markdown,
    /// JSON.
    Json,
}

/// A line of a written report that is another when the report is made again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Id of the last figure begun before the line; empty before the first.
    pub figure: String,
    /// Line in the written report, from 1.
    pub line: usize,
    /// What is written; `None` where the written report has ended.
    pub written: Option<String>,
    /// What is found now; `None` where the report made again has ended.
    pub found: Option<String>,
}

/// Before the stamp in a page.
pub(crate) const HTML_MARK: &str = "<meta name=\"prospect-report\" content=\"";
/// Before the stamp in Markdown.
pub(crate) const MARKDOWN_MARK: &str = "<!-- prospect-report ";

impl Stamp {
    pub(crate) fn of(report: &Report) -> Self {
        let about = &report.about;
        Self {
            snapshot_id: about.snapshot_id.clone(),
            reader_version: about.reader_version.clone(),
            report_version: about.report_version.clone(),
            seed: about.seed,
            command: about.command.clone(),
            request: about.request.clone(),
        }
    }

    /// The stamp as JSON in which no character is markup.
    pub(crate) fn text(&self) -> String {
        let json = serde_json::to_string(self).expect("strings and numbers are JSON");
        let mut text = String::with_capacity(json.len());
        for c in json.chars() {
            match c {
                '<' | '>' | '&' | '\'' | '-' => text.push_str(&format!("\\u{:04x}", u32::from(c))),
                c => text.push(c),
            }
        }
        text
    }

    /// Finds the stamp of a written report; `None` when it has none.
    #[must_use]
    pub fn find(text: &str) -> Option<(Form, Self)> {
        #[derive(Deserialize)]
        struct Whole {
            about: Stamp,
        }
        if text.trim_start().starts_with('{') {
            return Some((Form::Json, serde_json::from_str::<Whole>(text).ok()?.about));
        }
        if let Some((_, rest)) = text.split_once(HTML_MARK) {
            let json = rest.split_once("\">")?.0.replace("&quot;", "\"");
            return Some((Form::Html, serde_json::from_str(&json).ok()?));
        }
        let (_, rest) = text.split_once(MARKDOWN_MARK)?;
        Some((Form::Markdown, serde_json::from_str(rest.split_once(" -->")?.0).ok()?))
    }

    /// The options that make the report again; what they hang on and the stamp does not tell is as the given.
    #[must_use]
    pub fn options<'a>(&self, base: Options<'a>) -> Options<'a> {
        let Request { n_replicates, questions, sources, filter, compare } = self.request.clone();
        Options {
            n_replicates,
            questions,
            sources,
            filter,
            compare,
            seed: self.seed,
            command: self.command.clone(),
            ..base
        }
    }
}

/// The lines of a written report that differ from the report made again; none when they are the same to the byte.
#[must_use]
pub fn differences(written: &str, form: Form, again: &Report) -> Vec<Difference> {
    let found = match form {
        Form::Html => render::html(again),
        Form::Markdown => render::markdown(again),
        Form::Json => render::json(again),
    };
    if written == found {
        return Vec::new();
    }
    let (mut written_lines, mut found_lines) = (written.split('\n'), found.split('\n'));
    let (mut figure, mut differences, mut line) = (String::new(), Vec::new(), 0);
    loop {
        line += 1;
        let (old, new) = (written_lines.next(), found_lines.next());
        if old.is_none() && new.is_none() {
            return differences;
        }
        if let Some(id) = new.and_then(|new| figure_begun(again, form, new)) {
            figure = id;
        }
        if old != new {
            let (written, found) = (old.map(str::to_owned), new.map(str::to_owned));
            differences.push(Difference { figure: figure.clone(), line, written, found });
        }
    }
}

/// The id of the figure that a line begins.
fn figure_begun(report: &Report, form: Form, line: &str) -> Option<String> {
    let figures = report.panels.iter().flat_map(|panel| &panel.figures);
    let is_begun = |id: &str, title: &str| match form {
        Form::Html => line.contains("<h4 ") && line.contains(&format!("id=\"{id}\"")),
        Form::Markdown => line.strip_prefix("### ").is_some_and(|it| it == title),
        Form::Json => line.trim() == format!("\"id\": \"{id}\","),
    };
    figures.filter(|figure| is_begun(&figure.id, &figure.title)).map(|figure| figure.id.clone()).next()
}
