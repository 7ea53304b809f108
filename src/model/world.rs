//! Who is with whom: which service a place uses, whose account that is, and what belongs to an account.

use std::ops::Range;

use super::layout::{self, ACCOUNT, CHOICES, ROUTE, ROW, RUNGS, SERVICE, SLOTS};
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

    /// Accounts.
    #[inline(always)]
    pub(super) fn accounts(&self) -> Range<V::Index> {
        V::span(self.shape.accounts())
    }

    /// Services.
    #[inline(always)]
    pub(super) fn services(&self) -> Range<V::Index> {
        V::span(self.shape.all())
    }

    /// Models.
    #[inline(always)]
    pub(super) fn models(&self) -> Range<V::Index> {
        V::span(self.shape.models())
    }

    /// Limits, the budget last.
    #[inline(always)]
    pub(super) fn rows(&self) -> Range<V::Index> {
        V::span(self.shape.rows())
    }

    /// Limits without the budget.
    #[inline(always)]
    pub(super) fn limits(&self) -> Range<V::Index> {
        V::span(0..self.shape.budget())
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
        let [service, account, rank] = [0, 1, 2].map(|number| V::read(run.memory, first + V::int(number)));
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
    V::read(run.memory, at + V::int(layout::accounts(&run.shape) as u32))
}

/// The part of the app whose bill the fixed price of an account is in.
#[inline(always)]
pub(super) fn part_of_base<V: Value>(run: &Run<'_, V>, account: V::Index) -> V {
    V::read_same(run.memory, at::<V>(layout::accounts(&run.shape), account, ACCOUNT, 1))
}

/// Where the offer of a tier stands for a service.
#[inline(always)]
pub(super) fn offer<V: Value>(run: &Run<'_, V>, service: V::Index, rank: V) -> V::Int {
    let [first, length] =
        [1, 2].map(|number| V::read_same(run.memory, at::<V>(layout::SERVICES, service, SERVICE, number)));
    (rank.max(V::splat(0.0)) * length + first).to_int()
}

/// Where a list of a service's terms begins.
#[inline(always)]
pub(super) fn bound<V: Value>(run: &Run<'_, V>, service: V::Index, list: usize) -> V::Index {
    V::read_index(run.memory, at::<V>(layout::SERVICES, service, SERVICE, 3 + list))
}

/// The account of a service.
#[inline(always)]
pub(super) fn account_of<V: Value>(run: &Run<'_, V>, service: V::Index) -> V::Index {
    V::read_index(run.memory, at::<V>(layout::SERVICES, service, SERVICE, 0))
}

/// A number of a limit, see [`layout::ROW`].
#[inline(always)]
pub(super) fn row<V: Value>(run: &Run<'_, V>, row: V::Index, number: usize) -> V::Index {
    V::read_index(run.memory, at::<V>(layout::rows(&run.shape), row, ROW, number))
}

/// The services that a place may use.
#[inline(always)]
pub(super) fn of_place<V: Value>(run: &Run<'_, V>, place: V::Index) -> Range<V::Index> {
    let [from, to] = [0, 1].map(|number| V::read_index(run.memory, at::<V>(layout::OF_PLACES, place, 2, number)));
    from..to
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
