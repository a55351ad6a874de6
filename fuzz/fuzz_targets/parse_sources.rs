//! Any bytes as an answer of a service: no panic. The first byte picks the shape that the rest is parsed as, so that
//! what is learned of one shape is not lost on the others; the example `fuzz_seeds` makes seeds of the fixtures.
#![no_main]

use libfuzzer_sys::fuzz_target;
use prospect_model::{Locator, Sha256};
use prospect_sources::{ALL, ArraySplitter, Context, Parse, Parsed, Request, recognise, sniff};

fuzz_target!(|bytes: &[u8]| {
    let Some((pick, bytes)) = bytes.split_first() else { return };
    let context = Context { document: Sha256([0; 32]), url: None, employer: None };
    let shapes: Vec<_> =
        ALL.iter().flat_map(|connector| connector.formats.iter().map(move |format| (connector, format))).collect();
    let (connector, format) = shapes[usize::from(*pick) % shapes.len()];
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
    if let Some(live) = connector.live {
        let url = String::from_utf8_lossy(bytes.get(..200).unwrap_or(bytes)).into_owned();
        let _ = (live.next)(&Request { url, accept: "", is_listing: true }, bytes);
    }
    let _ = sniff(bytes);
    let _ = recognise(&String::from_utf8_lossy(bytes.get(..200).unwrap_or(bytes)));
});
