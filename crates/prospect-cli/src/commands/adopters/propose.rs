//! `prospect adopters propose`: a ready record from an address and a few answers.
//!
//! Prints TOML that `cargo xtask codegen` accepts: a whole record for a new organisation, one more use for an
//! organisation that has a record.

use super::filter::{country, values};
use crate::screen::Outcome;
use anyhow::{Context as _, Result, bail, ensure};
use prospect_lexicon::knowledge;
use prospect_model::{Adoption, Date, Driver, OrganisationRole, Ownership, Sector, employer_key};
use std::fmt::Write as _;
use std::io::{BufRead, IsTerminal, Write as _};
use std::time::{SystemTime, UNIX_EPOCH};

/// Id of the document that stands for pages which contributors read.
const DOCUMENT: &str = "contributed";

/// Print a ready record from the address of a page and a few answers, given as flags or asked on a terminal
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  prospect adopters propose https://acme.example/blog/rust
  prospect adopters propose https://acme.example/blog/rust --name Acme --ownership private --sector robotics \\
      --what 'Steers its arms by a controller in Rust.' --driver fortification --adoption in-production \\
      > data/adopters/acme.toml
  cargo xtask codegen                                  checks it, with file and line

The page has to say what the record says, in the organisation's own words or in those of somebody who can know.
CONTRIBUTING.md has the checklist of the review.")]
pub(super) struct Args {
    /// Address of the page that tells of the use
    #[arg(value_name = "URL")]
    url: String,
    /// Usual name of the organisation
    #[arg(long)]
    name: Option<String>,
    /// What Rust is used for: one sentence of your own
    #[arg(long, value_name = "SENTENCE")]
    what: Option<String>,
    /// The part that is written in Rust
    #[arg(long, value_name = "NAME")]
    component: Option<String>,
    /// Who owns the organisation
    #[arg(long, value_parser = values(Ownership::ALL, Ownership::as_str))]
    ownership: Option<Ownership>,
    /// Where it works; may be repeated
    #[arg(long, value_parser = values(Sector::ALL, Sector::as_str))]
    sector: Vec<Sector>,
    /// What it is in the world of Rust; may be repeated [default: adopter]
    #[arg(long, value_parser = values(OrganisationRole::ALL, OrganisationRole::as_str))]
    role: Vec<OrganisationRole>,
    /// Why Rust was taken, if the page says
    #[arg(long, value_parser = values(Driver::ALL, Driver::as_str))]
    driver: Option<Driver>,
    /// How far the use has come
    #[arg(long, value_parser = values(Adoption::ALL, Adoption::as_str))]
    adoption: Option<Adoption>,
    /// Country of its seat, if the page says: a code or an English name
    #[arg(long, value_parser = country)]
    country: Option<String>,
    /// When the use began, if the page says: year, month or day
    #[arg(long, value_name = "DATE", value_parser = date)]
    event: Option<String>,
    /// When the page was published, if it says: year, month or day
    #[arg(long, value_name = "DATE", value_parser = date)]
    published: Option<String>,
    /// When you read the page [default: today]
    #[arg(long, value_name = "DATE", value_parser = date)]
    seen: Option<String>,
}

pub(super) fn run(args: &Args) -> Result<Outcome> {
    let is_address = args.url.starts_with("https://") || args.url.starts_with("http://");
    ensure!(is_address && !args.url.contains(char::is_whitespace), "`{}` is no address of a page", args.url);
    let name = answer(args.name.as_deref(), "--name", "Usual name of the organisation")?;
    let known = knowledge::organisation_named(&name);
    let what = answer(args.what.as_deref(), "--what", "What Rust is used for, one sentence of your own")?;
    let driver = choice(args.driver, "--driver", "Why, if the page says", Driver::ALL, Driver::as_str)?;
    let adoption = choice(args.adoption, "--adoption", "How far it has come", Adoption::ALL, Adoption::as_str)?;
    let seen = match &args.seen {
        Some(seen) => seen.clone(),
        None => today()?,
    };
    let published = args.published.as_deref().map(|date| format!(", published = \"{date}\"")).unwrap_or_default();
    let source = format!(
        "{{ kind = \"primary\", url = {}, document = \"{DOCUMENT}\"{published}, seen = \"{seen}\" }}",
        quoted(&args.url)?
    );

    let mut out = String::new();
    if known.is_none() {
        let ownership =
            choice(args.ownership, "--ownership", "Who owns the organisation", Ownership::ALL, Ownership::as_str)?;
        let sectors = match args.sector.as_slice() {
            [] => vec![choice(None, "--sector", "Where it works", Sector::ALL, Sector::as_str)?],
            sectors => sectors.to_vec(),
        };
        let roles = if args.role.is_empty() { vec![OrganisationRole::Adopter] } else { args.role.clone() };
        writeln!(out, "id = \"{}\"", slug(&name)?)?;
        writeln!(out, "name = {}", quoted(&name)?)?;
        writeln!(out, "ownership = \"{ownership}\"")?;
        if let Some(country) = &args.country {
            writeln!(out, "country = \"{country}\"")?;
        }
        writeln!(out, "sectors = [{}]", names(sectors.iter().map(|it| it.as_str())))?;
        writeln!(out, "roles = [{}]", names(roles.iter().map(|it| it.as_str())))?;
        writeln!(out, "provenance = [{source}]\n")?;
    }
    writeln!(out, "[[use]]\nid = \"{}\"", use_id(args.component.as_deref().unwrap_or(&what), known)?)?;
    writeln!(out, "what = {}", quoted(&what)?)?;
    if let Some(component) = &args.component {
        writeln!(out, "component = {}", quoted(component)?)?;
    }
    writeln!(out, "driver = \"{driver}\"\nadoption = \"{adoption}\"")?;
    if let Some(event) = &args.event {
        writeln!(out, "event = \"{event}\"")?;
    }
    writeln!(out, "provenance = [{source}]")?;
    print!("{out}");
    std::io::stdout().flush()?;
    if let Some(record) = known {
        eprintln!("hint: `{}` has a record: append this to data/adopters/{}.toml", record.name, record.id);
    }
    Ok(Outcome::Fine)
}

/// The answer given as a flag, else asked on a terminal.
fn answer(given: Option<&str>, flag: &str, question: &str) -> Result<String> {
    if let Some(given) = given.map(str::trim).filter(|given| !given.is_empty()) {
        return Ok(given.to_owned());
    }
    if !std::io::stdin().is_terminal() {
        bail!("no answer to \u{201c}{question}\u{201d}\nhint: give {flag}");
    }
    loop {
        eprint!("{question}: ");
        let mut line = String::new();
        ensure!(std::io::stdin().lock().read_line(&mut line)? > 0, "no answer to \u{201c}{question}\u{201d}");
        if !line.trim().is_empty() {
            return Ok(line.trim().to_owned());
        }
    }
}

/// One of closed names, given as a flag, else asked on a terminal until it is one.
fn choice<T: Copy>(
    given: Option<T>,
    flag: &str,
    question: &str,
    all: &[T],
    name: impl Fn(T) -> &'static str,
) -> Result<T> {
    if let Some(given) = given {
        return Ok(given);
    }
    let known = all.iter().map(|value| name(*value)).collect::<Vec<_>>().join(", ");
    loop {
        let text = answer(None, flag, &format!("{question} ({known})"))?;
        match all.iter().find(|value| name(**value) == text) {
            Some(value) => return Ok(*value),
            None => eprintln!("`{text}` is none of these"),
        }
    }
}

fn names<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ")
}

/// A TOML basic string. JSON escapes the same characters in the same way, but lets DEL through.
fn quoted(text: &str) -> Result<String> {
    ensure!(!text.contains(char::is_control), "`{}` has control characters", text.escape_debug());
    Ok(serde_json::to_string(text)?)
}

/// `Acme Robotics` as `acme-robotics`.
fn slug(name: &str) -> Result<String> {
    // As employers are compared: without accents and legal form.
    let plain = employer_key(name);
    let words: Vec<&str> = plain.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    ensure!(!words.is_empty(), "`{name}` has no letter for an id\nhint: give --name in Latin letters");
    Ok(words.join("-"))
}

/// An id for the use that its record does not have yet: the first words of its name or sentence.
fn use_id(text: &str, known: Option<&prospect_model::Organisation>) -> Result<String> {
    let slug = slug(text)?;
    let short: Vec<&str> = slug.split('-').take(4).collect();
    let short = short.join("-");
    let is_taken = |id: &str| known.is_some_and(|record| record.uses.iter().any(|it| it.id == id));
    let numbered = (2_u32..).map(|number| format!("{short}-{number}"));
    std::iter::once(short.clone()).chain(numbered).find(|id| !is_taken(id)).context("no free id")
}

/// A year, a month or a day of ISO 8601, between 1990 and today.
fn date(text: &str) -> Result<String, String> {
    let first = match text.len() {
        4 => format!("{text}-01-01"),
        7 => format!("{text}-01"),
        _ => text.to_owned(),
    };
    let day = Date::parse(&first).filter(|_| first.len() == 10).ok_or("no date such as 2015, 2015-05 or 2015-05-15")?;
    let today = today().map_err(|error| error.to_string())?;
    if day.year < 1990 || day.to_string() > today {
        return Err(format!("a date lies between 1990 and today, {today}"));
    }
    Ok(text.to_owned())
}

fn today() -> Result<String> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).context("the clock stands before 1970")?;
    let day = i64::try_from(since.as_secs()).ok().and_then(Date::from_unix).context("the clock stands after 9999")?;
    Ok(day.to_string())
}
