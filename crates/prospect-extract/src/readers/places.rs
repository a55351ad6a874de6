//! Reads `places`: the work places that a posting names.
//!
//! Most postings name them in short, in zones ([`crate::scan::zones`]): segments of the header, a line at the top, a
//! label, a source's field. There every site counts that is not part of a remote scope. Where no zone
//! names one, prose counts after cues ("based in", "our office in"). Titles with a place in parentheses
//! count anywhere.
//!
//! Not here: where remote workers must be (`remote_scope`), office or remote (`work_modes`).

mod few;
pub(super) mod sites;

use super::word_set::words;
use super::work_modes;
use crate::scan::zones::{Rank, Zone, overlaps, within};
use crate::scan::{Owner, Part, Phrases, Scan, Section, TokenKind};
use prospect_model::{Facts, Place};
use sites::Site;
use std::borrow::Cow;
use std::ops::Range;

/// Says that what follows is a work place.
const CUE_BEFORE: u32 = 1;
/// Says that what follows is an office: counts even where the posting is for remote work.
const CUE_OFFICE: u32 = 5;
/// Says that what stands before is a work place.
const CUE_AFTER: u32 = 2;
/// May stand beside places without making a segment something else.
const CUE_GLUE: u32 = 3;
/// Says that what stands before is about time, people or markets.
const CUE_OTHER: u32 = 4;

pub(super) fn phrases(phrases: &mut Phrases) {
    sites::phrases(phrases);
    phrases.add_all(
        Owner::PlaceCue,
        CUE_BEFORE,
        &[
            "office in",
            "offices in",
            "office located in",
            "offices located in",
            "office is in",
            "offices are in",
            "hubs in",
            "hub in",
            "office at",
            "our space in",
            "campus in",
            "studio in",
            "studios in",
            "lab in",
            "office near",
            "work out of",
            "working out of",
            "operating out of",
            "operates out of",
            "based in",
            "based out of",
            "located in",
            "located at",
            "location is",
            "located near",
            "headquartered in",
            "headquarters in",
            "hq in",
            "hq is in",
            "hq'd in",
            "position in",
            "positions in",
            "role in",
            "roles in",
            "job in",
            "jobs in",
            "opening in",
            "openings in",
            "join us in",
            "join our team in",
            "work with us in",
            "working in",
            "work in",
            "work from",
            "works out of",
            "hiring in",
            "hiring for",
            "live in",
            "startup in",
            "company in",
            "located just",
            "based near",
            "headquarters are in",
            "headquarters is in",
            "situated in",
            "right in",
            "in downtown",
            "in beautiful",
            "in sunny",
            "in central",
            "in the heart of",
            "basée à",
            "basé à",
            "position is in",
            "role is in",
            "based from",
            "from our",
        ],
    );
    phrases.add_all(
        Owner::PlaceCue,
        CUE_OFFICE,
        &[
            "onsite in",
            "on-site in",
            "on site in",
            "in-office in",
            "in office in",
            "in person in",
            "in-person in",
            "hybrid in",
            "relocate to",
            "relocating to",
            "relocation to",
            "move to",
            "moving to",
            "local to",
            "local in",
            "locals in",
            "mit sitz in",
            "in unserem büro in",
            "work primarily from",
            "primarily work from",
            "work from our",
        ],
    );
    phrases.add_all(
        Owner::PlaceCue,
        CUE_AFTER,
        &[
            "office",
            "offices",
            "hq",
            "headquarters",
            "based",
            "or remote",
            "preferred",
            "campus",
            "startup",
            "onsite",
            "on-site",
        ],
    );
    phrases.add_all(
        Owner::PlaceCue,
        CUE_GLUE,
        &[
            "downtown",
            "greater",
            "metro",
            "metropolitan",
            "area",
            "region",
            "district",
            "county",
            "province",
            "suburbs",
            "near",
            "in",
            "or",
            "and",
            "the",
            "at",
            "central",
            "north",
            "south",
            "east",
            "west",
            "city",
            "only",
            "from",
            "also",
            "any",
            "multiple locations",
            "various",
            "locations",
            "both",
            "either",
            "anywhere",
            "within",
            "of",
            "with",
            "travel",
            "flexible",
            "relocation",
            "visa",
            "possible",
            "available",
            "ok",
            "welcome",
            "optional",
            "full",
            "time",
            "us",
            "time zone",
        ],
    );
    phrases.add_all(
        Owner::PlaceCue,
        CUE_OTHER,
        &[
            "time zone",
            "time zones",
            "timezone",
            "timezones",
            "tz",
            "hours",
            "business hours",
            "working hours",
            "time",
            "citizen",
            "citizens",
            "citizenship",
            "resident",
            "residents",
            "work authorization",
            "work permit",
            "work authorisation",
            "authorized",
            "customers",
            "clients",
            "market",
            "markets",
            "passport",
            "law",
            "laws",
            "government",
            "army",
            "military",
            "based candidates",
            "visa",
            "university",
            "based company",
            "persons",
            "candidates",
            "applicants",
            "investors",
            "dollars",
            "compatible",
        ],
    );
}

pub(super) fn read(scan: &Scan, facts: &mut Facts) {
    let mut reader = Reader::default();
    let mut is_settled = false;
    if let Some(field) = scan.field("location") {
        reader.read(field, false, facts);
        drop_whole_countries(facts);
        let is_remote = field.hits(Owner::WorkMode).iter().any(|hit| work_modes::is_remote(hit.value));
        is_settled = is_remote || !facts.places.is_empty();
    }
    reader.read(&scan.body, is_settled, facts);
}

/// "Tel Aviv-Yafo, Tel Aviv District, Israel": the country of a city that the field names is no second place.
fn drop_whole_countries(facts: &mut Facts) {
    let of_cities: Vec<_> =
        facts.places.iter().filter(|place| place.city.is_some()).map(|place| place.country.clone()).collect();
    facts.places.retain(|place| place.city.is_some() || !of_cities.contains(&place.country));
}

#[derive(Default)]
struct Reader {
    is_taken: Vec<bool>,
}

impl Reader {
    /// Reads one text; where the source's field has settled the place, prose only names other offices.
    fn read(&mut self, part: &Part, is_settled: bool, facts: &mut Facts) {
        let lower_until = part.zones().iter().filter(|zone| zone.is_top).map(|zone| zone.tokens.end).max().unwrap_or(0);
        let sites = sites::find(part, lower_until);
        self.is_taken.clear();
        self.is_taken.resize(sites.len(), false);
        let n_before = facts.places.len();
        for zone in part.zones() {
            let first = sites.partition_point(|site| site.tokens.start < zone.tokens.start);
            let last = sites.partition_point(|site| site.tokens.start < zone.tokens.end);
            let Some(inside) = sites.get(first..last) else { continue };
            for (idx, site) in inside.iter().enumerate() {
                if let Some(rule) = in_zone(part, zone, inside, idx) {
                    add(part, site, rule, facts);
                    if let Some(is_taken) = self.is_taken.get_mut(first + idx) {
                        *is_taken = true;
                    }
                }
            }
        }
        let is_named = is_settled || facts.places.len() > n_before;
        let is_remote_only = is_remote_only(part, part.zones());
        for (idx, site) in sites.iter().enumerate() {
            let is_in_zone = part.zone_at(site.tokens.start).is_some();
            if is_in_zone || site.scope.is_some() || site.is_lower {
                continue;
            }
            let before = idx.checked_sub(1).filter(|before| self.is_taken.get(*before) == Some(&true));
            let is_listed = before.and_then(|before| sites.get(before)).is_some_and(|other| is_list(part, other, site));
            let rule = if is_listed && !site.is_short && !site.is_doubtful() {
                Some("place-list")
            } else if is_settled {
                None
            } else if let Some(rule) = in_title(part, site) {
                Some(rule)
            } else if is_named {
                None
            } else {
                in_prose(part, site, is_remote_only)
            };
            if let Some(rule) = rule
                && (site.is_city() || !is_bound_in_line(part, &sites, site))
            {
                add(part, site, rule, facts);
                if let Some(is_taken) = self.is_taken.get_mut(idx) {
                    *is_taken = true;
                }
            }
        }
    }
}

/// Whether the first lines say remote and name no other mode.
fn is_remote_only(part: &Part, zones: &[Zone]) -> bool {
    let mut is_remote = false;
    for zone in zones.iter().filter(|zone| zone.is_top) {
        for hit in within(part.hits(Owner::WorkMode), &zone.tokens) {
            if work_modes::is_remote(hit.value) {
                is_remote = true;
            } else if work_modes::is_at_office(hit.value) {
                return false;
            }
        }
    }
    is_remote
}

/// Writes a place, once for each city and country.
fn add(part: &Part, site: &Site, rule: &'static str, facts: &mut Facts) {
    let (city, country) = (site.city(), site.country);
    let is_known =
        facts.places.iter().any(|place| place.city.as_deref() == city && place.country.as_deref() == country);
    if is_known || city.is_none() && country.is_none() {
        return;
    }
    let (city, country) = (site.city_name(), country.map(Cow::Borrowed));
    let words = part.words(site.tokens.clone(), rule);
    facts.places.push(Place { words, city, country, region: site.region.map(Cow::Borrowed) });
}

fn is_mark(part: &Part, at: usize, marks: &[u8]) -> bool {
    part.token(at).is_some_and(|token| marks.iter().any(|mark| token.is_mark(*mark)))
}

/// Whether only ",", "/", "&", "or", "and" stand between two sites of a line.
fn is_list(part: &Part, a: &Site, b: &Site) -> bool {
    let between = a.tokens.end..b.tokens.start;
    between.len() <= 3
        && part.line_idx_of(a.tokens.start) == part.line_idx_of(b.tokens.start)
        && between
            .clone()
            .all(|at| is_mark(part, at, b",/&;+") || words!["or", "and", "und", "et", "y"].has_exactly(part, at))
}

/// Whether a hit of a kind of cue stands at a token.
fn has_cue(part: &Part, at: usize, cue: u32) -> bool {
    within(part.hits(Owner::PlaceCue), &(at..at + 1)).iter().any(|hit| hit.value == cue)
}

/// Whether a hit of a kind of cue ends before a token.
fn has_cue_before(part: &Part, at: usize, cue: u32) -> bool {
    let hits = part.hits(Owner::PlaceCue);
    let to = hits.partition_point(|hit| (hit.first as usize) < at);
    hits.get(..to).unwrap_or_default().iter().rev().take(2).any(|hit| hit.end as usize == at && hit.value == cue)
}

/// Words of a range that are neither places nor modes nor terms nor glue.
fn n_others(part: &Part, tokens: Range<usize>, sites: &[Site]) -> usize {
    tokens
        .filter(|at| {
            let here = *at..*at + 1;
            part.token(*at).is_some_and(|token| token.kind == TokenKind::Word)
                && !sites.iter().any(|site| site.tokens.contains(at))
                && !overlaps(part.hits(Owner::WorkMode), &here)
                && !overlaps(part.hits(Owner::PlaceCue), &here)
                && !overlaps(part.hits(Owner::Employment), &here)
        })
        .count()
}

/// Other words that a segment may hold and still name a country as a work place.
const OTHERS_MAX: usize = 3;

/// Why a site of a zone is a work place, `None` when it is none.
fn in_zone(part: &Part, zone: &Zone, sites: &[Site], idx: usize) -> Option<&'static str> {
    let site = sites.get(idx)?;
    if site.scope.is_some() || is_about_other(part, site) {
        return None;
    }
    let is_whole = n_others(part, zone.tokens.clone(), sites) == 0;
    let is_first = zone.rank == Rank::First;
    let is_alone = is_whole && !is_first;
    if (site.is_doubtful() || site.is_lower && !site.is_qualified) && !is_alone {
        return None;
    }
    let is_word = ["IN", "OR", "ME", "OK", "HI", "PA", "MA"].contains(&part.text_of(site.tokens.clone()));
    if site.is_short && !site.is_qualified && !((site.is_city() || site.is_state() && !is_word) && is_whole) {
        return None;
    }
    if !site.is_city() && !site.is_area() && is_remote_scope(part, zone, sites, site) {
        return None;
    }
    // A country inside a segment of other words ("backed by US investors").
    if site.is_country() && n_others(part, zone.tokens.clone(), sites) > OTHERS_MAX && zone.rank != Rank::Label {
        return None;
    }
    if is_first && is_whole && !site.is_known() {
        return None;
    }
    match zone.rank {
        Rank::Segment | Rank::Field => Some("place-segment"),
        Rank::Label => Some("place-label"),
        // "Acme.com San Francisco, CA; full time": a city with its state on top is where the work is.
        Rank::Line if zone.is_top && site.is_city() && site.is_qualified => Some("place-line"),
        Rank::First | Rank::Line => {
            (is_whole || is_set_off(part, &zone.tokens, site, zone.rank)).then_some("place-line")
        }
    }
}

/// Whether a cue behind the site says that time, people or markets are meant.
fn is_about_other(part: &Part, site: &Site) -> bool {
    has_cue(part, site.tokens.end, CUE_OTHER)
        || is_mark(part, site.tokens.end, b"-") && has_cue(part, site.tokens.end + 1, CUE_OTHER)
}

/// Whether marks or "in" set the site off from a name or a title beside it.
fn is_set_off(part: &Part, zone: &Range<usize>, site: &Site, rank: Rank) -> bool {
    let before = site.tokens.start.checked_sub(1).filter(|at| *at >= zone.start);
    let is_after_mark = before.is_some_and(|at| {
        is_mark(part, at, b"(-,/@:[;+&")
            || part.token(at).is_some_and(|token| matches!(token.kind, TokenKind::Url | TokenKind::Number))
            || words!["in", "near", "at", "or", "and", "downtown"].has_exactly(part, at)
    });
    let is_open = if site.tokens.end >= zone.end {
        true
    } else {
        is_mark(part, site.tokens.end, b")-,/;:.([+&!]")
            || part.token(site.tokens.end).is_some_and(|token| !token.is_capitalised() || token.kind != TokenKind::Word)
            || overlaps(part.hits(Owner::WorkMode), &(site.tokens.end..site.tokens.end + 1))
            || overlaps(part.hits(Owner::Employment), &(site.tokens.end..site.tokens.end + 1))
            || has_cue(part, site.tokens.end, CUE_AFTER)
            || has_cue(part, site.tokens.end, CUE_GLUE)
    };
    // "Boston, MA - Acme is hiring": a site that opens a line and is closed by a mark.
    let is_closed = is_mark(part, site.tokens.end, b"-:/,(.;")
        || site.is_qualified
        || overlaps(part.hits(Owner::WorkMode), &(site.tokens.end..site.tokens.end + 1));
    let opens = before.is_none() && (site.is_qualified || rank == Rank::Line) && is_closed;
    is_open && is_after_mark || opens
}

/// Whether a country or region says where remote workers must be rather than where the work is.
fn is_remote_scope(part: &Part, zone: &Zone, sites: &[Site], site: &Site) -> bool {
    let has_remote = |tokens: &Range<usize>| {
        within(part.hits(Owner::WorkMode), tokens).iter().any(|hit| work_modes::is_remote(hit.value))
    };
    // "REMOTE: within Norway".
    if zone.rank == Rank::Label && work_modes::label_is_remote(part, zone) {
        return true;
    }
    let is_only = words!["only"].has(part, site.tokens.end)
        || is_mark(part, site.tokens.end, b"-") && words!["only"].has(part, site.tokens.end + 1);
    if is_only {
        return true;
    }
    // Without a word for remote work only a group of countries beside the place says so.
    let is_remote_zone = has_remote(&zone.tokens);
    if !is_remote_zone && !sites.iter().any(|other| other.scope.is_some()) {
        return false;
    }
    // "Remote (US, AU)", "Seattle (US-remote encouraged)".
    let open = (zone.tokens.start..site.tokens.start).rev().find(|at| is_mark(part, *at, b"([)]"));
    if let Some(open) = open.filter(|at| is_mark(part, *at, b"([")) {
        let close = (site.tokens.end..zone.tokens.end).find(|at| is_mark(part, *at, b")]")).unwrap_or(zone.tokens.end);
        if has_remote(&(open.saturating_sub(2).max(zone.tokens.start)..close)) {
            return true;
        }
    }
    if is_beside_remote(part, &zone.tokens, sites, site) {
        return true;
    }
    let clause = clause(part, &zone.tokens, sites, site.tokens.start);
    // "UK / EU" beside a segment that says remote bounds it; groups are never work places.
    let has_group = sites.iter().any(|other| other.scope.is_some() && clause.contains(&other.tokens.start));
    has_group
        || has_remote(&clause) && !sites.iter().any(|other| other.is_city() && clause.contains(&other.tokens.start))
}

/// "NYC + US Remote", "US/UK REMOTE": the word for remote work touches the place or the list it is in.
fn is_beside_remote(part: &Part, zone: &Range<usize>, sites: &[Site], site: &Site) -> bool {
    let is_remote = |at: usize| {
        // "Norway or Remote" names two ways, not one.
        zone.contains(&at)
            && part.token_text(at) != "or"
            && within(part.hits(Owner::WorkMode), &(at..at + 1)).iter().any(|hit| work_modes::is_remote(hit.value))
    };
    let mut end = site.tokens.end;
    let from = sites.partition_point(|other| other.tokens.start < end);
    let mut last = site;
    for other in sites.iter().skip(from).take_while(|other| !other.is_city()) {
        if !is_list(part, last, other) {
            break;
        }
        end = other.tokens.end;
        last = other;
    }
    // "Portland or Remote USA"
    let is_behind_remote =
        !site.is_city() && site.tokens.start > zone.start && words!["remote"].has(part, site.tokens.start - 1);
    is_behind_remote || is_remote(end) || is_mark(part, end, b"-") && is_remote(end + 1)
}

/// The part of a zone around a token between "or" and ";".
fn clause(part: &Part, zone: &Range<usize>, sites: &[Site], around: usize) -> Range<usize> {
    // "Alabama, Massachusetts, or Pennsylvania" is one list, "Berlin or Remote" is not.
    let is_larger = |at: usize| sites.iter().any(|site| !site.is_city() && site.tokens.contains(&at));
    let joins = |at: usize| {
        let before = if at > 0 && is_mark(part, at - 1, b",") { at.checked_sub(2) } else { at.checked_sub(1) };
        before.is_some_and(is_larger) && is_larger(at + 1)
    };
    let is_cut = |at: &usize| is_mark(part, *at, b";") || words!["or"].has(part, *at) && !joins(*at);
    let start = (zone.start..around).rev().find(is_cut).map_or(zone.start, |at| at + 1);
    let end = (around..zone.end).find(is_cut).unwrap_or(zone.end);
    start..end
}

/// Whether a country or region of a line outside zones stands with the word for remote work.
fn is_bound_in_line(part: &Part, sites: &[Site], site: &Site) -> bool {
    let Some(line) = part.line_of(site.tokens.start) else { return false };
    let zone = Zone { tokens: line.token_range(), rank: Rank::Line, is_top: false };
    let from = sites.partition_point(|other| other.tokens.start < zone.tokens.start);
    let to = sites.partition_point(|other| other.tokens.start < zone.tokens.end);
    is_remote_scope(part, &zone, sites.get(from..to.max(from)).unwrap_or_default(), site)
}

/// Tokens of the first line, however long, in which a city with its region is where the work is.
const FIRST_TOKENS: usize = 16;

/// Longest line that may be a role's title with its place.
const TITLE_TOKENS_MAX: usize = 24;

/// "Senior Rust Engineer (Berlin)", "Sales Manager - Seattle, New York": a place at the end of a short line.
fn in_title(part: &Part, site: &Site) -> Option<&'static str> {
    let line = part.line_of(site.tokens.start)?;
    let range = line.token_range();
    if site.is_short || !(site.is_city() || site.is_qualified) || site.is_doubtful() {
        return None;
    }
    let before = site.tokens.start.checked_sub(1).filter(|at| *at >= range.start)?;
    let is_after =
        is_mark(part, before, b"(,[") || is_mark(part, before, b"-") && part.token(before)?.has_space_before();
    let is_before = site.tokens.end >= range.end
        || is_mark(part, site.tokens.end, b"),]/:-")
        || part.token(site.tokens.end).is_some_and(|token| token.kind == TokenKind::Url);
    if !(is_after && is_before) {
        return None;
    }
    let n_words = range
        .clone()
        .filter(|at| part.token(*at).is_some_and(|t| t.kind == TokenKind::Word))
        .take(TITLE_TOKENS_MAX + 1)
        .count();
    if !(2..=TITLE_TOKENS_MAX).contains(&n_words) || !(line.is_item || overlaps(part.hits(Owner::Title), &range)) {
        return None;
    }
    let is_paren = (range.start..site.tokens.start)
        .rev()
        .find(|at| is_mark(part, *at, b"()"))
        .is_some_and(|at| is_mark(part, at, b"("));
    let is_end = site.tokens.end >= range.end;
    (is_paren || is_end || line.is_item || is_mark(part, before, b"-")).then_some("place-title")
}

/// A place in prose that a cue makes a work place; for postings that name none in short.
fn in_prose(part: &Part, site: &Site, is_remote_only: bool) -> Option<&'static str> {
    let line = part.line_of(site.tokens.start)?;
    if matches!(line.section, Section::Legal) || is_about_other(part, site) || site.is_short || site.is_country() {
        return None;
    }
    if site.is_doubtful() {
        return None;
    }
    let mut before = site.tokens.start;
    while let Some(at) = before.checked_sub(1).filter(|at| {
        *at >= line.tokens.start as usize
            && words!["downtown", "the", "beautiful", "sunny", "central", "either", "both", "lovely", "our", "greater"]
                .has_exactly(part, *at)
    }) {
        before = at;
    }
    if has_cue_before(part, before, CUE_OFFICE) || !is_remote_only && has_cue_before(part, before, CUE_BEFORE) {
        return Some("place-cue");
    }
    // Where everybody works remotely, prose names where colleagues happen to be.
    if is_remote_only {
        return None;
    }
    let is_after = has_cue(part, site.tokens.end, CUE_AFTER)
        || is_mark(part, site.tokens.end, b"-") && has_cue(part, site.tokens.end + 1, CUE_AFTER);
    if is_after {
        return Some("place-cue");
    }
    let is_paren = site.tokens.start.checked_sub(1).is_some_and(|at| is_mark(part, at, b"("))
        && is_mark(part, site.tokens.end, b"),/");
    let is_first_line = part.line_idx_of(site.tokens.start) == 0;
    let is_in = before.checked_sub(1).is_some_and(|at| part.token_text(at) == "in" || part.token_text(at) == "In");
    let opens = site.tokens.start == 0 && (site.is_qualified || is_mark(part, site.tokens.end, b"-:,(.;"));
    let is_behind_colon = before.checked_sub(1).is_some_and(|at| is_mark(part, at, b":"));
    let is_near_start = site.is_city() && site.is_qualified && site.tokens.start < FIRST_TOKENS;
    (is_first_line && (is_paren || is_in || opens || is_behind_colon || is_near_start)).then_some("place-prose")
}

#[cfg(test)]
mod tests;
