//! What holds for any postings: order, time, growth and odd input.

use proptest::prelude::*;
use prospect_dedupe::{Clusters, Input, Options, PlaceInput, RoleInput, Sketch, cluster, sketch};
use std::collections::{BTreeMap, BTreeSet};

/// A posting with few values for each part, so that a handful of them collide often.
#[derive(Clone, Debug)]
struct Ad {
    id: u32,
    day: Option<i32>,
    poster: Option<u8>,
    employer: Option<&'static str>,
    titles: Vec<&'static str>,
    city: Option<&'static str>,
    topics: Vec<u8>,
    site: Option<&'static str>,
}

const EMPLOYERS: &[&str] = &["Acme", "ACME Inc", "Acme Robotics", "Bolts & Co", "Stealth", "Castors GmbH"];
const TITLES: &[&str] = &[
    "Engineer",
    "Senior Engineer",
    "Backend Engineer",
    "Frontend dev",
    "Full-stack and DevOps Engineers",
    "Designer",
    "",
];
const SITES: &[&str] = &["https://acme.com/x", "https://acme.io", "https://jobs.lever.co/acme/1234567", "bolts.com"];

fn ad() -> impl Strategy<Value = Ad> {
    use prop::option::of;
    (
        of(0..400_i32),
        of(0..3_u8),
        of(prop::sample::select(EMPLOYERS)),
        prop::collection::vec(prop::sample::select(TITLES), 0..4),
        of(prop::sample::select(&["Berlin", "Paris"][..])),
        prop::collection::vec(0..4_u8, 0..4),
        of(prop::sample::select(SITES)),
    )
        .prop_map(|(day, poster, employer, titles, city, topics, site)| Ad {
            id: 0,
            day,
            poster,
            employer,
            titles,
            city,
            topics,
            site,
        })
}

fn ads() -> impl Strategy<Value = Vec<Ad>> {
    prop::collection::vec(ad(), 0..24).prop_map(|mut ads| {
        for (id, ad) in (1..).zip(&mut ads) {
            ad.id = id;
        }
        ads
    })
}

fn sketch_ad(ad: &Ad) -> Sketch {
    let topic = |topic: &u8| (0..20).map(|n| format!("w{topic}x{n} ")).collect::<String>();
    let text = ad.topics.iter().map(topic).collect::<String>() + ad.site.unwrap_or_default();
    let roles: Vec<RoleInput<'_>> = ad.titles.iter().map(|title| RoleInput { title, ..RoleInput::default() }).collect();
    let places: Vec<PlaceInput<'_>> =
        ad.city.map(|city| PlaceInput { city: Some(city), country: Some("DE") }).into_iter().collect();
    let poster = ad.poster.map(|poster| format!("p{poster}"));
    sketch(&Input {
        id: &ad.id.to_string(),
        source: "hn",
        text: &text,
        employer: ad.employer,
        poster: poster.as_deref(),
        day: ad.day,
        roles: &roles,
        places: &places,
        is_offer: true,
        ..Input::default()
    })
}

fn run(ads: &[Ad]) -> Clusters {
    cluster(&ads.iter().map(sketch_ad).collect::<Vec<_>>(), &Options::default())
}

/// Opening id by posting id and role.
fn openings_by_role(ads: &[Ad], clusters: &Clusters) -> BTreeMap<(u32, u32), String> {
    let members = clusters.openings.iter().flat_map(|opening| opening.members.iter().map(move |at| (opening, at)));
    members.map(|(opening, at)| ((ads[at.posting as usize].id, at.role), opening.id.clone())).collect()
}

proptest! {
    #[test]
    fn the_order_of_postings_does_not_matter(ads in ads(), seed in any::<u64>()) {
        let mut shuffled = ads.clone();
        // A fixed shuffle by hashed id: proptest's own would not replay with the case.
        shuffled.sort_by_key(|ad| u64::from(ad.id).wrapping_mul(seed | 1).rotate_left(17));
        let (one, other) = (run(&ads), run(&shuffled));
        prop_assert_eq!(openings_by_role(&ads, &one), openings_by_role(&shuffled, &other));
        prop_assert_eq!(&one.employers, &other.employers);
        let ids = |clusters: &Clusters| clusters.openings.iter().map(|o| o.id.clone()).collect::<Vec<_>>();
        prop_assert_eq!(ids(&one), ids(&other));
    }

    #[test]
    fn the_same_postings_give_the_same_result(ads in ads()) {
        prop_assert_eq!(run(&ads), run(&ads));
    }

    #[test]
    fn every_role_is_in_one_opening_and_every_merge_is_inside_one(ads in ads()) {
        let clusters = run(&ads);
        let of_role = openings_by_role(&ads, &clusters);
        let n_roles: usize = ads.iter().map(|ad| ad.titles.len().max(1)).sum();
        prop_assert_eq!(of_role.len(), n_roles);
        prop_assert_eq!(clusters.openings.iter().map(|opening| opening.members.len()).sum::<usize>(), n_roles);
        let ids: BTreeSet<&String> = clusters.openings.iter().map(|opening| &opening.id).collect();
        prop_assert_eq!(ids.len(), clusters.openings.len());
        prop_assert_eq!(clusters.merges.len(), n_roles - clusters.openings.len());
        for merge in &clusters.merges {
            let of = |(posting, role): (u32, u32)| of_role.get(&(ads[posting as usize].id, role));
            prop_assert_eq!(of(merge.a), of(merge.b));
            prop_assert!((0.0..=1.0).contains(&merge.similarity));
        }
    }

    #[test]
    fn spells_rise_by_one_with_each_long_silence(ads in ads()) {
        let clusters = run(&ads);
        for opening in &clusters.openings {
            prop_assert_eq!(opening.members[0].spell, 0);
            for pair in opening.members.windows(2) {
                let day = |at: usize| ads[pair[at].posting as usize].day;
                let is_long = day(0).zip(day(1)).is_some_and(|(a, b)| b - a > 60);
                prop_assert_eq!(pair[1].spell - pair[0].spell, u32::from(is_long));
            }
        }
    }

    #[test]
    fn later_postings_of_known_employers_keep_ids(ads in ads(), later in ads()) {
        // Names are fixed here, as evidence that joins two of them is the one thing that may join openings later.
        let named = |ads: Vec<Ad>, first_id: u32, day: i32| -> Vec<Ad> {
            let name = |(n, ad): (u32, Ad)| Ad {
                id: first_id + n,
                employer: Some(["Acme", "Bolts"][n as usize % 2]),
                site: None,
                day: Some(day + ad.day.unwrap_or(0)),
                ..ad
            };
            (0..).zip(ads).map(name).collect()
        };
        let before = named(ads, 1, 0);
        let after: Vec<Ad> = before.iter().cloned().chain(named(later, 1_000, 400)).collect();
        let (old, new) = (openings_by_role(&before, &run(&before)), openings_by_role(&after, &run(&after)));
        for (role, id) in &old {
            prop_assert_eq!(new.get(role), Some(id));
        }
    }

    #[test]
    fn any_text_can_be_sketched(
        texts in prop::collection::vec(any::<String>(), 6),
        day in any::<i32>(),
        other_day in any::<i32>(),
        gap in any::<i32>(),
    ) {
        let roles = [RoleInput { title: &texts[0], ..RoleInput::default() }];
        let places = [PlaceInput { city: Some(&texts[1]), country: Some(&texts[2]) }];
        let input = Input {
            id: &texts[3],
            source: "x",
            text: &texts[4],
            employer: Some(&texts[5]),
            poster: Some(&texts[0]),
            day: Some(day),
            roles: &roles,
            places: &places,
            is_offer: true,
            url: Some(&texts[1]),
            ..Input::default()
        };
        let other = Input { id: "b", day: Some(other_day), ..input };
        let options = Options { spell_gap_days: gap, ..Options::default() };
        let clusters = cluster(&[sketch(&input), sketch(&other)], &options);
        prop_assert_eq!(clusters.openings.iter().map(|opening| opening.members.len()).sum::<usize>(), 2);
    }

    #[test]
    fn odd_addresses_are_survived(text in "(https?://)?[a-z@./:?#=&()|é-]{0,40} [a-z.@]{0,12}\\.(com|co\\.uk|io)?") {
        let input = Input { id: "1", source: "x", text: &text, url: Some(&text), is_offer: true, ..Input::default() };
        prop_assert!(sketch(&input).size_bytes() > 0);
    }
}

#[test]
fn a_very_long_text_makes_a_small_sketch() {
    let text: String = (0..200_000).map(|n| format!("word{n} ")).collect();
    let sketch = sketch(&Input { id: "1", source: "x", text: &text, is_offer: true, ..Input::default() });
    assert!(sketch.size_bytes() < 2_048, "{} bytes", sketch.size_bytes());
}
