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
        let Some((before, rest)) = markdown.split_once("](") else {
            return Self { words: plain(markdown), link: None };
        };
        let (outside, words) = before.split_at(link_start(before).unwrap_or(before.len()));
        let (address, after) = rest.split_at(address_end(rest));
        // An address may have a title in quotes behind it.
        let url = address.split_whitespace().next().unwrap_or_default().trim_matches(['<', '>']).to_owned();
        let words = plain(words.strip_prefix('[').unwrap_or(words));
        let after = Self::of(after.strip_prefix(')').unwrap_or(after)).words;
        let all = format!("{}{words}{after}", plain(outside));
        Self { words: all, link: Some(Link { words, url, after }) }
    }
}

/// Words without signs of emphasis, and without brackets that have no partner: links that were typed wrong.
fn plain(words: &str) -> String {
    let words = words.replace("**", "").replace('`', "");
    if words.matches('[').count() == words.matches(']').count() { words } else { words.replace(['[', ']'], "") }
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
}
