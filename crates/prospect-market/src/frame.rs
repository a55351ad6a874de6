//! The openings that labels are drawn from: every opening of one source in a window, as the questions count them.
//!
//! A share can only be corrected by labels that were drawn at random from what it is about. So the draw starts from
//! the same list of openings that the shares do.
//!
//! Not here: drawing (the command line), what becomes of labels (`misreading`).

use crate::panel::Panel;
use crate::{Filter, Options};
use prospect_model::Dataset;

/// One opening that may be drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrameOpening {
    /// Indexes into the dataset's postings, each with the role of it that is this opening, in order of time.
    pub sightings: Vec<(u32, u32)>,
    /// Whether it is read as naming Rust.
    pub names_rust: bool,
}

/// The openings of a source that a filter keeps; empty for a source that the dataset does not have.
#[must_use]
pub fn frame(dataset: &Dataset, source: &str, filter: &Filter, options: &Options<'_>) -> Vec<FrameOpening> {
    let Some(source) = dataset.sources.iter().zip(0..).find(|(row, _)| row.id == source).map(|(_, at)| at) else {
        return Vec::new();
    };
    // Nothing is resampled here.
    let options = Options { n_replicates: 0, ..options.clone() };
    let panel = Panel::new(dataset, source, filter, &options);
    let opening = |opening: &crate::panel::Opening| FrameOpening {
        sightings: opening.sightings.iter().map(|seen| (seen.posting, seen.role)).collect(),
        names_rust: opening.is_rust(),
    };
    panel.openings.iter().map(opening).collect()
}
