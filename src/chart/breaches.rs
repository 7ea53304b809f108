//! A calendar of limits: in each month, how likely each of them is met.

use plotters::prelude::DrawingBackend;

use super::{
    Failure,
    heat::{self, Heat, Row},
    pen::Pen,
};
use crate::analysis::LimitWords;
use crate::date::Month;
use crate::stats::{Chance, MonthSummary, Summary};

/// The chance that each limit is met, month by month.
#[derive(Clone, Debug, PartialEq)]
pub struct Breaches {
    /// First month.
    pub first: Month,
    /// The limits that may have a row, the budget last.
    pub limits: Vec<Limit>,
}

/// A limit in the calendar.
#[derive(Clone, Debug, PartialEq)]
pub struct Limit {
    /// Whose it is and what it is.
    pub name: String,
    /// Whether it has a row.
    pub shown: bool,
    /// Its chance in each month.
    pub months: Vec<Chance>,
}

impl Breaches {
    /// The breaches of a run: a row for each limit that is ever met, and one for the budget.
    #[must_use]
    pub fn new(summary: &Summary, first: Month, limits: &[LimitWords]) -> Self {
        let limit = |(at, words): (usize, &LimitWords)| {
            let chance = |month: &MonthSummary| month.limits.get(at).copied().unwrap_or_default().met;
            let months: Vec<Chance> = summary.months.iter().map(chance).collect();
            let shown = words.account.is_none() || months.iter().any(|month| month.count > 0);
            Limit { name: words.name.clone(), shown, months }
        };
        Self { first, limits: limits.iter().enumerate().map(limit).collect() }
    }

    /// The same calendar with at least the rows of the one `before`.
    #[must_use]
    pub fn growing_from(mut self, before: &Self) -> Self {
        let was_shown = |name: &str| before.limits.iter().any(|limit| limit.shown && limit.name == name);
        self.limits.iter_mut().for_each(|limit| limit.shown |= was_shown(&limit.name));
        self
    }

    fn shown(&self) -> impl Iterator<Item = &Limit> {
        self.limits.iter().filter(|limit| limit.shown)
    }

    pub(super) fn draw<DB: DrawingBackend>(&self, pen: &Pen<'_, DB>) -> Result<(), Failure<DB>> {
        heat::draw(pen, self, pen.palette.limit)
    }
}

impl Heat for Breaches {
    const LIKELY: &str = "happens in at least half of the futures";
    const UNLIKELY: &str = "happens in fewer than half of the futures";

    fn rows(&self) -> Vec<Row<'_>> {
        let rows = self.shown().map(|limit| Row {
            name: &limit.name,
            full_name: limit.name.clone(),
            chances: limit.months.clone(),
        });
        rows.collect()
    }

    fn first(&self) -> Month {
        self.first
    }

    fn read(&self, place: usize) -> Vec<(&str, Chance)> {
        let read = self.shown().filter_map(|limit| Some((limit.name.as_str(), *limit.months.get(place)?)));
        read.filter(|(_, chance)| chance.count > 0).collect()
    }
}
