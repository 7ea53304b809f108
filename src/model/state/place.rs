//! Where the app is: places with a ladder, and the ways from its features to models.

use crate::value::fields;

fields! {
    /// A place with a ladder: a slot, or the first choice of a feature.
    pub struct Place<V> {
        /// The service it is on.
        service: V,
        /// Whose account that is.
        account: V,
        /// The tier of the account that it wants.
        rank: V,
        /// Index of the plan on its ladder.
        rung: V,
        /// Days until another plan is in place; [`Place::NOT_MOVING`] and more when no move is under way.
        days_to_move: V,
        /// 1 when the move is up, -1 when it is down.
        direction: V,
        /// Months running in which the next plan would have been cheaper.
        cheaper: V,
        /// Months running in which the plan below would have done.
        spare: V,
    }
}

impl<V> Place<V> {
    /// More days than any run has.
    pub const NOT_MOVING: f32 = 1e6;
}

fields! {
    /// The way from a feature to a service: one of its choices.
    pub struct Leg<V> {
        /// The service; -1 where the feature has no such choice.
        service: V,
        /// Calls a mean hour that are expected to take it, for each user of the level.
        rate: V,
        /// The same as it was yesterday; below 0 on the first day.
        seen: V,
        /// Share of its calls that a limit of a single request or of a visitor refuses, whatever else they use.
        gate: V,
        /// 1 where that is because a request is too large for any window.
        too_large: V,
        /// 1 where that is because it is larger than a request or a minute may be.
        is_request: V,
        /// Calls of the hour that take it.
        calls: V,
        /// Of these, refused.
        failed: V,
        /// Of these, at the gate.
        stopped: V,
    }
}

fields! {
    /// What took the way on a day.
    pub struct LegToday<V> {
        /// Calls that asked.
        asked: V,
        /// Calls that were served.
        served: V,
    }
}
