//! What two postings have in common, whichever of their roles are compared.

use crate::decide::{Evidence, Places};
use crate::shingles::{Similarity, Table};
use crate::sketch::{Sketch, shares};
use crate::title::{Levels, Relation};

/// What two postings have in common; `None` when nothing says that they are of one employer.
pub(crate) fn compare(
    employer_of: &[Option<u32>],
    table_of_later: &Table,
    (later, a): (u32, &Sketch),
    (earlier, b): (u32, &Sketch),
) -> Option<Between> {
    let employer = |at: u32| employer_of.get(at as usize).copied().flatten();
    let is_same_employer = employer(later).is_some() && employer(later) == employer(earlier);
    let are_other_names = employer(later).is_some() && employer(earlier).is_some() && !is_same_employer;
    let is_same_text = a.text_hash == b.text_hash;
    let similarity = if is_same_text { Similarity::SAME } else { table_of_later.similarity(&a.shingles, &b.shingles) };
    let shares_job_link = shares(&a.job_links, &b.job_links);
    let is_same_poster = a.poster.is_some() && a.poster == b.poster;
    let shares_site = a.sites.iter().any(|site| b.sites.contains(site));
    let jaccard_min = match () {
        () if is_same_employer => 0.0,
        () if is_same_poster && shares_job_link => 0.0,
        () if is_same_poster && shares_site && !are_other_names => 0.0,
        // An agency's account and site under the names of two clients, or one employer's under two of its own.
        () if is_same_poster && shares_site => 0.2,
        () if is_same_poster && !are_other_names => 0.1,
        () if is_same_poster => 0.5,
        () if are_other_names => return None,
        () if shares_site => 0.3,
        () => 0.8,
    };
    if similarity.jaccard < jaccard_min {
        return None;
    }
    Some(Between {
        similarity,
        shares_job_link,
        is_same_employer: is_same_employer || is_same_poster,
        is_same_text,
        is_same_poster,
        n_single: u8::from(a.roles.len() == 1) + u8::from(b.roles.len() == 1),
        places: compare_places(a, b),
        gap_days: a.day.zip(b.day).map(|(a, b)| a.saturating_sub(b).saturating_abs()),
    })
}

/// What two postings have in common, whichever of their roles are compared.
pub(crate) struct Between {
    pub(crate) similarity: Similarity,
    pub(crate) shares_job_link: bool,
    is_same_employer: bool,
    is_same_text: bool,
    is_same_poster: bool,
    n_single: u8,
    places: Places,
    gap_days: Option<i32>,
}

impl Between {
    /// With what two of their roles have in common.
    pub(crate) fn evidence(&self, relation: Relation, levels: Levels) -> Evidence {
        Evidence {
            relation,
            levels,
            places: self.places,
            similarity: self.similarity,
            is_same_text: self.is_same_text,
            is_same_employer: self.is_same_employer,
            shares_job_link: self.shares_job_link,
            is_same_poster: self.is_same_poster,
            n_single: self.n_single,
            gap_days: self.gap_days,
        }
    }
}

fn compare_places(a: &Sketch, b: &Sketch) -> Places {
    let are_cities_named = !a.cities.is_empty() && !b.cities.is_empty();
    let are_countries_named = !a.countries.is_empty() && !b.countries.is_empty();
    let is_apart = if are_cities_named {
        !shares(&a.cities, &b.cities)
    } else {
        are_countries_named && !shares(&a.countries, &b.countries)
    };
    if is_apart { Places::Apart } else { Places::Compatible }
}
