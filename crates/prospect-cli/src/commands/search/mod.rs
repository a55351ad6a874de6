//! `prospect search`: words and facts in one query, over the openings of the home or of the shipped history.

mod browser;
mod table;

use crate::home::HomeArgs;
use crate::index;
use crate::pipeline;
use crate::screen::{Outcome, has_colour};
use anyhow::{Context as _, Result, anyhow, bail};
use prospect_lexicon::money::usd_rate;
use prospect_search::{Answer, Facet, Filter, Hit, Query, QueryError, Sort, currency_code};
use std::io::Write as _;

/// Search openings by words and facts
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  prospect search embedded rust                     both words
  prospect search '\"data plane\" -blockchain'        a phrase, and without a word
  prospect search --skill 'rust and not java' --takes PT --open-only
  prospect search --pay-min '90k EUR' --keep-unknown pay-min --sort pay
  prospect search rust country:DE --facet skill,seniority
  prospect search rust --json --limit 100 | jq '.hits[].url'
  prospect search rust --open 2                     open the second link in the browser

Words must all stand in the posting; `OR` between two takes either, `-` leaves out. A filter may also stand among the
words: country:DE. Several values of one filter: any of them; several filters: all. Openings that say nothing to a
filter are left out and counted, and kept with --keep-unknown. The history has no texts: there, words are those of
titles, employers, skills, places and other facts.")]
pub(crate) struct Args {
    /// Words, \"phrases\", -words to leave out, filters such as country:DE
    #[arg(value_name = "WORDS")]
    words: Vec<String>,
    /// Skills by name or alias, with and, or, not and brackets
    #[arg(long, value_name = "SKILLS")]
    skill: Vec<String>,
    /// Only skills count that the posting requires
    #[arg(long)]
    required: bool,
    /// Employers whose name holds this
    #[arg(long, value_name = "NAME")]
    employer: Vec<String>,
    /// A place in this country, by code or name
    #[arg(long, value_name = "COUNTRY")]
    country: Vec<String>,
    /// A place in this region, such as US-CA or Bavaria, or group of countries, such as EU
    #[arg(long, value_name = "REGION")]
    region: Vec<String>,
    /// A place in a city of this name
    #[arg(long, value_name = "CITY")]
    city: Vec<String>,
    /// Allows this work mode: onsite, hybrid, remote
    #[arg(long, value_name = "MODE")]
    work_mode: Vec<String>,
    /// A person in this country can take it: remotely, or at one of its places
    #[arg(long, value_name = "COUNTRY")]
    takes: Vec<String>,
    /// Pays this much a year or more: "90k EUR"
    #[arg(long, value_name = "PAY")]
    pay_min: Vec<String>,
    /// Names this level, such as senior
    #[arg(long, value_name = "LEVEL")]
    seniority: Vec<String>,
    /// Asks for this many years of experience at most
    #[arg(long, value_name = "N")]
    years_max: Vec<String>,
    /// What is built, such as web3
    #[arg(long, value_name = "DOMAIN")]
    domain: Vec<String>,
    /// What it says about visas: offered, not-offered
    #[arg(long, value_name = "WHAT")]
    visa: Vec<String>,
    /// Published by this source
    #[arg(long, value_name = "ID")]
    source: Vec<String>,
    /// Newest posting of this day, month or year, or later
    #[arg(long, value_name = "WHEN")]
    since: Vec<String>,
    /// Newest posting of this day, month or year, or earlier
    #[arg(long, value_name = "WHEN")]
    until: Vec<String>,
    /// Seen in the last 31 days of its source
    #[arg(long)]
    open_only: bool,
    /// Filters that keep what says nothing to them, such as pay-min,years-max; or all
    #[arg(long, value_name = "FILTERS", value_delimiter = ',')]
    keep_unknown: Vec<String>,
    /// Order: relevance, date, pay
    #[arg(long, value_name = "ORDER", default_value = "relevance")]
    sort: String,
    /// Hits to print
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = clap::value_parser!(u32).range(0..=1_000_000))]
    limit: u32,
    /// Count values among all hits: skill, employer, country, region, city, work-mode, remote-scope, seniority, domain,
    /// visa, source, year
    #[arg(long, value_name = "FACETS", value_delimiter = ',')]
    facet: Vec<String>,
    /// Values of each facet to print
    #[arg(long, value_name = "N", default_value_t = 10)]
    facet_values: usize,
    /// Show pay a year in this currency, at the rate of the posting's month
    #[arg(long, value_name = "CODE")]
    currency: Option<String>,
    /// Open the link of the n-th hit in the browser
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=100_000))]
    open: Option<u32>,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
    /// Use the shipped history even where a snapshot exists
    #[arg(long)]
    history: bool,
    /// Threads [default: as many as the machine has]
    #[arg(long, value_name = "N")]
    threads: Option<usize>,
    #[command(flatten)]
    home: HomeArgs,
}

impl Args {
    /// The values of each filter that options give.
    fn filters(&self) -> [(Filter, &[String]); 15] {
        [
            (Filter::Skill, &self.skill),
            (Filter::Employer, &self.employer),
            (Filter::Country, &self.country),
            (Filter::Region, &self.region),
            (Filter::City, &self.city),
            (Filter::WorkMode, &self.work_mode),
            (Filter::Takes, &self.takes),
            (Filter::PayMin, &self.pay_min),
            (Filter::Seniority, &self.seniority),
            (Filter::YearsMax, &self.years_max),
            (Filter::Domain, &self.domain),
            (Filter::Visa, &self.visa),
            (Filter::Source, &self.source),
            (Filter::Since, &self.since),
            (Filter::Until, &self.until),
        ]
    }

    fn query(&self) -> Result<Query> {
        let mut query = Query::parse(&self.words.join(" "))?;
        for (filter, values) in self.filters() {
            for value in values {
                query.filters.add(filter, value)?;
            }
        }
        query.filters.is_open_only |= self.open_only;
        query.filters.is_required_only = self.required;
        if self.required && query.filters.skills.is_empty() {
            bail!("--required says how skills are asked for\nhint: give --skill");
        }
        query.filters.check()?;
        for name in &self.keep_unknown {
            match name.as_str() {
                "all" => query.unknown_kept.extend(Filter::ALL),
                name => query.unknown_kept.push(kept(name)?),
            }
        }
        query.sort = Sort::named(&self.sort)?;
        // The hit to open may lie behind those to print.
        query.limit = self.limit.max(self.open.unwrap_or(0)) as usize;
        query.facets = self.facet.iter().map(|name| Facet::named(name)).collect::<Result<_, QueryError>>()?;
        query.n_facet_values = self.facet_values;
        Ok(query)
    }
}

/// A filter that may be said nothing to.
fn kept(name: &str) -> Result<Filter> {
    let filter = Filter::named(name)?;
    if !filter.may_be_unknown() {
        bail!("every opening says something to `{name}`: a skill that it does not name, it does not ask for");
    }
    Ok(filter)
}

pub(crate) fn run(args: &Args) -> Result<Outcome> {
    let query = args.query()?;
    let currency = args.currency.as_deref().map(currency_code).transpose()?;
    let n_threads = args.threads.unwrap_or_else(pipeline::default_threads);
    let (index, _) = index::open(&args.home, args.history, n_threads)?;
    let mut answer = index.search(&query, n_threads)?;
    if let Some(number) = args.open {
        return open(&answer, number);
    }
    answer.hits.truncate(args.limit as usize);
    let mut out = std::io::stdout().lock();
    if args.json {
        writeln!(out, "{}", json(&answer, args, currency.as_deref())?)?;
    } else {
        let page = table::page(&answer, currency.as_deref(), table::width(), has_colour());
        out.write_all(page.as_bytes())?;
    }
    out.flush()?;
    Ok(Outcome::Fine)
}

fn open(answer: &Answer, number: u32) -> Result<Outcome> {
    let hit = answer.hits.get(number as usize - 1);
    let hit = hit.with_context(|| format!("no hit {number}: {} found", answer.n))?;
    let url = hit.shown.url.as_deref().with_context(|| format!("posting `{}` has no link", hit.shown.posting))?;
    browser::open(url)?;
    println!("opened {url}");
    Ok(Outcome::Fine)
}

fn json(answer: &Answer, args: &Args, currency: Option<&str>) -> Result<serde_json::Value> {
    let mut value = serde_json::to_value(answer)?;
    if let (Some(currency), Some(hits)) = (currency, value.get_mut("hits").and_then(|hits| hits.as_array_mut())) {
        for (hit, value) in answer.hits.iter().zip(hits) {
            let amounts = [("pay_year", hit.shown.pay_usd), ("pay_most_year", hit.shown.pay_most_usd)];
            for (name, usd) in amounts {
                let amount = usd.and_then(|usd| in_currency(usd, hit, currency));
                value.as_object_mut().map(|hit| hit.insert(name.to_owned(), amount.into()));
            }
        }
    }
    let filters = args.filters();
    let given = filters.iter().filter(|(_, values)| !values.is_empty());
    let mut asked: serde_json::Map<String, serde_json::Value> =
        given.map(|(filter, values)| (filter.as_str().to_owned(), serde_json::json!(values))).collect();
    asked.insert("words".to_owned(), args.words.join(" ").into());
    asked.insert("required".to_owned(), args.required.into());
    asked.insert("open-only".to_owned(), args.open_only.into());
    asked.insert("keep-unknown".to_owned(), args.keep_unknown.clone().into());
    asked.insert("currency".to_owned(), currency.into());
    let object = value.as_object_mut().ok_or_else(|| anyhow!("an answer is an object"))?;
    object.insert("query".to_owned(), asked.into());
    Ok(value)
}

/// US dollars a year of a hit in another currency, at the rate of its month.
fn in_currency(usd: u64, hit: &Hit, currency: &str) -> Option<u64> {
    let rate = usd_rate(currency, hit.shown.month?)?;
    (rate > 0.0).then(|| (usd as f64 / rate).round() as u64)
}
