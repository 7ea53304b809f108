//! Where the app is: places with a ladder, its features, and the ways from these to models.

use crate::value::{fields, parts};

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
        /// Where it moves: 1 is up, -1 down.
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
    pub struct LegNow<V> {
        /// The service; -1 where the feature has no such choice.
        service: V,
        /// Calls a mean hour that are expected to take it, for each user of the level.
        rate: V,
        /// The same as it was yesterday, but for what limits of the same account refused before; below 0 on the first day.
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

parts! {
    /// The way from a feature to a service.
    pub struct Leg<V> {
        /// Its state.
        now: LegNow<V>,
        /// Its day.
        today: LegToday<V>,
    }
}

fields! {
    /// What users ask of a feature.
    pub struct FeatureNow<V> {
        /// Calls a mean hour brings to the provider for each user of the level.
        call_rate: V,
        /// Of these, calls that users make.
        of_users: V,
        /// Share of uses that neither templates nor caches answer.
        passing: V,
        /// Share of uses that they do.
        saved: V,
        /// Calls in a request.
        batch: V,
        /// Seconds that a call waits for the others of its request, on average.
        batch_wait: V,
        /// Seconds for which a call holds a worker, at the speed of the plan.
        busy: V,
        /// Seconds of the backend's own work for a call.
        work: V,
        /// Hours for which a call keeps a function open.
        open: V,
    }
}

fields! {
    /// What users asked of a feature on a day.
    pub struct FeatureToday<V> {
        /// Calls that users wanted of a model.
        wanted: V,
        /// Of these, calls that users made.
        of_users: V,
        /// Calls that reached a provider.
        reached: V,
    }
}

fields! {
    /// How long a feature's calls took in a month.
    pub struct FeatureMonth<V> {
        /// Calls served.
        served: V,
        /// Seconds to the first word of these calls, summed, ...
        first_word: V,
        /// ... and their squares.
        first_word_square: V,
        /// Seconds to the full answer of these calls, summed, ...
        full_answer: V,
        /// ... and their squares.
        full_answer_square: V,
    }
}

parts! {
    /// A feature.
    pub struct Feature<V> {
        /// Its state.
        now: FeatureNow<V>,
        /// Its day.
        today: FeatureToday<V>,
        /// Its month.
        month: FeatureMonth<V>,
    }
}
