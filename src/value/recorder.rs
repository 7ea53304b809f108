//! A [`Value`] that computes nothing and writes down what it was asked to: the way from the model to WGSL.
//!
//! [`record`] runs a piece of the model on [`Float`] handles. Every operation is appended to a list of this thread; equal
//! operations are shared. What comes back is a [`Recording`]: the operations that its outputs need, which
//! [`Recording::wgsl`] prints as the statements of a function body. Loops over hours, days and months are not recorded:
//! they are a few fixed lines around the recorded bodies. What stands in lists is either held in numbers of its own, which
//! needs loops written out, or stays in the memory of the device, where it is read and changed by index.

mod bank;
mod operation;
mod print;
mod tape;

use std::ops::Range;

use super::{Numbers, Single, Value, polynomial};
pub use bank::Bank;
use operation::{Array, Block, Id, Operation, Place, Runs};
pub use operation::{Counts, Kind};
use tape::{TAPE, Tape, block, call, close, constant, float, infix, open, push, select, uint};

/// A recorded `f32`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Float(Id);

/// A recorded `u32`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Uint(Id);

/// A recorded `bool`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mask(Id);

/// What a piece of the model does: operations in an order in which they can be computed, and the named results.
pub struct Recording {
    operations: Vec<Operation>,
    scopes: Vec<Option<usize>>,
    blocks: Vec<Block>,
    parents: Vec<Option<usize>>,
    outputs: Vec<(String, Id)>,
}

/// Records `body`, whose results are the places in the shader that it assigns to. Lists stay in the memory of the device.
///
/// A result that is only its own place unchanged is dropped.
pub fn record(body: impl FnOnce() -> Vec<(String, Float)>) -> Recording {
    record_as(false, body)
}

/// The same with lists `held` in numbers of their own, and loops written out: quick where it is little.
pub fn record_as(held: bool, body: impl FnOnce() -> Vec<(String, Float)>) -> Recording {
    TAPE.with_borrow_mut(|tape| *tape = Tape { held, ..Tape::default() });
    let outputs = body();
    let Tape { operations, scopes, blocks, parents, .. } = TAPE.with_borrow_mut(std::mem::take);
    debug_assert!(
        outputs.iter().all(|(_, Float(id))| scopes[id.0].is_none()),
        "a result is only known in a loop or a branch that has ended"
    );
    let unchanged = |place: &str, id: Id| matches!(&operations[id.0], Operation::Input(_, text) if text == place);
    let outputs = outputs.into_iter().map(|(place, Float(id))| (place, id));
    let outputs = outputs.filter(|(place, id)| !unchanged(place, *id)).collect();
    Recording { operations, scopes, blocks, parents, outputs }
}

/// A number the shader reads by the expression `text`; the read is dropped where it is not used.
pub fn input(text: impl Into<String>) -> Float {
    Float(push(Operation::Input(Kind::Float, text.into())))
}

/// A number of the future's inputs, by its place among them.
pub fn param(place: usize) -> Float {
    Float(push(Operation::Load(Place { array: Array::Params, base: None, first: place }, 0)))
}

/// An integer the shader reads by the expression `text`.
pub fn input_int(text: impl Into<String>) -> Uint {
    Uint(push(Operation::Input(Kind::Uint, text.into())))
}

/// Implements operators of a handle as recorded infix operations.
macro_rules! infix {
    ($type:ident: $($trait:ident $method:ident $rhs:ty, $symbol:literal, $id:expr;)+) => {$(
        impl std::ops::$trait<$rhs> for $type {
            type Output = Self;

            #[inline(never)]
            fn $method(self, other: $rhs) -> Self {
                let id: fn($rhs) -> Id = $id;
                Self(infix(Kind::$type, $symbol, self.0, id(other)))
            }
        }
    )+};
}

infix! { Float:
    Add add Self, "+", |other| other.0;
    Sub sub Self, "-", |other| other.0;
    Mul mul Self, "*", |other| other.0;
    Div div Self, "/", |other| other.0;
}
infix! { Uint:
    Add add Self, "+", |other| other.0;
    Mul mul Self, "*", |other| other.0;
    BitXor bitxor Self, "^", |other| other.0;
    BitAnd bitand Self, "&", |other| other.0;
    BitOr bitor Self, "|", |other| other.0;
    Shl shl u32, "<<", |places| Float::int(places).0;
    Shr shr u32, ">>", |places| Float::int(places).0;
}
infix! { Mask:
    BitAnd bitand Self, "&", |other| other.0;
    BitOr bitor Self, "|", |other| other.0;
}

impl std::ops::Neg for Float {
    type Output = Self;

    #[inline(never)]
    fn neg(self) -> Self {
        Self(call(Kind::Float, "-", self.0))
    }
}

impl std::ops::Not for Mask {
    type Output = Self;

    #[inline(never)]
    fn not(self) -> Self {
        Self(call(Kind::Mask, "!", self.0))
    }
}

/// A loop; by way of a pointer, so that what is done in it stands in the program once.
#[inline(never)]
fn fold<const N: usize>(
    range: Range<Uint>,
    before: [Float; N],
    body: &mut dyn FnMut(Uint, [Float; N]) -> [Float; N],
) -> [Float; N] {
    let held = TAPE.with_borrow(|tape| tape.held);
    match (constant(range.start.0), constant(range.end.0)) {
        (Some(start), Some(end)) if held || end <= start + 1 => {
            (start..end).fold(before, |carried, index| body(Float::int(index), carried))
        }
        _ => block(Runs::Range(range.start.0, range.end.0), before, |number| {
            let carried = std::array::from_fn(|place| Float(push(Operation::Carried(number, place))));
            body(Uint(push(Operation::Index(number))), carried)
        }),
    }
}

impl Float {
    fn call(self, function: &'static str) -> Self {
        Self(call(Kind::Float, function, self.0))
    }
}

// Nothing of this is in a hurry, and the model has all of it thousands of times: a call each keeps the page small.
impl Value for Float {
    type Mask = Mask;
    type Int = Uint;
    /// The shader has one array of numbers, called `memory`.
    type Memory<'a> = ();
    type Index = Uint;
    type Row = Uint;
    type List<T: Numbers<Self>> = Bank<T>;

    #[inline(never)]
    fn splat(number: f32) -> Self {
        Self(float(number))
    }

    fn int(number: u32) -> Uint {
        Uint(uint(number))
    }

    #[inline(never)]
    fn lt(self, other: Self) -> Mask {
        Mask(infix(Kind::Mask, "<", self.0, other.0))
    }

    fn may_hold(_: Mask) -> bool {
        true
    }

    fn index(number: usize) -> Uint {
        Self::int(number as u32)
    }

    fn past(index: Uint, from: usize) -> Uint {
        let from = Self::index(from);
        let is_past = infix(Kind::Mask, "<", from.0, index.0);
        Uint(select(is_past, infix(Kind::Uint, "-", index.0, from.0), uint(0)))
    }

    #[inline(never)]
    fn whole(index: Uint) -> Self {
        match constant(index.0) {
            Some(number) => Self::splat(number as f32),
            None => Self(call(Kind::Float, "f32", index.0)),
        }
    }

    fn int_of(index: Uint) -> Uint {
        index
    }

    fn fold<const N: usize>(
        range: Range<Uint>,
        before: [Self; N],
        mut body: impl FnMut(Uint, [Self; N]) -> [Self; N],
    ) -> [Self; N] {
        fold(range, before, &mut body)
    }

    fn table<const N: usize, const C: usize>(
        before: [Self; C],
        mut body: impl FnMut(Uint, [Self; C]) -> (Self, [Self; C]),
    ) -> ([Self; N], [Self; C]) {
        let array = tape::append(Operation::Array(vec![float(0.0); N]));
        let after = Self::fold(Self::span(0..N), before, |index, carried| {
            let (number, carried) = body(index, carried);
            tape::append(Operation::Set(array, index.0, number.0));
            carried
        });
        (std::array::from_fn(|index| Self(push(Operation::Element(array, uint(index as u32))))), after)
    }

    fn only_where<const N: usize>(mask: Mask, otherwise: [Self; N], body: impl FnOnce() -> [Self; N]) -> [Self; N] {
        block(Runs::Where(mask.0), otherwise, |_| body())
    }

    fn rarely<S>(
        mask: Mask,
        state: &mut S,
        body: impl FnOnce(&mut S),
        numbers: impl Fn(&S) -> Vec<Self>,
        build: impl FnOnce(Vec<Self>) -> S,
    ) {
        let before = numbers(state);
        let number = open(Runs::Where(mask.0));
        body(state);
        let after = numbers(state);
        let changed: Vec<usize> = (0..before.len()).filter(|place| before[*place] != after[*place]).collect();
        let results = close(number, changed.iter().map(|place| (before[*place].0, after[*place].0)));
        let mut now = before;
        changed.into_iter().zip(results).for_each(|(place, result)| now[place] = Self(result));
        *state = build(now);
    }

    #[inline(never)]
    fn pick(numbers: &[Self], index: Uint) -> Self {
        if let Some(index) = constant(index.0) {
            return numbers.get(index as usize).copied().unwrap_or_else(|| Self::splat(0.0));
        }
        tape::side_by_side(numbers, index).unwrap_or_else(|| {
            let array = push(Operation::Array(numbers.iter().map(|number| number.0).collect()));
            Self(push(Operation::Element(array, index.0)))
        })
    }

    #[inline(never)]
    fn select(mask: Mask, yes: Self, no: Self) -> Self {
        Self(select(mask.0, yes.0, no.0))
    }

    #[inline(never)]
    fn abs(self) -> Self {
        self.call("abs")
    }

    #[inline(never)]
    fn floor(self) -> Self {
        self.call("floor")
    }

    #[inline(never)]
    fn sqrt(self) -> Self {
        self.call("sqrt")
    }

    #[inline(never)]
    fn exp(self) -> Self {
        polynomial::exp(self)
    }

    #[inline(never)]
    fn ln(self) -> Self {
        polynomial::ln(self)
    }

    #[inline(never)]
    fn normal(self) -> Self {
        polynomial::normal(self)
    }

    #[inline(never)]
    fn uniform(bits: Uint) -> Self {
        let top = Self(call(Kind::Float, "f32", (bits >> 9).0));
        (top + Self::splat(0.5)) * Self::splat(1.0 / 8_388_608.0)
    }

    #[inline(never)]
    fn to_int(self) -> Uint {
        Uint(call(Kind::Uint, "u32", self.clamp(0.0, 8_388_607.0).0))
    }

    #[inline(never)]
    fn read_same((): (), index: Uint) -> Self {
        Self::read((), index)
    }

    #[inline(never)]
    fn read_index((): (), index: Uint) -> Uint {
        Uint(call(Kind::Uint, "u32", Self::read((), index).0))
    }

    fn known(range: Range<usize>, (): (), at: usize) -> Range<Uint> {
        if TAPE.with_borrow(|tape| tape.held) {
            return Self::span(range);
        }
        let [start, end] = [at, at + 1].map(|at| Self::read_index((), Self::index(at)));
        start..end
    }

    #[inline(never)]
    fn read((): (), index: Uint) -> Self {
        Self(push(Operation::Read(index.0)))
    }

    fn row(first: Uint) -> Uint {
        first
    }

    fn number((): (), row: Uint, index: Uint) -> Self {
        Self::read((), row + index)
    }

    #[inline(never)]
    fn min(self, other: Self) -> Self {
        Self::select(other.lt(self), other, self)
    }

    #[inline(never)]
    fn max(self, other: Self) -> Self {
        Self::select(self.lt(other), other, self)
    }

    #[inline(never)]
    fn when(self, mask: Mask) -> Self {
        Self::select(mask, self, Self::splat(0.0))
    }
}

impl Single for Float {
    fn to_bits(self) -> Uint {
        Uint(call(Kind::Uint, "bitcast<u32>", self.0))
    }

    fn from_bits(bits: Uint) -> Self {
        Self(call(Kind::Float, "bitcast<f32>", bits.0))
    }
}

#[cfg(test)]
mod tests;
