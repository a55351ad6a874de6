//! Texts made to be slow: sixteen times the text must not take far more than sixteen times as long.

mod common;

use common::posting;
use prospect_extract::{Extractor, Scratch, html};
use prospect_model::{Fields, Posting};
use std::time::{Duration, Instant};

/// Size of the smaller text, in bytes: large enough that a tick of the clock does not matter.
const SMALL_BYTES: usize = 12_000;

/// How many times larger the larger one is.
const FACTOR: usize = 16;

/// How much more than in proportion the larger may take. Quadratic work would take [`FACTOR`] times more; what a
/// processor learns of a short text by heart, caches and fresh pages made up to seven on a busy machine.
const SLACK: f64 = 9.0;

/// How often the larger may be tried again, when something else had the processor.
const N_TRIES: usize = 4;

/// Texts by name: each is its unit as often as the size asks for.
const UNITS: &[(&str, &str)] = &[
    ("one long word", "abcdefgh"),
    ("one long number", "1234567"),
    ("words", "alpha "),
    ("unknown words on lines", "qwxz\n"),
    ("numbers", "17 "),
    ("lines of numbers", "2021\n"),
    ("money signs", "$"),
    ("money signs apart", "$ € "),
    ("amounts", "$100k "),
    ("amounts in a list", "$100k, 90-110k EUR / "),
    ("open amounts", "100k - "),
    ("separators", "|"),
    ("separators apart", " | "),
    ("header segments", "Acme | "),
    ("dashes", " - "),
    ("slashes", "/ "),
    ("dots", "."),
    ("commas", ", "),
    ("skills", "Rust "),
    ("skills in a list", "Rust, Go, C++ and "),
    ("skills or", "Rust or "),
    ("ambiguous skills", "go c r d "),
    ("or", "or "),
    ("and", "and "),
    ("no", "no not without "),
    ("years", "5+ years "),
    ("years of", "5+ years of Rust, 2 of them "),
    ("places", "Berlin "),
    ("places in a list", "Berlin, Paris, London, "),
    ("ambiguous places", "Cambridge, Georgia, Springfield, "),
    ("place or remote", "Berlin or remote "),
    ("remote", "remote "),
    ("remote in", "remote (US, EU) only "),
    ("titles", "Senior Engineer "),
    ("titles in a list", "Rust Engineer, Go Developer, "),
    ("titles on lines", "Senior Rust Engineer\n"),
    ("titles with pay on lines", "Senior Rust Engineer | $100k | Berlin\n"),
    ("remote with places on lines", "Acme | remote | Berlin | full-time\n"),
    ("title words", "senior staff lead "),
    ("items", "- Rust\n"),
    ("headings", "Requirements:\n"),
    ("headings with words", "Requirements: Rust\n"),
    ("empty lines", "\n \n"),
    ("opening parentheses", "("),
    ("closing parentheses", ")"),
    ("parentheses", "() "),
    ("nested brackets", "([{"),
    ("quotes", "\"' "),
    ("addresses", "https://acme.example/a "),
    ("one long address", "a.b/"),
    ("hosts", "acme.io "),
    ("one long host", "acme.io."),
    ("mail", "ada@acme.example "),
    ("at signs", "a@"),
    ("mail name without end", "a.b-c_"),
    ("visa", "visa sponsorship not offered "),
    ("employment", "full-time contract "),
    ("equity", "equity options 1% "),
    ("degrees", "bachelor's degree or master's "),
    ("soft skills", "team player "),
    ("employers", "Acme is hiring. "),
    ("we are", "We are "),
    ("looking for", "looking for a "),
    ("sentences", "We use Rust. "),
    ("capitals", "ACME "),
    ("mixed scripts", "naïve 年収600万円 опыт ß "),
    ("zero-width marks", "a\u{200b}"),
    ("wide marks", "• "),
    ("combining marks", "e\u{301}"),
    ("hyphenated", "well-"),
    ("slashed", "a/"),
    ("dotted", "e.g. "),
    ("time zones", "UTC+1 to UTC-5 "),
    ("domains", "fintech blockchain "),
    ("we build", "We build fintech platforms that "),
    ("willing to learn", "willing to learn Rust, "),
    ("instead of", "Rust, C++ or Go instead of "),
];

/// Pages by name, as [`UNITS`].
const PAGES: &[(&str, &str)] = &[
    ("nested elements", "<div>"),
    ("nested lists", "<ul><li>"),
    ("closing elements", "</div>"),
    ("opening marks", "<"),
    ("unclosed elements", "<a "),
    ("comments", "<!--"),
    ("references", "&amp;"),
    ("broken references", "&#x"),
    ("ampersands", "&"),
    ("scripts", "<script>"),
    ("breaks", "<br>"),
    ("preformatted", "<pre> <p>"),
];

fn repeated(unit: &str, n_bytes: usize) -> String {
    unit.repeat(n_bytes.div_ceil(unit.len()))
}

/// The shortest of some runs.
fn shortest(n_runs: usize, mut run: impl FnMut()) -> Duration {
    (0..n_runs)
        .map(|_| {
            let started = Instant::now();
            run();
            started.elapsed()
        })
        .min()
        .unwrap_or_default()
}

/// Whether the larger size takes far more than in proportion; says how much where it does.
fn slower_than_linear(mut run: impl FnMut(usize)) -> Option<f64> {
    let mut worst = f64::INFINITY;
    for n_tries in 1..=N_TRIES {
        let small = shortest(3 * n_tries, || run(SMALL_BYTES)).as_secs_f64();
        let large = shortest(n_tries, || run(SMALL_BYTES * FACTOR)).as_secs_f64();
        // A reading of nothing costs something too.
        let ratio = large / small.max(20e-6) / FACTOR as f64;
        worst = worst.min(ratio);
        if worst < SLACK {
            return None;
        }
    }
    Some(worst)
}

/// The texts of some units that are slower than in proportion to their size.
fn slow<'a>(units: &[(&'a str, &str)], mut read: impl FnMut(&str, usize)) -> Vec<(&'a str, f64)> {
    let mut slow = Vec::new();
    for (name, unit) in units {
        if let Some(ratio) = slower_than_linear(|n_bytes| read(unit, n_bytes)) {
            eprintln!("{name}: {ratio:.1} times slower than in proportion");
            slow.push((*name, ratio));
        }
    }
    slow
}

/// One test, so that nothing else of this file takes the processor's time.
#[test]
fn nothing_is_slower_than_its_size() {
    check_texts(false);
    check_texts(true);
    check_pages();
}

/// Reads each unit as the body of a posting, or as each of its fields.
fn check_texts(is_field: bool) {
    let extractor = Extractor::new();
    let mut scratch = Scratch::default();
    let mut made: Option<(String, [Posting; 2])> = None;
    let found = slow(UNITS, |unit, n_bytes| {
        // Both sizes are made once, so that only reading is measured.
        if made.as_ref().is_none_or(|(known, _)| known != unit) {
            let of = |n_bytes| {
                let text = Some(repeated(unit, n_bytes));
                let fields = is_field.then(|| Fields {
                    title: text.clone(),
                    location: text.clone(),
                    employer: text.clone(),
                    pay: text.clone(),
                    employment: text.clone(),
                    work_mode: text.clone(),
                    remote_scope: text.clone(),
                });
                posting(text.as_deref().filter(|_| !is_field).unwrap_or_default(), fields.unwrap_or_default())
            };
            made = Some((unit.to_owned(), [of(SMALL_BYTES), of(SMALL_BYTES * FACTOR)]));
        }
        if let Some((_, [small, large])) = &made {
            let posting = if n_bytes == SMALL_BYTES { small } else { large };
            std::hint::black_box(extractor.read(posting, &mut scratch));
        }
    });
    assert!(found.is_empty(), "times slower than in proportion: {found:.1?}");
}

fn check_pages() {
    let found = slow(PAGES, |unit, n_bytes| {
        std::hint::black_box(html::to_text(&repeated(unit, n_bytes)));
    });
    assert!(found.is_empty(), "times slower than in proportion: {found:.1?}");
}
