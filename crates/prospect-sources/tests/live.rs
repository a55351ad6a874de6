//! How live services are asked: which board an address belongs to, what comes first, what comes next.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use prospect_model::Date;
use prospect_sources::{ALL, Listing, Request, by_id, recognise};

/// Services whose boards have addresses of their own.
const SERVICES: &[&str] =
    &["greenhouse", "lever", "ashby", "workable", "smartrecruiters", "recruitee", "personio", "teamtailor"];

#[track_caller]
fn check(url: &str, expected: Option<(&str, &str)>) {
    let found = recognise(url).map(|(connector, board)| (connector.info.id, board));
    assert_eq!(found.as_ref().map(|(id, board)| (*id, board.as_str())), expected, "{url}");
}

#[test]
fn addresses_of_a_service_lead_to_its_board() {
    let cases: &[(&str, &[(&str, &str)])] = &[
        (
            "greenhouse",
            &[
                ("https://boards.greenhouse.io/acme", "acme"),
                ("https://boards.greenhouse.io/acme/jobs/123?gh_jid=123#app", "acme"),
                ("https://job-boards.greenhouse.io/acme/", "acme"),
                ("https://job-boards.eu.greenhouse.io/acme/jobs/4", "acme"),
                ("HTTPS://BOARDS.GREENHOUSE.IO/acme", "acme"),
                ("boards.greenhouse.io/embed/job_board?for=acme&b=https%3A%2F%2Facme.example", "acme"),
                ("https://boards.greenhouse.io/embed/job_app?for=acme&token=1", "acme"),
                ("https://boards-api.greenhouse.io/v1/boards/acme/jobs?content=true", "acme"),
                ("https://api.greenhouse.io/v1/boards/acme/embed/jobs", "acme"),
            ],
        ),
        (
            "lever",
            &[
                ("https://jobs.lever.co/acme/0b5c5bd4-0001/apply?lever-source=x", "acme"),
                ("https://jobs.eu.lever.co/acme", "eu:acme"),
                ("https://api.lever.co/v0/postings/acme?mode=json", "acme"),
                ("https://api.eu.lever.co/v0/postings/acme", "eu:acme"),
                ("https://jobs.lever.co/1840%26company", "1840&company"),
            ],
        ),
        (
            "ashby",
            &[
                ("https://jobs.ashbyhq.com/Acme%20Labs/7a1e/application", "Acme Labs"),
                ("https://api.ashbyhq.com/posting-api/job-board/acme?includeCompensation=true", "acme"),
            ],
        ),
        (
            "workable",
            &[
                ("https://apply.workable.com/acme/", "acme"),
                ("https://apply.workable.com/acme/j/AB12CD34EF/", "acme"),
                ("https://apply.workable.com/api/v1/widget/accounts/acme?details=true", "acme"),
                ("https://www.workable.com/api/accounts/acme?details=true", "acme"),
                ("https://acme.workable.com/jobs/1", "acme"),
            ],
        ),
        (
            "smartrecruiters",
            &[
                ("https://careers.smartrecruiters.com/Acme1", "Acme1"),
                ("https://jobs.smartrecruiters.com/Acme1/743999000000001-engineer", "Acme1"),
                ("https://www.smartrecruiters.com/Acme1/743999000000001-engineer", "Acme1"),
                ("https://api.smartrecruiters.com/v1/companies/Acme1/postings/7", "Acme1"),
                ("https://jobs.smartrecruiters.com/oneclick-ui/company/Acme1/publication/7", "Acme1"),
            ],
        ),
        ("recruitee", &[("https://ACME.recruitee.com/o/engineer", "acme"), ("acme.recruitee.com/api/offers/", "acme")]),
        (
            "personio",
            &[
                ("https://acme.jobs.personio.de/job/1?language=en", "acme"),
                ("https://acme.jobs.personio.com/xml", "acme"),
            ],
        ),
        (
            "teamtailor",
            &[
                ("https://acme.teamtailor.com/jobs/1-engineer", "acme"),
                ("https://acme.na.teamtailor.com/jobs.rss", "acme.na"),
            ],
        ),
    ];
    for (service, addresses) in cases {
        for (url, board) in *addresses {
            check(url, Some((service, board)));
        }
    }
}

#[test]
fn addresses_that_only_look_alike_lead_nowhere() {
    for url in [
        "",
        "https://",
        "https://boards.greenhouse.io",
        "https://notgreenhouse.io/acme",
        "https://boards.greenhouse.io.acme.example/acme",
        "https://acme.example/jobs.lever.co/acme",
        "https://acme.example/?u=https://jobs.lever.co/acme",
        "https://user:jobs.lever.co@acme.example/acme",
        "https://jobs.lever.co/",
        "https://lever.co/acme",
        "https://www.ashbyhq.com/acme",
        "https://apply.workable.com/j/AB12CD34EF",
        "https://jobs.workable.com/view/1",
        "https://www.smartrecruiters.com/recruiting-software",
        "https://www.recruitee.com/pricing",
        "https://recruitee.com",
        "https://xrecruitee.com/o/1",
        "https://acme.personio.de/login",
        "https://www.teamtailor.com/en",
        "https://api.teamtailor.com/v1/jobs",
    ] {
        // Connectors of any page may take them; those of a service may not.
        let found = recognise(url).filter(|(connector, _)| SERVICES.contains(&connector.info.id));
        assert!(found.is_none(), "{url}: {:?}", found.map(|(connector, board)| (connector.info.id, board)));
    }
}

#[test]
fn what_is_asked_first_belongs_to_the_board_and_the_page_too() {
    let today = Date::parse("2026-11-21").unwrap();
    for connector in ALL {
        let Some(live) = connector.live else { continue };
        // Boards of feeds and sites are addresses, which "acme" is none of.
        let page = (live.page)("acme");
        let Some((_, rest)) = page.split_once("://") else { continue };
        if (live.recognise)(rest).as_deref() != Some("acme") {
            continue;
        }
        let first = (live.first)(&Listing { board: "acme", since: None, today });
        assert!(!first.is_empty(), "{}", connector.info.id);
        for request in first {
            assert!(request.url.starts_with("https://") && request.is_listing, "{request:?}");
            check(&request.url, Some((connector.info.id, "acme")));
        }
    }
}

#[test]
fn boards_that_are_no_names_are_asked_nothing_elsewhere() {
    let today = Date::parse("2026-11-21").unwrap();
    for service in SERVICES {
        let live = by_id(service).unwrap().live.unwrap();
        for board in ["evil.example/", "..", "a/b", "a?b#c", "a@b", "ü", "eu:../x"] {
            for request in (live.first)(&Listing { board, since: None, today }) {
                let rest = request.url.strip_prefix("https://").unwrap();
                let host = rest.split(['/', '?', '#', '@']).next().unwrap();
                let own = ["greenhouse.io", "lever.co", "ashbyhq.com", "workable.com", "smartrecruiters.com"];
                assert!(own.iter().any(|own| host.ends_with(&format!(".{own}"))), "{service}: {}", request.url);
            }
        }
    }
}

fn next(service: &str, url: &str, answer: &str) -> Vec<String> {
    let request = Request { url: url.to_owned(), accept: "", is_listing: true };
    let next = (by_id(service).unwrap().live.unwrap().next)(&request, answer.as_bytes());
    next.into_iter().map(|request| request.url).collect()
}

#[test]
fn full_pages_lead_on_and_others_end() {
    let url = "https://api.lever.co/v0/postings/acme?mode=json&skip=100&limit=100";
    let page = |n: usize| format!("[{}]", vec!["{\"id\":\"a\"}"; n].join(","));
    let second = "https://api.lever.co/v0/postings/acme?mode=json&skip=200&limit=100";
    assert_eq!(next("lever", url, &page(100)), [second]);
    for answer in [page(99), page(101), page(0), "{\"ok\":false}".to_owned(), String::new()] {
        assert!(next("lever", url, &answer).is_empty());
    }
    assert!(next("lever", "https://api.lever.co/v0/postings/acme?skip=x", &page(100)).is_empty());

    let url = "https://acme.teamtailor.com/jobs.rss?per_page=100&offset=0";
    let second = "https://acme.teamtailor.com/jobs.rss?per_page=100&offset=100";
    assert_eq!(next("teamtailor", url, &"<item></item>".repeat(100)), [second]);
    assert!(next("teamtailor", url, &"<item></item>".repeat(99)).is_empty());

    let url = "https://api.smartrecruiters.com/v1/companies/Acme1/postings?limit=100&offset=0";
    let detail = "https://api.smartrecruiters.com/v1/companies/Acme1/postings/7";
    assert_eq!(next("smartrecruiters", url, r#"{"totalFound":1,"content":[{"id":"7"}]}"#), [detail]);
    assert!(next("smartrecruiters", url, r#"{"totalFound":900,"content":[]}"#).is_empty());
    assert!(next("smartrecruiters", detail, r#"{"id":"7","jobAd":{}}"#).is_empty());
}

#[test]
fn pages_that_never_end_are_left() {
    let full_list = format!("[{}]", vec!["{\"id\":\"a\"}"; 100].join(","));
    let full_feed = "<item></item>".repeat(100);
    let full_page = format!("{{\"totalFound\":4000000000,\"content\":{full_list}}}");
    let today = Date::parse("2026-11-21").unwrap();
    for (service, answer) in [("lever", full_list), ("teamtailor", full_feed), ("smartrecruiters", full_page)] {
        let live = by_id(service).unwrap().live.unwrap();
        let mut request = (live.first)(&Listing { board: "acme", since: None, today }).remove(0);
        let mut n_pages = 1;
        while let Some(next) = (live.next)(&request, answer.as_bytes()).into_iter().find(|next| next.is_listing) {
            request = next;
            n_pages += 1;
            assert!(n_pages <= 500, "{service}: {}", request.url);
        }
        assert_eq!(n_pages, 500, "{service}");
    }
}
