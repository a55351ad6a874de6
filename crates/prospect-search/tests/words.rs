//! Words, phrases, order and counts on invented openings.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::{Ad, ad, dataset, ids, index, query};
use prospect_model::{Period, PostingRow, WorkMode};
use prospect_search::{Facet, Filter, Query, SearchIndex, Sort};

fn ads() -> Vec<Ad> {
    vec![
        Ad {
            employer: Some("Acme"),
            text: "We write the data plane of a network in Rust. Our C++ is old.",
            skills: &["rust!", "cpp"],
            places: &[["Zürich", "CH", "-"]],
            pay: Some((100_000, 120_000, "USD", Period::Year)),
            posted: "2024-01-10",
            ..ad("1", "Network Engineer")
        },
        Ad {
            employer: Some("Globex"),
            text: "The plane of our data is flat; smart contracts run on it. Rust once.",
            skills: &["rust"],
            posted: "2024-03-10",
            row: PostingRow { work_modes: vec![WorkMode::Remote], ..PostingRow::default() },
            ..ad("2", "Data Engineer")
        },
        Ad {
            text: "Nothing but C here.",
            skills: &["c!"],
            places: &[["Berlin", "DE", "DE-BE"], ["Munich", "DE", "DE-BY"]],
            pay: Some((200_000, 220_000, "USD", Period::Year)),
            posted: "2024-02-10",
            ..ad("3", "Firmware Engineer (Rust)")
        },
        Ad { posted: "", text: "Bread. Network of ovens.", ..ad("4", "Baker") },
    ]
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let folder = tempfile::tempdir().unwrap();
    let index = index(&folder.path().join("index"), &ads());
    let mut found = ids(&index.search(&Query::parse(text).unwrap(), 2).unwrap());
    found.sort();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn words_must_all_stand_there_and_phrases_as_they_are() {
    check("rust", &["1", "2", "3"]);
    check("RUST plane", &["1", "2"]);
    check("\"data plane\"", &["1"]);
    check("data-plane", &["1"]);
    check("\"plane of\" rust", &["1", "2"]);
    check("\"plane data\"", &[]);
    check("rust -c++", &["2", "3"]);
    check("-rust", &["4"]);
    check("-\"data plane\" rust", &["2", "3"]);
    check("baker OR \"smart contracts\"", &["2", "4"]);
    check("c", &["3"]);
    check("nosuchword", &[]);
    check("nosuchword OR baker", &["4"]);
    check("\"nosuchword baker\"", &[]);
}

#[test]
fn facts_are_words_too() {
    check("zurich", &["1"]);
    check("Germany Munich", &["3"]);
    check("remote globex", &["2"]);
}

#[test]
fn no_phrase_goes_from_one_part_into_the_next() {
    // The title's last word and the employer's first.
    check("\"engineer acme\"", &[]);
    check("\"network engineer\"", &["1"]);
}

#[test]
fn the_title_weighs_most_and_ties_go_by_id() {
    let folder = tempfile::tempdir().unwrap();
    let index = index(&folder.path().join("index"), &ads());
    let answer = index.search(&Query::parse("network").unwrap(), 1).unwrap();
    assert_eq!(ids(&answer), ["1", "4"]);
    assert!(answer.hits[0].score > answer.hits[1].score && answer.hits[1].score > Some(0.0));
    let same: Vec<Ad> = ["c", "a", "b"].into_iter().map(|id| ad(id, "Engineer")).collect();
    let mut rows = dataset(&same);
    // As a dataset is: openings in the order of their ids.
    rows.openings.sort_by(|a, b| a.id.cmp(&b.id));
    let numbers: Vec<u32> = rows.openings.iter().map(|opening| opening.postings[0]).collect();
    for (at, posting) in (0..).zip(numbers) {
        rows.postings[posting as usize].roles[0].opening = Some(at);
    }
    let index = SearchIndex::in_memory(&rows, 2).unwrap();
    for text in ["engineer", ""] {
        assert_eq!(ids(&index.search(&Query::parse(text).unwrap(), 2).unwrap()), ["a", "b", "c"], "{text}");
    }
}

#[test]
fn hits_are_sorted_as_asked() {
    let folder = tempfile::tempdir().unwrap();
    let index = index(&folder.path().join("index"), &ads());
    let sorted =
        |sort: Sort, text: &str| ids(&index.search(&Query { sort, ..Query::parse(text).unwrap() }, 2).unwrap());
    assert_eq!(sorted(Sort::Date, ""), ["2", "3", "1", "4"]);
    assert_eq!(sorted(Sort::Relevance, ""), ["2", "3", "1", "4"]);
    assert_eq!(sorted(Sort::Pay, ""), ["3", "1", "2", "4"]);
    assert_eq!(sorted(Sort::Pay, "rust"), ["3", "1", "2"]);
    let limited = Query { limit: 1, sort: Sort::Date, ..Query::default() };
    let answer = index.search(&limited, 1).unwrap();
    assert_eq!((ids(&answer).len(), answer.n), (1, 4));
}

#[test]
fn facets_count_all_hits() {
    let folder = tempfile::tempdir().unwrap();
    let index = index(&folder.path().join("index"), &ads());
    let facets = Facet::ALL.to_vec();
    let answer = index.search(&Query { facets, limit: 0, ..Query::parse("rust").unwrap() }, 2).unwrap();
    assert!(answer.hits.is_empty());
    let shown = |facet: Facet| {
        let counts = answer.facets.iter().find(|it| it.facet == facet).unwrap();
        let mut parts: Vec<String> = counts.values.iter().map(|it| format!("{} {}", it.name, it.n)).collect();
        parts.push(format!("- {}", counts.n_unstated));
        parts.join(", ")
    };
    assert_eq!(shown(Facet::Skill), "Rust 2, C 1, C++ 1, - 0");
    assert_eq!(shown(Facet::Country), "Switzerland 1, Germany 1, - 1");
    assert_eq!(shown(Facet::City), "Berlin 1, Munich 1, Zürich 1, - 1");
    assert_eq!(shown(Facet::Employer), "Acme 1, Globex 1, - 1");
    assert_eq!(shown(Facet::WorkMode), "remote 1, - 2");
    assert_eq!(shown(Facet::Year), "2024 3, - 0");
    assert_eq!(shown(Facet::Source), "hn 3, - 0");
    assert_eq!(shown(Facet::Visa), "- 3");
    let few = Query { facets: vec![Facet::Skill], n_facet_values: 1, ..Query::default() };
    let counts = index.search(&few, 1).unwrap().facets;
    assert_eq!((counts[0].values.len(), counts[0].n_values), (1, 3));
}

#[test]
fn an_index_without_texts_answers_filters_alike() {
    let folder = tempfile::tempdir().unwrap();
    let with_texts = index(&folder.path().join("index"), &ads());
    let without = SearchIndex::in_memory(&dataset(&ads()), 2).unwrap();
    let filters: [&[(&str, &str)]; 6] = [
        &[],
        &[("skill", "rust and not c++")],
        &[("country", "DE"), ("pay-min", "100k USD")],
        &[("takes", "PT")],
        &[("since", "2024-02")],
        &[("city", "Berlin"), ("city", "Zürich")],
    ];
    for filters in filters {
        for kept in [&[][..], &Filter::ALL] {
            let query = Query { facets: Facet::ALL.to_vec(), ..query("", filters, kept) };
            let (a, b) = (with_texts.search(&query, 1).unwrap(), without.search(&query, 2).unwrap());
            assert_eq!(a, b, "{filters:?}");
        }
    }
    // Words of titles and facts are there; those of the texts are not.
    assert_eq!(ids(&without.search(&Query::parse("baker").unwrap(), 1).unwrap()), ["4"]);
    assert_eq!(without.search(&Query::parse("bread").unwrap(), 1).unwrap().n, 0);
}
