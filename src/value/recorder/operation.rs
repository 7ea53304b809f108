//! What can be recorded, and how often it was.

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
}

impl Operation {
    /// The operations it needs.
    pub(super) fn needs(&self) -> impl Iterator<Item = Id> {
        let needs = match *self {
            Self::Float(_) | Self::Uint(_) | Self::Input(..) => [None; 3],
            Self::Infix(_, _, left, right) => [Some(left), Some(right), None],
            Self::Call(_, _, argument) => [Some(argument), None, None],
            Self::Select(mask, yes, no) => [Some(mask), Some(yes), Some(no)],
            Self::Read(index) => [Some(index), None, None],
        };
        needs.into_iter().flatten()
    }
}

/// How many operations a recording needs; constants and inputs are not counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Float arithmetic, comparisons and selections.
    pub float: usize,
    /// Integer arithmetic and conversions.
    pub int: usize,
    /// Reads of tables and plans.
    pub reads: usize,
}

impl Recording {
    /// Which operations the outputs need.
    pub(super) fn live(&self) -> Vec<bool> {
        let mut live = vec![false; self.operations.len()];
        for (_, id) in &self.outputs {
            live[id.0] = true;
        }
        for index in (0..self.operations.len()).rev() {
            if live[index] {
                for need in self.operations[index].needs() {
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
        for (operation, _) in self.operations.iter().zip(self.live()).filter(|(_, live)| *live) {
            match operation {
                Operation::Float(_) | Operation::Uint(_) | Operation::Input(..) => {}
                Operation::Read(_) => counts.reads += 1,
                Operation::Infix(Kind::Uint, ..) | Operation::Call(Kind::Uint, ..) => counts.int += 1,
                Operation::Infix(..) | Operation::Call(..) | Operation::Select(..) => counts.float += 1,
            }
        }
        counts
    }
}
