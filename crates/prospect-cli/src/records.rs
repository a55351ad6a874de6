//! Cuts an unpacked document into chunks of records: lines of line-based formats, or the whole document.
//!
//! A record over [`RECORD_BYTES_MAX`] is refused and named, and what follows it goes in. A stream that
//! breaks off (truncated or corrupt compression) gives the whole records before the break, then a problem.

use memchr::memchr;
use prospect_model::{Locator, Posting, Problem};
use prospect_sources::{Connector, Context, Parse, SNIFF_BYTES};
use std::io::{Cursor, Read};

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
    /// Byte after each line, and the line's number.
    lines: Vec<(usize, u64)>,
    /// What was refused on the way here.
    problems: Vec<Problem>,
}

impl Chunk {
    /// Unpacked bytes, for progress.
    pub(crate) fn n_bytes(&self) -> usize {
        self.bytes.len()
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

fn document_chunk(parse: Parse, stream: impl Read) -> Chunk {
    let mut chunk = Chunk { parse, bytes: Vec::new(), lines: Vec::new(), problems: Vec::new() };
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
        let mut chunk = Chunk { parse, bytes: std::mem::take(&mut carry), lines: Vec::new(), problems: Vec::new() };
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
                    chunk.problems.push(too_large(n_lines, n_dropped + end - line_start));
                    // The rest of a refused line stays in the buffer as a line of number 0, which nobody parses.
                    chunk.lines.push((end, 0));
                }
                None => chunk.lines.push((end, n_lines)),
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
        match outcome {
            Err(error) => {
                if !carry.is_empty() || dropped.is_some() {
                    let at = format!("line {}", n_lines + 1);
                    chunk
                        .problems
                        .push(Problem::new("broken-record", "the stream breaks off inside the record").at(at));
                }
                chunk.problems.push(broken_stream(&error).at(format!("line {}", n_lines + 1)));
            }
            Ok(0) => {
                if let Some(n_dropped) = dropped {
                    chunk.problems.push(too_large(n_lines + 1, n_dropped));
                } else if !carry.is_empty() {
                    chunk.bytes.append(&mut carry);
                    chunk.lines.push((chunk.bytes.len(), n_lines + 1));
                }
            }
            Ok(_) => {}
        }
        if !send(chunk) || is_end {
            return;
        }
    }
}

fn too_large(line: u64, n_bytes: usize) -> Problem {
    let message = format!("the record has {n_bytes} bytes; at most {RECORD_BYTES_MAX} are read");
    Problem::new("record-too-large", message).at(format!("line {line}"))
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

/// What a chunk held.
#[derive(Default)]
pub(crate) struct Batch {
    /// Postings with their places in the document.
    pub(crate) postings: Vec<(Locator, Posting)>,
    /// What could not be used.
    pub(crate) problems: Vec<Problem>,
}

/// Parses a chunk's records.
pub(crate) fn parse(chunk: &mut Chunk, context: Context<'_>) -> Batch {
    let mut batch = Batch { postings: Vec::new(), problems: std::mem::take(&mut chunk.problems) };
    match chunk.parse {
        Parse::Lines(parse_line) => {
            let mut start = 0;
            for (end, number) in &chunk.lines {
                let line = chunk.bytes.get(start..*end).unwrap_or_default();
                start = *end;
                if *number == 0 {
                    continue;
                }
                let locator = Locator::Line(*number);
                if line.len() > RECORD_BYTES_MAX {
                    batch.problems.push(too_large(*number, line.len()));
                    continue;
                }
                match parse_line(line, &locator, context, &mut batch.problems) {
                    Ok(Some(posting)) => batch.postings.push((locator, posting)),
                    Ok(None) => {}
                    Err(problem) => batch.problems.push(problem),
                }
            }
        }
        Parse::Document(parse_document) => {
            if !chunk.bytes.is_empty() || batch.problems.is_empty() {
                let mut parsed = parse_document(&chunk.bytes, context);
                batch.postings.append(&mut parsed.postings);
                batch.problems.append(&mut parsed.problems);
            }
        }
    }
    batch
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
}
