//! Openings that were drawn at random and labelled by hand. The records stand in `data/accuracy/`.
//!
//! Not here: what the readers make of the same openings, and the correction of shares (`prospect-market`).

#[rustfmt::skip]
#[path = "generated/accuracy.rs"]
mod generated;

use prospect_model::LabelSet;

/// Every set of labels, by source.
#[must_use]
pub fn label_sets() -> &'static [LabelSet] {
    generated::LABEL_SETS
}

/// The labels of a source.
#[must_use]
pub fn labels_of(source: &str) -> Option<&'static LabelSet> {
    label_sets().iter().find(|set| set.source == source)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_label_is_of_a_stratum_that_was_drawn_from() {
        for set in label_sets() {
            let n = |stratum: usize| set.openings.iter().filter(|it| it.stratum as usize == stratum).count();
            for (at, stratum) in set.strata.iter().enumerate() {
                assert_eq!(n(at), stratum.n_drawn as usize, "{}", stratum.name);
                assert!(stratum.n_drawn <= stratum.n_frame, "{}", stratum.name);
            }
            assert!(set.openings.is_sorted_by_key(|it| (it.posting, it.role)));
        }
        assert!(labels_of("hn").is_some() && labels_of("nowhere").is_none());
    }
}
