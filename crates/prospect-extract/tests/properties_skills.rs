//! Whatever the text: reading skills does not panic, and every span holds the words that it claims.

use proptest::prelude::*;
use prospect_extract::{Extractor, Scratch};
use prospect_model::{Body, Fields, Posting, Words};
use std::sync::LazyLock;

static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(Extractor::new);

fn check(text: &str) {
    let posting = Posting {
        id: "case".to_owned(),
        source: "cases".to_owned(),
        posted: None,
        month: None,
        url: None,
        poster: None,
        body: Body::Text(text.to_owned()),
        fields: Fields::default(),
    };
    let facts = EXTRACTOR.read(&posting, &mut Scratch::default());
    let mut ids: Vec<&str> = facts.skills.iter().map(|skill| skill.id.as_ref()).collect();
    let n_skills = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), n_skills, "each skill stands once");
    for words in facts.skills.iter().map(|skill| &skill.words).chain(facts.accepts_instead.iter().map(|it| &it.words)) {
        check_words(text, words);
    }
    assert_eq!(facts, EXTRACTOR.read(&posting, &mut Scratch::default()), "the same text gives the same facts");
}

fn check_words(text: &str, words: &Words) {
    let (start, end) = (words.start.expect("read from text"), words.end.expect("read from text"));
    assert!(start < end);
    assert_eq!(text.get(start as usize..end as usize), Some(words.text.as_str()));
    assert!(!words.rule.is_empty());
}

/// Pieces of which postings about software are made, and some that break words.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "Rust",
        "rust",
        "Go",
        "go",
        "C",
        "C++",
        "C#",
        ".NET",
        "Node.js",
        "R",
        "R&D",
        "Python",
        "python",
        "AWS",
        "or",
        "and",
        "and/or",
        "one of",
        "experience with",
        "a plus",
        "no",
        "we use",
        "willing to learn",
        "not required",
        "engineer",
        "Senior",
        "(",
        ")",
        ",",
        ", ",
        "/",
        "-",
        " - ",
        ": ",
        ". ",
        "; ",
        "\n",
        "\n\n",
        "- ",
        "•",
        " | ",
        "#",
        "'",
        "’",
        "…",
        "é",
        "🦀",
        "\u{200b}",
        "\u{301}",
        "https://acme.example/rust",
        "or similar",
        "Requirements:",
        "Acme",
        "I'd",
    ]);
    prop::collection::vec((piece, prop::bool::ANY), 0..40).prop_map(|pieces| {
        pieces.iter().map(|(piece, has_space)| format!("{piece}{}", if *has_space { " " } else { "" })).collect()
    })
}

proptest! {
    #[test]
    fn any_text_is_read(text in "\\PC{0,200}") {
        check(&text);
    }

    #[test]
    fn any_arrangement_of_pieces_is_read(text in pieces()) {
        check(&text);
    }
}
