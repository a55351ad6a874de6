//! Reads `roles`: one role per title, with what the title itself says and, where several roles are listed,
//! with the pay, places and skills of its own lines.
//!
//! A role's own lines are the line of its title and, when the title has a line to itself, those below it
//! up to the next title. An offer without a title has one role without one.
//!
//! Not here: reading any of the facts; this runs last.

use super::seniority;
use crate::scan::{Line, Part, Phrases, Scan};
use prospect_model::{Evidence, Facts, Role, Words};
use std::ops::Range;

pub(super) fn phrases(_phrases: &mut Phrases) {}

/// Most lines of a role's own block; a longer one is likely to have left the role.
const BLOCK_LINES_MAX: usize = 30;

pub(super) fn read(scan: &Scan, facts: &mut Facts) {
    if facts.titles.is_empty() {
        if facts.offer == Some(true) {
            facts.roles.push(Role::default());
        }
        return;
    }
    // `role_family` made one role of each title.
    seniority::fill_roles(scan, facts);
    if facts.roles.len() <= 1 {
        return;
    }
    let body = &scan.body;
    let spans: Vec<Option<Range<u32>>> = facts
        .evidence
        .get("titles")
        .into_iter()
        .flatten()
        .map(|evidence| match evidence {
            Evidence::Text { start, end, rule } if rule == "title-line" => Some(*start..*end),
            _ => None,
        })
        .collect();
    if spans.iter().flatten().count() <= 1 {
        return;
    }
    for (role, span) in facts.roles.iter_mut().zip(&spans) {
        let Some(span) = span else { continue };
        let block = block_of(body, span, &spans);
        role.pay = inside(facts.pay.iter().map(|pay| &pay.words), &block);
        role.places = inside(facts.places.iter().map(|place| &place.words), &block);
        role.skills = inside(facts.skills.iter().map(|skill| &skill.words), &block);
    }
}

/// Indexes of the items whose words lie in a range of bytes.
fn inside<'a>(items: impl Iterator<Item = &'a Words>, block: &Range<u32>) -> Vec<u32> {
    items
        .enumerate()
        .filter(|(_, words)| matches!((words.start, words.end), (Some(start), Some(end)) if start >= block.start && end <= block.end))
        .filter_map(|(item_idx, _)| u32::try_from(item_idx).ok())
        .collect()
}

/// The bytes of a role's own lines. Titles that share a line share nothing but their own words.
fn block_of(body: &Part, span: &Range<u32>, spans: &[Option<Range<u32>>]) -> Range<u32> {
    let at = body.tokens.partition_point(|token| token.start < span.start);
    let line_idx = body.line_idx_of(at);
    let Some(line) = body.lines.get(line_idx) else { return span.clone() };
    let bytes = |line: &Line| body.bytes_of(line.token_range());
    let own = bytes(line);
    let others = |range: &Range<u32>| {
        spans.iter().flatten().any(|other| other != span && other.start >= range.start && other.end <= range.end)
    };
    if others(&own) {
        return span.clone();
    }
    let mut end = own.end;
    // A title with more words on its line has them to itself; a bare one heads what follows.
    let n_more = line
        .token_range()
        .len()
        .saturating_sub(body.tokens.iter().skip(at).take_while(|token| token.end <= span.end).count());
    if n_more <= 3 {
        for below in body.lines.iter().skip(line_idx + 1).take(BLOCK_LINES_MAX) {
            let range = bytes(below);
            if others(&range) {
                return own.start..end;
            }
            end = range.end;
        }
        // No next title: where the last role ends is not said.
        end = own.end;
    }
    own.start..end
}
