//! By how much calls that share a card slow each other.

use super::Cards;
use crate::value::Value;

/// Steps to where calls and the time that they take agree, each half the way: by choice.
const STEPS: usize = 4;

/// Seconds that a call takes by those that it takes alone, on cards that start and stop, with `work` calls in progress if each were alone.
///
/// A call goes to the card used last that has a place free, which is the one that the last call has left: so calls move from card to card
/// without a drift, and any division of them among the cards is as likely. Of many cards that is a geometric number on each, cut off at
/// the places that a card has; of few it is less uneven, as `(M - 1) / (M + 1)` of `M` says. Who is on a card finds `E n² / E n - 1`
/// others. How many cards are on is that which two deviations more than the mean of calls need, and a half.
#[inline(always)]
pub(super) fn packed<V: Value>(cards: &Cards<V>, work: V) -> V {
    let (zero, one, half, two) = (V::splat(0.0), V::splat(1.0), V::splat(0.5), V::splat(2.0));
    let fullest = one + (cards.calls - one) * cards.slowing;
    let mut slow = shared(work * cards.slowing).min(fullest);
    for _ in 0..STEPS {
        let all = work * slow;
        let on = (all + two * all.sqrt()) / cards.calls + half;
        let on = on.max(one).max(cards.least).min(cards.most);
        let each = (all / on).max(V::splat(1e-6)).min(cards.calls * V::splat(0.999));
        let free = cards.calls - each;
        // The variance of a geometric number from either end, and in the middle that of an even one.
        let middle = two * each * free / (cards.calls * cards.calls);
        let cut = one / ((one / (each * (one + each)) + one / (free * (one + free))) * (one + middle));
        let few = each.min(cut);
        let variance = few + (cut - few) * (on - one) / (on + one);
        let others = (each + variance / each - one).max(zero).min(cards.calls - one);
        slow = half * (slow + one + others * cards.slowing);
    }
    slow.min(fullest)
}

/// The same on cards that are always on, each call going to the one with the fewest.
///
/// On one card with places for all it is a product form whatever the work of a call: `1 / (1 - q)`, `q` being the `work` on it times
/// `slowing`. Were there just as many on each of some cards, it would be `(1 - slowing) / (1 - q)`; by the reference it is
/// `1.2 / (M + 0.2)` of the way from there to the other. That calls slow each other more in busier minutes is left out: of these the queue
/// takes all calls beyond the mean for waiting ones, and those on cards are some of them.
#[inline(always)]
pub(super) fn balanced<V: Value>(cards: &Cards<V>, work: V) -> V {
    let one = V::splat(1.0);
    let fullest = one + (cards.calls - one) * cards.slowing;
    let alone = shared(work / cards.most * cards.slowing);
    let even = (alone * (one - cards.slowing)).max(one);
    let uneven = V::splat(1.2) / (cards.most + V::splat(0.2));
    (even + uneven * (alone - even)).min(fullest)
}

/// `1 / (1 - q)`, however much it is.
#[inline(always)]
fn shared<V: Value>(q: V) -> V {
    let one = V::splat(1.0);
    one / (one - q).max(V::splat(1e-6))
}
