//! `prospect gap`: what a target asks, held against what one person has, and which skill opens more.

use super::table::{filtered, name, pay, person, posting, share};
use super::{N_MONTHS_VIEW, PersonArgs, PostingsArgs, months, with_purpose};
use crate::screen::{Outcome, counted, grouped};
use anyhow::{Result, bail};
use prospect_career::{Gap, Profile, SkillLine, Standing, Target, View, gap};
use prospect_model::Domain;
use std::io::{BufWriter, Write};

/// Hold what you have against what is asked, and see which skill opens more
#[derive(clap::Args)]
#[command(after_help = with_purpose!("\
Examples:
  prospect gap --have \"C++ 8y, Linux, CMake\"                        openings that name Rust
  prospect gap --have \"Python, SQL\" --skill Go --country DE
  prospect gap --have \"Rust, Linux\" --domain embedded-iot
  prospect gap --have \"Rust, TypeScript\" --employer Acme --months 60
  prospect gap --resume resume.json --posting hn/47617564 --json"))]
pub(crate) struct Args {
    #[command(flatten)]
    person: PersonArgs,
    /// Openings that name this skill [default: Rust]
    #[arg(long, value_name = "NAME", group = "target")]
    skill: Option<String>,
    /// Openings of this domain
    #[arg(long, value_name = "NAME", group = "target")]
    domain: Option<String>,
    /// Openings of this employer
    #[arg(long, value_name = "NAME", group = "target")]
    employer: Option<String>,
    /// One posting, by id or SOURCE/ID
    #[arg(long, value_name = "ID", group = "target")]
    posting: Option<String>,
    /// Months of postings, up to the last of the data
    #[arg(long, value_name = "N", default_value = "24", value_parser = months)]
    months: u32,
    /// Lines of each table
    #[arg(long, value_name = "N", default_value_t = 10)]
    limit: usize,
    #[command(flatten)]
    postings: PostingsArgs,
}

impl Args {
    fn target(&self) -> Result<Target> {
        if let Some(posting) = &self.posting {
            return Ok(Target::Posting(posting.clone()));
        }
        if let Some(employer) = &self.employer {
            return Ok(Target::Employer(employer.clone()));
        }
        if let Some(domain) = &self.domain {
            let Some(found) = Domain::from_name(domain) else {
                let all: Vec<&str> = Domain::ALL.iter().map(|domain| domain.as_str()).collect();
                bail!("no domain `{domain}`; expected one of {}", all.join(", "));
            };
            return Ok(Target::Domain(found));
        }
        Ok(Target::Skill(self.skill.clone().unwrap_or_else(|| "Rust".to_owned())))
    }
}

pub(crate) fn run(args: &Args) -> Result<Outcome> {
    let profile = args.person.profile()?;
    let target = args.target()?;
    let dataset = args.postings.load()?;
    let view = View::new(&dataset, N_MONTHS_VIEW);
    let gap = gap(&view, &profile, &target, args.months, args.limit)?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    if args.postings.json {
        let answer = serde_json::json!({ "snapshot": dataset.snapshot_id, "profile": profile, "answer": gap });
        writeln!(out, "{answer}")?;
    } else {
        print(&mut out, &profile, &gap)?;
    }
    out.flush()?;
    Ok(Outcome::Fine)
}

fn print(out: &mut impl Write, profile: &Profile, gap: &Gap) -> Result<()> {
    writeln!(out, "{}", person(profile))?;
    writeln!(
        out,
        "{}: {} of {} in {} to {}, {}\n",
        gap.target,
        counted(gap.n_openings, "opening"),
        counted(gap.n_employers as u64, "employer"),
        gap.first,
        gap.last,
        gap.frame
    )?;
    for (title, lines) in [("Required", &gap.required), ("Wished", &gap.preferred), ("Used, not asked", &gap.stack)] {
        if !lines.is_empty() {
            writeln!(out, "{title}")?;
            for line in lines {
                print_line(out, line, gap.source.is_some())?;
            }
            writeln!(out)?;
        }
    }
    let unlock = &gap.unlock;
    writeln!(out, "What opens more: {}", filtered(&gap.filtered))?;
    writeln!(
        out,
        "  {} of {} that require skills by name are open now: you cover all they require \
         ({} require none by name and count nowhere)",
        grouped(unlock.n_open_now),
        grouped(unlock.n_openings),
        grouped(unlock.n_without_required)
    )?;
    if unlock.skills.is_empty() {
        writeln!(out, "  No single skill opens more of them.")?;
    }
    for step in &unlock.skills {
        let near = match (&step.nearest, step.proximity) {
            (Some(nearest), Some(proximity)) => format!("near your {} {proximity:.2}", name(nearest)),
            _ => "near nothing you named".to_owned(),
        };
        writeln!(
            out,
            "  + {:24} {:>5} more, {:>5} in all  {near}; pay {}",
            step.name,
            grouped(step.n_more),
            grouped(step.n_open),
            pay(&step.pay)
        )?;
        if let Some(example) = step.examples.first() {
            writeln!(out, "      {}", posting(example))?;
        }
    }
    Ok(())
}

/// A share where the openings stand for others; of one employer or posting there is nothing more than the count.
fn print_line(out: &mut impl Write, line: &SkillLine, is_sample: bool) -> Result<()> {
    let asked = if is_sample { share(&line.asked) } else { format!("{} of {}", line.asked.n, line.asked.of) };
    let standing = match &line.standing {
        Standing::Has => "you have it".to_owned(),
        Standing::Accepted => "they accept what you have".to_owned(),
        Standing::Near { held, proximity, .. } if *proximity > 0.0 => {
            format!("near your {} ({proximity:.2})", name(held))
        }
        Standing::Near { held, .. } => format!("part of your {}", name(held)),
        Standing::Lacks => "-".to_owned(),
    };
    let example = line.examples.first().map_or("", |example| example.url.as_deref().unwrap_or(&example.id));
    Ok(writeln!(out, "  {:24} {asked:32} {standing:28} {example}", line.name)?)
}
