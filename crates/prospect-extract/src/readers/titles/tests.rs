//! Short cuts of the grammar against the long way.

use super::grammar::{Grammar, Style};
use crate::scan::Scan;
use crate::{Extractor, Scratch};
use proptest::prelude::*;
use prospect_model::{Body, Fields, Posting};
use std::sync::OnceLock;

/// Words and marks that titles and their neighbours are made of.
#[rustfmt::skip]
const PIECES: &[&str] = &[
    " engineer", " Engineers", " developer", " lead", " Lead", " Partner", " DevOps", " CTO", " SRE", " QA",
    " Senior", " backend", " Frontend", " Rust", " C++", " Data", " Platform", " team", " company", " Acme",
    " remote", " we", " the", " of", " and", " or", ",", ", ", "/", " / ", " & ", " - ", "-", " (", ")", ".", ":",
    " 2", " II", "\n", "\n\n", " https://acme.example", " machine learning", " full-stack", " multiple",
    " looking for", " division", " intern",
];

fn scan_of(text: &str) -> Scratch {
    static EXTRACTOR: OnceLock<Extractor> = OnceLock::new();
    let mut scratch = Scratch::default();
    let posting = Posting {
        id: String::new(),
        source: String::new(),
        posted: None,
        month: None,
        url: None,
        poster: None,
        body: Body::Text(text.to_owned()),
        fields: Fields::default(),
    };
    let _ = EXTRACTOR.get_or_init(Extractor::new).read(&posting, &mut scratch);
    scratch
}

proptest! {
    #[test]
    fn the_first_title_tells_whether_a_stretch_opens_with_one(
        pieces in prop::collection::vec(prop::sample::select(PIECES), 1..24),
        skipped in 0_usize..3,
    ) {
        let scratch = scan_of(&pieces.concat());
        let scan: &Scan = &scratch.scan;
        let grammar = Grammar::new(&scan.body);
        let zone = skipped.min(scan.body.tokens.len())..scan.body.tokens.len();
        let titles = grammar.titles_in(zone.clone(), Style::Listed);
        let opens = titles.first().is_some_and(|title| title.start == zone.start);
        prop_assert_eq!(grammar.opens_with_title(zone), opens);
    }
}
