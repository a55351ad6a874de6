//! Turns HTML into plain text and keeps the way back.
//!
//! In: any bytes that are UTF-8, well-formed or not. Out: text with one line per block, `- ` before list
//! items, no tags, references decoded, and a map from text offsets to HTML offsets. Scripts, styles and
//! comments give no text. Nesting costs nothing: there is no tree.
//!
//! Not here: reading structured data out of pages (`prospect-sources`).

/// Plain text and the way back to the HTML it came from.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct PlainText {
    /// The text.
    pub text: String,
    /// Pairs (byte of the text, byte of the HTML), ascending, where a run of copied bytes starts.
    pub map: Vec<(u32, u32)>,
}

impl PlainText {
    /// The HTML byte that a text byte came from; the start of the run for decoded references.
    #[must_use]
    pub fn html_offset(&self, text_offset: u32) -> Option<u32> {
        let run = self.map.partition_point(|(text, _)| *text <= text_offset).checked_sub(1)?;
        let (text, html) = *self.map.get(run)?;
        Some(html.saturating_add(text_offset - text))
    }
}

/// Converts HTML to plain text.
#[must_use]
pub fn to_text(html: &str) -> PlainText {
    let mut out = Writer { plain: PlainText::default(), html_len: html.len(), pending: Break::None, is_pre: false };
    out.plain.text.reserve(html.len());
    let bytes = html.as_bytes();
    let mut at = 0;
    // Address of the link that is open, and where its words start in the text.
    let mut link: Option<(String, usize)> = None;
    while at < bytes.len() {
        let next = memchr::memchr2(b'<', b'&', &bytes[at..]).map_or(bytes.len(), |found| at + found);
        if next > at {
            out.copy(html, at, next);
            at = next;
        }
        match bytes.get(at) {
            Some(b'&') => at = out.reference(html, at),
            Some(b'<') => match tag(html, at) {
                Some(found) => {
                    at = found.end;
                    if found.is_open("script")
                        || found.is_open("style")
                        || found.is_open("noscript")
                        || found.is_open("template")
                    {
                        at = skip_element(html, at, found.name);
                    } else if found.is("a") {
                        close_link(&mut out, link.take());
                        if !found.is_close {
                            link = found.href(html).map(|href| (href, out.plain.text.len()));
                        }
                    } else {
                        out.tag(&found);
                    }
                }
                None => {
                    out.copy(html, at, at + 1);
                    at += 1;
                }
            },
            _ => {}
        }
    }
    close_link(&mut out, link.take());
    let n_kept = out.plain.text.trim_end().len();
    out.plain.text.truncate(n_kept);
    // Some white space counts as a word above (vertical tabs): its runs go with it.
    out.plain.map.retain(|(text, _)| (*text as usize) < n_kept);
    out.plain
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Break {
    None,
    Space,
    Line,
    Paragraph,
}

struct Writer {
    plain: PlainText,
    html_len: usize,
    pending: Break,
    is_pre: bool,
}

impl Writer {
    fn flush(&mut self) {
        let text = &mut self.plain.text;
        if !text.is_empty() {
            match self.pending {
                Break::None => {}
                Break::Space => {
                    if !text.ends_with([' ', '\n']) {
                        text.push(' ');
                    }
                }
                Break::Line => {
                    trim_spaces(text);
                    if !text.ends_with('\n') {
                        text.push('\n');
                    }
                }
                Break::Paragraph => {
                    trim_spaces(text);
                    while !text.ends_with("\n\n") {
                        text.push('\n');
                    }
                }
            }
        }
        self.pending = Break::None;
    }

    fn break_at_least(&mut self, pending: Break) {
        self.pending = self.pending.max(pending);
    }

    fn mark(&mut self, html_at: usize) {
        let (Ok(text), Ok(html)) = (u32::try_from(self.plain.text.len()), u32::try_from(html_at)) else { return };
        if self
            .plain
            .map
            .last()
            .is_none_or(|(last_text, last_html)| html.wrapping_sub(*last_html) != text.wrapping_sub(*last_text))
        {
            self.plain.map.push((text, html));
        }
    }

    /// Copies raw text; outside `pre`, runs of white space become one space.
    fn copy(&mut self, html: &str, from: usize, to: usize) {
        let to = to.min(self.html_len);
        let Some(raw) = html.get(from..to) else { return };
        if self.is_pre {
            self.flush();
            self.mark(from);
            self.plain.text.push_str(raw);
            return;
        }
        let bytes = raw.as_bytes();
        let is_white_at = |at: usize| bytes.get(at).is_none_or(|byte| is_white(*byte));
        let mut at = 0;
        while at < bytes.len() {
            if is_white_at(at) {
                self.break_at_least(Break::Space);
                at += 1;
                continue;
            }
            // Words with one space between them are copied at once.
            let mut end = at + 1;
            while !is_white_at(end) || (bytes.get(end) == Some(&b' ') && !is_white_at(end + 1)) {
                end += 1;
            }
            self.flush();
            self.mark(from + at);
            self.plain.text.push_str(raw.get(at..end).unwrap_or_default());
            at = end;
        }
    }

    /// Decodes the reference at `at`, returns the byte after it.
    fn reference(&mut self, html: &str, at: usize) -> usize {
        // The longest name of HTML has 33 bytes.
        let end = html.as_bytes()[at + 1..]
            .iter()
            .take(40)
            .position(|byte| !byte.is_ascii_alphanumeric() && *byte != b'#')
            .map_or(html.len().min(at + 41), |n| at + 1 + n);
        let end = if html.as_bytes().get(end) == Some(&b';') { end + 1 } else { end };
        let Some(raw) = html.get(at..end) else {
            self.copy(html, at, at + 1);
            return at + 1;
        };
        let decoded = htmlize::unescape(raw);
        if decoded.chars().all(|letter| letter.is_ascii_whitespace() || letter == '\u{a0}') && !self.is_pre {
            self.break_at_least(Break::Space);
        } else {
            self.flush();
            self.mark(at);
            self.plain.text.push_str(&decoded);
        }
        end
    }

    fn tag(&mut self, tag: &Tag<'_>) {
        match tag.kind() {
            TagKind::Inline => {}
            TagKind::Break => {
                if self.pending == Break::Line {
                    self.pending = Break::Paragraph;
                } else {
                    self.break_at_least(Break::Line);
                }
            }
            TagKind::Cell => self.break_at_least(Break::Space),
            TagKind::Line => self.break_at_least(Break::Line),
            TagKind::Item => {
                self.break_at_least(Break::Line);
                if !tag.is_close {
                    self.flush();
                    self.plain.text.push_str("- ");
                }
            }
            TagKind::Paragraph => self.break_at_least(Break::Paragraph),
            TagKind::Pre => {
                self.is_pre = !tag.is_close;
                self.break_at_least(Break::Paragraph);
            }
        }
    }
}

/// Whether HTML text gives no more than a space for this byte.
fn is_white(byte: u8) -> bool {
    byte <= b' ' && (byte.is_ascii_whitespace() || byte == 0)
}

fn trim_spaces(text: &mut String) {
    let n_kept = text.trim_end_matches(' ').len();
    text.truncate(n_kept);
}

/// Ends a link: where its words are a shortened address (as threads show long ones), the whole address stands.
fn close_link(out: &mut Writer, link: Option<(String, usize)>) {
    let Some((href, start)) = link else { return };
    let Some(words) = out.plain.text.get(start..) else { return };
    let words = words.trim_start();
    let Some(shown) = words.strip_suffix("...").or_else(|| words.strip_suffix('…')) else { return };
    let is_address = shown.starts_with("http") || shown.starts_with("www.");
    if is_address && href.contains(shown.trim_start_matches("www.")) {
        let start = out.plain.text.len() - words.len();
        out.plain.text.truncate(start);
        out.plain.map.retain(|(text, _)| (*text as usize) <= start);
        out.plain.text.push_str(&href);
    }
}

struct Tag<'a> {
    name: &'a str,
    is_close: bool,
    attributes: std::ops::Range<usize>,
    end: usize,
}

#[derive(PartialEq, Eq)]
enum TagKind {
    Inline,
    Break,
    Cell,
    Line,
    Item,
    Paragraph,
    Pre,
}

impl Tag<'_> {
    fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    fn is_open(&self, name: &str) -> bool {
        !self.is_close && self.is(name)
    }

    fn kind(&self) -> TagKind {
        const KINDS: [(TagKind, &[&str]); 6] = [
            (
                TagKind::Paragraph,
                &[
                    "p",
                    "h1",
                    "h2",
                    "h3",
                    "h4",
                    "h5",
                    "h6",
                    "ul",
                    "ol",
                    "table",
                    "blockquote",
                    "hr",
                    "section",
                    "article",
                ],
            ),
            (TagKind::Break, &["br"]),
            (TagKind::Item, &["li"]),
            (
                TagKind::Line,
                &[
                    "div", "tr", "dt", "dd", "header", "footer", "main", "nav", "aside", "figure", "form", "title",
                    "option", "summary", "address",
                ],
            ),
            (TagKind::Cell, &["td", "th", "img", "button"]),
            (TagKind::Pre, &["pre"]),
        ];
        for (kind, names) in KINDS {
            if names.iter().any(|name| self.is(name)) {
                return kind;
            }
        }
        TagKind::Inline
    }

    fn href(&self, html: &str) -> Option<String> {
        let attributes = html.get(self.attributes.clone())?;
        let lower = attributes.to_ascii_lowercase();
        let at = lower.find("href")? + 4;
        let value = attributes.get(at..)?.trim_start().strip_prefix('=')?.trim_start();
        let raw = match value.as_bytes().first()? {
            quote @ (b'"' | b'\'') => value.get(1..)?.split(char::from(*quote)).next()?,
            _ => value.split(|letter: char| letter.is_ascii_whitespace()).next()?,
        };
        Some(htmlize::unescape_attribute(raw).into_owned())
    }
}

/// The tag, comment or declaration that starts at `at`; `None` when the sign is just a sign.
fn tag(html: &str, at: usize) -> Option<Tag<'_>> {
    let bytes = html.as_bytes();
    let inner = at + 1;
    match bytes.get(inner)? {
        b'!' | b'?' => {
            let end = if html.get(inner..)?.starts_with("!--") {
                html.get(inner..)?.find("-->").map_or(html.len(), |found| inner + found + 3)
            } else {
                memchr::memchr(b'>', &bytes[inner..]).map_or(html.len(), |found| inner + found + 1)
            };
            Some(Tag { name: "", is_close: false, attributes: inner..inner, end })
        }
        first => {
            let is_close = *first == b'/';
            let name_at = inner + usize::from(is_close);
            let name_end = name_at + bytes.get(name_at..)?.iter().position(|byte| !byte.is_ascii_alphanumeric())?;
            if name_end == name_at || !bytes[name_at].is_ascii_alphabetic() {
                return None;
            }
            let mut end = name_end;
            let mut quote = None;
            loop {
                match (bytes.get(end), quote) {
                    // An attribute that never closes its quote: the tag ends at the next sign instead.
                    (None, Some(_)) => {
                        end = memchr::memchr(b'>', &bytes[name_end..]).map_or(html.len(), |found| name_end + found + 1);
                        break;
                    }
                    (None, None) => break,
                    (Some(byte), Some(open)) if *byte == open => quote = None,
                    (Some(byte @ (b'"' | b'\'')), None) if bytes.get(end.wrapping_sub(1)) == Some(&b'=') => {
                        quote = Some(*byte)
                    }
                    (Some(b'>'), None) => {
                        end += 1;
                        break;
                    }
                    _ => {}
                }
                end += 1;
            }
            Some(Tag { name: html.get(name_at..name_end)?, is_close, attributes: name_end..end, end })
        }
    }
}

/// The byte after the closing tag of an element whose content gives no text.
fn skip_element(html: &str, from: usize, name: &str) -> usize {
    let bytes = html.as_bytes();
    let mut at = from;
    while let Some(found) = memchr::memmem::find(&bytes[at..], b"</") {
        let name_at = at + found + 2;
        if bytes
            .get(name_at..name_at + name.len())
            .is_some_and(|candidate| candidate.eq_ignore_ascii_case(name.as_bytes()))
        {
            return memchr::memchr(b'>', &bytes[name_at..]).map_or(html.len(), |end| name_at + end + 1);
        }
        at = name_at;
    }
    html.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(html: &str, expected: &str) {
        assert_eq!(to_text(html).text, expected);
    }

    #[test]
    fn paragraphs_breaks_and_items_become_lines() {
        check(
            "Acme | Remote<p>We build<br>things.<ul><li>Rust</li><li>C++</li></ul>Bye",
            "Acme | Remote\n\nWe build\nthings.\n\n- Rust\n- C++\n\nBye",
        );
    }

    #[test]
    fn any_white_space_is_one_space_and_the_way_back_knows_where() {
        let html = " a b  c\n\td e\u{c}f\0 g\u{b} h ";
        let plain = to_text(html);
        assert_eq!(plain.text, "a b c d e f g\u{b} h");
        assert_eq!(plain.map, [(0, 1), (4, 6), (6, 9), (12, 16)]);
    }

    #[test]
    fn references_are_decoded_and_bare_signs_stay() {
        check("R&amp;D &lt;3 &#x27;x&#39; a & b 3 < 4 &nope; &eacute;", "R&D <3 'x' a & b 3 < 4 &nope; é");
    }

    #[test]
    fn shortened_addresses_are_whole_again() {
        check(
            r#"see <a href="https:&#x2F;&#x2F;acme.example&#x2F;careers&#x2F;1234" rel="nofollow">https:&#x2F;&#x2F;acme.example&#x2F;care...</a> now"#,
            "see https://acme.example/careers/1234 now",
        );
    }

    #[test]
    fn scripts_styles_and_comments_give_no_text() {
        check("a<script>if (1 < 2) {}</script><style>p{}</style><!-- no > --> b", "a b");
    }

    #[test]
    fn unclosed_things_lose_no_words() {
        check("a <b>bold <i x=\"1>it", "a bold it");
        check("a <", "a <");
        check("1 <2 and <3>", "1 <2 and <3>");
    }

    #[test]
    fn way_back_knows_nothing_behind_the_text() {
        // Found by fuzzing: vertical tabs at the end are cut off, their runs stayed.
        for html in ["<p>a \u{b}\u{b}", "\u{b}", "a&#11; &#11;", "x\u{85}\u{2028}"] {
            let plain = to_text(html);
            assert!(plain.map.iter().all(|(text, _)| (*text as usize) < plain.text.len()), "{html:?}");
        }
    }

    #[test]
    fn way_back_leads_to_the_same_words() {
        let html = "<p>Senior &amp; lead <b>Rust</b> engineer</p>";
        let plain = to_text(html);
        let at = plain.text.find("Rust").unwrap();
        let back = plain.html_offset(u32::try_from(at).unwrap()).unwrap() as usize;
        assert_eq!(&html[back..back + 4], "Rust");
    }
}
