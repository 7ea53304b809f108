//! Cards that start with a call and stop when none comes.

use super::{BLOCK, Cards, Load};
use crate::model::concurrent::loss;
use crate::model::container;
use crate::value::Value;

/// Parts into which the cards that are on now and then are divided, each with cards that are alike. By choice: with more the cold share of
/// a hundred cards moves by less than a hundredth of it.
const PARTS: usize = 12;

/// Shares of the calls that start a card, and that come while it starts; cards that are on beside those that always are, and cards that a
/// call starts.
///
/// Calls hunt for a place in one order, the card used last before the others. Card `n` gets what the places before it turn away, `l = λ (B(n -
/// 1) - B(n))`, and as long as it has no call, calls come to it at the rate `r = l / (1 - P(full))`: so it stops between two of its calls
/// with the chance `e^(-r W)`, and waits `(1 - e^(-r W)) / r` for the next one, billed. What starts takes a place, too, so that calls are
/// longer by the time they wait for it; how many do was seen in the hour before. (Ordered hunt, as `SimFaaS` simulates it: Mahmoudi & Khazaei,
/// CLOSER 2021.)
#[inline(always)]
pub(super) fn hunt<V: Value>(cards: &Cards<V>, load: &Load<V>, seconds: V, starting: V) -> [V; 4] {
    let (zero, one, half) = (V::splat(0.0), V::splat(1.0), V::splat(0.5));
    let held = seconds + starting;
    let busy = load.rate * held;
    // A rate that lasts a minute is the same for a call that is short against it, and evens out over a long one.
    let spread = load.burstiness * (V::splat(BLOCK) / (V::splat(BLOCK) + held));
    // The cards that are on now and then: those between four deviations below what is busy and six above it.
    let of_cards = one / cards.calls;
    let deviation = (busy * (one + busy * spread)).sqrt() * of_cards;
    let centre = busy * of_cards;
    let from = (centre - V::splat(4.0) * deviation).max(zero).floor().min(cards.most);
    let upto = (centre + V::splat(6.0) * deviation + V::splat(2.0)).min(cards.most);
    let step = ((upto - from) * V::splat(1.0 / PARTS as f32) + V::splat(0.999)).floor().max(one);
    let rate = load.rate.max(V::splat(1e-12));
    let before = [from, loss(busy, from * cards.calls, spread)[0], (from - cards.least).max(zero), zero, zero];
    let [.., on, starts, joined] = V::fold(V::span(0..PARTS), before, |_, [at, passed, on, starts, joined]| {
        let next = at + step;
        let beyond = loss(busy, next * cards.calls, spread)[0];
        // Cards of the part that there are, and that may stop.
        let part = (next.min(cards.most) - at.max(cards.least)).max(zero);
        let calls = load.rate * (passed - beyond).max(zero) / step;
        let used = (calls * held * of_cards).min(V::splat(0.999));
        let empty = (cards.calls * (one - used).ln()).exp();
        let full = (cards.calls * used.max(V::splat(1e-9)).ln()).exp();
        let come = calls / (one - full).max(V::splat(1e-3));
        let begins = come * empty;
        let pause = come * load.others;
        let [longer, waits] = container::pause(pause, cards.keep, load.burstiness);
        let start = begins * longer;
        let is_on = (one - empty + begins * waits).min(one);
        let with = (cards.calls - one).min(come * cards.start);
        [next, beyond, on + part * is_on, starts + part * start, joined + part * start * with]
    });
    let share = |calls: V| (calls / rate).min(one);
    let first = share(starts);
    let during = (joined / rate).min(one - first);
    // Half way from one hour to the next: what starts makes calls longer, and so what is busy.
    [first, during, on, load.started + half * (first - load.started)]
}
