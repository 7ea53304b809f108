//! What a tier limits and what it charges for: lists of terms, as long as the plans of a service say.
//!
//! Which terms there are is the same on all tiers; their numbers are each tier's own.

use std::ops::{Range, RangeInclusive};

use super::layout::{self, TERM};
use super::limit::cause;
use super::meters::{Counters, Levels, SINCE};
use super::{Run, world};
use crate::value::Value;

/// A limit or a price of a service.
#[derive(Clone, Copy)]
pub(super) struct Term<V: Value> {
    pub(super) meter: V::Index,
    /// Where its numbers stand in an offer.
    at: V::Index,
    /// Which of the levels it counts, 0 for the month's use, [`meters::SINCE`] for all use on the tier.
    level: V::Index,
    /// 1 where it is of the account, over all its models.
    whole: V::Index,
}

/// The terms of a service on a tier.
pub(super) struct Terms<'r, 'm, V: Value> {
    run: &'r Run<'m, V>,
    service: V::Index,
    /// The offer's numbers.
    offer: V::Row,
}

/// One of [`layout::lists`], or several from the first to the last.
pub(super) struct Lists(usize, usize);

impl From<usize> for Lists {
    fn from(list: usize) -> Self {
        Self(list, list)
    }
}

impl From<RangeInclusive<usize>> for Lists {
    fn from(lists: RangeInclusive<usize>) -> Self {
        Self(*lists.start(), *lists.end())
    }
}

impl<V: Value> Term<V> {
    /// A term by its place among all.
    #[inline(always)]
    pub(super) fn read(run: &Run<'_, V>, term: V::Index) -> Self {
        let first = layout::terms(&run.room);
        let [meter, at, level, whole] =
            [0, 1, 2, 3].map(|number| V::read_index(run.memory, term * V::index(TERM) + V::index(first + number)));
        Self { meter, at, level, whole }
    }

    /// Whether it is of the account, over all its models.
    #[inline(always)]
    pub(super) fn is_of_account(&self) -> V::Mask {
        V::splat(0.5).lt(V::whole(self.whole))
    }

    /// What it is as the cause of a window being so small.
    #[inline(always)]
    pub(super) fn cause(&self) -> V {
        let of_account = V::splat(cause::OF_ACCOUNT as f32).when(self.is_of_account());
        V::whole(self.meter) + of_account + V::splat(cause::ONCE as f32).when(self.is_given_once())
    }

    /// Whether it is given once, for all the time on the tier.
    #[inline(always)]
    fn is_given_once(&self) -> V::Mask {
        V::splat(SINCE as f32 - 0.5).lt(V::whole(self.level))
    }

    /// Which of the levels it counts, 0 for none.
    #[inline(always)]
    pub(super) fn level(&self) -> V::Index {
        self.level
    }

    /// Whether it counts a level.
    #[inline(always)]
    pub(super) fn is_level(&self) -> V::Mask {
        V::splat(0.5).lt(V::whole(self.level)) & !self.is_given_once()
    }

    /// What it counts: a level, or what the service used of the meter this month or on the tier.
    #[inline(always)]
    pub(super) fn counted(&self, counters: Counters<'_, V>, levels: &Levels<V>) -> V {
        let used = counters.used(self.meter) + counters.before(self.meter).when(self.is_given_once());
        V::select(self.is_level(), V::pick(levels, self.level), used)
    }
}

impl<'r, 'm, V: Value> Terms<'r, 'm, V> {
    /// Those of a service on a tier of its account, which may be another in each future.
    #[inline(always)]
    pub(super) fn new(run: &'r Run<'m, V>, service: V::Index, rank: V) -> Self {
        Self { run, service, offer: V::row(world::offer(run, service, rank)) }
    }

    /// The terms of lists, see [`layout::lists`].
    #[inline(always)]
    fn range(&self, lists: Lists) -> Range<V::Index> {
        let [from, to] = [lists.0, lists.1 + 1].map(|bound| world::bound(self.run, self.service, bound));
        from..to
    }

    /// A number of a term.
    #[inline(always)]
    pub(super) fn number(&self, term: &Term<V>, number: usize) -> V {
        V::number(self.run.memory, self.offer, term.at + V::index(number))
    }

    /// Goes through lists: `body` is given each term with its first number, which is the limit.
    #[inline(always)]
    pub(super) fn fold<const N: usize>(
        &self,
        lists: impl Into<Lists>,
        before: [V; N],
        mut body: impl FnMut(Term<V>, V, [V; N]) -> [V; N],
    ) -> [V; N] {
        V::fold(self.range(lists.into()), before, |term, carried| {
            let term = Term::read(self.run, term);
            let limit = self.number(&term, 0);
            body(term, limit, carried)
        })
    }

    /// The largest of what `body` gives for the terms of lists, 0 at least.
    #[inline(always)]
    pub(super) fn most(&self, lists: impl Into<Lists>, mut body: impl FnMut(Term<V>, V) -> V) -> V {
        let [most] = self.fold(lists, [V::splat(0.0)], |term, limit, [most]| [most.max(body(term, limit))]);
        most
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::model::layout::{OFFER, SERVICE};
    use crate::model::{Params, Shape};

    /// An app of one service.
    const SHAPE: Shape =
        Shape { features: 1, choices: 1, ends: [1; layout::PARTS], accounts: 1, rows: 0, cards: false };

    /// The memory of an app of one service whose plan has these terms in a list: the meter of each and its numbers.
    pub(in crate::model) fn memory(list: usize, terms: &[(usize, [f32; 2])]) -> Vec<f32> {
        let first = layout::terms(&SHAPE.room());
        let offer = first + terms.len() * TERM;
        let mut memory = vec![0.0; offer + OFFER];
        let service = &mut memory[layout::SERVICES..][..SERVICE];
        (service[1], service[2]) = (offer as f32, (OFFER + 2 * terms.len()) as f32);
        service[4 + list + 1..].fill(terms.len() as f32);
        for (at, (meter, numbers)) in terms.iter().enumerate() {
            memory[first + at * TERM..][..2].copy_from_slice(&[*meter as f32, (OFFER + 2 * at) as f32]);
            memory.extend(numbers);
        }
        memory
    }

    /// A future of that app.
    pub(in crate::model) fn run(memory: &[f32]) -> Run<'_, f64> {
        let word = f64::int(0);
        let params = Params::from_fn(|_| 0.0);
        Run { memory, params, shape: SHAPE, room: SHAPE.room(), epoch: 0.0, frozen: 0.0, seed: [word; 2], future: word }
    }

    #[test]
    fn the_most_of_a_list_is_found_and_other_lists_are_empty() {
        let memory = memory(2, &[(0, [3.0, 0.0]), (4, [7.0, 0.0]), (1, [5.0, 0.0])]);
        let run = run(&memory);
        let terms = Terms::new(&run, 0, 0.0);
        assert_eq!(terms.most(2, |_, limit| limit), 7.0);
        assert_eq!(terms.most(2, |term, _| term.meter as f64), 4.0);
        assert!([0, 1, 3].map(|list| terms.most(list, |_, limit| limit)).iter().all(|most| *most == 0.0));
    }
}
