//! A calendar day.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A calendar day, written `2026-07-18`; ordered by time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Date {
    /// Calendar year.
    pub year: u16,
    /// Month of the year, 1 to 12.
    pub month: u8,
    /// Day of the month, 1 to 31.
    pub day: u8,
}

impl Date {
    /// Before all that is known.
    pub const FIRST: Self = Self { year: 0, month: 1, day: 1 };

    /// Days of a month in the Gregorian calendar; 0 for a month that does not exist.
    #[must_use]
    pub const fn days(year: u16, month: u8) -> u8 {
        let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        match month {
            2 if leap => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            1..=12 => 31,
            _ => 0,
        }
    }

    /// Days from the first of March of the year 0 to it (Hinnant's days from civil).
    const fn number(self) -> i64 {
        let months = (self.month as i64 + 9) % 12;
        let year = self.year as i64 - (self.month < 3) as i64;
        365 * year + year.div_euclid(4) - year.div_euclid(100)
            + year.div_euclid(400)
            + (months * 153 + 2) / 5
            + self.day as i64
            - 1
    }

    /// Days from another day to it, negative where it comes before.
    #[must_use]
    pub const fn days_after(self, other: Self) -> i64 {
        self.number() - other.number()
    }

    /// Whether the calendar has it.
    #[must_use]
    pub fn is_real(self) -> bool {
        (1..=Self::days(self.year, self.month)).contains(&self.day)
    }

    /// The day written in `text`, if it is one.
    fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let mut number = |digits: usize| {
            let part = parts.next()?;
            (part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit()))
                .then(|| part.parse::<u16>().ok())?
        };
        let (year, month, day) = (number(4)?, number(2)? as u8, number(2)? as u8);
        let date = Self { year, month, day };
        (date.is_real() && parts.next().is_none()).then_some(date)
    }
}

impl TryFrom<String> for Date {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text).ok_or_else(|| format!("{text} is not a date written like 2026-07-18"))
    }
}

impl From<Date> for String {
    fn from(date: Date) -> Self {
        date.to_string()
    }
}

impl fmt::Display for Date {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_between_two_days_are_counted() {
        let date = |text: &str| Date::try_from(text.to_owned()).unwrap();
        for (from, to, days) in [
            ("2027-01-01", "2027-01-01", 0),
            ("2027-01-01", "2027-05-07", 126),
            ("2027-12-31", "2028-03-01", 61),
            ("2028-01-01", "2029-01-01", 366),
            ("2027-03-01", "2027-02-28", -1),
            ("1999-12-31", "2100-03-01", 36_585),
        ] {
            assert_eq!(date(to).days_after(date(from)), days, "{from} to {to}");
        }
    }

    #[test]
    fn only_real_days_in_full_are_dates() {
        for text in ["2026-07-18", "2024-02-29", "2000-02-29", "2026-12-31"] {
            assert_eq!(Date::try_from(text.to_owned()).map(|date| date.to_string()).as_deref(), Ok(text));
        }
        for text in
            ["", "2026-7-18", "2026-02-29", "1900-02-29", "2026-13-01", "2026-00-01", "2026-01-00", "2026-04-31"]
        {
            assert!(Date::try_from(text.to_owned()).is_err(), "{text}");
        }
        for text in ["2026-07-18 ", "+026-07-18", "2026-07-18-1", "2026/07/18", "26-07-18", "２026-07-18"] {
            assert!(Date::try_from(text.to_owned()).is_err(), "{text}");
        }
    }

    #[test]
    fn days_are_ordered_by_time() {
        let date = |text: &str| Date::parse(text).unwrap();
        assert!(date("2026-07-29") < date("2026-07-30"));
        assert!(date("2026-07-30") < date("2026-08-01"));
        assert!(date("2026-12-31") < date("2027-01-01"));
    }
}
