//! When one posting was there: what repeated looks at its board tell.
//!
//! In: the looks at one board in order of time, and which of them showed the posting. Out: its spells. A look that
//! came whole and did not show the posting is an absence; one that failed or came in part says nothing about what
//! it did not show.

/// One look at a board.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LookDay {
    /// Its day, days since 1970-01-01.
    pub day: i32,
    /// Whether it showed all that was open, so that what it did not show was not there.
    pub is_whole: bool,
}

/// A time during which a posting was there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SeenSpell {
    /// Day of the first look that showed it.
    pub first: i32,
    /// Day of the last look that showed it.
    pub last: i32,
    /// Looks that showed it.
    pub n_looks: u32,
    /// Whole looks between the first and the last that did not show it.
    pub n_missed: u32,
    /// Whether a whole look before the first did not show it, so that its beginning was seen.
    pub is_start_seen: bool,
    /// Day of the first whole look after the last that did not show it, or of its removal as the source told it.
    pub closed: Option<i32>,
}

/// The spells of one posting, in order of time.
///
/// `looks` are in order of time; `seen` are indexes into them, rising; `removed` are days on which the source told
/// that the posting is gone, rising. Over `gap_days` days between two looks that showed it begin a new spell; after a
/// shorter absence the spell goes on, and a closing in between is taken back.
#[must_use]
pub fn seen_spells(looks: &[LookDay], seen: &[usize], removed: &[i32], gap_days: i32) -> Vec<SeenSpell> {
    let mut spells: Vec<SeenSpell> = Vec::new();
    // Index of the last look that showed it.
    let mut last_at: Option<usize> = None;
    let whole_in = |from: usize, to: usize| looks.get(from..to).unwrap_or_default().iter().filter(|look| look.is_whole);
    for &at in seen {
        let Some(look) = looks.get(at) else { continue };
        let before = last_at.map_or(0, |last| last + 1);
        let n_missed = u32::try_from(whole_in(before, at).count()).unwrap_or(u32::MAX);
        match spells.last_mut().filter(|spell| look.day.saturating_sub(spell.last) <= gap_days) {
            Some(spell) => {
                spell.last = look.day;
                spell.n_looks = spell.n_looks.saturating_add(1);
                spell.n_missed = spell.n_missed.saturating_add(n_missed);
            }
            None => {
                if let (Some(spell), Some(last)) = (spells.last_mut(), last_at) {
                    spell.closed = whole_in(last + 1, at).map(|look| look.day).next();
                }
                spells.push(SeenSpell {
                    first: look.day,
                    last: look.day,
                    n_looks: 1,
                    n_missed: 0,
                    is_start_seen: n_missed > 0,
                    closed: None,
                });
            }
        }
        last_at = Some(at);
    }
    if let (Some(spell), Some(last)) = (spells.last_mut(), last_at) {
        spell.closed = whole_in(last + 1, looks.len()).map(|look| look.day).next();
    }
    let starts: Vec<i32> = spells.iter().skip(1).map(|spell| spell.first).chain([i32::MAX]).collect();
    for (spell, next) in spells.iter_mut().zip(starts) {
        let told = removed.iter().copied().find(|day| (spell.last..next).contains(day));
        spell.closed = spell.closed.into_iter().chain(told).min();
    }
    spells
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Looks as `day` (whole) or `day?` (not), `*` where the posting was shown → spells in words.
    #[track_caller]
    fn check(looks: &str, removed: &[i32], expected: &[&str]) {
        let mut days = Vec::new();
        let mut seen = Vec::new();
        for (at, word) in looks.split_whitespace().enumerate() {
            if word.ends_with('*') {
                seen.push(at);
            }
            let word = word.trim_end_matches('*');
            days.push(LookDay { day: word.trim_end_matches('?').parse().unwrap(), is_whole: !word.ends_with('?') });
        }
        let told: Vec<String> = seen_spells(&days, &seen, removed, 60)
            .iter()
            .map(|it| {
                let start = if it.is_start_seen { "|" } else { "" };
                let end = it.closed.map_or(String::new(), |day| format!(" closed {day}"));
                format!("{start}{}..{} seen {} missed {}{end}", it.first, it.last, it.n_looks, it.n_missed)
            })
            .collect();
        assert_eq!(told, expected, "{looks}");
    }

    #[test]
    fn absence_in_a_whole_look_closes_and_in_a_part_does_not() {
        check("1* 2* 3", &[], &["1..2 seen 2 missed 0 closed 3"]);
        check("1* 2* 3?", &[], &["1..2 seen 2 missed 0"]);
        check("1* 2* 3? 4", &[], &["1..2 seen 2 missed 0 closed 4"]);
        check("1* 2?*", &[], &["1..2 seen 2 missed 0"]);
    }

    #[test]
    fn what_comes_back_within_the_gap_goes_on() {
        check("1* 2 61*", &[], &["1..61 seen 2 missed 1"]);
        check("1* 2? 61*", &[], &["1..61 seen 2 missed 0"]);
        check("1* 2 62*", &[], &["1..1 seen 1 missed 0 closed 2", "|62..62 seen 1 missed 0"]);
        check("1* 100*", &[], &["1..1 seen 1 missed 0", "100..100 seen 1 missed 0"]);
    }

    #[test]
    fn a_beginning_is_seen_only_after_a_whole_look() {
        check("1 2*", &[], &["|2..2 seen 1 missed 0"]);
        check("1? 2*", &[], &["2..2 seen 1 missed 0"]);
        check("2*", &[], &["2..2 seen 1 missed 0"]);
        check("2", &[], &[]);
    }

    #[test]
    fn removal_that_is_told_closes_without_a_look() {
        check("1* 9?", &[5], &["1..1 seen 1 missed 0 closed 5"]);
        check("1* 9", &[5], &["1..1 seen 1 missed 0 closed 5"]);
        check("1* 9*", &[5], &["1..9 seen 2 missed 0"]);
        check("1* 99*", &[5], &["1..1 seen 1 missed 0 closed 5", "99..99 seen 1 missed 0"]);
    }

    #[test]
    fn nothing_strange_breaks_it() {
        let looks = [LookDay { day: i32::MAX, is_whole: true }, LookDay { day: i32::MIN, is_whole: true }];
        assert_eq!(seen_spells(&looks, &[0, 1, 7], &[i32::MIN], 60).len(), 1);
        assert!(seen_spells(&[], &[0], &[], 60).is_empty());
    }
}
