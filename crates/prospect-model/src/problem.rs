//! Things noticed and not usable.

use serde::{Deserialize, Serialize};

/// Something noticed while importing, parsing or reading that could not be used. Never fatal.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Problem {
    /// What kind of problem it is, in kebab-case, for counting: `malformed-json`, `pay-conflict`, ….
    pub code: String,
    /// What was wrong, for people; names the value.
    pub message: String,
    /// Where: a line (`line 12`), a field path or a byte range; empty when the whole record is meant.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub at: String,
}

impl Problem {
    /// A problem of the whole record.
    #[must_use]
    pub fn new(code: &str, message: impl Into<String>) -> Self {
        Self { code: code.to_owned(), message: message.into(), at: String::new() }
    }

    /// The same problem at a named place.
    #[must_use]
    pub fn at(mut self, place: impl Into<String>) -> Self {
        self.at = place.into();
        self
    }
}
