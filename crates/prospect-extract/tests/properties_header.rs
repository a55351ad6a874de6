//! Whatever the header: facts hold to the contract.

mod common;

use proptest::prelude::*;
use prospect_model::Fields;

fn holds_contract(text: &str) {
    let facts = common::read(&common::posting(text, Fields::default()));
    common::contract::check(text, &serde_json::to_value(facts).expect("facts serialise"));
}

/// Pieces that headers are made of, in any order.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(vec![
            "Acme",
            "Senior",
            "Engineer",
            "Engineers",
            "Rust",
            " | ",
            " - ",
            " – ",
            ", ",
            "/",
            " & ",
            " and ",
            "(",
            ")",
            "[",
            "\n",
            "\n\n",
            ": ",
            ". ",
            "! ",
            "? ",
            " ",
            "  ",
            "\t",
            "Berlin",
            "Remote",
            "https://acme.example/a",
            "jobs@acme.example",
            "we are hiring",
            "At ",
            "is hiring",
            "Lead",
            "Manager",
            "of",
            "Head of",
            "C++",
            ".NET",
            "•",
            "✨",
            "é",
            "Zürich",
            "1.",
            "-",
            "--",
            "$100k",
            "Company:",
            "Position:",
            "ＡＢ",
            "\u{200b}",
            "Team",
            "PhD",
            "we build",
            "blockchain",
            "II",
            "at",
        ])
        .prop_map(str::to_owned),
        "\\PC{0,6}",
    ]
}

proptest! {
    #[test]
    fn any_text_holds_the_contract(text in "\\PC{0,200}") {
        holds_contract(&text);
    }

    #[test]
    fn any_header_holds_the_contract(pieces in prop::collection::vec(piece(), 0..40)) {
        holds_contract(&pieces.concat());
    }
}
