//! Suppressed cells cannot be recovered: the bounds of each are solved by linear programming, which shares
//! nothing with the code that hides them.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod truth;

use microlp::{ComparisonOp, OptimizationDirection, Problem, Variable};
use prospect_stats::{Hidden, Table};
use truth::Random;

/// Least width of what a hidden count can be.
const WIDTH: u64 = 5;

/// A table with most cells large, some small, some empty.
fn random_table(random: &mut Random) -> Table {
    let (n_rows, n_columns) = (1 + random.below(5), 1 + random.below(6));
    let count = |random: &mut Random| match random.below(10) {
        0 => 0,
        1..=3 => random.below(6),
        _ => random.below(80),
    };
    let rows: Vec<Vec<u64>> = (0..n_rows).map(|_| (0..n_columns).map(|_| count(random)).collect()).collect();
    Table::of(&rows)
}

fn cells(table: &Table) -> impl Iterator<Item = (usize, usize)> + use<> {
    let n_columns = table.n_columns();
    (0..table.n_rows()).flat_map(move |row| (0..n_columns).map(move |column| (row, column)))
}

/// The extreme values of a hidden cell for whoever sees the shown cells and knows that counts are not negative.
fn solve(table: &Table, target: (usize, usize), direction: OptimizationDirection) -> f64 {
    let mut problem = Problem::new(direction);
    let (last_row, last_column) = (table.n_rows() - 1, table.n_columns() - 1);
    let variables: Vec<Vec<Variable>> = (0..=last_row)
        .map(|row| {
            (0..=last_column)
                .map(|column| {
                    let count = table.count(row, column).unwrap() as f64;
                    let range = if table.hidden(row, column).is_some() { (0.0, 1e6) } else { (count, count) };
                    problem.add_var(f64::from(u8::from((row, column) == target)), range)
                })
                .collect()
        })
        .collect();
    for row in &variables {
        let line: Vec<_> =
            row.iter().enumerate().map(|(at, &v)| (v, if at == last_column { -1.0 } else { 1.0 })).collect();
        problem.add_constraint(line, ComparisonOp::Eq, 0.0);
    }
    for column in 0..=last_column {
        let line: Vec<_> = variables
            .iter()
            .enumerate()
            .map(|(at, row)| (row[column], if at == last_row { -1.0 } else { 1.0 }))
            .collect();
        problem.add_constraint(line, ComparisonOp::Eq, 0.0);
    }
    problem.solve().unwrap().solution().unwrap().objective()
}

#[test]
fn suppressed_cells_cannot_be_recovered() {
    let mut random = Random::new(77);
    let (mut n_hidden, mut n_protected, mut n_shown) = (0, 0, 0);
    for _ in 0..300 {
        let mut table = random_table(&mut random);
        for (row, column) in cells(&table.clone()) {
            if table.count(row, column).unwrap() < 5 {
                table.hide(row, column, Hidden::TooFew);
            }
        }
        let before = table.clone();
        let is_protected = table.protect(WIDTH);
        for (row, column) in cells(&table) {
            assert_eq!(before.count(row, column), table.count(row, column));
            if let Some(why) = before.hidden(row, column) {
                assert_eq!(table.hidden(row, column), Some(why), "what was hidden stays hidden");
            }
            if table.hidden(row, column).is_none() {
                n_shown += 1;
                continue;
            }
            n_hidden += 1;
            let low = solve(&table, (row, column), OptimizationDirection::Minimize);
            let high = solve(&table, (row, column), OptimizationDirection::Maximize);
            assert!(high - low >= WIDTH as f64 - 1e-6, "{low} to {high} in {table:?}");
            // Where everything is hidden a count has no upper end; the program's is 1e6.
            if high < 1e5 {
                let (own_low, own_high) = table.bounds(row, column).unwrap();
                assert!((own_low as f64 - low).abs() < 1e-6 && (own_high as f64 - high).abs() < 1e-6, "{table:?}");
            }
        }
        n_protected += u32::from(is_protected);
    }
    assert!(n_hidden > 1_000 && n_shown > 1_000 && n_protected > 100, "{n_hidden} {n_shown} {n_protected}");
}

#[test]
fn without_protection_cells_are_recovered() {
    // The test above could not fail if the program found wide bounds everywhere.
    let mut table = Table::of(&[vec![3, 30, 8], vec![9, 50, 70]]);
    table.hide(0, 0, Hidden::TooFew);
    assert_eq!(solve(&table, (0, 0), OptimizationDirection::Minimize), 3.0);
    assert_eq!(solve(&table, (0, 0), OptimizationDirection::Maximize), 3.0);
}
