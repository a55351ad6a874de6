//! Reads `employment`: full time, part time, contract, internship, temporary, where the posting says so.
//!
//! In zones (header segments, top lines, labels, fields) every name counts; in prose a name must be about
//! the job offered, not about benefits of "full-time employees" or the contracts that a product handles.
//!
//! Not here: levels (an intern's level is `seniority`).

use super::visa::sentence;
use crate::scan::zones::{Rank, Zone, holding, overlaps, within};
use crate::scan::{Case, Hit, Owner, Part, Phrases, Scan, Section, TokenKind};
use prospect_model::{Employment, Facts};
use std::ops::Range;

const N_FORMS: u32 = 5;
const FORMS: [Employment; N_FORMS as usize] =
    [Employment::FullTime, Employment::PartTime, Employment::Contract, Employment::Internship, Employment::Temporary];
/// Added to a form's number: the phrase counts in prose too.
const PROSE: u32 = 8;
/// A phrase that only looks like a form.
const OTHER: u32 = 16;

pub(super) fn phrases(phrases: &mut Phrases) {
    let mut add = |value: u32, texts: &[&str]| phrases.add_all(Owner::Employment, value, texts);
    add(
        PROSE,
        &[
            "full-time",
            "full time",
            "fulltime",
            "full-timer",
            "full-timers",
            "full timers",
            "vollzeit",
            "temps plein",
            "tiempo completo",
            "pełny etat",
            "full timer",
            "full_time",
            "ganztags",
            "à plein temps",
            "jornada completa",
            "pełen etat",
            "pełnym etacie",
            "pełnego etatu",
            "etat: pełny",
            "pełny wymiar",
            "pełnym wymiarze",
        ],
    );
    add(
        1 + PROSE,
        &[
            "part-time",
            "part time",
            "parttime",
            "part-timer",
            "part-timers",
            "part timers",
            "teilzeit",
            "temps partiel",
            "mi-temps",
            "tiempo parcial",
            "jornada parcial",
            "media jornada",
            "medio tiempo",
            "minijob",
            "pół etatu",
            "część etatu",
            "niepełny etat",
            "part_time",
        ],
    );
    add(
        2,
        &[
            "contract",
            "contracts",
            "contractor",
            "contractors",
            "freelance",
            "freelancer",
            "freelancers",
            "freelancing",
            "b2b",
            "1099",
            "c2c",
            "corp-to-corp",
            "contracting",
            "consultant basis",
        ],
    );
    add(
        2 + PROSE,
        &[
            "contract position",
            "contract positions",
            "contract role",
            "contract roles",
            "contract work",
            "contract basis",
            "contract-to-hire",
            "contract to hire",
            "contract job",
            "independent contractor",
            "independent contractors",
            "on contract",
            "on a contract",
            "month contract",
            "months contract",
            "year contract",
            "freelance position",
            "freelance basis",
            "freelance work",
            "freelance developer",
            "freelance developers",
            "freelance engineer",
            "hire freelancers",
            "contract developer",
            "contract developers",
            "contract engineer",
            "contract engineers",
            "contract software",
            "contract opportunity",
            "contract opportunities",
            "contract project",
            "remote contractor",
            "remote contractors",
            "as a contractor",
            "as contractors",
            "initial contract",
            "contract initially",
            "short-term contract",
            "long-term contract",
            "freelancers welcome",
            "contractors welcome",
            "b2b contract",
            "contract with possible",
            "contract with possibility",
            "contract with the possibility",
            "contract with potential",
            "contract with option",
            "contract with an option",
            "contract with the option",
            "contract with extension",
            "for contractors",
            "looking for a contractor",
            "looking for contractors",
            "looking for freelancers",
            "looking for a freelancer",
            "hiring contractors",
            "seeking contractors",
            "need a contractor",
            "hire a contractor",
            "contractor position",
            "contractor role",
            "freiberuflich",
            "freiberufliches",
            "freiberufliche",
            "freier mitarbeiter",
            "freie mitarbeit",
            "mission freelance",
            "en freelance",
            "como freelance",
            "como autónomo",
            "como autónoma",
            "portage salarial",
            "kontrakt b2b",
            "umowa b2b",
            "umowę b2b",
            "współpraca b2b",
            "umowa zlecenie",
            "umowy zlecenia",
        ],
    );
    add(
        3 + PROSE,
        &[
            "intern",
            "interns",
            "internship",
            "internships",
            "summer intern",
            "summer interns",
            "werkstudent",
            "praktikum",
            "working student",
            "co-op",
            "co-ops",
            "stage de fin d'études",
            "praktikant",
            "praktikantin",
            "werkstudentin",
            "werkstudenten",
            "pflichtpraktikum",
            "interns welcome",
            "stagiaire",
            "stagiaires",
            "offre de stage",
            "gratification de stage",
            "en stage",
            "stage de",
            "stage ingénieur",
            "stage développeur",
            "contrat : stage",
            "alternance",
            "alternant",
            "alternante",
            "contrat d'apprentissage",
            "becario",
            "becaria",
            "becarios",
            "prácticas remuneradas",
            "contrato de prácticas",
            "contrato en prácticas",
            "en prácticas",
            "beca de",
            "praxissemester",
            "studentische hilfskraft",
            "staż",
            "stażysta",
            "stażystka",
            "stażu",
            "praktykant",
            "praktyki wakacyjne",
            "praktyki studenckie",
            "płatne praktyki",
        ],
    );
    add(
        4 + PROSE,
        &[
            "temporary position",
            "temporary role",
            "temporary contract",
            "fixed-term",
            "fixed term",
            "befristet",
            "seasonal position",
            "maternity cover",
            "temp position",
            "befristete",
            "befristeter",
            "cdd de",
            "en cdd",
            "contrat : cdd",
            "contrat cdd",
            "poste en cdd",
            "contrat à durée déterminée",
            "intérim",
            "contrato temporal",
            "contrato por obra",
            "umowa na czas określony",
        ],
    );
    add(4, &["temporary", "temp", "seasonal"]);
    add(
        OTHER,
        &[
            "full-time employees",
            "full time employees",
            "full-time employee",
            "full time offers",
            "full-time offers",
            "full-time staff",
            "full-time team",
            "full-time team members",
            "full-time ramp employees",
            "full-time hires",
            "full-time students",
            "full-time benefits",
            "all full-time",
            "full-time founders",
            "work full-time on",
            "smart contract",
            "smart contracts",
            "smart-contract",
            "smart-contracts",
            "data contracts",
            "api contracts",
            "data contract",
            "government contracts",
            "government contract",
            "contract management",
            "contracts manager",
            "contract manager",
            "for contractors and",
            "contract with customers",
            "contract law",
            "permanent contract",
            "permanent contracts",
            "paid as a contractor",
            "internship positions, we",
            "to our internships",
            "b2b tech",
            "b2b platform",
            "b2b product",
            "b2b products",
            "b2b provider",
            "b2b company",
            "b2b startup",
            "b2b saas",
            "b2b software",
            "b2b marketplace",
            "b2b payments",
            "b2b offering",
            "b2b marketing",
            "b2b sales",
            "b2b customers",
            "contract review",
            "no contractors",
            "no freelancers",
            "no contract",
            "part-time phd",
            "former intern",
            "intern program",
            "as an intern",
            "our interns",
            "not apply to internships",
            "internship experience",
            "prior internship",
            "internships or",
            "previous internship",
            "mentor interns",
            "mentoring interns",
            "no interns",
            "past internships",
            "including internships",
            "temporary housing",
            "part-time remote",
            "part time remote",
            "not full-time",
            "no part-time",
            "no internships",
            "no part time",
            "full-time experience",
            "full time experience",
            "or an independent contractor",
            "employment contract",
            "including internship",
            "relevant internship",
            "prior internships",
            "excluding internships",
            "unbefristet",
            "unbefristete",
            "nicht befristet",
        ],
    );
    // Two forms in one phrase: each gets its own hit.
    for (a, b, texts) in [
        (
            0,
            1,
            &[
                "full or part time",
                "full- or part-time",
                "full or part-time",
                "full/part time",
                "part/full time",
                "part/full-time",
                "part-time/full-time",
                "part or full time",
                "part or full-time",
                "full and part time",
                "full/part-time",
                "full- and part-time",
                "full time/part time",
                "part & full time",
                "part & full-time",
                "part and full time",
                "part and full-time",
                "full & part time",
                "full & part-time",
            ][..],
        ),
        (
            0,
            2,
            &[
                "full-time contract",
                "full-time or contract",
                "contract or full-time",
                "full-time/contract",
                "contract/full-time",
                "full-time and contract",
            ][..],
        ),
        (1, 2, &["part-time contract"][..]),
    ] {
        phrases.add_all(Owner::Employment, a + PROSE, texts);
        phrases.add_all(Owner::Employment, b + PROSE, texts);
    }
    phrases.add(Owner::Employment, "FT", 0, Case::Exact);
    phrases.add(Owner::Employment, "FTE", 0, Case::Exact);
    phrases.add(Owner::Employment, "FT/PT", 0, Case::Exact);
    phrases.add(Owner::Employment, "INTERNS", 3 + PROSE, Case::Exact);
    phrases.add(Owner::Employment, "PT", 1, Case::Exact);
}

fn form(hit: &Hit) -> Option<Employment> {
    if hit.value >= OTHER {
        return None;
    }
    FORMS.get((hit.value % PROSE) as usize).copied()
}

fn push(part: &Part, hit: &Hit, form: Employment, rule: &'static str, facts: &mut Facts) {
    if !facts.employment.contains(&form) {
        facts.employment.push(form);
        facts.evidence.entry("employment".into()).or_default().push(part.evidence(hit.tokens(), rule));
    }
}

pub(super) fn read(scan: &Scan, facts: &mut Facts) {
    for path in ["employment", "title"] {
        if let Some(field) = scan.field(path) {
            for hit in field.hits(Owner::Employment) {
                if let Some(form) = form(hit) {
                    push(field, hit, form, "employment-field", facts);
                }
            }
        }
    }
    let part = &scan.body;
    let zones = part.zones();
    for hit in part.hits(Owner::Employment) {
        let Some(form) = form(hit) else { continue };
        let first = hit.first as usize;
        if let Some(zone) = holding(zones, first) {
            if is_in_zone(part, hit, zone) {
                push(part, hit, form, "employment-zone", facts);
            }
        } else if is_in_prose(part, hit, form, facts) {
            push(part, hit, form, "employment-prose", facts);
        }
    }
}

fn is_in_zone(part: &Part, hit: &Hit, zone: &Zone) -> bool {
    let is_first = zone.rank == Rank::First || zone.rank == Rank::Line;
    let text = part.text_of(hit.tokens());
    // A time zone, not part time, unless full time stands beside it.
    if text == "PT" && !within(part.hits(Owner::Employment), &zone.tokens).iter().any(|other| other.value % PROSE == 0)
    {
        return false;
    }
    // "Contract type: freelance", "(freelance)"
    let is_set_off = (hit.first as usize)
        .checked_sub(1)
        .and_then(|at| part.token(at))
        .is_some_and(|before| before.is_mark(b':') || before.is_mark(b'('));
    !is_first || hit.value >= PROSE || is_set_off || text.chars().all(|c| !c.is_lowercase())
}

/// Longest line that is read as a label with its value, in tokens.
const LABELLED_TOKENS_MAX: usize = 6;

/// Longest line that is read as a title or an item of a list of roles, in tokens.
const TITLE_TOKENS_MAX: usize = 20;

/// Whether the sentence around a token is about hiring.
fn is_about_hiring(part: &Part, at: usize) -> bool {
    says_hiring(part, sentence(part, at))
}

/// Tokens around a count of people in which words of hiring make them the ones sought.
const COUNT_REACH: usize = 12;

/// Whether a stretch is about hiring.
fn says_hiring(part: &Part, tokens: Range<usize>) -> bool {
    let has_experience = tokens.clone().any(|other| part.token_text(other).eq_ignore_ascii_case("experience"));
    let mut tokens = tokens;
    !has_experience
        && tokens.any(|other| {
            let text = part.token_text(other).to_ascii_lowercase();
            [
                "hiring",
                "hire",
                "looking",
                "offer",
                "offering",
                "join",
                "paid",
                "summer",
                "apply",
                "welcome",
                "seeking",
                "positions",
                "roles",
                "available",
                "both",
                "also",
            ]
            .contains(&text.as_str())
        })
}

fn is_in_prose(part: &Part, hit: &Hit, form: Employment, facts: &Facts) -> bool {
    let Some(line) = part.line_of(hit.first as usize) else { return false };
    let range = line.token_range();
    if hit.value < PROSE || line.section == Section::Legal {
        // "TYPE: Contract", "Backend developer (contract)".
        let is_short = range.len() <= 16 && overlaps(part.hits(Owner::Title), &range);
        let before = (hit.first as usize).checked_sub(1).and_then(|at| part.token(at));
        // "Type: Contract"
        if range.len() <= LABELLED_TOKENS_MAX && before.is_some_and(|token| token.is_mark(b':')) {
            return line.section != Section::Legal;
        }
        let is_set_off = before.is_some_and(|token| token.is_mark(b'(') || token.is_mark(b'/') || token.is_mark(b','));
        return is_short && is_set_off && line.section != Section::Legal;
    }
    match form {
        // Benefits speak of those who are employed already.
        Employment::FullTime => {
            // "A team of 12 full-time engineers"
            let is_counted = (hit.first as usize)
                .checked_sub(1)
                .and_then(|at| part.token(at))
                .is_some_and(|token| token.kind == TokenKind::Number);
            let near = range.start.max((hit.first as usize).saturating_sub(COUNT_REACH))
                ..range.end.min(hit.end as usize + COUNT_REACH);
            let is_sought = !is_counted || says_hiring(part, near);
            line.section != Section::Benefits
                && is_sought
                && part.token(hit.end as usize).is_none_or(|next| {
                    // "Full time software engineers"
                    next.kind != TokenKind::Word
                        || overlaps(part.hits(Owner::Title), &(hit.end as usize + 1..hit.end as usize + 2))
                        || ![
                            "employees",
                            "employee",
                            "staff",
                            "offers",
                            "students",
                            "experience",
                            "professional",
                            "work",
                            "industry",
                            "software",
                            "with",
                        ]
                        .contains(&part.token_text(hit.end as usize))
                })
        }
        Employment::Internship => {
            line.section != Section::Requirements
                && !facts.employment.contains(&form)
                && (range.len() <= TITLE_TOKENS_MAX || is_about_hiring(part, hit.first as usize))
                // German for "internally".
                && part.text_of(hit.tokens()) != "intern"
        }
        Employment::PartTime => line.section != Section::Benefits,
        _ => true,
    }
}
