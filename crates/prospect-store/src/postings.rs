//! Table `postings`: one row a posting, with every fact that is a plain value or a list of words.

use crate::StoreError;
use crate::built::{BuiltPosting, parse_locator};
use crate::columns::{Batch, at, day_at, digest_at};
use crate::table::TableWriter;
use arrow_array::RecordBatch;
use parquet::errors::ParquetError;
use prospect_model::{Body, Date, Facts, Fields, Month, Posting, Record, Role, Visa};

/// Appends one row.
pub(crate) fn write(table: &mut TableWriter, posting_idx: u32, built: &BuiltPosting) -> Result<(), StoreError> {
    built.check()?;
    // Destructured whole: a new field of the model must be placed somewhere, or this does not compile.
    let Posting { id, source, posted, month, url, poster, body: _, fields } = &built.posting;
    let Fields { title, employer, location, pay, employment, work_mode, remote_scope } = fields;
    let Record { document, locator } = &built.record;
    let Facts {
        schema,
        id: _,
        text: html_text,
        offer,
        employer: facts_employer,
        titles,
        seniority,
        role_family,
        roles,
        years: _,
        pay: _,
        equity,
        places: _,
        work_modes,
        remote_scope: facts_remote_scope,
        remote_scope_text,
        employment: facts_employment,
        visa,
        skills: _,
        accepts_instead: _,
        education,
        soft_skills,
        domain,
        domain_paths,
        language,
        evidence: _,
        problems: _,
    } = &built.facts;
    table
        .row()?
        .number(posting_idx)
        .text(source.as_str())
        .text(id.as_str())
        .digest(*document)
        .text(locator.to_string().as_str())
        .day(*posted)
        .day(month.map(Month::first_day))
        .text(url.as_deref())
        .text(poster.as_deref())
        .text(facts_employer.as_deref())
        .flag(*offer)
        .words(titles)
        .words(roles.iter().map(|role: &Role| &role.title))
        .words(roles.iter().map(|role| joined(role.seniority.iter().map(|it| it.as_str()))))
        .words(roles.iter().map(|role| joined(role.role_family.iter().map(|it| it.as_str()))))
        .words(seniority.iter().map(|it| it.as_str()))
        .words(role_family.iter().map(|it| it.as_str()))
        .words(work_modes.iter().map(|it| it.as_str()))
        .words(facts_remote_scope)
        .text(remote_scope_text.as_deref())
        .words(facts_employment.iter().map(|it| it.as_str()))
        .words(education.iter().map(|it| it.as_str()))
        .words(soft_skills)
        .words(domain.iter().map(|it| it.as_str()))
        .words(domain_paths.iter().map(|it| it.as_str()))
        .text(visa.as_str())
        .flag(*equity)
        .text(language.as_deref())
        .text(title.as_deref())
        .text(employer.as_deref())
        .text(location.as_deref())
        .text(pay.as_deref())
        .text(employment.as_deref())
        .text(work_mode.as_deref())
        .text(remote_scope.as_deref())
        .number(*schema)
        .flag(html_text.is_some())
        .digest(built.text_sha256)
        .text(built.text.as_str());
    Ok(())
}

/// Names as one text; none of them holds a space.
fn joined(names: impl Iterator<Item = &'static str>) -> String {
    names.collect::<Vec<_>>().join(" ")
}

/// Reads one row: everything but what the tables `facts` and `skills` add.
pub(crate) fn read(batch: &RecordBatch, row: usize) -> Result<BuiltPosting, ParquetError> {
    let batch = Batch(batch);
    let missing = |what: &str| ParquetError::General(format!("a posting has no {what}"));
    let text = |name: &str| Ok::<_, ParquetError>(at(batch.texts(name)?, row).map(str::to_owned));
    let word = |name: &str| Ok::<_, ParquetError>(batch.word(name)?.owned(row));
    let words = |name: &str| Ok::<_, ParquetError>(batch.words(name)?.owned(row));
    let flag = |name: &str| Ok::<_, ParquetError>(at(batch.flags(name)?, row));
    let digest = |name: &str| digest_at(batch.digests(name)?, row).ok_or_else(|| missing(name));
    let id = text("posting_id")?.ok_or_else(|| missing("id"))?;
    let plain_text = text("text")?.unwrap_or_default();
    let locator = text("locator")?.and_then(|it| parse_locator(&it)).ok_or_else(|| missing("locator"))?;
    let facts = Facts {
        schema: at(batch.numbers("facts_schema")?, row).unwrap_or_default(),
        id: id.clone(),
        text: flag("is_html")?.unwrap_or_default().then(|| plain_text.clone()),
        offer: flag("is_offer")?,
        employer: word("employer")?,
        titles: words("titles")?,
        seniority: named(&words("seniority")?, prospect_model::Seniority::from_name)?,
        role_family: named(&words("role_family")?, prospect_model::RoleFamily::from_name)?,
        work_modes: named(&words("work_modes")?, prospect_model::WorkMode::from_name)?,
        remote_scope: words("remote_scope")?,
        remote_scope_text: text("remote_scope_text")?,
        employment: named(&words("employment")?, prospect_model::Employment::from_name)?,
        visa: word("visa")?.and_then(|it| Visa::from_name(&it)).ok_or_else(|| missing("visa"))?,
        equity: flag("equity")?,
        education: named(&words("education")?, prospect_model::Education::from_name)?,
        soft_skills: words("soft_skills")?,
        domain: named(&words("domain")?, prospect_model::Domain::from_name)?,
        // Snapshots of before have no such column.
        domain_paths: match batch.0.column_by_name("domain_paths") {
            Some(_) => named(&words("domain_paths")?, prospect_model::DomainPath::from_name)?,
            None => Vec::new(),
        },
        language: word("language")?.map(Into::into),
        ..Facts::default()
    };
    let posting = Posting {
        id,
        source: word("source")?.ok_or_else(|| missing("source"))?,
        posted: day_at(batch.days("posted")?, row),
        month: day_at(batch.days("month")?, row).map(Date::to_month),
        url: text("url")?,
        poster: word("poster")?,
        body: Body::Text(plain_text.clone()),
        fields: Fields {
            title: text("field_title")?,
            employer: word("field_employer")?,
            location: word("field_location")?,
            pay: text("field_pay")?,
            employment: word("field_employment")?,
            work_mode: word("field_work_mode")?,
            remote_scope: word("field_remote_scope")?,
        },
    };
    let record = Record { document: digest("document_sha256")?, locator };
    Ok(BuiltPosting { posting, record, facts, text: plain_text, text_sha256: digest("text_sha256")? })
}

/// Values of names; a name that the model does not know is of a newer build, which its format would have told.
fn named<T>(names: &[String], value: impl Fn(&str) -> Option<T>) -> Result<Vec<T>, ParquetError> {
    let unknown = |name: &String| ParquetError::General(format!("`{name}` is no value of its column"));
    names.iter().map(|name| value(name).ok_or_else(|| unknown(name))).collect()
}
