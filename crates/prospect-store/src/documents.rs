//! `raw/`: every document as it came, stored once, with each time it was seen.
//!
//! In: bytes from any reader, of any size, never whole in memory. Out: the same bytes again. What came compressed is
//! kept byte for byte; everything else is compressed here. Order of writing: the bytes aside and fsync, rename into
//! place and fsync the folder, then the line in the log. A file without its line is what a crash left; the next
//! time that document comes, it is replaced by itself.
//!
//! Not here: what the bytes mean.

use crate::disk::{Disk, DiskFile};
use crate::home::{Home, check_name};
use crate::log::{LogIndex, LogLine};
use crate::unpack::Packing;
use crate::{StoreError, WriterLock};
use prospect_model::{Date, Sha256};
use serde::{Deserialize, Serialize};
use sha2::Digest as _;
use std::fs::File;
use std::io::{self, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

/// zstd level of documents: about the size that gzip gives, at several times its speed.
const LEVEL: i32 = 3;

/// Bytes read at once.
const CHUNK: usize = 128 * 1024;

/// A document that is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentEntry {
    /// Id of the source that it is of.
    pub source: String,
    /// Digest of the bytes as they came.
    pub sha256: Sha256,
    /// Media type as it was named when first seen.
    pub media_type: String,
    /// Number of bytes as they came.
    pub n_bytes: u64,
    /// Each time it was seen, in the order of the log; one or more.
    pub seen: Vec<Seen>,
    /// Path of the stored file below `raw/`, with `/`.
    pub path: String,
    /// Whether the store compressed it; else it lies there as it came.
    pub is_packed: bool,
}

/// One time that a document was seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// Unix time in seconds.
    pub unix: i64,
    /// Address that it came from.
    pub url: Option<String>,
    /// Name of the file that it came from.
    pub name: Option<String>,
    /// Which look at which board it belongs to; `None` for what was imported.
    pub look: Option<InLook>,
}

/// One answer's place in a look at a board, and what makes the next request for it conditional.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct InLook {
    /// The board's name at its service.
    pub board: String,
    /// When the look began, Unix time in seconds.
    pub began_unix: i64,
    /// Number of the request inside the look, from 0.
    pub request: u32,
    /// Whether the answer belongs to the list of what is open; else it is one item's detail.
    #[serde(default)]
    pub is_listing: bool,
    /// Name of the employer whose board it is, where a table of boards or the user told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub employer: Option<String>,
    /// HTTP status: 200, or 304 where the service said that the document is what it was.
    pub status: u16,
    /// Header `ETag`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub etag: Option<String>,
    /// Header `Last-Modified`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_modified: Option<String>,
    /// Of a detail: digest of what the list said of its items then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<String>,
}

/// What the caller knows about a document beside its bytes.
#[derive(Clone, Debug, Default)]
pub struct DocumentMeta {
    /// Id of its source; becomes a folder's name.
    pub source: String,
    /// Media type, for example `application/json`.
    pub media_type: String,
    /// Address that it came from.
    pub url: Option<String>,
    /// Name of the file that it came from.
    pub name: Option<String>,
    /// When it was seen, Unix time in seconds.
    pub seen_unix: i64,
    /// Which look at which board it belongs to.
    pub look: Option<InLook>,
}

/// What became of a document that was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Added {
    /// Its entry, with this time it was seen.
    pub entry: DocumentEntry,
    /// Whether it was not there before.
    pub is_new: bool,
    /// Number of bytes read.
    pub n_bytes: u64,
}

impl DocumentEntry {
    /// The earliest time it was seen, Unix time in seconds.
    #[must_use]
    pub fn first_seen_unix(&self) -> i64 {
        self.seen.iter().map(|seen| seen.unix).min().unwrap_or(0)
    }
}

impl Home {
    /// Every document: by source, then the time it was first seen, then digest.
    ///
    /// # Errors
    /// Fails when the log cannot be read, or when a whole line of it is not one of ours.
    pub fn documents(&self) -> Result<Vec<DocumentEntry>, StoreError> {
        LogIndex::read(&self.log()).map(LogIndex::into_entries)
    }

    /// Stores a document, or notes that it was seen again.
    ///
    /// When this returns, the document is on disk to stay.
    ///
    /// # Errors
    /// Fails when `bytes` or the file system does; what was stored before is untouched then.
    pub fn add_document(&self, lock: &WriterLock, meta: DocumentMeta, bytes: impl Read) -> Result<Added, StoreError> {
        lock.check(self)?;
        check_name("source", &meta.source)?;
        self.disk.create_folders(&self.raw_tmp())?;
        let part = Part::new(self, lock);
        let incoming = part.fill(&self.disk, bytes)?;
        lock.with_log(&self.disk, &self.log(), |log| {
            let known = log.find(incoming.sha256, &meta.source);
            let is_new = known.is_none();
            let known = known.filter(|entry| self.raw().join(&entry.path).is_file());
            let (path, is_packed) = match known {
                Some(entry) => (entry.path.clone(), entry.is_packed),
                None => (self.keep(&part.path, &meta, &incoming)?, incoming.is_packed),
            };
            let line = LogLine {
                sha256: incoming.sha256.to_string(),
                source: meta.source,
                media_type: meta.media_type,
                url: meta.url,
                name: meta.name,
                seen_unix: meta.seen_unix,
                n_bytes: incoming.n_bytes,
                path,
                packed: is_packed,
                look: meta.look,
            };
            let entry = log.append(&self.disk, incoming.sha256, line)?;
            Ok(Added { entry, is_new, n_bytes: incoming.n_bytes })
        })
    }

    /// Notes that a stored document was seen again, where its source says so without sending it (304).
    ///
    /// # Errors
    /// Fails when the document is not stored, and when the file system refuses.
    pub fn document_seen_again(
        &self,
        lock: &WriterLock,
        sha256: Sha256,
        meta: DocumentMeta,
    ) -> Result<DocumentEntry, StoreError> {
        lock.check(self)?;
        lock.with_log(&self.disk, &self.log(), |log| {
            let known = log.find(sha256, &meta.source).cloned();
            let known =
                known.ok_or_else(|| StoreError::inconsistent(format!("document {sha256}, which is not there")))?;
            let line = LogLine {
                sha256: sha256.to_string(),
                source: meta.source,
                media_type: known.media_type,
                url: meta.url,
                name: meta.name,
                seen_unix: meta.seen_unix,
                n_bytes: known.n_bytes,
                path: known.path,
                packed: known.is_packed,
                look: meta.look,
            };
            log.append(&self.disk, sha256, line)
        })
    }

    /// Opens a document: its bytes as they came (still gzip if they came as gzip; see [`crate::unpack`]).
    ///
    /// # Errors
    /// Fails when the stored file is not there or cannot be opened.
    pub fn open_document(&self, entry: &DocumentEntry) -> Result<Box<dyn Read + Send>, StoreError> {
        let path = self.raw().join(&entry.path);
        let failed = |source| StoreError::io("open", &path, source);
        let file = File::open(&path).map_err(failed)?;
        if entry.is_packed {
            return Ok(Box::new(zstd::Decoder::new(file).map_err(failed)?));
        }
        Ok(Box::new(BufReader::with_capacity(CHUNK, file)))
    }

    /// Moves the finished part to its place; returns the path below `raw/`.
    fn keep(&self, part: &Path, meta: &DocumentMeta, incoming: &Incoming) -> Result<String, StoreError> {
        let month = Date::from_unix(meta.seen_unix).map_or("undated".to_owned(), |day| day.to_month().to_string());
        let path = format!("{}/{month}/{}.{}", meta.source, incoming.sha256, extension(incoming, &meta.media_type));
        let folder = self.raw().join(&meta.source).join(month);
        self.disk.create_folders(&folder)?;
        self.disk.rename(part, &self.raw().join(&path))?;
        self.disk.sync_folder(&folder)?;
        Ok(path)
    }
}

/// `gz` or `zst` for what came so; else what it is, then `zst`.
fn extension(incoming: &Incoming, media_type: &str) -> &'static str {
    match incoming.packing {
        Packing::Gzip => return "gz",
        Packing::Zstd => return "zst",
        Packing::Plain => {}
    }
    match media_type.split(';').next().unwrap_or_default().trim() {
        "application/json" | "application/ld+json" => "json.zst",
        "application/jsonl" | "application/x-ndjson" | "application/jsonlines" => "jsonl.zst",
        "text/html" => "html.zst",
        "text/xml" | "application/xml" | "application/rss+xml" | "application/atom+xml" => "xml.zst",
        "text/plain" => "txt.zst",
        _ => "bin.zst",
    }
}

/// What was read of a document.
struct Incoming {
    sha256: Sha256,
    n_bytes: u64,
    packing: Packing,
    is_packed: bool,
}

/// The file that a document is written to before it has its name; removed when it got none.
struct Part {
    path: PathBuf,
    disk: Disk,
    lock: WriterLock,
}

impl Part {
    fn new(home: &Home, lock: &WriterLock) -> Self {
        static NUMBER: AtomicU64 = AtomicU64::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let path = home.raw_tmp().join(format!("{}-{number}.part", std::process::id()));
        lock.use_path(&path);
        Self { path, disk: home.disk.clone(), lock: lock.clone() }
    }

    fn fill(&self, disk: &Disk, mut bytes: impl Read) -> Result<Incoming, StoreError> {
        let failed = |source| StoreError::io("write to", &self.path, source);
        let mut chunk = vec![0; CHUNK];
        let mut n = read_full(&mut bytes, &mut chunk)?;
        let packing = Packing::of(chunk.get(..n).unwrap_or_default());
        let mut file = Sink::new(disk.create(&self.path)?, packing).map_err(failed)?;
        let mut hash = sha2::Sha256::new();
        let mut n_bytes: u64 = 0;
        while let Some(read) = chunk.get(..n).filter(|read| !read.is_empty()) {
            hash.update(read);
            file.write_all(read).map_err(failed)?;
            n_bytes = n_bytes.saturating_add(u64::try_from(n).unwrap_or(u64::MAX));
            n = read_full(&mut bytes, &mut chunk)?;
        }
        file.finish().map_err(failed)?.sync()?;
        let sha256 = Sha256(hash.finalize().into());
        Ok(Incoming { sha256, n_bytes, packing, is_packed: packing == Packing::Plain })
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        // It is gone when the document was new. Where this fails, `gc` removes it.
        let _ = self.disk.remove_file(&self.path);
        self.lock.release_path(&self.path);
    }
}

/// Fills the chunk as far as the reader gives, so that stored bytes do not depend on how it cuts its answers.
fn read_full(bytes: &mut impl Read, chunk: &mut [u8]) -> Result<usize, StoreError> {
    let mut n = 0;
    while let Some(rest) = chunk.get_mut(n..).filter(|rest| !rest.is_empty()) {
        match bytes.read(rest) {
            Ok(0) => break,
            Ok(read) => n += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(source) => return Err(StoreError::Input { source }),
        }
    }
    Ok(n)
}

enum Sink {
    AsCame(DiskFile),
    Packed(Box<zstd::Encoder<'static, DiskFile>>),
}

impl Sink {
    fn new(file: DiskFile, packing: Packing) -> io::Result<Self> {
        if packing != Packing::Plain {
            return Ok(Self::AsCame(file));
        }
        let mut encoder = zstd::Encoder::new(file, LEVEL)?;
        // A flipped bit on disk is then an error on reading, not other bytes.
        encoder.include_checksum(true)?;
        Ok(Self::Packed(Box::new(encoder)))
    }

    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        match self {
            Self::AsCame(file) => file.write_all(bytes),
            Self::Packed(encoder) => encoder.write_all(bytes),
        }
    }

    fn finish(self) -> io::Result<DiskFile> {
        match self {
            Self::AsCame(file) => Ok(file),
            Self::Packed(encoder) => encoder.finish(),
        }
    }
}
