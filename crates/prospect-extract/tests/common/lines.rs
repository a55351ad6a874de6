//! Turns facts into the lines that case files expect, as `cases/lines.toml` says.

use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// How one fact becomes lines.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Form {
    /// Key of the facts that holds the values.
    pub(crate) of: String,
    /// The reader of the fact, where it is not called after the key.
    reader: Option<String>,
    line: String,
    #[serde(default = "comma")]
    join: String,
    #[serde(default)]
    words: BTreeMap<String, BTreeMap<String, String>>,
    #[serde(default)]
    only: BTreeMap<String, Vec<String>>,
    first: Option<usize>,
    flags: Option<String>,
}

fn comma() -> String {
    ", ".to_owned()
}

impl Form {
    /// Name of the reader of the fact.
    pub(crate) fn reader(&self) -> &str {
        self.reader.as_deref().unwrap_or(&self.of)
    }

    /// The lines of a fact, and how many of `expected` name flags that are there.
    pub(crate) fn lines(&self, facts: &Value, expected: &[String]) -> Vec<String> {
        let values = match facts.get(&self.of) {
            None => panic!("facts have no `{}`", self.of),
            Some(Value::Null) => &[],
            Some(Value::Array(values)) => values.as_slice(),
            Some(value) => std::slice::from_ref(value),
        };
        values
            .iter()
            .filter(|value| {
                self.only.iter().all(|(key, words)| words.iter().any(|word| value[key].as_str() == Some(word)))
            })
            .take(self.first.unwrap_or(usize::MAX))
            .enumerate()
            .map(|(at, value)| self.line(value) + &self.flags(value, expected.get(at)))
            .collect()
    }

    fn line(&self, value: &Value) -> String {
        let mut line = String::new();
        let mut rest = self.line.as_str();
        while let Some((before, behind)) = rest.split_once('{') {
            let (key, after) = behind.split_once('}').expect("a `{` has its `}`");
            line += before;
            line += &self.print(key, if key.is_empty() { value } else { &value[key] });
            rest = after;
        }
        line + rest
    }

    fn print(&self, key: &str, value: &Value) -> String {
        let plain = match value {
            Value::String(text) => text.clone(),
            Value::Array(values) => {
                values.iter().map(|value| self.print("", value)).collect::<Vec<_>>().join(&self.join)
            }
            Value::Number(number) => number.as_u64().map_or_else(
                || number.as_f64().map_or_else(String::new, |number| number.to_string()),
                |number| number.to_string(),
            ),
            other => other.to_string(),
        };
        match self.words.get(key).and_then(|words| words.get(&plain)) {
            Some(word) => word.clone(),
            None if value.is_null() => "-".to_owned(),
            None => plain,
        }
    }

    /// The flags of the expected line that the value has.
    fn flags(&self, value: &Value, expected: Option<&String>) -> String {
        let Some(key) = &self.flags else { return String::new() };
        let known = value[key].as_array().map_or(&[][..], Vec::as_slice);
        expected
            .iter()
            .flat_map(|line| line.split(" +").skip(1))
            .filter(|flag| known.iter().any(|known| known == flag))
            .map(|flag| format!(" +{flag}"))
            .collect()
    }
}
