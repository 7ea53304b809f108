//! The company's books, against sums by hand and chances in closed form.

use super::*;
use headroom::engine::Reducer;
use headroom::scenario::{CostLine, LineKind, Round};
use headroom::stats::Summary;

/// Two engineers, one of them from month 3 on, an audit in month 2, and $12,000 a year.
fn kept(months: u32) -> Scenario {
    let mut scenario = still("gemini-paid-tasktrakr");
    (scenario.months, scenario.futures) = (months, 64);
    set(&mut scenario, Field::CallsPerActiveDay, 0.0);
    let line = |kind, dollars: f64| CostLine::new(String::new(), "A cost".to_owned(), kind, Quantity::Exact(dollars));
    scenario.books.cash = Quantity::Exact(100_000.0);
    scenario.books.lines = vec![
        line(LineKind::People, 120_000.0),
        CostLine { from: 3, ..line(LineKind::People, 120_000.0) },
        CostLine { from: 2, ..line(LineKind::OneOff, 15_000.0) },
        line(LineKind::Yearly, 12_000.0),
        CostLine { off: true, ..line(LineKind::Monthly, 1e6) },
    ];
    scenario.books.lines.iter_mut().enumerate().for_each(|(place, line)| line.id = format!("line-{place}"));
    scenario
}

pub(super) fn summary(scenario: Scenario, futures: usize) -> Summary {
    let program = program(scenario);
    let mut reducer = Reducer::new(&program, futures).unwrap();
    reducer.place(0, simulate::<f32x8>(&program, futures));
    reducer.answer(&program).summary
}

#[test]
fn a_quarter_of_books_is_what_a_bookkeeper_writes() {
    let summary = summary(kept(4), 16);
    let months: Vec<_> = summary.months.iter().map(|month| month.books.clone().unwrap()).collect();
    let spent =
        [[0.0, 10_000.0, 0.0, 0.0, 12_000.0], [0.0, 10_000.0, 15_000.0, 0.0, 0.0], [0.0, 20_000.0, 0.0, 0.0, 0.0]];
    for (month, right) in months.iter().zip(spent) {
        assert!(month.spent.iter().zip(right).all(|(spent, right)| (spent - right).abs() < 0.005), "{:?}", month.spent);
    }
    let cash: Vec<f32> = months.iter().map(|month| month.cash.p50).collect();
    assert_eq!(cash, [78_000.0, 53_000.0, 33_000.0, 13_000.0]);
    let books = summary.books.unwrap();
    assert_eq!((books.broke.count, books.breaks_even.count, books.total.p50), (0, 0, 87_000.0));
}

#[test]
fn bills_and_income_are_in_the_books_as_simulated() {
    let mut scenario = kept(3);
    set(&mut scenario, Field::CallsPerActiveDay, 5.0);
    scenario.money.income_from = 2;
    set(&mut scenario, Field::Paying, 10.0);
    set(&mut scenario, Field::Price, 20.0);
    scenario.books.rounds = vec![Round::new("seed".to_owned(), 3, Quantity::Exact(50_000.0))];
    let summary = summary(scenario, 16);
    let mut before = 100_000.0;
    for (number, month) in summary.months.iter().enumerate() {
        let books = month.books.as_ref().unwrap();
        assert!((books.spent[0] - month.cost.mean).abs() < 1e-3, "the bills of month {number}");
        let raised = if number == 2 { 50_000.0 } else { 0.0 };
        let after = before + raised + month.income.mean - books.spent.iter().sum::<f64>();
        assert!((books.cash.mean - after).abs() < 0.5, "month {number}: {} where {after} is right", books.cash.mean);
        before = books.cash.mean;
    }
    assert!((summary.months[1].income.mean - 2_000.0).abs() < 1.0);
}

#[test]
fn the_chance_to_run_out_is_that_of_the_drawn_salary() {
    let mut scenario = kept(12);
    scenario.books.lines.truncate(1);
    scenario.books.lines[0].amount = Quantity::range(100_000.0, 200_000.0);
    let summary = summary(scenario, 2_048);
    // 8 of 10 lie between the ends: the triangle's feet are beyond them by the same share of its width on either side.
    let half = 50_000.0 / (1.0 - 2.0 * libm::sqrt(0.05));
    let above = |salary: f64| {
        let from_foot = (salary - (150_000.0 - half)) / half;
        match from_foot {
            from if from <= 0.0 => 1.0,
            from if from <= 1.0 => 1.0 - from * from / 2.0,
            from if from <= 2.0 => (2.0 - from) * (2.0 - from) / 2.0,
            _ => 0.0,
        }
    };
    for (number, month) in summary.months.iter().enumerate() {
        // $100,000 are gone by the end of month n where n twelfths of the salary are more.
        let truth = above(100_000.0 * 12.0 / (number + 1) as f64);
        let said = month.books.as_ref().unwrap().broke.share();
        let error = (truth * (1.0 - truth) / 2_048.0).sqrt();
        assert!((said - truth).abs() < 4.0 * error + 1e-9, "by month {}: {said} where {truth} is right", number + 1);
    }
    let last = above(100_000.0);
    assert!((summary.books.unwrap().broke.share() - last).abs() < 0.03);
}

#[test]
fn nothing_that_is_simulated_depends_on_the_books() {
    let without = simulate::<f32x8>(&program(still("gemini-paid-tasktrakr")), 16);
    let mut with = still("gemini-paid-tasktrakr");
    with.books = kept(1).books;
    let with = simulate::<f32x8>(&program(with), 16);
    let same = with.as_slice().iter().zip(without.as_slice()).all(|(a, b)| a.to_bits() == b.to_bits());
    assert!(same);
}

#[test]
fn a_line_waits_for_its_users() {
    let mut scenario = kept(3);
    scenario.books.lines.truncate(1);
    scenario.books.lines[0].from_users = Some(Quantity::Exact(1.0));
    let users = Input { field: Field::LineUsers, place: 0 };
    let people = |of: f64| {
        let mut scenario = scenario.clone();
        users.set(&mut scenario, Quantity::Exact(of));
        summary(scenario, 16).months.iter().map(|month| month.books.as_ref().unwrap().spent[1]).sum::<f64>()
    };
    // There are 1,000 users in every month.
    assert_eq!([999.0, 1_001.0].map(people), [30_000.0, 0.0]);
}
