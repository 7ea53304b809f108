//! Models that run on cards: how their hour is, what it costs and what calls wait for there.
//!
//! Nothing of this is there in an app without cards ([`crate::model::Shape`]).

use super::speed::{card_seconds, services};
use crate::model::cards::{self, Hour, Load};
use crate::model::layout::FEATURES;
use crate::model::plan::Offer;
use crate::model::quota::SELDOM;
use crate::model::random::{Block, draw_of};
use crate::model::world::{counter, is, of_account};
use crate::model::{HourClock, Run, State};
use crate::parts::{CALLS, Meter};
use crate::value::{List, Value};

/// Seconds of a day.
const DAY: f32 = 86_400.0;

/// Where the seconds of cards stand among what calls use.
const CARD_SECONDS: usize = {
    let mut at = 0;
    while CALLS[at] as usize != Meter::GpuSeconds as usize {
        at += 1;
    }
    at
};

/// At the day's begin: the cards of a model on its tier, and how long its calls of the day take alone on one.
pub(super) fn open<V: Value>(run: &Run<'_, V>, state: &mut State<V>, service: V::Index) {
    if !run.shape.cards {
        return;
    }
    let (zero, one) = (V::splat(0.0), V::splat(1.0));
    let offer = Offer::at(run, service, of_account(run, state, service, |it| it.now.rank));
    let [rate, seconds, squares] = V::fold(run.features(), [zero; 3], |feature, sums| {
        let wait = state.features.see(feature, |it| it.now.batch_wait);
        let (_, full) = services(run, state, feature, service);
        let alone = full.mean - wait;
        let square = alone * alone + full.variance * full.mean * full.mean;
        run.shape.choices().fold(sums, |[rate, seconds, squares], choice| {
            let mine = state.legs.see(run.leg(feature, choice), |it| {
                it.now.rate.max(V::splat(SELDOM)).when(is(it.now.service, service))
            });
            [rate + mine, seconds + mine * alone, squares + mine * square]
        })
    });
    let each = one / rate.max(V::splat(SELDOM * 0.1));
    let alone = (seconds * each).max(V::splat(1e-6));
    let billed = state.cards.change(service, |it| {
        it.cards = offer.cards();
        it.now.alone = alone;
        it.now.variance = (squares * each / (alone * alone) - one).max(zero);
        V::select(zero.lt(it.now.billed), it.now.billed, alone)
    });
    // What another call costs, of cards that start with it.
    let is_on_cards = zero.lt(offer.cards);
    state.counters.change(counter(run, service) + V::index(CARD_SECONDS), |it| {
        it.rate = V::select(is_on_cards, billed.when(offer.cards_least.lt(offer.cards)), it.rate);
    });
}

/// Before the hour's first calls come to a model: whether any wait for its cards.
#[inline(always)]
pub(super) fn begin<V: Value>(run: &Run<'_, V>, state: &mut State<V>, service: V::Index) -> V {
    let zero = V::splat(0.0);
    if !run.shape.cards {
        return zero;
    }
    state.cards.change(service, |it| {
        (it.now.before, it.now.more) = (it.now.backlog, zero);
        it.now.backlog
    })
}

/// An hour of a model to which so many calls come, if any model of the app runs on cards; nothing of it changes where nobody `asks`.
#[inline(always)]
pub(super) fn hour<V: Value>(
    run: &Run<'_, V>,
    clock: &HourClock<V>,
    state: &mut State<V>,
    service: V::Index,
    calls: V,
    asks: V::Mask,
) -> Option<Hour<V>> {
    if !run.shape.cards {
        return None;
    }
    let (p, zero, one) = (&run.params, V::splat(0.0), V::splat(1.0));
    let it = state.cards.see(service, |it| *it);
    let is_on_cards = zero.lt(it.cards.most) & asks;
    let rate = calls * V::splat(1.0 / 3_600.0);
    let numbers = V::only_where(is_on_cards, Hour::none().numbers(), || {
        let load = Load {
            rate,
            others: (one - one / calls.max(one)).max(zero),
            alone: it.now.alone,
            variance: it.now.variance,
            burstiness: p.burstiness,
            patience: p.patience,
            backlog: it.now.before + taken_away(run, clock, &it.cards, rate * it.now.alone, service),
            started: it.now.started,
        };
        cards::hour(&it.cards, &load).numbers()
    });
    let hour = Hour::of(numbers);
    state.cards.change(service, |it| {
        it.now.backlog = V::select(is_on_cards, hour.queue.backlog, it.now.backlog);
        it.now.started = V::select(is_on_cards, hour.started, it.now.started);
    });
    Some(hour)
}

/// Calls that wait because cards were taken away in the hour: those on them begin anew, and while they start the others serve less.
fn taken_away<V: Value>(
    run: &Run<'_, V>,
    clock: &HourClock<V>,
    cards: &cards::Cards<V>,
    busy: V,
    service: V::Index,
) -> V {
    let (zero, one) = (V::splat(0.0), V::splat(1.0));
    let [waiting] = V::only_where(zero.lt(cards.losses), [zero], || {
        let word = draw_of(run, clock.step, Block::Cards, V::int_of(service))[0];
        let uniform = V::uniform(word);
        // How many, of a Poisson number: more than two in an hour are two.
        let mean = cards.losses * cards.most * V::splat(1.0 / 24.0);
        let none = (-mean).exp();
        let lost = one.when(none.lt(uniform)) + one.when((none * (one + mean)).lt(uniform));
        let lost = lost.min(cards.most);
        let share = lost / cards.most;
        // Work that comes in a second, against that which the others do with all their places taken.
        let fullest = one + (cards.calls - one) * cards.slowing;
        let left = (one - share) * cards.most * cards.calls / fullest;
        let calls = (busy - left).max(zero) * cards.start + busy * share;
        [calls]
    });
    waiting
}

/// Counts an hour of a model: what its cards did, and what each feature's calls waited for there.
#[inline(always)]
pub(super) fn count<V: Value>(
    run: &Run<'_, V>,
    state: &mut State<V>,
    service: V::Index,
    hour: Option<&Hour<V>>,
    served: &[V; FEATURES],
) {
    let Some(hour) = hour else { return };
    let zero = V::splat(0.0);
    let all = run.shape.features().fold(zero, |sum, feature| sum + served[feature]);
    let start = state.cards.change(service, |it| {
        let cards = &it.cards;
        // What first choices kept on is counted; others come on top of these.
        let more = (hour.more - it.now.more).max(zero);
        it.now.more = it.now.more + more;
        it.today.billed = it.today.billed + Hour { more, ..*hour }.billed(cards, all);
        it.today.served = it.today.served + all;
        it.today.slow = it.today.slow + all * hour.slow;
        it.today.slow_square = it.today.slow_square + all * hour.slow * hour.slow;
        [cards.start, cards.start_variance]
    });
    let cold = hour.cold();
    for feature in run.shape.features() {
        let calls = served[feature];
        state.waits.change(V::index(1 + feature), |waits| waits.add_hour(calls, &hour.queue, &cold, start));
    }
}

/// Seconds of cards that a call is billed; of cards that the app holds they are counted by the day ([`meter`]).
pub(super) fn of_call<V: Value>(run: &Run<'_, V>, state: &State<V>, feature: V::Index, service: V::Index) -> V {
    let seconds = card_seconds(run, state, feature, service);
    if !run.shape.cards {
        return seconds;
    }
    let holds = V::splat(0.0).lt(state.cards.see(service, |it| it.cards.most));
    seconds.when(!holds)
}

/// By how much longer than alone the day's calls of a model took on its cards: mean, and mean square.
pub(super) fn slowed<V: Value>(run: &Run<'_, V>, state: &State<V>, service: V::Index) -> Option<[V; 2]> {
    if !run.shape.cards {
        return None;
    }
    let (zero, one) = (V::splat(0.0), V::splat(1.0));
    Some(state.cards.see(service, |it| {
        let is_known = zero.lt(it.today.served) & zero.lt(it.cards.most);
        let each = one / it.today.served.max(V::splat(1e-6));
        [it.today.slow * each, it.today.slow_square * each].map(|slow| V::select(is_known, slow, one))
    }))
}

/// At the day's end: the seconds that the day's cards are billed.
pub(in crate::model) fn meter<V: Value>(run: &Run<'_, V>, state: &mut State<V>) {
    let (zero, half) = (V::splat(0.0), V::splat(0.5));
    V::each(run.on_cards(), |service| {
        let is_on = half.lt(state.services.see(service, |it| it.now.on));
        let billed = state.cards.change(service, |it| {
            let each = it.today.billed / it.today.served.max(V::splat(1e-6));
            it.now.billed = V::select(zero.lt(it.today.served), each, it.now.billed);
            it.today.billed + (it.cards.least * V::splat(DAY)).when(is_on)
        });
        state.counters.change(counter(run, service) + V::index(CARD_SECONDS), |it| it.used = it.used + billed);
    });
}

/// Share of the month's calls that waited for a card to start.
pub(in crate::model) fn cold<V: Value>(run: &Run<'_, V>, state: &State<V>) -> V {
    let waits = V::span(1..1 + if run.shape.cards { run.shape.features().len() } else { 0 });
    let [cold, all] = V::sum(waits, |at| state.waits.see(at, |it| [it.first + it.during, it.requests]));
    cold / all.max(V::splat(1e-6))
}
