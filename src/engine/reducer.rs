//! A run's answer from parts of its futures, whatever order they come in.
//!
//! Quantiles need every future's number, means and counts only a sum. So of the hundred and more numbers of a month's record
//! it keeps the 18 whose quantiles are asked for, however many limits and accounts an app has.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::fmt;

use super::rows::{Rows, Wanted};
use super::{Answer, Raw, books, reduce};
use crate::model::{Record, Shape, layout};
use crate::program::Program;
use crate::stats::{Bands, Keeper};

/// Takes the futures of a run.
pub struct Reducer {
    shape: Shape,
    months: usize,
    wanted: Wanted,
    /// Of rows whose quantiles are wanted: [month][row][future].
    numbers: Vec<f32>,
    /// Of the others: [month][row].
    tallies: Vec<Tally>,
    totals: Raw,
    /// Visits and calls of each future in all its months, and those turned away.
    requests: Vec<[f64; 2]>,
    /// Futures that were added, in their order, so that sums have the same bits however they came.
    added: usize,
    /// Parts that came before those in front of them, by their first future.
    early: BTreeMap<usize, Raw>,
    /// The company's books, once somebody asked for them.
    keeper: OnceCell<Option<Keeper>>,
}

/// Sum and counts of a number over the futures.
#[derive(Clone, Copy, Default)]
struct Tally {
    sum: f64,
    positive: u32,
    rungs: [u32; layout::RUNGS],
}

/// There is no room for the numbers of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutOfMemory {
    futures: usize,
    months: usize,
    bytes: usize,
}

impl fmt::Display for OutOfMemory {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { futures, months, bytes } = self;
        write!(
            out,
            "{futures} futures of {months} months need {:.0} MB of memory, more than there is; fewer futures or months need less.",
            *bytes as f64 / 1e6
        )
    }
}

impl std::error::Error for OutOfMemory {}

impl Reducer {
    /// Nothing has come of so many futures yet.
    ///
    /// # Errors
    /// [`OutOfMemory`] where a machine or a browser's tab has no room for them.
    pub fn new(program: &Program, futures: usize) -> Result<Self, OutOfMemory> {
        let (shape, months) = (program.shape, program.months.len());
        let wanted = Wanted::new(&shape);
        let len = (months * wanted.bands.len()).saturating_mul(futures);
        let bytes = len.saturating_mul(size_of::<f32>());
        let mut numbers = Vec::new();
        numbers.try_reserve_exact(len).map_err(|_| OutOfMemory { futures, months, bytes })?;
        numbers.resize(len, f32::NAN);
        let tallies = vec![Tally::default(); months * wanted.others.len()];
        let totals = Raw::new(&shape, futures, 0);
        let requests = vec![[0.0; 2]; futures];
        let (early, keeper) = (BTreeMap::new(), OnceCell::new());
        Ok(Self { shape, months, wanted, numbers, tallies, totals, requests, added: 0, early, keeper })
    }

    /// Takes a part of the run whose first future is number `first`. What is no part of it, or came before, is left out.
    pub fn place(&mut self, first: usize, part: Raw) {
        let is_new = first >= self.added && !self.early.contains_key(&first);
        let fits =
            first.saturating_add(part.futures()) <= self.totals.futures() && part.is_of(&self.shape, self.months);
        if is_new && fits && part.futures() > 0 {
            self.early.insert(first, part);
        }
        while let Some(part) = self.early.remove(&self.added) {
            self.add(&part);
        }
    }

    /// Futures that have come.
    #[must_use]
    pub fn arrived(&self) -> usize {
        self.added + self.early.values().map(Raw::futures).sum::<usize>()
    }

    /// Whether all have.
    #[must_use]
    pub const fn is_done(&self) -> bool {
        self.added >= self.totals.futures()
    }

    /// How many of everything the app has.
    pub(super) const fn shape(&self) -> &Shape {
        &self.shape
    }

    /// Simulated months.
    pub(super) const fn months(&self) -> usize {
        self.months
    }

    /// Futures in all.
    pub(super) const fn futures(&self) -> usize {
        self.totals.futures()
    }

    /// A row of a month's record by future, if its quantiles are wanted; else nothing.
    pub(super) fn numbers(&self, row: usize, month: usize) -> &[f32] {
        let (bands, futures) = (&self.wanted.bands, self.futures());
        let at = bands.iter().position(|it| *it == row);
        at.map_or(&[], |at| &self.numbers[(month * bands.len() + at) * futures..][..futures])
    }

    /// Totals by future.
    pub(super) const fn totals(&self) -> &Raw {
        &self.totals
    }

    /// Share of all visits and calls that was turned away, by future.
    pub(super) fn refused_shares(&self) -> Vec<f32> {
        self.requests.iter().map(|[came, refused]| if *came > 0.0 { (refused / came) as f32 } else { 0.0 }).collect()
    }

    /// The company's books of a run whose futures have all come, kept once, where the scenario says something of them.
    pub(super) fn keeper(&self, program: &Program) -> Option<&Keeper> {
        self.keeper.get_or_init(|| books(program, self)).as_ref()
    }

    /// What they come to.
    #[must_use]
    pub fn answer(mut self, program: &Program) -> Answer {
        let books = self.keeper.take().unwrap_or_else(|| books(program, &self)).map(Keeper::books);
        let months = (0..self.months).map(|month| reduce::month_summary(&self.shape, &Month { of: &self, month }));
        let summary = reduce::summary(program, months.collect(), &self.totals).with_books(books);
        Answer { summary, totals: self.totals }
    }

    /// Adds the futures that come next.
    fn add(&mut self, part: &Raw) {
        let Wanted { bands, others } = &self.wanted;
        let (futures, count) = (self.totals.futures(), part.futures());
        let whole = Record::places(&self.shape).whole;
        for month in 0..self.months {
            for (at, row) in bands.iter().enumerate() {
                let begin = (month * bands.len() + at) * futures + self.added;
                self.numbers[begin..][..count].copy_from_slice(part.record(*row, month));
            }
            let tallies = &mut self.tallies[month * others.len()..];
            for (tally, row) in tallies.iter_mut().zip(others) {
                tally.add(part.record(*row, month));
            }
            let came = part.record(whole.requests, month).iter().zip(part.record(whole.refused, month));
            for (sums, (came, refused)) in self.requests[self.added..].iter_mut().zip(came) {
                sums[0] += f64::from(*came);
                sums[1] += f64::from(*refused);
            }
        }
        self.totals.place_totals(self.added, part);
        self.added += count;
    }
}

impl Tally {
    fn add(&mut self, numbers: &[f32]) {
        for number in numbers {
            self.sum += f64::from(*number);
            self.positive += u32::from(*number > 0.0);
            let rung = *number as usize;
            if let Some(count) = self.rungs.get_mut(rung).filter(|_| rung as f32 == *number) {
                *count += 1;
            }
        }
    }
}

/// One month of all futures.
struct Month<'a> {
    of: &'a Reducer,
    month: usize,
}

impl Month<'_> {
    fn tally(&self, row: usize) -> Tally {
        let others = &self.of.wanted.others;
        let at = others.iter().position(|it| *it == row).map(|at| self.month * others.len() + at);
        at.and_then(|at| self.of.tallies.get(at)).copied().unwrap_or_default()
    }
}

impl Rows for Month<'_> {
    fn futures(&self) -> u32 {
        self.of.totals.futures() as u32
    }

    fn bands(&self, row: usize) -> Bands {
        Bands::of(&mut self.of.numbers(row, self.month).to_vec())
    }

    fn mean(&self, row: usize) -> f64 {
        self.tally(row).sum / f64::from(self.futures()).max(1.0)
    }

    fn positive(&self, row: usize) -> u32 {
        self.tally(row).positive
    }

    fn rungs(&self, row: usize) -> [u32; layout::RUNGS] {
        self.tally(row).rungs
    }
}
