//! What can turn users away.

use serde::{Deserialize, Serialize};

/// What turns users away, or bills the founder beyond the budget, in the order of the model's counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Limit {
    /// A model provider's limit of a minute.
    Minute,
    /// A model provider's limit of a day.
    Day,
    /// A model provider's limit of a month.
    Month,
    /// A model provider's limit of calls at once.
    Concurrent,
    /// The app's own limiter.
    Limiter,
    /// The app's own spending cap.
    Cap,
    /// The frontend host is offline or over its allowance.
    Frontend,
    /// The backend host is offline or over its allowance.
    Backend,
    /// The backend is too slow, and users give up waiting.
    Workers,
    /// The database, files or sign-in are offline or over their allowance.
    Data,
    /// The bills are above the budget: nobody is turned away.
    Budget,
}

impl Limit {
    /// How many there are.
    pub const COUNT: usize = 11;
    /// Every limit, in the order of the tables.
    pub const ALL: [Self; Self::COUNT] = [
        Self::Minute,
        Self::Day,
        Self::Month,
        Self::Concurrent,
        Self::Limiter,
        Self::Cap,
        Self::Frontend,
        Self::Backend,
        Self::Workers,
        Self::Data,
        Self::Budget,
    ];
}
