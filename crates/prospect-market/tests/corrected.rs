//! Plants misreading in a made-up market and holds corrected shares to the truth, and the report to saying where it
//! does not correct.

use prospect_market::{Cell, Figure, Lookup, NoLookup, Options, Point, Report, report};
use prospect_model::{
    Dataset, Date, LabelSet, LabelStratum, LabelledOpening, Month, OpeningRow, PostingRow, RoleRow, SkillKind,
    SkillNeed, SkillRow, SourceRow, Visa, WorkMode,
};
use std::borrow::Cow;

/// Linear congruence with the high bits: not the generator of the estimators.
struct Random(u64);

impl Random {
    fn is(&mut self, share: f64) -> bool {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as f64 / f64::from(1_u32 << 31)) < share
    }
}

const REMOTE: &[WorkMode] = &[WorkMode::Remote];
const N: u32 = 4_000;

/// 60 % are remote. The reader misses a fifth of them, and calls one in twenty of the others so. `drawn` of each stratum
/// (read as remote, not read so) are labelled.
fn market(seed: u64, drawn: usize) -> (Dataset, LabelSet) {
    let mut random = Random(seed);
    let source =
        SourceRow { id: "hn".into(), frame: "made-up threads".into(), is_denominator: true, ..SourceRow::default() };
    let mut dataset = Dataset {
        sources: vec![source],
        employers: (0..N).map(|at| format!("Acme {at}")).collect(),
        skills: vec!["rust".into()],
        ..Dataset::default()
    };
    let mut strata: [Vec<LabelledOpening>; 2] = [Vec::new(), Vec::new()];
    for at in 0..N {
        let truth = random.is(0.6);
        let reading = random.is(if truth { 0.8 } else { 0.05 });
        let id = format!("{at:05}");
        dataset.postings.push(PostingRow {
            id: id.clone(),
            month: Month::parse("2024-05"),
            employer: Some(at),
            is_offer: true,
            work_modes: if reading { REMOTE.to_vec() } else { Vec::new() },
            skills: if at % 4 == 0 { vec![SkillRow { skill: 0, need: SkillNeed::Required }] } else { Vec::new() },
            roles: vec![RoleRow { opening: Some(at), ..RoleRow::default() }],
            ..PostingRow::default()
        });
        dataset.openings.push(OpeningRow {
            id: format!("o{at}"),
            employer: Some(at),
            postings: vec![at],
            ..OpeningRow::default()
        });
        strata[usize::from(reading)].push(LabelledOpening {
            posting: Box::leak(id.into_boxed_str()),
            role: 0,
            stratum: u32::from(reading),
            languages: if at % 4 == 0 { &["rust"] } else { &[] },
            work_modes: if truth { REMOTE } else { &[] },
            states_pay: false,
            visa: Visa::Unstated,
            is_entry_level: false,
            is_senior: false,
            countries: &[],
            domains: &[],
        });
    }
    let parts: Vec<LabelStratum> = strata
        .iter()
        .map(|all| LabelStratum {
            name: "part",
            what: "openings",
            n_frame: all.len() as u32,
            n_drawn: drawn as u32,
            has_no_rust: false,
        })
        .collect();
    // The order of the openings tells nothing, so the first are as good a draw as any.
    let mut openings: Vec<LabelledOpening> = strata.iter().flat_map(|all| &all[..drawn]).copied().collect();
    openings.sort_unstable_by_key(|it| it.posting);
    let month = Month { year: 2024, month: 5 };
    let set = LabelSet {
        source: "hn",
        first: month,
        last: month,
        n_postings: N,
        drawn_by: "a test",
        labelled: Date { year: 2024, month: 6, day: 1 },
        how: "twice",
        strata: Vec::leak(parts),
        openings: Vec::leak(openings),
    };
    (dataset, set)
}

struct Labelled(LabelSet);

impl Lookup for Labelled {
    fn usd_rate(&self, currency: &str, month: Month) -> Option<f64> {
        NoLookup.usd_rate(currency, month)
    }
    fn skill_name(&self, _id: &str) -> Option<Cow<'static, str>> {
        None
    }
    fn skill_kind(&self, _id: &str) -> Option<SkillKind> {
        None
    }
    fn region_name(&self, _code: &str) -> Option<Cow<'static, str>> {
        None
    }
    fn country_name(&self, _code: &str) -> Option<Cow<'static, str>> {
        None
    }
    fn labels(&self, source: &str) -> Option<&'static LabelSet> {
        (source == self.0.source).then(|| &*Box::leak(Box::new(self.0)))
    }
}

fn places(dataset: &Dataset, set: LabelSet) -> Report {
    let lookup = Labelled(set);
    let options = Options { n_replicates: 200, questions: vec!["places".to_owned()], ..Options::new(&lookup) };
    report(dataset, &options)
}

fn figure(report: &Report) -> &Figure {
    let mut figures = report.panels[0].figures.iter();
    figures.find(|figure| figure.id == "hn-places-corrected").expect("the figure is there")
}

/// Raw and corrected share of remote openings among all.
fn remote(report: &Report) -> [Point; 2] {
    let table = &figure(report).tables[0];
    let is_it = |cells: &[Cell]| {
        let text =
            |at: usize| matches!(&cells[at], Cell::Text(text) if text == ["remote", "openings of all sorts"][at]);
        text(0) && text(1)
    };
    let row = table.rows.iter().find(|row| is_it(&row.cells)).expect("the row is there");
    let [Cell::Estimate(raw), Cell::Estimate(corrected)] = row.cells[2..4] else { panic!("{row:?}") };
    [raw, corrected]
}

#[test]
fn a_corrected_share_holds_the_truth_as_often_as_it_says() {
    let (mut n_raw, mut n_corrected) = (0, 0);
    const N_DRAWS: u64 = 60;
    for seed in 0..N_DRAWS {
        let (dataset, set) = market(seed * 977 + 3, 200);
        let [raw, corrected] = remote(&places(&dataset, set));
        n_raw += u32::from((raw.low..=raw.high).contains(&0.6));
        n_corrected += u32::from((corrected.low..=corrected.high).contains(&0.6));
    }
    // Of 60 intervals of 95 % fewer than 52 hold the truth once in a thousand times.
    assert!(n_corrected >= 52, "{n_corrected} of {N_DRAWS}");
    assert_eq!(n_raw, 0, "half of the misreading is more than the raw interval is wide");
}

#[test]
fn the_correction_is_told_with_what_it_rests_on() {
    let (dataset, set) = market(5, 200);
    let report = places(&dataset, set);
    let figure = figure(&report);
    assert!(figure.finding.contains("as read"), "{}", figure.finding);
    assert!(figure.notes[0].contains("400 openings first seen in 2024-05"), "{:?}", figure.notes);
    // Fewer labelled openings that name Rust than a correction takes: only the shares of all are corrected.
    let (dataset, set) = market(5, 60);
    let report = places(&dataset, set);
    let finding = &self::figure(&report).finding;
    assert!(finding.contains("were labelled, too few to correct a share"), "{finding}");
    assert!(finding.contains("4,000 openings of all sorts: remote"), "{finding}");
}

#[test]
fn labels_of_something_else_correct_nothing() {
    let (dataset, set) = market(5, 200);
    let refused = |set: LabelSet, why: &str| {
        let report = places(&dataset, set);
        let figure = figure(&report);
        assert!(figure.finding.starts_with("Not corrected for misreading:"), "{}", figure.finding);
        assert!(figure.finding.contains(why), "{}", figure.finding);
        assert!(figure.tables.is_empty() && figure.charts.is_empty());
    };
    let april = Month { year: 2024, month: 4 };
    refused(LabelSet { first: april, last: april, ..set }, "are in this snapshot");
    refused(LabelSet { n_postings: 2 * N, ..set }, "8000 postings");
    let (_, other) = market(6, 200);
    let renamed: Vec<LabelledOpening> =
        other.openings.iter().map(|it| LabelledOpening { role: 1 + it.role, ..*it }).collect();
    // The postings are there, the roles are not: no labelled opening is among those counted.
    let report = places(&dataset, LabelSet { openings: Vec::leak(renamed), ..set });
    assert!(
        figure(&report).finding.contains("0 of openings that name Rust were labelled"),
        "{}",
        figure(&report).finding
    );
    let elsewhere = Labelled(LabelSet { source: "elsewhere", ..set });
    let options = Options { n_replicates: 200, questions: vec!["places".to_owned()], ..Options::new(&elsewhere) };
    assert!(report_ids(&prospect_market::report(&dataset, &options)).all(|id| !id.contains("corrected")));
}

fn report_ids(report: &Report) -> impl Iterator<Item = &str> {
    report.panels.iter().flat_map(|panel| &panel.figures).map(|figure| figure.id.as_str())
}
