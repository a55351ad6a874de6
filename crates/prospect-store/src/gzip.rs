//! Decodes gzip, RFC 1952, member by member.
//!
//! Own framing around the inflate of `flate2`, because its readers drop the bytes that were decoded in the same call
//! that meets the damage: up to a whole buffer of good lines.

use crate::unpack::{Broken, next_byte};
use flate2::{Crc, Decompress, FlushDecompress, Status};
use std::io::{self, BufRead, Read};

/// Decoder over a buffered source.
pub(crate) struct Gzip<B> {
    source: B,
    inflate: Decompress,
    check: Crc,
    state: State,
    n_bytes_out: u64,
}

#[derive(Clone, Copy, Debug)]
enum State {
    /// Before the first member.
    Start,
    /// Inside a member's compressed data.
    Body,
    /// After it, at the check value.
    Trailer,
    /// Between members, or after the last.
    Between,
    Broken(Broken),
    Done,
}

/// Flags of a member's header (RFC 1952, 2.3.1).
const HEADER_CHECK: u8 = 1 << 1;
const EXTRA: u8 = 1 << 2;
const NAME: u8 = 1 << 3;
const COMMENT: u8 = 1 << 4;
const RESERVED: u8 = 0b1110_0000;

/// A step that reads from the source: the outer error is the source's, the inner one the stream's.
type Step<T> = io::Result<Result<T, Broken>>;

impl<B: BufRead> Gzip<B> {
    pub(crate) fn new(source: B) -> Self {
        Self { source, inflate: Decompress::new(false), check: Crc::new(), state: State::Start, n_bytes_out: 0 }
    }

    fn byte(&mut self) -> Step<u8> {
        Ok(next_byte(&mut self.source)?.ok_or(Broken::Truncated))
    }

    fn bytes<const N: usize>(&mut self) -> Step<[u8; N]> {
        let mut bytes = [0; N];
        for byte in &mut bytes {
            match self.byte()? {
                Ok(read) => *byte = read,
                Err(broken) => return Ok(Err(broken)),
            }
        }
        Ok(Ok(bytes))
    }

    /// Reads over a text that ends with a zero.
    fn skip_text(&mut self) -> Step<()> {
        loop {
            match self.byte()? {
                Ok(0) => return Ok(Ok(())),
                Ok(_) => {}
                Err(broken) => return Ok(Err(broken)),
            }
        }
    }

    /// Reads a member's header after its first byte.
    fn header(&mut self) -> Step<()> {
        let [magic, method, flags] = match self.bytes::<3>()? {
            Ok(bytes) => bytes,
            Err(broken) => return Ok(Err(broken)),
        };
        if magic != 0x8b || method != 8 || flags & RESERVED != 0 {
            return Ok(Err(Broken::Corrupt("no gzip header")));
        }
        // Time, extra flags and operating system say nothing about the data.
        if let Err(broken) = self.bytes::<6>()? {
            return Ok(Err(broken));
        }
        if flags & EXTRA != 0 {
            let length = match self.bytes::<2>()? {
                Ok(bytes) => u16::from_le_bytes(bytes),
                Err(broken) => return Ok(Err(broken)),
            };
            for _ in 0..length {
                if let Err(broken) = self.byte()? {
                    return Ok(Err(broken));
                }
            }
        }
        for flag in [NAME, COMMENT] {
            if flags & flag != 0
                && let Err(broken) = self.skip_text()?
            {
                return Ok(Err(broken));
            }
        }
        if flags & HEADER_CHECK != 0
            && let Err(broken) = self.bytes::<2>()?
        {
            return Ok(Err(broken));
        }
        self.inflate.reset(false);
        self.check.reset();
        Ok(Ok(()))
    }

    fn body(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let input = self.source.fill_buf()?;
        let is_last = input.is_empty();
        let (before_in, before_out) = (self.inflate.total_in(), self.inflate.total_out());
        let result = self.inflate.decompress(input, out, FlushDecompress::None);
        let n_in = usize::try_from(self.inflate.total_in() - before_in).unwrap_or(0);
        let n_out = usize::try_from(self.inflate.total_out() - before_out).unwrap_or(0);
        self.source.consume(n_in);
        self.check.update(out.get(..n_out).unwrap_or_default());
        self.n_bytes_out = self.n_bytes_out.saturating_add(u64::try_from(n_out).unwrap_or(0));
        match result {
            Ok(Status::StreamEnd) => self.state = State::Trailer,
            Ok(_) if n_out == 0 && is_last => self.state = State::Broken(Broken::Truncated),
            Ok(_) if n_out == 0 && n_in == 0 => self.state = State::Broken(Broken::Corrupt("the data does not go on")),
            Ok(_) => {}
            Err(_) => self.state = State::Broken(Broken::Corrupt("the data does not inflate")),
        }
        Ok(n_out)
    }

    fn trailer(&mut self) -> Step<()> {
        let [a, b, c, d, e, f, g, h] = match self.bytes::<8>()? {
            Ok(bytes) => bytes,
            Err(broken) => return Ok(Err(broken)),
        };
        let is_right = u32::from_le_bytes([a, b, c, d]) == self.check.sum()
            && u32::from_le_bytes([e, f, g, h]) == self.check.amount();
        Ok(if is_right { Ok(()) } else { Err(Broken::Corrupt("the check value differs")) })
    }

    /// What follows a member: another one, nothing, padding with zeros (tapes, some servers), or what is no gzip.
    fn between(&mut self) -> io::Result<State> {
        loop {
            match next_byte(&mut self.source)? {
                None => return Ok(State::Done),
                Some(0) => {}
                Some(0x1f) => return self.header().map(|header| header.map_or_else(State::Broken, |()| State::Body)),
                Some(_) => return Ok(State::Broken(Broken::Corrupt("bytes follow that are no gzip"))),
            }
        }
    }
}

impl<B: BufRead> Read for Gzip<B> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if out.is_empty() {
            return Ok(0);
        }
        loop {
            match self.state {
                State::Start => {
                    self.state = match self.byte()? {
                        Ok(_) => self.header()?.map_or_else(State::Broken, |()| State::Body),
                        Err(broken) => State::Broken(broken),
                    };
                }
                State::Body => {
                    let n = self.body(out)?;
                    if n > 0 {
                        return Ok(n);
                    }
                }
                State::Trailer => self.state = self.trailer()?.map_or_else(State::Broken, |()| State::Between),
                State::Between => self.state = self.between()?,
                State::Broken(broken) => return Err(broken.error("gzip", self.n_bytes_out)),
                State::Done => return Ok(0),
            }
        }
    }
}
