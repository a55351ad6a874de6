//! The rows that questions read: a whole snapshot, or the shipped history, in memory.
//!
//! Facts only, no text. Ids that lead back to postings are kept, so that each figure can be traced.

use crate::{
    Date, Domain, Education, Employment, Month, PayKind, Period, RoleFamily, Seniority, SkillNeed, Visa, WorkMode,
};

/// Everything that a question may ask about.
#[derive(Clone, Debug, Default)]
pub struct Dataset {
    /// Id of the snapshot, or `history-<version>` for the shipped history.
    pub snapshot_id: String,
    /// Version of the readers that made it.
    pub reader_version: String,
    /// Sources, by index.
    pub sources: Vec<SourceRow>,
    /// Canonical employer names, by index.
    pub employers: Vec<String>,
    /// Skill ids, by index.
    pub skills: Vec<String>,
    /// Postings in the order of the snapshot: by source, then time, then id.
    pub postings: Vec<PostingRow>,
    /// Openings in the order of their ids.
    pub openings: Vec<OpeningRow>,
    /// Spells of postings whose board was looked at again and again, so that their end is seen; `None` where nothing
    /// was. Archives of days hold no texts, so a row need not have a posting.
    pub watched: Option<Watched>,
}

/// Postings that were looked at again and again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Watched {
    /// The days that rows name, in order, each once.
    pub looks: Vec<Date>,
    /// The spells, in the order of source, id and number.
    pub rows: Vec<WatchedRow>,
}

/// One spell of a posting that was looked at again and again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WatchedRow {
    /// Id of the source.
    pub source: String,
    /// The board's name at its service; `None` where the source has no boards.
    pub board: Option<String>,
    /// The source's own id of the posting.
    pub id: String,
    /// The employer as the source names it; empty where it does not.
    pub employer: String,
    /// Its title; empty where the source has none.
    pub title: String,
    /// Day of publication, as the employer states it.
    pub published: Option<Date>,
    /// First look that showed it.
    pub first_seen: Date,
    /// Last look that showed it.
    pub last_seen: Date,
    /// Whole looks between these two that did not show it.
    pub n_missed: u32,
    /// Whether a whole look before it did not show it, so that its beginning was seen.
    pub is_start_seen: bool,
    /// First whole look after the last that showed it; `None` while it is there, or when nobody knows.
    pub closed: Option<Date>,
}

impl Watched {
    /// Orders rows and gathers the days that they name; `None` without rows.
    #[must_use]
    pub fn of(mut rows: Vec<WatchedRow>) -> Option<Self> {
        if rows.is_empty() {
            return None;
        }
        rows.sort_by(|a, b| {
            let key = |row: &WatchedRow| (row.first_seen, row.last_seen);
            (&a.source, &a.id).cmp(&(&b.source, &b.id)).then_with(|| key(a).cmp(&key(b)))
        });
        let mut looks: Vec<Date> =
            rows.iter().flat_map(|row| [Some(row.first_seen), Some(row.last_seen), row.closed]).flatten().collect();
        looks.sort_unstable();
        looks.dedup();
        Some(Self { looks, rows })
    }
}

/// A source and what came from it.
#[derive(Clone, Debug, Default)]
pub struct SourceRow {
    /// Id: `hn`, `ats`, ….
    pub id: String,
    /// What the source's postings are, for a sentence: "comments in the Hacker News hiring threads".
    pub frame: String,
    /// Whether shares may be computed within it (it is not restricted to one technology).
    pub is_denominator: bool,
    /// Records that came in, offers or not.
    pub n_records: u64,
    /// Problems counted while importing, parsing and reading.
    pub n_problems: u64,
}

/// One posting's facts.
#[derive(Clone, Debug, Default)]
pub struct PostingRow {
    /// The source's own id.
    pub id: String,
    /// Index into `sources`.
    pub source: u32,
    /// Day of publication.
    pub posted: Option<Date>,
    /// Month that it counts for.
    pub month: Option<Month>,
    /// Last day on which a look at its board showed it; `None` where nobody looked.
    pub last_seen: Option<Date>,
    /// Public address.
    pub url: Option<String>,
    /// Number of the account that published it (a grouping key); `None` where there is none.
    pub poster: Option<u32>,
    /// Index into `employers`.
    pub employer: Option<u32>,
    /// Whether it offers a job.
    pub is_offer: bool,
    /// Offered roles; one row with an empty title when the posting names none.
    pub roles: Vec<RoleRow>,
    /// Levels named.
    pub seniority: Vec<Seniority>,
    /// Kinds of work.
    pub role_family: Vec<RoleFamily>,
    /// Years asked.
    pub years: Vec<YearsRow>,
    /// Pay stated.
    pub pay: Vec<PayRow>,
    /// Whether equity is offered.
    pub equity: Option<bool>,
    /// Work places.
    pub places: Vec<PlaceRow>,
    /// Work modes possible.
    pub work_modes: Vec<WorkMode>,
    /// Where remote workers must be.
    pub remote_scope: Vec<String>,
    /// Forms of engagement.
    pub employment: Vec<Employment>,
    /// Work permits.
    pub visa: Visa,
    /// Skills named.
    pub skills: Vec<SkillRow>,
    /// What it accepts instead of a named skill.
    pub accepts_instead: Vec<AlternativeRow>,
    /// Education asked.
    pub education: Vec<Education>,
    /// Soft skills asked, by canonical name.
    pub soft_skills: Vec<String>,
    /// What is built, the surest first.
    pub domain: Vec<Domain>,
    /// ISO 639-1 code.
    pub language: Option<String>,
}

/// One role of a posting.
#[derive(Clone, Debug, Default)]
pub struct RoleRow {
    /// Title as written, empty when none is named.
    pub title: String,
    /// Index into `openings`; `None` for a posting that offers no job.
    pub opening: Option<u32>,
    /// What it has to itself among several roles; `None` where the posting tells its roles apart by title at most.
    pub own: Option<Box<OwnFacts>>,
}

/// What one of several roles has to itself: read from its own title and lines. Lists may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnFacts {
    /// Levels in its title.
    pub seniority: Vec<Seniority>,
    /// Kinds of work in its title.
    pub role_family: Vec<RoleFamily>,
    /// Indexes into the posting's `pay`.
    pub pay: Vec<u32>,
    /// Indexes into the posting's `places`.
    pub places: Vec<u32>,
    /// Indexes into the posting's `skills`.
    pub skills: Vec<u32>,
}

impl OwnFacts {
    /// Whether it says nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl PostingRow {
    /// The skills of a role: those of its own lines, and those that stand in no role's own lines.
    ///
    /// A skill in another role's lines is that role's alone; what stands outside of all of them holds for each, but for
    /// a role whose title says that its work is not technical: a salesperson beside engineers is asked for no Rust.
    pub fn skills_of(&self, role: usize) -> impl Iterator<Item = &SkillRow> {
        let (own, is_shared) = self.split(role, |own| &own.skills);
        let families = self.split(role, |own| &own.role_family).0;
        let is_technical = families.is_empty() || families.iter().any(|family| family.is_technical());
        let is_its = move |at: u32| own.contains(&at) || (is_technical && is_shared(at));
        self.skills.iter().zip(0..).filter(move |(_, at)| is_its(*at)).map(|(row, _)| row)
    }

    /// The pay of a role: its own where its lines state any, else what stands in no role's own lines.
    pub fn pay_of(&self, role: usize) -> impl Iterator<Item = &PayRow> {
        let (own, is_shared) = self.split(role, |own| &own.pay);
        let is_its = move |at: u32| if own.is_empty() { is_shared(at) } else { own.contains(&at) };
        self.pay.iter().zip(0..).filter(move |(_, at)| is_its(*at)).map(|(row, _)| row)
    }

    /// The places of a role, by the rule of [`pay_of`](Self::pay_of).
    pub fn places_of(&self, role: usize) -> impl Iterator<Item = &PlaceRow> {
        let (own, is_shared) = self.split(role, |own| &own.places);
        let is_its = move |at: u32| if own.is_empty() { is_shared(at) } else { own.contains(&at) };
        self.places.iter().zip(0..).filter(move |(_, at)| is_its(*at)).map(|(row, _)| row)
    }

    /// The levels of a role: those of its title, else those that the posting names and no title has to itself.
    pub fn seniority_of(&self, role: usize) -> impl Iterator<Item = Seniority> {
        let (own, is_shared) = self.split(role, |own| &own.seniority);
        let shared = self.seniority.iter().copied().filter(move |level| own.is_empty() && is_shared(*level));
        own.iter().copied().chain(shared)
    }

    /// The kinds of work of a role, by the rule of [`seniority_of`](Self::seniority_of).
    pub fn role_family_of(&self, role: usize) -> impl Iterator<Item = RoleFamily> {
        let (own, is_shared) = self.split(role, |own| &own.role_family);
        let shared = self.role_family.iter().copied().filter(move |family| own.is_empty() && is_shared(*family));
        own.iter().copied().chain(shared)
    }

    /// What a role has to itself of one sort, and whether a value is in no role's own list.
    fn split<'a, T: PartialEq + Copy + 'a>(
        &'a self,
        role: usize,
        list: impl Fn(&'a OwnFacts) -> &'a Vec<T> + Copy + 'a,
    ) -> (&'a [T], impl Fn(T) -> bool + 'a) {
        let own = self.roles.get(role).and_then(|role| role.own.as_deref()).map_or(&[][..], |own| list(own));
        let lists = move || self.roles.iter().filter_map(move |role| role.own.as_deref().map(list));
        (own, move |value| !lists().any(|list| list.contains(&value)))
    }
}

/// What a posting accepts instead of one named skill.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlternativeRow {
    /// Ids of skills of which one is enough; in the lexicon, whether the posting names them elsewhere or not.
    pub any_of: Vec<String>,
    /// Whether the posting says that it teaches what is missing.
    pub trains: bool,
}

/// A skill that a posting names.
#[derive(Clone, Copy, Debug)]
pub struct SkillRow {
    /// Index into `skills` of the dataset.
    pub skill: u32,
    /// How strongly it is asked.
    pub need: SkillNeed,
}

/// Pay that a posting states.
#[derive(Clone, Debug)]
pub struct PayRow {
    /// Lowest amount, whole units.
    pub min: Option<u64>,
    /// Highest amount, whole units.
    pub max: Option<u64>,
    /// ISO 4217 code.
    pub currency: Option<String>,
    /// What one payment covers.
    pub period: Option<Period>,
    /// What the amount is.
    pub kind: PayKind,
    /// Whether the currency was inferred from place or custom.
    pub is_currency_inferred: bool,
    /// Whether the period was inferred from the amount.
    pub is_period_inferred: bool,
}

/// A work place that a posting names.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PlaceRow {
    /// City by its usual full name.
    pub city: Option<String>,
    /// ISO 3166-1 alpha-2 code.
    pub country: Option<String>,
    /// First-level region as ISO 3166-2 (`US-CA`) where it is sure.
    pub region: Option<String>,
}

/// Years of experience that a posting asks.
#[derive(Clone, Debug)]
pub struct YearsRow {
    /// Least years.
    pub min: Option<f32>,
    /// Most years.
    pub max: Option<f32>,
    /// Of what, as written.
    pub of: Option<String>,
}

/// One role of one employer over time.
#[derive(Clone, Debug, Default)]
pub struct OpeningRow {
    /// Id from its earliest posting: survives rebuilds.
    pub id: String,
    /// Index into `employers`.
    pub employer: Option<u32>,
    /// Title of its earliest posting that names one.
    pub title: String,
    /// Indexes into `postings`, in order of time.
    pub postings: Vec<u32>,
    /// First day seen.
    pub first_seen: Option<Date>,
    /// Last day seen.
    pub last_seen: Option<Date>,
    /// Day on which all of its watched postings were gone; `None` while one is there, or where nobody looked.
    pub closed: Option<Date>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(skills: &[u32], pay: &[u32], seniority: &[Seniority]) -> RoleRow {
        let own = OwnFacts {
            skills: skills.to_vec(),
            pay: pay.to_vec(),
            seniority: seniority.to_vec(),
            ..OwnFacts::default()
        };
        RoleRow { own: (!own.is_empty()).then(|| Box::new(own)), ..RoleRow::default() }
    }

    fn posting(roles: Vec<RoleRow>) -> PostingRow {
        let pay = |min| PayRow {
            min: Some(min),
            max: None,
            currency: None,
            period: None,
            kind: PayKind::Base,
            is_currency_inferred: false,
            is_period_inferred: false,
        };
        PostingRow {
            roles,
            seniority: vec![Seniority::Senior, Seniority::Executive],
            pay: vec![pay(1), pay(2)],
            skills: (0..3).map(|skill| SkillRow { skill, need: SkillNeed::Required }).collect(),
            ..PostingRow::default()
        }
    }

    fn seen(posting: &PostingRow, role: usize) -> (Vec<u32>, Vec<Option<u64>>, Vec<Seniority>) {
        (
            posting.skills_of(role).map(|row| row.skill).collect(),
            posting.pay_of(role).map(|row| row.min).collect(),
            posting.seniority_of(role).collect(),
        )
    }

    #[test]
    fn a_role_has_its_own_facts_and_what_is_no_other_s() {
        use Seniority::{Executive, Senior};
        let posting = posting(vec![own(&[], &[], &[Executive]), own(&[0], &[1], &[]), own(&[1], &[], &[])]);
        // Skill 2 stands outside of all roles' lines; pay 0 does; what is the second role's is not the first's.
        assert_eq!(seen(&posting, 0), (vec![2], vec![Some(1)], vec![Executive]));
        assert_eq!(seen(&posting, 1), (vec![0, 2], vec![Some(2)], vec![Senior]));
        assert_eq!(seen(&posting, 2), (vec![1, 2], vec![Some(1)], vec![Senior]));
    }

    #[test]
    fn a_role_that_is_not_technical_shares_no_skill() {
        let family = |family| {
            let own = OwnFacts { role_family: vec![family], ..OwnFacts::default() };
            RoleRow { own: Some(Box::new(own)), ..RoleRow::default() }
        };
        let posting = posting(vec![family(RoleFamily::NonTechnical), family(RoleFamily::Backend)]);
        assert_eq!(posting.skills_of(0).count(), 0);
        assert_eq!(posting.skills_of(1).count(), 3);
        assert_eq!(posting.pay_of(0).count(), 2, "what is no skill is shared as before");
    }

    #[test]
    fn roles_that_have_nothing_to_themselves_share_all() {
        let posting = posting(vec![RoleRow::default(), RoleRow::default()]);
        let all = (vec![0, 1, 2], vec![Some(1), Some(2)], vec![Seniority::Senior, Seniority::Executive]);
        assert_eq!(seen(&posting, 0), all);
        assert_eq!(seen(&posting, 1), all);
        assert_eq!(seen(&posting, 9), all, "a role that is not there has what all have");
    }
}
