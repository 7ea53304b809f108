//! The company's books, against sums by hand and chances in closed form.

use super::*;
use headroom::engine::{Reducer, compare};
use headroom::scenario::{CostLine, KNOWN_LINES, LineKind, Round, Sale, SaleKind};
use headroom::stats::Summary;

/// 1,000 users in every month who call no model, so that there are no bills.
pub(crate) fn bare(months: u32) -> Scenario {
    let mut scenario = still("gemini-paid-tasktrakr");
    (scenario.months, scenario.futures) = (months, 64);
    set(&mut scenario, Field::CallsPerActiveDay, 0.0);
    scenario
}

/// Two engineers, one of them from month 3 on, an audit in month 2, and $12,000 a year.
fn kept(months: u32) -> Scenario {
    let mut scenario = bare(months);
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

pub(crate) fn summary(scenario: Scenario, futures: usize) -> Summary {
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
    // Lines keep their places where one before them is left out.
    let mut other = kept(1);
    other.books.lines.reverse();
    let lines = self::summary(other, 16).months[0].books.clone().unwrap().lines;
    assert_eq!(lines, [0.0, 12_000.0, 0.0, 0.0, 10_000.0]);
}

/// A year of each line of the menu by itself, in the middle of its range: people by the month, once, by the month, and by the year.
#[test]
fn every_known_line_is_in_the_books_as_its_kind_is_paid() {
    for known in KNOWN_LINES {
        let mut scenario = bare(12);
        let amount = Quantity::Exact(known.dollars.0.midpoint(known.dollars.1));
        scenario.books.lines = vec![CostLine { off: false, amount, effects: Vec::new(), ..known.line("a".to_owned()) }];
        let months = f64::from(13 - known.from);
        let (kind, times) = match known.kind {
            LineKind::People => (1, months / 12.0),
            LineKind::OneOff => (2, 1.0),
            LineKind::Monthly => (3, months),
            LineKind::Yearly => (4, 1.0),
        };
        let spent = summary(scenario, 8).months.into_iter().map(|month| month.books.unwrap().spent);
        let sum = spent.fold([0.0; 7], |sum, spent| std::array::from_fn(|at| sum[at] + spent[at]));
        let right: [f64; 7] = std::array::from_fn(|at| if at == kind { times * amount.middle() } else { 0.0 });
        assert!(sum.iter().zip(right).all(|(sum, right)| (sum - right).abs() < 0.005), "{}: {sum:?}", known.id);
    }
}

/// A fifth of a profit of $2,000 is tax, though nothing else is said of the company.
#[test]
fn a_tax_alone_is_paid() {
    let mut scenario = bare(2);
    (scenario.money.income_from, scenario.money.price) = (1, Quantity::Exact(20.0));
    set(&mut scenario, Field::Paying, 10.0);
    scenario.books.profit_tax = Some(Quantity::Exact(20.0));
    let months = summary(scenario, 16).months;
    assert!(months.iter().all(|it| (it.books.as_ref().unwrap().spent[5] - 400.0).abs() < 0.05));
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

/// An engineer for $120,000 a year from month 6 on, and another one from month 9 on in its place: three months of $10,000 in every
/// future, whatever else is drawn.
#[test]
fn two_hiring_plans_are_compared_in_the_very_same_futures() {
    let mut early = opening();
    (early.months, early.futures) = (12, 64);
    early.growth.users = Quantity::range(200.0, 60_000.0);
    early.books.cash = Quantity::range(40_000.0, 90_000.0);
    let hire = |id: &str, from| CostLine {
        from,
        ..CostLine::new(id.to_owned(), "An engineer".to_owned(), LineKind::People, Quantity::Exact(120_000.0))
    };
    early.books.lines = vec![hire("early", 6)];
    let mut late = early.clone();
    late.books.lines = vec![hire("late", 9)];
    let mut bare = early.clone();
    bare.books = Default::default();
    let programs = [early, late, bare].map(program);
    let reduced = |program: &Program| {
        let mut reducer = Reducer::new(program, 64).unwrap();
        reducer.place(0, simulate::<f32x8>(program, 64));
        reducer
    };
    let reducers = programs.each_ref().map(reduced);
    let comparison = compare(&reducers[..2], &programs[..2]);
    let [first, second] = [0, 1].map(|place| comparison.contenders[place].books.unwrap());
    assert!(first.spent.bands.p90 - first.spent.bands.p10 > 100.0, "bills differ: {:?}", first.spent.bands);
    let more = second.spent.more;
    assert_eq!([more.p5, more.p10, more.p50, more.p90, more.p95], [-30_000.0; 5]);
    assert_eq!((more.mean, second.spent.better.count, second.spent.worse.count), (-30_000.0, 64, 0));
    let left = comparison.contenders[1].standings[2];
    assert_eq!((left.more.p5, left.more.p95), (30_000.0, 30_000.0), "income is the same");
    let [ends, later] = [first, second].map(|it| it.cash.unwrap());
    assert_eq!((later.end.more.p5, later.end.more.p95), (30_000.0, 30_000.0), "and so is what there was");
    // $30,000 more at the end of the last month keep some alive, and kill none.
    assert_eq!((later.only_here.count, ends.broke.count - later.broke.count), (0, later.only_first.count));
    assert!(later.only_first.count > 0);

    // Where the first keeps no books, all that is known to be spent is its bills.
    let ([early, late, bare], [of_early, of_late, of_bare]) = (reducers, programs);
    // Other futures of the second would not be so far apart in each.
    let mut other = of_late.clone();
    other.seed[0] += 1;
    let faulty = compare(&[early, reduced(&other)], &[of_early, other]);
    let more = faulty.contenders[1].books.unwrap().spent.more;
    assert!(more.p5 < -30_000.0 && more.p95 > -30_000.0, "{more:?}");

    let comparison = compare(&[bare, late], &[of_bare, of_late]);
    let books = comparison.contenders.iter().map(|contender| contender.books.unwrap());
    let [bills, books] = books.collect::<Vec<_>>()[..] else { panic!("two alternatives") };
    assert_eq!((books.spent.more.p5, books.spent.more.p95), (40_000.0, 40_000.0));
    let cost = comparison.contenders[0].standings[0].bands;
    assert!((bills.spent.bands.mean - cost.mean).abs() < 1e-3, "all that is spent are bills");
    assert!(books.cash.is_none(), "nobody said what the first lives on");
}

/// What a bookkeeper writes of a month: spent by kind, earned by kind, and what is in the bank at its end.
type Page = ([f64; 7], [f64; 3], f64);

fn assert_written(scenario: Scenario, pages: &[Page]) {
    let summary = summary(scenario, 16);
    assert_eq!(summary.months.len(), pages.len());
    for (number, (month, (spent, earned, cash))) in summary.months.iter().zip(pages).enumerate() {
        let books = month.books.as_ref().unwrap();
        let near = |got: &[f64], right: &[f64]| got.iter().zip(right).all(|(got, right)| (got - right).abs() < 0.005);
        assert!(near(&books.spent, spent), "month {}: {:?}", number + 1, books.spent);
        assert!(near(&books.earned, earned), "month {}: {:?}", number + 1, books.earned);
        let had = [books.cash.p10, books.cash.p50, books.cash.p90].map(f64::from);
        assert!(near(&had, &[*cash; 3]), "month {}: {had:?} where {cash} is right", number + 1);
    }
}

/// A year of a company with one price: a tenth of 1,000 users pays $20 from month 4 on. One engineer for $120,000 a year and two more
/// from month 3 on, an audit for $15,000 in month 2, $500 a month, insurance for $12,000 from month 5 on. $400,000 are in the bank;
/// $1,000 are borrowed in month 6, which a tenth of the income pays back, in five months.
#[test]
fn a_year_of_books_with_one_price_is_what_a_bookkeeper_writes() {
    let mut scenario = bare(12);
    (scenario.money.income_from, scenario.money.price) = (4, Quantity::Exact(20.0));
    set(&mut scenario, Field::Paying, 10.0);
    let line = |id: &str, kind, dollars: f64, from| CostLine {
        from,
        ..CostLine::new(id.to_owned(), id.to_owned(), kind, Quantity::Exact(dollars))
    };
    scenario.books.cash = Quantity::Exact(400_000.0);
    scenario.books.lines = vec![
        line("first", LineKind::People, 120_000.0, 1),
        CostLine { count: Quantity::Exact(2.0), ..line("others", LineKind::People, 120_000.0, 3) },
        line("audit", LineKind::OneOff, 15_000.0, 2),
        line("tools", LineKind::Monthly, 500.0, 1),
        line("insurance", LineKind::Yearly, 12_000.0, 5),
    ];
    let repaid = Some(Quantity::Exact(10.0));
    scenario.books.rounds = vec![Round { repaid, ..Round::new("loan".to_owned(), 6, Quantity::Exact(1_000.0)) }];
    let paid = [2_000.0, 0.0, 0.0];
    let page = |people, once, year, back, earned, cash| ([0.0, people, once, 500.0, year, 0.0, back], earned, cash);
    let pages = [
        page(10_000.0, 0.0, 0.0, 0.0, [0.0; 3], 389_500.0),
        page(10_000.0, 15_000.0, 0.0, 0.0, [0.0; 3], 364_000.0),
        page(30_000.0, 0.0, 0.0, 0.0, [0.0; 3], 333_500.0),
        page(30_000.0, 0.0, 0.0, 0.0, paid, 305_000.0),
        page(30_000.0, 0.0, 12_000.0, 0.0, paid, 264_500.0),
        page(30_000.0, 0.0, 0.0, 0.0, paid, 237_000.0),
        page(30_000.0, 0.0, 0.0, 200.0, paid, 208_300.0),
        page(30_000.0, 0.0, 0.0, 200.0, paid, 179_600.0),
        page(30_000.0, 0.0, 0.0, 200.0, paid, 150_900.0),
        page(30_000.0, 0.0, 0.0, 200.0, paid, 122_200.0),
        page(30_000.0, 0.0, 0.0, 200.0, paid, 93_500.0),
        page(30_000.0, 0.0, 0.0, 0.0, paid, 65_000.0),
    ];
    assert_written(scenario, &pages);
}

/// A year of a company that sells a plan by the month for $10, one by the year for $120 after two months for nothing, and packs for $5,
/// a sixth of which is tax. From month 2 on a tenth of those who come takes the first, where as many cancel as come anew; a twentieth
/// takes the second, 50 of the first 1,000 and 5 of the 100 who come in the place of others each month; and a fifth of all buys a
/// pack. $3,000 once and $1,000 a month are spent, $10,000 come in month 3 of which 30% of the income pays back $12,000, and a quarter
/// of what all income is above all costs is tax: of $3,000 by month 4, and of $1,166.67 more in each month after it.
#[test]
fn a_year_of_books_with_plans_and_packs_is_what_a_bookkeeper_writes() {
    let mut scenario = bare(12);
    let sale = |id: &str, kind, price, share, churn| Sale {
        churn: Quantity::Exact(churn),
        ..Sale::new(id.to_owned(), id.to_owned(), kind, Quantity::Exact(price), Quantity::Exact(share))
    };
    scenario.money.income_from = 2;
    scenario.money.sales = vec![
        sale("month", SaleKind::Monthly, 10.0, 10.0, 10.0),
        Sale { trial: 2, ..sale("year", SaleKind::Yearly, 120.0, 5.0, 0.0) },
        sale("pack", SaleKind::Pack, 5.0, 20.0, 0.0),
    ];
    scenario.money.turnover = Quantity::Exact(10.0);
    scenario.money.sales_tax = Quantity::Exact(20.0);
    scenario.books.cash = Quantity::Exact(5_000.0);
    scenario.books.profit_tax = Some(Quantity::Exact(25.0));
    let line =
        |id: &str, kind, dollars: f64| CostLine::new(id.to_owned(), id.to_owned(), kind, Quantity::Exact(dollars));
    scenario.books.lines = vec![line("once", LineKind::OneOff, 3_000.0), line("month", LineKind::Monthly, 1_000.0)];
    let (repaid, times) = (Some(Quantity::Exact(30.0)), Some(Quantity::Exact(1.2)));
    scenario.books.rounds =
        vec![Round { repaid, times, ..Round::new("loan".to_owned(), 3, Quantity::Exact(10_000.0)) }];
    let page = |once, tax, back, year, cash| {
        let sold = if cash == 1_000.0 { 0.0 } else { 833.333 };
        ([0.0, 0.0, once, 1_000.0, 0.0, tax, back], [sold, year, sold], cash)
    };
    let mut pages = vec![
        page(3_000.0, 0.0, 0.0, 0.0, 1_000.0),
        page(0.0, 0.0, 0.0, 0.0, 1_666.667),
        page(0.0, 0.0, 0.0, 0.0, 12_333.333),
        page(0.0, 750.0, 2_000.0, 5_000.0, 15_250.0),
    ];
    // Of $2,166.67, $1,000 are spent, $650 paid back and $291.67 tax: $225 stay.
    pages.extend((1..=8).map(|month| page(0.0, 291.667, 650.0, 500.0, 15_250.0 + 225.0 * f64::from(month))));
    assert_written(scenario, &pages);
}
