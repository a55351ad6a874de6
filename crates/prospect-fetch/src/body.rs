//! Reading a body whole, unpacked and within its limits.

use std::io::{self, ErrorKind, Read};

use flate2::read::MultiGzDecoder;
use ureq::http::{HeaderMap, Response, StatusCode, header};

use crate::answer::Body;
use crate::wire::from_body;
use crate::{FetchError, Options};

/// Once this much is unpacked, a body that unpacks to more than [`RATIO_MAX`] times its size is given up.
///
/// Below it, a short body of one repeated byte is harmless.
const RATIO_FREE_BYTES: u64 = 8 << 20;

/// Largest believable ratio of unpacked to packed size. Boards of thousands of postings with one boilerplate pack about
/// 1:10, a run of one byte 1:1032, which is the limit of the format.
const RATIO_MAX: u64 = 200;

/// A whole body and how it came.
pub(crate) struct Received {
    pub(crate) body: Body,
    pub(crate) n_wire_bytes: u64,
    pub(crate) is_complete: bool,
}

/// Reads the body of an answer to its end.
pub(crate) fn receive(
    response: Response<ureq::Body>,
    body_bytes_max: u64,
    options: &Options,
) -> Result<Received, FetchError> {
    let headers = response.headers();
    let is_chunked = check_transfer_encoding(headers)?;
    let is_gzip = check_content_encoding(headers)?;
    let has_no_body = response.status() == StatusCode::NO_CONTENT;
    // Not asked of the body itself, which knows no length of none.
    let declared: Option<u64> =
        headers.get(header::CONTENT_LENGTH).and_then(|it| it.to_str().ok()?.trim().parse().ok());
    if declared.is_some_and(|n_bytes| n_bytes > body_bytes_max) {
        return Err(FetchError::TooLarge { bytes_max: body_bytes_max });
    }
    let mut wire = Counted { inner: response.into_body().into_reader(), n_bytes: 0, body_bytes_max, error: None };
    let mut body = Body::new();
    if is_gzip {
        let mut decoder = MultiGzDecoder::new(wire);
        let unpacked = copy(&mut decoder, &mut body, |decoder| decoder.get_ref().n_bytes, options.unpacked_bytes_max);
        wire = decoder.into_inner();
        match unpacked {
            Ok(()) => {}
            Err(Failure::Read(_)) if wire.error.is_some() => {}
            // An empty body is said to be packed by servers that say it of every body.
            Err(Failure::Read(_)) if wire.n_bytes == 0 => {}
            Err(Failure::Read(error)) if error.kind() == ErrorKind::UnexpectedEof => {
                return Err(FetchError::Truncated { n_wire_bytes: wire.n_bytes });
            }
            Err(Failure::Read(error)) => return Err(FetchError::BadEncoding { why: error.to_string() }),
            Err(Failure::Fatal(error)) => return Err(error),
        }
    } else if let Err(Failure::Fatal(error)) = copy(&mut wire, &mut body, |wire| wire.n_bytes, u64::MAX) {
        return Err(error);
    }
    match wire.error {
        Some(error) => Err(error),
        None => Ok(Received {
            body,
            n_wire_bytes: wire.n_bytes,
            // Packed bytes end with their own length and checksum, which were right.
            is_complete: has_no_body || is_chunked || declared.is_some() || (is_gzip && wire.n_bytes > 0),
        }),
    }
}

/// Whether the body comes in chunks. Any other transfer coding would leave us with bytes that are not the body.
fn check_transfer_encoding(headers: &HeaderMap) -> Result<bool, FetchError> {
    let codings = list(headers, header::TRANSFER_ENCODING);
    match codings.as_slice() {
        [] => Ok(false),
        [only] if only == "chunked" => Ok(true),
        _ => Err(FetchError::BadEncoding { why: format!("transfer coding `{}`", codings.join(", ")) }),
    }
}

/// Whether the body is packed with gzip, the one packing that is asked for.
fn check_content_encoding(headers: &HeaderMap) -> Result<bool, FetchError> {
    let codings = list(headers, header::CONTENT_ENCODING);
    match codings.iter().map(String::as_str).filter(|coding| *coding != "identity").collect::<Vec<_>>().as_slice() {
        [] => Ok(false),
        ["gzip" | "x-gzip"] => Ok(true),
        _ => Err(FetchError::BadEncoding { why: format!("content coding `{}`", codings.join(", ")) }),
    }
}

/// Members of a list header in lower case, over all its lines.
fn list(headers: &HeaderMap, name: header::HeaderName) -> Vec<String> {
    headers
        .get_all(name)
        .iter()
        .flat_map(|value| {
            String::from_utf8_lossy(value.as_bytes())
                .to_ascii_lowercase()
                .split(',')
                .map(str::trim)
                .map(str::to_owned)
                .collect::<Vec<_>>()
        })
        .filter(|member| !member.is_empty())
        .collect()
}

enum Failure {
    /// Reading failed; the wire may know better why.
    Read(io::Error),
    /// There is nothing more to say.
    Fatal(FetchError),
}

fn copy<R: Read>(
    reader: &mut R,
    body: &mut Body,
    n_wire_bytes: impl Fn(&R) -> u64,
    unpacked_bytes_max: u64,
) -> Result<(), Failure> {
    let mut buffer = vec![0; 64 << 10];
    loop {
        let n_read = match reader.read(&mut buffer) {
            Ok(0) => return Ok(()),
            Ok(n_read) => n_read,
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(error) => return Err(Failure::Read(error)),
        };
        body.push(buffer.get(..n_read).unwrap_or_default()).map_err(|error| Failure::Fatal(FetchError::Disk(error)))?;
        let (n_wire_bytes, n_unpacked_bytes) = (n_wire_bytes(reader), body.n_bytes());
        let is_bomb = n_unpacked_bytes > RATIO_FREE_BYTES && n_unpacked_bytes / RATIO_MAX > n_wire_bytes;
        if is_bomb || n_unpacked_bytes > unpacked_bytes_max {
            return Err(Failure::Fatal(FetchError::UnpackBomb { n_wire_bytes, n_unpacked_bytes }));
        }
    }
}

/// The bytes of a body as they come, counted and capped. Keeps the reason of a failure, which a decoder above it would
/// wrap or lose.
struct Counted<R> {
    inner: R,
    n_bytes: u64,
    body_bytes_max: u64,
    error: Option<FetchError>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.error.is_some() {
            return Err(ErrorKind::BrokenPipe.into());
        }
        match self.inner.read(buffer) {
            Ok(n_read) => {
                self.n_bytes = self.n_bytes.saturating_add(n_read as u64);
                if self.n_bytes <= self.body_bytes_max {
                    return Ok(n_read);
                }
                self.error = Some(FetchError::TooLarge { bytes_max: self.body_bytes_max });
            }
            Err(error) => self.error = Some(from_body(error, self.n_bytes)),
        }
        Err(ErrorKind::BrokenPipe.into())
    }
}
