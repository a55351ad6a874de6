//! Postings made of a tape of bytes: a short tape gives small postings, so that failing cases shrink.

use crate::BuiltPosting;
use prospect_model::{
    Alternative, AlternativeRow, Body, Date, Domain, DomainPath, Education, Employment, Evidence, Facts, Fields,
    Locator, Month, OwnFacts, Pay, PayKind, Period, Place, PlaceRow, Posting, Problem, Record, Role, RoleFamily,
    RoleRow, SCHEMA, Seniority, Sha256, Skill, SkillKind, SkillNeed, Visa, Words, WorkMode, Years,
};
use sha2::Digest as _;
use std::borrow::Cow;

pub(crate) struct Tape<'a> {
    bytes: std::slice::Iter<'a, u8>,
}

/// Texts that are easily mistaken: empty, of other scripts, of control characters, JSON, names of other columns.
const TEXTS: &[&str] = &[
    "Acme",
    "",
    "Rust",
    "Łódź 東京 🦀",
    "a\"b\\c\n\t",
    "null",
    "{\"min\":1}",
    "item",
    "\0",
    "senior",
    "5+ years",
    "pay",
];

impl<'a> Tape<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes: bytes.iter() }
    }

    fn byte(&mut self) -> u8 {
        self.bytes.next().copied().unwrap_or(0)
    }

    fn number(&mut self) -> u32 {
        u32::from_le_bytes([self.byte(), self.byte(), 0, 0])
    }

    fn is(&mut self) -> bool {
        self.byte() % 2 == 1
    }

    fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[usize::from(self.byte()) % of.len()]
    }

    fn some<T>(&mut self, make: impl FnOnce(&mut Self) -> T) -> Option<T> {
        self.is().then(|| make(self))
    }

    fn list<T>(&mut self, mut make: impl FnMut(&mut Self) -> T) -> Vec<T> {
        let n = self.byte() % 4;
        (0..n).map(|_| make(self)).collect()
    }

    /// Some of the few items that a list has, each once; at times one that is not there.
    fn items(&mut self) -> Vec<u32> {
        let bits = self.byte();
        (0..5).filter(|item| bits & (1 << item) != 0).collect()
    }

    fn text(&mut self) -> String {
        self.one(TEXTS).to_owned()
    }

    fn cow(&mut self) -> Cow<'static, str> {
        Cow::Borrowed(self.one(TEXTS))
    }

    fn words(&mut self) -> Words {
        Words {
            text: self.text(),
            start: self.some(Self::number),
            end: self.some(Self::number),
            field: self.some(Self::cow),
            rule: self.cow(),
        }
    }

    fn evidence(&mut self) -> Evidence {
        match self.byte() % 3 {
            0 => Evidence::Text { start: self.number(), end: self.number(), rule: self.cow() },
            1 => Evidence::Field { path: self.cow(), rule: self.cow() },
            _ => Evidence::Rule { of: self.list(Self::text), rule: self.cow() },
        }
    }

    fn half_years(&mut self) -> f32 {
        f32::from(self.byte() % 101) / 2.0
    }

    fn day(&mut self) -> Date {
        Date::from_days(i32::try_from(self.number()).unwrap()).unwrap()
    }

    fn facts(&mut self, id: &str) -> Facts {
        let fields =
            ["offer", "employer", "seniority", "pay", "years", "skills", "visa", "", "soft_skills", "new_fact"];
        Facts {
            schema: SCHEMA,
            id: id.to_owned(),
            text: None,
            offer: self.some(Self::is),
            employer: self.some(Self::text),
            titles: self.list(Self::text),
            seniority: self.list(|it| it.one(Seniority::ALL)),
            role_family: self.list(|it| it.one(RoleFamily::ALL)),
            roles: self.list(|it| Role {
                title: it.text(),
                seniority: it.list(|it| it.one(Seniority::ALL)),
                role_family: it.list(|it| it.one(RoleFamily::ALL)),
                pay: it.items(),
                places: it.items(),
                skills: it.items(),
            }),
            years: self.list(|it| Years {
                words: it.words(),
                min: it.some(Self::half_years),
                max: it.some(Self::half_years),
                of: it.some(Self::text),
            }),
            pay: self.list(|it| Pay {
                words: it.words(),
                min: it.some(|it| u64::from(it.number())),
                max: it.some(|it| (1 << 53) - u64::from(it.number())),
                currency: it.some(Self::text),
                period: it.some(|it| it.one(Period::ALL)),
                kind: it.one(PayKind::ALL),
                flags: it.list(|it| it.one(&["currency_inferred", "period_inferred", "approx"]).to_owned()),
            }),
            equity: self.some(Self::is),
            places: self.list(|it| Place {
                words: it.words(),
                city: it.some(Self::cow),
                country: it.some(Self::cow),
                region: it.some(Self::cow),
            }),
            work_modes: self.list(|it| it.one(WorkMode::ALL)),
            remote_scope: self.list(Self::text),
            remote_scope_text: self.some(Self::text),
            employment: self.list(|it| it.one(Employment::ALL)),
            visa: self.one(Visa::ALL),
            skills: self.list(|it| Skill {
                words: it.words(),
                name: it.cow(),
                id: it.cow(),
                kind: it.one(SkillKind::ALL),
                need: it.one(SkillNeed::ALL),
            }),
            accepts_instead: self.list(|it| Alternative {
                words: it.words(),
                any_of: it.list(Self::text),
                trains: it.is(),
            }),
            education: self.list(|it| it.one(Education::ALL)),
            soft_skills: self.list(Self::text),
            domain: self.list(|it| it.one(Domain::ALL)),
            domain_paths: self.list(|it| it.one(DomainPath::ALL)),
            language: self.some(Self::cow),
            evidence: self.list(|it| (Cow::Borrowed(it.one(&fields)), it.list(Self::evidence))).into_iter().collect(),
            problems: self.list(|it| Problem { code: it.text(), message: it.text(), at: it.text() }),
        }
    }

    /// A posting as it is read back: its body is its plain text.
    pub(crate) fn posting(&mut self, source: &str, id: &str) -> BuiltPosting {
        let text = self.list(Self::text).concat();
        let mut facts = self.facts(id);
        facts.text = self.some(|_| text.clone());
        let posting = Posting {
            id: id.to_owned(),
            source: source.to_owned(),
            posted: self.some(Self::day),
            month: self.some(|it| Month { year: 1970 + u16::from(it.byte()), month: it.byte() % 12 + 1 }),
            url: self.some(Self::text),
            poster: self.some(Self::text),
            body: Body::Text(text.clone()),
            fields: Fields {
                title: self.some(Self::text),
                employer: self.some(Self::text),
                location: self.some(Self::text),
                pay: self.some(Self::text),
                employment: self.some(Self::text),
                work_mode: self.some(Self::text),
                remote_scope: self.some(Self::text),
            },
        };
        let locator = match self.byte() % 3 {
            0 => Locator::Line(u64::from(self.number())),
            1 => Locator::Pointer(self.text()),
            _ => Locator::Script(self.number(), self.text()),
        };
        let record = Record { document: Sha256([self.byte(); 32]), locator };
        BuiltPosting { posting, record, facts, text_sha256: Sha256(sha2::Sha256::digest(&text).into()), text }
    }
}

/// Postings of a fixed pseudo-random tape, all different.
pub(crate) fn postings(n: u32) -> Vec<BuiltPosting> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let one = |number: u32| {
        let tape: Vec<u8> = (0..400)
            .map(|_| {
                // SplitMix64, for bytes that are the same on every run.
                state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
                let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
                (mixed >> 56) as u8
            })
            .collect();
        Tape::new(&tape).posting("acme", &number.to_string())
    };
    (0..n).map(one).collect()
}

/// What questions must see of a posting's roles: what each of several has to itself.
pub(crate) fn role_rows(facts: &Facts) -> Vec<RoleRow> {
    let is_several = facts.roles.len() > 1;
    let own_items = |items: &[u32], n: usize| (0..u32::try_from(n).unwrap()).filter(|it| items.contains(it)).collect();
    let role = |role: &Role| {
        let own = OwnFacts {
            seniority: role.seniority.clone(),
            role_family: role.role_family.clone(),
            pay: own_items(&role.pay, facts.pay.len()),
            places: own_items(&role.places, facts.places.len()),
            skills: own_items(&role.skills, facts.skills.len()),
        };
        RoleRow {
            title: role.title.clone(),
            opening: None,
            own: (is_several && !own.is_empty()).then(|| Box::new(own)),
        }
    };
    facts.roles.iter().map(role).collect()
}

pub(crate) fn place_rows(facts: &Facts) -> Vec<PlaceRow> {
    let place = |it: &Place| PlaceRow {
        city: it.city.as_deref().map(str::to_owned),
        country: it.country.as_deref().map(str::to_owned),
        region: it.region.as_deref().map(str::to_owned),
    };
    facts.places.iter().map(place).collect()
}

pub(crate) fn alternative_rows(facts: &Facts) -> Vec<AlternativeRow> {
    let row = |it: &Alternative| AlternativeRow { any_of: it.any_of.clone(), trains: it.trains };
    facts.accepts_instead.iter().map(row).collect()
}
