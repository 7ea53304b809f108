//! Lists in a recording: held in numbers of their own, or in the memory of the device.

use std::marker::PhantomData;

use super::operation::{Array, Operation, Place};
use super::tape::{TAPE, constant, push, uint};
use super::{Float, Uint};
use crate::value::{List, Numbers};

/// A list of a recorded state.
#[derive(Clone, Debug)]
pub enum Bank<T> {
    /// Each number is one of the recording; an index is a constant.
    Held(Vec<T>),
    /// The numbers stay in the device's memory, from this one of the state on.
    Stored(usize, PhantomData<T>),
}

impl<T: Numbers<Float>> List<Float, T> for Bank<T> {
    fn build(length: usize, first: usize, number: &mut dyn FnMut(usize) -> Float) -> Self {
        if TAPE.with_borrow(|tape| tape.held) {
            let thing = |index| T::make(&mut |field| number(first + index * T::COUNT + field));
            Self::Held((0..length).map(thing).collect())
        } else {
            Self::Stored(first, PhantomData)
        }
    }

    fn see<R>(&self, index: Uint, look: impl FnOnce(&T) -> R) -> R {
        look(&self.get(index))
    }

    fn change<R>(&mut self, index: Uint, change: impl FnOnce(&mut T) -> R) -> R {
        let mut it = self.get(index);
        let before = numbers(&it);
        let result = change(&mut it);
        self.put(index, &before, it);
        result
    }

    fn visit(&self, visit: &mut dyn FnMut(Float)) {
        if let Self::Held(things) = self {
            things.iter().for_each(|it| it.walk(visit));
        }
    }
}

impl<T: Numbers<Float>> Bank<T> {
    /// The thing at an index. What is done with it stands in the program once, whichever the list is.
    #[inline(never)]
    fn get(&self, index: Uint) -> T {
        match self {
            Self::Held(things) => things[held(index)].clone(),
            Self::Stored(first, _) => load(*first, index),
        }
    }

    /// Puts back the thing at an index, whose numbers were these `before`.
    #[inline(never)]
    fn put(&mut self, index: Uint, before: &[Float], it: T) {
        match self {
            Self::Held(things) => things[held(index)] = it,
            Self::Stored(first, _) => store(*first, index, before, &numbers(&it)),
        }
    }
}

/// The index of something that is held: loops over it are written out, so it is always a constant.
fn held(index: Uint) -> usize {
    constant(index.0).map_or(usize::MAX, |index| index as usize)
}

/// Where the first number of a thing stands.
fn place<T: Numbers<Float>>(first: usize, index: Uint) -> Place {
    let base = index * Uint(uint(T::COUNT as u32));
    match constant(base.0) {
        Some(base) => Place { array: Array::State, base: None, first: first + base as usize },
        None => Place { array: Array::State, base: Some(base.0), first },
    }
}

fn load<T: Numbers<Float>>(first: usize, index: Uint) -> T {
    let start = place::<T>(first, index);
    T::make(&mut |field| {
        let version = TAPE.with_borrow(|tape| tape.version(first + field));
        Float(push(Operation::Load(Place { first: start.first + field, ..start }, version)))
    })
}

#[inline(never)]
fn numbers<T: Numbers<Float>>(it: &T) -> Vec<Float> {
    let mut numbers = Vec::with_capacity(T::COUNT);
    it.walk(&mut |number| numbers.push(number));
    numbers
}

/// Writes down what was changed. Who reads it again gets what was written.
fn store(first: usize, index: Uint, before: &[Float], after: &[Float]) {
    let base = index * Uint(uint(before.len() as u32));
    let (base, start) = constant(base.0).map_or((Some(base.0), first), |base| (None, first + base as usize));
    TAPE.with_borrow_mut(|tape| {
        tape.changes += 1;
        for (field, (_, now)) in before.iter().zip(after).enumerate().filter(|(_, (before, after))| before != after) {
            let place = Place { array: Array::State, base, first: start + field };
            let depth = tape.open.len().max(1) - 1;
            tape.append(Operation::Store(place, now.0), depth);
            let version = tape.changes;
            tape.stored = version;
            tape.changed.insert(first + field, version);
            if let Some((_, known)) = tape.open.last_mut() {
                known.insert(Operation::Load(place, version), now.0);
            }
        }
    });
}
