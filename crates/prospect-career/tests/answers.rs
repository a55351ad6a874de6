//! Small markets whose answers a person can check by hand.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::{Ad, market, requires};
use prospect_career::{Credit, Profile, Related, Standing, Target, Verdict, View, gap, have, match_postings, route};
use prospect_model::{Domain, RoleFamily, SkillNeed, StartingPoint, WorkMode};
use std::collections::BTreeSet;

const RUST: usize = 0;
const CPP: usize = 1;
const GO: usize = 2;
const LINUX: usize = 3;
const POSTGRESQL: usize = 4;
const KUBERNETES: usize = 5;

fn person(list: &str) -> Profile {
    let mut profile = Profile::default();
    have(&mut profile, list).unwrap();
    profile
}

#[test]
fn unlock_goes_greedily_and_never_counts_what_names_nothing() {
    let mut ads = vec![requires(&[RUST, LINUX]); 3];
    ads.extend(vec![requires(&[RUST, KUBERNETES]); 4]);
    ads.extend(vec![requires(&[RUST, KUBERNETES, POSTGRESQL]); 2]);
    ads.push(requires(&[RUST]));
    ads.push(Ad { skills: vec![(RUST, SkillNeed::Stack)], ..Ad::default() });
    let dataset = market(&ads);
    let view = View::new(&dataset, 12);
    let gap = gap(&view, &person("Linux"), &Target::Skill("rust".to_owned()), 12, 10).unwrap();
    let steps: Vec<_> = gap.unlock.skills.iter().map(|step| (step.skill.as_str(), step.n_more, step.n_open)).collect();
    assert_eq!(steps, [("rust", 4, 4), ("kubernetes", 4, 8), ("postgresql", 2, 10)]);
    assert_eq!((gap.unlock.n_openings, gap.unlock.n_without_required, gap.unlock.n_open_now), (10, 1, 0));
    assert_eq!(gap.n_openings, 11);
}

#[test]
fn one_of_several_is_enough_where_the_posting_says_so() {
    let accepts = Ad { any_of: Some((vec![RUST, CPP, GO], false)), ..requires(&[RUST, CPP, GO, LINUX]) };
    let dataset = market(&[accepts]);
    let view = View::new(&dataset, 12);
    let gap = gap(&view, &person("Go"), &Target::Posting("hn/0".to_owned()), 12, 10).unwrap();
    let standings: Vec<_> = gap.required.iter().map(|line| (line.skill.as_str(), &line.standing)).collect();
    let expected = [
        ("cpp", &Standing::Accepted),
        ("go", &Standing::Has),
        ("linux", &Standing::Lacks),
        ("rust", &Standing::Accepted),
    ];
    assert_eq!(standings, expected);
    assert_eq!(gap.unlock.skills.iter().map(|step| step.skill.as_str()).collect::<Vec<_>>(), ["linux"]);
    let matches = match_postings(&view, &person("Go"), 12);
    assert_eq!(matches.matches[0].terms.len(), 2, "the three are one term");
    assert_eq!(matches.matches[0].terms[0].credit, Credit::Has { skill: "go".to_owned() });
}

#[test]
fn nothing_in_common_is_no_match() {
    let dataset = market(&[requires(&[GO]), Ad::default(), requires(&[RUST])]);
    let view = View::new(&dataset, 12);
    let answer = match_postings(&view, &person("Rust"), 12);
    assert_eq!(answer.matches.iter().map(|it| it.posting.id.as_str()).collect::<Vec<_>>(), ["hn/2"]);
    assert_eq!((answer.n_without_overlap, answer.n_without_skills), (1, 1));
}

#[test]
fn covering_more_of_what_is_asked_stands_higher() {
    let ads = [requires(&[RUST, LINUX, POSTGRESQL]), requires(&[RUST]), requires(&[RUST, LINUX, GO, KUBERNETES])];
    let dataset = market(&ads);
    let view = View::new(&dataset, 12);
    let answer = match_postings(&view, &person("Rust, Linux, PostgreSQL"), 12);
    assert_eq!(answer.matches.iter().map(|it| it.posting.id.as_str()).collect::<Vec<_>>(), ["hn/0", "hn/2", "hn/1"]);
}

#[test]
fn fewer_years_than_asked_lower_a_score_softly_and_unknown_ones_do_not() {
    let dataset = market(&[Ad { years: Some(8.0), ..requires(&[RUST]) }]);
    let view = View::new(&dataset, 12);
    let factor = |years| {
        let profile = Profile { years, ..person("Rust") };
        match_postings(&view, &profile, 12).matches[0].years_factor
    };
    assert_eq!([None, Some(0.0), Some(4.0), Some(8.0), Some(20.0)].map(factor), [1.0, 0.5, 0.75, 1.0, 1.0]);
}

#[test]
fn a_kind_of_work_that_seldom_asks_for_what_one_has_lowers_a_score_and_an_unknown_one_does_not() {
    let of_kind = |kind, skill| Ad { kind, ..requires(&[skill]) };
    let mut ads = vec![of_kind(Some(RoleFamily::Systems), RUST); 10];
    ads.extend(vec![of_kind(Some(RoleFamily::Frontend), GO); 10]);
    ads.extend([of_kind(Some(RoleFamily::Frontend), RUST), of_kind(None, RUST)]);
    let dataset = market(&ads);
    let matches = match_postings(&View::new(&dataset, 12), &person("Rust"), 12).matches;
    let factor = |id: &str| matches.iter().find(|it| it.posting.id == id).unwrap().kind_factor;
    // Rust: 11 of 21 openings with a kind, 10 of them of 10 in systems; with the usual share as 10 openings.
    let usual = 10.0 / 21.0;
    let share = (10.0 + 10.0 * usual) / (11.0 + 10.0);
    let systems = 0.7 + 0.3 * 0.5 * (1.0 - usual / share);
    assert!((factor("hn/0") - systems).abs() < 1e-12, "{}", factor("hn/0"));
    assert_eq!((factor("hn/20"), factor("hn/21")), (0.7, 1.0));
}

#[test]
fn filters_take_what_is_stated_and_leave_what_is_not() {
    let ads = [
        Ad { country: Some("US"), modes: vec![WorkMode::Onsite], ..requires(&[RUST]) },
        Ad { modes: vec![WorkMode::Remote], scope: vec!["EU"], ..requires(&[RUST]) },
        requires(&[RUST]),
        Ad { pay: Some((50_000, 60_000)), ..requires(&[RUST]) },
    ];
    let dataset = market(&ads);
    let view = View::new(&dataset, 12);
    let pay_min = Some(prospect_career::pay_floor("100k USD").unwrap());
    let profile = Profile { country: Some("DE".to_owned()), pay_min, ..person("Rust") };
    let answer = match_postings(&view, &profile, 12);
    let kept: Vec<_> = answer
        .matches
        .iter()
        .map(|it| (it.posting.id.as_str(), it.filters.iter().map(|(_, verdict)| *verdict).collect::<Vec<_>>()))
        .collect();
    let expected =
        [("hn/1", vec![Verdict::Passes, Verdict::Unknown]), ("hn/2", vec![Verdict::Unknown, Verdict::Unknown])];
    assert_eq!(kept, expected);
    assert_eq!((answer.filtered.place, answer.filtered.pay), (1, 1));
}

#[test]
fn routes_are_postings_that_say_so() {
    let mut ads: Vec<Ad> = (0..12)
        .map(|employer| Ad {
            any_of: (employer < 6).then_some((vec![RUST, CPP], false)),
            employer,
            domain: Some(Domain::SystemsCloud),
            ..requires(if employer < 6 { &[RUST, CPP, LINUX] } else { &[RUST, GO] })
        })
        .collect();
    ads.push(Ad { any_of: Some((vec![RUST], true)), employer: 20, ..requires(&[RUST]) });
    ads.push(Ad { any_of: Some((vec![GO, CPP], false)), employer: 21, ..requires(&[GO, CPP]) });
    let dataset = market(&ads);
    let view = View::new(&dataset, 12);
    let route = route(&view, &person("C++, Linux"), Some(StartingPoint::Cpp), 12);
    assert_eq!(route.n_openings, 13, "an opening that accepts C++ instead of Go is no way into Rust");
    assert_eq!(route.accepted.len(), 7);
    assert!(route.accepted.iter().all(|it| it.lacks.is_empty()));
    assert_eq!(route.accepted.iter().filter(|it| it.trains).count(), 1);
    let cpp = &route.alternatives[0];
    assert_eq!((cpp.skill.as_str(), cpp.has, cpp.accepted.n, cpp.accepted.of), ("cpp", true, 6, 13));
    let (share, [low, high]) = (cpp.accepted.share.unwrap(), cpp.accepted.interval.unwrap());
    assert!(low < share && share < high, "{low} {share} {high}");
    let reach = &route.domains[0].within_reach;
    assert_eq!((reach.n, reach.of), (6, 12));
    assert_eq!(route.pay.hidden, Some("too few"));
    assert!(route.steps.iter().any(|step| step.step.from.contains(&StartingPoint::Cpp)));
    assert!(route.steps.iter().all(|step| step.step.from.is_empty() || step.step.from.contains(&StartingPoint::Cpp)));
}

#[test]
fn proximity_needs_ten_openings_of_five_employers() {
    let near = |n: u32, n_employers: u32| {
        let mut ads: Vec<Ad> = (0..n).map(|at| Ad { employer: at % n_employers, ..requires(&[RUST, CPP]) }).collect();
        ads.extend((0..200).map(|at| Ad { employer: 50 + at, ..requires(&[KUBERNETES]) }));
        let dataset = market(&ads);
        let view = View::new(&dataset, 12);
        let held = BTreeSet::from([view.skill("cpp").unwrap()]);
        Related::new(&view, &held).nearest(view.skill("rust").unwrap()).map(|near| (near.n_together, near.proximity))
    };
    assert_eq!(near(9, 9), None);
    assert_eq!(near(20, 4), None);
    // 20 of 20 together, drawn to chance (20 of 220) by ten: (20 + 10 × 20/220) / 30.
    let (n_together, proximity) = near(20, 5).unwrap();
    assert_eq!(n_together, 20);
    assert!((proximity - (20.0 + 10.0 * 20.0 / 220.0) / 30.0).abs() < 1e-12, "{proximity}");
}

#[test]
fn targets_that_are_not_there_are_errors_with_what_was_meant() {
    let dataset = market(&[requires(&[RUST])]);
    let view = View::new(&dataset, 12);
    let error = |target| gap(&view, &Profile::default(), &target, 12, 5).unwrap_err().to_string();
    assert_eq!(error(Target::Skill("Rsut".to_owned())), "no skill is called `Rsut` (did you mean Rust?)");
    assert_eq!(
        error(Target::Employer("acm".to_owned())),
        "no opening of an employer `acm` in 2025-06 to 2026-05 (did you mean Acme 0?)"
    );
    assert_eq!(error(Target::Posting("7".to_owned())), "no opening whose latest posting is `7`");
}

#[test]
fn an_empty_dataset_answers() {
    let dataset = prospect_model::Dataset::default();
    let view = View::new(&dataset, 12);
    assert_eq!(match_postings(&view, &person("Rust"), 3).matches, []);
    assert_eq!(route(&view, &person("Rust"), None, 3).n_openings, 0);
    let gap = gap(&view, &person("Rust"), &Target::Skill("Rust".to_owned()), 3, 5).unwrap();
    assert_eq!((gap.n_openings, gap.unlock.skills.len()), (0, 0));
}
