//! Reads `language`: the language that a posting is written in, by its function words.
//!
//! The language with the most function words wins; fewer than two, or a tie, tells nothing. Chinese,
//! Japanese and Korean are told by their scripts.
//!
//! Not here: languages that people must speak.

use crate::scan::{Case, Owner, Part, Phrases, Scan, TokenKind};
use prospect_model::Facts;
use std::borrow::Cow;

/// Languages by ISO 639-1 code with function words that few others share.
#[rustfmt::skip]
const LANGUAGES: &[(&str, &[&str])] = &[
    ("en", &["the", "and", "with", "you", "our", "are", "your", "this", "of", "for"]),
    ("de", &["und", "der", "die", "das", "mit", "für", "wir", "sie", "ist", "ein", "eine", "einen", "nicht", "zu", "dich", "deine", "unser", "unsere", "oder", "bei", "von", "den", "dem", "auf", "im"]),
    ("fr", &["et", "les", "des", "vous", "nous", "une", "est", "pour", "dans", "avec", "notre", "votre", "sur", "du", "au", "aux", "le", "qui", "en", "la", "de", "un"]),
    ("es", &["y", "los", "las", "para", "con", "una", "que", "del", "el", "nuestro", "nuestra", "por", "como", "tus", "en", "la", "de", "se", "experiencia", "un"]),
    ("pl", &["i", "w", "z", "na", "do", "oraz", "się", "jest", "dla", "nie", "że", "przez", "od", "doświadczenie", "lub", "nas", "jako", "po"]),
    ("nl", &["het", "een", "van", "met", "voor", "je", "wij", "jij", "ons", "onze", "zijn", "op", "bij", "naar", "aan", "ervaring", "en", "de", "jouw", "als"]),
    ("pt", &["e", "os", "com", "uma", "para", "você", "não", "dos", "nossa", "nosso", "em", "da", "do", "experiência", "ao", "são", "um", "que", "de", "na"]),
    ("it", &["di", "il", "che", "per", "con", "del", "della", "sono", "una", "gli", "nel", "esperienza", "e", "le", "un", "si", "la", "nostro", "nostra", "dei"]),
    ("sv", &["och", "att", "är", "för", "med", "som", "på", "vi", "du", "av", "till", "ett", "vår", "erfarenhet", "en", "har", "oss"]),
    ("da", &["og", "er", "til", "med", "på", "vi", "du", "af", "som", "vores", "ikke", "erfaring", "en", "har", "os", "dig"]),
    ("no", &["og", "er", "på", "til", "vi", "du", "av", "som", "med", "vår", "ikke", "erfaring", "en", "har", "oss", "deg", "jobbe"]),
    ("fi", &["ja", "sekä", "tai", "ovat", "meillä", "kokemusta", "että", "olet", "sinulla", "työ", "osaamista"]),
    ("cs", &["se", "na", "je", "pro", "jsme", "zkušenosti", "nebo", "jako", "ve", "že", "práce", "hledáme", "v", "od", "po"]),
    ("ro", &["și", "cu", "în", "pentru", "să", "este", "experiență", "sau", "la", "de", "un", "din"]),
    ("hu", &["és", "az", "egy", "hogy", "vagy", "nem", "van", "tapasztalat", "keresünk", "vagyunk"]),
    ("tr", &["ve", "bir", "için", "ile", "olarak", "deneyim", "veya", "olan", "bu"]),
    ("ru", &["и", "в", "на", "с", "для", "мы", "опыт", "по", "не", "что", "от", "вы", "или"]),
    ("uk", &["і", "та", "для", "ми", "досвід", "на", "що", "з", "від", "або", "ви"]),
];

/// Tokens at the start that are looked at for a script.
const SCRIPT_TOKENS: usize = 60;

pub(super) fn phrases(phrases: &mut Phrases) {
    for (language_idx, (_, words)) in LANGUAGES.iter().enumerate() {
        for word in *words {
            // "I", "Y" and "E" in capitals are other words.
            let case = if word.chars().count() == 1 { Case::Exact } else { Case::Any };
            phrases.add(Owner::Language, word, language_idx as u32, case);
        }
    }
}

pub(super) fn read(scan: &Scan, facts: &mut Facts) {
    let body = &scan.body;
    let mut counts = [0_u32; LANGUAGES.len()];
    for hit in body.hits(Owner::Language) {
        if let Some(count) = counts.get_mut(hit.value as usize) {
            *count += 1;
        }
    }
    let most = counts.iter().copied().max().unwrap_or(0);
    let n_best = counts.iter().filter(|count| **count == most).count();
    let best = counts.iter().position(|count| *count == most);
    // A header without sentences has hardly any function words in any language.
    if let (Some(language_idx), true) = (best, most >= 2 && n_best == 1) {
        let Some((code, _)) = LANGUAGES.get(language_idx) else { return };
        facts.language = Some(Cow::Borrowed(code));
        let first = body.hits(Owner::Language).iter().find(|hit| hit.value as usize == language_idx);
        if let Some(hit) = first {
            facts.evidence.entry("language".into()).or_default().push(body.evidence(hit.tokens(), "function-words"));
        }
        return;
    }
    if let Some((code, at)) = script(body) {
        facts.language = Some(Cow::Borrowed(code));
        facts.evidence.entry("language".into()).or_default().push(body.evidence(at..at + 1, "script"));
    }
}

/// The language of the script that most words at the start are written in.
fn script(body: &Part) -> Option<(&'static str, usize)> {
    let mut n_han = 0;
    let mut first = None;
    for (at, token) in
        body.tokens.iter().take(SCRIPT_TOKENS).enumerate().filter(|(_, token)| token.kind == TokenKind::Word)
    {
        for letter in body.slice(token.start..token.end).chars().take(12) {
            match letter {
                // Kana and Hangul are of one language each.
                '\u{3040}'..='\u{30ff}' => return Some(("ja", at)),
                '\u{ac00}'..='\u{d7af}' => return Some(("ko", at)),
                '\u{4e00}'..='\u{9fff}' => {
                    n_han += 1;
                    first.get_or_insert(at);
                }
                _ => {}
            }
        }
    }
    first.filter(|_| n_han >= 4).map(|at| ("zh", at))
}
