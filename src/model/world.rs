//! Who is with whom: which service a place uses, whose account that is, and what belongs to an account.

use std::ops::Range;

use super::layout::{self, ACCOUNT, CHOICES, COUNTER, PLACE, ROUTE, ROW, RUNGS, SERVICE, SLOTS, ranges};
use super::state::Account;
use super::{Run, State};
use crate::value::{List, Value};

impl<V: Value> Run<'_, V> {
    /// Places: slots, then features.
    #[inline(always)]
    pub(super) fn places(&self) -> Range<V::Index> {
        V::span(0..SLOTS + self.shape.features().len())
    }

    /// Features.
    #[inline(always)]
    pub(super) fn features(&self) -> Range<V::Index> {
        V::span(self.shape.features())
    }

    /// Ways from features to services.
    #[inline(always)]
    pub(super) fn legs(&self) -> Range<V::Index> {
        V::span(self.shape.legs())
    }

    /// A range of [`layout::ranges`].
    #[inline(always)]
    fn range(&self, exact: Range<usize>, range: usize) -> Range<V::Index> {
        V::known(exact, self.memory, layout::RANGES + 2 * range)
    }

    /// Accounts.
    #[inline(always)]
    pub(super) fn accounts(&self) -> Range<V::Index> {
        self.range(self.shape.accounts(), ranges::ACCOUNTS)
    }

    /// Services.
    #[inline(always)]
    pub(super) fn services(&self) -> Range<V::Index> {
        self.range(self.shape.all(), ranges::SERVICES)
    }

    /// Services of the slots.
    #[inline(always)]
    pub(super) fn of_slots(&self) -> Range<V::Index> {
        self.range(0..self.shape.models().start, ranges::OF_SLOTS)
    }

    /// Services of a part of the app.
    #[inline(always)]
    pub(super) fn of(&self, part: usize) -> Range<V::Index> {
        V::known(self.shape.of(part), self.memory, layout::OF_PLACES + PLACE * part)
    }

    /// Models.
    #[inline(always)]
    pub(super) fn models(&self) -> Range<V::Index> {
        self.of(SLOTS)
    }

    /// Models, where any of them may run on cards.
    #[inline(always)]
    pub(super) fn on_cards(&self) -> Range<V::Index> {
        if self.shape.cards { self.models() } else { V::span(0..0) }
    }

    /// Waits of the month, see [`State::waits`].
    #[inline(always)]
    pub(super) fn waits(&self) -> Range<V::Index> {
        V::span(0..1 + if self.shape.cards { self.shape.features().len() } else { 0 })
    }

    /// Counters of the services' meters.
    #[inline(always)]
    pub(super) fn counters(&self) -> Range<V::Index> {
        self.range(self.shape.counters(), ranges::COUNTERS)
    }

    /// Counters of the slots' services.
    #[inline(always)]
    pub(super) fn counters_of_slots(&self) -> Range<V::Index> {
        self.range(self.shape.counters_of_slots(), ranges::COUNTERS_OF_SLOTS)
    }

    /// Limits, the budget last.
    #[inline(always)]
    pub(super) fn rows(&self) -> Range<V::Index> {
        self.range(self.shape.rows(), ranges::ROWS)
    }

    /// Limits without the budget, which comes after them.
    #[inline(always)]
    pub(super) fn limits(&self) -> Range<V::Index> {
        self.range(0..self.shape.budget(), ranges::LIMITS)
    }

    /// The way of a feature's choice.
    #[inline(always)]
    pub(super) fn leg(&self, feature: V::Index, choice: usize) -> V::Index {
        feature * V::index(self.shape.choices().len()) + V::index(choice)
    }
}

/// What a place or a choice is on: numbers of its own in each future, since plans change.
#[derive(Clone, Copy, Debug)]
pub(super) struct Route<V> {
    pub(super) service: V,
    pub(super) account: V,
    /// The tier of the account that is wanted.
    pub(super) rank: V,
}

impl<V: Value> Route<V> {
    fn read(run: &Run<'_, V>, first: V::Int) -> Self {
        let row = V::row(first);
        let [service, account, rank] = [0, 1, 2].map(|number| V::number(run.memory, row, V::index(number)));
        Self { service, account, rank }
    }

    /// What a place is on at a rung of its ladder.
    pub(super) fn of_place(run: &Run<'_, V>, place: V::Index, rung: V) -> Self {
        let first = place * V::index(RUNGS * ROUTE) + V::index(layout::ROUTES);
        Self::read(run, (rung * V::splat(ROUTE as f32)).to_int() + V::int_of(first))
    }

    /// What a choice of a feature after the first is on.
    pub(super) fn of_choice(run: &Run<'_, V>, feature: V::Index, choice: usize) -> Self {
        let first = layout::OTHERS + (choice - 1) * ROUTE;
        Self::read(run, V::int_of(feature * V::index((CHOICES - 1) * ROUTE) + V::index(first)))
    }
}

/// Whether a number that counts something is that one.
#[inline(always)]
pub(super) fn is<V: Value>(number: V, index: V::Index) -> V::Mask {
    (number - V::whole(index)).abs().lt(V::splat(0.5))
}

/// Where a number of a thing stands in a table of the memory.
#[inline(always)]
fn at<V: Value>(first: usize, thing: V::Index, size: usize, number: usize) -> V::Index {
    thing * V::index(size) + V::index(first + number)
}

/// Where the first tier of an account stands in the memory.
#[inline(always)]
pub(super) fn first_tier<V: Value>(run: &Run<'_, V>, account: V) -> V {
    let at = (account * V::splat(ACCOUNT as f32)).to_int();
    V::read(run.memory, at + V::int(layout::accounts(&run.room) as u32)) + run.epoch
}

/// The same of an account that is the same in all futures.
#[inline(always)]
pub(super) fn first_tier_of<V: Value>(run: &Run<'_, V>, account: V::Index) -> V {
    V::read_same(run.memory, at::<V>(layout::accounts(&run.room), account, ACCOUNT, 0)) + run.epoch
}

/// The part of the app whose bill the fixed price of an account is in.
#[inline(always)]
pub(super) fn part_of_base<V: Value>(run: &Run<'_, V>, account: V::Index) -> V {
    V::read_same(run.memory, at::<V>(layout::accounts(&run.room), account, ACCOUNT, 1))
}

/// Whether an account has a limit that all its models share.
#[inline(always)]
pub(super) fn shares_limits<V: Value>(run: &Run<'_, V>, account: V::Index) -> V::Mask {
    V::splat(0.5).lt(V::read_same(run.memory, at::<V>(layout::accounts(&run.room), account, ACCOUNT, 2)))
}

/// The last tier of an account that must be reached; 0 where none must.
#[inline(always)]
pub(super) fn last_reached<V: Value>(run: &Run<'_, V>, account: V::Index) -> V {
    V::read_same(run.memory, at::<V>(layout::accounts(&run.room), account, ACCOUNT, 3))
}

/// How the list prices of an account move, see [`layout::ACCOUNT`].
#[inline(always)]
pub(super) fn moves<V: Value>(run: &Run<'_, V>, account: V::Index) -> [V; 4] {
    let first = layout::accounts(&run.room);
    [4, 5, 6, 7].map(|number| V::read_same(run.memory, at::<V>(first, account, ACCOUNT, number)))
}

/// Where the offer of a tier stands for a service.
#[inline(always)]
pub(super) fn offer<V: Value>(run: &Run<'_, V>, service: V::Index, rank: V) -> V::Int {
    let [first, length] =
        [1, 2].map(|number| V::read_same(run.memory, at::<V>(layout::SERVICES, service, SERVICE, number)));
    (rank.max(V::splat(0.0)) * length + first + run.epoch).to_int()
}

/// Where a list of a service's terms begins.
#[inline(always)]
pub(super) fn bound<V: Value>(run: &Run<'_, V>, service: V::Index, list: usize) -> V::Index {
    V::read_index(run.memory, at::<V>(layout::SERVICES, service, SERVICE, 4 + list))
}

/// The first counter of a service.
#[inline(always)]
pub(super) fn counter<V: Value>(run: &Run<'_, V>, service: V::Index) -> V::Index {
    V::read_index(run.memory, at::<V>(layout::SERVICES, service, SERVICE, 3))
}

/// What a counter is of, see [`layout::COUNTER`].
#[inline(always)]
pub(super) fn of_counter<V: Value>(run: &Run<'_, V>, counter: V::Index) -> [V::Index; COUNTER] {
    let first = layout::counters(&run.room);
    [0, 1, 2].map(|number| V::read_index(run.memory, at::<V>(first, counter, COUNTER, number)))
}

/// The account of a service.
#[inline(always)]
pub(super) fn account_of<V: Value>(run: &Run<'_, V>, service: V::Index) -> V::Index {
    V::read_index(run.memory, at::<V>(layout::SERVICES, service, SERVICE, 0))
}

/// A number of a limit, see [`layout::ROW`].
#[inline(always)]
pub(super) fn row<V: Value>(run: &Run<'_, V>, row: V::Index, number: usize) -> V::Index {
    V::read_index(run.memory, at::<V>(layout::rows(&run.room), row, ROW, number))
}

/// The services that a place may use.
#[inline(always)]
pub(super) fn of_place<V: Value>(run: &Run<'_, V>, place: V::Index) -> Range<V::Index> {
    let [from, to] = [0, 1].map(|number| V::read_index(run.memory, at::<V>(layout::OF_PLACES, place, PLACE, number)));
    from..to
}

/// Whether a ladder has a plan of a tier that must be reached.
#[inline(always)]
pub(super) fn reaches<V: Value>(run: &Run<'_, V>, place: V::Index) -> V::Mask {
    V::splat(0.5).lt(V::read_same(run.memory, at::<V>(layout::OF_PLACES, place, PLACE, 2)))
}

/// Numbers of the account that a service belongs to.
#[inline(always)]
pub(super) fn of_account<V: Value, R>(
    run: &Run<'_, V>,
    state: &State<V>,
    service: V::Index,
    look: impl FnOnce(&Account<V>) -> R,
) -> R {
    state.accounts.see(account_of(run, service), look)
}

/// Numbers of the account that is number `at` in each future; 0 where it is none.
pub(super) fn of_account_at<V: Value, const N: usize>(
    run: &Run<'_, V>,
    state: &State<V>,
    at: V,
    numbers: impl Fn(&Account<V>) -> [V; N],
) -> [V; N] {
    V::fold(run.accounts(), [V::splat(0.0); N], |account, found| {
        let (mine, numbers) = (is(at, account), state.accounts.see(account, &numbers));
        std::array::from_fn(|number| V::select(mine, numbers[number], found[number]))
    })
}

/// Numbers of the service of a place that is number `at` in each future; 0 where it is none of them.
pub(super) fn of_service<V: Value, const N: usize>(
    run: &Run<'_, V>,
    place: V::Index,
    at: V,
    mut numbers: impl FnMut(V::Index) -> [V; N],
) -> [V; N] {
    V::fold(of_place(run, place), [V::splat(0.0); N], |service, found| {
        V::only_where(is(at, service), found, || numbers(service))
    })
}
