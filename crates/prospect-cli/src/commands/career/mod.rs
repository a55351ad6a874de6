//! `prospect route`, `gap` and `match`: one person, one profile, on their own machine.
//!
//! This file reads what the three have in common: who asks, and over which postings.

pub(crate) mod gap;
pub(crate) mod match_postings;
pub(crate) mod route;
mod table;

use crate::dataset;
use crate::home::HomeArgs;
use anyhow::{Context as _, Result, bail};
use prospect_career::{Profile, ProfileError, have, pay_floor, resume};
use prospect_lexicon::places::country;
use prospect_model::Dataset;
use std::path::PathBuf;

/// What these commands are for, at the end of their help.
macro_rules! with_purpose {
    ($examples:literal) => {
        concat!(
            $examples,
            "\n\nMade for one person looking at postings on their own machine. It ranks postings, never people: one \
             profile at a time, no scores about persons, not for screening or choosing applicants. Only skills that \
             you name count; nothing is guessed, and what a posting does not say is not held against it."
        )
    };
}
pub(crate) use with_purpose;

/// Months of postings that weights and proximities are counted over: five years.
const N_MONTHS_VIEW: u32 = 60;

/// What a person brings and wants.
#[derive(clap::Args)]
pub(crate) struct PersonArgs {
    /// Skills, with years where you like: "C++ 8y, Linux, CMake"; repeatable
    #[arg(long, value_name = "LIST")]
    have: Vec<String>,
    /// JSON Resume file; only the names and keywords of its skills are read
    #[arg(long, value_name = "FILE")]
    resume: Option<PathBuf>,
    /// Leave out names of the resume that no skill has
    #[arg(long, requires = "resume")]
    skip_unknown: bool,
    /// Country that you can work in, as two letters (ISO 3166-1)
    #[arg(long, value_name = "CODE")]
    country: Option<String>,
    /// Take remote work only
    #[arg(long)]
    remote: bool,
    /// You need a work permit from the employer
    #[arg(long)]
    visa_needed: bool,
    /// Least yearly pay: "90k EUR"
    #[arg(long, value_name = "PAY")]
    pay_min: Option<String>,
    /// Years of work in the trade
    #[arg(long, value_name = "N")]
    years: Option<f32>,
}

impl PersonArgs {
    /// Reads the profile; tells on standard error what of a resume was left out.
    pub(crate) fn profile(&self) -> Result<Profile> {
        let mut profile = Profile::default();
        if let Some(path) = &self.resume {
            let shown = path.display();
            let json = std::fs::read_to_string(path).with_context(|| format!("failed to read `{shown}`"))?;
            let read = resume(&json).with_context(|| format!("failed to read `{shown}`"))?;
            if !read.unknown.is_empty() && !self.skip_unknown {
                let error = ProfileError::UnknownSkills(read.unknown);
                bail!("`{shown}`: {error}\nhint: correct them, or give --skip-unknown to go on without them");
            }
            for name in read.unknown.iter().map(ToString::to_string).chain(read.headings) {
                eprintln!("left out: {name}");
            }
            profile = read.profile;
        }
        for list in &self.have {
            have(&mut profile, list)?;
        }
        if let Some(code) = &self.country {
            let code = code.to_uppercase();
            if country(&code).is_none() {
                bail!("no country `{code}`; expected two letters of ISO 3166-1, for example `DE`");
            }
            profile.country = Some(code);
        }
        if let Some(years) = self.years {
            if !(0.0..=80.0).contains(&years) {
                bail!("`--years {years}` is outside 0 to 80");
            }
            profile.years = Some(years);
        }
        profile.is_remote_only = self.remote;
        profile.needs_visa = self.visa_needed;
        profile.pay_min = self.pay_min.as_deref().map(pay_floor).transpose()?;
        Ok(profile)
    }

    /// Reads the profile, which must have a skill.
    pub(crate) fn profile_with_skills(&self) -> Result<Profile> {
        let profile = self.profile()?;
        if profile.skills.is_empty() {
            bail!("no skills given\nhint: --have \"C++ 8y, Linux\", or --resume resume.json");
        }
        Ok(profile)
    }
}

/// Which postings are looked at.
#[derive(clap::Args)]
pub(crate) struct PostingsArgs {
    /// Print one JSON object
    #[arg(long)]
    json: bool,
    /// Use the shipped history even where a snapshot exists
    #[arg(long)]
    history: bool,
    #[command(flatten)]
    home: HomeArgs,
}

impl PostingsArgs {
    fn load(&self) -> Result<Dataset> {
        Ok(dataset::load(&self.home, self.history)?.0)
    }
}

/// Months to look back: at least 1, at most what weights are counted over.
fn months(text: &str) -> Result<u32, String> {
    let range = 1..=N_MONTHS_VIEW;
    text.parse()
        .ok()
        .filter(|months| range.contains(months))
        .ok_or_else(|| format!("expected 1 to {N_MONTHS_VIEW} months"))
}
