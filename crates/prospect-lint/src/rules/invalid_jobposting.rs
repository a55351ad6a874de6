//! A JobPosting that listings refuse or misread.

use crate::{Draft, Finding, Level, Place};
use prospect_model::Date;
use serde_json::Value;

declare_rule! {
    /// ## What it does
    /// Checks the JobPosting JSON of a posting: required properties, dates, names of closed lists; and names, as advice,
    /// the recommended properties that it leaves out.
    ///
    /// ## Why it matters
    /// A listing that cannot read it does not show it.
    ///
    /// ## Flagged
    /// ```json
    /// {"@type": "JobPosting", "title": "Rust Engineer", "description": "<p>We build tools for farms.</p>",
    ///  "datePosted": "2026-13-01", "hiringOrganization": {"@type": "Organization", "name": "Acme"},
    ///  "jobLocation": {"@type": "Place", "address": {"addressLocality": "Berlin", "addressCountry": "DE"}}}
    /// ```
    /// ## Accepted
    /// ```json
    /// {"@type": "JobPosting", "title": "Rust Engineer", "description": "<p>We build tools for farms.</p>",
    ///  "datePosted": "2026-05-01", "validThrough": "2026-07-01T00:00:00Z", "employmentType": "FULL_TIME",
    ///  "identifier": {"@type": "PropertyValue", "name": "Acme", "value": "42"}, "directApply": true,
    ///  "hiringOrganization": {"@type": "Organization", "name": "Acme"},
    ///  "baseSalary": {"@type": "MonetaryAmount", "currency": "EUR",
    ///                 "value": {"@type": "QuantitativeValue", "minValue": 80000, "maxValue": 95000, "unitText": "YEAR"}},
    ///  "jobLocation": {"@type": "Place", "address": {"addressLocality": "Berlin", "addressCountry": "DE"}}}
    /// ```
    /// ## Sources
    /// Google Search Central, structured data for job postings (required and recommended properties), and
    /// schema.org/JobPosting. What is wrong stands on the specification; what is only recommended is advice.
    "invalid-jobposting", Law, check
}

const EMPLOYMENT: [&str; 8] =
    ["FULL_TIME", "PART_TIME", "CONTRACTOR", "TEMPORARY", "INTERN", "VOLUNTEER", "PER_DIEM", "OTHER"];
/// What Google recommends beside what it requires. Places of remote work are required, and checked with the places.
const RECOMMENDED: [&str; 5] = ["baseSalary", "directApply", "employmentType", "identifier", "validThrough"];
const UNITS: [&str; 5] = ["HOUR", "DAY", "WEEK", "MONTH", "YEAR"];

fn check(draft: &Draft<'_>, report: &mut dyn FnMut(Finding)) {
    let Some(job) = draft.job_posting else { return };
    let mut say = |path: &str, what: String, instead: &str| {
        report(Finding::new(
            Level::Law,
            Place::Field { path: path.to_owned() },
            what,
            "A listing that cannot read it does not show it.",
            instead.to_owned(),
        ));
    };
    for path in ["title", "description"] {
        if words(&job[path]).is_none() {
            say(path, format!("`{path}` is missing or empty"), "Give it as text.");
        }
    }
    if name_of(&job["hiringOrganization"]).is_none() {
        say("hiringOrganization", "the hiring organisation has no name".to_owned(), "Give `hiringOrganization.name`.");
    }
    dates(job, &mut say);
    places(job, &mut say);
    for (item_idx, name) in list(&job["employmentType"]).into_iter().enumerate() {
        if !name.as_str().is_some_and(|name| EMPLOYMENT.contains(&name)) {
            let path = if job["employmentType"].is_array() {
                format!("employmentType/{item_idx}")
            } else {
                "employmentType".to_owned()
            };
            say(
                &path,
                format!("`employmentType` is {name}"),
                "Use FULL_TIME, PART_TIME, CONTRACTOR, TEMPORARY, INTERN, VOLUNTEER, PER_DIEM or OTHER.",
            );
        }
    }
    salary(job, &mut say);
    title(job, &mut say);
    let missing: Vec<&str> = RECOMMENDED.into_iter().filter(|path| job[*path].is_null()).collect();
    if !missing.is_empty() {
        report(Finding::new(
            Level::Heuristic,
            Place::Whole {},
            format!("recommended properties are missing: `{}`", missing.join("`, `")),
            "Google Search Central recommends them; listings filter and rank by them.",
            "Give those that hold for the job.".to_owned(),
        ));
    }
}

type Say<'a> = dyn FnMut(&str, String, &str) + 'a;

fn dates(job: &Value, say: &mut Say<'_>) {
    let day = |path: &str| job[path].as_str().and_then(iso_day);
    if job["datePosted"].is_null() {
        say("datePosted", "`datePosted` is missing".to_owned(), "Give the day as ISO 8601: 2026-05-01.");
    }
    for path in ["datePosted", "validThrough"] {
        if !job[path].is_null() && day(path).is_none() {
            say(
                path,
                format!("`{path}` is {}, no day of ISO 8601", job[path]),
                "Give the day as ISO 8601: 2026-05-01.",
            );
        }
    }
    if let (Some(posted), Some(until)) = (day("datePosted"), day("validThrough"))
        && until < posted
    {
        say("validThrough", format!("valid through {until}, posted on {posted}"), "Give a day after `datePosted`.");
    }
}

/// A day, alone or with a time behind it.
fn iso_day(text: &str) -> Option<Date> {
    let rest = text.get(10..)?;
    (rest.is_empty() || rest.starts_with(['T', ' '])).then(|| Date::parse(text))?
}

fn places(job: &Value, say: &mut Say<'_>) {
    let is_remote = list(&job["jobLocationType"]).iter().any(|kind| kind.as_str() == Some("TELECOMMUTE"));
    if !is_remote && let Some(kind) = words(&job["jobLocationType"]) {
        say(
            "jobLocationType",
            format!("`jobLocationType` is `{kind}`"),
            "Use TELECOMMUTE for remote work, else leave it out.",
        );
    }
    let locations = list(&job["jobLocation"]);
    let has_country = |place: &Value| match &place["address"] {
        Value::String(address) => !address.trim().is_empty(),
        address => words(&address["addressCountry"]).is_some() || name_of(&address["addressCountry"]).is_some(),
    };
    let requirements = list(&job["applicantLocationRequirements"]);
    if is_remote {
        if requirements.is_empty() && !locations.iter().any(|place| has_country(place)) {
            say(
                "applicantLocationRequirements",
                "remote work without a country".to_owned(),
                "Give at least one country in `applicantLocationRequirements`, or that of `jobLocation`.",
            );
        }
    } else if locations.is_empty() {
        say("jobLocation", "`jobLocation` is missing".to_owned(), "Give `jobLocation.address` with `addressCountry`.");
    } else if let Some(place_idx) = locations.iter().position(|place| !has_country(place)) {
        let path =
            if job["jobLocation"].is_array() { format!("jobLocation/{place_idx}") } else { "jobLocation".to_owned() };
        say(&path, "the place has no country".to_owned(), "Give `address.addressCountry` as an ISO 3166-1 code: DE.");
    }
}

fn salary(job: &Value, say: &mut Say<'_>) {
    let salary = &job["baseSalary"];
    if salary.is_null() {
        return;
    }
    // A plain number is allowed by schema.org, but names no currency and no period.
    if !salary.is_object() {
        return say(
            "baseSalary",
            format!("`baseSalary` is {salary}"),
            "Give a MonetaryAmount with `currency` and `value`.",
        );
    }
    let code = words(&salary["currency"]).or_else(|| words(&job["salaryCurrency"]));
    if !code.is_some_and(|code| code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase())) {
        say("baseSalary/currency", format!("the currency is {}", salary["currency"]), "Give an ISO 4217 code: EUR.");
    }
    let value = &salary["value"];
    let unit = words(&value["unitText"]).or_else(|| words(&salary["unitText"]));
    if !unit.is_some_and(|unit| UNITS.contains(&unit)) {
        say(
            "baseSalary/value/unitText",
            format!("the period is {}", value["unitText"]),
            "Use HOUR, DAY, WEEK, MONTH or YEAR.",
        );
    }
    let amount = |key: &str| value[key].as_f64().or_else(|| value[key].as_str()?.trim().parse().ok());
    match (amount("minValue"), amount("maxValue"), amount("value").or_else(|| value.as_f64())) {
        (Some(min), Some(max), _) if min > max => {
            say("baseSalary/value", format!("from {min} to {max}"), "Give the lower end as `minValue`.");
        }
        (None, None, None) => {
            say("baseSalary/value", "no amount".to_owned(), "Give `value`, or `minValue` and `maxValue`.")
        }
        _ => {}
    }
}

fn title(job: &Value, say: &mut Say<'_>) {
    let Some(title) = words(&job["title"]) else { return };
    if words(&job["description"]) == Some(title) {
        say("description", "the description is the title".to_owned(), "Describe the work.");
    }
    let has_pay = title.contains(['$', '€', '£']) && title.bytes().any(|byte| byte.is_ascii_digit());
    if has_pay {
        say("title", format!("`{title}` holds pay"), "Put pay into `baseSalary`.");
    }
}

fn words(value: &Value) -> Option<&str> {
    value.as_str().map(str::trim).filter(|text| !text.is_empty())
}

/// The name of an organisation or country given as an object or as plain words.
fn name_of(value: &Value) -> Option<&str> {
    match value {
        Value::Array(items) => items.iter().find_map(name_of),
        Value::Object(_) => words(&value["name"]),
        value => words(value),
    }
}

fn list(value: &Value) -> Vec<&Value> {
    match value {
        Value::Null => Vec::new(),
        Value::Array(items) => items.iter().collect(),
        value => vec![value],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use prospect_model::{Body, Facts, Fields, Posting};

    #[track_caller]
    fn check_with(change: impl Fn(&mut Value), expected: &[&str]) {
        let mut job = serde_json::json!({
            "@type": "JobPosting", "title": "Rust Engineer", "description": "We build tools.",
            "datePosted": "2026-05-01", "hiringOrganization": {"name": "Acme"},
            "jobLocation": {"address": {"addressCountry": "DE"}}
        });
        change(&mut job);
        let posting = Posting {
            id: "1".to_owned(),
            source: "schema-org".to_owned(),
            posted: None,
            month: None,
            url: None,
            poster: None,
            body: Body::Text(String::new()),
            fields: Fields::default(),
        };
        let facts = Facts::default();
        let draft =
            Draft { posting: &posting, text: "", facts: &facts, day: None, job_posting: Some(&job), market: None };
        let mut paths = Vec::new();
        check(&draft, &mut |finding| match (finding.level, finding.place) {
            (Level::Law, Place::Field { path }) => paths.push(path),
            (Level::Heuristic, Place::Whole {}) => {}
            other => panic!("{other:?}"),
        });
        assert_eq!(paths, expected);
    }

    #[test]
    fn each_broken_property_is_named_by_its_path() {
        check_with(|_| {}, &[]);
        check_with(|job| job["title"] = Value::Null, &["title"]);
        check_with(|job| job["description"] = "  ".into(), &["description"]);
        check_with(|job| job["description"] = "Rust Engineer".into(), &["description"]);
        check_with(|job| job["title"] = "Rust Engineer €90k".into(), &["title"]);
        check_with(|job| job["hiringOrganization"] = "Acme".into(), &[]);
        check_with(|job| job["hiringOrganization"] = serde_json::json!({}), &["hiringOrganization"]);
        check_with(|job| job["datePosted"] = Value::Null, &["datePosted"]);
        check_with(|job| job["datePosted"] = "01.05.2026".into(), &["datePosted"]);
        check_with(|job| job["datePosted"] = "2026-05-01T10:00".into(), &[]);
        check_with(|job| job["validThrough"] = "2026-04-01".into(), &["validThrough"]);
        check_with(|job| job["jobLocation"] = Value::Null, &["jobLocation"]);
        check_with(
            |job| job["jobLocation"] = serde_json::json!([{"address": {"addressCountry": "DE"}}, {"address": {}}]),
            &["jobLocation/1"],
        );
        check_with(|job| job["jobLocationType"] = "remote".into(), &["jobLocationType"]);
        check_with(
            |job| {
                job["jobLocationType"] = "TELECOMMUTE".into();
                job["jobLocation"] = Value::Null;
            },
            &["applicantLocationRequirements"],
        );
        check_with(
            |job| {
                job["jobLocationType"] = "TELECOMMUTE".into();
                job["jobLocation"] = Value::Null;
                job["applicantLocationRequirements"] = serde_json::json!({"@type": "Country", "name": "DE"});
            },
            &[],
        );
        check_with(|job| job["employmentType"] = serde_json::json!(["FULL_TIME", "Full-time"]), &["employmentType/1"]);
        check_with(|job| job["baseSalary"] = 5.into(), &["baseSalary"]);
        check_with(
            |job| {
                job["baseSalary"] =
                    serde_json::json!({"currency": "€", "value": {"minValue": 9, "maxValue": 8, "unitText": "year"}})
            },
            &["baseSalary/currency", "baseSalary/value/unitText", "baseSalary/value"],
        );
        check_with(
            |job| {
                job["baseSalary"] =
                    serde_json::json!({"currency": "EUR", "value": {"value": "80000", "unitText": "YEAR"}})
            },
            &[],
        );
    }
}
