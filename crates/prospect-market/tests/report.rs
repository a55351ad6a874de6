//! Holds whole reports to what they promise: the same bytes, right numbers, nothing shown that is too
//! small, nothing that breaks a page.

mod synthetic;

use prospect_market::{
    Cell, Chart, Filter, Form, Lookup, NoLookup, Options, Report, Stamp, Window, differences, render, report,
};
use prospect_model::{
    Dataset, Date, Domain, Month, OpeningRow, OwnFacts, PayKind, PayRow, Period, PostingRow, RoleRow, SkillNeed,
    SkillRow, SourceRow, Watched, WatchedRow, WorkMode,
};
use std::borrow::Cow;

/// Every rendering, one after the other.
fn bytes(report: &Report) -> String {
    let mut all = render::json(report) + &render::html(report) + &render::markdown(report);
    for (name, text) in render::csv(report) {
        all += &name;
        all += &text;
    }
    all
}

/// A dataset of one source whose openings have one posting each; `make` changes the posting of each.
fn dataset(n: u32, make: impl Fn(u32, &mut PostingRow)) -> Dataset {
    let source =
        SourceRow { id: "hn".into(), frame: "made-up threads".into(), is_denominator: true, ..SourceRow::default() };
    let mut dataset = Dataset {
        snapshot_id: "test".into(),
        sources: vec![source],
        employers: (0..n).map(|at| format!("Acme {at}")).collect(),
        skills: vec!["go".into(), "rust".into()],
        ..Dataset::default()
    };
    for at in 0..n {
        let mut posting = PostingRow {
            id: at.to_string(),
            month: Month::parse("2024-05"),
            employer: Some(at),
            is_offer: true,
            url: Some(format!("https://example.org/{at}")),
            roles: vec![RoleRow { opening: Some(at), ..RoleRow::default() }],
            ..PostingRow::default()
        };
        make(at, &mut posting);
        dataset.openings.push(OpeningRow {
            id: format!("o{at}"),
            employer: posting.employer,
            title: "Engineer".into(),
            postings: vec![at],
            ..OpeningRow::default()
        });
        dataset.postings.push(posting);
    }
    dataset
}

fn rust(need: SkillNeed) -> Vec<SkillRow> {
    vec![SkillRow { skill: 1, need }]
}

/// The cells of the row of a table that begins with `name`.
#[track_caller]
fn row<'a>(report: &'a Report, figure: &str, name: &str) -> &'a [Cell] {
    let figure = report.panels[0].figures.iter().find(|f| f.id == figure).expect("the figure is there");
    let rows = figure.tables.iter().flat_map(|table| &table.rows);
    let is_named = |cells: &[Cell]| matches!(cells.first(), Some(Cell::Text(text)) if text == name);
    &rows.into_iter().find(|row| is_named(&row.cells)).expect("the row is there").cells
}

#[test]
fn threads_and_runs_do_not_change_a_byte() {
    let dataset = synthetic::dataset(3_000, 5);
    let options = |n_threads| Options { n_threads, n_replicates: 300, ..Options::new(&NoLookup) };
    let one = bytes(&report(&dataset, &options(1)));
    assert!(one == bytes(&report(&dataset, &options(8))), "8 threads differ from 1");
    assert!(one == bytes(&report(&dataset, &options(1))), "a second run differs");
    let seed = Options { seed: 1, ..options(1) };
    assert!(one != bytes(&report(&dataset, &seed)), "the seed has no effect");
}

#[test]
fn nothing_to_report_is_said_and_is_no_panic() {
    let options = Options::new(&NoLookup);
    for dataset in [Dataset::default(), dataset(0, |_, _| ()), dataset(1, |_, _| ()), dataset(40, |_, _| ())] {
        let report = report(&dataset, &options);
        assert!(bytes(&report).contains("Frame"));
        for figure in report.panels.iter().flat_map(|panel| &panel.figures) {
            assert!(!figure.finding.is_empty(), "{}", figure.id);
        }
    }
    assert!(render::html(&report(&Dataset::default(), &options)).contains("There is nothing to report"));
    let no_rust = report(&dataset(40, |_, _| ()), &options);
    assert!(no_rust.panels[0].figures[0].finding.starts_with("The data cannot carry a figure: 0 openings"));
}

#[test]
fn share_counts_openings_that_ask_for_or_use_rust() {
    let dataset = dataset(40, |at, posting| {
        posting.skills = match at {
            0..10 => rust(SkillNeed::Required),
            10..14 => rust(SkillNeed::Stack),
            14..20 => rust(SkillNeed::Mentioned),
            _ => Vec::new(),
        }
    });
    let report = report(&dataset, &Options::new(&NoLookup));
    let cells = row(&report, "hn-rust-by-year", "2024 (05 to 05)");
    let [_, Cell::Estimate(share), Cell::Count(14), Cell::Count(40), Cell::Count(40), _, Cell::Estimate(mentioned)] =
        cells
    else {
        panic!("{cells:?}")
    };
    assert!((share.value - 0.35).abs() < 1e-12 && (mentioned.value - 0.5).abs() < 1e-12);
    // Forty employers of one opening: the interval is that of a binomial share, 0.20 to 0.50.
    assert!((share.low - 0.2).abs() < 0.03 && (share.high - 0.5).abs() < 0.03, "{share:?}");
}

#[test]
fn a_role_counts_with_its_own_facts() {
    // Twenty postings that offer two roles each: Rust stands in the lines of the first role only.
    let mut dataset = dataset(20, |_, posting| posting.skills = rust(SkillNeed::Required));
    for at in 0..20_u32 {
        let own = OwnFacts { skills: vec![0], ..OwnFacts::default() };
        let roles = &mut dataset.postings[at as usize].roles;
        roles[0].own = Some(Box::new(own));
        roles.push(RoleRow { opening: Some(20 + at), ..RoleRow::default() });
        let second = OpeningRow { id: format!("second {at}"), ..dataset.openings[at as usize].clone() };
        dataset.openings.push(second);
    }
    let shared = {
        let mut dataset = dataset.clone();
        dataset.postings.iter_mut().flat_map(|posting| &mut posting.roles).for_each(|role| role.own = None);
        dataset
    };
    for (dataset, n_rust) in [(dataset, 20), (shared, 40)] {
        let report = report(&dataset, &Options::new(&NoLookup));
        let cells = row(&report, "hn-rust-by-year", "2024 (05 to 05)");
        assert!(matches!(cells[2..4], [Cell::Count(n), Cell::Count(40)] if n == n_rust), "{cells:?}");
    }
}

#[test]
fn opening_counts_once_in_the_month_of_its_first_posting() {
    let mut dataset = dataset(40, |at, posting| {
        posting.month = Month::parse(if at < 20 { "2023-12" } else { "2024-01" });
        posting.skills = rust(SkillNeed::Required);
    });
    // The first twenty openings are posted again in January: reposts, not openings.
    for at in 0..20 {
        let again = PostingRow { month: Month::parse("2024-01"), ..dataset.postings[at].clone() };
        let copy = u32::try_from(dataset.postings.len()).unwrap();
        dataset.postings.push(again);
        dataset.openings[at].postings.push(copy);
    }
    let report = report(&dataset, &Options::new(&NoLookup));
    assert_eq!(report.panels[0].n_openings, 40);
    for month in ["2023-12", "2024-01"] {
        let cells = row(&report, "hn-rust-by-month", month);
        assert!(matches!(cells[3], Cell::Count(20)), "{cells:?}");
    }
}

#[test]
fn source_without_a_denominator_enters_no_figure() {
    let mut dataset = dataset(40, |_, posting| posting.skills = rust(SkillNeed::Required));
    dataset.sources[0].is_denominator = false;
    let report = report(&dataset, &Options::new(&NoLookup));
    assert!(report.panels.is_empty());
    assert_eq!((report.sources[0].n_postings, report.sources[0].n_offers), (40, 40));
}

#[test]
fn small_cells_are_in_no_rendering() {
    // 30 Rust openings allow remote work, 3 are onsite: the 3 must not be found.
    let dataset = dataset(60, |at, posting| {
        if at < 33 {
            posting.skills = rust(SkillNeed::Required);
        }
        posting.visa = if at < 30 { prospect_model::Visa::Offered } else { prospect_model::Visa::NotOffered };
    });
    let report = report(&dataset, &Options::new(&NoLookup));
    let hidden = row(&report, "hn-visa", "no sponsorship");
    assert!(matches!(hidden[1..4], [Cell::Hidden(_), Cell::Hidden(_), Cell::Hidden(_)]), "{hidden:?}");
    let complement = row(&report, "hn-visa", "sponsorship offered");
    assert!(matches!(complement[1..4], [Cell::Hidden(_), Cell::Hidden(_), Cell::Hidden(_)]), "{complement:?}");
    let figure = report.panels[0].figures.iter().find(|f| f.id == "hn-visa").unwrap();
    assert!(figure.tables[0].rows.iter().all(|row| row.ids.is_empty()));
    assert!(figure.charts.iter().all(|chart| match chart {
        Chart::Ranges { rows, .. } =>
            rows.iter().flat_map(|row| &row.marks).filter(|m| m.is_focus).all(|m| m.point.is_none()),
        Chart::Lines { .. } => false,
    }));
    assert!(figure.finding.starts_with("The data cannot carry"), "{}", figure.finding);
}

/// 40 openings of 10 employers, published in June and looked at on three days of July; every fourth ended at the third.
fn watched() -> Watched {
    let day = |text: &str| Date::parse(text).expect("a day");
    let row = |at: u32| WatchedRow {
        source: "daily".to_owned(),
        board: None,
        id: at.to_string(),
        employer: format!("Acme {}", at % 10),
        title: "Rust Engineer".to_owned(),
        published: Some(day(&format!("2026-06-{:02}", 1 + at % 20))),
        first_seen: day("2026-07-01"),
        last_seen: day(if at.is_multiple_of(4) { "2026-07-02" } else { "2026-07-03" }),
        n_missed: 0,
        is_start_seen: false,
        closed: at.is_multiple_of(4).then(|| day("2026-07-03")),
    };
    Watched::of((0..40).map(row).collect()).expect("there are rows")
}

#[test]
fn openings_by_day_have_a_panel_of_their_own() {
    let mut dataset = dataset(30, |_, _| {});
    dataset.watched = Some(watched());
    let options = Options { n_replicates: 200, questions: vec!["lifecycle".to_owned()], ..Options::new(&NoLookup) };
    let report = report(&dataset, &options);
    let panel = report.panels.iter().find(|panel| panel.source == "daily").expect("the panel is there");
    let ids: Vec<&str> = panel.figures.iter().map(|figure| figure.id.as_str()).collect();
    assert_eq!(ids, ["daily-watched-duration", "daily-watched-old"]);
    assert!(panel.figures[0].finding.contains("Of 40 openings of 10 employers, 10 were seen to end within 3 looks"));
    assert_eq!(panel.figures[1].n, 30, "what ended is not there at the last look");
    let other = Options { sources: vec!["hn".to_owned()], ..options };
    assert!(prospect_market::report(&dataset, &other).panels.iter().all(|panel| panel.source != "daily"));
}

struct EuroAtOneTen;

impl Lookup for EuroAtOneTen {
    fn usd_rate(&self, currency: &str, _month: Month) -> Option<f64> {
        match currency {
            "USD" => Some(1.0),
            "EUR" => Some(1.1),
            _ => None,
        }
    }
    fn skill_name(&self, id: &str) -> Option<Cow<'static, str>> {
        (id == "go").then_some(Cow::Borrowed("Go"))
    }
    fn skill_kind(&self, _id: &str) -> Option<prospect_model::SkillKind> {
        None
    }
    fn region_name(&self, _code: &str) -> Option<Cow<'static, str>> {
        None
    }
    fn country_name(&self, _code: &str) -> Option<Cow<'static, str>> {
        None
    }
    fn labels(&self, _source: &str) -> Option<&'static prospect_model::LabelSet> {
        None
    }
}

#[test]
fn pay_is_annual_base_pay_in_dollars_of_openings_with_both_ends() {
    let dataset = dataset(60, |at, posting| {
        posting.skills = rust(SkillNeed::Required);
        let euro = PayRow {
            min: Some(100_000),
            max: Some(100_000),
            currency: Some("EUR".into()),
            period: Some(Period::Year),
            kind: PayKind::Base,
            is_currency_inferred: false,
            is_period_inferred: false,
        };
        posting.pay = match at {
            0..30 => vec![euro],
            30..40 => vec![PayRow { max: None, ..euro }],
            40..45 => vec![PayRow { kind: PayKind::Contract, ..euro }],
            _ => Vec::new(),
        };
    });
    let report = report(&dataset, &Options::new(&EuroAtOneTen));
    let cells = row(&report, "hn-pay-by-year", "2024 (05 to 05)");
    let Cell::Quartiles(pay) = &cells[1] else { panic!("{cells:?}") };
    assert_eq!((pay.n, pay.n_clusters, pay.median.value.round() as u64), (30, 30, 110_000));
    let stated = row(&report, "hn-pay-stated", "2024 (05 to 05)");
    assert!(matches!(stated[1], Cell::Estimate(share) if (share.value - 40.0 / 60.0).abs() < 1e-12), "{stated:?}");
}

#[test]
fn words_of_postings_are_no_markup() {
    let odd = "<script>alert(1)</script>\"'|[x](javascript:1)`=1+1\u{0}";
    let mut dataset = synthetic::dataset(2_000, 3);
    dataset.employers.iter_mut().for_each(|name| *name = odd.into());
    dataset.openings.iter_mut().for_each(|opening| opening.title = odd.into());
    dataset.postings.iter_mut().for_each(|posting| posting.url = Some(format!("javascript:{odd}")));
    dataset.skills[2] = odd.into();
    dataset.sources[0].frame = odd.into();
    dataset.snapshot_id = odd.into();
    let report = report(&dataset, &Options { n_replicates: 100, command: odd.into(), ..Options::new(&NoLookup) });
    let html = render::html(&report);
    assert!(!html.contains("<script") && !html.contains("href=\"javascript"));
    // The command alone stands in a code block, where nothing is markup.
    let markdown = render::markdown(&report);
    let (prose, command) = markdown.split_once("## Reproduce").unwrap();
    let unescaped = prose.replace("\\<", "").replace("\\]", "").replace("\\`", "");
    assert!(!unescaped.contains('<') && !unescaped.contains("](javascript") && !unescaped.contains('`'));
    assert_eq!(command.matches("```").count(), 2);
    let hrefs = html.split("href=\"").skip(1);
    assert!(hrefs.into_iter().all(|rest| ["#", "http", "data:text/csv"].iter().any(|it| rest.starts_with(it))));
}

#[test]
fn a_report_made_again_is_the_same_and_a_changed_figure_is_found() {
    let dataset = synthetic::dataset(3_000, 5);
    let filter = Filter { since: Month::parse("2015-01"), ..Filter::default() };
    let options = Options { n_replicates: 100, filter, questions: vec!["growth".into()], ..Options::new(&NoLookup) };
    let report = prospect_market::report(&dataset, &options);
    let written = [render::html(&report), render::markdown(&report), render::json(&report)];
    for (text, form) in written.iter().zip([Form::Html, Form::Markdown, Form::Json]) {
        let (found, stamp) = Stamp::find(text).expect("the report carries its stamp");
        assert_eq!(found, form);
        let again = prospect_market::report(&dataset, &stamp.options(Options::new(&NoLookup)));
        assert_eq!(differences(text, form, &again), []);
        // One digit of the finding of the second figure.
        let finding = &report.panels[0].figures[1].finding;
        let at = finding.rfind(|c: char| c.is_ascii_digit()).unwrap();
        let mut changed = finding.clone();
        changed.replace_range(at..=at, if finding[at..].starts_with('7') { "8" } else { "7" });
        let rendered = |words: &str| match form {
            Form::Markdown => words.replace('|', "\\|"),
            _ => words.to_owned(),
        };
        let forged = text.replacen(&rendered(finding), &rendered(&changed), 9);
        assert_ne!(&forged, text, "{form:?}");
        let differences = differences(&forged, form, &again);
        assert!(differences.iter().any(|it| it.figure == "hn-growth-index"), "{differences:?}");
        assert!(differences.len() <= 2, "{differences:?}");
    }
    // Another snapshot is another report.
    let other = prospect_market::report(&synthetic::dataset(3_000, 6), &options);
    assert!(differences(&written[0], Form::Html, &other).len() > 10);
    assert_eq!(Stamp::find("# no report"), None);
}

#[test]
fn a_filter_counts_what_it_says() {
    let dataset = dataset(60, |at, posting| {
        posting.month = Month::parse(if at < 40 { "2024-05" } else { "2023-05" });
        posting.skills = if at.is_multiple_of(2) { rust(SkillNeed::Required) } else { Vec::new() };
        posting.work_modes = if at.is_multiple_of(4) { vec![WorkMode::Remote] } else { vec![WorkMode::Onsite] };
        posting.domain = if at < 30 { vec![Domain::Web3] } else { vec![Domain::Data] };
    });
    let n = |filter: Filter| {
        let report = report(&dataset, &Options { filter, n_replicates: 100, ..Options::new(&NoLookup) });
        report.panels.first().map_or(0, |panel| panel.n_openings)
    };
    assert_eq!(n(Filter::default()), 60);
    assert_eq!(n(Filter { since: Month::parse("2024-01"), ..Filter::default() }), 40);
    assert_eq!(n(Filter { until: Month::parse("2024-01"), ..Filter::default() }), 20);
    assert_eq!(n(Filter { work_modes: vec![WorkMode::Remote], ..Filter::default() }), 15);
    assert_eq!(n(Filter { work_modes: WorkMode::ALL.to_vec(), ..Filter::default() }), 60);
    assert_eq!(n(Filter { skills: vec!["rust".into()], domains: vec![Domain::Web3], ..Filter::default() }), 15);
    assert_eq!(n(Filter { countries: vec!["DE".into()], ..Filter::default() }), 0);
}

#[test]
fn two_windows_are_compared_over_the_same_employers() {
    let dataset = dataset(200, |at, posting| {
        posting.employer = Some(at % 100);
        posting.month = Month::parse(if at < 100 { "2024-05" } else { "2020-05" });
        posting.skills = if !(60..180).contains(&at) { rust(SkillNeed::Required) } else { Vec::new() };
    });
    let month = |text: &str| Month::parse(text).unwrap();
    let options = Options {
        filter: Filter { since: Month::parse("2024-01"), ..Filter::default() },
        compare: Some(Window { first: month("2020-01"), last: month("2020-12") }),
        ..Options::new(&NoLookup)
    };
    let report = report(&dataset, &options);
    assert_eq!(report.panels.len(), 2);
    let cells = row(&report, "hn-compared", "Rust");
    let Cell::Estimate(change) = &cells[3] else { panic!("{cells:?}") };
    assert!((change.value - 0.4).abs() < 1e-9 && change.low > 0.2, "{change:?}");
}

#[test]
fn every_question_answers_and_says_what_it_needs() {
    let dataset = synthetic::dataset(6_000, 5);
    for question in prospect_market::questions() {
        let options = Options { n_replicates: 100, questions: vec![question.id.to_owned()], ..Options::new(&NoLookup) };
        let figures = &report(&dataset, &options).panels[0].figures;
        assert!(!figures.is_empty() && figures.iter().all(|it| it.question == question.id), "{}", question.id);
        let has_need = figures.iter().any(|it| it.need.is_some()) || question.id == "lifecycle";
        assert!(has_need, "{} says before looking what it needs", question.id);
        for figure in figures {
            assert!(!figure.finding.is_empty() && !figure.definition.is_empty(), "{}", figure.id);
            for table in &figure.tables {
                let fits = table.rows.iter().all(|row| row.cells.len() == table.columns.len());
                assert!(fits, "{} {}", figure.id, table.id);
            }
        }
    }
}

#[test]
fn page_is_one_file_without_scripts_and_each_id_is_unique() {
    let html =
        render::html(&report(&synthetic::dataset(3_000, 5), &Options { n_replicates: 100, ..Options::new(&NoLookup) }));
    for word in ["<script", "<link", "<img", "@import", "url(", "onload", "NaN", ">inf", "\"inf"] {
        assert!(!html.contains(word), "{word}");
    }
    let mut ids: Vec<&str> = html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let n = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), n);
    for open in ["section", "details", "table", "figure", "svg", "ul", "dl", "span"] {
        let (n_open, n_close) =
            (html.matches(&format!("<{open}")).count(), html.matches(&format!("</{open}>")).count());
        assert_eq!(n_open, n_close, "{open}");
    }
}

#[test]
fn csv_lines_have_the_fields_that_the_first_names() {
    let report = report(&synthetic::dataset(3_000, 5), &Options { n_replicates: 100, ..Options::new(&NoLookup) });
    for (name, text) in render::csv(&report) {
        let n_fields = |line: &str| {
            let mut is_quoted = false;
            1 + line
                .chars()
                .filter(|&c| {
                    is_quoted ^= c == '"';
                    c == ',' && !is_quoted
                })
                .count()
        };
        let mut lines = text.split("\r\n").filter(|line| !line.is_empty()).map(n_fields);
        let first = lines.next().unwrap();
        assert!(lines.all(|n| n == first), "{name}");
    }
}

#[test]
fn figures_name_the_postings_behind_them() {
    let dataset = synthetic::dataset(3_000, 5);
    let report = report(&dataset, &Options { n_replicates: 100, ..Options::new(&NoLookup) });
    let panel = &report.panels[0];
    assert_eq!(panel.ids.len() as u64, panel.n_openings);
    let figure = &panel.figures[0];
    let named = |id: &str| {
        let posting = dataset.postings.iter().find(|posting| format!("hn:{}", posting.id) == id).unwrap();
        posting.skills.iter().any(|skill| skill.skill == 0 && skill.need != SkillNeed::Mentioned)
    };
    assert!(!figure.ids.is_empty() && figure.ids.iter().all(|id| named(&id.0)));
    for row in &figure.tables[0].rows {
        let n = match row.cells[2] {
            Cell::Count(n) => n,
            _ => 0,
        };
        assert_eq!(row.ids.len() as u64, n);
    }
}
