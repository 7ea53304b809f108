//! The reduction on the device: which rows of the record a summary asks for, and what comes back of them.

use std::fmt::Write as _;

use super::super::reduce::month_summary;
use super::super::rows::{Rows, Wanted};
use super::Trouble;
use crate::model::{Record, Shape, layout};
use crate::stats::{Bands, MonthSummary};

/// Numbers that come back of a row.
const RESULTS: usize = 9 + TALLIES;

/// Of these, counts: the futures above 0, and those on each plan of a ladder.
const TALLIES: usize = 1 + layout::RUNGS;

/// What reducing a row costs a future, in hours of the simulation: measured on a software GPU. Poisoning costs less.
pub(super) const ROW_HOURS: f64 = 0.25;

/// The quantiles of [`Bands`], in their order.
const SHARES: [f64; 7] = [0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95];

/// The rows that a summary asks for, those first whose quantiles it wants.
pub(super) struct Reduction {
    shape: Shape,
    rows: Vec<usize>,
    bands: usize,
}

impl Reduction {
    /// Of apps of a shape.
    pub(super) fn new(shape: &Shape) -> Self {
        let Wanted { bands, others } = Wanted::new(shape);
        let (count, rows) = (bands.len(), [bands, others].concat());
        Self { shape: *shape, rows, bands: count }
    }

    /// Rows that are reduced.
    pub(super) fn rows(&self) -> u32 {
        self.rows.len() as u32
    }

    /// Words that come back of a month.
    pub(super) fn words(&self) -> usize {
        self.rows.len() * RESULTS
    }

    /// The same in bytes.
    pub(super) fn bytes(&self) -> u64 {
        self.words() as u64 * 4
    }

    /// The shader.
    pub(super) fn text(&self) -> String {
        let mut rows = String::new();
        let places = Record::on_device(&self.shape);
        for row in &self.rows {
            let _ = write!(rows, "{}u, ", places[*row]);
        }
        let (count, bands) = (self.rows.len(), self.bands);
        format!(
            "const ROWS = array<u32, {count}>({rows});\nconst BANDS = {bands}u;\nconst RESULTS = {RESULTS}u;\n\
             const TALLIES = {TALLIES}u;\n{}",
            include_str!("reduce.wgsl")
        )
    }

    /// The shader's numbers that depend on how many futures there are and on the first row at work on.
    pub(super) fn uniform(futures: u32, row: u32) -> Vec<u32> {
        let last = futures.saturating_sub(1);
        let rank = |share: f64| ((share * f64::from(futures)).ceil() as u32).saturating_sub(1).min(last);
        // Arrays begin at a multiple of 16 bytes.
        let mut words = vec![futures, row, 0, 0];
        words.extend(SHARES.map(rank));
        words.push(0);
        words
    }

    /// The summary of a month of so many futures.
    ///
    /// # Errors
    /// [`Trouble::Incomplete`] where a number was not written.
    pub(super) fn summary(&self, futures: u32, results: &[u32]) -> Result<MonthSummary, Trouble> {
        let answered = Answered { reduction: self, futures, results };
        let whole = (0..self.rows.len()).all(|at| {
            let numbers = if at < self.bands { 0..9 } else { 7..9 };
            numbers.clone().all(|number| !answered.number(at, number).is_nan())
        });
        if whole { Ok(month_summary(&self.shape, &answered)) } else { Err(Trouble::Incomplete) }
    }
}

/// The rows as the device reduced them.
struct Answered<'a> {
    reduction: &'a Reduction,
    futures: u32,
    results: &'a [u32],
}

impl Answered<'_> {
    fn word(&self, at: usize, number: usize) -> u32 {
        self.results.get(at * RESULTS + number).copied().unwrap_or(f32::NAN.to_bits())
    }

    fn number(&self, at: usize, number: usize) -> f32 {
        f32::from_bits(self.word(at, number))
    }

    /// Where a row's results stand; one that was not reduced has none.
    fn at(&self, row: usize) -> usize {
        let rows = &self.reduction.rows;
        rows.iter().position(|it| *it == row).unwrap_or(rows.len())
    }
}

impl Rows for Answered<'_> {
    fn futures(&self) -> u32 {
        self.futures
    }

    fn bands(&self, row: usize) -> Bands {
        let at = self.at(row);
        let [p5, p10, p25, p50, p75, p90, p95] = std::array::from_fn(|quantile| self.number(at, quantile));
        Bands { p5, p10, p25, p50, p75, p90, p95, mean: self.mean(row), error: self.number(at, 8).into() }
    }

    fn mean(&self, row: usize) -> f64 {
        self.number(self.at(row), 7).into()
    }

    fn positive(&self, row: usize) -> u32 {
        self.word(self.at(row), 9)
    }

    fn rungs(&self, row: usize) -> [u32; layout::RUNGS] {
        let at = self.at(row);
        std::array::from_fn(|rung| self.word(at, 10 + rung))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Totals;
    use crate::model::layout::{FEATURES, MONTHS, SLOTS};

    fn shape(features: usize) -> Shape {
        Shape {
            features,
            choices: 1,
            ends: std::array::from_fn(|part| if part < SLOTS { 3.min(part + 1) } else { 3 + features }),
            accounts: 3 + features,
            rows: 12 + 3 * features,
            cards: false,
        }
    }

    #[test]
    fn what_comes_back_is_small() {
        let months = MONTHS as u64 * Reduction::new(&shape(FEATURES)).bytes();
        let totals = Totals::<f32>::len(&shape(FEATURES)) as u64 * 4 * 16_384;
        assert!(months + totals <= 4_000_000, "{months} and {totals} bytes");
    }

    #[test]
    fn rows_with_quantiles_come_first_and_all_are_different() {
        let Reduction { rows, bands, .. } = Reduction::new(&shape(2));
        let mut sorted = rows.clone();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!((sorted.len(), bands), (rows.len(), 18));
        // A feature on an account of its own with three limits is a ladder, a bill, a tier and two rows of each.
        assert_eq!(rows.len(), Reduction::new(&shape(1)).rows.len() + 1 + 1 + 1 + 2 * 3);
    }

    #[test]
    fn ranks_are_those_of_the_bands() {
        for futures in [1, 64, 100, 4_096] {
            let mut sorted: Vec<f32> = (0..futures).map(|future| future as f32).collect();
            let Bands { p5, p10, p25, p50, p75, p90, p95, .. } = Bands::of(&mut sorted);
            let ranks = Reduction::uniform(futures, 0)[4..11].iter().map(|rank| *rank as f32).collect::<Vec<_>>();
            assert_eq!(ranks, [p5, p10, p25, p50, p75, p90, p95]);
        }
    }

    #[test]
    fn a_number_that_was_not_written_is_noticed() {
        let reduction = Reduction::new(&shape(1));
        let mut results = vec![0; reduction.words()];
        assert!(reduction.summary(64, &results).is_ok());
        results[RESULTS + 3] = f32::NAN.to_bits();
        assert_eq!(reduction.summary(64, &results), Err(Trouble::Incomplete));
    }
}
