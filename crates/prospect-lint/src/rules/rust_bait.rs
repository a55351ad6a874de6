//! Rust in the title only.

use crate::{Draft, Finding, Level, Place};
use prospect_model::SkillNeed;

declare_rule! {
    /// ## What it does
    /// Flags a title that names Rust where the duties do not, or where Rust is only a wish.
    ///
    /// ## Why it matters
    /// People who look for Rust apply and find other work; it costs both sides an interview.
    ///
    /// ## Flagged
    /// ```text
    /// Senior Rust Engineer at Acme, Berlin
    /// We build a platform for logistics. You maintain our services in Java and the screens in Angular, keep the
    /// database fast, review the code of your team and take part in the rota. You know Java well, have worked
    /// with Spring and PostgreSQL for years, and like to explain what you do to people who do not write code.
    /// We offer thirty days of holiday, a budget for books and a calm office near the river with good coffee.
    /// ```
    /// ## Accepted
    /// ```text
    /// Senior Rust Engineer at Acme, Berlin
    /// We build a platform for logistics. You write services in Rust.
    /// ```
    /// ## Sources
    /// The posting's own facts.
    "rust-bait", Heuristic, check
}

/// A shorter text does not describe duties at all.
const N_BYTES_MIN: usize = 400;

fn check(draft: &Draft<'_>, report: &mut dyn FnMut(Finding)) {
    let facts = draft.facts;
    let names_rust =
        |text: &str| text.split(|letter: char| !letter.is_alphanumeric()).any(|word| word.eq_ignore_ascii_case("rust"));
    let ([title], true) = (&facts.titles[..], draft.text.len() >= N_BYTES_MIN) else { return };
    let Some(rust) = facts.skills.iter().find(|skill| skill.id == "rust").filter(|_| names_rust(title)) else { return };
    let place = draft.title_place().unwrap_or_else(|| Draft::place(&rust.words));
    let body = match place {
        Place::Text { start, end } => {
            // A title stands in its own line: what is beside it there is a headline, not a duty.
            let before = draft.text.get(..start as usize).unwrap_or_default();
            let after = draft.text.get(end as usize..).unwrap_or_default();
            let before = before.rsplit_once('\n').map_or("", |(lines, _)| lines);
            let after = after.split_once('\n').map_or("", |(_, lines)| lines);
            [before, after]
        }
        _ => [draft.text, ""],
    };
    if body.iter().map(|part| part.len()).sum::<usize>() < N_BYTES_MIN {
        return;
    }
    let what = if !body.iter().any(|part| names_rust(part)) {
        format!("`{title}` names Rust, the text below it does not")
    } else if rust.need == SkillNeed::Preferred {
        format!("`{title}` names Rust, the text only wishes for it")
    } else {
        return;
    };
    report(Finding::new(
        Level::Heuristic,
        place,
        what,
        "A title is read as the work.",
        "Say what is written in Rust, or name the language of the work in the title.".to_owned(),
    ));
}
