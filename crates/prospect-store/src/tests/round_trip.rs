//! What is written is read back as it was.

use crate::tests::sample::{Tape, alternative_rows, place_rows, postings, role_rows};
use crate::{
    BuiltPosting, EmployerRecord, Home, ManifestParts, MergeRecord, ObservationRecord, OpeningRecord, ProblemRecord,
    Snapshot, StoreError, VersionRecord, Wait, WatchedRecord,
};
use proptest::prelude::*;
use prospect_model::{
    Date, Locator, Month, OpeningRow, PayRow, PostingRow, RoleFamily, RoleRow, Seniority, Sha256, SkillRow, SourceRow,
    YearsRow,
};
use std::path::Path;

pub(crate) fn parts(sources: &[&str]) -> ManifestParts {
    let source = |id: &&str| SourceRow {
        id: (*id).to_owned(),
        frame: "postings of Acme".to_owned(),
        is_denominator: true,
        n_records: 12,
        n_problems: 3,
    };
    ManifestParts {
        reader_version: "1".to_owned(),
        data_version: "2".to_owned(),
        sources: sources.iter().map(source).collect(),
        documents: vec![Sha256([7; 32]), Sha256([3; 32]), Sha256([7; 32])],
    }
}

/// Writes the large tables in batches of `batch` postings.
pub(crate) fn write(home: &Home, id: &str, built: &[BuiltPosting], batch: usize) -> Result<Snapshot, StoreError> {
    let lock = home.lock(Wait::No)?;
    let writer = home.snapshot_writer(&lock, id)?;
    let (mut postings, mut facts, mut skills) = (writer.postings()?, writer.facts()?, writer.skills()?);
    for some in built.chunks(batch) {
        postings.append(some)?;
        facts.append(some)?;
        skills.append(some)?;
    }
    postings.finish()?;
    facts.finish()?;
    skills.finish()?;
    writer.finish(parts(&["other", "acme"]))
}

fn home() -> (tempfile::TempDir, Home) {
    let folder = tempfile::tempdir().unwrap();
    let home = Home::at(folder.path().join("home"));
    (folder, home)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_posting_is_read_back_as_it_was(tapes in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..300), 1..5)) {
        let (_folder, home) = home();
        let made = |(number, tape): (usize, &Vec<u8>)| Tape::new(tape).posting("acme", &format!("job {number}"));
        let built: Vec<_> = tapes.iter().enumerate().map(made).collect();
        let snapshot = write(&home, "one", &built, 2).unwrap();
        for (number, posting) in built.iter().enumerate() {
            let found = snapshot.posting(Some("acme"), &posting.posting.id).unwrap();
            prop_assert_eq!(found.as_ref(), Some(posting));
            let found = snapshot.posting_at(u32::try_from(number).unwrap()).unwrap();
            prop_assert_eq!(found.as_ref(), Some(posting));
            prop_assert_eq!(snapshot.posting(Some("other"), &posting.posting.id).unwrap(), None);
        }
        let mut all = Vec::new();
        snapshot.for_each_posting(|idx, posting| { all.push((idx, posting)); Ok::<_, StoreError>(()) }).unwrap();
        prop_assert_eq!(all, (0..).zip(built.clone()).collect::<Vec<_>>());
        let mut texts = Vec::new();
        snapshot.for_each_text(|idx, text| texts.push((idx, text.to_owned()))).unwrap();
        prop_assert_eq!(texts, (0..).zip(built.iter().map(|it| it.text.clone())).collect::<Vec<_>>());
        let dataset = snapshot.dataset().unwrap();
        let expected: Vec<_> = built.iter().map(|it| row(it, &dataset.skills)).collect();
        let poster = |row: &PostingRow| PostingRow { poster: None, ..row.clone() };
        let found: Vec<_> = dataset.postings.iter().map(poster).collect();
        prop_assert_eq!(format!("{found:#?}"), format!("{expected:#?}"));
    }
}

/// What a question must see of a posting without an opening; posters apart.
fn row(built: &BuiltPosting, skills: &[String]) -> PostingRow {
    let BuiltPosting { posting, facts, .. } = built;
    let mut roles = role_rows(facts);
    if roles.is_empty() {
        roles.push(RoleRow::default());
    }
    let skill = |id: &str| u32::try_from(skills.iter().position(|it| it == id).unwrap()).unwrap();
    PostingRow {
        id: posting.id.clone(),
        source: 1,
        posted: posting.posted,
        month: posting.month,
        last_seen: None,
        url: posting.url.clone(),
        poster: None,
        employer: None,
        is_offer: facts.offer == Some(true),
        roles,
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
                is_currency_inferred: it.flags.iter().any(|flag| flag == "currency_inferred"),
                is_period_inferred: it.flags.iter().any(|flag| flag == "period_inferred"),
            })
            .collect(),
        equity: facts.equity,
        places: place_rows(facts),
        work_modes: facts.work_modes.clone(),
        remote_scope: facts.remote_scope.clone(),
        employment: facts.employment.clone(),
        visa: facts.visa,
        skills: facts.skills.iter().map(|it| SkillRow { skill: skill(&it.id), need: it.need }).collect(),
        accepts_instead: alternative_rows(facts),
        education: facts.education.clone(),
        soft_skills: facts.soft_skills.clone(),
        domain: facts.domain.clone(),
        language: facts.language.as_deref().map(str::to_owned),
    }
}

#[test]
fn rows_of_several_row_groups_keep_their_places() {
    let (_folder, home) = home();
    let mut built = postings(5);
    // More postings than a row group holds, and more skills: the same few, under many ids.
    let n = u32::try_from(crate::table::ROW_GROUP).unwrap() + 10;
    built = (0..n)
        .map(|number| {
            let mut posting = built[number as usize % 5].clone();
            posting.posting.id = number.to_string();
            posting.facts.id = number.to_string();
            posting
        })
        .collect();
    let snapshot = write(&home, "large", &built, 1000).unwrap();
    let n_kept = snapshot.dataset().unwrap().postings.iter().map(|it| it.skills.len()).collect::<Vec<_>>();
    assert_eq!(n_kept, built.iter().map(|it| it.facts.skills.len()).collect::<Vec<_>>());
    for idx in [0, 1, n / 2, n - 11, n - 10, n - 1] {
        assert_eq!(snapshot.posting(None, &idx.to_string()).unwrap().as_ref(), built.get(idx as usize), "{idx}");
    }
    let mut n_same = 0;
    let same = |idx, posting| {
        assert_eq!(built[idx as usize], posting);
        n_same += 1;
        Ok::<_, StoreError>(())
    };
    snapshot.for_each_posting(same).unwrap();
    assert_eq!(n_same, n);
    assert_eq!(snapshot.posting(None, &n.to_string()).unwrap(), None);
    assert_eq!(snapshot.posting_at(n).unwrap(), None);
}

#[test]
fn the_smaller_tables_are_read_back_as_they_were() {
    let (_folder, home) = home();
    let built = postings(3);
    let lock = home.lock(Wait::No).unwrap();
    let mut writer = home.snapshot_writer(&lock, "small").unwrap();
    let (mut first, mut second, mut third) =
        (writer.postings().unwrap(), writer.facts().unwrap(), writer.skills().unwrap());
    first.append(&built).unwrap();
    second.append(&built).unwrap();
    third.append(&built).unwrap();
    first.finish().unwrap();
    second.finish().unwrap();
    third.finish().unwrap();
    let day = Date::parse("2024-02-29");
    let opening = OpeningRecord {
        opening_id: "acme/0#0".to_owned(),
        employer_id: Some(4),
        title: "Rust Engineer".to_owned(),
        seniority: vec![Seniority::Senior],
        role_family: vec![RoleFamily::Backend, RoleFamily::Systems],
        first_seen: day,
        last_seen: None,
        n_postings: 2,
        closed: Date::parse("2024-03-05"),
    };
    let openings = [OpeningRecord { opening_id: "acme/1#0".to_owned(), ..OpeningRecord::default() }, opening];
    let observation = ObservationRecord {
        opening_id: "acme/0#0".to_owned(),
        posting_idx: 2,
        posting_id: "2".to_owned(),
        source: "acme".to_owned(),
        role_idx: 0,
        spell: 3,
        posted: day,
        month: Month::parse("2024-02"),
    };
    let observations = [
        observation.clone(),
        ObservationRecord { posting_idx: 0, posting_id: "0".to_owned(), month: None, ..observation.clone() },
        ObservationRecord { opening_id: "acme/1#0".to_owned(), posting_idx: 1, ..observation },
    ];
    let merges = [
        MergeRecord {
            opening_id: "acme/0#0".to_owned(),
            posting_b: 2,
            similarity: Some(0.5),
            ..MergeRecord::default()
        },
        MergeRecord { reason: "exact-text".to_owned(), ..MergeRecord::default() },
    ];
    let versions = [VersionRecord {
        source: "acme".to_owned(),
        posting_id: "0".to_owned(),
        document_sha256: Sha256([1; 32]),
        locator: Locator::Line(9),
        text_sha256: Sha256([2; 32]),
        seen: day,
        version: 1,
        changed: vec!["pay".to_owned(), "text".to_owned()],
        title: Some("Rust Engineer".to_owned()),
        pay: None,
    }];
    let spell = WatchedRecord {
        source: "acme".to_owned(),
        board: Some("acme-labs".to_owned()),
        posting_id: "0".to_owned(),
        spell: 0,
        employer: None,
        title: Some("Rust Engineer".to_owned()),
        published: None,
        first_seen: Date::parse("2024-01-29").unwrap(),
        last_seen: Date::parse("2024-02-07").unwrap(),
        n_looks: 5,
        n_missed: 1,
        is_start_seen: true,
        closed: day,
    };
    let watched = [spell.clone(), WatchedRecord { posting_id: "gone".to_owned(), board: None, closed: None, ..spell }];
    let employers = [EmployerRecord {
        employer_id: 4,
        name: "Acme".to_owned(),
        aliases: vec!["ACME Inc".to_owned(), "acme".to_owned()],
        n_postings: 3,
        n_openings: 2,
    }];
    let problems = [
        ProblemRecord { source: "acme".to_owned(), code: "malformed-json".to_owned(), ..ProblemRecord::default() },
        ProblemRecord {
            source: "acme".to_owned(),
            document_sha256: Some(Sha256([9; 32])),
            locator: Some(Locator::Script(1, "/a".to_owned())),
            posting_id: Some("0".to_owned()),
            code: "pay-conflict".to_owned(),
            message: "two".to_owned(),
            at: "pay".to_owned(),
        },
    ];
    writer.write_openings(&openings[..1]).unwrap();
    writer.write_openings(&openings[1..]).unwrap();
    writer.write_observations(&observations).unwrap();
    writer.write_merges(&merges).unwrap();
    writer.write_versions(&versions).unwrap();
    writer.write_watched(&watched).unwrap();
    writer.write_employers(&employers).unwrap();
    writer.write_problems(&problems).unwrap();
    let snapshot = writer.finish(parts(&["acme"])).unwrap();
    assert_eq!(snapshot.openings().unwrap(), openings);
    assert_eq!(snapshot.observations().unwrap(), observations);
    assert_eq!(snapshot.merges().unwrap(), merges);
    assert_eq!(snapshot.versions().unwrap(), versions);
    assert_eq!(snapshot.watched().unwrap(), watched);
    assert_eq!(snapshot.employers().unwrap(), employers);
    assert_eq!(snapshot.problems().unwrap(), problems);
    snapshot.verify().unwrap();
    check_openings(&snapshot);
}

/// Openings as a question sees them: by id, postings in order of time, employers by place in the list.
#[track_caller]
fn check_openings(snapshot: &Snapshot) {
    let dataset = snapshot.dataset().unwrap();
    let last_seen: Vec<_> = dataset.postings.iter().map(|it| it.last_seen).collect();
    assert_eq!(last_seen, [Date::parse("2024-02-07"), None, None]);
    let days = ["2024-01-29", "2024-02-07", "2024-02-29"].map(|day| Date::parse(day).unwrap());
    assert_eq!(dataset.watched.as_ref().unwrap().looks, days);
    let mut times: Vec<u32> = vec![0, 2];
    times.sort_by_key(|idx| {
        let posting = &dataset.postings[*idx as usize];
        (posting.posted.or(posting.month.map(Month::first_day)), *idx)
    });
    let expected = [
        OpeningRow {
            id: "acme/0#0".to_owned(),
            employer: Some(0),
            title: "Rust Engineer".to_owned(),
            postings: times,
            first_seen: Date::parse("2024-02-29"),
            last_seen: None,
            closed: Date::parse("2024-03-05"),
        },
        OpeningRow { id: "acme/1#0".to_owned(), postings: vec![1], ..OpeningRow::default() },
    ];
    assert_eq!(format!("{:?}", dataset.openings), format!("{expected:?}"));
    assert_eq!(dataset.employers, ["Acme"]);
    let seen = dataset.postings.iter().map(|it| (it.employer, it.roles[0].opening)).collect::<Vec<_>>();
    assert_eq!(seen, [(Some(0), Some(0)), (None, Some(1)), (Some(0), Some(0))]);
}

#[test]
fn the_same_postings_give_the_same_bytes_however_they_are_cut() {
    let built = postings(300);
    let (_one, first) = home();
    let (_other, second) = home();
    let first = write(&first, "same", &built, 300).unwrap();
    let second = write(&second, "same", &built, 7).unwrap();
    assert_eq!(files(first.folder()), files(second.folder()));
}

fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let names = crate::home::entries(folder).unwrap();
    names.into_iter().map(|name| (name.clone(), std::fs::read(folder.join(name)).unwrap())).collect()
}
