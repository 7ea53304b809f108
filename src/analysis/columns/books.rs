//! The columns of the company's books. What is spent adds up to the cent, and so does what is left of income.

use super::{Cell, Column, Topic};
use crate::scenario::{SaleKind, ValidScenario};
use crate::stats::BooksMonth;

/// A number of the company's books.
struct OfBooks {
    heading: &'static str,
    term: &'static str,
    key: &'static str,
    cell: fn(&BooksMonth) -> Cell,
    /// Whether a scenario has anything of it.
    is_had: fn(&ValidScenario) -> bool,
    topic: Topic,
}

const fn of(heading: &'static str, term: &'static str, key: &'static str, cell: fn(&BooksMonth) -> Cell) -> OfBooks {
    OfBooks { heading, term, key, cell, is_had: |_| true, topic: Topic::Books }
}

impl OfBooks {
    const fn only(self, is_had: fn(&ValidScenario) -> bool) -> Self {
        Self { is_had, ..self }
    }
}

const BOOKS: [OfBooks; 23] = [
    of(
        "Bills, mean",
        "Bills of all providers in the month, mean over the futures; with the costs beside it, it is all that is spent",
        "books_bills_usd_mean",
        |books| Cell::Cents(books.spent[0]),
    ),
    of("People", "What people cost in the month, mean over the futures", "books_people_usd_mean", |books| {
        Cell::Cents(books.spent[1])
    }),
    of("One-offs", "What is paid once, mean over the futures", "books_one_off_usd_mean", |books| {
        Cell::Cents(books.spent[2])
    }),
    of("Monthly costs", "What is paid each month besides, mean over the futures", "books_monthly_usd_mean", |books| {
        Cell::Cents(books.spent[3])
    }),
    of(
        "Yearly costs",
        "What is paid by the year, in the month in which it is paid, mean over the futures",
        "books_yearly_usd_mean",
        |books| Cell::Cents(books.spent[4]),
    ),
    of("Tax", "Tax on profit, mean over the futures", "books_tax_usd_mean", |books| Cell::Cents(books.spent[5]))
        .only(|scenario| scenario.books.profit_tax.is_some()),
    of(
        "Paid back",
        "What is paid back to investors out of income, mean over the futures",
        "books_repaid_usd_mean",
        |books| Cell::Cents(books.spent[6]),
    )
    .only(|scenario| scenario.books.rounds.iter().any(|round| round.repaid.is_some())),
    of(
        "All that is spent",
        "The sum of the columns before it: bills and all other costs, mean over the futures",
        "books_spent_usd_mean",
        |books| Cell::Cents(spent(books)),
    ),
    of("Income, mean", "What users pay in the month, mean over the futures", "books_income_usd_mean", |books| {
        Cell::Cents(books.earned[0])
    })
    .only(|scenario| scenario.money.sales.is_empty()),
    of(
        "From plans by the month",
        "What users pay for plans by the month, mean over the futures",
        "books_income_monthly_usd_mean",
        |books| Cell::Cents(books.earned[0]),
    )
    .only(|scenario| sells(scenario, SaleKind::Monthly)),
    of(
        "From plans by the year",
        "What users pay for plans by the year, in the month in which it is paid, mean over the futures",
        "books_income_yearly_usd_mean",
        |books| Cell::Cents(books.earned[1]),
    )
    .only(|scenario| sells(scenario, SaleKind::Yearly)),
    of("From packs", "What users pay for packs, mean over the futures", "books_income_pack_usd_mean", |books| {
        Cell::Cents(books.earned[2])
    })
    .only(|scenario| sells(scenario, SaleKind::Pack)),
    of(
        "Net, mean",
        "Income less all that is spent, mean over the futures: what the columns before it come to",
        "net_usd_mean",
        |books| Cell::Cents(in_cents(&books.earned) - spent(books)),
    ),
    of(
        "Paying users",
        "Users who pay, those who buy a pack among them, mean over the futures",
        "paying_users_mean",
        |books| Cell::Count(books.payers),
    )
    .only(|scenario| !scenario.money.sales.is_empty()),
    of(
        "Gross margin",
        "Of what users pay, for a year over its months, what the bills of providers leave; below 0 where they are more. Of the means over the futures",
        "gross_margin",
        |books| Cell::Margin(books.margin()),
    )
    // Where users never pay there is none.
    .only(|scenario| scenario.money.income_from > 0),
    of(
        "Spent for each user",
        "All that is spent in the month for each monthly user at its end, median over the futures",
        "spent_of_user_usd_p50",
        |books| Cell::Money(books.of_user.p50.into()),
    ),
    of(
        "Spent for each use",
        "All that is spent in the month for each use, median over the futures",
        "spent_of_use_usd_p50",
        |books| Cell::Money(books.of_use.p50.into()),
    ),
    OfBooks {
        topic: Topic::Short,
        ..of("Net", "Income less all that is spent, median over the futures", "net_usd_p50", |books| {
            Cell::Balance(books.net.p50.into())
        })
    },
    of("Net, low", "10th percentile: 8 of 10 futures lie between low and high", "net_usd_p10", |books| {
        Cell::Balance(books.net.p10.into())
    }),
    of("Net, high", "90th percentile: 8 of 10 futures lie between low and high", "net_usd_p90", |books| {
        Cell::Balance(books.net.p90.into())
    }),
    of(
        "In the bank",
        "Money at the month's end, median over the futures; nothing where it has run out",
        "cash_usd_p50",
        |books| Cell::Money(books.cash.p50.into()),
    )
    .only(says_cash),
    of("In the bank, low", "10th percentile of the money at the month's end", "cash_usd_p10", |books| {
        Cell::Money(books.cash.p10.into())
    })
    .only(says_cash),
    of("Out of money", "Share of futures in which the money has run out by the month's end", "chance_broke", |books| {
        Cell::Chance(books.broke)
    })
    .only(says_cash),
];

fn says_cash(scenario: &ValidScenario) -> bool {
    scenario.says_cash()
}

fn sells(scenario: &ValidScenario, kind: SaleKind) -> bool {
    scenario.money.sales.iter().any(|sale| sale.kind == kind)
}

/// All that is spent, as the sum of what is printed of each kind.
fn spent(books: &BooksMonth) -> f64 {
    in_cents(&books.spent)
}

/// The sum of numbers as they are printed.
fn in_cents(dollars: &[f64]) -> f64 {
    dollars.iter().map(|dollars| (dollars * 100.0).round()).sum::<f64>() / 100.0
}

/// Those of a scenario; nothing where it keeps no books.
pub(super) fn columns(scenario: &ValidScenario) -> impl Iterator<Item = Column> {
    let are_kept = scenario.keeps_books();
    BOOKS.into_iter().filter(move |it| are_kept && (it.is_had)(scenario)).map(column)
}

fn column(OfBooks { heading, term, key, cell, topic, .. }: OfBooks) -> Column {
    Column {
        topic,
        heading: heading.into(),
        term: term.into(),
        key: key.into(),
        // Not every month is told by a run that keeps books: nothing is, of those before the first answer.
        cell: Box::new(move |month| cell(month.books.as_ref().unwrap_or(&BooksMonth::default()))),
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::sample;
    use super::super::columns as all_columns;
    use super::*;
    use crate::catalog::Catalog;
    use crate::scenario::{CostLine, LineKind, Quantity, Round, Sale};
    use crate::stats::MonthSummary;

    /// The columns of the books of a scenario, with what they show of a month and have in a file.
    fn shown(scenario: crate::scenario::Scenario, books: BooksMonth) -> Vec<(String, String, String)> {
        let month = MonthSummary { books: Some(books), ..MonthSummary::default() };
        let all = all_columns(&scenario.validate().unwrap(), &Catalog::builtin().unwrap());
        let of_books = all.iter().filter(|column| BOOKS.iter().any(|it| it.key == column.key));
        of_books
            .map(|column| {
                let cell = (column.cell)(&month);
                (column.key.to_string(), cell.text(), cell.raw())
            })
            .collect()
    }

    fn with_a_person() -> crate::scenario::Scenario {
        let mut scenario = sample::scenario().into_inner();
        let line =
            |id: &str| CostLine::new(id.to_owned(), "A cost".to_owned(), LineKind::People, Quantity::Exact(120_000.0));
        scenario.books.lines = vec![line("one")];
        scenario.money.income_from = 0;
        scenario
    }

    /// A third of a cent of each kind is none of them, and so it is none of their sum.
    #[test]
    fn what_is_printed_adds_up_to_the_cent() {
        let mut scenario = with_a_person();
        scenario.books.profit_tax = Some(Quantity::Exact(25.0));
        scenario.books.rounds = vec![Round {
            repaid: Some(Quantity::Exact(10.0)),
            ..Round::new("seed".to_owned(), 1, Quantity::Exact(1e5))
        }];
        scenario.money.sales = [SaleKind::Monthly, SaleKind::Yearly, SaleKind::Pack]
            .map(|kind| {
                let (price, share) = (Quantity::Exact(9.0), Quantity::Exact(3.0));
                Sale::new(format!("{kind:?}").to_lowercase(), "A plan".to_owned(), kind, price, share)
            })
            .to_vec();
        let books = BooksMonth {
            spent: [1_234.563_3, 10_000.003_3, 15_000.0, 0.003_3, 0.125, 7.333_3, 0.666_6],
            earned: [500.333_3, 99.996, 10.004],
            ..BooksMonth::default()
        };
        let shown = shown(scenario, books);
        let raw = |key: &str| shown.iter().find(|(it, ..)| it == key).unwrap().2.clone();
        let cents = |key: &str| raw(key).replace('.', "").parse::<i64>().unwrap();
        let spent = ["bills", "people", "one_off", "monthly", "yearly", "tax", "repaid"];
        let spent: i64 = spent.iter().map(|kind| cents(&format!("books_{kind}_usd_mean"))).sum();
        let income = ["monthly", "yearly", "pack"];
        let income: i64 = income.iter().map(|kind| cents(&format!("books_income_{kind}_usd_mean"))).sum();
        assert_eq!((spent, cents("books_spent_usd_mean")), (2_624_269, 2_624_269));
        assert_eq!((income, cents("net_usd_mean")), (61_033, 61_033 - spent));
        let text = |key: &str| shown.iter().find(|(it, ..)| it == key).unwrap().1.clone();
        assert_eq!(text("books_bills_usd_mean"), "$1,234.56");
        assert_eq!((text("books_monthly_usd_mean"), text("net_usd_mean")), ("$0".into(), "-$25,632.36".into()));
    }

    #[test]
    fn what_a_scenario_does_not_have_is_no_column() {
        let keys = |scenario| -> Vec<String> {
            shown(scenario, BooksMonth::default()).into_iter().map(|(key, ..)| key).collect()
        };
        let few = keys(with_a_person());
        assert_eq!(few.len(), 13, "{few:?}");
        for none in ["books_tax_usd_mean", "books_repaid_usd_mean", "paying_users_mean", "gross_margin", "cash_usd_p50"]
        {
            assert!(!few.iter().any(|key| key == none), "{none}");
        }
        let mut sold = sample::scenario().into_inner();
        let (price, share) = (Quantity::Exact(9.0), Quantity::Exact(3.0));
        sold.money.sales = vec![Sale::new("plan".to_owned(), "A plan".to_owned(), SaleKind::Yearly, price, share)];
        let sold = keys(sold);
        assert!(sold.iter().any(|key| key == "books_income_yearly_usd_mean"), "who sells keeps books: {sold:?}");
        assert!(!sold.iter().any(|key| key == "books_income_usd_mean" || key == "books_income_pack_usd_mean"));
        assert_eq!(keys(sample::scenario().into_inner()), [""; 0]);
    }

    #[test]
    fn a_margin_may_be_negative_or_unknown() {
        let margin = |earned: f64| {
            let books = BooksMonth { spent: [30.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0], ..BooksMonth::default() };
            let mut scenario = with_a_person();
            scenario.money.income_from = 1;
            let shown = shown(scenario, BooksMonth { earning: earned, ..books });
            shown.into_iter().find(|(key, ..)| key == "gross_margin").map(|(_, text, raw)| (text, raw)).unwrap()
        };
        assert_eq!(margin(40.0), ("25%".to_owned(), "0.25".to_owned()));
        assert_eq!(margin(20.0), ("-50%".to_owned(), "-0.5".to_owned()));
        assert_eq!(margin(0.0), ("none".to_owned(), String::new()));
    }
}
