//! Organisations, projects, claims and steps of learning: checks `data/adopters`, `data/projects`, `data/claims`,
//! `data/learning` and `data/documents.toml`, writes the tables of `prospect_lexicon::knowledge`.
//!
//! All broken rules are told at once, each with file and line: unknown fields, missing provenance, a value without
//! a unit, a baseline without a value, dead links, one spelling for two records, impossible dates, addresses that
//! no document prints.

mod check;
mod dates;
mod printed;
mod records;
mod table;

use super::file::File;
use super::{Generated, skills};
use anyhow::{Context, Result, bail};
use check::Rules;
use printed::Printed;
use prospect_model::Date;
use records::{Claim, Claims, Document, Documents, Organisation, Placed, Project, Step, Steps};
use serde::de::DeserializeOwned;
use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::time::{SystemTime, UNIX_EPOCH};

/// All records, in the order of their ids.
#[derive(Default)]
struct Knowledge {
    documents: Vec<Placed<Document>>,
    organisations: Vec<Placed<Organisation>>,
    projects: Vec<Placed<Project>>,
    claims: Vec<Placed<Claim>>,
    steps: Vec<Placed<Step>>,
}

pub(super) fn generate(root: &Path) -> Result<Vec<Generated>> {
    let mut complaints = Vec::new();
    let knowledge = read(files(root)?, &mut complaints);
    if complaints.is_empty() {
        complaints = check_all(root, &knowledge)?;
    }
    if !complaints.is_empty() {
        bail!("{} broken in data/:\n{}", counted(complaints.len(), "rule"), complaints.join("\n"));
    }
    Ok(vec![Generated {
        path: "crates/prospect-lexicon/src/generated/knowledge.rs".into(),
        text: table::write(&knowledge),
    }])
}

fn counted(n: usize, noun: &str) -> String {
    format!("{n} {noun}{}", if n == 1 { "" } else { "s" })
}

/// Holds the records against each other, the skills, the clock and the documents.
fn check_all(root: &Path, knowledge: &Knowledge) -> Result<Vec<String>> {
    let printed = Printed::read(root)?;
    if printed.is_none() {
        eprintln!("note: no seed documents beside this folder: addresses are not held against what they print");
    }
    let skill_ids = skills::ids(root)?;
    let since = SystemTime::now().duration_since(UNIX_EPOCH).context("the clock stands before 1970")?;
    let today = i64::try_from(since.as_secs()).ok().and_then(Date::from_unix).context("the clock stands after 9999")?;
    let rules = Rules { today, skill_ids: &skill_ids, printed: printed.as_ref() };
    Ok(check::check(knowledge, &rules))
}

/// The files of all records; a folder that is not there has none.
fn files(root: &Path) -> Result<Vec<File>> {
    let mut files = Vec::new();
    for folder in ["data/adopters", "data/projects", "data/claims", "data/learning"] {
        let path = root.join(folder);
        if !path.is_dir() {
            continue;
        }
        let entries = fs::read_dir(&path).with_context(|| format!("failed to read `{folder}`"))?;
        let mut paths: Vec<PathBuf> =
            entries.map(|entry| entry.map(|entry| entry.path())).collect::<std::io::Result<_>>()?;
        paths.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
        paths.sort();
        for path in paths {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            files.push(read_file(&path, format!("{folder}/{name}"))?);
        }
    }
    let documents = root.join("data/documents.toml");
    if documents.is_file() {
        files.push(read_file(&documents, "data/documents.toml".to_owned())?);
    }
    Ok(files)
}

fn read_file(path: &Path, name: String) -> Result<File> {
    let text = fs::read_to_string(path).with_context(|| format!("failed to read `{name}`"))?;
    Ok(File { path: name, text })
}

/// Parses the files by the folder that they lie in.
fn read(files: Vec<File>, complaints: &mut Vec<String>) -> Knowledge {
    let mut knowledge = Knowledge::default();
    for file in files {
        let file = Rc::new(file);
        let folder = file.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let outcome = match folder {
            "data/adopters" => push(&file, &mut knowledge.organisations, |record: Organisation| vec![record]),
            "data/projects" => push(&file, &mut knowledge.projects, |record: Project| vec![record]),
            "data/claims" => push(&file, &mut knowledge.claims, |records: Claims| records.claim),
            "data/learning" => push(&file, &mut knowledge.steps, |records: Steps| records.step),
            _ => push(&file, &mut knowledge.documents, |records: Documents| records.document),
        };
        complaints.extend(outcome.err());
    }
    knowledge.documents.sort_by(|a, b| a.record.id.get_ref().cmp(b.record.id.get_ref()));
    knowledge.organisations.sort_by(|a, b| a.record.id.get_ref().cmp(b.record.id.get_ref()));
    knowledge.projects.sort_by(|a, b| a.record.id.get_ref().cmp(b.record.id.get_ref()));
    knowledge.claims.sort_by(|a, b| a.record.id.get_ref().cmp(b.record.id.get_ref()));
    knowledge
        .steps
        .sort_by(|a, b| (a.record.order, a.record.id.get_ref()).cmp(&(b.record.order, b.record.id.get_ref())));
    knowledge
}

fn push<T: DeserializeOwned, R>(
    file: &Rc<File>,
    into: &mut Vec<Placed<R>>,
    records: impl Fn(T) -> Vec<R>,
) -> Result<(), String> {
    into.extend(records(file.parse()?).into_iter().map(|record| Placed { record, file: Rc::clone(file) }));
    Ok(())
}

#[cfg(test)]
mod tests;
