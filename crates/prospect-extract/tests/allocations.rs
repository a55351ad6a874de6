//! How often reading asks for memory, and how much the readers hold.
//!
//! One test in this file only: the counts are of the whole process.

mod common;

use common::posting;
use prospect_extract::{Extractor, Scratch};
use prospect_model::{Fields, Posting};
use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

/// Counts what goes through the system's allocator.
struct Counting;

static N_ALLOCATIONS: AtomicUsize = AtomicUsize::new(0);
static N_BYTES: AtomicUsize = AtomicUsize::new(0);
static N_BYTES_MAX: AtomicUsize = AtomicUsize::new(0);

impl Counting {
    fn note(n_bytes: usize) {
        N_ALLOCATIONS.fetch_add(1, Relaxed);
        let held = N_BYTES.fetch_add(n_bytes, Relaxed) + n_bytes;
        N_BYTES_MAX.fetch_max(held, Relaxed);
    }
}

#[expect(unsafe_code, reason = "an allocator is unsafe by its trait; this one only counts and passes on")]
// SAFETY: every call goes to the system's allocator as it came.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        Self::note(layout.size());
        // SAFETY: the caller's promises are passed on.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        N_BYTES.fetch_sub(layout.size(), Relaxed);
        // SAFETY: the caller's promises are passed on.
        unsafe { System.dealloc(at, layout) }
    }

    unsafe fn realloc(&self, at: *mut u8, layout: Layout, n_bytes: usize) -> *mut u8 {
        Self::note(n_bytes);
        N_BYTES.fetch_sub(layout.size(), Relaxed);
        // SAFETY: the caller's promises are passed on.
        unsafe { System.realloc(at, layout, n_bytes) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// Most allocations a posting, on average over the invented ones.
///
/// A fact with words of its own needs one for them, a list of facts one, evidence of a field one, and the
/// readers some for what they put aside: 52 were counted when this was set; the rest is room for
/// facts that readers learn.
const ALLOCATIONS_PER_POSTING_MAX: usize = 70;

/// Most bytes that the dictionary and the buffers of one thread hold: what the project promises.
const READER_BYTES_MAX: usize = 60_000_000;

/// Invented postings of the usual forms: a header with bars, a career page with sections, prose, a field-only one.
fn postings() -> Vec<Posting> {
    let header = "Acme | Senior Rust Engineer, Platform Engineer | Berlin or Remote (EU) | Full-time | €80-100k + equity\n\n\
        We build a database for time series in Rust and C++. You have 5+ years of experience with Linux, \
        PostgreSQL, Kafka and Kubernetes; Go or Python is a plus. We sponsor visas.\n\nApply: https://acme.example/jobs";
    let sections = "Backend Developer (m/w/d)\nAcme GmbH\nMünchen\n\nAbout us\nAcme makes payments simple for shops.\n\n\
        Your tasks\n- Design services in Java, Kotlin and Spring Boot\n- Run them on AWS with Terraform\n\n\
        Requirements\n- At least 3 years of professional experience\n- Bachelor's degree in computer science\n\
        - Fluent English, team player\n\nNice to have\n- Rust, gRPC, GraphQL\n\nBenefits\n- $120,000 - $150,000 a year\n- Hybrid, 3 days in the office";
    let prose = "Hi! Ada here, founder of Acme (acme.example). We're looking for our first engineer. We use TypeScript, React, \
        Node.js and a bit of Rust compiled to WebAssembly. Remote within two hours of CET, no relocation. \
        Pay is 90k to 110k EUR and up to 1% equity. No agencies please.";
    let short = "Acme is hiring. Onsite in Austin, TX.";
    let fields = Fields {
        title: Some("Staff Embedded Engineer".to_owned()),
        employer: Some("Acme".to_owned()),
        location: Some("Zürich, Switzerland".to_owned()),
        ..Fields::default()
    };
    let no_fields = Fields::default;
    vec![
        posting(header, no_fields()),
        posting(sections, no_fields()),
        posting(prose, no_fields()),
        posting(short, no_fields()),
        posting("C and Rust on Zephyr. 8 years of firmware work.", fields),
    ]
}

/// Allocations of one reading of all postings, the facts dropped.
fn count(extractor: &Extractor, postings: &[Posting], scratch: &mut Scratch) -> usize {
    let before = N_ALLOCATIONS.load(Relaxed);
    for posting in postings {
        std::hint::black_box(extractor.read(posting, scratch));
    }
    N_ALLOCATIONS.load(Relaxed) - before
}

#[test]
fn reading_keeps_to_its_budget_of_memory() {
    let postings = postings();
    let held_before = N_BYTES.load(Relaxed);
    N_BYTES_MAX.store(held_before, Relaxed);
    let extractor = Extractor::new();
    let ready_max = N_BYTES_MAX.load(Relaxed) - held_before;
    let mut scratch = Scratch::default();
    let first = count(&extractor, &postings, &mut scratch);
    let second = count(&extractor, &postings, &mut scratch);
    let held = N_BYTES.load(Relaxed) - held_before;
    eprintln!(
        "{second} allocations for {} postings; dictionary and buffers hold {held} bytes, {ready_max} at most while compiling",
        postings.len()
    );
    assert!(second <= first, "buffers are reused: {first} allocations, then {second}");
    assert_eq!(count(&extractor, &postings, &mut scratch), second, "repeated reading asks for no more");
    assert!(second <= ALLOCATIONS_PER_POSTING_MAX * postings.len(), "{second} allocations");
    assert!(held < READER_BYTES_MAX, "dictionary and buffers hold {held} bytes");
    assert!(ready_max < READER_BYTES_MAX, "compiling held {ready_max} bytes");
}
