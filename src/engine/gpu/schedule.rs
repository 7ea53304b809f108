//! What a run does, in an order in which it can be done.

use super::kernels::Kernel;
use crate::program::Program;

/// One stage over one tile of futures.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Step {
    /// The stage.
    pub(super) kernel: Kernel,
    /// Number of the tile.
    pub(super) tile: usize,
    /// Number of the day, which tells the month too.
    pub(super) day: u32,
}

impl Kernel {
    /// What a stage costs a future, in hours: the operations of the recording.
    pub(super) const fn hours(self) -> f64 {
        match self {
            Self::MonthBegin | Self::Begin | Self::End => 0.2,
            Self::DayBegin | Self::DayEnd => 1.0,
            Self::Hour => 24.0,
            Self::MonthEnd => 17.0,
        }
    }
}

/// A stage over some tiles.
pub(super) fn once(kernel: Kernel, tiles: Vec<usize>) -> impl Iterator<Item = Step> {
    tiles.into_iter().map(move |tile| Step { kernel, tile, day: 0 })
}

/// A month, tile by tile: so a tile's state stays near while its days pass.
pub(super) fn month(program: &Program, month: usize, tiles: Vec<usize>) -> impl Iterator<Item = Step> {
    let first: u32 = program.months.iter().take(month).sum();
    let days = program.months.get(month).copied().unwrap_or_default();
    tiles.into_iter().flat_map(move |tile| {
        let step = move |kernel, day| Step { kernel, tile, day };
        let of_day = move |day| [Kernel::DayBegin, Kernel::Hour, Kernel::DayEnd].map(|kernel| step(kernel, day));
        std::iter::once(step(Kernel::MonthBegin, first))
            .chain((first..first + days).flat_map(of_day))
            .chain(std::iter::once(step(Kernel::MonthEnd, first + days.saturating_sub(1))))
    })
}

/// What the search for the first wall costs beside the run itself, at a guess: most futures meet it halfway or before.
const SEARCH: f64 = 0.5;

/// About what a whole run costs a future, in hours.
pub(super) fn hours(program: &Program) -> f64 {
    let days = Kernel::DayBegin.hours() + Kernel::Hour.hours() + Kernel::DayEnd.hours();
    let months = (Kernel::MonthBegin.hours() + Kernel::MonthEnd.hours()) * program.months.len() as f64;
    let once = Kernel::Begin.hours() + f64::from(program.days()) * days + months + Kernel::End.hours();
    once * if program.moves { 1.0 + SEARCH } else { 1.0 }
}

/// The clock of every day, as the shaders read it: day, month, day of the month, days of the month.
pub(super) fn clocks(program: &Program) -> impl Iterator<Item = [u32; 4]> {
    let months = (0..).zip(&program.months);
    let days = months.flat_map(|(month, days)| (0..*days).map(move |of_month| (month, of_month, *days)));
    (0..).zip(days).map(|(day, (month, of_month, days))| [day, month, of_month, days])
}
