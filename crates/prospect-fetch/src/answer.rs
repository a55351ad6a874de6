//! What comes back.

use std::io::{self, Cursor, Read, Seek, SeekFrom, Write};

use tempfile::{SpooledData, SpooledTempFile};

/// Bodies up to this size stay in memory; larger ones lie in an unnamed temporary file, so that a few threads with
/// large answers stay small.
const IN_MEMORY_BYTES_MAX: usize = 8 << 20;

/// The outcome of a request that was answered.
#[derive(Debug)]
#[expect(clippy::large_enum_variant, reason = "there is one of it at a time, and it is taken apart at once")]
pub enum Answer {
    /// A whole body.
    Fresh(Fresh),
    /// The server says that what the caller has is still right (304).
    NotModified,
}

/// A whole answer.
#[derive(Debug)]
pub struct Fresh {
    /// Address that the body came from, after redirects.
    pub final_url: String,
    /// HTTP status, 200 to 299 and not 206.
    pub status: u16,
    /// Media type in lower case without parameters, such as `application/json`.
    pub media_type: Option<String>,
    /// The `charset` parameter of the media type, in lower case.
    pub charset: Option<String>,
    /// `ETag` to ask with next time.
    pub etag: Option<String>,
    /// `Last-Modified` to ask with next time.
    pub last_modified: Option<String>,
    /// The body, unpacked.
    pub body: Body,
    /// Bytes of the body as it came, packed or not, without the framing of chunks.
    pub n_wire_bytes: u64,
    /// Whether the server said where the body ends and all of it came. `false` for a body that ended because the
    /// connection did: such a body may have been cut, and an absence in it proves nothing.
    pub is_complete: bool,
    /// Attempts that it took, 1 when the first went well.
    pub n_attempts: u32,
}

/// A body in memory or, when large, in an unnamed temporary file that is gone when this is dropped.
pub struct Body {
    bytes: SpooledTempFile,
    n_bytes: u64,
}

impl Body {
    pub(crate) fn new() -> Self {
        Self { bytes: SpooledTempFile::new(IN_MEMORY_BYTES_MAX), n_bytes: 0 }
    }

    pub(crate) fn push(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.bytes.write_all(bytes)?;
        self.n_bytes = self.n_bytes.saturating_add(bytes.len() as u64);
        Ok(())
    }

    /// Size in bytes.
    #[must_use]
    pub fn n_bytes(&self) -> u64 {
        self.n_bytes
    }

    /// The bytes from the first on.
    ///
    /// # Errors
    /// The temporary file cannot be read.
    pub fn reader(&mut self) -> io::Result<impl Read + '_> {
        self.bytes.seek(SeekFrom::Start(0))?;
        Ok(&mut self.bytes)
    }

    /// All bytes at once, without a copy when they are in memory.
    ///
    /// # Errors
    /// The temporary file cannot be read.
    pub fn into_bytes(self) -> io::Result<Vec<u8>> {
        match self.bytes.into_inner() {
            SpooledData::InMemory(cursor) => Ok(Cursor::into_inner(cursor)),
            SpooledData::OnDisk(mut file) => {
                file.seek(SeekFrom::Start(0))?;
                let mut bytes = Vec::with_capacity(usize::try_from(self.n_bytes).unwrap_or(0));
                file.read_to_end(&mut bytes)?;
                Ok(bytes)
            }
        }
    }
}

impl std::fmt::Debug for Body {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Body").field("n_bytes", &self.n_bytes).finish_non_exhaustive()
    }
}
