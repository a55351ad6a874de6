//! What an opening requires that a person lacks.

use crate::openings::Opening;
use std::collections::BTreeSet;

/// The skills that an opening requires and the person does not cover, sorted.
///
/// A required skill is covered by having it, by having another of a group of which the posting says that one is
/// enough, and by the posting saying that it teaches it.
pub(crate) fn missing(opening: &Opening, held: &BTreeSet<u32>) -> Vec<u32> {
    opening.required().filter(|skill| !is_covered(opening, held, *skill)).collect()
}

fn is_covered(opening: &Opening, held: &BTreeSet<u32>, skill: u32) -> bool {
    held.contains(&skill)
        || opening.groups.iter().any(|group| {
            group.any_of.binary_search(&skill).is_ok()
                && (group.trains || group.any_of.iter().any(|other| held.contains(other)))
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::openings::{Asked, Group};
    use prospect_model::{Month, SkillNeed};

    #[test]
    fn a_skill_is_covered_by_itself_by_an_accepted_other_and_by_training() {
        let ask = |skill, need| Asked { skill, need };
        let opening = Opening {
            opening: 0,
            posting: 0,
            role: 0,
            source: 0,
            month: Month { year: 2026, month: 1 },
            cluster: 0,
            asks: vec![
                ask(0, SkillNeed::Required),
                ask(1, SkillNeed::Required),
                ask(2, SkillNeed::Preferred),
                ask(3, SkillNeed::Required),
                ask(4, SkillNeed::Required),
            ],
            groups: vec![Group { any_of: vec![1, 9], trains: false }, Group { any_of: vec![3], trains: true }],
        };
        assert_eq!(missing(&opening, &BTreeSet::from([])), [0, 1, 4]);
        assert_eq!(missing(&opening, &BTreeSet::from([0, 9])), [4]);
    }
}
