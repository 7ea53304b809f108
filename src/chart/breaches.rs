//! A calendar of limits: in each month, how likely each of them turns users away.

use plotters::prelude::DrawingBackend;

use super::{
    Calendar, Failure, Numbers,
    heat::{self, Row},
    pen::Pen,
};
use crate::{
    analysis::number,
    stats::{Chance, Limit, Summary},
};

/// The chance that each limit turns at least one request away, month by month.
#[derive(Clone, Debug, PartialEq)]
pub struct Breaches {
    /// First month.
    pub calendar: Calendar,
    /// One entry a month, in the order of [`Limit::ALL`].
    pub months: Vec<[Chance; Limit::COUNT]>,
    /// The limits that have a row.
    pub limits: Vec<Limit>,
}

impl Breaches {
    /// The breaches of a run: a row for each limit that is ever met, and one for the budget.
    #[must_use]
    pub fn new(summary: &Summary, calendar: Calendar) -> Self {
        let months: Vec<_> = summary.months.iter().map(|month| month.breached).collect();
        let met = |limit: Limit| limit == Limit::Budget || months.iter().any(|month| month[limit as usize].count > 0);
        let limits = Limit::ALL.into_iter().filter(|limit| met(*limit)).collect();
        Self { calendar, months, limits }
    }

    /// The same calendar with at least the rows of `limits`.
    #[must_use]
    pub fn with_rows(mut self, limits: &[Limit]) -> Self {
        self.limits.extend(limits);
        self.limits.sort_unstable();
        self.limits.dedup();
        self
    }

    pub(super) fn height(&self, width: f64) -> f64 {
        heat::height(self.limits.iter().map(|limit| name(*limit)), width)
    }

    pub(super) fn draw<DB: DrawingBackend>(&self, pen: &Pen<'_, DB>) -> Result<(), Failure<DB>> {
        let row = |limit: &Limit| {
            let chances = self.months.iter().map(|month| month[*limit as usize]).collect();
            Row { name: name(*limit), chances }
        };
        heat::draw(pen, &self.limits.iter().map(row).collect::<Vec<_>>(), self.calendar, pen.palette.limit)
    }

    pub(super) fn words(&self) -> String {
        let sentence = |limit: &Limit| {
            let likely = self.months.iter().position(|month| month[*limit as usize].share() >= 0.5);
            let when = match likely {
                Some(index) => format!("happens in at least half of the futures from {}", self.calendar.name(index)),
                None => "happens in fewer than half of the futures in every month".to_owned(),
            };
            format!("{} {when}.", name(*limit))
        };
        self.limits.iter().map(sentence).collect::<Vec<_>>().join(" ")
    }

    pub(super) fn numbers(&self) -> Numbers {
        let names = self.limits.iter().map(|limit| name(*limit).to_owned());
        let row = |(index, month): (usize, &[Chance; Limit::COUNT])| {
            let chances = self.limits.iter().map(|limit| number::chance(month[*limit as usize]));
            std::iter::once(self.calendar.name(index)).chain(chances).collect()
        };
        Numbers {
            columns: std::iter::once("Month".to_owned()).chain(names).collect(),
            rows: self.months.iter().enumerate().map(row).collect(),
        }
    }
}

const fn name(limit: Limit) -> &'static str {
    match limit {
        Limit::Minute => "Model: per minute",
        Limit::Day => "Model: per day",
        Limit::Month => "Model: per month",
        Limit::Concurrent => "Model: at once",
        Limit::Limiter => "Own limiter",
        Limit::Cap => "Own cap",
        Limit::Frontend => "Frontend offline",
        Limit::Backend => "Backend offline",
        Limit::Workers => "Backend too slow",
        Limit::Data => "Data offline",
        Limit::Budget => "Over budget",
    }
}
