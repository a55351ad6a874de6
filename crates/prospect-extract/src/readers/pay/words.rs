//! Words that only count right beside an amount: units of time, "to", "up to", "about".
//!
//! They are compared token by token there; as phrases of the dictionary they would hit in every sentence.

use crate::readers::word_set::{WordSet, words};
use crate::scan::{Part, TokenKind};
use prospect_model::Period;

/// Words of a unit of time, as they follow "per", "a" or a slash.
#[rustfmt::skip]
static UNITS: [(Period, WordSet); 5] = [
    (
        Period::Year,
        WordSet::new(&[
            "year", "yr", "yrs", "y", "annum", "pa", "jahr", "an", "ans", "année", "año", "rok", "ano", "anno", "jaar",
            "år", "annually", "yearly", "annual", "год", "roku", "year.",
        ]),
    ),
    (
        Period::Month,
        WordSet::new(&[
            "month", "mo", "mon", "mth", "monat", "mois", "mes", "miesiąc", "mies", "mc", "mês", "mese", "maand",
            "mån", "månad", "md", "mnd", "monthly", "mensuel", "m", "мес", "месяц", "miesiac", "msc", "pm",
        ]),
    ),
    (Period::Week, WordSet::new(&["week", "wk", "woche", "semaine", "semana", "tydzień", "weekly", "w"])),
    (
        Period::Day,
        WordSet::new(&[
            "day", "d", "tag", "jour", "día", "dia", "dzień", "dag", "daily", "md", "pd", "manday", "j", "diem",
            "giorno",
        ]),
    ),
    (
        Period::Hour,
        WordSet::new(&[
            "hour", "hr", "hrs", "h", "stunde", "std", "heure", "hora", "godzinę", "godz", "hourly", "uur", "hours",
            "ph", "ora", "godzina", "час",
        ]),
    ),
];

/// Words that stand for a unit without "per" or a slash.
#[rustfmt::skip]
static ALONE: [(Period, WordSet); 5] = [
    (
        Period::Year,
        WordSet::new(&[
            "annually", "yearly", "annual", "pa", "jährlich", "jahresbrutto", "annuel", "annuels", "anual",
            "anuales", "rocznie", "annualized", "py", "ročně",
        ]),
    ),
    (
        Period::Month,
        WordSet::new(&[
            "monthly", "monatlich", "mensuel", "mensuels", "mensual", "mensuales", "miesięcznie", "pm", "mensal",
            "mensais", "mtl", "pcm", "havonta", "měsíčně", "havi", "kk", "ay",
        ]),
    ),
    (Period::Week, WordSet::new(&["weekly", "wöchentlich", "pw"])),
    (Period::Day, WordSet::new(&["daily", "dziennie", "täglich", "pd"])),
    (Period::Hour, WordSet::new(&["hourly", "stündlich", "ph"])),
];

/// What stands between an amount and its unit of time.
#[rustfmt::skip]
static PER: WordSet = WordSet::new(&[
    "per", "a", "an", "each", "every", "pro", "im", "par", "por", "al", "na", "za", "je", "en", "p", "pr", "all", "à",
    "w", "в", "the",
]);
/// What joins two ends of a range.
#[rustfmt::skip]
static TO: WordSet = WordSet::new(&["to", "bis", "à", "a", "do", "til", "till", "until", "tot", "thru", "through", "hasta", "até", "up", "до", "al"]);
/// What joins them after "between".
#[rustfmt::skip]
static AND: WordSet = WordSet::new(&["and", "und", "et", "y", "i", "e"]);
/// What opens such a range.
#[rustfmt::skip]
static BETWEEN: WordSet = WordSet::new(&["between", "zwischen", "entre", "pomiędzy", "między", "btw", "tussen", "mellan"]);
/// A lower end follows.
#[rustfmt::skip]
static FROM: WordSet = WordSet::new(&[
    "from", "ab", "starting", "starts", "start", "od", "desde", "minimum", "least", "min", "mind", "mindestens",
    "over", "above", "partir", "vanaf", "от", "mínimo", "beginning", "exceeding",
]);
/// An upper end follows.
#[rustfmt::skip]
static UP_TO: WordSet = WordSet::new(&["max", "maximum", "maximal", "hasta", "jusqu", "under", "below", "bis", "до", "upto", "máximo", "do"]);
/// The amount is about so much.
#[rustfmt::skip]
static APPROX: WordSet = WordSet::new(&[
    "ca", "circa", "approx", "approximately", "about", "around", "roughly", "env", "environ", "etwa", "rund",
    "około", "ok", "aprox", "alrededor", "somewhere",
]);

/// Whether a token is one of some words, in any ASCII case.
pub(super) fn is_any(part: &Part, token_idx: usize, words: &WordSet) -> bool {
    let Some(token) = part.token(token_idx) else { return false };
    if token.kind != TokenKind::Word || token.n_bytes() > 16 {
        return false;
    }
    words.has(part, token_idx)
}

pub(super) fn is_mark(part: &Part, token_idx: usize, mark: u8) -> bool {
    part.token(token_idx).is_some_and(|token| token.is_mark(mark))
}

pub(super) fn is_to(part: &Part, token_idx: usize) -> bool {
    is_any(part, token_idx, &TO)
}

pub(super) fn is_and(part: &Part, token_idx: usize) -> bool {
    is_any(part, token_idx, &AND)
}

pub(super) fn is_between(part: &Part, token_idx: usize) -> bool {
    is_any(part, token_idx, &BETWEEN)
}

/// What stands right before an amount about its bounds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Bound {
    pub(super) is_lower: bool,
    pub(super) is_upper: bool,
    pub(super) is_about: bool,
}

/// "No more than", and "jusqu'à" with its apostrophe, up to a token.
fn is_upper_of_three(part: &Part, last: usize, line_start: usize) -> bool {
    let Some(first) = last.checked_sub(2).filter(|first| *first >= line_start) else { return false };
    let is_short = part.token(first + 1).is_some_and(|token| token.n_bytes() <= 3);
    let is_until = is_any(part, last, words!["à"]) && is_short && is_any(part, first, words!["jusqu"]);
    let is_no_more = is_any(part, last, words!["than"])
        && is_any(part, first + 1, words!["more"])
        && is_any(part, first, words!["no", "not"]);
    is_until || is_no_more
}

/// Reads "from", "up to", "about", ">" before a token; also says where it starts.
pub(super) fn bound_before(part: &Part, token_idx: usize, line_start: usize) -> (Bound, usize) {
    let mut bound = Bound::default();
    let mut first = token_idx;
    for _ in 0..3 {
        let Some(before) = first.checked_sub(1).filter(|before| *before >= line_start) else { break };
        let before_that = before.checked_sub(1).filter(|at| *at >= line_start);
        let after = |words: &WordSet| before_that.is_some_and(|at| is_any(part, at, words));
        let is_sign = matches!(part.token_text(before), "≈" | "∼");
        if is_sign || is_mark(part, before, b'~') || is_any(part, before, &APPROX) {
            bound.is_about = true;
        } else if is_mark(part, before, b'>') || part.token_text(before) == "≥" {
            bound.is_lower = true;
        } else if is_mark(part, before, b'=') && before_that.is_some_and(|at| is_mark(part, at, b'>')) {
            bound.is_lower = true;
            first = before;
        } else if is_mark(part, before, b'<') || part.token_text(before) == "≤" {
            bound.is_upper = true;
        } else if (is_any(part, before, words!["to", "zu"]) && after(words!["up", "bis"]))
            || (is_any(part, before, words!["à"]) && after(words!["jusqu", "jusque"]))
        {
            bound.is_upper = true;
            first = before;
        } else if is_upper_of_three(part, before, line_start) {
            bound.is_upper = true;
            first = before - 1;
        } else if is_mark(part, before, b':') && after(words!["min", "minimum", "minimal", "mínimo"])
            || is_any(part, before, words!["at", "from", "de", "than"])
                && after(words!["starting", "starts", "start", "partir", "more"])
        {
            bound.is_lower = true;
            first = before;
        } else if is_mark(part, before, b':') && after(words!["max", "maximum", "maximal", "máximo"]) {
            bound.is_upper = true;
            first = before;
        } else if is_mark(part, before, b'.') && after(&APPROX) {
            bound.is_about = true;
            first = before;
        } else if is_mark(part, before, b'.') && after(words!["min", "mind"]) {
            bound.is_lower = true;
            first = before;
        } else if is_any(part, before, words!["to"])
            && before_that.is_none_or(|at| is_mark(part, at, b'|') || is_mark(part, at, b'('))
        {
            bound.is_upper = true;
        } else if is_any(part, before, &FROM) {
            bound.is_lower = true;
        } else if is_any(part, before, &UP_TO) {
            bound.is_upper = true;
        } else {
            break;
        }
        first = first.saturating_sub(1);
        if bound.is_lower || bound.is_upper {
            break;
        }
    }
    (bound, first)
}

/// Reads a unit of time at a token: "/yr", "per year", "a month", "p.a.", "annually". Returns the index after it.
pub(super) fn period_at(part: &Part, token_idx: usize) -> Option<(Period, usize)> {
    let unit = |at: usize, table: &[(Period, WordSet)]| {
        table.iter().find(|(_, words)| is_any(part, at, words)).map(|(period, _)| *period)
    };
    let token = part.token(token_idx)?;
    if token.is_mark(b'/') || token.is_mark(b'\\') {
        let at = if is_any(part, token_idx + 1, words!["per", "1"]) { token_idx + 2 } else { token_idx + 1 };
        return unit(at, &UNITS).map(|period| (period, at + 1));
    }
    // "p.a.", "p.m.", "p/a", "p/h"
    if is_any(part, token_idx, words!["p"])
        && (is_mark(part, token_idx + 1, b'.') || is_mark(part, token_idx + 1, b'/'))
    {
        let period = match part.token_text(token_idx + 2) {
            "a" | "A" | "y" | "Y" => Period::Year,
            "m" | "M" => Period::Month,
            "w" | "W" => Period::Week,
            "d" | "D" => Period::Day,
            "h" | "H" => Period::Hour,
            _ => return None,
        };
        let end = if is_mark(part, token_idx + 3, b'.') { token_idx + 4 } else { token_idx + 3 };
        return Some((period, end));
    }
    if is_any(part, token_idx, &PER) {
        if let Some(period) = unit(token_idx + 1, &UNITS) {
            // "a day" is one, "an h" is none.
            return Some((period, token_idx + 2));
        }
        return None;
    }
    // "CHF 9000.-/Monat"
    unit(token_idx, &ALONE).map(|period| (period, token_idx + 1))
}
