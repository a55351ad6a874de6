"""Holds the estimators of prospect-stats against SciPy, statsmodels, lifelines and ppi_py.

Input: the JSON of `cargo run --package prospect-stats --example reference`, as a file. Output: a table of the
largest differences; ends with 1 when one is larger than its tolerance.
"""

import json
import math
import sys

import numpy as np
import pandas as pd
import statsmodels.api as sm
from lifelines import KaplanMeierFitter
from ppi_py import ppi_mean_ci, ppi_mean_pointestimate
from scipy import stats
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportion_confint, samplesize_proportions_2indep_onetail

rows = []


def compare(what, against, pairs, tolerance):
    """Adds a row with the largest difference, relative to the size of what is compared where that is above 1."""
    pairs = [(float(ours), float(theirs)) for ours, theirs in pairs]
    assert pairs, what
    largest = max(abs(ours - theirs) / max(1.0, abs(theirs)) for ours, theirs in pairs)
    rows.append((what, against, len(pairs), largest, tolerance, largest <= tolerance))


def ends(ours, theirs):
    return list(zip(ours, theirs, strict=True))


def check_binomial(cases):
    for name, method in [("wilson", "wilson"), ("clopper_pearson", "beta")]:
        pairs = []
        for case in cases:
            pairs += ends(case[name][1:], proportion_confint(case["x"], case["n"], method=method))
        compare(f"{name} interval", "statsmodels proportion_confint", pairs, 1e-9)


def check_distributions(found):
    compare("normal quantile", "scipy norm.ppf", [(q, stats.norm.ppf(p)) for p, q in found["normal"]], 1e-9)
    compare("Student quantile", "scipy t.ppf", [(q, stats.t.ppf(p, df)) for p, df, q in found["student"]], 1e-8)
    compare("Student p-value", "scipy t.sf", [(p, 2 * stats.t.sf(t, df)) for t, df, p in found["student_p"]], 1e-9)
    compare("beta distribution", "scipy beta.cdf", [(p, stats.beta.cdf(x, a, b)) for x, a, b, p in found["beta"]], 1e-9)


def check_quantiles(found):
    values = np.array(found["values"])
    compare("quantiles", "numpy quantile", [(q, np.quantile(values, p)) for p, q in found["quantiles"]], 1e-12)
    n = len(values)
    low, high = stats.binom.ppf(0.025, n, 0.5), stats.binom.ppf(0.975, n, 0.5)
    theirs = (values[int(low) - 1], values[int(high)])
    compare("order-statistic interval", "scipy binom.ppf", ends(found["median_interval"], theirs), 1e-12)


def check_survival(found):
    spells = np.array([[float(part) for part in spell] for spell in found["spells"]])
    fitter = KaplanMeierFitter().fit(spells[:, 1], spells[:, 2], entry=spells[:, 0])
    curve, interval = fitter.survival_function_, fitter.confidence_interval_
    points = found["points"]
    compare("Kaplan-Meier, delayed entry", "lifelines KaplanMeierFitter",
            [(survival, curve.loc[days].iloc[0]) for days, _, survival, _ in points], 1e-9)
    pairs = []
    for days, _, _, ours in points:
        if ours:
            pairs += ends(ours, interval.loc[days])
    compare("log-log interval", "lifelines KaplanMeierFitter", pairs, 1e-9)
    compare("median days", "lifelines median_survival_time_", [(found["median"], fitter.median_survival_time_)], 0)


def check_regression(found):
    frame = pd.DataFrame({name: found[name] for name in ["rust", "years", "level"]})
    outcome, clusters = np.array(found["outcome"]), np.array(found["clusters"])

    def fit(design):
        return sm.OLS(outcome, design).fit(cov_type="cluster", cov_kwds={"groups": clusters}, use_t=True)

    def pairs(terms, fitted, names, scale=1.0):
        ours = {name: (estimate, error, p) for name, estimate, error, p in terms}
        for name in names:
            (value, low, high), error, p = ours["(intercept)" if name == "const" else name]
            yield value, fitted.params[name]
            yield error, fitted.bse[name] * scale
            if scale == 1.0:
                yield from ends((low, high), fitted.conf_int().loc[name])
                yield p, fitted.pvalues[name]

    plain = fit(sm.add_constant(frame))
    compare("regression, CR1, t", "statsmodels OLS cluster",
            pairs(found["plain"]["terms"], plain, ["const", *frame]), 1e-8)
    compare("R squared, residual SD", "statsmodels OLS",
            [(found["plain"]["r_squared"], plain.rsquared), (found["plain"]["residual_sd"], math.sqrt(plain.scale))], 1e-9)
    dummies = pd.get_dummies(pd.Series(found["groups"]), dtype=float, prefix="group")
    compare("fixed effects across clusters", "statsmodels OLS with dummies",
            pairs(found["within_groups"]["terms"], fit(pd.concat([frame, dummies], axis=1)), frame), 1e-8)
    dummies = pd.get_dummies(pd.Series(found["clusters"]), dtype=float, prefix="cluster")
    # Groups within clusters do not count as parameters with us, with dummies they do: the factor is known.
    n, k, g = len(outcome), frame.shape[1], dummies.shape[1]
    compare("fixed effects within clusters", "statsmodels OLS with dummies",
            pairs(found["within_clusters"]["terms"], fit(pd.concat([frame, dummies], axis=1)), frame,
                  math.sqrt((n - k - g) / (n - k - 1))), 1e-8)


def check_misreading(found):
    readings = np.array(found["readings"], dtype=float)
    labels, sample = np.array(found["labelled"], dtype=float).T
    for name, lam in [("full", 1.0), ("best_weight", None)]:
        lam = found[name]["lambda"] if lam is None else lam
        point = ppi_mean_pointestimate(labels, sample, readings, lam=lam).item()
        low, high = ppi_mean_ci(labels, sample, readings, alpha=0.05, lam=lam)
        value, ours_low, ours_high = found[name]["estimate"]
        compare(f"prediction-powered, {name}", "ppi_py ppi_mean_pointestimate", [(value, point)], 1e-9)
        # Ours is never narrower: half a thing more in each cell, divisor m - 1.
        compare(f"prediction-powered interval, {name}", "ppi_py ppi_mean_ci",
                ends((ours_low, ours_high), (low.item(), high.item())), 1e-3)
        assert ours_high - ours_low >= high.item() - low.item() - 1e-12
    covariance = np.cov(labels, sample)
    theirs = covariance[0, 1] / (np.var(np.concatenate([sample, readings])) * (1 + len(sample) / len(readings)))
    compare("best weight", "formula of PPI++ with all readings", [(found["best_weight"]["lambda"], theirs)], 0.005)
    sensitivity, specificity = sample[labels == 1].mean(), 1 - sample[labels == 0].mean()
    theirs = (readings.mean() + specificity - 1) / (sensitivity + specificity - 1)
    compare("Rogan-Gladen", "numpy, by the formula", [(found["rogan_gladen"][0], theirs)], 1e-12)


def check_false_discovery(found):
    for name, method in [("positive", "fdr_bh"), ("any", "fdr_by")]:
        theirs = multipletests(found["p_values"], method=method)[1]
        compare(f"adjusted p-values, {method}", "statsmodels multipletests", ends(found[name], theirs), 1e-12)


def check_association(found):
    first, second = np.array(found["first"]), np.array(found["second"])
    prior = np.array(found["prior"]) / sum(found["prior"]) * found["prior_weight"]

    def odds(named):
        return np.log((named + prior) / (named.sum() + found["prior_weight"] - named - prior))

    delta = odds(first) - odds(second)
    z = delta / np.sqrt(1 / (first + prior) + 1 / (second + prior))
    pairs = [pair for ours, theirs in zip(found["log_odds"], zip(delta, z)) for pair in ends(ours, theirs)]
    compare("log-odds with prior, z", "numpy, by the formula", pairs, 1e-10)
    both, a, b, n = found["npmi"]["counts"]
    compare("NPMI", "math, by the formula", [(found["npmi"]["value"], math.log(both * n / (a * b)) / -math.log(both / n))], 1e-12)
    shares = np.array(found["concentration"]["counts"]) / sum(found["concentration"]["counts"])
    compare("HHI, share of the largest two", "numpy", ends(found["concentration"]["value"],
            ((shares**2).sum(), np.sort(shares)[-2:].sum())), 1e-12)


def check_turnbull(found):
    values = np.array(found["values"], dtype=float)
    fitter = KaplanMeierFitter().fit(values[:, 0], values[:, 1])
    compare("Turnbull median, right-censored", "lifelines KaplanMeierFitter",
            [(found["median"], fitter.median_survival_time_)], 1e-9)


def check_power(found):
    theirs = [math.ceil(samplesize_proportions_2indep_onetail(b - a, a, 0.8)) for a, b, _ in found]
    compare("n for two shares", "statsmodels samplesize_proportions_2indep_onetail",
            [(ours / n, 1) for (_, _, ours), n in zip(found, theirs)], 0.01)


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        found = json.load(file)
    for name, part in found.items():
        globals()[f"check_{name}"](part)
    print("| estimate | held against | numbers | largest difference | allowed |\n|---|---|---|---|---|")
    for what, against, n, largest, tolerance, _ in rows:
        print(f"| {what} | {against} | {n} | {largest:.1e} | {tolerance:.0e} |")
    wrong = [row[0] for row in rows if not row[-1]]
    if wrong:
        sys.exit(f"larger than allowed: {', '.join(wrong)}")


if __name__ == "__main__":
    main()
