//! Lists of things of one kind, which every future has: accounts, services, limits.

use super::{Numbers, Value};

/// Things of one kind, reached by an index that is the same in all futures.
///
/// On the CPU it is a `Vec`. The recorder gives the memory of the device its place: there a loop over a list is one loop,
/// however long the list is.
pub trait List<V: Value, T>: Clone + std::fmt::Debug {
    /// A list of `length` things, whose first number is number `first` of the state; `number` gives each.
    fn build(length: usize, first: usize, number: &mut dyn FnMut(usize) -> V) -> Self;
    /// Looks at one.
    fn see<R>(&self, index: V::Index, look: impl FnOnce(&T) -> R) -> R;
    /// Changes one.
    fn change<R>(&mut self, index: V::Index, change: impl FnOnce(&mut T) -> R) -> R;
    /// Visits the numbers that the list itself holds, and not the memory of a device.
    fn visit(&self, visit: &mut dyn FnMut(V));
}

impl<V: Value<Index = usize>, T: Numbers<V>> List<V, T> for Vec<T> {
    fn build(length: usize, first: usize, number: &mut dyn FnMut(usize) -> V) -> Self {
        (0..length).map(|index| T::make(&mut |field| number(first + index * T::COUNT + field))).collect()
    }

    #[inline(always)]
    fn see<R>(&self, index: usize, look: impl FnOnce(&T) -> R) -> R {
        look(&self[index])
    }

    #[inline(always)]
    fn change<R>(&mut self, index: usize, change: impl FnOnce(&mut T) -> R) -> R {
        change(&mut self[index])
    }

    fn visit(&self, visit: &mut dyn FnMut(V)) {
        self.iter().for_each(|it| it.walk(visit));
    }
}
