//! `raw/listings.jsonl`: one line for each look at a board that ended, with what it asked and how it ended.
//!
//! A look asks for the list of what is open on a board, page by page, and for details that the list lacks. Each
//! answer is stored the moment it is whole, and its line in the documents' log names the look; so a look that was
//! cut off has its answers there and no line here. A line here says what nobody can see from the answers: that the
//! list came whole, or did not.
//!
//! Not here: what a list's absence of a posting means (the build decides).

use crate::whole_lines::read_whole;
use crate::{Home, StoreError, WriterLock};
use prospect_model::{Problem, Sha256};
use serde::{Deserialize, Serialize};

/// How much of a board's list came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LookOutcome {
    /// Every page of the list came and was read without losing a record.
    Complete,
    /// Something of the list is missing.
    Partial,
    /// Nothing of the list came.
    Failed,
}

/// One look at a board that ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Look {
    /// Id of the source.
    pub source: String,
    /// The board's name at its service.
    pub board: String,
    /// When it began, Unix time in seconds; with source and board its identity.
    pub began_unix: i64,
    /// When it ended, Unix time in seconds.
    pub ended_unix: i64,
    /// How much of the list came.
    pub outcome: LookOutcome,
    /// Whether a complete list of this source shows all that is open, so that what it lacks is gone.
    pub lists_all_open: bool,
    /// What was asked, in order.
    pub requests: Vec<LookRequest>,
    /// Postings that the answers held.
    pub n_postings: u64,
    /// What went wrong, requests and records alike.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<Problem>,
}

/// One request of a look.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LookRequest {
    /// Address.
    pub url: String,
    /// HTTP status; 304 where the document is what it was, `None` where no answer came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// Digest of the document that answers it; `None` where none does.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "digest")]
    pub sha256: Option<Sha256>,
}

/// A digest as its 64 digits.
mod digest {
    use prospect_model::Sha256;
    use serde::{Deserialize, Deserializer, Serializer, de::Error as _};

    #[expect(clippy::ref_option, reason = "the signature that serde asks for")]
    pub(super) fn serialize<S: Serializer>(digest: &Option<Sha256>, serializer: S) -> Result<S::Ok, S::Error> {
        match digest {
            Some(digest) => serializer.collect_str(digest),
            None => serializer.serialize_none(),
        }
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Sha256>, D::Error> {
        let Some(text) = Option::<String>::deserialize(deserializer)? else { return Ok(None) };
        let digest = Sha256::parse(&text);
        digest.map(Some).ok_or_else(|| D::Error::custom(format!("`{text}` is no SHA-256")))
    }
}

impl Home {
    /// Every look that ended, in the order in which they ended.
    ///
    /// # Errors
    /// Fails when the file cannot be read, or when a whole line of it is not one of ours.
    pub fn looks(&self) -> Result<Vec<Look>, StoreError> {
        let mut looks = Vec::new();
        read_whole(&self.looks_file(), |_, look| {
            looks.push(look);
            Ok(())
        })?;
        Ok(looks)
    }

    /// Notes that a look ended. When this returns, the line is on disk to stay.
    ///
    /// # Errors
    /// Fails when the file system refuses.
    pub fn add_look(&self, lock: &WriterLock, look: &Look) -> Result<(), StoreError> {
        lock.check(self)?;
        self.disk.create_folders(&self.raw())?;
        lock.append(&self.disk, &self.looks_file(), look)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{DocumentMeta, InLook, Wait};
    use std::fs;
    use std::io::Write as _;

    fn look(board: &str, outcome: LookOutcome) -> Look {
        Look {
            source: "acme".to_owned(),
            board: board.to_owned(),
            began_unix: 1_000,
            ended_unix: 1_010,
            outcome,
            lists_all_open: true,
            requests: vec![
                LookRequest {
                    url: "https://acme.example/1".to_owned(),
                    status: Some(304),
                    sha256: Some(Sha256([5; 32])),
                },
                LookRequest { url: "https://acme.example/2".to_owned(), status: None, sha256: None },
            ],
            n_postings: 7,
            problems: vec![Problem::new("timeout", "no answer within 30 s")],
        }
    }

    #[test]
    fn looks_are_read_back_and_a_torn_line_costs_only_itself() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::at(folder.path());
        assert!(home.looks().unwrap().is_empty());
        let first = look("one", LookOutcome::Complete);
        home.add_look(&home.lock(Wait::No).unwrap(), &first).unwrap();
        let mut file = fs::File::options().append(true).open(home.looks_file()).unwrap();
        file.write_all(b"{\"source\":\"ac").unwrap();
        assert_eq!(home.looks().unwrap(), std::slice::from_ref(&first), "readers pass over it");
        let lock = home.lock(Wait::No).unwrap();
        let (second, third) = (look("two", LookOutcome::Failed), look("two", LookOutcome::Partial));
        home.add_look(&lock, &second).unwrap();
        home.add_look(&lock, &third).unwrap();
        assert_eq!(home.looks().unwrap(), [first, second, third], "the next writer cuts it off");
        file.write_all(b"{\"source\":5}\n").unwrap();
        assert!(matches!(home.looks(), Err(StoreError::Log { line: 4, .. })));
    }

    #[test]
    fn looks_of_several_threads_are_whole_lines() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::at(folder.path());
        let lock = home.lock(Wait::No).unwrap();
        std::thread::scope(|scope| {
            for number in 0..8 {
                let (home, lock) = (&home, lock.clone());
                scope.spawn(move || {
                    for _ in 0..5 {
                        home.add_look(&lock, &look(&number.to_string(), LookOutcome::Complete)).unwrap();
                    }
                });
            }
        });
        assert_eq!(home.looks().unwrap().len(), 40);
    }

    #[test]
    fn what_did_not_change_is_noted_with_the_look_that_asked() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::at(folder.path());
        let lock = home.lock(Wait::No).unwrap();
        let meta = |began_unix, status| DocumentMeta {
            source: "acme".to_owned(),
            media_type: "application/json".to_owned(),
            url: Some("https://acme.example/1".to_owned()),
            name: None,
            seen_unix: began_unix + 1,
            look: Some(InLook {
                board: "one".to_owned(),
                began_unix,
                status,
                etag: Some("\"v1\"".to_owned()),
                is_listing: true,
                ..InLook::default()
            }),
        };
        let missing = home.document_seen_again(&lock, Sha256([1; 32]), meta(0, 304));
        assert!(matches!(missing, Err(StoreError::Inconsistent { .. })));
        let added = home.add_document(&lock, meta(1_000, 200), &b"[]"[..]).unwrap();
        let again = home.document_seen_again(&lock, added.entry.sha256, meta(2_000, 304)).unwrap();
        assert_eq!(home.documents().unwrap(), std::slice::from_ref(&again));
        let statuses: Vec<u16> = again.seen.iter().map(|seen| seen.look.as_ref().unwrap().status).collect();
        assert_eq!(statuses, [200, 304]);
        assert_eq!(again.media_type, "application/json");
    }
}
