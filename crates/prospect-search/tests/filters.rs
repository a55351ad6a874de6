//! Each filter on invented openings: what it keeps, and what says nothing to it.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::{Ad, ad, ids, index, query};
use prospect_model::{Domain, Period, PostingRow, Seniority, Visa, WorkMode};
use prospect_search::{Filter, Query, SearchIndex};

fn ads() -> Vec<Ad> {
    let modes = |modes: &[WorkMode]| PostingRow { work_modes: modes.to_vec(), ..PostingRow::default() };
    vec![
        Ad {
            employer: Some("Acme Robotics"),
            skills: &["rust!", "tokio", "java?"],
            places: &[["Berlin", "DE", "DE-BE"]],
            pay: Some((90_000, 110_000, "EUR", Period::Year)),
            years: Some(5.0),
            row: PostingRow {
                seniority: vec![Seniority::Senior],
                domain: vec![Domain::AutomotiveAerospaceRobotics, Domain::Web3],
                visa: Visa::Offered,
                ..modes(&[WorkMode::Onsite])
            },
            ..ad("a", "Robotics Engineer")
        },
        Ad {
            employer: Some("Globex"),
            skills: &["rust", "cpp!"],
            places: &[["San Francisco", "US", "US-CA"], ["-", "CA", "-"]],
            scopes: &["EU"],
            pay: Some((100, 100, "USD", Period::Hour)),
            years: Some(2.0),
            posted: "2024-03-15",
            row: PostingRow {
                seniority: vec![Seniority::Junior, Seniority::Mid],
                domain: vec![Domain::Web3],
                visa: Visa::NotOffered,
                ..modes(&[WorkMode::Remote, WorkMode::Onsite])
            },
            ..ad("b", "Protocol Engineer")
        },
        Ad {
            employer: Some("Initech"),
            skills: &["java!", "go"],
            places: &[["-", "US", "-"]],
            pay: Some((150_000, 0, "USD", Period::Year)),
            posted: "2023-12",
            is_second_source: true,
            row: modes(&[WorkMode::Remote]),
            ..ad("c", "Backend Developer")
        },
        // Says nothing at all.
        Ad { posted: "", ..ad("d", "Engineer") },
    ]
}

fn open() -> (tempfile::TempDir, SearchIndex) {
    let folder = tempfile::tempdir().unwrap();
    let index = index(&folder.path().join("index"), &ads());
    (folder, index)
}

/// A filter with a value: the ids that it keeps, and those that it keeps with the unknown.
#[track_caller]
fn check(name: &str, value: &str, kept: &[&str], with_unknown: &[&str]) {
    let (_folder, index) = open();
    let filter = Filter::named(name).unwrap();
    let search = |unknown: &[Filter]| {
        let answer = index.search(&query("", &[(name, value)], unknown), 2).unwrap();
        let mut ids = ids(&answer);
        ids.sort();
        assert_eq!(answer.n as usize, ids.len());
        let n_unknown = answer.unknown.iter().find(|it| it.filter == filter).map_or(0, |it| it.n as usize);
        assert_eq!(n_unknown, with_unknown.len() - kept.len(), "what says nothing is counted");
        assert!(answer.unknown.iter().all(|it| it.is_kept != unknown.is_empty()));
        (ids, answer)
    };
    assert_eq!(search(&[]).0, kept, "{name} {value}");
    let (ids, answer) = search(&[filter]);
    assert_eq!(ids, with_unknown, "{name} {value} with unknown");
    for hit in &answer.hits {
        let says_nothing = !kept.contains(&hit.shown.id.trim_start_matches("o-"));
        assert_eq!(hit.unknown.contains(&filter), says_nothing, "{}", hit.shown.id);
    }
}

#[test]
fn skills_by_name_alias_and_expression() {
    check("skill", "Rust", &["a", "b"], &["a", "b"]);
    check("skill", "golang", &["c"], &["c"]);
    check("skill", "rust and not c++", &["a"], &["a"]);
    check("skill", "tokio or (c++ and rust)", &["a", "b"], &["a", "b"]);
    // What is mentioned in passing is not asked for.
    check("skill", "java", &["c"], &["c"]);
    check("skill", "not java", &["a", "b", "d"], &["a", "b", "d"]);
}

#[test]
fn required_only_leaves_out_what_is_used() {
    let (_folder, index) = open();
    let mut query = query("", &[("skill", "rust")], &[]);
    query.filters.is_required_only = true;
    assert_eq!(ids(&index.search(&query, 1).unwrap()), ["a"]);
}

#[test]
fn employers_by_a_part_of_their_name() {
    check("employer", "acme", &["a"], &["a", "d"]);
    check("employer", "GLOBEX", &["b"], &["b", "d"]);
}

#[test]
fn places_by_country_region_and_city() {
    check("country", "Germany", &["a"], &["a", "d"]);
    check("country", "US", &["b", "c"], &["b", "c", "d"]);
    check("country", "ca", &["b"], &["b", "d"]);
    check("region", "EU", &["a"], &["a", "d"]);
    check("region", "California", &["b"], &["b", "c", "d"]);
    check("city", "berlin", &["a"], &["a", "b", "c", "d"]);
}

#[test]
fn modes_and_who_can_take_it() {
    check("work-mode", "remote", &["b", "c"], &["b", "c", "d"]);
    check("work-mode", "onsite", &["a", "b"], &["a", "b", "d"]);
    // Remotely from the EU; the other remote one does not say from where.
    check("takes", "PT", &["b"], &["b", "c", "d"]);
    check("takes", "Germany", &["a", "b"], &["a", "b", "c", "d"]);
    // Together with remote work, a place does not help.
    let (_folder, index) = open();
    let query = query("", &[("takes", "DE"), ("work-mode", "remote")], &[]);
    assert_eq!(ids(&index.search(&query, 1).unwrap()), ["b"]);
}

#[test]
fn pay_is_compared_a_year_and_in_the_wanted_currency() {
    // 110,000 EUR of May 2024 are about 119,000 USD; 100 USD an hour are 208,000 USD a year; 150,000 and more has no end.
    check("pay-min", "115k USD", &["a", "b"], &["a", "b", "c", "d"]);
    check("pay-min", "130k USD", &["b"], &["b", "c", "d"]);
    check("pay-min", "111k EUR", &["b"], &["b", "c", "d"]);
    check("pay-min", "300k USD", &[], &["c", "d"]);
}

#[test]
fn levels_years_domain_and_visa() {
    check("seniority", "senior", &["a"], &["a", "c", "d"]);
    check("seniority", "mid", &["b"], &["b", "c", "d"]);
    check("years-max", "2", &["b"], &["b", "c", "d"]);
    check("years-max", "5", &["a", "b"], &["a", "b", "c", "d"]);
    check("years-max", "0", &[], &["c", "d"]);
    // The surest domain alone, as reports count.
    check("domain", "web3", &["b"], &["b", "c", "d"]);
    check("visa", "offered", &["a"], &["a", "c", "d"]);
    check("visa", "not-offered", &["b"], &["b", "c", "d"]);
}

#[test]
fn source_and_time() {
    check("source", "ats", &["c"], &["c"]);
    check("since", "2024", &["a", "b"], &["a", "b", "d"]);
    check("since", "2024-03-16", &["a"], &["a", "d"]);
    check("until", "2024-03", &["b", "c"], &["b", "c", "d"]);
    check("until", "2024-03-14", &["c"], &["c", "d"]);
    // The last day of `hn` is in May: March is long ago. The last of `ats` is that posting's own.
    check("open-only", "yes", &["a", "c"], &["a", "c", "d"]);
}

#[test]
fn several_values_are_either_and_several_filters_all() {
    let (_folder, index) = open();
    let either = query("", &[("country", "DE"), ("country", "CA")], &[]);
    let mut found = ids(&index.search(&either, 1).unwrap());
    found.sort();
    assert_eq!(found, ["a", "b"]);
    let both = query("", &[("country", "DE"), ("country", "CA"), ("visa", "offered")], &[]);
    assert_eq!(ids(&index.search(&both, 1).unwrap()), ["a"]);
}

#[test]
fn employers_and_sources_that_the_index_does_not_have_are_errors() {
    let (_folder, index) = open();
    let error = |name: &str, value: &str| index.search(&query("", &[(name, value)], &[]), 1).unwrap_err().to_string();
    assert_eq!(error("employer", "Globx"), "no employer `globx`\nhint: did you mean `Globex`?");
    assert_eq!(error("employer", "Umbrella"), "no employer `umbrella`");
    assert_eq!(error("source", "hm"), "no source `hm`\nhint: did you mean `hn`?");
    assert_eq!(error("source", "monster"), "no source `monster`\nhint: did you mean `hn` or `ats`?");
    let contradiction = query("", &[("since", "2024-05"), ("until", "2024-04")], &[]);
    assert!(index.search(&contradiction, 1).is_err());
}

#[test]
fn an_empty_query_finds_all_and_an_empty_index_nothing() {
    let (_folder, index) = open();
    let answer = index.search(&Query::default(), 1).unwrap();
    assert_eq!((answer.n, answer.n_openings), (4, 4));
    let folder = tempfile::tempdir().unwrap();
    let empty = common::index(&folder.path().join("index"), &[]);
    for text in ["", "rust", "-rust", "\"a b\"", "country:DE", "skill:rust"] {
        assert_eq!(empty.search(&Query::parse(text).unwrap(), 2).unwrap().n, 0, "{text}");
    }
}
