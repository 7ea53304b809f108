//! The list of this thread to which operations are appended.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::Float;
use super::operation::{Block, Id, Kind, Operation, Runs};

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
    /// How often it had been changed when each of the open blocks began.
    pub(super) entered: Vec<u32>,
    /// When each number of a list was changed last, whichever of its things it was of.
    pub(super) changed: BTreeMap<usize, u32>,
}

impl Tape {
    /// Appends an operation, or finds the equal one that is already there and can be seen from here.
    pub(super) fn push(&mut self, operation: Operation) -> Id {
        if let Some(id) = self.open.iter().find_map(|(_, known)| known.get(&operation)) {
            return *id;
        }
        let id = self.append(operation.clone());
        if let Some((_, known)) = self.open.last_mut() {
            known.insert(operation, id);
        }
        id
    }

    /// Appends an operation, whether or not there is an equal one.
    pub(super) fn append(&mut self, operation: Operation) -> Id {
        if self.open.is_empty() {
            self.open.push((None, BTreeMap::new()));
        }
        debug_assert!(
            operation.operands().iter().all(|it| self.is_seen(*it)),
            "{operation:?} uses what is only known in a loop or a branch that has ended"
        );
        self.scopes.push(self.open.last().and_then(|(scope, _)| *scope));
        self.operations.push(operation);
        Id(self.operations.len() - 1)
    }

    /// Whether an operation can be used here.
    pub(super) fn is_seen(&self, id: Id) -> bool {
        self.open.iter().any(|(scope, _)| *scope == self.scopes[id.0])
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
        let block = &mut tape.blocks[number];
        (block.before, block.after) = (before, after);
        let places = block.before.len();
        let block = tape.push(Operation::Block(number));
        (0..places).map(|place| tape.push(Operation::Result(block, place))).collect()
    })
}
