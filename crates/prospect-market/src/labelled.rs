//! Openings of a panel that were drawn at random and labelled by hand, each with what is read of it now.
//!
//! Labels say what an opening's first posting says, so they hold for every version of the readers. They correct a share
//! only where it is about what they were drawn from; [`Panel::labelled`] says why not where it is not.
//!
//! Not here: the labels (`prospect-lexicon`), the estimator (`prospect_stats::prediction_powered_by_strata`), which
//! shares are corrected (`questions/corrected.rs`).

use crate::panel::{Opening, Panel, month_of};
use prospect_model::{LabelSet, LabelledOpening};
use std::collections::BTreeMap;

/// Part of the labelled postings that must be in a dataset, and of the sample's postings that it may have more or fewer
/// of: reading again changes little, another archive much.
const SAME_MIN: f64 = 0.95;
const SIZE_TOLERANCE: f64 = 0.1;

/// The labelled openings of a panel.
pub(crate) struct Labels {
    /// The labels.
    pub(crate) set: &'static LabelSet,
    /// The openings of the panel that have one.
    pub(crate) things: Vec<Thing>,
}

/// One labelled opening.
pub(crate) struct Thing {
    /// What it says.
    pub(crate) label: &'static LabelledOpening,
    /// Index into the panel's openings.
    pub(crate) opening: usize,
    /// The opening as the labelled posting alone shows it.
    pub(crate) read: Opening,
    /// Openings that it stands for.
    pub(crate) weight: f64,
    /// Whether no text of its stratum has the word Rust.
    pub(crate) has_no_rust: bool,
}

impl Labels {
    /// Takes the labels of the panel's source to its openings; `None` where there are no labels.
    ///
    /// # Errors
    /// Says why the labels do not speak for this dataset.
    pub(crate) fn of(panel: &Panel<'_>) -> Option<Result<Self, String>> {
        let set = panel.options.lookup.labels(panel.source_id)?;
        Some(Self::find(panel, set))
    }

    fn find(panel: &Panel<'_>, set: &'static LabelSet) -> Result<Self, String> {
        let labels: BTreeMap<(&str, u32), &'static LabelledOpening> =
            set.openings.iter().map(|label| ((label.posting, label.role), label)).collect();
        let (mut n_found, mut n_postings) = (0_usize, 0_u32);
        let mut last = None;
        for posting in &panel.dataset.postings {
            let source = panel.dataset.sources.get(posting.source as usize);
            let is_in = month_of(posting).is_some_and(|month| (set.first..=set.last).contains(&month));
            if !is_in || !posting.is_offer || source.is_none_or(|source| source.id != set.source) {
                continue;
            }
            n_postings += 1;
            let id = posting.id.as_str();
            n_found += labels.range((id, 0)..=(id, u32::MAX)).filter(|_| last != Some(id)).count();
            last = Some(id);
        }
        if (n_found as f64) < SAME_MIN * set.openings.len() as f64 {
            return Err(format!(
                "of the {} labelled openings {n_found} are in this snapshot: it is not what they were drawn from",
                set.openings.len()
            ));
        }
        let ratio = f64::from(n_postings) / f64::from(set.n_postings.max(1));
        if (ratio - 1.0).abs() > SIZE_TOLERANCE {
            return Err(format!(
                "the labels were drawn from {} postings, and this snapshot has {n_postings} of the same months",
                set.n_postings
            ));
        }
        let mut things = Vec::new();
        let mut picked = Vec::new();
        for (at, opening) in panel.openings.iter().enumerate() {
            let label = opening.sightings.iter().find_map(|seen| {
                let posting = panel.posting(seen.posting)?;
                labels.get(&(posting.id.as_str(), seen.role)).map(|label| (*seen, *label))
            });
            if let Some((seen, label)) = label {
                picked.push((at, seen, label));
            }
        }
        let read = panel.as_seen_in(picked.iter().map(|(at, seen, _)| (*at, *seen)));
        for ((opening, _, label), read) in picked.into_iter().zip(read) {
            let Some(stratum) = set.strata.get(label.stratum as usize) else { continue };
            let weight = f64::from(stratum.n_frame) / f64::from(stratum.n_drawn.max(1));
            things.push(Thing { label, opening, read, weight, has_no_rust: stratum.has_no_rust });
        }
        Ok(Self { set, things })
    }
}
