//! What a place's name may stand for: a few records of the tables, kept without a buffer of their own.
//!
//! Not here: which of them is meant.

use prospect_lexicon::places::{Ambiguity, PlaceEntry, PlaceKind};

/// Most names stand for no more places than this.
const INLINE: usize = 4;

/// Fills places that are not taken; never seen.
static FILLER: PlaceEntry = PlaceEntry {
    name: "",
    kind: PlaceKind::City,
    country: None,
    region: None,
    population: 0,
    mentions: 0,
    ambiguity: Ambiguity::Clear,
    aliases: &[],
    codes: &[],
    shorts: &[],
};

/// Records, in order.
#[derive(Clone, Debug)]
pub(super) struct Few {
    n_inline: usize,
    inline: [&'static PlaceEntry; INLINE],
    /// All of them, once they are more than [`INLINE`]; else empty.
    all: Vec<&'static PlaceEntry>,
}

impl Few {
    pub(super) const fn new() -> Self {
        Self { n_inline: 0, inline: [&FILLER; INLINE], all: Vec::new() }
    }

    #[inline]
    pub(super) fn as_slice(&self) -> &[&'static PlaceEntry] {
        if self.all.is_empty() { self.inline.get(..self.n_inline).unwrap_or_default() } else { &self.all }
    }

    #[inline]
    pub(super) fn push(&mut self, place: &'static PlaceEntry) {
        if !self.all.is_empty() {
            self.all.push(place);
        } else if let Some(slot) = self.inline.get_mut(self.n_inline) {
            *slot = place;
            self.n_inline += 1;
        } else {
            self.all.reserve(2 * INLINE);
            self.all.extend_from_slice(&self.inline);
            self.all.push(place);
        }
    }

    pub(super) fn clear(&mut self) {
        self.n_inline = 0;
        self.all.clear();
    }

    pub(super) fn retain(&mut self, mut keeps: impl FnMut(&'static PlaceEntry) -> bool) {
        if self.all.is_empty() {
            let mut n_kept = 0;
            for at in 0..self.n_inline.min(INLINE) {
                let place = self.inline[at];
                if keeps(place) {
                    self.inline[n_kept] = place;
                    n_kept += 1;
                }
            }
            self.n_inline = n_kept;
        } else {
            self.all.retain(|place| keeps(place));
            // An empty list of all means that those in place count.
            self.n_inline = 0;
        }
    }
}

impl std::ops::Deref for Few {
    type Target = [&'static PlaceEntry];

    #[inline]
    fn deref(&self) -> &Self::Target {
        self.as_slice()
    }
}

impl FromIterator<&'static PlaceEntry> for Few {
    fn from_iter<I: IntoIterator<Item = &'static PlaceEntry>>(places: I) -> Self {
        let mut few = Self::new();
        for place in places {
            few.push(place);
        }
        few
    }
}
