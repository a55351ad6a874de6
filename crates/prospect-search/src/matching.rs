//! Rows of a shard that meet the words of a query, and how well.
//!
//! In: clauses. Out: each row that meets all of them, in order, with its BM25 score where it is asked for. Rows that a
//! filter drops are never scored.
//!
//! Score: the sum over the words of idf · tf·(k1+1) / (tf + k1·(1 − b + b·length/average)), a phrase being one word
//! whose idf is the sum of its words'. Source: Robertson, Zaragoza, "The Probabilistic Relevance Framework: BM25 and
//! Beyond", Foundations and Trends in Information Retrieval 3(4), 2009; k1 = 1.2 and b = 0.75 as is usual.

use crate::SearchError;
use crate::query::{Clause, Phrase, Query};
use crate::shard::{Bits, Shard, length_of_class};
use tantivy::postings::{Postings as _, SegmentPostings};
use tantivy::{DocSet as _, TERMINATED};

const K1: f32 = 1.2;
const B: f32 = 0.75;

/// What scores need to know of all shards together, so that a row's score does not depend on its shard.
pub(crate) struct Weights {
    /// For each clause and alternative: its idf.
    idf: Vec<Vec<f32>>,
    /// k1·(1 − b + b·length/average) by class of length.
    lengths: Vec<f32>,
}

impl Weights {
    pub(crate) fn new(shards: &[Shard], query: &Query) -> Result<Self, SearchError> {
        let n_rows: u64 = shards.iter().map(|shard| u64::from(shard.n_rows)).sum();
        let n_words: u64 = shards.iter().map(Shard::n_words).sum();
        let average = n_words as f32 / (n_rows.max(1) as f32);
        let lengths = (0..=u8::MAX).map(|class| {
            let length = length_of_class(class) as f32;
            K1 * (1.0 - B + B * length / average.max(1.0))
        });
        let idf_of_word = |word: &String| -> Result<f32, SearchError> {
            let n = shards.iter().map(|shard| shard.n_with(word)).sum::<Result<u64, _>>()?;
            let rest = n_rows.saturating_sub(n) as f32;
            Ok((1.0 + (rest + 0.5) / (n as f32 + 0.5)).ln())
        };
        let idf = |phrase: &Phrase| phrase.iter().map(idf_of_word).sum::<Result<f32, _>>();
        let wanted = query.clauses.iter().filter(|clause| !clause.is_excluded);
        let idf = wanted.map(|clause| clause.any_of.iter().map(idf).collect()).collect::<Result<_, _>>()?;
        Ok(Self { idf, lengths: lengths.collect() })
    }
}

/// The rows of a shard that meet the words.
pub(crate) struct Matching<'a> {
    shard: &'a Shard,
    weights: &'a Weights,
    /// In the order of the query, so that scores are added up in one order.
    clauses: Vec<AnyOf>,
    /// The order in which clauses are asked: the rarest first.
    order: Vec<usize>,
}

/// Rows that meet one clause.
struct AnyOf {
    alternatives: Vec<PhraseRows>,
    idf: Vec<f32>,
}

impl AnyOf {
    fn new(shard: &Shard, clause: &Clause, idf: Vec<f32>) -> Result<Self, SearchError> {
        let alternatives =
            clause.any_of.iter().map(|phrase| PhraseRows::new(shard, phrase)).collect::<Result<_, _>>()?;
        Ok(Self { alternatives, idf })
    }

    /// The first row from `target` on.
    fn seek(&mut self, target: u32) -> u32 {
        self.alternatives.iter_mut().map(|it| it.seek(target)).min().unwrap_or(TERMINATED)
    }

    fn cost(&self) -> u64 {
        self.alternatives.iter().map(PhraseRows::cost).sum()
    }
}

impl<'a> Matching<'a> {
    pub(crate) fn new(shard: &'a Shard, weights: &'a Weights, query: &Query) -> Result<Self, SearchError> {
        let wanted = query.clauses.iter().filter(|clause| !clause.is_excluded);
        let clauses = wanted
            .zip(&weights.idf)
            .map(|(clause, idf)| AnyOf::new(shard, clause, idf.clone()))
            .collect::<Result<Vec<_>, _>>()?;
        let mut order: Vec<usize> = (0..clauses.len()).collect();
        order.sort_by_key(|at| clauses.get(*at).map_or(0, AnyOf::cost));
        Ok(Self { shard, weights, clauses, order })
    }

    /// The first row from `target` on that meets all clauses, `TERMINATED` after the last.
    pub(crate) fn seek(&mut self, mut target: u32) -> u32 {
        while target != TERMINATED {
            let mut row = target;
            for at in &self.order {
                row = self.clauses.get_mut(*at).map_or(TERMINATED, |clause| clause.seek(target));
                if row != target {
                    break;
                }
            }
            if row == target {
                return row;
            }
            target = row;
        }
        TERMINATED
    }

    /// How well the row that was found last meets the words.
    pub(crate) fn score(&mut self, row: u32) -> f32 {
        let class = self.shard.length_class(row);
        let length = self.weights.lengths.get(usize::from(class)).copied().unwrap_or(K1);
        let mut score = 0.0;
        for clause in &mut self.clauses {
            for (phrase, idf) in clause.alternatives.iter_mut().zip(&clause.idf) {
                // An alternative may stand behind the row, where another led to it.
                if phrase.seek(row) == row {
                    let n = phrase.n_times() as f32;
                    score += idf * n * (K1 + 1.0) / (n + length);
                }
            }
        }
        score
    }
}

/// The rows that one of the excluded clauses names.
pub(crate) fn excluded(shard: &Shard, query: &Query) -> Result<Option<Bits>, SearchError> {
    let mut bits: Option<Bits> = None;
    for clause in query.clauses.iter().filter(|clause| clause.is_excluded) {
        let bits = bits.get_or_insert_with(|| Bits::new(shard.n_rows));
        let mut rows = AnyOf::new(shard, clause, Vec::new())?;
        let mut row = rows.seek(0);
        while row != TERMINATED {
            bits.insert(row);
            row = rows.seek(row + 1);
        }
    }
    Ok(bits)
}

/// Rows with a phrase.
struct PhraseRows {
    /// One for each word; empty where a word is nowhere.
    words: Vec<SegmentPostings>,
    /// The row that was found last.
    row: u32,
    n_times: u32,
    starts: Vec<u32>,
    positions: Vec<u32>,
}

impl PhraseRows {
    fn new(shard: &Shard, phrase: &Phrase) -> Result<Self, SearchError> {
        let has_positions = phrase.len() > 1;
        let words = phrase.iter().map(|word| shard.postings(word, has_positions));
        // One word that is nowhere, and the phrase is nowhere.
        let words = words.collect::<Result<Option<Vec<_>>, _>>()?.unwrap_or_default();
        let mut rows = Self { words, row: 0, n_times: 0, starts: Vec::new(), positions: Vec::new() };
        rows.find();
        Ok(rows)
    }

    fn cost(&self) -> u64 {
        self.words.iter().map(|word| u64::from(word.doc_freq())).min().unwrap_or(0)
    }

    /// Times that the phrase stands in the row that was found last.
    fn n_times(&self) -> u32 {
        match self.words.as_slice() {
            [word] => word.term_freq(),
            _ => self.n_times,
        }
    }

    fn seek(&mut self, target: u32) -> u32 {
        if self.row >= target {
            return self.row;
        }
        if let [word] = self.words.as_mut_slice() {
            // Going on by one is most of the work where a word is frequent, and costs less than to seek.
            self.row = if self.row.saturating_add(1) == target { word.advance() } else { word.seek(target) };
            return self.row;
        }
        if let Some(first) = self.words.first_mut() {
            first.seek(target);
        }
        self.find();
        self.row
    }

    /// Finds the first row with the phrase, from where the first word stands.
    fn find(&mut self) {
        'rows: loop {
            let Some((first, rest)) = self.words.split_first_mut() else {
                self.row = TERMINATED;
                return;
            };
            self.row = first.doc();
            if self.row == TERMINATED {
                return;
            }
            for word in rest.iter_mut() {
                let row = if word.doc() < self.row { word.seek(self.row) } else { word.doc() };
                if row != self.row {
                    first.seek(row);
                    continue 'rows;
                }
            }
            if rest.is_empty() {
                return;
            }
            first.positions(&mut self.starts);
            for (offset, word) in (1_u32..).zip(rest.iter_mut()) {
                word.positions(&mut self.positions);
                let positions = &self.positions;
                self.starts.retain(|start| positions.binary_search(&start.saturating_add(offset)).is_ok());
            }
            self.n_times = u32::try_from(self.starts.len()).unwrap_or(u32::MAX);
            if self.n_times > 0 {
                return;
            }
            first.advance();
        }
    }
}
