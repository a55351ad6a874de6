//! What the JSON connectors share: lines, ids, bodies.

use prospect_model::{Body, Locator, Problem};
use serde::{Deserialize, Deserializer};

/// An id that may be a string or a number.
pub(crate) struct Id(pub(crate) String);

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl serde::de::Visitor<'_> for Visitor {
            type Value = Id;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an id: a string or a whole number")
            }
            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Id, E> {
                Ok(Id(text.to_owned()))
            }
            fn visit_u64<E: serde::de::Error>(self, number: u64) -> Result<Id, E> {
                Ok(Id(number.to_string()))
            }
            fn visit_i64<E: serde::de::Error>(self, number: i64) -> Result<Id, E> {
                Ok(Id(number.to_string()))
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

/// Reads one line of JSON; `Ok(None)` for an empty one.
pub(crate) fn line<'a, T: Deserialize<'a>>(line: &'a [u8], locator: &Locator) -> Result<Option<T>, Problem> {
    let trimmed = line.trim_ascii();
    if trimmed.is_empty() {
        return Ok(None);
    }
    let text = std::str::from_utf8(trimmed).map_err(|error| {
        Problem::new("invalid-utf8", format!("byte {} of the record is no UTF-8", error.valid_up_to()))
            .at(locator.to_string())
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    serde_json::from_str(text)
        .map(Some)
        .map_err(|error| Problem::new("malformed-json", error.to_string()).at(locator.to_string()))
}

/// The id, or the problem that there is none.
pub(crate) fn required_id(id: Option<Id>, locator: &Locator) -> Result<String, Problem> {
    id.map(|id| id.0)
        .filter(|id| !id.trim().is_empty())
        .ok_or_else(|| Problem::new("missing-id", "the record has no `id`").at(locator.to_string()))
}

/// A stated date, or `None` and a problem when no calendar has it. The record goes in all the same.
pub(crate) fn stated<T: std::fmt::Display + Copy, D>(
    value: Option<T>,
    parse: impl Fn(T) -> Option<D>,
    key: &str,
    locator: &Locator,
    problems: &mut Vec<Problem>,
) -> Option<D> {
    let value = value.filter(|value| !value.to_string().trim().is_empty())?;
    let date = parse(value);
    if date.is_none() {
        let message = format!("`{key}` is `{value}`, which is no date");
        problems.push(Problem::new("impossible-date", message).at(locator.to_string()));
    }
    date
}

/// A description as a body: HTML where it has tags (also tags that were escaped once more), else text.
pub(crate) fn body(description: String) -> Body {
    let has_tag = |text: &str| {
        ["</", "<p", "<br", "<li", "<div", "<ul", "<h"]
            .iter()
            .any(|sign| memchr::memmem::find(text.as_bytes(), sign.as_bytes()).is_some())
    };
    if has_tag(&description) {
        return Body::Html(description);
    }
    if description.contains("&lt;") {
        let once = description.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
        if has_tag(&once) {
            return Body::Html(once);
        }
    }
    if description.contains("&amp;") || description.contains("&nbsp;") || description.contains("&#") {
        return Body::Html(description.replace('\n', "<br>"));
    }
    Body::Text(description)
}
