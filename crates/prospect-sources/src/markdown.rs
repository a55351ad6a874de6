//! Lines of Markdown, as far as connectors need them: words and links.

/// A line: its words, with links as their words.
pub(crate) struct Line {
    /// The words, without signs of links and emphasis.
    pub(crate) words: String,
    /// The first link: its words, its address, and the line's words behind it.
    pub(crate) link: Option<Link>,
}

/// A link in a line.
pub(crate) struct Link {
    pub(crate) words: String,
    pub(crate) url: String,
    pub(crate) after: String,
}

impl Line {
    /// Reads a line.
    pub(crate) fn of(markdown: &str) -> Self {
        let Some((outside, first, rest)) = next_link(markdown) else {
            return Self { words: plain(markdown), link: None };
        };
        let mut after = String::new();
        let mut rest = rest;
        while let Some((outside, link, behind)) = next_link(rest) {
            after.push_str(&plain(outside));
            after.push_str(&plain(link.0));
            rest = behind;
        }
        after.push_str(&plain(rest));
        let words = plain(first.0);
        let all = format!("{}{words}{after}", plain(outside));
        Self { words: all, link: Some(Link { words, url: first.1.to_owned(), after }) }
    }
}

/// The first link of a text: what stands before it, its words and address, what stands behind it.
fn next_link(text: &str) -> Option<(&str, (&str, &str), &str)> {
    let (before, rest) = text.split_once("](")?;
    let (outside, words) = before.split_at(link_start(before).unwrap_or(before.len()));
    let (address, behind) = rest.split_at(address_end(rest));
    // An address may have a title in quotes behind it.
    let url = address.split_whitespace().next().unwrap_or_default().trim_matches(['<', '>']);
    Some((outside, (words.strip_prefix('[').unwrap_or(words), url), behind.strip_prefix(')').unwrap_or(behind)))
}

/// Words without signs of emphasis, and without brackets that have no partner: links that were typed wrong. Signs
/// inside a word stay, for they may belong to it.
fn plain(words: &str) -> String {
    let is_paired = words.matches('[').count() == words.matches(']').count();
    let mut out = String::with_capacity(words.len());
    let mut rest = words;
    while let Some(letter) = rest.chars().next() {
        let n_sign = match letter {
            '`' => 1,
            '*' if rest.starts_with("**") => 2,
            '[' | ']' if !is_paired => 1,
            _ => 0,
        };
        let after = rest.get(n_sign..).unwrap_or_default();
        let is_inside = out.ends_with(char::is_alphanumeric) && after.starts_with(char::is_alphanumeric);
        if n_sign == 0 || is_inside {
            out.push(letter);
            rest = rest.get(letter.len_utf8()..).unwrap_or_default();
        } else {
            rest = after;
        }
    }
    out
}

/// The byte of the bracket that opens the link whose words end where the text ends.
fn link_start(before: &str) -> Option<usize> {
    let mut n_closed = 0_u32;
    for (at, letter) in before.char_indices().rev() {
        match letter {
            ']' => n_closed += 1,
            '[' if n_closed == 0 => return Some(at),
            '[' => n_closed -= 1,
            _ => {}
        }
    }
    before.find('[')
}

/// The byte after an address: its closing bracket, brackets inside it paired.
fn address_end(address: &str) -> usize {
    let mut n_open = 0_u32;
    for (at, letter) in address.char_indices() {
        match letter {
            '(' => n_open += 1,
            ')' if n_open == 0 => return at,
            ')' => n_open -= 1,
            _ => {}
        }
    }
    address.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(markdown: &str, words: &str, url: Option<&str>) {
        let line = Line::of(markdown);
        assert_eq!((line.words.as_str(), line.link.map(|link| link.url).as_deref()), (words, url));
    }

    #[test]
    fn links_become_their_words() {
        check("**[Acme](https://a.example/(b))** and [more](c)", "Acme and more", Some("https://a.example/(b)"));
        check("[a [b] c](<d> \"title\")", "a [b] c", Some("d"));
        check("[typed] wrong](d)", "typed wrong", Some("d"));
        check("no end [x](y", "no end x", Some("y"));
        check("plain (text)", "plain (text)", None);
    }

    #[test]
    fn a_line_of_many_links_is_read_in_time() {
        let line = Line::of(&"[a](b)".repeat(200_000));
        assert_eq!(line.words.len(), 200_000);
    }
}
