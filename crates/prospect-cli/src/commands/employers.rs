//! `prospect employers NAME`: what is known of an employer, and what its postings say.

use super::adopters::{employers_of, joined, why_not};
use crate::dataset;
use crate::home::HomeArgs;
use crate::lookup::Shipped;
use crate::screen::{Outcome, counted, grouped, has_colour};
use crate::suggest;
use anyhow::{Result, bail};
use prospect_lexicon::{knowledge, skills};
use prospect_market::{Hiring, Lookup as _, Work, Works, hiring};
use prospect_model::{Adoption, Dataset, Driver, Organisation, Project, Provenance, employer_key};
use std::io::{BufWriter, Write};

/// Show an employer: uses of Rust, outcomes, setbacks, sources, and its openings over time
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  prospect employers Cloudflare
  prospect employers AWS --json | jq .hiring.years
  prospect employers 'Acme Robotics'         an employer of your postings need not be a known adopter

NAME is any name or alias of a record, a project of one, or an employer's name in the postings.")]
pub(crate) struct Args {
    /// Name of the employer, in any spelling
    #[arg(value_name = "NAME")]
    name: String,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
    /// Use the shipped history even where a snapshot exists
    #[arg(long)]
    history: bool,
    #[command(flatten)]
    home: HomeArgs,
}

/// What a name leads to.
struct Page {
    record: Option<&'static Organisation>,
    projects: Vec<&'static Project>,
    parts: Vec<&'static Organisation>,
    /// Names in the postings.
    employers: Vec<String>,
    /// Employers of the postings that have the name and are not joined: name, why, openings.
    refused: Vec<(String, String, u64)>,
    hiring: Hiring,
}

pub(crate) fn run(args: &Args) -> Result<Outcome> {
    let (dataset, _) = dataset::load(&args.home, args.history)?;
    let page = page(&dataset, &args.name)?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    if args.json {
        serde_json::to_writer(&mut out, &json(&page))?;
        out.write_all(b"\n")?;
    } else {
        out.write_all(text(&page, has_colour()).as_bytes())?;
    }
    out.flush()?;
    Ok(Outcome::Fine)
}

fn page(dataset: &Dataset, name: &str) -> Result<Page> {
    let by_project = || knowledge::project_named(name)?.organisation.and_then(knowledge::organisation);
    let record = knowledge::organisation_named(name).or_else(by_project);
    let joins: Vec<Option<&str>> = dataset.employers.iter().map(|employer| joined(employer)).collect();
    let numbers = match record {
        Some(record) => employers_of(&joins, record.id),
        None => {
            let key = employer_key(name);
            let is_it = |employer: &String| {
                employer.eq_ignore_ascii_case(name.trim()) || (!key.is_empty() && employer_key(employer) == key)
            };
            let found = dataset.employers.iter().enumerate().filter(|(_, employer)| is_it(employer));
            found.filter_map(|(at, _)| u32::try_from(at).ok()).collect()
        }
    };
    if record.is_none() && numbers.is_empty() {
        let records = knowledge::organisations();
        let names = records.iter().flat_map(|record| std::iter::once(&record.name).chain(record.aliases)).copied();
        let near = suggest::nearest(name, names.chain(dataset.employers.iter().map(String::as_str)));
        bail!("no record and no posting has an employer `{name}`{}", suggest::hint(&near, ""));
    }
    let refused = record.map(|record| refused(dataset, record)).unwrap_or_default();
    let named = |at: &u32| dataset.employers.get(*at as usize).cloned();
    Ok(Page {
        record,
        projects: record.into_iter().flat_map(|record| knowledge::projects_of(record.id)).collect(),
        parts: record.into_iter().flat_map(|record| knowledge::parts_of(record.id)).collect(),
        employers: numbers.iter().filter_map(named).collect(),
        refused,
        hiring: hiring(dataset, &numbers, &Shipped),
    })
}

/// Employers that have a name of the record and are not joined to it.
fn refused(dataset: &Dataset, record: &Organisation) -> Vec<(String, String, u64)> {
    let mut refused = Vec::new();
    for (at, employer) in dataset.employers.iter().enumerate() {
        if let knowledge::Joining::Refused(id, reason) = knowledge::join(employer)
            && id == record.id
        {
            let n = dataset.openings.iter().filter(|row| row.employer.is_some_and(|it| it as usize == at)).count();
            refused.push((employer.clone(), why_not(reason), n as u64));
        }
    }
    refused
}

fn json(page: &Page) -> serde_json::Value {
    serde_json::json!({
        "is_known_adopter": page.record.is_some_and(|record| !record.uses.is_empty()),
        "organisation": page.record,
        "projects": page.projects,
        "parts": page.parts.iter().map(|record| record.id).collect::<Vec<_>>(),
        "employers": page.employers,
        "not_joined": page.refused.iter().map(|(employer, why, n)| {
            serde_json::json!({ "employer": employer, "reason": why, "n_openings": n })
        }).collect::<Vec<_>>(),
        "hiring": page.hiring,
    })
}

/// Lines of a page, with bold headings where they are wanted.
struct Lines {
    text: String,
    is_coloured: bool,
}

impl Lines {
    fn heading(&mut self, text: &str) {
        let (on, off) = if self.is_coloured { ("\u{1b}[1m", "\u{1b}[0m") } else { ("", "") };
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text.push_str(&format!("{on}{text}{off}\n"));
    }

    fn line(&mut self, text: impl AsRef<str>) {
        self.text.push_str("  ");
        self.text.push_str(text.as_ref());
        self.text.push('\n');
    }

    /// What belongs to the line above.
    fn under(&mut self, parts: impl IntoIterator<Item = String>) {
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        if !parts.is_empty() {
            self.line(format!("    {}", parts.join(" · ")));
        }
    }
}

fn text(page: &Page, is_coloured: bool) -> String {
    let mut out = Lines { text: String::new(), is_coloured };
    let mut works = Works::new(knowledge::documents());
    match page.record {
        Some(record) => push_record(&mut out, record, page, &mut works),
        None => {
            out.heading(page.employers.first().map_or("", String::as_str));
            out.line("no record: whether it uses Rust is told by its postings only");
        }
    }
    push_hiring(&mut out, page);
    let works = works.list();
    if !works.is_empty() {
        out.heading("Sources");
        for work in &works {
            out.line(format!("[{}] {}", work.number, work_text(work)));
        }
    }
    out.text
}

fn push_record(out: &mut Lines, record: &Organisation, page: &Page, works: &mut Works<'_>) {
    let mut cite =
        |sources: &[Provenance]| works.cite_all(sources).iter().map(ToString::to_string).collect::<Vec<_>>().join("; ");
    out.heading(record.name);
    let owner = record.part_of.and_then(knowledge::organisation).map(|owner| format!("part of {}", owner.name));
    let country = record.country.map(|code| Shipped.country_name(code).map_or_else(|| code.to_owned(), Into::into));
    let status = [Some(record.ownership.as_str().to_owned()), owner, country];
    out.line(status.into_iter().flatten().collect::<Vec<_>>().join(", "));
    let list = |items: Vec<&str>| items.join(", ");
    out.line(format!("sectors: {}", list(record.sectors.iter().map(|it| it.as_str()).collect())));
    out.line(format!("roles: {}", list(record.roles.iter().map(|it| it.as_str()).collect())));
    if !record.verticals.is_empty() {
        out.line(format!("context: {}", list(record.verticals.to_vec())));
    }
    if !record.aliases.is_empty() {
        out.line(format!("also called: {}", list(record.aliases.to_vec())));
    }
    if !page.parts.is_empty() {
        out.line(format!("parts: {}", list(page.parts.iter().map(|it| it.name).collect())));
    }
    if let Some(note) = record.note {
        out.line(note);
    }
    out.line(cite(record.provenance));
    if !record.uses.is_empty() {
        out.heading("Uses of Rust");
    }
    for it in record.uses {
        out.line(it.component.map_or(it.what.to_owned(), |component| format!("{component}: {}", it.what)));
        let replaced: Vec<&str> = it
            .replaced
            .iter()
            .map(|id| skills::by_id(id).map_or(*id, |skill| skill.name))
            .chain(it.replaced_other.iter().copied())
            .collect();
        out.under([
            if it.driver == Driver::Unstated { String::new() } else { it.driver.to_string() },
            if it.adoption == Adoption::Unstated { String::new() } else { it.adoption.to_string() },
            it.event.unwrap_or_default().to_owned(),
            if replaced.is_empty() { String::new() } else { format!("instead of {}", replaced.join(", ")) },
            cite(it.provenance),
        ]);
    }
    let outcomes = page.projects.iter().flat_map(|project| project.outcomes);
    let outcomes = outcomes.filter(|it| !record.tells_outcome(it));
    let outcomes: Vec<_> = record.outcomes.iter().chain(outcomes).collect();
    if !outcomes.is_empty() {
        out.heading("Outcomes, as they state them");
    }
    for it in outcomes {
        out.line(it.statement);
        let amount = it.amount.map(|amount| amount.to_string()).unwrap_or_default();
        let metric = it.metric.filter(|_| it.amount.is_some()).unwrap_or_default();
        out.under([
            if metric.is_empty() { amount } else { format!("{metric}: {amount}") },
            it.baseline_text().map(|baseline| format!("compared with {baseline}")).unwrap_or_default(),
            it.event.unwrap_or_default().to_owned(),
            cite(it.provenance),
        ]);
    }
    let setbacks = page.projects.iter().flat_map(|project| project.setbacks);
    let setbacks = setbacks.filter(|it| !record.tells_setback(it));
    let setbacks: Vec<_> = record.setbacks.iter().chain(setbacks).collect();
    if !setbacks.is_empty() {
        out.heading("Setbacks");
    }
    for it in setbacks {
        out.line(it.statement);
        out.under([
            it.kind.to_string(),
            it.cve.unwrap_or_default().to_owned(),
            it.event.unwrap_or_default().to_owned(),
            cite(it.provenance),
        ]);
    }
    if !page.projects.is_empty() {
        out.heading("Projects");
    }
    for it in &page.projects {
        out.line(format!("{} ({}): {}", it.name, it.kind, it.what));
        out.under([cite(it.provenance)]);
    }
}

fn push_hiring(out: &mut Lines, page: &Page) {
    let hiring = &page.hiring;
    out.heading("Openings");
    match hiring.window {
        Some(window) => out.line(format!(
            "{} seen {} to {} in {}, as {}",
            counted(hiring.n_openings, "opening"),
            window.first,
            window.last,
            hiring.sources.join(", "),
            page.employers.join(", ")
        )),
        None => out.line("none in these postings"),
    }
    if hiring.n_openings > 0 {
        out.line(match hiring.window_rust {
            Some(window) => format!("{} name Rust, {} to {}", grouped(hiring.n_rust), window.first, window.last),
            None => "none names Rust".to_owned(),
        });
        let years = hiring.years.iter().map(|it| match it.n_rust {
            0 => format!("{}: {}", it.year, it.n),
            n_rust => format!("{}: {} ({n_rust} Rust)", it.year, it.n),
        });
        out.line(format!("by year  {}", years.collect::<Vec<_>>().join(", ")));
        if !hiring.domains.is_empty() {
            let domains = hiring.domains.iter().map(|(domain, n)| format!("{domain} {n}"));
            out.line(format!("domains  {}", domains.collect::<Vec<_>>().join(", ")));
        }
        if let Some((low, high)) = hiring.pay_usd {
            out.line(format!(
                "base pay  US${} to US${} a year, stated by {}",
                grouped(low),
                grouped(high),
                counted(hiring.n_pay, "opening")
            ));
        }
    }
    for sample in &hiring.samples {
        let title = if sample.title.is_empty() { "no title" } else { &sample.title };
        out.line(format!("{}  {title}  {}", sample.month, sample.url.as_deref().unwrap_or_default()).trim_end());
    }
    for (employer, why, n) in &page.refused {
        out.line(format!("not counted: {} of an employer \u{201c}{employer}\u{201d}: {why}", counted(*n, "opening")));
    }
}

/// A work with its address and dates, on one line.
pub(super) fn work_text(work: &Work) -> String {
    let published = work.published.as_ref().map(|date| format!("published {date}"));
    let seen = work.seen.as_ref().map(|date| format!("seen {date}"));
    [Some(work.label.clone()), work.url.clone(), published, seen].into_iter().flatten().collect::<Vec<_>>().join(", ")
}
