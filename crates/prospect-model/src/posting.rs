//! What a source published: one posting, where its bytes lie, and what the source states in fields.

use crate::{Date, Month};
use serde::{Deserialize, Serialize};

/// A SHA-256 digest; shown as 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sha256(pub [u8; 32]);

impl Sha256 {
    /// Reads 64 hexadecimal digits.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut digest = [0; 32];
        if text.len() != 64 || !text.is_ascii() {
            return None;
        }
        for (byte, pair) in digest.iter_mut().zip(text.as_bytes().chunks(2)) {
            *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
        }
        Some(Self(digest))
    }
}

impl std::fmt::Display for Sha256 {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl std::fmt::Debug for Sha256 {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{self}")
    }
}

/// Where inside a document a posting lies.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Locator {
    /// Line of a line-based document, counted from 1.
    Line(u64),
    /// JSON pointer (RFC 6901) into a JSON document.
    Pointer(String),
    /// JSON pointer inside the n-th embedded JSON-LD script of a page, scripts counted from 0.
    Script(u32, String),
}

impl std::fmt::Display for Locator {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Line(line) => write!(f, "line {line}"),
            Self::Pointer(pointer) => write!(f, "pointer {pointer}"),
            Self::Script(script, pointer) => write!(f, "script {script} pointer {pointer}"),
        }
    }
}

/// One posting's place inside a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Digest of the document's bytes as they came.
    pub document: Sha256,
    /// Place inside the document (after decompression).
    pub locator: Locator,
}

/// The words of a posting as the source gives them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// Plain text, read as it is.
    Text(String),
    /// HTML; its plain text is what byte ranges refer to.
    Html(String),
}

/// What a source states in fields beside the body. Beats what the body says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fields {
    /// Job title (schema.org `title`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Hiring organisation (schema.org `hiringOrganization.name`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub employer: Option<String>,
    /// Work place in words (schema.org `jobLocation`, an ATS's location line).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<String>,
    /// Pay in words, as the source's field gives it or composed from its parts ("4500-6000 EUR per month").
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pay: Option<String>,
    /// Employment type as the source's field gives it (schema.org `employmentType`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub employment: Option<String>,
    /// Work mode as the source's field gives it (schema.org `jobLocationType`, an ATS's workplace type).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub work_mode: Option<String>,
    /// Where remote workers may be (schema.org `applicantLocationRequirements`), in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remote_scope: Option<String>,
}

/// One job ad as one source published it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Posting {
    /// The source's own id of the posting, unique within `source`.
    pub id: String,
    /// Id of the source: `hn`, `ats`, `jsonl`, `schema-org`, `page`, ….
    pub source: String,
    /// Day of publication; `None` where the source does not tell.
    pub posted: Option<Date>,
    /// Month that the posting counts for: the thread's month where it belongs to a thread, else that of `posted`.
    pub month: Option<Month>,
    /// Public address of the posting.
    pub url: Option<String>,
    /// Opaque key of the account that published it, a cluster for statistics; `None` where there is none.
    pub poster: Option<String>,
    /// The words.
    pub body: Body,
    /// What the source states beside the words.
    pub fields: Fields,
}
