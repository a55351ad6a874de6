//! Looks up dictionary hits by token for readers that walk along a text.

use crate::scan::Hit;
use std::cell::Cell;

/// Hits that are tried one by one before a search over all of them.
const NEAR_HITS: usize = 6;

/// One reader's hits, with the place of the last look-up: the next one is seldom far.
pub(in crate::readers) struct Cursor<'a> {
    hits: &'a [Hit],
    near: Cell<usize>,
}

impl<'a> Cursor<'a> {
    /// Starts at the first hit.
    pub(in crate::readers) fn new(hits: &'a [Hit]) -> Self {
        Self { hits, near: Cell::new(0) }
    }

    /// The first hit that covers a token.
    #[inline]
    pub(in crate::readers) fn covering(&self, at: usize) -> Option<&'a Hit> {
        let hit = self.hits.get(self.seek(|hit| hit.end as usize <= at))?;
        (hit.first as usize <= at).then_some(hit)
    }

    /// The hits that start at a token or behind it.
    #[inline]
    pub(in crate::readers) fn from(&self, at: usize) -> &'a [Hit] {
        self.hits.get(self.seek(|hit| (hit.first as usize) < at)..).unwrap_or_default()
    }

    /// The number of hits before which a test holds; it holds for none behind them.
    #[inline]
    fn seek(&self, is_before: impl Fn(&Hit) -> bool) -> usize {
        let mut idx = self.near.get();
        for _ in 0..NEAR_HITS {
            if self.hits.get(idx).is_some_and(&is_before) {
                idx += 1;
            } else if let Some(before) = idx.checked_sub(1)
                && self.hits.get(before).is_some_and(|hit| !is_before(hit))
            {
                idx = before;
            } else {
                self.near.set(idx);
                return idx;
            }
        }
        idx = self.hits.partition_point(is_before);
        self.near.set(idx);
        idx
    }
}

#[cfg(test)]
mod tests {
    use super::Cursor;
    use crate::scan::Hit;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn order_of_look_ups_makes_no_difference(
            steps in prop::collection::vec((0_u32..4, 1_u32..4), 0..40),
            ats in prop::collection::vec(0_usize..200, 1..40),
        ) {
            let mut end = 0;
            let hits: Vec<Hit> = steps
                .iter()
                .map(|(gap, n_tokens)| {
                    let first = end + gap;
                    end = first + n_tokens;
                    Hit { first, end, value: 0 }
                })
                .collect();
            let cursor = Cursor::new(&hits);
            for at in ats {
                let covering = hits.iter().find(|hit| hit.tokens().contains(&at));
                prop_assert_eq!(cursor.covering(at), covering);
                let n_from = hits.iter().filter(|hit| hit.first as usize >= at).count();
                prop_assert_eq!(cursor.from(at).len(), n_from);
            }
        }
    }
}
