//! From dictionary hits to sites: a place's name with the region and country that qualify it
//! ("Cambridge, MA", "Berlin (Germany)", "US (SF)"), and the place that is meant.
//!
//! Namesakes are told apart by their qualifier, then by how often hiring comments or people name each, by
//! a margin of [`MARGIN_SURE`], then by the countries that the posting names elsewhere, then by
//! [`MARGIN`]; else the country stays unknown.
//!
//! Not here: whether the posting means the place as its work place.

use super::few::Few;
use crate::readers::word_set::words;
use crate::scan::zones::{covering, overlaps};
use crate::scan::{Hit, Owner, Part, Phrases, TokenKind};
use prospect_lexicon::places::{Ambiguity, PlaceEntry, PlaceKind, Scope, places, scopes};
use std::borrow::Cow;
use std::ops::Range;

/// Margin of mentions or inhabitants that tells namesakes apart when nothing else does. Chosen by the
/// project (methods, section 4): below it the reader says that it does not know.
const MARGIN: u64 = 10;
/// Margin that even another country named in the posting does not outweigh: "London … Toronto" is not London, Ontario.
const MARGIN_SURE: u64 = 30;
/// Mentions below which they say nothing, and inhabitants are compared.
const MENTIONS_MIN: u64 = 20;
/// A city of this size keeps its name when a region that is not its own follows: it is a list then.
const FAMOUS_INHABITANTS: u32 = 1_000_000;

/// Inhabitants from which a city's bare name in front of a header is rather the city than an employer.
const KNOWN_INHABITANTS: u32 = 300_000;

/// How a name was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Name,
    Code,
    Short,
}

const FORMS: [Form; 3] = [Form::Name, Form::Code, Form::Short];
const SCOPE_BIT: u32 = 1 << 24;

/// Adds every place and group of countries under [`Owner::Place`].
pub(in crate::readers) fn phrases(phrases: &mut Phrases) {
    use crate::scan::Case::{Any, Exact};
    let mut add = |base: u32, idx: usize, texts: [(&[&str], crate::scan::Case); 3]| {
        for (form, (texts, case)) in texts.into_iter().enumerate() {
            for text in texts {
                phrases.add(Owner::Place, text, base | (idx as u32) << 2 | form as u32, case);
            }
        }
    };
    for (idx, place) in places().iter().enumerate() {
        add(0, idx, [(&[place.name], Any), (place.codes, Exact), (place.shorts, Exact)]);
        add(0, idx, [(place.aliases, Any), (&[], Exact), (&[], Exact)]);
    }
    for (idx, scope) in scopes().iter().enumerate() {
        add(SCOPE_BIT, idx, [(&[scope.name], Any), (scope.codes, Exact), (scope.shorts, Exact)]);
        add(SCOPE_BIT, idx, [(scope.aliases, Any), (&[], Exact), (&[], Exact)]);
    }
}

/// A name in the text with everything that it may stand for.
struct Group<'a> {
    tokens: Range<usize>,
    hits: &'a [Hit],
}

impl Group<'_> {
    fn entries(&self) -> impl Iterator<Item = (&'static PlaceEntry, Form)> {
        self.hits.iter().filter(|hit| hit.value & SCOPE_BIT == 0).filter_map(|hit| {
            let form = FORMS.get((hit.value & 3) as usize)?;
            Some((places().get((hit.value >> 2) as usize)?, *form))
        })
    }
}

/// A place in the text.
#[derive(Clone, Debug)]
pub(in crate::readers) struct Site {
    /// Its tokens with those of its qualifiers.
    pub(in crate::readers) tokens: Range<usize>,
    /// What the name may stand for; empty for a town that the tables do not know and for a group of countries.
    candidates: Few,
    /// A town that the tables do not know, as written.
    town: Option<String>,
    /// Group of countries.
    pub(in crate::readers) scope: Option<&'static Scope>,
    /// Country, once it is sure.
    pub(in crate::readers) country: Option<&'static str>,
    /// Region, once it is sure.
    pub(in crate::readers) region: Option<&'static str>,
    /// A region or country stands beside it that fits.
    pub(in crate::readers) is_qualified: bool,
    /// The name is another word or place too.
    pub(in crate::readers) is_ambiguous: bool,
    /// Written as an abbreviation that is another word too.
    pub(in crate::readers) is_short: bool,
    /// Written without a capital.
    pub(in crate::readers) is_lower: bool,
}

/// Whether a token starts with a lower-case letter.
fn starts_lower(part: &Part, at: usize) -> bool {
    part.token(at).is_some_and(|token| !token.is_capitalised() && part.token_text(at).starts_with(char::is_lowercase))
}

/// What stands between a name and the next.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Joint {
    Nothing,
    Comma,
    Paren,
    Dash,
    Slash,
}

fn joint(part: &Part, end: usize, next: usize) -> Option<Joint> {
    // One mark and an article at most.
    if next > end + 2 {
        return None;
    }
    let is_new_line = (end..=next).any(|at| part.token(at).is_some_and(crate::scan::Token::is_line_start));
    if is_new_line {
        return None;
    }
    // "Utrecht, the Netherlands".
    let is_article = next > end && part.token_text(next - 1).eq_ignore_ascii_case("the");
    let next = if is_article { next - 1 } else { next };
    match next.checked_sub(end)? {
        0 => Some(Joint::Nothing),
        1 => {
            let token = part.token(end)?;
            if token.is_mark(b',') {
                Some(Joint::Comma)
            } else if token.is_mark(b'(') || token.is_mark(b'[') {
                Some(Joint::Paren)
            } else if token.is_mark(b'-') || token.is_mark(b':') {
                Some(Joint::Dash)
            } else if token.is_mark(b'/') {
                Some(Joint::Slash)
            } else {
                None
            }
        }
        _ => None,
    }
}

/// Whether a name is written only in abbreviations that are other words too.
fn is_short_form(group: &Group<'_>) -> bool {
    group.entries().all(|(_, form)| form == Form::Short)
}

/// Whether `outer` is a region or country in which `inner` lies.
fn contains(outer: &PlaceEntry, inner: &PlaceEntry) -> bool {
    match outer.kind {
        PlaceKind::Country => inner.kind != PlaceKind::Country && inner.country == outer.country,
        PlaceKind::Region => {
            inner.kind != PlaceKind::Region
                && inner.kind != PlaceKind::Country
                && inner.country == outer.country
                // Where the tables do not tell a city's region, its country must do.
                && inner.region.is_none_or(|region| Some(region) == outer.region || !has_cities(outer))
        }
        // Where an area ends the tables do not tell; of these two everybody writes "Palo Alto, Silicon Valley".
        PlaceKind::Area => {
            inner.kind == PlaceKind::City
                && inner.region == outer.region
                && ["San Francisco Bay Area", "Silicon Valley"].contains(&outer.name)
        }
        PlaceKind::City => false,
    }
}

/// Whether cities carry this region: counties and regions of uncharted countries have none.
fn has_cities(region: &PlaceEntry) -> bool {
    !matches!(region.country, Some("GB")) || matches!(region.region, Some("GB-ENG" | "GB-SCT" | "GB-WLS" | "GB-NIR"))
}

impl Site {
    fn new(part: &Part, group: &Group<'_>) -> Self {
        let mut candidates = Few::new();
        let mut scope = None;
        let mut country = None;
        let (mut has_full, mut is_clear) = (false, false);
        for hit in group.hits {
            let Some(form) = FORMS.get((hit.value & 3) as usize).copied() else { continue };
            if hit.value & SCOPE_BIT != 0 {
                if scope.is_none() {
                    scope = scopes().get(((hit.value & !SCOPE_BIT) >> 2) as usize).map(|scope| (scope, form));
                }
                continue;
            }
            let Some(place) = places().get((hit.value >> 2) as usize) else { continue };
            candidates.push(place);
            has_full |= form != Form::Short;
            let is_clear_name = place.ambiguity == Ambiguity::Clear;
            is_clear |= form != Form::Name
                || is_clear_name
                || !part.text_of(group.tokens.clone()).eq_ignore_ascii_case(place.name);
            if country.is_none() && is_clear_name && place.kind == PlaceKind::Country {
                country = Some(place);
            }
        }
        // "Mexico" is the country, not a town of that name elsewhere; Singapore is both.
        if let Some(country) = country.filter(|_| has_full) {
            candidates.retain(|place| place.kind != PlaceKind::City || place.country == country.country);
        }
        Self {
            tokens: group.tokens.clone(),
            is_ambiguous: scope.is_none() && !is_clear,
            is_short: !has_full && !scope.is_some_and(|(_, form)| form != Form::Short),
            scope: scope.map(|(scope, _)| scope),
            candidates,
            is_lower: starts_lower(part, group.tokens.start),
            town: None,
            country: None,
            region: None,
            is_qualified: false,
        }
    }

    /// Takes the next name in when it qualifies this one, or this one qualifies it.
    fn absorb(&mut self, part: &Part, next: &Group<'_>, joint: Joint) -> bool {
        // "Seattle / US Remote" are two facts, "Lund / Sweden" is one place.
        let is_remote_next = overlaps(part.hits(Owner::WorkMode), &(next.tokens.end..next.tokens.end + 2));
        if joint == Joint::Slash && (is_remote_next || !self.is_city()) {
            return false;
        }
        let end = if joint == Joint::Paren {
            let is_closed = part.token(next.tokens.end).is_some_and(|t| t.is_mark(b')') || t.is_mark(b']'));
            if !is_closed {
                return false;
            }
            next.tokens.end + 1
        } else {
            next.tokens.end
        };
        if let Some(country) = self.country.filter(|_| self.town.is_some()) {
            let is_same =
                next.entries().any(|(place, _)| place.kind == PlaceKind::Country && place.country == Some(country));
            if is_same {
                self.tokens.end = end;
            }
            return is_same;
        }
        if self.candidates.is_empty() {
            return false;
        }
        let is_inside = |inner: &PlaceEntry| next.entries().any(|(outer, _)| contains(outer, inner));
        let is_city_of_its_own = |form: Form| form != Form::Short || joint != Joint::Nothing;
        if joint != Joint::Dash && self.candidates.iter().any(|inner| is_inside(inner)) {
            self.candidates.retain(is_inside);
            self.is_qualified = true;
            self.tokens.end = end;
            return true;
        }
        let around: Few =
            next.entries()
                .filter(|(inner, form)| {
                    is_city_of_its_own(*form)
                        && self.candidates.iter().any(|outer| {
                            contains(outer, inner) && (outer.kind != PlaceKind::Area || joint == Joint::Paren)
                        })
                })
                .map(|(inner, _)| inner)
                .collect();
        if !around.is_empty() && !matches!(joint, Joint::Nothing | Joint::Slash) {
            self.candidates = around;
            self.is_qualified = true;
            self.is_ambiguous = false;
            self.is_short = false;
            self.tokens.end = end;
            return true;
        }
        // "San Francisco (SF)", "NYC, New York".
        let is_same = |mine: &'static PlaceEntry| {
            next.entries().any(|(place, _)| std::ptr::eq(place, mine) && place.kind == PlaceKind::City)
        };
        if matches!(joint, Joint::Paren | Joint::Comma) && self.candidates.iter().any(|mine| is_same(mine)) {
            self.candidates.retain(is_same);
            self.tokens.end = end;
            return true;
        }
        // "Paris, TX", "Granada, Nicaragua": a namesake that the tables do not hold.
        let n_inhabitants = self.candidates.iter().map(|place| place.population).max().unwrap_or(0);
        let is_city = self.candidates.iter().all(|place| place.kind == PlaceKind::City);
        let outer = next.entries().find(|(place, form)| {
            place.kind == PlaceKind::Region && matches!(place.country, Some("US" | "CA" | "AU"))
                || place.kind == PlaceKind::Country && *form != Form::Short && n_inhabitants < FAMOUS_INHABITANTS / 10
        });
        let is_city_too = next.entries().any(|(place, _)| place.kind == PlaceKind::City);
        if let Some((outer, _)) = outer
            && is_city
            && joint == Joint::Comma
            && !is_city_too
            && (n_inhabitants < FAMOUS_INHABITANTS || is_short_form(next))
            && !self.is_short
        {
            self.town = Some(part.text_of(self.tokens.clone()).to_owned());
            self.candidates.clear();
            self.country = outer.country;
            self.region = if outer.kind == PlaceKind::Region { outer.region } else { None };
            self.is_qualified = true;
            self.tokens.end = end;
            return true;
        }
        false
    }

    /// Whether its name may be something else and nothing beside it says that it is a place.
    pub(in crate::readers) fn is_doubtful(&self) -> bool {
        self.is_ambiguous && !self.is_qualified
    }

    /// Whether it is a city, town or borough (or may be).
    pub(in crate::readers) fn is_city(&self) -> bool {
        self.town.is_some() || self.candidates.iter().any(|place| place.kind == PlaceKind::City)
    }

    /// Whether it is a country and nothing smaller.
    pub(in crate::readers) fn is_country(&self) -> bool {
        !self.candidates.is_empty() && self.candidates.iter().all(|place| place.kind == PlaceKind::Country)
    }

    /// Whether it may be a country: for lists of countries, where `CA` is Canada.
    pub(in crate::readers) fn as_country(&self) -> Option<&'static str> {
        self.candidates.iter().find(|place| place.kind == PlaceKind::Country)?.country
    }

    /// Whether it may be a region of a country whose regions postings abbreviate.
    pub(in crate::readers) fn is_state(&self) -> bool {
        self.candidates
            .iter()
            .any(|place| place.kind == PlaceKind::Region && matches!(place.country, Some("US" | "CA")))
    }

    /// Whether it is well enough known to stand alone where names of employers stand: comments name it with
    /// its country or region, or it has many inhabitants.
    pub(in crate::readers) fn is_known(&self) -> bool {
        self.is_qualified
            || self.candidates.iter().any(|place| place.mentions > 0 || place.population >= KNOWN_INHABITANTS)
    }

    /// Whether it is an area with a name of its own, no coast or quarter of a country.
    pub(in crate::readers) fn is_area(&self) -> bool {
        self.candidates.iter().any(|place| place.kind == PlaceKind::Area && place.ambiguity == Ambiguity::Clear)
    }

    /// The city's usual name, `None` for anything larger.
    pub(in crate::readers) fn city(&self) -> Option<&str> {
        self.town.as_deref().or_else(|| self.listed_city())
    }

    /// The city's usual name, to keep; copied only where the tables do not have it.
    pub(in crate::readers) fn city_name(&self) -> Option<Cow<'static, str>> {
        self.town.clone().map(Cow::Owned).or_else(|| self.listed_city().map(Cow::Borrowed))
    }

    /// The name of the city that the tables know.
    fn listed_city(&self) -> Option<&'static str> {
        Some(self.candidates.iter().find(|place| place.kind == PlaceKind::City)?.name)
    }

    /// Settles what is meant, given the countries that the posting names for sure.
    fn settle(&mut self, countries: &[&'static str]) {
        if self.town.is_some() || self.candidates.is_empty() {
            return;
        }
        // One place that is no city or no namesake of its country needs no telling apart.
        if let [only] = *self.candidates
            && !(only.kind == PlaceKind::City && only.name == "Luxembourg")
        {
            self.country = only.country;
            self.region = only.region;
            return;
        }
        // A city-state's name and "New York" mean the city, "Delaware, USA" the state, "Luxembourg" alone the country.
        let is_region_rather = self.candidates.iter().any(|place| {
            place.kind == PlaceKind::Region
                && (place.country == Some("US") || place.country == Some("CA") || self.is_qualified)
                && self.candidates.iter().all(|other| {
                    other.kind != PlaceKind::City
                        || other.population < FAMOUS_INHABITANTS && u64::from(other.mentions) < MENTIONS_MIN
                })
        }) && !self.candidates.iter().any(|place| place.region == Some("US-DC"));
        let is_country_rather = !self.is_qualified && self.candidates.iter().any(|place| place.name == "Luxembourg");
        let is_city = self.is_city() && !is_region_rather && !is_country_rather;
        if is_city {
            self.candidates.retain(|place| place.kind == PlaceKind::City);
        } else {
            self.candidates.retain(|place| place.kind != PlaceKind::City);
        }
        if let Some(best) = self.best(MARGIN_SURE) {
            self.candidates = Few::from_iter([best]);
        } else {
            let is_named = |place: &PlaceEntry| place.country.is_some_and(|code| countries.contains(&code));
            let mut fitting = self.candidates.iter().filter(|place| is_named(place)).map(|place| place.country);
            if let Some(first) = fitting.next()
                && fitting.all(|other| other == first)
            {
                self.candidates.retain(is_named);
            }
            if let Some(best) = self.best(MARGIN) {
                self.candidates = Few::from_iter([best]);
            }
        }
        let Some((first, rest)) = self.candidates.split_first() else { return };
        if rest.iter().all(|place| place.country == first.country) {
            self.country = first.country;
        }
        if rest.iter().all(|place| place.region == first.region) {
            self.region = first.region;
        }
    }

    /// The candidate that leads all others by a margin of mentions or of inhabitants, and is behind in neither.
    fn best(&self, margin: u64) -> Option<&'static PlaceEntry> {
        // Regions and areas come without a number: a country beside them cannot be compared.
        let is_unknown = |place: &&'static PlaceEntry| place.kind != PlaceKind::City && place.population == 0;
        if self.candidates.len() > 1 && self.candidates.iter().any(is_unknown) {
            return None;
        }
        let n_mentions: u64 = self.candidates.iter().map(|place| u64::from(place.mentions)).sum();
        let best = self.candidates.iter().copied().max_by_key(|place| (place.mentions, place.population))?;
        let is_ahead = |place: &&'static PlaceEntry| {
            if std::ptr::eq(*place, best) {
                return true;
            }
            let leads =
                |of: fn(&PlaceEntry) -> u32| u64::from(of(best)) >= u64::from(of(place)).saturating_mul(margin).max(1);
            let by_mentions = n_mentions >= MENTIONS_MIN && leads(|place| place.mentions);
            let by_inhabitants = leads(|place| place.population);
            by_mentions || by_inhabitants && best.mentions >= place.mentions
        };
        self.candidates.iter().all(is_ahead).then_some(best)
    }
}

/// Number of names with a capital: about as many sites follow.
fn n_capitals(part: &Part, hits: &[Hit]) -> usize {
    let names = hits.chunk_by(|a, b| a.first == b.first).filter_map(<[Hit]>::first);
    names.filter(|hit| part.token(hit.first as usize).is_some_and(crate::scan::Token::is_capitalised)).count()
}

/// The sites of a part, in order and settled. Names without capitals count before token `lower_until` only.
pub(in crate::readers) fn find(part: &Part, lower_until: usize) -> Vec<Site> {
    let hits = part.hits(Owner::Place);
    if hits.is_empty() {
        return Vec::new();
    }
    let mut groups = part
        .hits(Owner::Place)
        .chunk_by(|a, b| a.first == b.first)
        .filter_map(|hits| {
            let tokens = hits.first()?.tokens();
            part.token(tokens.start)?;
            let is_capital = !starts_lower(part, tokens.start);
            if !is_capital && tokens.start >= lower_until {
                return None;
            }
            let group = Group { tokens, hits };
            // "VISA, ON SITE" names no Ontario, "REMOTE IN US" no Indiana.
            let is_mode = hits.iter().all(|hit| hit.value & (SCOPE_BIT | 3) == Form::Short as u32)
                && covering(part.hits(Owner::WorkMode), &group.tokens).is_some_and(|hit| hit.tokens() != group.tokens);
            (!is_mode).then_some(group)
        })
        .peekable();
    let mut sites: Vec<Site> = Vec::with_capacity(n_capitals(part, hits));
    while let Some(group) = groups.next() {
        let mut site = Site::new(part, &group);
        while let Some(next) = groups.peek() {
            let Some(joint) = joint(part, site.tokens.end, next.tokens.start) else { break };
            if !site.absorb(part, next, joint) {
                break;
            }
            groups.next();
        }
        if add_town(part, &mut site, sites.last()) {
            sites.pop();
        }
        sites.push(site);
    }
    let mut countries: Vec<&'static str> = Vec::new();
    for site in &sites {
        let mut codes = site.candidates.iter().map(|place| place.country);
        let first = codes.next().flatten().or(site.country);
        let is_sure = codes.all(|code| code == first)
            && !site.is_lower
            && !site.is_short
            && (!site.is_ambiguous || site.is_qualified);
        if let Some(code) = first.filter(|_| is_sure)
            && !countries.contains(&code)
        {
            countries.push(code);
        }
    }
    for site in &mut sites {
        site.settle(&countries);
    }
    sites
}

/// "Ashville, Ohio", "Paoli PA": a town that the tables do not know, before a region of a country where
/// postings write so. Returns whether it took in the site before ("Westlake Village, CA").
fn add_town(part: &Part, site: &mut Site, before: Option<&Site>) -> bool {
    let region = site
        .candidates
        .iter()
        .find(|place| place.kind == PlaceKind::Region && matches!(place.country, Some("US" | "CA" | "AU" | "GB")));
    let Some(region) = region.copied() else { return false };
    let start = site.tokens.start;
    if part.token(start).is_none_or(crate::scan::Token::is_line_start) || start == 0 {
        return false;
    }
    let has_comma = part.token(start - 1).is_some_and(|t| t.is_mark(b','));
    let end = if has_comma { start - 1 } else { start };
    let is_us_code = site.is_short && region.country == Some("US") && start + 1 == site.tokens.end;
    if !has_comma && !is_us_code {
        return false;
    }
    let is_name = |at: usize| {
        part.token(at).is_some_and(|token| {
            token.kind == TokenKind::Word && token.is_capitalised() && !(token.is_all_caps() && token.n_bytes() <= 4)
        })
    };
    let mut first = end;
    while first > 0 && end - first < 3 && is_name(first - 1) {
        first -= 1;
        if part.token(first).is_some_and(crate::scan::Token::is_line_start) {
            break;
        }
    }
    let floor = before.map_or(0, |site| site.tokens.end);
    // A place of its own before the words is not part of the name: "Berlin Ashville, OH" is none.
    let takes_before =
        before.is_some_and(|other| first <= other.tokens.start && other.tokens.end < end && !other.is_qualified);
    if first < floor && !takes_before {
        return false;
    }
    let opens = part.token(first).is_some_and(crate::scan::Token::is_line_start)
        || first == 0
        || part.token(first - 1).is_some_and(|t| {
            t.kind == TokenKind::Punct || words!["in", "near", "at", "from", "or", "and"].has_exactly(part, first - 1)
        });
    let is_glued = takes_before && overlaps(part.hits(Owner::PlaceCue), &(floor..end));
    if first == end || !opens || is_glued || overlaps(part.hits(Owner::WorkMode), &(first..end)) {
        return false;
    }
    // Without a comma, only one word between marks is a town for sure.
    // A hyphen goes on with the word: "Technical CO-FOUNDER".
    let is_closed = part.token(site.tokens.end).is_none_or(|t| {
        let is_hyphen = t.is_mark(b'-') && !t.has_space_before();
        t.is_line_start() || t.kind == TokenKind::Punct && !is_hyphen
    });
    if !has_comma && (end - first > 1 || !is_closed || part.token_text(first).len() < 4) {
        return false;
    }
    site.town = Some(part.text_of(first..end).to_owned());
    site.country = region.country;
    site.region = region.region;
    site.tokens.start = first;
    site.candidates.clear();
    site.is_qualified = true;
    site.is_short = false;
    site.is_ambiguous = false;
    takes_before
}
