//! The history holds the rows that questions read, and leads back to the texts.

use crate::history::{HistoryExtra, posting, read, write};
use crate::tests::sample::{Tape, alternative_rows, place_rows, postings, role_rows};
use crate::{BuiltPosting, StoreError};
use proptest::prelude::*;
use prospect_model::{Dataset, Date, OpeningRow, PayRow, PostingRow, SkillRow, SourceRow, YearsRow};

fn number_of(names: &mut Vec<String>, name: &str) -> u32 {
    let idx = names.iter().position(|it| it == name).unwrap_or_else(|| {
        names.push(name.to_owned());
        names.len() - 1
    });
    u32::try_from(idx).unwrap()
}

/// A dataset of these postings; roles of the same title are one opening, of the employer of its first posting.
fn dataset(built: &[BuiltPosting]) -> Dataset {
    let source = |id: &str| SourceRow { id: id.to_owned(), n_records: 3, ..SourceRow::default() };
    let mut dataset = Dataset {
        snapshot_id: "one".to_owned(),
        reader_version: "2".to_owned(),
        sources: vec![source("other"), source("acme")],
        ..Dataset::default()
    };
    let mut openings: Vec<(String, OpeningRow)> = Vec::new();
    for (idx, BuiltPosting { posting, facts, .. }) in built.iter().enumerate() {
        let employer = facts.employer.as_ref().map(|name| number_of(&mut dataset.employers, name));
        let skill =
            |it: &prospect_model::Skill| SkillRow { skill: number_of(&mut dataset.skills, &it.id), need: it.need };
        let mut row = PostingRow {
            id: posting.id.clone(),
            source: 1,
            posted: posting.posted,
            month: posting.month,
            last_seen: None,
            url: posting.url.as_ref().map(|it| format!("{it}{}", posting.id)),
            poster: facts.skills.first().map(|it| u32::try_from(it.id.len()).unwrap()),
            employer,
            is_offer: facts.offer == Some(true),
            roles: role_rows(facts),
            seniority: facts.seniority.clone(),
            role_family: facts.role_family.clone(),
            years: facts.years.iter().map(|it| YearsRow { min: it.min, max: it.max, of: it.of.clone() }).collect(),
            pay: facts
                .pay
                .iter()
                .map(|it| PayRow {
                    min: it.min,
                    max: it.max,
                    currency: it.currency.clone(),
                    period: it.period,
                    kind: it.kind,
                    is_currency_inferred: it.flags.len() % 2 == 1,
                    is_period_inferred: it.flags.len() > 1,
                })
                .collect(),
            equity: facts.equity,
            places: place_rows(facts),
            work_modes: facts.work_modes.clone(),
            remote_scope: facts.remote_scope.clone(),
            employment: facts.employment.clone(),
            visa: facts.visa,
            skills: facts.skills.iter().map(skill).collect(),
            accepts_instead: alternative_rows(facts),
            education: facts.education.clone(),
            soft_skills: facts.soft_skills.clone(),
            domain: facts.domain.clone(),
            language: facts.language.as_deref().map(str::to_owned),
        };
        for (role_idx, role) in row.roles.iter_mut().enumerate().filter(|_| row.is_offer) {
            let place = openings.iter().position(|(title, _)| *title == role.title).unwrap_or_else(|| {
                let id = format!("acme/{}/{}", posting.id, role_idx + 1);
                openings.push((
                    role.title.clone(),
                    OpeningRow { id, employer, title: role.title.clone(), ..OpeningRow::default() },
                ));
                openings.len() - 1
            });
            let opening = &mut openings[place].1;
            let idx = u32::try_from(idx).unwrap();
            if opening.postings.last() != Some(&idx) {
                opening.postings.push(idx);
            }
            role.opening = Some(u32::try_from(place).unwrap());
        }
        dataset.postings.push(row);
    }
    finish(&mut dataset, openings.into_iter().map(|(_, opening)| opening).collect());
    dataset
}

/// Puts openings in the order of their ids and gives them their days.
fn finish(dataset: &mut Dataset, openings: Vec<OpeningRow>) {
    let mut order: Vec<usize> = (0..openings.len()).collect();
    order.sort_by_key(|place| &openings[*place].id);
    for role in dataset.postings.iter_mut().flat_map(|it| &mut it.roles) {
        let number = |place: u32| order.iter().position(|it| *it == place as usize).unwrap();
        role.opening = role.opening.map(|place| u32::try_from(number(place)).unwrap());
    }
    for place in order {
        let mut opening = openings[place].clone();
        let day = |idx: &u32| {
            let posting = &dataset.postings[*idx as usize];
            posting.posted.or(posting.month.map(prospect_model::Month::first_day))
        };
        opening.postings.sort_by_key(|idx| (day(idx), *idx));
        opening.first_seen = opening.postings.iter().filter_map(day).min();
        opening.last_seen = opening.postings.iter().filter_map(day).max();
        dataset.openings.push(opening);
    }
}

fn extras(built: &[BuiltPosting]) -> Vec<HistoryExtra> {
    built.iter().map(HistoryExtra::of).collect()
}

fn bytes(dataset: &Dataset, extras: &[HistoryExtra]) -> Vec<u8> {
    let mut bytes = Vec::new();
    write(dataset, extras, &mut bytes).unwrap();
    bytes
}

/// The dataset as text, with names in place of the numbers that reading gives anew.
fn named(dataset: &Dataset) -> String {
    let employer = |idx: Option<u32>| idx.map(|idx| dataset.employers[idx as usize].clone());
    let mut text = format!("{} {} {:?}\n", dataset.snapshot_id, dataset.reader_version, dataset.sources);
    for posting in &dataset.postings {
        let skills: Vec<_> = posting.skills.iter().map(|it| (&dataset.skills[it.skill as usize], it.need)).collect();
        let rest = PostingRow { employer: None, skills: Vec::new(), ..posting.clone() };
        text += &format!("{rest:?} {:?} {skills:?}\n", employer(posting.employer));
    }
    for opening in &dataset.openings {
        let rest = OpeningRow { employer: None, ..opening.clone() };
        text += &format!("{rest:?} {:?}\n", employer(opening.employer));
    }
    text
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_history_is_read_back_as_it_was(tapes in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..300), 0..6)) {
        let id = |number: usize| if number % 3 == 2 { format!("0{number}") } else { (number * 1000).to_string() };
        let made = |(number, tape): (usize, &Vec<u8>)| Tape::new(tape).posting("acme", &id(number));
        let built: Vec<_> = tapes.iter().enumerate().map(made).collect();
        let (dataset, extras) = (dataset(&built), extras(&built));
        let bytes = bytes(&dataset, &extras);
        let found = read(&bytes).unwrap();
        prop_assert_eq!(named(&found), named(&dataset));
        for (row, extra) in dataset.postings.iter().zip(&extras) {
            let (found_row, found_extra) = posting(&bytes, &row.id).unwrap().unwrap();
            prop_assert_eq!((&found_row.id, &found_extra), (&row.id, extra));
        }
        let every_second: Vec<u32> = (0..u32::try_from(extras.len()).unwrap()).step_by(2).collect();
        let expected: Vec<_> = extras.iter().step_by(2).cloned().collect();
        prop_assert_eq!(crate::history::extras(&bytes, &every_second).unwrap(), expected);
        prop_assert!(crate::history::extras(&bytes, &[u32::MAX]).is_err());
        prop_assert!(posting(&bytes, "no such id").unwrap().is_none());
    }

    #[test]
    fn damaged_bytes_are_an_error_or_a_dataset(at in 0_usize..20_000, byte in any::<u8>(), cut in any::<bool>()) {
        let built = postings(3);
        let mut bytes = bytes(&dataset(&built), &extras(&built));
        let at = at % bytes.len();
        if cut { bytes.truncate(at) } else { bytes[at] = byte }
        let _ = read(&bytes);
        let _ = posting(&bytes, "1");
    }
}

#[test]
fn what_the_dataset_says_of_an_opening_beats_what_its_postings_do() {
    let built = postings(30);
    let mut dataset = dataset(&built);
    dataset.employers.push("Łódź GmbH".to_owned());
    let employer = u32::try_from(dataset.employers.len() - 1).unwrap();
    assert!(dataset.openings.len() > 3);
    for (number, opening) in dataset.openings.iter_mut().enumerate() {
        opening.id = format!("own {number:04}");
        opening.title = if number % 2 == 0 { String::new() } else { "Own title".to_owned() };
        opening.employer = (number % 3 == 0).then_some(employer);
        opening.first_seen = Date::parse("2001-01-01");
        opening.last_seen = Date::parse("2031-01-01");
    }
    let found = read(&bytes(&dataset, &extras(&built))).unwrap();
    assert_eq!(named(&found), named(&dataset));
}

#[test]
fn the_same_rows_give_the_same_bytes() {
    let built = postings(50);
    let (dataset, extras) = (dataset(&built), extras(&built));
    assert!(bytes(&dataset, &extras) == bytes(&dataset, &extras));
}

#[test]
fn rows_that_do_not_fit_together_are_refused() {
    let built = postings(5);
    let (whole, spans) = (dataset(&built), extras(&built));
    let refuses = |dataset: &Dataset, extras: &[HistoryExtra]| {
        let error = write(dataset, extras, std::io::sink()).unwrap_err();
        assert!(matches!(error, StoreError::Inconsistent { .. }), "{error}");
    };
    refuses(&whole, &spans[1..]);
    let mut other = spans.clone();
    other[2].skills.push(None);
    refuses(&whole, &other);
    let mut other = whole.clone();
    other.openings.push(OpeningRow::default());
    refuses(&other, &spans);
    let mut other = whole.clone();
    other.sources.clear();
    refuses(&other, &spans);
    let mut other = whole;
    other.postings[0].employer = Some(u32::MAX);
    refuses(&other, &spans);
}

#[test]
fn a_history_of_a_newer_build_and_what_is_none_are_clear_errors() {
    let built = postings(2);
    let bytes = bytes(&dataset(&built), &extras(&built));
    let place = bytes.windows(10).position(|it| it == b"\"format\":2").unwrap();
    let mut newer = bytes;
    newer[place + 9] = b'9';
    assert!(matches!(read(&newer), Err(StoreError::TooNew { found: 9, newest: 2, .. })));
    for none in [&b""[..], b"PAR1", b"no table at all"] {
        assert!(matches!(read(none), Err(StoreError::Table { .. })));
    }
}
