//! Why organisations took Rust, by who owns them.

use super::{Material, Section, Works, counted, counts, heading, row, text, words};
use crate::report::{Cell, Table};
use prospect_model::{Driver, Organisation, Ownership};

pub(super) fn section(material: &Material<'_>, _works: &mut Works<'_>) -> Section {
    let with_uses = |ownership: Ownership| {
        let records = material.knowledge.organisations.iter();
        records.filter(move |record| record.ownership == ownership && !record.uses.is_empty())
    };
    let n_of = |ownership, driver| with_uses(ownership).map(|record| n_uses(record, driver)).sum::<usize>();
    let mut rows = Vec::new();
    for &ownership in Ownership::ALL {
        let n = with_uses(ownership).count();
        if n == 0 {
            continue;
        }
        let mut cells = vec![text(heading(ownership.as_str())), Cell::Count(n as u64)];
        cells.extend(Driver::ALL.iter().map(|driver| Cell::Count(n_of(ownership, *driver) as u64)));
        rows.push(row(cells));
    }
    let told = |ownership| {
        let [safe, fast, both] =
            [Driver::Fortification, Driver::Disruption, Driver::Both].map(|it| n_of(ownership, it));
        format!(
            "of {} by {} organisations whose reason is told, {safe} are for safety and steadiness, {fast} for speed \
             and cost, {both} for both",
            counted(safe + fast + both, "use"),
            ownership,
        )
    };
    let mut columns = vec![words("ownership", "Ownership"), counts("n_organisations", "Organisations")];
    columns.extend(Driver::ALL.iter().map(|driver| counts(&format!("n_{driver}"), &format!("Uses: {driver}"))));
    let caption = "Uses of Rust by ownership and stated reason".to_owned();
    Section {
        id: "drivers".to_owned(),
        title: "Why they took Rust, by ownership".to_owned(),
        finding: format!("{}; {}.", heading(&told(Ownership::Public)), told(Ownership::Private)),
        tables: vec![Table { id: "drivers".to_owned(), caption, is_open: true, columns, rows }],
        notes: vec![
            "Fortification: the document gives security, safety or correctness as the reason. Disruption: speed, \
             cost or the experience of a product. The documents' own thesis is that public companies fortify and \
             private ones disrupt; cases told to show a thesis cannot test it, so there is no interval."
                .to_owned(),
        ],
    }
}

fn n_uses(record: &Organisation, driver: Driver) -> usize {
    record.uses.iter().filter(|it| it.driver == driver).count()
}
