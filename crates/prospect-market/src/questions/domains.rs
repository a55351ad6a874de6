//! In which domains are the openings that name Rust, who offers them, under which titles, for which pay?

use super::corrected::{Among, Property, corrected};
use super::growth::{language_name, shown};
use super::{Question, QuestionInfo, need_of_share, pay, too_few};
use crate::breakdown::{self, BreakdownRow, Groups, Shape, breakdown, column, figure, share_cell};
use crate::number;
use crate::panel::{LANGUAGES, Opening, Panel, shorten};
use crate::report::{Cell, Chart, ColumnKind, Figure, Mark, Point, RangeRow, Row, Table, Unit};
use prospect_model::Domain;
use prospect_stats::{Hidden, Rank, Replicated, Share, Sum, difference, rank_intervals};
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

    let shown: Vec<&BreakdownRow<'_>> =
        rows.iter().filter(|row| row.category < n_domains && row.focus.is_ok()).collect();
    let replicated: Vec<Replicated> =
        shown.iter().filter_map(|row| Replicated::share(&row.sum, &groups.focus_sum)).collect();
    // Ranks are among the domains shown: what is hidden has fewer openings than these or one employer's.
    let ranks: BTreeMap<usize, Rank> = shown.iter().map(|row| row.category).zip(rank_intervals(&replicated)).collect();
    let rank_cell = |row: &BreakdownRow<'_>| {
        ranks.get(&row.category).map_or(Cell::Empty, |rank| {
            let (value, low, high) = (rank.rank as f64, rank.low as f64, rank.high as f64);
            Cell::Estimate(Point { value, low, high })
        })
    };
    let mut columns = breakdown::columns("Domain");
    columns.extend([
        column("rank", "Rank (95%)", ColumnKind::Estimate(Unit::Count)),
        column("key_employers", "Key employers (openings)", ColumnKind::Text),
        column("sample_titles", "Sample titles", ColumnKind::Text),
        column("pay", "Base pay, US$ a year: quartiles", ColumnKind::Quartiles(Unit::UsdPerYear)),
    ]);
    let mut table_rows = Vec::new();
    for row in &rows {
        let mut cells = breakdown::cells(row, label(row));
        cells.push(rank_cell(row));
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
    let mut figures = vec![figure, within(panel)];
    figures.extend(corrected(panel, &groups, ("domains", "Domains"), Among::Both, &properties));
    figures
}

/// The domains themselves: which part of the openings of each names Rust, and other languages, and how that moved.
fn within(panel: &Panel<'_>) -> Figure {
    let groups = Groups::rust_beside_all(panel, panel.recent_openings());
    let mut figure = figure(panel, "rust-within-domains", "Rust within domains", &groups);
    (figure.n, figure.n_clusters) = (groups.beside_sum.total, groups.beside_sum.n_clusters as u64);
    let earlier = panel.recent.map(|window| window.before());
    figure.definition =
        "Of the openings of a domain first seen in the window, those that name each language; the change \
                         is the share that names Rust less that of as many months before, replicate by replicate."
            .to_owned();
    let before: Vec<&Opening> = panel
        .openings
        .iter()
        .filter(|it| earlier.is_some_and(|window| (window.first..=window.last).contains(&it.month)))
        .collect();
    let (mut languages, mut changes, mut range_rows, mut told) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for (at, domain) in Domain::ALL.iter().enumerate() {
        let of = |openings: &[&'_ Opening]| -> Vec<usize> {
            let is_in = |opening: &Opening| domain_of(panel, opening) == Some(at);
            openings.iter().enumerate().filter(|(_, it)| is_in(it)).map(|(at, _)| at).collect()
        };
        let pick = |openings: &[&'_ Opening], picked: &[usize], bit: Option<usize>| -> Sum {
            let names = |it: &&Opening| bit.is_none_or(|bit| it.languages & (1 << bit) != 0);
            panel.sum(picked.iter().filter_map(|at| openings.get(*at).copied()).filter(names))
        };
        let (now_in, before_in) = (of(&groups.beside), of(&before));
        let whole = pick(&groups.beside, &now_in, None);
        let mut cells = vec![Cell::Text(name(*domain).to_owned())];
        for bit in 0..LANGUAGES.len() {
            cells.push(share_cell(&shown(panel, &pick(&groups.beside, &now_in, Some(bit)), &whole)));
        }
        cells.push(panel.options.cell_rule.hides(&whole).map_or(Cell::Count(whole.total), Cell::Hidden));
        languages.push(Row { cells, ids: Vec::new() });
        let (part, part_before) = (pick(&groups.beside, &now_in, Some(0)), pick(&before, &before_in, Some(0)));
        let whole_before = pick(&before, &before_in, None);
        let (share, share_before) = (shown(panel, &part, &whole), shown(panel, &part_before, &whole_before));
        let change = match (&share, &share_before) {
            (Ok(_), Ok(_)) => difference((&part, &whole), (&part_before, &whole_before)).map(Point::from),
            _ => None,
        };
        if let (Ok(share), Some(change)) = (&share, change)
            && (change.low > 0.0 || change.high < 0.0)
        {
            told.push(format!(
                "{} {} ({} to {}) to {}",
                name(*domain),
                number::points(change.value),
                number::signed(change.low),
                number::signed(change.high),
                number::percent(share.estimate.value)
            ));
        }
        let point = |it: &Result<Share, Hidden>| it.as_ref().ok().map(|share| Point::from(share.estimate));
        let mark =
            |series: &str, is_focus, it| Mark { series: series.to_owned(), is_focus, point: point(it), outer: None };
        range_rows.push(RangeRow {
            label: name(*domain).to_owned(),
            marks: vec![mark("now", true, &share), mark("before", false, &share_before)],
        });
        let change = change.map_or_else(
            || Cell::Hidden(share.as_ref().err().or(share_before.as_ref().err()).copied().unwrap_or(Hidden::TooFew)),
            Cell::Estimate,
        );
        let cells = vec![Cell::Text(name(*domain).to_owned()), share_cell(&share), share_cell(&share_before), change];
        changes.push(Row { cells, ids: Vec::new() });
    }
    let windows = earlier.map_or(String::new(), |window| format!(" against {}", number::window(window)));
    figure.finding = if told.is_empty() {
        format!("In no domain can the change of the share that names Rust{windows} be told from none.")
    } else {
        format!("The share that names Rust moved in these domains{windows}: {}.", told.join(", "))
    };
    range_rows.retain(|row| row.marks.iter().any(|mark| mark.point.is_some()));
    figure.charts.push(Chart::Ranges {
        title: "Share of each domain's openings that name Rust, with 95% intervals".to_owned(),
        unit: Unit::Share,
        rows: range_rows,
    });
    let kind = ColumnKind::Estimate(Unit::Share);
    let mut columns = vec![column("domain", "Domain", ColumnKind::Text)];
    columns.extend(LANGUAGES.iter().map(|id| column(id, &language_name(panel, id), kind)));
    columns.push(column("n_all", "All openings", ColumnKind::Count));
    figure.tables.push(Table {
        id: "change".to_owned(),
        caption: "Share of each domain's openings that name Rust, now and before".to_owned(),
        is_open: false,
        columns: vec![
            column("domain", "Domain", ColumnKind::Text),
            column("share", "Names Rust", kind),
            column("share_before", "Before", kind),
            column("change", "Change", kind),
        ],
        rows: changes,
    });
    figure.tables.push(Table {
        id: "languages".to_owned(),
        caption: "Share of each domain's openings that name each language".to_owned(),
        is_open: false,
        columns,
        rows: languages,
    });
    figure
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
