//! Steps of learning by starting point, kind, skill and reader.

use super::steps;
use prospect_model::{Audience, StartingPoint, Step, StepKind};

/// Which steps are wanted; what is `None` does not matter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StepFilter<'a> {
    /// Steps that fit this starting point, or any.
    pub from: Option<StartingPoint>,
    /// Steps of this kind.
    pub kind: Option<StepKind>,
    /// Steps that teach or need this skill id.
    pub skill: Option<&'a str>,
    /// Steps for these readers; steps for both fit either.
    pub audience: Option<Audience>,
}

/// The wanted steps in the order of a route.
pub fn steps_for(filter: StepFilter<'_>) -> impl Iterator<Item = &'static Step> {
    steps().iter().filter(move |step| {
        filter.from.is_none_or(|from| step.from.is_empty() || step.from.contains(&from))
            && filter.kind.is_none_or(|kind| step.kind == kind)
            && filter.skill.is_none_or(|skill| step.skills.contains(&skill))
            && filter.audience.is_none_or(|audience| {
                step.audience == audience || step.audience == Audience::Both || audience == Audience::Both
            })
    })
}
