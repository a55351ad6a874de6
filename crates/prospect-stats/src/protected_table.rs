//! Hides cells of a table with margins so that no hidden count can be found from what is shown.
//!
//! Input are the counts of a two-way table, the reasons to hide some of its cells or totals, and how far a
//! hidden count must stay unknown; output are the cells to hide, those that protect others among them.
//!
//! Whoever reads the table knows every shown cell and total and that counts are not negative. What a hidden
//! count can be then is an interval: how far it can rise is what can flow from its column to its row through
//! other hidden cells, and how far it can fall likewise. Cells are hidden along the cheapest way around until
//! the interval of every cell that is hidden for its own sake is wide enough.
//!
//! Sources: Cox, "Suppression methodology and statistical disclosure control", JASA 75, 1980; networks and
//! shortest paths as in Kelly, Golden, Assad, "Cell suppression: disclosure protection for sensitive tabular
//! data", Networks 22, 1992. The solution is safe, not always the one that hides least.

use crate::Hidden;
use std::collections::VecDeque;

/// A two-way table of counts, each thing in one cell, with its totals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    n_rows: usize,
    n_columns: usize,
    /// Row by row, the total of each row behind it; the last row are the totals of columns, and of all.
    counts: Vec<u64>,
    hidden: Vec<Option<Hidden>>,
}

impl Table {
    /// A table of rows of equal length; what is missing in a short row counts as 0. Totals are added here.
    #[must_use]
    pub fn of(rows: &[Vec<u64>]) -> Self {
        let n_columns = rows.iter().map(Vec::len).max().unwrap_or(0) + 1;
        let mut counts = Vec::with_capacity((rows.len() + 1) * n_columns);
        let mut totals = vec![0_u64; n_columns];
        for row in rows {
            let mut sum = 0_u64;
            for (column, total) in totals.iter_mut().enumerate().take(n_columns - 1) {
                let count = row.get(column).copied().unwrap_or(0);
                counts.push(count);
                sum = sum.saturating_add(count);
                *total = total.saturating_add(count);
            }
            counts.push(sum);
            if let Some(total) = totals.last_mut() {
                *total = total.saturating_add(sum);
            }
        }
        counts.extend(totals);
        Self { n_rows: rows.len() + 1, n_columns, hidden: vec![None; counts.len()], counts }
    }

    /// Rows with that of the totals, which is the last.
    #[must_use]
    pub fn n_rows(&self) -> usize {
        self.n_rows
    }

    /// Columns with that of the totals, which is the last.
    #[must_use]
    pub fn n_columns(&self) -> usize {
        self.n_columns
    }

    /// The count of a cell or total; `None` out of range.
    #[must_use]
    pub fn count(&self, row: usize, column: usize) -> Option<u64> {
        self.counts.get(self.place(row, column)?).copied()
    }

    /// Why a cell or total is hidden; `None` when it is shown or out of range.
    #[must_use]
    pub fn hidden(&self, row: usize, column: usize) -> Option<Hidden> {
        self.hidden.get(self.place(row, column)?).copied().flatten()
    }

    /// Hides a cell or total for its own sake. Out of range nothing happens.
    pub fn hide(&mut self, row: usize, column: usize, why: Hidden) {
        if let Some(place) = self.place(row, column).and_then(|at| self.hidden.get_mut(at)) {
            *place = Some(why);
        }
    }

    /// Hides further cells and totals until every count that is hidden for its own sake could be at least
    /// `width` different whole numbers away from its smallest possible one, and returns whether that was
    /// possible. Where it was not (too few counts of that size in the table), everything is hidden.
    ///
    /// A `width` of 0 counts as 1.
    pub fn protect(&mut self, width: u64) -> bool {
        let width = width.max(1);
        for at in 0..self.counts.len() {
            let is_own = matches!(self.hidden.get(at), Some(Some(why)) if *why != Hidden::Complement);
            if !is_own || self.width(at) >= width {
                continue;
            }
            let way = self.cheapest_way_around(at, width);
            let Some(way) = way else {
                self.hidden.iter_mut().filter(|hidden| hidden.is_none()).for_each(|hidden| {
                    *hidden = Some(Hidden::Complement);
                });
                return false;
            };
            for cell in way {
                if let Some(hidden) = self.hidden.get_mut(cell).filter(|hidden| hidden.is_none()) {
                    *hidden = Some(Hidden::Complement);
                }
            }
        }
        true
    }

    /// The smallest and the largest number that a hidden count can be for whoever sees the rest; both the
    /// count itself when it is shown. `None` out of range.
    #[must_use]
    pub fn bounds(&self, row: usize, column: usize) -> Option<(u64, u64)> {
        let at = self.place(row, column)?;
        let count = self.counts.get(at).copied()?;
        if self.hidden.get(at)?.is_none() {
            return Some((count, count));
        }
        let (fall, rise) = self.slack(at, u64::MAX);
        Some((count.saturating_sub(fall), count.saturating_add(rise)))
    }

    fn place(&self, row: usize, column: usize) -> Option<usize> {
        (row < self.n_rows && column < self.n_columns).then(|| row * self.n_columns + column)
    }

    fn row_and_column(&self, at: usize) -> (usize, usize) {
        (at / self.n_columns, at % self.n_columns)
    }

    /// Whether a cell is a total of a row or of a column, but not of all: these count against the others.
    fn is_margin(&self, at: usize) -> bool {
        let (row, column) = self.row_and_column(at);
        (row + 1 == self.n_rows) != (column + 1 == self.n_columns)
    }

    /// How many numbers a hidden count can be, less one; at least `width` needs no more searching.
    fn width(&self, at: usize) -> u64 {
        let (fall, rise) = self.slack(at, u64::MAX);
        fall.saturating_add(rise)
    }

    /// How far a hidden count can fall and rise, each up to `most`.
    fn slack(&self, at: usize, most: u64) -> (u64, u64) {
        let count = self.counts.get(at).copied().unwrap_or(0);
        let (down, up) = (self.flow(at, Turn::Down, most), self.flow(at, Turn::Up, most));
        if self.is_margin(at) { (up.min(count), down) } else { (down.min(count), up) }
    }

    /// How far the signed count of a cell can turn: the flow around it through other hidden cells.
    ///
    /// A cell's signed count is the count, for a margin its negative: rows and columns then add up to 0, and
    /// what one cell gains, others of its row and column lose. Rows and columns are nodes, hidden cells edges.
    fn flow(&self, at: usize, turn: Turn, most: u64) -> u64 {
        let (row, column) = self.row_and_column(at);
        let (row, column) = (row, self.n_rows + column);
        // A cell that rises takes from its row and column: the flow enters by one and leaves by the other.
        let (source, sink) = match turn {
            Turn::Up => (column, row),
            Turn::Down => (row, column),
        };
        // What has been turned already, as signed change of each cell.
        let mut changes = vec![0_i128; self.counts.len()];
        let mut total = 0_u64;
        while total < most {
            let Some(way) = self.shortest_way(at, source, sink, &changes) else { break };
            let room = way.iter().map(|&(cell, turn)| self.room(cell, turn, &changes)).min().unwrap_or(0);
            let step = room.min(most - total);
            if step == 0 {
                break;
            }
            for (cell, turn) in way {
                if let Some(change) = changes.get_mut(cell) {
                    *change += if matches!(turn, Turn::Up) { i128::from(step) } else { -i128::from(step) };
                }
            }
            total = total.saturating_add(step);
            if step == u64::MAX {
                break;
            }
        }
        total
    }

    /// How far a cell's signed count can still turn.
    fn room(&self, cell: usize, turn: Turn, changes: &[i128]) -> u64 {
        let count = i128::from(self.counts.get(cell).copied().unwrap_or(0));
        let change = changes.get(cell).copied().unwrap_or(0);
        let is_free = matches!(turn, Turn::Up) != self.is_margin(cell);
        if is_free {
            return u64::MAX;
        }
        let signed_room = if self.is_margin(cell) { count - change } else { count + change };
        u64::try_from(signed_room.max(0)).unwrap_or(u64::MAX)
    }

    /// The way with fewest hidden cells from one node to another without the cell `at`, each with its turn.
    fn shortest_way(&self, at: usize, source: usize, sink: usize, changes: &[i128]) -> Option<Vec<(usize, Turn)>> {
        let mut came_from: Vec<Option<(usize, usize, Turn)>> = vec![None; self.n_rows + self.n_columns];
        let mut queue = VecDeque::from([source]);
        while let Some(node) = queue.pop_front() {
            for (next, cell, turn) in self.neighbours(node) {
                let is_open = cell != at && next != source && self.hidden.get(cell).is_some_and(Option::is_some);
                let is_new = came_from.get(next).is_some_and(Option::is_none);
                if is_open && is_new && self.room(cell, turn, changes) > 0 {
                    if let Some(place) = came_from.get_mut(next) {
                        *place = Some((node, cell, turn));
                    }
                    queue.push_back(next);
                }
            }
        }
        trace(&came_from, source, sink)
    }

    /// From a row to each column by a cell that rises, from a column to each row by one that falls.
    fn neighbours(&self, node: usize) -> impl Iterator<Item = (usize, usize, Turn)> + '_ {
        let is_row = node < self.n_rows;
        let n = if is_row { self.n_columns } else { self.n_rows };
        (0..n).map(move |other| {
            if is_row {
                (self.n_rows + other, node * self.n_columns + other, Turn::Up)
            } else {
                (other, other * self.n_columns + (node - self.n_rows), Turn::Down)
            }
        })
    }

    /// The cells to hide so that `at` can turn by `width`, with the least sum of counts; `None` when no cells
    /// that are large enough lead around it.
    fn cheapest_way_around(&self, at: usize, width: u64) -> Option<Vec<usize>> {
        let (row, column) = self.row_and_column(at);
        let nodes = (row, self.n_rows + column);
        let ways = [self.cheapest_way(at, nodes.1, nodes.0, width), self.cheapest_way(at, nodes.0, nodes.1, width)];
        // Falling by `width` is only possible for a count of that size; a margin's signed count is its negative.
        let can_fall = self.counts.get(at).is_some_and(|&count| count >= width);
        let [up, down] = ways;
        let (rise, fall) = if self.is_margin(at) { (down, up) } else { (up, down) };
        let best = rise.into_iter().chain(fall.filter(|_| can_fall)).min_by_key(|(cost, _)| *cost);
        best.map(|(_, cells)| cells)
    }

    /// Dijkstra's shortest path over cells of which each can turn by `width`, hidden ones for nothing.
    fn cheapest_way(&self, at: usize, source: usize, sink: usize, width: u64) -> Option<(u128, Vec<usize>)> {
        let n_nodes = self.n_rows + self.n_columns;
        let mut costs = vec![None::<u128>; n_nodes];
        let mut is_done = vec![false; n_nodes];
        let mut came_from: Vec<Option<(usize, usize, Turn)>> = vec![None; n_nodes];
        if let Some(cost) = costs.get_mut(source) {
            *cost = Some(0);
        }
        let unchanged = vec![0_i128; self.counts.len()];
        loop {
            let open = costs.iter().zip(&is_done).enumerate();
            let open = open.filter_map(|(node, (cost, is_done))| Some((cost.filter(|_| !is_done)?, node)));
            let Some((cost, node)) = open.min() else { break };
            if let Some(place) = is_done.get_mut(node) {
                *place = true;
            }
            for (next, cell, turn) in self.neighbours(node) {
                if cell == at || self.room(cell, turn, &unchanged) < width {
                    continue;
                }
                let is_hidden = self.hidden.get(cell).is_some_and(Option::is_some);
                let price = if is_hidden { 0 } else { u128::from(self.counts.get(cell).copied().unwrap_or(0)) + 1 };
                let next_cost = cost.saturating_add(price);
                if let Some(place) = costs.get_mut(next).filter(|place| place.is_none_or(|old| next_cost < old)) {
                    *place = Some(next_cost);
                    if let Some(place) = came_from.get_mut(next) {
                        *place = Some((node, cell, turn));
                    }
                }
            }
        }
        let cost = costs.get(sink).copied().flatten()?;
        let way = trace(&came_from, source, sink)?;
        Some((cost, way.into_iter().map(|(cell, _)| cell).collect()))
    }
}

/// Which way a signed count moves.
#[derive(Clone, Copy, Debug)]
enum Turn {
    Up,
    Down,
}

/// The cells from `source` to `sink`; `None` when no way was found.
fn trace(came_from: &[Option<(usize, usize, Turn)>], source: usize, sink: usize) -> Option<Vec<(usize, Turn)>> {
    let mut way = Vec::new();
    let mut node = sink;
    while node != source {
        let (before, cell, turn) = came_from.get(node).copied().flatten()?;
        way.push((cell, turn));
        node = before;
    }
    Some(way)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Hides the cells given, protects the table by 5, and draws it: `x` hidden for its own sake, `o` for others.
    #[track_caller]
    fn check(rows: &[&[u64]], own: &[(usize, usize)], expected: &str) {
        let mut table = Table::of(&rows.iter().map(|row| row.to_vec()).collect::<Vec<_>>());
        own.iter().for_each(|&(row, column)| table.hide(row, column, Hidden::TooFew));
        table.protect(5);
        let cell = |row, column| match (table.hidden(row, column), table.count(row, column)) {
            (Some(Hidden::Complement), _) => "o".to_owned(),
            (Some(_), _) => "x".to_owned(),
            (None, count) => count.unwrap().to_string(),
        };
        let line = |row| (0..table.n_columns()).map(|column| cell(row, column)).collect::<Vec<_>>().join(" ");
        assert_eq!((0..table.n_rows()).map(line).collect::<Vec<_>>().join(" / "), expected);
    }

    #[test]
    fn nothing_hidden_hides_nothing() {
        check(&[&[20, 30], &[40, 50]], &[], "20 30 50 / 40 50 90 / 60 80 140");
    }

    #[test]
    fn one_small_cell_takes_three_with_it() {
        check(&[&[3, 30, 8], &[9, 50, 70]], &[(0, 0)], "x 30 o 41 / o 50 o 129 / 12 80 78 170");
    }

    #[test]
    fn cells_too_small_to_protect_are_passed_over() {
        // The 2 below it is cheaper to hide than the 80, but would tell that the 3 is at most 5.
        check(&[&[3, 60], &[80, 50], &[2, 30]], &[(0, 0)], "x o 63 / o o 130 / 2 30 32 / 85 140 225");
    }

    #[test]
    fn cells_that_protect_each_other_are_left_alone() {
        let own = [(0, 0), (0, 1), (1, 0), (1, 1)];
        check(&[&[9, 8, 60], &[9, 8, 50]], &own, "x x 60 77 / x x 50 67 / 18 16 110 144");
    }

    #[test]
    fn table_without_a_way_around_is_hidden_whole() {
        check(&[&[3]], &[(0, 0)], "x o / o o");
    }

    #[test]
    fn small_total_is_protected_too() {
        let mut table = Table::of(&[vec![1, 2], vec![40, 50], vec![60, 30]]);
        for (row, column) in [(0, 0), (0, 1), (0, 2)] {
            table.hide(row, column, Hidden::TooFew);
        }
        assert!(table.protect(5));
        for column in 0..3 {
            let (low, high) = table.bounds(0, column).unwrap();
            assert!(high - low >= 5, "{table:?}");
        }
    }

    #[test]
    fn empty_table_is_no_panic() {
        let mut table = Table::of(&[]);
        assert!(table.protect(0));
        assert_eq!((table.count(5, 5), table.bounds(9, 9), table.hidden(1, 0)), (None, None, None));
    }
}
