//! Who builds with Rust for others, and who teaches it.

use super::sectors::status;
use super::{Material, Section, Works, counted, row, text, words};
use crate::report::Table;
use prospect_model::{OrganisationRole, Provenance};
use std::collections::BTreeSet;

pub(super) fn section(material: &Material<'_>, works: &mut Works<'_>) -> Section {
    let serves = [OrganisationRole::Consultancy, OrganisationRole::Training];
    let records: Vec<_> = material
        .knowledge
        .organisations
        .iter()
        .filter(|record| record.roles.iter().any(|role| serves.contains(role)))
        .collect();
    let n = |role| records.iter().filter(|record| record.roles.contains(&role)).count();
    let finding = format!(
        "The documents name {} of consulting or training: {} build for others, {} teach.",
        counted(records.len(), "provider"),
        n(OrganisationRole::Consultancy),
        n(OrganisationRole::Training)
    );
    let rows = records.iter().map(|record| {
        let uses = record.uses.iter().map(|it| it.what.trim_end_matches('.'));
        let told: Vec<&str> = record.note.into_iter().map(|note| note.trim_end_matches('.')).chain(uses).collect();
        let sources: BTreeSet<Provenance> =
            record.provenance.iter().chain(record.uses.iter().flat_map(|it| it.provenance)).copied().collect();
        row(vec![
            text(record.name),
            text(status(record, material)),
            text(record.roles.iter().map(|role| role.as_str()).collect::<Vec<_>>().join(", ")),
            text(told.join(". ")),
            works.cell(&sources.into_iter().collect::<Vec<_>>()),
        ])
    });
    Section {
        id: "services".to_owned(),
        title: "Consulting and training".to_owned(),
        finding,
        tables: vec![Table {
            id: "services".to_owned(),
            caption: "Providers of consulting and training".to_owned(),
            is_open: true,
            columns: vec![
                words("provider", "Provider"),
                words("status", "Ownership, country"),
                words("roles", "Roles"),
                words("what", "What they do"),
                words("sources", "Sources"),
            ],
            rows: rows.collect(),
        }],
        notes: Vec::new(),
    }
}
