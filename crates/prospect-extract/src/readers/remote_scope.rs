//! Reads `remote_scope`: where remote workers must be.
//!
//! A scope stands with the word for remote work ("Remote (US, NZ)", "Germany, Remote", "Remote EU hours"),
//! as a header segment of its own beside one that says remote ("APAC | Remote"), or after a demand in prose
//! ("must be based in Norway"). A wish ("preferably in Europe") is none. A scope by hours is `TZ`.
//!
//! Groups of countries that the contract does not name become the smallest that it names and that holds
//! them, or, where they are few, their countries.
//!
//! Not here: work places (`places`), who may work where by law (`visa`).

use super::places::sites::{self, Site};
use super::visa::sentence;
use super::word_set::words;
use super::work_modes;
use crate::scan::zones::{Rank, Zone, holding, overlaps, within};
use crate::scan::{Case, Owner, Part, Phrases, Scan, Section, TokenKind};
use prospect_lexicon::places::Scope;
use prospect_model::{Evidence, Facts, WorkMode};
use std::ops::Range;

/// No bound.
const WORLD: u32 = 0;
/// Hours or a time zone, behind a place or by itself.
const HOURS: u32 = 1;
/// A time zone by name.
const ZONE: u32 = 2;
/// What follows is demanded of the person.
const DEMAND: u32 = 3;
/// A wish, no demand.
const WISH: u32 = 4;
/// What follows is left out.
const EXCEPT: u32 = 5;
/// Remote workers in prose, in front of a place.
const REMOTE_IN: u32 = 6;
/// "Anywhere", which a place behind bounds.
const ANYWHERE: u32 = 7;
/// Only looks like a scope.
const OTHER: u32 = 8;

pub(super) fn phrases(phrases: &mut Phrases) {
    let mut add = |value: u32, texts: &[&str]| phrases.add_all(Owner::RemoteScope, value, texts);
    add(
        WORLD,
        &[
            "worldwide",
            "world-wide",
            "world wide",
            "globally",
            "global",
            "anywhere in the world",
            "anywhere on earth",
            "around the world",
            "anywhere worldwide",
            "remote anywhere in the world",
            "remote from anywhere in the world",
            "remotely from anywhere in the world",
            "work from anywhere in the world",
            "from anywhere in the world",
            "partout dans le monde",
            "cualquier parte del mundo",
            "z dowolnego miejsca na świecie",
            "any country",
            "any location",
            "all over the world",
            "earth",
            "from any country",
            "any time zone",
            "any timezone",
            "all timezones",
            "all time zones",
            "planet earth",
            "anywhere in the universe",
            "weltweit",
        ],
    );
    add(ANYWHERE, &["anywhere", "from anywhere", "work from anywhere", "work anywhere", "live anywhere", "anyone"]);
    add(
        HOURS,
        &[
            "time zone",
            "time zones",
            "timezone",
            "timezones",
            "tz",
            "hours",
            "business hours",
            "working hours",
            "time-zone",
            "time-zones",
            "work hours",
            "office hours",
            "overlap",
            "hour overlap",
            "hours overlap",
            "tzs",
            "daytime",
            "friendly hours",
            "compatible hours",
            "compatible timezone",
            "compatible time zone",
            "time",
        ],
    );
    for zone in [
        "UTC", "GMT", "CET", "CEST", "EST", "EDT", "PST", "PDT", "CST", "MST", "EET", "BST", "IST", "AEST", "ET", "PT",
        "SGT", "JST",
    ] {
        phrases.add(Owner::RemoteScope, zone, ZONE, Case::Exact);
    }
    let mut add = |value: u32, texts: &[&str]| phrases.add_all(Owner::RemoteScope, value, texts);
    add(
        DEMAND,
        &[
            "must be based in",
            "must be located in",
            "must reside in",
            "must live in",
            "must be in",
            "must be residing in",
            "must be physically based in",
            "must be physically located in",
            "physically based in",
            "physically located in",
            "must currently live in",
            "must currently reside in",
            "should be based in",
            "should be located in",
            "should also be based in",
            "need to be based in",
            "needs to be based in",
            "need to be located in",
            "need to live in",
            "need to reside in",
            "only hire in",
            "only hiring in",
            "only hire from",
            "only hire people in",
            "only hiring people in",
            "only hire candidates in",
            "hiring in the following",
            "hire in the following",
            "hiring in the following states",
            "hiring in the following states only",
            "hire only in",
            "can only hire in",
            "can only hire",
            "currently only hiring in",
            "only open to candidates in",
            "open to candidates in",
            "open to anyone in",
            "candidates must be based in",
            "candidates must be located in",
            "candidates must reside in",
            "only accepting candidates",
            "only considering candidates in",
            "only considering applicants in",
            "work and reside in",
            "live and work in",
            "limited to",
            "restricted to",
            "you are based in",
            "you're based in",
            "you live in",
            "you are located in",
            "you're located in",
            "candidates based in",
            "candidates located in",
            "applicants based in",
            "applicants located in",
            "hiring remotely in",
            "hire remotely in",
            "based anywhere in",
            "located anywhere in",
            "anywhere in",
            "anywhere within",
            "from anywhere in",
            "anywhere across",
            "remotely from anywhere in",
            "only apply if you are",
            "based within",
            "located within",
            "residents of",
            "only for residents of",
            "currently hiring in",
            "hiring only in",
            "must be a resident of",
            "be based in",
            "be located in",
            "available in",
        ],
    );
    add(
        OTHER,
        &[
            "globally distributed",
            "global team",
            "global teams",
            "global company",
            "global benefits",
            "global leader",
            "global customers",
            "across time zones",
            "across timezones",
            "multiple time zones",
            "multiple timezones",
            "different time zones",
            "different timezones",
            "across multiple time zones",
            "various time zones",
            "around the world travel",
            "users worldwide",
            "customers worldwide",
            "offices worldwide",
            "flexible hours",
            "office hours",
            "hours a week",
            "hours per week",
            "full time",
        ],
    );
    add(
        WISH,
        &[
            "prefer",
            "preferred",
            "preferably",
            "preference",
            "ideally",
            "ideal",
            "plus",
            "bonus",
            "would be nice",
            "favored",
        ],
    );
    add(EXCEPT, &["not", "except", "excluding", "outside", "outside of", "no", "other than"]);
    add(
        REMOTE_IN,
        &[
            "remote in",
            "remote within",
            "remote from",
            "remote across",
            "remotely in",
            "remotely from",
            "remotely within",
            "remote anywhere in",
            "remote throughout",
            "work remotely from",
            "working remotely from",
            "remote only in",
            "remote only from",
            "remote inside",
            "remote only within",
            "remote candidates in",
            "remote positions within",
            "remote positions in",
            "remote position within",
            "remote position in",
            "remote roles within",
            "remote roles in",
            "remote role within",
            "remote role in",
            "remote candidates from",
            "remote aus",
            "remote innerhalb",
            "remote von",
            "remote depuis",
            "télétravail depuis",
            "remoto desde",
            "teletrabajo desde",
            "zdalnie z",
            "zdalna z",
        ],
    );
}

/// Abbreviations of countries and states that postings write as other words: they never bound a scope.
const WORDS: [&str; 32] = [
    "IN", "OR", "ME", "OK", "HI", "OH", "AS", "AT", "BE", "BY", "DO", "IS", "IT", "MY", "NO", "SO", "TO", "AM", "AI",
    "CO", "PR", "QA", "ML", "HR", "CV", "ET", "ID", "PM", "VC", "PA", "MS", "AR",
];

/// Codes of the contract that stand for a group of countries.
fn codes(scope: &'static Scope) -> Vec<&'static str> {
    match scope.code {
        "EU" | "EUROPE" | "EMEA" | "APAC" | "LATAM" | "AMERICAS" | "NORTH-AMERICA" | "SOUTH-AMERICA" | "AFRICA" => {
            vec![scope.code]
        }
        "EEA" => vec!["EU", "IS", "LI", "NO"],
        "ASIA" | "SEA" => vec!["APAC"],
        "CEE" => vec!["EUROPE"],
        "MENA" => vec!["EMEA"],
        _ => scope.members.to_vec(),
    }
}

/// What was read, in the order of the text.
#[derive(Default)]
struct Found {
    codes: Vec<(&'static str, Evidence)>,
    text: Option<String>,
}

impl Found {
    fn push(&mut self, part: &Part, code: &'static str, tokens: Range<usize>, rule: &'static str) {
        if !self.codes.iter().any(|(known, _)| *known == code) {
            self.codes.push((code, part.evidence(tokens, rule)));
        }
    }
}

pub(super) fn read(scan: &Scan, facts: &mut Facts) {
    if !facts.work_modes.contains(&WorkMode::Remote) {
        return;
    }
    let mut found = Found::default();
    for path in ["remote_scope", "location", "title"] {
        if let Some(field) = scan.field(path) {
            read_part(field, path == "remote_scope", &mut found);
        }
    }
    if found.codes.is_empty() {
        read_part(&scan.body, false, &mut found);
    }
    let has = |found: &Found, code: &str| found.codes.iter().any(|(known, _)| *known == code);
    if has(&found, "NORTH-AMERICA") && (has(&found, "SOUTH-AMERICA") || has(&found, "LATAM")) {
        for (code, _) in &mut found.codes {
            if *code == "NORTH-AMERICA" {
                *code = "AMERICAS";
            }
        }
        found.codes.retain(|(code, _)| !matches!(*code, "SOUTH-AMERICA" | "LATAM"));
    }
    for (code, evidence) in found.codes {
        if facts.remote_scope.iter().all(|known| known != code) {
            facts.remote_scope.push(code.to_owned());
            facts.evidence.entry("remote_scope".into()).or_default().push(evidence);
        }
    }
    facts.remote_scope_text = found.text.filter(|_| !facts.remote_scope.is_empty());
}

fn is_mark(part: &Part, at: usize, marks: &[u8]) -> bool {
    part.token(at).is_some_and(|token| marks.iter().any(|mark| token.is_mark(*mark)))
}

fn read_part(part: &Part, is_scope_field: bool, found: &mut Found) {
    if part.hits(Owner::Place).is_empty() && part.hits(Owner::RemoteScope).is_empty() {
        return;
    }
    let zones = part.zones();
    let sites = sites::find(part, 0);
    if is_scope_field {
        collect(part, &sites, 0..part.tokens.len(), true, "scope-field", found);
        return;
    }
    let remotes: Vec<Range<usize>> = part
        .hits(Owner::WorkMode)
        .iter()
        .filter(|hit| work_modes::is_remote(hit.value))
        .map(crate::scan::Hit::tokens)
        .collect();
    for zone in zones {
        if zone.rank == Rank::Label && work_modes::label_is_remote(part, zone) {
            collect(part, &sites, zone.tokens.clone(), false, "scope-label", found);
            if found.text.is_none() && !found.codes.is_empty() {
                found.text = Some(part.text_of(zone.tokens.clone()).to_owned());
            }
        }
        let from = remotes.partition_point(|remote| remote.start < zone.tokens.start);
        for remote in remotes.iter().skip(from).take_while(|remote| remote.start < zone.tokens.end) {
            with_remote(part, &sites, &zone.tokens, remote, found);
        }
    }
    if found.codes.is_empty() {
        only_in(part, &sites, zones, found);
    }
    let has_remote_zone = remotes.iter().any(|remote| holding(zones, remote.start).is_some());
    if found.codes.is_empty() && (has_remote_zone || zones.iter().any(|zone| zone.is_top)) {
        segments_of_their_own(part, &sites, zones, found);
    }
    if found.codes.is_empty() {
        in_titles(part, &sites, zones, &remotes, found);
    }
    if found.codes.is_empty() {
        in_prose(part, &sites, zones, &remotes, found);
    }
}

/// The parentheses around or directly behind a range, without the marks.
fn parens(part: &Part, zone: &Range<usize>, tokens: &Range<usize>) -> Option<Range<usize>> {
    let close = |from: usize| (from..zone.end).find(|at| is_mark(part, *at, b")]")).unwrap_or(zone.end);
    if tokens.end < zone.end && is_mark(part, tokens.end, b"([") {
        return Some(tokens.end + 1..close(tokens.end + 1));
    }
    let open = (zone.start..tokens.start).rev().find(|at| is_mark(part, *at, b"([)]"))?;
    is_mark(part, open, b"([").then(|| open + 1..close(tokens.end))
}

/// Reads the scope that stands with a word for remote work in a zone.
fn with_remote(part: &Part, sites: &[Site], zone: &Range<usize>, remote: &Range<usize>, found: &mut Found) {
    let n_before = found.codes.len();
    let mut span = remote.clone();
    // "Remote anywhere in the world" is one phrase.
    let world = within(part.hits(Owner::RemoteScope), remote).first().filter(|cue| cue.value == WORLD);
    if let Some(cue) = world {
        found.push(part, "WORLD", cue.tokens(), "scope-beside");
        span = cue.tokens();
    }
    if let Some(inner) = parens(part, zone, remote) {
        collect(part, sites, inner.clone(), false, "scope-parens", found);
        span = remote.start.min(inner.start)..remote.end.max(inner.end + 1).min(zone.end);
        if inner.contains(&remote.start) {
            span = inner;
        }
    }
    if found.codes.len() == n_before {
        let right = reach_right(part, sites, zone, remote.end);
        collect(part, sites, remote.end..right, false, "scope-beside", found);
        span = remote.start..right;
    }
    if found.codes.len() == n_before {
        let left = reach_left(part, sites, zone, remote.start);
        collect(part, sites, left..remote.start, false, "scope-beside", found);
        span = left..remote.end;
    }
    if found.codes.len() > n_before && found.text.is_none() {
        found.text = Some(part.text_of(span).to_owned());
    }
}

fn is_bridge(part: &Part, at: usize) -> bool {
    is_mark(part, at, b"-,/&+:")
        || part.token_text(at) == "±"
        || words![
            "in",
            "within",
            "from",
            "the",
            "and",
            "only",
            "any",
            "to",
            "across",
            "based",
            "possible",
            "ok",
            "for",
            "various",
            "locations",
            "most",
            "all",
            "states",
            "parts",
            "of",
            "continental",
            "contiguous",
            "mainland",
            "is",
            "desde",
            "depuis",
            "aus",
            "innerhalb",
            "dans",
            "toute",
            "partout",
            "complet",
            "en",
            "la",
            "z",
            "von",
            "nur",
        ]
        .has(part, at)
}

fn site_at(sites: &[Site], at: usize) -> Option<&Site> {
    let idx = sites.partition_point(|site| site.tokens.end <= at);
    sites.get(idx).filter(|site| site.tokens.contains(&at))
}

/// End of the places, hours and small words right of a token.
fn reach_right(part: &Part, sites: &[Site], zone: &Range<usize>, from: usize) -> usize {
    let mut at = from;
    let mut has_site = false;
    while at < zone.end {
        if let Some(site) = site_at(sites, at).filter(|site| !site.is_city() || !site.is_short) {
            if site.is_city() {
                break;
            }
            has_site = true;
            at = site.tokens.end;
        } else if overlaps(part.hits(Owner::RemoteScope), &(at..at + 1))
            || is_bridge(part, at)
            || has_site && part.token_text(at) == "or"
        {
            at += 1;
        } else {
            break;
        }
    }
    at
}

/// Start of the places left of a token; across a comma only while no city has come.
fn reach_left(part: &Part, sites: &[Site], zone: &Range<usize>, from: usize) -> usize {
    let mut at = from;
    while at > zone.start {
        if let Some(site) = site_at(sites, at - 1) {
            if site.is_city() {
                // "NY, Pakistan, Remote": a list of places that ends in remote bounds nothing.
                return from;
            }
            at = site.tokens.start;
        } else if is_mark(part, at - 1, b"-,/&+(")
            || words!["and", "only", "based"].has_exactly(part, at - 1)
            || part.token_text(at - 1) == "or" && at >= 2 && site_at(sites, at - 2).is_some_and(|site| !site.is_city())
        {
            at -= 1;
        } else {
            break;
        }
    }
    at
}

/// Reads countries, groups and hours of a range. Regions of a country stand for it; cities for nothing.
fn collect(
    part: &Part,
    sites: &[Site],
    range: Range<usize>,
    takes_cities: bool,
    rule: &'static str,
    found: &mut Found,
) {
    let cues = within(part.hits(Owner::RemoteScope), &range);
    if cues.iter().any(|cue| cue.value == WISH) || overlaps_other_mode(part, &range) {
        return;
    }
    let mut has_site = false;
    let first = sites.partition_point(|site| site.tokens.start < range.start);
    for site in sites.iter().skip(first).take_while(|site| site.tokens.start < range.end) {
        let is_word = site.is_short && WORDS.contains(&part.text_of(site.tokens.clone()));
        // "PT" in "PT +/- 4" is Pacific time.
        let is_zone = site.is_short && cues.iter().any(|cue| cue.value == ZONE && cue.tokens() == site.tokens);
        if is_word || is_zone || site.is_area() || (site.is_doubtful() && !site.is_country()) {
            continue;
        }
        let is_excluded = cues.iter().any(|cue| {
            cue.value == EXCEPT && cue.end as usize <= site.tokens.start && site.tokens.start - cue.end as usize <= 6
        });
        if is_excluded {
            continue;
        }
        let is_hours = cues.iter().any(|cue| {
            cue.value == HOURS && cue.first as usize >= site.tokens.end && cue.first as usize - site.tokens.end <= 4
        });
        if is_hours {
            found.push(part, "TZ", site.tokens.clone(), rule);
            has_site = true;
        } else if let Some(scope) = site.scope {
            for code in codes(scope) {
                found.push(part, code, site.tokens.clone(), rule);
            }
            has_site = true;
        } else if !site.is_city() || takes_cities {
            let code = if site.is_short { site.as_country().or(site.country) } else { site.country };
            if let Some(code) = code {
                found.push(part, code, site.tokens.clone(), rule);
                has_site = true;
            }
        }
    }
    if has_site {
        return;
    }
    let is_hours_alone = cues.iter().any(|cue| {
        let says_hours = || {
            let text = part.text_of(cue.tokens()).to_ascii_lowercase();
            text.contains("zone") || text.contains("overlap") || text == "tz"
        };
        cue.value == ZONE || cue.value == HOURS && says_hours()
    });
    if let Some(cue) = cues.iter().find(|_| is_hours_alone) {
        found.push(part, "TZ", cue.tokens(), rule);
    } else if let Some(cue) = cues.iter().find(|cue| {
        cue.value == WORLD || cue.value == ANYWHERE && !part.text_of(cue.tokens()).eq_ignore_ascii_case("anyone")
    }) {
        found.push(part, "WORLD", cue.tokens(), rule);
    }
}

/// Whether a range speaks of offices too, so that its places may be theirs.
fn overlaps_other_mode(part: &Part, range: &Range<usize>) -> bool {
    within(part.hits(Owner::PlaceCue), range).iter().any(|hit| {
        let start = part.text_of(hit.tokens()).as_bytes().get(..2);
        range.len() < 4 && start.is_some_and(|start| start.eq_ignore_ascii_case(b"hq"))
    })
}

/// "… - USA only": a country or group in the first lines that is followed by "only".
fn only_in(part: &Part, sites: &[Site], zones: &[Zone], found: &mut Found) {
    for site in sites.iter().filter(|site| site.scope.is_some() || site.is_country()) {
        let zone = holding(zones, site.tokens.start).filter(|zone| zone.is_top);
        let is_only = || {
            let only = words!["only"];
            only.has(part, site.tokens.end)
                || part.token_text(site.tokens.end) == "-" && only.has(part, site.tokens.end + 1)
        };
        if zone.is_some() && is_only() {
            collect(part, sites, site.tokens.clone(), false, "scope-only", found);
            if found.text.is_none() && !found.codes.is_empty() {
                found.text = Some(part.text_of(site.tokens.start..site.tokens.end + 1).to_owned());
            }
        }
    }
}

/// "APAC | Remote", "Germany | France": top segments of nothing but countries or groups.
fn segments_of_their_own(part: &Part, sites: &[Site], zones: &[Zone], found: &mut Found) {
    let tops = || zones.iter().filter(|zone| zone.is_top);
    let in_zone = |zone: &Zone| {
        let from = sites.partition_point(|site| site.tokens.start < zone.tokens.start);
        let to = sites.partition_point(|site| site.tokens.start < zone.tokens.end);
        sites.get(from..to.max(from)).unwrap_or_default()
    };
    let has_city = tops().flat_map(in_zone).any(|site| site.is_city() && !site.is_doubtful());
    for zone in tops().filter(|zone| {
        zone.rank != Rank::First || part.line_of(zone.tokens.start).is_none_or(|line| line.tokens.start != 0)
    }) {
        let inside = in_zone(zone);
        let is_whole = !inside.is_empty()
            && zone.tokens.clone().all(|at| {
                inside.iter().any(|site| site.tokens.contains(&at))
                    || part.token(at).is_some_and(|token| token.kind == TokenKind::Punct)
                    || is_bridge(part, at)
                    || part.token_text(at) == "or"
                    || overlaps(part.hits(Owner::RemoteScope), &(at..at + 1))
            });
        let is_wide = inside.iter().any(|site| site.scope.is_some());
        if is_whole && (is_wide || !has_city) && inside.iter().all(|site| site.scope.is_some() || site.is_country()) {
            collect(part, sites, zone.tokens.clone(), false, "scope-segment", found);
            if !found.codes.is_empty() && found.text.is_none() {
                found.text = Some(part.text_of(zone.tokens.clone()).to_owned());
            }
        }
    }
    if found.codes.is_empty()
        && let Some(zone) = tops().find(|zone| {
            zone.tokens.len() <= 4
                && within(part.hits(Owner::RemoteScope), &zone.tokens)
                    .iter()
                    .any(|cue| matches!(cue.value, WORLD | ANYWHERE) && cue.tokens() == zone.tokens)
        })
    {
        found.push(part, "WORLD", zone.tokens.clone(), "scope-segment");
        found.text = Some(part.text_of(zone.tokens.clone()).to_owned());
    }
}

/// Longest line that is read as a role with its terms, in tokens.
const TITLE_TOKENS_MAX: usize = 30;

/// "Senior Rust Engineer (Remote, EU timezone)": terms in parentheses of a short line.
fn in_titles(part: &Part, sites: &[Site], zones: &[Zone], remotes: &[Range<usize>], found: &mut Found) {
    for remote in remotes {
        if holding(zones, remote.start).is_some() {
            continue;
        }
        let Some(line) = part.line_of(remote.start).map(crate::scan::Line::token_range) else { continue };
        if line.len() <= TITLE_TOKENS_MAX
            && let Some(inner) = parens(part, &line, remote)
        {
            let n_before = found.codes.len();
            collect(part, sites, inner.clone(), false, "scope-title", found);
            if found.codes.len() > n_before && found.text.is_none() {
                found.text = Some(part.text_of(inner).to_owned());
            }
        }
    }
}

/// Tokens behind a demand in which its places stand.
const DEMAND_REACH: usize = 8;

fn in_prose(part: &Part, sites: &[Site], zones: &[Zone], remotes: &[Range<usize>], found: &mut Found) {
    for cue in part.hits(Owner::RemoteScope) {
        let first = cue.first as usize;
        let sentence = sentence(part, first);
        let has_remote = remotes.iter().any(|remote| sentence.contains(&remote.start));
        let range = match cue.value {
            DEMAND | REMOTE_IN => cue.end as usize..reach_list(sites, &sentence, cue.end as usize),
            HOURS | ZONE if has_remote || is_about_work_hours(part, first, &sentence) => sentence.clone(),
            WORLD if is_about_people(part, first, &sentence) || has_remote && is_next_to(remotes, &cue.tokens()) => {
                cue.tokens()
            }
            ANYWHERE
                if has_remote
                    && !is_for_a_time(part, cue.end as usize, &sentence)
                    && part.line_of(first).is_none_or(|line| line.section != Section::Benefits)
                    && site_at(sites, cue.end as usize + 1).is_none() =>
            {
                cue.tokens()
            }
            _ => continue,
        };
        if holding(zones, first).is_some() && cue.value != DEMAND {
            continue;
        }
        let has_wish = within(part.hits(Owner::RemoteScope), &sentence).iter().any(|other| other.value == WISH);
        if has_wish {
            continue;
        }
        let n_before = found.codes.len();
        if matches!(cue.value, HOURS | ZONE) {
            let text = part.text_of(cue.tokens()).to_ascii_lowercase();
            let is_overlap = text.contains("overlap")
                && within(part.hits(Owner::RemoteScope), &(cue.end as usize..sentence.end.min(cue.end as usize + 12)))
                    .iter()
                    .any(|other| matches!(other.value, HOURS | ZONE));
            if cue.value == ZONE || text.contains("zone") || text == "tz" || is_overlap {
                found.push(part, "TZ", cue.tokens(), "scope-hours");
            }
        } else {
            collect(part, sites, range, false, "scope-demand", found);
        }
        if found.codes.len() > n_before {
            if found.text.is_none() {
                found.text = Some(part.text_of(sentence).to_owned());
            }
            return;
        }
    }
}

/// End of the list of places that begins within a few tokens.
fn reach_list(sites: &[Site], sentence: &Range<usize>, from: usize) -> usize {
    let mut end = (from + DEMAND_REACH).min(sentence.end);
    let idx = sites.partition_point(|site| site.tokens.start < from);
    for site in sites.iter().skip(idx).take_while(|site| site.tokens.start < sentence.end) {
        if site.tokens.start >= end {
            break;
        }
        end = end.max((site.tokens.end + 3).min(sentence.end));
    }
    end
}

/// Whether a sentence is about the hours that the person works.
fn is_about_work_hours(part: &Part, at: usize, sentence: &Range<usize>) -> bool {
    sentence.clone().any(|other| {
        other != at
            && words!["working", "work", "overlap", "hours", "must", "candidates", "within"].has_exactly(part, other)
    })
}

/// "Work from anywhere for up to four weeks" bounds nothing.
fn is_for_a_time(part: &Part, end: usize, sentence: &Range<usize>) -> bool {
    (end..sentence.end).take(7).any(|at| words!["weeks", "week", "month", "months", "days"].has_exactly(part, at))
}

/// Whether a word for remote work stands within three tokens.
fn is_next_to(remotes: &[Range<usize>], cue: &Range<usize>) -> bool {
    remotes.iter().any(|remote| {
        cue.start.saturating_sub(remote.end) <= 3 && cue.start >= remote.end
            || remote.start.saturating_sub(cue.end) <= 3 && remote.start >= cue.end
    })
}

/// Whether "around the world" is about who may apply.
fn is_about_people(part: &Part, at: usize, sentence: &Range<usize>) -> bool {
    (sentence.start..at).rev().take(4).any(|other| {
        words!["anyone", "candidates", "applicants", "hire", "hiring", "applications", "from", "people"]
            .has_exactly(part, other)
    }) && (sentence.start..at).any(|other| {
        words!["anyone", "candidates", "applicants", "hire", "hiring", "applications", "welcome"]
            .has_exactly(part, other)
    })
}
