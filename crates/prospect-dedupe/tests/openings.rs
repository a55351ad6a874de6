//! Which postings share openings, case by case. Employers and people are made up.

use prospect_dedupe::{Clusters, Input, Options, PlaceInput, RoleInput, Sketch, cluster, sketch};

/// One posting a line: `id | day | poster | employer | titles with ; between | city | text`.
///
/// `-` stands for nothing. Words of the text in `{…}` are repeated as 40 words of their own, so that similarity can
/// be written down: `{a} {b}` and `{a} {c}` share about a third.
fn sketch_line(line: &str) -> Sketch {
    let parts: Vec<&str> = line.split('|').map(str::trim).collect();
    let [id, day, poster, employer, titles, city, text] = parts[..] else { panic!("seven parts in `{line}`") };
    let given = |part| Some(part).filter(|part| *part != "-");
    let roles: Vec<RoleInput<'_>> = titles
        .split(';')
        .map(str::trim)
        .filter(|title| *title != "-")
        .map(|title| RoleInput { title, ..RoleInput::default() })
        .collect();
    let places: Vec<PlaceInput<'_>> =
        given(city).map(|city| PlaceInput { city: Some(city), country: None }).into_iter().collect();
    sketch(&Input {
        id,
        source: "hn",
        text: &spell_out(text),
        employer: given(employer),
        poster: given(poster),
        day: given(day).map(|day| day.parse().expect("a number")),
        roles: &roles,
        places: &places,
        is_offer: true,
        ..Input::default()
    })
}

fn spell_out(text: &str) -> String {
    let word = |word: &str| match word.strip_prefix('{').and_then(|word| word.strip_suffix('}')) {
        Some(topic) => (0..40).map(|n| format!("{topic}{n} ")).collect(),
        None => format!("{word} "),
    };
    text.split(' ').map(word).collect()
}

fn run(lines: &str) -> (Vec<Sketch>, Clusters) {
    let sketches: Vec<Sketch> = lines.lines().filter(|line| !line.trim().is_empty()).map(sketch_line).collect();
    let clusters = cluster(&sketches, &Options::default());
    (sketches, clusters)
}

/// `lines` → one line per opening: its id, then each later observation with spell, reason and posting.
#[track_caller]
fn check(lines: &str, expected: &str) {
    let (_, clusters) = run(lines);
    let ids: Vec<&str> = lines
        .lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| line.split('|').next().unwrap_or_default().trim())
        .collect();
    let mut actual = String::new();
    for opening in &clusters.openings {
        actual += &opening.id;
        for member in opening.members.iter().skip(1) {
            let merge = clusters.merges.iter().find(|merge| merge.b == (member.posting, member.role));
            let reason = merge.map_or("no reason", |merge| merge.reason.as_str());
            actual += &format!(" +{} ({reason}, spell {})", ids[member.posting as usize], member.spell);
        }
        actual += "\n";
    }
    let dedent =
        |text: &str| text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n");
    assert_eq!(dedent(&actual), dedent(expected));
}

#[test]
fn a_verbatim_repost_is_one_opening() {
    check(
        "1 | 100 | ada | Acme | Rust Engineer | Berlin | {a}
         2 | 131 | ada | Acme | Rust Engineer | Berlin | {a}",
        "hn/1/1 +2 (same-text, spell 0)",
    );
}

#[test]
fn a_rewritten_ad_for_the_same_title_is_one_opening() {
    check(
        "1 | 100 | ada | Acme     | Senior Backend Developer | - | {a}
         2 | 160 | bob | ACME Inc | Sr. Back-End Engineer    | - | {b}",
        "hn/1/1 +2 (same-title, spell 0)",
    );
}

#[test]
fn different_work_under_the_same_words_stays_apart() {
    check(
        "1 | 100 | ada | Acme | Data Scientist            | - | {a} {b} {c}
         2 | 131 | ada | Acme | Machine Learning Engineer | - | {a} {b} {c}",
        "hn/1/1
         hn/2/1",
    );
}

#[test]
fn a_repost_with_one_role_more_and_one_less_shares_the_others() {
    check(
        "1 | 100 | ada | Acme | Rust Engineer; Designer         | - | {a} {b}
         2 | 131 | ada | Acme | Product Manager; Rust Engineer  | - | {a} {c}",
        "hn/1/1 +2 (same-title, spell 0)
         hn/1/2
         hn/2/1",
    );
}

#[test]
fn silence_of_more_than_sixty_days_starts_a_spell_not_an_opening() {
    check(
        "1 | 100 | ada | Acme | Rust Engineer | - | {a}
         2 | 160 | ada | Acme | Rust Engineer | - | {a}
         3 | 221 | ada | Acme | Rust Engineer | - | {a}",
        "hn/1/1 +2 (same-text, spell 0) +3 (same-text, spell 1)",
    );
}

#[test]
fn a_title_alone_is_not_enough_years_later() {
    check(
        "1 | 100 | ada | Acme | Rust Engineer | - | {a}
         2 | 900 | bob | Acme | Rust Engineer | - | {b}
         3 | 930 | bob | Acme | Rust Engineer | - | {a} {b}",
        "hn/1/1
         hn/2/1 +3 (same-title, spell 0)",
    );
}

#[test]
fn the_same_title_of_another_employer_is_another_opening() {
    check(
        "1 | 100 | ada | Acme  | Rust Engineer | - | {a}
         2 | 101 | bob | Bolts | Rust Engineer | - | {b}",
        "hn/1/1
         hn/2/1",
    );
}

#[test]
fn near_copies_of_two_employers_are_linked_not_merged() {
    let lines = "1 | 100 | ada | Acme  | Rust Engineer | - | Acme {a} {b} {c}
                 2 | 101 | bob | Bolts | Rust Engineer | - | Bolts {a} {b} {c}";
    check(lines, "hn/1/1\nhn/2/1");
    let (_, clusters) = run(lines);
    assert_eq!(clusters.links.iter().map(|link| (link.a, link.b)).collect::<Vec<_>>(), [(0, 1)]);
    assert!(clusters.links[0].similarity >= 0.8);
}

#[test]
fn a_near_copy_that_names_no_employer_is_a_copy() {
    check(
        "1 | 100 | ada | Acme | Rust Engineer | - | Acme {a} {b} {c}
         2 | 101 | bob | -    | Rust Engineer | - | somebody {a} {b} {c}",
        "hn/1/1 +2 (near-copy, spell 0)",
    );
}

#[test]
fn another_city_needs_the_same_words() {
    check(
        "1 | 100 | ada | Acme | Rust Engineer | Berlin | {a} {b}
         2 | 101 | ada | Acme | Rust Engineer | Paris  | {c} {d}
         3 | 131 | ada | Acme | Rust Engineer | Rome   | {a} {b} {e}",
        "hn/1/1 +3 (same-title, spell 0)
         hn/2/1",
    );
}

#[test]
fn one_ad_for_each_city_at_once_is_as_many_openings() {
    check(
        "1 | 100 | - | Acme | Rust Engineer | Berlin | {a} {b}
         2 | 100 | - | Acme | Rust Engineer | Paris  | {a} {b}
         3 | 131 | - | Acme | Rust Engineer | Paris  | {a} {b}",
        "hn/1/1
         hn/2/1 +3 (same-text, spell 0)",
    );
}

#[test]
fn a_link_to_the_same_job_ad_is_the_same_opening_under_a_new_title() {
    check(
        "1 | 100 | ada | Acme | Web Developer  | - | {a} https://jobs.lever.co/acme/3c7a1c9e-0b52-4d1e-9a55-6f0a7b1c2d3e
         2 | 131 | ada | Acme | React Engineer | - | {b} https://jobs.lever.co/acme/3c7a1c9e-0b52-4d1e-9a55-6f0a7b1c2d3e",
        "hn/1/1 +2 (same-job-link, spell 0)",
    );
}

#[test]
fn a_link_to_the_same_article_says_nothing() {
    check(
        "1 | 100 | ada | Acme | Web Developer  | - | {a} https://news.example/2026/1234567
         2 | 131 | ada | Acme | Accountant     | - | {b} https://news.example/2026/1234567",
        "hn/1/1
         hn/2/1",
    );
}

#[test]
fn a_general_title_does_not_chain_two_kinds_of_work() {
    check(
        "1 | 100 | ada | Acme | Backend Engineer | - | {a} {b}
         2 | 131 | ada | Acme | Engineers        | - | {a} {b}
         3 | 162 | ada | Acme | Mobile Engineer  | - | {a} {b}",
        "hn/1/1 +2 (general-title, spell 0)
         hn/3/1",
    );
}

#[test]
fn two_roles_of_one_posting_are_two_openings() {
    check(
        "1 | 100 | ada | Acme | Backend Engineer                             | - | {a}
         2 | 131 | ada | Acme | Senior Backend Engineer; Backend Engineer    | - | {a} {b}",
        "hn/1/1 +2 (same-title, spell 0)
         hn/2/1",
    );
}

#[test]
fn a_role_named_twice_is_one_opening() {
    check(
        "1 | 100 | ada | Acme | Backend Engineer; Back-end developers | - | {a}",
        "hn/1/1 +1 (same-posting, spell 0)",
    );
}

#[test]
fn ads_without_titles_are_one_opening_when_their_words_agree() {
    check(
        "1 | 100 | ada | Acme | - | - | {a} {b}
         2 | 131 | ada | Acme | - | - | {a} {b} {c}
         3 | 162 | ada | Acme | - | - | {d} {e}",
        "hn/1/1 +2 (similar-text, spell 0)
         hn/3/1",
    );
}

#[test]
fn one_account_may_rename_its_employer() {
    check(
        "1 | 100 | ada | Acme    | Rust Engineer | - | {a} {b} https://acme.example.com/jobs
         2 | 131 | ada | Bolts   | Rust Engineer | - | {a} {b} more https://acme.example.com/jobs
         3 | 162 | ada | Castors | Rust Engineer | - | {c} {d}",
        "hn/1/1 +2 (same-title, spell 0)
         hn/3/1",
    );
}

#[test]
fn an_agency_s_clients_stay_apart() {
    check(
        "1 | 100 | ada | Acme  | Rust Engineer | - | {a} https://agency.example/
         2 | 101 | ada | Bolts | Rust Engineer | - | {b} https://agency.example/",
        "hn/1/1
         hn/2/1",
    );
}

#[test]
fn homonyms_with_sites_of_their_own_stay_apart() {
    let lines = "1 | 100 | ada | Acme    | Rust Engineer | - | {a} https://acme.com/jobs
                 2 | 131 | bob | Acme    | Rust Engineer | - | {b} https://acme.io/jobs
                 3 | 160 | ada | Acme    | Rust Engineer | - | {c}";
    check(lines, "hn/1/1 +3 (same-title, spell 0)\nhn/2/1");
    let (_, clusters) = run(lines);
    assert_eq!(clusters.employer_of, [Some(0), Some(1), Some(0)]);
}

#[test]
fn an_employer_that_moves_to_another_site_stays_one() {
    let (_, clusters) = run("1 | 100 | ada | Acme | Rust Engineer | - | {a} {b} https://acme.com/jobs
                             2 | 131 | bob | Acme | Rust Engineer | - | {a} {c} https://acme.io/jobs");
    assert_eq!(clusters.employers.len(), 1);
}

#[test]
fn spellings_of_one_employer_are_its_aliases() {
    let (_, clusters) = run("1 | 100 | ada | Acme, Inc.     | Rust Engineer | - | {a}
                             2 | 101 | bob | ACME           | Designer      | - | {b}
                             3 | 102 | bob | ACME           | Writer        | - | {c}
                             4 | 103 | bob | Acme (YC S12)  | Tester        | - | {d}
                             5 | 104 | bob | Acme Robotics  | Analyst       | - | {e}
                             6 | 105 | eve | Acme Hotels    | Cook          | - | {f}");
    let names: Vec<&str> = clusters.employers.iter().map(|employer| employer.name.as_str()).collect();
    assert_eq!(names, ["ACME", "Acme Hotels"]);
    assert_eq!(clusters.employers[0].aliases, ["Acme (YC S12)", "Acme Robotics", "Acme, Inc."]);
}

#[test]
fn a_posting_without_a_name_belongs_to_the_owner_of_its_site() {
    let (_, clusters) = run("1 | 100 | ada | Acme Robotics | Rust Engineer | - | {a} https://acmerobotics.com
                             2 | 131 | bob | -             | Rust Engineer | - | {b} https://acmerobotics.com");
    assert_eq!(clusters.employer_of, [Some(0), Some(0)]);
}

#[test]
fn a_posting_that_offers_no_job_has_no_opening() {
    let text = "Is anybody hiring in Berlin?";
    let clusters = cluster(&[sketch(&Input { id: "1", source: "hn", text, ..Input::default() })], &Options::default());
    assert!(clusters.openings.is_empty() && clusters.merges.is_empty());
}

#[test]
fn nothing_at_all_is_fine() {
    assert_eq!(cluster(&[], &Options::default()), Clusters::default());
}
