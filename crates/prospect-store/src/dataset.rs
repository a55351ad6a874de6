//! Reads a snapshot into the rows that questions read: facts only, no text.

use crate::columns::{Batch, ListColumn, Numbers, Renumbered, WordsColumn, at, day_at};
use crate::schema::Table;
use crate::table::guarded;
use crate::{Snapshot, StoreError, WatchedRecord, facts};
use arrow_array::types::UInt32Type;
use parquet::errors::ParquetError;
use prospect_model::{
    AlternativeRow, Dataset, Date, Domain, Education, Employment, OpeningRow, OwnFacts, PayKind, PayRow, Period,
    PlaceRow, PostingRow, RoleFamily, RoleRow, Seniority, SkillNeed, SkillRow, SourceRow, Visa, Watched, WatchedRow,
    WorkMode, YearsRow,
};
use std::collections::HashMap;

/// Columns of `postings` that questions read.
const POSTINGS: &[&str] = &[
    "source",
    "posting_id",
    "posted",
    "month",
    "url",
    "poster",
    "is_offer",
    "role_titles",
    "role_seniority",
    "role_role_family",
    "seniority",
    "role_family",
    "work_modes",
    "remote_scope",
    "employment",
    "education",
    "soft_skills",
    "domain",
    "visa",
    "equity",
    "language",
];

/// Columns of `facts` that questions read.
const FACTS: &[&str] = &[
    "posting_idx",
    "row",
    "field",
    "item",
    "min",
    "max",
    "currency",
    "period",
    "kind",
    "city",
    "country",
    "region",
    "of",
    "flags",
    "any_of",
    "trains",
    "roles",
];

/// Flags of pay that questions tell apart.
const CURRENCY_INFERRED: &str = "currency_inferred";
const PERIOD_INFERRED: &str = "period_inferred";

impl Snapshot {
    /// Everything that a question may ask about. Does not touch the texts.
    ///
    /// Posters are numbered by their first posting, skills by their first mention.
    ///
    /// # Errors
    /// Fails when a table cannot be read, or when tables do not fit together.
    pub fn dataset(&self) -> Result<Dataset, StoreError> {
        let manifest = self.manifest();
        let mut dataset = Dataset {
            snapshot_id: manifest.id.clone(),
            reader_version: manifest.reader_version.clone(),
            sources: manifest.sources.iter().map(SourceRow::from).collect(),
            ..Dataset::default()
        };
        let n_postings = manifest.tables.get(Table::Postings.name()).map_or(0, |file| file.n_rows);
        // A damaged manifest must not make room for what is not there.
        dataset.postings.reserve(usize::try_from(n_postings).unwrap_or(0).min(1 << 24));
        guarded(self.folder(), || {
            self.add_postings(&mut dataset)?;
            self.add_skills(&mut dataset)?;
            self.add_items(&mut dataset)?;
            self.add_watched(&mut dataset)?;
            self.add_openings(&mut dataset)?;
            Ok(dataset)
        })
    }

    fn add_postings(&self, dataset: &mut Dataset) -> Result<(), StoreError> {
        let table = self.table(Table::Postings)?;
        let mut posters = Numbers::default();
        for batch in table.read(POSTINGS)? {
            let batch = batch?;
            read_postings(&Batch(&batch), dataset, &mut posters).map_err(|source| table.failed(source))?;
        }
        Ok(())
    }

    fn add_skills(&self, dataset: &mut Dataset) -> Result<(), StoreError> {
        let table = self.table(Table::Skills)?;
        let mut skills = Numbers::default();
        for batch in table.read(&["posting_idx", "skill_id", "need", "roles"])? {
            let batch = batch?;
            read_skills(&Batch(&batch), dataset, &mut skills).map_err(|source| table.failed(source))?;
        }
        dataset.skills = skills.into_names();
        Ok(())
    }

    fn add_items(&self, dataset: &mut Dataset) -> Result<(), StoreError> {
        let table = self.table(Table::Facts)?;
        for batch in table.read(FACTS)? {
            let batch = batch?;
            read_items(&Batch(&batch), dataset).map_err(|source| table.failed(source))?;
        }
        Ok(())
    }

    /// What was watched, and what it tells of postings: how long each was there.
    fn add_watched(&self, dataset: &mut Dataset) -> Result<(), StoreError> {
        let watched = self.watched()?;
        let mut seen: HashMap<(&str, &str), (Date, Date)> = HashMap::new();
        for record in &watched {
            let days =
                seen.entry((&record.source, &record.posting_id)).or_insert((record.first_seen, record.last_seen));
            *days = (days.0.min(record.first_seen), days.1.max(record.last_seen));
        }
        let Dataset { postings, sources, .. } = dataset;
        for posting in postings.iter_mut().filter(|_| !seen.is_empty()) {
            let source = sources.get(usize::try_from(posting.source).unwrap_or(usize::MAX)).map_or("", |it| &it.id);
            if let Some((first, last)) = seen.get(&(source, posting.id.as_str())) {
                posting.last_seen = Some(*last);
                // Where the source states no day, the posting counts for the month in which it was first seen.
                if posting.posted.is_none() && posting.month.is_none() {
                    posting.month = Some(first.to_month());
                }
            }
        }
        let row = |record: WatchedRecord| WatchedRow {
            source: record.source,
            board: record.board,
            id: record.posting_id,
            employer: record.employer.unwrap_or_default(),
            title: record.title.unwrap_or_default(),
            published: record.published,
            first_seen: record.first_seen,
            last_seen: record.last_seen,
            n_missed: record.n_missed,
            is_start_seen: record.is_start_seen,
            closed: record.closed,
        };
        dataset.watched = Watched::of(watched.into_iter().map(row).collect());
        Ok(())
    }

    fn add_openings(&self, dataset: &mut Dataset) -> Result<(), StoreError> {
        let mut employers = HashMap::new();
        let table = self.table(Table::Employers)?;
        for batch in table.read(&["employer_id", "name"])? {
            let batch = batch?;
            read_employers(&Batch(&batch), dataset, &mut employers).map_err(|source| table.failed(source))?;
        }
        let table = self.table(Table::Openings)?;
        for batch in table.read(&["opening_id", "employer_id", "title", "first_seen", "last_seen", "closed"])? {
            let batch = batch?;
            read_openings(&Batch(&batch), dataset, &employers).map_err(|source| table.failed(source))?;
        }
        dataset.openings.sort_by(|a, b| a.id.cmp(&b.id));
        let Dataset { openings, postings, .. } = dataset;
        let place_of: HashMap<&str, usize> = openings.iter().map(|it| it.id.as_str()).zip(0..).collect();
        let mut seen = vec![Vec::new(); openings.len()];
        let table = self.table(Table::Observations)?;
        for batch in table.read(&["opening_id", "posting_idx", "role_idx"])? {
            let batch = batch?;
            read_observations(&Batch(&batch), &place_of, postings, &mut seen).map_err(|source| table.failed(source))?;
        }
        for (opening, seen) in openings.iter_mut().zip(seen) {
            opening.postings = seen;
        }
        order_postings(dataset);
        name_employers(dataset);
        Ok(())
    }
}

/// Puts each opening's postings in order of time, each once.
pub(crate) fn order_postings(dataset: &mut Dataset) {
    let Dataset { openings, postings, .. } = dataset;
    for opening in openings.iter_mut() {
        let time = |idx: &u32| {
            let posting = posting(postings, *idx);
            (posting.and_then(|it| it.posted.or(it.month.map(prospect_model::Month::first_day))), *idx)
        };
        opening.postings.sort_by_key(time);
        opening.postings.dedup();
    }
}

/// Gives each posting the employer of its openings.
fn name_employers(dataset: &mut Dataset) {
    let Dataset { openings, postings, .. } = dataset;
    for posting in postings.iter_mut() {
        let employer = |role: &RoleRow| openings.get(usize::try_from(role.opening?).ok()?)?.employer;
        posting.employer = posting.roles.iter().find_map(employer);
    }
}

fn posting(postings: &[PostingRow], idx: u32) -> Option<&PostingRow> {
    postings.get(usize::try_from(idx).ok()?)
}

fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// A list column of names, with what each name means.
struct Named<'a, T> {
    column: WordsColumn<'a>,
    meanings: Vec<Option<T>>,
}

impl<'a, T: Copy> Named<'a, T> {
    fn new(batch: &Batch<'a>, name: &str, mean: impl FnMut(&'a str) -> Option<T>) -> Result<Self, ParquetError> {
        let column = batch.words(name)?;
        let meanings = column.meanings(mean);
        Ok(Self { column, meanings })
    }

    fn get(&self, row: usize) -> Vec<T> {
        self.column.meant(row, &self.meanings)
    }
}

fn read_postings(batch: &Batch<'_>, dataset: &mut Dataset, posters: &mut Numbers) -> Result<(), ParquetError> {
    let source = batch.word("source")?;
    let mut unknown = None;
    let source_of = source.meanings(|id| {
        let found = dataset.sources.iter().position(|it| it.id == id);
        if found.is_none() {
            unknown = Some(format!("source `{id}` is not in the manifest"));
        }
        number(found.unwrap_or(0))
    });
    if let Some(unknown) = unknown {
        return Err(ParquetError::General(unknown));
    }
    let (id, url) = (batch.texts("posting_id")?, batch.texts("url")?);
    let (posted, month) = (batch.days("posted")?, batch.days("month")?);
    let (is_offer, equity) = (batch.flags("is_offer")?, batch.flags("equity")?);
    let (visa, language, poster) = (batch.word("visa")?, batch.word("language")?, batch.word("poster")?);
    let visa_of = visa.meanings(|name| Visa::from_name(name).unwrap_or_default());
    let mut poster_of = Renumbered::new(posters, &poster);
    let (titles, remote_scope) = (batch.words("role_titles")?, batch.words("remote_scope")?);
    let (role_seniority, role_family_of) =
        (batch.since("role_seniority", Batch::words)?, batch.since("role_role_family", Batch::words)?);
    let soft_skills = batch.words("soft_skills")?;
    let seniority = Named::new(batch, "seniority", Seniority::from_name)?;
    let role_family = Named::new(batch, "role_family", RoleFamily::from_name)?;
    let work_modes = Named::new(batch, "work_modes", WorkMode::from_name)?;
    let employment = Named::new(batch, "employment", Employment::from_name)?;
    let education = Named::new(batch, "education", Education::from_name)?;
    let domain = Named::new(batch, "domain", Domain::from_name)?;
    for row in 0..batch.0.num_rows() {
        let mut roles: Vec<_> =
            titles.get(row).map(|title| RoleRow { title: title.to_owned(), ..RoleRow::default() }).collect();
        add_own_titles(&mut roles, role_seniority.as_ref(), role_family_of.as_ref(), row);
        if roles.is_empty() {
            roles.push(RoleRow::default());
        }
        dataset.postings.push(PostingRow {
            id: at(id, row).unwrap_or_default().to_owned(),
            source: source.key(row).and_then(|key| source_of.get(key).copied()).unwrap_or(0),
            posted: day_at(posted, row),
            month: day_at(month, row).map(Date::to_month),
            last_seen: None,
            url: at(url, row).map(str::to_owned),
            poster: poster_of.get(&poster, row),
            employer: None,
            is_offer: at(is_offer, row).unwrap_or(false),
            roles,
            seniority: seniority.get(row),
            role_family: role_family.get(row),
            years: Vec::new(),
            pay: Vec::new(),
            equity: at(equity, row),
            places: Vec::new(),
            work_modes: work_modes.get(row),
            remote_scope: remote_scope.owned(row),
            employment: employment.get(row),
            visa: visa.key(row).and_then(|key| visa_of.get(key).copied()).unwrap_or_default(),
            skills: Vec::new(),
            accepts_instead: Vec::new(),
            education: education.get(row),
            soft_skills: soft_skills.owned(row),
            domain: domain.get(row),
            language: language.owned(row),
        });
    }
    Ok(())
}

fn read_skills(batch: &Batch<'_>, dataset: &mut Dataset, skills: &mut Numbers) -> Result<(), ParquetError> {
    let idx = batch.numbers("posting_idx")?.values();
    let (skill, need) = (batch.word("skill_id")?, batch.word("need")?);
    let roles = batch.since("roles", Batch::list::<UInt32Type>)?;
    let need_of = need.meanings(SkillNeed::from_name);
    let mut skill_of = Renumbered::new(skills, &skill);
    let mut row = 0;
    // Posting by posting, so that each list is made once and of its right size.
    for same in idx.chunk_by(|a, b| a == b) {
        let posting = same.first().and_then(|idx| dataset.postings.get_mut(usize::try_from(*idx).ok()?));
        let posting = posting.ok_or_else(|| ParquetError::General("a skill of no posting".to_owned()))?;
        // Reserved exactly; more than once only where the posting's rows go on over the end of a row group.
        posting.skills.reserve_exact(same.len());
        for row in row..row + same.len() {
            let need = need.key(row).and_then(|key| need_of.get(key).copied().flatten());
            if let (Some(skill), Some(need)) = (skill_of.get(&skill, row), need) {
                let item = number(posting.skills.len());
                posting.skills.push(SkillRow { skill, need });
                add_owners(posting, roles.as_ref(), row, item, |own| &mut own.skills);
            }
        }
        row += same.len();
    }
    Ok(())
}

#[derive(Clone, Copy, PartialEq)]
enum Field {
    Years,
    Pay,
    Places,
    AcceptsInstead,
}

fn read_items(batch: &Batch<'_>, dataset: &mut Dataset) -> Result<(), ParquetError> {
    let idx = batch.numbers("posting_idx")?.values();
    let (sort, field) = (batch.word("row")?, batch.word("field")?);
    let is_item = sort.meanings(|name| name == facts::ITEM);
    let field_of = field.meanings(|name| match name {
        facts::YEARS => Some(Field::Years),
        facts::PAY => Some(Field::Pay),
        facts::PLACES => Some(Field::Places),
        facts::ACCEPTS_INSTEAD => Some(Field::AcceptsInstead),
        _ => None,
    });
    let (min, max, of) = (batch.amounts("min")?, batch.amounts("max")?, batch.word("of")?);
    let (currency, period, kind) = (batch.word("currency")?, batch.word("period")?, batch.word("kind")?);
    let period_of = period.meanings(Period::from_name);
    let kind_of = kind.meanings(PayKind::from_name);
    let (city, country) = (batch.word("city")?, batch.word("country")?);
    let flags = batch.words("flags")?;
    let region = batch.since("region", Batch::word)?;
    let (any_of, trains) = (batch.since("any_of", Batch::words)?, batch.since("trains", Batch::flags)?);
    let roles = batch.since("roles", Batch::list::<UInt32Type>)?;
    for (row, idx) in idx.iter().enumerate() {
        let Some(field) = field.key(row).and_then(|key| field_of.get(key).copied().flatten()) else { continue };
        if !sort.key(row).and_then(|key| is_item.get(key).copied()).unwrap_or(false) {
            continue;
        }
        let posting = usize::try_from(*idx).ok().and_then(|idx| dataset.postings.get_mut(idx));
        let posting = posting.ok_or_else(|| ParquetError::General("a fact of no posting".to_owned()))?;
        match field {
            Field::Years => posting.years.push(YearsRow {
                min: at(min, row).map(years),
                max: at(max, row).map(years),
                of: of.owned(row),
            }),
            Field::Pay => {
                let item = number(posting.pay.len());
                posting.pay.push(PayRow {
                    min: at(min, row).map(whole),
                    max: at(max, row).map(whole),
                    currency: currency.owned(row),
                    period: period.key(row).and_then(|key| period_of.get(key).copied().flatten()),
                    kind: kind
                        .key(row)
                        .and_then(|key| kind_of.get(key).copied().flatten())
                        .ok_or_else(|| ParquetError::General("pay of no known kind".to_owned()))?,
                    is_currency_inferred: flags.get(row).any(|flag| flag == CURRENCY_INFERRED),
                    is_period_inferred: flags.get(row).any(|flag| flag == PERIOD_INFERRED),
                });
                add_owners(posting, roles.as_ref(), row, item, |own| &mut own.pay);
            }
            Field::Places => {
                let item = number(posting.places.len());
                let region = region.as_ref().and_then(|region| region.owned(row));
                posting.places.push(PlaceRow { city: city.owned(row), country: country.owned(row), region });
                add_owners(posting, roles.as_ref(), row, item, |own| &mut own.places);
            }
            // A snapshot of the first format does not tell them apart without its JSON: none is known of it.
            Field::AcceptsInstead => {
                if let (Some(any_of), Some(trains)) = (&any_of, &trains) {
                    let trains = at(*trains, row).unwrap_or(false);
                    posting.accepts_instead.push(AlternativeRow { any_of: any_of.owned(row), trains });
                }
            }
        }
    }
    Ok(())
}

/// Gives an item of a posting to the roles that have it to themselves. One role alone has nothing to itself.
fn add_owners(
    posting: &mut PostingRow,
    roles: Option<&ListColumn<'_, UInt32Type>>,
    row: usize,
    item: u32,
    list: impl Fn(&mut OwnFacts) -> &mut Vec<u32>,
) {
    let Some(roles) = roles.filter(|_| posting.roles.len() > 1) else { return };
    for role in roles.get(row).flatten() {
        if let Some(role) = usize::try_from(role).ok().and_then(|role| posting.roles.get_mut(role)) {
            list(role.own.get_or_insert_default()).push(item);
        }
    }
}

/// Gives roles the levels and kinds of work of their own titles, where there are several roles.
fn add_own_titles(
    roles: &mut [RoleRow],
    seniority: Option<&WordsColumn<'_>>,
    family: Option<&WordsColumn<'_>>,
    row: usize,
) {
    let (Some(seniority), Some(family)) = (seniority, family) else { return };
    if roles.len() < 2 {
        return;
    }
    for (role, (seniority, family)) in roles.iter_mut().zip(seniority.get(row).zip(family.get(row))) {
        if seniority.is_empty() && family.is_empty() {
            continue;
        }
        let own = role.own.get_or_insert_default();
        own.seniority = seniority.split(' ').filter_map(Seniority::from_name).collect();
        own.role_family = family.split(' ').filter_map(RoleFamily::from_name).collect();
    }
}

/// Years were an `f32` before they were stored.
#[expect(clippy::cast_possible_truncation, reason = "see above")]
fn years(amount: f64) -> f32 {
    amount as f32
}

/// Amounts of pay were whole before they were stored; a cast keeps within the range of the type.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "see above")]
fn whole(amount: f64) -> u64 {
    amount as u64
}

fn read_employers(
    batch: &Batch<'_>,
    dataset: &mut Dataset,
    employers: &mut HashMap<u32, u32>,
) -> Result<(), ParquetError> {
    let (id, name) = (batch.numbers("employer_id")?.values(), batch.texts("name")?);
    for (row, id) in id.iter().enumerate() {
        employers.insert(*id, number(dataset.employers.len()));
        dataset.employers.push(at(name, row).unwrap_or_default().to_owned());
    }
    Ok(())
}

fn read_openings(batch: &Batch<'_>, dataset: &mut Dataset, employers: &HashMap<u32, u32>) -> Result<(), ParquetError> {
    let (id, employer, title) = (batch.texts("opening_id")?, batch.numbers("employer_id")?, batch.word("title")?);
    let (first_seen, last_seen) = (batch.days("first_seen")?, batch.days("last_seen")?);
    let closed = batch.since("closed", Batch::days)?;
    dataset.openings.extend((0..batch.0.num_rows()).map(|row| OpeningRow {
        id: at(id, row).unwrap_or_default().to_owned(),
        employer: at(employer, row).and_then(|id| employers.get(&id).copied()),
        title: title.owned(row).unwrap_or_default(),
        postings: Vec::new(),
        first_seen: day_at(first_seen, row),
        last_seen: day_at(last_seen, row),
        closed: closed.and_then(|closed| day_at(closed, row)),
    }));
    Ok(())
}

fn read_observations(
    batch: &Batch<'_>,
    place_of: &HashMap<&str, usize>,
    postings: &mut [PostingRow],
    seen: &mut [Vec<u32>],
) -> Result<(), ParquetError> {
    let id = batch.texts("opening_id")?;
    let (idx, role) = (batch.numbers("posting_idx")?.values(), batch.numbers("role_idx")?.values());
    for (row, (idx, role)) in idx.iter().zip(role).enumerate() {
        let id = at(id, row).unwrap_or_default();
        let missing = |what: &str| ParquetError::General(format!("opening `{id}` {what}"));
        let place = *place_of.get(id).ok_or_else(|| missing("was seen, but is not there"))?;
        if let Some(seen) = seen.get_mut(place) {
            seen.push(*idx);
        }
        let posting = usize::try_from(*idx).ok().and_then(|idx| postings.get_mut(idx));
        let posting = posting.ok_or_else(|| missing("was seen in no posting"))?;
        let role = usize::try_from(*role).ok().and_then(|role| posting.roles.get_mut(role));
        role.ok_or_else(|| missing("was seen in no role"))?.opening = Some(number(place));
    }
    Ok(())
}
