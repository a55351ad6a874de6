//! What a caller may choose about a report.

use crate::{Filter, Window};
use prospect_model::{LabelSet, Month, SkillKind};
use prospect_stats::{CellRule, MedianRule};
use std::borrow::Cow;

/// Answers from shipped data that questions need: rates and names.
///
/// A trait, so that a test brings its own and the questions name no data.
pub trait Lookup: Sync {
    /// US dollars that one unit of the currency (ISO 4217) was worth in the month.
    fn usd_rate(&self, currency: &str, month: Month) -> Option<f64>;

    /// The usual name of a skill id: `C++` for `cpp`. `None` shows the id.
    fn skill_name(&self, id: &str) -> Option<Cow<'static, str>>;

    /// What sort of skill an id stands for. `None` counts it as no language and no technology.
    fn skill_kind(&self, id: &str) -> Option<SkillKind>;

    /// The English name of a first-level region by its ISO 3166-2 code. `None` shows the code.
    fn region_name(&self, code: &str) -> Option<Cow<'static, str>>;

    /// The English name of a country by its ISO 3166-1 alpha-2 code. `None` shows the code.
    fn country_name(&self, code: &str) -> Option<Cow<'static, str>>;

    /// Openings of a source that were drawn at random and labelled by hand. `None` corrects no share.
    fn labels(&self, source: &str) -> Option<&'static LabelSet>;
}

/// Knows US dollars only, and no names.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoLookup;

impl Lookup for NoLookup {
    fn usd_rate(&self, currency: &str, _month: Month) -> Option<f64> {
        (currency == "USD").then_some(1.0)
    }

    fn skill_name(&self, _id: &str) -> Option<Cow<'static, str>> {
        None
    }

    fn skill_kind(&self, _id: &str) -> Option<SkillKind> {
        None
    }

    fn region_name(&self, _code: &str) -> Option<Cow<'static, str>> {
        None
    }

    fn country_name(&self, _code: &str) -> Option<Cow<'static, str>> {
        None
    }

    fn labels(&self, _source: &str) -> Option<&'static LabelSet> {
        None
    }
}

/// What a caller may choose about a report.
#[derive(Clone)]
pub struct Options<'a> {
    /// Rates and names.
    pub lookup: &'a dyn Lookup,
    /// Replicates of the bootstrap, B. 2,000 keeps the ends of a 95 % interval steady to about a
    /// fortieth of its width.
    pub n_replicates: usize,
    /// Seed of the bootstrap.
    pub seed: u64,
    /// Threads to use, at least 1. Changes the time, never the report.
    pub n_threads: usize,
    /// Length in months of the recent window that questions about the present look at; it ends with the
    /// last month of the source. At least 1.
    pub n_recent_months: u32,
    /// Days without a posting after which an opening that comes back counts as a new vacancy.
    /// 60, as methods of the field join reposts (Lightcast); threads are monthly, so one may be missed.
    pub spell_gap_days: i32,
    /// Ids of the sources to report on; empty means each one that shares may be computed within.
    pub sources: Vec<String>,
    /// Ids of the questions to answer, in the order of the registry; empty means all.
    pub questions: Vec<String>,
    /// Which openings are counted.
    pub filter: Filter,
    /// A second window that the first is compared with: every question is answered for both.
    pub compare: Option<Window>,
    /// The command that made the report, for its reproduction block.
    pub command: String,
    /// What a cell of counts needs to be shown.
    pub cell_rule: CellRule,
    /// What a median needs to be shown.
    pub median_rule: MedianRule,
}

impl<'a> Options<'a> {
    /// The defaults: B = 2,000, a fixed seed, one thread, two recent years, every source.
    #[must_use]
    pub fn new(lookup: &'a dyn Lookup) -> Self {
        Self {
            lookup,
            n_replicates: 2_000,
            seed: 20_260_101,
            n_threads: 1,
            n_recent_months: 24,
            spell_gap_days: 60,
            sources: Vec::new(),
            questions: Vec::new(),
            filter: Filter::default(),
            compare: None,
            command: "prospect report".to_owned(),
            cell_rule: CellRule::default(),
            median_rule: MedianRule::default(),
        }
    }
}
