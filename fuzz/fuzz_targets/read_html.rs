//! HTML to text on any input: no panic, and the way back stays inside the HTML.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|html: &str| {
    let plain = prospect_extract::html::to_text(html);
    for (text, at) in &plain.map {
        assert!(*text as usize <= plain.text.len() && *at as usize <= html.len());
    }
});
