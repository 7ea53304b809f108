//! How long the money lasts, in sentences.

use super::number::{chance_words, money, percent, spread};
use super::verdict::months;
use crate::scenario::ValidScenario;
use crate::stats::{Books, BooksMonth, Chance, Summary, WallQuantiles};

/// What fewer futures do is not what happens.
const RARE: f64 = 0.1;

/// How long the money lasts, when income covers what is spent, and what it all comes to; nothing where no books are kept.
#[must_use]
pub(super) fn runway(summary: &Summary, scenario: &ValidScenario) -> Vec<String> {
    let Some(books) = &summary.books else { return Vec::new() };
    let within = months(summary.months.len());
    let mut sentences = vec![lasts(books, scenario, &within), covers(books, scenario, &within)];
    if books.says_cash && books.broke.count > 0 && books.breaks_even.count > 0 {
        sentences.push(format!(
            "Income covers all running costs before the money runs out in {} of futures.",
            chance_words(books.alive)
        ));
    }
    sentences.push(format!(
        "Bills, people, one-offs and all else come to {} in {within}; {} of that is spent on other things than providers.",
        spread(&books.total, money),
        money(books.besides.p50.into())
    ));
    if books.income.p90 > 0.0 && books.total.p50 > 0.0 {
        let back = spread(&books.returns, money);
        sentences.push(format!("For each dollar that is spent, {back} come in within {within}."));
    }
    sentences.extend(summary.months.last().and_then(|month| of_a_user(month.books.as_ref()?)));
    sentences
}

/// What a user costs and pays in the last month, medians; nothing where there is none.
fn of_a_user(books: &BooksMonth) -> Option<String> {
    let [spent, bills, paid] = [books.of_user, books.bills_of_user, books.paid_by_user].map(|it| money(it.p50.into()));
    let pays = match books.margin() {
        Some(margin) if margin >= 0.0 => {
            format!(", and pays {paid}; of what users pay, bills leave {}", percent(margin))
        }
        Some(_) => format!(", and pays {paid}: less than the bills"),
        None => ", and pays nothing".to_owned(),
    };
    let sentence = format!("In the last month a user costs {spent} in all, {bills} of it bills of providers{pays}.");
    (books.of_user.p50 > 0.0).then_some(sentence)
}

/// Whether it is likely that the money runs out.
pub(super) fn runs_out(summary: &Summary) -> bool {
    summary.books.as_ref().is_some_and(|books| books.says_cash && books.broke.share() >= RARE)
}

fn lasts(books: &Books, scenario: &ValidScenario, within: &str) -> String {
    if !books.says_cash {
        return "Say how much is in the bank to see how long it lasts.".to_owned();
    }
    let invests = scenario.books.rounds.iter().any(|round| round.month <= scenario.months);
    // Nobody has $0 that lasts.
    let has = match (scenario.books.cash.middle(), invests) {
        (cash, true) if cash > 0.0 => format!("The {} in the bank and what investors pay last", money(cash)),
        (cash, false) => format!("The {} in the bank last", money(cash)),
        _ => "What investors pay and what users pay last".to_owned(),
    };
    let whole = if scenario.months == 1 { "the month".to_owned() } else { format!("all {within}") };
    let lasts = Chance::new(books.broke.of - books.broke.count, books.broke.of);
    if books.broke.count == 0 {
        return format!("{has} for {whole} in every future.");
    }
    if books.broke.share() < RARE {
        return format!("{has} for {whole} in {} of futures.", chance_words(lasts));
    }
    format!("The money runs out {}.", when(books.broke_month, books.broke, scenario, within))
}

fn covers(books: &Books, scenario: &ValidScenario, within: &str) -> String {
    if books.breaks_even.count == 0 {
        return format!("Income does not cover running costs within {within} in any future.");
    }
    format!("Income covers all running costs {}.", when(books.even_month, books.breaks_even, scenario, within))
}

/// By when something has happened, as far as futures agree on it.
fn when(by: WallQuantiles, ever: Chance, scenario: &ValidScenario, within: &str) -> String {
    let month = |number: u32| format!("month {number} ({})", scenario.start.plus(number as usize - 1).name());
    match (by.p10, by.p50, by.p90) {
        (Some(from), Some(_), Some(to)) if from == to => format!("in {} in at least 8 of 10 futures", month(from)),
        (Some(from), Some(middle), Some(to)) => {
            format!("by {} in half of the futures; 8 of 10 futures: months {from} to {to}", month(middle))
        }
        (_, Some(middle), None) => {
            format!("by {} in half of the futures; {} of futures within {within}", month(middle), chance_words(ever))
        }
        _ => format!("in {} of futures within {within}", chance_words(ever)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;
    use crate::scenario::Quantity;
    use crate::stats::Bands;

    /// The run of the sample with $200,000 in the bank.
    fn with(books: Books) -> Vec<String> {
        let mut scenario = sample::scenario().into_inner();
        scenario.books.cash = Quantity::Exact(200_000.0);
        let summary = Summary { books: Some(books), ..sample::summary() };
        runway(&summary, &scenario.validate().unwrap())
    }

    fn exact(number: f32) -> Bands {
        Bands::of(&mut [number; 4])
    }

    #[test]
    fn sentences_say_when_the_money_runs_out_and_whether_income_comes_first() {
        let books = Books {
            says_cash: true,
            broke: Chance::new(60, 100),
            broke_month: WallQuantiles { p10: Some(11), p50: Some(14), p90: None },
            breaks_even: Chance::new(45, 100),
            even_month: WallQuantiles { p10: Some(9), p50: None, p90: None },
            alive: Chance::new(40, 100),
            total: exact(350_000.0),
            besides: exact(300_000.0),
            income: exact(140_000.0),
            returns: exact(0.4),
        };
        assert_eq!(
            with(books),
            [
                "The money runs out by month 14 (Feb 2028) in half of the futures; 60% of futures within 24 months.",
                "Income covers all running costs in 45% of futures within 24 months.",
                "Income covers all running costs before the money runs out in 40% of futures.",
                "Bills, people, one-offs and all else come to $350,000 in 24 months; $300,000 of that is spent on other things than \
                 providers.",
                "For each dollar that is spent, $0.40 come in within 24 months.",
            ]
        );
    }

    #[test]
    fn a_user_is_said_to_cost_and_to_pay() {
        let spent = [400.0, 2_700.0, 0.0, 0.0, 0.0, 0.0, 0.0];
        let (of_user, bills_of_user, paid_by_user) = (exact(3.1), exact(0.4), exact(2.2));
        let month = BooksMonth { of_user, bills_of_user, paid_by_user, spent, ..BooksMonth::default() };
        let said = |earned: f64| of_a_user(&BooksMonth { earning: earned, ..month.clone() }).unwrap();
        let costs = "In the last month a user costs $3.10 in all, $0.40 of it bills of providers, and pays ";
        assert_eq!(said(2_200.0), format!("{costs}$2.20; of what users pay, bills leave 82%."));
        assert_eq!(said(300.0), format!("{costs}$2.20: less than the bills."));
        assert_eq!(said(0.0), format!("{costs}nothing."));
        assert_eq!(of_a_user(&BooksMonth::default()), None);
    }

    #[test]
    fn money_that_lasts_is_said_to() {
        let lasting =
            Books { says_cash: true, broke: Chance::new(0, 100), breaks_even: Chance::new(0, 100), ..Books::default() };
        assert_eq!(
            with(lasting)[..2],
            [
                "The $200,000 in the bank last for all 24 months in every future.",
                "Income does not cover running costs within 24 months in any future.",
            ]
        );
        assert_eq!(with(Books::default())[0], "Say how much is in the bank to see how long it lasts.");
        let early = Books {
            says_cash: true,
            broke: Chance::new(100, 100),
            broke_month: WallQuantiles { p10: Some(3), p50: Some(3), p90: Some(3) },
            ..Books::default()
        };
        assert_eq!(with(early)[0], "The money runs out in month 3 (Mar 2027) in at least 8 of 10 futures.");
        assert_eq!(runway(&sample::summary(), &sample::scenario()), [""; 0]);
    }
}
