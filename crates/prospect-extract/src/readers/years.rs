//! Reads `years`: the years of experience that a posting asks of a person.
//!
//! In: dictionary hits of "years" in five languages. Out: [`Years`] with bounds and subject as written
//! ("5+ years of Rust", "drei Jahre Erfahrung mit C++"). Ages of companies, contract lengths, vesting and
//! what founders bring are left out.

mod words;

use crate::readers::word_set::{WordSet, words};
use crate::scan::{Hit, Owner, Part, Phrases, Scan, Section, Token, TokenKind};
use prospect_model::{Facts, Years};
use std::ops::Range;
use words::{AGAINST_BEFORE, AGAINST_BEHIND, EMPLOYER, LEAST, NUMBERS, OPENS, PADDING, PERSON, TO};

const YEARS: u32 = 0;
const MONTHS: u32 = 1;
/// "YOE": years of experience in one word.
const YOE: u32 = 2;
/// "2 of them in Rust".
const OF_THEM: u32 = 3;
/// Experience in so many words.
const EXPERIENCE: u32 = 4;
/// A number of years in one word with its unit ("dreijährige"): the number is added to this.
const IN_ONE_WORD: u32 = 100;

#[rustfmt::skip]
pub(super) fn phrases(phrases: &mut Phrases) {
    let mut add = |value: u32, texts: &[&str]| phrases.add_all(Owner::Years, value, texts);
    add(
        YEARS,
        &[
            "years", "year", "yrs", "yr", "jahre", "jahren", "jahr", "ans", "année", "années", "años", "año", "lat",
            "lata", "rok", "letnie", "letniego", "letnim", "jährige", "jähriger", "anos", "jaar", "anni",
        ],
    );
    for (n_years, texts) in [
        (1, &["einjährige", "einjähriger", "roczne doświadczenie"][..]),
        (2, &["zweijährige", "zweijähriger", "dwuletnie", "dwuletniego"][..]),
        (3, &["dreijährige", "dreijähriger", "trzyletnie", "trzyletniego"][..]),
        (4, &["vierjährige", "vierjähriger", "czteroletnie"][..]),
        (5, &["fünfjährige", "fünfjähriger", "pięcioletnie"][..]),
    ] {
        add(IN_ONE_WORD + n_years, texts);
    }
    add(MONTHS, &["months", "month", "monate", "monaten", "mois", "meses", "miesięcy"]);
    add(YOE, &["yoe", "yoe."]);
    add(OF_THEM, &["of them", "of those", "of which", "davon", "dont"]);
    add(
        EXPERIENCE,
        &[
            "experience", "experienced", "exp", "exp.", "expertise", "erfahrung", "erfahrungen", "berufserfahrung",
            "praxiserfahrung", "programmiererfahrung", "entwicklungserfahrung", "expérience", "expériences",
            "experiencia", "gearbeitet", "pracy z", "pracy jako", "pracy w", "doświadczenia", "doświadczenie", "doświadczeniem", "experiência", "ervaring",
            "esperienza", "background", "proficiency", "track record",
        ],
    );
}

pub(super) fn read(scan: &Scan, facts: &mut Facts) {
    let part = &scan.body;
    let hits = part.hits(Owner::Years);
    let mut last_end = 0;
    for (hit_idx, hit) in hits.iter().enumerate() {
        let found = match hit.value {
            YEARS | MONTHS | YOE | IN_ONE_WORD.. => read_hit(part, hits, hit_idx, last_end),
            OF_THEM => read_of_them(part, hit, facts),
            _ => None,
        };
        if let Some((years, end)) = found {
            facts.years.push(years);
            last_end = end;
            if let Some((share, share_end)) = read_share(part, end) {
                facts.years.push(share);
                last_end = share_end;
            }
        }
    }
}

/// Most years that anybody is asked for.
const YEARS_MAX: f32 = 30.0;

fn is_any(part: &Part, token_idx: usize, words: &WordSet) -> bool {
    words.has(part, token_idx)
}

fn is_mark(part: &Part, token_idx: usize, mark: u8) -> bool {
    part.token(token_idx).is_some_and(|token| token.is_mark(mark))
}

/// The number that ends before a token, and where it starts: "5", "2.5", "five", "five (5)".
fn number_before(part: &Part, end: usize) -> Option<(f32, usize)> {
    let mut at = end.checked_sub(1)?;
    let mut is_closed = false;
    if is_mark(part, at, b')') {
        is_closed = true;
        at = at.checked_sub(1)?;
    }
    let token = part.token(at)?;
    if token.kind == TokenKind::Number {
        if token.n_bytes() > 2 {
            return None;
        }
        let value: f32 = part.token_text(at).parse().ok()?;
        // "2.5 years"
        if let Some(point) = at.checked_sub(1).filter(|point| is_mark(part, *point, b'.') && !token.has_space_before())
            && let Some(whole) = point.checked_sub(1)
            && part.token(whole).is_some_and(|token| token.kind == TokenKind::Number && token.n_bytes() <= 2)
            && part.token(point).is_some_and(|token| !token.has_space_before())
        {
            let digits = 10_f32.powi(i32::try_from(token.n_bytes()).ok()?);
            let whole_value: f32 = part.token_text(whole).parse().ok()?;
            return Some((whole_value + value / digits, whole));
        }
        if is_closed {
            // "five (5)": the word says the same.
            let open = at.checked_sub(1).filter(|open| is_mark(part, *open, b'('))?;
            let word = open.checked_sub(1).filter(|word| number_of_word(part, *word).is_some());
            return Some((value, word.unwrap_or(open)));
        }
        return Some((value, at));
    }
    if is_closed {
        return None;
    }
    number_of_word(part, at).map(|value| (value, at))
}

fn number_of_word(part: &Part, at: usize) -> Option<f32> {
    if part.token(at)?.kind != TokenKind::Word || part.token(at)?.n_bytes() > 12 {
        return None;
    }
    NUMBERS.iter().find(|(_, words)| is_any(part, at, words)).map(|(value, _)| *value)
}

/// Bounds as written before a unit.
struct Bounds {
    min: f32,
    max: Option<f32>,
    first: usize,
    is_plus: bool,
    is_least: bool,
}

fn bounds_before(part: &Part, unit: usize) -> Option<Bounds> {
    let mut end = unit;
    let mut is_plus = false;
    // "5-year", "5 + years", "5+-years", "5 or more years"
    for _ in 0..3 {
        let Some(before) = end.checked_sub(1) else { break };
        if is_mark(part, before, b'+') {
            is_plus = true;
            end = before;
        } else if is_mark(part, before, b'-')
            && end == unit
            && part.token(unit).is_some_and(|token| !token.has_space_before())
        {
            end = before;
        } else if is_any(part, before, words!["more", "plus", "mehr", "más", "więcej"]) {
            is_plus = true;
            end = before;
            if before.checked_sub(1).is_some_and(|at| is_any(part, at, words!["or", "oder", "o", "ou", "lub"])) {
                end = before - 1;
            }
        } else if is_any(part, before, words!["full", "solid", "good"]) {
            end = before;
        } else {
            break;
        }
    }
    let (high, high_at) = number_before(part, end)?;
    let mut bounds = Bounds { min: high, max: Some(high), first: high_at, is_plus, is_least: false };
    // A range: "3-5", "3 to 5", "3+ to 5".
    if let Some(join) = high_at.checked_sub(1)
        && (is_mark(part, join, b'-')
            || is_mark(part, join, b'~')
            || is_any(part, join, &TO)
            || is_mark(part, join, b'/'))
    {
        let mut low_end = join;
        if low_end.checked_sub(1).is_some_and(|at| is_mark(part, at, b'+')) {
            low_end -= 1;
        }
        if let Some((low, low_at)) = number_before(part, low_end)
            && low < high
            && !low_at
                .checked_sub(1)
                .is_some_and(|at| is_mark(part, at, b'.') && part.token(low_at).is_some_and(|t| !t.has_space_before()))
        {
            bounds.min = low;
            bounds.first = low_at;
        }
    }
    if let Some(first) = least_before(part, bounds.first) {
        bounds.is_least = true;
        bounds.first = first;
    }
    // "minimum 3 years" and the like behind the unit.
    let is_least_behind = is_any(part, unit + 1, words!["minimum", "min", "plus", "mínimo"])
        || is_mark(part, unit + 1, b'+')
        || (is_any(part, unit + 1, words!["or", "and", "oder", "und", "ou", "et", "o", "y", "lub", "i"])
            && is_any(part, unit + 2, words!["more", "mehr", "plus", "más", "więcej"]));
    if bounds.is_plus || bounds.is_least || is_least_behind {
        bounds.max = None;
        bounds.is_least = true;
    }
    if bounds.max == Some(bounds.min) && bounds.first == high_at {
        // "5 years of experience": said as a least, labelled and read as both ends.
        bounds.max = Some(high);
    }
    (high > 0.0 && high <= YEARS_MAX * 12.0).then_some(bounds)
}

/// Most tokens behind a number of years that may say what they are years of.
const CLAUSE_TOKENS_MAX: usize = 40;

/// Bounds of a word that holds its number: "mindestens dreijährige".
fn bounds_in_word(part: &Part, unit: usize, n_years: u32) -> Bounds {
    let value = n_years as f32;
    let mut bounds = Bounds { min: value, max: Some(value), first: unit, is_plus: false, is_least: false };
    if let Some(first) = least_before(part, unit) {
        bounds = Bounds { max: None, first, is_least: true, ..bounds };
    }
    bounds
}

/// Where "at least", "more than", "minimum of" start before a number.
fn least_before(part: &Part, number: usize) -> Option<usize> {
    let mut lead = number;
    for _ in 0..3 {
        let before = lead.checked_sub(1)?;
        if part.token(lead).is_some_and(|token| token.is_line_start()) {
            return None;
        }
        let before_that = before.checked_sub(1);
        let is_least = is_any(part, before, &LEAST)
            || is_mark(part, before, b'>')
            || is_mark(part, before, b'+')
            || part.token_text(before) == "≥"
            || is_mark(part, before, b'=') && before_that.is_some_and(|at| is_mark(part, at, b'>'))
            || is_any(part, before, words!["than", "als", "de", "niż"])
                && before_that
                    .is_some_and(|at| is_any(part, at, words!["more", "greater", "mehr", "plus", "más", "więcej"]));
        if is_least {
            let is_at_least =
                is_any(part, before, words!["least"]) && before_that.is_some_and(|at| is_any(part, at, words!["at"]));
            return Some(if is_at_least { before - 1 } else { before });
        }
        let is_glue = is_any(part, before, words!["of", "a", "de", "an", "najmniej", "au", "al", "the"])
            || is_mark(part, before, b'.')
            || is_mark(part, before, b':');
        if !is_glue {
            return None;
        }
        lead = before;
    }
    None
}

/// Where "up to", "less than", "bis zu" start before a number.
fn most_before(part: &Part, number: usize) -> Option<usize> {
    let before = number.checked_sub(1).filter(|_| !part.token(number).is_none_or(|token| token.is_line_start()))?;
    if is_any(part, before, words!["maximum", "max", "maximal", "máximo", "hasta"]) {
        return Some(before);
    }
    let first = before.checked_sub(1)?;
    let is_pair = is_any(part, before, words!["to", "zu"]) && is_any(part, first, words!["up", "bis"])
        || is_any(part, before, words!["than", "als"]) && is_any(part, first, words!["less", "fewer", "weniger"]);
    is_pair.then_some(first)
}

/// Most tokens between years of experience and a share of them in parentheses.
const SHARE_REACH: usize = 14;

/// "10+ years of experience (5+ in Rust)": a number without a unit, in front of a skill.
fn read_share(part: &Part, from: usize) -> Option<(Years, usize)> {
    let line_end = part.line_of(from.checked_sub(1)?)?.token_range().end;
    let mut at = (from..line_end.min(from + SHARE_REACH))
        .find(|at| is_mark(part, *at, b'(') || ends_clause(part, *at))
        .filter(|at| is_mark(part, *at, b'('))?
        + 1;
    let first = at;
    let token = part.token(at).filter(|token| token.kind == TokenKind::Number && token.n_bytes() <= 2)?;
    let value: f32 = part.slice(token.start..token.end).parse().ok()?;
    at += 1;
    let is_plus = is_mark(part, at, b'+');
    at += usize::from(is_plus);
    let is_of_skill = is_any(part, at, words!["in", "with", "using", "of", "mit", "avec", "en", "con", "w", "z"])
        && is_skill(part, at + 1);
    if !is_of_skill {
        return None;
    }
    let close = (at..line_end).find(|at| is_mark(part, *at, b')') || is_mark(part, *at, b','))?;
    let (of, of_end) = subject(part, at, close, None);
    let words = part.words(first..of_end.max(at), "years-of-them");
    Some((Years { words, min: Some(value), max: (!is_plus).then_some(value), of }, close))
}

/// Whether a skill starts at a token.
fn is_skill(part: &Part, at: usize) -> bool {
    let skills = part.hits(Owner::Skill);
    let idx = skills.partition_point(|hit| (hit.first as usize) < at);
    skills.get(idx).is_some_and(|hit| hit.first as usize == at)
}

fn ends_clause(part: &Part, token_idx: usize) -> bool {
    let Some(token) = part.token(token_idx) else { return true };
    token.kind == TokenKind::Punct
        && ((token.is_mark(b'.') && part.token(token_idx + 1).is_none_or(|next| next.has_space_before()))
            || [b'|', b';', b'!', b'?'].iter().any(|mark| token.is_mark(*mark))
            || token.is_mark(b'*')
            || (token.n_bytes() > 1 && matches!(part.token_text(token_idx), "•" | "·" | "●")))
}

fn read_hit(part: &Part, hits: &[Hit], hit_idx: usize, last_end: usize) -> Option<(Years, usize)> {
    let hit = hits.get(hit_idx)?;
    let (unit, end) = (hit.first as usize, hit.end as usize);
    let bounds = match hit.value.checked_sub(IN_ONE_WORD) {
        Some(n_years) => bounds_in_word(part, unit, n_years),
        None => bounds_before(part, unit)?,
    };
    if bounds.first < last_end {
        return None;
    }
    let line = part.line_of(unit)?;
    let line_tokens = line.token_range();
    let section = line.section;
    let mut clause_end = end;
    while clause_end < line_tokens.end && clause_end - end < CLAUSE_TOKENS_MAX && !ends_clause(part, clause_end) {
        clause_end += 1;
    }
    let experience = hits
        .get(hit_idx + 1..)
        .unwrap_or_default()
        .iter()
        .take_while(|other| (other.first as usize) < clause_end && other.first as usize <= end + 14)
        // Years of a next number are another fact.
        .take_while(|other| {
            !(matches!(other.value, YEARS | YOE) && bounds_before(part, other.first as usize).is_some())
        })
        .find(|other| other.value == EXPERIENCE)
        // "in just 6 years is proof of our expertise"
        .filter(|other| {
            !(end..other.first as usize).any(|at| is_any(part, at, words!["our", "we", "us", "my", "their"]))
        });
    // "experience (5+ years)", "Experience: 5 years"
    let experience_before = hits
        .get(..hit_idx)
        .unwrap_or_default()
        .iter()
        .rev()
        .take_while(|other| {
            other.first as usize >= line_tokens.start && bounds.first.saturating_sub(other.end as usize) <= 8
        })
        .find(|other| other.value == EXPERIENCE);
    let mut score = 0;
    if hit.value == YOE {
        score += 4;
    }
    if experience.is_some() {
        score += 3;
    }
    let is_in_paren = bounds.first.checked_sub(1).is_some_and(|at| is_mark(part, at, b'('));
    if experience_before.is_some() {
        score += 2 + i32::from(is_in_paren);
    }
    score += i32::from(bounds.is_plus) + i32::from(bounds.is_least);
    if matches!(section, Section::Requirements | Section::Preferred) {
        score += 2;
    }
    let starts_item = bounds.first <= line_tokens.start + 2;
    score += i32::from(starts_item) * i32::from(line.is_item || bounds.is_least);
    if hit.value == MONTHS && experience.is_none_or(|it| it.first as usize > end + 5) {
        return None;
    }
    // Work or a subject right behind: "5 years writing code", "5+ years of C++", "in a similar role".
    score += i32::from(is_any(part, end, words!["of", "with", "in"]) && is_skill(part, end + 1));
    // "5+ years JavaScript"
    score += 2 * i32::from(bounds.is_plus && is_skill(part, end));
    let is_ing = |at: usize| part.token_text(at).len() > 5 && part.token_text(at).ends_with("ing");
    let is_gerund = is_ing(end) || (is_any(part, end, words!["of"]) && is_ing(end + 1));
    score += i32::from(bounds.max.is_some_and(|max| max > bounds.min));
    score += i32::from(is_gerund) * 2;
    if is_any(
        part,
        end,
        words![
            "of",
            "in",
            "with",
            "as",
            "using",
            "on",
            "at",
            "professional",
            "commercial",
            "industry",
            "relevant",
            "work",
            "d",
            "de",
            "en",
            "als",
            "in",
            "mit",
            "w",
        ],
    ) {
        score += 1;
    }
    if (end..end + 3).any(|at| is_any(part, at, &AGAINST_BEHIND))
        && experience.is_none_or(|it| it.first as usize > end + 3)
    {
        return None;
    }
    if is_any(part, end, words!["of"])
        && is_any(
            part,
            end + 1,
            words!["age", "runway", "funding", "operation", "operations", "history", "growth", "data"],
        )
    {
        return None;
    }
    let back = bounds.first;
    let lowest = line_tokens.start.max(back.saturating_sub(14));
    let near = |step: usize| back.checked_sub(step).filter(|at| *at >= lowest);
    for step in 1..=3 {
        let Some(at) = near(step) else { break };
        if ends_clause(part, at) || is_mark(part, at, b':') || is_mark(part, at, b',') {
            break;
        }
        if is_any(part, at, &AGAINST_BEFORE) {
            return None;
        }
        // "for 10 years", "in 5 years": a span of time, unless experience follows.
        if step == 1
            && is_any(
                part,
                at,
                words!["for", "in", "seit", "depuis", "during", "of", "desde", "od", "na", "about", "almost", "nearly"],
            )
            && experience.is_none()
            && !near(2)
                .is_some_and(|at| is_any(part, at, words!["looking", "minimum", "look", "experience", "erfahrung"]))
        {
            return None;
        }
    }
    let mut at = back;
    while at > lowest {
        at -= 1;
        if ends_clause(part, at) {
            break;
        }
        if is_any(part, at, &PERSON) {
            score += 1;
            break;
        }
        // "Acme has over 20 years of experience"
        let is_named = is_any(part, at, words!["has", "brings", "boasts"])
            && at.checked_sub(1).is_some_and(|name| {
                part.token(name).is_some_and(|token| token.kind == TokenKind::Word && token.is_capitalised())
                    && !is_any(part, name, &PERSON)
                    && !is_any(part, name, words!["who", "ideal", "everyone", "has"])
            });
        let is_team = is_any(part, at, words!["team", "teams", "partners"])
            && is_any(part, at + 1, words!["has", "have", "having", "brings"]);
        // "to join our team with 5+ years"
        if is_any(part, at, words!["our", "us"])
            && at.checked_sub(1).is_some_and(|at| is_any(part, at, words!["join", "joining", "for", "help"]))
        {
            break;
        }
        if is_named || is_team || is_any(part, at, &EMPLOYER) {
            score -= 5;
            break;
        }
    }
    if score < 3 {
        return None;
    }
    let (scale, rule) = match hit.value {
        MONTHS => (1.0 / 12.0, "months-of-experience"),
        YOE => (1.0, "yoe"),
        _ if experience.is_some() => (1.0, "years-of-experience"),
        _ => (1.0, "years"),
    };
    let min = bounds.min * scale;
    // "3 ans d'expérience minimum"
    let is_least_behind =
        experience.is_some_and(|it| is_any(part, it.end as usize, words!["minimum", "min", "mínimo"]));
    let max = bounds.max.filter(|_| !is_least_behind).map(|max| max * scale);
    if min > YEARS_MAX {
        return None;
    }
    let (mut of, of_end) = subject(part, end, clause_end, experience);
    // "Experience with C++ (5+ years)"
    if let (None, None, true, Some(before)) = (&of, experience, is_in_paren, experience_before) {
        of = subject(part, before.end as usize, bounds.first.saturating_sub(1), None).0;
    }
    let words_end = of_end.max(experience.map_or(end, |it| (it.end as usize).min(clause_end))).min(end + 12).max(end);
    let most = most_before(part, bounds.first).filter(|_| max == Some(min));
    let words = part.words(most.unwrap_or(bounds.first)..words_end, rule);
    Some((Years { words, min: Some(min).filter(|_| most.is_none()), max, of }, words_end.min(end + 1)))
}

/// What the years are of, and the index after it.
fn subject(part: &Part, end: usize, clause_end: usize, experience: Option<&Hit>) -> (Option<String>, usize) {
    let trim = |tokens: Range<usize>| {
        let mut tokens = tokens;
        let is_padding = |at: usize| {
            is_any(part, at, &PADDING)
                || part.token(at).is_some_and(|token| token.kind == TokenKind::Punct && !token.is_mark(b'.'))
        };
        while tokens.start < tokens.end && is_padding(tokens.start) {
            tokens.start += 1;
        }
        while tokens.start < tokens.end
            && (is_any(part, tokens.end - 1, words!["of", "in", "with", "and", "or", "the", "a", "on"])
                || part.token(tokens.end - 1).is_some_and(|token| {
                    token.kind == TokenKind::Punct && !token.is_mark(b'+') && !token.is_mark(b'#')
                }))
        {
            tokens.end -= 1;
        }
        tokens
    };
    let stop_after = |from: usize| {
        let mut at = from;
        while at < clause_end && at < from + 12 {
            let is_stop = is_mark(part, at, b'(')
                || (is_any(part, at, words!["in"]) && is_any(part, at + 1, words!["lieu"]))
                || is_mark(part, at, b')')
                || is_any(part, at, words!["von"]) && is_any(part, at + 1, words!["vorteil"])
                || is_any(part, at, words!["minimum"]) && at > from
                || is_any(part, at, words!["oder", "ou", "or"])
                    && at == from
                    && !is_any(part, at + 1, words!["more", "mehr", "plus"])
                || (is_mark(part, at, b'-') && part.token(at).is_some_and(|token| token.has_space_before()))
                || is_any(
                    part,
                    at,
                    words![
                        "who",
                        "preferred",
                        "required",
                        "preferably",
                        "ideally",
                        "including",
                        "is",
                        "are",
                        "plus",
                        "but",
                        "you",
                        "we",
                        "davon",
                        "dont",
                        "ist",
                        "sind",
                        "erforderlich",
                        "est",
                        "souhaitée",
                        "exigée",
                        "requise",
                        "zurückblicken",
                        "gesammelt",
                        "jest",
                    ],
                )
                || part
                    .token(at)
                    .is_some_and(|token| matches!(token.kind, TokenKind::Number | TokenKind::Url | TokenKind::Email));
            if is_stop {
                break;
            }
            at += 1;
        }
        at
    };
    let said = |tokens: Range<usize>| {
        let tokens = trim(tokens);
        (!tokens.is_empty()).then(|| (part.text_of(tokens.clone()).to_owned(), tokens.end))
    };
    let is_subject = |(text, _): &(String, usize)| !text.is_empty() && text.len() <= 160;
    let found = match experience {
        Some(it) => {
            let (first, mut after) = (it.first as usize, it.end as usize);
            // "doświadczenia komercyjnego z", "d'expérience professionnelle en"
            while is_any(
                part,
                after,
                words![
                    "komercyjnego",
                    "zawodowego",
                    "praktycznego",
                    "professionnelle",
                    "significative",
                    "profesional",
                    "demostrable",
                    "minimum"
                ],
            ) {
                after += 1;
            }
            // "with a strong foundation in" opens another thought.
            let is_other = is_any(part, after, words!["with"])
                && is_any(
                    part,
                    after + 1,
                    words!["a", "an", "strong", "proven", "deep", "demonstrated", "solid", "some"],
                );
            let opens = !is_other
                && (it.end > it.first + 1
                    || is_any(part, after, &OPENS)
                    || is_any(part, after, words!["minimum", "min"])
                    || part.token_text(after).ends_with("ing")
                    || is_mark(part, after, b':'));
            match said(end..first) {
                // "software development experience with Node.js"
                Some((_, before_end))
                    if opens && is_any(part, after, words!["with", "in", "using", "mit", "con", "avec"]) =>
                {
                    let tokens = trim(end..before_end);
                    let behind = trim(after..stop_after(after));
                    let end = if behind.is_empty() { before_end } else { behind.end };
                    let whole = tokens.start..end;
                    (!whole.is_empty()).then(|| (part.text_of(whole.clone()).to_owned(), whole.end))
                }
                Some(before) => Some(before),
                None => opens.then(|| said(after..stop_after(after))).flatten(),
            }
        }
        // "(5+ years) engineer": nothing behind a closing mark belongs to it.
        None if is_mark(part, end, b')') || is_mark(part, end, b']') => {
            // "Erfahrung (2 Jahre) mit Python"
            let is_said = is_any(part, end + 1, words!["mit", "avec", "con", "en", "with", "in", "z", "w", "of"]);
            is_said.then(|| said(end + 1..stop_after(end + 1))).flatten()
        }
        None => said(end..stop_after(end)),
    };
    found.filter(is_subject).map_or((None, end), |(text, of_end)| (Some(text), of_end))
}

/// "5+ years of experience, 2 of them in Rust".
fn read_of_them(part: &Part, hit: &Hit, facts: &Facts) -> Option<(Years, usize)> {
    let before = facts.years.last()?;
    let (value, mut first) = number_before(part, {
        let first = hit.first as usize;
        first.checked_sub(1).filter(|at| is_mark(part, *at, b'+')).unwrap_or(first)
    })
    .or_else(|| {
        // "davon 2 in Rust"
        let at = hit.end as usize;
        let is_number = |token: &&Token| token.kind == TokenKind::Number && token.n_bytes() <= 2;
        let value = match part.token(at).filter(is_number) {
            Some(token) => part.slice(token.start..token.end).parse().ok()?,
            None => number_of_word(part, at)?,
        };
        Some((value, at))
    })?;
    let start = part.token(first)?.start;
    let is_near = before.words.end.is_some_and(|end| end <= start.max(end) && start.saturating_sub(end) <= 80);
    if !is_near || value > before.min.unwrap_or(0.0).max(before.max.unwrap_or(0.0)) {
        return None;
    }
    let mut from = (hit.end as usize).max(first + 1);
    let is_least = is_mark(part, first + 1, b'+')
        || first.checked_sub(1).is_some_and(|at| is_any(part, at, words!["least", "minimum", "mindestens"]));
    if first.checked_sub(2).is_some_and(|at| is_any(part, at, words!["at"]))
        && is_least
        && !is_mark(part, first + 1, b'+')
    {
        first -= 2;
    }
    if is_any(part, from, words!["years", "year", "jahre"]) {
        from += 1;
    }
    let line_end = part.line_of(first)?.token_range().end;
    let mut clause_end = from;
    while clause_end < line_end && clause_end - from < CLAUSE_TOKENS_MAX && !ends_clause(part, clause_end) {
        clause_end += 1;
    }
    let (of, of_end) = subject(part, from, clause_end, None);
    let end = of_end.max(from);
    let words = part.words(first..end, "years-of-them");
    Some((Years { words, min: Some(value), max: (!is_least).then_some(value), of }, end))
}
