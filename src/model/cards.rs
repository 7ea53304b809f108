//! Cards that run a model: calls that share a card, a queue for a place on one, and cards that start and stop with the calls.
//!
//! A card serves so many calls at once, and the more there are the longer each takes. There are so many cards at most, some of
//! which are always on. A call that finds no place starts another card and waits for it; with all of them on it waits in turn.
//! One rule is all there is to functions by the second (none is on), rented servers (all are) and what grows with its load.
//!
//! How far off it is, by setting: `docs/accuracy.md`.

mod levels;
mod pool;
mod slow;

use super::bursts::Bursts;
use super::concurrent;
use super::container::Cold;
use super::queue::{self, Server};
use crate::value::{Value, fields};

fields! {
    /// What a tier offers for a model that runs on cards.
    pub struct Cards<V> {
        /// Cards, at most; 0 where the provider serves the model.
        most: V,
        /// Cards that are always on.
        least: V,
        /// Calls that one serves at once.
        calls: V,
        /// By how much of its time alone each further call on its card slows a call.
        slowing: V,
        /// Mean seconds until a card that starts serves.
        start: V,
        /// Squared coefficient of variation of these.
        start_variance: V,
        /// 1 where they are billed.
        start_billed: V,
        /// Seconds without a call after which a card stops.
        keep: V,
        /// Its time is billed in steps of so many seconds.
        step: V,
        /// How often a day one is taken away.
        losses: V,
    }
}

/// Who calls them in an hour.
#[derive(Clone, Copy, Debug)]
pub struct Load<V> {
    /// Calls a second.
    pub rate: V,
    /// Calls a second that are expected: whether a card is on that was asked for in the hours before is no question of how many come in one.
    pub expected: V,
    /// Seconds that a call takes alone on a card, on average.
    pub alone: V,
    /// Squared coefficient of variation of these.
    pub variance: V,
    /// How unevenly calls come.
    pub bursts: Bursts<V>,
    /// Seconds that users wait for a place.
    pub patience: V,
    /// Calls that wait for a place when the hour begins.
    pub backlog: V,
    /// What a call waited for starts on average by how long one takes, in the hour before.
    pub started: V,
}

/// What an hour was like.
#[derive(Clone, Copy, Debug)]
pub struct Hour<V> {
    /// Waits for a place.
    pub queue: queue::Hour<V>,
    /// Share of the calls that wait for a card as long as it takes to start: those that start one, and those that join them at once.
    pub first: V,
    /// Share of those that come while one starts and wait for any part of that.
    pub during: V,
    /// Seconds that a call takes on its card, by what it takes alone.
    pub slow: V,
    /// Cards that are on beside those that always are, on average: starting, serving and waiting.
    pub more: V,
    /// What a call waits for starts on average, by how long one takes; carried into the next hour.
    pub started: V,
    /// Cards that a call starts, on average.
    pub starts: V,
}

/// Numbers of an hour besides those of its queue, and all of them.
const OTHERS: usize = 6;
const NUMBERS: usize = queue::Hour::<f32>::LEN + OTHERS;

/// One hour.
///
/// *Calls that share a card* go on at the speed `1 / (1 + (n - 1) s)`, by measured times of an iteration, which are linear in the number of
/// calls (`docs/model.md`, Models on cards): see `slow`.
///
/// *Who finds no place* is by Erlang's loss of all places, with calls as long as that; the queue is that of any backend. While all places are
/// taken hardly a card starts: that half of what is waited for starts counts, is by the reference.
#[inline(always)]
pub fn hour<V: Value>(cards: &Cards<V>, load: &Load<V>) -> Hour<V> {
    let (zero, one) = (V::splat(0.0), V::splat(1.0));
    let most = cards.most.max(one);
    let places = most * cards.calls;
    let stops = cards.least.lt(cards.most - V::splat(0.5));
    let fullest = one + (cards.calls - one) * cards.slowing;
    // A router fills one after the other, a balancer all alike.
    let work = load.expected * load.alone;
    let [slow] = V::only_where(stops, [slow::balanced(cards, work)], || [slow::packed(cards, work)]);
    let seconds = load.alone * slow;
    // Starts take no more of the cards than serving leaves: the busier these are, the fewer stop.
    let spare = places / load.expected.max(V::splat(1e-9)) - load.alone * fullest;
    let starting = (load.started * cards.start).min(spare.max(zero));
    let turn = (load.alone * fullest + V::splat(0.5) * starting) / places;
    let server = Server { turn, variance: load.variance, patience: load.patience };
    let queue = queue::behind(
        &server,
        |busy| concurrent::loss(busy * places, places, zero)[0],
        load.rate,
        load.bursts,
        load.backlog,
    );
    let none = [zero; 5];
    let [first, during, more, started, starts] =
        V::only_where(stops, none, || pool::hunt(cards, load, seconds, starting));
    Hour { queue, first, during, slow, more, started, starts }
}

/// Share of an hour's calls that find no place because so many cards are away on average, of `work` that comes in a second, in seconds of a
/// card. One card serves nobody while it is away; of several the others serve what they can: at least one is away for as long as any is.
#[inline(always)]
pub fn missing<V: Value>(cards: &Cards<V>, work: V, away: V) -> V {
    let (zero, one) = (V::splat(0.0), V::splat(1.0));
    V::only_where(zero.lt(away), [zero], || {
        let most = cards.most.max(one);
        let fullest = one + (cards.calls - one) * cards.slowing;
        let at_once = away.max(one);
        let serves = (most - at_once).max(zero) * cards.calls / fullest;
        let short = V::select(serves.lt(V::splat(1e-6)), one, (work - serves).max(zero) / work.max(V::splat(1e-9)));
        [(away / at_once * short).min(one)]
    })[0]
}

impl<V: Value> Hour<V> {
    /// An hour of a model that runs on no cards: nobody waits.
    pub fn none() -> Self {
        let (zero, slow) = (V::splat(0.0), V::splat(1.0));
        Self { queue: queue::Hour::none(), first: zero, during: zero, slow, more: zero, started: zero, starts: zero }
    }

    /// Its numbers, in a row.
    pub(super) fn numbers(&self) -> [V; NUMBERS] {
        let mut numbers = [V::splat(0.0); NUMBERS];
        self.queue.each(|index, number| numbers[index] = number);
        let others = [self.first, self.during, self.slow, self.more, self.started, self.starts];
        numbers[NUMBERS - OTHERS..].copy_from_slice(&others);
        numbers
    }

    /// The hour of such numbers.
    pub(super) fn of(numbers: [V; NUMBERS]) -> Self {
        let queue = queue::Hour::from_fn(|number| numbers[number]);
        let [.., first, during, slow, more, started, starts] = numbers;
        Self { queue, first, during, slow, more, started, starts }
    }

    /// Seconds billed for the cards that are not always on, in an hour of which so many calls are expected that take so long `alone`.
    ///
    /// What a start costs nothing is taken off. It is no more than a card's whole time but for one call and the time that it is kept, from
    /// start to stop; and no more than what serving leaves: cards that are busy all the time do not start, whoever finds no place.
    #[inline(always)]
    pub fn billed(&self, cards: &Cards<V>, calls: V, alone: V) -> V {
        let (one, few) = (V::splat(1.0), V::splat(1e-6));
        let (starts, seconds) = (self.starts * calls, self.more * V::splat(3_600.0));
        // A time that is exponential with a mean of `T`, in whole steps: `s / (1 - e^(-s/T))`, half a step more where those are short.
        let steps = (cards.step * starts / seconds.max(few)).min(V::splat(60.0));
        let short = one + V::splat(0.5) * steps;
        let stepped = V::select(steps.lt(V::splat(0.01)), short, steps.max(few) / (one - (-steps.max(few)).exp()));
        let stepped = V::select(V::splat(59.9).lt(steps), cards.step * starts, seconds * stepped);
        let zero = V::splat(0.0);
        let each = alone * self.slow;
        let of_cycle = cards.start / (cards.start + each + cards.keep).max(few);
        let serving = (calls * each / cards.calls.max(one) - cards.least * V::splat(3_600.0)).max(zero);
        let starting = (starts * cards.start).min(seconds * of_cycle).min((seconds - serving).max(zero));
        (stepped - starting * (one - cards.start_billed)).max(zero)
    }

    /// How many of its calls wait for a card that starts.
    pub fn cold(&self) -> Cold<V> {
        Cold { first: self.first, during: self.during, awake: V::splat(1.0) }
    }
}

#[cfg(test)]
mod tests;
