use super::*;

use super::super::{Books, BooksMonth, Keeper, WallQuantiles};

const fn line(kind: usize, dollars: f64, first: usize, every: usize) -> Payment {
    Payment { what: What::Line(kind, 0), dollars, first, every, users: 0.0, income: 0.0, refused: 0.0 }
}

const fn round(dollars: f64, first: usize, repaid: f64, times: f64) -> Payment {
    Payment { what: What::Round(repaid, times), dollars, first, every: 1_000, users: 0.0, income: 0.0, refused: 0.0 }
}

fn keep(cash: f64, payments: &[Payment], months: &[Simulated]) -> Vec<Entry> {
    super::keep(&Terms { cash, payments: payments.to_vec(), lines: 1, ..Terms::default() }, months)
}

fn of(futures: &[Vec<Entry>], says_cash: bool) -> (Books, Vec<BooksMonth>) {
    let mut keeper = Keeper::new(futures.first().map_or(0, Vec::len), says_cash);
    let users = month(0.0, 0.0, 10.0);
    futures.iter().for_each(|future| keeper.take(future, &vec![users; future.len()]));
    keeper.books()
}

/// Two engineers, an audit, tools by the month, insurance by the year, and a round.
fn payments() -> Vec<Payment> {
    vec![
        line(1, 2.0 * 120_000.0 / 12.0, 0, 1),
        line(2, 10_000.0, 2, 1_000),
        line(3, 500.5, 1, 1),
        line(4, 12_000.0, 0, 12),
        round(100_000.0, 3, 0.0, 1.0),
    ]
}

fn month(bills: f64, income: f64, users: f64) -> Simulated {
    Simulated { bills, income, users, ..Simulated::default() }
}

#[test]
fn a_year_of_books_adds_up_to_the_cent() {
    let months: Vec<Simulated> = (0..13).map(|at| month(100.25, 1_000.0 * f64::from(at), 10.0)).collect();
    let books = keep(50_000.0, &payments(), &months);
    // By hand: 50,000 less 100.25, 20,000 and 12,000, and so on.
    let by_hand = [
        17_899.75,  // first month: bills, people and insurance
        -1_701.00,  // + 1,000 − 100.25 − 20,000 − 500.50
        -30_301.75, // + 2,000, and the audit
        52_097.50,  // + 3,000 and the round
        35_496.75,  // + 4,000
        19_896.00, 5_295.25, -8_305.50, -20_906.25, -32_507.00, -43_107.75, -52_708.50,
        -73_309.25, // + 12,000, and insurance again
    ];
    for (at, (entry, cash)) in books.iter().zip(by_hand).enumerate() {
        assert!((entry.cash - cash).abs() < 0.005, "month {}: {} where {cash} is right", at + 1, entry.cash);
        let spent: f64 = entry.spent.iter().sum();
        let before = at.checked_sub(1).map_or(50_000.0, |before| books[before].cash);
        assert!((before + entry.income() + entry.raised - spent - entry.cash).abs() < 1e-9);
    }
    assert_eq!((books[3].raised, books[2].spent[2], books[12].spent[4]), (100_000.0, 10_000.0, 12_000.0));
}

#[test]
fn a_line_begins_with_its_users_and_goes_on() {
    let support = Payment { users: 1_000.0, ..line(3, 3_000.0, 1, 1) };
    let audit = Payment { users: 1_000.0, ..line(2, 9_000.0, 0, 1_000) };
    let months = [2_000.0, 500.0, 1_000.0, 400.0].map(|users| month(0.0, 0.0, users));
    let books = keep(0.0, &[support, audit], &months);
    assert_eq!(books.iter().map(|it| it.spent[3]).collect::<Vec<_>>(), [0.0, 0.0, 3_000.0, 3_000.0]);
    assert_eq!(books.iter().map(|it| it.spent[2]).collect::<Vec<_>>(), [9_000.0, 0.0, 0.0, 0.0]);
}

#[test]
fn odds_of_running_out_and_of_breaking_even() {
    // Cash lasts for ever, ends in month 2, ends in month 3; the first and the second earn enough from month 3 on.
    let rich =
        keep(1_000.0, &[line(3, 100.0, 0, 1)], &[month(0.0, 0.0, 0.0), month(0.0, 0.0, 0.0), month(0.0, 200.0, 0.0)]);
    let poor =
        keep(150.0, &[line(3, 100.0, 0, 1)], &[month(0.0, 0.0, 0.0), month(0.0, 0.0, 0.0), month(0.0, 100.0, 0.0)]);
    let late = keep(250.0, &[line(3, 100.0, 0, 1)], &[Simulated::default(); 3]);
    let (books, months) = of(&[rich, poor, late], true);
    assert_eq!((books.broke.count, books.breaks_even.count, books.alive.count), (2, 2, 1));
    assert_eq!(books.broke_month, WallQuantiles { p10: Some(2), p50: Some(3), p90: None });
    assert_eq!(books.even_month, WallQuantiles { p10: Some(3), p50: Some(3), p90: None });
    assert_eq!(months.iter().map(|it| it.broke.count).collect::<Vec<_>>(), [0, 1, 2]);
    assert_eq!(months[2].spent, [0.0, 0.0, 0.0, 100.0, 0.0, 0.0, 0.0]);
    assert_eq!((months[1].cash.p50, months[2].cash.p10), (50.0, 0.0));
    assert_eq!((books.total.p50, books.besides.p50), (300.0, 300.0));
    assert_eq!(of(&[], true).1, []);
}

#[test]
fn rounding_breaks_nobody_and_a_year_s_insurance_is_no_loss() {
    // A salary of a year is exactly what there is: twelve twelfths of it.
    let months = [month(0.0, 0.0, 0.0); 12];
    let exactly = keep(140_000.0, &[line(1, 140_000.0 / 12.0, 0, 1)], &months);
    assert_eq!(of(&[exactly], true).0.broke.count, 0);
    // $15,000 a year are $1,250 a month, which $3,000 cover from the first month on, whichever month the insurer bills.
    let insured = keep(20_000.0, &[line(4, 15_000.0, 0, 12)], &[month(0.0, 3_000.0, 0.0); 25]);
    let books = of(std::slice::from_ref(&insured), true).0;
    assert_eq!((books.breaks_even.count, books.even_month.p50), (1, Some(1)));
    let poor = keep(0.0, &[line(1, 10.0, 0, 1)], &months);
    assert_eq!(of(&[poor], false).0.broke.count, 0, "nobody said what it lives on");
    let idle = keep(10.0, &[], &months);
    assert_eq!(of(&[idle], true).0.breaks_even.count, 0, "without income nothing is covered");
}

/// $10,000 of which 10% of income pay back 1.5 times as much: $15,000 from the month after on.
#[test]
fn money_is_paid_back_out_of_income_and_no_more_than_was_agreed() {
    let months = [month(0.0, 60_000.0, 1.0); 5];
    let books = keep(0.0, &[round(10_000.0, 1, 0.1, 1.5)], &months);
    assert_eq!(books.iter().map(|it| it.spent[REPAID]).collect::<Vec<_>>(), [0.0, 0.0, 6_000.0, 6_000.0, 3_000.0]);
    assert_eq!(books.iter().map(|it| it.raised).sum::<f64>(), 10_000.0);
    assert_eq!(books[4].cash, 5.0 * 60_000.0 + 10_000.0 - 15_000.0);
    let kept = keep(0.0, &[round(10_000.0, 1, 0.0, 1.5)], &months);
    assert_eq!(kept[4].cash, 310_000.0);
}

/// A loss of $300 first, then $200 of profit a month: nothing is taxed before what was lost is made up for.
#[test]
fn profit_is_taxed_once_losses_are_made_up_for() {
    let months = [0.0, 500.0, 500.0, 500.0, 100.0, 700.0].map(|income| month(300.0, income, 1.0));
    let terms = Terms { tax: 0.25, ..Terms::default() };
    let books = super::keep(&terms, &months);
    // Profit so far: -300, -100, 100, 300, 100, 500.
    assert_eq!(books.iter().map(|it| it.spent[TAX]).collect::<Vec<_>>(), [0.0, 0.0, 25.0, 50.0, 0.0, 50.0]);
    assert_eq!(books[5].cash, 2_300.0 - 1_800.0 - 125.0);
}

/// Two plans and packs, paid back and taxed: each month is what a bookkeeper writes, and the means of a month sum up to its net.
#[test]
fn what_is_sold_is_income_by_kind() {
    let sold = |kind, every, dollars| Sold { kind, every, dollars, share: 0.1, churn: 0.0, trial: 0 };
    let terms = Terms {
        cash: 1_000.0,
        tax: 0.5,
        sold: vec![sold(0, 1, 10.0), sold(1, 12, 60.0), sold(2, 0, 3.0)],
        market: Market { first: 1, turnover: 0.0 },
        payments: vec![line(1, 500.0, 0, 1)],
        lines: 1,
    };
    let months = [100.0, 100.0, 200.0].map(|users| Simulated { paid: users, served: 1.0, ..month(20.0, 7.0, users) });
    let books = super::keep(&terms, &months);
    assert_eq!(
        books.iter().map(|it| it.earned).collect::<Vec<_>>(),
        [[0.0; 3], [100.0, 600.0, 30.0], [200.0, 600.0, 60.0]]
    );
    // 1,000 - 520; + 730 - 520; + 860 - 520, and half of the profit of 30 in all.
    assert_eq!(books.iter().map(|it| it.cash).collect::<Vec<_>>(), [480.0, 690.0, 1_015.0]);
    assert_eq!((books[1].payers, books[2].lines.as_slice()), (30.0, [500.0].as_slice()));
    let (kept, by_month) = of(&[books], true);
    assert_eq!((kept.income.p50, kept.total.p50), (1_590.0, 1_575.0));
    assert!((f64::from(kept.returns.p50) - 1_590.0 / 1_575.0).abs() < 1e-6);
    let last = &by_month[2];
    assert_eq!(last.earned.iter().sum::<f64>() - last.spent.iter().sum::<f64>(), f64::from(last.net.p50));
    assert_eq!((last.of_user.p50, last.margin()), (53.5, Some(1.0 - 20.0 / 360.0)));
    // Of both years that are paid a twelfth each.
    assert_eq!([by_month[1].earning, last.earning], [180.0, 360.0]);
}

/// Legal advice from $500 of income on, a bigger key once a twentieth is turned away, and both at once for somebody on call.
#[test]
fn lines_wait_for_income_and_for_refusals() {
    let advice = Payment { income: 500.0, ..line(3, 100.0, 0, 1) };
    let key = Payment { refused: 0.05, ..line(4, 60.0, 1, 12) };
    let on_call = Payment { income: 500.0, refused: 0.05, ..line(1, 10.0, 0, 1) };
    let months = [(499.0, 0.9), (500.0, 0.04), (100.0, 0.05), (600.0, 0.06)];
    let months = months.map(|(income, refused)| Simulated { refused, ..month(0.0, income, 1.0) });
    let books = keep(0.0, &[advice, key, on_call], &months);
    let spent = |kind: usize| books.iter().map(|it| it.spent[kind]).collect::<Vec<_>>();
    assert_eq!(
        (spent(3), spent(4), spent(1)),
        (vec![0.0, 100.0, 100.0, 100.0], vec![0.0, 0.0, 60.0, 0.0], vec![0.0, 0.0, 0.0, 10.0])
    );
}

/// $100 of income a month: $40 of tools and $50 of bills are covered whatever is paid once, and not $70 of bills.
#[test]
fn what_goes_on_is_bills_and_lines_and_nothing_that_is_paid_once() {
    let payments = [line(3, 40.0, 0, 1), line(2, 1_000.0, 1, 1_000)];
    let even = |bills: f64| {
        let books = keep(0.0, &payments, &[month(bills, 100.0, 1.0); 3]);
        of(&[books], false).0.even_month.p50
    };
    assert_eq!([even(50.0), even(70.0)], [Some(1), None]);
}

/// $40 of income a month: half of it pays back $100, a quarter twice $60. Of two that ask for $24 a month the second gets $16, and in the
/// third month, when the first is owed $12 only, $24.
#[test]
fn each_round_is_paid_back_by_itself() {
    let months = [month(0.0, 40.0, 1.0); 14];
    let back = |rounds: &[Payment]| keep(0.0, rounds, &months).iter().map(|it| it.spent[6]).collect::<Vec<_>>();
    let of_both: Vec<f64> = (0..14)
        .map(|at| if (1..=5).contains(&at) { 20.0 } else { 0.0 })
        .zip((0..14).map(|at| if (2..=13).contains(&at) { 10.0 } else { 0.0 }))
        .map(|(one, other)| one + other)
        .collect();
    assert_eq!(back(&[round(100.0, 0, 0.5, 1.0), round(60.0, 1, 0.25, 2.0)]), of_both);
    let greedy = back(&[round(60.0, 0, 0.6, 1.0), round(60.0, 0, 0.6, 1.0)]);
    assert_eq!(greedy[..6], [0.0, 40.0, 40.0, 36.0, 4.0, 0.0]);
}

/// $20 of bills and $30 besides for 10 users and 40 uses, who bring $60.
#[test]
fn what_is_spent_and_paid_is_divided_by_users_and_uses() {
    let months = [Simulated { uses: 40.0, ..month(20.0, 60.0, 10.0) }];
    let mut keeper = Keeper::new(1, false);
    keeper.take(&keep(0.0, &[line(3, 30.0, 0, 1)], &months), &months);
    let (_, by_month) = keeper.books();
    let BooksMonth { of_user, bills_of_user, paid_by_user, of_use, .. } = by_month[0].clone();
    assert_eq!([of_user, bills_of_user, paid_by_user, of_use].map(|it| it.p50), [5.0, 2.0, 6.0, 1.25]);
}

/// What single precision makes of 5,000 users is 5,000; 4,999 are not.
#[test]
fn a_number_that_is_just_reached_is_reached() {
    let spent = |users: f64| {
        let waits = Payment { users: 5_000.0, ..line(3, 100.0, 0, 1) };
        keep(0.0, &[waits], &[month(0.0, 0.0, users)])[0].spent[3]
    };
    assert_eq!([4_999.998, 4_999.0].map(spent), [100.0, 0.0]);
}
