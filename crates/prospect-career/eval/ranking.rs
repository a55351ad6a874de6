//! The rankings that `match` is compared with, and the measure: shared by the example and the test.
//!
//! Every ranking gets the same openings, those that no hard filter took, so that only the order is compared. Equal
//! scores stand newest first, then in the order of the dataset, as in `match`.

use prospect_career::{Opening, Profile, Verdict, View, have, match_postings, pay_floor, verdicts};
use prospect_lexicon::skills::by_id;
use prospect_stats::SplitMix64;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// Depth of the measure and of the pools.
pub(crate) const DEPTH: usize = 10;
/// Months of postings that are ranked.
pub(crate) const N_MONTHS: u32 = 3;
/// Months of postings that weights and proximities are counted over: as the command does.
pub(crate) const N_MONTHS_VIEW: u32 = 60;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    profile: Vec<Person>,
}

/// One made-up person.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Person {
    pub(crate) id: String,
    pub(crate) half: String,
    pub(crate) about: String,
    pub(crate) have: String,
    #[serde(default)]
    country: Option<String>,
    #[serde(default)]
    is_remote_only: bool,
    #[serde(default)]
    needs_visa: bool,
    #[serde(default)]
    pay_min: Option<String>,
    #[serde(default)]
    years: Option<f32>,
}

pub(crate) fn people(toml: &str) -> Vec<Person> {
    let file: File = toml::from_str(toml).expect("profiles are records");
    file.profile
}

impl Person {
    pub(crate) fn profile(&self) -> Profile {
        let mut profile = Profile {
            years: self.years,
            country: self.country.clone(),
            is_remote_only: self.is_remote_only,
            needs_visa: self.needs_visa,
            pay_min: self.pay_min.as_deref().map(|text| pay_floor(text).expect("pay reads")),
            ..Profile::default()
        };
        have(&mut profile, &self.have).unwrap_or_else(|error| panic!("{}: {error}", self.id));
        profile
    }
}

/// Postings in order, best first.
pub(crate) type Ranking = Vec<String>;

/// The rankings for one person, by name.
pub(crate) fn rankings(
    view: &View<'_>,
    corpora: &BTreeMap<&'static str, Corpus>,
    person: &Person,
) -> BTreeMap<String, Ranking> {
    let profile = person.profile();
    let mut rankings = BTreeMap::new();
    let matches = match_postings(view, &profile, N_MONTHS);
    rankings.insert("match".to_owned(), matches.matches.into_iter().map(|it| it.posting.id).collect());

    let is_left = |it: &&Opening| verdicts(view, &profile, it).iter().all(|(_, verdict)| *verdict != Verdict::Fails);
    let mut openings: Vec<_> = view.last_months(N_MONTHS).filter(is_left).collect();
    openings.sort_by_key(|it| (std::cmp::Reverse(it.month), it.opening));
    let ids: Vec<String> = openings.iter().filter_map(|it| view.posting_ref(it)).map(|it| it.id).collect();

    let held: BTreeSet<u32> = profile.skills.iter().filter_map(|held| view.skill(held.id)).collect();
    let jaccard = openings.iter().map(|opening| {
        let n_both = opening.asks.iter().filter(|asked| held.contains(&asked.skill)).count();
        n_both as f64 / (held.len() + opening.asks.len() - n_both).max(1) as f64
    });
    rankings.insert("jaccard of skills".to_owned(), ranked(&ids, jaccard));
    for (name, corpus) in corpora {
        let query: Vec<String> = match *name {
            "skills" => profile.skills.iter().map(|held| held.id.to_owned()).collect(),
            _ => profile.skills.iter().filter_map(|held| by_id(held.id)).flat_map(|skill| words(skill.name)).collect(),
        };
        rankings.insert(format!("bm25 of {name}"), ranked(&ids, ids.iter().map(|id| corpus.bm25(id, &query))));
        rankings.insert(format!("tf-idf of {name}"), ranked(&ids, ids.iter().map(|id| corpus.tf_idf(id, &query))));
    }
    rankings
}

/// The ids of positive score, best first, each once; the sort is stable, so equals keep their order.
fn ranked(ids: &[String], scores: impl Iterator<Item = f64>) -> Ranking {
    let mut found: Vec<(f64, &String)> = scores.zip(ids).filter(|(score, _)| *score > 0.0).collect();
    found.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    let mut seen = BTreeSet::new();
    found.into_iter().map(|(_, id)| id.clone()).filter(|id| seen.insert(id.clone())).collect()
}

/// Documents as bags of words.
pub(crate) struct Corpus {
    documents: BTreeMap<String, BTreeMap<String, f64>>,
    n_with: BTreeMap<String, f64>,
    mean_length: f64,
}

/// Lower-case words; `+` and `#` belong to a word, so that C, C++ and C# differ.
pub(crate) fn words(text: &str) -> Vec<String> {
    let is_kept = |c: char| c.is_alphanumeric() || matches!(c, '+' | '#');
    text.to_lowercase().split(|c| !is_kept(c)).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

impl Corpus {
    pub(crate) fn new(texts: impl IntoIterator<Item = (String, Vec<String>)>) -> Self {
        let mut corpus = Self { documents: BTreeMap::new(), n_with: BTreeMap::new(), mean_length: 0.0 };
        for (id, words) in texts {
            let mut bag: BTreeMap<String, f64> = BTreeMap::new();
            for word in words {
                *bag.entry(word).or_default() += 1.0;
            }
            for word in bag.keys() {
                *corpus.n_with.entry(word.clone()).or_default() += 1.0;
            }
            corpus.documents.insert(id, bag);
        }
        let n_words: f64 = corpus.documents.values().flat_map(|bag| bag.values()).sum();
        corpus.mean_length = n_words / corpus.documents.len().max(1) as f64;
        corpus
    }

    fn n_with(&self, word: &str) -> f64 {
        self.n_with.get(word).copied().unwrap_or(0.0)
    }

    /// Okapi BM25 with k1 = 1.2 and b = 0.75, the usual values.
    fn bm25(&self, id: &str, query: &[String]) -> f64 {
        let (k1, b) = (1.2, 0.75);
        let Some(bag) = self.documents.get(id) else { return 0.0 };
        let length: f64 = bag.values().sum();
        let n = self.documents.len() as f64;
        let term = |word: &String| {
            let tf = bag.get(word).copied().unwrap_or(0.0);
            let n_with = self.n_with(word);
            let idf = libm::log(1.0 + (n - n_with + 0.5) / (n_with + 0.5));
            idf * tf * (k1 + 1.0) / (tf + k1 * (1.0 - b + b * length / self.mean_length))
        };
        query.iter().map(term).sum()
    }

    /// Cosine of TF-IDF vectors: (1 + ln tf) × ln(N / n).
    fn tf_idf(&self, id: &str, query: &[String]) -> f64 {
        let Some(bag) = self.documents.get(id) else { return 0.0 };
        let n = self.documents.len() as f64;
        let weight = |word: &String, tf: f64| {
            let n_with = self.n_with(word);
            if n_with == 0.0 { 0.0 } else { (1.0 + libm::log(tf)) * libm::log(n / n_with) }
        };
        let length: f64 = bag.iter().map(|(word, tf)| weight(word, *tf).powi(2)).sum();
        let asked: BTreeSet<&String> = query.iter().collect();
        let dot: f64 = asked.iter().filter_map(|word| Some(weight(word, *bag.get(*word)?) * weight(word, 1.0))).sum();
        if length > 0.0 { dot / length.sqrt() } else { 0.0 }
    }
}

/// Grades by profile and posting.
pub(crate) type Judgements = BTreeMap<String, BTreeMap<String, u8>>;

pub(crate) fn judgements(tsv: &str) -> Judgements {
    let mut judgements = Judgements::new();
    for line in tsv.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [profile, posting, grade] = fields[..] else { panic!("three fields expected: {line}") };
        let grade = grade.parse().expect("a grade is a number");
        assert!(grade <= 2, "{line}");
        judgements.entry(profile.to_owned()).or_default().insert(posting.to_owned(), grade);
    }
    judgements
}

/// nDCG at [`DEPTH`] with gains 2^grade - 1; the ideal is the best order of everything judged for the profile. A
/// posting that nobody judged counts as 0. `None` where nothing judged is worth anything.
pub(crate) fn ndcg(ranking: &[String], grades: &BTreeMap<String, u8>) -> Option<f64> {
    let discount = |rank: usize| 1.0 / libm::log2(rank as f64 + 2.0);
    let gain = |grade: u8| libm::exp2(f64::from(grade)) - 1.0;
    let mut best: Vec<u8> = grades.values().copied().collect();
    best.sort_unstable_by(|a, b| b.cmp(a));
    let ideal: f64 = best.iter().take(DEPTH).enumerate().map(|(rank, grade)| gain(*grade) * discount(rank)).sum();
    let found = ranking.iter().take(DEPTH).enumerate();
    let sum: f64 = found.map(|(rank, id)| gain(grades.get(id).copied().unwrap_or(0)) * discount(rank)).sum();
    (ideal > 0.0).then(|| sum / ideal)
}

/// The mean and its 95 % percentile interval over resampled profiles (B = 10,000, a fixed seed).
pub(crate) fn mean_interval(values: &[f64]) -> (f64, f64, f64) {
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len().max(1) as f64;
    let n = u32::try_from(values.len()).expect("few profiles");
    let mut rng = SplitMix64::new(20_260_101);
    let mut means: Vec<f64> = (0..10_000)
        .map(|_| {
            let drawn: Vec<f64> = (0..n).map(|_| values[rng.two_below(n).0 as usize]).collect();
            mean(&drawn)
        })
        .collect();
    means.sort_by(f64::total_cmp);
    (mean(values), means[249], means[9_749])
}

/// The skills that openings ask for as documents: what the history has without texts. A
/// required skill is there twice.
pub(crate) fn skill_documents(view: &View<'_>) -> Corpus {
    let mut documents: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for opening in view.last_months(N_MONTHS) {
        let ids = opening.asks.iter().flat_map(|asked| {
            let n = if asked.need == prospect_model::SkillNeed::Required { 2 } else { 1 };
            std::iter::repeat_n(view.skill_id(asked.skill).to_owned(), n)
        });
        if let Some(posting) = view.posting_ref(opening) {
            // Of a posting's roles the one that names most.
            let ids: Vec<String> = ids.collect();
            let document = documents.entry(posting.id).or_default();
            if ids.len() > document.len() {
                *document = ids;
            }
        }
    }
    Corpus::new(documents)
}
