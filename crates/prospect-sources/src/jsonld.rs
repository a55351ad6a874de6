//! JSON-LD as pages really carry it: graphs, lists, wrappers, and JSON that is not quite JSON.

use crate::connectors::{next_script, schema_org_posting};
use crate::{Context, Parsed};
use prospect_model::{Locator, Problem};
use serde_json::Value;

/// Deepest level of objects and lists in which a JobPosting is looked for.
const DEPTH_MAX: usize = 32;

/// Whether the object's `@type` is JobPosting, alone or among others, with or without the vocabulary's address.
pub(crate) fn is_job_posting(value: &Value) -> bool {
    let is = |name: &Value| name.as_str().is_some_and(|name| name.rsplit(['/', ':', '#']).next() == Some("JobPosting"));
    match &value["@type"] {
        Value::Array(names) => names.iter().any(is),
        name => is(name),
    }
}

/// Collects every JobPosting of a JSON document.
pub(crate) fn collect(
    bytes: &[u8],
    source: &str,
    context: Context<'_>,
    locator: &dyn Fn(String) -> Locator,
    parsed: &mut Parsed,
) {
    let root = || locator(String::new()).to_string();
    let Ok(text) = std::str::from_utf8(bytes) else {
        parsed.problems.push(Problem::new("invalid-utf8", "the document is no UTF-8").at(root()));
        return;
    };
    let value = match value(text) {
        Ok((value, is_mended)) => {
            if is_mended {
                let message = "the JSON was mended: stray commas or raw line breaks";
                parsed.problems.push(Problem::new("repaired-json", message).at(root()));
            }
            value
        }
        Err(error) => {
            parsed.problems.push(Problem::new("malformed-json", error.to_string()).at(root()));
            return;
        }
    };
    let n_before = parsed.postings.len() + parsed.problems.len();
    walk(&value, String::new(), 0, &mut |job, pointer| {
        let place = locator(pointer);
        match schema_org_posting(job, source, &place, context, &mut parsed.problems) {
            Ok(posting) => parsed.postings.push((place, posting)),
            Err(problem) => parsed.problems.push(problem),
        }
    });
    if parsed.postings.len() + parsed.problems.len() == n_before {
        let message = "the document holds no schema.org JobPosting, and its shape is that of no service that is read \
                       (docs/sources.md); if it should be one, name it (--source)";
        parsed.problems.push(Problem::new("no-job-posting", message).at(root()));
    }
}

/// The JSON of a document, and whether it had to be mended.
fn value(text: &str) -> Result<(Value, bool), serde_json::Error> {
    let text = unwrapped(text);
    match serde_json::from_str::<Value>(text) {
        Ok(value) => Ok((value, false)),
        Err(error) => serde_json::from_str(&mended(text)).map(|value| (value, true)).map_err(|_| error),
    }
}

/// The JobPosting JSON that a posting was parsed from; `None` when it came from something else.
///
/// `bytes` are the whole (unpacked) document that gave the posting at `locator`.
#[must_use]
pub fn job_posting(bytes: &[u8], locator: &Locator) -> Option<Value> {
    let (bytes, pointer) = match locator {
        Locator::Line(line) => {
            let line_idx = usize::try_from(line.checked_sub(1)?).ok()?;
            (bytes.split(|byte| *byte == b'\n').nth(line_idx)?, "")
        }
        Locator::Pointer(pointer) => (bytes, pointer.as_str()),
        Locator::Script(script_idx, pointer) => {
            let mut at = 0;
            let mut script = &bytes[..0];
            for _ in 0..=*script_idx {
                (script, at) = next_script(bytes, at)?;
            }
            (script, pointer.as_str())
        }
    };
    let (mut value, _) = value(std::str::from_utf8(bytes).ok()?).ok()?;
    value.pointer_mut(pointer).map(Value::take).filter(is_job_posting)
}

fn walk(value: &Value, pointer: String, depth: usize, found: &mut dyn FnMut(&Value, String)) {
    if depth > DEPTH_MAX {
        return;
    }
    match value {
        Value::Array(items) => {
            for (item_idx, item) in items.iter().enumerate() {
                walk(item, format!("{pointer}/{item_idx}"), depth + 1, found);
            }
        }
        Value::Object(object) => {
            if is_job_posting(value) {
                found(value, pointer);
                return;
            }
            for (key, item) in object {
                if item.is_object() || item.is_array() {
                    let key = key.replace('~', "~0").replace('/', "~1");
                    walk(item, format!("{pointer}/{key}"), depth + 1, found);
                }
            }
        }
        _ => {}
    }
}

/// Takes off the comment and CDATA marks that old pages put around scripts.
fn unwrapped(text: &str) -> &str {
    let mut text = text.trim().trim_start_matches('\u{feff}');
    for mark in ["<!--", "//<![CDATA[", "/*<![CDATA[*/", "<![CDATA["] {
        text = text.strip_prefix(mark).map_or(text, str::trim);
    }
    for mark in ["-->", "]]>", "//]]>", "/*]]>*/", "//"] {
        text = text.strip_suffix(mark).map_or(text, str::trim);
    }
    text.trim_end_matches(';')
}

/// Drops commas before a closing bracket and escapes raw control characters inside strings.
fn mended(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut is_string = false;
    let mut is_escaped = false;
    for (at, letter) in text.char_indices() {
        if is_string {
            match letter {
                _ if is_escaped => is_escaped = false,
                '\\' => is_escaped = true,
                '"' => is_string = false,
                control if control < ' ' => {
                    out.push_str(&format!("\\u{:04x}", u32::from(control)));
                    continue;
                }
                _ => {}
            }
        } else if letter == '"' {
            is_string = true;
        } else if letter == ',' {
            let rest = text.get(at + 1..).unwrap_or_default().trim_start();
            if rest.starts_with(['}', ']']) {
                continue;
            }
        }
        out.push(letter);
    }
    out
}
