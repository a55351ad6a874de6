//! `prospect show`: one posting's facts with the words that prove them, or its public link where no text is stored.

use crate::dataset::{self, HISTORY};
use crate::home::HomeArgs;
use crate::screen::{Outcome, has_colour};
use anyhow::{Context as _, Result, bail};
use prospect_model::{Dataset, Evidence, Facts, PostingRow, Words};
use prospect_store::{BuiltPosting, history};
use std::fmt::Write as _;

/// Show what was read from a posting, with the evidence marked in its words
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  prospect show 47617564
  prospect show 47617564 --why       the rule and the words behind each fact
  prospect show ats/1f160eb6f1411288d2fb --json")]
pub(crate) struct Args {
    /// Id of a posting, or SOURCE/ID
    id: String,
    /// Name the rule and the words behind each fact
    #[arg(long)]
    why: bool,
    /// Print the facts as JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    home: HomeArgs,
}

pub(crate) fn run(args: &Args) -> Result<Outcome> {
    let (source, id) = match args.id.split_once('/') {
        Some((source, id)) if prospect_sources::by_id(source).is_some() => (Some(source), id),
        _ => (None, args.id.as_str()),
    };
    if let Some(snapshot) = args.home.snapshot()?
        && let Some(built) = snapshot.posting(source, id)?
    {
        if args.json {
            println!("{}", serde_json::to_string(&built.facts)?);
        } else {
            print!("{}", page(&built, args.why, has_colour()));
        }
        return Ok(Outcome::Fine);
    }
    let (dataset, _) = dataset::load(&args.home, true)?;
    let is_asked = |posting: &&PostingRow| {
        posting.id == id
            && source
                .is_none_or(|source| dataset.sources.get(posting.source as usize).is_some_and(|row| row.id == source))
    };
    let Some(posting) = dataset.postings.iter().find(is_asked) else {
        bail!("no posting `{}` in the home folder or in the shipped history", args.id);
    };
    let extra = history::posting(HISTORY, id).context("failed to read the shipped history")?;
    let text_sha256 = extra.map(|(_, extra)| extra.text_sha256.to_string());
    if args.json {
        println!("{}", serde_json::to_string(&history_json(&dataset, posting, text_sha256.as_deref()))?);
    } else {
        print!("{}", history_page(&dataset, posting, text_sha256.as_deref(), args.why));
    }
    Ok(Outcome::Fine)
}

/// A fact as a line: its name, its value, and the words or other facts behind it.
struct FactLine {
    name: &'static str,
    value: String,
    words: Vec<Behind>,
}

struct Behind {
    /// Byte range of the text, `None` for a field or a conclusion.
    range: Option<(u32, u32)>,
    told: String,
}

fn page(built: &BuiltPosting, is_why: bool, has_colour: bool) -> String {
    let mut out = String::new();
    let posting = &built.posting;
    let _ = writeln!(out, "{}/{}", posting.source, posting.id);
    if let Some(url) = &posting.url {
        let _ = writeln!(out, "{url}");
    }
    if let Some(posted) = posting.posted {
        let _ = writeln!(out, "posted {posted}");
    }
    let _ = writeln!(out, "document {} {}\n", built.record.document, built.record.locator);
    let facts = lines(&built.facts, &built.text);
    let width = facts.iter().map(|fact| fact.name.len()).max().unwrap_or(0);
    for fact in &facts {
        let _ = writeln!(out, "{:width$}  {}", fact.name, fact.value);
        if is_why {
            for behind in &fact.words {
                let _ = writeln!(out, "{:width$}    {}", "", behind.told);
            }
        }
    }
    for problem in &built.facts.problems {
        let _ = writeln!(out, "{:width$}  {} ({})", "problem", problem.message, problem.code);
    }
    // What the whole text tells (that it is an offer, its language) would mark lines from end to end.
    let mut ranges: Vec<(u32, u32)> = facts
        .iter()
        .filter(|fact| !["offer", "language"].contains(&fact.name))
        .flat_map(|fact| fact.words.iter().filter_map(|behind| behind.range))
        .collect();
    ranges.sort_unstable();
    out.push('\n');
    out.push_str(&marked(&built.text, &ranges, has_colour));
    out
}

/// Every fact that was read, in the order of the contract.
fn lines(facts: &Facts, text: &str) -> Vec<FactLine> {
    let mut out: Vec<FactLine> = Vec::new();
    let mut plain = |name: &'static str, values: Vec<String>| {
        if !values.is_empty() {
            let words = facts
                .evidence
                .get(name)
                .map(|list| list.iter().map(|item| behind(item, text)).collect())
                .unwrap_or_default();
            out.push(FactLine { name, value: values.join(", "), words });
        }
    };
    let names = |values: &[&str]| values.iter().map(|value| (*value).to_owned()).collect::<Vec<_>>();
    plain("offer", facts.offer.map(|offer| if offer { "yes" } else { "no" }.to_owned()).into_iter().collect());
    plain("employer", facts.employer.clone().into_iter().collect());
    plain("titles", facts.titles.clone());
    plain("seniority", names(&facts.seniority.iter().map(|it| it.as_str()).collect::<Vec<_>>()));
    plain("role_family", names(&facts.role_family.iter().map(|it| it.as_str()).collect::<Vec<_>>()));
    plain("equity", facts.equity.map(|equity| if equity { "yes" } else { "no" }.to_owned()).into_iter().collect());
    plain("work_modes", names(&facts.work_modes.iter().map(|it| it.as_str()).collect::<Vec<_>>()));
    plain("remote_scope", facts.remote_scope.clone());
    plain("employment", names(&facts.employment.iter().map(|it| it.as_str()).collect::<Vec<_>>()));
    if facts.visa != prospect_model::Visa::Unstated {
        plain("visa", vec![facts.visa.to_string()]);
    }
    plain("education", names(&facts.education.iter().map(|it| it.as_str()).collect::<Vec<_>>()));
    plain("soft_skills", facts.soft_skills.clone());
    plain("domain", names(&facts.domain.iter().map(|it| it.as_str()).collect::<Vec<_>>()));
    plain("language", facts.language.iter().map(ToString::to_string).collect());
    let mut worded = |name: &'static str, items: Vec<(String, &Words)>| {
        for (value, words) in items {
            out.push(FactLine { name, value, words: vec![behind_words(words)] });
        }
    };
    worded(
        "years",
        facts
            .years
            .iter()
            .map(|it| {
                let of = it.of.as_deref().map(|of| format!(" of {of}")).unwrap_or_default();
                (format!("{}{of}", span_of_years(it.min, it.max)), &it.words)
            })
            .collect(),
    );
    let amount = |value: Option<u64>| value.map_or(String::new(), crate::screen::grouped);
    worded(
        "pay",
        facts
            .pay
            .iter()
            .map(|it| {
                let currency = it.currency.as_deref().unwrap_or("?");
                let period = it.period.map_or("?", |period| period.as_str());
                let flags = if it.flags.is_empty() { String::new() } else { format!(" ({})", it.flags.join(", ")) };
                (format!("{}–{} {currency} a {period}, {}{flags}", amount(it.min), amount(it.max), it.kind), &it.words)
            })
            .collect(),
    );
    worded(
        "places",
        facts
            .places
            .iter()
            .map(|it| {
                let parts = [it.city.as_deref(), it.region.as_deref(), it.country.as_deref()];
                (parts.into_iter().flatten().collect::<Vec<_>>().join(", "), &it.words)
            })
            .collect(),
    );
    worded(
        "skills",
        facts.skills.iter().map(|it| (format!("{} ({}, {})", it.name, it.kind, it.need), &it.words)).collect(),
    );
    worded(
        "accepts",
        facts
            .accepts_instead
            .iter()
            .map(|it| {
                (format!("any of {}{}", it.any_of.join(", "), if it.trains { ", trains" } else { "" }), &it.words)
            })
            .collect(),
    );
    out
}

/// "3–5", "5+", "up to 3", "2".
fn span_of_years(min: Option<f32>, max: Option<f32>) -> String {
    match (min, max) {
        (Some(min), Some(max)) if min == max => min.to_string(),
        (Some(min), Some(max)) => format!("{min}–{max}"),
        (Some(min), None) => format!("{min}+"),
        (None, Some(max)) => format!("up to {max}"),
        (None, None) => "?".to_owned(),
    }
}

fn behind(evidence: &Evidence, text: &str) -> Behind {
    match evidence {
        Evidence::Text { start, end, rule } => {
            let words = text.get(*start as usize..*end as usize).unwrap_or_default();
            Behind { range: Some((*start, *end)), told: format!("{rule}: “{}” at {start}..{end}", one_line(words)) }
        }
        Evidence::Field { path, rule } => Behind { range: None, told: format!("{rule}: field `{path}`") },
        Evidence::Rule { of, rule } => Behind { range: None, told: format!("{rule}: from {}", of.join(", ")) },
    }
}

fn behind_words(words: &Words) -> Behind {
    match (words.start, words.end, &words.field) {
        (Some(start), Some(end), _) => Behind {
            range: Some((start, end)),
            told: format!("{}: “{}” at {start}..{end}", words.rule, one_line(&words.text)),
        },
        (_, _, field) => {
            let field = field.as_deref().unwrap_or("?");
            Behind { range: None, told: format!("{}: “{}” in field `{field}`", words.rule, one_line(&words.text)) }
        }
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text with the ranges marked: underlined on a terminal, else by a line of `^` below.
fn marked(text: &str, ranges: &[(u32, u32)], has_colour: bool) -> String {
    let is_marked = |at: usize| ranges.iter().any(|(start, end)| (*start as usize..*end as usize).contains(&at));
    let mut out = String::with_capacity(text.len() * 2);
    let mut line_start = 0;
    for line in text.split('\n') {
        if has_colour {
            let mut is_on = false;
            for (at, letter) in line.char_indices() {
                let wants = is_marked(line_start + at);
                if wants != is_on {
                    out.push_str(if wants { "\u{1b}[4m" } else { "\u{1b}[24m" });
                    is_on = wants;
                }
                out.push(letter);
            }
            if is_on {
                out.push_str("\u{1b}[24m");
            }
            out.push('\n');
        } else {
            out.push_str(line);
            out.push('\n');
            let marks: String =
                line.char_indices().map(|(at, _)| if is_marked(line_start + at) { '^' } else { ' ' }).collect();
            if !marks.trim().is_empty() {
                out.push_str(marks.trim_end());
                out.push('\n');
            }
        }
        line_start += line.len() + 1;
    }
    out
}

fn history_facts(dataset: &Dataset, posting: &PostingRow) -> Vec<(&'static str, String)> {
    let mut out = Vec::new();
    let mut add = |name: &'static str, values: Vec<String>| {
        if !values.is_empty() {
            out.push((name, values.join(", ")));
        }
    };
    add("offer", vec![if posting.is_offer { "yes" } else { "no" }.to_owned()]);
    add("employer", posting.employer.and_then(|it| dataset.employers.get(it as usize)).cloned().into_iter().collect());
    add("titles", posting.roles.iter().filter(|role| !role.title.is_empty()).map(|role| role.title.clone()).collect());
    add("seniority", posting.seniority.iter().map(ToString::to_string).collect());
    add("equity", posting.equity.map(|it| if it { "yes" } else { "no" }.to_owned()).into_iter().collect());
    add("work_modes", posting.work_modes.iter().map(ToString::to_string).collect());
    add("remote_scope", posting.remote_scope.clone());
    add("employment", posting.employment.iter().map(ToString::to_string).collect());
    if posting.visa != prospect_model::Visa::Unstated {
        add("visa", vec![posting.visa.to_string()]);
    }
    add("domain", posting.domain.iter().map(ToString::to_string).collect());
    add(
        "years",
        posting
            .years
            .iter()
            .map(|it| {
                let of = it.of.as_deref().map(|of| format!(" of {of}")).unwrap_or_default();
                format!("{}{of}", span_of_years(it.min, it.max))
            })
            .collect(),
    );
    let amount = |value: Option<u64>| value.map_or(String::new(), crate::screen::grouped);
    add(
        "pay",
        posting
            .pay
            .iter()
            .map(|it| {
                let currency = it.currency.as_deref().unwrap_or("?");
                format!(
                    "{}–{} {currency} a {}, {}",
                    amount(it.min),
                    amount(it.max),
                    it.period.map_or("?", |it| it.as_str()),
                    it.kind
                )
            })
            .collect(),
    );
    add(
        "places",
        posting
            .places
            .iter()
            .map(|it| [it.city.as_deref(), it.country.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" "))
            .collect(),
    );
    add(
        "skills",
        posting
            .skills
            .iter()
            .filter_map(|it| Some(format!("{} ({})", dataset.skills.get(it.skill as usize)?, it.need)))
            .collect(),
    );
    out
}

fn history_page(dataset: &Dataset, posting: &PostingRow, text_sha256: Option<&str>, is_why: bool) -> String {
    let mut out = String::new();
    let source = dataset.sources.get(posting.source as usize).map_or("?", |source| source.id.as_str());
    let _ = writeln!(out, "{source}/{}", posting.id);
    if let Some(url) = &posting.url {
        let _ = writeln!(out, "{url}");
    }
    if let Some(month) = posting.month {
        let _ = writeln!(out, "thread of {month}");
    }
    if let Some(digest) = text_sha256 {
        let _ = writeln!(out, "text SHA-256 {digest}");
    }
    out.push('\n');
    let facts = history_facts(dataset, posting);
    let width = facts.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
    for (name, value) in facts {
        let _ = writeln!(out, "{name:width$}  {value}");
    }
    if is_why {
        let _ = writeln!(out, "\nThe shipped history holds facts without texts; the words are at the link above.");
        let _ = writeln!(out, "Import the thread to see the words and rules behind each fact.");
    }
    out
}

fn history_json(dataset: &Dataset, posting: &PostingRow, text_sha256: Option<&str>) -> serde_json::Value {
    let facts: serde_json::Map<String, serde_json::Value> =
        history_facts(dataset, posting).into_iter().map(|(name, value)| (name.to_owned(), value.into())).collect();
    serde_json::json!({
        "id": posting.id,
        "url": posting.url,
        "month": posting.month,
        "text_sha256": text_sha256,
        "facts": facts,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_marked_below_and_by_underline() {
        assert_eq!(marked("Acme\nRust é", &[(5, 9), (10, 12)], false), "Acme\nRust é\n^^^^ ^\n");
        assert_eq!(marked("Rust on", &[(0, 4)], true), "\u{1b}[4mRust\u{1b}[24m on\n");
    }
}
