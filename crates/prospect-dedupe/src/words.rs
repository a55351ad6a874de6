//! Splits text into words and web addresses, once, for all that follows.
//!
//! Words come out as 32-bit hashes of their lower-case ASCII form; addresses come out as the site that they belong
//! to and, where they lead to one job ad, as a key of that ad. Web and mail addresses are no words: tracking
//! parameters change while the ad stays the same.

use crate::addresses::{Site, read_address};

/// A 64-bit finaliser with full avalanche. Source: Vigna, splitmix64, public domain.
pub(crate) const fn mix(mut value: u64) -> u64 {
    value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

/// Multiplier of the running word hash: the odd 64-bit golden ratio.
const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

/// Hash of bytes as they are.
pub(crate) fn hash_bytes(bytes: &[u8]) -> u64 {
    mix(bytes.iter().fold(STEP, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(STEP).rotate_left(23)))
}

/// Hash of text without regard to ASCII case.
pub(crate) fn hash_lower(text: &str) -> u64 {
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte.to_ascii_lowercase())).wrapping_mul(STEP).rotate_left(23);
    mix(text.bytes().fold(STEP, step))
}

/// Hash of words in their order.
pub(crate) fn hash_words(words: &[u32]) -> u64 {
    mix(words
        .iter()
        .fold(1, |hash: u64, &word| hash.wrapping_add(u64::from(word) + 1).wrapping_mul(STEP).rotate_left(23)))
}

/// What [`scan`] finds in a text.
#[derive(Debug, Default)]
pub(crate) struct Words {
    /// Word hashes in the order of the text.
    pub(crate) hashes: Vec<u32>,
    /// Sites that are the employer's own as far as their name tells, in order of appearance, each once.
    pub(crate) sites: Vec<Site>,
    /// Keys of job ads linked to, each once.
    pub(crate) job_links: Vec<u64>,
}

/// 0 = separator, else the lower-case byte of a word. Bytes past ASCII are parts of words as they are.
const WORD_BYTE: [u8; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let value = byte as u8;
        table[byte] = match value {
            b'0'..=b'9' | b'a'..=b'z' | b'+' | b'#' | 128.. => value,
            b'A'..=b'Z' => value + 32,
            _ => 0,
        };
        byte += 1;
    }
    table
};

/// Splits a text. Work and memory grow linearly with its length.
pub(crate) fn scan(text: &str) -> Words {
    let mut words = Words { hashes: Vec::with_capacity(text.len() / 5), ..Words::default() };
    for chunk in text.split_ascii_whitespace() {
        if !read_address(chunk, &mut words) {
            push_words(chunk.as_bytes(), &mut words.hashes);
        }
    }
    words
}

fn push_words(chunk: &[u8], hashes: &mut Vec<u32>) {
    let mut hash = 0_u64;
    for &byte in chunk {
        let lower = WORD_BYTE[usize::from(byte)];
        if lower != 0 {
            // A polynomial: one multiplication a byte is all that waits for the byte before.
            hash = hash.wrapping_mul(STEP).wrapping_add(u64::from(lower));
        } else if hash != 0 {
            hashes.push((mix(hash) >> 32) as u32);
            hash = 0;
        }
    }
    if hash != 0 {
        hashes.push((mix(hash) >> 32) as u32);
    }
}
