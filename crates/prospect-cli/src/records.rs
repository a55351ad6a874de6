//! Cuts an unpacked document into chunks of records: lines, items of an array, or the whole document.
//!
//! A record over [`RECORD_BYTES_MAX`] is refused and named, and what follows it goes in. A stream that
//! breaks off (truncated or corrupt compression) gives the whole records before the break, then a problem.

use memchr::memchr;
use prospect_model::{Locator, Problem};
use prospect_sources::{ArraySplitter, Connector, Context, End, Parse, Parsed, SNIFF_BYTES};
use std::io::{Cursor, Read};
use std::ops::Range;

/// Largest record that is read, in bytes: 16 MiB, as the contract says.
pub(crate) const RECORD_BYTES_MAX: usize = 16 << 20;

/// Aim for the size of a chunk of lines, in bytes: large enough to make hand-over cheap.
const CHUNK_BYTES: usize = 256 << 10;

/// Largest document that is parsed as a whole, in bytes (unpacked).
const DOCUMENT_BYTES_MAX: u64 = 256 << 20;

/// Some records of a document, not parsed yet.
pub(crate) struct Chunk {
    /// How they are parsed.
    parse: Parse,
    bytes: Vec<u8>,
    /// Each record's bytes, and its line from 1 or its place in the array from 0.
    records: Vec<(Range<usize>, u64)>,
    /// What was refused on the way here.
    problems: Vec<Problem>,
}

impl Chunk {
    fn of(parse: Parse, bytes: Vec<u8>) -> Self {
        Self { parse, bytes, records: Vec::new(), problems: Vec::new() }
    }

    /// Unpacked bytes, for progress.
    pub(crate) fn n_bytes(&self) -> usize {
        self.bytes.len()
    }

    /// Says that the stream ended with an error, in the middle of a record or between two.
    fn breaks_off(&mut self, error: &std::io::Error, here: &Locator, is_inside: bool) {
        if is_inside {
            let problem = Problem::new("broken-record", "the stream breaks off inside the record");
            self.problems.push(problem.at(here.to_string()));
        }
        self.problems.push(broken_stream(error).at(here.to_string()));
    }
}

/// Reads chunks until the stream ends or `send` says stop.
pub(crate) fn chunks(connector: &Connector, mut stream: impl Read, send: &mut dyn FnMut(Chunk) -> bool) {
    let mut head = Vec::new();
    // A break inside the head is told when the chunks come to it: the stream is asked again there.
    let broken = stream.by_ref().take(SNIFF_BYTES as u64).read_to_end(&mut head).err();
    let parse = connector.parse_of(&head);
    let stream = Cursor::new(head).chain(Break(broken)).chain(stream);
    match parse {
        Parse::Lines(_) => line_chunks(parse, stream, send),
        Parse::Items(_) => item_chunks(parse, stream, send),
        Parse::Document(_) => {
            send(document_chunk(parse, stream));
        }
    }
}

/// A stream of nothing, or of one error.
struct Break(Option<std::io::Error>);

impl Read for Break {
    fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

/// The bytes of a table, whole.
pub(crate) fn table(stream: impl Read) -> Result<Vec<u8>, Problem> {
    let nothing = Parse::Document(|_, _| prospect_sources::Parsed::default());
    let mut chunk = document_chunk(nothing, stream);
    chunk.problems.pop().map_or(Ok(chunk.bytes), Err)
}

fn document_chunk(parse: Parse, stream: impl Read) -> Chunk {
    let mut chunk = Chunk::of(parse, Vec::new());
    match stream.take(DOCUMENT_BYTES_MAX + 1).read_to_end(&mut chunk.bytes) {
        Ok(n) if n as u64 > DOCUMENT_BYTES_MAX => {
            chunk.bytes.clear();
            chunk
                .problems
                .push(Problem::new("document-too-large", format!("the document has over {DOCUMENT_BYTES_MAX} bytes")));
        }
        Ok(_) => {}
        Err(error) => chunk.problems.push(broken_stream(&error)),
    }
    chunk
}

fn broken_stream(error: &std::io::Error) -> Problem {
    Problem::new("broken-stream", format!("the document breaks off: {error}"))
}

fn line_chunks(parse: Parse, mut stream: impl Read, send: &mut dyn FnMut(Chunk) -> bool) {
    let mut carry: Vec<u8> = Vec::new();
    let mut n_lines = 0_u64;
    // Bytes of a refused line that were dropped so far.
    let mut dropped: Option<usize> = None;
    loop {
        let mut chunk = Chunk::of(parse, std::mem::take(&mut carry));
        let n_carried = chunk.bytes.len();
        let outcome = fill(&mut stream, &mut chunk.bytes);
        let is_end = !matches!(outcome, Ok(n) if n > 0);
        let mut scanned = n_carried;
        let mut line_start = 0;
        while let Some(found) = chunk.bytes.get(scanned..).and_then(|rest| memchr(b'\n', rest)) {
            let end = scanned + found + 1;
            n_lines += 1;
            match dropped.take() {
                Some(n_dropped) => {
                    chunk.problems.push(too_large(&Locator::Line(n_lines), n_dropped + end - line_start));
                }
                None => chunk.records.push((line_start..end, n_lines)),
            }
            line_start = end;
            scanned = end;
        }
        let tail = chunk.bytes.split_off(line_start);
        if let Some(n_dropped) = dropped.as_mut() {
            *n_dropped += tail.len();
        } else if tail.len() > RECORD_BYTES_MAX {
            dropped = Some(tail.len());
        } else {
            carry = tail;
        }
        let here = Locator::Line(n_lines + 1);
        match outcome {
            Err(error) => chunk.breaks_off(&error, &here, !carry.is_empty() || dropped.is_some()),
            Ok(0) => {
                if let Some(n_dropped) = dropped {
                    chunk.problems.push(too_large(&here, n_dropped));
                } else if !carry.is_empty() {
                    let start = chunk.bytes.len();
                    chunk.bytes.append(&mut carry);
                    chunk.records.push((start..chunk.bytes.len(), n_lines + 1));
                }
            }
            Ok(_) => {}
        }
        if !send(chunk) || is_end {
            return;
        }
    }
}

fn item_chunks(parse: Parse, mut stream: impl Read, send: &mut dyn FnMut(Chunk) -> bool) {
    let mut splitter = ArraySplitter::default();
    let mut ranges: Vec<Range<u64>> = Vec::new();
    let mut carry: Vec<u8> = Vec::new();
    // Byte of the document that the carried bytes start with.
    let mut base = 0_u64;
    let mut n_items = 0_u64;
    loop {
        let mut chunk = Chunk::of(parse, std::mem::take(&mut carry));
        let n_carried = chunk.bytes.len();
        let outcome = fill(&mut stream, &mut chunk.bytes);
        let is_end = !matches!(outcome, Ok(n) if n > 0);
        splitter.push(chunk.bytes.get(n_carried..).unwrap_or_default(), &mut ranges);
        // A byte of the document, in the chunk; `None` where it was dropped.
        let at = |byte: u64| byte.checked_sub(base).and_then(|at| usize::try_from(at).ok());
        for range in ranges.drain(..) {
            match (at(range.start), at(range.end)) {
                (Some(start), Some(end)) => chunk.records.push((start..end, n_items)),
                _ => chunk.problems.push(too_large(&item_place(n_items), (range.end - range.start) as usize)),
            }
            n_items += 1;
        }
        let n_all = base + chunk.bytes.len() as u64;
        let open = splitter.open_item();
        carry = match open.map(at) {
            Some(Some(start)) if chunk.bytes.len() - start.min(chunk.bytes.len()) <= RECORD_BYTES_MAX => {
                chunk.bytes.split_off(start.min(chunk.bytes.len()))
            }
            _ => Vec::new(),
        };
        base = n_all - carry.len() as u64;
        let here = item_place(n_items);
        match (outcome, splitter.end()) {
            (Err(error), _) => chunk.breaks_off(&error, &here, open.is_some()),
            (Ok(0), End::CutOff) => {
                let message = "the document ends inside its list; the items before went in";
                chunk.problems.push(Problem::new("cut-off", message).at(here.to_string()));
            }
            (Ok(0), End::MoreAfter) => {
                let message = "something follows the list, which was not read";
                chunk.problems.push(Problem::new("more-after-list", message));
            }
            (Ok(0), End::NoArray) => chunk.problems.push(Problem::new("no-list", "the document is no JSON array")),
            (Ok(_), _) => {}
        }
        if !send(chunk) || is_end {
            return;
        }
    }
}

fn item_place(item_idx: u64) -> Locator {
    Locator::Pointer(format!("/{item_idx}"))
}

fn too_large(place: &Locator, n_bytes: usize) -> Problem {
    let message = format!("the record has {n_bytes} bytes; at most {RECORD_BYTES_MAX} are read");
    Problem::new("record-too-large", message).at(place.to_string())
}

/// Appends about a chunk of bytes; returns how many came, 0 at the end.
fn fill(stream: &mut impl Read, bytes: &mut Vec<u8>) -> std::io::Result<usize> {
    let start = bytes.len();
    bytes.resize(start + CHUNK_BYTES, 0);
    let mut n = 0;
    let mut outcome = Ok(0);
    while n < CHUNK_BYTES {
        match stream.read(&mut bytes[start + n..]) {
            Ok(0) => break,
            Ok(read) => n += read,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(error) => {
                outcome = Err(error);
                break;
            }
        }
    }
    bytes.truncate(start + n);
    outcome.map(|_: usize| n)
}

/// Parses a chunk's records.
pub(crate) fn parse(chunk: &mut Chunk, context: Context<'_>) -> Parsed {
    let mut parsed = Parsed { problems: std::mem::take(&mut chunk.problems), ..Parsed::default() };
    let records = || chunk.records.iter().map(|(range, n)| (chunk.bytes.get(range.clone()).unwrap_or_default(), *n));
    match chunk.parse {
        Parse::Lines(parse_line) => {
            for (line, number) in records() {
                let locator = Locator::Line(number);
                if line.len() > RECORD_BYTES_MAX {
                    parsed.problems.push(too_large(&locator, line.len()));
                    continue;
                }
                match parse_line(line, &locator, context, &mut parsed.problems) {
                    Ok(Some(posting)) => parsed.postings.push((locator, posting)),
                    Ok(None) => {}
                    Err(problem) => parsed.problems.push(problem),
                }
            }
        }
        Parse::Items(parse_item) => {
            for (item, item_idx) in records() {
                let locator = item_place(item_idx);
                if item.len() > RECORD_BYTES_MAX {
                    parsed.problems.push(too_large(&locator, item.len()));
                    continue;
                }
                parse_item(item, &locator, context, &mut parsed);
            }
        }
        Parse::Document(parse_document) => {
            if !chunk.bytes.is_empty() || parsed.problems.is_empty() {
                let mut found = parse_document(&chunk.bytes, context);
                found.problems.splice(..0, std::mem::take(&mut parsed.problems));
                return found;
            }
        }
    }
    parsed
}

#[cfg(test)]
mod tests {
    use super::*;
    use prospect_model::Sha256;

    const CONTEXT: Context<'_> = Context { document: Sha256([0; 32]), url: None, employer: None };

    struct Torn<'a>(&'a [u8]);

    impl Read for Torn<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            if self.0.is_empty() {
                return Err(std::io::Error::new(std::io::ErrorKind::UnexpectedEof, "truncated"));
            }
            self.0.read(buffer)
        }
    }

    fn read_all(stream: impl Read) -> (Vec<String>, Vec<String>) {
        let connector = prospect_sources::by_id("jsonl").unwrap();
        let (mut ids, mut problems) = (Vec::new(), Vec::new());
        chunks(connector, stream, &mut |mut chunk| {
            let batch = parse(&mut chunk, CONTEXT);
            ids.extend(batch.postings.iter().map(|(locator, posting)| format!("{locator}: {}", posting.id)));
            problems.extend(batch.problems.iter().map(|problem| format!("{}: {}", problem.at, problem.code)));
            true
        });
        (ids, problems)
    }

    #[test]
    fn bad_lines_are_named_and_the_rest_goes_in() {
        let text = b"{\"id\":\"a\",\"text\":\"x\"}\n\n{broken\n{\"text\":\"x\"}\n{\"id\":\"b\",\"text\":\"\\u0000\",\"posted\":\"2024-02-30\"}\n{\"id\":\"c\"}\n{\"id\":\"d\",\"text\":\"\xff\"}\n{\"id\":\"e\",\"text\":\"x\"}";
        let (ids, problems) = read_all(&text[..]);
        assert_eq!(ids, ["line 1: a", "line 5: b", "line 8: e"]);
        let expected = [
            "line 3: malformed-json",
            "line 4: missing-id",
            "line 5: impossible-date",
            "line 6: missing-text",
            "line 7: invalid-utf8",
        ];
        assert_eq!(problems, expected);
    }

    #[test]
    fn a_record_over_the_limit_is_refused_and_its_neighbours_are_not() {
        let large = format!("{{\"id\":\"big\",\"text\":\"{}\"}}\n", "x".repeat(RECORD_BYTES_MAX));
        let text = format!("{{\"id\":\"a\",\"text\":\"x\"}}\n{large}{{\"id\":\"b\",\"text\":\"x\"}}\n");
        let (ids, problems) = read_all(text.as_bytes());
        assert_eq!(ids, ["line 1: a", "line 3: b"]);
        assert_eq!(problems, ["line 2: record-too-large"]);
    }

    #[test]
    fn a_torn_stream_gives_what_came_whole() {
        let (ids, problems) = read_all(Torn(b"{\"id\":\"a\",\"text\":\"x\"}\n{\"id\":\"b\",\"te"));
        assert_eq!(ids, ["line 1: a"]);
        assert_eq!(problems, ["line 2: broken-record", "line 2: broken-stream"]);
    }

    #[test]
    fn deep_nesting_is_a_problem_not_a_crash() {
        let deep = format!("{}\n{{\"id\":\"a\",\"text\":\"x\"}}\n", "[".repeat(100_000));
        let (ids, problems) = read_all(deep.as_bytes());
        assert_eq!((ids.len(), problems.len()), (1, 1));
    }

    /// Items of an array with an `id` each: what the splitter, the limit and the problems do, without a service.
    fn read_items(stream: impl Read) -> (Vec<String>, Vec<String>) {
        let parse_item: prospect_sources::ParseItem = |item, locator, _, parsed| {
            parsed.removed.push((locator.clone(), String::from_utf8_lossy(item.get(..8).unwrap_or(item)).into_owned()));
        };
        let (mut items, mut problems) = (Vec::new(), Vec::new());
        item_chunks(Parse::Items(parse_item), stream, &mut |mut chunk| {
            let batch = parse(&mut chunk, CONTEXT);
            items.extend(batch.removed.iter().map(|(locator, item)| format!("{locator}: {item}")));
            problems.extend(batch.problems.iter().map(|problem| format!("{}: {}", problem.at, problem.code)));
            true
        });
        (items, problems)
    }

    #[test]
    fn items_of_an_array_stream_and_a_large_one_is_refused() {
        let large = format!("{{\"id\":\"{}\"}}", "x".repeat(RECORD_BYTES_MAX));
        let many: String = (0..100_000).map(|n| format!(",{{\"id\":{n}}}")).collect();
        let text = format!("[{{\"id\":\"a\"}},{large}, {{\"id\":\"b\"}}{many}]");
        let (items, problems) = read_items(text.as_bytes());
        assert_eq!(items.len(), 100_002);
        assert_eq!(items[..2], ["pointer /0: {\"id\":\"a", "pointer /2: {\"id\":\"b"]);
        assert_eq!(problems, ["pointer /1: record-too-large"]);
    }

    #[test]
    fn the_end_of_an_array_is_told() {
        assert_eq!(read_items(&b"[{\"id\":1},{\"id\":2"[..]).1, ["pointer /1: cut-off"]);
        assert_eq!(read_items(&b"{\"error\":1}"[..]).1, [": no-list"]);
        assert_eq!(read_items(&b"[] x"[..]).1, [": more-after-list"]);
        let (items, problems) = read_items(Torn(b"[{\"id\":1},{\"id\":2"));
        assert_eq!(
            (items.len(), problems),
            (1, vec!["pointer /1: broken-record".into(), "pointer /1: broken-stream".into()])
        );
    }
}
