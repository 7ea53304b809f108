//! The company's books of one future: what comes in, what is spent besides the bills of providers, and what is in the bank.

use super::{Market, Sold, Takings, takings};

/// Kinds of spending, in the order of [`Entry::spent`]: the bills of providers first, then those of lines.
pub const KINDS: usize = 7;
/// What they are called, for programs and for people.
pub const KIND_NAMES: [[&str; 2]; KINDS] = [
    ["bills", "Bills of providers"],
    ["people", "People"],
    ["one-off", "One-offs"],
    ["monthly", "Monthly costs"],
    ["yearly", "Yearly costs"],
    ["tax", "Tax on profit"],
    ["repaid", "Paid back to investors"],
];
/// The kind of taxes on profit.
const TAX: usize = 5;
/// The kind of what is paid back.
const REPAID: usize = 6;
/// Kinds of income, in the order of [`Entry::earned`].
pub const SALES: usize = 3;
/// What they are called, for programs and for people.
pub const SALE_NAMES: [[&str; 2]; SALES] =
    [["monthly", "Paid by the month"], ["yearly", "Paid by the year"], ["pack", "Packs"]];

/// By how much the simulation's single precision may miss a number of users that is just reached.
const ROUNDING: f64 = 1e-5;

/// What a line or a round does, with the numbers of one future.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Payment {
    /// What it is.
    pub what: What,
    /// Dollars each time.
    pub dollars: f64,
    /// Its first month, from 0.
    pub first: usize,
    /// Months between two payments; what is paid once has more than there are months.
    pub every: usize,
    /// Users from which on it is paid.
    pub users: f64,
    /// Income of a month from which on it is paid, dollars.
    pub income: f64,
    /// Share of a month that is turned away from which on it is paid.
    pub refused: f64,
}

/// What a payment is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum What {
    /// A cost line: its kind of spending, from 1, and its place among the lines.
    Line(usize, usize),
    /// Money from investors: the share of income that pays it back, and how many times over.
    Round(f64, f64),
}

/// What a company earns, owes and begins with, in one future.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Terms {
    /// In the bank at the begin, dollars.
    pub cash: f64,
    /// Share of profit that is paid as tax.
    pub tax: f64,
    /// What is sold; nothing, where income is what the simulation says.
    pub sold: Vec<Sold>,
    /// What all that has in common.
    pub market: Market,
    /// Lines and rounds.
    pub payments: Vec<Payment>,
    /// How many lines there are, those that are left out among them.
    pub lines: usize,
}

/// A month as the simulation leaves it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Simulated {
    /// Bills of providers, dollars.
    pub bills: f64,
    /// What users pay where one price is all there is, dollars without tax.
    pub income: f64,
    /// Monthly users at its end.
    pub users: f64,
    /// Uses of all features.
    pub uses: f64,
    /// Share of its visits and calls that is turned away.
    pub refused: f64,
    /// Mean of the monthly users, less what is turned away and given back.
    pub paid: f64,
    /// Share of what is paid that is not given back.
    pub served: f64,
}

/// A month of the books of one future, dollars.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entry {
    /// What is spent, by kind.
    pub spent: [f64; KINDS],
    /// What users pay, by kind of sale.
    pub earned: [f64; SALES],
    /// Users who pay, where sales are told apart.
    pub payers: f64,
    /// What investors pay.
    pub raised: f64,
    /// In the bank at its end; below 0 where there was not enough.
    pub cash: f64,
    /// What goes on being spent: yearly costs by the month, and nothing that is paid once, depends on income or ends.
    pub running: f64,
    /// What users pay, and what they paid for a year over its months.
    pub earning: f64,
    /// What is spent, by line.
    pub lines: Vec<f64>,
}

impl Entry {
    /// What users pay.
    #[must_use]
    pub fn income(&self) -> f64 {
        self.earned.iter().sum()
    }

    /// All that is spent.
    #[must_use]
    pub fn outgo(&self) -> f64 {
        self.spent.iter().sum()
    }

    /// Income less all that is spent.
    #[must_use]
    pub fn net(&self) -> f64 {
        self.income() - self.outgo()
    }
}

/// Keeps the books of one future. A line begins in its first month in which there are users, income and refusals enough, and goes on then; what is paid
/// once or by the year is paid in that month. Money that is paid back out of income is from the month after it came. Profit is taxed
/// where income is above what is spent since the first month, by as much as that is more than in any month before.
#[must_use]
pub fn keep(terms: &Terms, months: &[Simulated]) -> Vec<Entry> {
    let sold: Vec<(&Sold, Vec<Takings>)> =
        terms.sold.iter().map(|sold| (sold, takings(sold, &terms.market, months))).collect();
    let mut begun: Vec<Option<usize>> = vec![None; terms.payments.len()];
    let mut owed = vec![0.0_f64; terms.payments.len()];
    let (mut cash, mut profit, mut taxed) = (terms.cash, 0.0_f64, 0.0_f64);
    let month = |(month, simulated): (usize, &Simulated)| {
        let mut entry = Entry { lines: vec![0.0; terms.lines], running: simulated.bills, ..Entry::default() };
        entry.spent[0] = simulated.bills;
        if sold.is_empty() {
            (entry.earned[0], entry.earning) = (simulated.income, simulated.income);
        }
        for (sold, takings) in &sold {
            if let Some(earned) = entry.earned.get_mut(sold.kind) {
                *earned += takings[month].dollars;
            }
            entry.payers += takings[month].payers;
            let every = sold.every.max(1);
            let paid_for = &takings[(month + 1).saturating_sub(every)..=month];
            entry.earning += paid_for.iter().map(|it| it.dollars / every as f64).sum::<f64>();
        }
        let income = entry.income();
        for ((payment, begun), owed) in terms.payments.iter().zip(&mut begun).zip(&mut owed) {
            let reaches = |number: f64, from: f64| number >= from * (1.0 - ROUNDING);
            let is_needed = reaches(simulated.users, payment.users)
                && reaches(income, payment.income)
                && reaches(simulated.refused, payment.refused);
            if begun.is_none() && month >= payment.first && is_needed {
                *begun = Some(month);
            }
            let Some(begun) = *begun else { continue };
            let every = payment.every.max(1);
            let is_due = (month - begun).is_multiple_of(every);
            match payment.what {
                What::Line(kind, place) => {
                    entry.running += if every <= 12 { payment.dollars / every as f64 } else { 0.0 };
                    if let (true, Some(line), Some(spent)) =
                        (is_due, entry.lines.get_mut(place), entry.spent.get_mut(kind))
                    {
                        *line += payment.dollars;
                        *spent += payment.dollars;
                    }
                }
                What::Round(share, times) => {
                    // Several rounds together get no more than there is.
                    let back = owed.min(share * income).min(income - entry.spent[REPAID]).max(0.0);
                    *owed -= back;
                    entry.spent[REPAID] += back;
                    if is_due {
                        entry.raised += payment.dollars;
                        *owed = if share > 0.0 { payment.dollars * times } else { 0.0 };
                    }
                }
            }
        }
        // What is paid back takes nothing off a profit.
        profit += entry.net() + entry.spent[REPAID];
        entry.spent[TAX] = terms.tax * (profit - taxed).max(0.0);
        taxed = taxed.max(profit);
        cash += entry.raised + entry.net();
        Entry { cash, ..entry }
    };
    months.iter().enumerate().map(month).collect()
}

#[cfg(test)]
mod tests;
