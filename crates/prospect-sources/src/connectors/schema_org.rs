//! schema.org JobPosting as JSON: one object, an array, or a graph that holds some.

use crate::pay_words::pay_words;
use crate::{Connector, ConnectorInfo, Context, Format, Parse, Parsed, Terms, json, jsonld};
use prospect_model::{Date, Fields, Locator, Posting, Problem};
use serde_json::Value;

pub(super) const CONNECTOR: Connector = Connector {
    info: ConnectorInfo {
        id: "schema-org",
        also: &["schemaorg", "jobposting"],
        title: "schema.org JobPosting as JSON",
        frame: "job postings in files that you imported",
        is_denominator: true,
        media_type: "application/ld+json",
        terms: Terms::OWN_FILES,
    },
    formats: &[Format {
        is: |head| head.starts_with("[") || head.starts_with("{") || head.first_line.is_some(),
        parse: Parse::Document(parse),
    }],
    live: None,
};

fn parse(bytes: &[u8], context: Context<'_>) -> Parsed {
    let mut parsed = Parsed::default();
    jsonld::collect(bytes, CONNECTOR.info.id, context, &Locator::Pointer, &mut parsed);
    parsed
}

/// Turns one JobPosting object into a posting.
pub(crate) fn posting(
    job: &Value,
    source: &str,
    locator: &Locator,
    context: Context<'_>,
    problems: &mut Vec<Problem>,
) -> Result<Posting, Problem> {
    let at = || locator.to_string();
    if !jsonld::is_job_posting(job) {
        return Err(Problem::new("not-a-job-posting", "the object is no schema.org JobPosting").at(at()));
    }
    let description = match words(&job["description"]) {
        Some(description) => description,
        None => {
            let other = other_words(job)
                .ok_or_else(|| Problem::new("missing-text", "the JobPosting has no words at all").at(at()))?;
            problems.push(Problem::new("missing-description", "the JobPosting has no `description`").at(at()));
            other
        }
    };
    let url = words(&job["url"]).or_else(|| context.url.map(str::to_owned));
    let id = identifier(job).or_else(|| url.clone()).unwrap_or_else(|| {
        let digest = context.document.to_string();
        format!("{}-{}", digest.get(..12).unwrap_or_default(), locator.to_string().replace([' ', '/'], "-"))
    });
    Ok(Posting {
        id,
        source: source.to_owned(),
        posted: json::stated(words(&job["datePosted"]).as_deref(), Date::parse, "datePosted", locator, problems),
        month: None,
        url,
        poster: None,
        body: json::body(description),
        fields: fields(job),
    })
}

/// What a JobPosting states beside its description.
pub(crate) fn fields(job: &Value) -> Fields {
    Fields {
        title: words(&job["title"]).or_else(|| words(&job["name"])),
        employer: name(&job["hiringOrganization"]),
        location: list(&job["jobLocation"], &place),
        pay: pay(&job["baseSalary"]).or_else(|| pay(&job["estimatedSalary"])),
        employment: list(&job["employmentType"], &words),
        work_mode: list(&job["jobLocationType"], &words),
        remote_scope: list(&job["applicantLocationRequirements"], &name),
    }
}

/// What a posting without the required `description` still says, a property a line.
fn other_words(job: &Value) -> Option<String> {
    const PROPERTIES: [&str; 7] = [
        "title",
        "responsibilities",
        "qualifications",
        "skills",
        "experienceRequirements",
        "educationRequirements",
        "jobBenefits",
    ];
    let lines: Vec<String> = PROPERTIES.iter().filter_map(|name| list(&job[*name], &words)).collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// A text, number or `@value` as words; `None` for empty ones.
fn words(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Array(values) => values.iter().find_map(words)?,
        Value::Object(object) => words(object.get("@value")?)?,
        Value::Null | Value::Bool(_) => return None,
    };
    (!text.is_empty()).then_some(text)
}

/// Each item of a list, or the one thing that stands in its place, joined by "; ".
fn list(value: &Value, of: &dyn Fn(&Value) -> Option<String>) -> Option<String> {
    let items: Vec<String> = match value {
        Value::Array(values) => values.iter().filter_map(of).collect(),
        one => of(one).into_iter().collect(),
    };
    (!items.is_empty()).then(|| items.join("; "))
}

fn name(value: &Value) -> Option<String> {
    match value {
        Value::Object(object) => {
            ["name", "legalName", "addressCountry"].iter().find_map(|key| words(object.get(*key)?))
        }
        Value::Array(values) => values.iter().find_map(name),
        other => words(other),
    }
}

fn place(value: &Value) -> Option<String> {
    let Some(address) = value.get("address") else {
        return name(value).or_else(|| address_words(value));
    };
    match address {
        Value::Array(addresses) => list(&Value::Array(addresses.clone()), &address_words),
        one => address_words(one).or_else(|| name(value)),
    }
}

fn address_words(address: &Value) -> Option<String> {
    if let Some(text) = words(address) {
        return Some(text);
    }
    let parts: Vec<String> = ["addressLocality", "addressRegion", "addressCountry"]
        .iter()
        .filter_map(|key| name(address.get(key)?))
        .collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

fn identifier(job: &Value) -> Option<String> {
    match &job["identifier"] {
        Value::Object(object) => words(object.get("value").or_else(|| object.get("name"))?),
        Value::Null => words(&job["id"]).or_else(|| words(&job["@id"])),
        other => words(other),
    }
}

/// A MonetaryAmount as words that the pay reader knows: "4500-6000 EUR per month".
fn pay(salary: &Value) -> Option<String> {
    if let Value::Array(salaries) = salary {
        return salaries.iter().find_map(pay);
    }
    let Value::Object(object) = salary else { return words(salary) };
    let value = object.get("value").unwrap_or(&Value::Null);
    let inner = |key: &str| words(value.get(key).unwrap_or(&Value::Null)).or_else(|| words(object.get(key)?));
    let currency = words(object.get("currency").unwrap_or(&Value::Null)).or_else(|| inner("currency"));
    let unit = inner("unitText").or_else(|| words(object.get("duration")?));
    let (min, max) = match (inner("minValue"), inner("maxValue")) {
        (None, None) => {
            let one = inner("value").or_else(|| words(value))?;
            (Some(one.clone()), Some(one))
        }
        range => range,
    };
    pay_words(min.as_deref(), max.as_deref(), currency.as_deref(), unit.as_deref())
}

#[cfg(test)]
mod tests {
    use super::*;
    use prospect_model::Sha256;

    fn parse_text(text: &str) -> Parsed {
        parse(text.as_bytes(), Context { document: Sha256([7; 32]), url: None, employer: None })
    }

    #[test]
    fn fields_are_read_in_every_shape_that_pages_use() {
        let parsed = parse_text(
            r#"{"@graph":[{"@type":"Organization","name":"Acme"},{"@type":["JobPosting"],"title":"Firmware Engineer",
            "datePosted":"2026-02-30","hiringOrganization":{"name":"Acme"},"description":"&lt;p&gt;Rust.&lt;/p&gt;",
            "jobLocation":[{"@type":"Place","address":{"addressLocality":"Graz","addressCountry":{"name":"Austria"}}},
            {"@type":"Place","address":"Linz"}],"employmentType":["FULL_TIME","CONTRACTOR"],
            "baseSalary":{"currency":"EUR","value":{"minValue":4500,"maxValue":6000,"unitText":"MONTH"}},
            "applicantLocationRequirements":{"@type":"Country","name":"AT"},"jobLocationType":"TELECOMMUTE"}]}"#,
        );
        assert_eq!(
            parsed.problems,
            [Problem::new("impossible-date", "`datePosted` is `2026-02-30`, which is no date").at("pointer /@graph/1")]
        );
        let (locator, posting) = &parsed.postings[0];
        assert_eq!(locator.to_string(), "pointer /@graph/1");
        assert_eq!(posting.fields.location.as_deref(), Some("Graz, Austria; Linz"));
        assert_eq!(posting.fields.pay.as_deref(), Some("4500-6000 EUR per month"));
        assert_eq!(posting.fields.employment.as_deref(), Some("FULL_TIME; CONTRACTOR"));
        assert_eq!(posting.fields.remote_scope.as_deref(), Some("AT"));
        assert_eq!(posting.body, prospect_model::Body::Html("<p>Rust.</p>".to_owned()));
        assert_eq!(posting.posted, None);
    }

    #[test]
    fn a_bad_job_does_not_lose_its_neighbour() {
        let parsed =
            parse_text(r#"[{"@type":"JobPosting"},{"@type":"JobPosting","description":"x","identifier":"a"}]"#);
        assert_eq!(parsed.postings.len(), 1);
        assert_eq!(parsed.problems[0].code, "missing-text");
    }

    #[test]
    fn text_that_is_no_json_is_a_problem() {
        assert_eq!(parse_text("{").problems[0].code, "malformed-json");
        assert_eq!(parse_text("{}").problems[0].code, "no-job-posting");
    }
}
