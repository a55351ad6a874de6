//! Prints data and what the estimators make of it as JSON, for `tools/check_stats.sh` to hold against other
//! implementations.

use prospect_stats::{
    Bounded, Counts, Dependence, Estimate, Labelled, Pair, Regression, Regressor, Replicates, Spell, SplitMix64,
    Tuning, adjusted_p_values, beta_cdf, clopper_pearson, concentration, kaplan_meier, log_odds, n_for_two_shares,
    normal_quantile, npmi, order_statistic_interval, prediction_powered, quantile_sorted, regress, rogan_gladen,
    student_quantile, student_two_sided, turnbull_median, wilson,
};
use serde_json::{Value, json};

fn main() {
    let mut rng = SplitMix64::new(20_261_121);
    let answers = json!({
        "binomial": binomial(),
        "distributions": distributions(),
        "quantiles": quantiles(&mut rng),
        "survival": survival(&mut rng),
        "regression": regression(&mut rng),
        "misreading": misreading(&mut rng),
        "false_discovery": false_discovery(&mut rng),
        "association": association(&mut rng),
        "turnbull": turnbull(&mut rng),
        "power": power(),
    });
    println!("{answers}");
}

fn ends(estimate: Option<Estimate>) -> Value {
    estimate.map_or(Value::Null, |Estimate { value, low, high }| json!([value, low, high]))
}

/// A number near the normal distribution: the sum of twelve even ones.
fn bell(rng: &mut SplitMix64) -> f64 {
    (0..12).map(|_| rng.next_f64()).sum::<f64>() - 6.0
}

fn binomial() -> Value {
    let cases = [(0, 30), (3, 100), (194, 6_618), (50, 50), (499, 1_000), (7, 80_000)];
    let case = |&(x, n): &(u64, u64)| json!({ "x": x, "n": n, "wilson": ends(wilson(x, n)), "clopper_pearson": ends(clopper_pearson(x, n, 1.0)) });
    cases.iter().map(case).collect()
}

fn distributions() -> Value {
    let p = [1e-9, 0.001, 0.025, 0.3, 0.5, 0.8, 0.975, 0.9999];
    let student = p.iter().flat_map(|&p| [1.0, 2.5, 11.0, 39.0, 800.0].map(|df| (p, df)));
    let beta = [0.01, 0.2, 0.5, 0.93].iter().flat_map(|&x| [(0.5, 0.5), (3.0, 98.0), (200.0, 700.0)].map(|ab| (x, ab)));
    json!({
        "normal": p.iter().map(|&p| json!([p, normal_quantile(p)])).collect::<Vec<_>>(),
        "student": student.clone().map(|(p, df)| json!([p, df, student_quantile(p, df)])).collect::<Vec<_>>(),
        // Beside 0 SciPy loses digits: 1 degree of freedom has 1 - 2 atan(t) / pi, which is ours.
        "student_p": student.filter(|(p, _)| *p > 1e-6).map(|(p, df)| json!([p * 8.0, df, student_two_sided(p * 8.0, df)])).collect::<Vec<_>>(),
        "beta": beta.map(|(x, (a, b))| json!([x, a, b, beta_cdf(x, a, b)])).collect::<Vec<_>>(),
    })
}

fn quantiles(rng: &mut SplitMix64) -> Value {
    let mut values: Vec<f64> = (0..137).map(|_| bell(rng)).collect();
    values.sort_unstable_by(f64::total_cmp);
    let found: Vec<Value> = [0.05, 0.25, 0.5, 0.9].iter().map(|&p| json!([p, quantile_sorted(&values, p)])).collect();
    json!({ "values": values, "quantiles": found, "median_interval": order_statistic_interval(&values, 0.5) })
}

fn survival(rng: &mut SplitMix64) -> Value {
    let mut spells = Vec::new();
    for cluster in 0..60 {
        for _ in 0..=rng.below(6) {
            let entry_days = if rng.below(3) == 0 { rng.below(15) } else { 0 };
            let stay = 1 + rng.below(40) + rng.below(40);
            spells.push(Spell { entry_days, exit_days: entry_days + stay, has_ended: rng.below(4) > 0, cluster });
        }
    }
    let curve = kaplan_meier(&spells, 0);
    let rows = spells.iter().map(|s| json!([s.entry_days, s.exit_days, s.has_ended, s.cluster]));
    let points = curve.points.iter().map(|p| json!([p.days, p.n_at_risk, p.survival, p.interval]));
    json!({
        "spells": rows.collect::<Vec<_>>(),
        "points": points.collect::<Vec<_>>(),
        "median": curve.median().days,
    })
}

fn regression(rng: &mut SplitMix64) -> Value {
    let (mut outcome, mut clusters, mut groups) = (Vec::new(), Vec::new(), Vec::new());
    let (mut rust, mut years, mut level) = (Vec::new(), Vec::new(), Vec::new());
    for cluster in 0..45_u32 {
        let own = 0.2 * bell(rng);
        for _ in 0..2 + rng.below(9) {
            let (is_rust, year, group) =
                (f64::from(u8::from(rng.below(3) == 0)), f64::from(rng.below(12)), rng.below(7));
            outcome.push(11.0 + 0.05 * is_rust + 0.03 * year + 0.1 * f64::from(group) + own + 0.2 * bell(rng));
            rust.push(is_rust);
            years.push(year);
            level.push(f64::from(rng.below(4)));
            clusters.push(cluster);
            groups.push(group);
        }
    }
    let regressors = [
        Regressor { name: "rust", values: &rust },
        Regressor { name: "years", values: &years },
        Regressor { name: "level", values: &level },
    ];
    let fit = |groups: Option<&[u32]>| {
        let regression = Regression { outcome: &outcome, regressors: &regressors, clusters: &clusters, groups };
        regress(&regression).map_or(Value::Null, |fit| {
            let terms = fit
                .terms
                .iter()
                .map(|term| json!([term.name, ends(Some(term.estimate)), term.standard_error, term.p_value]));
            json!({ "terms": terms.collect::<Vec<_>>(), "r_squared": fit.r_squared, "residual_sd": fit.residual_sd })
        })
    };
    json!({
        "outcome": outcome, "rust": rust, "years": years, "level": level, "clusters": clusters, "groups": groups,
        "plain": fit(None), "within_groups": fit(Some(&groups)), "within_clusters": fit(Some(&clusters)),
    })
}

fn misreading(rng: &mut SplitMix64) -> Value {
    let mut thing = |cluster: u32| {
        let truth = rng.below(5) == 0;
        let reading = if truth { rng.below(10) < 8 } else { rng.below(20) == 0 };
        Labelled { truth, reading, cluster }
    };
    let all: Vec<Labelled> = (0..5_000).map(&mut thing).collect();
    let labelled: Vec<Labelled> = (0..600).map(&mut thing).collect();
    let (n, read) = (5_000_u64, all.iter().filter(|thing| thing.reading).count() as f64);
    let share = read / n as f64;
    // The interval of independent things, as the other implementations have it.
    let half = 1.959_963_984_540_054 * (share * (1.0 - share) / n as f64).sqrt();
    let raw = Estimate { value: share, low: share - half, high: share + half };
    let told = |tuning| {
        prediction_powered(raw, n, &labelled, tuning)
            .map_or(Value::Null, |found| json!({ "estimate": ends(Some(found.corrected)), "lambda": found.lambda }))
    };
    json!({
        "readings": all.iter().map(|thing| thing.reading).collect::<Vec<_>>(),
        "labelled": labelled.iter().map(|thing| [thing.truth, thing.reading]).collect::<Vec<_>>(),
        "full": told(Tuning::Full),
        "best_weight": told(Tuning::BestWeight),
        "rogan_gladen": ends(rogan_gladen(raw, &labelled).map(|found| found.corrected)),
    })
}

fn false_discovery(rng: &mut SplitMix64) -> Value {
    let p_values: Vec<f64> = (0..40).map(|_| rng.next_f64() * rng.next_f64() * rng.next_f64()).collect();
    json!({
        "p_values": p_values,
        "positive": adjusted_p_values(&p_values, Dependence::Positive),
        "any": adjusted_p_values(&p_values, Dependence::Any),
    })
}

fn association(rng: &mut SplitMix64) -> Value {
    let replicates = Replicates::draw(500, 100, 1);
    let mut sum = |n: u32| replicates.sum(&Counts::of((0..n).map(|_| rng.below(500))));
    let first: Vec<_> = [40, 3, 120, 9, 0].into_iter().map(&mut sum).collect();
    let second: Vec<_> = [10, 5, 300, 9, 14].into_iter().map(&mut sum).collect();
    let prior = [90, 12, 700, 30, 25];
    let (both, a, b, all) = (sum(40), sum(120), sum(200), sum(900));
    let sizes: Vec<u64> = [first.clone(), second.clone()].concat().iter().map(|sum| sum.total).collect();
    let counts = Counts::of([0, 0, 0, 1, 1, 2, 3, 3, 3, 3, 4]);
    let concentrated = concentration(&replicates, &counts, 2);
    json!({
        "first": sizes.iter().take(5).collect::<Vec<_>>(),
        "second": sizes.iter().skip(5).collect::<Vec<_>>(),
        "prior": prior,
        "prior_weight": 200.0,
        "log_odds": log_odds(&first, &second, &prior, 200.0)
            .iter().map(|word| word.map(|word| [word.estimate.value, word.z_independent])).collect::<Vec<_>>(),
        "npmi": { "counts": [both.total, a.total, b.total, all.total],
            "value": npmi(&Pair { both: &both, first: &a, second: &b, all: &all }).map(|found| found.value) },
        "concentration": { "counts": [3, 2, 1, 4, 1],
            "value": concentrated.map(|found| [found.hhi.value, found.top_share.value]) },
    })
}

fn turnbull(rng: &mut SplitMix64) -> Value {
    // Exact and right-censored values: the median has to be that of Kaplan and Meier.
    let values: Vec<(f64, bool)> = (0..151).map(|_| (100.0 + 20.0 * bell(rng), rng.below(4) > 0)).collect();
    let bounded: Vec<Bounded> = (0..)
        .zip(&values)
        .map(|(cluster, &(value, is_exact))| Bounded { low: Some(value), high: is_exact.then_some(value), cluster })
        .collect();
    let found = turnbull_median(&Replicates::draw(151, 50, 1), &bounded);
    json!({ "values": values, "median": found.map(|found| found.median.value) })
}

fn power() -> Value {
    let case = |(a, b): (f64, f64)| json!([a, b, n_for_two_shares(a, b, 1.0)]);
    [(0.03, 0.04), (0.1, 0.2), (0.5, 0.45)].map(case).into_iter().collect()
}
