//! Alternatives as a table: a row for each, ready to be sorted by any column.

use super::super::number::{self, balance, chance, money, odds, percent, seconds};
use super::race::counted;
use super::{Asks, MONTH, Side, given};
use crate::scenario::{Alternative, ValidScenario};
use crate::stats::{Chance, Comparison, Measure, Summary};

/// Alternatives and what they come to; every row has a cell for each column.
#[derive(Clone, Debug, PartialEq)]
pub struct ComparisonTable {
    /// What is compared.
    pub columns: Vec<ComparisonColumn>,
    /// Alternatives in their order.
    pub rows: Vec<ComparisonRow>,
}

/// Something that alternatives are compared by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComparisonColumn {
    /// Its heading.
    pub title: String,
    /// What it is in exact terms.
    pub help: &'static str,
}

/// An alternative.
#[derive(Clone, Debug, PartialEq)]
pub struct ComparisonRow {
    /// Its letter.
    pub letter: char,
    /// What it was called, if anything.
    pub name: String,
    /// What it comes to.
    pub cells: Vec<ComparisonCell>,
}

/// A number of an alternative.
#[derive(Clone, Debug, PartialEq)]
pub struct ComparisonCell {
    /// The number in words.
    pub text: String,
    /// What to sort by; not a number where there is nothing to sort by, which comes last.
    pub sort: f64,
    /// Whether it is the best of its column, or the second, as far as that is known.
    pub rank: Option<Rank>,
}

/// The best and the second of a column, and in how many futures it is the best.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Rank {
    /// Most often the best.
    Best(Chance),
    /// The best of the others.
    Second(Chance),
}

impl Rank {
    /// In words: `best in 83 of 100 futures`.
    #[must_use]
    pub fn words(self) -> String {
        match self {
            Self::Best(chance) => format!("best {}", odds(chance)),
            Self::Second(chance) => format!("second, best {}", odds(chance)),
        }
    }

    /// In short: `best 83%`.
    #[must_use]
    pub fn short(self) -> String {
        match self {
            Self::Best(of) => format!("best {}", chance(of)),
            Self::Second(of) => format!("second {}", chance(of)),
        }
    }
}

impl ComparisonTable {
    /// The rows in the order of a column, upwards or downwards; cells without a number stand last either way.
    #[must_use]
    pub fn sorted(&self, column: usize, down: bool) -> Vec<usize> {
        let key = |row: usize| self.rows[row].cells.get(column).map_or(f64::NAN, |cell| cell.sort);
        let mut order: Vec<usize> = (0..self.rows.len()).collect();
        order.sort_by(|a, b| {
            let (a, b) = (key(*a), key(*b));
            let numbers = if down { b.total_cmp(&a) } else { a.total_cmp(&b) };
            a.is_nan().cmp(&b.is_nan()).then(numbers)
        });
        order
    }
}

/// By which odds the best of a column are found.
#[derive(Clone, Copy)]
enum Judge {
    /// None: it is a chance itself, or does not belong to single futures.
    Nobody,
    /// Those of a measure.
    Measure(Measure),
    /// Those of a bill, of which only who keeps the targets can be the best.
    Bill(Measure),
}

struct Column {
    /// `{month}` stands for the number of the month that is compared.
    title: &'static str,
    help: &'static str,
    cell: fn(&Side<'_>) -> (String, f64),
    judge: Judge,
    asks: Asks,
}

const COLUMNS: [Column; 12] = [
    Column {
        title: "Total cost",
        help: "Bills of all months together: median over the futures, and the range in which 8 of 10 lie; none that turns away more than A's target is the best",
        cell: |side| spread(side, Measure::Cost, money),
        judge: Judge::Bill(Measure::Cost),
        asks: Asks::Nothing,
    },
    Column {
        title: "Cost of month {month}",
        help: "Bills of that month: median over the futures, and the range in which 8 of 10 lie; the best is the cheapest that keeps all targets in it",
        cell: |side| spread(side, Measure::Month, money),
        judge: Judge::Bill(Measure::Month),
        asks: Asks::Nothing,
    },
    Column {
        title: "Above budget",
        help: "Share of futures in which at least one month's bills are above the alternative's budget",
        cell: |side| share(side.summary.over_budget),
        judge: Judge::Nobody,
        asks: Asks::Nothing,
    },
    Column {
        title: "Slowest answers",
        help: "p95 of the time to the full answer in the slowest month: median over the futures, and the range in which 8 of 10 lie",
        cell: |side| {
            if side.answers() { spread(side, Measure::Slowest, seconds) } else { ("none".to_owned(), f64::NAN) }
        },
        judge: Judge::Measure(Measure::Slowest),
        asks: Asks::Nothing,
    },
    Column {
        title: "Turned away",
        help: "Share of the visits and calls of all months that is refused: median over the futures, and the range in which 8 of 10 lie",
        cell: |side| spread(side, Measure::Refused, percent),
        judge: Judge::Measure(Measure::Refused),
        asks: Asks::Nothing,
    },
    Column {
        title: "First wall",
        help: "Month by which half of the futures have met their first wall, if plans are never changed",
        cell: |side| match side.summary.first_wall.month.p50 {
            Some(month) => (format!("month {month}"), month.into()),
            None => ("none".to_owned(), f64::NAN),
        },
        judge: Judge::Nobody,
        asks: Asks::Nothing,
    },
    Column {
        title: "Income less bills",
        help: "Income of all months less their bills: median over the futures, and the range in which 8 of 10 lie",
        cell: |side| spread(side, Measure::Left, balance),
        judge: Judge::Measure(Measure::Left),
        asks: Asks::NoBooks,
    },
    Column {
        title: "All that is spent",
        help: "Bills, people and all other costs of all months together: median over the futures, and the range in which 8 of 10 lie",
        cell: |side| spread(side, Measure::Spent, money),
        judge: Judge::Measure(Measure::Spent),
        asks: Asks::Books,
    },
    Column {
        title: "Income less all costs",
        help: "What users pay in all months less all that is spent in them: median over the futures, and the range in which 8 of 10 lie",
        cell: |side| spread(side, Measure::Left, balance),
        judge: Judge::Measure(Measure::Left),
        asks: Asks::Books,
    },
    Column {
        title: "In the bank at the end",
        help: "Money after the last month, below 0 where there is not enough: median over the futures, and the range in which 8 of 10 lie",
        cell: |side| spread(side, Measure::Cash, balance),
        judge: Judge::Measure(Measure::Cash),
        asks: Asks::Cash,
    },
    Column {
        title: "Runs out of money",
        help: "Share of futures in which there is less than nothing in the bank at the end of some month",
        cell: |side| share(side.cash().map(|cash| cash.broke).unwrap_or_default()),
        judge: Judge::Nobody,
        asks: Asks::Cash,
    },
    Column {
        title: "Keeps all targets",
        help: "Share of futures in which budget, slowest answers and what is turned away are within A's targets in every month",
        cell: |side| share(side.contender.keeps),
        judge: Judge::Nobody,
        asks: Asks::Nothing,
    },
];

/// The alternatives beside each other; the second and later are compared with the same futures of the first.
#[must_use]
pub fn comparison_table(comparison: &Comparison, summaries: &[&Summary], scenario: &ValidScenario) -> ComparisonTable {
    let sides = Side::all(comparison, summaries);
    let month = MONTH.min(scenario.months as usize).to_string();
    let shown: Vec<&Column> = COLUMNS.iter().filter(|it| it.asks.is_met(&sides)).collect();
    let columns = shown.iter().map(|it| ComparisonColumn { title: it.title.replace("{month}", &month), help: it.help });
    let ranks = shown.iter().map(|it| {
        let judged: Vec<Judged> = sides.iter().map(|side| judged(it.judge, side, comparison, scenario)).collect();
        ranks(&judged, it.judge)
    });
    let ranks: Vec<Vec<Option<Rank>>> = ranks.collect();
    let row = |side: &Side<'_>| ComparisonRow {
        letter: Alternative::letter(side.place),
        name: given(scenario, side.place).to_owned(),
        cells: shown
            .iter()
            .zip(&ranks)
            .map(|(column, ranks)| {
                let (text, sort) = (column.cell)(side);
                ComparisonCell { text, sort, rank: ranks.get(side.place).copied().flatten() }
            })
            .collect(),
    };
    ComparisonTable { columns: columns.collect(), rows: sides.iter().map(row).collect() }
}

/// A number with the range in which 8 of 10 futures lie.
fn spread(side: &Side<'_>, measure: Measure, print: fn(f64) -> String) -> (String, f64) {
    let bands = side.known(measure).map(|it| it.bands).unwrap_or_default();
    (number::spread(&bands, print), bands.p50.into())
}

fn share(counted: Chance) -> (String, f64) {
    (chance(counted), counted.share())
}

/// In how many futures an alternative is the best of a column, and its own number; nothing where it cannot be the best.
type Judged = Option<(Chance, f64)>;

fn judged(judge: Judge, side: &Side<'_>, comparison: &Comparison, scenario: &ValidScenario) -> Judged {
    let (measure, chance) = match judge {
        Judge::Nobody => return None,
        // No answers are not fast.
        Judge::Measure(Measure::Slowest) if !side.answers() => return None,
        Judge::Measure(measure) => (measure, side.known(measure)?.best),
        // A low bill for users who are sent away is no advantage.
        Judge::Bill(_) if side.refuses_too_much(scenario) => return None,
        Judge::Bill(measure) => (measure, wins(measure, side, comparison)),
    };
    Some((chance, side.known(measure)?.bands.p50.into()))
}

/// Futures in which an alternative has the lowest bill of those that keep the targets, or of all months those that serve.
fn wins(measure: Measure, side: &Side<'_>, comparison: &Comparison) -> Chance {
    if measure == Measure::Cost {
        return side.standing(measure).best;
    }
    let month = comparison.race.len().min(MONTH).checked_sub(1).and_then(|month| comparison.race.get(month));
    let share = month.and_then(|shares| shares.get(side.place)).copied().unwrap_or_default();
    counted(share, side.contender.keeps.of)
}

/// The best and the second of a column; nobody where all are equal.
fn ranks(judged: &[Judged], judge: Judge) -> Vec<Option<Rank>> {
    let (Judge::Measure(measure) | Judge::Bill(measure)) = judge else { return Vec::new() };
    let is_before = |a: &(Chance, f64), b: &(Chance, f64)| {
        a.0.count > b.0.count || a.0.count == b.0.count && measure.is_better(a.1, b.1)
    };
    let before = |it: &(Chance, f64)| judged.iter().flatten().filter(|other| is_before(other, it)).count();
    let best = judged.iter().flatten().filter(|it| before(it) == 0).count();
    let rank = |it: &(Chance, f64)| match before(it) {
        // Two that are equally good are told apart by nothing.
        0 if best == 1 && it.0.count > 0 => Some(Rank::Best(it.0)),
        1 if best == 1 && it.0.count > 0 => Some(Rank::Second(it.0)),
        _ => None,
    };
    judged.iter().map(|it| it.as_ref().and_then(rank)).collect()
}

#[cfg(test)]
mod tests;
