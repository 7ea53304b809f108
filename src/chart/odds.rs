//! How likely each alternative turns somebody away, month by month.

use plotters::prelude::DrawingBackend;

use super::{
    Failure,
    alternatives::{MOST, called, letter},
    heat::{self, Heat, Row},
    pen::Pen,
};
use crate::analysis::LimitWords;
use crate::date::Month;
use crate::stats::{Bands, Chance, MonthSummary, Summary};

/// The chance that anything turns somebody away, a row for each alternative.
#[derive(Clone, Debug, PartialEq)]
pub struct Odds {
    first: Month,
    /// The alternatives, A first: what each is called, and its chance in each month.
    rows: Vec<(String, Vec<Chance>)>,
}

impl Odds {
    /// The chances of runs, each with the words for its limits.
    #[must_use]
    pub fn refused(runs: &[(&Summary, &[LimitWords])], names: &[String], first: Month) -> Self {
        let row = |(place, (summary, limits)): (usize, &(&Summary, &[LimitWords]))| {
            let months = summary.months.iter().map(|month| turned_away(month, limits, summary.futures));
            (called(place, names), months.collect())
        };
        Self { first, rows: runs.iter().take(MOST).enumerate().map(row).collect() }
    }

    pub(super) fn draw<DB: DrawingBackend>(&self, pen: &Pen<'_, DB>) -> Result<(), Failure<DB>> {
        heat::draw(pen, self, pen.palette.limit)
    }
}

impl Heat for Odds {
    const LIKELY: &str = "turns somebody away in at least half of the futures";
    const UNLIKELY: &str = "turns somebody away in fewer than half of the futures";
    const READ: &str = "share of the futures in which somebody is turned away, at least";

    fn rows(&self) -> Vec<Row<'_>> {
        let rows = self.rows.iter();
        rows.map(|(name, months)| Row { name, full_name: name.clone(), chances: months.clone() }).collect()
    }

    fn first(&self) -> Month {
        self.first
    }

    fn read(&self, place: usize) -> Vec<(&str, Chance)> {
        let read = self.rows.iter().enumerate().filter_map(|(at, (_, months))| Some((letter(at), *months.get(place)?)));
        read.filter(|(_, chance)| chance.count > 0).collect()
    }
}

/// The chance that a month turns somebody away, as far as it is known: in at least as many futures as the likeliest of its
/// limits that do so is met, and as have a bad day by the quantiles of those days. Of half of the futures it is exact.
fn turned_away(month: &MonthSummary, limits: &[LimitWords], futures: u32) -> Chance {
    let turns_away = |words: &LimitWords| words.account.is_some() && words.instead.is_none();
    let met = month.limits.iter().zip(limits).filter(|(_, words)| turns_away(words)).map(|(limit, _)| limit.met);
    // Months of a preview and of the full run may stand side by side.
    let of = month.limits.iter().map(|limit| limit.met.of).max().unwrap_or(futures);
    let by_limits = met.map(|met| met.count).max().unwrap_or(0);
    Chance::new(by_limits.max(above_zero(&month.bad_days, of)).min(of), of)
}

/// In how many of so many futures a number is above zero, at least.
fn above_zero(bands: &Bands, of: u32) -> u32 {
    let quantiles = [
        (0.05, bands.p5),
        (0.10, bands.p10),
        (0.25, bands.p25),
        (0.50, bands.p50),
        (0.75, bands.p75),
        (0.90, bands.p90),
        (0.95, bands.p95),
    ];
    // The quantile of a share is the number of the future with that place, and all after it have as much.
    let after = |share: f64| of.saturating_sub((share * f64::from(of)).ceil().max(1.0) as u32 - 1);
    quantiles.into_iter().find(|(_, number)| *number > 0.0).map_or(0, |(share, _)| after(share))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::LimitMonth;

    #[test]
    fn somebody_is_turned_away_in_no_fewer_futures_than_known() {
        let numbers: Vec<f32> = (0..100).map(|future| if future < 40 { 0.0 } else { 3.0 }).collect();
        let bad_days = Bands::of(&mut numbers.clone());
        assert_eq!(above_zero(&bad_days, 100), 51, "half of the futures at least, of 60");
        assert_eq!(above_zero(&Bands::of(&mut [1.0; 64]), 64), 61);
        assert_eq!((above_zero(&Bands::default(), 64), above_zero(&bad_days, 0)), (0, 0));

        let words = |account, instead| LimitWords {
            name: String::new(),
            key: String::new(),
            happens: String::new(),
            account,
            instead,
            is_measured: true,
            doubt: None,
        };
        let met = |count| LimitMonth { met: Chance::new(count, 100), ..LimitMonth::default() };
        let limits = [words(Some(0), None), words(Some(0), Some("costs more")), words(None, None)];
        let month = MonthSummary { limits: vec![met(58), met(90), met(99)], bad_days, ..MonthSummary::default() };
        assert_eq!(turned_away(&month, &limits, 64), Chance::new(58, 100), "one turns nobody away, one is the budget");
        assert_eq!(turned_away(&MonthSummary { bad_days, ..month }, &[], 64).count, 51);
        assert_eq!(turned_away(&MonthSummary::default(), &limits, 64), Chance::new(0, 64));
    }
}
