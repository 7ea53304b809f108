//! From raw futures to the answer.

use super::Raw;
use crate::model::{Record, Totals, layout};
use crate::program::Program;
use crate::stats::{Bands, Chance, FirstWall, Histogram, Limit, MonthSummary, Summary, WallQuantiles};

/// Reduces the raw futures of a run.
#[must_use]
pub fn reduce(program: &Program, raw: &Raw) -> Summary {
    let months = (0..raw.months()).map(|month| month_summary(program.features, &Month { raw, month }));
    summary(program, months.collect(), raw)
}

/// One month's record over all futures: what is asked of its rows, each a number of [`Record`].
pub(super) trait Rows {
    /// Futures in all.
    fn futures(&self) -> u32;
    /// Quantiles, mean and its error.
    fn bands(&self, row: usize) -> Bands;
    /// The mean alone.
    fn mean(&self, row: usize) -> f64;
    /// Futures in which the number is above 0.
    fn positive(&self, row: usize) -> u32;
    /// Futures in which it is 0, 1, 2 and so on.
    fn rungs(&self, row: usize) -> [u32; layout::RUNGS];
}

/// The rows as an engine on the CPU leaves them.
struct Month<'a> {
    raw: &'a Raw,
    month: usize,
}

impl Month<'_> {
    fn count(&self, row: usize, which: impl Fn(f32) -> bool) -> u32 {
        count(self.raw.record(row, self.month), which)
    }
}

impl Rows for Month<'_> {
    fn futures(&self) -> u32 {
        self.raw.futures() as u32
    }

    fn bands(&self, row: usize) -> Bands {
        bands(self.raw.record(row, self.month))
    }

    fn mean(&self, row: usize) -> f64 {
        Bands::mean_of(self.raw.record(row, self.month))
    }

    fn positive(&self, row: usize) -> u32 {
        self.count(row, |number| number > 0.0)
    }

    fn rungs(&self, row: usize) -> [u32; layout::RUNGS] {
        std::array::from_fn(|rung| self.count(row, |number| number == rung as f32))
    }
}

/// What a month comes to.
pub(super) fn month_summary(features: usize, rows: &impl Rows) -> MonthSummary {
    let record = Record::from_fn(|number| number);
    let bands = |row| rows.bands(row);
    let chance = |row| Chance::new(rows.positive(row), rows.futures());
    MonthSummary {
        users: bands(record.users),
        uses: bands(record.uses),
        saved: bands(record.saved),
        tokens: bands(record.tokens),
        cost: bands(record.cost),
        bill: record.bill.map(|row| rows.mean(row)),
        income: bands(record.income),
        refused_share: bands(record.refused_share),
        first_word: record.first_word.map(bands),
        full_answer: record.full_answer.map(bands),
        bad_days: bands(record.bad_days),
        down: bands(record.down),
        cold: bands(record.cold),
        peak: bands(record.peak),
        breached: std::array::from_fn(|limit| chance(record.refused.get(limit).copied().unwrap_or(record.over_budget))),
        alerts: record.alerts.map(chance),
        terms: chance(record.terms),
        rungs: record.rung[..layout::SLOTS + features].iter().map(|row| rows.rungs(*row)).collect(),
    }
}

/// The whole answer, from its months and the totals of every future.
pub(super) fn summary(program: &Program, months: Vec<MonthSummary>, raw: &Raw) -> Summary {
    let totals = Totals::from_fn(|number| number);
    let bands = |number: usize| bands(raw.total(number));
    Summary {
        futures: raw.futures() as u32,
        months,
        first_wall: first_wall(&program.months, totals.wall_day.map(|number| raw.total(number))),
        total_cost: bands(totals.cost),
        total_costs: Histogram::of(raw.total(totals.cost)),
        total_income: bands(totals.income),
        worst_month: bands(totals.worst_month),
        worst_day: bands(totals.worst_day),
        slowest: bands(totals.slowest),
        over_budget: Chance::new(count(raw.total(totals.over_budget), |number| number > 0.0), raw.futures() as u32),
    }
}

fn bands(row: &[f32]) -> Bands {
    Bands::of(&mut row.to_vec())
}

fn count(row: &[f32], which: impl Fn(f32) -> bool) -> u32 {
    row.iter().filter(|number| which(**number)).count() as u32
}

/// The first day on which a limit turned somebody away, by limit and future, as months and odds.
///
/// Of limits that are first on the same day the last in the order of [`Limit::ALL`] is named: a provider's longer windows
/// come after its shorter ones, and what is offline after what refuses.
fn first_wall(days: &[u32], wall_day: [&[f32]; Limit::COUNT]) -> FirstWall {
    let futures = wall_day[0].len();
    let mut by = [0; Limit::COUNT];
    let mut count_by_month = vec![0; days.len()];
    let first = |future: usize| {
        let days = wall_day.iter().map(|days| days[future]).enumerate().rev();
        days.filter(|(_, day)| *day > 0.0).min_by(|(_, a), (_, b)| a.total_cmp(b))
    };
    for (limit, day) in (0..futures).filter_map(first) {
        by[limit] += 1;
        if let Some(count) = count_by_month.get_mut(month_of(days, day)) {
            *count += 1;
        }
    }
    let ever = by.iter().sum();
    FirstWall {
        ever: Chance::new(ever, futures as u32),
        by: by.map(|count| Chance::new(count, futures as u32)),
        month: WallQuantiles {
            p10: month_at(&count_by_month, futures, 0.1),
            p50: month_at(&count_by_month, futures, 0.5),
            p90: month_at(&count_by_month, futures, 0.9),
        },
        count_by_month,
    }
}

/// Index of the month that day number `day`, from 1, falls into.
fn month_of(days: &[u32], day: f32) -> usize {
    let ends = days.iter().scan(0, |end, days| {
        *end += days;
        Some(*end as f32)
    });
    ends.take_while(|end| *end < day).count()
}

/// The month, from 1, by which `share` of all futures has met its wall.
fn month_at(count_by_month: &[u32], futures: usize, share: f64) -> Option<u32> {
    let needed = (share * futures as f64).ceil() as u32;
    let so_far = count_by_month.iter().scan(0, |sum, count| {
        *sum += count;
        Some(*sum)
    });
    let before = so_far.take_while(|sum| *sum < needed.max(1)).count();
    (before < count_by_month.len()).then_some(before as u32 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn walls_are_counted_by_month_and_limit() {
        let days = [31, 28, 31];
        // Future 0 meets the day limit on day 31, 1 the minute limit on day 32 and the month limit on the same day,
        // 2 the day limit on day 90, 3 none.
        let none = [0.0; 4];
        let mut wall_day = [&none[..]; Limit::COUNT];
        wall_day[Limit::Minute as usize] = &[0.0, 32.0, 0.0, 0.0];
        wall_day[Limit::Day as usize] = &[31.0, 0.0, 90.0, 0.0];
        wall_day[Limit::Month as usize] = &[40.0, 32.0, 0.0, 0.0];
        let wall = first_wall(&days, wall_day);
        assert_eq!(wall.count_by_month, [1, 1, 1]);
        assert_eq!([Limit::Minute, Limit::Day, Limit::Month].map(|limit| wall.by[limit as usize].count), [0, 2, 1]);
        assert_eq!(wall.ever.count, 3);
        assert_eq!(wall.month, WallQuantiles { p10: Some(1), p50: Some(2), p90: None });
    }

    #[test]
    fn the_limits_of_the_answer_are_those_of_the_model() {
        use crate::model::limit;
        assert_eq!(Limit::COUNT, crate::model::LIMITS + 1);
        let named = [
            (Limit::Minute, limit::MINUTE),
            (Limit::Day, limit::DAY),
            (Limit::Month, limit::MONTH),
            (Limit::Concurrent, limit::CONCURRENT),
            (Limit::Limiter, limit::LIMITER),
            (Limit::Cap, limit::CAP),
            (Limit::Frontend, limit::FRONTEND),
            (Limit::Backend, limit::BACKEND),
            (Limit::Workers, limit::WORKERS),
            (Limit::Data, limit::DATA),
            (Limit::Budget, crate::model::LIMITS),
        ];
        for (at, (limit, place)) in named.into_iter().enumerate() {
            assert_eq!((Limit::ALL[at], limit as usize), (limit, place));
        }
    }
}
