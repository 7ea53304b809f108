//! The real calendar of a run, in UTC.

use crate::date::{Date, Month};

/// Days of `count` months from `first` on.
pub(super) fn days(first: Month, count: u32) -> Vec<u32> {
    let months = (0..count as usize).map(|index| first.plus(index));
    months.map(|Month { year, month }| Date::days(year, month).into()).collect()
}

/// Weekday of a day, 0 for Monday. Sakamoto's method.
pub(super) fn weekday(date: Date) -> u32 {
    const SHIFTS: [u32; 12] = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4];
    let month = usize::from(date.month.clamp(1, 12)) - 1;
    let year = u32::from(date.year) - u32::from(date.month < 3);
    let from_sunday = year + year / 4 - year / 100 + year / 400 + SHIFTS[month] + u32::from(date.day);
    (from_sunday + 6) % 7
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_have_their_days() {
        assert_eq!(days(Month { year: 2027, month: 11 }, 5), [30, 31, 31, 29, 31]);
    }

    #[test]
    fn weekdays_are_those_of_the_calendar() {
        for (year, month, day, weekday_is) in [(2027, 1, 1, 4), (2026, 11, 22, 6), (2024, 2, 29, 3), (2000, 1, 1, 5)] {
            assert_eq!(weekday(Date { year, month, day }), weekday_is, "{year}-{month}-{day}");
        }
    }
}
