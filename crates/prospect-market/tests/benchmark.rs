//! Holds a posting's standing to what it promises: who is compared, what is given up for numbers, and how sure it is.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod synthetic;

use prospect_market::benchmark::{Asked, Benchmark, Comparables, PayEnds, Silent, Trait, WIDENING};
use prospect_market::{Filter, Lookup, Options, report};
use prospect_model::{
    Alternative, AlternativeRow, Dataset, Domain, Facts, LabelSet, Month, OpeningRow, Pay, PayKind, PayRow, Period,
    Place, PlaceRow, PostingRow, Role, RoleRow, Seniority, Skill, SkillKind, SkillNeed, SkillRow, SourceRow, Words,
    WorkMode, Years, YearsRow,
};
use std::borrow::Cow;

/// Knows what the skills of these tests are, and US dollars.
struct Kinds;

impl Lookup for Kinds {
    fn usd_rate(&self, currency: &str, _month: Month) -> Option<f64> {
        (currency == "USD").then_some(1.0)
    }

    fn skill_name(&self, id: &str) -> Option<Cow<'static, str>> {
        (id == "rust").then_some(Cow::Borrowed("Rust"))
    }

    fn skill_kind(&self, id: &str) -> Option<SkillKind> {
        let languages = ["rust", "cpp", "go", "python", "java", "typescript", "c"];
        Some(if languages.contains(&id) { SkillKind::Language } else { SkillKind::Tool })
    }

    fn region_name(&self, _code: &str) -> Option<Cow<'static, str>> {
        None
    }

    fn country_name(&self, _code: &str) -> Option<Cow<'static, str>> {
        None
    }

    fn labels(&self, _source: &str) -> Option<&'static LabelSet> {
        None
    }
}

/// `n` openings of as many employers in one month, with Rust required in Germany; `make` changes each.
fn dataset(n: u32, make: impl Fn(u32, &mut PostingRow)) -> Dataset {
    let source =
        SourceRow { id: "hn".into(), frame: "made-up threads".into(), is_denominator: true, ..SourceRow::default() };
    let mut dataset = Dataset {
        sources: vec![source],
        employers: (0..n).map(|at| format!("Acme {at}")).collect(),
        skills: ["rust", "cpp", "go", "docker", "linux", "git"].map(str::to_owned).to_vec(),
        ..Dataset::default()
    };
    for at in 0..n {
        let mut posting = PostingRow {
            id: at.to_string(),
            month: Month::parse("2024-05"),
            employer: Some(at),
            is_offer: true,
            roles: vec![RoleRow { opening: Some(at), ..RoleRow::default() }],
            skills: vec![SkillRow { skill: 0, need: SkillNeed::Required }],
            places: vec![PlaceRow { city: None, country: Some("DE".into()), region: None }],
            ..PostingRow::default()
        };
        make(at, &mut posting);
        dataset.openings.push(OpeningRow {
            id: format!("o{at}"),
            employer: posting.employer,
            postings: vec![at],
            ..OpeningRow::default()
        });
        dataset.postings.push(posting);
    }
    dataset
}

fn pay_row(min: Option<u64>, max: Option<u64>) -> PayRow {
    PayRow {
        min,
        max,
        currency: Some("USD".into()),
        period: Some(Period::Year),
        kind: PayKind::Base,
        is_currency_inferred: false,
        is_period_inferred: false,
    }
}

/// A draft in Rust, in Germany, with this pay.
fn draft(min: Option<u64>, max: Option<u64>) -> Facts {
    let pay = Pay {
        words: Words::default(),
        min,
        max,
        currency: Some("USD".into()),
        period: Some(Period::Year),
        kind: PayKind::Base,
        flags: Vec::new(),
    };
    Facts {
        roles: vec![Role { title: "Rust Engineer".into(), ..Role::default() }],
        skills: vec![skill("rust", "Rust", SkillKind::Language)],
        places: vec![Place { words: Words::default(), city: None, country: Some("DE".into()), region: None }],
        pay: if min.is_some() || max.is_some() { vec![pay] } else { Vec::new() },
        ..Facts::default()
    }
}

fn skill(id: &'static str, name: &'static str, kind: SkillKind) -> Skill {
    let words = Words { text: name.to_owned(), ..Words::default() };
    Skill { words, name: name.into(), id: id.into(), kind, need: SkillNeed::Required }
}

fn benchmark_of(dataset: &Dataset, facts: &Facts, month: Option<&str>) -> Benchmark {
    let comparables = Comparables::new(dataset, &Options::new(&Kinds)).unwrap();
    let month = month.and_then(Month::parse);
    comparables.benchmark(&Asked::of(facts, 0, month, comparables.last_month(), &Kinds), 200)
}

#[test]
fn pay_is_placed_among_comparable_pay() {
    let dataset = dataset(40, |at, posting| {
        let amount = Some(100_000 + u64::from(at) * 1_000);
        posting.pay = vec![pay_row(amount, amount)];
    });
    let pay = benchmark_of(&dataset, &draft(Some(104_000), Some(104_000)), None).pay.unwrap().unwrap();
    // Four pay less, one pays the same, thirty-five pay more.
    assert_eq!((pay.pay_less.value, pay.pay_more.value, pay.ends), (0.1, 0.875, PayEnds::Both));
    assert!(pay.pay_more.low > 0.7 && pay.pay_more.low < 0.875 && pay.pay_more.high < 1.0, "{pay:?}");
    // None pays less: what forty that all pay more cannot exclude is one in eleven.
    let none = benchmark_of(&dataset, &draft(Some(90_000), Some(90_000)), None).pay.unwrap().unwrap();
    assert_eq!((none.pay_less.value, none.pay_less.low), (0.0, 0.0));
    assert!((none.pay_less.high - 0.088).abs() < 0.001 && (none.pay_more.low - 0.912).abs() < 0.001, "{none:?}");
    assert_eq!((pay.comparable.n, pay.comparable.n_employers, pay.comparable.ids.len()), (40, 40, 40));
    assert_eq!(pay.comparable.words, "openings that name Rust, country DE, 2022-06 to 2024-05, made-up threads");
    assert!(benchmark_of(&dataset, &draft(None, None), None).pay.is_none());
}

#[test]
fn one_end_of_pay_decides_where_it_can() {
    // Ten pay "up to 90k", ten "from 120k", ten "from 80k", ten 110k.
    let dataset = dataset(40, |at, posting| {
        posting.pay = vec![match at % 4 {
            0 => pay_row(None, Some(90_000)),
            1 => pay_row(Some(120_000), None),
            2 => pay_row(Some(80_000), None),
            _ => pay_row(Some(110_000), Some(110_000)),
        }];
    });
    let pay = |min, max| benchmark_of(&dataset, &draft(min, max), None).pay.unwrap().unwrap();
    let whole = pay(Some(100_000), Some(100_000));
    assert_eq!(whole.n_undecided, 10);
    assert!((whole.pay_more.value - 20.0 / 30.0).abs() < 1e-9 && (whole.pay_less.value - 10.0 / 30.0).abs() < 1e-9);
    // Whatever the ten pay: between 20 and 30 of 40 pay more.
    assert!(whole.pay_more.low <= 0.5 && whole.pay_more.high >= 0.75, "{whole:?}");
    assert_eq!(pay(None, Some(100_000)).ends, PayEnds::AtMost);
    assert_eq!(pay(Some(100_000), None).ends, PayEnds::AtLeast);
}

#[test]
fn few_openings_employers_or_one_that_dominates_are_silence() {
    let n_employers = |of: u32, n: u32| dataset(n, move |at, posting| posting.employer = Some(at % of));
    let share = |dataset: &Dataset| benchmark_of(dataset, &draft(None, None), None).stating_pay;
    assert!(share(&n_employers(30, 30)).is_ok());
    assert_eq!(share(&n_employers(29, 29)).unwrap_err(), Silent { n: 29, n_employers: 29 });
    assert_eq!(share(&n_employers(7, 60)).unwrap_err(), Silent { n: 60, n_employers: 7 });
    let dominated = dataset(60, |at, posting| posting.employer = Some(if at < 31 { 0 } else { at }));
    assert_eq!(share(&dominated).unwrap_err(), Silent { n: 60, n_employers: 30 });
}

#[test]
fn what_matters_least_is_given_up_first_and_the_country_of_pay_never() {
    let mut facts = draft(Some(100_000), Some(100_000));
    facts.work_modes = vec![WorkMode::Remote];
    facts.seniority = vec![Seniority::Senior];
    facts.domain = vec![Domain::Web3];
    let openings = |is_remote: bool, is_web3: bool, is_rust: bool, is_german: bool| {
        dataset(40, move |_, posting| {
            posting.pay = vec![pay_row(Some(90_000), Some(90_000))];
            posting.seniority = vec![Seniority::Senior];
            posting.work_modes = if is_remote { vec![WorkMode::Remote] } else { Vec::new() };
            posting.domain = if is_web3 { vec![Domain::Web3] } else { vec![Domain::Data] };
            posting.skills[0].skill = u32::from(!is_rust);
            posting.places[0].country = Some(if is_german { "DE" } else { "FR" }.into());
        })
    };
    let given_up = |dataset: &Dataset| {
        let pay = benchmark_of(dataset, &facts, None).pay.unwrap();
        pay.map(|pay| (pay.comparable.given_up, pay.comparable.filter))
    };
    assert_eq!(given_up(&openings(true, true, true, true)).unwrap().0, []);
    assert_eq!(given_up(&openings(false, true, true, true)).unwrap().0, [Trait::WorkMode]);
    let (traits, filter) = given_up(&openings(true, true, false, true)).unwrap();
    assert_eq!(traits, [Trait::WorkMode, Trait::Domain, Trait::Recent, Trait::Language]);
    assert_eq!((filter.seniority, filter.countries), (vec![Seniority::Senior], vec!["DE".to_owned()]));
    assert!(filter.skills.is_empty() && filter.domains.is_empty() && filter.since == Month::parse("2020-06"));
    assert_eq!(given_up(&openings(true, true, true, false)).unwrap_err(), Silent { n: 0, n_employers: 0 });
    assert_eq!(WIDENING.len(), 7);
}

#[test]
fn a_posting_is_compared_with_its_own_time() {
    let dataset = dataset(80, |at, posting| posting.month = Month::parse(if at < 40 { "2015-03" } else { "2024-05" }));
    let window = |month| {
        let found = benchmark_of(&dataset, &draft(None, None), month).stating_pay.unwrap().comparable;
        (found.filter.until, found.n_openings)
    };
    assert_eq!(window(Some("2016-01")), (Month::parse("2016-01"), 40));
    assert_eq!(window(Some("2026-11")), (Month::parse("2024-05"), 40));
    assert_eq!(window(None), (Month::parse("2024-05"), 40));
    assert!(benchmark_of(&dataset, &draft(None, None), Some("2014-01")).stating_pay.is_err());
}

#[test]
fn demands_and_years_have_a_median_and_a_nine_in_ten() {
    // One to four required technologies, ten openings each; one to ten years, four openings each.
    let dataset = dataset(40, |at, posting| {
        posting.skills = (0..=at % 4).map(|skill| SkillRow { skill, need: SkillNeed::Required }).collect();
        posting.years = vec![YearsRow { min: Some(1.0 + (at % 10) as f32), max: None, of: None }];
    });
    let mut facts = draft(None, None);
    facts.skills.extend([skill("docker", "Docker", SkillKind::Tool), skill("go", "Go", SkillKind::Language)]);
    facts.years = vec![Years { words: Words::default(), min: Some(10.0), max: None, of: None }];
    let found = benchmark_of(&dataset, &facts, None);
    let (demands, years) = (found.required_technologies.unwrap(), found.years.unwrap());
    assert_eq!((demands.own, demands.median.value, demands.p90.value), (Some(3.0), 2.0, 4.0));
    assert_eq!(demands.have_less.unwrap().value, 0.5);
    assert_eq!((years.own, years.median.value, years.p90.value), (Some(10.0), 5.0, 9.0));
    assert!(years.median.low <= 5.0 && years.median.high >= 5.0 && years.p90.high <= 10.0);
    assert_eq!(years.have_less.unwrap().value, 0.9);
}

#[test]
fn who_else_is_accepted_is_counted_and_listed() {
    let dataset = dataset(40, |at, posting| {
        if at < 8 {
            let any_of = vec!["rust".into(), if at < 6 { "cpp" } else { "go" }.into()];
            posting.accepts_instead = vec![AlternativeRow { any_of, trains: at == 0 }];
        }
    });
    let mut facts = draft(None, None);
    facts.accepts_instead =
        vec![Alternative { words: Words::default(), any_of: vec!["rust".into(), "go".into()], trains: false }];
    let reach = benchmark_of(&dataset, &facts, None).reach.unwrap().unwrap();
    let [cpp, go] = &reach.from[..] else { panic!("{reach:?}") };
    assert_eq!((cpp.skill.as_str(), cpp.n, cpp.n_employers, cpp.is_accepted), ("cpp", 6, 6, false));
    assert_eq!(cpp.share.unwrap().value, 0.15);
    assert_eq!(cpp.ids.len(), 6);
    assert_eq!((go.n, go.share, go.is_accepted), (2, None, true));
    assert_eq!((reach.teach.n, reach.teach.is_accepted), (1, false));
}

/// The filter that a standing names keeps the same openings when any question is asked with it.
#[test]
fn the_filter_makes_the_same_openings_again() {
    let dataset = synthetic::dataset(4_000, 3);
    let options = Options { n_replicates: 50, ..Options::new(&Kinds) };
    let comparables = Comparables::new(&dataset, &options).unwrap();
    let mut n_checked = 0;
    for (country, level, mode, domain) in [
        (Some("US"), Some(Seniority::Senior), Some(WorkMode::Remote), None),
        (Some("CH"), Some(Seniority::Staff), Some(WorkMode::Hybrid), Some(Domain::Security)),
        (None, None, Some(WorkMode::Remote), Some(Domain::Web3)),
        (Some("IN"), Some(Seniority::Junior), None, None),
    ] {
        let mut facts = draft(Some(150_000), Some(170_000));
        facts.places.truncate(usize::from(country.is_some()));
        facts.places.iter_mut().for_each(|place| place.country = country.map(Cow::Borrowed));
        facts.seniority = level.into_iter().collect();
        facts.work_modes = mode.into_iter().collect();
        facts.domain = domain.into_iter().collect();
        let asked = Asked::of(&facts, 0, None, comparables.last_month(), &Kinds);
        let found = comparables.benchmark(&asked, 50);
        let standings = [
            found.pay.and_then(|it| it.ok().map(|it| it.comparable)),
            found.stating_pay.ok().map(|it| it.comparable),
            found.required_technologies.ok().map(|it| it.comparable),
            found.years.ok().map(|it| it.comparable),
            found.reach.and_then(|it| it.ok().map(|it| it.comparable)),
        ];
        for comparable in standings.into_iter().flatten() {
            let asked_again = Options {
                filter: comparable.filter.clone(),
                sources: vec![comparable.source.clone()],
                questions: vec!["growth".to_owned()],
                ..options.clone()
            };
            let report = report(&dataset, &asked_again);
            assert_eq!(report.panels[0].n_openings, comparable.n_openings, "{:?}", comparable.filter);
            assert_eq!(comparable.n as usize, comparable.ids.len());
            assert!(comparable.n <= comparable.n_openings);
            assert_ne!(comparable.filter, Filter::default());
            n_checked += 1;
        }
    }
    assert!(n_checked >= 12, "{n_checked}");
}

#[test]
fn nothing_to_compare_with_is_no_panic() {
    assert!(Comparables::new(&Dataset::default(), &Options::new(&Kinds)).is_none());
    let dataset = dataset(40, |_, _| ());
    let comparables = Comparables::new(&dataset, &Options::new(&Kinds)).unwrap();
    let asked = Asked::of(&Facts::default(), 7, None, comparables.last_month(), &Kinds);
    let found = comparables.benchmark(&asked, 0);
    assert!(found.pay.is_none() && found.reach.is_none() && found.stating_pay.is_ok());
}
