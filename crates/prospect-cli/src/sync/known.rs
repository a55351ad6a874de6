//! What `raw/` knows of boards before a sync: the last answer of each address, looks that were cut off, looks before.

use anyhow::Result;
use prospect_model::{Date, Sha256};
use prospect_store::{DocumentEntry, Home, InLook, Look, LookOutcome};
use std::collections::{BTreeMap, HashMap, HashSet};

/// Seconds after which a look that was cut off is begun anew: what was open a day ago is another list.
const RESUME_SECS: i64 = 24 * 3600;

/// One answer that is stored.
#[derive(Clone, Debug)]
pub(crate) struct Answered {
    /// The document.
    pub(crate) sha256: Sha256,
    /// When it was seen last, Unix time in seconds.
    pub(crate) unix: i64,
    /// Its place in the look that asked last.
    pub(crate) look: InLook,
}

/// What is known.
#[derive(Default)]
pub(crate) struct Known {
    documents: HashMap<(String, Sha256), DocumentEntry>,
    /// By source and address: the newest answer.
    last: HashMap<(String, String), Answered>,
    /// By source and board: the look that was cut off last, with its answers by address.
    cut_off: HashMap<(String, String), (i64, HashMap<String, Answered>)>,
    /// By source and board: looks that ended, in order of time.
    ended: BTreeMap<(String, String), Vec<Look>>,
}

impl Known {
    /// Reads what the home knows; `now_unix` decides which look may be carried on.
    pub(crate) fn read(home: &Home, now_unix: i64) -> Result<Self> {
        let mut known = Self::default();
        for look in home.looks()? {
            known.ended.entry((look.source.clone(), look.board.clone())).or_default().push(look);
        }
        for looks in known.ended.values_mut() {
            looks.sort_by_key(|look| look.began_unix);
        }
        let has_ended: HashSet<(&str, &str, i64)> = known
            .ended
            .values()
            .flatten()
            .map(|look| (look.source.as_str(), look.board.as_str(), look.began_unix))
            .collect();
        for document in home.documents()? {
            for seen in &document.seen {
                let (Some(url), Some(look)) = (&seen.url, &seen.look) else { continue };
                let answered = Answered { sha256: document.sha256, unix: seen.unix, look: look.clone() };
                let source = document.source.clone();
                let is_open = !has_ended.contains(&(source.as_str(), look.board.as_str(), look.began_unix));
                if is_open && now_unix.saturating_sub(look.began_unix) < RESUME_SECS {
                    let slot = known.cut_off.entry((source.clone(), look.board.clone())).or_default();
                    if slot.0 < look.began_unix {
                        *slot = (look.began_unix, HashMap::new());
                    }
                    if slot.0 == look.began_unix {
                        slot.1.insert(url.clone(), answered.clone());
                    }
                }
                let last = known.last.entry((source, url.clone())).or_insert_with(|| answered.clone());
                if (last.look.began_unix, last.unix) <= (answered.look.began_unix, answered.unix) {
                    *last = answered;
                }
            }
            known.documents.insert((document.source.clone(), document.sha256), document);
        }
        Ok(known)
    }

    /// The stored document of a digest.
    pub(crate) fn document(&self, source: &str, sha256: Sha256) -> Option<&DocumentEntry> {
        self.documents.get(&(source.to_owned(), sha256))
    }

    /// The newest answer of an address.
    pub(crate) fn last(&self, source: &str, url: &str) -> Option<&Answered> {
        self.last.get(&(source.to_owned(), url.to_owned()))
    }

    /// When the look that was cut off began, with its answers; `None` where none was within a day.
    pub(crate) fn cut_off(&self, source: &str, board: &str) -> Option<(i64, &HashMap<String, Answered>)> {
        self.cut_off.get(&(source.to_owned(), board.to_owned())).map(|(began, answers)| (*began, answers))
    }

    /// Looks at a board that ended, in order of time.
    pub(crate) fn ended(&self, source: &str, board: &str) -> &[Look] {
        self.ended.get(&(source.to_owned(), board.to_owned())).map(Vec::as_slice).unwrap_or_default()
    }

    /// Every board that was looked at, with its looks.
    pub(crate) fn boards(&self) -> impl Iterator<Item = (&str, &str, &[Look])> {
        self.ended.iter().map(|((source, board), looks)| (source.as_str(), board.as_str(), looks.as_slice()))
    }

    /// Day of the last complete list of a board.
    pub(crate) fn last_complete(&self, source: &str, board: &str) -> Option<Date> {
        let looks = self.ended(source, board).iter().rev();
        looks.filter(|look| look.outcome == LookOutcome::Complete).find_map(|look| Date::from_unix(look.began_unix))
    }
}
