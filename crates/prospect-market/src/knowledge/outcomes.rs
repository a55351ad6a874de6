//! What came of using Rust: each outcome beside its baseline.

use super::{Material, Section, Works, counted, row, text, words};
use crate::report::{Row, Table};
use prospect_model::{Direction, Outcome, ProvenanceKind, Use};

/// Metrics that begin so say how much Rust there is, which is no result.
const EXTENT: &str = "extent:";

pub(super) fn section(material: &Material<'_>, works: &mut Works<'_>) -> Section {
    let knowledge = material.knowledge;
    let mut all: Vec<(&str, Option<&Use>, &Outcome)> = Vec::new();
    for record in knowledge.organisations {
        all.extend(
            record
                .outcomes
                .iter()
                .map(|it| (record.name, record.uses.iter().find(|candidate| Some(candidate.id) == it.use_id), it)),
        );
    }
    for record in knowledge.projects {
        let owner = record.organisation.and_then(|id| material.organisation(id));
        let new = record.outcomes.iter().filter(|it| !owner.is_some_and(|owner| owner.tells_outcome(it)));
        all.extend(new.map(|it| (record.name, None, it)));
    }
    let is_extent = |it: &Outcome| it.metric.is_some_and(|metric| metric.starts_with(EXTENT));
    let mut numbers = Vec::new();
    let mut in_words = Vec::new();
    let mut extents = Vec::new();
    let (mut n_baseline, mut n_primary) = (0, 0);
    for (name, of_use, it) in all {
        let row = outcome_row(name, of_use, it, works);
        if is_extent(it) {
            extents.push(row);
            continue;
        }
        if it.amount.is_none() {
            in_words.push(row);
            continue;
        }
        n_baseline += usize::from(it.baseline.is_some());
        n_primary += usize::from(it.provenance.iter().any(|source| source.kind == ProvenanceKind::Primary));
        numbers.push(row);
    }
    let finding = format!(
        "The documents state {} as numbers, {n_baseline} of them against a named baseline and {n_primary} with an \
         address to check; {} more are told in words.",
        counted(numbers.len(), "outcome"),
        in_words.len()
    );
    let table = |id: &str, caption: &str, is_open, rows| Table {
        id: id.to_owned(),
        caption: caption.to_owned(),
        is_open,
        columns: vec![
            words("who", "Who"),
            words("part", "Part"),
            words("metric", "What"),
            words("result", "Result"),
            words("baseline", "Compared with"),
            words("event", "When"),
            words("sources", "Sources"),
        ],
        rows,
    };
    Section {
        id: "outcomes".to_owned(),
        title: "Outcomes, beside their baselines".to_owned(),
        finding,
        tables: vec![
            table("outcomes", "Outcomes with numbers", true, numbers),
            table("outcomes-in-words", "Outcomes in words", false, in_words),
            table("extent", "Extent of use", false, extents),
        ],
        notes: vec![
            "Each number is what somebody states of their own system, under conditions of their own: none was \
             measured by Prospect, and they must not be averaged. A result without a baseline says how fast something \
             is, not that Rust made it so."
                .to_owned(),
        ],
    }
}

fn outcome_row(name: &str, of_use: Option<&Use>, it: &Outcome, works: &mut Works<'_>) -> Row {
    let metric = it.metric.map(|metric| metric.strip_prefix(EXTENT).unwrap_or(metric).trim());
    let result = match it.amount {
        Some(amount) => amount.to_string(),
        None => it.statement.to_owned(),
    };
    let better = match it.direction.filter(|_| it.amount.is_some()) {
        Some(Direction::LowerIsBetter) => " (less is better)",
        _ => "",
    };
    row(vec![
        text(name),
        text(of_use.and_then(|of_use| of_use.component).unwrap_or_default()),
        text(metric.map_or(String::new(), |metric| format!("{metric}{better}"))),
        text(result),
        text(it.baseline_text().unwrap_or_default()),
        text(it.event.unwrap_or_default()),
        works.cell(it.provenance),
    ])
}
