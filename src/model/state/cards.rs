//! Cards that run a model.

use crate::model::cards::Cards;
use crate::value::{fields, parts};

fields! {
    /// How the cards of a model are.
    pub struct CardsNow<V> {
        /// Seconds that a call of the day takes alone on one.
        alone: V,
        /// Squared coefficient of variation of these.
        variance: V,
        /// Calls that wait for a place.
        backlog: V,
        /// Seconds for which cards that were taken away will be away yet, together.
        away: V,
        /// What a call waits for starts on average, by how long one takes.
        started: V,
        /// Seconds billed for a call, as of the last day with calls; 0 before.
        billed: V,
    }
}

fields! {
    /// What the cards of a model did on a day, but for those that are always on.
    pub struct CardsToday<V> {
        /// Calls served.
        served: V,
        /// Seconds billed.
        billed: V,
        /// By how much longer than alone calls took, summed over calls, ...
        slow: V,
        /// ... and the squares of that.
        slow_square: V,
    }
}

parts! {
    /// Cards that run a model.
    pub struct OnCards<V> {
        /// What its tier says of them.
        cards: Cards<V>,
        /// Their state.
        now: CardsNow<V>,
        /// Their day.
        today: CardsToday<V>,
    }
}
