//! Sets of 3-word shingles: exact overlap of two texts, and bands that make likely pairs collide.

use crate::words::mix;

/// Words in a shingle. Source: methods, section 5: k = 3 finds 82 % of reposts at J >= .5 with no false pair of
/// 200,000; k = 5 finds 78 %.
const SHINGLE_WORDS: usize = 3;
/// Minima of the sketch.
const PERMUTATIONS: usize = 128;
/// Bands of the sketch: 32 bands of 4 minima find 99.7 % of pairs with J >= .5 (methods, section 5).
pub(crate) const BANDS: usize = 32;
/// Minima in a band.
const ROWS: usize = PERMUTATIONS / BANDS;
/// Shingles kept of one text. Past it every second, fourth, … of the hash space is kept, so that any two sets stay
/// comparable and a sketch stays under 2 KiB.
const SHINGLES_MAX: usize = 256;

/// The shingles of one text, sampled by hash where there are very many.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Shingles {
    /// Sorted, each once, all `<= bound`.
    hashes: Box<[u32]>,
    /// Highest hash that would have been kept.
    bound: u32,
}

/// How much two texts share, both between 0 and 1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Similarity {
    /// Shared shingles over all shingles of both.
    pub(crate) jaccard: f32,
    /// Shared shingles over the shingles of the shorter text.
    pub(crate) containment: f32,
}

impl Similarity {
    /// Of a text with itself.
    pub(crate) const SAME: Self = Self { jaccard: 1.0, containment: 1.0 };

    fn of(n_shared: usize, n_left: usize, n_right: usize) -> Self {
        let n_least = n_left.min(n_right);
        if n_least == 0 {
            return Self::default();
        }
        let n_all = n_left + n_right - n_shared;
        Self { jaccard: n_shared as f32 / n_all as f32, containment: n_shared as f32 / n_least as f32 }
    }
}

/// Hashes of all shingles of a text, none of them 0; texts of one or two words are one shingle.
fn hash_shingles(words: &[u32]) -> Vec<u32> {
    let combine = |hash: u64, &word: &u32| (hash ^ u64::from(word)).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29);
    if words.is_empty() {
        return Vec::new();
    }
    let whole = words.len().min(SHINGLE_WORDS);
    words.windows(whole).map(|shingle| ((mix(shingle.iter().fold(0, combine)) >> 32) as u32).max(1)).collect()
}

/// The shingle set of a text and its band hashes.
pub(crate) fn shingle(words: &[u32]) -> (Shingles, [u32; BANDS]) {
    let mut hashes = hash_shingles(words);
    let bands = band_hashes(&hashes);
    hashes.sort_unstable();
    hashes.dedup();
    let mut bound = u32::MAX;
    while hashes.len() > SHINGLES_MAX {
        bound >>= 1;
        hashes.truncate(hashes.partition_point(|&hash| hash <= bound));
    }
    (Shingles { hashes: hashes.into_boxed_slice(), bound }, bands)
}

/// One-permutation MinHash: the hash space is cut into [`PERMUTATIONS`] bins and each keeps its least hash.
///
/// An empty bin borrows from the next full one, with its distance mixed in, which keeps the chance of agreement
/// at the Jaccard similarity. Source: Shrivastava and Li, Densifying one permutation hashing via rotation, 2014.
fn band_hashes(hashes: &[u32]) -> [u32; BANDS] {
    let mut minima = [u32::MAX; PERMUTATIONS];
    for &hash in hashes {
        // The top 7 bits name the bin, so the index is below 128.
        let bin = &mut minima[(hash >> 25) as usize % PERMUTATIONS];
        *bin = (*bin).min(hash & 0x01ff_ffff);
    }
    let mut borrowed = u32::MAX;
    // Two rounds from the right, so that bins at the end borrow from those at the start.
    for round in 0..2 {
        for at in (0..PERMUTATIONS).rev() {
            if minima[at] == u32::MAX {
                if borrowed != u32::MAX && round == 1 {
                    minima[at] = borrowed;
                }
            } else {
                borrowed = minima[at];
            }
            borrowed = if borrowed == u32::MAX { borrowed } else { borrowed.wrapping_add(0x0200_0000) & 0x7fff_ffff };
        }
    }
    let mut bands = [0; BANDS];
    for (band, rows) in bands.iter_mut().zip(minima.chunks(ROWS)) {
        let fold = |hash: u64, &row: &u32| (hash ^ u64::from(row)).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(31);
        *band = (mix(rows.iter().fold(1, fold)) >> 32) as u32;
    }
    bands
}

impl Shingles {
    /// Number of shingles kept.
    pub(crate) fn len(&self) -> usize {
        self.hashes.len()
    }

    /// What two texts share, exact for sets that were not sampled.
    pub(crate) fn similarity(&self, other: &Self) -> Similarity {
        let bound = self.bound.min(other.bound);
        let (left, right) = (self.up_to(bound), other.up_to(bound));
        Similarity::of(count_shared(left, right), left.len(), right.len())
    }

    fn up_to(&self, bound: u32) -> &[u32] {
        let end =
            if bound == self.bound { self.hashes.len() } else { self.hashes.partition_point(|&hash| hash <= bound) };
        self.hashes.get(..end).unwrap_or_default()
    }
}

fn count_shared(left: &[u32], right: &[u32]) -> usize {
    let (mut at_left, mut at_right, mut n_shared) = (0, 0, 0);
    while let (Some(&a), Some(&b)) = (left.get(at_left), right.get(at_right)) {
        // Without branches: which of the two is less is a coin toss that no predictor learns.
        n_shared += usize::from(a == b);
        at_left += usize::from(a <= b);
        at_right += usize::from(b <= a);
    }
    n_shared
}

/// Slots of [`Table`]: four times the shingles, so that most are found at the first look. A power of two.
const SLOTS: usize = (SHINGLES_MAX * 4).next_power_of_two();

/// One text's shingles, laid out for comparing many others with it: looking each of theirs up does not
/// wait for the one before, as merging sorted lists does.
#[derive(Debug)]
pub(crate) struct Table {
    /// Open addressing; 0 is an empty slot.
    slots: Box<[u32; SLOTS]>,
}

impl Default for Table {
    fn default() -> Self {
        Self { slots: Box::new([0; SLOTS]) }
    }
}

impl Table {
    /// Takes in one text instead of the one before.
    pub(crate) fn fill(&mut self, shingles: &Shingles) {
        self.slots.fill(0);
        for &hash in &shingles.hashes {
            let mut at = hash as usize % SLOTS;
            // Ends: at most a quarter of the slots is full.
            while self.slots[at] != 0 {
                at = (at + 1) % SLOTS;
            }
            self.slots[at] = hash;
        }
    }

    fn contains(&self, hash: u32) -> bool {
        let mut at = hash as usize % SLOTS;
        loop {
            let found = self.slots[at];
            if found == hash || found == 0 {
                return found == hash;
            }
            at = (at + 1) % SLOTS;
        }
    }

    /// What `own`, which fills the table, shares with another text.
    pub(crate) fn similarity(&self, own: &Shingles, other: &Shingles) -> Similarity {
        let bound = own.bound.min(other.bound);
        let (n_own, others) = (own.up_to(bound).len(), other.up_to(bound));
        let n_shared = others.iter().filter(|&&hash| self.contains(hash)).count();
        Similarity::of(n_shared, n_own, others.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Shingles of the numbers in a range, as if each were a word.
    fn of(range: std::ops::Range<u32>) -> (Shingles, [u32; BANDS]) {
        shingle(&range.map(|word| word.wrapping_mul(2_654_435_761)).collect::<Vec<_>>())
    }

    #[test]
    fn similarity_is_exact_for_texts_of_usual_length() {
        // 100 shingles each, 50 of them shared.
        let (a, b) = (of(0..102).0, of(50..152).0);
        assert_eq!(a.similarity(&b), Similarity { jaccard: 50.0 / 150.0, containment: 0.5 });
        let mut table = Table::default();
        table.fill(&a);
        assert_eq!(table.similarity(&a, &b), a.similarity(&b));
        assert_eq!(a.similarity(&a), Similarity::SAME);
    }

    #[test]
    fn long_texts_are_sampled_and_stay_comparable() {
        let (long, short) = (of(0..20_000).0, of(10_000..30_000).0);
        assert!(long.len() <= SHINGLES_MAX);
        let jaccard = long.similarity(&short).jaccard;
        assert!((jaccard - 1.0 / 3.0).abs() < 0.12, "{jaccard}");
        let within = of(0..150).0.similarity(&long);
        assert!(within.containment > 0.8 || within == Similarity::default(), "{within:?}");
    }

    #[test]
    fn empty_and_short_texts_are_like_nothing_or_themselves() {
        assert_eq!(of(0..0).0.similarity(&of(0..0).0), Similarity::default());
        assert_eq!(of(0..1).0.similarity(&of(0..1).0), Similarity::SAME);
        assert_eq!(of(0..2).0.len(), 1);
    }

    #[test]
    fn likely_pairs_collide_in_a_band_and_strangers_do_not() {
        let collide = |a: [u32; BANDS], b: [u32; BANDS]| a.iter().zip(&b).any(|(a, b)| a == b);
        // 24 different pairs each: J = .6 collides with a chance over .98, J = 0 with one below .0001.
        let n_alike =
            (0..24).filter(|n| collide(of(n * 1_000..n * 1_000 + 162).1, of(n * 1_000 + 40..n * 1_000 + 202).1));
        assert!(n_alike.count() >= 22);
        assert!((0..24).all(|n| !collide(of(n * 1_000..n * 1_000 + 162).1, of(n * 1_000 + 500..n * 1_000 + 662).1)));
    }
}
