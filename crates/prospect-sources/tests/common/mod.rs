//! What the tests over whole documents share: parsing one, and showing the outcome.

#![allow(dead_code, clippy::unwrap_used, reason = "each test binary uses its part; a test fails by panicking")]

use prospect_model::{Body, Locator, Posting, Problem, Sha256};
use prospect_sources::{ArraySplitter, Connector, Context, End, Parse, Parsed, SNIFF_BYTES};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// The folder of this crate.
pub(crate) const CRATE: &str = env!("CARGO_MANIFEST_DIR");

/// A document's context in tests.
pub(crate) fn context(url: Option<&str>) -> Context<'_> {
    Context { document: Sha256([0xab; 32]), url, employer: None }
}

/// Parses a whole document in the way that the connector picks for it.
pub(crate) fn parse(connector: &Connector, bytes: &[u8], context: Context<'_>) -> Parsed {
    let head = bytes.get(..SNIFF_BYTES).unwrap_or(bytes);
    match connector.parse_of(head) {
        Parse::Document(parse) => parse(bytes, context),
        Parse::Items(parse) => {
            let (mut splitter, mut ranges) = (ArraySplitter::default(), Vec::new());
            splitter.push(bytes, &mut ranges);
            let mut parsed = Parsed::default();
            for (item_idx, range) in ranges.into_iter().enumerate() {
                let item = &bytes[range.start as usize..range.end as usize];
                parse(item, &Locator::Pointer(format!("/{item_idx}")), context, &mut parsed);
            }
            // The command says so of a document that ends early; here it is told for the record.
            if splitter.end() != End::Whole {
                parsed.problems.push(Problem::new("array", format!("{:?}", splitter.end())));
            }
            parsed
        }
        Parse::Lines(parse) => {
            let mut parsed = Parsed::default();
            for (line_idx, line) in bytes.split(|byte| *byte == b'\n').enumerate() {
                let locator = Locator::Line(line_idx as u64 + 1);
                match parse(line, &locator, context, &mut parsed.problems) {
                    Ok(Some(posting)) => parsed.postings.push((locator, posting)),
                    Ok(None) => {}
                    Err(problem) => parsed.problems.push(problem),
                }
            }
            parsed
        }
    }
}

/// A posting as one JSON object.
pub(crate) fn posting(locator: &Locator, posting: &Posting) -> Value {
    let (kind, words) = match &posting.body {
        Body::Text(text) => ("text", text),
        Body::Html(html) => ("html", html),
    };
    json!({
        "at": locator.to_string(),
        "id": posting.id,
        "source": posting.source,
        "posted": posting.posted,
        "month": posting.month,
        "url": posting.url,
        "poster": posting.poster,
        kind: words,
        "fields": posting.fields,
    })
}

/// A problem as one JSON object.
pub(crate) fn problem(problem: &Problem) -> Value {
    json!({"problem": problem.code, "message": problem.message, "at": problem.at})
}

/// The folders or files of a folder, in the order of their names.
pub(crate) fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    paths
}

/// The documents among a fixture folder's files: all but what is beside them.
pub(crate) fn documents(folder: &Path) -> Vec<PathBuf> {
    let mut files = entries(folder);
    files.retain(|path| {
        let name = path.file_name().unwrap().to_string_lossy();
        !name.ends_with(".expected.jsonl") && !name.ends_with(".url")
    });
    files
}

/// The path with something after its name.
pub(crate) fn beside(document: &Path, ending: &str) -> PathBuf {
    let mut name = document.file_name().unwrap().to_owned();
    name.push(ending);
    document.with_file_name(name)
}

/// The address that a document came from, in a file beside it.
pub(crate) fn url(document: &Path) -> Option<String> {
    std::fs::read_to_string(beside(document, ".url")).ok().map(|text| text.trim().to_owned())
}

/// Compares a table with the one that stands in `docs/sources.md` between the marks of this name; writes it there
/// when `UPDATE_EXPECTED` is set.
pub(crate) fn check_page(mark: &str, table: &str) {
    let path = Path::new(CRATE).join("../../docs/sources.md");
    let page = std::fs::read_to_string(&path).unwrap();
    let (start, end) = (format!("<!-- {mark} -->\n"), format!("<!-- end of {mark} -->"));
    let (before, rest) = page.split_once(&start).unwrap_or_else(|| panic!("docs/sources.md has no mark `{mark}`"));
    let (found, after) = rest.split_once(&end).unwrap_or_else(|| panic!("docs/sources.md has no end of `{mark}`"));
    if std::env::var_os("UPDATE_EXPECTED").is_some() {
        std::fs::write(&path, format!("{before}{start}\n{table}\n{end}{after}")).unwrap();
    } else {
        assert_eq!(found.trim(), table.trim(), "docs/sources.md is stale (UPDATE_EXPECTED=1 writes it anew)");
    }
}
