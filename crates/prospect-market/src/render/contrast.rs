//! Holds every text colour of the page to a contrast of 4.5 to 1 against what is behind it, in each of its schemes.
//!
//! Source: "Web Content Accessibility Guidelines 2.2", success criterion 1.4.3 and the definition of contrast ratio,
//! <https://www.w3.org/TR/WCAG22/>.

use std::collections::BTreeMap;

const STYLE: &str = include_str!("style.css");

/// The variables of every `:root` block, in the order of the file: light, dark, print.
fn schemes() -> Vec<BTreeMap<&'static str, [f64; 3]>> {
    let blocks = STYLE.match_indices(":root{").map(|(at, root)| STYLE[at + root.len()..].split('}').next().unwrap());
    let colour = |declaration: &'static str| {
        let (name, value) = declaration.trim().split_once(":#")?;
        let digits: String = match value.len() {
            3 => value.chars().flat_map(|digit| [digit, digit]).collect(),
            _ => value.to_owned(),
        };
        let channel = |at: usize| f64::from(u8::from_str_radix(&digits[at..at + 2], 16).unwrap()) / 255.0;
        Some((name, [channel(0), channel(2), channel(4)]))
    };
    blocks.map(|block| block.split(';').filter_map(colour).collect()).collect()
}

fn luminance(colour: [f64; 3]) -> f64 {
    let linear = |c: f64| if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) };
    let [r, g, b] = colour.map(linear);
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

fn contrast(a: [f64; 3], b: [f64; 3]) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[test]
fn black_on_white_is_21_to_1() {
    assert!((contrast([0.0; 3], [1.0; 3]) - 21.0).abs() < 1e-9);
    assert!((contrast([0.5; 3], [0.5; 3]) - 1.0).abs() < 1e-9);
}

#[test]
fn every_text_colour_can_be_read_in_every_scheme() {
    let schemes = schemes();
    assert_eq!(schemes.len(), 3, "light, dark, print");
    for scheme in schemes {
        let behind = [scheme["--bg"], scheme["--panel"]];
        // All but what lines are drawn with and what is behind.
        let texts: Vec<_> = scheme.iter().filter(|(name, _)| !["--bg", "--panel", "--rule"].contains(*name)).collect();
        assert_eq!(texts.len(), 10, "{scheme:?}");
        for (name, colour) in texts {
            for behind in behind {
                let ratio = contrast(*colour, behind);
                assert!(ratio >= 4.5, "{name}: {ratio:.2} to 1");
            }
        }
    }
}
