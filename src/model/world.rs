//! Who is with whom: which service a place uses, whose account that is, and what belongs to an account.

use super::layout::{self, ACCOUNT, CHOICES, ROUTE, RUNGS, SERVICE};
use super::state::{Account, Service};
use super::{Run, State};
use crate::value::Value;

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
    pub(super) fn of_place(run: &Run<'_, V>, place: usize, rung: V) -> Self {
        let first = layout::ROUTES + place * RUNGS * ROUTE;
        Self::read(run, (rung * V::splat(ROUTE as f32)).to_int() + V::int(first as u32))
    }

    /// What a choice of a feature after the first is on.
    pub(super) fn of_choice(run: &Run<'_, V>, feature: usize, choice: usize) -> Self {
        let first = layout::OTHERS + (feature * (CHOICES - 1) + choice - 1) * ROUTE;
        Self::read(run, V::int(first as u32))
    }
}

/// Whether a number that counts something is that one.
#[inline(always)]
pub(super) fn is<V: Value>(number: V, index: usize) -> V::Mask {
    (number - V::splat(index as f32)).abs().lt(V::splat(0.5))
}

fn read<V: Value>(run: &Run<'_, V>, at: usize) -> V {
    V::read_same(run.memory, at)
}

/// Where the first tier of an account stands in the memory.
pub(super) fn first_tier<V: Value>(run: &Run<'_, V>, account: V) -> V {
    let at = (account * V::splat(ACCOUNT as f32)).to_int();
    V::read(run.memory, at + V::int(layout::accounts(&run.shape) as u32))
}

/// The part of the app whose bill the fixed price of an account is in.
pub(super) fn part_of_base<V: Value>(run: &Run<'_, V>, account: usize) -> V {
    read(run, layout::accounts(&run.shape) + account * ACCOUNT + 1)
}

/// Where the first offer of a service stands in the memory.
pub(super) fn first_offer<V: Value>(run: &Run<'_, V>, service: V) -> V {
    let at = (service * V::splat(SERVICE as f32)).to_int();
    V::read(run.memory, at + V::int(layout::SERVICES as u32 + 1))
}

/// A limit: where what it turns away is counted, the window whose cause must be its own or -1, that cause, and where its share
/// of use is or -1.
pub(super) fn row<V: Value>(run: &Run<'_, V>, row: usize) -> [V; layout::ROW] {
    [0, 1, 2, 3].map(|number| read(run, layout::rows(&run.shape) + row * layout::ROW + number))
}

/// Whether a service belongs to an account: the same in all futures.
pub(super) fn belongs<V: Value>(run: &Run<'_, V>, service: usize, account: usize) -> V::Mask {
    is(read(run, layout::SERVICES + service * SERVICE), account)
}

/// Numbers of the account that a service belongs to.
pub(super) fn of_account<V: Value, const N: usize>(
    run: &Run<'_, V>,
    state: &State<V>,
    service: usize,
    numbers: impl Fn(&Account<V>) -> [V; N],
) -> [V; N] {
    let mut found = [V::splat(0.0); N];
    for (index, account) in state.accounts.iter().enumerate() {
        let mine = belongs(run, service, index);
        if V::may_hold(mine) {
            let numbers = numbers(account);
            found = std::array::from_fn(|number| V::select(mine, numbers[number], found[number]));
        }
    }
    found
}

/// Numbers of the account that is number `at` in each future; 0 where it is none.
pub(super) fn of_account_at<V: Value, const N: usize>(
    state: &State<V>,
    at: V,
    numbers: impl Fn(&Account<V>) -> [V; N],
) -> [V; N] {
    let mut found = [V::splat(0.0); N];
    for (index, account) in state.accounts.iter().enumerate() {
        let (mine, numbers) = (is(at, index), numbers(account));
        found = std::array::from_fn(|number| V::select(mine, numbers[number], found[number]));
    }
    found
}

/// Sums over the services of an account.
pub(super) fn sum_of_services<V: Value, const N: usize>(
    run: &Run<'_, V>,
    state: &State<V>,
    account: usize,
    numbers: impl Fn(usize, &Service<V>) -> [V; N],
) -> [V; N] {
    let mut sums = [V::splat(0.0); N];
    for (index, service) in state.services.iter().enumerate() {
        let mine = belongs(run, index, account);
        if V::may_hold(mine) {
            let numbers = numbers(index, service);
            sums = std::array::from_fn(|number| sums[number] + numbers[number].when(mine));
        }
    }
    sums
}

/// Numbers of the service, one of `services`, that is number `at` in each future; 0 where it is none of them.
pub(super) fn of_service<V: Value, const N: usize>(
    services: std::ops::Range<usize>,
    at: V,
    mut numbers: impl FnMut(usize) -> [V; N],
) -> [V; N] {
    let mut found = [V::splat(0.0); N];
    for service in services {
        let mine = is(at, service);
        if V::may_hold(mine) {
            let numbers = numbers(service);
            found = std::array::from_fn(|number| V::select(mine, numbers[number], found[number]));
        }
    }
    found
}
