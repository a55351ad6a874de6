//! Another language's posting with the language swapped.

use crate::{Draft, Finding, Level};
use prospect_model::{Skill, SkillNeed};

declare_rule! {
    /// ## What it does
    /// Flags a Rust posting that requires the libraries of Java or C++, but neither that language nor anything
    /// of Rust's own.
    ///
    /// ## Why it matters
    /// It looks like an old posting in which the language was swapped; people who know Rust will think so.
    ///
    /// ## Flagged
    /// ```text
    /// Acme | Rust Engineer | Berlin
    /// Requirements:
    /// - 3 years of Rust with Spring Boot and Hibernate
    /// - Maven, JUnit
    /// ```
    /// ## Accepted
    /// ```text
    /// Acme | Rust Engineer | Berlin
    /// Requirements:
    /// - Rust with tokio and serde
    /// - Java with Spring Boot and Hibernate
    /// ```
    /// ## Sources
    /// The posting's own facts; libraries that no other language uses.
    "converted-posting", Heuristic, check
}

struct Other {
    name: &'static str,
    /// Languages whose presence explains the libraries.
    languages: &'static [&'static str],
    /// Ids of libraries and tools that only those languages use.
    only_theirs: &'static [&'static str],
}

const OTHERS: &[Other] = &[
    Other {
        name: "Java",
        languages: &["java", "kotlin", "scala", "groovy", "clojure", "jvm"],
        only_theirs: &["spring", "spring-boot", "hibernate", "maven", "gradle", "junit", "jpa", "mockito", "java-ee"],
    },
    Other { name: "C++", languages: &["cpp", "c"], only_theirs: &["boost", "stl", "qt", "googletest", "catch2"] },
];
/// What only people who write Rust name.
const RUSTS: &[&str] = &[
    "cargo",
    "tokio",
    "serde",
    "axum",
    "actix-web",
    "hyper",
    "tonic",
    "rocket",
    "diesel",
    "sqlx",
    "clippy",
    "bevy",
    "wasm-bindgen",
    "embassy",
    "rayon",
    "warp",
    "async-std",
    "tauri",
    "leptos",
    "yew",
    "anchor",
    "substrate",
];
/// Fewest such libraries that make a case.
const N_MIN: usize = 2;

fn check(draft: &Draft<'_>, report: &mut dyn FnMut(Finding)) {
    let skills = &draft.facts.skills;
    let has = |ids: &[&str]| skills.iter().any(|skill| ids.contains(&skill.id.as_ref()));
    let is_rust = skills.iter().any(|skill| skill.id == "rust" && skill.need == SkillNeed::Required);
    if !is_rust || has(RUSTS) || draft.facts.roles.len() > 1 {
        return;
    }
    for other in OTHERS.iter().filter(|other| !has(other.languages)) {
        let theirs: Vec<&Skill> = skills
            .iter()
            .filter(|skill| skill.need == SkillNeed::Required && other.only_theirs.contains(&skill.id.as_ref()))
            .collect();
        let (Some(first), true) = (theirs.first(), theirs.len() >= N_MIN) else { continue };
        let names: Vec<_> = theirs.iter().map(|skill| skill.name.as_ref()).collect::<Vec<&str>>();
        report(Finding::new(
            Level::Heuristic,
            Draft::place(&first.words),
            format!("Rust with {}, which belong to {}", names.join(", "), other.name),
            format!("It reads like a posting for {} in which the language was swapped.", other.name),
            "Name what the work really uses.".to_owned(),
        ));
    }
}
