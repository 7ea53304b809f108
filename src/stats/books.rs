//! The company's books over all futures: what is spent besides the bills of providers, and how long the money lasts.

use serde::{Deserialize, Serialize};

use super::{Bands, Chance, WallQuantiles};

/// Kinds of spending, in the order of [`BooksMonth::spent`]: the bills of providers first.
pub const KINDS: usize = 5;
/// What they are called, for programs and for people.
pub const KIND_NAMES: [[&str; 2]; KINDS] = [
    ["bills", "Bills of providers"],
    ["people", "People"],
    ["one-off", "One-offs"],
    ["monthly", "Monthly costs"],
    ["yearly", "Yearly costs"],
];

/// What a line or a round does, with the numbers of one future.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Payment {
    /// Its kind, from 1, or [`Payment::ROUND`].
    pub kind: usize,
    /// Dollars each time.
    pub dollars: f64,
    /// First and last month, from 0.
    pub months: (usize, usize),
    /// Months between two payments; a line that is paid once has more than there are months.
    pub every: usize,
    /// Users from which on it is paid.
    pub users: f64,
}

impl Payment {
    /// Stands for the kind of money that comes in.
    pub const ROUND: usize = KINDS;
}

/// A month as the simulation leaves it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Simulated {
    /// Bills of providers, dollars.
    pub bills: f64,
    /// What users pay, dollars.
    pub income: f64,
    /// Monthly users at its end.
    pub users: f64,
}

/// A month of the books of one future, dollars.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Entry {
    /// What is spent, by kind.
    pub spent: [f64; KINDS],
    /// What users pay.
    pub income: f64,
    /// What investors pay.
    pub raised: f64,
    /// In the bank at its end; below 0 where there was not enough.
    pub cash: f64,
    /// What goes on being spent: yearly costs by the month, and nothing that is paid once.
    pub running: f64,
}

impl Entry {
    /// Income less all that is spent.
    #[must_use]
    pub fn net(&self) -> f64 {
        self.income - self.spent.iter().sum::<f64>()
    }
}

/// Keeps the books of one future. A line begins in its first month in which there are users enough, and goes on then; what is paid
/// once or by the year is paid in that month.
#[must_use]
pub fn keep(cash: f64, payments: &[Payment], months: &[Simulated]) -> Vec<Entry> {
    let mut begun: Vec<Option<usize>> = vec![None; payments.len()];
    let mut cash = cash;
    let month = |(month, simulated): (usize, &Simulated)| {
        let mut entry = Entry { income: simulated.income, ..Entry::default() };
        (entry.spent[0], entry.running) = (simulated.bills, simulated.bills);
        for (payment, begun) in payments.iter().zip(&mut begun) {
            let (first, last) = payment.months;
            if begun.is_none() && month >= first && simulated.users >= payment.users {
                *begun = Some(month);
            }
            let goes_on = begun.is_some() && month <= last && payment.kind != Payment::ROUND && payment.every <= 12;
            if goes_on {
                entry.running += payment.dollars / payment.every.max(1) as f64;
            }
            let is_due =
                begun.is_some_and(|begun| month <= last && (month - begun).is_multiple_of(payment.every.max(1)));
            if is_due {
                match entry.spent.get_mut(payment.kind) {
                    Some(spent) => *spent += payment.dollars,
                    None => entry.raised += payment.dollars,
                }
            }
        }
        cash += entry.raised + entry.net();
        Entry { cash, ..entry }
    };
    months.iter().enumerate().map(month).collect()
}

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
}

/// A month of the books over all futures.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct BooksMonth {
    /// In the bank at its end, dollars; nothing where it has run out before.
    pub cash: Bands,
    /// Income less all that is spent, dollars.
    pub net: Bands,
    /// Mean of what is spent, by kind: bills of providers, people, one-offs, monthly and yearly costs.
    pub spent: [f64; KINDS],
    /// Futures in which the money has run out by its end.
    pub broke: Chance,
}

impl Books {
    /// Of the books of every future, each with as many months: all of them, and month by month.
    #[must_use]
    pub fn of(futures: &[Vec<Entry>], says_cash: bool) -> (Self, Vec<BooksMonth>) {
        let broke = |future: &[Entry]| if says_cash { broke(future) } else { None };
        let (count, months) = (futures.len() as u32, futures.first().map_or(0, Vec::len));
        let chance = |is: &dyn Fn(&Vec<Entry>) -> bool| {
            Chance::new(futures.iter().filter(|future| is(future)).count() as u32, count)
        };
        let bands = |of: &dyn Fn(&Vec<Entry>) -> f64| {
            Bands::of(&mut futures.iter().map(|future| of(future) as f32).collect::<Vec<_>>())
        };
        let month = |month: usize| {
            let mean =
                |kind: usize| futures.iter().map(|it| it[month].spent[kind]).sum::<f64>() / f64::from(count.max(1));
            BooksMonth {
                cash: bands(&|it| if broke(it).is_some_and(|broke| broke <= month) { 0.0 } else { it[month].cash }),
                net: bands(&|it| it[month].net()),
                spent: std::array::from_fn(mean),
                broke: chance(&|it| broke(it).is_some_and(|broke| broke <= month)),
            }
        };
        let when = |of: &dyn Fn(&[Entry]) -> Option<usize>| {
            let mut found: Vec<usize> = futures.iter().map(|it| of(it).unwrap_or(usize::MAX)).collect();
            found.sort_unstable();
            let at = |share: f64| {
                let place = ((share * found.len() as f64).ceil() as usize).saturating_sub(1);
                found.get(place).filter(|month| **month < months).map(|month| *month as u32 + 1)
            };
            WallQuantiles { p10: at(0.1), p50: at(0.5), p90: at(0.9) }
        };
        let spent = |it: &[Entry], from: usize| it.iter().flat_map(|it| &it.spent[from..]).sum::<f64>();
        let books = Self {
            says_cash,
            broke: chance(&|it| broke(it).is_some()),
            broke_month: when(&broke),
            breaks_even: chance(&|it| even(it).is_some()),
            even_month: when(&even),
            alive: chance(&|it| even(it).is_some_and(|even| broke(it).is_none_or(|broke| even < broke))),
            total: bands(&|it| spent(it, 0)),
            besides: bands(&|it| spent(it, 1)),
        };
        (books, (0..months).map(month).collect())
    }
}

/// Half a cent: what is nearer to nothing is rounding.
const CENT: f64 = 0.005;

/// The first month at whose end there is less than nothing in the bank.
fn broke(future: &[Entry]) -> Option<usize> {
    future.iter().position(|entry| entry.cash < -CENT)
}

/// The first month of those up to the last in all of which income covers what goes on being spent.
fn even(future: &[Entry]) -> Option<usize> {
    let covers = |entry: &Entry| entry.income > 0.0 && entry.income - entry.running > -CENT;
    let last = future.iter().rposition(|entry| !covers(entry)).map_or(0, |last| last + 1);
    (last < future.len()).then_some(last)
}

#[cfg(test)]
mod tests;
