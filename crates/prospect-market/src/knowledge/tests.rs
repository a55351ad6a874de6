//! Sections from invented records over a small invented dataset.

use super::*;
use crate::report::{Cell, Chart, ColumnKind, Figure, Panel, Point, QuartileCell, Unit};
use crate::{NoLookup, render};
use prospect_model::{
    Adoption, Amount, ClaimFrame, ClaimKind, Comparator, Date, Direction, Domain, Driver, Measure, OpeningRow,
    OrganisationRole, Outcome, Ownership, PayKind, PayRow, Period, PostingRow, Provenance, ProvenanceKind, RoleRow,
    Sector, Setback, SetbackKind, SkillNeed, SkillRow, SourceRow, Theme, Use,
};

const PRINTED: Provenance = Provenance {
    kind: ProvenanceKind::Primary,
    url: Some("https://acme.example/rust"),
    document: "900",
    place: None,
    published: Some("2024-03"),
    seen: Some("2025-08-16"),
};
const TOLD: Provenance = Provenance {
    kind: ProvenanceKind::Secondary,
    url: None,
    place: Some("Table 2"),
    published: None,
    seen: None,
    ..PRINTED
};
const DOCUMENT: Document = Document {
    id: "900",
    title: "A study",
    author: Some("Ada"),
    published: None,
    seen: Some("2026-01-02"),
    note: None,
};
const OUTCOME: Outcome = Outcome {
    id: "faster",
    use_id: Some("relay"),
    statement: "Events take less time.",
    metric: Some("time of an event"),
    amount: Some(Amount { value: 3.0, value_max: None, comparator: Comparator::Exactly, unit: "ms" }),
    direction: Some(Direction::LowerIsBetter),
    baseline: Some("the old service"),
    baseline_value: Some(9.0),
    event: Some("2024"),
    provenance: &[PRINTED],
};
const SETBACK: Setback = Setback {
    id: "flaw",
    use_id: Some("relay"),
    kind: SetbackKind::Vulnerability,
    statement: "A request was <read> twice.",
    cve: Some("CVE-2025-0001"),
    event: Some("2025"),
    provenance: &[TOLD],
};
const ACME: Organisation = Organisation {
    id: "acme",
    name: "Acme",
    aliases: &["Acme Robotics"],
    ambiguous_names: &[],
    ownership: Ownership::Private,
    part_of: None,
    country: Some("DE"),
    sectors: &[Sector::Robotics, Sector::AiMl],
    verticals: &["iso-13849"],
    roles: &[OrganisationRole::Adopter],
    note: None,
    uses: &[Use {
        id: "relay",
        what: "Passes events on.",
        component: Some("Relay"),
        project: Some("relay"),
        replaced: &["cpp"],
        replaced_other: &[],
        driver: Driver::Disruption,
        adoption: Adoption::InProduction,
        event: None,
        provenance: &[TOLD, PRINTED],
    }],
    outcomes: &[OUTCOME],
    setbacks: &[SETBACK],
    provenance: &[TOLD],
};
const TEACHER: Organisation = Organisation {
    id: "teacher",
    name: "Teacher",
    aliases: &[],
    roles: &[OrganisationRole::Training],
    uses: &[],
    outcomes: &[],
    setbacks: &[],
    note: Some("Courses of three days."),
    ..ACME
};
const RELAY: Project = Project {
    id: "relay",
    name: "Relay",
    aliases: &[],
    organisation: Some("acme"),
    what: "Passes events on.",
    kind: prospect_model::ProjectKind::Service,
    skill: None,
    note: None,
    // The same outcome and setback as the organisation's: told once.
    outcomes: &[OUTCOME],
    setbacks: &[SETBACK],
    provenance: &[TOLD],
};
const CLAIM: Claim = Claim {
    id: "remote",
    kind: ClaimKind::Figure,
    theme: Theme::Places,
    statement: "Two in three may work from anywhere.",
    amount: Some(Amount { value: 66.0, value_max: None, comparator: Comparator::About, unit: "%" }),
    quantity: None,
    population: Some("openings for Rust"),
    frame: ClaimFrame::Market,
    measure: Measure::RemoteShare,
    group: None,
    would: None,
    event: Some("2025"),
    published: None,
    seen: None,
    provenance: &[TOLD],
};

fn knowledge() -> Knowledge<'static> {
    Knowledge {
        documents: &[DOCUMENT],
        organisations: &[ACME, TEACHER],
        projects: &[RELAY],
        claims: &[CLAIM],
        organisation_of: &|name| (name == "Acme Robotics").then_some("acme"),
    }
}

/// Two openings of Acme, one of them with Rust and pay, and one of a stranger.
fn dataset() -> Dataset {
    let posting = |opening, employer, year, has_rust: bool| PostingRow {
        roles: vec![RoleRow { opening: Some(opening), ..RoleRow::default() }],
        id: format!("{employer}-{year}"),
        posted: Date::parse(&format!("{year}-05-01")),
        url: Some(format!("https://news.example/{employer}/{year}")),
        employer: Some(employer),
        is_offer: true,
        domain: vec![Domain::AutomotiveAerospaceRobotics],
        skills: if has_rust { vec![SkillRow { skill: 0, need: SkillNeed::Required }] } else { Vec::new() },
        pay: vec![PayRow {
            min: Some(90_000),
            max: Some(160_000),
            currency: Some("USD".to_owned()),
            period: Some(Period::Year),
            kind: PayKind::Base,
            is_currency_inferred: false,
            is_period_inferred: false,
        }],
        ..PostingRow::default()
    };
    let opening = |employer, posting| OpeningRow {
        id: format!("o{posting}"),
        employer: Some(employer),
        title: "Engineer".to_owned(),
        postings: vec![posting],
        ..OpeningRow::default()
    };
    Dataset {
        sources: vec![SourceRow { id: "hn".to_owned(), is_denominator: true, ..SourceRow::default() }],
        employers: vec!["Acme Robotics".to_owned(), "Stranger".to_owned()],
        skills: vec!["rust".to_owned()],
        postings: vec![posting(0, 0, 2020, false), posting(1, 0, 2024, true), posting(2, 1, 2024, true)],
        openings: vec![opening(0, 0), opening(0, 1), opening(1, 2)],
        ..Dataset::default()
    }
}

/// A report whose work modes, levels, pay and years have the given cells.
fn report() -> Report {
    let options = Options::new(&NoLookup);
    let mut report = crate::report(&Dataset::default(), &options);
    let estimate = |value: f64| Cell::Estimate(Point { value, low: value - 0.1, high: value + 0.1 });
    let share = ColumnKind::Estimate(Unit::Share);
    let figure = |id: &str, table: &str, key: &str, kind, rows: Vec<(&str, Cell)>| Figure {
        id: format!("hn-{id}"),
        title: format!("Figure {id}"),
        charts: Vec::<Chart>::new(),
        tables: vec![Table {
            id: table.to_owned(),
            columns: vec![
                words("row", "Row"),
                Column { key: key.to_owned(), label: String::new(), kind },
                counts("n", "n"),
            ],
            rows: rows.into_iter().map(|(label, cell)| row(vec![text(label), cell, Cell::Count(40)])).collect(),
            ..Table::default()
        }],
        ..Figure::default()
    };
    let pay = QuartileCell {
        p25: 1e5,
        median: Point { value: 1.5e5, low: 1.4e5, high: 1.6e5 },
        p75: 2e5,
        n: 33,
        n_clusters: 20,
    };
    let quartiles = ColumnKind::Quartiles(Unit::UsdPerYear);
    let web3 = crate::questions::domain_name(Domain::Web3);
    let mut domains = figure("domains", "domains", "share", share, vec![(web3, estimate(0.2))]);
    if let Some(table) = domains.tables.first_mut() {
        table.columns.push(Column { key: "pay".to_owned(), label: String::new(), kind: quartiles });
        table.rows.iter_mut().for_each(|row| row.cells.push(Cell::Quartiles(pay)));
    }
    let years = vec![("2023", estimate(0.2)), ("2024", estimate(0.3)), ("2025 (to 05)", estimate(0.9))];
    report.panels.push(Panel {
        source: "hn".to_owned(),
        frame: "threads".to_owned(),
        n_openings: 3,
        n_clusters: 2,
        n_undated: 0,
        window: None,
        filter: String::new(),
        figures: vec![
            domains,
            figure("work-modes", "rows", "share", share, vec![("remote", estimate(0.65))]),
            figure("levels", "rows", "share", share, vec![("junior", estimate(0.1))]),
            figure("skills-beside", "skills", "share", share, vec![("go", estimate(0.3))]),
            figure("pay-by-country", "rows", "rust", quartiles, vec![("US", Cell::Quartiles(pay))]),
            figure("pay-by-level", "rows", "rust", quartiles, vec![("senior", Cell::Quartiles(pay))]),
            figure("rust-by-year", "years", "share", share, years),
        ],
        ids: Vec::new(),
    });
    report
}

#[test]
fn openings_of_an_employer_are_summed_up() {
    let hiring = hiring(&dataset(), &[0], &NoLookup);
    assert_eq!((hiring.n_openings, hiring.n_rust, hiring.n_pay), (2, 1, 2));
    assert_eq!(hiring.pay_usd, Some((120_000, 120_000)));
    let years: Vec<_> = hiring.years.iter().map(|it| (it.year, it.n, it.n_rust)).collect();
    assert_eq!(years, [(2020, 1, 0), (2024, 1, 1)]);
    assert_eq!(hiring.domains, [(Domain::AutomotiveAerospaceRobotics, 2)]);
    assert_eq!(
        hiring.window.map(|it| (it.first.to_string(), it.last.to_string())),
        Some(("2020-05".into(), "2024-05".into()))
    );
    assert_eq!(hiring.samples.len(), 1);
    assert_eq!(hiring.sources, ["hn"]);
    assert_eq!(super::hiring(&dataset(), &[], &NoLookup), Hiring::default());
    assert_eq!(super::hiring(&Dataset::default(), &[7], &NoLookup), Hiring::default());
}

#[test]
fn every_measure_finds_its_figure() {
    let report = report();
    let check = |measure, group, expected: f64| {
        let found = measures::measured(&report, measure, group, &NoLookup).expect("a figure");
        assert!((found.point.value - expected).abs() < 1e-9, "{measure}: {found:?}");
    };
    check(Measure::ShareOfPostingsByDomain, Some("web3"), 0.2);
    check(Measure::PayRangeByDomain, Some("web3"), 1.5e5);
    check(Measure::MedianPayCountry, Some("US"), 1.5e5);
    check(Measure::PayByLevel, Some("senior"), 1.5e5);
    check(Measure::ShareNamingSkill, Some("go"), 0.3);
    check(Measure::EntryLevelShare, None, 0.1);
    check(Measure::RemoteShare, None, 0.65);
    check(Measure::GrowthYearOverYear, None, 0.5);
    let missing = |measure, group| measures::measured(&report, measure, group, &NoLookup).expect_err("no figure");
    assert_eq!(missing(Measure::ShareNamingSkill, Some("cobol")), measures::Missing::NotShown);
    assert_eq!(missing(Measure::ShareOfSoftSkill, Some("humour")), measures::Missing::NotAnswered);
    assert_eq!(missing(Measure::PremiumOverComparable, None), measures::Missing::NotAnswered);
    assert_eq!(missing(Measure::None, None), measures::Missing::NotMeasured);
}

#[test]
fn sections_tell_records_once_with_openings_and_sources() {
    let options = Options::new(&NoLookup);
    let report = report().with_knowledge(&dataset(), knowledge(), &options);
    let text = render::markdown(&report);
    for expected in [
        "Of 1 claim taken from 1 document, 1 agree with the postings, 0 differ, 0 were counted in another frame",
        "| Two in three may work from anywhere. | about 66%, of openings for Rust, 2025 |",
        "1 of them have openings in this snapshot, 1 with openings that name Rust",
        "| Acme | private, DE | iso-13849 | Relay: Passes events on (disruption, in production) | 2 | 1 |",
        "\\[1\\] Table 2; \\[2\\]",
        "of 1 use by private organisations whose reason is told, 0 are for safety and steadiness, 1 for speed",
        "The documents state 1 outcome as numbers, 1 of them against a named baseline and 1 with an address",
        "| Acme | Relay | time of an event (less is better) | 3 ms | the old service (9 ms) | 2024 |",
        "The documents tell of 1 setback.",
        "| Teacher | private, DE | training | Courses of three days |",
        "1. Ada: A study, seen 2026-01-02",
        "[acme.example, cited by",
    ] {
        assert!(text.contains(expected), "`{expected}` is not in:\n{text}");
    }
    let html = render::html(&report);
    assert!(html.contains("A request was &lt;read&gt; twice."));
    assert!(html.contains("<a href=\"#work-1\">[1]</a> Table 2") && html.contains("<li id=\"work-1\">"));
    let files = render::csv(&report);
    let setbacks = files.iter().find(|(name, _)| name == "setbacks-setbacks.csv").expect("a file");
    assert!(
        setbacks.1.contains("setbacks,Acme,vulnerability,A request was <read> twice.,CVE-2025-0001,2025,[1] Table 2")
    );
    assert!(files.iter().any(|(name, text)| name == "works.csv" && text.lines().count() == 3));
    assert!(render::json(&report).contains("\"sections\""));
}

#[test]
fn every_shown_row_has_as_many_cells_as_columns() {
    let options = Options::new(&NoLookup);
    let report = report().with_knowledge(&dataset(), knowledge(), &options);
    assert_eq!(report.sections.len(), 7);
    for table in report.sections.iter().flat_map(|section| &section.tables) {
        assert!(table.rows.iter().all(|row| row.cells.len() == table.columns.len()), "{}", table.id);
    }
}

#[test]
fn without_records_the_report_stays_as_it_is() {
    let none = Knowledge { documents: &[], organisations: &[], projects: &[], claims: &[], organisation_of: &|_| None };
    let options = Options::new(&NoLookup);
    let report = report().with_knowledge(&dataset(), none, &options);
    assert!(report.sections.is_empty() && report.works.is_empty());
}
