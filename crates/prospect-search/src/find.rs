//! Finds: words, filters and counts in one go over the shards.
//!
//! In: a query, the shards and the columns of facts. Out: the best rows in order, how many there are, the counts of
//! facets, and how many say nothing to a filter. Threads change the time, never the answer: rows are ordered by key
//! and opening alone, and counts add up in any order.

use crate::SearchError;
use crate::best::Best;
use crate::facets::Counters;
use crate::facts::{Column, Facts, Names};
use crate::filters::Filter;
use crate::matching::{Matching, Weights, excluded};
use crate::query::{Query, Sort};
use crate::shard::{Bits, Shard};
use crate::skill_terms::SkillTerm;
use crate::verdicts::{FAILS, N_BLOCK, Tests};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use tantivy::TERMINATED;

/// What was found.
pub(crate) struct Found {
    /// The best rows with their keys, the best first.
    pub(crate) rows: Vec<(u64, u32)>,
    /// Rows that meet the query.
    pub(crate) n: u64,
    pub(crate) counters: Counters,
    /// By number of the filter: rows that fail nothing and say nothing to it.
    pub(crate) n_unknown: [u64; Filter::ALL.len()],
}

/// What the search of a query looks at.
pub(crate) struct Search<'a> {
    pub(crate) query: &'a Query,
    pub(crate) shards: &'a [Shard],
    pub(crate) facts: &'a Facts,
    pub(crate) names: &'a Names,
    tests: Tests<'a>,
    weights: Weights,
    /// Bits of states that keep a row from being a hit.
    not_kept: u32,
    order: Sort,
}

impl<'a> Search<'a> {
    pub(crate) fn new(
        query: &'a Query,
        shards: &'a [Shard],
        facts: &'a Facts,
        names: &'a Names,
    ) -> Result<Self, SearchError> {
        query.filters.check()?;
        let tests = Tests::new(&query.filters, facts, names)?;
        let weights = Weights::new(shards, query)?;
        let kept = query.unknown_kept.iter().fold(0, |bits, filter| bits | filter.bit());
        Ok(Self { query, shards, facts, names, tests, weights, not_kept: !kept, order: query.order() })
    }

    /// Looks through all shards, on at most `n_threads` threads.
    pub(crate) fn run(&self, n_threads: usize) -> Result<Found, SearchError> {
        let next = AtomicUsize::new(0);
        let n_threads = n_threads.clamp(1, self.shards.len().max(1));
        if n_threads == 1 {
            return guarded(|| self.work(&next)).map(Part::into_found);
        }
        let parts = thread::scope(|scope| {
            let workers: Vec<_> = (1..n_threads).map(|_| scope.spawn(|| guarded(|| self.work(&next)))).collect();
            let own = guarded(|| self.work(&next));
            let mut parts = vec![own];
            for worker in workers {
                parts.push(worker.join().unwrap_or_else(|_| Err(panicked())));
            }
            parts
        });
        let mut parts = parts.into_iter();
        let mut all = parts.next().unwrap_or_else(|| Err(panicked()))?;
        for part in parts {
            all.append(part?);
        }
        Ok(all.into_found())
    }

    /// What a row says to the filters.
    pub(crate) fn state(&self, row: u32) -> u32 {
        self.tests.state(row as usize)
    }

    /// Takes shards as long as there are any.
    fn work(&self, next: &AtomicUsize) -> Result<Part, SearchError> {
        let mut part = Part {
            best: Best::new(self.query.limit),
            n: 0,
            counters: Counters::new(&self.query.facets, self.facts, self.names),
            n_unknown: [0; Filter::ALL.len()],
            hits: Vec::new(),
        };
        while let Some(shard) = self.shards.get(next.fetch_add(1, Ordering::Relaxed)) {
            self.look_through(shard, &mut part)?;
        }
        Ok(part)
    }

    fn look_through(&self, shard: &Shard, part: &mut Part) -> Result<(), SearchError> {
        let named = self.named(shard)?;
        let excluded = excluded(shard, self.query)?;
        let from_sets = |document: u32| {
            let is_in = named.as_ref().is_none_or(|set| set.contains(document))
                && !excluded.as_ref().is_some_and(|set| set.contains(document));
            if is_in { 0 } else { FAILS }
        };
        if self.query.has_words() {
            let mut matching = Matching::new(shard, &self.weights, self.query)?;
            let mut document = matching.seek(0);
            while document != TERMINATED {
                let row = shard.first_row.saturating_add(document);
                let state = from_sets(document) | self.tests.state(row as usize);
                if part.take(state, self.not_kept) {
                    let key = match self.order {
                        Sort::Relevance => u64::from(matching.score(document).to_bits()),
                        order => self.key(order, row),
                    };
                    self.add(part, key, row);
                }
                document = matching.seek(document.saturating_add(1));
            }
        } else {
            let has_sets = named.is_some() || excluded.is_some();
            let mut states = [0_u32; N_BLOCK];
            let mut first = 0_u32;
            while first < shard.n_rows {
                let n = (shard.n_rows - first).min(N_BLOCK as u32);
                let states = states.get_mut(..n as usize).unwrap_or_default();
                states.fill(0);
                self.tests.add_states(shard.first_row.saturating_add(first) as usize, states);
                for (document, state) in (first..).zip(states.iter()) {
                    let state = if has_sets { from_sets(document) | state } else { *state };
                    if part.take(state, self.not_kept) {
                        let row = shard.first_row.saturating_add(document);
                        self.add(part, self.key(self.order, row), row);
                    }
                }
                first += n;
            }
        }
        part.count(self.facts);
        Ok(())
    }

    /// What a row is sorted by, the greater first; 0 where it states none.
    fn key(&self, order: Sort, row: u32) -> u64 {
        let column = if order == Sort::Pay { Column::PayMiddle } else { Column::Day };
        let first = self.facts.column(column).get(row as usize).copied().unwrap_or(0);
        // Of equal pay, the newest first.
        let second = if order == Sort::Pay { self.facts.column(Column::Day).get(row as usize).copied() } else { None };
        u64::from(first) << 32 | u64::from(second.unwrap_or(0))
    }

    fn add(&self, part: &mut Part, key: u64, row: u32) {
        let opening = self.facts.column(Column::Opening).get(row as usize).copied().unwrap_or(u32::MAX);
        part.best.add(key, opening, row);
        if !part.counters.is_empty() {
            part.hits.push(row);
            if part.hits.len() >= 4 * N_BLOCK {
                part.count(self.facts);
            }
        }
    }

    /// The rows that meet one of the expressions of skills; `None` where none is asked for.
    fn named(&self, shard: &Shard) -> Result<Option<Bits>, SearchError> {
        let filters = &self.query.filters;
        let mut named: Option<Bits> = None;
        for term in &filters.skills {
            let rows = rows_of(shard, term, filters.is_required_only)?;
            match &mut named {
                Some(named) => named.unite(&rows),
                None => named = Some(rows),
            }
        }
        Ok(named)
    }
}

/// The rows of a shard that meet an expression of skills.
fn rows_of(shard: &Shard, term: &SkillTerm, is_required: bool) -> Result<Bits, SearchError> {
    let join = |terms: &[SkillTerm], join: fn(&mut Bits, &Bits)| {
        let mut sets = terms.iter().map(|term| rows_of(shard, term, is_required));
        let mut first = sets.next().unwrap_or_else(|| Ok(Bits::new(shard.n_rows)))?;
        for set in sets {
            join(&mut first, &set?);
        }
        Ok::<_, SearchError>(first)
    };
    match term {
        SkillTerm::Named(id) => {
            let mut set = Bits::new(shard.n_rows);
            shard.add_skill(id, is_required, &mut set)?;
            Ok(set)
        }
        SkillTerm::And(terms) => join(terms, Bits::intersect),
        SkillTerm::Or(terms) => join(terms, Bits::unite),
        SkillTerm::Not(term) => {
            let mut set = rows_of(shard, term, is_required)?;
            set.invert();
            Ok(set)
        }
    }
}

/// What one thread found.
struct Part {
    best: Best,
    n: u64,
    counters: Counters,
    n_unknown: [u64; Filter::ALL.len()],
    /// Hits that are not counted yet.
    hits: Vec<u32>,
}

impl Part {
    /// Counts a row by its state; whether it is a hit.
    fn take(&mut self, state: u32, not_kept: u32) -> bool {
        if state & FAILS != 0 {
            return false;
        }
        // Bit by bit, since a row seldom says nothing to more than one or two filters.
        let mut left = state;
        while left != 0 {
            if let Some(n) = self.n_unknown.get_mut(left.trailing_zeros() as usize) {
                *n += 1;
            }
            left &= left - 1;
        }
        let is_hit = state & not_kept == 0;
        self.n += u64::from(is_hit);
        is_hit
    }

    fn count(&mut self, facts: &Facts) {
        self.counters.count(facts, &self.hits);
        self.hits.clear();
    }

    fn append(&mut self, other: Self) {
        self.best.append(other.best);
        self.n += other.n;
        self.counters.add(&other.counters);
        for (n, other) in self.n_unknown.iter_mut().zip(other.n_unknown) {
            *n += other;
        }
    }

    fn into_found(self) -> Found {
        Found { rows: self.best.sorted(), n: self.n, counters: self.counters, n_unknown: self.n_unknown }
    }
}

fn panicked() -> SearchError {
    SearchError::damaged("the full-text engine failed on it")
}

/// The engine trusts its files; a damaged one may make it panic, which is an error here.
pub(crate) fn guarded<T>(work: impl FnOnce() -> Result<T, SearchError>) -> Result<T, SearchError> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err(panicked()))
}
