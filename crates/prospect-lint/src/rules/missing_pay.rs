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
    /// ```text
    /// Acme | Senior Rust Engineer | Budapest | 1,3mm HUF/month
    /// Apply at jobs@acme.example.
    /// ```
    /// ```text
    /// Acme | Rust Engineer | Remote
    /// Our budget for this position is $50K/yr. Apply at jobs@acme.example.
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
        "pay range for this role is listed",
        "pay range for this position is listed",
        "salary range for this role is listed",
        "salary range for this position is listed",
        "salary is listed",
        "salaries and benefits at",
        "salary transparency",
        "see the salary",
        "benefits/compensation",
        "compensation listed",
        "compensation ranges are listed",
        "compensation info",
    ])
});

fn check(draft: &Draft<'_>, report: &mut dyn FnMut(Finding)) {
    if !draft.facts.pay.is_empty()
        || draft.facts.offer == Some(false)
        || has_unread_pay(draft.text)
        || is_partner(draft)
    {
        return;
    }
    // Equity alone in place of pay, and unpaid internships, are matters of their own.
    let is_employee = !draft.facts.employment.contains(&Employment::Contract) || draft.facts.employment.len() > 1;
    let is_elsewhere = ELSEWHERE.is_in(draft.text);
    let laws = || {
        let day = draft.day?;
        draft.facts.places.iter().find_map(|place| Some((place, pay_law(place.region.as_deref()?, day)?)))
    };
    if let Some((place, law)) = laws().filter(|(_, law)| law.is_verified && is_employee && !is_elsewhere) {
        return report(Finding::new(
            Level::Law,
            Draft::place(&place.words),
            format!("no pay stated, and the work place is in {}", law.name),
            format!("The law of {} asks for the pay range in the advert since {}{}.", law.name, law.in_force, who(law)),
            INSTEAD.to_owned(),
        ));
    }
    if is_elsewhere {
        return;
    }
    let mut why = "Without pay a reader cannot tell whether to apply.".to_owned();
    if let Some(share) = draft.market.and_then(|market| market.share_stating_pay()) {
        why = format!(
            "{:.0} % of {} state it (n = {}; 95 % interval {:.0} to {:.0} %).",
            share.value * 100.0,
            share.comparable,
            share.n,
            share.low * 100.0,
            share.high * 100.0
        );
    }
    if let Some((_, law)) = laws() {
        why.push_str(&format!(" {} may ask for it{} (not verified).", law.name, who(law)));
    }
    report(Finding::new(Level::Heuristic, Place::Whole {}, "no pay stated".to_owned(), why, INSTEAD.to_owned()));
}

/// Who founds is paid in shares.
fn is_partner(draft: &Draft<'_>) -> bool {
    draft.facts.titles.iter().any(|title| {
        let title = title.to_ascii_lowercase();
        ["co-founder", "cofounder", "co founder", "in residence"].iter().any(|word| title.contains(word))
    })
}

/// Words of pay that stand right beside an amount.
static PAY_WORDS: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::new(&[
        "salary",
        "salaries",
        "compensation",
        "remuneration",
        "stipend",
        "pay",
        "wage",
        "gehalt",
        "per year",
        "a year",
        "/year",
        "/yr",
        "per annum",
        "p.a",
        "per month",
        "a month",
        "/month",
        "/mo",
        "per hour",
        "an hour",
        "/hour",
        "/hr",
        "lpa",
        "ctc",
    ])
});
/// Bytes around such a word in which digits are taken for an amount.
const NEAR_BYTES: usize = 24;

/// Whether the text seems to state pay that no reader understood: then to say that it states none could be wrong.
fn has_unread_pay(text: &str) -> bool {
    let has_amount = |part: &str| {
        part.split(|letter: char| !letter.is_ascii_digit() && letter != ',' && letter != '.').any(|number| {
            let n_digits = number.bytes().filter(u8::is_ascii_digit).count();
            (4..=9).contains(&n_digits) && !is_year(number)
        }) || thousands(part)
    };
    let near = |start: usize, end: usize| {
        let from = floor(text, start.saturating_sub(NEAR_BYTES));
        let to = floor(text, end.saturating_add(NEAR_BYTES).min(text.len()));
        text.get(from..to).unwrap_or_default()
    };
    let headline = text.lines().next().unwrap_or_default();
    thousands(headline) || PAY_WORDS.find(text).any(|(start, end, _)| has_amount(near(start, end)))
}

/// Whether a word is thousands of something: "220k", "90-110K", "1,3mm".
fn thousands(text: &str) -> bool {
    text.split([' ', '-', '–', '/', '|', '(', ')', '+', '~']).any(|word| {
        let digits = word.trim_start_matches(|letter: char| !letter.is_ascii_digit());
        let n_digits = digits.bytes().take_while(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',')).count();
        let unit = digits.get(n_digits..).unwrap_or_default().to_ascii_lowercase();
        let is_pension = digits.starts_with("401") || digits.starts_with("403");
        n_digits >= 2
            && !is_pension
            && (unit.starts_with("mm") || unit == "k" || unit.starts_with("k ") || unit.starts_with("k,"))
    })
}

fn is_year(number: &str) -> bool {
    number.len() == 4 && (number.starts_with("19") || number.starts_with("20"))
}

/// The nearest char boundary at or before a byte.
fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at = at.saturating_sub(1);
    }
    at
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
