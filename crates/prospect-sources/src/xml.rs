//! XML answers and feeds, item by item.
//!
//! In: the bytes of a document, the names of its root and of its items. Out: each item as a small tree. Items are
//! cut out by their tags and read alone, forgivingly: a broken one costs itself, a document that breaks off gives
//! the whole items before the break, tags that do not match and names that XML does not know (`&nbsp;`) are read as
//! HTML would. Not here: what the elements mean (connectors), namespaces (names are compared as they are written,
//! `tt:city`).

use crate::Parsed;
use crate::answer::filled;
use memchr::memmem;
use prospect_model::{Locator, Problem};
use quick_xml::events::{BytesStart, Event};
use std::borrow::Cow;

/// Deepest nesting inside an item.
const DEPTH_MAX: usize = 64;

/// One element with what it holds.
#[derive(Debug, Default)]
pub(crate) struct Element<'a> {
    /// Name as it is written, with its prefix.
    pub(crate) name: String,
    /// Names and values, unescaped.
    pub(crate) attributes: Vec<(String, String)>,
    /// Its own words, unescaped, without those of its children.
    words: String,
    /// Its child elements in order.
    pub(crate) children: Vec<Element<'a>>,
    /// What stands between the tags, as it is written.
    inner: &'a str,
}

impl<'a> Element<'a> {
    /// The first element at this path of names.
    pub(crate) fn find(&self, path: &str) -> Option<&Self> {
        path.split('/').try_fold(self, |element, name| element.children.iter().find(|child| child.name == name))
    }

    /// Every child of this name.
    pub(crate) fn all<'b>(&'b self, name: &'b str) -> impl Iterator<Item = &'b Self> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// Its own words, without white space around; `None` where there are none.
    pub(crate) fn words(&self) -> Option<String> {
        filled(&self.words)
    }

    /// The words at this path, without white space around; `None` where there are none.
    pub(crate) fn text(&self, path: &str) -> Option<String> {
        self.find(path)?.words()
    }

    /// The HTML at this path: words that were escaped or in CDATA, or markup that stands there as it is.
    pub(crate) fn html(&self, path: &str) -> Option<String> {
        let found = self.find(path)?;
        if found.children.is_empty() {
            return found.words();
        }
        filled(&found.inner.replace("<![CDATA[", "").replace("]]>", ""))
    }

    /// The value of an attribute.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str())
    }
}

/// Reads each item of a document. `roots` are the names of the outermost element, one of which has to be there;
/// `read` gets an item, its place and what was found so far. Returns what stands before the first item.
pub(crate) fn items<'a>(
    bytes: &'a [u8],
    roots: &[&str],
    name: &str,
    parsed: &mut Parsed,
    read: &mut dyn FnMut(&Element<'_>, Locator, &mut Parsed),
) -> Cow<'a, str> {
    let text = decoded(bytes);
    if text.trim().is_empty() {
        parsed.problems.push(Problem::new("empty-answer", "the answer has no bytes"));
        return text;
    }
    if !roots.iter().any(|root| open_tag(&text, root, 0).is_some()) {
        let message = format!("the answer has no element `{}`", roots.join("` or `"));
        parsed.problems.push(Problem::new("no-items", message));
        return text;
    }
    let mut at = 0;
    let mut item_idx = 0_usize;
    let mut first = None;
    while let Some(start) = open_tag(&text, name, at) {
        first.get_or_insert(start);
        let place = Locator::Pointer(format!("/{name}/{item_idx}"));
        item_idx += 1;
        let (end, is_whole) = item_end(&text, name, start);
        at = end;
        if !is_whole {
            let is_last = open_tag(&text, name, end).is_none();
            let (code, message) = if is_last {
                ("cut-off", "the answer breaks off inside this item; what came before it is read")
            } else {
                ("malformed-xml", "the item has no end")
            };
            parsed.problems.push(Problem::new(code, message).at(place.to_string()));
            continue;
        }
        match element(text.get(start..end).unwrap_or_default()) {
            Ok((item, is_mended)) => {
                if is_mended {
                    let problem = Problem::new("repaired-xml", "tags of the item do not match; read as HTML would");
                    parsed.problems.push(problem.at(place.to_string()));
                }
                read(&item, place, parsed);
            }
            Err(message) => parsed.problems.push(Problem::new("malformed-xml", message).at(place.to_string())),
        }
    }
    let is_closed = roots.iter().any(|root| text.contains(&format!("</{root}")) || text.trim_end().ends_with("/>"));
    if !is_closed && parsed.problems.last().is_none_or(|problem| problem.code != "cut-off") {
        parsed.problems.push(Problem::new("cut-off", "the answer breaks off before its end"));
    }
    match (first, text) {
        (None, text) => text,
        (Some(first), Cow::Borrowed(text)) => Cow::Borrowed(text.get(..first).unwrap_or_default()),
        (Some(first), Cow::Owned(mut text)) => {
            text.truncate(first);
            Cow::Owned(text)
        }
    }
}

/// The words of the first element of this name in a document's start.
pub(crate) fn text_before_items(before: &str, name: &str) -> Option<String> {
    let start = open_tag(before, name, 0)?;
    let (end, is_whole) = item_end(before, name, start);
    let (element, _) = element(before.get(start..end).filter(|_| is_whole)?).ok()?;
    filled(&element.words)
}

/// The document as text: UTF-8, else what its declaration says where it is Latin-1 or its Windows kin, else UTF-8
/// with marks for what is none.
fn decoded(bytes: &[u8]) -> Cow<'_, str> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Cow::Borrowed(text);
    }
    let head = bytes.get(..200).unwrap_or(bytes).to_ascii_lowercase();
    if [&b"iso-8859-1"[..], b"windows-1252", b"latin1"].iter().any(|name| memmem::find(&head, name).is_some()) {
        return Cow::Owned(bytes.iter().map(|byte| windows_1252(*byte)).collect());
    }
    String::from_utf8_lossy(bytes)
}

/// The letter of a byte in Windows-1252, which is what documents mean that say Latin-1 (WHATWG Encoding, index
/// windows-1252). Bytes that it leaves open stay what they are in Latin-1.
fn windows_1252(byte: u8) -> char {
    const FROM_0X80: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘',
        '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    byte.checked_sub(0x80).and_then(|above| FROM_0X80.get(usize::from(above)).copied()).unwrap_or(char::from(byte))
}

/// Where an element of this name starts, from a byte on; not inside of comments and CDATA.
fn open_tag(text: &str, name: &str, from: usize) -> Option<usize> {
    tag(text, from, &mut |rest| {
        let after = rest.strip_prefix('<')?.strip_prefix(name)?;
        after.starts_with(|letter: char| letter.is_whitespace() || matches!(letter, '>' | '/')).then_some(())
    })
    .map(|(start, ())| start)
}

/// The byte after the item that starts here and whether its end tag was there; an item that starts before this one
/// ended ends it too.
fn item_end(text: &str, name: &str, start: usize) -> (usize, bool) {
    let head_end = text.get(start..).and_then(|rest| rest.find('>')).map_or(text.len(), |at| start + at + 1);
    if text.get(start..head_end).is_some_and(|head| head.ends_with("/>")) {
        return (head_end, true);
    }
    let found = tag(text, head_end, &mut |rest| {
        let is_end = rest.starts_with("</");
        let after = rest.strip_prefix("</").or_else(|| rest.strip_prefix('<'))?.strip_prefix(name)?;
        let n_space = after.len() - after.trim_start().len();
        let is_name = n_space > 0 || after.starts_with(['>', '/']);
        let n_end = rest.find('>').map_or(rest.len(), |at| at + 1);
        is_name.then_some((is_end, n_end))
    });
    match found {
        Some((at, (true, n_end))) => (at + n_end, true),
        Some((at, (false, _))) => (at, false),
        None => (text.len(), false),
    }
}

/// The first tag from here on of which `what` knows something; comments and CDATA are passed over.
fn tag<T>(text: &str, from: usize, what: &mut dyn FnMut(&str) -> Option<T>) -> Option<(usize, T)> {
    let mut at = from;
    loop {
        let found = at + memchr::memchr(b'<', text.as_bytes().get(at..)?)?;
        let rest = text.get(found..)?;
        let closed_by = |sign: &str| rest.find(sign).map(|n| found + n + sign.len());
        at = if rest.starts_with("<![CDATA[") {
            closed_by("]]>")?
        } else if rest.starts_with("<!--") {
            closed_by("-->")?
        } else if let Some(known) = what(rest) {
            return Some((found, known));
        } else {
            found + 1
        };
    }
}

/// An element whose end was not read yet.
struct Open<'a> {
    element: Element<'a>,
    /// The byte after its start tag.
    inner_start: usize,
}

/// Reads one element, and says whether its tags had to be matched by force.
fn element(text: &str) -> Result<(Element<'_>, bool), String> {
    let mut open: Vec<Open<'_>> = Vec::new();
    let mut is_mended = false;
    let mut at = 0;
    loop {
        let rest = text.get(at..).filter(|rest| !rest.is_empty()).ok_or("the item has no end")?;
        let n_words = words_before_tag(rest);
        if n_words > 0 {
            push_words(&mut open, &htmlize::unescape(rest.get(..n_words).unwrap_or_default()));
            at += n_words;
            continue;
        }
        // One reader a tag: words are taken as they are above, many times faster than reference by reference.
        let mut reader = quick_xml::Reader::from_str(rest);
        let config = reader.config_mut();
        config.allow_unmatched_ends = true;
        config.check_end_names = false;
        let event = reader.read_event().map_err(|error| error.to_string())?;
        let tag_start = at;
        at += usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX).max(1);
        match event {
            Event::Start(start) => {
                if open.len() >= DEPTH_MAX {
                    return Err(format!("the item nests deeper than {DEPTH_MAX} elements"));
                }
                open.push(Open { element: opened(&start), inner_start: at });
            }
            Event::Empty(start) => match open.last_mut() {
                Some(parent) => adopt(parent, opened(&start)),
                None => return Ok((opened(&start), is_mended)),
            },
            Event::End(end) => {
                let name = end.name();
                let name: &str = name.as_ref();
                let Some(level) = open.iter().rposition(|open| open.element.name == name) else {
                    is_mended = true;
                    push_words(&mut open, " ");
                    continue;
                };
                is_mended |= level + 1 != open.len();
                while open.len() > level {
                    let Some(Open { mut element, inner_start }) = open.pop() else { break };
                    element.inner = text.get(inner_start..tag_start).unwrap_or_default();
                    match open.last_mut() {
                        Some(parent) => adopt(parent, element),
                        None => return Ok((element, is_mended)),
                    }
                }
            }
            Event::CData(words) => push_words(&mut open, &words.xml10_content()),
            Event::Eof => return Err("the item has no end".to_owned()),
            Event::Text(_)
            | Event::GeneralRef(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::DocType(_) => {}
        }
    }
}

/// How many bytes come before the next tag. A `<` that starts none is a word.
fn words_before_tag(text: &str) -> usize {
    let bytes = text.as_bytes();
    let starts_tag = |at: &usize| {
        bytes.get(at + 1).is_some_and(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'/' | b'!' | b'?' | b'_'))
    };
    memchr::memchr_iter(b'<', bytes).find(starts_tag).unwrap_or(bytes.len())
}

fn opened<'a>(start: &BytesStart<'_>) -> Element<'a> {
    let attributes = start
        .html_attributes()
        .flatten()
        .map(|attribute| {
            let name: &str = attribute.key.as_ref();
            (name.to_owned(), htmlize::unescape_attribute(attribute.value.as_ref()).into_owned())
        })
        .collect();
    let name = start.name();
    let name: &str = name.as_ref();
    Element { name: name.to_owned(), attributes, ..Element::default() }
}

fn push_words(open: &mut [Open<'_>], words: &str) {
    if let Some(open) = open.last_mut() {
        open.element.words.push_str(words);
    }
}

fn adopt<'a>(parent: &mut Open<'a>, child: Element<'a>) {
    // The words around a child are no one word.
    parent.element.words.push(' ');
    parent.element.children.push(child);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Vec<String>, Vec<String>) {
        let mut parsed = Parsed::default();
        let mut found = Vec::new();
        items(text.as_bytes(), &["rss"], "item", &mut parsed, &mut |item, place, _| {
            found.push(format!("{place}: {}", item.html("t").unwrap_or_default()));
        });
        let problems = parsed.problems.iter().map(|problem| format!("{}: {}", problem.at, problem.code)).collect();
        (found, problems)
    }

    #[test]
    fn words_come_escaped_in_cdata_and_as_markup() {
        let text = "<rss><!-- <item> --><item><t>&lt;p&gt;A &amp;amp; B&nbsp;C&#39;s &foo; & 1 < 2</t></item>
            <item><t><![CDATA[<p></item> C</p>]]></t></item><item><t><p>D<br/>E &amp; F</p></t></item></rss>";
        let (found, problems) = read(text);
        assert_eq!(
            found,
            [
                "pointer /item/0: <p>A &amp; B\u{a0}C's &foo; & 1 < 2",
                "pointer /item/1: <p></item> C</p>",
                "pointer /item/2: <p>D<br/>E &amp; F</p>"
            ]
        );
        assert!(problems.is_empty(), "{problems:?}");
    }

    #[test]
    fn a_broken_item_costs_itself() {
        let (found, problems) =
            read("<rss><item><t>a</t></item><item><t>b<item><t>c</t></item><item><t>d<br>e</t></item><item><t>f");
        assert_eq!(found, ["pointer /item/0: a", "pointer /item/2: c", "pointer /item/3: d<br>e"]);
        let expected = ["pointer /item/1: malformed-xml", "pointer /item/3: repaired-xml", "pointer /item/4: cut-off"];
        assert_eq!(problems, expected);
    }

    #[test]
    fn words_around_a_tag_stay_apart() {
        let (element, is_mended) = element("<a>Linz<b/>Graz</c>Wels</a>").unwrap();
        assert_eq!((element.words().as_deref(), is_mended), (Some("Linz Graz Wels"), true));
    }

    #[test]
    fn other_documents_say_what_they_are() {
        assert_eq!(read("<html></html>").1, [": no-items"]);
        assert_eq!(read(" ").1, [": empty-answer"]);
        assert_eq!(read("<rss/>").1, [""; 0]);
        let deep = format!("<rss><item>{}</item></rss>", "<t>".repeat(100_000));
        assert_eq!(read(&deep).1, ["pointer /item/0: malformed-xml"]);
    }

    #[test]
    fn old_encodings_are_read_where_they_are_declared() {
        let mut parsed = Parsed::default();
        let mut found = Vec::new();
        let bytes =
            b"<?xml version='1.0' encoding='ISO-8859-1'?><rss><item a='x &amp; y'><t>Z\xfcrich \x80</t></item></rss>";
        items(bytes, &["rss"], "item", &mut parsed, &mut |item, _, _| {
            found.push((item.text("t"), item.attribute("a").map(str::to_owned)));
        });
        assert_eq!(found, [(Some("Zürich €".to_owned()), Some("x & y".to_owned()))]);
    }
}
