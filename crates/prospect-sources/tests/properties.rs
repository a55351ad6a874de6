//! What holds for every connector on any input: no panic, and no words in fields that the document does not have.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use proptest::prelude::*;
use prospect_sources::{ALL, Connector, Request, by_id, recognise, sniff};
use std::path::Path;
use std::sync::LazyLock;

/// Every fixture, with its connector.
static DOCUMENTS: LazyLock<Vec<(&'static Connector, Vec<u8>)>> = LazyLock::new(|| {
    let folders = common::entries(&Path::new(common::CRATE).join("fixtures"));
    let documents = folders.iter().flat_map(|folder| {
        let connector = by_id(&folder.file_name().unwrap().to_string_lossy()).unwrap();
        common::documents(folder).into_iter().map(move |path| (connector, std::fs::read(path).unwrap()))
    });
    documents.collect()
});

/// A change to a document.
#[derive(Clone, Debug)]
enum Edit {
    CutOff(prop::sample::Index),
    Remove(prop::sample::Index, usize),
    Put(prop::sample::Index, u8),
}

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    // No digits and no `e`: a number's words change with its value.
    let byte = prop::sample::select(&b"\"\\{}[],:<>&;/nulx \n\x00\xc3\xff"[..]);
    let edit = prop_oneof![
        1 => any::<prop::sample::Index>().prop_map(Edit::CutOff),
        3 => (any::<prop::sample::Index>(), 1_usize..40).prop_map(|(at, n)| Edit::Remove(at, n)),
        4 => (any::<prop::sample::Index>(), byte).prop_map(|(at, byte)| Edit::Put(at, byte)),
    ];
    prop::collection::vec(edit, 0..6)
}

fn edited(document: &[u8], edits: &[Edit]) -> Vec<u8> {
    let mut bytes = document.to_vec();
    for edit in edits {
        if bytes.is_empty() {
            break;
        }
        match edit {
            Edit::CutOff(at) => bytes.truncate(at.index(bytes.len())),
            Edit::Remove(at, n) => {
                let start = at.index(bytes.len());
                let end = (start + n).min(bytes.len());
                bytes.drain(start..end);
            }
            Edit::Put(at, byte) => {
                let at = at.index(bytes.len());
                bytes[at] = *byte;
            }
        }
    }
    bytes
}

/// The document's letters with the escapes of JSON, HTML and Markdown undone, small.
fn letters(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let mut plain = String::new();
    let mut rest = text.chars();
    while let Some(letter) = rest.next() {
        if letter != '\\' {
            plain.push(letter);
            continue;
        }
        match rest.next() {
            Some('u') => {
                let digits: String = rest.by_ref().take(4).collect();
                let code = u32::from_str_radix(&digits, 16).ok();
                plain.push(code.and_then(char::from_u32).unwrap_or(' '));
            }
            Some('n' | 't' | 'r' | 'b' | 'f') => plain.push(' '),
            Some(other) => plain.push(other),
            None => {}
        }
    }
    let once = htmlize::unescape(plain.as_str()).to_lowercase();
    // Marks inside of words (Markdown's escapes and links, bytes that are no text) are no letters of them.
    let is_letter = |letter: &char| letter.is_alphanumeric() || letter.is_whitespace();
    let bare: String = text.chars().filter(is_letter).collect();
    let latin: String = bytes.iter().map(|byte| char::from(*byte)).collect();
    format!("{} {once} {} {}", plain.to_lowercase(), bare.to_lowercase(), latin.to_lowercase())
}

/// Words that a connector composes a field with.
const COMPOSING: &[&str] = &[
    "from",
    "up",
    "to",
    "per",
    "year",
    "month",
    "week",
    "day",
    "hour",
    "remote",
    "hybrid",
    "on",
    "site",
    "fully",
    "temporary",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_parsed_and_planned_without_panic(bytes in prop::collection::vec(any::<u8>(), 0..400), start in prop::sample::select(&["", "{", "[", "<rss>", "[{\"id\":", "{\"jobs\":[{"][..])) {
        let bytes = [start.as_bytes(), &bytes].concat();
        let _ = sniff(&bytes);
        for connector in ALL {
            common::parse(connector, &bytes, common::context(None));
            if let Some(live) = connector.live {
                let url = String::from_utf8_lossy(&bytes).into_owned();
                (live.next)(&Request { url, accept: "", is_listing: true }, &bytes);
            }
        }
        let _ = recognise(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn the_words_of_fields_stand_in_the_document(document_idx in any::<prop::sample::Index>(), edits in edits()) {
        let (connector, document) = document_idx.get(&DOCUMENTS);
        let bytes = edited(document, &edits);
        let letters = letters(&bytes);
        let parsed = common::parse(connector, &bytes, common::context(None));
        for (locator, posting) in &parsed.postings {
            let fields = serde_json::to_value(&posting.fields).unwrap();
            for (name, words) in fields.as_object().unwrap() {
                for word in words.as_str().unwrap().split(|letter: char| !letter.is_alphanumeric()) {
                    let word = word.to_lowercase();
                    let is_there = letters.contains(&word) || COMPOSING.contains(&word.as_str());
                    prop_assert!(is_there, "{locator} {name}: `{word}` of {words}");
                }
            }
        }
        if let Some(live) = connector.live {
            let request = Request { url: "https://acme.example/?skip=0&offset=0".to_owned(), accept: "", is_listing: true };
            (live.next)(&request, &bytes);
        }
    }
}
