//! Writes checked records as Rust constants.

use super::Knowledge;
use super::records::{Outcome, Setback, Sources, Use};
use prospect_model::{ClaimFrame, Comparator, Measure};
use std::fmt::Write as _;
use toml::Spanned;

/// The generated file.
pub(super) fn write(knowledge: &Knowledge) -> String {
    let mut out = String::from(
        "// Generated from data/ by `cargo xtask codegen`; edit the records, not this file.\n\n\
         use prospect_model::*;\n\n",
    );
    let mut push = |name: &str, kind: &str, records: Vec<String>| {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "pub(super) static {name}: &[{kind}] = &[");
        for record in records {
            let _ = writeln!(out, "    {record},");
        }
        out.push_str("];\n\n");
    };
    push(
        "DOCUMENTS",
        "Document",
        knowledge
            .documents
            .iter()
            .map(|placed| {
                let it = &placed.record;
                format!(
                    "Document {{ id: {:?}, title: {:?}, author: {:?}, published: {:?}, seen: {:?}, note: {:?} }}",
                    it.id.get_ref(),
                    it.title,
                    it.author,
                    it.published,
                    it.seen,
                    it.note
                )
            })
            .collect(),
    );
    push(
        "ORGANISATIONS",
        "Organisation",
        knowledge
            .organisations
            .iter()
            .map(|placed| {
                let it = &placed.record;
                format!(
                    "Organisation {{ id: {:?}, name: {:?}, aliases: {}, ambiguous_names: {}, ownership: Ownership::{:?}, \
             part_of: {:?}, country: {:?}, sectors: {}, verticals: &{:?}, roles: {}, note: {:?}, uses: {}, \
             outcomes: {}, setbacks: {}, provenance: {} }}",
                    it.id.get_ref(),
                    it.name,
                    words(&it.aliases),
                    words(&it.ambiguous_names),
                    it.ownership,
                    word(it.part_of.as_ref()),
                    word(it.country.as_ref()),
                    list(&it.sectors, |sector| format!("Sector::{sector:?}")),
                    it.verticals,
                    list(&it.roles, |role| format!("OrganisationRole::{role:?}")),
                    it.note,
                    list(&it.uses, a_use),
                    list(&it.outcomes, outcome),
                    list(&it.setbacks, setback),
                    sources(&it.provenance)
                )
            })
            .collect(),
    );
    push("PROJECTS", "Project", knowledge.projects.iter().map(|placed| {
        let it = &placed.record;
        format!(
            "Project {{ id: {:?}, name: {:?}, aliases: {}, organisation: {:?}, what: {:?}, kind: ProjectKind::{:?}, \
             skill: {:?}, note: {:?}, outcomes: {}, setbacks: {}, provenance: {} }}",
            it.id.get_ref(), it.name, words(&it.aliases), word(it.organisation.as_ref()), it.what, it.kind,
            word(it.skill.as_ref()), it.note, list(&it.outcomes, outcome), list(&it.setbacks, setback), sources(&it.provenance)
        )
    }).collect());
    push(
        "CLAIMS",
        "Claim",
        knowledge
            .claims
            .iter()
            .map(|placed| {
                let it = &placed.record;
                format!(
                    "Claim {{ id: {:?}, kind: ClaimKind::{:?}, theme: Theme::{:?}, statement: {:?}, amount: {}, \
             quantity: {}, population: {:?}, frame: ClaimFrame::{:?}, measure: Measure::{:?}, group: {:?}, would: {:?}, \
             event: {:?}, published: {:?}, seen: {:?}, provenance: {} }}",
                    it.id.get_ref(),
                    it.kind,
                    it.theme,
                    it.statement,
                    amount(it.value, it.value_max, it.comparator, it.unit.as_ref()),
                    it.quantity.map_or("None".to_owned(), |quantity| format!("Some(Quantity::{quantity:?})")),
                    it.population,
                    it.frame.unwrap_or(ClaimFrame::Market),
                    it.measure.unwrap_or(Measure::None),
                    word(it.group.as_ref()),
                    it.would,
                    word(it.event.as_ref()),
                    it.published,
                    it.seen,
                    sources(&it.provenance)
                )
            })
            .collect(),
    );
    push(
        "STEPS",
        "Step",
        knowledge
            .steps
            .iter()
            .map(|placed| {
                let it = &placed.record;
                format!(
                    "Step {{ id: {:?}, kind: StepKind::{:?}, title: {:?}, what: {:?}, from: {}, order: {}, skills: {}, \
             domains: {}, audience: Audience::{:?}, url: {:?}, provenance: {} }}",
                    it.id.get_ref(),
                    it.kind,
                    it.title,
                    it.what,
                    list(&it.from, |from| format!("StartingPoint::{from:?}")),
                    it.order,
                    words(&it.skills),
                    list(&it.domains, |domain| format!("Domain::{domain:?}")),
                    it.audience,
                    it.url,
                    sources(&it.provenance)
                )
            })
            .collect(),
    );
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

fn list<T>(items: &[T], write: impl Fn(&T) -> String) -> String {
    format!("&[{}]", items.iter().map(write).collect::<Vec<_>>().join(", "))
}

fn words(items: &[Spanned<String>]) -> String {
    list(items, |item| format!("{:?}", item.get_ref()))
}

fn word(item: Option<&Spanned<String>>) -> Option<&str> {
    item.map(|item| item.get_ref().as_str())
}

fn sources(sources: &Sources) -> String {
    list(sources, |source| {
        let it = source.get_ref();
        format!(
            "Provenance {{ kind: ProvenanceKind::{:?}, url: {:?}, document: {:?}, place: {:?}, published: {:?}, seen: {:?} }}",
            it.kind, it.url, it.document, it.place, it.published, it.seen
        )
    })
}

fn amount(value: Option<f64>, max: Option<f64>, comparator: Option<Comparator>, unit: Option<&String>) -> String {
    match (value, unit) {
        (Some(value), Some(unit)) => format!(
            "Some(Amount {{ value: {value:?}, value_max: {max:?}, comparator: Comparator::{:?}, unit: {unit:?} }})",
            comparator.unwrap_or(Comparator::Exactly)
        ),
        _ => "None".to_owned(),
    }
}

fn a_use(it: &Use) -> String {
    format!(
        "Use {{ id: {:?}, what: {:?}, component: {:?}, project: {:?}, replaced: {}, replaced_other: &{:?}, \
         driver: Driver::{:?}, adoption: Adoption::{:?}, event: {:?}, provenance: {} }}",
        it.id.get_ref(),
        it.what,
        it.component,
        word(it.project.as_ref()),
        words(&it.replaced),
        it.replaced_other,
        it.driver,
        it.adoption,
        word(it.event.as_ref()),
        sources(&it.provenance)
    )
}

fn outcome(it: &Outcome) -> String {
    let direction = it.direction.map_or("None".to_owned(), |direction| format!("Some(Direction::{direction:?})"));
    format!(
        "Outcome {{ id: {:?}, use_id: {:?}, statement: {:?}, metric: {:?}, amount: {}, direction: {direction}, \
         baseline: {:?}, baseline_value: {:?}, event: {:?}, provenance: {} }}",
        it.id.get_ref(),
        word(it.use_id.as_ref()),
        it.statement,
        it.metric,
        amount(it.value, it.value_max, it.comparator, it.unit.as_ref()),
        it.baseline,
        it.baseline_value,
        word(it.event.as_ref()),
        sources(&it.provenance)
    )
}

fn setback(it: &Setback) -> String {
    format!(
        "Setback {{ id: {:?}, use_id: {:?}, kind: SetbackKind::{:?}, statement: {:?}, cve: {:?}, event: {:?}, \
         provenance: {} }}",
        it.id.get_ref(),
        word(it.use_id.as_ref()),
        it.kind,
        it.statement,
        it.cve,
        word(it.event.as_ref()),
        sources(&it.provenance)
    )
}
