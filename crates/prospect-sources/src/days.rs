//! Days from the ways in which services write points in time. All days are UTC.

use prospect_model::Date;

/// Unix times from here on are taken for milliseconds: as seconds they would lie after the year 5138.
const MILLISECONDS_FROM: i64 = 100_000_000_000;

/// The UTC day of a text: RFC 3339 and its looser kin (`2026-02-04T23:30:00-04:00`, `2026-02-04 09:41:37 UTC`,
/// `2026-02-04`), RFC 2822 (`Tue, 11 Aug 2026 07:30:41 +0000`), or Unix time in digits.
pub(crate) fn day(text: &str) -> Option<Date> {
    let text = text.trim();
    if text.len() >= 9 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return unix_day(text.parse().ok()?);
    }
    match text.get(..10).filter(|start| start.as_bytes().get(4) == Some(&b'-')) {
        Some(date) => at_time(Date::parse(date)?, text.get(10..)?),
        None => mail_day(text),
    }
}

/// The UTC day of a Unix time in seconds or milliseconds; `None` for times before 1971: zeros and small counts are
/// no days of publication.
pub(crate) fn unix_day(number: i64) -> Option<Date> {
    let seconds = if number >= MILLISECONDS_FROM { number / 1000 } else { number };
    Date::from_unix(seconds).filter(|date| date.year > 1970)
}

/// The day at a time of day and an offset in words; the day itself where there is no time.
fn at_time(date: Date, rest: &str) -> Option<Date> {
    let rest = rest.strip_prefix(['T', 't', ' ']).unwrap_or(rest).trim();
    if rest.is_empty() {
        return Some(date);
    }
    let zone_at = rest.find(|letter: char| !letter.is_ascii_digit() && !matches!(letter, ':' | '.' | ','));
    let (time, zone) = zone_at.map_or((rest, ""), |at| rest.split_at(at));
    let mut parts = time.trim().splitn(3, ':');
    let mut next = |max: i64| {
        let part = parts.next().unwrap_or("0");
        let whole = part.split(['.', ',']).next().unwrap_or_default();
        whole.parse::<i64>().ok().filter(|number| (0..=max).contains(number))
    };
    let (hours, minutes, seconds) = (next(24)?, next(59)?, next(60)?);
    let local = i64::from(date.days()) * 86_400 + hours * 3600 + minutes * 60 + seconds;
    Date::from_unix(local - offset_secs(zone.trim())?)
}

/// Seconds east of UTC; unnamed and unknown names count as UTC.
fn offset_secs(zone: &str) -> Option<i64> {
    let (sign, digits) = match zone.as_bytes().first() {
        Some(b'+') => (1, zone.get(1..)?),
        Some(b'-') => (-1, zone.get(1..)?),
        _ => return Some(named_offset_hours(zone) * 3600),
    };
    let digits: String = digits.chars().filter(char::is_ascii_digit).take(4).collect();
    let hours: i64 = digits.get(..2)?.parse().ok()?;
    let minutes: i64 = digits.get(2..4).map_or(Some(0), |minutes| minutes.parse().ok())?;
    (hours <= 23 && minutes <= 59).then_some(sign * (hours * 3600 + minutes * 60))
}

/// The zones that RFC 2822 still knows by name.
fn named_offset_hours(zone: &str) -> i64 {
    match zone {
        "EDT" => -4,
        "EST" | "CDT" => -5,
        "CST" | "MDT" => -6,
        "MST" | "PDT" => -7,
        "PST" => -8,
        _ => 0,
    }
}

/// RFC 2822: day name, day, month, year, time, zone; the day's name and the time may be missing.
fn mail_day(text: &str) -> Option<Date> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let text = text.split_once(',').map_or(text, |(_, rest)| rest);
    let mut words = text.split_whitespace();
    let day: u8 = words.next()?.parse().ok()?;
    let month = words.next()?.get(..3)?.to_ascii_lowercase();
    let month = MONTHS.iter().position(|name| *name == month)? + 1;
    let year: u16 = words.next()?.parse().ok()?;
    // Two digits as RFC 2822, 4.3 reads them.
    let year = match year {
        0..=49 => year + 2000,
        50..=99 => year + 1900,
        _ => year,
    };
    let date = Date::parse(&format!("{year:04}-{month:02}-{day:02}"))?;
    at_time(date, &words.collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(day(text).map(|date| date.to_string()).as_deref(), Some(expected), "{text}");
    }

    #[test]
    fn every_way_of_writing_a_day_is_read_in_utc() {
        check("2026-02-04", "2026-02-04");
        check("2026-02-04T01:45:22.580+00:00", "2026-02-04");
        check("2026-07-29T23:50:01-04:00", "2026-07-30");
        check("2026-08-15T01:00:00+0200", "2026-08-14");
        check("2026-08-05 10:10:39 UTC", "2026-08-05");
        check("2018-06-08T02:11:28.000Z", "2018-06-08");
        check("Tue, 11 Aug 2026 07:30:41 +0000", "2026-08-11");
        check("11 Aug 26 23:30 EST", "2026-08-12");
        check("1764205361939", "2025-11-27");
        check("1764205361", "2025-11-27");
    }

    #[test]
    fn what_no_calendar_has_is_no_day() {
        for text in ["", "2026-02-30", "soon", "2026-13-01T00:00:00Z", "Tue, 31 Feb 2026", "2026-01-01T99:00:00Z", "0"]
        {
            assert_eq!(day(text), None, "{text}");
        }
        assert_eq!(unix_day(0), None);
        assert_eq!(unix_day(-5), None);
        assert_eq!(unix_day(i64::MAX), None);
    }
}
