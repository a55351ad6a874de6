//! `prospect route`: ways into Rust for one person.

use super::table::{filtered, name, names, pay, person, posting, share, unknowns};
use super::{N_MONTHS_VIEW, PersonArgs, PostingsArgs, months, with_purpose};
use crate::screen::{Outcome, counted, grouped};
use anyhow::{Result, bail};
use prospect_career::{Profile, Route, View, route};
use prospect_model::StartingPoint;
use std::io::{BufWriter, Write};

/// Show the ways from what you have into Rust
#[derive(clap::Args)]
#[command(after_help = with_purpose!("\
Examples:
  prospect route --have \"C++ 8y, Linux, CMake\" --from cpp --country DE
  prospect route --have \"Go, Kubernetes\" --from infrastructure-go --remote --country PT
  prospect route --from new
  prospect route --resume resume.json --from python --json

Starting points: cpp, infrastructure-go, web, python, new."))]
pub(crate) struct Args {
    #[command(flatten)]
    person: PersonArgs,
    /// Where you start: cpp, infrastructure-go, web, python, new
    #[arg(long, value_name = "START")]
    from: Option<String>,
    /// Months of postings, up to the last of the data
    #[arg(long, value_name = "N", default_value = "60", value_parser = months)]
    months: u32,
    /// Postings and lines of each table
    #[arg(long, value_name = "N", default_value_t = 10)]
    limit: usize,
    #[command(flatten)]
    postings: PostingsArgs,
}

pub(crate) fn run(args: &Args) -> Result<Outcome> {
    let profile = args.person.profile()?;
    let from = match args.from.as_deref().map(|from| (from, StartingPoint::from_name(from))) {
        None => None,
        Some((_, Some(from))) => Some(from),
        Some((from, None)) => {
            let all: Vec<&str> = StartingPoint::ALL.iter().map(|from| from.as_str()).collect();
            bail!("no starting point `{from}`; expected one of {}", all.join(", "));
        }
    };
    if profile.skills.is_empty() && from.is_none() {
        bail!("nothing to start from\nhint: --have \"C++ 8y, Linux\" --from cpp, or --from new");
    }
    let dataset = args.postings.load()?;
    let view = View::new(&dataset, N_MONTHS_VIEW);
    let route = route(&view, &profile, from, args.months);
    let mut out = BufWriter::new(std::io::stdout().lock());
    if args.postings.json {
        let answer = serde_json::json!({ "snapshot": dataset.snapshot_id, "profile": profile, "answer": route });
        writeln!(out, "{answer}")?;
    } else {
        print(&mut out, &profile, &route, args.limit)?;
    }
    out.flush()?;
    Ok(Outcome::Fine)
}

fn print(out: &mut impl Write, profile: &Profile, route: &Route, limit: usize) -> Result<()> {
    if !profile.skills.is_empty() {
        writeln!(out, "{}", person(profile))?;
    }
    writeln!(
        out,
        "Openings that name Rust: {} of {} in {} to {}, {}\n",
        grouped(route.n_openings),
        counted(route.n_employers as u64, "employer"),
        route.first,
        route.last,
        route.frame
    )?;

    writeln!(out, "They say that they accept what you have, or teach Rust: {}", filtered(&route.filtered))?;
    if route.accepted.is_empty() {
        writeln!(out, "  None found. Few postings say so; it does not mean that the others refuse.")?;
    }
    for accepted in route.accepted.iter().take(limit) {
        writeln!(out, "  {}{}", posting(&accepted.posting), unknowns(&accepted.filters))?;
        let mut says = Vec::new();
        if !accepted.has.is_empty() {
            let any_of: Vec<&str> = accepted.any_of.iter().map(|id| name(id)).collect();
            says.push(format!("one is enough of {}", any_of.join(", ")));
        }
        if accepted.trains {
            says.push("teaches Rust".to_owned());
        }
        let lacks = names(accepted.lacks.iter().map(String::as_str));
        writeln!(out, "      says: {}; also required: {lacks}", says.join("; "))?;
    }
    print_rest(out, route.accepted.len(), limit)?;

    writeln!(out, "\nAccepted instead of Rust, share of the openings that name it")?;
    if route.alternatives.is_empty() {
        writeln!(out, "  None read.")?;
    }
    for line in route.alternatives.iter().take(limit) {
        let mark = if line.has { "*" } else { " " };
        let examples: Vec<&str> = line.examples.iter().map(|example| example.id.as_str()).collect();
        writeln!(out, "  {mark} {:16} {:34} {}", line.name, share(&line.accepted), examples.join(" "))?;
    }
    print_rest(out, route.alternatives.len(), limit)?;

    writeln!(out, "\nChances of entry, and pay")?;
    writeln!(out, "  junior or intern level named       {}", share(&route.entry.junior))?;
    if let Some(years) = &route.entry.years {
        writeln!(out, "  ask for no more years than yours   {}, of those that state years", share(years))?;
    }
    writeln!(out, "  accept another language            {}", share(&route.entry.accepts))?;
    writeln!(out, "  say that they teach Rust           {}", share(&route.entry.teaches))?;
    writeln!(out, "  median pay, US dollars a year      {}", pay(&route.pay))?;

    if !profile.skills.is_empty() {
        writeln!(out, "\nDomains, nearest first: you would cover all that is required once you know Rust")?;
        for line in &route.domains {
            writeln!(out, "  {:30} {:34} pay {}", line.domain.as_str(), share(&line.within_reach), pay(&line.pay))?;
        }
    }

    match route.from {
        Some(from) => writeln!(out, "\nSteps from {from}")?,
        None => writeln!(out, "\nSteps for everybody (--from adds those of your starting point)")?,
    }
    // The steps of the starting point, and the first of those for everybody.
    let mut n_general = 0;
    let mut n_left_out = 0;
    for step in &route.steps {
        if step.step.from.is_empty() {
            n_general += 1;
            if n_general > limit {
                n_left_out += 1;
                continue;
            }
        }
        let has = if step.has.is_empty() {
            String::new()
        } else {
            format!(" [you have {}]", names(step.has.iter().copied()))
        };
        writeln!(out, "  {:3} {}{has}", step.step.order, step.step.title)?;
        if let Some(url) = step.step.url {
            writeln!(out, "      {url}")?;
        }
    }
    print_rest(out, limit + n_left_out, limit)
}

fn print_rest(out: &mut impl Write, n: usize, limit: usize) -> Result<()> {
    if n > limit {
        writeln!(out, "  and {} more (--limit)", grouped((n - limit) as u64))?;
    }
    Ok(())
}
