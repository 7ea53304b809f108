//! Alternatives as a table: a row for each, ready to be sorted by any column.

use super::super::number::{self, balance, chance, money, odds, percent, seconds};
use super::race::counted;
use super::{MONTH, Side, given};
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
}

const COLUMNS: [Column; 8] = [
    Column {
        title: "Total cost",
        help: "Bills of all months together: median over the futures, and the range in which 8 of 10 lie; none that turns away more than A's target is the best",
        cell: |side| spread(side, Measure::Cost, money),
        judge: Judge::Bill(Measure::Cost),
    },
    Column {
        title: "Cost of month {month}",
        help: "Bills of that month: median over the futures, and the range in which 8 of 10 lie; the best is the cheapest that keeps all targets in it",
        cell: |side| spread(side, Measure::Month, money),
        judge: Judge::Bill(Measure::Month),
    },
    Column {
        title: "Above budget",
        help: "Share of futures in which at least one month's bills are above the alternative's budget",
        cell: |side| share(side.summary.over_budget),
        judge: Judge::Nobody,
    },
    Column {
        title: "Slowest answers",
        help: "p95 of the time to the full answer in the slowest month: median over the futures, and the range in which 8 of 10 lie",
        cell: |side| {
            if side.answers() { spread(side, Measure::Slowest, seconds) } else { ("none".to_owned(), f64::NAN) }
        },
        judge: Judge::Measure(Measure::Slowest),
    },
    Column {
        title: "Turned away",
        help: "Share of the visits and calls of all months that is refused: median over the futures, and the range in which 8 of 10 lie",
        cell: |side| spread(side, Measure::Refused, percent),
        judge: Judge::Measure(Measure::Refused),
    },
    Column {
        title: "First wall",
        help: "Month by which half of the futures have met their first wall, if plans are never changed",
        cell: |side| match side.summary.first_wall.month.p50 {
            Some(month) => (format!("month {month}"), month.into()),
            None => ("none".to_owned(), f64::NAN),
        },
        judge: Judge::Nobody,
    },
    Column {
        title: "Income less bills",
        help: "Income of all months less their bills: median over the futures, and the range in which 8 of 10 lie",
        cell: |side| spread(side, Measure::Left, balance),
        judge: Judge::Measure(Measure::Left),
    },
    Column {
        title: "Keeps all targets",
        help: "Share of futures in which budget, slowest answers and what is turned away are within A's targets in every month",
        cell: |side| share(side.contender.keeps),
        judge: Judge::Nobody,
    },
];

/// The alternatives beside each other; the second and later are compared with the same futures of the first.
#[must_use]
pub fn comparison_table(comparison: &Comparison, summaries: &[&Summary], scenario: &ValidScenario) -> ComparisonTable {
    let sides = Side::all(comparison, summaries);
    let month = MONTH.min(scenario.months as usize).to_string();
    let columns =
        COLUMNS.iter().map(|it| ComparisonColumn { title: it.title.replace("{month}", &month), help: it.help });
    let ranks = COLUMNS.iter().map(|it| {
        let judged: Vec<Judged> = sides.iter().map(|side| judged(it.judge, side, comparison, scenario)).collect();
        ranks(&judged, it.judge)
    });
    let ranks: Vec<Vec<Option<Rank>>> = ranks.collect();
    let row = |side: &Side<'_>| ComparisonRow {
        letter: Alternative::letter(side.place),
        name: given(scenario, side.place).to_owned(),
        cells: COLUMNS
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
    let bands = side.standing(measure).bands;
    (number::spread(&bands, print), bands.p50.into())
}

fn share(counted: Chance) -> (String, f64) {
    (chance(counted), counted.share())
}

/// In how many futures an alternative is the best of a column, and its own number; nothing where it cannot be the best.
type Judged = Option<(Chance, f32)>;

fn judged(judge: Judge, side: &Side<'_>, comparison: &Comparison, scenario: &ValidScenario) -> Judged {
    let (measure, chance) = match judge {
        Judge::Nobody => return None,
        // No answers are not fast.
        Judge::Measure(Measure::Slowest) if !side.answers() => return None,
        Judge::Measure(measure) => (measure, side.standing(measure).best),
        // A low bill for users who are sent away is no advantage.
        Judge::Bill(_) if side.refuses_too_much(scenario) => return None,
        Judge::Bill(measure) => (measure, wins(measure, side, comparison)),
    };
    Some((chance, side.standing(measure).bands.p50))
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
    let is_before = |a: &(Chance, f32), b: &(Chance, f32)| {
        a.0.count > b.0.count || a.0.count == b.0.count && measure.is_better(a.1, b.1)
    };
    let before = |it: &(Chance, f32)| judged.iter().flatten().filter(|other| is_before(other, it)).count();
    let best = judged.iter().flatten().filter(|it| before(it) == 0).count();
    let rank = |it: &(Chance, f32)| match before(it) {
        // Two that are equally good are told apart by nothing.
        0 if best == 1 && it.0.count > 0 => Some(Rank::Best(it.0)),
        1 if best == 1 && it.0.count > 0 => Some(Rank::Second(it.0)),
        _ => None,
    };
    judged.iter().map(|it| it.as_ref().and_then(rank)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::sample::{Rows, compared, comparison, row, scenario, summaries, usual};
    use super::*;
    use crate::stats::{FirstWall, WallQuantiles};

    fn table(comparison: &Comparison, names: &[&str]) -> ComparisonTable {
        let [first, second] = summaries();
        let summaries: Vec<&Summary> = [&first, &second, &first].into_iter().take(names.len()).collect();
        comparison_table(comparison, &summaries, &scenario(names))
    }

    fn texts(table: &ComparisonTable, row: usize) -> Vec<&str> {
        table.rows[row].cells.iter().map(|cell| cell.text.as_str()).collect()
    }

    fn rank(table: &ComparisonTable, row: usize, column: &str) -> Option<String> {
        let column = table.columns.iter().position(|it| it.title == column).unwrap();
        table.rows[row].cells[column].rank.map(Rank::words)
    }

    #[test]
    fn a_row_is_an_alternative() {
        let table = table(&comparison(), &["today", "Groq"]);
        let titles: Vec<&str> = table.columns.iter().map(|it| it.title.as_str()).collect();
        assert_eq!(titles[..3], ["Total cost", "Cost of month 12", "Above budget"]);
        assert_eq!((table.rows[1].letter, table.rows[1].name.as_str()), ('B', "Groq"));
        assert_eq!(texts(&table, 0), ["$5,000", "$100", "40%", "4.0 s", "6%", "month 5", "$500", "<4%"]);
        let second = ["$3,760 ($2,100 to $5,100)", "$100", "<0.1%", "4.8 s", "0.1%", "none", "$500", "97%"];
        assert_eq!(texts(&table, 1), second);
    }

    #[test]
    fn best_and_second_come_with_the_odds_that_they_are() {
        let table = table(&comparison(), &["today", "Groq"]);
        let both = |column: &str| [0, 1].map(|row| rank(&table, row, column));
        // In no future is the other the best, so it is no second; A turns away too much to be the best of anything.
        let best = Some("best in all 100 futures".to_owned());
        // A turns away too much to be the cheapest, whatever it costs.
        assert_eq!(both("Total cost"), [None, Some("best in all 100 futures".to_owned())]);
        // The last of two months, in which nobody else keeps the targets.
        assert_eq!(both("Cost of month 12"), [None, None]);
        // A is faster, for those whom it answers.
        assert_eq!(both("Slowest answers"), [None, best.clone()]);
        assert_eq!(both("Turned away"), [None, best.clone()]);
        // Both have as much left, but A turns away too much.
        assert_eq!(both("Income less bills"), [None, best]);
        assert_eq!(both("Above budget"), [None, None]);
    }

    /// An alternative with another number in every future.
    fn with(measure: Measure, number: f32) -> Rows {
        let mut rows = usual();
        rows[measure as usize] = row(&[(100, number)]);
        rows
    }

    #[test]
    fn nobody_wins_on_cost_alone() {
        let cost = |all: &[Rows]| -> Vec<Option<String>> {
            let table = table(&compared(all, &vec![0; all.len()]), &vec![""; all.len()]);
            (0..all.len()).map(|row| rank(&table, row, "Total cost")).collect()
        };
        let mut serving = usual();
        serving[Measure::Refused as usize] = row(&[(100, 0.0)]);
        let mut cheaper = serving.clone();
        cheaper[Measure::Cost as usize] = row(&[(83, 1_000.0), (17, 9_000.0)]);
        // All turn away 6% for 1%.
        assert_eq!(cost(&[usual(), with(Measure::Cost, 1_000.0)]), [None, None]);
        let best = |words: &str| Some(words.to_owned());
        assert_eq!(cost(&[serving.clone(), with(Measure::Cost, 1_000.0)]), [best("best in all 100 futures"), None]);
        let [first, second] = ["second, best in 17 of 100 futures", "best in 83 of 100 futures"].map(best);
        assert_eq!(cost(&[serving, cheaper, with(Measure::Cost, 1.0)]), [first, second, None]);
    }

    #[test]
    fn the_cheapest_of_a_month_keeps_the_targets_in_it() {
        let mut comparison = comparison();
        comparison.contenders[0].standings[Measure::Refused as usize].bands.p50 = 0.0;
        let table = table(&comparison, &["today", "Groq"]);
        // The second of two months, the last: A wins 60 futures, and in the others nobody does.
        assert_eq!(rank(&table, 0, "Cost of month 12").as_deref(), Some("best in 60 of 100 futures"));
        assert_eq!(rank(&table, 1, "Cost of month 12").as_deref(), None);
    }

    #[test]
    fn two_that_are_equally_good_are_told_apart_by_nothing() {
        let three = [with(Measure::Slowest, 3.0), with(Measure::Slowest, 3.0), usual()];
        let table = table(&compared(&three, &[0, 0, 0]), &["", "", ""]);
        assert_eq!([0, 1, 2].map(|row| rank(&table, row, "Slowest answers")), [None, None, None]);
    }

    #[test]
    fn no_answers_are_not_the_fastest() {
        let table = table(&compared(&[usual(), with(Measure::Slowest, 0.0)], &[0, 0]), &["", ""]);
        let ranks = [0, 1].map(|row| rank(&table, row, "Slowest answers"));
        assert_eq!(ranks, [None, None]);
        assert_eq!(texts(&table, 1)[3], "none");
    }

    #[test]
    fn what_is_none_stands_last_up_and_down() {
        let mut table = table(&comparison(), &["today", "Groq"]);
        let at = |title: &str| table.columns.iter().position(|it| it.title == title).unwrap();
        let (cost, wall) = (at("Total cost"), at("First wall"));
        assert_eq!([table.sorted(cost, false), table.sorted(cost, true)], [[1, 0], [0, 1]]);
        assert_eq!([table.sorted(wall, false), table.sorted(wall, true)], [[0, 1], [0, 1]]);
        table.rows[0].cells[wall].sort = f64::NAN;
        assert_eq!(table.sorted(wall, true), [0, 1]);
    }

    #[test]
    fn a_short_run_names_its_last_month() {
        let mut short = scenario(&["", ""]).into_inner();
        short.months = 2;
        let [mut first, second] = summaries();
        first.first_wall =
            FirstWall { month: WallQuantiles { p50: Some(2), ..WallQuantiles::default() }, ..first.first_wall };
        let table = comparison_table(&comparison(), &[&first, &second], &short.validate().unwrap());
        assert_eq!((table.columns[1].title.as_str(), texts(&table, 0)[5]), ("Cost of month 2", "month 2"));
    }
}
