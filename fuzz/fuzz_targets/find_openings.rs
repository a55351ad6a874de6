//! Sketching and clustering of any postings: no panic, every role of every offer in exactly one opening.
#![no_main]

use libfuzzer_sys::fuzz_target;
use prospect_dedupe::{Input, Options, RoleInput, cluster, sketch};
use std::collections::BTreeSet;

fuzz_target!(|postings: Vec<(String, Option<String>, Vec<String>, u16)>| {
    let sketches: Vec<_> = postings
        .iter()
        .take(24)
        .enumerate()
        .map(|(posting_idx, (text, employer, titles, day))| {
            let id = posting_idx.to_string();
            let roles: Vec<_> = titles.iter().take(8).map(|title| RoleInput { title, ..RoleInput::default() }).collect();
            sketch(&Input {
                id: &id,
                source: "jsonl",
                text,
                employer: employer.as_deref(),
                day: Some(i32::from(*day)),
                roles: &roles,
                is_offer: true,
                ..Input::default()
            })
        })
        .collect();
    let clusters = cluster(&sketches, &Options::default());
    let mut seen = BTreeSet::new();
    for member in clusters.openings.iter().flat_map(|opening| &opening.members) {
        assert!(seen.insert((member.posting, member.role)), "a role lies in two openings");
    }
    let n_roles: usize = postings.iter().take(24).map(|(_, _, titles, _)| titles.len().clamp(1, 8)).sum();
    assert_eq!(seen.len(), n_roles);
});
