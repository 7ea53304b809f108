//! Numbers that follow from others of the scenario and may be typed all the same: what is typed sets the users at the start.

use crate::{
    scenario::{
        Field, Input, Quantity, Scenario, Spec, grouped, registered, users_for, users_of_registered, uses_a_month,
    },
    ui::number::tidied,
};

/// A number that no document holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Derived {
    /// Registered users.
    Registered,
    /// Uses of a feature, by its place, in the first month.
    Uses(usize),
}

impl Derived {
    /// What it is set by.
    pub(super) const SOURCE: Input = Input::app(Field::Users);

    /// What it is called.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Registered => "Registered users",
            Self::Uses(_) => "Uses in the first month",
        }
    }

    /// What it is in a scenario, in the middle of ranges.
    #[must_use]
    pub fn of(self, scenario: &Scenario) -> f64 {
        match self {
            Self::Registered => registered(scenario),
            Self::Uses(feature) => uses_a_month(scenario, feature, days(scenario)),
        }
    }

    /// The users at the start that it follows from; a range of them moves in proportion.
    ///
    /// # Errors
    /// A sentence, where there are no such users or not so many are allowed.
    pub(super) fn users(self, number: f64, scenario: &Scenario, before: Quantity) -> Result<Quantity, String> {
        let users = match self {
            Self::Registered => users_of_registered(scenario, number),
            Self::Uses(feature) => users_for(scenario, feature, number, days(scenario)),
        };
        if users.is_infinite() {
            return Err("No user uses this feature, so that no number of users follows from its uses.".to_owned());
        }
        let (low, high) = before.around(users).ends();
        let quantity =
            if before.is_range() { Quantity::range(tidied(low), tidied(high)) } else { Quantity::Exact(tidied(low)) };
        let (low, high) = quantity.ends();
        let Spec { label, min, max, .. } = Self::SOURCE.spec();
        if low < min || high > max {
            let [least, most] = self.bounds(scenario, before);
            let (least, most, min, max) = (grouped(least), grouped(most), grouped(min), grouped(max));
            let own = self.label();
            return Err(format!("{own} must be between {least} and {most}: {label} must be between {min} and {max}."));
        }
        Ok(quantity)
    }

    /// The least and the most that it may be, to the hundredth, while a range of users keeps its proportions.
    pub(super) fn bounds(self, scenario: &Scenario, before: Quantity) -> [f64; 2] {
        let Spec { min, max, .. } = Self::SOURCE.spec();
        let (low, high) = before.ends();
        let with = |users: f64| {
            let mut other = scenario.clone();
            Self::SOURCE.set(&mut other, Quantity::Exact(users));
            tidied(self.of(&other)) * 100.0
        };
        let [least, most] = [min / low, max / high].map(|factor| with(before.middle() * factor));
        [least.ceil() / 100.0, most.floor() / 100.0]
    }
}

/// Days of the first month.
#[must_use]
pub fn days(scenario: &Scenario) -> f64 {
    scenario.start.last_day().day.into()
}
