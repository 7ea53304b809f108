//! Numbers of a chart as text.

use crate::analysis::number;

/// What a chart counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// People.
    Users,
    /// US dollars.
    Dollars,
    /// Seconds.
    Seconds,
    /// A share, 0 to 1.
    Share,
}

impl Unit {
    /// The sign of a number below zero, as wide as a plus.
    const MINUS: &str = "\u{2212}";

    /// Smallest step of an axis.
    #[must_use]
    pub const fn finest(self) -> f64 {
        match self {
            Self::Users => 1.0,
            Self::Dollars | Self::Seconds | Self::Share => 0.01,
        }
    }

    /// A number beside a tick of an axis that ends at `top` and goes by `step`.
    #[must_use]
    pub fn tick(self, number: f64, top: f64, step: f64) -> String {
        if number < 0.0 {
            return Self::MINUS.to_owned() + &self.tick(-number, top, step);
        }
        if self == Self::Share {
            return format!("{:.0}%", number * 100.0);
        }
        let (divisor, suffix) = match top {
            top if top >= 1e9 => (1e9, " bn"),
            top if top >= 1e6 => (1e6, "M"),
            top if top >= 1e4 => (1e3, "k"),
            _ => (1.0, ""),
        };
        let decimals = match step / divisor {
            step if step >= 0.999 => 0,
            step if step >= 0.0999 && (divisor > 1.0 || self == Self::Seconds) => 1,
            _ => 2,
        };
        let suffix = if number == 0.0 { "" } else { suffix };
        let number = grouped(number / divisor, if number == 0.0 { 0 } else { decimals }) + suffix;
        match self {
            Self::Users | Self::Share => number,
            Self::Dollars => format!("${number}"),
            Self::Seconds => format!("{number} s"),
        }
    }

    /// A difference with its sign; of shares it is counted in points of a percent.
    #[must_use]
    pub fn difference(self, number: f64) -> String {
        let text = self.amount(number.abs());
        match text.strip_prefix('<') {
            _ if self.is_none(number) => text,
            // Nearer to zero than what follows.
            Some(least) if number < 0.0 => format!(">{}{least}", Self::MINUS),
            Some(least) => format!("<+{least}"),
            None if number < 0.0 => Self::MINUS.to_owned() + &text,
            None => format!("+{text}"),
        }
    }

    /// Whether a difference is printed as none.
    #[must_use]
    pub fn is_none(self, number: f64) -> bool {
        self.full(number.abs()) == self.full(0.0)
    }

    /// How large a difference is.
    #[must_use]
    pub fn amount(self, number: f64) -> String {
        match self.full(number) {
            percent if self == Self::Share && percent == "1%" => "1 point".to_owned(),
            percent if self == Self::Share => percent.replace('%', " points"),
            text => text,
        }
    }

    /// A number in full.
    #[must_use]
    pub fn full(self, number: f64) -> String {
        match self {
            Self::Users => number::count(number),
            Self::Dollars => number::money(number),
            Self::Seconds => number::seconds(number),
            Self::Share => number::percent(number),
        }
    }
}

/// A number with commas between its thousands.
fn grouped(number: f64, decimals: usize) -> String {
    let text = format!("{:.decimals$}", if number == 0.0 { 0.0 } else { number });
    let (whole, rest) = text.split_at(text.find('.').unwrap_or(text.len()));
    let mut out = String::with_capacity(text.len() + text.len() / 3);
    for (at, digit) in whole.char_indices() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) && !out.ends_with('-') {
            out.push(',');
        }
        out.push(digit);
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differences_have_a_sign_and_no_percent_of_percents() {
        let texts = [-300.0, 20.0, 0.0].map(|number| Unit::Dollars.difference(number));
        assert_eq!(texts, ["\u{2212}$300", "+$20", "$0"]);
        assert_eq!(
            [0.01, 0.021, 0.0002].map(|share| Unit::Share.amount(share)),
            ["1 point", "2.1 points", "<0.1 points"]
        );
        assert_eq!([-0.3, 0.0002].map(|share| Unit::Share.difference(share)), ["\u{2212}30 points", "<+0.1 points"]);
        assert_eq!([0.004, -0.004].map(|dollars| Unit::Dollars.difference(dollars)), ["<+$0.01", ">\u{2212}$0.01"]);
        assert_eq!(Unit::Seconds.difference(-0.001), "0.00 s", "nobody feels that");
        assert_eq!(Unit::Dollars.tick(-50.0, 100.0, 50.0), "\u{2212}$50");
    }

    #[test]
    fn ticks_are_short() {
        let dollars = |number, top, step| Unit::Dollars.tick(number, top, step);
        assert_eq!(dollars(0.0, 100.0, 50.0), "$0");
        assert_eq!(dollars(50.0, 100.0, 50.0), "$50");
        assert_eq!(dollars(0.5, 1.0, 0.5), "$0.50");
        assert_eq!(dollars(1_500.0, 2_000.0, 500.0), "$1,500");
        assert_eq!(Unit::Users.tick(15_000.0, 20_000.0, 5_000.0), "15k");
        assert_eq!(Unit::Users.tick(12_500_000.0, 20_000_000.0, 500_000.0), "12.5M");
        assert_eq!(Unit::Users.tick(3_000_000.0, 4_000_000.0, 1_000_000.0), "3M");
        assert_eq!(dollars(2e9, 4e9, 1e9), "$2 bn");
        assert_eq!(Unit::Seconds.tick(2.5, 5.0, 0.5), "2.5 s");
        assert_eq!(Unit::Seconds.tick(20.0, 40.0, 10.0), "20 s");
        assert_eq!(Unit::Users.tick(0.0, 20_000.0, 5_000.0), "0");
        assert_eq!(Unit::Share.tick(0.05, 0.2, 0.05), "5%");
    }
}
