//! Why a query or an index could not be used.

use std::io;
use std::path::{Path, PathBuf};

/// Why a query could not be understood.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum QueryError {
    /// A filter that does not exist.
    #[error("no filter `{name}`{}", did_you_mean(.near))]
    UnknownFilter {
        /// What was asked for.
        name: String,
        /// Names spelt like it, the nearest first.
        near: Vec<String>,
    },
    /// A value that a filter does not know.
    #[error("no {what} `{value}`{}", did_you_mean(.near))]
    UnknownValue {
        /// What the filter is about: "skill", "country", ….
        what: &'static str,
        /// What was asked for.
        value: String,
        /// Names spelt like it, the nearest first.
        near: Vec<String>,
    },
    /// A value that is not of its filter's form.
    #[error("`{value}` is no {what}; expected {expected}")]
    Malformed {
        /// What the value should be: "month", "number of years", ….
        what: &'static str,
        /// What was given.
        value: String,
        /// The form.
        expected: &'static str,
    },
    /// Words or an expression that do not read.
    #[error("{0}")]
    Syntax(String),
}

/// The hint of an error: what is near, on a line of its own.
fn did_you_mean(near: &[String]) -> String {
    if near.is_empty() {
        return String::new();
    }
    let names: Vec<String> = near.iter().map(|name| format!("`{name}`")).collect();
    format!("\nhint: did you mean {}?", names.join(" or "))
}

/// Why an index could not be made, opened or searched.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SearchError {
    /// The query asks for what the index does not know.
    #[error(transparent)]
    Query(#[from] QueryError),
    /// The file system refused.
    #[error("failed to {action} `{}`", path.display())]
    Io {
        /// What was tried, as a verb phrase.
        action: &'static str,
        /// What it was tried on.
        path: PathBuf,
        /// What the file system said.
        source: io::Error,
    },
    /// The full-text engine failed.
    #[error("the full-text index failed")]
    Engine(#[from] tantivy::TantivyError),
    /// The index does not hold what it must; it can be made anew.
    #[error("the index is damaged: {0}")]
    Damaged(String),
    /// The caller's texts could not be read.
    #[error("failed to read the texts of postings")]
    Texts(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl SearchError {
    pub(crate) fn io(action: &'static str, path: &Path, source: io::Error) -> Self {
        Self::Io { action, path: path.to_owned(), source }
    }

    pub(crate) fn damaged(what: impl Into<String>) -> Self {
        Self::Damaged(what.into())
    }
}

impl From<io::Error> for SearchError {
    fn from(source: io::Error) -> Self {
        Self::Engine(source.into())
    }
}
