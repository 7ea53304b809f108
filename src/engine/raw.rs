//! What a run leaves behind: every kept number of every future.

use crate::model::{Record, Shape, Totals};

/// Kept numbers of some futures in one flat buffer: `[number of the record][month][future]`, then
/// `[number of the totals][future]`.
#[derive(Clone, Debug, PartialEq)]
pub struct Raw {
    futures: usize,
    months: usize,
    /// Numbers of a month's record, and of the totals.
    kept: [usize; 2],
    numbers: Vec<f32>,
}

impl Raw {
    /// Room for `futures` futures of `months` months of an app, filled with NaN, so that a number nobody wrote shows.
    #[must_use]
    pub fn new(shape: &Shape, futures: usize, months: usize) -> Self {
        let kept = Self::kept(shape);
        Self { futures, months, kept, numbers: vec![f32::NAN; Self::len(kept, futures, months)] }
    }

    /// A buffer that came from elsewhere; `None` if its length does not fit.
    #[must_use]
    pub fn from_vec(shape: &Shape, futures: usize, months: usize, numbers: Vec<f32>) -> Option<Self> {
        let kept = Self::kept(shape);
        (numbers.len() == Self::len(kept, futures, months)).then_some(Self { futures, months, kept, numbers })
    }

    fn kept(shape: &Shape) -> [usize; 2] {
        [Record::<f32>::len(shape), Totals::<f32>::len(shape)]
    }

    const fn len([record, totals]: [usize; 2], futures: usize, months: usize) -> usize {
        futures * (record * months + totals)
    }

    /// Bytes that so many futures and months of an app take.
    #[must_use]
    pub fn bytes(shape: &Shape, futures: usize, months: usize) -> usize {
        Self::len(Self::kept(shape), futures, months) * size_of::<f32>()
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
        self.row(self.kept[0] * self.months + number)
    }

    pub(super) fn record_mut(&mut self, number: usize, month: usize) -> &mut [f32] {
        self.row_mut(number * self.months + month)
    }

    pub(super) fn total_mut(&mut self, number: usize) -> &mut [f32] {
        self.row_mut(self.kept[0] * self.months + number)
    }

    fn row(&self, row: usize) -> &[f32] {
        &self.numbers[row * self.futures..][..self.futures]
    }

    fn row_mut(&mut self, row: usize) -> &mut [f32] {
        &mut self.numbers[row * self.futures..][..self.futures]
    }

    /// Whether it has room for the record of so many months of apps of a shape.
    #[must_use]
    pub(super) fn is_of(&self, shape: &Shape, months: usize) -> bool {
        self.months == months && self.kept == Self::kept(shape)
    }

    /// Copies the totals of the futures of `part` in, from `first` on; of what does not fit nothing.
    pub(super) fn place_totals(&mut self, first: usize, part: &Self) {
        for number in 0..self.kept[1].min(part.kept[1]) {
            let here = self.total_mut(number).get_mut(first..).and_then(|row| row.get_mut(..part.futures));
            here.into_iter().for_each(|here| here.copy_from_slice(part.total(number)));
        }
    }

    /// Copies the futures of `part` in, from `first` on; what does not fit is left out.
    pub fn place(&mut self, first: usize, part: &Self) {
        if self.months != part.months || self.kept != part.kept || first > self.futures {
            return;
        }
        let count = part.futures.min(self.futures - first);
        for row in 0..self.kept[0] * self.months + self.kept[1] {
            self.row_mut(row)[first..][..count].copy_from_slice(&part.row(row)[..count]);
        }
    }
}
