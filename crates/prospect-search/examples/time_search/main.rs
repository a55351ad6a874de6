//! Times indexing and searching generated postings.
//!
//! `cargo run --release -p prospect-search --example time_search -- 1000000 [queries] [threads]`: makes so many
//! postings up, indexes them in a temporary folder, asks queries of six sorts, and prints how long each took. Queries
//! differ from one another, so that no answer is ready. User time of the process stands beside the clock, for machines
//! on which others work.

mod generate;

use generate::{N_WORDS, Random, word};
use prospect_search::{Facet, Filter, Query, SearchIndex, Sort};
use std::time::Instant;

/// Makes a query of its sort.
type Make = fn(&mut Random, &mut Query);

/// Sorts of queries, each asked equally often.
const SORTS: [(&str, Make); 6] = [
    ("two words", |r, query| words(r, query, 2)),
    ("a frequent word, newest first", |r, query| {
        // Of the forty most frequent: in half of all texts or more.
        let _ = query.add_text(&word(r.below(40) as usize));
        query.sort = Sort::Date;
    }),
    ("a phrase from a posting", |r, query| {
        // Two words that follow one another in some text: each as frequent as words of texts are.
        let _ = query.add_text(&format!("\"{} {}\"", word(r.zipf(N_WORDS)), word(r.zipf(N_WORDS))));
    }),
    ("filters without words, three facets", |r, query| {
        filters(r, query);
        query.facets = vec![Facet::Country, Facet::Seniority, Facet::WorkMode];
    }),
    ("words, filters and all facets", |r, query| {
        words(r, query, 1);
        filters(r, query);
        query.facets = Facet::ALL.to_vec();
    }),
    ("skills and pay, unknown kept, skills counted", |r, query| {
        let skills = prospect_lexicon::skills::skills();
        let id = |r: &mut Random| skills[(r.zipf(skills.len()) * 379) % skills.len()].id;
        let expression = format!("{} or {} and not {}", id(r), id(r), id(r));
        let _ = query.filters.add(Filter::Skill, &expression);
        let _ = query.filters.add(Filter::PayMin, &format!("{}k EUR", 60 + r.below(100)));
        query.unknown_kept = vec![Filter::PayMin];
        query.facets = vec![Facet::Skill, Facet::Employer];
    }),
];

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
    let mut args = std::env::args().skip(1).map(|arg| arg.parse::<usize>().expect("a number"));
    let n = args.next().unwrap_or(100_000);
    let n_queries = args.next().unwrap_or(600);
    let n_threads = args.next().unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from));
    let folder = std::env::temp_dir().join(format!("prospect-time-search-{}", std::process::id()));
    let dataset = generate::dataset(n);
    let all_words: Vec<String> = (0..N_WORDS).map(word).collect();

    let mut text = String::new();
    let mut n_bytes = 0_u64;
    let clock = Clock::start();
    for posting in 0..n as u32 {
        generate::text(posting, &all_words, &mut text);
        n_bytes += text.len() as u64;
    }
    let (_, generating) = clock.stop();
    println!("{n} postings, {:.0} bytes of text each, {n_threads} threads", n_bytes as f64 / n as f64);

    let clock = Clock::start();
    let index = SearchIndex::create(
        &folder,
        &dataset,
        Some(&mut |take: &mut dyn FnMut(u32, &str)| {
            for posting in 0..n as u32 {
                generate::text(posting, &all_words, &mut text);
                take(posting, &text);
            }
            Ok(())
        }),
        n_threads,
    )
    .expect("an index of generated postings");
    let (wall, user) = clock.stop();
    // The texts are made anew while indexing, which is no part of it.
    let user = (user - generating).max(f64::MIN_POSITIVE);
    println!(
        "indexing: {:.0} postings a second of the clock; {:.0} a second of user time on one core, so about {:.0} on two",
        n as f64 / wall,
        n as f64 / user,
        2.0 * n as f64 / user
    );
    println!("index: {:.0} bytes a posting", n_bytes_of(&folder) as f64 / n as f64);
    drop(index);
    drop(dataset);
    let clock = Clock::start();
    let index = SearchIndex::open(&folder).expect("the index opens").expect("the index is there");
    let (wall, user) = clock.stop();
    println!("opening: {:.0} ms of the clock, {:.0} ms of user time", wall * 1e3, user * 1e3);

    let mut random = Random(11);
    let mut all = Vec::new();
    for (name, make) in SORTS {
        let mut times = Vec::new();
        let mut n_hits = 0;
        let clock = Clock::start();
        for _ in 0..n_queries / SORTS.len() {
            let mut query = Query::default();
            make(&mut random, &mut query);
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
    drop(index);
    std::fs::remove_dir_all(&folder).expect("the folder was made here");
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
