//! Openings as a person meets them: one role, as its latest posting describes it.
//!
//! In: a dataset and a window of months that ends with the data. Out: a [`View`], where each opening carries what
//! it asks for by number, so that the questions of this crate compare numbers and not words.

use prospect_lexicon::skills::by_id;
use prospect_model::{Dataset, Domain, Month, PostingRow, SkillNeed, SkillRow};
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// A skill that an opening asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Number of the skill in the view.
    pub skill: u32,
    /// How strongly; never `Mentioned`.
    pub need: SkillNeed,
}

/// Skills of which the posting says that one is enough, or that it teaches them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Numbers of the skills, sorted.
    pub any_of: Vec<u32>,
    /// Whether the posting says that it teaches them.
    pub trains: bool,
}

/// One role, as its latest posting describes it.
#[derive(Clone, Debug)]
pub struct Opening {
    /// Index into the dataset's openings.
    pub opening: u32,
    /// Index into the dataset's postings: the latest that offers it.
    pub posting: u32,
    /// Which role of that posting, from 0.
    pub role: usize,
    /// Index into the dataset's sources.
    pub source: u32,
    /// Month of that posting.
    pub month: Month,
    /// Number of its employer, else of its poster, else its own.
    pub cluster: u32,
    /// What it asks for, sorted by skill.
    pub asks: Vec<Asked>,
    /// What it accepts instead or teaches, in the order of the posting.
    pub groups: Vec<Group>,
}

impl Opening {
    /// Whether it asks for a skill, wishes it or uses it.
    #[must_use]
    pub fn names(&self, skill: u32) -> bool {
        self.need_of(skill).is_some()
    }

    /// How strongly it asks for a skill.
    #[must_use]
    pub fn need_of(&self, skill: u32) -> Option<SkillNeed> {
        let at = self.asks.binary_search_by_key(&skill, |asked| asked.skill).ok()?;
        self.asks.get(at).map(|asked| asked.need)
    }

    /// The groups that hold a skill, in the order of the posting.
    pub fn groups_with(&self, skill: u32) -> impl Iterator<Item = &Group> {
        self.groups.iter().filter(move |group| group.any_of.binary_search(&skill).is_ok())
    }

    /// The skills that it requires, sorted.
    pub fn required(&self) -> impl Iterator<Item = u32> + '_ {
        self.asks.iter().filter(|asked| asked.need == SkillNeed::Required).map(|asked| asked.skill)
    }
}

/// A posting to look at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PostingRef {
    /// `source/id`, as `prospect show` takes it.
    pub id: String,
    /// Its public address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Who hires; `None` when not read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub employer: Option<String>,
    /// The role's title as written; `None` when it has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Month of the posting, `2026-03`.
    pub month: Month,
}

/// The openings of the last months of a dataset.
#[derive(Clone, Debug)]
pub struct View<'a> {
    /// Where they come from.
    pub dataset: &'a Dataset,
    /// Openings in the order of the dataset.
    pub openings: Vec<Opening>,
    /// Ids of skills by number.
    skills: Vec<&'a str>,
    numbers: BTreeMap<&'a str, u32>,
    /// First month of the window.
    pub first: Month,
    /// Last month of the data.
    pub last: Month,
}

impl<'a> View<'a> {
    /// The openings whose latest dated posting is of the last `n_months` months of the data (at least 1), in the
    /// order of the dataset.
    #[must_use]
    pub fn new(dataset: &'a Dataset, n_months: u32) -> Self {
        let months = dataset.postings.iter().filter(|posting| posting.is_offer).filter_map(month_of);
        let last = months.max().unwrap_or(Month { year: 1970, month: 1 });
        let back = i32::try_from(n_months.max(1) - 1).unwrap_or(i32::MAX);
        let first = Month::from_index(last.index().saturating_sub(back)).unwrap_or(Month { year: 1970, month: 1 });
        let mut view =
            Self { dataset, openings: Vec::new(), skills: Vec::new(), numbers: BTreeMap::new(), first, last };
        for id in &dataset.skills {
            view.intern(id);
        }
        let mut clusters = Clusters::default();
        for (index, row) in (0_u32..).zip(&dataset.openings) {
            let shown = row.postings.iter().rev().filter_map(|&at| Some((at, dataset.postings.get(at as usize)?)));
            let latest = shown.filter(|(_, posting)| posting.is_offer).find_map(|(at, posting)| {
                let role = posting.roles.iter().position(|role| role.opening == Some(index))?;
                Some((at, posting, role, month_of(posting)?))
            });
            let Some((at, posting, role, month)) = latest.filter(|(.., month)| *month >= first) else { continue };
            let cluster = clusters.number(row.employer.or(posting.employer), posting.poster);
            let mut asks: Vec<Asked> = posting.skills_of(role).filter_map(asked).collect();
            // Sorted by need behind the skill: the strongest need of a skill named twice comes first.
            asks.sort_by_key(|asked| (asked.skill, asked.need));
            asks.dedup_by_key(|asked| asked.skill);
            let groups = view.groups_of(posting);
            view.openings.push(Opening {
                opening: index,
                posting: at,
                role,
                source: posting.source,
                month,
                cluster,
                asks,
                groups,
            });
        }
        view
    }

    /// The openings of the last `n_months` months of the window (at least 1).
    pub fn last_months(&self, n_months: u32) -> impl Iterator<Item = &Opening> + Clone {
        let back = i32::try_from(n_months.max(1) - 1).unwrap_or(i32::MAX);
        let first = self.last.index().saturating_sub(back);
        self.openings.iter().filter(move |opening| opening.month.index() >= first)
    }

    /// The source that figures are about: of those that shares may be computed within, the one with most openings.
    ///
    /// Sources are never added up, because nobody knows how they overlap or whom they leave out. `None` when no
    /// source has a denominator.
    #[must_use]
    pub fn main_source(&self) -> Option<u32> {
        let n_of = |source: u32| self.openings.iter().filter(|opening| opening.source == source).count();
        (0_u32..)
            .zip(&self.dataset.sources)
            .filter(|(_, row)| row.is_denominator)
            .map(|(source, _)| (n_of(source), Reverse(source)))
            .filter(|(n, _)| *n > 0)
            .max()
            .map(|(_, Reverse(source))| source)
    }

    /// The posting that describes an opening.
    #[must_use]
    pub fn posting(&self, opening: &Opening) -> Option<&'a PostingRow> {
        self.dataset.postings.get(opening.posting as usize)
    }

    /// The number of a skill id; `None` when no opening of the dataset names it in any way.
    #[must_use]
    pub fn skill(&self, id: &str) -> Option<u32> {
        self.numbers.get(id).copied()
    }

    /// The id of a skill.
    #[must_use]
    pub fn skill_id(&self, skill: u32) -> &'a str {
        self.skills.get(skill as usize).copied().unwrap_or_default()
    }

    /// The name of a skill, its id where the lexicon does not know it.
    #[must_use]
    pub fn skill_name(&self, skill: u32) -> &'a str {
        let id = self.skill_id(skill);
        by_id(id).map_or(id, |entry| entry.name)
    }

    /// Number of skills that the view numbers.
    #[must_use]
    pub fn n_skills(&self) -> usize {
        self.skills.len()
    }

    /// How to find the posting of an opening.
    #[must_use]
    pub fn posting_ref(&self, opening: &Opening) -> Option<PostingRef> {
        let posting = self.posting(opening)?;
        let source = self.dataset.sources.get(posting.source as usize).map_or("", |row| row.id.as_str());
        let row = self.dataset.openings.get(opening.opening as usize);
        let employer = row.and_then(|row| row.employer).or(posting.employer);
        let title = posting.roles.get(opening.role).map(|role| role.title.as_str());
        let title = title.filter(|title| !title.is_empty()).or(row.map(|row| row.title.as_str()));
        Some(PostingRef {
            id: format!("{source}/{}", posting.id),
            url: posting.url.clone(),
            employer: employer.and_then(|at| self.dataset.employers.get(at as usize)).cloned(),
            title: title.filter(|title| !title.is_empty()).map(str::to_owned),
            month: opening.month,
        })
    }

    /// The postings of the newest of some openings, each once, at most `n_max`.
    pub(crate) fn newest<'o>(&self, openings: impl Iterator<Item = &'o Opening>, n_max: usize) -> Vec<PostingRef> {
        let mut openings: Vec<&'o Opening> = openings.collect();
        openings.sort_by_key(|opening| (Reverse(opening.month), opening.opening));
        let mut seen = BTreeSet::new();
        let postings = openings.into_iter().filter(|opening| seen.insert(opening.posting));
        postings.filter_map(|opening| self.posting_ref(opening)).take(n_max).collect()
    }

    /// What an opening's posting builds, the surest first.
    #[must_use]
    pub fn domains(&self, opening: &Opening) -> &'a [Domain] {
        self.posting(opening).map_or(&[], |posting| &posting.domain)
    }

    fn groups_of(&mut self, posting: &'a PostingRow) -> Vec<Group> {
        let group = |row: &'a prospect_model::AlternativeRow| {
            let mut any_of: Vec<u32> = row.any_of.iter().map(|id| self.intern(id)).collect();
            any_of.sort_unstable();
            any_of.dedup();
            Group { any_of, trains: row.trains }
        };
        posting.accepts_instead.iter().map(group).collect()
    }

    fn intern(&mut self, id: &'a str) -> u32 {
        let next = u32::try_from(self.skills.len()).unwrap_or(u32::MAX);
        let number = *self.numbers.entry(id).or_insert(next);
        if number == next {
            self.skills.push(id);
        }
        number
    }
}

fn asked(row: &SkillRow) -> Option<Asked> {
    (row.need != SkillNeed::Mentioned).then_some(Asked { skill: row.skill, need: row.need })
}

/// The month that a posting counts for.
fn month_of(posting: &PostingRow) -> Option<Month> {
    posting.month.or_else(|| posting.posted.map(prospect_model::Date::to_month))
}

/// Numbers for employers, for posters where no employer was read, and for openings of neither.
#[derive(Default)]
struct Clusters {
    by_key: BTreeMap<(bool, u32), u32>,
    n: u32,
}

impl Clusters {
    fn number(&mut self, employer: Option<u32>, poster: Option<u32>) -> u32 {
        let next = self.n;
        let key = employer.map(|employer| (true, employer)).or(poster.map(|poster| (false, poster)));
        let number = key.map_or(next, |key| *self.by_key.entry(key).or_insert(next));
        self.n += u32::from(number == next);
        number
    }
}
