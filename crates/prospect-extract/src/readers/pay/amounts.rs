//! Amounts of money as written: number, multiplier, currency, range. What they are for is in [`super::context`].

use super::cues::{self, Cue, Shared, Times};
use super::words;
use crate::readers::word_set::words as any_of;
use crate::scan::{Part, TokenKind};
use prospect_model::Period;
use std::ops::Range;

/// How digits were grouped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Grouping {
    None,
    Comma,
    Point,
    Other,
    Indian,
}

/// A number as written, as a whole mantissa over a power of ten.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Number {
    pub(super) mantissa: u64,
    pub(super) n_decimals: u32,
    pub(super) grouping: Grouping,
    /// Index after its last token.
    pub(super) end: usize,
}

impl Number {
    /// The number times a factor, rounded to a whole; `None` where it does not fit.
    pub(super) fn times(self, factor: u64) -> Option<u64> {
        let scale = 10_u64.checked_pow(self.n_decimals)?;
        let product = self.mantissa.checked_mul(factor)?;
        // Halves go down: hourly rates like 32.50 are stated as 32 by those who leave cents out.
        Some(product / scale + u64::from(product % scale > scale / 2))
    }
}

/// Digits in one number; a longer run is no amount.
const DIGITS_MAX: usize = 12;

/// Reads the number that starts at a token, with its groups and decimals.
pub(super) fn number_at(part: &Part, token_idx: usize) -> Option<Number> {
    let digits = |at: usize| {
        part.token(at).filter(|token| token.kind == TokenKind::Number && token.n_bytes() <= DIGITS_MAX)?;
        part.token_text(at).parse::<u64>().ok()
    };
    let n_digits = |at: usize| part.token(at).map_or(0, |token| token.n_bytes());
    let joins = |at: usize| part.token(at).is_some_and(|token| !token.has_space_before());
    let mut mantissa = digits(token_idx)?;
    let mut number = Number { mantissa, n_decimals: 0, grouping: Grouping::None, end: token_idx + 1 };
    let mut at = token_idx + 1;
    let mut mark = 0_u8;
    let mut n_groups = 0;
    if n_digits(token_idx) <= 3 && mantissa > 0 {
        // Groups of thousands: one mark throughout, three digits each (two in the Indian way).
        while let Some(next) = part.token(at) {
            let (this, group) = if next.kind == TokenKind::Number && next.has_space_before() && !next.is_line_start() {
                (b' ', at)
            } else if (next.is_mark(b',') || next.is_mark(b'.') || next.is_mark(b'\'')) && joins(at) && joins(at + 1) {
                (next.word as u8, at + 1)
            } else {
                break;
            };
            let is_indian = this == b','
                && n_digits(group) == 2
                && is_mark_joined(part, group + 1, b',')
                && matches!(n_digits(group + 2), 2 | 3)
                && digits(group + 2).is_some();
            let is_group = n_digits(group) == 3 || is_indian;
            let Some(value) = digits(group).filter(|_| is_group && (mark == 0 || mark == this)) else { break };
            // "1.250" is a decimal fraction where a multiplier follows ("1.250M"), else a group.
            if this == b'.' && n_groups == 0 && has_multiplier(part, group + 1) {
                break;
            }
            let base = if is_indian { 100 } else { 1_000 };
            let Some(sum) = mantissa.checked_mul(base).and_then(|product| product.checked_add(value)) else { break };
            if sum > 1_000_000_000_000 {
                break;
            }
            mantissa = sum;
            mark = this;
            n_groups += 1;
            number.grouping = match this {
                b',' if is_indian || number.grouping == Grouping::Indian => Grouping::Indian,
                b',' => Grouping::Comma,
                b'.' => Grouping::Point,
                _ => Grouping::Other,
            };
            at = group + 1;
        }
    }
    number.mantissa = mantissa;
    number.end = at;
    // Decimals: one or two digits behind the other mark, or more before a multiplier.
    if let Some(token) = part.token(at)
        && (token.is_mark(b'.') || token.is_mark(b','))
        && token.word != u32::from(mark)
        && joins(at)
        && joins(at + 1)
        && let Some(value) = digits(at + 1)
    {
        let n = n_digits(at + 1);
        let is_fraction = n <= 2 || (n == 3 && has_multiplier(part, at + 2));
        if is_fraction
            && let Some(sum) =
                10_u64.checked_pow(n as u32).and_then(|scale| mantissa.checked_mul(scale)?.checked_add(value))
        {
            number.mantissa = sum;
            number.n_decimals = n as u32;
            number.end = at + 2;
        }
    } else if is_mark_joined(part, at, b'.') && is_mark_joined(part, at + 1, b'-') && n_groups > 0 {
        // "CHF 9'000.-"
        number.end = at + 2;
    }
    Some(number)
}

fn is_mark_joined(part: &Part, token_idx: usize, mark: u8) -> bool {
    part.token(token_idx).is_some_and(|token| token.is_mark(mark) && !token.has_space_before())
}

fn has_multiplier(part: &Part, token_idx: usize) -> bool {
    part.token(token_idx).is_some_and(|token| !token.has_space_before())
        && matches!(cues::starting_at(part, token_idx), Some((_, Cue::Times(_) | Cue::TimesOf(..) | Cue::Lpa)))
}

/// Whether a multiplier stands at a token, joined or behind a space ("45k", "45 k€").
fn has_multiplier_near(part: &Part, token_idx: usize) -> bool {
    matches!(
        cues::starting_at(part, token_idx),
        Some((_, Cue::Times(Times::Thousand) | Cue::TimesOf(Times::Thousand, _)))
    )
}

/// What names the currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Own(&'static str),
    Shared(Shared),
    Crypto(&'static str),
    Stablecoin(&'static str),
}

/// One amount with what touches it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Amount {
    pub(super) number: Number,
    pub(super) times: Option<Times>,
    pub(super) is_lpa: bool,
    pub(super) prefix: Option<Unit>,
    pub(super) suffix: Option<Unit>,
    /// "150k+"
    pub(super) is_open: bool,
    pub(super) end: usize,
}

/// An amount or a range of two.
#[derive(Clone, Debug)]
pub(super) struct Expr {
    pub(super) tokens: Range<usize>,
    pub(super) low: Amount,
    pub(super) high: Option<Amount>,
    pub(super) period: Option<Period>,
}

impl Expr {
    /// Whether a currency or a multiplier is written.
    pub(super) fn is_money(&self) -> bool {
        self.unit().is_some() || self.times().is_some()
    }

    pub(super) fn times(&self) -> Option<Times> {
        self.low.times.or(self.high.and_then(|high| high.times))
    }

    /// The written currency; a code beats a sign that several share ("$120k CAD").
    pub(super) fn unit(&self) -> Option<Unit> {
        let (high_suffix, high_prefix) = self.high.as_ref().map_or((None, None), |high| (high.suffix, high.prefix));
        let mut shared = None;
        for unit in [self.low.suffix, self.low.prefix, high_suffix, high_prefix] {
            match unit {
                Some(Unit::Shared(_)) => shared = unit,
                Some(_) => return unit,
                None => {}
            }
        }
        shared
    }
}

fn unit_of(cue: Cue) -> Option<Unit> {
    Some(match cue {
        Cue::Currency(code) => Unit::Own(code),
        Cue::Shared(shared) => Unit::Shared(shared),
        Cue::Crypto(ticker) => Unit::Crypto(ticker),
        Cue::Stablecoin(ticker) => Unit::Stablecoin(ticker),
        _ => return None,
    })
}

/// Reads an amount at a token: "US$ 120k", "120.000 €", "₹12 lakh".
pub(super) fn amount_at(part: &Part, token_idx: usize) -> Option<Amount> {
    let mut at = token_idx;
    let mut prefix = None;
    // "USD $120k" has two.
    for _ in 0..2 {
        let Some((hit, cue)) = cues::starting_at(part, at) else { break };
        let Some(unit) = unit_of(cue) else { break };
        if prefix.is_none() || matches!(prefix, Some(Unit::Shared(_))) {
            prefix = Some(unit);
        }
        at = hit.end as usize;
    }
    if prefix.is_some() && words::is_mark(part, at, b':') {
        return None;
    }
    let number = number_at(part, at)?;
    if prefix.is_none() && part.token(token_idx).is_some_and(|token| token.is_in_domain()) {
        return None;
    }
    at = number.end;
    let mut amount = Amount { number, times: None, is_lpa: false, prefix, suffix: None, is_open: false, end: at };
    // "40+k" is "40k+".
    if is_mark_joined(part, at, b'+') {
        amount.is_open = true;
        at += 1;
    }
    if let Some((hit, cue)) = cues::starting_at(part, at) {
        let is_joined = part.token(at).is_some_and(|token| !token.has_space_before());
        let is_word = hit.end > hit.first + 1 || part.token(at).is_some_and(|token| token.n_bytes() > 2);
        match cue {
            Cue::Times(times) if is_joined || is_word || is_upper_or_k(part, at) => {
                amount.times = Some(times);
                at = hit.end as usize;
            }
            Cue::TimesOf(times, code) => {
                amount.times = Some(times);
                amount.suffix = Some(Unit::Own(code));
                at = hit.end as usize;
            }
            Cue::Lpa => {
                amount.times = Some(Times::Lakh);
                amount.is_lpa = true;
                amount.suffix = Some(Unit::Own("INR"));
                at = hit.end as usize;
            }
            _ => {}
        }
    }
    let is_open_at = |at: usize| {
        // "$150k+equity" adds something, "$150k+" is open.
        let behind = cues::starting_at(part, at + 1).map(|(_, cue)| cue);
        is_mark_joined(part, at, b'+') && !behind.is_some_and(|cue| cue == Cue::Equity || cue.is_against())
    };
    if is_open_at(at) {
        amount.is_open = true;
        at += 1;
    }
    if let Some((hit, cue)) = cues::starting_at(part, at)
        && let Some(unit) = unit_of(cue)
        // "$100k - $150k": the second sign leads the second amount.
        && !(part.token(hit.end as usize).is_some_and(|next| next.kind == TokenKind::Number && !next.has_space_before())
            && part.token(at).is_some_and(|token| token.has_space_before()))
    {
        amount.suffix = amount.suffix.or(Some(unit));
        at = hit.end as usize;
        if is_open_at(at) {
            amount.is_open = true;
            at += 1;
        }
        // "€ EUR", "$ (USD)" say it twice.
        let skip = usize::from(words::is_mark(part, at, b'('));
        if let Some((hit, Cue::Currency(code))) = cues::starting_at(part, at + skip)
            && (skip == 0 || words::is_mark(part, hit.end as usize, b')'))
        {
            if !matches!(amount.suffix, Some(Unit::Own(_))) {
                amount.suffix = Some(Unit::Own(code));
            }
            at = hit.end as usize + skip;
        }
    }
    amount.end = at;
    Some(amount)
}

/// "80 k" is thousands; "9 m" or "5 l" with a space is no multiplier.
fn is_upper_or_k(part: &Part, token_idx: usize) -> bool {
    matches!(part.token_text(token_idx), "k" | "K" | "M" | "MM" | "Cr" | "cr" | "L" | "万" | "만" | "B")
}

/// Reads an amount or a range at a token.
pub(super) fn expr_at(part: &Part, token_idx: usize) -> Option<Expr> {
    let low = amount_at(part, token_idx)?;
    let is_percent = |at: usize| words::is_mark(part, at, b'%');
    if is_percent(low.end) {
        return None;
    }
    let is_after_between = token_idx.checked_sub(1).is_some_and(|before| words::is_between(part, before))
        || token_idx.checked_sub(2).is_some_and(|before| words::is_between(part, before));
    let mut expr = Expr { tokens: token_idx..low.end, low, high: None, period: None };
    let mut at = low.end;
    // "60€/h - 80€/h": the unit may stand behind both.
    if let Some((period, end)) = words::period_at(part, at)
        && (words::is_mark(part, end, b'-') || words::is_to(part, end))
    {
        expr.period = Some(period);
        at = end;
    }
    // "$157,000 to ~$236,000"
    let behind_mark =
        range_mark_at(part, at, is_after_between).map(|after| after + usize::from(words::is_mark(part, after, b'~')));
    if let Some(after) = behind_mark
        && let Some(high) = amount_at(part, after)
        && !is_percent(high.end)
        && is_range(part, &low, &high, at, after)
    {
        expr.high = Some(high);
        expr.tokens.end = high.end;
    } else {
        expr.tokens.end = low.end;
        expr.period = None;
    }
    Some(expr)
}

/// Index after what joins two ends of a range.
fn range_mark_at(part: &Part, at: usize, is_after_between: bool) -> Option<usize> {
    let token = part.token(at)?;
    if token.is_line_start() {
        return None;
    }
    if token.is_mark(b'-') || token.is_mark(b'~') || matches!(part.token_text(at), "〜" | "～" | "→" | "…") {
        // "—" written as "--", or "->".
        let extra = usize::from(words::is_mark(part, at + 1, b'-') || words::is_mark(part, at + 1, b'>'));
        return Some(at + 1 + extra);
    }
    if token.is_mark(b'.') && is_mark_joined(part, at + 1, b'.') {
        return Some(if is_mark_joined(part, at + 2, b'.') { at + 3 } else { at + 2 });
    }
    // "40/45 k€"
    if token.is_mark(b'/')
        && !token.has_space_before()
        && part.token(at + 1).is_some_and(|next| next.kind == TokenKind::Number && !next.has_space_before())
        && has_multiplier_near(part, at + 2)
    {
        return Some(at + 1);
    }
    if words::is_to(part, at) {
        let is_up_to = words::is_any(part, at, any_of!["up"]);
        if is_up_to {
            return words::is_any(part, at + 1, any_of!["to"]).then_some(at + 2);
        }
        let is_zu = words::is_any(part, at, any_of!["bis"]) && words::is_any(part, at + 1, any_of!["zu"]);
        return Some(at + 1 + usize::from(is_zu));
    }
    (is_after_between && words::is_and(part, at)).then_some(at + 1)
}

/// Whether two amounts are the ends of one range.
fn is_range(part: &Part, low: &Amount, high: &Amount, mark: usize, after: usize) -> bool {
    // "Level 5 - $120k" and "2019 - €80k": the sign would have led the first amount.
    if high.prefix.is_some() && low.prefix.is_none() && low.suffix.is_none() && low.times.is_none() {
        return false;
    }
    if let (Some(Unit::Own(a)), Some(Unit::Own(b))) = (low.prefix.or(low.suffix), high.prefix.or(high.suffix))
        && a != b
    {
        return false;
    }
    // "$120k -10% bonus": the dash leads.
    let leads = |at: usize| {
        part.token(at).is_some_and(|token| token.has_space_before())
            && part.token(at + 1).is_some_and(|token| !token.has_space_before())
    };
    if leads(mark) && low.times.is_some() && high.times.is_none() && high.prefix.is_none() && high.suffix.is_none() {
        return false;
    }
    let plain = |amount: &Amount| amount.number.times(1).unwrap_or(0);
    let (a, b) = (plain(low), plain(high));
    if a == 0 && low.prefix.is_none() || after == 0 {
        return false;
    }
    match (low.times, high.times) {
        (Some(x), Some(y)) => x == y || (x == Times::Thousand && y == Times::Million),
        // "3-5k" stands for 3,000 to 5,000; "2 - 120k" for nothing.
        (None, Some(_)) => a >= 1_000 || b <= a.saturating_mul(12),
        (Some(_), None) => b >= 1_000 || a <= b.saturating_mul(12),
        // Both signed: one range, however odd ("$1 - $999,999"); it is judged as a whole.
        (None, None) if low.prefix.is_some() && high.prefix.is_some() => true,
        (None, None) if is_short_low(a, b) => true,
        (None, None) => b <= a.saturating_mul(100) && a <= b.saturating_mul(100),
    }
}

/// "£40-60,000": the thousands of the lower end are left to the upper.
fn is_short_low(low: u64, high: u64) -> bool {
    (10..1_000).contains(&low) && high >= 10_000 && low.saturating_mul(1_000) <= high
}

/// Values of both ends in whole units; the multiplier spreads to the end without one.
pub(super) fn values(expr: &Expr) -> Option<(u64, Option<u64>)> {
    let factor = |amount: &Amount, other: Option<Times>| {
        let is_small = amount.number.times(1).is_some_and(|value| value < 1_000);
        let is_said_twice = amount.times == Some(Times::Thousand)
            && amount.number.grouping != Grouping::None
            && amount.number.times(1).is_some_and(|value| value >= 5_000);
        // "£40,000K" means 40,000.
        let own = if is_said_twice { Some(1) } else { amount.times.map(Times::factor) };
        own.or_else(|| other.filter(|_| is_small).map(Times::factor)).unwrap_or(1)
    };
    let high_times = expr.high.and_then(|high| high.times);
    let low = expr.low.number.times(factor(&expr.low, high_times))?;
    let high = match &expr.high {
        Some(high) => Some(high.number.times(factor(high, expr.low.times))?),
        None => None,
    };
    match high {
        Some(high) if expr.times().is_none() && is_short_low(low, high) => {
            Some((low.saturating_mul(1_000), Some(high)))
        }
        _ => Some((low, high)),
    }
}

/// The first token of the run of amounts that holds an anchor.
pub(super) fn run_start(part: &Part, anchor: Range<usize>, floor: usize) -> usize {
    let mut first = anchor.start;
    // A run is at most two amounts with groups, signs and marks.
    for _ in 0..24 {
        let Some(before) = first.checked_sub(1).filter(|before| *before >= floor) else { break };
        let Some(token) = part.token(before) else { break };
        if part.token(first).is_some_and(|token| token.is_line_start()) {
            break;
        }
        if let Some((hit, cue)) = cues::ending_at(part, first)
            && cue.is_anchor()
            && hit.first as usize >= floor
        {
            first = hit.first as usize;
            continue;
        }
        let is_money_token = token.kind == TokenKind::Number
            || [b',', b'.', b'\'', b'-', b'~', b'+'].iter().any(|mark| token.is_mark(*mark))
            || words::is_to(part, before)
            || words::is_and(part, before)
            || matches!(part.token_text(before), "〜" | "～");
        if !is_money_token {
            // "60€/h - 80€/h"
            let unit_start =
                before.checked_sub(1).filter(|slash| *slash >= floor && words::is_mark(part, *slash, b'/'));
            match unit_start {
                Some(slash) if words::period_at(part, slash).is_some_and(|(_, end)| end == first) => {
                    first = slash;
                    continue;
                }
                _ => break,
            }
        }
        first = before;
    }
    first
}
