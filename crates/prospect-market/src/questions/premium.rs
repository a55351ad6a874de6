//! Do openings whose language is Rust state more pay than comparable ones whose language is C++, Go, Java or Python?
//!
//! A regression of the logarithm of stated pay on the language and on what else drives pay, with errors by
//! employer. Three variants: all; without blockchain and trading; within the same employer. It describes
//! advertised amounts of employers that state pay, never what a person gains by learning a language.
//!
//! Not here: the regression itself (`prospect-stats`).

use super::{Question, QuestionInfo, too_few};
use crate::breakdown::{Groups, column, figure};
use crate::number;
use crate::panel::{Opening, Panel};
use crate::report::{Cell, Chart, ColumnKind, Figure, Mark, Need, Point, RangeRow, Row, Table, Unit};
use prospect_model::{Domain, RoleFamily, Seniority, SkillKind, SkillNeed, WorkMode};
use prospect_stats::{Fit, Hidden, Regression, Regressor, Term, n_for_premium, power, regress};
use std::collections::BTreeMap;

pub(super) const QUESTION: Question = Question {
    info: QuestionInfo {
        id: "premium",
        title: "Premium",
        asks: "Do openings in Rust state more pay than comparable openings in C++, Go, Java or Python?",
    },
    answer: |panel| vec![answer(panel)],
};

/// Languages that Rust is compared with, by skill id; the last is the base of the pairwise comparison.
const OTHERS: [&str; 4] = ["cpp", "go", "java", "python"];
/// The premium that a useful answer can tell from none.
const PLANNED_PREMIUM: f64 = 0.05;
/// Residual spread of log pay after controls on the hiring threads of 2015 to 2019, measured when the method was
/// chosen.
const PLANNED_RESIDUAL_SD: f64 = 0.257;
/// Openings with pay per employer that do not tell anything new, as a plan.
const PLANNED_DESIGN_EFFECT: f64 = 2.0;
/// Rows that a control needs: one that few openings share would only remove those openings.
const N_CONTROL_MIN: usize = 10;
/// Below so many equal employers' worth of evidence the interval is too narrow to be trusted.
/// Source: see `n_clusters_effective` in `prospect-stats`.
const N_EFFECTIVE_MIN: f64 = 8.0;
/// Least Rust openings with pay for any answer: the rule of medians.
const N_RUST_MIN: usize = 20;

/// One opening with pay whose language is one of the compared.
struct Comparable<'a> {
    opening: &'a Opening,
    log_pay: f64,
    /// 0 for Rust, else 1 + the place in [`OTHERS`].
    language: usize,
}

/// What one variant found.
struct Found {
    n_rust: u64,
    n_all: u64,
    n_clusters: u64,
    term: Term,
    r_squared: Option<f64>,
    n_would_do: Option<u64>,
}

fn answer(panel: &Panel<'_>) -> Figure {
    let comparable = comparable(panel);
    let named = comparable_by_mention(panel);
    let of_rust = |rows: &[Comparable<'_>]| rows.iter().filter(|row| row.language == 0).count() as u64;
    let openings: Vec<&Opening> = comparable.iter().map(|row| row.opening).collect();
    let groups = Groups::rust_beside_all(panel, openings);
    let mut figure = figure(panel, "premium", "Pay of Rust beside comparable openings", &groups);
    let n_rust = of_rust(&comparable);
    figure.n = comparable.len() as u64;
    figure.n_clusters = groups.beside_sum.n_clusters as u64;
    let ids = comparable.iter().filter(|row| row.language == 0).map(|row| row.opening);
    figure.ids = panel.ids(ids);
    figure.definition =
        "Regression of the logarithm of annual base pay (log-midpoint of the stated range) on whether the opening's \
         language is Rust, among openings whose language is Rust, C++, Go, Java or Python: the language in the title, \
         else the first that is asked for, else the first that is used. Controls: level, kind of work, domain, country, \
         the two dearest cities, remote work, least years asked, year of first posting. Errors by employer (CR1, \
         Student's t). The premium is exp(b − V/2) − 1."
            .to_owned();
    figure.need = n_for_premium(PLANNED_PREMIUM, PLANNED_RESIDUAL_SD, PLANNED_DESIGN_EFFECT).map(|n_needed| Need {
        what: format!("a premium of {:.0}% to be told from none", PLANNED_PREMIUM * 100.0),
        of: "Rust openings with pay".to_owned(),
        n_needed,
        n_there: n_rust,
    });

    let is_elsewhere = |row: &&Comparable<'_>| !is_web3_or_trading(panel, row.opening);
    let elsewhere: Vec<&Comparable<'_>> = comparable.iter().filter(is_elsewhere).collect();
    let all: Vec<&Comparable<'_>> = comparable.iter().collect();
    let named: Vec<&Comparable<'_>> = named.iter().collect();
    let variants: [(&str, Option<Found>); 5] = [
        ("without controls", found(panel, &all, Controls::None)),
        ("all, with controls", found(panel, &all, Controls::All)),
        ("without blockchain and trading", found(panel, &elsewhere, Controls::All)),
        ("within the same employer", found(panel, &all, Controls::AllWithinEmployer)),
        ("names Rust in whatever place", found(panel, &named, Controls::All)),
    ];
    let row = |(label, found): &(&str, Option<Found>)| Row {
        cells: match found {
            None => {
                let mut cells = vec![Cell::Text((*label).to_owned())];
                cells.resize(8, Cell::Empty);
                cells
            }
            Some(it) => vec![
                Cell::Text((*label).to_owned()),
                premium_cell(it),
                Cell::Count(it.n_rust),
                Cell::Count(it.n_all),
                Cell::Count(it.n_clusters),
                Cell::Number(it.term.n_clusters_effective),
                it.n_would_do.map_or(Cell::Empty, Cell::Count),
                it.r_squared.map_or(Cell::Empty, Cell::Number),
            ],
        },
        ids: Vec::new(),
    };
    figure.tables.push(Table {
        id: "variants".to_owned(),
        caption: "Pay of openings in Rust against those in C++, Go, Java and Python".to_owned(),
        is_open: true,
        columns: vec![
            column("variant", "Variant", ColumnKind::Text),
            column("premium", "Rust against the others", ColumnKind::Estimate(Unit::Difference)),
            column("n_rust", "Rust openings", ColumnKind::Count),
            column("n", "All openings", ColumnKind::Count),
            column("n_employers", "Employers", ColumnKind::Count),
            column("n_effective", "Equal employers that would tell as much", ColumnKind::Number(Unit::Years)),
            column("n_would_do", "Rust openings that would do for 5%", ColumnKind::Count),
            column("r_squared", "Explained", ColumnKind::Number(Unit::Share)),
        ],
        rows: variants.iter().map(row).collect(),
    });
    let pairs = pairs(panel, &all);
    figure.charts.push(chart(&variants, &pairs));
    figure.tables.push(Table {
        id: "pairs".to_owned(),
        caption: "Rust against each language, all openings with controls".to_owned(),
        is_open: false,
        columns: vec![
            column("language", "Against", ColumnKind::Text),
            column("premium", "Rust against it", ColumnKind::Estimate(Unit::Difference)),
            column("n", "Openings in it", ColumnKind::Count),
        ],
        rows: pairs
            .iter()
            .map(|(label, premium, n)| Row {
                cells: vec![Cell::Text(label.clone()), premium.map_or(Cell::Empty, Cell::Estimate), Cell::Count(*n)],
                ids: Vec::new(),
            })
            .collect(),
    });
    figure.finding = finding(panel, n_rust, groups.focus_sum.n_clusters as u64, &variants);
    figure.notes.push(
        "This describes what employers that state pay advertise, not what a person gains by learning Rust. A control \
         can only remove what the postings say: the size and stage of the employer are not known."
            .to_owned(),
    );
    figure.notes.push(
        "Within the same employer only employers that have both Rust and other openings with pay count. The least pay \
         and the most pay of a range give the same model up to their spread; one-sided pay is left out."
            .to_owned(),
    );
    figure
}

/// A premium, or nothing where too few employers stand behind it.
fn premium_cell(found: &Found) -> Cell {
    if is_carried(found) { Cell::Estimate(found.term.premium().into()) } else { Cell::Hidden(Hidden::TooFewClusters) }
}

fn is_carried(found: &Found) -> bool {
    found.n_rust as usize >= N_RUST_MIN && found.term.n_clusters_effective >= N_EFFECTIVE_MIN
}

fn finding(panel: &Panel<'_>, n_rust: u64, n_clusters: u64, variants: &[(&str, Option<Found>)]) -> String {
    let get = |label: &str| variants.iter().find(|(name, _)| *name == label).and_then(|(_, it)| it.as_ref());
    let main = get("all, with controls").filter(|found| is_carried(found));
    let Some(main) = main else {
        let would_do = n_for_premium(PLANNED_PREMIUM, PLANNED_RESIDUAL_SD, PLANNED_DESIGN_EFFECT).unwrap_or(0);
        return format!(
            "{} A premium of 5% takes about {} of them.",
            too_few(n_rust, n_clusters, "openings in Rust with pay that can be compared"),
            number::count(would_do)
        );
    };
    let rust = panel.openings.iter().filter(|opening| opening.is_rust());
    let (n_named, n_stated) =
        rust.fold((0_u64, 0_u64), |(n, stated), opening| (n + 1, stated + u64::from(opening.pay.is_stated)));
    let short = |label: &str| match get(label).filter(|found| is_carried(found)) {
        None => "too few employers".to_owned(),
        Some(found) => {
            let it = found.term.premium();
            format!("{} ({} to {})", signed_percent(it.value), signed_percent(it.low), signed_percent(it.high))
        }
    };
    let premium = main.term.premium();
    let is_clear = premium.low > 0.0 || premium.high < 0.0;
    let verdict = if is_clear {
        String::new()
    } else {
        match main.n_would_do {
            Some(n) if n > main.n_rust => format!(
                " Not distinguishable from zero at this sample; to tell 5% from none, n = {} would do.",
                number::count(n)
            ),
            _ => " Not distinguishable from zero, at a sample that would tell 5% from none.".to_owned(),
        }
    };
    format!(
        "In {} openings from {} employers that state pay ({} of Rust openings do), those in Rust are {} (95% interval {} \
         to {}) beside comparable C++, Go, Java and Python openings after controls; {} without blockchain and trading; \
         {} within the same employer; {} before controls.{verdict}",
        number::count(main.n_all),
        number::count(main.n_clusters),
        number::percent(n_stated as f64 / (n_named.max(1)) as f64),
        signed_percent(premium.value),
        signed_percent(premium.low),
        signed_percent(premium.high),
        short("without blockchain and trading"),
        short("within the same employer"),
        short("without controls"),
    )
}

/// A premium as people write it: `+4.2%`, with a true minus sign.
fn signed_percent(premium: f64) -> String {
    format!("{}%", number::signed(premium))
}

/// The openings with pay whose language is Rust or one of the others.
fn comparable<'a>(panel: &'a Panel<'_>) -> Vec<Comparable<'a>> {
    let names = title_names(panel);
    let row = |opening: &'a Opening| {
        let log_pay = libm::log(opening.pay.usd?);
        let language = primary(panel, opening, &names)?;
        Some(Comparable { opening, log_pay, language })
    };
    panel.openings.iter().filter_map(row).collect()
}

/// The same where naming Rust is enough, and the others name one of the others and not Rust.
fn comparable_by_mention<'a>(panel: &'a Panel<'_>) -> Vec<Comparable<'a>> {
    let ids: Vec<Option<u32>> = OTHERS.iter().map(|id| skill_index(panel, id)).collect();
    let row = |opening: &'a Opening| {
        let log_pay = libm::log(opening.pay.usd?);
        let language = if opening.is_rust() {
            0
        } else {
            let named =
                |skill: u32| panel.skills_of(opening).any(|row| row.skill == skill && row.need != SkillNeed::Mentioned);
            1 + ids.iter().position(|id| id.is_some_and(named))?
        };
        Some(Comparable { opening, log_pay, language })
    };
    panel.openings.iter().filter_map(row).collect()
}

fn skill_index(panel: &Panel<'_>, id: &str) -> Option<u32> {
    panel.dataset.skills.iter().position(|it| it == id).and_then(|at| u32::try_from(at).ok())
}

/// For each skill of the dataset that is a language: the words that a title names it by, in lower case.
fn title_names(panel: &Panel<'_>) -> BTreeMap<u32, String> {
    let lookup = panel.options.lookup;
    let name = |(at, id): (usize, &String)| {
        let is_language = is_compared(id) || lookup.skill_kind(id) == Some(SkillKind::Language);
        let name = lookup.skill_name(id).map_or_else(|| id.clone(), std::borrow::Cow::into_owned);
        is_language.then(|| Some((u32::try_from(at).ok()?, name.to_lowercase())))?
    };
    panel.dataset.skills.iter().enumerate().filter_map(name).collect()
}

fn is_compared(id: &str) -> bool {
    id == "rust" || OTHERS.contains(&id)
}

/// The opening's language where it is Rust (0) or one of the others: in the title, else first asked, else first used.
fn primary(panel: &Panel<'_>, opening: &Opening, names: &BTreeMap<u32, String>) -> Option<usize> {
    let mut skills: Vec<(u32, SkillNeed)> = panel
        .skills_of(opening)
        .map(|row| (row.skill, row.need))
        .filter(|(skill, _)| names.contains_key(skill))
        .collect();
    skills.retain(|(_, need)| *need != SkillNeed::Mentioned);
    let title = panel.dataset.openings.get(opening.index as usize).map_or("", |row| row.title.as_str()).to_lowercase();
    let in_title = |skill: &u32| names.get(skill).is_some_and(|name| has_word(&title, name));
    let titled = skills.iter().map(|(skill, _)| *skill).find(in_title);
    let first = |need: SkillNeed| skills.iter().find(|(_, it)| *it == need).map(|(skill, _)| *skill);
    let skill = titled
        .or_else(|| first(SkillNeed::Required))
        .or_else(|| first(SkillNeed::Stack))
        .or_else(|| first(SkillNeed::Preferred))?;
    let id = panel.dataset.skills.get(skill as usize)?;
    if id == "rust" { Some(0) } else { OTHERS.iter().position(|it| it == id).map(|at| at + 1) }
}

/// Whether a text holds a word with no letter or digit on either side: `go` in "go engineer", not in "google".
fn has_word(text: &str, word: &str) -> bool {
    let is_part = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '+' || c == '#');
    text.match_indices(word).any(|(at, found)| {
        let before = text.get(..at).and_then(|it| it.chars().next_back());
        let after = text.get(at + found.len()..).and_then(|it| it.chars().next());
        !is_part(before) && !is_part(after)
    })
}

fn is_web3_or_trading(panel: &Panel<'_>, opening: &Opening) -> bool {
    let is_named = |family: RoleFamily| matches!(family, RoleFamily::Blockchain | RoleFamily::Trading);
    let is_web3 = panel.postings_of(opening).any(|posting| posting.domain.contains(&Domain::Web3));
    is_web3 || opening.role_family(panel.dataset).any(is_named)
}

/// What is held equal.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Controls {
    None,
    All,
    AllWithinEmployer,
}

/// Fits Rust against all others together.
fn found(panel: &Panel<'_>, rows: &[&Comparable<'_>], controls: Controls) -> Option<Found> {
    let is_rust = |row: &Comparable<'_>| row.language == 0;
    let main = vec![("rust".to_owned(), indicator(rows, |row| is_rust(row)))];
    let fit = fit(panel, rows, main, controls)?;
    let term = fit.term("rust")?.clone();
    let n_rust = rows.iter().filter(|row| is_rust(row)).count() as u64;
    let n_would_do = power(n_rust, term.standard_error, libm::log1p(PLANNED_PREMIUM)).and_then(|it| it.n_would_do);
    Some(Found {
        n_rust,
        n_all: fit.n as u64,
        n_clusters: fit.n_clusters as u64,
        r_squared: fit.r_squared,
        n_would_do,
        term,
    })
}

/// Rust against each of the others: the premium where it can be carried, and the openings of the other.
fn pairs(panel: &Panel<'_>, rows: &[&Comparable<'_>]) -> Vec<(String, Option<Point>, u64)> {
    let mut main = vec![("rust".to_owned(), indicator(rows, |row| row.language == 0))];
    for (at, id) in OTHERS.iter().enumerate().take(OTHERS.len() - 1) {
        main.push(((*id).to_owned(), indicator(rows, |row| row.language == at + 1)));
    }
    let fit = fit(panel, rows, main, Controls::All);
    let pair = |(at, id): (usize, &&str)| {
        let n = rows.iter().filter(|row| row.language == at + 1).count() as u64;
        let term = fit.as_ref().and_then(|fit| match at + 1 == OTHERS.len() {
            true => fit.term("rust").cloned(),
            false => fit.difference("rust", id),
        });
        let is_enough = n as usize >= N_RUST_MIN;
        let term = term.filter(|term| is_enough && term.n_clusters_effective >= N_EFFECTIVE_MIN);
        (super::growth::language_name(panel, id), term.map(|term| Point::from(term.premium())), n)
    };
    OTHERS.iter().enumerate().map(pair).collect()
}

fn indicator(rows: &[&Comparable<'_>], is: impl Fn(&Comparable<'_>) -> bool) -> Vec<f64> {
    rows.iter().map(|row| f64::from(u8::from(is(row)))).collect()
}

fn fit(
    panel: &Panel<'_>,
    rows: &[&Comparable<'_>],
    mut columns: Vec<(String, Vec<f64>)>,
    controls: Controls,
) -> Option<Fit> {
    if controls != Controls::None {
        columns.extend(control_columns(panel, rows));
    }
    let outcome: Vec<f64> = rows.iter().map(|row| row.log_pay).collect();
    let clusters: Vec<u32> = rows.iter().map(|row| row.opening.cluster).collect();
    let regressors: Vec<Regressor<'_>> = columns.iter().map(|(name, values)| Regressor { name, values }).collect();
    let groups = (controls == Controls::AllWithinEmployer).then_some(clusters.as_slice());
    regress(&Regression { outcome: &outcome, regressors: &regressors, clusters: &clusters, groups }).ok()
}

/// What drives pay beside the language, as columns of 0 and 1; such as few openings share are left out.
fn control_columns(panel: &Panel<'_>, rows: &[&Comparable<'_>]) -> Vec<(String, Vec<f64>)> {
    let mut columns: Vec<(String, Vec<f64>)> = Vec::new();
    let mut add = |name: String, is: &dyn Fn(&Opening) -> bool| {
        let values = indicator(rows, |row| is(row.opening));
        let n = values.iter().filter(|value| **value > 0.0).count();
        if n >= N_CONTROL_MIN && n + N_CONTROL_MIN <= values.len() {
            columns.push((name, values));
        }
    };
    for level in Seniority::ALL {
        add(format!("level {level}"), &|opening| panel.seniority_of(opening).any(|it| it == *level));
    }
    for family in RoleFamily::ALL {
        add(format!("work {family}"), &|opening| opening.role_family(panel.dataset).any(|it| it == *family));
    }
    for domain in Domain::ALL {
        add(format!("domain {domain}"), &|opening| opening.domain(panel.dataset) == Some(*domain));
    }
    let mut countries: Vec<&str> =
        rows.iter().flat_map(|row| panel.places_of(row.opening)).filter_map(|it| it.country.as_deref()).collect();
    countries.sort_unstable();
    countries.dedup();
    for code in countries {
        add(format!("country {code}"), &|opening| {
            panel.places_of(opening).any(|place| place.country.as_deref() == Some(code))
        });
    }
    // The two dearest labour markets of the threads: pay there is a quarter above the rest of the country.
    for city in ["San Francisco", "New York City"] {
        add(format!("city {city}"), &|opening| {
            panel.places_of(opening).any(|place| place.city.as_deref() == Some(city))
        });
    }
    let is_remote = |opening: &Opening| panel.postings_of(opening).any(|it| it.work_modes.contains(&WorkMode::Remote));
    add("remote".to_owned(), &is_remote);
    let least_years = |opening: &Opening| {
        let asked = panel.postings_of(opening).flat_map(|posting| &posting.years).filter_map(|years| years.min);
        asked.filter(|years| years.is_finite()).reduce(f32::max)
    };
    add("years asked 1 to 4".to_owned(), &|opening| least_years(opening).is_some_and(|n| n < 5.0));
    add("years asked 5 and more".to_owned(), &|opening| least_years(opening).is_some_and(|n| n >= 5.0));
    for year in panel.years() {
        add(format!("year {}", year.year), &|opening| opening.month.year == year.year);
    }
    columns
}

/// Every variant and pair as a row with its interval.
fn chart(variants: &[(&str, Option<Found>)], pairs: &[(String, Option<Point>, u64)]) -> Chart {
    let row = |label: String, point: Option<Point>| RangeRow {
        label,
        marks: vec![Mark { series: "Rust".to_owned(), is_focus: true, point, outer: None }],
    };
    let of_variant = |(label, found): &(&str, Option<Found>)| {
        let point = found.as_ref().filter(|it| is_carried(it)).map(|it| Point::from(it.term.premium()));
        row((*label).to_owned(), point)
    };
    let rows = variants.iter().map(of_variant);
    let against = pairs.iter().map(|(language, point, _)| row(format!("against {language}"), *point));
    Chart::Ranges {
        title: "Pay of Rust openings against comparable ones, with 95% intervals; 0% is no difference".to_owned(),
        unit: Unit::Difference,
        rows: rows.chain(against).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_title_are_whole() {
        assert!(has_word("senior go engineer", "go") && has_word("c++ developer", "c++") && has_word("go", "go"));
        assert!(!has_word("google engineer", "go") && !has_word("c++ developer", "c") && !has_word("trusty", "rust"));
        assert!(has_word("größe rust", "rust"));
    }
}
