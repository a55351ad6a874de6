//! The hits on a screen: a table as wide as the terminal, what was left out, counts of facets.

use super::in_currency;
use crate::screen::{counted, grouped};
use prospect_model::Period;
use prospect_search::{Answer, FacetCounts, Hit, ShownPay, ShownPlace};
use std::fmt::Write as _;

/// Chars of a terminal that does not tell, and of what is no terminal but shows tables.
const WIDTH_DEFAULT: usize = 160;
/// Chars below which lines are broken by the terminal instead: every column at its least.
const WIDTH_MIN: usize = 72;
/// Columns that give way on a narrow terminal, each with its least and most chars.
const WIDTHS: [(usize, usize); 4] = [(8, 24), (14, 44), (8, 30), (6, 16)];
const HEADS: [&str; 4] = ["employer", "title", "where", "pay"];

/// Chars that fit in a line of standard output.
pub(super) fn width() -> usize {
    let named = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let seen = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    named.or_else(seen).unwrap_or(WIDTH_DEFAULT).max(WIDTH_MIN)
}

/// The answer as a page of text.
pub(super) fn page(answer: &Answer, currency: Option<&str>, width: usize, has_colour: bool) -> String {
    let mut page = String::new();
    if !answer.hits.is_empty() {
        write_table(&mut page, answer, currency, width, has_colour);
        page.push('\n');
    }
    let _ = writeln!(
        page,
        "{} of {} in {}{}",
        counted(answer.n, "opening"),
        grouped(answer.n_openings),
        answer.snapshot,
        if answer.n > 0 { format!(", by {}", answer.sort.as_str()) } else { String::new() }
    );
    for unknown in &answer.unknown {
        let name = unknown.filter.as_str();
        let n = grouped(unknown.n);
        let _ = if unknown.is_kept {
            writeln!(page, "kept: {n} that say nothing to {name}")
        } else {
            writeln!(page, "left out: {n} that say nothing to {name} (--keep-unknown {name})")
        };
    }
    for facet in &answer.facets {
        write_facet(&mut page, facet);
    }
    page
}

fn write_table(page: &mut String, answer: &Answer, currency: Option<&str>, width: usize, has_colour: bool) {
    let rows: Vec<Row> = answer.hits.iter().map(|hit| Row::new(hit, currency)).collect();
    let n_digits = rows.len().to_string().len();
    let link = |row: &Row, is_short: bool| if is_short { row.id.clone() } else { row.url.clone() };
    let link_head = |is_short| if is_short { "posting" } else { "link" };
    let widest = |is_short| {
        let links = rows.iter().map(|row| link(row, is_short).chars().count());
        links.max().unwrap_or(0).max(link_head(is_short).len())
    };
    let mut widths: Vec<usize> = (0..WIDTHS.len()).map(|at| natural(&rows, at)).collect();
    let least: usize = widths.iter().zip(WIDTHS).map(|(width, (min, _))| (*width).min(min)).sum();
    // Number, month and six gaps of two.
    let fixed = n_digits + 7 + 2 * 6;
    // Ids, which `prospect show` takes, where links leave too little to the rest.
    let is_short = fixed + least + least / 2 + widest(false) > width;
    let room = width.saturating_sub(fixed + widest(is_short));
    fit(&mut widths, room);
    let line = |number: &str, month: &str, cells: &[String], link: &str| {
        let mut line = format!("{number:>n_digits$}  {month:7}");
        for (cell, width) in cells.iter().zip(&widths) {
            let _ = write!(line, "  {:width$}", cut(cell, *width), width = *width);
        }
        let _ = write!(line, "  {link}");
        line.trim_end().to_owned()
    };
    let heads: Vec<String> = HEADS.iter().map(|head| (*head).to_owned()).collect();
    let head = line("#", "month", &heads, link_head(is_short));
    let _ = if has_colour { writeln!(page, "\u{1b}[1m{head}\u{1b}[0m") } else { writeln!(page, "{head}") };
    for (number, row) in (1..).zip(&rows) {
        let _ = writeln!(page, "{}", line(&number.to_string(), &row.month, &row.cells, &link(row, is_short)));
    }
}

/// What a line says.
struct Row {
    month: String,
    /// Employer, title, where, pay.
    cells: Vec<String>,
    url: String,
    id: String,
}

impl Row {
    fn new(hit: &Hit, currency: Option<&str>) -> Self {
        let shown = &hit.shown;
        let or_dash = |text: Option<&str>| one_line(text.unwrap_or("-"));
        Self {
            month: shown.month.map_or("?".to_owned(), |month| month.to_string()),
            cells: vec![
                or_dash(shown.employer.as_deref()),
                or_dash(shown.title.as_deref()),
                whereabouts(hit),
                pay(hit, currency),
            ],
            url: one_line(shown.url.as_deref().unwrap_or(&shown.posting)),
            id: one_line(&shown.posting),
        }
    }
}

/// Text of postings in one line, without what would move a terminal's cursor.
fn one_line(text: &str) -> String {
    let plain: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn whereabouts(hit: &Hit) -> String {
    let shown = &hit.shown;
    let place = |place: &ShownPlace| match (&place.city, &place.country) {
        (Some(city), _) => Some(city.clone()),
        (None, country) => country.clone(),
    };
    let mut parts: Vec<String> = shown.places.iter().take(2).filter_map(place).collect();
    if shown.places.len() > 2 {
        parts.push("…".to_owned());
    }
    for mode in &shown.work_modes {
        parts.push(match mode {
            prospect_model::WorkMode::Remote if !shown.remote_scope.is_empty() => {
                format!("remote ({})", shown.remote_scope.join(", "))
            }
            mode => mode.to_string(),
        });
    }
    if parts.is_empty() { "-".to_owned() } else { one_line(&parts.join(", ")) }
}

/// Pay as stated, or a year in the wanted currency.
fn pay(hit: &Hit, currency: Option<&str>) -> String {
    if let Some(currency) = currency {
        let amount = hit.shown.pay_usd.and_then(|usd| in_currency(usd, hit, currency));
        return amount.map_or("-".to_owned(), |amount| format!("~{} {currency}", short(amount)));
    }
    hit.shown.pay.first().map_or("-".to_owned(), stated)
}

fn stated(pay: &ShownPay) -> String {
    let amount = match (pay.min, pay.max) {
        (Some(min), Some(max)) if min == max => short(min),
        (Some(min), Some(max)) => format!("{}-{}", short(min), short(max)),
        (Some(min), None) => format!("{}+", short(min)),
        (None, Some(max)) => format!("to {}", short(max)),
        (None, None) => return "-".to_owned(),
    };
    let mut text = one_line(&format!("{amount} {}", pay.currency.as_deref().unwrap_or_default()));
    match pay.period {
        Some(Period::Year | Period::Total) | None => {}
        Some(period) => {
            let _ = write!(text, "/{period}");
        }
    }
    text
}

/// 120000 as `120k`, 950 as it is.
fn short(amount: u64) -> String {
    if amount >= 10_000 { format!("{}k", amount / 1_000) } else { amount.to_string() }
}

/// The chars that a column takes when it may.
fn natural(rows: &[Row], at: usize) -> usize {
    let cells = rows.iter().filter_map(|row| row.cells.get(at)).map(|cell| cell.chars().count());
    let head = HEADS.get(at).map_or(0, |head| head.len());
    let (_, most) = WIDTHS.get(at).copied().unwrap_or_default();
    cells.max().unwrap_or(0).max(head).min(most)
}

/// Makes columns narrower until they fit, the widest first, none below its least.
fn fit(widths: &mut [usize], room: usize) {
    while widths.iter().sum::<usize>() > room {
        let may_give = widths.iter_mut().zip(WIDTHS).filter(|(width, (least, _))| **width > *least);
        match may_give.max_by_key(|(width, _)| **width) {
            Some((width, _)) => *width -= 1,
            None => return,
        }
    }
}

fn cut(text: &str, width: usize) -> String {
    if text.chars().count() <= width {
        return text.to_owned();
    }
    text.chars().take(width.saturating_sub(1)).chain(['…']).collect()
}

fn write_facet(page: &mut String, counts: &FacetCounts) {
    let mut values: Vec<String> =
        counts.values.iter().map(|value| format!("{} {}", one_line(&value.name), grouped(value.n))).collect();
    let n_more = counts.n_values.saturating_sub(counts.values.len());
    if n_more > 0 {
        values.push(format!("and {} more", grouped(n_more as u64)));
    }
    if counts.n_unstated > 0 {
        values.push(format!("not stated {}", grouped(counts.n_unstated)));
    }
    let _ = writeln!(page, "{}: {}", counts.facet.as_str(), values.join(", "));
}

#[cfg(test)]
mod tests {
    use super::*;
    use prospect_model::{Month, PayKind, WorkMode};
    use prospect_search::{Filter, Shown, Sort, Unknown};

    fn answer() -> Answer {
        let hit = |title: &str| Hit {
            shown: Shown {
                posting: "hn/123".to_owned(),
                url: Some("https://jobs.example/a-rather-long-address/123".to_owned()),
                employer: Some("Acme\u{1b}[31m Robotics".to_owned()),
                title: Some(title.to_owned()),
                month: Month::parse("2024-05"),
                pay: vec![ShownPay {
                    min: Some(90_000),
                    max: Some(110_000),
                    currency: Some("EUR".to_owned()),
                    period: Some(Period::Year),
                    kind: PayKind::Base,
                }],
                pay_usd: Some(107_500),
                places: vec![ShownPlace { city: Some("Berlin".to_owned()), country: None, region: None }],
                work_modes: vec![WorkMode::Remote],
                remote_scope: vec!["EU".to_owned()],
                ..Shown::default()
            },
            is_open: Some(true),
            score: None,
            unknown: Vec::new(),
        };
        Answer {
            snapshot: "sample".to_owned(),
            n_openings: 5_000,
            n: 1_234,
            sort: Sort::Date,
            hits: vec![hit("Engineer"), hit(&"A title that goes on and on ".repeat(4))],
            facets: Vec::new(),
            unknown: vec![Unknown { filter: Filter::PayMin, n: 12, is_kept: false }],
        }
    }

    #[test]
    fn a_table_fits_its_terminal() {
        for width in [72, 80, 100, 120, 200] {
            let page = page(&answer(), None, width, false);
            for line in page.lines().take(3) {
                assert!(line.chars().count() <= width, "{width}: {line}");
            }
            assert!(!page.contains('\u{1b}'), "no text of a posting moves the cursor");
            assert!(page.contains(if width >= 120 { "https://jobs.example" } else { "hn/123" }), "{page}");
        }
    }

    #[test]
    fn a_page_says_what_was_left_out() {
        let page = page(&answer(), Some("EUR"), 160, true);
        assert!(page.contains("~99k EUR"), "{page}");
        assert!(page.contains("1,234 openings of 5,000 in sample, by date\n"), "{page}");
        assert!(page.contains("left out: 12 that say nothing to pay-min (--keep-unknown pay-min)\n"), "{page}");
        assert!(page.contains("Berlin, remote (EU)"), "{page}");
    }
}
