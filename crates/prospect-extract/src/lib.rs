//! Reads facts, each with its evidence, out of job postings.
//!
//! A posting's words become plain text ([`html`] keeps the way back), one shared pass ([`scan`]) finds
//! tokens, lines, sections, numbers and dictionary hits, and one reader per fact ([`readers`]) works on
//! those: no reader goes over the text again. Reading never fails; what cannot be used is a
//! [`Problem`](prospect_model::Problem).
//!
//! Not here: files, threads, the order of postings, merging of reposts (`prospect-dedupe`).

pub mod html;
pub mod readers;
pub mod scan;

use prospect_model::{Body, Facts, Posting, SCHEMA};
use scan::{Dictionary, Scan};

/// Everything that reading needs, built once and shared by all threads.
pub struct Extractor {
    dictionary: Dictionary,
}

/// Buffers that one thread reuses from posting to posting.
#[derive(Default)]
pub struct Scratch {
    scan: Scan,
}

impl Default for Extractor {
    fn default() -> Self {
        Self::new()
    }
}

impl Extractor {
    /// Compiles the dictionary of all readers.
    #[must_use]
    pub fn new() -> Self {
        let mut phrases = scan::Phrases::default();
        scan::section_phrases(&mut phrases);
        scan::zones::phrases(&mut phrases);
        for reader in readers::ALL {
            (reader.phrases)(&mut phrases);
        }
        Self { dictionary: Dictionary::compile(phrases) }
    }

    /// The compiled dictionary, for benches.
    #[must_use]
    pub fn dictionary(&self) -> &Dictionary {
        &self.dictionary
    }

    /// Reads one posting. `facts.text` is set for HTML bodies only; byte ranges refer to it, else to the
    /// posting's own text.
    #[must_use]
    pub fn read(&self, posting: &Posting, scratch: &mut Scratch) -> Facts {
        let mut facts = Facts { schema: SCHEMA, id: posting.id.clone(), ..Facts::default() };
        let plain;
        let text = match &posting.body {
            Body::Text(text) => text.as_str(),
            Body::Html(html) => {
                plain = html::to_text(html).text;
                plain.as_str()
            }
        };
        scratch.scan.fill(&self.dictionary, text, posting);
        for reader in readers::ALL {
            (reader.read)(&scratch.scan, &mut facts);
        }
        if let Body::Html(_) = &posting.body {
            facts.text = Some(text.to_owned());
        }
        facts
    }
}
