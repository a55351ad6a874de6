//! The words that connectors put into fields are words that the readers know.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use prospect_extract::{Extractor, Scratch};
use prospect_model::Sha256;
use prospect_sources::{Context, Parse, Parsed, by_id};

fn parse(service: &str, answer: &str) -> Parsed {
    let context = Context { document: Sha256([0; 32]), url: None, employer: None };
    match by_id(service).unwrap().parse_of(answer.as_bytes()) {
        Parse::Document(parse) => parse(answer.as_bytes(), context),
        _ => panic!("{service} answers with documents"),
    }
}

/// The facts of the answer's first posting, as the contract writes them.
fn facts(service: &str, answer: &str) -> serde_json::Value {
    let parsed = parse(service, answer);
    let (_, posting) = &parsed.postings[0];
    serde_json::to_value(Extractor::new().read(posting, &mut Scratch::default())).unwrap()
}

#[track_caller]
fn check_pay(service: &str, answer: &str, expected: serde_json::Value) {
    let facts = facts(service, answer);
    let found: Vec<_> = facts["pay"]
        .as_array()
        .unwrap()
        .iter()
        .map(|pay| serde_json::json!([pay["min"], pay["max"], pay["currency"], pay["period"]]))
        .collect();
    assert_eq!(serde_json::Value::Array(found), expected, "{}", facts["pay"]);
}

#[test]
fn pay_that_is_composed_of_numbers_is_read_back() {
    let lever = |range: &str| {
        format!(
            r#"[{{"id":"a","text":"Engineer","hostedUrl":"x","categories":{{}},"description":"<p>Rust.</p>","salaryRange":{range}}}]"#
        )
    };
    check_pay(
        "lever",
        &lever(r#"{"interval":"per-year-salary","currency":"CHF","min":150000,"max":180000}"#),
        serde_json::json!([[150_000, 180_000, "CHF", "year"]]),
    );
    check_pay(
        "lever",
        &lever(r#"{"interval":"per-hour-wage","currency":"USD","min":45.5,"max":60}"#),
        // Facts have whole units.
        serde_json::json!([[45, 60, "USD", "hour"]]),
    );
    check_pay(
        "lever",
        &lever(r#"{"interval":"per-month-salary","currency":"EUR","min":4500}"#),
        serde_json::json!([[4500, null, "EUR", "month"]]),
    );
    check_pay(
        "recruitee",
        r#"{"offers":[{"id":1,"title":"Engineer","description":"<p>Rust.</p>","careers_url":"x","salary":{"min":null,"max":"9000","period":"month","currency":"PLN"}}]}"#,
        serde_json::json!([[null, 9000, "PLN", "month"]]),
    );
    check_pay(
        "ashby",
        r#"{"jobs":[{"id":"a","title":"Engineer","jobUrl":"x","descriptionHtml":"<p>Rust.</p>","compensation":{"summaryComponents":[{"compensationType":"Salary","interval":"1 YEAR","currencyCode":"CAD","minValue":102800,"maxValue":137000}]}}],"apiVersion":"1"}"#,
        serde_json::json!([[102_800, 137_000, "CAD", "year"]]),
    );
    check_pay(
        "greenhouse",
        r#"{"jobs":[{"id":1,"internal_job_id":2,"title":"Engineer","absolute_url":"x","content":"&lt;p&gt;Rust.&lt;/p&gt;","pay_input_ranges":[{"min_cents":14000000,"max_cents":17550000,"currency_type":"USD","title":"Salary"}]}]}"#,
        serde_json::json!([[140_000, 175_500, "USD", "year"]]),
    );
}

#[test]
fn employment_and_work_mode_of_each_service_are_read() {
    let cases = [
        (
            "ashby",
            r#"{"jobs":[{"id":"a","title":"Engineer","jobUrl":"x","descriptionHtml":"<p>Rust.</p>","employmentType":"FullTime","workplaceType":"OnSite"}],"apiVersion":"1"}"#,
            "full-time",
            "onsite",
        ),
        (
            "ashby",
            r#"{"jobs":[{"id":"a","title":"Engineer","jobUrl":"x","descriptionHtml":"<p>Rust.</p>","employmentType":"PartTime","workplaceType":"Remote"}],"apiVersion":"1"}"#,
            "part-time",
            "remote",
        ),
        (
            "ashby",
            r#"{"jobs":[{"id":"a","title":"Engineer","jobUrl":"x","descriptionHtml":"<p>Rust.</p>","employmentType":"Intern","workplaceType":"Hybrid"}],"apiVersion":"1"}"#,
            "internship",
            "hybrid",
        ),
        (
            "lever",
            r#"[{"id":"a","text":"Engineer","hostedUrl":"x","categories":{"commitment":"Full-time"},"description":"<p>Rust.</p>","workplaceType":"onsite"}]"#,
            "full-time",
            "onsite",
        ),
        (
            "recruitee",
            r#"{"offers":[{"id":1,"title":"Engineer","description":"<p>Rust.</p>","careers_url":"x","employment_type_code":"fulltime_permanent","hybrid":true}]}"#,
            "full-time",
            "hybrid",
        ),
        (
            "recruitee",
            r#"{"offers":[{"id":1,"title":"Engineer","description":"<p>Rust.</p>","careers_url":"x","employment_type_code":"parttime_fixed_term","on_site":true}]}"#,
            "part-time",
            "onsite",
        ),
        (
            "smartrecruiters",
            r#"{"id":"1","name":"Engineer","typeOfEmployment":{"label":"Full-time"},"location":{"remote":true},"jobAd":{"sections":{"jobDescription":{"text":"<p>Rust.</p>"}}}}"#,
            "full-time",
            "remote",
        ),
        (
            "workable",
            r#"{"name":"Acme","jobs":[{"shortcode":"a","title":"Engineer","url":"x","description":"<p>Rust.</p>","employment_type":"Contract","telecommuting":true}]}"#,
            "contract",
            "remote",
        ),
        (
            "teamtailor",
            "<rss xmlns:tt=\"https://teamtailor.com/locations\"><channel><item><title>Engineer, internship</title><description>Rust.</description><guid>1</guid><remoteStatus>fully</remoteStatus></item></channel></rss>",
            "internship",
            "remote",
        ),
    ];
    for (service, answer, employment, work_mode) in cases {
        let facts = facts(service, answer);
        assert_eq!(facts["employment"], serde_json::json!([employment]), "{service}: {answer}");
        assert_eq!(facts["work_modes"], serde_json::json!([work_mode]), "{service}: {answer}");
    }
}
