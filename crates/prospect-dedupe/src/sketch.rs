//! What of a posting the decision needs, and nothing else.

use crate::addresses::Site;
use crate::employer::compact;
use crate::input::Input;
use crate::shingles::{BANDS, Shingles, shingle};
use crate::title::TitleKey;
use crate::words::{self, hash_bytes, hash_lower, hash_words};

/// A posting in about a kilobyte, at most about two: what [`crate::cluster`] works on.
#[derive(Clone, Debug)]
pub struct Sketch {
    pub(crate) id: Box<str>,
    pub(crate) source: Box<str>,
    /// Day of publication or first day of its month; `None` sorts last.
    pub(crate) day: Option<i32>,
    /// Last day on which it was seen at its source; `None` where nobody looked.
    pub(crate) last_day: Option<i32>,
    /// Hash of the words in their order: equal for texts that differ in case, blanks and addresses only.
    pub(crate) text_hash: u64,
    pub(crate) shingles: Shingles,
    pub(crate) bands: [u32; BANDS],
    /// Employer as written.
    pub(crate) employer: Option<Box<str>>,
    /// Comparable form of `employer`; empty when there is none or it names nobody.
    pub(crate) employer_key: Box<str>,
    /// Hash of `employer_key` without blanks, comparable with labels of sites.
    pub(crate) employer_hash: u64,
    /// Grouping key of the account.
    pub(crate) poster: Option<u64>,
    /// Sites that may be the employer's own.
    pub(crate) sites: Box<[Site]>,
    /// Keys of the job ads linked to, sorted.
    pub(crate) job_links: Box<[u64]>,
    /// Hashes of cities, sorted.
    pub(crate) cities: Box<[u32]>,
    /// Hashes of countries, sorted.
    pub(crate) countries: Box<[u32]>,
    /// One for each role; at least one when `is_offer`.
    pub(crate) roles: Box<[TitleKey]>,
    pub(crate) is_offer: bool,
}

/// Sketches one posting. Pure; the work grows linearly with the text.
#[must_use]
pub fn sketch(input: &Input<'_>) -> Sketch {
    let mut found = words::scan(input.text);
    if let Some(url) = input.url {
        let of_url = words::scan(url);
        // The posting's own address is its identity on career sites; the site that hosts it may be an aggregator's.
        found.job_links.extend(of_url.job_links);
    }
    let text_hash = hash_words(&found.hashes);
    let (shingles, bands) = shingle(&found.hashes);
    let employer = input.employer.map(str::trim).filter(|name| !name.is_empty());
    let employer_key = employer.map(prospect_model::employer_key).unwrap_or_default();
    let mut roles: Vec<TitleKey> =
        input.roles.iter().map(|role| TitleKey::read(role.title, role.seniority, role.role_family)).collect();
    if roles.is_empty() && input.is_offer {
        roles.push(TitleKey::read("", &[], &[]));
    }
    let first_of_month = |month: prospect_model::Month| month.first_day().days();
    Sketch {
        id: input.id.into(),
        source: input.source.into(),
        day: input.day.or(input.month.map(first_of_month)),
        last_day: None,
        text_hash,
        shingles,
        bands,
        employer: employer.map(Box::from),
        employer_hash: hash_bytes(compact(&employer_key).as_bytes()),
        employer_key: employer_key.into_boxed_str(),
        poster: input.poster.filter(|poster| !poster.is_empty()).map(|poster| hash_bytes(poster.as_bytes())),
        sites: found.sites.into_boxed_slice(),
        job_links: sorted(found.job_links),
        cities: sorted(
            input.places.iter().filter_map(|place| place.city).map(|city| hash_lower(city) as u32).collect(),
        ),
        countries: sorted(
            input.places.iter().filter_map(|place| place.country).map(|country| hash_lower(country) as u32).collect(),
        ),
        roles: roles.into_boxed_slice(),
        is_offer: input.is_offer,
    }
}

fn sorted<T: Ord>(mut values: Vec<T>) -> Box<[T]> {
    values.sort_unstable();
    values.dedup();
    values.into_boxed_slice()
}

impl Sketch {
    /// Adds the first and the last day on which looks at its board showed the posting, days since 1970-01-01.
    ///
    /// A posting without a date counts from the first; a spell lasts until the last, however long ago it was posted.
    pub fn watched(&mut self, first: i32, last: i32) {
        self.day = self.day.or(Some(first));
        self.last_day = Some(last);
    }

    /// Bytes that the sketch occupies, itself and what it points to, without allocator overhead.
    #[must_use]
    pub fn size_bytes(&self) -> usize {
        let strings = self.id.len() + self.source.len() + self.employer_key.len();
        let employer = self.employer.as_ref().map_or(0, |name| name.len());
        let sites = size_of_val(&*self.sites);
        let numbers = 4 * (self.shingles.len() + self.cities.len() + self.countries.len()) + 8 * self.job_links.len();
        let roles = size_of_val(&*self.roles);
        size_of::<Self>() + strings + employer + sites + numbers + roles
    }
}

/// Whether two sorted lists have a value in common.
pub(crate) fn shares<T: Ord>(a: &[T], b: &[T]) -> bool {
    a.iter().any(|value| b.binary_search(value).is_ok())
}
