//! On which plan, when: in each month, how many futures are on each plan of each ladder.

use plotters::prelude::DrawingBackend;

use super::{
    Failure,
    alternatives::{MOST, letter},
    heat::{self, Heat, Row},
    pen::Pen,
};
use crate::date::Month;
use crate::stats::{Chance, RUNGS, Summary};

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
    /// The alternative that it belongs to, and the place of its ladder there.
    pub place: (usize, usize),
    /// The plan, as its row is called.
    pub plan: String,
    /// The plan with what its ladder is for.
    pub full_name: String,
    /// One entry a month.
    pub months: Vec<Chance>,
}

/// Which plan of each ladder the futures are on at the end of each month.
#[derive(Clone, Debug, PartialEq)]
pub struct Rungs {
    /// First month.
    pub first: Month,
    /// The plans, ladder by ladder.
    pub rungs: Vec<Rung>,
    /// Which of them have a row: those that any future is ever on.
    shown: Vec<bool>,
}

impl Rungs {
    /// The plans of a run; `None` where there is nothing to move to.
    #[must_use]
    pub fn new(summary: &Summary, first: Month, ladders: &[LadderNames]) -> Option<Self> {
        Self::of(first, rungs(summary, ladders, (0, "")).collect())
    }

    /// The plans of several alternatives, each row with the letter of its alternative in front.
    #[must_use]
    pub fn of_alternatives(runs: &[(&Summary, &[LadderNames])], first: Month) -> Option<Self> {
        let of = |(at, (summary, ladders))| rungs(summary, ladders, (at, letter(at)));
        Self::of(first, runs.iter().copied().take(MOST).enumerate().flat_map(of).collect())
    }

    fn of(first: Month, rungs: Vec<Rung>) -> Option<Self> {
        let shown = rungs.iter().map(|rung| rung.months.iter().any(|month| month.count > 0)).collect();
        (!rungs.is_empty()).then_some(Self { first, rungs, shown })
    }

    /// The same plans with at least the rows of those `before`.
    #[must_use]
    pub fn growing_from(mut self, before: &Self) -> Self {
        let was_shown = |rung: &Rung| {
            let mut same = before.rungs.iter().zip(&before.shown);
            same.any(|(other, shown)| *shown && (other.place, &other.plan) == (rung.place, &rung.plan))
        };
        self.shown.iter_mut().zip(&self.rungs).for_each(|(shown, rung)| *shown |= was_shown(rung));
        self
    }

    pub(super) fn draw<DB: DrawingBackend>(&self, pen: &Pen<'_, DB>) -> Result<(), Failure<DB>> {
        heat::draw(pen, self, pen.palette.accent)
    }
}

impl Heat for Rungs {
    const LIKELY: &str = "has at least half of the futures";
    const UNLIKELY: &str = "has fewer than half of the futures";

    fn rows(&self) -> Vec<Row<'_>> {
        let shown = self.rungs.iter().zip(&self.shown).filter(|(_, shown)| **shown);
        let rows = shown.map(|(rung, _)| Row {
            name: &rung.plan,
            full_name: rung.full_name.clone(),
            chances: rung.months.clone(),
        });
        rows.collect()
    }

    fn first(&self) -> Month {
        self.first
    }

    /// The plan of each ladder on which most futures are: all of them would be a long list.
    fn read(&self, place: usize) -> Vec<(&str, Chance)> {
        let mut read: Vec<(&Rung, Chance)> = Vec::new();
        for rung in &self.rungs {
            let chance = rung.months.get(place).copied().unwrap_or_default();
            match read.last_mut().filter(|(other, _)| other.place == rung.place) {
                Some(most) if most.1.count < chance.count => *most = (rung, chance),
                Some(_) => {}
                None => read.push((rung, chance)),
            }
        }
        read.into_iter().map(|(rung, chance)| (rung.plan.as_str(), chance)).collect()
    }
}

/// The plans of a run, with the letter of the alternative in front, where there is one.
fn rungs<'a>(
    summary: &'a Summary,
    ladders: &'a [LadderNames],
    (alternative, letter): (usize, &'static str),
) -> impl Iterator<Item = Rung> + 'a {
    let before = if letter.is_empty() { String::new() } else { format!("{letter}: ") };
    ladders.iter().flat_map(move |ladder| {
        let before = before.clone();
        ladder.plans.iter().enumerate().map(move |(rung, plan)| {
            let count = |rungs: &[u32; RUNGS]| rungs.get(rung).copied().unwrap_or(0);
            // Of each month's own futures: months of a preview and of the full run may stand side by side.
            let months = summary.months.iter().map(|month| {
                let rungs = month.rungs.get(ladder.place).copied().unwrap_or_default();
                Chance::new(count(&rungs), rungs.iter().fold(0, |sum, rung| sum.saturating_add(*rung)))
            });
            Rung {
                place: (alternative, ladder.place),
                plan: format!("{before}{plan}"),
                full_name: before.clone() + &full_name(&ladder.name, plan),
                months: months.collect(),
            }
        })
    })
}

/// A plan with what its ladder is for, once.
fn full_name(ladder: &str, plan: &str) -> String {
    if plan.starts_with(&format!("{ladder}: ")) { plan.to_owned() } else { format!("{ladder}: {plan}") }
}
