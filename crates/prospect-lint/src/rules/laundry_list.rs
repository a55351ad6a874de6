//! Too many demands.

use crate::{Draft, Finding, Level};
use prospect_model::SkillNeed;

declare_rule! {
    /// ## What it does
    /// Flags a posting that requires more technologies than nine in ten postings do.
    ///
    /// ## Why it matters
    /// Nobody has them all; those who take lists at their word do not apply.
    ///
    /// ## Flagged
    /// ```text
    /// Acme | Rust Engineer | Berlin
    /// Requirements:
    /// - Rust, C++, Python, Java, TypeScript, PHP and Ruby
    /// - PostgreSQL, MongoDB, Redis, Kafka
    /// - Docker, Kubernetes, Terraform, AWS
    /// ```
    /// ## Accepted
    /// ```text
    /// Acme | Rust Engineer | Berlin
    /// Requirements:
    /// - Rust
    /// - PostgreSQL
    /// Nice to have: Docker, Kubernetes, Terraform, AWS, C++, Python, Java, Redis, Kafka, PHP, Ruby, MongoDB.
    /// ```
    /// ## Sources
    /// The 90th percentile of the snapshot where it is known, else 12 required technologies.
    "laundry-list", Heuristic, check
}

/// Required technologies that are too many where the market is not known.
const N_MAX: f64 = 12.0;

fn check(draft: &Draft<'_>, report: &mut dyn FnMut(Finding)) {
    let required: Vec<_> = draft
        .facts
        .skills
        .iter()
        .filter(|skill| skill.need == SkillNeed::Required && skill.kind.is_technology())
        .collect();
    let measured = draft.market.and_then(|market| Some((market, market.required_technologies_p90?)));
    // A percentile over few demands would make four a laundry list.
    let n_max = measured.map_or(N_MAX, |(_, p90)| p90.value.max(N_MAX / 2.0));
    if required.len() as f64 <= n_max || draft.facts.roles.len() > 1 {
        return;
    }
    let (Some(first), Some(last)) = (required.first(), required.last()) else { return };
    let why = match measured {
        Some((market, p90)) => {
            format!("Nine in ten of {} require at most {:.0} (n = {}).", market.comparable, p90.value, p90.n)
        }
        None => "Those who take lists at their word do not apply.".to_owned(),
    };
    report(Finding::new(
        Level::Heuristic,
        Draft::place(&first.words),
        format!("{} technologies are required, from {} to {}", required.len(), first.name, last.name),
        why,
        "Keep what a person needs on the first day; move the rest to \"nice to have\".".to_owned(),
    ));
}
