//! `prospect match`: openings ranked for one person, with the reasons.

use super::table::{filtered, name, person, posting, unknowns};
use super::{N_MONTHS_VIEW, PersonArgs, PostingsArgs, months, with_purpose};
use crate::screen::{Outcome, counted, grouped};
use anyhow::Result;
use prospect_career::{Credit, Match, Matches, Profile, Term, View, match_postings};
use std::io::{BufWriter, Write};

/// Rank postings for one person, with the reasons
#[derive(clap::Args)]
#[command(after_help = with_purpose!("\
Examples:
  prospect match --have \"Rust 4y, Tokio, PostgreSQL, Linux\" --country PT --remote
  prospect match --resume resume.json --country DE --pay-min \"90k EUR\" --why
  prospect match --have \"C++ 8y, Linux\" --json | jq '.matches[0].terms'

A score is the sum of its terms (--why shows them): what a posting asks for, weighed by how strongly it asks and how
much the skill tells, covered by what you have. Another skill never lowers a score."))]
pub(crate) struct Args {
    #[command(flatten)]
    person: PersonArgs,
    /// Months of postings, up to the last of the data
    #[arg(long, value_name = "N", default_value = "3", value_parser = months)]
    months: u32,
    /// Postings to print
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: usize,
    /// Show every term of each score
    #[arg(long)]
    why: bool,
    #[command(flatten)]
    postings: PostingsArgs,
}

pub(crate) fn run(args: &Args) -> Result<Outcome> {
    let profile = args.person.profile_with_skills()?;
    let dataset = args.postings.load()?;
    let view = View::new(&dataset, N_MONTHS_VIEW);
    let mut matches = match_postings(&view, &profile, args.months);
    let n_matches = matches.matches.len();
    matches.matches.truncate(args.limit);
    let mut out = BufWriter::new(std::io::stdout().lock());
    if args.postings.json {
        let answer = serde_json::json!({
            "snapshot": dataset.snapshot_id,
            "profile": profile,
            "months": args.months,
            "last_month": view.last,
            "n_matches": n_matches,
            "answer": matches,
        });
        writeln!(out, "{answer}")?;
    } else {
        print(&mut out, args, &view, &profile, &matches, n_matches)?;
    }
    out.flush()?;
    Ok(Outcome::Fine)
}

fn print(
    out: &mut impl Write,
    args: &Args,
    view: &View<'_>,
    profile: &Profile,
    matches: &Matches,
    n_matches: usize,
) -> Result<()> {
    writeln!(out, "{}", person(profile))?;
    writeln!(out, "{} in the {} months to {}", filtered(&matches.filtered), args.months, view.last)?;
    writeln!(
        out,
        "{} postings ask for something you have; {} openings ask for nothing you have, {} name no skill\n",
        grouped(n_matches as u64),
        grouped(matches.n_without_overlap),
        grouped(matches.n_without_skills)
    )?;
    if matches.matches.is_empty() {
        writeln!(out, "Nothing found. That says nothing about you: look at more months, or at fewer filters.")?;
    }
    for (rank, found) in (1..).zip(&matches.matches) {
        print_match(out, rank, found, args.why)?;
    }
    Ok(())
}

fn print_match(out: &mut impl Write, rank: usize, found: &Match, is_why: bool) -> Result<()> {
    let others = match found.other_roles.len() {
        0 => String::new(),
        n => format!(" (and {})", counted(n as u64, "other role")),
    };
    writeln!(out, "{rank:3}  {:.3}  {}{others}{}", found.score, posting(&found.posting), unknowns(&found.filters))?;
    if is_why {
        for term in &found.terms {
            writeln!(out, "            {:+.4}  {:9}  {}", term.adds, term.need.as_str(), told(term))?;
        }
        if found.years_factor < 1.0 {
            writeln!(out, "            every term times {:.2}: fewer years than asked", found.years_factor)?;
        }
        // Below a hundredth there is nothing to see.
        if found.kind_factor < 0.995 {
            writeln!(
                out,
                "            every term times {:.2}: how far your skills speak for this kind of work",
                found.kind_factor
            )?;
        }
        return Ok(());
    }
    let of = |want: fn(&Credit) -> bool| {
        let names: Vec<String> = found.terms.iter().filter(|term| want(&term.credit)).map(skills).collect();
        if names.is_empty() { "-".to_owned() } else { names.join(", ") }
    };
    writeln!(out, "            you have: {}", of(|credit| matches!(credit, Credit::Has { .. })))?;
    let lacks: Vec<String> = found
        .terms
        .iter()
        .filter(|term| term.need == prospect_model::SkillNeed::Required && !matches!(term.credit, Credit::Has { .. }))
        .map(told)
        .collect();
    if !lacks.is_empty() {
        writeln!(out, "            also asked: {}", lacks.join(", "))?;
    }
    Ok(())
}

/// `Rust`, or `Rust or C++`.
fn skills(term: &Term) -> String {
    term.skills.iter().map(|id| name(id)).collect::<Vec<_>>().join(" or ")
}

fn told(term: &Term) -> String {
    let skills = skills(term);
    match &term.credit {
        Credit::Has { .. } => format!("{skills}: you have it"),
        Credit::Near { skill, proximity, n_together } if *n_together > 0 => {
            format!("{skills} (near your {}, {proximity:.2}, n {n_together})", name(skill))
        }
        Credit::Near { skill, .. } => format!("{skills} (part of your {})", name(skill)),
        Credit::Taught => format!("{skills} (they teach it)"),
        Credit::None => skills,
    }
}
