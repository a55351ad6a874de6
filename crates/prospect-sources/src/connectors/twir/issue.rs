//! An issue as a Markdown file of the newsletter's repository (`content/*.md`).
//!
//! Until February 2021 a job is one bullet that names everything, `[Title at Company, Place](address)`; then the
//! company is a bold line of its own above bullets of the form `[Title (Place)](address)`. Comments in the file hold
//! examples of the form, which are no jobs.

use super::CONNECTOR;
use crate::answer::filled;
use crate::markdown::Line;
use crate::{Context, Parsed};
use prospect_model::{Body, Date, Fields, Locator, Posting, Problem};

/// Lines at the top in which the date stands.
const FRONT_LINES: usize = 20;

/// Words that belong to a company's name although a comma stands before them.
const COMPANY_FORMS: [&str; 9] = ["inc", "inc.", "llc", "ltd", "ltd.", "gmbh", "corp", "corp.", "co."];

pub(super) fn parse(bytes: &[u8], _context: Context<'_>) -> Parsed {
    let text = String::from_utf8_lossy(bytes);
    let text = without_comments(text.trim_start_matches('\u{feff}'));
    let mut parsed = Parsed::default();
    let front = || text.lines().take(FRONT_LINES);
    if !front().any(|line| line.starts_with("Title:")) {
        parsed.problems.push(Problem::new("no-issue", "the file is no issue of This Week in Rust"));
        return parsed;
    }
    let date = front().find_map(|line| Date::parse(line.strip_prefix("Date:")?.trim()));
    if date.is_none() {
        parsed.problems.push(Problem::new("missing-date", "the issue has no line `Date: YYYY-MM-DD`"));
    }
    let mut section = Section::default();
    for (line_idx, line) in text.lines().enumerate() {
        let locator = Locator::Line(line_idx as u64 + 1);
        let Some(bullet) = section.bullet(line) else { continue };
        if let Some(thread) = hiring_thread(bullet) {
            let problem = Problem::new("not-an-opening", format!("the line links a hiring thread: {thread}"));
            parsed.problems.push(problem.at(locator.to_string()));
        } else if let Some(posting) = posting(bullet, section.company.as_deref(), date, line.trim()) {
            parsed.postings.push((locator, posting));
        }
    }
    if parsed.postings.is_empty() {
        let message = match (section.was_seen, section.thread) {
            (_, Some(thread)) => format!("the issue only links a hiring thread: {thread}"),
            (true, None) => "the section of jobs is empty".to_owned(),
            (false, None) => "the issue has no section of jobs".to_owned(),
        };
        parsed.problems.push(Problem::new("no-job-lines", message));
    }
    parsed
}

/// The text with the inside of comments blanked, line for line.
fn without_comments(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find("<!--") {
        let (before, comment) = rest.split_at(start);
        let end = comment.find("-->").map_or(comment.len(), |end| end + "-->".len());
        let (comment, after) = comment.split_at(end);
        out.push_str(before);
        out.push(' ');
        out.extend(comment.chars().filter(|letter| *letter == '\n'));
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Where the reading of an issue is.
#[derive(Default)]
struct Section {
    /// Depth of the heading of the section of jobs, while inside.
    level: Option<usize>,
    was_seen: bool,
    /// The company whose bullets come.
    company: Option<String>,
    /// A hiring thread that the section links.
    thread: Option<String>,
}

impl Section {
    /// The bullet's words, when the line is a bullet of the section of jobs.
    fn bullet<'a>(&mut self, line: &'a str) -> Option<&'a str> {
        let line = line.trim();
        let level = line.bytes().take_while(|byte| *byte == b'#').count();
        if level > 0 {
            let heading = line.trim_matches(['#', ' ']);
            match self.level {
                Some(inside) if level > inside => self.company = filled(&Line::of(heading).words),
                _ => {
                    self.level = is_jobs(heading).then_some(level);
                    self.was_seen |= self.level.is_some();
                    self.company = None;
                }
            }
            return None;
        }
        self.level?;
        if let Some(bullet) = ["* ", "- ", "+ "].iter().find_map(|sign| line.strip_prefix(sign)) {
            return Some(bullet.trim());
        }
        let bold = line.strip_prefix("**").and_then(|rest| rest.strip_suffix("**"));
        if let Some(company) = bold.filter(|company| !company.contains("**")) {
            self.company = filled(&Line::of(company).words);
        } else if let Some(thread) = hiring_thread(line) {
            self.thread = Some(thread);
        }
        None
    }
}

/// The address of the hiring thread that a line links.
fn hiring_thread(line: &str) -> Option<String> {
    let link = Line::of(line).link?;
    let words = link.words.to_lowercase();
    let is_thread = ["who's hiring", "who\u{2019}s hiring", "who is hiring", "hiring thread"];
    is_thread.iter().any(|sign| words.contains(sign)).then_some(link.url)
}

/// Whether a heading opens the section of jobs: "Rust Jobs", "Jobs", "New Jobs".
fn is_jobs(heading: &str) -> bool {
    let words: Vec<String> = heading.split_whitespace().map(str::to_lowercase).collect();
    words.len() <= 3 && words.last().is_some_and(|word| word == "jobs")
}

fn posting(bullet: &str, company: Option<&str>, date: Option<Date>, raw: &str) -> Option<Posting> {
    let Line { words, link } = Line::of(bullet);
    let (words, url) = match link {
        // What follows a link tells of the job only where it goes on with the company.
        Some(link) if link.after.starts_with(" at ") => (words, Some(link.url)),
        Some(link) => (link.words, Some(link.url)),
        None if words.trim_start_matches(['*', '_']).to_lowercase().starts_with("no ") => return None,
        None => (words, None),
    };
    let words = words.trim_end_matches('.').trim();
    if words.is_empty() {
        return None;
    }
    let (title, employer, location) = match company {
        Some(company) => {
            let (title, place) = without_place(words);
            (title, Some(company.to_owned()), place.map(str::to_owned))
        }
        None => match words.rsplit_once(" at ") {
            Some((title, rest)) => {
                let (company, place) = company_and_place(rest);
                (title.trim(), filled(company), place.and_then(filled))
            }
            None => (words, None, None),
        },
    };
    // The same three that make the id of an archive line: an address may stand in several issues.
    let date_words = date.map(|date| date.to_string());
    let parts = [date_words.as_deref(), url.as_deref(), Some(title)];
    let id = parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
    Some(Posting {
        id,
        source: CONNECTOR.info.id.to_owned(),
        posted: date,
        month: None,
        url,
        poster: None,
        body: Body::Text(raw.to_owned()),
        fields: Fields { title: filled(title), employer, location, ..Fields::default() },
    })
}

/// "Engineer (Berlin, DE)" as "Engineer" and "Berlin, DE": the bracket at the end with what is nested in it.
fn without_place(words: &str) -> (&str, Option<&str>) {
    let mut n_open = 0_u32;
    for (at, letter) in words.char_indices().rev() {
        match letter {
            ')' => n_open += 1,
            '(' if n_open == 1 && at > 0 => {
                let (title, place) = words.split_at(at);
                return (
                    title.trim(),
                    place.strip_prefix('(').and_then(|place| place.strip_suffix(')')).map(str::trim),
                );
            }
            '(' => n_open = n_open.saturating_sub(1),
            _ if n_open == 0 => break,
            _ => {}
        }
    }
    (words, None)
}

/// "Acme, Inc., Berlin, DE" as "Acme, Inc." and "Berlin, DE"; "Acme (Remote)" as "Acme" and "Remote".
fn company_and_place(words: &str) -> (&str, Option<&str>) {
    let Some(comma) = words.find(',').filter(|comma| words.find('(').is_none_or(|bracket| *comma < bracket)) else {
        return without_place(words);
    };
    let is_space = |letter: char| letter == ',' || letter == ' ';
    let (company, after) = words.split_at(comma);
    let after = after.trim_start_matches(is_space);
    let form = after.split(is_space).next().unwrap_or_default();
    if !COMPANY_FORMS.contains(&form.to_lowercase().as_str()) {
        return (company.trim(), Some(after));
    }
    let company_end = words.len() - after.len() + form.len();
    let (company, after) = words.split_at(company_end);
    let place = after.trim_start_matches(is_space);
    match place.strip_prefix('(').and_then(|place| place.strip_suffix(')')) {
        Some(place) => (company, Some(place)),
        None => (company, Some(place).filter(|place| !place.is_empty())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A bullet (under a company, if one is given) → title | employer | place | address.
    #[track_caller]
    fn check(company: Option<&str>, bullet: &str, expected: &str) {
        let posting = posting(bullet, company, Date::parse("2020-01-07"), bullet).unwrap();
        let fields = posting.fields;
        let parts = [fields.title, fields.employer, fields.location, posting.url];
        assert_eq!(parts.map(|part| part.unwrap_or_else(|| "-".to_owned())).join(" | "), expected);
    }

    #[test]
    fn the_older_form_names_everything_in_one_line() {
        check(None, "[Rust dev at Acme](https://a.example).", "Rust dev | Acme | - | https://a.example");
        check(
            None,
            "[Rust dev at Acme, Graz, AT](https://a.example)",
            "Rust dev | Acme | Graz, AT | https://a.example",
        );
        check(None, "[Dev at Acme, Inc. (Graz, Linz)](x)", "Dev | Acme, Inc. | Graz, Linz | x");
        check(None, "[Dev at Acme, Inc. Graz, AT](x)", "Dev | Acme, Inc. | Graz, AT | x");
        check(None, "[Dev at Acme](x) - C and Rust.", "Dev | Acme | - | x");
        check(None, "[Dev at Acme, Graz, AT (Remote available)](x)", "Dev | Acme | Graz, AT (Remote available) | x");
        check(None, "[Dev (Rust/C) at Acme (Remote)](x)", "Dev (Rust/C) | Acme | Remote | x");
        check(None, "[Postdoc](x) at Acme.", "Postdoc | Acme | - | x");
        check(None, "[Dev](x) at [Acme](y) (Graz)", "Dev | Acme | Graz | x");
        check(None, "[Port C++ to Rust (face detection)](x)", "Port C++ to Rust (face detection) | - | - | x");
    }

    #[test]
    fn the_newer_form_has_the_company_above() {
        let acme = Some("Acme");
        check(acme, "[Rust dev (Remote)](https://a.example)", "Rust dev | Acme | Remote | https://a.example");
        check(acme, "[Dev (Graz, AT (preferred) or Remote)](x)", "Dev | Acme | Graz, AT (preferred) or Remote | x");
        check(acme, "[Dev at scale (Rust) (Graz)](x)", "Dev at scale (Rust) | Acme | Graz | x");
        check(acme, "[Several positions](x)", "Several positions | Acme | - | x");
    }

    #[test]
    fn links_that_were_typed_wrong_are_read_all_the_same() {
        check(None, "[Dev at Acme]](https://a.example).", "Dev | Acme | - | https://a.example");
        check(None, "[Dev] at Acme (Graz)](x)", "Dev | Acme | Graz | x");
        check(None, "[Dev at Acme](https://a.example/(b)/c)", "Dev | Acme | - | https://a.example/(b)/c");
        check(None, "[Dev at Acme](https://a.example", "Dev | Acme | - | https://a.example");
    }
}
