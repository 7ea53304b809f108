//! The shape of a program: how many of everything an app has.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::layout::{CHOICES, FEATURES, PARTS, SLOTS};
use crate::parts::Slot;

/// Ways to models, by model and choice, that an hour holds at most.
const MOST_HELD: usize = 2;

/// How many of everything an app has: the same in every future. Which provider, which plan and which number it is are data.
///
/// A shader depends on the features and choices, and on the [`Room`] for the rest; but an hour that [`Shape::is_small`] on all.
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
    /// Whether any model of the app may run on cards.
    pub cards: bool,
}

/// Room for so many of everything that plans decide on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    /// Services.
    pub services: usize,
    /// Counters of their meters.
    pub counters: usize,
    /// Accounts.
    pub accounts: usize,
    /// Limits, with the budget.
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

    /// Where the counters of a part of the app begin, or where all end: each of its services has one for each of its meters.
    fn first_counter(&self, part: usize) -> usize {
        (0..part).map(|part| self.of(part).len() * Slot::ALL[part].meters().len()).sum()
    }

    /// The counters of the services' meters, by service.
    #[must_use]
    pub fn counters(&self) -> Range<usize> {
        0..self.first_counter(PARTS)
    }

    /// Those of the slots.
    #[must_use]
    pub fn counters_of_slots(&self) -> Range<usize> {
        0..self.first_counter(SLOTS)
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

    /// Room in the memory for what depends on an app's plans: in steps, each twice as large as the one before, so that plans
    /// seldom change a shader.
    #[must_use]
    pub fn room(&self) -> Room {
        let (services, counters) = (self.all().len(), self.counters().len());
        let mut step = 0;
        loop {
            let room = Room { services: 8 << step, counters: 48 << step, accounts: 8 << step, rows: 24 << step };
            let fits = services <= room.services && counters <= room.counters;
            if fits && self.accounts <= room.accounts && self.rows <= room.rows {
                return room;
            }
            step += 1;
        }
    }

    /// The same with accounts and limits for all the room there is.
    #[must_use]
    pub fn largest(&self) -> Self {
        let Room { accounts, rows, .. } = self.room();
        Self { accounts, rows, ..*self }
    }

    /// Whether the shaders for an app of this shape are those for one of another.
    #[must_use]
    pub fn has_shaders_of(&self, other: &Self) -> bool {
        let is_same = |one: &Self| (one.features, one.choices, one.cards, one.room(), one.is_small());
        if self.is_small() { self == other } else { is_same(self) == is_same(other) }
    }

    /// Whether what an hour changes is so little that a GPU holds it in registers all day, where more of it stays in memory.
    #[must_use]
    pub fn is_small(&self) -> bool {
        !self.cards && self.models().len() * self.choices().len() <= MOST_HELD
    }
}
