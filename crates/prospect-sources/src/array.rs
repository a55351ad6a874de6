//! Cuts a JSON array into its items while its bytes come in.
//!
//! In: the bytes of a document, in pieces of any size. Out: the byte range of each item of the array that the
//! document is, as soon as the item is whole. Only brackets and strings are looked at: an item that is no JSON
//! inside still ends where it ends, so it costs none of its neighbours. Not here: keeping bytes, parsing items.

use memchr::memchr2;
use std::ops::Range;

/// Finds the items of an array.
#[derive(Debug, Default)]
pub struct ArraySplitter {
    state: State,
    /// Brackets open inside the current item.
    n_open: u64,
    is_string: bool,
    is_escaped: bool,
    /// Bytes seen so far.
    offset: u64,
    /// Where the current item starts, when one is open.
    item_start: Option<u64>,
    /// Whether a byte other than white space followed the array.
    has_more: bool,
}

#[derive(Debug, Default, PartialEq)]
enum State {
    #[default]
    Before,
    Inside,
    After,
    NoArray,
}

/// How a document ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The array is whole and nothing follows it.
    Whole,
    /// The document ends inside the array.
    CutOff,
    /// Something follows the array; it was not looked at.
    MoreAfter,
    /// The document is no array, or empty.
    NoArray,
}

impl ArraySplitter {
    /// Looks at the next bytes of the document and adds the range of each item that ends in them, in bytes
    /// from the start of the document.
    pub fn push(&mut self, bytes: &[u8], items: &mut Vec<Range<u64>>) {
        let base = self.offset;
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            let here = base + at as u64;
            if self.is_string {
                if self.is_escaped {
                    self.is_escaped = false;
                } else {
                    let Some(found) = bytes.get(at..).and_then(|rest| memchr2(b'"', b'\\', rest)) else { break };
                    at += found;
                    match bytes.get(at) {
                        Some(b'"') => self.is_string = false,
                        _ => self.is_escaped = true,
                    }
                }
                at += 1;
                continue;
            }
            at += 1;
            match self.state {
                State::Inside => self.inside(byte, here, items),
                State::Before => match byte {
                    b'[' => self.state = State::Inside,
                    // White space and the bytes of a byte order mark.
                    b' ' | b'\n' | b'\r' | b'\t' | 0xef | 0xbb | 0xbf => {}
                    _ => self.state = State::NoArray,
                },
                State::After => self.has_more |= !byte.is_ascii_whitespace(),
                State::NoArray => break,
            }
        }
        self.offset = base + bytes.len() as u64;
    }

    fn inside(&mut self, byte: u8, here: u64, items: &mut Vec<Range<u64>>) {
        match byte {
            b',' | b']' | b'}' if self.n_open == 0 => {
                if let Some(start) = self.item_start.take() {
                    items.push(start..here);
                }
                if byte == b']' {
                    self.state = State::After;
                }
                return;
            }
            b' ' | b'\n' | b'\r' | b'\t' => return,
            b'"' => self.is_string = true,
            b'[' | b'{' => self.n_open += 1,
            b']' | b'}' => {
                self.n_open -= 1;
                // An item in brackets is whole with its last one, also where the document breaks off behind it.
                if self.n_open == 0
                    && let Some(start) = self.item_start.take()
                {
                    items.push(start..here + 1);
                }
                return;
            }
            _ => {}
        }
        self.item_start.get_or_insert(here);
    }

    /// Where the item starts that is not whole yet, in bytes from the start of the document.
    #[must_use]
    pub fn open_item(&self) -> Option<u64> {
        self.item_start
    }

    /// How the document ended, once all its bytes were seen.
    #[must_use]
    pub fn end(&self) -> End {
        match self.state {
            State::Before | State::NoArray => End::NoArray,
            State::Inside => End::CutOff,
            State::After if self.has_more => End::MoreAfter,
            State::After => End::Whole,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The items of a document that comes in pieces of this many bytes.
    fn split(text: &[u8], n_piece: usize) -> (Vec<&[u8]>, End) {
        let mut splitter = ArraySplitter::default();
        let mut ranges = Vec::new();
        for piece in text.chunks(n_piece) {
            splitter.push(piece, &mut ranges);
        }
        let items = ranges.iter().map(|range| text[range.start as usize..range.end as usize].trim_ascii_end());
        (items.collect(), splitter.end())
    }

    #[track_caller]
    fn check(text: &str, expected: &[&str], end: End) {
        for n_piece in [1, 3, 7, 4096] {
            let (items, found) = split(text.as_bytes(), n_piece);
            let items: Vec<_> = items.iter().map(|item| String::from_utf8_lossy(item)).collect();
            assert_eq!((items, found), (expected.iter().map(|item| (*item).into()).collect(), end), "{n_piece}");
        }
    }

    #[test]
    fn items_end_where_they_end() {
        check("[]", &[], End::Whole);
        check("\u{feff} [ ] \n", &[], End::Whole);
        check(
            r#"[{"a":"]},[\""},{"b":[1,{"c":2}]} , 3, "x\\", null]"#,
            &[r#"{"a":"]},[\""}"#, r#"{"b":[1,{"c":2}]}"#, "3", r#""x\\""#, "null"],
            End::Whole,
        );
        check("[1 , 2,]", &["1", "2"], End::Whole);
    }

    #[test]
    fn the_end_is_told() {
        check(r#"[{"a":1},{"b":"#, &[r#"{"a":1}"#], End::CutOff);
        check(r#"[{"a":1},{"b":2}"#, &[r#"{"a":1}"#, r#"{"b":2}"#], End::CutOff);
        check("[1]\n[2]", &["1"], End::MoreAfter);
        check(r#"{"error":"no"}"#, &[], End::NoArray);
        check("", &[], End::NoArray);
    }

    #[test]
    fn an_item_that_is_no_json_costs_only_itself() {
        check(r#"[{"a":NaN},{"b":1}]"#, &[r#"{"a":NaN}"#, r#"{"b":1}"#], End::Whole);
    }

    proptest! {
        #[test]
        fn pieces_do_not_matter(bytes in proptest::collection::vec(proptest::sample::select(&b"[]{},:\"\\ 1a\n"[..]), 0..80), n in 1_usize..9) {
            prop_assert_eq!(split(&bytes, n), split(&bytes, 4096));
        }

        #[test]
        fn any_bytes_are_taken(bytes in proptest::collection::vec(any::<u8>(), 0..200), n in 1_usize..9) {
            split(&bytes, n);
        }
    }
}
