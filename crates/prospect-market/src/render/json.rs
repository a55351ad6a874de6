//! Writes a report as JSON: everything, with every id in full.

use crate::Report;

/// The report as JSON, indented, with a final line break.
#[must_use]
pub fn json(report: &Report) -> String {
    // Every part serialises: string keys, no maps, and numbers that are not finite become `null`.
    let mut text = serde_json::to_string_pretty(report).expect("a tree of strings and numbers is JSON");
    text.push('\n');
    text
}
