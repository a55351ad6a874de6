//! Reads the history.

use super::table::read_schema;
use super::write::derive;
use super::{
    FORMAT, HistoryExtra, METADATA_KEY, Metadata, OWN_FAMILY, OWN_PAY, OWN_PLACE, OWN_SENIORITY, OWN_SKILL, Span,
};
use crate::StoreError;
use crate::columns::{Batch, ListColumn, Numbers, Renumbered, at, day_at, digest_at};
use crate::table::guarded;
use arrow_array::RecordBatch;
use arrow_array::types::{Date32Type, Float32Type, UInt32Type, UInt64Type};
use bytes::Bytes;
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReaderBuilder, RowSelection,
};
use parquet::errors::ParquetError;
use prospect_model::{
    AlternativeRow, Dataset, Date, Domain, Education, Employment, OpeningRow, PayKind, PayRow, Period, PlaceRow,
    PostingRow, RoleFamily, RoleRow, Seniority, SkillNeed, SkillRow, SourceRow, Visa, WorkMode, YearsRow,
};
use std::path::Path;

/// Columns that lead back to the texts; questions do not read them.
const EXTRA: &[&str] = &[
    "text_sha256",
    "years_start",
    "years_length",
    "pay_start",
    "pay_length",
    "place_start",
    "place_length",
    "skill_start",
    "skill_length",
];

/// Reads a history as the rows that questions read.
///
/// # Errors
/// Fails when the bytes are no history, are damaged, or of a newer format.
pub fn read(bytes: &[u8]) -> Result<Dataset, StoreError> {
    guarded(Path::new("history"), || File::open(bytes)?.dataset())
}

/// The posting of an id and where its facts were read; `None` when there is none.
///
/// Numbers in the row (employer, skills, openings) are those of the dataset that [`read`] gives.
///
/// # Errors
/// Fails when the bytes are no history, are damaged, or of a newer format.
pub fn posting(bytes: &[u8], id: &str) -> Result<Option<(PostingRow, HistoryExtra)>, StoreError> {
    guarded(Path::new("history"), || {
        let file = File::open(bytes)?;
        let mut dataset = file.dataset()?;
        let Some(idx) = dataset.postings.iter().position(|posting| posting.id == id) else { return Ok(None) };
        let row = dataset.postings.swap_remove(idx);
        Ok(Some((row, file.extra(idx)?)))
    })
}

/// Where the facts of some postings were read, and the digests of their texts: one for each number of a posting in the
/// dataset that [`read`] gives, in the order of the numbers given, which must rise.
///
/// # Errors
/// Fails when the bytes are no history, are damaged, or of a newer format, and when a number is beyond the last.
pub fn extras(bytes: &[u8], postings: &[u32]) -> Result<Vec<HistoryExtra>, StoreError> {
    guarded(Path::new("history"), || {
        let rows: Vec<usize> = postings.iter().filter_map(|it| usize::try_from(*it).ok()).collect();
        File::open(bytes)?.extras(&rows)
    })
}

/// A history that is open.
struct File {
    bytes: Bytes,
    reader: ArrowReaderMetadata,
    metadata: Metadata,
}

fn failed(source: ParquetError) -> StoreError {
    StoreError::table(Path::new("history"), source)
}

fn broken(what: &str) -> ParquetError {
    ParquetError::General(what.to_owned())
}

impl File {
    fn open(bytes: &[u8]) -> Result<Self, StoreError> {
        let bytes = Bytes::copy_from_slice(bytes);
        // The format first: a newer one may have other columns.
        let plain = ArrowReaderMetadata::load(&bytes, ArrowReaderOptions::new()).map_err(failed)?;
        let pairs = plain.metadata().file_metadata().key_value_metadata();
        let json = pairs.into_iter().flatten().find(|pair| pair.key == METADATA_KEY).and_then(|it| it.value.as_deref());
        let json = json.ok_or_else(|| failed(broken("it is no history of Prospect")))?;
        #[derive(serde::Deserialize)]
        struct FormatOnly {
            format: u32,
        }
        let path = Path::new("history").to_owned();
        let unreadable = |source| StoreError::Manifest { path: path.clone(), source };
        let FormatOnly { format } = serde_json::from_str(json).map_err(unreadable)?;
        if format > FORMAT {
            return Err(StoreError::TooNew { path, found: format, newest: FORMAT });
        }
        let metadata = serde_json::from_str(json).map_err(unreadable)?;
        let options =
            ArrowReaderOptions::new().with_schema(read_schema(|name| plain.schema().column_with_name(name).is_some()));
        let reader = ArrowReaderMetadata::try_new(plain.metadata().clone(), options).map_err(failed)?;
        Ok(Self { bytes, reader, metadata })
    }

    fn n_rows(&self) -> usize {
        usize::try_from(self.reader.metadata().file_metadata().num_rows()).unwrap_or(0)
    }

    fn builder(&self) -> ParquetRecordBatchReaderBuilder<Bytes> {
        // All rows at once: then there is one dictionary, and no list is cut. At least one, which is what it asks.
        let n_rows = self.n_rows().clamp(1, 1 << 24);
        ParquetRecordBatchReaderBuilder::new_with_metadata(self.bytes.clone(), self.reader.clone())
            .with_batch_size(n_rows)
    }

    fn dataset(&self) -> Result<Dataset, StoreError> {
        let builder = self.builder();
        let schema = builder.schema().clone();
        let columns = schema.fields().iter().map(|field| field.name().as_str()).filter(|name| !EXTRA.contains(name));
        let mask = ProjectionMask::columns(builder.parquet_schema(), columns);
        let mut dataset = Dataset {
            snapshot_id: self.metadata.snapshot_id.clone(),
            reader_version: self.metadata.reader_version.clone(),
            sources: self.metadata.sources.iter().map(SourceRow::from).collect(),
            ..Dataset::default()
        };
        let mut names = Names::default();
        for batch in builder.with_projection(mask).build().map_err(failed)? {
            let batch = batch.map_err(|error| failed(error.into()))?;
            add(&Batch(&batch), &mut dataset, &mut names, &self.metadata.url_beginnings).map_err(failed)?;
        }
        dataset.employers = names.employers.into_names();
        dataset.skills = names.skills.into_names();
        number_openings(&mut dataset);
        Ok(dataset)
    }

    fn extra(&self, idx: usize) -> Result<HistoryExtra, StoreError> {
        self.extras(&[idx])?.pop().ok_or_else(|| failed(broken("a row is not there")))
    }

    /// The extras of rows, whose numbers rise.
    fn extras(&self, rows: &[usize]) -> Result<Vec<HistoryExtra>, StoreError> {
        let is_rising = rows.windows(2).all(|pair| matches!(pair, [a, b] if a < b));
        if !is_rising || rows.last().is_some_and(|last| *last >= self.n_rows()) {
            return Err(failed(broken("a row is not there")));
        }
        let builder = self.builder();
        let mask = ProjectionMask::columns(builder.parquet_schema(), EXTRA.iter().copied());
        let ranges = rows.iter().map(|row| *row..row.saturating_add(1));
        let selection = RowSelection::from_consecutive_ranges(ranges, self.n_rows());
        let reader = builder.with_projection(mask).with_row_selection(selection).build().map_err(failed)?;
        let mut extras = Vec::with_capacity(rows.len());
        for batch in reader {
            let batch = batch.map_err(|error| failed(error.into()))?;
            for row in 0..batch.num_rows() {
                extras.push(read_extra(&batch, row).map_err(failed)?);
            }
        }
        Ok(extras)
    }
}

fn read_extra(batch: &RecordBatch, row: usize) -> Result<HistoryExtra, ParquetError> {
    let batch = Batch(batch);
    let spans = |start: &str, length: &str| {
        let (start, length) = (batch.list::<UInt32Type>(start)?, batch.list::<UInt32Type>(length)?);
        let mut end: u32 = 0;
        let mut span = |(start, length): (Option<u32>, Option<u32>)| {
            let start = start?;
            let distance = (start >> 1).cast_signed() ^ -(start & 1).cast_signed();
            let start = end.wrapping_add(distance.cast_unsigned());
            end = start.wrapping_add(length?);
            Some(Span { start, end })
        };
        Ok::<_, ParquetError>(start.get(row).zip(length.get(row)).map(&mut span).collect::<Vec<_>>())
    };
    Ok(HistoryExtra {
        text_sha256: digest_at(batch.digests("text_sha256")?, row).ok_or_else(|| broken("a text has no digest"))?,
        skills: spans("skill_start", "skill_length")?,
        pay: spans("pay_start", "pay_length")?,
        years: spans("years_start", "years_length")?,
        places: spans("place_start", "place_length")?,
    })
}

#[derive(Default)]
struct Names {
    employers: Numbers,
    skills: Numbers,
}

fn list<T: Copy>(
    batch: &Batch<'_>,
    name: &str,
    mean: fn(&str) -> Option<T>,
) -> Result<impl Fn(usize) -> Vec<T>, ParquetError> {
    let column = batch.words(name)?;
    let meanings = column.meanings(mean);
    Ok(move |row| column.meant(row, &meanings))
}

fn add(batch: &Batch<'_>, dataset: &mut Dataset, names: &mut Names, beginnings: &[String]) -> Result<(), ParquetError> {
    let source = batch.word("source")?;
    let source_of = source.meanings(|id| dataset.sources.iter().position(|it| it.id == id));
    let (id_number, id_text) = (batch.primitive::<UInt64Type>("id_number")?, batch.texts("id_text")?);
    let (posted, month, url) = (batch.days("posted")?, batch.days("month")?, batch.texts("url")?);
    let (poster, employer) = (batch.numbers("poster")?, batch.word("employer")?);
    let mut employer_of = Renumbered::new(&mut names.employers, &employer);
    let (is_offer, equity) = (batch.flags("is_offer")?, batch.flags("equity")?);
    let (visa, language) = (batch.word("visa")?, batch.word("language")?);
    let visa_of = visa.meanings(Visa::from_name);
    let seniority = list(batch, "seniority", Seniority::from_name)?;
    let role_family = list(batch, "role_family", RoleFamily::from_name)?;
    let work_modes = list(batch, "work_modes", WorkMode::from_name)?;
    let employment = list(batch, "employment", Employment::from_name)?;
    let education = list(batch, "education", Education::from_name)?;
    let domain = list(batch, "domain", Domain::from_name)?;
    let remote_scope = batch.words("remote_scope")?;
    let skills = SkillColumns { skill: batch.words("skill")?, need: batch.words("skill_need")? };
    let need_of = skills.need.meanings(SkillNeed::from_name);
    let mut skill_of = Renumbered::new(&mut names.skills, skills.skill.items());
    let (pay, years) = (PayColumns::new(batch)?, YearsColumns::new(batch)?);
    let (city, country) = (batch.words("place_city")?, batch.words("place_country")?);
    let region = batch.since("place_region", Batch::words)?;
    let (own, accepts) = (OwnColumns::new(batch)?, AcceptColumns::new(batch)?);
    let soft_skills = batch.since("soft_skills", Batch::words)?;
    let titles = batch.words("role_title")?;
    let mut openings = OpeningColumns::new(batch)?;
    dataset.postings.reserve(batch.0.num_rows());
    for row in 0..batch.0.num_rows() {
        let source = source.key(row).and_then(|key| source_of.get(key).copied().flatten());
        let source = source.ok_or_else(|| broken("a posting of no known source"))?;
        let id = at(id_number, row).map(|it| it.to_string()).or(at(id_text, row).map(str::to_owned));
        let id = id.ok_or_else(|| broken("a posting has no id"))?;
        let url = at(url, row).map(|url| match url {
            "" => format!("{}{id}", beginnings.get(source).map_or("", String::as_str)),
            url => url.to_owned(),
        });
        let mut regions = region.as_ref().map(|it| it.items_of(row));
        let mut region = || regions.as_mut().and_then(|it| it.next().flatten()).map(str::to_owned);
        let places = city.items_of(row).zip(country.items_of(row));
        let place = |(city, country): (Option<&str>, Option<&str>)| PlaceRow {
            city: city.map(str::to_owned),
            country: country.map(str::to_owned),
            region: region(),
        };
        let mut roles: Vec<RoleRow> = titles
            .items_of(row)
            .map(|title| RoleRow { title: title.unwrap_or_default().to_owned(), ..RoleRow::default() })
            .collect();
        if let Some(own) = &own {
            own.add(row, &mut roles)?;
        }
        let posting = PostingRow {
            id,
            source: u32::try_from(source).unwrap_or(u32::MAX),
            posted: day_at(posted, row),
            month: day_at(month, row).map(Date::to_month),
            last_seen: None,
            url,
            poster: at(poster, row),
            employer: employer_of.get(&employer, row),
            is_offer: at(is_offer, row).unwrap_or(false),
            roles,
            seniority: seniority(row),
            role_family: role_family(row),
            years: years.get(row),
            pay: pay.get(row)?,
            equity: at(equity, row),
            places: places.map(place).collect(),
            work_modes: work_modes(row),
            remote_scope: remote_scope.owned(row),
            employment: employment(row),
            visa: visa.key(row).and_then(|key| visa_of.get(key).copied().flatten()).unwrap_or_default(),
            skills: skills.get(row, &mut skill_of, &need_of)?,
            accepts_instead: accepts.as_ref().map_or_else(Vec::new, |it| it.get(row)),
            education: education(row),
            soft_skills: soft_skills.as_ref().map_or_else(Vec::new, |it| it.owned(row)),
            domain: domain(row),
            language: language.owned(row),
        };
        dataset.postings.push(posting);
        openings.add(row, dataset, &mut employer_of)?;
    }
    Ok(())
}

/// What roles have to themselves; the first format has none of it.
struct OwnColumns<'a> {
    role: ListColumn<'a, UInt32Type>,
    sort: crate::columns::WordsColumn<'a>,
    item: ListColumn<'a, UInt32Type>,
    name: crate::columns::WordsColumn<'a>,
}

impl<'a> OwnColumns<'a> {
    fn new(batch: &Batch<'a>) -> Result<Option<Self>, ParquetError> {
        let Some(role) = batch.since("own_role", Batch::list)? else { return Ok(None) };
        let (sort, item, name) = (batch.words("own_sort")?, batch.list("own_item")?, batch.words("own_name")?);
        Ok(Some(Self { role, sort, item, name }))
    }

    fn add(&self, row: usize, roles: &mut [RoleRow]) -> Result<(), ParquetError> {
        let facts = self.role.get(row).zip(self.sort.items_of(row));
        let values = self.item.get(row).zip(self.name.items_of(row));
        for ((role, sort), (item, name)) in facts.zip(values) {
            let role = role.and_then(|role| roles.get_mut(usize::try_from(role).ok()?));
            let own = role.ok_or_else(|| broken("a fact of a role that is not"))?.own.get_or_insert_default();
            let unknown = || broken("a role's own fact is of no known sort or value");
            let item = || item.ok_or_else(unknown);
            let name = name.unwrap_or_default();
            match sort.unwrap_or_default() {
                OWN_SENIORITY => own.seniority.push(Seniority::from_name(name).ok_or_else(unknown)?),
                OWN_FAMILY => own.role_family.push(RoleFamily::from_name(name).ok_or_else(unknown)?),
                OWN_PAY => own.pay.push(item()?),
                OWN_PLACE => own.places.push(item()?),
                OWN_SKILL => own.skills.push(item()?),
                _ => return Err(unknown()),
            }
        }
        Ok(())
    }
}

/// What postings accept instead; the first format has none of it.
struct AcceptColumns<'a> {
    trains: ListColumn<'a, UInt32Type>,
    n_skills: ListColumn<'a, UInt32Type>,
    skill: crate::columns::WordsColumn<'a>,
}

impl<'a> AcceptColumns<'a> {
    fn new(batch: &Batch<'a>) -> Result<Option<Self>, ParquetError> {
        let Some(trains) = batch.since("accept_trains", Batch::list)? else { return Ok(None) };
        Ok(Some(Self { trains, n_skills: batch.list("accept_n_skills")?, skill: batch.words("accept_skill")? }))
    }

    fn get(&self, row: usize) -> Vec<AlternativeRow> {
        let mut skills = self.skill.get(row);
        let each = self.trains.get(row).zip(self.n_skills.get(row));
        let alternative = |(trains, n): (Option<u32>, Option<u32>)| AlternativeRow {
            any_of: skills.by_ref().take(n.unwrap_or(0) as usize).map(str::to_owned).collect(),
            trains: trains == Some(1),
        };
        each.map(alternative).collect()
    }
}

struct SkillColumns<'a> {
    skill: crate::columns::WordsColumn<'a>,
    need: crate::columns::WordsColumn<'a>,
}

impl SkillColumns<'_> {
    fn get(
        &self,
        row: usize,
        skill_of: &mut Renumbered<'_>,
        need_of: &[Option<SkillNeed>],
    ) -> Result<Vec<SkillRow>, ParquetError> {
        let (skills, needs) = (self.skill.range(row), self.need.range(row));
        let mut found = Vec::with_capacity(skills.len());
        for (skill, need) in skills.zip(needs) {
            let need = self.need.items().key(need).and_then(|key| need_of.get(key).copied().flatten());
            let skill = skill_of.get(self.skill.items(), skill);
            let (skill, need) = skill.zip(need).ok_or_else(|| broken("a skill has no name or need"))?;
            found.push(SkillRow { skill, need });
        }
        Ok(found)
    }
}

struct PayColumns<'a> {
    min: ListColumn<'a, UInt64Type>,
    max: ListColumn<'a, UInt64Type>,
    currency: crate::columns::WordsColumn<'a>,
    period: crate::columns::WordsColumn<'a>,
    kind: crate::columns::WordsColumn<'a>,
    inferred: ListColumn<'a, UInt32Type>,
}

impl<'a> PayColumns<'a> {
    fn new(batch: &Batch<'a>) -> Result<Self, ParquetError> {
        Ok(Self {
            min: batch.list("pay_min")?,
            max: batch.list("pay_max")?,
            currency: batch.words("pay_currency")?,
            period: batch.words("pay_period")?,
            kind: batch.words("pay_kind")?,
            inferred: batch.list("pay_inferred")?,
        })
    }

    fn get(&self, row: usize) -> Result<Vec<PayRow>, ParquetError> {
        let amounts = self.min.get(row).zip(self.max.get(row)).zip(self.inferred.get(row));
        let words = self.currency.items_of(row).zip(self.period.items_of(row)).zip(self.kind.items_of(row));
        let mut found = Vec::new();
        for (((min, max), inferred), ((currency, period), kind)) in amounts.zip(words) {
            let inferred = inferred.unwrap_or(0);
            found.push(PayRow {
                min,
                max,
                currency: currency.map(str::to_owned),
                period: period.and_then(Period::from_name),
                kind: kind.and_then(PayKind::from_name).ok_or_else(|| broken("pay of no known kind"))?,
                is_currency_inferred: inferred & 1 != 0,
                is_period_inferred: inferred & 2 != 0,
            });
        }
        Ok(found)
    }
}

struct YearsColumns<'a> {
    min: ListColumn<'a, Float32Type>,
    max: ListColumn<'a, Float32Type>,
    of: crate::columns::WordsColumn<'a>,
}

impl<'a> YearsColumns<'a> {
    fn new(batch: &Batch<'a>) -> Result<Self, ParquetError> {
        Ok(Self { min: batch.list("years_min")?, max: batch.list("years_max")?, of: batch.words("years_of")? })
    }

    fn get(&self, row: usize) -> Vec<YearsRow> {
        let items = self.min.get(row).zip(self.max.get(row)).zip(self.of.items_of(row));
        items.map(|((min, max), of)| YearsRow { min, max, of: of.map(str::to_owned) }).collect()
    }
}

/// Openings are numbered here by first sight; [`number_openings`] puts them in the order of their ids.
struct OpeningColumns<'a> {
    repeat: ListColumn<'a, UInt32Type>,
    id: crate::columns::TextsColumn<'a>,
    title: crate::columns::TextsColumn<'a>,
    employer: crate::columns::TextsColumn<'a>,
    first_seen: ListColumn<'a, Date32Type>,
    last_seen: ListColumn<'a, Date32Type>,
    /// By opening, what the file says in place of what is derived.
    said: Vec<Said<'a>>,
}

#[derive(Default)]
struct Said<'a> {
    title: Option<&'a str>,
    first_seen: Option<Date>,
    last_seen: Option<Date>,
}

impl<'a> OpeningColumns<'a> {
    fn new(batch: &Batch<'a>) -> Result<Self, ParquetError> {
        Ok(Self {
            repeat: batch.list("role_repeat")?,
            id: batch.text_lists("opening_id")?,
            title: batch.text_lists("opening_title")?,
            employer: batch.text_lists("opening_employer")?,
            first_seen: batch.list("opening_first_seen")?,
            last_seen: batch.list("opening_last_seen")?,
            said: Vec::new(),
        })
    }

    /// Adds the openings of the last posting of the dataset.
    fn add(&mut self, row: usize, dataset: &mut Dataset, employers: &mut Renumbered<'_>) -> Result<(), ParquetError> {
        let Some(mut posting) = dataset.postings.pop() else { return Ok(()) };
        let posting_idx = u32::try_from(dataset.postings.len()).unwrap_or(u32::MAX);
        let mut firsts = self.id.get(row).zip(self.title.get(row)).zip(self.employer.get(row));
        let mut days = self.first_seen.get(row).zip(self.last_seen.get(row));
        for (role_idx, repeat) in self.repeat.get(row).enumerate() {
            let Some(ago) = repeat else { continue };
            let missing = || broken("a role continues an opening that is not");
            let n_seen = dataset.openings.len();
            let place =
                if ago == 0 { Some(n_seen) } else { n_seen.checked_sub(usize::try_from(ago).unwrap_or(usize::MAX)) };
            let place = place.ok_or_else(missing)?;
            let role = posting.roles.get(role_idx).ok_or_else(missing)?;
            let mut opening = match dataset.openings.get_mut(place) {
                Some(opening) => std::mem::take(opening),
                None => OpeningRow::default(),
            };
            derive(&mut opening, dataset, &posting, role_idx, role);
            if ago == 0 {
                let ((id, title), employer) = firsts.next().ok_or_else(missing)?;
                let (first_seen, last_seen) = days.next().ok_or_else(missing)?;
                if let Some(id) = id {
                    id.clone_into(&mut opening.id);
                }
                match employer {
                    None => {}
                    Some("") => opening.employer = None,
                    Some(name) => opening.employer = Some(employers.number(name)),
                }
                let day = |days: Option<i32>| days.and_then(Date::from_days);
                self.said.push(Said { title, first_seen: day(first_seen), last_seen: day(last_seen) });
                dataset.openings.push(OpeningRow::default());
            }
            let said = self.said.get(place).ok_or_else(missing)?;
            if let Some(title) = said.title {
                title.clone_into(&mut opening.title);
            }
            opening.first_seen = said.first_seen.or(opening.first_seen);
            opening.last_seen = said.last_seen.or(opening.last_seen);
            if opening.postings.last() != Some(&posting_idx) {
                opening.postings.push(posting_idx);
            }
            if let Some(slot) = dataset.openings.get_mut(place) {
                *slot = opening;
            }
            if let Some(role) = posting.roles.get_mut(role_idx) {
                role.opening = u32::try_from(place).ok();
            }
        }
        dataset.postings.push(posting);
        Ok(())
    }
}

/// Puts openings in the order of their ids, and their postings in order of time.
fn number_openings(dataset: &mut Dataset) {
    let mut order: Vec<usize> = (0..dataset.openings.len()).collect();
    let openings = &dataset.openings;
    order.sort_by(|a, b| openings.get(*a).map(|it| &it.id).cmp(&openings.get(*b).map(|it| &it.id)));
    let mut number_of = vec![0_u32; order.len()];
    for (number, place) in (0..).zip(&order) {
        if let Some(slot) = number_of.get_mut(*place) {
            *slot = number;
        }
    }
    let mut sorted = Vec::with_capacity(order.len());
    for place in order {
        if let Some(opening) = dataset.openings.get_mut(place) {
            sorted.push(std::mem::take(opening));
        }
    }
    dataset.openings = sorted;
    for posting in &mut dataset.postings {
        for role in &mut posting.roles {
            let place = role.opening.and_then(|place| usize::try_from(place).ok());
            role.opening = place.and_then(|place| number_of.get(place).copied());
        }
    }
    crate::dataset::order_postings(dataset);
}
