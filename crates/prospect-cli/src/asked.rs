//! What the commands that answer questions have in common: which openings, which window, how many resamples.
//!
//! A value that nobody knows is an error that names the nearest that is known: a filter that silently keeps
//! everything, or nothing, would be a wrong answer.

use crate::dataset::{self, Origin};
use crate::home::HomeArgs;
use crate::lookup::{Shipped, shipped_knowledge};
use crate::{pipeline, suggest};
use anyhow::{Context as _, Result, anyhow, bail};
use prospect_lexicon::place_names::{countries_spelt_like, country_named};
use prospect_market::{Filter, Options, Report, Window, questions};
use prospect_model::{Dataset, Domain, Month, RoleFamily, Seniority, WorkMode};

/// Which openings are counted, and how.
#[derive(clap::Args)]
pub(crate) struct AskedArgs {
    /// First month counted: YYYY-MM, or a year
    #[arg(long, value_name = "MONTH")]
    since: Option<String>,
    /// Last month counted: YYYY-MM, or a year
    #[arg(long, value_name = "MONTH")]
    until: Option<String>,
    /// A second window to compare with, such as 2019-01..2019-12
    #[arg(long, value_name = "FROM..TO")]
    compare: Option<String>,
    /// Only this source; may be given several times
    #[arg(long, value_name = "ID")]
    source: Vec<String>,
    /// Only this domain, such as web3; may be given several times: any of them
    #[arg(long, value_name = "DOMAIN")]
    domain: Vec<String>,
    /// Only openings with a place in this country, by code or name; any of several
    #[arg(long, value_name = "COUNTRY")]
    country: Vec<String>,
    /// Only openings that allow this work mode: onsite, hybrid, remote; any of several
    #[arg(long, value_name = "MODE")]
    work_mode: Vec<String>,
    /// Only openings that name this level, such as senior; any of several
    #[arg(long, value_name = "LEVEL")]
    seniority: Vec<String>,
    /// Only openings of this kind of work, such as backend; any of several
    #[arg(long, value_name = "FAMILY")]
    role_family: Vec<String>,
    /// Only openings that name this skill, by id or name; any of several
    #[arg(long, value_name = "SKILL")]
    skill: Vec<String>,
    /// Use the shipped history even where a snapshot exists
    #[arg(long)]
    history: bool,
    /// Replicates of the bootstrap
    #[arg(long, default_value_t = 2_000, value_name = "B", value_parser = clap::value_parser!(u32).range(200..=100_000))]
    replicates: u32,
    /// Threads [default: as many as the machine has]
    #[arg(long, value_name = "N")]
    threads: Option<usize>,
    #[command(flatten)]
    pub(crate) home: HomeArgs,
}

impl AskedArgs {
    /// Answers questions (all: none given) as the command line `name` with these arguments.
    pub(crate) fn report(&self, name: &str, asked: &[String]) -> Result<Report> {
        let (dataset, origin) = dataset::load(&self.home, self.history)?;
        let filter = self.filter()?;
        let sources = dataset.sources.iter().map(|source| source.id.as_str()).collect::<Vec<_>>();
        let asked_of = asked.iter().map(|id| question(id)).collect::<Result<Vec<_>>>()?;
        for id in &self.source {
            known("source", id, &sources)?;
        }
        let compare = self.compare.as_deref().map(window).transpose()?;
        let lookup = Shipped;
        let options = Options {
            n_replicates: self.replicates as usize,
            n_threads: self.n_threads(),
            sources: self.source.clone(),
            command: self.command(name, &filter, origin),
            questions: asked_of,
            filter,
            compare,
            ..Options::new(&lookup)
        };
        Ok(answer(&dataset, &options))
    }

    pub(crate) fn n_threads(&self) -> usize {
        self.threads.unwrap_or_else(pipeline::default_threads)
    }

    fn filter(&self) -> Result<Filter> {
        let since = self.since.as_deref().map(|text| month(text, false)).transpose()?;
        let until = self.until.as_deref().map(|text| month(text, true)).transpose()?;
        if let (Some(since), Some(until)) = (since, until)
            && since > until
        {
            bail!("--since {since} is after --until {until}");
        }
        Ok(Filter {
            since,
            until,
            domains: named("domain", &self.domain, Domain::ALL, Domain::as_str)?,
            work_modes: named("work mode", &self.work_mode, WorkMode::ALL, WorkMode::as_str)?,
            seniority: named("level", &self.seniority, Seniority::ALL, Seniority::as_str)?,
            role_families: named("role family", &self.role_family, RoleFamily::ALL, RoleFamily::as_str)?,
            countries: self.country.iter().map(|word| country(word)).collect::<Result<_>>()?,
            skills: self.skill.iter().map(|word| skill(word)).collect::<Result<_>>()?,
        })
    }

    /// The command that makes the same report again.
    fn command(&self, name: &str, filter: &Filter, origin: Origin) -> String {
        let mut words = vec!["prospect".to_owned(), name.to_owned()];
        words.extend(flags(filter, &self.source));
        let mut add = |flag: &str, value: &dyn std::fmt::Display| words.push(format!("{flag} {value}"));
        self.compare.iter().for_each(|it| add("--compare", it));
        if self.replicates != 2_000 {
            add("--replicates", &self.replicates);
        }
        if origin == Origin::History {
            words.push("--history".to_owned());
        }
        words.join(" ")
    }
}

/// A filter as flags of the command line, in the order of `--help`.
pub(crate) fn flags(filter: &Filter, sources: &[String]) -> Vec<String> {
    let mut words = Vec::new();
    let mut add = |flag: &str, value: &dyn std::fmt::Display| words.push(format!("{flag} {value}"));
    filter.since.iter().for_each(|it| add("--since", it));
    filter.until.iter().for_each(|it| add("--until", it));
    sources.iter().for_each(|it| add("--source", it));
    filter.domains.iter().for_each(|it| add("--domain", it));
    filter.countries.iter().for_each(|it| add("--country", it));
    filter.work_modes.iter().for_each(|it| add("--work-mode", it));
    filter.seniority.iter().for_each(|it| add("--seniority", it));
    filter.role_families.iter().for_each(|it| add("--role-family", it));
    filter.skills.iter().for_each(|it| add("--skill", it));
    words
}

/// The report of a dataset: the one place where commands make it.
pub(crate) fn answer(dataset: &Dataset, options: &Options<'_>) -> Report {
    let report = prospect_market::report(dataset, options);
    // Claims speak of the whole: beside one question, or beside a part of the openings, they would stand wrong.
    let is_whole = options.questions.is_empty() && options.compare.is_none() && options.filter == Filter::default();
    if is_whole { report.with_knowledge(dataset, shipped_knowledge(), options) } else { report }
}

/// The id of a question that exists.
pub(crate) fn question(word: &str) -> Result<String> {
    let ids: Vec<&str> = questions().map(|question| question.id).collect();
    known("question", word, &ids)?;
    Ok(word.to_owned())
}

/// Values by their names.
pub(crate) fn named<T: Copy>(what: &str, words: &[String], all: &[T], name: fn(T) -> &'static str) -> Result<Vec<T>> {
    let names: Vec<&str> = all.iter().map(|it| name(*it)).collect();
    let value = |word: &String| {
        known(what, word, &names)?;
        all.iter().copied().find(|it| name(*it) == word).with_context(|| format!("no {what} `{word}`"))
    };
    words.iter().map(value).collect()
}

/// Refuses a word that is none of the known, with the nearest of them.
pub(crate) fn known(what: &str, word: &str, names: &[&str]) -> Result<()> {
    if names.contains(&word) {
        return Ok(());
    }
    let otherwise =
        if names.len() <= 20 { format!("one of {}", names.join(", ")) } else { "no name is near it".to_owned() };
    Err(anyhow!("no {what} `{word}`{}", suggest::hint(&suggest::nearest(word, names.iter().copied()), &otherwise)))
}

/// The id of a skill by its id, name or alias.
pub(crate) fn skill(word: &str) -> Result<String> {
    let entries = prospect_lexicon::skills::skills();
    let is_it = |text: &str| text.eq_ignore_ascii_case(word);
    let by_name = || entries.iter().find(|it| is_it(it.name) || it.aliases.iter().any(|alias| is_it(alias)));
    if let Some(entry) = prospect_lexicon::skills::by_id(word).or_else(by_name) {
        return Ok(entry.id.to_owned());
    }
    let near = suggest::nearest(word, entries.iter().flat_map(|it| [it.id, it.name]));
    bail!("no skill `{word}`{}", suggest::hint(&near, "`prospect openings --json` shows skills"))
}

/// The code of a country by its code or name.
pub(crate) fn country(word: &str) -> Result<String> {
    if let Some(code) = country_named(word) {
        return Ok(code.to_owned());
    }
    let near = countries_spelt_like(word, 1);
    bail!("no country `{word}`{}", suggest::hint(&near, "give a two-letter code, such as DE"))
}

/// `2024-05`, or `2024` for its first or last month.
pub(crate) fn month(text: &str, is_last: bool) -> Result<Month> {
    let whole_year = if is_last { format!("{text}-12") } else { format!("{text}-01") };
    Month::parse(text)
        .or_else(|| Month::parse(&whole_year))
        .with_context(|| format!("`{text}` is no month\nhint: write it as 2024-05, or a year as 2024"))
}

/// `2019-01..2019-12`, both included.
fn window(text: &str) -> Result<Window> {
    let (first, last) =
        text.split_once("..").with_context(|| format!("`{text}` is no window\nhint: write it as 2019-01..2019-12"))?;
    let window = Window { first: month(first, false)?, last: month(last, true)? };
    if window.first > window.last {
        bail!("the window `{text}` ends before it begins");
    }
    Ok(window)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_and_windows_are_read() {
        assert_eq!(month("2024", true).unwrap(), Month { year: 2024, month: 12 });
        assert_eq!(window("2019..2019-06").unwrap().last, Month { year: 2019, month: 6 });
        for text in ["2019", "2020..2019", "x..y"] {
            assert!(window(text).is_err(), "{text}");
        }
    }
}
