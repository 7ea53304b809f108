//! Models that run on cards: how their hour is, what it costs and what calls wait for there.
//!
//! Nothing of this is there in an app without cards ([`crate::model::Shape`]).

use super::pass;
use super::speed::{card_seconds, services};
use crate::model::cards::{self, Hour, Load};
use crate::model::limit::QUEUE;
use crate::model::math;
use crate::model::plan::Offer;
use crate::model::quota::SELDOM;
use crate::model::random::{Block, draw_of};
use crate::model::state::{Leg, OnCards};
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
        // On no cards nobody waits for one.
        let has_cards = zero.lt(it.cards.most);
        (it.now.backlog, it.now.away) = (it.now.backlog.when(has_cards), it.now.away.when(has_cards));
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

/// Remembers what a model served of a way's calls in the hour, in place of what asked it.
#[inline(always)]
pub(super) fn keep<V: Value>(run: &Run<'_, V>, leg: &mut Leg<V>, mine: V::Mask, served: V) {
    if run.shape.cards {
        leg.now.calls = V::select(mine, served, leg.now.calls);
    }
}

/// The hour of all models, once it is known which calls of first and of other choices come to each: how many give up waiting for a card,
/// which they do without turning to another model, what the others wait for, and what the cards are billed. `expected` are the calls of all
/// features that are expected; gives those that gave up.
#[inline(always)]
pub(super) fn serve<V: Value>(
    run: &Run<'_, V>,
    clock: &HourClock<V>,
    state: &mut State<V>,
    expected: V,
    uniform: V,
) -> V {
    let zero = V::splat(0.0);
    let [level] = V::sum(run.features(), |feature| [state.features.see(feature, |it| it.now.call_rate)]);
    let level = expected / level.max(V::splat(1e-20));
    let [given_up] = V::fold(run.models(), [zero], |service, [given_up]| {
        [given_up + serve_at(run, clock, state, service, level, uniform)]
    });
    given_up
}

/// The hour of one model; gives those that gave up.
#[inline(always)]
fn serve_at<V: Value>(
    run: &Run<'_, V>,
    clock: &HourClock<V>,
    state: &mut State<V>,
    service: V::Index,
    level: V,
    uniform: V,
) -> V {
    let (p, zero, half) = (&run.params, V::splat(0.0), V::splat(0.5));
    let (mut all, mut rate) = (zero, zero);
    for leg in run.shape.legs() {
        let [calls, mine] = state.legs.see(V::index(leg), |it| {
            let mine = is(it.now.service, service);
            [it.now.calls.when(mine), it.now.rate.when(mine)]
        });
        (all, rate) = (all + calls, rate + mine);
    }
    // What limits refuse to the last call starts no card.
    let expected = state.services.see(service, |it| {
        let is_open = half.lt(it.now.day_left.min(it.now.month_left)) & half.lt(it.now.on);
        (rate * level).min(it.now.minute_room * V::splat(60.0)).min(it.now.hour_room).when(is_open)
    });
    let it = state.cards.see(service, |it| *it);
    let asks = zero.lt(it.cards.most) & zero.lt(all + expected + it.now.backlog + it.now.away);
    let [away, left] = taken_away(run, clock, &it, service);
    let seconds = V::splat(1.0 / 3_600.0);
    let numbers = V::only_where(asks, Hour::none().numbers(), || {
        let load = Load {
            rate: all * seconds,
            expected: expected * seconds,
            alone: it.now.alone,
            variance: it.now.variance,
            bursts: p.bursts(),
            patience: p.patience,
            backlog: it.now.backlog,
            started: it.now.started,
        };
        cards::hour(&it.cards, &load).numbers()
    });
    let hour = Hour::of(numbers);
    // Who comes while a card is away waits any part of that, as long as users wait.
    let waits = it.cards.start.min(p.patience);
    let stays = waits / it.cards.start.max(V::splat(1e-6));
    let away = cards::missing(&it.cards, all * seconds * it.now.alone, away);
    let [lost, kept] = [hour.queue.lost + hour.queue.kept * away * (V::splat(1.0) - stays), hour.queue.kept];
    let kept = (kept - kept * away * (V::splat(1.0) - stays)).max(zero);
    let through = V::select(asks, pass(all, [lost, kept], uniform), all);
    let gone = all - through;
    let start = state.cards.change(service, |it| {
        it.now.backlog = V::select(asks, hour.queue.backlog, it.now.backlog);
        it.now.started = V::select(asks, hour.started, it.now.started);
        it.now.away = left;
        it.today.billed = it.today.billed + hour.billed(&it.cards, expected, it.now.alone);
        it.today.served = it.today.served + through;
        it.today.slow = it.today.slow + through * hour.slow;
        it.today.slow_square = it.today.slow_square + through * hour.slow * hour.slow;
        [it.cards.start, it.cards.start_variance]
    });
    state.services.change(service, |it| it.today.failed[QUEUE] = it.today.failed[QUEUE] + gone);
    give_up(run, state, service, [all, gone]);
    let cold = hour.cold();
    for leg in run.shape.legs() {
        let calls = state.legs.see(V::index(leg), |it| it.now.calls.when(is(it.now.service, service)));
        let feature = leg / run.shape.choices().len();
        state.waits.change(V::index(1 + feature), |it| {
            it.add_hour(calls, &hour.queue, &cold, start);
            it.add_pause(calls * away, waits, p.patience);
        });
    }
    gone
}

/// Takes those that gave up from the ways that they came, in proportion and in whole calls.
#[inline(always)]
fn give_up<V: Value>(run: &Run<'_, V>, state: &mut State<V>, service: V::Index, [all, gone]: [V; 2]) {
    let zero = V::splat(0.0);
    if !V::may_hold(zero.lt(gone)) {
        return;
    }
    let each = gone / all.max(V::splat(0.5));
    let (mut upto, mut before) = (zero, zero);
    for leg in run.shape.legs() {
        state.legs.change(V::index(leg), |it| {
            let mine = it.now.calls.when(is(it.now.service, service));
            upto = upto + mine;
            let now = (upto * each + V::splat(0.5)).floor().min(gone);
            let part = (now - before).min(mine);
            it.now.calls = it.now.calls - part;
            it.today.served = it.today.served - part;
            before = now;
        });
    }
}

/// Cards that are away on average of the hour because they were taken away and start anew, and the seconds of that which are left for the
/// hours after.
fn taken_away<V: Value>(run: &Run<'_, V>, clock: &HourClock<V>, it: &OnCards<V>, service: V::Index) -> [V; 2] {
    let (cards, zero, one) = (&it.cards, V::splat(0.0), V::splat(1.0));
    let any = zero.lt(cards.losses + it.now.away) & zero.lt(cards.most);
    V::only_where(any, [zero; 2], || {
        let word = draw_of(run, clock.step, Block::Cards, V::int_of(service))[0];
        // A card that is away is not taken away again.
        let serves = one / (one + cards.losses * cards.start * V::splat(1.0 / DAY));
        let mean = cards.losses * cards.most * serves * V::splat(1.0 / 24.0);
        let lost = math::poisson(mean, V::uniform(word)).when(zero.lt(cards.losses));
        let seconds = it.now.away + lost * cards.start;
        let here = seconds.min(cards.most * V::splat(3_600.0));
        [here * V::splat(1.0 / 3_600.0), seconds - here]
    })
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
