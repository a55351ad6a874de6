//! Reads `seniority`: the levels that a posting names for the roles it offers.
//!
//! Levels stand in titles, in header segments of their own ("Senior | Remote", "INTERNS") and in
//! announcements ("junior to senior engineers", "developers of all levels" names none). "Reports to a
//! senior engineer" offers nothing. "Engineer II" names no level.
//!
//! Not here: levels of single roles (`roles`), years of experience (`years`).

use super::titles;
use crate::readers::word_set::WordSet;
use crate::scan::{Hit, Owner, Part, Phrases, Scan, Section, TokenKind};
use prospect_model::{Evidence, Facts, Seniority};
use std::ops::Range;

/// Value of phrases that only look like a level.
const NO_LEVEL: u32 = 100;

/// Value of "manager", which is a level where people are managed: "engineering manager".
const MANAGER: u32 = 101;

#[rustfmt::skip]
pub(super) fn phrases(phrases: &mut Phrases) {
    let mut add = |level: Seniority, texts: &[&str]| phrases.add_all(Owner::Seniority, level as u32, texts);
    add(
        Seniority::Intern,
        &[
            "intern", "interns", "internship", "internships", "werkstudent", "werkstudentin", "working student",
            "working students", "praktikum", "praktikant", "praktikantin", "stagiaire", "stage de fin d'études",
            "becario", "becaria", "becarios", "stażysta", "stażystka", "staż", "stażu", "praktykant", "co-op", "co-ops",
            "interning", "werkstudenten", "pflichtpraktikum", "offre de stage", "en stage", "stage de", "alternance",
            "alternant", "alternante", "en prácticas", "prácticas remuneradas", "praktyki wakacyjne",
            "praktyki studenckie",
        ],
    );
    add(
        Seniority::Junior,
        &[
            "junior", "juniors", "jr", "jr.", "entry level", "new grad", "new grads", "new graduate",
            "new graduates", "recent graduate", "recent graduates", "recent grad", "recent grads", "graduate",
            "graduates", "entry-level", "early career", "early-career", "young professional", "berufseinsteiger",
            "berufseinsteigerin", "berufsanfänger", "débutant", "jeune diplômé", "jeunes diplômés",
            "recién titulado", "recién titulados", "młodszy", "młodsza", "trainee", "trainees", "fresh graduate", "fresh graduates", "fresh grads",
            "apprentice", "apprenticeship",
        ],
    );
    add(
        Seniority::Mid,
        &[
            "mid", "mid level", "mid-level", "midlevel", "intermediate", "medior", "mid-weight", "midweight",
            "mid senior", "mid-career", "mid career", "middle", "semi senior", "semi-senior", "confirmé", "confirmée",
        ],
    );
    add(
        Seniority::Senior,
        &[
            "senior", "seniors", "sr", "sr.", "snr", "sénior", "starszy", "starsza", "confirmé ou senior", "senior-level", "senior level",
            "sênior",
        ],
    );
    add(Seniority::Staff, &["staff"]);
    add(Seniority::Principal, &["principal", "principals", "distinguished"]);
    add(
        Seniority::Lead,
        &[
            "lead", "leads", "team lead", "tech lead", "teamlead", "team leader", "lead-level", "tech leads",
            "team leads", "teamleiter",
        ],
    );
    add(
        Seniority::Manager,
        &[
            "engineering manager", "engineering managers", "manager of engineering", "development manager",
            "software development manager", "software engineering manager", "dev manager", "dev-manager",
            "manager of software", "team manager", "people manager", "engineering management", "software manager",
            "research manager", "em", "lead/manager", "manager engineering", "manager software engineering",
            "data science manager", "security engineering manager", "infrastructure manager",
            "managers of engineering", "design manager", "security manager", "qa manager", "it manager",
            "devops manager", "sdm", "eng manager", "engineer manager", "lead manager",
            "operations manager",
        ],
    );
    add(Seniority::Director, &["director", "directors", "directeur", "director-level", "director level"]);
    add(
        Seniority::Executive,
        &[
            "cto", "ceo", "coo", "cfo", "cpo", "cmo", "ciso", "cio", "vp", "svp", "evp", "vice president",
            "vp of", "head of", "head", "chief technology officer", "chief product officer",
            "chief executive officer", "chief operating officer", "chief architect", "chief scientist",
            "vp engineering", "executive director", "chief data officer", "chief information security officer",
            "chief security officer", "chief financial officer", "chief marketing officer", "cro",
        ],
    );
    add(
        Seniority::Founding,
        &[
            "founding", "founding engineer", "founding engineers", "co-founder", "cofounder", "co-founders",
            "cofounders", "technical co-founder", "technical cofounder", "first engineer",
            "first engineering hire", "founding team member",
        ],
    );
    // Words that turn a level into something else.
    phrases.add_all(
        Owner::Seniority,
        NO_LEVEL,
        &[
            "lead generation", "member of technical staff", "members of technical staff",
            "member of the technical staff", "staff accountant", "chief of staff", "executive assistant",
            "principal investigator", "senior leadership", "senior management", "head count", "our staff",
            "staff writer", "staffing", "lead time", "lead the", "lead a", "lead and", "lead our",
            "founding team", "founding members", "co-founder and", "executive team", "senior living",
            "head office", "head start", "head over", "head to", "lead developers", "principal component",
            "executive search", "lead an", "lead to", "leads to", "lead scoring", "lead gen", "head down",
            "vp of sales engineering",
        ],
    );
    phrases.add_all(Owner::Seniority, MANAGER, &["manager", "managers"]);
}

pub(super) fn read(scan: &Scan, facts: &mut Facts) {
    let mut found: Vec<(Seniority, Evidence)> = Vec::new();
    let mut note = |level: Seniority, evidence: Evidence| {
        if !found.iter().any(|(other, _)| *other == level) {
            found.push((level, evidence));
        }
    };
    for part in [scan.field("title"), Some(&scan.body)].into_iter().flatten() {
        let hits = part.hits(Owner::Seniority);
        if hits.is_empty() {
            continue;
        }
        let titles = title_tokens(part, facts);
        for (hit_idx, hit) in hits.iter().enumerate() {
            let Some(level) = level_of(part, hit, &titles) else { continue };
            let is_title = part.path.is_some()
                || titles.iter().any(|title| title.start <= hit.first as usize && (hit.first as usize) < title.end);
            let rule = if is_title {
                "level-in-title"
            } else if in_header(part, hit) || level == Seniority::Intern && in_headline(part, hit) {
                "level-in-header"
            } else if is_announced(part, hit_idx) {
                "announced-level"
            } else {
                continue;
            };
            note(level, part.evidence(hit.tokens(), rule));
            let is_text = |at: usize, text: &str| part.token_text(at).eq_ignore_ascii_case(text);
            // "Mid senior" is two levels, "semi-senior" is one.
            if level == Seniority::Mid
                && is_text(hit.end as usize - 1, "senior")
                && !is_text(hit.first as usize, "semi")
            {
                note(Seniority::Senior, part.evidence(hit.tokens(), rule));
            }
        }
    }
    found.sort_by_key(|(level, _)| *level as u32);
    for (level, evidence) in found {
        facts.seniority.push(level);
        facts.evidence.entry("seniority".into()).or_default().push(evidence);
    }
}

/// Gives each title's role the levels in it.
pub(super) fn fill_roles(scan: &Scan, facts: &mut Facts) {
    // What no title of the posting has, none of the roles has.
    if facts.seniority.is_empty() {
        return;
    }
    let field = scan.field("title");
    let part = field.unwrap_or(&scan.body);
    let titles = match field {
        Some(field) => std::iter::once(0..field.tokens.len()).collect(),
        None => title_tokens(part, facts),
    };
    for (role, title) in facts.roles.iter_mut().zip(&titles) {
        role.seniority = levels_in(part, title.clone(), &titles);
    }
}

/// The levels in one of the titles.
fn levels_in(part: &Part, title: Range<usize>, titles: &[Range<usize>]) -> Vec<Seniority> {
    let mut levels = Vec::new();
    let hits = part.hits(Owner::Seniority);
    let first = hits.partition_point(|hit| (hit.first as usize) < title.start);
    for hit in hits.iter().skip(first).take_while(|hit| (hit.end as usize) <= title.end) {
        if let Some(level) = level_of(part, hit, titles)
            && !levels.contains(&level)
        {
            levels.push(level);
        }
    }
    levels.sort_by_key(|level| *level as u32);
    levels
}

/// Words before "manager" that make it a level.
static PEOPLE: WordSet =
    WordSet::new(&["engineering", "development", "software", "team", "dev", "lead", "sre", "devops"]);

/// Words before "manager" of those who manage no people.
#[rustfmt::skip]
static THINGS: WordSet = WordSet::new(&[
    "product", "project", "program", "account", "success", "community", "business", "delivery", "release",
    "marketing",
]);

/// Abbreviations of levels that are words when in small letters.
static CODES: WordSet = WordSet::new(&["em", "cro", "vp"]);

/// Words between two levels of a range or list.
static RANGES: WordSet = WordSet::new(&["to", "and", "or", "/", "&", "-", "through", ","]);

/// Words before levels of people to be taught or led.
#[rustfmt::skip]
static LEADING: WordSet = WordSet::new(&[
    "mentor", "mentoring", "coach", "coaching", "guide", "lead", "leading", "manage", "managing", "with", "our",
    "teach", "help",
]);

/// Words behind a level that say that such people are wanted.
#[rustfmt::skip]
static WANTED: WordSet = WordSet::new(&[
    "candidates", "applicants", "positions", "roles", "openings", "welcome", "welcomed", "applications", "accepted",
]);

/// Words that may stand between a level and [`WELCOME`].
#[rustfmt::skip]
static BEFORE_WELCOME: WordSet =
    WordSet::new(&["are", "is", "also", "devs", "developers", "engineers", "opportunities"]);

/// Words that welcome, a word behind a level.
static WELCOME: WordSet = WordSet::new(&["welcome", "available", "considered", "encouraged"]);

/// The level that a hit names; `None` for words that only look like one.
fn level_of(part: &Part, hit: &Hit, titles: &[Range<usize>]) -> Option<Seniority> {
    if hit.value == MANAGER {
        let title = titles.iter().find(|title| title.contains(&(hit.first as usize)));
        let start = title.map_or(if part.path.is_some() { 0 } else { hit.first as usize }, |title| title.start);
        let before = start..hit.first as usize;
        // "Manager, Software Engineering".
        let end = title.map_or(if part.path.is_some() { part.tokens.len() } else { start }, |title| title.end);
        let is_behind = part.token_text(hit.end as usize) == ","
            && (hit.end as usize + 1..end).any(|at| PEOPLE.holds(part.token_text(at)));
        let is_of_people = is_behind || before.clone().any(|at| PEOPLE.holds(part.token_text(at)));
        let is_of_things = || before.clone().any(|at| THINGS.holds(part.token_text(at)));
        return (is_of_people && !is_of_things()).then_some(Seniority::Manager);
    }
    let level = Seniority::ALL.iter().copied().find(|level| *level as u32 == hit.value)?;
    if level != Seniority::Executive && level != Seniority::Manager || hit.end - hit.first != 1 {
        return Some(level);
    }
    let text = part.token_text(hit.first as usize);
    // "em", "cro", "vp" are words when in small letters, "head" alone is none of a level.
    let is_word = part.token(hit.first as usize).is_some_and(|token| !token.is_capitalised());
    let is_none = text.eq_ignore_ascii_case("head") || (is_word && CODES.holds(text));
    (!is_none).then_some(level)
}

/// The titles' tokens in this part.
fn title_tokens(part: &Part, facts: &Facts) -> Vec<Range<usize>> {
    let Some(evidence) = facts.evidence.get("titles") else { return Vec::new() };
    evidence
        .iter()
        .filter_map(|evidence| match evidence {
            Evidence::Text { start, end, .. } if part.path.is_none() => {
                let first = part.tokens.partition_point(|token| token.start < *start);
                let last = part.tokens.partition_point(|token| token.start < *end);
                Some(first..last)
            }
            _ => None,
        })
        .collect()
}

/// Whether a level stands in a short segment of the header.
fn in_header(part: &Part, hit: &Hit) -> bool {
    part.header
        .iter()
        .any(|segment| segment.start <= hit.first && hit.end <= segment.end && segment.end - segment.start <= 14)
}

/// Longest first line that is read as the name of what is offered, in tokens.
const HEADLINE_TOKENS_MAX: usize = 20;

/// Whether a hit stands in a short first line ("Praktikum Softwareentwicklung in Graz").
fn in_headline(part: &Part, hit: &Hit) -> bool {
    part.lines.first().is_some_and(|line| {
        let tokens = line.token_range();
        tokens.len() <= HEADLINE_TOKENS_MAX && tokens.contains(&(hit.first as usize))
    })
}

/// Whether running text offers a role of this level: "we're hiring junior and senior engineers", "Level:
/// senior", "internships available".
fn is_announced(part: &Part, hit_idx: usize) -> bool {
    let hits = part.hits(Owner::Seniority);
    let Some(hit) = hits.get(hit_idx) else { return false };
    let Some(line) = part.line_of(hit.first as usize) else { return false };
    if matches!(line.section, Section::Legal) {
        return false;
    }
    titles::is_announced_at(part, hit.first as usize)
        || is_labelled(part, hits, hit_idx)
        || titles::is_behind_head(part, hit.first as usize)
        || names_candidates(part, hit)
        || is_range(part, hits, hit_idx)
}

/// "from junior to senior", "(mid and senior)": two levels side by side say who is wanted, unless they are
/// to be taught or led.
fn is_range(part: &Part, hits: &[Hit], hit_idx: usize) -> bool {
    let Some(hit) = hits.get(hit_idx) else { return false };
    let is_joined = |a: &Hit, b: &Hit| {
        let mut between = a.end as usize..b.first as usize;
        a.value < NO_LEVEL
            && b.value < NO_LEVEL
            && a.value != b.value
            && (1..=2).contains(&between.len())
            && between.any(|at| RANGES.holds(part.token_text(at)))
    };
    let before = hit_idx.checked_sub(1).and_then(|idx| hits.get(idx)).filter(|before| is_joined(before, hit));
    let after = hits.get(hit_idx + 1).filter(|after| is_joined(hit, after));
    if before.is_none() && after.is_none() {
        // "from junior to experienced".
        let at = hit.first as usize;
        return at.checked_sub(1).is_some_and(|before| part.token_text(before).eq_ignore_ascii_case("from"))
            && part.token_text(hit.end as usize).eq_ignore_ascii_case("to")
            && !(at.saturating_sub(5)..at).any(|before| LEADING.holds(part.token_text(before)));
    }
    let first = before.unwrap_or(hit).first as usize;
    !(first.saturating_sub(5)..first).any(|at| LEADING.holds(part.token_text(at)))
}

/// Words before "internships" that offer them.
#[rustfmt::skip]
static OFFERING: WordSet = WordSet::new(&[
    "accept", "accepts", "accepting", "offer", "offers", "offering", "have", "considering", "consider",
]);

/// Jobs, behind a level.
#[rustfmt::skip]
static POSITION: WordSet =
    WordSet::new(&["position", "role", "hire", "opening", "opportunity", "roles", "positions", "openings"]);

/// Words before the article of such a job when it is the one on offer.
static THIS_IS: WordSet = WordSet::new(&["is", "for", "have", "it's", "hiring", "seeking"]);

/// Words right before a level of jobs on offer.
static FOR: WordSet = WordSet::new(&["for", "hiring", "have", "several", "multiple", "seeking", "filling", "fill"]);

/// Most words between a level and the job.
const POSITION_GAP_MAX: usize = 4;

/// "This is a senior, hands-on role", "hiring for entry-level software positions".
fn names_position<'a>(part: &'a Part, hit: &Hit, before: &impl Fn(usize) -> &'a str) -> bool {
    let is_offered = match before(1) {
        "a" | "an" => THIS_IS.holds(before(2)),
        word => FOR.holds(word),
    };
    let end = hit.end as usize;
    let mut behind = (end..part.tokens.len()).take(POSITION_GAP_MAX + 1).take_while(|at| {
        part.token(*at).is_some_and(|token| {
            !token.is_line_start() && (token.kind != TokenKind::Punct || token.is_mark(b',') || token.is_mark(b'-'))
        })
    });
    is_offered && behind.any(|at| POSITION.holds(part.token_text(at)))
}

/// "Engineers at senior level", "For senior engineers we" at the start of a line.
fn qualifies_heads<'a>(part: &'a Part, hit: &Hit, before: &impl Fn(usize) -> &'a str) -> bool {
    let (first, end) = (hit.first as usize, hit.end as usize);
    let n_articles = usize::from(matches!(before(1), "the" | "a" | "an" | "our"));
    let lead = before(1 + n_articles);
    let Some(lead_at) = first.checked_sub(1 + n_articles) else { return false };
    let is_level_word = |at: usize| matches!(part.token_text(at), "level" | "levels" | "Level" | "Levels");
    if lead == "at" && (is_level_word(end) || is_level_word(end.saturating_sub(1))) {
        return lead_at.checked_sub(1).is_some_and(|at| {
            let word = part.token_text(at);
            POSITION.holds(word) || (word.ends_with('s') && titles::is_head_at(part, at))
        });
    }
    lead.eq_ignore_ascii_case("for")
        && part.token(lead_at).is_some_and(|token| token.is_line_start())
        && (end..end + 3).any(|at| titles::is_head_at(part, at))
}

/// Most tokens of a line in which a level alone in brackets says who is wanted.
const BRACKET_LINE_TOKENS_MAX: u32 = 20;

/// "Infrastructure (Staff+)", "Frontend (Senior)" on a short line.
fn is_alone_in_brackets(part: &Part, hit: &Hit) -> bool {
    let is_mark = |at: usize, mark: u8| part.token(at).is_some_and(|token| token.is_mark(mark));
    let end = hit.end as usize;
    let close = if is_mark(end, b'+') { end + 1 } else { end };
    // "Ada (CTO)" signs.
    if hit.value >= Seniority::Manager as u32 {
        return false;
    }
    (hit.first as usize).checked_sub(1).is_some_and(|open| is_mark(open, b'('))
        && is_mark(close, b')')
        && part.line_of(hit.first as usize).is_some_and(|line| {
            line.tokens.end - line.tokens.start <= BRACKET_LINE_TOKENS_MAX
                && part.token(line.tokens.start as usize + 1).is_some_and(|token| token.is_capitalised())
                || line.is_item
        })
}

/// "junior candidates", "senior positions", "interns welcome", "this is a senior role", "we accept interns".
fn names_candidates(part: &Part, hit: &Hit) -> bool {
    let end = hit.end as usize;
    let next = part.token_text(end);
    let before = |n: usize| (hit.first as usize).checked_sub(n).map_or("", |at| part.token_text(at));
    if hit.value == Seniority::Intern as u32 && (OFFERING.holds(before(1)) || OFFERING.holds(before(2))) {
        return true;
    }
    if names_position(part, hit, &before) || qualifies_heads(part, hit, &before) || is_alone_in_brackets(part, hit) {
        return true;
    }
    WANTED.holds(next)
        || (BEFORE_WELCOME.holds(next) && (end + 1..end + 3).any(|at| WELCOME.holds(part.token_text(at))))
}

/// Most levels of one list behind a label.
const LISTED_LEVELS_MAX: usize = 6;

/// "Level: senior", "Experience level: mid, senior".
fn is_labelled(part: &Part, hits: &[Hit], hit_idx: usize) -> bool {
    let Some(hit) = hits.get(hit_idx) else { return false };
    let mut at = hit.first as usize;
    // Other levels of the list.
    for before in hits.iter().take(hit_idx).rev().take(LISTED_LEVELS_MAX) {
        let between = before.end as usize..at;
        let is_listed = before.value < NO_LEVEL
            && between.len() <= 2
            && between.clone().all(|at| part.token_text(at) == "," || RANGES.holds(part.token_text(at)));
        if !is_listed {
            break;
        }
        at = before.first as usize;
    }
    let Some(colon) = at.checked_sub(1).and_then(|before| part.token(before)) else { return false };
    colon.is_mark(b':')
        && at >= 2
        && ["level", "seniority", "levels"].iter().any(|word| word.eq_ignore_ascii_case(part.token_text(at - 2)))
}
