//! A saved page of a thread (`news.ycombinator.com/item?id=…`).
//!
//! Comments are rows of class `comtr` that say how deep they stand; those of depth 0 are postings. Old pages give
//! the depth as the width of an empty picture, and the words in a `span`.

use super::{is_hiring_thread, month_of, posting};
use crate::days;
use crate::{Context, Parsed};
use memchr::memmem;
use prospect_model::{Body, Locator, Problem};

/// Longest tag that is looked at, in bytes; those of the page are a tenth of that.
const TAG_BYTES_MAX: usize = 2_000;

pub(super) fn parse(bytes: &[u8], _context: Context<'_>) -> Parsed {
    let mut parsed = Parsed::default();
    let text = String::from_utf8_lossy(bytes);
    let title = between(&text, "<title>", "</title>").unwrap_or_default();
    let title = htmlize::unescape(title.trim().trim_end_matches("| Hacker News").trim()).into_owned();
    if !title.is_empty() && !is_hiring_thread(&title) {
        let message = format!("`{title}` is no hiring thread; its comments were left out");
        parsed.problems.push(Problem::new("not-a-hiring-thread", message));
        return parsed;
    }
    let month = month_of(&title);
    let mut rows = rows(&text).peekable();
    let (mut line, mut counted) = (1_u64, 0);
    let mut is_cut = false;
    while let Some(start) = rows.next() {
        let end = rows.peek().copied().unwrap_or(text.len());
        let between = text.as_bytes().get(counted..start).unwrap_or_default();
        line += memchr::memchr_iter(b'\n', between).count() as u64;
        counted = start;
        let row = text.get(start..end).unwrap_or_default();
        let locator = Locator::Line(line);
        let is_last = rows.peek().is_none();
        match comment(row) {
            Row::Reply => {}
            Row::Cut if is_last => is_cut = true,
            Row::Cut => parsed
                .problems
                .push(Problem::new("malformed-comment", "the comment's row has no number").at(locator.to_string())),
            Row::Gone => {
                let problem = Problem::new("not-an-opening", "the comment is deleted, dead or flagged");
                parsed.problems.push(problem.at(locator.to_string()));
            }
            Row::Comment { id, author, time, html } => {
                let posted = time.and_then(days::day);
                if posted.is_none() {
                    let problem = Problem::new("missing-date", "the comment's row has no time");
                    parsed.problems.push(problem.at(locator.to_string()));
                }
                let author = author.map(|author| htmlize::unescape(author).into_owned());
                let html = Body::Html(html.to_owned());
                parsed.postings.push((locator, posting(id.to_owned(), author, posted, month, html)));
            }
        }
    }
    if is_cut || !text.contains("</html") {
        parsed.problems.push(Problem::new("cut-off", "the page breaks off; what came whole went in"));
    }
    if text.contains("class='morelink'") || text.contains("class=\"morelink\"") {
        parsed.problems.push(Problem::new("more-pages", "the thread has further pages, which are not in this file"));
    }
    if counted == 0 && parsed.problems.is_empty() {
        parsed.problems.push(Problem::new("no-items", "the page shows no comments"));
    }
    parsed
}

/// The tag that starts here, without its brackets, and the byte behind it.
fn tag_at(text: &str, start: usize) -> Option<(&str, usize)> {
    let end = text.len().min(start.saturating_add(TAG_BYTES_MAX));
    let end = start + memchr::memchr(b'>', text.as_bytes().get(start..end)?)?;
    Some((text.get(start + 1..end)?, end + 1))
}

/// Where each comment's row starts.
fn rows(text: &str) -> impl Iterator<Item = usize> + '_ {
    memmem::find_iter(text.as_bytes(), "<tr").filter(|start| {
        let tag = tag_at(text, *start).map_or("", |(tag, _)| tag);
        attribute(tag, "class").is_some_and(|class| class.split_whitespace().any(|name| name == "comtr"))
    })
}

enum Row<'a> {
    /// A comment of the first level.
    Comment { id: &'a str, author: Option<&'a str>, time: Option<&'a str>, html: &'a str },
    /// An answer to a comment.
    Reply,
    /// A comment without words.
    Gone,
    /// A row that breaks off.
    Cut,
}

fn comment(row: &str) -> Row<'_> {
    let tag = tag_at(row, 0).map_or("", |(tag, _)| tag);
    let Some(id) = attribute(tag, "id").filter(|id| !id.is_empty()) else { return Row::Cut };
    let value_of = |word_of: &str, word: &str, name: &str| attribute(tag_with(row, word_of, word)?.0, name);
    match value_of("class", "ind", "indent").or_else(|| value_of("src", "s.gif", "width")) {
        None => return Row::Cut,
        Some("0") => {}
        Some(_) => return Row::Reply,
    }
    let Some((_, rest)) = tag_with(row, "class", "commtext") else {
        let is_whole = row.contains("</table>") || row.contains("</tr>");
        return if is_whole { Row::Gone } else { Row::Cut };
    };
    let ends = ["</div>", "</span>", "<div class='reply'", "<div class=\"reply\""];
    let end = ends.iter().filter_map(|sign| rest.find(sign)).min();
    let Some(html) = end.and_then(|end| rest.get(..end)) else { return Row::Cut };
    // The mark of a dead comment stands beside its author. A flagged one that still shows its words is alive.
    let is_dead = row.get(..row.len() - rest.len()).is_some_and(|head| head.contains("[dead]"));
    if is_dead || matches!(html.trim(), "" | "[deleted]" | "[flagged]") {
        return Row::Gone;
    }
    let author = tag_with(row, "class", "hnuser").and_then(|(_, rest)| rest.split('<').next());
    // "2024-09-02T19:23:54.000000Z", in newer pages with the Unix time behind it.
    let time = value_of("class", "age", "title").and_then(|title| title.split_whitespace().next());
    Row::Comment { id, author, time, html: html.trim() }
}

/// The first tag with this word in an attribute, without its brackets, and what follows it.
fn tag_with<'a>(row: &'a str, name: &str, word: &str) -> Option<(&'a str, &'a str)> {
    row.match_indices('<').find_map(|(at, _)| {
        let (tag, end) = tag_at(row, at)?;
        let value = attribute(tag, name)?;
        value.split_whitespace().any(|found| found == word).then_some((tag, row.get(end..)?))
    })
}

/// The value of a tag's attribute, in whatever quotes.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    tag.match_indices(name).find_map(|(at, _)| {
        let is_name = tag.get(..at)?.ends_with(char::is_whitespace);
        let value = tag.get(at + name.len()..)?.strip_prefix('=').filter(|_| is_name)?;
        match value.chars().next()? {
            quote @ ('\'' | '"') => value.get(1..)?.split(quote).next(),
            _ => value.split(char::is_whitespace).next(),
        }
    })
}

fn between<'a>(text: &'a str, start: &str, end: &str) -> Option<&'a str> {
    let at = text.find(start)? + start.len();
    text.get(at..)?.split(end).next()
}
