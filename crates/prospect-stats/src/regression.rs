//! Compares like with like: a linear regression whose errors know of clusters.
//!
//! Input are an outcome (for premiums the logarithm of pay), columns that may explain it, the cluster of each
//! row, and optionally a group within which alone rows are compared; output are coefficients with 95 %
//! intervals, what had to be left out and why, and how well the whole fits.
//!
//! Method: least squares by Householder QR (`nalgebra`); rows are taken in blocks, each folded into the
//! triangle of those before (Demmel, Grigori, Hoemmen, Langou, "Communication-optimal parallel and sequential
//! QR and LU factorizations", SIAM Journal on Scientific Computing 34, 2012), so that memory does not grow with
//! them. A column that the earlier ones already make, to seven digits as in R's `lm`, is left out and named.
//!
//! Errors: cluster-robust with the factor G/(G-1) · (N-1)/(N-K), known as CR1, and Student's t with G-1 degrees
//! of freedom (Cameron, Miller, "A practitioner's guide to cluster-robust inference", Journal of Human
//! Resources 50, 2015, section 6). Groups are taken out by their means (within transformation); their number
//! counts in K unless each lies in one cluster, in which case the clusters have paid for it already.
//!
//! Not here: which controls are used (`prospect-market`).

use crate::share::Estimate;
use crate::special::{student_quantile, student_two_sided};
use nalgebra::{DMatrix, DVector};

/// A column is left out when less than this part of its length is not made by the columns before it.
/// Source: the tolerance of `lm` in R.
const TOLERANCE: f64 = 1e-7;

/// Rows that are folded in at once: a block of 60 columns stays within a core's own cache.
const BLOCK_ROWS: usize = 512;

/// Name of the column of ones that a regression without groups begins with.
pub const INTERCEPT: &str = "(intercept)";

/// A column that may explain the outcome: a number for each row, often 0 or 1.
#[derive(Clone, Copy, Debug)]
pub struct Regressor<'a> {
    /// What it is called in the answer.
    pub name: &'a str,
    /// One for each row.
    pub values: &'a [f64],
}

/// What is to be explained, by what.
#[derive(Clone, Copy, Debug)]
pub struct Regression<'a> {
    /// One for each row.
    pub outcome: &'a [f64],
    /// Without an intercept, in the order of their importance: of several that say the same the first is kept.
    pub regressors: &'a [Regressor<'a>],
    /// Employer, else poster, of each row.
    pub clusters: &'a [u32],
    /// Group of each row within which alone rows are compared (fixed effect); `None` for an intercept.
    pub groups: Option<&'a [u32]>,
}

/// Why there is no regression.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RegressionError {
    /// A list has another length than the outcome.
    #[error("`{name}` has {found} rows; the outcome has {expected}")]
    Lengths {
        /// Which list.
        name: String,
        /// Its length.
        found: usize,
        /// The outcome's.
        expected: usize,
    },
    /// A number is infinite or none.
    #[error("`{name}` is not a finite number in row {row}")]
    NotFinite {
        /// Which list.
        name: String,
        /// Row, from 0.
        row: usize,
    },
    /// Nothing would be left to judge the errors by.
    #[error("{n_rows} rows are too few for {n_parameters} parameters")]
    TooFewRows {
        /// Rows that can be compared.
        n_rows: usize,
        /// Coefficients and groups.
        n_parameters: usize,
    },
    /// One cluster says nothing about how clusters differ.
    #[error("{found} clusters; at least 2 are needed")]
    TooFewClusters {
        /// Clusters of the rows that can be compared.
        found: usize,
    },
}

/// A coefficient, or a sum of several.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    /// The name of its column.
    pub name: String,
    /// The coefficient with its 95 % interval, in units of the outcome for one unit of the column.
    pub estimate: Estimate,
    /// Its cluster-robust standard error.
    pub standard_error: f64,
    /// The probability of a coefficient this far from 0 or further where there is none.
    pub p_value: f64,
    /// As many equal clusters would know as much about it: where few employers have the property this is small
    /// however many clusters there are, and below ten or so the interval is too narrow.
    ///
    /// Source: the partial leverage of clusters in MacKinnon, Nielsen, Webb, "Leverage, influence, and the
    /// jackknife in clustered regression models", Stata Journal 23, 2023; 1 / sum of its squared shares.
    pub n_clusters_effective: f64,
}

impl Term {
    /// A difference of logarithms as a premium: 0.05 for 5 % more.
    ///
    /// The value is `exp(b - V/2) - 1`, which is nearly free of bias; the ends are those of the interval.
    /// Source: Kennedy, "Estimation with correctly interpreted dummy variables in semilogarithmic equations",
    /// American Economic Review 71, 1981.
    #[must_use]
    pub fn premium(&self) -> Estimate {
        let Estimate { value, low, high } = self.estimate;
        let value = libm::expm1(value - 0.5 * self.standard_error * self.standard_error);
        Estimate { value, low: libm::expm1(low), high: libm::expm1(high) }
    }
}

/// What a regression found.
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    /// The coefficients of the columns that were kept, in order; the intercept first where there is one.
    pub terms: Vec<Term>,
    /// Names of the columns that the ones before them (or the groups) already make.
    pub dropped: Vec<String>,
    /// Rows that were compared.
    pub n: usize,
    /// Rows left out because they are alone in their group.
    pub n_alone: usize,
    /// Clusters of the rows compared.
    pub n_clusters: usize,
    /// Groups of the rows compared; 0 without groups.
    pub n_groups: usize,
    /// The part of the variation (within groups) that the columns explain, 0 to 1; `None` where there is none.
    pub r_squared: Option<f64>,
    /// Standard deviation of what they do not explain, in units of the outcome.
    pub residual_sd: f64,
    /// Covariance of the coefficients, row by row, in the order of `terms`.
    covariance: Vec<Vec<f64>>,
}

impl Fit {
    /// The coefficient of a column; `None` when it was dropped or never there.
    #[must_use]
    pub fn term(&self, name: &str) -> Option<&Term> {
        self.terms.iter().find(|term| term.name == name)
    }

    /// The first coefficient minus the second: Rust over Go, where both are compared with a third.
    ///
    /// `n_clusters_effective` is the smaller of the two. `None` when either is not there.
    #[must_use]
    pub fn difference(&self, first: &str, second: &str) -> Option<Term> {
        let place = |name: &str| self.terms.iter().position(|term| term.name == name);
        let (a, b) = (place(first)?, place(second)?);
        let covariance = |a: usize, b: usize| self.covariance.get(a)?.get(b).copied();
        let variance = covariance(a, a)? - 2.0 * covariance(a, b)? + covariance(b, b)?;
        let (a, b) = (self.terms.get(a)?, self.terms.get(b)?);
        let n_effective = a.n_clusters_effective.min(b.n_clusters_effective);
        let value = a.estimate.value - b.estimate.value;
        Some(term(format!("{first} - {second}"), value, variance.max(0.0).sqrt(), self.n_clusters, n_effective))
    }
}

/// Fits a regression.
///
/// # Errors
///
/// [`RegressionError`] when lists differ in length, a number is not finite, or rows or clusters are too few.
pub fn regress(regression: &Regression<'_>) -> Result<Fit, RegressionError> {
    check(regression)?;
    let rows = Rows::of(regression);
    let triangle = rows.triangle();
    let (kept, triangle) = keep_independent(triangle, &rows.lengths);
    let n_columns = kept.len();

    let n_clusters = rows.clusters().count();
    let n_parameters = n_columns + rows.n_parameters_of_groups();
    if rows.order.len() <= n_parameters {
        return Err(RegressionError::TooFewRows { n_rows: rows.order.len(), n_parameters });
    }
    if n_clusters < 2 {
        return Err(RegressionError::TooFewClusters { found: n_clusters });
    }
    let corner = triangle.view((0, 0), (n_columns, n_columns));
    // Columns that depend on others are gone, so the triangle has no 0 on its diagonal.
    let solve = |right: &DMatrix<f64>| corner.solve_upper_triangular(right).expect("no 0 on the diagonal");
    let coefficients = solve(&triangle.view((0, n_columns), (n_columns, 1)).into_owned());
    let inverse = solve(&DMatrix::identity(n_columns, n_columns));
    let bread = &inverse * inverse.transpose();

    let scores = Scores::of(&rows, &kept, coefficients.column(0).into_owned(), &bread);
    let (n, g) = (rows.order.len() as f64, n_clusters as f64);
    let freedom = n - n_parameters as f64;
    let covariance = &bread * scores.meat * &bread * (g / (g - 1.0) * (n - 1.0) / freedom);

    let names: Vec<&str> = rows.columns.iter().map(|column| column.name).collect();
    let name = |at: usize| names.get(at).copied().unwrap_or_default().to_owned();
    let make = |(place, &at): (usize, &usize)| {
        let error = covariance.get((place, place)).map_or(f64::NAN, |variance| variance.max(0.0).sqrt());
        let value = coefficients.get(place).copied().unwrap_or(f64::NAN);
        let n_effective = scores.n_clusters_effective.get(place).copied().unwrap_or(0.0);
        term(name(at), value, error, n_clusters, n_effective)
    };
    Ok(Fit {
        terms: kept.iter().enumerate().map(make).collect(),
        dropped: (0..rows.columns.len()).filter(|at| !kept.contains(at)).map(name).collect(),
        n: rows.order.len(),
        n_alone: regression.outcome.len() - rows.order.len(),
        n_clusters,
        n_groups: rows.n_groups,
        r_squared: (scores.total > 0.0).then(|| (1.0 - scores.residual / scores.total).clamp(0.0, 1.0)),
        residual_sd: (scores.residual / freedom).sqrt(),
        covariance: covariance.row_iter().map(|row| row.iter().copied().collect()).collect(),
    })
}

fn term(name: String, value: f64, standard_error: f64, n_clusters: usize, n_clusters_effective: f64) -> Term {
    let freedom = n_clusters.saturating_sub(1) as f64;
    let half = student_quantile(0.975, freedom).unwrap_or(f64::INFINITY) * standard_error;
    let p_value = if standard_error > 0.0 { student_two_sided(value / standard_error, freedom) } else { f64::NAN };
    let estimate = Estimate { value, low: value - half, high: value + half };
    Term { name, estimate, standard_error, p_value, n_clusters_effective }
}

fn check(regression: &Regression<'_>) -> Result<(), RegressionError> {
    let expected = regression.outcome.len();
    let length = |name: &str, found: usize| match found == expected {
        true => Ok(()),
        false => Err(RegressionError::Lengths { name: name.to_owned(), found, expected }),
    };
    let finite = |name: &str, values: &[f64]| match values.iter().position(|value| !value.is_finite()) {
        Some(row) => Err(RegressionError::NotFinite { name: name.to_owned(), row }),
        None => Ok(()),
    };
    length("clusters", regression.clusters.len())?;
    length("groups", regression.groups.map_or(expected, <[u32]>::len))?;
    finite("outcome", regression.outcome)?;
    for regressor in regression.regressors {
        length(regressor.name, regressor.values.len())?;
        finite(regressor.name, regressor.values)?;
    }
    Ok(())
}

/// A column as it enters: without the means of its groups.
struct Column<'a> {
    name: &'a str,
    values: Vec<f64>,
}

/// The rows that can be compared, sorted by cluster, then group, so that the order given cannot be seen.
struct Rows<'a> {
    /// Numbers of the rows as given.
    order: Vec<usize>,
    outcome: Vec<f64>,
    columns: Vec<Column<'a>>,
    /// Length of each column before the means were taken out.
    lengths: Vec<f64>,
    cluster_of_row: Vec<u32>,
    n_groups: usize,
    are_groups_in_clusters: bool,
}

impl<'a> Rows<'a> {
    fn of(regression: &Regression<'a>) -> Self {
        let group = |row: usize| regression.groups.and_then(|groups| groups.get(row)).copied().unwrap_or(0);
        let cluster = |row: usize| regression.clusters.get(row).copied().unwrap_or(0);
        let mut order: Vec<usize> = (0..regression.outcome.len()).collect();
        order.sort_by_key(|&row| group(row));
        if regression.groups.is_some() {
            order =
                order.chunk_by(|&a, &b| group(a) == group(b)).filter(|run| run.len() > 1).flatten().copied().collect();
        }
        let has_one_cluster =
            |run: &[usize]| run.windows(2).all(|pair| matches!(pair, [a, b] if cluster(*a) == cluster(*b)));
        let runs: Vec<&[usize]> = order.chunk_by(|&a, &b| group(a) == group(b)).collect();
        let are_groups_in_clusters = runs.iter().all(|run| has_one_cluster(run));
        let n_groups = if regression.groups.is_some() { runs.len() } else { 0 };

        let within = |values: &[f64]| {
            let value = |row: &usize| values.get(*row).copied().unwrap_or(0.0);
            let mut moved = vec![0.0; regression.outcome.len()];
            for run in &runs {
                let mean = if n_groups > 0 { run.iter().map(value).sum::<f64>() / run.len() as f64 } else { 0.0 };
                for row in *run {
                    if let Some(place) = moved.get_mut(*row) {
                        *place = value(row) - mean;
                    }
                }
            }
            moved
        };
        let length =
            |values: &[f64]| order.iter().filter_map(|&row| values.get(row)).map(|x| x * x).sum::<f64>().sqrt();
        let outcome = within(regression.outcome);
        let ones = (n_groups == 0).then(|| Column { name: INTERCEPT, values: vec![1.0; regression.outcome.len()] });
        let mut lengths: Vec<f64> = ones.iter().map(|ones| length(&ones.values)).collect();
        lengths.extend(regression.regressors.iter().map(|regressor| length(regressor.values)));
        let regressors = regression.regressors.iter();
        let columns = regressors.map(|regressor| Column { name: regressor.name, values: within(regressor.values) });
        let columns: Vec<Column<'_>> = ones.into_iter().chain(columns).collect();
        // Only now: the runs above need rows of a group side by side.
        let mut by_cluster = order.clone();
        by_cluster.sort_by_key(|&row| (cluster(row), group(row)));
        let cluster_of_row = regression.clusters.to_vec();
        Self { order: by_cluster, outcome, columns, lengths, cluster_of_row, n_groups, are_groups_in_clusters }
    }

    /// What the groups count for beside the columns. One stays where they lie in clusters: the common mean.
    fn n_parameters_of_groups(&self) -> usize {
        if self.are_groups_in_clusters { self.n_groups.min(1) } else { self.n_groups }
    }

    /// The rows of each cluster.
    fn clusters(&self) -> impl Iterator<Item = &[usize]> {
        let cluster = |row: usize| self.cluster_of_row.get(row);
        self.order.chunk_by(move |&a, &b| cluster(a) == cluster(b))
    }

    /// The triangle of the QR factorisation of the columns with the outcome behind them.
    fn triangle(&self) -> DMatrix<f64> {
        let width = self.columns.len() + 1;
        let mut triangle = DMatrix::zeros(0, width);
        for rows in self.order.chunks(BLOCK_ROWS) {
            let above = triangle.nrows();
            let block = DMatrix::from_fn(above + rows.len(), width, |row, column| match row.checked_sub(above) {
                None => triangle.get((row, column)).copied().unwrap_or(0.0),
                Some(row) => rows.get(row).map_or(0.0, |&row| self.value(row, column)),
            });
            triangle = block.qr().r();
        }
        triangle
    }

    fn value(&self, row: usize, column: usize) -> f64 {
        let values = self.columns.get(column).map_or(&self.outcome, |column| &column.values);
        values.get(row).copied().unwrap_or(0.0)
    }
}

/// Numbers of the columns that those before them do not make, and the triangle of these with the outcome.
///
/// The columns of a triangle depend on each other as those that it was made of, so the rows are not needed.
fn keep_independent(mut triangle: DMatrix<f64>, lengths: &[f64]) -> (Vec<usize>, DMatrix<f64>) {
    let mut kept: Vec<usize> = (0..lengths.len()).collect();
    loop {
        let is_made = |place: usize, at: usize| {
            let rest = triangle.get((place, place)).map_or(0.0, |rest: &f64| rest.abs());
            rest <= TOLERANCE * lengths.get(at).copied().unwrap_or(0.0)
        };
        let Some(place) = kept.iter().enumerate().find(|(place, at)| is_made(*place, **at)).map(|(place, _)| place)
        else {
            return (kept, triangle);
        };
        kept.remove(place);
        triangle = triangle.remove_column(place).qr().r();
    }
}

/// What the rows say at the solution.
struct Scores {
    /// Sum over clusters of the squares of their scores.
    meat: DMatrix<f64>,
    /// Sum of squared residuals.
    residual: f64,
    /// Sum of squares of the outcome around its mean (within groups).
    total: f64,
    n_clusters_effective: Vec<f64>,
}

impl Scores {
    fn of(rows: &Rows<'_>, kept: &[usize], coefficients: DVector<f64>, bread: &DMatrix<f64>) -> Self {
        let p = kept.len();
        let (mut meat, mut residual) = (DMatrix::zeros(p, p), 0.0);
        let (mut leverage, mut squared_leverage) = (DVector::<f64>::zeros(p), DVector::<f64>::zeros(p));
        let outcomes = || rows.order.iter().filter_map(|&row| rows.outcome.get(row).copied());
        let mean = if rows.n_groups > 0 { 0.0 } else { outcomes().sum::<f64>() / rows.order.len() as f64 };
        for cluster in rows.clusters() {
            let values = DMatrix::from_fn(cluster.len(), p, |row, column| {
                cluster.get(row).zip(kept.get(column)).map_or(0.0, |(&row, &column)| rows.value(row, column))
            });
            let outcome = DVector::from_iterator(
                cluster.len(),
                cluster.iter().map(|&row| rows.outcome.get(row).copied().unwrap_or(0.0)),
            );
            let residuals = outcome - &values * &coefficients;
            residual += residuals.norm_squared();
            let score = values.tr_mul(&residuals);
            meat.ger(1.0, &score, &score, 1.0);
            // What is left of each column beside the others is `values * bread`, up to a factor.
            for (column, (sum, squares)) in
                (&values * bread).column_iter().zip(leverage.iter_mut().zip(squared_leverage.iter_mut()))
            {
                let own = column.norm_squared();
                *sum += own;
                *squares += own * own;
            }
        }
        let effective = |(sum, squares): (&f64, &f64)| if *squares > 0.0 { sum * sum / squares } else { 0.0 };
        Self {
            meat,
            residual,
            total: outcomes().map(|outcome| (outcome - mean) * (outcome - mean)).sum(),
            n_clusters_effective: leverage.iter().zip(squared_leverage.iter()).map(effective).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SplitMix64;

    /// Rows of 40 clusters: two columns, a third that is made of them, and an outcome of 1 + 2 a - b + noise.
    struct Data {
        a: Vec<f64>,
        b: Vec<f64>,
        made: Vec<f64>,
        outcome: Vec<f64>,
        clusters: Vec<u32>,
    }

    fn data(noise: f64) -> Data {
        let mut rng = SplitMix64::new(8);
        let mut data = Data { a: vec![], b: vec![], made: vec![], outcome: vec![], clusters: vec![] };
        for row in 0..1_200_u32 {
            let (a, b) = (rng.next_f64(), f64::from(rng.below(2)));
            data.a.push(a);
            data.b.push(b);
            data.made.push(3.0 * a - 2.0 * b + 5.0);
            data.outcome.push(1.0 + 2.0 * a - b + noise * (rng.next_f64() - 0.5));
            data.clusters.push(row % 40);
        }
        data
    }

    fn fit(data: &Data, names: &[&'static str], groups: Option<&[u32]>) -> Result<Fit, RegressionError> {
        let values = |name: &str| match name {
            "a" => data.a.as_slice(),
            "b" => data.b.as_slice(),
            _ => data.made.as_slice(),
        };
        let regressors: Vec<_> = names.iter().map(|&name| Regressor { name, values: values(name) }).collect();
        let regression =
            Regression { outcome: &data.outcome, regressors: &regressors, clusters: &data.clusters, groups };
        regress(&regression)
    }

    #[track_caller]
    fn near(actual: f64, expected: f64) {
        assert!((actual - expected).abs() < 1e-9, "{actual} is not {expected}");
    }

    #[test]
    fn coefficients_without_noise_are_the_truth() {
        let fit = fit(&data(0.0), &["a", "b"], None).unwrap();
        let told: Vec<f64> = fit.terms.iter().map(|term| term.estimate.value).collect();
        for (told, truth) in told.iter().zip([1.0, 2.0, -1.0]) {
            near(*told, truth);
        }
        near(fit.r_squared.unwrap(), 1.0);
        near(fit.difference("a", "b").unwrap().estimate.value, 3.0);
    }

    #[test]
    fn column_made_of_others_is_left_out_and_named() {
        let data = data(1.0);
        let with = fit(&data, &["a", "b", "made"], None).unwrap();
        assert_eq!(with.dropped, ["made"]);
        let without = fit(&data, &["a", "b"], None).unwrap();
        for (with, without) in with.terms.iter().zip(&without.terms) {
            near(with.estimate.low, without.estimate.low);
        }
        let first = fit(&data, &["made", "a", "b"], None).unwrap();
        assert_eq!(first.dropped, ["b"]);
        near(first.r_squared.unwrap(), without.r_squared.unwrap());
    }

    #[test]
    fn groups_are_the_same_as_a_column_each() {
        let data = data(1.0);
        let groups: Vec<u32> = (0..1_200).map(|row| row / 100).collect();
        let within = fit(&data, &["a", "b"], Some(&groups)).unwrap();
        let dummies: Vec<Vec<f64>> =
            (1..12).map(|group| groups.iter().map(|&g| f64::from(u8::from(g == group))).collect()).collect();
        let mut regressors = vec![Regressor { name: "a", values: &data.a }, Regressor { name: "b", values: &data.b }];
        regressors.extend(dummies.iter().map(|values| Regressor { name: "group", values }));
        let regression =
            Regression { outcome: &data.outcome, regressors: &regressors, clusters: &data.clusters, groups: None };
        let columns = regress(&regression).unwrap();
        for name in ["a", "b"] {
            let (within, columns) = (within.term(name).unwrap(), columns.term(name).unwrap());
            near(within.estimate.value, columns.estimate.value);
            near(within.standard_error, columns.standard_error);
            near(within.n_clusters_effective, columns.n_clusters_effective);
        }
    }

    #[test]
    fn column_that_is_constant_in_groups_is_left_out() {
        let mut data = data(1.0);
        let groups: Vec<u32> = (0..1_200).map(|row| row / 100).collect();
        data.b = groups.iter().map(|&group| f64::from(group) * 0.1).collect();
        assert_eq!(fit(&data, &["a", "b"], Some(&groups)).unwrap().dropped, ["b"]);
        // Rows that are alone in their group say nothing.
        let mut groups = groups;
        groups[7] = 900;
        let fit = fit(&data, &["a"], Some(&groups)).unwrap();
        assert_eq!((fit.n, fit.n_alone, fit.n_groups), (1_199, 1, 12));
    }

    #[test]
    fn property_of_few_clusters_is_known_to_be_theirs() {
        let mut data = data(1.0);
        data.b = data.clusters.iter().map(|&cluster| f64::from(u8::from(cluster < 2))).collect();
        let fit = fit(&data, &["a", "b"], None).unwrap();
        assert!(fit.term("a").unwrap().n_clusters_effective > 35.0);
        assert!(fit.term("b").unwrap().n_clusters_effective < 4.0);
    }

    #[test]
    fn what_cannot_be_fitted_is_an_error() {
        let mut data = data(1.0);
        data.clusters.fill(3);
        assert_eq!(fit(&data, &["a"], None), Err(RegressionError::TooFewClusters { found: 1 }));
        data.a[5] = f64::NAN;
        assert_eq!(fit(&data, &["a"], None), Err(RegressionError::NotFinite { name: "a".to_owned(), row: 5 }));
        data.a.pop();
        assert!(matches!(fit(&data, &["a"], None), Err(RegressionError::Lengths { .. })));
        let none = Regression { outcome: &[], regressors: &[], clusters: &[], groups: None };
        assert_eq!(regress(&none), Err(RegressionError::TooFewRows { n_rows: 0, n_parameters: 0 }));
        let alone = Regression { outcome: &[1.0], regressors: &[], clusters: &[1], groups: Some(&[1]) };
        assert!(matches!(regress(&alone), Err(RegressionError::TooFewRows { n_rows: 0, .. })));
    }

    #[test]
    fn premium_is_that_of_a_difference_of_logarithms() {
        let term = term("rust".to_owned(), 0.1, 0.05, 1_000_000, 50.0);
        let premium = term.premium();
        near(premium.value, (0.1_f64 - 0.00125).exp() - 1.0);
        assert!((premium.low - ((0.1_f64 - 1.959_966 * 0.05).exp() - 1.0)).abs() < 1e-6, "{premium:?}");
    }
}
