//! Makes a dataset of the size and shape of the shipped history out of nothing but a seed.

use prospect_model::{
    Dataset, Date, Domain, Month, OpeningRow, PayKind, PayRow, Period, PlaceRow, PostingRow, RoleRow, Seniority,
    SkillNeed, SkillRow, SourceRow, Visa, WorkMode, YearsRow,
};
use prospect_stats::SplitMix64;

const SKILLS: [&str; 24] = [
    "rust",
    "cpp",
    "go",
    "python",
    "java",
    "typescript",
    "kubernetes",
    "postgresql",
    "aws",
    "linux",
    "docker",
    "react",
    "tokio",
    "solana",
    "webassembly",
    "c",
    "kafka",
    "terraform",
    "grpc",
    "redis",
    "ethereum",
    "pytorch",
    "llvm",
    "cuda",
];
const COUNTRIES: [&str; 8] = ["US", "GB", "DE", "CA", "FR", "NL", "CH", "IN"];
const CURRENCIES: [(&str, u64); 3] = [("USD", 100), ("EUR", 92), ("GBP", 80)];
const TITLES: [&str; 9] = [
    "Senior Rust Engineer",
    "Backend Engineer",
    "Software Engineer",
    "Senior Software Engineer",
    "Systems Engineer",
    "Protocol Engineer",
    "Embedded Software Engineer",
    "ML Infrastructure Engineer",
    "Staff Engineer, Distributed Storage & \"Very <b>Long</b>\" Titles that go on and on",
];

/// A dataset of about `n_openings` openings, 0.6 of the postings, over fifteen years.
pub(crate) fn dataset(n_openings: u32, seed: u64) -> Dataset {
    let mut rng = SplitMix64::new(seed);
    let n_employers = (n_openings / 4).max(1);
    let source = |id: &str, frame: &str, is_denominator| SourceRow {
        id: id.to_owned(),
        frame: frame.to_owned(),
        is_denominator,
        n_records: u64::from(n_openings) * 2,
        n_problems: 17,
    };
    let mut dataset = Dataset {
        snapshot_id: "synthetic-1".to_owned(),
        reader_version: "0.1.0".to_owned(),
        sources: vec![
            source("hn", "comments in the Hacker News hiring threads", true),
            source("twir", "job links in a Rust newsletter", false),
        ],
        employers: (0..n_employers).map(|n| format!("Acme {n}")).collect(),
        skills: SKILLS.iter().map(|&id| id.to_owned()).collect(),
        ..Dataset::default()
    };
    for index in 0..n_openings {
        let month = Month::from_index(492 + (186.0 * rng.next_f64().sqrt()) as i32).expect("2011 to 2026");
        // Some employers post far more than others.
        let employer = (f64::from(n_employers) * rng.next_f64() * rng.next_f64()) as u32;
        let opening = dataset.openings.len() as u32;
        let first = dataset.postings.len() as u32;
        let posting = posting(&mut rng, index, month, employer, opening);
        let n_copies = [1, 1, 1, 2, 2, 3][rng.below(6) as usize];
        for copy in 0..n_copies {
            let mut again = posting.clone();
            again.id = (40_000_000 + u64::from(first) + u64::from(copy)).to_string();
            again.url = Some(format!("https://news.ycombinator.com/item?id={}", again.id));
            again.month = Month::from_index(month.index() + copy as i32);
            dataset.postings.push(again);
        }
        dataset.openings.push(OpeningRow {
            id: format!("o{index}"),
            employer: posting.employer,
            title: posting.roles[0].title.clone(),
            postings: (first..first + n_copies).collect(),
            first_seen: Some(month.first_day()),
            last_seen: Some(month.first_day()),
            closed: None,
        });
    }
    dataset
}

fn posting(rng: &mut SplitMix64, index: u32, month: Month, employer: u32, opening: u32) -> PostingRow {
    let age = f64::from(month.index() - 492) / 186.0;
    // Whether an employer uses Rust is a property of the employer: that is what clusters are for.
    let mut of_employer = SplitMix64::stream(77, u64::from(employer));
    let is_rust = of_employer.next_f64() < 0.2 && rng.next_f64() < 0.7 * age * age;
    let mut skills = Vec::new();
    for skill in 1..SKILLS.len() as u32 {
        if rng.next_f64() < 0.35 / f64::from(skill).sqrt() {
            let need = [SkillNeed::Required, SkillNeed::Preferred, SkillNeed::Stack, SkillNeed::Mentioned];
            skills.push(SkillRow { skill, need: need[rng.below(4) as usize] });
        }
    }
    if is_rust {
        skills.push(SkillRow { skill: 0, need: SkillNeed::Required });
    }
    let (code, percent) = CURRENCIES[rng.below(3) as usize];
    let low = u64::from(60 + rng.below(120)) * 10 * percent;
    let pay = PayRow {
        min: Some(low),
        max: (rng.below(10) > 0).then_some(low * 13 / 10),
        currency: Some(code.to_owned()),
        period: Some(Period::Year),
        kind: PayKind::Base,
        is_currency_inferred: rng.below(5) == 0,
        is_period_inferred: false,
    };
    let has_pay = rng.next_f64() < 0.1 + 0.4 * age;
    let country = COUNTRIES[(rng.below(8) * rng.below(8) / 8) as usize];
    let level = [Seniority::Junior, Seniority::Mid, Seniority::Senior, Seniority::Senior, Seniority::Staff];
    let domain = Domain::ALL[(rng.below(14) * rng.below(14) / 14) as usize];
    PostingRow {
        id: index.to_string(),
        source: 0,
        posted: Some(Date { year: month.year, month: month.month, day: 3 }),
        month: Some(month),
        poster: Some(employer),
        employer: (rng.below(10) > 0).then_some(employer),
        is_offer: true,
        roles: vec![RoleRow { title: TITLES[rng.below(9) as usize].to_owned(), opening: Some(opening), own: None }],
        seniority: if rng.below(3) > 0 { vec![level[rng.below(5) as usize]] } else { Vec::new() },
        years: match rng.below(4) {
            0 => vec![YearsRow { min: Some(1.0 + rng.below(9) as f32), max: None, of: None }],
            1 if is_rust => vec![YearsRow { min: Some(1.0 + rng.below(4) as f32), max: None, of: Some("Rust".into()) }],
            _ => Vec::new(),
        },
        pay: if has_pay { vec![pay] } else { Vec::new() },
        places: vec![PlaceRow { city: None, country: Some(country.to_owned()), region: None }],
        work_modes: WorkMode::ALL.iter().copied().filter(|_| rng.below(2) == 0).collect(),
        remote_scope: if rng.below(3) == 0 {
            vec![["WORLD", "EU", "US", "TZ"][rng.below(4) as usize].into()]
        } else {
            vec![]
        },
        visa: Visa::ALL[rng.below(3) as usize],
        skills,
        domain: if rng.below(5) > 0 { vec![domain] } else { Vec::new() },
        ..PostingRow::default()
    }
}
