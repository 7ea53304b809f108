//! What users buy, through the whole simulation, against sums by hand.

use super::books::summary;
use super::*;
use headroom::scenario::{CostLine, Launch, LineKind, Round, Sale, SaleKind};
use headroom::stats::Summary;

/// A plan of $20 a month that a tenth of those who come buy.
fn sale(kind: SaleKind, dollars: f64) -> Sale {
    let [price, share] = [dollars, 10.0].map(Quantity::Exact);
    Sale::new(format!("sale-{kind:?}").to_lowercase(), "Pro".to_owned(), kind, price, share)
}

/// 1,000 users who pay from the first month on, for so many months.
fn selling(months: u32, sales: Vec<Sale>) -> Scenario {
    let mut scenario = still("gemini-paid-tasktrakr");
    (scenario.months, scenario.futures) = (months, 64);
    set(&mut scenario, Field::CallsPerActiveDay, 0.0);
    scenario.money.income_from = 1;
    scenario.money.sales = sales;
    scenario
}

/// Income of each month.
fn income(scenario: Scenario) -> Vec<f64> {
    summary(scenario, 16).months.iter().map(|month| month.income.mean).collect()
}

fn are_near(income: &[f64], by_hand: &[f64]) {
    assert_eq!(income.len(), by_hand.len());
    for (month, (income, right)) in income.iter().zip(by_hand).enumerate() {
        assert!((income - right).abs() < 1e-4 * right.max(1.0), "month {}: {income}, not {right}", month + 1);
    }
}

#[test]
fn one_plan_by_the_month_is_one_price() {
    let mut priced = selling(3, Vec::new());
    set(&mut priced, Field::Paying, 10.0);
    set(&mut priced, Field::Price, 20.0);
    set(&mut priced, Field::MonthlyGrowth, 30.0);
    let mut sold = priced.clone();
    sold.money.sales = vec![sale(SaleKind::Monthly, 20.0)];
    are_near(&income(sold), &income(priced));
}

#[test]
fn payers_who_stop_are_followed_by_those_who_come() {
    let stops = |turnover: f64| {
        let mut scenario = selling(3, vec![sale(SaleKind::Monthly, 20.0)]);
        set(&mut scenario, Field::SaleChurn, 50.0);
        set(&mut scenario, Field::Turnover, turnover);
        income(scenario)
    };
    // 100 payers, half of them, a quarter; of 1,000 users 100 are others in a month, ten of whom pay.
    are_near(&stops(0.0), &[2_000.0, 1_000.0, 500.0]);
    are_near(&stops(10.0), &[2_000.0, 1_200.0, 800.0]);
}

#[test]
fn trials_years_and_packs() {
    let trial = Sale { trial: 2, ..sale(SaleKind::Monthly, 20.0) };
    are_near(&income(selling(4, vec![trial])), &[0.0, 0.0, 2_000.0, 2_000.0]);
    let mut by_year = vec![0.0; 13];
    (by_year[0], by_year[12]) = (12_000.0, 12_000.0);
    are_near(&income(selling(13, vec![sale(SaleKind::Yearly, 120.0)])), &by_year);
    let mut packs = selling(2, vec![sale(SaleKind::Pack, 5.0)]);
    set(&mut packs, Field::SaleShare, 20.0);
    set(&mut packs, Field::SalePrice, 4.0);
    are_near(&income(packs), &[800.0, 800.0]);
}

/// A hundred users pay $120 for a year at once, $1,000 for each of its months, which cover $900 and do not cover $1,100; bills are less.
#[test]
fn a_year_that_is_paid_at_once_covers_its_months() {
    let with_costs = |dollars: f64| {
        let mut scenario = selling(14, vec![sale(SaleKind::Yearly, 120.0)]);
        let costs = CostLine::new("line".to_owned(), "Costs".to_owned(), LineKind::Monthly, Quantity::Exact(dollars));
        scenario.books.lines = vec![costs];
        summary(scenario, 16)
    };
    let (covered, short) = (with_costs(900.0), with_costs(1_100.0));
    let even = |all: &Summary| all.books.as_ref().unwrap().even_month.p50;
    assert_eq!([even(&covered), even(&short)], [Some(1), None]);
    for month in [1, 12] {
        let books = covered.months[month].books.as_ref().unwrap();
        assert!((books.earning - 1_000.0).abs() < 0.1 && (books.paid_by_user.p50 - 1.0).abs() < 1e-3, "{books:?}");
        assert!((books.margin().unwrap() - (1.0 - books.spent[0] / 1_000.0)).abs() < 1e-3);
    }
}

/// Where nothing is turned away all of a year is paid, also by those who come at a month's end, when few have been there for long.
#[test]
fn who_comes_with_a_launch_pays_for_a_year() {
    let mut scenario = selling(1, vec![sale(SaleKind::Yearly, 120.0)]);
    scenario.launches.scheduled = vec![Launch { month: 1, day: 28, visits: 100_000.0, exact: true }];
    let all = summary(scenario, 16);
    let (users, income) = (all.months[0].users.mean, all.months[0].income.mean);
    assert!(users > 3_000.0 && all.months[0].refused_share.p95 == 0.0, "{users}");
    assert!((income / (users * 0.1 * 120.0) - 1.0).abs() < 1e-4, "{income} of {users}");
}

/// What is turned away is given back of a year, too, as of a month and of a pack: all of it, half or none.
#[test]
fn refunds_are_of_whatever_is_sold() {
    let earned = |refunds: f64| {
        let mut scenario = still("gemini-2.5-flash-free");
        scenario.money.income_from = 1;
        scenario.money.sales =
            [SaleKind::Monthly, SaleKind::Yearly, SaleKind::Pack].map(|kind| sale(kind, 20.0)).to_vec();
        set(&mut scenario, Field::Refunds, refunds);
        let all = summary(scenario, 64);
        (all.months[0].books.as_ref().unwrap().earned, all.months[0].refused_share.mean)
    };
    let (none, refused) = earned(0.0);
    assert!(refused > 0.2 && none.iter().all(|kind| (kind - 2_000.0).abs() < 0.5), "{refused}, {none:?}");
    for refunds in [50.0, 100.0] {
        let back = refunds / 100.0 * refused;
        let (earned, _) = earned(refunds);
        // Of a year it is what a month is worth.
        for (kind, back) in earned.iter().zip([back, back / 12.0, back]) {
            assert!((kind / (2_000.0 * (1.0 - back)) - 1.0).abs() < 0.01, "{earned:?}, {back} back");
        }
    }
}

/// A fifth of the price is on top of what is the company's; a euro is $1.10.
#[test]
fn tax_is_no_income_and_prices_may_be_in_euros() {
    let mut scenario = selling(1, vec![sale(SaleKind::Monthly, 24.0)]);
    set(&mut scenario, Field::SalesTax, 20.0);
    set(&mut scenario, Field::Exchange, 1.1);
    are_near(&income(scenario.clone()), &[100.0 * 20.0 * 1.1]);
    scenario.money.sales.clear();
    set(&mut scenario, Field::Paying, 10.0);
    set(&mut scenario, Field::Price, 24.0);
    are_near(&income(scenario.clone()), &[2_200.0]);
    // Without books it is the model that says so.
    let raw = month(scenario, 16);
    assert!((mean(raw.record(RECORD().income, 0)).0 - 2_200.0).abs() < 0.5);
}

/// What is turned away is given back at 100%, and not at all at 0%.
#[test]
fn refunds_are_of_what_is_refused() {
    let earned = |refunds: f64| {
        let mut scenario = still("gemini-2.5-flash-free");
        scenario.money.income_from = 1;
        set(&mut scenario, Field::Paying, 10.0);
        set(&mut scenario, Field::Price, 20.0);
        set(&mut scenario, Field::Refunds, refunds);
        let raw = month(scenario, 64);
        [RECORD().income, RECORD().refused_share].map(|row| mean(raw.record(row, 0)).0)
    };
    let [[all, refused], [half, _], [none, _]] = [100.0, 50.0, 0.0].map(earned);
    assert!(refused > 0.2, "{refused}");
    assert!((none - 2_000.0).abs() < 0.5, "{none}");
    assert!((half - f64::midpoint(all, none)).abs() < 0.5, "{all}, {half}, {none}");
    assert!((all / none - (1.0 - refused)).abs() < 0.01, "{all} of {none}, {refused} refused");
}

/// A hundred payments of $20 and 10 a month of $120: $0.30 each and 2.9%.
#[test]
fn fees_are_of_what_is_sold() {
    let yearly = Sale { share: Quantity::Exact(12.0), ..sale(SaleKind::Yearly, 120.0) };
    let mut scenario = selling(1, vec![sale(SaleKind::Monthly, 20.0), yearly]);
    scenario.stack.payments.plans = plans(&["stripe-us-standard"]);
    let raw = month(scenario, 16);
    let fees = 110.0 * 0.3 + (2_000.0 + 1_200.0) * 0.029;
    let bill = mean(raw.record(RECORD().bill[Slot::Payments as usize], 0)).0;
    assert!((bill - fees).abs() < 0.05, "{bill}, not {fees}");
}

/// Payments are made of what is not given back, and of prices with their tax: of $20 with a sixth of it tax $0.30 and 2.9% of $20.
#[test]
fn fees_follow_refunds_and_not_taxes() {
    let fees = |refunds: f64, tax: f64| {
        let mut scenario = still("gemini-2.5-flash-free");
        scenario.money.income_from = 1;
        scenario.money.sales = vec![sale(SaleKind::Monthly, 20.0)];
        scenario.stack.payments.plans = plans(&["stripe-us-standard"]);
        set(&mut scenario, Field::Refunds, refunds);
        set(&mut scenario, Field::SalesTax, tax);
        let raw = month(scenario, 64);
        [RECORD().bill[Slot::Payments as usize], RECORD().refused_share].map(|row| mean(raw.record(row, 0)).0)
    };
    let ([none, refused], [all, _], [taxed, _]) = (fees(0.0, 0.0), fees(100.0, 0.0), fees(0.0, 20.0));
    assert!((none - 100.0 * (0.3 + 0.58)).abs() < 0.05 && (none - taxed).abs() < 0.05, "{none}, {taxed}");
    assert!((all / none - (1.0 - refused)).abs() < 0.01, "{all} of {none}, {refused} refused");
}

/// $2,000 of income a month; $10,000 come in month 1, a tenth of income pays back a quarter more; a fifth of profit is taxed.
#[test]
fn money_is_paid_back_and_profit_is_taxed() {
    let mut scenario = selling(3, vec![sale(SaleKind::Monthly, 20.0)]);
    set(&mut scenario, Field::Cash, 1_000.0);
    set(&mut scenario, Field::ProfitTax, 20.0);
    scenario.books.rounds = vec![Round {
        repaid: Some(Quantity::Exact(10.0)),
        times: Some(Quantity::Exact(1.25)),
        ..Round::new("loan".to_owned(), 1, Quantity::Exact(10_000.0))
    }];
    let all = summary(scenario, 16);
    let bills = all.months[0].cost.mean;
    let months: Vec<_> = all.months.iter().map(|month| month.books.clone().unwrap()).collect();
    let profit = 2_000.0 - bills;
    for (month, back) in months.iter().zip([0.0, 200.0, 200.0]) {
        assert!(
            (month.spent[6] - back).abs() < 0.05 && (month.spent[5] - profit * 0.2).abs() < 0.1,
            "{:?}",
            month.spent
        );
    }
    let end = 11_000.0 + 3.0 * profit * 0.8 - 400.0;
    assert!((months[2].cash.mean - end).abs() < 1.0, "{}, not {end}", months[2].cash.mean);
    assert!((months[0].payers - 100.0).abs() < 0.01);
}

/// Nothing is paid back before it came, and no more than was agreed.
#[test]
fn what_is_owed_ends() {
    let mut scenario = selling(6, vec![sale(SaleKind::Monthly, 20.0)]);
    scenario.books.rounds = vec![Round::new("loan".to_owned(), 2, Quantity::Exact(1_000.0))];
    scenario.books.rounds[0].repaid = Some(Quantity::Exact(1.0));
    set(&mut scenario, Field::RoundRepaid, 25.0);
    scenario.books.rounds[0].times = Some(Quantity::Exact(1.0));
    set(&mut scenario, Field::RoundTimes, 1.2);
    let back: Vec<f64> = summary(scenario, 16).months.iter().map(|it| it.books.as_ref().unwrap().spent[6]).collect();
    are_near(&back, &[0.0, 0.0, 500.0, 500.0, 200.0, 0.0]);
}

/// $2,000 of income in every month, and about half of the calls turned away: a line waits for just less and not for more of either.
#[test]
fn lines_wait_for_income_and_refusals() {
    let spent = |scenario: &Scenario| summary(scenario.clone(), 16).months[0].books.as_ref().unwrap().spent[3];
    let waiting = |plan: &str, field: Field, from: f64| {
        let mut scenario = still(plan);
        scenario.money.income_from = 1;
        scenario.money.sales = vec![sale(SaleKind::Monthly, 20.0)];
        set(&mut scenario, Field::Refunds, 0.0);
        let line = CostLine::new("line".to_owned(), "A tool".to_owned(), LineKind::Monthly, Quantity::Exact(70.0));
        let some = Some(Quantity::Exact(from));
        let (from_income, from_refused) = if field == Field::LineIncome { (some, None) } else { (None, some) };
        scenario.books.lines = vec![CostLine { from_income, from_refused, ..line }];
        spent(&scenario)
    };
    let income = [1_999.0, 2_001.0].map(|from| waiting("gemini-paid-tasktrakr", Field::LineIncome, from));
    assert_eq!(income, [70.0, 0.0]);
    let refused = [10.0, 99.0].map(|from| waiting("gemini-2.5-flash-free", Field::LineRefused, from));
    assert_eq!(refused, [70.0, 0.0]);
}
