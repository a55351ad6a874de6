//! How many openings state pay, and how much is it: by year, domain, country, level and work mode?

use super::corrected::{Among, Property, corrected};
use super::domains::name as domain_name;
use super::places::place_name;
use super::{Question, QuestionInfo, too_few};
use crate::breakdown::{Groups, column, figure, share_cell};
use crate::number;
use crate::panel::{Opening, Panel};
use crate::report::{
    Cell, Chart, ColumnKind, Figure, LineSeries, Mark, Need, Point, QuartileCell, RangeRow, Row, Table, Unit,
};
use prospect_model::{Domain, Seniority, WorkMode};
use prospect_stats::{Bounded, Hidden, Share, Sum, Values, median_bounds, quartiles, share};

pub(super) const QUESTION: Question = Question {
    info: QuestionInfo {
        id: "pay",
        title: "Pay",
        asks: "How many openings state pay, how did that move, and how much is it by year, domain, country, level and \
               work mode?",
    },
    answer: |panel| {
        let mut figures = vec![stated_by_year(panel), by_year(panel)];
        figures.extend(recent(panel));
        let groups = Groups::rust_beside_all(panel, panel.recent_openings());
        let what = ("pay-stated", "Openings that state pay");
        figures.extend(corrected(panel, &groups, what, Among::Both, &[Property::Pay]));
        figures
    },
};

/// Spread of the logarithm of annual pay: residual 0.257 at R² 0.48 on the hiring threads of 2015 to 2019
/// (measured when the method was chosen), so 0.257 / √(1 − 0.48) before controls.
const SD_LOG_PAY: f64 = 0.356;
/// Plan for stated pay: an employer states pay for two openings or so.
const DESIGN_EFFECT_PAY: f64 = 2.0;

/// Most countries shown.
const N_COUNTRIES: usize = 10;

const DEFINITION: &str = "Annual base pay in US dollars that openings state with both ends: the log-midpoint of the \
                          range at the rate of the month. An opening counts with the first of its postings that has \
                          an amount.";
const CAUTION: &str = "This compares what is advertised, not like with like: Rust openings differ from others in level, \
                       place and domain. It is no measure of what knowing Rust pays.";

/// The share of openings that state base pay, by year.
fn stated_by_year(panel: &Panel<'_>) -> Figure {
    let groups = Groups::rust_beside_all(panel, panel.openings.iter().collect());
    let mut figure = figure(panel, "pay-stated", "Openings that state pay, by year", &groups);
    figure.definition = "Openings first seen in a year that state base pay, in whatever form, divided by all first \
                         seen in it; the same among those that name Rust."
        .to_owned();
    let mut rows = Vec::new();
    let (mut rust_points, mut all_points, mut times, mut last) = (Vec::new(), Vec::new(), Vec::new(), None);
    for year in panel.years() {
        let (label, all): (String, Vec<&Opening>) = (year.label.clone(), year.openings(panel).collect());
        let answer = |openings: &[&Opening], whole: &Sum| -> Result<Share, Hidden> {
            let part = panel.sum(openings.iter().copied().filter(|opening| opening.pay.is_stated));
            match panel.options.cell_rule.hides_share(&part, whole) {
                Some(hidden) => Err(hidden),
                None => share(&part, whole).ok_or(Hidden::TooFew),
            }
        };
        let rust: Vec<&Opening> = all.iter().copied().filter(|opening| opening.is_rust()).collect();
        let rust_whole = panel.sum(rust.iter().copied());
        let (rust_answer, all_answer) = (answer(&rust, &rust_whole), answer(&all, &year.whole));
        let point = |answer: &Result<Share, Hidden>| answer.as_ref().ok().map(|share| Point::from(share.estimate));
        rust_points.push(point(&rust_answer));
        all_points.push(point(&all_answer));
        times.push(label.clone());
        if let (Ok(rust), Ok(all)) = (&rust_answer, &all_answer) {
            last = Some((label.clone(), *rust, *all));
        }
        rows.push(Row {
            cells: vec![
                Cell::Text(label),
                share_cell(&rust_answer),
                n_cell(panel, &rust_whole),
                share_cell(&all_answer),
                Cell::Count(year.whole.total),
            ],
            ids: Vec::new(),
        });
    }
    figure.finding = match last {
        None => too_few(figure.n, figure.n_clusters, "openings that name Rust"),
        Some((label, rust, all)) => format!(
            "In {label}, {} of {} openings that name Rust state base pay (95% interval {}; {} employers), against {} \
             of all {} openings (interval {}).",
            number::percent(rust.estimate.value),
            number::count(rust.denominator),
            number::interval(rust.estimate.into(), Unit::Share),
            number::count(rust.n_clusters as u64),
            number::percent(all.estimate.value),
            number::count(all.denominator),
            number::interval(all.estimate.into(), Unit::Share),
        ),
    };
    figure.tables.push(Table {
        id: "years".to_owned(),
        caption: "Share of openings that state base pay, by year of first posting".to_owned(),
        is_open: false,
        columns: vec![
            column("year", "Year", ColumnKind::Text),
            column("share_rust", "Rust openings that state pay", ColumnKind::Estimate(Unit::Share)),
            column("n_rust", "Rust openings", ColumnKind::Count),
            column("share_all", "All openings that state pay", ColumnKind::Estimate(Unit::Share)),
            column("n_all", "All openings", ColumnKind::Count),
        ],
        rows,
    });
    figure.charts.push(lines(
        "Share of openings that state base pay, by year",
        Unit::Share,
        times,
        rust_points,
        all_points,
    ));
    figure
}

/// Median pay by year.
fn by_year(panel: &Panel<'_>) -> Figure {
    let with_amount = |opening: &Opening| opening.pay.usd.is_some();
    let groups = Groups::rust_beside_all(panel, panel.openings.iter().filter(|opening| with_amount(opening)).collect());
    let mut figure = figure(panel, "pay-by-year", "Base pay by year", &groups);
    figure.need = need_of_median(panel, &groups);
    figure.definition = DEFINITION.to_owned();
    let mut rows = Vec::new();
    let (mut rust_points, mut all_points, mut times, mut last) = (Vec::new(), Vec::new(), Vec::new(), None);
    for year in panel.years() {
        let (label, all): (String, Vec<&Opening>) = (year.label.clone(), year.openings(panel).collect());
        let rust: Vec<&Opening> = all.iter().copied().filter(|opening| opening.is_rust()).collect();
        let rust_cell = quartiles_cell(panel, rust.iter().copied());
        let all_cell = quartiles_cell(panel, all.iter().copied());
        rust_points.push(median_of(&rust_cell));
        all_points.push(median_of(&all_cell));
        times.push(label.clone());
        if let (Cell::Quartiles(rust), Cell::Quartiles(all)) = (&rust_cell, &all_cell) {
            last = Some((label.clone(), *rust, *all));
        }
        let ids = match rust_cell {
            Cell::Quartiles(_) => panel.ids(rust.into_iter().filter(|opening| with_amount(opening))),
            _ => Vec::new(),
        };
        rows.push(Row { cells: vec![Cell::Text(label), rust_cell, all_cell], ids });
    }
    figure.finding = match last {
        None => too_few(figure.n, figure.n_clusters, "openings that name Rust and state pay with both ends"),
        Some((label, rust, all)) => format!(
            "In {label}, the median base pay of {} openings that name Rust and state it ({} employers) is {} a year \
             (95% interval {}), against {} (interval {}) for all {} that state it.",
            number::count(rust.n),
            number::count(rust.n_clusters),
            number::usd(rust.median.value),
            number::interval(rust.median, Unit::UsdPerYear),
            number::usd(all.median.value),
            number::interval(all.median, Unit::UsdPerYear),
            number::count(all.n),
        ),
    };
    figure.notes.push(CAUTION.to_owned());
    figure.notes.extend(left_out(panel));
    figure.tables.push(quartile_table(
        "years",
        "Annual base pay in US dollars, by year of first posting",
        "Year",
        rows,
    ));
    figure.charts.push(lines(
        "Median annual base pay in US dollars, by year",
        Unit::UsdPerYear,
        times,
        rust_points,
        all_points,
    ));
    figure
}

/// Pay by domain, country, level and work mode in the recent window.
fn recent(panel: &Panel<'_>) -> Vec<Figure> {
    let recent: Vec<&Opening> = panel.recent_openings().into_iter().filter(|o| o.pay.usd.is_some()).collect();
    let groups = Groups::rust_beside_all(panel, recent);
    let level = |opening: &Opening| -> Option<usize> {
        let named = panel.seniority_of(opening);
        only(named.filter_map(|level| Seniority::ALL.iter().position(|x| *x == level)))
    };
    let levels: Vec<(String, usize)> =
        Seniority::ALL.iter().enumerate().map(|(index, level)| (level.as_str().to_owned(), index)).collect();
    let country = |opening: &Opening| -> Option<&str> {
        let places = panel.places_of(opening);
        only(places.filter_map(|place| place.country.as_deref()))
    };
    let mut by_country: std::collections::BTreeMap<&str, u64> = std::collections::BTreeMap::new();
    for code in groups.beside.iter().filter_map(|opening| country(opening)) {
        *by_country.entry(code).or_default() += 1;
    }
    let mut countries: Vec<(&str, u64)> = by_country.into_iter().collect();
    countries.sort_by_key(|(code, n)| (std::cmp::Reverse(*n), *code));
    countries.truncate(N_COUNTRIES);
    let countries: Vec<(String, &str)> = countries.iter().map(|(code, _)| (place_name(panel, code), *code)).collect();

    let domains: Vec<(String, Domain)> = Domain::ALL.iter().map(|it| (domain_name(*it).to_owned(), *it)).collect();
    let domain = |opening: &Opening| opening.domain(panel.dataset);
    let modes: Vec<(String, WorkMode)> = WorkMode::ALL.iter().map(|it| (it.to_string(), *it)).collect();
    let mode = |opening: &Opening| only(panel.postings_of(opening).flat_map(|posting| posting.work_modes.clone()));
    let mut by_domain = split(panel, &groups, "pay-by-domain", "Base pay by domain", "Domain", &domains, domain);
    by_domain.definition = format!("{DEFINITION} Openings whose postings tell no domain are left out.");
    let mut by_mode = split(panel, &groups, "pay-by-mode", "Base pay by work mode", "Work mode", &modes, mode);
    by_mode.definition = format!("{DEFINITION} Openings that allow several modes, or name none, are left out.");
    let mut by_level = split(panel, &groups, "pay-by-level", "Base pay by level", "Level", &levels, level);
    by_level.definition = format!("{DEFINITION} Openings that name several levels, or none, are left out.");
    let mut by_country = split(panel, &groups, "pay-by-country", "Base pay by country", "Country", &countries, country);
    by_country.definition = format!("{DEFINITION} Openings that name several countries, or none, are left out.");
    vec![by_domain, by_country, by_level, by_mode]
}

/// The figure that splits pay by a property; rows in which neither group can be shown are left out.
fn split<K: PartialEq>(
    panel: &Panel<'_>,
    groups: &Groups<'_>,
    id: &str,
    title: &str,
    what: &str,
    keys: &[(String, K)],
    key_of: impl Fn(&Opening) -> Option<K>,
) -> Figure {
    let mut figure = figure(panel, id, title, groups);
    figure.need = need_of_median(panel, groups);
    let (mut rows, mut range_rows, mut found) = (Vec::new(), Vec::new(), Vec::new());
    for (label, key) in keys {
        let is_in = |opening: &&Opening| key_of(opening).as_ref() == Some(key);
        let rust: Vec<&Opening> = groups.focus.iter().copied().filter(is_in).collect();
        let rust_cell = quartiles_cell(panel, rust.iter().copied());
        let all_cell = quartiles_cell(panel, groups.beside.iter().copied().filter(is_in));
        if let (None, None) = (median_of(&rust_cell), median_of(&all_cell)) {
            continue;
        }
        let mark = |series: &str, is_focus, cell: &Cell| Mark {
            series: series.to_owned(),
            is_focus,
            point: median_of(cell),
            outer: match cell {
                Cell::Quartiles(quartiles) => Some((quartiles.p25, quartiles.p75)),
                _ => None,
            },
        };
        if let Cell::Quartiles(rust) = &rust_cell {
            let ends = number::interval(rust.median, Unit::UsdPerYear);
            found.push(format!("{label} {} ({ends}; n = {})", number::usd(rust.median.value), rust.n));
        }
        range_rows.push(RangeRow {
            label: label.clone(),
            marks: vec![mark("Rust", true, &rust_cell), mark("all", false, &all_cell)],
        });
        let ids = if matches!(rust_cell, Cell::Quartiles(_)) { panel.ids(rust) } else { Vec::new() };
        rows.push(Row { cells: vec![Cell::Text(label.clone()), rust_cell, all_cell], ids });
    }
    figure.finding = if found.is_empty() {
        too_few(figure.n, figure.n_clusters, "openings that name Rust and state pay with both ends, split this far,")
    } else {
        format!("Median base pay of openings that name Rust: {}.", found.join(", "))
    };
    figure.notes.push(CAUTION.to_owned());
    figure.charts.push(Chart::Ranges {
        title: format!("{title}: quartiles, median and its 95% interval, in US dollars a year"),
        unit: Unit::UsdPerYear,
        rows: range_rows,
    });
    figure.tables.push(quartile_table("rows", &format!("{title}, in US dollars a year"), what, rows));
    figure
}

/// A median to within a tenth: the log of pay spreads by about 0.36 around its mean before controls, and the
/// median of such values is known to 1.25 times the error of the mean (normal distribution). Openings of one
/// employer state similar pay, as plans assume of shares.
fn need_of_median(panel: &Panel<'_>, groups: &Groups<'_>) -> Option<Need> {
    let n_plain = prospect_stats::n_for_premium(0.1, SD_LOG_PAY * 1.25, DESIGN_EFFECT_PAY)?;
    Some(Need {
        what: "a median that tells a difference of a tenth from none".to_owned(),
        of: "Rust openings with pay in each cell".to_owned(),
        n_needed: n_plain.max(panel.options.median_rule.n_min as u64),
        n_there: groups.focus.iter().filter(|opening| opening.pay.usd.is_some()).count() as u64,
    })
}

/// The quartiles of the pay of openings, or why they are hidden.
pub(super) fn quartiles_cell<'b>(panel: &Panel<'_>, openings: impl IntoIterator<Item = &'b Opening>) -> Cell {
    let values = Values::of(openings.into_iter().filter_map(|opening| Some((opening.pay.usd?, opening.cluster))));
    if let Some(hidden) = panel.options.median_rule.hides(&values) {
        return Cell::Hidden(hidden);
    }
    quartiles(&panel.replicates, &values).map_or(Cell::Empty, |quartiles| {
        Cell::Quartiles(QuartileCell {
            p25: quartiles.p25,
            median: quartiles.median.into(),
            p75: quartiles.p75,
            n: quartiles.n as u64,
            n_clusters: quartiles.n_clusters as u64,
        })
    })
}

fn median_of(cell: &Cell) -> Option<Point> {
    match cell {
        Cell::Quartiles(quartiles) => Some(quartiles.median),
        _ => None,
    }
}

fn n_cell(panel: &Panel<'_>, whole: &Sum) -> Cell {
    panel.options.cell_rule.hides(whole).map_or(Cell::Count(whole.total), Cell::Hidden)
}

/// The only value, `None` where there are none or several.
pub(super) fn only<T: PartialEq>(mut values: impl Iterator<Item = T>) -> Option<T> {
    let first = values.next()?;
    values.all(|value| value == first).then_some(first)
}

/// What stated pay of Rust openings could not be used, and what the median is without inferred units.
fn left_out(panel: &Panel<'_>) -> Vec<String> {
    let rust: Vec<&Opening> = panel.openings.iter().filter(|opening| opening.is_rust()).collect();
    let n = |test: fn(&Opening) -> bool| rust.iter().filter(|opening| test(opening)).count() as u64;
    let n_stated = n(|o| o.pay.is_stated);
    if n_stated == 0 {
        return Vec::new();
    }
    let mut notes = vec![format!(
        "Of {} Rust openings of all years that state base pay, {} have an amount that can be used; {} of these from \
         hourly pay, {} with a currency or period that was inferred. Without one: {} state one end only, {} a range \
         too wide.",
        number::count(n_stated),
        number::count(n(|o| o.pay.usd.is_some())),
        number::count(n(|o| o.pay.usd.is_some() && o.pay.is_hourly)),
        number::count(n(|o| o.pay.usd.is_some() && o.pay.is_inferred)),
        number::count(n(|o| o.pay.usd.is_none() && o.pay.is_one_sided)),
        number::count(n(|o| o.pay.usd.is_none() && !o.pay.is_one_sided && o.pay.is_wide)),
    )];
    let recent = panel.recent_openings();
    notes.extend(with_one_sided(panel, &recent));
    let median = |is_strict: bool| {
        let used = recent.iter().copied().filter(|o| o.is_rust() && !(is_strict && o.pay.is_inferred));
        median_of(&quartiles_cell(panel, used))
    };
    if let (Some(all), Some(strict)) = (median(false), median(true)) {
        notes.push(format!(
            "In the recent window the median of Rust openings is {} ({}); with stated currency and period only, {} ({}).",
            number::usd(all.value),
            number::interval(all, Unit::UsdPerYear),
            number::usd(strict.value),
            number::interval(strict, Unit::UsdPerYear),
        ));
    }
    notes
}

/// The median when pay with one end counts as what it is: at least, or at most, its end.
fn with_one_sided(panel: &Panel<'_>, recent: &[&Opening]) -> Option<String> {
    let bounded = |opening: &&Opening| match (opening.pay.usd, opening.pay.bounds) {
        (Some(usd), _) => Some(Bounded::exact(usd, opening.cluster)),
        (None, Some((low, high))) => Some(Bounded { low, high, cluster: opening.cluster }),
        (None, None) => None,
    };
    let values: Vec<Bounded> = recent.iter().filter(|opening| opening.is_rust()).filter_map(bounded).collect();
    let found = median_bounds(&panel.replicates, &values).filter(|it| it.n >= panel.options.median_rule.n_min)?;
    let usd = |amount: Option<f64>| amount.map_or("no bound".to_owned(), number::usd);
    Some(format!(
        "Of {} Rust openings with an amount in the recent window {} state one end only; counted as what they are, the \
         median lies between {} and {} whatever their other ends (95% interval {} to {}).",
        number::count(found.n as u64),
        number::count(found.n_one_sided as u64),
        usd(found.low),
        usd(found.high),
        usd(found.low_95),
        usd(found.high_95),
    ))
}

fn lines(title: &str, unit: Unit, times: Vec<String>, rust: Vec<Option<Point>>, all: Vec<Option<Point>>) -> Chart {
    let series = |name: &str, is_focus, points| LineSeries { name: name.to_owned(), is_focus, points };
    Chart::Lines {
        title: title.to_owned(),
        unit,
        times,
        series: vec![series("Rust openings", true, rust), series("all openings", false, all)],
    }
}

fn quartile_table(id: &str, caption: &str, what: &str, rows: Vec<Row>) -> Table {
    let kind = ColumnKind::Quartiles(Unit::UsdPerYear);
    Table {
        id: id.to_owned(),
        caption: caption.to_owned(),
        is_open: false,
        columns: vec![
            column(&what.to_lowercase(), what, ColumnKind::Text),
            column("rust", "Rust openings", kind),
            column("all", "All openings", kind),
        ],
        rows,
    }
}
