//! How estimates are printed: four significant digits at most, and never a chance of 0% or 100%.
//!
//! Inputs are repeated exactly and with the same separators by [`grouped`].

pub use crate::scenario::grouped;
use crate::stats::{Bands, Chance};

/// Dollars: cents below $10, whole dollars from there on.
#[must_use]
pub fn money(dollars: f64) -> String {
    let cents = (dollars * 100.0).round();
    if dollars == 0.0 {
        "$0".to_owned()
    } else if cents < 1.0 {
        "<$0.01".to_owned()
    } else if cents < 1_000.0 {
        format!("${:.2}", cents / 100.0)
    } else {
        format!("${}", grouped(four_digits(dollars)))
    }
}

/// Dollars that may be owed: `-$12`.
#[must_use]
pub fn balance(dollars: f64) -> String {
    match money(dollars.abs()) {
        owed if dollars < 0.0 && owed.starts_with('<') => ">-$0.01".to_owned(),
        owed if dollars < 0.0 => format!("-{owed}"),
        had => had,
    }
}

/// Dollars that add up with others, to the cent, whatever there is of them: `-$12,345.67`.
#[must_use]
pub fn cents(dollars: f64) -> String {
    let cents = (dollars.abs() * 100.0).round();
    let sign = if dollars < 0.0 && cents > 0.0 { "-" } else { "" };
    let rest = cents % 100.0;
    if cents == 0.0 { "$0".to_owned() } else { format!("{sign}${}.{rest:02}", grouped((cents - rest) / 100.0)) }
}

/// A number of users or calls: one decimal below 10, whole from there on.
#[must_use]
pub fn count(number: f64) -> String {
    let tenths = (number * 10.0).round();
    if tenths < 100.0 { grouped(tenths / 10.0) } else { grouped(four_digits(number)) }
}

/// A round number in the least room: `500`, `20k`, `1M`.
#[must_use]
pub fn short_count(number: f64) -> String {
    let (divisor, suffix) = match number {
        number if number >= 999.5e6 => (1e9, " bn"),
        number if number >= 999.5e3 => (1e6, "M"),
        number if number >= 999.5 => (1e3, "k"),
        _ => (1.0, ""),
    };
    let digits = number / divisor;
    let decimals = if digits < 9.95 { 10.0 } else { 1.0 };
    format!("{}{suffix}", (digits * decimals).round() / decimals)
}

/// The median, and the range in which 8 of 10 futures lie if that is wider: `$20 ($15 to $31)`.
#[must_use]
pub fn spread(bands: &Bands, print: fn(f64) -> String) -> String {
    let [low, median, high] = [bands.p10, bands.p50, bands.p90].map(|number| print(number.into()));
    if low == high { median } else { format!("{median} ({low} to {high})") }
}

/// A sentence with a capital at its begin.
#[must_use]
pub fn capitalised(sentence: &str) -> String {
    let mut characters = sentence.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

/// Seconds: two decimals below 1, one below 100, whole from there on.
#[must_use]
pub fn seconds(seconds: f64) -> String {
    let digits = if seconds < 0.995 { 2 } else { usize::from(seconds < 99.95) };
    format!("{seconds:.digits$} s")
}

/// A share from 0 to 1 as a percentage: one decimal below 10%, whole from there on.
#[must_use]
pub fn percent(share: f64) -> String {
    let percent = share * 100.0;
    if percent > 0.0 && percent < 0.1 {
        "<0.1%".to_owned()
    } else if percent < 9.95 {
        format!("{}%", grouped((percent * 10.0).round() / 10.0))
    } else if percent > 99.0 && percent < 100.0 {
        format!("{}%", grouped((percent * 10.0).floor() / 10.0))
    } else {
        format!("{percent:.0}%")
    }
}

/// A chance in a table: `40%`, `<0.1%`, `>99.9%`.
#[must_use]
pub fn chance(chance: Chance) -> String {
    let (bound, text) = parts(chance);
    let sign = match bound {
        Bound::None => "",
        Bound::Below => "<",
        Bound::Above => ">",
    };
    format!("{sign}{text}%")
}

/// A chance in a sentence: `40%`, `less than 0.1%`, `more than 99.9%`.
#[must_use]
pub fn chance_words(chance: Chance) -> String {
    let (bound, text) = parts(chance);
    let words = match bound {
        Bound::None => "",
        Bound::Below => "less than ",
        Bound::Above => "more than ",
    };
    format!("{words}{text}%")
}

/// A chance as counted futures: `in 83 of 100 futures`, `in none of 4,096 futures`, `in all 4,096 futures`.
#[must_use]
pub fn odds(chance: Chance) -> String {
    let (percent, of) = (chance.share() * 100.0, grouped(chance.of.into()));
    if chance.count == 0 {
        format!("in none of {of} futures")
    } else if chance.count >= chance.of {
        format!("in all {of} futures")
    } else if percent < 1.0 {
        "in less than 1 of 100 futures".to_owned()
    } else if percent > 99.0 {
        "in more than 99 of 100 futures".to_owned()
    } else {
        format!("in {percent:.0} of 100 futures")
    }
}

/// Whether a printed chance is a bound only.
enum Bound {
    None,
    Below,
    Above,
}

/// What is printed of a chance. Where all futures agree, the end of the interval speaks: none of 4,096 is `<0.1%`.
fn parts(chance: Chance) -> (Bound, String) {
    let percent = chance.share() * 100.0;
    if chance.count == 0 {
        (Bound::Below, grouped(rounded_up(chance.high * 100.0)))
    } else if chance.count == chance.of {
        (Bound::Above, grouped(100.0 - rounded_up((1.0 - chance.low) * 100.0)))
    } else if percent < 0.1 {
        (Bound::Below, "0.1".to_owned())
    } else if percent > 99.9 {
        (Bound::Above, "99.9".to_owned())
    } else if (1.0..=99.0).contains(&percent) {
        (Bound::None, format!("{percent:.0}"))
    } else {
        (Bound::None, format!("{percent:.1}"))
    }
}

/// A percentage rounded up to a whole one or, below that, to one significant digit.
fn rounded_up(percent: f64) -> f64 {
    let mut scale = 1.0;
    while percent * scale < 1.0 && scale < 1e6 {
        scale *= 10.0;
    }
    (percent * scale).ceil() / scale
}

/// A number of 10 or more, rounded to a whole number and to four significant digits.
fn four_digits(number: f64) -> f64 {
    let mut step = 1.0;
    while number / step >= 9_999.5 && step < 1e300 {
        step *= 10.0;
    }
    (number / step).round() * step
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn round_numbers_need_little_room() {
        let words = [1.0, 500.0, 999.6, 1_000.0, 1_234.0, 20_000.0, 184_000.0, 999_600.0, 5e6, 2e9].map(short_count);
        assert_eq!(words, ["1", "500", "1k", "1k", "1.2k", "20k", "184k", "1M", "5M", "2 bn"]);
        assert_eq!((capitalised("uses a month"), capitalised("")), ("Uses a month".to_owned(), String::new()));
    }

    #[test]
    fn money_shows_cents_only_where_they_matter() {
        for (dollars, text) in [
            (0.0, "$0"),
            (0.004, "<$0.01"),
            (0.25, "$0.25"),
            (9.994, "$9.99"),
            (9.996, "$10"),
            (92.4, "$92"),
            (1_234.5, "$1,235"),
            (9_999.6, "$10,000"),
            (1_234_567.0, "$1,235,000"),
        ] {
            assert_eq!(money(dollars), text);
        }
    }

    #[test]
    fn what_is_owed_has_a_sign() {
        assert_eq!([-12.4, 0.0, -0.004, 12.4].map(balance), ["-$12", "$0", ">-$0.01", "$12"]);
    }

    #[test]
    fn odds_are_counted_in_futures_and_never_certain_by_rounding() {
        for (count, of, words) in [
            (0, 4_096, "in none of 4,096 futures"),
            (1, 4_096, "in less than 1 of 100 futures"),
            (41, 4_096, "in 1 of 100 futures"),
            (3_400, 4_096, "in 83 of 100 futures"),
            (4_055, 4_096, "in 99 of 100 futures"),
            (4_056, 4_096, "in more than 99 of 100 futures"),
            (4_096, 4_096, "in all 4,096 futures"),
        ] {
            assert_eq!(odds(Chance::new(count, of)), words);
        }
    }

    #[test]
    fn seconds_keep_what_can_be_felt() {
        for (number, text) in [(0.0, "0.00 s"), (0.634, "0.63 s"), (0.999, "1.0 s"), (4.08, "4.1 s"), (612.3, "612 s")]
        {
            assert_eq!(seconds(number), text);
        }
    }

    #[test]
    fn counts_keep_four_digits() {
        for (number, text) in
            [(0.0, "0"), (1.26, "1.3"), (9.96, "10"), (149.7, "150"), (12_344.0, "12,340"), (99_996.0, "100,000")]
        {
            assert_eq!(count(number), text);
        }
        assert_eq!(count(f64::INFINITY), "inf");
    }

    #[test]
    fn shares_are_zero_or_all_only_when_they_are() {
        for (share, text) in [
            (0.0, "0%"),
            (0.000_2, "<0.1%"),
            (0.012_3, "1.2%"),
            (0.099_6, "10%"),
            (0.704, "70%"),
            (0.999_7, "99.9%"),
            (1.0, "100%"),
        ] {
            assert_eq!(percent(share), text);
        }
    }

    #[test]
    fn no_chance_is_printed_as_certain() {
        for (count, of, table, words) in [
            (0, 4_096, "<0.1%", "less than 0.1%"),
            (0, 64, "<6%", "less than 6%"),
            (0, 65_536, "<0.006%", "less than 0.006%"),
            (1, 65_536, "<0.1%", "less than 0.1%"),
            (20, 4_096, "0.5%", "0.5%"),
            (1_638, 4_096, "40%", "40%"),
            (4_080, 4_096, "99.6%", "99.6%"),
            (65_535, 65_536, ">99.9%", "more than 99.9%"),
            (4_096, 4_096, ">99.9%", "more than 99.9%"),
            (64, 64, ">94%", "more than 94%"),
        ] {
            assert_eq!(chance(Chance::new(count, of)), table);
            assert_eq!(chance_words(Chance::new(count, of)), words);
        }
        for of in [64, 100, 1_000, 4_096, 65_536] {
            for count in 0..=of {
                let text = chance(Chance::new(count, of));
                assert!(
                    text != "0%" && text != "0.0%" && text != "100%" && text != "100.0%",
                    "{count} of {of}: {text}"
                );
            }
        }
    }
}
