//! Each rule, broken once: the complaint names file and line.

use super::*;
use std::collections::BTreeSet;

const DOCUMENTS: &str = "[[document]]\nid = \"003\"\ntitle = \"A study\"\nseen = \"2025-08-16\"\n";
const PROJECT: &str = "id = \"relay\"\nname = \"Relay\"\nwhat = \"Passes events on.\"\nkind = \"service\"\n\
                       organisation = \"acme\"\nprovenance = [SECONDARY]\n";
const ORGANISATION: &str = "\
id = \"acme\"
name = \"Acme\"
aliases = [\"Acme Robotics\"]
ownership = \"private\"
country = \"DE\"
sectors = [\"robotics\"]
roles = [\"adopter\"]
provenance = [SECONDARY]

[[use]]
id = \"relay\"
what = \"Events are passed on by a service in Rust.\"
project = \"relay\"
replaced = [\"cpp\"]
driver = \"both\"
adoption = \"in-production\"
event = \"2024\"
provenance = [PRIMARY]

[[outcome]]
id = \"faster\"
use = \"relay\"
statement = \"Events take less time.\"
metric = \"time\"
value = 3
unit = \"ms\"
baseline = \"the old service\"
baseline_value = 9
provenance = [PRIMARY]

[[setback]]
id = \"flaw\"
use = \"relay\"
kind = \"vulnerability\"
statement = \"A request was read twice.\"
cve = \"CVE-2025-0001\"
provenance = [SECONDARY]
";
const CLAIM: &str = "\
[[claim]]
id = \"premium\"
kind = \"figure\"
theme = \"premium\"
statement = \"Rust pays more.\"
value = 15
value_max = 20
unit = \"%\"
population = \"people who write Rust\"
measure = \"premium-over-comparable\"
provenance = [SECONDARY]
";
const STEP: &str = "\
[[step]]
id = \"write-a-tool\"
kind = \"practice\"
title = \"Write a tool\"
what = \"Write a tool for the command line.\"
from = [\"python\"]
order = 30
skills = [\"rust\"]
audience = \"developer\"
provenance = [SECONDARY]
";

/// The sound records with one of them changed: what stands for `from` becomes `to`.
#[track_caller]
fn complaints(path: &str, from: &str, to: &str) -> Vec<String> {
    let mut files = vec![
        ("data/adopters/acme.toml", ORGANISATION),
        ("data/claims/pay.toml", CLAIM),
        ("data/documents.toml", DOCUMENTS),
        ("data/learning/start.toml", STEP),
        ("data/projects/relay.toml", PROJECT),
    ]
    .into_iter()
    .map(|(name, text)| (name, text.to_owned()))
    .collect::<Vec<_>>();
    for (name, text) in &mut files {
        if *name == path {
            assert!(text.contains(from), "`{from}` is not in {path}");
            *text = text.replacen(from, to, 1);
        }
        *text = text
            .replace("SECONDARY", "{ kind = \"secondary\", document = \"003\", where = \"Table 2\" }")
            .replace("PRIMARY", "{ kind = \"primary\", document = \"003\", url = \"https://acme.example/a\" }");
    }
    let files = files.into_iter().map(|(name, text)| File { path: name.to_owned(), text }).collect();
    let mut complaints = Vec::new();
    let knowledge = read(files, &mut complaints);
    let rules = Rules {
        today: Date { year: 2026, month: 11, day: 21 },
        skill_ids: &BTreeSet::from(["cpp".to_owned(), "rust".to_owned()]),
        printed: Some(&Printed::of("003", "see https://acme.example/a and https://acme.example/longer")),
    };
    complaints.extend(check::check(&knowledge, &rules));
    complaints
}

#[track_caller]
fn check(path: &str, from: &str, to: &str, expected: &str) {
    let complaints = complaints(path, from, to);
    assert!(
        complaints.iter().any(|complaint| complaint.contains(expected)),
        "expected `{expected}` in {complaints:#?}"
    );
}

const ACME: &str = "data/adopters/acme.toml";
const PAY: &str = "data/claims/pay.toml";

#[test]
fn sound_records_pass_and_become_constants() {
    assert_eq!(complaints(ACME, "", ""), Vec::<String>::new());
    let text = |path: &str, text: &str| File {
        path: path.to_owned(),
        text: text.replace("SECONDARY", "{ kind = \"secondary\", document = \"003\", where = \"Table 2\" }"),
    };
    let knowledge = read(vec![text(PAY, CLAIM)], &mut Vec::new());
    let table = table::write(&knowledge);
    let amount =
        "amount: Some(Amount { value: 15.0, value_max: Some(20.0), comparator: Comparator::Exactly, unit: \"%\" })";
    assert!(table.contains(amount), "{table}");
    assert!(
        table.contains("frame: ClaimFrame::Market, measure: Measure::PremiumOverComparable, group: None"),
        "{table}"
    );
}

#[test]
fn unknown_fields_and_values_are_refused() {
    check(ACME, "country =", "land =", "data/adopters/acme.toml:5: unknown field `land`");
    check(ACME, "\"both\"", "\"fun\"", "data/adopters/acme.toml:15: unknown variant `fun`");
    check(ACME, "what = ", "colour = \"red\"\nwhat = ", "data/adopters/acme.toml:12: unknown field `colour`");
    check(ACME, "country = \"DE\"", "country = \"Germany\"", "acme.toml:5: `Germany` is no ISO 3166-1");
    check(ACME, "sectors = [\"robotics\"]", "sectors = []", "acme.toml:1: `acme` needs a sector and a role");
}

#[test]
fn missing_and_wrong_provenance_is_refused() {
    check(
        ACME,
        "event = \"2024\"\nprovenance = [PRIMARY]",
        "event = \"2024\"",
        "acme.toml:10: missing field `provenance`",
    );
    check(ACME, "[SECONDARY]", "[]", "acme.toml:1: no provenance");
    let source = |to: &str, expected: &str| check(ACME, "[PRIMARY]", to, expected);
    source("[{ kind = \"primary\", document = \"003\" }]", "acme.toml:18: a primary source needs a `url`");
    source("[{ kind = \"secondary\", document = \"003\" }]", "acme.toml:18: a secondary source says `where`");
    source(
        "[{ kind = \"secondary\", document = \"003\", url = \"https://acme.example/a\", where = \"x\" }]",
        "acme.toml:18: a secondary source has no `url`",
    );
    source(
        "[{ kind = \"primary\", document = \"009\", url = \"https://acme.example/a\" }]",
        "acme.toml:18: document `009`",
    );
    source(
        "[{ kind = \"primary\", document = \"003\", url = \"https://acme.example/long\" }]",
        "acme.toml:18: document 003 does not print `https://acme.example/long`",
    );
    source("[{ kind = \"primary\", document = \"003\", url = \"acme\" }]", "acme.toml:18: `acme` is no address");
}

#[test]
fn numbers_need_units_values_and_metrics() {
    check(ACME, "unit = \"ms\"\n", "", "acme.toml:21: a value without a unit");
    check(ACME, "value = 3\n", "", "acme.toml:21: a unit without a value");
    check(ACME, "value = 3\nunit = \"ms\"\n", "", "acme.toml:21: `faster` has a baseline and no value");
    check(ACME, "value = 3\nunit = \"ms\"\n", "", "acme.toml:21: `faster` has no value: say `qualitative = true`");
    check(ACME, "metric = \"time\"\n", "", "acme.toml:21: `faster` has a value and no metric");
    check(
        ACME,
        "metric =",
        "qualitative = true\nmetric =",
        "acme.toml:21: `faster` has a value and is called qualitative",
    );
    check(PAY, "unit = \"%\"\n", "", "pay.toml:2: a value without a unit");
    check(PAY, "value_max = 20", "value_max = 10", "pay.toml:2: `value_max` must be a number above `value`");
    check(PAY, "value = 15", "value = nan", "pay.toml:2: `value_max` must be a number above `value`");
    check(PAY, "population = \"people who write Rust\"\n", "", "pay.toml:2: the figure `premium` does not say of whom");
}

#[test]
fn dead_links_are_refused() {
    check(ACME, "project = \"relay\"", "project = \"pump\"", "acme.toml:13: `pump` is no record of data/projects");
    check(ACME, "[\"cpp\"]", "[\"cobol\"]", "acme.toml:14: `cobol` is no record of data/skills");
    check(ACME, "use = \"relay\"", "use = \"pump\"", "acme.toml:22: `pump` is no use of this record");
    check(ACME, "country", "part_of = \"umbrella\"\ncountry", "acme.toml:5: `umbrella` is no record of data/adopters");
    check(ACME, "country", "part_of = \"acme\"\ncountry", "acme.toml:5: `acme` is a part of itself");
    check(
        "data/projects/relay.toml",
        "\"acme\"",
        "\"umbrella\"",
        "relay.toml:5: `umbrella` is no record of data/adopters",
    );
    check("data/learning/start.toml", "[\"rust\"]", "[\"cobol\"]", "start.toml:8: `cobol` is no record of data/skills");
    check(
        PAY,
        "\"premium-over-comparable\"",
        "\"share-of-postings-by-domain\"\ngroup = \"metal\"",
        "pay.toml:11: group `metal` of measure `share-of-postings-by-domain` should be a domain of the model",
    );
    check(PAY, "\"premium-over-comparable\"", "\"pay-by-level\"", "pay.toml:2: measure `pay-by-level` needs a `group`");
}

#[test]
fn impossible_dates_are_refused() {
    check(ACME, "event = \"2024\"", "event = \"2027\"", "acme.toml:17: `2027` is in the future");
    check(ACME, "event = \"2024\"", "event = \"1989-12\"", "acme.toml:17: `1989-12` is before 1990");
    check(ACME, "event = \"2024\"", "event = \"2024-02-30\"", "acme.toml:17: `2024-02-30` is no date");
    let early =
        "[{ kind = \"secondary\", document = \"003\", where = \"x\", published = \"2025-06\", seen = \"2025-05-31\" }]";
    check(ACME, "[PRIMARY]", early, "acme.toml:18: seen `2025-05-31` before it was published `2025-06`");
    let planned = complaints(ACME, "\"in-production\"\nevent = \"2024\"", "\"targeted\"\nevent = \"2027\"");
    assert_eq!(planned, Vec::<String>::new(), "what is planned lies ahead");
}

#[test]
fn one_spelling_belongs_to_one_record() {
    let other = |name: &str, aliases: &str| {
        let text = ORGANISATION
            .replace(
                "id = \"acme\"\nname = \"Acme\"\naliases = [\"Acme Robotics\"]",
                &format!("id = \"other\"\nname = {name:?}\naliases = {aliases}"),
            )
            .replace("SECONDARY", "{ kind = \"secondary\", document = \"003\", where = \"Table 2\" }")
            .replace("PRIMARY", "{ kind = \"secondary\", document = \"003\", where = \"Table 2\" }");
        let first = ORGANISATION.replace("SECONDARY", "").replace("PRIMARY", "");
        let mut broken = Vec::new();
        let files = vec![
            File { path: ACME.to_owned(), text: first },
            File { path: "data/adopters/other.toml".to_owned(), text },
        ];
        let knowledge = read(files, &mut broken);
        let rules = Rules { today: Date { year: 2026, month: 1, day: 1 }, skill_ids: &BTreeSet::new(), printed: None };
        broken.extend(check::check(&knowledge, &rules));
        broken.retain(|complaint| complaint.contains("belongs to") || complaint.contains("twice"));
        broken
    };
    let taken = "data/adopters/other.toml:3: `ACME ROBOTICS` belongs to `acme` at data/adopters/acme.toml:3 too";
    assert_eq!(other("Other", "[\"ACME ROBOTICS\"]"), [taken]);
    let same_key = "data/adopters/other.toml:1: `Acme, Inc.` belongs to `acme` at data/adopters/acme.toml:1 too";
    assert_eq!(other("Acme, Inc.", "[]"), [same_key]);
    assert_eq!(other("Other", "[\"other\"]"), ["data/adopters/other.toml:3: `other` stands twice in this record"]);
    assert_eq!(other("Other", "[\"Other Labs\"]"), Vec::<String>::new());
}

#[test]
fn ids_are_unique_and_name_their_file() {
    check(PAY, CLAIM, &CLAIM.repeat(2), "pay.toml:13: id `premium` stands at data/claims/pay.toml:2 too");
    check(ACME, "id = \"acme\"", "id = \"Acme\"", "acme.toml:1: id `Acme` is not kebab-case");
    check(ACME, "id = \"acme\"", "id = \"umbrella\"", "acme.toml:1: id `umbrella` is not the file's name");
    check(ACME, "CVE-2025-0001", "CVE-25-1", "acme.toml:32: `CVE-25-1` is no number such as");
    check(ACME, "statement = \"A request was read twice.\"", "statement = \"\"", "acme.toml:32: a text is empty");
}

/// What `prospect adopters propose` prints; its own test keeps it so.
const PROPOSED: &str = include_str!("../../../../crates/prospect-cli/tests/fixtures/proposed.toml");

#[test]
fn a_proposal_passes() {
    let documents = "[[document]]\nid = \"contributed\"\ntitle = \"Pages\"\n";
    let files = vec![
        File { path: "data/adopters/acme-pumps-sohne.toml".to_owned(), text: PROPOSED.to_owned() },
        File { path: "data/documents.toml".to_owned(), text: documents.to_owned() },
    ];
    let mut broken = Vec::new();
    let knowledge = read(files, &mut broken);
    let rules = Rules {
        today: Date { year: 2026, month: 11, day: 21 },
        skill_ids: &BTreeSet::new(),
        // The seed documents are at hand, and the contributor's page is none of them.
        printed: Some(&Printed::of("003", "")),
    };
    broken.extend(check::check(&knowledge, &rules));
    assert_eq!(broken, Vec::<String>::new());
    assert_eq!(knowledge.organisations.len(), 1);
}
