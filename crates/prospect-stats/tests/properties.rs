//! What is true of every estimator for any input: no panic, ends in order, nothing from the order of the input.

use proptest::collection::vec;
use proptest::prelude::*;
use prospect_stats::{
    Bounded, Counts, Dependence, Estimate, Hidden, Labelled, Regression, Regressor, Replicated, Replicates, Spell,
    Table, Tuning, adjusted_p_values, beta_cdf, beta_quantile, clopper_pearson, concentration, kaplan_meier,
    median_bounds, n_for_premium, n_for_share, n_for_two_shares, normal_quantile, power, prediction_powered,
    rank_intervals, regress, rogan_gladen, share, student_quantile, turnbull_median, wilson_clustered,
};

/// Any number at all, and those that break things more often.
fn number() -> impl Strategy<Value = f64> {
    prop_oneof![
        any::<f64>(),
        -10.0..10.0,
        Just(0.0),
        Just(f64::NAN),
        Just(f64::INFINITY),
        Just(1e300),
        Just(f64::MIN_POSITIVE)
    ]
}

fn spells() -> impl Strategy<Value = Vec<Spell>> {
    let spell = (0..60_u32, 0..90_u32, any::<bool>(), 0..9_u32);
    vec(spell, 0..60).prop_map(|spells| {
        let spell = |(entry_days, exit_days, has_ended, cluster)| Spell { entry_days, exit_days, has_ended, cluster };
        spells.into_iter().map(spell).collect()
    })
}

fn bounded() -> impl Strategy<Value = Vec<Bounded>> {
    let value = (proptest::option::of(0..50_u8), proptest::option::of(0..50_u8), 0..12_u32);
    vec(value, 0..40).prop_map(|values| {
        let value = |(low, high, cluster): (Option<u8>, Option<u8>, u32)| Bounded {
            low: low.map(f64::from),
            high: high.map(f64::from),
            cluster,
        };
        values.into_iter().map(value).collect()
    })
}

fn labelled() -> impl Strategy<Value = Vec<Labelled>> {
    vec((any::<bool>(), any::<bool>(), 0..9_u32), 0..60).prop_map(|things| {
        things.into_iter().map(|(truth, reading, cluster)| Labelled { truth, reading, cluster }).collect()
    })
}

fn is_in_order(estimate: Estimate) -> bool {
    estimate.low <= estimate.value && estimate.value <= estimate.high
}

proptest! {
    #[test]
    fn intervals_of_counts_hold_the_share_and_rise_with_it(n in 1_u64..2_000, x in 0_u64..2_000, deff in 0.1..9.0_f64) {
        for of in [clopper_pearson, wilson_clustered] {
            let (here, next) = (of(x, n, deff).unwrap(), of(x + 1, n, deff).unwrap());
            prop_assert!(is_in_order(here) && here.low >= 0.0 && here.high <= 1.0, "{here:?}");
            prop_assert!(here.low <= next.low && here.high <= next.high);
            let wider = of(x, n, deff + 1.0).unwrap();
            prop_assert!(wider.high - wider.low >= here.high - here.low - 1e-12);
        }
    }

    #[test]
    fn share_lies_in_its_interval_or_at_its_end(clusters in vec((0..20_u32, any::<bool>()), 1..80), seed in any::<u64>()) {
        let replicates = Replicates::draw(20, 100, seed);
        let part = Counts::of(clusters.iter().filter(|(_, has)| *has).map(|(cluster, _)| *cluster));
        let whole = Counts::of(clusters.iter().map(|(cluster, _)| *cluster));
        if let Some(share) = share(&replicates.sum(&part), &replicates.sum(&whole)) {
            prop_assert!(0.0 <= share.estimate.low && share.estimate.low <= share.estimate.high);
            prop_assert!(share.estimate.high <= 1.0);
        }
        let half = clusters.len() / 2;
        let halves = [&clusters[..half], &clusters[half..]].map(|half| Counts::of(half.iter().map(|(c, _)| *c)));
        prop_assert_eq!(Counts::merged(&halves), whole.clone());
        let found = concentration(&replicates, &whole, 3);
        if let Some(found) = found {
            prop_assert!(found.hhi.value > 0.0 && found.hhi.value <= 1.0 && found.top_share.value <= 1.0 + 1e-12);
            prop_assert!(found.hhi.value >= 1.0 / found.n_clusters as f64 - 1e-12);
        }
    }

    #[test]
    fn curve_falls_and_knows_no_order(mut spells in spells(), from in 0..20_u32) {
        let curve = kaplan_meier(&spells, from);
        let mut before = 1.0;
        for point in &curve.points {
            prop_assert!(point.survival <= before && point.survival >= 0.0 && point.n_ended <= point.n_at_risk);
            for (low, high) in [point.interval, point.clustered_interval].into_iter().flatten() {
                prop_assert!(0.0 <= low && low <= point.survival + 1e-12 && point.survival <= high + 1e-12 && high <= 1.0);
            }
            before = point.survival;
        }
        spells.reverse();
        prop_assert_eq!(kaplan_meier(&spells, from), curve);
    }

    #[test]
    fn median_of_bounds_lies_within_them(mut values in bounded(), seed in any::<u64>()) {
        let replicates = Replicates::draw(12, 40, seed);
        let (bounds, turnbull) = (median_bounds(&replicates, &values), turnbull_median(&replicates, &values));
        if let Some(bounds) = bounds {
            if let (Some(low), Some(high)) = (bounds.low, bounds.high) {
                prop_assert!(low <= high);
            }
            if let Some(turnbull) = turnbull {
                prop_assert!(bounds.low.is_none_or(|low| low <= turnbull.stretch.1));
                prop_assert!(bounds.high.is_none_or(|high| turnbull.stretch.0 <= high));
            }
        }
        values.reverse();
        prop_assert_eq!(median_bounds(&replicates, &values), bounds);
    }

    #[test]
    fn adjusted_p_values_keep_the_order(p_values in vec(0.0..1.0_f64, 0..40)) {
        for dependence in [Dependence::Positive, Dependence::Any] {
            let adjusted = adjusted_p_values(&p_values, dependence);
            for (p, q) in p_values.iter().zip(&adjusted) {
                prop_assert!(q >= p && *q <= 1.0);
                for (p_2, q_2) in p_values.iter().zip(&adjusted) {
                    prop_assert!(p > p_2 || q <= q_2);
                }
            }
            let reversed: Vec<f64> = p_values.iter().rev().copied().collect();
            let back: Vec<f64> = adjusted_p_values(&reversed, dependence).into_iter().rev().collect();
            prop_assert_eq!(back, adjusted);
        }
    }

    #[test]
    fn hidden_counts_stay_unknown(rows in vec(vec(0..30_u64, 1..5), 1..5), width in 0..9_u64) {
        let mut table = Table::of(&rows);
        for row in 0..table.n_rows() {
            for column in 0..table.n_columns() {
                if table.count(row, column).unwrap() < 5 {
                    table.hide(row, column, Hidden::TooFew);
                }
            }
        }
        let own = table.clone();
        if table.protect(width) {
            for row in 0..table.n_rows() {
                for column in 0..table.n_columns() {
                    let (low, high) = table.bounds(row, column).unwrap();
                    let count = table.count(row, column).unwrap();
                    prop_assert!(low <= count && count <= high);
                    prop_assert!(own.hidden(row, column).is_none() || high - low >= width.max(1));
                }
            }
        }
    }

    #[test]
    fn corrected_share_is_a_share(labelled in labelled(), value in number(), low in number(), high in number(), n in any::<u64>()) {
        let raw = Estimate { value, low, high };
        for found in [
            prediction_powered(raw, n, &labelled, Tuning::Full),
            prediction_powered(raw, n, &labelled, Tuning::BestWeight),
            rogan_gladen(raw, &labelled),
        ].into_iter().flatten() {
            prop_assert!(is_in_order(found.corrected) && found.corrected.low >= 0.0 && found.corrected.high <= 1.0, "{found:?}");
        }
    }

    #[test]
    fn regression_takes_any_numbers(rows in vec((number(), number(), number(), 0..6_u32, 0..4_u32), 0..40)) {
        let column = |of: fn(&(f64, f64, f64, u32, u32)) -> f64| rows.iter().map(of).collect::<Vec<f64>>();
        let (outcome, a, b) = (column(|row| row.0), column(|row| row.1), column(|row| row.2));
        let clusters: Vec<u32> = rows.iter().map(|row| row.3).collect();
        let groups: Vec<u32> = rows.iter().map(|row| row.4).collect();
        let regressors = [Regressor { name: "a", values: &a }, Regressor { name: "b", values: &b }];
        for groups in [None, Some(groups.as_slice())] {
            let _ = regress(&Regression { outcome: &outcome, regressors: &regressors, clusters: &clusters, groups });
        }
    }

    #[test]
    fn regression_knows_no_order(rows in vec((-9.0..9.0_f64, -9.0..9.0_f64, 0..6_u32), 12..40)) {
        let fit = |rows: &[(f64, f64, u32)]| {
            let (outcome, a): (Vec<f64>, Vec<f64>) = rows.iter().map(|row| (row.0, row.1)).unzip();
            let clusters: Vec<u32> = rows.iter().map(|row| row.2).collect();
            let regressors = [Regressor { name: "a", values: &a }];
            regress(&Regression { outcome: &outcome, regressors: &regressors, clusters: &clusters, groups: None })
        };
        let reversed: Vec<(f64, f64, u32)> = rows.iter().rev().copied().collect();
        prop_assert_eq!(fit(&rows), fit(&rows), "the same input gives the same bits");
        if let (Ok(one), Ok(other)) = (fit(&rows), fit(&reversed)) {
            for (one, other) in one.terms.iter().zip(&other.terms) {
                prop_assert!((one.estimate.value - other.estimate.value).abs() < 1e-9);
                prop_assert!((one.standard_error - other.standard_error).abs() < 1e-9);
            }
        }
    }

    #[test]
    fn ranks_hold_the_ranks_of_the_sample(values in vec((-5.0..5.0_f64, vec(number(), 20)), 0..8)) {
        let values: Vec<Replicated> =
            values.into_iter().map(|(value, replicates)| Replicated { value, replicates }).collect();
        for rank in rank_intervals(&values) {
            prop_assert!(1 <= rank.low && rank.low <= rank.rank && rank.rank <= rank.high && rank.high <= values.len());
        }
    }

    #[test]
    fn functions_of_numbers_take_any(a in number(), b in number(), c in number(), n in any::<u64>()) {
        let _ = (beta_cdf(a, b, c), beta_quantile(a, b, c), student_quantile(a, b), normal_quantile(a));
        let _ = (n_for_share(a, b, c), n_for_premium(a, b, c), n_for_two_shares(a, b, c), power(n, a, b));
        let _ = clopper_pearson(n, n / 2, a);
    }
}
