//! How fast large answers of services are parsed, one core: made-up answers of about 16 MB each in the real shapes.

use ::bench as _;
use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use prospect_model::Sha256;
use prospect_sources::{Context, Parse, by_id};

fn main() {
    divan::main();
}

/// How large an answer is, in bytes, about.
const ANSWER_BYTES: usize = 16 << 20;

/// A posting's text as HTML, different for each number.
fn html(number: usize) -> String {
    let mut html = format!("<h2><strong>About Acme {number}</strong></h2>\n");
    for paragraph in 0..12 {
        html.push_str(&format!(
            "<p style=\"min-height:1.5em\">We build tools &amp; systems number {number}.{paragraph} that people rely on every day, in Rust, C++ and Go – with care for what runs at night.</p>\n<ul>\n<li><p>You own a part of the {paragraph}th service</p></li>\n<li><p>You write clear documentation</p></li>\n</ul>\n"
        ));
    }
    html
}

/// Words as a JSON string.
fn json(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// Items of this shape between two ends, until the answer is large enough.
fn answer(start: &str, item: impl Fn(usize) -> String, separator: &str, end: &str) -> Vec<u8> {
    let mut answer = start.to_owned();
    let mut number = 0;
    while answer.len() < ANSWER_BYTES {
        if number > 0 {
            answer.push_str(separator);
        }
        answer.push_str(&item(number));
        number += 1;
    }
    answer.push_str(end);
    answer.into_bytes()
}

fn escaped(html: &str) -> String {
    html.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn of_service(service: &str) -> Vec<u8> {
    match service {
        "greenhouse" => answer(
            "{\"jobs\":[",
            |n| {
                format!(
                    r#"{{"absolute_url":"https://job-boards.greenhouse.io/acme/jobs/{n}","data_compliance":[{{"type":"gdpr","requires_consent":false}}],"internal_job_id":{n},"location":{{"name":"Berlin, Germany"}},"metadata":[{{"id":1,"name":"Employment Type","value":"Full-time"}}],"id":{n},"updated_at":"2026-07-29T08:50:01-04:00","title":"Engineer {n}","company_name":"Acme","first_published":"2026-07-16T11:55:32-04:00","content":{},"departments":[{{"id":1,"name":"Engineering"}}],"offices":[{{"id":1,"name":"Berlin","location":"Berlin, Germany"}}]}}"#,
                    json(&escaped(&html(n)))
                )
            },
            ",\n",
            "],\"meta\":{\"total\":1}}",
        ),
        "lever" => answer(
            "[",
            |n| {
                format!(
                    r#"{{"additionalPlain":"More.","additional":"<div>More.</div>","categories":{{"commitment":"Full-time","location":"Berlin","team":"Engineering","allLocations":["Berlin","London"]}},"createdAt":1764205361939,"descriptionPlain":{plain},"description":{html},"id":"id-{n}","lists":[{{"text":"You bring","content":"<li>Rust</li>"}}],"salaryRange":{{"interval":"per-year-salary","currency":"EUR","min":80000,"max":100000}},"text":"Engineer {n}","country":"DE","workplaceType":"hybrid","hostedUrl":"https://jobs.lever.co/acme/id-{n}"}}"#,
                    plain = json(&html(n)),
                    html = json(&html(n))
                )
            },
            ",\n",
            "]",
        ),
        "ashby" => answer(
            "{\"jobs\":[",
            |n| {
                format!(
                    r#"{{"id":"id-{n}","title":"Engineer {n}","employmentType":"FullTime","location":"Berlin","secondaryLocations":[{{"location":"London"}}],"publishedAt":"2026-07-08T19:48:19.767+00:00","isListed":true,"isRemote":true,"workplaceType":"Hybrid","jobUrl":"https://jobs.ashbyhq.com/acme/id-{n}","descriptionHtml":{html},"descriptionPlain":{html},"compensation":{{"summaryComponents":[{{"compensationType":"Salary","interval":"1 YEAR","currencyCode":"EUR","minValue":80000,"maxValue":100000}}]}}}}"#,
                    html = json(&html(n))
                )
            },
            ",",
            "],\"apiVersion\":\"1\"}",
        ),
        "workable" => answer(
            "{\"name\":\"Acme\",\"jobs\":[",
            |n| {
                format!(
                    r#"{{"title":"Engineer {n}","shortcode":"AB{n}","employment_type":"Full-time","telecommuting":true,"url":"https://apply.workable.com/j/AB{n}","published_on":"2026-08-05","locations":[{{"country":"Greece","city":"Athens","region":"Attica","hidden":false}}],"description":{}}}"#,
                    json(&html(n))
                )
            },
            ",",
            "]}",
        ),
        "smartrecruiters" => answer(
            "{\"offset\":0,\"limit\":100,\"totalFound\":100,\"content\":[",
            |n| {
                format!(
                    r#"{{"id":"{n}","name":"Engineer {n}","company":{{"identifier":"Acme1","name":"Acme"}},"releasedDate":"2026-02-06T19:42:44.000Z","location":{{"city":"Ghent","country":"be","remote":false,"hybrid":true,"fullLocation":"Ghent, Belgium"}},"department":{{}},"typeOfEmployment":{{"id":"permanent","label":"Full-time"}},"customField":[{{"fieldId":"COUNTRY","fieldLabel":"Country","valueId":"be","valueLabel":"Belgium"}}],"ref":"https://api.smartrecruiters.com/v1/companies/Acme1/postings/{n}"}}"#
                )
            },
            ",\n",
            "]}",
        ),
        "recruitee" => answer(
            "{\"offers\":[",
            |n| {
                format!(
                    r#"{{"id":{n},"title":"Engineer {n}","company_name":"Acme","description":{html},"requirements":"<p>Rust</p>","translations":{{"en":{{"description":{html}}}}},"salary":{{"max":"75000","min":"60000","period":"year","currency":"EUR"}},"employment_type_code":"fulltime_permanent","remote":false,"hybrid":true,"on_site":false,"locations":[{{"city":"Berlin","state":"Berlin","country":"Germany"}}],"published_at":"2026-08-05 10:10:39 UTC","careers_url":"https://acme.recruitee.com/o/{n}"}}"#,
                    html = json(&html(n))
                )
            },
            ",",
            "]}",
        ),
        "personio" => answer(
            "<?xml version=\"1.0\"?><workzag-jobs>",
            |n| {
                format!(
                    "<position><id>{n}</id><subcompany>Acme</subcompany><office>Munich</office><name>Engineer {n}</name><jobDescriptions><jobDescription><name>You</name><value><![CDATA[{}]]></value></jobDescription></jobDescriptions><employmentType>permanent</employmentType><schedule>full-time</schedule><createdAt>2026-03-13T23:30:41+00:00</createdAt></position>",
                    html(n)
                )
            },
            "\n",
            "</workzag-jobs>",
        ),
        _ => answer(
            "<?xml version=\"1.0\"?><rss xmlns:tt=\"https://teamtailor.com/locations\"><channel><title>Acme</title>",
            |n| {
                format!(
                    "<item><title>Engineer {n}</title><description>{}</description><pubDate>Wed, 04 Feb 2026 00:26:20 +0100</pubDate><link>https://acme.teamtailor.com/jobs/{n}</link><remoteStatus>hybrid</remoteStatus><guid>{n}</guid><tt:locations><tt:location><tt:city>Stockholm</tt:city><tt:country>Sweden</tt:country></tt:location></tt:locations></item>",
                    escaped(&html(n))
                )
            },
            "\n",
            "</channel></rss>",
        ),
    }
}

#[divan::bench(args = ["greenhouse", "lever", "ashby", "workable", "smartrecruiters", "recruitee", "personio", "teamtailor"])]
fn parse_answer(bencher: Bencher<'_, '_>, service: &str) {
    let answer = of_service(service);
    let context = Context { document: Sha256([0; 32]), url: None, employer: None };
    let Some(connector) = by_id(service) else { return };
    let Parse::Document(parse) = connector.parse_of(&answer) else { return };
    bencher.counter(BytesCount::new(answer.len())).bench_local(|| black_box(parse(&answer, context)));
}
