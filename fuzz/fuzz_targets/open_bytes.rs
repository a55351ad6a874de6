//! Any bytes as a compressed document and as a history file: an error or data, never a panic.
#![no_main]

use libfuzzer_sys::fuzz_target;
use std::io::Read;

fuzz_target!(|bytes: &[u8]| {
    let mut out = Vec::new();
    let _ = prospect_store::unpack(bytes).take(1 << 20).read_to_end(&mut out);
    let _ = prospect_store::history::read(bytes);
});
