//! Decodes Zstandard, RFC 8878, block by block.
//!
//! The decoder is never given more than one block at a time, because it forgets the blocks that it decoded in the
//! same call that meets the damage.

use crate::unpack::Broken;
use std::io::{self, BufRead, Read};
use zstd::stream::raw::{Decoder, InBuffer, Operation as _, OutBuffer};

/// Decoder over a buffered source.
pub(crate) struct Zst<B> {
    source: B,
    decoder: Decoder<'static>,
    /// Bytes that the decoder asks for next; 0 between frames.
    n_bytes_wanted: usize,
    broken: Option<Broken>,
    n_bytes_out: u64,
}

/// The decoder asks for a block together with the next block's header. Without those three bytes it stops at the
/// end of the block, so that a bad header cannot take the block with it.
const BLOCK_HEADER: usize = 3;

impl<B: BufRead> Zst<B> {
    pub(crate) fn new(source: B) -> io::Result<Self> {
        Ok(Self { source, decoder: Decoder::new()?, n_bytes_wanted: 0, broken: None, n_bytes_out: 0 })
    }
}

impl<B: BufRead> Read for Zst<B> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if out.is_empty() {
            return Ok(0);
        }
        loop {
            if let Some(broken) = self.broken {
                return Err(broken.error("zstd", self.n_bytes_out));
            }
            let input = self.source.fill_buf()?;
            let is_last = input.is_empty();
            let is_between = self.n_bytes_wanted == 0;
            if is_last && is_between {
                return Ok(0);
            }
            let n = self.n_bytes_wanted.saturating_sub(BLOCK_HEADER).clamp(1, input.len().max(1));
            let mut input = InBuffer::around(input.get(..n).unwrap_or_default());
            let mut output = OutBuffer::around(&mut *out);
            let result = self.decoder.run(&mut input, &mut output);
            let (n_in, n_out) = (input.pos(), output.pos());
            self.source.consume(n_in);
            self.n_bytes_out = self.n_bytes_out.saturating_add(u64::try_from(n_out).unwrap_or(0));
            match result {
                Ok(wanted) => self.n_bytes_wanted = wanted,
                Err(_) => self.broken = Some(Broken::Corrupt("the data does not decode")),
            }
            if n_out > 0 {
                return Ok(n_out);
            }
            if n_in == 0 && self.broken.is_none() && self.n_bytes_wanted > 0 {
                let broken = if is_last { Broken::Truncated } else { Broken::Corrupt("the data does not go on") };
                self.broken = Some(broken);
            }
        }
    }
}
