//! Plants a truth in a made-up market and holds the questions to finding it: growth, domains, premium, beginners,
//! what is accepted instead, skills beside, employers.
//!
//! The generator shares no code with the questions or the estimators: its own random numbers, its own shapes.

use prospect_market::{Cell, Figure, Filter, NoLookup, Options, Point, Report, report};
use prospect_model::{
    AlternativeRow, Dataset, Domain, Month, OpeningRow, PayKind, PayRow, Period, PlaceRow, PostingRow, RoleRow,
    Seniority, SkillNeed, SkillRow, SourceRow,
};

/// Xorshift64*: not the generator of the estimators.
struct Random(u64);

impl Random {
    fn next(&mut self) -> f64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn is(&mut self, share: f64) -> bool {
        self.next() < share
    }

    /// About normal: the sum of twelve uniforms.
    fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.next()).sum::<f64>() - 6.0
    }
}

/// What is planted.
struct Truth {
    /// Share of Rust in 2022 and 2023.
    shares: [f64; 2],
    /// Log premium of Rust after level.
    premium: f64,
    /// Share of beginners among openings that name Rust.
    beginners: f64,
    /// Share of Rust openings that accept C++ in its place.
    accepts: f64,
    /// Share that names WebAssembly beside Rust, and elsewhere.
    wasm: [f64; 2],
    /// Share of Rust openings in blockchain.
    web3: f64,
}

const TRUTH: Truth =
    Truth { shares: [0.10, 0.15], premium: 0.10, beginners: 0.08, accepts: 0.20, wasm: [0.30, 0.05], web3: 0.25 };

const SKILLS: [&str; 6] = ["go", "rust", "cpp", "python", "webassembly", "docker"];

fn market(n: u32, truth: &Truth, seed: u64) -> Dataset {
    let mut random = Random(seed);
    let n_employers = n / 3;
    let mut dataset = Dataset {
        snapshot_id: "planted".into(),
        sources: vec![SourceRow {
            id: "hn".into(),
            frame: "made-up threads".into(),
            is_denominator: true,
            ..SourceRow::default()
        }],
        employers: (0..n_employers).map(|at| format!("Acme {at}")).collect(),
        skills: SKILLS.iter().map(|id| (*id).to_owned()).collect(),
        ..Dataset::default()
    };
    for at in 0..n {
        let employer = (random.next() * f64::from(n_employers)) as u32;
        let is_late = random.is(0.5);
        let month = Month { year: if is_late { 2023 } else { 2022 }, month: 1 + (random.next() * 12.0) as u8 };
        let is_rust = random.is(truth.shares[usize::from(is_late)]);
        let language = if is_rust { 1 } else { [0, 2, 3][(random.next() * 3.0) as usize] };
        // Rust openings are senior more often, and senior openings pay more: the raw gap is not the premium.
        let is_beginner = random.is(if is_rust { truth.beginners } else { 0.15 });
        let is_senior = !is_beginner && random.is(if is_rust { 0.7 } else { 0.3 });
        let of_employer = Random(u64::from(employer).wrapping_mul(7919).wrapping_add(17)).normal() * 0.1;
        let log_pay = 11.7
            + if is_rust { truth.premium } else { 0.0 }
            + if is_senior { 0.25 } else { 0.0 }
            + of_employer
            + random.normal() * 0.15;
        let amount = log_pay.exp().round() as u64;
        let mut skills = vec![SkillRow { skill: language, need: SkillNeed::Required }];
        if random.is(truth.wasm[usize::from(!is_rust)]) {
            skills.push(SkillRow { skill: 4, need: SkillNeed::Stack });
        }
        if random.is(0.4) {
            skills.push(SkillRow { skill: 5, need: SkillNeed::Stack });
        }
        let is_web3 = random.is(if is_rust { truth.web3 } else { 0.02 });
        let accepts = is_rust && random.is(truth.accepts);
        dataset.postings.push(PostingRow {
            id: at.to_string(),
            month: Some(month),
            employer: Some(employer),
            is_offer: true,
            roles: vec![RoleRow { opening: Some(at), ..RoleRow::default() }],
            seniority: match (is_beginner, is_senior) {
                (true, _) => vec![Seniority::Junior],
                (_, true) => vec![Seniority::Senior],
                _ => Vec::new(),
            },
            pay: if random.is(0.5) {
                vec![PayRow {
                    min: Some(amount),
                    max: Some(amount),
                    currency: Some("USD".into()),
                    period: Some(Period::Year),
                    kind: PayKind::Base,
                    is_currency_inferred: false,
                    is_period_inferred: false,
                }]
            } else {
                Vec::new()
            },
            places: vec![PlaceRow {
                city: None,
                country: Some(if random.is(0.6) { "US" } else { "DE" }.into()),
                region: None,
            }],
            accepts_instead: if accepts {
                vec![AlternativeRow { any_of: vec!["rust".into(), "cpp".into()], trains: false }]
            } else {
                Vec::new()
            },
            skills,
            domain: vec![if is_web3 { Domain::Web3 } else { Domain::Data }],
            ..PostingRow::default()
        });
        dataset.openings.push(OpeningRow {
            id: format!("o{at:07}"),
            employer: Some(employer),
            title: "Engineer".into(),
            postings: vec![at],
            ..OpeningRow::default()
        });
    }
    dataset
}

fn answer(dataset: &Dataset) -> Report {
    report(dataset, &Options { n_replicates: 400, ..Options::new(&NoLookup) })
}

#[track_caller]
fn figure<'a>(report: &'a Report, id: &str) -> &'a Figure {
    report.panels[0].figures.iter().find(|figure| figure.id == format!("hn-{id}")).expect("the figure is there")
}

/// The estimate in a column of the row of this name.
#[track_caller]
fn estimate(figure: &Figure, row: &str, column: &str) -> Point {
    for table in &figure.tables {
        let at = table.columns.iter().position(|it| it.key == column);
        let found = table.rows.iter().find(|it| matches!(&it.cells[0], Cell::Text(text) if text == row));
        if let (Some(at), Some(found)) = (at, found) {
            if let Cell::Estimate(point) = found.cells[at] {
                return point;
            }
            panic!("{row} {column}: {:?}", found.cells[at]);
        }
    }
    panic!("no {row} with {column} in {}", figure.id);
}

/// The truth lies in the interval, and the estimate within a tolerance of it.
#[track_caller]
fn check(point: Point, truth: f64, tolerance: f64) {
    assert!((point.low..=point.high).contains(&truth), "{point:?} misses {truth}");
    assert!((point.value - truth).abs() <= tolerance, "{point:?} is not within {tolerance} of {truth}");
}

#[test]
fn what_is_planted_is_found() {
    let report = answer(&market(20_000, &TRUTH, 41));
    let growth = figure(&report, "rust-by-year");
    check(estimate(growth, "2022", "share"), 0.10, 0.01);
    check(estimate(growth, "2023", "share"), 0.15, 0.01);
    check(estimate(figure(&report, "growth-index"), "2023", "year_over_year"), 1.5, 0.2);
    check(estimate(figure(&report, "growth-index"), "2023", "index"), 1.5, 0.2);
    check(estimate(figure(&report, "domains"), "Web3 and blockchain", "share"), TRUTH.web3, 0.03);
    check(estimate(figure(&report, "entry-level"), "2023", "share_rust"), TRUTH.beginners, 0.02);
    check(estimate(figure(&report, "accepted-instead"), "accepts another skill in place of Rust", "share"), 0.20, 0.03);
    check(estimate(figure(&report, "skills-beside"), "webassembly", "share"), 0.30, 0.03);
    let odds = estimate(figure(&report, "skills-beside"), "webassembly", "odds_ratio");
    assert!(odds.low > 3.0, "{odds:?}");
    let docker = estimate(figure(&report, "skills-beside"), "docker", "npmi");
    assert!(docker.value.abs() < 0.05, "docker stands beside everything alike: {docker:?}");
}

#[test]
fn the_premium_is_what_is_left_after_level() {
    let report = answer(&market(20_000, &TRUTH, 42));
    let premium = figure(&report, "premium");
    let truth = TRUTH.premium.exp() - 1.0;
    check(estimate(premium, "all, with controls", "premium"), truth, 0.02);
    check(estimate(premium, "without blockchain and trading", "premium"), truth, 0.03);
    check(estimate(premium, "within the same employer", "premium"), truth, 0.03);
    for language in ["C++", "Go", "Python"] {
        check(estimate(premium, language, "premium"), truth, 0.03);
    }
    // Senior openings pay 28 % more and are 40 points more frequent in Rust.
    let raw = estimate(premium, "without controls", "premium");
    assert!(raw.low > truth + 0.04, "{raw:?}");
    assert!(!premium.finding.contains("Not distinguishable"), "{}", premium.finding);
}

#[test]
fn a_language_that_pays_the_same_shows_no_premium() {
    let truth = Truth { premium: 0.0, ..TRUTH };
    let n_found = (0..20_u64)
        .filter(|seed| {
            let options = Options { n_replicates: 100, questions: vec!["premium".into()], ..Options::new(&NoLookup) };
            let report = report(&market(4_000, &truth, 1_000 + seed), &options);
            let point = estimate(figure(&report, "premium"), "all, with controls", "premium");
            !(point.low..=point.high).contains(&0.0)
        })
        .count();
    // One in twenty is expected by chance; four or more would be a chance of 1.6 %.
    assert!(n_found <= 3, "{n_found} of 20 placebos show a premium");
}

#[test]
fn too_small_a_sample_says_how_many_would_do() {
    let report = answer(&market(900, &Truth { premium: 0.01, ..TRUTH }, 7));
    let finding = &figure(&report, "premium").finding;
    assert!(finding.contains("would do") || finding.contains("takes about"), "{finding}");
    let filter = Filter { since: Month::parse("2023-12"), ..Filter::default() };
    let few = prospect_market::report(
        &market(900, &TRUTH, 7),
        &Options { n_replicates: 100, filter, ..Options::new(&NoLookup) },
    );
    assert!(
        figure(&few, "premium").finding.starts_with("The data cannot carry"),
        "{}",
        figure(&few, "premium").finding
    );
}
