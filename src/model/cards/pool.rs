//! Cards that start with a call and stop when none comes.

use super::levels::{LEVELS, WEIGHTS, highest, levels};
use super::{Cards, Load};
use crate::model::concurrent::erlang;
use crate::value::Value;

/// Parts into which the cards that are on now and then are divided, each with cards that are alike, and by how much each is wider than the
/// one before: by choice, with the errors of `docs/accuracy.md`.
const PARTS: usize = 9;
const WIDER: f32 = 1.3;
/// Share of all cards that the first part has.
const FIRST: f32 = 0.031_235;
/// Numbers that are carried from part to part: where it begins, sums, how wide the next is, and for each level the shares of calls that found
/// no place so far and that did.
const CARRIED: usize = 6 + 2 * LEVELS;
const LOST: usize = 6;
const KEPT: usize = LOST + LEVELS;
/// Longest time without a call after which a card stops, seconds.
const LONGEST: f32 = 1e7;
/// Deviations of the calls in progress for which cards are on as a rule; fitted to `tests/reference`, as are the others below.
const AS_A_RULE: f32 = 5.0;
/// Against how much of a start the time matters that a card is kept.
const WORTH: f32 = 0.5;
/// By how many deviations of the calls that go meanwhile more calls find no place while a card starts.
const STRAY: f32 = 0.3;

/// What is the same for all cards of an hour.
struct Pool<'a, V> {
    cards: &'a Cards<V>,
    load: &'a Load<V>,
    levels: [V; LEVELS],
    /// Seconds that a call is on its card, and with its wait for the start.
    seconds: V,
    held: V,
    /// Calls in progress.
    busy: V,
    /// Blocks without a call after which a card stops, and those of a second.
    blocks: V,
    per_second: V,
    /// Cards that are on as a rule, and by how many times more start above them than a busier block needs.
    base: V,
    times: V,
}

/// Shares of the calls that wait for a whole start, and any part of one; cards that are on beside those that always are, half of what calls
/// wait for starts with half of the hour before, and cards that a call starts.
///
/// Calls hunt for a place in one order, the card used last before the others, so that of all cards that are on those used last are busy and a
/// card stops when there were too few calls for it all the time that it is kept. How many calls are in progress is Erlang's, at the rate of
/// each block. What starts takes a place, too, so that calls are longer by the time they wait for it; how much that is was seen in
/// the hour before. (Ordered hunt, as `SimFaaS` simulates it: Mahmoudi & Khazaei, CLOSER 2021.)
///
/// In a block that is busier than those before, calls find no place until the cards that they start serve. If that takes longer than a
/// call, more start than are needed then: by `start / call`, as far as bursts make the calls in progress vary and cards are kept for it.
#[inline(always)]
pub(super) fn hunt<V: Value>(cards: &Cards<V>, load: &Load<V>, seconds: V, starting: V) -> [V; 5] {
    let (zero, one, half) = (V::splat(0.0), V::splat(1.0), V::splat(0.5));
    let held = (seconds + starting).max(V::splat(1e-6));
    let busy = load.expected * held;
    // A rate that lasts for a block is the same for a call that is short against it, and evens out over a long one.
    let block = load.bursts.seconds;
    let spread = load.bursts.variance * (block / (block + held));
    let levels = levels(spread);
    let keep = cards.keep.min(V::splat(LONGEST));
    let per_second = V::splat(1.0 / 60.0) / load.bursts.minutes();
    let blocks = keep * per_second;
    let of_bursts = busy * spread / (one + busy * spread);
    let of_keep = keep / (keep + V::splat(WORTH) * cards.start).max(V::splat(1e-6));
    let late = (cards.start.min(block) / held - one).max(zero);
    let times = one + of_bursts * of_keep * late;
    let as_a_rule = busy * highest(&levels, blocks + one) + V::splat(AS_A_RULE) * busy.sqrt();
    let base = (as_a_rule / cards.calls + one).max(cards.least).floor();
    let pool = Pool { cards, load, levels, seconds, held, busy, blocks, per_second, base, times };

    // The cards that are on now and then: those between four deviations below what is busy and six above it.
    let deviation = (busy * (one + busy * spread)).sqrt() / cards.calls;
    let centre = busy / cards.calls;
    let from = (centre - V::splat(4.0) * deviation).max(zero).floor().min(cards.most);
    let upto = centre + V::splat(6.0) * deviation + V::splat(2.0);
    let upto = (upto.min(base) + (upto - base).max(zero) * times).min(cards.most);
    let mut before = [zero; CARRIED];
    (before[0], before[1]) = (from, (from - cards.least).max(zero));
    before[5] = (upto - from) * V::splat(FIRST);
    for level in 0..LEVELS {
        [before[LOST + level], before[KEPT + level]] = pool.passed(level, from);
    }
    // Most apps have fewer cards than there are parts.
    let after = V::fold(V::span(0..PARTS), before, |_, before| {
        V::only_where(before[0].lt(cards.most), before, || pool.with_part(&before))
    });
    let [_, on, starts, joined, joined_early, ..] = after;
    let share = |calls: V| (calls / load.expected.max(V::splat(1e-12))).min(one);
    let starts = share(starts);
    let joined = share(joined).min(one - starts);
    // As many of those who join wait the whole time as makes the mean wait right.
    let whole = (starts + share(joined_early).min(joined)).min(one);
    let during = (starts + joined - whole).max(zero);
    // Half way from one hour to the next: what starts makes calls longer, and so what is busy.
    [whole, during, on, half * (load.started + whole + half * during), starts]
}

impl<V: Value> Pool<'_, V> {
    /// What is carried after the part of the cards that follows.
    #[inline(always)]
    fn with_part(&self, before: &[V; CARRIED]) -> [V; CARRIED] {
        let (zero, one) = (V::splat(0.0), V::splat(1.0));
        let (cards, mut after) = (self.cards, *before);
        let (at, wide) = (before[0], before[5]);
        let next = at + (wide + V::splat(0.999)).floor().max(one);
        (after[0], after[5]) = (next, wide * V::splat(WIDER));
        for level in 0..LEVELS {
            [after[LOST + level], after[KEPT + level]] = self.passed(level, next);
        }
        // Cards of the part that there are, and that may stop.
        let cards_of = (next.min(cards.most) - at.max(cards.least)).max(zero);
        let part = self.part(at, next, before, &after);
        for (sum, of_card) in part.into_iter().enumerate() {
            after[1 + sum] = before[1 + sum] + cards_of * of_card;
        }
        after
    }

    /// How many cards do for a block that makes so many start.
    #[inline(always)]
    fn needed(&self, at: V) -> V {
        at.min(self.base) + (at - self.base).max(V::splat(0.0)) / self.times
    }

    /// Shares of a level's calls that find no place on the first `at` cards, and that find one.
    #[inline(always)]
    fn passed(&self, level: usize, at: V) -> [V; 2] {
        let load = (self.busy * self.levels[level]).max(V::splat(1e-6));
        erlang(load, self.needed(at) * self.cards.calls)
    }

    /// Of each card from `at` to `next`: the share of time that it is on, its starts a second, the calls that join one that starts, and those
    /// of them that count as waiting for all of it.
    ///
    /// At the level `x`, which is that of the share `w` of blocks, it has no call for `Φ` of the time, and then calls come at the rate `θ`.
    /// It is off when none came in the time `W` that it is kept, which touches `m = 1 + W / block` blocks for `b = W / m` each: for
    /// `P = Σ w Φ e^(-θ b) · (Σ w φ e^(-θ b))^(m - 1)`, with `φ = min(1, Φ / Σ w Φ)`, since a block may also begin with too many. It
    /// starts `-dP/dW` times a second. Without bursts that is `Φ e^(-θ W)`, and `Φ θ e^(-θ W)`.
    #[inline(always)]
    fn part(&self, at: V, next: V, before: &[V; CARRIED], after: &[V; CARRIED]) -> [V; 4] {
        let (zero, one, half) = (V::splat(0.0), V::splat(1.0), V::splat(0.5));
        let Self { cards, load, blocks, .. } = self;
        let calls_of = cards.calls;
        let block = load.bursts.seconds * *blocks / (one + *blocks);
        let needed = self.needed(at);
        let (places, wide) = (needed * calls_of, self.needed(next) - needed);
        let levels: [Level<V>; LEVELS] = std::array::from_fn(|level| {
            let (x, passed) = (self.levels[level], before[LOST + level]);
            let rate = load.expected * x;
            // Of what is lost and what is kept, the difference of the smaller numbers.
            let by_lost = passed - after[LOST + level];
            let by_kept = after[KEPT + level] - before[KEPT + level];
            let calls = rate * V::select(passed.lt(half), by_lost, by_kept).max(zero) / wide;
            let used = (calls * self.held / calls_of).min(V::splat(0.999));
            // Where calls have just gone, the next ones are more likely to come at once than later.
            let later = one / (one + self.busy * x * places / (places * places + V::splat(0.25)));
            let spare = (calls_of - one) * (one - used);
            let full = used / (one + spare + half * spare * spare);
            let comes = calls / (one - full).max(V::splat(1e-3)) * later;
            let gone = rate.min(places / self.seconds.max(V::splat(1e-6))) * cards.start;
            let strays = (V::splat(STRAY) * (gone + gone).sqrt()).min(gone);
            let joins = rate * passed * cards.start + strays;
            let join = joins.min(calls_of - one);
            let early = one - half * ((calls_of - one) / joins.max(V::splat(1e-6))).min(one);
            Level { taken: rise(calls_of * log(used)), comes, hit: rise(comes * block), join, early: join * early }
        });
        let mean = |of: &dyn Fn(&Level<V>) -> V| {
            levels.iter().zip(WEIGHTS).fold(zero, |sum, (level, weight)| sum + V::splat(weight) * of(level))
        };
        let taken = mean(&|it| it.taken);
        let calm = (one - taken).max(V::splat(1e-9));
        // Shares of blocks that are not free of calls: the one in which it had the last, and any other.
        let hit = |it: &Level<V>| it.taken + (one - it.taken) * it.hit;
        let busier = |it: &Level<V>| ((it.taken - taken) / calm).clamp(0.0, 1.0);
        let other_hit = |it: &Level<V>| busier(it) + (one - busier(it)) * it.hit;
        let last = mean(&hit).min(V::splat(0.999_999));
        let other = mean(&other_hit).min(V::splat(0.999_999));
        let last_comes = mean(&|it| (one - hit(it)) * it.comes) / (one - last);
        let other_comes = mean(&|it| (one - other_hit(it)) * it.comes) / (one - other);
        let jumps = log(other);
        let never = (log(last) + *blocks * jumps).min(V::splat(60.0));
        // Those that start beyond what is needed have one call each: they stop when their time is over.
        let is_beyond = self.base.lt(at + half);
        let beyond = (one - one / self.times).when(is_beyond);
        let kept = rise(never);
        let kept = kept + beyond * (never / (one + never) - kept);
        let on = (taken + (kept - taken).max(zero)).min(one);
        let per_block = one / (one + *blocks);
        let inside = per_block * per_block * (last_comes + *blocks * other_comes);
        let starts = (one - kept) * (inside + jumps * self.per_second);
        let joined =
            |of: &dyn Fn(&Level<V>) -> V| starts * mean(&|it| other_hit(it) * of(it)) / other.max(V::splat(1e-9));
        [on, starts, joined(&|it| it.join), joined(&|it| it.early)]
    }
}

/// A card in the blocks of a level.
struct Level<V> {
    /// Share of time that it has a call.
    taken: V,
    /// Calls a second while it has none.
    comes: V,
    /// Chance that one comes in a block, or as much of it as it is kept.
    hit: V,
    /// Calls that join the one for which it starts, and those of them that count as waiting all the time.
    join: V,
    early: V,
}

/// `1 - e^-y`, without a difference of equal numbers.
#[inline(always)]
fn rise<V: Value>(y: V) -> V {
    let one = V::splat(1.0);
    let few = y * (one - y * (V::splat(0.5) - y * V::splat(1.0 / 6.0)));
    V::select(y.lt(V::splat(0.03)), few, one - (-y.min(V::splat(60.0))).exp())
}

/// `-ln(1 - x)`, likewise.
#[inline(always)]
fn log<V: Value>(x: V) -> V {
    let one = V::splat(1.0);
    let few = x * (one + x * (V::splat(0.5) + x * (V::splat(1.0 / 3.0) + x * V::splat(0.25))));
    V::select(x.lt(V::splat(0.03)), few, -(one - x).max(V::splat(1e-7)).ln())
}
