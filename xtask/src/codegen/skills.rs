//! Skills: checks `data/skills/*.toml`, writes the table of `prospect_lexicon::skills`.
//!
//! Refused, each with its file and line: unknown fields, missing kinds, ids twice; one spelling twice in a
//! record, or for two skills unless both need a licence or an exact case; parents or relatives that are no
//! record, a record that is its own ancestor; dates that the calendar does not have, that lie behind the day of
//! retrieval, or of a stable release before the first public one, and dates without a source; addresses, ESCO
//! concepts and O*NET names of the wrong form, or for two skills; a record from elsewhere without a reason.

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
    /// Day of retrieval of its file.
    retrieved: String,
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
            let place = format!("data/skills/{name}:{line_no}: `{}`", record.id.get_ref());
            Placed { place, record, retrieved: file.provenance.retrieved.clone() }
        })
        .collect())
}

/// How a spelling is read.
#[derive(Clone, Copy, PartialEq)]
enum Reading {
    AnyCase,
    Guarded,
    Exact,
}

/// Earliest year of a release: the first programming languages.
const YEAR_MIN: u32 = 1940;

/// What a concept of ESCO starts with; its identifier follows.
const ESCO_BASE: &str = "http://data.europa.eu/esco/skill/";

/// Refuses the records with every complaint, one a line.
fn check(records: &[Placed]) -> Result<()> {
    let mut complaints = Vec::new();
    let mut by_id: BTreeMap<&str, &Placed> = BTreeMap::new();
    for placed in records {
        if let Some(other) = by_id.insert(placed.record.id.get_ref(), placed) {
            complaints.push(format!("{}: this id stands at {} too", placed.place, other.place));
        }
    }
    for placed in records {
        let mut add = |complaint: String| complaints.push(format!("{}: {complaint}", placed.place));
        check_form(&placed.record, &mut add);
        check_dates(placed, &mut add);
        check_addresses(&placed.record, &mut add);
        check_relatives(&placed.record, &by_id, &mut add);
    }
    check_spellings(records, &mut complaints);
    check_names_elsewhere(records, &mut complaints);
    if !complaints.is_empty() {
        bail!("{}", complaints.join("\n"));
    }
    Ok(())
}

fn check_form(record: &Record, add: &mut impl FnMut(String)) {
    let id = record.id.get_ref().as_str();
    let is_kebab = !id.is_empty()
        && id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
        && !id.starts_with('-')
        && !id.ends_with('-');
    if !is_kebab {
        add("an id is kebab-case".to_owned());
    }
    if !KINDS.iter().any(|(name, _)| *name == record.kind) {
        add(format!("kind `{}` is none of {}", record.kind, KINDS.map(|(name, _)| name).join(", ")));
    }
    if !matches!(record.ambiguity.as_deref(), None | Some("word" | "case")) {
        add("ambiguity is `word`, `case` or left out".to_owned());
    }
    if [&record.source_dates, &record.source, &record.reason].into_iter().flatten().any(|text| text.trim().is_empty()) {
        add("a source or reason is empty".to_owned());
    }
    if record.source.is_some() && record.reason.is_none() {
        add("a record that the corpora do not have says why it is kept: `reason`".to_owned());
    }
}

fn check_dates(placed: &Placed, add: &mut impl FnMut(String)) {
    let record = &placed.record;
    let retrieved = record.retrieved.as_deref().unwrap_or(&placed.retrieved);
    for date in [&record.first_public, &record.first_stable, &record.retrieved].into_iter().flatten() {
        if !is_date(date) {
            add(format!("`{date}` is no date such as 2015, 2015-05 or 2015-05-15"));
        } else if is_after(date, retrieved) {
            add(format!("`{date}` is later than the day of retrieval, `{retrieved}`"));
        }
    }
    if let (Some(public), Some(stable)) = (&record.first_public, &record.first_stable)
        && is_after(public, stable)
    {
        add(format!("first_stable `{stable}` is before first_public `{public}`"));
    }
    if (record.first_public.is_some() || record.first_stable.is_some()) && record.source_dates.is_none() {
        add("dates need their source: `source_dates`".to_owned());
    }
}

/// Whether a date is later than another, as far as both say.
fn is_after(date: &str, other: &str) -> bool {
    let n_shared = date.len().min(other.len());
    date.get(..n_shared) > other.get(..n_shared)
}

fn check_addresses(record: &Record, add: &mut impl FnMut(String)) {
    if let Some(home) = &record.home {
        let host = home.strip_prefix("https://").and_then(|rest| rest.split('/').next()).unwrap_or_default();
        let is_plain = !home.contains(|letter: char| letter.is_whitespace() || letter.is_control());
        if !is_plain || !host.contains('.') || host.starts_with('.') || host.ends_with('.') {
            add(format!("home `{home}` is no address such as https://www.rust-lang.org"));
        }
    }
    if let Some(esco) = &record.esco {
        let id = esco.strip_prefix(ESCO_BASE).unwrap_or_default();
        let lengths: Vec<usize> = id.split('-').map(str::len).collect();
        if lengths != [8, 4, 4, 4, 12] || !id.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-') {
            add(format!("esco `{esco}` is no concept such as {ESCO_BASE}00090cc1-1f27-439e-a4e0-19a87a501bfc"));
        }
    }
    if let Some(onet) = &record.onet
        && (onet.trim() != onet || onet.is_empty() || onet.contains("://") || onet.contains(char::is_control))
    {
        add(format!("onet `{onet}` is no name of an O*NET example"));
    }
}

fn check_relatives(record: &Record, by_id: &BTreeMap<&str, &Placed>, add: &mut impl FnMut(String)) {
    let id = record.id.get_ref().as_str();
    for other in record.parents.iter().chain(&record.related) {
        if other == id || !by_id.contains_key(other.as_str()) {
            add(format!("`{other}` is no other record"));
        }
    }
    for other in record.parents.iter().filter(|other| record.related.contains(other)) {
        add(format!("`{other}` is a parent and related"));
    }
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let mut open: Vec<&str> = record.parents.iter().map(String::as_str).collect();
    while let Some(parent) = open.pop() {
        if parent == id && record.parents.iter().all(|direct| direct != id) {
            add("it is its own ancestor".to_owned());
            return;
        }
        if seen.insert(parent) {
            open.extend(by_id.get(parent).into_iter().flat_map(|placed| &placed.record.parents).map(String::as_str));
        }
    }
}

fn check_spellings(records: &[Placed], complaints: &mut Vec<String>) {
    let mut spellings: BTreeMap<String, (Reading, &str, &Placed)> = BTreeMap::new();
    for placed in records {
        let Placed { record, place, .. } = placed;
        let name_reading = match record.ambiguity.as_deref() {
            None => Reading::AnyCase,
            Some("case") => Reading::Exact,
            Some(_) => Reading::Guarded,
        };
        let all = std::iter::once((&record.name, name_reading))
            .chain(record.aliases.iter().map(|alias| (alias, Reading::AnyCase)))
            .chain(record.licensed.iter().map(|alias| (alias, Reading::Guarded)))
            .chain(record.cased.iter().map(|alias| (alias, Reading::Exact)));
        for (spelling, reading) in all {
            let plain = spelling.to_lowercase().replace('-', " ");
            if plain.trim().is_empty() || plain.trim() != plain {
                complaints.push(format!("{place}: spelling `{spelling}` is empty or has space around it"));
            }
            match spellings.get(&plain) {
                Some((before, written, other)) if std::ptr::eq(*other, placed) => {
                    // One that counts in its case only may stand beside another in another case.
                    let is_further = reading == Reading::Exact && *before != Reading::AnyCase && *written != spelling;
                    if !is_further {
                        complaints.push(format!("{place}: spelling `{spelling}` stands twice in this record"));
                    }
                }
                Some((before, _, other)) if *before == Reading::AnyCase || reading == Reading::AnyCase => {
                    complaints.push(format!("{place}: spelling `{spelling}` belongs to {} too", other.place));
                }
                _ => {
                    spellings.insert(plain, (reading, spelling, placed));
                }
            }
        }
    }
}

/// One concept or example of another scheme stands for one skill.
fn check_names_elsewhere(records: &[Placed], complaints: &mut Vec<String>) {
    let mut names: BTreeMap<&str, &Placed> = BTreeMap::new();
    for placed in records {
        for name in [&placed.record.esco, &placed.record.onet].into_iter().flatten() {
            if let Some(other) = names.insert(name, placed) {
                complaints.push(format!("{}: `{name}` belongs to {} too", placed.place, other.place));
            }
        }
    }
}

/// Whether a text is a year, a month or a day of ISO 8601 that the calendar has.
fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let number = |part: &str, n_digits: usize| {
        let is_plain = part.len() == n_digits && part.bytes().all(|byte| byte.is_ascii_digit());
        if is_plain { part.parse::<u32>().ok() } else { None }
    };
    let is_year = |part: &str| number(part, 4).is_some_and(|year| year >= YEAR_MIN);
    let is_month = |part: &str| number(part, 2).is_some_and(|month| (1..=12).contains(&month));
    match &parts[..] {
        [year] => is_year(year),
        [year, month] => is_year(year) && is_month(month),
        [year, month, day] => {
            is_year(year)
                && is_month(month)
                && number(day, 2).is_some_and(|day| {
                    let year = number(year, 4).unwrap_or_default();
                    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
                    let n_days = match *month {
                        "02" if is_leap => 29,
                        "02" => 28,
                        "04" | "06" | "09" | "11" => 30,
                        _ => 31,
                    };
                    (1..=n_days).contains(&day)
                })
        }
        _ => false,
    }
}

fn table(records: &[Placed]) -> Result<String> {
    let mut text = String::from(
        "// Generated from data/skills by `cargo xtask codegen`; edit the records, not this file.\n\n\
         use super::{Ambiguity, SkillEntry};\nuse prospect_model::SkillKind;\n\n\
         pub(super) static SKILLS: &[SkillEntry] = &[\n",
    );
    for Placed { record, place, .. } in records {
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
             [[skill]]\nid = \"b\"\nname = \"B\"\nkind = \"field\"\nfirst_public = \"2012-01\"\nsource_dates = \"its site\"\n",
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
        assert!(is_date("2015") && is_date("2015-05") && is_date("2015-05-15") && is_date("2024-02-29"));
        for wrong in ["May 2015", "2015-13", "2015-5", "2023-02-29", "2015-04-31", "1900", "+201", "2015-05-15-1", ""] {
            assert!(!is_date(wrong), "{wrong}");
        }
    }

    /// One line more in a sound record → the complaint.
    #[track_caller]
    fn check_line(line: &str, expected: &str) {
        check_text(&format!("[[skill]]\nid = \"a\"\nname = \"A\"\nkind = \"tool\"\n{line}\n"), expected);
    }

    #[test]
    fn form_is_checked() {
        check_line("ambiguity = \"rather\"", "test.toml:5: `a`: ambiguity is `word`, `case` or left out");
        check_line("reason = \" \"", "a source or reason is empty");
        check_line("source = \"a book\"", "says why it is kept: `reason`");
        check_line("aliases = [\" b\"]", "spelling ` b` is empty or has space around it");
        check_text("[[skill]]\nid = \"A b\"\nname = \"A\"\nkind = \"tool\"\n", "an id is kebab-case");
    }

    #[test]
    fn impossible_dates_are_refused() {
        let dates = |public: &str, stable: &str| {
            format!("first_public = \"{public}\"\nfirst_stable = \"{stable}\"\nsource_dates = \"its site\"")
        };
        check_line(&dates("2010-07", "2015-05-15"), "");
        check_line(&dates("2015-05", "2015"), "");
        check_line(&dates("2016", "2015-05-15"), "first_stable `2015-05-15` is before first_public `2016`");
        check_line(&dates("2010", "2026-12"), "`2026-12` is later than the day of retrieval, `2026-11-21`");
        check_line(&dates("2010-02-30", "2012"), "`2010-02-30` is no date");
        check_line("first_public = \"2010\"", "dates need their source");
    }

    #[test]
    fn addresses_and_names_elsewhere_are_checked() {
        check_line("home = \"https://acme.example/a\"", "");
        for wrong in ["http://acme.example", "acme.example", "https://acme", "https://acme.example/a b", "https://"] {
            check_line(&format!("home = \"{wrong}\""), "is no address");
        }
        check_line("esco = \"http://data.europa.eu/esco/skill/00090cc1-1f27-439e-a4e0-19a87a501bfc\"", "");
        for wrong in ["00090cc1-1f27-439e-a4e0-19a87a501bfc", "http://data.europa.eu/esco/skill/rust", ""] {
            check_line(&format!("esco = \"{wrong}\""), "is no concept");
        }
        check_line("onet = \"Oracle Java\"", "");
        check_line("onet = \" Oracle Java\"", "is no name of an O*NET example");
        check_line("onet = \"https://www.onetonline.org\"", "is no name of an O*NET example");
        let two =
            |id: &str| format!("[[skill]]\nid = \"{id}\"\nname = \"{id}\"\nkind = \"tool\"\nonet = \"Oracle Java\"\n");
        check_text(&(two("a") + &two("b")), "`Oracle Java` belongs to data/skills/test.toml:5: `a` too");
    }

    #[test]
    fn spelling_twice_in_a_record_is_refused() {
        check_line("aliases = [\"a\"]", "spelling `a` stands twice in this record");
        check_line("ambiguity = \"word\"\naliases = [\"a\"]", "stands twice in this record");
        check_line("aliases = [\"front-end\", \"front end\"]", "spelling `front end` stands twice");
        check_line("ambiguity = \"case\"\ncased = [\"a\"]", "");
    }

    #[test]
    fn ancestors_are_others() {
        let record = |id: &str, parent: &str| {
            format!("[[skill]]\nid = \"{id}\"\nname = \"{id}\"\nkind = \"tool\"\nparents = [\"{parent}\"]\n")
        };
        check_text(&record("a", "a"), "`a` is no other record");
        check_text(
            &(record("a", "b") + &record("b", "c") + &record("c", "a")),
            "test.toml:5: `a`: it is its own ancestor",
        );
        check_text(
            &(record("a", "b") + "related = [\"b\"]\n[[skill]]\nid = \"b\"\nname = \"b\"\nkind = \"tool\"\n"),
            "`b` is a parent and related",
        );
    }

    #[test]
    fn every_complaint_is_told() {
        let wrong = "[[skill]]\nid = \"a\"\nname = \"A\"\nkind = \"song\"\nhome = \"nowhere\"\n";
        check_text(wrong, "kind `song`");
        check_text(wrong, "\ndata/skills/test.toml:5: `a`: home `nowhere`");
    }
}
