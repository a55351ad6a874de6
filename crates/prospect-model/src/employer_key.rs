//! The comparable form of an employer's name.
//!
//! In: a name as a posting or a record writes it. Out: lower-case words without legal form, brackets, accents
//! and the ending of a site.
//!
//! Not here: which spellings are one employer (`prospect-dedupe`), which employer is a known organisation
//! (`prospect-lexicon`).

/// Words at the end of a name that say which legal form it has.
const LEGAL_FORMS: &[&str] = &[
    "inc",
    "incorporated",
    "llc",
    "ltd",
    "limited",
    "gmbh",
    "ag",
    "se",
    "corp",
    "corporation",
    "co",
    "company",
    "sa",
    "sas",
    "sarl",
    "srl",
    "spa",
    "bv",
    "nv",
    "plc",
    "oy",
    "ab",
    "as",
    "aps",
    "pty",
    "pte",
    "kg",
    "ug",
    "llp",
    "lp",
    "pbc",
    "kk",
    "doo",
    "sro",
    "zoo",
];

/// Names that name nobody.
const NOBODY: &[&str] = &[
    "",
    "stealth",
    "stealth startup",
    "stealth mode",
    "stealth mode startup",
    "startup",
    "start up",
    "confidential",
    "company",
    "client",
    "our client",
    "we",
    "us",
    "remote",
    "hiring",
    "anonymous",
    "unnamed",
    "various",
    "multiple",
    "na",
    "n a",
    "none",
    "undisclosed",
    "me",
    "my company",
    "our company",
    "early stage startup",
];

/// The comparable form of a name: lower-case words with one blank between them, empty when it names nobody.
#[must_use]
pub fn employer_key(name: &str) -> String {
    let mut plain = String::with_capacity(name.len());
    let mut depth = 0_u32;
    for c in name.chars() {
        match c {
            '(' | '[' => depth = depth.saturating_add(1),
            ')' | ']' => depth = depth.saturating_sub(1),
            '\'' | '’' | '®' | '™' => {}
            _ if depth > 0 => {}
            c if c.is_alphanumeric() || c == '+' || c == '.' => plain.extend(c.to_lowercase().map(without_accent)),
            _ => plain.push(' '),
        }
    }
    let mut words: Vec<&str> = plain.split_whitespace().flat_map(split_dots).collect();
    while words.len() > 1 && words.last().is_some_and(|word| LEGAL_FORMS.contains(word)) {
        words.pop();
    }
    if words.len() > 1 && words.first() == Some(&"the") {
        words.remove(0);
    }
    let key = words.join(" ");
    if NOBODY.contains(&key.as_str()) { String::new() } else { key }
}

/// "acme.com" is Acme, "S.A." is "sa" only when its letters are single; other dots part words.
fn split_dots(word: &str) -> Vec<&str> {
    const SITE_ENDINGS: &[&str] = &[".com", ".io", ".ai", ".co", ".org", ".net", ".app", ".dev", ".de"];
    let word = word.strip_prefix("www.").unwrap_or(word).trim_matches('.');
    let word = SITE_ENDINGS.iter().find_map(|ending| word.strip_suffix(ending)).unwrap_or(word);
    word.split('.').filter(|part| !part.is_empty()).collect()
}

/// The letter without its accent for the Latin letters that company names use.
fn without_accent(c: char) -> char {
    match c {
        'á' | 'à' | 'â' | 'ä' | 'ã' | 'å' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'í' | 'ì' | 'î' | 'ï' => 'i',
        'ó' | 'ò' | 'ô' | 'ö' | 'õ' | 'ø' => 'o',
        'ú' | 'ù' | 'û' | 'ü' => 'u',
        'ç' => 'c',
        'ñ' => 'n',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_leave_out_what_is_not_the_name() {
        let cases = [
            ("Acme, Inc.", "acme"),
            ("ACME GmbH & Co. KG", "acme"),
            ("Acme (YC S12)", "acme"),
            ("The Acme Company", "acme"),
            ("https://www.acme.io", "https acme"),
            ("www.acme.io", "acme"),
            ("Acme.ai", "acme"),
            ("Café Acmé", "cafe acme"),
            ("Acme's", "acmes"),
            ("Stealth (YC S12)", ""),
            ("Company", ""),
            ("((", ""),
            ("", ""),
        ];
        for (name, key) in cases {
            assert_eq!(employer_key(name), key, "{name}");
        }
    }
}
