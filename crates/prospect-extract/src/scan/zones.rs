//! The parts of a posting that name its place, mode and terms in short: segments of the header, lines at
//! the top of an ATS posting, lines with bars, lines that start with a label ("Location: Berlin").
//!
//! Not here: what is named there.

use super::dictionary::Phrases;
use super::{Hit, Line, Owner, Part, TokenKind};
use std::ops::Range;

/// Where a zone stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rank {
    /// First segment of a line with several: the employer's or the role's name as a rule.
    First,
    /// Another segment of such a line.
    Segment,
    /// A short line at the top that has no segments.
    Line,
    /// What follows a label.
    Label,
    /// A field of the source.
    Field,
}

/// A stretch of tokens that names facts in short.
#[derive(Clone, Debug)]
pub(crate) struct Zone {
    /// Its tokens, within one line.
    pub(crate) tokens: Range<usize>,
    /// Where it stands.
    pub(crate) rank: Rank,
    /// Whether it belongs to the first lines of the posting.
    pub(crate) is_top: bool,
}

/// Longest segment that is read as a list of facts, in tokens; longer ones are prose.
const SEGMENT_TOKENS_MAX: usize = 48;
/// How much of a longer last segment is read: the header's end stands at its start.
const LAST_TOKENS: usize = 14;
/// Longest line without segments that is read so.
const LINE_TOKENS_MAX: usize = 16;
/// Lines from the top that may be read so while no empty line has come.
const TOP_LINES_MAX: usize = 6;

/// Words that open a zone, at the start of a line and before a colon.
const LABELS: &[&str] = &[
    "location",
    "locations",
    "office location",
    "office locations",
    "job location",
    "work location",
    "where",
    "place",
    "place of work",
    "work arrangement",
    "workplace type",
    "workplace",
    "work mode",
    "work model",
    "location type",
    "arbeitsort",
    "arbeitsmodell",
    "lieu de travail",
    "mode de travail",
    "modalidad",
    "modalidad de trabajo",
    "tryb pracy",
    "model pracy",
    "miejsce pracy",
    "ort",
    "standort",
    "lieu",
    "ubicación",
    "lokalizacja",
    "city",
    "our offices",
    "remote",
    "remote ok",
    "office",
];

/// Adds the phrases that open zones.
pub(crate) fn phrases(phrases: &mut Phrases) {
    phrases.add_all(Owner::ZoneLabel, 0, LABELS);
}

/// The zones of a part, in order; `bars` are the tokens of its bars.
pub(super) fn find(part: &Part, bars: &[u32], zones: &mut Vec<Zone>) {
    zones.clear();
    if part.path.is_some() {
        if !part.tokens.is_empty() {
            zones.push(Zone { tokens: 0..part.tokens.len(), rank: Rank::Field, is_top: true });
        }
        return;
    }
    let mut is_first_paragraph = true;
    let mut has_top = false;
    let mut bars = bars.iter().peekable();
    for (line_idx, line) in part.lines.iter().enumerate() {
        let range = line.token_range();
        if line_idx > 0 && line.is_paragraph_start {
            is_first_paragraph = false;
        }
        let mut n_bars = 0;
        while let Some(bar) = bars.next_if(|bar| **bar < line.tokens.end) {
            // An address may have swallowed it.
            n_bars += usize::from(is_bar(part, *bar as usize));
        }
        let is_top = is_first_paragraph && line_idx < TOP_LINES_MAX;
        let n_before = zones.len();
        if n_bars == 0 && is_top && range.clone().filter(|at| is_dot(part, *at)).count() >= 2 {
            segments(part, range, true, is_dot, zones);
        } else if line_idx == 0 && n_bars == 0 && has_dash(part, &range) {
            segments(part, range, true, is_dash, zones);
        } else if n_bars >= 2 || (n_bars == 1 && is_top) || (n_bars == 1 && range.len() <= LINE_TOKENS_MAX) {
            segments(part, range, is_top, is_bar, zones);
        } else if let Some(label) = label(part, line) {
            push(zones, label, Rank::Label, is_top);
        } else if is_top && is_short(part, line, line_idx) {
            push(zones, range, Rank::Line, true);
        }
        // A notice above the header ("Edit: …") must not hide it: the first bar line is the top then.
        if zones.len() > n_before && n_bars >= 2 && !has_top {
            zones.iter_mut().skip(n_before).for_each(|zone| zone.is_top = true);
        }
        has_top |= n_bars >= 2;
    }
}

fn push(zones: &mut Vec<Zone>, tokens: Range<usize>, rank: Rank, is_top: bool) {
    if !tokens.is_empty() && tokens.len() <= SEGMENT_TOKENS_MAX || rank == Rank::Line {
        zones.push(Zone { tokens, rank, is_top });
    }
}

fn is_bar(part: &Part, at: usize) -> bool {
    part.token(at).is_some_and(|token| token.is_mark(b'|'))
}

/// Whether a dash with space on both sides stands at a token.
fn is_dash(part: &Part, at: usize) -> bool {
    part.token(at).is_some_and(|token| token.is_mark(b'-') && token.has_space_before())
        && part.token(at + 1).is_some_and(|next| next.has_space_before() || next.is_mark(b'-'))
}

/// Whether a bullet or a middle dot stands at a token.
fn is_dot(part: &Part, at: usize) -> bool {
    part.token(at).is_some_and(|token| token.kind == TokenKind::Punct && token.n_bytes() > 1)
        && ["•", "·", "●", "∙", "►", "⋅"].contains(&part.token_text(at))
}

fn has_dash(part: &Part, line: &Range<usize>) -> bool {
    line.clone().any(|at| is_dash(part, at))
}

fn segments(part: &Part, line: Range<usize>, is_top: bool, is_cut: fn(&Part, usize) -> bool, zones: &mut Vec<Zone>) {
    let mut first = line.start;
    let mut rank = Rank::First;
    for at in line.clone() {
        if is_cut(part, at) {
            push(zones, first..at, rank, is_top);
            rank = Rank::Segment;
            first = at + 1;
        }
    }
    // The last segment often runs on into prose.
    if line.end.saturating_sub(first) > SEGMENT_TOKENS_MAX {
        push(zones, first..first + LAST_TOKENS, Rank::Line, is_top);
    } else {
        push(zones, first..line.end, rank, is_top);
    }
}

/// What follows "Location:", "Where:", "Remote:" and the like at the start of a line.
fn label(part: &Part, line: &Line) -> Option<Range<usize>> {
    let range = line.token_range();
    let start = range.clone().find(|at| part.token(*at).is_some_and(|token| token.kind == TokenKind::Word))?;
    let hits = part.hits(Owner::ZoneLabel);
    let from = hits.partition_point(|hit| (hit.first as usize) < start);
    let hit = hits.get(from).filter(|hit| hit.first as usize == start)?;
    let mut colon = hit.end as usize;
    // "**Location**:" and "Location(s):".
    while part.token(colon).is_some_and(|token| {
        token.is_mark(b'*') || token.is_mark(b'(') || token.is_mark(b')') || token.n_bytes() == 1 && token.word != 58
    }) && colon < hit.end as usize + 4
    {
        colon += 1;
    }
    let is_colon = part.token(colon).is_some_and(|token| token.is_mark(b':') || token.is_mark(b'-'));
    (is_colon && colon + 1 < range.end).then_some(colon + 1..range.end)
}

/// Whether a line at the top names facts in short: by its length, or as a list of places.
fn is_short(part: &Part, line: &Line, line_idx: usize) -> bool {
    // The first line holds the employer, the role and the place at once.
    let max = if line_idx == 0 { LINE_TOKENS_MAX * 2 } else { LINE_TOKENS_MAX };
    line.token_range().len() <= max || line_idx > 0 && is_list_of_places(part, line)
}

/// Whether a long line at the top is made of places: half of its words at least.
fn is_list_of_places(part: &Part, line: &Line) -> bool {
    let range = line.token_range();
    let hits = part.hits(Owner::Place);
    let from = hits.partition_point(|hit| (hit.first as usize) < range.start);
    let mut n_covered = 0;
    let mut end = 0;
    for hit in hits.iter().skip(from).take_while(|hit| (hit.first as usize) < range.end) {
        if hit.first >= end {
            n_covered += hit.end.saturating_sub(hit.first) as usize;
            end = hit.end;
        }
    }
    let is_word = |at: &usize| part.token(*at).is_some_and(|token| token.kind == TokenKind::Word);
    n_covered * 2 >= range.filter(is_word).count()
}

/// The zone that holds a token, of zones in order.
pub(crate) fn holding(zones: &[Zone], token_idx: usize) -> Option<&Zone> {
    let from = zones.partition_point(|zone| zone.tokens.end <= token_idx);
    zones.get(from).filter(|zone| zone.tokens.start <= token_idx)
}

/// The hits that begin in a range of tokens.
pub(crate) fn within<'a>(hits: &'a [Hit], tokens: &Range<usize>) -> &'a [Hit] {
    let from = hits.partition_point(|hit| (hit.first as usize) < tokens.start);
    let to = hits.partition_point(|hit| (hit.first as usize) < tokens.end);
    hits.get(from..to.max(from)).unwrap_or_default()
}

/// Whether any hit shares a token with a range.
pub(crate) fn overlaps(hits: &[Hit], tokens: &Range<usize>) -> bool {
    let from = hits.partition_point(|hit| (hit.end as usize) <= tokens.start);
    hits.get(from).is_some_and(|hit| (hit.first as usize) < tokens.end)
}

/// The hit that holds all tokens of a range.
pub(crate) fn covering<'a>(hits: &'a [Hit], tokens: &Range<usize>) -> Option<&'a Hit> {
    let from = hits.partition_point(|hit| (hit.end as usize) <= tokens.start);
    hits.get(from).filter(|hit| hit.first as usize <= tokens.start && hit.end as usize >= tokens.end)
}
