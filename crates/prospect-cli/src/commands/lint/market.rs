//! What the market says of a posting, loaded when the first rule asks.

use crate::dataset::{self, Origin};
use crate::home::HomeArgs;
use crate::lookup::Shipped;
use anyhow::Result;
use prospect_lint::{Market, Measured};
use prospect_market::Options;
use prospect_market::benchmark::{Asked, Benchmark, Comparables, PayEnds, Trait};
use prospect_model::{Dataset, Employment, Facts, Month};
use std::cell::{OnceCell, RefCell};

/// Replicates behind the intervals that rules look at: enough for whole per cents.
const N_REPLICATES_RULES: usize = 400;
/// Replicates behind the intervals that are shown, as in the report.
const N_REPLICATES_SHOWN: usize = 2_000;

/// The rows to compare with, read once and only if they are asked for.
pub(super) struct Rows<'h> {
    home: &'h HomeArgs,
    wants_history: bool,
    rows: OnceCell<Option<(Dataset, Origin)>>,
    failure: RefCell<Option<anyhow::Error>>,
}

impl<'h> Rows<'h> {
    pub(super) fn new(home: &'h HomeArgs, wants_history: bool) -> Self {
        Self { home, wants_history, rows: OnceCell::new(), failure: RefCell::new(None) }
    }

    fn get(&self) -> Option<&(Dataset, Origin)> {
        let load = || {
            dataset::load(self.home, self.wants_history).map_err(|error| *self.failure.borrow_mut() = Some(error)).ok()
        };
        self.rows.get_or_init(load).as_ref()
    }
}

/// Comparable openings among the rows.
pub(super) struct Openings<'r> {
    rows: &'r Rows<'r>,
    comparables: OnceCell<Option<Comparables<'r>>>,
}

impl<'r> Openings<'r> {
    pub(super) fn new(rows: &'r Rows<'r>) -> Self {
        Self { rows, comparables: OnceCell::new() }
    }

    fn get(&self) -> Option<&Comparables<'r>> {
        let prepare = || Comparables::new(&self.rows.get()?.0, &Options::new(&Shipped));
        self.comparables.get_or_init(prepare).as_ref()
    }

    /// Where the rows come from, once they are loaded.
    pub(super) fn origin(&self) -> Option<Origin> {
        Some(self.rows.get()?.1)
    }

    /// Fails when rows were asked for and could not be read.
    pub(super) fn check(&self) -> Result<()> {
        self.rows.failure.borrow_mut().take().map_or(Ok(()), Err)
    }

    /// The posting's roles, each compared in everything.
    pub(super) fn benchmarks(&self, facts: &Facts, month: Option<Month>) -> Vec<Benchmark> {
        let Some(openings) = self.get() else { return Vec::new() };
        let roles = 0..facts.roles.len().max(1);
        roles.map(|role| openings.benchmark(&asked(openings, facts, role, month), N_REPLICATES_SHOWN)).collect()
    }
}

fn asked(openings: &Comparables<'_>, facts: &Facts, role: usize, month: Option<Month>) -> Asked {
    Asked::of(facts, role, month, openings.last_month(), &Shipped)
}

/// One posting's market, for rules.
pub(super) struct OfPosting<'p, 'r> {
    openings: &'p Openings<'r>,
    facts: &'p Facts,
    month: Option<Month>,
    asked: OnceCell<Asked>,
}

impl<'p, 'r> OfPosting<'p, 'r> {
    pub(super) fn new(openings: &'p Openings<'r>, facts: &'p Facts, month: Option<Month>) -> Self {
        Self { openings, facts, month, asked: OnceCell::new() }
    }

    fn openings(&self) -> Option<(&Comparables<'r>, &Asked)> {
        let openings = self.openings.get()?;
        Some((openings, self.asked.get_or_init(|| asked(openings, self.facts, 0, self.month))))
    }
}

impl std::fmt::Debug for OfPosting<'_, '_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OfPosting").field("asked", &self.asked).finish_non_exhaustive()
    }
}

impl Market for OfPosting<'_, '_> {
    fn share_stating_pay(&self) -> Option<Measured> {
        let (openings, asked) = self.openings()?;
        let found = openings.stating_pay(asked, N_REPLICATES_RULES).ok()?;
        Some(measured(found.share, &found.comparable))
    }

    fn required_technologies_p90(&self) -> Option<Measured> {
        let (openings, asked) = self.openings()?;
        let found = openings.required_technologies(asked, N_REPLICATES_RULES).ok()?;
        Some(measured(found.p90, &found.comparable))
    }

    fn share_paying_more(&self) -> Option<Measured> {
        let (openings, asked) = self.openings()?;
        // What is held against a posting must be like it: full-time work on software, of its kind and its level. Without a
        // language it may be any work; and the openings here are those of people who write software.
        let is_full_time = self.facts.employment.iter().all(|it| *it == Employment::FullTime);
        let is_software = asked.language.is_some() && asked.role_family.iter().any(|family| family.is_technical());
        if !is_full_time || !is_software {
            return None;
        }
        let kept = [Trait::RoleFamily, Trait::Level];
        let found = openings.pay(asked, &kept, N_REPLICATES_RULES)?.ok();
        let found = found.filter(|found| found.ends != PayEnds::AtLeast)?;
        Some(measured(found.pay_more, &found.comparable))
    }
}

fn measured(point: prospect_market::Point, comparable: &prospect_market::benchmark::Comparable) -> Measured {
    Measured {
        value: point.value,
        low: point.low,
        high: point.high,
        n: comparable.n,
        comparable: comparable.words.clone(),
    }
}
