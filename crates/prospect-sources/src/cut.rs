//! Cuts JSON into its parts without reading them, so that each part is read alone.
//!
//! In: bytes of a list or an object, whole or broken off. Out: its elements or entries as slices. What a part holds
//! is not looked at: brackets are paired, strings skipped. A bracket of the wrong kind closes what it fits, so a
//! broken part ends where its list goes on wherever that can be told.

use memchr::memchr2;

/// A slice that holds one JSON value, or what there is of it.
#[derive(Clone, Copy)]
pub(crate) struct Part<'a> {
    /// From the value's first byte to its last.
    pub(crate) bytes: &'a [u8],
    /// Where it starts in the bytes that were cut.
    pub(crate) start: usize,
    /// Whether its end was found.
    pub(crate) is_whole: bool,
}

/// The elements of a list.
pub(crate) struct Elements<'a> {
    bytes: &'a [u8],
    at: usize,
    /// Whether the list's end was found.
    pub(crate) is_closed: bool,
}

impl<'a> Elements<'a> {
    /// Of the list that starts with the first byte, a `[`.
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 1, is_closed: false }
    }

    /// Goes on at this byte instead.
    pub(crate) fn seek(&mut self, at: usize) {
        self.at = at;
        self.is_closed = false;
    }
}

impl<'a> Iterator for Elements<'a> {
    type Item = Part<'a>;

    fn next(&mut self) -> Option<Part<'a>> {
        if self.is_closed {
            return None;
        }
        self.at = skip(self.bytes, self.at, b',');
        if matches!(self.bytes.get(self.at)?, b']' | b'}') {
            self.is_closed = true;
            return None;
        }
        let part = value(self.bytes, self.at);
        self.at += part.bytes.len().max(1);
        Some(part)
    }
}

/// The entries of an object, key by key.
pub(crate) struct Entries<'a> {
    bytes: &'a [u8],
    at: usize,
    /// Whether the object's end was found.
    pub(crate) is_closed: bool,
}

impl<'a> Entries<'a> {
    /// Of the object that starts with the first byte, a `{`.
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 1, is_closed: false }
    }
}

impl<'a> Iterator for Entries<'a> {
    type Item = (&'a [u8], Part<'a>);

    fn next(&mut self) -> Option<(&'a [u8], Part<'a>)> {
        if self.is_closed {
            return None;
        }
        self.at = skip(self.bytes, self.at, b',');
        if matches!(self.bytes.get(self.at)?, b']' | b'}') {
            self.at += 1;
            self.is_closed = true;
            return None;
        }
        let key = value(self.bytes, self.at);
        let key_bytes = key.bytes.strip_prefix(b"\"").unwrap_or(key.bytes);
        let key_bytes = key_bytes.strip_suffix(b"\"").unwrap_or(key_bytes);
        self.at = skip(self.bytes, self.at + key.bytes.len().max(1), b':');
        let part = value(self.bytes, self.at);
        self.at += part.bytes.len().max(1);
        Some((key_bytes, part))
    }
}

/// The value that starts at this byte.
pub(crate) fn value(bytes: &[u8], start: usize) -> Part<'_> {
    let end = match bytes.get(start) {
        Some(b'"') => string_end(bytes, start),
        Some(b'{' | b'[') => container_end(bytes, start),
        Some(_) => {
            let rest = bytes.get(start..).unwrap_or_default();
            let n =
                rest.iter().position(|byte| matches!(byte, b',' | b'}' | b']' | b':') || byte.is_ascii_whitespace());
            n.map(|n| start + n)
        }
        None => None,
    };
    let part = bytes.get(start..end.unwrap_or(bytes.len())).unwrap_or_default();
    Part { bytes: part, start, is_whole: end.is_some() }
}

/// The byte after the string that starts here.
fn string_end(bytes: &[u8], start: usize) -> Option<usize> {
    let mut at = start + 1;
    loop {
        let found = at + memchr2(b'"', b'\\', bytes.get(at..)?)?;
        if *bytes.get(found)? == b'"' {
            return Some(found + 1);
        }
        at = found + 2;
    }
}

/// The byte after the list or object that starts here; before a bracket that closes what is around it.
fn container_end(bytes: &[u8], start: usize) -> Option<usize> {
    let mut open: Vec<u8> = Vec::new();
    let mut at = start;
    loop {
        match *bytes.get(at)? {
            b'"' => {
                at = string_end(bytes, at)?;
                continue;
            }
            b'{' => open.push(b'}'),
            b'[' => open.push(b']'),
            closing @ (b'}' | b']') => {
                let Some(level) = open.iter().rposition(|wanted| *wanted == closing) else { return Some(at) };
                open.truncate(level);
                if level == 0 {
                    return Some(at + 1);
                }
            }
            _ => {}
        }
        at += 1;
    }
}

/// The first byte from here that is neither white space nor this sign.
fn skip(bytes: &[u8], start: usize, sign: u8) -> usize {
    let rest = bytes.get(start..).unwrap_or_default();
    start + rest.iter().position(|byte| !byte.is_ascii_whitespace() && *byte != sign).unwrap_or(rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_elements(list: &str, expected: &[&str], is_closed: bool) {
        let mut elements = Elements::new(list.as_bytes());
        let found: Vec<_> = elements.by_ref().map(|part| String::from_utf8_lossy(part.bytes).into_owned()).collect();
        assert_eq!(found, expected);
        assert_eq!(elements.is_closed, is_closed);
    }

    #[test]
    fn a_list_is_cut_at_its_commas_only() {
        check_elements(r#"[1, "a,]\"", {"b":[2,{}]} ,null]"#, &["1", r#""a,]\"""#, r#"{"b":[2,{}]}"#, "null"], true);
        check_elements("[]", &[], true);
    }

    #[test]
    fn a_broken_element_ends_where_its_brackets_say() {
        check_elements(r#"[{"a":[1}, {"b":2}]"#, &[r#"{"a":[1}"#, r#"{"b":2}"#], true);
        check_elements(r#"[{"a":nope x}, 2]"#, &[r#"{"a":nope x}"#, "2"], true);
    }

    #[test]
    fn a_list_that_breaks_off_gives_what_there_is() {
        check_elements(r#"[{"a":1},{"a":"x"#, &[r#"{"a":1}"#, r#"{"a":"x"#], false);
        check_elements("[", &[], false);
    }

    #[test]
    fn entries_have_keys_and_values() {
        let mut entries = Entries::new(br#"{"a": {"b":1}, "c":[2] }"#);
        let found: Vec<_> = entries.by_ref().map(|(key, part)| (key, part.bytes)).collect();
        assert_eq!(found, [(&b"a"[..], &br#"{"b":1}"#[..]), (b"c", b"[2]")]);
        assert!(entries.is_closed);
    }
}
