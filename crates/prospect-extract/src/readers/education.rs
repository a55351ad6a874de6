//! Reads `education`: the degrees that a posting asks for or wishes, or that it says none is needed.
//!
//! "BS", "MS" and the like count only in capitals and beside words of study ("BS/MS in Computer Science"),
//! since MS is also a company and MA a state. "Our founders are PhDs" asks nothing.
//!
//! Not here: fields of study, courses.

use crate::readers::word_set::WordSet;
use crate::scan::{Case, Hit, Owner, Part, Phrases, Scan, Section, TokenKind};
use prospect_model::{Education, Evidence, Facts};

/// Value of abbreviations that need words of study beside them, added to the level's.
const ABBREVIATED: u32 = 100;

#[rustfmt::skip]
pub(super) fn phrases(phrases: &mut Phrases) {
    let mut add = |education: Education, texts: &[&str]| phrases.add_all(Owner::Education, education as u32, texts);
    add(
        Education::Bachelor,
        &[
            "bachelor's degree", "bachelor's", "bachelors degree", "bachelor degree", "bachelor of science",
            "bachelor of arts", "bachelor", "bachelors", "undergraduate degree", "b.sc.", "bsc", "b.s.", "b.tech",
            "b.e.", "bachelorstudium", "licence", "licenciatura", "grado en", "licencjat", "laurea triennale",
            "hbo", "4-year degree", "four-year degree", "4 year degree", "four year degree",
        ],
    );
    add(
        Education::Master,
        &[
            "master's degree", "master's", "masters degree", "master of science", "masters in", "m.sc.", "msc",
            "m.s.", "masterstudium", "bac+5", "bac +5", "máster", "magister", "magisterskie", "master degree",
            "école d'ingénieur", "diplôme d'ingénieur", "master in", "mba", "diplom",
        ],
    );
    add(
        Education::Doctorate,
        &[
            "phd", "ph.d.", "ph.d", "phds", "doctorate", "doctoral degree", "doctoral", "promotion in",
            "doctorat", "doctorado", "doktorat",
        ],
    );
    add(
        Education::Degree,
        &[
            "degree", "degrees", "university degree", "college degree", "technical degree", "advanced degree",
            "academic degree", "computer science degree", "cs degree", "engineering degree",
            "abgeschlossenes studium", "studium", "hochschulabschluss", "hochschulstudium", "studienabschluss",
            "diplôme", "título universitario", "titulación", "wykształcenie wyższe", "wyższe wykształcenie",
            "studia wyższe", "laurea",
        ],
    );
    add(
        Education::NotRequired,
        &[
            "no degree required", "degree not required", "no degree", "no degree needed", "no degree necessary",
            "degree is not required", "degrees not required", "a degree is not required", "degree not necessary",
            "degree isn't required", "don't require a degree", "do not require a degree", "don't need a degree",
            "don't care about degrees", "don't care about your degree", "no formal education",
            "no college degree", "no formal degree", "without a degree", "no university degree", "degree or not",
            "regardless of degree", "kein studium", "ohne studium", "aucun diplôme", "sin título", "no diploma",
            "without academic qualifications", "no cs degree", "don't care if you have a degree",
            "degree is optional", "degree optional", "no academic degree",
        ],
    );
    let mut exact = |education: Education, texts: &[&str]| {
        for text in texts {
            phrases.add(Owner::Education, text, education as u32 + ABBREVIATED, Case::Exact);
        }
    };
    exact(Education::Bachelor, &["BS", "BA", "BSCS", "BEng", "BTech", "BE"]);
    exact(Education::Master, &["MS", "MA", "MSCS", "MEng", "MTech", "Masters", "Master"]);
}

pub(super) fn read(scan: &Scan, facts: &mut Facts) {
    let body = &scan.body;
    let hits = body.hits(Owner::Education);
    let mut found: Vec<(Education, Evidence)> = Vec::new();
    for (hit_idx, hit) in hits.iter().enumerate() {
        let value = hit.value % ABBREVIATED;
        let Some(education) = Education::ALL.iter().copied().find(|education| *education as u32 == value) else {
            continue;
        };
        if found.iter().any(|(other, _)| *other == education) || !is_asked(body, hit, education) {
            continue;
        }
        if hit.value >= ABBREVIATED && !is_beside_study(body, hits, hit_idx) {
            continue;
        }
        found.push((education, body.evidence(hit.tokens(), "education-cue")));
    }
    let names_level = found
        .iter()
        .any(|(education, _)| matches!(education, Education::Bachelor | Education::Master | Education::Doctorate));
    let waives = found.iter().any(|(education, _)| *education == Education::NotRequired);
    for (education, evidence) in found {
        // "Master's degree" names its level; "degree" adds nothing to it.
        if education == Education::Degree && (names_level || waives) {
            continue;
        }
        facts.education.push(education);
        facts.evidence.entry("education".into()).or_default().push(evidence);
    }
}

/// Tokens on either side that tell whether a degree is asked for.
const NEAR_TOKENS: usize = 9;

/// Words around degrees that somebody has.
#[rustfmt::skip]
static TELLS: WordSet = WordSet::new(&[
    "founders", "founded", "our", "cofounders", "team", "we're", "alumni", "staff", "360", "kelvin", "celsius",
    "freedom", "custom",
]);

/// Words around degrees that are asked for.
#[rustfmt::skip]
static ASKS: WordSet = WordSet::new(&[
    "required", "preferred", "require", "equivalent", "or", "plus", "must", "have", "with", "in", "experience",
    "need", "desired", "candidates", "level", "holds", "completed", "pursuing", "minimum", "erforderlich",
    "abgeschlossenes", "ideally", "should", "looking",
]);

/// Whether a degree is asked for rather than told of.
fn is_asked(body: &Part, hit: &Hit, education: Education) -> bool {
    let Some(line) = body.line_of(hit.first as usize) else { return false };
    if matches!(line.section, Section::Legal) {
        return false;
    }
    if education == Education::NotRequired || matches!(line.section, Section::Requirements | Section::Preferred) {
        return true;
    }
    if matches!(line.section, Section::About | Section::Benefits) {
        return false;
    }
    let near =
        (hit.first as usize).saturating_sub(NEAR_TOKENS)..(hit.end as usize + NEAR_TOKENS).min(body.tokens.len());
    near.clone().any(|at| ASKS.holds(body.token_text(at))) && !near.clone().any(|at| TELLS.holds(body.token_text(at)))
}

/// Whether an abbreviation stands beside another degree, or before "in", "degree", a slash.
fn is_beside_study(body: &Part, hits: &[Hit], hit_idx: usize) -> bool {
    let Some(hit) = hits.get(hit_idx) else { return false };
    let is_close = |other: Option<&Hit>| {
        other.is_some_and(|other| other.first.abs_diff(hit.end) <= 2 || hit.first.abs_diff(other.end) <= 2)
    };
    let is_before = hit_idx.checked_sub(1).is_some_and(|before| is_close(hits.get(before)));
    let next = body.token_text(hit.end as usize);
    let is_study = ["in", "degree", "degrees", "cs", "EE", "of", "Computer", "or"]
        .iter()
        .any(|word| word.eq_ignore_ascii_case(next))
        && body.token(hit.end as usize).is_some_and(|token| token.kind == TokenKind::Word);
    // "Boston, MA in person" is a place.
    let is_place = hit
        .first
        .checked_sub(1)
        .and_then(|before| body.token(before as usize))
        .is_some_and(|token| token.is_mark(b','));
    is_before || (!is_place && (is_close(hits.get(hit_idx + 1)) || is_study))
}
