//! The company's books over all futures: how long the money lasts, what comes in and what is spent.

use serde::{Deserialize, Serialize};

use super::books::{KINDS, SALES};
use super::{Bands, Chance, Entry, Simulated, WallQuantiles};

/// The books of all futures.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Books {
    /// Whether it is said what the company lives on; else nothing is known of when that runs out.
    pub says_cash: bool,
    /// Futures in which the money runs out.
    pub broke: Chance,
    /// By which month it has, from 1, over all futures.
    pub broke_month: WallQuantiles,
    /// Futures in which income covers what goes on being spent in some month and in all after it.
    pub breaks_even: Chance,
    /// From which month on, over all futures.
    pub even_month: WallQuantiles,
    /// Futures in which that comes before the money runs out.
    pub alive: Chance,
    /// All that is spent in all months, dollars.
    pub total: Bands,
    /// Of that, all but the bills of providers.
    pub besides: Bands,
    /// What users pay in all months, dollars.
    pub income: Bands,
    /// What users pay in all months for each dollar that is spent in them.
    pub returns: Bands,
}

/// A month of the books over all futures.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct BooksMonth {
    /// In the bank at its end, dollars; nothing where it has run out before.
    pub cash: Bands,
    /// Income less all that is spent, dollars.
    pub net: Bands,
    /// What users pay, dollars.
    pub income: Bands,
    /// All that is spent for each monthly user at its end, dollars.
    pub of_user: Bands,
    /// The bills of providers alone for each monthly user at its end, dollars.
    pub bills_of_user: Bands,
    /// What each of them pays on average, dollars; what is paid for a year over its months.
    pub paid_by_user: Bands,
    /// All that is spent for each use, dollars.
    pub of_use: Bands,
    /// Mean of what is spent, by kind: bills of providers, people, one-offs, monthly and yearly costs, tax, what is paid back.
    pub spent: [f64; KINDS],
    /// Mean of what users pay, by kind of sale.
    pub earned: [f64; SALES],
    /// Mean of what users pay, with what they paid for a year over its months.
    pub earning: f64,
    /// Mean of the users who pay, where sales are told apart.
    pub payers: f64,
    /// Mean of what is spent, by cost line; nothing for those that are left out.
    pub lines: Vec<f64>,
    /// Futures in which the money has run out by its end.
    pub broke: Chance,
}

impl BooksMonth {
    /// Of what users pay, for a year over its months, what the bills of providers leave, 0 to 1 and below 0 where they are more; `None`
    /// where nobody pays. Of the means over the futures.
    #[must_use]
    pub fn margin(&self) -> Option<f64> {
        (self.earning > 0.0).then(|| 1.0 - self.spent[0] / self.earning)
    }
}

/// What is kept of each future, to be set beside what another alternative does of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Kept {
    /// The month at whose end there is first less than nothing in the bank, from 0.
    pub broke: Option<usize>,
    /// The month from which on income covers what goes on being spent, from 0.
    pub even: Option<usize>,
    /// All that is spent, dollars.
    pub spent: f64,
    /// Of that, all but the bills of providers.
    pub besides: f64,
    /// What users pay, dollars.
    pub income: f64,
    /// In the bank at the end; below 0 where there was not enough.
    pub cash: f64,
}

/// Numbers of a month whose quantiles are asked for: cash, net, income; spent, bills and income by user; spent by use.
const ROWS: usize = 7;

/// Takes the books of one future after the other, and keeps no more of them than is asked for.
pub struct Keeper {
    says_cash: bool,
    futures: Vec<Kept>,
    /// [month][row][future].
    rows: Vec<[Vec<f32>; ROWS]>,
    /// Sums over the futures, by month.
    sums: Vec<Entry>,
}

impl Keeper {
    /// Of runs of so many months; `says_cash`: whether it is said what the company lives on.
    #[must_use]
    pub fn new(months: usize, says_cash: bool) -> Self {
        Self {
            says_cash,
            futures: Vec::new(),
            rows: vec![Default::default(); months],
            sums: vec![Entry::default(); months],
        }
    }

    /// Takes the next future: its books, and what the simulation leaves of its months.
    pub fn take(&mut self, books: &[Entry], simulated: &[Simulated]) {
        let broke = if self.says_cash { broke(books) } else { None };
        for (month, (entry, simulated)) in books.iter().zip(simulated).enumerate() {
            let cash = if broke.is_some_and(|broke| broke <= month) { 0.0 } else { entry.cash };
            let each = |dollars: f64, of: f64| if of > 0.0 { dollars / of } else { 0.0 };
            let (outgo, Simulated { users, uses, .. }) = (entry.outgo(), *simulated);
            let of_user = [outgo, entry.spent[0], entry.earning].map(|dollars| each(dollars, users));
            let [spent, bills, paid] = of_user;
            let numbers = [cash, entry.net(), entry.income(), spent, bills, paid, each(outgo, uses)];
            if let (Some(rows), Some(sums)) = (self.rows.get_mut(month), self.sums.get_mut(month)) {
                rows.iter_mut().zip(numbers).for_each(|(row, number)| row.push(number as f32));
                sums.add(entry);
            }
        }
        let spent: f64 = books.iter().map(Entry::outgo).sum();
        self.futures.push(Kept {
            broke,
            even: even(books),
            spent,
            besides: spent - books.iter().map(|entry| entry.spent[0]).sum::<f64>(),
            income: books.iter().map(Entry::income).sum(),
            cash: books.last().map_or(0.0, |entry| entry.cash),
        });
    }

    /// What is kept of each future.
    #[must_use]
    pub fn futures(&self) -> &[Kept] {
        &self.futures
    }

    /// All of them, and month by month.
    #[must_use]
    pub fn books(self) -> (Books, Vec<BooksMonth>) {
        let Self { says_cash, futures, rows, sums } = self;
        let (count, months) = (futures.len() as u32, rows.len());
        let chance = |is: &dyn Fn(&Kept) -> bool| Chance::new(futures.iter().filter(|it| is(it)).count() as u32, count);
        let bands =
            |of: &dyn Fn(&Kept) -> f64| Bands::of(&mut futures.iter().map(|it| of(it) as f32).collect::<Vec<_>>());
        let when = |of: &dyn Fn(&Kept) -> Option<usize>| {
            let mut found: Vec<usize> = futures.iter().map(|it| of(it).unwrap_or(usize::MAX)).collect();
            found.sort_unstable();
            let at = |share: f64| {
                let place = ((share * found.len() as f64).ceil() as usize).saturating_sub(1);
                found.get(place).filter(|month| **month < months).map(|month| *month as u32 + 1)
            };
            WallQuantiles { p10: at(0.1), p50: at(0.5), p90: at(0.9) }
        };
        let comes_first = |it: &Kept| it.even.is_some_and(|even| it.broke.is_none_or(|broke| even < broke));
        let books = Books {
            says_cash,
            broke: chance(&|it| it.broke.is_some()),
            broke_month: when(&|it| it.broke),
            breaks_even: chance(&|it| it.even.is_some()),
            even_month: when(&|it| it.even),
            alive: chance(&comes_first),
            total: bands(&|it| it.spent),
            besides: bands(&|it| it.besides),
            income: bands(&|it| it.income),
            returns: bands(&|it| if it.spent > 0.0 { it.income / it.spent } else { 0.0 }),
        };
        let mean = |sum: f64| sum / f64::from(count.max(1));
        let month = |(month, (rows, sums)): (usize, ([Vec<f32>; ROWS], Entry))| {
            let [cash, net, income, of_user, bills_of_user, paid_by_user, of_use] =
                rows.map(|mut row| Bands::of(&mut row));
            BooksMonth {
                cash,
                net,
                income,
                of_user,
                bills_of_user,
                paid_by_user,
                of_use,
                spent: sums.spent.map(mean),
                earned: sums.earned.map(mean),
                earning: mean(sums.earning),
                payers: mean(sums.payers),
                lines: sums.lines.into_iter().map(mean).collect(),
                broke: chance(&|it| it.broke.is_some_and(|broke| broke <= month)),
            }
        };
        let months = rows.into_iter().zip(sums).enumerate().map(month).collect();
        (books, months)
    }
}

impl Entry {
    /// Adds what is spent and earned.
    fn add(&mut self, other: &Self) {
        self.spent.iter_mut().zip(other.spent).for_each(|(sum, more)| *sum += more);
        self.earned.iter_mut().zip(other.earned).for_each(|(sum, more)| *sum += more);
        self.earning += other.earning;
        self.payers += other.payers;
        self.lines.resize(self.lines.len().max(other.lines.len()), 0.0);
        self.lines.iter_mut().zip(&other.lines).for_each(|(sum, more)| *sum += more);
    }
}

/// Half a cent: what is nearer to nothing is rounding.
const CENT: f64 = 0.005;

/// The first month at whose end there is less than nothing in the bank.
fn broke(future: &[Entry]) -> Option<usize> {
    future.iter().position(|entry| entry.cash < -CENT)
}

/// The first month of those up to the last in all of which income, what is paid for a year over its months, covers what goes on being spent.
fn even(future: &[Entry]) -> Option<usize> {
    let covers = |entry: &Entry| entry.earning > 0.0 && entry.earning - entry.running > -CENT;
    let last = future.iter().rposition(|entry| !covers(entry)).map_or(0, |last| last + 1);
    (last < future.len()).then_some(last)
}
