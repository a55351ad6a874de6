//! Every connector and the sniffer on any bytes: no panic.
#![no_main]

use libfuzzer_sys::fuzz_target;
use prospect_model::{Locator, Sha256};
use prospect_sources::{ALL, ArraySplitter, Context, Parse, Parsed, sniff};

fuzz_target!(|bytes: &[u8]| {
    let context = Context { document: Sha256([0; 32]), url: None, employer: None };
    let _ = sniff(bytes);
    for format in ALL.iter().flat_map(|connector| connector.formats) {
        match format.parse {
            Parse::Lines(parse) => {
                for (line_idx, line) in bytes.split(|byte| *byte == b'\n').enumerate() {
                    let mut problems = Vec::new();
                    let _ = parse(line, &Locator::Line(line_idx as u64 + 1), context, &mut problems);
                }
            }
            Parse::Items(parse) => {
                let (mut splitter, mut ranges) = (ArraySplitter::default(), Vec::new());
                splitter.push(bytes, &mut ranges);
                for range in ranges {
                    let item = &bytes[range.start as usize..range.end as usize];
                    parse(item, &Locator::Pointer("/0".to_owned()), context, &mut Parsed::default());
                }
            }
            Parse::Document(parse) => {
                let _ = parse(bytes, context);
            }
        }
    }
});
