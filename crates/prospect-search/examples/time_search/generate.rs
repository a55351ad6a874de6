//! Makes postings up: the same for the same number, with words as uneven as in texts of people.
//!
//! Nothing is taken from real postings. Words are made of syllables and drawn by Zipf's law; skills and places come
//! from the lexicon and are drawn by it too; other facts have shares that are typical of postings.

use prospect_model::{
    Dataset, Date, Domain, OpeningRow, PayKind, PayRow, Period, PlaceRow, PostingRow, RoleRow, Seniority, SkillNeed,
    SkillRow, SourceRow, Visa, WorkMode, YearsRow,
};

/// Distinct words of the texts.
pub(crate) const N_WORDS: usize = 60_000;
/// Words of a text: drawn evenly between these.
const TEXT_WORDS: std::ops::Range<u64> = 120..480;

/// Numbers that look random: SplitMix64.
///
/// Source: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub(crate) fn below(&mut self, n: u64) -> u64 {
        self.next() % n.max(1)
    }

    fn is_in(&mut self, n: u64, of: u64) -> bool {
        self.below(of) < n
    }

    /// From 0 to n-1, the k-th about 1/k as often as the first.
    pub(crate) fn zipf(&mut self, n: usize) -> usize {
        let even = (self.next() >> 11) as f64 / (1_u64 << 53) as f64;
        // The inverse of the continuous law with exponent 1.
        (((n as f64 + 1.0).powf(even) - 1.0) as usize).min(n.saturating_sub(1))
    }
}

/// The k-th word: the more frequent the shorter.
pub(crate) fn word(mut k: usize) -> String {
    const SYLLABLES: [&str; 16] =
        ["ka", "to", "ri", "me", "su", "lo", "ne", "vi", "da", "po", "shu", "gre", "bal", "tin", "mor", "ex"];
    let mut word = String::new();
    loop {
        word.push_str(SYLLABLES[k % SYLLABLES.len()]);
        k /= SYLLABLES.len();
        if k == 0 {
            return word;
        }
    }
}

/// A number for each of the postings, each an opening of its own.
pub(crate) fn dataset(n: usize) -> Dataset {
    let skills = prospect_lexicon::skills::skills();
    let cities: Vec<_> = prospect_lexicon::places::places()
        .iter()
        .filter(|place| place.kind == prospect_lexicon::places::PlaceKind::City && place.mentions > 20)
        .collect();
    let n_employers = (n / 8).max(1);
    let source = |id: &str| SourceRow { id: id.to_owned(), ..SourceRow::default() };
    let mut dataset = Dataset {
        snapshot_id: format!("generated-{n}"),
        sources: vec![source("one"), source("two"), source("three")],
        employers: (0..n_employers).map(|k| format!("{} {}", word(k * 7 + 3), word(k))).collect(),
        skills: skills.iter().map(|skill| skill.id.to_owned()).collect(),
        ..Dataset::default()
    };
    let first_day = Date::parse("2018-01-01").map_or(0, Date::days);
    let mut random = Random(7);
    for number in 0..n {
        let r = &mut random;
        let employer = Some(r.zipf(n_employers) as u32);
        let posted = Date::from_days(first_day + r.below(3_000) as i32);
        let place = |r: &mut Random| {
            let city = cities[r.zipf(cities.len())];
            PlaceRow {
                city: r.is_in(4, 5).then(|| city.name.to_owned()),
                country: city.country.map(str::to_owned),
                region: city.region.map(str::to_owned),
            }
        };
        let pay = r.is_in(2, 5).then(|| {
            let min = 40_000 + 1_000 * r.below(140);
            PayRow {
                min: Some(min),
                max: Some(min + 1_000 * r.below(80)),
                currency: Some(["USD", "EUR", "GBP", "CHF"][r.zipf(4)].to_owned()),
                period: Some(Period::Year),
                kind: PayKind::Base,
                is_currency_inferred: false,
                is_period_inferred: false,
            }
        });
        let asked = (0..3 + r.below(14)).map(|_| SkillRow {
            // Spread over the lexicon, whose order is that of names.
            skill: ((r.zipf(skills.len()) * 379) % skills.len()) as u32,
            need: [SkillNeed::Required, SkillNeed::Stack, SkillNeed::Preferred, SkillNeed::Mentioned][r.zipf(4)],
        });
        let asked = asked.collect();
        let title = format!("{} {} {}", ["senior", "staff", "junior"][r.zipf(3)], word(r.zipf(900)), word(r.zipf(90)));
        let modes = match r.below(10) {
            0..=2 => vec![WorkMode::Remote],
            3..=4 => vec![WorkMode::Onsite],
            5..=6 => vec![WorkMode::Hybrid],
            7 => vec![WorkMode::Onsite, WorkMode::Remote],
            _ => Vec::new(),
        };
        let scopes = ["US", "EU", "WORLD", "EMEA", "CA", "DE", "TZ"];
        let scope = (modes.contains(&WorkMode::Remote) && r.is_in(1, 2)).then(|| scopes[r.zipf(7)].to_owned());
        let one = |r: &mut Random, n: usize| r.is_in(3, 5).then(|| r.zipf(n));
        dataset.postings.push(PostingRow {
            id: number.to_string(),
            source: r.zipf(3) as u32,
            posted,
            month: posted.map(Date::to_month),
            url: Some(format!("https://jobs.example/{number}")),
            employer,
            is_offer: true,
            roles: vec![RoleRow { title: title.clone(), opening: Some(number as u32), own: None }],
            seniority: one(r, Seniority::ALL.len()).map(|at| Seniority::ALL[at]).into_iter().collect(),
            years: one(r, 10).map(|min| YearsRow { min: Some(min as f32), max: None, of: None }).into_iter().collect(),
            pay: pay.into_iter().collect(),
            places: (0..r.below(3)).map(|_| place(r)).collect(),
            work_modes: modes,
            remote_scope: scope.into_iter().collect(),
            visa: Visa::ALL[r.below(3) as usize],
            skills: asked,
            domain: one(r, Domain::ALL.len()).map(|at| Domain::ALL[at]).into_iter().collect(),
            ..PostingRow::default()
        });
        dataset.openings.push(OpeningRow {
            id: format!("{number:09}"),
            employer,
            title,
            postings: vec![number as u32],
            first_seen: posted,
            last_seen: posted,
            closed: None,
        });
    }
    dataset
}

/// Adds the text of a posting: always the same for its number.
pub(crate) fn add_text(posting: u32, words: &[String], text: &mut String) {
    let mut random = Random(u64::from(posting).wrapping_mul(0x2545_f491_4f6c_dd1d));
    let n = TEXT_WORDS.start + random.below(TEXT_WORDS.end - TEXT_WORDS.start);
    for at in 0..n {
        text.push_str(&words[random.zipf(words.len())]);
        text.push_str(if at % 12 == 11 { ".\n" } else { " " });
    }
}
