//! Invented openings, a few lines each.
#![allow(dead_code, clippy::unwrap_used, reason = "each test file uses a part of it, and a test fails by panicking")]

use prospect_model::{
    Dataset, Date, Month, OpeningRow, PayKind, PayRow, Period, PlaceRow, PostingRow, RoleRow, SkillNeed, SkillRow,
    SourceRow, YearsRow,
};
use prospect_search::{Answer, Filter, Query, SearchIndex};
use std::path::Path;

/// A posting of one role, with its text.
#[derive(Clone, Default)]
pub(crate) struct Ad {
    pub(crate) id: &'static str,
    pub(crate) employer: Option<&'static str>,
    pub(crate) title: &'static str,
    pub(crate) text: &'static str,
    /// Ids; with `!` behind they are required, with `?` mentioned, else used.
    pub(crate) skills: &'static [&'static str],
    /// City, country, region; a dash for none.
    pub(crate) places: &'static [[&'static str; 3]],
    pub(crate) scopes: &'static [&'static str],
    /// Least and most, 0 for none, then currency and period.
    pub(crate) pay: Option<(u64, u64, &'static str, Period)>,
    /// Least years asked.
    pub(crate) years: Option<f32>,
    /// Day, else month, else none.
    pub(crate) posted: &'static str,
    /// Another source than the first.
    pub(crate) is_second_source: bool,
    /// Everything that is as it is in the model.
    pub(crate) row: PostingRow,
}

pub(crate) fn ad(id: &'static str, title: &'static str) -> Ad {
    Ad { id, title, posted: "2024-05-01", ..Ad::default() }
}

/// A dataset in which each posting is an opening of its own.
pub(crate) fn dataset(ads: &[Ad]) -> Dataset {
    let source = |id: &str| SourceRow { id: id.to_owned(), ..SourceRow::default() };
    let mut dataset =
        Dataset { snapshot_id: "sample".to_owned(), sources: vec![source("hn"), source("ats")], ..Dataset::default() };
    for (at, ad) in (0..).zip(ads) {
        let employer = ad.employer.map(|name| number(&mut dataset.employers, name));
        let skills = ad.skills.iter().map(|skill| {
            let id = skill.trim_end_matches(['!', '?']);
            let need = match skill.chars().last() {
                Some('!') => SkillNeed::Required,
                Some('?') => SkillNeed::Mentioned,
                _ => SkillNeed::Stack,
            };
            SkillRow { skill: number(&mut dataset.skills, id), need }
        });
        let skills = skills.collect();
        let part = |text: &str| (text != "-").then(|| text.to_owned());
        let places = ad.places.iter();
        let places = places.map(|[city, country, region]| PlaceRow {
            city: part(city),
            country: part(country),
            region: part(region),
        });
        let pay = ad.pay.map(|(min, max, currency, period)| PayRow {
            min: (min > 0).then_some(min),
            max: (max > 0).then_some(max),
            currency: Some(currency.to_owned()),
            period: Some(period),
            kind: PayKind::Base,
            is_currency_inferred: false,
            is_period_inferred: false,
        });
        let posted = Date::parse(ad.posted);
        dataset.postings.push(PostingRow {
            id: ad.id.to_owned(),
            source: u32::from(ad.is_second_source),
            posted,
            month: Month::parse(ad.posted).or(posted.map(Date::to_month)),
            url: Some(format!("https://jobs.example/{}", ad.id)),
            employer,
            is_offer: true,
            roles: vec![RoleRow { title: ad.title.to_owned(), opening: Some(at), own: None }],
            years: ad.years.iter().map(|min| YearsRow { min: Some(*min), max: None, of: None }).collect(),
            pay: pay.into_iter().collect(),
            places: places.collect(),
            remote_scope: ad.scopes.iter().map(|scope| (*scope).to_owned()).collect(),
            skills,
            ..ad.row.clone()
        });
        dataset.openings.push(OpeningRow {
            id: format!("o-{}", ad.id),
            employer,
            title: ad.title.to_owned(),
            postings: vec![at],
            first_seen: posted,
            last_seen: posted,
            closed: None,
        });
    }
    dataset
}

fn number(names: &mut Vec<String>, name: &str) -> u32 {
    let at = names.iter().position(|it| it == name).unwrap_or_else(|| {
        names.push(name.to_owned());
        names.len() - 1
    });
    at as u32
}

/// The index of some ads with their texts, in a folder that is made for it.
pub(crate) fn index(folder: &Path, ads: &[Ad]) -> SearchIndex {
    let mut texts = |take: &mut dyn FnMut(u32, &str)| {
        (0..).zip(ads).for_each(|(at, ad)| take(at, ad.text));
        Ok(())
    };
    SearchIndex::create(folder, &dataset(ads), Some(&mut texts), 2).unwrap()
}

/// The ids of the hits without their `o-`, in order.
pub(crate) fn ids(answer: &Answer) -> Vec<String> {
    answer.hits.iter().map(|hit| hit.shown.id.trim_start_matches("o-").to_owned()).collect()
}

/// A query of words, filters by name, and the filters that keep what says nothing.
pub(crate) fn query(words: &str, filters: &[(&str, &str)], kept: &[Filter]) -> Query {
    let mut query = Query::parse(words).unwrap();
    for (name, value) in filters {
        query.filters.add(Filter::named(name).unwrap(), value).unwrap();
    }
    query.unknown_kept = kept.to_vec();
    query
}
