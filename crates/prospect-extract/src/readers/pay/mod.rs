//! Reads pay: "$120k-150k + equity", "ab 3.500 € brutto/Monat", "TJM 400€", "₹12-18 LPA".
//!
//! In: dictionary hits of currencies, multipliers and cues; places read before. Out: [`Pay`] with the words,
//! whole units of the currency as stated, period, kind and flags; each distinct range once. Money that is no
//! pay (funding, revenue, budgets, bonuses, equity) is left out. Nothing is converted or annualised here.
//!
//! An amount starts from a currency or a multiplier, or from a word for pay with a bare number behind it; the
//! words around it then tell what it is. Steps: [`amounts`] reads numbers, [`context`] judges them.

mod amounts;
mod context;
mod cues;
mod words;

use crate::readers::word_set::words as any_of;
use crate::scan::{Owner, Part, Phrases, Scan, TokenKind};
use amounts::{Expr, Grouping};
use context::{Around, Countries};
use prospect_model::{Employment, Facts, Pay, PayKind, Period, Problem};

pub(super) fn phrases(phrases: &mut Phrases) {
    cues::add(phrases);
}

pub(super) fn read(scan: &Scan, facts: &mut Facts) {
    let mut context = None;
    if let Some(field) = scan.field("pay") {
        read_part(field, scan, facts, &mut context);
    }
    let n_from_field = facts.pay.len();
    if let Some(title) = scan.field("title") {
        read_part(title, scan, facts, &mut context);
    }
    read_part(&scan.body, scan, facts, &mut context);
    note_conflict(n_from_field, facts);
    let n_rates = facts.pay.len();
    if n_rates > 1 {
        for pay in &mut facts.pay {
            pay.flags.push("multi".to_owned());
        }
    }
}

/// What the posting as a whole says about money; made when the first amount is found.
struct Context {
    countries: Countries,
    is_contract: bool,
}

impl Context {
    fn of(scan: &Scan, facts: &Facts) -> Self {
        let is_contract =
            !facts.employment.is_empty() && facts.employment.iter().all(|form| *form == Employment::Contract);
        Self { countries: Countries::of(scan, facts), is_contract }
    }
}

/// The field and the text may state different pay: both are kept, and it is said.
fn note_conflict(n_from_field: usize, facts: &mut Facts) {
    let (from_field, from_text) = facts.pay.split_at(n_from_field.min(facts.pay.len()));
    let is_same_kind = |pay: &&Pay| from_field.iter().any(|stated| stated.kind == pay.kind);
    let message = from_text.iter().find(is_same_kind).map(|pay| {
        let stated = from_field.first().map_or("", |stated| stated.words.text.as_str());
        format!("the source's field says `{stated}`, the text says `{}`", pay.words.text)
    });
    if let Some(message) = message {
        facts.problems.push(Problem::new("pay-conflict", message).at("pay"));
    }
}

/// Reads the amounts of one text.
fn read_part(part: &Part, scan: &Scan, facts: &mut Facts, context: &mut Option<Context>) {
    let mut done = 0;
    for hit in part.hits(Owner::Pay) {
        let (first, end) = (hit.first as usize, hit.end as usize);
        let Some(cue) = cues::of(hit) else { continue };
        let is_bare = if cue.is_anchor() {
            if end <= done || !touches_number(part, first, end) {
                continue;
            }
            false
        } else if cue.leads_bare() {
            true
        } else {
            continue;
        };
        let (mut at, last) = if is_bare {
            let Some(number) = number_behind(part, end) else { continue };
            (amounts::run_start(part, number..number + 1, done.max(end)), number)
        } else {
            (amounts::run_start(part, first..end, done), first)
        };
        if at < done {
            continue;
        }
        // The anchor may follow its number: go on until the run is past it.
        while at <= last {
            match amounts::expr_at(part, at) {
                Some(expr) if is_bare || expr.is_money() => {
                    at = expr.tokens.end.max(at + 1);
                    done = at;
                    let context = context.get_or_insert_with(|| Context::of(scan, facts));
                    judge(part, &expr, is_bare && !expr.is_money(), context, facts);
                }
                Some(expr) => at = expr.low.number.end.max(at + 1),
                None => at += 1,
            }
        }
    }
}

/// Whether a number stands within two tokens of an anchor.
fn touches_number(part: &Part, first: usize, end: usize) -> bool {
    let is_number = |at: usize| part.token(at).is_some_and(|token| token.kind == TokenKind::Number);
    is_number(end)
        || first.checked_sub(1).is_some_and(is_number)
        || (part.token(end).is_some_and(|token| token.kind != TokenKind::Word || token.n_bytes() <= 4) && is_number(end + 1))
        || first.checked_sub(2).is_some_and(|before| is_number(before) && words::is_mark(part, first - 1, b'+'))
        // "18 000 zł", "120 k EUR"
        || cues::ending_at(part, first).is_some_and(|(hit, cue)| {
            cue.is_anchor() && (hit.first as usize).checked_sub(1).is_some_and(is_number)
        })
        || is_minus_closed(part, first, is_number)
}

/// "9'000.- CHF"
fn is_minus_closed(part: &Part, first: usize, is_number: impl Fn(usize) -> bool) -> bool {
    first >= 3 && words::is_mark(part, first - 1, b'-') && words::is_mark(part, first - 2, b'.') && is_number(first - 3)
}

/// Tokens that may stand between a word for pay and a bare number.
const BARE_REACH: usize = 7;

/// The number behind a word for pay: "Salary: 70-90", "Gehalt von 60.000 bis 70.000".
fn number_behind(part: &Part, end: usize) -> Option<usize> {
    for at in end..end + BARE_REACH {
        let token = part.token(at)?;
        if token.is_line_start() && at > end + 1 {
            return None;
        }
        match token.kind {
            TokenKind::Number => return Some(at),
            TokenKind::Punct if [b':', b'(', b'-', b'~', b'>', b'.', b'*'].iter().any(|mark| token.is_mark(*mark)) => {}
            TokenKind::Word
                if words::is_any(
                    part,
                    at,
                    any_of![
                        "range", "ranges", "ranging", "is", "of", "from", "between", "up", "to", "for", "this", "role",
                        "position", "the", "expected", "starting", "at", "von", "ab", "zwischen", "bis", "zu", "de",
                        "entre", "od", "approx", "around", "about", "band", "budget", "offered", "offering", "starts",
                        "salary", "annual", "yearly", "monthly", "gross", "brutto", "brut", "base", "roughly", "our",
                        "rate", "hourly", "daily", "per", "year", "month", "hour", "in", "eur", "usd", "k", "und",
                        "brutto", "bruto", "anual", "mensual", "annuel", "mensuel", "desde", "hasta", "jusqu", "à",
                        "do", "około",
                    ],
                ) => {}
            _ => return None,
        }
    }
    None
}

/// Points from which an amount is pay; see [`context::around`].
const SCORE_MIN: i32 = 3;

/// Turns an amount into pay where it is some.
fn judge(part: &Part, expr: &Expr, is_bare: bool, context: &Context, facts: &mut Facts) -> Option<()> {
    let mut around = context::around(part, expr);
    let before = facts.pay.last().and_then(|pay| pay.currency.clone());
    let currency = context::currency(expr, &context.countries, &around, before.as_deref());
    let code = context::sized_as(expr, currency.code.as_deref());
    if around.is_equity_value || is_counted(part, expr, is_bare) {
        return None;
    }
    if is_coordinated(part, expr, facts) {
        around.score += 2;
    }
    if scope(part, expr.tokens.start).is_some() || payments(part, around.words.end).is_some() {
        around.score += 2;
    }
    // Lakhs and crores are rupees.
    let is_rupees = matches!(expr.times(), Some(cues::Times::Lakh | cues::Times::Crore));
    let min_score = if expr.unit().is_some() || is_rupees { SCORE_MIN } else { SCORE_MIN + 1 };
    if around.score < min_score || !is_pay_multiplier(expr, &around, code) {
        return None;
    }
    let (low, high, is_k_inferred) = context::ends(expr, &around, code)?;
    let value = high.unwrap_or(low).max(low);
    if value == 0 {
        return None;
    }
    let is_contract = around.is_contract || context.is_contract || around.is_rate;
    let mut is_period_inferred = false;
    let mut period = around.period;
    if around.is_contract_total && period.is_none() {
        period = Some(Period::Total);
    }
    let period = match period {
        Some(period) => period,
        // "We custody 25,000 BTC": coins are pay only by the month, the year, ….
        None if currency.is_crypto => return None,
        None if is_k_inferred => Period::Year,
        None => {
            let by_size = context::period_by_size(value, code, is_contract)?;
            is_period_inferred = by_size != Period::Year;
            by_size
        }
    };
    let is_range_bad = high.is_some_and(|high| high.min(low).saturating_mul(20) < high.max(low));
    if !currency.is_crypto && (!context::is_plausible(value, code, period) || is_range_bad) {
        return None;
    }
    // Small yearly amounts are budgets unless the words say that they are pay.
    let is_small = period == Period::Year && value / context::scale_of(code) < 15_000;
    let is_fringe = is_small && (expr.high.is_none() || value / context::scale_of(code) < 8_000);
    if is_fringe && !around.is_led && code != Some("INR") {
        return None;
    }
    // A single amount of a month's size with nothing that names it pay is a fee, a price, a reward.
    let in_dollars = value / context::scale_of(code);
    let is_single = expr.high.is_none() && !currency.is_crypto;
    if is_single && period == Period::Month && is_period_inferred && (around.is_doubted || !around.is_sure) {
        return None;
    }
    if is_single && period == Period::Month && in_dollars < 1_000 && (around.is_doubted || !around.is_salary) {
        return None;
    }
    let has_cents = expr.low.number.n_decimals == 2;
    let is_hourly = around.is_rate || (has_cents && !is_single) || (around.is_led && (has_cents || !is_single));
    if period == Period::Hour && is_period_inferred && !is_hourly {
        return None;
    }
    let kind = context::kind(&around, Some(period), context.is_contract);
    let pay =
        assemble(part, expr, &around, (low, high), period, kind, context, currency, is_k_inferred, is_period_inferred);
    if let Some(last) = facts.pay.last_mut()
        && is_other_end(part, last, &pay)
    {
        let end = part.bytes_of(around.words.clone()).end;
        last.words = part.words_at(last.words.start.unwrap_or(end)..end, "min-and-max");
        last.max = pay.max;
        last.flags.retain(|flag| flag != "left_bounded");
        return Some(());
    }
    let is_known = facts.pay.iter().any(|known| {
        (known.min, known.max, known.period, known.kind) == (pay.min, pay.max, pay.period, pay.kind)
            && known.currency == pay.currency
    });
    if !is_known {
        facts.pay.push(pay);
    }
    Some(())
}

/// Most bytes between "Min: $95,000" and "Max: $125,000".
const ENDS_BYTES_MAX: u32 = 24;

/// "Min: $95,000 Max: $125,000": the upper end of the pay before.
fn is_other_end(part: &Part, low: &Pay, high: &Pay) -> bool {
    let (Some(low_end), Some(high_start)) = (low.words.end, high.words.start) else { return false };
    let is_one_range = low.min.is_some() && low.max.is_none() && high.min.is_none() && high.max > low.min;
    let gap = low_end..high_start;
    is_one_range
        && (&low.currency, low.period, low.kind) == (&high.currency, high.period, high.kind)
        && high_start >= low_end
        && high_start - low_end <= ENDS_BYTES_MAX
        && !part.slice(gap).contains(['|', ';'])
}

/// Whether a bare number or a bare "100k" counts something: "100k users", "3-5 years", "20 days".
fn is_counted(part: &Part, expr: &Expr, is_bare: bool) -> bool {
    if expr.unit().is_some() {
        return false;
    }
    let end = expr.tokens.end;
    if is_bare && (expr.high.is_none() && expr.low.number.times(1).is_none_or(|value| value < 1_000)) {
        // A bare single number needs a unit of time right behind it.
        return words::period_at(part, end).is_none();
    }
    let is_noun = part
        .token(end)
        .is_some_and(|token| token.kind == TokenKind::Word && token.has_space_before() && !token.is_line_start());
    is_bare
        && is_noun
        && cues::starting_at(part, end).is_none()
        && words::period_at(part, end).is_none()
        && !words::is_any(
            part,
            end,
            any_of![
                "for",
                "based",
                "depending",
                "plus",
                "and",
                "with",
                "in",
                "at",
                "or",
                "je",
                "selon",
                "according",
                "as"
            ],
        )
}

/// Millions are pay in currencies of small units, or where the words say so.
fn is_pay_multiplier(expr: &Expr, around: &Around, currency: Option<&str>) -> bool {
    let is_million = expr.high.is_some_and(|high| high.times == Some(cues::Times::Million));
    match if is_million { Some(cues::Times::Million) } else { expr.times() } {
        Some(cues::Times::Million) if expr.unit().is_none() && !around.is_led => false,
        Some(cues::Times::Billion) => false,
        Some(cues::Times::Million) => {
            context::scale_of(currency) >= 30
                || (around.is_led && around.kind.is_some())
                || around.kind == Some(PayKind::TotalCompensation)
                || expr.unit() == Some(amounts::Unit::Shared(cues::Shared::Yen))
        }
        Some(cues::Times::Lakh | cues::Times::Crore) => currency == Some("INR") || currency == Some("PKR"),
        _ => true,
    }
}

/// Whether the amount goes on from pay in the same line: "$150k for mid-level and $200k for senior".
fn is_coordinated(part: &Part, expr: &Expr, facts: &Facts) -> bool {
    if part.path.is_some() {
        return false;
    }
    let Some(line) = part.line_of(expr.tokens.start) else { return false };
    let bytes = part.bytes_of(line.token_range());
    let first = part.token(expr.tokens.start).map_or(0, |token| token.start);
    facts
        .pay
        .last()
        .and_then(|pay| pay.words.end)
        .is_some_and(|end| end >= bytes.start && end <= first && first - end <= 60)
}

#[expect(clippy::too_many_arguments, reason = "everything that was found out about one amount")]
fn assemble(
    part: &Part,
    expr: &Expr,
    around: &Around,
    (low, high): (u64, Option<u64>),
    period: Period,
    kind: PayKind,
    context: &Context,
    currency: context::Currency,
    is_k_inferred: bool,
    is_period_inferred: bool,
) -> Pay {
    let mut flags: Vec<String> = Vec::new();
    let mut flag = |is_set: bool, name: &str| {
        if is_set {
            flags.push(name.to_owned());
        }
    };
    let is_open = expr.high.map_or(expr.low.is_open, |high| high.is_open);
    let (mut min, mut max) = match high {
        Some(high) => (Some(low), Some(high)),
        None if around.bound.is_upper => (None, Some(low)),
        None if around.bound.is_lower || is_open => (Some(low), None),
        None => (Some(low), Some(low)),
    };
    if let (Some(a), Some(b)) = (min, max)
        && a > b
    {
        (min, max) = (Some(b), Some(a));
        flag(true, "swapped");
    }
    if around.is_biweekly {
        (min, max) = (min.map(|value| value / 2), max.map(|value| value / 2));
    }
    if around.is_semi_monthly {
        let twice = |value: Option<u64>| value.map(|value| value.saturating_mul(2));
        (min, max) = (twice(min), twice(max));
    }
    flag(around.is_biweekly, "biweekly");
    flag(around.is_semi_monthly, "semi_monthly");
    flag(high.is_none() && min.is_some() && max.is_none(), "left_bounded");
    flag(min.is_none(), "right_bounded");
    flag(high.is_some() && min == max, "point");
    flag(around.bound.is_about, "approx");
    flag(around.is_by_place, "geo");
    flag(is_k_inferred, "k_inferred");
    flag(currency.is_inferred, "currency_inferred");
    flag(is_period_inferred, "period_inferred");
    let is_doubtful = is_k_inferred && currency.is_inferred || is_period_inferred && period == Period::Month;
    flag(is_doubtful, "low_conf");
    flag(around.is_net && !around.is_vat && !around.is_gross, "net");
    flag(around.is_vat, "net_of_vat");
    flag(context::is_net_by_custom(&context.countries, period, currency.code.as_deref()), "net_convention");
    flag(around.is_equity_beside, "equity");
    flag(around.is_super, "excl_super");
    flag(matches!(kind, PayKind::TotalCompensation | PayKind::Ote), "no_base");
    flag(period == Period::Total, "contract_total");
    flag(currency.is_crypto, "crypto");
    flag(currency.is_crypto, "no_fiat");
    if let Some(ticker) = currency.paid_in {
        flag(true, &format!("paid_in={ticker}"));
    }
    if let Some(n) = payments(part, around.words.end) {
        // A year's pay is the same in however many parts.
        let name = if period == Period::Year { "payments_info_only".to_owned() } else { format!("payments={n}") };
        flag(true, &name);
    }
    let hours = hours_a_week(part, around.words.end);
    flag(around.is_part_time || hours.is_some_and(|hours| hours < 30), "part_time");
    if period == Period::Hour && kind == PayKind::Base {
        flag(true, "hours=2080_assumed");
        if let (Some(hours), Some(rate)) = (hours.filter(|hours| *hours < 30), min) {
            flag(true, &format!("fte={}", f64::from(hours) / 40.0));
            flag(true, &format!("actual={}", rate.saturating_mul(u64::from(hours)).saturating_mul(52)));
        }
    }
    match expr.times() {
        Some(cues::Times::Lakh) => flag(true, "lakh"),
        Some(cues::Times::Crore) => flag(true, "crore"),
        Some(cues::Times::Man) => flag(true, "man"),
        _ => flag(expr.low.times.is_none() && expr.high.is_some_and(|high| high.times.is_some()), "k_back"),
    }
    flag(expr.low.number.grouping == Grouping::Point, "eu_grouping");
    flag(expr.low.number.grouping == Grouping::Indian, "indian_grouping");
    if let Some(scope) = scope(part, expr.tokens.start) {
        flag(true, &format!("scope={scope}"));
    }
    let rule = match (expr.unit().is_some(), expr.high.is_some()) {
        (true, true) => "money-range",
        (true, false) => "money-amount",
        (false, true) => "bare-range",
        (false, false) => "bare-amount",
    };
    Pay {
        words: part.words(around.words.clone(), rule),
        min,
        max,
        currency: currency.code,
        period: Some(period),
        kind,
        flags,
    }
}

/// "(14x)", "x 13", "14 Gehälter": payments a year, where they are stated.
fn payments(part: &Part, end: usize) -> Option<&str> {
    (end..end + 5).find_map(|at| {
        // "x14" is one word.
        if let "x12" | "x13" | "x14" | "x15" | "x16" = part.token_text(at) {
            return part.token_text(at).get(1..);
        }
        let token = part.token(at).filter(|token| token.kind == TokenKind::Number && token.n_bytes() == 2)?;
        let n = part.slice(token.start..token.end);
        let is_times = words::is_any(
            part,
            at + 1,
            any_of!["x", "mal", "times", "fois", "gehälter", "payments", "pagas", "mois", "salaries", "monatsgehälter"],
        ) || part.token_text(at + 1) == "×"
            || at
                .checked_sub(1)
                .is_some_and(|before| words::is_any(part, before, any_of!["x"]) || part.token_text(before) == "×");
        (matches!(n, "12" | "13" | "14" | "15" | "16") && is_times).then_some(n)
    })
}

/// "20h/week", "20 hours a week": hours of work.
fn hours_a_week(part: &Part, end: usize) -> Option<u32> {
    (end..end + 5).find_map(|at| {
        let token = part.token(at).filter(|token| token.kind == TokenKind::Number && token.n_bytes() <= 2)?;
        let hours: u32 = part.slice(token.start..token.end).parse().ok()?;
        let is_week =
            (at + 2..at + 5).any(|at| words::is_any(part, at, any_of!["week", "wk", "woche", "semaine", "semana"]));
        (words::is_any(part, at + 1, any_of!["h", "hrs", "hours", "hour", "hr"])
            && is_week
            && (5..=60).contains(&hours))
        .then_some(hours)
    })
}

/// The level or zone that an amount is for, as written right before it: "Zone A $180k", "L4: $165k".
fn scope(part: &Part, first: usize) -> Option<String> {
    let before = first.checked_sub(1)?;
    let last = if words::is_mark(part, before, b':') || words::is_mark(part, before, b'-') {
        before.checked_sub(1)?
    } else {
        before
    };
    let token = part.token(last)?;
    let text = part.token_text(last);
    let is_level = token.kind == TokenKind::Word
        && token.n_bytes() <= 4
        && text.starts_with(['L', 'E', 'T', 'P'])
        && text.len() > 1
        && text.bytes().skip(1).all(|byte| byte.is_ascii_digit());
    if is_level {
        return Some(text.to_owned());
    }
    let named = last.checked_sub(1)?;
    let is_named = words::is_any(part, named, any_of!["zone", "tier", "level", "band", "grade", "region", "geo"]);
    (is_named && token.n_bytes() <= 3).then(|| part.text_of(named..last + 1).to_owned())
}
