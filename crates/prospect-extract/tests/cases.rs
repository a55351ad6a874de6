//! Runs every case file; `cases/README.md` says what they hold.

mod common;

use common::lines::Form;
use prospect_extract::readers;
use prospect_lexicon::skills::{Ambiguity, skills};
use prospect_model::{Body, Date, Fields};
use serde::Deserialize;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Cases that each file has at least.
const CASES_MIN: usize = 5;

/// Cases that each ambiguous name has at least, for each answer.
const AMBIGUOUS_MIN: usize = 2;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: Option<String>,
    text: Option<String>,
    html: Option<String>,
    title: Option<String>,
    employer: Option<String>,
    location: Option<String>,
    pay: Option<String>,
    posted: Option<String>,
    expect: Expected,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Expected {
    /// A single value, for facts that have one at most.
    One(String),
    /// Lines of the fact that the file is called after.
    Lines(Vec<String>),
    /// Lines by fact.
    Facts(BTreeMap<String, Vec<String>>),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Ambiguous {
    yes: Vec<String>,
    no: Vec<String>,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("cases")
}

fn parse<T: serde::de::DeserializeOwned>(path: &Path) -> T {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("`{}`: {error}", path.display()));
    toml::from_str(&text).unwrap_or_else(|error| panic!("`{}`: {error}", path.display()))
}

fn forms() -> BTreeMap<String, Form> {
    parse(&folder().join("lines.toml"))
}

/// Every file that holds `[[case]]`, by its path in the folder.
fn files() -> Vec<(String, File)> {
    let mut folders = vec![folder()];
    let mut files = Vec::new();
    while let Some(open) = folders.pop() {
        for entry in fs::read_dir(&open).expect("the folder of cases is there") {
            let path = entry.expect("its entries can be read").path();
            let name = path.strip_prefix(folder()).expect("it lies within").to_string_lossy().replace('\\', "/");
            if path.is_dir() {
                folders.push(path);
            } else if name.ends_with(".toml") && name != "lines.toml" && name != "ambiguous.toml" {
                files.push((name, parse(&path)));
            }
        }
    }
    files.sort_by(|one, other| one.0.cmp(&other.0));
    files
}

impl Case {
    fn read(&self) -> Value {
        let (body, text) = match (&self.text, &self.html) {
            (Some(text), None) => (Body::Text(text.clone()), Some(text.clone())),
            (None, Some(html)) => (Body::Html(html.clone()), None),
            _ => panic!("a case has `text` or `html`: {}", self.label()),
        };
        let fields = Fields {
            title: self.title.clone(),
            employer: self.employer.clone(),
            location: self.location.clone(),
            pay: self.pay.clone(),
            ..Fields::default()
        };
        let mut posting = common::posting("", fields);
        posting.body = body;
        posting.posted =
            self.posted.as_deref().map(|day| Date::parse(day).unwrap_or_else(|| panic!("`{day}` is no day")));
        let facts = serde_json::to_value(common::read(&posting)).expect("facts serialise");
        let text = text.unwrap_or_else(|| facts["text"].as_str().unwrap_or_default().to_owned());
        common::contract::check(&text, &facts);
        facts
    }

    fn label(&self) -> String {
        let text = self.text.as_ref().or(self.html.as_ref()).map(|text| format!("{text:?}")).unwrap_or_default();
        self.name.as_ref().map_or_else(|| text.clone(), |name| format!("{name}: {text}"))
    }

    /// What is expected of each fact.
    fn expected(&self, file: &str) -> BTreeMap<String, Vec<String>> {
        let fact = file.trim_end_matches(".toml").to_owned();
        match &self.expect {
            Expected::One(line) if line == "-" => [(fact, Vec::new())].into(),
            Expected::One(line) => [(fact, vec![line.clone()])].into(),
            Expected::Lines(lines) => [(fact, lines.clone())].into(),
            Expected::Facts(facts) => facts.clone(),
        }
    }
}

#[test]
fn every_case_is_read_as_it_says() {
    let forms = forms();
    let mut wrong = Vec::new();
    let mut n_cases = 0;
    for (file, cases) in files() {
        for case in &cases.case {
            n_cases += 1;
            let facts = case.read();
            for (fact, expected) in case.expected(&file) {
                let form = forms.get(&fact).unwrap_or_else(|| panic!("`{file}`: no fact `{fact}` in lines.toml"));
                let actual = form.lines(&facts, &expected);
                if actual != expected {
                    wrong.push(format!(
                        "cases/{file}: {}\n  {fact} expected {expected:?}\n  {fact} read     {actual:?}",
                        case.label()
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {n_cases} cases differ\n{}", wrong.len(), wrong.join("\n"));
}

/// Whether a skill is read from a sentence.
fn names(text: &str, id: &str) -> bool {
    let facts = serde_json::to_value(common::read(&common::posting(text, Fields::default()))).expect("facts serialise");
    common::contract::check(text, &facts);
    facts["skills"].as_array().is_some_and(|skills| skills.iter().any(|skill| skill["id"] == id))
}

#[test]
fn ambiguous_names_are_read_where_they_are_meant() {
    let cases: BTreeMap<String, Ambiguous> = parse(&folder().join("ambiguous.toml"));
    let mut wrong = Vec::new();
    let (mut n_cases, mut texts) = (0, BTreeSet::new());
    for (id, Ambiguous { yes, no }) in &cases {
        assert!(skills().iter().any(|entry| entry.id == id), "cases/ambiguous.toml: no skill `{id}`");
        for (text, is_meant) in yes.iter().map(|text| (text, true)).chain(no.iter().map(|text| (text, false))) {
            assert!(texts.insert((id, text)), "cases/ambiguous.toml: `{id}` has this twice: {text}");
            n_cases += 1;
            if names(text, id) != is_meant {
                wrong.push(format!("cases/ambiguous.toml: {id} {}: {text}", if is_meant { "yes" } else { "no" }));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {n_cases} cases differ\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_ambiguous_name_has_cases_of_both_answers() {
    let cases: BTreeMap<String, Ambiguous> = parse(&folder().join("ambiguous.toml"));
    let missing: Vec<&str> = skills()
        .iter()
        .filter(|entry| entry.ambiguity == Ambiguity::Word)
        .filter(|entry| {
            !cases
                .get(entry.id)
                .is_some_and(|cases| cases.yes.len() >= AMBIGUOUS_MIN && cases.no.len() >= AMBIGUOUS_MIN)
        })
        .map(|entry| entry.id)
        .collect();
    assert!(missing.is_empty(), "{} skills lack cases: {}", missing.len(), missing.join(", "));
}

/// `cargo test -p prospect-extract --test cases -- --nocapture` prints the table.
#[test]
fn every_reader_has_cases_and_every_file_a_reader() {
    let forms = forms();
    let mut n_cases: BTreeMap<&str, usize> = readers::ALL.iter().map(|reader| (reader.name, 0)).collect();
    for (file, cases) in files() {
        assert!(cases.case.len() >= CASES_MIN, "cases/{file} has {} cases", cases.case.len());
        for case in &cases.case {
            for fact in case.expected(&file).keys() {
                let form = forms.get(fact).unwrap_or_else(|| panic!("cases/{file}: no fact `{fact}` in lines.toml"));
                let count = n_cases.get_mut(form.reader());
                *count.unwrap_or_else(|| panic!("cases/{file}: no reader of `{}`", form.reader())) += 1;
            }
        }
    }
    let ambiguous: BTreeMap<String, Ambiguous> = parse(&folder().join("ambiguous.toml"));
    *n_cases.entry("skills").or_default() +=
        ambiguous.values().map(|cases| cases.yes.len() + cases.no.len()).sum::<usize>();
    for (reader, n_cases) in &n_cases {
        println!("{reader:<16} {n_cases:>5} cases");
        assert!(*n_cases >= CASES_MIN, "the reader of `{reader}` has {n_cases} cases");
    }
}
