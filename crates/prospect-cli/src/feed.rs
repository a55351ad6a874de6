//! Changes as a feed: Atom (RFC 4287) or JSON Feed 1.1.
//!
//! In: changes and a title. Out: the text of the feed. An entry's id is made of what happened to which opening on
//! which day, so it is the same in every feed that has it. The same changes give the same bytes.

use crate::changes::Change;
use prospect_model::Sha256;
use sha2::Digest as _;
use std::fmt::Write as _;

/// The form of a feed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// Atom, RFC 4287.
    Atom,
    /// JSON Feed 1.1.
    Json,
}

/// The feed's text. `name` tells feeds of one home apart; `empty_day` dates a feed without entries.
pub(crate) fn feed(form: Form, title: &str, name: &str, changes: &[Change], empty_day: prospect_model::Date) -> String {
    match form {
        Form::Atom => atom(title, name, changes, empty_day),
        Form::Json => json(title, name, changes),
    }
}

/// A name-based id as `urn:uuid:` (version 8: SHA-256 of the parts, cut to 122 bits).
fn uuid(parts: &[&str]) -> String {
    let mut hash = sha2::Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    let mut digest: [u8; 32] = hash.finalize().into();
    digest[6] = (digest[6] & 0x0f) | 0x80;
    digest[8] = (digest[8] & 0x3f) | 0x80;
    let hex = Sha256(digest).to_string();
    let part = |from: usize, to: usize| hex.get(from..to).unwrap_or_default();
    format!("urn:uuid:{}-{}-{}-{}-{}", part(0, 8), part(8, 12), part(12, 16), part(16, 20), part(20, 32))
}

fn id(change: &Change) -> String {
    let day = change.day.to_string();
    uuid(&["change", change.kind.as_str(), &change.opening, &day, &change.what.join("\n")])
}

/// "New: Rust Engineer, Acme".
fn headline(change: &Change) -> String {
    let title = if change.title.is_empty() { "opening without a title" } else { &change.title };
    let kind = change.kind.as_str();
    let kind = kind.chars().take(1).flat_map(char::to_uppercase).chain(kind.chars().skip(1)).collect::<String>();
    match &change.employer {
        Some(employer) => format!("{kind}: {title}, {employer}"),
        None => format!("{kind}: {title}"),
    }
}

/// What happened, in a sentence.
fn content(change: &Change) -> String {
    let what = if change.what.is_empty() { String::new() } else { format!(" ({})", change.what.join("; ")) };
    format!("{} on {}{what}. Opening {}.", change.kind.as_str(), change.day, change.opening)
}

fn atom(title: &str, name: &str, changes: &[Change], empty_day: prospect_model::Date) -> String {
    let updated = changes.iter().map(|change| change.day).max().unwrap_or(empty_day);
    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n  <id>{}</id>\n  \
         <title>{}</title>\n  <updated>{updated}T00:00:00Z</updated>\n  <author><name>Prospect</name></author>\n  \
         <generator version=\"{}\">prospect</generator>\n",
        uuid(&["feed", name]),
        xml(title),
        env!("CARGO_PKG_VERSION"),
    );
    for change in changes.iter().rev() {
        // Writing to a string cannot fail.
        let _ = write!(
            text,
            "  <entry>\n    <id>{}</id>\n    <title>{}</title>\n    <updated>{}T00:00:00Z</updated>\n",
            id(change),
            xml(&headline(change)),
            change.day
        );
        if let Some(url) = change.url.as_deref().filter(|url| is_web(url)) {
            let _ = writeln!(text, "    <link rel=\"alternate\" href=\"{}\"/>", xml(url));
        }
        let _ = writeln!(text, "    <category term=\"{}\"/>", change.kind.as_str());
        let _ = writeln!(text, "    <content type=\"text\">{}</content>\n  </entry>", xml(&content(change)));
    }
    text + "</feed>\n"
}

fn json(title: &str, name: &str, changes: &[Change]) -> String {
    let item = |change: &Change| {
        let mut item = serde_json::json!({
            "id": id(change),
            "title": headline(change),
            "content_text": content(change),
            "date_published": format!("{}T00:00:00Z", change.day),
            "date_modified": format!("{}T00:00:00Z", change.day),
            "tags": [change.kind.as_str()],
        });
        if let Some(url) = change.url.as_deref().filter(|url| is_web(url)) {
            item["url"] = url.into();
        }
        item
    };
    let feed = serde_json::json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": title,
        "description": format!("What Prospect saw of {name}"),
        "authors": [{"name": "Prospect"}],
        "items": changes.iter().rev().map(item).collect::<Vec<_>>(),
    });
    format!("{feed:#}\n")
}

/// Whether an address may stand in a feed as it is.
fn is_web(url: &str) -> bool {
    (url.starts_with("https://") || url.starts_with("http://"))
        && url.bytes().all(|byte| byte.is_ascii_graphic() && !b"<>\"\\^`{|}".contains(&byte))
}

/// Text inside XML; what XML 1.0 does not have becomes U+FFFD.
fn xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(c),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::changes::Kind;
    use prospect_model::Date;

    fn change() -> Change {
        Change {
            kind: Kind::Changed,
            day: Date::parse("2026-05-03").unwrap(),
            opening: "greenhouse/1/1".to_owned(),
            employer: Some("Acme & Sons".to_owned()),
            title: "Rust <Senior> \u{1}".to_owned(),
            url: Some("https://acme.example/1?a=1&b=2".to_owned()),
            what: vec!["pay: 1 → 2".to_owned()],
        }
    }

    #[test]
    fn an_atom_feed_has_what_the_standard_asks_for() {
        let day = Date::parse("2026-05-01").unwrap();
        let text = feed(Form::Atom, "Changes", "changes", &[change()], day);
        let needed = [
            "<id>urn:uuid:",
            "<updated>2026-05-03T00:00:00Z</updated>",
            "<title>Changed: Rust &lt;Senior&gt; \u{fffd}, Acme &amp; Sons</title>",
            "href=\"https://acme.example/1?a=1&amp;b=2\"",
            "<author><name>",
        ];
        for part in needed {
            assert!(text.contains(part), "{part} in {text}");
        }
        assert_eq!(text, feed(Form::Atom, "Changes", "changes", &[change()], day));
        assert!(feed(Form::Atom, "Changes", "changes", &[], day).contains("<updated>2026-05-01T00:00:00Z</updated>"));
    }

    #[test]
    fn a_json_feed_has_what_the_standard_asks_for() {
        let day = Date::parse("2026-05-01").unwrap();
        let text = feed(Form::Json, "Changes", "changes", &[change(), Change { url: None, ..change() }], day);
        let feed: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(feed["version"], "https://jsonfeed.org/version/1.1");
        assert_eq!(feed["items"][1]["url"], "https://acme.example/1?a=1&b=2");
        assert!(feed["items"][0].get("url").is_none());
        assert_eq!(feed["items"][0]["date_published"], "2026-05-03T00:00:00Z");
    }

    #[test]
    fn an_id_is_of_what_happened_and_nothing_else() {
        let other = Change { title: "another".to_owned(), url: None, ..change() };
        assert_eq!(id(&change()), id(&other), "how it is shown may change");
        assert_ne!(id(&change()), id(&Change { kind: Kind::Closed, ..change() }));
        assert_ne!(id(&change()), id(&Change { what: vec![], ..change() }));
        assert_eq!(id(&change()).len(), "urn:uuid:".len() + 36);
    }
}
