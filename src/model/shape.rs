//! The shape of a program: how many of everything an app has.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::layout::{CHOICES, FEATURES, PARTS, SLOTS};

/// Ways to models, by model and choice, that an hour holds at most.
const MOST_HELD: usize = 2;

/// How many of everything an app has: the same in every future, and all that a shader depends on. Which provider, which
/// plan and which number it is are data.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Shape {
    /// Features, 1 to [`FEATURES`].
    pub features: usize,
    /// Places that a feature's calls may go to, at most: 1 where no feature has a second one.
    pub choices: usize,
    /// Where the services of each part of the app end among all: its slots, then model calls. A service is what an account
    /// does for one part, or one of its models.
    pub ends: [usize; PARTS],
    /// Accounts with providers.
    pub accounts: usize,
    /// Limits that may turn somebody away, and the budget after them.
    pub rows: usize,
}

impl Shape {
    /// The features.
    #[must_use]
    pub fn features(&self) -> Range<usize> {
        0..self.features.min(FEATURES)
    }

    /// The places that a call may go to, first to last.
    #[must_use]
    pub fn choices(&self) -> Range<usize> {
        0..self.choices.clamp(1, CHOICES)
    }

    /// Ways from a feature to a service, by feature and choice.
    #[must_use]
    pub fn legs(&self) -> Range<usize> {
        0..self.features().len() * self.choices().len()
    }

    /// The services of a part of the app.
    #[must_use]
    pub const fn of(&self, part: usize) -> Range<usize> {
        let first = if part == 0 { 0 } else { self.ends[part - 1] };
        first..self.ends[part]
    }

    /// The models.
    #[must_use]
    pub const fn models(&self) -> Range<usize> {
        self.of(SLOTS)
    }

    /// All services.
    #[must_use]
    pub const fn all(&self) -> Range<usize> {
        0..self.ends[SLOTS]
    }

    /// The accounts.
    #[must_use]
    pub const fn accounts(&self) -> Range<usize> {
        0..self.accounts
    }

    /// The limits, and the budget after them.
    #[must_use]
    pub const fn rows(&self) -> Range<usize> {
        0..self.rows
    }

    /// Where the budget stands among the limits.
    #[must_use]
    pub const fn budget(&self) -> usize {
        self.rows.saturating_sub(1)
    }

    /// Whether what an hour changes is so little that a GPU holds it in registers all day, where more of it stays in memory.
    #[must_use]
    pub fn is_small(&self) -> bool {
        self.models().len() * self.choices().len() <= MOST_HELD
    }
}
