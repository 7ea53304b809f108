//! What a plan allows in a window of time, and what happens past it.

use serde::{Deserialize, Serialize};

use super::History;
use crate::parts::{Meter, Past, names};

/// An amount that may be used in a window of time, or held at once.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limit {
    /// The window.
    pub window: Window,
    /// What is counted.
    pub meter: Meter,
    /// Whose use counts.
    #[serde(default)]
    pub of: Whose,
    /// What happens past it. Use past an amount that is simply billed is a price tier, not a limit.
    pub past: Past,
    /// Of a minute, how many units may be used at a moment: what the bucket holds. Absent: as many as in a minute.
    pub burst: Option<f64>,
    /// Of a minute, that it is one of the clock: all of it may be used at a moment, and what is left is lost with the next.
    #[serde(default)]
    pub fixed: bool,
    /// When the window starts anew; absent for minutes, which roll, and where it is midnight UTC.
    pub reset: Option<Reset>,
    /// Units allowed in a window, over time.
    pub history: History<f64>,
}

macro_rules! windows {
    ($($(#[$doc:meta])* $window:ident = $id:literal, $words:literal;)+) => {
        names! {
            /// The time over which a limit counts: a bucket that refills all the time, or a window with a beginning and an end.
            Window { $($(#[$doc])* $window = $id,)+ }
        }

        impl Window {
            /// What follows an amount, in plain words.
            #[must_use]
            pub const fn words(self) -> &'static str {
                match self { $(Self::$window => $words,)+ }
            }
        }
    };
}

windows! {
    /// No time: what a single request may hold.
    Request = "request", "in one request";
    /// Sixty seconds, a bucket: it holds what is allowed in them, or [`Limit::burst`]; or a minute of the clock, see
    /// [`Limit::fixed`].
    Minute = "minute", "a minute";
    /// An hour of the clock.
    Hour = "hour", "an hour";
    /// A day from reset to reset.
    Day = "day", "a day";
    /// A calendar month.
    Month = "month", "a month";
    /// No time: what may be used in all, for as long as the account is on the tier.
    Once = "once", "in all";
    /// No time: what may be under way at once.
    Concurrent = "concurrent", "at once";
    /// No time: the level that may be held, for meters that are levels.
    Stock = "stock", "in all";
}

impl Window {
    /// Whether what happens past it may last: shorter ones are over with the hour or the day.
    #[must_use]
    pub const fn may_last(self) -> bool {
        matches!(self, Self::Month | Self::Once | Self::Stock)
    }
}

/// Whose use a limit counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Whose {
    /// All use of the part of the app, or of the model, in the account.
    #[default]
    Service,
    /// All model calls of the account, whichever of its models answers them.
    Account,
    /// The use of each visitor.
    Visitor,
}

impl Limit {
    /// Whether it is of an account, over all its models.
    #[must_use]
    pub fn is_of_account(&self) -> bool {
        self.of == Whose::Account
    }
}

/// When the window of a limit starts anew.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reset {
    /// Hour of the day in UTC, 0 to 23.
    pub utc_hour: u8,
    /// What the provider says, and how it was turned into one hour.
    pub note: String,
}
