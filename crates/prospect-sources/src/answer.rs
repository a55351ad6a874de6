//! A service's JSON answer, item by item.
//!
//! In: the bytes of an answer and its [`Shape`]. Out: postings and problems. Each item is cut out and read alone: a
//! broken one costs itself, an answer that breaks off gives the whole items before the break, a field of the wrong
//! type costs that field. Not here: what a service's fields mean (its connector).

use crate::cut::{self, Elements, Entries, Part};
use crate::{Context, Parsed, days};
use prospect_model::{Body, Date, Locator, Posting, Problem, Sha256};
use serde_json::{Map, Value};

/// How many bytes may be looked at again behind broken items: so many times the answer's size, and these, so that small
/// answers with many broken items are still read to the end.
const RESYNC_FACTOR: usize = 4;
const RESYNC_BYTES: usize = 64 << 20;

/// Deepest wrapper around a service's items that is looked into.
const WRAPPERS_MAX: u32 = 6;

/// How a service's answers are built.
pub(crate) struct Shape {
    /// Key of the outer object under which the items stand; empty where the answer is a list itself.
    pub(crate) list: &'static str,
    /// Keys of an item: one of them makes an object an item of a list, all of them make a whole answer one item.
    pub(crate) signs: &'static [&'static str],
    /// Key of an element of the list that is a notice of the service and no item; left out without a problem.
    pub(crate) notice: Option<&'static str>,
    /// Makes a posting of an item; `None` for what is no opening, after a problem that says so.
    pub(crate) posting: fn(&mut Item<'_>, &Outer<'_>, Context<'_>) -> Option<Posting>,
}

/// What an answer says around its items.
pub(crate) struct Outer<'a> {
    entries: Vec<(&'a [u8], &'a [u8])>,
}

impl Outer<'_> {
    /// Of an item that stands alone.
    pub(crate) fn none() -> Self {
        Self { entries: Vec::new() }
    }

    /// All entries of an object.
    pub(crate) fn of<'a>(entries: Entries<'a>) -> Outer<'a> {
        Outer { entries: entries.map(|(key, part)| (key, part.bytes)).collect() }
    }

    /// Whether this key is there.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.entries.iter().any(|(found, _)| *found == key.as_bytes())
    }

    /// The words of this key; `None` where there are none.
    pub(crate) fn text(&self, key: &str) -> Option<String> {
        let (_, bytes) = self.entries.iter().find(|(found, _)| *found == key.as_bytes())?;
        match serde_json::from_slice(bytes).ok()? {
            Value::String(text) => filled(&text),
            _ => None,
        }
    }
}

impl Shape {
    /// Reads an answer.
    pub(crate) fn parse(&self, bytes: &[u8], context: Context<'_>) -> Parsed {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let start = bytes.iter().position(|byte| !byte.is_ascii_whitespace()).unwrap_or(bytes.len());
        let bytes = bytes.get(start..).unwrap_or_default();
        let mut parsed = Parsed::default();
        match bytes.first() {
            Some(b'[') => {
                self.read_list(bytes, "", &Outer::none(), context, &mut parsed);
            }
            Some(b'{') => self.read_object(bytes, context, &mut parsed),
            Some(b'<') => {
                parsed.problems.push(Problem::new("not-json", "the answer is a page or XML, not the service's JSON"));
            }
            Some(_) => parsed.problems.push(Problem::new("not-json", "the answer is no JSON object or list")),
            None => parsed.problems.push(Problem::new("empty-answer", "the answer has no bytes")),
        }
        parsed
    }

    fn read_object(&self, bytes: &[u8], context: Context<'_>, parsed: &mut Parsed) {
        let mut outer = Outer { entries: Vec::new() };
        let mut list = None;
        let mut entries = Entries::new(bytes);
        for (key, part) in entries.by_ref() {
            if list.is_none() && key == self.list.as_bytes() && matches!(part.bytes.first(), Some(b'[')) {
                list = Some(part);
            } else {
                outer.entries.push((key, part.bytes));
            }
        }
        let Some(list) = list else {
            self.read_one(bytes, &outer, context, parsed);
            return;
        };
        // A list that was not closed takes the rest of the answer, the object's own entries too.
        let is_closed = self.read_list(list.bytes, &format!("/{}", self.list), &outer, context, parsed);
        if is_closed && !entries.is_closed {
            parsed.problems.push(Problem::new("cut-off", "the answer breaks off after its items"));
        }
    }

    /// An answer that is one item, or of another kind.
    fn read_one(&self, bytes: &[u8], outer: &Outer<'_>, context: Context<'_>, parsed: &mut Parsed) {
        match serde_json::from_slice::<Value>(bytes) {
            Ok(value) if self.signs.iter().all(|sign| value.get(sign).is_some()) => {
                self.read_item(value, Locator::Pointer(String::new()), outer, context, parsed);
            }
            Ok(value) if value.get(self.list).is_some_and(Value::is_null) => {}
            Ok(value) => {
                let message = match self.list {
                    "" => format!("the answer is an object, not a list{}", told(&value)),
                    list => format!("the answer holds no list `{list}`{}", told(&value)),
                };
                if !self.read_wrapped(value, "", outer, context, parsed) {
                    parsed.problems.push(Problem::new("no-items", message));
                }
            }
            Err(error) => parsed.problems.push(Problem::new("malformed-json", error.to_string())),
        }
    }

    /// Reads the items of a list; says whether its end was there.
    pub(crate) fn read_list(
        &self,
        bytes: &[u8],
        pointer: &str,
        outer: &Outer<'_>,
        context: Context<'_>,
        parsed: &mut Parsed,
    ) -> bool {
        let mut elements = Elements::new(bytes);
        let mut budget = bytes.len().saturating_mul(RESYNC_FACTOR).saturating_add(RESYNC_BYTES);
        let mut item_idx = 0_usize;
        let mut is_cut = false;
        while let Some(part) = elements.next() {
            let locator = Locator::Pointer(format!("{pointer}/{item_idx}"));
            item_idx += 1;
            match serde_json::from_slice::<Value>(part.bytes) {
                Ok(value) => self.read_item(value, locator, outer, context, parsed),
                Err(error) => {
                    // A broken item may reach to the end of the answer, and so may the next one.
                    budget = budget.saturating_sub(part.bytes.len());
                    let follower = self.follower(bytes, part.start, &mut budget);
                    is_cut = !part.is_whole && follower.is_none();
                    let problem = if is_cut {
                        Problem::new("cut-off", "the answer breaks off inside this item; what came before it is read")
                    } else if std::str::from_utf8(part.bytes).is_err() {
                        Problem::new("invalid-utf8", "the item is no UTF-8")
                    } else {
                        Problem::new("malformed-json", error.to_string())
                    };
                    parsed.problems.push(problem.at(locator.to_string()));
                    if let Some(start) = follower.filter(|start| *start < part.start + part.bytes.len()) {
                        elements.seek(start);
                    }
                }
            }
        }
        if !elements.is_closed && !is_cut {
            parsed.problems.push(Problem::new("cut-off", "the answer breaks off before the end of its list"));
        }
        elements.is_closed
    }

    /// Where the first whole item behind a broken one starts, if it can be told: a bracket or quote that is missing
    /// makes the broken item reach over its neighbours.
    fn follower(&self, bytes: &[u8], broken: usize, budget: &mut usize) -> Option<usize> {
        let mut at = broken + 1;
        loop {
            // The whole rest counts, found or not: a list of rubbish must not be searched to its end for each piece.
            let rest = bytes.get(at..)?.get(..*budget).or(bytes.get(at..))?;
            let n_skipped = memchr::memchr(b'{', rest).unwrap_or(rest.len());
            *budget = budget.saturating_sub(n_skipped + 1);
            if n_skipped == rest.len() || *budget == 0 {
                *budget = 0;
                return None;
            }
            let found = at + n_skipped;
            at = found + 1;
            let before = bytes.get(..found)?.trim_ascii_end();
            if !before.ends_with(b",") {
                continue;
            }
            let part: Part<'_> = cut::value(bytes, found);
            *budget = budget.saturating_sub(part.bytes.len());
            let Ok(Value::Object(object)) = serde_json::from_slice(part.bytes) else { continue };
            if self.signs.iter().all(|sign| object.contains_key(*sign)) {
                return Some(found);
            }
            at = found + part.bytes.len().max(1);
        }
    }

    /// Reads the items inside objects and lists that somebody put around the service's own (recorded pages, several
    /// answers in one file); says whether there were any.
    fn read_wrapped(
        &self,
        value: Value,
        pointer: &str,
        outer: &Outer<'_>,
        context: Context<'_>,
        parsed: &mut Parsed,
    ) -> bool {
        let mut found = Vec::new();
        self.unwrap(value, pointer.to_owned(), 0, &mut found);
        let has_items = !found.is_empty();
        for (pointer, value) in found {
            self.read_item(value, Locator::Pointer(pointer), outer, context, parsed);
        }
        has_items
    }

    fn unwrap(&self, value: Value, pointer: String, depth: u32, found: &mut Vec<(String, Value)>) {
        match value {
            _ if depth > WRAPPERS_MAX => {}
            Value::Object(object) if self.signs.iter().all(|sign| object.contains_key(*sign)) => {
                found.push((pointer, Value::Object(object)));
            }
            Value::Object(object) => {
                for (key, inner) in object {
                    let key = key.replace('~', "~0").replace('/', "~1");
                    self.unwrap(inner, format!("{pointer}/{key}"), depth + 1, found);
                }
            }
            Value::Array(values) => {
                for (value_idx, inner) in values.into_iter().enumerate() {
                    self.unwrap(inner, format!("{pointer}/{value_idx}"), depth + 1, found);
                }
            }
            _ => {}
        }
    }

    /// Reads one item.
    pub(crate) fn read_item(
        &self,
        value: Value,
        locator: Locator,
        outer: &Outer<'_>,
        context: Context<'_>,
        parsed: &mut Parsed,
    ) {
        let Value::Object(fields) = value else {
            let message = format!("the item is {}, not an object", kind(&value));
            parsed.problems.push(Problem::new("unusable-item", message).at(locator.to_string()));
            return;
        };
        if !self.signs.iter().any(|sign| fields.contains_key(*sign)) {
            if self.notice.is_some_and(|notice| fields.contains_key(notice)) {
                return;
            }
            if let Locator::Pointer(pointer) = &locator
                && self.read_wrapped(Value::Object(fields), pointer, outer, context, parsed)
            {
                return;
            }
            let message = format!("the item has none of the keys {}", self.signs.join(", "));
            parsed.problems.push(Problem::new("unusable-item", message).at(locator.to_string()));
            return;
        }
        let mut item = Item { fields, locator, document: context.document, problems: &mut parsed.problems };
        if let Some(posting) = (self.posting)(&mut item, outer, context) {
            let locator = item.locator;
            parsed.postings.push((locator, posting));
        }
    }
}

/// One item of an answer. Each reading function takes the path of a field (keys with `/` between), gives `None` for
/// what is missing, null or empty, and notes a field of a type that it cannot use.
pub(crate) struct Item<'p> {
    fields: Map<String, Value>,
    locator: Locator,
    document: Sha256,
    problems: &'p mut Vec<Problem>,
}

impl Item<'_> {
    /// Notes a problem of this item.
    pub(crate) fn problem(&mut self, code: &str, message: impl Into<String>) {
        self.problems.push(Problem::new(code, message).at(self.locator.to_string()));
    }

    /// The value at this path; `None` where it or something on the way is missing or null.
    pub(crate) fn value(&mut self, path: &str) -> Option<&mut Value> {
        let mut keys = path.split('/');
        let first = keys.next()?;
        let mut at = self.fields.get_mut(first)?;
        let mut n_read = first.len();
        for key in keys {
            at = match at {
                Value::Object(object) => object.get_mut(key)?,
                Value::Null => return None,
                other => {
                    let found = kind(other);
                    let parent = path.get(..n_read).unwrap_or(path);
                    let problem = Problem::new("unusable-field", format!("`{parent}` is {found}, not an object"));
                    let problem = problem.at(self.locator.to_string());
                    // Every field below it would say so again.
                    if !self.problems.contains(&problem) {
                        self.problems.push(problem);
                    }
                    return None;
                }
            };
            n_read += 1 + key.len();
        }
        (!at.is_null()).then_some(at)
    }

    /// Whether something stands at this key.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.fields.get(key).is_some_and(|value| !value.is_null())
    }

    /// Whether the item has this key, and nothing behind it.
    pub(crate) fn is_null(&self, key: &str) -> bool {
        self.fields.get(key).is_some_and(Value::is_null)
    }

    fn unusable(&mut self, path: &str, found: &str, wanted: &str) {
        self.problem("unusable-field", format!("`{path}` is {found}, not {wanted}"));
    }

    /// Words or a number as words, without white space around.
    pub(crate) fn text(&mut self, path: &str) -> Option<String> {
        let found = match self.value(path)? {
            Value::String(text) => return filled(text),
            Value::Number(number) => return Some(number.to_string()),
            other => kind(other),
        };
        self.unusable(path, found, "words");
        None
    }

    /// Long words, moved out of the item instead of copied: a second reading finds nothing.
    pub(crate) fn take_text(&mut self, path: &str) -> Option<String> {
        let found = match self.value(path)? {
            Value::String(text) => {
                let text = std::mem::take(text);
                return (!text.trim().is_empty()).then_some(text);
            }
            other => kind(other),
        };
        self.unusable(path, found, "words");
        None
    }

    /// A truth value, also where it is written as words.
    pub(crate) fn flag(&mut self, path: &str) -> Option<bool> {
        let found = match self.value(path)? {
            Value::Bool(flag) => return Some(*flag),
            Value::String(text) if text.trim().is_empty() => return None,
            Value::String(text) if text.eq_ignore_ascii_case("true") => return Some(true),
            Value::String(text) if text.eq_ignore_ascii_case("false") => return Some(false),
            other => kind(other),
        };
        self.unusable(path, found, "true or false");
        None
    }

    /// A list, moved out of the item; empty where there is none.
    pub(crate) fn take_list(&mut self, path: &str) -> Vec<Value> {
        let found = match self.value(path) {
            Some(Value::Array(values)) => return std::mem::take(values),
            Some(other) => kind(other),
            None => return Vec::new(),
        };
        self.unusable(path, found, "a list");
        Vec::new()
    }

    /// The words of each element of a list: of the element itself, or of the first of these paths inside it that has
    /// some.
    pub(crate) fn texts(&mut self, path: &str, inner: &[&str]) -> Vec<String> {
        let mut texts = Vec::new();
        for value in self.take_list(path) {
            let text = match &value {
                Value::Object(_) => inner.iter().find_map(|path| text_at(&value, path)),
                other => words(other),
            };
            match text {
                Some(text) => texts.push(text),
                None if value.is_array() || value.is_boolean() => {
                    self.unusable(path, &format!("a list with {} in it", kind(&value)), "words");
                }
                None => {}
            }
        }
        texts
    }

    /// A day in any of the ways of [`days`]; one that no calendar has is noted.
    pub(crate) fn day(&mut self, path: &str) -> Option<Date> {
        let value = self.value(path)?;
        let (text, day) = match value {
            Value::Number(number) => {
                // Some services give seconds with a fraction; a day does not need it.
                let whole = number.as_i64().or_else(|| number.as_f64().map(|seconds| seconds as i64));
                (number.to_string(), whole.and_then(days::unix_day))
            }
            Value::String(text) if text.trim().is_empty() => return None,
            Value::String(text) => (text.clone(), days::day(text)),
            other => {
                let found = kind(other);
                self.unusable(path, found, "a day");
                return None;
            }
        };
        if day.is_none() {
            self.problem("impossible-date", format!("`{path}` is `{text}`, which is no date"));
        }
        day
    }

    /// The service's id of the item. One without is named by its place in its document, and noted.
    pub(crate) fn id(&mut self, path: &str) -> String {
        if let Some(id) = self.text(path) {
            return id;
        }
        self.problem("missing-id", format!("the item has no `{path}`; its place in the document names it"));
        id_of_place(self.document, &self.locator)
    }

    /// The body, with a note where the item has no words.
    pub(crate) fn body(&mut self, html: Option<String>) -> Body {
        if let Some(html) = html.filter(|html| !html.trim().is_empty()) {
            return crate::json::body(html);
        }
        self.problem("no-text", "the item has no description");
        Body::Text(String::new())
    }
}

/// An id for an item without one: its place in its document.
pub(crate) fn id_of_place(document: Sha256, locator: &Locator) -> String {
    let place = locator.to_string().replace([' ', '/'], "-");
    format!("{}-{place}", document.to_string().get(..12).unwrap_or_default())
}

/// The value that was cut out elsewhere; what is none is a problem.
pub(crate) fn value(bytes: &[u8], locator: &Locator, problems: &mut Vec<Problem>) -> Option<Value> {
    match serde_json::from_slice(bytes) {
        Ok(value) => Some(value),
        Err(error) => {
            let code = if std::str::from_utf8(bytes).is_err() { "invalid-utf8" } else { "malformed-json" };
            problems.push(Problem::new(code, error.to_string()).at(locator.to_string()));
            None
        }
    }
}

/// The words at a path inside a value.
pub(crate) fn text_at(value: &Value, path: &str) -> Option<String> {
    words(path.split('/').try_fold(value, |value, key| value.get(key))?)
}

fn words(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => filled(text),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// The text without white space around; `None` when nothing is left.
pub(crate) fn filled(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// How many earlier words each is compared with: lists that people write are shorter, and no list is read in more time
/// than in proportion to its length.
const COMPARED_MAX: usize = 64;

/// Different words, in their order, "; " between; what stands in an earlier one is left out.
pub(crate) fn joined(texts: impl IntoIterator<Item = String>) -> Option<String> {
    let mut texts = texts.into_iter();
    let mut joined = texts.next()?;
    let mut kept: Vec<String> = Vec::new();
    for text in texts {
        if kept.is_empty() {
            kept.push(joined.to_lowercase());
        }
        let lower = text.to_lowercase();
        if !kept.iter().any(|earlier| has_words(earlier, &lower)) {
            joined.push_str("; ");
            joined.push_str(&text);
            if kept.len() < COMPARED_MAX {
                kept.push(lower);
            }
        }
    }
    Some(joined)
}

/// Whether these words stand in a text as whole words.
fn has_words(text: &str, words: &str) -> bool {
    text.match_indices(words).any(|(start, found)| {
        let before = text.get(..start).and_then(|before| before.chars().next_back());
        let after = text.get(start + found.len()..).and_then(|after| after.chars().next());
        ![before, after].into_iter().flatten().any(char::is_alphanumeric)
    })
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "words",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

/// What an answer of another kind says, for a problem: its error, else its keys.
fn told(value: &Value) -> String {
    const WORDS_MAX: usize = 200;
    let said = ["message", "error", "errors", "detail", "title"].iter().find_map(|key| {
        let found = value.get(key)?;
        let first = found.get(0).unwrap_or(found);
        words(first).or_else(|| text_at(first, "message"))
    });
    match said {
        Some(said) => format!("; it says: {}", said.chars().take(WORDS_MAX).collect::<String>()),
        None => {
            let keys: Vec<&str> =
                value.as_object().into_iter().flatten().map(|(key, _)| key.as_str()).take(8).collect();
            if keys.is_empty() { String::new() } else { format!("; its keys: {}", keys.join(", ")) }
        }
    }
}
