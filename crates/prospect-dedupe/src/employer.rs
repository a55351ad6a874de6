//! Which spellings are one employer.
//!
//! Spellings that differ in case, punctuation, legal form and what stands in brackets are one name. Two names are
//! joined only with evidence from outside the name: an account or a site that used both, and names of which one
//! continues the other or differs in one letter. Postings of one name are set apart again when they point to
//! different sites of that very name (`acme.com`, `acme.io`) and share neither account nor words: homonyms exist.
//!
//! A wrong join is worse than none: it would merge openings of strangers and nobody would notice.

use crate::addresses::Site;
use crate::sketch::Sketch;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// An organisation behind openings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Employer {
    /// The spelling that most postings use; of equally frequent ones, the first in byte order.
    pub name: String,
    /// The other spellings, in byte order.
    pub aliases: Vec<String>,
}

/// Employers and which posting belongs to which.
#[derive(Debug, Default)]
pub(crate) struct Resolved {
    /// In order of their first posting.
    pub(crate) employers: Vec<Employer>,
    /// By posting; `None` where no employer is named.
    pub(crate) employer_of: Vec<Option<u32>>,
}

/// Names that one account or site may use before it counts as shared by strangers: a recruiter, a link list.
const NAMES_PER_EVIDENCE_MAX: usize = 24;

/// Finds the employers of all postings. `order` is the order of time.
pub(crate) fn resolve(sketches: &[Sketch], order: &[u32]) -> Resolved {
    let mut resolved = Resolved { employer_of: vec![None; sketches.len()], ..Resolved::default() };
    let (names, name_of) = number_names(sketches, order);
    let mut groups = Groups::new(names.len());
    let mut evidence: Vec<(u64, u32)> = Vec::new();
    for (sketch, name) in sketches.iter().zip(&name_of) {
        let Some(name) = *name else { continue };
        evidence.extend(sketch.poster.map(|poster| (poster, name)));
        evidence.extend(sketch.sites.iter().take(2).map(|site| (site.key, name)));
    }
    evidence.sort_unstable();
    evidence.dedup();
    for run in evidence.chunk_by(|a, b| a.0 == b.0).filter(|run| run.len() <= NAMES_PER_EVIDENCE_MAX) {
        for (at, &(_, left)) in run.iter().enumerate() {
            for &(_, right) in run.iter().skip(at + 1) {
                if let (Some(a), Some(b)) = (names.get(left as usize), names.get(right as usize))
                    && are_variants(a, b)
                {
                    groups.join(left, right);
                }
            }
        }
    }
    let mut postings_of: Vec<Vec<u32>> = vec![Vec::new(); names.len()];
    for &posting in order {
        let name = name_of.get(posting as usize).copied().flatten();
        if let Some(list) = name.and_then(|name| postings_of.get_mut(groups.find(name) as usize)) {
            list.push(posting);
        }
    }
    for postings in postings_of.iter().filter(|postings| !postings.is_empty()) {
        for part in part_homonyms(sketches, postings) {
            let number = resolved.employers.len() as u32;
            let spellings = part.iter().filter_map(|&at| sketches.get(at as usize)?.employer.as_deref());
            resolved.employers.push(name_employer(spellings));
            for at in part {
                if let Some(slot) = resolved.employer_of.get_mut(at as usize) {
                    *slot = Some(number);
                }
            }
        }
    }
    name_by_site(sketches, &mut resolved);
    resolved
}

/// Gives postings without a name to the employer whose name their site is: `acmerobotics.com` to Acme Robotics.
fn name_by_site(sketches: &[Sketch], resolved: &mut Resolved) {
    let mut owner_of: HashMap<u64, Option<u32>> = HashMap::new();
    for (sketch, &employer) in sketches.iter().zip(&resolved.employer_of) {
        let Some(employer) = employer else { continue };
        for site in sketch.sites.iter().filter(|site| site.label == sketch.employer_hash) {
            let owner = owner_of.entry(site.key).or_insert(Some(employer));
            // Claimed by two employers: it proves neither.
            *owner = owner.filter(|&owner| owner == employer);
        }
    }
    for (sketch, slot) in sketches.iter().zip(&mut resolved.employer_of).filter(|(_, slot)| slot.is_none()) {
        *slot = sketch.sites.iter().find_map(|site| owner_of.get(&site.key).copied().flatten());
    }
}

/// Numbers the distinct names in order of time. "CHECK 24" and "Check24" get one number.
fn number_names<'a>(sketches: &'a [Sketch], order: &[u32]) -> (Vec<&'a str>, Vec<Option<u32>>) {
    let mut names = Vec::new();
    let mut number_of: HashMap<u64, u32> = HashMap::new();
    let mut name_of = vec![None; sketches.len()];
    for &posting in order {
        let Some(sketch) = sketches.get(posting as usize).filter(|sketch| !sketch.employer_key.is_empty()) else {
            continue;
        };
        let number = *number_of.entry(sketch.employer_hash).or_insert_with(|| {
            names.push(&*sketch.employer_key);
            (names.len() - 1) as u32
        });
        if let Some(slot) = name_of.get_mut(posting as usize) {
            *slot = Some(number);
        }
    }
    (names, name_of)
}

/// The key without its blanks: "check 24" and "check24" are one name.
pub(crate) fn compact(key: &str) -> String {
    key.split(' ').collect()
}

/// Whether two names may be spellings of one, given that an account or a site used both.
fn are_variants(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if short.len() < 3 {
        return false;
    }
    let continues_by_word = long.strip_prefix(short).is_some_and(|rest| rest.starts_with(' '));
    let (short, long) = (compact(short), compact(long));
    continues_by_word || (short.len() >= 6 && (long.starts_with(&short) || differ_in_one_letter(&short, &long)))
}

/// Whether one letter was changed, left out or added.
fn differ_in_one_letter(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > 1 {
        return false;
    }
    let n_prefix = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let n_suffix = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    n_prefix + n_suffix + 1 >= a.len().max(b.len())
}

/// The least containment of shingles that shows two sites of one name to be one employer. Of 19,331 random pairs of
/// postings of two employers in the hiring threads, 3 reach it (99.9 % stay under .074).
const HOMONYM_CONTAINMENT_MIN: f32 = 0.12;
/// Postings compared of each site: the first and the last ones differ most, the employer's phrases stay.
const HOMONYM_POSTINGS_MAX: usize = 6;

/// Parts the postings of one name by the sites of that name; nearly always into one part.
fn part_homonyms(sketches: &[Sketch], postings: &[u32]) -> Vec<Vec<u32>> {
    let of = |at: u32| sketches.get(at as usize);
    let labels: BTreeSet<u64> = postings.iter().filter_map(|&at| of(at)).map(|s| s.employer_hash).collect();
    let own = |sketch: &Sketch| -> Vec<u64> {
        let is_own = |site: &&Site| site.is_domain && labels.contains(&site.label);
        sketch.sites.iter().filter(is_own).map(|site| site.key).collect()
    };
    let mut sites: BTreeMap<u64, Vec<u32>> = BTreeMap::new();
    for &at in postings {
        for site in of(at).map(own).unwrap_or_default() {
            sites.entry(site).or_default().push(at);
        }
    }
    if sites.len() < 2 {
        return vec![postings.to_vec()];
    }
    let numbered: Vec<&Vec<u32>> = sites.values().collect();
    let mut groups = Groups::new(numbered.len());
    for (left, a) in numbered.iter().enumerate() {
        for (right, b) in numbered.iter().enumerate().skip(left + 1) {
            if groups.find(left as u32) != groups.find(right as u32) && are_one_employer(sketches, a, b) {
                groups.join(left as u32, right as u32);
            }
        }
    }
    let mut parts: BTreeMap<u32, BTreeSet<u32>> = BTreeMap::new();
    for (number, list) in numbered.iter().enumerate() {
        parts.entry(groups.find(number as u32)).or_default().extend(list.iter().copied());
    }
    if parts.len() < 2 {
        return vec![postings.to_vec()];
    }
    let posters: BTreeMap<u64, u32> = parts
        .iter()
        .flat_map(|(&part, list)| list.iter().filter_map(move |&at| Some((of(at)?.poster?, part))))
        .collect();
    let largest = parts.iter().max_by_key(|(part, list)| (list.len(), u32::MAX - **part)).map_or(0, |(part, _)| *part);
    let mut result: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for &at in postings {
        let by_site = parts.iter().find(|(_, list)| list.contains(&at)).map(|(part, _)| *part);
        let by_poster = of(at).and_then(|sketch| sketch.poster).and_then(|poster| posters.get(&poster).copied());
        result.entry(by_site.or(by_poster).unwrap_or(largest)).or_default().push(at);
    }
    let mut result: Vec<Vec<u32>> = result.into_values().collect();
    result.sort_by_key(|part| postings.iter().position(|at| part.first() == Some(at)));
    result
}

fn are_one_employer(sketches: &[Sketch], a: &[u32], b: &[u32]) -> bool {
    let ends = |list: &[u32]| -> Vec<u32> {
        let tail = list.len().saturating_sub(HOMONYM_POSTINGS_MAX / 2).max(HOMONYM_POSTINGS_MAX / 2);
        let first = list.iter().take(HOMONYM_POSTINGS_MAX / 2);
        first.chain(list.iter().skip(tail)).copied().collect()
    };
    let posters: BTreeSet<u64> = a.iter().filter_map(|&at| sketches.get(at as usize)?.poster).collect();
    let shares_poster =
        b.iter().any(|&at| sketches.get(at as usize).and_then(|s| s.poster).is_some_and(|p| posters.contains(&p)));
    let tail_of_b = ends(b);
    shares_poster
        || ends(a).iter().filter_map(|&at| sketches.get(at as usize)).any(|left| {
            let mut others = tail_of_b.iter().filter_map(|&at| sketches.get(at as usize));
            others.any(|right| left.shingles.similarity(&right.shingles).containment >= HOMONYM_CONTAINMENT_MIN)
        })
}

fn name_employer<'a>(spellings: impl Iterator<Item = &'a str>) -> Employer {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for spelling in spellings {
        *counts.entry(spelling).or_default() += 1;
    }
    let most = counts.values().copied().max().unwrap_or(0);
    let name = counts.iter().find(|(_, count)| **count == most).map_or("", |(name, _)| *name);
    let aliases = counts.keys().filter(|alias| **alias != name).map(|alias| (*alias).to_owned()).collect();
    Employer { name: name.to_owned(), aliases }
}

/// Union-find in which the lowest number stands for its group.
struct Groups {
    parent: Vec<u32>,
}

impl Groups {
    fn new(n: usize) -> Self {
        Self { parent: (0..n as u32).collect() }
    }

    fn find(&mut self, mut at: u32) -> u32 {
        while let Some(&up) = self.parent.get(at as usize).filter(|&&up| up != at) {
            let above = self.parent.get(up as usize).copied().unwrap_or(up);
            if let Some(slot) = self.parent.get_mut(at as usize) {
                *slot = above;
            }
            at = up;
        }
        at
    }

    fn join(&mut self, a: u32, b: u32) {
        let (a, b) = (self.find(a), self.find(b));
        if let Some(slot) = self.parent.get_mut(a.max(b) as usize) {
            *slot = a.min(b);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variants_continue_a_name_or_differ_in_one_letter() {
        for (a, b) in [("acme", "acme robotics"), ("acme robotics", "acmerobotics"), ("accelerant", "acelerant")] {
            assert!(are_variants(a, b) && are_variants(b, a), "{a}, {b}");
        }
        for (a, b) in [("acme", "acmeter"), ("bolt", "belt"), ("ab", "ab robotics"), ("acme labs", "acme robotics")] {
            assert!(!are_variants(a, b) && !are_variants(b, a), "{a}, {b}");
        }
    }
}
