//! How fast openings are found.

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use prospect_dedupe::{Input, Options, RoleInput, Sketch, cluster, sketch};
use prospect_extract::{Extractor, Scratch};
use prospect_model::Date;
use std::sync::LazyLock;

/// Texts with what the readers found in them.
static READ: LazyLock<Vec<(prospect_model::Posting, String, prospect_model::Facts)>> = LazyLock::new(|| {
    let extractor = Extractor::new();
    let mut scratch = Scratch::default();
    bench::postings(20_000)
        .into_iter()
        .map(|posting| {
            let facts = extractor.read(&posting, &mut scratch);
            let text = bench::plain_text(&posting);
            (posting, text, facts)
        })
        .collect()
});

fn main() {
    divan::main();
}

fn sketches() -> Vec<Sketch> {
    READ.iter()
        .map(|(posting, text, facts)| {
            let roles: Vec<_> = facts
                .roles
                .iter()
                .map(|role| RoleInput {
                    title: &role.title,
                    seniority: &role.seniority,
                    role_family: &role.role_family,
                })
                .collect();
            sketch(&Input {
                id: &posting.id,
                source: &posting.source,
                text,
                employer: facts.employer.as_deref(),
                poster: posting.poster.as_deref(),
                day: posting.posted.map(Date::days),
                month: posting.month,
                roles: &roles,
                is_offer: facts.offer != Some(false),
                ..Input::default()
            })
        })
        .collect()
}

#[divan::bench]
fn sketch_postings(bencher: Bencher<'_, '_>) {
    bencher.counter(ItemsCount::new(READ.len())).bench(|| black_box(sketches()));
}

#[divan::bench]
fn cluster_postings(bencher: Bencher<'_, '_>) {
    let sketches = sketches();
    bencher.counter(ItemsCount::new(sketches.len())).bench(|| black_box(cluster(&sketches, &Options::default())));
}
