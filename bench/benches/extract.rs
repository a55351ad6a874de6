//! How fast postings are read, beside what a user would write instead with the same dictionary.

use aho_corasick::{AhoCorasick, MatchKind};
use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use prospect_extract::{Extractor, Scratch};
use prospect_model::{Body, Posting};
use std::sync::LazyLock;

static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(Extractor::new);

/// Plain-text postings, so that every row is about the same bytes.
static POSTINGS: LazyLock<Vec<Posting>> = LazyLock::new(|| {
    let mut postings = bench::postings(4_000);
    for posting in &mut postings {
        posting.body = Body::Text(bench::plain_text(posting));
    }
    postings
});

fn main() {
    divan::main();
}

fn n_bytes() -> BytesCount {
    BytesCount::new(POSTINGS.iter().map(|posting| text(posting).len()).sum::<usize>())
}

fn text(posting: &Posting) -> &str {
    match &posting.body {
        Body::Text(text) | Body::Html(text) => text,
    }
}

#[divan::bench]
fn all_readers(bencher: Bencher<'_, '_>) {
    let mut scratch = Scratch::default();
    bencher.counter(n_bytes()).bench_local(|| {
        for posting in &*POSTINGS {
            black_box(EXTRACTOR.read(posting, &mut scratch));
        }
    });
}

#[divan::bench]
fn all_readers_and_json(bencher: Bencher<'_, '_>) {
    let mut scratch = Scratch::default();
    let mut out = Vec::new();
    bencher.counter(n_bytes()).bench_local(|| {
        for posting in &*POSTINGS {
            out.clear();
            let facts = EXTRACTOR.read(posting, &mut scratch);
            bench::write_json(&facts, &mut out);
            black_box(&out);
        }
    });
}

/// The same dictionary in aho-corasick, leftmost-longest, any ASCII case: the search alone, no facts.
#[divan::bench]
fn aho_corasick_alone(bencher: Bencher<'_, '_>) {
    let matcher = AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .ascii_case_insensitive(true)
        .build(EXTRACTOR.dictionary().phrases())
        .expect("the dictionary is small enough for an automaton");
    bencher.counter(n_bytes()).bench_local(|| {
        let n: usize = POSTINGS.iter().map(|posting| matcher.find_iter(text(posting)).count()).sum();
        black_box(n)
    });
}

/// The same dictionary as one alternation of a regular expression with word boundaries.
#[divan::bench(sample_count = 3)]
fn regex_alternation(bencher: Bencher<'_, '_>) {
    let mut phrases: Vec<_> = EXTRACTOR.dictionary().phrases().iter().map(|phrase| regex::escape(phrase)).collect();
    phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.len()));
    phrases.dedup();
    let pattern = regex::RegexBuilder::new(&format!(r"(?i)\b(?:{})", phrases.join("|")))
        .size_limit(1 << 30)
        .dfa_size_limit(1 << 30)
        .build()
        .expect("the dictionary fits the limit");
    bencher.counter(n_bytes()).bench_local(|| {
        let n: usize = POSTINGS.iter().map(|posting| pattern.find_iter(text(posting)).count()).sum();
        black_box(n)
    });
}

#[divan::bench]
fn html_to_text(bencher: Bencher<'_, '_>) {
    let postings = bench::postings(4_000);
    let n_bytes: usize = postings.iter().map(|posting| text(posting).len()).sum();
    bencher.counter(BytesCount::new(n_bytes)).bench_local(|| {
        for posting in &postings {
            black_box(prospect_extract::html::to_text(text(posting)));
        }
    });
}

#[divan::bench]
fn dictionary_ready() {
    black_box(Extractor::new());
}
