//! What holds of pay, equity and years over any text.

use proptest::prelude::*;
use prospect_extract::{Extractor, Scratch};
use prospect_model::{Body, Evidence, Facts, Fields, Posting, Words};
use std::cell::RefCell;

thread_local! {
    static READING: RefCell<(Extractor, Scratch)> = RefCell::new((Extractor::new(), Scratch::default()));
}

fn read(text: &str, location: Option<String>) -> Facts {
    let posting = Posting {
        id: "any".to_owned(),
        source: "any".to_owned(),
        posted: None,
        month: None,
        url: None,
        poster: None,
        body: Body::Text(text.to_owned()),
        fields: Fields { location, pay: None, ..Fields::default() },
    };
    READING.with(|reading| {
        let (extractor, scratch) = &mut *reading.borrow_mut();
        extractor.read(&posting, scratch)
    })
}

fn is_supported(text: &str, words: &Words) -> bool {
    match (words.start, words.end) {
        (Some(start), Some(end)) => start < end && text.get(start as usize..end as usize) == Some(words.text.as_str()),
        _ => words.field.is_some(),
    }
}

fn check(text: &str, location: Option<String>) {
    let facts = read(text, location);
    for pay in &facts.pay {
        assert!(is_supported(text, &pay.words), "{pay:?} of {text:?}");
        assert!(pay.min.is_some() || pay.max.is_some(), "{pay:?}");
        if let (Some(min), Some(max)) = (pay.min, pay.max) {
            assert!(min <= max, "{pay:?}");
        }
        assert!(pay.words.text.contains(|letter: char| letter.is_numeric()), "{pay:?}");
    }
    for years in &facts.years {
        assert!(is_supported(text, &years.words), "{years:?} of {text:?}");
        assert!(years.min.is_some_and(|min| (0.0..=50.0).contains(&min)), "{years:?}");
        assert!(years.max.is_none_or(|max| max >= years.min.unwrap_or(0.0)), "{years:?}");
        if let Some(of) = &years.of {
            assert!(text.contains(of.as_str()), "{years:?}");
        }
    }
    for evidence in facts.evidence.get("equity").into_iter().flatten() {
        if let Evidence::Text { start, end, .. } = evidence {
            assert!(start < end && text.get(*start as usize..*end as usize).is_some());
        }
    }
}

/// Pieces of which money and years are made, in any order.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(vec![
            "$",
            "€",
            "£",
            "¥",
            "₹",
            "kr",
            "zł",
            "USD",
            "EUR",
            "PLN",
            "k",
            "K",
            "M",
            "m",
            "-",
            "–",
            "~",
            "〜",
            "to",
            "bis",
            "up to",
            "from",
            "+",
            ",",
            ".",
            "'",
            " ",
            " ",
            "\n",
            "|",
            "(",
            ")",
            "/",
            "per",
            "year",
            "years",
            "month",
            "hr",
            "h",
            "of",
            "them",
            "experience",
            "salary",
            "base",
            "TC",
            "OTE",
            "equity",
            "no",
            "万円",
            "LPA",
            "Cr",
            "lakh",
            "at least",
            "YOE",
            "Jahre",
            "ans",
            "B2B",
            "net",
            "VAT",
            "14x",
            "Zone A",
            "L4",
            ":",
            "%",
            "week",
            "biweekly",
            "USDC",
            "ETH",
            "\u{a0}",
            "\u{202f}",
        ])
        .prop_map(str::to_owned),
        (0_u64..2_000_000_000_000).prop_map(|number| number.to_string()),
        (0_u32..1_000).prop_map(|number| format!("{number:03}")),
        (0_u32..100).prop_map(|number| number.to_string()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn any_string_is_read_without_panic(text in ".{0,200}") {
        check(&text, None);
    }

    #[test]
    fn any_mix_of_money_is_read_with_its_words(pieces in prop::collection::vec(piece(), 0..24), gap in "[ ]?", location in prop::option::of("[A-Z]{2}")) {
        check(&pieces.join(&gap), location);
    }
}
