//! Checks `data/places/*.csv` and writes the table of places.
//!
//! The files are plain comma-separated values without quotes: no value holds a comma.

use super::Generated;
use anyhow::{Context, Result, bail, ensure};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// A record with the place to name when it is wrong.
struct Record {
    at: String,
    values: BTreeMap<&'static str, String>,
}

impl Record {
    fn get(&self, column: &str) -> &str {
        self.values.get(column).map_or("", String::as_str)
    }

    /// The values of a list column.
    fn list(&self, column: &str) -> Result<Vec<&str>> {
        let list: Vec<_> = self.get(column).split(';').filter(|value| !value.is_empty()).collect();
        let n_distinct = list.iter().collect::<BTreeSet<_>>().len();
        ensure!(n_distinct == list.len(), "{}: `{column}` names something twice", self.at);
        ensure!(list.iter().all(|value| value.trim() == *value), "{}: `{column}` has spaces around a value", self.at);
        Ok(list)
    }
}

/// Reads a file: `#` lines are notes, the first other line names the columns.
fn read(root: &Path, file: &str, columns: &[&'static str]) -> Result<Vec<Record>> {
    let path = root.join("data/places").join(file);
    let text = fs::read_to_string(&path).with_context(|| format!("failed to read `{}`", path.display()))?;
    for note in ["# source: ", "# retrieved: "] {
        ensure!(text.lines().any(|line| line.starts_with(note)), "{file}: no line `{note}…`");
    }
    let mut lines = text.lines().enumerate().filter(|(_, line)| !line.starts_with('#') && !line.is_empty());
    let (_, header) = lines.next().with_context(|| format!("{file} is empty"))?;
    ensure!(header == columns.join(","), "{file}: columns are `{header}`, expected `{}`", columns.join(","));
    lines
        .map(|(idx, line)| {
            let at = format!("{file}:{}", idx + 1);
            let values: Vec<_> = line.split(',').collect();
            ensure!(values.len() == columns.len(), "{at}: {} values, expected {}", values.len(), columns.len());
            ensure!(!line.contains('"'), "{at}: quotes have no meaning here");
            Ok(Record { at, values: columns.iter().copied().zip(values.into_iter().map(str::to_owned)).collect() })
        })
        .collect()
}

fn ambiguity(record: &Record) -> Result<&'static str> {
    Ok(match record.get("ambiguity") {
        "" => "Clear",
        "word" => "Word",
        "name" => "Name",
        "other-place" => "OtherPlace",
        other => bail!("{}: no ambiguity `{other}`", record.at),
    })
}

fn option(value: &str) -> String {
    if value.is_empty() { "None".to_owned() } else { format!("Some({value:?})") }
}

/// A row of the table, with its key for sorting.
struct Row {
    key: (u8, String, String, String),
    text: String,
}

fn row(kind: u8, record: &Record, country: &str, region: &str) -> Result<Row> {
    let name = record.get("name");
    ensure!(!name.is_empty(), "{}: no name", record.at);
    ensure!(country.len() == 2 && country.bytes().all(|b| b.is_ascii_uppercase()), "{}: country", record.at);
    ensure!(
        region.is_empty() || region.starts_with(&format!("{country}-")),
        "{}: region of another country",
        record.at
    );
    let number = |column: &str| -> Result<u32> {
        match record.get(column) {
            "" => Ok(0),
            digits => digits.parse().with_context(|| format!("{}: {column} `{digits}`", record.at)),
        }
    };
    let kind_name = ["City", "Region", "Country", "Area"].get(usize::from(kind)).context("no such kind")?;
    let mut text = String::new();
    writeln!(
        text,
        "    p({name:?}, {kind_name}, Some({country:?}), {}, {}, {}, {}, &{:?}, &{:?}, &{:?}),",
        option(region),
        number("population")?,
        number("mentions")?,
        ambiguity(record)?,
        record.list("aliases")?,
        record.list("codes")?,
        record.list("shorts")?
    )?;
    Ok(Row { key: (kind, name.to_owned(), country.to_owned(), region.to_owned()), text })
}

pub(super) fn generate(root: &Path) -> Result<Vec<Generated>> {
    let mut rows = Vec::new();
    let mut countries = BTreeSet::new();
    let columns = ["code", "name", "population", "ambiguity", "aliases", "codes", "shorts"];
    for record in read(root, "countries.csv", &columns)? {
        ensure!(countries.insert(record.get("code").to_owned()), "{}: code stands twice", record.at);
        rows.push(row(2, &record, record.get("code"), "")?);
    }
    for record in read(root, "regions.csv", &["code", "name", "ambiguity", "aliases", "codes", "shorts"])? {
        let code = record.get("code");
        let (country, _) = code.split_once('-').with_context(|| format!("{}: code `{code}`", record.at))?;
        rows.push(row(1, &record, country, code)?);
    }
    for record in read(root, "areas.csv", &["name", "country", "region", "ambiguity", "aliases", "codes", "shorts"])? {
        rows.push(row(3, &record, record.get("country"), record.get("region"))?);
    }
    let columns =
        ["name", "country", "region", "population", "mentions", "ambiguity", "geonames", "aliases", "codes", "shorts"];
    for record in read(root, "cities.csv", &columns)? {
        let id = record.get("geonames");
        ensure!(id.bytes().all(|b| b.is_ascii_digit()), "{}: GeoNames id `{id}`", record.at);
        rows.push(row(0, &record, record.get("country"), record.get("region"))?);
    }
    rows.sort_by(|a, b| a.key.cmp(&b.key));
    for pair in rows.windows(2) {
        if let [a, b] = pair {
            ensure!(a.key != b.key, "place stands twice: {:?}", a.key);
        }
    }
    for row in &rows {
        ensure!(countries.contains(&row.key.2), "no country `{}` for {:?}", row.key.2, row.key);
    }

    let mut text = String::from(
        "// Generated by `cargo xtask codegen` from data/places. Do not edit.\n\nuse super::Ambiguity::{self, *};\n\
         use super::PlaceKind::{self, *};\nuse super::{PlaceEntry, Scope};\n\n\
         #[expect(clippy::too_many_arguments, reason = \"one argument a column keeps the table short\")]\n\
         const fn p(\n    name: &'static str, kind: PlaceKind, country: Option<&'static str>, region: Option<&'static str>, population: u32,\n    mentions: u32, \
         ambiguity: Ambiguity, aliases: &'static [&'static str], codes: &'static [&'static str], shorts: &'static [&'static str],\n) -> PlaceEntry {\n    \
         PlaceEntry { name, kind, country, region, population, mentions, ambiguity, aliases, codes, shorts }\n}\n\n\
         pub(super) static PLACES: &[PlaceEntry] = &[\n",
    );
    for row in &rows {
        text += &row.text;
    }
    text += "];\n\n/// ISO code and index into [`PLACES`] of each country, sorted by code.\npub(super) static COUNTRIES: &[(&str, u16)] = &[\n";
    let mut by_code = BTreeMap::new();
    for (idx, row) in rows.iter().enumerate().filter(|(_, row)| row.key.0 == 2) {
        by_code.insert(&row.key.2, u16::try_from(idx).context("more than 65,535 places")?);
    }
    for (code, idx) in by_code {
        writeln!(text, "    ({code:?}, {idx}),")?;
    }
    text += "];\n\npub(super) static SCOPES: &[Scope] = &[\n";
    let mut scopes = BTreeMap::new();
    for record in read(root, "scopes.csv", &["code", "name", "aliases", "codes", "shorts", "members"])? {
        let members: BTreeSet<_> = record.get("members").split(' ').collect();
        for code in &members {
            ensure!(countries.contains(*code), "{}: no country `{code}`", record.at);
        }
        let line = format!(
            "    Scope {{ code: {:?}, name: {:?}, aliases: &{:?}, codes: &{:?}, shorts: &{:?}, members: &{:?} }},\n",
            record.get("code"),
            record.get("name"),
            record.list("aliases")?,
            record.list("codes")?,
            record.list("shorts")?,
            members.iter().collect::<Vec<_>>()
        );
        ensure!(scopes.insert(record.get("code").to_owned(), line).is_none(), "{}: code stands twice", record.at);
    }
    scopes.values().for_each(|line| text += line);
    text += "];\n";
    Ok(vec![Generated { path: PathBuf::from("crates/prospect-lexicon/src/generated/places.rs"), text }])
}
