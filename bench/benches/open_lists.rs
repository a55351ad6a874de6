//! How fast lists, threads and feeds are parsed, one core: the fixtures of their connectors, one item repeated to some
//! megabytes with a description of the usual length.

use ::bench as _;
use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use prospect_model::{Locator, Sha256};
use prospect_sources::{ArraySplitter, Context, Parse, Parsed, by_id};
use serde_json::Value;

const CONTEXT: Context<'_> = Context { document: Sha256([0; 32]), url: None, employer: None };

/// Size of a made-up answer, in bytes.
const ANSWER_BYTES: usize = 8 << 20;

/// A paragraph of words; some of them make a description of about 4,000 bytes.
const PARAGRAPH: &str = "<p>You will build storage for trains in Rust, with tokio & friends, and look after it in \\\"production\\\". \
                         We care for tests, plain words and sleep.</p>\n";

/// Service, fixture, where its list is, and the item's key for the words.
const LISTS: &[(&str, &str, &str, &str)] = &[
    ("arbeitnow", "arbeitnow/page-1.json", "/data", "description"),
    ("hn", "hn/thread.json", "/children", "text"),
    ("jobtech", "jobtech/snapshot.json", "", "description"),
    ("reddit", "reddit/thread.json", "/1/data/children", "data"),
    ("remoteok", "remoteok/api.json", "", "description"),
    ("remotive", "remotive/jobs.json", "/jobs", "description"),
];

fn main() {
    divan::main();
}

fn fixture(path: &str) -> String {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../crates/prospect-sources/fixtures");
    std::fs::read_to_string(format!("{folder}/{path}")).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The list's first whole item with more words, as often as it takes.
fn large_answer(path: &str, list: &str, words: &str) -> Vec<u8> {
    let mut answer: Value = serde_json::from_str(&fixture(path)).expect("the fixture is JSON");
    let items = answer.pointer_mut(list).and_then(Value::as_array_mut).expect("the fixture has a list");
    let description = PARAGRAPH.repeat(4_000 / PARAGRAPH.len());
    let mut item = items.iter().find(|item| item.get(words).is_some()).cloned().expect("an item has words");
    match &mut item[words] {
        Value::Object(inner) => {
            let key = ["body_html", "text_formatted"].into_iter().find(|key| inner.contains_key(*key));
            inner.insert(key.expect("words lie under a known key").to_owned(), description.into());
        }
        other => *other = description.into(),
    }
    let n_bytes = serde_json::to_vec(&item).map_or(1, |bytes| bytes.len());
    *items = vec![item; ANSWER_BYTES / n_bytes];
    serde_json::to_vec(&answer).expect("values become JSON")
}

fn parse(service: &str, bytes: &[u8]) -> Parsed {
    let connector = by_id(service).expect("the registry has the service");
    match connector.parse_of(bytes.get(..4_096).unwrap_or(bytes)) {
        Parse::Document(parse) => parse(bytes, CONTEXT),
        Parse::Items(parse) => {
            let (mut splitter, mut ranges) = (ArraySplitter::default(), Vec::new());
            splitter.push(bytes, &mut ranges);
            let mut parsed = Parsed::default();
            for range in ranges {
                let item = &bytes[range.start as usize..range.end as usize];
                parse(item, &Locator::Pointer("/0".to_owned()), CONTEXT, &mut parsed);
            }
            parsed
        }
        Parse::Lines(_) => panic!("{service}: the answer is no lines"),
    }
}

#[divan::bench(args = LISTS.iter().map(|list| list.0))]
fn json(bencher: Bencher<'_, '_>, service: &str) {
    let (_, path, list, words) = LISTS.iter().find(|list| list.0 == service).expect("a service of the table");
    let answer = large_answer(path, list, words);
    assert!(parse(service, &answer).postings.len() > 1_000, "{service}: postings are found");
    bencher.counter(BytesCount::new(answer.len())).bench_local(|| black_box(parse(service, &answer)));
}

#[divan::bench]
fn rss(bencher: Bencher<'_, '_>) {
    let feed = fixture("feed/we-work-remotely.rss");
    let (start, rest) = feed.split_once("<item>").expect("the feed has an item");
    let item = rest.split("</item>").next().expect("an item ends");
    let words = PARAGRAPH.repeat(4_000 / PARAGRAPH.len()).replace('&', "&amp;amp;").replace('<', "&lt;");
    let item = format!("<item>{}</item>\n", item.replace("<description>", &format!("<description>{words}")));
    let feed = format!("{start}{}</channel></rss>", item.repeat(ANSWER_BYTES / item.len()));
    assert!(parse("feed", feed.as_bytes()).postings.len() > 1_000, "postings are found");
    bencher.counter(BytesCount::new(feed.len())).bench_local(|| black_box(parse("feed", feed.as_bytes())));
}

#[divan::bench]
fn array_splitter(bencher: Bencher<'_, '_>) {
    let answer = large_answer("jobtech/snapshot.json", "", "description");
    bencher.counter(BytesCount::new(answer.len())).bench_local(|| {
        let mut ranges = Vec::new();
        ArraySplitter::default().push(&answer, &mut ranges);
        black_box(ranges)
    });
}
