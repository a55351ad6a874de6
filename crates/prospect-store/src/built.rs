//! A posting with everything that was read from it: what the three large tables hold together.

use crate::StoreError;
use prospect_model::{Body, Facts, Locator, Posting, Record, Sha256};

/// A posting with its place, its facts and its plain text.
///
/// A snapshot holds the plain text, not the HTML that a source may have sent: read back, `posting.body` is
/// [`Body::Text`] of the plain text. The HTML is in the document that `record` leads to.
#[derive(Clone, Debug, PartialEq)]
pub struct BuiltPosting {
    /// What the source published.
    pub posting: Posting,
    /// Where it lies.
    pub record: Record,
    /// What was read from it. Its `id` is the posting's; its `text` is none or [`BuiltPosting::text`].
    pub facts: Facts,
    /// The plain text that byte ranges refer to.
    pub text: String,
    /// Digest of the plain text.
    pub text_sha256: Sha256,
}

impl BuiltPosting {
    /// Refuses what could not be read back as it was.
    pub(crate) fn check(&self) -> Result<(), StoreError> {
        let id = &self.posting.id;
        if self.facts.id != *id {
            return Err(StoreError::inconsistent(format!("facts of `{}` with posting `{id}`", self.facts.id)));
        }
        if self.facts.text.as_ref().is_some_and(|text| *text != self.text) {
            return Err(StoreError::inconsistent(format!("posting `{id}`: the text of its facts is another")));
        }
        if matches!(&self.posting.body, Body::Text(body) if *body != self.text) {
            return Err(StoreError::inconsistent(format!("posting `{id}`: its plain text is not its body")));
        }
        Ok(())
    }
}

/// Reads what [`Locator`] displays.
pub(crate) fn parse_locator(text: &str) -> Option<Locator> {
    let (kind, rest) = text.split_once(' ')?;
    match kind {
        "line" => rest.parse().ok().map(Locator::Line),
        "pointer" => Some(Locator::Pointer(rest.to_owned())),
        "script" => {
            let (script, rest) = rest.split_once(' ')?;
            let pointer = rest.strip_prefix("pointer ")?;
            script.parse().ok().map(|script| Locator::Script(script, pointer.to_owned()))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locator_is_read_back_from_its_words() {
        for locator in [
            Locator::Line(u64::MAX),
            Locator::Pointer(String::new()),
            Locator::Pointer("/a b/0".to_owned()),
            Locator::Script(3, "/@graph/1 x".to_owned()),
            Locator::Script(0, String::new()),
        ] {
            assert_eq!(parse_locator(&locator.to_string()), Some(locator));
        }
        for text in ["", "line", "line x", "script 1", "script 1 /a", "page 4"] {
            assert_eq!(parse_locator(text), None, "{text}");
        }
    }
}
