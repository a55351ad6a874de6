//! `prospect adopters joins`: which employers of postings are which organisation, and why or why not.

use crate::dataset;
use crate::home::HomeArgs;
use crate::screen::Outcome;
use anyhow::Result;
use prospect_lexicon::knowledge::{self, JoinReason, Joining, NoJoin};
use prospect_model::SkillNeed;
use std::io::{BufWriter, Write};

/// List which employers of postings are which organisation, and why; also those that are not joined for a reason
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  prospect adopters joins --history
  prospect adopters joins --json | jq -r 'select(.joined | not)'")]
pub(super) struct Args {
    /// Print one JSON object a line
    #[arg(long)]
    json: bool,
    /// Use the shipped history even where a snapshot exists
    #[arg(long)]
    history: bool,
}

pub(super) fn run(args: &Args, home: &HomeArgs) -> Result<Outcome> {
    let (dataset, _) = dataset::load(home, args.history)?;
    let rust = dataset.skills.iter().position(|id| id == "rust").and_then(|at| u32::try_from(at).ok());
    let mut counts = vec![(0_u64, 0_u64); dataset.employers.len()];
    for opening in &dataset.openings {
        let Some(count) = opening.employer.and_then(|at| counts.get_mut(at as usize)) else { continue };
        let mut skills = opening
            .postings
            .iter()
            .filter_map(|&at| dataset.postings.get(at as usize))
            .flat_map(|posting| &posting.skills);
        count.0 += 1;
        count.1 += u64::from(skills.any(|skill| Some(skill.skill) == rust && skill.need != SkillNeed::Mentioned));
    }
    let mut lines = Vec::new();
    for (employer, (n, n_rust)) in dataset.employers.iter().zip(counts) {
        let (is_joined, id, reason) = match knowledge::join(employer) {
            Joining::Joined(id, reason) => (true, id, why(reason)),
            Joining::Refused(id, reason) => (false, id, why_not(reason)),
            Joining::Unknown => continue,
        };
        lines.push((!is_joined, id, employer, n, n_rust, reason));
    }
    lines.sort();
    let mut out = BufWriter::new(std::io::stdout().lock());
    for (is_refused, id, employer, n, n_rust, reason) in lines {
        if args.json {
            let line = serde_json::json!({
                "employer": employer,
                "organisation": id,
                "joined": !is_refused,
                "reason": reason,
                "n_openings": n,
                "n_rust": n_rust,
            });
            serde_json::to_writer(&mut out, &line)?;
            out.write_all(b"\n")?;
        } else {
            let mark = if is_refused { "not" } else { "is" };
            writeln!(out, "{employer:36.36} {mark:3} {id:24.24} {n:5} {n_rust:4}  {reason}")?;
        }
    }
    out.flush()?;
    Ok(Outcome::Fine)
}

fn why(reason: JoinReason) -> String {
    match reason {
        JoinReason::Name => "its name".to_owned(),
        JoinReason::Alias(alias) => format!("its alias `{alias}`"),
        JoinReason::Brackets(name) => format!("an ambiguous name, with `{name}` in brackets"),
    }
}

/// Why an employer is not an organisation whose name it has.
pub(in crate::commands) fn why_not(reason: NoJoin) -> String {
    match reason {
        NoJoin::Ambiguous => "the name is also a word or the name of strangers",
        NoJoin::BracketsDiffer => "its brackets name another organisation",
        NoJoin::BracketsOnly => "only its brackets name the organisation",
    }
    .to_owned()
}
