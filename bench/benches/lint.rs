//! How many postings a second a core the lint rules judge, given facts, and with reading before.

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use prospect_extract::{Extractor, Scratch};
use prospect_lint::{ALL, Draft, Rule, lint};
use prospect_model::{Date, Facts, Posting};
use std::sync::LazyLock;

static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(Extractor::new);

struct Read {
    posting: Posting,
    text: String,
    facts: Facts,
}

static READ: LazyLock<Vec<Read>> = LazyLock::new(|| {
    let mut scratch = Scratch::default();
    let read = |posting: Posting| {
        let facts = EXTRACTOR.read(&posting, &mut scratch);
        Read { text: bench::plain_text(&posting), facts, posting }
    };
    bench::postings(4_000).into_iter().map(read).collect()
});

fn main() {
    divan::main();
}

fn judge(posting: &Posting, text: &str, facts: &Facts, rules: &[&'static Rule]) -> usize {
    let day = posting.posted.or(Date::parse("2026-01-15"));
    let draft = Draft { posting, text, facts, day, job_posting: None, market: None };
    lint(&draft, rules).len()
}

fn n_postings() -> ItemsCount {
    ItemsCount::new(READ.len())
}

#[divan::bench]
fn all_rules_given_facts(bencher: Bencher<'_, '_>) {
    bencher
        .counter(n_postings())
        .bench_local(|| READ.iter().map(|read| judge(&read.posting, &read.text, &read.facts, ALL)).sum::<usize>());
}

/// Each rule alone: which one costs.
#[divan::bench(args = ALL.iter().map(|rule| rule.id))]
fn one_rule_given_facts(bencher: Bencher<'_, '_>, id: &str) {
    let rules: Vec<&'static Rule> = prospect_lint::by_id(id).into_iter().collect();
    bencher
        .counter(n_postings())
        .bench_local(|| READ.iter().map(|read| judge(&read.posting, &read.text, &read.facts, &rules)).sum::<usize>());
}

#[divan::bench]
fn reading_and_all_rules(bencher: Bencher<'_, '_>) {
    let mut scratch = Scratch::default();
    bencher.counter(n_postings()).bench_local(|| {
        for read in &*READ {
            let facts = EXTRACTOR.read(&read.posting, &mut scratch);
            black_box(judge(&read.posting, &read.text, &facts, ALL));
        }
    });
}
