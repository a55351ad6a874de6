//! Sector by sector: who uses Rust, for what, and what is measured of them.

use super::{Material, Section, Works, counted, counts, heading, row, text, words};
use crate::report::{Cell, Table};
use prospect_model::{Adoption, Driver, Organisation, Provenance, ProvenanceKind, Sector, Use};
use std::collections::BTreeSet;

pub(super) fn section(material: &Material<'_>, works: &mut Works<'_>) -> Section {
    let organisations = material.knowledge.organisations;
    let users: Vec<(usize, &Organisation)> =
        organisations.iter().enumerate().filter(|(_, record)| !record.uses.is_empty()).collect();
    let mut overview = Vec::new();
    let mut tables = Vec::new();
    for sector in Sector::ALL {
        let members: Vec<_> = users.iter().filter(|(_, record)| record.sectors.contains(sector)).collect();
        if members.is_empty() {
            continue;
        }
        let hired = |at: usize| material.hired.get(at).copied().unwrap_or_default();
        let n = |test: &dyn Fn(&Organisation) -> bool| {
            Cell::Count(members.iter().filter(|(_, record)| test(record)).count() as u64)
        };
        overview.push(row(vec![
            text(sector_name(*sector)),
            Cell::Count(members.len() as u64),
            n(&|record| !record.outcomes.is_empty()),
            n(&|record| uses_have(record, ProvenanceKind::Primary)),
            Cell::Count(members.iter().filter(|(at, _)| hired(*at).n > 0).count() as u64),
            Cell::Count(members.iter().filter(|(at, _)| hired(*at).n_rust > 0).count() as u64),
        ]));
        let rows = members.iter().map(|(at, record)| {
            let sources: BTreeSet<Provenance> =
                record.provenance.iter().chain(record.uses.iter().flat_map(|it| it.provenance)).copied().collect();
            row(vec![
                text(record.name),
                text(status(record, material)),
                text(record.verticals.join(", ")),
                text(record.uses.iter().map(described).collect::<Vec<_>>().join(" · ")),
                Cell::Count(hired(*at).n),
                Cell::Count(hired(*at).n_rust),
                works.cell(&sources.into_iter().collect::<Vec<_>>()),
            ])
        });
        tables.push(Table {
            id: sector.as_str().to_owned(),
            caption: format!("{}: {}", sector_name(*sector), counted(members.len(), "organisation")),
            is_open: false,
            columns: vec![
                words("organisation", "Organisation"),
                words("status", "Ownership, country"),
                words("context", "Devices, regulation"),
                words("uses", "What Rust is used for"),
                counts("n_openings", "Openings seen"),
                counts("n_rust", "that name Rust"),
                words("sources", "Sources"),
            ],
            rows: rows.collect(),
        });
    }
    let n_seen = users.iter().filter(|(at, _)| material.hired.get(*at).is_some_and(|count| count.n > 0)).count();
    let n_rust = users.iter().filter(|(at, _)| material.hired.get(*at).is_some_and(|count| count.n_rust > 0)).count();
    let summary = Table {
        id: "sectors".to_owned(),
        caption: "Organisations with a use of Rust, by sector; an organisation may be in several".to_owned(),
        is_open: true,
        columns: vec![
            words("sector", "Sector"),
            counts("n_organisations", "Organisations"),
            counts("n_outcomes", "with an outcome"),
            counts("n_primary", "with an address for a use"),
            counts("n_seen", "with openings here"),
            counts("n_rust", "that name Rust"),
        ],
        rows: overview,
    };
    Section {
        id: "adopters".to_owned(),
        title: "Who uses Rust, sector by sector".to_owned(),
        finding: format!(
            "The documents describe how {} use Rust. {n_seen} of them have openings in this snapshot, {n_rust} with \
             openings that name Rust.",
            counted(users.len(), "organisation"),
        ),
        tables: std::iter::once(summary).chain(tables).collect(),
        notes: vec![
            "These are organisations that documents chose to tell of, not a sample: their numbers say nothing about \
             how common Rust is in a sector. Openings are those of employers whose whole name is a name of the \
             record; an employer whose name is also a word or the name of strangers is not joined."
                .to_owned(),
        ],
    }
}

/// The heading of a sector, where its id does not make one.
fn sector_name(sector: Sector) -> String {
    match sector {
        Sector::AiMl => "AI and machine learning".to_owned(),
        Sector::DataDatabases => "Data and databases".to_owned(),
        Sector::CloudHosting => "Cloud and hosting".to_owned(),
        Sector::EmbeddedIot => "Embedded and IoT".to_owned(),
        Sector::CryptoWeb3 => "Crypto and Web3".to_owned(),
        Sector::ECommerce => "E-commerce".to_owned(),
        Sector::DesignCollaboration => "Design and collaboration".to_owned(),
        Sector::GovernmentDefence => "Government and defence".to_owned(),
        Sector::ResearchEducation => "Research and education".to_owned(),
        Sector::ConsultingTraining => "Consulting and training".to_owned(),
        Sector::FoundationCommunity => "Foundations and communities".to_owned(),
        other => heading(other.as_str()),
    }
}

fn uses_have(record: &Organisation, kind: ProvenanceKind) -> bool {
    record.uses.iter().flat_map(|it| it.provenance).any(|source| source.kind == kind)
}

/// `subsidiary of PayPal, US`.
pub(super) fn status(record: &Organisation, material: &Material<'_>) -> String {
    let owner = record.part_of.and_then(|id| material.organisation(id)).map(|owner| format!(" of {}", owner.name));
    let country = record.country.map(|code| {
        let name = material.options.lookup.country_name(code);
        format!(", {}", name.map_or_else(|| code.to_owned(), Into::into))
    });
    format!("{}{}{}", record.ownership, owner.unwrap_or_default(), country.unwrap_or_default())
}

/// `Relay: passes events on (both, in production)`.
fn described(it: &Use) -> String {
    let what = it.what.trim_end_matches('.');
    let named = match it.component {
        Some(component) if !what.to_lowercase().contains(&component.to_lowercase()) => format!("{component}: {what}"),
        _ => what.to_owned(),
    };
    let driver = (it.driver != Driver::Unstated).then(|| it.driver.to_string());
    let adoption = (it.adoption != Adoption::Unstated).then(|| it.adoption.to_string().replace('-', " "));
    let tags: Vec<String> = [driver, adoption, it.event.map(str::to_owned)].into_iter().flatten().collect();
    if tags.is_empty() { named } else { format!("{named} ({})", tags.join(", ")) }
}
