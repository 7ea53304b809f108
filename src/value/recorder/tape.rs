//! The list of this thread to which operations are appended.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::operation::{Array, Block, Id, Kind, Operation, Place, Runs};
use super::{Float, Uint};

/// The operations recorded so far, where each one stands, and the blocks they are in.
#[derive(Default)]
pub(super) struct Tape {
    pub(super) operations: Vec<Operation>,
    /// The block of each operation.
    pub(super) scopes: Vec<Option<usize>>,
    pub(super) blocks: Vec<Block>,
    /// The block around each block.
    pub(super) parents: Vec<Option<usize>>,
    /// Blocks that are open, innermost last, with the operations known in each; the first is what is outside of all.
    pub(super) open: Vec<(Option<usize>, BTreeMap<Operation, Id>)>,
    /// Whether lists are held in numbers of their own, and loops written out.
    pub(super) held: bool,
    /// How often the state has been changed, and from when on what was read before no longer counts.
    pub(super) changes: u32,
    pub(super) since: u32,
    /// When it was changed last.
    pub(super) stored: u32,
    /// How often it had been changed when each of the open blocks began.
    pub(super) entered: Vec<u32>,
    /// When each number of a list was changed last, whichever of its things it was of.
    pub(super) changed: BTreeMap<usize, u32>,
}

impl Tape {
    /// Appends an operation, or finds the equal one that is already there and can be seen from here. What a loop has nothing to
    /// do with stands before it.
    pub(super) fn push(&mut self, operation: Operation) -> Id {
        if let Some(id) = self.open.iter().find_map(|(_, known)| known.get(&operation)) {
            return *id;
        }
        let mut depth = self.open.len().max(1) - 1;
        while operation.is_fixed() && depth > 0 && self.is_loop(depth) && self.is_seen(&operation, depth - 1) {
            depth -= 1;
        }
        let id = self.append(operation.clone(), depth);
        self.open[depth].1.insert(operation, id);
        id
    }

    /// Appends an operation to the open block of a depth, whether or not there is an equal one.
    pub(super) fn append(&mut self, operation: Operation, depth: usize) -> Id {
        if self.open.is_empty() {
            self.open.push((None, BTreeMap::new()));
        }
        debug_assert!(
            self.is_seen(&operation, depth),
            "{operation:?} uses what is only known in a loop or a branch that has ended"
        );
        self.scopes.push(self.open[depth].0);
        self.operations.push(operation);
        Id(self.operations.len() - 1)
    }

    /// Whether the open block of a depth is a loop.
    fn is_loop(&self, depth: usize) -> bool {
        self.open[depth].0.is_some_and(|block| matches!(self.blocks[block].runs, Runs::Range(..)))
    }

    /// Whether all that an operation is written with is known in the open block of a depth.
    fn is_seen(&self, operation: &Operation, depth: usize) -> bool {
        let scopes = &self.open[..=depth];
        operation.operands().iter().all(|it| scopes.iter().any(|(scope, _)| *scope == self.scopes[it.0]))
    }

    /// When a number of a list was changed last, as far as is known here.
    pub(super) fn version(&self, key: usize) -> u32 {
        self.changed.get(&key).copied().unwrap_or(0).max(self.since)
    }
}

thread_local! {
    pub(super) static TAPE: RefCell<Tape> = RefCell::default();
}

// The model has thousands of operations, and this is all that is left of each in the program that records it: a call, so that
// the page stays small.

#[cold]
#[inline(never)]
pub(super) fn push(operation: Operation) -> Id {
    TAPE.with_borrow_mut(|tape| tape.push(operation))
}

/// Appends what changes something, or what is changed.
pub(super) fn append(operation: Operation) -> Id {
    TAPE.with_borrow_mut(|tape| {
        let depth = tape.open.len().max(1) - 1;
        tape.append(operation, depth)
    })
}

/// The one of several numbers at an index, where they stand side by side in the memory or in an array.
pub(super) fn side_by_side(numbers: &[Float], index: Uint) -> Option<Float> {
    let operations: Vec<Operation> =
        TAPE.with_borrow(|tape| numbers.iter().map(|number| tape.operations[number.0.0].clone()).collect());
    let all = |follows: &dyn Fn(usize) -> Operation| operations.iter().enumerate().all(|(at, it)| *it == follows(at));
    match *operations.first()? {
        // What has been changed since is not to be read again.
        Operation::Load(Place { array: Array::State, .. }, version)
            if TAPE.with_borrow(|tape| version < tape.stored) =>
        {
            None
        }
        Operation::Load(start, version) => {
            let place = |at: usize| Operation::Load(Place { first: start.first + at, ..start }, version);
            all(&place).then(|| {
                let base = start.base.map_or(index, |base| Uint(base) + index);
                Float(push(Operation::Load(Place { base: Some(base.0), ..start }, version)))
            })
        }
        Operation::Element(array, first) => {
            let first = constant(first)?;
            let place = |at: usize| Operation::Element(array, uint(first + at as u32));
            all(&place).then(|| Float(push(Operation::Element(array, (Uint(uint(first)) + index).0))))
        }
        _ => None,
    }
}

#[cold]
#[inline(never)]
pub(super) fn infix(kind: Kind, symbol: &'static str, one: Id, other: Id) -> Id {
    // Where something stands is mostly known.
    match (kind, symbol, constant(one), constant(other)) {
        (Kind::Uint, "+", Some(one), Some(other)) => uint(one.wrapping_add(other)),
        (Kind::Uint, "*", Some(one), Some(other)) => uint(one.wrapping_mul(other)),
        (Kind::Uint, "+", _, Some(0)) | (Kind::Uint, "*", _, Some(1)) => one,
        (Kind::Uint, "+", Some(0), _) => other,
        _ => push(Operation::Infix(kind, symbol, one, other)),
    }
}

/// The integer that an operation is, where it is a constant.
pub(super) fn constant(id: Id) -> Option<u32> {
    TAPE.with_borrow(|tape| match tape.operations[id.0] {
        Operation::Uint(number) => Some(number),
        _ => None,
    })
}

#[cold]
#[inline(never)]
pub(super) fn call(kind: Kind, function: &'static str, id: Id) -> Id {
    push(Operation::Call(kind, function, id))
}

#[cold]
#[inline(never)]
pub(super) fn select(mask: Id, yes: Id, no: Id) -> Id {
    push(Operation::Select(mask, yes, no))
}

#[cold]
#[inline(never)]
pub(super) fn float(number: f32) -> Id {
    push(Operation::Float(number.to_bits()))
}

#[cold]
#[inline(never)]
pub(super) fn uint(number: u32) -> Id {
    push(Operation::Uint(number))
}

/// Records a block around `body`, which is given the block's number; what it carries starts as `before`.
pub(super) fn block<const N: usize>(
    runs: Runs,
    before: [Float; N],
    body: impl FnOnce(usize) -> [Float; N],
) -> [Float; N] {
    let number = open(runs);
    let after = body(number);
    let results = close(number, before.iter().zip(after).map(|(Float(before), Float(after))| (*before, after)));
    std::array::from_fn(|place| Float(results[place]))
}

/// Opens a block; what is recorded from now on is in it.
pub(super) fn open(runs: Runs) -> usize {
    TAPE.with_borrow_mut(|tape| {
        // In its second turn a loop sees what its first has changed.
        if matches!(runs, Runs::Range(..)) {
            tape.changes += 1;
            tape.since = tape.changes;
        }
        let number = tape.blocks.len();
        tape.entered.push(tape.changes);
        tape.parents.push(tape.open.last().and_then(|(scope, _)| *scope));
        tape.blocks.push(Block { runs, before: Vec::new(), after: Vec::new() });
        tape.open.push((Some(number), BTreeMap::new()));
        number
    })
}

/// Closes a block, which carries what was before it to what is after it; gives what comes out.
pub(super) fn close(number: usize, carried: impl Iterator<Item = (Id, Id)>) -> Vec<Id> {
    TAPE.with_borrow_mut(|tape| {
        tape.open.pop();
        if tape.entered.pop().is_some_and(|entered| entered != tape.changes) {
            tape.changes += 1;
            tape.since = tape.changes;
        }
        let (before, after): (Vec<_>, Vec<_>) = carried.unzip();
        debug_assert!(
            before.iter().all(|it| tape.open.iter().any(|(scope, _)| *scope == tape.scopes[it.0])),
            "a loop or a branch begins with what is only known in another that has ended"
        );
        let block = &mut tape.blocks[number];
        (block.before, block.after) = (before, after);
        let places = block.before.len();
        let block = tape.push(Operation::Block(number));
        (0..places).map(|place| tape.push(Operation::Result(block, place))).collect()
    })
}
