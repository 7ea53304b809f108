//! Cost lines and rounds of a scenario, and what they are in one future.

use serde::{Deserialize, Serialize};

use super::Program;
use crate::scenario::{Field, LineKind, Scenario};
use crate::stats::Payment;

/// What is paid and raised, but for the numbers, which differ between futures.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Books {
    is_kept: bool,
    /// Whether it is said what the company lives on.
    says_cash: bool,
    lines: Vec<Line>,
    /// Months of the rounds, from 0.
    rounds: Vec<usize>,
}

/// A cost line that is not left out.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Line {
    /// Its place among the scenario's lines.
    place: usize,
    kind: LineKind,
    /// First month, from 0.
    first: usize,
}

impl Books {
    pub(super) fn new(scenario: &Scenario) -> Self {
        let month = |month: u32| (month as usize).saturating_sub(1);
        let lines = scenario.books.lines.iter().enumerate().filter(|(_, line)| !line.off);
        let lines = lines.map(|(place, line)| Line { place, kind: line.kind, first: month(line.from) });
        Self {
            is_kept: scenario.books.are_kept(),
            says_cash: scenario.books.says_cash(),
            lines: lines.collect(),
            rounds: scenario.books.rounds.iter().map(|round| month(round.month)).collect(),
        }
    }
}

/// More months than any run has.
const ONCE: usize = 1_000;

/// How a kind of line is paid: its place in the books, months between two payments, and the share of its amount that each is.
const fn paid(kind: LineKind) -> (usize, usize, f64) {
    match kind {
        LineKind::People => (1, 1, 1.0 / 12.0),
        LineKind::OneOff => (2, ONCE, 1.0),
        LineKind::Monthly => (3, 1, 1.0),
        LineKind::Yearly => (4, 12, 1.0),
    }
}

impl Program {
    /// Whether the company's books are kept.
    #[must_use]
    pub const fn keeps_books(&self) -> bool {
        self.books.is_kept
    }

    /// Whether it is said what the company lives on.
    #[must_use]
    pub const fn says_cash(&self) -> bool {
        self.books.says_cash
    }

    /// What is in the bank at the begin of one future, dollars, and what is paid and raised in it.
    #[must_use]
    pub fn payments(&self, future: u32) -> (f64, Vec<Payment>) {
        let numbers = self.inputs.numbers(self.seed, future);
        let lines = self.books.lines.iter().map(|line| {
            let number = |field| numbers.get(field, line.place);
            let (kind, every, share) = paid(line.kind);
            // NaN where it does not wait for users.
            let users = number(Field::LineUsers).max(0.0);
            Payment {
                kind,
                dollars: number(Field::LineAmount) * number(Field::LineCount) * share,
                months: (line.first, usize::MAX),
                every,
                users,
            }
        });
        let rounds = self.books.rounds.iter().enumerate().map(|(place, month)| Payment {
            kind: Payment::ROUND,
            dollars: numbers.get(Field::RoundAmount, place),
            months: (*month, *month),
            every: ONCE,
            users: 0.0,
        });
        (numbers.get(Field::Cash, 0), lines.chain(rounds).collect())
    }
}
