//! Which numbers of a month's record the answer asks for, and what it asks of them.

use std::cell::RefCell;

use super::reduce::month_summary;
use crate::model::{Shape, layout};
use crate::stats::Bands;

/// One month's record over all futures: what is asked of its rows, each a number of a [`Record`](crate::model::Record).
pub(super) trait Rows {
    /// Futures in all.
    fn futures(&self) -> u32;
    /// Quantiles, mean and its error.
    fn bands(&self, row: usize) -> Bands;
    /// The mean alone.
    fn mean(&self, row: usize) -> f64;
    /// Futures in which the number is above 0.
    fn positive(&self, row: usize) -> u32;
    /// Futures in which it is 0, 1, 2 and so on.
    fn rungs(&self, row: usize) -> [u32; layout::RUNGS];
}

/// The rows that an answer asks for.
pub(super) struct Wanted {
    /// Those whose quantiles it wants, for which every future's number is needed.
    pub(super) bands: Vec<usize>,
    /// Those whose mean and counts are enough.
    pub(super) others: Vec<usize>,
}

impl Wanted {
    /// Of apps of a shape: like a stage of the model, the summary is recorded.
    pub(super) fn new(shape: &Shape) -> Self {
        let asked = Asked::default();
        month_summary(shape, &asked);
        Self { bands: asked.bands.into_inner(), others: asked.others.into_inner() }
    }
}

/// Notes which rows are asked for.
#[derive(Default)]
struct Asked {
    bands: RefCell<Vec<usize>>,
    others: RefCell<Vec<usize>>,
}

impl Asked {
    /// A row that is asked for in more than one way is reduced once.
    fn other(&self, row: usize) {
        let mut others = self.others.borrow_mut();
        if !others.contains(&row) {
            others.push(row);
        }
    }
}

impl Rows for Asked {
    fn futures(&self) -> u32 {
        0
    }

    fn bands(&self, row: usize) -> Bands {
        self.bands.borrow_mut().push(row);
        Bands::default()
    }

    fn mean(&self, row: usize) -> f64 {
        self.other(row);
        0.0
    }

    fn positive(&self, row: usize) -> u32 {
        self.other(row);
        0
    }

    fn rungs(&self, row: usize) -> [u32; layout::RUNGS] {
        self.other(row);
        [0; layout::RUNGS]
    }
}
