//! What holds for every market and every person.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::{Ad, SKILLS, market};
use proptest::prelude::*;
use prospect_career::{PayFloor, Profile, Target, View, gap, match_postings, resume, route};
use prospect_lexicon::skills::by_id;
use prospect_model::{Domain, RoleFamily, SkillNeed, Visa, WorkMode};
use std::collections::BTreeMap;

fn ads() -> impl Strategy<Value = Vec<Ad>> {
    let need = prop::sample::select(vec![SkillNeed::Required, SkillNeed::Preferred, SkillNeed::Stack]);
    let skills = prop::collection::btree_map(0..SKILLS.len(), need, 0..6);
    let any_of = prop::option::of((prop::collection::btree_set(0..SKILLS.len(), 1..4), any::<bool>()));
    let modes = prop::sample::subsequence(vec![WorkMode::Onsite, WorkMode::Remote], 0..=2);
    let scope = prop::sample::subsequence(vec!["EU", "US", "WORLD", "TZ"], 0..=2);
    let country = prop::option::of(prop::sample::select(vec!["DE", "US"]));
    let visa = prop::sample::select(vec![Visa::Offered, Visa::NotOffered, Visa::Unstated]);
    let rest = (prop::option::of(0_u8..12), prop::option::of(40_u64..300), 0_u32..8, 0_i32..4);
    let title = prop::sample::select(vec!["", "Rust Engineer", "C++ Developer"]);
    let kind =
        prop::option::of(prop::sample::select(vec![RoleFamily::Systems, RoleFamily::Frontend, RoleFamily::Data]));
    let ad = (skills, any_of, modes, scope, country, visa, rest, title, kind).prop_map(
        |(skills, any_of, modes, scope, country, visa, (years, pay, employer, months_ago), title, kind)| Ad {
            skills: skills.into_iter().collect(),
            any_of: any_of.map(|(skills, trains)| (skills.into_iter().collect(), trains)),
            modes,
            scope,
            country,
            visa,
            years: years.map(f32::from),
            pay: pay.map(|pay| (pay * 1_000, pay * 1_200)),
            employer,
            title,
            kind,
            domain: Some(Domain::SystemsCloud),
            months_ago,
        },
    );
    prop::collection::vec(ad, 0..60)
}

fn people() -> impl Strategy<Value = Profile> {
    let held = prop::collection::btree_map(0..SKILLS.len(), prop::option::of(0_u8..12), 0..6);
    let country = prop::option::of(prop::sample::select(vec!["DE", "US", "IN"]));
    (held, country, any::<bool>(), any::<bool>(), prop::option::of(0_u8..20), prop::option::of(50_u64..200)).prop_map(
        |(held, country, is_remote_only, needs_visa, years, pay)| {
            let mut profile = Profile {
                country: country.map(str::to_owned),
                is_remote_only,
                needs_visa,
                years: years.map(f32::from),
                pay_min: pay.map(|pay| PayFloor { per_year: pay * 1_000, currency: "USD".to_owned() }),
                ..Profile::default()
            };
            for (skill, years) in held {
                profile.add(by_id(SKILLS[skill]).unwrap(), years.map(f32::from));
            }
            profile
        },
    )
}

fn scores(view: &View<'_>, profile: &Profile) -> BTreeMap<String, f64> {
    match_postings(view, profile, 3).matches.into_iter().map(|it| (it.posting.id, it.score)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn another_skill_never_lowers_a_score(ads in ads(), person in people(), skill in 0..SKILLS.len(), years in prop::option::of(0_u8..12)) {
        let dataset = market(&ads);
        let view = View::new(&dataset, 60);
        let before = scores(&view, &person);
        let mut more = person.clone();
        if more.held(SKILLS[skill]).is_none() {
            more.add(by_id(SKILLS[skill]).unwrap(), years.map(f32::from));
        }
        let after = scores(&view, &more);
        for (id, score) in before {
            let now = after.get(&id).copied();
            prop_assert!(now.is_some_and(|now| now >= score - 1e-12), "{id}: {score} became {now:?}");
        }
    }

    #[test]
    fn terms_add_up_to_the_score_and_scores_stand_in_order(ads in ads(), person in people()) {
        let dataset = market(&ads);
        let view = View::new(&dataset, 60);
        let answer = match_postings(&view, &person, 3);
        for found in &answer.matches {
            let sum: f64 = found.terms.iter().map(|term| term.adds).sum();
            prop_assert_eq!(sum, found.score);
            prop_assert!((0.0..1.0).contains(&found.score));
            prop_assert!(found.terms.iter().all(|term| term.adds >= 0.0));
        }
        prop_assert!(answer.matches.windows(2).all(|pair| pair[0].score >= pair[1].score));
        let n = answer.filtered.n_left();
        prop_assert_eq!(n, answer.n_without_skills + answer.n_without_overlap + answer.matches.len() as u64);
        prop_assert_eq!(&answer, &match_postings(&view, &person, 3));
    }

    #[test]
    fn every_answer_is_given_without_panic_and_adds_up(ads in ads(), person in people()) {
        let dataset = market(&ads);
        let view = View::new(&dataset, 60);
        for target in [
            Target::Skill("Rust".to_owned()),
            Target::Domain(Domain::SystemsCloud),
            Target::Employer("Acme 1".to_owned()),
            Target::Posting("hn/0".to_owned()),
        ] {
            let Ok(gap) = gap(&view, &person, &target, 3, 5) else { continue };
            let mut n_open = gap.unlock.n_open_now;
            for step in &gap.unlock.skills {
                prop_assert!(step.n_more > 0);
                prop_assert!(person.held(&step.skill).is_none());
                n_open += step.n_more;
                prop_assert_eq!(step.n_open, n_open);
            }
            prop_assert!(n_open <= gap.unlock.n_openings);
            prop_assert_eq!(gap.unlock.n_openings + gap.unlock.n_without_required, gap.filtered.n_left());
        }
        let route = route(&view, &person, None, 3);
        prop_assert!(route.accepted.iter().all(|it| it.trains || !it.has.is_empty()));
    }

    #[test]
    fn a_resume_reads_without_panic(text in ".{0,60}") {
        let _ = resume(&text);
        let _ = prospect_career::have(&mut Profile::default(), &text);
        let _ = prospect_career::pay_floor(&text);
    }

    #[test]
    fn who_a_person_is_changes_nothing(
        name in "[A-Za-z ]{1,20}",
        gender in prop::sample::select(vec!["she", "he", "they", "female", "male"]),
        born in "19[5-9][0-9]-0[1-9]-1[0-9]",
        school in "[A-Za-z ]{1,30}",
        ads in ads(),
    ) {
        let skills = r#""skills": [{"name": "Programming", "keywords": ["Rust", "Linux"]}]"#;
        let plain = resume(&format!("{{{skills}}}")).unwrap();
        let told = serde_json::json!({
            "basics": {"name": name, "summary": gender, "birth": born, "pronouns": gender, "image": school,
                "location": {"countryCode": "US", "city": school}},
            "education": [{"institution": school, "startDate": born, "studyType": "Master"}],
            "work": [{"name": school, "position": name, "startDate": born, "summary": gender}],
            "volunteer": [{"organization": school}],
            "languages": [{"language": name}],
            "interests": [{"name": school}],
            "skills": [{"name": "Programming", "keywords": ["Rust", "Linux"], "level": gender}],
        });
        let told = resume(&told.to_string()).unwrap();
        prop_assert_eq!(&told, &plain);
        let dataset = market(&ads);
        let view = View::new(&dataset, 60);
        let answers = |profile: &Profile| {
            let gap = gap(&view, profile, &Target::Skill("Rust".to_owned()), 3, 5).unwrap();
            (match_postings(&view, profile, 3), gap, route(&view, profile, None, 3))
        };
        prop_assert_eq!(answers(&told.profile), answers(&plain.profile));
    }
}
