//! A file of records, and the line that a complaint is about.

use serde::de::DeserializeOwned;
use std::ops::Range;

/// A file: its path from the workspace's root and its text.
pub(in crate::codegen) struct File {
    pub(in crate::codegen) path: String,
    pub(in crate::codegen) text: String,
}

impl File {
    /// `data/adopters/acme.toml:12`.
    pub(in crate::codegen) fn place(&self, span: &Range<usize>) -> String {
        let before = self.text.get(..span.start).unwrap_or_default();
        format!("{}:{}", self.path, before.matches('\n').count() + 1)
    }

    /// Reads the file as `T`; the complaint has file and line.
    pub(in crate::codegen) fn parse<T: DeserializeOwned>(&self) -> Result<T, String> {
        toml::from_str(&self.text)
            .map_err(|error| format!("{}: {}", self.place(&error.span().unwrap_or(0..0)), error.message()))
    }
}
