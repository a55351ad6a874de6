//! The first few of many rows, by a key and then by the number of the opening.

use std::cmp::Reverse;

/// A row with what it is sorted by: the greater key first, then the smaller opening.
pub(crate) type Ranked = (Reverse<u64>, u32, u32);

/// Keeps the best of the rows that it is given.
pub(crate) struct Best {
    /// Unsorted; cut to the best when it has grown.
    rows: Vec<Ranked>,
    limit: usize,
    /// Rows that are not better than this are not among the best.
    bound: Option<Ranked>,
}

impl Best {
    pub(crate) fn new(limit: usize) -> Self {
        Self { rows: Vec::new(), limit, bound: None }
    }

    /// Takes a row with its key and the number of its opening.
    pub(crate) fn add(&mut self, key: u64, opening: u32, row: u32) {
        let ranked = (Reverse(key), opening, row);
        if self.limit == 0 || self.bound.is_some_and(|bound| ranked > bound) {
            return;
        }
        self.rows.push(ranked);
        // Cut rarely, so that a row costs a few comparisons however many come.
        if self.rows.len() >= self.limit.saturating_mul(2).max(1_024) {
            self.cut();
        }
    }

    fn cut(&mut self) {
        if self.rows.len() > self.limit && self.limit > 0 {
            let (_, last, _) = self.rows.select_nth_unstable(self.limit - 1);
            self.bound = Some(*last);
            self.rows.truncate(self.limit);
        }
    }

    /// Takes the rows of another.
    pub(crate) fn append(&mut self, other: Self) {
        for (Reverse(key), opening, row) in other.rows {
            self.add(key, opening, row);
        }
    }

    /// The best rows with their keys, the best first.
    pub(crate) fn sorted(mut self) -> Vec<(u64, u32)> {
        self.cut();
        self.rows.sort_unstable();
        self.rows.into_iter().map(|(Reverse(key), _, row)| (key, row)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_are_what_sorting_all_gives() {
        for limit in [0, 1, 20, 5_000] {
            let rows: Vec<(u64, u32, u32)> = (0..10_000_u32)
                .map(|row| (u64::from(row.wrapping_mul(2_654_435_761) >> 22), row.wrapping_mul(7_919) % 10_007, row))
                .collect();
            let (mut whole, mut parts) = (Best::new(limit), [Best::new(limit), Best::new(limit)]);
            for (at, (key, opening, row)) in rows.iter().enumerate() {
                whole.add(*key, *opening, *row);
                parts[at % 2].add(*key, *opening, *row);
            }
            let mut expected: Vec<Ranked> = rows.iter().map(|it| (Reverse(it.0), it.1, it.2)).collect();
            expected.sort_unstable();
            let expected: Vec<(u64, u32)> = expected.into_iter().take(limit).map(|it| (it.0.0, it.2)).collect();
            assert_eq!(whole.sorted(), expected);
            let [mut joined, second] = parts;
            joined.append(second);
            assert_eq!(joined.sorted(), expected);
        }
    }
}
