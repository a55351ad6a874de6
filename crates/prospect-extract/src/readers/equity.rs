//! Reads `equity`: whether shares, options or tokens are offered.
//!
//! In: dictionary hits. Out: `Some(true)` or, where it is denied ("no equity"), `Some(false)`, with evidence.
//! A plain "equity" counts unless it is the field of work (private equity, equity research) or fairness
//! (diversity, equity and inclusion); "options", "stock", "shares" and "tokens" count only with words of pay
//! beside them.

use crate::scan::{Hit, Owner, Part, Phrases, Scan, Section, TokenKind};
use prospect_model::{Evidence, Facts};

/// Says an offer by itself.
const OFFERED: u32 = 0;
/// Says an offer unless fairness or finance is meant.
const EQUITY: u32 = 1;
/// Says an offer beside words of pay.
const BESIDE_PAY: u32 = 2;
/// Words of pay.
const PAY: u32 = 3;
/// Longer phrases that only look like an offer; they keep shorter ones from being found inside.
const ELSE: u32 = 4;
/// Fairness.
const FAIRNESS: u32 = 5;

#[rustfmt::skip]
pub(super) fn phrases(phrases: &mut Phrases) {
    let mut add = |value: u32, texts: &[&str]| phrases.add_all(Owner::Equity, value, texts);
    add(
        OFFERED,
        &[
            "stock options", "stock option", "share options", "shares options", "stock grant", "stock grants",
            "stock plan", "stock purchase plan", "employee stock purchase", "espp", "esop", "esops", "vsop", "vsops",
            "rsu", "rsus", "restricted stock", "restricted stock units", "company stock", "employee stock ownership",
            "employee ownership", "equity grant", "equity grants", "equity package", "equity packages",
            "equity stake", "equity compensation", "equity options", "equity upside", "equity participation",
            "equity plan", "equity program", "equity share", "equity ownership", "equity available",
            "equity possible", "equity offered", "meaningful equity", "generous equity", "significant equity",
            "substantial equity", "competitive equity", "founding equity", "founder equity", "co-founder equity",
            "early equity", "early shares", "good equity", "great equity", "+ equity", "& equity", "plus equity",
            "with equity", "and equity", "for equity", "token grant", "token grants", "token allocation",
            "token package", "token packages", "token options", "token plan", "token incentives",
            "token compensation", "token warrants", "token upside", "profit interests", "emi options", "emi share",
            "bspce", "mitarbeiterbeteiligung", "mitarbeiterbeteiligungsprogramm", "unternehmensanteile",
            "virtuelle anteile", "virtual shares", "phantom shares", "phantom stock", "sweat equity",
            "actionnariat salarié", "opciones sobre acciones", "stock-options", "opcje na akcje",
            "akcje pracownicze", "ownership stake", "offer equity", "offers equity", "offering equity",
            "company shares", "slice of equity", "piece of equity", "amount of equity", "high equity",
            "healthy equity", "large equity", "real equity", "gets stock", "get stock", "gets equity", "get equity",
            "equity for everyone", "founder-level equity", "stock compensation", "stock-based compensation",
            "shares in the company", "share in the company", "options package", "option package", "stock package",
            "option grant", "option grants", "options grant", "option pool", "share scheme", "option scheme",
            "options scheme", "stock ownership",
        ],
    );
    add(EQUITY, &["equity", "equities"]);
    add(BESIDE_PAY, &["options", "stock", "stocks", "shares", "tokens", "token", "ownership", "stake", "vesting"]);
    add(
        PAY,
        &[
            "salary", "salaries", "compensation", "comp", "pay", "benefits", "bonus", "bonuses", "cash", "package",
            "packages", "gehalt", "salaire", "salario", "wynagrodzenie", "401k", "401", "pto", "perks", "base",
            "competitive", "vacation", "dental", "healthcare", "medical", "insurance",
        ],
    );
    add(
        ELSE,
        &[
            "private equity", "growth equity", "equity research", "equity market", "equity markets",
            "equity derivatives", "equity trading", "equity traders", "equity fund", "equity funds", "equity firm",
            "equity firms", "equity investors", "equity investment", "equity investments", "equity crowdfunding",
            "equity financing", "equity capital", "equity management", "equity strategies", "equity portfolio",
            "equity options trading", "long/short equity", "home equity", "brand equity", "health equity",
            "racial equity", "social equity", "educational equity", "gender equity", "pay equity", "equity for all",
            "equity in education", "global equity", "us equity", "european equity", "equity index",
            "for equity research", "for equity trading", "for equity investments", "for equity markets",
            "for equity derivatives", "and equity research", "and equity markets", "and equity derivatives",
            "and equity trading", "in equity funding", "equity funding", "equity & inclusion", "equity and inclusion", "equity, and inclusion", "equity, inclusion",
            "diversity and equity", "diversity, equity", "inclusion and equity", "equity and diversity",
            "equity and justice", "equity and access", "equity-minded", "stock market", "stock markets",
            "stock exchange", "stock exchanges", "stock photos", "stock photography", "stock trading", "in stock",
            "stock prices", "options trading", "options market", "options markets", "trading options",
            "payment options", "insurance options", "health options", "retirement options", "medical options",
            "dental options", "coverage options", "work options", "remote options", "remote working options",
            "multiple options", "other options", "flexible options", "healthcare options", "benefit options",
            "plan options", "food options", "lunch options", "commuting options", "career options",
            "options available", "options for", "options are", "stake in", "market shares", "ai token", "ai tokens",
            "token usage", "security tokens", "non-fungible tokens", "equity real estate", "stocked",
            "take ownership", "ownership of", "ownership over", "sense of ownership", "home ownership",
            "full ownership", "end-to-end ownership",
        ],
    );
    add(FAIRNESS, &["diversity", "inclusion", "inclusivity", "dei", "belonging", "justice", "fairness"]);
}

pub(super) fn read(scan: &Scan, facts: &mut Facts) {
    let mut denied = None;
    for part in scan.field("pay").into_iter().chain([&scan.body]) {
        let hits = part.hits(Owner::Equity);
        for (hit_idx, hit) in hits.iter().enumerate() {
            let rule = match hit.value {
                OFFERED if is_fairness(part, hits, hit_idx) => continue,
                OFFERED => "equity-phrase",
                EQUITY if is_offered_equity(part, hits, hit_idx) => "equity-word",
                BESIDE_PAY if is_beside_pay(part, hits, hit_idx) => "equity-beside-pay",
                _ => continue,
            };
            if is_denied(part, hit) {
                denied = denied.or_else(|| Some(part.evidence(widened(part, hit), "equity-denied")));
                continue;
            }
            facts.equity = Some(true);
            put(facts, part.evidence(hit.tokens(), rule));
            return;
        }
    }
    if let Some(evidence) = denied {
        facts.equity = Some(false);
        put(facts, evidence);
    }
}

fn put(facts: &mut Facts, evidence: Evidence) {
    facts.evidence.entry("equity".into()).or_default().push(evidence);
}

/// Tokens between two hits that still belong to one list.
const LIST_REACH: u32 = 6;

/// The hits of a value close to a hit.
fn has_near(hits: &[Hit], hit_idx: usize, value: u32, reach: u32) -> bool {
    let Some(hit) = hits.get(hit_idx) else { return false };
    let before = hits.get(..hit_idx).unwrap_or_default().iter().rev();
    let after = hits.get(hit_idx + 1..).unwrap_or_default().iter();
    before.take_while(|other| hit.first.saturating_sub(other.end) <= reach).any(|other| other.value == value)
        || after.take_while(|other| other.first.saturating_sub(hit.end) <= reach).any(|other| other.value == value)
}

fn is_fairness(part: &Part, hits: &[Hit], hit_idx: usize) -> bool {
    let is_legal = hits
        .get(hit_idx)
        .and_then(|hit| part.line_of(hit.first as usize))
        .is_some_and(|line| line.section == Section::Legal);
    has_near(hits, hit_idx, FAIRNESS, if is_legal { LIST_REACH } else { 4 })
}

/// "equity" of a job, not of a market or of fairness.
fn is_offered_equity(part: &Part, hits: &[Hit], hit_idx: usize) -> bool {
    if is_fairness(part, hits, hit_idx) {
        return false;
    }
    let Some(hit) = hits.get(hit_idx) else { return false };
    let (first, end) = (hit.first as usize, hit.end as usize);
    let is_plural = part.token_text(first).eq_ignore_ascii_case("equities");
    let before = first.checked_sub(1);
    let is_after_amount = before.and_then(|before| part.token(before)).is_some_and(|token| {
        [b'%', b'+', b'/', b'&', b',', b'(', b'|', b':', b'-'].iter().any(|mark| token.is_mark(*mark))
            || token.kind == TokenKind::Number
    });
    let closes = part.token(end).is_none_or(|token| token.kind == TokenKind::Punct || token.is_line_start());
    let is_percent_behind = (end..end + 6).any(|at| part.token(at).is_some_and(|token| token.is_mark(b'%')));
    !is_plural
        && (has_near(hits, hit_idx, PAY, 12)
            || is_after_amount
            || is_percent_behind
            || (closes && part.line_of(first).is_some_and(|line| line.token_range().len() <= 8)))
        || (is_plural && has_near(hits, hit_idx, PAY, 3))
}

/// "salary + tokens", "bonus, 401k, stock".
fn is_beside_pay(part: &Part, hits: &[Hit], hit_idx: usize) -> bool {
    let Some(hit) = hits.get(hit_idx) else { return false };
    let (first, end) = (hit.first as usize, hit.end as usize);
    let text = |at: usize| part.token_text(at);
    let joins = |at: usize| {
        let token = part.token(at);
        token.is_some_and(|token| [b'+', b',', b'/', b'&'].iter().any(|mark| token.is_mark(*mark)))
            || ["and", "plus", "with", "including", "or", "in"].iter().any(|word| word.eq_ignore_ascii_case(text(at)))
    };
    let before = first.checked_sub(1);
    let is_percent = before.and_then(|before| part.token(before)).is_some_and(|token| token.is_mark(b'%'));
    let is_plus = before.and_then(|before| part.token(before)).is_some_and(|token| token.is_mark(b'+'));
    let is_ownership = text(first).eq_ignore_ascii_case("ownership") || text(first).eq_ignore_ascii_case("stake");
    if is_percent || (is_plus && !is_ownership) {
        return true;
    }
    if is_ownership {
        return false;
    }
    let is_adjacent_pay = |reach: u32| has_near(hits, hit_idx, PAY, reach);
    let is_listed = before.is_some_and(joins) || joins(end);
    let is_quality = before.is_some_and(|before| {
        [
            "generous",
            "competitive",
            "meaningful",
            "significant",
            "employee",
            "company",
            "startup",
            "attractive",
            "great",
        ]
        .iter()
        .any(|word| word.eq_ignore_ascii_case(text(before)))
    });
    (is_listed && is_adjacent_pay(3)) || (is_quality && is_adjacent_pay(LIST_REACH))
}

/// "no equity", "without options", "equity: none".
fn is_denied(part: &Part, hit: &Hit) -> bool {
    let is_word = |at: usize, words: &[&str]| words.iter().any(|word| word.eq_ignore_ascii_case(part.token_text(at)));
    let first = hit.first as usize;
    let before = |step: usize| first.checked_sub(step);
    let end = hit.end as usize;
    before(1).is_some_and(|at| is_word(at, &["no", "not", "without", "zero", "kein", "keine", "sans", "sin"]))
        || before(2).is_some_and(|at| is_word(at, &["no", "not", "without"]) && !is_word(at + 1, &["only"]))
            && before(1).is_some_and(|at| !part.token(at).is_some_and(|token| token.kind == TokenKind::Punct))
        || (part.token(end).is_some_and(|token| token.is_mark(b':')) && is_word(end + 1, &["no", "none", "nope"]))
}

fn widened(part: &Part, hit: &Hit) -> std::ops::Range<usize> {
    let mut tokens = hit.tokens();
    if !part.token_text(tokens.end).is_empty() && part.token(tokens.end).is_some_and(|token| token.is_mark(b':')) {
        tokens.end += 2;
    } else {
        tokens.start = tokens.start.saturating_sub(1);
    }
    tokens
}
