//! Remote, but from where?

use crate::phrases::{Phrases, is_negated};
use crate::place_names::first_place;
use crate::{Draft, Finding, Level, Place};
use prospect_model::{Evidence, WorkMode};
use std::sync::LazyLock;

declare_rule! {
    /// ## What it does
    /// Flags remote work that does not say in which countries or time zones a person may be.
    ///
    /// ## Why it matters
    /// "Remote" means "within one country" in some postings and "anywhere" in others; a reader abroad must ask or
    /// skip, and Google's listing of jobs asks for the countries of remote work.
    ///
    /// ## Flagged
    /// ```text
    /// Acme | Senior Rust Engineer | Remote
    /// Apply at jobs@acme.example.
    /// ```
    /// ## Accepted
    /// ```text
    /// Acme | Senior Rust Engineer | Remote (EU)
    /// Apply at jobs@acme.example.
    /// ```
    /// ```text
    /// Acme | Senior Rust Engineer | Remote, worldwide
    /// Apply at jobs@acme.example.
    /// ```
    /// ```text
    /// Acme | Senior Rust Engineer | Berlin or Remote
    /// You overlap with the time zone of Berlin for four hours. Apply at jobs@acme.example.
    /// ```
    /// ```text
    /// Acme | Senior Rust Engineer | Remote, onsite | USA, Canada
    /// Apply at jobs@acme.example.
    /// ```
    /// ```text
    /// Acme | Senior Rust Engineer | Berlin | Remote until the new office opens
    /// Apply at jobs@acme.example.
    /// ```
    /// ## Sources
    /// Google Search Central, structured data for job postings: `applicantLocationRequirements`.
    "missing-remote-scope", Heuristic, check
}

/// Words that say where remote workers may be in a way that the readers do not take for a scope, or that the work is
/// remote for a while or on some days only. A posting that has one does not leave its reader quite alone.
static SAID: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::new(&[
        "time zone",
        "time zones",
        "timezone",
        "timezones",
        "utc",
        "gmt",
        "cet",
        "pst",
        "us only",
        "usa only",
        "u.s. only",
        "us-only",
        "us based",
        "us-based",
        "u.s.-based",
        "across the us",
        "across the u.s.",
        "within the us",
        "in the us",
        "east coast",
        "west coast",
        "citizens only",
        "candidates only",
        "residents only",
        "applicants only",
        "core hours",
        "working hours",
        "business hours",
        "central time",
        "eastern time",
        "pacific time",
        "mountain time",
        "next few months",
        "will transition",
        "authorized to work",
        "authorised to work",
        "authorization to work",
        "work authorization",
        "work authorisation",
        "eligible to work",
        "right to work",
        "anywhere",
        "worldwide",
        "world-wide",
        "around the world",
        "around the globe",
        "across the world",
        "across the globe",
        "all over the world",
        "globally distributed",
        "distributed globally",
        "live within",
        "live near",
        "near an office",
        "commuting distance",
        "temp remote",
        "temporarily remote",
        "temporary remote",
        "starting remote",
        "start remote",
        "remote to start",
        "initially remote",
        "currently remote",
        "remote for now",
        "remote until",
        "remote during",
        "remote due to",
        "remote while",
        "remote through",
        "onsite eventually",
        "on-site eventually",
        "partially remote",
        "partly remote",
        "part-time remote",
        "remote part-time",
        "remotely part-time",
        "remote part of",
        "occasional remote",
        "occasionally remote",
        "remote day",
        "remote days",
        "days remote",
        "day remote",
        "days a week",
        "days per week",
        "days/week",
        "days/wk",
        "days a month",
    ])
});
static REMOTE: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(&["remote", "remotely", "wfh", "work from home"]));
static REMOTE_ITSELF: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(&["remote", "remotely", "wfh"]));

fn check(draft: &Draft<'_>, report: &mut dyn FnMut(Finding)) {
    let facts = draft.facts;
    if !facts.work_modes.contains(&WorkMode::Remote) || !facts.remote_scope.is_empty() || facts.offer == Some(false) {
        return;
    }
    let place = facts.evidence.get("work_modes").into_iter().flatten().find_map(|evidence| match evidence {
        Evidence::Text { start, end, .. } => {
            let words = draft.text.get(*start as usize..*end as usize)?;
            // A tag of a job board (`#LI-Remote`) is for its machines.
            let is_tag = draft.text.get(..*start as usize).is_some_and(|before| before.ends_with(['#', '_']));
            // Working from home may be for some days, among the perks.
            (REMOTE_ITSELF.is_in(words)
                && !is_tag
                && !is_negated(draft.text, *start as usize)
                && !words.starts_with("LI-"))
            .then_some(Place::Text { start: *start, end: *end })
        }
        Evidence::Field { path, .. } => Some(Place::Field { path: path.to_string() }),
        Evidence::Rule { .. } => None,
    });
    // Teams that are "distributed", or telecommuting, may mean less than remote work.
    let Some(place) = place else { return };
    // A country alone is where people may be, wherever it stands: "REMOTE, ONSITE | USA, Canada".
    let is_country =
        |place: &prospect_model::Place| place.city.is_none() && place.region.is_none() && place.country.is_some();
    if facts.places.iter().any(is_country)
        || SAID.is_in(draft.text)
        || is_beside_place(draft.text)
        || is_field_with_place(draft)
    {
        return;
    }
    report(Finding::new(
        Level::Heuristic,
        place,
        "remote, but it does not say where a person may be".to_owned(),
        "A reader in another country or time zone cannot tell whether to apply.",
        "Name the countries or the hours of overlap: \"Remote (EU)\", \"Remote, 4 hours of overlap with CET\", \"Remote, worldwide\".".to_owned(),
    ));
}

/// Characters behind "remote" in which a place says where: "remote employees in North America".
const N_CHARS_BEHIND: usize = 40;

/// Whether a place stands right behind the word, in the same breath.
fn is_beside_place(text: &str) -> bool {
    REMOTE.find(text).any(|(_, end, _)| {
        let behind = text.get(end..).unwrap_or_default();
        // Past a bar, a full stop or a line end something else begins; "Remote or Berlin" are two ways.
        let behind = behind.split(['|', '\n', '.', ';']).next().unwrap_or_default();
        if ["or ", "and ", "/", ",", "&", "+"].iter().any(|other| behind.trim_start().starts_with(other)) {
            return false;
        }
        // "remote from within texas": a place, in whatever letters.
        if ["from ", "within ", "in the ", "across "].iter().any(|cue| behind.trim_start().starts_with(cue)) {
            return true;
        }
        let near = behind.char_indices().nth(N_CHARS_BEHIND).map_or(behind, |(at, _)| behind.get(..at).unwrap_or(""));
        first_place(near).is_some()
    })
}

/// Whether the source's own field names remote work and a place together: "Remote - Singapore".
fn is_field_with_place(draft: &Draft<'_>) -> bool {
    let location = draft.posting.fields.location.as_deref().unwrap_or_default();
    REMOTE.is_in(location) && (first_place(location).is_some() || !draft.facts.places.is_empty())
}
