//! Answers of the Firebase and Algolia interfaces.
//!
//! An Algolia item of a thread holds its comments in `children`, of which only the first level counts. A Firebase
//! item of a thread only names its comments. A search for stories leads to threads (`threads.rs`) and holds no
//! posting; a search for comments holds some.

use super::{is_hiring_thread, month_of, posting as posting_of};
use crate::answer::{Item, Outer, Shape};
use crate::cut::Entries;
use crate::{Context, Head, Parsed};
use prospect_model::{Body, Posting, Problem};

/// A thread with its comments.
const THREAD: Shape = Shape { list: "children", signs: &["id", "parent_id"], notice: None, posting };

/// A search.
const SEARCH: Shape = Shape { list: "hits", signs: &["objectID"], notice: None, posting };

/// One item, or some in whatever stands around them.
const ITEM: Shape = Shape { list: "", signs: &["id", "type"], notice: None, posting };

pub(super) fn is_answer(head: &Head<'_>) -> bool {
    let has = |words: &str| head.contains(words);
    let is_algolia = has("\"created_at_i\"") && (has("\"objectID\"") || has("\"story_id\"") || has("\"children\""));
    let is_firebase =
        (has("\"by\"") || has("\"deleted\"")) && has("\"type\"") && (has("\"kids\"") || has("\"parent\""));
    (head.starts_with("{") || head.starts_with("[")) && (is_algolia || is_firebase)
}

pub(super) fn parse(bytes: &[u8], context: Context<'_>) -> Parsed {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    if bytes.trim_ascii_end() == b"null" {
        let problem = Problem::new("no-items", "the interface answers `null`: there is no such item");
        return Parsed { problems: vec![problem], ..Parsed::default() };
    }
    let mut outer = Outer::none();
    if bytes.starts_with(b"{") {
        outer = Outer::of(Entries::new(bytes));
    }
    // Somebody may have kept a search's hits alone.
    let is_hits = bytes.starts_with(b"[") && memchr::memmem::find(bytes, b"\"objectID\"").is_some();
    if outer.has("hits") || is_hits {
        return SEARCH.parse(bytes, context);
    }
    let kind = outer.text("type");
    if kind.as_deref() == Some("story") {
        let title = outer.text("title").unwrap_or_default();
        if !is_hiring_thread(&title) {
            let message = format!("`{title}` is no hiring thread; its comments were left out");
            let problem = Problem::new("not-a-hiring-thread", message);
            return Parsed { problems: vec![problem], ..Parsed::default() };
        }
        if outer.has("children") {
            return THREAD.parse(bytes, context);
        }
    }
    ITEM.parse(bytes, context)
}

fn posting(item: &mut Item<'_>, outer: &Outer<'_>, _context: Context<'_>) -> Option<Posting> {
    let title = item.text("title");
    let is_story = item.text("type").as_deref() == Some("story") || (title.is_some() && !item.has("comment_text"));
    if is_story {
        let n_kids = item.take_list("kids").len();
        if n_kids > 0 {
            let message = format!("the thread names {n_kids} comments without their words; take those in, too");
            item.problem("comments-not-included", message);
        }
        return None;
    }
    let key =
        |item: &mut Item<'_>, first: &'static str, second: &'static str| if item.has(first) { first } else { second };
    let id_key = key(item, "id", "objectID");
    let text_key = key(item, "text", "comment_text");
    let is_gone = ["deleted", "dead"].into_iter().find(|flag| item.flag(flag) == Some(true));
    let text = item.take_text(text_key).filter(|text| !matches!(text.trim(), "[deleted]" | "[dead]" | "[flagged]"));
    let author = item.text("author").or_else(|| item.text("by"));
    // Algolia keeps the place of a deleted comment, without words and author.
    if is_gone.is_some() || (text.is_none() && author.is_none()) {
        item.problem("not-an-opening", format!("the comment is {}", is_gone.unwrap_or("deleted")));
        return None;
    }
    let story_title = item.text("story_title").or_else(|| outer.text("title"));
    if let Some(title) = story_title.as_deref().filter(|title| !is_hiring_thread(title)) {
        item.problem("not-an-opening", format!("the comment stands under `{title}`, which is no hiring thread"));
        return None;
    }
    let (story, parent) = (item.text("story_id"), item.text("parent_id"));
    if story.is_some() && parent.is_some() && story != parent {
        item.problem("not-an-opening", "the comment answers another one");
        return None;
    }
    let day_key = ["created_at_i", "time", "created_at"].into_iter().find(|key| item.has(key));
    let posted = day_key.and_then(|key| item.day(key));
    let month = story_title.as_deref().and_then(month_of);
    let body = match text {
        Some(html) => Body::Html(html),
        None => item.body(None),
    };
    Some(posting_of(item.id(id_key), author, posted, month, body))
}
