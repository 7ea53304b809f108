//! A calendar of limits: in each month, how likely each of them turns users away.

use plotters::prelude::DrawingBackend;

use super::{
    Failure,
    heat::{self, Heat, Row},
    pen::Pen,
};
use crate::date::Month;
use crate::stats::{Chance, Limit, Summary};

/// The chance that each limit turns at least one request away, month by month.
#[derive(Clone, Debug, PartialEq)]
pub struct Breaches {
    /// First month.
    pub first: Month,
    /// One entry a month, in the order of [`Limit::ALL`].
    pub months: Vec<[Chance; Limit::COUNT]>,
    /// The limits that have a row.
    pub limits: Vec<Limit>,
}

impl Breaches {
    /// The breaches of a run: a row for each limit that is ever met, and one for the budget.
    #[must_use]
    pub fn new(summary: &Summary, first: Month) -> Self {
        let months: Vec<_> = summary.months.iter().map(|month| month.breached).collect();
        let met = |limit: Limit| limit == Limit::Budget || months.iter().any(|month| month[limit as usize].count > 0);
        let limits = Limit::ALL.into_iter().filter(|limit| met(*limit)).collect();
        Self { first, months, limits }
    }

    /// The same calendar with at least the rows of the one `before`.
    #[must_use]
    pub fn growing_from(mut self, before: &Self) -> Self {
        self.limits.extend(&before.limits);
        self.limits.sort_unstable();
        self.limits.dedup();
        self
    }

    pub(super) fn draw<DB: DrawingBackend>(&self, pen: &Pen<'_, DB>) -> Result<(), Failure<DB>> {
        heat::draw(pen, self, pen.palette.limit)
    }
}

impl Heat for Breaches {
    const LIKELY: &str = "happens in at least half of the futures";
    const UNLIKELY: &str = "happens in fewer than half of the futures";

    fn rows(&self) -> Vec<Row<'_>> {
        let row = |&limit: &Limit| {
            let chances = self.months.iter().map(|month| month[limit as usize]).collect();
            Row { name: name(limit), full_name: name(limit).to_owned(), chances }
        };
        self.limits.iter().map(row).collect()
    }

    fn first(&self) -> Month {
        self.first
    }

    fn read(&self, place: usize) -> Vec<(&str, Chance)> {
        let Some(month) = self.months.get(place) else { return Vec::new() };
        let limits = self.limits.iter().map(|limit| (name(*limit), month[*limit as usize]));
        limits.filter(|(_, chance)| chance.count > 0).collect()
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
        Limit::Data => "Database offline",
        Limit::Budget => "Over budget",
    }
}
