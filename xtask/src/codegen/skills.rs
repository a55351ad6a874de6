//! Skills: checks `data/skills/*.toml`, writes the table of `prospect_lexicon::skills`.
//!
//! Refused: unknown fields, ids twice, one spelling for two skills unless both need a licence or an exact
//! case, parents or relatives that are no record, dates that are none.

use super::Generated;
use anyhow::{Context, Result, bail};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use toml::Spanned;

/// Kinds as records write them, and their variants in the table.
const KINDS: [(&str, &str); 9] = [
    ("language", "Language"),
    ("framework", "Framework"),
    ("database", "Database"),
    ("cloud", "Cloud"),
    ("tool", "Tool"),
    ("protocol", "Protocol"),
    ("hardware", "Hardware"),
    ("method", "Method"),
    ("field", "Field"),
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    provenance: Provenance,
    #[serde(default)]
    skill: Vec<Record>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Provenance {
    source: String,
    retrieved: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Record {
    id: Spanned<String>,
    name: String,
    kind: String,
    ambiguity: Option<String>,
    #[serde(default)]
    aliases: Vec<String>,
    #[serde(default)]
    licensed: Vec<String>,
    #[serde(default)]
    cased: Vec<String>,
    #[serde(default)]
    parents: Vec<String>,
    #[serde(default)]
    related: Vec<String>,
    esco: Option<String>,
    onet: Option<String>,
    home: Option<String>,
    first_public: Option<String>,
    first_stable: Option<String>,
    source_dates: Option<String>,
    source: Option<String>,
    retrieved: Option<String>,
    reason: Option<String>,
}

/// A record with the place it stands at, for messages.
struct Placed {
    record: Record,
    place: String,
}

pub(super) fn generate(root: &Path) -> Result<Vec<Generated>> {
    let records = read_all(root)?;
    check(&records)?;
    Ok(vec![Generated { path: "crates/prospect-lexicon/src/generated/skills.rs".into(), text: table(&records)? }])
}

/// The ids of all records, for the links of others.
pub(super) fn ids(root: &Path) -> Result<BTreeSet<String>> {
    Ok(read_all(root)?.into_iter().map(|placed| placed.record.id.into_inner()).collect())
}

/// Every record, in the order of its id.
fn read_all(root: &Path) -> Result<Vec<Placed>> {
    let folder = root.join("data/skills");
    let mut paths: Vec<PathBuf> = fs::read_dir(&folder)
        .with_context(|| format!("failed to read `{}`", folder.display()))?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<std::io::Result<_>>()?;
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    paths.sort();
    let mut records = Vec::new();
    for path in paths {
        let text = fs::read_to_string(&path).with_context(|| format!("failed to read `{}`", path.display()))?;
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        records.extend(read(&text, &name)?);
    }
    records.sort_by(|a, b| a.record.id.get_ref().cmp(b.record.id.get_ref()));
    Ok(records)
}

fn read(text: &str, name: &str) -> Result<Vec<Placed>> {
    let file: File = toml::from_str(text).with_context(|| format!("in `data/skills/{name}`"))?;
    if file.provenance.source.is_empty() || !is_date(&file.provenance.retrieved) {
        bail!("`data/skills/{name}`: provenance needs a source and the day of retrieval");
    }
    Ok(file
        .skill
        .into_iter()
        .map(|record| {
            let before = text.get(..record.id.span().start).unwrap_or_default();
            let line_no = before.matches('\n').count() + 1;
            Placed { place: format!("data/skills/{name}:{line_no}: `{}`", record.id.get_ref()), record }
        })
        .collect())
}

/// How a spelling is read.
#[derive(Clone, Copy, PartialEq)]
enum Reading {
    AnyCase,
    Guarded,
}

fn check(records: &[Placed]) -> Result<()> {
    let mut by_id: BTreeMap<&str, &str> = BTreeMap::new();
    for Placed { record, place } in records {
        if let Some(other) = by_id.insert(record.id.get_ref(), place) {
            bail!("{place}: this id stands at {other} too");
        }
    }
    let mut spellings: BTreeMap<String, (Reading, &str, &str)> = BTreeMap::new();
    for Placed { record, place } in records {
        let id = record.id.get_ref().as_str();
        let is_kebab = !id.is_empty()
            && id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
            && !id.starts_with('-')
            && !id.ends_with('-');
        if !is_kebab {
            bail!("{place}: an id is kebab-case");
        }
        if !KINDS.iter().any(|(name, _)| *name == record.kind) {
            bail!("{place}: kind `{}` is none of {}", record.kind, KINDS.map(|(name, _)| name).join(", "));
        }
        if !matches!(record.ambiguity.as_deref(), None | Some("word" | "case")) {
            bail!("{place}: ambiguity is `word`, `case` or left out");
        }
        for other in record.parents.iter().chain(&record.related) {
            if other == id || !by_id.contains_key(other.as_str()) {
                bail!("{place}: `{other}` is no other record");
            }
        }
        for date in [&record.first_public, &record.first_stable, &record.retrieved].into_iter().flatten() {
            if !is_date(date) {
                bail!("{place}: `{date}` is no date such as 2015, 2015-05 or 2015-05-15");
            }
        }
        for address in [&record.home, &record.esco].into_iter().flatten() {
            if !address.starts_with("https://") && !address.starts_with("http://") {
                bail!("{place}: `{address}` is no address");
            }
        }
        if [&record.source_dates, &record.source, &record.reason].into_iter().flatten().any(|text| text.is_empty()) {
            bail!("{place}: a source or reason is empty");
        }
        let name_reading = if record.ambiguity.is_none() { Reading::AnyCase } else { Reading::Guarded };
        let all = std::iter::once((&record.name, name_reading))
            .chain(record.aliases.iter().map(|alias| (alias, Reading::AnyCase)))
            .chain(record.licensed.iter().chain(&record.cased).map(|alias| (alias, Reading::Guarded)));
        for (spelling, reading) in all {
            let plain = spelling.to_lowercase().replace('-', " ");
            if plain.trim().is_empty() || plain.trim() != plain {
                bail!("{place}: spelling `{spelling}` is empty or has space around it");
            }
            match spellings.get(&plain) {
                // A record may give a spelling once more; the plainer reading holds.
                Some((_, other, _)) if *other == id => {}
                Some((before, _, other_place)) if *before == Reading::AnyCase || reading == Reading::AnyCase => {
                    bail!("{place}: spelling `{spelling}` belongs to {other_place} too");
                }
                _ => {
                    spellings.insert(plain, (reading, id, place));
                }
            }
        }
    }
    Ok(())
}

/// Whether a text is a year, a month or a day of ISO 8601.
fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let is_number = |part: &&str, n_digits: usize, most: u32| {
        part.len() == n_digits && part.parse::<u32>().is_ok_and(|number| (1..=most).contains(&number))
    };
    match &parts[..] {
        [year] => is_number(year, 4, 9999),
        [year, month] => is_number(year, 4, 9999) && is_number(month, 2, 12),
        [year, month, day] => is_number(year, 4, 9999) && is_number(month, 2, 12) && is_number(day, 2, 31),
        _ => false,
    }
}

fn table(records: &[Placed]) -> Result<String> {
    let mut text = String::from(
        "// Generated from data/skills by `cargo xtask codegen`; edit the records, not this file.\n\n\
         use super::{Ambiguity, SkillEntry};\nuse prospect_model::SkillKind;\n\n\
         pub(super) static SKILLS: &[SkillEntry] = &[\n",
    );
    for Placed { record, place } in records {
        let kind = KINDS.iter().find(|(name, _)| *name == record.kind).map(|(_, variant)| *variant);
        let kind = kind.with_context(|| format!("{place}: unknown kind"))?;
        let ambiguity = match record.ambiguity.as_deref() {
            None => "None",
            Some("case") => "Case",
            Some(_) => "Word",
        };
        writeln!(
            text,
            "    SkillEntry {{ id: {:?}, name: {:?}, kind: SkillKind::{kind}, ambiguity: Ambiguity::{ambiguity}, \
             aliases: &{:?}, licensed: &{:?}, cased: &{:?}, parents: &{:?}, related: &{:?}, esco: {:?}, onet: {:?}, \
             home: {:?}, first_public: {:?}, first_stable: {:?} }},",
            record.id.get_ref(),
            record.name,
            record.aliases,
            record.licensed,
            record.cased,
            record.parents,
            record.related,
            record.esco,
            record.onet,
            record.home,
            record.first_public,
            record.first_stable,
        )?;
    }
    text.push_str("];\n");
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "[provenance]\nsource = \"test\"\nretrieved = \"2026-11-21\"\n";

    /// Records after the head → the complaint, empty when there is none.
    #[track_caller]
    fn check_text(records: &str, expected: &str) {
        let result = read(&format!("{HEAD}{records}"), "test.toml").and_then(|records| check(&records));
        let complaint = result.err().map(|error| format!("{error:#}")).unwrap_or_default();
        assert!(
            if expected.is_empty() { complaint.is_empty() } else { complaint.contains(expected) },
            "expected `{expected}` in `{complaint}`"
        );
    }

    #[test]
    fn sound_records_pass() {
        check_text(
            "[[skill]]\nid = \"a\"\nname = \"A\"\nkind = \"language\"\nparents = [\"b\"]\n\
             [[skill]]\nid = \"b\"\nname = \"B\"\nkind = \"field\"\nfirst_public = \"2012-01\"\n",
            "",
        );
    }

    #[test]
    fn unknown_field_is_refused_with_its_line() {
        check_text("[[skill]]\nid = \"a\"\nname = \"A\"\nkind = \"language\"\ncolour = \"red\"\n", "line 8");
    }

    #[test]
    fn id_twice_is_refused() {
        let record = "[[skill]]\nid = \"a\"\nname = \"A\"\nkind = \"language\"\n";
        check_text(&record.repeat(2), "this id stands at data/skills/test.toml:5: `a` too");
    }

    #[test]
    fn shared_spelling_is_refused_unless_both_are_guarded() {
        let one = "[[skill]]\nid = \"a\"\nname = \"A\"\nkind = \"language\"\nKEY = [\"Front-End\"]\n";
        let two = "[[skill]]\nid = \"b\"\nname = \"B\"\nkind = \"language\"\nKEY = [\"front end\"]\n";
        let both = |first: &str, second: &str| one.replace("KEY", first) + &two.replace("KEY", second);
        check_text(&both("aliases", "licensed"), "belongs to");
        check_text(&both("licensed", "cased"), "");
    }

    #[test]
    fn missing_kind_and_dead_parent_are_refused() {
        check_text("[[skill]]\nid = \"a\"\nname = \"A\"\n", "missing field `kind`");
        check_text("[[skill]]\nid = \"a\"\nname = \"A\"\nkind = \"song\"\n", "test.toml:5: `a`: kind `song`");
        check_text(
            "[[skill]]\nid = \"a\"\nname = \"A\"\nkind = \"tool\"\nparents = [\"x\"]\n",
            "`x` is no other record",
        );
    }

    #[test]
    fn dates_are_checked() {
        assert!(is_date("2015") && is_date("2015-05") && is_date("2015-05-15"));
        assert!(!is_date("May 2015") && !is_date("2015-13") && !is_date(""));
    }
}
