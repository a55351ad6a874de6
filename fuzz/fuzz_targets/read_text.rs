//! Every reader on any text and any source fields: no panic, and every span is the words that it claims.
#![no_main]

use libfuzzer_sys::fuzz_target;
use prospect_extract::{Extractor, Scratch};
use prospect_model::{Body, Date, Evidence, Fields, Posting, Words};
use std::cell::RefCell;
use std::sync::LazyLock;

static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(Extractor::new);

thread_local! {
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

fn check(text: &str, words: &Words) {
    if let (Some(start), Some(end)) = (words.start, words.end) {
        assert_eq!(text.get(start as usize..end as usize), Some(words.text.as_str()));
    } else {
        assert!(words.field.is_some());
    }
}

fuzz_target!(|parts: (String, Option<String>, Option<String>, Option<String>, Option<String>)| {
    let (text, title, employer, location, pay) = parts;
    let posting = Posting {
        id: "1".to_owned(),
        source: "jsonl".to_owned(),
        posted: Date::parse("2024-05-06"),
        month: None,
        url: None,
        poster: None,
        body: Body::Text(text.clone()),
        fields: Fields { title, employer, location, pay, ..Fields::default() },
    };
    let facts = SCRATCH.with_borrow_mut(|scratch| EXTRACTOR.read(&posting, scratch));
    facts.skills.iter().for_each(|fact| check(&text, &fact.words));
    facts.pay.iter().for_each(|fact| check(&text, &fact.words));
    facts.years.iter().for_each(|fact| check(&text, &fact.words));
    facts.places.iter().for_each(|fact| check(&text, &fact.words));
    facts.accepts_instead.iter().for_each(|fact| check(&text, &fact.words));
    for evidence in facts.evidence.values().flatten() {
        if let Evidence::Text { start, end, .. } = evidence {
            assert!(start < end && text.get(*start as usize..*end as usize).is_some());
        }
    }
});
