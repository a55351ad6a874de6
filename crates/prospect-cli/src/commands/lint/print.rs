//! Prints findings: for people, for programs, for code scanning, for pull requests.

use super::{Format, Linted, benchmark};
use crate::dataset;
use crate::screen::{Outcome, counted};
use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Level as Mark, Origin, Renderer, Snippet};
use prospect_lint::{ALL, Finding, Level, Place, Rule};
use serde_json::{Value, json};
use std::io::Write;

/// Lists the rules with their levels.
pub(super) fn list(out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let width = ALL.iter().map(|rule| rule.id.len()).max().unwrap_or(0);
    for rule in ALL {
        let summary = rule.summary().replace('\n', " ").replace("  ", " ");
        writeln!(out, "{:width$}  {:9}  {summary}", rule.id, rule.level.as_str())?;
    }
    Ok(Outcome::Fine)
}

/// A rule's page.
pub(super) fn page(rule: &Rule) -> String {
    let mut out = format!("# {} ({})\n\n", rule.id, rule.level.as_str());
    for line in rule.page.lines() {
        out.push_str(line.strip_prefix(' ').unwrap_or(line));
        out.push('\n');
    }
    out
}

pub(super) struct Printer {
    format: Format,
    renderer: Renderer,
    results: Vec<Value>,
    n_findings: u64,
}

impl Printer {
    pub(super) fn new(format: Format, has_colour: bool) -> Self {
        let renderer = if has_colour { Renderer::styled() } else { Renderer::plain() };
        Self { format, renderer: renderer.decor_style(DecorStyle::Ascii), results: Vec::new(), n_findings: 0 }
    }

    pub(super) fn posting(
        &mut self,
        linted: &Linted,
        origin: Option<dataset::Origin>,
        out: &mut dyn Write,
    ) -> std::io::Result<()> {
        self.n_findings += linted.findings.len() as u64;
        match self.format {
            Format::Json => {
                let findings: Vec<_> = linted.findings.iter().map(|finding| as_json(finding, linted)).collect();
                let mut line = json!({"schema": 1, "file": linted.file, "id": linted.id, "findings": findings});
                if !linted.benchmarks.is_empty() {
                    line["benchmark"] = linted.benchmarks.iter().map(|it| benchmark::as_json(it, origin)).collect();
                }
                writeln!(out, "{line}")
            }
            Format::Text => {
                linted.findings.iter().try_for_each(|finding| self.text(finding, linted, out))?;
                linted.benchmarks.iter().try_for_each(|it| benchmark::text(it, origin, out))
            }
            Format::Github => linted.findings.iter().try_for_each(|finding| github(finding, linted, out)),
            Format::Sarif => {
                self.results.extend(linted.findings.iter().map(|finding| sarif(finding, linted)));
                Ok(())
            }
        }
    }

    pub(super) fn end(&mut self, n_postings: u64, out: &mut dyn Write) -> std::io::Result<()> {
        match self.format {
            Format::Text => {
                let findings = counted(self.n_findings, "finding");
                writeln!(out, "{findings} in {}", counted(n_postings, "posting"))
            }
            Format::Sarif => {
                let rules: Vec<_> = ALL
                    .iter()
                    .map(|rule| {
                        json!({
                            "id": rule.id,
                            "shortDescription": {"text": rule.summary().replace("\n ", " ")},
                            "help": {"text": page(rule), "markdown": page(rule)},
                            "defaultConfiguration": {"level": severity(rule.level)},
                        })
                    })
                    .collect();
                let log = json!({
                    "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
                    "version": "2.1.0",
                    "runs": [{
                        "tool": {"driver": {"name": "prospect lint", "version": env!("CARGO_PKG_VERSION"), "rules": rules}},
                        "columnKind": "unicodeCodePoints",
                        "results": self.results,
                    }],
                });
                writeln!(out, "{log}")
            }
            Format::Json | Format::Github => Ok(()),
        }
    }

    fn text(&self, finding: &Finding, linted: &Linted, out: &mut dyn Write) -> std::io::Result<()> {
        let mark = if finding.level == Level::Law { Mark::ERROR } else { Mark::WARNING };
        let mark = mark.with_name(finding.level.as_str());
        let title = mark.primary_title(finding.what.as_str()).id(finding.rule);
        let name = if linted.is_file_text { linted.file.clone() } else { format!("{} {}", linted.file, linted.id) };
        let group = match &finding.place {
            Place::Text { start, end } => {
                // Long texts: the lines around the words are enough.
                let span = *start as usize..*end as usize;
                title.element(
                    Snippet::source(linted.text.as_str()).path(name).annotation(AnnotationKind::Primary.span(span)),
                )
            }
            Place::Field { path } => title.element(Origin::path(format!("{name} `{path}`"))),
            Place::Whole {} => title.element(Origin::path(name)),
        };
        let group = group
            .element(Mark::NOTE.with_name("why").message(finding.why.as_str()))
            .element(Mark::HELP.with_name("instead").message(finding.instead.as_str()));
        writeln!(out, "{}\n", self.renderer.render(&[group]))
    }
}

/// Line and column (characters), both from 1, of a byte of the text.
fn position(text: &str, at: u32) -> (usize, usize) {
    let before = text.get(..at as usize).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    (line, column)
}

fn as_json(finding: &Finding, linted: &Linted) -> Value {
    let mut value = json!({
        "rule": finding.rule,
        "level": finding.level,
        "place": finding.place,
        "what": finding.what,
        "why": finding.why,
        "instead": finding.instead,
    });
    if let Place::Text { start, end } = finding.place {
        value["words"] = linted.text.get(start as usize..end as usize).unwrap_or_default().into();
    }
    value
}

/// SARIF's and GitHub's word for a level.
fn severity(level: Level) -> &'static str {
    match level {
        Level::Law => "error",
        Level::Field | Level::Lab => "warning",
        Level::Heuristic => "note",
    }
}

fn sarif(finding: &Finding, linted: &Linted) -> Value {
    let mut location = json!({"physicalLocation": {"artifactLocation": {"uri": uri(&linted.file)}}});
    match &finding.place {
        Place::Text { start, end } if linted.is_file_text => {
            let (line, column) = position(&linted.text, *start);
            let (end_line, end_column) = position(&linted.text, *end);
            location["physicalLocation"]["region"] =
                json!({"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column});
        }
        Place::Field { path } => {
            location["logicalLocations"] = json!([{"fullyQualifiedName": format!("{}/{path}", linted.id)}])
        }
        _ => location["logicalLocations"] = json!([{"fullyQualifiedName": linted.id}]),
    }
    json!({
        "ruleId": finding.rule,
        "level": severity(finding.level),
        "message": {"text": format!("{}. {} {}", finding.what, finding.why, finding.instead)},
        "locations": [location],
    })
}

/// A file's name as a URI reference: what a URI does not hold as it is, is encoded byte by byte.
fn uri(file: &str) -> String {
    let mut out = String::with_capacity(file.len());
    for byte in file.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

fn github(finding: &Finding, linted: &Linted, out: &mut dyn Write) -> std::io::Result<()> {
    // GitHub's escapes for data and for properties.
    let data = |text: &str| text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    let property = |text: &str| data(text).replace(':', "%3A").replace(',', "%2C");
    let command = match severity(finding.level) {
        "note" => "notice",
        other => other,
    };
    let mut at = format!("file={}", property(&linted.file));
    if let (Place::Text { start, end }, true) = (&finding.place, linted.is_file_text) {
        let (line, column) = position(&linted.text, *start);
        let (end_line, end_column) = position(&linted.text, *end);
        at.push_str(&format!(",line={line},endLine={end_line}"));
        if line == end_line {
            at.push_str(&format!(",col={column},endColumn={end_column}"));
        }
    }
    let message = format!("{}. {} {}", finding.what, finding.why, finding.instead);
    writeln!(out, "::{command} {at},title={}::{}", property(finding.rule), data(&message))
}
