//! A calendar of limits: in each month, how likely each of them refuses users.

use plotters::{
    prelude::DrawingBackend,
    style::text_anchor::{HPos, VPos},
};

use super::{
    Calendar, Failure,
    frame::{Frame, LABEL},
    pen::{Pen, room},
};
use crate::{
    analysis::{Table, number},
    stats::{Chance, Limit, Summary},
};

/// Size of the numbers in the cells, in pixels.
const CELL: f64 = 11.0;

/// The chance that each limit refuses at least one call, month by month.
#[derive(Clone, Debug, PartialEq)]
pub struct Breaches {
    /// First month.
    pub calendar: Calendar,
    /// One entry a month, in the order of [`Limit::ALL`].
    pub months: Vec<[Chance; 3]>,
}

impl Breaches {
    /// The breaches of a run.
    #[must_use]
    pub fn new(summary: &Summary, calendar: Calendar) -> Self {
        Self { calendar, months: summary.months.iter().map(|month| month.breached).collect() }
    }

    pub(super) fn draw<DB: DrawingBackend>(&self, pen: &Pen<'_, DB>) -> Result<(), Failure<DB>> {
        let margin = Limit::ALL.map(|limit| room(name(limit), LABEL)).into_iter().fold(0.0, f64::max) + 4.0;
        let Some(frame) = Frame::new(pen, margin, 2.0, self.months.len()) else { return Ok(()) };
        let row = (frame.bottom - frame.top) / Limit::ALL.len() as f64;
        for (at, limit) in Limit::ALL.into_iter().enumerate() {
            let top = frame.top + row * at as f64;
            let middle = top + row / 2.0;
            pen.write(name(limit), (0.0, middle), LABEL, (HPos::Left, VPos::Center), pen.palette.soft)?;
            for (index, month) in self.months.iter().enumerate() {
                let (colour, ink) = pen.palette.heat(month[at].share());
                let (left, right) = (frame.start(index), frame.start(index + 1));
                let gap = if frame.month() > 8.0 { 2.0 } else { 1.0 };
                pen.rectangle((left, top), (right - gap, top + row - 2.0), colour)?;
                if let Some(text) = fitting(month[at], frame.month() - gap) {
                    let at = (left + (frame.month() - gap) / 2.0, middle - 1.0);
                    pen.write(&text, at, CELL, (HPos::Center, VPos::Center), ink)?;
                }
            }
        }
        frame.name_months(pen, self.calendar)
    }

    pub(super) fn words(&self) -> String {
        let sentence = |(at, limit): (usize, Limit)| {
            let likely = self.months.iter().position(|month| month[at].share() >= 0.5);
            let limit = name(limit).to_lowercase();
            match likely {
                Some(index) => {
                    format!(
                        "The limit {limit} refuses users in at least half of the futures from {}.",
                        self.calendar.name(index)
                    )
                }
                None => format!("The limit {limit} refuses users in fewer than half of the futures in every month."),
            }
        };
        Limit::ALL.into_iter().enumerate().map(sentence).collect::<Vec<_>>().join(" ")
    }

    pub(super) fn numbers(&self) -> Table {
        let columns = std::iter::once("Month").chain(Limit::ALL.map(name)).collect();
        let row = |(index, month): (usize, &[Chance; 3])| {
            std::iter::once(self.calendar.name(index))
                .chain(month.iter().map(|&chance| number::chance(chance)))
                .collect()
        };
        Table { columns, rows: self.months.iter().enumerate().map(row).collect() }
    }
}

const fn name(limit: Limit) -> &'static str {
    match limit {
        Limit::Minute => "Per minute",
        Limit::Day => "Per day",
        Limit::Month => "Per month",
    }
}

/// What to write into a cell of `width` pixels: nothing for zero, and no sign or no number where it is too narrow.
///
/// Whole percents are enough here, but "never" and "always" stay what happened in every future.
fn fitting(chance: Chance, width: f64) -> Option<String> {
    let number = match chance.share() * 100.0 {
        percent if percent < 0.5 => "<1".to_owned(),
        percent if (99.5..100.0).contains(&percent) => ">99".to_owned(),
        percent => format!("{:.0}", percent.round()),
    };
    let fits = |text: &String| chance.count > 0 && room(text, CELL) <= width;
    [format!("{number}%"), number].into_iter().find(fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_holds_what_fits() {
        let cell = |count, width| fitting(Chance::new(count, 1_000), width).unwrap_or_default();
        assert_eq!([cell(500, 30.0), cell(500, 16.0), cell(500, 8.0)], ["50%", "50", ""]);
        assert_eq!([0, 1, 5, 994, 999, 1_000].map(|count| cell(count, 40.0)), ["", "<1%", "1%", "99%", ">99%", "100%"]);
    }
}
