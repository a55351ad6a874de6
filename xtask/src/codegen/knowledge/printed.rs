//! Which addresses the seed documents print, so that no record invents one.
//!
//! The documents lie beside the repository and are not a part of it; where they are absent, this check is left
//! out and says so.

use anyhow::{Context, Result};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The texts of the seed documents by number.
pub(super) struct Printed {
    texts: BTreeMap<String, String>,
}

impl Printed {
    /// Reads `../shared/seeds/<number>_*.txt`; `None` where there is no such folder.
    pub(super) fn read(root: &Path) -> Result<Option<Self>> {
        let folder = root.join("../shared/seeds");
        if !folder.is_dir() {
            return Ok(None);
        }
        let mut texts = BTreeMap::new();
        for entry in fs::read_dir(&folder).with_context(|| format!("failed to read `{}`", folder.display()))? {
            let path = entry?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            if let Some((id, _)) = name.split_once('_').filter(|_| name.ends_with(".txt")) {
                let text = fs::read(&path).with_context(|| format!("failed to read `{}`", path.display()))?;
                texts.insert(id.to_owned(), String::from_utf8_lossy(&text).into_owned());
            }
        }
        Ok(Some(Self { texts }))
    }

    #[cfg(test)]
    pub(super) fn of(id: &str, text: &str) -> Self {
        Self { texts: BTreeMap::from([(id.to_owned(), text.to_owned())]) }
    }

    /// Whether the document's text is at hand. What contributors cite lies on the web, not here.
    pub(super) fn knows(&self, document: &str) -> bool {
        self.texts.contains_key(document)
    }

    /// Whether the document prints the address, whole and not as the beginning of a longer one.
    pub(super) fn has(&self, document: &str, url: &str) -> bool {
        let Some(text) = self.texts.get(document) else { return false };
        text.match_indices(url).any(|(at, _)| {
            let after = text.get(at + url.len()..).unwrap_or_default();
            let mut chars = after.chars();
            match chars.next() {
                None => true,
                // The full stop or comma of the sentence around it.
                Some('.' | ',' | ';' | ':') => chars.next().is_none_or(char::is_whitespace),
                Some(c) => c.is_whitespace() || matches!(c, ')' | ']' | '>' | '"' | '\''),
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_an_address_is_not_printed() {
        let printed = Printed::of("003", "see (https://acme.example/a/b), https://acme.example/c. End");
        assert!(printed.has("003", "https://acme.example/a/b"));
        assert!(printed.has("003", "https://acme.example/c"));
        for other in ["https://acme.example/", "https://acme.example/a", "https://acme.example/d"] {
            assert!(!printed.has("003", other), "{other}");
        }
        assert!(!printed.has("004", "https://acme.example/c"));
    }
}
