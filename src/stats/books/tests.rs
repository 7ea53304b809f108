use super::*;

const fn line(kind: usize, dollars: f64, first: usize, every: usize) -> Payment {
    Payment { kind, dollars, months: (first, usize::MAX), every, users: 0.0 }
}

/// Two engineers, an audit, tools by the month, insurance by the year, and a round.
fn payments() -> Vec<Payment> {
    vec![
        line(1, 2.0 * 120_000.0 / 12.0, 0, 1),
        line(2, 10_000.0, 2, 1_000),
        line(3, 500.5, 1, 1),
        line(4, 12_000.0, 0, 12),
        Payment { kind: Payment::ROUND, dollars: 100_000.0, months: (3, 3), every: 1_000, users: 0.0 },
    ]
}

fn month(bills: f64, income: f64, users: f64) -> Simulated {
    Simulated { bills, income, users }
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
        assert!((before + entry.income + entry.raised - spent - entry.cash).abs() < 1e-9);
    }
    assert_eq!((books[3].raised, books[2].spent[2], books[12].spent[4]), (100_000.0, 10_000.0, 12_000.0));
}

#[test]
fn a_line_begins_with_its_users_and_goes_on() {
    let support = Payment { users: 1_000.0, ..line(3, 3_000.0, 1, 1) };
    let audit = Payment { users: 1_000.0, ..line(2, 9_000.0, 0, 1_000) };
    let until = Payment { months: (0, 1), ..line(1, 10.0, 0, 1) };
    let months = [2_000.0, 500.0, 1_000.0, 400.0].map(|users| month(0.0, 0.0, users));
    let books = keep(0.0, &[support, audit, until], &months);
    assert_eq!(books.iter().map(|it| it.spent[3]).collect::<Vec<_>>(), [0.0, 0.0, 3_000.0, 3_000.0]);
    assert_eq!(books.iter().map(|it| it.spent[2]).collect::<Vec<_>>(), [9_000.0, 0.0, 0.0, 0.0]);
    assert_eq!(books.iter().map(|it| it.spent[1]).collect::<Vec<_>>(), [10.0, 10.0, 0.0, 0.0]);
}

#[test]
fn odds_of_running_out_and_of_breaking_even() {
    // Cash lasts for ever, ends in month 2, ends in month 3; the first and the second earn enough from month 3 on.
    let rich =
        keep(1_000.0, &[line(3, 100.0, 0, 1)], &[month(0.0, 0.0, 0.0), month(0.0, 0.0, 0.0), month(0.0, 200.0, 0.0)]);
    let poor =
        keep(150.0, &[line(3, 100.0, 0, 1)], &[month(0.0, 0.0, 0.0), month(0.0, 0.0, 0.0), month(0.0, 100.0, 0.0)]);
    let late = keep(250.0, &[line(3, 100.0, 0, 1)], &[Simulated::default(); 3]);
    let (books, months) = Books::of(&[rich, poor, late], true);
    assert_eq!((books.broke.count, books.breaks_even.count, books.alive.count), (2, 2, 1));
    assert_eq!(books.broke_month, WallQuantiles { p10: Some(2), p50: Some(3), p90: None });
    assert_eq!(books.even_month, WallQuantiles { p10: Some(3), p50: Some(3), p90: None });
    assert_eq!(months.iter().map(|it| it.broke.count).collect::<Vec<_>>(), [0, 1, 2]);
    assert_eq!(months[2].spent, [0.0, 0.0, 0.0, 100.0, 0.0]);
    assert_eq!((months[1].cash.p50, months[2].cash.p10), (50.0, 0.0));
    assert_eq!((books.total.p50, books.besides.p50), (300.0, 300.0));
    assert_eq!(Books::of(&[], true).1, []);
}

#[test]
fn rounding_breaks_nobody_and_a_year_s_insurance_is_no_loss() {
    // A salary of a year is exactly what there is: twelve twelfths of it.
    let months = [month(0.0, 0.0, 0.0); 12];
    let exactly = keep(140_000.0, &[line(1, 140_000.0 / 12.0, 0, 1)], &months);
    assert_eq!(Books::of(&[exactly], true).0.broke.count, 0);
    // $15,000 a year are $1,250 a month, which $3,000 cover from the first month on, whichever month the insurer bills.
    let insured = keep(20_000.0, &[line(4, 15_000.0, 0, 12)], &[month(0.0, 3_000.0, 0.0); 25]);
    let books = Books::of(std::slice::from_ref(&insured), true).0;
    assert_eq!((books.breaks_even.count, books.even_month.p50), (1, Some(1)));
    let poor = keep(0.0, &[line(1, 10.0, 0, 1)], &months);
    assert_eq!(Books::of(&[poor], false).0.broke.count, 0, "nobody said what it lives on");
    let idle = keep(10.0, &[], &months);
    assert_eq!(Books::of(&[idle], true).0.breaks_even.count, 0, "without income nothing is covered");
}
