//! What an amount is: its period, its currency, its kind, and whether it is pay at all.

use super::amounts::{Amount, Expr, Unit, values};
use super::cues::{self, Cue, Shared, Times};
use super::words::{self, Bound};
use crate::readers::word_set::words as any_of;
use crate::scan::{Owner, Part, Scan, TokenKind};
use prospect_lexicon::money;
use prospect_model::{Facts, PayKind, Period};
use std::ops::Range;

/// Rough units of a currency for one US dollar. Only for telling a yearly from a monthly or hourly amount,
/// so an order of magnitude is enough; currencies near one dollar are left out.
const SCALE: [(&str, u64); 45] = [
    ("MYR", 4),
    ("QAR", 4),
    ("SAR", 4),
    ("AED", 4),
    ("PEN", 4),
    ("GEL", 3),
    ("EGP", 30),
    ("BDT", 110),
    ("AMD", 400),
    ("UYU", 40),
    ("CRC", 550),
    ("JPY", 120),
    ("INR", 75),
    ("KRW", 1_200),
    ("HUF", 320),
    ("CZK", 23),
    ("SEK", 9),
    ("NOK", 9),
    ("DKK", 7),
    ("ISK", 130),
    ("RUB", 70),
    ("UAH", 30),
    ("PLN", 4),
    ("ILS", 4),
    ("TWD", 30),
    ("THB", 33),
    ("PHP", 50),
    ("VND", 23_000),
    ("IDR", 14_500),
    ("MXN", 19),
    ("BRL", 4),
    ("ARS", 100),
    ("CLP", 800),
    ("COP", 3_800),
    ("TRY", 15),
    ("ZAR", 15),
    ("HKD", 8),
    ("CNY", 7),
    ("RON", 4),
    ("NGN", 500),
    ("KES", 110),
    ("PKR", 180),
    ("KZT", 450),
    ("RSD", 110),
    ("LKR", 200),
];

/// The currency to size an amount by: where a shared sign stays open, one of those that share it.
pub(super) fn sized_as<'a>(expr: &Expr, currency: Option<&'a str>) -> Option<&'a str> {
    currency.or(match expr.unit() {
        Some(Unit::Shared(Shared::Yen)) => Some("JPY"),
        Some(Unit::Shared(Shared::Krona)) => Some("SEK"),
        _ => None,
    })
}

/// Currencies within a factor of two of the dollar.
const NEAR_DOLLAR: [&str; 8] = ["USD", "EUR", "GBP", "CHF", "CAD", "AUD", "NZD", "SGD"];

pub(super) fn scale_of(currency: Option<&str>) -> u64 {
    // Bytes of a known number are compared at once.
    let Some(currency) = currency.and_then(|code| <[u8; 3]>::try_from(code.as_bytes()).ok()) else { return 1 };
    if matches!(&currency, b"USD" | b"EUR" | b"GBP" | b"CAD") {
        return 1;
    }
    SCALE.iter().find(|(code, _)| code.as_bytes() == currency).map_or(1, |(_, units)| *units)
}

/// Where the posting's work is, as far as money goes: ISO 3166-1 codes.
#[derive(Default)]
pub(super) struct Countries {
    codes: Vec<String>,
    is_eu: bool,
}

impl Countries {
    pub(super) fn of(scan: &Scan, facts: &Facts) -> Self {
        let mut countries = Self::default();
        if let Some(field) = scan.field("location") {
            let text = field.text.trim();
            if text.len() == 2 && money::currency_of_country(text).is_some() {
                countries.codes.push(text.to_owned());
                return countries;
            }
        }
        let scopes = facts.remote_scope.iter().map(String::as_str);
        let places = facts.places.iter().filter_map(|place| place.country.as_deref());
        for code in places.chain(scopes) {
            if matches!(code, "EU" | "EUROPE") {
                countries.is_eu = true;
            } else if code == "TZ" {
                // A scope by time zone, not Tanzania.
            } else if code.len() == 2 && !countries.codes.iter().any(|known| known == code) {
                countries.codes.push(code.to_owned());
            }
        }
        countries
    }

    fn has(&self, code: &str) -> bool {
        self.codes.iter().any(|known| known == code)
    }

    /// The currency that all of them share; `None` without any, or with several.
    fn currency(&self) -> Option<&'static str> {
        let mut currencies = self.codes.iter().map(|code| money::currency_of_country(code));
        let first = match currencies.next() {
            Some(first) => first?,
            None => return self.is_eu.then_some("EUR"),
        };
        currencies.all(|other| other == Some(first)).then_some(first)
    }

    /// Countries where pay in dollars is stated by the month and after tax by custom.
    fn is_net_monthly(&self) -> bool {
        ["UA", "RU", "BY", "GE", "AM", "KZ"].iter().any(|code| self.has(code))
    }
}

/// A currency, and whether it was concluded rather than written.
pub(super) struct Currency {
    pub(super) code: Option<String>,
    pub(super) is_inferred: bool,
    pub(super) is_crypto: bool,
    pub(super) paid_in: Option<&'static str>,
}

impl Currency {
    fn written(code: &str) -> Self {
        Self { code: Some(code.to_owned()), is_inferred: false, is_crypto: false, paid_in: None }
    }

    fn inferred(code: Option<&str>) -> Self {
        Self { code: code.map(str::to_owned), is_inferred: code.is_some(), is_crypto: false, paid_in: None }
    }
}

/// The currency of an amount: as written, else by the places, else by an amount before it.
/// Whether a bare amount may be in the currency of its country: of a size that is paid there. Currencies
/// of unknown size and "80k" where thousands are small change are not concluded; dollars are as likely.
fn is_own_size(expr: &Expr, currency: &str, period: Option<Period>) -> bool {
    let is_known = scale_of(Some(currency)) > 1 || NEAR_DOLLAR.contains(&currency);
    let scale = scale_of(Some(currency));
    let is_small_change = scale >= 100 && expr.times() == Some(Times::Thousand);
    let top = values(expr).map_or(0, |(low, high)| high.unwrap_or(low).max(low));
    let period = period.or_else(|| period_by_size(top, Some(currency), true));
    // Two-digit ends get their thousands later.
    is_known
        && !is_small_change
        && (top < 1_000 || period.is_some_and(|period| is_plausible(top, Some(currency), period)))
}

/// The currency of an amount: as written, else by the places, else by an amount before it.
pub(super) fn currency(expr: &Expr, countries: &Countries, around: &Around, before: Option<&str>) -> Currency {
    let among = |codes: &[&'static str]| countries.currency().filter(|code| codes.contains(code));
    match expr.unit() {
        Some(Unit::Own(code)) => Currency::written(code),
        Some(Unit::Crypto(ticker)) => Currency { is_crypto: true, ..Currency::written(ticker) },
        Some(Unit::Stablecoin(ticker)) => Currency { paid_in: Some(ticker), ..Currency::written("USD") },
        // Superannuation is Australian; its dollar too.
        Some(Unit::Shared(Shared::Dollar)) if around.is_super && !countries.has("NZ") => {
            Currency::inferred(Some("AUD"))
        }
        Some(Unit::Shared(Shared::Dollar)) => {
            if countries.has("US") {
                return Currency::written("USD");
            }
            // A peso has the same sign; nobody is paid so many dollars.
            if let Some(own) = among(&["MXN", "CLP", "COP", "ARS", "UYU"]).filter(|_| is_too_many_dollars(expr, around))
            {
                return Currency::inferred(Some(own));
            }
            // Elsewhere a bare dollar sign mostly means the US dollar, save where the own one is as strong.
            // Yearly pay in Hong Kong dollars is not told from US dollars by its size.
            let own = among(&["CAD", "AUD", "NZD", "SGD", "HKD"])
                .filter(|code| *code != "HKD" || around.period == Some(Period::Month));
            let before = before.filter(|code| ["USD", "CAD", "AUD", "NZD", "SGD", "HKD"].contains(code));
            Currency::inferred(Some(own.or(before).unwrap_or("USD")))
        }
        Some(Unit::Shared(Shared::Yen)) => Currency::inferred(among(&["JPY", "CNY"])),
        Some(Unit::Shared(Shared::Krona)) => Currency::inferred(among(&["SEK", "NOK", "DKK", "ISK"])),
        Some(Unit::Shared(Shared::Rupee)) => Currency::inferred(Some(among(&["PKR", "LKR"]).unwrap_or("INR"))),
        None if matches!(expr.times(), Some(Times::Lakh | Times::Crore)) => Currency::written("INR"),
        None => {
            let own = countries.currency().filter(|code| is_own_size(expr, code, around.period));
            Currency::inferred(own.or(before))
        }
    }
}

/// Whether an amount is more than pay in US dollars: half a million, or twenty thousand a month.
fn is_too_many_dollars(expr: &Expr, around: &Around) -> bool {
    let top = values(expr).map_or(0, |(low, high)| high.unwrap_or(low).max(low));
    top >= 500_000 || top >= 20_000 && around.period == Some(Period::Month)
}

/// What the words around an amount say.
#[derive(Default)]
pub(super) struct Around {
    /// Kind by the nearest cue.
    pub(super) kind: Option<PayKind>,
    pub(super) period: Option<Period>,
    pub(super) bound: Bound,
    pub(super) is_contract: bool,
    pub(super) is_employee: bool,
    pub(super) is_net: bool,
    pub(super) is_gross: bool,
    pub(super) is_vat: bool,
    pub(super) is_equity_beside: bool,
    pub(super) is_equity_value: bool,
    pub(super) is_biweekly: bool,
    /// Paid twice a month.
    pub(super) is_semi_monthly: bool,
    pub(super) is_part_time: bool,
    pub(super) is_super: bool,
    pub(super) is_by_place: bool,
    pub(super) is_rate: bool,
    /// Whether a noun for pay stands near it.
    pub(super) is_salary: bool,
    /// Whether a cue for pay stands near it, to the left.
    pub(super) is_led: bool,
    /// Whether anything in the clause speaks of money that is no pay.
    pub(super) is_doubted: bool,
    /// Whether it makes up a segment of its own, or a cue names it pay.
    pub(super) is_sure: bool,
    /// Points for being pay; see [`around`].
    pub(super) score: i32,
    /// Months of a contract that the amount pays in total.
    pub(super) is_contract_total: bool,
    /// Tokens that the amount's words take, with its unit of time.
    pub(super) words: Range<usize>,
}

/// Tokens to each side that can speak about an amount.
const REACH: usize = 14;

fn ends_clause(part: &Part, token_idx: usize) -> bool {
    let Some(token) = part.token(token_idx) else { return true };
    if token.kind != TokenKind::Punct {
        return false;
    }
    token.is_mark(b'|')
        || token.is_mark(b';')
        || token.is_mark(b'*')
        || (token.n_bytes() > 1 && matches!(part.token_text(token_idx), "•" | "·" | "●" | "▪"))
        || ((token.is_mark(b'.') || token.is_mark(b'!') || token.is_mark(b'?'))
            && part.token(token_idx + 1).is_none_or(|next| next.has_space_before())
            && token_idx.checked_sub(1).and_then(|before| part.token(before)).is_none_or(|before| before.n_bytes() > 2))
}

/// Whether tokens between a cue and an amount part them: a comma, a plus, "and".
fn are_parted(part: &Part, tokens: Range<usize>) -> bool {
    tokens.into_iter().any(|at| {
        [b',', b'+', b'(', b')', b'&', b'|', b'/'].iter().any(|mark| words::is_mark(part, at, *mark))
            || (words::is_mark(part, at, b'-') && part.token(at).is_some_and(|token| token.has_space_before()))
            || words::is_any(part, at, any_of!["and", "plus", "with", "und", "et", "or", "y"])
    })
}

/// Looks around an amount. `floor` is the first token that it may look at.
pub(super) fn around(part: &Part, expr: &Expr) -> Around {
    let mut around = Around { words: expr.tokens.clone(), ..Around::default() };
    let first = expr.tokens.start;
    let line = part.line_of(first).map_or(0..0, |line| line.token_range());
    let (bound, bound_start) = words::bound_before(part, first, line.start);
    around.bound = bound;
    let mut start = first;
    while start > line.start && first - start < REACH && !ends_clause(part, start - 1) {
        start -= 1;
    }
    read_tail(part, expr, line.end, &mut around);
    let tail = around.words.end;
    let mut end = tail;
    while end < line.end && end - tail < REACH && !ends_clause(part, end) {
        end += 1;
    }
    let hits = part.hits(Owner::Pay);
    let from = hits.partition_point(|hit| (hit.first as usize) < start);
    let to = hits.partition_point(|hit| (hit.first as usize) < end);
    let mut best_kind = usize::MAX;
    let mut nearest_for = usize::MAX;
    let mut nearest_against = usize::MAX;
    for hit in hits.get(from..to).unwrap_or_default() {
        let Some(cue) = cues::of(hit) else { continue };
        if cue.is_anchor() {
            continue;
        }
        let (hit_first, hit_end) = (hit.first as usize, hit.end as usize);
        let is_left = hit_end <= bound_start.max(start);
        if !is_left && hit_first < expr.tokens.end {
            continue;
        }
        let (between, distance) = if is_left {
            (hit_end..bound_start.max(hit_end), first.saturating_sub(hit_end))
        } else {
            // From behind the unit of time; what lies before that touches the amount.
            (tail.min(hit_first)..hit_first, hit_first.saturating_sub(tail))
        };
        let is_parted = are_parted(part, between.clone());
        // "learning budget: €2,000" is one thing, "insurance, equity Australia: $150k" is two.
        let is_left_parted = is_left
            && between.clone().any(|at| {
                [b',', b'(', b'+'].iter().any(|mark| words::is_mark(part, at, *mark))
                    || (words::is_mark(part, at, b':') && at > hit_end)
                    || (words::is_mark(part, at, b'-') && part.token(at).is_some_and(|token| token.has_space_before()))
            });
        let is_apart = if is_left { is_left_parted } else { is_parted };
        let reach = if is_left { 5 } else { 4 };
        let kind = match cue {
            Cue::Total => Some(PayKind::TotalCompensation),
            Cue::Ote => Some(PayKind::Ote),
            Cue::Base | Cue::Employee => Some(PayKind::Base),
            Cue::Minimum => Some(PayKind::MinimumLegal),
            _ => None,
        };
        if let Some(kind) = kind {
            let is_near = !is_parted || distance <= 1 && cue != Cue::Employee;
            let may = kind == PayKind::MinimumLegal || (distance <= reach + 1 && is_near);
            // A cue to the left leads several amounts, one to the right only the nearest.
            let weight = distance * 2 + usize::from(is_left);
            let crosses = !is_left
                && kind != PayKind::MinimumLegal
                && has_amount(part, hit_first.saturating_sub(distance)..hit_first);
            if may && !crosses && weight < best_kind {
                best_kind = weight;
                around.kind = Some(kind);
            }
        }
        match cue {
            Cue::Contract => around.is_contract |= distance <= if is_left { 5 } else { 4 } && !is_apart,
            Cue::DayRate if distance <= 6 => {
                around.is_contract = true;
                around.period = around.period.or(Some(Period::Day));
            }
            // "on W2 or $110/hr on C2C"
            Cue::Employee => around.is_employee |= !is_parted,
            Cue::Gross => around.is_gross |= distance <= 6,
            Cue::Net => around.is_net |= distance <= 3,
            Cue::Vat => around.is_vat |= distance <= 4,
            Cue::PartTime => around.is_part_time |= distance <= 8,
            Cue::Super => around.is_super |= distance <= 4,
            Cue::Biweekly if distance <= 3 => around.is_biweekly = true,
            Cue::Equity if !is_left => {
                around.is_equity_beside = true;
                // "$200k in equity", "$50k of stock options"
                around.is_equity_value |= distance <= 3 && !is_parted && around.period.is_none();
            }
            Cue::Equity if is_left && is_parted && distance <= 2 => around.is_equity_beside = true,
            // "RSUs worth $200k"
            Cue::Equity if distance <= 4 && !is_parted && is_worth(part, hit_end..first) => {
                around.is_equity_value = true;
            }
            Cue::Annual | Cue::Monthly | Cue::Weekly | Cue::Daily | Cue::Hourly
                if is_left && distance <= 6 && around.period.is_none() && !is_parted =>
            {
                around.period = Some(match cue {
                    Cue::Annual => Period::Year,
                    Cue::Monthly => Period::Month,
                    Cue::Weekly => Period::Week,
                    Cue::Daily => Period::Day,
                    _ => Period::Hour,
                });
            }
            _ => {}
        }
        let may_lead = if cue == Cue::Pays {
            // "5,000 paying customers"
            let is_of_others = matches!(cues::starting_at(part, hit_end), Some((_, Cue::Count)))
                || matches!(cues::ending_at(part, hit_first), Some((_, Cue::Count)));
            is_left && distance <= 5 && !is_of_others
        } else {
            is_left || distance <= 4
        };
        if cue.is_for() && may_lead {
            nearest_for = nearest_for.min(distance);
            around.is_led |= is_left && distance <= 5;
            around.is_salary |= cue != Cue::Pays && distance <= 6;
            around.is_rate |=
                is_left && words::is_any(part, hit_end.saturating_sub(1), any_of!["rate", "rates", "tarifa", "stawka"]);
        }
        around.is_doubted |= cue.is_against() && (is_left || !is_parted);
        let is_count = cue == Cue::Count && !is_left && distance <= 2 && !is_parted;
        if (cue.is_against() && !is_apart && distance <= if is_left { 8 } else { 4 }) || is_count {
            nearest_against = nearest_against.min(distance);
        }
        if cue == Cue::Depending && !is_left {
            around.is_by_place |= part.text_of(hit.tokens()).ends_with("location");
        }
    }
    around.is_contract_total = is_contract_total(part, tail..line.end);
    let n_alone = stands_alone(part, expr, &around, &(start..end));
    around.is_sure = n_alone > 0 || around.is_salary;
    around.score += n_alone + score(expr, &around, nearest_for, nearest_against);
    if is_led_by_line_above(part, first) {
        around.score += 3;
        around.is_led = true;
    }
    around
}

fn has_amount(part: &Part, tokens: Range<usize>) -> bool {
    tokens.into_iter().any(|at| part.token(at).is_some_and(|token| token.kind == TokenKind::Number))
}

fn is_worth(part: &Part, tokens: Range<usize>) -> bool {
    tokens.into_iter().any(|at| words::is_any(part, at, any_of!["worth", "valued", "of", "value"]))
}

/// "for a 9 month contract", "for 6 months": the amount pays the whole engagement.
fn is_contract_total(part: &Part, tokens: Range<usize>) -> bool {
    let end = tokens.end.min(tokens.start + 9);
    let is_number = |at: usize| part.token(at).is_some_and(|token| token.kind == TokenKind::Number);
    let Some(lead) = (tokens.start..end.min(tokens.start + 3))
        .find(|at| words::is_any(part, *at, any_of!["for", "over", "für", "pour"]))
    else {
        return false;
    };
    let is_named =
        |at: usize| words::is_any(part, at, any_of!["contract", "project", "engagement", "fixed", "assignment"]);
    (lead + 1..end).any(|at| {
        is_number(at)
            && (1..=2).any(|step| {
                words::is_any(part, at + step, any_of!["month", "months", "week", "weeks", "monate", "wochen"])
            })
            && ((2..=4).any(|step| is_named(at + step)) || (lead == tokens.start && at == lead + 1 && at + 2 >= end))
    })
}

/// Whether the line above is a short one about pay ("Salary").
fn is_led_by_line_above(part: &Part, token_idx: usize) -> bool {
    let line_idx = part.line_idx_of(token_idx);
    let Some(above) = line_idx.checked_sub(1).and_then(|above| part.lines.get(above)) else { return false };
    let tokens = above.token_range();
    if tokens.len() > 6 || part.lines.get(line_idx).is_none_or(|line| token_idx - line.token_range().start > 4) {
        return false;
    }
    let hits = part.hits(Owner::Pay);
    let from = hits.partition_point(|hit| (hit.first as usize) < tokens.start);
    hits.get(from..)
        .unwrap_or_default()
        .iter()
        .take_while(|hit| (hit.end as usize) <= tokens.end)
        .any(|hit| matches!(cues::of(hit), Some(Cue::Salary | Cue::Base)))
}

/// Reads what touches an amount from behind: unit of time, gross, net, VAT, contract.
fn read_tail(part: &Part, expr: &Expr, line_end: usize, around: &mut Around) {
    around.period = expr.period;
    if expr.low.is_lpa || expr.high.is_some_and(|high| high.is_lpa) {
        around.period = Some(Period::Year);
    }
    let mut at = expr.tokens.end;
    let end = line_end.min(at + 10);
    while at < end {
        if around.period.is_none()
            && let Some((period, period_end)) = words::period_at(part, at)
            && (!words::is_mark(part, at.saturating_sub(1), b'(') || words::is_mark(part, period_end, b')'))
        {
            around.period = Some(period);
            around.words.end = period_end;
            at = period_end;
            continue;
        }
        if let Some((hit, cue)) = cues::starting_at(part, at) {
            match cue {
                Cue::SemiMonthly => {
                    around.is_semi_monthly = true;
                    around.period = Some(Period::Month);
                    around.words.end = hit.end as usize;
                }
                Cue::Biweekly => {
                    around.is_biweekly = true;
                    around.period = Some(Period::Week);
                    around.words.end = hit.end as usize;
                }
                Cue::Gross | Cue::Net | Cue::Vat | Cue::Contract | Cue::Base | Cue::Employee | Cue::Salary => {}
                Cue::Currency(_) | Cue::Annual | Cue::Monthly | Cue::Hourly | Cue::Daily | Cue::Weekly => {}
                _ => break,
            }
            at = hit.end as usize;
            continue;
        }
        let is_vat_next =
            words::is_mark(part, at, b'+') && matches!(cues::starting_at(part, at + 1), Some((_, Cue::Vat)));
        let is_glue = [b'(', b')', b'/', b':', b'*'].iter().any(|mark| words::is_mark(part, at, *mark));
        if !is_glue && !is_vat_next {
            break;
        }
        at += 1;
    }
}

/// How sure it is that an amount is pay; 3 and more is. The weights were set by reading which amounts of
/// hiring threads are pay: a range or a cue alone nearly suffices, a single amount needs two signs.
fn score(expr: &Expr, around: &Around, nearest_for: usize, nearest_against: usize) -> i32 {
    let mut score = 0;
    let has_unit = expr.unit().is_some();
    let is_big = |amount: &Amount| amount.number.times(1).is_some_and(|value| value >= 10_000);
    score += i32::from(has_unit);
    score += 2 * i32::from(expr.high.is_some());
    score += i32::from(expr.times().is_some());
    score += i32::from(is_big(&expr.low));
    let is_rate = matches!(around.period, Some(Period::Hour | Period::Day));
    score += i32::from(around.period.is_some()) + i32::from(is_rate && has_unit);
    score += i32::from(around.bound != Bound::default() || expr.low.is_open);
    score += i32::from(around.is_equity_beside);
    if nearest_for < nearest_against || (nearest_for == nearest_against && around.is_led) {
        score += match nearest_for {
            0..=10 => 3,
            11..=REACH => 1,
            _ => 0,
        };
    }
    if nearest_against < nearest_for || (nearest_against == nearest_for && nearest_for != usize::MAX && !around.is_led)
    {
        score -= 6;
    }
    score
}

/// Points for an amount that makes up its segment, or opens it before a mark: "| $120k-150k + equity |".
fn stands_alone(part: &Part, expr: &Expr, around: &Around, clause: &Range<usize>) -> i32 {
    const CLOSING: [u8; 10] = [b'+', b'(', b'|', b',', b'/', b'&', b')', b'-', b'[', b']'];
    let tail = around.words.end;
    let before = expr.tokens.start.checked_sub(1);
    let is_before = |mark: u8| before.is_some_and(|before| words::is_mark(part, before, mark));
    let is_behind_dash = is_before(b'-')
        && before.and_then(|before| part.token(before)).is_some_and(|token| token.has_space_before())
        && part.token(expr.tokens.start).is_some_and(|token| token.has_space_before());
    let opens = expr.tokens.start <= clause.start + 1 || is_behind_dash || is_before(b'[');
    let is_closed = tail >= clause.end
        || CLOSING.iter().any(|mark| words::is_mark(part, tail, *mark))
        || words::is_any(part, tail, any_of!["plus", "and", "base", "gross", "depending", "doe", "x"]);
    // "(500k+)" alone may count anything.
    let is_in_parens = is_before(b'(')
        && words::is_mark(part, tail, b')')
        && (expr.unit().is_some() || expr.high.is_some() || around.is_led);
    let is_behind_comma = is_before(b',') && clause.end.saturating_sub(tail) <= 2;
    // "| 170k+ https://… |"
    let is_end = tail >= clause.end || part.token(tail).is_some_and(|token| token.kind == TokenKind::Url);
    let is_between_bars = is_before(b'|') && (is_end || words::is_mark(part, tail, b'|')) && expr.times().is_some();
    // What stands first is a name: "29k | CTO | Stockholm".
    let is_name = before.is_none() && part.path.is_none() && words::is_mark(part, tail, b'|');
    let is_whole = expr.tokens.start == clause.start && is_end && expr.times().is_some() && !is_name;
    let is_topped = expr.tokens.start == clause.start && expr.times().is_some() && is_share_added(part, tail);
    if is_between_bars || is_whole || is_topped {
        3
    } else if (opens && is_closed)
        || is_in_parens
        || is_behind_comma
        || (is_closed && clause.len() <= expr.tokens.len() + 3)
    {
        2
    } else {
        // "£55k London, £48k elsewhere"
        i32::from(opens && expr.unit().is_some() && expr.times().is_some())
    }
}

/// "220k + 0.8%": a share of the firm or a bonus comes on top, so the amount is pay.
fn is_share_added(part: &Part, tail: usize) -> bool {
    let number = tail + 1;
    // "0.8" is three tokens.
    let end = if words::is_mark(part, number + 1, b'.') { number + 3 } else { number + 1 };
    words::is_mark(part, tail, b'+')
        && part.token(number).is_some_and(|token| token.kind == TokenKind::Number)
        && words::is_mark(part, end, b'%')
}

/// The period of an amount that states none, by its size in US dollars; `None` for a size that no pay has.
/// Sizes: under 250 an hour, under 1,000 a day (contracts only), under 11,000 a month, else a year. Yearly
/// pay under 11,000 dollars is stated as such, save in rupees.
pub(super) fn period_by_size(value: u64, currency: Option<&str>, is_contract: bool) -> Option<Period> {
    if currency == Some("INR") {
        return match value {
            0..5_000 => None,
            5_000..200_000 => Some(Period::Month),
            _ => Some(Period::Year),
        };
    }
    match value / scale_of(currency) {
        0..7 => None,
        7..250 => Some(Period::Hour),
        250..1_000 => is_contract.then_some(Period::Day),
        1_000..11_000 => Some(Period::Month),
        _ => Some(Period::Year),
    }
}

/// Whether somebody could be paid so much; bounds in US dollars, wide on purpose.
pub(super) fn is_plausible(value: u64, currency: Option<&str>, period: Period) -> bool {
    let scale = scale_of(currency);
    let (low, high) = match period {
        Period::Year => (3_000, 3_000_000),
        Period::Month => (200, 80_000),
        Period::Week => (100, 25_000),
        Period::Day => (40, 6_000),
        Period::Hour => (4, 700),
        Period::Total => (300, 500_000),
    };
    (low..=high).contains(&(value / scale))
}

/// The kind of an amount.
pub(super) fn kind(around: &Around, period: Option<Period>, is_contract_posting: bool) -> PayKind {
    if let Some(kind) = around.kind {
        return kind;
    }
    let is_contract = around.is_contract && !around.is_employee;
    if is_contract || around.is_contract_total || around.is_vat || period == Some(Period::Day) || is_contract_posting {
        return PayKind::Contract;
    }
    PayKind::Base
}

/// Whether pay in dollars means after tax by custom of the place.
pub(super) fn is_net_by_custom(countries: &Countries, period: Period, currency: Option<&str>) -> bool {
    period == Period::Month && currency == Some("USD") && countries.is_net_monthly()
}

/// Both ends in whole units, with thousands put in where they were left out ("$100-150").
pub(super) fn ends(expr: &Expr, around: &Around, currency: Option<&str>) -> Option<(u64, Option<u64>, bool)> {
    let (low, high) = values(expr)?;
    let top = high.unwrap_or(low).max(low);
    let has_cents = expr.low.number.n_decimals > 0;
    let is_bare = expr.times().is_none() && around.period.is_none_or(|period| period == Period::Year) && !has_cents;
    // Two-digit ends without a unit of time are hours where a rate is meant, else thousands a year.
    let is_short = (if around.is_rate || around.is_contract { 250..1_000 } else { 40..1_000 }).contains(&top);
    if is_bare && is_short && expr.high.is_some() && scale_of(currency) == 1 {
        let times = |value: u64| value.checked_mul(1_000);
        return Some((times(low)?, high.map_or(Some(None), |high| times(high).map(Some))?, true));
    }
    Some((low, high, false))
}
