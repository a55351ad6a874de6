//! Times indexing and searching generated postings.
//!
//! `cargo run --release -p prospect-search --example time_search -- 1000000 [queries] [threads]`: makes so many
//! postings up, indexes them in a temporary folder, asks queries of six sorts, and prints how long each took. Queries
//! differ from one another, so that no answer is ready. User time of the process stands beside the clock, for machines
//! on which others work.
//!
//! With the folder of an index instead of a number it asks queries of that index, with words that people search for.
//! That of the shipped history is where `prospect search --history` makes it.

mod generate;

use generate::{N_WORDS, Random, word};
use prospect_search::{Facet, Filter, Query, SearchIndex, Sort};
use std::time::Instant;

/// Makes a query of some sort.
type Make<'a> = &'a dyn Fn(&mut Random, &mut Query);

/// Sorts of queries, each asked equally often.
const SORTS: [(&str, Make<'static>); 6] = [
    ("two words", &|r, query| words(r, query, 2)),
    ("a frequent word, newest first", &|r, query| {
        // Of the forty most frequent: in half of all texts or more.
        let _ = query.add_text(&word(r.below(40) as usize));
        query.sort = Sort::Date;
    }),
    ("a phrase from a posting", &|r, query| {
        // Two words that follow one another in some text: each as frequent as words of texts are.
        let _ = query.add_text(&format!("\"{} {}\"", word(r.zipf(N_WORDS)), word(r.zipf(N_WORDS))));
    }),
    ("filters without words, three facets", &|r, query| {
        filters(r, query);
        query.facets = vec![Facet::Country, Facet::Seniority, Facet::WorkMode];
    }),
    ("words, filters and all facets", &|r, query| {
        words(r, query, 1);
        filters(r, query);
        query.facets = Facet::ALL.to_vec();
    }),
    ("skills and pay, unknown kept, skills counted", &skills_and_pay),
];

fn skills_and_pay(r: &mut Random, query: &mut Query) {
    let skills = prospect_lexicon::skills::skills();
    let id = |r: &mut Random| skills[(r.zipf(skills.len()) * 379) % skills.len()].id;
    let expression = format!("{} or {} and not {}", id(r), id(r), id(r));
    let _ = query.filters.add(Filter::Skill, &expression);
    let _ = query.filters.add(Filter::PayMin, &format!("{}k EUR", 60 + r.below(100)));
    query.unknown_kept = vec![Filter::PayMin];
    query.facets = vec![Facet::Skill, Facet::Employer];
}

/// Words of ranks 27 to 2,700, drawn by their logarithm: a text has about 27/k words of rank k, so these stand in 1% to
/// 60% of the texts, as words that people search for do.
fn words(r: &mut Random, query: &mut Query, n: usize) {
    for _ in 0..n {
        let _ = query.add_text(&word(27 * (r.zipf(100) + 1) + r.below(27) as usize));
    }
}

fn filters(r: &mut Random, query: &mut Query) {
    let mut add = |filter, value: &str| query.filters.add(filter, value).expect("values of the generator are known");
    match r.below(4) {
        0 => add(Filter::Country, "DE"),
        1 => add(Filter::Takes, "PT"),
        2 => add(Filter::PayMin, "90k USD"),
        _ => add(Filter::Region, "EU"),
    }
    match r.below(3) {
        0 => add(Filter::Seniority, "senior"),
        1 => add(Filter::Since, "2023"),
        _ => add(Filter::WorkMode, "remote"),
    }
}

fn main() {
    let mut args = std::env::args().skip(1);
    let first = args.next().unwrap_or_else(|| "100000".to_owned());
    let mut args = args.map(|arg| arg.parse::<usize>().expect("a number"));
    let n_queries = args.next().unwrap_or(600);
    let n_threads = args.next().unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from));
    match first.parse() {
        Ok(n) => generated(n, n_queries, n_threads),
        Err(_) => real(std::path::Path::new(&first), n_queries, n_threads),
    }
}

/// Asks queries of an index that is there, with words that people search for.
fn real(folder: &std::path::Path, n_queries: usize, n_threads: usize) {
    const WORDS: [&str; 16] = [
        "rust",
        "engineer",
        "senior",
        "backend",
        "embedded",
        "blockchain",
        "systems",
        "platform",
        "data",
        "developer",
        "security",
        "berlin",
        "infrastructure",
        "remote",
        "\"software engineer\"",
        "\"rust developer\"",
    ];
    let index = open(folder);
    println!("{} openings, {n_threads} threads", index.n_openings());
    let mut random = Random(11);
    let word = |r: &mut Random| WORDS[r.below(WORDS.len() as u64) as usize];
    let sorts: [(&str, Make<'_>); 3] = [
        ("two words", &|r, query| {
            let _ = query.add_text(&format!("{} {}", word(r), word(r)));
        }),
        ("a word, two filters and all facets", &|r, query| {
            let _ = query.add_text(word(r));
            filters(r, query);
            query.facets = Facet::ALL.to_vec();
        }),
        ("skills and pay, unknown kept, skills counted", &skills_and_pay),
    ];
    ask(&index, &sorts, &mut random, n_queries, n_threads);
}

/// Makes postings up, indexes them, and asks queries.
fn generated(n: usize, n_queries: usize, n_threads: usize) {
    let folder = std::env::temp_dir().join(format!("prospect-time-search-{}", std::process::id()));
    let dataset = generate::dataset(n);
    let all_words: Vec<String> = (0..N_WORDS).map(word).collect();

    // All texts beforehand, since making them up is no part of indexing.
    let mut texts = String::new();
    let mut ends = Vec::with_capacity(n);
    for posting in 0..n as u32 {
        generate::add_text(posting, &all_words, &mut texts);
        ends.push(texts.len());
    }
    println!("{n} postings, {:.0} bytes of text each, {n_threads} threads", texts.len() as f64 / n as f64);

    let clock = Clock::start();
    let index = SearchIndex::create(
        &folder,
        &dataset,
        Some(&mut |take: &mut dyn FnMut(u32, &str)| {
            let mut start = 0;
            for (posting, end) in (0..).zip(&ends) {
                take(posting, &texts[start..*end]);
                start = *end;
            }
            Ok(())
        }),
        n_threads,
    )
    .expect("an index of generated postings");
    let (wall, user) = clock.stop();
    println!(
        "indexing: {:.0} postings a second of the clock; {:.0} a second of user time on one core, so about {:.0} on two",
        n as f64 / wall,
        n as f64 / user,
        2.0 * n as f64 / user
    );
    println!("index: {:.0} bytes a posting", n_bytes_of(&folder) as f64 / n as f64);
    drop(index);
    drop((dataset, texts));
    let index = open(&folder);
    ask(&index, &SORTS, &mut Random(11), n_queries, n_threads);
    drop(index);
    std::fs::remove_dir_all(&folder).expect("the folder was made here");
}

fn open(folder: &std::path::Path) -> SearchIndex {
    let clock = Clock::start();
    let index = SearchIndex::open(folder).expect("the index opens").expect("the index is there");
    let (wall, user) = clock.stop();
    println!("opening: {:.0} ms of the clock, {:.0} ms of user time", wall * 1e3, user * 1e3);
    index
}

/// Asks each sort of queries equally often.
fn ask(index: &SearchIndex, sorts: &[(&str, Make<'_>)], random: &mut Random, n_queries: usize, n_threads: usize) {
    let mut all = Vec::new();
    for (name, make) in sorts {
        let mut times = Vec::new();
        let mut n_hits = 0;
        let clock = Clock::start();
        for _ in 0..n_queries / sorts.len() {
            let mut query = Query::default();
            make(random, &mut query);
            let started = Instant::now();
            n_hits += index.search(&query, n_threads).expect("an answer").n;
            times.push(started.elapsed().as_secs_f64() * 1e3);
        }
        let (_, user) = clock.stop();
        let n_asked = times.len().max(1) as f64;
        let each = user * 1e3 / n_asked;
        println!(
            "{name}: {}, user time {each:.2} ms each, {:.0} hits each",
            quantiles(&mut times),
            n_hits as f64 / n_asked
        );
        all.extend(times);
    }
    println!("all: {}", quantiles(&mut all));
}

/// `p50 1.20 ms, p95 3.40 ms, most 5.60 ms` of the clock.
fn quantiles(times: &mut [f64]) -> String {
    times.sort_by(f64::total_cmp);
    let at = |share: f64| times[((times.len() as f64 * share) as usize).min(times.len() - 1)];
    format!("p50 {:.2} ms, p95 {:.2} ms, most {:.2} ms", at(0.5), at(0.95), at(1.0))
}

/// Clock and user time of this process.
struct Clock {
    started: Instant,
    user: f64,
}

impl Clock {
    fn start() -> Self {
        Self { started: Instant::now(), user: user_seconds() }
    }

    fn stop(self) -> (f64, f64) {
        (self.started.elapsed().as_secs_f64(), user_seconds() - self.user)
    }
}

/// User time of all threads so far, in seconds; 0 where the system does not say.
fn user_seconds() -> f64 {
    // The 14th field of the file, in hundredths of a second; the second one, in brackets, may hold blanks.
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let behind = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
    behind.split_whitespace().nth(11).and_then(|ticks| ticks.parse::<f64>().ok()).map_or(0.0, |ticks| ticks / 100.0)
}

fn n_bytes_of(folder: &std::path::Path) -> u64 {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .map(
            |entry| {
                if entry.path().is_dir() {
                    n_bytes_of(&entry.path())
                } else {
                    entry.metadata().map_or(0, |it| it.len())
                }
            },
        )
        .sum()
}
