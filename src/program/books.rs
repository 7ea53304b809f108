//! Cost lines and rounds of a scenario, and what they are in one future.

use serde::{Deserialize, Serialize};

use super::Program;
use crate::scenario::{Field, LineKind, Scenario};
use crate::stats::{Market, Payment, Terms, What};

/// What is paid and raised, but for the numbers, which differ between futures.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Books {
    is_kept: bool,
    /// Whether it is said what the company lives on.
    says_cash: bool,
    lines: Vec<Line>,
    /// How many lines there are, with those that are left out.
    count: usize,
    /// First month with income, from 0; past the last, where users never pay.
    earns_from: usize,
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
        let earns_from = match scenario.money.income_from {
            0 => ONCE,
            from => month(from),
        };
        Self {
            is_kept: scenario.keeps_books(),
            count: scenario.books.lines.len(),
            earns_from,
            says_cash: scenario.says_cash(),
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

/// What the books of one future are kept by.
pub struct FutureBooks {
    /// What is earned, paid and raised.
    pub terms: Terms,
    /// Of what is paid for what is turned away, the share that is given back.
    pub refunds: f64,
    /// Dollars that a user who is served for a whole month comes to in the model's income.
    pub a_month: f64,
}

impl Program {
    /// Whether the company's books are kept: something is said of what it spends and has, or of who pays for what.
    #[must_use]
    pub const fn keeps_books(&self) -> bool {
        self.books.is_kept
    }

    /// Whether it is said what the company lives on.
    #[must_use]
    pub const fn says_cash(&self) -> bool {
        self.books.says_cash
    }

    /// What the books of one future are kept by.
    #[must_use]
    pub fn books(&self, future: u32) -> FutureBooks {
        let numbers = self.inputs.numbers(self.seed, future);
        let share = |field| numbers.get(field, 0) / 100.0;
        let lines = self.books.lines.iter().map(|line| {
            let number = |field| numbers.get(field, line.place);
            let (kind, every, share) = paid(line.kind);
            Payment {
                what: What::Line(kind, line.place),
                dollars: number(Field::LineAmount) * number(Field::LineCount) * share,
                first: line.first,
                every,
                // NaN where it does not wait for them.
                users: number(Field::LineUsers).max(0.0),
                income: number(Field::LineIncome).max(0.0),
                refused: number(Field::LineRefused).max(0.0) / 100.0,
            }
        });
        let rounds = self.books.rounds.iter().enumerate().map(|(place, month)| {
            // NaN where nothing is paid back, or once.
            let (repaid, times) = (numbers.get(Field::RoundRepaid, place), numbers.get(Field::RoundTimes, place));
            Payment {
                what: What::Round(repaid.max(0.0) / 100.0, times.max(1.0)),
                dollars: numbers.get(Field::RoundAmount, place),
                first: *month,
                every: ONCE,
                users: 0.0,
                income: 0.0,
                refused: 0.0,
            }
        });
        let terms = Terms {
            cash: numbers.get(Field::Cash, 0),
            // NaN where none is paid.
            tax: share(Field::ProfitTax).max(0.0),
            sold: self.fixed.sales().sold(&numbers),
            market: Market { first: self.books.earns_from, turnover: share(Field::Turnover) },
            payments: lines.chain(rounds).collect(),
            lines: self.books.count,
        };
        let income = self.fixed.sales().income(&numbers);
        let a_month = income.payments * income.dollars / (1.0 + share(Field::SalesTax));
        FutureBooks { terms, refunds: share(Field::Refunds), a_month }
    }
}
