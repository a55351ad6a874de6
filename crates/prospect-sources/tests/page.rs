//! The table of sources in `docs/sources.md` is the registry's.

mod common;

use prospect_sources::ALL;

/// A text as a table's cell.
fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

#[test]
fn the_page_lists_the_registry() {
    let mut table = String::from(
        "| source | what | terms | licence | attribution | pace | a listing shows all | denominator | statistics | last verified live |\n|---|---|---|---|---|---|---|---|---|---|\n",
    );
    for connector in ALL {
        let info = &connector.info;
        let terms = &info.terms;
        let summary = match terms.url {
            Some(url) => format!("{} ([their words]({url}))", cell(terms.summary)),
            None => cell(terms.summary),
        };
        let yes = |is: bool| if is { "yes" } else { "no" };
        let pace = connector.live.map_or("files only".to_owned(), |live| {
            let pause = format!("{} s between requests", f64::from(live.pause_ms) / 1000.0);
            match live.rest_hours {
                0 => pause,
                hours => format!("{pause}, {hours} h between listings"),
            }
        });
        table.push_str(&format!(
            "| `{}` | {} | {summary} | {} | {} | {pace} | {} | {} | {} | |\n",
            info.id,
            cell(info.title),
            terms.licence.unwrap_or("none stated"),
            cell(terms.attribution.unwrap_or("none asked")),
            connector.live.map_or("", |live| yes(live.lists_all_open)),
            yes(info.is_denominator),
            yes(terms.allows_statistics),
        ));
    }
    common::check_page("registry", &table);
}
