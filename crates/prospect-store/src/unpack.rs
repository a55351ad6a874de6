//! Decodes what came compressed, by what its first bytes say.
//!
//! In: any reader. Out: the decoded bytes; of a truncated or corrupt stream every byte that decodes, then an error
//! that says what is wrong and where, so that a caller can keep the whole lines before it.

use crate::gzip::Gzip;
use crate::zst::Zst;
use std::io::{self, BufReader, Chain, Cursor, Read};

/// How bytes are compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Packing {
    /// Not, or in no way known here.
    Plain,
    /// gzip (RFC 1952), one member or more.
    Gzip,
    /// Zstandard (RFC 8878), one frame or more.
    Zstd,
}

impl Packing {
    /// How bytes that begin so are compressed.
    #[must_use]
    pub fn of(first_bytes: &[u8]) -> Self {
        match first_bytes {
            [0x1f, 0x8b, ..] => Self::Gzip,
            [0x28, 0xb5, 0x2f, 0xfd, ..] => Self::Zstd,
            _ => Self::Plain,
        }
    }
}

/// Input with the bytes that were read to tell its packing put back.
pub(crate) type Source<R> = BufReader<Chain<Cursor<Vec<u8>>, R>>;

/// Bytes read from the source at once.
const CHUNK: usize = 64 * 1024;

/// Decoded bytes of a reader; see [`unpack`].
pub struct Unpacked<R> {
    state: State<R>,
}

enum State<R> {
    Fresh(R),
    Plain(Source<R>),
    Gzip(Box<Gzip<Source<R>>>),
    Zstd(Box<Zst<Source<R>>>),
    /// Only while the state changes, or after its first read failed.
    Closed,
}

/// Decodes a reader by its first bytes: gzip (any number of members), zstd (any number of frames), or as it is.
///
/// Reading yields every byte that decodes; after a truncation comes [`io::ErrorKind::UnexpectedEof`], after damage
/// [`io::ErrorKind::InvalidData`], each again on every further read.
pub fn unpack<R: Read>(reader: R) -> Unpacked<R> {
    Unpacked { state: State::Fresh(reader) }
}

impl<R: Read> Unpacked<R> {
    /// How the input is compressed; reads its first bytes where they were not yet.
    ///
    /// # Errors
    /// Fails when the reader does.
    pub fn packing(&mut self) -> io::Result<Packing> {
        if matches!(self.state, State::Fresh(_))
            && let State::Fresh(reader) = std::mem::replace(&mut self.state, State::Closed)
        {
            self.state = open(reader)?;
        }
        Ok(match self.state {
            State::Gzip(_) => Packing::Gzip,
            State::Zstd(_) => Packing::Zstd,
            State::Plain(_) | State::Fresh(_) | State::Closed => Packing::Plain,
        })
    }
}

fn open<R: Read>(mut reader: R) -> io::Result<State<R>> {
    let mut first_bytes = Vec::with_capacity(4);
    (&mut reader).take(4).read_to_end(&mut first_bytes)?;
    let packing = Packing::of(&first_bytes);
    let source = BufReader::with_capacity(CHUNK, Cursor::new(first_bytes).chain(reader));
    Ok(match packing {
        Packing::Plain => State::Plain(source),
        Packing::Gzip => State::Gzip(Box::new(Gzip::new(source))),
        Packing::Zstd => State::Zstd(Box::new(Zst::new(source)?)),
    })
}

impl<R: Read> Read for Unpacked<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        self.packing()?;
        match &mut self.state {
            State::Plain(source) => source.read(out),
            State::Gzip(gzip) => gzip.read(out),
            State::Zstd(zst) => zst.read(out),
            State::Fresh(_) | State::Closed => Err(io::Error::other("the first bytes could not be read")),
        }
    }
}

/// Why a stream ends where it should not, in words for people.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Broken {
    /// The bytes end inside the stream.
    Truncated,
    /// The bytes are not those of a stream.
    Corrupt(&'static str),
}

impl Broken {
    pub(crate) fn error(self, packing: &str, n_bytes_out: u64) -> io::Error {
        match self {
            Self::Truncated => {
                let text = format!("{packing} stream ends early, after {n_bytes_out} decoded bytes");
                io::Error::new(io::ErrorKind::UnexpectedEof, text)
            }
            Self::Corrupt(what) => {
                let text = format!("{packing} stream is corrupt after {n_bytes_out} decoded bytes: {what}");
                io::Error::new(io::ErrorKind::InvalidData, text)
            }
        }
    }
}

/// Next byte of a source; `None` at its end.
pub(crate) fn next_byte(source: &mut impl io::BufRead) -> io::Result<Option<u8>> {
    let byte = loop {
        match source.fill_buf() {
            Ok(bytes) => break bytes.first().copied(),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    };
    if byte.is_some() {
        source.consume(1);
    }
    Ok(byte)
}
