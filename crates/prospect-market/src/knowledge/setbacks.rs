//! What went wrong: a flaw in Rust code is part of the truth.

use super::{Material, Section, Works, counted, row, text, words};
use crate::report::Table;

pub(super) fn section(material: &Material<'_>, works: &mut Works<'_>) -> Section {
    let knowledge = material.knowledge;
    let of_organisations =
        knowledge.organisations.iter().flat_map(|record| record.setbacks.iter().map(|it| (record.name, it)));
    let of_projects = knowledge.projects.iter().flat_map(|record| {
        let owner = record.organisation.and_then(|id| material.organisation(id));
        let new = record.setbacks.iter().filter(move |it| !owner.is_some_and(|owner| owner.tells_setback(it)));
        new.map(|it| (record.name, it))
    });
    let all = of_organisations.chain(of_projects);
    let rows: Vec<_> = all
        .map(|(name, it)| {
            row(vec![
                text(name),
                text(it.kind.as_str()),
                text(it.statement),
                text(it.cve.unwrap_or_default()),
                text(it.event.unwrap_or_default()),
                works.cell(it.provenance),
            ])
        })
        .collect();
    Section {
        id: "setbacks".to_owned(),
        title: "Setbacks".to_owned(),
        finding: format!("The documents tell of {}.", counted(rows.len(), "setback")),
        tables: vec![Table {
            id: "setbacks".to_owned(),
            caption: "What went wrong".to_owned(),
            is_open: true,
            columns: vec![
                words("who", "Who"),
                words("kind", "Kind"),
                words("what", "What happened"),
                words("cve", "CVE"),
                words("event", "When"),
                words("sources", "Sources"),
            ],
            rows,
        }],
        notes: vec![
            "Who writes about a success seldom writes about a failure: few setbacks told are not few.".to_owned(),
        ],
    }
}
