//! Dates of records: a year, a month or a day, each standing for the days that it covers.

use prospect_model::{Date, Month};

/// The first and the last day that a date of a record covers; `None` for what is no date.
pub(super) fn days_of(text: &str) -> Option<(Date, Date)> {
    let is_plain = |length: usize| text.len() == length && text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    let (first, last) = match text.len() {
        4 if is_plain(4) => (format!("{text}-01-01"), format!("{text}-12-31")),
        7 if is_plain(7) => {
            let month = Month::parse(text)?;
            let next = Month::from_index(month.index() + 1)?.first_day();
            let last = Date::from_days(next.days() - 1)?;
            return Some((month.first_day(), last));
        }
        10 if is_plain(10) => (text.to_owned(), text.to_owned()),
        _ => return None,
    };
    Some((Date::parse(&first)?, Date::parse(&last)?))
}

/// Why a date cannot be, if so. `today` bounds it where `may_be_future` is false.
pub(super) fn complaint(text: &str, today: Date, may_be_future: bool) -> Option<String> {
    let Some((first, _)) = days_of(text) else {
        return Some(format!("`{text}` is no date such as 2015, 2015-05 or 2015-05-15"));
    };
    if first.year < 1990 {
        return Some(format!("`{text}` is before 1990"));
    }
    if first > today && !may_be_future {
        return Some(format!("`{text}` is in the future"));
    }
    None
}

/// Whether something was seen before it was published.
pub(super) fn is_seen_too_early(published: &str, seen: &str) -> bool {
    days_of(published).zip(days_of(seen)).is_some_and(|(published, seen)| seen.1 < published.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_cover_their_days() {
        let days = |text: &str| days_of(text).map(|(first, last)| format!("{first} {last}"));
        assert_eq!(days("2024").as_deref(), Some("2024-01-01 2024-12-31"));
        assert_eq!(days("2024-02").as_deref(), Some("2024-02-01 2024-02-29"));
        assert_eq!(days("2024-02-29").as_deref(), Some("2024-02-29 2024-02-29"));
        for wrong in ["", "24", "2024-13", "2023-02-29", "2024-1", "May 2024", "20-24", "２０２４"] {
            assert_eq!(days(wrong), None, "{wrong}");
        }
    }
}
