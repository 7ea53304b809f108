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
pub use operation::{Counts, Kind};
use operation::{Id, Operation};

/// A recorded `f32`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Float(Id);

/// A recorded `u32`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Uint(Id);

/// A recorded `bool`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mask(Id);

/// The operations recorded so far, and where each one stands.
#[derive(Default)]
struct Tape {
    operations: Vec<Operation>,
    known: BTreeMap<Operation, Id>,
}

thread_local! {
    static TAPE: RefCell<Tape> = RefCell::default();
}

/// Appends an operation, or finds the equal one that is already there.
fn push(operation: Operation) -> Id {
    TAPE.with_borrow_mut(|tape| {
        if let Some(id) = tape.known.get(&operation) {
            return *id;
        }
        let id = Id(tape.operations.len());
        tape.operations.push(operation.clone());
        tape.known.insert(operation, id);
        id
    })
}

/// What a piece of the model does: operations in an order in which they can be computed, and the named results.
pub struct Recording {
    operations: Vec<Operation>,
    outputs: Vec<(String, Id)>,
}

/// Records `body`, whose results are the places in the shader that it assigns to.
///
/// A result that is only its own place unchanged is dropped.
pub fn record(body: impl FnOnce() -> Vec<(String, Float)>) -> Recording {
    TAPE.with_borrow_mut(|tape| *tape = Tape::default());
    let outputs = body();
    let operations = TAPE.with_borrow_mut(std::mem::take).operations;
    let unchanged = |place: &str, id: Id| matches!(&operations[id.0], Operation::Input(_, text) if text == place);
    let outputs = outputs.into_iter().map(|(place, Float(id))| (place, id));
    let outputs = outputs.filter(|(place, id)| !unchanged(place, *id)).collect();
    Recording { operations, outputs }
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
                Self(push(Operation::Infix(Kind::$type, $symbol, self.0, id(other))))
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
        Self(push(Operation::Call(Kind::Float, "-", self.0)))
    }
}

impl std::ops::Not for Mask {
    type Output = Self;

    fn not(self) -> Self {
        Self(push(Operation::Call(Kind::Mask, "!", self.0)))
    }
}

impl Float {
    fn call(self, function: &'static str) -> Self {
        Self(push(Operation::Call(Kind::Float, function, self.0)))
    }
}

impl Value for Float {
    type Mask = Mask;
    type Int = Uint;
    /// The shader has one array of numbers, called `memory`.
    type Memory<'a> = ();

    fn splat(number: f32) -> Self {
        Self(push(Operation::Float(number.to_bits())))
    }

    fn int(number: u32) -> Uint {
        Uint(push(Operation::Uint(number)))
    }

    fn lt(self, other: Self) -> Mask {
        Mask(push(Operation::Infix(Kind::Mask, "<", self.0, other.0)))
    }

    fn select(mask: Mask, yes: Self, no: Self) -> Self {
        Self(push(Operation::Select(mask.0, yes.0, no.0)))
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
        let top = Self(push(Operation::Call(Kind::Float, "f32", (bits >> 9).0)));
        (top + Self::splat(0.5)) * Self::splat(1.0 / 8_388_608.0)
    }

    fn to_int(self) -> Uint {
        Uint(push(Operation::Call(Kind::Uint, "u32", self.clamp(0.0, 8_388_607.0).0)))
    }

    fn read((): (), index: Uint) -> Self {
        Self(push(Operation::Read(index.0)))
    }
}

impl Single for Float {
    fn to_bits(self) -> Uint {
        Uint(push(Operation::Call(Kind::Uint, "bitcast<u32>", self.0)))
    }

    fn from_bits(bits: Uint) -> Self {
        Self(push(Operation::Call(Kind::Float, "bitcast<f32>", bits.0)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_operations_are_shared_and_unused_ones_dropped() {
        let recording = record(|| {
            let (x, y) = (input("x"), input("y"));
            let _unused = x / y;
            vec![("a".to_owned(), x * y + x * y)]
        });
        assert_eq!(recording.counts(), Counts { float: 2, ..Counts::default() });
        let text = recording.wgsl();
        assert!(text.contains("a = v") && !text.contains('/'), "{text}");
    }

    #[test]
    fn unchanged_places_are_not_assigned() {
        let recording = record(|| vec![("a".to_owned(), input("a")), ("b".to_owned(), input("a"))]);
        assert_eq!(recording.wgsl(), "    let v0 = a;\n    b = v0;\n");
    }

    #[test]
    fn numbers_keep_their_bits() {
        for number in [0.1_f32, 1e-30, -0.0, 3.0, f32::MAX, f32::MIN_POSITIVE] {
            let text = record(|| vec![("a".to_owned(), Float::splat(number))]).wgsl();
            let printed = text.trim_start_matches("    a = ").trim_end_matches([';', '\n', ')', 'f']).trim_matches('(');
            assert_eq!(printed.parse::<f32>().map(f32::to_bits), Ok(number.to_bits()), "{text}");
        }
    }
}
