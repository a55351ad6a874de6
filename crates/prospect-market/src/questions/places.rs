//! Where are the openings that name Rust: work modes, countries, where remote workers must be, work permits?

use super::by_year::{ByYear, shares_by_year};
use super::corrected::{Among, Property, corrected};
use super::{Question, QuestionInfo, need_of_share, too_few};
use crate::breakdown::{self, BreakdownRow, Groups, Shape, breakdown, figure};
use crate::number;
use crate::panel::{Opening, Panel};
use crate::report::{Figure, Table, Unit};
use prospect_model::{Visa, WorkMode};

pub(super) const QUESTION: Question = Question {
    info: QuestionInfo {
        id: "places",
        title: "Places",
        asks: "Where are the openings that name Rust: countries and regions, work modes, where remote workers must be, \
               work permits?",
    },
    answer,
};

/// Most countries and scopes shown.
const N_PLACES: usize = 15;

/// The tables of modes and places.
fn answer(panel: &Panel<'_>) -> Vec<Figure> {
    let groups = Groups::rust_beside_all(panel, panel.recent_openings());
    let mut modes = modes(panel, &groups);
    modes.need = need_of_share(0.5, 0.05, modes.n);
    let mut figures = vec![
        modes,
        remote_by_year(panel),
        countries(panel, &groups),
        regions(panel, &groups),
        scopes(panel, &groups),
        visa(panel, &groups),
    ];
    let properties: Vec<Property> = WorkMode::ALL
        .iter()
        .map(|mode| Property::Mode(*mode))
        .chain(["US", "GB"].map(Property::Country))
        .chain([Visa::Offered, Visa::NotOffered].map(Property::Permit))
        .collect();
    let what = ("places", "Places");
    figures.extend(corrected(panel, &groups, what, Among::Both, &properties));
    figures
}

fn modes(panel: &Panel<'_>, groups: &Groups<'_>) -> Figure {
    let mut figure = figure(panel, "work-modes", "Work modes", groups);
    figure.definition =
        "Openings first seen in the window whose postings allow the work mode; an opening may allow several."
            .to_owned();
    let n_modes = WorkMode::ALL.len();
    let of = |opening: &Opening| {
        let named = panel.postings_of(opening).flat_map(|posting| &posting.work_modes);
        let mut modes: Vec<usize> = named.filter_map(|mode| WorkMode::ALL.iter().position(|x| x == mode)).collect();
        if modes.is_empty() {
            modes.push(n_modes);
        }
        modes
    };
    let shape = Shape { is_exclusive: false, by_count: false, n_rows_max: None };
    let rows = breakdown(panel, groups, n_modes + 1, of, shape);
    let label =
        |row: &BreakdownRow<'_>| WorkMode::ALL.get(row.category).map_or("not told", |mode| mode.as_str()).to_owned();
    finish(panel, figure_with_finding(&mut figure, &rows, label, "", "allow", groups), "Work mode", &rows, label)
}

fn countries(panel: &Panel<'_>, groups: &Groups<'_>) -> Figure {
    let mut figure = figure(panel, "countries", "Countries", groups);
    figure.definition =
        "Openings first seen in the window whose postings name a work place in the country; an opening \
                         may name several countries, or none. Where remote workers must be is counted apart."
            .to_owned();
    let codes = names_of(groups, |opening, codes| {
        codes.extend(panel.places_of(opening).filter_map(|place| place.country.as_deref()));
    });
    let of = |opening: &Opening| {
        let places = panel.places_of(opening);
        let named = places.filter_map(|place| place.country.as_deref());
        named.filter_map(|code| codes.binary_search(&code).ok()).collect()
    };
    let shape = Shape { is_exclusive: false, by_count: true, n_rows_max: Some(N_PLACES) };
    let rows = breakdown(panel, groups, codes.len(), of, shape);
    let label = |row: &BreakdownRow<'_>| codes.get(row.category).map_or(String::new(), |code| place_name(panel, code));
    finish(panel, figure_with_finding(&mut figure, &rows, label, "", "name", groups), "Country", &rows, label)
}

fn regions(panel: &Panel<'_>, groups: &Groups<'_>) -> Figure {
    let mut figure = figure(panel, "regions", "Regions", groups);
    figure.definition =
        "Openings first seen in the window whose postings name a work place in the region (first-level \
                         division of a country, where the place tells it for sure); an opening may name several, or \
                         none."
            .to_owned();
    let codes = names_of(groups, |opening, codes| {
        codes.extend(panel.places_of(opening).filter_map(|place| place.region.as_deref()));
    });
    let of = |opening: &Opening| {
        let named = panel.places_of(opening).filter_map(|place| place.region.as_deref());
        named.filter_map(|code| codes.binary_search(&code).ok()).collect()
    };
    let shape = Shape { is_exclusive: false, by_count: true, n_rows_max: Some(N_PLACES) };
    let rows = breakdown(panel, groups, codes.len(), of, shape);
    let label = |row: &BreakdownRow<'_>| {
        codes.get(row.category).map_or(String::new(), |code| {
            panel.options.lookup.region_name(code).map_or_else(|| (*code).to_owned(), |name| format!("{name} ({code})"))
        })
    };
    finish(panel, figure_with_finding(&mut figure, &rows, label, "", "name", groups), "Region", &rows, label)
}

/// The share that allows remote work, by year.
fn remote_by_year(panel: &Panel<'_>) -> Figure {
    let is_remote =
        |opening: &Opening| panel.postings_of(opening).any(|posting| posting.work_modes.contains(&WorkMode::Remote));
    shares_by_year(
        panel,
        &ByYear {
            id: "remote-by-year",
            title: "Remote work by year",
            definition: "Openings first seen in a year whose postings allow remote work, among those that name Rust \
                         and among all.",
            verb: "allow remote work",
        },
        is_remote,
    )
}

fn scopes(panel: &Panel<'_>, groups: &Groups<'_>) -> Figure {
    let is_remote =
        |opening: &Opening| panel.postings_of(opening).any(|posting| posting.work_modes.contains(&WorkMode::Remote));
    let remote = groups.retain(panel, is_remote);
    let mut figure = figure(panel, "remote-scopes", "Where remote workers must be", &remote);
    figure.definition = "Openings first seen in the window that allow remote work, by the countries and regions that \
                         workers must be in; an opening may name several."
        .to_owned();
    let mut codes = names_of(&remote, |opening, codes| {
        codes.extend(panel.postings_of(opening).flat_map(|p| &p.remote_scope).map(String::as_str));
    });
    let none = "";
    codes.insert(0, none);
    let of = |opening: &Opening| {
        let named = panel.postings_of(opening).flat_map(|posting| &posting.remote_scope);
        let mut scopes: Vec<usize> = named.filter_map(|code| codes.binary_search(&code.as_str()).ok()).collect();
        if scopes.is_empty() {
            scopes.push(0);
        }
        scopes
    };
    let shape = Shape { is_exclusive: false, by_count: true, n_rows_max: Some(N_PLACES) };
    let mut rows = breakdown(panel, &remote, codes.len(), of, shape);
    rows.sort_by_key(|row| row.category == 0);
    let label = |row: &BreakdownRow<'_>| match codes.get(row.category) {
        Some(code) if !code.is_empty() => place_name(panel, code),
        _ => "not told".to_owned(),
    };
    finish(
        panel,
        figure_with_finding(&mut figure, &rows, label, "and allow remote work", "name", &remote),
        "Scope",
        &rows,
        label,
    )
}

fn visa(panel: &Panel<'_>, groups: &Groups<'_>) -> Figure {
    let mut figure = figure(panel, "visa", "Work permits", groups);
    figure.definition = "Openings first seen in the window by what their postings say about sponsoring work permits; \
                         an offer in any posting counts as offered."
        .to_owned();
    let of = |opening: &Opening| {
        let said = panel.postings_of(opening).map(|posting| posting.visa).min().unwrap_or_default();
        Visa::ALL.iter().position(|visa| *visa == said).into_iter().collect()
    };
    let shape = Shape { is_exclusive: true, by_count: false, n_rows_max: None };
    let rows = breakdown(panel, groups, Visa::ALL.len(), of, shape);
    let label = |row: &BreakdownRow<'_>| {
        let name = match Visa::ALL.get(row.category) {
            Some(Visa::Offered) => "sponsorship offered",
            Some(Visa::NotOffered) => "no sponsorship",
            Some(Visa::Unstated) | None => "not told",
        };
        name.to_owned()
    };
    finish(panel, figure_with_finding(&mut figure, &rows, label, "", "say", groups), "Work permit", &rows, label)
}

/// The distinct names that openings of both groups carry, sorted.
fn names_of<'a>(groups: &Groups<'a>, collect: impl Fn(&'a Opening, &mut Vec<&'a str>)) -> Vec<&'a str> {
    let mut names = Vec::new();
    for &opening in &groups.beside {
        collect(opening, &mut names);
        if names.len() > 100_000 {
            names.sort_unstable();
            names.dedup();
        }
    }
    names.sort_unstable();
    names.dedup();
    names.retain(|name| !name.is_empty());
    names
}

fn figure_with_finding(
    figure: &mut Figure,
    rows: &[BreakdownRow<'_>],
    label: impl Fn(&BreakdownRow<'_>) -> String,
    which: &str,
    verb: &str,
    groups: &Groups<'_>,
) -> Figure {
    let shown: Vec<String> = rows
        .iter()
        .filter_map(|row| row.focus.as_ref().ok().map(|share| (row, share)))
        .take(4)
        .map(|(row, share)| {
            let ends = number::interval(share.estimate.into(), Unit::Share);
            format!("{} {} ({ends})", label(row), number::percent(share.estimate.value))
        })
        .collect();
    figure.finding = if shown.is_empty() {
        too_few(figure.n, figure.n_clusters, "openings that name Rust in the window")
    } else {
        format!(
            "Of {} openings that name Rust{}{which}, from {} employers, these shares {verb}: {}.",
            number::count(groups.focus_sum.total),
            if which.is_empty() { "" } else { " " },
            number::count(groups.focus_sum.n_clusters as u64),
            shown.join(", ")
        )
    };
    std::mem::take(figure)
}

fn finish(
    panel: &Panel<'_>,
    mut figure: Figure,
    what: &str,
    rows: &[BreakdownRow<'_>],
    label: impl Fn(&BreakdownRow<'_>) -> String,
) -> Figure {
    let labelled: Vec<(String, &BreakdownRow<'_>)> =
        rows.iter().filter(|row| row.focus.is_ok() || row.beside.is_ok()).map(|row| (label(row), row)).collect();
    let title = format!("{}: share of openings with 95% intervals", figure.title);
    figure.charts.push(breakdown::chart(&title, &labelled));
    let table_row = |row: &BreakdownRow<'_>| breakdown::table_row(panel, row, breakdown::cells(row, &label(row)));
    figure.tables.push(Table {
        id: "rows".to_owned(),
        caption: figure.title.clone(),
        is_open: false,
        columns: breakdown::columns(what),
        rows: rows.iter().map(table_row).collect(),
    });
    figure
}

/// The name of a country or of a scope of the contract.
pub(super) fn place_name(panel: &Panel<'_>, code: &str) -> String {
    let scope = match code {
        "WORLD" => Some("anywhere"),
        "EU" => Some("European Union"),
        "EUROPE" => Some("Europe"),
        "EMEA" => Some("Europe, Middle East, Africa"),
        "APAC" => Some("Asia-Pacific"),
        "LATAM" => Some("Latin America"),
        "AMERICAS" => Some("the Americas"),
        "NORTH-AMERICA" => Some("North America"),
        "SOUTH-AMERICA" => Some("South America"),
        "AFRICA" => Some("Africa"),
        "TZ" => Some("certain time zones"),
        _ => None,
    };
    let name = scope.map(str::to_owned);
    name.or_else(|| panel.options.lookup.country_name(code).map(std::borrow::Cow::into_owned))
        .unwrap_or_else(|| code.to_owned())
}
