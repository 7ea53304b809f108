//! A provider's plan as the simulation reads it.

use super::{Run, layout};
use crate::value::{Value, fields};

fields! {
    /// Limits and prices of a plan. A limit that the plan does not have is [`Plan::UNLIMITED`].
    pub struct Plan<V> {
        /// Requests a minute.
        requests_per_minute: V,
        /// Input tokens a minute.
        input_per_minute: V,
        /// Input and output tokens a minute.
        tokens_per_minute: V,
        /// Requests a day.
        requests_per_day: V,
        /// Requests a month.
        requests_per_month: V,
        /// Input and output tokens a month.
        tokens_per_month: V,
        /// Hour in UTC at which the day's count starts again.
        reset_hour: V,
        /// Dollars a month whatever is used.
        base_usd: V,
        /// Where each price tier of input tokens begins, million tokens a month.
        input_from: [V; 3],
        /// By how much a tier's price of input tokens lies above that of the tier before, dollars a million.
        input_usd: [V; 3],
        /// Where each price tier of output tokens begins, million tokens a month.
        output_from: [V; 3],
        /// By how much a tier's price of output tokens lies above that of the tier before, dollars a million.
        output_usd: [V; 3],
    }
}

impl<V> Plan<V> {
    /// Stands for "no such limit": more than anything counted, and far from the largest `f32`.
    pub const UNLIMITED: f32 = 1e30;
}

impl<V: Value> Plan<V> {
    /// The plan at `rung` of the run's ladder. Costs one read per number, so it is done when the rung changes or a day
    /// begins, never by the hour.
    pub(super) fn at(run: &Run<'_, V>, rung: V) -> Self {
        let first = (rung * V::splat(Self::LEN as f32)).to_int() + V::int(layout::PLANS as u32);
        Self::from_fn(|index| V::read(run.memory, first + V::int(index as u32)))
    }
}
