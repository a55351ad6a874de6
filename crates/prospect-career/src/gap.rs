//! What a target asks, held against what a person has, and which skill opens more of it.

use crate::figures::{Frame, ShareFigure};
use crate::filters::{FilterCounts, verdicts};
use crate::match_postings::held;
use crate::openings::{Opening, PostingRef, View};
use crate::profile::Profile;
use crate::related::Related;
use crate::unlock::{Unlock, unlock};
use prospect_lexicon::skill_names::{skill_named, skills_spelt_like};
use prospect_model::{Domain, Month, SkillNeed, employer_key};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Postings named as examples of a line.
const N_EXAMPLES: usize = 3;
/// Names offered where a target is not found.
const N_SUGGESTIONS: usize = 3;

/// What a gap is measured against.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// Openings that ask for a skill, wish it or use it; its id.
    Skill(String),
    /// Openings of a domain.
    Domain(Domain),
    /// Openings of an employer, by name.
    Employer(String),
    /// One posting, by its id or `source/id`.
    Posting(String),
}

/// Why there is no gap to tell.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GapError {
    /// No skill of that name.
    #[error("no skill is called `{name}`{}", did_you_mean(.suggestions))]
    NoSkill {
        /// As asked.
        name: String,
        /// What may be meant.
        suggestions: Vec<String>,
    },
    /// No employer of that name.
    #[error("no opening of an employer `{name}` in {first} to {last}{}", did_you_mean(.suggestions))]
    NoEmployer {
        /// As asked.
        name: String,
        /// What may be meant.
        suggestions: Vec<String>,
        /// First month looked at.
        first: Month,
        /// Last month looked at.
        last: Month,
    },
    /// No posting of that id.
    #[error("no opening whose latest posting is `{0}`")]
    NoPosting(String),
}

fn did_you_mean(suggestions: &[String]) -> String {
    if suggestions.is_empty() { String::new() } else { format!(" (did you mean {}?)", suggestions.join(", ")) }
}

/// How a person stands to a skill.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "standing", rename_all = "kebab-case")]
pub enum Standing {
    /// Has it.
    Has,
    /// Has another of which a posting says that it is enough. Only where the target is one posting.
    Accepted,
    /// Has one near to it.
    Near {
        /// Id of that skill.
        held: String,
        /// Proximity, 0 to 1.
        proximity: f64,
        /// Openings that name both.
        n_together: u32,
    },
    /// Lacks it.
    Lacks,
}

/// One skill that a target asks for.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SkillLine {
    /// Its id.
    pub skill: String,
    /// Its name.
    pub name: String,
    /// Openings that ask for it so, and their share of the target's.
    #[serde(flatten)]
    pub asked: ShareFigure,
    /// How the person stands to it.
    #[serde(flatten)]
    pub standing: Standing,
    /// Some of the postings, newest first.
    pub examples: Vec<PostingRef>,
}

/// The answer of `gap`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Gap {
    /// The target in words.
    pub target: String,
    /// Id of the source that the figures are about; `None` for one posting or an employer of several sources.
    pub source: Option<String>,
    /// What the source's postings are.
    pub frame: String,
    /// First month looked at.
    pub first: Month,
    /// Last month looked at.
    pub last: Month,
    /// Openings of the target.
    pub n_openings: u64,
    /// Employers behind them.
    pub n_employers: usize,
    /// What the filters took before `unlock`.
    pub filtered: FilterCounts,
    /// Skills that are required, the most asked first.
    pub required: Vec<SkillLine>,
    /// Skills that are wished, the most asked first.
    pub preferred: Vec<SkillLine>,
    /// Skills that are used and not asked for, the most named first.
    pub stack: Vec<SkillLine>,
    /// What is open and what opens more.
    pub unlock: Unlock,
}

/// Holds a profile against a target over the last `n_months` months of a view; `n_lines` lines of each need and as
/// many skills to learn, at most.
///
/// # Errors
/// A target that is not there, with what may be meant.
pub fn gap(
    view: &View<'_>,
    profile: &Profile,
    target: &Target,
    n_months: u32,
    n_lines: usize,
) -> Result<Gap, GapError> {
    let (name, openings) = select(view, target, n_months)?;
    // One employer or posting is looked at wherever it posts; shares of openings are of one source.
    let source = match target {
        Target::Skill(_) | Target::Domain(_) => view.main_source(),
        Target::Employer(_) | Target::Posting(_) => None,
    };
    let openings: Vec<&Opening> =
        openings.into_iter().filter(|opening| source.is_none_or(|source| opening.source == source)).collect();
    let held = held(view, profile);
    let related = Related::new(view, &held);
    let is_one_posting = matches!(target, Target::Posting(_));
    let mut filtered = FilterCounts::default();
    let left = openings.iter().copied().filter(|it| filtered.count(&verdicts(view, profile, it))).collect();
    let left = Frame::new(view, left);
    let unlock = unlock(view, &left, &related, &held, n_lines);
    let frame = Frame::new(view, openings);
    let lines = |need| lines(view, &frame, &related, &held, need, n_lines, is_one_posting);
    let row = source.and_then(|source| view.dataset.sources.get(source as usize));
    let first = view.last.index().saturating_sub(i32::try_from(n_months.max(1) - 1).unwrap_or(i32::MAX));
    Ok(Gap {
        target: name,
        source: row.map(|row| row.id.clone()),
        frame: row.map_or_else(|| "postings of all sources".to_owned(), |row| row.frame.clone()),
        first: Month::from_index(first).unwrap_or(view.first).max(view.first),
        last: view.last,
        n_openings: frame.openings.len() as u64,
        n_employers: frame.n_employers(),
        filtered,
        required: lines(SkillNeed::Required),
        preferred: lines(SkillNeed::Preferred),
        stack: lines(SkillNeed::Stack),
        unlock,
    })
}

/// The target in words and its openings.
fn select<'v>(view: &'v View<'_>, target: &Target, n_months: u32) -> Result<(String, Vec<&'v Opening>), GapError> {
    let recent = view.last_months(n_months);
    match target {
        Target::Skill(name) => {
            let no_skill = || GapError::NoSkill {
                name: name.clone(),
                suggestions: skills_spelt_like(name, N_SUGGESTIONS).into_iter().map(str::to_owned).collect(),
            };
            let skill = skill_named(name).ok_or_else(no_skill)?;
            let number = view.skill(skill.id);
            let openings = recent.filter(|it| number.is_some_and(|number| it.names(number))).collect();
            Ok((format!("openings that name {}", skill.name), openings))
        }
        Target::Domain(domain) => {
            let openings = recent.filter(|it| view.domains(it).first() == Some(domain)).collect();
            Ok((format!("openings in {domain}"), openings))
        }
        Target::Employer(name) => {
            let key = employer_key(name);
            let of = |it: &Opening| {
                let row = view.dataset.openings.get(it.opening as usize);
                row.and_then(|row| row.employer).and_then(|at| view.dataset.employers.get(at as usize))
            };
            let named: BTreeSet<&str> = recent.clone().filter_map(of).map(String::as_str).collect();
            let openings: Vec<_> =
                recent.clone().filter(|it| of(it).is_some_and(|found| employer_key(found) == key)).collect();
            if openings.is_empty() || key.is_empty() {
                let lower = name.to_lowercase();
                let close =
                    named.into_iter().filter(|found| !lower.is_empty() && found.to_lowercase().contains(&lower));
                return Err(GapError::NoEmployer {
                    name: name.clone(),
                    suggestions: close.take(N_SUGGESTIONS).map(str::to_owned).collect(),
                    first: view.first,
                    last: view.last,
                });
            }
            Ok((format!("openings of {}", openings.first().and_then(|it| of(it)).unwrap_or(name)), openings))
        }
        Target::Posting(id) => {
            let is_it = |it: &&Opening| {
                view.posting(it).is_some_and(|posting| {
                    let source = view.dataset.sources.get(posting.source as usize).map_or("", |row| row.id.as_str());
                    posting.id == *id || id.split_once('/') == Some((source, posting.id.as_str()))
                })
            };
            let openings: Vec<&Opening> = view.openings.iter().filter(is_it).collect();
            if openings.is_empty() {
                return Err(GapError::NoPosting(id.clone()));
            }
            Ok((format!("posting {id}"), openings))
        }
    }
}

/// The skills that a frame's openings ask for with a need, the most asked first.
fn lines(
    view: &View<'_>,
    frame: &Frame<'_, '_>,
    related: &Related,
    held: &BTreeSet<u32>,
    need: SkillNeed,
    n_lines: usize,
    is_one_posting: bool,
) -> Vec<SkillLine> {
    let mut n_asked: BTreeMap<u32, u64> = BTreeMap::new();
    for asked in frame.openings.iter().flat_map(|opening| &opening.asks).filter(|asked| asked.need == need) {
        *n_asked.entry(asked.skill).or_default() += 1;
    }
    let mut skills: Vec<(u32, u64)> = n_asked.into_iter().collect();
    skills.sort_by(|(a, a_n), (b, b_n)| b_n.cmp(a_n).then(view.skill_id(*a).cmp(view.skill_id(*b))));
    let line = |(skill, _): (u32, u64)| {
        let asks = |opening: &Opening| opening.need_of(skill) == Some(need);
        let is_accepted = is_one_posting
            && frame.openings.iter().filter(|it| asks(it)).all(|it| {
                let mut groups = it.groups.iter().filter(|group| group.any_of.contains(&skill));
                groups.any(|group| group.any_of.iter().any(|other| held.contains(other)))
            });
        let standing = match related.nearest(skill) {
            _ if held.contains(&skill) => Standing::Has,
            _ if is_accepted => Standing::Accepted,
            Some(near) if near.credit() > 0.0 => Standing::Near {
                held: view.skill_id(near.held).to_owned(),
                proximity: near.proximity,
                n_together: near.n_together,
            },
            _ => Standing::Lacks,
        };
        SkillLine {
            skill: view.skill_id(skill).to_owned(),
            name: view.skill_name(skill).to_owned(),
            asked: frame.share(asks),
            standing,
            examples: view.newest(frame.openings.iter().copied().filter(|it| asks(it)), N_EXAMPLES),
        }
    };
    skills.into_iter().take(n_lines).map(line).collect()
}
