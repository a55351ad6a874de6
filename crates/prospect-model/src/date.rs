//! Days and months without a clock or a time zone: all dates of Prospect are UTC.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A calendar day, UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// Calendar year, 1970 to 9999.
    pub year: u16,
    /// Month, 1 to 12.
    pub month: u8,
    /// Day of the month, 1 to 31.
    pub day: u8,
}

/// A calendar month, UTC. Ordered by time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    /// Calendar year, 1970 to 9999.
    pub year: u16,
    /// Month, 1 to 12.
    pub month: u8,
}

impl Date {
    /// Reads `YYYY-MM-DD`; anything after the tenth byte (a time of day) is ignored. `None` for a day
    /// that no calendar has.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let month = Month::parse(text.get(..7)?)?;
        let bytes = text.as_bytes();
        if *bytes.get(7)? != b'-' || bytes.get(10).is_some_and(u8::is_ascii_digit) {
            return None;
        }
        let day = digits(text.get(8..10)?)?;
        let day = u8::try_from(day).ok()?;
        (1..=days_in(month)).contains(&day).then_some(Self { year: month.year, month: month.month, day })
    }

    /// The day of a Unix time in seconds; `None` before 1970 and after 9999.
    #[must_use]
    pub fn from_unix(seconds: i64) -> Option<Self> {
        // Civil-from-days on the proleptic Gregorian calendar, counted in eras of 400 years.
        // Source: Howard Hinnant, chrono-compatible low-level date algorithms.
        if seconds < 0 {
            return None;
        }
        let shifted = seconds / 86_400 + 719_468;
        let era = shifted / 146_097;
        let day_of_era = shifted - era * 146_097;
        let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted_month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
        let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        if year > 9999 {
            return None;
        }
        Some(Self { year: u16::try_from(year).ok()?, month: u8::try_from(month).ok()?, day: u8::try_from(day).ok()? })
    }

    /// Days since 1970-01-01, negative for no valid value.
    #[must_use]
    pub fn days(self) -> i32 {
        let (year, month, day) = (i32::from(self.year), i32::from(self.month), i32::from(self.day));
        let year = if month <= 2 { year - 1 } else { year };
        let era = year / 400;
        let year_of_era = year - era * 400;
        let shifted_month = (month + 9) % 12;
        let day_of_year = (153 * shifted_month + 2) / 5 + day - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        era * 146_097 + day_of_era - 719_468
    }

    /// The day that many days after 1970-01-01.
    #[must_use]
    pub fn from_days(days: i32) -> Option<Self> {
        Self::from_unix(i64::from(days) * 86_400)
    }

    /// The month that this day is in.
    #[must_use]
    pub fn to_month(self) -> Month {
        Month { year: self.year, month: self.month }
    }
}

impl Month {
    /// Reads `YYYY-MM`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        if bytes.len() != 7 || *bytes.get(4)? != b'-' {
            return None;
        }
        let year = u16::try_from(digits(text.get(..4)?)?).ok()?;
        let month = u8::try_from(digits(text.get(5..7)?)?).ok()?;
        ((1970..=9999).contains(&year) && (1..=12).contains(&month)).then_some(Self { year, month })
    }

    /// Months since January 1970.
    #[must_use]
    pub fn index(self) -> i32 {
        (i32::from(self.year) - 1970) * 12 + i32::from(self.month) - 1
    }

    /// The month that many months after January 1970; `None` outside 1970 to 9999.
    #[must_use]
    pub fn from_index(index: i32) -> Option<Self> {
        let year = u16::try_from(1970 + index.div_euclid(12)).ok()?;
        let month = u8::try_from(index.rem_euclid(12) + 1).ok()?;
        (1970..=9999).contains(&year).then_some(Self { year, month })
    }

    /// The first day of the month.
    #[must_use]
    pub fn first_day(self) -> Date {
        Date { year: self.year, month: self.month, day: 1 }
    }
}

fn digits(text: &str) -> Option<u32> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

fn days_in(month: Month) -> u8 {
    match month.month {
        2 if month.year.is_multiple_of(4) && (!month.year.is_multiple_of(100) || month.year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl std::fmt::Display for Date {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl std::fmt::Display for Month {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

macro_rules! serde_as_text {
    ($type:ty) => {
        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }
        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
                Self::parse(&text).ok_or_else(|| serde::de::Error::custom(format!("`{text}` is no date")))
            }
        }
    };
}
serde_as_text!(Date);
serde_as_text!(Month);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_dates_are_each_other_s_inverse() {
        for days in 0..40_000 {
            let date = Date::from_days(days).unwrap();
            assert_eq!(date.days(), days);
            assert_eq!(Date::parse(&date.to_string()), Some(date));
        }
    }

    #[test]
    fn days_that_no_calendar_has_are_refused() {
        for text in ["2023-02-29", "2023-13-01", "2023-00-10", "2023-04-31", "23-04-01", "2023-4-1", "", "2023-04-011"]
        {
            assert_eq!(Date::parse(text), None, "{text}");
        }
        assert_eq!(Date::parse("2024-02-29T10:00:00Z").map(Date::to_month), Month::parse("2024-02"));
    }
}
