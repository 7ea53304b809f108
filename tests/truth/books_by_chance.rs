//! When the money runs out, against a program of its own: other random numbers, plain loops, and nothing of the model or its books.
//! What is drawn of a future are the ranges alone; users and calls have no noise.

use super::books::{bare, summary};
use super::*;
use headroom::scenario::{CostLine, Curve, LineKind, Round};

/// Futures that are simulated, and those of the other program.
const SIMULATED: usize = 2_048;
const DRAWN: usize = 200_000;

/// Random numbers in no way related to those of the model: splitmix64.
struct Dice(u64);

impl Dice {
    fn uniform(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (bits ^ (bits >> 31)) as f64 / u64::MAX as f64
    }

    /// Of a range, in which 8 of 10 lie: two dice, of which a tenth of the sums lies below it and a tenth above.
    fn within(&mut self, low: f64, high: f64) -> f64 {
        let reach = (high - low) / 2.0 / (1.0 - 0.2_f64.sqrt());
        (low + high) / 2.0 + reach * (self.uniform() + self.uniform() - 1.0)
    }
}

/// Compares how many of the futures have run out of money by each month with how many of a company's do, which says in which month
/// it does, from 0.
fn assert_runs_out(scenario: Scenario, company: impl Fn(&mut Dice) -> Option<usize>) {
    let months = scenario.months as usize;
    let mut dice = Dice(20_261_128);
    let mut broke = vec![0_u32; months];
    for _ in 0..DRAWN {
        if let Some(month) = company(&mut dice) {
            broke[month..].iter_mut().for_each(|count| *count += 1);
        }
    }
    let summary = summary(scenario, SIMULATED);
    let mut between = 0;
    for (number, (month, broke)) in summary.months.iter().zip(broke).enumerate() {
        let truth = f64::from(broke) / DRAWN as f64;
        let said = month.books.as_ref().unwrap().broke.share();
        let error = (truth * (1.0 - truth) * (1.0 / SIMULATED as f64 + 1.0 / DRAWN as f64)).sqrt();
        assert!((said - truth).abs() <= 4.0 * error + 1e-3, "by month {}: {said} where {truth} is right", number + 1);
        between += u32::from((0.05..0.95).contains(&truth));
    }
    assert!(between >= 4, "too few months in which it is open whether the money has run out");
}

fn line(id: &str, kind: LineKind, amount: (f64, f64)) -> CostLine {
    CostLine::new(id.to_owned(), id.to_owned(), kind, Quantity::range(amount.0, amount.1))
}

/// As many users in every month, of whom a drawn share pays a drawn price from month 4 on; three lines with drawn amounts.
#[test]
fn a_company_that_stays_as_large_runs_out_as_often_as_another_program_says() {
    let mut scenario = bare(18);
    scenario.money.income_from = 4;
    set(&mut scenario, Field::Users, 5_000.0);
    scenario.money.paying = Quantity::range(3.0, 9.0);
    scenario.money.price = Quantity::range(20.0, 40.0);
    scenario.books.cash = Quantity::range(150_000.0, 250_000.0);
    scenario.books.lines = vec![
        CostLine { count: Quantity::range(1.0, 2.0), ..line("people", LineKind::People, (100_000.0, 150_000.0)) },
        CostLine { from: 3, ..line("once", LineKind::OneOff, (10_000.0, 50_000.0)) },
        CostLine { from: 2, ..line("month", LineKind::Monthly, (1_000.0, 4_000.0)) },
    ];
    assert_runs_out(scenario, |dice| {
        let (paying, price) = (dice.within(3.0, 9.0) / 100.0, dice.within(20.0, 40.0));
        let mut bank = dice.within(150_000.0, 250_000.0);
        let salaries = dice.within(1.0, 2.0) * dice.within(100_000.0, 150_000.0) / 12.0;
        let (once, monthly) = (dice.within(10_000.0, 50_000.0), dice.within(1_000.0, 4_000.0));
        for month in 0..18 {
            bank -= salaries;
            if month >= 1 {
                bank -= monthly;
            }
            if month == 2 {
                bank -= once;
            }
            if month >= 3 {
                bank += 5_000.0 * paying * price;
            }
            if bank < 0.0 {
                return Some(month);
            }
        }
        None
    });
}

/// Users grow by a drawn share each month; support is paid from 3,000 of them on, insurance each year, and investors pay in month 9,
/// half of them in each future more than the others. Income is of each day's users, as they are at noon.
#[test]
fn a_company_that_grows_runs_out_as_often_as_another_program_says() {
    let mut scenario = bare(24);
    scenario.growth.curve = Curve::Compound;
    scenario.growth.monthly_growth = Quantity::range(5.0, 15.0);
    scenario.money.income_from = 1;
    set(&mut scenario, Field::Price, 25.0);
    scenario.money.paying = Quantity::range(4.0, 8.0);
    scenario.books.cash = Quantity::Exact(120_000.0);
    scenario.books.lines = vec![
        line("people", LineKind::People, (150_000.0, 210_000.0)),
        CostLine {
            from_users: Some(Quantity::range(2_000.0, 4_000.0)),
            ..line("support", LineKind::Monthly, (5_000.0, 9_000.0))
        },
        CostLine { from: 2, ..line("insurance", LineKind::Yearly, (8_000.0, 30_000.0)) },
    ];
    scenario.books.rounds = vec![Round::new("seed".to_owned(), 9, Quantity::range(50_000.0, 200_000.0))];
    let days = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    assert_eq!(scenario.start.to_string(), "2027-01");
    assert_runs_out(scenario, |dice| {
        let growth = 1.0 + dice.within(5.0, 15.0) / 100.0;
        let pays = dice.within(4.0, 8.0) / 100.0 * 25.0;
        let mut bank = 120_000.0;
        let salaries = dice.within(150_000.0, 210_000.0) / 12.0;
        let (from_users, support) = (dice.within(2_000.0, 4_000.0), dice.within(5_000.0, 9_000.0));
        let (insurance, raised) = (dice.within(8_000.0, 30_000.0), dice.within(50_000.0, 200_000.0));
        let mut is_supported = false;
        for (month, days) in days.into_iter().enumerate() {
            let users = |of_month: f64| 1_000.0 * libm::pow(growth, month as f64 + of_month);
            let mean = (0..days).map(|day| users((f64::from(day) + 0.5) / f64::from(days))).sum::<f64>();
            bank += mean / f64::from(days) * pays - salaries;
            is_supported |= users(1.0) >= from_users;
            if is_supported {
                bank -= support;
            }
            if month % 12 == 1 {
                bank -= insurance;
            }
            if month == 8 {
                bank += raised;
            }
            if bank < 0.0 {
                return Some(month);
            }
        }
        None
    });
}
