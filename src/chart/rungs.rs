//! On which plan, when: in each month, how many futures are on each plan of each ladder.

use plotters::prelude::DrawingBackend;

use super::{
    Calendar, Failure, Numbers,
    heat::{self, Row},
    pen::Pen,
};
use crate::{
    analysis::number,
    stats::{Chance, Summary},
};

/// A ladder with more than one plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LadderNames {
    /// Its place in [`MonthSummary::rungs`](crate::stats::MonthSummary::rungs).
    pub place: usize,
    /// What the ladder is for, such as "Frontend".
    pub name: String,
    /// Names of its plans, first to last.
    pub plans: Vec<String>,
}

/// A plan and the share of futures on it, month by month.
#[derive(Clone, Debug, PartialEq)]
pub struct Rung {
    /// What its ladder is for.
    pub ladder: String,
    /// The plan.
    pub plan: String,
    /// One entry a month.
    pub months: Vec<Chance>,
}

/// Which plan of each ladder the futures are on at the end of each month.
#[derive(Clone, Debug, PartialEq)]
pub struct Rungs {
    /// First month.
    pub calendar: Calendar,
    /// The plans, ladder by ladder.
    pub rungs: Vec<Rung>,
}

impl Rungs {
    /// The plans of a run; `None` where there is nothing to move to.
    #[must_use]
    pub fn new(summary: &Summary, calendar: Calendar, ladders: &[LadderNames]) -> Option<Self> {
        let rungs = ladders.iter().flat_map(|ladder| {
            ladder.plans.iter().enumerate().map(|(rung, plan)| {
                let count = |rungs: &[u32; 4]| rungs.get(rung).copied().unwrap_or(0);
                let months = summary.months.iter().map(|month| {
                    let count = month.rungs.get(ladder.place).map_or(0, count);
                    Chance::new(count, summary.futures)
                });
                Rung { ladder: ladder.name.clone(), plan: plan.clone(), months: months.collect() }
            })
        });
        let rungs: Vec<_> = rungs.collect();
        (!rungs.is_empty()).then_some(Self { calendar, rungs })
    }

    pub(super) fn height(&self, width: f64) -> f64 {
        heat::height(self.rungs.iter().map(|rung| rung.plan.as_str()), width)
    }

    pub(super) fn draw<DB: DrawingBackend>(&self, pen: &Pen<'_, DB>) -> Result<(), Failure<DB>> {
        let rows = self.rungs.iter().map(|rung| Row { name: &rung.plan, chances: rung.months.clone() });
        heat::draw(pen, &rows.collect::<Vec<_>>(), self.calendar, pen.palette.accent)
    }

    pub(super) fn words(&self) -> String {
        let sentence = |rung: &Rung| {
            let most = rung.months.iter().position(|month| month.share() >= 0.5);
            let when = match most {
                Some(index) => format!("has at least half of the futures from {}", self.calendar.name(index)),
                None => "has fewer than half of the futures in every month".to_owned(),
            };
            format!("{}: {} {when}.", rung.ladder, rung.plan)
        };
        self.rungs.iter().map(sentence).collect::<Vec<_>>().join(" ")
    }

    pub(super) fn numbers(&self) -> Numbers {
        let names = self.rungs.iter().map(|rung| format!("{}: {}", rung.ladder, rung.plan));
        let months = self.rungs.first().map_or(0, |rung| rung.months.len());
        let row = |index: usize| {
            let shares =
                self.rungs.iter().filter_map(|rung| rung.months.get(index)).map(|month| number::chance(*month));
            std::iter::once(self.calendar.name(index)).chain(shares).collect()
        };
        Numbers {
            columns: std::iter::once("Month".to_owned()).chain(names).collect(),
            rows: (0..months).map(row).collect(),
        }
    }
}
