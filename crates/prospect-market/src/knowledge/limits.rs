//! What the records cannot say, counted.

use super::{Material, Section, Works, counts, row, text, words};
use crate::report::{Cell, Table};
use prospect_model::{Adoption, Driver, Provenance, ProvenanceKind};
use std::collections::BTreeSet;

pub(super) fn section(material: &Material<'_>, _works: &mut Works<'_>) -> Section {
    let knowledge = material.knowledge;
    let organisations = || knowledge.organisations.iter();
    let uses = || organisations().flat_map(|record| record.uses);
    let outcomes = || {
        organisations().flat_map(|record| record.outcomes).chain(knowledge.projects.iter().flat_map(|it| it.outcomes))
    };
    let has_address = |sources: &[Provenance]| sources.iter().any(|source| source.kind == ProvenanceKind::Primary);
    let adopters = || organisations().filter(|record| !record.uses.is_empty());
    let seen = knowledge.organisations.iter().zip(&material.hired);
    let n_unseen = seen.filter(|(record, count)| !record.uses.is_empty() && count.n == 0).count();
    let lines: Vec<(&str, usize, usize)> = vec![
        (
            "Uses that only a document itself vouches for, without an address",
            uses().filter(|it| !has_address(it.provenance)).count(),
            uses().count(),
        ),
        ("Uses without a date", uses().filter(|it| it.event.is_none()).count(), uses().count()),
        ("Uses without a stated reason", uses().filter(|it| it.driver == Driver::Unstated).count(), uses().count()),
        (
            "Uses of which no document says how far they have come",
            uses().filter(|it| it.adoption == Adoption::Unstated).count(),
            uses().count(),
        ),
        ("Uses that were given up", uses().filter(|it| it.adoption == Adoption::Past).count(), uses().count()),
        (
            "Outcomes without an address to check",
            outcomes().filter(|it| !has_address(it.provenance)).count(),
            outcomes().count(),
        ),
        ("Outcomes without a baseline", outcomes().filter(|it| it.baseline.is_none()).count(), outcomes().count()),
        (
            "Organisations with a use and no country",
            adopters().filter(|it| it.country.is_none()).count(),
            adopters().count(),
        ),
        ("Organisations with a use and no openings in this snapshot", n_unseen, adopters().count()),
    ];
    let rows = lines.into_iter().filter(|(_, _, of)| *of > 0);
    let rows = rows.map(|(what, n, of)| row(vec![text(what), Cell::Count(n as u64), Cell::Count(of as u64)]));
    let sources = organisations().flat_map(|record| record.provenance).chain(uses().flat_map(|it| it.provenance));
    let n_documents = sources.map(|source| source.document).collect::<BTreeSet<_>>().len();
    let n_joined = material.hired.iter().filter(|count| count.n > 0).count();
    Section {
        id: "limits-of-records".to_owned(),
        title: "What the records cannot say".to_owned(),
        finding: format!(
            "The records hold what {} documents tell; they are no sample of organisations, they lean to successes, \
             and {n_joined} of {} organisations are employers of {} openings of this snapshot.",
            n_documents,
            knowledge.organisations.len(),
            crate::number::count(material.hired.iter().map(|count| count.n).sum()),
        ),
        tables: vec![Table {
            id: "limits".to_owned(),
            caption: "Gaps, counted".to_owned(),
            is_open: true,
            columns: vec![words("gap", "Gap"), counts("n", "Number"), counts("of", "of")],
            rows: rows.collect(),
        }],
        notes: vec![
            "They cannot say how many organisations use Rust, whether a use still stands today, how much of an \
             organisation's code is in Rust, or whether Rust was the cause of an outcome. An employer without a \
             record may use Rust all the same, and an adopter without openings here may hire elsewhere."
                .to_owned(),
        ],
    }
}
