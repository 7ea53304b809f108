//! Accounts, what they do for the app, and the limits that it meets there.

use crate::model::limit::{WAYS, WINDOWS};
use crate::value::{fields, parts};

fields! {
    /// An account with a provider.
    pub struct AccountNow<V> {
        /// Its tier; -1 while nothing uses it.
        rank: V,
        /// Days on the tier.
        days_on: V,
        /// Days without use.
        idle: V,
        /// Days since it was first used.
        days: V,
        /// Dollars billed for all months before.
        billed: V,
        /// The highest tier that its provider took it to; -1 before.
        reached: V,
        /// 1 once it is suspended until the next tier.
        suspended: V,
        /// What suspended it, as in [`crate::model::limit::cause`].
        cause: V,
        /// Credits that the months before on the tier were worth, where they are given once.
        before: V,
        /// The tier that those who use it want.
        wanted: V,
        /// 1 while it moves to another tier.
        moves: V,
        /// Credits that the month has left when the day begins.
        left: V,
        /// Credits that its own cap has left.
        own_left: V,
        /// Credits that a mean hour's demand for each user of the level uses.
        burn: V,
        /// Requests of a mean hour for each user of the level, all services together.
        rate: V,
        /// Price level: its list prices against those of the catalogue.
        level: V,
    }
}

fields! {
    /// What the services of an account did on a day.
    pub struct AccountToday<V> {
        /// Requests that asked.
        asked: V,
        /// Of these, calls: what is not expected, but came.
        calls: V,
        /// 1 or more where one is used up because the credits are.
        used_up: V,
    }
}

fields! {
    /// What an account is billed for a month.
    pub struct AccountMonth<V> {
        /// Share of the month that has passed on the tier.
        share: V,
        /// Credits that the use of the month on the tier is worth.
        spent: V,
        /// Of these, what credits paid up to yesterday.
        covered: V,
        /// Dollars billed so far.
        bill: V,
        /// Of these, fixed prices.
        fees: V,
        /// Dollars of fixed prices that the rest of the month will bring, from tomorrow on.
        fees_ahead: V,
    }
}

fields! {
    /// What an account does for a part of the app, or one of its models.
    pub struct ServiceNow<V> {
        /// 1 while a part of the app uses it.
        on: V,
        /// Requests of a mean hour for each user of the level.
        rate: V,
        /// Of these, what its own limits of a minute and of a day let through, where it shares limits of its account.
        within: V,
        /// Credits that one more request costs, where its account's credits are limited.
        price: V,
        /// Admitted since the daily count started again.
        since_reset: V,
        /// Hour at which it starts again.
        reset_hour: V,
        /// What an hour admits, requests.
        hour_room: V,
        /// What a day admits, requests.
        day_room: V,
        /// What the day still admits, ...
        day_left: V,
        /// ... and what the month does.
        month_left: V,
        /// What makes these and the minute so small: the meter or, of a month, one of [`crate::model::limit::cause`], by window.
        by: [V; WINDOWS],
        /// 1 where the app's own cap is what limits the month.
        capped: V,
        /// Requests a minute, ...
        minute_room: V,
        /// ... and at a moment.
        minute_bucket: V,
        /// Spread of a request's tokens (squared coefficient of variation) where it is they that limit the minute, else 0.
        token_spread: V,
        /// 1 where the app's own limiter is what limits the minute.
        limited: V,
        /// Requests at once.
        concurrent_room: V,
        /// Seconds that a request takes.
        seconds: V,
        /// Requests that wait to be tried again.
        orbit: V,
        /// Requests of the hour that its limit of a minute let through.
        taken: V,
        /// 1 once it is suspended until the next tier.
        suspended: V,
        /// What suspended it.
        cause: V,
    }
}

fields! {
    /// What a service did on a day.
    pub struct ServiceToday<V> {
        /// Requests that asked.
        asked: V,
        /// Requests that were admitted.
        admitted: V,
        /// Requests refused, by way.
        failed: [V; WAYS],
        /// Of these, those that went on to another service: refused at the gate, and after it.
        passed_on: [V; 2],
    }
}

fields! {
    /// What a service did in a month.
    pub struct ServiceMonth<V> {
        /// Credits that what was used on the tier is worth.
        spent: V,
        /// Of these, for what was held.
        held: V,
        /// Of these, what was used before the first day.
        already: V,
        /// Requests of the busiest day.
        busiest: V,
        /// Dollars billed for use.
        billed: V,
    }
}

fields! {
    /// What a service uses of a meter.
    pub struct Counter<V> {
        /// Units that a request of today's usual mix uses.
        rate: V,
        /// Units used this month on the tier.
        used: V,
        /// Units used on the tier in the months before.
        before: V,
    }
}

fields! {
    /// What a limit did.
    pub struct RowNow<V> {
        /// Number of the first day, from 1, on which it turned somebody away; 0 is never.
        first_day: V,
        /// Parts of requests that it turned away, until they are half of one.
        part: V,
    }
}

fields! {
    /// What a limit did in a month.
    pub struct RowMonth<V> {
        /// Visits and calls turned away; 1 where a limit that turns nobody away was passed.
        refused: V,
        /// Largest share of it that was used.
        used: V,
    }
}

parts! {
    /// An account: what it is, and what it is billed.
    pub struct Account<V> {
        /// Its state.
        now: AccountNow<V>,
        /// Its day.
        today: AccountToday<V>,
        /// Its month.
        month: AccountMonth<V>,
    }
}

parts! {
    /// A service: what it admits, and what it did.
    pub struct Service<V> {
        /// Its state.
        now: ServiceNow<V>,
        /// Its day.
        today: ServiceToday<V>,
        /// Its month.
        month: ServiceMonth<V>,
    }
}

parts! {
    /// A limit: what it turned away.
    pub struct Row<V> {
        /// Its state.
        now: RowNow<V>,
        /// Its month.
        month: RowMonth<V>,
    }
}
