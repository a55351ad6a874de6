//! What is new, what changed and what closed, from a snapshot.
//!
//! An opening is new on the day that its beginning was seen: the first look that showed it after a whole one that did
//! not; else the day that it was published; else the first day that anything shows it. It changed when a posting of it
//! has another title, pay or text than before; it closed when all of its watched postings were gone.
//!
//! Not here: how a change is shown (`commands/changes.rs`, `feed.rs`).

use anyhow::Result;
use prospect_model::{Dataset, Date};
use prospect_store::{Snapshot, VersionRecord};
use serde::Serialize;
use std::collections::{BTreeMap, HashMap, HashSet};

/// What happened to an opening.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Kind {
    /// It was not there before.
    New,
    /// A posting of it is not as it was.
    Changed,
    /// It is no longer there.
    Closed,
}

impl Kind {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Changed => "changed",
            Self::Closed => "closed",
        }
    }
}

/// One thing that happened to one opening.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Change {
    /// What.
    pub(crate) kind: Kind,
    /// When.
    pub(crate) day: Date,
    /// Id of the opening.
    pub(crate) opening: String,
    /// Its employer.
    pub(crate) employer: Option<String>,
    /// Its title.
    pub(crate) title: String,
    /// Address of its newest posting that has one.
    pub(crate) url: Option<String>,
    /// Of a changed one, what is not as it was, in words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) what: Vec<String>,
}

/// From when on changes are told.
pub(crate) enum Since<'a> {
    /// From the beginning of a day.
    Day(Date),
    /// What an earlier snapshot does not show.
    Snapshot(&'a Dataset, &'a [VersionRecord]),
}

/// Every change of openings that `keeps` lets through: by day, kind and opening.
pub(crate) fn changes(
    snapshot: &Snapshot,
    dataset: &Dataset,
    since: &Since<'_>,
    keeps: &dyn Fn(u32) -> bool,
) -> Result<Vec<Change>> {
    let mut found = Vec::new();
    let starts = starts(dataset);
    let old: HashMap<&str, Option<Date>> = match since {
        Since::Snapshot(old, _) => old.openings.iter().map(|opening| (opening.id.as_str(), opening.closed)).collect(),
        Since::Day(_) => HashMap::new(),
    };
    for (index, opening) in (0..).zip(&dataset.openings) {
        let begun = starts.get(&index).copied().or(opening.first_seen);
        let is_new = match since {
            Since::Day(day) => begun.is_some_and(|begun| begun >= *day),
            Since::Snapshot(..) => !old.contains_key(opening.id.as_str()),
        };
        let is_closed = match since {
            Since::Day(day) => opening.closed.is_some_and(|closed| closed >= *day),
            Since::Snapshot(..) => opening.closed.is_some() && old.get(opening.id.as_str()).is_none_or(Option::is_none),
        };
        if !(is_new || is_closed) || !keeps(index) {
            continue;
        }
        if let Some(day) = begun.filter(|_| is_new) {
            found.push(change(dataset, index, Kind::New, day));
        }
        if let Some(day) = opening.closed.filter(|_| is_closed) {
            found.push(change(dataset, index, Kind::Closed, day));
        }
    }
    found.extend(changed(snapshot, dataset, since, keeps)?);
    found.retain(|change| !change.opening.is_empty());
    found.sort_by(|a, b| (a.day, a.kind, &a.opening).cmp(&(b.day, b.kind, &b.opening)));
    Ok(found)
}

/// The openings whose beginning was seen or is stated, by index.
fn starts(dataset: &Dataset) -> HashMap<u32, Date> {
    let mut rows: HashMap<(&str, &str), (Option<Date>, bool)> = HashMap::new();
    for row in dataset.watched.iter().flat_map(|watched| &watched.rows) {
        let begun = if row.is_start_seen { Some(row.first_seen) } else { row.published.or(Some(row.first_seen)) };
        let slot = rows.entry((&row.source, &row.id)).or_insert((begun, row.is_start_seen));
        // A later spell is no new opening: the first one counts.
        if begun < slot.0 {
            *slot = (begun, row.is_start_seen);
        }
    }
    let mut starts: HashMap<u32, Date> = HashMap::new();
    for (index, opening) in (0..).zip(&dataset.openings) {
        let day = |posting: &u32| {
            let row = dataset.postings.get(*posting as usize)?;
            let source = dataset.sources.get(row.source as usize)?;
            let watched = rows.get(&(source.id.as_str(), row.id.as_str())).and_then(|(begun, _)| *begun);
            watched.or(row.posted).or(row.month.map(prospect_model::Month::first_day))
        };
        if let Some(first) = opening.postings.iter().filter_map(day).min() {
            starts.insert(index, first);
        }
    }
    starts
}

/// Versions after the first, told of the openings that they belong to.
fn changed(
    snapshot: &Snapshot,
    dataset: &Dataset,
    since: &Since<'_>,
    keeps: &dyn Fn(u32) -> bool,
) -> Result<Vec<Change>> {
    let versions = snapshot.versions()?;
    let known: HashSet<(&str, &str, u32)> = match since {
        Since::Snapshot(_, old) => {
            old.iter().map(|it| (it.source.as_str(), it.posting_id.as_str(), it.version)).collect()
        }
        Since::Day(_) => HashSet::new(),
    };
    let mut by_posting: HashMap<(&str, &str), u32> = HashMap::new();
    for (at, posting) in (0..).zip(&dataset.postings) {
        if let Some(source) = dataset.sources.get(posting.source as usize) {
            by_posting.insert((&source.id, &posting.id), at);
        }
    }
    // One change an opening and day, whatever number of its postings and versions are behind it.
    let mut found: BTreeMap<(u32, Date), Vec<String>> = BTreeMap::new();
    for pair in versions.windows(2) {
        let [before, after] = pair else { continue };
        let is_next = after.version > 0 && (&before.source, &before.posting_id) == (&after.source, &after.posting_id);
        let Some(day) = after.seen.filter(|_| is_next) else { continue };
        let is_told = match since {
            Since::Day(first) => day >= *first,
            Since::Snapshot(..) => !known.contains(&(after.source.as_str(), after.posting_id.as_str(), after.version)),
        };
        let posting = by_posting.get(&(after.source.as_str(), after.posting_id.as_str()));
        let Some(posting) = posting.filter(|_| is_told).and_then(|at| dataset.postings.get(*at as usize)) else {
            continue;
        };
        let mut openings: Vec<u32> = posting.roles.iter().filter_map(|role| role.opening).collect();
        openings.sort_unstable();
        openings.dedup();
        for opening in openings.into_iter().filter(|opening| keeps(*opening)) {
            let words = found.entry((opening, day)).or_default();
            for word in after.changed.iter().map(|what| in_words(what, before, after)) {
                if !words.contains(&word) {
                    words.push(word);
                }
            }
        }
    }
    let told =
        found.into_iter().map(|((opening, day), what)| Change { what, ..change(dataset, opening, Kind::Changed, day) });
    Ok(told.collect())
}

/// `pay: 100k → 120k`; of a text only that it changed.
fn in_words(what: &str, before: &VersionRecord, after: &VersionRecord) -> String {
    let values = match what {
        "title" => (&before.title, &after.title),
        "pay" => (&before.pay, &after.pay),
        _ => return what.to_owned(),
    };
    let word =
        |value: &Option<String>| value.as_deref().unwrap_or("none").split_whitespace().collect::<Vec<_>>().join(" ");
    format!("{what}: {} → {}", word(values.0), word(values.1))
}

/// A change of an opening, as it stands now.
pub(crate) fn change(dataset: &Dataset, index: u32, kind: Kind, day: Date) -> Change {
    let opening = dataset.openings.get(index as usize);
    let postings = opening.map(|it| it.postings.as_slice()).unwrap_or_default();
    let url = |posting: &u32| dataset.postings.get(*posting as usize)?.url.clone();
    let employer = opening.and_then(|it| dataset.employers.get(it.employer? as usize));
    Change {
        kind,
        day,
        opening: opening.map(|it| it.id.clone()).unwrap_or_default(),
        employer: employer.cloned(),
        title: opening.map(|it| it.title.clone()).unwrap_or_default(),
        url: postings.iter().rev().find_map(url),
        what: Vec::new(),
    }
}
