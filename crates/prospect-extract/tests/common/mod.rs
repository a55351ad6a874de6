//! What the tests of the readers share.

#![allow(dead_code, reason = "each test file is a program of its own and uses a part")]

pub(crate) mod contract;
pub(crate) mod lines;

use prospect_extract::{Extractor, Scratch};
use prospect_model::{Body, Facts, Fields, Posting};
use std::cell::RefCell;
use std::sync::LazyLock;

static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(Extractor::new);

thread_local! {
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

/// A posting of this text and these fields, from nowhere and without a date.
pub(crate) fn posting(text: &str, fields: Fields) -> Posting {
    Posting {
        id: "case".to_owned(),
        source: "cases".to_owned(),
        posted: None,
        month: None,
        url: None,
        poster: None,
        body: Body::Text(text.to_owned()),
        fields,
    }
}

/// Reads with one dictionary for all tests and one scratch a thread.
pub(crate) fn read(posting: &Posting) -> Facts {
    SCRATCH.with_borrow_mut(|scratch| EXTRACTOR.read(posting, scratch))
}
