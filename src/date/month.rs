//! A calendar month.

use serde::{Deserialize, Serialize};

use super::Date;

/// A calendar month of the years 2020 to 2100, written `2027-01`; ordered by time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Month {
    /// Calendar year, 2020 to 2100.
    pub year: u16,
    /// Month of the year, 1 to 12.
    pub month: u8,
}

const NAMES: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

impl Month {
    /// The month that comes `months` later.
    #[must_use]
    pub fn plus(self, months: usize) -> Self {
        let months = usize::from(self.month.saturating_sub(1)).saturating_add(months);
        let year = usize::from(self.year).saturating_add(months / 12);
        Self { year: year.min(usize::from(u16::MAX)) as u16, month: (months % 12) as u8 + 1 }
    }

    /// Its first day.
    #[must_use]
    pub const fn first_day(self) -> Date {
        Date { year: self.year, month: self.month, day: 1 }
    }

    /// Its last day.
    #[must_use]
    pub const fn last_day(self) -> Date {
        Date { year: self.year, month: self.month, day: Date::days(self.year, self.month) }
    }

    /// Its name without the year, such as `Jan`.
    #[must_use]
    pub fn short(self) -> &'static str {
        NAMES.get(usize::from(self.month.max(1)) - 1).unwrap_or(&"Dec")
    }

    /// The month as people say it, such as `Jan 2027`.
    #[must_use]
    pub fn name(self) -> String {
        format!("{} {}", self.short(), self.year)
    }

    /// Whether it is a month of the years 2020 to 2100.
    #[must_use]
    pub fn is_valid(self) -> bool {
        (2020..=2100).contains(&self.year) && (1..=12).contains(&self.month)
    }
}

impl TryFrom<String> for Month {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let number = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok())?;
        let parsed = text
            .split_once('-')
            .filter(|(year, month)| year.len() == 4 && month.len() == 2)
            .and_then(|(year, month)| Some(Self { year: number(year)?, month: number(month)? as u8 }));
        parsed
            .filter(|start| start.is_valid())
            .ok_or_else(|| "expected a month written like 2027-01, between 2020-01 and 2100-12".to_owned())
    }
}

impl From<Month> for String {
    fn from(start: Month) -> Self {
        start.to_string()
    }
}

impl std::fmt::Display for Month {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{:04}-{:02}", self.year, self.month)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_written_form_is_read() {
        assert_eq!(Month::try_from("2027-01".to_owned()), Ok(Month { year: 2027, month: 1 }));
        for text in
            ["", "2027", "2027-1", "2027-13", "2027-00", "2019-12", "2101-01", "+202-01", "2027-+1", "2027-01-01"]
        {
            assert!(Month::try_from(text.to_owned()).is_err(), "{text}");
        }
    }

    #[test]
    fn months_carry_into_years() {
        let start = Month { year: 2027, month: 11 };
        assert_eq!(start.plus(0), start);
        assert_eq!(start.plus(1).to_string(), "2027-12");
        assert_eq!(start.plus(2).to_string(), "2028-01");
        assert_eq!(start.plus(59).to_string(), "2032-10");
        assert_eq!([0, 2].map(|months| start.plus(months).name()), ["Nov 2027", "Jan 2028"]);
    }
}
