//! A [`Value`] that computes nothing and writes down what it was asked to: the way from the model to WGSL.
//!
//! [`record`] runs a piece of the model on [`Float`] handles. Every operation is appended to a list of this thread; equal
//! operations are shared. What comes back is a [`Recording`]: the operations that its outputs need, which
//! [`Recording::wgsl`] prints as the statements of a function body. Loops over hours, days and months are not recorded:
//! they are a few fixed lines around the recorded bodies.

mod operation;
mod print;

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::{Single, Value, polynomial};
use operation::{Block, Id, Operation, Runs};
pub use operation::{Counts, Kind};

/// A recorded `f32`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Float(Id);

/// A recorded `u32`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Uint(Id);

/// A recorded `bool`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mask(Id);

/// The operations recorded so far, where each one stands, and the blocks they are in.
#[derive(Default)]
struct Tape {
    operations: Vec<Operation>,
    /// The block of each operation.
    scopes: Vec<Option<usize>>,
    blocks: Vec<Block>,
    /// The block around each block.
    parents: Vec<Option<usize>>,
    /// Blocks that are open, innermost last, with the operations known in each; the first is what is outside of all.
    open: Vec<(Option<usize>, BTreeMap<Operation, Id>)>,
}

impl Tape {
    /// Appends an operation, or finds the equal one that is already there and can be seen from here.
    fn push(&mut self, operation: Operation) -> Id {
        if let Some(id) = self.open.iter().find_map(|(_, known)| known.get(&operation)) {
            return *id;
        }
        if self.open.is_empty() {
            self.open.push((None, BTreeMap::new()));
        }
        let id = Id(self.operations.len());
        if let Some((scope, known)) = self.open.last_mut() {
            self.scopes.push(*scope);
            known.insert(operation.clone(), id);
        }
        self.operations.push(operation);
        id
    }
}

thread_local! {
    static TAPE: RefCell<Tape> = RefCell::default();
}

// The model has thousands of operations, and this is all that is left of each in the program that records it: a call, so that
// the page stays small.

#[cold]
#[inline(never)]
fn push(operation: Operation) -> Id {
    TAPE.with_borrow_mut(|tape| tape.push(operation))
}

#[cold]
#[inline(never)]
fn infix(kind: Kind, symbol: &'static str, one: Id, other: Id) -> Id {
    push(Operation::Infix(kind, symbol, one, other))
}

#[cold]
#[inline(never)]
fn call(kind: Kind, function: &'static str, id: Id) -> Id {
    push(Operation::Call(kind, function, id))
}

#[cold]
#[inline(never)]
fn select(mask: Id, yes: Id, no: Id) -> Id {
    push(Operation::Select(mask, yes, no))
}

#[cold]
#[inline(never)]
fn float(number: f32) -> Id {
    push(Operation::Float(number.to_bits()))
}

#[cold]
#[inline(never)]
fn uint(number: u32) -> Id {
    push(Operation::Uint(number))
}

/// Records a block around `body`, which is given the block's number; what it carries starts as `before`.
fn block<const N: usize>(runs: Runs, before: [Float; N], body: impl FnOnce(usize) -> [Float; N]) -> [Float; N] {
    let number = open(runs);
    let after = body(number);
    let results = close(number, before.iter().zip(after).map(|(Float(before), Float(after))| (*before, after)));
    std::array::from_fn(|place| Float(results[place]))
}

/// Opens a block; what is recorded from now on is in it.
fn open(runs: Runs) -> usize {
    TAPE.with_borrow_mut(|tape| {
        let number = tape.blocks.len();
        tape.parents.push(tape.open.last().and_then(|(scope, _)| *scope));
        tape.blocks.push(Block { runs, before: Vec::new(), after: Vec::new() });
        tape.open.push((Some(number), BTreeMap::new()));
        number
    })
}

/// Closes a block, which carries what was before it to what is after it; gives what comes out.
fn close(number: usize, carried: impl Iterator<Item = (Id, Id)>) -> Vec<Id> {
    TAPE.with_borrow_mut(|tape| {
        tape.open.pop();
        let (before, after): (Vec<_>, Vec<_>) = carried.unzip();
        let block = &mut tape.blocks[number];
        (block.before, block.after) = (before, after);
        let places = block.before.len();
        let block = tape.push(Operation::Block(number));
        (0..places).map(|place| tape.push(Operation::Result(block, place))).collect()
    })
}

/// What a piece of the model does: operations in an order in which they can be computed, and the named results.
pub struct Recording {
    operations: Vec<Operation>,
    scopes: Vec<Option<usize>>,
    blocks: Vec<Block>,
    parents: Vec<Option<usize>>,
    outputs: Vec<(String, Id)>,
}

/// Records `body`, whose results are the places in the shader that it assigns to.
///
/// A result that is only its own place unchanged is dropped.
pub fn record(body: impl FnOnce() -> Vec<(String, Float)>) -> Recording {
    TAPE.with_borrow_mut(|tape| *tape = Tape::default());
    let outputs = body();
    let Tape { operations, scopes, blocks, parents, .. } = TAPE.with_borrow_mut(std::mem::take);
    let unchanged = |place: &str, id: Id| matches!(&operations[id.0], Operation::Input(_, text) if text == place);
    let outputs = outputs.into_iter().map(|(place, Float(id))| (place, id));
    let outputs = outputs.filter(|(place, id)| !unchanged(place, *id)).collect();
    Recording { operations, scopes, blocks, parents, outputs }
}

/// A number the shader reads by the expression `text`; the read is dropped where it is not used.
pub fn input(text: impl Into<String>) -> Float {
    Float(push(Operation::Input(Kind::Float, text.into())))
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

    fn neg(self) -> Self {
        Self(call(Kind::Float, "-", self.0))
    }
}

impl std::ops::Not for Mask {
    type Output = Self;

    fn not(self) -> Self {
        Self(call(Kind::Mask, "!", self.0))
    }
}

impl Float {
    fn call(self, function: &'static str) -> Self {
        Self(call(Kind::Float, function, self.0))
    }
}

impl Value for Float {
    type Mask = Mask;
    type Int = Uint;
    /// The shader has one array of numbers, called `memory`.
    type Memory<'a> = ();

    fn splat(number: f32) -> Self {
        Self(float(number))
    }

    fn int(number: u32) -> Uint {
        Uint(uint(number))
    }

    fn lt(self, other: Self) -> Mask {
        Mask(infix(Kind::Mask, "<", self.0, other.0))
    }

    fn may_hold(_: Mask) -> bool {
        true
    }

    fn repeat<const N: usize>(
        times: u32,
        before: [Self; N],
        mut body: impl FnMut(Uint, [Self; N]) -> [Self; N],
    ) -> [Self; N] {
        block(Runs::Times(times), before, |number| {
            let carried = std::array::from_fn(|place| Self(push(Operation::Carried(number, place))));
            body(Uint(push(Operation::Index(number))), carried)
        })
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

    fn pick(numbers: &[Self], index: Self) -> Self {
        let array = push(Operation::Array(numbers.iter().map(|number| number.0).collect()));
        Self(push(Operation::Element(array, index.to_int().0)))
    }

    fn select(mask: Mask, yes: Self, no: Self) -> Self {
        Self(select(mask.0, yes.0, no.0))
    }

    fn abs(self) -> Self {
        self.call("abs")
    }

    fn floor(self) -> Self {
        self.call("floor")
    }

    fn sqrt(self) -> Self {
        self.call("sqrt")
    }

    fn exp(self) -> Self {
        polynomial::exp(self)
    }

    fn ln(self) -> Self {
        polynomial::ln(self)
    }

    fn normal(self) -> Self {
        polynomial::normal(self)
    }

    fn uniform(bits: Uint) -> Self {
        let top = Self(call(Kind::Float, "f32", (bits >> 9).0));
        (top + Self::splat(0.5)) * Self::splat(1.0 / 8_388_608.0)
    }

    fn to_int(self) -> Uint {
        Uint(call(Kind::Uint, "u32", self.clamp(0.0, 8_388_607.0).0))
    }

    fn read_same((): (), index: usize) -> Self {
        Self::read((), Self::int(index as u32))
    }

    fn read((): (), index: Uint) -> Self {
        Self(push(Operation::Read(index.0)))
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
