//! No pay stated.

use crate::phrases::Phrases;
use crate::{Draft, Finding, Level, Place};
use prospect_lexicon::laws::{PayLaw, pay_law};
use prospect_model::Employment;
use std::sync::LazyLock;

declare_rule! {
    /// ## What it does
    /// Flags a posting that states no pay: as law where the law of its work place asks for it on the day, else as advice.
    ///
    /// ## Why it matters
    /// Eight states of the United States make employers state pay in the advert; elsewhere readers cannot tell
    /// whether it is worth their time, and many skip what hides it.
    ///
    /// ## Flagged
    /// ```text
    /// posted: 2024-05-01
    /// Acme | Senior Rust Engineer | Denver, CO | Onsite
    /// Apply at jobs@acme.example.
    /// ```
    /// ## Accepted
    /// ```text
    /// posted: 2024-05-01
    /// Acme | Senior Rust Engineer | Denver, CO | Onsite | $150k-$180k
    /// Apply at jobs@acme.example.
    /// ```
    /// ## Sources
    /// `data/laws/pay.toml`, with what was verified. How many employees an employer has is not in a posting: the
    /// finding names the threshold. Not legal advice. European Union: Directive 2023/970, article 5, asks for pay
    /// in the advert or before the interview, so a posting without it breaks no rule of the directive.
    "missing-pay", Law, check
}

/// Words that say that the advert behind a link states pay: then this text is not the advert that a law means.
static ELSEWHERE: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::new(&[
        "salary info",
        "salary information",
        "salary range in",
        "salary ranges in",
        "salary range listed",
        "salary ranges listed",
        "salary ranges are listed",
        "salary listed",
        "salaries listed",
        "salaries are listed",
        "pay range listed",
        "pay ranges listed",
        "compensation listed",
        "compensation ranges are listed",
        "compensation info",
    ])
});

fn check(draft: &Draft<'_>, report: &mut dyn FnMut(Finding)) {
    if !draft.facts.pay.is_empty() || draft.facts.offer == Some(false) {
        return;
    }
    // Equity alone in place of pay, and unpaid internships, are matters of their own.
    let is_employee = !draft.facts.employment.contains(&Employment::Contract) || draft.facts.employment.len() > 1;
    let laws = || {
        let day = draft.day?;
        draft.facts.places.iter().find_map(|place| Some((place, pay_law(place.region.as_deref()?, day)?)))
    };
    if let Some((place, law)) = laws().filter(|(_, law)| law.is_verified && is_employee && !ELSEWHERE.is_in(draft.text))
    {
        return report(Finding::new(
            Level::Law,
            Draft::place(&place.words),
            format!("no pay stated, and the work place is in {}", law.name),
            format!("The law of {} asks for the pay range in the advert since {}{}.", law.name, law.in_force, who(law)),
            INSTEAD.to_owned(),
        ));
    }
    let mut why = "Without pay a reader cannot tell whether to apply.".to_owned();
    if let Some(share) = draft.market.and_then(|market| Some((market, market.share_stating_pay?))) {
        let (market, share) = share;
        why = format!("{:.0} % of {} state it (n = {}).", share.value * 100.0, market.comparable, share.n);
    }
    if let Some((_, law)) = laws() {
        why.push_str(&format!(" {} may ask for it{} (not verified).", law.name, who(law)));
    }
    report(Finding::new(Level::Heuristic, Place::Whole {}, "no pay stated".to_owned(), why, INSTEAD.to_owned()));
}

const INSTEAD: &str =
    "State the range that you would really pay, with currency and period: \"80,000-95,000 EUR a year\".";

fn who(law: &PayLaw) -> String {
    match law.employees_min {
        Some(1) => String::new(),
        Some(n) => format!(", of employers with {n} or more employees"),
        None => ", of employers of a certain size".to_owned(),
    }
}
