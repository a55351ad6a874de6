//! Every reader on any text and any source fields, held to the contract of facts; the same posting gives the same
//! facts from buffers that were used before and from new ones.
//!
//! Input: the body, then, each behind a NUL, the source's title, employer, location and pay. A body that starts with
//! `<` is HTML.
#![no_main]

#[path = "../../crates/prospect-extract/tests/common/contract.rs"]
mod contract;

use libfuzzer_sys::fuzz_target;
use prospect_extract::{Extractor, Scratch};
use prospect_model::{Body, Date, Fields, Posting};
use std::cell::RefCell;
use std::sync::LazyLock;

static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(Extractor::new);

thread_local! {
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

fuzz_target!(|bytes: &[u8]| {
    let input = String::from_utf8_lossy(bytes);
    let mut parts = input.split('\0');
    let text = parts.next().unwrap_or_default().to_owned();
    let mut field = || parts.next().filter(|field| !field.is_empty()).map(str::to_owned);
    let fields =
        Fields { title: field(), employer: field(), location: field(), pay: field(), ..Fields::default() };
    let posting = Posting {
        id: "1".to_owned(),
        source: "jsonl".to_owned(),
        posted: Date::parse("2024-05-06"),
        month: None,
        url: None,
        poster: None,
        body: if text.starts_with('<') { Body::Html(text.clone()) } else { Body::Text(text.clone()) },
        fields,
    };
    let facts = SCRATCH.with_borrow_mut(|scratch| EXTRACTOR.read(&posting, scratch));
    assert_eq!(facts, EXTRACTOR.read(&posting, &mut Scratch::default()), "used buffers change what is read");
    let json = serde_json::to_value(&facts).expect("facts serialise");
    contract::check(facts.text.as_deref().unwrap_or(&text), &json);
});
