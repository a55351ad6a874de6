//! What is answered, and how badly.

use std::io::{self, Write};
use std::thread;
use std::time::Duration;

/// One answer. Starts well-behaved; each method makes one thing different.
#[derive(Clone, Debug)]
pub struct Reply {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    framing: Framing,
    delay: Duration,
    /// Bytes that are sent at a time and the pause between.
    drip: Option<(usize, Duration)>,
    /// The body is cut after so many bytes and the connection closed.
    cut_at: Option<usize>,
    /// These bytes instead of everything above.
    raw: Option<Vec<u8>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Framing {
    Length,
    Chunks,
    Close,
}

impl Reply {
    /// A body with a media type, status 200.
    #[must_use]
    pub fn ok(media_type: &str, body: impl Into<Vec<u8>>) -> Self {
        Self { body: body.into(), ..Self::status(200) }.header("Content-Type", media_type)
    }

    /// JSON, status 200.
    #[must_use]
    pub fn json(body: impl Into<Vec<u8>>) -> Self {
        Self::ok("application/json", body)
    }

    /// No body.
    #[must_use]
    pub fn status(status: u16) -> Self {
        Self {
            status,
            headers: vec![],
            body: vec![],
            framing: Framing::Length,
            delay: Duration::ZERO,
            drip: None,
            cut_at: None,
            raw: None,
        }
    }

    /// A redirect (302) to an address or path.
    #[must_use]
    pub fn redirect(location: &str) -> Self {
        Self::status(302).header("Location", location)
    }

    /// Exactly these bytes, after which the connection is closed.
    #[must_use]
    pub fn raw(bytes: impl Into<Vec<u8>>) -> Self {
        Self { raw: Some(bytes.into()), ..Self::status(0) }
    }

    /// With one more header.
    #[must_use]
    pub fn header(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers.push((name.to_owned(), value.into()));
        self
    }

    /// With another status.
    #[must_use]
    pub fn with_status(self, status: u16) -> Self {
        Self { status, ..self }
    }

    /// With an `ETag`: whoever asks with it gets 304.
    #[must_use]
    pub fn etag(self, etag: &str) -> Self {
        self.header("ETag", etag)
    }

    /// With a `Last-Modified`: whoever asks with it gets 304.
    #[must_use]
    pub fn last_modified(self, date: &str) -> Self {
        self.header("Last-Modified", date)
    }

    /// With `Retry-After`.
    #[must_use]
    pub fn retry_after(self, value: &str) -> Self {
        self.header("Retry-After", value)
    }

    /// Says that the body is packed with gzip; the body given must be.
    #[must_use]
    pub fn gzipped(self) -> Self {
        self.header("Content-Encoding", "gzip")
    }

    /// In chunks, without a length.
    #[must_use]
    pub fn chunked(self) -> Self {
        Self { framing: Framing::Chunks, ..self }
    }

    /// Without a length: the body ends with the connection.
    #[must_use]
    pub fn until_close(self) -> Self {
        Self { framing: Framing::Close, ..self }
    }

    /// Nothing for so long, then the answer.
    #[must_use]
    pub fn after(self, delay: Duration) -> Self {
        Self { delay, ..self }
    }

    /// The body a few bytes at a time.
    #[must_use]
    pub fn dripping(self, n_bytes: usize, pause: Duration) -> Self {
        Self { drip: Some((n_bytes.max(1), pause)), ..self }
    }

    /// The body is cut after so many bytes, though its length or its chunks promise all of it.
    #[must_use]
    pub fn cut_at(self, n_bytes: usize) -> Self {
        Self { cut_at: Some(n_bytes), ..self }
    }

    /// 304 instead of the body, when the request says that it has what this reply would give.
    pub(crate) fn for_request(self, request: &crate::Request) -> Self {
        let stated = |name: &str| self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
        // A tag decides alone where there is one (RFC 9110, 13.2.2).
        let is_known = match request.header("if-none-match") {
            Some(tag) => stated("ETag") == Some(tag),
            None => request.header("if-modified-since").is_some_and(|date| stated("Last-Modified") == Some(date)),
        };
        if self.status == 200 && is_known { Self { status: 304, body: vec![], ..self } } else { self }
    }

    /// Status and body, for tests.
    #[cfg(test)]
    pub(crate) fn summary(&self) -> String {
        format!("{} {}", self.status, String::from_utf8_lossy(&self.body))
    }

    /// Sleeps for as long as the answer is held back.
    pub(crate) fn wait(&self) {
        thread::sleep(self.delay);
    }

    /// Sends it; `false` when the connection must be closed.
    pub(crate) fn send(&self, stream: &mut impl Write) -> io::Result<bool> {
        if let Some(raw) = &self.raw {
            self.send_body(stream, raw)?;
            return Ok(false);
        }
        let mut head = format!("HTTP/1.1 {} {}\r\n", self.status, if self.status < 400 { "Fine" } else { "No" });
        for (name, value) in &self.headers {
            head += &format!("{name}: {value}\r\n");
        }
        let has_body = self.status >= 200 && self.status != 204 && self.status != 304;
        match self.framing {
            _ if !has_body => {}
            Framing::Length => head += &format!("Content-Length: {}\r\n", self.body.len()),
            Framing::Chunks => head += "Transfer-Encoding: chunked\r\n",
            Framing::Close => head += "Connection: close\r\n",
        }
        stream.write_all(head.as_bytes())?;
        stream.write_all(b"\r\n")?;
        stream.flush()?;
        if !has_body {
            return Ok(true);
        }
        let is_cut = self.cut_at.is_some_and(|n_bytes| n_bytes < self.body.len());
        let body = self.cut_at.and_then(|n_bytes| self.body.get(..n_bytes)).unwrap_or(&self.body);
        if self.framing == Framing::Chunks {
            const CHUNK_BYTES: usize = 4096;
            for chunk in body.chunks(self.drip.map_or(CHUNK_BYTES, |(n_bytes, _)| n_bytes)) {
                stream.write_all(format!("{:x}\r\n", chunk.len()).as_bytes())?;
                stream.write_all(chunk)?;
                stream.write_all(b"\r\n")?;
                if let Some((_, pause)) = self.drip {
                    stream.flush()?;
                    thread::sleep(pause);
                }
            }
            if !is_cut {
                stream.write_all(b"0\r\n\r\n")?;
            }
        } else {
            self.send_body(stream, body)?;
        }
        stream.flush()?;
        Ok(!is_cut && self.framing != Framing::Close)
    }

    fn send_body(&self, stream: &mut impl Write, body: &[u8]) -> io::Result<()> {
        let Some((n_bytes, pause)) = self.drip else {
            stream.write_all(body)?;
            return stream.flush();
        };
        for part in body.chunks(n_bytes) {
            stream.write_all(part)?;
            stream.flush()?;
            thread::sleep(pause);
        }
        Ok(())
    }
}
