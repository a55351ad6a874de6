//! The hiring thread of r/rust, as JSON that the user saved (the thread's address with `.json` behind it): the post,
//! then its comments.
//!
//! Comments of the first level are postings; most follow the thread's form (COMPANY, TYPE, LOCATION, REMOTE, VISA, …),
//! which fills the fields. Who wrote one is kept as an opaque key only. Never fetched: its terms want an agreement.

use crate::account::account_key;
use crate::answer::{Item, Outer, Shape, filled};
use crate::cut::{Elements, Entries, Part};
use crate::html::unescaped_once;
use crate::markdown::Line;
use crate::{Connector, ConnectorInfo, Context, Format, Parse, Parsed, Terms};
use prospect_model::{Body, Fields, Posting};

pub(super) const CONNECTOR: Connector = Connector {
    info: ConnectorInfo {
        id: "reddit",
        also: &["r/rust", "rust-reddit"],
        title: "the hiring thread of r/rust, as a file that you saved",
        frame: "comments in the hiring thread of r/rust",
        is_denominator: false,
        media_type: "application/json",
        terms: Terms {
            summary: "commercial use and training of models need an agreement with it, so only files that you saved are \
                      read and nothing is asked of it; comments belong to their authors",
            url: Some("https://redditinc.com/policies/data-api-terms"),
            licence: None,
            attribution: Some("link to the comment"),
            allows_statistics: true,
        },
    },
    formats: &[Format {
        is: |head| head.contains("\"Listing\"") && head.contains("\"children\"") && head.contains("\"kind\""),
        parse: Parse::Document(parse),
    }],
    live: None,
};

const SHAPE: Shape = Shape { list: "children", signs: &["kind", "data"], notice: None, posting };

fn parse(bytes: &[u8], context: Context<'_>) -> Parsed {
    let mut parsed = Parsed::default();
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    let mut n_lists = 0_u32;
    let mut read = |part: &[u8], pointer: String| {
        if let Some(list) = children(part) {
            n_lists += 1;
            SHAPE.read_list(list.bytes, &format!("{pointer}/data/children"), &Outer::none(), context, &mut parsed);
        }
    };
    match bytes.first() {
        Some(b'[') => Elements::new(bytes).enumerate().for_each(|(at, part)| read(part.bytes, format!("/{at}"))),
        Some(b'{') => read(bytes, String::new()),
        _ => {}
    }
    // A list of comments without what is around it, or something else, which is then said.
    if n_lists == 0 { SHAPE.parse(bytes, context) } else { parsed }
}

/// The list of children of a listing.
fn children(listing: &[u8]) -> Option<Part<'_>> {
    let data = member(listing, b"data")?;
    member(data.bytes, b"children").filter(|list| list.bytes.starts_with(b"["))
}

fn member<'a>(object: &'a [u8], wanted: &[u8]) -> Option<Part<'a>> {
    let entries = object.starts_with(b"{").then(|| Entries::new(object))?;
    entries.into_iter().find_map(|(key, part)| (key == wanted).then_some(part))
}

fn posting(item: &mut Item<'_>, _outer: &Outer<'_>, _context: Context<'_>) -> Option<Posting> {
    match item.text("kind").as_deref() {
        // The thread's own post.
        Some("t3") => return None,
        Some("more") => {
            let count = item.text("data/count").unwrap_or_default();
            item.problem("more-comments", format!("{count} comments are not in the file"));
            return None;
        }
        _ if !item.has("data") => {
            item.problem("unusable-item", "the comment has no `data`");
            return None;
        }
        _ => {}
    }
    let is_reply = item.text("data/parent_id").is_some_and(|parent| parent.starts_with("t1_"));
    let markdown = item.take_text("data/body").unwrap_or_default();
    let is_gone = matches!(markdown.trim(), "[deleted]" | "[removed]");
    let is_notice = item.flag("data/stickied") == Some(true) || item.text("data/distinguished").is_some();
    if is_reply || is_gone || is_notice {
        let what = match (is_gone, is_reply) {
            (true, _) => "the comment was deleted",
            (false, true) => "the comment answers another one",
            (false, false) => "the comment is a notice of the moderators",
        };
        item.problem("not-an-opening", what);
        return None;
    }
    let html = item.take_text("data/body_html").map(unescaped_once);
    let form = Form(&markdown);
    let remote = form.answer(&["remote"]);
    let fields = Fields {
        title: form.answer(&["position", "title", "job title", "role"]),
        employer: form.answer(&["company"]),
        location: form.answer(&["location"]),
        pay: form.answer(&["estimated compensation", "compensation", "salary"]).filter(|pay| has_figures(pay)),
        employment: form.answer(&["type"]),
        work_mode: remote.as_deref().and_then(work_mode),
        remote_scope: remote.as_deref().and_then(remote_scope),
    };
    Some(Posting {
        id: item.id("data/id"),
        source: CONNECTOR.info.id.to_owned(),
        posted: item.day("data/created_utc"),
        month: None,
        url: item.text("data/permalink").map(|path| match path.strip_prefix('/') {
            Some(path) => format!("https://www.reddit.com/{path}"),
            None => path,
        }),
        poster: item.text("data/author").map(|author| account_key(CONNECTOR.info.id, &author)),
        body: match html {
            Some(html) => item.body(Some(html)),
            None if markdown.trim().is_empty() => item.body(None),
            None => Body::Text(markdown.clone()),
        },
        fields,
    })
}

fn has_figures(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit())
}

/// A comment that follows the thread's form: labels with a colon, each at the start of a line.
struct Form<'a>(&'a str);

impl Form<'_> {
    /// What stands behind the first of these labels, on its line or, if that is empty, on the next one with words.
    fn answer(&self, labels: &[&str]) -> Option<String> {
        let mut lines = self.0.lines();
        let is_label = |label: &str| labels.iter().any(|wanted| label.eq_ignore_ascii_case(wanted));
        while let Some(line) = lines.next() {
            let Some((label, rest)) = label_of(line) else { continue };
            if !is_label(&label) {
                continue;
            }
            if let Some(answer) = filled(&rest) {
                return Some(answer);
            }
            let next = lines.by_ref().find(|line| !line.trim().is_empty())?;
            return label_of(next).is_none().then(|| filled(&Line::of(next).words)).flatten();
        }
        None
    }
}

/// `**COMPANY:** [Acme](address)` as "COMPANY" and "Acme".
fn label_of(line: &str) -> Option<(String, String)> {
    const LABEL_CHARS_MAX: usize = 30;
    let words = Line::of(line).words;
    let (label, rest) = words.split_once(':')?;
    let label = label.trim_matches(|letter: char| letter.is_whitespace() || "*_#>-".contains(letter));
    let is_label = !label.is_empty()
        && label.chars().count() <= LABEL_CHARS_MAX
        && label.chars().all(|letter| letter.is_alphabetic() || letter == ' ' || letter == '/');
    let rest = rest.trim_matches(|letter: char| letter.is_whitespace() || "*_".contains(letter));
    is_label.then(|| (label.to_owned(), rest.to_owned()))
}

/// The work mode that an answer to "remote?" means: the words where they name one, "remote" for a yes.
fn work_mode(answer: &str) -> Option<String> {
    let lower = answer.to_lowercase();
    let first = lower.split(|letter: char| !letter.is_alphanumeric()).next().unwrap_or_default().to_owned();
    match first.as_str() {
        "no" | "not" | "none" => None,
        "yes" | "yep" | "sure" => Some("remote".to_owned()),
        _ if lower.contains("remote") || lower.contains("hybrid") => Some(answer.to_owned()),
        _ => None,
    }
}

/// What an answer says behind its yes: where, in which time zones.
fn remote_scope(answer: &str) -> Option<String> {
    let (first, rest) = answer.split_once(|letter: char| !letter.is_alphanumeric())?;
    let is_yes = ["yes", "yep", "sure", "remote"].iter().any(|yes| first.eq_ignore_ascii_case(yes));
    is_yes.then(|| filled(rest.trim_matches(|letter: char| !letter.is_alphanumeric() && letter != ')'))).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_is_read_in_its_usual_dresses() {
        let form = Form(
            "**COMPANY:** [Acme](https://a.example)\n\nTYPE: Full time\n\n**LOCATION**: Graz\n\n**REMOTE:**\n\nYes, EU only\n\nVISA:\n\nCONTACT: x",
        );
        assert_eq!(form.answer(&["company"]).as_deref(), Some("Acme"));
        assert_eq!(form.answer(&["type"]).as_deref(), Some("Full time"));
        assert_eq!(form.answer(&["location"]).as_deref(), Some("Graz"));
        assert_eq!(form.answer(&["remote"]).as_deref(), Some("Yes, EU only"));
        assert_eq!(form.answer(&["visa"]), None);
    }

    #[test]
    fn an_answer_about_remote_work_is_taken_at_its_word() {
        assert_eq!(work_mode("No"), None);
        assert_eq!(work_mode("Yes, EU only").as_deref(), Some("remote"));
        assert_eq!(work_mode("Hybrid, two days a week").as_deref(), Some("Hybrid, two days a week"));
        assert_eq!(remote_scope("Yes, EU only").as_deref(), Some("EU only"));
        assert_eq!(remote_scope("Yes"), None);
        assert_eq!(remote_scope("No, Graz"), None);
    }
}
