//! Prints a dictionary for libFuzzer: the phrases that readers look for, so that mutations reach them.
//!
//! `cargo run -p prospect-extract --example fuzz_words > fuzz/words.dict`

use prospect_extract::readers;
use prospect_extract::scan::Phrases;
use std::collections::BTreeSet;
use std::io::Write as _;

/// Phrases of one reader at most; with more, every nth stands for the rest: skills and places have thousands that
/// take the same way through the code.
const PHRASES_MAX: usize = 400;

fn main() -> std::io::Result<()> {
    let mut words: BTreeSet<String> = BTreeSet::new();
    for reader in readers::ALL {
        let mut phrases = Phrases::default();
        (reader.phrases)(&mut phrases);
        let texts: Vec<&str> = phrases.texts().collect();
        words.extend(texts.iter().step_by(texts.len().div_ceil(PHRASES_MAX).max(1)).map(|text| (*text).to_owned()));
    }
    let marks =
        [" | ", "\n\n", "\n- ", "\n* ", ": ", ", ", "/", " or ", " - ", "k-", "k", "$", "€", "£", "+", "(", ")", "\0"];
    words.extend(marks.map(str::to_owned));
    words.extend(["100", "5", "150,000", "60.000", "2024", "12", "1.5", "<p>", "</li>", "&amp;"].map(str::to_owned));
    let mut out = std::io::stdout().lock();
    for word in &words {
        write!(out, "\"")?;
        for byte in word.bytes() {
            if byte.is_ascii_graphic() && byte != b'"' && byte != b'\\' || byte == b' ' {
                out.write_all(&[byte])?;
            } else {
                write!(out, "\\x{byte:02x}")?;
            }
        }
        writeln!(out, "\"")?;
    }
    Ok(())
}
