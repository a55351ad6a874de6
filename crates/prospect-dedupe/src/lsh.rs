//! Near-copies that no employer, account or exact text brings together.

use crate::shingles::BANDS;
use crate::sketch::Sketch;

/// Texts with fewer shingles collide by chance: "We are hiring, mail us".
const SHINGLES_MIN: usize = 12;

/// A pair of postings that are near-copies, earlier one first, with its Jaccard similarity.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Pair {
    pub(crate) earlier: u32,
    pub(crate) later: u32,
    pub(crate) jaccard: f32,
}

/// Pairs with a Jaccard similarity of `jaccard_min` or more among neighbours in each band's buckets, in order of the
/// later one's and then the earlier one's place in `order`.
///
/// `is_known` tells pairs that are looked at anyway. Only neighbours in time are compared inside a bucket: copies of
/// copies hang together through them, and a bucket of n costs n comparisons instead of n².
pub(crate) fn near_copies(
    sketches: &[Sketch],
    order: &[u32],
    jaccard_min: f32,
    is_known: impl Fn(u32, u32) -> bool,
) -> Vec<Pair> {
    let sketch_at = |position: u32| sketches.get(*order.get(position as usize)? as usize);
    // Bands side by side in order of time: looking each up in its sketch, band by band, would wait for memory.
    let usable: Vec<(u32, &[u32; BANDS])> = (0..order.len() as u32)
        .filter_map(|at| Some((at, sketch_at(at)?)))
        .filter(|(_, sketch)| sketch.is_offer && sketch.shingles.len() >= SHINGLES_MIN)
        .map(|(at, sketch)| (at, &sketch.bands))
        .collect();
    let mut columns: Vec<u32> = vec![0; usable.len() * BANDS];
    for (row, (_, bands)) in usable.iter().enumerate() {
        for (column, &hash) in columns.chunks_exact_mut(usable.len().max(1)).zip(*bands) {
            if let Some(slot) = column.get_mut(row) {
                *slot = hash;
            }
        }
    }
    let mut candidates: Vec<(u32, u32)> = Vec::new();
    let mut bucket: Vec<u64> = Vec::with_capacity(usable.len());
    for column in columns.chunks_exact(usable.len().max(1)) {
        bucket.clear();
        // Hash above, place in time below: one sort of plain numbers groups the band and orders each group.
        bucket.extend(column.iter().zip(&usable).map(|(&hash, &(at, _))| u64::from(hash) << 32 | u64::from(at)));
        bucket.sort_unstable();
        for (a, b) in bucket.iter().zip(bucket.iter().skip(1)) {
            if a >> 32 == b >> 32 {
                candidates.push((*b as u32, *a as u32));
            }
        }
    }
    candidates.sort_unstable();
    candidates.dedup();
    let verify = |(later, earlier): (u32, u32)| {
        let (&later_idx, &earlier_idx) = (order.get(later as usize)?, order.get(earlier as usize)?);
        if is_known(earlier_idx, later_idx) {
            return None;
        }
        let jaccard = sketch_at(later)?.shingles.similarity(&sketch_at(earlier)?.shingles).jaccard;
        (jaccard >= jaccard_min).then_some(Pair { earlier: earlier_idx, later: later_idx, jaccard })
    };
    candidates.into_iter().filter_map(verify).collect()
}
