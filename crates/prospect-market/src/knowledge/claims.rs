//! Claims beside what is measured.

use super::measures::{Measured, figure, measured};
use super::verdict::{Verdict, quantity_words, verdict};
use super::{Material, Section, Works, counted, heading, row, text, words};
use crate::number;
use crate::report::{Cell, Row, Table};
use prospect_model::{Claim, Theme};
use std::collections::BTreeSet;

pub(super) fn section(material: &Material<'_>, works: &mut Works<'_>) -> Section {
    let mut tables = Vec::new();
    let mut tally = [0_usize; 4];
    for theme in Theme::ALL {
        let (mut beside, mut untestable) = (Vec::new(), Vec::new());
        for claim in material.knowledge.claims.iter().filter(|claim| claim.theme == *theme) {
            let found = measured(material.report, claim.measure, claim.group, material.options.lookup);
            let verdict = verdict(claim, &found);
            let rank = rank(&verdict);
            if let Some(n) = tally.get_mut(rank) {
                *n += 1;
            }
            let measured = found.as_ref().map_or(Cell::Empty, |found| text(shown(found, material)));
            let mut cells = vec![text(claim.statement), text(claimed(claim)), measured];
            match &verdict {
                Verdict::Untestable { why, would } => {
                    cells.extend([text(why.as_str()), text(would.as_str()), works.cell(claim.provenance)]);
                    untestable.push(row(cells));
                }
                verdict => {
                    cells.extend([text(verdict.name()), text(verdict.reason()), works.cell(claim.provenance)]);
                    beside.push((rank, row(cells)));
                }
            }
        }
        // Within a verdict in the order of ids.
        beside.sort_by_key(|(rank, _)| *rank);
        let beside = beside.into_iter().map(|(_, row)| row).collect();
        tables.push(table(*theme, "", "beside a figure", true, ["Verdict", "By how much"], beside));
        let last = ["Why not", "What would test it"];
        tables.push(table(*theme, "-untestable", "that these sources cannot test", false, last, untestable));
    }
    tables.retain(|table| !table.rows.is_empty());
    let [agrees, differs, frame, untestable] = tally;
    Section {
        id: "claims".to_owned(),
        title: "Claims about the market, beside what is measured".to_owned(),
        finding: format!(
            "Of {} taken from {}, {agrees} agree with the postings, {differs} differ, {frame} were counted in \
             another frame, and {untestable} cannot be tested with these sources.",
            counted(agrees + differs + frame + untestable, "claim"),
            counted(n_documents(material.knowledge.claims), "document"),
        ),
        tables,
        notes: vec![
            "A claim agrees when its amount and the measured 95% interval overlap; \u{201c}about\u{201d} reaches a \
             tenth to either side. Agreement means that these postings do not contradict the claim, not that it is \
             proved. A claim counted among something else (job boards, a salary site, a survey) is set beside the \
             figure and not judged by it: who posts in a thread is not who posts on a board. \
             A claim in words is held to a share that its words are taken for, which is told beside them: it agrees when \
             the whole interval is on that side. What the work is like is set beside how often openings name it, and not \
             judged by it."
                .to_owned(),
        ],
    }
}

fn table(theme: Theme, suffix: &str, what: &str, is_open: bool, last: [&str; 2], rows: Vec<Row>) -> Table {
    let [verdict, reason] = last;
    let key = |label: &str| label.to_lowercase().replace(' ', "_");
    Table {
        id: format!("{theme}{suffix}"),
        caption: format!("{}: {} {what}", heading(theme.as_str()), counted(rows.len(), "claim")),
        is_open,
        columns: vec![
            words("claim", "Claim"),
            words("claimed", "Claimed"),
            words("measured", "Measured here (95% interval)"),
            words(&key(verdict), verdict),
            words(&key(reason), reason),
            words("sources", "Sources"),
        ],
        rows,
    }
}

/// The documents that claims were taken from.
fn n_documents(claims: &[Claim]) -> usize {
    let sources = claims.iter().flat_map(|claim| claim.provenance);
    sources.map(|source| source.document).collect::<BTreeSet<_>>().len()
}

/// Verdicts in the order of a table.
fn rank(verdict: &Verdict) -> usize {
    match verdict {
        Verdict::Agrees => 0,
        Verdict::Differs(_) => 1,
        Verdict::DifferentFrame(_) => 2,
        Verdict::Untestable { .. } => 3,
    }
}

/// The claimed amount, of whom, and when.
fn claimed(claim: &Claim) -> String {
    let words = claim.quantity.map(|quantity| quantity_words(quantity).to_owned());
    let amount = claim.amount.map(|amount| amount.to_string()).or(words);
    let date = claim.event.or(claim.published);
    let parts = [amount, claim.population.map(|of| format!("of {of}")), date.map(str::to_owned)];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// The measured value with its interval, n and figure.
fn shown(found: &Measured, material: &Material<'_>) -> String {
    let title = figure(material.report, &found.figure).map_or("", |figure| figure.title.as_str());
    format!(
        "{}: {} ({}; n = {}; figure \u{201c}{title}\u{201d})",
        found.what,
        if found.is_bound {
            format!("at most {}", number::value(found.point.high, found.unit))
        } else {
            number::value(found.point.value, found.unit)
        },
        if found.is_bound { "too few for a share".to_owned() } else { number::interval(found.point, found.unit) },
        number::count(found.n),
    )
}
