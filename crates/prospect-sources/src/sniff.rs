//! Tells from its first bytes which connector a document is for.

use crate::{ALL, Connector};
use memchr::memmem;
use serde_json::{Map, Value};

/// How many unpacked bytes [`sniff`] needs at most to be sure.
pub const SNIFF_BYTES: usize = 1 << 20;

/// Lines that are looked at for one that is an object: a broken first line does not make an archive strange.
const LINES_MAX: usize = 64;

/// What a document starts with.
pub struct Head<'a> {
    /// Its first (unpacked) bytes, without byte order mark and white space before them.
    pub bytes: &'a [u8],
    /// The first line that is a JSON object by itself.
    pub first_line: Option<Map<String, Value>>,
    /// Whether there is more than that line.
    pub has_more_lines: bool,
}

impl<'a> Head<'a> {
    /// Looks at a document's first bytes.
    #[must_use]
    pub fn new(bytes: &'a [u8]) -> Self {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
        let mut head = Self { bytes, first_line: None, has_more_lines: false };
        for line in bytes.split(|byte| *byte == b'\n').take(LINES_MAX) {
            if let Ok(Value::Object(object)) = serde_json::from_slice(line.trim_ascii()) {
                head.has_more_lines = bytes.len() > line.len() + 1;
                head.first_line = Some(object);
                break;
            }
        }
        head
    }

    /// Whether it starts so, after white space.
    #[must_use]
    pub fn starts_with(&self, sign: &str) -> bool {
        self.bytes.starts_with(sign.as_bytes())
    }

    /// Whether these words stand in it, as they are.
    #[must_use]
    pub fn contains(&self, words: &str) -> bool {
        memmem::find(self.bytes, words.as_bytes()).is_some()
    }

    /// Whether the first line that is an object has all these keys.
    #[must_use]
    pub fn line_has(&self, keys: &[&str]) -> bool {
        self.first_line.as_ref().is_some_and(|object| keys.iter().all(|key| object.contains_key(*key)))
    }
}

/// The connector for a document that starts with these (unpacked) bytes; `None` when none knows it.
#[must_use]
pub fn sniff(head: &[u8]) -> Option<&'static Connector> {
    let head = Head::new(head);
    ALL.iter().copied().find(|connector| connector.formats.iter().any(|format| (format.is)(&head)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(head: &str, expected: Option<&str>) {
        assert_eq!(sniff(head.as_bytes()).map(|connector| connector.info.id), expected);
    }

    #[test]
    fn each_shape_finds_its_connector() {
        check("{\"id\":1,\"thread\":2,\"html\":\"x\"}\n", Some("hn"));
        check("not json\n{\"id\":1,\"thread\":2,\"html\":\"x\"}\n", Some("hn"));
        check("{\"job_key\":\"a\",\"ats\":\"lever\"}\n", Some("ats"));
        check("{\"id\":\"1\",\"text\":\"x\"}", Some("jsonl"));
        check("{\n \"@type\": \"JobPosting\"\n}", Some("schema-org"));
        check("{\"@type\":\"JobPosting\"}\n{\"@type\":\"JobPosting\"}\n", Some("jsonl"));
        check("  <!DOCTYPE html>", Some("page"));
        check("{\"issue_date\":\"2020-01-07\",\"raw\":\"* [x](y)\"}\n", Some("twir"));
        check("Example:\n<script type=\"application/ld+json\">{}</script>", Some("page"));
        check("hello", None);
        check("", None);
    }
}
