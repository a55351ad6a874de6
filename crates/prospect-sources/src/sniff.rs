//! Tells from its first bytes which connector a document is for.

use crate::{Connector, by_id};

/// How many unpacked bytes [`sniff`] needs at most to be sure.
pub const SNIFF_BYTES: usize = 1 << 20;

/// The connector for a document that starts with these (unpacked) bytes; `None` when none knows it.
#[must_use]
pub fn sniff(head: &[u8]) -> Option<&'static Connector> {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    match head.first()? {
        b'<' => by_id("page"),
        b'[' => by_id("schema-org"),
        _ => {
            // The first line that is an object by itself tells; a broken one does not make the archive strange.
            for line in head.split(|byte| *byte == b'\n').take(64) {
                let Ok(serde_json::Value::Object(object)) = serde_json::from_slice(line.trim_ascii()) else { continue };
                let has = |key: &str| object.contains_key(key);
                return if has("thread") && has("html") {
                    by_id("hn")
                } else if has("job_key") && has("ats") {
                    by_id("ats")
                } else if has("issue_date") && has("raw") {
                    by_id("twir")
                } else if has("text") || has("html") || (has("@type") && head.len() > line.len() + 1) {
                    by_id("jsonl")
                } else {
                    by_id("schema-org")
                };
            }
            if *head.first()? == b'{' {
                return by_id("schema-org");
            }
            // Notes around a page's script: what counts is the script.
            memchr::memmem::find(head, b"application/ld+json").and_then(|_| by_id("page"))
        }
    }
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
