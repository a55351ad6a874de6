//! How long do openings stay, and which have stood long without a change?
//!
//! A duration is told only of openings that are watched from day to day, so that their end is seen: Kaplan-Meier with
//! delayed entry. A thread shows an opening once; its end is never seen, and none is told.
//!
//! Not here: how often an opening is posted again (`employers.rs`), reading the archives of days (`prospect-store`).

use super::{Question, QuestionInfo, too_few};
use crate::Options;
use crate::breakdown::{Groups, column, figure};
use crate::number;
use crate::panel::Panel;
use crate::report::{
    Cell, Chart, ColumnKind, Figure, LineSeries, Need, Panel as ReportPanel, Point, PostingId, Row, Table, Unit, Window,
};
use prospect_model::{Dataset, Watched, WatchedRow};
use prospect_stats::{Counts, Hidden, MedianDays, Replicates, Spell, SurvivalCurve, kaplan_meier, share};
use std::collections::BTreeMap;

pub(super) const QUESTION: Question = Question {
    info: QuestionInfo {
        id: "lifecycle",
        title: "Lifecycle",
        asks: "How long do openings stay open, how often are they posted again, and which have stood long without a \
               change?",
    },
    answer: |panel| vec![without_end(panel)],
};

const FRAME: &str = "openings on career sites that were looked at from day to day";
/// Ages at which the curve is told, in days.
const AGES: [u32; 9] = [7, 14, 21, 30, 60, 90, 180, 365, 730];
/// Openings that must have been seen to end for a useful curve: a tenth either way at the median takes about
/// 100 independent ends (log-log interval), times 2 for ends of one employer.
const N_ENDED_PLANNED: u64 = 200;
/// Days after which an opening that is still open is listed as old: half a year, a year, two years.
const OLD_DAYS: [u32; 3] = [180, 365, 730];

/// What the source of a panel cannot tell.
fn without_end(panel: &Panel<'_>) -> Figure {
    let groups = Groups::rust_beside_all(panel, panel.recent_openings());
    let mut figure = figure(panel, "duration", "How long openings stay", &groups);
    figure.definition = DEFINITION.to_owned();
    figure.finding = format!(
        "The data cannot carry a duration: {} show an opening when it is posted and never when it ends ({} openings). \
         How often openings are posted again is told under Employers.",
        panel.frame,
        number::count(groups.beside_sum.total)
    );
    figure
}

const DEFINITION: &str = "Days from publication until an opening is no longer shown, by Kaplan-Meier: an opening counts \
                          as watched only from the age at which it was first seen (delayed entry) and as still open \
                          when it was there at the last look (censored). An opening that was missing and came back is \
                          one opening. Intervals by employer. No longer shown is not filled.";

/// The panels of openings whose end is seen: one for each source that was looked at again and again, never summed.
pub(crate) fn watched_panels(dataset: &Dataset, options: &Options<'_>) -> Vec<ReportPanel> {
    let mut by_source: BTreeMap<&str, Vec<WatchedRow>> = BTreeMap::new();
    for row in dataset.watched.iter().flat_map(|watched| &watched.rows) {
        if options.sources.is_empty() || options.sources.contains(&row.source) {
            by_source.entry(&row.source).or_default().push(row.clone());
        }
    }
    let panels = by_source.into_iter().filter_map(|(source, rows)| {
        let frame = dataset.sources.iter().find(|row| row.id == source).map_or(FRAME, |row| row.frame.as_str());
        watched_panel(source, frame, &Watched::of(rows)?, options)
    });
    panels.collect()
}

fn watched_panel(source: &str, frame: &str, watched: &Watched, options: &Options<'_>) -> Option<ReportPanel> {
    let window = Window { first: watched.looks.first()?.to_month(), last: watched.looks.last()?.to_month() };
    let clusters = Clusters::new(watched);
    let replicates = Replicates::draw(clusters.n, options.n_replicates, options.seed);
    let mut figures = vec![duration(watched, &clusters, options), old(watched, &clusters, &replicates, options)];
    for figure in &mut figures {
        figure.question = QUESTION.info.id.to_owned();
        figure.frame = frame.to_owned();
        figure.id.insert_str(0, source);
        figure.window = Some(window);
        figure.n_replicates = options.n_replicates;
        figure.seed = options.seed;
    }
    Some(ReportPanel {
        // Beside the panel of the source's postings, where it has one.
        source: source.to_owned(),
        frame: frame.to_owned(),
        n_openings: watched.rows.len() as u64,
        n_clusters: u64::from(clusters.n),
        n_undated: watched.rows.iter().filter(|row| row.published.is_none()).count() as u64,
        filter: String::new(),
        window: Some(window),
        figures,
        ids: watched.rows.iter().map(id).collect(),
    })
}

fn id(row: &WatchedRow) -> PostingId {
    PostingId(format!("{}:{}", row.source, row.id))
}

/// Employers by number, in the order of their names.
struct Clusters<'a> {
    by_name: BTreeMap<&'a str, u32>,
    n: u32,
}

impl<'a> Clusters<'a> {
    fn new(watched: &'a Watched) -> Self {
        let mut by_name: BTreeMap<&str, u32> = watched.rows.iter().map(|row| (row.employer.as_str(), 0)).collect();
        for (number, (_, slot)) in (0..).zip(by_name.iter_mut()) {
            *slot = number;
        }
        let n = u32::try_from(by_name.len()).unwrap_or(u32::MAX);
        Self { by_name, n }
    }

    fn of(&self, row: &WatchedRow) -> u32 {
        self.by_name.get(row.employer.as_str()).copied().unwrap_or(0)
    }
}

/// One opening as the estimator takes it; `None` without a day of publication.
fn spell(row: &WatchedRow, clusters: &Clusters<'_>) -> Option<Spell> {
    let age = |day: prospect_model::Date| Some(u32::try_from(day.days() - row.published?.days()).unwrap_or(0));
    // Gone at the first look without it: the true end lies between two looks.
    Some(Spell {
        entry_days: age(row.first_seen)?,
        exit_days: age(row.closed.unwrap_or(row.last_seen))?,
        has_ended: row.closed.is_some(),
        cluster: clusters.of(row),
    })
}

fn duration(watched: &Watched, clusters: &Clusters<'_>, options: &Options<'_>) -> Figure {
    let names_rust = |row: &&WatchedRow| names_rust(&row.title);
    let spells = |rows: &mut dyn Iterator<Item = &WatchedRow>| -> Vec<Spell> {
        rows.filter_map(|row| spell(row, clusters)).collect()
    };
    let all = kaplan_meier(&spells(&mut watched.rows.iter()), 0);
    let rust = kaplan_meier(&spells(&mut watched.rows.iter().filter(names_rust)), 0);
    let is_shown = |curve: &SurvivalCurve| {
        curve.n >= options.cell_rule.n_min && curve.n_clusters >= options.cell_rule.n_clusters_min && curve.n_ended >= 5
    };
    let mut figure = Figure {
        id: "-watched-duration".to_owned(),
        title: "How long openings stay".to_owned(),
        definition: DEFINITION.to_owned(),
        n: all.n,
        n_clusters: all.n_clusters as u64,
        need: Some(Need {
            what: "the curve to within a tenth at its middle".to_owned(),
            of: "openings that were seen to end".to_owned(),
            n_needed: N_ENDED_PLANNED,
            n_there: all.n_ended,
        }),
        ids: watched.rows.iter().map(id).collect(),
        ..Figure::default()
    };
    figure.finding = if is_shown(&all) {
        format!(
            "Of {} openings of {} employers, {} were seen to end within {} looks; half are still there after {}; {} are \
             still there after 30 days and {} after 90.",
            number::count(all.n),
            number::count(all.n_clusters as u64),
            number::count(all.n_ended),
            watched.looks.len(),
            median_words(&all.median()),
            at_words(&all, 30),
            at_words(&all, 90),
        )
    } else {
        too_few(all.n_ended, all.n_clusters as u64, "openings seen to end")
    };
    let cell = |curve: &SurvivalCurve, age: u32| {
        if is_shown(curve) { at(curve, age).map_or(Cell::Empty, Cell::Estimate) } else { Cell::Hidden(Hidden::TooFew) }
    };
    let row = |age: u32| Row {
        cells: vec![
            Cell::Text(format!("{age} days")),
            cell(&all, age),
            Cell::Count(at_risk(&all, age)),
            cell(&rust, age),
            Cell::Count(at_risk(&rust, age)),
        ],
        ids: Vec::new(),
    };
    figure.tables.push(Table {
        id: "curve".to_owned(),
        caption: "Share of openings still there after so many days".to_owned(),
        is_open: false,
        columns: vec![
            column("age", "After", ColumnKind::Text),
            column("all", "All", ColumnKind::Estimate(Unit::Share)),
            column("n_at_risk", "Watched at that age", ColumnKind::Count),
            column("rust", "Rust in the title", ColumnKind::Estimate(Unit::Share)),
            column("n_at_risk_rust", "Watched at that age, Rust", ColumnKind::Count),
        ],
        rows: AGES.iter().map(|age| row(*age)).collect(),
    });
    let points = |curve: &SurvivalCurve| -> Vec<Option<Point>> {
        AGES.iter().map(|age| at(curve, *age).filter(|_| is_shown(curve))).collect()
    };
    figure.charts.push(Chart::Lines {
        title: "Share of openings still there, by days since publication, with 95% intervals".to_owned(),
        unit: Unit::Share,
        times: AGES.iter().map(|age| format!("{age} d")).collect(),
        series: vec![LineSeries { name: "all".to_owned(), is_focus: true, points: points(&all) }],
    });
    let n_back = watched.rows.iter().filter(|row| row.n_missed > 0).count() as u64;
    figure.notes.push(format!(
        "{} openings were missing at some look and came back. {} have no day of publication and are left out. {} openings \
         have Rust in the title: these archives hold no text, so what else names Rust is not known.",
        number::count(n_back),
        number::count(watched.rows.iter().filter(|row| row.published.is_none()).count() as u64),
        number::count(watched.rows.iter().filter(names_rust).count() as u64),
    ));
    figure.notes.push(
        "An employer may publish an opening again under a new id or move its date: both shorten what is seen."
            .to_owned(),
    );
    figure
}

/// Openings that are old at the last look: a count with its evidence, no verdict.
fn old(watched: &Watched, clusters: &Clusters<'_>, replicates: &Replicates, options: &Options<'_>) -> Figure {
    let last = watched.looks.last().copied();
    let open: Vec<&WatchedRow> = watched.rows.iter().filter(|row| row.closed.is_none()).collect();
    let age = |row: &WatchedRow| Some(last?.days() - row.published?.days());
    let sum = |rows: &[&WatchedRow]| replicates.sum(&Counts::of(rows.iter().map(|row| clusters.of(row))));
    let whole = sum(&open);
    let mut figure = Figure {
        id: "-watched-old".to_owned(),
        title: "Openings that have stood long".to_owned(),
        definition:
            "Openings that were there at the last look, by the days since their publication. An old opening may \
                     be hard to fill, filled again and again, or forgotten: the days are evidence, not a verdict."
                .to_owned(),
        n: whole.total,
        n_clusters: whole.n_clusters as u64,
        need: super::need_of_share(0.2, 0.05, whole.total),
        ..Figure::default()
    };
    let mut rows = Vec::new();
    let mut told = Vec::new();
    for days in OLD_DAYS {
        let limit = i32::try_from(days).unwrap_or(i32::MAX);
        let old: Vec<&WatchedRow> =
            open.iter().copied().filter(|row| age(row).is_some_and(|age| age >= limit)).collect();
        let part = sum(&old);
        let answer = match options.cell_rule.hides_share(&part, &whole) {
            Some(hidden) => Err(hidden),
            None => share(&part, &whole).ok_or(Hidden::TooFew),
        };
        if let Ok(it) = &answer {
            told.push(format!(
                "{} for {days} days or more ({})",
                number::percent(it.estimate.value),
                number::interval(it.estimate.into(), Unit::Share)
            ));
        }
        rows.push(Row {
            cells: vec![
                Cell::Text(format!("{days} days or more")),
                crate::breakdown::share_cell(&answer),
                Cell::Count(part.total),
                Cell::Count(part.n_clusters as u64),
            ],
            ids: old.iter().copied().map(id).collect(),
        });
    }
    figure.finding = if told.is_empty() {
        too_few(whole.total, whole.n_clusters as u64, "openings there at the last look")
    } else {
        format!(
            "Of {} openings of {} employers there at the last look, have stood: {}.",
            number::count(whole.total),
            number::count(whole.n_clusters as u64),
            told.join(", ")
        )
    };
    figure.tables.push(Table {
        id: "ages".to_owned(),
        caption: "Openings there at the last look, by days since publication".to_owned(),
        is_open: true,
        columns: vec![
            column("age", "Published before", ColumnKind::Text),
            column("share", "Share", ColumnKind::Estimate(Unit::Share)),
            column("n", "Openings", ColumnKind::Count),
            column("n_employers", "Employers", ColumnKind::Count),
        ],
        rows,
    });
    figure
}

/// Whether "Rust" is a word of a title.
fn names_rust(title: &str) -> bool {
    title.split(|c: char| !c.is_alphanumeric()).any(|word| word.eq_ignore_ascii_case("rust"))
}

/// The curve at an age with its interval by employer; `None` before the first end and beyond the last.
fn at(curve: &SurvivalCurve, age: u32) -> Option<Point> {
    let last = curve.points.last()?.days;
    let point = curve.points.iter().rev().find(|point| point.days <= age).filter(|_| age <= last)?;
    let (low, high) = point.clustered_interval.or(point.interval)?;
    Some(Point { value: point.survival, low, high })
}

/// Spells watched at an age.
fn at_risk(curve: &SurvivalCurve, age: u32) -> u64 {
    curve.points.iter().find(|point| point.days >= age).map_or(0, |point| point.n_at_risk)
}

fn at_words(curve: &SurvivalCurve, age: u32) -> String {
    at(curve, age).map_or("an unknown part".to_owned(), |point| {
        format!("{} ({})", number::percent(point.value), number::interval(point, Unit::Share))
    })
}

fn median_words(median: &MedianDays) -> String {
    let days = |days: Option<u32>| days.map_or("open".to_owned(), |days| days.to_string());
    match median.days {
        None => "longer than was watched".to_owned(),
        Some(value) => format!("{value} days (95% interval {} to {})", days(median.low), days(median.high)),
    }
}
