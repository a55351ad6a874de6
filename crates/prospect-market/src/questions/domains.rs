//! In which domains are the openings that name Rust, who offers them, under which titles, for which pay?

use super::corrected::{Among, Property, corrected};
use super::{Question, QuestionInfo, need_of_share, pay, too_few};
use crate::breakdown::{self, BreakdownRow, Groups, Shape, breakdown, column, figure};
use crate::number;
use crate::panel::{Opening, Panel, shorten};
use crate::report::{Cell, ColumnKind, Figure, Table, Unit};
use prospect_model::Domain;
use std::collections::BTreeMap;

pub(super) const QUESTION: Question = Question {
    info: QuestionInfo {
        id: "domains",
        title: "Domains",
        asks: "In which domains are the openings that name Rust, beside all, who offers them, under which titles, for \
               which pay?",
    },
    answer,
};

/// Most employers named in a row.
const N_EMPLOYERS: usize = 5;
/// Fewest openings of an employer that is named: one opening makes nobody a key employer.
const N_OPENINGS_MIN: usize = 2;
/// Most titles shown in a row.
const N_TITLES: usize = 4;

/// The table of domains.
fn answer(panel: &Panel<'_>) -> Vec<Figure> {
    let groups = Groups::rust_beside_all(panel, panel.recent_openings());
    let mut figure = figure(panel, "domains", "Openings that name Rust, by domain", &groups);
    figure.definition = "Openings first seen in the window that name Rust, by what the employer or the role builds: \
                         the surest domain of the first posting that tells one; each opening is in one domain. Key \
                         employers have the most of these openings, two at least. Titles are the most frequent by \
                         employers. Pay is annual base pay in US dollars."
        .to_owned();
    figure.need = need_of_share(0.1, 0.03, figure.n);
    let n_domains = Domain::ALL.len();
    let of = |opening: &Opening| vec![domain_of(panel, opening).unwrap_or(n_domains)];
    let shape = Shape { is_exclusive: true, by_count: true, n_rows_max: None };
    let mut rows = breakdown(panel, &groups, n_domains + 1, of, shape);
    // What nobody told is no domain: below those that are, however many.
    rows.sort_by_key(|row| row.category == n_domains);
    let label = |row: &BreakdownRow<'_>| Domain::ALL.get(row.category).map_or("Not told", |domain| name(*domain));

    let mut columns = breakdown::columns("Domain");
    columns.extend([
        column("key_employers", "Key employers (openings)", ColumnKind::Text),
        column("sample_titles", "Sample titles", ColumnKind::Text),
        column("pay", "Base pay, US$ a year: quartiles", ColumnKind::Quartiles(Unit::UsdPerYear)),
    ]);
    let mut table_rows = Vec::new();
    for row in &rows {
        let mut cells = breakdown::cells(row, label(row));
        match row.focus {
            Err(hidden) => cells.extend([Cell::Hidden(hidden), Cell::Hidden(hidden), Cell::Hidden(hidden)]),
            Ok(_) => cells.extend([
                Cell::Text(key_employers(panel, &row.openings)),
                Cell::Text(sample_titles(panel, &row.openings)),
                pay::quartiles_cell(panel, row.openings.iter().copied()),
            ]),
        }
        table_rows.push(breakdown::table_row(panel, row, cells));
    }
    let told = |row: &&BreakdownRow<'_>| row.category < n_domains;
    let top: Vec<String> = rows
        .iter()
        .filter(told)
        .filter_map(|row| row.focus.as_ref().ok().map(|share| (label(row), share)))
        .take(3)
        .map(|(label, share)| {
            let ends = number::interval(share.estimate.into(), Unit::Share);
            format!("{label} {} ({ends}; {} openings)", number::percent(share.estimate.value), share.numerator)
        })
        .collect();
    figure.finding = if top.is_empty() {
        too_few(figure.n, figure.n_clusters, "openings that name Rust in the window")
    } else {
        format!(
            "Of {} openings that name Rust, from {} employers, the largest domains are {}.",
            number::count(figure.n),
            number::count(figure.n_clusters),
            top.join(", ")
        )
    };
    let labelled: Vec<(String, &BreakdownRow<'_>)> =
        rows.iter().filter(|row| row.focus.is_ok()).map(|row| (label(row).to_owned(), row)).collect();
    figure.charts.push(breakdown::chart("Share of openings by domain, with 95% intervals", &labelled));
    figure.tables.push(Table {
        id: "domains".to_owned(),
        caption: "Openings that name Rust by domain, with employers, titles and pay".to_owned(),
        is_open: true,
        columns,
        rows: table_rows,
    });
    let properties: Vec<Property> = Domain::ALL.iter().map(|domain| Property::Domain(*domain)).collect();
    let mut figures = vec![figure];
    figures.extend(corrected(panel, &groups, ("domains", "Domains"), Among::Both, &properties));
    figures
}

fn domain_of(panel: &Panel<'_>, opening: &Opening) -> Option<usize> {
    let surest = opening.domain(panel.dataset)?;
    Domain::ALL.iter().position(|domain| *domain == surest)
}

/// The employers with most openings, with their numbers.
pub(super) fn key_employers(panel: &Panel<'_>, openings: &[&Opening]) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for opening in openings {
        let employer = panel.dataset.openings.get(opening.index as usize).and_then(|row| row.employer);
        let employer = employer.or_else(|| panel.postings_of(opening).find_map(|posting| posting.employer));
        if let Some(name) = employer.and_then(|at| panel.dataset.employers.get(at as usize)) {
            *counts.entry(name).or_default() += 1;
        }
    }
    let mut counts: Vec<(&str, usize)> = counts.into_iter().filter(|(_, n)| *n >= N_OPENINGS_MIN).collect();
    counts.sort_by_key(|(name, n)| (std::cmp::Reverse(*n), *name));
    counts.truncate(N_EMPLOYERS);
    if counts.is_empty() {
        return "none has two openings".to_owned();
    }
    let named: Vec<String> = counts.iter().map(|(name, n)| format!("{} ({n})", shorten(name, 40))).collect();
    named.join(", ")
}

/// The titles that most clusters use, each as it is most often written.
fn sample_titles(panel: &Panel<'_>, openings: &[&Opening]) -> String {
    let mut titles: BTreeMap<String, BTreeMap<&str, Vec<u32>>> = BTreeMap::new();
    for opening in openings {
        let title = panel.dataset.openings.get(opening.index as usize).map_or("", |row| row.title.trim());
        if !title.is_empty() {
            titles.entry(title.to_lowercase()).or_default().entry(title).or_default().push(opening.cluster);
        }
    }
    let mut ranked: Vec<(usize, String)> = titles
        .into_values()
        .filter_map(|spellings| {
            let mut clusters: Vec<u32> = spellings.values().flatten().copied().collect();
            clusters.sort_unstable();
            clusters.dedup();
            let usual = spellings.iter().max_by_key(|(title, uses)| (uses.len(), std::cmp::Reverse(**title)))?;
            Some((clusters.len(), shorten(usual.0, 48)))
        })
        .collect();
    ranked.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    ranked.truncate(N_TITLES);
    let titles: Vec<String> = ranked.into_iter().map(|(_, title)| title).collect();
    if titles.is_empty() { "none named".to_owned() } else { titles.join("; ") }
}

/// The heading of a domain.
pub(crate) fn name(domain: Domain) -> &'static str {
    match domain {
        Domain::Web3 => "Web3 and blockchain",
        Domain::SystemsCloud => "Systems and cloud infrastructure",
        Domain::EmbeddedIot => "Embedded systems and IoT",
        Domain::AiMl => "AI and machine learning",
        Domain::Data => "Data platforms and analytics",
        Domain::Security => "Security",
        Domain::Fintech => "Finance",
        Domain::GamesGraphics => "Games and graphics",
        Domain::WebMobile => "Web and mobile products",
        Domain::Devtools => "Developer tools",
        Domain::AutomotiveAerospaceRobotics => "Automotive, aerospace, robotics",
        Domain::HealthBio => "Health and life sciences",
        Domain::EcommerceMedia => "Commerce and media",
        Domain::Other => "Other",
    }
}
