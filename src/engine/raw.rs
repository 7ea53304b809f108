//! What a run leaves behind: every kept number of every future.

use crate::model::{Record, Totals};

/// Kept numbers of some futures in one flat buffer: `[number of the record][month][future]`, then
/// `[number of the totals][future]`.
#[derive(Clone, Debug, PartialEq)]
pub struct Raw {
    futures: usize,
    months: usize,
    numbers: Vec<f32>,
}

impl Raw {
    /// Room for `futures` futures of `months` months, filled with NaN, so that a number nobody wrote shows.
    #[must_use]
    pub fn new(futures: usize, months: usize) -> Self {
        Self { futures, months, numbers: vec![f32::NAN; Self::len(futures, months)] }
    }

    /// A buffer that came from elsewhere; `None` if its length does not fit.
    #[must_use]
    pub fn from_vec(futures: usize, months: usize, numbers: Vec<f32>) -> Option<Self> {
        (numbers.len() == Self::len(futures, months)).then_some(Self { futures, months, numbers })
    }

    const fn len(futures: usize, months: usize) -> usize {
        futures * (Record::<f32>::LEN * months + Totals::<f32>::LEN)
    }

    /// Futures it has room for.
    #[must_use]
    pub const fn futures(&self) -> usize {
        self.futures
    }

    /// Simulated months.
    #[must_use]
    pub const fn months(&self) -> usize {
        self.months
    }

    /// All numbers.
    #[must_use]
    pub fn as_slice(&self) -> &[f32] {
        &self.numbers
    }

    /// A number of the record of one month, by future.
    #[must_use]
    pub fn record(&self, number: usize, month: usize) -> &[f32] {
        self.row(number * self.months + month)
    }

    /// A number of the totals, by future.
    #[must_use]
    pub fn total(&self, number: usize) -> &[f32] {
        self.row(Record::<f32>::LEN * self.months + number)
    }

    pub(super) fn record_mut(&mut self, number: usize, month: usize) -> &mut [f32] {
        self.row_mut(number * self.months + month)
    }

    pub(super) fn total_mut(&mut self, number: usize) -> &mut [f32] {
        self.row_mut(Record::<f32>::LEN * self.months + number)
    }

    fn row(&self, row: usize) -> &[f32] {
        &self.numbers[row * self.futures..][..self.futures]
    }

    fn row_mut(&mut self, row: usize) -> &mut [f32] {
        &mut self.numbers[row * self.futures..][..self.futures]
    }

    /// Copies the futures of `part` in, from `first` on; what does not fit is left out.
    pub fn place(&mut self, first: usize, part: &Self) {
        if self.months != part.months || first > self.futures {
            return;
        }
        let count = part.futures.min(self.futures - first);
        for row in 0..Record::<f32>::LEN * self.months + Totals::<f32>::LEN {
            self.row_mut(row)[first..][..count].copy_from_slice(&part.row(row)[..count]);
        }
    }
}
