//! The real calendar of a run, in UTC.

use crate::catalog::Date;

/// Days of `count` months from the month of `start` on.
pub(super) fn days(start: Date, count: u32) -> Vec<u32> {
    let month = |index: u32| {
        let months = u32::from(start.month) - 1 + index;
        let year = u32::from(start.year) + months / 12;
        u32::from(Date::days(year as u16, (months % 12 + 1) as u8))
    };
    (0..count).map(month).collect()
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
        let start = Date { year: 2027, month: 11, day: 1 };
        assert_eq!(days(start, 5), [30, 31, 31, 29, 31]);
    }

    #[test]
    fn weekdays_are_those_of_the_calendar() {
        for (year, month, day, weekday_is) in [(2027, 1, 1, 4), (2026, 11, 22, 6), (2024, 2, 29, 3), (2000, 1, 1, 5)] {
            assert_eq!(weekday(Date { year, month, day }), weekday_is, "{year}-{month}-{day}");
        }
    }
}
