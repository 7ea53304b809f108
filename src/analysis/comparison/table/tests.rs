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
