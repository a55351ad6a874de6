//! The shares of a question again, corrected for what the readers get wrong.
//!
//! Input are openings and the properties that a question counts; output is one figure with each share raw and
//! corrected. A share is corrected only where openings of its own kind were drawn at random and labelled by hand, and
//! never from too few: else the figure says why not.

use super::domains::name as domain_name;
use super::growth::{language_name, shown};
use super::places::place_name;
use crate::breakdown::{Groups, column, figure};
use crate::labelled::{Labels, Thing};
use crate::number;
use crate::panel::{LANGUAGES, Opening, Panel};
use crate::report::{Cell, Chart, ColumnKind, Figure, Mark, Point, RangeRow, Row, Table, Unit, Window};
use prospect_model::{Domain, LabelledOpening, Seniority, Visa, WorkMode};
use prospect_stats::{Corrected, Drawn, Estimate, Hidden, Labelled, prediction_powered_by_strata};
use std::collections::BTreeSet;

/// Fewest labelled openings that a correction rests on. With 50 that show no mistake, up to some 6 in 100 may be wrong
/// (one-sided 95 %): fewer would leave the correction wider than what it corrects.
const N_LABELLED_MIN: usize = 50;

/// Properties from which on a finding names the most frequent rather than the first.
const N_TOLD_IN_ORDER: usize = 7;

/// What labels speak of: each as the question counts it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Property {
    /// Names a language of [`LANGUAGES`], by its place there.
    Language(usize),
    /// Allows a work mode.
    Mode(WorkMode),
    /// States base pay.
    Pay,
    /// Says this of work permits.
    Permit(Visa),
    /// Names an entry level.
    Entry,
    /// Names the level senior.
    Senior,
    /// Names a work place in the country.
    Country(&'static str),
    /// Is in the domain.
    Domain(Domain),
}

impl Property {
    fn label(self, panel: &Panel<'_>) -> String {
        match self {
            Self::Language(at) => language_name(panel, LANGUAGES.get(at).copied().unwrap_or_default()),
            Self::Mode(mode) => mode.as_str().to_owned(),
            Self::Pay => "states base pay".to_owned(),
            Self::Permit(Visa::Offered) => "sponsorship offered".to_owned(),
            Self::Permit(Visa::NotOffered) => "no sponsorship".to_owned(),
            Self::Permit(Visa::Unstated) => "permits not told of".to_owned(),
            Self::Entry => "entry level".to_owned(),
            Self::Senior => "senior".to_owned(),
            Self::Country(code) => place_name(panel, code),
            Self::Domain(domain) => domain_name(domain).to_owned(),
        }
    }

    /// Whether the readers find it in an opening.
    fn is_read(self, panel: &Panel<'_>, opening: &Opening) -> bool {
        match self {
            Self::Language(at) => opening.languages & (1 << at) != 0,
            Self::Mode(mode) => panel.postings_of(opening).any(|posting| posting.work_modes.contains(&mode)),
            Self::Pay => opening.pay.is_stated,
            Self::Permit(visa) => panel.postings_of(opening).map(|posting| posting.visa).min() == Some(visa),
            Self::Entry => {
                panel.seniority_of(opening).any(|level| matches!(level, Seniority::Intern | Seniority::Junior))
            }
            Self::Senior => panel.seniority_of(opening).any(|level| level == Seniority::Senior),
            Self::Country(code) => panel.places_of(opening).any(|place| place.country.as_deref() == Some(code)),
            Self::Domain(domain) => opening.domain(panel.dataset) == Some(domain),
        }
    }

    /// Whether the label says that it has it; `None` where labels do not speak of it.
    fn is_so(self, panel: &Panel<'_>, label: &LabelledOpening, read: &Opening) -> Option<bool> {
        Some(match self {
            Self::Language(at) => {
                let id = LANGUAGES.get(at).filter(|id| **id != "zig")?;
                label.languages.contains(id)
            }
            Self::Mode(mode) => label.work_modes.contains(&mode),
            Self::Pay => label.states_pay,
            Self::Permit(visa) => label.visa == visa,
            Self::Entry => label.is_entry_level,
            Self::Senior => label.is_senior,
            Self::Country(code) => label.countries.contains(&code),
            // Of several that fit, the one that was read is as right as the first.
            Self::Domain(domain) => {
                let found = read.domain(panel.dataset).filter(|found| label.domains.contains(found));
                found.or(label.domains.first().copied()) == Some(domain)
            }
        })
    }

    fn drawn(self, panel: &Panel<'_>, thing: &Thing) -> Option<Drawn> {
        let labelled = Labelled {
            truth: self.is_so(panel, thing.label, &thing.read)?,
            reading: self.is_read(panel, &thing.read),
            cluster: thing.read.cluster,
        };
        // Nobody finds Rust where the word is not; a reader that did would be seen here.
        let is_certain = self == Self::Language(0) && thing.has_no_rust && !labelled.reading;
        Some(Drawn { labelled, stratum: thing.label.stratum, weight: thing.weight, is_certain })
    }
}

/// Which openings shares are among.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Among {
    /// Those that name Rust, and all.
    Both,
    /// All.
    All,
}

/// The figure; none where the source has no labels.
pub(super) fn corrected(
    panel: &Panel<'_>,
    groups: &Groups<'_>,
    (id, title): (&str, &str),
    among: Among,
    properties: &[Property],
) -> Option<Figure> {
    let labels = panel.labelled()?;
    let mut figure = figure(panel, &format!("{id}-corrected"), &format!("{title}, corrected for misreading"), groups);
    if among == Among::All {
        figure.n = groups.beside_sum.total;
        figure.n_clusters = groups.beside_sum.n_clusters as u64;
    }
    figure.definition =
        "Each share as it is read, and corrected by openings that were drawn at random and labelled by \
                         hand: the share of readings plus the mean of label minus reading, strata by their weights \
                         (prediction-powered inference). The interval of the corrected share includes the misreading; \
                         that of the raw share does not."
            .to_owned();
    let labels = match labels.as_ref().map_err(Clone::clone).and_then(|labels| speak_for(labels, figure.window)) {
        Ok(labels) => labels,
        Err(why) => {
            figure.finding = format!("Not corrected for misreading: {why}.");
            return Some(figure);
        }
    };
    // Of few properties the first matters most, of many the most frequent.
    let has_largest_first = properties.len() > N_TOLD_IN_ORDER;
    let mut parts = vec![("openings that name Rust", &groups.focus, &groups.focus_sum)];
    if among == Among::All {
        parts.clear();
    }
    parts.push(("openings of all sorts", &groups.beside, &groups.beside_sum));
    let (mut rows, mut findings) = (Vec::new(), Vec::new());
    for (what, openings, whole) in parts {
        let things = labelled_among(panel, labels, openings);
        let parts = panel.sums(properties.iter().map(|it| openings.iter().copied().filter(|o| it.is_read(panel, o))));
        let (mut range_rows, mut told) = (Vec::new(), Vec::new());
        for (property, part) in properties.iter().zip(&parts) {
            let label = property.label(panel);
            let raw = shown(panel, part, whole);
            let answer = raw.and_then(|raw| correct(panel, *property, raw.estimate, &things).ok_or(Hidden::TooFew));
            if let Ok(answer) = &answer {
                let text = format!(
                    "{label} {} ({}; as read {})",
                    number::percent(answer.corrected.value),
                    number::interval(answer.corrected.into(), Unit::Share),
                    number::percent(answer.raw.value)
                );
                told.push((answer.raw.value, text));
                range_rows.push(range_row(&label, answer));
            }
            let raw_cell = raw.map_or_else(Cell::Hidden, |raw| Cell::Estimate(raw.estimate.into()));
            rows.push(Row { cells: cells(label, what, raw_cell, &answer), ids: Vec::new() });
        }
        if !range_rows.is_empty() {
            figure.charts.push(Chart::Ranges {
                title: format!("{title}, {what}: shares as read and corrected, with 95% intervals"),
                unit: Unit::Share,
                rows: range_rows,
            });
        }
        if told.is_empty() {
            findings.push(format!("{} of {what} were labelled, too few to correct a share", things.len()));
        } else {
            if has_largest_first {
                told.sort_by(|a, b| b.0.total_cmp(&a.0));
            }
            let told: Vec<String> = told.into_iter().take(3).map(|(_, text)| text).collect();
            findings.push(format!("of {} {what}: {}", number::count(whole.total), told.join(", ")));
        }
    }
    figure.finding =
        format!("Corrected for misreading (95% intervals with the misreading in them), {}.", findings.join("; "));
    figure.notes = notes(labels, among);
    figure.tables.push(Table {
        id: "corrected".to_owned(),
        caption: format!("{title}: shares as read and corrected"),
        is_open: false,
        columns: columns(),
        rows,
    });
    Some(figure)
}

/// A share of openings as read and corrected; `None` where no labels speak for it, or too few.
pub(super) fn corrected_share(
    panel: &Panel<'_>,
    property: Property,
    raw: Estimate,
    openings: &[&Opening],
) -> Option<Corrected> {
    let labels = panel.labelled()?.as_ref().ok()?;
    let months = || openings.iter().map(|opening| opening.month);
    let window = months().min().zip(months().max()).map(|(first, last)| Window { first, last });
    let labels = speak_for(labels, window).ok()?;
    correct(panel, property, raw, &labelled_among(panel, labels, openings))
}

fn correct(panel: &Panel<'_>, property: Property, raw: Estimate, things: &[&Thing]) -> Option<Corrected> {
    let drawn: Vec<Drawn> = things.iter().filter_map(|thing| property.drawn(panel, thing)).collect();
    if drawn.len() < N_LABELLED_MIN { None } else { prediction_powered_by_strata(raw, &drawn) }
}

/// The labelled openings among others.
fn labelled_among<'l>(panel: &Panel<'_>, labels: &'l Labels, openings: &[&Opening]) -> Vec<&'l Thing> {
    // A spell is known by where it was seen first.
    let key = |opening: &Opening| opening.sightings.first().map(|seen| (seen.posting, seen.role));
    let members: BTreeSet<(u32, u32)> = openings.iter().filter_map(|opening| key(opening)).collect();
    let is_member =
        |thing: &&Thing| panel.openings.get(thing.opening).and_then(key).is_some_and(|key| members.contains(&key));
    labels.things.iter().filter(is_member).collect()
}

/// The labels where they speak for the openings of these months, else why not.
fn speak_for(labels: &Labels, window: Option<Window>) -> Result<&Labels, String> {
    let set = labels.set;
    let Some(window) = window else { return Err("there is nothing to correct".to_owned()) };
    if window.first < set.first || window.last > set.last {
        return Err(format!(
            "the labelled openings were drawn from {} to {}, and the shares are about {}",
            set.first,
            set.last,
            number::window(window)
        ));
    }
    Ok(labels)
}

fn columns() -> Vec<crate::report::Column> {
    vec![
        column("what", "Share", ColumnKind::Text),
        column("of", "Of", ColumnKind::Text),
        column("raw", "As read", ColumnKind::Estimate(Unit::Share)),
        column("corrected", "Corrected", ColumnKind::Estimate(Unit::Share)),
        column("n_labelled", "Labelled", ColumnKind::Count),
        column("n_wrong", "Of these read so and not", ColumnKind::Count),
        column("n_missed", "Missed", ColumnKind::Count),
    ]
}

fn cells(label: String, what: &str, raw: Cell, answer: &Result<Corrected, Hidden>) -> Vec<Cell> {
    let mut cells = vec![Cell::Text(label), Cell::Text(what.to_owned()), raw];
    match answer {
        Ok(answer) => cells.extend([
            Cell::Estimate(answer.corrected.into()),
            Cell::Count(answer.n_labelled as u64),
            Cell::Count(answer.n_false_positive as u64),
            Cell::Count(answer.n_false_negative as u64),
        ]),
        Err(hidden) => cells.extend([Cell::Hidden(*hidden), Cell::Empty, Cell::Empty, Cell::Empty]),
    }
    cells
}

fn range_row(label: &str, answer: &Corrected) -> RangeRow {
    let mark = |series: &str, is_focus, estimate| Mark {
        series: series.to_owned(),
        is_focus,
        point: Some(Point::from(estimate)),
        outer: None,
    };
    RangeRow {
        label: label.to_owned(),
        marks: vec![mark("corrected", true, answer.corrected), mark("as read", false, answer.raw)],
    }
}

fn notes(labels: &Labels, among: Among) -> Vec<String> {
    let set = labels.set;
    let strata: Vec<String> = set
        .strata
        .iter()
        .map(|it| format!("{} of {} {}", it.n_drawn, number::count(u64::from(it.n_frame)), it.what))
        .collect();
    let mut notes = vec![format!(
        "{} openings first seen in {} to {} were drawn at random (by hash, {}) and labelled by {}: {}. {} of them are \
         among the openings counted here.",
        set.openings.len(),
        set.first,
        set.last,
        set.drawn_by,
        set.labelled,
        strata.join("; "),
        labels.things.len(),
    )];
    notes.push(format!(
        "They were labelled {}. Labels are taken to be right, and what a repost adds is taken to be misread as often as \
         what the first posting says. A share is corrected when {N_LABELLED_MIN} or more of the openings that it is \
         among were labelled.",
        set.how
    ));
    if among == Among::Both {
        notes.push(
            "Openings that name Rust are those read so: how many of them do not is told under growth.".to_owned(),
        );
    }
    notes
}
