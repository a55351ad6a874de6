//! Notes where a source's field and the posting's text disagree about title, employer or place.
//!
//! The field wins, and the problem shows both sides. Other words for the same ("Senior Rust Engineer
//! (m/f/d)", "Acme" and "Acme GmbH", a second office in the same country) are no disagreement.
//!
//! Not here: pay, which its reader compares itself.

use super::{employer, titles};
use crate::scan::{Part, Phrases, Scan};
use prospect_model::{Facts, Place, Problem};

pub(super) fn phrases(_phrases: &mut Phrases) {}

pub(super) fn read(scan: &Scan, facts: &mut Facts) {
    if let Some(field) = scan.field("title")
        && let Some(stated) = titles::other_title(field, &scan.body)
    {
        note("title", facts.titles.first().map_or("", String::as_str), scan.body.text_of(stated), &mut facts.problems);
    }
    if let (Some(field), Some(name)) = (scan.field("employer"), facts.employer.as_deref())
        && let Some(other) = employer::other_name(field, &scan.body)
    {
        note("employer", name, scan.body.text_of(other), &mut facts.problems);
    }
    if let Some((stated, other)) = other_place(&facts.places)
        && !names_one_of(&scan.body, &facts.places)
    {
        note("location", &stated.words.text, &other.words.text, &mut facts.problems);
    }
}

/// Whether the text names a place of the field too, beside others.
fn names_one_of(body: &Part, places: &[Place]) -> bool {
    let stated = places.iter().filter(|place| place.words.field.is_some());
    let first_words: Vec<&str> = stated.filter_map(|place| place.words.text.split([' ', ',']).next()).collect();
    (0..body.tokens.len()).any(|at| first_words.iter().any(|word| word.eq_ignore_ascii_case(body.token_text(at))))
}

fn note(path: &'static str, stated: &str, other: &str, problems: &mut Vec<Problem>) {
    let message = format!("the source's field says `{stated}`, the text says `{other}`");
    problems.push(Problem::new(&format!("{path}-conflict"), message).at(path));
}

/// A place that the text states outright, where the field names others in other countries only.
fn other_place(places: &[Place]) -> Option<(&Place, &Place)> {
    let stated = places.iter().find(|place| place.words.field.is_some())?;
    let is_outright = |place: &&Place| {
        place.words.field.is_none() && matches!(place.words.rule.as_ref(), "place-segment" | "place-label")
    };
    let is_same_country = |place: &&Place| {
        place.country.is_none()
            || places
                .iter()
                .any(|other| other.words.field.is_some() && (other.country.is_none() || other.country == place.country))
    };
    let mut outright = places.iter().filter(is_outright);
    let other = outright.clone().next()?;
    (!outright.any(|place| is_same_country(&place))).then_some((stated, other))
}
