//! Reads `work_modes`: on site, hybrid, remote, as the posting says that they are possible.
//!
//! In zones (header segments, top lines, labels) the bare word counts; in prose only phrases that are about
//! the job ("fully remote", "in-person position"). What stands in parentheses qualifies the mode before
//! them: "Hybrid (home and office)" is hybrid, "Onsite (remote for now)" is on site. Days in the office
//! mean hybrid.
//!
//! Not here: where remote workers must be (`remote_scope`).

use super::visa::sentence;
use super::word_set::words;
use crate::scan::zones::{Rank, Zone, holding, overlaps, within};
use crate::scan::{Hit, Owner, Part, Phrases, Scan, Section, TokenKind};
use prospect_model::{Evidence, Facts, WorkMode};
use std::ops::Range;

/// The word for remote work by itself.
pub(super) const REMOTE: u32 = 0;
/// A phrase that means remote work in prose too.
const REMOTE_PHRASE: u32 = 1;
const ONSITE: u32 = 2;
const ONSITE_PHRASE: u32 = 3;
const HYBRID: u32 = 4;
const HYBRID_PHRASE: u32 = 5;
/// "No remote".
const NOT_REMOTE: u32 = 6;
/// A technical use of the word, or somebody else's office.
const OTHER: u32 = 7;
/// "For now": what stands with it does not hold for the job.
const FOR_NOW: u32 = 8;
/// "Days", behind a number.
const DAYS: u32 = 9;
/// An office where days are spent.
const OFFICE: u32 = 10;
/// Home where days are spent.
const HOME: u32 = 11;

pub(super) fn phrases(phrases: &mut Phrases) {
    let mut add = |value: u32, texts: &[&str]| phrases.add_all(Owner::WorkMode, value, texts);
    add(
        REMOTE,
        &[
            "remote",
            "remotely",
            "wfh",
            "remote only",
            "telecommute",
            "télétravail",
            "à distance",
            "teletrabajo",
            "remoto",
            "remota",
            "teletrabajar",
            "en remoto",
            "zdalnie",
            "zdalny",
            "zdalna",
        ],
    );
    add(
        REMOTE_PHRASE,
        &[
            "fully remote",
            "100% remote",
            "remote first",
            "remote friendly",
            "remote ok",
            "remote okay",
            "remote is ok",
            "remote is okay",
            "remote is fine",
            "remote fine",
            "remote possible",
            "remote is possible",
            "remote welcome",
            "remote position",
            "remote positions",
            "remote role",
            "remote roles",
            "remote job",
            "remote jobs",
            "remote work",
            "remote working",
            "remote worker",
            "remote workers",
            "remote employees",
            "remote candidates",
            "remote company",
            "remote team",
            "remote optional",
            "remote considered",
            "remote option",
            "remote options",
            "remote allowed",
            "remote preferred",
            "remote available",
            "work remotely",
            "working remotely",
            "work fully remotely",
            "working fully remotely",
            "fully remotely",
            "works remotely",
            "work remote",
            "working remote",
            "open to remote",
            "all remote",
            "completely remote",
            "entirely remote",
            "globally remote",
            "full remote",
            "full-time remote",
            "remote full-time",
            "remote within",
            "remote from",
            "remote in",
            "remote developers",
            "remote engineers",
            "be remote",
            "is remote",
            "are remote",
            "work from anywhere",
            "work anywhere",
            "wfh ok",
            "work from home",
            "working from home",
            "li-remote",
            "distributed team",
            "fully distributed",
            "location independent",
            "home office möglich",
            "remote möglich",
            "telecommuting",
            "telecommuting ok",
            "telecommute ok",
            "remote hires",
            "hire remotely",
            "hiring remotely",
            "remote applicants",
            "considered remotely",
            "remote for",
            "or remote",
            "remote or",
            "remote contractors",
            "remote contract",
            "vollständig remote",
            "komplett remote",
            "rein remote",
            "deutschlandweit remote",
            "remote arbeiten",
            "remote-arbeit",
            "ortsunabhängig",
            "ortsunabhängiges arbeiten",
            "100% homeoffice",
            "100 % homeoffice",
            "100% im homeoffice",
            "100 % im homeoffice",
            "homeoffice möglich",
            "homeoffice ist möglich",
            "aus dem homeoffice",
            "im homeoffice zu arbeiten",
            "im homeoffice arbeiten",
            "von zuhause arbeiten",
            "von zu hause arbeiten",
            "von überall arbeiten",
            "100% télétravail",
            "100 % télétravail",
            "100% en télétravail",
            "100 % en télétravail",
            "télétravail 100%",
            "télétravail à 100%",
            "télétravail 100 %",
            "télétravail à 100 %",
            "télétravail total",
            "télétravail complet",
            "télétravail possible",
            "full télétravail",
            "travail à distance",
            "poste à distance",
            "100% remoto",
            "100 % remoto",
            "remoto 100%",
            "totalmente remoto",
            "completamente remoto",
            "puesto remoto",
            "trabajo remoto",
            "trabajo en remoto",
            "trabajar en remoto",
            "100% teletrabajo",
            "100 % teletrabajo",
            "teletrabajo 100%",
            "teletrabajo 100 %",
            "praca zdalna",
            "pracy zdalnej",
            "pracę zdalną",
            "w pełni zdalna",
            "w pełni zdalnie",
            "całkowicie zdalna",
            "całkowicie zdalnie",
            "100% zdalnie",
            "100 % zdalnie",
            "100% zdalna",
            "100 % zdalna",
            "tryb zdalny",
            "tryb pracy: zdalny",
        ],
    );
    add(
        ONSITE,
        &[
            "onsite",
            "on-site",
            "on site",
            "in-office",
            "in office",
            "office",
            "in-person",
            "in person",
            "local",
            "vor ort",
            "sur site",
            "présentiel",
            "presencial",
            "stacjonarnie",
            "stacjonarna",
            "stacjonarny",
        ],
    );
    add(
        ONSITE_PHRASE,
        &[
            "onsite only",
            "on-site only",
            "onsite work",
            "on-site work",
            "onsite position",
            "on-site position",
            "onsite role",
            "on-site role",
            "onsite job",
            "is onsite",
            "is on-site",
            "are onsite",
            "are on-site",
            "fully onsite",
            "fully on-site",
            "in-person position",
            "in-person role",
            "in-person work",
            "in-person team",
            "in-person collaboration",
            "in-person culture",
            "in-office position",
            "in-office role",
            "in-office culture",
            "is in-person",
            "is in-office",
            "work in person",
            "work on-site",
            "work onsite",
            "work fully on-site",
            "working onsite",
            "working on-site",
            "working in person",
            "local only",
            "local candidates only",
            "must be local",
            "must be onsite",
            "must be on-site",
            "must work onsite",
            "locals only",
            "office-based",
            "based in our office",
            "based at our office",
            "work from our office",
            "work in our office",
            "work out of our",
            "work in the office",
            "work from the office",
            "in-house only",
            "based in our",
            "onsite in",
            "on-site in",
            "on site in",
            "full-time onsite",
            "full-time on-site",
            "onsite full-time",
            "5 days a week in office",
            "five days a week in office",
            "5 days in office",
            "five days in office",
            "li-onsite",
            "primarily work from our",
            "relocate to work",
            "5 days a week in the office",
            "five days a week in the office",
            "5 days per week in the office",
            "five days per week in the office",
            "five days per week in office",
            "5 days per week in office",
            "5 days a week in our office",
            "five days a week in our office",
            "requires you to be onsite",
            "require you to be onsite",
            "requires being onsite",
            "requires being on-site",
            "requires onsite",
            "required to be onsite",
            "5 tage im büro",
            "cinco días en la oficina",
            "arbeiten vor ort",
            "vor ort in unserem büro",
            "präsenz vor ort",
            "travail sur site",
            "poste sur site",
            "en présentiel",
            "présentiel uniquement",
            "100% présentiel",
            "100 % présentiel",
            "trabajo presencial",
            "100% presencial",
            "100 % presencial",
            "modalidad presencial",
            "puesto presencial",
            "praca stacjonarna",
            "praca stacjonarnie",
            "praca z biura",
            "praca w biurze",
            "tryb stacjonarny",
        ],
    );
    add(
        HYBRID,
        &[
            "hybrid",
            "hybride",
            "híbrido",
            "partially remote",
            "partly remote",
            "partial remote",
            "semi-remote",
            "part remote",
            "remote/onsite mix",
            "híbrida",
            "hybrydowo",
            "hybrydowy",
            "hybrydowa",
            "hybryda",
            "teilweise remote",
            "télétravail partiel",
            "télétravail partiellement",
            "teletrabajo parcial",
            "częściowo zdalnie",
            "częściowo zdalna",
        ],
    );
    add(
        HYBRID_PHRASE,
        &[
            "hybrid work",
            "hybrid working",
            "hybrid role",
            "hybrid roles",
            "hybrid position",
            "hybrid positions",
            "hybrid workplace",
            "hybrid schedule",
            "hybrid model",
            "hybrid environment",
            "hybrid remote",
            "hybrid setup",
            "hybrid set-up",
            "hybrid office",
            "hybrid policy",
            "hybrid team",
            "hybrid with",
            "is hybrid",
            "are hybrid",
            "be hybrid",
            "hybrid company",
            "hybrid arrangement",
            "hybrid culture",
            "hybrid approach to work",
            "hybrid first",
            "li-hybrid",
            "hybrid work model",
            "flexible hybrid",
            "hybrid onsite",
            "hybrid in-office",
            "hybrid in",
            "hybrid basis",
            "remote-hybrid",
            "arbeiten hybrid",
            "hybrid arbeiten",
            "hybrides arbeiten",
            "hybrides arbeitsmodell",
            "part-time remote",
            "part time remote",
            "hybriden arbeitsmodell",
            "mode hybride",
            "travail hybride",
            "modalidad híbrida",
            "modelo híbrido",
            "formato híbrido",
            "trabajo híbrido",
            "praca hybrydowa",
            "tryb hybrydowy",
            "tryb pracy: hybrydowy",
            "trybie hybrydowym",
            "model hybrydowy",
            "wfh on",
            "work from home days",
            "work-from-home days",
            "wfh days",
            "work from home on fridays",
            "work from home on friday",
            "work from home fridays",
            "work from home on mondays",
            "work from home on wednesdays",
            "work from home wednesdays",
        ],
    );
    add(
        NOT_REMOTE,
        &[
            "no remote",
            "not remote",
            "no remotes",
            "non-remote",
            "remote not",
            "remote is not",
            "remote isn't",
            "not a remote",
            "not open to remote",
            "not considering remote",
            "no remote work",
            "no telecommuting",
            "no telecommute",
            "no wfh",
            "remote no",
            "cannot be remote",
            "can't be remote",
            "no remote candidates",
            "unable to consider remote",
            "not hiring remote",
            "not able to hire remote",
            "not offering remote",
            "not accepting remote",
            "no remote positions",
            "remote work is not",
            "nicht remote",
            "remotes no",
            "not looking for remote",
            "not available for remote",
            "don't do remote",
            "do not do remote",
            "no remote please",
            "not remote friendly",
            "aren't remote",
            "isn't remote",
            "not fully remote",
            "remote work not considered",
            "remote not considered",
            "remote work is not considered",
            "no remote workers",
            "kein remote",
            "kein homeoffice",
            "homeoffice nicht möglich",
            "pas de télétravail",
            "sans télétravail",
            "pas de remote",
            "no es remoto",
            "no es un puesto remoto",
            "no remoto",
            "sin teletrabajo",
            "bez pracy zdalnej",
            "brak pracy zdalnej",
            "brak możliwości pracy zdalnej",
            "nie ma możliwości pracy zdalnej",
        ],
    );
    add(
        OTHER,
        &[
            "remote procedure",
            "remote procedure call",
            "remote procedure calls",
            "remote sensing",
            "remote debugging",
            "remote access",
            "remote control",
            "remote desktop",
            "remote monitoring",
            "remote server",
            "remote servers",
            "remote code",
            "remote execution",
            "remote code execution",
            "remote support",
            "remote data",
            "remote site",
            "remote sites",
            "remote areas",
            "remote locations",
            "remote location",
            "remote diagnostics",
            "remote patient",
            "remote device",
            "remote devices",
            "remote teams",
            "remote management",
            "remote controlled",
            "remote storage",
            "remote learning",
            "remote interview",
            "remote interviews",
            "remote onboarding",
            "remote villages",
            "remote communities",
            "remote assistance",
            "remote operation",
            "remote operations",
            "remote repository",
            "remote offices",
            "remote office",
            "remote colleagues",
            "remote video",
            "remote build",
            "remote health",
            "hybrid cloud",
            "hybrid clouds",
            "hybrid app",
            "hybrid apps",
            "hybrid mobile",
            "hybrid search",
            "hybrid vehicle",
            "hybrid vehicles",
            "hybrid electric",
            "hybrid architecture",
            "hybrid infrastructure",
            "hybrid environments",
            "hybrid quantum",
            "hybrid retrieval",
            "hybrid applications",
            "hybrid aircraft",
            "hybrid application",
            "hybrid systems",
            "hybrid system",
            "hybrid deployment",
            "hybrid deployments",
            "hybrid on-prem",
            "hybrid applications development",
            "on-site interview",
            "onsite interview",
            "onsite interviews",
            "on-site interviews",
            "on-site gym",
            "onsite gym",
            "on-site search",
            "onsite visit",
            "on-site visit",
            "on-site visits",
            "onsite visits",
            "on-site chef",
            "onsite lunch",
            "on-site lunch",
            "on-site parking",
            "in person interview",
            "in-person interview",
            "in-person interviews",
            "onsite loop",
            "microsoft office",
            "ms office",
            "office 365",
            "office hours",
            "head office",
            "back office",
            "front office",
            "family office",
            "office suite",
            "google office",
            "office manager",
            "office dog",
            "office space",
            "home office stipend",
            "home office budget",
            "wfh budget",
            "wfh stipend",
            "wfh allowance",
            "wfh setup",
            "home-office stipend",
            "home office setup",
            "office lunches",
            "office snacks",
            "office assistant",
            "local government",
            "local governments",
            "local businesses",
            "local business",
            "local community",
            "local communities",
            "local first",
            "local-first",
            "local development",
            "local events",
            "local market",
            "local markets",
            "local storage",
            "local restaurants",
            "local news",
            "local merchants",
            "local laws",
            "on-site customer",
            "on-site with customers",
            "onsite with customers",
            "on-site at customers",
            "box office",
            "post office",
            "office of",
            "patent office",
            "office equipment",
            "in-person offsites",
            "in-person retreats",
            "in-person events",
            "in-person meetups",
            "meet in person",
            "team on-site",
            "quarterly onsite",
            "quarterly onsites",
            "onsite retreats",
            "by local",
            "local law",
            "onsite option",
            "home office based",
            "home-office based",
            "working remotely with",
            "vor ort bei",
            "vor ort beim",
        ],
    );
    add(
        FOR_NOW,
        &[
            "for now",
            "covid",
            "covid-19",
            "pandemic",
            "temporarily",
            "until",
            "currently",
            "during",
            "at the moment",
            "right now",
            "initially",
            "coronavirus",
            "lockdown",
            "wfh for now",
            "when we can",
            "some wfh",
            "some remote",
            "occasional",
            "occasionally",
            "sometimes",
        ],
    );
    add(
        REFUSED,
        &[
            "will not be considered",
            "not be considered",
            "is not available",
            "are not available",
            "unable to accommodate",
            "not possible",
            "isn't possible",
            "not an option",
            "not eligible for",
            "isn't an option",
            "not supported",
        ],
    );
    add(
        DAYS,
        &[
            "days",
            "day",
            "x",
            "times",
            "d",
            "tage",
            "tag",
            "tagen",
            "jours",
            "jour",
            "j",
            "días",
            "día",
            "dni",
            "dzień",
            "days/week",
        ],
    );
    add(
        OFFICE,
        &[
            "the office",
            "our office",
            "in the office",
            "in our office",
            "from the office",
            "from our office",
            "offices",
            "our offices",
            "büro",
            "im büro",
            "im office",
            "bureau",
            "au bureau",
            "sur site",
            "oficina",
            "oficinas",
            "w biurze",
            "z biura",
        ],
    );
    add(
        HOME,
        &[
            "from home",
            "at home",
            "home",
            "homeoffice",
            "home-office",
            "von zuhause",
            "von zu hause",
            "desde casa",
            "z domu",
        ],
    );
}

/// How far back from a mode its opening parenthesis may stand, in tokens.
const PAREN_REACH: usize = 12;

/// What a phrase says, where the bare word counts.
fn mode(hit: &Hit) -> Option<WorkMode> {
    match hit.value {
        REMOTE | REMOTE_PHRASE => Some(WorkMode::Remote),
        ONSITE | ONSITE_PHRASE | NOT_REMOTE => Some(WorkMode::Onsite),
        HYBRID | HYBRID_PHRASE => Some(WorkMode::Hybrid),
        _ => None,
    }
}

/// Whether a phrase of [`Owner::WorkMode`] names remote work.
pub(super) fn is_remote(value: u32) -> bool {
    value == REMOTE || value == REMOTE_PHRASE
}

/// Whether a phrase of [`Owner::WorkMode`] names work at an office, all or part of the time.
pub(super) fn is_at_office(value: u32) -> bool {
    matches!(value, ONSITE | ONSITE_PHRASE | HYBRID | HYBRID_PHRASE | NOT_REMOTE)
}

/// "Will not be considered": refuses what its sentence names.
const REFUSED: u32 = 12;

/// A mode that was read, with the strength of its place.
struct Found {
    mode: WorkMode,
    evidence: Evidence,
    is_in_zone: bool,
    /// A way of working that benefits name too.
    is_soft: bool,
}

pub(super) fn read(scan: &Scan, facts: &mut Facts) {
    let mut found: Vec<Found> = Vec::new();
    if let Some(field) = scan.field("work_mode") {
        field_of_mode(field, &mut found);
    }
    for path in ["location", "title", "employment"] {
        if let Some(field) = scan.field(path) {
            in_zones(field, field.zones(), &mut found);
        }
    }
    let body = &scan.body;
    in_zones(body, body.zones(), &mut found);
    in_prose(body, body.zones(), &mut found);
    for one in found {
        if !facts.work_modes.contains(&one.mode) {
            facts.work_modes.push(one.mode);
            facts.evidence.entry("work_modes".into()).or_default().push(one.evidence);
        }
    }
}

/// A source's field names modes by words of its own: `TELECOMMUTE`, `OnSite`, `Hybrid`.
fn field_of_mode(field: &Part, found: &mut Vec<Found>) {
    for hit in field.hits(Owner::WorkMode) {
        if let Some(mode) = mode(hit) {
            found.push(Found {
                mode,
                evidence: field.evidence(hit.tokens(), "mode-field"),
                is_in_zone: true,
                is_soft: false,
            });
        }
    }
}

fn is_mark(part: &Part, at: usize, mark: u8) -> bool {
    part.token(at).is_some_and(|token| token.is_mark(mark))
}

/// The tokens inside the parentheses that open directly behind a token.
fn paren_after(part: &Part, end: usize, zone: &Range<usize>) -> Option<Range<usize>> {
    if !is_mark(part, end, b'(') || end >= zone.end {
        return None;
    }
    let close = (end + 1..zone.end).find(|at| is_mark(part, *at, b')')).unwrap_or(zone.end);
    Some(end + 1..close)
}

/// Whether "office" stands as a place of work in short: "Remote (EU) or Office (US)", "(Office, Berlin)".
fn is_bare_office(part: &Part, hit: &Hit, zone: &Range<usize>) -> bool {
    if hit.end - hit.first != 1 || !words!["office", "local"].has(part, hit.first as usize) {
        return true;
    }
    let opens = hit.first as usize == zone.start
        || (hit.first as usize).checked_sub(1).is_some_and(|at| {
            is_mark(part, at, b'(')
                || is_mark(part, at, b'/')
                || is_mark(part, at, b',')
                || is_mark(part, at, b'-')
                || words!["or", "and"].has(part, at)
        });
    let closes = hit.end as usize >= zone.end
        || [b'(', b')', b'/', b',', b'|'].iter().any(|mark| is_mark(part, hit.end as usize, *mark))
        || words!["or", "and", "only"].has(part, hit.end as usize);
    opens && closes
}

fn in_zones(part: &Part, zones: &[Zone], found: &mut Vec<Found>) {
    let all = part.hits(Owner::WorkMode);
    if all.is_empty() {
        return;
    }
    let has_for_now = all.iter().any(|hit| hit.value == FOR_NOW);
    for zone in zones {
        let hits = within(all, &zone.tokens);
        // "REMOTE: no", "Remote: Optional".
        let is_label_remote = zone.rank == Rank::Label && label_is_remote(part, zone);
        if is_label_remote {
            read_label(part, zone, found);
            continue;
        }
        let mut skip_until = 0;
        let n_before = found.len();
        for hit in hits {
            let first = hit.first as usize;
            if hit.value == DAYS && first >= skip_until && days_in_zone(part, hit, zone, n_before, found) {
                // "2 days/week in office": the office is that of the days.
                skip_until = hit.end as usize + DAYS_REACH;
            }
            let Some(mode) = mode(hit) else { continue };
            if first < skip_until || zone.rank == Rank::First && !is_plain(part, hit, &zone.tokens) {
                continue;
            }
            if !is_bare_office(part, hit, &zone.tokens) {
                continue;
            }
            if has_for_now && is_for_now(part, first, &zone.tokens) {
                continue;
            }
            let mut mode = mode;
            if mode == WorkMode::Remote
                && (is_remote_on_days(part, hit, &zone.tokens) || is_percentage(part, first, zone.tokens.start))
            {
                mode = WorkMode::Hybrid;
            }
            if let Some(inner) = paren_after(part, hit.end as usize, &zone.tokens) {
                let inner_hits = within(all, &inner);
                let has_hybrid = inner_hits.iter().any(|hit| matches!(hit.value, HYBRID | HYBRID_PHRASE));
                if mode == WorkMode::Hybrid {
                    skip_until = inner.end;
                } else if mode == WorkMode::Onsite && has_hybrid {
                    mode = WorkMode::Hybrid;
                    skip_until = inner.end;
                } else if mode == WorkMode::Remote
                    && inner_hits
                        .iter()
                        .any(|hit| hit.value == NOT_REMOTE || hit.value == FOR_NOW && hit.first as usize == inner.start)
                {
                    continue;
                }
            }
            found.push(Found {
                mode,
                evidence: part.evidence(hit.tokens(), "mode-zone"),
                is_in_zone: true,
                is_soft: false,
            });
        }
    }
}

/// Tokens around days in which "or" makes them one of two ways.
const CHOICE_REACH: usize = 24;

/// Reads "2 days in the office" in a zone; the mode that it makes more exact goes, one that is a choice stays.
fn days_in_zone(part: &Part, hit: &Hit, zone: &Zone, n_before: usize, found: &mut Vec<Found>) -> bool {
    let all = part.hits(Owner::WorkMode);
    let hit_idx = all.partition_point(|other| other.first < hit.first);
    if !days(part, hit_idx, &zone.tokens) {
        return false;
    }
    let (first, end) = (hit.first as usize, hit.end as usize);
    let mut near = zone.tokens.start.max(first.saturating_sub(CHOICE_REACH))..zone.tokens.end.min(end + CHOICE_REACH);
    let is_choice = near.any(|at| {
        is_mark(part, at, b'/') && !words!["week", "wk", "woche"].has(part, at + 1)
            || words!["or", "oder", "ou"].has(part, at)
    });
    if !is_choice {
        found.truncate(n_before);
    }
    let evidence = part.evidence(hit.tokens(), "mode-zone");
    found.push(Found { mode: WorkMode::Hybrid, evidence, is_in_zone: true, is_soft: false });
    !is_choice
}

/// Tokens behind a word for days in which their place stands.
const DAYS_REACH: usize = 6;

/// Most tokens of a phrase for days.
const DAYS_WORDS_MAX: usize = 4;

/// Most tokens between a word for remote work and the days on which it is possible.
const REMOTE_DAYS_REACH: usize = 4;

/// "Télétravail : 2 jours par semaine", "3 Tage pro Woche remote": one to four days a week. What stands behind
/// a comma or in parentheses are the days that are worked ("Remote, 4 days a week").
fn is_remote_on_days(part: &Part, hit: &Hit, zone: &Range<usize>) -> bool {
    let (first, end) = (hit.first as usize, hit.end as usize);
    let reach = DAYS_WORDS_MAX + REMOTE_DAYS_REACH;
    let near = zone.start.max(first.saturating_sub(reach))..zone.end.min(end + reach);
    within(part.hits(Owner::WorkMode), &near).iter().filter(|other| other.value == DAYS).any(|days| {
        let (days_first, days_end) = (days.first as usize, days.end as usize);
        let between = if days_first >= end { end..days_first } else { days_end..first };
        let is_near = between.len() <= REMOTE_DAYS_REACH
            && !between.clone().any(|at| is_mark(part, at, b',') || is_mark(part, at, b'(') || is_mark(part, at, b')'));
        is_near && number_of_days(part, days_first, zone.start) && (is_weekly(part, days_end) || is_weekly(part, end))
    })
}

/// "50% remote": a part of the time.
fn is_percentage(part: &Part, first: usize, lowest: usize) -> bool {
    first.checked_sub(2).filter(|number| *number >= lowest && is_mark(part, number + 1, b'%')).is_some_and(|number| {
        part.token(number).is_some_and(|token| token.kind == TokenKind::Number && token.n_bytes() == 2)
    })
}

/// Whether one to four stands before a word for days.
fn number_of_days(part: &Part, days: usize, lowest: usize) -> bool {
    days.checked_sub(1).filter(|at| *at >= lowest).is_some_and(|at| {
        words![
            "1", "2", "3", "4", "one", "two", "three", "four", "few", "couple", "ein", "einen", "zwei", "drei", "vier",
            "un", "deux", "trois", "quatre", "dos", "tres", "cuatro", "dwa", "trzy", "cztery"
        ]
        .has(part, at)
    })
}

/// Whether "a week" follows.
fn is_weekly(part: &Part, end: usize) -> bool {
    (end..end + 3).any(|at| {
        words!["week", "wk", "woche", "wöchentlich", "semaine", "semana", "tygodniu", "tygodniowo", "weekly"]
            .has(part, at)
    })
}

/// Whether the first segment of a line is no name that holds the word ("Remote Labs | …").
fn is_plain(part: &Part, hit: &Hit, zone: &Range<usize>) -> bool {
    let next = hit.end as usize;
    let is_name = next < zone.end
        && part.token(next).is_some_and(|token| token.kind == TokenKind::Word && token.is_capitalised())
        && !overlaps(part.hits(Owner::Title), &(next..next + 1))
        && !overlaps(part.hits(Owner::Place), &(next..next + 1))
        && !part.token(hit.first as usize).is_some_and(crate::scan::Token::is_all_caps);
    !is_name
}

/// Whether the parentheses around a hit say that it holds only for now.
fn is_for_now(part: &Part, first: usize, zone: &Range<usize>) -> bool {
    let is_open = |at: usize| is_mark(part, at, b'(') || is_mark(part, at, b'[');
    let is_close = |at: usize| is_mark(part, at, b')') || is_mark(part, at, b']');
    let open = (zone.start..first).rev().take(PAREN_REACH).find(|at| is_open(*at) || is_close(*at));
    let Some(open) = open.filter(|at| is_open(*at)) else { return false };
    let close = (first..zone.end).find(|at| is_close(*at)).unwrap_or(zone.end);
    within(part.hits(Owner::WorkMode), &(open..close)).iter().any(|hit| hit.value == FOR_NOW)
}

/// Whether the label of a zone is about remote work.
pub(super) fn label_is_remote(part: &Part, zone: &Zone) -> bool {
    let line = part.line_of(zone.tokens.start).map_or(0..0, crate::scan::Line::token_range);
    within(part.hits(Owner::WorkMode), &(line.start..zone.tokens.start)).iter().any(|hit| is_remote(hit.value))
}

fn read_label(part: &Part, zone: &Zone, found: &mut Vec<Found>) {
    let first = part.token_text(zone.tokens.start).to_ascii_lowercase();
    let evidence = part.evidence(zone.tokens.start..zone.tokens.start + 1, "mode-label");
    let has_days = within(part.hits(Owner::WorkMode), &zone.tokens).iter().any(|hit| {
        hit.value == DAYS
            && number_of_days(part, hit.first as usize, zone.tokens.start)
            && is_weekly(part, hit.end as usize)
    });
    let mode = if has_days {
        WorkMode::Hybrid
    } else if ["no", "none", "not", "n", "nein"].contains(&first.as_str()) {
        WorkMode::Onsite
    } else {
        WorkMode::Remote
    };
    found.push(Found { mode, evidence, is_in_zone: true, is_soft: false });
}

/// Longest line whose parentheses are read as the terms of one role, in tokens.
const TITLE_TOKENS_MAX: usize = 30;

fn in_prose(part: &Part, zones: &[Zone], found: &mut Vec<Found>) {
    let all = part.hits(Owner::WorkMode);
    let has_refusal = all.iter().any(|hit| hit.value == REFUSED);
    let n_zone = found.len();
    let has_zone = found.iter().any(|one| one.is_in_zone);
    let has_both = [WorkMode::Onsite, WorkMode::Remote].iter().all(|mode| found.iter().any(|one| one.mode == *mode));
    for (idx, hit) in all.iter().enumerate() {
        let first = hit.first as usize;
        if holding(zones, first).is_some() {
            continue;
        }
        let Some(line) = part.line_of(first) else { continue };
        let range = line.token_range();
        if line.section == Section::Legal {
            continue;
        }
        let is_refused = has_refusal && within(all, &sentence(part, first)).iter().any(|other| other.value == REFUSED);
        if is_refused {
            continue;
        }
        let mode = match hit.value {
            // A header that offers both ends says more than a remark on what lies between.
            DAYS | HYBRID_PHRASE if has_both => None,
            DAYS => days(part, idx, &range).then_some(WorkMode::Hybrid),
            HYBRID_PHRASE => Some(WorkMode::Hybrid),
            HYBRID if !has_zone && part.token(first).is_some_and(crate::scan::Token::is_capitalised) => {
                Some(WorkMode::Hybrid)
            }
            REMOTE if is_percentage(part, first, range.start) => None,
            REMOTE | ONSITE | HYBRID if is_in_title(part, hit, &range) && is_bare_office(part, hit, &range) => {
                mode(hit)
            }
            NOT_REMOTE if !has_zone => Some(WorkMode::Onsite),
            REMOTE | REMOTE_PHRASE if is_remote_on_days(part, hit, &range) => (!has_both).then_some(WorkMode::Hybrid),
            REMOTE_PHRASE if is_home_days(part, idx, &range) => (!has_both).then_some(WorkMode::Hybrid),
            REMOTE_PHRASE if is_followed_by_for_now(part, idx) => None,
            REMOTE_PHRASE if is_negated(part, first, &range) => (!has_zone).then_some(WorkMode::Onsite),
            REMOTE_PHRASE | ONSITE_PHRASE if !has_zone && !is_about_others(part, hit, &range) => mode(hit),
            REMOTE if !has_zone && part.token(first).is_some_and(|t| t.is_all_caps()) => mode(hit),
            ONSITE if !has_zone && part.token(first).is_some_and(|t| t.is_all_caps()) => mode(hit),
            _ => None,
        };
        let Some(mode) = mode else { continue };
        // "HQ hybrid" in a posting that says remote in its header is about other people.
        let evidence = part.evidence(hit.tokens(), "mode-prose");
        let is_soft = mode == WorkMode::Remote && is_soft(part, hit);
        if is_soft && (line.section == Section::Benefits || is_for_a_time(part, hit, &range)) {
            continue;
        }
        found.push(Found { mode, evidence, is_in_zone: false, is_soft });
    }
    // Beside hybrid work, "work remotely up to four weeks a year" is a benefit.
    if found.iter().any(|one| one.mode == WorkMode::Hybrid) {
        found.retain(|one| !one.is_soft);
    }
    // What prose says of hybrid work makes "ONSITE" of the header more exact.
    if found.iter().skip(n_zone).any(|one| one.mode == WorkMode::Hybrid) {
        found.retain(|one| one.mode != WorkMode::Onsite);
    }
}

/// Whether a hit stands in the parentheses, or behind the dash, of a short line that names a role.
fn is_in_title(part: &Part, hit: &Hit, line: &Range<usize>) -> bool {
    let is_item = part.line_of(hit.first as usize).is_some_and(|line| line.is_item);
    if line.len() > TITLE_TOKENS_MAX || !is_item && !overlaps(part.hits(Owner::Title), line) {
        return false;
    }
    let first = hit.first as usize;
    let before = (line.start..first).rev().find(|at| is_mark(part, *at, b'(') || is_mark(part, *at, b')'));
    let is_in_paren = before.is_some_and(|at| is_mark(part, at, b'('));
    let is_behind_dash = first > line.start && (is_mark(part, first - 1, b'-') || is_mark(part, first - 1, b'|'));
    is_in_paren || is_behind_dash
}

/// Whether a phrase is about a customer, a benefit or the past rather than the job.
fn is_about_others(part: &Part, hit: &Hit, line: &Range<usize>) -> bool {
    let next = part.token_text(hit.end as usize).to_ascii_lowercase();
    let is_tool =
        ["tools", "tool", "software", "platform", "solutions", "technology", "startups", "teams", "companies"]
            .contains(&next.as_str());
    let before = (hit.first as usize).checked_sub(1).filter(|at| *at >= line.start);
    let is_for = before.is_some_and(|at| ["for", "enable", "enabling", "helping"].contains(&part.token_text(at)));
    is_tool || is_for
}

/// Whether a phrase names a way of working that benefits name too.
fn is_soft(part: &Part, hit: &Hit) -> bool {
    let text = part.text_of(hit.tokens()).to_ascii_lowercase();
    ["home", "remotely", "anywhere", "remote work", "remote working", "distributed team", "or remote", "work remote"]
        .iter()
        .any(|end| text.ends_with(end))
}

/// "Work from anywhere for up to four weeks", "work from home budget".
fn is_for_a_time(part: &Part, hit: &Hit, line: &Range<usize>) -> bool {
    (hit.end as usize..line.end).take(7).any(|at| {
        words!["weeks", "week", "month", "months", "budget", "stipend", "allowance", "day"].has_exactly(part, at)
    })
}

/// "Work from home a few days every week".
fn is_home_days(part: &Part, hit_idx: usize, line: &Range<usize>) -> bool {
    let all = part.hits(Owner::WorkMode);
    let Some((hit, rest)) = all.get(hit_idx..).and_then(<[Hit]>::split_first) else { return false };
    let is_days = |other: &Hit| {
        other.value == DAYS && (other.first as usize) < line.end && other.first.saturating_sub(hit.end) <= 4
    };
    part.text_of(hit.tokens()).to_ascii_lowercase().ends_with("from home") && rest.iter().take(2).any(is_days)
}

/// Tokens before a word for remote work in which a negation is about it.
const NEGATION_REACH: usize = 4;

/// "We do not offer remote work", "unfortunately we can't hire remotely".
fn is_negated(part: &Part, first: usize, line: &Range<usize>) -> bool {
    let from = line.start.max(first.saturating_sub(NEGATION_REACH));
    let ends = |at: &usize| is_mark(part, *at, b'.') || is_mark(part, *at, b'!') || is_mark(part, *at, b'?');
    let mut before = (from..first).rev().find(ends).map_or(from, |at| at + 1)..first;
    before.any(|at| {
        words!["not", "no", "cannot", "unable", "t", "kein", "keine", "pas", "bez"].has(part, at)
            && !words!["only", "just"].has(part, at + 1)
            && !is_mark(part, at + 1, b',')
    })
}

/// "Remote for now".
fn is_followed_by_for_now(part: &Part, hit_idx: usize) -> bool {
    let all = part.hits(Owner::WorkMode);
    let Some((hit, rest)) = all.get(hit_idx..).and_then(<[Hit]>::split_first) else { return false };
    let ends_in_for = part.text_of(hit.tokens()).to_ascii_lowercase().ends_with(" for");
    ends_in_for && part.token_text(hit.end as usize).eq_ignore_ascii_case("now")
        || rest.first().is_some_and(|other| other.value == FOR_NOW && other.first.saturating_sub(hit.end) <= 1)
}

/// Most tokens between an office and the days that are spent there: "in-person attendance expected at least 3 days".
const OFFICE_REACH: usize = 6;

/// "2 days in the office", "1 day required in office", "3 days a week from home"; five days are no hybrid.
fn days(part: &Part, hit_idx: usize, line: &Range<usize>) -> bool {
    let all = part.hits(Owner::WorkMode);
    let Some(hit) = all.get(hit_idx) else { return false };
    let first = hit.first as usize;
    let n_days = number_of_days(part, first, line.start);
    let is_near = |other: &Hit| {
        let gap = (other.first as usize).saturating_sub(hit.end as usize);
        (other.first as usize) < line.end && other.first >= hit.end && gap <= 6
    };
    let is_part = words!["month", "year", "quarter"].has(part, hit.end as usize + 1);
    // "In the office 3 days a week"
    let is_behind_office = || {
        let before = all.get(..hit_idx).unwrap_or_default().last();
        is_weekly(part, hit.end as usize)
            && before.is_some_and(|other| {
                // Four days on site are on site.
                let is_most = words!["4", "four"].has(part, first.saturating_sub(1));
                (other.value == OFFICE || matches!(other.value, ONSITE | ONSITE_PHRASE) && !is_most)
                    && first.saturating_sub(other.end as usize) <= OFFICE_REACH
                    && other.first as usize >= line.start
                    && !(other.end as usize..first).any(|at| is_mark(part, at, b'(') || is_mark(part, at, b','))
            })
    };
    n_days
        && !is_part
        && (is_behind_office()
            || all.iter().skip(hit_idx + 1).take(3).any(|other| {
                is_near(other) && matches!(other.value, OFFICE | ONSITE | ONSITE_PHRASE | HOME | REMOTE | REMOTE_PHRASE)
            }))
}
