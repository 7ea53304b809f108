//! What can be recorded, and how often it was.

use std::collections::BTreeMap;

use super::Recording;

/// Index of an operation in its recording.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Id(pub(super) usize);

/// Type of a recorded result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// `f32`.
    Float,
    /// `u32`.
    Uint,
    /// `bool`.
    Mask,
}

/// One recorded step; numbers are kept as bits, so that equal means equal bits.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Operation {
    Float(u32),
    Uint(u32),
    Input(Kind, String),
    Infix(Kind, &'static str, Id, Id),
    Call(Kind, &'static str, Id),
    Select(Id, Id, Id),
    Read(Id),
    /// A number of the state or of the inputs, as it is after so many changes.
    Load(Place, u32),
    /// Changes a number of the state.
    Store(Place, Id),
    /// What a block carries in, by its place.
    Carried(usize, usize),
    /// How often a loop has run.
    Index(usize),
    /// Numbers side by side, one of which is looked up.
    Array(Vec<Id>),
    /// The one of them at an index.
    Element(Id, Id),
    /// Changes the one of them at an index.
    Set(Id, Id, Id),
    /// A block, by its number.
    Block(usize),
    /// What a block carries out, by its place.
    Result(Id, usize),
}

/// Where a number stands that is reached by an index: the row `first`, or so many rows after `base`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    pub(super) array: Array,
    pub(super) base: Option<Id>,
    pub(super) first: usize,
}

/// What of a future is reached by an index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Array {
    State,
    Params,
}

/// Statements that run more than once, or not at all.
#[derive(Clone, Debug)]
pub(super) struct Block {
    /// How often it runs.
    pub(super) runs: Runs,
    /// What goes in.
    pub(super) before: Vec<Id>,
    /// What comes out of its body.
    pub(super) after: Vec<Id>,
}

/// How often a block runs.
#[derive(Clone, Copy, Debug)]
pub(super) enum Runs {
    /// For each index from the first up to the second.
    Range(Id, Id),
    /// Once where the mask holds, else not at all.
    Where(Id),
}

impl Operation {
    /// Whether it gives the same in every turn of a loop that has nothing to do with it.
    pub(super) const fn is_fixed(&self) -> bool {
        !matches!(
            self,
            Self::Load(Place { array: Array::State, .. }, _) | Self::Store(..) | Self::Set(..) | Self::Block(_)
        ) && !matches!(
            self,
            Self::Element(..) | Self::Result(..) | Self::Carried(..) | Self::Index(_) | Self::Input(..)
        )
    }

    /// The operations it is written with.
    pub(super) fn operands(&self) -> Vec<Id> {
        match self {
            Self::Float(_) | Self::Uint(_) | Self::Input(..) | Self::Carried(..) | Self::Index(_) | Self::Block(_) => {
                Vec::new()
            }
            Self::Infix(_, _, left, right) => vec![*left, *right],
            Self::Call(_, _, it) | Self::Read(it) | Self::Result(it, _) => vec![*it],
            Self::Load(place, _) => place.base.into_iter().collect(),
            Self::Store(place, value) => place.base.into_iter().chain([*value]).collect(),
            Self::Array(all) => all.clone(),
            Self::Element(array, index) => vec![*array, *index],
            Self::Select(mask, yes, no) => vec![*mask, *yes, *no],
            Self::Set(array, index, value) => vec![*array, *index, *value],
        }
    }

    /// The operations it needs; a branch is needed for what comes out of it, one number at a time, a loop for all of it.
    pub(super) fn needs(&self, recording: &Recording) -> Vec<Id> {
        match self {
            Self::Result(it, place) => match recording.block(*it) {
                Some(Block { runs: Runs::Where(_), before, after }) => vec![*it, before[*place], after[*place]],
                _ => vec![*it],
            },
            Self::Block(number) => match &recording.blocks[*number] {
                Block { runs: Runs::Where(mask), .. } => vec![*mask],
                Block { runs: Runs::Range(from, to), before, after } => {
                    [from, to].into_iter().chain(before).chain(after).copied().collect()
                }
            },
            _ => self.operands(),
        }
    }
}

/// How many operations a recording needs; constants and inputs are not counted, what a loop repeats is counted as often, and
/// what is skipped where a mask does not hold is counted once. A loop whose length is data is counted as if it ran once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Float arithmetic, comparisons and selections.
    pub float: usize,
    /// Integer arithmetic and conversions.
    pub int: usize,
    /// Reads of tables and plans at a place of the future's own, ...
    pub reads: usize,
    /// ... and at one that is the same for all futures.
    pub shared: usize,
    /// Numbers of lists read and written.
    pub lists: [usize; 2],
}

impl Recording {
    /// The block that an operation is.
    pub(super) fn block(&self, id: Id) -> Option<&Block> {
        match self.operations[id.0] {
            Operation::Block(number) => self.blocks.get(number),
            _ => None,
        }
    }

    /// Which operations the outputs and the state need.
    pub(super) fn live(&self) -> Vec<bool> {
        let mut live = vec![false; self.operations.len()];
        for (_, id) in &self.outputs {
            live[id.0] = true;
        }
        // What changes something is needed with the loops and branches around it: an array's where the array is.
        let blocks: BTreeMap<usize, usize> = self.operations.iter().enumerate().filter_map(numbered).collect();
        let mut arrays: BTreeMap<usize, Vec<Id>> = BTreeMap::new();
        for (index, operation) in self.operations.iter().enumerate() {
            let around = std::iter::successors(self.scopes[index], |block| self.parents[*block]);
            let around = around.filter_map(|block| blocks.get(&block));
            match operation {
                Operation::Store(..) => std::iter::once(&index).chain(around).for_each(|index| live[*index] = true),
                Operation::Set(array, ..) => around.for_each(|index| arrays.entry(*index).or_default().push(*array)),
                _ => {}
            }
        }
        for index in (0..self.operations.len()).rev() {
            let changes = match &self.operations[index] {
                Operation::Set(array, ..) => std::slice::from_ref(array),
                _ => arrays.get(&index).map_or(&[][..], Vec::as_slice),
            };
            if live[index] || changes.iter().any(|array| live[array.0]) {
                live[index] = true;
                for need in self.operations[index].needs(self) {
                    live[need.0] = true;
                }
            }
        }
        live
    }

    /// What the shader reads for it, by expression.
    pub fn inputs(&self) -> impl Iterator<Item = &str> {
        let live = self.operations.iter().zip(self.live()).filter_map(|(operation, live)| live.then_some(operation));
        live.filter_map(|operation| match operation {
            Operation::Input(_, text) => Some(text.as_str()),
            _ => None,
        })
    }

    /// The places it assigns to.
    pub fn places(&self) -> impl Iterator<Item = &str> {
        self.outputs.iter().map(|(place, _)| place.as_str())
    }

    /// Counts what the outputs need.
    #[must_use]
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        let same = self.same();
        for (index, (operation, _)) in self.operations.iter().zip(self.live()).enumerate().filter(|(_, it)| it.1) {
            let times = self.times(self.scopes[index]);
            match operation {
                Operation::Read(_) if same[index] => counts.shared += times,
                Operation::Read(_) => counts.reads += times,
                Operation::Load(Place { array: Array::State, .. }, _) => counts.lists[0] += times,
                Operation::Store(..) => counts.lists[1] += times,
                Operation::Infix(Kind::Uint, ..) | Operation::Call(Kind::Uint, ..) => counts.int += times,
                Operation::Infix(..) | Operation::Call(..) | Operation::Select(..) => counts.float += times,
                _ => {}
            }
        }
        counts
    }

    /// Which operations have the same result in all futures.
    fn same(&self) -> Vec<bool> {
        let mut same: Vec<bool> = Vec::with_capacity(self.operations.len());
        for operation in &self.operations {
            same.push(match operation {
                Operation::Float(_) | Operation::Uint(_) | Operation::Index(_) => true,
                Operation::Infix(..) | Operation::Call(..) | Operation::Read(_) | Operation::Select(..) => {
                    operation.operands().iter().all(|it| same[it.0])
                }
                _ => false,
            });
        }
        same
    }

    /// How often the statements of a scope run.
    fn times(&self, scope: Option<usize>) -> usize {
        let Some(block) = scope else { return 1 };
        let once = match self.blocks[block].runs {
            Runs::Range(from, to) => match (&self.operations[from.0], &self.operations[to.0]) {
                (Operation::Uint(from), Operation::Uint(to)) => to.saturating_sub(*from) as usize,
                _ => 1,
            },
            Runs::Where(_) => 1,
        };
        once * self.times(self.parents[block])
    }
}

/// The number of a block with where it stands.
fn numbered((index, operation): (usize, &Operation)) -> Option<(usize, usize)> {
    match operation {
        Operation::Block(number) => Some((*number, index)),
        _ => None,
    }
}
