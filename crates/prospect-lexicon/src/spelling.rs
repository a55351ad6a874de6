//! How far two spellings are apart.

/// Least number of letters to add, leave out, change or swap with their neighbour to make one word of the other.
///
/// Source: Damerau, "A technique for computer detection and correction of spelling errors", CACM 7, 1964.
pub(crate) fn edits(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    let mut last_a = None;
    for (n_a, &in_a) in a.iter().enumerate() {
        let mut row = Vec::with_capacity(b.len() + 1);
        row.push(n_a + 1);
        let mut last_b = None;
        for (n_b, &in_b) in b.iter().enumerate() {
            let at = |row: &[usize], n: usize| row.get(n).copied().unwrap_or(usize::MAX / 2);
            let mut least =
                (at(&above, n_b) + usize::from(in_a != in_b)).min(at(&above, n_b + 1) + 1).min(at(&row, n_b) + 1);
            if n_b > 0 && last_a == Some(in_b) && last_b == Some(in_a) {
                least = least.min(at(&before, n_b - 1) + 1);
            }
            row.push(least);
            last_b = Some(in_b);
        }
        before = std::mem::replace(&mut above, row);
        last_a = Some(in_a);
    }
    above.last().copied().unwrap_or(0)
}
