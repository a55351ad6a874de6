//! Finds the measured figure that a claim stands beside, in the report that shows it.
//!
//! Reading the report, and not the data again, makes the number beside a claim the number that the reader sees
//! above, and leads to its figure. A measure is one line in [`measured`]; a test looks each of them up.

use crate::questions::domain_name;
use crate::report::{Cell, ColumnKind, Figure, Point, Row, Table, Unit};
use crate::{Lookup, Report};
use prospect_model::{Domain, Measure};
use prospect_stats::{Hidden, clopper_pearson};

/// A measured figure.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Measured {
    /// Value and 95 % interval.
    pub(super) point: Point,
    /// What it counts in.
    pub(super) unit: Unit,
    /// What it is, for a sentence.
    pub(super) what: String,
    /// Openings behind it.
    pub(super) n: u64,
    /// Id of the figure that shows it.
    pub(super) figure: String,
    /// Whether it is a change or a difference, of which none at all is zero.
    pub(super) is_change: bool,
    /// Whether too few have it for a share, so that only the upper end of the interval is known.
    pub(super) is_bound: bool,
}

/// Why there is no measured figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Missing {
    /// Nothing that Prospect measures.
    NotMeasured,
    /// A question of Prospect that this report does not answer.
    NotAnswered,
    /// The report has the figure, but not for this group: it shows the most frequent ones.
    NotShown,
    /// The report has the figure, but too few postings carry it.
    Hidden(Hidden),
}

/// Where a measure stands: figures with their tables, row, column, and what it is.
struct Address {
    /// Figures that may have it and their tables, the first that does counts.
    tables: &'static [(&'static str, &'static str)],
    row: String,
    column: &'static str,
    what: String,
    is_change: bool,
}

/// The figure for a measure in the first panel that has it.
pub(super) fn measured(
    report: &Report,
    measure: Measure,
    group: Option<&str>,
    lookup: &dyn Lookup,
) -> Result<Measured, Missing> {
    match measure {
        Measure::GrowthYearOverYear => return growth(report),
        Measure::RustLessLanguageInDomain => return beside_language(report, group.unwrap_or_default()),
        _ => {}
    }
    let address = address(measure, group, lookup)?;
    let mut missing = Missing::NotAnswered;
    for (figure, table) in tables(report, address.tables) {
        match cell(table, &address.row, address.column) {
            Some((Cell::Hidden(Hidden::SmallNumerator), _, _)) if address.column == "share" => {
                return rare(figure, address.what).ok_or(Missing::Hidden(Hidden::SmallNumerator));
            }
            Some((Cell::Hidden(hidden), _, _)) => missing = Missing::Hidden(*hidden),
            Some((cell, kind, row)) => {
                if let Some((point, unit, n)) = point(cell, kind, table, row) {
                    let (what, figure) = (address.what, figure.id.clone());
                    return Ok(Measured {
                        point,
                        unit,
                        what,
                        n,
                        figure,
                        is_change: address.is_change,
                        is_bound: false,
                    });
                }
            }
            // The list of all skills has each that ten openings name.
            None if table.id == ALL_SKILLS => {
                return rare(figure, address.what).ok_or(Missing::NotShown);
            }
            None if missing == Missing::NotAnswered => missing = Missing::NotShown,
            None => {}
        }
    }
    Err(missing)
}

/// The tables of these names, panel by panel.
fn tables<'r>(
    report: &'r Report,
    names: &'static [(&'static str, &'static str)],
) -> impl Iterator<Item = (&'r Figure, &'r Table)> {
    report.panels.iter().flat_map(move |panel| {
        names.iter().filter_map(move |(figure, table)| {
            let id = format!("{}-{figure}", panel.source);
            let figure = panel.figures.iter().find(|it| it.id == id)?;
            Some((figure, figure.tables.iter().find(|it| it.id == *table)?))
        })
    })
}

fn address(measure: Measure, group: Option<&str>, lookup: &dyn Lookup) -> Result<Address, Missing> {
    let name = group.unwrap_or_default();
    let domain = || Domain::from_name(name).map(domain_name).ok_or(Missing::NotMeasured);
    let at = |tables, row: &str, column, what: String| {
        Ok(Address { tables, row: row.to_owned(), column, what, is_change: false })
    };
    match measure {
        Measure::ShareOfPostingsByDomain => {
            let domain = domain()?;
            at(&[("domains", "domains")], domain, "share", format!("openings that name Rust: {domain}"))
        }
        Measure::PayRangeByDomain => {
            let domain = domain()?;
            at(&[("domains", "domains")], domain, "pay", format!("median base pay with Rust: {domain}"))
        }
        Measure::MedianPayCountry => {
            let country = lookup.country_name(name).map_or_else(|| name.to_owned(), Into::into);
            at(&[("pay-by-country", "rows")], &country, "rust", format!("median base pay with Rust: {country}"))
        }
        Measure::PayByLevel => {
            at(&[("pay-by-level", "rows")], name, "rust", format!("median base pay with Rust: {name}"))
        }
        Measure::ShareNamingSkill => {
            let skill = lookup.skill_name(name).map_or_else(|| name.to_owned(), Into::into);
            let tables = &[("skills-beside", "skills"), ("skill-rings", "skills"), ("skill-rings", ALL_SKILLS)];
            at(tables, &skill, "share", format!("openings that name Rust and {skill}"))
        }
        Measure::ShareOfSoftSkill => {
            at(&[("soft-skills", "rows")], name, "share", format!("openings that name Rust and ask for {name}"))
        }
        Measure::ShareOfEducation => {
            at(&[("education", "rows")], name, "share", format!("openings that name Rust and ask for: {name}"))
        }
        Measure::EntryLevelShare => {
            at(&[("levels", "rows")], "junior", "share", "openings that name Rust and the level junior".to_owned())
        }
        Measure::RemoteShare => {
            let what = "openings that name Rust and may be worked remotely".to_owned();
            at(&[("work-modes", "rows")], "remote", "share", what)
        }
        Measure::PremiumOverComparable => {
            let (tables, row) = match group {
                None => (&[("premium", "variants")], "all, with controls".to_owned()),
                Some(id) => {
                    let language = lookup.skill_name(id).map_or_else(|| id.to_owned(), Into::into);
                    (&[("premium", "pairs")], language)
                }
            };
            let what = "pay of Rust over comparable openings".to_owned();
            Ok(Address { tables, row, column: "premium", what, is_change: true })
        }
        Measure::ShareOfLevel => {
            let row = name.replace('-', " ");
            at(&[("levels", "rows")], &row, "share", format!("openings that name Rust and the level {row}"))
        }
        Measure::ShareOfCountry => {
            let country = lookup.country_name(name).map_or_else(|| name.to_owned(), Into::into);
            at(&[("countries", "rows")], &country, "share", format!("openings that name Rust and a place in {country}"))
        }
        Measure::PayByWorkMode => {
            at(&[("pay-by-mode", "rows")], name, "rust", format!("median base pay with Rust: {name}"))
        }
        Measure::TrainingShare => {
            let what = "openings that name Rust and say that they teach it".to_owned();
            at(&[("accepted-instead", "alternatives")], "teaches it", "share", what)
        }
        Measure::YearsAsked if group.is_some() => {
            at(&[("rust-years-asked", "median")], "least years", "median", "median years of Rust asked".to_owned())
        }
        Measure::YearsAsked => {
            let what = "median years asked by openings that name Rust".to_owned();
            at(&[("years-asked", "median")], "least years", "median", what)
        }
        Measure::RankOfDomain => {
            let domain = domain()?;
            at(&[("domains", "domains")], domain, "rank", format!("rank among domains, by Rust openings: {domain}"))
        }
        Measure::RustChangeInDomain => {
            let domain = domain()?;
            let what = format!("change of the share that names Rust, two years against the two before: {domain}");
            let tables = &[("rust-within-domains", "change")];
            Ok(Address { tables, row: domain.to_owned(), column: "change", what, is_change: true })
        }
        Measure::None => Err(Missing::NotMeasured),
        Measure::GrowthYearOverYear | Measure::RustLessLanguageInDomain => Err(Missing::NotAnswered),
    }
}

/// The table that lists every skill that ten openings name.
const ALL_SKILLS: &str = "all";

/// Openings beside which a share that is hidden for its small numerator is known to be small: with fewer it says
/// little.
const N_BOUND_MIN: u64 = 200;

/// A share of which only is known that fewer than ten openings have it: its upper end, as if all of these were of one
/// employer in four (the design effect that plans assume).
///
/// Source of the limit: Clopper, Pearson 1934, with n divided by the design effect: Korn, Graubard 1998.
fn rare(figure: &Figure, what: String) -> Option<Measured> {
    const N_MOST: u64 = 9;
    const DESIGN_EFFECT: f64 = 4.0;
    if figure.n < N_BOUND_MIN {
        return None;
    }
    let high = clopper_pearson(N_MOST, figure.n, DESIGN_EFFECT)?.high;
    let point = Point { value: 0.0, low: 0.0, high };
    Some(Measured {
        point,
        unit: Unit::Share,
        what,
        n: figure.n,
        figure: figure.id.clone(),
        is_change: false,
        is_bound: true,
    })
}

/// The share of a domain's openings that names Rust less the share that names another language: the ends of their own
/// intervals against each other, which is wider than a joint interval.
fn beside_language(report: &Report, group: &str) -> Result<Measured, Missing> {
    let (language, domain) = group.split_once(' ').ok_or(Missing::NotMeasured)?;
    let domain = Domain::from_name(domain).map(domain_name).ok_or(Missing::NotMeasured)?;
    let mut missing = Missing::NotAnswered;
    for (figure, table) in tables(report, &[("rust-within-domains", "languages")]) {
        let of = |column: &str| match cell(table, domain, column) {
            Some((Cell::Estimate(point), _, _)) => Ok(*point),
            Some((Cell::Hidden(hidden), _, _)) => Err(Missing::Hidden(*hidden)),
            _ => Err(Missing::NotShown),
        };
        match (of("rust"), of(language)) {
            (Ok(rust), Ok(other)) => {
                let point =
                    Point { value: rust.value - other.value, low: rust.low - other.high, high: rust.high - other.low };
                let what = format!("{domain}: share that names Rust less the share that names {language}");
                let (n, figure) = (figure.n, figure.id.clone());
                return Ok(Measured { point, unit: Unit::Share, what, n, figure, is_change: true, is_bound: false });
            }
            (Err(reason), _) | (_, Err(reason)) => missing = reason,
        }
    }
    Err(missing)
}

/// How the share that names Rust moved from one year to the next, as a change: 0 is none.
///
/// From the figure of growth where the report has one. Else from the shares of the last two whole years: the
/// ends of their own intervals against each other, which is wider than a joint interval.
fn growth(report: &Report) -> Result<Measured, Missing> {
    let what = |years: &str| format!("change of the share that names Rust, {years}");
    let change = |point: Point, what: String, n, figure: &Figure| {
        let figure = figure.id.clone();
        Ok(Measured { point, unit: Unit::Share, what, n, figure, is_change: true, is_bound: false })
    };
    for (figure, table) in tables(report, &[("growth-index", "years")]) {
        let latest = table.rows.iter().rev().find_map(|row| match cell_of(table, row, "year_over_year") {
            Some((Cell::Estimate(times), _)) => Some((row, *times)),
            _ => None,
        });
        if let Some((row, times)) = latest {
            let point = Point { value: times.value - 1.0, low: times.low - 1.0, high: times.high - 1.0 };
            let year = format!("{} over the year before", label(row));
            return change(point, what(&year), figure.n, figure);
        }
    }
    let mut missing = Missing::NotAnswered;
    for (figure, table) in tables(report, &[("rust-by-year", "years")]) {
        // Years that the source has in part only are labelled `2026 (to 05)`.
        let rows: Vec<&Row> = table.rows.iter().filter(|row| label(row).len() == 4).collect();
        let Some([before, after]) = rows.last_chunk::<2>() else { continue };
        let of = |row: &Row| match cell_of(table, row, "share") {
            Some((Cell::Estimate(point), _)) => Ok(*point),
            Some((Cell::Hidden(hidden), _)) => Err(Missing::Hidden(*hidden)),
            _ => Err(Missing::NotAnswered),
        };
        match (of(before), of(after)) {
            (Ok(b), Ok(a)) if b.low > 0.0 && b.value > 0.0 => {
                let point =
                    Point { value: a.value / b.value - 1.0, low: a.low / b.high - 1.0, high: a.high / b.low - 1.0 };
                let years = format!("{} over {}", label(after), label(before));
                return change(point, what(&years), count_of(table, after), figure);
            }
            (Err(reason), _) | (_, Err(reason)) => missing = reason,
            _ => {}
        }
    }
    Err(missing)
}

/// What names a row.
fn label(row: &Row) -> &str {
    match row.cells.first() {
        Some(Cell::Text(label)) => label,
        _ => "",
    }
}

fn cell<'t>(table: &'t Table, row: &str, column: &str) -> Option<(&'t Cell, ColumnKind, &'t Row)> {
    let row = table.rows.iter().find(|it| label(it) == row)?;
    cell_of(table, row, column).map(|(cell, kind)| (cell, kind, row))
}

fn cell_of<'t>(table: &'t Table, row: &'t Row, column: &str) -> Option<(&'t Cell, ColumnKind)> {
    let at = table.columns.iter().position(|it| it.key == column)?;
    Some((row.cells.get(at)?, table.columns.get(at)?.kind))
}

fn point(cell: &Cell, kind: ColumnKind, table: &Table, row: &Row) -> Option<(Point, Unit, u64)> {
    match (cell, kind) {
        (Cell::Estimate(point), ColumnKind::Estimate(unit)) => Some((*point, unit, count_of(table, row))),
        (Cell::Quartiles(quartiles), ColumnKind::Quartiles(unit)) => Some((quartiles.median, unit, quartiles.n)),
        _ => None,
    }
}

/// The openings that a row counts.
fn count_of(table: &Table, row: &Row) -> u64 {
    ["n", "n_rust"]
        .iter()
        .find_map(|key| match cell_of(table, row, key) {
            Some((Cell::Count(n), _)) => Some(*n),
            _ => None,
        })
        .unwrap_or(0)
}

/// The title of a figure of the report.
pub(super) fn figure<'r>(report: &'r Report, id: &str) -> Option<&'r Figure> {
    report.panels.iter().flat_map(|panel| &panel.figures).find(|figure| figure.id == id)
}
