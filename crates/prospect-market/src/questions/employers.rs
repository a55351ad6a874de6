//! Who hires for Rust: employers with first and last sight, domain, reposts, pay, and how concentrated it is.

use super::by_year::sum_where;
use super::growth::shown;
use super::{Question, QuestionInfo, domains, too_few};
use crate::breakdown::{Groups, column, figure, share_cell};
use crate::number;
use crate::panel::{Opening, Panel, month_of, shorten};
use crate::report::{Cell, Chart, ColumnKind, Figure, Mark, Need, Point, RangeRow, Row, Table, Unit};
use prospect_model::Month;
use prospect_stats::{Counts, Hidden, Share, concentration};
use std::collections::BTreeMap;

pub(super) const QUESTION: Question = Question {
    info: QuestionInfo {
        id: "employers",
        title: "Employers",
        asks: "Who hires for Rust, since when and until when, in which domains, how concentrated is it, and how often \
               are openings posted again?",
    },
    answer,
};

/// Most employers listed.
const N_EMPLOYERS: usize = 40;
/// Fewest openings of an employer that is listed: one opening makes nobody an employer of Rust.
const N_OPENINGS_MIN: usize = 2;
/// The largest employers of which the share is told.
const N_TOP: usize = 10;
/// How many of the largest the chart shows.
const TOPS: [usize; 4] = [5, 10, 25, 50];
/// Employers that a useful measure of concentration takes: below, the ten largest are half of them by count alone.
const N_PLANNED: u64 = 100;

fn answer(panel: &Panel<'_>) -> Vec<Figure> {
    vec![list(panel), reposts(panel)]
}

fn list(panel: &Panel<'_>) -> Figure {
    let groups = Groups::rust_beside_all(panel, panel.openings.iter().collect());
    let mut figure = figure(panel, "employers", "Employers with openings that name Rust", &groups);
    figure.definition =
        "Employers by the number of their openings that name Rust, in all years of the source; first and \
                         last month in which one of these was posted; the domain that most of these openings tell; pay \
                         of these openings where enough state it. Reposts: how many postings an opening has. Posters \
                         whose employer was not read are in no row."
            .to_owned();
    figure.need = Some(Need {
        what: "a measure of concentration".to_owned(),
        of: "employers with openings that name Rust".to_owned(),
        n_needed: N_PLANNED,
        n_there: groups.focus_sum.n_clusters as u64,
    });
    let mut by_employer: BTreeMap<u32, Vec<&Opening>> = BTreeMap::new();
    for &opening in &groups.focus {
        if let Some(employer) = employer_of(panel, opening) {
            by_employer.entry(employer).or_default().push(opening);
        }
    }
    let mut ranked: Vec<(u32, Vec<&Opening>)> =
        by_employer.into_iter().filter(|(_, openings)| openings.len() >= N_OPENINGS_MIN).collect();
    let name = |at: u32| panel.dataset.employers.get(at as usize).map_or("", String::as_str);
    ranked.sort_by(|a, b| b.1.len().cmp(&a.1.len()).then_with(|| name(a.0).cmp(name(b.0))));
    let n_listed = ranked.len();
    ranked.truncate(N_EMPLOYERS);
    let row = |(employer, openings): &(u32, Vec<&Opening>)| {
        let months = || openings.iter().flat_map(|opening| panel.postings_of(opening)).filter_map(month_of);
        let month = |month: Option<Month>| month.map_or(Cell::Empty, |month| Cell::Text(month.to_string()));
        let n_postings: usize = openings.iter().map(|opening| opening.sightings.len()).sum();
        Row {
            cells: vec![
                Cell::Text(shorten(name(*employer), 40)),
                Cell::Count(openings.len() as u64),
                month(months().min()),
                month(months().max()),
                domain(panel, openings).map_or(Cell::Empty, |name| Cell::Text(name.to_owned())),
                Cell::Number(n_postings as f64 / openings.len().max(1) as f64),
                pay_cell(openings),
            ],
            ids: panel.ids(openings.iter().copied()),
        }
    };
    let rows: Vec<Row> = ranked.iter().map(row).collect();
    let counts = Counts::of(groups.focus.iter().map(|opening| opening.cluster));
    let found = concentration(&panel.replicates, &counts, N_TOP);
    figure.finding = match found {
        Some(found) if found.n_clusters as u64 >= N_PLANNED / 2 => format!(
            "{} openings that name Rust come from {} employers; the {} largest have {} of them (95% interval {}), as \
             concentrated as {:.0} equal employers.",
            number::count(found.n),
            number::count(found.n_clusters as u64),
            found.k,
            number::percent(found.top_share.value),
            number::interval(found.top_share.into(), Unit::Share),
            found.n_effective,
        ),
        _ => too_few(groups.focus_sum.total, groups.focus_sum.n_clusters as u64, "openings that name Rust"),
    };
    if let Some(found) = found {
        figure.notes.push(format!(
            "Herfindahl index of openings over employers: {} ({}); 1 would be one employer with all.",
            number::value(found.hhi.value, Unit::Index),
            number::interval(found.hhi.into(), Unit::Index),
        ));
    }
    figure.notes.push(format!(
        "{} employers have {N_OPENINGS_MIN} openings or more; the {} with most are listed. An employer that stopped \
         posting here may hire elsewhere.",
        number::count(n_listed as u64),
        rows.len()
    ));
    figure.charts.push(Chart::Ranges {
        title: "Share of the openings that the largest employers have, with 95% intervals".to_owned(),
        unit: Unit::Share,
        rows: TOPS.iter().filter_map(|k| top_row(panel, &groups, *k)).collect(),
    });
    figure.tables.push(Table {
        id: "employers".to_owned(),
        caption: format!("The {} employers with most openings that name Rust", rows.len()),
        is_open: false,
        columns: vec![
            column("employer", "Employer", ColumnKind::Text),
            column("n", "Rust openings", ColumnKind::Count),
            column("first_seen", "First seen", ColumnKind::Text),
            column("last_seen", "Last seen", ColumnKind::Text),
            column("domain", "Domain", ColumnKind::Text),
            column("postings_each", "Postings each", ColumnKind::Number(Unit::Years)),
            column("pay", "Pay stated, US$ a year", ColumnKind::Text),
        ],
        rows,
    });
    figure
}

/// What the `k` largest employers have, of the openings that name Rust and of all.
fn top_row(panel: &Panel<'_>, groups: &Groups<'_>, k: usize) -> Option<RangeRow> {
    let mark = |series: &str, is_focus, openings: &[&Opening]| {
        let counts = Counts::of(openings.iter().map(|opening| opening.cluster));
        let found = concentration(&panel.replicates, &counts, k).filter(|found| found.n_clusters > k);
        Mark { series: series.to_owned(), is_focus, point: found.map(|it| Point::from(it.top_share)), outer: None }
    };
    let marks = vec![mark("Rust", true, &groups.focus), mark("all", false, &groups.beside)];
    marks.iter().any(|mark| mark.point.is_some()).then(|| RangeRow { label: format!("the {k} largest"), marks })
}

/// The share of openings that were posted more than once.
fn reposts(panel: &Panel<'_>) -> Figure {
    let groups = Groups::rust_beside_all(panel, panel.recent_openings());
    let mut figure = figure(panel, "reposts", "Openings posted again", &groups);
    figure.definition = format!(
        "Openings first seen in the window that the source shows in more than one posting without a gap of more than {} \
         days, among those that name Rust and among all.",
        panel.options.spell_gap_days
    );
    figure.need = super::need_of_share(0.3, 0.05, groups.focus_sum.total);
    let n_of = |opening: &Opening| {
        let mut postings: Vec<u32> = opening.sightings.iter().map(|seen| seen.posting).collect();
        postings.dedup();
        postings.len()
    };
    let classes = [("posted again", 2), ("posted three times or more", 3), ("posted six times or more", 6)];
    let mut rows = Vec::new();
    let mut range_rows = Vec::new();
    let mut first: Option<(Share, Share)> = None;
    for (label, n_least) in classes {
        let answer =
            |openings: &[&Opening], whole| shown(panel, &sum_where(panel, openings, |it| n_of(it) >= n_least), whole);
        let (rust, all) = (answer(&groups.focus, &groups.focus_sum), answer(&groups.beside, &groups.beside_sum));
        if let (None, Ok(rust), Ok(all)) = (&first, &rust, &all) {
            first = Some((*rust, *all));
        }
        let mark = |series: &str, is_focus, answer: &Result<Share, Hidden>| Mark {
            series: series.to_owned(),
            is_focus,
            point: answer.as_ref().ok().map(|share| Point::from(share.estimate)),
            outer: None,
        };
        range_rows.push(RangeRow {
            label: label.to_owned(),
            marks: vec![mark("Rust", true, &rust), mark("all", false, &all)],
        });
        rows.push(Row {
            cells: vec![Cell::Text(label.to_owned()), share_cell(&rust), share_cell(&all)],
            ids: Vec::new(),
        });
    }
    figure.finding = match first {
        None => too_few(figure.n, figure.n_clusters, "openings that name Rust in the window"),
        Some((rust, all)) => format!(
            "{} of {} openings that name Rust were posted again (95% interval {}; {} employers), against {} of all \
             (interval {}).",
            number::percent(rust.estimate.value),
            number::count(rust.denominator),
            number::interval(rust.estimate.into(), Unit::Share),
            number::count(rust.n_clusters as u64),
            number::percent(all.estimate.value),
            number::interval(all.estimate.into(), Unit::Share),
        ),
    };
    figure.notes.push(
        "Posted again says that it was posted again: not that it was hard to fill, and not that it was never meant. \
         Openings of the last months had less time to be posted again."
            .to_owned(),
    );
    figure.charts.push(Chart::Ranges {
        title: "Share of openings posted more than once, with 95% intervals".to_owned(),
        unit: Unit::Share,
        rows: range_rows,
    });
    figure.tables.push(Table {
        id: "classes".to_owned(),
        caption: figure.title.clone(),
        is_open: false,
        columns: vec![
            column("class", "Posted", ColumnKind::Text),
            column("share_rust", "Rust openings", ColumnKind::Estimate(Unit::Share)),
            column("share_all", "All openings", ColumnKind::Estimate(Unit::Share)),
        ],
        rows,
    });
    figure
}

/// Index of an opening's employer in the dataset.
pub(super) fn employer_of(panel: &Panel<'_>, opening: &Opening) -> Option<u32> {
    let of_opening = panel.dataset.openings.get(opening.index as usize).and_then(|row| row.employer);
    of_opening.or_else(|| panel.postings_of(opening).find_map(|posting| posting.employer))
}

/// The domain that most of the openings tell; of equals the first of the list of domains.
fn domain(panel: &Panel<'_>, openings: &[&Opening]) -> Option<&'static str> {
    let mut counts: BTreeMap<prospect_model::Domain, usize> = BTreeMap::new();
    for domain in openings.iter().filter_map(|opening| opening.domain(panel.dataset)) {
        *counts.entry(domain).or_default() += 1;
    }
    counts
        .into_iter()
        .max_by_key(|(domain, n)| (*n, std::cmp::Reverse(*domain)))
        .map(|(domain, _)| domains::name(domain))
}

/// Pay of one employer's openings: what it states, not an estimate of anything, so from and to without interval.
fn pay_cell(openings: &[&Opening]) -> Cell {
    let amounts = || openings.iter().filter_map(|opening| opening.pay.usd);
    let (low, high) = (amounts().reduce(f64::min), amounts().reduce(f64::max));
    match low.zip(high) {
        None => Cell::Text("not stated".to_owned()),
        Some((low, high)) => Cell::Text(format!(
            "{} to {} ({} openings)",
            number::usd_short(low),
            number::usd_short(high),
            amounts().count()
        )),
    }
}
